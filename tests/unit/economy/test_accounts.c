// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_accounts.c - an economy from flows: the identities that MODEL.md 1.2
 * and 1.4 ask of its base, and every refusal of the way there.
 *
 * Tolerance of an identity: a dozen roundings of numbers of its size.
 */
#include "sample.h"

#include <math.h>
#include <string.h>

static const double rounding = 4e-15;

/* T5. */
static void a_dollar_is_split_without_rest(void **state)
{
    (void)state;
    hm_random r = hm_random_seed(hm_test_seed(31));
    for (int trial = 0; trial < 2000; trial++) {
        const double t = hm_random_range(&r, -0.9, 10.0);
        const double e = hm_random_range(&r, -0.9, 3.0);
        const double m = hm_random_range(&r, 0.0, 2.0);
        const double zeta = hm_random_uniform(&r);
        const hm_economy_arrays a = {.tariff = &t,
                                     .export_tax = &e,
                                     .rent_wedge = &m,
                                     .rent_importer_share = &zeta};
        const hmi_split split = hmi_economy_split(&a, 0);
        /* With t near -0.9 the parts are ten times their sum. */
        assert_near(split.producer + split.importer + split.exporter, 1.0,
                    1e-13);
        assert_near_rel(split.producer, 1.0 / ((1 + t) * (1 + m) * (1 + e)),
                        1e-14);
    }
    const hm_economy_arrays none = {0};
    const hmi_split whole = hmi_economy_split(&none, 0);
    assert_true(whole.producer == 1.0 && whole.importer == 0.0 &&
                whole.exporter == 0.0);
}

/* Who gets a rent (MODEL.md 1.2): the importer's is a tariff, the exporter's
 * an export tax. */
static void a_rent_is_a_tariff_or_a_tax(void **state)
{
    (void)state;
    const double rate = 0.3713, all = 1.0, nothing = 0.0;
    const hm_economy_arrays tariff = {.tariff = &rate};
    const hm_economy_arrays tax = {.export_tax = &rate};
    const hm_economy_arrays home = {.rent_wedge = &rate,
                                    .rent_importer_share = &all};
    const hm_economy_arrays abroad = {.rent_wedge = &rate,
                                      .rent_importer_share = &nothing};
    const hmi_split a = hmi_economy_split(&tariff, 0);
    const hmi_split b = hmi_economy_split(&home, 0);
    const hmi_split c = hmi_economy_split(&tax, 0);
    const hmi_split d = hmi_economy_split(&abroad, 0);
    assert_near_rel(a.importer, b.importer, rounding);
    assert_near_rel(a.producer, b.producer, rounding);
    assert_near_rel(c.exporter, d.exporter, rounding);
    assert_near_rel(c.producer, d.producer, rounding);
    assert_true(b.exporter == 0.0 && d.importer == 0.0);
}

/* T2: spending is duty paid, shares are of that. */
static void spending_is_duty_paid(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    const hm_economy_arrays *a = sample_make(&s);
    for (int n = 0; n < SAMPLE_N; n++) {
        for (int j = 0; j < SAMPLE_J; j++) {
            double total = 0.0;
            for (int i = 0; i < SAMPLE_N; i++) {
                const int f = FLOW(j, n, i);
                total += s.trade[f] * (1.0 + s.tariff[f]);
                assert_near_rel(a->share[f] * a->expenditure[CELL(n, j)],
                                s.trade[f] * (1.0 + s.tariff[f]), rounding);
            }
            assert_near_rel(a->expenditure[CELL(n, j)], total, rounding);
        }
    }
    /* by hand: PRK, machinery */
    assert_near_rel(a->expenditure[CELL(PRK, MACHINERY)],
                    0.947 * 1.071 + 0.0311 * 1.19 + 2.251, rounding);
    sample_end(&s);
}

/* T13, T16: what producers receive pays inputs, factors and profit. */
static void output_pays_costs_and_profit(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    const hm_economy_arrays *a = sample_make(&s);
    for (int i = 0; i < SAMPLE_N; i++) {
        double paid = 0.0;
        for (int k = 0; k < SAMPLE_J; k++) {
            double receipts = 0.0, inputs = 0.0;
            for (int n = 0; n < SAMPLE_N; n++) {
                const int f = FLOW(k, n, i);
                receipts += s.trade[f] / (1.0 + s.tax[f]);
            }
            for (int j = 0; j < SAMPLE_J; j++) {
                inputs += s.input[INPUT(i, j, k)];
            }
            assert_near_rel(a->output[CELL(i, k)], receipts, rounding);
            assert_near_rel(a->factor_share[i * SAMPLE_J + k], 1.0 - inputs,
                            rounding);
            paid += (1.0 - inputs) * receipts / s.markup[k];
        }
        assert_near_rel(a->factor_income[i], paid, rounding);
    }
    sample_end(&s);
}

/* T14, T15: income is what is left of spending after inputs, and it is what
 * factors, taxes, profits and the deficit bring. */
static void budgets_close(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    const hm_economy_arrays *a = sample_make(&s);
    for (int n = 0; n < SAMPLE_N; n++) {
        double earned = a->factor_income[n] + a->deficit[n];
        double final = 0.0;
        for (int j = 0; j < SAMPLE_J; j++) {
            final += a->expenditure[CELL(n, j)];
            earned += (1.0 - 1.0 / s.markup[j]) * a->output[CELL(n, j)];
            for (int k = 0; k < SAMPLE_J; k++) {
                final -= s.input[INPUT(n, j, k)] * a->output[CELL(n, k)] /
                         s.markup[k];
            }
            for (int i = 0; i < SAMPLE_N; i++) {
                const int in = FLOW(j, n, i), out = FLOW(j, i, n);
                earned += s.tariff[in] * s.trade[in];
                earned += s.tax[out] / (1.0 + s.tax[out]) * s.trade[out];
            }
        }
        assert_near_rel(a->income[n], earned, rounding);
        assert_near_rel(a->income[n], final, 10.0 * rounding);
        for (int j = 0; j < SAMPLE_J; j++) {
            double rest = a->expenditure[CELL(n, j)];
            for (int k = 0; k < SAMPLE_J; k++) {
                rest -= s.input[INPUT(n, j, k)] * a->output[CELL(n, k)] /
                        s.markup[k];
            }
            assert_near_rel(a->final_share[CELL(n, j)], rest / final,
                            10.0 * rounding);
        }
    }
    sample_end(&s);
}

static void deficits_are_trade_balances(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    const hm_economy_arrays *a = sample_make(&s);
    double world = 0.0, sum = 0.0;
    for (int n = 0; n < SAMPLE_N; n++) {
        double balance = 0.0, partners = 0.0;
        for (int i = 0; i < SAMPLE_N; i++) {
            double net = 0.0;
            for (int j = 0; j < SAMPLE_J && i != n; j++) {
                net += s.trade[FLOW(j, n, i)] - s.trade[FLOW(j, i, n)];
            }
            assert_near(a->bilateral_deficit[n * SAMPLE_N + i], net, 1e-14);
            assert_true(a->bilateral_deficit[n * SAMPLE_N + i] ==
                        -a->bilateral_deficit[i * SAMPLE_N + n]);
            balance += net;
            partners += a->bilateral_deficit[n * SAMPLE_N + i];
        }
        assert_near(a->deficit[n], balance, 1e-13);
        assert_near(a->deficit[n], partners, 1e-13);
        sum += a->deficit[n];
        world += a->factor_income[n];
    }
    assert_near(sum, 0.0, 1e-15 * world);
    sample_end(&s);
}

/* Final shares given: deficits follow trade, or are taken as given. */
static void given_final_shares_and_deficits(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    const double final[] = {0.7, 1.9, 0.31, 1.17, 0.83, 0.29};
    const double deficit[] = {1.37, -1.61, 0.24};
    s.flows.final_share = final;
    const hm_economy_arrays *a = sample_make(&s);
    assert_near_rel(a->final_share[CELL(PRK, MINING)], 0.83 / 1.12, rounding);
    double imports = 0.0;
    for (int f = 0; f < SAMPLE_FLOWS; f++) {
        const int n = f / SAMPLE_N % SAMPLE_N, i = f % SAMPLE_N;
        imports += i == n ? 0.0 : n == PRK ? s.trade[f] : 0.0;
        imports -= i == n ? 0.0 : i == PRK ? s.trade[f] : 0.0;
    }
    assert_near(a->deficit[PRK], imports, 1e-14);
    s.flows.deficit = deficit;
    a = sample_make(&s);
    assert_vector_near(a->deficit, deficit, SAMPLE_N, 1e-15, 1e-15,
                       sample_countries);
    sample_end(&s);
}

/* Two factors in one country, one of them specific to a sector. */
static void factors_share_value_added(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    const double share[] = {0.61, 1.0, 0.39, 0.0, 1.0, 1.0, 1.0, 1.0};
    const int32_t owner[] = {CHN, CHN, USA, PRK};
    const char *const codes[] = {"labor", "ore", "labor", "labor"};
    s.flows.n_factors = 4;
    s.flows.factor_share = share;
    s.flows.factor_country = owner;
    s.flows.factor_codes = codes;
    const hm_economy_arrays *a = sample_make(&s);
    const double added = 1.0 - s.input[INPUT(CHN, MINING, MINING)] -
                         s.input[INPUT(CHN, MACHINERY, MINING)];
    assert_int_equal(a->n_factors, 4);
    assert_string_equal(a->factor_codes[1], "ore");
    assert_near_rel(a->factor_share[1 * SAMPLE_J + MINING], 0.39 * added,
                    rounding);
    assert_near_rel(a->factor_income[1],
                    0.39 * added * a->output[CELL(CHN, MINING)], rounding);
    sample_end(&s);
}

/* Nothing bought: the good is home-made by definition, nothing is 0/0. */
static void a_good_that_nobody_buys(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    for (int i = 0; i < SAMPLE_N; i++) {
        s.trade[FLOW(MINING, PRK, i)] = 0.0;
        s.input[INPUT(PRK, MINING, MINING)] = 0.0;
        s.input[INPUT(PRK, MINING, MACHINERY)] = 0.0;
    }
    const hm_economy_arrays *a = sample_make(&s);
    assert_true(a->expenditure[CELL(PRK, MINING)] == 0.0);
    assert_true(a->share[FLOW(MINING, PRK, PRK)] == 1.0);
    assert_true(a->final_share[CELL(PRK, MINING)] == 0.0);
    assert_vector_finite(a->share, SAMPLE_FLOWS);
    sample_end(&s);
}

/* --- refusals -------------------------------------------------------------------- */

static void refuses_flows_that_are_no_amounts(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *shown;
    } bad[] = {{-0.0113, "-0.0113"}, {NAN, "nan"}, {INFINITY, "inf"}};
    for (int k = 0; k < 3; k++) {
        sample s;
        sample_begin(&s);
        s.trade[FLOW(MINING, USA, PRK)] = bad[k].value;
        sample_refused(&s, HM_ERR_DATA, "trade PRK to USA, mining: ");
        assert_hm_message(s.ctx, bad[k].shown);
        assert_hm_message(s.ctx, "0 or more");
        sample_end(&s);
    }
}

static void refuses_inputs_that_leave_no_value_added(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    s.input[INPUT(USA, MACHINERY, MACHINERY)] = 0.91703;
    sample_refused(&s, HM_ERR_DATA,
                   "inputs of USA, machinery take 1.00003 of its cost");
    assert_hm_message(s.ctx, "below 1");
    sample_end(&s);
}

/* FORMATS.md 1: a country-sector without output is legal. */
static void a_sector_without_output(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    for (int n = 0; n < SAMPLE_N; n++) {
        s.trade[FLOW(MINING, n, PRK)] = 0.0;
    }
    s.input[INPUT(PRK, MINING, MACHINERY)] = 0.0937;
    const hm_economy_arrays *a = sample_make(&s);
    assert_true(a->output[CELL(PRK, MINING)] == 0.0);
    assert_true(a->factor_share[PRK * SAMPLE_J + MINING] > 0.0);
    assert_true(a->share[FLOW(MINING, PRK, PRK)] == 0.0);
    assert_near_rel(a->factor_income[PRK],
                    a->factor_share[PRK * SAMPLE_J + MACHINERY] *
                        a->output[CELL(PRK, MACHINERY)] / s.markup[MACHINERY],
                    rounding);
    sample_end(&s);
}

static void refuses_a_negative_final_demand(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    s.input[INPUT(PRK, MINING, MACHINERY)] = 0.68;
    s.input[INPUT(PRK, MACHINERY, MACHINERY)] = 0.05;
    s.trade[FLOW(MINING, PRK, PRK)] = 0.513;
    sample_refused(&s, HM_ERR_DATA,
                   "final demand of PRK for mining would be -");
    assert_hm_message(s.ctx, "switch on the repair negative_final");
    sample_end(&s);
}

/* A residual that is rounding counts as zero. */
static void takes_a_residual_of_rounding_as_none(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    const hm_economy_arrays *a = sample_make(&s);
    const double spending = a->expenditure[CELL(PRK, MINING)];
    const double output = a->output[CELL(PRK, MACHINERY)] / s.markup[MACHINERY];
    const double other =
        s.input[INPUT(PRK, MINING, MINING)] * a->output[CELL(PRK, MINING)];
    s.input[INPUT(PRK, MINING, MACHINERY)] =
        (spending - other) / output * (1.0 + 1e-12);
    s.input[INPUT(PRK, MACHINERY, MACHINERY)] = 0.0;
    a = sample_make(&s);
    assert_true(a->final_share[CELL(PRK, MINING)] == 0.0);
    assert_true(a->final_share[CELL(PRK, MACHINERY)] == 1.0);
    sample_end(&s);
}

static void refuses_a_country_without_final_demand(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    const double final[] = {0.7, 1.9, 0.0, 0.0, 0.83, 0.29};
    s.flows.final_share = final;
    sample_refused(&s, HM_ERR_DATA, "USA has no final demand");
    sample_end(&s);
}

static void refuses_deficits_that_do_not_sum_to_zero(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    const double deficit[] = {1.37, -1.61, 0.26};
    s.flows.deficit = deficit;
    sample_refused(&s, HM_ERR_DATA, "deficits sum to 0.02");
    sample_end(&s);
}

static void refuses_a_deficit_that_eats_the_income(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    const double deficit[] = {9.37, 0.0, -9.37};
    s.flows.deficit = deficit;
    sample_refused(&s, HM_ERR_DATA, "PRK: income is -");
    assert_hm_message(s.ctx, "expected a positive number");
    sample_end(&s);
}

static void refuses_factor_shares_that_do_not_sum_to_one(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    const double share[] = {0.61, 1.0, 0.38, 0.0, 1.0, 1.0, 1.0, 1.0};
    const int32_t owner[] = {CHN, CHN, USA, PRK};
    s.flows.n_factors = 4;
    s.flows.factor_share = share;
    s.flows.factor_country = owner;
    sample_refused(&s, HM_ERR_DATA, "cost shares of CHN, mining");
    sample_end(&s);
}

static void refuses_a_traded_good_without_theta(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    s.theta[MACHINERY] = NAN;
    sample_refused(&s, HM_ERR_DATA,
                   "machinery is traded (USA to CHN) but has "
                   "no theta");
    sample_end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dollar_is_split_without_rest),
        cmocka_unit_test(a_rent_is_a_tariff_or_a_tax),
        cmocka_unit_test(spending_is_duty_paid),
        cmocka_unit_test(output_pays_costs_and_profit),
        cmocka_unit_test(budgets_close),
        cmocka_unit_test(deficits_are_trade_balances),
        cmocka_unit_test(given_final_shares_and_deficits),
        cmocka_unit_test(factors_share_value_added),
        cmocka_unit_test(a_good_that_nobody_buys),
        cmocka_unit_test(refuses_flows_that_are_no_amounts),
        cmocka_unit_test(refuses_inputs_that_leave_no_value_added),
        cmocka_unit_test(a_sector_without_output),
        cmocka_unit_test(refuses_a_negative_final_demand),
        cmocka_unit_test(takes_a_residual_of_rounding_as_none),
        cmocka_unit_test(refuses_a_country_without_final_demand),
        cmocka_unit_test(refuses_deficits_that_do_not_sum_to_zero),
        cmocka_unit_test(refuses_a_deficit_that_eats_the_income),
        cmocka_unit_test(refuses_factor_shares_that_do_not_sum_to_one),
        cmocka_unit_test(refuses_a_traded_good_without_theta),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_specific.c - the specific factors of an elasticity set: the base stays
 * what it was, only who may move changes.
 */
#include "sample.h"

#include <math.h>

/* Sums of products that round. */
static const double rounding = 1e-14;

static const double shares[SAMPLE_J] = {0.37, 1.0};

static hm_elasticities set_of(const sample *s, const double *share)
{
    hm_elasticities set = s->set;
    set.name = "short-run";
    set.specific_share = share;
    return set;
}

/* Payments and cost shares keep their sums; each new factor has one sector. */
static void value_added_keeps_its_sums(void **state)
{
    (void)state;
    sample s;
    hm_economy *made = NULL;
    sample_begin(&s);
    const hm_economy_arrays *a = sample_make(&s);
    const hm_elasticities set = set_of(&s, shares);
    assert_hm_ok(s.ctx,
                 hm_economy_with_elasticities(s.ctx, s.economy, &set, &made));
    const hm_economy_arrays *b = hm_economy_data(made);
    assert_true(b->specific && !a->specific);
    /* labor keeps what is mobile in mining; machinery has none */
    assert_int_equal(b->n_factors, SAMPLE_N * 3);
    for (int n = 0; n < SAMPLE_N; n++) {
        double income = 0.0;
        for (int f = 3 * n; f < 3 * n + 3; f++) {
            assert_int_equal(b->factor_country[f], n);
            income += b->factor_income[f];
        }
        assert_string_equal(b->factor_codes[3 * n], "labor");
        assert_string_equal(b->factor_codes[3 * n + 1], "in-mining");
        assert_string_equal(b->factor_codes[3 * n + 2], "in-machinery");
        assert_near_rel(income, a->factor_income[n], rounding);
        const double *v = b->factor_share + 3 * n * SAMPLE_J;
        const double all = a->factor_share[n * SAMPLE_J + MINING];
        assert_near_rel(v[MINING], 0.63 * all, rounding);
        assert_near_rel(v[SAMPLE_J + MINING], 0.37 * all, rounding);
        assert_true(v[MACHINERY] == 0.0 && v[SAMPLE_J + MACHINERY] == 0.0);
        assert_near_rel(b->factor_income[3 * n + 1],
                        0.37 * all * a->output[CELL(n, MINING)] /
                            s.markup[MINING],
                        rounding);
        assert_near_rel(b->income[n], a->income[n], rounding);
    }
    hm_economy_free(made);
    sample_end(&s);
}

/* Nothing specific: the economy as it is. A sector without output: none. */
static void none_and_dead_sectors(void **state)
{
    (void)state;
    static const double none[SAMPLE_J] = {0.0, 0.0};
    static const double open[SAMPLE_J] = {(double)NAN, 0.5};
    sample s;
    hm_economy *made = NULL;
    sample_begin(&s);
    for (int n = 0; n < SAMPLE_N; n++) {
        s.trade[FLOW(MINING, n, PRK)] = 0.0;
    }
    s.input[INPUT(PRK, MINING, MACHINERY)] = 0.0713;
    const hm_economy_arrays *a = sample_make(&s);
    hm_elasticities set = set_of(&s, none);
    assert_hm_ok(s.ctx,
                 hm_economy_with_elasticities(s.ctx, s.economy, &set, &made));
    assert_int_equal(hm_economy_data(made)->n_factors, a->n_factors);
    assert_false(hm_economy_data(made)->specific);
    hm_economy_free(made);
    set.specific_share = open; /* not given: 0 */
    assert_hm_ok(s.ctx,
                 hm_economy_with_elasticities(s.ctx, s.economy, &set, &made));
    assert_int_equal(hm_economy_data(made)->n_factors, 2 * SAMPLE_N);
    hm_economy_free(made);
    set.specific_share = shares;
    assert_hm_ok(s.ctx,
                 hm_economy_with_elasticities(s.ctx, s.economy, &set, &made));
    /* PRK mines nothing: its labor stays for the shares of that sector */
    assert_int_equal(hm_economy_data(made)->n_factors, 3 + 3 + 2);
    hm_economy_free(made);
    sample_end(&s);
}

/* Such an economy keeps its factors under sets with the same shares. */
static void refuses_other_shares(void **state)
{
    (void)state;
    static const double beyond[SAMPLE_J] = {0.2, 1.01};
    static const double below[SAMPLE_J] = {-0.2, 1.0};
    sample s;
    hm_economy *made = NULL;
    hm_economy *again = NULL;
    sample_begin(&s);
    (void)sample_make(&s);
    hm_elasticities set = set_of(&s, beyond);
    assert_hm_status(
        s.ctx, hm_economy_with_elasticities(s.ctx, s.economy, &set, &made),
        HM_ERR_DATA);
    assert_hm_message(s.ctx, "specific_share of machinery is 1.01; expected a");
    set.specific_share = below;
    assert_hm_status(
        s.ctx, hm_economy_with_elasticities(s.ctx, s.economy, &set, &made),
        HM_ERR_DATA);
    set.specific_share = shares;
    assert_hm_ok(s.ctx,
                 hm_economy_with_elasticities(s.ctx, s.economy, &set, &made));
    assert_hm_ok(s.ctx,
                 hm_economy_with_elasticities(s.ctx, made, &set, &again));
    assert_int_equal(hm_economy_data(again)->n_factors, 3 * SAMPLE_N);
    hm_economy_free(again);
    set.specific_share = NULL;
    assert_hm_status(s.ctx,
                     hm_economy_with_elasticities(s.ctx, made, &set, &again),
                     HM_ERR_ARGUMENT);
    assert_hm_message(s.ctx, "mining: specific_share 0, but the economy has "
                             "specific factors of a set with 0.37");
    assert_null(again);
    hm_economy_free(made);
    sample_end(&s);
}

static hm_status make_once(const hm_allocator *allocator, void *user)
{
    sample *s = user;
    hm_context *ctx = NULL;
    hm_economy *made = NULL;
    const hm_elasticities set = set_of(s, shares);
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = hm_economy_with_elasticities(ctx, s->economy, &set, &made);
        assert_true((status == HM_OK) == (made != NULL));
    }
    hm_economy_free(made);
    hm_context_free(ctx);
    return status;
}

static void survives_without_memory(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    (void)sample_make(&s);
    assert_true(hm_test_out_of_memory(make_once, &s) > 20);
    sample_end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(value_added_keeps_its_sums),
        cmocka_unit_test(none_and_dead_sectors),
        cmocka_unit_test(refuses_other_shares),
        cmocka_unit_test(survives_without_memory),
    };
    return hm_test_run(tests);
}

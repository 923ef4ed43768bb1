// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_balance.c - RAS: totals are met, the result is the start scaled by
 * rows and columns and nothing else, what cannot be met is refused.
 */
#include "random_account.h"

static const account_kind plain = {5, 6, 0.2, true, false};

typedef struct fixture {
    hm_context *ctx;
    hm_account *account, *inputs;
    hm_table *ledger;
    hm_balance_result result;
    double spending[30], output[30], old_spending[30], old_output[30];
} fixture;

static fixture setup(uint64_t seed, account_kind kind)
{
    fixture f = {.ctx = test_context()};
    f.inputs = random_account(f.ctx, seed, kind);
    f.account = random_account(f.ctx, seed + 1000, kind);
    assert_hm_ok(f.ctx, hm_ledger_create(f.ctx, &f.ledger));
    hmi_account_totals(&f.inputs->arrays, f.old_spending, f.old_output);
    hmi_account_totals(&f.account->arrays, f.spending, f.output);
    return f;
}

static void teardown(fixture *f)
{
    hm_table_free(f->ledger);
    hm_account_free(f->account);
    hm_account_free(f->inputs);
    hm_context_free(f->ctx);
}

static double column(const hm_account_arrays *a, int32_t n, int32_t k)
{
    double sum = 0.0;
    for (int32_t j = 0; j < a->n_sectors; j++) {
        sum += a->input[HMI_INPUT(a->n_sectors, n, j, k)];
    }
    return sum;
}

static double final_demand(const fixture *f, int32_t n, int32_t j)
{
    return f->spending[HMI_AT2(6, n, j)] -
           hmi_sum(f->account->arrays.input + HMI_INPUT(6, n, j, 0), 6);
}

static void keeps_value_added_shares_and_final_demand_positive(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 30; seed++) {
        fixture f = setup(seed, plain);
        assert_hm_ok(f.ctx, hm_account_balance(f.ctx, f.account, f.inputs,
                                               1e-12, f.ledger, &f.result));
        assert_true(f.result.residual <= 1e-12);
        for (int32_t n = 0; n < 5; n++) {
            for (int32_t k = 0; k < 6; k++) {
                size_t cell = HMI_AT2(6, n, k);
                double share =
                    column(&f.inputs->arrays, n, k) / f.old_output[cell];
                assert_near_rel(column(&f.account->arrays, n, k),
                                share * f.output[cell], 1e-11);
                assert_true(final_demand(&f, n, k) > 0.0);
            }
        }
        teardown(&f);
    }
}

/* Coefficients of the start and of the result differ by r_j s_k: every
 * cross ratio of the result is that of the start. */
static void is_biproportional(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        fixture f = setup(seed, plain);
        assert_hm_ok(f.ctx, hm_account_balance(f.ctx, f.account, f.inputs,
                                               1e-13, f.ledger, &f.result));
        for (int32_t n = 0; n < 5; n++) {
            const double *was = f.inputs->arrays.input + HMI_INPUT(6, n, 0, 0);
            const double *is = f.account->arrays.input + HMI_INPUT(6, n, 0, 0);
            for (size_t x = 0; x + 7 < 36; x += x % 6 == 4 ? 2 : 1) {
                bool all = was[x] > 0.0 && was[x + 1] > 0.0 &&
                           was[x + 6] > 0.0 && was[x + 7] > 0.0;
                if (all) {
                    assert_near_rel(
                        is[x] * is[x + 7] / (is[x + 1] * is[x + 6]),
                        was[x] * was[x + 7] / (was[x + 1] * was[x + 6]), 1e-11);
                }
                assert_true((was[x] > 0.0) == (is[x] > 0.0));
            }
        }
        teardown(&f);
    }
}

static void leaves_what_fits(void **state)
{
    (void)state;
    fixture f = setup(31, plain);
    double before[180];
    memcpy(before, f.account->arrays.input, sizeof before);
    assert_hm_ok(f.ctx, hm_account_balance(f.ctx, f.account, f.account, 1e-12,
                                           f.ledger, &f.result));
    assert_vector_near(f.account->arrays.input, before, 180, 1e-12, 0.0, NULL);
    assert_int_equal(f.result.iterations, 1);
    assert_near(f.result.moved_musd, 0.0, 1e-8);
    teardown(&f);
}

static void takes_the_world_mean_where_there_is_none(void **state)
{
    (void)state;
    account_kind kind = plain;
    kind.empty = true; /* BBB makes no mine product in the inputs */
    fixture f = setup(32, kind);
    hm_account_arrays *a = &f.account->arrays;
    a->trade[HMI_AT3(5, 1, 1, 1)] = 500.0;
    hmi_account_totals(a, f.spending, f.output);
    assert_hm_ok(f.ctx, hm_account_balance(f.ctx, f.account, f.inputs, 1e-12,
                                           f.ledger, &f.result));
    double inputs = 0.0;
    double output = 0.0;
    for (int32_t n = 0; n < 5; n++) {
        inputs += column(&f.inputs->arrays, n, 1);
        output += f.old_output[HMI_AT2(6, n, 1)];
    }
    assert_near_rel(column(a, 1, 1) / 500.0, inputs / output, 1e-11);
    teardown(&f);
}

/* A good that is hardly bought any more and that one industry lives on: its
 * value-added share cannot be kept, and the ledger says so. */
static void value_added_gives_way_last(void **state)
{
    (void)state;
    hm_context *ctx = test_context();
    hm_labels labels = {.n_countries = 1,
                        .n_sectors = 2,
                        .country_codes = test_countries,
                        .sector_codes = test_sectors};
    hm_account *old = NULL;
    hm_account *new = NULL;
    hm_table *ledger = NULL;
    hm_balance_result result;
    assert_hm_ok(ctx, hm_ledger_create(ctx, &ledger));
    assert_hm_ok(ctx, hm_account_create(ctx, &labels, &old));
    assert_hm_ok(ctx, hm_account_create(ctx, &labels, &new));
    old->arrays.trade[0] = 100.0;
    old->arrays.trade[1] = 100.0;
    old->arrays.input[HMI_INPUT(2, 0, 0, 1)] = 80.0; /* farm into mine */
    new->arrays.trade[0] = 10.0;
    new->arrays.trade[1] = 100.0;
    assert_hm_ok(ctx,
                 hm_account_balance(ctx, new, old, 1e-12, ledger, &result));
    double use = new->arrays.input[HMI_INPUT(2, 0, 0, 1)];
    assert_true(use > 0.0 && use < 10.0);
    assert_true(ledger_sum(ledger, "moved") > 20.0);
    bool said = false;
    for (int32_t row = 0; row < hm_table_rows(ledger); row++) {
        said = said || strstr(hm_table_text(ledger, row, 2),
                              "could not be kept") != NULL;
    }
    assert_true(said);
    hm_table_free(ledger);
    hm_account_free(old);
    hm_account_free(new);
    hm_context_free(ctx);
}

static void refuses_what_has_no_solution(void **state)
{
    (void)state;
    hm_context *ctx = test_context();
    hm_labels labels = {.n_countries = 1,
                        .n_sectors = 1,
                        .country_codes = test_countries,
                        .sector_codes = test_sectors};
    hm_account *old = NULL;
    hm_account *new = NULL;
    hm_table *ledger = NULL;
    hm_balance_result result;
    assert_hm_ok(ctx, hm_ledger_create(ctx, &ledger));
    assert_hm_ok(ctx, hm_account_create(ctx, &labels, &old));
    assert_hm_ok(ctx, hm_account_create(ctx, &labels, &new));
    old->arrays.trade[0] = 100.0;
    old->arrays.input[0] = 100.0; /* neither value added nor final demand */
    new->arrays.trade[0] = 50.0;
    new->arrays.tariff[0] = 0.5; /* 75 to spend, 50 to cost */
    assert_hm_status(ctx,
                     hm_account_balance(ctx, new, old, 1e-12, ledger, &result),
                     HM_ERR_DATA);
    assert_hm_message(ctx, "AAA: inputs cannot be made to fit");
    hm_table_free(ledger);
    hm_account_free(old);
    hm_account_free(new);
    hm_context_free(ctx);
}

static hm_status balance_once(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    hm_account *account = NULL;
    hm_table *ledger = NULL;
    hm_balance_result result;
    const fixture *f = user;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status =
            hm_account_create(ctx, hm_account_labels(f->account), &account);
    }
    if (status == HM_OK) {
        memcpy(account->arrays.trade, f->account->arrays.trade,
               sizeof(double) * 6 * 5 * 5);
        status = hm_ledger_create(ctx, &ledger);
    }
    if (status == HM_OK) {
        status =
            hm_account_balance(ctx, account, f->inputs, 1e-9, ledger, &result);
    }
    hm_table_free(ledger);
    hm_account_free(account);
    hm_context_free(ctx);
    return status;
}

static void survives_without_memory(void **state)
{
    (void)state;
    fixture f = setup(33, plain);
    assert_true(hm_test_out_of_memory(balance_once, &f) > 20);
    teardown(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_value_added_shares_and_final_demand_positive),
        cmocka_unit_test(is_biproportional),
        cmocka_unit_test(leaves_what_fits),
        cmocka_unit_test(takes_the_world_mean_where_there_is_none),
        cmocka_unit_test(value_added_gives_way_last),
        cmocka_unit_test(refuses_what_has_no_solution),
        cmocka_unit_test(survives_without_memory),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_carve.c - a country out of its region: the account adds up, the region
 * and the country together are what the region was, limits hold, and what
 * cannot be is refused by name.
 */
#include "random_account.h"

enum { N = 5, J = 6, P = 4 }; /* the parent is the last country */

static const account_kind plain = {N, J, 0.1, false, false};

typedef struct fixture {
    hm_context *ctx;
    hm_account *account, *made;
    hm_table *ledger;
    hm_carve carve;
    double exports[N * J], imports[N * J], share[J], donor[N];
    int32_t group[J];
} fixture;

/* A country of about a tenth of the region that trades with everyone. */
static void setup(fixture *f, uint64_t seed)
{
    hm_random r = hm_random_seed(seed);
    memset(f, 0, sizeof *f);
    f->ctx = test_context();
    f->account = random_account(f->ctx, seed, plain);
    assert_hm_ok(f->ctx, hm_ledger_create(f->ctx, &f->ledger));
    double sum = 0.0;
    for (int32_t j = 0; j < J; j++) {
        f->share[j] = hm_random_range(&r, 0.5, 1.5);
        f->group[j] = j < 2 ? 0 : j < 4 ? 1 : 2;
        sum += f->share[j];
        for (int32_t n = 0; n < N; n++) {
            f->exports[HMI_AT2(J, n, j)] = hm_random_range(&r, 0.1, 4.0);
            f->imports[HMI_AT2(J, n, j)] = hm_random_range(&r, 0.1, 4.0);
        }
    }
    for (int32_t j = 0; j < J; j++) {
        f->share[j] /= sum;
    }
    f->donor[0] = 1.0;
    f->donor[2] = 2.0;
    f->carve = (hm_carve){.code = "NEW",
                          .name = "New",
                          .group = "G",
                          .parent = P,
                          .gdp = 200.0,
                          .exports = f->exports,
                          .imports = f->imports,
                          .output_share = f->share,
                          .output_group = f->group,
                          .donor = f->donor};
}

static void teardown(fixture *f)
{
    hm_table_free(f->ledger);
    hm_account_free(f->account);
    hm_account_free(f->made);
    hm_context_free(f->ctx);
}

static hm_status carve(fixture *f)
{
    return hm_account_carve(f->ctx, f->account, &f->carve, f->ledger, &f->made);
}

/* NEW stands at P, the parent at P + 1. */
static double sold(const fixture *f, int32_t j, int32_t n, int32_t i)
{
    return f->made->arrays.trade[HMI_AT3(N + 1, j, n, i)];
}

static double used(const fixture *f, int32_t j, int32_t k)
{
    return f->made->arrays.input[HMI_INPUT(J, P, j, k)];
}

static void the_account_adds_up(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        fixture f;
        double spending[(N + 1) * J], output[(N + 1) * J];
        double group[3] = {0.0, 0.0, 0.0};
        double share[3] = {0.0, 0.0, 0.0};
        double final = 0.0;
        double deficit = 0.0;
        setup(&f, seed);
        assert_hm_ok(f.ctx, carve(&f));
        hmi_account_totals(&f.made->arrays, spending, output);
        for (int32_t k = 0; k < J; k++) {
            double added = output[HMI_AT2(J, P, k)];
            final += spending[HMI_AT2(J, P, k)];
            for (int32_t j = 0; j < J; j++) {
                added -= used(&f, j, k);
                final -= used(&f, k, j);
            }
            assert_true(added > 0.0 && sold(&f, k, P, P) > 0.0);
            group[f.group[k]] += added;
            share[f.group[k]] += f.share[k];
            for (int32_t n = 0; n < N; n++) {
                deficit +=
                    f.imports[HMI_AT2(J, n, k)] - f.exports[HMI_AT2(J, n, k)];
            }
        }
        for (int32_t g = 0; g < 3; g++) { /* the balance stops at 1e-13 */
            assert_near_rel(group[g], 200.0 * share[g], 1e-11);
        }
        assert_near_rel(final, 200.0 + deficit, 1e-11);
        teardown(&f);
    }
}

static void parent_and_country_are_the_old_parent(void **state)
{
    (void)state;
    static const char *const from[] = {"AAA", "BBB", "CCC",
                                       "DDD", "NEW", "EEE"};
    static const char *const to[] = {"AAA", "BBB", "CCC", "DDD", "EEE", "EEE"};
    const hm_map map = {6, from, to, NULL, NULL};
    for (uint64_t seed = 1; seed <= 10; seed++) {
        fixture f;
        hm_account *again = NULL;
        setup(&f, seed);
        assert_hm_ok(f.ctx, carve(&f));
        assert_hm_ok(f.ctx, hm_account_aggregate(f.ctx, f.made, &map, NULL,
                                                 NULL, f.ledger, &again));
        assert_vector_near(again->arrays.trade, f.account->arrays.trade,
                           J * N * N, 1e-13, 0.0, NULL);
        assert_vector_near(again->arrays.input, f.account->arrays.input,
                           N * J * J, 1e-12, 1e-12, NULL);
        hm_account_free(again);
        teardown(&f);
    }
}

/* The balanced uses are the donors' shares scaled by good and industry. */
static void uses_are_the_donors_scaled(void **state)
{
    (void)state;
    fixture f;
    double output[N * J], mean[J][J];
    setup(&f, 7);
    hmi_account_totals(&f.account->arrays, NULL, output);
    for (int32_t j = 0; j < J; j++) {
        for (int32_t k = 0; k < J; k++) {
            const double *in = f.account->arrays.input;
            bool bought = in[HMI_INPUT(J, P, j, k)] > 0.0;
            mean[j][k] =
                (in[HMI_INPUT(J, 0, j, k)] / output[k] +
                 2.0 * in[HMI_INPUT(J, 2, j, k)] / output[HMI_AT2(J, 2, k)]) /
                3.0;
            mean[j][k] = bought ? mean[j][k] : 0.0;
        }
    }
    assert_hm_ok(f.ctx, carve(&f));
    for (int32_t j = 0; j + 1 < J; j++) {
        for (int32_t k = 0; k + 1 < J; k++) {
            double was = mean[j][k] * mean[j + 1][k + 1];
            double other = mean[j][k + 1] * mean[j + 1][k];
            if (was > 0.0 && other > 0.0) {
                assert_near_rel(used(&f, j, k) * used(&f, j + 1, k + 1) /
                                    (used(&f, j, k + 1) * used(&f, j + 1, k)),
                                was / other, 1e-11);
            }
        }
    }
    teardown(&f);
}

static void a_flow_takes_half_of_the_cell_at_most(void **state)
{
    (void)state;
    fixture f;
    setup(&f, 8);
    for (int32_t j = 0; j < J; j++) { /* what EEE sells to AAA */
        f.account->arrays.trade[HMI_AT3(N, j, 0, P)] = j == 2 ? 3.0 : 100.0;
    }
    f.exports[HMI_AT2(J, 0, 2)] = 4.0;
    double total = hmi_sum(f.exports, J);
    assert_hm_ok(f.ctx, carve(&f));
    double kept = 0.0;
    for (int32_t j = 0; j < J; j++) {
        kept += sold(&f, j, 0, P);
    }
    assert_near(sold(&f, 2, 0, P), 1.5, 0.0);
    assert_near_rel(kept, total, 1e-14); /* the partner's total stays */
    assert_near_rel(sold(&f, 0, 0, P),
                    f.exports[0] + 2.5 * f.exports[0] / (total - 4.0), 1e-13);
    teardown(&f);
}

/* No room at all with one partner: the rest goes to the parent. */
static void what_finds_no_room_goes_to_the_parent(void **state)
{
    (void)state;
    fixture f;
    setup(&f, 9);
    for (int32_t j = 0; j < J; j++) {
        f.account->arrays.trade[HMI_AT3(N, j, 0, P)] = 0.0;
    }
    assert_hm_ok(f.ctx, carve(&f));
    for (int32_t j = 0; j < J; j++) {
        assert_near(sold(&f, j, 0, P), 0.0, 0.0);
        assert_near_rel(sold(&f, j, P + 1, P),
                        f.exports[HMI_AT2(J, P, j)] + f.exports[j], 1e-14);
    }
    teardown(&f);
}

static void tariffs_follow_the_parent(void **state)
{
    (void)state;
    fixture f;
    setup(&f, 10);
    f.account->arrays.tariff[HMI_AT3(N, 3, 1, P)] = 0.17; /* BBB on EEE */
    f.account->arrays.tariff[HMI_AT3(N, 3, P, 1)] = 0.11; /* EEE on BBB */
    assert_hm_ok(f.ctx, carve(&f));
    const double *t = f.made->arrays.tariff;
    assert_near(t[HMI_AT3(N + 1, 3, 1, P)], 0.17, 0.0);
    assert_near(t[HMI_AT3(N + 1, 3, 1, P + 1)], 0.17, 0.0);
    assert_near(t[HMI_AT3(N + 1, 3, P, 1)], 0.0, 0.0); /* NEW charges none */
    assert_near(t[HMI_AT3(N + 1, 3, P + 1, 1)], 0.11, 0.0);
    assert_string_equal(hm_account_labels(f.made)->country_codes[P], "NEW");
    teardown(&f);
}

static void refusals_name_the_item(void **state)
{
    (void)state;
    fixture f;
    setup(&f, 11);
    f.donor[0] = f.donor[2] = 0.0;
    assert_hm_status(f.ctx, carve(&f), HM_ERR_DATA);
    assert_hm_message(f.ctx, "no donor has the industry farm");
    assert_null(f.made);
    teardown(&f);

    setup(&f, 11);
    f.share[3] = 0.0;
    assert_hm_status(f.ctx, carve(&f), HM_ERR_DATA);
    assert_hm_message(f.ctx, "of cloth but has no output of it");
    teardown(&f);

    setup(&f, 11);
    f.carve.gdp = 1e5; /* larger than the parent */
    assert_hm_status(f.ctx, carve(&f), HM_ERR_DATA);
    assert_hm_message(f.ctx, "EEE would be -");
    teardown(&f);
}

static hm_status carve_once(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    hm_account *account = NULL;
    hm_account *made = NULL;
    hm_table *ledger = NULL;
    fixture *f = user;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status =
            hm_account_create(ctx, hm_account_labels(f->account), &account);
    }
    if (status == HM_OK) {
        memcpy(account->arrays.trade, f->account->arrays.trade,
               J * N * N * sizeof(double));
        memcpy(account->arrays.input, f->account->arrays.input,
               N * J * J * sizeof(double));
        status = hm_ledger_create(ctx, &ledger);
    }
    if (status == HM_OK) {
        status = hm_account_carve(ctx, account, &f->carve, ledger, &made);
        assert_true((status == HM_OK) == (made != NULL));
    }
    hm_table_free(ledger);
    hm_account_free(account);
    hm_account_free(made);
    hm_context_free(ctx);
    return status;
}

static void survives_without_memory(void **state)
{
    (void)state;
    fixture f;
    setup(&f, 12);
    assert_true(hm_test_out_of_memory(carve_once, &f) > 20);
    teardown(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_account_adds_up),
        cmocka_unit_test(parent_and_country_are_the_old_parent),
        cmocka_unit_test(uses_are_the_donors_scaled),
        cmocka_unit_test(a_flow_takes_half_of_the_cell_at_most),
        cmocka_unit_test(what_finds_no_room_goes_to_the_parent),
        cmocka_unit_test(tariffs_follow_the_parent),
        cmocka_unit_test(refusals_name_the_item),
        cmocka_unit_test(survives_without_memory),
    };
    return hm_test_run(tests);
}

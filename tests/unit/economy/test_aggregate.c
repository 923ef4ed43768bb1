// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_aggregate.c - many to one: value is kept, means are weighted as said,
 * every loss is named; and sectors taken apart come together again.
 */
#include "random_account.h"

static const account_kind plain = {6, 5, 0.2, true, true};

typedef struct fixture {
    hm_context *ctx;
    hm_account *account, *made;
    hm_table *ledger;
} fixture;

static fixture setup(uint64_t seed, account_kind kind)
{
    fixture f = {.ctx = test_context()};
    f.account = random_account(f.ctx, seed, kind);
    assert_hm_ok(f.ctx, hm_ledger_create(f.ctx, &f.ledger));
    return f;
}

static void teardown(fixture *f)
{
    hm_table_free(f->ledger);
    hm_account_free(f->account);
    hm_account_free(f->made);
    hm_context_free(f->ctx);
}

static const char *const to_countries[6] = {"UNI",  "BBB", "UNI",
                                            "REST", "BBB", "REST"};
static const char *const to_sectors[5] = {"raw", "raw", "made", "made",
                                          "steel"};
static const hm_map countries = {6, test_countries, to_countries, NULL, NULL};
static const hm_map sectors = {5, test_sectors, to_sectors, NULL, NULL};
static const char *const duty_name[] = {"duty"};
static const hm_allow duty = {1, duty_name};

static int group_of(int n)
{
    static const int groups[6] = {0, 1, 0, 2, 1, 2};
    return groups[n];
}

/* Sums by hand, in the order of first appearance: UNI, BBB, REST. */
static void sums_and_weighted_tariffs(void **state)
{
    (void)state;
    fixture f = setup(11, plain);
    assert_hm_ok(f.ctx,
                 hm_account_aggregate(f.ctx, f.account, &countries, &sectors,
                                      &duty, f.ledger, &f.made));
    const hm_account_arrays *a = &f.account->arrays;
    const hm_account_arrays *b = &f.made->arrays;
    assert_int_equal(b->n_countries, 3);
    assert_int_equal(b->n_sectors, 3);
    assert_string_equal(hm_account_labels(f.made)->country_codes[2], "REST");
    for (int n = 0; n < 3; n++) {
        for (int i = 0; i < 3; i++) {
            double value = 0.0;
            double paid = 0.0;
            for (int old = 0; old < 36; old++) {
                bool in = group_of(old / 6) == n && group_of(old % 6) == i;
                size_t farm = HMI_AT3(6, 0, old / 6, old % 6);
                size_t mine = HMI_AT3(6, 1, old / 6, old % 6);
                value += in ? a->trade[farm] + a->trade[mine] : 0.0;
                paid += in ? a->trade[farm] * a->tariff[farm] +
                                 a->trade[mine] * a->tariff[mine]
                           : 0.0;
            }
            size_t cell = HMI_AT3(3, 0, n, i);
            assert_near_rel(b->trade[cell], value, 1e-14);
            assert_near_rel(b->tariff[cell] * value, n == i ? 0.0 : paid,
                            1e-13);
        }
    }
    assert_near_rel(ledger_sum(f.ledger, "in"), ledger_sum(f.ledger, "out"),
                    1e-14);
    assert_true(ledger_sum(f.ledger, "lost") > 0.0); /* duty inside groups */
    teardown(&f);
}

/* Final demand stays the same part of spending; an economy can be made. */
static void inputs_lose_only_the_duty(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        fixture f = setup(seed, plain);
        hm_economy *economy = NULL;
        double spending[18], old[30];
        assert_hm_ok(f.ctx,
                     hm_account_aggregate(f.ctx, f.account, &countries, NULL,
                                          &duty, f.ledger, &f.made));
        hmi_account_totals(&f.made->arrays, spending, NULL);
        hmi_account_totals(&f.account->arrays, old, NULL);
        assert_near_rel(hmi_sum(old, 30) - hmi_sum(spending, 15),
                        ledger_sum(f.ledger, "lost"), 1e-9);
        assert_true(hmi_sum(f.made->arrays.input, 3 * 25) <
                    hmi_sum(f.account->arrays.input, 6 * 25));
        assert_hm_ok(f.ctx,
                     hm_account_to_economy(f.ctx, f.made, NULL, &economy));
        hm_economy_free(economy);
        teardown(&f);
    }
}

static void identity_changes_nothing(void **state)
{
    (void)state;
    fixture f = setup(5, plain);
    assert_hm_ok(f.ctx, hm_account_aggregate(f.ctx, f.account, NULL, NULL, NULL,
                                             f.ledger, &f.made));
    assert_vector_near(f.made->arrays.trade, f.account->arrays.trade, 180, 0.0,
                       0.0, NULL);
    assert_vector_near(f.made->arrays.input, f.account->arrays.input, 150, 0.0,
                       0.0, NULL);
    /* rate x trade / trade: one rounding each way */
    assert_vector_near(f.made->arrays.tariff, f.account->arrays.tariff, 180,
                       1e-15, 0.0, NULL);
    assert_vector_near(f.made->arrays.theta, f.account->arrays.theta, 5, 0.0,
                       0.0, NULL);
    teardown(&f);
}

static void theta_is_weighted_with_foreign_sales(void **state)
{
    (void)state;
    fixture f = setup(12, plain);
    const hm_account_arrays *a = &f.account->arrays;
    double weight[2] = {0.0, 0.0};
    assert_hm_ok(f.ctx, hm_account_aggregate(f.ctx, f.account, NULL, &sectors,
                                             NULL, f.ledger, &f.made));
    for (int j = 0; j < 2; j++) {
        for (int pair = 0; pair < 36; pair++) {
            weight[j] += pair / 6 == pair % 6
                             ? 0.0
                             : a->trade[HMI_AT3(6, j, pair / 6, pair % 6)];
        }
    }
    double mean = (a->theta[0] * weight[0] + a->theta[1] * weight[1]) /
                  (weight[0] + weight[1]);
    assert_near_rel(f.made->arrays.theta[0], mean, 1e-13);
    assert_near(f.made->arrays.theta[2], a->theta[4], 0.0);
    teardown(&f);
}

static void losses_need_a_name(void **state)
{
    (void)state;
    fixture f = setup(13, plain);
    const hm_map five = {5, test_countries, test_countries, NULL, NULL};
    const char *const names[] = {"FFF"};
    const hm_allow allow = {1, names};
    assert_hm_status(f.ctx,
                     hm_account_aggregate(f.ctx, f.account, &countries, NULL,
                                          NULL, f.ledger, &f.made),
                     HM_ERR_DATA);
    assert_null(f.made);
    assert_hm_message(f.ctx, "--allow duty");
    assert_hm_status(f.ctx,
                     hm_account_aggregate(f.ctx, f.account, &five, NULL, &duty,
                                          f.ledger, &f.made),
                     HM_ERR_DATA);
    assert_hm_message(f.ctx, "--allow FFF");
    assert_hm_ok(f.ctx, hm_account_aggregate(f.ctx, f.account, &five, NULL,
                                             &allow, f.ledger, &f.made));
    assert_int_equal(f.made->arrays.n_countries, 5);
    teardown(&f);
}

static void refuses_a_map_of_other_codes(void **state)
{
    (void)state;
    fixture f = setup(14, plain);
    const char *const strange[] = {"XXX"};
    const hm_map map = {1, strange, strange, NULL, NULL};
    assert_hm_status(f.ctx,
                     hm_account_aggregate(f.ctx, f.account, &map, NULL, &duty,
                                          f.ledger, &f.made),
                     HM_ERR_DATA);
    assert_hm_message(f.ctx, "none of the codes");
    teardown(&f);
}

/* --- taken apart and put together ------------------------------------------ */

static void what_is_split_comes_together(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        fixture f = setup(seed, plain);
        hm_account *coarse = NULL;
        hm_account *fine = NULL;
        hm_account *weights = random_account(f.ctx, seed + 100, plain);
        assert_hm_ok(f.ctx,
                     hm_account_aggregate(f.ctx, f.account, NULL, &sectors,
                                          NULL, f.ledger, &coarse));
        assert_hm_ok(f.ctx, hm_account_split_sectors(f.ctx, coarse, &sectors,
                                                     weights, f.ledger, &fine));
        assert_hm_ok(f.ctx, hm_account_aggregate(f.ctx, fine, NULL, &sectors,
                                                 NULL, f.ledger, &f.made));
        assert_vector_near(f.made->arrays.trade, coarse->arrays.trade, 108,
                           1e-14, 0.0, NULL);
        assert_vector_near(f.made->arrays.tariff, coarse->arrays.tariff, 108,
                           1e-14, 0.0, NULL);
        hm_account_free(coarse);
        hm_account_free(fine);
        hm_account_free(weights);
        teardown(&f);
    }
}

/* Own weights give the account back; a flow that they lack goes by exports. */
static void each_way_of_dividing(void **state)
{
    (void)state;
    account_kind kind = {3, 2, 0.0, false, false};
    fixture f = setup(21, kind);
    const char *const one[] = {"all", "all"};
    const hm_map map = {2, test_sectors, one, NULL, NULL};
    hm_account *coarse = NULL;
    hm_account *weights = random_account(f.ctx, 22, kind);
    double *w = weights->arrays.trade;
    assert_hm_ok(f.ctx, hm_account_aggregate(f.ctx, f.account, NULL, &map, NULL,
                                             f.ledger, &coarse));
    for (int j = 0; j < 2; j++) { /* AAA sells BBB nothing; CCC nobody */
        w[HMI_AT3(3, j, 1, 0)] = 0.0;
        for (int n = 0; n < 3; n++) {
            w[HMI_AT3(3, j, n, 2)] = n == 2 ? w[HMI_AT3(3, j, n, 2)] : 0.0;
        }
    }
    assert_hm_ok(f.ctx, hm_account_split_sectors(f.ctx, coarse, &map, weights,
                                                 f.ledger, &f.made));
    const double *t = f.made->arrays.trade;
    const double *c = coarse->arrays.trade;
    double by_flow = w[HMI_AT3(3, 0, 0, 1)] /
                     (w[HMI_AT3(3, 0, 0, 1)] + w[HMI_AT3(3, 1, 0, 1)]);
    double by_exports = w[HMI_AT3(3, 0, 2, 0)] /
                        (w[HMI_AT3(3, 0, 2, 0)] + w[HMI_AT3(3, 1, 2, 0)]);
    double by_output = w[HMI_AT3(3, 0, 2, 2)] /
                       (w[HMI_AT3(3, 0, 2, 2)] + w[HMI_AT3(3, 1, 2, 2)]);
    assert_near_rel(t[HMI_AT3(3, 0, 0, 1)], by_flow * c[HMI_AT3(3, 0, 0, 1)],
                    1e-14);
    assert_near_rel(t[HMI_AT3(3, 0, 1, 0)], by_exports * c[HMI_AT3(3, 0, 1, 0)],
                    1e-14);
    assert_near_rel(t[HMI_AT3(3, 0, 0, 2)], by_output * c[HMI_AT3(3, 0, 0, 2)],
                    1e-14);
    hm_account_free(coarse);
    hm_account_free(weights);
    teardown(&f);
}

static void split_refuses_what_the_map_lacks(void **state)
{
    (void)state;
    fixture f = setup(23, plain);
    const hm_map four = {4, test_sectors, to_sectors, NULL, NULL};
    hm_account *coarse = NULL;
    account_kind fewer = plain;
    fewer.N = 4;
    hm_account *small = random_account(f.ctx, 24, fewer);
    assert_hm_ok(f.ctx, hm_account_aggregate(f.ctx, f.account, NULL, &sectors,
                                             NULL, f.ledger, &coarse));
    assert_hm_status(f.ctx,
                     hm_account_split_sectors(f.ctx, coarse, &four, f.account,
                                              f.ledger, &f.made),
                     HM_ERR_DATA);
    assert_hm_message(f.ctx, "steel of the weights: the map does not have it");
    assert_hm_status(f.ctx,
                     hm_account_split_sectors(f.ctx, coarse, &sectors, small,
                                              f.ledger, &f.made),
                     HM_ERR_DATA);
    assert_hm_message(f.ctx, "6 countries, the weights have 4");
    hm_account_free(coarse);
    hm_account_free(small);
    teardown(&f);
}

static hm_status aggregate_once(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    hm_account *account = NULL;
    hm_account *made = NULL;
    hm_table *ledger = NULL;
    hm_labels labels = {.n_countries = 3,
                        .n_sectors = 2,
                        .country_codes = test_countries,
                        .sector_codes = test_sectors};
    (void)user;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = hm_account_create(ctx, &labels, &account);
    }
    if (status == HM_OK) {
        status = hm_ledger_create(ctx, &ledger);
    }
    if (status == HM_OK) {
        status = hm_account_aggregate(ctx, account, &countries, &sectors, NULL,
                                      ledger, &made);
        assert_true((status == HM_OK) == (made != NULL));
    }
    hm_table_free(ledger);
    hm_account_free(account);
    hm_account_free(made);
    hm_context_free(ctx);
    return status;
}

static hm_status split_once(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    hm_account *made = NULL;
    hm_table *ledger = NULL;
    hm_account **both = user;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = hm_ledger_create(ctx, &ledger);
    }
    if (status == HM_OK) {
        status = hm_account_split_sectors(ctx, both[0], &sectors, both[1],
                                          ledger, &made);
        assert_true((status == HM_OK) == (made != NULL));
    }
    hm_table_free(ledger);
    hm_account_free(made);
    hm_context_free(ctx);
    return status;
}

static void survives_without_memory(void **state)
{
    (void)state;
    fixture f = setup(25, plain);
    assert_hm_ok(f.ctx, hm_account_aggregate(f.ctx, f.account, NULL, &sectors,
                                             NULL, f.ledger, &f.made));
    hm_account *both[] = {f.made, f.account};
    assert_true(hm_test_out_of_memory(aggregate_once, NULL) > 20);
    assert_true(hm_test_out_of_memory(split_once, both) > 20);
    teardown(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_and_weighted_tariffs),
        cmocka_unit_test(inputs_lose_only_the_duty),
        cmocka_unit_test(identity_changes_nothing),
        cmocka_unit_test(theta_is_weighted_with_foreign_sales),
        cmocka_unit_test(losses_need_a_name),
        cmocka_unit_test(refuses_a_map_of_other_codes),
        cmocka_unit_test(what_is_split_comes_together),
        cmocka_unit_test(each_way_of_dividing),
        cmocka_unit_test(split_refuses_what_the_map_lacks),
        cmocka_unit_test(survives_without_memory),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_split_parts.c - sectors taken apart with stated weights: every total
 * is kept, parts come together again, weights that are none are refused.
 */
#include "random_account.h"

static const account_kind plain = {4, 3, 0.2, true, true};

/* coal and ores of mine (sector 1), the rest as it was: farm, coal, ores,
 * food. */
static const char *const part_codes[] = {"coal", "ores"};
static const char *const part_names[] = {"Coal", "Ores"};
static const int32_t part_of[] = {1, 1};
static const char *const new_sectors[] = {"farm", "coal", "ores", "food"};
static const char *const back_to[] = {"farm", "mine", "mine", "food"};

typedef struct fixture {
    hm_context *ctx;
    hm_account *account, *made;
    hm_table *ledger;
    double weight[2 * 16]; /* [part][n][i] */
    hm_sector_parts parts;
} fixture;

static void setup(fixture *f, uint64_t seed)
{
    *f = (fixture){.ctx = test_context()};
    f->account = random_account(f->ctx, seed, plain);
    assert_hm_ok(f->ctx, hm_ledger_create(f->ctx, &f->ledger));
    hm_random r = hm_random_seed(seed + 1000);
    for (int x = 0; x < 16; x++) {
        f->weight[x] = hm_random_uniform(&r);
        f->weight[16 + x] = 1.0 - f->weight[x];
    }
    f->parts = (hm_sector_parts){2, part_codes, part_names, part_of, f->weight};
}

static void teardown(fixture *f)
{
    hm_table_free(f->ledger);
    hm_account_free(f->account);
    hm_account_free(f->made);
    hm_context_free(f->ctx);
}

static hm_status split(fixture *f)
{
    return hm_account_split_parts(f->ctx, f->account, &f->parts, f->ledger,
                                  &f->made);
}

/* By hand: flows, tariffs, inputs, names and order. */
static void a_part_is_its_share(void **state)
{
    (void)state;
    fixture f;
    setup(&f, 3);
    assert_hm_ok(f.ctx, split(&f));
    const hm_account_arrays *a = &f.account->arrays;
    const hm_account_arrays *b = &f.made->arrays;
    const hm_labels *labels = hm_account_labels(f.made);
    assert_int_equal(b->n_sectors, 4);
    for (int j = 0; j < 4; j++) {
        assert_string_equal(labels->sector_codes[j], new_sectors[j]);
    }
    assert_string_equal(labels->sector_names[2], "Ores");
    assert_near_rel(
        b->trade[HMI_AT3(4, 1, 2, 3)],
        f.weight[HMI_AT3(4, 0, 2, 3)] * a->trade[HMI_AT3(4, 1, 2, 3)], 1e-15);
    assert_true(b->tariff[HMI_AT3(4, 2, 2, 3)] ==
                a->tariff[HMI_AT3(4, 1, 2, 3)]);
    assert_true(b->theta[1] == a->theta[1] && b->theta[2] == a->theta[1]);
    assert_true(b->theta[3] == a->theta[2]);
    double bought[16], made[16], all_bought[12], all_made[12];
    hmi_account_totals(b, bought, made);
    hmi_account_totals(a, all_bought, all_made);
    /* ores into farm, in 2: as the country buys it; food into coal, in 3: as
     * the part produces */
    assert_near_rel(b->input[HMI_INPUT(4, 2, 2, 0)],
                    a->input[HMI_INPUT(3, 2, 1, 0)] * bought[HMI_AT2(4, 2, 2)] /
                        all_bought[HMI_AT2(3, 2, 1)],
                    1e-15);
    assert_near_rel(b->input[HMI_INPUT(4, 3, 3, 1)],
                    a->input[HMI_INPUT(3, 3, 2, 1)] * made[HMI_AT2(4, 3, 1)] /
                        all_made[HMI_AT2(3, 3, 1)],
                    1e-15);
    teardown(&f);
}

/* Put together again: every flow, tariff, input; nothing was lost. */
static void parts_come_together_again(void **state)
{
    (void)state;
    const hm_map map = {4, new_sectors, back_to, NULL, NULL};
    for (uint64_t seed = 30; seed < 60; seed++) {
        fixture f;
        hm_account *back = NULL;
        setup(&f, seed);
        assert_hm_ok(f.ctx, split(&f));
        assert_hm_ok(f.ctx, hm_account_aggregate(f.ctx, f.made, NULL, &map,
                                                 NULL, f.ledger, &back));
        const hm_account_arrays *a = &f.account->arrays;
        /* sums of two products that round */
        assert_vector_near(back->arrays.trade, a->trade, 48, 1e-14, 0.0, NULL);
        assert_vector_near(back->arrays.input, a->input, 36, 1e-13, 1e-13,
                           NULL);
        assert_true(ledger_sum(f.ledger, "lost") == 0.0);
        /* the parts, at home and abroad, and value in = value out */
        double notes = 0.0;
        for (int x = 0; x < 16; x++) {
            notes += a->trade[16 + x];
        }
        double listed = 0.0;
        for (int32_t row = 0; row < 4; row++) {
            listed += hm_table_number(f.ledger, row, 3);
        }
        assert_near_rel(listed, notes, 1e-14);
        hm_account_free(back);
        teardown(&f);
    }
}

/* It is an economy: final demand and value added stay what they were. */
static void parts_make_an_economy(void **state)
{
    (void)state;
    for (uint64_t seed = 70; seed < 90; seed++) {
        fixture f;
        hm_economy *before = NULL;
        hm_economy *after = NULL;
        setup(&f, seed);
        assert_hm_ok(f.ctx, split(&f));
        assert_hm_ok(f.ctx,
                     hm_account_to_economy(f.ctx, f.account, NULL, &before));
        assert_hm_ok(f.ctx, hm_account_to_economy(f.ctx, f.made, NULL, &after));
        const hm_economy_arrays *a = hm_economy_data(before);
        const hm_economy_arrays *b = hm_economy_data(after);
        assert_vector_near(b->income, a->income, 4, 1e-13, 0.0, NULL);
        assert_vector_near(b->factor_income, a->factor_income, 4, 1e-13, 0.0,
                           NULL);
        assert_vector_near(b->deficit, a->deficit, 4, 0.0, 1e-9, NULL);
        for (int n = 0; n < 4; n++) {
            assert_near_rel(b->final_share[HMI_AT2(4, n, 1)] +
                                b->final_share[HMI_AT2(4, n, 2)],
                            a->final_share[HMI_AT2(3, n, 1)], 1e-12);
        }
        hm_economy_free(before);
        hm_economy_free(after);
        teardown(&f);
    }
}

static void refused(fixture *f, const char *message)
{
    assert_hm_status(f->ctx, split(f), HM_ERR_DATA);
    assert_hm_message(f->ctx, message);
    assert_null(f->made);
}

static void refuses_weights_that_are_none(void **state)
{
    (void)state;
    fixture f;
    setup(&f, 5);
    const double kept = f.weight[HMI_AT3(4, 0, 1, 2)];
    f.weight[HMI_AT3(4, 0, 1, 2)] = kept + 0.0173;
    refused(&f, "weights of the parts of mine, CCC to BBB, sum to 1.0173");
    f.weight[HMI_AT3(4, 0, 1, 2)] = -0.1;
    refused(&f, "weight of coal in mine, CCC to BBB: -0.1; expected 0 to 1");
    f.weight[HMI_AT3(4, 0, 1, 2)] = (double)NAN;
    refused(&f, "weight of coal in mine, CCC to BBB: ");
    f.weight[HMI_AT3(4, 0, 1, 2)] = kept + 3e-7; /* rounding of a file */
    assert_hm_ok(f.ctx, split(&f));
    teardown(&f);
}

static void refuses_parts_that_are_none(void **state)
{
    (void)state;
    static const char *const twice[] = {"coal", "food"};
    static const char *const same[] = {"coal", "coal"};
    static const int32_t apart[] = {1, 0};
    static const int32_t nowhere[] = {1, 3};
    fixture f;
    setup(&f, 6);
    f.parts.codes = twice;
    refused(&f, "there would be two sectors food");
    f.parts.codes = same;
    refused(&f, "there would be two sectors coal");
    f.parts.codes = part_codes;
    f.parts.of = apart;
    refused(&f, "coal is the only part of mine; expected two or more");
    f.parts.count = 0;
    refused(&f, "no sector is taken apart");
    f.parts.count = 2;
    f.parts.of = nowhere;
    assert_hm_status(f.ctx, split(&f), HM_ERR_DATA);
    teardown(&f);
}

static hm_status split_once(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    hm_account *account = NULL;
    hm_account *made = NULL;
    hm_table *ledger = NULL;
    hm_labels labels = {.n_countries = 4,
                        .n_sectors = 3,
                        .country_codes = test_countries,
                        .sector_codes = test_sectors};
    double weight[32];
    const hm_sector_parts parts = {2, part_codes, part_names, part_of, weight};
    (void)user;
    for (int x = 0; x < 32; x++) {
        weight[x] = 0.5;
    }
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = hm_account_create(ctx, &labels, &account);
    }
    if (status == HM_OK) {
        status = hm_ledger_create(ctx, &ledger);
    }
    if (status == HM_OK) {
        status = hm_account_split_parts(ctx, account, &parts, ledger, &made);
        assert_true((status == HM_OK) == (made != NULL));
    }
    hm_table_free(ledger);
    hm_account_free(account);
    hm_account_free(made);
    hm_context_free(ctx);
    return status;
}

static void split_without_memory(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(split_once, NULL) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_part_is_its_share),
        cmocka_unit_test(parts_come_together_again),
        cmocka_unit_test(parts_make_an_economy),
        cmocka_unit_test(refuses_weights_that_are_none),
        cmocka_unit_test(refuses_parts_that_are_none),
        cmocka_unit_test(split_without_memory),
    };
    return hm_test_run(tests);
}

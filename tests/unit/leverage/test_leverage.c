// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_leverage.c - dependence, concentration and essentials of an economy
 * of three countries whose flows are known by hand.
 */
#include "hm_test.h"

#include <hirschman/leverage.h>

#include <math.h>
#include <string.h>

enum { N = 3, J = 2, FLOWS = J * N * N };

/* trade[j][importer][exporter], net of tariff */
static const double trade[FLOWS] = {
    61,  7,  3,  /* A buys ore */
    11,  83, 2,  /* B */
    5,   13, 17, /* C */
    101, 19, 0,  /* A buys steel */
    23,  47, 0,  /* B */
    0,   29, 31, /* C */
};

typedef struct fixture {
    hm_context *ctx;
    hm_economy *economy;
    hm_table *table;
} fixture;

static hm_status make_economy(hm_context *ctx, hm_economy **out)
{
    static const char *const countries[] = {"AAA", "BBB", "CCC"};
    static const char *const sectors[] = {"ore", "steel"};
    static const double theta[] = {4.0, 2.5};
    double tariff[FLOWS] = {0.0};
    tariff[2] = 0.25;  /* A on C's ore */
    tariff[15] = 0.40; /* C on A's steel: no flow */
    hm_labels labels = {.n_countries = N,
                        .n_sectors = J,
                        .country_codes = countries,
                        .sector_codes = sectors};
    hm_elasticities set = {.theta = theta};
    hm_economy_flows flows = {.trade = trade, .tariff = tariff};
    return hm_economy_from_flows(ctx, &labels, &flows, &set, out);
}

static int setup(void **state)
{
    static fixture f;
    memset(&f, 0, sizeof f);
    *state = &f;
    if (hm_context_create(NULL, &f.ctx) != HM_OK) {
        return -1;
    }
    return make_economy(f.ctx, &f.economy) == HM_OK ? 0 : -1;
}

static int teardown(void **state)
{
    fixture *f = *state;
    hm_table_free(f->table);
    hm_economy_free(f->economy);
    hm_context_free(f->ctx);
    return 0;
}

static double cell(const hm_table *table, int32_t row, const char *column)
{
    int32_t c = hm_table_find(table, column);
    assert_true(c >= 0);
    return hm_table_number(table, row, c);
}

static int32_t pair_row(const hm_table *table, const char *n, const char *i)
{
    for (int32_t r = 0; r < hm_table_rows(table); r++) {
        if (strcmp(hm_table_text(table, r, 0), n) == 0 &&
            strcmp(hm_table_text(table, r, 1), i) == 0) {
            return r;
        }
    }
    return -1;
}

/* Border values: the tariff of 25 % on C's ore is not part of them. */
static void flows_are_net_of_tariff(void **state)
{
    fixture *f = *state;
    assert_near_rel(hm_leverage_sector_flow(f->economy, 2, 0, 0), 3.0, 1e-14);
    assert_near_rel(hm_leverage_flow(f->economy, 1, 0), 26.0, 1e-14);
    assert_near_rel(hm_leverage_flow(f->economy, 1, 2), 42.0, 1e-14);
}

static void shares_by_partner(void **state)
{
    fixture *f = *state;
    assert_hm_ok(f->ctx, hm_leverage_dependence(f->ctx, f->economy, &f->table));
    /* A sells 11 + 23 to B and 5 to C; it buys 7 + 19 from B and 3 from C */
    int32_t r = pair_row(f->table, "AAA", "BBB");
    assert_near_rel(cell(f->table, r, "exports_share"), 34.0 / 39.0, 1e-14);
    assert_near_rel(cell(f->table, r, "imports_share"), 26.0 / 29.0, 1e-14);
    assert_near_rel(cell(f->table, r, "trade_share"), 60.0 / 68.0, 1e-14);
    assert_near_rel(cell(f->table, r, "exports_musd"), 34.0, 1e-14);
    assert_int_equal(pair_row(f->table, "AAA", "AAA"), -1);
    assert_int_equal(hm_table_rows(f->table), 6);
}

static void concentration_is_hirschmans(void **state)
{
    fixture *f = *state;
    assert_hm_ok(f->ctx,
                 hm_leverage_concentration(f->ctx, f->economy, &f->table));
    /* C sells 3 to A and 2 to B: 100 sqrt(0.6^2 + 0.4^2) */
    assert_string_equal(hm_table_text(f->table, 2, 0), "CCC");
    assert_near_rel(cell(f->table, 2, "exports_concentration"),
                    100.0 * sqrt(0.52), 1e-14);
    assert_near_rel(cell(f->table, 2, "imports_concentration"),
                    100.0 * sqrt(42.0 * 42.0 + 25.0) / 47.0, 1e-14);
    assert_near(cell(f->table, 2, "exports_partners"), 2.0, 0.0);
}

static void essentials_come_heaviest_first(void **state)
{
    fixture *f = *state;
    assert_hm_ok(f->ctx,
                 hm_leverage_essentials(f->ctx, f->economy, 2, 0, &f->table));
    /* steel from B (all of 29), ore from B (13 of 18), ore from A (5 of 18) */
    assert_int_equal(hm_table_rows(f->table), 3);
    assert_string_equal(hm_table_text(f->table, 0, 2), "steel");
    assert_near_rel(cell(f->table, 0, "partner_share"), 1.0, 1e-14);
    assert_near_rel(cell(f->table, 1, "partner_share"), 13.0 / 18.0, 1e-14);
    assert_near_rel(cell(f->table, 0, "substitutability"), 0.4, 1e-14);
    assert_string_equal(hm_table_text(f->table, 2, 1), "AAA");
}

static void essentials_can_be_cut(void **state)
{
    fixture *f = *state;
    assert_hm_ok(f->ctx,
                 hm_leverage_essentials(f->ctx, f->economy, 2, 1, &f->table));
    assert_int_equal(hm_table_rows(f->table), 1);
}

static void essentials_refuse_a_wrong_country(void **state)
{
    fixture *f = *state;
    assert_hm_status(
        f->ctx, hm_leverage_essentials(f->ctx, f->economy, N, 0, &f->table),
        HM_ERR_ARGUMENT);
    assert_hm_message(f->ctx, "expected 0 to 2");
    assert_null(f->table);
}

static hm_status all_tables(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    hm_economy *economy = NULL;
    hm_table *tables[3] = {NULL, NULL, NULL};
    (void)user;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = make_economy(ctx, &economy);
    }
    if (status == HM_OK) {
        status = hm_leverage_dependence(ctx, economy, &tables[0]);
    }
    if (status == HM_OK) {
        status = hm_leverage_concentration(ctx, economy, &tables[1]);
    }
    if (status == HM_OK) {
        status = hm_leverage_essentials(ctx, economy, 1, 0, &tables[2]);
    }
    assert_true(status == HM_OK || tables[2] == NULL);
    for (int t = 0; t < 3; t++) {
        hm_table_free(tables[t]);
    }
    hm_economy_free(economy);
    hm_context_free(ctx);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(all_tables, NULL) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(flows_are_net_of_tariff, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(shares_by_partner, setup, teardown),
        cmocka_unit_test_setup_teardown(concentration_is_hirschmans, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(essentials_come_heaviest_first, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(essentials_can_be_cut, setup, teardown),
        cmocka_unit_test_setup_teardown(essentials_refuse_a_wrong_country,
                                        setup, teardown),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return hm_test_run(tests);
}

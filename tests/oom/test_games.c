// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_games.c - every request for memory of games, pact, values and of the
 * Gambit writers refused once.
 */
#include "hm_test.h"

#include <hirschman/games.h>
#include <hirschman/io.h>
#include <hirschman/pact.h>
#include <hirschman/values.h>

#include <string.h>

typedef hm_status (*work)(hm_context *ctx);

static hm_status attempt(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = (*(work *)user)(ctx);
    }
    hm_context_free(ctx);
    return status;
}

/* Free the table; it is there exactly when the call worked. */
static hm_status drop(hm_status status, hm_table *table)
{
    assert_true((status == HM_OK) == (table != NULL));
    hm_table_free(table);
    return status;
}

static const char csv[] = "policy,package,draw,player,class,value,certificate\n"
                          "a,x,1,USA,E,1,0\na,x,1,CHN,E,2,0\n"
                          "b,x,1,USA,E,3,0\nb,x,1,CHN,E,,\n";
static const char *const columns[] = {
    "policy", "package", "draw", "player", "class", "value", "certificate"};
static const hm_column_type types[] = {
    HM_COLUMN_TEXT, HM_COLUMN_TEXT,   HM_COLUMN_TEXT,  HM_COLUMN_TEXT,
    HM_COLUMN_TEXT, HM_COLUMN_NUMBER, HM_COLUMN_NUMBER};

static hm_status payoffs(hm_context *ctx)
{
    hm_file file = {"p.csv", csv, sizeof csv - 1};
    hm_table *table = NULL;
    hm_table *back = NULL;
    hm_payoffs *p = NULL;
    hm_status status =
        hm_table_from_csv(ctx, &file, "p", columns, types, 7, &table);
    if (status == HM_OK) {
        status = hm_payoffs_from_table(ctx, table, &p);
        assert_true((status == HM_OK) == (p != NULL));
    }
    if (status == HM_OK) {
        status = hm_payoffs_to_table(ctx, p, &back);
        status = drop(status, back);
    }
    hm_payoffs_free(p);
    hm_table_free(table);
    return status;
}

static const double some[8] = {3.0, -1.0, -1.0, 3.0, 1.0, 0.2, 0.1, 1.5};
static const double zero[2] = {0.0, 0.0};
static const char *const players[] = {"USA", "CHN"};

static hm_status bargains(hm_context *ctx)
{
    hm_points points = {2, 4, some};
    hm_issue issues[2] = {{"a", points, zero, 0}, {"b", points, zero, 0}};
    hm_talks talks = {HM_BARGAIN_KALAI, zero, 0, NULL};
    hm_deal deal;
    const hm_deal *deals[] = {&deal};
    hm_table *table = NULL;
    hm_status status = hm_bargain_lottery(ctx, &points, &talks, NULL, &deal);
    if (status == HM_OK) {
        status =
            hm_linked_subsets(ctx, issues, 2, NULL, &talks, players, &table);
        status = drop(status, table);
        table = NULL;
    }
    if (status == HM_OK) {
        status = hm_deal_table(ctx, deals, 1, players, &table);
        status = drop(status, table);
    }
    return status;
}

static hm_status prices(hm_context *ctx)
{
    const double reward[2] = {0.0, 1.0};
    hm_price_curve curve = {"b", 2, reward, reward, NULL};
    hm_pressure step = {"a", 0.5, 0.1};
    hm_table *table = NULL;
    hm_status status =
        hm_price_table(ctx, &step, 1, &curve, 1, zero, 1, &table);
    return drop(status, table);
}

static hm_status writes(hm_context *ctx, hm_table *table, bool tree)
{
    char *text = NULL;
    hm_status status = tree ? hm_table_to_efg(ctx, table, &text)
                            : hm_table_to_nfg(ctx, table, &text);
    assert_true((status == HM_OK) == (text != NULL));
    hm_text_free(ctx, text);
    hm_table_free(table);
    return status;
}

static hm_status club(hm_context *ctx)
{
    hm_table *table = NULL;
    hm_status status = hm_club_game(ctx, 2, players, some, &table);
    return status == HM_OK ? writes(ctx, table, false) : drop(status, table);
}

static hm_status chain(hm_context *ctx)
{
    const hm_chain game = {2.0, 0.3, 0.02, 2};
    hm_table *table = NULL;
    hm_status status = hm_chain_table(ctx, &game, &table);
    status = drop(status, table);
    if (status != HM_OK) {
        return status;
    }
    status = hm_chain_game(ctx, &game, &table);
    return status == HM_OK ? writes(ctx, table, true) : drop(status, table);
}

static hm_status pacts(hm_context *ctx)
{
    const hm_law law = {.kind = HM_LAW_UNIFORM, .low = -1.0, .high = 2.0};
    const hm_linkage_test test = {0.01, 0.0, 0.5, 0.5};
    const double half[2] = {0.5, 0.5};
    const double cost[4] = {0.0, 0.3, 0.0, 0.8};
    const hm_menu menu = {2, 2, half, cost, cost};
    double share[4];
    double pay[2];
    double low = 0.0;
    double high = 0.0;
    hm_table *table = NULL;
    hm_status status =
        hm_linkage_test_sweep(ctx, &law, 1.0, &test, 3, &low, &high, &table);
    status = drop(status, table);
    if (status == HM_OK) {
        status = hm_menu_solve(ctx, &menu, share, pay, &low, &high);
    }
    return status;
}

static hm_status values(hm_context *ctx)
{
    const double slope[2] = {1.0, -0.5};
    const hm_margin margin = {"m", 0.1, slope};
    const hm_unknown box[2] = {{"x", "", "", 0.0, 1.0},
                               {"y", "", "", 0.0, 1.0}};
    hm_table *table = NULL;
    hm_status status = hm_break_even_table(ctx, &margin, box, 2, &table);
    status = drop(status, table);
    table = NULL;
    if (status == HM_OK) {
        status = hm_region_vertices(ctx, &margin, 1, box, 2, &table);
        status = drop(status, table);
        table = NULL;
    }
    if (status == HM_OK) {
        status = hm_revealed_table(ctx, &margin, 1, box, 2, &table);
        status = drop(status, table);
    }
    return status;
}

static void everything(void **state)
{
    (void)state;
    work works[] = {payoffs, bargains, prices, club, chain, pacts, values};
    for (size_t i = 0; i < sizeof works / sizeof works[0]; i++) {
        assert_true(hm_test_out_of_memory(attempt, &works[i]) > 5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything),
    };
    return hm_test_run(tests);
}

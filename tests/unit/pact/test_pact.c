// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_pact.c - refusals and edges of promises, payments and precedent; games
 * as tables; the menu of what is best explicit, tacit or apart.
 */
#include "hm_test.h"

#include <hirschman/pact.h>

#include <math.h>
#include <string.h>

static hm_context *context(void)
{
    hm_context *ctx = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    return ctx;
}

static const hm_law unit = {.kind = HM_LAW_UNIFORM, .low = 0.0, .high = 1.0};

static void laws_refused(void **state)
{
    (void)state;
    hm_context *ctx = context();
    const double at[3] = {0.0, 1.0, 1.0};
    const double cdf[3] = {0.0, 0.4, 1.0};
    const double low[3] = {0.0, 0.4, 0.9};
    const double rising[3] = {0.0, 1.0, 2.0};
    hm_payment p;
    const hm_law bad[] = {
        {.kind = HM_LAW_UNIFORM, .low = 1.0, .high = 1.0},
        {.kind = HM_LAW_NORMAL, .mean = 0.0, .sd = 0.0},
        {.kind = HM_LAW_TABLE, .n = 1, .at = at, .cdf = cdf},
        {.kind = HM_LAW_TABLE, .n = 3, .at = at, .cdf = cdf},
        {.kind = HM_LAW_TABLE, .n = 3, .at = rising, .cdf = low},
        {.kind = HM_LAW_UNIFORM, .high = 1.0, .shift = (double)NAN},
        {.kind = (hm_law_kind)7},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_hm_status(ctx, hm_law_check(ctx, &bad[i]), HM_ERR_ARGUMENT);
    }
    assert_hm_status(ctx, hm_payment_best(ctx, &unit, 0.0, &p),
                     HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_payment_at(ctx, &unit, 1.0, -0.1, &p),
                     HM_ERR_ARGUMENT);
    hm_context_free(ctx);
}

static void tests_and_menus_refused(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_linkage_test test = {0.0, 0.0, 1.1, 0.5};
    hm_linkage_verdict v;
    double low = 0.0;
    double high = 0.0;
    hm_table *table = NULL;
    const double probability[2] = {0.5, 0.4};
    const double cost[4] = {0, 1, 0, 2};
    hm_menu menu = {2, 2, probability, cost, cost};
    double share[4];
    double pay[2];
    assert_hm_status(ctx, hm_linkage_test_evaluate(ctx, &unit, 1.0, &test, &v),
                     HM_ERR_ARGUMENT);
    assert_hm_message(ctx, "holds out");
    test.holdout = 0.3;
    assert_hm_status(
        ctx,
        hm_linkage_test_sweep(ctx, &unit, 1.0, &test, 0, &low, &high, &table),
        HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_menu_solve(ctx, &menu, share, pay, &low, &high),
                     HM_ERR_ARGUMENT);
    assert_hm_message(ctx, "sum to 0.9");
    menu.n_types = 0;
    assert_hm_status(ctx, hm_menu_solve(ctx, &menu, share, pay, &low, &high),
                     HM_ERR_ARGUMENT);
    hm_context_free(ctx);
}

static void promises(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_promise never = {1.0, 0.5, 1.0};
    hm_promise always = {1.0, -0.5, 2.0};
    double delta = 0.0;
    hm_trigger t;
    hm_monitoring m = {{3.0, 2.0, 1.0}, 0.9, 0.1, 0.8};
    assert_hm_ok(ctx, hm_promise_delta(ctx, &never, 1, 1.0, &delta));
    assert_true(isinf(delta));
    assert_hm_ok(ctx, hm_promise_delta(ctx, &always, 1, 1.0, &delta));
    assert_near(delta, 0.0, 0.0);
    assert_hm_status(ctx, hm_promise_delta(ctx, &always, 1, 0.0, &delta),
                     HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_contagion_loss(ctx, 1.5, 1.0, 0.9, &delta),
                     HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_contagion_loss(ctx, 0.5, 1.0, 1.0, &delta),
                     HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_trigger_at(ctx, &m, -2, &t), HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_trigger_best(ctx, &m, -1, &t), HM_ERR_ARGUMENT);
    m.beta = 0.05; /* alarms that say nothing */
    assert_hm_ok(ctx, hm_trigger_best(ctx, &m, 9, &t));
    assert_false(t.holds);
    hm_context_free(ctx);
}

/* 5.9: delta* = max(k / V, c / B); unwilling pairs have none. */
static void barters(void **state)
{
    (void)state;
    hm_context *ctx = context();
    static const char *const actions[] = {"coal", "all"};
    static const char *const payments[] = {"small", "large"};
    const double value[2] = {10.0, 30.0};
    const double cost[2] = {4.0, 9.0};
    const double k[2] = {3.0, 12.0};
    const double worth[2] = {5.0, 14.0};
    const double delta[2] = {0.7, 0.95};
    hm_barter b = {2, 2, actions, payments, value, cost, k, worth, 1.0};
    hm_table *table = NULL;
    assert_hm_ok(ctx, hm_barter_table(ctx, &b, delta, 2, &table));
    assert_int_equal(hm_table_rows(table), 8);
    assert_near(hm_table_number(table, 0, 7), 0.8, 1e-14); /* 4 / 5 */
    assert_near(hm_table_number(table, 0, 9), 0.0, 0.0);
    assert_near(hm_table_number(table, 1, 9), 1.0, 0.0);
    assert_true(isnan(hm_table_number(table, 2, 7))); /* 12 for 10 */
    assert_near(hm_table_number(table, 6, 7), 9.0 / 14.0, 1e-14);
    hm_table_free(table);
    b.lag = -1.0;
    assert_hm_status(ctx, hm_barter_table(ctx, &b, delta, 2, &table),
                     HM_ERR_ARGUMENT);
    hm_context_free(ctx);
}

static void tacit_regions(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_tacit tacit = {10.0, 3.0, 2.0, true};
    double open = 0.0;
    double quiet = 0.0;
    hm_tacit_choice best = HM_CHOICE_SEPARATE;
    hm_table *table = NULL;
    assert_hm_ok(
        ctx, hm_tacit_evaluate(ctx, &tacit, 0.2, 0.8, &open, &quiet, &best));
    assert_near(open, 5.0, 0.0);
    assert_near(quiet, 7.0, 1e-14);
    assert_int_equal(best, HM_CHOICE_TACIT);
    assert_hm_ok(ctx, hm_tacit_table(ctx, &tacit, 11, &table));
    for (int32_t row = 0; row < hm_table_rows(table); row++) {
        /* tacit exactly above its threshold; 1e-9 off the grid's points */
        double above = hm_table_number(table, row, 5);
        double q = hm_table_number(table, row, 2);
        bool is_tacit = strcmp(hm_table_text(table, row, 0), "tacit") == 0;
        if (fabs(q - above) > 1e-9) {
            assert_int_equal(is_tacit, q > above);
        }
    }
    hm_table_free(table);
    tacit.kept = false;
    assert_hm_ok(
        ctx, hm_tacit_evaluate(ctx, &tacit, 0.2, 0.8, &open, &quiet, &best));
    assert_int_equal(best, HM_CHOICE_EXPLICIT);
    assert_hm_status(
        ctx, hm_tacit_evaluate(ctx, &tacit, 1.2, 0.8, &open, &quiet, &best),
        HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_tacit_table(ctx, &tacit, 1, &table),
                     HM_ERR_ARGUMENT);
    hm_context_free(ctx);
}

static void precedent_refused(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_chain chain = {0.9, 0.3, 0.02, 5};
    hm_chain_value value;
    hm_chain_stage s;
    hm_belief belief = {0.5, 0.0, 0.0};
    hm_ally ally = {.belief_before = 2.0};
    hm_ally_cost cost;
    hm_follower f = {-1.0, 0.0, 0.0, 0.0, 0.0};
    double x = 0.0;
    int32_t newly = 0;
    assert_hm_status(ctx, hm_chain_evaluate(ctx, &chain, &value),
                     HM_ERR_ARGUMENT);
    chain.a = 2.0;
    assert_hm_status(ctx, hm_chain_at(ctx, &chain, 0, 0.1, &s),
                     HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_chain_at(ctx, &chain, 1, 1.1, &s),
                     HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_belief_after(ctx, &belief, &x), HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_ally_evaluate(ctx, &ally, 1, 0.5, &cost),
                     HM_ERR_ARGUMENT);
    const hm_precedent seen = {1, &f, 0.1, 0.2, 0.5, 0.9};
    assert_hm_status(ctx, hm_precedent_cost(ctx, &seen, &x, &newly),
                     HM_ERR_ARGUMENT);
    assert_hm_ok(ctx, hm_precedent_followers(ctx, 1.0, 0.0, &x));
    assert_true(isinf(x));
    hm_context_free(ctx);
}

/* Value of a chain store played by its mixtures, read off the tree. */
static double value_of(hm_context *ctx, const hm_table *tree, int32_t row,
                       const hm_chain *chain, int32_t left, double belief)
{
    const char *player = hm_table_text(tree, row, 4);
    hm_chain_stage s = {0.0, 0.0, 0.0};
    double total = 0.0;
    if (player[0] == '\0') {
        return hm_table_number(tree, row, 6);
    }
    assert_hm_ok(ctx, hm_chain_at(ctx, chain, left, belief, &s));
    for (int32_t c = row + 1; c < hm_table_rows(tree); c++) {
        const char *action = hm_table_text(tree, c, 2);
        if ((int32_t)hm_table_number(tree, c, 1) != row) {
            continue;
        }
        if (strcmp(action, "out") == 0 && s.asks < 1.0) {
            total += (1.0 - s.asks) *
                     value_of(ctx, tree, c, chain, left - 1, belief);
        } else if (strcmp(action, "ask") == 0 && s.asks > 0.0) {
            total += s.asks * value_of(ctx, tree, c, chain, left, belief);
        } else if (strcmp(action, "pay") == 0 && s.refuses < 1.0) {
            total += (1.0 - s.refuses) *
                     value_of(ctx, tree, c, chain, left - 1, 0.0);
        } else if (strcmp(action, "refuse") == 0 && s.refuses > 0.0) {
            total += s.refuses *
                     value_of(ctx, tree, c, chain, left - 1, s.refused_to);
        }
    }
    return total;
}

static void games_as_tables(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_chain chain = {2.0, 0.3, 0.02, 4};
    hm_chain_value value;
    hm_table *tree = NULL;
    assert_hm_ok(ctx, hm_chain_game(ctx, &chain, &tree));
    assert_hm_ok(ctx, hm_chain_evaluate(ctx, &chain, &value));
    int32_t weak = 0;
    for (int32_t row = 1; row < hm_table_rows(tree); row++) {
        weak = strcmp(hm_table_text(tree, row, 2), "weak") == 0 ? row : weak;
    }
    /* one formula for the stages, another for the whole */
    assert_near(value_of(ctx, tree, weak, &chain, 4, 0.02), value.value, 1e-12);
    hm_table_free(tree);
    chain.hagglers = 7;
    assert_hm_status(ctx, hm_chain_game(ctx, &chain, &tree), HM_ERR_LIMIT);

    const double payments[2] = {0.0, 0.4};
    assert_hm_ok(ctx, hm_payment_game(ctx, &unit, 1.3, payments, 2, 5, &tree));
    assert_int_equal(hm_table_rows(tree), 1 + 2 * (1 + 5 * 3));
    assert_near(hm_table_number(tree, 3, 7), -0.1, 1e-12); /* 0 - 0.1 */
    hm_table_free(tree);
    assert_hm_status(ctx,
                     hm_payment_game(ctx, &unit, 1.3, payments, 0, 5, &tree),
                     HM_ERR_ARGUMENT);

    static const char *const players[2] = {"USA", "CHN"};
    const hm_promise promise[2] = {{3.0, 1.0, 0.5}, {2.0, 0.7, 0.1}};
    assert_hm_ok(ctx, hm_promise_game(ctx, promise, players, &tree));
    assert_string_equal(hm_table_column_name(tree, 0), "strategy_USA");
    assert_near(hm_table_number(tree, 1, 2), 4.0, 0.0); /* USA breaks */
    assert_near(hm_table_number(tree, 1, 3), 0.1, 0.0);
    hm_table_free(tree);

    const hm_tacit tacit = {10.0, 3.0, 2.0, true};
    assert_hm_ok(ctx, hm_tacit_game(ctx, &tacit, 0.2, 0.8, &tree));
    assert_int_equal(hm_table_rows(tree), 6);
    assert_near(0.8 * hm_table_number(tree, 4, 6) +
                    0.2 * hm_table_number(tree, 5, 6),
                7.0, 1e-14);
    hm_table_free(tree);
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(laws_refused),
        cmocka_unit_test(tests_and_menus_refused),
        cmocka_unit_test(promises),
        cmocka_unit_test(barters),
        cmocka_unit_test(tacit_regions),
        cmocka_unit_test(precedent_refused),
        cmocka_unit_test(games_as_tables),
    };
    return hm_test_run(tests);
}

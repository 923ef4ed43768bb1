// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_payoffs.c - payoffs against direct solves, what is known is not solved
 * again, and the fourteen questions from tables: complete, with class, band
 * and equation, the same from the same tables.
 */
#include "hm_test.h"

#include <hirschman/linkage.h>

#include "linkage/answers.h"

#include <math.h>
#include <string.h>

enum { N = 5, J = 2, SCENARIOS = 4 };

static const char *const countries[] = {"AAA", "BBB", "CCC", "DDD", "EEE"};
static const char *const names[SCENARIOS] = {"ban", "wall", "open", "war"};

typedef struct fixture {
    hm_context *ctx;
    hm_node *block;
    hm_linkage *linkage;
    hm_economy *economy;
    hm_solver *solver;
    hm_scenario *scenarios[SCENARIOS];
    hm_linkage_menu *menu;
    hm_linkage_payoffs *views[3];
    hm_table *payoffs, *view_table;
    hm_table *tables[HM_LINKAGE_TABLES];
} fixture;

/* --- a small world -------------------------------------------------------------- */

static void make_economy(fixture *f)
{
    static const char *const sectors[] = {"ore", "steel"};
    static const double theta[] = {4.1, 3.3};
    double trade[J * N * N];
    double tariff[J * N * N] = {0.0};
    for (int j = 0; j < J; j++) {
        for (int n = 0; n < N; n++) {
            for (int i = 0; i < N; i++) {
                double size = (900.0 - 150.0 * n) * (1.0 - 0.12 * i);
                int at = (j * N + n) * N + i;
                trade[at] = i == n ? size : size * (0.03 + 0.01 * (j + i + n));
                tariff[at] = i == n ? 0.0 : 0.04 + 0.02 * ((i + 2 * n) % 3);
            }
        }
    }
    hm_labels labels = {.n_countries = N,
                        .n_sectors = J,
                        .country_codes = countries,
                        .sector_codes = sectors};
    hm_elasticities set = {.theta = theta};
    hm_economy_flows flows = {.trade = trade, .tariff = tariff};
    hm_economy *stored = NULL;
    hm_solver_settings settings = hm_solver_settings_default();
    assert_hm_ok(f->ctx,
                 hm_economy_from_flows(f->ctx, &labels, &flows, &set, &stored));
    assert_hm_ok(f->ctx,
                 hm_equilibrium_calibrate(f->ctx, stored, HM_CLOSURE_BILATERAL,
                                          &settings, &f->economy, NULL));
    hm_economy_free(stored);
    assert_hm_ok(f->ctx,
                 hm_solver_create(f->ctx, f->economy, HM_CLOSURE_BILATERAL,
                                  &settings, &f->solver));
}

static void measure(fixture *f, hm_scenario *to, hm_measure_kind kind,
                    hm_rule rule, double value, const char *exporter,
                    const char *importer)
{
    static const char *const all[] = {"all"};
    hm_measure m = {.kind = kind, .rule = rule, .value = value};
    m.exporter = (hm_selector){1, &exporter, false};
    m.importer = (hm_selector){1, &importer, false};
    m.sector = (hm_selector){kind == HM_MEASURE_CAPACITY ? 0 : 1, all, false};
    if (kind == HM_MEASURE_CAPACITY) {
        m.exporter.n_codes = 0;
    }
    assert_hm_ok(f->ctx, hm_scenario_add(to, &m));
}

static void make_scenarios(fixture *f)
{
    for (int s = 0; s < SCENARIOS; s++) {
        assert_hm_ok(
            f->ctx, hm_scenario_create(f->ctx, names[s], "", &f->scenarios[s]));
    }
    measure(f, f->scenarios[0], HM_MEASURE_EMBARGO, HM_RULE_COVERAGE, 0.1,
            "CCC", "BBB");
    measure(f, f->scenarios[1], HM_MEASURE_TARIFF, HM_RULE_ADD, 0.3, "BBB",
            "AAA");
    measure(f, f->scenarios[2], HM_MEASURE_TARIFF, HM_RULE_SCALE, 0.0, "AAA",
            "BBB");
    measure(f, f->scenarios[3], HM_MEASURE_CAPACITY, HM_RULE_HAT, 0.5, NULL,
            "DDD");
}

static hm_node *put(fixture *f, hm_node *parent, const char *key,
                    hm_node_kind kind, const char *text)
{
    hm_node *node = NULL;
    assert_hm_ok(f->ctx,
                 hmi_node_create(f->ctx, kind, text, "case:1:1", &node));
    if (parent != NULL) {
        assert_hm_ok(f->ctx, hmi_node_append(parent, key, node));
    }
    return node;
}

static void make_linkage(fixture *f)
{
    static const char *const pairs[][2] = {
        {"sender", "AAA"}, {"broker", "BBB"},    {"target", "CCC"},
        {"allies", "DDD"}, {"followers", "EEE"}, {"pressure", "ban"},
        {"caps", "ban"},   {"threats", "wall"},
    };
    hm_node *block = put(f, NULL, NULL, HM_NODE_MAP, NULL);
    f->block = block;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        (void)put(f, block, pairs[i][0], HM_NODE_SCALAR, pairs[i][1]);
    }
    (void)put(f, put(f, block, "fears", HM_NODE_MAP, NULL), "war",
              HM_NODE_SCALAR, "war");
    hm_node *concession = put(f, block, "concession", HM_NODE_MAP, NULL);
    hm_node *bases = put(f, concession, "baselines", HM_NODE_LIST, NULL);
    (void)put(f, bases, NULL, HM_NODE_SCALAR, "benchmark");
    (void)put(f, bases, NULL, HM_NODE_SCALAR, "wall");
    (void)put(f, bases, NULL, HM_NODE_SCALAR, "trade-deal");
    (void)put(f, concession, "openings", HM_NODE_SCALAR, "open");
    hm_node *tariff =
        put(f, put(f, concession, "instruments", HM_NODE_MAP, NULL), "tariff",
            HM_NODE_MAP, NULL);
    (void)put(f, tariff, "exporter", HM_NODE_SCALAR, "BBB");
    (void)put(f, tariff, "importer", HM_NODE_SCALAR, "AAA");
    assert_hm_ok(f->ctx, hm_linkage_create(f->ctx, block, names, SCENARIOS,
                                           &f->linkage));
    assert_hm_ok(
        f->ctx, hm_linkage_menu_create(f->ctx, f->linkage,
                                       (const hm_scenario *const *)f->scenarios,
                                       SCENARIOS, &f->menu));
}

static int setup(void **state)
{
    static fixture f;
    memset(&f, 0, sizeof f);
    *state = &f;
    if (hm_context_create(NULL, &f.ctx) != HM_OK) {
        return -1;
    }
    make_economy(&f);
    make_scenarios(&f);
    make_linkage(&f);
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;
    for (int t = 0; t < HM_LINKAGE_TABLES; t++) {
        hm_table_free(f->tables[t]);
    }
    hm_table_free(f->payoffs);
    hm_table_free(f->view_table);
    for (int v = 0; v < 3; v++) {
        hm_linkage_payoffs_free(f->views[v]);
    }
    hm_linkage_menu_free(f->menu);
    hm_linkage_free(f->linkage);
    hmi_node_free(f->block);
    for (int s = 0; s < SCENARIOS; s++) {
        hm_scenario_free(f->scenarios[s]);
    }
    hm_solver_free(f->solver);
    hm_economy_free(f->economy);
    hm_context_free(f->ctx);
    return 0;
}

static hm_linkage_place place_of(const fixture *f)
{
    return (hm_linkage_place){.base = f->economy,
                              .closure = HM_CLOSURE_BILATERAL,
                              .solver = f->solver,
                              .tolerance = 1e-8};
}

static void solve_view(fixture *f, int v, const char *name, bool whole)
{
    hm_linkage_place place = place_of(f);
    assert_hm_ok(f->ctx, hm_linkage_payoffs_create(f->ctx, f->linkage, f->menu,
                                                   name, whole, &f->views[v]));
    for (int a = 0; a < hm_linkage_menu_packages(f->menu); a++) {
        assert_hm_ok(f->ctx,
                     hm_linkage_payoffs_solve(f->ctx, f->views[v], &place, a));
    }
}

static void make_tables(fixture *f, int views)
{
    const hm_linkage_payoffs *const *all =
        (const hm_linkage_payoffs *const *)f->views;
    assert_hm_ok(f->ctx,
                 hm_linkage_payoffs_table(f->ctx, all, views, &f->payoffs));
    assert_hm_ok(f->ctx,
                 hm_linkage_views_table(f->ctx, all, views, &f->view_table));
}

/* Row of a cell, -1 when there is none. */
static int32_t find_cell(const hm_table *t, const char *policy,
                         const char *package, const char *draw,
                         const char *player)
{
    const char *wanted[] = {policy, package, draw, player};
    for (int32_t i = 0; i < hm_table_rows(t); i++) {
        bool all = true;
        for (int c = 0; c < 4; c++) {
            all = all && strcmp(hm_table_text(t, i, c), wanted[c]) == 0;
        }
        if (all) {
            return i;
        }
    }
    return -1;
}

/* --- payoffs ------------------------------------------------------------------------ */

/* Welfare of scenarios solved from the base, one after another. */
static void direct(fixture *f, hm_scenario *const *parts, int n,
                   hm_welfare *welfare)
{
    hm_scenario *both = NULL;
    hm_shock *shock = NULL;
    hm_solution *solution = NULL;
    assert_hm_ok(f->ctx, hm_scenario_create(f->ctx, "both", "", &both));
    for (int i = 0; i < n; i++) {
        assert_hm_ok(f->ctx, hm_scenario_extend(both, parts[i]));
    }
    assert_hm_ok(f->ctx, hm_shock_create(f->ctx, f->economy, both, &shock));
    assert_hm_ok(f->ctx, hm_solution_create(f->ctx, f->economy, &solution));
    assert_hm_ok(f->ctx, hm_solver_solve(f->solver, shock, NULL, solution));
    assert_hm_ok(f->ctx, hm_welfare_evaluate(f->ctx, f->economy, shock,
                                             solution, welfare));
    hm_solution_free(solution);
    hm_shock_free(shock);
    hm_scenario_free(both);
}

static double earned(const fixture *f, const hm_welfare *w, int n)
{
    const hm_economy_arrays *data = hm_economy_data(f->economy);
    return (data->income[n] - data->deficit[n]) *
           (hm_welfare_data(w)->real_domestic_income_hat[n] - 1.0);
}

/* EV(p, a): T19 of both less what the package alone saves in lending. */
static void payoffs_are_direct_solves(void **state)
{
    fixture *f = *state;
    hm_welfare *both = NULL;
    hm_welfare *alone = NULL;
    hm_scenario *cut = NULL;
    assert_hm_ok(f->ctx, hm_welfare_create(f->ctx, f->economy, &both));
    assert_hm_ok(f->ctx, hm_welfare_create(f->ctx, f->economy, &alone));
    assert_hm_ok(f->ctx, hm_scenario_create(f->ctx, "cut", "", &cut));
    measure(f, cut, HM_MEASURE_TARIFF, HM_RULE_LINEAR_CUT, 1.0, "BBB", "AAA");
    solve_view(f, 0, "base", true);
    make_tables(f, 1);
    hm_scenario *parts[] = {f->scenarios[0], cut};
    direct(f, parts, 2, both);
    direct(f, parts, 1, alone);
    for (int n = 0; n < N; n++) {
        double saved =
            hm_welfare_data(alone)->real_income_musd[n] - earned(f, alone, n);
        double wanted = hm_welfare_data(both)->real_income_musd[n] - saved;
        int32_t row =
            find_cell(f->payoffs, "cut-100", "ban", "base", countries[n]);
        assert_true(row >= 0);
        /* solved to 1e-10 of a country's size */
        assert_near(hm_table_number(f->payoffs, row, 5), wanted, 1e-6);
        row = find_cell(f->payoffs, "benchmark", "ban", "base", countries[n]);
        assert_near(hm_table_number(f->payoffs, row, 5), earned(f, alone, n),
                    1e-6);
        assert_true(hm_table_number(f->payoffs, row, 6) < 1e-8);
    }
    hm_scenario_free(cut);
    hm_welfare_free(both);
    hm_welfare_free(alone);
}

/* Margins of every view; the product where it is whole, and only there. */
static void draws_have_margins_alone(void **state)
{
    fixture *f = *state;
    solve_view(f, 0, "base", true);
    solve_view(f, 1, "draw", false);
    make_tables(f, 2);
    assert_true(find_cell(f->payoffs, "cut-50", "ban", "base", "BBB") >= 0);
    assert_true(find_cell(f->payoffs, "cut-50", "ban", "draw", "BBB") < 0);
    assert_true(find_cell(f->payoffs, "cut-50", "benchmark", "draw", "BBB") >=
                0);
    assert_true(find_cell(f->payoffs, "no-trade-BBB-DDD", "benchmark", "draw",
                          "DDD") < 0);
    int32_t one = find_cell(f->payoffs, "cut-50", "benchmark", "base", "BBB");
    int32_t two = find_cell(f->payoffs, "cut-50", "benchmark", "draw", "BBB");
    assert_near(hm_table_number(f->payoffs, one, 5),
                hm_table_number(f->payoffs, two, 5), 1e-6);
}

/* A scenario that was solved before gives its own numbers and no solve. */
static void what_is_known_is_not_solved(void **state)
{
    fixture *f = *state;
    hm_welfare *wall = NULL;
    assert_hm_ok(f->ctx, hm_welfare_create(f->ctx, f->economy, &wall));
    direct(f, &f->scenarios[1], 1, wall);
    const hm_welfare *welfare[SCENARIOS] = {NULL, wall, NULL, NULL};
    const double residual[SCENARIOS] = {0.0, 3e-12, 0.0, 0.0};
    hm_linkage_place place = place_of(f);
    solve_view(f, 0, "base", false);
    place.n_known = SCENARIOS;
    place.known = (const hm_scenario *const *)f->scenarios;
    place.welfare = welfare;
    place.residual = residual;
    assert_hm_ok(f->ctx,
                 hm_linkage_payoffs_create(f->ctx, f->linkage, f->menu, "again",
                                           false, &f->views[1]));
    for (int a = 0; a < hm_linkage_menu_packages(f->menu); a++) {
        assert_hm_ok(f->ctx,
                     hm_linkage_payoffs_solve(f->ctx, f->views[1], &place, a));
    }
    assert_int_equal(hm_linkage_payoffs_count(f->views[1]).found,
                     hm_linkage_payoffs_count(f->views[0]).found - 1);
    make_tables(f, 2);
    int32_t row = find_cell(f->payoffs, "wall", "benchmark", "again", "AAA");
    assert_near(hm_table_number(f->payoffs, row, 5),
                hm_welfare_data(wall)->real_income_musd[0], 0.0);
    assert_near(hm_table_number(f->payoffs, row, 6), 3e-12, 0.0);
    hm_welfare_free(wall);
}

static void halves(void **state)
{
    fixture *f = *state;
    hm_scenario *half = NULL;
    assert_hm_ok(f->ctx,
                 hmi_scenario_half(f->ctx, f->scenarios[1], "h", &half));
    assert_near(hm_scenario_measure(half, 0)->value, 0.15, 1e-15);
    hm_scenario_free(half);
    assert_hm_ok(f->ctx,
                 hmi_scenario_half(f->ctx, f->scenarios[2], "h", &half));
    assert_near(hm_scenario_measure(half, 0)->value, 0.5, 1e-15);
    hm_scenario_free(half);
    hm_scenario *rate = NULL;
    assert_hm_ok(f->ctx, hm_scenario_create(f->ctx, "rate", "", &rate));
    measure(f, rate, HM_MEASURE_TARIFF, HM_RULE_RATE, 0.1, "AAA", "BBB");
    assert_hm_ok(f->ctx, hmi_scenario_half(f->ctx, rate, "h", &half));
    assert_null(half); /* a rate has no half without its base */
    hm_scenario_free(rate);
}

/* --- the questions ---------------------------------------------------------------------- */

static void answer(fixture *f, hm_table *tables[HM_LINKAGE_TABLES])
{
    const hm_linkage_evidence evidence = {.payoffs = f->payoffs,
                                          .views = f->view_table};
    assert_hm_ok(f->ctx,
                 hm_linkage_answers(f->ctx, f->linkage, &evidence, tables));
}

static int32_t column(const hm_table *t, const char *name)
{
    int32_t c = hm_table_find(t, name);
    assert_true(c >= 0);
    return c;
}

/* All fourteen, each number with class, unit, equation and a band in order. */
static void rows_are_complete(void **state)
{
    fixture *f = *state;
    int seen[15] = {0};
    solve_view(f, 0, "base", true);
    solve_view(f, 1, "other", true);
    solve_view(f, 2, "draw", false);
    make_tables(f, 3);
    answer(f, f->tables);
    const hm_table *t = f->tables[0];
    for (int32_t i = 0; i < hm_table_rows(t); i++) {
        int row = (int)hm_table_number(t, i, column(t, "row"));
        assert_in_range(row, 1, 14);
        double value = hm_table_number(t, i, column(t, "value"));
        double low = hm_table_number(t, i, column(t, "sets_low"));
        double high = hm_table_number(t, i, column(t, "sets_high"));
        seen[row] += isnan(value) ? 0 : 1;
        assert_non_null(
            strstr("CETP", hm_table_text(t, i, column(t, "class"))));
        assert_int_equal(strlen(hm_table_text(t, i, column(t, "class"))), 1);
        assert_true(hm_table_text(t, i, column(t, "equation"))[0] != '\0');
        assert_true(hm_table_text(t, i, column(t, "unit"))[0] != '\0');
        assert_true(isnan(value) || (low <= value && value <= high));
    }
    for (int row = 1; row <= 14; row++) {
        assert_true(seen[row] > 0);
    }
    const hm_table *only = f->tables[1];
    assert_true(hm_table_rows(only) > 10);
    for (int32_t i = 0; i < hm_table_rows(only); i++) {
        assert_string_equal(hm_table_text(only, i, column(only, "class")), "T");
    }
}

static double value_of(const hm_table *t, const char *quantity,
                       const char *item, const char *versus)
{
    for (int32_t i = 0; i < hm_table_rows(t); i++) {
        if (strcmp(hm_table_text(t, i, column(t, "quantity")), quantity) == 0 &&
            strcmp(hm_table_text(t, i, column(t, "item")), item) == 0 &&
            (versus == NULL ||
             strcmp(hm_table_text(t, i, column(t, "versus")), versus) == 0)) {
            return hm_table_number(t, i, column(t, "value"));
        }
    }
    return (double)NAN;
}

/* Rows against what they are made of. */
static void rows_follow_from_payoffs(void **state)
{
    fixture *f = *state;
    solve_view(f, 0, "base", true);
    make_tables(f, 1);
    answer(f, f->tables);
    const hm_table *t = f->tables[0];
    int32_t ban = find_cell(f->payoffs, "benchmark", "ban", "base", "BBB");
    double cost = -hm_table_number(f->payoffs, ban, 5);
    assert_true(cost > 0.0);
    assert_near_rel(value_of(t, "broker_cost_musd", "ban", NULL), cost, 1e-12);
    assert_near_rel(value_of(t, "broker_own_value_musd", "ban", "10 points"),
                    10.0 * cost, 1e-12);
    int32_t war = find_cell(f->payoffs, "war", "benchmark", "base", "BBB");
    assert_near_rel(value_of(t, "war_points_that_pay_broker", "ban", "war"),
                    100.0 * cost / -hm_table_number(f->payoffs, war, 5), 1e-9);
    /* at a point of the menu the curve gives that point's cost */
    int32_t full = find_cell(f->payoffs, "cut-100", "benchmark", "base", "AAA");
    assert_near_rel(
        value_of(t, "cost_of_largest_reward_musd", "benchmark+cuts", "AAA"),
        -hm_table_number(f->payoffs, full, 5), 1e-12);
    double price = value_of(t, "price_musd", "ban", "benchmark+cuts");
    int32_t own = find_cell(f->payoffs, "benchmark", "ban", "base", "AAA");
    assert_near(
        value_of(t, "least_worth_to_sender_musd", "ban", "benchmark+cuts"),
        price - hm_table_number(f->payoffs, own, 5), 1e-9);
    assert_near(value_of(t, "linkage_needed", "ban", "benchmark+cuts"), 1.0,
                0.0);
    /* (B56) with costs and hazards both of a year: the first step's limit */
    double war_cost = -hm_table_number(f->payoffs, war, 5);
    double bite = 0.01 * value_of(t, "target_loss_pct", "ban", NULL);
    double rise = 12.0 * 0.001 * (exp(5.0 * bite) - 1.0);
    assert_near_rel(value_of(t, "refuses_if_collapse_weighs_more_than", "ban",
                             "slopes of the case"),
                    5.0 - cost / (war_cost * rise), 1e-9);
}

/* What trade and pressure reach apart lies inside what they reach together;
 * on each frontier the one's gain rises while the other's falls, and neither
 * loses. Where linking pays, some linked point is better for both. */
static void frontiers_lie_inside(void **state)
{
    fixture *f = *state;
    solve_view(f, 0, "base", true);
    make_tables(f, 1);
    answer(f, f->tables);
    const hm_table *t = NULL;
    for (int k = 0; k < HM_LINKAGE_TABLES; k++) {
        if (f->tables[k] != NULL &&
            strcmp(hm_table_name(f->tables[k]), "linkage_frontiers") == 0) {
            t = f->tables[k];
        }
    }
    assert_non_null(t);
    int apart = 0;
    int better = 0;
    for (int32_t i = 0; i < hm_table_rows(t); i++) {
        double x = hm_table_number(t, i, 3);
        double y = hm_table_number(t, i, 4);
        bool linked = strcmp(hm_table_text(t, i, 1), "linked") == 0;
        bool inside = linked;
        assert_true(x >= 0.0 && y >= 0.0);
        if (hm_table_number(t, i, 2) > 1.0) {
            assert_true(x > hm_table_number(t, i - 1, 3));
            assert_true(y < hm_table_number(t, i - 1, 4));
        }
        for (int32_t k = 0; k < hm_table_rows(t) && !linked; k++) {
            bool same =
                strcmp(hm_table_text(t, i, 0), hm_table_text(t, k, 0)) == 0 &&
                strcmp(hm_table_text(t, k, 1), "linked") == 0;
            double u = hm_table_number(t, k, 3);
            double v = hm_table_number(t, k, 4);
            inside = inside || (same && u >= x && v >= y);
            better += same && u > x && v > y ? 1 : 0;
        }
        apart += linked ? 0 : 1;
        assert_true(inside);
    }
    assert_true(apart > 0);
    assert_true(better > 0); /* linkage is needed from benchmark+cuts */
}

/* The same tables, read or made, give the same rows; so does a table whose
 * rows were shuffled within a view. */
static void rows_come_from_tables_alone(void **state)
{
    fixture *f = *state;
    hm_table *again[HM_LINKAGE_TABLES] = {NULL};
    solve_view(f, 0, "base", true);
    solve_view(f, 1, "draw", false);
    make_tables(f, 2);
    answer(f, f->tables);
    answer(f, again);
    for (int t = 0; t < HM_LINKAGE_TABLES; t++) {
        assert_true((f->tables[t] == NULL) == (again[t] == NULL));
        int32_t rows = again[t] == NULL ? 0 : hm_table_rows(again[t]);
        for (int32_t i = 0; i < rows; i++) {
            for (int32_t c = 0; c < hm_table_columns(again[t]); c++) {
                if (hm_table_column_type(again[t], c) == HM_COLUMN_TEXT) {
                    assert_string_equal(hm_table_text(again[t], i, c),
                                        hm_table_text(f->tables[t], i, c));
                } else {
                    double x = hm_table_number(again[t], i, c);
                    double y = hm_table_number(f->tables[t], i, c);
                    assert_true(x == y || (isnan(x) && isnan(y)));
                }
            }
        }
        hm_table_free(again[t]);
    }
}

/* Row 3 takes over what the beliefs say, as per cent with the priors' band. */
static void posterior_is_taken_over(void **state)
{
    static const char *const columns[] = {"variant",      "month",
                                          "type",         "filtered",
                                          "filtered_low", "filtered_high"};
    static const char *const variants[] = {"as stated", "without cause cap",
                                           "without coal"};
    fixture *f = *state;
    hm_table *beliefs = NULL;
    solve_view(f, 0, "base", true);
    make_tables(f, 1);
    assert_hm_ok(f->ctx, hm_table_create(f->ctx, "beliefs_variants", &beliefs));
    for (int c = 0; c < 6; c++) {
        assert_hm_ok(f->ctx, hm_table_add_column(beliefs, columns[c],
                                                 c < 3 ? HM_COLUMN_TEXT
                                                       : HM_COLUMN_NUMBER));
    }
    for (int v = 0; v < 3; v++) {
        assert_hm_ok(f->ctx, hm_table_add_row(beliefs));
        assert_hm_ok(f->ctx, hm_table_set_text(beliefs, 0, variants[v]));
        assert_hm_ok(f->ctx, hm_table_set_text(beliefs, 1, "2017-04"));
        assert_hm_ok(f->ctx, hm_table_set_text(beliefs, 2, "committed"));
        for (int c = 0; c < 3; c++) {
            hm_table_set_number(beliefs, 3 + c, 0.25 * (v + 1));
        }
    }
    const hm_linkage_evidence evidence = {
        .payoffs = f->payoffs, .views = f->view_table, .beliefs = beliefs};
    assert_hm_ok(f->ctx,
                 hm_linkage_answers(f->ctx, f->linkage, &evidence, f->tables));
    const hm_table *t = f->tables[0];
    assert_near(value_of(t, "posterior_pct", "committed", "2017-04+as stated"),
                25.0, 0.0);
    assert_near(
        value_of(t, "posterior_pct", "committed", "2017-04+without cause cap"),
        50.0, 0.0);
    assert_true(isnan(
        value_of(t, "posterior_pct", "committed", "2017-04+without coal")));
    hm_table_free(beliefs);
}

/* --- refusals ------------------------------------------------------------------------------ */

/* A copy of the payoffs with a doubled last row, or without a column. */
static hm_table *spoiled(fixture *f, bool doubled)
{
    hm_table *copy = NULL;
    const hm_table *from = f->payoffs;
    int32_t columns = hm_table_columns(from) - (doubled ? 0 : 1);
    assert_hm_ok(f->ctx, hm_table_create(f->ctx, "payoffs", &copy));
    for (int32_t c = 0; c < columns; c++) {
        assert_hm_ok(f->ctx,
                     hm_table_add_column(copy, hm_table_column_name(from, c),
                                         hm_table_column_type(from, c)));
    }
    int32_t rows = hm_table_rows(from);
    for (int32_t i = 0; i < rows + (doubled ? 1 : 0); i++) {
        int32_t row = i < rows ? i : rows - 1;
        assert_hm_ok(f->ctx, hm_table_add_row(copy));
        for (int32_t c = 0; c < columns; c++) {
            if (hm_table_column_type(from, c) == HM_COLUMN_TEXT) {
                assert_hm_ok(f->ctx, hm_table_set_text(
                                         copy, c, hm_table_text(from, row, c)));
            } else {
                hm_table_set_number(copy, c, hm_table_number(from, row, c));
            }
        }
    }
    return copy;
}

static void refuses_spoiled_tables(void **state)
{
    fixture *f = *state;
    hm_table *tables[HM_LINKAGE_TABLES] = {NULL};
    solve_view(f, 0, "base", true);
    make_tables(f, 1);
    for (int doubled = 0; doubled < 2; doubled++) {
        hm_table *bad = spoiled(f, doubled == 1);
        const hm_linkage_evidence evidence = {.payoffs = bad,
                                              .views = f->view_table};
        assert_hm_status(
            f->ctx, hm_linkage_answers(f->ctx, f->linkage, &evidence, tables),
            HM_ERR_DATA);
        assert_hm_message(f->ctx, doubled == 1 ? "twice" : "certificate");
        hm_table_free(bad);
    }
}

/* Every game that there is can be made, and has a payoff of each player. */
static void games_are_made(void **state)
{
    fixture *f = *state;
    int made = 0;
    solve_view(f, 0, "base", true);
    make_tables(f, 1);
    const hm_linkage_evidence evidence = {.payoffs = f->payoffs,
                                          .views = f->view_table};
    for (int32_t g = 0;; g++) {
        const char *name = NULL;
        bool tree = false;
        hm_table *game = NULL;
        assert_hm_ok(f->ctx, hm_linkage_game(f->ctx, f->linkage, &evidence, g,
                                             &name, &tree, &game));
        if (name == NULL) {
            break;
        }
        made += game == NULL ? 0 : 1;
        hm_table_free(game);
    }
    assert_int_equal(made, 5);
}

/* Every 97th request for memory refused, one at a time: an error, nothing
 * kept, nothing handed out. */
static void survives_want_of_memory(void **state)
{
    fixture *f = *state;
    bool refused = true;
    int tried = 0;
    solve_view(f, 0, "base", true);
    make_tables(f, 1);
    const hm_linkage_evidence evidence = {.payoffs = f->payoffs,
                                          .views = f->view_table};
    for (int64_t at = 2; refused; at += 97) {
        hm_test_memory memory = {.fail_at = at};
        hm_allocator allocator = hm_test_allocator(&memory);
        hm_context *ctx = NULL;
        hm_table *tables[HM_LINKAGE_TABLES] = {NULL};
        if (hm_context_create(&allocator, &ctx) != HM_OK) {
            continue;
        }
        hm_status status =
            hm_linkage_answers(ctx, f->linkage, &evidence, tables);
        refused = memory.refused;
        assert_int_equal(status, refused ? HM_ERR_MEMORY : HM_OK);
        for (int t = 0; t < HM_LINKAGE_TABLES; t++) {
            assert_true(!refused || tables[t] == NULL);
            hm_table_free(tables[t]);
        }
        hm_context_free(ctx);
        assert_int_equal(memory.live, 0);
        tried++;
    }
    assert_true(tried > 50);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(payoffs_are_direct_solves),
        TEST(draws_have_margins_alone),
        TEST(what_is_known_is_not_solved),
        TEST(halves),
        TEST(rows_are_complete),
        TEST(rows_follow_from_payoffs),
        TEST(frontiers_lie_inside),
        TEST(rows_come_from_tables_alone),
        TEST(posterior_is_taken_over),
        TEST(refuses_spoiled_tables),
        TEST(games_are_made),
        TEST(survives_want_of_memory),
    };
    return hm_test_run(tests);
}

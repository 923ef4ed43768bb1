// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_plan.c - cuts of links and what is made of them, on economies small
 * enough to check by hand or by a solve of the test's own.
 */
#include "plan.h"

#include "leverage/internal.h"

enum { N = 4, J = 2 };

/* trade[j][importer][exporter]; DDD trades with BBB and CCC alike, which are
 * the same country twice; nothing balances */
static const double trade[J * N * N] = {
    610, 70,  70,  9,  /* AAA buys ore */
    31,  83,  5,   4,  /* BBB */
    31,  5,   83,  4,  /* CCC */
    8,   17,  17,  41, /* DDD */
    901, 19,  19,  3,  /* steel */
    47,  147, 6,   2,  /**/
    47,  6,   147, 2,  /**/
    0,   29,  29,  31, /**/
};
static const double inputs[N * J * J] = {
    .11, .21, .17, .09, /* [j][k] of AAA */
    .13, .24, .12, .08, /* BBB */
    .13, .24, .12, .08, /* CCC */
    .15, .19, .10, .07, /* DDD */
};
static const double theta[J] = {4.3, 2.7};

static const entry block[] = {
    {"targets", "DDD,AAA"},  {"senders", "AAA,BBB,CCC"},
    {"coalition_size", "3"}, {"goods", "9"},
    {"chokepoints", "9"},    {"evasion", "1,1.3,1e6"},
    {"discount", "0.5,0.9"}, {NULL, NULL}};

typedef struct fixture {
    hm_context *ctx;
    hm_economy *base;
    solved_plan s;
} fixture;

static fixture shared;

static int setup(void **state)
{
    fixture *f = &shared;
    memset(f, 0, sizeof *f);
    *state = f;
    bool good =
        hm_context_create(NULL, &f->ctx) == HM_OK &&
        flows_make(f->ctx, N, J, trade, inputs, theta, &f->base) == HM_OK &&
        solved_make(f->ctx, f->base, HM_CLOSURE_BILATERAL, 1e-12, block,
                    &f->s) == HM_OK;
    if (!good) {
        print_error("%s\n", hm_context_message(f->ctx));
    }
    return good ? 0 : -1;
}

static int teardown(void **state)
{
    fixture *f = *state;
    solved_clear(&f->s);
    hm_economy_free(f->base);
    hm_context_free(f->ctx);
    return 0;
}

/* Real income of the last own_solve. */
static double spent[N];

/* Real domestic income of every country after measures of the test's own. */
static void own_solve(const fixture *f, const hm_measure *measures, int count,
                      double *hat)
{
    hm_scenario *scenario = NULL;
    hm_shock *shock = NULL;
    hm_solver *solver = NULL;
    hm_solution *solution = NULL;
    hm_welfare *welfare = NULL;
    hm_solver_settings settings = hm_solver_settings_default();
    settings.tolerance = 1e-12;
    assert_hm_ok(f->ctx, hm_scenario_create(f->ctx, "x", "", &scenario));
    for (int m = 0; m < count; m++) {
        assert_hm_ok(f->ctx, hm_scenario_add(scenario, &measures[m]));
    }
    assert_hm_ok(f->ctx, hm_shock_create(f->ctx, f->base, scenario, &shock));
    assert_hm_ok(f->ctx, hm_solver_create(f->ctx, f->base, HM_CLOSURE_BILATERAL,
                                          &settings, &solver));
    assert_hm_ok(f->ctx, hm_solution_create(f->ctx, f->base, &solution));
    assert_hm_ok(f->ctx, hm_solver_solve(solver, shock, NULL, solution));
    assert_hm_ok(f->ctx, hm_welfare_create(f->ctx, f->base, &welfare));
    assert_hm_ok(
        f->ctx, hm_welfare_evaluate(f->ctx, f->base, shock, solution, welfare));
    for (int n = 0; n < N; n++) {
        hat[n] = hm_welfare_data(welfare)->real_domestic_income_hat[n];
        spent[n] = hm_welfare_data(welfare)->real_income_hat[n];
    }
    hm_welfare_free(welfare);
    hm_solution_free(solution);
    hm_solver_free(solver);
    hm_shock_free(shock);
    hm_scenario_free(scenario);
}

static hm_measure ban(const char *const *exporter, const char *const *importer,
                      int32_t n, const char *const *sector)
{
    hm_measure m = {.kind = HM_MEASURE_EMBARGO,
                    .rule = HM_RULE_COVERAGE,
                    .value = 1.0,
                    .exporter = {n, exporter, false},
                    .importer = {1, importer, false},
                    .sector = {1, sector, false}};
    return m;
}

static double loss_pct(const fixture *f, const char *senders, const char *way)
{
    const hm_table *t = table_named(&f->s, "leverage");
    return at(t, row_of(t, "DDD", senders, way), "target_loss_pct");
}

/* The same cut as scenario and as a row; to what 1e-12 leaves of digits. */
static void a_cut_is_the_embargo(void **state)
{
    static const char *const b[] = {"BBB"}, *const d[] = {"DDD"};
    static const char *const all[] = {"all"}, *const ore[] = {"ore"};
    const fixture *f = *state;
    const hm_table *t = table_named(&f->s, "leverage");
    double hat[N];
    hm_measure both[] = {ban(d, b, 1, all), ban(b, d, 1, all)};
    own_solve(f, both, 2, hat);
    assert_near_rel(loss_pct(f, "BBB", "both"), 100.0 * (1.0 - hat[3]), 1e-9);
    assert_near_rel(at(t, row_of(t, "DDD", "BBB", "both"), "sender_loss_pct"),
                    100.0 * (1.0 - hat[1]), 1e-8);
    own_solve(f, both, 1, hat);
    assert_near_rel(loss_pct(f, "BBB", "exports"), 100.0 * (1.0 - hat[3]),
                    1e-9);
    own_solve(f, both + 1, 1, hat);
    assert_near_rel(loss_pct(f, "BBB", "imports"), 100.0 * (1.0 - hat[3]),
                    1e-9);
    hm_measure one = ban(b, d, 1, ore);
    own_solve(f, &one, 1, hat);
    const hm_table *g = table_named(&f->s, "leverage_goods");
    int32_t r = -1;
    for (int32_t k = 0; k < hm_table_rows(g); k++) {
        if (strcmp(text_at(g, k, "target"), "DDD") == 0 &&
            strcmp(text_at(g, k, "senders"), "BBB") == 0 &&
            strcmp(text_at(g, k, "direction"), "imports") == 0 &&
            strcmp(text_at(g, k, "sector"), "ore") == 0) {
            r = k;
        }
    }
    assert_near_rel(at(g, r, "target_loss_pct"), 100.0 * (1.0 - hat[3]), 1e-8);
    assert_near_rel(at(g, r, "flow_share"), 17.0 / 46.0, 1e-12);
}

/* One solve, two ends: the reverse is the same numbers turned round. */
static void the_reverse_is_the_same_cut(void **state)
{
    const fixture *f = *state;
    const hm_table *t = table_named(&f->s, "leverage");
    int32_t a = row_of(t, "DDD", "BBB", "exports");
    int32_t b = row_of(t, "BBB", "DDD", "imports");
    assert_near(at(t, a, "target_loss_musd"), at(t, b, "sender_loss_musd"), 0);
    assert_near(at(t, a, "sender_loss_pct"), at(t, b, "target_loss_pct"), 0);
    assert_near_rel(at(t, a, "ratio_pct") * at(t, b, "ratio_pct"), 1.0, 1e-14);
    assert_near_rel(at(t, a, "net_dependence_pct"),
                    -at(t, b, "net_dependence_pct"), 1e-14);
    /* DDD is a target of AAA's and AAA of nobody's but the block's */
    assert_int_equal(row_of(t, "AAA", "DDD", "both") >= 0, 1);
}

static double cost(const fixture *f, const char *senders)
{
    const hm_table *t = table_named(&f->s, "leverage");
    return at(t, row_of(t, "DDD", senders, "both"), "target_loss_musd");
}

static void joint_threats_are_differences(void **state)
{
    const fixture *f = *state;
    const hm_table *t = table_named(&f->s, "joint");
    int32_t r = row_of(t, "DDD", "BBB", "CCC");
    double together = cost(f, "BBB;CCC") - cost(f, "BBB") - cost(f, "CCC");
    assert_near_rel(at(t, r, "joint_musd"), together, 1e-12);
    assert_true(together > 0.0); /* each is the other's substitute */
    r = row_of(t, "DDD", "AAA", "BBB;CCC");
    assert_near_rel(
        at(t, r, "joint_musd"),
        cost(f, "AAA;BBB;CCC") - cost(f, "AAA") - cost(f, "BBB;CCC"), 1e-12);
    /* three pairs and three splits of all: no split is there twice */
    int32_t rows = 0;
    for (int32_t k = 0; k < hm_table_rows(t); k++) {
        rows += strcmp(text_at(t, k, "target"), "DDD") == 0;
    }
    assert_int_equal(rows, 6);
}

/* Efficiency, symmetry of twins; the dummy is in another test. */
static void shapley_shares_add_up(void **state)
{
    const fixture *f = *state;
    const hm_table *t = table_named(&f->s, "shapley");
    double a = at(t, row_of(t, "DDD", "AAA;BBB;CCC", "AAA"), "share_musd");
    double b = at(t, row_of(t, "DDD", "AAA;BBB;CCC", "BBB"), "share_musd");
    double c = at(t, row_of(t, "DDD", "AAA;BBB;CCC", "CCC"), "share_musd");
    assert_near_rel(a + b + c, cost(f, "AAA;BBB;CCC"), 1e-12);
    assert_near_rel(b, c, 1e-8); /* twins, to what the solver leaves */
    /* by hand for two: the mean of coming first and last */
    double two = at(t, row_of(t, "DDD", "AAA;BBB", "AAA"), "share_musd");
    assert_near_rel(
        two, 0.5 * (cost(f, "AAA") + cost(f, "AAA;BBB") - cost(f, "BBB")),
        1e-12);
}

static void demands_are_discounted_losses(void **state)
{
    const fixture *f = *state;
    const hm_table *t = table_named(&f->s, "demand");
    int32_t r = row_of(t, "DDD", "BBB", "");
    assert_near(at(t, r, "delta"), 0.5, 0);
    assert_near_rel(at(t, r + 1, "demand_musd"), 0.9 * cost(f, "BBB"), 1e-14);
    assert_string_equal(text_at(t, r, "class"), "P");
}

/* Evasion at no cost leaves least; at any cost nothing passes (L15). */
static void busting_ends_at_the_embargo(void **state)
{
    const fixture *f = *state;
    const hm_table *t = table_named(&f->s, "busting");
    int32_t r = row_of(t, "DDD", "BBB", "embargo");
    double bite = at(t, r, "target_loss_musd");
    assert_near_rel(bite, cost(f, "BBB"), 0);
    double free_way = at(t, r + 1, "target_loss_musd");
    double some = at(t, r + 2, "target_loss_musd");
    double never = at(t, r + 3, "target_loss_musd");
    assert_near(at(t, r + 1, "evasion_cost"), 1.0, 0);
    assert_true(free_way < some && some < bite);
    /* 1e6^-2.7 is 6e-17: nothing is left of any route */
    assert_near_rel(never, bite, 1e-9);
    int32_t half = row_of(t, "DDD", "BBB", "half_bite");
    assert_true((half >= 0) == (free_way < 0.5 * bite));
    for (int32_t k = 0; k < hm_table_rows(t); k++) {
        if (strcmp(text_at(t, k, "point"), "half_bite") == 0) {
            /* the search stops at 1e-8 of the bite */
            assert_near(at(t, k, "bite_share"), 0.5, 2e-8);
            assert_true(at(t, k, "evasion_cost") > 1.0);
        }
    }
}

/* n's share on goods of i through b: pi_nb pi_bi / (pi_bb pi_ni), at most 1. */
static void routes_follow_from_shares(void **state)
{
    const fixture *f = *state;
    const hm_economy_arrays *data = hm_economy_data(f->base);
    /* DDD's steel of BBB by way of CCC: 29 / 29 x 6 / 147 */
    assert_near_rel(hmi_route_part(data, 2, 3, 1, 1), 6.0 / 147.0, 1e-13);
    /* AAA's steel of DDD through BBB: (19 / 3) (2 / 147) */
    assert_near_rel(hmi_route_part(data, 1, 0, 3, 1), 19.0 / 3.0 * 2.0 / 147.0,
                    1e-13);
    /* no direct trade, no estimate */
    assert_near(hmi_route_part(data, 1, 3, 0, 1), 0.0, 0);
}

static void every_seller_is_tried(void **state)
{
    static const char *const names[] = {"AAA", "BBB", "CCC", "DDD"};
    static const char *const sectors[] = {"ore", "steel"};
    const fixture *f = *state;
    const hm_table *t = table_named(&f->s, "chokepoints");
    double worst = 0.0;
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < J; j++) {
            double hat[N];
            hm_measure stop[N];
            int count = 0;
            for (int n = 0; n < N; n++) {
                if (n != i) {
                    stop[count++] = ban(&names[i], &names[n], 1, &sectors[j]);
                }
            }
            own_solve(f, stop, count, hat);
            worst = fmax(worst, 100.0 * (1.0 - hat[3]));
        }
    }
    assert_string_equal(text_at(t, 0, "view"), "DDD");
    assert_near_rel(at(t, 0, "loss_pct"), worst, 1e-8);
    /* a second seller makes it worse, never better, here */
    assert_true(at(t, 0, "redundancy") < 1.0);
}

static void redundancy_adds_the_next_supplier(void **state)
{
    const fixture *f = *state;
    const hm_table *t = table_named(&f->s, "redundancy");
    int32_t r = row_of(t, "DDD", "BBB", "");
    assert_string_equal(text_at(t, r, "next_supplier"), "CCC");
    assert_near_rel(at(t, r, "redundancy"), cost(f, "BBB") / cost(f, "BBB;CCC"),
                    1e-12);
}

static void wrong_numbers_are_refused(void **state)
{
    fixture *f = *state;
    hm_table *table = NULL;
    assert_hm_status(
        f->ctx,
        hm_leverage_plan_table(f->ctx, f->s.plan, HM_LEVERAGE_TABLES, &table),
        HM_ERR_ARGUMENT);
    assert_null(table);
    assert_hm_status(f->ctx,
                     hm_leverage_plan_solve(f->ctx, f->s.plan, -1, NULL, 1e-9),
                     HM_ERR_ARGUMENT);
    assert_hm_message(f->ctx, "expected 0 to");
}

/* A small cost on a link, solved in full, is what the adjoint says: they part
 * by the square of the shock, 1e-4 of it relative. */
static void the_margin_is_the_limit_of_a_shock(void **state)
{
    static const char *const b[] = {"BBB"}, *const d[] = {"DDD"};
    static const char *const all[] = {"all"};
    const fixture *f = *state;
    const hm_table *t = table_named(&f->s, "first_order");
    double hat[N];
    hm_measure costs[] = {ban(d, b, 1, all), ban(b, d, 1, all)};
    for (int m = 0; m < 2; m++) {
        costs[m].kind = HM_MEASURE_TRADE_COST;
        costs[m].rule = HM_RULE_HAT;
        costs[m].value = 1.0001;
    }
    own_solve(f, costs, 2, hat);
    int32_t r = row_of(t, "DDD", "BBB", "");
    double slope = at(t, r, "loss_pct_per_pct");
    assert_near_rel(at(t, r, "on_imports_musd") + at(t, r, "on_exports_musd"),
                    at(t, r, "loss_musd_per_pct"), 1e-12);
    assert_near_rel(slope, -log(spent[3]) / log(1.0001), 1e-3);
}

/* Fewer solves, the same numbers, and no table that needs more. */
static void links_alone_are_a_part(void **state)
{
    fixture *f = *state;
    hm_leverage_plan *plan = NULL;
    assert_hm_ok(f->ctx,
                 hm_leverage_plan_create(f->ctx, f->s.leverage, f->base,
                                         HM_CLOSURE_BILATERAL, true, &plan));
    assert_true(hm_leverage_plan_size(plan) < hm_leverage_plan_size(f->s.plan));
    assert_hm_ok(
        f->ctx, plan_solve(f->ctx, f->base, HM_CLOSURE_BILATERAL, 1e-12, plan));
    for (int32_t t = 0; t < HM_LEVERAGE_TABLES; t++) {
        hm_table *table = NULL;
        const hm_table *full = f->s.table[t];
        assert_hm_ok(f->ctx, hm_leverage_plan_table(f->ctx, plan, t, &table));
        for (int32_t r = 0; table != NULL && r < hm_table_rows(full); r++) {
            int32_t c = hm_table_columns(full) - 1;
            while (hm_table_column_type(full, c) != HM_COLUMN_NUMBER) {
                c--;
            }
            double x = hm_table_number(full, r, c);
            assert_true(isnan(x) || hm_table_number(table, r, c) == x);
        }
        assert_true(table != NULL || strcmp(hm_table_name(full), "leverage"));
        hm_table_free(table);
    }
    hm_leverage_plan_free(plan);
}

/* Every solve says that it was confirmed. */
static void every_solve_is_confirmed(void **state)
{
    fixture *f = *state;
    for (int32_t k = 0; k < hm_leverage_plan_size(f->s.plan); k++) {
        hm_outcome outcome = HM_NOT_RUN;
        double residual = NAN;
        assert_true(
            hm_leverage_plan_outcome(f->s.plan, k, &outcome, &residual));
        assert_int_equal(outcome, HM_CONVERGED);
        assert_true(residual < 1e-9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cut_is_the_embargo),
        cmocka_unit_test(the_reverse_is_the_same_cut),
        cmocka_unit_test(joint_threats_are_differences),
        cmocka_unit_test(shapley_shares_add_up),
        cmocka_unit_test(demands_are_discounted_losses),
        cmocka_unit_test(busting_ends_at_the_embargo),
        cmocka_unit_test(routes_follow_from_shares),
        cmocka_unit_test(every_seller_is_tried),
        cmocka_unit_test(redundancy_adds_the_next_supplier),
        cmocka_unit_test(wrong_numbers_are_refused),
        cmocka_unit_test(the_margin_is_the_limit_of_a_shock),
        cmocka_unit_test(links_alone_are_a_part),
        cmocka_unit_test(every_solve_is_confirmed),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, setup, teardown);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_linkage.c - the block `linkage:`, its refusals, and facts of a small
 * economy against the solver's own numbers.
 */
#include "hm_test.h"

#include <hirschman/linkage.h>

#include "base/internal.h"

#include <math.h>
#include <string.h>

enum { N = 3, J = 2, SCENARIOS = 3 };

typedef struct fixture {
    hm_context *ctx;
    hm_node *block;
    hm_linkage *linkage;
    hm_economy *economy;
    hm_scenario *scenarios[SCENARIOS];
    hm_solution *solutions[SCENARIOS];
    hm_welfare *welfare[SCENARIOS];
    hm_table *facts, *brief;
} fixture;

static const char *const names[SCENARIOS] = {"ban", "cut", "wall"};

static int setup(void **state)
{
    static fixture f;
    memset(&f, 0, sizeof f);
    *state = &f;
    return hm_context_create(NULL, &f.ctx) == HM_OK ? 0 : -1;
}

static int teardown(void **state)
{
    fixture *f = *state;
    hm_table_free(f->facts);
    hm_table_free(f->brief);
    hm_linkage_free(f->linkage);
    hmi_node_free(f->block);
    for (int s = 0; s < SCENARIOS; s++) {
        hm_welfare_free(f->welfare[s]);
        hm_solution_free(f->solutions[s]);
        hm_scenario_free(f->scenarios[s]);
    }
    hm_economy_free(f->economy);
    hm_context_free(f->ctx);
    return 0;
}

static hm_node *add(fixture *f, hm_node *parent, const char *key,
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

/* A block; `skip` is left out and `extra` added, both may be NULL. */
static void make_block(fixture *f, const char *skip, const char *extra)
{
    static const char *const pairs[][2] = {
        {"sender", "AAA"},   {"broker", "BBB"}, {"target", "CCC"},
        {"pressure", "ban"}, {"offers", "cut"}, {"threats", "wall"},
    };
    f->block = add(f, NULL, NULL, HM_NODE_MAP, NULL);
    for (int i = 0; i < 6; i++) {
        if (skip == NULL || strcmp(skip, pairs[i][0]) != 0) {
            (void)add(f, f->block, pairs[i][0], HM_NODE_SCALAR, pairs[i][1]);
        }
    }
    hm_node *essentials = add(f, f->block, "essentials", HM_NODE_MAP, NULL);
    (void)add(f, essentials, "fuel", HM_NODE_SCALAR, "ore");
    hm_node *concession = add(f, f->block, "concession", HM_NODE_MAP, NULL);
    hm_node *kinds = add(f, concession, "instruments", HM_NODE_MAP, NULL);
    hm_node *tariff = add(f, kinds, "tariff", HM_NODE_MAP, NULL);
    (void)add(f, tariff, "exporter", HM_NODE_SCALAR, "BBB");
    (void)add(f, tariff, "importer", HM_NODE_SCALAR, "AAA");
    if (extra != NULL) {
        (void)add(f, f->block, extra, HM_NODE_SCALAR, "x");
    }
}

static hm_status read_block(fixture *f)
{
    return hm_linkage_create(f->ctx, f->block, names, SCENARIOS, &f->linkage);
}

static void reads_roles_and_steps(void **state)
{
    fixture *f = *state;
    make_block(f, NULL, NULL);
    assert_hm_ok(f->ctx, read_block(f));
    assert_string_equal(hm_linkage_sender(f->linkage), "AAA");
    assert_string_equal(hm_linkage_country(f->linkage, 0), "CCC");
    assert_null(hm_linkage_country(f->linkage, 3));
    assert_int_equal(hm_linkage_parties(f->linkage), 3);
    assert_true(hm_linkage_is_pressure(f->linkage, "ban"));
    assert_false(hm_linkage_is_pressure(f->linkage, "cut"));
    assert_string_equal(hm_linkage_strongest(f->linkage), "ban");
}

static void refuses_a_missing_role(void **state)
{
    fixture *f = *state;
    make_block(f, "broker", NULL);
    assert_hm_status(f->ctx, read_block(f), HM_ERR_PARSE);
    assert_hm_message(f->ctx, "'broker' is missing");
    assert_null(f->linkage);
}

static void refuses_an_unknown_key(void **state)
{
    fixture *f = *state;
    make_block(f, NULL, "follower");
    assert_hm_status(f->ctx, read_block(f), HM_ERR_UNKNOWN);
    assert_hm_message(f->ctx, "did you mean \"followers\"");
}

static void refuses_an_unknown_scenario(void **state)
{
    fixture *f = *state;
    make_block(f, "pressure", NULL);
    (void)add(f, f->block, "pressure", HM_NODE_SCALAR, "bann");
    assert_hm_status(f->ctx, read_block(f), HM_ERR_UNKNOWN);
    assert_hm_message(f->ctx, "the nearest one is 'ban'");
}

static void benchmark_is_no_step(void **state)
{
    fixture *f = *state;
    make_block(f, "pressure", NULL);
    (void)add(f, f->block, "pressure", HM_NODE_SCALAR, "benchmark");
    assert_hm_ok(f->ctx, read_block(f));
    assert_null(hm_linkage_strongest(f->linkage));
}

/* --- facts ------------------------------------------------------------------ */

static void make_economy(fixture *f)
{
    static const char *const countries[] = {"AAA", "BBB", "CCC"};
    static const char *const sectors[] = {"ore", "steel"};
    static const double theta[] = {4.1, 3.3};
    static const double trade[J * N * N] = {
        811, 97,  1.3, 71, 503, 17, 2.1, 13, 41,
        907, 113, 0.7, 89, 601, 11, 1.9, 23, 53,
    };
    double tariff[J * N * N] = {0.0};
    tariff[1] = 0.12;         /* AAA on BBB's ore */
    tariff[N * N + 1] = 0.07; /* and steel */
    tariff[3] = 0.09;         /* BBB on AAA's ore */
    hm_labels labels = {.n_countries = N,
                        .n_sectors = J,
                        .country_codes = countries,
                        .sector_codes = sectors};
    hm_elasticities set = {.theta = theta};
    hm_economy_flows flows = {.trade = trade, .tariff = tariff};
    assert_hm_ok(f->ctx, hm_economy_from_flows(f->ctx, &labels, &flows, &set,
                                               &f->economy));
}

static void add_measure(fixture *f, int s, hm_measure_kind kind, hm_rule rule,
                        double value, const char *exporter,
                        const char *importer)
{
    static const char *const all[] = {"all"};
    const char *from[] = {exporter};
    const char *to[] = {importer};
    hm_measure measure = {.kind = kind, .rule = rule, .value = value};
    measure.exporter = (hm_selector){1, from, false};
    measure.importer = (hm_selector){1, to, false};
    measure.sector = (hm_selector){1, all, false};
    assert_hm_ok(f->ctx,
                 hm_scenario_create(f->ctx, names[s], "", &f->scenarios[s]));
    assert_hm_ok(f->ctx, hm_scenario_add(f->scenarios[s], &measure));
}

static void solve(fixture *f, int s)
{
    hm_solver *solver = NULL;
    hm_shock *shock = NULL;
    hm_solver_settings settings = hm_solver_settings_default();
    assert_hm_ok(f->ctx,
                 hm_solver_create(f->ctx, f->economy, HM_CLOSURE_BILATERAL,
                                  &settings, &solver));
    assert_hm_ok(f->ctx,
                 hm_solution_create(f->ctx, f->economy, &f->solutions[s]));
    assert_hm_ok(f->ctx, hm_welfare_create(f->ctx, f->economy, &f->welfare[s]));
    assert_hm_ok(f->ctx,
                 hm_shock_create(f->ctx, f->economy, f->scenarios[s], &shock));
    assert_hm_ok(f->ctx, hm_solver_solve(solver, shock, NULL, f->solutions[s]));
    assert_hm_ok(f->ctx, hm_welfare_evaluate(f->ctx, f->economy, shock,
                                             f->solutions[s], f->welfare[s]));
    hm_shock_free(shock);
    hm_solver_free(solver);
}

static hm_linkage_view view_of(const fixture *f)
{
    hm_linkage_view view = {f->economy,
                            HM_CLOSURE_BILATERAL,
                            hm_solver_settings_default(),
                            1e-9,
                            SCENARIOS,
                            (const hm_scenario *const *)f->scenarios,
                            (const hm_solution *const *)f->solutions,
                            (const hm_welfare *const *)f->welfare,
                            false};
    return view;
}

static void evaluate(fixture *f)
{
    make_block(f, NULL, NULL);
    assert_hm_ok(f->ctx, read_block(f));
    make_economy(f);
    add_measure(f, 0, HM_MEASURE_EMBARGO, HM_RULE_COVERAGE, 1.0, "CCC", "BBB");
    add_measure(f, 1, HM_MEASURE_TARIFF, HM_RULE_SCALE, 0.0, "BBB", "AAA");
    add_measure(f, 2, HM_MEASURE_TARIFF, HM_RULE_ADD, 0.3, "BBB", "AAA");
    for (int s = 0; s < SCENARIOS; s++) {
        solve(f, s);
    }
    hm_linkage_view view = view_of(f);
    assert_hm_ok(f->ctx,
                 hm_linkage_evaluate(f->ctx, f->linkage, &view, &f->facts));
}

static double fact(const hm_table *facts, const char *item,
                   const char *scenario, const char *country, const char *about)
{
    for (int32_t r = 0; r < hm_table_rows(facts); r++) {
        if (strcmp(hm_table_text(facts, r, 1), item) == 0 &&
            strcmp(hm_table_text(facts, r, 2), scenario) == 0 &&
            strcmp(hm_table_text(facts, r, 3), country) == 0 &&
            strcmp(hm_table_text(facts, r, 4), about) == 0) {
            return hm_table_number(facts, r, 5);
        }
    }
    return (double)NAN;
}

static void facts_are_the_solvers_numbers(void **state)
{
    fixture *f = *state;
    evaluate(f);
    const hm_welfare_arrays *ban = hm_welfare_data(f->welfare[0]);
    const hm_economy_arrays *data = hm_economy_data(f->economy);
    double earned = data->income[1] - data->deficit[1];
    assert_near_rel(fact(f->facts, "needed_musd", "ban", "BBB", ""),
                    -earned * (ban->real_domestic_income_hat[1] - 1.0), 1e-12);
    assert_near_rel(fact(f->facts, "domestic_income_pct", "ban", "CCC", ""),
                    100.0 * (ban->real_domestic_income_hat[2] - 1.0), 1e-12);
    const hm_welfare_arrays *wall = hm_welfare_data(f->welfare[2]);
    assert_near_rel(
        fact(f->facts, "carry_out_gain_musd", "wall", "AAA", "wall"),
        wall->real_income_musd[0], 1e-12);
    /* exports of C to A and B are 1.3 + 0.7 and 17 + 11 */
    assert_near_rel(fact(f->facts, "exports_share", "", "CCC", "BBB"),
                    100.0 * 28.0 / 30.0, 1e-12);
}

/* What the search finds gives the broker what the step costs it. */
static void search_covers_the_cost(void **state)
{
    fixture *f = *state;
    evaluate(f);
    double needed = fact(f->facts, "needed_musd", "ban", "BBB", "");
    double cut = fact(f->facts, "size", "ban", "AAA", "tariff-cut");
    assert_true(needed > 0.0);
    assert_true(cut > 0.0 && cut < 100.0);
    /* 1e-4 is the tolerance of the search */
    assert_near_rel(
        fact(f->facts, "reaches_broker_musd", "ban", "BBB", "tariff-cut"),
        needed, 2e-4);
    assert_near_rel(
        fact(f->facts, "reaches_broker_musd", "ban", "BBB", "transfer"), needed,
        2e-4);
}

static void brief_ranges_over_members(void **state)
{
    fixture *f = *state;
    evaluate(f);
    hm_linkage_member members[2] = {
        {f->facts, "now", "high", HM_CLOSURE_BILATERAL, false},
        {f->facts, "now", "high", HM_CLOSURE_FIXED, true},
    };
    assert_hm_ok(f->ctx, hm_linkage_brief(f->ctx, f->linkage, members, 2, NULL,
                                          &f->brief));
    int32_t total = hm_table_find(f->brief, "total");
    assert_true(hm_table_rows(f->brief) > 20);
    assert_near(hm_table_number(f->brief, 0, total), 1.0, 0.0);
    /* five industries at most: this economy has two */
    members[0].probe = true;
    hm_table_free(f->brief);
    assert_hm_status(
        f->ctx,
        hm_linkage_brief(f->ctx, f->linkage, members, 2, NULL, &f->brief),
        HM_ERR_ARGUMENT);
}

/* A copy of the facts with every value moved by `factor`. */
static hm_table *moved(fixture *f, double factor)
{
    hm_table *copy = NULL;
    assert_hm_ok(f->ctx, hm_table_create(f->ctx, "linkage", &copy));
    int32_t columns = hm_table_columns(f->facts);
    for (int32_t c = 0; c < columns; c++) {
        assert_hm_ok(
            f->ctx, hm_table_add_column(copy, hm_table_column_name(f->facts, c),
                                        hm_table_column_type(f->facts, c)));
    }
    for (int32_t r = 0; r < hm_table_rows(f->facts); r++) {
        assert_hm_ok(f->ctx, hm_table_add_row(copy));
        for (int32_t c = 0; c < columns; c++) {
            if (hm_table_column_type(copy, c) == HM_COLUMN_TEXT) {
                assert_hm_ok(
                    f->ctx,
                    hm_table_set_text(copy, c, hm_table_text(f->facts, r, c)));
            } else {
                double value = hm_table_number(f->facts, r, c);
                hm_table_set_number(copy, c, c == 0 ? value : factor * value);
            }
        }
    }
    return copy;
}

/* Draws that are the facts times 1, 2, ... 21 have known quantiles; a failed
 * draw is counted, and the assumption that moves most has rank 1. */
static void bands_are_quantiles_of_the_draws(void **state)
{
    fixture *f = *state;
    enum { ALL = 21, DRAWS = ALL + 1 + 4 };
    hm_linkage_draw draws[DRAWS];
    hm_table *made[DRAWS] = {NULL};
    hm_table *bands = NULL;
    static const char *const drawn[] = {"small", "large"};
    evaluate(f);
    for (int32_t d = 0; d < DRAWS; d++) {
        double factor = d < ALL ? 1.0 + d : (d % 2 == 0 ? 1.0 : 1.5);
        const char *varied = d <= ALL ? "all" : d < ALL + 3 ? "small" : "large";
        factor *= d > ALL + 2 && d % 2 == 1 ? 3.0 : 1.0;
        made[d] = d == ALL ? NULL : moved(f, factor);
        draws[d] = (hm_linkage_draw){made[d], varied};
    }
    assert_hm_ok(f->ctx, hm_linkage_uncertainty(f->ctx, f->facts, draws, DRAWS,
                                                drawn, 2, &bands));
    double value = hm_table_number(bands, 0, hm_table_find(bands, "value"));
    assert_string_equal(hm_table_text(bands, 0, hm_table_find(bands, "varied")),
                        "all");
    /* positions 1, 10 and 19 of 0..20 */
    assert_near_rel(hm_table_number(bands, 0, hm_table_find(bands, "p05")),
                    2.0 * value, 1e-14);
    assert_near_rel(hm_table_number(bands, 0, hm_table_find(bands, "p50")),
                    11.0 * value, 1e-14);
    assert_near_rel(hm_table_number(bands, 0, hm_table_find(bands, "p95")),
                    20.0 * value, 1e-14);
    assert_near(hm_table_number(bands, 0, hm_table_find(bands, "n_failed")),
                1.0, 0.0);
    assert_near(hm_table_number(bands, 1, hm_table_find(bands, "rank")), 2.0,
                0.0);
    assert_near(hm_table_number(bands, 2, hm_table_find(bands, "rank")), 1.0,
                0.0);
    hm_linkage_member member = {f->facts, "now", "high", HM_CLOSURE_BILATERAL,
                                false};
    assert_hm_ok(f->ctx, hm_linkage_brief(f->ctx, f->linkage, &member, 1, bands,
                                          &f->brief));
    assert_near_rel(
        hm_table_number(f->brief, 0, hm_table_find(f->brief, "high")),
        20.0 * value, 1e-14);
    hm_table_free(bands);
    for (int32_t d = 0; d < DRAWS; d++) {
        hm_table_free(made[d]);
    }
}

/* Roles, facts with their searches, and the brief, on a context of their own. */
static hm_status all_of_it(const hm_allocator *allocator, void *user)
{
    const fixture *f = user;
    hm_context *ctx = NULL;
    hm_linkage *linkage = NULL;
    hm_table *facts = NULL;
    hm_table *brief = NULL;
    hm_linkage_view view = view_of(f);
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = hm_linkage_create(ctx, f->block, names, SCENARIOS, &linkage);
        assert_true((status == HM_OK) == (linkage != NULL));
    }
    if (status == HM_OK) {
        status = hm_linkage_evaluate(ctx, linkage, &view, &facts);
        assert_true((status == HM_OK) == (facts != NULL));
    }
    if (status == HM_OK) {
        const hm_linkage_member member = {facts, "now", "high",
                                          HM_CLOSURE_BILATERAL, false};
        status = hm_linkage_brief(ctx, linkage, &member, 1, NULL, &brief);
        assert_true((status == HM_OK) == (brief != NULL));
    }
    hm_table_free(brief);
    hm_table_free(facts);
    hm_linkage_free(linkage);
    hm_context_free(ctx);
    return status;
}

static void survives_want_of_memory(void **state)
{
    fixture *f = *state;
    evaluate(f);
    assert_true(hm_test_out_of_memory(all_of_it, f) > 100);
}

static void unknown_codes_are_named(void **state)
{
    fixture *f = *state;
    make_block(f, "target", NULL);
    (void)add(f, f->block, "target", HM_NODE_SCALAR, "CCD");
    assert_hm_ok(f->ctx, read_block(f));
    make_economy(f);
    assert_hm_status(f->ctx, hm_linkage_check(f->ctx, f->linkage, f->economy),
                     HM_ERR_UNKNOWN);
    assert_hm_message(f->ctx, "no country 'CCD'");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(reads_roles_and_steps),   CASE(refuses_a_missing_role),
        CASE(refuses_an_unknown_key),  CASE(refuses_an_unknown_scenario),
        CASE(benchmark_is_no_step),    CASE(facts_are_the_solvers_numbers),
        CASE(search_covers_the_cost),  CASE(brief_ranges_over_members),
        CASE(unknown_codes_are_named), CASE(bands_are_quantiles_of_the_draws),
        CASE(survives_want_of_memory),
    };
    return hm_test_run(tests);
}

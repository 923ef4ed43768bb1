// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_concession.c - the concession frontier where it is known (MODEL.md B20,
 * B21, 10 M6): the tariff at every price in closed form, the multiplier as the
 * slope, the first concession from an optimum free, dearer than a dollar
 * beyond free trade, and the inverse.
 */
#include "two_countries.h"

#include <hirschman/sanctions.h>

#include <math.h>
#include <string.h>

static int set_up(void **state)
{
    hm_context *ctx = NULL;
    assert_int_equal(hm_context_create(NULL, &ctx), HM_OK);
    *state = ctx;
    return 0;
}

static int tear_down(void **state)
{
    hm_context_free(*state);
    return 0;
}

static hm_concession_view view_of(const hm_economy *economy, hm_closure closure)
{
    hm_concession_view view = {economy, closure, hm_solver_settings_default(),
                               1e-9};
    view.settings.max_iterations = 5000;
    return view;
}

/* Give a scenario one tariff on everything that A0 buys. */
static hm_scenario *tariff_of(hm_context *ctx, const char *giver, double rate)
{
    static const char *const all[] = {"all"};
    const char *own[] = {giver};
    hm_scenario *scenario = NULL;
    hm_measure measure = {.kind = HM_MEASURE_TARIFF,
                          .rule = HM_RULE_RATE,
                          .value = rate,
                          .exporter = {1, all, false},
                          .importer = {1, own, false},
                          .sector = {1, all, false}};
    assert_hm_ok(ctx, hm_scenario_create(ctx, "before", "", &scenario));
    assert_hm_ok(ctx, hm_scenario_add(scenario, &measure));
    return scenario;
}

static hm_concession *frontier(hm_context *ctx, const hm_economy *e,
                               const hm_scenario *baseline, double low,
                               double high, hm_closure closure)
{
    static const char *const all[] = {"all"};
    const char *const *codes = hm_economy_labels(e)->country_codes;
    hm_concession_part part = {
        false, {1, all, false}, {1, codes, false}, {1, all, false}};
    hm_concession_ask ask = {.giver = codes[0],
                             .taker = codes[1],
                             .n_parts = 1,
                             .parts = &part,
                             .baseline = baseline,
                             .low = low,
                             .high = high};
    hm_concession_view view = view_of(e, closure);
    hm_concession *c = NULL;
    assert_hm_ok(ctx, hm_concession_create(ctx, &view, &ask, &c));
    assert_true(hm_concession_most(c)->confirmed);
    return c;
}

/* B21 in EV: t = (1 - price P_H / P_F) / (theta lambda_FF). */
static void the_tariff_at_every_price(void **state)
{
    hm_context *ctx = *state;
    hm_economy *e = two_countries(ctx);
    hm_scenario *before =
        tariff_of(ctx, hm_economy_labels(e)->country_codes[0], 0.2065461483);
    hm_concession *c = frontier(ctx, e, before, -0.1, NAN, HM_CLOSURE_ZERO);
    hm_solver *solver = NULL;
    hm_solution *at = NULL;
    double share[4];
    assert_hm_ok(ctx, hm_solver_create(ctx, e, HM_CLOSURE_ZERO, NULL, &solver));
    assert_hm_ok(ctx, hm_solution_create(ctx, e, &at));
    hm_concession_point p;
    double most = hm_concession_most(c)->reward_musd;
    for (int k = 1; k < 6; k++) {
        assert_hm_ok(ctx, hm_concession_at(c, most * k / 6, &p));
        assert_true(p.confirmed);
        assert_true(p.kkt < 1e-8);
        double t[4] = {0, p.mean_rate, 0, 0};
        hm_shock_arrays arrays = {.tariff = t};
        hm_shock *shock = NULL;
        assert_hm_ok(ctx, hm_shock_from_arrays(ctx, e, &arrays, &shock));
        assert_hm_ok(ctx, hm_solver_solve(solver, shock, NULL, at));
        hm_solution_shares(e, shock, at, share);
        const double *P = hm_solution_data(at)->price_index_hat;
        double expected = (1 - p.marginal_price * P[0] / P[1]) / (5 * share[3]);
        /* rates are found to 1e-10, prices as good as rates over C'' */
        assert_near(p.mean_rate, expected, 1e-8);
        hm_shock_free(shock);
    }
    hm_solution_free(at);
    hm_solver_free(solver);
    hm_concession_free(c);
    hm_scenario_free(before);
    hm_economy_free(e);
}

/* Envelope: the first dollar from an optimum is free; beyond free trade a
 * dollar costs more than a dollar (weighted by price levels: P_H / P_F). */
static void free_at_first_dear_at_last(void **state)
{
    hm_context *ctx = *state;
    hm_economy *e = two_countries(ctx);
    hm_scenario *before =
        tariff_of(ctx, hm_economy_labels(e)->country_codes[0], 0.2065461483);
    hm_concession *c = frontier(ctx, e, before, -0.1, NAN, HM_CLOSURE_ZERO);
    double most = hm_concession_most(c)->reward_musd;
    hm_concession_point p;
    assert_hm_ok(ctx, hm_concession_at(c, most * 1e-5, &p));
    assert_true(p.confirmed);
    assert_true(p.marginal_price < 1e-4);
    assert_true(p.cost_musd < 1e-9 * most + 1e-10);
    assert_hm_ok(ctx, hm_concession_curve(c, 9));
    assert_int_equal(hm_concession_points(c), 9);
    for (int k = 1; k < 9; k++) {
        const hm_concession_point *a = hm_concession_get(c, k - 1);
        const hm_concession_point *b = hm_concession_get(c, k);
        assert_true(b->cost_musd > a->cost_musd);
        assert_true(b->marginal_price > a->marginal_price);
        /* only two countries: nobody else can gain */
        assert_near(b->leakage, 0.0, 0.0);
    }
    const hm_concession_point *last = hm_concession_get(c, 8);
    assert_true(last->mean_rate < -0.09);
    assert_true(last->marginal_price > 1.0);
    hm_concession_free(c);
    hm_scenario_free(before);
    hm_economy_free(e);
}

/* On random economies: the multiplier is the slope (M6 asks for 1 %), the
 * curve is read to a thousandth, budgets invert it, out of reach is said. */
static void slopes_readings_and_inverse(void **state)
{
    hm_context *ctx = *state;
    for (uint64_t seed = 21; seed < 25; seed++) {
        model m = model_random(seed, WITH_INPUTS, 3, 3);
        hm_economy *e = economy_of(ctx, &m, HM_CLOSURE_ZERO);
        hm_scenario *before =
            tariff_of(ctx, hm_economy_labels(e)->country_codes[0], 0.35);
        hm_concession *c = frontier(ctx, e, before, NAN, NAN, HM_CLOSURE_ZERO);
        double most = hm_concession_most(c)->reward_musd;
        hm_concession_point p, q, r, inverse;
        assert_true(most > 0);
        assert_hm_ok(ctx, hm_concession_curve(c, 13));
        assert_hm_ok(ctx, hm_concession_at(c, 0.61 * most, &p));
        assert_hm_ok(ctx, hm_concession_at(c, 0.611 * most, &q));
        assert_hm_ok(ctx, hm_concession_at(c, 0.609 * most, &r));
        assert_true(p.confirmed && q.confirmed && r.confirmed);
        double slope = (q.cost_musd - r.cost_musd) / (0.002 * most);
        assert_near(p.marginal_price, slope, 1e-3 * (0.01 + fabs(slope)));
        double range = hm_concession_most(c)->cost_musd -
                       hm_concession_get(c, 0)->cost_musd;
        assert_near(hm_concession_cost(c, 0.61 * most), p.cost_musd,
                    1e-2 * range);
        if (p.marginal_price > 1e-3) {
            assert_hm_ok(ctx, hm_concession_budget(c, p.cost_musd, &inverse));
            assert_true(inverse.confirmed);
            assert_near_rel(inverse.reward_musd, 0.61 * most, 1e-6);
            assert_near_rel(inverse.marginal_price, p.marginal_price, 1e-4);
            double read = hm_concession_reward(c, p.cost_musd);
            assert_near(read, 0.61 * most, 2e-2 * most);
        }
        assert_hm_ok(ctx, hm_concession_at(c, 1.01 * most, &p));
        assert_false(p.found);
        assert_true(isnan(p.cost_musd));
        assert_true(isnan(hm_concession_cost(c, 1.01 * most)));
        hm_concession_free(c);
        hm_scenario_free(before);
        hm_economy_free(e);
        model_free(&m);
    }
}

/* What cannot be asked. */
static void refusals(void **state)
{
    hm_context *ctx = *state;
    hm_economy *e = two_countries(ctx);
    static const char *const all[] = {"all"};
    const char *const *codes = hm_economy_labels(e)->country_codes;
    hm_concession_part part = {
        false, {1, all, false}, {1, codes, false}, {1, all, false}};
    hm_concession_ask ask = {.giver = codes[0],
                             .taker = "C02",
                             .n_parts = 1,
                             .parts = &part,
                             .low = NAN,
                             .high = NAN};
    hm_concession_view view = view_of(e, HM_CLOSURE_ZERO);
    hm_concession *c = NULL;
    assert_int_equal(hm_concession_create(ctx, &view, &ask, &c),
                     HM_ERR_UNKNOWN);
    assert_non_null(strstr(hm_context_message(ctx), "did you mean"));
    ask.taker = codes[1];
    part.importer = (hm_selector){1, codes + 1, false};
    assert_int_equal(hm_concession_create(ctx, &view, &ask, &c), HM_ERR_DATA);
    assert_non_null(strstr(hm_context_message(ctx), "name no flow"));
    assert_null(c);
    /* no tariff at the benchmark: nothing to cut, and nothing wrong */
    part.importer = (hm_selector){1, codes, false};
    assert_hm_ok(ctx, hm_concession_create(ctx, &view, &ask, &c));
    assert_int_equal(hm_concession_variables(c), 0);
    assert_near(hm_concession_most(c)->reward_musd, 0.0, 1e-9);
    assert_hm_ok(ctx, hm_concession_curve(c, 5));
    assert_int_equal(hm_concession_points(c), 0);
    assert_true(isnan(hm_concession_cost(c, 0.0)));
    hm_concession_free(c);
    hm_economy_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tariff_at_every_price),
        cmocka_unit_test(free_at_first_dear_at_last),
        cmocka_unit_test(slopes_readings_and_inverse),
        cmocka_unit_test(refusals),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_elasticity.c - the steps of factor prices are one over elasticities
 * that the map really has: measured by moving one country's factor prices a
 * little at the base. They need only be of the right size; how far off they
 * may be is what the solver's sweeps pay for.
 */
#include "world.h"

static hm_certificate ignored;

/* ln of demand over income, and of receipts over payments, of country n after
 * its factor prices, costs and prices moved together by `by`. */
static void respond(world *w, int n, double by, double *gap, double *balance)
{
    hm_solver *s = w->solver;
    hmi_residuals residuals;
    hmi_state_base(s);
    for (int32_t f = 0; f < s->F; f++) {
        s->state[f] += s->base->factor_country[f] == n ? by : 0.0;
    }
    for (int sweep = 0; sweep < 60; sweep++) { /* let prices follow */
        hmi_sweep(s, &residuals);
        memcpy(s->state + s->at_price, s->image + s->at_price,
               s->cells * sizeof(double));
    }
    hmi_sweep(s, &residuals);
    double demand = 0.0, income = 0.0;
    for (int32_t f = 0; f < s->F; f++) {
        if (s->base->factor_country[f] == n) {
            demand += s->demand[f];
            income += s->wage[f] * s->system.supply[f];
        }
    }
    *gap = log(demand / income);
    *balance = log(s->sold[n] / s->bought[n]);
}

static void steps_match_measured_elasticities(void **state)
{
    (void)state;
    static const double homes[] = {0.0, 1.1};
    for (int k = 0; k < 2; k++) {
        world w;
        world_begin(&w, (world_options){.theta_home = homes[k]});
        assert_true(hmi_prepare(w.solver, NULL, 1.0, &ignored));
        for (int n = 0; n < WORLD_N; n++) {
            const double h = 1e-5;
            double up[2], down[2];
            respond(&w, n, h, &up[0], &up[1]);
            respond(&w, n, -h, &down[0], &down[1]);
            const double labor = (down[0] - up[0]) / (2.0 * h);
            const double trade = (down[1] - up[1]) / (2.0 * h);
            /* Spending is held still here, and a cost moves by less than its
             * country's factor prices: the factor is between 1/2 and 2.5. */
            assert_true(w.solver->step[n] * labor > 0.4);
            assert_true(w.solver->step[n] * labor < 2.0);
            assert_true(w.solver->trade_step[n] * trade > 0.3);
            assert_true(w.solver->trade_step[n] * trade < 2.0);
        }
        world_end(&w);
    }
}

/* A country alone, or one that trades nothing, gets a step and no NAN. */
static void closed_countries_get_a_step(void **state)
{
    (void)state;
    static const char *const country[] = {"AAA", "BBB"}, *const sector[] = {
                                                             "x"};
    const double trade[] = {7.31, 0.0, 0.0, 11.9}, theta[] = {NAN};
    const hm_labels labels = {.n_countries = 2,
                              .n_sectors = 1,
                              .country_codes = country,
                              .sector_codes = sector};
    const hm_economy_flows flows = {.trade = trade};
    const hm_elasticities set = {.theta = theta};
    hm_context *ctx = NULL;
    hm_economy *economy = NULL;
    hm_solver *s = NULL;
    hm_solution *x = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    assert_hm_ok(ctx,
                 hm_economy_from_flows(ctx, &labels, &flows, &set, &economy));
    assert_hm_ok(ctx,
                 hm_solver_create(ctx, economy, HM_CLOSURE_ZERO, NULL, &s));
    for (int n = 0; n < 2; n++) {
        assert_true(s->step[n] > 0.0 && s->step[n] <= 2.0);
        assert_true(s->trade_step[n] > 0.0 && s->trade_step[n] <= 2.0);
        assert_true(s->trade_size[n] == 0.0);
    }
    assert_hm_ok(ctx, hm_solution_create(ctx, economy, &x));
    assert_hm_ok(ctx, hm_solver_solve(s, NULL, NULL, x));
    assert_int_equal(hm_solution_certificate(x)->outcome, HM_CONVERGED);
    hm_solution_free(x);
    hm_solver_free(s);
    hm_economy_free(economy);
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_match_measured_elasticities),
        cmocka_unit_test(closed_countries_get_a_step),
    };
    return hm_test_run(tests);
}

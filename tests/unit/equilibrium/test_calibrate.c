// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_calibrate.c - data that do not balance become an exact base (MODEL.md
 * 1.9): the number that says how far they were, the purge of deficits, the
 * base as its own solution, and data that have no equilibrium.
 */
#include "world.h"

/* The world with final shares that its accounts do not give. */
static hm_economy *tilted(world *w, double by)
{
    const hm_economy_arrays *a = hm_economy_data(w->economy);
    double final[WORLD_CELLS];
    hm_economy *made = NULL;
    memcpy(final, a->final_share, sizeof final);
    for (int n = 0; n < WORLD_N; n++) {
        const double moved =
            by * final[CELL(n, TEXTILES)] * (n == KOR ? 1 : -1);
        final[CELL(n, TEXTILES)] -= moved;
        final[CELL(n, MACHINERY)] += moved;
    }
    hm_economy_arrays arrays = *a;
    arrays.final_share = final;
    assert_hm_ok(w->ctx,
                 hm_economy_with_arrays(w->ctx, w->economy, &arrays, &made));
    return made;
}

/* No shock on `economy`: largest |w^ - 1|, and the sweeps it took. */
static double distance(world *w, const hm_economy *economy, hm_closure closure,
                       int32_t *sweeps)
{
    hm_solver *solver = NULL;
    hm_solution *x = NULL;
    double most = 0.0;
    assert_hm_ok(w->ctx,
                 hm_solver_create(w->ctx, economy, closure, NULL, &solver));
    assert_hm_ok(w->ctx, hm_solution_create(w->ctx, economy, &x));
    assert_hm_ok(w->ctx, hm_solver_solve(solver, NULL, NULL, x));
    assert_int_equal(hm_solution_certificate(x)->outcome, HM_CONVERGED);
    for (int32_t f = 0; f < hm_economy_data(economy)->n_factors; f++) {
        most = fmax(most, fabs(hm_solution_data(x)->factor_price_hat[f] - 1.0));
    }
    *sweeps = hm_solution_certificate(x)->iterations;
    hm_solution_free(x);
    hm_solver_free(solver);
    return most;
}

static void unbalanced_data_become_a_base(void **state)
{
    (void)state;
    world w;
    hm_economy *base = NULL;
    double consistency = -1.0;
    int32_t sweeps = 0;
    world_begin(&w, (world_options){.theta_home = 1.9, .substitution = 0.7});
    hm_economy *data = tilted(&w, 0.13);
    const double off = distance(&w, data, HM_CLOSURE_FIXED, &sweeps);
    assert_true(off > 1e-3 && sweeps > 3);
    assert_hm_ok(w.ctx, hm_equilibrium_calibrate(w.ctx, data, HM_CLOSURE_FIXED,
                                                 NULL, &base, &consistency));
    assert_near_rel(consistency, off, 1e-6);
    /* Nothing done to the base does nothing to it: one sweep. */
    assert_near(distance(&w, base, HM_CLOSURE_FIXED, &sweeps), 0.0, 1e-10);
    assert_int_equal(sweeps, 1);
    /* Rates and elasticities are those of the data. */
    const hm_economy_arrays *a = hm_economy_data(data);
    const hm_economy_arrays *b = hm_economy_data(base);
    assert_memory_equal(a->tariff, b->tariff, sizeof w.tariff);
    assert_true(b->theta_home[MINING] == 1.9);
    assert_true(b->input_substitution[TEXTILES] == 0.7);
    hm_economy_free(base);
    hm_economy_free(data);
    world_end(&w);
}

/* A base that is exact stays what it is. */
static void exact_data_stay(void **state)
{
    (void)state;
    world w;
    hm_economy *base = NULL;
    double consistency = -1.0;
    world_begin(&w, (world_options){.specific = true});
    assert_hm_ok(w.ctx,
                 hm_equilibrium_calibrate(w.ctx, w.economy, HM_CLOSURE_FIXED,
                                          NULL, &base, &consistency));
    const hm_economy_arrays *a = hm_economy_data(w.economy);
    const hm_economy_arrays *b = hm_economy_data(base);
    assert_near(consistency, 0.0, 1e-11);
    assert_vector_near(b->share, a->share, WORLD_FLOWS, 1e-11, 0.0, NULL);
    assert_vector_near(b->factor_share, a->factor_share, 2 * WORLD_CELLS, 1e-11,
                       0.0, NULL);
    assert_vector_near(b->income, a->income, WORLD_N, 1e-11, 0.0, NULL);
    assert_vector_near(b->deficit, a->deficit, WORLD_N, 1e-11, 1e-11, NULL);
    hm_economy_free(base);
    world_end(&w);
}

static void the_zero_rule_purges_deficits(void **state)
{
    (void)state;
    world w;
    hm_economy *base = NULL;
    double consistency = -1.0;
    int32_t sweeps = 0;
    world_begin(&w, (world_options){0});
    assert_true(hm_economy_data(w.economy)->deficit[PRK] > 0.5);
    assert_hm_ok(w.ctx,
                 hm_equilibrium_calibrate(w.ctx, w.economy, HM_CLOSURE_ZERO,
                                          NULL, &base, &consistency));
    assert_true(consistency > 1e-3);
    for (int n = 0; n < WORLD_N; n++) {
        assert_true(hm_economy_data(base)->deficit[n] == 0.0);
    }
    /* Now the rules agree. */
    assert_near(distance(&w, base, HM_CLOSURE_FIXED, &sweeps), 0.0, 1e-10);
    assert_near(distance(&w, base, HM_CLOSURE_ZERO, &sweeps), 0.0, 1e-10);
    hm_economy_free(base);
    /* The number is optional. */
    assert_hm_ok(w.ctx,
                 hm_equilibrium_calibrate(w.ctx, w.economy, HM_CLOSURE_ZERO,
                                          NULL, &base, NULL));
    hm_economy_free(base);
    world_end(&w);
}

static void refuses_data_without_an_equilibrium(void **state)
{
    (void)state;
    world w;
    hm_economy *base = NULL;
    double consistency = -1.0;
    const hm_solver_settings two = {1e-10, 2};
    world_begin(&w, (world_options){0});
    hm_economy *data = tilted(&w, 0.13);
    assert_hm_status(w.ctx,
                     hm_equilibrium_calibrate(w.ctx, data, HM_CLOSURE_ZERO,
                                              &two, &base, &consistency),
                     HM_ERR_DATA);
    assert_hm_message(w.ctx,
                      "the benchmark has no equilibrium without a shock");
    assert_hm_message(w.ctx, "the iteration limit was reached");
    assert_hm_message(w.ctx, "after 2 sweeps");
    assert_null(base);
    hm_economy_free(data);
    world_end(&w);
}

static void refuses_settings_out_of_range(void **state)
{
    (void)state;
    world w;
    hm_economy *base = NULL;
    const hm_solver_settings wrong = {1e-10, 0};
    world_begin(&w, (world_options){0});
    assert_hm_status(w.ctx,
                     hm_equilibrium_calibrate(w.ctx, w.economy, HM_CLOSURE_ZERO,
                                              &wrong, &base, NULL),
                     HM_ERR_ARGUMENT);
    assert_hm_message(w.ctx, "max_iterations is 0");
    assert_null(base);
    world_end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unbalanced_data_become_a_base),
        cmocka_unit_test(exact_data_stay),
        cmocka_unit_test(the_zero_rule_purges_deficits),
        cmocka_unit_test(refuses_data_without_an_equilibrium),
        cmocka_unit_test(refuses_settings_out_of_range),
    };
    return hm_test_run(tests);
}

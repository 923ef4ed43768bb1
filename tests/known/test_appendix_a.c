// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_appendix_a.c - the golden toy of MODEL.md Appendix A: two tiers, CES
 * nests, markups, tariffs, export taxes, a rent, deficits. Twelve digits were
 * computed once by an independent reference program; tolerance 1e-10 because
 * the solver is asked for 1e-12 and the printed numbers end there.
 */
#include "hm_test.h"
#include "toy.h"

#include <hirschman/equilibrium.h>

#include <math.h>
#include <string.h>

static const double digits = 1e-10;

typedef struct fixture {
    hm_context *ctx;
    toy base;
    hm_economy *economy;
    hm_solver *solver;
    hm_solution *solution;
} fixture;

/* Levels to move: all at the base, but kappa^_232 = 1.1. */
typedef struct levels {
    double t[TOY_FLOWS], e[TOY_FLOWS], m[TOY_FLOWS], d[TOY_FLOWS];
    double phi[TOY_FLOWS], A[TOY_N * TOY_J], D[TOY_N];
} levels;

static levels standard(const fixture *f)
{
    levels l = {.D = {0}};
    memcpy(l.t, f->base.t, sizeof l.t);
    memcpy(l.e, f->base.e, sizeof l.e);
    memcpy(l.m, f->base.m, sizeof l.m);
    for (int i = 0; i < TOY_FLOWS; i++) {
        l.d[i] = 1.0;
        l.phi[i] = 1.0;
    }
    for (int i = 0; i < TOY_N * TOY_J; i++) {
        l.A[i] = 1.0;
    }
    l.d[toy_flow(2, 3, 2)] = 1.1;
    return l;
}

static const hm_solution_arrays *solve(fixture *f, const levels *l)
{
    hm_shock_arrays arrays = {.tariff = l->t,
                              .export_tax = l->e,
                              .rent_wedge = l->m,
                              .cost_hat = l->d,
                              .phi = l->phi,
                              .productivity_hat = l->A,
                              .deficit_add = l->D};
    hm_shock *shock = NULL;
    hm_verification v;
    assert_hm_ok(f->ctx,
                 hm_shock_from_arrays(f->ctx, f->economy, &arrays, &shock));
    assert_hm_ok(f->ctx, hm_solver_solve(f->solver, shock, NULL, f->solution));
    assert_hm_ok(f->ctx,
                 hm_equilibrium_verify(f->ctx, f->economy, HM_CLOSURE_FIXED,
                                       shock, f->solution, 1e-11, &v));
    assert_true(v.confirmed);
    hm_shock_free(shock);
    return hm_solution_data(f->solution);
}

static int set_up(void **state)
{
    static fixture f;
    hm_solver_settings settings = hm_solver_settings_default();
    settings.tolerance = 1e-13;
    assert_int_equal(hm_context_create(NULL, &f.ctx), HM_OK);
    f.economy = toy_make(f.ctx, &f.base);
    assert_non_null(f.economy);
    assert_hm_ok(f.ctx, hm_solution_create(f.ctx, f.economy, &f.solution));
    assert_hm_ok(f.ctx, hm_solver_create(f.ctx, f.economy, HM_CLOSURE_FIXED,
                                         &settings, &f.solver));
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    hm_solver_free(f->solver);
    hm_solution_free(f->solution);
    hm_economy_free(f->economy);
    hm_context_free(f->ctx);
    return 0;
}

static double log_welfare(const hm_solution_arrays *x, int n)
{
    return log(x->income[n]) - log(x->price_index_hat[n]);
}

static void the_solution_to_ten_digits(void **state)
{
    static const double w[TOY_N] = {1.22456441884, 1.04313674633, 1.44628907201,
                                    0.866504388122};
    static const double income[TOY_N] = {1.5777933003, 2.74786663431,
                                         0.945978628161, 4.33110483235};
    static const double log_price[TOY_N] = {0.0980055474823, 0.0719205219804,
                                            0.155043422867, -0.00294117519026};
    static const double welfare[TOY_N] = {0.358021677962, 0.938904319293,
                                          -0.210578724848, 1.46876384224};
    static const double price[TOY_N * TOY_J] = {
        1.105123889970, 1.092025666511, 1.105234270388, 1.104822907206,
        1.084670894473, 1.057991763079, 1.149586866283, 1.165988233025,
        1.209941763879, 1.006851444491, 0.984438649135, 0.988809942119};
    static const double spending[TOY_N * TOY_J] = {
        1.139857856975, 0.723552891082, 0.788516885221, 1.375275550139,
        2.101474237888, 2.020260416771, 0.492290287562, 0.736013508668,
        0.487682103173, 3.254917676633, 2.106598923774, 2.893445789420};
    fixture *f = *state;
    levels l = standard(f);
    const hm_solution_arrays *x = solve(f, &l);
    assert_vector_near(x->factor_price_hat, w, TOY_N, 0.0, digits, NULL);
    assert_vector_near(x->income, income, TOY_N, 0.0, digits, NULL);
    assert_vector_near(x->price_hat, price, TOY_N * TOY_J, 0.0, digits, NULL);
    assert_vector_near(x->expenditure, spending, TOY_N * TOY_J, 0.0, digits,
                       NULL);
    for (int n = 0; n < TOY_N; n++) {
        assert_near(log(x->price_index_hat[n]), log_price[n], digits);
        assert_near(log_welfare(x, n), welfare[n], digits);
    }
}

static void an_embargo_on_one_flow(void **state)
{
    static const double welfare[TOY_N] = {0.320489326854, 0.928346386257,
                                          -0.211673849331, 1.473220224680};
    fixture *f = *state;
    levels l = standard(f);
    l.phi[toy_flow(1, 2, 1)] = 0.0;
    const hm_solution_arrays *x = solve(f, &l);
    for (int n = 0; n < TOY_N; n++) {
        assert_near(log_welfare(x, n), welfare[n], digits);
    }
}

/* --- derivatives of ln W_2, by central differences ------------------------------- */

/* ln W_2 with the member of levels at `offset` moved, in logs or not. */
static double moved(fixture *f, size_t offset, double move, bool log_point)
{
    levels l = standard(f);
    double value = 0.0;
    char *place = (char *)&l + offset;
    memcpy(&value, place, sizeof value);
    value = log_point ? value * exp(move) : value + move;
    memcpy(place, &value, sizeof value);
    return log_welfare(solve(f, &l), 1);
}

static const double step = 1e-4;

static double slope(fixture *f, size_t offset, bool log_point)
{
    double up = moved(f, offset, step, log_point);
    return (up - moved(f, offset, -step, log_point)) / (2 * step);
}

/* From one side, of second order: a rent cannot fall below 0. */
static double slope_up(fixture *f, size_t offset)
{
    double here = moved(f, offset, 0.0, false);
    double one = moved(f, offset, step, false);
    double two = moved(f, offset, 2 * step, false);
    return (-3 * here + 4 * one - two) / (2 * step);
}

/* Tolerance 1e-7: the step's error is about f'''/6 1e-8, the solver's 1e-13
 * over a step of 1e-4 about 1e-9. */
static void gradients_by_differences(void **state)
{
    static const struct {
        int n, i, j;
        double t, e, m, k;
    } rows[] = {{2, 1, 1, 0.042401087353, -0.062108090357, -0.011095663309,
                 -0.067380729607},
                {2, 3, 2, -0.009646584735, -0.045366802348, -0.028683855420,
                 -0.047376895468},
                {1, 2, 1, -0.037828835661, 0.042736733100, 0.003974705952,
                 -0.029318698618},
                {3, 2, 3, -0.020011716158, 0.004865345692, -0.007524531776,
                 -0.015183144200},
                {4, 2, 2, -0.163705590178, 0.005207658968, -0.079196889015,
                 -0.119684094765}};
    fixture *f = *state;
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        size_t at = toy_flow(rows[r].n, rows[r].i, rows[r].j) * sizeof(double);
        assert_near(slope(f, offsetof(levels, t) + at, false), rows[r].t, 1e-7);
        assert_near(slope(f, offsetof(levels, e) + at, false), rows[r].e, 1e-7);
        assert_near(slope_up(f, offsetof(levels, m) + at), rows[r].m, 1e-7);
        assert_near(slope(f, offsetof(levels, d) + at, true), rows[r].k, 1e-7);
    }
    size_t A = offsetof(levels, A);
    assert_near(slope(f, A + (2 * TOY_J + 1) * sizeof(double), true),
                0.024864189733, 1e-7);
    assert_near(slope(f, A + (2 * TOY_J + 0) * sizeof(double), true),
                0.0186800045, 1e-7);
}

static void a_transfer_by_differences(void **state)
{
    fixture *f = *state;
    double value[2] = {0.0, 0.0};
    for (int side = 0; side < 2; side++) {
        levels l = standard(f);
        l.D[1] = side == 0 ? -step : step;
        l.D[0] = -l.D[1];
        value[side] = log_welfare(solve(f, &l), 1);
    }
    assert_near((value[1] - value[0]) / (2 * step), 0.418369116117, 1e-7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_solution_to_ten_digits),
        cmocka_unit_test(an_embargo_on_one_flow),
        cmocka_unit_test(gradients_by_differences),
        cmocka_unit_test(a_transfer_by_differences),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

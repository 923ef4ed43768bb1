// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_golden.c - the gradients of MODEL.md Appendix A, twelve digits that an
 * independent reference program printed once. Tolerance 1e-9, as the appendix
 * asks; its own numbers end at 1e-12.
 */
#include "hm_test.h"
#include "toy.h"

#include "sensitivity/internal.h"

#include <string.h>

static const double digits = 1e-9;

typedef struct fixture {
    hm_context *ctx;
    toy base;
    hm_economy *economy;
    hm_solution *solution;
    hm_sensitivity *s;
    hm_objective *objective;
    double t[TOY_FLOWS], e[TOY_FLOWS], m[TOY_FLOWS], k[TOY_FLOWS];
    double phi[TOY_FLOWS], A[TOY_N * TOY_J], D[TOY_N];
} fixture;

static void gradient_of(fixture *f, int32_t country)
{
    hm_gradient wanted = {.tariff = f->t,
                          .export_tax = f->e,
                          .rent_wedge = f->m,
                          .ln_cost = f->k,
                          .phi = f->phi,
                          .ln_productivity = f->A,
                          .deficit = f->D};
    hm_objective_clear(f->economy, f->objective);
    assert_hm_ok(f->ctx, hm_sensitivity_add_real_income(f->s, country, 1.0,
                                                        f->objective));
    assert_hm_ok(f->ctx, hm_sensitivity_adjoint(f->s, f->objective, &wanted));
}

/* Solve with kappa_232 = 1.1 and phi_121 = `open`; bind. */
static void bind(fixture *f, double open)
{
    double d[TOY_FLOWS], phi[TOY_FLOWS];
    hm_solver_settings settings = hm_solver_settings_default();
    hm_solver *solver = NULL;
    hm_shock *shock = NULL;
    hm_shock_arrays arrays = {.cost_hat = d, .phi = phi};
    for (int i = 0; i < TOY_FLOWS; i++) {
        d[i] = 1.0;
        phi[i] = 1.0;
    }
    d[toy_flow(2, 3, 2)] = 1.1;
    phi[toy_flow(1, 2, 1)] = open;
    settings.tolerance = 1e-13;
    assert_hm_ok(f->ctx,
                 hm_shock_from_arrays(f->ctx, f->economy, &arrays, &shock));
    assert_hm_ok(f->ctx, hm_solver_create(f->ctx, f->economy, HM_CLOSURE_FIXED,
                                          &settings, &solver));
    assert_hm_ok(f->ctx, hm_solver_solve(solver, shock, NULL, f->solution));
    assert_hm_ok(f->ctx, hm_sensitivity_at(f->s, shock, f->solution));
    hm_solver_free(solver);
    hm_shock_free(shock);
}

static int set_up(void **state)
{
    static fixture f;
    assert_int_equal(hm_context_create(NULL, &f.ctx), HM_OK);
    f.economy = toy_make(f.ctx, &f.base);
    assert_non_null(f.economy);
    assert_hm_ok(f.ctx, hm_solution_create(f.ctx, f.economy, &f.solution));
    assert_hm_ok(
        f.ctx, hm_sensitivity_create(f.ctx, f.economy, HM_CLOSURE_FIXED, &f.s));
    assert_hm_ok(f.ctx,
                 hm_objective_create(f.ctx, f.economy, false, &f.objective));
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    hm_objective_free(f->ctx, f->objective);
    hm_sensitivity_free(f->s);
    hm_solution_free(f->solution);
    hm_economy_free(f->economy);
    hm_context_free(f->ctx);
    return 0;
}

static void every_row_of_the_appendix(void **state)
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
    bind(f, 1.0);
    gradient_of(f, 1);
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        size_t at = toy_flow(rows[r].n, rows[r].i, rows[r].j);
        assert_near(f->t[at], rows[r].t, digits);
        assert_near(f->e[at], rows[r].e, digits);
        assert_near(f->m[at], rows[r].m, digits);
        assert_near(f->k[at], rows[r].k, digits);
    }
    assert_near(f->A[2 * TOY_J + 1], 0.024864189733, digits);
    assert_near(f->A[2 * TOY_J + 0], 0.0186800045, digits);
    assert_near(f->D[1] - f->D[0], 0.418369116117, digits);
    assert_near(f->s->shadow.numeraire, 0.001144253288, digits);
    hm_sensitivity_cost cost = hm_sensitivity_get_cost(f->s);
    print_message("# %d passes, %d steps, residual %g\n", cost.trade_passes,
                  cost.steps, cost.residual);
}

/* The row of the embargo: d ln W_n / d phi_121 at phi_121 = 0 (A18). The
 * appendix has no number for it; these are differences of a solution of the
 * toy with 60 digits by a program that shares nothing with this one (steps of
 * 1e-12, of second order), which also prints the appendix' own ln W. */
static void reopening_the_embargoed_flow(void **state)
{
    static const double golden[TOY_N] = {
        0.04878906303107960, 0.01592856083022517, 0.00086740003257229,
        -0.00780244993402368};
    fixture *f = *state;
    bind(f, 0.0);
    for (int32_t n = 0; n < TOY_N; n++) {
        gradient_of(f, n);
        assert_near(f->phi[toy_flow(1, 2, 1)], golden[n], digits);
        assert_near(f->t[toy_flow(1, 2, 1)], 0.0, 0.0);
        assert_near(f->k[toy_flow(1, 2, 1)], 0.0, 0.0);
    }
}

/* --- identities (A20) ------------------------------------------------------------- */

/* nu = 0 where everything is homogeneous of degree 0. */
static void no_shadow_price_of_the_numeraire(void **state)
{
    static const hm_closure closures[] = {HM_CLOSURE_SCALED, HM_CLOSURE_ZERO};
    fixture *f = *state;
    hm_solver_settings settings = hm_solver_settings_default();
    settings.tolerance = 1e-13;
    for (int c = 0; c < 2; c++) {
        hm_economy *base = NULL;
        hm_solver *solver = NULL;
        hm_sensitivity *s = NULL;
        assert_hm_ok(f->ctx,
                     hm_equilibrium_calibrate(f->ctx, f->economy, closures[c],
                                              &settings, &base, NULL));
        assert_hm_ok(f->ctx, hm_solver_create(f->ctx, base, closures[c],
                                              &settings, &solver));
        assert_hm_ok(f->ctx, hm_solver_solve(solver, NULL, NULL, f->solution));
        assert_hm_ok(f->ctx,
                     hm_sensitivity_create(f->ctx, base, closures[c], &s));
        assert_hm_ok(f->ctx, hm_sensitivity_at(s, NULL, f->solution));
        for (int32_t n = 0; n < TOY_N; n++) {
            hm_gradient none = {.deficit = f->D};
            hm_objective_clear(base, f->objective);
            assert_hm_ok(f->ctx, hm_sensitivity_add_real_income(s, n, 1.0,
                                                                f->objective));
            assert_hm_ok(f->ctx,
                         hm_sensitivity_adjoint(s, f->objective, &none));
            /* rounding of shadow values of about 1 */
            assert_near(s->shadow.numeraire, 0.0, 1e-13);
        }
        hm_sensitivity_free(s);
        hm_solver_free(solver);
        hm_economy_free(base);
    }
}

/* A constant on lambda X, Y, I and W, theta X of it on lambda P: the toy has
 * two tiers, so it is theta_home that stands there. */
static void gradients_do_not_see_a_constant(void **state)
{
    enum { ALL = 4 * TOY_FLOWS + TOY_N * TOY_J };
    fixture *f = *state;
    double before[ALL];
    hm_gradient wanted = {.tariff = f->t,
                          .export_tax = f->e,
                          .rent_wedge = f->m,
                          .ln_cost = f->k,
                          .ln_productivity = f->A};
    const double *parts[] = {f->t, f->e, f->m, f->k, f->A};
    bind(f, 1.0);
    gradient_of(f, 1);
    for (int a = 0; a < 5; a++) {
        size_t count = a < 4 ? TOY_FLOWS : TOY_N * TOY_J;
        memcpy(before + (size_t)a * TOY_FLOWS, parts[a],
               count * sizeof(double));
    }
    hm_sensitivity *s = f->s;
    for (size_t n = 0; n < TOY_N; n++) {
        s->z[n] += 0.731 * s->at.factor_root[n];
    }
    for (size_t cell = 0; cell < s->cells; cell++) {
        double root = s->at.root[cell];
        s->z[TOY_N + cell] += 0.731 * root;
        s->z[TOY_N + s->cells + cell] +=
            0.731 * s->base->theta_home[cell / TOY_N] * root;
    }
    s->objective = f->objective;
    hmi_adjoint_map(s, s->z, s->image);
    hmi_gradient_fill(s, f->objective, &wanted);
    s->objective = NULL;
    for (int a = 0; a < 5; a++) {
        size_t count = a < 4 ? TOY_FLOWS : TOY_N * TOY_J;
        assert_vector_near(parts[a], before + (size_t)a * TOY_FLOWS, count, 0.0,
                           1e-13, NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_the_appendix),
        cmocka_unit_test(reopening_the_embargoed_flow),
        cmocka_unit_test(no_shadow_price_of_the_numeraire),
        cmocka_unit_test(gradients_do_not_see_a_constant),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

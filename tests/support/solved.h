// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * solved.h - one line for "make the economy, shock it, solve it, have it
 * verified": what the tests of closed forms and of properties do all day.
 */
#ifndef HM_TEST_SOLVED_H
#define HM_TEST_SOLVED_H

#include "hm_test.h"
#include "random_economy.h"

#include <hirschman/equilibrium.h>

#include <math.h>

typedef struct solved {
    hm_economy *economy;
    hm_shock *shock; /* may be NULL */
    hm_solution *solution;
    const hm_solution_arrays *x;
    const hm_certificate *certificate;
    hm_verification v;
} solved;

static inline void solved_clear(solved *s)
{
    hm_solution_free(s->solution);
    hm_shock_free(s->shock);
    hm_economy_free(s->economy);
    *s = (solved){.economy = NULL};
}

/* The economy of `m`; at closure zero re-solved without its deficits. */
static inline hm_economy *economy_of(hm_context *ctx, const model *m,
                                     hm_closure closure)
{
    hm_economy *raw = model_economy(ctx, m);
    hm_economy *base = NULL;
    hm_solver_settings settings = hm_solver_settings_default();
    settings.tolerance = 1e-12;
    settings.max_iterations = 5000;
    if (raw == NULL) {
        print_error("%s\n", hm_context_message(ctx));
    }
    assert_non_null(raw);
    if (closure != HM_CLOSURE_ZERO) {
        return raw;
    }
    assert_hm_ok(ctx, hm_equilibrium_calibrate(ctx, raw, closure, &settings,
                                               &base, NULL));
    hm_economy_free(raw);
    return base;
}

/* Solve with `shock` (NULL: none) to `tolerance`; the outcome is not judged,
 * but what converged must be verified at a hundred
 * times that (a gap in a price is theta times as large in a flow). */
static inline void solve_into(hm_context *ctx, solved *s, hm_closure closure,
                              double tolerance)
{
    hm_solver *solver = NULL;
    hm_solver_settings settings = hm_solver_settings_default();
    settings.tolerance = tolerance;
    settings.max_iterations = 5000;
    assert_hm_ok(ctx, hm_solution_create(ctx, s->economy, &s->solution));
    assert_hm_ok(
        ctx, hm_solver_create(ctx, s->economy, closure, &settings, &solver));
    assert_hm_ok(ctx, hm_solver_solve(solver, s->shock, NULL, s->solution));
    hm_solver_free(solver);
    s->x = hm_solution_data(s->solution);
    s->certificate = hm_solution_certificate(s->solution);
    if (s->certificate->outcome == HM_CONVERGED) {
        assert_hm_ok(ctx, hm_equilibrium_verify(ctx, s->economy, closure,
                                                s->shock, s->solution,
                                                100 * tolerance, &s->v));
        if (!s->v.confirmed) {
            print_error("%s: %g\n", s->v.worst_equation, s->v.residual);
        }
        assert_true(s->v.confirmed);
    }
}

/* All of it, and it must have converged. */
static inline solved solve_model(hm_context *ctx, const model *m,
                                 const model_shock *shock, hm_closure closure,
                                 double tolerance)
{
    solved s = {.economy = economy_of(ctx, m, closure)};
    if (shock != NULL) {
        s.shock = model_shock_make(ctx, s.economy, shock);
        assert_non_null(s.shock);
    }
    solve_into(ctx, &s, closure, tolerance);
    if (s.certificate->outcome != HM_CONVERGED) {
        print_error("%s: %s\n", hm_outcome_name(s.certificate->outcome),
                    s.certificate->reason);
    }
    assert_int_equal(s.certificate->outcome, HM_CONVERGED);
    return s;
}

/* W^_n (T19). */
static inline double welfare_of(const solved *s, size_t n)
{
    return s->x->income[n] / hm_economy_data(s->economy)->income[n] /
           s->x->price_index_hat[n];
}

#endif

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_sensitivity.c - room for derivatives: each request for memory refused
 * once; after create no call asks for any.
 */
#include "small.h"

#include <hirschman/sensitivity.h>

#include <stdlib.h>

/* The C library's until it is closed. */
static void *closable(void *user, void *ptr, size_t size)
{
    const bool *closed = user;
    if (size == 0) {
        free(ptr);
        return NULL;
    }
    return *closed ? NULL : realloc(ptr, size);
}

typedef struct room {
    hm_economy *economy;
    hm_solver *solver;
    hm_solution *solution;
    hm_sensitivity *s;
    hm_objective *objective;
} room;

static hm_status make(hm_context *ctx, room *r)
{
    hm_status status = small_make(ctx, &r->economy);
    if (status == HM_OK) {
        status = hm_solver_create(ctx, r->economy, HM_CLOSURE_SCALED, NULL,
                                  &r->solver);
    }
    if (status == HM_OK) {
        status = hm_solution_create(ctx, r->economy, &r->solution);
    }
    if (status == HM_OK) {
        status =
            hm_sensitivity_create(ctx, r->economy, HM_CLOSURE_SCALED, &r->s);
        assert_true((status == HM_OK) == (r->s != NULL));
    }
    if (status == HM_OK) {
        status = hm_objective_create(ctx, r->economy, true, &r->objective);
        assert_true((status == HM_OK) == (r->objective != NULL));
    }
    return status;
}

static void unmake(hm_context *ctx, room *r)
{
    if (ctx != NULL) {
        hm_objective_free(ctx, r->objective);
    }
    hm_sensitivity_free(r->s);
    hm_solution_free(r->solution);
    hm_solver_free(r->solver);
    hm_economy_free(r->economy);
}

static hm_status attempt(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    room r = {NULL, NULL, NULL, NULL, NULL};
    (void)user;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = make(ctx, &r);
    }
    unmake(ctx, &r);
    hm_context_free(ctx);
    return status;
}

static void every_request_refused_once(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(attempt, NULL) > 100);
}

static void derivatives_ask_for_nothing(void **state)
{
    bool closed = false;
    hm_allocator allocator = {closable, &closed};
    hm_context *ctx = NULL;
    room r = {NULL, NULL, NULL, NULL, NULL};
    double tariff[SMALL_FLOWS], income[SMALL_N], friends[SMALL_N * SMALL_N];
    static const double direction[SMALL_FLOWS] = {0.0, 0.3};
    hm_gradient g = {.tariff = tariff};
    hm_direction d = {.tariff = direction};
    hm_tangent t = {.income = income};
    (void)state;
    assert_int_equal(hm_context_create(&allocator, &ctx), HM_OK);
    assert_hm_ok(ctx, make(ctx, &r));
    assert_hm_ok(ctx, hm_solver_solve(r.solver, NULL, NULL, r.solution));
    closed = true;
    assert_hm_ok(ctx, hm_sensitivity_at(r.s, NULL, r.solution));
    assert_hm_ok(ctx,
                 hm_sensitivity_add_tariff_revenue(r.s, 0, 1.0, r.objective));
    assert_hm_ok(ctx, hm_sensitivity_adjoint(r.s, r.objective, &g));
    assert_hm_ok(ctx, hm_sensitivity_tangent(r.s, &d, &t));
    assert_hm_ok(ctx, hm_sensitivity_friends(r.s, NULL, friends));
    closed = false;
    unmake(ctx, &r);
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_request_refused_once),
        cmocka_unit_test(derivatives_ask_for_nothing),
    };
    return hm_test_run(tests);
}

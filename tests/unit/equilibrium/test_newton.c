// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_newton.c - Newton on the whole system and the walk along a shock's
 * path end where the plain iteration ends; Newton does so in few sweeps and
 * at second order.
 */
#include "solved.h"

#include "equilibrium/internal.h"

static const unsigned plain_flags =
    WITH_INPUTS | WITH_CES | WITH_TARIFFS | WITH_FACTORS;

/* One economy, its shock and a solver. */
typedef struct fixture {
    hm_context *ctx;
    model m;
    hm_economy *economy;
    hm_shock *shock;
    hm_solver *s;
    hm_solution *plain, *other;
    hm_certificate certificate;
} fixture;

static fixture begin(uint64_t seed, unsigned flags, shock_kind kind,
                     hm_closure closure)
{
    fixture x = {.m = model_random(seed, flags, 0, 0)};
    assert_hm_ok(NULL, hm_context_create(NULL, &x.ctx));
    model_shock raw = model_shock_random(&x.m, seed, kind);
    x.economy = economy_of(x.ctx, &x.m, closure);
    x.shock = model_shock_make(x.ctx, x.economy, &raw);
    assert_non_null(x.shock);
    model_shock_free(&raw);
    assert_hm_ok(x.ctx,
                 hm_solver_create(x.ctx, x.economy, closure, NULL, &x.s));
    assert_hm_ok(x.ctx, hm_solution_create(x.ctx, x.economy, &x.plain));
    assert_hm_ok(x.ctx, hm_solution_create(x.ctx, x.economy, &x.other));
    return x;
}

static void end(fixture *x)
{
    hm_solution_free(x->plain);
    hm_solution_free(x->other);
    hm_solver_free(x->s);
    hm_shock_free(x->shock);
    hm_economy_free(x->economy);
    model_free(&x->m);
    hm_context_free(x->ctx);
}

static void same(const fixture *x)
{
    const hm_solution_arrays *a = hm_solution_data(x->plain);
    const hm_solution_arrays *b = hm_solution_data(x->other);
    /* both stop at 1e-11; a nearly closed economy leaves a hundred times it */
    assert_vector_near(b->income, a->income, x->m.N, 1e-8, 0.0, NULL);
    assert_vector_near(b->price_hat, a->price_hat, x->m.N * x->m.J, 1e-8, 0.0,
                       NULL);
}

static void solve_plainly(fixture *x)
{
    hmi_residuals residuals;
    assert_true(hmi_prepare(x->s, x->shock, 1.0, &x->certificate));
    hmi_state_base(x->s);
    assert_true(hmi_iterate(x->s, 1e-11, 300, &residuals));
    hmi_state_store(x->s, x->plain);
}

static void newton_ends_where_the_plain_map_ends(void **state)
{
    (void)state;
    const uint64_t seed = hm_test_seed(71);
    for (uint64_t k = 0; k < 40; k++) {
        fixture x = begin(seed + k, plain_flags, SHOCK_SMALL, HM_CLOSURE_FIXED);
        hmi_residuals residuals;
        solve_plainly(&x);
        hmi_state_base(x.s);
        x.s->iterations = 0;
        assert_true(hmi_iterate_global(x.s, 1e-11, 30, &residuals));
        /* of second order: a shock of a per cent is gone after three steps */
        assert_in_range(x.s->iterations, 2, 8);
        hmi_state_store(x.s, x.other);
        same(&x);
        end(&x);
    }
}

static void the_path_ends_where_the_plain_map_ends(void **state)
{
    (void)state;
    const uint64_t seed = hm_test_seed(72);
    for (uint64_t k = 0; k < 30; k++) {
        fixture x =
            begin(seed + k, plain_flags,
                  k % 2 == 0 ? SHOCK_LARGE : SHOCK_PARTIAL, HM_CLOSURE_ZERO);
        hmi_residuals residuals;
        solve_plainly(&x);
        x.s->settings.tolerance = 1e-11;
        x.s->iterations = 0;
        assert_true(hmi_walk_path(x.s, x.shock, &x.certificate, &residuals));
        hmi_state_store(x.s, x.other);
        same(&x);
        end(&x);
    }
}

/* Newton's steps are of second order only if the residual is smooth and its
 * products are those of its derivative. */
static void the_last_steps_square_the_residual(void **state)
{
    (void)state;
    fixture x = begin(hm_test_seed(73), plain_flags | WITH_TIERS, SHOCK_LARGE,
                      HM_CLOSURE_ZERO);
    hmi_residuals coarse, fine;
    assert_true(hmi_prepare(x.s, x.shock, 1.0, &x.certificate));
    hmi_state_base(x.s);
    assert_true(hmi_iterate_global(x.s, 1e-3, 40, &coarse));
    x.s->iterations = 0;
    assert_true(hmi_iterate_global(x.s, 1e-11, 40, &fine));
    /* linear systems are solved to 1e-3: three digits a step at least */
    assert_in_range(x.s->iterations, 2, 5);
    end(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(newton_ends_where_the_plain_map_ends),
        cmocka_unit_test(the_path_ends_where_the_plain_map_ends),
        cmocka_unit_test(the_last_steps_square_the_residual),
    };
    return hm_test_run(tests);
}

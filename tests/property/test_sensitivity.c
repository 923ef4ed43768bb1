// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_sensitivity.c - derivatives at random points of random economies,
 * every switch, closure and kind of shock: the adjoint of a random objective
 * times a random direction is the tangent of the direction times the
 * objective, and the tangent is what re-solving finds.
 */
#include "derivatives.h"
#include "solved.h"

#include <hirschman/sensitivity.h>

#include <stdlib.h>
#include <string.h>

enum { ECONOMIES = 250 };

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

static hm_closure closure_for(uint64_t seed, int kind)
{
    static const hm_closure gentle[] = {HM_CLOSURE_FIXED, HM_CLOSURE_SCALED,
                                        HM_CLOSURE_BILATERAL, HM_CLOSURE_ZERO};
    return kind >= SHOCK_PROHIBITIVE ? HM_CLOSURE_ZERO : gentle[seed % 4];
}

/* --- adjoint against tangent --------------------------------------------------------- */

typedef struct worst {
    double gap, residual;
    int32_t points, steps, most, loose;
} worst;

static void transposes(hm_context *ctx, hm_sensitivity *s, const model *m,
                       const solved *point, uint64_t seed, worst *w)
{
    hm_random random = hm_random_seed(seed);
    bundle direction = bundle_new(m);
    bundle gradient = bundle_new(m);
    outcome t = outcome_new(m);
    hm_objective *o = NULL;
    double world = 0.0;
    for (size_t f = 0; f < m->F; f++) {
        world += m->wL[f];
    }
    assert_hm_ok(ctx, hm_objective_create(ctx, point->economy, true, &o));
    draw_objective(m, &random, world, o);
    draw_direction(m, &random, &direction);
    hm_gradient g = as_gradient(&gradient);
    hm_direction d = as_direction(&direction);
    hm_tangent change = as_tangent(&t);
    assert_hm_ok(ctx, hm_sensitivity_at(s, point->shock, point->solution));
    assert_hm_ok(ctx, hm_sensitivity_adjoint(s, o, &g));
    int32_t steps = hm_sensitivity_get_cost(s).steps;
    sum left = {0.0, 0.0};
    for (int k = 0; k < KINDS; k++) {
        for (size_t i = 0; i < direction.count[k]; i++) {
            if (k == PHI && isnan(gradient.kind[k][i])) {
                direction.kind[k][i] = 0.0; /* no finite derivative */
                gradient.kind[k][i] = 0.0;
            }
        }
        dot(&left, gradient.kind[k], direction.kind[k], direction.count[k]);
    }
    assert_hm_ok(ctx, hm_sensitivity_tangent(s, &d, &change));
    sum right = along(m, o, &t);
    double gap = fabs(left.value - right.value) / (left.size + right.size);
    /* 1e-12 where both systems were solved to rounding; at points near a fold
     * what was left of them, which the call reports, says how far to trust. */
    double left_over = hm_sensitivity_get_cost(s).residual;
    if (!(gap <= 1e-12 + 10.0 * (left_over > 1e-13 ? left_over : 0.0))) {
        print_error("seed %llu: %.17g against %.17g, size %g, %g, left %g\n",
                    (unsigned long long)seed, left.value, right.value,
                    left.size, right.size, left_over);
        assert_true(gap <= 1e-12);
    }
    w->loose += left_over > 1e-13;
    hm_sensitivity_cost cost = hm_sensitivity_get_cost(s);
    w->gap = fmax(w->gap, gap);
    w->residual = fmax(w->residual, cost.residual);
    w->points++;
    w->steps += steps;
    w->most = steps > w->most ? steps : w->most;
    hm_objective_free(ctx, o);
    free(t.w);
    bundle_free(&direction);
    bundle_free(&gradient);
}

static void the_adjoint_is_the_transpose_of_the_tangent(void **state)
{
    hm_context *ctx = *state;
    uint64_t first = hm_test_seed(1);
    uint64_t count = ECONOMIES * (uint64_t)hm_test_multiplier();
    worst w = {0.0, 0.0, 0, 0, 0, 0};
    for (uint64_t seed = first; seed < first + count; seed++) {
        int kind = (int)(seed % SHOCK_KINDS);
        hm_closure closure = closure_for(seed, kind);
        model m = model_random(seed, WITH_ALL, 0, 0);
        model_shock shock = model_shock_random(&m, seed, (shock_kind)kind);
        solved p = {.economy = economy_of(ctx, &m, closure)};
        p.shock = model_shock_make(ctx, p.economy, &shock);
        assert_non_null(p.shock);
        solve_into(ctx, &p, closure, 1e-12);
        if (p.certificate->outcome == HM_CONVERGED) {
            hm_sensitivity *s = NULL;
            assert_hm_ok(ctx,
                         hm_sensitivity_create(ctx, p.economy, closure, &s));
            transposes(ctx, s, &m, &p, seed, &w);
            hm_sensitivity_free(s);
        }
        solved_clear(&p);
        model_shock_free(&shock);
        model_free(&m);
    }
    print_message("# %d points, worst gap %.2g, residual %.2g, steps mean %.1f "
                  "most %d, %d not solved to 1e-13\n",
                  w.points, w.gap, w.residual, (double)w.steps / w.points,
                  w.most, w.loose);
    assert_true(w.loose <= w.points / 25);
    assert_true(w.points > (int32_t)count / 2);
}

/* --- several objectives at once ---------------------------------------------------- */

/* Worst gap between gradients found together and one by one, over the largest
 * entry of its kind. */
static double together_gap(hm_context *ctx, const model *m, const solved *p,
                           hm_closure closure, int32_t *passes)
{
    enum { MOST = 20 };
    hm_objective *list[MOST] = {NULL};
    bundle many[MOST], one = bundle_new(m);
    hm_gradient wanted[MOST], *out[MOST];
    hm_sensitivity *s = NULL;
    size_t count = 2 * m->N + 1;
    double gap_most = 0.0;
    assert_true(count <= MOST);
    assert_hm_ok(ctx, hm_sensitivity_create(ctx, p->economy, closure, &s));
    assert_hm_ok(ctx, hm_sensitivity_at(s, p->shock, p->solution));
    for (size_t o = 0; o < count; o++) {
        int32_t n = (int32_t)(o % m->N);
        many[o] = bundle_new(m);
        wanted[o] = as_gradient(&many[o]);
        out[o] = &wanted[o];
        assert_hm_ok(ctx, hm_objective_create(ctx, p->economy, true, &list[o]));
        assert_hm_ok(
            ctx, o < m->N ? hm_sensitivity_add_real_income(s, n, 1.0, list[o])
                          : hm_sensitivity_add_export_earnings(s, n, -1, 1.0,
                                                               list[o]));
    }
    assert_hm_ok(ctx, hm_sensitivity_adjoints(s, (int32_t)count,
                                              (const hm_objective *const *)list,
                                              out));
    *passes = hm_sensitivity_get_cost(s).trade_passes;
    for (size_t o = 0; o < count; o++) {
        hm_gradient g = as_gradient(&one);
        assert_hm_ok(ctx, hm_sensitivity_adjoint(s, list[o], &g));
        for (int k = 0; k < KINDS; k++) {
            double size = 1e-300;
            double gap = 0.0;
            for (size_t i = 0; i < one.count[k]; i++) {
                double x = one.kind[k][i];
                if (!isnan(x)) {
                    size = fmax(size, fabs(x));
                    gap = fmax(gap, fabs(x - many[o].kind[k][i]));
                }
            }
            gap_most = fmax(gap_most, gap / size);
        }
        hm_objective_free(ctx, list[o]);
        bundle_free(&many[o]);
    }
    bundle_free(&one);
    hm_sensitivity_free(s);
    return gap_most;
}

/* Both are solved to 1e-14 of their sources; a gradient of next to nothing
 * keeps fewer digits. */
static void together_as_one_by_one(void **state)
{
    double gap_most = 0.0;
    int32_t most = 0;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        hm_closure closure = closure_for(seed, SHOCK_SMALL);
        model m = model_random(seed, WITH_ALL, 0, 0);
        model_shock shock = model_shock_random(&m, seed, SHOCK_SMALL);
        solved p = {.economy = economy_of(*state, &m, closure)};
        p.shock = model_shock_make(*state, p.economy, &shock);
        solve_into(*state, &p, closure, 1e-12);
        if (p.certificate->outcome == HM_CONVERGED) {
            int32_t passes = 0;
            double gap = together_gap(*state, &m, &p, closure, &passes);
            if (!(gap < 1e-9)) {
                print_error("seed %llu: %g\n", (unsigned long long)seed, gap);
            }
            gap_most = fmax(gap_most, gap);
            most = passes > most ? passes : most;
        }
        solved_clear(&p);
        model_shock_free(&shock);
        model_free(&m);
    }
    print_message("# worst gap %.2g, most passes %d\n", gap_most, most);
    assert_true(gap_most < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_adjoint_is_the_transpose_of_the_tangent),
        cmocka_unit_test(together_as_one_by_one),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

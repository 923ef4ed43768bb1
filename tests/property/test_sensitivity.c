// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_sensitivity.c - derivatives at random points of random economies,
 * every switch, closure and kind of shock: the adjoint of a random objective
 * times a random direction is the tangent of the direction times the
 * objective, and the tangent is what re-solving finds.
 */
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

/* --- every instrument and parameter, by number ---------------------------------- */

enum {
    TARIFF,
    EXPORT_TAX,
    RENT,
    RENT_SHARE,
    COST,
    PHI,
    PRODUCTIVITY,
    FACTOR,
    DEFICIT,
    THETA,
    THETA_HOME,
    RHO,
    PSI,
    ETA,
    KINDS
};

typedef struct bundle {
    double *kind[KINDS];
    size_t count[KINDS];
} bundle;

static bundle bundle_new(const model *m)
{
    size_t flows = m->J * m->N * m->N;
    bundle b = {.count = {flows, flows, flows, flows, flows, flows, m->N * m->J,
                          m->F, m->N, m->J, m->J, m->J, m->J, m->N}};
    for (int k = 0; k < KINDS; k++) {
        b.kind[k] = calloc(b.count[k] + 1, sizeof(double));
        assert_non_null(b.kind[k]);
    }
    return b;
}

static void bundle_free(bundle *b)
{
    for (int k = 0; k < KINDS; k++) {
        free(b->kind[k]);
    }
}

static hm_gradient as_gradient(const bundle *b)
{
    return (hm_gradient){.tariff = b->kind[TARIFF],
                         .export_tax = b->kind[EXPORT_TAX],
                         .rent_wedge = b->kind[RENT],
                         .rent_share = b->kind[RENT_SHARE],
                         .ln_cost = b->kind[COST],
                         .phi = b->kind[PHI],
                         .ln_productivity = b->kind[PRODUCTIVITY],
                         .ln_factor = b->kind[FACTOR],
                         .deficit = b->kind[DEFICIT],
                         .theta = b->kind[THETA],
                         .theta_home = b->kind[THETA_HOME],
                         .input_substitution = b->kind[RHO],
                         .scale = b->kind[PSI],
                         .final_substitution = b->kind[ETA]};
}

static hm_direction as_direction(const bundle *b)
{
    return (hm_direction){.tariff = b->kind[TARIFF],
                          .export_tax = b->kind[EXPORT_TAX],
                          .rent_wedge = b->kind[RENT],
                          .rent_share = b->kind[RENT_SHARE],
                          .ln_cost = b->kind[COST],
                          .phi = b->kind[PHI],
                          .ln_productivity = b->kind[PRODUCTIVITY],
                          .ln_factor = b->kind[FACTOR],
                          .deficit = b->kind[DEFICIT],
                          .theta = b->kind[THETA],
                          .theta_home = b->kind[THETA_HOME],
                          .input_substitution = b->kind[RHO],
                          .scale = b->kind[PSI],
                          .final_substitution = b->kind[ETA]};
}

/* Random in every entry but home flows; deficits sum to 0. */
static void draw_direction(const model *m, hm_random *random, bundle *b)
{
    for (int k = 0; k < KINDS; k++) {
        for (size_t i = 0; i < b->count[k]; i++) {
            bool home = k <= PHI && i % m->N == i / m->N % m->N;
            b->kind[k][i] = home ? 0.0 : hm_random_range(random, -1.0, 1.0);
        }
    }
    double sum = 0.0;
    for (size_t n = 0; n < m->N; n++) {
        double size = 0.01 * m->wL[n % m->F];
        b->kind[DEFICIT][n] *= size;
        sum += b->kind[DEFICIT][n];
    }
    b->kind[DEFICIT][0] -= sum;
}

/* --- a random objective ------------------------------------------------------------ */

static void fill(hm_random *random, double *array, size_t count, double size)
{
    for (size_t i = 0; i < count; i++) {
        array[i] = size * hm_random_range(random, -1.0, 1.0);
    }
}

/* Partials of the size that real income of a mean country has. */
static void draw_objective(const model *m, hm_random *random, double world,
                           hm_objective *o)
{
    size_t cells = m->N * m->J;
    size_t flows = cells * m->N;
    double per = (double)m->N / world;
    fill(random, o->income, m->N, per);
    fill(random, o->price, cells, 1.0);
    fill(random, o->cost, cells, 1.0);
    fill(random, o->factor_price, m->F, 1.0);
    fill(random, o->expenditure, cells, per);
    fill(random, o->output, cells, per);
    fill(random, o->flow, flows, per);
}

typedef struct outcome {
    double *w, *P, *c, *X, *Y, *I, *D, *W, *flow;
} outcome;

static outcome outcome_new(const model *m)
{
    size_t cells = m->N * m->J;
    double *all =
        calloc(m->F + 4 * cells + 3 * m->N + cells * m->N, sizeof(double));
    assert_non_null(all);
    outcome t = {.w = all};
    t.P = t.w + m->F;
    t.c = t.P + cells;
    t.X = t.c + cells;
    t.Y = t.X + cells;
    t.I = t.Y + cells;
    t.D = t.I + m->N;
    t.W = t.D + m->N;
    t.flow = t.W + m->N;
    return t;
}

static hm_tangent as_tangent(const outcome *t)
{
    return (hm_tangent){.ln_factor_price = t->w,
                        .ln_price = t->P,
                        .ln_cost = t->c,
                        .expenditure = t->X,
                        .output = t->Y,
                        .income = t->I,
                        .deficit = t->D,
                        .ln_real_income = t->W,
                        .flow = t->flow};
}

typedef struct sum {
    double value, size;
} sum;

static void dot(sum *s, const double *x, const double *y, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s->value += x[i] * y[i];
        s->size += fabs(x[i] * y[i]);
    }
}

static sum along(const model *m, const hm_objective *o, const outcome *t)
{
    sum s = {0.0, 0.0};
    size_t cells = m->N * m->J;
    dot(&s, o->income, t->I, m->N);
    dot(&s, o->price, t->P, cells);
    dot(&s, o->cost, t->c, cells);
    dot(&s, o->factor_price, t->w, m->F);
    dot(&s, o->expenditure, t->X, cells);
    dot(&s, o->output, t->Y, cells);
    dot(&s, o->flow, t->flow, cells * m->N);
    return s;
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_adjoint_is_the_transpose_of_the_tangent),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

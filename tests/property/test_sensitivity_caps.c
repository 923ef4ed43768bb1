// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_sensitivity_caps.c - derivatives where 1 to 20 caps bind, on random
 * economies with every switch (MODEL.md A19): adjoint against tangent, both
 * against re-solving, and against A19's own formula, a matrix of adjoints at
 * given rents.
 */
#include "derivatives.h"
#include "solved.h"

enum { ECONOMIES = 90, MOST_CAPS = 20 };

static const double tolerance = 1e-13;

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

/* A model, levels of a shock and caps. */
typedef struct capped {
    model m;
    model_shock s;
    size_t flows;
    double *quantity, *value;
    hm_closure closure;
} capped;

static capped capped_new(uint64_t seed, unsigned flags)
{
    static const hm_closure closures[] = {HM_CLOSURE_FIXED, HM_CLOSURE_SCALED,
                                          HM_CLOSURE_BILATERAL,
                                          HM_CLOSURE_ZERO};
    capped c = {.m = model_random(seed, flags, 4 + seed % 4, 0),
                .closure = closures[seed / 7 % 4]};
    c.s = model_shock_random(&c.m, seed,
                             seed % 3 == 0 ? SHOCK_SMALL : SHOCK_NONE);
    c.flows = c.m.J * c.m.N * c.m.N;
    c.quantity = malloc(2 * c.flows * sizeof(double));
    assert_non_null(c.quantity);
    c.value = c.quantity + c.flows;
    for (size_t f = 0; f < 2 * c.flows; f++) {
        c.quantity[f] = HUGE_VAL;
    }
    return c;
}

static void capped_free(capped *c)
{
    free(c->quantity);
    model_shock_free(&c->s);
    model_free(&c->m);
}

static void solve_again(hm_context *ctx, const capped *c, solved *s)
{
    hm_shock_arrays arrays = model_shock_arrays(&c->s);
    arrays.quantity_cap = c->quantity;
    arrays.value_cap = c->value;
    hm_solution_free(s->solution);
    hm_shock_free(s->shock);
    s->solution = NULL;
    s->shock = NULL;
    assert_hm_ok(ctx,
                 hm_shock_from_arrays(ctx, s->economy, &arrays, &s->shock));
    solve_into(ctx, s, c->closure, tolerance);
}

static bool converged(const solved *s)
{
    return s->certificate->outcome == HM_CONVERGED;
}

/* Caps on flows, from 40 to 85 % of what passes without: on the quantity, the
 * value or both, rents with either owner or shared. */
static void draw_caps(capped *c, const solved *open, uint64_t seed, bool values)
{
    const hm_economy_arrays *a = hm_economy_data(open->economy);
    size_t N = c->m.N;
    hm_random r = hm_random_seed(seed + 77);
    double *share = malloc(c->flows * sizeof(double));
    assert_non_null(share);
    hm_solution_shares(open->economy, open->shock, open->solution, share);
    size_t wanted = 1 + seed % MOST_CAPS;
    for (size_t k = 0; k < 4 * wanted && wanted > 0; k++) {
        size_t f = (size_t)(hm_random_uniform(&r) * (double)c->flows);
        size_t cell = f / N % N * c->m.J + f / N / N;
        double X = share[f] * open->x->expenditure[cell];
        double owner = hm_random_uniform(&r);
        double kind = values ? hm_random_uniform(&r) : 0.0;
        double cut = hm_random_range(&r, 0.4, 0.85);
        bool home = f % N == f / N % N;
        if (home || !(X > 1e-6 * open->x->income[f / N % N]) ||
            isfinite(c->quantity[f]) || isfinite(c->value[f])) {
            continue;
        }
        double kappa = c->s.d[f] * (1 + c->s.t[f]) * (1 + c->s.e[f]) *
                       (1 + c->s.m[f]) /
                       ((1 + c->m.t[f]) * (1 + c->m.e[f]) * (1 + c->m.m[f]));
        double quantity = X / (a->share[f] * a->expenditure[cell]) / kappa /
                          open->x->cost_hat[f % N * c->m.J + f / N / N];
        if (kind < 0.7) {
            c->quantity[f] = cut * quantity;
        }
        if (kind > 0.5) {
            /* away from the other: which of two caps holds may not change */
            double apart = kind < 0.6 ? 0.9 : 1.15;
            c->value[f] = apart * cut * X / (1 + c->s.t[f]);
        }
        c->s.zeta[f] = owner < 0.4 ? 1 : (owner < 0.8 ? 0 : owner);
        c->s.m[f] = c->m.m[f]; /* ignored where there is a cap */
        wanted--;
    }
    free(share);
}

/* How many caps bind; -1: one is next to nothing, or a ban. */
static int32_t binding(const capped *c, const solved *s)
{
    int32_t count = 0;
    for (size_t f = 0; f < c->flows; f++) {
        double m = s->x->rent_wedge[f];
        if (isfinite(c->quantity[f]) || isfinite(c->value[f])) {
            if (isinf(m) || (m > 0 && m < 1e-3)) {
                return -1;
            }
            count += m > 0;
        }
    }
    return count;
}

/* A point with binding caps, or one without a solution (cleared). */
static solved point_of(hm_context *ctx, capped *c, uint64_t seed, bool values)
{
    solved s = {.economy = economy_of(ctx, &c->m, c->closure)};
    solve_again(ctx, c, &s);
    if (converged(&s)) {
        draw_caps(c, &s, seed, values);
        solve_again(ctx, c, &s);
    }
    if (!converged(&s) || binding(c, &s) <= 0) {
        solved_clear(&s);
    }
    return s;
}

/* A random direction; caps move by a part of themselves. */
static void direct(const capped *c, hm_random *random, bundle *d)
{
    draw_direction(&c->m, random, d);
    for (size_t f = 0; f < c->flows; f++) {
        double q = c->quantity[f];
        double b = c->value[f];
        d->kind[QUANTITY][f] *= isfinite(q) ? q : 0.0;
        d->kind[VALUE][f] *= isfinite(b) ? b : 0.0;
    }
}

/* --- adjoint against tangent ---------------------------------------------------- */

static double transposed_gap(hm_context *ctx, const capped *c,
                             const solved *point, uint64_t seed)
{
    hm_random random = hm_random_seed(seed);
    bundle direction = bundle_new(&c->m);
    bundle gradient = bundle_new(&c->m);
    outcome t = outcome_new(&c->m);
    hm_objective *o = NULL;
    hm_sensitivity *s = NULL;
    double world = 0.0;
    for (size_t f = 0; f < c->m.F; f++) {
        world += c->m.wL[f];
    }
    assert_hm_ok(ctx, hm_objective_create(ctx, point->economy, true, &o));
    assert_hm_ok(ctx,
                 hm_sensitivity_create(ctx, point->economy, c->closure, &s));
    assert_hm_ok(ctx, hm_sensitivity_at(s, point->shock, point->solution));
    draw_objective(&c->m, &random, world, o);
    direct(c, &random, &direction);
    hm_gradient g = as_gradient(&gradient);
    hm_direction d = as_direction(&direction);
    hm_tangent change = as_tangent(&t);
    assert_hm_ok(ctx, hm_sensitivity_adjoint(s, o, &g));
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
    sum right = along(&c->m, o, &t);
    double left_over = hm_sensitivity_get_cost(s).residual;
    double gap = fabs(left.value - right.value) / (left.size + right.size);
    hm_sensitivity_free(s);
    hm_objective_free(ctx, o);
    free(t.w);
    bundle_free(&direction);
    bundle_free(&gradient);
    return gap - 10.0 * (left_over > 1e-13 ? left_over : 0.0);
}

static void the_adjoint_is_the_transpose(void **state)
{
    uint64_t first = hm_test_seed(1);
    uint64_t count = ECONOMIES * (uint64_t)hm_test_multiplier();
    int32_t points = 0;
    int32_t caps = 0;
    double worst = 0.0;
    for (uint64_t seed = first; seed < first + count; seed++) {
        capped c = capped_new(seed, WITH_ALL);
        solved s = point_of(*state, &c, seed, true);
        if (s.economy != NULL) {
            double gap = transposed_gap(*state, &c, &s, seed);
            if (!(gap <= 1e-12)) {
                print_error("seed %llu: %g\n", (unsigned long long)seed, gap);
            }
            worst = fmax(worst, gap);
            caps += binding(&c, &s);
            points++;
        }
        solved_clear(&s);
        capped_free(&c);
    }
    print_message("# %d points, %d binding caps, worst gap %.2g\n", points,
                  caps, worst);
    assert_true(worst <= 1e-12);
    assert_true(points > (int32_t)count / 2);
    assert_true(caps > 4 * points);
}

/* --- against re-solving ------------------------------------------------------------ */

/* Levels `h` along the direction, as an economy of its own would have them. */
static capped moved(const capped *c, const bundle *d, double h)
{
    capped to = {.m = c->m,
                 .s = model_shock_new(&c->m),
                 .flows = c->flows,
                 .closure = c->closure};
    to.quantity = malloc(2 * c->flows * sizeof(double));
    assert_non_null(to.quantity);
    to.value = to.quantity + c->flows;
    for (size_t f = 0; f < c->flows; f++) {
        to.s.t[f] = c->s.t[f] + h * d->kind[TARIFF][f];
        to.s.e[f] = c->s.e[f] + h * d->kind[EXPORT_TAX][f];
        to.s.m[f] = c->s.m[f];
        to.s.zeta[f] = c->s.zeta[f] + h * d->kind[RENT_SHARE][f];
        to.s.d[f] = c->s.d[f] * exp(h * d->kind[COST][f]);
        to.s.phi[f] = c->s.phi[f] * (1 + h * d->kind[PHI][f]);
        to.quantity[f] = c->quantity[f];
        to.value[f] = c->value[f];
        if (isfinite(c->quantity[f])) {
            to.quantity[f] += h * d->kind[QUANTITY][f];
        }
        if (isfinite(c->value[f])) {
            to.value[f] += h * d->kind[VALUE][f];
        }
    }
    for (size_t x = 0; x < c->m.N * c->m.J; x++) {
        to.s.A[x] = c->s.A[x] * exp(h * d->kind[PRODUCTIVITY][x]);
    }
    for (size_t f = 0; f < c->m.F; f++) {
        to.s.L[f] = c->s.L[f] * exp(h * d->kind[FACTOR][f]);
    }
    for (size_t n = 0; n < c->m.N; n++) {
        to.s.D[n] = c->s.D[n] + h * d->kind[DEFICIT][n];
    }
    return to;
}

/* Only what a shock can move, by steps that keep rates above -1, shares of
 * rents inside 0 to 1 and phi at most 1. */
static void confine(const capped *c, bundle *d)
{
    for (size_t f = 0; f < c->flows; f++) {
        bool inside = c->s.zeta[f] > 0.1 && c->s.zeta[f] < 0.9;
        d->kind[TARIFF][f] *= 0.2;
        d->kind[EXPORT_TAX][f] *= 0.2;
        d->kind[RENT][f] = 0.0;
        d->kind[RENT_SHARE][f] *= inside ? 0.1 : 0.0;
        d->kind[COST][f] *= 0.2;
        d->kind[PHI][f] = c->s.phi[f] < 0.9 ? 0.1 * d->kind[PHI][f] : 0.0;
        d->kind[QUANTITY][f] *= 0.2;
        d->kind[VALUE][f] *= 0.2;
    }
    for (size_t x = 0; x < c->m.N * c->m.J; x++) {
        d->kind[PRODUCTIVITY][x] *= 0.1;
    }
    for (size_t f = 0; f < c->m.F; f++) {
        d->kind[FACTOR][f] *= 0.1;
    }
    for (int k = THETA; k <= ETA; k++) {
        for (size_t i = 0; i < d->count[k]; i++) {
            d->kind[k][i] = 0.0;
        }
    }
}

/* What is compared: every ln W and every rent. */
static size_t outcomes(const capped *c, const solved *s, double *y)
{
    size_t count = 0;
    for (size_t n = 0; n < c->m.N; n++) {
        y[count++] = log(s->x->income[n]) - log(s->x->price_index_hat[n]);
    }
    for (size_t f = 0; f < c->flows; f++) {
        if (isfinite(c->quantity[f]) || isfinite(c->value[f])) {
            y[count++] = s->x->rent_wedge[f];
        }
    }
    return count;
}

/* Do the same caps bind as at the point? */
static bool same_set(const capped *c, const solved *a, const solved *b)
{
    for (size_t f = 0; f < c->flows; f++) {
        bool in_a = a->x->rent_wedge[f] > 0 && isfinite(a->x->rent_wedge[f]);
        bool in_b = b->x->rent_wedge[f] > 0 && isfinite(b->x->rent_wedge[f]);
        if (in_a != in_b) {
            return false;
        }
    }
    return true;
}

typedef struct taylor {
    double central; /* worst gap of the tangent to Richardson's differences */
    double slope;   /* log2 of the ratio of remainders at h and h/2 */
    bool usable;
} taylor;

enum { MOST = 8 + MOST_CAPS };

static taylor remainders(hm_context *ctx, const capped *c, const solved *point,
                         const bundle *d, const double *rate)
{
    static const double steps[] = {2e-3, 1e-3, 2e-4, -2e-4, 1e-4, -1e-4};
    double y[6][MOST];
    double here[MOST];
    taylor result = {0.0, 0.0, true};
    size_t count = outcomes(c, point, here);
    for (int k = 0; k < 6; k++) {
        capped there = moved(c, d, steps[k]);
        solved s = {.economy = economy_of(ctx, &c->m, c->closure)};
        solve_again(ctx, &there, &s);
        result.usable =
            result.usable && converged(&s) && same_set(c, point, &s);
        if (result.usable) {
            (void)outcomes(c, &s, y[k]);
        }
        solved_clear(&s);
        free(there.quantity);
        model_shock_free(&there.s);
    }
    double large = 0.0;
    double small = 0.0;
    double size = 1.0;
    for (size_t i = 0; i < count; i++) {
        size = fmax(size, fabs(rate[i]));
    }
    for (size_t i = 0; i < count && result.usable; i++) {
        double wide = (y[2][i] - y[3][i]) / 4e-4;
        double narrow = (y[4][i] - y[5][i]) / 2e-4;
        double slope = narrow + (narrow - wide) / 3;
        /* the better of the two: between wide steps another cap of the
         * same flow may come to hold */
        double gap = fmin(fabs(slope - rate[i]), fabs(narrow - rate[i]));
        /* higher derivatives grow with powers of the first */
        result.central = fmax(result.central, gap / size / size);
        large += fabs(y[0][i] - here[i] - steps[0] * rate[i]);
        small += fabs(y[1][i] - here[i] - steps[1] * rate[i]);
    }
    result.slope = result.usable ? log2(large / small) : 2.0;
    return result;
}

static void rates_of(const capped *c, const outcome *t, double *rate)
{
    size_t count = 0;
    for (size_t n = 0; n < c->m.N; n++) {
        rate[count++] = t->W[n];
    }
    for (size_t f = 0; f < c->flows; f++) {
        if (isfinite(c->quantity[f]) || isfinite(c->value[f])) {
            rate[count++] = t->rent[f];
        }
    }
}

static taylor taylor_of(hm_context *ctx, const capped *c, const solved *point,
                        uint64_t seed)
{
    hm_random random = hm_random_seed(seed + 5);
    double rate[MOST];
    bundle direction = bundle_new(&c->m);
    outcome t = outcome_new(&c->m);
    hm_sensitivity *s = NULL;
    assert_hm_ok(ctx,
                 hm_sensitivity_create(ctx, point->economy, c->closure, &s));
    assert_hm_ok(ctx, hm_sensitivity_at(s, point->shock, point->solution));
    direct(c, &random, &direction);
    confine(c, &direction);
    hm_direction d = as_direction(&direction);
    hm_tangent change = as_tangent(&t);
    assert_hm_ok(ctx, hm_sensitivity_tangent(s, &d, &change));
    rates_of(c, &t, rate);
    taylor result = remainders(ctx, c, point, &direction, rate);
    hm_sensitivity_free(s);
    free(t.w);
    bundle_free(&direction);
    return result;
}

/* The differences' own error is the fifth derivative times 1e-17, the solver's
 * 1e-13 over 1e-4. */
static void rents_move_as_re_solving_says(void **state)
{
    uint64_t first = hm_test_seed(1);
    uint64_t count = ECONOMIES * (uint64_t)hm_test_multiplier();
    int32_t used = 0;
    double worst = 0.0;
    double slopes = 0.0;
    int32_t bent = 0;
    for (uint64_t seed = first; seed < first + count; seed++) {
        capped c = capped_new(seed, WITH_ALL);
        solved s = point_of(*state, &c, seed, true);
        if (s.economy != NULL) {
            taylor t = taylor_of(*state, &c, &s, seed);
            if (t.usable) {
                if (t.central > 2e-7) {
                    print_error("seed %llu: %g\n", (unsigned long long)seed,
                                t.central);
                }
                worst = fmax(worst, t.central);
                bent += !(fabs(t.slope - 2.0) < 0.2);
                slopes += t.slope;
                used++;
            }
        }
        solved_clear(&s);
        capped_free(&c);
    }
    print_message("# %d points, worst difference %.2g, slope mean %.3f, "
                  "%d bent\n",
                  used, worst, slopes / used, bent);
    assert_true(used > (int32_t)count / 3);
    assert_true(worst < 2e-7);
    assert_true(fabs(slopes / used - 2.0) < 0.05);
    assert_true(bent <= used / 50); /* another cap came to hold on the way */
}

/* --- A19 as the model writes it ------------------------------------------------------ */

/* Gauss with pivoting: x = A^-1 x. */
static void eliminate(size_t n, double *A, double *x)
{
    for (size_t k = 0; k < n; k++) {
        size_t p = k;
        for (size_t r = k; r < n; r++) {
            p = fabs(A[r * n + k]) > fabs(A[p * n + k]) ? r : p;
        }
        for (size_t c = 0; c < n; c++) {
            double swap = A[k * n + c];
            A[k * n + c] = A[p * n + c];
            A[p * n + c] = swap;
        }
        double swap = x[k];
        x[k] = x[p];
        x[p] = swap;
        for (size_t r = 0; r < n; r++) {
            double factor = r == k ? 0.0 : A[r * n + k] / A[k * n + k];
            for (size_t c = k; c < n && r != k; c++) {
                A[r * n + c] -= factor * A[k * n + c];
            }
            x[r] -= factor * x[k];
        }
    }
    for (size_t k = 0; k < n; k++) {
        x[k] /= A[k * n + k];
    }
}

/* Gradients at given rents of ln W_0 (first) and of the quantity of every
 * binding flow. */
static size_t at_given_rents(hm_context *ctx, const capped *c,
                             const solved *point, bundle *rows, size_t *flows)
{
    hm_shock *held = NULL;
    hm_sensitivity *s = NULL;
    hm_objective *o = NULL;
    size_t N = c->m.N;
    size_t count = 0;
    assert_hm_ok(ctx, hm_shock_fix_rents(ctx, point->economy, point->shock,
                                         point->x->rent_wedge, &held));
    assert_hm_ok(ctx,
                 hm_sensitivity_create(ctx, point->economy, c->closure, &s));
    assert_hm_ok(ctx, hm_sensitivity_at(s, held, point->solution));
    assert_hm_ok(ctx, hm_objective_create(ctx, point->economy, true, &o));
    for (size_t f = 0; f <= c->flows; f++) {
        bool welfare = f == 0;
        size_t flow = f - 1;
        if (!welfare &&
            !(isfinite(c->quantity[flow]) && point->x->rent_wedge[flow] > 0)) {
            continue;
        }
        hm_objective_clear(point->economy, o);
        if (welfare) {
            assert_hm_ok(ctx, hm_sensitivity_add_real_income(s, 0, 1.0, o));
        } else {
            assert_hm_ok(ctx,
                         hm_sensitivity_add_import_quantity(
                             s, (int32_t)(flow / N % N), (int32_t)(flow % N),
                             (int32_t)(flow / N / N), 1.0, o));
            flows[count++] = flow;
        }
        rows[count] = bundle_new(&c->m);
        hm_gradient g = as_gradient(&rows[count]);
        assert_hm_ok(ctx, hm_sensitivity_adjoint(s, o, &g));
    }
    hm_objective_free(ctx, o);
    hm_sensitivity_free(s);
    hm_shock_free(held);
    return count;
}

/* dJ/dQ against (dJ/dm) K^-1; quantities are in MUSD of the base there. */
static double price_gap(const capped *c, const hm_economy_arrays *a,
                        const size_t *flows, size_t n, const double *y,
                        const bundle *found)
{
    double worst = 0.0;
    for (size_t q = 0; q < n; q++) {
        size_t f = flows[q];
        size_t cell = f / c->m.N % c->m.N * c->m.J + f / c->m.N / c->m.N;
        double base = a->share[f] * a->expenditure[cell] / (1 + c->m.t[f]);
        double price = y[q] * base;
        worst = fmax(worst, fabs(found->kind[QUANTITY][f] - price) /
                                (1 + fabs(price)));
    }
    return worst;
}

/* dJ/dp = dJ/dp|m - (dJ/dm) K^-1 (dQ/dp|m), K = dQ/dm; dJ/dQ = (dJ/dm) K^-1. */
static double formula_gap(hm_context *ctx, const capped *c, const solved *point)
{
    const hm_economy_arrays *a = hm_economy_data(point->economy);
    bundle rows[MOST_CAPS + 1];
    size_t flows[MOST_CAPS];
    double K[MOST_CAPS * MOST_CAPS];
    double y[MOST_CAPS];
    size_t n = at_given_rents(ctx, c, point, rows, flows);
    for (size_t q = 0; q < n; q++) {
        y[q] = rows[0].kind[RENT][flows[q]];
        for (size_t p = 0; p < n; p++) {
            K[q * n + p] = rows[1 + p].kind[RENT][flows[q]];
        }
    }
    eliminate(n, K, y);
    bundle found = bundle_new(&c->m);
    hm_gradient g = as_gradient(&found);
    hm_sensitivity *s = NULL;
    hm_objective *o = NULL;
    assert_hm_ok(ctx,
                 hm_sensitivity_create(ctx, point->economy, c->closure, &s));
    assert_hm_ok(ctx, hm_sensitivity_at(s, point->shock, point->solution));
    assert_hm_ok(ctx, hm_objective_create(ctx, point->economy, true, &o));
    assert_hm_ok(ctx, hm_sensitivity_add_real_income(s, 0, 1.0, o));
    bundle second = bundle_new(&c->m); /* two at once: one after the other */
    hm_gradient h = as_gradient(&second);
    hm_gradient *both[] = {&g, &h};
    const hm_objective *twice[] = {o, o};
    assert_hm_ok(ctx, hm_sensitivity_adjoints(s, 2, twice, both));
    for (size_t f = 0; f < c->flows; f++) {
        assert_near(found.kind[QUANTITY][f], second.kind[QUANTITY][f], 1e-11);
    }
    bundle_free(&second);
    double worst = 0.0;
    for (int k = 0; k < QUANTITY; k++) {
        for (size_t i = 0; i < found.count[k]; i++) {
            double expected = rows[0].kind[k][i];
            for (size_t q = 0; q < n; q++) {
                expected -= y[q] * rows[1 + q].kind[k][i];
            }
            double gap = fabs(found.kind[k][i] - expected);
            if (!isnan(expected)) {
                worst = fmax(worst, gap / (1 + fabs(expected)));
            }
        }
    }
    worst = fmax(worst, price_gap(c, a, flows, n, y, &found));
    for (size_t q = 0; q <= n; q++) {
        bundle_free(&rows[q]);
    }
    bundle_free(&found);
    hm_objective_free(ctx, o);
    hm_sensitivity_free(s);
    return worst;
}

/* Systems are solved to 1e-14; the matrix of caps may lose two digits. */
static void the_formula_of_the_model(void **state)
{
    uint64_t first = hm_test_seed(1);
    uint64_t count = ECONOMIES / 2 * (uint64_t)hm_test_multiplier();
    int32_t points = 0;
    double worst = 0.0;
    for (uint64_t seed = first; seed < first + count; seed++) {
        capped c = capped_new(seed, WITH_ALL);
        solved s = point_of(*state, &c, seed, false);
        if (s.economy != NULL) {
            double gap = formula_gap(*state, &c, &s);
            if (!(gap < 1e-10)) {
                print_error("seed %llu: %g\n", (unsigned long long)seed, gap);
            }
            worst = fmax(worst, gap);
            points++;
        }
        solved_clear(&s);
        capped_free(&c);
    }
    print_message("# %d points, worst gap %.2g\n", points, worst);
    assert_true(points > (int32_t)count / 2);
    assert_true(worst < 1e-10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_adjoint_is_the_transpose),
        cmocka_unit_test(rents_move_as_re_solving_says),
        cmocka_unit_test(the_formula_of_the_model),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

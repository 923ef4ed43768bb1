// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * ascent.c - the largest value of a costly smooth function inside bounds and
 * under a few constraints, from gradients.
 *
 * A quadratic model each step (Wilson 1963, Powell 1978): limited-memory BFGS
 * (Nocedal 1980) of the Lagrangian on a diagonal that the caller suggests,
 * variables that press against a bound left out (Bertsekas 1982), constraints
 * linearised, their multipliers by projected Gauss-Seidel, a step judged by an
 * exact penalty.
 */
#include "num/internal.h"

#include <math.h>
#include <string.h>

enum {
    MEMORY = 10,
    MAX_HALVINGS = 12,
    PATIENCE = 8,
    INNER = 6,
    ROUNDS = 200,
    RETREATS = 5
};

typedef struct climber {
    const hmi_ascent *a;
    size_t n;
    int32_t rows, all; /* constraints; and the value before them */
    double *block;
    double *u, *trial, *d, *h, *free, *total, *wish, *pinned, *safe;
    double *g, *old_g, *curvature, *least, *t; /* all x n */
    double *s[MEMORY], *y[MEMORY], *sy;
    int32_t pairs; /* made since the last reset */
    double value[1 + HMI_ASCENT_ROWS];
    double mu[HMI_ASCENT_ROWS], penalty[HMI_ASCENT_ROWS];
    double promised; /* by the model, of the merit */
    double stretch;  /* of steps where nothing bends */
    int32_t retreats;
    bool has_safe; /* a point where all constraints hold */
} climber;

size_t hmi_ascent_room(size_t n, int32_t rows)
{
    return n * (8 + 5 * (1 + (size_t)rows) + 2 * MEMORY) + MEMORY + 1;
}

static hm_status climber_init(hm_context *ctx, const hmi_ascent *a, double *u,
                              climber *c)
{
    size_t n = a->n;
    size_t all = 1 + (size_t)a->rows;
    *c = (climber){.a = a, .n = n, .rows = a->rows, .u = u};
    c->all = a->rows + 1;
    c->stretch = 1.0;
    double *at = a->room;
    if (at == NULL) {
        c->block = at = HMI_ARRAY(ctx, double, hmi_ascent_room(n, a->rows));
        if (at == NULL) {
            return HM_ERR_MEMORY;
        }
    }
    double **small[] = {&c->trial, &c->d,    &c->h,      &c->free,
                        &c->total, &c->wish, &c->pinned, &c->safe};
    double **large[] = {&c->g, &c->old_g, &c->curvature, &c->least, &c->t};
    c->sy = at;
    at += MEMORY;
    for (size_t k = 0; k < MEMORY; k++, at += 2 * n) {
        c->s[k] = at;
        c->y[k] = at + n;
    }
    for (size_t k = 0; k < 8; k++, at += n) {
        *small[k] = at;
    }
    for (size_t k = 0; k < 5; k++, at += all * n) {
        *large[k] = at;
    }
    if (a->room != NULL && a->pairs != NULL) {
        c->pairs = *a->pairs;
    }
    for (int32_t k = 0; k < c->rows && a->multiplier != NULL; k++) {
        c->mu[k] = a->multiplier[k];
    }
    return HM_OK;
}

static double inside(const climber *c, size_t v, double u)
{
    return fmin(fmax(u, c->a->low[v]), c->a->high[v]);
}

/* Gradient of the Lagrangian, the diagonal, and what they ask for. */
static void weigh(climber *c)
{
    for (size_t v = 0; v < c->n; v++) {
        double total = c->g[v];
        double curvature = c->curvature[v];
        double least = c->least[v];
        for (int32_t k = 0; k < c->rows; k++) {
            size_t at = (size_t)(k + 1) * c->n + v;
            total += c->mu[k] * c->g[at];
            curvature += c->mu[k] * c->curvature[at];
            least += c->mu[k] * c->least[at];
        }
        double h = fmax(curvature, least);
        c->total[v] = total;
        c->h[v] = h > 0.0 ? h : 1.0;
        c->wish[v] = inside(c, v, c->u[v] + total / c->h[v]) - c->u[v];
    }
}

/* x times the inverse of the model on the free variables: two loops. */
static void solve_model(const climber *c, const double *x, double *out)
{
    double alpha[MEMORY];
    int32_t kept = c->pairs < MEMORY ? c->pairs : MEMORY;
    double scale = 1.0;
    for (size_t v = 0; v < c->n; v++) {
        out[v] = c->free[v] * x[v];
    }
    for (int32_t k = c->pairs - 1; k >= c->pairs - kept; k--) {
        int32_t p = k % MEMORY;
        alpha[p] = hmi_dot(c->n, c->s[p], out) / c->sy[p];
        hmi_axpy(c->n, -alpha[p], c->y[p], out);
    }
    if (kept > 0) {
        int32_t p = (c->pairs - 1) % MEMORY;
        double below = 0.0;
        for (size_t v = 0; v < c->n; v++) {
            below += c->y[p][v] * c->y[p][v] / c->h[v];
        }
        scale = below > 0.0 ? c->sy[p] / below : 1.0;
    }
    scale *= kept > 0 ? 1.0 : c->stretch;
    for (size_t v = 0; v < c->n; v++) {
        out[v] *= scale / c->h[v];
    }
    for (int32_t k = c->pairs - kept; k < c->pairs; k++) {
        int32_t p = k % MEMORY;
        double beta = hmi_dot(c->n, c->y[p], out) / c->sy[p];
        hmi_axpy(c->n, alpha[p] - beta, c->s[p], out);
    }
    for (size_t v = 0; v < c->n; v++) {
        out[v] *= c->free[v];
    }
}

/* Multipliers of the linearised constraints on the free variables: smallest
 * mu >= 0 with c + g d >= 0, d = t0 + sum mu t; what is pinned in d counts. */
static void multipliers(climber *c)
{
    double m[HMI_ASCENT_ROWS][HMI_ASCENT_ROWS];
    double r[HMI_ASCENT_ROWS];
    for (int32_t k = 0; k < c->rows; k++) {
        const double *g = c->g + (size_t)(k + 1) * c->n;
        r[k] = -c->value[k + 1] - hmi_dot(c->n, g, c->t) -
               hmi_dot(c->n, g, c->pinned);
        for (int32_t l = 0; l < c->rows; l++) {
            m[k][l] = hmi_dot(c->n, g, c->t + (size_t)(l + 1) * c->n);
        }
    }
    for (int32_t round = 0; round < ROUNDS; round++) {
        double moved = 0.0;
        for (int32_t k = 0; k < c->rows; k++) {
            double left = r[k];
            for (int32_t l = 0; l < c->rows; l++) {
                left -= l == k ? 0.0 : m[k][l] * c->mu[l];
            }
            double next = c->mu[k];
            if (m[k][k] > 0.0) {
                next = fmax(0.0, left / m[k][k]);
            }
            moved = fmax(moved, fabs(next - c->mu[k]) / fmax(1e-300, next));
            c->mu[k] = next;
        }
        if (moved < 1e-15 || c->rows < 2) {
            return;
        }
    }
}

static bool may_move(const climber *c, size_t v, double direction)
{
    return (direction > 0.0 && c->u[v] < c->a->high[v]) ||
           (direction < 0.0 && c->u[v] > c->a->low[v]);
}

/* Free at first: what the value asks for, and what a constraint that does
 * not hold could use. */
static void free_first(climber *c)
{
    weigh(c);
    for (size_t v = 0; v < c->n; v++) {
        bool can = may_move(c, v, c->total[v]) || may_move(c, v, c->g[v]);
        for (int32_t k = 0; k < c->rows; k++) {
            can = can || (c->value[k + 1] < 0.0 &&
                          may_move(c, v, c->g[(size_t)(k + 1) * c->n + v]));
        }
        c->free[v] = can ? 1.0 : 0.0;
    }
}

static bool free_again(climber *c)
{
    bool changed = false;
    bool any = false;
    weigh(c);
    for (size_t v = 0; v < c->n; v++) {
        any = any || c->wish[v] < 0.0 || c->wish[v] > 0.0;
    }
    for (size_t v = 0; v < c->n && any; v++) {
        double now = c->wish[v] < 0.0 || c->wish[v] > 0.0 ? 1.0 : 0.0;
        changed = changed || now < c->free[v] || now > c->free[v];
        c->free[v] = now;
    }
    return changed;
}

/* d = t0 + sum mu t on the free variables, with what is pinned. */
static void combine(climber *c)
{
    for (size_t v = 0; v < c->n; v++) {
        double d = c->t[v];
        for (int32_t k = 0; k < c->rows; k++) {
            d += c->mu[k] * c->t[(size_t)(k + 1) * c->n + v];
        }
        c->d[v] = c->free[v] * d + c->pinned[v];
    }
}

/* Pin what d takes past a bound there; is there any? */
static bool pin(climber *c)
{
    bool any = false;
    for (size_t v = 0; v < c->n; v++) {
        double to = c->u[v] + c->d[v];
        if (c->free[v] > 0.0 && (to < c->a->low[v] || to > c->a->high[v])) {
            c->free[v] = 0.0;
            c->pinned[v] = inside(c, v, to) - c->u[v];
            any = true;
        }
    }
    return any;
}

static void model_solve(climber *c)
{
    for (int32_t k = 0; k < c->all; k++) {
        solve_model(c, c->g + (size_t)k * c->n, c->t + (size_t)k * c->n);
    }
    multipliers(c);
}

/* What the linear model says of the merit along d. */
static double promise(const climber *c)
{
    double sum = hmi_dot(c->n, c->g, c->d);
    for (int32_t k = 0; k < c->rows; k++) {
        const double *g = c->g + (size_t)(k + 1) * c->n;
        double then = c->value[k + 1] + hmi_dot(c->n, g, c->d);
        sum += c->penalty[k] * (fmax(0.0, -c->value[k + 1]) - fmax(0.0, -then));
    }
    return sum;
}

/* d and multipliers as if there were no bounds ahead. */
static void free_step(climber *c)
{
    memset(c->pinned, 0, c->n * sizeof(double));
    free_first(c);
    for (int32_t round = 0; round < INNER; round++) {
        model_solve(c);
        if (!free_again(c)) {
            break;
        }
    }
    combine(c);
}

/* No longer than allowed and inside the bounds: what it promises. */
static void finish_step(climber *c)
{
    double longest = 0.0;
    for (size_t v = 0; v < c->n; v++) {
        longest = fmax(longest, fabs(c->d[v]));
    }
    double part = longest > c->a->longest ? c->a->longest / longest : 1.0;
    for (size_t v = 0; v < c->n; v++) {
        c->d[v] = inside(c, v, c->u[v] + part * c->d[v]) - c->u[v];
    }
    for (int32_t k = 0; k < c->rows; k++) {
        c->penalty[k] = fmax(c->penalty[k], 2.0 * c->mu[k]);
    }
    weigh(c);
    c->promised = promise(c);
}

/* As far as the first bound. */
static void shorten(climber *c)
{
    double part = 1.0;
    for (size_t v = 0; v < c->n; v++) {
        double to = c->u[v] + c->d[v];
        double within = inside(c, v, to);
        if ((to < within || to > within) && fabs(c->d[v]) > 0.0) {
            part = fmin(part, (within - c->u[v]) / c->d[v]);
        }
    }
    for (size_t v = 0; v < c->n; v++) {
        c->d[v] *= part;
    }
}

/*
 * Step d and multipliers of the quadratic model: what would cross a bound is
 * pinned there and the others answer; where that leads nowhere (several at
 * once), the step ends at the first bound.
 */
static void model_step(climber *c)
{
    free_step(c);
    for (int32_t round = 0; round < INNER && pin(c); round++) {
        model_solve(c);
        combine(c);
    }
    finish_step(c);
    if (!(c->promised > 0.0)) {
        free_step(c);
        shorten(c);
        finish_step(c);
    }
}

static double merit(const climber *c, const double *value)
{
    double sum = value[0];
    for (int32_t k = 0; k < c->rows; k++) {
        sum -= c->penalty[k] * fmax(0.0, -value[k + 1]);
    }
    return sum;
}

static double noise(const climber *c)
{
    double sum = 1.0;
    for (int32_t k = 0; k < c->rows; k++) {
        sum += c->penalty[k];
    }
    return sum * c->a->noise;
}

static hm_status evaluate(climber *c, bool *ok, double *value)
{
    HMI_TRY(c->a->value(c->a->data, c->u, ok, value));
    for (int32_t k = 0; k < c->all && *ok; k++) {
        *ok = isfinite(value[k]);
    }
    return HM_OK;
}

/* Along d, halved until the merit rises as it should. On success u is the new
 * point, trial the old one. */
static hm_status line(climber *c, bool *moved)
{
    double part = 1.0;
    double value[1 + HMI_ASCENT_ROWS];
    double before = merit(c, c->value);
    double length = 0.0;
    memcpy(c->trial, c->u, c->n * sizeof(double));
    *moved = false;
    for (size_t v = 0; v < c->n; v++) {
        length = fmax(length, fabs(c->d[v]));
    }
    for (int32_t k = 0; length > 0.0 && k < MAX_HALVINGS && !*moved; k++) {
        c->stretch = k > 0 ? 1.0 : c->stretch;
        for (size_t v = 0; v < c->n; v++) {
            c->u[v] = inside(c, v, c->trial[v] + part * c->d[v]);
        }
        HMI_TRY(evaluate(c, moved, value));
        *moved = *moved && merit(c, value) >=
                               before + 1e-4 * part * c->promised - noise(c);
        part *= 0.5;
    }
    if (*moved) {
        memcpy(c->value, value, sizeof value);
    } else {
        memcpy(c->u, c->trial, c->n * sizeof(double));
    }
    return HM_OK;
}

/* Remember how the Lagrangian's gradient changed from trial to u. */
static void remember(climber *c)
{
    int32_t p = c->pairs % MEMORY;
    double curvature = 0.0;
    double size = 0.0;
    for (size_t v = 0; v < c->n; v++) {
        double y = c->old_g[v] - c->g[v];
        for (int32_t k = 0; k < c->rows; k++) {
            size_t at = (size_t)(k + 1) * c->n + v;
            y += c->mu[k] * (c->old_g[at] - c->g[at]);
        }
        c->s[p][v] = c->u[v] - c->trial[v];
        c->y[p][v] = y;
        curvature += c->s[p][v] * y;
        size += c->s[p][v] * c->s[p][v] * c->h[v];
    }
    c->sy[p] = curvature;
    if (curvature > 1e-8 * size) {
        c->pairs++;
    } else if (c->pairs == 0) {
        c->stretch = fmin(4.0 * c->stretch, 1e6);
    }
}

/* The next step, and what is still asked for. */
static void look(climber *c, hmi_ascent_end *end)
{
    model_step(c);
    end->kkt = 0.0;
    end->missing = 0.0;
    for (size_t v = 0; v < c->n; v++) {
        end->kkt = fmax(end->kkt, fabs(c->wish[v]));
    }
    for (int32_t k = 0; k < c->rows; k++) {
        end->missing = fmax(end->missing, -c->value[k + 1]);
        if (c->mu[k] > 0.0) {
            end->missing = fmax(end->missing, fabs(c->value[k + 1]));
        }
    }
}

/* Keep the last point where every constraint holds. */
static void keep_safe(climber *c)
{
    bool holds = true;
    for (int32_t k = 0; k < c->rows; k++) {
        holds = holds && c->value[k + 1] >= -c->a->feasible;
    }
    if (holds) {
        memcpy(c->safe, c->u, c->n * sizeof(double));
        c->has_safe = true;
    }
}

static bool done(const climber *c, const hmi_ascent_end *end, double loose)
{
    return end->kkt <= fmax(c->a->tolerance, loose) &&
           end->missing <= c->a->feasible;
}

/* One step; *moved false: there is none that helps. */
static hm_status advance(climber *c, hmi_ascent_end *end, bool *moved)
{
    size_t all = (size_t)c->all * c->n;
    if (c->pairs > 0 && !(c->promised > 0.0)) {
        c->pairs = 0;
        model_step(c);
    }
    HMI_TRY(line(c, moved));
    if (!*moved && c->pairs > 0) {
        c->pairs = 0;
        model_step(c);
        HMI_TRY(line(c, moved));
    }
    if (!*moved) {
        return HM_OK;
    }
    end->steps++;
    if (c->a->keep != NULL) {
        c->a->keep(c->a->data);
    }
    memcpy(c->old_g, c->g, all * sizeof(double));
    HMI_TRY(c->a->slope(c->a->data, c->u, c->g, c->curvature, c->least));
    remember(c);
    return HM_OK;
}

/* Stuck where a constraint does not hold: back to where all did, and leaving
 * them costs more from now on. */
static hm_status retreat(climber *c, hmi_ascent_end *end, bool *ok)
{
    *ok = c->has_safe && end->missing > c->a->feasible &&
          c->retreats++ < RETREATS;
    if (!*ok) {
        return HM_OK;
    }
    memcpy(c->u, c->safe, c->n * sizeof(double));
    for (int32_t k = 0; k < c->rows; k++) {
        c->penalty[k] = 10.0 * fmax(c->penalty[k], c->mu[k]);
    }
    HMI_TRY(evaluate(c, ok, c->value));
    if (*ok) {
        c->pairs = 0;
        c->stretch = 1.0;
        HMI_TRY(c->a->slope(c->a->data, c->u, c->g, c->curvature, c->least));
        look(c, end);
    }
    return HM_OK;
}

static void report(const climber *c, hmi_ascent_end *end)
{
    end->found = done(c, end, c->a->near);
    memcpy(end->value, c->value, sizeof end->value);
    memcpy(end->multiplier, c->mu, sizeof end->multiplier);
    if (c->a->pairs != NULL) {
        *c->a->pairs = c->pairs;
    }
}

static hm_status climb(climber *c, hmi_ascent_end *end)
{
    bool ok = false;
    int32_t since_best = 0;
    HMI_TRY(evaluate(c, &ok, c->value));
    if (!ok) {
        return HM_OK;
    }
    if (c->a->keep != NULL) {
        c->a->keep(c->a->data);
    }
    HMI_TRY(c->a->slope(c->a->data, c->u, c->g, c->curvature, c->least));
    keep_safe(c);
    look(c, end);
    double best = end->kkt + end->missing;
    while (!done(c, end, 0.0) && end->steps < c->a->max_steps) {
        HMI_TRY(advance(c, end, &ok));
        if (!ok) {
            HMI_TRY(retreat(c, end, &ok));
            if (ok) {
                continue;
            }
            double value[1 + HMI_ASCENT_ROWS];
            HMI_TRY(evaluate(c, &ok, value)); /* back where it was */
            break;
        }
        keep_safe(c);
        look(c, end);
        double now = end->kkt + end->missing;
        since_best = now < best ? 0 : since_best + 1;
        best = fmin(best, now);
        if (since_best > PATIENCE && done(c, end, c->a->near)) {
            break;
        }
    }
    report(c, end);
    return HM_OK;
}

hm_status hmi_ascend(hm_context *ctx, const hmi_ascent *ascent, double *u,
                     hmi_ascent_end *end)
{
    climber c;
    *end = (hmi_ascent_end){.kkt = INFINITY, .missing = INFINITY};
    end->value[0] = -INFINITY;
    hm_status status = climber_init(ctx, ascent, u, &c);
    if (status == HM_OK) {
        status = climb(&c, end);
    }
    hmi_free(ctx, c.block);
    return status;
}

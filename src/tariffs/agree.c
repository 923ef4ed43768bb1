// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * agree.c - equal gains, or the largest Nash product, in a dozen steps.
 *
 * A step is du = H grad(q'g): H the inverse curvature (memory.c), g the gains,
 * q one weight a player. With S = A H A' (A the gradients of the gains, one
 * adjoint a player) the weights follow from a small system:
 *
 *     equal gains   S q + g = G 1, 1'q = 1        a step of sequential
 *                                                quadratic programming
 *     Nash product  (I + D S) q = p               p, D: slopes of beta ln gain
 *
 * so that how sharply the goal bends in the gains, which is what makes talks
 * slow for a quasi-Newton method, is known exactly.
 */
#include "tariffs/internal.h"

#include <math.h>
#include <string.h>

enum { MAX_STEPS = 300, MAX_HALVINGS = 16, MASKS = 6, PATIENCE = 12 };
/* Gains are equal to a billionth of income. */
static const double gap_tolerance = 1e-9;
/* Gains are known to about this. */
static const double value_noise = 1e-11;
static const double longest_step = 0.7;
/* Weights of players are shares, or not far from it. */
static const double wildest_weight = 4.0;

typedef struct table {
    hmi_board *board;
    const hmi_goal *goal;
    bool equal; /* or the Nash product */
    size_t n, R;
    double tolerance;
    double *u, *block;
    double *gain, *old_gain;               /* R */
    double *q, *merit_slope;               /* R */
    double *slope, *old_slope, *curvature; /* R x n: of each gain */
    double *g, *h, *free, *d, *trial;      /* n */
    double *fixed;         /* n: moves of rates that go to their bounds */
    double *kept;          /* R: weights before the last ones */
    double *held;          /* R x n: H times each slope */
    double *small, *right; /* (R+1)^2, R+1 */
    int32_t *pivot;        /* R+1 */
    hmi_memory *memory;
    double penalty; /* of unequal gains in the merit */
    double merit;
} table;

static hm_status table_init(table *t, hmi_board *board, const hmi_goal *goal,
                            double *u)
{
    hm_context *ctx = board->ctx;
    size_t n = (size_t)board->x->count;
    size_t R = (size_t)board->x->R;
    *t = (table){.board = board, .goal = goal, .n = n, .R = R, .u = u};
    t->block =
        HMI_ARRAY(ctx, double, (4 * R + 6) * n + 6 * R + 1 + (R + 1) * (R + 1));
    t->pivot = HMI_ARRAY(ctx, int32_t, R + 1);
    if (t->block == NULL || t->pivot == NULL) {
        return HM_ERR_MEMORY;
    }
    double *at = t->block;
    double **wide[] = {&t->slope, &t->old_slope, &t->curvature, &t->held};
    double **long_[] = {&t->g, &t->h, &t->free, &t->d, &t->trial, &t->fixed};
    double **narrow[] = {&t->gain, &t->old_gain, &t->q, &t->merit_slope,
                         &t->kept};
    for (size_t k = 0; k < 4; k++, at += R * n) {
        *wide[k] = at;
    }
    for (size_t k = 0; k < 6; k++, at += n) {
        *long_[k] = at;
    }
    for (size_t k = 0; k < 5; k++, at += R) {
        *narrow[k] = at;
    }
    t->right = at;
    t->small = at + R + 1;
    return hmi_memory_create(ctx, n, &t->memory);
}

static double inside(const table *t, size_t v, double u)
{
    const hmi_instruments *x = t->board->x;
    return fmin(fmax(u, x->low[v]), x->high[v]);
}

/* Largest distance of a gain from the mean gain. */
static double gap_of(const table *t)
{
    double mean = hmi_total(t->R, t->gain) / (double)t->R;
    double worst = 0.0;
    for (size_t r = 0; t->equal && r < t->R; r++) {
        worst = fmax(worst, fabs(t->gain[r] - mean));
    }
    return worst;
}

/* What steps must raise, and its slope in each gain. */
static double merit_of(const table *t, double *slope)
{
    double R = (double)t->R;
    if (!t->equal) {
        return hmi_goal_product(t->goal, t->board->payoff, slope);
    }
    double mean = hmi_total(t->R, t->gain) / R;
    double signs = 0.0;
    double value = mean;
    for (size_t r = 0; r < t->R; r++) {
        double gap = t->gain[r] - mean;
        double sign = gap > 0.0 ? 1.0 : (gap < 0.0 ? -1.0 : 0.0);
        slope[r] = -t->penalty * sign;
        signs += sign;
        value -= t->penalty * fabs(gap);
    }
    for (size_t r = 0; r < t->R; r++) {
        slope[r] += (1.0 + t->penalty * signs) / R;
    }
    return value;
}

/* Solve at u; the gains there. */
static hm_status visit(table *t, bool *ok)
{
    HMI_TRY(hmi_board_try(t->board, t->u, ok));
    for (size_t r = 0; r < t->R && *ok; r++) {
        t->gain[r] = t->board->payoff[r] - t->goal->departure[r];
    }
    return HM_OK;
}

/* Gradients and curvatures of every gain at the point tried last. */
static hm_status look(table *t, bool *ok)
{
    hmi_board *board = t->board;
    HMI_TRY(hmi_board_bind(board));
    *ok = true;
    for (size_t r = 0; r < t->R && *ok; r++) {
        memset(board->coefficient, 0, t->R * sizeof(double));
        board->coefficient[r] = 1.0;
        HMI_TRY(hmi_board_gradient(board, 0, board->x->count, ok));
        memcpy(t->slope + r * t->n, board->gradient, t->n * sizeof(double));
        memcpy(t->curvature + r * t->n, board->curvature,
               t->n * sizeof(double));
    }
    return HM_OK;
}

/* out = rows' q. */
static void mix(const table *t, const double *rows, const double *q,
                double *out)
{
    memset(out, 0, t->n * sizeof(double));
    for (size_t r = 0; r < t->R; r++) {
        hmi_axpy(t->n, q[r], rows + r * t->n, out);
    }
}

/* The diagonal at the weights q. */
static void diagonal(table *t)
{
    mix(t, t->curvature, t->q, t->h);
    for (size_t v = 0; v < t->n; v++) {
        double least =
            t->goal->floor * hmi_board_least(t->board, (int32_t)v, t->q);
        t->h[v] = fmax(t->h[v], least);
        t->h[v] = t->h[v] > 0.0 ? t->h[v] : 1.0;
    }
}

/* Change of a rate that the conditions at q ask for. */
static double wish_of(const table *t, size_t v)
{
    return inside(t, v, t->u[v] + t->g[v] / t->h[v]) - t->u[v];
}

/* The largest of them, and what all are worth in the weighted gain. */
static double kkt_of(table *t, double *at_stake)
{
    double worst = 0.0;
    double weight = 0.0;
    *at_stake = 0.0;
    mix(t, t->slope, t->q, t->g);
    for (size_t v = 0; v < t->n; v++) {
        double wish = wish_of(t, v);
        worst = fmax(worst, fabs(wish));
        *at_stake += fabs(t->g[v] * wish);
    }
    for (size_t r = 0; r < t->R; r++) {
        weight += fabs(t->q[r]);
    }
    *at_stake /= weight;
    return worst;
}

/* Which variables may move at q; true when that changed. */
static bool mask(table *t)
{
    bool changed = false;
    mix(t, t->slope, t->q, t->g);
    for (size_t v = 0; v < t->n; v++) {
        double wish = wish_of(t, v);
        double now = wish < 0.0 || wish > 0.0 ? 1.0 : 0.0;
        changed = changed || now < t->free[v] || now > t->free[v];
        t->free[v] = now;
        t->fixed[v] = 0.0;
    }
    return changed;
}

/* The small system of the weights; false when it has no answer. */
static bool weigh(table *t)
{
    size_t R = t->R;
    size_t size = t->equal ? R + 1 : R;
    for (size_t r = 0; r < R; r++) {
        hmi_memory_apply(t->memory, t->h, t->free, t->slope + r * t->n,
                         t->held + r * t->n);
    }
    memset(t->small, 0, size * size * sizeof(double));
    for (size_t r = 0; r < R; r++) {
        double bend = 0.0;
        double after = hmi_exp(t->board->payoff[r]);
        double before = hmi_exp(t->goal->departure[r]);
        if (!t->equal) {
            /* d2 of ln (e^payoff - e^departure) */
            bend = t->goal->x->share[r] * after * before /
                   ((after - before) * (after - before));
        }
        for (size_t c = 0; c < R; c++) {
            double S = hmi_dot(t->n, t->slope + r * t->n, t->held + c * t->n);
            t->small[r * size + c] =
                t->equal ? S : bend * S + (r == c ? 1.0 : 0.0);
        }
        double moved = hmi_dot(t->n, t->slope + r * t->n, t->fixed);
        t->right[r] =
            t->equal ? -t->gain[r] - moved : t->merit_slope[r] - bend * moved;
        if (t->equal) {
            t->small[r * size + R] = -1.0;
            t->small[R * size + r] = 1.0;
        }
    }
    t->right[size - 1] = t->equal ? 1.0 : t->right[size - 1];
    if (!hmi_lu_factor(size, t->small, t->pivot)) {
        return false;
    }
    hmi_lu_solve(size, t->small, t->pivot, t->right);
    for (size_t r = 0; r < R; r++) {
        if (!isfinite(t->right[r])) {
            return false;
        }
    }
    memcpy(t->q, t->right, R * sizeof(double));
    return true;
}

static void make_step(table *t)
{
    mix(t, t->held, t->q, t->d);
    hmi_axpy(t->n, 1.0, t->fixed, t->d);
}

/* Rates that would leave their bounds go there and no further; true when
 * there were any. */
static bool block(table *t)
{
    bool any = false;
    for (size_t v = 0; v < t->n; v++) {
        double ahead = inside(t, v, t->u[v] + t->d[v]) - t->u[v];
        bool stuck = t->free[v] > 0.0 && fabs(ahead) < fabs(t->d[v]);
        t->free[v] = stuck ? 0.0 : t->free[v];
        t->fixed[v] = stuck ? ahead : t->fixed[v];
        any = any || stuck;
    }
    return any;
}

/* Largest weight of a player, beside what weights sum to. */
static double most_weight(const table *t, const double *q)
{
    double most = 0.0;
    double sum = 0.0;
    for (size_t r = 0; r < t->R; r++) {
        most = fmax(most, fabs(q[r]));
        sum += q[r];
    }
    return most / fmax(fabs(sum), 1e-3 * most);
}

/* Weigh again with the rates that go to their bounds held; false when too few
 * are left to tell: then the step before stands, cut at the bounds. */
static bool weigh_again(table *t)
{
    memcpy(t->kept, t->q, t->R * sizeof(double));
    bool ok = weigh(t);
    if (!ok || most_weight(t, t->q) > wildest_weight) {
        memcpy(t->q, t->kept, t->R * sizeof(double));
        ok = false;
    }
    return ok;
}

/* The step in t->d, its slope in the merit. */
static bool direction(table *t, double *rise)
{
    bool again = true;
    (void)mask(t);
    if (!weigh(t) || (mask(t) && !weigh(t))) {
        return false;
    }
    make_step(t);
    for (int32_t k = 0; k < MASKS && again; k++) {
        again = block(t) && weigh_again(t);
        if (again) {
            make_step(t);
        }
    }
    double longest = 0.0;
    for (size_t v = 0; v < t->n; v++) {
        longest = fmax(longest, fabs(t->d[v]));
    }
    double part = longest > longest_step ? longest_step / longest : 1.0;
    for (size_t v = 0; v < t->n; v++) {
        t->d[v] *= part;
    }
    t->penalty = 1.0;
    for (size_t r = 0; t->equal && r < t->R; r++) {
        double far = fabs(t->q[r] - 1.0 / (double)t->R);
        t->penalty = fmax(t->penalty, 1.5 * far);
    }
    *rise = 0.0;
    t->merit = merit_of(t, t->merit_slope);
    for (size_t r = 0; r < t->R; r++) {
        double along = hmi_dot(t->n, t->slope + r * t->n, t->d);
        *rise += t->merit_slope[r] * along;
    }
    return true;
}

/* Halve the step until the merit rises; *moved false: it never does. */
static hm_status line(table *t, double rise, bool *moved)
{
    double part = 1.0;
    double noise = value_noise;
    for (size_t r = 0; r < t->R; r++) {
        noise += value_noise * fabs(t->merit_slope[r]);
    }
    memcpy(t->trial, t->u, t->n * sizeof(double));
    memcpy(t->old_gain, t->gain, t->R * sizeof(double));
    *moved = false;
    for (int32_t k = 0; k < MAX_HALVINGS && !*moved; k++) {
        for (size_t v = 0; v < t->n; v++) {
            t->u[v] = inside(t, v, t->trial[v] + part * t->d[v]);
        }
        HMI_TRY(visit(t, moved));
        if (*moved) {
            double value = merit_of(t, t->merit_slope);
            *moved = isfinite(value) &&
                     value >= t->merit + 1e-4 * part * fmax(rise, 0.0) - noise;
        }
        part *= 0.5;
    }
    if (!*moved) {
        memcpy(t->u, t->trial, t->n * sizeof(double));
        memcpy(t->gain, t->old_gain, t->R * sizeof(double));
    }
    return HM_OK;
}

/* How the gradient at the weights q changed on the way from trial to u. */
static void remember(table *t)
{
    double *step = hmi_memory_step(t->memory);
    double *change = hmi_memory_change(t->memory);
    mix(t, t->old_slope, t->q, change);
    mix(t, t->slope, t->q, t->g);
    for (size_t v = 0; v < t->n; v++) {
        step[v] = t->u[v] - t->trial[v];
        change[v] -= t->g[v];
    }
    hmi_memory_add(t->memory, t->h);
}

/* One step; *go_on false: none was found. */
static hm_status advance(table *t, hmi_end *end, bool *go_on)
{
    double rise = 0.0;
    bool moved = false;
    *go_on = direction(t, &rise);
    if (*go_on) {
        HMI_TRY(line(t, rise, &moved));
    }
    if (!moved) {
        *go_on = !hmi_memory_empty(t->memory);
        hmi_memory_reset(t->memory);
        return HM_OK;
    }
    end->steps++;
    hmi_board_keep(t->board);
    memcpy(t->old_slope, t->slope, t->R * t->n * sizeof(double));
    HMI_TRY(look(t, go_on));
    remember(t);
    return HM_OK;
}

static void first_weights(table *t)
{
    for (size_t r = 0; r < t->R; r++) {
        t->q[r] = t->equal ? 1.0 / (double)t->R : 0.0;
    }
    if (!t->equal) {
        (void)hmi_goal_product(t->goal, t->board->payoff, t->q);
    }
}

static hm_status agree(table *t, hmi_end *end, double *gap)
{
    bool ok = false;
    bool go_on = true;
    int32_t since_best = 0;
    int32_t first = end->steps;
    double best = INFINITY;
    double at_stake = INFINITY;
    HMI_TRY(visit(t, &ok));
    if (!ok) {
        return HM_OK;
    }
    hmi_board_keep(t->board);
    HMI_TRY(look(t, &go_on));
    first_weights(t);
    while (go_on && end->steps < first + MAX_STEPS) {
        diagonal(t);
        end->kkt = kkt_of(t, &at_stake);
        *gap = gap_of(t);
        if (end->steps > first && end->kkt <= t->tolerance &&
            *gap <= gap_tolerance) {
            break;
        }
        since_best = end->kkt + *gap < best ? 0 : since_best + 1;
        best = fmin(best, end->kkt + *gap);
        bool near = best < 10.0 * t->tolerance ||
                    (at_stake < hmi_nothing && *gap <= gap_tolerance);
        if (since_best > PATIENCE && near) {
            break;
        }
        t->merit = merit_of(t, t->merit_slope);
        HMI_TRY(advance(t, end, &go_on));
    }
    HMI_TRY(visit(t, &ok));
    end->value = ok ? merit_of(t, t->merit_slope) : -INFINITY;
    end->found = ok && *gap <= 10.0 * gap_tolerance &&
                 (end->kkt <= 10.0 * t->tolerance || at_stake < hmi_nothing);
    return HM_OK;
}

hm_status hmi_agree(hmi_board *board, const hmi_goal *goal, bool equal,
                    double tolerance, double *u, hmi_end *end, double *gap)
{
    table t;
    *end = (hmi_end){false, -INFINITY, INFINITY, end->steps};
    hm_status status = table_init(&t, board, goal, u);
    t.equal = equal;
    t.penalty = 1.0;
    t.tolerance = tolerance;
    if (status == HM_OK) {
        status = agree(&t, end, gap);
    }
    hmi_memory_free(board->ctx, t.memory);
    hmi_free(board->ctx, t.pivot);
    hmi_free(board->ctx, t.block);
    return status;
}

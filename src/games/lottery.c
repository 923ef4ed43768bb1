// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * lottery.c - bargaining rules on the convex hull of a finite set (B9-B12).
 *
 * Kalai-Smorodinsky and the egalitarian rule are linear programs in the
 * shares of the points; the utilitarian point is pure. Nash's is concave:
 * pairwise Frank-Wolfe moves weight from the worst point in use to the best
 * one (Lacoste-Julien and Jaggi 2015), with an exact line search; it ends
 * when no point improves the first-order condition, which certifies it.
 */
#include "games/internal.h"

#include <math.h>
#include <string.h>

enum { NASH_STEPS = 200000, LINE_STEPS = 100 };

static const double nash_gap = 1e-12;

/* max t over shares and t: sum_k share_k gain_kr >= t direction_r. */
typedef struct hull {
    hm_context *ctx;
    const hmi_talks *talks;
    const hm_points *points;
    double *gain;  /* n_points x n_parties */
    double *share; /* n_points + 1; the last entry is t */
    double *cost, *rows, *right, *low, *high;
    char *sense;
} hull;

static hm_status hull_create(hm_context *ctx, const hmi_talks *talks,
                             const hm_points *points, hull *h)
{
    memset(h, 0, sizeof *h);
    size_t n = (size_t)points->n_points + 1;
    size_t parties = (size_t)talks->n_parties;
    h->ctx = ctx;
    h->talks = talks;
    h->points = points;
    h->gain = HMI_ARRAY(ctx, double, n *parties);
    h->share = HMI_ARRAY(ctx, double, n);
    h->cost = HMI_ARRAY(ctx, double, n);
    h->rows = HMI_ARRAY(ctx, double, n *(parties + 1));
    h->right = HMI_ARRAY(ctx, double, parties + 1);
    h->low = HMI_ARRAY(ctx, double, n);
    h->high = HMI_ARRAY(ctx, double, n);
    h->sense = HMI_ARRAY(ctx, char, parties + 1);
    if (h->gain == NULL || h->share == NULL || h->cost == NULL ||
        h->rows == NULL || h->right == NULL || h->low == NULL ||
        h->high == NULL || h->sense == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t i = 0; i < points->n_points; i++) {
        for (int32_t k = 0; k < talks->n_parties; k++) {
            int32_t r = talks->party[k];
            h->gain[(size_t)i * parties + (size_t)k] =
                points->payoff[i * points->n_players + r] - talks->threat[r];
        }
    }
    return HM_OK;
}

static void hull_clear(hull *h)
{
    hmi_free(h->ctx, h->gain);
    hmi_free(h->ctx, h->share);
    hmi_free(h->ctx, h->cost);
    hmi_free(h->ctx, h->rows);
    hmi_free(h->ctx, h->right);
    hmi_free(h->ctx, h->low);
    hmi_free(h->ctx, h->high);
    hmi_free(h->ctx, h->sense);
}

/* Rows: gains less t * direction at least 0, one a party; shares sum to 1. */
static hm_status hull_solve(hull *h, const double *direction,
                            const double *cost, double *t)
{
    int32_t n = h->points->n_points + 1;
    int32_t parties = h->talks->n_parties;
    hmi_lp_outcome outcome = HMI_LP_STALLED;
    double value = NAN;
    for (int32_t i = 0; i < n; i++) {
        bool is_t = i + 1 == n;
        h->cost[i] = cost == NULL ? (is_t ? -1.0 : 0.0) : is_t ? 0.0 : cost[i];
        h->low[i] = is_t ? -(double)INFINITY : 0.0;
        h->high[i] = (double)INFINITY;
        for (int32_t k = 0; k < parties; k++) {
            h->rows[k * n + i] =
                is_t ? -direction[k] : h->gain[i * parties + k];
        }
        h->rows[parties * n + i] = is_t ? 0.0 : 1.0;
    }
    if (cost != NULL) {
        h->low[n - 1] = 0.0;
        h->high[n - 1] = 0.0;
    }
    for (int32_t k = 0; k <= parties; k++) {
        h->right[k] = k == parties ? 1.0 : 0.0;
        h->sense[k] = k == parties ? '=' : '>';
    }
    hmi_lp lp = {n,        parties + 1, h->cost, h->rows,
                 h->right, h->sense,    h->low,  h->high};
    HMI_TRY(hmi_lp_solve(h->ctx, &lp, h->share, &value, &outcome));
    *t = outcome == HMI_LP_OPTIMAL ? -value : -(double)INFINITY;
    return HM_OK;
}

/* Ideal gains on the hull: each party's best lottery without a loss. */
static hm_status hull_ideal(hull *h, double *ideal)
{
    int32_t parties = h->talks->n_parties;
    double still[HM_PLAYERS_MAX] = {0.0};
    double *cost = HMI_ARRAY(h->ctx, double, h->points->n_points);
    hm_status status = cost == NULL ? HM_ERR_MEMORY : HM_OK;
    for (int32_t k = 0; status == HM_OK && k < parties; k++) {
        for (int32_t i = 0; i < h->points->n_points; i++) {
            cost[i] = -h->gain[i * parties + k];
        }
        status = hull_solve(h, still, cost, &ideal[k]);
    }
    hmi_free(h->ctx, cost);
    return status;
}

static void gains_of(const hull *h, double *x)
{
    int32_t parties = h->talks->n_parties;
    memset(x, 0, HM_PLAYERS_MAX * sizeof(double));
    for (int32_t i = 0; i < h->points->n_points; i++) {
        for (int32_t k = 0; k < parties; k++) {
            x[k] += h->share[i] * h->gain[i * parties + k];
        }
    }
}

/* Best and worst point of the first-order condition; the worst in use. */
static void rank_points(const hull *h, const double *x, int32_t *best,
                        int32_t *worst, double *gap)
{
    int32_t parties = h->talks->n_parties;
    double most = -(double)INFINITY;
    double least = (double)INFINITY;
    for (int32_t i = 0; i < h->points->n_points; i++) {
        double slope = 0.0;
        for (int32_t k = 0; k < parties; k++) {
            double weight = h->talks->weight[h->talks->party[k]];
            slope += weight * h->gain[i * parties + k] / x[k];
        }
        if (slope > most) {
            most = slope;
            *best = i;
        }
        if (h->share[i] > 0.0 && slope < least) {
            least = slope;
            *worst = i;
        }
    }
    *gap = most - 1.0; /* weights sum to one, so the mean slope is 1 */
}

/* Derivative of the objective after a step along `move`. */
static double step_slope(const hull *h, const double *x, const double *move,
                         double step)
{
    double slope = 0.0;
    for (int32_t k = 0; k < h->talks->n_parties; k++) {
        double at = x[k] + step * move[k];
        if (!(at > 0.0)) {
            return -(double)INFINITY;
        }
        slope += h->talks->weight[h->talks->party[k]] * move[k] / at;
    }
    return slope;
}

static double best_step(const hull *h, const double *x, const double *move,
                        double most)
{
    double low = 0.0;
    double high = most;
    if (step_slope(h, x, move, most) >= 0.0) {
        return most;
    }
    for (int step = 0; step < LINE_STEPS; step++) {
        double middle = 0.5 * (low + high);
        if (middle <= low || middle >= high) {
            break;
        }
        if (step_slope(h, x, move, middle) > 0.0) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* From shares with a gain for every party to the Nash lottery. */
static void climb_nash(hull *h, double *gap)
{
    int32_t parties = h->talks->n_parties;
    for (int step = 0; step < NASH_STEPS; step++) {
        double x[HM_PLAYERS_MAX];
        double move[HM_PLAYERS_MAX];
        int32_t best = 0;
        int32_t worst = 0;
        gains_of(h, x);
        rank_points(h, x, &best, &worst, gap);
        if (*gap <= nash_gap || best == worst) {
            return;
        }
        for (int32_t k = 0; k < parties; k++) {
            move[k] =
                h->gain[best * parties + k] - h->gain[worst * parties + k];
        }
        double size = best_step(h, x, move, h->share[worst]);
        if (!(size > 0.0)) {
            return;
        }
        h->share[best] += size;
        h->share[worst] = fmax(0.0, h->share[worst] - size);
    }
}

static hm_status settle(hull *h, double slack, hm_deal *out)
{
    double one[HM_PLAYERS_MAX];
    double ideal[HM_PLAYERS_MAX];
    double t = 0.0;
    for (int32_t k = 0; k < HM_PLAYERS_MAX; k++) {
        one[k] = 1.0;
    }
    HMI_TRY(hull_solve(h, one, NULL, &t));
    out->objective = t;
    out->exists = t > slack;
    if (!out->exists) {
        return HM_OK;
    }
    if (h->talks->rule == HM_BARGAIN_KALAI) {
        HMI_TRY(hull_ideal(h, ideal));
        HMI_TRY(hull_solve(h, ideal, NULL, &out->objective));
    } else if (h->talks->rule == HM_BARGAIN_NASH) {
        climb_nash(h, &out->certificate);
    }
    return HM_OK;
}

/* The payoffs of the lottery found, of all players. */
static void deal_of(const hull *h, double *share, hm_deal *out)
{
    double payoff[HM_PLAYERS_MAX] = {0.0};
    int32_t n = h->talks->n_players;
    double total = hmi_total((size_t)h->points->n_points, h->share);
    for (int32_t i = 0; i < h->points->n_points; i++) {
        h->share[i] /= total;
        for (int32_t r = 0; r < n; r++) {
            payoff[r] += h->share[i] * h->points->payoff[i * n + r];
        }
    }
    if (share != NULL) {
        memcpy(share, h->share, (size_t)h->points->n_points * sizeof(double));
    }
    hmi_deal_fill(h->talks, payoff, out);
    out->lottery = true;
    if (h->talks->rule == HM_BARGAIN_NASH) {
        out->objective = hmi_objective(h->talks, NULL, payoff);
    }
}

hm_status hm_bargain_lottery(hm_context *ctx, const hm_points *points,
                             const hm_talks *talks, double *share, hm_deal *out)
{
    hmi_talks read;
    hull h;
    memset(out, 0, sizeof *out);
    HMI_TRY(hmi_points_check(ctx, points));
    HMI_TRY(hmi_talks_read(ctx, talks, points->n_players, &read));
    hmi_deal_none(&read, out);
    if (share != NULL) {
        memset(share, 0, (size_t)points->n_points * sizeof(double));
    }
    if (read.rule == HM_BARGAIN_UTILITARIAN) { /* a vertex is best */
        HMI_TRY(hm_bargain_pure(ctx, points, talks, out));
        if (share != NULL && out->exists) {
            share[out->point] = 1.0;
        }
        return HM_OK;
    }
    hm_status status = hull_create(ctx, &read, points, &h);
    if (status == HM_OK && points->n_points > 0) {
        status = settle(&h, hmi_slack(&read, points), out);
    }
    if (status == HM_OK && out->exists) {
        deal_of(&h, share, out);
    } else {
        hmi_deal_none(&read, out);
    }
    hull_clear(&h);
    return status;
}

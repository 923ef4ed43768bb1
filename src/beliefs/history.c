// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * history.c - predictions against what happened: verdicts by a rule that is
 * written down here and nowhere tuned, and scores against naive forecasts.
 */
#include "beliefs/internal.h"

#include <math.h>

/* A hit misses the size by at most half of what happened. */
static const double within = 0.5;

hm_verdict hm_history_verdict(double central, double low, double high,
                              double observed)
{
    if (!isfinite(central) || !isfinite(low) || !isfinite(high) ||
        !isfinite(observed)) {
        return HM_NOT_COMPARABLE;
    }
    if (fabs(central - observed) <= within * fabs(observed)) {
        return HM_HIT;
    }
    bool inside = observed >= low && observed <= high;
    return inside && central * observed > 0.0 ? HM_IN_RANGE : HM_MISS;
}

const char *hm_verdict_name(hm_verdict verdict)
{
    switch (verdict) {
    case HM_HIT:
        return "hit";
    case HM_IN_RANGE:
        return "in range";
    case HM_MISS:
        return "miss";
    case HM_NOT_COMPARABLE:
    case HM_VERDICTS:
        break;
    }
    return "not comparable";
}

/* Rank of entry i, the mean of its place and that of its equals. */
static double rank_of(const double *x, int32_t n, int32_t i)
{
    int32_t below = 0;
    int32_t equal = 0;
    for (int32_t k = 0; k < n; k++) {
        below += x[k] < x[i] ? 1 : 0;
        equal += x[k] < x[i] || x[k] > x[i] ? 0 : 1;
    }
    return (double)below + 0.5 * (double)(equal + 1);
}

static double mean_of(const double *x, int32_t n)
{
    double sum = 0.0;
    for (int32_t i = 0; i < n; i++) {
        sum += x[i];
    }
    return sum / (double)n;
}

/* Sum of (x - mx)(y - my). */
static double moment(const double *x, double mx, const double *y, double my,
                     int32_t n)
{
    double sum = 0.0;
    for (int32_t i = 0; i < n; i++) {
        sum += (x[i] - mx) * (y[i] - my);
    }
    return sum;
}

static double correlation(const double *x, const double *y, int32_t n)
{
    double mx = mean_of(x, n);
    double my = mean_of(y, n);
    double xx = moment(x, mx, x, mx, n);
    double yy = moment(y, my, y, my, n);
    return xx > 0.0 && yy > 0.0 ? moment(x, mx, y, my, n) / sqrt(xx * yy) : NAN;
}

static double rank_correlation(const double *x, const double *y, double *room,
                               int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        room[i] = rank_of(x, n, i);
        room[n + i] = rank_of(y, n, i);
    }
    return correlation(room, room + n, n);
}

static double root_mean_square(const double *x, const double *y, double level,
                               int32_t n)
{
    double sum = 0.0;
    for (int32_t i = 0; i < n; i++) {
        double gap = (x == NULL ? level : x[i]) - y[i];
        sum += gap * gap;
    }
    return sqrt(sum / (double)n);
}

hm_status hm_history_score(hm_context *ctx, const double *predicted,
                           const double *observed, int32_t n,
                           hm_history_scores *out)
{
    *out = (hm_history_scores){n, NAN, NAN, NAN, NAN, NAN, NAN};
    for (int32_t i = 0; i < n; i++) {
        if (!isfinite(predicted[i]) || !isfinite(observed[i])) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "pair %d: predicted %g, observed %g; expected "
                            "two numbers",
                            (int)i + 1, predicted[i], observed[i]);
        }
    }
    if (n < 1) {
        return HM_OK;
    }
    double *room = HMI_ARRAY(ctx, double, 2 * (size_t)n);
    if (room == NULL) {
        return HM_ERR_MEMORY;
    }
    int32_t right = 0;
    for (int32_t i = 0; i < n; i++) {
        right += predicted[i] * observed[i] > 0.0 ? 1 : 0;
    }
    double mean = mean_of(observed, n);
    double mp = mean_of(predicted, n);
    double spread = moment(predicted, mp, predicted, mp, n);
    out->sign_right = (double)right / (double)n;
    out->error = root_mean_square(predicted, observed, 0.0, n);
    out->no_change = root_mean_square(NULL, observed, 0.0, n);
    out->proportional = root_mean_square(NULL, observed, mean, n);
    if (n >= 3 && spread > 0.0) {
        out->rank_correlation = rank_correlation(predicted, observed, room, n);
        out->slope = moment(predicted, mp, observed, mean, n) / spread;
    }
    hmi_free(ctx, room);
    return HM_OK;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * exchange.c - two-sided private information (B51).
 *
 * Myerson and Satterthwaite 1983: the efficient mechanism between a cost with
 * law F on [a1, b1] and a value with law G on [a2, b2], which nobody refuses,
 * is short of the integral of (1 - G) F from a2 to b1.
 */
#include "pact/internal.h"

#include <math.h>

enum { PANELS = 400, GAUSS = 5 };

/* Nodes and weights on [-1, 1] (Abramowitz and Stegun 25.4.30). */
static const double gauss_at[GAUSS] = {
    -0.90617984593866399280, -0.53846931010568309104, 0.0,
    0.53846931010568309104, 0.90617984593866399280};
static const double gauss_weight[GAUSS] = {
    0.23692688505618908751, 0.47862867049936646804, 0.56888888888888888889,
    0.47862867049936646804, 0.23692688505618908751};

static double panel(const hm_law *cost, const hm_law *value, double from,
                    double to)
{
    double total = 0.0;
    for (int i = 0; i < GAUSS; i++) {
        double t = 0.5 * (from + to) + 0.5 * (to - from) * gauss_at[i];
        total += gauss_weight[i] * (1.0 - hm_law_cdf(value, t)) *
                 hm_law_cdf(cost, t);
    }
    return 0.5 * (to - from) * total;
}

/* The first knot of a law inside (from, to), or to. */
static double next_knot(const hm_law *law, double from, double to)
{
    for (int32_t i = 0; i < hmi_law_knots(law); i++) {
        double at = hmi_law_knot(law, i);
        if (at > from && at < to) {
            return at;
        }
    }
    return to;
}

hm_status hm_exchange_deficit(hm_context *ctx, const hm_law *cost,
                              const hm_law *value, double *deficit,
                              bool *overlap)
{
    *deficit = NAN;
    *overlap = false;
    HMI_TRY(hm_law_check(ctx, cost));
    HMI_TRY(hm_law_check(ctx, value));
    double low = hmi_law_low(value);
    double high = hmi_law_high(cost);
    *overlap = low < high && hmi_law_low(cost) < hmi_law_high(value);
    *deficit = 0.0;
    low = fmax(low, hmi_law_low(cost)); /* below it nobody can act */
    high = fmin(high, hmi_law_high(value));
    double width = (high - low) / PANELS;
    for (int32_t i = 0; *overlap && i < PANELS; i++) {
        double from = low + width * i;
        double end = i + 1 == PANELS ? high : low + width * (i + 1);
        while (from < end) {
            double to =
                fmin(next_knot(cost, from, end), next_knot(value, from, end));
            *deficit += panel(cost, value, from, to);
            from = to;
        }
    }
    return HM_OK;
}

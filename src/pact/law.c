// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * law.c - distributions of a private cost: uniform, normal, tabulated.
 *
 * A uniform law is a table of two knots. The normal one uses the library's
 * erfc and our own exp.
 */
#include "pact/internal.h"

#include <math.h>

static const double root_half = 0.70710678118654752440;        /* 1/sqrt 2 */
static const double root_tau_inverse = 0.39894228040143267794; /* (2 pi)^-1/2 */
/* 1 - cdf at 12 standard deviations is below 2e-33. */
static const double normal_reach = 12.0;
static const double normal_tail = -25.0;

hm_status hmi_range(hm_context *ctx, const char *what, double x, double low,
                    double high)
{
    if (x >= low && x <= high && isfinite(x)) {
        return HM_OK;
    }
    return hmi_fail(ctx, HM_ERR_ARGUMENT, "%s is %g; expected %g to %g", what,
                    x, low, high);
}

hm_status hmi_delta_check(hm_context *ctx, double delta)
{
    if (delta >= 0.0 && delta < 1.0) {
        return HM_OK;
    }
    return hmi_fail(ctx, HM_ERR_ARGUMENT,
                    "discount factor %g; expected 0 or more, below 1", delta);
}

static hm_status table_check(hm_context *ctx, const hm_law *law)
{
    if (law->n < 2) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "a law of %d points; expected at least 2", (int)law->n);
    }
    for (int32_t i = 0; i < law->n; i++) {
        bool rising = i == 0 || (law->at[i] > law->at[i - 1] &&
                                 law->cdf[i] >= law->cdf[i - 1]);
        if (!isfinite(law->at[i]) || !isfinite(law->cdf[i]) || !rising) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "law, point %d: (%g, %g); expected points rising "
                            "and a cdf that does not fall",
                            (int)i, law->at[i], law->cdf[i]);
        }
    }
    if (fabs(law->cdf[0]) > 1e-12 || fabs(law->cdf[law->n - 1] - 1.0) > 1e-12) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "law: cdf from %g to %g; expected 0 to 1", law->cdf[0],
                        law->cdf[law->n - 1]);
    }
    return HM_OK;
}

hm_status hm_law_check(hm_context *ctx, const hm_law *law)
{
    if (!isfinite(law->shift)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT, "law: the shift is %g",
                        law->shift);
    }
    switch (law->kind) {
    case HM_LAW_UNIFORM:
        if (isfinite(law->low) && isfinite(law->high) && law->low < law->high) {
            return HM_OK;
        }
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "uniform law from %g to %g; expected low below high",
                        law->low, law->high);
    case HM_LAW_NORMAL:
        if (isfinite(law->mean) && isfinite(law->sd) && law->sd > 0.0) {
            return HM_OK;
        }
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "normal law with mean %g, sd %g; expected an sd above "
                        "0",
                        law->mean, law->sd);
    case HM_LAW_TABLE:
        return table_check(ctx, law);
    }
    return hmi_fail(ctx, HM_ERR_ARGUMENT, "no law of kind %d", (int)law->kind);
}

/* --- pieces --- */

int32_t hmi_law_knots(const hm_law *law)
{
    return law->kind == HM_LAW_TABLE     ? law->n
           : law->kind == HM_LAW_UNIFORM ? 2
                                         : 0;
}

double hmi_law_knot(const hm_law *law, int32_t index)
{
    double at = law->kind == HM_LAW_TABLE ? law->at[index]
                : index == 0              ? law->low
                                          : law->high;
    return at + law->shift;
}

static double knot_cdf(const hm_law *law, int32_t index)
{
    return law->kind == HM_LAW_TABLE ? law->cdf[index] : (double)index;
}

double hmi_law_low(const hm_law *law)
{
    return law->kind == HM_LAW_NORMAL
               ? law->mean - normal_reach * law->sd + law->shift
               : hmi_law_knot(law, 0);
}

double hmi_law_high(const hm_law *law)
{
    return law->kind == HM_LAW_NORMAL
               ? law->mean + normal_reach * law->sd + law->shift
               : hmi_law_knot(law, hmi_law_knots(law) - 1);
}

/* The piece that x is in, -1 below the first knot, knots - 1 above. */
static int32_t piece_of(const hm_law *law, double x)
{
    int32_t low = -1;
    int32_t high = hmi_law_knots(law);
    while (high - low > 1) {
        int32_t middle = low + (high - low) / 2;
        if (x >= hmi_law_knot(law, middle)) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static double piece_slope(const hm_law *law, int32_t i)
{
    return (knot_cdf(law, i + 1) - knot_cdf(law, i)) /
           (hmi_law_knot(law, i + 1) - hmi_law_knot(law, i));
}

double hm_law_cdf(const hm_law *law, double x)
{
    if (law->kind == HM_LAW_NORMAL) {
        double z = (x - law->shift - law->mean) / law->sd;
        return 0.5 * erfc(-z * root_half);
    }
    int32_t i = piece_of(law, x);
    if (i < 0) {
        return 0.0;
    }
    if (i + 1 >= hmi_law_knots(law)) {
        return 1.0;
    }
    return knot_cdf(law, i) + piece_slope(law, i) * (x - hmi_law_knot(law, i));
}

double hm_law_density(const hm_law *law, double x)
{
    if (law->kind == HM_LAW_NORMAL) {
        double z = (x - law->shift - law->mean) / law->sd;
        return z * z > 1400.0
                   ? 0.0
                   : hmi_exp(-0.5 * z * z) * root_tau_inverse / law->sd;
    }
    int32_t i = piece_of(law, x);
    return i < 0 || i + 1 >= hmi_law_knots(law) ? 0.0 : piece_slope(law, i);
}

double hmi_law_ratio(const hm_law *law, double x)
{
    if (law->kind == HM_LAW_NORMAL) {
        double z = (x - law->shift - law->mean) / law->sd;
        if (z < normal_tail) { /* Mills' ratio */
            double w = 1.0 / (z * z);
            return -law->sd / z * (1.0 - w * (1.0 - 3.0 * w));
        }
    }
    double density = hm_law_density(law, x);
    return density > 0.0 ? hm_law_cdf(law, x) / density : (double)INFINITY;
}

typedef struct quantile {
    const hm_law *law;
    double p;
} quantile;

static double cdf_less(void *user, double x)
{
    const quantile *q = user;
    return hm_law_cdf(q->law, x) - q->p;
}

double hmi_law_quantile(const hm_law *law, double p)
{
    quantile q = {law, p};
    return hmi_line_root(cdf_less, &q, hmi_law_low(law), hmi_law_high(law));
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * line.c - functions of one variable: a root in a bracket, the largest value
 * on an interval.
 *
 * A smooth maximum is flat: comparing values finds it to half the digits
 * only. After golden section its place is therefore the root of a five-point
 * derivative; at a kink that root is no maximum and golden section's stands.
 */
#include "num/internal.h"

#include <float.h>
#include <math.h>

enum { BISECTIONS = 200, GOLDEN_STEPS = 90 };

double hmi_line_root(hmi_line f, void *user, double low, double high)
{
    bool rising = f(user, high) > 0.0;
    for (int step = 0; step < BISECTIONS; step++) {
        double middle = 0.5 * (low + high);
        if (middle <= low || middle >= high) {
            break;
        }
        if ((f(user, middle) > 0.0) == rising) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return 0.5 * (low + high);
}

typedef struct slope {
    hmi_line f;
    void *user;
    double step;
} slope;

/* Error of order step^4 (Abramowitz and Stegun 25.3.6). */
static double slope_at(void *user, double x)
{
    const slope *s = user;
    double h = s->step;
    double near = s->f(s->user, x + h) - s->f(s->user, x - h);
    double far = s->f(s->user, x + 2.0 * h) - s->f(s->user, x - 2.0 * h);
    return (8.0 * near - far) / (12.0 * h);
}

static double golden(hmi_line f, void *user, double low, double high)
{
    const double part = 0.3819660112501051; /* (3 - sqrt 5) / 2 */
    double a = low + part * (high - low);
    double b = high - part * (high - low);
    double fa = f(user, a);
    double fb = f(user, b);
    for (int step = 0; step < GOLDEN_STEPS && b > a; step++) {
        if (fa >= fb) {
            high = b;
            b = a;
            fb = fa;
            a = low + part * (high - low);
            fa = f(user, a);
        } else {
            low = a;
            a = b;
            fa = fb;
            b = high - part * (high - low);
            fb = f(user, b);
        }
    }
    return fa >= fb ? a : b;
}

/* Where the derivative changes sign near x, or x. */
static double refine(hmi_line f, void *user, double x, double step)
{
    slope s = {f, user, step};
    double left = slope_at(&s, x - step);
    double right = slope_at(&s, x + step);
    if (!(left > 0.0 && right < 0.0)) {
        return x;
    }
    double better = hmi_line_root(slope_at, &s, x - step, x + step);
    double at = f(user, x);
    return f(user, better) >= at - 8.0 * DBL_EPSILON * fabs(at) ? better : x;
}

double hmi_line_max(hmi_line f, void *user, double low, double high,
                    int32_t grid, double *value)
{
    double width = (high - low) / (double)grid;
    double best = low;
    *value = f(user, low);
    int32_t place = 0;
    for (int32_t i = 1; i <= grid; i++) {
        double x = i == grid ? high : low + width * (double)i;
        double at = f(user, x);
        if (at > *value) {
            *value = at;
            best = x;
            place = i;
        }
    }
    if (!isfinite(*value)) {
        return best;
    }
    double from = low + width * (double)(place > 0 ? place - 1 : 0);
    double to = place < grid ? low + width * (double)(place + 1) : high;
    double x = golden(f, user, from, fmin(to, high));
    double step = 0.05 * width;
    if (x - 3.0 * step > low && x + 3.0 * step < high) {
        x = refine(f, user, x, step);
    }
    double at = f(user, x);
    if (at >= *value) {
        *value = at;
        best = x;
    }
    return best;
}

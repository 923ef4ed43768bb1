// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_line.c - roots to the last bit; maxima that are smooth, kinked, at an
 * end, one of several, or nowhere allowed.
 */
#include "hm_test.h"
#include "num/internal.h"

#include <math.h>

static double cubic(void *user, double x)
{
    (void)user;
    return x * x * x - 2.0;
}

static double falling(void *user, double x)
{
    return *(const double *)user - x;
}

static void roots(void **state)
{
    (void)state;
    double c = 0.731;
    assert_near_rel(hmi_line_root(cubic, NULL, 0.0, 3.0), cbrt(2.0), 3e-16);
    assert_near_rel(hmi_line_root(falling, &c, -5.0, 9.0), 0.731, 3e-16);
}

/* Largest at x = user; the value there is flat. */
static double smooth(void *user, double x)
{
    double at = x / *(const double *)user;
    return log(at) - at;
}

static double kinked(void *user, double x)
{
    double gap = x - *(const double *)user;
    return gap < 0.0 ? 3.0 * gap : -0.2 * gap;
}

static double two_humps(void *user, double x)
{
    (void)user;
    return exp(-8.0 * (x - 1.0) * (x - 1.0)) +
           1.1 * exp(-8.0 * (x - 3.7) * (x - 3.7));
}

static double nowhere(void *user, double x)
{
    (void)user;
    (void)x;
    return -(double)INFINITY;
}

static void maxima(void **state)
{
    (void)state;
    double c = 2.731;
    double value = 0.0;
    /* five-point derivative: h^4 f5 / 30 with h = 0.05 x 10 / 400 */
    assert_near(hmi_line_max(smooth, &c, 0.01, 10.0, 400, &value), c, 1e-10);
    assert_near(value, -1.0, 1e-15);
    assert_near(hmi_line_max(kinked, &c, 0.0, 10.0, 400, &value), c, 1e-14);
    assert_near(hmi_line_max(two_humps, NULL, 0.0, 5.0, 200, &value), 3.7,
                1e-8);
    assert_near(value, 1.1, 1e-12);
    /* rising to its end */
    c = 30.0;
    assert_near(hmi_line_max(smooth, &c, 1.0, 10.0, 7, &value), 10.0, 0.0);
    (void)hmi_line_max(nowhere, NULL, 0.0, 1.0, 9, &value);
    assert_true(isinf(value) && value < 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roots),
        cmocka_unit_test(maxima),
    };
    return hm_test_run(tests);
}

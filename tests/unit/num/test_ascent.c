// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_ascent.c - optima that are known: problems 1, 43 and 100 of Hock and
 * Schittkowski, Test examples for nonlinear programming codes (1981), a
 * knapsack, a constraint that does not bind, one that cannot hold, a function
 * that is not defined everywhere.
 */
#include "hm_test.h"
#include "num/internal.h"

#include <math.h>
#include <string.h>

typedef struct problem {
    size_t n;
    int32_t rows;
    void (*at)(const double *x, double *value, double *gradient);
    int32_t evaluations;
    double forbidden; /* x[0] above it: not defined */
} problem;

static hm_status value_of(void *data, const double *u, bool *ok, double *value)
{
    problem *p = data;
    double gradient[9 * 16];
    p->evaluations++;
    *ok = !(u[0] > p->forbidden);
    p->at(u, value, gradient);
    return HM_OK;
}

static hm_status slope_of(void *data, const double *u, double *gradient,
                          double *curvature, double *least)
{
    const problem *p = data;
    double value[9];
    p->at(u, value, gradient);
    for (size_t k = 0; k < p->n * (size_t)(p->rows + 1); k++) {
        curvature[k] = 0.0;
        least[k] = fmax(1e-3, fabs(gradient[k]));
    }
    return HM_OK;
}

static hmi_ascent_end run(problem *p, const double *low, const double *high,
                          double *u)
{
    hm_context *ctx = NULL;
    hmi_ascent_end end;
    hmi_ascent a = {.n = p->n,
                    .rows = p->rows,
                    .low = low,
                    .high = high,
                    .data = p,
                    .value = value_of,
                    .slope = slope_of,
                    .tolerance = 1e-9,
                    .near = 1e-6,
                    .feasible = 1e-9,
                    .noise = 1e-14,
                    .longest = 10.0,
                    .max_steps = 500};
    if (!(p->forbidden > 0.0)) {
        p->forbidden = INFINITY;
    }
    assert_int_equal(hm_context_create(NULL, &ctx), HM_OK);
    assert_hm_ok(ctx, hmi_ascend(ctx, &a, u, &end));
    hm_context_free(ctx);
    return end;
}

/* Problem 1 without its bound: Rosenbrock. */
static void rosenbrock(const double *x, double *value, double *g)
{
    double gap = x[1] - x[0] * x[0];
    value[0] = -100 * gap * gap - (1 - x[0]) * (1 - x[0]);
    g[0] = 400 * x[0] * gap + 2 * (1 - x[0]);
    g[1] = -200 * gap;
}

static void a_valley_and_a_bound(void **state)
{
    (void)state;
    static const double low[] = {-10, -10}, high[] = {10, 10};
    static const double half[] = {10, 0.25};
    double u[] = {-2, 1};
    problem p = {.n = 2, .at = rosenbrock};
    hmi_ascent_end end = run(&p, low, high, u);
    assert_true(end.found);
    assert_near(u[0], 1.0, 1e-7); /* kkt of 1e-9 along a flat valley */
    assert_near(u[1], 1.0, 1e-7);
    double v[] = {-2, 0.1};
    end = run(&p, low, half, v);
    assert_true(end.found);
    assert_near(v[1], 0.25, 0.0);
    /* d/dx at y = 1/4: 400 x (1/4 - x^2) + 2 (1 - x) = 0 */
    assert_near(400 * v[0] * (0.25 - v[0] * v[0]) + 2 * (1 - v[0]), 0.0, 1e-5);
}

/* Problem 43: -44 at (0, 1, 2, -1), multipliers 1, 0, 2 (page 66). */
static void problem_43(const double *x, double *value, double *g)
{
    value[0] = -(x[0] * x[0] + x[1] * x[1] + 2 * x[2] * x[2] + x[3] * x[3] -
                 5 * x[0] - 5 * x[1] - 21 * x[2] + 7 * x[3]);
    value[1] = 8 - x[0] * x[0] - x[1] * x[1] - x[2] * x[2] - x[3] * x[3] -
               x[0] + x[1] - x[2] + x[3];
    value[2] = 10 - x[0] * x[0] - 2 * x[1] * x[1] - x[2] * x[2] -
               2 * x[3] * x[3] + x[0] + x[3];
    value[3] = 5 - 2 * x[0] * x[0] - x[1] * x[1] - x[2] * x[2] - 2 * x[0] +
               x[1] + x[3];
    double all[] = {-2 * x[0] + 5, -2 * x[1] + 5, -4 * x[2] + 21, -2 * x[3] - 7,
                    -2 * x[0] - 1, -2 * x[1] + 1, -2 * x[2] - 1,  -2 * x[3] + 1,
                    -2 * x[0] + 1, -4 * x[1],     -2 * x[2],      -4 * x[3] + 1,
                    -4 * x[0] - 2, -2 * x[1] + 1, -2 * x[2],      1};
    memcpy(g, all, sizeof all);
}

static void three_constraints(void **state)
{
    (void)state;
    static const double low[] = {-10, -10, -10, -10}, high[] = {10, 10, 10, 10};
    static const double best[] = {0, 1, 2, -1};
    double u[] = {0, 0, 0, 0};
    problem p = {.n = 4, .rows = 3, .at = problem_43};
    hmi_ascent_end end = run(&p, low, high, u);
    assert_true(end.found);
    for (int k = 0; k < 4; k++) {
        assert_near(u[k], best[k], 1e-7);
    }
    assert_near(end.value[0], 44.0, 1e-7);
    assert_near(end.multiplier[0], 1.0, 1e-6);
    assert_near(end.multiplier[1], 0.0, 1e-9);
    assert_near(end.multiplier[2], 2.0, 1e-6);
}

/* Problem 100: 680.6300573744 (page 111). */
static void problem_100(const double *x, double *value, double *g)
{
    double a = x[0] - 10;
    double b = x[1] - 12;
    double c = x[3] - 11;
    memset(g, 0, 35 * sizeof *g);
    value[0] = -(a * a + 5 * b * b + pow(x[2], 4) + 3 * c * c +
                 10 * pow(x[4], 6) + 7 * x[5] * x[5] + pow(x[6], 4) -
                 4 * x[5] * x[6] - 10 * x[5] - 8 * x[6]);
    double f[] = {-2 * a,
                  -10 * b,
                  -4 * pow(x[2], 3),
                  -6 * c,
                  -60 * pow(x[4], 5),
                  -14 * x[5] + 4 * x[6] + 10,
                  -4 * pow(x[6], 3) + 4 * x[5] + 8};
    memcpy(g, f, sizeof f);
    value[1] = 127 - 2 * x[0] * x[0] - 3 * pow(x[1], 4) - x[2] -
               4 * x[3] * x[3] - 5 * x[4];
    g[7] = -4 * x[0];
    g[8] = -12 * pow(x[1], 3);
    g[9] = -1;
    g[10] = -8 * x[3];
    g[11] = -5;
    value[2] = 282 - 7 * x[0] - 3 * x[1] - 10 * x[2] * x[2] - x[3] + x[4];
    g[14] = -7;
    g[15] = -3;
    g[16] = -20 * x[2];
    g[17] = -1;
    g[18] = 1;
    value[3] = 196 - 23 * x[0] - x[1] * x[1] - 6 * x[5] * x[5] + 8 * x[6];
    g[21] = -23;
    g[22] = -2 * x[1];
    g[26] = -12 * x[5];
    g[27] = 8;
    value[4] = -4 * x[0] * x[0] - x[1] * x[1] + 3 * x[0] * x[1] -
               2 * x[2] * x[2] - 5 * x[5] + 11 * x[6];
    g[28] = -8 * x[0] + 3 * x[1];
    g[29] = -2 * x[1] + 3 * x[0];
    g[30] = -4 * x[2];
    g[33] = -5;
    g[34] = 11;
}

static void four_constraints(void **state)
{
    (void)state;
    double low[7], high[7];
    double u[] = {1, 2, 0, 4, 0, 1, 1};
    problem p = {.n = 7, .rows = 4, .at = problem_100};
    for (int k = 0; k < 7; k++) {
        low[k] = -100;
        high[k] = 100;
    }
    hmi_ascent_end end = run(&p, low, high, u);
    assert_true(end.found);
    assert_near(end.value[0], -680.6300573744, 1e-6);
}

/* Least cost of a weight: goods by efficiency, one in part. */
static const double cost[] = {3, 1, 4, 1.5, 5}, weight[] = {2, 2, 3, 1, 1};

static void knapsack(const double *x, double *value, double *g)
{
    value[0] = 0;
    value[1] = -4.5;
    for (int k = 0; k < 5; k++) {
        value[0] -= cost[k] * x[k];
        value[1] += weight[k] * x[k];
        g[k] = -cost[k];
        g[5 + k] = weight[k];
    }
}

static void corners_and_one_part(void **state)
{
    (void)state;
    static const double low[5] = {0}, high[] = {1, 1, 1, 1, 1};
    /* 2 at 1/2, 2.5 of 3 at 4/3; then 3/2, 3/2, 5 a unit of weight */
    static const double best[] = {0, 1, 2.5 / 3, 0, 0};
    double u[5] = {0};
    problem p = {.n = 5, .rows = 1, .at = knapsack};
    hmi_ascent_end end = run(&p, low, high, u);
    assert_true(end.found);
    for (int k = 0; k < 5; k++) {
        assert_near(u[k], best[k], 1e-9);
    }
    assert_near(end.multiplier[0], 4.0 / 3.0, 1e-9);
}

static void reach(const double *x, double *value, double *g)
{
    value[0] = -x[0] * x[0];
    value[1] = x[0] - 2;
    g[0] = -2 * x[0];
    g[1] = 1;
}

static void out_of_reach_is_said(void **state)
{
    (void)state;
    static const double low[] = {-1}, high[] = {1}, wide[] = {5};
    double u[] = {0.3};
    problem p = {.n = 1, .rows = 1, .at = reach};
    hmi_ascent_end end = run(&p, low, high, u);
    assert_false(end.found);
    assert_near(u[0], 1.0, 0.0); /* as near as it gets */
    end = run(&p, low, wide, u);
    assert_true(end.found);
    assert_near(u[0], 2.0, 1e-9);
    assert_near(end.multiplier[0], 4.0, 1e-7);
}

static void slack_constraints_have_no_price(void **state)
{
    (void)state;
    static const double low[] = {-9}, high[] = {9};
    double u[] = {4};
    problem p = {.n = 1, .rows = 1, .at = reach};
    p.at = reach;
    /* from the far side: x >= 2 binds, not x <= 9 */
    hmi_ascent_end end = run(&p, low, high, u);
    assert_true(end.found && end.multiplier[0] > 3.9);
    problem free = {.n = 2, .at = rosenbrock};
    double v[] = {0.5, 0.5};
    static const double wide_low[] = {-2, -2}, wide_high[] = {2, 2};
    free.forbidden = 0.95; /* walks around what is not defined */
    end = run(&free, wide_low, wide_high, v);
    assert_false(end.found);
    assert_true(v[0] <= 0.95 && v[0] > 0.9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_valley_and_a_bound),
        cmocka_unit_test(three_constraints),
        cmocka_unit_test(four_constraints),
        cmocka_unit_test(corners_and_one_part),
        cmocka_unit_test(out_of_reach_is_said),
        cmocka_unit_test(slack_constraints_have_no_price),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_lu.c - dense LU: random systems by their residual, a matrix that needs
 * its rows swapped, singular and not finite ones.
 */
#include "hm_test.h"
#include "num/internal.h"

#include <math.h>
#include <string.h>

enum { ORDER_MAX = 61 };

static void random_systems(void **state)
{
    (void)state;
    hm_random r = hm_random_seed(hm_test_seed(91));
    static double a[ORDER_MAX * ORDER_MAX], keep[ORDER_MAX * ORDER_MAX];
    for (int trial = 0; trial < 60; trial++) {
        const size_t n = 1 + (size_t)hm_random_below(&r, ORDER_MAX);
        int32_t pivot[ORDER_MAX];
        double b[ORDER_MAX] = {0}, x[ORDER_MAX];
        for (size_t i = 0; i < n * n; i++) {
            a[i] = hm_random_normal(&r);
        }
        memcpy(keep, a, sizeof keep);
        for (size_t i = 0; i < n; i++) {
            b[i] = hm_random_normal(&r);
        }
        memcpy(x, b, sizeof x);
        assert_true(hmi_lu_factor(n, a, pivot));
        hmi_lu_solve(n, a, pivot, x);
        for (size_t i = 0; i < n; i++) {
            long double sum = 0.0L, size = fabsl((long double)b[i]);
            for (size_t j = 0; j < n; j++) {
                sum += (long double)keep[i * n + j] * (long double)x[j];
                size += fabsl((long double)keep[i * n + j] * (long double)x[j]);
            }
            /* Backward error of partial pivoting: n ulps times the growth of
             * the pivots, which is below 10 for random matrices. */
            assert_near((double)sum, b[i], (double)size * 1e-13);
        }
    }
}

/* Many right-hand sides at once give what each gives alone. */
static void rows_agree_with_single_solves(void **state)
{
    (void)state;
    enum { ORDER = 23, WIDTH = 11 };
    hm_random r = hm_random_seed(hm_test_seed(92));
    double a[ORDER * ORDER], x[ORDER * WIDTH], alone[WIDTH][ORDER];
    int32_t pivot[ORDER];
    for (size_t i = 0; i < (size_t)ORDER * ORDER; i++) {
        a[i] = hm_random_normal(&r);
    }
    for (size_t i = 0; i < (size_t)ORDER * WIDTH; i++) {
        x[i] = hm_random_normal(&r);
        alone[i % WIDTH][i / WIDTH] = x[i];
    }
    assert_true(hmi_lu_factor(ORDER, a, pivot));
    hmi_lu_solve_rows(ORDER, a, pivot, WIDTH, x);
    for (size_t c = 0; c < WIDTH; c++) {
        hmi_lu_solve(ORDER, a, pivot, alone[c]);
        for (size_t i = 0; i < ORDER; i++) {
            /* two orders of the same sums, times the condition */
            assert_near(x[i * WIDTH + c], alone[c][i],
                        1e-10 * (1.0 + fabs(alone[c][i])));
        }
    }
}

static void swaps_rows_where_the_diagonal_is_zero(void **state)
{
    (void)state;
    double a[9] = {0.0, 2.31, -0.7, 1.9, 0.0, 0.41, -0.83, 1.7, 0.0};
    const double x[3] = {0.731, -1.37, 2.93};
    double b[3];
    int32_t pivot[3];
    for (int i = 0; i < 3; i++) {
        b[i] = a[3 * i] * x[0] + a[3 * i + 1] * x[1] + a[3 * i + 2] * x[2];
    }
    assert_true(hmi_lu_factor(3, a, pivot));
    hmi_lu_solve(3, a, pivot, b);
    /* condition number about 5 */
    assert_vector_near(b, x, 3, 1e-15, 1e-15, NULL);
}

static void refuses_singular_and_not_finite(void **state)
{
    (void)state;
    int32_t pivot[3];
    /* The third row is four times the first; no step rounds. */
    double singular[9] = {1.0, 2.0, 4.0, 2.0, 8.0, -4.0, 4.0, 8.0, 16.0};
    double zero[4] = {0.0, 0.0, 0.0, 1.0};
    double infinite[4] = {INFINITY, 1.0, 1.0, 1.0};
    double nan[1] = {NAN};
    assert_false(hmi_lu_factor(3, singular, pivot));
    assert_false(hmi_lu_factor(2, zero, pivot));
    assert_false(hmi_lu_factor(2, infinite, pivot));
    assert_false(hmi_lu_factor(1, nan, pivot));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_systems),
        cmocka_unit_test(rows_agree_with_single_solves),
        cmocka_unit_test(swaps_rows_where_the_diagonal_is_zero),
        cmocka_unit_test(refuses_singular_and_not_finite),
    };
    return hm_test_run(tests);
}

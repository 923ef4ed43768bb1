// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_dense.c - kernels against plain long double sums, for every size near
 * a multiple of the lanes; the symmetric solve on random and on singular
 * matrices.
 *
 * Tolerance of a sum of n products: n half-ulps of the sum of magnitudes.
 */
#include "hm_test.h"
#include "num/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { LONGEST = 83, ROWS_MAX = 23, STRIDE_MAX = 44 };

static void draw(hm_random *r, double *x, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        x[i] = hm_random_normal(r) * exp(hm_random_range(r, -3.0, 3.0));
    }
}

static void assert_sum(double got, long double sum, long double magnitude,
                       size_t terms)
{
    const double allowed =
        (double)(magnitude * (long double)terms) * (0.5 * DBL_EPSILON);
    assert_near(got, (double)sum, allowed);
}

static void dot_total_and_axpy_for_every_length(void **state)
{
    (void)state;
    double x[LONGEST], y[LONGEST], z[LONGEST];
    hm_random r = hm_random_seed(hm_test_seed(71));
    for (size_t count = 0; count <= LONGEST; count++) {
        long double dot = 0.0L, total = 0.0L, size = 0.0L, all = 0.0L;
        draw(&r, x, count);
        draw(&r, y, count);
        memcpy(z, y, sizeof z);
        for (size_t i = 0; i < count; i++) {
            dot += (long double)x[i] * (long double)y[i];
            size += fabsl((long double)x[i] * (long double)y[i]);
            total += (long double)x[i];
            all += fabsl((long double)x[i]);
        }
        assert_sum(hmi_dot(count, x, y), dot, size, count + 1);
        assert_sum(hmi_total(count, x), total, all, count + 1);
        hmi_axpy(count, -0.7313, x, z);
        for (size_t i = 0; i < count; i++) {
            assert_true(z[i] == y[i] + -0.7313 * x[i]);
        }
    }
}

/* The order of the sum is part of the contract: (0+1)+(2+3) after two lanes
 * of four, the tail last. */
static void the_order_of_a_sum_is_fixed(void **state)
{
    (void)state;
    double x[19];
    hm_random r = hm_random_seed(72);
    draw(&r, x, 19);
    double lane[4];
    for (int l = 0; l < 4; l++) {
        lane[l] = ((x[l] + x[4 + l]) + x[8 + l]) + x[12 + l];
    }
    double sum = (lane[0] + lane[1]) + (lane[2] + lane[3]);
    sum = ((sum + x[16]) + x[17]) + x[18];
    assert_true(hmi_total(19, x) == sum);
}

typedef struct matrix {
    size_t rows, columns, stride;
    double a[ROWS_MAX * STRIDE_MAX], x[STRIDE_MAX], z[ROWS_MAX];
} matrix;

static void fill(hm_random *r, matrix *m, size_t rows, size_t columns)
{
    memset(m, 0, sizeof *m);
    m->rows = rows;
    m->columns = columns;
    m->stride = (columns + 3) / 4 * 4;
    for (size_t i = 0; i < rows; i++) {
        draw(r, m->a + i * m->stride, columns);
    }
    draw(r, m->x, columns);
    draw(r, m->z, rows);
}

static void check_rows(const matrix *m, const double *dot)
{
    for (size_t i = 0; i < m->rows; i++) {
        long double sum = 0.0L, size = 0.0L;
        for (size_t c = 0; c < m->columns; c++) {
            const long double p =
                (long double)m->a[i * m->stride + c] * (long double)m->x[c];
            sum += p;
            size += fabsl(p);
        }
        assert_sum(dot[i], sum, size, m->columns + 1);
    }
}

static void check_columns(const matrix *m, const double *before,
                          const double *after)
{
    for (size_t c = 0; c < m->stride; c++) {
        long double sum = (long double)before[c];
        long double size = fabsl((long double)before[c]);
        for (size_t i = 0; i < m->rows; i++) {
            const long double p =
                (long double)m->a[i * m->stride + c] * (long double)m->z[i];
            sum += p;
            size += fabsl(p);
        }
        assert_sum(after[c], sum, size, m->rows + 2);
    }
}

static void row_sweeps_for_every_shape(void **state)
{
    (void)state;
    hm_random r = hm_random_seed(hm_test_seed(73));
    for (size_t rows = 0; rows <= ROWS_MAX; rows++) {
        for (size_t columns = 1; columns <= 41; columns += 4 - rows % 3) {
            matrix m;
            double dot[ROWS_MAX + 1], both[ROWS_MAX + 1];
            double start[STRIDE_MAX] = {0}, out[STRIDE_MAX], twice[STRIDE_MAX];
            fill(&r, &m, rows, columns);
            draw(&r, start, columns);
            memcpy(out, start, sizeof out);
            memcpy(twice, start, sizeof twice);
            hmi_rows_dot(rows, m.stride, m.a, m.x, dot);
            check_rows(&m, dot);
            hmi_rows_add(rows, m.stride, m.a, m.z, out);
            check_columns(&m, start, out);
            hmi_rows_dot_add(rows, m.stride, m.a, m.x, m.z, both, twice);
            assert_memory_equal(both, dot, rows * sizeof(double));
            assert_memory_equal(twice, out, sizeof out);
        }
    }
}

enum { ORDER_MAX = 12 };

/* A = B'B + ridge I. */
static void draw_spd(hm_random *r, size_t n, size_t rank, double ridge,
                     double *a)
{
    double b[ORDER_MAX * ORDER_MAX];
    draw(r, b, rank * n);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            double sum = i == j ? ridge : 0.0;
            for (size_t k = 0; k < rank; k++) {
                sum += b[k * n + i] * b[k * n + j];
            }
            a[i * n + j] = sum;
        }
    }
}

static double worst_residual(size_t n, const double *a, const double *y,
                             const double *b)
{
    double worst = 0.0;
    for (size_t i = 0; i < n; i++) {
        long double sum = -(long double)b[i], size = fabsl((long double)b[i]);
        for (size_t j = 0; j < n; j++) {
            sum += (long double)a[i * n + j] * (long double)y[j];
            size += fabsl((long double)a[i * n + j] * (long double)y[j]);
        }
        worst = fmax(worst, (double)fabsl(sum / size));
    }
    return worst;
}

static void solve_spd_on_random_matrices(void **state)
{
    (void)state;
    hm_random r = hm_random_seed(hm_test_seed(74));
    for (int trial = 0; trial < 400; trial++) {
        const size_t n = 1 + (size_t)hm_random_below(&r, ORDER_MAX);
        double a[ORDER_MAX * ORDER_MAX], keep[ORDER_MAX * ORDER_MAX];
        double b[ORDER_MAX] = {0}, y[ORDER_MAX];
        draw_spd(&r, n, n, 0.37, a);
        memcpy(keep, a, sizeof keep);
        draw(&r, b, n);
        memcpy(y, b, sizeof y);
        hmi_solve_spd((int32_t)n, a, y, 1e-14);
        /* Cholesky is backward stable: a few n ulps of |A||y| + |b|. */
        assert_true(worst_residual(n, keep, y, b) < 1e-13);
    }
}

/* Rank deficient and consistent: what is set aside is 0 and the rest still
 * solves the system. */
static void solve_spd_sets_dependent_columns_aside(void **state)
{
    (void)state;
    hm_random r = hm_random_seed(hm_test_seed(75));
    for (int trial = 0; trial < 200; trial++) {
        const size_t n = 3 + (size_t)hm_random_below(&r, ORDER_MAX - 3);
        const size_t rank = 1 + (size_t)hm_random_below(&r, (int32_t)n - 2);
        double a[ORDER_MAX * ORDER_MAX], keep[ORDER_MAX * ORDER_MAX];
        double x[ORDER_MAX], b[ORDER_MAX] = {0}, y[ORDER_MAX];
        size_t aside = 0;
        draw_spd(&r, n, rank, 0.0, a);
        memcpy(keep, a, sizeof keep);
        draw(&r, x, n);
        for (size_t i = 0; i < n; i++) {
            b[i] = hmi_dot(n, keep + i * n, x);
        }
        memcpy(y, b, sizeof y);
        hmi_solve_spd((int32_t)n, a, y, 1e-9);
        for (size_t i = 0; i < n; i++) {
            aside += y[i] == 0.0 ? 1 : 0;
            assert_true(isfinite(y[i]));
        }
        assert_true(aside >= n - rank);
        /* Pivots below 1e-9 of their diagonal were left out. */
        assert_true(worst_residual(n, keep, y, b) < 1e-5);
    }
}

static void solve_spd_of_nothing_is_nothing(void **state)
{
    (void)state;
    double a[4] = {0.0, 0.0, 0.0, 0.0}, b[2] = {0.713, -0.291};
    hmi_solve_spd(2, a, b, 1e-13);
    assert_true(b[0] == 0.0 && b[1] == 0.0);
    hmi_solve_spd(0, a, b, 1e-13);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dot_total_and_axpy_for_every_length),
        cmocka_unit_test(the_order_of_a_sum_is_fixed),
        cmocka_unit_test(row_sweeps_for_every_shape),
        cmocka_unit_test(solve_spd_on_random_matrices),
        cmocka_unit_test(solve_spd_sets_dependent_columns_aside),
        cmocka_unit_test(solve_spd_of_nothing_is_nothing),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * lu.c - dense LU factors with partial pivoting (Golub and Van Loan 2013,
 * algorithm 3.4.1), row-major, for blocks of a few hundred rows.
 */
#include "num/internal.h"

#include <math.h>

static void swap_rows(size_t n, double *a, double *b)
{
    for (size_t c = 0; c < n; c++) {
        double t = a[c];
        a[c] = b[c];
        b[c] = t;
    }
}

static size_t find_pivot(size_t n, const double *a, size_t column)
{
    size_t best = column;
    for (size_t r = column + 1; r < n; r++) {
        if (fabs(a[r * n + column]) > fabs(a[best * n + column])) {
            best = r;
        }
    }
    return best;
}

bool hmi_lu_factor(size_t n, double *a, int32_t *pivot)
{
    for (size_t k = 0; k < n; k++) {
        size_t p = find_pivot(n, a, k);
        pivot[k] = (int32_t)p;
        if (p != k) {
            swap_rows(n, a + k * n, a + p * n);
        }
        double diagonal = a[k * n + k];
        if (!(fabs(diagonal) > 0.0) || !isfinite(diagonal)) {
            return false;
        }
        for (size_t r = k + 1; r < n; r++) {
            double factor = a[r * n + k] / diagonal;
            a[r * n + k] = factor;
            if (factor != 0.0) {
                hmi_axpy(n - k - 1, -factor, a + k * n + k + 1,
                         a + r * n + k + 1);
            }
        }
    }
    return true;
}

void hmi_lu_solve(size_t n, const double *a, const int32_t *pivot, double *x)
{
    for (size_t k = 0; k < n; k++) {
        size_t p = (size_t)pivot[k];
        double t = x[k];
        x[k] = x[p];
        x[p] = t;
    }
    for (size_t r = 1; r < n; r++) {
        x[r] -= hmi_dot(r, a + r * n, x);
    }
    for (size_t r = n; r-- > 0;) {
        x[r] -= hmi_dot(n - r - 1, a + r * n + r + 1, x + r + 1);
        x[r] /= a[r * n + r];
    }
}

void hmi_lu_solve_rows(size_t n, const double *a, const int32_t *pivot,
                       size_t width, double *x)
{
    for (size_t k = 0; k < n; k++) {
        if ((size_t)pivot[k] != k) {
            swap_rows(width, x + k * width, x + (size_t)pivot[k] * width);
        }
    }
    for (size_t r = 1; r < n; r++) {
        for (size_t c = 0; c < r; c++) {
            hmi_axpy(width, -a[r * n + c], x + c * width, x + r * width);
        }
    }
    for (size_t r = n; r-- > 0;) {
        for (size_t c = r + 1; c < n; c++) {
            hmi_axpy(width, -a[r * n + c], x + c * width, x + r * width);
        }
        for (size_t c = 0; c < width; c++) {
            x[r * width + c] /= a[r * n + r];
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * dense.c - dot products, row sweeps and a small symmetric solve.
 *
 * The order of every sum is written down: four lanes, combined as
 * (0+1)+(2+3), then the tail.
 */
#include "num/internal.h"

#include <math.h>
#include <string.h>

enum { LANES = 4 };

/* Two doubles in a vector register; four lanes are two of them. */
typedef double pair __attribute__((vector_size(2 * sizeof(double))));

typedef struct quad {
    pair low, high;
} quad;

static inline quad quad_zero(void)
{
    quad q = {{0.0, 0.0}, {0.0, 0.0}};
    return q;
}

static inline quad load(const double *x)
{
    quad q;
    memcpy(&q.low, x, sizeof q.low);
    memcpy(&q.high, x + 2, sizeof q.high);
    return q;
}

static inline void store(double *x, quad q)
{
    memcpy(x, &q.low, sizeof q.low);
    memcpy(x + 2, &q.high, sizeof q.high);
}

static inline quad plus(quad a, quad b)
{
    quad q = {a.low + b.low, a.high + b.high};
    return q;
}

static inline quad times(quad a, quad b)
{
    quad q = {a.low * b.low, a.high * b.high};
    return q;
}

static inline quad scaled(double alpha, quad a)
{
    quad q = {alpha * a.low, alpha * a.high};
    return q;
}

static inline double combine(const double *part)
{
    return (part[0] + part[1]) + (part[2] + part[3]);
}

double hmi_dot(size_t count, const double *x, const double *y)
{
    quad even = quad_zero();
    quad odd = quad_zero();
    size_t i = 0;
    for (; i + 2 * LANES <= count; i += 2 * LANES) {
        even = plus(even, times(load(x + i), load(y + i)));
        odd = plus(odd, times(load(x + i + LANES), load(y + i + LANES)));
    }
    double part[LANES];
    store(part, plus(even, odd));
    double total = combine(part);
    for (; i < count; i++) {
        total += x[i] * y[i];
    }
    return total;
}

double hmi_total(size_t count, const double *x)
{
    quad sum = quad_zero();
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        sum = plus(sum, load(x + i));
    }
    double part[LANES];
    store(part, sum);
    double total = combine(part);
    for (; i < count; i++) {
        total += x[i];
    }
    return total;
}

void hmi_axpy(size_t count, double alpha, const double *x, double *y)
{
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        store(y + i, plus(load(y + i), scaled(alpha, load(x + i))));
    }
    for (; i < count; i++) {
        y[i] += alpha * x[i];
    }
}

/* Four rows against x, so that four sums are under way at once. */
static inline void four_rows(size_t stride, const double *row, const double *x,
                             double *out)
{
    quad s0 = quad_zero();
    quad s1 = quad_zero();
    quad s2 = quad_zero();
    quad s3 = quad_zero();
    for (size_t c = 0; c < stride; c += LANES) {
        quad v = load(x + c);
        s0 = plus(s0, times(load(row + c), v));
        s1 = plus(s1, times(load(row + stride + c), v));
        s2 = plus(s2, times(load(row + 2 * stride + c), v));
        s3 = plus(s3, times(load(row + 3 * stride + c), v));
    }
    double part[4 * LANES];
    store(part, s0);
    store(part + LANES, s1);
    store(part + 2 * LANES, s2);
    store(part + 3 * LANES, s3);
    for (int r = 0; r < 4; r++) {
        out[r] = combine(part + r * LANES);
    }
}

static inline double one_row(size_t stride, const double *row, const double *x)
{
    quad sum = quad_zero();
    double part[LANES];
    for (size_t c = 0; c < stride; c += LANES) {
        sum = plus(sum, times(load(row + c), load(x + c)));
    }
    store(part, sum);
    return combine(part);
}

void hmi_rows_dot(size_t rows, size_t stride, const double *matrix,
                  const double *x, double *out)
{
    size_t r = 0;
    for (; r + 4 <= rows; r += 4) {
        four_rows(stride, matrix + r * stride, x, out + r);
    }
    for (; r < rows; r++) {
        out[r] = one_row(stride, matrix + r * stride, x);
    }
}

void hmi_rows_add(size_t rows, size_t stride, const double *matrix,
                  const double *z, double *out)
{
    size_t r = 0;
    for (; r + 4 <= rows; r += 4) {
        const double *row = matrix + r * stride;
        const double z0 = z[r]; /* out may be seen to alias z */
        const double z1 = z[r + 1];
        const double z2 = z[r + 2];
        const double z3 = z[r + 3];
        for (size_t c = 0; c < stride; c += LANES) {
            quad v = load(out + c);
            v = plus(v, scaled(z0, load(row + c)));
            v = plus(v, scaled(z1, load(row + stride + c)));
            v = plus(v, scaled(z2, load(row + 2 * stride + c)));
            v = plus(v, scaled(z3, load(row + 3 * stride + c)));
            store(out + c, v);
        }
    }
    for (; r < rows; r++) {
        const double *row = matrix + r * stride;
        for (size_t c = 0; c < stride; c += LANES) {
            store(out + c, plus(load(out + c), scaled(z[r], load(row + c))));
        }
    }
}

void hmi_rows_dot_add(size_t rows, size_t stride, const double *matrix,
                      const double *x, const double *z, double *dot,
                      double *out)
{
    size_t r = 0;
    for (; r + 4 <= rows; r += 4) {
        const double *row = matrix + r * stride;
        four_rows(stride, row, x, dot + r);
        hmi_rows_add(4, stride, row, z + r, out);
    }
    for (; r < rows; r++) {
        const double *row = matrix + r * stride;
        dot[r] = one_row(stride, row, x);
        hmi_rows_add(1, stride, row, z + r, out);
    }
}

/* Cholesky factor in the lower triangle; a pivot set aside is marked by 0. */
static void factor_spd(int32_t n, double *a, double threshold)
{
    for (int32_t j = 0; j < n; j++) {
        double *row = a + (size_t)j * (size_t)n;
        for (int32_t i = 0; i < j; i++) {
            const double *other = a + (size_t)i * (size_t)n;
            double sum = row[i];
            for (int32_t k = 0; k < i; k++) {
                sum -= row[k] * other[k];
            }
            row[i] = other[i] > 0.0 ? sum / other[i] : 0.0;
        }
        double pivot = row[j];
        for (int32_t k = 0; k < j; k++) {
            pivot -= row[k] * row[k];
        }
        row[j] = pivot > threshold * row[j] && pivot > 0.0 ? sqrt(pivot) : 0.0;
    }
}

void hmi_solve_spd(int32_t n, double *a, double *b, double drop)
{
    factor_spd(n, a, drop);
    for (int32_t i = 0; i < n; i++) {
        const double *row = a + (size_t)i * (size_t)n;
        for (int32_t k = 0; k < i; k++) {
            b[i] -= row[k] * b[k];
        }
        b[i] = row[i] > 0.0 ? b[i] / row[i] : 0.0;
    }
    for (int32_t i = n - 1; i >= 0; i--) {
        double pivot = a[(size_t)i * (size_t)n + (size_t)i];
        for (int32_t k = i + 1; k < n; k++) {
            b[i] -= a[(size_t)k * (size_t)n + (size_t)i] * b[k];
        }
        b[i] = pivot > 0.0 ? b[i] / pivot : 0.0;
    }
}

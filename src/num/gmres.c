// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * gmres.c - GMRES with a preconditioner on the right (Saad and Schultz 1986;
 * Saad 2003, algorithm 9.5): modified Gram-Schmidt, Givens rotations, no
 * restart. The matrix is known only by what it does to a vector.
 */
#include "num/internal.h"

#include <math.h>
#include <string.h>

size_t hmi_gmres_room(size_t n, int32_t memory)
{
    size_t m = (size_t)memory;
    return (m + 2) * n + (m + 1) * m + 4 * (m + 1);
}

/* Where everything lies in the caller's workspace. */
typedef struct basis {
    size_t n, m;
    double *v;     /* (m+1) x n orthonormal directions */
    double *z;     /* n: preconditioned direction */
    double *h;     /* m x (m+1): column k of the Hessenberg matrix */
    double *c, *s; /* m+1: rotations */
    double *g;     /* m+1: rotated right-hand side */
    double *y;     /* m+1: coefficients */
} basis;

static basis lay_out(const hmi_gmres *p)
{
    basis b = {.n = p->n, .m = (size_t)p->memory};
    b.v = p->room;
    b.z = b.v + (b.m + 1) * b.n;
    b.h = b.z + b.n;
    b.c = b.h + (b.m + 1) * b.m;
    b.s = b.c + b.m + 1;
    b.g = b.s + b.m + 1;
    b.y = b.g + b.m + 1;
    return b;
}

static void precondition(const hmi_gmres *p, const double *x, double *y)
{
    if (p->precondition == NULL) {
        memcpy(y, x, p->n * sizeof(double));
    } else {
        p->precondition(p->data, x, y);
    }
}

/* Direction k+1 and column k; false when the space is exhausted. */
static bool extend(const hmi_gmres *p, basis *b, size_t k)
{
    double *next = b->v + (k + 1) * b->n;
    double *column = b->h + k * (b->m + 1);
    precondition(p, b->v + k * b->n, b->z);
    p->apply(p->data, b->z, next);
    double before = sqrt(hmi_dot(b->n, next, next));
    for (size_t i = 0; i <= k; i++) {
        column[i] = hmi_dot(b->n, b->v + i * b->n, next);
        hmi_axpy(b->n, -column[i], b->v + i * b->n, next);
    }
    double norm = sqrt(hmi_dot(b->n, next, next));
    column[k + 1] = norm;
    if (!(norm > 1e-14 * before)) {
        column[k + 1] = 0.0;
        return false;
    }
    for (size_t i = 0; i < b->n; i++) {
        next[i] /= norm;
    }
    return true;
}

/* Rotate column k and the right-hand side; the residual left. */
static double rotate(basis *b, size_t k)
{
    double *column = b->h + k * (b->m + 1);
    for (size_t i = 0; i < k; i++) {
        double t = b->c[i] * column[i] + b->s[i] * column[i + 1];
        column[i + 1] = b->c[i] * column[i + 1] - b->s[i] * column[i];
        column[i] = t;
    }
    double length = sqrt(column[k] * column[k] + column[k + 1] * column[k + 1]);
    b->c[k] = length > 0.0 ? column[k] / length : 1.0;
    b->s[k] = length > 0.0 ? column[k + 1] / length : 0.0;
    column[k] = length;
    b->g[k + 1] = -b->s[k] * b->g[k];
    b->g[k] = b->c[k] * b->g[k];
    return fabs(b->g[k + 1]);
}

/* x = M^-1 V y with the triangular system solved; a zero pivot is left out. */
static void combine(const hmi_gmres *p, basis *b, size_t used, double *x)
{
    for (size_t r = used; r-- > 0;) {
        double sum = b->g[r];
        for (size_t k = r + 1; k < used; k++) {
            sum -= b->h[k * (b->m + 1) + r] * b->y[k];
        }
        double pivot = b->h[r * (b->m + 1) + r];
        b->y[r] = fabs(pivot) > 0.0 ? sum / pivot : 0.0;
    }
    memset(b->z, 0, b->n * sizeof(double));
    for (size_t k = 0; k < used; k++) {
        hmi_axpy(b->n, b->y[k], b->v + k * b->n, b->z);
    }
    precondition(p, b->z, x);
}

int32_t hmi_gmres_solve(const hmi_gmres *p, const double *right,
                        double tolerance, double *x, double *left)
{
    basis b = lay_out(p);
    double norm = sqrt(hmi_dot(p->n, right, right));
    size_t k = 0;
    double residual = norm;
    memset(x, 0, p->n * sizeof(double));
    *left = 0.0;
    if (!(norm > 0.0) || !isfinite(norm)) {
        *left = isfinite(norm) ? 0.0 : norm;
        return 0;
    }
    for (size_t i = 0; i < p->n; i++) {
        b.v[i] = right[i] / norm;
    }
    b.g[0] = norm;
    bool more = true;
    while (more && k < b.m && residual > tolerance * norm) {
        more = extend(p, &b, k);
        residual = rotate(&b, k);
        k++;
    }
    combine(p, &b, k, x);
    *left = residual / norm;
    return (int32_t)k;
}

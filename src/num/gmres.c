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
    double *v;     /* (m+1) x n orthonormal directions */
    double *z;     /* n: preconditioned direction */
    double *h;     /* m x (m+1): column k of the Hessenberg matrix */
    double *c, *s; /* m+1: rotations */
    double *g;     /* m+1: rotated right-hand side */
    double *y;     /* m+1: coefficients */
} basis;

static basis lay_out(const hmi_gmres_run *run)
{
    size_t m = (size_t)run->memory;
    basis b = {.v = run->room};
    b.z = b.v + (m + 1) * run->n;
    b.h = b.z + run->n;
    b.c = b.h + (m + 1) * m;
    b.s = b.c + m + 1;
    b.g = b.s + m + 1;
    b.y = b.g + m + 1;
    return b;
}

void hmi_gmres_begin(hmi_gmres_run *run, const double *right)
{
    basis b = lay_out(run);
    double norm = sqrt(hmi_dot(run->n, right, right));
    run->steps = 0;
    run->start = norm;
    run->left = norm;
    run->more = norm > 0.0 && isfinite(norm);
    for (size_t i = 0; i < run->n && run->more; i++) {
        b.v[i] = right[i] / norm;
    }
    b.g[0] = norm;
}

bool hmi_gmres_wants_more(const hmi_gmres_run *run, double tolerance)
{
    return run->more && run->steps < run->memory &&
           run->left > tolerance * run->start;
}

const double *hmi_gmres_direction(const hmi_gmres_run *run)
{
    return run->room + (size_t)run->steps * run->n;
}

double *hmi_gmres_image(const hmi_gmres_run *run)
{
    return run->room + ((size_t)run->steps + 1) * run->n;
}

/* Make the image the next direction and fill column k; false when the space
 * is exhausted. */
static bool extend(const hmi_gmres_run *run, basis *b, size_t k)
{
    double *next = b->v + (k + 1) * run->n;
    double *column = b->h + k * ((size_t)run->memory + 1);
    double before = sqrt(hmi_dot(run->n, next, next));
    for (size_t i = 0; i <= k; i++) {
        column[i] = hmi_dot(run->n, b->v + i * run->n, next);
        hmi_axpy(run->n, -column[i], b->v + i * run->n, next);
    }
    double norm = sqrt(hmi_dot(run->n, next, next));
    column[k + 1] = norm;
    if (!(norm > 1e-14 * before)) {
        column[k + 1] = 0.0;
        return false;
    }
    for (size_t i = 0; i < run->n; i++) {
        next[i] /= norm;
    }
    return true;
}

/* Rotate column k and the right-hand side; the residual left. */
static double rotate(basis *b, size_t memory, size_t k)
{
    double *column = b->h + k * (memory + 1);
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

void hmi_gmres_step(hmi_gmres_run *run)
{
    basis b = lay_out(run);
    size_t k = (size_t)run->steps;
    run->more = extend(run, &b, k);
    run->left = rotate(&b, (size_t)run->memory, k);
    run->steps++;
}

/* V y with the triangular system solved; a zero pivot is left out. */
const double *hmi_gmres_combine(hmi_gmres_run *run)
{
    basis b = lay_out(run);
    size_t used = (size_t)run->steps;
    size_t rows = (size_t)run->memory + 1;
    for (size_t r = used; r-- > 0;) {
        double sum = b.g[r];
        for (size_t k = r + 1; k < used; k++) {
            sum -= b.h[k * rows + r] * b.y[k];
        }
        double pivot = b.h[r * rows + r];
        b.y[r] = fabs(pivot) > 0.0 ? sum / pivot : 0.0;
    }
    memset(b.z, 0, run->n * sizeof(double));
    for (size_t k = 0; k < used; k++) {
        hmi_axpy(run->n, b.y[k], b.v + k * run->n, b.z);
    }
    return b.z;
}

static void precondition(const hmi_gmres *p, const double *x, double *y)
{
    if (p->precondition == NULL) {
        memcpy(y, x, p->n * sizeof(double));
    } else {
        p->precondition(p->data, x, y);
    }
}

int32_t hmi_gmres_solve(const hmi_gmres *p, const double *right,
                        double tolerance, double *x, double *left)
{
    hmi_gmres_run run = {.n = p->n, .memory = p->memory, .room = p->room};
    hmi_gmres_begin(&run, right);
    memset(x, 0, p->n * sizeof(double));
    *left = isfinite(run.start) ? 0.0 : run.start;
    if (!run.more) {
        return 0;
    }
    double *z = lay_out(&run).z;
    while (hmi_gmres_wants_more(&run, tolerance)) {
        precondition(p, hmi_gmres_direction(&run), z);
        p->apply(p->data, z, hmi_gmres_image(&run));
        hmi_gmres_step(&run);
    }
    precondition(p, hmi_gmres_combine(&run), x);
    *left = run.left / run.start;
    return run.steps;
}

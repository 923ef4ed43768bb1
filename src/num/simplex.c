// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * simplex.c - small dense linear programs by the two-phase simplex method
 * (Dantzig 1963; Bland, Math. Oper. Res. 1977, against cycling).
 *
 * Variables are moved to y >= 0, rows and columns scaled by their largest
 * entry. The first phase minimises the artificial slack of rows that the
 * origin does not satisfy; the second minimises the cost from there.
 *
 * Invariant: the tableau's right-hand side is never below zero, and the
 * columns of basic variables are unit columns.
 */
#include "num/internal.h"

#include <math.h>
#include <string.h>

/* After scaling every entry is at most 1. */
static const double pivot_tolerance = 1e-9;
static const double ratio_slack = 1e-12;
/* Basic variables below it are rounding of 0. */
static const double zero_tolerance = 1e-12;
static const double cost_tolerance = 1e-11;
static const double feasible_tolerance = 1e-9;
/* Of a row of the program, relative to its terms. */
static const double solved_tolerance = 1e-8;

enum { STALL_STEPS = 40 };

typedef struct tableau {
    hm_context *ctx;
    const hmi_lp *lp;
    int32_t rows, columns; /* columns without the right-hand side */
    int32_t artificial;    /* first artificial column */
    size_t stride;         /* columns + 1 */
    double *cells;         /* rows x stride; the last column is the right */
    double *cost;          /* reduced costs, stride entries */
    int32_t *basis;        /* rows */
    double *scale;         /* of each y column: y = scale * scaled y */
    int32_t *first;        /* y column of each variable */
    int32_t structural;    /* y columns */
} tableau;

static bool is_free(const hmi_lp *lp, int32_t j)
{
    return isinf(lp->low[j]) && isinf(lp->high[j]);
}

static bool is_boxed(const hmi_lp *lp, int32_t j)
{
    return isfinite(lp->low[j]) && isfinite(lp->high[j]);
}

/* x = origin + sign * y (for a free variable the second column is -y). */
static double origin_of(const hmi_lp *lp, int32_t j)
{
    return isfinite(lp->low[j])    ? lp->low[j]
           : isfinite(lp->high[j]) ? lp->high[j]
                                   : 0.0;
}

static double sign_of(const hmi_lp *lp, int32_t j)
{
    return isinf(lp->low[j]) && isfinite(lp->high[j]) ? -1.0 : 1.0;
}

static double *row_of(const tableau *t, int32_t r)
{
    return t->cells + (size_t)r * t->stride;
}

static hm_status tableau_create(hm_context *ctx, const hmi_lp *lp, tableau *t)
{
    memset(t, 0, sizeof *t);
    t->ctx = ctx;
    t->lp = lp;
    t->rows = lp->n_rows;
    for (int32_t j = 0; j < lp->n; j++) {
        t->structural += is_free(lp, j) ? 2 : 1;
        t->rows += is_boxed(lp, j) ? 1 : 0;
    }
    t->artificial = t->structural + t->rows;
    t->columns = t->artificial + t->rows;
    t->stride = (size_t)t->columns + 1;
    t->cells = HMI_ARRAY(ctx, double, (size_t)t->rows * t->stride);
    t->cost = HMI_ARRAY(ctx, double, t->stride);
    t->basis = HMI_ARRAY(ctx, int32_t, t->rows);
    t->scale = HMI_ARRAY(ctx, double, t->structural);
    t->first = HMI_ARRAY(ctx, int32_t, lp->n);
    bool ok = t->cells != NULL && t->cost != NULL && t->basis != NULL &&
              t->scale != NULL && t->first != NULL;
    return ok ? HM_OK : HM_ERR_MEMORY;
}

static void tableau_clear(tableau *t)
{
    hmi_free(t->ctx, t->cells);
    hmi_free(t->ctx, t->cost);
    hmi_free(t->ctx, t->basis);
    hmi_free(t->ctx, t->scale);
    hmi_free(t->ctx, t->first);
}

/* Coefficients of y and the right-hand side of every row. */
static void fill_rows(tableau *t)
{
    const hmi_lp *lp = t->lp;
    int32_t upper = lp->n_rows;
    int32_t y = 0;
    for (int32_t j = 0; j < lp->n; j++) {
        t->first[j] = y;
        for (int32_t r = 0; r < lp->n_rows; r++) {
            double a = lp->rows[(size_t)r * (size_t)lp->n + (size_t)j];
            double *row = row_of(t, r);
            row[y] = a * sign_of(lp, j);
            if (is_free(lp, j)) {
                row[y + 1] = -a;
            }
            row[t->columns] -= a * origin_of(lp, j);
        }
        if (is_boxed(lp, j)) {
            row_of(t, upper)[y] = 1.0;
            row_of(t, upper)[t->columns] = lp->high[j] - lp->low[j];
            upper++;
        }
        y += is_free(lp, j) ? 2 : 1;
    }
    for (int32_t r = 0; r < lp->n_rows; r++) {
        row_of(t, r)[t->columns] += lp->right[r];
    }
}

static void scale_tableau(tableau *t)
{
    for (int32_t y = 0; y < t->structural; y++) {
        double most = 0.0;
        for (int32_t r = 0; r < t->rows; r++) {
            most = fmax(most, fabs(row_of(t, r)[y]));
        }
        t->scale[y] = most > 0.0 ? 1.0 / most : 1.0;
        for (int32_t r = 0; r < t->rows; r++) {
            row_of(t, r)[y] *= t->scale[y];
        }
    }
    for (int32_t r = 0; r < t->rows; r++) {
        double *row = row_of(t, r);
        double most = 0.0;
        for (int32_t y = 0; y < t->structural; y++) {
            most = fmax(most, fabs(row[y]));
        }
        for (int32_t c = 0; most > 0.0 && c <= t->columns; c++) {
            row[c] /= most;
        }
    }
}

/* Slack where the row is an inequality; an artificial one where the origin
 * does not satisfy the row. */
static void add_slacks(tableau *t)
{
    for (int32_t r = 0; r < t->rows; r++) {
        char sense = r < t->lp->n_rows ? t->lp->sense[r] : '<';
        double *row = row_of(t, r);
        if (sense != '=') {
            row[t->structural + r] = sense == '<' ? 1.0 : -1.0;
        }
        /* "at least 0" is turned too: its slack can then be basic */
        if (row[t->columns] < 0.0 || (sense == '>' && row[t->columns] <= 0.0)) {
            for (int32_t c = 0; c <= t->columns; c++) {
                row[c] = -row[c];
            }
        }
        if (row[t->structural + r] > 0.0) {
            t->basis[r] = t->structural + r;
        } else {
            row[t->artificial + r] = 1.0;
            t->basis[r] = t->artificial + r;
        }
    }
}

static void pivot_on(tableau *t, int32_t row, int32_t column)
{
    double *p = row_of(t, row);
    double pivot = p[column];
    for (size_t c = 0; c < t->stride; c++) {
        p[c] /= pivot;
    }
    p[column] = 1.0;
    for (int32_t r = 0; r <= t->rows; r++) {
        double *other = r < t->rows ? row_of(t, r) : t->cost;
        double factor = other[column];
        if (r == row || factor == 0.0) {
            continue;
        }
        hmi_axpy(t->stride, -factor, p, other);
        other[column] = 0.0;
        if (r < t->rows && other[t->columns] < 0.0) {
            other[t->columns] = 0.0; /* rounding */
        }
    }
    t->basis[row] = column;
}

/* Most negative reduced cost, or the first one once progress has stopped. */
static int32_t entering(const tableau *t, int32_t last, bool bland)
{
    int32_t best = -1;
    double least = -cost_tolerance;
    for (int32_t c = 0; c < last; c++) {
        if (t->cost[c] < least) {
            best = c;
            least = t->cost[c];
            if (bland) {
                return c;
            }
        }
    }
    return best;
}

/* The row that limits the step. Of rows that limit it as much, to within
 * rounding, the one with the largest pivot (Harris, Math. Program. 1973); with
 * Bland's rule the one whose variable comes first. */
static int32_t leaving(const tableau *t, int32_t column, bool bland)
{
    int32_t best = -1;
    double limit = INFINITY;
    for (int32_t r = 0; r < t->rows; r++) {
        const double *row = row_of(t, r);
        if (row[column] > pivot_tolerance) {
            double slack = bland ? 0.0 : ratio_slack;
            limit = fmin(limit, (row[t->columns] + slack) / row[column]);
        }
    }
    for (int32_t r = 0; r < t->rows; r++) {
        const double *row = row_of(t, r);
        if (row[column] <= pivot_tolerance ||
            row[t->columns] / row[column] > limit) {
            continue;
        }
        bool better =
            best < 0 || (bland ? t->basis[r] < t->basis[best]
                               : row[column] > row_of(t, best)[column]);
        best = better ? r : best;
    }
    return best;
}

/* Minimise the cost row over the columns before `last`. */
static hmi_lp_outcome minimise(tableau *t, int32_t last)
{
    int32_t limit = 200 + 50 * (t->rows + t->columns);
    int32_t stalled = 0;
    for (int32_t step = 0; step < limit; step++) {
        double before = t->cost[t->columns];
        bool bland = stalled > STALL_STEPS;
        int32_t column = entering(t, last, bland);
        if (column < 0) {
            return HMI_LP_OPTIMAL;
        }
        int32_t row = leaving(t, column, bland);
        if (row < 0) {
            return HMI_LP_UNBOUNDED;
        }
        pivot_on(t, row, column);
        stalled = t->cost[t->columns] > before ? 0 : stalled + 1;
    }
    return HMI_LP_STALLED;
}

/* First phase: is there a point that satisfies every row? */
static hmi_lp_outcome find_feasible(tableau *t)
{
    memset(t->cost, 0, t->stride * sizeof(double));
    for (int32_t r = 0; r < t->rows; r++) {
        if (t->basis[r] >= t->artificial) {
            hmi_axpy(t->stride, -1.0, row_of(t, r), t->cost);
        }
    }
    for (int32_t r = 0; r < t->rows; r++) {
        t->cost[t->artificial + r] = 0.0;
    }
    hmi_lp_outcome outcome = minimise(t, t->artificial);
    if (outcome != HMI_LP_OPTIMAL) {
        return HMI_LP_STALLED; /* the phase is bounded below by zero */
    }
    double left = 0.0;
    double size = 1.0;
    for (int32_t r = 0; r < t->rows; r++) {
        double right = row_of(t, r)[t->columns];
        left += t->basis[r] >= t->artificial ? right : 0.0;
        size = fmax(size, right);
    }
    return left <= feasible_tolerance * size ? HMI_LP_OPTIMAL
                                             : HMI_LP_INFEASIBLE;
}

/* Artificial variables that stay in the basis at zero are pivoted out, or
 * their row says nothing and is cleared. */
static void drop_artificial(tableau *t)
{
    for (int32_t r = 0; r < t->rows; r++) {
        double *row = row_of(t, r);
        if (t->basis[r] < t->artificial) {
            continue;
        }
        int32_t best = 0;
        for (int32_t c = 1; c < t->artificial; c++) {
            best = fabs(row[c]) > fabs(row[best]) ? c : best;
        }
        row[t->columns] = 0.0;
        if (fabs(row[best]) > pivot_tolerance) {
            pivot_on(t, r, best);
        } else {
            memset(row, 0, t->stride * sizeof(double));
        }
    }
}

static void price_basis(tableau *t)
{
    const hmi_lp *lp = t->lp;
    memset(t->cost, 0, t->stride * sizeof(double));
    double most = 0.0;
    for (int32_t j = 0; j < lp->n; j++) {
        int32_t y = t->first[j];
        t->cost[y] = lp->cost[j] * sign_of(lp, j) * t->scale[y];
        if (is_free(lp, j)) {
            t->cost[y + 1] = -lp->cost[j] * t->scale[y + 1];
        }
        most = fmax(most, fabs(t->cost[y]));
    }
    for (int32_t y = 0; most > 0.0 && y < t->structural; y++) {
        t->cost[y] /= most;
    }
    for (int32_t r = 0; r < t->rows; r++) {
        double factor = t->cost[t->basis[r]];
        if (factor != 0.0) {
            hmi_axpy(t->stride, -factor, row_of(t, r), t->cost);
            t->cost[t->basis[r]] = 0.0;
        }
    }
}

static double y_value(const tableau *t, int32_t y)
{
    for (int32_t r = 0; r < t->rows; r++) {
        if (t->basis[r] == y) {
            double at = row_of(t, r)[t->columns];
            return at > zero_tolerance ? at * t->scale[y] : 0.0;
        }
    }
    return 0.0;
}

static void read_solution(const tableau *t, double *x, double *value)
{
    const hmi_lp *lp = t->lp;
    for (int32_t j = 0; j < lp->n; j++) {
        int32_t y = t->first[j];
        double at = y_value(t, y);
        at -= is_free(lp, j) ? y_value(t, y + 1) : 0.0;
        x[j] = origin_of(lp, j) + sign_of(lp, j) * at;
        x[j] = fmin(fmax(x[j], lp->low[j]), lp->high[j]);
    }
    *value = hmi_dot((size_t)lp->n, lp->cost, x);
}

hm_status hmi_lp_solve(hm_context *ctx, const hmi_lp *lp, double *x,
                       double *value, hmi_lp_outcome *outcome)
{
    tableau t;
    *value = NAN;
    *outcome = HMI_LP_STALLED;
    hm_status status = tableau_create(ctx, lp, &t);
    if (status == HM_OK) {
        fill_rows(&t);
        scale_tableau(&t);
        add_slacks(&t);
        *outcome = find_feasible(&t);
        if (*outcome == HMI_LP_OPTIMAL) {
            drop_artificial(&t);
            price_basis(&t);
            *outcome = minimise(&t, t.artificial);
        }
        if (*outcome == HMI_LP_OPTIMAL) {
            read_solution(&t, x, value);
            if (hmi_lp_residual(lp, x) > solved_tolerance) {
                *outcome = HMI_LP_STALLED; /* lost to rounding */
            }
        }
    }
    tableau_clear(&t);
    return status;
}

double hmi_lp_residual(const hmi_lp *lp, const double *x)
{
    double worst = 0.0;
    for (int32_t r = 0; r < lp->n_rows; r++) {
        double left = 0.0;
        double size = fabs(lp->right[r]);
        for (int32_t j = 0; j < lp->n; j++) {
            double term =
                lp->rows[(size_t)r * (size_t)lp->n + (size_t)j] * x[j];
            left += term;
            size += fabs(term);
        }
        double over = left - lp->right[r];
        over = lp->sense[r] == '<'   ? fmax(over, 0.0)
               : lp->sense[r] == '>' ? fmax(-over, 0.0)
                                     : fabs(over);
        worst = fmax(worst, size > 0.0 ? over / size : over);
    }
    return worst;
}

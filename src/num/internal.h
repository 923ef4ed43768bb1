// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * internal.h (num) - numerical kernels that know no economics.
 *
 * Every sum has a fixed order (four lanes, then a tail), so that digits do
 * not depend on the machine, the vector width or the number of threads.
 */
#ifndef HMI_NUM_INTERNAL_H
#define HMI_NUM_INTERNAL_H

#include "base/internal.h"

/* --- exp and log of arrays (explog.c) ------------------------------------- */

/* y[i] = exp(x[i]); x is clamped to [-708, 709]. y may be x. */
void hmi_exp_array(size_t count, const double *x, double *y);
/* y[i] = log(x[i]) for positive normal x; 0 gives log(DBL_MIN). */
void hmi_log_array(size_t count, const double *x, double *y);
double hmi_exp(double x);
double hmi_ln(double x);
/* x^y for x > 0 by exp(y ln x); 0 for x <= 0. 1^y and x^0 are exactly 1. */
double hmi_pow(double x, double y);

/* --- vectors and matrices (dense.c) ------------------------------------------ */

double hmi_dot(size_t count, const double *x, const double *y);
double hmi_total(size_t count, const double *x);
void hmi_axpy(size_t count, double alpha, const double *x, double *y);
/* Rows of `matrix` are `stride` apart; stride is a multiple of four and the
 * padding of matrix and x is zero. out[r] = sum_c matrix[r][c] x[c]. */
void hmi_rows_dot(size_t rows, size_t stride, const double *matrix,
                  const double *x, double *out);
/* out[c] = sum_r z[r] matrix[r][c], added in the order of r. */
void hmi_rows_add(size_t rows, size_t stride, const double *matrix,
                  const double *z, double *out);
/* Both at once, one pass: dot[r] as above, out[c] += as above. */
void hmi_rows_dot_add(size_t rows, size_t stride, const double *matrix,
                      const double *x, const double *z, double *dot,
                      double *out);
/* Solve the symmetric positive semi-definite A y = b (n x n, row-major, A is
 * overwritten); pivots below `drop` times the largest are set aside (y = 0). */
void hmi_solve_spd(int32_t n, double *a, double *b, double drop);

/* --- dense LU (lu.c) --------------------------------------------------------- */

/* Factor A (n x n, row-major) in place; false when it is singular. */
bool hmi_lu_factor(size_t n, double *a, int32_t *pivot);
/* Solve with the factors; x holds the right-hand side, then the solution. */
void hmi_lu_solve(size_t n, const double *a, const int32_t *pivot, double *x);
/* The same for `width` right-hand sides, the columns of x (n x width). */
void hmi_lu_solve_rows(size_t n, const double *a, const int32_t *pivot,
                       size_t width, double *x);

/* --- functions of one variable (line.c) ---------------------------------------- */

typedef double (*hmi_line)(void *user, double x);

/* A root between low < high, where f has unlike signs; to the last bit. */
double hmi_line_root(hmi_line f, void *user, double low, double high);
/* The largest value on [low, high]: `grid` intervals are compared, the best
 * neighbourhood is searched. -INFINITY marks what is not allowed; a *value of
 * -INFINITY says that nothing on the grid is. */
double hmi_line_max(hmi_line f, void *user, double low, double high,
                    int32_t grid, double *value);

/* --- linear programs (simplex.c) ------------------------------------------------ */

typedef enum hmi_lp_outcome {
    HMI_LP_OPTIMAL = 0,
    HMI_LP_INFEASIBLE,
    HMI_LP_UNBOUNDED,
    HMI_LP_STALLED
} hmi_lp_outcome;

/* minimise cost.x where each row a.x is '<' (at most), '=' or '>' (at least)
 * its right-hand side and low <= x <= high (infinite bounds are allowed). */
typedef struct hmi_lp {
    int32_t n, n_rows;
    const double *cost;       /* n */
    const double *rows;       /* n_rows x n, row-major */
    const double *right;      /* n_rows */
    const char *sense;        /* n_rows */
    const double *low, *high; /* n */
} hmi_lp;

/* Dense: meant for up to 50 variables and 500 rows, or the reverse. x and
 * *value are set when *outcome is optimal. */
HM_CHECKED hm_status hmi_lp_solve(hm_context *ctx, const hmi_lp *lp, double *x,
                                  double *value, hmi_lp_outcome *outcome);
/* Largest violation of a row, relative to the size of its terms. */
double hmi_lp_residual(const hmi_lp *lp, const double *x);

/* --- Anderson acceleration of a fixed point x = g(x) (anderson.c) ------------ */

typedef struct hmi_anderson hmi_anderson;

HM_CHECKED hm_status hmi_anderson_create(hm_context *ctx, size_t size,
                                         int32_t memory, hmi_anderson **out);
void hmi_anderson_free(hmi_anderson *anderson);
/* Forget the history (after a change of the map or a rejected step). */
void hmi_anderson_reset(hmi_anderson *anderson);
/* Start on a map near the last one: the history stays, the last step goes. */
void hmi_anderson_rebegin(hmi_anderson *anderson);
/*
 * Given x and g = g(x), write the accelerated next iterate to `next` (which
 * may be x). `weight` scales residuals in the least-squares problem.
 */
void hmi_anderson_step(hmi_anderson *anderson, const double *x, const double *g,
                       const double *weight, double *next);

/* --- the largest value inside bounds and constraints (ascent.c) ---------------- */

enum { HMI_ASCENT_ROWS = 8 }; /* constraints at most */

/* Maximise f(u) with low <= u <= high and c_k(u) >= 0, k < rows. */
typedef struct hmi_ascent {
    size_t n;
    int32_t rows;
    const double *low, *high; /* n */
    void *data;               /* handed to all */
    /* value[0] = f, value[1 + k] = c_k; *ok false: not defined at u. */
    hm_status (*value)(void *data, const double *u, bool *ok, double *value);
    /*
     * At the u valued last, (1 + rows) x n each: gradients; a diagonal of
     * minus the second derivatives, as well as it is known (any sign); and the
     * least that it may be, > 0 where that row has a gradient.
     */
    hm_status (*slope)(void *data, const double *u, double *gradient,
                       double *curvature, double *least);
    void (*keep)(void *data); /* the u valued last was accepted; or NULL */
    double tolerance; /* of kkt: largest change of a u that the first-order
                         conditions ask for */
    double near;      /* kkt that counts when the search gets no further */
    double feasible;  /* what a constraint may miss */
    double noise;     /* of values */
    double longest;   /* change of a u in one step */
    int32_t max_steps;
    /* To go on from a search nearby: memory of the caller that keeps what was
     * learnt (hmi_ascent_room(n, rows) doubles) and how many pairs of it there
     * are (0 at first; in, out), and multipliers to begin with. NULL: none. */
    double *room;
    int32_t *pairs;
    const double *multiplier;
} hmi_ascent;

typedef struct hmi_ascent_end {
    bool found;
    double value[1 + HMI_ASCENT_ROWS];
    double multiplier[HMI_ASCENT_ROWS]; /* -df/dc_k at the end, >= 0 */
    double kkt, missing; /* what is left; missing: of constraints, and
                            slack where there is a multiplier */
    int32_t steps;
} hmi_ascent_end;

size_t hmi_ascent_room(size_t n, int32_t rows);
/* From u to where it ends, in u; its value call is the last one made. */
HM_CHECKED hm_status hmi_ascend(hm_context *ctx, const hmi_ascent *ascent,
                                double *u, hmi_ascent_end *end);

/* --- linear systems known by their action (gmres.c) -------------------------- */

/* A system A x = b of n unknowns; M approximates A. */
typedef struct hmi_gmres {
    size_t n;
    int32_t memory; /* steps at most, one direction kept for each */
    void (*apply)(void *data, const double *x, double *y);        /* y = A x */
    void (*precondition)(void *data, const double *x, double *y); /* M^-1 x */
    void *data;   /* handed to both; precondition NULL: none */
    double *room; /* hmi_gmres_room(n, memory) doubles of the caller */
} hmi_gmres;

size_t hmi_gmres_room(size_t n, int32_t memory);

/*
 * The same step by step, for those who apply A to several systems at once:
 * begin; while it wants more, write A M^-1 direction into image, step; then
 * combine gives M x.
 */
typedef struct hmi_gmres_run {
    size_t n;
    int32_t memory;
    double *room; /* hmi_gmres_room(n, memory) doubles of the caller */
    int32_t steps;
    double start, left; /* |b|, what is left of it */
    bool more;          /* the space is not exhausted */
} hmi_gmres_run;

void hmi_gmres_begin(hmi_gmres_run *run, const double *right);
bool hmi_gmres_wants_more(const hmi_gmres_run *run, double tolerance);
const double *hmi_gmres_direction(const hmi_gmres_run *run);
double *hmi_gmres_image(const hmi_gmres_run *run);
void hmi_gmres_step(hmi_gmres_run *run);
const double *hmi_gmres_combine(hmi_gmres_run *run);

/*
 * Minimise |b - A x| over the Krylov space from x = 0 until it is `tolerance`
 * times |b|; steps taken. `left` receives what is left of |b|, relative (not
 * finite when b is not). Allocates nothing. `right` and `x` may not be `room`.
 */
int32_t hmi_gmres_solve(const hmi_gmres *system, const double *right,
                        double tolerance, double *x, double *left);

#endif

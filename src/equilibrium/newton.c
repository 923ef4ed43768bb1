// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * newton.c - Newton's method on the whole system, the solver's second gear.
 *
 * Unknowns and residuals are logs throughout (ln w, ln P, ln X, ln L), so that
 * a factor price of 1e-60 or trade of 1e-20 of income is as well scaled as any
 * other. A country's factor markets are read as "each factor beside the mean"
 * and, where trade is small, "receipts over payments abroad" (by Walras the
 * mean itself; hmi_joint_shift). The Jacobian is known by differences of
 * sweeps along a direction (Knoll and Keyes 2004); GMRES solves with it,
 * preconditioned by the country blocks of block.c; steps are shortened until
 * the residual falls.
 *
 * On a path (path.c) the point of the shock, s, is one more unknown, and one
 * more equation keeps the step across the path's direction (Keller 1977).
 */
#include "equilibrium/internal.h"

#include <math.h>
#include <string.h>

enum { KRYLOV_STEPS = 40, SHORTENINGS = 5, PATH_SHORTENINGS = 2 };
/* Steps on a path that may bring little. */
enum { PATIENCE = 3 };
/* Linear systems are solved to this, relative. */
static const double forcing = 1e-3;
/* The largest change of a log in one step, and of s. */
static const double longest = 30.0;
static const double longest_s = 0.3;
/* The largest change of a log, and of s, in a difference. */
static const double difference = 1e-7;
/* A spending of nothing where something is bought starts from this part of
 * the country's income. */
static const double least_spending = 1e-12;

enum { VECTORS = 9 };

size_t hmi_newton_room(size_t state_size)
{
    size_t n = state_size + 1;
    return VECTORS * n + hmi_gmres_room(n, KRYLOV_STEPS);
}

hm_status hmi_newton_create(hm_solver *s)
{
    hmi_newton *w = &s->global;
    size_t n = s->state_size + 1; /* the last: s */
    double **all[VECTORS] = {&w->point,     &w->residual, &w->step,
                             &w->trial,     &w->rate,     &w->rate_step,
                             &w->direction, &w->target,   &w->oldest};
    bool failed = false;
    for (size_t i = 0; i < VECTORS; i++) {
        *all[i] = HMI_ARRAY(s->ctx, double, n);
        failed = failed || *all[i] == NULL;
    }
    w->room = HMI_ARRAY(s->ctx, double, hmi_gmres_room(n, KRYLOV_STEPS));
    return failed || w->room == NULL ? HM_ERR_MEMORY : HM_OK;
}

void hmi_newton_free(hm_solver *s)
{
    hmi_newton *w = &s->global;
    hmi_free(s->ctx, w->point);
    hmi_free(s->ctx, w->residual);
    hmi_free(s->ctx, w->step);
    hmi_free(s->ctx, w->trial);
    hmi_free(s->ctx, w->rate);
    hmi_free(s->ctx, w->rate_step);
    hmi_free(s->ctx, w->direction);
    hmi_free(s->ctx, w->target);
    hmi_free(s->ctx, w->oldest);
    hmi_free(s->ctx, w->room);
}

/* --- logs of the state and back ---------------------------------------------------- */

void hmi_newton_read(const hm_solver *s, double *y)
{
    size_t N = (size_t)s->N;
    memcpy(y, s->state, s->state_size * sizeof(double));
    double *spending = y + s->at_spending;
    /* What is held would drift with the numeraire. */
    for (int32_t f = 0; f < s->F; f++) {
        y[f] = s->system.factor_live[f] ? y[f] : 0.0;
    }
    for (size_t cell = 0; cell < s->cells; cell++) {
        if (!s->system.live[cell]) {
            y[s->at_price + cell] = 0.0;
        }
        double least = least_spending * s->base->income[cell % N];
        double x = spending[cell] > 0.0 ? spending[cell] : least;
        spending[cell] = s->system.live[cell] ? x : 1.0;
    }
    hmi_log_array(s->cells, spending, spending);
}

void hmi_newton_write(hm_solver *s, const double *y)
{
    double *spending = s->state + s->at_spending;
    memcpy(s->state, y, s->state_size * sizeof(double));
    hmi_exp_array(s->cells, spending, spending);
    for (size_t cell = 0; cell < s->cells; cell++) {
        spending[cell] = s->system.live[cell] ? spending[cell] : 0.0;
    }
}

/* --- residuals ---------------------------------------------------------------------- */

/* All residuals in logs at the point of the last sweep. */
void hmi_newton_residual(const hm_solver *s, double *r)
{
    const hmi_system *system = &s->system;
    memset(r, 0, s->state_size * sizeof(double));
    for (int32_t n = 0; n < s->N; n++) {
        double part;
        double shift = hmi_joint_shift(s, n, &part);
        for (int32_t f = s->newton.first_factor[n];
             f < s->newton.first_factor[n + 1]; f++) {
            r[f] = system->factor_live[f] ? s->gap[f] + shift : 0.0;
        }
    }
    for (size_t cell = 0; cell < s->cells; cell++) {
        size_t p = s->at_price + cell;
        size_t q = s->at_spending + cell;
        if (system->live[cell]) {
            r[p] = s->image[p] - s->state[p];
        }
        r[q] = system->live[cell] ? s->image[q] / s->state[q] : 1.0;
        if (s->scale_on) {
            size_t l = s->at_scale + cell;
            r[l] = s->image[l] - s->state[l];
        }
    }
    hmi_log_array(s->cells, r + s->at_spending, r + s->at_spending);
}

/* --- the Jacobian ------------------------------------------------------------------- */

static size_t unknowns(const hm_solver *s)
{
    return s->state_size + (s->global.on_path ? 1 : 0);
}

/* d ln(world factor income): pins the level of all values (T17). */
static double numeraire(const hm_solver *s, const double *x)
{
    double sum = 0.0;
    for (int32_t f = 0; f < s->F; f++) {
        double part = s->wage[f] * s->system.supply[f] / s->world_income;
        sum += part * x[f];
    }
    return sum;
}

/* Is unknown i held (nothing is bought, no factor asked for)? */
static bool held(const hm_solver *s, size_t i)
{
    if (i < s->at_price) {
        return !s->system.factor_live[i];
    }
    return i < s->at_scale && !s->system.live[(i - s->at_price) % s->cells];
}

static double largest(size_t count, const double *x)
{
    double most = 0.0;
    for (size_t i = 0; i < count; i++) {
        most = fabs(x[i]) > most ? fabs(x[i]) : most;
    }
    return most;
}

/* y = J x by a difference of sweeps; s stands still. */
static void differentiate(hm_solver *s, const double *x, double *y)
{
    hmi_newton *w = &s->global;
    hmi_residuals ignored;
    size_t n = s->state_size;
    double most = largest(n, x);
    double level = numeraire(s, x);
    if (!(most > 0.0)) {
        memset(y, 0, n * sizeof(double));
        return;
    }
    double h = difference / most;
    for (size_t i = 0; i < n; i++) {
        w->trial[i] = w->point[i] + h * x[i];
    }
    hmi_newton_write(s, w->trial);
    hmi_evaluate(s, &ignored);
    hmi_newton_residual(s, y);
    for (size_t i = 0; i < n; i++) {
        y[i] = (y[i] - w->residual[i]) / h;
        if (held(s, i)) {
            y[i] = -x[i];
        } else if (i < s->at_price) {
            y[i] -= level;
        }
    }
}

/* How far x goes along the path's direction once its values are brought to
 * the numeraire; without the part of s. */
static double along(const hm_solver *s, const double *x)
{
    const hmi_newton *w = &s->global;
    return hmi_dot(s->state_size, w->direction, x) -
           numeraire(s, x) * hmi_total(s->at_scale, w->direction);
}

static void apply(void *data, const double *x, double *y)
{
    hm_solver *s = data;
    hmi_newton *w = &s->global;
    size_t n = s->state_size;
    differentiate(s, x, y);
    if (w->on_path) {
        hmi_axpy(n, x[n], w->rate, y);
        y[n] = along(s, x) + w->direction[n] * x[n];
    }
}

void hmi_newton_blocks(hm_solver *s, const double *r, double *x)
{
    for (size_t i = 0; i < s->state_size; i++) {
        x[i] = -r[i];
    }
    for (int32_t n = 0; n < s->N; n++) {
        if (s->newton.usable[n]) {
            hmi_block_solve(s, n, r, x);
        }
    }
}

/* The blocks, bordered by the path's row and column. */
static void precondition(void *data, const double *r, double *x)
{
    hm_solver *s = data;
    hmi_newton *w = &s->global;
    size_t n = s->state_size;
    hmi_newton_blocks(s, r, x);
    if (w->on_path) {
        double pivot = w->direction[n] - along(s, w->rate_step);
        double ahead = (r[n] - along(s, x)) / pivot;
        x[n] = fabs(pivot) > 0.0 ? ahead : 0.0;
        hmi_axpy(n, -x[n], w->rate_step, x);
    }
}

/* The step, in logs; false when nothing useful came out. */
static bool find_step(hm_solver *s)
{
    hmi_newton *w = &s->global;
    hmi_gmres system = {.n = unknowns(s),
                        .memory = KRYLOV_STEPS,
                        .apply = apply,
                        .precondition = precondition,
                        .data = s,
                        .room = w->room};
    double left = 0.0;
    (void)hmi_gmres_solve(&system, w->residual, forcing, w->step, &left);
    double total = hmi_total(system.n, w->step);
    return isfinite(left) && isfinite(total) && left < 0.9;
}

/* --- the iteration ------------------------------------------------------------------ */

/* Sweep at the trial point and read the residual; its length, NAN where there
 * is no such point of the path. */
double hmi_newton_evaluate(hm_solver *s, hmi_residuals *residuals)
{
    hmi_newton *w = &s->global;
    size_t n = s->state_size;
    if (w->on_path && !hmi_path_prepare(s, w->trial[n])) {
        return NAN;
    }
    hmi_newton_write(s, w->trial);
    hmi_sweep(s, residuals);
    hmi_newton_read(s, w->trial); /* at the numeraire now */
    hmi_newton_residual(s, w->residual);
    w->residual[n] = w->on_path ? hmi_dot(n + 1, w->direction, w->trial) -
                                      hmi_dot(n + 1, w->direction, w->target)
                                : 0.0;
    return sqrt(hmi_dot(unknowns(s), w->residual, w->residual));
}

/* d residual / d s, and what the blocks make of it. */
static bool find_rate(hm_solver *s)
{
    hmi_newton *w = &s->global;
    hmi_residuals ignored;
    double at = w->point[s->state_size];
    if (!hmi_path_prepare(s, at + difference)) {
        return false;
    }
    hmi_newton_write(s, w->point);
    hmi_evaluate(s, &ignored);
    hmi_newton_residual(s, w->rate);
    for (size_t i = 0; i < s->state_size; i++) {
        w->rate[i] = (w->rate[i] - w->residual[i]) / difference;
    }
    hmi_newton_blocks(s, w->rate, w->rate_step);
    return hmi_path_prepare(s, at);
}

static double first_fraction(const hm_solver *s)
{
    const hmi_newton *w = &s->global;
    double part = largest(s->state_size, w->step) / longest;
    if (w->on_path) {
        double at = w->point[s->state_size];
        double more =
            fabs(w->step[s->state_size]) / (longest_s * (at > 1.0 ? at : 1.0));
        part = more > part ? more : part;
    }
    return part > 1.0 ? 1.0 / part : 1.0;
}

/* Go along the step until the residual falls; state is the new point. */
static bool take_step(hm_solver *s, double *size, hmi_residuals *residuals)
{
    hmi_newton *w = &s->global;
    double fraction = first_fraction(s);
    int most = w->on_path ? PATH_SHORTENINGS : SHORTENINGS;
    for (int k = 0; k < most; k++) {
        for (size_t i = 0; i < unknowns(s); i++) {
            w->trial[i] = w->point[i] - fraction * w->step[i];
        }
        double now = hmi_newton_evaluate(s, residuals);
        if (now < (1.0 - 1e-3 * fraction) * *size) {
            *size = now;
            return true;
        }
        fraction *= k < 2 ? 0.5 : 0.25;
    }
    return false;
}

static bool iterate(hm_solver *s, double tolerance, int32_t budget,
                    hmi_residuals *residuals)
{
    hmi_newton *w = &s->global;
    int32_t last = s->iterations + budget;
    double size = hmi_newton_evaluate(s, residuals);
    double first = size;
    for (int step = 0; isfinite(size); step++) {
        memcpy(w->point, w->trial, (s->state_size + 1) * sizeof(double));
        bool close = fabs(w->residual[s->state_size]) < 1e-3;
        if (hmi_residual_worst(residuals) <= tolerance &&
            (close || !w->on_path)) {
            return residuals->broke < 0;
        }
        bool slow = w->on_path && step >= PATIENCE && size > 0.1 * first;
        if (slow || s->iterations >= last || hm_context_canceled(s->ctx)) {
            return false;
        }
        hmi_blocks_refresh(s);
        if (w->on_path && !find_rate(s)) {
            return false;
        }
        if (!find_step(s) || !take_step(s, &size, residuals)) {
            return false;
        }
    }
    return false;
}

bool hmi_iterate_global(hm_solver *s, double tolerance, int32_t budget,
                        hmi_residuals *residuals)
{
    s->global.on_path = false;
    hmi_newton_read(s, s->global.trial);
    return iterate(s, tolerance, budget, residuals);
}

bool hmi_iterate_path(hm_solver *s, double tolerance, int32_t budget,
                      hmi_residuals *residuals)
{
    s->global.on_path = true;
    memcpy(s->global.trial, s->global.target,
           (s->state_size + 1) * sizeof(double));
    return iterate(s, tolerance, budget, residuals);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * solve.c - from a shock to a solution (MODEL.md 1.12, T31, T32).
 *
 * The whole system is one fixed point under Anderson acceleration. When the
 * full shock does not converge at once it is approached along its path, each
 * point started from the last two (continuation). Nothing is left to tune.
 */
#include "equilibrium/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void hmi_state_base(hm_solver *solver)
{
    const hm_economy_arrays *a = solver->base;
    size_t N = (size_t)solver->N;
    memset(solver->state, 0, solver->state_size * sizeof(double));
    for (int32_t n = 0; n < solver->N; n++) {
        for (int32_t j = 0; j < solver->J; j++) {
            solver->state[solver->at_spending + (size_t)j * N + (size_t)n] =
                a->expenditure[HMI_AT2(solver->J, n, j)];
        }
    }
}

/* A start of 0 or less (an idle factor, a dead good) is replaced by 1. */
static double safe_log(double x)
{
    return x > 0.0 && isfinite(x) ? hmi_ln(x) : 0.0;
}

void hmi_state_from(hm_solver *solver, const hm_solution *solution)
{
    const hm_solution_arrays *from = &solution->arrays;
    size_t N = (size_t)solver->N;
    hmi_state_base(solver);
    for (int32_t f = 0; f < solver->F; f++) {
        solver->state[f] = safe_log(from->factor_price_hat[f]);
    }
    for (int32_t n = 0; n < solver->N; n++) {
        for (int32_t j = 0; j < solver->J; j++) {
            size_t cell = (size_t)j * N + (size_t)n;
            size_t row = HMI_AT2(solver->J, n, j);
            solver->state[solver->at_price + cell] =
                safe_log(from->price_hat[row]);
            if (from->expenditure[row] > 0.0) {
                solver->state[solver->at_spending + cell] =
                    from->expenditure[row];
            }
        }
    }
}

void hmi_state_store(const hm_solver *solver, hm_solution *solution)
{
    hmi_solution_views to = hmi_solution_edit(solution);
    size_t N = (size_t)solver->N;
    for (int32_t f = 0; f < solver->F; f++) {
        to.factor_price_hat[f] = solver->wage[f];
    }
    for (int32_t n = 0; n < solver->N; n++) {
        for (int32_t j = 0; j < solver->J; j++) {
            size_t cell = (size_t)j * N + (size_t)n;
            size_t row = HMI_AT2(solver->J, n, j);
            to.cost_hat[row] = hmi_exp(solver->ln_cost[cell]);
            to.price_hat[row] = hmi_exp(solver->state[solver->at_price + cell]);
            to.expenditure[row] = solver->state[solver->at_spending + cell];
            to.output[row] = solver->output[cell];
        }
        to.price_index_hat[n] = hmi_exp(solver->ln_index[n]);
        to.income[n] = solver->income[n];
        to.deficit[n] = solver->deficit[n];
    }
}

/* Longest step of a log that acceleration may take. */
static const double longest_step = 1.5;
/* Spending may not change by more than this factor in one step. */
static const double spending_factor = 5.0;

/* Keep the accelerated iterate (in `saved`) where the map is defined. */
static void confine(hm_solver *solver)
{
    for (size_t i = 0; i < solver->at_spending; i++) {
        double step = solver->saved[i] - solver->state[i];
        if (step > longest_step) {
            solver->saved[i] = solver->state[i] + longest_step;
        } else if (step < -longest_step) {
            solver->saved[i] = solver->state[i] - longest_step;
        }
    }
    for (size_t i = solver->at_spending; i < solver->at_scale; i++) {
        double least = solver->state[i] / spending_factor;
        double most =
            solver->state[i] * spending_factor + 1e-12 * solver->world_income;
        if (!(solver->saved[i] >= least)) {
            solver->saved[i] = least;
        } else if (solver->saved[i] > most) {
            solver->saved[i] = most;
        }
    }
}

/* Growth of the residual that makes the history worthless. */
static const double growth_limit = 30.0;
/* Sweeps without a new best residual before giving up. */
enum { PATIENCE = 60 };

/* Accelerate from state and image to the next state. */
static void advance(hm_solver *solver)
{
    hmi_anderson_step(solver->anderson, solver->state, solver->image,
                      solver->weight, solver->saved);
    confine(solver);
    memcpy(solver->state, solver->saved, solver->state_size * sizeof(double));
}

/* What an iteration remembers of its progress. */
typedef struct progress {
    double best;
    int32_t since_best;
    double at_refresh; /* residual when the blocks were last made */
    int32_t since_refresh;
} progress;

/* Is there reason to go on after this residual? */
static bool promising(const hm_solver *solver, progress *p, double worst)
{
    if (!isfinite(worst) || hm_context_canceled(solver->ctx)) {
        return false;
    }
    p->since_best = worst < p->best ? 0 : p->since_best + 1;
    return p->since_best <= PATIENCE;
}

static bool solved(const hmi_residuals *residuals, double tolerance)
{
    return hmi_residual_worst(residuals) <= tolerance && residuals->broke < 0;
}

bool hmi_iterate_on(hm_solver *solver, double tolerance, int32_t budget,
                    hmi_residuals *residuals)
{
    progress p = {INFINITY, 0, 0.0, 0};
    hmi_anderson_rebegin(solver->anderson);
    for (int32_t sweep = 0; sweep < budget; sweep++) {
        hmi_sweep(solver, residuals);
        double worst = hmi_residual_worst(residuals);
        if (solved(residuals, tolerance)) {
            return true;
        }
        if (!promising(solver, &p, worst)) {
            return false;
        }
        if (worst > growth_limit * p.best) {
            hmi_anderson_reset(solver->anderson);
        }
        p.best = worst < p.best ? worst : p.best;
        advance(solver);
    }
    return false;
}

bool hmi_iterate(hm_solver *solver, double tolerance, int32_t budget,
                 hmi_residuals *residuals)
{
    hmi_anderson_reset(solver->anderson);
    return hmi_iterate_on(solver, tolerance, budget, residuals);
}

/* Sweeps between two makings of the blocks: few far from the solution, and
 * where they no longer help. */
enum { REFRESH_FAR = 2, REFRESH_NEAR = 12 };
static const double far_residual = 0.1;
static const double refresh_gain = 1e-2;

static bool refresh_due(const progress *p, double worst)
{
    if (p->since_refresh < 0) {
        return true;
    }
    if (worst > far_residual) {
        return p->since_refresh >= REFRESH_FAR;
    }
    return p->since_refresh >= REFRESH_NEAR &&
           worst > refresh_gain * p->at_refresh;
}

bool hmi_iterate_newton(hm_solver *solver, double tolerance, int32_t budget,
                        hmi_residuals *residuals)
{
    progress p = {INFINITY, 0, 0.0, -1};
    for (int32_t sweep = 0; sweep < budget; sweep++) {
        hmi_sweep(solver, residuals);
        double worst = hmi_residual_worst(residuals);
        if (solved(residuals, tolerance)) {
            return true;
        }
        if (!promising(solver, &p, worst)) {
            return false;
        }
        p.best = worst < p.best ? worst : p.best;
        if (refresh_due(&p, worst)) {
            hmi_blocks_refresh(solver);
            hmi_anderson_reset(solver->anderson);
            p.since_refresh = 0;
            p.at_refresh = worst;
        }
        p.since_refresh++;
        hmi_blocks_apply(solver);
        advance(solver);
    }
    return false;
}

/* --- continuation --------------------------------------------------------------- */

/* A ban is approached as phi = (1 - s)^8: what it does to prices happens where
 * little is left of the flow. */
enum { BAN_POWER = 8 };
enum { PLAIN_BUDGET = 100, NEWTON_BUDGET = 60, STAGE_BUDGET = 40 };
static const double stage_tolerance = 1e-5;
static const double smallest_stage = 1.0 / 1024.0;

/* Walk from the base to the full shock in stages that halve when one fails. */
static bool continuation(hm_solver *solver, const hm_shock *shock,
                         hm_certificate *certificate, hmi_residuals *residuals)
{
    double done = 0.0;
    double stage = 0.25;
    hmi_state_base(solver);
    memcpy(solver->best, solver->state, solver->state_size * sizeof(double));
    while (done < 1.0) {
        double next = done + stage < 1.0 ? done + stage : 1.0;
        bool last = !(next < 1.0);
        int32_t left = solver->settings.max_iterations - solver->iterations;
        if (left <= 0 || stage < smallest_stage ||
            !hmi_prepare_again(solver, shock, next, BAN_POWER, certificate)) {
            return false;
        }
        int32_t budget =
            last ? left : (left < STAGE_BUDGET ? left : STAGE_BUDGET);
        double tolerance = last ? solver->settings.tolerance : stage_tolerance;
        if (hmi_iterate_newton(solver, tolerance, budget, residuals)) {
            done = next;
            stage *= 2.0;
            memcpy(solver->best, solver->state,
                   solver->state_size * sizeof(double));
            continue;
        }
        if (hm_context_canceled(solver->ctx)) {
            return false;
        }
        stage *= 0.5;
        memcpy(solver->state, solver->best,
               solver->state_size * sizeof(double));
    }
    return true;
}

/* --- prices without end ---------------------------------------------------------- */

enum { PRICE_SWEEPS = 1000 };
/* A price e^100 times the base's is as good as infinite. */
static const double infinite_ln_price = 100.0;

/*
 * The price map is monotone and of degree one in factor prices, so whether
 * finite prices exist at all does not depend on these: where a good is cut off
 * that nothing replaces, its users' costs drive each other up without end.
 * Prices alone are run at factor prices of 1; a cell that runs away or -1.
 */
static int32_t runaway_price(hm_solver *solver)
{
    const double *price = solver->state + solver->at_price;
    hmi_state_base(solver);
    for (int sweep = 0; sweep < PRICE_SWEEPS; sweep++) {
        double change = hmi_price_sweep(solver);
        size_t highest = 0;
        for (size_t cell = 1; cell < solver->cells; cell++) {
            highest = price[cell] > price[highest] ? cell : highest;
        }
        if (!(price[highest] < infinite_ln_price)) {
            return (int32_t)highest;
        }
        if (change < solver->settings.tolerance) {
            break;
        }
    }
    return -1;
}

/* Are there finite prices under the full shock? If not, say where. */
static bool prices_exist(hm_solver *solver, const hm_shock *shock,
                         hm_certificate *certificate)
{
    if (!hmi_prepare(solver, shock, 1.0, certificate)) {
        return false;
    }
    int32_t cell = runaway_price(solver);
    if (cell < 0) {
        return true;
    }
    const hm_labels *labels = &solver->economy->labels;
    certificate->outcome = HM_INADMISSIBLE;
    (void)snprintf(certificate->reason, sizeof certificate->reason,
                   "the price of %s in %s rises without end: nothing replaces "
                   "what was cut off",
                   labels->sector_codes[cell / solver->N],
                   labels->country_codes[cell % solver->N]);
    return false;
}

static void describe_failure(const hm_solver *solver, const hmi_residuals *r,
                             hm_certificate *certificate)
{
    if (certificate->outcome != HM_NOT_RUN) {
        return; /* said by the preparation */
    }
    bool spent = solver->iterations >= solver->settings.max_iterations;
    certificate->outcome = spent ? HM_MAX_ITER : HM_STALLED;
    if (r->broke >= 0) {
        certificate->outcome = HM_NO_EQUILIBRIUM;
        (void)snprintf(certificate->reason, sizeof certificate->reason,
                       "the income of %s would not be positive",
                       solver->economy->labels.country_codes[r->broke]);
        return;
    }
    (void)snprintf(certificate->reason, sizeof certificate->reason,
                   "residual %.2e in %s after %d sweeps", hmi_residual_worst(r),
                   certificate->worst_equation, solver->iterations);
}

static void begin(hm_solver *solver, const hm_solution *start)
{
    if (solver->caps.restart) {
        memcpy(solver->state, solver->caps.start,
               solver->state_size * sizeof(double));
    } else if (start != NULL && start->certificate.outcome == HM_CONVERGED) {
        hmi_state_from(solver, start);
    } else {
        hmi_state_base(solver);
    }
}

/* May another gear be tried? */
static bool may_go_on(const hm_solver *solver)
{
    return !hm_context_canceled(solver->ctx) &&
           solver->iterations < solver->settings.max_iterations;
}

static int32_t budget_of(const hm_solver *solver, int32_t gear)
{
    int32_t left = solver->settings.max_iterations - solver->iterations;
    return left < gear ? left : gear;
}

/* Three gears: the plain map; Newton steps by country; both along the path. */
bool hmi_attempt(hm_solver *solver, const hm_shock *shock,
                 const hm_solution *start, hm_certificate *certificate,
                 hmi_residuals *residuals)
{
    double tolerance = solver->settings.tolerance;
    if (!hmi_prepare(solver, shock, 1.0, certificate)) {
        return false;
    }
    begin(solver, start);
    if (hmi_iterate(solver, tolerance, budget_of(solver, PLAIN_BUDGET),
                    residuals)) {
        return true;
    }
    if (!may_go_on(solver) || !prices_exist(solver, shock, certificate)) {
        return false;
    }
    begin(solver, start);
    if (hmi_iterate_newton(solver, tolerance, budget_of(solver, NEWTON_BUDGET),
                           residuals)) {
        return true;
    }
    return may_go_on(solver) &&
           continuation(solver, shock, certificate, residuals);
}

hm_status hm_solver_solve(hm_solver *solver, const hm_shock *shock,
                          const hm_solution *start, hm_solution *result)
{
    hmi_residuals residuals = {0};
    hm_certificate certificate = {0};
    HMI_TRY(hmi_caps_gather(solver, shock));
    residuals.broke = -1;
    certificate.residual = NAN;
    certificate.seconds = NAN;
    solver->iterations = 0;
    solver->passes = 0;
    bool found = hmi_caps_solve(solver, shock, start, &certificate, &residuals);
    certificate.iterations = solver->iterations;
    certificate.trade_passes = solver->passes;
    if (solver->iterations > 0) {
        certificate.residual = hmi_residual_worst(&residuals);
        hmi_residual_name(solver, &residuals, certificate.worst_equation,
                          sizeof certificate.worst_equation);
    }
    if (found) {
        certificate.outcome = HM_CONVERGED;
        hmi_state_store(solver, result);
        hmi_caps_store(solver, shock, result);
    } else {
        describe_failure(solver, &residuals, &certificate);
        hmi_solution_blank(result);
    }
    result->certificate = certificate;
    if (hm_context_canceled(solver->ctx)) {
        return hmi_fail(solver->ctx, HM_ERR_CANCELED, "the run was canceled");
    }
    return HM_OK;
}

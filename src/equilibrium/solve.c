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

/* From output to factor quantities (T20), as far as base shares tell. */
static void start_scale(hm_solver *solver)
{
    size_t N = (size_t)solver->N;
    for (int32_t n = 0; n < solver->N && solver->scale_on; n++) {
        for (int32_t u = solver->use_start[n]; u < solver->use_start[n + 1];
             u++) {
            const hmi_factor_use *use = &solver->uses[u];
            size_t cell = (size_t)use->sector * N + (size_t)n;
            double paid =
                use->share *
                solver->base->output[HMI_AT2(solver->J, n, use->sector)] /
                solver->base->markup[use->sector];
            double part = solver->base_scale[cell] > 0.0
                              ? paid / solver->base_scale[cell]
                              : 0.0;
            solver->state[solver->at_scale + cell] -=
                part * solver->state[use->factor];
        }
    }
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
            if (solver->scale_on) {
                solver->state[solver->at_scale + cell] =
                    safe_log(from->output[row] / solver->base->output[row]);
            }
        }
    }
    start_scale(solver);
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
    progress p = {INFINITY, 0};
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

enum { PLAIN_BUDGET = 60, STIFF_BUDGET = 40, NEWTON_BUDGET = 25 };

/* --- prices without end ---------------------------------------------------------- */

enum { PRICE_SWEEPS = 800, LEAP_EVERY = 8 };
/* A change beside the largest that takes part in a leap. */
static const double leaping = 0.03;
static const double first_leap = 20.0;
static const double shortest_leap = 2.0;
/* A price e^150 times the base's is as good as infinite, one e^-150 times as good
 * as none. */
static const double infinite_ln_price = 150.0;

static double largest_change(const hm_solver *solver, const double *now,
                             const double *before)
{
    double most = 0.0;
    for (size_t cell = 0; cell < solver->cells; cell++) {
        double change = now[cell] - before[cell];
        most = fabs(change) > fabs(most) ? change : most;
    }
    return most;
}

/*
 * The prices that change most `times` their last change further on, kept where
 * the map moves none of them back: the map is monotone, so its fixed point lies
 * beyond such prices wherever they came from. Prices that rise or fall without
 * end do so quickly then; the others, which settle beside them, wait.
 */
static bool leap(hm_solver *solver, double times)
{
    double *price = solver->state + solver->at_price;
    double *before = solver->saved;
    double *from = solver->global.trial;
    size_t bytes = solver->cells * sizeof(double);
    memcpy(before, price, bytes);
    (void)hmi_price_sweep(solver);
    memcpy(from, price, bytes);
    double most = largest_change(solver, from, before);
    double way = most < 0.0 ? -1.0 : 1.0;
    for (size_t cell = 0; cell < solver->cells; cell++) {
        double change = way * (from[cell] - before[cell]);
        price[cell] +=
            change > leaping * way * most ? way * times * change : 0.0;
        before[cell] = price[cell];
    }
    (void)hmi_price_sweep(solver);
    for (size_t cell = 0; cell < solver->cells; cell++) {
        if (solver->system.live[cell] &&
            !(way * price[cell] >= way * before[cell])) {
            memcpy(price, from, bytes);
            return false;
        }
    }
    return true;
}

static size_t farthest_price(const hm_solver *solver)
{
    const double *price = solver->state + solver->at_price;
    size_t farthest = 0;
    for (size_t cell = 1; cell < solver->cells; cell++) {
        farthest = fabs(price[cell]) > fabs(price[farthest]) ? cell : farthest;
    }
    return farthest;
}

/*
 * The price map is monotone and, raised by x in all prices, rises by no more
 * than x, so whether finite prices exist at all does not depend on factor prices
 * nor on the start. Where a good is cut off that nothing replaces, its users'
 * costs drive each other up without end; where inputs become so cheap that they
 * replace the factors altogether, down. Prices alone are run at factor prices of
 * 1; a cell that runs away or -1.
 */
static int32_t runaway_price(hm_solver *solver)
{
    const double *price = solver->state + solver->at_price;
    double times = first_leap;
    hmi_state_base(solver);
    for (int sweep = 1; sweep <= PRICE_SWEEPS; sweep++) {
        double change = hmi_price_sweep(solver);
        size_t farthest = farthest_price(solver);
        if (!(fabs(price[farthest]) < infinite_ln_price)) {
            return (int32_t)farthest;
        }
        if (change < solver->settings.tolerance ||
            hm_context_canceled(solver->ctx)) {
            break;
        }
        if (sweep % LEAP_EVERY == 0) {
            times = leap(solver, times) ? 2.0 * times : 0.25 * times;
            times = times < shortest_leap ? shortest_leap : times;
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
    bool falls = solver->state[solver->at_price + (size_t)cell] < 0.0;
    certificate->outcome = falls ? HM_NO_EQUILIBRIUM : HM_INADMISSIBLE;
    (void)snprintf(
        certificate->reason, sizeof certificate->reason,
        "the price of %s in %s %s", labels->sector_codes[cell / solver->N],
        labels->country_codes[cell % solver->N],
        falls ? "falls without end: cheap inputs replace the factors "
                "altogether"
              : "rises without end: nothing replaces what was cut "
                "off");
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

/* Newton from the start; true when it got there. */
static bool second_gear(hm_solver *solver, const hm_solution *start,
                        hmi_residuals *residuals)
{
    begin(solver, start);
    return hmi_iterate_global(solver, solver->settings.tolerance,
                              budget_of(solver, NEWTON_BUDGET), residuals);
}

/* The plain map, or where factors are tied to sectors, which it hardly
 * contracts, the one divided by the blocks. */
static bool first_gear(hm_solver *solver, const hm_solution *start,
                       hmi_residuals *residuals)
{
    double tolerance = solver->settings.tolerance;
    begin(solver, start);
    if (hmi_stiff(solver)) {
        return hmi_iterate_stiff(solver, tolerance,
                                 budget_of(solver, STIFF_BUDGET), residuals);
    }
    return hmi_iterate(solver, tolerance, budget_of(solver, PLAIN_BUDGET),
                       residuals);
}

/* Where the base leads to no equilibrium, another start may: with strong scale
 * economies or quotas, or where the path from the base turned back. Sweeps are
 * those of the start that got there; passes count every try. */
static bool elsewhere(hm_solver *solver, const hm_shock *shock,
                      hm_certificate *certificate, hmi_residuals *residuals)
{
    bool open = certificate->outcome == HM_NOT_RUN ||
                certificate->outcome == HM_STALLED;
    int32_t sweeps = solver->iterations;
    hmi_residuals there;
    bool wanted = solver->found != NULL || solver->caps.restart ||
                  certificate->outcome == HM_STALLED;
    for (int32_t k = 0; k < HMI_STARTS && open && wanted; k++) {
        solver->iterations = 0;
        if (hm_context_canceled(solver->ctx)) {
            break;
        }
        if (hmi_solve_from_start(solver, shock, k, &there)) {
            *residuals = there;
            certificate->outcome = HM_NOT_RUN;
            certificate->reason[0] = '\0';
            (void)snprintf(certificate->note, sizeof certificate->note,
                           "found from another start: the equilibrium that "
                           "the base leads to ends on the way");
            return true;
        }
    }
    solver->iterations = sweeps;
    return false;
}

/* Three gears: the map; Newton on the whole system; along the path. */
bool hmi_attempt(hm_solver *solver, const hm_shock *shock,
                 const hm_solution *start, hm_certificate *certificate,
                 hmi_residuals *residuals)
{
    if (!hmi_prepare(solver, shock, 1.0, certificate)) {
        return false;
    }
    if (solver->newton_first && start != NULL && !hmi_stiff(solver) &&
        second_gear(solver, start, residuals)) {
        return true;
    }
    if (first_gear(solver, start, residuals)) {
        return true;
    }
    if (!may_go_on(solver) || !prices_exist(solver, shock, certificate)) {
        return false;
    }
    if (second_gear(solver, start, residuals)) {
        return true;
    }
    return may_go_on(solver) &&
           (hmi_walk_path(solver, shock, certificate, residuals) ||
            elsewhere(solver, shock, certificate, residuals));
}

void hm_solver_newton_first(hm_solver *solver, bool yes)
{
    solver->newton_first = yes;
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
    solver->newton.ready = false;
    bool found = hmi_caps_solve(solver, shock, start, &certificate, &residuals);
    certificate.iterations = solver->iterations;
    if (solver->iterations > 0) {
        certificate.residual = hmi_residual_worst(&residuals);
        hmi_residual_name(solver, &residuals, certificate.worst_equation,
                          sizeof certificate.worst_equation);
    }
    if (found) {
        certificate.outcome = HM_CONVERGED;
        result->arrays.rent_wedge = NULL; /* of an earlier solve */
        hmi_state_store(solver, result);
        hmi_caps_store(solver, shock, result);
        if (start == NULL && solver->found != NULL) {
            hmi_count_equilibria(solver, shock, &certificate);
        }
    } else {
        describe_failure(solver, &residuals, &certificate);
        hmi_solution_blank(result);
    }
    certificate.trade_passes = solver->passes;
    result->certificate = certificate;
    if (hm_context_canceled(solver->ctx)) {
        return hmi_fail(solver->ctx, HM_ERR_CANCELED, "the run was canceled");
    }
    return HM_OK;
}

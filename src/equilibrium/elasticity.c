// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * elasticity.c - how far to move a factor price on its excess demand.
 *
 * The step is one over the own-price elasticity of excess demand at the base:
 * sales of the sectors that use the factor fall by theta (1 - share) a per
 * cent of cost, cost rises by the factor's share directly and through home
 * inputs (MODEL.md 1.12). The step only has to be of the right size; the
 * acceleration does the rest. No knob is left to the user.
 */
#include "equilibrium/internal.h"

#include <math.h>

/* An elasticity below this is taken as this: never a step above two. */
static const double least_elasticity = 0.5;

/* Response of n's purchases from i, i not n, to i's cost (T30); `own` is n's
 * share of home goods. */
static double foreign_response(const hm_economy_arrays *a, int32_t k, int32_t n,
                               int32_t i, double own)
{
    double share = a->share[HMI_AT3(a->n_countries, k, n, i)];
    double within = share < 1.0 - own ? share / (1.0 - own) : 1.0;
    return a->theta[k] * (1.0 - within) + a->theta_home[k] * within * own;
}

/* What n pays to residents of i for good k at the base; 0 at home. */
static double foreign_payment(const hm_economy_arrays *a, int32_t k, int32_t n,
                              int32_t i)
{
    size_t flow = HMI_AT3(a->n_countries, k, n, i);
    if (i == n) {
        return 0.0;
    }
    return (1.0 - hmi_economy_split(a, flow).importer) * a->share[flow] *
           a->expenditure[HMI_AT2(a->n_sectors, n, k)];
}

/* Elasticity of sales of (i, k) to its cost, all buyers, at base shares. */
static double sales_elasticity(const hm_economy_arrays *a, int32_t i, int32_t k)
{
    int32_t N = a->n_countries;
    double weighted = 0.0;
    double sales = 0.0;
    for (int32_t n = 0; n < N; n++) {
        size_t flow = HMI_AT3(N, k, n, i);
        double value =
            a->share[flow] * a->expenditure[HMI_AT2(a->n_sectors, n, k)];
        double own = a->share[HMI_AT3(N, k, n, n)];
        double response = a->theta_home[k] * (1.0 - own);
        if (i != n && own < 1.0) {
            response = foreign_response(a, k, n, i, own);
        }
        weighted += value * response;
        sales += value;
    }
    return sales > 0.0 ? weighted / sales : 0.0;
}

enum { PASS_THROUGH_ROUNDS = 6 };

/* Response of cost to all of the country's factor prices together: direct
 * share plus what comes back through home-made inputs. */
static void pass_through(const hm_economy_arrays *a, int32_t n,
                         const double *direct, double *total, double *scratch)
{
    int32_t J = a->n_sectors;
    for (int32_t k = 0; k < J; k++) {
        total[k] = direct[k];
    }
    for (int round = 0; a->input_share != NULL && round < PASS_THROUGH_ROUNDS;
         round++) {
        for (int32_t k = 0; k < J; k++) {
            scratch[k] = direct[k];
            for (int32_t j = 0; j < J; j++) {
                double home = a->share[HMI_AT3(a->n_countries, j, n, n)];
                scratch[k] +=
                    a->input_share[HMI_INPUT(J, n, j, k)] * home * total[j];
            }
        }
        for (int32_t k = 0; k < J; k++) {
            total[k] = scratch[k];
        }
    }
}

static void country_steps(hm_solver *solver, int32_t n, double *work)
{
    const hm_economy_arrays *a = solver->base;
    int32_t J = solver->J;
    double *direct = work;
    double *total = work + J;
    double *response = work + 2 * J;
    for (int32_t k = 0; k < J; k++) {
        direct[k] = 0.0;
    }
    for (int32_t u = solver->use_start[n]; u < solver->use_start[n + 1]; u++) {
        direct[solver->uses[u].sector] += solver->uses[u].share;
    }
    pass_through(a, n, direct, total, response);
    for (int32_t k = 0; k < J; k++) {
        response[k] = sales_elasticity(a, n, k);
    }
    for (int32_t u = solver->use_start[n]; u < solver->use_start[n + 1]; u++) {
        const hmi_factor_use *use = &solver->uses[u];
        int32_t k = use->sector;
        double cost = a->output[HMI_AT2(J, n, k)] / a->markup[k];
        double part = use->share / direct[k];
        double weight = use->share * cost;
        double own = a->input_substitution[k] * (1.0 - use->share) + use->share;
        solver->step[use->factor] +=
            weight * (own + response[k] * part * total[k]);
        solver->demand[use->factor] += weight;
    }
}

/* Elasticity of (receipts over payments) abroad to all factor prices of n:
 * what exports lose, what imports gain by cheaper origins and by income. */
static void trade_steps(hm_solver *solver, int32_t n)
{
    const hm_economy_arrays *a = solver->base;
    double lost = 0.0;
    double gained = 0.0;
    double sales = 0.0;
    double bill = 0.0;
    for (int32_t k = 0; k < solver->J; k++) {
        for (int32_t h = 0; h < solver->N; h++) {
            double sale = foreign_payment(a, k, h, n);
            double own = a->share[HMI_AT3(solver->N, k, h, h)];
            lost += sale > 0.0 ? sale * foreign_response(a, k, h, n, own) : 0.0;
            sales += sale;
            double purchase = foreign_payment(a, k, n, h);
            own = a->share[HMI_AT3(solver->N, k, n, n)];
            gained += purchase * (1.0 + a->theta_home[k] * own);
            bill += purchase;
        }
    }
    double elasticity =
        (sales > 0.0 ? lost / sales : 0.0) + (bill > 0.0 ? gained / bill : 0.0);
    solver->trade_size[n] = sales > bill ? sales : bill;
    solver->trade_step[n] =
        1.0 / (elasticity > least_elasticity ? elasticity : least_elasticity);
}

hm_status hmi_wage_steps(hm_solver *solver)
{
    double *work = HMI_ARRAY(solver->ctx, double, 3 * (size_t)solver->J);
    if (work == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t n = 0; n < solver->N; n++) {
        country_steps(solver, n, work);
    }
    for (int32_t n = 0; n < solver->N; n++) {
        trade_steps(solver, n);
    }
    for (int32_t f = 0; f < solver->F; f++) {
        double elasticity =
            solver->demand[f] > 0.0 ? solver->step[f] / solver->demand[f] : 1.0;
        solver->step[f] =
            1.0 /
            (elasticity > least_elasticity ? elasticity : least_elasticity);
    }
    hmi_free(solver->ctx, work);
    return HM_OK;
}

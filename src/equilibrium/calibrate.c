// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * calibrate.c - the base is the solved zero-shock equilibrium (MODEL.md 1.9).
 *
 * Values move to the solution, shares to pi', a', v', alpha' (T7, T10, T12);
 * rates and elasticities stay. The largest change of a factor price says how
 * far the data were from an equilibrium.
 */
#include "equilibrium/internal.h"

#include <math.h>
#include <string.h>

/* Work arrays of the new base. */
typedef struct rebased {
    double *share, *input, *factor, *final, *income, *deficit;
} rebased;

static void free_rebased(hm_context *ctx, rebased *r)
{
    hmi_free(ctx, r->share);
    hmi_free(ctx, r->input);
    hmi_free(ctx, r->factor);
    hmi_free(ctx, r->final);
    hmi_free(ctx, r->income);
    hmi_free(ctx, r->deficit);
}

static hm_status make_rebased(hm_context *ctx, const hm_economy_arrays *a,
                              rebased *r)
{
    size_t N = (size_t)a->n_countries;
    size_t J = (size_t)a->n_sectors;
    size_t F = (size_t)a->n_factors;
    r->share = HMI_ARRAY(ctx, double, N *N *J);
    r->input = HMI_ARRAY(ctx, double, N *J *J);
    r->factor = HMI_ARRAY(ctx, double, F *J);
    r->final = HMI_ARRAY(ctx, double, N *J);
    r->income = HMI_ARRAY(ctx, double, F);
    r->deficit = HMI_ARRAY(ctx, double, N);
    bool made = r->share != NULL && r->input != NULL && r->factor != NULL &&
                r->final != NULL && r->income != NULL && r->deficit != NULL;
    return made ? HM_OK : HM_ERR_MEMORY;
}

/* a' and v' of one sector (T7), scaled to sum to one exactly. */
static void rebase_cost(const hm_economy_arrays *a, const hm_solution_arrays *s,
                        int32_t n, int32_t k, int32_t first, int32_t last,
                        rebased *r)
{
    int32_t J = a->n_sectors;
    double power = 1.0 - a->input_substitution[k];
    double sum = 0.0;
    for (int32_t f = first; f < last; f++) {
        size_t cell = HMI_AT2(J, f, k);
        double wage = s->factor_price_hat[f];
        r->factor[cell] = a->factor_share[cell] > 0.0 && wage > 0.0
                              ? a->factor_share[cell] * hmi_pow(wage, power)
                              : 0.0;
        sum += r->factor[cell];
    }
    for (int32_t j = 0; a->input_share != NULL && j < J; j++) {
        size_t cell = HMI_INPUT(J, n, j, k);
        r->input[cell] = a->input_share[cell] *
                         hmi_pow(s->price_hat[HMI_AT2(J, n, j)], power);
        sum += r->input[cell];
    }
    for (int32_t f = first; f < last; f++) {
        r->factor[HMI_AT2(J, f, k)] /= sum;
    }
    for (int32_t j = 0; j < J; j++) {
        r->input[HMI_INPUT(J, n, j, k)] /= sum;
    }
}

static void rebase_final(const hm_economy_arrays *a,
                         const hm_solution_arrays *s, int32_t n, rebased *r)
{
    int32_t J = a->n_sectors;
    double power = 1.0 - a->final_substitution[n];
    double sum = 0.0;
    for (int32_t j = 0; j < J; j++) {
        size_t cell = HMI_AT2(J, n, j);
        r->final[cell] =
            a->final_share[cell] * hmi_pow(s->price_hat[cell], power);
        sum += r->final[cell];
    }
    for (int32_t j = 0; j < J; j++) {
        r->final[HMI_AT2(J, n, j)] /= sum;
    }
}

static void rebase(const hm_economy *economy, const hm_solution *solution,
                   rebased *r)
{
    const hm_economy_arrays *a = &economy->arrays;
    const hm_solution_arrays *s = &solution->arrays;
    hm_solution_shares(economy, NULL, solution, r->share);
    int32_t first = 0;
    for (int32_t n = 0; n < a->n_countries; n++) {
        int32_t last = first;
        while (last < a->n_factors && a->factor_country[last] == n) {
            last++;
        }
        for (int32_t k = 0; k < a->n_sectors; k++) {
            rebase_cost(a, s, n, k, first, last, r);
        }
        rebase_final(a, s, n, r);
        r->deficit[n] = s->deficit[n];
        first = last;
    }
    for (int32_t f = 0; f < a->n_factors; f++) {
        r->income[f] = a->factor_income[f] * s->factor_price_hat[f];
    }
}

static double largest_change(const hm_economy_arrays *a,
                             const hm_solution_arrays *s)
{
    double largest = 0.0;
    for (int32_t f = 0; f < a->n_factors; f++) {
        double change = fabs(s->factor_price_hat[f] - 1.0);
        if (a->factor_income[f] > 0.0 && change > largest) {
            largest = change;
        }
    }
    return largest;
}

static hm_status solve_base(hm_context *ctx, const hm_economy *economy,
                            hm_closure closure,
                            const hm_solver_settings *settings,
                            hm_solution *solution)
{
    hm_solver *solver = NULL;
    HMI_TRY(hm_solver_create(ctx, economy, closure, settings, &solver));
    hm_status status = hm_solver_solve(solver, NULL, NULL, solution);
    hm_solver_free(solver);
    if (status == HM_OK && solution->certificate.outcome != HM_CONVERGED) {
        status = hmi_fail(ctx, HM_ERR_DATA,
                          "the benchmark has no equilibrium without a shock: "
                          "%s (%s)",
                          hm_outcome_text(solution->certificate.outcome),
                          solution->certificate.reason);
    }
    return status;
}

hm_status hm_equilibrium_calibrate(hm_context *ctx, const hm_economy *economy,
                                   hm_closure closure,
                                   const hm_solver_settings *settings,
                                   hm_economy **out, double *consistency)
{
    const hm_economy_arrays *a = &economy->arrays;
    hm_solution *solution = NULL;
    rebased r = {0};
    hm_status status = HM_OK;
    *out = NULL;
    /* The base is solved to the tightest residual that rounding allows. */
    hm_solver_settings tight =
        settings == NULL ? hm_solver_settings_default() : *settings;
    tight.tolerance = tight.tolerance < 1e-12 ? tight.tolerance : 1e-12;
    HMI_GOTO(status, hm_solution_create(ctx, economy, &solution));
    HMI_GOTO(status, make_rebased(ctx, a, &r));
    HMI_GOTO(status, solve_base(ctx, economy, closure, &tight, solution));
    rebase(economy, solution, &r);
    if (consistency != NULL) {
        *consistency = largest_change(a, &solution->arrays);
    }
    hm_economy_arrays arrays = *a;
    arrays.expenditure = solution->arrays.expenditure;
    arrays.share = r.share;
    arrays.input_share = a->input_share == NULL ? NULL : r.input;
    arrays.factor_share = r.factor;
    arrays.final_share = r.final;
    arrays.factor_income = r.income;
    arrays.deficit = r.deficit;
    HMI_GOTO(status, hm_economy_with_arrays(ctx, economy, &arrays, out));
out:
    free_rebased(ctx, &r);
    hm_solution_free(solution);
    return status;
}

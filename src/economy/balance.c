// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * balance.c - input coefficients made to fit given totals (RAS).
 *
 * For each country, uses Z (J x J) and final demand F (J) are scaled by row
 * and Z by column until sum_k Z + F = X (spending) and sum_j Z = (1 - v) Y
 * (cost without value added). That is the table nearest to the start in
 * cross-entropy; every number stays positive by itself, so final demand
 * cannot turn negative and nothing is clipped (Stone 1961, Bacharach 1970).
 * Where value-added shares cannot be kept, value added gives way as well:
 * sum_j Z + V = Y with V scaled along; then a solution exists whenever each
 * column has value added and each row final demand.
 */
#include "economy/account.h"

#include <math.h>

static const char step[] = "balance";

enum { MAX_ROUNDS = 20000 };

/* One country. */
typedef struct work {
    int32_t J;
    double tolerance;
    const double *spending, *output; /* X_j, Y_k */
    double *use;                     /* Z: J*J [j][k] */
    double *final, *added;           /* F_j, V_k */
    double *first_use, *first_final, *first_added;
    bool added_gives;
    int32_t rounds;
    double gap;
} work;

/* --- start values -------------------------------------------------------------- */

/* World mean coefficients: for industries that the inputs do not have. */
static hm_status world_inputs(hm_context *ctx, const hm_account_arrays *a,
                              const double *output, double **out)
{
    size_t J = (size_t)a->n_sectors;
    double *mean = HMI_ARRAY(ctx, double, J *J);
    double *sum = HMI_ARRAY(ctx, double, J);
    if (mean != NULL && sum != NULL) {
        for (size_t n = 0; n < (size_t)a->n_countries; n++) {
            for (size_t x = 0; x < J * J; x++) {
                mean[x] += a->input[n * J * J + x];
            }
            for (size_t k = 0; k < J; k++) {
                sum[k] += output[n * J + k];
            }
        }
        for (size_t x = 0; x < J * J; x++) {
            mean[x] = sum[x % J] > 0.0 ? mean[x] / sum[x % J] : 0.0;
        }
    }
    hmi_free(ctx, sum);
    *out = mean;
    return mean == NULL || sum == NULL ? HM_ERR_MEMORY : HM_OK;
}

/* Coefficients times output, final shares times spending. */
static void start(work *w, const double *input, const double *old_spending,
                  const double *old_output, const double *mean)
{
    size_t J = (size_t)w->J;
    for (size_t k = 0; k < J; k++) {
        double cost = 0.0;
        for (size_t j = 0; j < J; j++) {
            double share = old_output[k] > 0.0
                               ? input[j * J + k] / old_output[k]
                               : mean[j * J + k];
            double use = w->spending[j] > 0.0 ? share * w->output[k] : 0.0;
            w->first_use[j * J + k] = use;
            cost += share * w->output[k];
        }
        w->first_added[k] = w->output[k] - cost;
    }
    for (size_t j = 0; j < J; j++) {
        double rest = old_spending[j] - hmi_sum(input + j * J, J);
        double share = old_spending[j] > 0.0 ? rest / old_spending[j] : 1.0;
        w->first_final[j] = share > 0.0 ? share * w->spending[j] : 0.0;
    }
}

/* --- the iteration --------------------------------------------------------------- */

/* Scale rows to spending; returns the worst gap that was found. */
static double scale_rows(work *w)
{
    size_t J = (size_t)w->J;
    double worst = 0.0;
    for (size_t j = 0; j < J; j++) {
        double sum = hmi_sum(w->use + j * J, J) + w->final[j];
        if (!(sum > 0.0)) {
            continue;
        }
        double factor = w->spending[j] / sum;
        worst = fmax(worst, fabs(factor - 1.0));
        for (size_t k = 0; k < J; k++) {
            w->use[j * J + k] *= factor;
        }
        w->final[j] *= factor;
    }
    return worst;
}

/* Scale columns to cost; INFINITY when a column has nothing left to scale. */
static double scale_columns(work *w)
{
    size_t J = (size_t)w->J;
    double worst = 0.0;
    for (size_t k = 0; k < J; k++) {
        double inputs = 0.0;
        for (size_t j = 0; j < J; j++) {
            inputs += w->use[j * J + k];
        }
        double have = w->added_gives ? inputs + w->added[k] : inputs;
        double want =
            w->added_gives ? w->output[k] : w->output[k] - w->added[k];
        if (!(want > 1e-12 * w->output[k])) {
            continue; /* value added only */
        }
        if (!(have > 0.0)) {
            return INFINITY;
        }
        double factor = want / have;
        worst = fmax(worst, fabs(factor - 1.0));
        for (size_t j = 0; j < J; j++) {
            w->use[j * J + k] *= factor;
        }
        w->added[k] *= w->added_gives ? factor : 1.0;
    }
    return worst;
}

/* True when both gaps fell below the tolerance. */
static bool iterate(work *w)
{
    size_t J = (size_t)w->J;
    for (size_t x = 0; x < J * J; x++) {
        w->use[x] = w->first_use[x];
    }
    for (size_t j = 0; j < J; j++) {
        w->final[j] = w->first_final[j];
        w->added[j] = w->first_added[j];
    }
    for (w->rounds = 1; w->rounds <= MAX_ROUNDS; w->rounds++) {
        w->gap = scale_columns(w);
        w->gap = fmax(w->gap, scale_rows(w));
        if (!(w->gap > w->tolerance)) {
            return true;
        }
        if (isinf(w->gap)) {
            break;
        }
    }
    return false;
}

/* --- one country --------------------------------------------------------------------- */

static double half_change(const double *a, const double *b, size_t count)
{
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        sum += fabs(a[i] - b[i]);
    }
    return 0.5 * sum;
}

static hm_status solve(hm_context *ctx, work *w, const char *code,
                       hm_table *ledger)
{
    w->added_gives = false;
    if (!iterate(w)) {
        w->added_gives = true;
        if (!iterate(w)) {
            return hmi_fail(ctx, HM_ERR_DATA,
                            "%s: inputs cannot be made to fit spending and "
                            "output (largest gap %.3g after %d rounds); "
                            "expected each industry to have value added and "
                            "each good final demand",
                            code, w->gap, w->rounds);
        }
        HMI_TRY(hmi_ledger_add(
            ledger, step, "moved",
            half_change(w->added, w->first_added, (size_t)w->J),
            "%s: value-added shares could not be kept; half the change of "
            "value added",
            code));
    }
    return HM_OK;
}

/* Industries without coefficients, goods without past buyers. */
static hm_status note_gaps(const work *w, const hm_labels *labels, int32_t n,
                           const double *old_spending, const double *old_output,
                           hm_table *ledger)
{
    for (int32_t k = 0; k < w->J; k++) {
        if (w->output[k] > 0.0 && !(old_output[k] > 0.0)) {
            HMI_TRY(hmi_ledger_add(ledger, step, "note", w->output[k],
                                   "%s, %s has output but no coefficients: "
                                   "world mean used",
                                   labels->country_codes[n],
                                   labels->sector_codes[k]));
        }
        if (w->spending[k] > 0.0 && !(old_spending[k] > 0.0)) {
            HMI_TRY(hmi_ledger_add(ledger, step, "note", w->spending[k],
                                   "%s, %s is bought but was not before: "
                                   "started as final demand",
                                   labels->country_codes[n],
                                   labels->sector_codes[k]));
        }
    }
    return HM_OK;
}

static void record(const work *w, double *input, double *moved_final,
                   hm_balance_result *result)
{
    size_t J = (size_t)w->J;
    for (size_t x = 0; x < J * J; x++) {
        input[x] = w->use[x];
    }
    result->moved_musd += half_change(w->use, w->first_use, J * J);
    *moved_final += half_change(w->final, w->first_final, J);
    if (w->rounds > result->iterations) {
        result->iterations = w->rounds;
    }
    result->residual = fmax(result->residual, w->gap);
    for (size_t j = 0; j < J; j++) {
        if (w->spending[j] > 0.0) {
            result->least_final =
                fmin(result->least_final, w->final[j] / w->spending[j]);
        }
    }
}

static hm_status write_ledger(const hm_balance_result *result, double inputs,
                              double moved_final, hm_table *ledger)
{
    HMI_TRY(hmi_ledger_add(ledger, step, "note", inputs,
                           "inputs after balancing; %d rounds, largest gap "
                           "%.2g of a row or column",
                           result->iterations, result->residual));
    HMI_TRY(hmi_ledger_add(ledger, step, "moved", result->moved_musd,
                           "half the absolute change of inputs"));
    return hmi_ledger_add(ledger, step, "moved", moved_final,
                          "half the absolute change of final demand; its "
                          "smallest share of spending is %.3g",
                          result->least_final);
}

/* Totals of both accounts and one country's arrays, in one block. */
static hm_status work_init(hm_context *ctx, work *w, size_t cells,
                           double **totals)
{
    size_t J = (size_t)w->J;
    double *block = HMI_ARRAY(ctx, double, 4 * cells + 2 * J * J + 4 * J);
    *totals = block;
    if (block == NULL) {
        return HM_ERR_MEMORY;
    }
    w->use = block + 4 * cells;
    w->first_use = w->use + J * J;
    w->final = w->first_use + J * J;
    w->first_final = w->final + J;
    w->added = w->first_final + J;
    w->first_added = w->added + J;
    return HM_OK;
}

static hm_status balance_all(hm_context *ctx, work *w, hm_account *account,
                             const hm_account *inputs, double *totals,
                             const double *mean, hm_table *ledger,
                             hm_balance_result *result)
{
    const hm_labels *labels = hm_account_labels(account);
    size_t J = (size_t)w->J;
    size_t cells = (size_t)labels->n_countries * J;
    double moved_final = 0.0;
    for (int32_t n = 0; n < labels->n_countries; n++) {
        size_t row = (size_t)n * J;
        const double *old_spending = totals + 2 * cells + row;
        const double *old_output = totals + 3 * cells + row;
        w->spending = totals + row;
        w->output = totals + cells + row;
        start(w, inputs->arrays.input + row * J, old_spending, old_output,
              mean);
        HMI_TRY(note_gaps(w, labels, n, old_spending, old_output, ledger));
        HMI_TRY(solve(ctx, w, labels->country_codes[n], ledger));
        record(w, account->arrays.input + row * J, &moved_final, result);
    }
    return write_ledger(result, hmi_sum(account->arrays.input, cells * J),
                        moved_final, ledger);
}

hm_status hm_account_balance(hm_context *ctx, hm_account *account,
                             const hm_account *inputs, double tolerance,
                             hm_table *ledger, hm_balance_result *result)
{
    work w = {.J = account->arrays.n_sectors, .tolerance = tolerance};
    size_t cells =
        (size_t)account->arrays.n_countries * (size_t)account->arrays.n_sectors;
    double *totals = NULL;
    double *mean = NULL;
    hm_status status = HM_OK;
    *result = (hm_balance_result){0, 0.0, 0.0, INFINITY};
    HMI_TRY(hmi_account_same_codes(ctx, account, inputs, "inputs"));
    HMI_GOTO(status, work_init(ctx, &w, cells, &totals));
    hmi_account_totals(&account->arrays, totals, totals + cells);
    hmi_account_totals(&inputs->arrays, totals + 2 * cells, totals + 3 * cells);
    HMI_GOTO(status,
             world_inputs(ctx, &inputs->arrays, totals + 3 * cells, &mean));
    HMI_GOTO(status, balance_all(ctx, &w, account, inputs, totals, mean, ledger,
                                 result));
out:
    hmi_free(ctx, totals);
    hmi_free(ctx, mean);
    return status;
}

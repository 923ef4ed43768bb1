// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * accounts.c - an economy from flows, and what shares imply.
 *
 * Accounting of MODEL.md 1.2 and 1.4 at benchmark values: spending is duty
 * paid, producers receive the border value less export tax and rent (T2, T5,
 * T13), value added is cost less inputs (T16), final demand is spending less
 * intermediate use (T14), the deficit is what closes the budget (T15).
 */
#include "economy/internal.h"

#include <math.h>
#include <string.h>

static double at(const double *array, size_t index, double absent)
{
    return array == NULL ? absent : array[index];
}

hmi_split hmi_economy_split(const hm_economy_arrays *a, size_t flow)
{
    double t = at(a->tariff, flow, 0.0);
    double e = at(a->export_tax, flow, 0.0);
    double m = at(a->rent_wedge, flow, 0.0);
    double zeta = at(a->rent_importer_share, flow, 1.0);
    double border = 1.0 / ((1.0 + t) * (1.0 + m));
    hmi_split split;
    split.producer = border / (1.0 + e);
    split.importer = t / (1.0 + t) + zeta * m * border;
    split.exporter = (e / (1.0 + e) + (1.0 - zeta) * m) * border;
    return split;
}

/* Y (T13) and the incomes of I other than factor income and deficit (T15). */
static void receipts(const hm_economy_arrays *a, double *output, double *other)
{
    int32_t N = a->n_countries;
    int32_t J = a->n_sectors;
    for (int32_t j = 0; j < J; j++) {
        for (int32_t n = 0; n < N; n++) {
            double spending = a->expenditure[HMI_AT2(J, n, j)];
            for (int32_t i = 0; i < N; i++) {
                size_t flow = HMI_AT3(N, j, n, i);
                hmi_split split = hmi_economy_split(a, flow);
                double value = a->share[flow] * spending;
                output[HMI_AT2(J, i, j)] += split.producer * value;
                other[n] += split.importer * value;
                other[i] += split.exporter * value;
            }
        }
    }
    for (int32_t n = 0; n < N; n++) {
        for (int32_t k = 0; k < J; k++) {
            other[n] += (1.0 - 1.0 / a->markup[k]) * output[HMI_AT2(J, n, k)];
        }
    }
}

/* Net payments of n to i: what leaves n for residents of i, less the reverse
 * (the bilateral deficit of T18 B). */
static void bilateral_deficits(const hm_economy_arrays *a, double *deficit)
{
    int32_t N = a->n_countries;
    int32_t J = a->n_sectors;
    for (int32_t j = 0; j < J; j++) {
        for (int32_t n = 0; n < N; n++) {
            double spending = a->expenditure[HMI_AT2(J, n, j)];
            for (int32_t i = 0; i < N; i++) {
                size_t flow = HMI_AT3(N, j, n, i);
                hmi_split split = hmi_economy_split(a, flow);
                double paid = i == n ? 0.0
                                     : (split.producer + split.exporter) *
                                           a->share[flow] * spending;
                deficit[(size_t)n * (size_t)N + (size_t)i] += paid;
                deficit[(size_t)i * (size_t)N + (size_t)n] -= paid;
            }
        }
    }
}

hm_status hmi_economy_finish(hm_economy *economy)
{
    hm_economy_arrays *a = &economy->arrays;
    size_t N = (size_t)a->n_countries;
    size_t J = (size_t)a->n_sectors;
    double *output = hmi_economy_array(economy, N * J);
    double *income = hmi_economy_array(economy, N);
    double *bilateral = hmi_economy_array(economy, N * N);
    if (output == NULL || income == NULL || bilateral == NULL) {
        return HM_ERR_MEMORY;
    }
    receipts(a, output, income);
    for (size_t n = 0; n < N; n++) {
        income[n] += a->deficit[n];
    }
    for (int32_t f = 0; f < a->n_factors; f++) {
        income[a->factor_country[f]] += a->factor_income[f];
    }
    bilateral_deficits(a, bilateral);
    a->output = output;
    a->income = income;
    a->bilateral_deficit = bilateral;
    for (size_t n = 0; n < N; n++) {
        if (!(income[n] > 0.0)) {
            return hmi_fail(economy->ctx, HM_ERR_DATA,
                            "%s: income is %g; expected a positive number",
                            economy->labels.country_codes[n], income[n]);
        }
    }
    return HM_OK;
}

/* Spending X (duty paid) and shares pi from border values. */
static hm_status spend(hm_economy *economy, const hm_economy_flows *flows)
{
    hm_economy_arrays *a = &economy->arrays;
    int32_t N = a->n_countries;
    int32_t J = a->n_sectors;
    double *spending = hmi_economy_array(economy, (size_t)N * (size_t)J);
    double *share =
        hmi_economy_array(economy, (size_t)N * (size_t)N * (size_t)J);
    if (spending == NULL || share == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t j = 0; j < J; j++) {
        for (int32_t n = 0; n < N; n++) {
            double total = 0.0;
            for (int32_t i = 0; i < N; i++) {
                size_t flow = HMI_AT3(N, j, n, i);
                double value = flows->trade[flow];
                if (!(value >= 0.0) || !isfinite(value)) {
                    return hmi_fail(
                        economy->ctx, HM_ERR_DATA,
                        "trade %s to %s, %s: %g; expected a number that is 0 "
                        "or more",
                        economy->labels.country_codes[i],
                        economy->labels.country_codes[n],
                        economy->labels.sector_codes[j], value);
                }
                share[flow] = value * (1.0 + at(a->tariff, flow, 0.0));
                total += share[flow];
            }
            spending[HMI_AT2(J, n, j)] = total;
            for (int32_t i = 0; i < N; i++) {
                size_t flow = HMI_AT3(N, j, n, i);
                share[flow] =
                    total > 0.0 ? share[flow] / total : (i == n ? 1.0 : 0.0);
            }
        }
    }
    a->expenditure = spending;
    a->share = share;
    return HM_OK;
}

/* Factor cost shares v and incomes wL from input shares and output. */
static hm_status value_added(hm_economy *economy, const hm_economy_flows *flows,
                             const double *output)
{
    hm_economy_arrays *a = &economy->arrays;
    int32_t J = a->n_sectors;
    int32_t F = a->n_factors;
    double *share = hmi_economy_array(economy, (size_t)F * (size_t)J);
    double *income = hmi_economy_array(economy, (size_t)F);
    if (share == NULL || income == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t f = 0; f < F; f++) {
        int32_t n = a->factor_country[f];
        for (int32_t k = 0; k < J; k++) {
            double inputs = 0.0;
            for (int32_t j = 0; j < J; j++) {
                inputs += at(a->input_share, HMI_INPUT(J, n, j, k), 0.0);
            }
            double cost = output[HMI_AT2(J, n, k)] / a->markup[k];
            if (cost > 0.0 && !(inputs < 1.0)) {
                return hmi_fail(economy->ctx, HM_ERR_DATA,
                                "inputs of %s, %s take %.9g of its cost; value "
                                "added must be positive, so expected below 1",
                                economy->labels.country_codes[n],
                                economy->labels.sector_codes[k], inputs);
            }
            size_t cell = HMI_AT2(J, f, k);
            share[cell] = at(flows->factor_share, cell, 1.0) * (1.0 - inputs);
            income[f] += share[cell] * cost;
        }
    }
    a->factor_share = share;
    a->factor_income = income;
    return HM_OK;
}

/* Negative residuals this small relative to spending are rounding. */
static const double rounding = 1e-9;

/* Final spending of n on j, the residual of T14; negative is refused. */
static hm_status residual_final(const hm_economy *economy, int32_t n, int32_t j,
                                const double *output, double *out)
{
    const hm_economy_arrays *a = &economy->arrays;
    int32_t J = a->n_sectors;
    double spending = a->expenditure[HMI_AT2(J, n, j)];
    double used = 0.0;
    for (int32_t k = 0; k < J; k++) {
        used += at(a->input_share, HMI_INPUT(J, n, j, k), 0.0) *
                output[HMI_AT2(J, n, k)] / a->markup[k];
    }
    double rest = spending - used;
    if (rest < -rounding * (spending + used)) {
        return hmi_fail(economy->ctx, HM_ERR_DATA,
                        "final demand of %s for %s would be %.9g: its "
                        "industries use %.9g of the %.9g that is spent; mend "
                        "inputs.csv or trade.csv, or switch on the repair "
                        "negative_final",
                        economy->labels.country_codes[n],
                        economy->labels.sector_codes[j], rest, used, spending);
    }
    *out = rest > 0.0 ? rest : 0.0;
    return HM_OK;
}

/* The deficits that trade implies: the sum over partners. */
static hm_status implied_deficits(hm_economy *economy, double *deficit)
{
    const hm_economy_arrays *a = &economy->arrays;
    size_t N = (size_t)a->n_countries;
    double *implied = hmi_economy_array(economy, N * N);
    if (implied == NULL) {
        return HM_ERR_MEMORY;
    }
    bilateral_deficits(a, implied);
    for (size_t n = 0; n < N; n++) {
        deficit[n] = 0.0;
        for (size_t i = 0; i < N; i++) {
            deficit[n] += implied[n * N + i];
        }
    }
    return HM_OK;
}

/* Final spending of n by good: as given, or the residual; scaled to shares.
 * *total receives the sum before scaling. */
static hm_status country_final(const hm_economy *economy,
                               const hm_economy_flows *flows, int32_t n,
                               const double *output, double *final,
                               double *total)
{
    int32_t J = economy->arrays.n_sectors;
    *total = 0.0;
    for (int32_t j = 0; j < J; j++) {
        if (flows->final_share != NULL) {
            final[j] = flows->final_share[HMI_AT2(J, n, j)];
        } else {
            HMI_TRY(residual_final(economy, n, j, output, &final[j]));
        }
        *total += final[j];
    }
    if (!(*total > 0.0)) {
        return hmi_fail(economy->ctx, HM_ERR_DATA,
                        "%s has no final demand; expected a positive sum",
                        economy->labels.country_codes[n]);
    }
    for (int32_t j = 0; j < J; j++) {
        final[j] /= *total;
    }
    return HM_OK;
}

/* alpha (given, or residual) and D (given, or what closes the budget). */
static hm_status final_demand(hm_economy *economy,
                              const hm_economy_flows *flows,
                              const double *output, const double *earned)
{
    hm_economy_arrays *a = &economy->arrays;
    size_t N = (size_t)a->n_countries;
    size_t J = (size_t)a->n_sectors;
    double *final = hmi_economy_array(economy, N * J);
    double *deficit = hmi_economy_array(economy, N);
    if (final == NULL || deficit == NULL) {
        return HM_ERR_MEMORY;
    }
    for (size_t n = 0; n < N; n++) {
        double total = 0.0;
        HMI_TRY(country_final(economy, flows, (int32_t)n, output, final + n * J,
                              &total));
        deficit[n] = total - earned[n];
    }
    a->final_share = final;
    a->deficit = deficit;
    if (flows->deficit != NULL) {
        return hmi_economy_copy(economy, flows->deficit, N, &a->deficit);
    }
    return flows->final_share == NULL ? HM_OK
                                      : implied_deficits(economy, deficit);
}

static hm_status account(hm_economy *economy, const hm_economy_flows *flows)
{
    hm_economy_arrays *a = &economy->arrays;
    size_t N = (size_t)a->n_countries;
    size_t J = (size_t)a->n_sectors;
    size_t count = N * N * J;
    HMI_TRY(hmi_economy_copy(economy, flows->tariff, count, &a->tariff));
    HMI_TRY(
        hmi_economy_copy(economy, flows->export_tax, count, &a->export_tax));
    HMI_TRY(hmi_economy_copy(economy, flows->input_share, N * J * J,
                             &a->input_share));
    HMI_TRY(hmi_economy_set_factors(
        economy, flows->n_factors, flows->factor_country, flows->factor_codes));
    HMI_TRY(spend(economy, flows));
    double *output = hmi_economy_array(economy, N * J);
    double *earned = hmi_economy_array(economy, N);
    if (output == NULL || earned == NULL) {
        return HM_ERR_MEMORY;
    }
    receipts(a, output, earned);
    HMI_TRY(value_added(economy, flows, output));
    for (int32_t f = 0; f < a->n_factors; f++) {
        earned[a->factor_country[f]] += a->factor_income[f];
    }
    return final_demand(economy, flows, output, earned);
}

hm_status hm_economy_from_flows(hm_context *ctx, const hm_labels *labels,
                                const hm_economy_flows *flows,
                                const hm_elasticities *elasticities,
                                hm_economy **out)
{
    hm_economy *economy = NULL;
    hm_status status = HM_OK;
    *out = NULL;
    HMI_GOTO(status, hmi_economy_begin(ctx, labels, &economy));
    HMI_GOTO(status, hmi_economy_set_elasticities(economy, elasticities));
    HMI_GOTO(status, account(economy, flows));
    /* Again, now that there are shares to check non-traded sectors with. */
    HMI_GOTO(status, hmi_economy_set_elasticities(economy, elasticities));
    HMI_GOTO(status, hmi_economy_check(economy));
    HMI_GOTO(status, hmi_economy_finish(economy));
    *out = economy;
    return HM_OK;
out:
    hm_economy_free(economy);
    return status;
}

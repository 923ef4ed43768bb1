// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * power.c - power that grows faster than the share controlled (L8, L9).
 *
 * What a country's prices would do if a set of sellers stopped, at given
 * costs: each good's price rises by -(1/theta) ln(1 - omega), weighted by how
 * much of the good stands behind a unit of final spending. No solve; for one
 * tier, no tariffs and balanced trade the power of all others together is
 * exactly the loss from autarky (7.4).
 */
#include "leverage/internal.h"

#include "num/internal.h"

static double share_at(const hm_economy_arrays *data, int32_t n, int32_t i,
                       int32_t j)
{
    size_t N = (size_t)data->n_countries;
    return data->share[((size_t)j * N + (size_t)n) * N + (size_t)i];
}

double hmi_price_of_loss(const hm_economy_arrays *data, int32_t n, int32_t j,
                         double lost)
{
    const double all = 1.0 - 1e-12; /* what rounding leaves of an import */
    double theta = data->theta[j];
    double home = data->theta_home[j];
    double own = share_at(data, n, n, j);
    double imports = 1.0 - own;
    if (!(lost > 0.0)) {
        return 0.0;
    }
    double kept = lost >= all * imports ? 0.0 : 1.0 - lost / imports;
    if (kept == 0.0 && (home <= 0.0 || own <= 0.0)) {
        return HUGE_VAL;
    }
    if (home == 0.0) {
        return -imports * log(kept) / theta;
    }
    /* PM^ = kept^(-1/theta) in the upper tier (T9) */
    double inner = kept == 0.0 ? 0.0 : pow(kept, home / theta);
    return -log(own + imports * inner) / home;
}

hm_status hmi_domar_weights(hm_context *ctx, const hm_economy *economy,
                            int32_t n, double *weight)
{
    const hm_economy_arrays *data = hm_economy_data(economy);
    size_t J = (size_t)data->n_sectors;
    double *matrix = HMI_ARRAY(ctx, double, J *J);
    int32_t *pivot = HMI_ARRAY(ctx, int32_t, J);
    hm_status status = HM_OK;
    if (matrix == NULL || pivot == NULL) {
        status = HM_ERR_MEMORY;
        goto out;
    }
    for (size_t j = 0; j < J; j++) {
        weight[j] = data->final_share[(size_t)n * J + j];
        for (size_t k = 0; k < J; k++) {
            double a = data->input_share == NULL
                           ? 0.0
                           : data->input_share[((size_t)n * J + j) * J + k];
            matrix[j * J + k] = (j == k ? 1.0 : 0.0) - a;
        }
    }
    if (!hmi_lu_factor(J, matrix, pivot)) {
        status = hmi_fail(ctx, HM_ERR_DATA,
                          "country %s: its inputs leave no value added",
                          hm_economy_labels(economy)->country_codes[n]);
        goto out;
    }
    hmi_lu_solve(J, matrix, pivot, weight);
out:
    hmi_free(ctx, matrix);
    hmi_free(ctx, pivot);
    return status;
}

/* --- power.csv --------------------------------------------------------------- */

static const hmi_column columns[] = {
    HMI_TEXT("target"),
    HMI_TEXT("senders"),
    HMI_NUMBER("controlled_share"),
    HMI_NUMBER("power_log_points"),
    HMI_TEXT("outcome"),
};

static hm_status add_power(const hm_leverage_plan *plan, hm_table *table,
                           int32_t target, uint32_t mask, const double *weight)
{
    const hm_economy_arrays *data = hm_economy_data(plan->base);
    char senders[HMI_SET_TEXT];
    double power = 0.0;
    double controlled = 0.0;
    double spending = 0.0;
    for (int32_t j = 0; j < plan->J; j++) {
        double lost = 0.0;
        double x =
            data->expenditure[(size_t)target * (size_t)plan->J + (size_t)j];
        for (int32_t i = 0; i < plan->N; i++) {
            if (hmi_mask_has(plan, mask, i)) {
                lost += share_at(data, target, i, j);
            }
        }
        if (weight[j] > 0.0) {
            power += weight[j] * hmi_price_of_loss(data, target, j, lost);
        }
        controlled += x * lost;
        spending += x;
    }
    hmi_mask_text(plan, mask, senders);
    const char *texts[] = {
        hmi_country(plan, target), senders,
        hm_outcome_name(isfinite(power) ? HM_CONVERGED : HM_INADMISSIBLE)};
    const double numbers[] = {controlled / spending,
                              isfinite(power) ? power : (double)NAN};
    return hmi_leverage_row(table, texts, HMI_COUNT(texts), numbers,
                            HMI_COUNT(numbers));
}

hm_status hmi_table_power(hm_context *ctx, const hm_leverage_plan *plan,
                          hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    double *weight = HMI_ARRAY(ctx, double, plan->J);
    *out = NULL;
    if (weight == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_GOTO(status, hmi_leverage_table(ctx, "power", columns,
                                        HMI_COUNT(columns), &table));
    for (int32_t t = 0; t < plan->n_targets; t++) {
        int32_t target = plan->targets[t];
        uint32_t all = hmi_mask_all(plan, target);
        HMI_GOTO(status, hmi_domar_weights(ctx, plan->base, target, weight));
        for (uint32_t mask = hmi_mask_next(plan, all, 0); mask != 0;
             mask = hmi_mask_next(plan, all, mask)) {
            HMI_GOTO(status, add_power(plan, table, target, mask, weight));
        }
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    hmi_free(ctx, weight);
    return status;
}

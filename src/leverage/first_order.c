// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * first_order.c - all pairs at once by adjoints (L3.3): what one per cent on
 * the cost of trading with a partner takes from a country's real income. It
 * ranks who hurts whom at the margin; cuts are not margins, see links.c.
 */
#include "leverage/internal.h"

static double *filled(hm_context *ctx, size_t count)
{
    double *x = HMI_ARRAY(ctx, double, count);
    for (size_t k = 0; k < count && x != NULL; k++) {
        x[k] = 1.0;
    }
    return x;
}

/* The base as a solution of its own: every hat is 1. */
static hm_status base_point(hm_context *ctx, const hm_economy *base,
                            hm_solution **out)
{
    const hm_economy_arrays *data = hm_economy_data(base);
    size_t cells = (size_t)data->n_countries * (size_t)data->n_sectors;
    size_t most =
        cells > (size_t)data->n_factors ? cells : (size_t)data->n_factors;
    double *ones = filled(ctx, most);
    if (ones == NULL) {
        return HM_ERR_MEMORY;
    }
    hm_status status = hm_solution_create(ctx, base, out);
    if (status == HM_OK) {
        const hm_solution_arrays arrays = {
            .factor_price_hat = ones,
            .cost_hat = ones,
            .price_hat = ones,
            .price_index_hat = ones,
            .expenditure = data->expenditure,
            .output = data->output,
            .income = data->income,
            .deficit = data->deficit,
        };
        hm_solution_set(*out, &arrays);
    }
    hmi_free(ctx, ones);
    return status;
}

hm_status hmi_sensitivity_base(hm_context *ctx, const hm_leverage_plan *plan,
                               hm_sensitivity **out)
{
    hm_solution *point = NULL;
    *out = NULL;
    hm_status status = base_point(ctx, plan->base, &point);
    if (status == HM_OK) {
        status = hm_sensitivity_create(ctx, plan->base, plan->closure, out);
    }
    if (status == HM_OK) {
        status = hm_sensitivity_at(*out, NULL, point);
    }
    hm_solution_free(point);
    if (status != HM_OK) {
        hm_sensitivity_free(*out);
        *out = NULL;
    }
    return status;
}

static const hmi_column columns[] = {
    HMI_TEXT("country"),
    HMI_TEXT("partner"),
    HMI_NUMBER("loss_musd_per_pct"),
    HMI_NUMBER("loss_pct_per_pct"),
    HMI_NUMBER("on_imports_musd"),
    HMI_NUMBER("on_exports_musd"),
};

/* Sum over goods of the gradient on n <- i, for one per cent, as a loss. */
static double on_link(const hm_leverage_plan *plan, const double *gradient,
                      int32_t n, int32_t i)
{
    size_t N = (size_t)plan->N;
    double sum = 0.0;
    for (size_t j = 0; j < (size_t)plan->J; j++) {
        sum += gradient[(j * N + (size_t)n) * N + (size_t)i];
    }
    return -0.01 * sum;
}

/* Rows of country n; `gradient` is scratch of J N N. */
static hm_status add_country(const hm_leverage_plan *plan, hm_table *table,
                             hm_sensitivity *s, hm_objective *objective,
                             double *gradient, int32_t n)
{
    hm_gradient wanted = {.ln_cost = gradient};
    double income = hm_economy_data(plan->base)->income[n];
    hm_objective_clear(plan->base, objective);
    HMI_TRY(hm_sensitivity_add_real_income_musd(s, n, 1.0, objective));
    HMI_TRY(hm_sensitivity_adjoint(s, objective, &wanted));
    for (int32_t i = 0; i < plan->N; i++) {
        if (i == n) {
            continue;
        }
        double bought = on_link(plan, gradient, n, i);
        double sold = on_link(plan, gradient, i, n);
        const char *texts[] = {hmi_country(plan, n), hmi_country(plan, i)};
        const double numbers[] = {
            bought + sold, 100.0 * (bought + sold) / income, bought, sold};
        HMI_TRY(hmi_leverage_row(table, texts, HMI_COUNT(texts), numbers,
                                 HMI_COUNT(numbers)));
    }
    return HM_OK;
}

hm_status hmi_table_first_order(hm_context *ctx, const hm_leverage_plan *plan,
                                hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    hm_sensitivity *s = NULL;
    hm_objective *objective = NULL;
    size_t flows = (size_t)plan->N * (size_t)plan->N * (size_t)plan->J;
    double *gradient = HMI_ARRAY(ctx, double, flows);
    *out = NULL;
    if (gradient == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_GOTO(status, hmi_sensitivity_base(ctx, plan, &s));
    HMI_GOTO(status, hm_objective_create(ctx, plan->base, false, &objective));
    HMI_GOTO(status, hmi_leverage_table(ctx, "first_order", columns,
                                        HMI_COUNT(columns), &table));
    for (int32_t n = 0; n < plan->N; n++) {
        HMI_GOTO(status, add_country(plan, table, s, objective, gradient, n));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    hm_objective_free(ctx, objective);
    hm_sensitivity_free(s);
    hmi_free(ctx, gradient);
    return status;
}

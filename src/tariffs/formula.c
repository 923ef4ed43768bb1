// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * formula.c - rates to begin a search with: 1 / theta, Lashkaripour's formula
 * (B5), a given rate.
 */
#include "tariffs/internal.h"

#include <math.h>
#include <string.h>

static size_t flow_at(const hm_economy_arrays *a, int32_t j, int32_t n,
                      int32_t i)
{
    size_t N = (size_t)a->n_countries;
    return ((size_t)j * N + (size_t)n) * N + (size_t)i;
}

static double tariff_at(const hm_economy_arrays *a, size_t f)
{
    return a->tariff == NULL ? 0.0 : a->tariff[f];
}

/* Value at the border of n of what i sells there. */
static double border_value(const hm_economy_arrays *a, int32_t j, int32_t n,
                           int32_t i)
{
    size_t f = flow_at(a, j, n, i);
    return a->share[f] * a->expenditure[n * a->n_sectors + j] /
           (1.0 + tariff_at(a, f));
}

/* Mean tariff of n over its imports. */
static double mean_tariff(const hm_economy_arrays *a, int32_t n)
{
    double duty = 0.0;
    double imports = 0.0;
    for (int32_t j = 0; j < a->n_sectors; j++) {
        for (int32_t i = 0; i < a->n_countries; i++) {
            double value = i == n ? 0.0 : border_value(a, j, n, i);
            imports += value;
            duty += value * tariff_at(a, flow_at(a, j, n, i));
        }
    }
    return imports > 0.0 ? duty / imports : 0.0;
}

/* delta_ik of (B5) at i's own tariff t. */
static double leak(const hm_economy_arrays *a, int32_t i, int32_t k, double t,
                   double spending)
{
    double home = 0.0;
    for (int32_t j = 0; j < a->n_sectors; j++) {
        home += a->share[flow_at(a, j, i, i)] *
                a->expenditure[i * a->n_sectors + j] / spending;
    }
    double part = a->share[flow_at(a, k, i, i)] *
                  a->expenditure[i * a->n_sectors + k] / spending;
    return t * part / (1.0 + t * home);
}

static double formula_of(const hm_economy_arrays *a, int32_t n,
                         const double *foreign, const double *spending)
{
    double exports = 0.0;
    double sum = 0.0;
    for (int32_t i = 0; i < a->n_countries; i++) {
        for (int32_t k = 0; i != n && k < a->n_sectors; k++) {
            double value = border_value(a, k, i, n);
            double delta = leak(a, i, k, foreign[i], spending[i]);
            double mine = a->share[flow_at(a, k, i, n)];
            exports += value;
            if (value > 0.0) {
                sum += value * a->theta[k] * (1.0 - (1.0 - delta) * mine);
            }
        }
    }
    return sum > 0.0 ? exports / sum : NAN;
}

hm_status hm_tariff_formula(hm_context *ctx, const hm_economy *economy,
                            const double *foreign_rate, double *rate)
{
    const hm_economy_arrays *a = hm_economy_data(economy);
    size_t N = (size_t)a->n_countries;
    double *foreign = HMI_ARRAY(ctx, double, 2 * N);
    if (foreign == NULL) {
        return HM_ERR_MEMORY;
    }
    double *spending = foreign + N;
    for (int32_t n = 0; n < a->n_countries; n++) {
        foreign[n] = foreign_rate == NULL ? mean_tariff(a, n) : foreign_rate[n];
        spending[n] =
            hmi_total((size_t)a->n_sectors, a->expenditure + n * a->n_sectors);
    }
    for (int32_t n = 0; n < a->n_countries; n++) {
        rate[n] = formula_of(a, n, foreign, spending);
    }
    hmi_free(ctx, foreign);
    return HM_OK;
}

/* Mean of 1 / theta over the flows of a rate. */
static double inverse_theta(const hmi_board *board,
                            const hmi_variable *variable)
{
    double sum = 0.0;
    size_t block =
        (size_t)board->base->n_countries * (size_t)board->base->n_countries;
    for (size_t k = 0; k < variable->count; k++) {
        size_t f = board->x->flow[variable->first + k];
        sum += 1.0 / board->base->theta[f / block];
    }
    return sum / (double)variable->count;
}

hm_status hmi_search_begin(const hmi_board *board, const hmi_search *search,
                           const double *departure, int32_t from, int32_t to,
                           double *u)
{
    const hmi_instruments *x = board->x;
    double *formula = HMI_ARRAY(board->ctx, double, board->base->n_countries);
    if (formula == NULL) {
        return HM_ERR_MEMORY;
    }
    hm_status status =
        hm_tariff_formula(board->ctx, board->economy, NULL, formula);
    for (int32_t v = from; v < to && status == HM_OK; v++) {
        const hmi_variable *variable = &x->items[v];
        double rate = inverse_theta(board, variable);
        double guess = formula[x->country[variable->player]];
        if (search->kind == HMI_FROM_RATE) {
            rate = search->rate;
        } else if (search->kind == HMI_FROM_FORMULA && isfinite(guess)) {
            rate = guess;
        }
        bool keep =
            search->kind == HMI_FROM_START || variable->kind == HMI_EXPORT_TAX;
        u[v] = keep ? departure[v] : hmi_ln(1.0 + rate);
        u[v] = fmin(fmax(u[v], x->low[v]), x->high[v]);
    }
    hmi_free(board->ctx, formula);
    return status;
}

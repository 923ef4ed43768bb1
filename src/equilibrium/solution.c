// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * solution.c - what a solve leaves: arrays, certificate, names, shares.
 *
 * Invariant: with any outcome but HM_CONVERGED every array is NAN, so that a
 * number of a failed run cannot be printed by mistake.
 */
#include "equilibrium/internal.h"

#include <math.h>
#include <string.h>

const char *hm_outcome_name(hm_outcome outcome)
{
    switch (outcome) {
#define NAME_CASE(symbol, number, name, text)                                  \
    case symbol:                                                               \
        return name;
        HM_OUTCOME_LIST(NAME_CASE)
#undef NAME_CASE
    }
    return "unknown";
}

const char *hm_outcome_text(hm_outcome outcome)
{
    switch (outcome) {
#define TEXT_CASE(symbol, number, name, text)                                  \
    case symbol:                                                               \
        return text;
        HM_OUTCOME_LIST(TEXT_CASE)
#undef TEXT_CASE
    }
    return "not an outcome of this library";
}

static size_t total_size(const hm_solution *s)
{
    size_t N = (size_t)s->N;
    return (size_t)s->F + 4 * N * (size_t)s->J + 3 * N;
}

hmi_solution_views hmi_solution_edit(hm_solution *s)
{
    size_t N = (size_t)s->N;
    size_t cells = N * (size_t)s->J;
    hmi_solution_views v;
    v.factor_price_hat = s->block;
    v.cost_hat = v.factor_price_hat + s->F;
    v.price_hat = v.cost_hat + cells;
    v.expenditure = v.price_hat + cells;
    v.output = v.expenditure + cells;
    v.price_index_hat = v.output + cells;
    v.income = v.price_index_hat + N;
    v.deficit = v.income + N;
    return v;
}

void hmi_solution_blank(hm_solution *s)
{
    size_t size = total_size(s);
    for (size_t i = 0; i < size; i++) {
        s->block[i] = NAN;
    }
    s->arrays.rent_wedge = NULL;
}

double *hmi_solution_rents(hm_solution *s)
{
    s->arrays.rent_wedge = s->rent;
    return s->rent;
}

hm_status hm_solution_create(hm_context *ctx, const hm_economy *economy,
                             hm_solution **out)
{
    *out = NULL;
    hm_solution *s = HMI_NEW(ctx, hm_solution);
    if (s == NULL) {
        return HM_ERR_MEMORY;
    }
    s->ctx = ctx;
    s->N = economy->arrays.n_countries;
    s->J = economy->arrays.n_sectors;
    s->F = economy->arrays.n_factors;
    s->certificate.outcome = HM_NOT_RUN;
    s->certificate.residual = NAN;
    s->certificate.seconds = NAN;
    s->block = HMI_ARRAY(ctx, double, total_size(s));
    size_t flows = (size_t)s->N * (size_t)s->N * (size_t)s->J;
    s->rent = hmi_resize(ctx, NULL, flows, sizeof(double));
    if (s->block == NULL || s->rent == NULL) {
        hm_solution_free(s);
        return HM_ERR_MEMORY;
    }
    hmi_solution_blank(s);
    hmi_solution_views v = hmi_solution_edit(s);
    const hm_solution_arrays arrays = {
        v.factor_price_hat, v.cost_hat,    v.price_hat,
        v.price_index_hat,  v.expenditure, v.output,
        v.income,           v.deficit,     NULL};
    s->arrays = arrays;
    *out = s;
    return HM_OK;
}

void hm_solution_free(hm_solution *solution)
{
    if (solution != NULL) {
        hmi_free(solution->ctx, solution->block);
        hmi_free(solution->ctx, solution->rent);
        hmi_free(solution->ctx, solution);
    }
}

const hm_solution_arrays *hm_solution_data(const hm_solution *solution)
{
    return &solution->arrays;
}

const hm_certificate *hm_solution_certificate(const hm_solution *s)
{
    return &s->certificate;
}

void hm_solution_set(hm_solution *s, const hm_solution_arrays *from)
{
    size_t N = (size_t)s->N;
    size_t cells = N * (size_t)s->J;
    hmi_solution_views v = hmi_solution_edit(s);
    memmove(v.factor_price_hat, from->factor_price_hat,
            (size_t)s->F * sizeof(double));
    memmove(v.cost_hat, from->cost_hat, cells * sizeof(double));
    memmove(v.price_hat, from->price_hat, cells * sizeof(double));
    memmove(v.expenditure, from->expenditure, cells * sizeof(double));
    memmove(v.output, from->output, cells * sizeof(double));
    memmove(v.price_index_hat, from->price_index_hat, N * sizeof(double));
    memmove(v.income, from->income, N * sizeof(double));
    memmove(v.deficit, from->deficit, N * sizeof(double));
    const double *rent = from->rent_wedge; /* from may be our own view */
    s->arrays.rent_wedge = NULL;
    if (rent != NULL) {
        memmove(hmi_solution_rents(s), rent, cells * N * sizeof(double));
    }
    s->certificate.outcome = HM_CONVERGED;
}

/* --- shares (T10) -------------------------------------------------------------- */

/* ln kappa^ of a flow (T3) from base and counterfactual levels. */
static double ln_kappa(const hm_economy_arrays *base,
                       const hm_shock_arrays *shock, const double *rents,
                       size_t flow)
{
    double t0 = hmi_level(NULL, base->tariff, flow, 0.0);
    double e0 = hmi_level(NULL, base->export_tax, flow, 0.0);
    double m0 = hmi_level(NULL, base->rent_wedge, flow, 0.0);
    double t = hmi_level(shock->tariff, base->tariff, flow, 0.0);
    double e = hmi_level(shock->export_tax, base->export_tax, flow, 0.0);
    double m = rents != NULL
                   ? rents[flow]
                   : hmi_level(shock->rent_wedge, base->rent_wedge, flow, 0.0);
    double d = shock->cost_hat == NULL ? 1.0 : shock->cost_hat[flow];
    return hmi_ln((1.0 + t) * (1.0 + e) * (1.0 + m) /
                  ((1.0 + t0) * (1.0 + e0) * (1.0 + m0))) +
           hmi_ln(d);
}

static void share_row(const hm_economy_arrays *base,
                      const hm_shock_arrays *shock,
                      const hm_solution_arrays *solution, int32_t j, int32_t n,
                      double *share)
{
    int32_t N = base->n_countries;
    int32_t J = base->n_sectors;
    double theta = base->theta[j];
    double outer = base->theta_home[j];
    double own = base->share[HMI_AT3(N, j, n, n)];
    double imports = 0.0;
    double sources = 0.0;
    for (int32_t i = 0; i < N; i++) {
        size_t flow = HMI_AT3(N, j, n, i);
        double phi = shock->phi == NULL ? 1.0 : shock->phi[flow];
        if (solution->rent_wedge != NULL && isinf(solution->rent_wedge[flow])) {
            phi = 0.0; /* banned by its rent */
        }
        share[i] = 0.0;
        if (i == n || !(base->share[flow] > 0.0)) {
            continue;
        }
        imports += base->share[flow];
        if (phi > 0.0) {
            share[i] =
                base->share[flow] * phi *
                hmi_exp(-theta *
                        (ln_kappa(base, shock, solution->rent_wedge, flow) +
                         hmi_ln(solution->cost_hat[HMI_AT2(J, i, j)])));
            sources += share[i];
        }
    }
    double home = own;
    double foreign = 0.0;
    double import_price =
        sources > 0.0 ? hmi_pow(sources / imports, -1.0 / theta) : INFINITY;
    if (own > 0.0) {
        home *= hmi_pow(solution->cost_hat[HMI_AT2(J, n, j)], -outer);
    }
    if (sources > 0.0) {
        foreign = imports * hmi_pow(import_price, -outer);
    }
    for (int32_t i = 0; i < N; i++) {
        share[i] *= sources > 0.0 ? foreign / sources / (home + foreign) : 0.0;
    }
    share[n] = home + foreign > 0.0 ? home / (home + foreign) : 0.0;
}

void hm_solution_shares(const hm_economy *economy, const hm_shock *shock,
                        const hm_solution *solution, double *share)
{
    static const hm_shock_arrays none = {0};
    const hm_shock_arrays *arrays =
        shock == NULL ? &none : hm_shock_data(shock);
    int32_t N = economy->arrays.n_countries;
    for (int32_t j = 0; j < economy->arrays.n_sectors; j++) {
        for (int32_t n = 0; n < N; n++) {
            share_row(&economy->arrays, arrays, &solution->arrays, j, n,
                      share + HMI_AT3(N, j, n, 0));
        }
    }
}

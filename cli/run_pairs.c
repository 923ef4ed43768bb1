// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * run_pairs.c - pairs.csv: gross trade and balance of each pair of parties;
 * industries.csv: who gains and who loses inside a country. First member.
 */
#include "run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RANKS = 5 };

/* --- pairs ------------------------------------------------------------------- */

static const run_column pair_columns[] = {
    {"scenario", HM_COLUMN_TEXT},     {"country", HM_COLUMN_TEXT},
    {"partner", HM_COLUMN_TEXT},      {"exports_base", HM_COLUMN_NUMBER},
    {"exports_cf", HM_COLUMN_NUMBER}, {"imports_base", HM_COLUMN_NUMBER},
    {"imports_cf", HM_COLUMN_NUMBER}, {"balance_base", HM_COLUMN_NUMBER},
    {"balance_cf", HM_COLUMN_NUMBER},
};

/* What one scenario's rows are read from. */
typedef struct pairs {
    const run_member *member;
    int32_t scenario;
    const hm_shock_arrays *shock;
    double *share;
} pairs;

/* Border value of i's sales to n under a solution. */
static double sales_cf(const pairs *p, int32_t i, int32_t n)
{
    const hm_economy_arrays *data = hm_economy_data(p->member->base);
    const hm_solution_arrays *cf =
        hm_solution_data(p->member->solves[p->scenario].solution);
    size_t N = (size_t)data->n_countries;
    double sum = 0.0;
    for (int32_t j = 0; j < data->n_sectors; j++) {
        size_t cell = ((size_t)j * N + (size_t)n) * N + (size_t)i;
        sum += hm_flow_border_value(data, p->shock, cf, p->share, cell);
    }
    return sum;
}

static hm_status pair_row(const run_job *job, hm_table *table, const pairs *p,
                          int32_t n, int32_t i)
{
    const run_member *first = p->member;
    const char *const *codes = hm_economy_labels(first->base)->country_codes;
    double exports = hm_leverage_flow(first->base, n, i);
    double imports = hm_leverage_flow(first->base, i, n);
    double exports_cf = sales_cf(p, n, i);
    double imports_cf = sales_cf(p, i, n);
    const double values[] = {exports,           exports_cf,
                             imports,           imports_cf,
                             exports - imports, exports_cf - imports_cf};
    hm_status status = hm_table_add_row(table);
    if (status != HM_OK) {
        return status;
    }
    const char *keys[] = {hm_scenario_name(job->scenarios[p->scenario]),
                          codes[n], codes[i]};
    for (int32_t c = 0; c < 3 && status == HM_OK; c++) {
        status = hm_table_set_text(table, c, keys[c]);
    }
    for (int32_t c = 3; c < 9; c++) {
        hm_table_set_number(table, c, values[c - 3]);
    }
    return status;
}

static hm_status pair_rows(const run_job *job, hm_table *table, int32_t s,
                           double *share)
{
    const run_member *first = &job->members[0];
    hm_shock *shock = NULL;
    hm_status status =
        hm_shock_create(job->ctx, first->base, job->scenarios[s], &shock);
    if (status != HM_OK) {
        return status;
    }
    hm_solution_shares(first->base, shock, first->solves[s].solution, share);
    pairs p = {first, s, hm_shock_data(shock), share};
    int32_t shown = 0;
    const char **codes = run_countries(job, &shown);
    for (int32_t a = 0; a < shown; a++) {
        for (int32_t b = a + 1; b < shown && status == HM_OK; b++) {
            status = pair_row(job, table, &p,
                              hm_economy_country(first->base, codes[a]),
                              hm_economy_country(first->base, codes[b]));
        }
    }
    free((void *)codes);
    hm_shock_free(shock);
    return status;
}

hm_status run_pairs_table(const run_job *job, hm_table **out)
{
    const run_member *first = &job->members[0];
    const hm_economy_arrays *data = hm_economy_data(first->base);
    size_t N = (size_t)data->n_countries;
    double *share = cli_alloc(N * N * (size_t)data->n_sectors, sizeof *share);
    hm_status status = run_table(job->ctx, "pairs", pair_columns, 9, out);
    for (int32_t s = 0; s < job->n_scenarios && status == HM_OK; s++) {
        if (first->solves[s].confirmed) {
            status = pair_rows(job, *out, s, share);
        }
    }
    free(share);
    return status;
}

/* --- industries -------------------------------------------------------------- */

static const run_column industry_columns[] = {
    {"scenario", HM_COLUMN_TEXT},
    {"country", HM_COLUMN_TEXT},
    {"side", HM_COLUMN_TEXT}, /* gains, loses */
    {"rank", HM_COLUMN_NUMBER},
    {"sector", HM_COLUMN_TEXT},
    {"value_added_musd", HM_COLUMN_NUMBER},
    {"value_added_pct", HM_COLUMN_NUMBER},
};

typedef struct industry {
    int32_t sector;
    double gain, percent; /* real value added, MUSD and per cent */
} industry;

static int by_gain(const void *a, const void *b)
{
    const industry *x = a;
    const industry *y = b;
    if (x->gain != y->gain) {
        return x->gain < y->gain ? -1 : 1;
    }
    return x->sector < y->sector ? -1 : x->sector > y->sector;
}

/* Base factor payments of sector k in country n. */
static double value_added(const hm_economy_arrays *data, int32_t n, int32_t k)
{
    size_t J = (size_t)data->n_sectors;
    double share = 0.0;
    for (int32_t f = 0; f < data->n_factors; f++) {
        if (data->factor_country[f] == n) {
            share += data->factor_share[(size_t)f * J + (size_t)k];
        }
    }
    return share * data->output[(size_t)n * J + (size_t)k] / data->markup[k];
}

static hm_status industry_row(hm_table *table, const hm_economy *base,
                              const char *scenario, int32_t n, bool gains,
                              int32_t rank, const industry *item)
{
    const hm_labels *labels = hm_economy_labels(base);
    hm_status status = hm_table_add_row(table);
    if (status != HM_OK) {
        return status;
    }
    const char *keys[] = {scenario, labels->country_codes[n],
                          gains ? "gains" : "loses"};
    for (int32_t c = 0; c < 3 && status == HM_OK; c++) {
        status = hm_table_set_text(table, c, keys[c]);
    }
    hm_table_set_number(table, 3, (double)rank);
    if (status == HM_OK) {
        status =
            hm_table_set_text(table, 4, labels->sector_codes[item->sector]);
    }
    hm_table_set_number(table, 5, item->gain);
    hm_table_set_number(table, 6, item->percent);
    return status;
}

/* The five that gain most and the five that lose most. */
static hm_status industry_rows(const run_job *job, hm_table *table, int32_t s,
                               int32_t n, const double *hat, industry *items)
{
    const run_member *first = &job->members[0];
    const hm_economy_arrays *data = hm_economy_data(first->base);
    const char *scenario = hm_scenario_name(job->scenarios[s]);
    double index =
        hm_welfare_data(first->solves[s].welfare)->price_index_hat[n];
    int32_t count = 0;
    hm_status status = HM_OK;
    for (int32_t k = 0; k < data->n_sectors; k++) {
        double base = value_added(data, n, k);
        double real =
            hat[(size_t)n * (size_t)data->n_sectors + (size_t)k] / index;
        if (base > 0.0) {
            items[count++] =
                (industry){k, base * (real - 1.0), 100.0 * (real - 1.0)};
        }
    }
    qsort(items, (size_t)count, sizeof *items, by_gain);
    for (int32_t r = 0; r < RANKS && r < count && status == HM_OK; r++) {
        if (items[count - 1 - r].gain > 0.0) {
            status = industry_row(table, first->base, scenario, n, true, r + 1,
                                  &items[count - 1 - r]);
        }
    }
    for (int32_t r = 0; r < RANKS && r < count && status == HM_OK; r++) {
        if (items[r].gain < 0.0) {
            status = industry_row(table, first->base, scenario, n, false, r + 1,
                                  &items[r]);
        }
    }
    return status;
}

hm_status run_industries_table(const run_job *job, hm_table **out)
{
    const run_member *first = &job->members[0];
    const hm_economy_arrays *data = hm_economy_data(first->base);
    size_t J = (size_t)data->n_sectors;
    double *hat = cli_alloc((size_t)data->n_countries * J, sizeof *hat);
    industry *items = cli_alloc(J, sizeof *items);
    int32_t shown = 0;
    const char **codes = run_countries(job, &shown);
    hm_status status =
        run_table(job->ctx, "industries", industry_columns, 7, out);
    for (int32_t s = 0; s < job->n_scenarios && status == HM_OK; s++) {
        if (!first->solves[s].confirmed) {
            continue;
        }
        hm_solution_value_added(first->base, first->solves[s].solution, hat);
        for (int32_t k = 0; k < shown && status == HM_OK; k++) {
            status = industry_rows(job, *out, s,
                                   hm_economy_country(first->base, codes[k]),
                                   hat, items);
        }
    }
    free((void *)codes);
    free(items);
    free(hat);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * run_quotas.c - quotas.csv: every capped flow of the first member, what passes
 * under the cap, and whose the rent is (MODEL.md 1.10).
 */
#include "run.h"

#include <math.h>
#include <stdlib.h>

static const run_column columns[] = {
    {"scenario", HM_COLUMN_TEXT},       {"exporter", HM_COLUMN_TEXT},
    {"importer", HM_COLUMN_TEXT},       {"sector", HM_COLUMN_TEXT},
    {"quantity_hat", HM_COLUMN_NUMBER}, {"value_musd", HM_COLUMN_NUMBER},
    {"rate", HM_COLUMN_NUMBER},         {"to_importer", HM_COLUMN_NUMBER},
    {"to_exporter", HM_COLUMN_NUMBER}};

enum { COLUMNS = sizeof columns / sizeof *columns, KEYS = 4 };

/* One scenario of the first member. */
typedef struct quotas {
    const hm_labels *labels;
    const hm_economy_arrays *data;
    const hm_shock_arrays *shock;
    const hm_solution_arrays *solution;
    const double *share;
    const char *scenario;
} quotas;

static double at(const double *shocked, const double *base, size_t flow,
                 double absent)
{
    const double *levels = shocked != NULL ? shocked : base;
    return levels == NULL ? absent : levels[flow];
}

static bool is_capped(const quotas *q, size_t flow)
{
    return isfinite(at(q->shock->quantity_cap, NULL, flow, INFINITY)) ||
           isfinite(at(q->shock->value_cap, NULL, flow, INFINITY));
}

/* Quantity (T21), value (T22), rate and rents of one flow; a ban has no rate. */
static void fill_row(const quotas *q, size_t flow, hm_table *table)
{
    const hm_economy_arrays *a = q->data;
    const hm_shock_arrays *s = q->shock;
    size_t N = (size_t)a->n_countries;
    size_t J = (size_t)a->n_sectors;
    size_t good = flow / N % N * J + flow / N / N;
    double m = q->solution->rent_wedge[flow];
    double spent = q->share[flow] * q->solution->expenditure[good];
    double t = at(s->tariff, a->tariff, flow, 0.0);
    double e = at(s->export_tax, a->export_tax, flow, 0.0);
    double zeta = at(s->rent_importer_share, a->rent_importer_share, flow, 1.0);
    if (isinf(m)) {
        hm_table_set_number(table, 4, 0.0);
        hm_table_set_number(table, 5, 0.0);
        hm_table_set_number(table, 7, 0.0);
        hm_table_set_number(table, 8, 0.0);
        return;
    }
    double before = a->share[flow] * a->expenditure[good];
    double base = (1.0 + at(NULL, a->tariff, flow, 0.0)) *
                  (1.0 + at(NULL, a->export_tax, flow, 0.0)) *
                  (1.0 + at(NULL, a->rent_wedge, flow, 0.0));
    double price = (1.0 + t) * (1.0 + e) * (1.0 + m) / base *
                   at(s->cost_hat, NULL, flow, 1.0) *
                   q->solution->cost_hat[flow % N * J + flow / N / N];
    double landed = spent / (1.0 + t);
    double rent = landed * m / (1.0 + m);
    hm_table_set_number(table, 4, spent / before / price);
    hm_table_set_number(table, 5, landed - zeta * rent);
    hm_table_set_number(table, 6, m);
    hm_table_set_number(table, 7, zeta * rent);
    hm_table_set_number(table, 8, (1.0 - zeta) * rent);
}

static hm_status quota_row(const quotas *q, size_t flow, hm_table *table)
{
    size_t N = (size_t)q->data->n_countries;
    const char *keys[KEYS] = {q->scenario, q->labels->country_codes[flow % N],
                              q->labels->country_codes[flow / N % N],
                              q->labels->sector_codes[flow / N / N]};
    hm_status status = hm_table_add_row(table);
    for (int32_t c = 0; c < KEYS && status == HM_OK; c++) {
        status = hm_table_set_text(table, c, keys[c]);
    }
    if (status == HM_OK) {
        fill_row(q, flow, table);
    }
    return status;
}

static hm_status scenario_rows(const run_job *job, int32_t s, double *share,
                               hm_table *table)
{
    const run_member *first = &job->members[0];
    const hm_solution *solution = first->solves[s].solution;
    hm_shock *shock = NULL;
    if (!first->solves[s].confirmed ||
        hm_solution_data(solution)->rent_wedge == NULL) {
        return HM_OK;
    }
    hm_status status =
        hm_shock_create(job->ctx, first->base, job->scenarios[s], &shock);
    if (status != HM_OK) {
        return status;
    }
    hm_solution_shares(first->base, shock, solution, share);
    quotas q = {hm_economy_labels(first->base),
                hm_economy_data(first->base),
                hm_shock_data(shock),
                hm_solution_data(solution),
                share,
                hm_scenario_name(job->scenarios[s])};
    size_t N = (size_t)q.data->n_countries;
    size_t flows = N * N * (size_t)q.data->n_sectors;
    for (size_t flow = 0; flow < flows && status == HM_OK; flow++) {
        if (q.data->share[flow] > 0.0 && is_capped(&q, flow)) {
            status = quota_row(&q, flow, table);
        }
    }
    hm_shock_free(shock);
    return status;
}

hm_status run_quotas_table(const run_job *job, hm_table **out)
{
    const hm_economy_arrays *data = hm_economy_data(job->members[0].base);
    size_t N = (size_t)data->n_countries;
    double *share = cli_alloc(N * N * (size_t)data->n_sectors, sizeof *share);
    hm_status status = run_table(job->ctx, "quotas", columns, COLUMNS, out);
    for (int32_t s = 0; s < job->n_scenarios && status == HM_OK; s++) {
        status = scenario_rows(job, s, share, *out);
    }
    free(share);
    return status;
}

hm_status run_quotas_print(const run_job *job, char **text)
{
    hm_table *table = NULL;
    char *rows = NULL;
    *text = cli_copy("");
    hm_status status = run_quotas_table(job, &table);
    if (status == HM_OK && hm_table_rows(table) > 0) {
        status = hm_report_table(job->ctx, table, 4, &rows);
    }
    if (status == HM_OK && rows != NULL) {
        free(*text);
        *text =
            cli_text("\nQuotas: quantity over the base's, customs value and "
                     "rents in million USD a year\n%s",
                     rows);
    }
    hm_text_free(job->ctx, rows);
    hm_table_free(table);
    return status;
}

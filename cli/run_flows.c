// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * run_flows.c - bilateral.csv of one member.
 *
 * Values are border values: net of the importer's tariff. Flows that are zero
 * before and after have no row. When the table of all flows would be too
 * large to be of use, only the flows of the target and those among the
 * parties of the block `linkage:` are written; --all-flows writes all.
 */
#include "run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Cells (flows x scenarios) up to which every flow is written. */
static const double all_flows_limit = 1.5e6;

static const run_column columns[] = {
    {"scenario", HM_COLUMN_TEXT},
    {"exporter", HM_COLUMN_TEXT},
    {"importer", HM_COLUMN_TEXT},
    {"sector", HM_COLUMN_TEXT},
    {"value_base", HM_COLUMN_NUMBER},
    {"value_cf", HM_COLUMN_NUMBER},
    {"value_hat", HM_COLUMN_NUMBER},
    {"tariff_rate_base", HM_COLUMN_NUMBER},
    {"tariff_rate_cf", HM_COLUMN_NUMBER},
    {"quota_rent_musd", HM_COLUMN_NUMBER},
};

enum { COLUMNS = sizeof columns / sizeof *columns };

static bool writes_all(const run_job *job)
{
    if (job->all_flows || job->linkage == NULL || job->n_members == 0 ||
        job->members[0].base == NULL) {
        return true;
    }
    const hm_economy_arrays *data = hm_economy_data(job->members[0].base);
    double cells = (double)data->n_countries * (double)data->n_countries *
                   (double)data->n_sectors * (double)job->n_scenarios;
    return cells <= all_flows_limit;
}

const char *run_bilateral_rule(const run_job *job)
{
    return writes_all(job)
               ? "every flow that is not zero"
               : "flows of the target with everybody, and flows among the "
                 "target, broker, sender and allies of the linkage block; "
                 "--all-flows writes every flow";
}

/* wanted[n] : 2 the target, 1 another party, 0 neither. */
static void mark_parties(const run_job *job, const hm_economy *economy,
                         int32_t *wanted)
{
    for (int32_t k = 0; k < hm_linkage_parties(job->linkage); k++) {
        int32_t n =
            hm_economy_country(economy, hm_linkage_country(job->linkage, k));
        if (n >= 0) {
            wanted[n] = k == 0 ? 2 : 1;
        }
    }
}

/* What one scenario's rows are read from. */
typedef struct flows {
    const hm_labels *labels;
    const hm_economy_arrays *data;
    const hm_shock_arrays *shock;
    const hm_solution_arrays *solution;
    const double *share;
    const char *scenario;
} flows;

/* Border value over spending of a cell under given tariff and rent (T22). */
static double border(double value, const double *tariff, double rent,
                     const double *keep, size_t cell)
{
    double zeta = keep == NULL ? 1.0 : keep[cell];
    if (tariff != NULL) {
        value /= 1.0 + tariff[cell];
    }
    return value * (1.0 + (1.0 - zeta) * rent) / (1.0 + rent);
}

/* The rent in force: what a cap asks for, else the shock's or the base's; a flow
 * that is banned carries none. */
static double rent_of(const hm_economy_arrays *data,
                      const hm_shock_arrays *shock,
                      const hm_solution_arrays *solution, size_t cell)
{
    const double *levels =
        shock->rent_wedge != NULL ? shock->rent_wedge : data->rent_wedge;
    if (solution->rent_wedge != NULL) {
        levels = solution->rent_wedge;
    }
    return levels == NULL || isinf(levels[cell]) ? 0.0 : levels[cell];
}

double run_border_value(const hm_economy_arrays *data,
                        const hm_shock_arrays *shock,
                        const hm_solution_arrays *solution, const double *share,
                        size_t cell)
{
    size_t N = (size_t)data->n_countries;
    size_t good = cell / N % N * (size_t)data->n_sectors + cell / N / N;
    const double *tariff = shock->tariff != NULL ? shock->tariff : data->tariff;
    const double *keep = shock->rent_importer_share != NULL
                             ? shock->rent_importer_share
                             : data->rent_importer_share;
    return border(share[cell] * solution->expenditure[good], tariff,
                  rent_of(data, shock, solution, cell), keep, cell);
}

static hm_status flow_row(const flows *f, hm_table *table, int32_t j, int32_t n,
                          int32_t i)
{
    const hm_economy_arrays *d = f->data;
    size_t N = (size_t)d->n_countries;
    size_t cell = ((size_t)j * N + (size_t)n) * N + (size_t)i;
    size_t good = (size_t)n * (size_t)d->n_sectors + (size_t)j;
    const double *tariff =
        f->shock->tariff != NULL ? f->shock->tariff : d->tariff;
    double rent = rent_of(d, f->shock, f->solution, cell);
    double before = border(d->share[cell] * d->expenditure[good], d->tariff,
                           d->rent_wedge == NULL ? 0.0 : d->rent_wedge[cell],
                           d->rent_importer_share, cell);
    double spending = f->share[cell] * f->solution->expenditure[good];
    double after = run_border_value(d, f->shock, f->solution, f->share, cell);
    if (before <= 0.0 && after <= 0.0) {
        return HM_OK;
    }
    const char *keys[] = {f->scenario, f->labels->country_codes[i],
                          f->labels->country_codes[n],
                          f->labels->sector_codes[j]};
    hm_status status = hm_table_add_row(table);
    if (status != HM_OK) {
        return status;
    }
    for (int32_t c = 0; c < 4 && status == HM_OK; c++) {
        status = hm_table_set_text(table, c, keys[c]);
    }
    if (status != HM_OK) {
        return status;
    }
    double duty_paid =
        tariff == NULL ? spending : spending / (1.0 + tariff[cell]);
    hm_table_set_number(table, 4, before);
    hm_table_set_number(table, 5, after);
    if (before > 0.0) {
        hm_table_set_number(table, 6, after / before);
    }
    hm_table_set_number(table, 7, d->tariff == NULL ? 0.0 : d->tariff[cell]);
    hm_table_set_number(table, 8, tariff == NULL ? 0.0 : tariff[cell]);
    hm_table_set_number(table, 9, duty_paid * rent / (1.0 + rent));
    return HM_OK;
}

static hm_status flow_rows(const flows *f, const int32_t *wanted, bool all,
                           hm_table *table)
{
    hm_status status = HM_OK;
    int32_t N = f->data->n_countries;
    for (int32_t i = 0; i < N; i++) {
        for (int32_t n = 0; n < N; n++) {
            bool take = all || wanted[i] == 2 || wanted[n] == 2 ||
                        (wanted[i] > 0 && wanted[n] > 0);
            for (int32_t j = 0;
                 take && j < f->data->n_sectors && status == HM_OK; j++) {
                status = flow_row(f, table, j, n, i);
            }
        }
    }
    return status;
}

static hm_status scenario_rows(const run_job *job, const run_member *member,
                               int32_t s, const int32_t *wanted, double *share,
                               hm_table *table)
{
    hm_shock *shock = NULL;
    hm_status status =
        hm_shock_create(job->ctx, member->base, job->scenarios[s], &shock);
    if (status != HM_OK) {
        return status;
    }
    const hm_solution *solution = member->solves[s].solution;
    hm_solution_shares(member->base, shock, solution, share);
    flows f = {hm_economy_labels(member->base),
               hm_economy_data(member->base),
               hm_shock_data(shock),
               hm_solution_data(solution),
               share,
               hm_scenario_name(job->scenarios[s])};
    status = flow_rows(&f, wanted, writes_all(job), table);
    hm_shock_free(shock);
    return status;
}

hm_status run_bilateral_table(const run_job *job, const run_member *member,
                              hm_table **out)
{
    const hm_economy_arrays *data = hm_economy_data(member->base);
    size_t N = (size_t)data->n_countries;
    double *share = cli_alloc(N * N * (size_t)data->n_sectors, sizeof *share);
    int32_t *wanted = cli_alloc(N, sizeof *wanted);
    if (job->linkage != NULL) {
        mark_parties(job, member->base, wanted);
    }
    hm_status status = run_table(job->ctx, "bilateral", columns, COLUMNS, out);
    for (int32_t s = 0; s < job->n_scenarios && status == HM_OK; s++) {
        if (member->solves[s].confirmed) {
            status = scenario_rows(job, member, s, wanted, share, *out);
        }
    }
    free(share);
    free(wanted);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * analysis_reserves.c - the block `reserves:`: what pays for a deficit that
 * grows, apart from income (MODEL.md T19b). A drawdown raises real income and
 * not what the country earns; both stand side by side, with the months that
 * the stock lasts.
 */
#include "run_analysis.h"

#include <stdlib.h>
#include <string.h>

static const run_column columns[] = {
    {"scenario", HM_COLUMN_TEXT},
    {"country", HM_COLUMN_TEXT},
    {"stock_musd", HM_COLUMN_NUMBER},
    {"deficit_base", HM_COLUMN_NUMBER},
    {"deficit_cf", HM_COLUMN_NUMBER},
    {"drawdown_musd", HM_COLUMN_NUMBER},
    {"runway_months", HM_COLUMN_NUMBER},
    {"real_income_pct", HM_COLUMN_NUMBER},
    {"real_domestic_income_pct", HM_COLUMN_NUMBER},
};

enum { COLUMNS = sizeof columns / sizeof *columns };

static void release(void *settings)
{
    hm_reserves_free(settings);
}

static hm_status create(run_job *job, const hm_node *block, void **settings)
{
    hm_reserves *reserves = NULL;
    hm_status status = hm_reserves_create(job->ctx, block, &reserves);
    for (int32_t v = 0; v < job->n_vintages && status == HM_OK; v++) {
        status = hm_reserves_check(
            job->ctx, reserves,
            hm_economy_folder_economy(job->vintages[v].folder));
    }
    if (status != HM_OK) {
        hm_reserves_free(reserves);
        return status;
    }
    *settings = reserves;
    return HM_OK;
}

static hm_status add_row(hm_table *table, const run_member *member,
                         const hm_reserves *reserves, int32_t index,
                         const char *scenario, const hm_welfare_arrays *w)
{
    const char *code = hm_reserves_country(reserves, index);
    int32_t n = hm_economy_country(member->base, code);
    double stock = hm_reserves_stock(reserves, index);
    double drawdown = w->deficit_cf[n] - w->deficit_base[n];
    const double values[COLUMNS - 2] = {
        stock,
        w->deficit_base[n],
        w->deficit_cf[n],
        drawdown,
        hm_reserves_runway(stock, drawdown),
        100.0 * (w->real_income_hat[n] - 1.0),
        100.0 * (w->real_domestic_income_hat[n] - 1.0),
    };
    hm_status status = hm_table_add_row(table);
    if (status == HM_OK) {
        status = hm_table_set_text(table, 0, scenario);
    }
    if (status == HM_OK) {
        status = hm_table_set_text(table, 1, code);
    }
    for (int32_t c = 2; c < COLUMNS && status == HM_OK; c++) {
        hm_table_set_number(table, c, values[c - 2]);
    }
    return status;
}

/* Scenarios that were not confirmed have a row in convergence.csv alone. */
static hm_status finish(run_worker *worker, run_member *member,
                        run_analysis *analysis)
{
    const run_job *job = worker->job;
    const hm_reserves *reserves = analysis->settings;
    hm_table *table = NULL;
    hm_status status =
        run_table(worker->ctx, "reserves", columns, COLUMNS, &table);
    for (int32_t s = 0; s < job->n_scenarios; s++) {
        const run_solve *solve = &member->solves[s];
        for (int32_t i = 0; i < hm_reserves_count(reserves) && solve->confirmed;
             i++) {
            if (status == HM_OK) {
                status = add_row(table, member, reserves, i,
                                 hm_scenario_name(job->scenarios[s]),
                                 hm_welfare_data(solve->welfare));
            }
        }
    }
    return status == HM_OK ? run_analysis_add(analysis, table) : status;
}

/* Only where something is drawn, so that the months mean something. */
static hm_status drawn(const run_job *job, const hm_table *all, hm_table **out)
{
    hm_status status = run_table(job->ctx, "reserves", columns, COLUMNS, out);
    for (int32_t r = 0; r < hm_table_rows(all) && status == HM_OK; r++) {
        if (!(hm_table_number(all, r, 5) > 0.0)) {
            continue;
        }
        status = hm_table_add_row(*out);
        for (int32_t c = 0; c < COLUMNS && status == HM_OK; c++) {
            if (c < 2) {
                status = hm_table_set_text(*out, c, hm_table_text(all, r, c));
            } else {
                hm_table_set_number(*out, c, hm_table_number(all, r, c));
            }
        }
    }
    return status;
}

static hm_status print(const run_job *job, int32_t which, char **text)
{
    const hm_table *all =
        run_analysis_table(run_analysis_of(job, 0, which), "reserves");
    hm_table *table = NULL;
    char *part = NULL;
    hm_status status = drawn(job, all, &table);
    if (status == HM_OK && hm_table_rows(table) > 0) {
        status = hm_report_table(job->ctx, table, 4, &part);
    }
    if (status == HM_OK) {
        *text = part == NULL
                    ? cli_copy("\nReserves: no scenario draws on them.\n")
                    : cli_text("\nReserves drawn down: not an income (compare "
                               "the last two columns), million USD a year\n%s",
                               part);
    }
    hm_text_free(job->ctx, part);
    hm_table_free(table);
    return status;
}

const run_analysis_kind run_reserves_kind = {
    .block = "reserves",
    .label = "reserves",
    .create = create,
    .free = release,
    .finish = finish,
    .print = print,
};

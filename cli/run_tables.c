// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * run_tables.c - country.csv, sector.csv and convergence.csv of one member.
 *
 * Scenarios that were not confirmed have rows in convergence.csv alone.
 */
#include "run.h"

#include <math.h>
#include <stdlib.h>

hm_status run_table(hm_context *ctx, const char *name,
                    const run_column *columns, int32_t count, hm_table **out)
{
    hm_status status = hm_table_create(ctx, name, out);
    for (int32_t c = 0; c < count && status == HM_OK; c++) {
        status = hm_table_add_column(*out, columns[c].name, columns[c].type);
    }
    if (status != HM_OK) {
        hm_table_free(*out);
        *out = NULL;
    }
    return status;
}

#define TEXT(name)                                                             \
    {                                                                          \
        name, HM_COLUMN_TEXT                                                   \
    }
#define NUMBER(name)                                                           \
    {                                                                          \
        name, HM_COLUMN_NUMBER                                                 \
    }

static const run_column country_columns[] = {
    TEXT("scenario"),
    TEXT("country"),
    NUMBER("real_income_pct"),
    NUMBER("real_income_musd"),
    NUMBER("real_domestic_income_pct"),
    NUMBER("real_wage_pct"),
    NUMBER("wage_hat"),
    NUMBER("price_index_hat"),
    NUMBER("tariff_revenue_base"),
    NUMBER("tariff_revenue_cf"),
    NUMBER("terms_of_trade_pct"),
    NUMBER("welfare_first_order_pct"),
    NUMBER("terms_of_trade_first_order_pct"),
    NUMBER("volume_of_trade_first_order_pct"),
    NUMBER("exports_pct"),
    NUMBER("imports_pct"),
    NUMBER("deficit_base"),
    NUMBER("deficit_cf"),
    NUMBER("real_domestic_income_musd"),
};

static const run_column sector_columns[] = {
    TEXT("scenario"),          TEXT("country"),     TEXT("sector"),
    NUMBER("output_hat"),      NUMBER("price_hat"), NUMBER("expenditure_hat"),
    NUMBER("value_added_hat"),
};

static const run_column convergence_columns[] = {
    TEXT("scenario"),
    TEXT("outcome"),
    NUMBER("iterations"),
    NUMBER("residual"),
    NUMBER("verified_residual"),
    TEXT("worst_equation"),
    NUMBER("seconds"),
    TEXT("reason"),
};

enum {
    COUNTRY_COLUMNS = sizeof country_columns / sizeof *country_columns,
    SECTOR_COLUMNS = sizeof sector_columns / sizeof *sector_columns,
    CONVERGENCE_COLUMNS =
        sizeof convergence_columns / sizeof *convergence_columns
};

static double percent(double hat)
{
    return 100.0 * (hat - 1.0);
}

/* Per cent from base to counterfactual, NAN when the base is zero. */
static double change(double base, double cf)
{
    return base > 0.0 ? percent(cf / base) : (double)NAN;
}

static hm_status country_row(hm_table *table, const hm_economy *base,
                             const char *scenario, int32_t n,
                             const hm_welfare_arrays *w)
{
    const hm_economy_arrays *data = hm_economy_data(base);
    double earned = data->income[n] - data->deficit[n];
    const double values[COUNTRY_COLUMNS - 2] = {
        percent(w->real_income_hat[n]),
        w->real_income_musd[n],
        percent(w->real_domestic_income_hat[n]),
        percent(w->real_wage_hat[n]),
        w->wage_hat[n],
        w->price_index_hat[n],
        w->revenue_base[n],
        w->revenue_cf[n],
        100.0 * w->terms_of_trade[n],
        100.0 * w->first_order[n],
        100.0 * w->first_order_terms_of_trade[n],
        100.0 * w->first_order_volume_of_trade[n],
        change(w->exports_base[n], w->exports_cf[n]),
        change(w->imports_base[n], w->imports_cf[n]),
        w->deficit_base[n],
        w->deficit_cf[n],
        earned * (w->real_domestic_income_hat[n] - 1.0),
    };
    hm_status status = hm_table_add_row(table);
    if (status != HM_OK) {
        return status;
    }
    if (status == HM_OK) {
        status = hm_table_set_text(table, 0, scenario);
    }
    if (status == HM_OK) {
        status = hm_table_set_text(table, 1,
                                   hm_economy_labels(base)->country_codes[n]);
    }
    for (int32_t c = 2; c < COUNTRY_COLUMNS; c++) {
        hm_table_set_number(table, c, values[c - 2]);
    }
    return status;
}

hm_status run_country_table(const run_job *job, const run_member *member,
                            hm_table **out)
{
    hm_status status =
        run_table(job->ctx, "country", country_columns, COUNTRY_COLUMNS, out);
    for (int32_t s = 0; s < job->n_scenarios && status == HM_OK; s++) {
        if (!member->solves[s].confirmed) {
            continue;
        }
        const hm_welfare_arrays *w = hm_welfare_data(member->solves[s].welfare);
        int32_t N = hm_economy_data(member->base)->n_countries;
        for (int32_t n = 0; n < N && status == HM_OK; n++) {
            status = country_row(*out, member->base,
                                 hm_scenario_name(job->scenarios[s]), n, w);
        }
    }
    return status;
}

/* One country-sector; cells without output or spending stay empty. */
static hm_status sector_row(hm_table *table, const hm_economy *base,
                            const char *scenario, int32_t n, int32_t j,
                            const hm_solution_arrays *s, double value_added)
{
    const hm_economy_arrays *data = hm_economy_data(base);
    const hm_labels *labels = hm_economy_labels(base);
    size_t cell = (size_t)n * (size_t)data->n_sectors + (size_t)j;
    double output = data->output[cell];
    double spending = data->expenditure[cell];
    if (output <= 0.0 && spending <= 0.0) {
        return HM_OK;
    }
    hm_status status = hm_table_add_row(table);
    if (status != HM_OK) {
        return status;
    }
    if (status == HM_OK) {
        status = hm_table_set_text(table, 0, scenario);
    }
    if (status == HM_OK) {
        status = hm_table_set_text(table, 1, labels->country_codes[n]);
    }
    if (status == HM_OK) {
        status = hm_table_set_text(table, 2, labels->sector_codes[j]);
    }
    if (output > 0.0) {
        hm_table_set_number(table, 3, s->output[cell] / output);
    }
    hm_table_set_number(table, 4, s->price_hat[cell]);
    if (spending > 0.0) {
        hm_table_set_number(table, 5, s->expenditure[cell] / spending);
    }
    hm_table_set_number(table, 6, value_added);
    return status;
}

static hm_status sector_rows(const run_job *job, const run_member *member,
                             int32_t s, double *hat, hm_table *table)
{
    const hm_economy_arrays *data = hm_economy_data(member->base);
    const hm_solution *solution = member->solves[s].solution;
    const char *name = hm_scenario_name(job->scenarios[s]);
    hm_status status = HM_OK;
    hm_solution_value_added(member->base, solution, hat);
    for (int32_t n = 0; n < data->n_countries; n++) {
        for (int32_t j = 0; j < data->n_sectors && status == HM_OK; j++) {
            size_t cell = (size_t)n * (size_t)data->n_sectors + (size_t)j;
            status = sector_row(table, member->base, name, n, j,
                                hm_solution_data(solution), hat[cell]);
        }
    }
    return status;
}

hm_status run_sector_table(const run_job *job, const run_member *member,
                           hm_table **out)
{
    const hm_economy_arrays *data = hm_economy_data(member->base);
    double *hat = cli_alloc((size_t)data->n_countries * (size_t)data->n_sectors,
                            sizeof *hat);
    hm_status status =
        run_table(job->ctx, "sector", sector_columns, SECTOR_COLUMNS, out);
    for (int32_t s = 0; s < job->n_scenarios && status == HM_OK; s++) {
        if (member->solves[s].confirmed) {
            status = sector_rows(job, member, s, hat, *out);
        }
    }
    free(hat);
    return status;
}

/* Why a scenario has no numbers, in words; of one that has, whether they are one
 * answer of several. */
static const char *reason_of(const run_member *member, const run_solve *solve)
{
    if (member->status != HM_OK) {
        return member->message;
    }
    if (solve->confirmed) {
        return hm_solution_certificate(solve->solution)->note;
    }
    if (solve->status != HM_OK) {
        return solve->message;
    }
    const hm_certificate *seen = hm_solution_certificate(solve->solution);
    if (seen->outcome == HM_CONVERGED) {
        return "the independent check did not confirm the solution";
    }
    return seen->reason[0] != '\0' ? seen->reason
                                   : hm_outcome_text(seen->outcome);
}

static hm_status convergence_row(hm_table *table, const char *scenario,
                                 const run_member *member,
                                 const run_solve *solve)
{
    const hm_certificate *seen = solve->solution == NULL
                                     ? NULL
                                     : hm_solution_certificate(solve->solution);
    bool converged = seen != NULL && seen->outcome == HM_CONVERGED;
    const char *outcome =
        converged && !solve->confirmed
            ? "not_verified"
            : hm_outcome_name(seen == NULL ? HM_NOT_RUN : seen->outcome);
    const char *worst = seen == NULL ? "" : seen->worst_equation;
    hm_status status = hm_table_add_row(table);
    if (status != HM_OK) {
        return status;
    }
    if (status == HM_OK) {
        status = hm_table_set_text(table, 0, scenario);
    }
    if (status == HM_OK) {
        status = hm_table_set_text(table, 1, outcome);
    }
    if (seen != NULL) {
        hm_table_set_number(table, 2, (double)seen->iterations);
        hm_table_set_number(table, 3, seen->residual);
        hm_table_set_number(table, 6, solve->seconds);
    }
    if (converged) {
        hm_table_set_number(table, 4, solve->seen.residual);
        worst = solve->seen.worst_equation;
    }
    if (status == HM_OK) {
        status = hm_table_set_text(table, 5, worst);
    }
    return status == HM_OK
               ? hm_table_set_text(table, 7, reason_of(member, solve))
               : status;
}

hm_status run_convergence_table(const run_job *job, const run_member *member,
                                hm_table **out)
{
    hm_status status = run_table(job->ctx, "convergence", convergence_columns,
                                 CONVERGENCE_COLUMNS, out);
    for (int32_t s = 0; s < job->n_scenarios && status == HM_OK; s++) {
        if (member->solves[s].wanted) {
            status = convergence_row(*out, hm_scenario_name(job->scenarios[s]),
                                     member, &member->solves[s]);
        }
    }
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * run_tables.c - country.csv, sector.csv and convergence.csv of one member.
 *
 * Scenarios that were not confirmed have rows in convergence.csv alone.
 */
#include "run.h"

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
    CONVERGENCE_COLUMNS =
        sizeof convergence_columns / sizeof *convergence_columns
};

hm_status run_country_table(const run_job *job, const run_member *member,
                            hm_table **out)
{
    hm_status status = hm_country_table(job->ctx, out);
    for (int32_t s = 0; s < job->n_scenarios && status == HM_OK; s++) {
        if (member->solves[s].confirmed) {
            status = hm_country_rows(*out, hm_scenario_name(job->scenarios[s]),
                                     member->base, member->solves[s].welfare);
        }
    }
    return status;
}

hm_status run_sector_table(const run_job *job, const run_member *member,
                           hm_table **out)
{
    hm_status status = hm_sector_table(job->ctx, out);
    for (int32_t s = 0; s < job->n_scenarios && status == HM_OK; s++) {
        if (member->solves[s].confirmed) {
            status = hm_sector_rows(job->ctx, *out,
                                    hm_scenario_name(job->scenarios[s]),
                                    member->base, member->solves[s].solution);
        }
    }
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

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * analysis_leverage.c - the block `leverage:`: every numbered solve of the
 * plan is a task, the plan's tables are the results. The first member gets
 * everything, the others links and coalitions, from which the ranges come.
 */
#include "run_analysis.h"

#include <stdlib.h>
#include <string.h>

/* The block and, where it names one, the panel. */
typedef struct leverage_use {
    hm_leverage *leverage;
    hm_table *panel;
} leverage_use;

static void release(void *settings)
{
    leverage_use *use = settings;
    hm_leverage_free(use->leverage);
    hm_table_free(use->panel);
    free(use);
}

static const hm_leverage *leverage_of(const run_analysis *analysis)
{
    return ((const leverage_use *)analysis->settings)->leverage;
}

/* A path of the block: relative to the case, from the shell to where we are. */
static hm_status read_panel(run_job *job, leverage_use *use)
{
    const char *path = hm_leverage_panel(use->leverage);
    const char *sha = NULL;
    const char *of =
        job->source == NULL ? "" : hm_case_file(job->source, 0, &sha);
    const char *slash = strrchr(of, '/');
    if (path == NULL) {
        return HM_OK;
    }
    char *full = path[0] == '/' || slash == NULL
                     ? cli_copy(path)
                     : cli_text("%.*s/%s", (int)(slash - of), of, path);
    char sha256[65];
    hm_status status = hm_panel_read(job->ctx, full, sha256, &use->panel);
    if (status == HM_OK) {
        char *file = cli_text("%s/panel.csv", full);
        run_job_add_input(job, file, sha256);
        free(file);
    }
    free(full);
    return status;
}

static hm_status create(run_job *job, const hm_node *block, void **settings)
{
    leverage_use *use = cli_alloc(1, sizeof *use);
    hm_status status = hm_leverage_create(job->ctx, block, &use->leverage);
    for (int32_t v = 0; v < job->n_vintages && status == HM_OK; v++) {
        status = hm_leverage_check(
            job->ctx, use->leverage,
            hm_economy_folder_economy(job->vintages[v].folder));
    }
    if (status == HM_OK) {
        status = read_panel(job, use);
    }
    if (status != HM_OK) {
        release(use);
        return status;
    }
    *settings = use;
    return HM_OK;
}

static hm_status begin(run_worker *worker, run_member *member,
                       run_analysis *analysis, int32_t *n_tasks)
{
    hm_leverage_plan *plan = NULL;
    hm_status status = hm_leverage_plan_create(
        worker->ctx, leverage_of(analysis), member->base, member->closure,
        member != worker->job->members, &plan);
    if (status == HM_OK) {
        analysis->state = plan;
        *n_tasks = hm_leverage_plan_size(plan);
    }
    return status;
}

static hm_status task(run_worker *worker, run_member *member,
                      run_analysis *analysis, int32_t index)
{
    hm_status status = run_take_solver(worker, member);
    return status == HM_OK
               ? hm_leverage_plan_solve(worker->ctx, analysis->state, index,
                                        worker->solver,
                                        run_verify_tolerance(worker->job))
               : status;
}

/* A cut without an equilibrium is a finding; one that was not solved or not
 * confirmed counts as found and not confirmed. */
static void count_checks(run_analysis *analysis)
{
    const hm_leverage_plan *plan = analysis->state;
    for (int32_t k = 0; k < hm_leverage_plan_size(plan); k++) {
        hm_outcome outcome;
        double residual;
        bool confirmed = hm_leverage_plan_outcome(plan, k, &outcome, &residual);
        if (outcome != HM_INADMISSIBLE && outcome != HM_NO_EQUILIBRIUM) {
            run_analysis_checked(analysis, confirmed, residual);
        }
    }
}

/* A copy of the panel, which belongs to the settings, for the results. */
static hm_status add_panel(run_worker *worker, run_analysis *analysis)
{
    const hm_table *from = ((const leverage_use *)analysis->settings)->panel;
    hm_table *copy = NULL;
    if (from == NULL) {
        return HM_OK;
    }
    hm_status status = hm_table_create(worker->ctx, hm_table_name(from), &copy);
    for (int32_t c = 0; c < hm_table_columns(from) && status == HM_OK; c++) {
        status = hm_table_add_column(copy, hm_table_column_name(from, c),
                                     hm_table_column_type(from, c));
    }
    for (int32_t r = 0; r < hm_table_rows(from) && status == HM_OK; r++) {
        status = hm_table_add_row(copy);
        for (int32_t c = 0; c < hm_table_columns(from) && status == HM_OK;
             c++) {
            if (hm_table_column_type(from, c) == HM_COLUMN_NUMBER) {
                hm_table_set_number(copy, c, hm_table_number(from, r, c));
            } else {
                status = hm_table_set_text(copy, c, hm_table_text(from, r, c));
            }
        }
    }
    if (status != HM_OK) {
        hm_table_free(copy);
        return status;
    }
    return run_analysis_add(analysis, copy);
}

static hm_status finish(run_worker *worker, run_member *member,
                        run_analysis *analysis)
{
    hm_status status = HM_OK;
    count_checks(analysis);
    if (member == worker->job->members) {
        status = add_panel(worker, analysis);
    }
    for (int32_t t = 0; t < HM_LEVERAGE_TABLES && status == HM_OK; t++) {
        hm_table *table = NULL;
        status =
            hm_leverage_plan_table(worker->ctx, analysis->state, t, &table);
        if (status == HM_OK && table != NULL) {
            status = run_analysis_add(analysis, table);
        }
    }
    return status;
}

static void end(void *state)
{
    hm_leverage_plan_free(state);
}

/* --- the report ---------------------------------------------------------------- */

static hm_report_name *names_of(const run_job *job, int32_t *count)
{
    const hm_labels *labels = hm_economy_labels(job->members[0].base);
    hm_report_name *names =
        cli_alloc((size_t)labels->n_countries, sizeof *names);
    *count = labels->n_countries;
    for (int32_t n = 0; n < labels->n_countries; n++) {
        names[n] = (hm_report_name){labels->country_codes[n],
                                    labels->country_names[n]};
    }
    return names;
}

/* How the solves of every member were checked, one line. */
static char *verified_line(const run_job *job, int32_t which)
{
    run_checked all = {0, 0, 0.0};
    for (int32_t m = 0; m < job->n_members; m++) {
        const run_analysis *analysis = run_analysis_of(job, m, which);
        if (analysis != NULL) {
            const run_checked *seen = &analysis->checked;
            all.found += seen->found;
            all.confirmed += seen->confirmed;
            all.worst = seen->worst > all.worst ? seen->worst : all.worst;
        }
    }
    return cli_text("Leverage: %d of %d solutions confirmed by separate code, "
                    "the worst to %.0e of a country's own size.",
                    all.confirmed, all.found, all.worst);
}

static hm_status print(const run_job *job, int32_t which, char **text)
{
    const run_analysis *first = run_analysis_of(job, 0, which);
    const hm_table **members =
        cli_alloc((size_t)job->n_members, sizeof *members);
    int32_t n_names = 0;
    hm_report_name *names = names_of(job, &n_names);
    char *verified = verified_line(job, which);
    char *pages = NULL;
    hm_report_leverage input = {
        .tables = (const hm_table *const *)first->tables,
        .n_tables = first->n_tables,
        .members = members,
        .target = hm_leverage_target(leverage_of(first), 0),
        .sender = hm_leverage_sender(leverage_of(first), 0),
        .panel = ((const leverage_use *)first->settings)->panel,
        .names = names,
        .n_names = n_names,
        .verified = verified,
    };
    for (int32_t m = 0; m < job->n_members; m++) {
        const hm_table *table =
            run_analysis_table(run_analysis_of(job, m, which), "leverage");
        if (table != NULL) {
            members[input.n_members++] = table;
        }
    }
    hm_status status = hm_report_leverage_pages(job->ctx, &input, &pages);
    if (status == HM_OK) {
        *text = cli_copy(pages);
    }
    hm_text_free(job->ctx, pages);
    free(verified);
    free(names);
    free((void *)members);
    return status;
}

const run_analysis_kind run_leverage_kind = {
    .block = "leverage",
    .label = "cutting links",
    .create = create,
    .free = release,
    .begin = begin,
    .task = task,
    .finish = finish,
    .end = end,
    .print = print,
};

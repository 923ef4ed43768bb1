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

static void release(void *settings)
{
    hm_leverage_free(settings);
}

static hm_status create(run_job *job, const hm_node *block, void **settings)
{
    hm_leverage *leverage = NULL;
    hm_status status = hm_leverage_create(job->ctx, block, &leverage);
    for (int32_t v = 0; v < job->n_vintages && status == HM_OK; v++) {
        status = hm_leverage_check(
            job->ctx, leverage,
            hm_economy_folder_economy(job->vintages[v].folder));
    }
    if (status != HM_OK) {
        hm_leverage_free(leverage);
        return status;
    }
    *settings = leverage;
    return HM_OK;
}

static hm_status begin(run_worker *worker, run_member *member,
                       run_analysis *analysis, int32_t *n_tasks)
{
    hm_leverage_plan *plan = NULL;
    hm_status status = hm_leverage_plan_create(
        worker->ctx, analysis->settings, member->base, member->closure,
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

static hm_status finish(run_worker *worker, run_member *member,
                        run_analysis *analysis)
{
    hm_status status = HM_OK;
    (void)member;
    count_checks(analysis);
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
        .target = hm_leverage_target(first->settings, 0),
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

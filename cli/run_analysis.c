// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * run_analysis.c - the further analyses of a case: begun, worked and finished
 * for every member, their tables written and printed.
 */
#include "run_analysis.h"

#include <stdlib.h>
#include <string.h>

/* Every analysis there is, in the order of the report. */
static const run_analysis_kind *const kinds[] = {
    &run_leverage_kind,    &run_adjustment_kind, &run_reserves_kind,
    &run_tariffs_kind,     &run_sanctions_kind,  &run_beliefs_kind,
    &run_uncertainty_kind, &run_linkage_kind,    NULL, /* the list ends here */
};

static const run_analysis_kind *kind_of(const char *key)
{
    for (size_t k = 0; kinds[k] != NULL; k++) {
        if (strcmp(kinds[k]->block, key) == 0) {
            return kinds[k];
        }
    }
    return NULL;
}

bool run_analysis_known(const char *key)
{
    return kind_of(key) != NULL;
}

hm_status run_analysis_use_block(run_job *job, const char *key,
                                 const hm_node *block)
{
    const run_analysis_kind *kind = kind_of(key);
    void *settings = NULL;
    if (kind == NULL) {
        return HM_ERR_UNKNOWN;
    }
    hm_status status = kind->create(job, block, &settings);
    if (status == HM_OK) {
        job->analyses = cli_grow(job->analyses, (size_t)job->n_analyses + 1,
                                 sizeof *job->analyses);
        job->analyses[job->n_analyses++] = (run_analysis_use){kind, settings};
    }
    return status;
}

hm_status run_analysis_from_case(run_job *job)
{
    hm_status status = HM_OK;
    for (size_t k = 0; kinds[k] != NULL && status == HM_OK; k++) {
        const hm_node *block = hm_case_block(job->source, kinds[k]->block);
        if (block != NULL) {
            status = run_analysis_use_block(job, kinds[k]->block, block);
        }
    }
    return status;
}

/* --- tables -------------------------------------------------------------------- */

const char **run_scenario_names(const run_job *job)
{
    const char **names = cli_alloc((size_t)job->n_scenarios + 1, sizeof *names);
    for (int32_t s = 0; s < job->n_scenarios; s++) {
        names[s] = hm_scenario_name(job->scenarios[s]);
    }
    return names;
}

hm_status run_analysis_add(run_analysis *analysis, hm_table *table)
{
    analysis->tables =
        cli_grow(analysis->tables, (size_t)analysis->n_tables + 1,
                 sizeof *analysis->tables);
    analysis->tables[analysis->n_tables++] = table;
    return HM_OK;
}

void run_analysis_text(run_analysis *analysis, const char *name,
                       const char *text)
{
    free(analysis->text);
    analysis->text_name = name;
    analysis->text = cli_copy(text);
}

void run_analysis_checked(run_analysis *analysis, bool confirmed,
                          double residual)
{
    run_checked *checked = &analysis->checked;
    checked->found++;
    checked->confirmed += confirmed;
    if (confirmed && residual > checked->worst) {
        checked->worst = residual;
    }
}

const run_analysis *run_analysis_of(const run_job *job, int32_t member,
                                    int32_t which)
{
    const run_member *m = &job->members[member];
    return m->analyses == NULL ? NULL : &m->analyses[which];
}

const hm_table *run_analysis_table(const run_analysis *analysis,
                                   const char *name)
{
    for (int32_t t = 0; analysis != NULL && t < analysis->n_tables; t++) {
        if (strcmp(hm_table_name(analysis->tables[t]), name) == 0) {
            return analysis->tables[t];
        }
    }
    return NULL;
}

const hm_table *run_bands(const run_job *job)
{
    for (int32_t a = 0; a < job->n_analyses; a++) {
        const hm_table *bands =
            run_analysis_table(run_analysis_of(job, 0, a), "uncertainty");
        if (bands != NULL) {
            return bands;
        }
    }
    return NULL;
}

/* --- the work ------------------------------------------------------------------- */

/* Tasks of one analysis over all members, numbered through. */
typedef struct batch {
    int32_t which;
    int32_t *first; /* n_members + 1: number of each member's first task */
} batch;

static bool is_wanted(const run_job *job, int32_t m, int32_t which)
{
    const run_analysis_use *use = &job->analyses[which];
    if (job->members[m].status != HM_OK) {
        return false;
    }
    return use->kind->wanted == NULL ? !job->members[m].probe
                                     : use->kind->wanted(job, m, use->settings);
}

static void keep_failure(run_worker *worker, run_analysis *analysis,
                         hm_status status)
{
    if (status != HM_OK && analysis->status == HM_OK) {
        analysis->status = status;
        snprintf(analysis->message, RUN_MESSAGE, "%s",
                 hm_context_message(worker->ctx));
    }
}

static void begin_task(run_worker *worker, int32_t index)
{
    run_job *job = worker->job;
    batch *now = job->batch;
    run_member *member = &job->members[index];
    run_analysis *analysis = &member->analyses[now->which];
    int32_t count = 0;
    if (!is_wanted(job, index, now->which)) {
        return;
    }
    if (analysis->kind->begin != NULL) {
        keep_failure(worker, analysis,
                     analysis->kind->begin(worker, member, analysis, &count));
    }
    now->first[index + 1] = analysis->status == HM_OK ? count : 0;
}

static void work_task(run_worker *worker, int32_t index)
{
    run_job *job = worker->job;
    batch *now = job->batch;
    int32_t m = 0;
    while (index >= now->first[m + 1]) {
        m++;
    }
    run_analysis *analysis = &job->members[m].analyses[now->which];
    hm_status status = analysis->kind->task(worker, &job->members[m], analysis,
                                            index - now->first[m]);
    if (status != HM_OK) {
        run_worker_lock(worker);
        keep_failure(worker, analysis, status);
        run_worker_unlock(worker);
    }
}

static void finish_task(run_worker *worker, int32_t index)
{
    run_job *job = worker->job;
    batch *now = job->batch;
    run_member *member = &job->members[index];
    run_analysis *analysis = &member->analyses[now->which];
    if (is_wanted(job, index, now->which) && analysis->status == HM_OK) {
        keep_failure(worker, analysis,
                     analysis->kind->finish(worker, member, analysis));
    }
    if (analysis->kind->end != NULL && analysis->state != NULL) {
        analysis->kind->end(analysis->state);
        analysis->state = NULL;
    }
}

static void run_one(run_job *job, run_pool *pool, int32_t which)
{
    batch now = {which, cli_alloc((size_t)job->n_members + 1, sizeof(int32_t))};
    const char *label = job->analyses[which].kind->label;
    job->batch = &now;
    run_pool_run(pool, begin_task, job->n_members, label);
    for (int32_t m = 0; m < job->n_members; m++) {
        now.first[m + 1] += now.first[m];
    }
    if (!cli_stopped()) {
        run_pool_run(pool, work_task, now.first[job->n_members], label);
    }
    run_pool_run(pool, finish_task, job->n_members, label);
    job->batch = NULL;
    free(now.first);
}

void run_analyses(run_job *job, run_pool *pool)
{
    for (int32_t m = 0; m < job->n_members && job->n_analyses > 0; m++) {
        run_member *member = &job->members[m];
        member->analyses =
            cli_alloc((size_t)job->n_analyses, sizeof *member->analyses);
        for (int32_t a = 0; a < job->n_analyses; a++) {
            member->analyses[a].kind = job->analyses[a].kind;
            member->analyses[a].settings = job->analyses[a].settings;
        }
    }
    for (int32_t a = 0; a < job->n_analyses && !cli_stopped(); a++) {
        run_one(job, pool, a);
    }
}

hm_status run_analyses_status(const run_job *job, const char **message)
{
    for (int32_t m = 0; m < job->n_members; m++) {
        for (int32_t a = 0; a < job->n_analyses; a++) {
            const run_analysis *analysis = run_analysis_of(job, m, a);
            if (analysis != NULL && analysis->status != HM_OK) {
                *message = analysis->message;
                return analysis->status;
            }
        }
    }
    return HM_OK;
}

/* --- output -------------------------------------------------------------------- */

hm_status run_analyses_write(const run_job *job, const run_member *member,
                             hm_results *results)
{
    hm_status status = HM_OK;
    for (int32_t a = 0; a < job->n_analyses && member->analyses != NULL; a++) {
        const run_analysis *analysis = &member->analyses[a];
        for (int32_t t = 0; t < analysis->n_tables && status == HM_OK; t++) {
            status =
                hm_results_table(results, member->folder, analysis->tables[t]);
        }
        if (status == HM_OK && analysis->text != NULL &&
            member == job->members) {
            status =
                hm_results_text(results, analysis->text_name, analysis->text);
        }
        if (status == HM_OK && analysis->kind->write != NULL &&
            analysis->n_tables > 0 && member == job->members) {
            status = analysis->kind->write(job, a, results);
        }
    }
    return status;
}

/* Every table of the first member, under its name. */
static hm_status print_plainly(const run_job *job, int32_t which, char **text)
{
    const run_analysis *analysis = run_analysis_of(job, 0, which);
    hm_status status = HM_OK;
    *text = cli_copy("");
    for (int32_t t = 0; t < analysis->n_tables && status == HM_OK; t++) {
        char *part = NULL;
        status = hm_report_table(job->ctx, analysis->tables[t], 5, &part);
        if (status == HM_OK) {
            char *longer = cli_text("%s\n%s\n%s", *text,
                                    hm_table_name(analysis->tables[t]), part);
            free(*text);
            *text = longer;
        }
        hm_text_free(job->ctx, part);
    }
    return status;
}

hm_status run_analyses_print(const run_job *job, char **text)
{
    hm_status status = HM_OK;
    *text = cli_copy("");
    for (int32_t a = 0; a < job->n_analyses && status == HM_OK; a++) {
        char *part = NULL;
        const run_analysis *analysis = run_analysis_of(job, 0, a);
        if (analysis == NULL || analysis->n_tables == 0) {
            continue;
        }
        status = analysis->kind->print == NULL
                     ? print_plainly(job, a, &part)
                     : analysis->kind->print(job, a, &part);
        char *longer = cli_text("%s%s", *text, part == NULL ? "" : part);
        free(*text);
        free(part);
        *text = longer;
    }
    return status;
}

/* --- memory --------------------------------------------------------------------- */

void run_analyses_member_clear(run_job *job, run_member *member)
{
    for (int32_t a = 0; a < job->n_analyses && member->analyses != NULL; a++) {
        run_analysis *analysis = &member->analyses[a];
        for (int32_t t = 0; t < analysis->n_tables; t++) {
            hm_table_free(analysis->tables[t]);
        }
        free(analysis->tables);
        free(analysis->text);
        if (analysis->state != NULL && analysis->kind->end != NULL) {
            analysis->kind->end(analysis->state);
        }
    }
    free(member->analyses);
    member->analyses = NULL;
}

void run_analyses_clear(run_job *job)
{
    for (int32_t a = 0; a < job->n_analyses; a++) {
        if (job->analyses[a].kind->free != NULL) {
            job->analyses[a].kind->free(job->analyses[a].settings);
        }
    }
    free(job->analyses);
    job->analyses = NULL;
    job->n_analyses = 0;
}

/* --- from the shell ------------------------------------------------------------- */

int run_analysis_shell(run_job *job, const char *economy, const char *key,
                       const char *block)
{
    hm_node *node = NULL;
    job->settings = hm_solver_settings_default();
    hm_status status = run_job_add_vintage(job, economy);
    if (status == HM_OK) {
        status = hm_settings_parse(job->ctx, "command line", block,
                                   strlen(block), &node);
    }
    if (status == HM_OK) {
        status = run_analysis_use_block(job, key, node);
    }
    int code = status == HM_OK ? run_job_execute(job)
                               : cli_fail_status(status, job->ctx);
    hm_settings_free(node);
    return code;
}

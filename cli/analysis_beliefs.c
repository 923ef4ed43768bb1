// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * analysis_beliefs.c - the block `beliefs:`: the filter and its tables once,
 * with the first member; the programme for every member, because bites and
 * costs are its solves.
 */
#include "beliefs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- files ----------------------------------------------------------------------- */

void belief_use_free(belief_use *use)
{
    if (use == NULL) {
        return;
    }
    hm_beliefs_free(use->beliefs);
    hm_table_free(use->signals);
    hm_table_free(use->events);
    hm_table_free(use->rates);
    free(use);
}

typedef struct file_shape {
    int32_t count, required;
    const char *names[7];
    hm_column_type types[7];
} file_shape;

static const file_shape signal_shape = {
    7,
    3,
    {"month", "signal", "value", "unit", "kind", "source", "note"},
    {HM_COLUMN_TEXT, HM_COLUMN_TEXT, HM_COLUMN_NUMBER, HM_COLUMN_TEXT,
     HM_COLUMN_TEXT, HM_COLUMN_TEXT, HM_COLUMN_TEXT}};
static const file_shape event_shape = {
    4,
    2,
    {"date", "label", "event", "source"},
    {HM_COLUMN_TEXT, HM_COLUMN_TEXT, HM_COLUMN_TEXT, HM_COLUMN_TEXT}};
static const file_shape rate_shape = {
    5,
    3,
    {"goal", "successes", "cases", "in_part", "ongoing"},
    {HM_COLUMN_TEXT, HM_COLUMN_NUMBER, HM_COLUMN_NUMBER, HM_COLUMN_NUMBER,
     HM_COLUMN_NUMBER}};

/* A file that the block names, relative to `of`. */
static hm_status read_file(run_job *job, const char *of, const char *path,
                           const file_shape *shape, hm_table **out)
{
    const char *slash = strrchr(of, '/');
    char sha256[65];
    if (path == NULL) {
        return HM_OK;
    }
    char *full = path[0] == '/' || slash == NULL
                     ? cli_copy(path)
                     : cli_text("%.*s/%s", (int)(slash - of), of, path);
    hm_status status =
        hm_table_read(job->ctx, full, shape->names, shape->types, shape->count,
                      shape->required, sha256, out);
    if (status == HM_OK) {
        run_job_add_input(job, full, sha256);
    }
    free(full);
    return status;
}

hm_status belief_use_open(run_job *job, const char *of, const hm_node *block,
                          const char *const *scenarios, int32_t n_scenarios,
                          belief_use **out)
{
    belief_use *use = cli_alloc(1, sizeof *use);
    *out = NULL;
    hm_status status = hm_beliefs_create(job->ctx, block, scenarios,
                                         n_scenarios, &use->beliefs);
    if (status == HM_OK) {
        job->seed = job->has_seed ? job->seed : hm_beliefs_seed(use->beliefs);
        job->has_seed = true;
        status = read_file(job, of, hm_beliefs_signals(use->beliefs),
                           &signal_shape, &use->signals);
    }
    if (status == HM_OK && use->signals != NULL) {
        status = hm_beliefs_load(job->ctx, use->beliefs, use->signals);
    }
    if (status == HM_OK) {
        status = read_file(job, of, hm_beliefs_events(use->beliefs),
                           &event_shape, &use->events);
    }
    if (status == HM_OK && use->events != NULL) {
        status = hm_beliefs_check_events(job->ctx, use->events);
    }
    if (status == HM_OK) {
        status = read_file(job, of, hm_beliefs_rates(use->beliefs), &rate_shape,
                           &use->rates);
    }
    if (status != HM_OK) {
        belief_use_free(use);
        return status;
    }
    *out = use;
    return HM_OK;
}

/* --- tables ------------------------------------------------------------------------ */

/* A copy for the results, under a name of theirs. */
static hm_status copy_of(hm_context *ctx, const hm_table *from,
                         const char *name, hm_table **out)
{
    hm_status status = hm_table_create(ctx, name, out);
    for (int32_t c = 0; c < hm_table_columns(from) && status == HM_OK; c++) {
        status = hm_table_add_column(*out, hm_table_column_name(from, c),
                                     hm_table_column_type(from, c));
    }
    for (int32_t r = 0; r < hm_table_rows(from) && status == HM_OK; r++) {
        status = hm_table_add_row(*out);
        for (int32_t c = 0; c < hm_table_columns(from) && status == HM_OK;
             c++) {
            if (hm_table_column_type(from, c) == HM_COLUMN_NUMBER) {
                hm_table_set_number(*out, c, hm_table_number(from, r, c));
            } else {
                status = hm_table_set_text(*out, c, hm_table_text(from, r, c));
            }
        }
    }
    return status;
}

hm_status belief_signal_tables(hm_context *ctx, const belief_use *use,
                               hm_table **tables)
{
    hm_status status = HM_OK;
    if (use->signals != NULL) {
        status = hm_beliefs_tables(ctx, use->beliefs, tables);
    }
    if (status == HM_OK && use->rates != NULL) {
        status = hm_beliefs_base_rates(ctx, use->rates, &tables[BELIEF_RATES]);
    }
    if (status == HM_OK && use->signals != NULL) {
        status = copy_of(ctx, use->signals, "beliefs_signals",
                         &tables[BELIEF_SIGNALS]);
    }
    if (status == HM_OK && use->events != NULL) {
        status =
            copy_of(ctx, use->events, "beliefs_events", &tables[BELIEF_EVENTS]);
    }
    return status;
}

hm_report_beliefs belief_report(const belief_use *use,
                                const hm_table *const *tables)
{
    const hm_table *const *programme = tables + HM_BELIEFS_TABLES;
    return (hm_report_beliefs){
        .question = hm_beliefs_question(use->beliefs),
        .signals = use->signals,
        .events = use->events,
        .months = tables[HM_BELIEFS_MONTHS],
        .causes = tables[HM_BELIEFS_CAUSES],
        .variants = tables[HM_BELIEFS_VARIANTS],
        .conviction = tables[HM_BELIEFS_CONVICTION],
        .fit = tables[HM_BELIEFS_FIT],
        .forecast = tables[HM_BELIEFS_FORECAST],
        .separation = programme[HM_PROGRAMME_SEPARATION],
        .policies = programme[HM_PROGRAMME_POLICIES],
        .paths = programme[HM_PROGRAMME_PATHS],
        .steps = programme[HM_PROGRAMME_STEPS],
        .rates = tables[BELIEF_RATES],
    };
}

/* --- the analysis ------------------------------------------------------------------- */

static void release(void *settings)
{
    belief_use_free(settings);
}

static hm_status create(run_job *job, const hm_node *block, void **settings)
{
    belief_use *use = NULL;
    const char *sha = NULL;
    const char *of =
        job->source == NULL ? "" : hm_case_file(job->source, 0, &sha);
    const char **names = run_scenario_names(job);
    hm_status status =
        belief_use_open(job, of, block, names, job->n_scenarios, &use);
    free((void *)names);
    for (int32_t v = 0; v < job->n_vintages && status == HM_OK; v++) {
        const hm_labels *labels = hm_economy_labels(
            hm_economy_folder_economy(job->vintages[v].folder));
        status = hm_beliefs_check(job->ctx, use->beliefs, job->vintages[v].name,
                                  labels->country_codes, labels->n_countries);
    }
    if (status != HM_OK) {
        belief_use_free(use);
        return status;
    }
    *settings = use;
    return HM_OK;
}

/* What every confirmed scenario of a member does; malloc'ed. */
static hm_step_facts *facts_of(const run_job *job, const run_member *member,
                               const hm_beliefs *b, int32_t *count)
{
    hm_step_facts *facts =
        cli_alloc((size_t)job->n_scenarios + 1, sizeof *facts);
    const char *codes[] = {hm_beliefs_sender(b), hm_beliefs_broker(b),
                           hm_beliefs_target(b)};
    const hm_economy_arrays *d = hm_economy_data(member->base);
    int32_t at[3] = {-1, -1, -1};
    *count = 0;
    for (int32_t c = 0; c < 3; c++) {
        at[c] =
            codes[c] == NULL ? -1 : hm_economy_country(member->base, codes[c]);
    }
    bool known = at[0] >= 0 && at[1] >= 0 && at[2] >= 0;
    for (int32_t s = 0; s < job->n_scenarios && known; s++) {
        const run_solve *solve = &member->solves[s];
        if (!solve->confirmed) {
            continue;
        }
        const hm_welfare_arrays *w = hm_welfare_data(solve->welfare);
        double earned[3];
        for (int32_t c = 0; c < 3; c++) {
            earned[c] = (d->income[at[c]] - d->deficit[at[c]]) *
                        (w->real_domestic_income_hat[at[c]] - 1.0);
        }
        facts[(*count)++] = (hm_step_facts){
            .scenario = hm_scenario_name(job->scenarios[s]),
            .target_pct = 100.0 * (w->real_domestic_income_hat[at[2]] - 1.0),
            .sender_musd = earned[0],
            .broker_musd = earned[1],
            .broker_gain_musd = w->real_income_musd[at[1]],
        };
    }
    return facts;
}

static hm_status finish(run_worker *worker, run_member *member,
                        run_analysis *analysis)
{
    const run_job *job = worker->job;
    const belief_use *use = analysis->settings;
    bool first = member == &job->members[0];
    hm_table *tables[BELIEF_TABLES] = {NULL};
    int32_t n_facts = 0;
    int32_t left_out = 0;
    hm_step_facts *facts = facts_of(job, member, use->beliefs, &n_facts);
    hm_status status =
        hm_beliefs_programme(worker->ctx, use->beliefs, facts, n_facts,
                             tables + HM_BELIEFS_TABLES, &left_out);
    free(facts);
    if (status == HM_OK && first) {
        status = belief_signal_tables(worker->ctx, use, tables);
    }
    if (status == HM_OK && first && tables[HM_BELIEFS_MONTHS] != NULL) {
        hm_report_beliefs input =
            belief_report(use, (const hm_table *const *)tables);
        char *svg = NULL;
        status = hm_report_beliefs_plot(worker->ctx, &input, &svg);
        if (status == HM_OK) {
            run_analysis_text(analysis, "beliefs.svg", svg);
        }
        hm_text_free(worker->ctx, svg);
    }
    for (int32_t t = 0; t < BELIEF_TABLES; t++) {
        if (tables[t] != NULL && status == HM_OK) {
            status = run_analysis_add(analysis, tables[t]);
        } else {
            hm_table_free(tables[t]);
        }
    }
    return status;
}

/* --- the section of the report -------------------------------------------------------- */

static const char *const table_names[BELIEF_TABLES] = {"beliefs",
                                                       "beliefs_causes",
                                                       "beliefs_variants",
                                                       "beliefs_conviction",
                                                       "beliefs_fit",
                                                       "beliefs_forecast",
                                                       "beliefs_programme",
                                                       "beliefs_policies",
                                                       "beliefs_steps",
                                                       "beliefs_separation",
                                                       "beliefs_base_rates",
                                                       "beliefs_signals",
                                                       "beliefs_events"};

static hm_status print(const run_job *job, int32_t which, char **text)
{
    const run_analysis *first = run_analysis_of(job, 0, which);
    const belief_use *use = first->settings;
    const hm_table *tables[BELIEF_TABLES];
    char *pages = NULL;
    const hm_table **members =
        cli_alloc((size_t)job->n_members + 1, sizeof *members);
    for (int32_t t = 0; t < BELIEF_TABLES; t++) {
        tables[t] = run_analysis_table(first, table_names[t]);
    }
    for (int32_t m = 0; m < job->n_members; m++) {
        members[m] = run_analysis_table(run_analysis_of(job, m, which),
                                        "beliefs_policies");
    }
    hm_report_beliefs input = belief_report(use, tables);
    input.member_policies = members;
    input.n_members = job->n_members;
    hm_status status = hm_report_beliefs_pages(job->ctx, &input, &pages);
    if (status == HM_OK) {
        *text = cli_copy(pages);
    }
    hm_text_free(job->ctx, pages);
    free((void *)members);
    return status;
}

const run_analysis_kind run_beliefs_kind = {
    .block = "beliefs",
    .label = "beliefs",
    .create = create,
    .free = release,
    .finish = finish,
    .print = print,
};

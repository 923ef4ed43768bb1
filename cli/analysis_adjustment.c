// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * analysis_adjustment.c - the block `adjustment:`: scenarios solved again at
 * stages between the short run and the long (MODEL.md S14), on the first
 * vintage. A stage is one task: its own economy, base and solver.
 */
#include "run_analysis.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of one country in one scenario at one stage. */
enum { INCOME_PCT = 0, INCOME_MUSD, DOMESTIC_PCT, VALUES };

typedef struct outcome {
    bool confirmed;
    hm_outcome outcome;
    double residual;
    double *values; /* N * VALUES; NULL unless confirmed */
} outcome;

typedef struct path {
    int32_t n_stages, n_scenarios;
    outcome *outcomes; /* [stage][scenario] */
} path;

/* --- settings ------------------------------------------------------------------ */

static void release(void *settings)
{
    hm_adjustment_free(settings);
}

static const hm_elasticities *find_set(const run_job *job, const char *name)
{
    const hm_economy_folder *folder = job->vintages[0].folder;
    const hm_elasticities *set = hm_economy_folder_find_set(folder, name);
    if (set == NULL &&
        strcmp(name, hm_economy_folder_default_set(folder)) == 0) {
        set = hm_economy_elasticities(hm_economy_folder_economy(folder));
    }
    return set;
}

static hm_status check_sets(const run_job *job, const hm_adjustment *a)
{
    const hm_economy_folder *folder = job->vintages[0].folder;
    int32_t count = hm_economy_folder_sets(folder);
    const char **names = cli_alloc((size_t)count + 1, sizeof *names);
    for (int32_t i = 0; i < count; i++) {
        names[i] = hm_economy_folder_set(folder, i)->name;
    }
    names[count] = hm_economy_folder_default_set(folder);
    hm_status status = hm_adjustment_check(job->ctx, a, names, count + 1);
    free((void *)names);
    return status;
}

static hm_status create(run_job *job, const hm_node *block, void **settings)
{
    hm_adjustment *a = NULL;
    const char **names = run_scenario_names(job);
    hm_status status =
        hm_adjustment_create(job->ctx, block, names, job->n_scenarios, &a);
    free((void *)names);
    if (status == HM_OK) {
        status = check_sets(job, a);
    }
    if (status != HM_OK) {
        hm_adjustment_free(a);
        return status;
    }
    *settings = a;
    return HM_OK;
}

/* The first vintage alone: an elasticity set of the case has no part in it. */
static bool wanted(const run_job *job, int32_t member, const void *settings)
{
    (void)job;
    (void)settings;
    return member == 0;
}

/* --- a stage ---------------------------------------------------------------------- */

static hm_status begin(run_worker *worker, run_member *member,
                       run_analysis *analysis, int32_t *n_tasks)
{
    path *p = cli_alloc(1, sizeof *p);
    (void)member;
    p->n_stages = hm_adjustment_stages(analysis->settings);
    p->n_scenarios = worker->job->n_scenarios;
    p->outcomes = cli_alloc((size_t)p->n_stages * (size_t)p->n_scenarios,
                            sizeof *p->outcomes);
    analysis->state = p;
    *n_tasks = p->n_stages;
    return HM_OK;
}

/* The calibrated base of a stage, and a solver for it. */
static hm_status stage_base(run_worker *worker, const run_member *member,
                            const hm_adjustment *a, int32_t stage,
                            hm_economy **base, hm_solver **solver)
{
    const run_job *job = worker->job;
    hm_economy *economy = NULL;
    double consistency = NAN;
    hm_status status = hm_economy_between(
        worker->ctx, hm_economy_folder_economy(job->vintages[0].folder),
        find_set(job, hm_adjustment_set(a, true)),
        find_set(job, hm_adjustment_set(a, false)),
        hm_adjustment_weight(a, stage), &economy);
    if (status == HM_OK) {
        status = hm_equilibrium_calibrate(worker->ctx, economy, member->closure,
                                          &job->settings, base, &consistency);
    }
    if (status == HM_OK) {
        status = hm_solver_create(worker->ctx, *base, member->closure,
                                  &job->settings, solver);
    }
    hm_economy_free(economy);
    return status;
}

/* Verified numbers of one solution into `to`. */
static hm_status keep(run_worker *worker, const run_member *member,
                      const hm_economy *base, const hm_shock *shock,
                      const hm_solution *solution, outcome *to)
{
    double tolerance = run_verify_tolerance(worker->job);
    int32_t N = hm_economy_data(base)->n_countries;
    hm_verification seen;
    hm_welfare *welfare = NULL;
    memset(&seen, 0, sizeof seen);
    hm_status status = hm_equilibrium_verify(worker->ctx, base, member->closure,
                                             shock, solution, tolerance, &seen);
    to->residual = seen.residual;
    if (status != HM_OK || !seen.confirmed) {
        return status;
    }
    status = hm_welfare_create(worker->ctx, base, &welfare);
    if (status == HM_OK) {
        status =
            hm_welfare_evaluate(worker->ctx, base, shock, solution, welfare);
    }
    if (status == HM_OK) {
        const hm_welfare_arrays *w = hm_welfare_data(welfare);
        to->values = cli_alloc((size_t)N * VALUES, sizeof(double));
        for (int32_t n = 0; n < N; n++) {
            double *v = to->values + (size_t)n * VALUES;
            v[INCOME_PCT] = 100.0 * (w->real_income_hat[n] - 1.0);
            v[INCOME_MUSD] = w->real_income_musd[n];
            v[DOMESTIC_PCT] = 100.0 * (w->real_domestic_income_hat[n] - 1.0);
        }
        to->confirmed = true;
    }
    hm_welfare_free(welfare);
    return status;
}

static hm_status solve_one(run_worker *worker, const run_member *member,
                           const hm_economy *base, hm_solver *solver,
                           const hm_scenario *scenario, outcome *to)
{
    hm_shock *shock = NULL;
    hm_solution *solution = NULL;
    hm_status status = hm_solution_create(worker->ctx, base, &solution);
    if (status == HM_OK) {
        status = hm_shock_create(worker->ctx, base, scenario, &shock);
    }
    if (status == HM_OK) {
        status = hm_solver_solve(solver, shock, NULL, solution);
    }
    if (status == HM_OK) {
        to->outcome = hm_solution_certificate(solution)->outcome;
        if (to->outcome == HM_CONVERGED) {
            status = keep(worker, member, base, shock, solution, to);
        }
    }
    hm_shock_free(shock);
    hm_solution_free(solution);
    return status;
}

static hm_status task(run_worker *worker, run_member *member,
                      run_analysis *analysis, int32_t index)
{
    const run_job *job = worker->job;
    path *p = analysis->state;
    hm_economy *base = NULL;
    hm_solver *solver = NULL;
    hm_status status =
        stage_base(worker, member, analysis->settings, index, &base, &solver);
    for (int32_t s = 0; s < p->n_scenarios && status == HM_OK; s++) {
        if (hm_adjustment_wants(analysis->settings,
                                hm_scenario_name(job->scenarios[s]))) {
            status = solve_one(worker, member, base, solver, job->scenarios[s],
                               &p->outcomes[index * p->n_scenarios + s]);
        }
    }
    hm_solver_free(solver);
    hm_economy_free(base);
    return status;
}

static void end(void *state)
{
    path *p = state;
    for (int32_t i = 0; i < p->n_stages * p->n_scenarios; i++) {
        free(p->outcomes[i].values);
    }
    free(p->outcomes);
    free(p);
}

/* --- adjustment.csv ----------------------------------------------------------------- */

static const run_column columns[] = {
    {"scenario", HM_COLUMN_TEXT},
    {"country", HM_COLUMN_TEXT},
    {"years", HM_COLUMN_NUMBER},
    {"short_run_weight", HM_COLUMN_NUMBER},
    {"real_income_pct", HM_COLUMN_NUMBER},
    {"real_income_musd", HM_COLUMN_NUMBER},
    {"real_domestic_income_pct", HM_COLUMN_NUMBER},
    {"outcome", HM_COLUMN_TEXT},
};

enum { COLUMNS = sizeof columns / sizeof *columns, FIRST_VALUE = 4 };

/* One row; a stage without an answer has its outcome and no numbers. */
static hm_status add_row(hm_table *table, const hm_adjustment *a, int32_t stage,
                         const char *scenario, const char *country,
                         const outcome *o, const double *values)
{
    bool unverified = o->outcome == HM_CONVERGED && !o->confirmed;
    double years = hm_adjustment_years(a, stage);
    hm_status status = hm_table_add_row(table);
    if (status == HM_OK) {
        status = hm_table_set_text(table, 0, scenario);
    }
    if (status == HM_OK) {
        status = hm_table_set_text(table, 1, country);
    }
    if (status == HM_OK) {
        status = hm_table_set_text(table, COLUMNS - 1,
                                   unverified ? "not_verified"
                                              : hm_outcome_name(o->outcome));
    }
    if (status == HM_OK) {
        hm_table_set_number(table, 2, isinf(years) ? (double)NAN : years);
        hm_table_set_number(table, 3, hm_adjustment_weight(a, stage));
        for (int32_t v = 0; v < VALUES; v++) {
            hm_table_set_number(table, FIRST_VALUE + v,
                                values == NULL ? (double)NAN : values[v]);
        }
    }
    return status;
}

static hm_status add_rows(const run_job *job, const run_member *member,
                          run_analysis *analysis, int32_t s, hm_table *table)
{
    const path *p = analysis->state;
    const hm_labels *labels = hm_economy_labels(member->base);
    hm_status status = HM_OK;
    for (int32_t stage = 0; stage < p->n_stages; stage++) {
        const outcome *o = &p->outcomes[stage * p->n_scenarios + s];
        if (o->outcome != HM_INADMISSIBLE && o->outcome != HM_NO_EQUILIBRIUM) {
            run_analysis_checked(analysis, o->confirmed, o->residual);
        }
        for (int32_t n = 0; n < labels->n_countries && status == HM_OK; n++) {
            status = add_row(table, analysis->settings, stage,
                             hm_scenario_name(job->scenarios[s]),
                             labels->country_codes[n], o,
                             o->values == NULL ? NULL : o->values + n * VALUES);
        }
    }
    return status;
}

static hm_status finish(run_worker *worker, run_member *member,
                        run_analysis *analysis)
{
    const run_job *job = worker->job;
    hm_table *table = NULL;
    hm_status status =
        run_table(worker->ctx, "adjustment", columns, COLUMNS, &table);
    for (int32_t s = 0; s < job->n_scenarios && status == HM_OK; s++) {
        if (hm_adjustment_wants(analysis->settings,
                                hm_scenario_name(job->scenarios[s]))) {
            status = add_rows(job, member, analysis, s, table);
        }
    }
    return status == HM_OK ? run_analysis_add(analysis, table) : status;
}

/* --- the report ------------------------------------------------------------------- */

/* Scenario by stage for one country: column `value` of adjustment.csv. */
static hm_status grid(const run_job *job, const hm_adjustment *a,
                      const hm_table *t, const char *country, int32_t value,
                      hm_table **out)
{
    int32_t stages = hm_adjustment_stages(a);
    int32_t stage = 0;
    hm_status status = hm_table_create(job->ctx, "adjustment", out);
    if (status == HM_OK) {
        status = hm_table_add_column(*out, "scenario", HM_COLUMN_TEXT);
    }
    for (int32_t k = 0; k < stages && status == HM_OK; k++) {
        char *head = k + 1 == stages
                         ? cli_copy("long run")
                         : cli_text("%g y", hm_adjustment_years(a, k));
        status = hm_table_add_column(*out, head, HM_COLUMN_NUMBER);
        free(head);
    }
    for (int32_t r = 0; r < hm_table_rows(t) && status == HM_OK; r++) {
        if (strcmp(hm_table_text(t, r, 1), country) != 0) {
            continue;
        }
        if (stage == 0) {
            status = hm_table_add_row(*out);
        }
        if (status == HM_OK && stage == 0) {
            status = hm_table_set_text(*out, 0, hm_table_text(t, r, 0));
        }
        hm_table_set_number(*out, 1 + stage, hm_table_number(t, r, value));
        stage = (stage + 1) % stages;
    }
    return status;
}

/* Append one section to *text. */
static hm_status section(const run_job *job, const hm_adjustment *a,
                         const hm_table *t, const char *country, int32_t value,
                         const char *what, char **text)
{
    hm_table *table = NULL;
    char *part = NULL;
    hm_status status = grid(job, a, t, country, value, &table);
    if (status == HM_OK) {
        status = hm_report_table(job->ctx, table, 4, &part);
    }
    if (status == HM_OK) {
        char *longer = cli_text("%s\n%s, %s, by years after the shock\n%s",
                                *text, country, what, part);
        free(*text);
        *text = longer;
    }
    hm_text_free(job->ctx, part);
    hm_table_free(table);
    return status;
}

static hm_status print(const run_job *job, int32_t which, char **text)
{
    static const char earns[] = "what it earns itself, per cent";
    const run_analysis *first = run_analysis_of(job, 0, which);
    const hm_adjustment *a = first->settings;
    const hm_table *t = run_analysis_table(first, "adjustment");
    hm_status status = HM_OK;
    *text = cli_text(
        "\nFrom the short run (set %s) to the long (set %s), half-life %g "
        "years (assumed)\n",
        hm_adjustment_set(a, true), hm_adjustment_set(a, false),
        hm_adjustment_half_life(a));
    if (job->linkage != NULL) {
        status = section(job, a, t, hm_linkage_target(job->linkage),
                         FIRST_VALUE + DOMESTIC_PCT, earns, text);
        if (status == HM_OK) {
            status = section(job, a, t, hm_linkage_broker(job->linkage),
                             FIRST_VALUE + INCOME_MUSD,
                             "real income, million USD", text);
        }
    } else {
        int32_t count = 0;
        const char **countries = run_countries(job, &count);
        for (int32_t n = 0; n < count && n < 4 && status == HM_OK; n++) {
            status = section(job, a, t, countries[n],
                             FIRST_VALUE + DOMESTIC_PCT, earns, text);
        }
        free((void *)countries);
    }
    char *longer = cli_text(
        "%sAdjustment: %d of %d solutions confirmed by separate code, the "
        "worst to %.0e.\n",
        *text, first->checked.confirmed, first->checked.found,
        first->checked.worst);
    free(*text);
    *text = longer;
    return status;
}

const run_analysis_kind run_adjustment_kind = {
    .block = "adjustment",
    .label = "years after the shock",
    .create = create,
    .free = release,
    .wanted = wanted,
    .begin = begin,
    .task = task,
    .finish = finish,
    .end = end,
    .print = print,
};

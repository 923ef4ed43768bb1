// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * analysis_uncertainty.c - the block `uncertainty:`: the facts of the linkage
 * brief over draws of everything that is assumed, one draw a task.
 */
#include "run_analysis.h"

#include <stdlib.h>
#include <string.h>

/* What came of one draw. */
typedef struct outcome {
    hm_draw draw;
    hm_table *facts; /* NULL: failed */
    int32_t found, confirmed;
    double worst;
    double *residual; /* of every scenario, while the draw is at work */
    char why[160];
} outcome;

typedef struct state {
    int32_t n_accounts;
    hm_account **accounts; /* a vintage each */
    int32_t n_outcomes;
    outcome *outcomes;
} state;

static hm_status create(run_job *job, const hm_node *block, void **settings)
{
    hm_uncertainty *u = NULL;
    hm_closure closure =
        job->has_closure ? job->closure
                         : hm_economy_folder_closure(job->vintages[0].folder);
    hm_status status = hm_uncertainty_create(job->ctx, block,
                                             job->n_sets == 0 ? 1 : job->n_sets,
                                             job->n_vintages, closure, &u);
    for (int32_t v = 0; v < job->n_vintages && status == HM_OK; v++) {
        status = hm_uncertainty_check(
            job->ctx, u, hm_economy_folder_economy(job->vintages[v].folder));
    }
    if (status != HM_OK) {
        hm_uncertainty_free(u);
        return status;
    }
    job->has_seed = true;
    job->seed = hm_uncertainty_seed(u);
    *settings = u;
    return HM_OK;
}

static void destroy(void *settings)
{
    hm_uncertainty_free(settings);
}

/* Computed once, for the first member; it needs facts to draw. */
static bool wanted(const run_job *job, int32_t member, const void *settings)
{
    (void)settings;
    return member == 0 && job->linkage != NULL;
}

static void end(void *pointer)
{
    state *s = pointer;
    for (int32_t v = 0; v < s->n_accounts; v++) {
        hm_account_free(s->accounts[v]);
    }
    for (int32_t d = 0; d < s->n_outcomes; d++) {
        hm_table_free(s->outcomes[d].facts);
    }
    free(s->accounts);
    free(s->outcomes);
    free(s);
}

static hm_status begin(run_worker *worker, run_member *member,
                       run_analysis *analysis, int32_t *n_tasks)
{
    const run_job *job = worker->job;
    state *s = cli_alloc(1, sizeof *s);
    hm_status status = HM_OK;
    (void)member;
    analysis->state = s;
    s->accounts = cli_alloc((size_t)job->n_vintages, sizeof(hm_account *));
    s->n_accounts = job->n_vintages;
    for (int32_t v = 0; v < job->n_vintages && status == HM_OK; v++) {
        status = hm_account_from_economy(
            worker->ctx, hm_economy_folder_economy(job->vintages[v].folder),
            &s->accounts[v]);
    }
    s->n_outcomes = hm_uncertainty_draws(analysis->settings);
    s->outcomes = cli_alloc((size_t)s->n_outcomes, sizeof *s->outcomes);
    *n_tasks = s->n_outcomes;
    return status;
}

/* --- one draw --------------------------------------------------------------------- */

/* Solutions and welfare of one draw, freed together. */
typedef struct desk {
    hm_economy *economy, *base;
    hm_solver *solver;
    hm_solution *start; /* room for one */
    double *spending;
    hm_solution **solutions;
    hm_welfare **welfare;
} desk;

static void desk_clear(const run_job *job, desk *d)
{
    for (int32_t i = 0; i < job->n_scenarios && d->solutions != NULL; i++) {
        hm_solution_free(d->solutions[i]);
        hm_welfare_free(d->welfare[i]);
    }
    hm_solution_free(d->start);
    free(d->spending);
    free(d->solutions);
    free(d->welfare);
    hm_solver_free(d->solver);
    hm_economy_free(d->base);
    hm_economy_free(d->economy);
}

/* Set number `index` of the case under one vintage. */
static const hm_elasticities *set_of(const run_job *job, const hm_draw *draw)
{
    const hm_economy_folder *folder = job->vintages[draw->vintage].folder;
    const hm_elasticities *set =
        job->n_sets == 0
            ? NULL
            : hm_economy_folder_find_set(folder, job->sets[draw->set]);
    return set != NULL
               ? set
               : hm_economy_elasticities(hm_economy_folder_economy(folder));
}

static hm_status prepare(run_worker *worker, const run_analysis *analysis,
                         const hm_draw *draw, desk *d)
{
    const run_job *job = worker->job;
    const state *s = analysis->state;
    hm_status status = hm_uncertainty_economy(worker->ctx, analysis->settings,
                                              draw, s->accounts[draw->vintage],
                                              set_of(job, draw), &d->economy);
    if (status == HM_OK) {
        status =
            hm_equilibrium_calibrate(worker->ctx, d->economy, draw->closure,
                                     &job->settings, &d->base, NULL);
    }
    if (status == HM_OK) {
        status = hm_solver_create(worker->ctx, d->base, draw->closure,
                                  &job->settings, &d->solver);
    }
    return status;
}

/*
 * What this scenario does in the member that the draw lies nearest to, on the
 * draw's own base: a start in d->start, or NULL.
 */
static hm_status near_solution(run_worker *worker, const hm_draw *draw, desk *d,
                               int32_t scenario, const hm_solution **out)
{
    const run_job *job = worker->job;
    int32_t sets = job->n_sets == 0 ? 1 : job->n_sets;
    const run_member *member = &job->members[draw->vintage * sets + draw->set];
    const run_solve *solve = &member->solves[scenario];
    const hm_economy_arrays *own = hm_economy_data(d->base);
    size_t cells = (size_t)own->n_countries * (size_t)own->n_sectors;
    *out = NULL;
    if (!solve->confirmed) {
        return HM_OK;
    }
    if (d->start == NULL) {
        hm_status status = hm_solution_create(worker->ctx, d->base, &d->start);
        if (status != HM_OK) {
            return status;
        }
        d->spending = cli_alloc(cells, sizeof *d->spending);
    }
    hm_solution_arrays x = *hm_solution_data(solve->solution);
    const double *before = hm_economy_data(member->base)->expenditure;
    for (size_t c = 0; c < cells; c++) {
        double hat = before[c] > 0.0 ? x.expenditure[c] / before[c] : 1.0;
        d->spending[c] = own->expenditure[c] * hat;
    }
    x.expenditure = d->spending;
    hm_solution_set(d->start, &x);
    *out = d->start;
    return HM_OK;
}

/* Solve, verify, weigh; a scenario without an answer stays without welfare. */
static hm_status solve(run_worker *worker, outcome *o, desk *d, int32_t i)
{
    const run_job *job = worker->job;
    hm_shock *shock = NULL;
    const hm_solution *near = NULL;
    hm_verification seen;
    memset(&seen, 0, sizeof seen);
    hm_status status =
        hm_shock_create(worker->ctx, d->base, job->scenarios[i], &shock);
    if (status == HM_OK) {
        status = hm_solution_create(worker->ctx, d->base, &d->solutions[i]);
    }
    if (status == HM_OK) {
        status = near_solution(worker, &o->draw, d, i, &near);
    }
    if (status == HM_OK) {
        status = hm_solver_solve(d->solver, shock, near, d->solutions[i]);
    }
    bool found =
        status == HM_OK &&
        hm_solution_certificate(d->solutions[i])->outcome == HM_CONVERGED;
    if (found) {
        status = hm_equilibrium_verify(worker->ctx, d->base, o->draw.closure,
                                       shock, d->solutions[i],
                                       run_verify_tolerance(job), &seen);
        o->found++;
        o->confirmed += seen.confirmed;
    }
    o->residual[i] = seen.residual;
    if (status == HM_OK && seen.confirmed) {
        o->worst = seen.residual > o->worst ? seen.residual : o->worst;
        status = hm_welfare_create(worker->ctx, d->base, &d->welfare[i]);
        if (status == HM_OK) {
            status = hm_welfare_evaluate(worker->ctx, d->base, shock,
                                         d->solutions[i], d->welfare[i]);
        }
    }
    hm_shock_free(shock);
    return status;
}

static hm_status weigh(run_worker *worker, outcome *o, desk *d)
{
    const run_job *job = worker->job;
    hm_linkage_view view = {
        d->base,
        o->draw.closure,
        job->settings,
        run_verify_tolerance(job),
        job->n_scenarios,
        job->scenarios,
        (const hm_solution *const *)d->solutions,
        (const hm_welfare *const *)d->welfare,
        true,
    };
    return hm_linkage_evaluate(worker->ctx, job->linkage, &view, &o->facts);
}

/* The draw's part in the payoffs of the linkage. */
static hm_status play(run_worker *worker, const outcome *o, const desk *d)
{
    const run_job *job = worker->job;
    const hm_linkage_place place = {
        .base = d->base,
        .closure = o->draw.closure,
        .solver = d->solver,
        .tolerance = run_verify_tolerance(job),
        .n_known = job->n_scenarios,
        .known = (const hm_scenario *const *)job->scenarios,
        .welfare = (const hm_welfare *const *)d->welfare,
        .residual = o->residual,
    };
    return run_linkage_draw(worker, o->draw.number, &place);
}

static hm_status task(run_worker *worker, run_member *member,
                      run_analysis *analysis, int32_t index)
{
    const run_job *job = worker->job;
    outcome *o = &((state *)analysis->state)->outcomes[index];
    desk d = {0};
    (void)member;
    o->draw = hm_uncertainty_draw(analysis->settings, index);
    d.solutions = cli_alloc((size_t)job->n_scenarios, sizeof(hm_solution *));
    o->residual = cli_alloc((size_t)job->n_scenarios, sizeof *o->residual);
    d.welfare = cli_alloc((size_t)job->n_scenarios, sizeof(hm_welfare *));
    hm_status status = prepare(worker, analysis, &o->draw, &d);
    for (int32_t i = 0; i < job->n_scenarios && status == HM_OK; i++) {
        if (hm_linkage_needs(job->linkage,
                             hm_scenario_name(job->scenarios[i]))) {
            status = solve(worker, o, &d, i);
        }
    }
    if (status == HM_OK) {
        status = weigh(worker, o, &d);
    }
    if (status == HM_OK && o->draw.varied == HM_ASSUMPTION_ALL) {
        status = play(worker, o, &d);
    }
    free(o->residual);
    o->residual = NULL;
    desk_clear(job, &d);
    if (status == HM_ERR_CANCELED || status == HM_ERR_MEMORY) {
        return status;
    }
    if (status != HM_OK) { /* counted, and listed in draws.csv */
        snprintf(o->why, sizeof o->why, "%s", hm_context_message(worker->ctx));
    }
    return HM_OK;
}

/* --- tables ------------------------------------------------------------------------- */

static hm_status draw_row(const run_job *job, hm_table *table, const outcome *o)
{
    const hm_draw *draw = &o->draw;
    const char *set = job->n_sets == 0 ? "default" : job->sets[draw->set];
    const char *texts[] = {hm_assumption_name(draw->varied),
                           job->vintages[draw->vintage].name, set,
                           hm_closure_name(draw->closure)};
    hm_status status = hm_table_add_row(table);
    for (int32_t c = 0; c < 4 && status == HM_OK; c++) {
        status = hm_table_set_text(table, c, texts[c]);
    }
    if (status == HM_OK) {
        hm_table_set_number(table, 4, (double)draw->number);
        hm_table_set_number(table, 5, draw->gdp_scale);
        hm_table_set_number(table, 6, (double)o->confirmed);
        status = hm_table_set_text(table, 7, o->facts != NULL ? "" : o->why);
    }
    return status;
}

static hm_status draws_table(run_worker *worker, const state *s, hm_table **out)
{
    static const run_column columns[] = {
        {"varied", HM_COLUMN_TEXT},       {"vintage", HM_COLUMN_TEXT},
        {"elasticities", HM_COLUMN_TEXT}, {"trade_balance", HM_COLUMN_TEXT},
        {"number", HM_COLUMN_NUMBER},     {"gdp_scale", HM_COLUMN_NUMBER},
        {"confirmed", HM_COLUMN_NUMBER},  {"failure", HM_COLUMN_TEXT},
    };
    hm_status status = run_table(worker->ctx, "draws", columns, 8, out);
    for (int32_t d = 0; d < s->n_outcomes && status == HM_OK; d++) {
        status = draw_row(worker->job, *out, &s->outcomes[d]);
    }
    return status;
}

static hm_status bands_table(run_worker *worker, const run_member *member,
                             const state *s, hm_table **out)
{
    const char *names[HM_ASSUMPTIONS];
    hm_linkage_draw *draws = cli_alloc((size_t)s->n_outcomes, sizeof *draws);
    for (int32_t a = 0; a < HM_ASSUMPTIONS; a++) {
        names[a] = hm_assumption_name((hm_assumption)a);
    }
    for (int32_t d = 0; d < s->n_outcomes; d++) {
        draws[d] =
            (hm_linkage_draw){s->outcomes[d].facts,
                              hm_assumption_name(s->outcomes[d].draw.varied)};
    }
    hm_status status =
        hm_linkage_uncertainty(worker->ctx, member->facts, draws, s->n_outcomes,
                               names, HM_ASSUMPTIONS, out);
    free(draws);
    return status;
}

static hm_status finish(run_worker *worker, run_member *member,
                        run_analysis *analysis)
{
    const state *s = analysis->state;
    hm_table *table = NULL;
    for (int32_t d = 0; d < s->n_outcomes; d++) {
        const outcome *o = &s->outcomes[d];
        analysis->checked.found += o->found;
        analysis->checked.confirmed += o->confirmed;
        if (o->worst > analysis->checked.worst) {
            analysis->checked.worst = o->worst;
        }
    }
    hm_status status = bands_table(worker, member, s, &table);
    if (status == HM_OK) {
        status = run_analysis_add(analysis, table);
    }
    if (status == HM_OK) {
        status = draws_table(worker, s, &table);
    }
    if (status == HM_OK) {
        status = run_analysis_add(analysis, table);
    }
    if (status != HM_OK) {
        return status;
    }
    run_view view;
    run_view_make(worker->job, member, &view);
    status = hm_linkage_first_order(
        worker->ctx, worker->job->linkage, &view.view, member->facts,
        run_analysis_table(analysis, "uncertainty"),
        hm_uncertainty_theta_cv(analysis->settings), &table);
    run_view_clear(&view);
    return status == HM_OK ? run_analysis_add(analysis, table) : status;
}

/* The bands stand where the numbers stand (run_brief_table); what is left is
 * how far first order goes. */
static hm_status print(const run_job *job, int32_t which, char **text)
{
    const run_analysis *analysis = run_analysis_of(job, 0, which);
    const hm_table *table = run_analysis_table(analysis, "first_order");
    char *grid = NULL;
    hm_status status = hm_report_table(job->ctx, table, 3, &grid);
    if (status == HM_OK) {
        *text = cli_text(
            "\nStandard errors from those of the elasticities alone: by the "
            "derivatives (first order)\nand by exact draws; a ratio far from "
            "1 says that the answer bends\n\n%s",
            grid);
    }
    hm_text_free(job->ctx, grid);
    return status;
}

const run_analysis_kind run_uncertainty_kind = {
    .block = "uncertainty",
    .label = "drawing assumptions",
    .create = create,
    .free = destroy,
    .wanted = wanted,
    .begin = begin,
    .task = task,
    .finish = finish,
    .end = end,
    .print = print,
};

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * analysis_linkage.c - the block `linkage:`: payoffs of every policy and
 * package, whole under each elasticity set and by their margins in each draw
 * of the assumptions; then the fourteen questions from these tables alone.
 */
#include "linkage_frontier.h"

#include <stdlib.h>
#include <string.h>

typedef struct settings {
    hm_context *ctx;
    hm_linkage_menu *menu;
    hm_uncertainty *uncertainty;
    int32_t n_draws;
    /* Draws that the uncertainty of the headlines has solved already, each
     * written by the task of its number alone; or NULL. */
    hm_linkage_payoffs **ready;
} settings;

typedef struct state {
    int32_t n_sets; /* whole views: the first vintage under each set */
    int32_t n_views;
    hm_linkage_payoffs **views;
    bool *done;           /* solved on the way */
    hm_table **frontiers; /* of the sets */
    int32_t n_accounts;
    hm_account **accounts; /* a vintage each */
    int32_t failed;
} state;

static void destroy(void *pointer)
{
    settings *s = pointer;
    for (int32_t d = 0; d < s->n_draws && s->ready != NULL; d++) {
        hm_linkage_payoffs_free(s->ready[d]);
    }
    free(s->ready);
    hm_linkage_menu_free(s->menu);
    hm_uncertainty_free(s->uncertainty);
    free(s);
}

/* From the shell the block comes here first. */
static hm_status take_linkage(run_job *job, const hm_node *block)
{
    if (job->linkage != NULL) {
        return HM_OK;
    }
    const char **names = run_scenario_names(job);
    hm_status status = hm_linkage_create(job->ctx, block, names,
                                         job->n_scenarios, &job->linkage);
    for (int32_t v = 0; v < job->n_vintages && status == HM_OK; v++) {
        status = hm_linkage_check(
            job->ctx, job->linkage,
            hm_economy_folder_economy(job->vintages[v].folder));
    }
    free((void *)names);
    return status;
}

/* What varies is what the block `uncertainty:` says; without one, the sets. */
static hm_status take_uncertainty(run_job *job, settings *s)
{
    static const char standard[] = "{draws: 64, alone: 1, theta_cv: 0.25}";
    const hm_node *block =
        job->source == NULL ? NULL : hm_case_block(job->source, "uncertainty");
    hm_node *own = NULL;
    hm_status status = HM_OK;
    hm_closure closure =
        job->has_closure ? job->closure
                         : hm_economy_folder_closure(job->vintages[0].folder);
    if (block == NULL) {
        status = hm_settings_parse(job->ctx, "standard draws", standard,
                                   sizeof standard - 1, &own);
        block = own;
    }
    if (status == HM_OK) {
        status = hm_uncertainty_create(
            job->ctx, block, job->n_sets == 0 ? 1 : job->n_sets,
            job->n_vintages, closure, &s->uncertainty);
    }
    hm_settings_free(own);
    for (int32_t d = 0; status == HM_OK && d < hm_linkage_draws(job->linkage);
         d++) {
        if (d >= hm_uncertainty_draws(s->uncertainty) ||
            hm_uncertainty_draw(s->uncertainty, d).varied !=
                HM_ASSUMPTION_ALL) {
            break;
        }
        s->n_draws = d + 1;
    }
    return status;
}

static hm_status create(run_job *job, const hm_node *block, void **out)
{
    settings *s = cli_alloc(1, sizeof *s);
    hm_status status = take_linkage(job, block);
    if (status == HM_OK) {
        status = hm_linkage_menu_create(
            job->ctx, job->linkage, (const hm_scenario *const *)job->scenarios,
            job->n_scenarios, &s->menu);
    }
    if (status == HM_OK) {
        status = take_uncertainty(job, s);
    }
    if (status != HM_OK) {
        destroy(s);
        return status;
    }
    s->ready = cli_alloc((size_t)s->n_draws + 1, sizeof *s->ready);
    job->has_seed = true;
    job->seed = hm_uncertainty_seed(s->uncertainty);
    *out = s;
    return HM_OK;
}

static bool wanted(const run_job *job, int32_t member, const void *pointer)
{
    (void)pointer;
    (void)job;
    return member == 0;
}

static void end(void *pointer)
{
    state *s = pointer;
    for (int32_t v = 0; v < s->n_views; v++) {
        hm_linkage_payoffs_free(s->views[v]);
    }
    for (int32_t v = 0; v < s->n_accounts; v++) {
        hm_account_free(s->accounts[v]);
    }
    for (int32_t v = 0; v < s->n_sets; v++) {
        hm_table_free(s->frontiers[v]);
    }
    free(s->frontiers);
    free(s->views);
    free(s->done);
    free(s->accounts);
    free(s);
}

static hm_status make_view(run_worker *worker, const settings *from, state *s,
                           int32_t v)
{
    const run_job *job = worker->job;
    bool whole = v < s->n_sets;
    char *name = whole ? cli_copy(job->members[v].set)
                       : cli_text("draw-%03d", (int)(v - s->n_sets) + 1);
    hm_status status = hm_linkage_payoffs_create(
        worker->ctx, job->linkage, from->menu, name, whole, &s->views[v]);
    free(name);
    return status;
}

/* A view, or the one that was solved on the way. */
static hm_status take_view(run_worker *worker, settings *from, state *s,
                           int32_t v)
{
    int32_t d = v - s->n_sets;
    if (d < 0 || from->ready[d] == NULL) {
        return make_view(worker, from, s, v);
    }
    s->views[v] = from->ready[d];
    from->ready[d] = NULL;
    s->done[v] = true;
    return HM_OK;
}

static hm_status begin(run_worker *worker, run_member *member,
                       run_analysis *analysis, int32_t *n_tasks)
{
    const run_job *job = worker->job;
    settings *from = analysis->settings;
    state *s = cli_alloc(1, sizeof *s);
    hm_status status = HM_OK;
    (void)member;
    analysis->state = s;
    s->n_sets = job->n_sets == 0 ? 1 : job->n_sets;
    s->n_views = s->n_sets + from->n_draws;
    s->views = cli_alloc((size_t)s->n_views, sizeof *s->views);
    s->frontiers = cli_alloc((size_t)s->n_sets, sizeof *s->frontiers);
    s->done = cli_alloc((size_t)s->n_views, sizeof *s->done);
    for (int32_t v = 0; v < s->n_views && status == HM_OK; v++) {
        status = take_view(worker, from, s, v);
    }
    s->accounts = cli_alloc((size_t)job->n_vintages, sizeof *s->accounts);
    s->n_accounts = job->n_vintages;
    for (int32_t v = 0; v < job->n_vintages && status == HM_OK; v++) {
        status = hm_account_from_economy(
            worker->ctx, hm_economy_folder_economy(job->vintages[v].folder),
            &s->accounts[v]);
    }
    *n_tasks = s->n_views;
    return status;
}

/* --- one view ------------------------------------------------------------------ */

static hm_status solve_view(run_worker *worker, const settings *from,
                            hm_linkage_payoffs *view,
                            const hm_linkage_place *place)
{
    hm_status status = HM_OK;
    int32_t packages = hm_linkage_menu_packages(from->menu);
    for (int32_t a = 0; a < packages && status == HM_OK; a++) {
        status = hm_linkage_payoffs_solve(worker->ctx, view, place, a);
    }
    return status;
}

/* The scenarios of a member as what is known in its place. */
static hm_status solve_set(run_worker *worker, const settings *from, state *s,
                           int32_t v)
{
    const run_job *job = worker->job;
    run_member *member = &worker->job->members[v];
    run_view known;
    hm_status status = run_take_solver(worker, member);
    if (status != HM_OK) {
        return status;
    }
    run_view_make(job, member, &known);
    double *residual = cli_alloc((size_t)job->n_scenarios, sizeof *residual);
    for (int32_t k = 0; k < job->n_scenarios; k++) {
        residual[k] = member->solves[k].seen.residual;
    }
    const hm_linkage_place place = {
        .base = member->base,
        .closure = member->closure,
        .solver = worker->solver,
        .tolerance = run_verify_tolerance(job),
        .n_known = job->n_scenarios,
        .known = (const hm_scenario *const *)job->scenarios,
        .welfare = known.welfare,
        .residual = residual,
    };
    status = solve_view(worker, from, s->views[v], &place);
    if (status == HM_OK) {
        status = hm_linkage_frontier(worker->ctx, job->linkage, &known.view,
                                     v == 0, &s->frontiers[v]);
    }
    free(residual);
    run_view_clear(&known);
    return status;
}

hm_status run_linkage_draw(run_worker *worker, int32_t draw,
                           const hm_linkage_place *place)
{
    const run_job *job = worker->job;
    for (int32_t a = 0; a < job->n_analyses; a++) {
        settings *s = job->analyses[a].settings;
        if (job->analyses[a].kind != &run_linkage_kind || draw >= s->n_draws) {
            continue;
        }
        char *name = cli_text("draw-%03d", (int)draw + 1);
        hm_status status = hm_linkage_payoffs_create(
            worker->ctx, job->linkage, s->menu, name, false, &s->ready[draw]);
        free(name);
        return status == HM_OK ? solve_view(worker, s, s->ready[draw], place)
                               : status;
    }
    return HM_OK;
}

/* The elasticity set of a draw under its vintage. */
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

static hm_status solve_draw(run_worker *worker, const settings *from, state *s,
                            int32_t v)
{
    const run_job *job = worker->job;
    hm_draw draw = hm_uncertainty_draw(from->uncertainty, v - s->n_sets);
    hm_economy *economy = NULL;
    hm_economy *base = NULL;
    hm_solver *solver = NULL;
    hm_status status = hm_uncertainty_economy(worker->ctx, from->uncertainty,
                                              &draw, s->accounts[draw.vintage],
                                              set_of(job, &draw), &economy);
    if (status == HM_OK) {
        status = hm_equilibrium_calibrate(worker->ctx, economy, draw.closure,
                                          &job->settings, &base, NULL);
    }
    if (status == HM_OK) {
        status = hm_solver_create(worker->ctx, base, draw.closure,
                                  &job->settings, &solver);
    }
    if (status == HM_OK) {
        hm_linkage_place place = {.base = base,
                                  .closure = draw.closure,
                                  .solver = solver,
                                  .tolerance = run_verify_tolerance(job)};
        status = solve_view(worker, from, s->views[v], &place);
    }
    hm_solver_free(solver);
    hm_economy_free(base);
    hm_economy_free(economy);
    return status;
}

static hm_status task(run_worker *worker, run_member *member,
                      run_analysis *analysis, int32_t index)
{
    state *s = analysis->state;
    if (s->done[index]) {
        return HM_OK;
    }
    hm_status status = index < s->n_sets
                           ? solve_set(worker, analysis->settings, s, index)
                           : solve_draw(worker, analysis->settings, s, index);
    (void)member;
    if (status == HM_OK || status == HM_ERR_CANCELED ||
        status == HM_ERR_MEMORY || index < s->n_sets) {
        return status;
    }
    run_worker_lock(worker); /* a draw without an economy: left empty */
    s->failed++;
    run_worker_unlock(worker);
    return HM_OK;
}

/* --- tables --------------------------------------------------------------------- */

static hm_status copy_row(const hm_table *from, int32_t i, hm_table *to)
{
    hm_status status = hm_table_add_row(to);
    for (int32_t c = 0; c < hm_table_columns(from) && status == HM_OK; c++) {
        if (hm_table_column_type(from, c) == HM_COLUMN_TEXT) {
            status = hm_table_set_text(to, c, hm_table_text(from, i, c));
        } else {
            hm_table_set_number(to, c, hm_table_number(from, i, c));
        }
    }
    return status;
}

/* Frontiers of all sets behind each other, with the set as a column. */
static hm_status gather(run_worker *worker, const state *s, hm_table **out)
{
    hm_status status = HM_OK;
    int32_t columns = 0;
    for (int32_t v = 0; v < s->n_sets && status == HM_OK; v++) {
        const hm_table *from = s->frontiers[v];
        if (*out == NULL) {
            columns = hm_table_columns(from);
            status = hm_table_create(worker->ctx, "concession", out);
            for (int32_t c = 0; c < columns && status == HM_OK; c++) {
                status =
                    hm_table_add_column(*out, hm_table_column_name(from, c),
                                        hm_table_column_type(from, c));
            }
            if (status == HM_OK) {
                status =
                    hm_table_add_column(*out, "elasticities", HM_COLUMN_TEXT);
            }
        }
        for (int32_t i = 0; i < hm_table_rows(from) && status == HM_OK; i++) {
            status = copy_row(from, i, *out);
            if (status == HM_OK) {
                status = hm_table_set_text(*out, columns,
                                           worker->job->members[v].set);
            }
        }
    }
    return status;
}

/* The table with the digits of its file, so that the games played from the
 * files give the same numbers. */
static hm_status as_written(hm_context *ctx, const hm_table *table,
                            hm_table **out)
{
    int32_t n = hm_table_columns(table);
    const char **names = cli_alloc((size_t)n, sizeof *names);
    hm_column_type *types = cli_alloc((size_t)n, sizeof *types);
    char *text = NULL;
    for (int32_t c = 0; c < n; c++) {
        names[c] = hm_table_column_name(table, c);
        types[c] = hm_table_column_type(table, c);
    }
    hm_status status = hm_table_to_csv(ctx, table, &text);
    if (status == HM_OK) {
        const hm_file file = {hm_table_name(table), text, strlen(text)};
        status = hm_table_from_csv(ctx, &file, hm_table_name(table), names,
                                   types, n, out);
    }
    hm_text_free(ctx, text);
    free((void *)names);
    free(types);
    return status;
}

/* Evidence as it stands in the files; cleared also after a failure. */
typedef struct written {
    hm_table *payoffs, *views, *concession, *beliefs;
    int32_t n_facts;
    hm_table **facts;
} written;

static void written_clear(written *w)
{
    hm_table_free(w->payoffs);
    hm_table_free(w->views);
    hm_table_free(w->concession);
    hm_table_free(w->beliefs);
    for (int32_t v = 0; v < w->n_facts; v++) {
        hm_table_free(w->facts[v]);
    }
    free((void *)w->facts);
}

/* What the analysis of beliefs, run before this one, says of the broker. */
static const hm_table *find_beliefs(const run_job *job)
{
    const hm_table *found = NULL;
    for (int32_t a = 0; a < job->n_analyses && found == NULL; a++) {
        found =
            run_analysis_table(run_analysis_of(job, 0, a), "beliefs_variants");
    }
    return found;
}

static hm_status write_down(run_worker *worker, const run_analysis *analysis,
                            written *w)
{
    const run_job *job = worker->job;
    const state *s = analysis->state;
    const struct {
        const char *name;
        hm_table **to;
    } parts[] = {{"payoffs", &w->payoffs},
                 {"payoff_views", &w->views},
                 {"concession", &w->concession}};
    hm_status status = HM_OK;
    for (int32_t k = 0; k < 3 && status == HM_OK; k++) {
        status =
            as_written(worker->ctx, run_analysis_table(analysis, parts[k].name),
                       parts[k].to);
    }
    const hm_table *beliefs = find_beliefs(job);
    if (status == HM_OK && beliefs != NULL) {
        status = as_written(worker->ctx, beliefs, &w->beliefs);
    }
    w->facts = cli_alloc((size_t)s->n_sets, sizeof *w->facts);
    for (int32_t v = 0; v < s->n_sets && status == HM_OK; v++) {
        status = as_written(worker->ctx, job->members[v].facts, &w->facts[v]);
        w->n_facts = v + 1;
    }
    return status;
}

static hm_status answer(run_worker *worker, run_analysis *analysis)
{
    hm_table *tables[HM_LINKAGE_TABLES] = {NULL};
    written w = {0};
    hm_status status = write_down(worker, analysis, &w);
    if (status == HM_OK) {
        const hm_linkage_evidence evidence = {
            w.payoffs, w.views,      (const hm_table *const *)w.facts,
            w.n_facts, w.concession, w.beliefs};
        status = hm_linkage_answers(worker->ctx, worker->job->linkage,
                                    &evidence, tables);
    }
    for (int32_t t = 0; t < HM_LINKAGE_TABLES; t++) {
        if (tables[t] != NULL && status == HM_OK) {
            status = run_analysis_add(analysis, tables[t]);
        } else {
            hm_table_free(tables[t]);
        }
    }
    written_clear(&w);
    return status;
}

static hm_status finish(run_worker *worker, run_member *member,
                        run_analysis *analysis)
{
    const state *s = analysis->state;
    const hm_linkage_payoffs *const *all =
        (const hm_linkage_payoffs *const *)s->views;
    hm_table *payoffs = NULL;
    hm_table *views = NULL;
    (void)member;
    for (int32_t v = 0; v < s->n_views; v++) {
        hm_linkage_count count = hm_linkage_payoffs_count(s->views[v]);
        analysis->checked.found += count.found;
        analysis->checked.confirmed += count.confirmed;
        if (count.worst > analysis->checked.worst) {
            analysis->checked.worst = count.worst;
        }
    }
    hm_status status =
        hm_linkage_payoffs_table(worker->ctx, all, s->n_views, &payoffs);
    if (status == HM_OK) {
        status = run_analysis_add(analysis, payoffs);
    }
    if (status == HM_OK) {
        status = hm_linkage_views_table(worker->ctx, all, s->n_views, &views);
    }
    if (status == HM_OK) {
        status = run_analysis_add(analysis, views);
    }
    hm_table *frontiers = NULL;
    if (status == HM_OK) {
        status = gather(worker, s, &frontiers);
    }
    if (status == HM_OK) {
        status = run_analysis_add(analysis, frontiers);
    }
    return status == HM_OK ? answer(worker, analysis) : status;
}

/* games/NAME.nfg and .efg for Gambit. */
static hm_status write_game(const run_job *job, hm_results *results,
                            const char *name, bool tree, const hm_table *table)
{
    char *text = NULL;
    char *file = cli_text("games/%s.%s", name, tree ? "efg" : "nfg");
    hm_status status = tree ? hm_table_to_efg(job->ctx, table, &text)
                            : hm_table_to_nfg(job->ctx, table, &text);
    if (status == HM_OK) {
        status = hm_results_text(results, file, text);
    }
    hm_text_free(job->ctx, text);
    free(file);
    return status;
}

static hm_status write_games(const run_job *job, int32_t which,
                             hm_results *results)
{
    const run_analysis *first = run_analysis_of(job, 0, which);
    const hm_linkage_evidence evidence = {
        .payoffs = run_analysis_table(first, "payoffs"),
        .views = run_analysis_table(first, "payoff_views"),
    };
    hm_status status = HM_OK;
    for (int32_t g = 0; status == HM_OK; g++) {
        const char *name = NULL;
        bool tree = false;
        hm_table *table = NULL;
        status = hm_linkage_game(job->ctx, job->linkage, &evidence, g, &name,
                                 &tree, &table);
        if (status == HM_OK && table != NULL) {
            status = write_game(job, results, name, tree, table);
        }
        hm_table_free(table);
        if (name == NULL) {
            break;
        }
    }
    return status;
}

static hm_status print(const run_job *job, int32_t which, char **text)
{
    const run_analysis *first = run_analysis_of(job, 0, which);
    const hm_table *rows = run_analysis_table(first, "linkage");
    char **kept = NULL;
    char *words = NULL;
    int32_t n_names = 0;
    if (rows == NULL) {
        return HM_OK;
    }
    hm_report_name *names = run_names(job, &n_names, &kept);
    const hm_report_input input = {
        .sender = hm_linkage_sender(job->linkage),
        .broker = hm_linkage_broker(job->linkage),
        .target = hm_linkage_target(job->linkage),
        .names = names,
        .n_names = n_names,
    };
    char *frontier = NULL;
    hm_status status = hm_report_questions(job->ctx, &input, rows, &words);
    if (status == HM_OK) {
        status = cli_linkage_frontier(
            job, run_analysis_table(first, "concession"), &frontier);
    }
    if (status == HM_OK) {
        const run_checked *seen = &first->checked;
        const char *about =
            "The least that a gain of the broker costs the sender, each tariff "
            "cut apart\n(before: the policy that it starts from; cost below "
            "0: the sender gains; others: real income of all\nother "
            "countries; frontier: up to all that can be given; budget: what a "
            "round sum buys; step: what\nmakes up for a step; mfn: one rate "
            "for every seller, also those who paid less; leaks: gains of "
            "those\nothers that gain, per dollar of reward; lowest, highest: "
            "cost of that reward over the elasticity\nsets that reach "
            "it)\n\n";
        *text = cli_text("%s%s%s%s\n  Payoffs: %d of %d solutions "
                         "confirmed by separate code, the worst to %.0e of a "
                         "country's own size.\n",
                         words, frontier == NULL ? "" : "\n",
                         frontier == NULL ? "" : about,
                         frontier == NULL ? "" : frontier, seen->confirmed,
                         seen->found, seen->worst);
    }
    hm_text_free(job->ctx, words);
    hm_text_free(job->ctx, frontier);
    for (int32_t k = 0; kept[k] != NULL; k++) {
        free(kept[k]);
    }
    free((void *)kept);
    free(names);
    return status;
}

const run_analysis_kind run_linkage_kind = {
    .block = "linkage",
    .label = "playing the games",
    .create = create,
    .free = destroy,
    .wanted = wanted,
    .begin = begin,
    .task = task,
    .finish = finish,
    .end = end,
    .write = write_games,
    .print = print,
};

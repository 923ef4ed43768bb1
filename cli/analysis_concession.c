// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * analysis_concession.c - `concession:` of the block `linkage:`: the frontier
 * C*(R) of every baseline, capacity for round budgets, and the same rewards
 * by a rate for all partners (MFN). A baseline of a member is a task.
 */
#include "run_analysis.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Points of a curve: of the first member, and of those that make the range. */
enum { POINTS = 9, FEW_POINTS = 3, BUDGETS = 5, SHARES = 2 };
/* B23, million USD. */
static const double budgets[BUDGETS] = {1000, 2000, 5000, 10000, 20000};
/* Of the largest reward, by tied rates (B24). */
static const double shares[SHARES] = {0.5, 1.0};

/* What the block asks; nodes belong to the case. */
typedef struct settings {
    const char *giver, *taker;
    const hm_node *tariff, *baselines; /* NULL: nothing is asked */
} settings;

typedef struct frontier {
    const char *baseline;
    hm_concession *curve;
    int32_t n_budgets, n_tied;
    hm_concession_point budget[BUDGETS], tied[SHARES];
} frontier;

typedef struct state {
    hm_concession_view view;
    int32_t count;
    frontier *items;
} state;

static hm_status create(run_job *job, const hm_node *block, void **out)
{
    settings *s = cli_alloc(1, sizeof *s);
    const hm_node *concession = hm_node_find(block, "concession");
    (void)job;
    *out = s;
    if (concession == NULL) {
        return HM_OK;
    }
    const hm_node *instruments = hm_node_find(concession, "instruments");
    s->tariff =
        instruments == NULL ? NULL : hm_node_find(instruments, "tariff");
    s->baselines = hm_node_find(concession, "baselines");
    s->giver = hm_node_text(hm_node_find(block, "sender"));
    s->taker = hm_node_text(hm_node_find(block, "broker"));
    return HM_OK;
}

static bool wanted(const run_job *job, int32_t member, const void *pointer)
{
    const settings *s = pointer;
    const run_member *m = &job->members[member];
    return s->tariff != NULL && !m->probe && m->vintage == &job->vintages[0];
}

/* Number of items of a scalar (1), a list or nothing (0). */
static int32_t size_of(const hm_node *node)
{
    if (node == NULL) {
        return 0;
    }
    return hm_node_get_kind(node) == HM_NODE_LIST ? hm_node_size(node) : 1;
}

static const char *item_of(const hm_node *node, int32_t index)
{
    return hm_node_text(hm_node_get_kind(node) == HM_NODE_LIST
                            ? hm_node_item(node, index)
                            : node);
}

/* Codes, {not: codes} or nothing (all); free *list. */
static hm_selector selector_of(const hm_node *map, const char *key,
                               const char ***list)
{
    static const char *const all[] = {"all"};
    const hm_node *node = hm_node_find(map, key);
    hm_selector selector = {0, NULL, false};
    if (node != NULL && hm_node_get_kind(node) == HM_NODE_MAP) {
        selector.complement = true;
        node = hm_node_find(node, "not");
    }
    int32_t count = size_of(node);
    const char **codes = cli_alloc((size_t)count + 1, sizeof *codes);
    codes[0] = all[0];
    for (int32_t i = 0; i < count; i++) {
        codes[i] = item_of(node, i);
    }
    *list = codes;
    selector.codes = codes;
    selector.n_codes = count == 0 ? 1 : count;
    return selector;
}

static void end(void *pointer)
{
    state *s = pointer;
    for (int32_t b = 0; b < s->count; b++) {
        hm_concession_free(s->items[b].curve);
    }
    free(s->items);
    free(s);
}

static hm_status begin(run_worker *worker, run_member *member,
                       run_analysis *analysis, int32_t *n_tasks)
{
    const run_job *job = worker->job;
    const settings *asked = analysis->settings;
    state *s = cli_alloc(1, sizeof *s);
    analysis->state = s;
    s->view = (hm_concession_view){member->base, member->closure, job->settings,
                                   run_verify_tolerance(job)};
    int32_t count = size_of(asked->baselines);
    s->items = cli_alloc((size_t)count + 1, sizeof *s->items);
    for (int32_t b = 0; b < count; b++) {
        s->items[b].baseline = item_of(asked->baselines, b);
    }
    if (count == 0) {
        s->items[count++].baseline = "benchmark";
    }
    s->count = *n_tasks = count;
    return HM_OK;
}

static const hm_scenario *scenario_of(const run_job *job, const char *name)
{
    for (int32_t i = 0; i < job->n_scenarios; i++) {
        if (strcmp(hm_scenario_name(job->scenarios[i]), name) == 0) {
            return job->scenarios[i];
        }
    }
    return NULL; /* the benchmark */
}

/* --- one baseline ------------------------------------------------------------------ */

static hm_status find_budgets(frontier *f)
{
    double most = hm_concession_most(f->curve)->cost_musd;
    for (int32_t k = 0; k < BUDGETS && budgets[k] < most; k++) {
        hm_status status = hm_concession_budget(f->curve, budgets[k],
                                                &f->budget[f->n_budgets++]);
        if (status != HM_OK) {
            return status;
        }
    }
    return HM_OK;
}

/* The same rewards when the giver must cut for every partner alike. */
static hm_status find_tied(run_worker *worker, const state *s,
                           const hm_concession_ask *ask, frontier *f)
{
    static const char *const all[] = {"all"};
    hm_concession_part part = ask->parts[0];
    hm_concession_ask tied = *ask;
    hm_concession *c = NULL;
    double most = hm_concession_most(f->curve)->reward_musd;
    part.exporter = (hm_selector){1, all, false};
    tied.parts = &part;
    tied.mfn = true;
    hm_status status = hm_concession_create(worker->ctx, &s->view, &tied, &c);
    for (int32_t k = 0; k < SHARES && most > 0.0 && status == HM_OK; k++) {
        status = hm_concession_at(c, shares[k] * most, &f->tied[f->n_tied++]);
    }
    hm_concession_free(c);
    return status;
}

static hm_status task(run_worker *worker, run_member *member,
                      run_analysis *analysis, int32_t index)
{
    const run_job *job = worker->job;
    const settings *asked = analysis->settings;
    state *s = analysis->state;
    frontier *f = &s->items[index];
    bool first = member == &job->members[0];
    const char **lists[3];
    hm_concession_part part = {
        false, selector_of(asked->tariff, "exporter", &lists[0]),
        selector_of(asked->tariff, "importer", &lists[1]),
        selector_of(asked->tariff, "sector", &lists[2])};
    hm_concession_ask ask = {.giver = asked->giver,
                             .taker = asked->taker,
                             .n_parts = 1,
                             .parts = &part,
                             .baseline = scenario_of(job, f->baseline),
                             .low = NAN,
                             .high = NAN,
                             .place = hm_node_place(asked->tariff)};
    hm_status status =
        hm_concession_create(worker->ctx, &s->view, &ask, &f->curve);
    if (status == HM_OK) {
        status = hm_concession_curve(f->curve, first ? POINTS : FEW_POINTS);
    }
    if (status == HM_OK && first) {
        status = find_budgets(f);
    }
    if (status == HM_OK && first && index == 0) {
        status = find_tied(worker, s, &ask, f);
    }
    for (int k = 0; k < 3; k++) {
        free((void *)lists[k]);
    }
    return status;
}

/* --- tables ------------------------------------------------------------------------- */

static hm_status add_rows(const frontier *f, hm_table *table)
{
    hm_status status = hm_concession_rows(f->curve, f->baseline, table);
    for (int32_t k = 0; k < f->n_budgets && status == HM_OK; k++) {
        if (f->budget[k].confirmed) {
            status =
                hm_concession_row(f->baseline, "budget", &f->budget[k], table);
        }
    }
    for (int32_t k = 0; k < f->n_tied && status == HM_OK; k++) {
        if (f->tied[k].confirmed) {
            status = hm_concession_row(f->baseline, "mfn", &f->tied[k], table);
        }
    }
    return status;
}

static hm_status finish(run_worker *worker, run_member *member,
                        run_analysis *analysis)
{
    const state *s = analysis->state;
    hm_table *table = NULL;
    hm_status status = hm_concession_table(worker->ctx, &table);
    for (int32_t b = 0; b < s->count && status == HM_OK; b++) {
        const frontier *f = &s->items[b];
        const hm_concession_point *most = hm_concession_most(f->curve);
        run_analysis_checked(analysis, most->confirmed, most->residual);
        if (!most->confirmed) {
            (void)cli_fail(0,
                           "concession from %s (%s, %s): no search for the "
                           "largest reward ended",
                           f->baseline, member->vintage->name, member->set);
        }
        for (int32_t k = 0; k < hm_concession_points(f->curve); k++) {
            run_analysis_checked(analysis, true,
                                 hm_concession_get(f->curve, k)->residual);
        }
        status = add_rows(f, table);
    }
    if (status != HM_OK) {
        hm_table_free(table);
        return status;
    }
    return run_analysis_add(analysis, table);
}

/* --- the section of the report ----------------------------------------------------------- */

enum {
    OUT_BASELINE = 0,
    OUT_KIND,
    OUT_REWARD,
    OUT_COST,
    OUT_LOW,
    OUT_HIGH,
    OUT_PRICE,
    OUT_LEAK,
    OUT_COLUMNS
};

static const run_column out_columns[OUT_COLUMNS] = {
    {"baseline", HM_COLUMN_TEXT},      {"kind", HM_COLUMN_TEXT},
    {"gain $m", HM_COLUMN_NUMBER},     {"cost $m", HM_COLUMN_NUMBER},
    {"lowest", HM_COLUMN_NUMBER},      {"highest", HM_COLUMN_NUMBER},
    {"last dollar", HM_COLUMN_NUMBER}, {"leakage %", HM_COLUMN_NUMBER},
};

static double cell(const hm_table *table, int32_t row, const char *column)
{
    return hm_table_number(table, row, hm_table_find(table, column));
}

static const char *text(const hm_table *table, int32_t row, const char *column)
{
    return hm_table_text(table, row, hm_table_find(table, column));
}

/* The dearest point of a baseline's frontier in one member: what all of the
 * tariffs are worth, and cost. */
static int32_t last_of(const hm_table *table, const char *baseline)
{
    int32_t last = -1;
    for (int32_t r = 0; table != NULL && r < hm_table_rows(table); r++) {
        if (strcmp(text(table, r, "baseline"), baseline) == 0 &&
            strcmp(text(table, r, "kind"), "frontier") == 0) {
            last = r;
        }
    }
    return last;
}

/* Range over the sets of the cost of everything that can be given. */
static void range_of(const run_job *job, int32_t which, const char *baseline,
                     double *low, double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (int32_t m = 0; m < job->n_members; m++) {
        const run_analysis *analysis = run_analysis_of(job, m, which);
        const hm_table *table =
            analysis == NULL ? NULL
                             : run_analysis_table(analysis, "concession");
        int32_t r = last_of(table, baseline);
        if (r >= 0) {
            double cost = cell(table, r, "cost_musd");
            *low = cost < *low ? cost : *low;
            *high = cost > *high ? cost : *high;
        }
    }
}

static hm_status fill_row(const run_job *job, int32_t which,
                          const hm_table *from, int32_t r, hm_table *to)
{
    const char *baseline = text(from, r, "baseline");
    hm_status status = hm_table_add_row(to);
    if (status == HM_OK) {
        status = hm_table_set_text(to, OUT_BASELINE, baseline);
    }
    if (status == HM_OK) {
        status = hm_table_set_text(to, OUT_KIND, text(from, r, "kind"));
    }
    hm_table_set_number(to, OUT_REWARD, cell(from, r, "reward_musd"));
    hm_table_set_number(to, OUT_COST, cell(from, r, "cost_musd"));
    hm_table_set_number(to, OUT_PRICE, cell(from, r, "marginal_price"));
    hm_table_set_number(to, OUT_LEAK, 100.0 * cell(from, r, "leakage"));
    if (r == last_of(from, baseline)) {
        double low = 0.0;
        double high = 0.0;
        range_of(job, which, baseline, &low, &high);
        hm_table_set_number(to, OUT_LOW, low);
        hm_table_set_number(to, OUT_HIGH, high);
    }
    return status;
}

static hm_status print(const run_job *job, int32_t which, char **out)
{
    const run_analysis *first = run_analysis_of(job, 0, which);
    const hm_table *from = run_analysis_table(first, "concession");
    const settings *asked = first->settings;
    hm_table *section = NULL;
    char *body = NULL;
    *out = NULL;
    if (from == NULL || hm_table_rows(from) == 0) {
        return HM_OK;
    }
    hm_status status =
        run_table(job->ctx, "concession", out_columns, OUT_COLUMNS, &section);
    for (int32_t r = 0; r < hm_table_rows(from) && status == HM_OK; r++) {
        status = fill_row(job, which, from, r, section);
    }
    if (status == HM_OK) {
        status = hm_report_table(job->ctx, section, 4, &body);
    }
    if (status == HM_OK) {
        *out = cli_text(
            "\nWhat a gain for %s costs %s at least, by cutting tariffs\n\n%s\n"
            "gain and cost: real income a year over the baseline; a cost below "
            "0 is a gain. lowest, highest: over\nthe elasticity sets, of "
            "giving "
            "all that can be given. last dollar: cost of the last dollar of "
            "gain.\nbudget: the most gain for a round cost. mfn: the same gain "
            "when every partner gets the cut.\nleakage: gains of third "
            "countries, in per cent of the gain. A baseline with one row of 0 "
            "has no\ntariff left to cut.\n",
            asked->taker, asked->giver, body);
    }
    hm_text_free(job->ctx, body);
    hm_table_free(section);
    return status;
}

static void destroy(void *pointer)
{
    free(pointer);
}

const run_analysis_kind run_concession_kind = {
    .block = "linkage",
    .label = "concessions",
    .create = create,
    .free = destroy,
    .wanted = wanted,
    .begin = begin,
    .task = task,
    .finish = finish,
    .end = end,
    .print = print,
};

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * analysis_sanctions.c - the block `sanctions:` of a case: every problem of a
 * member of the first vintage is a task.
 */
#include "run_analysis.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Measures of a plan that the report names. */
enum { MENTIONED = 4 };

/* One member's plans. */
typedef struct state {
    hm_sanction_view view;
    int32_t count;
    hm_sanction_plan **plans;
} state;

static void free_settings(void *settings)
{
    hm_sanctions_free(settings);
}

static hm_status create(run_job *job, const hm_node *block, void **settings)
{
    hm_sanctions *sanctions = NULL;
    const char **names = run_scenario_names(job);
    hm_status status = hm_sanctions_create(job->ctx, block, names,
                                           job->n_scenarios, &sanctions);
    for (int32_t v = 0; v < job->n_vintages && status == HM_OK; v++) {
        status = hm_sanctions_check(
            job->ctx, sanctions,
            hm_economy_folder_economy(job->vintages[v].folder));
    }
    free((void *)names);
    if (status != HM_OK) {
        hm_sanctions_free(sanctions);
        return status;
    }
    *settings = sanctions;
    return HM_OK;
}

/* Plans are made for the first member; what they do in the others' worlds is
 * their range. */
static bool wanted(const run_job *job, int32_t member, const void *settings)
{
    (void)job;
    (void)settings;
    return member == 0;
}

static void end(void *pointer)
{
    state *s = pointer;
    for (int32_t i = 0; i < s->count; i++) {
        hm_sanction_plan_free(s->plans[i]);
    }
    free((void *)s->plans);
    free(s);
}

static hm_sanction_view view_of(const run_job *job, const run_member *member)
{
    hm_sanction_view view = {
        .base = member->base,
        .closure = member->closure,
        .settings = job->settings,
        .verify_tolerance = run_verify_tolerance(job),
        .n_scenarios = job->n_scenarios,
        .scenarios = job->scenarios,
    };
    return view;
}

static hm_status begin(run_worker *worker, run_member *member,
                       run_analysis *analysis, int32_t *n_tasks)
{
    state *s = cli_alloc(1, sizeof *s);
    analysis->state = s;
    s->view = view_of(worker->job, member);
    s->count = hm_sanctions_count(analysis->settings);
    s->plans = cli_alloc((size_t)s->count + 1, sizeof *s->plans);
    *n_tasks = s->count;
    return HM_OK;
}

/* May the plan also be made for this member: another elasticity set of the
 * first table? */
static bool is_other(const run_job *job, const run_member *other)
{
    return other != &job->members[0] && !other->probe &&
           other->status == HM_OK && other->vintage == job->members[0].vintage;
}

/* The problem made for every elasticity set, and regrets. */
static hm_status across(run_worker *worker, const run_analysis *analysis,
                        int32_t index, hm_sanction_plan *first)
{
    const run_job *job = worker->job;
    size_t most = (size_t)job->n_members + 1;
    hm_sanction_plan **plans = cli_alloc(most, sizeof *plans);
    hm_sanction_view *views = cli_alloc(most, sizeof *views);
    const char **names = cli_alloc(most, sizeof *names);
    hm_status status = HM_OK;
    int32_t count = 1;
    plans[0] = first;
    names[0] = job->members[0].set;
    for (int32_t m = 0; m < job->n_members && status == HM_OK; m++) {
        if (is_other(job, &job->members[m])) {
            views[count] = view_of(job, &job->members[m]);
            views[count].points_only = true;
            names[count] = job->members[m].set;
            status =
                hm_sanction_plan_create(worker->ctx, analysis->settings, index,
                                        &views[count], &plans[count]);
            count++;
        }
    }
    if (status == HM_OK && count > 1) {
        status = hm_sanction_plan_across(worker->ctx, plans, names, count);
    }
    for (int32_t k = 1; k < count; k++) {
        hm_sanction_plan_free(plans[k]);
    }
    free((void *)plans);
    free(views);
    free((void *)names);
    return status;
}

static hm_status task(run_worker *worker, run_member *member,
                      run_analysis *analysis, int32_t index)
{
    const run_job *job = worker->job;
    state *s = analysis->state;
    hm_status status = hm_sanction_plan_create(
        worker->ctx, analysis->settings, index, &s->view, &s->plans[index]);
    for (int32_t m = 0; m < job->n_members && status == HM_OK; m++) {
        const run_member *other = &job->members[m];
        if (other != member && !other->probe && other->status == HM_OK) {
            hm_sanction_view view = view_of(job, other);
            status =
                hm_sanction_plan_under(worker->ctx, s->plans[index], &view);
        }
    }
    if (status == HM_OK && hm_sanctions_across(analysis->settings, index)) {
        status = across(worker, analysis, index, s->plans[index]);
    }
    return status;
}

/* The first member must have every point that is in reach. */
static hm_status judge(run_worker *worker, const run_member *member,
                       run_analysis *analysis)
{
    const state *s = analysis->state;
    bool first = member == &worker->job->members[0];
    bool good = true;
    for (int32_t i = 0; i < s->count; i++) {
        const hm_sanction_certificate *c =
            hm_sanction_plan_certificate(s->plans[i]);
        run_analysis_checked(analysis, c->confirmed, c->residual);
        if (!c->confirmed) {
            (void)cli_fail(0,
                           "sanctions %s (%s, %s): not every point was "
                           "found and verified: %s",
                           hm_sanction_plan_name(s->plans[i]),
                           member->vintage->name, member->set, c->worst);
        }
        good = good && c->confirmed;
    }
    return good || !first ? HM_OK : HM_ERR_VERIFY;
}

static hm_status finish(run_worker *worker, run_member *member,
                        run_analysis *analysis)
{
    const state *s = analysis->state;
    hm_table *tables[HM_SANCTION_TABLES];
    hm_status status = judge(worker, member, analysis);
    if (status == HM_OK) {
        status = hm_sanction_tables(worker->ctx,
                                    (const hm_sanction_plan *const *)s->plans,
                                    s->count, tables);
    }
    for (int t = 0; t < HM_SANCTION_TABLES && status == HM_OK; t++) {
        if (hm_table_rows(tables[t]) > 0) {
            status = run_analysis_add(analysis, tables[t]);
        } else {
            hm_table_free(tables[t]);
        }
    }
    return status;
}

/* --- the section of the report --------------------------------------------------- */

enum {
    OUT_PROBLEM = 0,
    OUT_LOSS,
    OUT_LEAST,
    OUT_MOST,
    OUT_COST,
    OUT_LOW,
    OUT_HIGH,
    OUT_PRICE,
    OUT_WAGE,
    OUT_FOOD,
    OUT_MEDICINE,
    OUT_COLUMNS
};

static const run_column out_columns[OUT_COLUMNS] = {
    {"problem", HM_COLUMN_TEXT},      {"loss $m", HM_COLUMN_NUMBER},
    {"from", HM_COLUMN_NUMBER},       {"to", HM_COLUMN_NUMBER},
    {"cost $m", HM_COLUMN_NUMBER},    {"from", HM_COLUMN_NUMBER},
    {"to", HM_COLUMN_NUMBER},         {"price", HM_COLUMN_NUMBER},
    {"wage %", HM_COLUMN_NUMBER},     {"food %", HM_COLUMN_NUMBER},
    {"medicine %", HM_COLUMN_NUMBER},
};

static double cell(const hm_table *table, int32_t row, const char *column)
{
    return hm_table_number(table, row, hm_table_find(table, column));
}

static const char *text(const hm_table *table, int32_t row, const char *column)
{
    return hm_table_text(table, row, hm_table_find(table, column));
}

/* Both not available, or the same number. */
static bool same_number(double a, double b)
{
    return isnan(a) ? isnan(b) : fabs(a - b) <= 1e-12 * fmax(1.0, fabs(a));
}

/* Does measure row m belong to point row p? */
static bool of_point(const hm_table *measures, int32_t m,
                     const hm_table *points, int32_t p)
{
    return strcmp(text(measures, m, "problem"), text(points, p, "problem")) ==
               0 &&
           strcmp(text(measures, m, "form"), text(points, p, "form")) == 0 &&
           same_number(cell(measures, m, "asked"), cell(points, p, "asked"));
}

/* How much of the trade that a measure touches it stops, roughly. */
static double weight_of(const hm_table *measures, int32_t m)
{
    double value = cell(measures, m, "value");
    const char *kind = text(measures, m, "measure");
    double share = strcmp(kind, "embargo") == 0 ? value
                   : strcmp(kind, "quota") == 0 ? 1.0 - value
                                                : value / (1.0 + value);
    return share * cell(measures, m, "value_base_musd");
}

/* The largest measure of a point lighter than `limit`; -1: none worth it. */
static int32_t next_measure(const hm_table *measures, const hm_table *points,
                            int32_t p, double limit)
{
    int32_t best = -1;
    double most = 0.0;
    for (int32_t m = 0; measures != NULL && m < hm_table_rows(measures); m++) {
        double weight = weight_of(measures, m);
        if (weight < limit && weight > most &&
            fabs(cell(measures, m, "value")) > 0.005 &&
            of_point(measures, m, points, p)) {
            best = m;
            most = weight;
        }
    }
    return best;
}

/* "62 %", "taxed 31 %", "57 % left" */
static char *in_words(const hm_table *measures, int32_t m)
{
    const char *kind = text(measures, m, "measure");
    bool ban = strcmp(kind, "embargo") == 0;
    bool quota = strcmp(kind, "quota") == 0;
    return cli_text("%s%.0f %%%s", ban || quota ? "" : "taxed ",
                    100.0 * cell(measures, m, "value"), quota ? " left" : "");
}

/* "CHN from mining 100 %, to electrical 62 %" */
static char *mainly(const hm_table *measures, const hm_table *points, int32_t p,
                    const char *target)
{
    char *words = cli_copy("");
    const char *last = "";
    double limit = INFINITY;
    for (int32_t k = 0; k < MENTIONED; k++) {
        int32_t m = next_measure(measures, points, p, limit);
        if (m < 0) {
            break;
        }
        limit = weight_of(measures, m);
        bool buys = strcmp(text(measures, m, "exporter"), target) == 0;
        const char *who = text(measures, m, buys ? "importer" : "exporter");
        bool same = strcmp(who, last) == 0;
        char *value = in_words(measures, m);
        char *more =
            cli_text("%s%s%s%s%s %s %s", words, k == 0 ? "" : ", ",
                     same ? "" : who, same ? "" : " ", buys ? "from" : "to",
                     text(measures, m, "sector"), value);
        free(value);
        last = who;
        free(words);
        words = more;
    }
    return words;
}

static bool is_found(const hm_table *from, int32_t row)
{
    return strcmp(text(from, row, "outcome"), "found") == 0;
}

static hm_status fill_row(const hm_table *from, int32_t row, hm_table *to)
{
    static const char *const columns[OUT_COLUMNS] = {NULL,
                                                     "target_loss_musd",
                                                     "loss_low_musd",
                                                     "loss_high_musd",
                                                     "sender_cost_musd",
                                                     "cost_low_musd",
                                                     "cost_high_musd",
                                                     "willingness",
                                                     "real_wage_pct",
                                                     "food_pct",
                                                     "medicine_pct"};
    hm_status status = hm_table_add_row(to);
    if (status == HM_OK) {
        status = hm_table_set_text(to, OUT_PROBLEM, text(from, row, "problem"));
    }
    for (int32_t c = 1; c < OUT_COLUMNS; c++) {
        bool asked = c == OUT_LOSS && !is_found(from, row);
        hm_table_set_number(to, c,
                            cell(from, row, asked ? "asked" : columns[c]));
    }
    return status;
}

static const char *target_of(const hm_table *countries, const char *problem)
{
    for (int32_t r = 0; countries != NULL && r < hm_table_rows(countries);
         r++) {
        if (strcmp(text(countries, r, "problem"), problem) == 0 &&
            strcmp(text(countries, r, "role"), "target") == 0) {
            return text(countries, r, "country");
        }
    }
    return "";
}

/* A line a point: what it mostly does, or why there is none. */
static char *plans_note(const run_job *job, int32_t which, const hm_table *from)
{
    const run_analysis *first = run_analysis_of(job, 0, which);
    const hm_table *measures = run_analysis_table(first, "sanctions_measures");
    const hm_table *countries =
        run_analysis_table(first, "sanctions_countries");
    char *note = cli_copy("");
    for (int32_t r = 0; r < hm_table_rows(from); r++) {
        const char *problem = text(from, r, "problem");
        bool found = is_found(from, r);
        char *words =
            found ? mainly(measures, from, r, target_of(countries, problem))
                  : cli_copy(text(from, r, "outcome"));
        char *more = cli_text(
            "%s  %s, %.4g: %s\n", note, problem,
            cell(from, r, found ? "target_loss_musd" : "asked"), words);
        free(words);
        free(note);
        note = more;
    }
    return note;
}

/* What stays free by problem, once where it is the same. */
static char *exempt_note(const hm_table *from)
{
    char *note = cli_copy("");
    for (int32_t r = 0; r < hm_table_rows(from); r++) {
        const char *exempt = text(from, r, "exempt");
        bool said = r > 0 && strcmp(text(from, r - 1, "exempt"), exempt) == 0;
        if (!said) {
            char *more =
                cli_text("%s%s%s: %s", note, note[0] == '\0' ? "" : "\n",
                         text(from, r, "problem"), exempt);
            free(note);
            note = more;
        }
    }
    return note;
}

/* A plan of the ranking: "loss 500", "most", "price 1". */
static char *plan_words(const hm_table *ranks, int32_t r)
{
    const char *form = text(ranks, r, "form");
    double asked = cell(ranks, r, "asked");
    if (strcmp(form, "robust") == 0) {
        double searched = cell(ranks, r, "searched");
        return searched < cell(ranks, r, "draws")
                   ? cli_text("the one searched over the first %.0f draws",
                              searched)
                   : cli_copy("the one searched over all draws");
    }
    if (!isfinite(asked)) {
        return cli_copy(strcmp(form, "budget") == 0 ? "the budgets" : "most");
    }
    return cli_text("%s %.4g",
                    strcmp(form, "willingness") == 0 ? "price" : form, asked);
}

/* How far the order of the plans survives other elasticities (S13); empty
 * without draws. */
static char *ranks_note(const run_job *job, int32_t which)
{
    const hm_table *ranks =
        run_analysis_table(run_analysis_of(job, 0, which), "sanctions_robust");
    char *note = cli_copy("");
    for (int32_t r = 0; ranks != NULL && r < hm_table_rows(ranks); r++) {
        if (strcmp(text(ranks, r, "robust_choice"), "yes") != 0) {
            continue;
        }
        char *plan = plan_words(ranks, r);
        char *more = cli_text(
            "%s  %s, $%.3g paid for a dollar of loss: %s (first in %.0f %% of "
            "%.0f draws); order holds %.2f\n",
            note, text(ranks, r, "problem"), cell(ranks, r, "willingness"),
            plan, 100.0 * cell(ranks, r, "best_share"), cell(ranks, r, "draws"),
            cell(ranks, r, "agreement"));
        free(plan);
        free(note);
        note = more;
    }
    if (note[0] != '\0') {
        char *whole = cli_text(
            "Which plan is best when trade elasticities are drawn anew, its "
            "mean and its worst tenth counted\n(order holds: 1 where every "
            "draw ranks the plans as the base does, 0 as by chance, -1 the "
            "other way)\n%s\n",
            note);
        free(note);
        note = whole;
    }
    return note;
}

/* The plan with the smallest regret over elasticity sets; empty without. */
static char *across_note(const run_job *job, int32_t which)
{
    const hm_table *rows =
        run_analysis_table(run_analysis_of(job, 0, which), "sanctions_across");
    char *note = cli_copy("");
    for (int32_t r = 0; rows != NULL && r < hm_table_rows(rows); r++) {
        const char *by = text(rows, r, "designed_for");
        if (strcmp(text(rows, r, "choice"), "yes") != 0 ||
            strcmp(by, text(rows, r, "played_in")) != 0) {
            continue;
        }
        char *plan = plan_words(rows, r);
        char *more = cli_text("%s  %s, %s: the plan for %s, at most $%.3gm\n",
                              note, text(rows, r, "problem"), plan, by,
                              cell(rows, r, "worst_regret_musd"));
        free(plan);
        free(note);
        note = more;
    }
    if (note[0] != '\0') {
        char *whole = cli_text("Designed for each elasticity set, whose plan "
                               "regrets least in the others (regret: what it "
                               "is\nworth less there than the plan made for "
                               "them, at their price of a dollar of loss)\n"
                               "%s\n",
                               note);
        free(note);
        note = whole;
    }
    return note;
}

static hm_status print(const run_job *job, int32_t which, char **out)
{
    const run_analysis *first = run_analysis_of(job, 0, which);
    const hm_table *from = run_analysis_table(first, "sanctions");
    hm_table *section = NULL;
    char *body = NULL;
    *out = NULL;
    if (from == NULL) {
        return HM_OK;
    }
    hm_status status =
        run_table(job->ctx, "sanctions", out_columns, OUT_COLUMNS, &section);
    for (int32_t r = 0; r < hm_table_rows(from) && status == HM_OK; r++) {
        status = fill_row(from, r, section);
    }
    if (status == HM_OK) {
        status = hm_report_table(job->ctx, section, 4, &body);
    }
    if (status == HM_OK) {
        char *exempt = exempt_note(from);
        char *plans = plans_note(job, which, from);
        char *ranks = ranks_note(job, which);
        char *regrets = across_note(job, which);
        *out = cli_text(
            "\nSanctions that cost the senders least for what the target "
            "loses\n\n%s\n"
            "What each does most (problem, loss: sender, share of what it no "
            "longer buys from or sells to\nthe target, its tax, or what a "
            "quota leaves; a plan may do more than asked where that costs "
            "less)\n%s\n%s%s"
            "loss: of the target's objective; cost: real income that the "
            "senders lose a year (below 0: a gain);\nfrom, to: what the same "
            "plan does under every elasticity set and table of the case. "
            "price: cost of\nthe last dollar of loss. food: quantity that the "
            "target uses. What stays free to be sold to the target\n(food and "
            "medicine unless told otherwise): %s\n"
            "The tool ranks; it does not recommend.\n",
            body, plans, ranks, regrets, exempt);
        free(regrets);
        free(exempt);
        free(plans);
        free(ranks);
    }
    hm_text_free(job->ctx, body);
    hm_table_free(section);
    return status;
}

const run_analysis_kind run_sanctions_kind = {
    .block = "sanctions",
    .label = "sanctions",
    .create = create,
    .free = free_settings,
    .wanted = wanted,
    .begin = begin,
    .task = task,
    .finish = finish,
    .end = end,
    .print = print,
};

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * analysis_tariffs.c - the block `tariff_games:` of a case: the games of a
 * member are played in their order, then every player's regret is a task.
 */
#include "run_analysis.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One member's games. */
typedef struct state {
    hm_tariff_view view;
    int32_t count;
    hm_tariff_play **plays;
} state;

static void free_settings(void *settings)
{
    hm_tariff_games_free(settings);
}

static hm_status create(run_job *job, const hm_node *block, void **settings)
{
    hm_tariff_games *games = NULL;
    const char **names = run_scenario_names(job);
    hm_status status = hm_tariff_games_create(job->ctx, block, names,
                                              job->n_scenarios, &games);
    for (int32_t v = 0; v < job->n_vintages && status == HM_OK; v++) {
        status = hm_tariff_games_check(
            job->ctx, games,
            hm_economy_folder_economy(job->vintages[v].folder));
    }
    free((void *)names);
    if (status != HM_OK) {
        hm_tariff_games_free(games);
        return status;
    }
    *settings = games;
    return HM_OK;
}

static void end(void *pointer)
{
    state *s = pointer;
    for (int32_t g = 0; g < s->count; g++) {
        hm_tariff_play_free(s->plays[g]);
    }
    free((void *)s->plays);
    free(s);
}

static hm_status begin(run_worker *worker, run_member *member,
                       run_analysis *analysis, int32_t *n_tasks)
{
    const run_job *job = worker->job;
    const hm_tariff_games *games = analysis->settings;
    state *s = cli_alloc(1, sizeof *s);
    analysis->state = s;
    s->view = (hm_tariff_view){
        .base = member->base,
        .closure = member->closure,
        .settings = job->settings,
        .verify_tolerance = run_verify_tolerance(job),
        .n_scenarios = job->n_scenarios,
        .scenarios = job->scenarios,
    };
    int32_t count = hm_tariff_games_count(games);
    s->plays = cli_alloc((size_t)count + 1, sizeof *s->plays);
    for (int32_t g = 0; g < count; g++) {
        int32_t from = hm_tariff_games_start(games, g);
        hm_status status = hm_tariff_play_create(
            worker->ctx, games, g, &s->view, from < 0 ? NULL : s->plays[from],
            &s->plays[g]);
        if (status != HM_OK) {
            return status;
        }
        s->count = g + 1;
        *n_tasks += hm_tariff_play_players(s->plays[g]);
    }
    return HM_OK;
}

static hm_status task(run_worker *worker, run_member *member,
                      run_analysis *analysis, int32_t index)
{
    const state *s = analysis->state;
    int32_t g = 0;
    (void)member;
    while (index >= hm_tariff_play_players(s->plays[g])) {
        index -= hm_tariff_play_players(s->plays[g++]);
    }
    return hm_tariff_play_regret(worker->ctx, &s->view, s->plays[g], index);
}

/* The first member must have an outcome of every game. */
static hm_status judge(run_worker *worker, const run_member *member,
                       run_analysis *analysis)
{
    const state *s = analysis->state;
    bool first = member == &worker->job->members[0];
    for (int32_t g = 0; g < s->count; g++) {
        const hm_tariff_certificate *c =
            hm_tariff_play_certificate(s->plays[g]);
        run_analysis_checked(analysis, c->confirmed, c->residual);
        if (!c->confirmed) {
            (void)cli_fail(0, "tariff game %s (%s, %s): %s: %s",
                           hm_tariff_play_name(s->plays[g]),
                           member->vintage->name, member->set,
                           c->found ? "not_verified" : "not_found", c->worst);
        }
        if (!c->confirmed && first) {
            return HM_ERR_VERIFY;
        }
    }
    return HM_OK;
}

static hm_status finish(run_worker *worker, run_member *member,
                        run_analysis *analysis)
{
    const state *s = analysis->state;
    hm_table *tables[HM_TARIFF_TABLES];
    hm_status status = judge(worker, member, analysis);
    if (status == HM_OK) {
        status = hm_tariff_tables(worker->ctx, &s->view,
                                  (const hm_tariff_play *const *)s->plays,
                                  s->count, tables);
    }
    for (int t = 0; t < HM_TARIFF_TABLES && status == HM_OK; t++) {
        if (t == HM_TARIFF_CYCLE && hm_table_rows(tables[t]) == 0) {
            hm_table_free(tables[t]);
        } else {
            status = run_analysis_add(analysis, tables[t]);
        }
    }
    return status;
}

/* --- the section of the report --------------------------------------------------- */

enum {
    OUT_GAME = 0,
    OUT_COUNTRY,
    OUT_INCOME,
    OUT_LOW,
    OUT_HIGH,
    OUT_MEAN,
    OUT_MEDIAN,
    OUT_REGRET,
    OUT_COLUMNS
};

static const run_column out_columns[OUT_COLUMNS] = {
    {"game", HM_COLUMN_TEXT},
    {"country", HM_COLUMN_TEXT},
    {"real income %", HM_COLUMN_NUMBER},
    {"lowest", HM_COLUMN_NUMBER},
    {"highest", HM_COLUMN_NUMBER},
    {"mean tariff %", HM_COLUMN_NUMBER},
    {"median %", HM_COLUMN_NUMBER},
    {"regret %", HM_COLUMN_NUMBER},
};

static double cell(const hm_table *table, int32_t row, const char *column)
{
    return hm_table_number(table, row, hm_table_find(table, column));
}

/* Range of real income of one row over the members that have it. */
static void range_of(const run_job *job, int32_t which, int32_t row,
                     double *low, double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (int32_t m = 0; m < job->n_members; m++) {
        const hm_table *table =
            run_analysis_table(run_analysis_of(job, m, which), "tariff_game");
        double value = table == NULL || row >= hm_table_rows(table)
                           ? NAN
                           : cell(table, row, "real_income_pct");
        *low = value < *low ? value : *low;
        *high = value > *high ? value : *high;
    }
}

/* Rows are the same in every member: games by countries of one case. */
static hm_status fill_section(const run_job *job, int32_t which,
                              const hm_table *from, hm_table *to)
{
    int32_t role = hm_table_find(from, "role");
    for (int32_t row = 0; row < hm_table_rows(from); row++) {
        double low = 0.0;
        double high = 0.0;
        if (strcmp(hm_table_text(from, row, role), "player") != 0) {
            continue;
        }
        hm_status status = hm_table_add_row(to);
        if (status == HM_OK) {
            status =
                hm_table_set_text(to, OUT_GAME, hm_table_text(from, row, 0));
        }
        if (status == HM_OK) {
            status =
                hm_table_set_text(to, OUT_COUNTRY, hm_table_text(from, row, 1));
        }
        if (status != HM_OK) {
            return status;
        }
        range_of(job, which, row, &low, &high);
        hm_table_set_number(to, OUT_INCOME, cell(from, row, "real_income_pct"));
        hm_table_set_number(to, OUT_LOW, low);
        hm_table_set_number(to, OUT_HIGH, high);
        hm_table_set_number(to, OUT_MEAN,
                            100.0 * cell(from, row, "mean_tariff"));
        hm_table_set_number(to, OUT_MEDIAN,
                            100.0 * cell(from, row, "median_tariff"));
        hm_table_set_number(to, OUT_REGRET, cell(from, row, "regret_pct"));
    }
    return HM_OK;
}

/* Codes of a game's players, or how many there are; caller frees. */
static char *players_of(const hm_table *from, const char *game)
{
    enum { MOST_NAMED = 6 };
    char *list = cli_text("%s", "");
    int32_t count = 0;
    int32_t role = hm_table_find(from, "role");
    for (int32_t row = 0; row < hm_table_rows(from); row++) {
        if (strcmp(hm_table_text(from, row, 0), game) != 0 ||
            strcmp(hm_table_text(from, row, role), "player") != 0) {
            continue;
        }
        char *longer = cli_text("%s%s%s", list, count == 0 ? "" : ", ",
                                hm_table_text(from, row, 1));
        free(list);
        list = longer;
        count++;
    }
    if (count > MOST_NAMED) {
        free(list);
        list = cli_text("%d players", count);
    }
    return list;
}

/* What a game is, in a sentence; caller frees. */
static char *about(const hm_tariff_games *games, int32_t g,
                   const hm_table *from)
{
    const char *type = hm_tariff_games_type(games, g);
    const char *name = hm_tariff_games_name(games, g);
    char *players = players_of(from, name);
    char *text = NULL;
    if (strcmp(type, "optimal") == 0) {
        text = cli_text("  %s: the tariffs that are best for %s while all "
                        "others keep theirs.\n",
                        name, players);
    } else if (strcmp(type, "nash") == 0) {
        text = cli_text("  %s: %s each set the tariffs that are best against "
                        "the others'; no one wants to move.\n",
                        name, players);
    } else if (strcmp(type, "cooperative") == 0) {
        int32_t start = hm_tariff_games_start(games, g);
        text = cli_text("  %s: what %s could agree on, all gaining over %s.\n",
                        name, players,
                        start < 0 ? "where they start"
                                  : hm_tariff_games_name(games, start));
    } else {
        text = cli_text("  %s: the threats of %s, to each of whom the other's "
                        "loss is a gain.\n",
                        name, players);
    }
    free(players);
    return text;
}

/* The worst regret of a game in any member, per cent. */
static double worst_regret(const run_job *job, int32_t which, const char *game)
{
    double worst = 0.0;
    for (int32_t m = 0; m < job->n_members; m++) {
        const hm_table *table =
            run_analysis_table(run_analysis_of(job, m, which), "tariff_game");
        for (int32_t row = 0; table != NULL && row < hm_table_rows(table);
             row++) {
            double regret = cell(table, row, "regret_pct");
            bool mine = strcmp(hm_table_text(table, row, 0), game) == 0;
            worst = mine && regret > worst ? regret : worst;
        }
    }
    return worst;
}

/* Rounds of the circle in which a game's replies go in any member, 0: none. */
static int32_t circle_of(const run_job *job, int32_t which, const char *game)
{
    double most = 0.0;
    for (int32_t m = 0; m < job->n_members; m++) {
        const hm_table *table = run_analysis_table(
            run_analysis_of(job, m, which), "tariff_game_cycle");
        for (int32_t row = 0; table != NULL && row < hm_table_rows(table);
             row++) {
            double round = cell(table, row, "round");
            bool mine = strcmp(hm_table_text(table, row, 0), game) == 0;
            most = mine && round > most ? round : most;
        }
    }
    return (int32_t)most;
}

/* Wars where a player would gain by another reply, in any member. */
static char *false_wars(const run_job *job, int32_t which,
                        const hm_tariff_games *games)
{
    /* per cent; what searches leave is far below */
    static const double no_equilibrium = 1e-4;
    char *text = cli_text("%s", "");
    for (int32_t g = 0; g < hm_tariff_games_count(games); g++) {
        const char *name = hm_tariff_games_name(games, g);
        bool war = strcmp(hm_tariff_games_type(games, g), "nash") == 0 ||
                   strcmp(hm_tariff_games_type(games, g), "threats") == 0;
        double worst = war ? worst_regret(job, which, name) : 0.0;
        if (!(worst > no_equilibrium)) {
            continue;
        }
        int32_t rounds = circle_of(job, which, name);
        char *circle =
            rounds > 0 ? cli_text("best replies go round in a circle of %d "
                                  "rounds (tariff_game_cycle.csv)",
                                  rounds)
                       : cli_copy("best replies from four points found none");
        char *longer = cli_text("%s  %s is no equilibrium: a player would gain "
                                "%.2g %% by another reply; %s.\n",
                                text, name, worst, circle);
        free(circle);
        free(text);
        text = longer;
    }
    return text;
}

/* Sentences about every game, then what is wrong with any. */
static char *sentences(const run_job *job, int32_t which, const hm_table *from)
{
    const hm_tariff_games *games = run_analysis_of(job, 0, which)->settings;
    char *text = cli_text("%s", "");
    for (int32_t g = 0; g < hm_tariff_games_count(games); g++) {
        char *one = about(games, g, from);
        char *longer = cli_text("%s%s", text, one);
        free(one);
        free(text);
        text = longer;
    }
    char *wrong = false_wars(job, which, games);
    char *whole = cli_text("%s%s", text, wrong);
    free(wrong);
    free(text);
    return whole;
}

/* Searches of the first member that ended somewhere of their own. */
static char *optima_note(const hm_table *optima)
{
    int32_t others = 0;
    int32_t failed = 0;
    int32_t outcome = hm_table_find(optima, "outcome");
    int32_t twin = hm_table_find(optima, "same_as");
    int32_t chosen = hm_table_find(optima, "chosen");
    for (int32_t row = 0; row < hm_table_rows(optima); row++) {
        bool found = strcmp(hm_table_text(optima, row, outcome), "found") == 0;
        bool own = hm_table_text(optima, row, twin)[0] == '\0';
        bool best = strcmp(hm_table_text(optima, row, chosen), "yes") == 0;
        others += found && own && !best ? 1 : 0;
        failed += found ? 0 : 1;
    }
    return cli_text(
        "  lowest, highest: real income over all elasticity sets and data "
        "years. "
        "mean, median: of the tariffs\n  that the player sets. regret: what it "
        "would gain by its best reply, found from a cold start; for\n  talks "
        "the "
        "temptation to break them. Of %d searches from different starts, %d "
        "ended "
        "at other rates\n  than those shown and %d ended nowhere "
        "(tariff_game_optima.csv lists all).\n",
        hm_table_rows(optima), others, failed);
}

static hm_status print(const run_job *job, int32_t which, char **text)
{
    const run_analysis *first = run_analysis_of(job, 0, which);
    const hm_table *from = run_analysis_table(first, "tariff_game");
    const hm_table *optima = run_analysis_table(first, "tariff_game_optima");
    hm_table *section = NULL;
    char *body = NULL;
    *text = NULL;
    hm_status status =
        run_table(job->ctx, "tariff games", out_columns, OUT_COLUMNS, &section);
    if (status == HM_OK) {
        status = fill_section(job, which, from, section);
    }
    if (status == HM_OK) {
        status = hm_report_table(job->ctx, section, 4, &body);
    }
    if (status == HM_OK) {
        char *note = optima_note(optima);
        char *what = sentences(job, which, from);
        *text = cli_text("\nTariff games\n\n%s\n%s\n%s", what, body, note);
        free(what);
        free(note);
    }
    hm_text_free(job->ctx, body);
    hm_table_free(section);
    return status;
}

const run_analysis_kind run_tariffs_kind = {
    .block = "tariff_games",
    .label = "tariff games",
    .create = create,
    .free = free_settings,
    .begin = begin,
    .task = task,
    .finish = finish,
    .end = end,
    .print = print,
};

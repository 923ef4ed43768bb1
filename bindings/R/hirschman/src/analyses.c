// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * analyses.c - what the library is asked for, by the calls of hirschman.c.
 * Nothing of R here: a failure is a status, and a message in the work.
 */
#include "work.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* --- solving ------------------------------------------------------------------- */

hm_status work_prepare(work *w, const hm_economy *economy, const char *text,
                       const char *key)
{
    const hm_file file = {"case.json", text, strlen(text)};
    hm_status status = hm_solver_settings_check(w->ctx, &w->settings);
    if (status == HM_OK) {
        status = hm_case_read_memory(w->ctx, "case.json", &file, 1, &w->source);
    }
    if (status == HM_OK && hm_case_scenarios(w->source) > SCENARIOS) {
        snprintf(w->message, sizeof w->message, "more than %d scenarios",
                 SCENARIOS);
        status = HM_ERR_DATA;
    }
    for (int32_t s = 0; status == HM_OK && s < hm_case_scenarios(w->source);
         s++) {
        w->scenarios[s] = hm_case_scenario(w->source, s);
        w->names[s] = hm_scenario_name(w->scenarios[s]);
        w->n = s + 1;
    }
    if (status == HM_OK && key != NULL) {
        w->block = hm_case_block(w->source, key);
    }
    if (status == HM_OK) {
        status = hm_equilibrium_calibrate(w->ctx, economy, w->closure,
                                          &w->settings, &w->base, NULL);
    }
    return status == HM_OK ? hm_solver_create(w->ctx, w->base, w->closure,
                                              &w->settings, &w->solver)
                           : status;
}

hm_status work_confirm(work *w, int32_t s)
{
    hm_verification seen;
    memset(&seen, 0, sizeof seen);
    hm_status status =
        hm_shock_create(w->ctx, w->base, w->scenarios[s], &w->shocks[s]);
    if (status == HM_OK) {
        status = hm_solution_create(w->ctx, w->base, &w->solutions[s]);
    }
    if (status == HM_OK) {
        status =
            hm_solver_solve(w->solver, w->shocks[s], NULL, w->solutions[s]);
    }
    if (status != HM_OK) {
        return status;
    }
    const hm_certificate *c = hm_solution_certificate(w->solutions[s]);
    if (c->outcome != HM_CONVERGED) {
        snprintf(w->message, sizeof w->message, "no numbers: %s",
                 c->reason[0] != '\0' ? c->reason
                                      : hm_outcome_text(c->outcome));
        return HM_OK;
    }
    status = hm_equilibrium_verify(w->ctx, w->base, w->closure, w->shocks[s],
                                   w->solutions[s], w->verify_tolerance, &seen);
    if (status != HM_OK || !seen.confirmed) {
        snprintf(w->message, sizeof w->message,
                 "no numbers: the check did not confirm the solution (%s)",
                 seen.worst_equation);
        return status;
    }
    status = hm_welfare_create(w->ctx, w->base, &w->welfare[s]);
    if (status == HM_OK) {
        status = hm_welfare_evaluate(w->ctx, w->base, w->shocks[s],
                                     w->solutions[s], w->welfare[s]);
    }
    w->confirmed[s] = status == HM_OK;
    w->residual[s] = seen.residual;
    return status;
}

/* --- derivatives ------------------------------------------------------------------ */

static const struct {
    const char *name;
    size_t member; /* of hm_gradient */
    bool flow;
} instruments[] = {
    {"tariff", offsetof(hm_gradient, tariff), true},
    {"export_tax", offsetof(hm_gradient, export_tax), true},
    {"ln_cost", offsetof(hm_gradient, ln_cost), true},
    {"ln_productivity", offsetof(hm_gradient, ln_productivity), false},
};
enum { INSTRUMENTS = sizeof instruments / sizeof *instruments };

int work_instrument(const char *name)
{
    for (int i = 0; i < INSTRUMENTS; i++) {
        if (strcmp(instruments[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

bool work_by_flow(int instrument)
{
    return instruments[instrument].flow;
}

static hm_status add_outcome(work *w, const hm_sensitivity *point,
                             const char *outcome, int32_t n, hm_objective *to)
{
    if (strcmp(outcome, "real_income") == 0) {
        return hm_sensitivity_add_real_income(point, n, 1.0, to);
    }
    if (strcmp(outcome, "real_income_musd") == 0) {
        return hm_sensitivity_add_real_income_musd(point, n, 1.0, to);
    }
    if (strcmp(outcome, "real_domestic_income") == 0) {
        return hm_sensitivity_add_real_domestic_income(point, n, 1.0, to);
    }
    if (strcmp(outcome, "export_earnings") == 0) {
        return hm_sensitivity_add_export_earnings(point, n, -1, 1.0, to);
    }
    if (strcmp(outcome, "tariff_revenue") == 0) {
        return hm_sensitivity_add_tariff_revenue(point, n, 1.0, to);
    }
    snprintf(w->message, sizeof w->message,
             "outcome '%s' is not known; expected real_income, "
             "real_income_musd, real_domestic_income, export_earnings or "
             "tariff_revenue",
             outcome);
    return HM_ERR_UNKNOWN;
}

hm_status work_differentiate(work *w, const char *outcome, int32_t n,
                             int instrument, double *values)
{
    hm_sensitivity *point = NULL;
    hm_objective *objective = NULL;
    hm_gradient wanted;
    memset(&wanted, 0, sizeof wanted);
    memcpy((char *)&wanted + instruments[instrument].member, &values,
           sizeof values);
    hm_status status =
        hm_sensitivity_create(w->ctx, w->base, w->closure, &point);
    if (status == HM_OK) {
        status = hm_sensitivity_at(point, w->shocks[0], w->solutions[0]);
    }
    if (status == HM_OK) {
        status = hm_objective_create(w->ctx, w->base, true, &objective);
    }
    if (status == HM_OK) {
        status = add_outcome(w, point, outcome, n, objective);
    }
    if (status == HM_OK) {
        status = hm_sensitivity_adjoint(point, objective, &wanted);
    }
    hm_objective_free(w->ctx, objective);
    hm_sensitivity_free(point);
    return status;
}

/* --- leverage ------------------------------------------------------------------------ */

static hm_status cut_links(work *w, hm_leverage *asked, hm_leverage_plan **plan)
{
    hm_status status = hm_leverage_plan_create(w->ctx, asked, w->base,
                                               w->closure, false, plan);
    int32_t size = status == HM_OK ? hm_leverage_plan_size(*plan) : 0;
    for (int32_t i = 0; status == HM_OK && i < size; i++) {
        status = hm_leverage_plan_solve(w->ctx, *plan, i, w->solver,
                                        w->verify_tolerance);
    }
    for (int32_t t = 0; status == HM_OK && t < HM_LEVERAGE_TABLES; t++) {
        status =
            hm_leverage_plan_table(w->ctx, *plan, t, &w->tables[w->n_tables]);
        w->n_tables += status == HM_OK;
    }
    return status;
}

static hm_status do_leverage(work *w)
{
    hm_leverage *asked = NULL;
    hm_leverage_plan *plan = NULL;
    hm_status status = hm_leverage_create(w->ctx, w->block, &asked);
    if (status == HM_OK) {
        status = hm_leverage_check(w->ctx, asked, w->base);
    }
    if (status == HM_OK) {
        status = cut_links(w, asked, &plan);
    }
    hm_leverage_plan_free(plan);
    hm_leverage_free(asked);
    return status;
}

static hm_status few(work *w, int32_t count)
{
    if (count > PROBLEMS) {
        snprintf(w->message, sizeof w->message,
                 "%d problems in one call; expected at most %d", (int)count,
                 PROBLEMS);
        return HM_ERR_DATA;
    }
    return HM_OK;
}

/* --- tariff games --------------------------------------------------------------------- */

static hm_status play(work *w, const hm_tariff_games *games,
                      hm_tariff_play **plays, int32_t *count)
{
    const hm_tariff_view view = {w->base,     w->closure,
                                 w->settings, w->verify_tolerance,
                                 w->n,        w->scenarios};
    hm_status status = HM_OK;
    int32_t n = hm_tariff_games_count(games);
    for (int32_t g = 0; status == HM_OK && g < n; g++) {
        int32_t from = hm_tariff_games_start(games, g);
        status = hm_tariff_play_create(
            w->ctx, games, g, &view, from < 0 ? NULL : plays[from], &plays[g]);
        *count = g + 1;
        if (status == HM_OK &&
            !hm_tariff_play_certificate(plays[g])->confirmed) {
            snprintf(w->message, sizeof w->message,
                     "tariff game %s: not found and verified: %s",
                     hm_tariff_games_name(games, g),
                     hm_tariff_play_certificate(plays[g])->worst);
            return HM_ERR_VERIFY;
        }
        int32_t players =
            status == HM_OK ? hm_tariff_play_players(plays[g]) : 0;
        for (int32_t r = 0; status == HM_OK && r < players; r++) {
            status = hm_tariff_play_regret(w->ctx, &view, plays[g], r);
        }
    }
    if (status == HM_OK) {
        status = hm_tariff_tables(w->ctx, &view,
                                  (const hm_tariff_play *const *)plays, *count,
                                  w->tables);
        w->n_tables = status == HM_OK ? HM_TARIFF_TABLES : 0;
    }
    return status;
}

static hm_status do_tariff_games(work *w)
{
    hm_tariff_games *games = NULL;
    hm_tariff_play *plays[PROBLEMS] = {NULL};
    int32_t count = 0;
    hm_status status =
        hm_tariff_games_create(w->ctx, w->block, w->names, w->n, &games);
    if (status == HM_OK) {
        status = hm_tariff_games_check(w->ctx, games, w->base);
    }
    if (status == HM_OK) {
        status = few(w, hm_tariff_games_count(games));
    }
    if (status == HM_OK) {
        status = play(w, games, plays, &count);
    }
    for (int32_t g = 0; g < count; g++) {
        hm_tariff_play_free(plays[g]);
    }
    hm_tariff_games_free(games);
    return status;
}

/* --- sanctions ------------------------------------------------------------------------ */

static hm_status design(work *w, const hm_sanctions *asked,
                        hm_sanction_plan **plans, int32_t *count)
{
    const hm_sanction_view view = {w->base,     w->closure,
                                   w->settings, w->verify_tolerance,
                                   w->n,        w->scenarios};
    hm_status status = HM_OK;
    int32_t n = hm_sanctions_count(asked);
    for (int32_t p = 0; status == HM_OK && p < n; p++) {
        status = hm_sanction_plan_create(w->ctx, asked, p, &view, &plans[p]);
        *count = p + 1;
        if (status == HM_OK &&
            !hm_sanction_plan_certificate(plans[p])->confirmed) {
            snprintf(w->message, sizeof w->message,
                     "sanctions %s: not every point was found and verified: %s",
                     hm_sanctions_name(asked, p),
                     hm_sanction_plan_certificate(plans[p])->worst);
            return HM_ERR_VERIFY;
        }
    }
    if (status == HM_OK) {
        status = hm_sanction_tables(
            w->ctx, (const hm_sanction_plan *const *)plans, *count, w->tables);
        w->n_tables = status == HM_OK ? HM_SANCTION_TABLES : 0;
    }
    return status;
}

static hm_status do_sanctions(work *w)
{
    hm_sanctions *asked = NULL;
    hm_sanction_plan *plans[PROBLEMS] = {NULL};
    int32_t count = 0;
    hm_status status =
        hm_sanctions_create(w->ctx, w->block, w->names, w->n, &asked);
    if (status == HM_OK) {
        status = hm_sanctions_check(w->ctx, asked, w->base);
    }
    if (status == HM_OK) {
        status = few(w, hm_sanctions_count(asked));
    }
    if (status == HM_OK) {
        status = design(w, asked, plans, &count);
    }
    for (int32_t p = 0; p < count; p++) {
        hm_sanction_plan_free(plans[p]);
    }
    hm_sanctions_free(asked);
    return status;
}

/* --- linkage --------------------------------------------------------------------------- */

/* Payoffs of every policy and package in one view of the world. */
static hm_status solve_payoffs(work *w, const hm_linkage *asked,
                               hm_linkage_menu *menu, hm_linkage_payoffs **out)
{
    const hm_linkage_place place = {
        .base = w->base,
        .closure = w->closure,
        .solver = w->solver,
        .tolerance = w->verify_tolerance,
        .n_known = w->n,
        .known = w->scenarios,
        .welfare = (const hm_welfare *const *)w->welfare,
        .residual = w->residual,
    };
    hm_status status =
        hm_linkage_payoffs_create(w->ctx, asked, menu, "default", true, out);
    int32_t packages = status == HM_OK ? hm_linkage_menu_packages(menu) : 0;
    for (int32_t a = 0; status == HM_OK && a < packages; a++) {
        status = hm_linkage_payoffs_solve(w->ctx, *out, &place, a);
    }
    return status;
}

/* The frontier with its set as a column, as the answers take it. */
static hm_status with_set(work *w, const hm_table *from, hm_table **out)
{
    int32_t columns = hm_table_columns(from);
    hm_status status = hm_table_create(w->ctx, "concession", out);
    for (int32_t c = 0; c < columns && status == HM_OK; c++) {
        status = hm_table_add_column(*out, hm_table_column_name(from, c),
                                     hm_table_column_type(from, c));
    }
    if (status == HM_OK) {
        status = hm_table_add_column(*out, "elasticities", HM_COLUMN_TEXT);
    }
    for (int32_t r = 0; r < hm_table_rows(from) && status == HM_OK; r++) {
        status = hm_table_add_row(*out);
        for (int32_t c = 0; c < columns && status == HM_OK; c++) {
            if (hm_table_column_type(from, c) == HM_COLUMN_TEXT) {
                status = hm_table_set_text(*out, c, hm_table_text(from, r, c));
            } else {
                hm_table_set_number(*out, c, hm_table_number(from, r, c));
            }
        }
        if (status == HM_OK) {
            status = hm_table_set_text(*out, columns, "default");
        }
    }
    return status;
}

/* The table with the digits of its file, so that what is played from it gives
 * the command's numbers. */
static hm_status as_written(work *w, const hm_table *table, hm_table **out)
{
    enum { COLUMNS = 32 };
    const char *names[COLUMNS];
    hm_column_type types[COLUMNS];
    int32_t n = hm_table_columns(table);
    char *text = NULL;
    if (n > COLUMNS) {
        return HM_ERR_LIMIT;
    }
    for (int32_t c = 0; c < n; c++) {
        names[c] = hm_table_column_name(table, c);
        types[c] = hm_table_column_type(table, c);
    }
    hm_status status = hm_table_to_csv(w->ctx, table, &text);
    if (status == HM_OK) {
        const hm_file file = {hm_table_name(table), text, strlen(text)};
        status = hm_table_from_csv(w->ctx, &file, hm_table_name(table), names,
                                   types, n, out);
    }
    hm_text_free(w->ctx, text);
    return status;
}

/* payoffs, payoff_views, the frontier and the facts; then the answers. */
static hm_status answer(work *w, const hm_linkage *asked,
                        const hm_linkage_payoffs *payoffs)
{
    const hm_solution *solutions[SCENARIOS] = {NULL};
    for (int32_t s = 0; s < w->n; s++) {
        solutions[s] = w->confirmed[s] ? w->solutions[s] : NULL;
    }
    const hm_linkage_view view = {
        .base = w->base,
        .closure = w->closure,
        .settings = w->settings,
        .verify_tolerance = w->verify_tolerance,
        .n_scenarios = w->n,
        .scenarios = w->scenarios,
        .solutions = solutions,
        .welfare = (const hm_welfare *const *)w->welfare,
    };
    hm_table **t = w->tables;
    w->n_tables = 4;
    hm_status status = hm_linkage_payoffs_table(w->ctx, &payoffs, 1, &t[0]);
    if (status == HM_OK) {
        status = hm_linkage_views_table(w->ctx, &payoffs, 1, &t[1]);
    }
    hm_table *frontier = NULL;
    if (status == HM_OK) {
        status = hm_linkage_frontier(w->ctx, asked, &view, true, &frontier);
    }
    if (status == HM_OK) {
        status = with_set(w, frontier, &t[2]);
    }
    hm_table_free(frontier);
    if (status == HM_OK) {
        status = hm_linkage_evaluate(w->ctx, asked, &view, &t[3]);
    }
    if (status != HM_OK) {
        return status;
    }
    hm_table *seen[4] = {NULL};
    for (int k = 0; status == HM_OK && k < 4; k++) {
        status = as_written(w, t[k], &seen[k]);
    }
    const hm_linkage_evidence evidence = {
        seen[0], seen[1], (const hm_table *const *)&seen[3], 1, seen[2], NULL};
    if (status == HM_OK) {
        status = hm_linkage_answers(w->ctx, asked, &evidence, t + w->n_tables);
    }
    w->n_tables += status == HM_OK ? HM_LINKAGE_TABLES : 0;
    for (int k = 0; k < 4; k++) {
        hm_table_free(seen[k]);
    }
    return status;
}

static hm_status link_issues(work *w, hm_linkage **asked,
                             hm_linkage_menu **menu,
                             hm_linkage_payoffs **payoffs)
{
    hm_status status =
        hm_linkage_create(w->ctx, w->block, w->names, w->n, asked);
    if (status == HM_OK) {
        status = hm_linkage_check(w->ctx, *asked, w->base);
    }
    for (int32_t s = 0; status == HM_OK && s < w->n; s++) {
        status = work_confirm(w, s);
    }
    w->message[0] = '\0'; /* a scenario without an answer has no rows */
    if (status == HM_OK) {
        status =
            hm_linkage_menu_create(w->ctx, *asked, w->scenarios, w->n, menu);
    }
    if (status == HM_OK) {
        status = solve_payoffs(w, *asked, *menu, payoffs);
    }
    return status == HM_OK ? answer(w, *asked, *payoffs) : status;
}

static hm_status do_linkage(work *w)
{
    hm_linkage *asked = NULL;
    hm_linkage_menu *menu = NULL;
    hm_linkage_payoffs *payoffs = NULL;
    hm_status status = link_issues(w, &asked, &menu, &payoffs);
    hm_linkage_payoffs_free(payoffs);
    hm_linkage_menu_free(menu);
    hm_linkage_free(asked);
    return status;
}

/* --- by number ---------------------------------------------------------------------- */

static const struct {
    const char *block;
    hm_status (*run)(work *w);
} analyses[ANALYSES] = {{"leverage", do_leverage},
                        {"tariff_games", do_tariff_games},
                        {"sanctions", do_sanctions},
                        {"linkage", do_linkage}};

const char *work_block(int analysis)
{
    return analyses[analysis].block;
}

hm_status work_analyse(work *w, int analysis)
{
    return analyses[analysis].run(w);
}

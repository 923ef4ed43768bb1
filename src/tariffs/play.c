// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * play.c - a game from its point of departure to a verified outcome.
 *
 * Every search of the game is run; the best end (of talks and optima) or the
 * first (of wars) is the outcome, the others are kept and compared. The
 * outcome is solved again from the base and verified; one of a war is tried by
 * every player's best reply.
 */
#include "tariffs/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Rates are found to a ten billionth; where further searches end, closely
 * enough to tell optima apart. */
const double hmi_search_tolerance = 1e-10;
const double hmi_nothing = 1e-10;
static const double further_tolerance = 1e-6;
/* Optima nearer than this in ln(1 + rate) are the same. */
static const double same_optimum = 1e-5;
/* Curvature that is too small for a Newton step, own tariffs and talks. */
const double hmi_floor_own = 0.1;
static const double floor_talks = 0.5;

/* Players of a war that is tried by replies while it is made: with more, each
 * regret is asked for by itself, and no further search is made. */
enum { MOST_TRIED = 8 };
/* Regret, per cent, that is none: replies are found to 1e-6 in rates. */
static const double regret_of_none = 1e-7;

/* A play being made. */
typedef struct maker {
    hm_context *ctx;
    const hm_tariff_view *view;
    hm_tariff_play *play;
    hmi_board *board;
    hmi_goal *goals;                         /* R */
    double *income, *departure, *multiplier; /* R */
    double *begin;                           /* variables */
    double gap;
} maker;

/* --- goals ------------------------------------------------------------------------- */

static hm_status make_goals(maker *m)
{
    const hmi_instruments *x = m->play->x;
    m->goals = HMI_ARRAY(m->ctx, hmi_goal, x->R);
    m->income = HMI_ARRAY(m->ctx, double, x->R);
    m->departure = HMI_ARRAY(m->ctx, double, x->R);
    m->multiplier = HMI_ARRAY(m->ctx, double, x->R);
    m->begin = HMI_ARRAY(m->ctx, double, x->count);
    if (m->goals == NULL || m->income == NULL || m->departure == NULL ||
        m->multiplier == NULL || m->begin == NULL) {
        return HM_ERR_MEMORY;
    }
    hmi_game_type type = m->play->game->type;
    for (int32_t r = 0; r < x->R; r++) {
        m->income[r] = m->board->base->income[x->country[r]];
        m->goals[r] = (hmi_goal){.value = hmi_goal_own,
                                 .x = x,
                                 .income = m->income,
                                 .departure = m->departure,
                                 .multiplier = m->multiplier,
                                 .player = r,
                                 .floor = hmi_floor_own};
        if (type == HMI_OPTIMAL && x->R > 1) {
            m->goals[r].value = hmi_goal_joint;
        } else if (type == HMI_THREATS) {
            m->goals[r].value = hmi_goal_threat;
        } else if (type == HMI_COOPERATIVE) {
            m->goals[r].floor = floor_talks;
        }
    }
    return HM_OK;
}

/* The point of departure: solved for the payoffs there. */
static hm_status depart(maker *m, const hm_shock *from, bool *ok)
{
    hm_tariff_play *play = m->play;
    hm_status status = HM_OK;
    hm_solution *at = NULL;
    hm_solver *solver = NULL;
    *ok = false;
    HMI_GOTO(status, hm_solution_create(m->ctx, m->view->base, &at));
    HMI_GOTO(status, hm_solver_create(m->ctx, m->view->base, m->view->closure,
                                      &m->view->settings, &solver));
    HMI_GOTO(status, hm_solver_solve(solver, from, NULL, at));
    const hm_solution_arrays *s = hm_solution_data(at);
    *ok = hm_solution_certificate(at)->outcome == HM_CONVERGED;
    if (!*ok) {
        (void)snprintf(play->worst, sizeof play->worst,
                       "the point of departure: %s",
                       hm_solution_certificate(at)->reason);
        goto out;
    }
    for (int32_t r = 0; r < play->x->R; r++) {
        m->departure[r] = hmi_payoff(m->board, r, s);
    }
    for (int32_t n = 0; n < m->board->base->n_countries; n++) {
        play->start_income[n] =
            s->income[n] / m->board->base->income[n] / s->price_index_hat[n];
    }
    hmi_board_read(m->board, m->begin);
out:
    hm_solver_free(solver);
    hm_solution_free(at);
    return status;
}

static bool is_war(const hmi_game *game)
{
    return game->type == HMI_NASH || game->type == HMI_THREATS;
}

/* --- searching ------------------------------------------------------------------------ */

static hm_status search(maker *m, double tolerance, hmi_optimum *found)
{
    hmi_board *board = m->board;
    int32_t count = m->play->x->count;
    switch (m->play->game->type) {
    case HMI_OPTIMAL:
        return hmi_climb(board, m->goals, 0, count, tolerance, found->u,
                         &found->end);
    case HMI_COOPERATIVE:
        return hmi_talks(board, m->goals, m->play->game->solution, tolerance,
                         found->u, &found->end, &m->gap);
    default:
        return hmi_nash(board, m->goals, tolerance, found->u, &found->end);
    }
}

/* Number of an earlier search that ended at the same rates, or its own. */
static int32_t twin_of(const hm_tariff_play *play, int32_t which)
{
    for (int32_t e = 0; e < which; e++) {
        double distance = 0.0;
        for (int32_t v = 0; v < play->x->count; v++) {
            distance = fmax(distance, fabs(play->optima[e].u[v] -
                                           play->optima[which].u[v]));
        }
        if (play->optima[e].end.found && distance < same_optimum) {
            return e;
        }
    }
    return which;
}

/* One search, and whether it is the best so far. */
static hm_status search_from(maker *m, const hmi_search *from,
                             hmi_optimum *found)
{
    hm_tariff_play *play = m->play;
    bool war = is_war(play->game);
    int32_t which = play->n_optima++;
    double tolerance =
        play->best < 0 ? hmi_search_tolerance : further_tolerance;
    HMI_TRY(hmi_search_begin(m->board, from, m->begin, 0, play->x->count,
                             found->u));
    hmi_board_forget(m->board);
    HMI_TRY(search(m, tolerance, found));
    found->same_as = twin_of(play, which);
    bool better =
        play->best < 0 ||
        (!war && found->end.value > play->optima[play->best].end.value + 1e-10);
    if (found->end.found && better) {
        play->best = which;
        play->certificate.deviation = m->gap;
    }
    if (play->best == which && tolerance > hmi_search_tolerance) {
        int32_t steps = found->end.steps;
        HMI_TRY(search(m, hmi_search_tolerance, found));
        found->end.steps += steps;
        play->certificate.deviation = m->gap;
    }
    return HM_OK;
}

/* Run every search; play->best, -1 when none ended. */
static hm_status search_all(maker *m)
{
    hm_tariff_play *play = m->play;
    play->best = -1;
    for (int32_t k = 0; k < play->game->n_searches; k++) {
        hmi_optimum *found = &play->optima[k];
        const hmi_search *from = &play->game->searches[k];
        (void)snprintf(found->name, sizeof found->name, "%s", from->name);
        found->u = HMI_ARRAY(m->ctx, double, play->x->count);
        if (found->u == NULL) {
            return HM_ERR_MEMORY;
        }
        HMI_TRY(search_from(m, from, found));
    }
    return HM_OK;
}

/* --- the outcome -------------------------------------------------------------------------- */

static void note_cost(maker *m)
{
    hm_tariff_certificate *c = &m->play->certificate;
    c->solves += m->board->solves;
    c->sweeps += m->board->sweeps;
    c->adjoints += m->board->adjoints;
    m->board->solves = m->board->sweeps = m->board->adjoints = 0;
}

static hm_status keep_rates(maker *m)
{
    hm_tariff_play *play = m->play;
    for (int32_t k = 0; k < HMI_KINDS; k++) {
        hmi_free(m->ctx, play->rate[k]);
        play->rate[k] = NULL;
        if (m->board->rate[k] != NULL) {
            HMI_TRY(hmi_copy_doubles(m->ctx, m->board->rate[k], m->board->flows,
                                     &play->rate[k]));
        }
    }
    return HM_OK;
}

/* Solve the outcome from the base, verify it, keep what is asked of a play. */
static hm_status settle(maker *m)
{
    hm_tariff_play *play = m->play;
    hm_tariff_certificate *c = &play->certificate;
    const hmi_optimum *best = &play->optima[play->best];
    hm_verification seen;
    bool ok = false;
    memcpy(play->u, best->u, (size_t)play->x->count * sizeof(double));
    hmi_board_forget(m->board);
    HMI_TRY(hmi_board_try(m->board, play->u, &ok));
    if (!ok) {
        (void)snprintf(play->worst, sizeof play->worst, "%s", m->board->why);
        return HM_OK;
    }
    c->found = true;
    c->kkt = best->end.kkt;
    HMI_TRY(hm_equilibrium_verify(m->ctx, m->view->base, m->view->closure,
                                  m->board->shock, m->board->at,
                                  m->view->verify_tolerance, &seen));
    c->residual = seen.residual;
    c->confirmed = seen.confirmed;
    (void)snprintf(play->worst, sizeof play->worst, "%s", seen.worst_equation);
    HMI_TRY(keep_rates(m));
    hm_shock_free(play->shock);
    play->shock = m->board->shock;
    m->board->shock = NULL;
    const hm_solution_arrays *s = hm_solution_data(m->board->at);
    hm_solution_set(play->solution, s);
    memcpy(play->payoff, m->board->payoff, (size_t)play->x->R * sizeof(double));
    for (int32_t n = 0; c->confirmed && n < m->board->base->n_countries; n++) {
        play->real_income[n] =
            s->income[n] / m->board->base->income[n] / s->price_index_hat[n];
    }
    return HM_OK;
}

static double worst_regret(const hm_tariff_play *play)
{
    double worst = 0.0;
    for (int32_t r = 0; r < play->x->R; r++) {
        worst = fmax(worst, play->regret[r]);
    }
    return worst;
}

static hm_status know_regrets(maker *m)
{
    for (int32_t r = 0; r < m->play->x->R; r++) {
        m->play->regret[r] = NAN;
        HMI_TRY(hmi_regret(m->board, m->play, r));
    }
    return HM_OK;
}

/*
 * A point where every first-order condition of a war holds is none where a
 * player gains by another reply: then replies are played on until nobody moves
 * or they go round in a circle. An equilibrium found so is one more search.
 */
static hm_status reconsider(maker *m)
{
    hm_tariff_play *play = m->play;
    if (play->best >= 0) {
        HMI_TRY(know_regrets(m));
        if (worst_regret(play) <= regret_of_none) {
            return HM_OK;
        }
    }
    hmi_optimum *found = &play->optima[play->n_optima];
    (void)snprintf(found->name, sizeof found->name, "replies");
    HMI_TRY(hmi_copy_doubles(m->ctx, play->best < 0 ? m->begin : play->u,
                             (size_t)play->x->count, &found->u));
    int32_t which = play->n_optima++;
    found->same_as = which;
    HMI_TRY(hmi_replies(m->board, m->goals, play, found->u, &found->end));
    if (found->end.found) {
        play->best = which;
        HMI_TRY(settle(m));
        HMI_TRY(know_regrets(m));
    }
    return HM_OK;
}

static hm_status play_out(maker *m)
{
    hm_tariff_play *play = m->play;
    bool ok = false;
    HMI_TRY(
        hmi_instruments_create(m->ctx, play->game, m->view->base, &play->x));
    play->certificate.variables = play->x->count;
    play->u = HMI_ARRAY(m->ctx, double, play->x->count);
    play->payoff = HMI_ARRAY(m->ctx, double, play->x->R);
    play->regret = HMI_ARRAY(m->ctx, double, play->x->R);
    play->regret_cost = HMI_ARRAY(m->ctx, int32_t, 3 * play->x->R);
    if (play->u == NULL || play->payoff == NULL || play->regret == NULL ||
        play->regret_cost == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t r = 0; r < play->x->R; r++) {
        play->regret[r] = NAN;
    }
    HMI_TRY(
        hmi_board_create(m->ctx, m->view, play->x, play->departure, &m->board));
    HMI_TRY(make_goals(m));
    HMI_TRY(depart(m, play->departure, &ok));
    if (!ok) {
        return HM_OK;
    }
    HMI_TRY(search_all(m));
    if (play->best >= 0) {
        HMI_TRY(settle(m));
    }
    if (is_war(play->game) && play->x->R <= MOST_TRIED) {
        HMI_TRY(reconsider(m));
    }
    if (play->best < 0) {
        (void)snprintf(play->worst, sizeof play->worst,
                       "no search ended; the nearest asks for changes of "
                       "%.1e %s",
                       play->optima[0].end.kkt, m->board->why);
    }
    note_cost(m);
    return HM_OK;
}

/* The shock at the point of departure: another play's, or a scenario's. */
static hm_status departure_of(hm_context *ctx, const hm_tariff_view *view,
                              const hm_tariff_play *start, hm_tariff_play *play)
{
    if (start != NULL) {
        return hm_shock_from_arrays(
            ctx, view->base, hm_shock_data(start->shock), &play->departure);
    }
    if (play->game->start_scenario < 0) {
        return HM_OK;
    }
    return hm_shock_create(ctx, view->base,
                           view->scenarios[play->game->start_scenario],
                           &play->departure);
}

static hm_status play_init(hm_context *ctx, const hm_tariff_view *view,
                           hm_tariff_play *play)
{
    int32_t N = hm_economy_data(view->base)->n_countries;
    play->certificate.kkt = play->certificate.residual = NAN;
    play->certificate.deviation = NAN;
    play->certificate.worst = play->worst;
    play->best = -1;
    play->real_income = HMI_ARRAY(ctx, double, N);
    play->start_income = HMI_ARRAY(ctx, double, N);
    if (play->real_income == NULL || play->start_income == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t n = 0; n < N; n++) {
        play->real_income[n] = play->start_income[n] = NAN;
    }
    return hm_solution_create(ctx, view->base, &play->solution);
}

hm_status hm_tariff_play_create(hm_context *ctx, const hm_tariff_games *games,
                                int32_t game, const hm_tariff_view *view,
                                const hm_tariff_play *start,
                                hm_tariff_play **out)
{
    hm_status status = HM_OK;
    maker m = {.ctx = ctx, .view = view};
    *out = NULL;
    m.play = HMI_NEW(ctx, hm_tariff_play);
    if (m.play == NULL) {
        return HM_ERR_MEMORY;
    }
    m.play->ctx = ctx;
    m.play->game = &games->items[game];
    m.play->economy = view->base;
    HMI_GOTO(status, play_init(ctx, view, m.play));
    if (start != NULL && start->shock == NULL) {
        (void)snprintf(m.play->worst, sizeof m.play->worst,
                       "game %s, where it starts, has no outcome",
                       start->game->name);
    } else {
        HMI_GOTO(status, departure_of(ctx, view, start, m.play));
        HMI_GOTO(status, play_out(&m));
    }
    *out = m.play;
    m.play = NULL;
out:
    hm_tariff_play_free(m.play);
    hmi_board_free(m.board);
    hmi_free(ctx, m.goals);
    hmi_free(ctx, m.income);
    hmi_free(ctx, m.departure);
    hmi_free(ctx, m.multiplier);
    hmi_free(ctx, m.begin);
    return status;
}

void hm_tariff_play_free(hm_tariff_play *play)
{
    if (play == NULL) {
        return;
    }
    hm_context *ctx = play->ctx;
    for (int32_t k = 0; k < play->n_optima; k++) {
        hmi_free(ctx, play->optima[k].u);
    }
    hmi_instruments_free(ctx, play->x);
    hmi_free(ctx, play->rate[0]);
    hmi_free(ctx, play->rate[1]);
    hmi_free(ctx, play->u);
    hm_shock_free(play->departure);
    hm_shock_free(play->shock);
    hm_solution_free(play->solution);
    hmi_free(ctx, play->real_income);
    hmi_free(ctx, play->start_income);
    hmi_free(ctx, play->payoff);
    hmi_free(ctx, play->regret);
    hmi_free(ctx, play->regret_cost);
    hmi_free(ctx, play->cycle);
    hmi_free(ctx, play);
}

/* --- looking at a play --------------------------------------------------------------------- */

const hm_tariff_certificate *
hm_tariff_play_certificate(const hm_tariff_play *play)
{
    return &play->certificate;
}

const char *hm_tariff_play_name(const hm_tariff_play *play)
{
    return play->game->name;
}

int32_t hm_tariff_play_players(const hm_tariff_play *play)
{
    return play->x == NULL ? 0 : play->x->R;
}

int32_t hm_tariff_play_country(const hm_tariff_play *play, int32_t r)
{
    return play->x->country[r];
}

double hm_tariff_play_regret_pct(const hm_tariff_play *play, int32_t r)
{
    return play->regret[r];
}

const double *hm_tariff_play_tariffs(const hm_tariff_play *play)
{
    return play->rate[HMI_TARIFF];
}

const double *hm_tariff_play_export_taxes(const hm_tariff_play *play)
{
    return play->rate[HMI_EXPORT_TAX];
}

const double *hm_tariff_play_real_income(const hm_tariff_play *play)
{
    return play->real_income;
}

const hm_solution *hm_tariff_play_solution(const hm_tariff_play *play)
{
    return play->solution;
}

const hm_shock *hm_tariff_play_shock(const hm_tariff_play *play)
{
    return play->shock;
}

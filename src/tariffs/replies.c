// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * replies.c - what a player would gain by its best reply, found from a cold
 * start (B6), and rounds of such replies where a war that satisfies all
 * first-order conditions is none.
 *
 * Replies are whole optima, not steps: a player may jump to another top of its
 * hill. Rounds end where nobody moves, an equilibrium, or come back to where
 * they were, a circle. From a point, damped by half, and from other rates.
 */
#include "tariffs/internal.h"

#include <math.h>
#include <string.h>

/* What a best reply is worth is known twice as well as its rates. */
static const double reply_tolerance = 1e-6;
/* Nobody moves, or all are back where they were: rates change by less. Those of
 * small flows are not known better by what they are worth. */
static const double same_point = 1e-4;
enum { ROUNDS = 30, MOST_SOLVES = 6000 };

/* --- regret ------------------------------------------------------------------------ */

/* Climb with the rates of player r alone, from where `u` has them. */
static hm_status climb_own(hmi_board *board, const hmi_goal *goal, int32_t r,
                           double *u, hmi_end *end)
{
    const hmi_instruments *x = board->x;
    hmi_board_forget(board);
    return hmi_climb(board, goal, x->start[r], x->start[r + 1], reply_tolerance,
                     u, end);
}

/* Player r's best reply to the others' rates by one search. */
static hm_status best_reply(hmi_board *board, hm_tariff_play *play, int32_t r,
                            const hmi_search *from, hmi_end *end)
{
    const hmi_instruments *x = play->x;
    hmi_goal goal = {
        .value = hmi_goal_own, .x = x, .player = r, .floor = hmi_floor_own};
    double income[2];
    if (play->game->type == HMI_THREATS) {
        income[0] = board->base->income[x->country[0]];
        income[1] = board->base->income[x->country[1]];
        goal.income = income;
        goal.value = hmi_goal_threat;
    }
    double *u = NULL;
    HMI_TRY(hmi_copy_doubles(board->ctx, play->u, (size_t)x->count, &u));
    hm_status status =
        hmi_search_begin(board, from, play->u, x->start[r], x->start[r + 1], u);
    if (status == HM_OK) {
        status = climb_own(board, &goal, r, u, end);
    }
    if (end->found) {
        double at = goal.value(&goal, play->payoff, board->coefficient);
        double gain = play->game->type == HMI_THREATS
                          ? end->value - at
                          : hmi_exp(end->value - at) - 1.0;
        play->regret[r] = 100.0 * fmax(gain, 0.0);
    }
    hmi_free(board->ctx, u);
    return status;
}

/* From 1 / theta; where that search ends nowhere, from other cold starts. */
static const hmi_search cold[] = {{HMI_FROM_INVERSE_THETA, 0.0, ""},
                                  {HMI_FROM_RATE, 0.1, ""},
                                  {HMI_FROM_RATE, 0.0, ""},
                                  {HMI_FROM_FORMULA, 0.0, ""}};
enum { COLD = sizeof cold / sizeof cold[0] };

hm_status hmi_regret(hmi_board *board, hm_tariff_play *play, int32_t r)
{
    hmi_end end = {false, 0.0, 0.0, 0};
    int32_t solves = board->solves;
    int32_t sweeps = board->sweeps;
    int32_t adjoints = board->adjoints;
    for (size_t k = 0; k < COLD && !end.found; k++) {
        HMI_TRY(best_reply(board, play, r, &cold[k], &end));
    }
    play->regret_cost[3 * r] = board->solves - solves;
    play->regret_cost[3 * r + 1] = board->sweeps - sweeps;
    play->regret_cost[3 * r + 2] = board->adjoints - adjoints;
    return HM_OK;
}

hm_status hm_tariff_play_regret(hm_context *ctx, const hm_tariff_view *view,
                                hm_tariff_play *play, int32_t r)
{
    hmi_board *board = NULL;
    if (play->shock == NULL || isfinite(play->regret[r])) {
        return HM_OK;
    }
    HMI_TRY(hmi_board_create(ctx, view, play->x, play->departure, &board));
    hm_status status = hmi_regret(board, play, r);
    hmi_board_free(board);
    return status;
}

/* --- rounds of replies --------------------------------------------------------------- */

typedef struct circle {
    hmi_board *board;
    const hmi_goal *goals;
    hm_tariff_play *play;
    size_t size;
    double *u, *trial, *best; /* variables */
    double *seen;             /* (ROUNDS + 1) x variables: after each round */
    int32_t most;             /* solves that may be spent */
} circle;

/* The best of a climb from the rates that r has and of two cold ones. */
static hm_status reply_of(circle *c, int32_t r)
{
    const hmi_instruments *x = c->board->x;
    double value = -INFINITY;
    for (size_t k = 0; k < 3; k++) {
        hmi_end end;
        memcpy(c->trial, c->u, c->size * sizeof(double));
        if (k > 0) {
            HMI_TRY(hmi_search_begin(c->board, &cold[k - 1], c->u, x->start[r],
                                     x->start[r + 1], c->trial));
        }
        HMI_TRY(climb_own(c->board, &c->goals[r], r, c->trial, &end));
        if (end.found && end.value > value + hmi_nothing) {
            value = end.value;
            memcpy(c->best, c->trial, c->size * sizeof(double));
        }
    }
    return HM_OK;
}

/* Each replies to the rates that the earlier ones just set. */
static hm_status one_round(circle *c, double part, double *moved)
{
    const hmi_instruments *x = c->board->x;
    *moved = 0.0;
    for (int32_t r = 0; r < x->R; r++) {
        memcpy(c->best, c->u, c->size * sizeof(double));
        HMI_TRY(reply_of(c, r));
        for (int32_t v = x->start[r]; v < x->start[r + 1]; v++) {
            double wish = c->best[v] - c->u[v];
            *moved = fmax(*moved, fabs(wish));
            c->u[v] += part * wish;
        }
    }
    return HM_OK;
}

/* The earlier round after which rates were what they are now, -1: none. */
static int32_t back_at(const circle *c, int32_t round)
{
    for (int32_t k = round - 1; k >= 0; k--) {
        const double *then = c->seen + (size_t)k * c->size;
        double distance = 0.0;
        for (size_t v = 0; v < c->size; v++) {
            distance = fmax(distance, fabs(then[v] - c->u[v]));
        }
        if (distance < same_point) {
            return k;
        }
    }
    return -1;
}

/* What a point of a circle is to each player. */
static hm_status describe(circle *c, const double *u, double *row)
{
    const hmi_instruments *x = c->board->x;
    bool ok = false;
    HMI_TRY(hmi_board_try(c->board, u, &ok));
    for (int32_t r = 0; r < x->R; r++) {
        double sum = 0.0;
        for (int32_t v = x->start[r]; v < x->start[r + 1]; v++) {
            sum += hmi_exp(u[v]) - 1.0;
        }
        int32_t own = x->start[r + 1] - x->start[r];
        row[2 * r] = ok ? hmi_exp(c->board->payoff[r]) - 1.0 : NAN;
        row[2 * r + 1] = own > 0 ? sum / own : NAN;
    }
    return HM_OK;
}

/* The first circle that is met is listed, round by round. */
static hm_status note_circle(circle *c, int32_t from, int32_t to)
{
    hm_tariff_play *play = c->play;
    size_t width = 2 * (size_t)c->board->x->R;
    if (play->n_cycle > 0) {
        return HM_OK;
    }
    play->cycle = HMI_ARRAY(c->board->ctx, double, (size_t)(to - from) * width);
    if (play->cycle == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t k = from; k < to; k++) {
        HMI_TRY(describe(c, c->seen + (size_t)k * c->size,
                         play->cycle + (size_t)(k - from) * width));
    }
    play->n_cycle = to - from;
    return HM_OK;
}

/* Rounds from c->u; *rest: nobody moved in the last. */
static hm_status go_round(circle *c, double part, bool *rest)
{
    double moved = 0.0;
    *rest = false;
    memcpy(c->seen, c->u, c->size * sizeof(double));
    for (int32_t k = 1; k <= ROUNDS && c->board->solves < c->most; k++) {
        if (hm_context_canceled(c->board->ctx)) {
            return HM_ERR_CANCELED;
        }
        HMI_TRY(one_round(c, part, &moved));
        if (moved < same_point) {
            *rest = true;
            return HM_OK;
        }
        int32_t before = back_at(c, k);
        if (before >= 0) {
            /* damped, a circle is the step's */
            return part < 1.0 ? HM_OK : note_circle(c, before, k);
        }
        memcpy(c->seen + (size_t)k * c->size, c->u, c->size * sizeof(double));
    }
    return HM_OK;
}

static hm_status search_on(circle *c, double *u, hmi_end *end)
{
    static const hmi_search none = {HMI_FROM_START, 0.0, ""};
    static const hmi_search low = {HMI_FROM_RATE, 0.0, ""};
    static const hmi_search high = {HMI_FROM_RATE, 1.0, ""};
    const struct {
        const hmi_search *from;
        double part;
    } tries[] = {{&none, 1.0}, {&none, 0.5}, {&low, 1.0}, {&high, 1.0}};
    bool rest = false;
    for (size_t k = 0; k < sizeof tries / sizeof tries[0] && !rest; k++) {
        HMI_TRY(hmi_search_begin(c->board, tries[k].from, u, 0,
                                 c->board->x->count, c->u));
        HMI_TRY(go_round(c, tries[k].part, &rest));
    }
    if (rest) {
        memcpy(u, c->u, c->size * sizeof(double));
        hmi_board_forget(c->board);
        return hmi_nash(c->board, c->goals, hmi_search_tolerance, u, end);
    }
    return HM_OK;
}

hm_status hmi_replies(hmi_board *board, const hmi_goal *goals,
                      hm_tariff_play *play, double *u, hmi_end *end)
{
    size_t n = (size_t)board->x->count;
    circle c = {.board = board, .goals = goals, .play = play, .size = n};
    c.most = board->solves + MOST_SOLVES;
    *end = (hmi_end){false, -INFINITY, INFINITY, 0};
    double *block = HMI_ARRAY(board->ctx, double, (ROUNDS + 4) * n);
    if (block == NULL) {
        return HM_ERR_MEMORY;
    }
    c.u = block;
    c.trial = c.u + n;
    c.best = c.trial + n;
    c.seen = c.best + n;
    hm_status status = search_on(&c, u, end);
    hmi_free(board->ctx, block);
    return status;
}

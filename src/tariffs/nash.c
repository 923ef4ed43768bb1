// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * nash.c - a tariff war: the first-order conditions of all players at once.
 *
 * Every player's rates move to where its own conditions hold at the shadow
 * values of the point, (1 + t') = (1 + t) / (1 - gradient / curvature); the
 * map of all rates is accelerated (Anderson 1965). One solve and one adjoint
 * a player each time, whatever the number of rates. Where that gets nowhere,
 * players reply in turn, each by a climb, and the map finishes.
 */
#include "tariffs/internal.h"

#include <math.h>
#include <string.h>

enum { NASH_MEMORY = 8, NASH_STEPS = 120, NASH_RETRIES = 12, PATIENCE = 25 };
enum { ROUNDS = 30 };
static const double longest_step = 0.7;
static const double near_enough = 1e-6;

typedef struct war {
    hmi_board *board;
    const hmi_goal *goals;
    size_t size;
    double *u;
    double *image, *next, *best, *ones, *block;
    double *coefficient; /* HMI_LANES x R, of the players' payoffs */
    hmi_anderson *anderson;
} war;

static hm_status war_init(war *w, hmi_board *board, const hmi_goal *goals,
                          double *u)
{
    size_t n = (size_t)board->x->count;
    *w = (war){.board = board, .goals = goals, .size = n, .u = u};
    size_t lanes = HMI_LANES * (size_t)board->x->R;
    w->block = HMI_ARRAY(board->ctx, double, 4 * n + lanes);
    if (w->block == NULL) {
        return HM_ERR_MEMORY;
    }
    w->image = w->block;
    w->next = w->image + n;
    w->best = w->next + n;
    w->ones = w->best + n;
    w->coefficient = w->ones + n;
    for (size_t v = 0; v < n; v++) {
        w->ones[v] = 1.0;
    }
    return hmi_anderson_create(board->ctx, n, NASH_MEMORY, &w->anderson);
}

static double inside(const war *w, size_t v, double u)
{
    const hmi_instruments *x = w->board->x;
    return fmin(fmax(u, x->low[v]), x->high[v]);
}

static double step_of(double gradient, double curvature)
{
    double wish = curvature > 0.0 ? gradient / curvature : 0.0;
    double step = wish < 0.5 ? -hmi_ln(1.0 - wish) : longest_step;
    return fmax(fmin(step, longest_step), -longest_step);
}

/* Where player r's conditions would have its rates. */
static void own_image(war *w, int32_t r, double weight, double part,
                      double *kkt)
{
    const hmi_board *board = w->board;
    const hmi_instruments *x = board->x;
    for (int32_t v = x->start[r]; v < x->start[r + 1]; v++) {
        double least = w->goals[r].floor * weight * board->size[v];
        double step =
            step_of(board->gradient[v], fmax(board->curvature[v], least));
        double to = inside(w, (size_t)v, w->u[v] + step);
        *kkt = fmax(*kkt, fabs(to - w->u[v]));
        w->image[v] = w->u[v] + part * (to - w->u[v]);
    }
}

/* Where every player's conditions would have its rates, in w->image. */
static hm_status reply(war *w, double part, double *kkt, bool *ok)
{
    hmi_board *board = w->board;
    int32_t R = board->x->R;
    *kkt = 0.0;
    *ok = true;
    HMI_TRY(hmi_board_bind(board));
    for (int32_t first = 0; first < R && *ok; first += HMI_LANES) {
        int32_t count = R - first < HMI_LANES ? R - first : HMI_LANES;
        for (int32_t k = 0; k < count; k++) {
            const hmi_goal *goal = &w->goals[first + k];
            (void)goal->value(goal, board->payoff,
                              w->coefficient + (size_t)k * (size_t)R);
        }
        HMI_TRY(hmi_board_gradients(board, first, count, w->coefficient, ok));
        for (int32_t k = 0; k < count && *ok; k++) {
            int32_t r = first + k;
            double weight = fabs(w->coefficient[k * R + r]);
            own_image(w, r, weight, part, kkt);
        }
    }
    return HM_OK;
}

static void advance(war *w)
{
    hmi_anderson_step(w->anderson, w->u, w->image, w->ones, w->next);
    for (size_t v = 0; v < w->size; v++) {
        double step = w->next[v] - w->u[v];
        step = fmax(fmin(step, longest_step), -longest_step);
        w->u[v] = inside(w, v, w->u[v] + step);
    }
}

/* Halfway back to the best point so far. */
static void retreat(war *w)
{
    hmi_anderson_reset(w->anderson);
    for (size_t v = 0; v < w->size; v++) {
        w->u[v] = 0.5 * (w->u[v] + w->best[v]);
    }
}

/* What the iteration remembers. */
typedef struct progress {
    double best, part;
    int32_t since_best;
} progress;

/* After a look at kkt: go on? */
static bool judge(war *w, progress *p, double kkt)
{
    if (kkt < p->best) {
        p->best = kkt;
        p->since_best = 0;
        memcpy(w->best, w->u, w->size * sizeof(double));
        return true;
    }
    p->since_best++;
    if (kkt > 10.0 * p->best) {
        hmi_anderson_reset(w->anderson);
        p->part = 0.5;
    }
    return p->since_best < PATIENCE;
}

/* All at once, until nothing more is asked for or no progress is made. */
static hm_status together(war *w, double tolerance, progress *p, hmi_end *end)
{
    int32_t last = end->steps + NASH_STEPS;
    int32_t retreats = 0;
    while (end->steps < last && retreats < NASH_RETRIES) {
        bool ok = false;
        double kkt = INFINITY;
        HMI_TRY(hmi_board_try(w->board, w->u, &ok));
        if (ok) {
            hmi_board_keep(w->board);
            HMI_TRY(reply(w, p->part, &kkt, &ok));
        }
        if (!ok) {
            retreat(w);
            retreats++;
            continue;
        }
        end->steps++;
        bool go_on = judge(w, p, kkt);
        if (kkt <= tolerance || !go_on) {
            break;
        }
        advance(w);
    }
    memcpy(w->u, w->best, w->size * sizeof(double));
    return HM_OK;
}

/*
 * One round of best replies, one player after the other (B6): slower, and sure
 * of every single reply. *moved: largest change of a rate.
 */
static hm_status in_turn(war *w, double tolerance, hmi_end *end, double *moved)
{
    const hmi_instruments *x = w->board->x;
    *moved = 0.0;
    for (int32_t r = 0; r < x->R; r++) {
        hmi_end own;
        memcpy(w->image, w->u, w->size * sizeof(double));
        HMI_TRY(hmi_climb(w->board, &w->goals[r], x->start[r], x->start[r + 1],
                          tolerance, w->u, &own));
        end->steps += own.steps;
        for (size_t v = 0; v < w->size; v++) {
            *moved = fmax(*moved, fabs(w->u[v] - w->image[v]));
        }
    }
    return HM_OK;
}

/* Rounds of replies, each as exact as the last one moved the rates. */
static hm_status rounds(war *w, double tolerance, progress *p, hmi_end *end)
{
    bool ok = false;
    double moved = 1.0;
    double kkt = INFINITY;
    for (int32_t k = 0; k < ROUNDS && moved > tolerance; k++) {
        HMI_TRY(in_turn(w, fmax(tolerance, 1e-3 * moved), end, &moved));
    }
    HMI_TRY(hmi_board_try(w->board, w->u, &ok));
    if (ok) {
        hmi_board_keep(w->board);
        HMI_TRY(reply(w, 1.0, &kkt, &ok));
    }
    if (ok) {
        (void)judge(w, p, kkt);
    }
    memcpy(w->u, w->best, w->size * sizeof(double));
    return HM_OK;
}

static hm_status fight(war *w, double tolerance, hmi_end *end)
{
    bool ok = false;
    progress p = {INFINITY, 1.0, 0};
    memcpy(w->best, w->u, w->size * sizeof(double));
    HMI_TRY(together(w, tolerance, &p, end));
    if (p.best > fmax(tolerance, near_enough)) {
        HMI_TRY(rounds(w, near_enough, &p, end));
        p = (progress){p.best, 1.0, 0};
        hmi_anderson_reset(w->anderson);
        HMI_TRY(together(w, tolerance, &p, end));
    }
    HMI_TRY(hmi_board_try(w->board, w->u, &ok));
    end->kkt = p.best;
    end->found = ok && p.best <= fmax(tolerance, near_enough);
    end->value = ok ? w->goals[0].value(&w->goals[0], w->board->payoff,
                                        w->board->coefficient)
                    : -INFINITY;
    return HM_OK;
}

hm_status hmi_nash(hmi_board *board, const hmi_goal *goals, double tolerance,
                   double *u, hmi_end *end)
{
    war w;
    *end = (hmi_end){false, -INFINITY, INFINITY, 0};
    hm_status status = war_init(&w, board, goals, u);
    if (status == HM_OK) {
        status = fight(&w, tolerance, end);
    }
    hmi_anderson_free(w.anderson);
    hmi_free(board->ctx, w.block);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * climb.c - one optimum inside bounds: a projected quasi-Newton method.
 *
 * Limited-memory BFGS (Nocedal 1980) whose first matrix is the diagonal that
 * the first-order conditions give (board.c), so that no rate is too small or
 * too large; rates that press against a bound are left out of the step
 * (Bertsekas 1982). Maximises; u = ln(1 + rate).
 */
#include "tariffs/internal.h"

#include <math.h>
#include <string.h>

enum { MAX_STEPS = 300, MAX_HALVINGS = 14, PATIENCE = 8 };
/* Payoffs are known to about ten times the residual of the solves. */
static const double value_noise = 1e-11;
static const double longest_step = 1.0;
/* A search that gets no further counts when it came this near. */
static const double near_enough = 1e-6;

typedef struct climber {
    hmi_board *board;
    const hmi_goal *goal;
    int32_t from;
    size_t size;  /* variables [from, from + size) */
    double *full; /* all variables of the board */
    double *u, *trial, *g, *old_g, *h, *d, *free;
    hmi_memory *memory;
    double *block;
    double value, at_stake;
} climber;

static hm_status climber_init(climber *c, hmi_board *board,
                              const hmi_goal *goal, int32_t from, int32_t to,
                              double *full)
{
    size_t n = (size_t)(to - from);
    *c = (climber){.board = board, .goal = goal, .from = from, .size = n};
    c->full = full;
    c->block = HMI_ARRAY(board->ctx, double, 6 * n);
    if (c->block == NULL) {
        return HM_ERR_MEMORY;
    }
    double *at = c->block;
    double **arrays[] = {&c->trial, &c->g, &c->old_g, &c->h, &c->d, &c->free};
    for (size_t k = 0; k < 6; k++, at += n) {
        *arrays[k] = at;
    }
    c->u = full + from;
    return hmi_memory_create(board->ctx, n, &c->memory);
}

static double inside(const climber *c, size_t v, double u)
{
    const hmi_instruments *x = c->board->x;
    return fmin(fmax(u, x->low[c->from + (int32_t)v]),
                x->high[c->from + (int32_t)v]);
}

/* Gradient and curvature at the point tried last; the largest change of a
 * rate that they ask for inside the bounds, what all are worth. */
static hm_status look(climber *c, double *kkt, bool *ok)
{
    hmi_board *board = c->board;
    HMI_TRY(hmi_board_bind(board));
    HMI_TRY(hmi_board_gradient(board, c->from, c->from + (int32_t)c->size, ok));
    if (!*ok) {
        return HM_OK;
    }
    *kkt = 0.0;
    c->at_stake = 0.0;
    for (size_t v = 0; v < c->size; v++) {
        int32_t at = c->from + (int32_t)v;
        double least =
            c->goal->floor * hmi_board_least(board, at, board->coefficient);
        c->g[v] = board->gradient[at];
        c->h[v] = fmax(board->curvature[at], least);
        c->h[v] = c->h[v] > 0.0 ? c->h[v] : 1.0;
        double wish = inside(c, v, c->u[v] + c->g[v] / c->h[v]) - c->u[v];
        c->free[v] = wish < 0.0 || wish > 0.0 ? 1.0 : 0.0;
        *kkt = fmax(*kkt, fabs(wish));
        c->at_stake += fabs(c->g[v] * wish);
    }
    return HM_OK;
}

/* The step in c->d. */
static void direction(climber *c)
{
    double longest = 0.0;
    hmi_memory_apply(c->memory, c->h, c->free, c->g, c->d);
    for (size_t v = 0; v < c->size; v++) {
        longest = fmax(longest, fabs(c->d[v]));
    }
    if (longest > longest_step) {
        for (size_t v = 0; v < c->size; v++) {
            c->d[v] *= longest_step / longest;
        }
    }
}

/* Back to the diagonal when the memory leads downhill. */
static void uphill(climber *c)
{
    direction(c);
    if (!hmi_memory_empty(c->memory) && !(hmi_dot(c->size, c->g, c->d) > 0.0)) {
        hmi_memory_reset(c->memory);
        direction(c);
    }
}

static hm_status evaluate(climber *c, bool *ok, double *value)
{
    HMI_TRY(hmi_board_try(c->board, c->full, ok));
    if (*ok) {
        *value =
            c->goal->value(c->goal, c->board->payoff, c->board->coefficient);
        *ok = isfinite(*value);
    }
    return HM_OK;
}

/* Along d, halved until the value rises as it should. *moved false: it never
 * does. On success u is the new point, trial the old one. */
static hm_status line(climber *c, bool *moved)
{
    double part = 1.0;
    memcpy(c->trial, c->u, c->size * sizeof(double));
    *moved = false;
    for (int32_t k = 0; k < MAX_HALVINGS && !*moved; k++) {
        double slope = 0.0;
        double value = 0.0;
        for (size_t v = 0; v < c->size; v++) {
            c->u[v] = inside(c, v, c->trial[v] + part * c->d[v]);
            slope += c->g[v] * (c->u[v] - c->trial[v]);
        }
        HMI_TRY(evaluate(c, moved, &value));
        *moved = *moved && value >= c->value + 1e-4 * slope - value_noise;
        c->value = *moved ? value : c->value;
        part *= 0.5;
    }
    if (!*moved) {
        memcpy(c->u, c->trial, c->size * sizeof(double));
    }
    return HM_OK;
}

/* Remember how the gradient changed on the way from trial to u. */
static void remember(climber *c)
{
    double *step = hmi_memory_step(c->memory);
    double *change = hmi_memory_change(c->memory);
    for (size_t v = 0; v < c->size; v++) {
        step[v] = c->u[v] - c->trial[v];
        change[v] = c->old_g[v] - c->g[v];
    }
    hmi_memory_add(c->memory, c->h);
}

/* Put u on the board again after steps that led nowhere. */
static hm_status restore(climber *c, bool *ok)
{
    double value = 0.0;
    HMI_TRY(evaluate(c, ok, &value));
    return HM_OK;
}

static hm_status climb(climber *c, double tolerance, hmi_end *end)
{
    bool ok = false;
    int32_t since_best = 0;
    HMI_TRY(evaluate(c, &ok, &c->value));
    if (!ok) {
        return HM_OK;
    }
    hmi_board_keep(c->board);
    HMI_TRY(look(c, &end->kkt, &ok));
    double best = end->kkt;
    while (ok && end->kkt > tolerance && end->steps < MAX_STEPS) {
        bool moved = false;
        memcpy(c->old_g, c->g, c->size * sizeof(double));
        uphill(c);
        HMI_TRY(line(c, &moved));
        if (!moved && !hmi_memory_empty(c->memory)) {
            hmi_memory_reset(c->memory);
            continue;
        }
        if (!moved) {
            HMI_TRY(restore(c, &ok));
            break;
        }
        end->steps++;
        hmi_board_keep(c->board);
        HMI_TRY(look(c, &end->kkt, &ok));
        remember(c);
        since_best = end->kkt < best ? 0 : since_best + 1;
        best = fmin(best, end->kkt);
        bool near = end->kkt < near_enough || c->at_stake < hmi_nothing;
        if (since_best > PATIENCE && near) {
            break;
        }
    }
    end->value = c->value;
    end->found = ok && (end->kkt <= fmax(tolerance, near_enough) ||
                        c->at_stake < hmi_nothing);
    return HM_OK;
}

hm_status hmi_climb(hmi_board *board, const hmi_goal *goal, int32_t from,
                    int32_t to, double tolerance, double *u, hmi_end *end)
{
    climber c;
    *end = (hmi_end){false, -INFINITY, INFINITY, 0};
    hm_status status = climber_init(&c, board, goal, from, to, u);
    if (status == HM_OK) {
        status = climb(&c, tolerance, end);
    }
    hmi_memory_free(board->ctx, c.memory);
    hmi_free(board->ctx, c.block);
    return status;
}

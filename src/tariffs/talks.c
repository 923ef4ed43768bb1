// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * talks.c - the rates that players agree on (B7, B9): the quick way of agree.c
 * and, where bounds upset that, a slow and sure one.
 */
#include "tariffs/internal.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 30 };
static const double talks_tolerance = 1e-9;

/* Move the multipliers of unequal gains; the largest gap. */
static double multiply(const hmi_board *board, hmi_goal *goal)
{
    double mean = 0.0;
    double worst = 0.0;
    int32_t R = board->x->R;
    for (int32_t r = 0; r < R; r++) {
        mean += (board->payoff[r] - goal->departure[r]) / R;
    }
    for (int32_t r = 0; r < R; r++) {
        double gap = board->payoff[r] - goal->departure[r] - mean;
        goal->multiplier[r] -= goal->penalty * gap;
        worst = fmax(worst, fabs(gap));
    }
    return worst;
}

/*
 * Equal gains by the method of multipliers (Hestenes 1969, Powell 1969) around
 * climbs: hundreds of steps, and nothing that bounds can upset. Ends where the
 * quick way is sure to finish.
 */
static hm_status multipliers(hmi_board *board, hmi_goal *goal, double *u,
                             hmi_end *end)
{
    double before = INFINITY;
    int32_t steps = end->steps;
    goal->value = hmi_goal_equal;
    goal->penalty = 300.0;
    memset(goal->multiplier, 0, (size_t)board->x->R * sizeof(double));
    for (int32_t round = 0; round < ROUNDS && before > 1e-8; round++) {
        double loose = fmax(1e-6, fmin(1e-4, 0.1 * before));
        HMI_TRY(hmi_climb(board, goal, 0, board->x->count, loose, u, end));
        steps += end->steps;
        end->steps = steps;
        if (!isfinite(end->value)) {
            return HM_OK;
        }
        double gap = multiply(board, goal);
        goal->penalty = fmin(
            gap > 0.25 * before ? 4.0 * goal->penalty : goal->penalty, 1e5);
        before = gap;
    }
    return HM_OK;
}

/* The quick way; where it ends nowhere, the slow one from the same start. */
static hm_status agree_on(hmi_board *board, hmi_goal *goal, bool equal,
                          double tolerance, double *u, hmi_end *end,
                          double *gap)
{
    double *start = NULL;
    HMI_TRY(hmi_copy_doubles(board->ctx, u, (size_t)board->x->count, &start));
    hm_status status = hmi_agree(board, goal, equal, tolerance, u, end, gap);
    if (status == HM_OK && !end->found) {
        memcpy(u, start, (size_t)board->x->count * sizeof(double));
        hmi_board_forget(board);
        if (equal) {
            status = multipliers(board, goal, u, end);
        } else {
            goal->value = hmi_goal_product;
            status =
                hmi_climb(board, goal, 0, board->x->count, tolerance, u, end);
        }
        if (status == HM_OK) {
            status = hmi_agree(board, goal, equal, tolerance, u, end, gap);
        }
    }
    hmi_free(board->ctx, start);
    return status;
}

hm_status hmi_talks(hmi_board *board, hmi_goal *goal, hmi_solution_kind kind,
                    double tolerance, double *u, hmi_end *end, double *gap)
{
    *gap = 0.0;
    tolerance = fmax(tolerance, talks_tolerance);
    if (kind == HMI_WEIGHTED) {
        goal->value = hmi_goal_weighted;
        return hmi_climb(board, goal, 0, board->x->count, tolerance, u, end);
    }
    *end = (hmi_end){false, -INFINITY, INFINITY, 0};
    HMI_TRY(agree_on(board, goal, true, tolerance, u, end, gap));
    if (kind == HMI_EQUAL_GAINS || !end->found) {
        return HM_OK;
    }
    return agree_on(board, goal, false, tolerance, u, end, gap);
}

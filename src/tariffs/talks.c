// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * talks.c - the rates that players agree on (B7, B9).
 *
 * Equal gains: max G s.t. g_r = G, by the method of multipliers (Hestenes
 * 1969, Powell 1969) around climbs. The Nash product starts where gains are
 * equal, so that everybody gains. One adjoint a step, whatever the players.
 */
#include "tariffs/internal.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 30 };
/* Agreements lie on a flat top: rates to a millionth are rates that nobody
 * can tell apart by what they are worth. */
static const double talks_tolerance = 1e-6;
static const double first_penalty = 300.0;
static const double largest_penalty = 1e5;
/* Gains are equal to a billionth of income. */
static const double gap_tolerance = 1e-9;

/* Largest distance of a gain from the mean gain; updates the multipliers. */
static double update(const hmi_board *board, hmi_goal *goal)
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

static hm_status equal_gains(hmi_board *board, hmi_goal *goal, double tolerance,
                             double *u, hmi_end *end, double *gap)
{
    double before = INFINITY;
    int32_t steps = 0;
    goal->value = hmi_goal_equal;
    goal->penalty = first_penalty;
    memset(goal->multiplier, 0, (size_t)board->x->R * sizeof(double));
    for (int32_t round = 0; round < ROUNDS; round++) {
        double loose = fmax(tolerance, fmin(1e-4, 0.1 * before));
        HMI_TRY(hmi_climb(board, goal, 0, board->x->count, loose, u, end));
        steps += end->steps;
        end->steps = steps;
        if (!end->found && !isfinite(end->value)) {
            return HM_OK;
        }
        *gap = update(board, goal);
        if (*gap <= gap_tolerance && end->kkt <= tolerance) {
            break;
        }
        if (*gap > 0.25 * before) {
            goal->penalty = fmin(4.0 * goal->penalty, largest_penalty);
        }
        before = *gap;
    }
    end->found = end->found && *gap <= 10.0 * gap_tolerance;
    return HM_OK;
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
    HMI_TRY(equal_gains(board, goal, tolerance, u, end, gap));
    if (kind == HMI_EQUAL_GAINS || !end->found) {
        return HM_OK;
    }
    *gap = 0.0;
    goal->value = hmi_goal_product;
    return hmi_climb(board, goal, 0, board->x->count, tolerance, u, end);
}

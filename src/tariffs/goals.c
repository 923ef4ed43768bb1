// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * goals.c - what a search maximises, as a function of the players' payoffs.
 *
 * Payoffs are log gains over the base, g_r those over the threat point (B8).
 */
#include "tariffs/internal.h"

#include <math.h>

double hmi_goal_own(const hmi_goal *goal, const double *payoff, double *d)
{
    for (int32_t r = 0; r < goal->x->R; r++) {
        d[r] = r == goal->player ? 1.0 : 0.0;
    }
    return payoff[goal->player];
}

/* ln of sum_r I_r W^_r over sum_r I_r: a coalition with side payments. */
double hmi_goal_joint(const hmi_goal *goal, const double *payoff, double *d)
{
    double total = 0.0;
    double before = 0.0;
    for (int32_t r = 0; r < goal->x->R; r++) {
        d[r] = goal->income[r] * hmi_exp(payoff[r]);
        total += d[r];
        before += goal->income[r];
    }
    for (int32_t r = 0; r < goal->x->R; r++) {
        d[r] /= total;
    }
    return hmi_ln(total / before);
}

/* U_r - U_other (B8 iv), in parts of own base income. */
double hmi_goal_threat(const hmi_goal *goal, const double *payoff, double *d)
{
    int32_t own = goal->player;
    int32_t other = 1 - own;
    double part = goal->income[other] / goal->income[own];
    d[own] = hmi_exp(payoff[own]);
    d[other] = -part * hmi_exp(payoff[other]);
    return d[own] + d[other];
}

/* sum_r beta_r g_r (B7, second form). */
double hmi_goal_weighted(const hmi_goal *goal, const double *payoff, double *d)
{
    double sum = 0.0;
    for (int32_t r = 0; r < goal->x->R; r++) {
        d[r] = goal->x->share[r];
        sum += d[r] * (payoff[r] - goal->departure[r]);
    }
    return sum;
}

/* Augmented Lagrangian of max G s.t. g_r = G (B7): mean gain, multipliers
 * and penalty on the distance of each gain from the mean. */
double hmi_goal_equal(const hmi_goal *goal, const double *payoff, double *d)
{
    int32_t R = goal->x->R;
    double mean = 0.0;
    double mean_multiplier = 0.0;
    for (int32_t r = 0; r < R; r++) {
        mean += (payoff[r] - goal->departure[r]) / R;
        mean_multiplier += goal->multiplier[r] / R;
    }
    double value = mean;
    for (int32_t r = 0; r < R; r++) {
        double gap = payoff[r] - goal->departure[r] - mean;
        value += goal->multiplier[r] * gap - 0.5 * goal->penalty * gap * gap;
        d[r] = 1.0 / R + goal->multiplier[r] - mean_multiplier -
               goal->penalty * gap;
    }
    return value;
}

/* sum_r beta_r ln(W_r - W_r at the threat point) (B9). */
double hmi_goal_product(const hmi_goal *goal, const double *payoff, double *d)
{
    double sum = 0.0;
    for (int32_t r = 0; r < goal->x->R; r++) {
        double after = hmi_exp(payoff[r]);
        double gain = after - hmi_exp(goal->departure[r]);
        if (!(gain > 0.0)) {
            return -INFINITY;
        }
        d[r] = goal->x->share[r] * after / gain;
        sum += goal->x->share[r] * hmi_ln(gain);
    }
    return sum;
}

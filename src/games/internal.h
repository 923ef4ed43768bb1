// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * internal.h (games) - checked arguments and gains, shared by the rooms.
 */
#ifndef HMI_GAMES_INTERNAL_H
#define HMI_GAMES_INTERNAL_H

#include <hirschman/games.h>

#include "num/internal.h"

/* Talks with the parties listed and the weights filled in. */
typedef struct hmi_talks {
    hm_bargain_rule rule;
    int32_t n_players, n_parties;
    int32_t party[HM_PLAYERS_MAX];
    double threat[HM_PLAYERS_MAX]; /* by player */
    double weight[HM_PLAYERS_MAX]; /* by player, summing to one; parties */
} hmi_talks;

HM_CHECKED hm_status hmi_talks_read(hm_context *ctx, const hm_talks *talks,
                                    int32_t n_players, hmi_talks *out);
HM_CHECKED hm_status hmi_points_check(hm_context *ctx, const hm_points *points);

/* The rule's objective at a vector of payoffs: -INFINITY outside what the
 * rule allows. `ideal` (by player) is used by (B10) alone. */
double hmi_objective(const hmi_talks *talks, const double *ideal,
                     const double *payoff);
/* Largest gain of every party among points with no loss for a party; what a
 * party gains nowhere is 0. */
void hmi_ideal(const hmi_talks *talks, const hm_points *points, double *ideal);
/* Size of payoffs around the threat point, for what counts as a gain. */
double hmi_slack(const hmi_talks *talks, const hm_points *points);

/* A deal that does not exist: everyone keeps the threat point. */
void hmi_deal_none(const hmi_talks *talks, hm_deal *out);
/* Payoffs, gains and side payments of a deal that does. */
void hmi_deal_fill(const hmi_talks *talks, const double *payoff, hm_deal *out);

/* Everybody's index among n, or only the set bits of `set`. */
uint32_t hmi_everyone(int32_t n, uint32_t set);

#endif

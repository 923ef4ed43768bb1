// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * bargain.c - bargaining rules on finite sets: the best pure point (B9-B12).
 *
 * Nash 1950; Kalai and Smorodinsky 1975; Kalai 1977; the threat point and
 * the rule stay with the deal (R6).
 */
#include "games/internal.h"

#include <math.h>
#include <string.h>

static const char *const rule_names[HM_BARGAIN_RULES] = {
    "nash", "kalai-smorodinsky", "egalitarian", "utilitarian"};

/* A gain below this part of the payoffs' size is rounding. */
static const double gain_tolerance = 1e-12;

const char *hm_bargain_name(hm_bargain_rule rule)
{
    return rule_names[rule];
}

uint32_t hmi_everyone(int32_t n, uint32_t set)
{
    uint32_t all = (UINT32_C(1) << n) - 1;
    return set == 0 ? all : set & all;
}

hm_status hmi_points_check(hm_context *ctx, const hm_points *points)
{
    if (points->n_players < 1 || points->n_players > HM_PLAYERS_MAX ||
        points->n_points < 0) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "%d points of %d players; expected 1 to %d players",
                        (int)points->n_points, (int)points->n_players,
                        HM_PLAYERS_MAX);
    }
    size_t count = (size_t)points->n_points * (size_t)points->n_players;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(points->payoff[i])) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "point %d, player %d: the payoff is not a number",
                            (int)(i / (size_t)points->n_players),
                            (int)(i % (size_t)points->n_players));
        }
    }
    return HM_OK;
}

static hm_status read_weights(hm_context *ctx, const double *weights,
                              hmi_talks *out)
{
    double total = 0.0;
    for (int32_t k = 0; k < out->n_parties; k++) {
        int32_t r = out->party[k];
        out->weight[r] = weights == NULL ? 1.0 : weights[r];
        if (!(out->weight[r] > 0.0) || isinf(out->weight[r])) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "weight of player %d is %g; expected above 0",
                            (int)r, out->weight[r]);
        }
        total += out->weight[r];
    }
    for (int32_t k = 0; k < out->n_parties; k++) {
        out->weight[out->party[k]] /= total;
    }
    return HM_OK;
}

hm_status hmi_talks_read(hm_context *ctx, const hm_talks *talks,
                         int32_t n_players, hmi_talks *out)
{
    memset(out, 0, sizeof *out);
    if (talks->rule < 0 || talks->rule >= HM_BARGAIN_RULES) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT, "no bargaining rule %d",
                        (int)talks->rule);
    }
    uint32_t set = hmi_everyone(n_players, talks->parties);
    out->rule = talks->rule;
    out->n_players = n_players;
    for (int32_t r = 0; r < n_players; r++) {
        bool party = (set >> r & 1u) != 0;
        if (party && !isfinite(talks->threat[r])) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "player %d: the threat point is not a number",
                            (int)r);
        }
        out->threat[r] = isfinite(talks->threat[r]) ? talks->threat[r] : 0.0;
        if (party) {
            out->party[out->n_parties++] = r;
        }
    }
    if (out->n_parties < 1) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "nobody of %d players is a party to the talks",
                        (int)n_players);
    }
    return read_weights(ctx, talks->weights, out);
}

double hmi_slack(const hmi_talks *talks, const hm_points *points)
{
    double most = 0.0;
    for (int32_t i = 0; i < points->n_points; i++) {
        const double *u = points->payoff + (size_t)i * (size_t)talks->n_players;
        for (int32_t k = 0; k < talks->n_parties; k++) {
            int32_t r = talks->party[k];
            most = fmax(most, fabs(u[r] - talks->threat[r]));
        }
    }
    return gain_tolerance * most;
}

void hmi_ideal(const hmi_talks *talks, const hm_points *points, double *ideal)
{
    double slack = hmi_slack(talks, points);
    memset(ideal, 0, HM_PLAYERS_MAX * sizeof(double));
    for (int32_t i = 0; i < points->n_points; i++) {
        const double *u = points->payoff + (size_t)i * (size_t)talks->n_players;
        bool rational = true;
        for (int32_t k = 0; k < talks->n_parties; k++) {
            int32_t r = talks->party[k];
            rational = rational && u[r] - talks->threat[r] >= -slack;
        }
        for (int32_t k = 0; rational && k < talks->n_parties; k++) {
            int32_t r = talks->party[k];
            ideal[r] = fmax(ideal[r], u[r] - talks->threat[r]);
        }
    }
}

static double least_gain(const hmi_talks *talks, const double *ideal,
                         const double *payoff)
{
    double least = INFINITY;
    for (int32_t k = 0; k < talks->n_parties; k++) {
        int32_t r = talks->party[k];
        double gain = payoff[r] - talks->threat[r];
        if (ideal != NULL) {
            if (!(ideal[r] > 0.0)) {
                return -INFINITY;
            }
            gain /= ideal[r];
        }
        least = fmin(least, gain);
    }
    return least;
}

double hmi_objective(const hmi_talks *talks, const double *ideal,
                     const double *payoff)
{
    double total = 0.0;
    if (talks->rule == HM_BARGAIN_KALAI) {
        return least_gain(talks, ideal, payoff);
    }
    if (talks->rule == HM_BARGAIN_EGALITARIAN) {
        return least_gain(talks, NULL, payoff);
    }
    for (int32_t k = 0; k < talks->n_parties; k++) {
        int32_t r = talks->party[k];
        double gain = payoff[r] - talks->threat[r];
        if (talks->rule == HM_BARGAIN_UTILITARIAN) {
            total += gain;
        } else if (gain > 0.0) {
            total += talks->weight[r] * hmi_ln(gain);
        } else {
            return -INFINITY;
        }
    }
    return total;
}

void hmi_deal_none(const hmi_talks *talks, hm_deal *out)
{
    memset(out, 0, sizeof *out);
    out->rule = talks->rule;
    out->n_players = talks->n_players;
    out->point = -1;
    out->place = NAN;
    out->objective = NAN;
    memcpy(out->threat, talks->threat, sizeof out->threat);
    memcpy(out->payoff, talks->threat, sizeof out->payoff);
}

void hmi_deal_fill(const hmi_talks *talks, const double *payoff, hm_deal *out)
{
    double total = 0.0;
    for (int32_t r = 0; r < talks->n_players; r++) {
        out->payoff[r] = payoff[r];
    }
    for (int32_t k = 0; k < talks->n_parties; k++) {
        int32_t r = talks->party[k];
        out->gain[r] = payoff[r] - talks->threat[r];
        total += out->gain[r];
    }
    for (int32_t k = 0; k < talks->n_parties; k++) {
        int32_t r = talks->party[k];
        out->side_payment[r] = total / (double)talks->n_parties - out->gain[r];
    }
    out->exists = true;
}

/* Does the payoff give what the rule asks of a deal? */
static bool is_deal(const hmi_talks *talks, const double *payoff, double slack)
{
    if (talks->rule == HM_BARGAIN_UTILITARIAN) {
        return hmi_objective(talks, NULL, payoff) > slack;
    }
    return least_gain(talks, NULL, payoff) > slack;
}

hm_status hm_bargain_pure(hm_context *ctx, const hm_points *points,
                          const hm_talks *talks, hm_deal *out)
{
    hmi_talks read;
    double ideal[HM_PLAYERS_MAX];
    double best = -INFINITY;
    memset(out, 0, sizeof *out);
    HMI_TRY(hmi_points_check(ctx, points));
    HMI_TRY(hmi_talks_read(ctx, talks, points->n_players, &read));
    hmi_deal_none(&read, out);
    hmi_ideal(&read, points, ideal);
    double slack = hmi_slack(&read, points);
    for (int32_t i = 0; i < points->n_points; i++) {
        const double *u = points->payoff + (size_t)i * (size_t)read.n_players;
        double at = hmi_objective(&read, ideal, u);
        if (at > best && is_deal(&read, u, slack)) {
            best = at;
            out->point = i;
        }
    }
    if (out->point >= 0) {
        out->objective = best;
        hmi_deal_fill(
            &read, points->payoff + (size_t)out->point * (size_t)read.n_players,
            out);
    }
    return HM_OK;
}

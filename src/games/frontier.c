// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * frontier.c - bargaining along one variable (B9-B13): a payment, a tariff.
 *
 * The best place is found over a grid first, so that a frontier that is not
 * concave does no harm, and then to full precision.
 */
#include "games/internal.h"

#include <math.h>
#include <string.h>

enum { GRID = 400 };

typedef struct walk {
    const hm_frontier *frontier;
    const hmi_talks *talks;
    double ideal[HM_PLAYERS_MAX];
    int32_t player; /* whose gain, where one is looked at */
} walk;

static void payoff_at(const walk *w, double x, double *payoff)
{
    memset(payoff, 0, HM_PLAYERS_MAX * sizeof(double));
    w->frontier->payoff(w->frontier->user, x, payoff);
}

static bool is_finite(const walk *w, const double *payoff)
{
    bool finite = true;
    for (int32_t r = 0; r < w->frontier->n_players; r++) {
        finite = finite && isfinite(payoff[r]);
    }
    return finite;
}

static double objective_at(void *user, double x)
{
    const walk *w = user;
    double payoff[HM_PLAYERS_MAX];
    payoff_at(w, x, payoff);
    return is_finite(w, payoff) ? hmi_objective(w->talks, w->ideal, payoff)
                                : -(double)INFINITY;
}

/* One party's gain where no party loses. */
static double gain_at(void *user, double x)
{
    const walk *w = user;
    double payoff[HM_PLAYERS_MAX];
    payoff_at(w, x, payoff);
    if (!is_finite(w, payoff)) {
        return -(double)INFINITY;
    }
    for (int32_t k = 0; k < w->talks->n_parties; k++) {
        int32_t r = w->talks->party[k];
        if (payoff[r] < w->talks->threat[r]) {
            return -(double)INFINITY;
        }
    }
    return payoff[w->player] - w->talks->threat[w->player];
}

static hm_status frontier_check(hm_context *ctx, const hm_frontier *frontier)
{
    if (!(frontier->low < frontier->high) || isinf(frontier->low) ||
        isinf(frontier->high)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "frontier from %g to %g: expected low below high",
                        frontier->low, frontier->high);
    }
    if (frontier->n_players < 1 || frontier->n_players > HM_PLAYERS_MAX ||
        frontier->grid < 0) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "frontier of %d players, grid %d: expected 1 to %d "
                        "players and a grid of 0 or more",
                        (int)frontier->n_players, (int)frontier->grid,
                        HM_PLAYERS_MAX);
    }
    return HM_OK;
}

hm_status hm_bargain_frontier(hm_context *ctx, const hm_frontier *frontier,
                              const hm_talks *talks, hm_deal *out)
{
    hmi_talks read;
    double payoff[HM_PLAYERS_MAX];
    double value = 0.0;
    memset(out, 0, sizeof *out);
    HMI_TRY(frontier_check(ctx, frontier));
    HMI_TRY(hmi_talks_read(ctx, talks, frontier->n_players, &read));
    hmi_deal_none(&read, out);
    walk w = {.frontier = frontier, .talks = &read};
    int32_t grid = frontier->grid > 0 ? frontier->grid : GRID;
    for (int32_t k = 0; read.rule == HM_BARGAIN_KALAI && k < read.n_parties;
         k++) {
        w.player = read.party[k];
        (void)hmi_line_max(gain_at, &w, frontier->low, frontier->high, grid,
                           &value);
        w.ideal[w.player] = fmax(value, 0.0);
    }
    double place = hmi_line_max(objective_at, &w, frontier->low, frontier->high,
                                grid, &value);
    bool found = isfinite(value);
    if (read.rule != HM_BARGAIN_NASH) {
        found = found && value > 0.0;
    }
    if (found) {
        payoff_at(&w, place, payoff);
        out->place = place;
        out->objective = value;
        hmi_deal_fill(&read, payoff, out);
    }
    return HM_OK;
}

hm_status hm_frontier_sample(hm_context *ctx, const hm_frontier *frontier,
                             int32_t n_points, double *payoff)
{
    HMI_TRY(frontier_check(ctx, frontier));
    if (n_points < 2) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "%d points of a frontier; expected at least 2",
                        (int)n_points);
    }
    double width = (frontier->high - frontier->low) / (double)(n_points - 1);
    for (int32_t i = 0; i < n_points; i++) {
        double x = i + 1 == n_points ? frontier->high
                                     : frontier->low + width * (double)i;
        frontier->payoff(frontier->user, x,
                         payoff + (size_t)i * (size_t)frontier->n_players);
    }
    return HM_OK;
}

/* --- alternating offers (B13) --- */

static hm_status delta_check(hm_context *ctx, double delta)
{
    if (!(delta >= 0.0 && delta < 1.0)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "discount factor %g; expected 0 or more, below 1",
                        delta);
    }
    return HM_OK;
}

hm_status hm_rubinstein_share(hm_context *ctx, double delta_first,
                              double delta_second, double *share)
{
    *share = NAN;
    HMI_TRY(delta_check(ctx, delta_first));
    HMI_TRY(delta_check(ctx, delta_second));
    *share = (1.0 - delta_second) / (1.0 - delta_first * delta_second);
    return HM_OK;
}

hm_status hm_rubinstein_weights(hm_context *ctx, int32_t n, const double *rate,
                                double *weights)
{
    double total = 0.0;
    for (int32_t r = 0; r < n; r++) {
        if (!(rate[r] > 0.0) || isinf(rate[r])) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "discount rate of player %d is %g; expected above "
                            "0",
                            (int)r, rate[r]);
        }
        weights[r] = 1.0 / rate[r];
        total += weights[r];
    }
    for (int32_t r = 0; r < n; r++) {
        weights[r] /= total;
    }
    return HM_OK;
}

/* Two offers x (by player 0) and y (by player 1) that leave the other
 * indifferent: g1(x) = d1 g1(y), g0(y) = d0 g0(x). */
typedef struct offers {
    const hm_frontier *frontier;
    const double *threat, *delta;
    double low, high; /* where both gain */
    double wanted;    /* a gain looked for */
    int32_t player;
} offers;

static double player_gain(const offers *o, int32_t player, double x)
{
    double payoff[HM_PLAYERS_MAX] = {0.0};
    o->frontier->payoff(o->frontier->user, x, payoff);
    return payoff[player] - o->threat[player];
}

static double gain_beyond(void *user, double x)
{
    const offers *o = user;
    return player_gain(o, o->player, x) - o->wanted;
}

/* The place that gives `player` the gain; ends stand for what is outside. */
static double place_of(const offers *o, int32_t player, double gain)
{
    offers look = *o;
    look.player = player;
    look.wanted = gain;
    double at_low = gain_beyond(&look, o->low);
    double at_high = gain_beyond(&look, o->high);
    if ((at_low > 0.0) == (at_high > 0.0)) {
        return fabs(at_low) < fabs(at_high) ? o->low : o->high;
    }
    return hmi_line_root(gain_beyond, &look, o->low, o->high);
}

/* What player 1 gets from x beyond what waiting for y is worth. */
static double first_offer_gap(void *user, double x)
{
    const offers *o = user;
    double y = place_of(o, 0, o->delta[0] * player_gain(o, 0, x));
    return player_gain(o, 1, x) - o->delta[1] * player_gain(o, 1, y);
}

/* Is gain 0 rising and gain 1 falling along x, or the reverse? */
static bool opposed(const hm_frontier *frontier, bool *rises)
{
    double before[HM_PLAYERS_MAX] = {0.0};
    double after[HM_PLAYERS_MAX] = {0.0};
    double width = (frontier->high - frontier->low) / GRID;
    frontier->payoff(frontier->user, frontier->low, before);
    for (int32_t i = 1; i <= GRID; i++) {
        double x = i == GRID ? frontier->high : frontier->low + width * i;
        frontier->payoff(frontier->user, x, after);
        bool up = after[0] > before[0];
        if (i == 1) {
            *rises = up;
        }
        bool first = up ? after[1] < before[1] : after[1] > before[1];
        if (up != *rises || !first || !(after[0] != before[0])) {
            return false;
        }
        memcpy(before, after, sizeof before);
    }
    return true;
}

hm_status hm_rubinstein_frontier(hm_context *ctx, const hm_frontier *frontier,
                                 const double threat[2], const double delta[2],
                                 int32_t first, hm_deal *out)
{
    hmi_talks read;
    hm_talks talks = {HM_BARGAIN_NASH, threat, 3u, NULL};
    double payoff[HM_PLAYERS_MAX] = {0.0};
    bool rises = false;
    memset(out, 0, sizeof *out);
    HMI_TRY(frontier_check(ctx, frontier));
    HMI_TRY(delta_check(ctx, delta[0]));
    HMI_TRY(delta_check(ctx, delta[1]));
    HMI_TRY(hmi_talks_read(ctx, &talks, 2, &read));
    if (frontier->n_players != 2 || first < 0 || first > 1 ||
        !opposed(frontier, &rises)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "alternating offers: expected two players, one of "
                        "whom gains along the frontier what the other loses");
    }
    hmi_deal_none(&read, out);
    offers o = {frontier, threat, delta, frontier->low, frontier->high, 0, 0};
    /* The bargaining range: both gains at zero or above. */
    double zero0 = place_of(&o, 0, 0.0);
    double zero1 = place_of(&o, 1, 0.0);
    o.low = rises ? zero0 : zero1;
    o.high = rises ? zero1 : zero0;
    if (!(o.low < o.high) ||
        player_gain(&o, 1, rises ? o.low : o.high) <= 0.0) {
        return HM_OK;
    }
    double x = hmi_line_root(first_offer_gap, &o, o.low, o.high);
    double y = place_of(&o, 0, delta[0] * player_gain(&o, 0, x));
    out->place = first == 0 ? x : y;
    frontier->payoff(frontier->user, out->place, payoff);
    hmi_deal_fill(&read, payoff, out);
    out->objective = out->gain[first];
    return HM_OK;
}

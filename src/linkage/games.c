// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * games.c - the finite games behind the rows as tables that io writes for
 * Gambit: policy against pressure, hagglers in turn, a posted payment, two
 * promises, a deal or a signal. All of the first view.
 */
#include "linkage/answers.h"

#include <math.h>

enum { TYPES = 5, HAGGLERS_MAX = 6 };

/* One cell of the concession menu against a step. */
static hm_status add_profile(const hmi_hand *h, int32_t p, int32_t a,
                             hm_table *to)
{
    for (int32_t r = 0; r < h->n_players; r++) {
        HMI_TRY(hm_table_add_row(to));
        HMI_TRY(hm_table_set_text(to, 0, hmi_policy_name(h, p)));
        HMI_TRY(hm_table_set_text(to, 1, hmi_package_name(h, a)));
        HMI_TRY(hm_table_set_text(to, 2, "view"));
        HMI_TRY(hm_table_set_text(to, 3, hmi_player(h, r)));
        HMI_TRY(hm_table_set_text(to, 4, "E"));
        hm_table_set_number(to, 5, hmi_ev(h, p, a, r));
        hm_table_set_number(to, 6, 0.0);
    }
    return HM_OK;
}

/* Is every payoff of the policy there? A game has no holes. */
static bool is_full(const hmi_hand *h, int32_t p)
{
    for (int32_t a = 0; a < h->n_steps; a++) {
        for (int32_t r = 0; r < h->n_players; r++) {
            if (!isfinite(hmi_ev(h, p, a, r))) {
                return false;
            }
        }
    }
    return true;
}

/* Payoffs of trade alone: what security is worth is nobody's guess here. */
static hm_status trade_game(hmi_hand *h, hm_table **out)
{
    static const char *const names[] = {
        "policy", "package", "draw", "player", "class", "value", "certificate"};
    hm_status status = HM_OK;
    hm_table *cells = NULL;
    hm_payoffs *payoffs = NULL;
    HMI_GOTO(status, hm_table_create(h->ctx, "payoffs", &cells));
    for (int32_t c = 0; c < 7; c++) {
        HMI_GOTO(status, hm_table_add_column(cells, names[c],
                                             c < 5 ? HM_COLUMN_TEXT
                                                   : HM_COLUMN_NUMBER));
    }
    for (int32_t p = 0; p < h->n_policies; p++) {
        bool wanted = (p == 0 || h->deal[p]) && is_full(h, p);
        for (int32_t a = 0; a < h->n_steps && wanted; a++) {
            HMI_GOTO(status, add_profile(h, p, a, cells));
        }
    }
    HMI_GOTO(status, hm_payoffs_from_table(h->ctx, cells, &payoffs));
    status =
        hm_payoffs_game(h->ctx, payoffs, 0, NULL, HMI_SENDER, HMI_BROKER, out);
out:
    hm_payoffs_free(payoffs);
    hm_table_free(cells);
    return status;
}

static hm_status haggler_game(hmi_hand *h, hm_table **out)
{
    const hmi_priors *q = &h->linkage->priors;
    int32_t n = h->linkage->followers.count;
    const hm_chain chain = {q->doctrine_gain, q->haggler_gain, q->never_pays,
                            n > HAGGLERS_MAX ? HAGGLERS_MAX : n};
    return n < 1 ? HM_OK : hm_chain_game(h->ctx, &chain, out);
}

static hm_status payment_game(hmi_hand *h, hm_table **out)
{
    double cost = hmi_cost(h, hmi_strongest(h));
    if (h->n_steps < 2 || !(cost > 0.0)) {
        return HM_OK;
    }
    const hm_law law = {.kind = HM_LAW_UNIFORM,
                        .low = 0.0,
                        .high = 2.0 * cost,
                        .shift = -0.5 * cost};
    const double payments[] = {0.0, 0.5 * cost, cost, 1.5 * cost};
    return hm_payment_game(h->ctx, &law, 2.0 * cost, payments, 4, TYPES, out);
}

static hm_status promise_game(hmi_hand *h, hm_table **out)
{
    hmi_bid bid = hmi_bid_for(h, hmi_carrot(h), hmi_strongest(h), 2.0);
    const char *const players[2] = {h->linkage->sender, h->linkage->broker};
    if (h->n_steps < 2 || bid.policy < 0) {
        return HM_OK;
    }
    const hm_promise promise[2] = {
        {bid.cost, bid.cost, 0.0},
        {bid.reward - bid.pressure, bid.pressure, 0.0}};
    return hm_promise_game(h->ctx, promise, players, out);
}

static hm_status signal_game(hmi_hand *h, hm_table **out)
{
    hmi_bid bid = hmi_bid_for(h, hmi_carrot(h), hmi_strongest(h), 2.0);
    if (h->n_steps < 2 || bid.policy < 0) {
        return HM_OK;
    }
    const hm_tacit tacit = {fmax(0.0, bid.cost), hmi_precedent(h), 0.0, true};
    return hm_tacit_game(h->ctx, &tacit, 0.25, 0.5, out);
}

typedef struct game {
    const char *name;
    bool tree;
    hm_status (*make)(hmi_hand *h, hm_table **out);
} game;

static const game games[] = {
    {"trade-and-pressure", false, trade_game},
    {"hagglers", true, haggler_game},
    {"posted-payment", true, payment_game},
    {"two-promises", false, promise_game},
    {"deal-or-signal", true, signal_game},
};

hm_status hmi_game_at(hmi_hand *h, int32_t index, const char **name, bool *tree,
                      hm_table **out)
{
    *out = NULL;
    *name = NULL;
    if (index < 0 || index >= (int32_t)(sizeof games / sizeof *games)) {
        return HM_OK;
    }
    *name = games[index].name;
    *tree = games[index].tree;
    return games[index].make(h, out);
}

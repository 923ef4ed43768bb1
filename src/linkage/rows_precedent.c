// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * rows_precedent.c - who else will come and ask (row 7: B37-B40). A
 * follower's stake is the full cut of the sender's tariffs on its goods; what
 * haggling costs it is not known, so the range in which a payment to the
 * broker turns it is shown.
 */
#include "linkage/answers.h"

#include <math.h>

/* One follower's numbers; NAN where the menu has none. */
typedef struct guest {
    const char *code;
    double stake, price, loss;
} guest;

static guest guest_at(const hmi_hand *h, int32_t f)
{
    const char *code = h->linkage->followers.items[f];
    int32_t player = 3 + h->n_allies + f;
    int32_t paid = hmi_policy_at(h, hmi_name_for(code).text);
    int32_t gone =
        hmi_policy_at(h, hmi_name_link(h->linkage->sender, code).text);
    return (guest){code, hmi_ev(h, paid, 0, player),
                   -hmi_ev(h, paid, 0, HMI_SENDER),
                   -hmi_ev(h, gone, 0, HMI_SENDER)};
}

static bool complete(const guest *g)
{
    return isfinite(g->stake) && isfinite(g->price) && isfinite(g->loss);
}

double hmi_precedent(const hmi_hand *h)
{
    double total = 0.0;
    for (int32_t f = 0; f < h->linkage->followers.count; f++) {
        guest g = guest_at(h, f);
        total += complete(&g) ? fmax(0.0, fmin(g.price, g.loss)) : 0.0;
    }
    return total;
}

static hm_status say_guest(hmi_hand *h, const guest *g, double before,
                           double after)
{
    static const hmi_kind stake = {7, "stake_musd", "MUSD", "E", "B38"};
    static const hmi_kind price = {7, "price_of_follower_musd", "MUSD", "E",
                                   "B20, B39"};
    static const hmi_kind loss = {7, "loss_without_follower_musd", "MUSD", "E",
                                  "B39, L4"};
    static const hmi_kind low = {7, "haggles_anyway_below_musd", "MUSD", "P",
                                 "B38"};
    static const hmi_kind high = {7, "haggles_now_below_musd", "MUSD", "P",
                                  "B38"};
    const char *sender = h->linkage->sender;
    HMI_TRY(hmi_say(h, &stake, g->code, sender, g->stake));
    HMI_TRY(hmi_say(h, &price, g->code, sender, g->price));
    HMI_TRY(hmi_say(h, &loss, g->code, sender, g->loss));
    HMI_TRY(hmi_say(h, &low, g->code, sender, before * g->stake));
    return hmi_say(h, &high, g->code, sender, after * g->stake);
}

/* (B39) When every follower's haggling cost lies where a payment turns it,
 * one a year; (B40) followers that use up a gain of a billion. */
static hm_status say_cost(hmi_hand *h, double before, double after)
{
    static const hmi_kind cost = {7, "precedent_cost_musd", "MUSD", "P", "B39"};
    static const hmi_kind count = {7, "followers_that_use_up_a_billion",
                                   "followers", "T", "B40"};
    static const double sights[] = {0.25, 1.0};
    static const char *const names[] = {"a quarter seen", "fully seen"};
    hm_follower list[HM_PLAYERS_MAX];
    int32_t n = 0;
    double total = 0.0;
    for (int32_t f = 0; f < h->linkage->followers.count; f++) {
        guest g = guest_at(h, f);
        double stake = fmax(0.0, g.stake);
        if (complete(&g)) {
            list[n] = (hm_follower){stake, 0.5 * (before + after) * stake,
                                    fmax(0.0, g.price), fmax(0.0, g.loss),
                                    (double)(f + 1)};
            total += fmin(list[n].price, list[n].loss);
            n++;
        }
    }
    for (int32_t k = 0; k < 2; k++) {
        double value = NAN;
        int32_t newly;
        const hm_precedent seen = {
            n, list, before, after, sights[k], h->linkage->priors.discount};
        if (n > 0) {
            HMI_TRY(hm_precedent_cost(h->ctx, &seen, &value, &newly));
        }
        HMI_TRY(hmi_say(h, &cost, "all followers turned", names[k], value));
    }
    double enough = NAN;
    if (n > 0) {
        HMI_TRY(hm_precedent_followers(h->ctx, 1000.0, total / n, &enough));
    }
    return hmi_say(h, &count, "mean follower", h->linkage->sender, enough);
}

/* (B37) How many hagglers may follow before nobody asks any more. */
static hm_status say_chain(hmi_hand *h)
{
    static const hmi_kind kind = {7, "nobody_asks_with_more_left", "hagglers",
                                  "P", "B37"};
    static const double beliefs[] = {0.01, 0.1, 0.3};
    static const char *const names[] = {"belief in never paying 1 %",
                                        "belief in never paying 10 %",
                                        "belief in never paying 30 %"};
    const hmi_priors *q = &h->linkage->priors;
    for (int32_t k = 0; k < 3; k++) {
        hm_chain_value value;
        const hm_chain chain = {q->doctrine_gain, q->haggler_gain, beliefs[k],
                                h->linkage->followers.count};
        HMI_TRY(hm_chain_evaluate(h->ctx, &chain, &value));
        HMI_TRY(hmi_say(h, &kind, names[k], "", value.nobody_above));
    }
    return HM_OK;
}

hm_status hmi_rows_precedent(hmi_hand *h)
{
    static const hmi_kind kind = {7, "belief_after_a_payment", "%", "P", "B38"};
    const hmi_priors *q = &h->linkage->priors;
    const hm_belief belief = {q->payer, q->pays_if_payer, q->pays_if_not};
    double after;
    if (h->linkage->followers.count == 0) {
        return HM_OK;
    }
    HMI_TRY(hm_belief_after(h->ctx, &belief, &after));
    HMI_TRY(hmi_say(h, &kind, "that payments are made", "", 100.0 * after));
    for (int32_t f = 0; f < h->linkage->followers.count; f++) {
        guest g = guest_at(h, f);
        HMI_TRY(say_guest(h, &g, q->payer, after));
    }
    HMI_TRY(say_cost(h, q->payer, after));
    return say_chain(h);
}

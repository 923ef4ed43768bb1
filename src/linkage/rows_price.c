// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * rows_price.c - what the sender would have to give (row 2: B20-B23 from
 * every baseline, R4), and what there is to offer (row 10: B23, B24).
 */
#include "linkage/answers.h"

#include <math.h>
#include <string.h>

/* Budgets of (B23), million USD a year. */
static const double budgets[] = {0.0, 1000.0, 2000.0, 5000.0, 10000.0, 20000.0};
static const char *const budget_names[] = {"$0",          "$1 billion",
                                           "$2 billion",  "$5 billion",
                                           "$10 billion", "$20 billion"};
enum { BUDGETS = sizeof budgets / sizeof *budgets };

/* Name of a curve: its baseline, and that the broker opens as well. */
static hmi_name name_of(const hmi_curve *c)
{
    return hmi_name_both(c->baseline, c->opened ? "opening" : "cuts");
}

static hm_status say_curve(hmi_hand *h, const hmi_curve *c)
{
    static const hmi_kind price = {2, "price_musd", "MUSD", "E", "B20, B22"};
    static const hmi_kind slope = {2, "marginal_price", "USD per USD", "E",
                                   "B21"};
    static const hmi_kind most = {2, "largest_reward_musd", "MUSD", "E", "B20"};
    static const hmi_kind its_cost = {2, "cost_of_largest_reward_musd", "MUSD",
                                      "E", "B20"};
    hmi_name name = name_of(c);
    for (int32_t a = 1; a < h->n_steps; a++) {
        double cost;
        double marginal;
        HMI_TRY(hmi_curve_price(h, c, hmi_needed(h, a), &cost, &marginal));
        HMI_TRY(hmi_say(h, &price, hmi_package_name(h, a), name.text, cost));
        HMI_TRY(
            hmi_say(h, &slope, hmi_package_name(h, a), name.text, marginal));
    }
    bool known = c->n > 1;
    HMI_TRY(hmi_say(h, &most, name.text, h->linkage->broker,
                    known ? c->reward[c->n - 1] : (double)NAN));
    return hmi_say(h, &its_cost, name.text, h->linkage->sender,
                   known ? c->cost[c->n - 1] : (double)NAN);
}

/* The strongest step's price when every tariff is cut as much as is cheapest:
 * the point solved for it in this view (B20). */
static hm_status say_exact(hmi_hand *h, const char *baseline)
{
    static const hmi_kind price = {2, "best_price_musd", "MUSD", "E",
                                   "B20, B22"};
    static const hmi_kind slope = {2, "best_marginal_price", "USD per USD", "E",
                                   "B21"};
    const hm_table *t = h->concession;
    const char *view = hm_payoffs_name(h->payoffs, HM_PAYOFF_DRAW, h->draw);
    const char *wanted[][2] = {
        {"baseline", baseline}, {"elasticities", view}, {"kind", "step"}};
    double cost = NAN;
    double marginal = NAN;
    for (int32_t i = 0; t != NULL && i < hm_table_rows(t); i++) {
        bool mine = true;
        for (int32_t k = 0; k < 3; k++) {
            const char *text =
                hm_table_text(t, i, hm_table_find(t, wanted[k][0]));
            mine = mine && strcmp(text, wanted[k][1]) == 0;
        }
        if (mine) {
            cost = hm_table_number(t, i, hm_table_find(t, "cost_musd"));
            marginal =
                hm_table_number(t, i, hm_table_find(t, "marginal_price"));
        }
    }
    const char *step = hmi_package_name(h, hmi_strongest(h));
    HMI_TRY(hmi_say(h, &price, step, baseline, cost));
    return hmi_say(h, &slope, step, baseline, marginal);
}

/* Where each baseline stands against the status quo. */
static hm_status say_baseline(hmi_hand *h, const hmi_curve *c)
{
    static const hmi_kind sender = {2, "baseline_sender_musd", "MUSD", "E",
                                    "B21"};
    static const hmi_kind broker = {2, "baseline_broker_musd", "MUSD", "E",
                                    "B21"};
    HMI_TRY(hmi_say(h, &sender, c->baseline, h->linkage->sender,
                    hmi_ev(h, c->from, 0, HMI_SENDER)));
    return hmi_say(h, &broker, c->baseline, h->linkage->broker,
                   hmi_ev(h, c->from, 0, HMI_BROKER));
}

static hm_status say_cash(hmi_hand *h)
{
    static const hmi_kind kind = {2, "cash_cost_per_dollar", "USD per USD", "E",
                                  "B23"};
    int32_t p = hmi_policy_at(h, hmi_name_transfer);
    double gain = hmi_ev(h, p, 0, HMI_BROKER);
    return hmi_say(h, &kind, hmi_name_transfer, h->linkage->broker,
                   gain > 0.0 ? -hmi_ev(h, p, 0, HMI_SENDER) / gain
                              : (double)NAN);
}

static hm_status say_capacity(hmi_hand *h, const hmi_curve *c)
{
    static const hmi_kind kind = {10, "gain_for_budget_musd", "MUSD", "E",
                                  "B23"};
    hmi_name name = name_of(c);
    for (int32_t b = 0; b < BUDGETS; b++) {
        double reward = NAN;
        if (c->n > 1) {
            hm_price_curve view = hmi_curve_view(c);
            HMI_TRY(hm_price_capacity(h->ctx, &view, budgets[b], &reward));
        }
        HMI_TRY(hmi_say(h, &kind, budget_names[b], name.text, reward));
    }
    return HM_OK;
}

/* (B24) What the full cut gives to others when it is the same for all. */
static hm_status say_leakage(hmi_hand *h)
{
    static const hmi_kind kind = {10, "leakage_if_for_all", "USD per USD", "E",
                                  "B24"};
    int32_t p = hmi_policy_at(h, hmi_name_mfn);
    double others[HM_PLAYERS_MAX];
    double leakage = NAN;
    int32_t n = 0;
    double broker = hmi_ev(h, p, 0, HMI_BROKER);
    for (int32_t r = 0; r < h->n_players; r++) {
        double gain = hmi_ev(h, p, 0, r);
        if (r != HMI_BROKER && r != HMI_SENDER && isfinite(gain)) {
            others[n++] = gain;
        }
    }
    if (broker > 0.0) {
        HMI_TRY(hm_price_leakage(h->ctx, n, others, broker, &leakage));
    }
    return hmi_say(h, &kind, hmi_name_mfn, "countries of this case", leakage);
}

/* EV of sender and broker under a policy. */
static hm_status say_policy(hmi_hand *h, const char *policy)
{
    static const hmi_kind sender = {10, "sender_gain_musd", "MUSD", "E", "B1"};
    static const hmi_kind broker = {10, "broker_gain_musd", "MUSD", "E", "B1"};
    int32_t p = hmi_policy_at(h, policy);
    HMI_TRY(hmi_say(h, &sender, policy, h->linkage->sender,
                    hmi_ev(h, p, 0, HMI_SENDER)));
    return hmi_say(h, &broker, policy, h->linkage->broker,
                   hmi_ev(h, p, 0, HMI_BROKER));
}

static hm_status say_offers(hmi_hand *h)
{
    const hm_linkage *linkage = h->linkage;
    hmi_name full = hmi_name_cut(100);
    if (linkage->has_instrument) {
        HMI_TRY(say_policy(h, full.text));
    }
    for (int32_t i = 0; i < linkage->offers.count && !linkage->has_instrument;
         i++) {
        HMI_TRY(say_policy(h, linkage->offers.items[i]));
    }
    for (int32_t i = 0; i < linkage->openings.count; i++) {
        const char *opening = linkage->openings.items[i];
        HMI_TRY(say_policy(h, opening));
        if (linkage->has_instrument) {
            HMI_TRY(say_policy(h, hmi_name_both(full.text, opening).text));
        }
    }
    for (int32_t i = 0; i < linkage->baselines.count; i++) {
        if (hmi_policy_at(h, linkage->baselines.items[i]) > 0) {
            HMI_TRY(say_policy(h, linkage->baselines.items[i]));
        }
    }
    return HM_OK;
}

hm_status hmi_rows_price(hmi_hand *h)
{
    for (int32_t c = 0; c < h->n_curves; c++) {
        HMI_TRY(say_curve(h, &h->curves[c]));
        HMI_TRY(say_capacity(h, &h->curves[c]));
        if (c == 0 || h->curves[c].baseline != h->curves[c - 1].baseline) {
            HMI_TRY(say_baseline(h, &h->curves[c]));
            HMI_TRY(say_exact(h, h->curves[c].baseline));
        }
    }
    HMI_TRY(say_cash(h));
    HMI_TRY(say_offers(h));
    return say_leakage(h);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * rows_reach.c - does the lever reach (row 1: L1, L4, L5, B2, R9), and what
 * the shipments turned away meant (row 3: T21-T24 with both owners of the
 * rent, B46).
 */
#include "linkage/answers.h"

#include <math.h>

static hm_status say_shares(hmi_hand *h)
{
    static const hmi_kind kinds[] = {
        {1, "exports_share", "%", "C", "L1"},
        {1, "imports_share", "%", "C", "L1"},
        {1, "trade_share", "%", "C", "L1"},
    };
    const char *pairs[2][2] = {
        {h->linkage->target, h->linkage->broker},
        {h->linkage->broker, h->linkage->target},
    };
    for (int32_t p = 0; p < 2; p++) {
        for (int32_t k = 0; k < 3; k++) {
            HMI_TRY(hmi_say(h, &kinds[k], pairs[p][0], pairs[p][1],
                            hmi_fact_find(h, kinds[k].quantity, "", pairs[p][0],
                                          pairs[p][1])));
        }
    }
    return HM_OK;
}

/* What one package does to target and broker; `row` 1 or 3. */
static hm_status say_package(hmi_hand *h, int32_t row, int32_t a)
{
    const hmi_kind loss = {row, "target_loss_musd", "MUSD", "E", "B2, T19b"};
    const hmi_kind share = {row, "target_loss_pct", "%", "E", "B2, T19b"};
    const hmi_kind cost = {row, "broker_cost_musd", "MUSD", "E", "B2, T19b"};
    const hmi_kind ratio = {row, "target_loss_per_broker_dollar", "USD per USD",
                            "E", "L5"};
    const char *name = hmi_package_name(h, a);
    double own = hmi_cost(h, a);
    double bite = -hmi_ev(h, 0, a, HMI_TARGET);
    HMI_TRY(
        hmi_say(h, &share, name, h->linkage->target, 100.0 * hmi_bite(h, a)));
    HMI_TRY(hmi_say(h, &loss, name, h->linkage->target, bite));
    HMI_TRY(hmi_say(h, &cost, name, h->linkage->broker, own));
    return hmi_say(h, &ratio, name, h->linkage->broker,
                   own > 0.0 ? bite / own : (double)NAN);
}

/* Wages and what people need (R9), from the facts of whole views. */
static hm_status say_people(hmi_hand *h, int32_t a)
{
    static const hmi_kind wage = {1, "target_real_wage_pct", "%", "E", "R9"};
    static const hmi_kind needs = {1, "target_imports_of_pct", "%", "E", "R9"};
    static const hmi_kind saved = {1, "broker_saves_lending_musd", "MUSD", "E",
                                   "T18"};
    const hm_linkage *linkage = h->linkage;
    const char *name = hmi_package_name(h, a);
    HMI_TRY(hmi_say(h, &saved, name, linkage->broker,
                    hmi_fact_find(h, "saved_musd", name, linkage->broker, "")));
    HMI_TRY(
        hmi_say(h, &wage, name, linkage->target,
                hmi_fact_find(h, "real_wage_pct", name, linkage->target, "")));
    for (int32_t g = 0; g < linkage->n_groups; g++) {
        HMI_TRY(
            hmi_say(h, &needs, name, linkage->groups[g].name,
                    hmi_fact_find(h, "essential_imports_pct", name,
                                  linkage->target, linkage->groups[g].name)));
    }
    return HM_OK;
}

/* The whole link, cut from both sides (L4, L5). */
static hm_status say_link(hmi_hand *h)
{
    static const hmi_kind loss = {1, "loss_without_the_other_musd", "MUSD", "E",
                                  "L4"};
    static const hmi_kind ratio = {1, "leverage_ratio", "USD per USD", "E",
                                   "L5"};
    const char *target = h->linkage->target;
    const char *broker = h->linkage->broker;
    int32_t p = hmi_policy_at(h, hmi_name_link(broker, target).text);
    double its = -hmi_ev(h, p, 0, HMI_TARGET);
    double own = -hmi_ev(h, p, 0, HMI_BROKER);
    HMI_TRY(hmi_say(h, &loss, target, broker, its));
    HMI_TRY(hmi_say(h, &loss, broker, target, own));
    return hmi_say(h, &ratio, broker, target,
                   own > 0.0 ? its / own : (double)NAN);
}

/* (B46) Months of the mildest step that cost the broker what is at stake. */
static hm_status say_months(hmi_hand *h)
{
    static const hmi_kind months = {3, "months_to_cost_the_stake", "months",
                                    "T", "B46"};
    const hmi_curve *carrot = hmi_carrot(h);
    bool known = carrot != NULL && carrot->n > 1 && h->n_steps > 1;
    double stake = known ? carrot->reward[carrot->n - 1] : (double)NAN;
    double cost = h->n_steps > 1 ? hmi_cost(h, 1) : (double)NAN;
    return hmi_say(h, &months, h->n_steps > 1 ? hmi_package_name(h, 1) : "",
                   carrot == NULL ? "" : carrot->baseline,
                   cost > 0.0 ? 12.0 * stake / cost : (double)NAN);
}

hm_status hmi_rows_reach(hmi_hand *h)
{
    HMI_TRY(say_shares(h));
    for (int32_t a = 1; a < h->n_steps; a++) {
        HMI_TRY(say_package(h, 1, a));
        HMI_TRY(say_people(h, a));
    }
    HMI_TRY(say_link(h));
    for (int32_t a = h->n_steps; a < h->n_packages; a++) {
        HMI_TRY(say_package(h, 3, a));
    }
    if (h->n_steps > 1) {
        HMI_TRY(say_package(h, 3, 1));
    }
    return say_months(h);
}

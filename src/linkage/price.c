// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * price.c - line 4: the cheapest offer that covers the broker's own cost of
 * each step of pressure (B2, B20, B22).
 *
 * Three kinds of offer stand side by side: the scenarios that the case lists
 * (all or nothing), the uniform cut of the sender's tariffs that just covers
 * the cost, and cash. A cost of zero or less needs no offer.
 */
#include "linkage/internal.h"

#include <math.h>

/* Rows of one offer for one step; `about` names the offer. */
static hm_status offer_facts(const hmi_desk *desk, const char *step,
                             const char *about, double broker_gain,
                             double sender_gain)
{
    hmi_fact fact = {4,     "price_musd", step, desk->linkage->sender,
                     about, "MUSD",       "E"};
    HMI_TRY(hmi_fact_add(desk->facts, &fact, -sender_gain));
    fact.item = "price_per_dollar";
    fact.unit = "USD per USD";
    HMI_TRY(hmi_fact_add(desk->facts, &fact, -sender_gain / broker_gain));
    fact.item = "reaches_broker_musd";
    fact.unit = "MUSD";
    fact.country = desk->linkage->broker;
    return hmi_fact_add(desk->facts, &fact, broker_gain);
}

static hm_status scenario_offers(const hmi_desk *desk, const char *step,
                                 double needed)
{
    const hmi_names *offers = &desk->linkage->offers;
    for (int32_t i = 0; i < offers->count; i++) {
        int32_t s = hmi_view_find(desk->view, offers->items[i]);
        if (s < 0) {
            continue;
        }
        const hm_welfare *welfare = desk->view->welfare[s];
        double gain = hmi_income_musd(welfare, desk->broker);
        if (gain >= needed && gain > 0.0) {
            HMI_TRY(offer_facts(desk, step, offers->items[i], gain,
                                hmi_income_musd(welfare, desk->sender)));
        }
    }
    return HM_OK;
}

static hm_status search_facts(hmi_desk *desk, const char *step, double needed)
{
    hmi_offer found;
    hmi_fact fact = {4,   "size", step, desk->linkage->sender, "tariff-cut",
                     "%", "E"};
    HMI_TRY(hmi_search_cut(desk, needed, &found));
    if (found.ok) {
        HMI_TRY(hmi_fact_add(desk->facts, &fact, 100.0 * found.size));
        HMI_TRY(offer_facts(desk, step, "tariff-cut", found.broker_gain,
                            found.sender_gain));
    }
    HMI_TRY(hmi_search_transfer(desk, needed, &found));
    if (found.ok) {
        fact.about = "transfer";
        fact.unit = "MUSD";
        HMI_TRY(hmi_fact_add(desk->facts, &fact, found.size));
        HMI_TRY(offer_facts(desk, step, "transfer", found.broker_gain,
                            found.sender_gain));
    }
    return HM_OK;
}

/* What one step asks for, and what would cover it. */
static hm_status step_price(hmi_desk *desk, int32_t s)
{
    const char *step = hm_scenario_name(desk->view->scenarios[s]);
    double cost = hmi_broker_cost(desk, s);
    double needed = fmax(0.0, cost);
    hmi_fact fact = {4,  "needed_musd", step, desk->linkage->broker,
                     "", "MUSD",        "E"};
    HMI_TRY(hmi_fact_add(desk->facts, &fact, cost));
    const hm_welfare_arrays *w = hm_welfare_data(desk->view->welfare[s]);
    fact.item = "saved_musd"; /* what it no longer lends or gives */
    HMI_TRY(hmi_fact_add(desk->facts, &fact,
                         w->deficit_cf[desk->broker] -
                             w->deficit_base[desk->broker]));
    if (needed == 0.0) {
        return HM_OK;
    }
    HMI_TRY(scenario_offers(desk, step, needed));
    return search_facts(desk, step, needed);
}

hm_status hmi_facts_price(hmi_desk *desk)
{
    const hmi_names *steps = &desk->linkage->pressure;
    bool last_only = desk->view->headlines_only && steps->count > 0;
    for (int32_t a = last_only ? steps->count - 1 : 0; a < steps->count; a++) {
        int32_t s = hmi_view_find(desk->view, steps->items[a]);
        if (s >= 0) {
            HMI_TRY(step_price(desk, s));
        }
    }
    return HM_OK;
}

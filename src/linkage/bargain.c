// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * bargain.c - lines 3 and 5: what the sender can offer or threaten and what
 * each costs at home, by industry; and whether a threat is believable.
 *
 * A threat is believable by itself when carrying it out does not cost the
 * sender anything; otherwise its word has to be worth the loss (B26).
 */
#include "linkage/internal.h"

#include <math.h>
#include <string.h>

/* Real value added gained by each industry of the sender, MUSD a year:
 * factor payments over the sender's own price index, less the base. */
static hm_status industry_facts(const hmi_desk *desk, int32_t s)
{
    hm_status status = HM_OK;
    const hm_linkage_view *view = desk->view;
    const hm_economy_arrays *data = hm_economy_data(view->base);
    const hm_labels *labels = hm_economy_labels(view->base);
    size_t J = (size_t)data->n_sectors;
    size_t n = (size_t)desk->sender;
    double *hat = HMI_ARRAY(desk->ctx, double, (size_t)data->n_countries *J);
    if (hat == NULL) {
        return HM_ERR_MEMORY;
    }
    hm_solution_value_added(view->base, view->solutions[s], hat);
    double index = hm_welfare_data(view->welfare[s])->price_index_hat[n];
    hmi_fact fact = {3,
                     "industry_musd",
                     hm_scenario_name(view->scenarios[s]),
                     desk->linkage->sender,
                     NULL,
                     "MUSD",
                     "E"};
    for (size_t k = 0; k < J; k++) {
        double factors = 0.0;
        for (int32_t f = 0; f < data->n_factors; f++) {
            if (data->factor_country[f] == desk->sender) {
                factors += data->factor_share[(size_t)f * J + k];
            }
        }
        double base = factors * data->output[n * J + k] / data->markup[k];
        if (base > 0.0) {
            fact.about = labels->sector_codes[k];
            fact.item = "industry_musd";
            fact.unit = "MUSD";
            HMI_GOTO(status,
                     hmi_fact_add(desk->facts, &fact,
                                  base * (hat[n * J + k] / index - 1.0)));
            fact.item = "industry_pct";
            fact.unit = "%";
            HMI_GOTO(status,
                     hmi_fact_add(desk->facts, &fact,
                                  100.0 * (hat[n * J + k] / index - 1.0)));
        }
    }
out:
    hmi_free(desk->ctx, hat);
    return status;
}

/* What an offer or a threat does to everybody of interest. */
static hm_status effect_facts(const hmi_desk *desk, const char *item_musd,
                              const char *item_pct, int32_t s)
{
    const hm_linkage_view *view = desk->view;
    const hm_welfare_arrays *w = hm_welfare_data(view->welfare[s]);
    const char *code;
    for (int32_t k = 0; (code = hm_linkage_country(desk->linkage, k)) != NULL;
         k++) {
        int32_t n = hm_economy_country(view->base, code);
        hmi_fact fact = {3,    item_musd, hm_scenario_name(view->scenarios[s]),
                         code, "",        "MUSD",
                         "E"};
        HMI_TRY(hmi_fact_add(desk->facts, &fact, w->real_income_musd[n]));
        fact.item = item_pct;
        fact.unit = "%";
        HMI_TRY(hmi_fact_add(desk->facts, &fact,
                             100.0 * (w->real_income_hat[n] - 1.0)));
    }
    return industry_facts(desk, s);
}

static hm_status effects_of(const hmi_desk *desk, const hmi_names *names,
                            const char *item_musd, const char *item_pct)
{
    for (int32_t i = 0; i < names->count; i++) {
        int32_t s = hmi_view_find(desk->view, names->items[i]);
        if (s >= 0) {
            HMI_TRY(effect_facts(desk, item_musd, item_pct, s));
        }
    }
    return HM_OK;
}

hm_status hmi_facts_bargain(const hmi_desk *desk)
{
    const hm_linkage *linkage = desk->linkage;
    HMI_TRY(effects_of(desk, &linkage->offers, "offer_musd", "offer_pct"));
    HMI_TRY(effects_of(desk, &linkage->threats, "threat_musd", "threat_pct"));
    return effects_of(desk, &linkage->answers, "answer_musd", "answer_pct");
}

/* Gain of the sender from carrying a threat out, and what its word must be
 * worth when that is a loss. `about` names the threat. */
static hm_status threat_facts(const hmi_desk *desk, int32_t s,
                              const char *threat, const char *kind)
{
    const hm_linkage_view *view = desk->view;
    double gain = hmi_income_musd(view->welfare[s], desk->sender);
    double harm = -hmi_income_musd(view->welfare[s], desk->broker);
    hmi_fact fact = {5,
                     "carry_out_gain_musd",
                     hm_scenario_name(view->scenarios[s]),
                     desk->linkage->sender,
                     threat,
                     "MUSD",
                     "E"};
    HMI_TRY(hmi_fact_add(desk->facts, &fact, gain));
    fact.item = kind;
    fact.class_mark = "T";
    HMI_TRY(hmi_fact_add(desk->facts, &fact, fmax(0.0, -gain)));
    fact.item = "harm_musd";
    fact.class_mark = "E";
    fact.country = desk->linkage->broker;
    HMI_TRY(hmi_fact_add(desk->facts, &fact, harm));
    /* harm done per dollar that it costs the sender */
    fact.item = "harm_per_dollar";
    fact.unit = "USD per USD";
    return hmi_fact_add(desk->facts, &fact,
                        gain < 0.0 ? harm / -gain : (double)NAN);
}

hm_status hmi_facts_threats(const hmi_desk *desk)
{
    const hm_linkage *linkage = desk->linkage;
    for (int32_t i = 0; i < linkage->threats.count; i++) {
        const char *threat = linkage->threats.items[i];
        int32_t s = hmi_view_find(desk->view, threat);
        int32_t answered = hmi_view_find(desk->view, linkage->answers.items[i]);
        if (s >= 0) {
            HMI_TRY(threat_facts(desk, s, threat, "reputation_musd"));
        }
        if (answered >= 0) {
            HMI_TRY(threat_facts(desk, answered, threat,
                                 "reputation_answered_musd"));
        }
    }
    return HM_OK;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * settings_programme.c - hazards, policies and the separating power of an
 * action, as the block `beliefs:` writes them (B46-B48, B56).
 */
#include "beliefs/internal.h"

#include <stdio.h>
#include <string.h>

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof *(array)))

enum { MONTHS = 60, STAGES = 2, PATHS = 20000 };
static const double standard_discount = 0.995; /* a month, MODEL.md (B47) */

/* Priors of class P, MODEL.md (B47): chances a month and slopes a unit of
 * bite, as 5, 50 and 95 per cent. Bands of the levels are a factor of 4. */
const char *const hmi_hazard_names[HMI_HAZARDS] = {
    "compliance",       "collapse",       "advance",      "war",
    "compliance_slope", "collapse_slope", "advance_slope"};
static const double standard_hazards[HMI_HAZARDS][3] = {
    {0.00125, 0.005, 0.02}, {0.00025, 0.001, 0.004},
    {0.0075, 0.03, 0.12},   {0.000125, 0.0005, 0.002},
    {1.0, 5.0, 25.0},       {1.0, 5.0, 25.0},
    {0.5, 2.0, 8.0}};

static hm_status standard_hazard(hmi_reader *r, int32_t h, const char *name,
                                 int32_t *out)
{
    hm_beliefs *b = r->b;
    if (b->n_parameters == HMI_PARAMETERS_MAX) {
        return hmi_fail(r->ctx, HM_ERR_LIMIT, "beliefs: too many numbers");
    }
    hmi_parameter *p = &b->parameters[b->n_parameters];
    const double *three = standard_hazards[h];
    *p =
        (hmi_parameter){NULL, HMI_SCALE_POSITIVE, three[0], three[1], three[2]};
    HMI_TRY(hmi_copy_text(r->ctx, name, &p->name));
    *out = b->n_parameters++;
    return HM_OK;
}

static hm_status read_hazards(hmi_reader *r, const hm_node *node)
{
    if (node != NULL) {
        HMI_TRY(hmi_node_keys(r->ctx, node, "hazards", hmi_hazard_names,
                              HMI_HAZARDS));
    }
    for (int32_t h = 0; h < HMI_HAZARDS; h++) {
        const hm_node *item =
            node == NULL ? NULL : hm_node_find(node, hmi_hazard_names[h]);
        char name[64];
        (void)snprintf(name, sizeof name, "hazard.%s", hmi_hazard_names[h]);
        HMI_TRY(item == NULL
                    ? standard_hazard(r, h, name, &r->b->programme.hazard[h])
                    : hmi_read_parameter(r, item, name, HMI_SCALE_POSITIVE,
                                         &r->b->programme.hazard[h]));
    }
    return HM_OK;
}

static hm_status read_policy(hmi_reader *r, const char *name,
                             const hm_node *node, hmi_policy *policy)
{
    static const char *const keys[] = {"scenario", "bite", "cost",
                                       "escalation"};
    const char *scenario = NULL;
    HMI_TRY(hmi_node_keys(r->ctx, node, name, keys, COUNT(keys)));
    HMI_TRY(hmi_copy_text(r->ctx, name, &policy->name));
    HMI_TRY(hmi_node_get_text(r->ctx, node, "scenario", &scenario));
    const hm_node *bite = hm_node_find(node, "bite");
    const hm_node *cost = hm_node_find(node, "cost");
    const hm_node *escalation = hm_node_find(node, "escalation");
    if ((scenario == NULL) == (bite == NULL)) {
        return hmi_node_fail(r->ctx, node, HM_ERR_DATA,
                             "policy \"%.40s\": expected either scenario: NAME "
                             "or bite: SHARE (with cost, million USD a year)",
                             name);
    }
    if (scenario != NULL) {
        HMI_TRY(hmi_need_scenario(r, node, scenario));
        HMI_TRY(hmi_copy_text(r->ctx, scenario, &policy->scenario));
    } else {
        HMI_TRY(hmi_read_within(r->ctx, bite, "bite", 0.0, 1.0, &policy->bite));
    }
    if (cost != NULL) {
        HMI_TRY(
            hmi_read_within(r->ctx, cost, "cost", -1e9, 1e9, &policy->cost));
    }
    if (escalation != NULL) {
        HMI_TRY(hmi_read_within(r->ctx, escalation, "escalation", 0.0, 1000.0,
                                &policy->escalation));
    }
    return HM_OK;
}

static hm_status read_policies(hmi_reader *r, const hm_node *node)
{
    hmi_programme_spec *p = &r->b->programme;
    if (node == NULL || hm_node_get_kind(node) != HM_NODE_MAP ||
        hm_node_size(node) < 1 || hm_node_size(node) > 20) {
        return node == NULL
                   ? HM_OK
                   : hmi_node_fail(r->ctx, node, HM_ERR_DATA,
                                   "policies is written as {NAME: {scenario: "
                                   "NAME}, ...} with 1 to 20 of them");
    }
    p->policies = HMI_ARRAY(r->ctx, hmi_policy, hm_node_size(node));
    if (p->policies == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t i = 0; i < hm_node_size(node); i++) {
        p->n_policies = i + 1;
        HMI_TRY(read_policy(r, hm_node_key(node, i), hm_node_item(node, i),
                            &p->policies[i]));
    }
    return HM_OK;
}

static hm_status read_worth(hmi_reader *r, const hm_node *node)
{
    hmi_programme_spec *p = &r->b->programme;
    bool list = hm_node_get_kind(node) == HM_NODE_LIST;
    p->n_worth = list ? hm_node_size(node) : 1;
    if (p->n_worth < 1) {
        return hmi_node_fail(r->ctx, node, HM_ERR_DATA,
                             "worth is an empty list; expected million USD a "
                             "year, such as [1000, 10000]");
    }
    p->worth = HMI_ARRAY(r->ctx, double, p->n_worth);
    if (p->worth == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t i = 0; i < p->n_worth; i++) {
        HMI_TRY(hmi_read_within(r->ctx, list ? hm_node_item(node, i) : node,
                                "worth", 1e-3, 1e9, &p->worth[i]));
    }
    return HM_OK;
}

/* What names a scenario needs countries. */
static hm_status need_countries(hmi_reader *r, const hm_node *node)
{
    const hm_beliefs *b = r->b;
    bool solved = b->programme.steps.count > 0 || b->actions.count > 0;
    for (int32_t i = 0; i < b->programme.n_policies; i++) {
        solved = solved || b->programme.policies[i].scenario != NULL;
    }
    if (!solved ||
        (b->sender != NULL && b->broker != NULL && b->target != NULL)) {
        return HM_OK;
    }
    return hmi_node_fail(r->ctx, node, HM_ERR_DATA,
                         "scenarios stand here, so beliefs needs sender, "
                         "broker and target, such as sender: USA");
}

hm_status hmi_read_programme(hmi_reader *r, const hm_node *node)
{
    static const char *const keys[] = {"months",   "stages",  "paths",
                                       "discount", "hazards", "policies",
                                       "steps",    "worth",   "base_rates"};
    hmi_programme_spec *p = &r->b->programme;
    const char *rates = NULL;
    HMI_TRY(hmi_node_keys(r->ctx, node, "programme", keys, COUNT(keys)));
    *p = (hmi_programme_spec){.there = true,
                              .months = MONTHS,
                              .stages = STAGES,
                              .paths = PATHS,
                              .discount = standard_discount};
    HMI_TRY(hmi_read_count(r->ctx, hm_node_find(node, "months"), "months", 1,
                           600, &p->months));
    HMI_TRY(hmi_read_count(r->ctx, hm_node_find(node, "stages"), "stages", 1,
                           20, &p->stages));
    HMI_TRY(hmi_read_count(r->ctx, hm_node_find(node, "paths"), "paths", 1000,
                           1000000, &p->paths));
    const hm_node *discount = hm_node_find(node, "discount");
    if (discount != NULL) {
        HMI_TRY(hmi_read_within(r->ctx, discount, "discount", 0.0, 0.999999,
                                &p->discount));
    }
    HMI_TRY(hmi_node_get_text(r->ctx, node, "base_rates", &rates));
    HMI_TRY(hmi_copy_text(r->ctx, rates, &p->rates));
    HMI_TRY(read_hazards(r, hm_node_find(node, "hazards")));
    HMI_TRY(read_policies(r, hm_node_find(node, "policies")));
    const hm_node *steps = hm_node_find(node, "steps");
    const hm_node *worth = hm_node_find(node, "worth");
    if (steps != NULL) {
        HMI_TRY(hmi_read_scenarios(r, steps, "steps", &p->steps));
    }
    if (worth != NULL) {
        HMI_TRY(read_worth(r, worth));
    }
    return need_countries(r, node);
}

hm_status hmi_read_separation(hmi_reader *r, const hm_node *node)
{
    static const char *const keys[] = {"months", "actions", "stakes"};
    hm_beliefs *b = r->b;
    HMI_TRY(hmi_node_keys(r->ctx, node, "separation", keys, COUNT(keys)));
    const hm_node *months = hm_node_find(node, "months");
    const hm_node *actions = hm_node_find(node, "actions");
    const hm_node *stakes = hm_node_find(node, "stakes");
    if (months == NULL || actions == NULL || stakes == NULL) {
        return hmi_node_fail(r->ctx, node, HM_ERR_DATA,
                             "separation needs months, actions and stakes "
                             "(scenarios)");
    }
    HMI_TRY(hmi_read_within(r->ctx, months, "months", 0.1, 1200.0,
                            &b->separation_months));
    HMI_TRY(hmi_read_scenarios(r, actions, "actions", &b->actions));
    HMI_TRY(hmi_read_scenarios(r, stakes, "stakes", &b->stakes));
    return need_countries(r, node);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * settings.c - the block `linkage:` of a case: who is who, and which
 * scenarios are pressure, offers and threats.
 *
 * Invariant: every scenario named is known to the case; `answers` is as long
 * as `threats`.
 */
#include "linkage/internal.h"

#include <math.h>
#include <string.h>

static const char *const block_keys[] = {
    "sender",     "broker", "target",  "allies",  "followers",
    "pressure",   "offers", "threats", "answers", "essentials",
    "concession", "caps",   "fears",   "draws",   "priors",
};

/* What the block may name. */
typedef struct scenario_list {
    const char *const *scenarios;
    int32_t count;
} scenario_list;

static bool is_known(const scenario_list *known, const char *name)
{
    for (int32_t i = 0; i < known->count; i++) {
        if (strcmp(known->scenarios[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static hm_status scenario_check(hm_context *ctx, const hm_node *node,
                                const char *key, const char *name,
                                const scenario_list *known)
{
    if (is_known(known, name) || strcmp(name, "benchmark") == 0) {
        return HM_OK;
    }
    int32_t near = hmi_nearest(name, known->scenarios, known->count);
    return hmi_fail(ctx, HM_ERR_UNKNOWN,
                    "%s: linkage, %s: no scenario '%s' in this case%s%s%s",
                    hm_node_place(node), key, name,
                    near < 0 ? "" : "; the nearest one is '",
                    near < 0 ? "" : known->scenarios[near],
                    near < 0 ? "" : "'");
}

/* A list of scenarios; `benchmark`, which does nothing, is left out. */
static hm_status read_scenarios(hm_context *ctx, const hm_node *block,
                                const char *key, const scenario_list *known,
                                hmi_names *out)
{
    hm_status status = HM_OK;
    hmi_names names = {0, NULL};
    const hm_node *node = hm_node_find(block, key);
    HMI_GOTO(status, hmi_names_read(ctx, node, key, &names));
    if (node != NULL && names.count == 0 && strcmp(key, "pressure") == 0) {
        HMI_GOTO(status, hmi_node_fail(ctx, node, HM_ERR_DATA,
                                       "linkage, pressure: the list is empty; "
                                       "expected scenarios, mildest first"));
    }
    for (int32_t i = 0; i < names.count; i++) {
        HMI_GOTO(status, scenario_check(ctx, node, key, names.items[i], known));
        if (strcmp(names.items[i], "benchmark") != 0) {
            HMI_GOTO(status, hmi_names_add(ctx, out, names.items[i]));
        }
    }
out:
    hmi_names_clear(ctx, &names);
    return status;
}

static hm_status read_role(hm_context *ctx, const hm_node *block,
                           const char *key, char **out)
{
    const hm_node *node = hm_node_find(block, key);
    const char *text = node == NULL ? NULL : hm_node_text(node);
    if (text == NULL || text[0] == '\0') {
        return hmi_fail(ctx, HM_ERR_PARSE,
                        "%s: linkage: '%s' is missing; expected the code of "
                        "one country",
                        hm_node_place(node == NULL ? block : node), key);
    }
    return hmi_copy_text(ctx, text, out);
}

/* answers: {threat: scenario in which the broker answers it}. */
static hm_status read_answers(hm_context *ctx, const hm_node *block,
                              const scenario_list *known, hm_linkage *linkage)
{
    const hm_node *map = hm_node_find(block, "answers");
    if (map != NULL) {
        HMI_TRY(hmi_node_keys(ctx, map, "linkage, answers",
                              (const char *const *)linkage->threats.items,
                              linkage->threats.count));
    }
    for (int32_t i = 0; i < linkage->threats.count; i++) {
        const hm_node *node =
            map == NULL ? NULL : hm_node_find(map, linkage->threats.items[i]);
        const char *name = node == NULL ? "" : hm_node_text(node);
        if (node != NULL && name == NULL) {
            return hmi_fail(ctx, HM_ERR_PARSE,
                            "%s: linkage, answers: expected one scenario",
                            hm_node_place(node));
        }
        if (node != NULL) {
            HMI_TRY(scenario_check(ctx, node, "answers", name, known));
        }
        HMI_TRY(hmi_names_add(ctx, &linkage->answers, name));
    }
    return HM_OK;
}

/* essentials: {fuel: [petroleum], food: [agriculture, food]}. */
static hm_status read_essentials(hm_context *ctx, const hm_node *block,
                                 hm_linkage *linkage)
{
    const hm_node *map = hm_node_find(block, "essentials");
    if (map == NULL) {
        return HM_OK;
    }
    if (hm_node_get_kind(map) != HM_NODE_MAP) {
        return hmi_fail(ctx, HM_ERR_PARSE,
                        "%s: linkage, essentials: expected groups of sectors, "
                        "such as {fuel: [petroleum]}",
                        hm_node_place(map));
    }
    linkage->groups = HMI_ARRAY(ctx, hmi_group, hm_node_size(map));
    if (linkage->groups == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t i = 0; i < hm_node_size(map); i++) {
        hmi_group *group = &linkage->groups[linkage->n_groups++];
        HMI_TRY(hmi_copy_text(ctx, hm_node_key(map, i), &group->name));
        HMI_TRY(hmi_names_read(ctx, hm_node_item(map, i), "essentials",
                               &group->sectors));
    }
    return HM_OK;
}

/* Where an offer is measured from: scenarios, and what needs none. */
static hm_status read_baselines(hm_context *ctx, const hm_node *map,
                                const scenario_list *known, hmi_names *out)
{
    const hm_node *node = hm_node_find(map, "baselines");
    HMI_TRY(hmi_names_read(ctx, node, "baselines", out));
    for (int32_t i = 0; i < out->count; i++) {
        if (strcmp(out->items[i], HMI_TRADE_DEAL) != 0) {
            HMI_TRY(
                scenario_check(ctx, node, "baselines", out->items[i], known));
        }
    }
    return HM_OK;
}

/* fears: {war: SCENARIO, collapse: SCENARIO}. */
static hm_status read_fears(hm_context *ctx, const hm_node *block,
                            const scenario_list *known, hm_linkage *linkage)
{
    static const char *const keys[] = {"war", "collapse"};
    const hm_node *map = hm_node_find(block, "fears");
    char **out[] = {&linkage->war, &linkage->collapse};
    if (map == NULL) {
        return HM_OK;
    }
    HMI_TRY(hmi_node_keys(ctx, map, "linkage, fears", keys, 2));
    for (int32_t i = 0; i < 2; i++) {
        const char *name = NULL;
        HMI_TRY(hmi_node_get_text(ctx, map, keys[i], &name));
        if (name != NULL) {
            HMI_TRY(scenario_check(ctx, hm_node_find(map, keys[i]), "fears",
                                   name, known));
            HMI_TRY(hmi_copy_text(ctx, name, out[i]));
        }
    }
    return HM_OK;
}

/* How many draws of the assumptions the bands are taken over. */
static hm_status read_draws(hm_context *ctx, const hm_node *block,
                            hm_linkage *linkage)
{
    const hm_node *node = hm_node_find(block, "draws");
    double draws = 64.0;
    if (node != NULL) {
        HMI_TRY(hmi_node_number(ctx, node, "draws", &draws));
    }
    if (!(draws >= 0.0 && draws <= 100000.0) || draws != floor(draws)) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "linkage, draws: %g; expected a whole number from "
                             "0 to 100000",
                             draws);
    }
    linkage->draws = (int32_t)draws;
    return HM_OK;
}

/* A selector: a code, a list, `all`, or {not: ...}. */
static hm_status read_selector(hm_context *ctx, const hm_node *map,
                               const char *key, hmi_names *out,
                               bool *complement)
{
    static const char *const not_key[] = {"not"};
    const hm_node *node = hm_node_find(map, key);
    if (node == NULL) {
        return hmi_names_add(ctx, out, "all");
    }
    if (hm_node_get_kind(node) == HM_NODE_MAP) {
        HMI_TRY(hmi_node_keys(ctx, node, key, not_key, 1));
        *complement = true;
        node = hm_node_find(node, "not");
    }
    return hmi_names_read(ctx, node, key, out);
}

static hm_status read_concession(hm_context *ctx, const hm_node *block,
                                 const scenario_list *known,
                                 hm_linkage *linkage)
{
    static const char *const keys[] = {"instruments", "baselines", "openings"};
    static const char *const kinds[] = {"tariff"};
    static const char *const selectors[] = {"exporter", "importer", "sector"};
    const hm_node *map = hm_node_find(block, "concession");
    if (map == NULL) {
        return HM_OK;
    }
    HMI_TRY(hmi_node_keys(ctx, map, "linkage, concession", keys, 3));
    HMI_TRY(read_baselines(ctx, map, known, &linkage->baselines));
    HMI_TRY(read_scenarios(ctx, map, "openings", known, &linkage->openings));
    const hm_node *instruments = hm_node_find(map, "instruments");
    if (instruments == NULL) {
        return HM_OK;
    }
    HMI_TRY(hmi_node_keys(ctx, instruments, "linkage, concession, instruments",
                          kinds, 1));
    const hm_node *tariff = hm_node_find(instruments, "tariff");
    if (tariff == NULL) {
        return HM_OK;
    }
    HMI_TRY(hmi_node_keys(ctx, tariff, "linkage, concession, tariff", selectors,
                          3));
    linkage->has_instrument = true;
    HMI_TRY(read_selector(ctx, tariff, "exporter", &linkage->exporters,
                          &linkage->exporters_not));
    HMI_TRY(read_selector(ctx, tariff, "importer", &linkage->importers,
                          &linkage->importers_not));
    return read_selector(ctx, tariff, "sector", &linkage->sectors,
                         &linkage->sectors_not);
}

/* Without `threats`, the baselines that are scenarios are the threats. */
static hm_status default_threats(hm_context *ctx, const scenario_list *known,
                                 hm_linkage *linkage)
{
    for (int32_t i = 0; i < linkage->baselines.count; i++) {
        const char *name = linkage->baselines.items[i];
        if (is_known(known, name)) {
            HMI_TRY(hmi_names_add(ctx, &linkage->threats, name));
        }
    }
    return HM_OK;
}

/* One country plays one part: its payoff would be counted twice. */
static hm_status check_parts(hm_context *ctx, const hm_node *block,
                             const hm_linkage *linkage)
{
    const char *code;
    for (int32_t k = 0; (code = hm_linkage_country(linkage, k)) != NULL; k++) {
        for (int32_t j = 0; j < k; j++) {
            if (strcmp(code, hm_linkage_country(linkage, j)) == 0) {
                return hmi_fail(ctx, HM_ERR_DATA,
                                "%s: linkage: %s stands there twice; expected "
                                "different countries as sender, broker, "
                                "target, allies and followers",
                                hm_node_place(block), code);
            }
        }
    }
    return HM_OK;
}

static hm_status read_block(hm_context *ctx, const hm_node *block,
                            const scenario_list *known, hm_linkage *linkage)
{
    HMI_TRY(hmi_node_keys(ctx, block, "linkage", block_keys,
                          sizeof block_keys / sizeof *block_keys));
    HMI_TRY(read_role(ctx, block, "sender", &linkage->sender));
    HMI_TRY(read_role(ctx, block, "broker", &linkage->broker));
    HMI_TRY(read_role(ctx, block, "target", &linkage->target));
    HMI_TRY(hmi_names_read(ctx, hm_node_find(block, "allies"), "allies",
                           &linkage->allies));
    HMI_TRY(hmi_names_read(ctx, hm_node_find(block, "followers"), "followers",
                           &linkage->followers));
    HMI_TRY(check_parts(ctx, block, linkage));
    HMI_TRY(read_scenarios(ctx, block, "pressure", known, &linkage->pressure));
    HMI_TRY(read_scenarios(ctx, block, "offers", known, &linkage->offers));
    HMI_TRY(read_scenarios(ctx, block, "threats", known, &linkage->threats));
    HMI_TRY(read_essentials(ctx, block, linkage));
    HMI_TRY(read_concession(ctx, block, known, linkage));
    HMI_TRY(read_scenarios(ctx, block, "caps", known, &linkage->caps));
    HMI_TRY(read_fears(ctx, block, known, linkage));
    HMI_TRY(read_draws(ctx, block, linkage));
    HMI_TRY(
        hmi_priors_read(ctx, hm_node_find(block, "priors"), &linkage->priors));
    HMI_TRY(hmi_codes_read(ctx, block, &linkage->codes));
    if (hm_node_find(block, "threats") == NULL) {
        HMI_TRY(default_threats(ctx, known, linkage));
    }
    return read_answers(ctx, block, known, linkage);
}

hm_status hm_linkage_create(hm_context *ctx, const hm_node *block,
                            const char *const *scenarios, int32_t n_scenarios,
                            hm_linkage **out)
{
    scenario_list known = {scenarios, n_scenarios};
    *out = NULL;
    hm_linkage *linkage = HMI_NEW(ctx, hm_linkage);
    if (linkage == NULL) {
        return HM_ERR_MEMORY;
    }
    linkage->ctx = ctx;
    hm_status status = read_block(ctx, block, &known, linkage);
    if (status != HM_OK) {
        hm_linkage_free(linkage);
        return status;
    }
    *out = linkage;
    return HM_OK;
}

void hm_linkage_free(hm_linkage *linkage)
{
    if (linkage == NULL) {
        return;
    }
    hm_context *ctx = linkage->ctx;
    hmi_names *lists[] = {
        &linkage->allies,    &linkage->followers, &linkage->pressure,
        &linkage->offers,    &linkage->threats,   &linkage->answers,
        &linkage->baselines, &linkage->exporters, &linkage->importers,
        &linkage->sectors,   &linkage->openings,  &linkage->caps};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        hmi_names_clear(ctx, lists[i]);
    }
    for (int32_t g = 0; g < linkage->n_groups; g++) {
        hmi_free(ctx, linkage->groups[g].name);
        hmi_names_clear(ctx, &linkage->groups[g].sectors);
    }
    hmi_codes_clear(ctx, &linkage->codes);
    hmi_free(ctx, linkage->groups);
    hmi_free(ctx, linkage->war);
    hmi_free(ctx, linkage->collapse);
    hmi_free(ctx, linkage->sender);
    hmi_free(ctx, linkage->broker);
    hmi_free(ctx, linkage->target);
    hmi_free(ctx, linkage);
}

const char *hm_linkage_sender(const hm_linkage *linkage)
{
    return linkage->sender;
}

const char *hm_linkage_broker(const hm_linkage *linkage)
{
    return linkage->broker;
}

const char *hm_linkage_target(const hm_linkage *linkage)
{
    return linkage->target;
}

int32_t hm_linkage_parties(const hm_linkage *linkage)
{
    return 3 + linkage->allies.count;
}

const char *hm_linkage_country(const hm_linkage *linkage, int32_t k)
{
    const char *roles[] = {linkage->target, linkage->broker, linkage->sender};
    int32_t follower = k - hm_linkage_parties(linkage);
    if (k < 0 || follower >= linkage->followers.count) {
        return NULL;
    }
    if (k < 3) {
        return roles[k];
    }
    return follower < 0 ? linkage->allies.items[k - 3]
                        : linkage->followers.items[follower];
}

bool hm_linkage_is_pressure(const hm_linkage *linkage, const char *scenario)
{
    return hmi_names_has(&linkage->pressure, scenario);
}

bool hm_linkage_needs(const hm_linkage *linkage, const char *scenario)
{
    return hmi_names_has(&linkage->pressure, scenario) ||
           hmi_names_has(&linkage->offers, scenario) ||
           hmi_names_has(&linkage->threats, scenario) ||
           hmi_names_has(&linkage->answers, scenario);
}

const char *hm_linkage_strongest(const hm_linkage *linkage)
{
    int32_t count = linkage->pressure.count;
    return count == 0 ? NULL : linkage->pressure.items[count - 1];
}

hm_status hm_linkage_check(hm_context *ctx, const hm_linkage *linkage,
                           const hm_economy *economy)
{
    return hmi_codes_check(ctx, &linkage->codes, economy);
}

int32_t hm_linkage_draws(const hm_linkage *linkage)
{
    return linkage->draws;
}

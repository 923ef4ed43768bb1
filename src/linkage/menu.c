// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * menu.c - what a linkage block puts on the table (B1): the sender's cuts
 * with and without what the broker opens, the baselines and their halves,
 * threats and answers, what is feared, money, the same cut for everyone and
 * for each follower, and the links that could break; and the packages of
 * pressure.
 */
#include "linkage/menu.h"

#include <string.h>

const char *const hmi_name_mfn = "cut-100-all";
const char *const hmi_name_transfer = "transfer-1000";
const double hmi_transfer_musd = 1000.0;

const int32_t hmi_cuts[HMI_CUTS] = {10, 25, 50, 100};

/* Up to five parts, cut off where they are too long. */
static hmi_name join(const char *const *parts, int32_t n)
{
    hmi_name name = {{0}};
    size_t at = 0;
    for (int32_t p = 0; p < n; p++) {
        for (const char *c = parts[p]; *c != '\0' && at + 1 < HMI_NAME; c++) {
            name.text[at++] = *c;
        }
    }
    return name;
}

hmi_name hmi_name_cut(int32_t percent)
{
    char digits[4] = {0};
    const char *parts[] = {"cut-", digits};
    int32_t at = 0;
    for (int32_t unit = 100; unit > 0; unit /= 10) {
        if (percent >= unit || at > 0) {
            digits[at++] = (char)('0' + percent / unit % 10);
        }
    }
    return join(parts, 2);
}

hmi_name hmi_name_both(const char *a, const char *b)
{
    const char *parts[] = {a, "+", b};
    return join(parts, 3);
}

hmi_name hmi_name_half(const char *scenario)
{
    const char *parts[] = {scenario, "@50"};
    return join(parts, 2);
}

hmi_name hmi_name_for(const char *code)
{
    const char *parts[] = {"cut-100-", code};
    return join(parts, 2);
}

hmi_name hmi_name_link(const char *a, const char *b)
{
    const char *parts[] = {"no-trade-", a, "-", b};
    return join(parts, 4);
}

/* --- filling the menu ------------------------------------------------------- */

/* The menu, and where its scenarios come from. */
typedef struct cook {
    hm_context *ctx;
    const hm_linkage *linkage;
    const hm_scenario *const *known;
    int32_t n_known;
    hm_linkage_menu *menu;
} cook;

static hmi_policy *find(hmi_policy *list, int32_t n, const char *name)
{
    for (int32_t p = 0; p < n; p++) {
        if (strcmp(list[p].name, name) == 0) {
            return &list[p];
        }
    }
    return NULL;
}

/* Takes the scenario over (also when it fails). A name that stands already
 * only gains uses. */
static hm_status put(cook *c, hmi_policy **list, int32_t *n, hmi_policy entry)
{
    hmi_policy *same = find(*list, *n, entry.name);
    if (same != NULL) {
        uint32_t rare = same->use & entry.use & HMI_FOR_SETS;
        same->use = ((same->use | entry.use) & ~(uint32_t)HMI_FOR_SETS) | rare;
        hm_scenario_free(entry.scenario);
        return HM_OK;
    }
    hmi_policy *longer =
        hmi_resize(c->ctx, *list, (size_t)*n + 1, sizeof **list);
    if (longer == NULL) {
        hm_scenario_free(entry.scenario);
        return HM_ERR_MEMORY;
    }
    *list = longer;
    longer[(*n)++] = entry;
    return HM_OK;
}

static hm_status put_policy(cook *c, const char *name, uint32_t use,
                            hm_scenario *scenario)
{
    hmi_policy entry = {.use = use, .scenario = scenario};
    const char *parts[] = {name};
    memcpy(entry.name, join(parts, 1).text, HMI_NAME);
    return put(c, &c->menu->policies, &c->menu->n_policies, entry);
}

static const hm_scenario *known_scenario(const cook *c, const char *name)
{
    for (int32_t s = 0; s < c->n_known; s++) {
        if (strcmp(hm_scenario_name(c->known[s]), name) == 0) {
            return c->known[s];
        }
    }
    return NULL;
}

/* A copy that the menu owns; NULL for the benchmark. */
static hm_status copy_scenario(const cook *c, const char *name,
                               hm_scenario **out)
{
    const hm_scenario *from = known_scenario(c, name);
    *out = NULL;
    if (from == NULL) {
        return HM_OK;
    }
    HMI_TRY(
        hm_scenario_create(c->ctx, name, hm_scenario_description(from), out));
    hm_status status = hm_scenario_extend(*out, from);
    if (status != HM_OK) {
        hm_scenario_free(*out);
        *out = NULL;
    }
    return status;
}

static hm_status put_known(cook *c, const char *name, uint32_t use)
{
    hm_scenario *copy = NULL;
    HMI_TRY(copy_scenario(c, name, &copy));
    return copy == NULL ? HM_OK : put_policy(c, name, use, copy);
}

static hm_status put_half(cook *c, const char *name)
{
    const hm_scenario *whole = known_scenario(c, name);
    hm_scenario *half = NULL;
    hmi_name own = hmi_name_half(name);
    if (whole == NULL) {
        return HM_OK;
    }
    HMI_TRY(hmi_scenario_half(c->ctx, whole, own.text, &half));
    return half == NULL
               ? HM_OK
               : put_policy(c, own.text, HMI_FOR_DEALS | HMI_FOR_SETS, half);
}

/* --- the sender's cuts --- */

static hm_selector selector_of(const hmi_names *names, bool complement)
{
    return (hm_selector){names->count, (const char *const *)names->items,
                         complement};
}

/* Cut by `share` for the block's exporters, or for `exporter` alone. */
static hm_status make_cut(const cook *c, const char *name, double share,
                          const char *exporter, hm_scenario **out)
{
    const hm_linkage *linkage = c->linkage;
    hm_measure measure = {
        .kind = HM_MEASURE_TARIFF, .rule = HM_RULE_LINEAR_CUT, .value = share};
    measure.exporter = exporter == NULL ? selector_of(&linkage->exporters,
                                                      linkage->exporters_not)
                                        : (hm_selector){1, &exporter, false};
    measure.importer = selector_of(&linkage->importers, linkage->importers_not);
    measure.sector = selector_of(&linkage->sectors, linkage->sectors_not);
    HMI_TRY(hm_scenario_create(c->ctx, name, "", out));
    hm_status status = hm_scenario_add(*out, &measure);
    if (status != HM_OK) {
        hm_scenario_free(*out);
        *out = NULL;
    }
    return status;
}

static hm_status put_cut(cook *c, const char *name, double share,
                         const char *exporter, uint32_t use)
{
    hm_scenario *cut = NULL;
    HMI_TRY(make_cut(c, name, share, exporter, &cut));
    return put_policy(c, name, use, cut);
}

/* A cut (NULL: none) together with an opening, whole or half. */
static hm_status put_opened(cook *c, int32_t percent, const char *opening,
                            bool whole)
{
    hm_status status = HM_OK;
    hm_scenario *both = NULL;
    hm_scenario *half = NULL;
    const hm_scenario *open = known_scenario(c, opening);
    hmi_name cut = {{0}};
    hmi_name name = whole ? hmi_name_both("", "") : hmi_name_half(opening);
    if (open == NULL) {
        return HM_OK;
    }
    if (!whole) {
        HMI_TRY(hmi_scenario_half(c->ctx, open, name.text, &half));
        if (half == NULL) {
            return HM_OK; /* it has no half */
        }
        open = half;
    }
    const char *right = whole ? opening : name.text;
    hmi_name full;
    if (percent > 0) {
        cut = hmi_name_cut(percent);
        full = hmi_name_both(cut.text, right);
        HMI_GOTO(status, make_cut(c, full.text, 0.01 * percent, NULL, &both));
    } else {
        const char *parts[] = {right};
        full = join(parts, 1);
        HMI_GOTO(status, hm_scenario_create(c->ctx, full.text, "", &both));
    }
    HMI_GOTO(status, hm_scenario_extend(both, open));
    status = put_policy(c, full.text, HMI_FOR_DEALS, both);
    both = NULL;
out:
    hm_scenario_free(half);
    hm_scenario_free(both);
    return status;
}

static hm_status put_cuts(cook *c)
{
    static const int32_t opened[] = {0, 50, 100};
    const hm_linkage *linkage = c->linkage;
    for (int32_t q = 0; q < HMI_CUTS && linkage->has_instrument; q++) {
        hmi_name name = hmi_name_cut(hmi_cuts[q]);
        HMI_TRY(put_cut(c, name.text, 0.01 * hmi_cuts[q], NULL, HMI_FOR_DEALS));
    }
    for (int32_t i = 0; i < linkage->offers.count && !linkage->has_instrument;
         i++) {
        HMI_TRY(put_known(c, linkage->offers.items[i], HMI_FOR_DEALS));
    }
    for (int32_t i = 0; i < linkage->openings.count; i++) {
        const char *opening = linkage->openings.items[i];
        int32_t n = linkage->has_instrument ? 3 : 1;
        for (int32_t q = 0; q < n; q++) {
            HMI_TRY(put_opened(c, opened[q], opening, true));
        }
        HMI_TRY(put_opened(c, opened[n - 1], opening, false));
    }
    return HM_OK;
}

/* --- everything else --- */

static hm_status put_transfer(cook *c)
{
    hm_scenario *money = NULL;
    const char *from = c->linkage->sender;
    const char *to = c->linkage->broker;
    hm_measure measure = {.kind = HM_MEASURE_TRANSFER,
                          .rule = HM_RULE_VALUE_MUSD,
                          .value = hmi_transfer_musd};
    measure.exporter = (hm_selector){1, &from, false};
    measure.importer = (hm_selector){1, &to, false};
    HMI_TRY(hm_scenario_create(c->ctx, hmi_name_transfer, "", &money));
    hm_status status = hm_scenario_add(money, &measure);
    if (status != HM_OK) {
        hm_scenario_free(money);
        return status;
    }
    return put_policy(c, hmi_name_transfer, HMI_FOR_SETS, money);
}

/* All trade between two countries ends (L4). */
static hm_status put_link(cook *c, const char *a, const char *b)
{
    hm_status status = HM_OK;
    hm_scenario *cut = NULL;
    hmi_name name = hmi_name_link(a, b);
    static const char *const all = "all";
    hm_measure measure = {
        .kind = HM_MEASURE_EMBARGO, .rule = HM_RULE_COVERAGE, .value = 1.0};
    measure.sector = (hm_selector){1, &all, false};
    HMI_TRY(hm_scenario_create(c->ctx, name.text, "", &cut));
    measure.exporter = (hm_selector){1, &a, false};
    measure.importer = (hm_selector){1, &b, false};
    HMI_GOTO(status, hm_scenario_add(cut, &measure));
    measure.exporter = (hm_selector){1, &b, false};
    measure.importer = (hm_selector){1, &a, false};
    HMI_GOTO(status, hm_scenario_add(cut, &measure));
    status = put_policy(c, name.text, HMI_FOR_SETS | HMI_CUT_LINK, cut);
    cut = NULL;
out:
    hm_scenario_free(cut);
    return status;
}

static hm_status put_scenarios(cook *c)
{
    const hm_linkage *linkage = c->linkage;
    const hmi_names *lists[] = {&linkage->threats, &linkage->answers};
    const char *fears[] = {linkage->war, linkage->collapse};
    for (int32_t i = 0; i < linkage->baselines.count; i++) {
        const char *name = linkage->baselines.items[i];
        HMI_TRY(put_known(c, name, HMI_FOR_DEALS));
        HMI_TRY(put_half(c, name));
    }
    for (int32_t l = 0; l < 2; l++) {
        for (int32_t i = 0; i < lists[l]->count; i++) {
            HMI_TRY(put_known(c, lists[l]->items[i], HMI_FOR_SELF));
        }
    }
    for (int32_t i = 0; i < 2; i++) {
        if (fears[i] != NULL) {
            HMI_TRY(put_known(c, fears[i], HMI_FOR_SELF));
        }
    }
    return HM_OK;
}

static hm_status put_others(cook *c)
{
    const hm_linkage *linkage = c->linkage;
    if (linkage->has_instrument) {
        HMI_TRY(put_cut(c, hmi_name_mfn, 1.0, "all", HMI_FOR_SETS));
    }
    HMI_TRY(put_link(c, linkage->broker, linkage->target));
    for (int32_t i = 0; i < linkage->allies.count; i++) {
        HMI_TRY(put_link(c, linkage->sender, linkage->allies.items[i]));
        HMI_TRY(put_link(c, linkage->broker, linkage->allies.items[i]));
    }
    for (int32_t i = 0; i < linkage->followers.count; i++) {
        const char *code = linkage->followers.items[i];
        HMI_TRY(put_link(c, linkage->sender, code));
        if (linkage->has_instrument) {
            hmi_name own = hmi_name_for(code);
            HMI_TRY(put_cut(c, own.text, 1.0, code, HMI_FOR_SETS));
        }
    }
    return HM_OK;
}

static hm_status put_packages(cook *c)
{
    hm_linkage_menu *menu = c->menu;
    const hmi_names *lists[] = {&c->linkage->pressure, &c->linkage->caps};
    hmi_policy none = {.name = "benchmark", .use = HMI_FOR_DEALS};
    HMI_TRY(put(c, &menu->packages, &menu->n_packages, none));
    for (int32_t l = 0; l < 2; l++) {
        for (int32_t i = 0; i < lists[l]->count; i++) {
            hmi_policy entry = {.use = l == 0 ? HMI_FOR_DEALS : HMI_FOR_SELF};
            const char *parts[] = {lists[l]->items[i]};
            memcpy(entry.name, join(parts, 1).text, HMI_NAME);
            HMI_TRY(copy_scenario(c, parts[0], &entry.scenario));
            HMI_TRY(put(c, &menu->packages, &menu->n_packages, entry));
        }
        if (l == 0) {
            menu->n_steps = menu->n_packages;
        }
    }
    return HM_OK;
}

hm_status hm_linkage_menu_create(hm_context *ctx, const hm_linkage *linkage,
                                 const hm_scenario *const *scenarios,
                                 int32_t n_scenarios, hm_linkage_menu **out)
{
    hm_status status = HM_OK;
    *out = NULL;
    hm_linkage_menu *menu = HMI_NEW(ctx, hm_linkage_menu);
    if (menu == NULL) {
        return HM_ERR_MEMORY;
    }
    menu->ctx = ctx;
    cook c = {ctx, linkage, scenarios, n_scenarios, menu};
    HMI_GOTO(status, put_policy(&c, "benchmark", HMI_FOR_DEALS, NULL));
    HMI_GOTO(status, put_packages(&c));
    HMI_GOTO(status, put_cuts(&c));
    HMI_GOTO(status, put_scenarios(&c));
    HMI_GOTO(status, put_transfer(&c));
    HMI_GOTO(status, put_others(&c));
    *out = menu;
    menu = NULL;
out:
    hm_linkage_menu_free(menu);
    return status;
}

void hm_linkage_menu_free(hm_linkage_menu *menu)
{
    if (menu == NULL) {
        return;
    }
    for (int32_t p = 0; p < menu->n_policies; p++) {
        hm_scenario_free(menu->policies[p].scenario);
    }
    for (int32_t a = 0; a < menu->n_packages; a++) {
        hm_scenario_free(menu->packages[a].scenario);
    }
    hmi_free(menu->ctx, menu->policies);
    hmi_free(menu->ctx, menu->packages);
    hmi_free(menu->ctx, menu);
}

int32_t hm_linkage_menu_packages(const hm_linkage_menu *menu)
{
    return menu->n_packages;
}

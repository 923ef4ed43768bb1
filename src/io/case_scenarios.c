// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * case_scenarios.c - the scenarios of a case and what they build on.
 *
 * A scenario is the measures of all that it extends, each once and in the
 * order in which the list names them (what they build on first), then its
 * own. Once, because two presets that share a third must not apply it twice.
 */
#include "io/case.h"

#include <string.h>

enum { MAX_SCENARIOS = 2000, MAX_MEASURES = 100000 };

static const char *const scenario_keys[] = {"description", "extends",
                                            "measures"};

typedef struct entry {
    const char *name;
    const hm_node *node;
    const char *description;
    const char **bases; /* names */
    int32_t n_bases;
    hm_measure *measures;
    int32_t n_measures;
} entry;

typedef struct entries {
    entry *items;
    const char **names;
    int32_t count;
    int32_t *state; /* of the walk: 0 not met, 1 on the path, 2 done */
    int32_t *order; /* result of the walk */
    int32_t n_order;
    int64_t added; /* measures so far, over all scenarios */
} entries;

/* --- one entry --- */

static hm_status read_measures(hmi_case_build *b, const hm_node *list, entry *e)
{
    if (hm_node_get_kind(list) != HM_NODE_LIST) {
        return hmi_node_fail(b->ctx, list, HM_ERR_DATA,
                             "measures is a list; put \"- \" before each "
                             "measure");
    }
    int32_t count = hm_node_size(list);
    e->measures = HMI_KEEP(&b->temp, hm_measure, count);
    if (e->measures == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t m = 0; m < count; m++) {
        HMI_TRY(hmi_case_measure(b, hm_node_item(list, m), &e->measures[m]));
        e->n_measures++;
    }
    return HM_OK;
}

static hm_status check_name(hmi_case_build *b, const hm_node *node,
                            const char *name)
{
    if (strcmp(name, "benchmark") == 0) {
        return hmi_node_fail(b->ctx, node, HM_ERR_DATA,
                             "benchmark is the reserved name of the scenario "
                             "without measures; choose another name");
    }
    if (!hmi_is_plain_name(name)) {
        return hmi_node_fail(b->ctx, node, HM_ERR_DATA,
                             "\"%.64s\" is not a name of a scenario; expected "
                             "letters, digits, -, _ and .",
                             name);
    }
    return HM_OK;
}

static hm_status read_entry(hmi_case_build *b, const hm_node *scenarios,
                            int32_t index, entry *e)
{
    const char *text = NULL;
    e->name = hm_node_key(scenarios, index);
    e->node = hm_node_item(scenarios, index);
    HMI_TRY(check_name(b, e->node, e->name));
    char *what = hmi_arena_format(&b->temp, "scenario %s", e->name);
    if (what == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_TRY(hmi_node_keys(b->ctx, e->node, what, scenario_keys, 3));
    HMI_TRY(hmi_node_get_text(b->ctx, e->node, "description", &text));
    e->description = text == NULL ? "" : text;
    const hm_node *bases = hm_node_find(e->node, "extends");
    const hm_node *measures = hm_node_find(e->node, "measures");
    if (bases == NULL && measures == NULL) {
        return hmi_node_fail(b->ctx, e->node, HM_ERR_DATA,
                             "scenario %s has neither measures nor extends",
                             e->name);
    }
    if (bases != NULL) {
        HMI_TRY(hmi_case_names(b, bases, "extends", &e->bases, &e->n_bases));
    }
    return measures == NULL ? HM_OK : read_measures(b, measures, e);
}

/* --- extends --- */

static int32_t find_entry(const entries *all, const char *name)
{
    for (int32_t i = 0; i < all->count; i++) {
        if (strcmp(all->names[i], name) == 0) {
            return i;
        }
    }
    return -1;
}

static hm_status unknown_base(hmi_case_build *b, const entries *all,
                              const entry *e, const char *base)
{
    int32_t near = hmi_nearest(base, all->names, all->count);
    return hmi_node_fail(
        b->ctx, hm_node_find(e->node, "extends"), HM_ERR_UNKNOWN,
        "scenario %s extends \"%.64s\", which is not a "
        "scenario of this case%s%s%s",
        e->name, base, near < 0 ? "" : " (did you mean \"",
        near < 0 ? "" : all->names[near], near < 0 ? "" : "\"?)");
}

/* Depth first; the depth is bounded by the number of scenarios. */
static hm_status walk(hmi_case_build *b, entries *all, int32_t index)
{
    const entry *e = &all->items[index];
    all->state[index] = 1;
    for (int32_t i = 0; i < e->n_bases; i++) {
        if (strcmp(e->bases[i], "benchmark") == 0) {
            continue;
        }
        int32_t base = find_entry(all, e->bases[i]);
        if (base < 0) {
            return unknown_base(b, all, e, e->bases[i]);
        }
        if (all->state[base] == 1) {
            return hmi_node_fail(b->ctx, hm_node_find(e->node, "extends"),
                                 HM_ERR_DATA,
                                 "scenario %s extends %s, which extends it in "
                                 "turn; break the circle",
                                 e->name, e->bases[i]);
        }
        if (all->state[base] == 0) {
            HMI_TRY(walk(b, all, base));
        }
    }
    all->state[index] = 2;
    all->order[all->n_order++] = index;
    return HM_OK;
}

static hm_status make_scenario(hmi_case_build *b, entries *all, int32_t index)
{
    hm_scenario **out = &b->c->scenarios[index];
    const entry *e = &all->items[index];
    memset(all->state, 0, (size_t)all->count * sizeof all->state[0]);
    all->n_order = 0;
    HMI_TRY(walk(b, all, index));
    HMI_TRY(hm_scenario_create(b->ctx, e->name, e->description, out));
    b->c->n_scenarios++;
    for (int32_t o = 0; o < all->n_order; o++) {
        const entry *base = &all->items[all->order[o]];
        for (int32_t m = 0; m < base->n_measures; m++) {
            all->added += 1 + base->measures[m].n_rows / 100;
            if (all->added > MAX_MEASURES) {
                return hmi_node_fail(b->ctx, e->node, HM_ERR_LIMIT,
                                     "the scenarios hold too many measures in "
                                     "all (%d, extends unfolded)",
                                     MAX_MEASURES);
            }
            HMI_TRY(hm_scenario_add(*out, &base->measures[m]));
        }
    }
    return HM_OK;
}

static hm_status allocate(hmi_case_build *b, int32_t count, entries *all)
{
    memset(all, 0, sizeof *all);
    all->count = count;
    all->items = HMI_KEEP(&b->temp, entry, count);
    all->names = HMI_KEEP(&b->temp, const char *, count);
    all->state = HMI_KEEP(&b->temp, int32_t, count);
    all->order = HMI_KEEP(&b->temp, int32_t, count);
    b->c->scenarios = HMI_KEEP(&b->c->arena, hm_scenario *, count);
    return all->items == NULL || all->names == NULL || all->state == NULL ||
                   all->order == NULL || b->c->scenarios == NULL
               ? HM_ERR_MEMORY
               : HM_OK;
}

hm_status hmi_case_scenarios(hmi_case_build *b, const hm_node *node)
{
    entries all;
    const char *text = hm_node_text(node);
    if (text != NULL && text[0] == '\0') {
        return HM_OK; /* `scenarios:` with nothing below */
    }
    if (hm_node_get_kind(node) != HM_NODE_MAP) {
        return hmi_node_fail(b->ctx, node, HM_ERR_DATA,
                             "scenarios is a map from names to scenarios");
    }
    if (hm_node_size(node) > MAX_SCENARIOS) {
        return hmi_node_fail(b->ctx, node, HM_ERR_LIMIT,
                             "more than %d scenarios", MAX_SCENARIOS);
    }
    HMI_TRY(allocate(b, hm_node_size(node), &all));
    for (int32_t i = 0; i < all.count; i++) {
        HMI_TRY(read_entry(b, node, i, &all.items[i]));
        all.names[i] = all.items[i].name;
    }
    for (int32_t i = 0; i < all.count; i++) {
        HMI_TRY(make_scenario(b, &all, i));
    }
    return HM_OK;
}

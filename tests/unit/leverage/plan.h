// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * plan.h - blocks made by hand, plans solved to the end, cells by name.
 */
#ifndef HM_TEST_PLAN_H
#define HM_TEST_PLAN_H

#include "hm_test.h"

#include "base/internal.h"

#include <hirschman/leverage.h>

#include <math.h>
#include <string.h>

/* One `key: value`; a value with commas becomes a list. */
typedef struct entry {
    const char *key, *value;
} entry;

/* Append and, when that fails, free. */
static inline hm_status give(hm_node *parent, const char *key, hm_node *item)
{
    hm_status status = hmi_node_append(parent, key, item);
    if (status != HM_OK) {
        hmi_node_free(item);
    }
    return status;
}

static inline hm_status entry_add(hm_context *ctx, hm_node *block,
                                  const entry *e)
{
    hm_node *node = NULL;
    char text[256];
    if (strchr(e->value, ',') == NULL) {
        HMI_TRY(hmi_node_create(ctx, HM_NODE_SCALAR, e->value, "case.yaml:7:3",
                                &node));
        return give(block, e->key, node);
    }
    HMI_TRY(hmi_node_create(ctx, HM_NODE_LIST, NULL, "case.yaml:7:3", &node));
    HMI_TRY(give(block, e->key, node));
    (void)snprintf(text, sizeof text, "%s", e->value);
    for (char *at = strtok(text, ","); at != NULL; at = strtok(NULL, ",")) {
        hm_node *item = NULL;
        HMI_TRY(
            hmi_node_create(ctx, HM_NODE_SCALAR, at, "case.yaml:7:9", &item));
        HMI_TRY(give(node, NULL, item));
    }
    return HM_OK;
}

/* The settings of a block; entries end with a NULL key. */
static inline hm_status block_make(hm_context *ctx, const entry *entries,
                                   hm_leverage **out)
{
    hm_node *block = NULL;
    *out = NULL;
    HMI_TRY(hmi_node_create(ctx, HM_NODE_MAP, NULL, "case.yaml:6:1", &block));
    hm_status status = HM_OK;
    for (; entries->key != NULL && status == HM_OK; entries++) {
        status = entry_add(ctx, block, entries);
    }
    if (status == HM_OK) {
        status = hm_leverage_create(ctx, block, out);
    }
    hmi_node_free(block);
    return status;
}

typedef struct solved_plan {
    hm_leverage *leverage;
    hm_leverage_plan *plan;
    hm_table *table[HM_LEVERAGE_TABLES];
} solved_plan;

static inline hm_status plan_solve(hm_context *ctx, const hm_economy *base,
                                   hm_closure closure, double tolerance,
                                   hm_leverage_plan *plan)
{
    hm_solver *solver = NULL;
    hm_solver_settings settings = hm_solver_settings_default();
    settings.tolerance = tolerance;
    settings.max_iterations = 5000;
    HMI_TRY(hm_solver_create(ctx, base, closure, &settings, &solver));
    hm_status status = HM_OK;
    /* backwards: the order must not matter */
    for (int32_t k = hm_leverage_plan_size(plan); k-- > 0 && status == HM_OK;) {
        status =
            hm_leverage_plan_solve(ctx, plan, k, solver, 1000.0 * tolerance);
    }
    hm_solver_free(solver);
    return status;
}

static inline hm_status solved_make(hm_context *ctx, const hm_economy *base,
                                    hm_closure closure, double tolerance,
                                    const entry *entries, solved_plan *s)
{
    memset(s, 0, sizeof *s);
    HMI_TRY(block_make(ctx, entries, &s->leverage));
    HMI_TRY(hm_leverage_plan_create(ctx, s->leverage, base, closure, false,
                                    &s->plan));
    HMI_TRY(plan_solve(ctx, base, closure, tolerance, s->plan));
    for (int32_t t = 0; t < HM_LEVERAGE_TABLES; t++) {
        HMI_TRY(hm_leverage_plan_table(ctx, s->plan, t, &s->table[t]));
    }
    return HM_OK;
}

static inline void solved_clear(solved_plan *s)
{
    for (int32_t t = 0; t < HM_LEVERAGE_TABLES; t++) {
        hm_table_free(s->table[t]);
    }
    hm_leverage_plan_free(s->plan);
    hm_leverage_free(s->leverage);
}

static inline const hm_table *table_named(const solved_plan *s,
                                          const char *name)
{
    for (int32_t t = 0; t < HM_LEVERAGE_TABLES; t++) {
        if (strcmp(hm_table_name(s->table[t]), name) == 0) {
            return s->table[t];
        }
    }
    return NULL;
}

/* Row whose first texts are these ("" matches anything); -1: none. */
static inline int32_t row_of(const hm_table *t, const char *a, const char *b,
                             const char *c)
{
    const char *wanted[] = {a, b, c};
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        bool same = true;
        for (int32_t k = 0, col = 0; k < 3 && col < hm_table_columns(t);
             col++) {
            if (hm_table_column_type(t, col) == HM_COLUMN_TEXT) {
                same =
                    same && (wanted[k][0] == '\0' ||
                             strcmp(hm_table_text(t, r, col), wanted[k]) == 0);
                k++;
            }
        }
        if (same) {
            return r;
        }
    }
    return -1;
}

static inline double at(const hm_table *t, int32_t row, const char *column)
{
    int32_t c = hm_table_find(t, column);
    assert_true(row >= 0 && row < hm_table_rows(t));
    assert_true(c >= 0);
    return hm_table_number(t, row, c);
}

static inline const char *text_at(const hm_table *t, int32_t row,
                                  const char *column)
{
    int32_t c = hm_table_find(t, column);
    assert_true(row >= 0 && c >= 0);
    return hm_table_text(t, row, c);
}

/* An economy of flows [j][importer][exporter], one elasticity for all unless
 * `theta` says otherwise; NULL inputs: none. */
static inline hm_status flows_make(hm_context *ctx, int32_t N, int32_t J,
                                   const double *trade, const double *inputs,
                                   const double *theta, hm_economy **out)
{
    static const char *const countries[] = {"AAA", "BBB", "CCC", "DDD", "ROW"};
    static const char *const sectors[] = {"ore", "steel", "cloth"};
    hm_labels labels = {.n_countries = N,
                        .n_sectors = J,
                        .country_codes = countries,
                        .sector_codes = sectors};
    hm_elasticities set = {.theta = theta};
    hm_economy_flows flows = {.trade = trade, .input_share = inputs};
    return hm_economy_from_flows(ctx, &labels, &flows, &set, out);
}

#endif

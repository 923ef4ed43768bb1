// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * settings.c - the block `leverage:` of a case.
 *
 * Invariant: at least one target and one sender, no code twice, and no more
 * subsets of senders than HMI_SUBSETS a target.
 */
#include "leverage/internal.h"

#include <string.h>

static const char *const keys[] = {
    "targets", "senders",  "coalition_size", "goods", "chokepoints",
    "evasion", "discount", "friends",        "panel",
};

/* --- numbers ------------------------------------------------------------------ */

static hm_status read_count(hm_context *ctx, const hm_node *block,
                            const char *key, int32_t low, int32_t high,
                            int32_t *out)
{
    const hm_node *node = hm_node_find(block, key);
    double value = 0.0;
    if (node == NULL) {
        return HM_OK;
    }
    HMI_TRY(hmi_node_number(ctx, node, key, &value));
    if (!(value >= low && value <= high) || value != floor(value)) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "leverage, %s: %g; expected a whole number from "
                             "%d to %d",
                             key, value, low, high);
    }
    *out = (int32_t)value;
    return HM_OK;
}

/* What a list of numbers must be. */
typedef struct range {
    const char *key, *expected;
    double low, high;
} range;

static hm_status read_number(hm_context *ctx, const hm_node *node,
                             const range *allowed, hmi_list *list)
{
    double value = 0.0;
    HMI_TRY(hmi_node_number(ctx, node, allowed->key, &value));
    bool in_order = list->count == 0 || value > list->items[list->count - 1];
    if (!(value >= allowed->low && value <= allowed->high) || !in_order) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "leverage, %s: %g; expected %s, in rising order",
                             allowed->key, value, allowed->expected);
    }
    list->items[list->count++] = value;
    return HM_OK;
}

/* One number or a list; without the key, the standard. */
static hm_status read_list(hm_context *ctx, const hm_node *block,
                           const range *allowed, const double *standard,
                           int32_t n_standard, hmi_list *list)
{
    const hm_node *node = hm_node_find(block, allowed->key);
    bool many = node != NULL && hm_node_get_kind(node) == HM_NODE_LIST;
    int32_t count = node == NULL ? n_standard : many ? hm_node_size(node) : 1;
    list->items = HMI_ARRAY(ctx, double, count);
    if (list->items == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t k = 0; k < count && node == NULL; k++) {
        list->items[list->count++] = standard[k];
    }
    for (int32_t k = 0; k < count && node != NULL; k++) {
        HMI_TRY(read_number(ctx, many ? hm_node_item(node, k) : node, allowed,
                            list));
    }
    return HM_OK;
}

static hm_status read_switch(hm_context *ctx, const hm_node *block,
                             const char *key, bool *out)
{
    const hm_node *node = hm_node_find(block, key);
    const char *text = node == NULL ? NULL : hm_node_text(node);
    if (node == NULL) {
        return HM_OK;
    }
    *out = text != NULL && strcmp(text, "true") == 0;
    if (!*out && (text == NULL || strcmp(text, "false") != 0)) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "leverage, %s: expected true or false", key);
    }
    return HM_OK;
}

/* --- codes ----------------------------------------------------------------------- */

static hm_status read_codes(hm_context *ctx, const hm_node *block,
                            const char *key, hmi_names *out)
{
    const hm_node *node = hm_node_find(block, key);
    HMI_TRY(hmi_names_read(ctx, node, key, out));
    if (out->count == 0) {
        return hmi_node_fail(ctx, node == NULL ? block : node, HM_ERR_DATA,
                             "leverage: '%s' is missing; expected the code of "
                             "a country or a list of codes",
                             key);
    }
    for (int32_t i = 0; i < out->count; i++) {
        for (int32_t k = 0; k < i; k++) {
            if (strcmp(out->items[i], out->items[k]) == 0) {
                return hmi_node_fail(ctx, node, HM_ERR_DATA,
                                     "leverage, %s: %s stands there twice", key,
                                     out->items[i]);
            }
        }
    }
    return HM_OK;
}

/* Sum of the binomials: subsets of `senders` with at most `size` members. */
static double subsets(int32_t senders, int32_t size)
{
    double sum = 0.0;
    double choose = 1.0;
    for (int32_t k = 1; k <= size && k <= senders; k++) {
        choose = choose * (double)(senders - k + 1) / (double)k;
        sum += choose;
    }
    return sum;
}

static hm_status check_size(hm_context *ctx, const hm_node *block,
                            const hm_leverage *leverage)
{
    int32_t count = leverage->senders.count;
    double asked = count > HMI_SENDERS
                       ? HUGE_VAL
                       : subsets(count, leverage->coalition_size);
    if (asked > HMI_SUBSETS) {
        return hmi_node_fail(
            ctx, block, HM_ERR_LIMIT,
            "leverage: %d senders in coalitions of up to %d are more than %d "
            "subsets; name fewer senders (%d at most) or a smaller "
            "coalition_size",
            count, leverage->coalition_size, HMI_SUBSETS, HMI_SENDERS);
    }
    return HM_OK;
}

static hm_status read_block(hm_context *ctx, const hm_node *block,
                            hm_leverage *leverage)
{
    static const double evasion[] = {1.0, 1.1, 1.25, 1.5, 2.0, 3.0};
    static const double discount[] = {0.5, 0.8, 0.95};
    static const range costs = {"evasion", "a cost factor of 1 or more", 1.0,
                                1e6};
    static const range deltas = {"discount", "a discount factor in [0, 1]", 0.0,
                                 1.0};
    HMI_TRY(hmi_node_keys(ctx, block, "leverage", keys, HMI_COUNT(keys)));
    HMI_TRY(read_codes(ctx, block, "targets", &leverage->targets));
    HMI_TRY(read_codes(ctx, block, "senders", &leverage->senders));
    HMI_TRY(read_count(ctx, block, "coalition_size", 1, HMI_SENDERS,
                       &leverage->coalition_size));
    HMI_TRY(read_count(ctx, block, "goods", 0, 1000, &leverage->goods));
    HMI_TRY(
        read_count(ctx, block, "chokepoints", 0, 1000, &leverage->chokepoints));
    HMI_TRY(read_list(ctx, block, &costs, evasion, HMI_COUNT(evasion),
                      &leverage->evasion));
    HMI_TRY(read_list(ctx, block, &deltas, discount, HMI_COUNT(discount),
                      &leverage->discount));
    HMI_TRY(read_switch(ctx, block, "friends", &leverage->friends));
    const char *panel = NULL;
    HMI_TRY(hmi_node_get_text(ctx, block, "panel", &panel));
    HMI_TRY(hmi_copy_text(ctx, panel, &leverage->panel));
    return check_size(ctx, block, leverage);
}

/* --- public -------------------------------------------------------------------------- */

hm_status hm_leverage_create(hm_context *ctx, const hm_node *block,
                             hm_leverage **out)
{
    *out = NULL;
    hm_leverage *leverage = HMI_NEW(ctx, hm_leverage);
    if (leverage == NULL) {
        return HM_ERR_MEMORY;
    }
    leverage->ctx = ctx;
    leverage->coalition_size = 2;
    leverage->goods = 5;
    leverage->chokepoints = 10;
    leverage->friends = true;
    hm_status status = read_block(ctx, block, leverage);
    if (status != HM_OK) {
        hm_leverage_free(leverage);
        return status;
    }
    *out = leverage;
    return HM_OK;
}

void hm_leverage_free(hm_leverage *leverage)
{
    if (leverage == NULL) {
        return;
    }
    hmi_names_clear(leverage->ctx, &leverage->targets);
    hmi_names_clear(leverage->ctx, &leverage->senders);
    hmi_free(leverage->ctx, leverage->evasion.items);
    hmi_free(leverage->ctx, leverage->discount.items);
    hmi_free(leverage->ctx, leverage->panel);
    hmi_free(leverage->ctx, leverage);
}

static hm_status check_codes(hm_context *ctx, const hm_economy *economy,
                             const char *key, const hmi_names *names)
{
    const hm_labels *labels = hm_economy_labels(economy);
    for (int32_t i = 0; i < names->count; i++) {
        if (hm_economy_country(economy, names->items[i]) < 0) {
            int32_t near = hmi_nearest(names->items[i], labels->country_codes,
                                       labels->n_countries);
            return hmi_fail(ctx, HM_ERR_UNKNOWN,
                            "leverage, %s: '%s' is not a country of %s%s%s%s",
                            key, names->items[i],
                            labels->name == NULL ? "this economy"
                                                 : labels->name,
                            near < 0 ? "" : "; the nearest one is '",
                            near < 0 ? "" : labels->country_codes[near],
                            near < 0 ? "" : "'");
        }
    }
    return HM_OK;
}

hm_status hm_leverage_check(hm_context *ctx, const hm_leverage *leverage,
                            const hm_economy *economy)
{
    HMI_TRY(check_codes(ctx, economy, "targets", &leverage->targets));
    HMI_TRY(check_codes(ctx, economy, "senders", &leverage->senders));
    for (int32_t t = 0;
         leverage->senders.count == 1 && t < leverage->targets.count; t++) {
        if (strcmp(leverage->senders.items[0], leverage->targets.items[t]) ==
            0) {
            return hmi_fail(ctx, HM_ERR_DATA,
                            "leverage: the only sender is the target %s; "
                            "expected another country under senders",
                            leverage->targets.items[t]);
        }
    }
    return HM_OK;
}

const char *hm_leverage_target(const hm_leverage *leverage, int32_t index)
{
    return index < 0 || index >= leverage->targets.count
               ? NULL
               : leverage->targets.items[index];
}

const char *hm_leverage_sender(const hm_leverage *leverage, int32_t index)
{
    return index < 0 || index >= leverage->senders.count
               ? NULL
               : leverage->senders.items[index];
}

const char *hm_leverage_panel(const hm_leverage *leverage)
{
    return leverage->panel;
}

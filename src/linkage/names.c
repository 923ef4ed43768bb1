// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * names.c - lists of names from a settings tree, and the check of keys.
 */
#include "linkage/internal.h"

#include <string.h>

void hmi_names_clear(hm_context *ctx, hmi_names *names)
{
    for (int32_t i = 0; i < names->count; i++) {
        hmi_free(ctx, names->items[i]);
    }
    hmi_free(ctx, (void *)names->items);
    *names = (hmi_names){0, NULL};
}

hm_status hmi_names_add(hm_context *ctx, hmi_names *names, const char *text)
{
    char **items = hmi_resize(ctx, (void *)names->items,
                              (size_t)names->count + 1, sizeof *items);
    if (items == NULL) {
        return HM_ERR_MEMORY;
    }
    names->items = items;
    HMI_TRY(hmi_copy_text(ctx, text, &items[names->count]));
    names->count++;
    return HM_OK;
}

bool hmi_names_has(const hmi_names *names, const char *text)
{
    for (int32_t i = 0; i < names->count; i++) {
        if (strcmp(names->items[i], text) == 0) {
            return true;
        }
    }
    return false;
}

static hm_status add_scalar(hm_context *ctx, const hm_node *node,
                            const char *key, hmi_names *out)
{
    const char *text = hm_node_text(node);
    if (text == NULL || text[0] == '\0') {
        return hmi_fail(ctx, HM_ERR_PARSE,
                        "%s: linkage, %s: expected a name or a list of names",
                        hm_node_place(node), key);
    }
    return hmi_names_add(ctx, out, text);
}

hm_status hmi_names_read(hm_context *ctx, const hm_node *node, const char *key,
                         hmi_names *out)
{
    if (node == NULL) {
        return HM_OK;
    }
    if (hm_node_get_kind(node) != HM_NODE_LIST) {
        return add_scalar(ctx, node, key, out);
    }
    for (int32_t i = 0; i < hm_node_size(node); i++) {
        HMI_TRY(add_scalar(ctx, hm_node_item(node, i), key, out));
    }
    return HM_OK;
}

hm_status hmi_keys_check(hm_context *ctx, const hm_node *map, const char *what,
                         const char *const *keys, int32_t count)
{
    if (hm_node_get_kind(map) != HM_NODE_MAP) {
        return hmi_fail(ctx, HM_ERR_PARSE, "%s: %s: expected keys and values",
                        hm_node_place(map), what);
    }
    for (int32_t i = 0; i < hm_node_size(map); i++) {
        const char *key = hm_node_key(map, i);
        bool known = false;
        for (int32_t k = 0; k < count && !known; k++) {
            known = strcmp(key, keys[k]) == 0;
        }
        if (!known) {
            int32_t near = hmi_nearest(key, keys, count);
            return hmi_fail(ctx, HM_ERR_PARSE, "%s: %s: unknown key '%s'%s%s%s",
                            hm_node_place(hm_node_item(map, i)), what, key,
                            near < 0 ? "" : "; the nearest known one is '",
                            near < 0 ? "" : keys[near], near < 0 ? "" : "'");
        }
    }
    return HM_OK;
}

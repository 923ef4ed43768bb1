// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * names.c - lists of names from a settings tree.
 */
#include "base/internal.h"

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
                            const char *what, hmi_names *out)
{
    const char *text = hm_node_text(node);
    if (text == NULL || text[0] == '\0') {
        return hmi_fail(ctx, HM_ERR_PARSE,
                        "%s: %s: expected a name or a list of names",
                        hm_node_place(node), what);
    }
    return hmi_names_add(ctx, out, text);
}

hm_status hmi_names_read(hm_context *ctx, const hm_node *node, const char *what,
                         hmi_names *out)
{
    if (node == NULL) {
        return HM_OK;
    }
    if (hm_node_get_kind(node) != HM_NODE_LIST) {
        return add_scalar(ctx, node, what, out);
    }
    for (int32_t i = 0; i < hm_node_size(node); i++) {
        HMI_TRY(add_scalar(ctx, hm_node_item(node, i), what, out));
    }
    return HM_OK;
}

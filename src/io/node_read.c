// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * node_read.c - settings trees from text; the balance rule as they name it.
 */
#include "io/internal.h"

#include <hirschman/io.h>

hm_status hm_settings_parse(hm_context *ctx, const char *name,
                            const void *bytes, size_t size, hm_node **out)
{
    return hmi_document_parse(ctx, name, bytes, size, out);
}

void hm_settings_free(hm_node *root)
{
    hmi_node_free(root);
}

hm_status hmi_node_closure(hm_context *ctx, const hm_node *node,
                           hm_closure *out)
{
    const char *names[HM_CLOSURE_BILATERAL + 1];
    const char *text = hm_node_text(node);
    if (text != NULL && hm_closure_parse(text, out) == HM_OK) {
        return HM_OK;
    }
    for (int32_t i = 0; i <= HM_CLOSURE_BILATERAL; i++) {
        names[i] = hm_closure_name((hm_closure)i);
    }
    int32_t near =
        text == NULL ? -1 : hmi_nearest(text, names, HM_CLOSURE_BILATERAL + 1);
    return hmi_node_fail(ctx, node, HM_ERR_UNKNOWN,
                         "trade_balance \"%.40s\" is not known%s%s%s; expected "
                         "bilateral, fixed, scaled or zero",
                         text == NULL ? "" : text,
                         near < 0 ? "" : " (did you mean \"",
                         near < 0 ? "" : names[near], near < 0 ? "" : "\"?)");
}

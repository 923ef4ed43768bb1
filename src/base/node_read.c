// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * node_read.c - taking values out of a settings tree, each refusal with the
 * place in the file and, for a name that is not known, the nearest one.
 */
#include "base/internal.h"

#include <stdio.h>
#include <string.h>

hm_status hmi_node_fail(hm_context *ctx, const hm_node *node, hm_status status,
                        const char *format, ...)
{
    char text[768];
    va_list list;
    va_start(list, format);
    (void)vsnprintf(text, sizeof text, format, list);
    va_end(list);
    return hmi_fail(ctx, status, "%s: %s", hm_node_place(node), text);
}

static hm_status unknown_key(hm_context *ctx, const hm_node *node, int32_t i,
                             const char *what, const char *const *known,
                             int32_t n_known)
{
    hmi_text list;
    const char *key = hm_node_key(node, i);
    int32_t near = hmi_nearest(key, known, n_known);
    hmi_text_init(&list, ctx);
    for (int32_t k = 0; k < n_known; k++) {
        hmi_text_addf(&list, "%s%s", k == 0 ? "" : ", ", known[k]);
    }
    hm_status status = hmi_node_fail(
        ctx, hm_node_item(node, i), HM_ERR_UNKNOWN,
        "%s has no key \"%.60s\"%s%s%s; it takes %s", what, key,
        near < 0 ? "" : " (did you mean \"", near < 0 ? "" : known[near],
        near < 0 ? "" : "\"?)", list.data == NULL ? "" : list.data);
    hmi_text_clear(&list);
    return status;
}

hm_status hmi_node_keys(hm_context *ctx, const hm_node *node, const char *what,
                        const char *const *known, int32_t n_known)
{
    if (hm_node_get_kind(node) != HM_NODE_MAP) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "%s is written as a map of keys and values", what);
    }
    for (int32_t i = 0; i < hm_node_size(node); i++) {
        bool found = false;
        for (int32_t k = 0; k < n_known && !found; k++) {
            found = strcmp(hm_node_key(node, i), known[k]) == 0;
        }
        if (!found) {
            return unknown_key(ctx, node, i, what, known, n_known);
        }
    }
    return HM_OK;
}

hm_status hmi_node_get_text(hm_context *ctx, const hm_node *map,
                            const char *key, const char **out)
{
    const hm_node *node = hm_node_find(map, key);
    *out = NULL;
    if (node == NULL) {
        return HM_OK;
    }
    *out = hm_node_text(node);
    if (*out == NULL) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "%s is a list or a map; expected a text", key);
    }
    return HM_OK;
}

hm_status hmi_node_number(hm_context *ctx, const hm_node *node,
                          const char *what, double *out)
{
    const char *text = hm_node_text(node);
    if (text == NULL) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "%s is a list or a map; expected a number", what);
    }
    if (!hmi_parse_number(text, text + strlen(text), out)) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "%s is \"%.40s\"; expected a number, such as 0.25",
                             what, text);
    }
    return HM_OK;
}

hm_status hmi_node_word(hm_context *ctx, const hm_node *node, const char *key,
                        const char *const *words, int32_t count, int32_t *out)
{
    const char *text = hm_node_text(node);
    for (int32_t i = 0; text != NULL && i < count; i++) {
        if (strcmp(text, words[i]) == 0) {
            *out = i;
            return HM_OK;
        }
    }
    int32_t near = text == NULL ? -1 : hmi_nearest(text, words, count);
    hmi_text list;
    hmi_text_init(&list, ctx);
    for (int32_t i = 0; i < count; i++) {
        hmi_text_addf(&list, "%s%s", i == 0 ? "" : ", ", words[i]);
    }
    hm_status status = hmi_node_fail(
        ctx, node, HM_ERR_UNKNOWN, "%s is \"%.40s\"; expected one of %s%s%s%s",
        key, text == NULL ? "" : text, list.data == NULL ? "" : list.data,
        near < 0 ? "" : " (did you mean \"", near < 0 ? "" : words[near],
        near < 0 ? "" : "\"?)");
    hmi_text_clear(&list);
    return status;
}

hm_status hmi_node_switch(hm_context *ctx, const hm_node *map, const char *key,
                          bool *out)
{
    static const char *const words[] = {"false", "true"};
    const hm_node *node = hm_node_find(map, key);
    int32_t value = *out ? 1 : 0;
    if (node != NULL) {
        HMI_TRY(hmi_node_word(ctx, node, key, words, 2, &value));
    }
    *out = value == 1;
    return HM_OK;
}

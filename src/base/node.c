// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * node.c - settings trees: scalars, lists and maps that know their place.
 *
 * io builds them from YAML or JSON; analyses read them. A map keeps the
 * order of the file.
 */
#include "base/internal.h"

#include <assert.h>
#include <string.h>

struct hm_node {
    hm_context *ctx;
    hm_node_kind kind;
    char *text;  /* of a scalar */
    char *place; /* "FILE:LINE:COLUMN" */
    int32_t size, capacity;
    char **keys;     /* of a map; NULL entries in a list */
    hm_node **items; /* of a map or a list */
};

hm_status hmi_node_create(hm_context *ctx, hm_node_kind kind, const char *text,
                          const char *place, hm_node **out)
{
    *out = NULL;
    hm_node *node = HMI_NEW(ctx, hm_node);
    if (node == NULL) {
        return HM_ERR_MEMORY;
    }
    node->ctx = ctx;
    node->kind = kind;
    hm_status status = hmi_copy_text(ctx, text, &node->text);
    if (status == HM_OK) {
        status = hmi_copy_text(ctx, place, &node->place);
    }
    if (status != HM_OK) {
        hmi_node_free(node);
        return status;
    }
    *out = node;
    return HM_OK;
}

void hmi_node_free(hm_node *node)
{
    if (node == NULL) {
        return;
    }
    for (int32_t i = 0; i < node->size; i++) {
        hmi_free(node->ctx, node->keys[i]);
        hmi_node_free(node->items[i]);
    }
    hmi_free(node->ctx, node->keys);
    hmi_free(node->ctx, node->items);
    hmi_free(node->ctx, node->text);
    hmi_free(node->ctx, node->place);
    hmi_free(node->ctx, node);
}

static hm_status grow(hm_node *node)
{
    if (node->size < node->capacity) {
        return HM_OK;
    }
    if (node->capacity > INT32_MAX / 2) {
        return hmi_fail(node->ctx, HM_ERR_LIMIT, "%s: too many entries",
                        hm_node_place(node));
    }
    int32_t capacity = node->capacity == 0 ? 8 : node->capacity * 2;
    char **keys =
        hmi_resize(node->ctx, node->keys, (size_t)capacity, sizeof(char *));
    if (keys == NULL) {
        return HM_ERR_MEMORY;
    }
    node->keys = keys;
    hm_node **items =
        hmi_resize(node->ctx, node->items, (size_t)capacity, sizeof(hm_node *));
    if (items == NULL) {
        return HM_ERR_MEMORY;
    }
    node->items = items;
    node->capacity = capacity;
    return HM_OK;
}

hm_status hmi_node_append(hm_node *parent, const char *key, hm_node *item)
{
    char *copy = NULL;
    assert(parent->kind != HM_NODE_SCALAR);
    HMI_TRY(grow(parent));
    HMI_TRY(hmi_copy_text(parent->ctx, key, &copy));
    parent->keys[parent->size] = copy;
    parent->items[parent->size] = item;
    parent->size++;
    return HM_OK;
}

hm_node_kind hm_node_get_kind(const hm_node *node)
{
    return node->kind;
}

int32_t hm_node_size(const hm_node *node)
{
    return node->size;
}

const hm_node *hm_node_item(const hm_node *node, int32_t index)
{
    assert(index >= 0 && index < node->size);
    return node->items[index];
}

const char *hm_node_key(const hm_node *node, int32_t index)
{
    assert(node->kind == HM_NODE_MAP && index >= 0 && index < node->size);
    return node->keys[index];
}

const hm_node *hm_node_find(const hm_node *node, const char *key)
{
    if (node->kind != HM_NODE_MAP) {
        return NULL;
    }
    for (int32_t i = 0; i < node->size; i++) {
        if (strcmp(node->keys[i], key) == 0) {
            return node->items[i];
        }
    }
    return NULL;
}

const char *hm_node_text(const hm_node *node)
{
    if (node->kind != HM_NODE_SCALAR) {
        return NULL;
    }
    return node->text == NULL ? "" : node->text;
}

const char *hm_node_place(const hm_node *node)
{
    return node->place == NULL ? "" : node->place;
}

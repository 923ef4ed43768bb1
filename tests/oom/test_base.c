// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_base.c - every request for memory of base refused once: HM_ERR_MEMORY,
 * outputs NULL, nothing left behind.
 */
#include "base/internal.h"
#include "hm_test.h"

#include <stdio.h>

static hm_status make_context(const hm_allocator *allocator, void *user)
{
    (void)user;
    hm_context *ctx = NULL;
    const hm_status status = hm_context_create(allocator, &ctx);
    assert_true((status == HM_OK) == (ctx != NULL));
    hm_context_free(ctx);
    return status;
}

static hm_status fill_table(hm_context *ctx, hm_table **table)
{
    HMI_TRY(hm_table_create(ctx, "country", table));
    HMI_TRY(hm_table_add_column(*table, "code", HM_COLUMN_TEXT));
    HMI_TRY(hm_table_add_column(*table, "value", HM_COLUMN_NUMBER));
    for (int i = 0; i < 100; i++) {
        HMI_TRY(hm_table_add_row(*table));
        char text[16];
        (void)snprintf(text, sizeof text, "a%d", i);
        HMI_TRY(hm_table_set_text(*table, 0, text));
        (void)snprintf(text, sizeof text, "b%d", i);
        HMI_TRY(hm_table_set_text(*table, 0, text));
        HMI_TRY(hm_table_set_text(*table, 0, i % 2 == 0 ? "PRK" : "CHN"));
        hm_table_set_number(*table, 1, 0.731 * i);
    }
    return hm_table_add_column(*table, "late", HM_COLUMN_TEXT);
}

static hm_status make_table(const hm_allocator *allocator, void *user)
{
    (void)user;
    hm_context *ctx = NULL;
    hm_table *table = NULL;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = fill_table(ctx, &table);
    }
    hm_table_free(table);
    hm_context_free(ctx);
    return status;
}

/* Append `item`, or free it: after a failure it is still ours. */
static hm_status give(hm_node *parent, const char *key, hm_node *item)
{
    const hm_status status = hmi_node_append(parent, key, item);
    if (status != HM_OK) {
        hmi_node_free(item);
    }
    return status;
}

static hm_status grow_tree(hm_context *ctx, hm_node **root)
{
    HMI_TRY(hmi_node_create(ctx, HM_NODE_MAP, NULL, "x.yaml:1:1", root));
    for (int i = 0; i < 20; i++) {
        hm_node *item = NULL;
        const hm_status status =
            hmi_node_create(ctx, HM_NODE_SCALAR, "0.731", "x.yaml:2:3", &item);
        assert_true((status == HM_OK) == (item != NULL));
        HMI_TRY(status);
        HMI_TRY(give(*root, "rate", item));
    }
    return HM_OK;
}

static hm_status make_tree(const hm_allocator *allocator, void *user)
{
    (void)user;
    hm_context *ctx = NULL;
    hm_node *root = NULL;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = grow_tree(ctx, &root);
    }
    hmi_node_free(root);
    hm_context_free(ctx);
    return status;
}

static hm_status make_text(const hm_allocator *allocator, void *user)
{
    (void)user;
    hm_context *ctx = NULL;
    char *out = NULL;
    hmi_text text;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        hmi_text_init(&text, ctx);
        for (int i = 0; i < 400; i++) {
            hmi_text_addf(&text, "%d,", i);
        }
        status = hmi_text_take(&text, &out);
        assert_true((status == HM_OK) == (out != NULL));
        hmi_free(ctx, out);
    }
    hm_context_free(ctx);
    return status;
}

static void contexts(void **state)
{
    (void)state;
    assert_int_equal(hm_test_out_of_memory(make_context, NULL), 1);
}

static void tables(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(make_table, NULL) > 200);
}

static void trees(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(make_tree, NULL) > 60);
}

static void texts(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(make_text, NULL) > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contexts),
        cmocka_unit_test(tables),
        cmocka_unit_test(trees),
        cmocka_unit_test(texts),
    };
    return hm_test_run(tests);
}

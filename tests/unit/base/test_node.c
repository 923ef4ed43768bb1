// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_node.c - settings trees: kinds, order, places, many entries, and who
 * owns an item when appending it fails.
 */
#include "base/internal.h"
#include "hm_test.h"

static hm_node *node(hm_context *ctx, hm_node_kind kind, const char *text,
                     const char *place)
{
    hm_node *made = NULL;
    assert_hm_ok(ctx, hmi_node_create(ctx, kind, text, place, &made));
    return made;
}

static void a_map_keeps_order_and_places(void **state)
{
    (void)state;
    hm_test_memory memory = {0};
    const hm_allocator allocator = hm_test_allocator(&memory);
    hm_context *ctx = NULL;
    assert_hm_ok(NULL, hm_context_create(&allocator, &ctx));
    hm_node *root = node(ctx, HM_NODE_MAP, NULL, "case.yaml:1:1");
    hm_node *list = node(ctx, HM_NODE_LIST, NULL, "case.yaml:3:10");
    assert_hm_ok(ctx, hmi_node_append(
                          root, "sender",
                          node(ctx, HM_NODE_SCALAR, "USA", "case.yaml:2:9")));
    assert_hm_ok(ctx, hmi_node_append(root, "allies", list));
    assert_hm_ok(ctx, hmi_node_append(
                          list, NULL,
                          node(ctx, HM_NODE_SCALAR, "JPN", "case.yaml:3:11")));
    assert_hm_ok(ctx, hmi_node_append(list, NULL,
                                      node(ctx, HM_NODE_SCALAR, NULL, NULL)));
    assert_int_equal(hm_node_get_kind(root), HM_NODE_MAP);
    assert_int_equal(hm_node_size(root), 2);
    assert_string_equal(hm_node_key(root, 0), "sender");
    assert_string_equal(hm_node_key(root, 1), "allies");
    assert_string_equal(hm_node_text(hm_node_find(root, "sender")), "USA");
    assert_string_equal(hm_node_place(hm_node_item(root, 0)), "case.yaml:2:9");
    assert_null(hm_node_find(root, "Sender"));
    assert_null(hm_node_find(list, "JPN")); /* a list has no keys */
    assert_null(hm_node_text(root));
    assert_null(hm_node_text(list));
    assert_int_equal(hm_node_size(list), 2);
    assert_string_equal(hm_node_text(hm_node_item(list, 0)), "JPN");
    /* null is an empty text, an unknown place an empty one */
    assert_string_equal(hm_node_text(hm_node_item(list, 1)), "");
    assert_string_equal(hm_node_place(hm_node_item(list, 1)), "");
    hmi_node_free(root);
    hmi_node_free(NULL);
    hm_context_free(ctx);
    assert_int_equal(memory.live, 0);
}

static void a_list_grows(void **state)
{
    (void)state;
    hm_context *ctx = NULL;
    char text[16];
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    hm_node *list = node(ctx, HM_NODE_LIST, NULL, NULL);
    for (int i = 0; i < 1000; i++) {
        (void)snprintf(text, sizeof text, "%d", 7 * i);
        assert_hm_ok(
            ctx,
            hmi_node_append(list, NULL, node(ctx, HM_NODE_SCALAR, text, NULL)));
    }
    assert_int_equal(hm_node_size(list), 1000);
    assert_string_equal(hm_node_text(hm_node_item(list, 0)), "0");
    assert_string_equal(hm_node_text(hm_node_item(list, 617)), "4319");
    hmi_node_free(list);
    hm_context_free(ctx);
}

/* After a failed append the item is still the caller's. */
static void a_failed_append_leaves_the_item(void **state)
{
    (void)state;
    hm_test_memory memory = {0};
    const hm_allocator allocator = hm_test_allocator(&memory);
    hm_context *ctx = NULL;
    assert_hm_ok(NULL, hm_context_create(&allocator, &ctx));
    hm_node *map = node(ctx, HM_NODE_MAP, NULL, "x:1:1");
    hm_node *item = node(ctx, HM_NODE_SCALAR, "0.731", "x:1:7");
    for (int64_t refused = 1; refused <= 3; refused++) {
        /* keys, items, the copy of the key */
        memory.fail_at = memory.calls + refused;
        memory.refused = false;
        if (hmi_node_append(map, "rate", item) == HM_OK) {
            break;
        }
        assert_int_equal(hm_node_size(map), 0);
        assert_null(hm_node_find(map, "rate"));
    }
    memory.fail_at = 0;
    if (hm_node_size(map) == 0) {
        assert_hm_ok(ctx, hmi_node_append(map, "rate", item));
    }
    assert_string_equal(hm_node_text(hm_node_find(map, "rate")), "0.731");
    hmi_node_free(map);
    hm_context_free(ctx);
    assert_int_equal(memory.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_map_keeps_order_and_places),
        cmocka_unit_test(a_list_grows),
        cmocka_unit_test(a_failed_append_leaves_the_item),
    };
    return hm_test_run(tests);
}

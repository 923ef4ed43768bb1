// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_document.c - YAML and JSON as settings trees: places, nulls, aliases,
 * and the refusals, among them documents that would unfold without end.
 */
#include "io_test.h"

#include "io/internal.h"

#include <stdlib.h>

static hm_status parse(hm_context *ctx, const char *file, const char *text,
                       hm_node **out)
{
    return hm_settings_parse(ctx, file, text, strlen(text), out);
}

static void keeps_text_as_it_is(void **state)
{
    (void)state;
    hm_node *root = NULL;
    hm_context *ctx = new_context();
    assert_hm_ok(ctx, parse(ctx, "f.yaml",
                            "# remark\ncountry: NO\nyes: [on, 010, ~, null]\n"
                            "empty:\nquoted: 'null'\nlong: >\n  two\n  lines\n",
                            &root));
    assert_string_equal(hm_node_text(hm_node_find(root, "country")), "NO");
    const hm_node *list = hm_node_find(root, "yes");
    assert_string_equal(hm_node_text(hm_node_item(list, 0)), "on");
    assert_string_equal(hm_node_text(hm_node_item(list, 1)), "010");
    assert_string_equal(hm_node_text(hm_node_item(list, 2)), "");
    assert_string_equal(hm_node_text(hm_node_item(list, 3)), "");
    assert_string_equal(hm_node_place(hm_node_item(list, 1)), "f.yaml:3:11");
    assert_string_equal(hm_node_text(hm_node_find(root, "empty")), "");
    assert_string_equal(hm_node_text(hm_node_find(root, "quoted")), "null");
    assert_string_equal(hm_node_text(hm_node_find(root, "long")),
                        "two lines\n");
    hmi_node_free(root);
    hm_context_free(ctx);
}

/* Single quotes are unfolded here, not by the parser (YAML 1.2, 7.3.2). */
static void unfolds_single_quotes(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"''", ""},
        {"'it''s'", "it's"},
        {"", ""},
        {"' two  \n   lines '", " two lines "},
        {"'three\n\n\n lines'", "three\n\nlines"},
        {"'\xc3\xa9 \r\n  \xc3\xa9'", "\xc3\xa9 \xc3\xa9"},
        {"'\n x'", " x"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        char text[128];
        hm_node *root = NULL;
        hm_context *ctx = new_context();
        (void)snprintf(text, sizeof text, "\xc3\xa9: x\na: %s\n", pairs[i][0]);
        assert_hm_ok(ctx, parse(ctx, "f.yaml", text, &root));
        assert_string_equal(hm_node_text(hm_node_find(root, "a")), pairs[i][1]);
        hmi_node_free(root);
        hm_context_free(ctx);
    }
}

static void reads_json(void **state)
{
    (void)state;
    hm_node *root = NULL;
    hm_context *ctx = new_context();
    assert_hm_ok(ctx, parse(ctx, "f.json",
                            "{\"a\": [1.5, true, null],\n\t\"b\": {\"c\": "
                            "\"\\u00e9\"}}\n",
                            &root));
    const hm_node *list = hm_node_find(root, "a");
    assert_string_equal(hm_node_text(hm_node_item(list, 1)), "true");
    assert_string_equal(hm_node_text(hm_node_item(list, 2)), "");
    const hm_node *inner = hm_node_find(hm_node_find(root, "b"), "c");
    assert_string_equal(hm_node_text(inner), "\xc3\xa9");
    assert_string_equal(hm_node_place(inner), "f.json:2:13");
    hmi_node_free(root);
    hm_context_free(ctx);
}

static void copies_aliases(void **state)
{
    (void)state;
    hm_node *root = NULL;
    hm_context *ctx = new_context();
    assert_hm_ok(ctx, parse(ctx, "f.yaml",
                            "a: &x {k: [1, 2]}\nb: *x\nc: [*x, *x]\n", &root));
    const hm_node *b = hm_node_find(root, "b");
    assert_string_equal(hm_node_text(hm_node_item(hm_node_find(b, "k"), 1)),
                        "2");
    assert_int_equal(hm_node_size(hm_node_find(root, "c")), 2);
    hmi_node_free(root);
    hm_context_free(ctx);
}

typedef struct refusal {
    const char *text;
    hm_status status;
    const char *message;
} refusal;

static void refuses_bad_documents(void **state)
{
    (void)state;
    static const refusal list[] = {
        {"# nothing\n", HM_ERR_PARSE, "f.yaml:1:1: empty"},
        {"a: 1\nb: 2\na: 3\n", HM_ERR_PARSE,
         "f.yaml:3:1: key \"a\" stands here twice (its first value is at "
         "f.yaml:1:4)"},
        {"a: [1, 2\nb: 3\n", HM_ERR_PARSE, "not valid YAML"},
        {"a: 1\n--- \nb: 2\n", HM_ERR_PARSE, "a second document"},
        {"a: !!int 3\n", HM_ERR_PARSE, "tags"},
        {"[a]: 1\n", HM_ERR_PARSE, "a list or a map cannot be a key"},
        {"a: *x\n", HM_ERR_UNKNOWN,
         "f.yaml:1:4: alias *x: nothing above is anchored with &x"},
        {"a: &x [*x]\n", HM_ERR_PARSE, "this alias contains itself"},
        {"%YAML 1.1\n---\na: 1\n", HM_ERR_PARSE,
         "f.yaml:1:1: a line that begins with %"},

    };
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        hm_node *root = NULL;
        hm_context *ctx = new_context();
        assert_hm_status(ctx, parse(ctx, "f.yaml", list[i].text, &root),
                         list[i].status);
        assert_hm_message(ctx, list[i].message);
        assert_null(root);
        hm_context_free(ctx);
    }
}

/* Ten lines that unfold to 10^10 values. */
static void refuses_a_bomb(void **state)
{
    (void)state;
    char text[2048] = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 10; i++) {
        char line[128];
        const int p = i - 1;
        (void)snprintf(line, sizeof line,
                       "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, "
                       "*a%d, *a%d, *a%d]\n",
                       i, i, p, p, p, p, p, p, p, p, p, p);
        strcat(text, line);
    }
    hm_node *root = NULL;
    hm_context *ctx = new_context();
    assert_hm_status(ctx, parse(ctx, "f.yaml", text, &root), HM_ERR_LIMIT);
    assert_hm_message(ctx, "more than 500000 values");
    hm_context_free(ctx);
}

static void refuses_depth_and_width(void **state)
{
    (void)state;
    hm_node *root = NULL;
    hm_context *ctx = new_context();
    char deep[64];
    memset(deep, '[', sizeof deep);
    deep[sizeof deep - 1] = '\0';
    assert_hm_status(ctx, parse(ctx, "f.yaml", deep, &root), HM_ERR_LIMIT);
    assert_hm_message(ctx, "nested more than 48 levels deep");
    char *wide = malloc(5000 * 8);
    assert_non_null(wide);
    size_t size = 0;
    for (int i = 0; i < 4200; i++) {
        size += (size_t)sprintf(wide + size, "k%d:\n", i);
    }
    assert_hm_status(ctx, parse(ctx, "f.yaml", wide, &root), HM_ERR_LIMIT);
    assert_hm_message(ctx, "f.yaml:4097:1: a map of more than 4096 keys");
    free(wide);
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_text_as_it_is),
        cmocka_unit_test(unfolds_single_quotes),
        cmocka_unit_test(reads_json),
        cmocka_unit_test(copies_aliases),
        cmocka_unit_test(refuses_bad_documents),
        cmocka_unit_test(refuses_a_bomb),
        cmocka_unit_test(refuses_depth_and_width),
    };
    return hm_test_run(tests);
}

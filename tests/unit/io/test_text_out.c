// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_text_out.c - what is written: numbers, JSON, tables as CSV and JSON.
 */
#include "io_test.h"

#include "io/internal.h"

#include <math.h>

static void writes_numbers(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *nine, *exact;
    } list[] = {
        {0.1, "0.1", "0.1"},
        {-0.0, "0", "0"},
        {1e15, "1e+15", "1e+15"},
        {1.0 / 3.0, "0.333333333", "0.3333333333333333"},
        {123456789.5, "123456790", "123456789.5"},
        {5e-324, "4.94065646e-324", "4.94065645841247e-324"},
        {0.1 + 0.2, "0.3", "0.30000000000000004"},
    };
    char out[HMI_NUMBER_SIZE];
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        hmi_number_format(list[i].value, 9, out);
        assert_string_equal(out, list[i].nine);
        hmi_number_exact(list[i].value, out);
        assert_string_equal(out, list[i].exact);
    }
}

/* Every double reads back as itself from its exact text. */
static void exact_numbers_read_back(void **state)
{
    (void)state;
    hm_random random = hm_random_seed(hm_test_seed(20170406));
    for (int i = 0; i < 20000; i++) {
        char out[HMI_NUMBER_SIZE];
        double back = 0.0;
        double value = hm_random_normal(&random) *
                       pow(10.0, hm_random_range(&random, -30.0, 30.0));
        hmi_number_exact(value, out);
        assert_true(hmi_parse_number(out, out + strlen(out), &back));
        assert_near(back, value, 0.0);
    }
}

/* Decimal marks of other locales: a comma, U+066B in two bytes. */
static void ignores_the_locale(void **state)
{
    (void)state;
    char out[HMI_NUMBER_SIZE];
    hmi_number_point("-2,5e-07", out);
    assert_string_equal(out, "-2.5e-07");
    hmi_number_point("12\xd9\xab"
                     "25",
                     out);
    assert_string_equal(out, "12.25");
    hmi_number_point("1e+15", out);
    assert_string_equal(out, "1e+15");
}

static hm_table *make_table(hm_context *ctx)
{
    hm_table *table = NULL;
    assert_hm_ok(ctx, hm_table_create(ctx, "t", &table));
    assert_hm_ok(ctx, hm_table_add_column(table, "name", HM_COLUMN_TEXT));
    assert_hm_ok(ctx, hm_table_add_column(table, "value", HM_COLUMN_NUMBER));
    assert_hm_ok(ctx, hm_table_add_row(table));
    assert_hm_ok(ctx, hm_table_set_text(table, 0, "Korea, \"North\"\n"));
    hm_table_set_number(table, 1, 2.0 / 3.0);
    assert_hm_ok(ctx, hm_table_add_row(table));
    assert_hm_ok(ctx, hm_table_set_text(table, 0, " edge"));
    assert_hm_ok(ctx, hm_table_add_row(table));
    hm_table_set_number(table, 1, NAN);
    return table;
}

static void writes_tables(void **state)
{
    (void)state;
    char *text = NULL;
    hm_context *ctx = new_context();
    hm_table *table = make_table(ctx);
    assert_hm_ok(ctx, hm_table_to_csv(ctx, table, &text));
    assert_string_equal(text, "name,value\n"
                              "\"Korea, \"\"North\"\"\n\",0.666666667\n"
                              "\" edge\",\n"
                              ",\n");
    hm_text_free(ctx, text);
    assert_hm_ok(ctx, hm_table_to_json(ctx, table, &text));
    assert_contains(text, "\"name\": \"Korea, \\\"North\\\"\\n\"");
    assert_contains(text, "\"value\": 0.6666666666666666");
    assert_contains(text, "\"name\": null,\n    \"value\": null");
    hm_node *root = NULL;
    assert_hm_ok(ctx,
                 hmi_document_parse(ctx, "t.json", text, strlen(text), &root));
    assert_int_equal(hm_node_size(root), 3);
    hmi_node_free(root);
    hm_text_free(ctx, text);
    hm_table_free(table);
    hm_context_free(ctx);
}

static void writes_json(void **state)
{
    (void)state;
    hm_json *json = NULL;
    char *text = NULL;
    hm_context *ctx = new_context();
    assert_hm_ok(ctx, hm_json_create(ctx, &json));
    hm_json_open_map(json, NULL);
    hm_json_text(json, "a\\b", "x\t\"\x01\xc3\xa9");
    hm_json_number(json, "n", INFINITY);
    hm_json_boolean(json, "yes", true);
    hm_json_open_list(json, "empty");
    hm_json_close(json);
    hm_json_open_list(json, "list");
    hm_json_number(json, NULL, 1.5);
    hm_json_text(json, NULL, NULL);
    hm_json_close(json);
    hm_json_close(json);
    assert_hm_ok(ctx, hm_json_finish(json, &text));
    assert_string_equal(text, "{\n"
                              "  \"a\\\\b\": \"x\\u0009\\\"\\u0001\xc3\xa9\",\n"
                              "  \"n\": null,\n"
                              "  \"yes\": true,\n"
                              "  \"empty\": [],\n"
                              "  \"list\": [\n    1.5,\n    null\n  ]\n"
                              "}\n");
    hm_text_free(ctx, text);
    hm_json_free(json);
    hm_json_free(NULL);
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_numbers),
        cmocka_unit_test(exact_numbers_read_back),
        cmocka_unit_test(ignores_the_locale),
        cmocka_unit_test(writes_tables),
        cmocka_unit_test(writes_json),
    };
    return hm_test_run(tests);
}

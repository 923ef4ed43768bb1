// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_csv.c - RFC 4180, line ends, BOM, UTF-8, places, limits.
 */
#include "io_test.h"

#include "io/internal.h"

#include <stdlib.h>

static const hmi_csv_want wants[] = {
    {{"a", "alpha", NULL}, true},
    {{"b", NULL}, false},
};

static hm_status open_csv(hm_context *ctx, const char *text, int32_t *column,
                          hmi_csv *csv)
{
    return hmi_csv_open(ctx, "f.csv", text, strlen(text), wants, 2, column,
                        csv);
}

static void assert_field(const hmi_csv *csv, int32_t column, const char *text)
{
    assert_int_equal(csv->fields[column].size, strlen(text));
    assert_memory_equal(csv->fields[column].text, text, strlen(text));
}

static void reads_rfc_4180(void **state)
{
    (void)state;
    hmi_csv csv;
    int32_t column[2];
    bool more = false;
    hm_context *ctx = new_context();
    assert_hm_ok(ctx, open_csv(ctx,
                               "\xef\xbb\xbf"
                               "b,alpha\r\n\r\n"
                               "\"x, \"\"y\"\"\nz\", plain \xc3\xa9 \n"
                               "\n\"\",\" kept \"",
                               column, &csv));
    assert_int_equal(column[0], 1);
    assert_int_equal(column[1], 0);
    assert_hm_ok(ctx, hmi_csv_next(&csv, &more));
    assert_true(more);
    assert_field(&csv, 0, "x, \"y\"\nz");
    assert_field(&csv, 1, "plain \xc3\xa9");
    assert_int_equal(hmi_csv_line(&csv, 0), 3);
    assert_int_equal(hmi_csv_line(&csv, 1), 4);
    assert_hm_ok(ctx, hmi_csv_next(&csv, &more));
    assert_true(more);
    assert_true(hmi_csv_empty(&csv, 0));
    assert_field(&csv, 1, " kept ");
    assert_hm_ok(ctx, hmi_csv_next(&csv, &more));
    assert_false(more);
    hmi_csv_clear(&csv);
    hm_context_free(ctx);
}

static void reads_numbers(void **state)
{
    (void)state;
    hmi_csv csv;
    int32_t column[2];
    bool more = false;
    double value = 0.0;
    hm_context *ctx = new_context();
    assert_hm_ok(
        ctx, open_csv(ctx, "a,b\n.0785,2.5e-05\n-7.,1 000\n", column, &csv));
    assert_hm_ok(ctx, hmi_csv_next(&csv, &more));
    assert_hm_ok(ctx, hmi_csv_number(&csv, 0, &value));
    assert_near(value, 0.0785, 0.0);
    assert_hm_ok(ctx, hmi_csv_number(&csv, 1, &value));
    assert_near(value, 2.5e-05, 0.0);
    assert_hm_ok(ctx, hmi_csv_next(&csv, &more));
    assert_hm_ok(ctx, hmi_csv_number(&csv, 0, &value));
    assert_near(value, -7.0, 0.0);
    assert_hm_status(ctx, hmi_csv_number(&csv, 1, &value), HM_ERR_PARSE);
    assert_hm_message(ctx, "f.csv:3:5: \"1 000\"; expected a finite decimal");
    hmi_csv_clear(&csv);
    hm_context_free(ctx);
}

typedef struct refusal {
    const char *text;
    hm_status status;
    const char *message;
} refusal;

/* At the header or at some row. */
static void refuses_bad_text(void **state)
{
    (void)state;
    static const refusal list[] = {
        {"", HM_ERR_PARSE, "f.csv:1:1: empty; expected a header"},
        {"\n\n", HM_ERR_PARSE, "f.csv:1:1: empty"},
        {"b\n1\n", HM_ERR_DATA, "f.csv:1:1: the header has no column \"a\""},
        {"a,a\n", HM_ERR_DATA,
         "f.csv:1:3: column \"a\" means a, and so does column \"a\""},
        {"alpha,a\n", HM_ERR_DATA,
         "f.csv:1:7: column \"a\" means a, and so does column \"alpha\""},
        {"a,bb\n", HM_ERR_UNKNOWN,
         "f.csv:1:3: column \"bb\" is not known (did you mean \"b\"?); "
         "expected a, b"},
        {"a,b\n1\n", HM_ERR_PARSE, "f.csv:2:1: 1 fields; expected 2"},
        {"a,b\n1,2,3\n", HM_ERR_PARSE, "f.csv:2:1: 3 fields; expected 2"},
        {"a,b\n1,\"2\n", HM_ERR_PARSE, "f.csv:2:3: this quote is never closed"},
        {"a,b\n\xc3\xa9\xc3\xa9,\"2\"x\n", HM_ERR_PARSE,
         "f.csv:2:7: text after a closing quote"},
        {"a,b\n1,2\"\n", HM_ERR_PARSE, "f.csv:2:4: a quote inside a field"},
        {"a,b\r1,2\r", HM_ERR_PARSE, "f.csv:1:4: a carriage return without"},
        {"a,b\n1,\xff\n", HM_ERR_PARSE, "f.csv:2:3: not UTF-8"},
        {"a,b\n1,\xc0\xaf\n", HM_ERR_PARSE, "not UTF-8"},
        {"a,b\n1,\xed\xa0\x80\n", HM_ERR_PARSE, "not UTF-8"},
        {"a,b\n1,\xf4\x90\x80\x80\n", HM_ERR_PARSE, "not UTF-8"},
    };
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        hmi_csv csv;
        int32_t column[2];
        bool more = true;
        hm_context *ctx = new_context();
        hm_status status = open_csv(ctx, list[i].text, column, &csv);
        while (status == HM_OK && more) {
            status = hmi_csv_next(&csv, &more);
        }
        assert_hm_status(ctx, status, list[i].status);
        assert_hm_message(ctx, list[i].message);
        hmi_csv_clear(&csv);
        hm_context_free(ctx);
    }
}

static void refuses_zero_bytes_and_sizes(void **state)
{
    (void)state;
    hmi_csv csv;
    int32_t column[2];
    bool more = false;
    hm_context *ctx = new_context();
    assert_hm_status(
        ctx,
        hmi_csv_open(ctx, "f.csv", "a\n1\0002\n", 6, wants, 2, column, &csv),
        HM_ERR_PARSE);
    assert_hm_message(ctx, "f.csv:2:2: a zero byte");
    hmi_csv_clear(&csv);
    size_t size = (size_t)HMI_MAX_FIELD + 4;
    char *big = malloc(size);
    assert_non_null(big);
    memset(big, 'x', size);
    memcpy(big, "a\n", 2);
    assert_hm_ok(ctx,
                 hmi_csv_open(ctx, "f.csv", big, size, wants, 2, column, &csv));
    assert_hm_status(ctx, hmi_csv_next(&csv, &more), HM_ERR_LIMIT);
    assert_hm_message(ctx, "f.csv:2:1: a field of more than 65536 bytes");
    hmi_csv_clear(&csv);
    memset(big, ',', size);
    assert_hm_status(
        ctx, hmi_csv_open(ctx, "f.csv", big, 80, wants, 2, column, &csv),
        HM_ERR_LIMIT);
    assert_hm_message(ctx, "more than 64 columns");
    hmi_csv_clear(&csv);
    free(big);
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_rfc_4180),
        cmocka_unit_test(reads_numbers),
        cmocka_unit_test(refuses_bad_text),
        cmocka_unit_test(refuses_zero_bytes_and_sizes),
    };
    return hm_test_run(tests);
}

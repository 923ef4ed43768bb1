// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_leverage_pages.c - the leverage pages from a table written by hand.
 */
#include "hm_test.h"

#include <hirschman/io.h>
#include <hirschman/report.h>

#include <math.h>
#include <string.h>

static const char *const texts[] = {"target", "senders", "direction",
                                    "outcome"};
static const char *const numbers[] = {"target_loss_musd", "target_loss_pct",
                                      "sender_loss_musd", "ratio",
                                      "offset_ratio"};

typedef struct line {
    const char *text[4];
    double number[5];
} line;

static const line first[] = {
    {{"PRK", "CHN", "both", "converged"}, {926.6, 5.616, 361.8, 2.561, 0.016}},
    {{"PRK", "CHN", "exports", "converged"}, {358.4, 2.172, 291.9, 1.2, 0}},
    {{"PRK", "CHN", "imports", "converged"}, {828.2, 5.019, 341.9, 2.4, 0}},
    {{"PRK", "KOR", "both", "converged"}, {0, 0, 0, NAN, NAN}},
    {{"PRK", "CHN;RUS", "both", "inadmissible"}, {NAN, NAN, NAN, NAN, NAN}},
};
static const line second[] = {
    {{"PRK", "CHN", "both", "converged"}, {7856.7, 47.62, 2074.1, 3.8, 0.02}},
};

static hm_status make_table(hm_context *ctx, const line *lines, int count,
                            hm_table **out)
{
    hm_status status = hm_table_create(ctx, "leverage", out);
    for (int c = 0; c < 4 && status == HM_OK; c++) {
        status = hm_table_add_column(*out, texts[c], HM_COLUMN_TEXT);
    }
    for (int c = 0; c < 5 && status == HM_OK; c++) {
        status = hm_table_add_column(*out, numbers[c], HM_COLUMN_NUMBER);
    }
    for (int r = 0; r < count && status == HM_OK; r++) {
        status = hm_table_add_row(*out);
        for (int c = 0; c < 4 && status == HM_OK; c++) {
            status = hm_table_set_text(*out, c, lines[r].text[c]);
        }
        for (int c = 0; c < 5 && status == HM_OK; c++) {
            hm_table_set_number(*out, 4 + c, lines[r].number[c]);
        }
    }
    return status;
}

static hm_status make_pages(const hm_allocator *allocator, char *copy,
                            size_t size)
{
    static const hm_report_name names[] = {{"PRK", "North Korea"},
                                           {"CHN", "China"}};
    hm_context *ctx = NULL;
    hm_table *tables[2] = {NULL, NULL};
    char *out = NULL;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = make_table(ctx, first, 5, &tables[0]);
    }
    if (status == HM_OK) {
        status = make_table(ctx, second, 1, &tables[1]);
    }
    if (status == HM_OK) {
        const hm_report_leverage input = {
            .tables = (const hm_table *const *)tables,
            .n_tables = 1,
            .members = (const hm_table *const *)tables,
            .n_members = 2,
            .target = "PRK",
            .sender = "CHN",
            .names = names,
            .n_names = 2,
            .verified = "Checked.",
        };
        status = hm_report_leverage_pages(ctx, &input, &out);
        assert_true((status == HM_OK) == (out != NULL));
    }
    if (status == HM_OK && copy != NULL) {
        (void)snprintf(copy, size, "%s", out);
    }
    hm_text_free(ctx, out);
    hm_table_free(tables[0]);
    hm_table_free(tables[1]);
    hm_context_free(ctx);
    return status;
}

static void pages_say_value_and_range(void **state)
{
    char text[8192];
    (void)state;
    assert_int_equal(make_pages(NULL, text, sizeof text), HM_OK);
    assert_contains(text, "North Korea  China       5.62 (5.62 to 47.6)");
    assert_contains(text, "362 (362 to 2074)");
    assert_contains(text, "1 pairs without trade are left out");
    /* no number for what has no answer, but its name */
    assert_contains(text,
                    "No answer: CHN;RUS against PRK (both): inadmissible");
    assert_contains(text, "Checked.");
    assert_true(strstr(text, "nan") == NULL);
}

static hm_status attempt(const hm_allocator *allocator, void *user)
{
    (void)user;
    return make_pages(allocator, NULL, 0);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(attempt, NULL) > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_say_value_and_range),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return hm_test_run(tests);
}

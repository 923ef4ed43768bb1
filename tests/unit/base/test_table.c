// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_table.c - columns of both kinds, rows beyond the first capacity,
 * columns added late, cells never set.
 */
#include "base/internal.h"
#include "hm_test.h"

#include <stdio.h>

#include <math.h>

typedef struct fixture {
    hm_test_memory memory;
    hm_context *ctx;
    hm_table *table;
} fixture;

static void make(fixture *f)
{
    const hm_allocator allocator = hm_test_allocator(&f->memory);
    assert_hm_ok(NULL, hm_context_create(&allocator, &f->ctx));
    assert_hm_ok(f->ctx, hm_table_create(f->ctx, "country", &f->table));
}

static void drop(fixture *f)
{
    hm_table_free(f->table);
    hm_table_free(NULL);
    hm_context_free(f->ctx);
    assert_int_equal(f->memory.live, 0);
}

static void columns_are_found_by_name(void **state)
{
    (void)state;
    fixture f = {0};
    make(&f);
    assert_string_equal(hm_table_name(f.table), "country");
    assert_int_equal(hm_table_columns(f.table), 0);
    assert_int_equal(hm_table_find(f.table, "country"), -1);
    assert_hm_ok(f.ctx,
                 hm_table_add_column(f.table, "country", HM_COLUMN_TEXT));
    assert_hm_ok(f.ctx, hm_table_add_column(f.table, "real_income_pct",
                                            HM_COLUMN_NUMBER));
    assert_int_equal(hm_table_columns(f.table), 2);
    assert_int_equal(hm_table_find(f.table, "real_income_pct"), 1);
    assert_int_equal(hm_table_find(f.table, "real_income"), -1);
    assert_string_equal(hm_table_column_name(f.table, 0), "country");
    assert_int_equal(hm_table_column_type(f.table, 0), HM_COLUMN_TEXT);
    assert_int_equal(hm_table_column_type(f.table, 1), HM_COLUMN_NUMBER);
    drop(&f);
}

static void cells_keep_what_they_were_given(void **state)
{
    (void)state;
    fixture f = {0};
    enum { ROWS = 1000 };
    make(&f);
    assert_hm_ok(f.ctx, hm_table_add_column(f.table, "code", HM_COLUMN_TEXT));
    assert_hm_ok(f.ctx,
                 hm_table_add_column(f.table, "value", HM_COLUMN_NUMBER));
    for (int i = 0; i < ROWS; i++) {
        char code[16];
        (void)snprintf(code, sizeof code, "C%03d", i);
        assert_hm_ok(f.ctx, hm_table_add_row(f.table));
        if (i % 3 != 0) {
            assert_hm_ok(f.ctx, hm_table_set_text(f.table, 0, "to be lost"));
            assert_hm_ok(f.ctx, hm_table_set_text(f.table, 0, code));
        }
        if (i % 5 != 0) {
            hm_table_set_number(f.table, 1, 0.731 * i);
        }
    }
    assert_int_equal(hm_table_rows(f.table), ROWS);
    for (int i = 0; i < ROWS; i++) {
        char code[16];
        (void)snprintf(code, sizeof code, "C%03d", i);
        assert_string_equal(hm_table_text(f.table, i, 0),
                            i % 3 != 0 ? code : "");
        if (i % 5 != 0) {
            assert_true(hm_table_number(f.table, i, 1) == 0.731 * i);
        } else {
            assert_true(isnan(hm_table_number(f.table, i, 1)));
        }
    }
    drop(&f);
}

static void a_late_column_is_empty_above(void **state)
{
    (void)state;
    fixture f = {0};
    make(&f);
    assert_hm_ok(f.ctx, hm_table_add_column(f.table, "a", HM_COLUMN_NUMBER));
    for (int i = 0; i < 3; i++) {
        assert_hm_ok(f.ctx, hm_table_add_row(f.table));
        hm_table_set_number(f.table, 0, 1.37 + i);
    }
    assert_hm_ok(f.ctx, hm_table_add_column(f.table, "b", HM_COLUMN_TEXT));
    assert_hm_ok(f.ctx, hm_table_add_column(f.table, "c", HM_COLUMN_NUMBER));
    assert_hm_ok(f.ctx, hm_table_set_text(f.table, 1, "last"));
    hm_table_set_number(f.table, 2, -0.25);
    assert_string_equal(hm_table_text(f.table, 0, 1), "");
    assert_string_equal(hm_table_text(f.table, 2, 1), "last");
    assert_true(isnan(hm_table_number(f.table, 1, 2)));
    assert_true(hm_table_number(f.table, 2, 2) == -0.25);
    assert_true(hm_table_number(f.table, 1, 0) == 2.37);
    drop(&f);
}

static void a_text_can_be_taken_back(void **state)
{
    (void)state;
    fixture f = {0};
    make(&f);
    assert_hm_ok(f.ctx, hm_table_add_column(f.table, "a", HM_COLUMN_TEXT));
    assert_hm_ok(f.ctx, hm_table_add_row(f.table));
    assert_hm_ok(f.ctx, hm_table_set_text(f.table, 0, "coal, 7.5 Mt"));
    assert_hm_ok(f.ctx, hm_table_set_text(f.table, 0, NULL));
    assert_string_equal(hm_table_text(f.table, 0, 0), "");
    drop(&f);
}

/* A request that is refused leaves the table as it was. */
/* Many different texts, and the same ones many times: each reads as it was
 * written, and a text that is there already takes no memory. */
static void texts_are_kept_once(void **state)
{
    (void)state;
    fixture f = {0};
    char text[32];
    make(&f);
    assert_hm_ok(f.ctx, hm_table_add_column(f.table, "a", HM_COLUMN_TEXT));
    for (int i = 0; i < 3000; i++) {
        (void)snprintf(text, sizeof text, "%d", i % 1000 * 7919);
        assert_hm_ok(f.ctx, hm_table_add_row(f.table));
        size_t calls = (size_t)f.memory.calls;
        assert_hm_ok(f.ctx, hm_table_set_text(f.table, 0, text));
        assert_true(i < 1000 || (size_t)f.memory.calls == calls);
    }
    for (int i = 0; i < 3000; i++) {
        (void)snprintf(text, sizeof text, "%d", i % 1000 * 7919);
        assert_string_equal(hm_table_text(f.table, i, 0), text);
    }
    drop(&f);
}

static void a_failed_row_changes_nothing(void **state)
{
    (void)state;
    fixture f = {0};
    make(&f);
    assert_hm_ok(f.ctx, hm_table_add_column(f.table, "a", HM_COLUMN_TEXT));
    assert_hm_ok(f.ctx, hm_table_add_column(f.table, "b", HM_COLUMN_NUMBER));
    for (int i = 0; i < 32; i++) {
        assert_hm_ok(f.ctx, hm_table_add_row(f.table));
        hm_table_set_number(f.table, 1, 0.5 * i);
    }
    f.memory.fail_at = f.memory.calls + 2; /* the second column's block */
    assert_hm_status(f.ctx, hm_table_add_row(f.table), HM_ERR_MEMORY);
    assert_int_equal(hm_table_rows(f.table), 32);
    f.memory.fail_at = f.memory.calls + 1;
    assert_hm_status(f.ctx, hm_table_set_text(f.table, 0, "x"), HM_ERR_MEMORY);
    assert_string_equal(hm_table_text(f.table, 31, 0), "");
    assert_hm_ok(f.ctx, hm_table_add_row(f.table));
    assert_int_equal(hm_table_rows(f.table), 33);
    assert_true(hm_table_number(f.table, 31, 1) == 15.5);
    drop(&f);
}

static void cells_know_their_places(void **state)
{
    (void)state;
    fixture f = {0};
    int32_t line = 7;
    int32_t at = 7;
    make(&f);
    assert_hm_ok(f.ctx, hm_table_add_column(f.table, "a", HM_COLUMN_TEXT));
    assert_hm_ok(f.ctx, hm_table_add_column(f.table, "b", HM_COLUMN_NUMBER));
    for (int32_t r = 0; r < 100; r++) {
        assert_hm_ok(f.ctx, hm_table_add_row(f.table));
        if (r != 50) {
            assert_hm_ok(f.ctx,
                         hmi_table_set_place(f.table, 1, r + 2, 3 * r + 1));
        }
    }
    for (int32_t r = 0; r < 100; r++) {
        assert_int_equal(hm_table_place(f.table, r, 1, &line, &at), r != 50);
        assert_int_equal(line, r == 50 ? 0 : r + 2);
        assert_int_equal(at, r == 50 ? 0 : 3 * r + 1);
    }
    assert_false(hm_table_place(f.table, 0, 0, &line, &at));
    assert_false(hm_table_place(f.table, 100, 1, &line, &at));
    assert_false(hm_table_place(f.table, 0, 2, &line, &at));
    assert_int_equal(hmi_table_fail(f.ctx, f.table, 3, 1, HM_ERR_DATA, "x"),
                     HM_ERR_DATA);
    assert_string_equal(hm_context_message(f.ctx), "country:5:10: x");
    (void)hmi_table_fail(f.ctx, f.table, 3, 0, HM_ERR_DATA, "%d", 4);
    assert_string_equal(hm_context_message(f.ctx), "country: 4");
    drop(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_found_by_name),
        cmocka_unit_test(cells_keep_what_they_were_given),
        cmocka_unit_test(a_late_column_is_empty_above),
        cmocka_unit_test(a_text_can_be_taken_back),
        cmocka_unit_test(texts_are_kept_once),
        cmocka_unit_test(a_failed_row_changes_nothing),
        cmocka_unit_test(cells_know_their_places),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_codes.c - what codes look like, older ISO codes, the hash table.
 */
#include "io_test.h"

#include "io/internal.h"

static void knows_a_code(void **state)
{
    (void)state;
    assert_true(hmi_is_country_code("PRK"));
    assert_true(hmi_is_country_code("R_1234567890"));
    assert_false(hmi_is_country_code("R_12345678901"));
    assert_false(hmi_is_country_code("1AB"));
    assert_false(hmi_is_country_code("Prk"));
    assert_false(hmi_is_country_code(""));
    assert_true(hmi_is_sector_code("basic-metals_2"));
    assert_true(hmi_is_sector_code("C10"));
    assert_false(hmi_is_sector_code("1a"));
    assert_false(hmi_is_sector_code("basic metals"));
    assert_false(hmi_is_sector_code("abcdefghijklmnopqrstuvwxyz1234567"));
}

static void replaces_older_codes(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"rom", "ROU"}, {"ZAR", "COD"}, {"KSV", "XKX"}, {"XKV", "XKX"},
        {"WBG", "PSE"}, {"twn", "TWN"}, {"ROW", "ROW"},
    };
    char out[16];
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        assert_true(hmi_country_code(pairs[i][0], 3, out));
        assert_string_equal(out, pairs[i][1]);
    }
    assert_false(hmi_country_code("ABCDEFGHIJKLMNOP", 16, out));
    assert_false(hmi_country_code("", 0, out));
}

static void finds_every_code(void **state)
{
    (void)state;
    enum { COUNT = 676 };
    static char text[COUNT][4];
    static const char *codes[COUNT];
    hmi_arena arena;
    hmi_codes table;
    hm_context *ctx = new_context();
    hmi_arena_init(&arena, ctx);
    for (int i = 0; i < COUNT; i++) {
        text[i][0] = (char)('A' + i / 26);
        text[i][1] = (char)('A' + i % 26);
        text[i][2] = 'X';
        codes[i] = text[i];
    }
    assert_hm_ok(ctx, hmi_codes_init(&arena, codes, COUNT, &table));
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal(hmi_codes_find(&table, codes[i], 3), i);
        assert_int_equal(hmi_codes_find(&table, codes[i], 2), -1);
    }
    assert_int_equal(hmi_codes_find(&table, "AAY", 3), -1);
    hmi_arena_clear(&arena);
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_a_code),
        cmocka_unit_test(replaces_older_codes),
        cmocka_unit_test(finds_every_code),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_report.c - numbers in words, wrapped lines, grids, and a first screen
 * made from a table that was written by hand.
 */
#include "hm_test.h"

#include <hirschman/io.h>
#include <hirschman/report.h>

#include "report/internal.h"

#include <math.h>
#include <string.h>

typedef struct fixture {
    hm_context *ctx;
    hm_table *table;
    hmi_text text;
    char *out;
} fixture;

static int setup(void **state)
{
    static fixture f;
    memset(&f, 0, sizeof f);
    *state = &f;
    if (hm_context_create(NULL, &f.ctx) != HM_OK) {
        return -1;
    }
    hmi_text_init(&f.text, f.ctx);
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;
    hmi_text_clear(&f->text);
    hm_text_free(f->ctx, f->out);
    hm_table_free(f->table);
    hm_context_free(f->ctx);
    return 0;
}

static hmi_band money(double value, double low, double high, int positive,
                      int total)
{
    return (hmi_band){value, low, high, positive, total, true, (double)NAN};
}

static void bands_are_said_in_one_unit(void **state)
{
    fixture *f = *state;
    hmi_say_band(&f->text, money(1234.0, 987.0, 2345.0, 6, 6));
    assert_string_equal(f->text.data, "$1.2 billion (1.0 to 2.3)");
    hmi_text_clear(&f->text);
    hmi_say_band(&f->text, money(49.2, 12.4, 61.0, 6, 6));
    assert_string_equal(f->text.data, "$49 million (12 to 61)");
    hmi_text_clear(&f->text);
    hmi_say_band(&f->text,
                 (hmi_band){0.71, 0.7, 3.5, 6, 6, false, (double)NAN});
    assert_string_equal(f->text.data, "0.7 % (0.7 to 3.5)");
}

/* Where the number is no guide to the draws their middle stands beside it. */
static void a_number_at_the_end_of_its_band(void **state)
{
    fixture *f = *state;
    hmi_band band = money(361.0, 372.0, 2430.0, 256, 256);
    band.median = 914.0;
    hmi_say_band(&f->text, band);
    assert_string_equal(f->text.data,
                        "$0.36 billion (0.37 to 2.43, half above 0.91)");
    hmi_text_clear(&f->text);
    hmi_say_change(&f->text, hmi_band_negative(band), "gains", "loses");
    assert_string_equal(f->text.data,
                        "loses $0.36 billion (0.37 to 2.43, half above 0.91)");
    hmi_text_clear(&f->text);
    band.value = 2410.0;
    hmi_say_band(&f->text, band);
    assert_string_equal(f->text.data,
                        "$2.4 billion (0.4 to 2.4, half below 0.9)");
    hmi_text_clear(&f->text);
    band.value = 1300.0;
    hmi_say_band(&f->text, band);
    assert_string_equal(f->text.data, "$1.3 billion (0.4 to 2.4)");
}

/* A range that does not show in the digits printed is left out. */
static void equal_ends_are_no_range(void **state)
{
    fixture *f = *state;
    hmi_say_band(&f->text,
                 (hmi_band){91.01, 91.0, 91.02, 6, 6, false, (double)NAN});
    assert_string_equal(f->text.data, "91.0 %");
}

static void losses_and_mixed_signs(void **state)
{
    fixture *f = *state;
    hmi_say_change(&f->text, money(-40.0, -60.0, -20.0, 0, 6), "gains",
                   "loses");
    assert_string_equal(f->text.data, "loses $40 million (20 to 60)");
    hmi_text_clear(&f->text);
    hmi_say_change(&f->text, money(-40.0, -60.0, 30.0, 2, 6), "gains", "loses");
    assert_string_equal(
        f->text.data,
        "loses $40 million (a loss of 60 to a gain of 30; sign not robust: a "
        "gain in 2 of 6)");
    hmi_text_clear(&f->text);
    /* most views lie on one side: the range stays in the verb's own words */
    hmi_say_change(&f->text, money(-40.0, -60.0, -1.0, 1, 60), "up", "down");
    assert_string_equal(f->text.data, "down $40 million (1 to 60; sign not "
                                      "robust: up in 1 of 60)");
    hmi_text_clear(&f->text);
    hmi_say_change(&f->text, money(40.0, -20.0, 60.0, 5, 6), "itself richer by",
                   "poorer by");
    assert_string_equal(f->text.data,
                        "itself richer by $40 million (poorer by 20 to richer "
                        "by 60; sign not robust: richer in 5 of 6)");
}

static void lines_wrap_by_characters(void **state)
{
    fixture *f = *state;
    char words[400] = "";
    for (int i = 0; i < 30; i++) {
        strcat(words, "\xc3\xa9t\xc3\xa9 bar "); /* "été" is 3 characters */
    }
    hmi_wrap(&f->text, "1  ", 3, words);
    int width = 0;
    int longest = 0;
    for (const char *at = f->text.data; *at != '\0'; at++) {
        width += ((unsigned char)*at & 0xC0) != 0x80;
        if (*at == '\n') {
            longest = width - 1 > longest ? width - 1 : longest;
            width = 0;
        }
    }
    assert_true(longest <= HMI_REPORT_WIDTH);
    assert_true(longest > HMI_REPORT_WIDTH - 8);
    assert_contains(f->text.data, "\n   ");
}

static void sentences_begin_with_a_capital(void **state)
{
    fixture *f = *state;
    hmi_text words;
    hmi_text_init(&words, f->ctx);
    hmi_text_add(&words, "the United States pays. the end of the day.");
    hmi_flush(&f->text, "- ", 2, &words);
    assert_string_equal(f->text.data,
                        "- The United States pays. The end of the day.\n");
}

static void grids_align_and_trim(void **state)
{
    fixture *f = *state;
    hmi_grid *grid = NULL;
    assert_hm_ok(f->ctx, hmi_grid_create(f->ctx, 3, 1, &grid));
    const char *cells[] = {"name", "value",     "x",   "a", "1.5",
                           "",     "long name", "-10", ""};
    for (int i = 0; i < 9; i++) {
        hmi_grid_add(grid, cells[i]);
    }
    assert_hm_ok(f->ctx, hmi_grid_print(grid, &f->text));
    hmi_grid_free(grid);
    assert_string_equal(f->text.data, "  name       value  x\n"
                                      "  -------------------\n"
                                      "  a            1.5\n"
                                      "  long name    -10\n");
}

/* --- the first screen ----------------------------------------------------- */

static const char *const columns[] = {
    "line", "item",   "scenario", "country",  "about", "value", "low",
    "high", "low_at", "high_at",  "positive", "total", "unit",  "class",
};

static void fact(fixture *f, int line, const char *item, const char *scenario,
                 const char *country, const char *about, double value,
                 const char *unit)
{
    const char *texts[] = {item, scenario, country, about};
    assert_hm_ok(f->ctx, hm_table_add_row(f->table));
    hm_table_set_number(f->table, 0, (double)line);
    for (int c = 0; c < 4; c++) {
        assert_hm_ok(f->ctx, hm_table_set_text(f->table, c + 1, texts[c]));
    }
    for (int c = 5; c <= 7; c++) {
        hm_table_set_number(f->table, c, value);
    }
    hm_table_set_number(f->table, 10, value > 0.0);
    hm_table_set_number(f->table, 11, 1.0);
    assert_hm_ok(f->ctx, hm_table_set_text(f->table, 12, unit));
}

static void make_brief(fixture *f)
{
    assert_hm_ok(f->ctx, hm_table_create(f->ctx, "brief", &f->table));
    for (int c = 0; c < 14; c++) {
        bool number = c == 0 || (c >= 5 && c <= 7) || c == 10 || c == 11;
        assert_hm_ok(f->ctx, hm_table_add_column(f->table, columns[c],
                                                 number ? HM_COLUMN_NUMBER
                                                        : HM_COLUMN_TEXT));
    }
    fact(f, 1, "exports_share", "", "TGT", "BRK", 90.0, "%");
    fact(f, 1, "imports_share", "", "TGT", "BRK", 80.0, "%");
    fact(f, 2, "domestic_income_pct", "ban", "TGT", "", -2.5, "%");
    fact(f, 2, "domestic_income_musd", "ban", "BRK", "", -12.0, "MUSD");
    fact(f, 3, "offer_musd", "cut", "BRK", "", 1500.0, "MUSD");
    fact(f, 3, "offer_musd", "cut", "SND", "", -500.0, "MUSD");
    fact(f, 4, "needed_musd", "ban", "BRK", "", 12.0, "MUSD");
    fact(f, 4, "size", "ban", "SND", "tariff-cut", 3.0, "%");
    fact(f, 4, "price_musd", "ban", "SND", "tariff-cut", -2.0, "MUSD");
    fact(f, 4, "price_per_dollar", "ban", "SND", "tariff-cut", -0.17, "");
    fact(f, 4, "offer_rank", "ban", "SND", "tariff-cut", 1.0, "rank");
    fact(f, 5, "carry_out_gain_musd", "wall", "SND", "wall", 70.0, "MUSD");
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Does the text hold the word, not merely its letters ("what")? */
static bool has_word(const char *text, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = text; (at = strstr(at, word)) != NULL; at++) {
        bool begins = at == text || !is_letter(at[-1]);
        if (begins && !is_letter(at[size])) {
            return true;
        }
    }
    return false;
}

static void first_screen_in_plain_words(void **state)
{
    fixture *f = *state;
    const hm_report_name names[] = {{"SND", "United States"},
                                    {"BRK", "China"},
                                    {"TGT", "North Korea"},
                                    {"ban", "China stops buying"}};
    make_brief(f);
    hm_report_input input = {.title = "case",
                             .description = "A question?",
                             .ranges = "One view.",
                             .verified = "Verified: 1 of 1.",
                             .brief = f->table,
                             .sender = "SND",
                             .broker = "BRK",
                             .target = "TGT",
                             .names = names,
                             .n_names = 4};
    assert_hm_ok(f->ctx, hm_report_brief(f->ctx, &input, &f->out));
    assert_contains(f->out, "China takes 90.0 % of what North Korea sells");
    assert_contains(f->out, "North Korea earns 2.5 % less");
    assert_contains(f->out, "China loses $12 million");
    assert_contains(f->out, "the United States loses $500 million");
    assert_contains(f->out, "cutting every tariff on it by 3.0 %");
    assert_contains(f->out, "leaves the United States itself richer by $2.0");
    assert_contains(f->out, "believable by itself");
    static const char *const forbidden[] = {"hat", "closure", "adjoint",
                                            "residual"};
    for (int i = 0; i < 4; i++) {
        assert_false(has_word(f->out, forbidden[i]));
    }
}

static hm_status say_it(const hm_allocator *allocator, void *user)
{
    const fixture *f = user;
    hm_context *ctx = NULL;
    char *out = NULL;
    hm_report_input input = {.title = "case",
                             .description = "A question?",
                             .ranges = "One view.",
                             .verified = "Verified: 1 of 1.",
                             .brief = f->table,
                             .sender = "SND",
                             .broker = "BRK",
                             .target = "TGT"};
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = hm_report_brief(ctx, &input, &out);
        assert_true((status == HM_OK) == (out != NULL));
        hmi_free(ctx, out);
    }
    hm_context_free(ctx);
    return status;
}

static void survives_want_of_memory(void **state)
{
    fixture *f = *state;
    make_brief(f);
    assert_true(hm_test_out_of_memory(say_it, f) > 5);
}

static void first_screen_needs_a_brief(void **state)
{
    fixture *f = *state;
    hm_report_input input = {0};
    assert_hm_status(f->ctx, hm_report_brief(f->ctx, &input, &f->out),
                     HM_ERR_STATE);
    assert_null(f->out);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(bands_are_said_in_one_unit),
        CASE(equal_ends_are_no_range),
        CASE(a_number_at_the_end_of_its_band),
        CASE(losses_and_mixed_signs),
        CASE(lines_wrap_by_characters),
        CASE(sentences_begin_with_a_capital),
        CASE(grids_align_and_trim),
        CASE(first_screen_in_plain_words),
        CASE(first_screen_needs_a_brief),
        CASE(survives_want_of_memory),
    };
    return hm_test_run(tests);
}

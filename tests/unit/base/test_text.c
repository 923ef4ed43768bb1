// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_text.c - numbers against strtod bit for bit, malformed numbers,
 * nearest names, growing texts.
 */
#include "base/internal.h"
#include "hm_test.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- numbers --------------------------------------------------------------- */

static bool parse(const char *text, double *out)
{
    return hmi_parse_number(text, text + strlen(text), out);
}

static void assert_as_strtod(const char *text)
{
    double x = NAN;
    const double expected = strtod(text, NULL);
    const bool read = parse(text, &x);
    if (!read || memcmp(&x, &expected, sizeof x) != 0) {
        print_error("\"%s\": read %d as %.17g, strtod %.17g\n", text, (int)read,
                    x, expected);
    }
    assert_true(read);
    assert_memory_equal(&x, &expected, sizeof x);
}

static size_t digits(hm_random *r, char *to, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        to[i] = (char)('0' + hm_random_below(r, 10));
    }
    return count;
}

/* sign? digits+ [. digits*] | . digits+, [e sign? digits] */
static void random_number(hm_random *r, char *text)
{
    /* Lengths around 19, where the digits stop to fit in 64 bits. */
    const size_t longest = hm_random_below(r, 4) == 0 ? 40 : 12;
    size_t at = 0;
    const char *const signs[] = {"", "", "-", "+"};
    const char *const sign = signs[hm_random_below(r, 4)];
    memcpy(text, sign, strlen(sign));
    at += strlen(sign);
    size_t whole = (size_t)hm_random_below(r, (int32_t)longest);
    at += digits(r, text + at, whole);
    if (whole == 0 || hm_random_below(r, 3) > 0) {
        text[at++] = '.';
        const size_t least = whole == 0 ? 1 : 0;
        at += digits(r, text + at,
                     least + (size_t)hm_random_below(r, (int32_t)longest));
    }
    text[at] = '\0';
    if (hm_random_below(r, 2) == 0) {
        const int32_t exponent = hm_random_below(r, 3) == 0
                                     ? hm_random_below(r, 560) - 280
                                     : hm_random_below(r, 60) - 30;
        (void)snprintf(text + at, 16, "%c%s%d",
                       hm_random_below(r, 2) == 0 ? 'e' : 'E',
                       exponent >= 0 && hm_random_below(r, 2) == 0 ? "+" : "",
                       (int)exponent);
    }
}

static void random_numbers_are_strtods(void **state)
{
    (void)state;
    hm_random r = hm_random_seed(hm_test_seed(11));
    for (int i = 0; i < 100000; i++) {
        char text[128];
        random_number(&r, text);
        if (isfinite(strtod(text, NULL))) {
            assert_as_strtod(text);
        }
    }
}

/* What a printed double reads back as is that double. */
static void printed_doubles_read_back(void **state)
{
    (void)state;
    hm_random r = hm_random_seed(hm_test_seed(12));
    for (int i = 0; i < 50000; i++) {
        const uint64_t bits = hm_random_bits(&r);
        double x, y = NAN;
        char text[64];
        memcpy(&x, &bits, sizeof x);
        if (isfinite(x)) {
            (void)snprintf(text, sizeof text, "%.17g", x);
            assert_true(parse(text, &y));
            assert_memory_equal(&x, &y, sizeof x);
        }
    }
}

static void hard_and_extreme_numbers(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "0",
        "-0",
        "+0.0",
        "007",
        ".5",
        "5.",
        "-.0785",
        "2.5e-05",
        "9007199254740992",
        "9007199254740993",
        "9007199254740993.0000000000000000000000000000000001",
        "1e22",
        "1e23",
        "1e-22",
        "1e-23",
        "8.442911973260991817129021506e+15",
        "179769313486231570000e288",
        "1.7976931348623158e308",
        "2.2250738585072011e-308",
        "4.9406564584124654e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "1e-400",
        "0e999999999999",
        "0.00000000000000000000000000000000000000000000000000000000001",
        "100000000000000000000000000000000000000000000000000000000000",
        /* A midpoint lies between these digits and their first 19. */
        "2470260829191748237836433913.802138775514E12",
        "1234567890123456789",
        "12345678901234567890",
        "12345678901234567890123456789012345678901234567890e-30",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_as_strtod(texts[i]);
    }
}

/* 2^53 + 1 is the midpoint of two doubles: one digit far behind decides, also
 * behind the digits that are kept. */
static void a_far_digit_breaks_a_tie(void **state)
{
    (void)state;
    static const size_t lengths[] = {20, 700, 781, 790, 2500};
    char text[2600];
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        double tie = NAN, above = NAN;
        memset(text, '0', sizeof text);
        memcpy(text, "9007199254740993.", 17);
        text[lengths[i]] = '\0';
        assert_true(parse(text, &tie));
        text[lengths[i] - 1] = '1';
        assert_true(parse(text, &above));
        assert_true(tie == 9007199254740992.0);
        assert_true(above == 9007199254740994.0);
    }
}

static void malformed_numbers_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",      " ",     "+",    "-",     ".",       "e5",    ".e5",
        "1e",    "1e+",   "1e-",  "1e5.0", "1.2.3",   "1,5",   "1 ",
        " 1",    "0x1p3", "0x10", "inf",   "-inf",    "INF",   "nan",
        "NAN",   "1_000", "--1",  "+-1",   "1-",      "1e5e5", "1.5f",
        "12abc", "\t1",   "1\n",  "1e999", "-1e999",  "1e400", "infinity",
        "1e5 ",  "..5",   "5..",  "1e--5", "\u00a01", "1d5",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        double x = 0.731;
        if (parse(texts[i], &x)) {
            print_error("\"%s\" was read as %.17g\n", texts[i], x);
        }
        assert_false(parse(texts[i], &x));
        assert_true(x == 0.731); /* untouched */
    }
}

static void a_number_ends_where_it_is_said_to_end(void **state)
{
    (void)state;
    const char *text = "12.75e1,99";
    double x = NAN;
    assert_true(hmi_parse_number(text, text + 7, &x));
    assert_true(x == 127.5);
    assert_true(hmi_parse_number(text, text + 4, &x));
    assert_true(x == 12.7);
    assert_false(hmi_parse_number(text, text + 8, &x));
    assert_false(hmi_parse_number(text, text, &x));
}

/* --- nearest names ------------------------------------------------------------ */

static void nearest_names(void **state)
{
    (void)state;
    static const char *const names[] = {"CHN",    "USA",      "PRK",
                                        "mining", "textiles", "machinery"};
    assert_int_equal(hmi_nearest("CHNN", names, 6), 0);
    assert_int_equal(hmi_nearest("chn", names, 6), 0);
    assert_int_equal(hmi_nearest("UAS", names, 6), 1);
    assert_int_equal(hmi_nearest("minning", names, 6), 3);
    assert_int_equal(hmi_nearest("textile", names, 6), 4);
    assert_int_equal(hmi_nearest("Machines", names, 6), 5);
    assert_int_equal(hmi_nearest("agriculture", names, 6), -1);
    assert_int_equal(hmi_nearest("XYZ", names, 6), -1);
    assert_int_equal(hmi_nearest("", names, 6), -1);
    assert_int_equal(hmi_nearest("CHN", names, 0), -1);
}

/* A tie goes to the first; names too long to compare suggest nothing. */
static void nearest_names_at_the_edges(void **state)
{
    (void)state;
    static const char *const pair[] = {"abce", "abcf"};
    char text[80];
    const char *const one[] = {text};
    assert_int_equal(hmi_nearest("abcd", pair, 2), 0);
    memset(text, 'x', sizeof text);
    text[79] = '\0';
    assert_int_equal(hmi_nearest("xxxx", one, 1), -1);
    assert_int_equal(hmi_nearest(text, pair, 2), -1);
    text[64] = '\0'; /* as long as it may be */
    assert_int_equal(hmi_nearest(text, one, 1), 0);
}

/* --- growing texts ------------------------------------------------------------- */

static void a_text_grows(void **state)
{
    (void)state;
    hm_context *ctx = NULL;
    hmi_text text;
    char *taken = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    hmi_text_init(&text, ctx);
    for (int i = 0; i < 2000; i++) {
        hmi_text_addf(&text, "%d;", i);
    }
    hmi_text_add(&text, "tail");
    hmi_text_append(&text, "\0inside", 7);
    assert_int_equal(text.status, HM_OK);
    /* 10 + 2*90 + 3*900 + 4*1000 digits, 2,000 marks */
    assert_int_equal(text.size, 6890 + 2000 + 4 + 7);
    assert_hm_ok(ctx, hmi_text_take(&text, &taken));
    assert_memory_equal(taken, "0;1;2;", 6);
    assert_memory_equal(taken + 8890, "tail\0inside", 12);
    hmi_free(ctx, taken);
    /* What was taken left an empty text behind. */
    assert_null(text.data);
    assert_hm_ok(ctx, hmi_text_take(&text, &taken));
    assert_string_equal(taken, "");
    hmi_free(ctx, taken);
    hmi_text_clear(&text);
    hm_context_free(ctx);
}

static void a_failed_text_stays_failed(void **state)
{
    (void)state;
    hm_test_memory memory = {.fail_at = 3};
    const hm_allocator allocator = hm_test_allocator(&memory);
    hm_context *ctx = NULL;
    hmi_text text;
    char *taken = NULL;
    assert_hm_ok(NULL, hm_context_create(&allocator, &ctx));
    hmi_text_init(&text, ctx);
    hmi_text_add(&text, "short");
    for (int i = 0; i < 100; i++) {
        hmi_text_add(&text, "a line that makes it grow");
    }
    assert_int_equal(text.status, HM_ERR_MEMORY);
    assert_hm_status(ctx, hmi_text_take(&text, &taken), HM_ERR_MEMORY);
    assert_null(taken);
    hm_context_free(ctx);
    assert_int_equal(memory.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_numbers_are_strtods),
        cmocka_unit_test(printed_doubles_read_back),
        cmocka_unit_test(hard_and_extreme_numbers),
        cmocka_unit_test(a_far_digit_breaks_a_tie),
        cmocka_unit_test(malformed_numbers_are_refused),
        cmocka_unit_test(a_number_ends_where_it_is_said_to_end),
        cmocka_unit_test(nearest_names),
        cmocka_unit_test(nearest_names_at_the_edges),
        cmocka_unit_test(a_text_grows),
        cmocka_unit_test(a_failed_text_stays_failed),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_import_wide.c - labelled world tables on a table small enough to check
 * by hand; refusals that the command's cases do not reach.
 */
#include "hm_test.h"
#include "io/import.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct fixture {
    hm_context *ctx;
    hm_table *ledger;
    hm_account *account;
    char path[64];
} fixture;

static void setup(fixture *f)
{
    memset(f, 0, sizeof *f);
    assert_int_equal(hm_context_create(NULL, &f->ctx), HM_OK);
    assert_hm_ok(f->ctx, hm_ledger_create(f->ctx, &f->ledger));
    strcpy(f->path, "/tmp/hm-wide-XXXXXX");
    int file = mkstemp(f->path);
    assert_true(file >= 0);
    assert_int_equal(close(file), 0);
}

static void teardown(fixture *f)
{
    assert_int_equal(unlink(f->path), 0);
    hm_account_free(f->account);
    hm_table_free(f->ledger);
    hm_context_free(f->ctx);
}

static hm_status import(fixture *f, const char *text, const hm_map *countries,
                        const hm_allow *allow)
{
    const hm_wide_table table = {.layout = "icio", .countries = countries};
    assert_hm_ok(f->ctx, hmi_file_write(f->ctx, f->path, text, strlen(text)));
    return hm_import_wide(f->ctx, f->path, &table, allow, f->ledger,
                          &f->account);
}

#define HEAD   ",CHN_A,CN1_A,USA_A,CHN_HFCE,USA_HFCE,OUT\n"
#define CHINA  "CHN_A,0,1,2,9,1,13\n"
#define PART   "CN1_A,0,2,3,4,1,10\n"
#define STATES "USA_A,1,1,5,2,30,39\n"
#define BELOW  "VA,12,6,29,,,\n"

static void folds_the_parts_of_china(void **state)
{
    fixture f;
    (void)state;
    setup(&f);
    assert_hm_ok(f.ctx, import(&f, HEAD CHINA PART STATES BELOW, NULL, NULL));
    const hm_labels *l = hm_account_labels(f.account);
    const hm_account_arrays *a = hm_account_data(f.account);
    assert_int_equal(l->n_countries, 2);
    assert_string_equal(l->country_codes[0], "CHN");
    assert_string_equal(l->sector_codes[0], "a");
    /* [importer][exporter]: China at home 0+1+9 + 0+2+4, to the US 2+1+3+1 */
    assert_near(a->trade[0], 16.0, 0.0);
    assert_near(a->trade[2], 7.0, 0.0);
    assert_near(a->trade[1], 4.0, 0.0);
    assert_near(a->trade[3], 35.0, 0.0);
    assert_near(a->input[0], 0 + 1 + 0 + 2 + 1 + 1, 1e-14);
    teardown(&f);
}

static void refuses(const char *text, const char *message)
{
    fixture f;
    setup(&f);
    hm_status status = import(&f, text, NULL, NULL);
    assert_true(status != HM_OK && status != HM_ERR_MEMORY);
    assert_hm_message(f.ctx, message);
    assert_null(f.account);
    teardown(&f);
}

static void refuses_what_is_no_table(void **state)
{
    (void)state;
    refuses("", "no comma in the first line");
    refuses("PK\x03\x04 and so on", "is a zip archive or a workbook");
    refuses("a;b;c\n1;2;3\n", "it has semicolons");
    /* an item that is right in a country that is none: not itself again */
    refuses(",CHN_A,C1_HFCE,CHN_HFCE\nCHN_A,1,2,3\n",
            "\"C1_HFCE\" (did you mean \"CHN_HFCE\"?)");
    refuses(HEAD CHINA CHINA STATES, "row \"CHN_A\" stands there twice");
    refuses(",CHN_A,CHN_A,USA_A,CHN_HFCE,USA_HFCE\n" CHINA STATES,
            "column \"CHN_A\" stands there twice");
    refuses(HEAD CHINA "CN1_A,0,2,3\n" STATES,
            ":3: only 4 fields; expected the header's 7");
    refuses(HEAD CHINA "CN1_A,0,2,3,4,1,10,7\n" STATES,
            ":3: more than 7 fields");
    refuses(HEAD CHINA "CN1_A,0,NaN,3,4,1,10\n" STATES,
            ":3: \"NaN\" in column 3 (\"CN1_A\"); expected a number");
    refuses(",CHN_A,USA_A,CHN_HFCE,OUT\nCHN_A,1,2,3,6\nUSA_A,1,2,3,6\n",
            "USA has industries but no final demand");
    refuses(HEAD CHINA PART "USA_A,60,1,5,2,30,98\n", "CHN, a uses inputs of");
}

static void countries_are_told_whatever_their_letters(void **state)
{
    fixture f;
    (void)state;
    setup(&f);
    assert_hm_ok(f.ctx, import(&f,
                               ",RoW_A,ROM_A,RoW_HFCE,ROM_HFCE,OUT\n"
                               "ROW_A,0,1,9,1,11\nROU_A,0,2,1,7,10\n",
                               NULL, NULL));
    const hm_labels *l = hm_account_labels(f.account);
    assert_string_equal(l->country_codes[0], "ROW");
    assert_string_equal(l->country_codes[1], "ROU");
    teardown(&f);
}

static void a_map_needs_every_country(void **state)
{
    static const char *const from[] = {"CHN", "USB"};
    static const char *const to[] = {"CHN", "USA"};
    const hm_map map = {2, from, to, NULL, NULL};
    fixture f;
    (void)state;
    setup(&f);
    assert_hm_status(f.ctx, import(&f, HEAD CHINA PART STATES, &map, NULL),
                     HM_ERR_UNKNOWN);
    assert_hm_message(f.ctx, "country \"USA\" of the table is not in the map; "
                             "is it \"USB\"");
    teardown(&f);
}

static void what_is_accepted_is_listed(void **state)
{
    static const char *const names[] = {"labels", "negative-uses"};
    const hm_allow allow = {2, names};
    fixture f;
    (void)state;
    setup(&f);
    assert_hm_ok(f.ctx,
                 import(&f,
                        ",CHN_A,CN1_A,USA_A,CHN_HFCE,USA_HFCE,USA_XYZ,OUT\n"
                        "CHN_A,0,1,2,9,1,1.5,14.5\nCN1_A,0,2,-3,4,1,0,4\n"
                        "USA_A,1,1,5,2,30,0,39\n",
                        NULL, &allow));
    double lost = 0.0;
    double moved = 0.0;
    for (int32_t row = 0; row < hm_table_rows(f.ledger); row++) {
        const char *kind = hm_table_text(f.ledger, row, 1);
        const char *item = hm_table_text(f.ledger, row, 2);
        double value = hm_table_number(f.ledger, row, 3);
        lost += strcmp(kind, "lost") == 0 ? value : 0.0;
        moved += strstr(item, "uses below 0") != NULL ? value : 0.0;
    }
    assert_near(lost, 1.5, 0.0);
    assert_near(moved, 3.0, 0.0);
    /* the negative use stays in sales: 2 - 3 + 1 + 1 */
    assert_near(hm_account_data(f.account)->trade[2], 1.0, 0.0);
    teardown(&f);
}

/* The figures were worked out apart, with a dense (I - M)^-1 of the four
 * industries; the table's stocks are -6 1 / 2 -3 / 0 -4 / 1 5. */
static void stocks_are_consumed_or_made(void **state)
{
    static const char text[] =
        ",AAA_A,AAA_B,BBB_A,BBB_B,AAA_HFCE,AAA_INVNT,BBB_HFCE,BBB_INVNT,OUT\n"
        "AAA_A,10,5,2,1,50,-6,5,1,68\nAAA_B,4,20,1,3,20,2,4,-3,51\n"
        "BBB_A,1,2,15,6,6,0,60,-4,86\nBBB_B,2,6,8,30,9,1,40,5,101\n";
    static const double trade[] = {66.81547360299092, 9.251373268106436,
                                   9.120531712660242, 82.08478541394217,
                                   48.59384186809798, 19.01498160056008,
                                   8.111464785022443, 84.15644714460785};
    static const double input[] = {12.2837655657671,  7.7830813053302546,
                                   6.70023576314569,  28.908587705512375,
                                   18.05482206505612, 7.150495061546293,
                                   9.558435210912062, 33.709476718718236};
    const hm_wide_table table = {.layout = "icio", .inventories = true};
    fixture f;
    double out = 0.0;
    double in = 0.0;
    (void)state;
    setup(&f);
    assert_hm_ok(f.ctx, hmi_file_write(f.ctx, f.path, text, strlen(text)));
    assert_hm_ok(f.ctx, hm_import_wide(f.ctx, f.path, &table, NULL, f.ledger,
                                       &f.account));
    const hm_account_arrays *a = hm_account_data(f.account);
    for (size_t cell = 0; cell < 8; cell++) {
        assert_near(a->trade[cell], trade[cell], 1e-12 * trade[cell]);
        assert_near(a->input[cell], input[cell], 1e-12 * input[cell]);
    }
    for (int32_t row = 0; row < hm_table_rows(f.ledger); row++) {
        const char *kind = hm_table_text(f.ledger, row, 1);
        const char *item = hm_table_text(f.ledger, row, 2);
        double value = hm_table_number(f.ledger, row, 3);
        in += strcmp(kind, "in") == 0 ? value : 0.0;
        out += strcmp(kind, "out") == 0 ? value : 0.0;
        if (strstr(item, "put into stock") != NULL) {
            assert_near(value, 9.0, 1e-12);
        }
        if (strstr(item, "taken out of stock") != NULL) {
            assert_near(value, 13.0, 1e-12);
        }
    }
    assert_near(in, 306.0, 1e-9); /* the table's sum */
    assert_near(out, 327.148899396, 1e-8);
    teardown(&f);
}

static void texts_keep_their_numbers(void **state)
{
    enum { MANY = 3000 };
    hm_context *ctx = NULL;
    hmi_arena arena;
    hmi_intern codes = {.arena = &arena};
    char text[16];
    int32_t index = -1;
    (void)state;
    assert_int_equal(hm_context_create(NULL, &ctx), HM_OK);
    hmi_arena_init(&arena, ctx);
    assert_int_equal(hmi_intern_find(&codes, "x", 1), -1);
    for (int32_t round = 0; round < 2; round++) {
        for (int32_t i = 0; i < MANY; i++) {
            int size = snprintf(text, sizeof text, "code%d", (int)i);
            assert_hm_ok(ctx,
                         hmi_intern_add(&codes, text, (size_t)size, &index));
            assert_int_equal(index, i);
            assert_int_equal(hmi_intern_find(&codes, text, (size_t)size), i);
        }
    }
    assert_int_equal(codes.count, MANY);
    hmi_arena_clear(&arena);
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folds_the_parts_of_china),
        cmocka_unit_test(refuses_what_is_no_table),
        cmocka_unit_test(countries_are_told_whatever_their_letters),
        cmocka_unit_test(a_map_needs_every_country),
        cmocka_unit_test(what_is_accepted_is_listed),
        cmocka_unit_test(stocks_are_consumed_or_made),
        cmocka_unit_test(texts_keep_their_numbers),
    };
    return hm_test_run(tests);
}

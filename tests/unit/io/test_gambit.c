// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_gambit.c - games as Gambit text, letter by letter; games that are
 * none; tables read from CSV.
 */
#include "hm_test.h"

#include <hirschman/io.h>

#include <math.h>
#include <string.h>

static hm_context *context(void)
{
    hm_context *ctx = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    return ctx;
}

static hm_table *from_csv(hm_context *ctx, const char *csv,
                          const char *const *columns, const char *types,
                          hm_status expected)
{
    hm_file file = {"game.csv", csv, strlen(csv)};
    hm_column_type type[16];
    hm_table *table = NULL;
    for (size_t i = 0; i < strlen(types); i++) {
        type[i] = types[i] == 't' ? HM_COLUMN_TEXT : HM_COLUMN_NUMBER;
    }
    assert_hm_status(ctx,
                     hm_table_from_csv(ctx, &file, "game", columns, type,
                                       (int32_t)strlen(types), &table),
                     expected);
    assert_true((expected == HM_OK) == (table != NULL));
    return table;
}

static const char *const matrix_columns[] = {"strategy_USA", "strategy_CHN",
                                             "payoff_USA", "payoff_CHN"};
static const char matrix_head[] =
    "strategy_USA,strategy_CHN,payoff_USA,payoff_CHN\n";

static void nfg(hm_context *ctx, const char *rows, hm_status expected,
                const char *text)
{
    char csv[1024];
    char *out = NULL;
    (void)snprintf(csv, sizeof csv, "%s%s", matrix_head, rows);
    hm_table *table = from_csv(ctx, csv, matrix_columns, "ttnn", HM_OK);
    assert_hm_status(ctx, hm_table_to_nfg(ctx, table, &out), expected);
    if (expected == HM_OK) {
        assert_string_equal(out, text);
    } else {
        assert_null(out);
        assert_hm_message(ctx, text);
    }
    hm_text_free(ctx, out);
    hm_table_free(table);
}

/* The first player's strategy runs fastest, whatever the rows' order. */
static void strategic_form(void **state)
{
    (void)state;
    hm_context *ctx = context();
    nfg(ctx,
        "offer,press,0.731,-2\noffer,rest,-1,1e6\nwait,rest,0,0\n"
        "wait,press,9,-4.5\nstick,press,2,3\nstick,rest,4,5\n",
        HM_OK,
        "NFG 1 R \"game\" { \"USA\" \"CHN\" }\n"
        "{ { \"offer\" \"wait\" \"stick\" }\n { \"press\" \"rest\" }\n}\n\n"
        "0.731 -2\n9 -4.5\n2 3\n-1 1000000\n0 0\n4 5\n");
    nfg(ctx, "\"a \"\"b\"\"\",x,1,2\n", HM_OK,
        "NFG 1 R \"game\" { \"USA\" \"CHN\" }\n"
        "{ { \"a 'b'\" }\n { \"x\" }\n}\n\n1 2\n");
    nfg(ctx, "a,x,1,2\na,x,3,4\n", HM_ERR_DATA, "row 2");
    nfg(ctx, "a,x,1,2\nb,y,3,4\n", HM_ERR_DATA, "4 profiles");
    nfg(ctx, "a,x,1,\n", HM_ERR_DATA, "not a number");
    nfg(ctx, "", HM_ERR_DATA, "0 profiles");
    hm_context_free(ctx);
}

static const char *const tree_columns[] = {
    "parent",      "action",   "probability", "player",
    "information", "payoff_A", "payoff_B"};
static const char tree_head[] =
    "parent,action,probability,player,information,payoff_A,payoff_B\n";

static void efg(hm_context *ctx, const char *rows, hm_status expected,
                const char *text)
{
    char csv[2048];
    char *out = NULL;
    (void)snprintf(csv, sizeof csv, "%s%s", tree_head, rows);
    hm_table *table = from_csv(ctx, csv, tree_columns, "ntnttnn", HM_OK);
    assert_hm_status(ctx, hm_table_to_efg(ctx, table, &out), expected);
    if (expected == HM_OK) {
        assert_string_equal(out, text);
    } else {
        assert_null(out);
        assert_hm_message(ctx, text);
    }
    hm_text_free(ctx, out);
    hm_table_free(table);
}

/* Chance, then A, then B who does not see A's move. */
static void tree(void **state)
{
    (void)state;
    hm_context *ctx = context();
    efg(ctx,
        "-1,,,chance,type,,\n"
        "0,good,0.25,A,a1,,\n"
        "0,bad,0.75,,,1,-1\n"
        "1,up,,B,b,,\n"
        "1,down,,B,b,,\n"
        "3,l,,,,0.731,2\n"
        "4,l,,,,3,4\n"
        "3,r,,,,5,6\n"
        "4,r,,,,7,8\n",
        HM_OK,
        "EFG 2 R \"game\" { \"A\" \"B\" }\n\"\"\n\n"
        "c \"\" 1 \"type\" { \"good\" 0.25 \"bad\" 0.75 } 0\n"
        "p \"\" 1 1 \"a1\" { \"up\" \"down\" } 0\n"
        "p \"\" 2 1 \"b\" { \"l\" \"r\" } 0\n"
        "t \"\" 1 \"\" { 0.731, 2 }\n"
        "t \"\" 2 \"\" { 5, 6 }\n"
        "p \"\" 2 1 \"b\" { \"l\" \"r\" } 0\n"
        "t \"\" 3 \"\" { 3, 4 }\n"
        "t \"\" 4 \"\" { 7, 8 }\n"
        "t \"\" 5 \"\" { 1, -1 }\n");
    hm_context_free(ctx);
}

static void trees_that_are_none(void **state)
{
    (void)state;
    hm_context *ctx = context();
    efg(ctx, "", HM_ERR_DATA, "no node");
    efg(ctx, "0,,,A,a,,\n", HM_ERR_DATA, "-1 as the parent");
    efg(ctx, "-1,,,A,a,,\n2,x,,,,1,2\n", HM_ERR_DATA, "an earlier node");
    efg(ctx, "-1,,,A,a,,\n", HM_ERR_DATA, "nobody at an end");
    efg(ctx, "-1,,,C,a,,\n0,x,,,,1,2\n", HM_ERR_DATA, "a player of the game");
    efg(ctx, "-1,,,A,a,,\n0,x,,,,1,\n", HM_ERR_DATA, "a payoff at an end");
    efg(ctx, "-1,,,chance,a,,\n0,x,,,,1,2\n", HM_ERR_DATA, "a probability");
    efg(ctx, "-1,,,chance,a,,\n0,x,0.5,,,1,2\n", HM_ERR_DATA, "sum to 1");
    efg(ctx, "-1,,,A,a,,\n0,x,,A,a,,\n0,y,,,,1,2\n1,x,,,,1,2\n1,z,,,,1,2\n",
        HM_ERR_DATA, "other actions");
    hm_context_free(ctx);
}

static void columns_that_are_missing(void **state)
{
    (void)state;
    hm_context *ctx = context();
    char *out = NULL;
    const char *const some[] = {"strategy_USA", "payoff_USA", "payoff_CHN"};
    hm_table *table = from_csv(
        ctx, "strategy_USA,payoff_USA,payoff_CHN\na,1,2\n", some, "tnn", HM_OK);
    assert_hm_status(ctx, hm_table_to_nfg(ctx, table, &out), HM_ERR_DATA);
    assert_hm_message(ctx, "strategy_CHN");
    assert_hm_status(ctx, hm_table_to_efg(ctx, table, &out), HM_ERR_DATA);
    assert_hm_message(ctx, "'parent'");
    hm_table_free(table);
    table = from_csv(ctx, "strategy_USA\na\n", some, "t", HM_OK);
    assert_hm_status(ctx, hm_table_to_nfg(ctx, table, &out), HM_ERR_DATA);
    assert_hm_message(ctx, "payoff_PLAYER");
    hm_table_free(table);
    hm_context_free(ctx);
}

static void tables_from_csv(void **state)
{
    (void)state;
    hm_context *ctx = context();
    const char *const columns[] = {"player", "value"};
    hm_table *table =
        from_csv(ctx, "value,player\n0.731,USA\n,CHN\n", columns, "tn", HM_OK);
    assert_int_equal(hm_table_rows(table), 2);
    assert_string_equal(hm_table_text(table, 1, 0), "CHN");
    assert_near(hm_table_number(table, 0, 1), 0.731, 0.0);
    assert_true(isnan(hm_table_number(table, 1, 1)));
    hm_table_free(table);
    (void)from_csv(ctx, "value\n1\n", columns, "tn", HM_ERR_DATA);
    (void)from_csv(ctx, "player,value,x\n", columns, "tn", HM_ERR_UNKNOWN);
    (void)from_csv(ctx, "player,value\nUSA,nan\n", columns, "tn", HM_ERR_PARSE);
    assert_hm_message(ctx, "game.csv:2:5");
    hm_file file = {"game.csv", "", 0};
    assert_hm_status(
        ctx, hm_table_from_csv(ctx, &file, "game", columns, NULL, 0, &table),
        HM_ERR_ARGUMENT);
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strategic_form),
        cmocka_unit_test(tree),
        cmocka_unit_test(trees_that_are_none),
        cmocka_unit_test(columns_that_are_missing),
        cmocka_unit_test(tables_from_csv),
    };
    return hm_test_run(tests);
}

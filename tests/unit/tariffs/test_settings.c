// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_settings.c - the block `tariff_games:`: what it takes, and what each
 * wrong key, name, bound, weight and start is told.
 */
#include "hm_test.h"
#include "toy.h"

#include "base/internal.h"

#include <hirschman/tariffs.h>

#include <string.h>

typedef struct fixture {
    hm_context *ctx;
    hm_economy *economy;
    hm_node *block, *game;
    toy y;
} fixture;

static hm_node *text_node(hm_context *ctx, const char *text)
{
    hm_node *node = NULL;
    assert_hm_ok(
        ctx, hmi_node_create(ctx, HM_NODE_SCALAR, text, "c.yaml:7:3", &node));
    return node;
}

static hm_node *empty_node(hm_context *ctx, hm_node_kind kind)
{
    hm_node *node = NULL;
    assert_hm_ok(ctx, hmi_node_create(ctx, kind, NULL, "c.yaml:7:3", &node));
    return node;
}

static void put(fixture *f, const char *key, hm_node *value)
{
    assert_hm_ok(f->ctx, hmi_node_append(f->game, key, value));
}

/* "a b" as a list of two texts. */
static hm_node *list_node(hm_context *ctx, const char *a, const char *b)
{
    hm_node *list = empty_node(ctx, HM_NODE_LIST);
    assert_hm_ok(ctx, hmi_node_append(list, NULL, text_node(ctx, a)));
    assert_hm_ok(ctx, hmi_node_append(list, NULL, text_node(ctx, b)));
    return list;
}

/* {g: {type, players}} to be added to. */
static void begin(fixture *f, const char *type, const char *player)
{
    f->block = empty_node(f->ctx, HM_NODE_MAP);
    f->game = empty_node(f->ctx, HM_NODE_MAP);
    put(f, "type", text_node(f->ctx, type));
    put(f, "players", text_node(f->ctx, player));
    assert_hm_ok(f->ctx, hmi_node_append(f->block, "g", f->game));
}

static hm_status read_it(fixture *f, bool check)
{
    static const char *const scenarios[] = {"embargo"};
    hm_tariff_games *games = NULL;
    hm_status status =
        hm_tariff_games_create(f->ctx, f->block, scenarios, 1, &games);
    if (status != HM_OK) {
        assert_null(games);
    } else if (check) {
        status = hm_tariff_games_check(f->ctx, games, f->economy);
    }
    hm_tariff_games_free(games);
    hmi_node_free(f->block);
    return status;
}

static void refuses(fixture *f, bool check, hm_status status, const char *part)
{
    assert_hm_status(f->ctx, read_it(f, check), status);
    assert_hm_message(f->ctx, part);
    assert_hm_message(f->ctx, "c.yaml:7:3");
}

static int set_up(void **state)
{
    static fixture f;
    assert_int_equal(hm_context_create(NULL, &f.ctx), HM_OK);
    f.economy = toy_make(f.ctx, &f.y);
    assert_non_null(f.economy);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    hm_economy_free(f->economy);
    hm_context_free(f->ctx);
    return 0;
}

static void takes_every_type(void **state)
{
    static const char *const types[] = {"optimal", "nash", "cooperative"};
    fixture *f = *state;
    for (int k = 0; k < 3; k++) {
        begin(f, types[k], "all");
        put(f, "start", text_node(f->ctx, "embargo"));
        put(f, "mfn", text_node(f->ctx, "true"));
        put(f, "bounds", list_node(f->ctx, "-0.25", "3.5"));
        put(f, "searches", list_node(f->ctx, "formula", "0.3"));
        assert_hm_ok(f->ctx, read_it(f, true));
    }
}

static void refuses_unknown_words(void **state)
{
    fixture *f = *state;
    begin(f, "nahs", "all");
    refuses(f, false, HM_ERR_UNKNOWN, "did you mean \"nash\"");
    begin(f, "nash", "all");
    put(f, "instrument", text_node(f->ctx, "x"));
    refuses(f, false, HM_ERR_UNKNOWN, "did you mean \"instruments\"");
    begin(f, "nash", "AAB");
    refuses(f, true, HM_ERR_UNKNOWN, "is not a country or group");
    begin(f, "nash", "all");
    put(f, "start", text_node(f->ctx, "embarg"));
    refuses(f, false, HM_ERR_UNKNOWN, "did you mean \"embargo\"");
    begin(f, "nash", "all");
    put(f, "searches", text_node(f->ctx, "formulas"));
    refuses(f, false, HM_ERR_UNKNOWN, "did you mean \"formula\"");
    begin(f, "nash", "all");
    put(f, "uniform", text_node(f->ctx, "maybe"));
    refuses(f, false, HM_ERR_UNKNOWN, "expected one of false, true");
    begin(f, "cooperative", "all");
    put(f, "solution", text_node(f->ctx, "equal"));
    refuses(f, false, HM_ERR_UNKNOWN, "equal-gains, weighted, nash-product");
}

static void refuses_what_does_not_fit(void **state)
{
    fixture *f = *state;
    begin(f, "nash", "all");
    put(f, "solution", text_node(f->ctx, "weighted"));
    refuses(f, false, HM_ERR_DATA, "solution is for type cooperative");
    begin(f, "cooperative", "AAA");
    refuses(f, true, HM_ERR_DATA, "two players or more");
    begin(f, "threats", "all");
    refuses(f, true, HM_ERR_DATA, "threats are for two players");
    begin(f, "nash", "all");
    put(f, "bounds", list_node(f->ctx, "2", "1"));
    refuses(f, false, HM_ERR_DATA, "the lower first");
    begin(f, "nash", "all");
    put(f, "bounds", list_node(f->ctx, "-1", "1"));
    refuses(f, false, HM_ERR_DATA, "above -1");
    begin(f, "nash", "all");
    put(f, "bounds", text_node(f->ctx, "1"));
    refuses(f, false, HM_ERR_DATA, "[LOW, HIGH]");
    begin(f, "nash", "all");
    put(f, "searches", text_node(f->ctx, "-1"));
    refuses(f, false, HM_ERR_DATA, "a rate above -1");
    begin(f, "nash", "all");
    put(f, "weights", text_node(f->ctx, "1"));
    refuses(f, false, HM_ERR_DATA, "{COUNTRY: {SECTOR: WEIGHT}}");
    begin(f, "nash", "all");
    put(f, "shares", text_node(f->ctx, "1"));
    refuses(f, false, HM_ERR_DATA, "{COUNTRY: WEIGHT}");
}

static void refuses_wrong_weights(void **state)
{
    static const char *const rows[3][3] = {{"AAA", "good-9", "1.5"},
                                           {"CCC", "good-1", "1.5"},
                                           {"AAA", "good-1", "-0.5"}};
    static const char *const told[] = {"good-9 is not a sector",
                                       "CCC is not a player", "0 or more"};
    fixture *f = *state;
    for (int k = 0; k < 3; k++) {
        hm_node *sectors = empty_node(f->ctx, HM_NODE_MAP);
        hm_node *countries = empty_node(f->ctx, HM_NODE_MAP);
        assert_hm_ok(f->ctx, hmi_node_append(sectors, rows[k][1],
                                             text_node(f->ctx, rows[k][2])));
        assert_hm_ok(f->ctx, hmi_node_append(countries, rows[k][0], sectors));
        begin(f, "optimal", "AAA");
        put(f, "weights", countries);
        refuses(f, true, k == 2 ? HM_ERR_DATA : HM_ERR_UNKNOWN, told[k]);
    }
}

static void refuses_a_player_without_rates(void **state)
{
    fixture *f = *state;
    hm_node *part = empty_node(f->ctx, HM_NODE_MAP);
    hm_node *tariff = empty_node(f->ctx, HM_NODE_MAP);
    assert_hm_ok(f->ctx,
                 hmi_node_append(tariff, "importer", text_node(f->ctx, "BBB")));
    assert_hm_ok(f->ctx, hmi_node_append(part, "tariff", tariff));
    begin(f, "optimal", "AAA");
    put(f, "instruments", part);
    refuses(f, true, HM_ERR_DATA, "AAA has no rate to set");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_every_type),
        cmocka_unit_test(refuses_unknown_words),
        cmocka_unit_test(refuses_what_does_not_fit),
        cmocka_unit_test(refuses_wrong_weights),
        cmocka_unit_test(refuses_a_player_without_rates),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

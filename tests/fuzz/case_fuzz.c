// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * case_fuzz.c - any bytes as a case file, JSON when they begin with "{". What
 * follows a line "%%%" is the bulk table t.csv beside it. The blocks of further
 * analyses become settings as in a run; codes are not looked up, for there is
 * no economy.
 */
#include <hirschman/beliefs.h>
#include <hirschman/economy.h>
#include <hirschman/io.h>
#include <hirschman/leverage.h>
#include <hirschman/linkage.h>
#include <hirschman/sanctions.h>
#include <hirschman/tariffs.h>
#include <hirschman/uncertainty.h>

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t *find_divider(const uint8_t *data, size_t size)
{
    for (size_t i = 0; i + 4 <= size; i++) {
        if (memcmp(data + i, "%%%\n", 4) == 0) {
            return data + i;
        }
    }
    return data + size;
}

/* What `hirschman backtest` asks of its block. */
static void look_at_backtest(const hm_node *block)
{
    const hm_node *node =
        block == NULL ? NULL : hm_node_find(block, "observed");
    (void)(node == NULL ? NULL : hm_node_text(node));
    for (int32_t i = 0; block != NULL && i < hm_node_size(block); i++) {
        (void)hm_node_place(hm_node_item(block, i));
    }
}

static void look_at(const hm_case *c)
{
    hm_closure closure;
    look_at_backtest(hm_case_block(c, "backtest"));
    (void)hm_case_closure(c, &closure);
    for (int32_t s = 0; s < hm_case_scenarios(c); s++) {
        const hm_scenario *scenario = hm_case_scenario(c, s);
        for (int32_t m = 0; m < hm_scenario_size(scenario); m++) {
            (void)hm_scenario_measure(scenario, m);
        }
    }
}

enum { NAMES = 64 };

/* Scenarios of the case that blocks may name. */
typedef struct known {
    int32_t n;
    const char *names[NAMES];
    const hm_scenario *scenarios[NAMES];
} known;

static void make_linkage(hm_context *ctx, const hm_node *block, const known *k)
{
    hm_linkage *linkage = NULL;
    hm_linkage_menu *menu = NULL;
    if (hm_linkage_create(ctx, block, k->names, k->n, &linkage) == HM_OK &&
        hm_linkage_menu_create(ctx, linkage, k->scenarios, k->n, &menu) ==
            HM_OK) {
        (void)hm_linkage_menu_packages(menu);
    }
    hm_linkage_menu_free(menu);
    hm_linkage_free(linkage);
}

static void make_designs(hm_context *ctx, const hm_case *c, const known *k)
{
    const hm_node *sanctions = hm_case_block(c, "sanctions");
    const hm_node *games = hm_case_block(c, "tariff_games");
    hm_sanctions *designs = NULL;
    hm_tariff_games *played = NULL;
    if (sanctions != NULL && hm_sanctions_create(ctx, sanctions, k->names, k->n,
                                                 &designs) == HM_OK) {
        (void)hm_sanctions_count(designs);
    }
    if (games != NULL &&
        hm_tariff_games_create(ctx, games, k->names, k->n, &played) == HM_OK) {
        (void)hm_tariff_games_count(played);
    }
    hm_sanctions_free(designs);
    hm_tariff_games_free(played);
}

static void make_beliefs(hm_context *ctx, const hm_node *block, const known *k)
{
    hm_beliefs *beliefs = NULL;
    if (hm_beliefs_create(ctx, block, k->names, k->n, &beliefs) == HM_OK) {
        (void)hm_beliefs_signals(beliefs);
    }
    hm_beliefs_free(beliefs);
}

static void make_rest(hm_context *ctx, const hm_case *c, const known *k)
{
    const hm_node *leverage = hm_case_block(c, "leverage");
    const hm_node *adjustment = hm_case_block(c, "adjustment");
    const hm_node *uncertainty = hm_case_block(c, "uncertainty");
    const hm_node *reserves = hm_case_block(c, "reserves");
    hm_leverage *who = NULL;
    hm_adjustment *path = NULL;
    hm_uncertainty *draws = NULL;
    hm_reserves *stocks = NULL;
    if (leverage != NULL && hm_leverage_create(ctx, leverage, &who) == HM_OK) {
        (void)hm_leverage_target(who, 0);
    }
    if (adjustment != NULL &&
        hm_adjustment_create(ctx, adjustment, k->names, k->n, &path) == HM_OK) {
        (void)hm_adjustment_stages(path);
    }
    if (uncertainty != NULL &&
        hm_uncertainty_create(ctx, uncertainty, 2, 2, HM_CLOSURE_BILATERAL,
                              &draws) == HM_OK) {
        (void)hm_uncertainty_draws(draws);
    }
    if (reserves != NULL &&
        hm_reserves_create(ctx, reserves, &stocks) == HM_OK) {
        for (int32_t i = 0; i < hm_reserves_count(stocks); i++) {
            (void)hm_reserves_runway(hm_reserves_stock(stocks, i), 1.0);
        }
    }
    hm_reserves_free(stocks);
    hm_leverage_free(who);
    hm_adjustment_free(path);
    hm_uncertainty_free(draws);
}

static void make_blocks(hm_context *ctx, const hm_case *c)
{
    known k = {0, {NULL}, {NULL}};
    for (; k.n < hm_case_scenarios(c) && k.n < NAMES; k.n++) {
        k.scenarios[k.n] = hm_case_scenario(c, k.n);
        k.names[k.n] = hm_scenario_name(k.scenarios[k.n]);
    }
    const hm_node *linkage = hm_case_block(c, "linkage");
    if (linkage != NULL) {
        make_linkage(ctx, linkage, &k);
    }
    const hm_node *beliefs = hm_case_block(c, "beliefs");
    if (beliefs != NULL) {
        make_beliefs(ctx, beliefs, &k);
    }
    make_designs(ctx, c, &k);
    make_rest(ctx, c, &k);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hm_context *ctx = NULL;
    hm_case *c = NULL;
    const uint8_t *divider = find_divider(data, size);
    size_t head = (size_t)(divider - data);
    size_t rest = size - head;
    const char *name = head > 0 && data[0] == '{' ? "case.json" : "case.yaml";
    const hm_file files[] = {
        {name, data, head},
        {"t.csv", rest >= 4 ? divider + 4 : divider, rest >= 4 ? rest - 4 : 0},
    };
    if (hm_context_create(NULL, &ctx) != HM_OK) {
        return 0;
    }
    if (hm_case_read_memory(ctx, name, files, 2, &c) == HM_OK) {
        look_at(c);
        make_blocks(ctx, c);
    }
    hm_case_free(c);
    hm_context_free(ctx);
    return 0;
}

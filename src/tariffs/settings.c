// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * settings.c - the block `tariff_games:` from a settings tree.
 *
 * Invariant: what is read here needs no economy: types, names of scenarios and
 * games, bounds and weights are right, codes are not yet looked up.
 */
#include "tariffs/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof *(array)))

static const char *const types[] = {"optimal", "nash", "cooperative",
                                    "threats"};
static const char *const solutions[] = {"equal-gains", "weighted",
                                        "nash-product"};
static const char *const kinds[] = {"tariff", "export_tax"};

typedef struct reader {
    hm_context *ctx;
    const char *const *scenarios;
    int32_t n_scenarios;
    hm_tariff_games *games;
} reader;

/* Codes, or {not: codes}; absent: all. */
static hm_status read_choice(hm_context *ctx, const hm_node *node,
                             const char *key, hmi_choice *out)
{
    static const char *const not_key[] = {"not"};
    if (node == NULL) {
        return hmi_names_add(ctx, &out->names, "all");
    }
    if (hm_node_get_kind(node) == HM_NODE_MAP) {
        HMI_TRY(hmi_node_keys(ctx, node, key, not_key, 1));
        out->complement = true;
        node = hm_node_find(node, "not");
    }
    return hmi_names_read(ctx, node, key, &out->names);
}

/* --- instruments, ties, bounds ------------------------------------------------ */

static hm_status read_part(hm_context *ctx, const hm_node *node, int32_t kind,
                           hmi_game *game)
{
    static const char *const keys[] = {"exporter", "importer", "sector"};
    hmi_part *parts =
        hmi_resize(ctx, game->parts, (size_t)game->n_parts + 1, sizeof *parts);
    if (parts == NULL) {
        return HM_ERR_MEMORY;
    }
    game->parts = parts;
    hmi_part *part = &parts[game->n_parts++];
    *part = (hmi_part){.kind = kind};
    HMI_TRY(hmi_copy_text(ctx, hm_node_place(node), &part->place));
    HMI_TRY(hmi_node_keys(ctx, node, kinds[kind], keys, COUNT(keys)));
    HMI_TRY(read_choice(ctx, hm_node_find(node, "exporter"), "exporter",
                        &part->exporter));
    HMI_TRY(read_choice(ctx, hm_node_find(node, "importer"), "importer",
                        &part->importer));
    const hm_node *sector = hm_node_find(node, "sector");
    /* absent: goods, see instruments.c */
    return sector == NULL ? HM_OK
                          : read_choice(ctx, sector, "sector", &part->sector);
}

/* {tariff: {...}, export_tax: {...}}, or a list of such maps. */
static hm_status read_instruments(hm_context *ctx, const hm_node *node,
                                  hmi_game *game)
{
    if (hm_node_get_kind(node) == HM_NODE_LIST) {
        for (int32_t i = 0; i < hm_node_size(node); i++) {
            const hm_node *item = hm_node_item(node, i);
            if (hm_node_get_kind(item) == HM_NODE_LIST) {
                return hmi_node_fail(ctx, item, HM_ERR_DATA,
                                     "instruments is a list of lists; expected "
                                     "maps such as {tariff: {sector: all}}");
            }
            HMI_TRY(read_instruments(ctx, item, game));
        }
        return HM_OK;
    }
    HMI_TRY(hmi_node_keys(ctx, node, "instruments", kinds, HMI_KINDS));
    for (int32_t i = 0; i < hm_node_size(node); i++) {
        int32_t kind = strcmp(hm_node_key(node, i), kinds[0]) == 0 ? 0 : 1;
        HMI_TRY(read_part(ctx, hm_node_item(node, i), kind, game));
    }
    return HM_OK;
}

static hm_status read_range(hm_context *ctx, const hm_node *node, double *low,
                            double *high)
{
    if (hm_node_get_kind(node) != HM_NODE_LIST || hm_node_size(node) != 2) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "bounds is written as [LOW, HIGH], such as "
                             "[0, 10]");
    }
    HMI_TRY(hmi_node_number(ctx, hm_node_item(node, 0), "a bound", low));
    HMI_TRY(hmi_node_number(ctx, hm_node_item(node, 1), "a bound", high));
    if (!(*low > -1.0) || !(*high >= *low)) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "bounds are [%g, %g]; expected two rates above "
                             "-1, the lower first",
                             *low, *high);
    }
    return HM_OK;
}

static hm_status read_bounds(hm_context *ctx, const hm_node *node,
                             hmi_game *game)
{
    if (hm_node_get_kind(node) != HM_NODE_MAP) {
        HMI_TRY(read_range(ctx, node, &game->low[0], &game->high[0]));
        game->low[1] = game->low[0];
        game->high[1] = game->high[0];
        return HM_OK;
    }
    HMI_TRY(hmi_node_keys(ctx, node, "bounds", kinds, HMI_KINDS));
    for (int32_t k = 0; k < HMI_KINDS; k++) {
        const hm_node *range = hm_node_find(node, kinds[k]);
        if (range != NULL) {
            HMI_TRY(read_range(ctx, range, &game->low[k], &game->high[k]));
        }
    }
    return HM_OK;
}

static hm_status read_mfn(hm_context *ctx, const hm_node *node, hmi_game *game)
{
    const char *text = hm_node_text(node);
    if (text != NULL &&
        (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)) {
        game->mfn = strcmp(text, "true") == 0;
        return HM_OK;
    }
    game->mfn = true;
    return read_choice(ctx, node, "mfn", &game->mfn_set);
}

/* --- weights and shares --------------------------------------------------------- */

static hm_status add_entry(hm_context *ctx, hmi_entries *entries,
                           const char *country, const char *sector,
                           const hm_node *node)
{
    hmi_entry *items = hmi_resize(ctx, entries->items,
                                  (size_t)entries->count + 1, sizeof *items);
    if (items == NULL) {
        return HM_ERR_MEMORY;
    }
    entries->items = items;
    hmi_entry *entry = &items[entries->count++];
    *entry = (hmi_entry){NULL, NULL, NULL, 0.0};
    HMI_TRY(hmi_copy_text(ctx, country, &entry->country));
    HMI_TRY(hmi_copy_text(ctx, sector, &entry->sector));
    HMI_TRY(hmi_copy_text(ctx, hm_node_place(node), &entry->place));
    HMI_TRY(hmi_node_number(ctx, node, "a weight", &entry->value));
    if (!(entry->value >= 0.0)) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "a weight is %g; expected 0 or more",
                             entry->value);
    }
    return HM_OK;
}

static hm_status need_map(hm_context *ctx, const hm_node *node,
                          const char *what)
{
    if (hm_node_get_kind(node) == HM_NODE_MAP) {
        return HM_OK;
    }
    return hmi_node_fail(ctx, node, HM_ERR_DATA, "expected %s", what);
}

/* A map, or a list of maps. */
static hm_status read_weights(hm_context *ctx, const hm_node *node,
                              hmi_game *game)
{
    static const char shape[] = "weights as {COUNTRY: {SECTOR: WEIGHT}}";
    if (hm_node_get_kind(node) == HM_NODE_LIST) {
        for (int32_t i = 0; i < hm_node_size(node); i++) {
            HMI_TRY(need_map(ctx, hm_node_item(node, i), shape));
            HMI_TRY(read_weights(ctx, hm_node_item(node, i), game));
        }
        return HM_OK;
    }
    HMI_TRY(need_map(ctx, node, shape));
    for (int32_t i = 0; i < hm_node_size(node); i++) {
        const hm_node *country = hm_node_item(node, i);
        HMI_TRY(need_map(ctx, country, shape));
        for (int32_t k = 0; k < hm_node_size(country); k++) {
            HMI_TRY(add_entry(ctx, &game->weights, hm_node_key(node, i),
                              hm_node_key(country, k),
                              hm_node_item(country, k)));
        }
    }
    return HM_OK;
}

static hm_status read_shares(hm_context *ctx, const hm_node *node,
                             hmi_game *game)
{
    HMI_TRY(need_map(ctx, node, "shares as {COUNTRY: WEIGHT}"));
    for (int32_t i = 0; i < hm_node_size(node); i++) {
        HMI_TRY(add_entry(ctx, &game->shares, hm_node_key(node, i), NULL,
                          hm_node_item(node, i)));
    }
    return HM_OK;
}

/* --- where searches begin --------------------------------------------------------- */

static const char *const search_words[] = {"start", "inverse-theta", "formula"};

static void add_search(hmi_game *game, hmi_search_kind kind, double rate)
{
    hmi_search *search = &game->searches[game->n_searches++];
    search->kind = kind;
    search->rate = rate;
    if (kind == HMI_FROM_RATE) {
        (void)snprintf(search->name, sizeof search->name, "%g", rate);
    } else {
        (void)snprintf(search->name, sizeof search->name, "%s",
                       search_words[kind]);
    }
}

static hm_status read_search(hm_context *ctx, const hm_node *node,
                             hmi_game *game)
{
    int32_t word = 0;
    double rate = 0.0;
    const char *text = hm_node_text(node);
    if (game->n_searches == HMI_MOST_SEARCHES) {
        return hmi_node_fail(ctx, node, HM_ERR_LIMIT,
                             "searches has more than %d entries",
                             (int)HMI_MOST_SEARCHES);
    }
    if (text != NULL && hmi_parse_number(text, text + strlen(text), &rate)) {
        if (!(rate > -1.0)) {
            return hmi_node_fail(ctx, node, HM_ERR_DATA,
                                 "searches from the rate %g; expected a rate "
                                 "above -1",
                                 rate);
        }
        add_search(game, HMI_FROM_RATE, rate);
        return HM_OK;
    }
    HMI_TRY(hmi_node_word(ctx, node, "searches", search_words,
                          COUNT(search_words), &word));
    add_search(game, (hmi_search_kind)word, 0.0);
    return HM_OK;
}

static hm_status read_searches(hm_context *ctx, const hm_node *node,
                               hmi_game *game)
{
    if (node == NULL) {
        if (game->type == HMI_COOPERATIVE) {
            add_search(game, HMI_FROM_START, 0.0);
            return HM_OK;
        }
        add_search(game, HMI_FROM_INVERSE_THETA, 0.0);
        add_search(game, HMI_FROM_FORMULA, 0.0);
        add_search(game, HMI_FROM_RATE, 0.1);
        return HM_OK;
    }
    if (hm_node_get_kind(node) != HM_NODE_LIST) {
        return read_search(ctx, node, game);
    }
    for (int32_t i = 0; i < hm_node_size(node); i++) {
        HMI_TRY(read_search(ctx, hm_node_item(node, i), game));
    }
    if (game->n_searches == 0) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "searches is empty; expected inverse-theta, "
                             "formula, start or a rate");
    }
    return HM_OK;
}

/* --- the start, the game, the block ------------------------------------------------ */

static hm_status read_start(const reader *r, const hm_node *map, hmi_game *game)
{
    const char *text = NULL;
    const hm_tariff_games *games = r->games;
    HMI_TRY(hmi_node_get_text(r->ctx, map, "start", &text));
    if (text == NULL || strcmp(text, "benchmark") == 0) {
        return HM_OK;
    }
    for (int32_t g = 0; g + 1 < games->count; g++) {
        if (strcmp(games->items[g].name, text) == 0) {
            game->start_game = g;
            return HM_OK;
        }
    }
    for (int32_t s = 0; s < r->n_scenarios; s++) {
        if (strcmp(r->scenarios[s], text) == 0) {
            game->start_scenario = s;
            return HM_OK;
        }
    }
    int32_t near = hmi_nearest(text, r->scenarios, r->n_scenarios);
    return hmi_node_fail(
        r->ctx, hm_node_find(map, "start"), HM_ERR_UNKNOWN,
        "start is \"%.60s\"; expected benchmark, a scenario of the case or a "
        "tariff game written above this one%s%s%s",
        text, near < 0 ? "" : " (did you mean \"",
        near < 0 ? "" : r->scenarios[near], near < 0 ? "" : "\"?)");
}

typedef hm_status part_reader(hm_context *ctx, const hm_node *node,
                              hmi_game *game);

static hm_status read_if(hm_context *ctx, const hm_node *map, const char *key,
                         part_reader *read, hmi_game *game)
{
    const hm_node *node = hm_node_find(map, key);
    return node == NULL ? HM_OK : read(ctx, node, game);
}

static hm_status read_type(hm_context *ctx, const hm_node *map, hmi_game *game)
{
    int32_t word = 0;
    const hm_node *node = hm_node_find(map, "type");
    if (node == NULL) {
        return hmi_node_fail(ctx, map, HM_ERR_DATA,
                             "game %s has no type; expected optimal, nash, "
                             "cooperative or threats",
                             game->name);
    }
    HMI_TRY(hmi_node_word(ctx, node, "type", types, COUNT(types), &word));
    game->type = (hmi_game_type)word;
    node = hm_node_find(map, "solution");
    if (node != NULL && game->type != HMI_COOPERATIVE) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "solution is for type cooperative; game %s is %s",
                             game->name, types[word]);
    }
    if (node != NULL) {
        HMI_TRY(hmi_node_word(ctx, node, "solution", solutions,
                              COUNT(solutions), &word));
        game->solution = (hmi_solution_kind)word;
    }
    return HM_OK;
}

static hm_status read_game(const reader *r, const hm_node *node, hmi_game *game)
{
    static const char *const keys[] = {
        "type",    "players", "start",  "instruments", "bounds",   "mfn",
        "uniform", "weights", "shares", "solution",    "searches",
    };
    hm_context *ctx = r->ctx;
    HMI_TRY(hmi_node_keys(ctx, node, "a tariff game", keys, COUNT(keys)));
    HMI_TRY(read_type(ctx, node, game));
    const hm_node *players = hm_node_find(node, "players");
    if (players == NULL) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "game %s has no players; expected a list of "
                             "countries, or all",
                             game->name);
    }
    HMI_TRY(hmi_names_read(ctx, players, "players", &game->players));
    if (game->players.count == 0) {
        return hmi_node_fail(ctx, players, HM_ERR_DATA,
                             "game %s: players is empty; expected codes of "
                             "countries, groups or all",
                             game->name);
    }
    HMI_TRY(read_start(r, node, game));
    HMI_TRY(read_if(ctx, node, "instruments", read_instruments, game));
    HMI_TRY(read_if(ctx, node, "bounds", read_bounds, game));
    HMI_TRY(read_if(ctx, node, "mfn", read_mfn, game));
    HMI_TRY(hmi_node_switch(ctx, node, "uniform", &game->uniform));
    HMI_TRY(read_if(ctx, node, "weights", read_weights, game));
    HMI_TRY(read_if(ctx, node, "shares", read_shares, game));
    return read_searches(ctx, hm_node_find(node, "searches"), game);
}

static hm_status read_block(const reader *r, const hm_node *block)
{
    static const char shape[] =
        "tariff_games as {NAME: {type: nash, players: [USA, CHN]}}";
    hm_tariff_games *games = r->games;
    HMI_TRY(need_map(r->ctx, block, shape));
    if (hm_node_size(block) == 0) {
        return hmi_node_fail(r->ctx, block, HM_ERR_DATA,
                             "tariff_games is empty; expected %s", shape);
    }
    games->items = HMI_ARRAY(r->ctx, hmi_game, hm_node_size(block) + 1);
    if (games->items == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t g = 0; g < hm_node_size(block); g++) {
        const hm_node *node = hm_node_item(block, g);
        hmi_game *game = &games->items[games->count++];
        game->start_game = game->start_scenario = -1;
        game->high[0] = game->high[1] = 10.0;
        HMI_TRY(hmi_copy_text(r->ctx, hm_node_key(block, g), &game->name));
        HMI_TRY(hmi_copy_text(r->ctx, hm_node_place(node), &game->place));
        HMI_TRY(read_game(r, node, game));
    }
    return HM_OK;
}

hm_status hm_tariff_games_create(hm_context *ctx, const hm_node *block,
                                 const char *const *scenarios,
                                 int32_t n_scenarios, hm_tariff_games **out)
{
    *out = NULL;
    reader r = {ctx, scenarios, n_scenarios, HMI_NEW(ctx, hm_tariff_games)};
    if (r.games == NULL) {
        return HM_ERR_MEMORY;
    }
    r.games->ctx = ctx;
    hm_status status = read_block(&r, block);
    if (status != HM_OK) {
        hm_tariff_games_free(r.games);
        return status;
    }
    *out = r.games;
    return HM_OK;
}

static void entries_clear(hm_context *ctx, hmi_entries *entries)
{
    for (int32_t i = 0; i < entries->count; i++) {
        hmi_free(ctx, entries->items[i].country);
        hmi_free(ctx, entries->items[i].sector);
        hmi_free(ctx, entries->items[i].place);
    }
    hmi_free(ctx, entries->items);
}

static void game_clear(hm_context *ctx, hmi_game *game)
{
    for (int32_t p = 0; p < game->n_parts; p++) {
        hmi_names_clear(ctx, &game->parts[p].exporter.names);
        hmi_names_clear(ctx, &game->parts[p].importer.names);
        hmi_names_clear(ctx, &game->parts[p].sector.names);
        hmi_free(ctx, game->parts[p].place);
    }
    hmi_free(ctx, game->parts);
    hmi_names_clear(ctx, &game->players);
    hmi_names_clear(ctx, &game->mfn_set.names);
    entries_clear(ctx, &game->weights);
    entries_clear(ctx, &game->shares);
    hmi_free(ctx, game->name);
    hmi_free(ctx, game->place);
}

void hm_tariff_games_free(hm_tariff_games *games)
{
    if (games == NULL) {
        return;
    }
    for (int32_t g = 0; g < games->count; g++) {
        game_clear(games->ctx, &games->items[g]);
    }
    hmi_free(games->ctx, games->items);
    hmi_free(games->ctx, games);
}

int32_t hm_tariff_games_count(const hm_tariff_games *games)
{
    return games->count;
}

const char *hm_tariff_games_name(const hm_tariff_games *games, int32_t game)
{
    return games->items[game].name;
}

const char *hm_tariff_games_type(const hm_tariff_games *games, int32_t game)
{
    return types[games->items[game].type];
}

int32_t hm_tariff_games_start(const hm_tariff_games *games, int32_t game)
{
    return games->items[game].start_game;
}

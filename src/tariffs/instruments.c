// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * instruments.c - players, rates that they set, ties and weights, on an economy.
 *
 * Invariant: variables are ordered by player; every flow of a variable exists
 * (pi > 0), belongs to its player, and stands in no other variable of its kind.
 */
#include "tariffs/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What is put together before the variables are made. */
typedef struct maker {
    hm_context *ctx;
    const hmi_game *game;
    const hm_economy *economy;
    const hm_economy_arrays *a;
    int32_t N, J;
    size_t flows;
    bool *goods;             /* J */
    bool *chosen[HMI_KINDS]; /* flow: may be set */
    bool *tied;              /* N: partner in the MFN set */
    int32_t *slot;           /* (N+1)(J+1): variable of the player, or -1 */
    hmi_instruments *x;
} maker;

/* --- countries ------------------------------------------------------------------- */

/* Mark the countries that one code, group or "all" names. */
static hm_status mark_code(const maker *m, const char *key, const char *code,
                           bool *mark)
{
    int32_t found = hm_economy_country(m->economy, code);
    bool any = found >= 0;
    if (any) {
        mark[found] = true;
        return HM_OK;
    }
    for (int32_t n = 0; n < m->N; n++) {
        if (strcmp(code, "all") == 0 ||
            hm_economy_in_group(m->economy, n, code)) {
            mark[n] = true;
            any = true;
        }
    }
    if (any) {
        return HM_OK;
    }
    const hm_labels *labels = hm_economy_labels(m->economy);
    int32_t near = hmi_nearest(code, labels->country_codes, m->N);
    return hmi_fail(
        m->ctx, HM_ERR_UNKNOWN,
        "%s: %s: \"%.40s\" is not a country or group of this "
        "economy%s%s%s",
        m->game->place, key, code, near < 0 ? "" : "; did you mean \"",
        near < 0 ? "" : labels->country_codes[near], near < 0 ? "" : "\"?");
}

static hm_status mark_choice(const maker *m, const char *key,
                             const hmi_choice *choice, bool *mark)
{
    for (int32_t i = 0; i < choice->names.count; i++) {
        HMI_TRY(mark_code(m, key, choice->names.items[i], mark));
    }
    for (int32_t n = 0; choice->complement && n < m->N; n++) {
        mark[n] = !mark[n];
    }
    return HM_OK;
}

static int32_t player_of(const hmi_instruments *x, int32_t country)
{
    for (int32_t r = 0; r < x->R; r++) {
        if (x->country[r] == country) {
            return r;
        }
    }
    return -1;
}

int32_t hmi_instruments_owner(const hmi_instruments *x, int32_t kind, int32_t n,
                              int32_t i)
{
    return player_of(x, kind == HMI_TARIFF ? n : i);
}

/* Players in the order written; a group's members in the economy's. */
static hm_status find_players(maker *m)
{
    hmi_instruments *x = m->x;
    x->country = HMI_ARRAY(m->ctx, int32_t, m->N);
    x->start = HMI_ARRAY(m->ctx, int32_t, m->N + 1);
    if (x->country == NULL || x->start == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t p = 0; p < m->game->players.count; p++) {
        memset(m->tied, 0, (size_t)m->N * sizeof(bool));
        HMI_TRY(mark_code(m, "players", m->game->players.items[p], m->tied));
        for (int32_t n = 0; n < m->N; n++) {
            if (m->tied[n] && player_of(x, n) < 0) {
                x->country[x->R++] = n;
            }
        }
    }
    bool two = m->game->type == HMI_THREATS;
    if (two && x->R != 2) {
        return hmi_fail(m->ctx, HM_ERR_DATA,
                        "%s: game %s: threats are for two players, and it has "
                        "%d",
                        m->game->place, m->game->name, x->R);
    }
    if (m->game->type == HMI_COOPERATIVE && x->R < 2) {
        return hmi_fail(m->ctx, HM_ERR_DATA,
                        "%s: game %s: talks need two players or more",
                        m->game->place, m->game->name);
    }
    return HM_OK;
}

/* --- flows ------------------------------------------------------------------------ */

/* Countries that levy a tariff on sector j in the data. */
static int32_t levied_by(const maker *m, int32_t j)
{
    int32_t count = 0;
    for (int32_t n = 0; m->a->tariff != NULL && n < m->N; n++) {
        bool any = false;
        for (int32_t i = 0; i < m->N; i++) {
            size_t f = ((size_t)j * (size_t)m->N + (size_t)n) * (size_t)m->N +
                       (size_t)i;
            any = any || m->a->tariff[f] > 0.0;
        }
        count += any ? 1 : 0;
    }
    return count;
}

/*
 * The default sectors: goods. A sector is goods when half of the countries or
 * more levy a tariff on it in the data, which tells goods from services also
 * where a few countries' files carry a rate on everything. Where that is no
 * sector, all are.
 */
static void find_goods(const maker *m)
{
    bool any = false;
    for (int32_t j = 0; j < m->J; j++) {
        m->goods[j] = 2 * levied_by(m, j) >= m->N;
        any = any || m->goods[j];
    }
    for (int32_t j = 0; j < m->J; j++) {
        m->goods[j] = m->goods[j] || !any;
    }
}

/* A rate that no data hold: it marks the flows that a measure touches. */
static const double mark_rate = 1e6;

/* Flows of a part: those that a measure with its codes would touch. */
static hm_status choose_part(const maker *m, const hmi_part *part)
{
    hm_scenario *scenario = NULL;
    hm_shock *shock = NULL;
    hm_status status = HM_OK;
    const hmi_choice *choices[] = {&part->exporter, &part->importer,
                                   &part->sector};
    static const char *const every[] = {"all"};
    bool goods_only = part->sector.names.count == 0;
    size_t block = (size_t)m->N * (size_t)m->N;
    hm_selector selectors[3];
    for (int s = 0; s < 3; s++) {
        selectors[s] =
            (hm_selector){choices[s]->names.count,
                          (const char *const *)choices[s]->names.items,
                          choices[s]->complement};
    }
    if (goods_only) {
        selectors[2] = (hm_selector){1, every, false};
    }
    hm_measure measure = {.kind = part->kind == HMI_TARIFF
                                      ? HM_MEASURE_TARIFF
                                      : HM_MEASURE_EXPORT_TAX,
                          .rule = HM_RULE_ADD,
                          .value = mark_rate,
                          .exporter = selectors[0],
                          .importer = selectors[1],
                          .sector = selectors[2],
                          .place = part->place};
    HMI_GOTO(status, hm_scenario_create(m->ctx, "instruments", "", &scenario));
    HMI_GOTO(status, hm_scenario_add(scenario, &measure));
    HMI_GOTO(status, hm_shock_create(m->ctx, m->economy, scenario, &shock));
    const hm_shock_arrays *arrays = hm_shock_data(shock);
    const double *rate =
        part->kind == HMI_TARIFF ? arrays->tariff : arrays->export_tax;
    for (size_t f = 0; rate != NULL && f < m->flows; f++) {
        bool named =
            rate[f] > 0.5 * mark_rate && (!goods_only || m->goods[f / block]);
        m->chosen[part->kind][f] = m->chosen[part->kind][f] || named;
    }
out:
    hm_shock_free(shock);
    hm_scenario_free(scenario);
    return status;
}

static hm_status choose_flows(maker *m)
{
    find_goods(m);
    for (int32_t p = 0; p < m->game->n_parts; p++) {
        HMI_TRY(choose_part(m, &m->game->parts[p]));
    }
    for (size_t f = 0; f < m->flows; f++) {
        size_t N = (size_t)m->N;
        bool goods = m->goods[f / N / N];
        m->chosen[0][f] = m->chosen[0][f] || (m->game->n_parts == 0 && goods);
        bool exists = f % N != f / N % N && m->a->share[f] > 0.0;
        m->chosen[0][f] = m->chosen[0][f] && exists;
        m->chosen[1][f] = m->chosen[1][f] && exists;
    }
    memset(m->tied, 0, (size_t)m->N * sizeof(bool));
    return mark_choice(m, "mfn", &m->game->mfn_set, m->tied);
}

/* --- variables -------------------------------------------------------------------- */

/* Which of a player's rates of one kind the flow stands under; -1: none. */
static int32_t key_of(const maker *m, int32_t kind, int32_t country, size_t f)
{
    int32_t i = (int32_t)(f % (size_t)m->N);
    int32_t n = (int32_t)(f / (size_t)m->N % (size_t)m->N);
    int32_t j = (int32_t)(f / (size_t)m->N / (size_t)m->N);
    int32_t owner = kind == HMI_TARIFF ? n : i;
    int32_t partner = kind == HMI_TARIFF ? i : n;
    if (!m->chosen[kind][f] || owner != country) {
        return -1;
    }
    bool all = m->game->mfn && m->game->mfn_set.names.count == 0;
    bool tied = all || (m->game->mfn && m->tied[partner]);
    int32_t group = tied ? m->N : partner;
    return group * (m->J + 1) + (m->game->uniform ? m->J : j);
}

/* Number the rates of player r of one kind and count their flows. */
static void number_rates(maker *m, int32_t r, int32_t kind)
{
    hmi_instruments *x = m->x;
    int32_t keys = (m->N + 1) * (m->J + 1);
    for (int32_t k = 0; k < keys; k++) {
        m->slot[k] = -1;
    }
    int32_t first = x->count;
    for (size_t f = 0; f < m->flows; f++) {
        int32_t key = key_of(m, kind, x->country[r], f);
        if (key >= 0 && m->slot[key] < 0) {
            m->slot[key] = x->count;
            x->items[x->count++] = (hmi_variable){r, kind, 0, 0};
        }
        if (key >= 0) {
            x->items[m->slot[key]].count++;
        }
    }
    for (int32_t v = first; v < x->count; v++) {
        x->items[v].first = x->n_flows;
        x->n_flows += x->items[v].count;
        x->items[v].count = 0;
        x->low[v] = hmi_ln(1.0 + m->game->low[kind]);
        x->high[v] = hmi_ln(1.0 + m->game->high[kind]);
    }
    for (size_t f = 0; f < m->flows; f++) {
        int32_t key = key_of(m, kind, x->country[r], f);
        if (key >= 0) {
            hmi_variable *v = &x->items[m->slot[key]];
            x->flow[v->first + v->count++] = f;
        }
    }
}

static hm_status make_variables(maker *m)
{
    hmi_instruments *x = m->x;
    size_t most = 1;
    for (size_t f = 0; f < m->flows; f++) {
        int32_t i = (int32_t)(f % (size_t)m->N);
        int32_t n = (int32_t)(f / (size_t)m->N % (size_t)m->N);
        most += m->chosen[0][f] && player_of(x, n) >= 0 ? 1 : 0;
        most += m->chosen[1][f] && player_of(x, i) >= 0 ? 1 : 0;
    }
    x->items = HMI_ARRAY(m->ctx, hmi_variable, most);
    x->low = HMI_ARRAY(m->ctx, double, most);
    x->high = HMI_ARRAY(m->ctx, double, most);
    x->flow = HMI_ARRAY(m->ctx, size_t, most);
    if (x->items == NULL || x->low == NULL || x->high == NULL ||
        x->flow == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t r = 0; r < x->R; r++) {
        x->start[r] = x->count;
        number_rates(m, r, HMI_TARIFF);
        number_rates(m, r, HMI_EXPORT_TAX);
        x->start[r + 1] = x->count;
        if (x->count == x->start[r]) {
            const char *const *codes =
                hm_economy_labels(m->economy)->country_codes;
            return hmi_fail(m->ctx, HM_ERR_DATA,
                            "%s: game %s: %s has no rate to set; its "
                            "instruments name no flow of its own that exists",
                            m->game->place, m->game->name,
                            codes[x->country[r]]);
        }
    }
    return HM_OK;
}

/* --- weights and shares ------------------------------------------------------------- */

static hm_status entry_fail(const maker *m, const hmi_entry *entry,
                            const char *key, const char *what)
{
    return hmi_fail(
        m->ctx, HM_ERR_UNKNOWN, "%s: %s: %s is not a %s", entry->place, key,
        entry->sector != NULL && strcmp(what, "sector") == 0 ? entry->sector
                                                             : entry->country,
        what);
}

/* A list of players may hold more than the game's: others are refused. */
static hm_status entry_player(const maker *m, const hmi_entry *entry,
                              const char *key, int32_t *r)
{
    int32_t n = hm_economy_country(m->economy, entry->country);
    *r = n < 0 ? -1 : player_of(m->x, n);
    return *r < 0 ? entry_fail(m, entry, key, "player of this game") : HM_OK;
}

static hm_status make_weights(maker *m)
{
    hmi_instruments *x = m->x;
    const hmi_entries *list = &m->game->weights;
    if (list->count == 0) {
        return HM_OK;
    }
    size_t size = (size_t)x->R * (size_t)m->J;
    x->weight = HMI_ARRAY(m->ctx, double, size);
    if (x->weight == NULL) {
        return HM_ERR_MEMORY;
    }
    for (size_t i = 0; i < size; i++) {
        x->weight[i] = 1.0;
    }
    for (int32_t e = 0; e < list->count; e++) {
        int32_t r = 0;
        HMI_TRY(entry_player(m, &list->items[e], "weights", &r));
        const char *code = list->items[e].sector;
        int32_t j = hm_economy_sector(m->economy, code);
        bool all = strcmp(code, "all") == 0;
        if (j < 0 && !all) {
            return entry_fail(m, &list->items[e], "weights", "sector");
        }
        for (int32_t k = 0; k < m->J; k++) {
            if (all || k == j) {
                x->weight[r * m->J + k] = list->items[e].value;
            }
        }
    }
    return HM_OK;
}

static hm_status make_shares(maker *m)
{
    hmi_instruments *x = m->x;
    const hmi_entries *list = &m->game->shares;
    x->share = HMI_ARRAY(m->ctx, double, x->R);
    if (x->share == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t r = 0; r < x->R; r++) {
        x->share[r] = list->count == 0 ? 1.0 : 0.0;
    }
    for (int32_t e = 0; e < list->count; e++) {
        int32_t r = 0;
        HMI_TRY(entry_player(m, &list->items[e], "shares", &r));
        x->share[r] = list->items[e].value;
    }
    double sum = hmi_total((size_t)x->R, x->share);
    if (!(sum > 0.0)) {
        return hmi_fail(m->ctx, HM_ERR_DATA,
                        "%s: game %s: the shares of all players sum to %g",
                        m->game->place, m->game->name, sum);
    }
    for (int32_t r = 0; r < x->R; r++) {
        x->share[r] /= sum;
    }
    return HM_OK;
}

/* --- all of it ----------------------------------------------------------------------- */

static hm_status make(maker *m)
{
    m->chosen[0] = HMI_ARRAY(m->ctx, bool, m->flows);
    m->chosen[1] = HMI_ARRAY(m->ctx, bool, m->flows);
    m->tied = HMI_ARRAY(m->ctx, bool, m->N);
    m->goods = HMI_ARRAY(m->ctx, bool, m->J);
    m->slot = HMI_ARRAY(m->ctx, int32_t, (m->N + 1) * (m->J + 1));
    m->x = HMI_NEW(m->ctx, hmi_instruments);
    if (m->chosen[0] == NULL || m->chosen[1] == NULL || m->tied == NULL ||
        m->goods == NULL || m->slot == NULL || m->x == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_TRY(find_players(m));
    HMI_TRY(choose_flows(m));
    HMI_TRY(make_variables(m));
    HMI_TRY(make_weights(m));
    return make_shares(m);
}

hm_status hmi_instruments_create(hm_context *ctx, const hmi_game *game,
                                 const hm_economy *economy,
                                 hmi_instruments **out)
{
    const hm_economy_arrays *a = hm_economy_data(economy);
    maker m = {.ctx = ctx, .game = game, .economy = economy, .a = a};
    m.N = a->n_countries;
    m.J = a->n_sectors;
    m.flows = (size_t)m.J * (size_t)m.N * (size_t)m.N;
    *out = NULL;
    hm_status status = make(&m);
    if (status == HM_OK) {
        *out = m.x;
    } else {
        hmi_instruments_free(ctx, m.x);
    }
    hmi_free(ctx, m.chosen[0]);
    hmi_free(ctx, m.chosen[1]);
    hmi_free(ctx, m.tied);
    hmi_free(ctx, m.goods);
    hmi_free(ctx, m.slot);
    return status;
}

void hmi_instruments_free(hm_context *ctx, hmi_instruments *x)
{
    if (x == NULL) {
        return;
    }
    hmi_free(ctx, x->country);
    hmi_free(ctx, x->items);
    hmi_free(ctx, x->start);
    hmi_free(ctx, x->low);
    hmi_free(ctx, x->high);
    hmi_free(ctx, x->flow);
    hmi_free(ctx, x->weight);
    hmi_free(ctx, x->share);
    hmi_free(ctx, x);
}

hm_status hm_tariff_games_check(hm_context *ctx, const hm_tariff_games *games,
                                const hm_economy *economy)
{
    for (int32_t g = 0; g < games->count; g++) {
        hmi_instruments *x = NULL;
        HMI_TRY(hmi_instruments_create(ctx, &games->items[g], economy, &x));
        hmi_instruments_free(ctx, x);
    }
    return HM_OK;
}

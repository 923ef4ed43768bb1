// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * draws.c - the block `uncertainty:` of a case, and what a draw consists of.
 */
#include "uncertainty/internal.h"

#include <math.h>
#include <string.h>

const char *hm_assumption_name(hm_assumption assumption)
{
    static const char *const names[] = {
        "elasticity_set", "theta", "vintage", "trade_balance", "gdp",
        "trade_mix",      "all"};
    return assumption >= 0 && assumption <= HM_ASSUMPTION_ALL
               ? names[assumption]
               : "";
}

/* --- the block ---------------------------------------------------------------- */

typedef struct number_rule {
    const char *key;
    double low, high;
    bool whole;
} number_rule;

static hm_status check_number(hm_context *ctx, const hm_node *node,
                              const number_rule *rule, double *out)
{
    HMI_TRY(hmi_node_number(ctx, node, rule->key, out));
    if (*out < rule->low || *out > rule->high ||
        (rule->whole && *out != floor(*out))) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "%s is %g; expected a %snumber from %g to %g",
                             rule->key, *out, rule->whole ? "whole " : "",
                             rule->low, rule->high);
    }
    return HM_OK;
}

/* `*out` stays as it is when the key is absent. */
static hm_status take_number(hm_context *ctx, const hm_node *map,
                             const number_rule *rule, double *out)
{
    const hm_node *node = hm_node_find(map, rule->key);
    return node == NULL ? HM_OK : check_number(ctx, node, rule, out);
}

static hm_status read_numbers(hm_uncertainty *u, const hm_node *block)
{
    static const number_rule draws = {"draws", 1.0, 1e5, true};
    static const number_rule alone = {"alone", 0.0, 1e5, true};
    static const number_rule seed = {"seed", 0.0, 9007199254740992.0, true};
    static const number_rule cv = {"theta_cv", 0.0, 2.0, false};
    double n_draws = 256.0;
    double n_alone = 48.0;
    double number = 1.0;
    HMI_TRY(take_number(u->ctx, block, &draws, &n_draws));
    HMI_TRY(take_number(u->ctx, block, &alone, &n_alone));
    HMI_TRY(take_number(u->ctx, block, &seed, &number));
    HMI_TRY(take_number(u->ctx, block, &cv, &u->theta_cv));
    u->n_draws = (int32_t)n_draws;
    u->n_alone = (int32_t)n_alone;
    u->seed = (uint64_t)number;
    return HM_OK;
}

static hm_status add_closure(hm_uncertainty *u, const hm_node *node,
                             const char *text)
{
    hm_closure closure = HM_CLOSURE_BILATERAL;
    if (hm_closure_parse(text, &closure) != HM_OK) {
        return hmi_node_fail(u->ctx, node, HM_ERR_UNKNOWN,
                             "trade_balance \"%.40s\" is not known; expected "
                             "bilateral, fixed, scaled or zero",
                             text);
    }
    for (int32_t c = 0; c < u->n_closures; c++) {
        if (u->closures[c] == closure) {
            return HM_OK;
        }
    }
    u->closures[u->n_closures++] = closure;
    return HM_OK;
}

static hm_status read_closures(hm_uncertainty *u, const hm_node *block)
{
    const hm_node *node = hm_node_find(block, "trade_balance");
    hmi_names names = {0, NULL};
    hm_status status =
        hmi_names_read(u->ctx, node, "uncertainty, trade_balance", &names);
    if (status == HM_OK && node != NULL && names.count == 0) {
        status = hmi_node_fail(u->ctx, node, HM_ERR_DATA,
                               "trade_balance is empty; expected bilateral, "
                               "fixed, scaled or zero, or leave the key out");
    }
    for (int32_t i = 0; i < names.count && status == HM_OK; i++) {
        status = add_closure(u, node, names.items[i]);
    }
    hmi_names_clear(u->ctx, &names);
    return status;
}

static hm_status read_scale(hm_uncertainty *u, const hm_node *account)
{
    static const number_rule rule = {"gdp_scale", 0.05, 20.0, false};
    const hm_node *node = hm_node_find(account, "gdp_scale");
    if (node == NULL) {
        return HM_OK;
    }
    if (hm_node_get_kind(node) != HM_NODE_LIST || hm_node_size(node) != 2) {
        return hmi_node_fail(u->ctx, node, HM_ERR_DATA,
                             "gdp_scale: expected two numbers, [low, high]");
    }
    HMI_TRY(check_number(u->ctx, hm_node_item(node, 0), &rule, &u->gdp_low));
    HMI_TRY(check_number(u->ctx, hm_node_item(node, 1), &rule, &u->gdp_high));
    if (u->gdp_high < u->gdp_low) {
        return hmi_node_fail(u->ctx, node, HM_ERR_DATA,
                             "gdp_scale: %g is above %g; expected [low, high]",
                             u->gdp_low, u->gdp_high);
    }
    return HM_OK;
}

static hm_status read_account(hm_uncertainty *u, const hm_node *block)
{
    static const char *const keys[] = {"country", "gdp_scale", "trade_mix"};
    static const number_rule mix = {"trade_mix", 0.0, 2.0, false};
    const hm_node *account = hm_node_find(block, "account");
    const char *country = NULL;
    if (account == NULL) {
        return HM_OK;
    }
    HMI_TRY(hmi_node_keys(u->ctx, account, "uncertainty, account", keys, 3));
    HMI_TRY(hmi_node_get_text(u->ctx, account, "country", &country));
    if (country == NULL || country[0] == '\0') {
        return hmi_node_fail(u->ctx, account, HM_ERR_DATA,
                             "uncertainty, account: 'country' is missing; "
                             "expected the code of one country");
    }
    HMI_TRY(hmi_copy_text(u->ctx, country, &u->country));
    HMI_TRY(read_scale(u, account));
    return take_number(u->ctx, account, &mix, &u->trade_mix);
}

static hm_status read_block(hm_uncertainty *u, const hm_node *block)
{
    static const char *const keys[] = {"draws",    "alone",         "seed",
                                       "theta_cv", "trade_balance", "account"};
    HMI_TRY(hmi_node_keys(u->ctx, block, "uncertainty", keys, 6));
    HMI_TRY(read_numbers(u, block));
    HMI_TRY(read_closures(u, block));
    HMI_TRY(read_account(u, block));
    u->varies[HM_ASSUMPTION_SET] = u->n_sets > 1;
    u->varies[HM_ASSUMPTION_THETA] = true;
    u->varies[HM_ASSUMPTION_VINTAGE] = u->n_vintages > 1;
    u->varies[HM_ASSUMPTION_BALANCE] = u->n_closures > 1;
    u->varies[HM_ASSUMPTION_GDP] = u->gdp_high > u->gdp_low;
    u->varies[HM_ASSUMPTION_TRADE_MIX] = u->trade_mix > 0.0;
    return HM_OK;
}

hm_status hm_uncertainty_create(hm_context *ctx, const hm_node *block,
                                int32_t n_sets, int32_t n_vintages,
                                hm_closure closure, hm_uncertainty **out)
{
    *out = NULL;
    hm_uncertainty *u = HMI_NEW(ctx, hm_uncertainty);
    if (u == NULL) {
        return HM_ERR_MEMORY;
    }
    u->ctx = ctx;
    u->n_sets = n_sets;
    u->n_vintages = n_vintages;
    u->closures[0] = closure;
    u->n_closures = 1;
    u->gdp_low = 1.0;
    u->gdp_high = 1.0;
    hm_status status = read_block(u, block);
    if (status != HM_OK) {
        hm_uncertainty_free(u);
        return status;
    }
    *out = u;
    return HM_OK;
}

void hm_uncertainty_free(hm_uncertainty *uncertainty)
{
    if (uncertainty != NULL) {
        hmi_free(uncertainty->ctx, uncertainty->country);
        hmi_free(uncertainty->ctx, uncertainty);
    }
}

const char *hm_uncertainty_country(const hm_uncertainty *uncertainty)
{
    return uncertainty->country;
}

double hm_uncertainty_theta_cv(const hm_uncertainty *uncertainty)
{
    return uncertainty->theta_cv;
}

uint64_t hm_uncertainty_seed(const hm_uncertainty *uncertainty)
{
    return uncertainty->seed;
}

/* --- a draw -------------------------------------------------------------------- */

hm_random hmi_draw_stream(const hm_uncertainty *u, int32_t number,
                          hm_assumption assumption)
{
    uint64_t place = (uint64_t)number * HM_ASSUMPTIONS + (uint64_t)assumption;
    return hm_random_seed(u->seed + 0x9e3779b97f4a7c15ull * (place + 1));
}

bool hmi_draw_varies(const hm_uncertainty *u, const hm_draw *draw,
                     hm_assumption assumption)
{
    return u->varies[assumption] &&
           (draw->varied == HM_ASSUMPTION_ALL || draw->varied == assumption);
}

/* How many draws an assumption has alone: each option of a list once. */
static int32_t alone(const hm_uncertainty *u, hm_assumption assumption)
{
    if (!u->varies[assumption] || u->n_alone == 0) {
        return 0;
    }
    switch (assumption) {
    case HM_ASSUMPTION_SET:
        return u->n_sets;
    case HM_ASSUMPTION_VINTAGE:
        return u->n_vintages;
    case HM_ASSUMPTION_BALANCE:
        return u->n_closures;
    default:
        return u->n_alone;
    }
}

int32_t hm_uncertainty_draws(const hm_uncertainty *u)
{
    int32_t count = u->n_draws;
    for (int32_t a = 0; a < HM_ASSUMPTIONS; a++) {
        count += alone(u, (hm_assumption)a);
    }
    return count;
}

/* One of `count`: equally likely, or in turn where it varies alone; 0 where
 * it does not vary. */
static int32_t pick(const hm_uncertainty *u, const hm_draw *draw,
                    hm_assumption assumption, int32_t count)
{
    hm_random random = hmi_draw_stream(u, draw->number, assumption);
    int32_t picked = draw->varied == assumption
                         ? draw->number % count
                         : hm_random_below(&random, count);
    return hmi_draw_varies(u, draw, assumption) ? picked : 0;
}

hm_draw hm_uncertainty_draw(const hm_uncertainty *u, int32_t index)
{
    hm_draw draw = {.varied = HM_ASSUMPTION_ALL, .number = index};
    int32_t left = index - u->n_draws;
    for (int32_t a = 0; a < HM_ASSUMPTIONS && left >= 0; a++) {
        int32_t count = alone(u, (hm_assumption)a);
        if (count > 0) {
            draw.varied = (hm_assumption)a;
            draw.number = left;
            left -= count;
        }
    }
    draw.set = pick(u, &draw, HM_ASSUMPTION_SET, u->n_sets);
    draw.vintage = pick(u, &draw, HM_ASSUMPTION_VINTAGE, u->n_vintages);
    draw.closure =
        u->closures[pick(u, &draw, HM_ASSUMPTION_BALANCE, u->n_closures)];
    hm_random random = hmi_draw_stream(u, draw.number, HM_ASSUMPTION_GDP);
    double scale =
        u->gdp_low + (u->gdp_high - u->gdp_low) * hm_random_uniform(&random);
    draw.gdp_scale = hmi_draw_varies(u, &draw, HM_ASSUMPTION_GDP) ? scale : 1.0;
    return draw;
}

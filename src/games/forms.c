// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * forms.c - games of this module in strategic form, as tables.
 */
#include "games/internal.h"

#include <string.h>

static hm_status add_named(hm_table *table, const char *prefix,
                           const char *player, hm_column_type type,
                           hm_context *ctx)
{
    hmi_text text;
    char *name = NULL;
    hmi_text_init(&text, ctx);
    hmi_text_add(&text, prefix);
    hmi_text_add(&text, player);
    HMI_TRY(hmi_text_take(&text, &name));
    hm_status status = hm_table_add_column(table, name, type);
    hmi_free(ctx, name);
    return status;
}

static hm_status form_create(hm_context *ctx, const char *name, int32_t n,
                             const char *const *players, hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_TRY(hm_table_create(ctx, name, &table));
    for (int32_t r = 0; status == HM_OK && r < n; r++) {
        status = add_named(table, "strategy_", players[r], HM_COLUMN_TEXT, ctx);
    }
    for (int32_t r = 0; status == HM_OK && r < n; r++) {
        status = add_named(table, "payoff_", players[r], HM_COLUMN_NUMBER, ctx);
    }
    if (status != HM_OK) {
        hm_table_free(table);
        return status;
    }
    *out = table;
    return HM_OK;
}

static hm_status add_pair(hm_table *table, const hm_payoffs *p, int32_t pair,
                          const double *payoff, int32_t first, int32_t second)
{
    int32_t n = hm_payoffs_size(p, HM_PAYOFF_PLAYER);
    int32_t packages = hm_payoffs_size(p, HM_PAYOFF_PACKAGE);
    HMI_TRY(hm_table_add_row(table));
    for (int32_t r = 0; r < n; r++) {
        const char *strategy =
            r == first ? hm_payoffs_name(p, HM_PAYOFF_POLICY, pair / packages)
            : r == second
                ? hm_payoffs_name(p, HM_PAYOFF_PACKAGE, pair % packages)
                : "-";
        HMI_TRY(hm_table_set_text(table, r, strategy));
        hm_table_set_number(table, n + r, payoff[r]);
    }
    return HM_OK;
}

static hm_status add_pairs(hm_table *table, const hm_payoffs *p,
                           const double *payoff, int32_t pairs, int32_t first,
                           int32_t second)
{
    int32_t n = hm_payoffs_size(p, HM_PAYOFF_PLAYER);
    for (int32_t i = 0; i < pairs; i++) {
        HMI_TRY(add_pair(table, p, i, payoff + i * n, first, second));
    }
    return HM_OK;
}

hm_status hm_payoffs_game(hm_context *ctx, const hm_payoffs *payoffs,
                          int32_t draw, const hm_security *security,
                          int32_t first, int32_t second, hm_table **out)
{
    hm_status status = HM_OK;
    int32_t n = hm_payoffs_size(payoffs, HM_PAYOFF_PLAYER);
    int32_t pairs = hm_payoffs_size(payoffs, HM_PAYOFF_POLICY) *
                    hm_payoffs_size(payoffs, HM_PAYOFF_PACKAGE);
    int32_t found = 0;
    const char *players[HM_PLAYERS_MAX] = {NULL};
    hm_table *table = NULL;
    *out = NULL;
    if (first < 0 || first >= n || second < 0 || second >= n ||
        first == second) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "players %d and %d of %d; expected two of them",
                        (int)first, (int)second, (int)n);
    }
    double *payoff = HMI_ARRAY(ctx, double, pairs *n);
    int32_t *pair = HMI_ARRAY(ctx, int32_t, pairs);
    HMI_GOTO(status, payoff == NULL || pair == NULL ? HM_ERR_MEMORY : HM_OK);
    HMI_GOTO(status, hm_payoffs_points(ctx, payoffs, draw, security, payoff,
                                       pair, &found));
    if (found < pairs) {
        status = hmi_fail(ctx, HM_ERR_DATA,
                          "%d of %d pairs of policy and package have no "
                          "answer in draw %s: a game has no holes",
                          (int)(pairs - found), (int)pairs,
                          hm_payoffs_name(payoffs, HM_PAYOFF_DRAW, draw));
        goto out;
    }
    for (int32_t r = 0; r < n; r++) {
        players[r] = hm_payoffs_name(payoffs, HM_PAYOFF_PLAYER, r);
    }
    HMI_GOTO(status, form_create(ctx, "policy_game", n, players, &table));
    HMI_GOTO(status, add_pairs(table, payoffs, payoff, pairs, first, second));
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    hmi_free(ctx, payoff);
    hmi_free(ctx, pair);
    return status;
}

static hm_status add_sets(hm_table *table, int32_t n, const double *payoff)
{
    for (uint32_t set = 0; set < UINT32_C(1) << n; set++) {
        HMI_TRY(hm_table_add_row(table));
        for (int32_t r = 0; r < n; r++) {
            bool in = (set >> r & 1u) != 0;
            HMI_TRY(hm_table_set_text(table, r, in ? "in" : "out"));
            hm_table_set_number(table, n + r,
                                payoff[(size_t)set * (size_t)n + (size_t)r]);
        }
    }
    return HM_OK;
}

hm_status hm_club_game(hm_context *ctx, int32_t n, const char *const *players,
                       const double *payoff, hm_table **out)
{
    hm_club club;
    hm_table *table = NULL;
    *out = NULL;
    HMI_TRY(hm_club_settle(ctx, n, payoff, &club)); /* checks the table */
    HMI_TRY(form_create(ctx, "club_game", n, players, &table));
    hm_status status = add_sets(table, n, payoff);
    if (status != HM_OK) {
        hm_table_free(table);
        return status;
    }
    *out = table;
    return HM_OK;
}

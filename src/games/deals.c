// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * deals.c - deals as rows of a table, with rule and threat point (R6).
 */
#include "games/internal.h"

#include <math.h>

enum {
    DEAL = 0,
    RULE,
    KIND,
    PLAYER,
    EXISTS,
    POINT,
    PLACE,
    THREAT,
    PAYOFF,
    GAIN,
    SIDE_PAYMENT,
    COLUMNS
};

static const char *const column_names[COLUMNS] = {
    "deal",  "rule",   "kind",   "player", "exists",      "point",
    "place", "threat", "payoff", "gain",   "side_payment"};

static const char *kind_of(const hm_deal *deal)
{
    return deal->lottery ? "lottery" : isnan(deal->place) ? "pure" : "frontier";
}

static hm_status add_player(hm_table *table, int32_t number,
                            const hm_deal *deal, int32_t r, const char *player)
{
    HMI_TRY(hm_table_add_row(table));
    hm_table_set_number(table, DEAL, (double)number);
    HMI_TRY(hm_table_set_text(table, RULE, hm_bargain_name(deal->rule)));
    HMI_TRY(hm_table_set_text(table, KIND, kind_of(deal)));
    HMI_TRY(hm_table_set_text(table, PLAYER, player));
    hm_table_set_number(table, EXISTS, deal->exists ? 1.0 : 0.0);
    hm_table_set_number(table, POINT,
                        deal->point < 0 ? (double)NAN : (double)deal->point);
    hm_table_set_number(table, PLACE, deal->place);
    hm_table_set_number(table, THREAT, deal->threat[r]);
    hm_table_set_number(table, PAYOFF, deal->payoff[r]);
    hm_table_set_number(table, GAIN, deal->gain[r]);
    hm_table_set_number(table, SIDE_PAYMENT, deal->side_payment[r]);
    return HM_OK;
}

hm_status hm_deal_table(hm_context *ctx, const hm_deal *const *deals,
                        int32_t n_deals, const char *const *players,
                        hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_TRY(hm_table_create(ctx, "deals", &table));
    for (int32_t c = 0; c < COLUMNS; c++) {
        bool text = c == RULE || c == KIND || c == PLAYER;
        HMI_GOTO(status,
                 hm_table_add_column(table, column_names[c],
                                     text ? HM_COLUMN_TEXT : HM_COLUMN_NUMBER));
    }
    for (int32_t d = 0; d < n_deals; d++) {
        for (int32_t r = 0; r < deals[d]->n_players; r++) {
            HMI_GOTO(status, add_player(table, d, deals[d], r, players[r]));
        }
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

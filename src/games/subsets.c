// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * subsets.c - which issues to put on one table, and whose interests are
 * touched who do not sit there (B18).
 */
#include "games/internal.h"

#include <string.h>

enum { MAX_ISSUES = 5 };

enum {
    SUBSET = 0,
    PLAYER,
    PARTY,
    DEAL,
    THREAT,
    PAYOFF,
    GAIN,
    LOTTERY_GAIN,
    LOSES,
    EXPOSED,
    COLUMNS
};

static const char *const column_names[COLUMNS] = {
    "subset", "player", "party",        "deal",  "threat",
    "payoff", "gain",   "lottery_gain", "loses", "exposed"};

typedef struct subset_rows {
    hm_context *ctx;
    hm_table *table;
    const hm_talks *talks;
    const char *const *players;
} subset_rows;

static hm_status name_subset(hm_context *ctx, const hm_issue *issues,
                             int32_t n_issues, uint32_t set, char **out)
{
    hmi_text text;
    hmi_text_init(&text, ctx);
    for (int32_t k = 0; k < n_issues; k++) {
        if ((set >> k & 1u) != 0) {
            hmi_text_add(&text, text.size > 0 ? "+" : "");
            hmi_text_add(&text, issues[k].name);
        }
    }
    if (set == 0) {
        hmi_text_add(&text, "none");
    }
    return hmi_text_take(&text, out);
}

/* `pure` and `lottery` hold payoffs; changes are from the threat point, for
 * those at the table and for those who are not. */
static hm_status add_player(const subset_rows *rows, const char *subset,
                            const hm_deal *pure, const hm_deal *lottery,
                            const double *threat, uint32_t exposed, int32_t r)
{
    hm_table *table = rows->table;
    uint32_t everyone = hmi_everyone(pure->n_players, rows->talks->parties);
    bool party = (everyone >> r & 1u) != 0;
    double gain = pure->exists ? pure->payoff[r] - threat[r] : 0.0;
    double hull = lottery->exists ? lottery->payoff[r] - threat[r] : 0.0;
    HMI_TRY(hm_table_add_row(table));
    HMI_TRY(hm_table_set_text(table, SUBSET, subset));
    HMI_TRY(hm_table_set_text(table, PLAYER, rows->players[r]));
    hm_table_set_number(table, PARTY, party ? 1.0 : 0.0);
    hm_table_set_number(table, DEAL, pure->exists ? 1.0 : 0.0);
    hm_table_set_number(table, THREAT, threat[r]);
    hm_table_set_number(table, PAYOFF, threat[r] + gain);
    hm_table_set_number(table, GAIN, gain);
    hm_table_set_number(table, LOTTERY_GAIN, hull);
    hm_table_set_number(table, LOSES, gain < 0.0 || hull < 0.0 ? 1.0 : 0.0);
    hm_table_set_number(table, EXPOSED, (exposed >> r & 1u) != 0 ? 1.0 : 0.0);
    return HM_OK;
}

static hm_status settle_subset(const subset_rows *rows, const hm_issue *chosen,
                               int32_t n_chosen, const hm_points *joint,
                               hm_deal *pure, hm_deal *lottery)
{
    hm_status status = HM_OK;
    hm_linked *linked = NULL;
    hm_talks talks = *rows->talks;
    HMI_TRY(hm_linked_create(rows->ctx, chosen, n_chosen, joint, talks.parties,
                             &linked));
    hm_points together = hm_linked_together(linked);
    talks.threat = hm_linked_threat(linked);
    HMI_GOTO(status, hm_bargain_pure(rows->ctx, &together, &talks, pure));
    HMI_GOTO(status,
             hm_bargain_lottery(rows->ctx, &together, &talks, NULL, lottery));
out:
    hm_linked_free(linked);
    return status;
}

static hm_status add_subset(const subset_rows *rows, const hm_issue *issues,
                            int32_t n_issues, uint32_t set,
                            const hm_points *joint)
{
    hm_issue chosen[MAX_ISSUES];
    int32_t n_chosen = 0;
    int32_t n_players = issues[0].points.n_players;
    double threat[HM_PLAYERS_MAX] = {0.0};
    uint32_t exposed = 0;
    char *name = NULL;
    hm_deal pure = {.n_players = n_players};
    hm_deal lottery = {.n_players = n_players};
    for (int32_t k = 0; k < n_issues; k++) {
        if ((set >> k & 1u) != 0) {
            chosen[n_chosen++] = issues[k];
            exposed |= issues[k].exposed;
            for (int32_t r = 0; r < n_players; r++) {
                threat[r] += issues[k].threat[r];
            }
        }
    }
    if (n_chosen > 0) {
        HMI_TRY(settle_subset(rows, chosen, n_chosen, joint, &pure, &lottery));
    }
    HMI_TRY(name_subset(rows->ctx, issues, n_issues, set, &name));
    hm_status status = HM_OK;
    for (int32_t r = 0; status == HM_OK && r < n_players; r++) {
        status = add_player(rows, name, &pure, &lottery, threat, exposed, r);
    }
    hmi_free(rows->ctx, name);
    return status;
}

hm_status hm_linked_subsets(hm_context *ctx, const hm_issue *issues,
                            int32_t n_issues, const hm_points *const *joint,
                            const hm_talks *talks, const char *const *players,
                            hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    if (n_issues < 1 || n_issues > MAX_ISSUES) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT, "%d issues; expected 1 to %d",
                        (int)n_issues, MAX_ISSUES);
    }
    HMI_TRY(hm_table_create(ctx, "issue_subsets", &table));
    subset_rows rows = {ctx, table, talks, players};
    for (int32_t c = 0; c < COLUMNS; c++) {
        HMI_GOTO(status, hm_table_add_column(table, column_names[c],
                                             c <= PLAYER ? HM_COLUMN_TEXT
                                                         : HM_COLUMN_NUMBER));
    }
    for (uint32_t set = 0; set < UINT32_C(1) << n_issues; set++) {
        HMI_GOTO(status, add_subset(&rows, issues, n_issues, set,
                                    joint == NULL ? NULL : joint[set]));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

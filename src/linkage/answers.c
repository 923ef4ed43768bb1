// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * answers.c - from tables of payoffs to the fourteen questions: every view
 * writes its numbers on the sheet, the first view makes the tables beside it.
 */
#include "linkage/answers.h"

#include <math.h>
#include <string.h>

/* --- combinations that were not solved ------------------------------------------ */

/* Names of one axis in order of first appearance. */
typedef struct axis {
    hmi_names names;
} axis;

static int32_t index_of(const hmi_names *names, const char *name,
                        int32_t *guess)
{
    for (int32_t i = 0; i < names->count; i++) {
        int32_t k = (*guess + i) % names->count;
        if (strcmp(names->items[k], name) == 0) {
            *guess = k;
            return k;
        }
    }
    return -1;
}

static hm_status read_axis(hm_context *ctx, const hm_table *table,
                           const char *column, hmi_names *out)
{
    int32_t c = hm_table_find(table, column);
    int32_t guess = 0;
    if (c < 0 || hm_table_column_type(table, c) != HM_COLUMN_TEXT) {
        return hmi_fail(ctx, HM_ERR_DATA, "payoffs: no column of text '%s'",
                        column);
    }
    for (int32_t i = 0; i < hm_table_rows(table); i++) {
        const char *name = hm_table_text(table, i, c);
        if (index_of(out, name, &guess) < 0) {
            HMI_TRY(hmi_names_add(ctx, out, name));
        }
    }
    return HM_OK;
}

static const char *const axes[HM_PAYOFF_AXES] = {"policy", "package", "draw",
                                                 "player"};

/* Copy row `i` of `from` (-1: nothing was solved there) behind `to`. */
static hm_status add_cell(const hm_table *from, int32_t i, hmi_names names[],
                          const int32_t at[], hm_table *to)
{
    HMI_TRY(hm_table_add_row(to));
    for (int32_t x = 0; x < HM_PAYOFF_AXES; x++) {
        HMI_TRY(hm_table_set_text(to, x, names[x].items[at[x]]));
    }
    HMI_TRY(hm_table_set_text(
        to, 4,
        i < 0 ? "E" : hm_table_text(from, i, hm_table_find(from, "class"))));
    if (i >= 0) {
        hm_table_set_number(
            to, 5, hm_table_number(from, i, hm_table_find(from, "value")));
        hm_table_set_number(
            to, 6,
            hm_table_number(from, i, hm_table_find(from, "certificate")));
    }
    return HM_OK;
}

static size_t place_of(const hmi_names names[], const int32_t at[])
{
    size_t place = 0;
    for (int32_t x = 0; x < HM_PAYOFF_AXES; x++) {
        place = place * (size_t)names[x].count + (size_t)at[x];
    }
    return place;
}

/* Row of every combination, -1 where there is none. */
static hm_status find_rows(hm_context *ctx, const hm_table *from,
                           const hmi_names names[], int32_t *row, size_t cells)
{
    int32_t guess[HM_PAYOFF_AXES] = {0};
    int32_t at[HM_PAYOFF_AXES];
    for (size_t i = 0; i < cells; i++) {
        row[i] = -1;
    }
    for (int32_t i = 0; i < hm_table_rows(from); i++) {
        for (int32_t x = 0; x < HM_PAYOFF_AXES; x++) {
            const char *name =
                hm_table_text(from, i, hm_table_find(from, axes[x]));
            at[x] = index_of(&names[x], name, &guess[x]);
        }
        size_t place = place_of(names, at);
        if (row[place] >= 0) {
            return hmi_fail(ctx, HM_ERR_DATA,
                            "payoffs, row %d: this combination stands in the "
                            "table twice",
                            (int)i + 1);
        }
        row[place] = i;
    }
    return HM_OK;
}

static hm_status make_product(hm_context *ctx, hm_table **out)
{
    static const char *const more[] = {"class", "value", "certificate"};
    HMI_TRY(hm_table_create(ctx, "payoffs", out));
    for (int32_t x = 0; x < HM_PAYOFF_AXES; x++) {
        HMI_TRY(hm_table_add_column(*out, axes[x], HM_COLUMN_TEXT));
    }
    for (int32_t c = 0; c < 3; c++) {
        HMI_TRY(hm_table_add_column(
            *out, more[c], c == 0 ? HM_COLUMN_TEXT : HM_COLUMN_NUMBER));
    }
    return HM_OK;
}

static hm_status write_product(hm_context *ctx, const hm_table *from,
                               hmi_names names[], hm_table *to)
{
    hm_status status = HM_OK;
    size_t cells = 1;
    int32_t at[HM_PAYOFF_AXES] = {0};
    for (int32_t x = 0; x < HM_PAYOFF_AXES; x++) {
        cells *= (size_t)names[x].count;
    }
    int32_t *row = HMI_ARRAY(ctx, int32_t, cells);
    if (row == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_GOTO(status, find_rows(ctx, from, names, row, cells));
    for (size_t i = 0; i < cells; i++) {
        size_t rest = i;
        for (int32_t x = HM_PAYOFF_AXES - 1; x >= 0; x--) {
            at[x] = (int32_t)(rest % (size_t)names[x].count);
            rest /= (size_t)names[x].count;
        }
        HMI_GOTO(status, add_cell(from, row[i], names, at, to));
    }
out:
    hmi_free(ctx, row);
    return status;
}

/* The table with an empty row for what was not solved, as games want it. */
static hm_status complete(hm_context *ctx, const hm_table *from,
                          hm_payoffs **out)
{
    hm_status status = HM_OK;
    hmi_names names[HM_PAYOFF_AXES] = {{0, NULL}};
    hm_table *product = NULL;
    for (int32_t x = 0; x < HM_PAYOFF_AXES; x++) {
        HMI_GOTO(status, read_axis(ctx, from, axes[x], &names[x]));
    }
    static const char *const more[] = {"class", "value", "certificate"};
    for (int32_t c = 0; c < 3; c++) {
        if (hm_table_find(from, more[c]) < 0) {
            status =
                hmi_fail(ctx, HM_ERR_DATA, "payoffs: no column '%s'", more[c]);
            goto out;
        }
    }
    HMI_GOTO(status, make_product(ctx, &product));
    HMI_GOTO(status, write_product(ctx, from, names, product));
    HMI_GOTO(status, hm_payoffs_from_table(ctx, product, out));
out:
    hm_table_free(product);
    for (int32_t x = 0; x < HM_PAYOFF_AXES; x++) {
        hmi_names_clear(ctx, &names[x]);
    }
    return status;
}

/* --- the questions ------------------------------------------------------------------ */

static hm_status play(hmi_hand *h)
{
    h->sheet->next = 0;
    HMI_TRY(hmi_rows_reach(h));
    HMI_TRY(hmi_rows_price(h));
    HMI_TRY(hmi_rows_deal(h));
    HMI_TRY(hmi_rows_value(h));
    HMI_TRY(hmi_say_region(h));
    HMI_TRY(hmi_rows_keep(h));
    HMI_TRY(hmi_rows_precedent(h));
    return hmi_rows_fear(h);
}

/* Views that are whole stand first. */
static int32_t count_sets(const hm_payoffs *payoffs, const hm_table *views)
{
    int32_t n = hm_payoffs_size(payoffs, HM_PAYOFF_DRAW);
    int32_t sets = 0;
    for (int32_t v = 0; v < n; v++) {
        const char *name = hm_payoffs_name(payoffs, HM_PAYOFF_DRAW, v);
        for (int32_t i = 0; i < hm_table_rows(views); i++) {
            if (strcmp(hm_table_text(views, i, 0), name) == 0) {
                sets += strcmp(hm_table_text(views, i, 1), "set") == 0 ? 1 : 0;
                break;
            }
        }
    }
    return sets;
}

static hm_status play_all(hmi_hand *h, const hm_linkage_evidence *evidence)
{
    hm_status status = HM_OK;
    for (int32_t v = 0; v < h->sheet->n_views && status == HM_OK; v++) {
        h->draw = v;
        h->whole = v < h->sheet->n_sets;
        h->facts = v < evidence->n_facts && evidence->facts != NULL
                       ? evidence->facts[v]
                       : NULL;
        status = hmi_hand_open(h, evidence->views);
        if (status == HM_OK) {
            status = play(h);
        }
        hmi_hand_close(h);
    }
    return status;
}

static hm_status make_sides(hmi_hand *h, const hm_linkage_evidence *evidence,
                            hm_table *tables[])
{
    hm_status status = HM_OK;
    h->draw = 0;
    h->whole = true;
    h->facts = evidence->facts != NULL && evidence->n_facts > 0
                   ? evidence->facts[0]
                   : NULL;
    HMI_GOTO(status, hmi_hand_open(h, evidence->views));
    for (int32_t i = 0; i < HMI_SIDES; i++) {
        HMI_GOTO(status, hmi_sides[i].make(h, &tables[2 + i]));
    }
    HMI_GOTO(status, hmi_priors_table(h->ctx, h->linkage,
                                      &tables[HM_LINKAGE_TABLES - 1]));
out:
    hmi_hand_close(h);
    return status;
}

hm_status hm_linkage_answers(hm_context *ctx, const hm_linkage *linkage,
                             const hm_linkage_evidence *evidence,
                             hm_table *tables[HM_LINKAGE_TABLES])
{
    hm_status status = HM_OK;
    hm_payoffs *payoffs = NULL;
    hmi_sheet sheet = {.ctx = ctx};
    memset(tables, 0, HM_LINKAGE_TABLES * sizeof *tables);
    HMI_TRY(complete(ctx, evidence->payoffs, &payoffs));
    sheet.n_views = hm_payoffs_size(payoffs, HM_PAYOFF_DRAW);
    sheet.n_sets = count_sets(payoffs, evidence->views);
    hmi_hand h = {.ctx = ctx,
                  .linkage = linkage,
                  .payoffs = payoffs,
                  .concession = evidence->concession,
                  .sheet = &sheet};
    HMI_GOTO(status, play_all(&h, evidence));
    HMI_GOTO(status, hmi_sheet_table(&sheet, "linkage", false, &tables[0]));
    if (evidence->beliefs != NULL) {
        HMI_GOTO(status, hmi_sheet_posterior(evidence->beliefs, tables[0]));
    }
    HMI_GOTO(status, hmi_sheet_table(&sheet, "thresholds", true, &tables[1]));
    HMI_GOTO(status, make_sides(&h, evidence, tables));
out:
    for (int32_t t = 0; t < HM_LINKAGE_TABLES && status != HM_OK; t++) {
        hm_table_free(tables[t]);
        tables[t] = NULL;
    }
    hmi_sheet_clear(&sheet);
    hm_payoffs_free(payoffs);
    return status;
}

hm_status hm_linkage_game(hm_context *ctx, const hm_linkage *linkage,
                          const hm_linkage_evidence *evidence, int32_t index,
                          const char **name, bool *tree, hm_table **out)
{
    hm_status status = HM_OK;
    hm_payoffs *payoffs = NULL;
    *name = NULL;
    *out = NULL;
    HMI_TRY(complete(ctx, evidence->payoffs, &payoffs));
    hmi_hand h = {
        .ctx = ctx, .linkage = linkage, .payoffs = payoffs, .whole = true};
    HMI_GOTO(status, hmi_hand_open(&h, evidence->views));
    status = hmi_game_at(&h, index, name, tree, out);
out:
    hmi_hand_close(&h);
    hm_payoffs_free(payoffs);
    return status;
}

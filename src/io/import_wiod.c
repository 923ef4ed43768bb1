// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * import_wiod.c - a world input-output table, as the 2013 release of WIOD
 * lays it out, to an account (MODEL.md 1.1).
 *
 * Rows: exporter and its industry. Columns: intermediate use by country and
 * industry, final demand by country and category, gross output; basic
 * prices, no header. Sales add up uses of every kind; input coefficients are
 * relative to the gross output of the table, so that rounding of the table
 * does not fall on value added. Two repairs, each cell in the ledger: sales
 * below zero (stocks run down) become zero; where industries use more of a
 * good than the country buys, their use is lowered to it and value added is
 * raised: that moves exactly the shortfall and nothing else.
 */
#include "economy/account.h"
#include "io/recipe.h"

#include <math.h>
#include <string.h>

static const char step[] = "import";

typedef struct wiod {
    hm_context *ctx;
    const char *file;
    const char *at, *end;
    int32_t line;
    int32_t N, J;
    int32_t categories; /* of final demand */
    hm_account_arrays *a;
    const hm_labels *labels;
    double *output;    /* N*J as the table states it */
    double *sold;      /* N*J sums of the rows */
    double in, raised; /* sum of all cells; of negative sales */
} wiod;

/* The next number of the row; `last` ends the line. */
static hm_status next_number(wiod *w, bool last, double *out)
{
    const char *from = w->at;
    while (w->at < w->end && *w->at != ',' && *w->at != '\n' &&
           *w->at != '\r') {
        w->at++;
    }
    if (!hmi_parse_number(from, w->at, out)) {
        int shown = w->at - from < 40 ? (int)(w->at - from) : 40;
        return hmi_fail(w->ctx, HM_ERR_PARSE,
                        "%s:%d: \"%.*s\"; expected a number (the table has no "
                        "header and no labels)",
                        w->file, (int)w->line, shown, from);
    }
    bool ends = w->at >= w->end || *w->at != ',';
    if (ends != last) {
        return hmi_fail(w->ctx, HM_ERR_PARSE,
                        "%s:%d: a row %s; expected %d numbers: %d uses by "
                        "industries, %d final uses and gross output",
                        w->file, (int)w->line,
                        ends ? "ends too early" : "has too many numbers",
                        w->N * w->J + w->N * w->categories + 1, w->N * w->J,
                        w->N * w->categories);
    }
    while (w->at < w->end && *w->at == '\r') {
        w->at++;
    }
    w->at += w->at < w->end ? 1 : 0;
    return HM_OK;
}

/* Categories of final demand, from the length of the first row. */
static hm_status count_columns(wiod *w)
{
    int64_t columns = 1;
    for (const char *c = w->at; c < w->end && *c != '\n'; c++) {
        columns += *c == ',' ? 1 : 0;
    }
    int64_t final = columns - 1 - (int64_t)w->N * w->J;
    if (final < w->N || final % w->N != 0) {
        return hmi_fail(w->ctx, HM_ERR_DATA,
                        "%s:1: %lld columns; expected %d x %d uses by "
                        "industries, the same number of final uses for each "
                        "of the %d countries, and gross output",
                        w->file, (long long)columns, w->N, w->J, w->N);
    }
    w->categories = (int32_t)(final / w->N);
    return HM_OK;
}

/* Row (i, j): sales of i's good j to every use. */
static hm_status read_row(wiod *w, int32_t i, int32_t j)
{
    double value = 0.0;
    for (int32_t n = 0; n < w->N; n++) {
        for (int32_t k = 0; k < w->J; k++) {
            HMI_TRY(next_number(w, false, &value));
            if (value < 0.0) {
                return hmi_fail(
                    w->ctx, HM_ERR_DATA,
                    "%s:%d: %s, %s to %s, %s is %g; expected uses "
                    "by industries that are 0 or more",
                    w->file, (int)w->line, w->labels->country_codes[i],
                    w->labels->sector_codes[j], w->labels->country_codes[n],
                    w->labels->sector_codes[k], value);
            }
            w->a->trade[HMI_AT3(w->N, j, n, i)] += value;
            w->a->input[HMI_INPUT(w->J, n, j, k)] += value;
            w->in += value;
        }
    }
    for (int32_t n = 0; n < w->N; n++) {
        for (int32_t c = 0; c < w->categories; c++) {
            HMI_TRY(next_number(w, false, &value));
            w->a->trade[HMI_AT3(w->N, j, n, i)] += value;
            w->in += value;
        }
    }
    return next_number(w, true, &w->output[HMI_AT2(w->J, i, j)]);
}

static hm_status read_table(wiod *w)
{
    for (int32_t i = 0; i < w->N; i++) {
        for (int32_t j = 0; j < w->J; j++) {
            w->line++;
            if (w->at >= w->end) {
                return hmi_fail(w->ctx, HM_ERR_DATA,
                                "%s: %d rows; expected %d x %d", w->file,
                                (int)w->line - 1, w->N, w->J);
            }
            HMI_TRY(read_row(w, i, j));
        }
    }
    if (w->at < w->end) {
        return hmi_fail(w->ctx, HM_ERR_DATA,
                        "%s: more rows than %d x %d; expected one for each "
                        "country and industry of the lists",
                        w->file, w->N, w->J);
    }
    return HM_OK;
}

/* --- repairs ---------------------------------------------------------------------- */

static hm_status raise_one(wiod *w, int32_t j, int32_t n, int32_t i,
                           hm_table *ledger)
{
    double *value = &w->a->trade[HMI_AT3(w->N, j, n, i)];
    double moved = -*value;
    if (!(moved > 0.0)) {
        return HM_OK;
    }
    w->raised += moved;
    *value = 0.0;
    return hmi_ledger_add(
        ledger, step, "moved", moved,
        "sales of %s to %s, %s were below 0 (stocks): set to 0",
        w->labels->country_codes[i], w->labels->country_codes[n],
        w->labels->sector_codes[j]);
}

static hm_status raise_sales(wiod *w, hm_table *ledger)
{
    int32_t pairs = w->N * w->N;
    for (int32_t j = 0; j < w->J; j++) {
        for (int32_t pair = 0; pair < pairs; pair++) {
            HMI_TRY(raise_one(w, j, pair / w->N, pair % w->N, ledger));
        }
    }
    return HM_OK;
}

/* Purchases of each industry, from the table's output to what is sold. */
static hm_status fit_columns(wiod *w, hm_table *ledger)
{
    double gap = 0.0;
    for (int32_t n = 0; n < w->N; n++) {
        for (int32_t k = 0; k < w->J; k++) {
            double stated = w->output[HMI_AT2(w->J, n, k)];
            double sold = w->sold[HMI_AT2(w->J, n, k)];
            gap += fabs(stated - sold);
            for (int32_t j = 0; j < w->J; j++) {
                double *use = &w->a->input[HMI_INPUT(w->J, n, j, k)];
                if (*use > 0.0 && !(stated > 0.0)) {
                    return hmi_fail(w->ctx, HM_ERR_DATA,
                                    "%s: %s, %s uses inputs but has no output",
                                    w->file, w->labels->country_codes[n],
                                    w->labels->sector_codes[k]);
                }
                *use *= stated > 0.0 ? sold / stated : 1.0;
            }
        }
    }
    return hmi_ledger_add(ledger, step, "moved", gap,
                          "stated gross output differs from the sum of sales "
                          "(rounding of the table): the sum is used");
}

static hm_status lower_inputs(wiod *w, hm_table *ledger)
{
    for (int32_t n = 0; n < w->N; n++) {
        for (int32_t j = 0; j < w->J; j++) {
            double *use = w->a->input + HMI_INPUT(w->J, n, j, 0);
            double bought = 0.0;
            for (int32_t i = 0; i < w->N; i++) {
                bought += w->a->trade[HMI_AT3(w->N, j, n, i)];
            }
            double used = 0.0;
            for (int32_t k = 0; k < w->J; k++) {
                used += use[k];
            }
            if (!(used > bought)) {
                continue;
            }
            HMI_TRY(hmi_ledger_add(
                ledger, step, "moved", used - bought,
                "industries of %s use more %s than it buys (final demand "
                "below 0, stocks): use lowered, value added raised",
                w->labels->country_codes[n], w->labels->sector_codes[j]));
            for (int32_t k = 0; k < w->J; k++) {
                use[k] *= bought / used;
            }
        }
    }
    return HM_OK;
}

/* --- the whole ---------------------------------------------------------------------- */

static hm_status empty_industries(const wiod *w, hm_table *ledger)
{
    int32_t empty = 0;
    for (int32_t cell = 0; cell < w->N * w->J; cell++) {
        empty += w->sold[cell] > 0.0 ? 0 : 1;
    }
    return hmi_ledger_add(ledger, step, "note", 0.0,
                          "%d of %d industries are without output", empty,
                          w->N * w->J);
}

static hm_status import_all(wiod *w, hm_table *ledger)
{
    size_t flows = (size_t)w->J * (size_t)w->N * (size_t)w->N;
    HMI_TRY(count_columns(w));
    HMI_TRY(read_table(w));
    HMI_TRY(raise_sales(w, ledger));
    hmi_account_totals(w->a, NULL, w->sold);
    HMI_TRY(fit_columns(w, ledger));
    HMI_TRY(lower_inputs(w, ledger));
    HMI_TRY(empty_industries(w, ledger));
    return hmi_ledger_close(w->ctx, ledger, step, w->in,
                            hmi_sum(w->a->trade, flows), -w->raised);
}

hm_status hm_import_wiod2013(hm_context *ctx, const char *path,
                             const hm_map *countries, const hm_map *sectors,
                             hm_table *ledger, hm_account **out)
{
    hm_labels labels = {.n_countries = countries->count,
                        .country_codes = countries->to,
                        .country_names = countries->names,
                        .country_groups = countries->groups,
                        .n_sectors = sectors->count,
                        .sector_codes = sectors->to,
                        .sector_names = sectors->names};
    wiod w = {.ctx = ctx, .file = path};
    hmi_arena arena;
    hm_file file;
    hm_account *account = NULL;
    hm_status status = HM_OK;
    *out = NULL;
    hmi_arena_init(&arena, ctx);
    HMI_GOTO(status, hm_account_create(ctx, &labels, &account));
    HMI_GOTO(status, hmi_recipe_file(&arena, path, &file));
    w.at = file.bytes;
    w.end = w.at + file.size;
    w.N = labels.n_countries;
    w.J = labels.n_sectors;
    w.labels = &labels;
    w.a = hm_account_data(account);
    w.output = HMI_KEEP(&arena, double, (size_t)w.N *(size_t)w.J);
    w.sold = HMI_KEEP(&arena, double, (size_t)w.N *(size_t)w.J);
    HMI_GOTO(status,
             w.output == NULL || w.sold == NULL ? HM_ERR_MEMORY : HM_OK);
    HMI_GOTO(status, import_all(&w, ledger));
    *out = account;
    account = NULL;
out:
    hm_account_free(account);
    hmi_arena_clear(&arena);
    return status;
}

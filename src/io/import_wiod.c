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
 * does not fall on value added. Repairs: import_repairs.c.
 */
#include "io/import.h"

#include <string.h>

typedef struct wiod {
    hm_context *ctx;
    const char *file;
    const char *at, *end;
    int32_t line;
    int32_t N, J;
    int32_t categories; /* of final demand */
    hmi_world *world;
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
                return hmi_fail(w->ctx, HM_ERR_DATA,
                                "%s:%d: %s, %s to %s, %s is %g; expected uses "
                                "by industries that are 0 or more",
                                w->file, (int)w->line,
                                w->world->labels->country_codes[i],
                                w->world->labels->sector_codes[j],
                                w->world->labels->country_codes[n],
                                w->world->labels->sector_codes[k], value);
            }
            w->world->a->trade[HMI_AT3(w->N, j, n, i)] += value;
            w->world->a->input[HMI_INPUT(w->J, n, j, k)] += value;
            w->world->in += value;
        }
    }
    for (int32_t n = 0; n < w->N; n++) {
        for (int32_t c = 0; c < w->categories; c++) {
            HMI_TRY(next_number(w, false, &value));
            w->world->a->trade[HMI_AT3(w->N, j, n, i)] += value;
            w->world->in += value;
        }
    }
    return next_number(w, true, &w->world->output[HMI_AT2(w->J, i, j)]);
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

/* --- the whole ---------------------------------------------------------------------- */

static hm_status import_all(wiod *w, hm_table *ledger)
{
    HMI_TRY(count_columns(w));
    HMI_TRY(read_table(w));
    return hmi_world_finish(w->world, ledger, 0.0);
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
    hmi_world world;
    wiod w = {.ctx = ctx, .file = path, .world = &world};
    hmi_arena arena;
    hm_file file;
    hm_account *account = NULL;
    hm_status status = HM_OK;
    *out = NULL;
    hmi_arena_init(&arena, ctx);
    HMI_GOTO(status, hm_account_create(ctx, &labels, &account));
    HMI_GOTO(status, hmi_recipe_file(&arena, path, &file));
    HMI_GOTO(status, hmi_world_begin(&arena, path, account, &labels, &world));
    w.at = file.bytes;
    w.end = w.at + file.size;
    w.N = labels.n_countries;
    w.J = labels.n_sectors;
    HMI_GOTO(status, import_all(&w, ledger));
    *out = account;
    account = NULL;
out:
    hm_account_free(account);
    hmi_arena_clear(&arena);
    return status;
}

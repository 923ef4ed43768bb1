// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * panel.c - shares of trade by partner over years: FOLDER/panel.csv, one row
 * a year, country and partner.
 */
#include "io/internal.h"

#include <stdio.h>
#include <string.h>

enum { YEAR = 0, COUNTRY, PARTNER, EXPORTS, IMPORTS, TRADE, COLUMNS };
enum { LIMIT = 1 << 28 }; /* bytes */

static const char *const names[COLUMNS] = {"year",          "country",
                                           "partner",       "exports_share",
                                           "imports_share", "trade_share"};

static hm_status panel_table(hm_context *ctx, hm_table **out)
{
    HMI_TRY(hm_table_create(ctx, "dependence_panel", out));
    for (int c = 0; c < COLUMNS; c++) {
        HMI_TRY(hm_table_add_column(
            *out, names[c],
            c == COUNTRY || c == PARTNER ? HM_COLUMN_TEXT : HM_COLUMN_NUMBER));
    }
    return HM_OK;
}

static hm_status add_share(const hmi_csv *csv, const int32_t *column, int which,
                           hm_table *table)
{
    double value = 0.0;
    if (hmi_csv_empty(csv, column[which])) {
        return HM_OK; /* not available */
    }
    HMI_TRY(hmi_csv_number(csv, column[which], &value));
    if (which != YEAR && !(value >= 0.0 && value <= 1.0)) {
        return hmi_csv_fail(csv, column[which], HM_ERR_DATA,
                            "%s is %g; expected a share in [0, 1]",
                            names[which], value);
    }
    hm_table_set_number(table, which, value);
    return HM_OK;
}

static hm_status read_row(const hmi_csv *csv, const int32_t *column,
                          hmi_arena *arena, hm_table *table)
{
    HMI_TRY(hm_table_add_row(table));
    for (int c = 0; c < COLUMNS; c++) {
        if (c != COUNTRY && c != PARTNER) {
            HMI_TRY(add_share(csv, column, c, table));
            continue;
        }
        const char *code = hmi_csv_text(csv, column[c], arena);
        if (code == NULL) {
            return HM_ERR_MEMORY;
        }
        HMI_TRY(hm_table_set_text(table, c, code));
    }
    return HM_OK;
}

static hm_status read_rows(hmi_csv *csv, const int32_t *column,
                           hmi_arena *arena, hm_table *table)
{
    bool more = false;
    HMI_TRY(hmi_csv_next(csv, &more));
    while (more) {
        HMI_TRY(read_row(csv, column, arena, table));
        HMI_TRY(hmi_csv_next(csv, &more));
    }
    return HM_OK;
}

hm_status hm_panel_read(hm_context *ctx, const char *path, char sha256[65],
                        hm_table **out)
{
    static const hmi_csv_want wants[COLUMNS] = {
        {{"year"}, true},          {{"country"}, true},
        {{"partner"}, true},       {{"exports_share"}, true},
        {{"imports_share"}, true}, {{"trade_share"}, true}};
    hm_status status = HM_OK;
    int32_t column[COLUMNS];
    hmi_arena arena;
    hmi_csv csv;
    hm_file file = {NULL, NULL, 0};
    hm_table *table = NULL;
    bool opened = false;
    *out = NULL;
    hmi_arena_init(&arena, ctx);
    const char *name = hmi_path_join(&arena, path, "panel.csv");
    if (name == NULL) {
        status = HM_ERR_MEMORY;
        goto out;
    }
    HMI_GOTO(status, hmi_file_read(&arena, name, LIMIT, &file));
    opened = true;
    if (sha256 != NULL) {
        hm_sha256_hex(file.bytes, file.size, sha256);
    }
    HMI_GOTO(status, hmi_csv_open(ctx, name, file.bytes, file.size, wants,
                                  COLUMNS, column, &csv));
    HMI_GOTO(status, panel_table(ctx, &table));
    HMI_GOTO(status, read_rows(&csv, column, &arena, table));
    *out = table;
    table = NULL;
out:
    if (opened) {
        hmi_csv_clear(&csv);
    }
    hm_table_free(table);
    hmi_arena_clear(&arena);
    return status;
}

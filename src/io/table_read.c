// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * table_read.c - named columns of a CSV file as a table (payoff tables,
 * MODEL.md 10). An empty field is "not available"; every column must be named.
 * Cells keep their places, for what later finds a value wrong.
 */
#include "io/internal.h"

#include <math.h>

enum { MAX_COLUMNS = 32, LIMIT = 1 << 28 /* bytes */ };

static hm_status read_cell(const hmi_csv *csv, int32_t column, hm_table *table,
                           int32_t to, hmi_arena *arena)
{
    if (column < 0) {
        return HM_OK; /* not in the file */
    }
    int32_t line = 0;
    int32_t at = 0;
    hmi_csv_place(csv, column, &line, &at);
    HMI_TRY(hmi_table_set_place(table, to, line, at));
    if (hm_table_column_type(table, to) == HM_COLUMN_NUMBER) {
        double value = NAN;
        if (!hmi_csv_empty(csv, column)) {
            HMI_TRY(hmi_csv_number(csv, column, &value));
        }
        hm_table_set_number(table, to, value);
        return HM_OK;
    }
    char *text = hmi_csv_text(csv, column, arena);
    return text == NULL ? HM_ERR_MEMORY : hm_table_set_text(table, to, text);
}

static hm_status read_rows(hmi_csv *csv, const int32_t *column, hm_table *table,
                           hmi_arena *arena)
{
    bool more = false;
    HMI_TRY(hmi_csv_next(csv, &more));
    while (more) {
        HMI_TRY(hm_table_add_row(table));
        for (int32_t c = 0; c < hm_table_columns(table); c++) {
            HMI_TRY(read_cell(csv, column[c], table, c, arena));
        }
        HMI_TRY(hmi_csv_next(csv, &more));
    }
    return HM_OK;
}

static hm_status from_csv(hm_context *ctx, const hm_file *file,
                          const char *name, const char *const *columns,
                          const hm_column_type *types, int32_t n_columns,
                          int32_t n_required, hm_table **out)
{
    hm_status status = HM_OK;
    hmi_csv_want wants[MAX_COLUMNS] = {{{NULL}, false}};
    int32_t column[MAX_COLUMNS];
    hm_table *table = NULL;
    hmi_arena arena;
    hmi_csv csv;
    *out = NULL;
    if (n_columns < 1 || n_columns > MAX_COLUMNS) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT, "%d columns; expected 1 to %d",
                        (int)n_columns, MAX_COLUMNS);
    }
    for (int32_t c = 0; c < n_columns; c++) {
        wants[c].names[0] = columns[c];
        wants[c].required = c < n_required;
    }
    hmi_arena_init(&arena, ctx);
    status = hmi_csv_open(ctx, file->name, file->bytes, file->size, wants,
                          n_columns, column, &csv);
    HMI_GOTO(status, status);
    HMI_GOTO(status, hm_table_create(ctx, name, &table));
    for (int32_t c = 0; c < n_columns; c++) {
        HMI_GOTO(status, hm_table_add_column(table, columns[c], types[c]));
    }
    HMI_GOTO(status, read_rows(&csv, column, table, &arena));
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    hmi_csv_clear(&csv);
    hmi_arena_clear(&arena);
    return status;
}

hm_status hm_table_from_csv(hm_context *ctx, const hm_file *file,
                            const char *name, const char *const *columns,
                            const hm_column_type *types, int32_t n_columns,
                            hm_table **out)
{
    return from_csv(ctx, file, name, columns, types, n_columns, n_columns, out);
}

hm_status hm_table_read(hm_context *ctx, const char *path,
                        const char *const *columns, const hm_column_type *types,
                        int32_t n_columns, int32_t n_required, char sha256[65],
                        hm_table **out)
{
    hmi_arena arena;
    hm_file file = {path, NULL, 0};
    *out = NULL;
    hmi_arena_init(&arena, ctx);
    hm_status status = hmi_file_read(&arena, path, LIMIT, &file);
    if (status == HM_OK) {
        file.name = path;
        hm_sha256_hex(file.bytes, file.size, sha256);
        status = from_csv(ctx, &file, path, columns, types, n_columns,
                          n_required, out);
    }
    hmi_arena_clear(&arena);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * table_parse.c - any CSV file of a results folder as a table, whatever its
 * columns. A column holds numbers when it has nothing else; columns
 * that hold keys (a scenario named 2017) are text whatever they look like.
 */
#include "io/internal.h"

#include <math.h>
#include <string.h>

/* Columns that name something. */
static const char *const keys[] = {
    "about",     "action",   "answer",  "baseline",       "broker",   "country",
    "direction", "exporter", "factor",  "game",           "importer", "item",
    "kind",      "measure",  "name",    "note",           "offer",    "outcome",
    "partner",   "player",   "problem", "scenario",       "sector",   "sender",
    "senders",   "set",      "side",    "signal",         "step",     "target",
    "threat",    "unit",     "varied",  "worst_equation",
};

static bool is_key(const hmi_csv_field *field)
{
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        if (strlen(keys[k]) == field->size &&
            memcmp(keys[k], field->text, field->size) == 0) {
            return true;
        }
    }
    return false;
}

/* Open without wants: hmi_csv_open would refuse every column. */
static hm_status open_any(hm_context *ctx, const hm_file *file, hmi_csv *csv)
{
    bool more = false;
    memset(csv, 0, sizeof *csv);
    csv->ctx = ctx;
    csv->file = file->name;
    csv->bytes = file->bytes;
    csv->size = file->size;
    csv->line = csv->row_line = 1;
    if (file->size > HMI_MAX_FILE) {
        return hmi_fail(ctx, HM_ERR_LIMIT, "%s: has more than %d bytes",
                        file->name, HMI_MAX_FILE);
    }
    HMI_TRY(hmi_csv_next(csv, &more));
    if (!more) {
        return hmi_fail(ctx, HM_ERR_PARSE,
                        "%s:1:1: empty; expected a header that names the "
                        "columns",
                        file->name);
    }
    csv->n_columns = csv->n_fields;
    return HM_OK;
}

/* Numbers where nothing else stands; a column of empty cells too. */
static hm_status find_types(hm_context *ctx, const hm_file *file,
                            hm_column_type types[HMI_MAX_COLUMNS])
{
    bool other[HMI_MAX_COLUMNS] = {false};
    bool more = true;
    hmi_csv csv;
    hm_status status = open_any(ctx, file, &csv);
    for (int32_t c = 0; status == HM_OK && c < csv.n_columns; c++) {
        other[c] = is_key(&csv.fields[c]);
    }
    while (status == HM_OK && more) {
        status = hmi_csv_next(&csv, &more);
        for (int32_t c = 0; status == HM_OK && more && c < csv.n_columns; c++) {
            const hmi_csv_field *field = &csv.fields[c];
            double value = 0.0;
            bool is = hmi_parse_number(field->text, field->text + field->size,
                                       &value);
            other[c] = other[c] || (!is && field->size > 0);
        }
    }
    for (int32_t c = 0; c < HMI_MAX_COLUMNS; c++) {
        types[c] = other[c] ? HM_COLUMN_TEXT : HM_COLUMN_NUMBER;
    }
    hmi_csv_clear(&csv);
    return status;
}

static hm_status read_row(const hmi_csv *csv, hm_table *table, hmi_arena *arena)
{
    HMI_TRY(hm_table_add_row(table));
    for (int32_t c = 0; c < csv->n_columns; c++) {
        if (hm_table_column_type(table, c) == HM_COLUMN_TEXT) {
            char *text = hmi_csv_text(csv, c, arena);
            if (text == NULL) {
                return HM_ERR_MEMORY;
            }
            HMI_TRY(hm_table_set_text(table, c, text));
        } else if (!hmi_csv_empty(csv, c)) {
            double value = NAN;
            HMI_TRY(hmi_csv_number(csv, c, &value));
            hm_table_set_number(table, c, value);
        }
    }
    return HM_OK;
}

hm_status hm_table_parse(hm_context *ctx, const hm_file *file, const char *name,
                         hm_table **out)
{
    hm_column_type types[HMI_MAX_COLUMNS];
    hm_table *table = NULL;
    hm_status status = HM_OK;
    bool more = true;
    hmi_arena arena;
    hmi_csv csv;
    *out = NULL;
    HMI_TRY(find_types(ctx, file, types));
    hmi_arena_init(&arena, ctx);
    HMI_GOTO(status, open_any(ctx, file, &csv));
    HMI_GOTO(status, hm_table_create(ctx, name, &table));
    for (int32_t c = 0; c < csv.n_columns; c++) {
        char *column = hmi_csv_text(&csv, c, &arena);
        HMI_GOTO(status, column == NULL
                             ? HM_ERR_MEMORY
                             : hm_table_add_column(table, column, types[c]));
    }
    for (;;) {
        HMI_GOTO(status, hmi_csv_next(&csv, &more));
        if (!more) {
            break;
        }
        HMI_GOTO(status, read_row(&csv, table, &arena));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    hmi_csv_clear(&csv);
    hmi_arena_clear(&arena);
    return status;
}

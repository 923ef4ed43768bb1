// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * table_text.c - a table as CSV (RFC 4180) or as JSON.
 *
 * CSV: "\n" line ends, numbers with at most nine significant digits, an empty
 * field is "not available", never NaN. JSON: a list of maps, null for "not
 * available", numbers in full.
 */
#include "io/internal.h"

#include <math.h>
#include <string.h>

enum { TABLE_DIGITS = 9 };

/* Quotes only where a reader needs them. */
static void add_field(hmi_text *text, const char *value)
{
    size_t size = strlen(value);
    bool edge = size > 0 && (value[0] == ' ' || value[0] == '\t' ||
                             value[size - 1] == ' ' || value[size - 1] == '\t');
    if (!edge && strpbrk(value, ",\"\r\n") == NULL) {
        hmi_text_append(text, value, size);
        return;
    }
    hmi_text_append(text, "\"", 1);
    for (const char *at = value; *at != '\0'; at++) {
        hmi_text_append(text, at, 1);
        if (*at == '"') {
            hmi_text_append(text, "\"", 1);
        }
    }
    hmi_text_append(text, "\"", 1);
}

void hmi_csv_add_field(hmi_text *text, const char *value, bool last)
{
    add_field(text, value);
    hmi_text_append(text, last ? "\n" : ",", 1);
}

static void add_cell(hmi_text *text, const hm_table *table, int32_t row,
                     int32_t column)
{
    if (hm_table_column_type(table, column) == HM_COLUMN_TEXT) {
        add_field(text, hm_table_text(table, row, column));
        return;
    }
    char number[HMI_NUMBER_SIZE];
    double value = hm_table_number(table, row, column);
    if (isfinite(value)) {
        hmi_number_format(value, TABLE_DIGITS, number);
        hmi_text_add(text, number);
    }
}

hm_status hm_table_to_csv(hm_context *ctx, const hm_table *table, char **out)
{
    hmi_text text;
    int32_t columns = hm_table_columns(table);
    *out = NULL;
    hmi_text_init(&text, ctx);
    for (int32_t c = 0; c < columns; c++) {
        hmi_csv_add_field(&text, hm_table_column_name(table, c),
                          c + 1 == columns);
    }
    for (int32_t row = 0; row < hm_table_rows(table); row++) {
        for (int32_t c = 0; c < columns; c++) {
            add_cell(&text, table, row, c);
            hmi_text_append(&text, c + 1 == columns ? "\n" : ",", 1);
        }
    }
    return hmi_text_take(&text, out);
}

hm_status hm_table_to_json(hm_context *ctx, const hm_table *table, char **out)
{
    hm_json *json = NULL;
    *out = NULL;
    HMI_TRY(hm_json_create(ctx, &json));
    hm_json_open_list(json, NULL);
    for (int32_t row = 0; row < hm_table_rows(table); row++) {
        hm_json_open_map(json, NULL);
        for (int32_t c = 0; c < hm_table_columns(table); c++) {
            const char *name = hm_table_column_name(table, c);
            if (hm_table_column_type(table, c) == HM_COLUMN_TEXT) {
                const char *cell = hm_table_text(table, row, c);
                hm_json_text(json, name, cell[0] == '\0' ? NULL : cell);
            } else {
                hm_json_number(json, name, hm_table_number(table, row, c));
            }
        }
        hm_json_close(json);
    }
    hm_json_close(json);
    hm_status status = hm_json_finish(json, out);
    hm_json_free(json);
    return status;
}

void hm_text_free(hm_context *ctx, char *text)
{
    hmi_free(ctx, text);
}

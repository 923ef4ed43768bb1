// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * table.c - named, typed columns filled row by row.
 *
 * Invariant: every column has exactly `rows` cells in use; a cell that was
 * never set is NAN or "".
 */
#include "base/internal.h"

#include <assert.h>
#include <math.h>
#include <string.h>

typedef struct table_column {
    char *name;
    hm_column_type type;
    double *numbers; /* capacity cells when a number column */
    char **texts;    /* capacity cells when a text column; NULL = "" */
} table_column;

struct hm_table {
    hm_context *ctx;
    char *name;
    table_column *columns;
    int32_t n_columns;
    int32_t rows, capacity;
};

hm_status hm_table_create(hm_context *ctx, const char *name, hm_table **out)
{
    *out = NULL;
    hm_table *table = HMI_NEW(ctx, hm_table);
    if (table == NULL) {
        return HM_ERR_MEMORY;
    }
    table->ctx = ctx;
    hm_status status = hmi_copy_text(ctx, name, &table->name);
    if (status != HM_OK) {
        hm_table_free(table);
        return status;
    }
    *out = table;
    return HM_OK;
}

static void column_clear(hm_table *table, table_column *column)
{
    if (column->texts != NULL) {
        for (int32_t row = 0; row < table->rows; row++) {
            hmi_free(table->ctx, column->texts[row]);
        }
    }
    hmi_free(table->ctx, column->texts);
    hmi_free(table->ctx, column->numbers);
    hmi_free(table->ctx, column->name);
}

void hm_table_free(hm_table *table)
{
    if (table == NULL) {
        return;
    }
    for (int32_t i = 0; i < table->n_columns; i++) {
        column_clear(table, &table->columns[i]);
    }
    hmi_free(table->ctx, table->columns);
    hmi_free(table->ctx, table->name);
    hmi_free(table->ctx, table);
}

/* Give a column room for `capacity` cells. */
static hm_status column_reserve(hm_table *table, table_column *column,
                                int32_t capacity)
{
    size_t count = (size_t)capacity;
    if (column->type == HM_COLUMN_NUMBER) {
        double *numbers =
            hmi_resize(table->ctx, column->numbers, count, sizeof(double));
        if (numbers == NULL) {
            return HM_ERR_MEMORY;
        }
        column->numbers = numbers;
    } else {
        char **texts =
            hmi_resize(table->ctx, column->texts, count, sizeof(char *));
        if (texts == NULL) {
            return HM_ERR_MEMORY;
        }
        column->texts = texts;
    }
    return HM_OK;
}

static void cell_clear(table_column *column, int32_t row)
{
    if (column->type == HM_COLUMN_NUMBER) {
        column->numbers[row] = NAN;
    } else {
        column->texts[row] = NULL;
    }
}

hm_status hm_table_add_column(hm_table *table, const char *name,
                              hm_column_type type)
{
    table_column *columns =
        hmi_resize(table->ctx, table->columns, (size_t)table->n_columns + 1,
                   sizeof(table_column));
    if (columns == NULL) {
        return HM_ERR_MEMORY;
    }
    table->columns = columns;
    table_column *fresh = &columns[table->n_columns];
    memset(fresh, 0, sizeof *fresh);
    fresh->type = type;
    hm_status status = hmi_copy_text(table->ctx, name, &fresh->name);
    if (status == HM_OK && table->capacity > 0) {
        status = column_reserve(table, fresh, table->capacity);
    }
    if (status != HM_OK) {
        hmi_free(table->ctx, fresh->name);
        return status;
    }
    for (int32_t row = 0; row < table->rows; row++) {
        cell_clear(fresh, row);
    }
    table->n_columns++;
    return HM_OK;
}

hm_status hm_table_add_row(hm_table *table)
{
    if (table->rows == table->capacity) {
        if (table->capacity > INT32_MAX / 2) {
            return hmi_fail(table->ctx, HM_ERR_LIMIT,
                            "table %s: more than %d rows", table->name,
                            INT32_MAX / 2);
        }
        int32_t capacity = table->capacity < 16 ? 32 : table->capacity * 2;
        for (int32_t i = 0; i < table->n_columns; i++) {
            HMI_TRY(column_reserve(table, &table->columns[i], capacity));
        }
        table->capacity = capacity;
    }
    for (int32_t i = 0; i < table->n_columns; i++) {
        cell_clear(&table->columns[i], table->rows);
    }
    table->rows++;
    return HM_OK;
}

hm_status hm_table_set_text(hm_table *table, int32_t column, const char *text)
{
    assert(column >= 0 && column < table->n_columns && table->rows > 0);
    assert(table->columns[column].type == HM_COLUMN_TEXT);
    char **cell = &table->columns[column].texts[table->rows - 1];
    char *copy = NULL;
    HMI_TRY(hmi_copy_text(table->ctx, text, &copy));
    hmi_free(table->ctx, *cell);
    *cell = copy;
    return HM_OK;
}

void hm_table_set_number(hm_table *table, int32_t column, double value)
{
    assert(column >= 0 && column < table->n_columns && table->rows > 0);
    assert(table->columns[column].type == HM_COLUMN_NUMBER);
    table->columns[column].numbers[table->rows - 1] = value;
}

const char *hm_table_name(const hm_table *table)
{
    return table->name;
}

int32_t hm_table_columns(const hm_table *table)
{
    return table->n_columns;
}

int32_t hm_table_rows(const hm_table *table)
{
    return table->rows;
}

const char *hm_table_column_name(const hm_table *table, int32_t column)
{
    return table->columns[column].name;
}

hm_column_type hm_table_column_type(const hm_table *table, int32_t column)
{
    return table->columns[column].type;
}

int32_t hm_table_find(const hm_table *table, const char *column)
{
    for (int32_t i = 0; i < table->n_columns; i++) {
        if (strcmp(table->columns[i].name, column) == 0) {
            return i;
        }
    }
    return -1;
}

const char *hm_table_text(const hm_table *table, int32_t row, int32_t column)
{
    assert(row >= 0 && row < table->rows);
    assert(table->columns[column].type == HM_COLUMN_TEXT);
    const char *text = table->columns[column].texts[row];
    return text == NULL ? "" : text;
}

double hm_table_number(const hm_table *table, int32_t row, int32_t column)
{
    assert(row >= 0 && row < table->rows);
    assert(table->columns[column].type == HM_COLUMN_NUMBER);
    return table->columns[column].numbers[row];
}

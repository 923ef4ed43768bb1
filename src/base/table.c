// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * table.c - named, typed columns filled row by row.
 *
 * A text column keeps each different text once, and for a cell its number: codes
 * of countries and sectors fill millions of rows. Invariant: every column has
 * exactly `rows` cells in use; a cell that was never set is NAN or "" (0).
 * A table that a file gave keeps where each cell stood, for messages.
 */
#include "base/internal.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct table_place {
    int32_t line, at; /* 0: no file */
} table_place;

typedef struct table_column {
    char *name;
    hm_column_type type;
    table_place *places; /* capacity cells, or NULL */
    double *numbers;     /* capacity cells when a number column */
    uint32_t *codes;     /* capacity cells when a text column; 0 = "" */
    char **texts;    /* n_texts different ones; a cell's is texts[code - 1] */
    uint32_t *slots; /* hash table of codes, n_slots a power of two */
    uint32_t n_texts, n_slots;
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
    for (uint32_t i = 0; i < column->n_texts; i++) {
        hmi_free(table->ctx, column->texts[i]);
    }
    hmi_free(table->ctx, column->texts);
    hmi_free(table->ctx, column->places);
    hmi_free(table->ctx, column->slots);
    hmi_free(table->ctx, column->codes);
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

static hm_status reserve_places(hm_table *table, table_column *column,
                                int32_t capacity)
{
    table_place *places = hmi_resize(table->ctx, column->places,
                                     (size_t)capacity, sizeof(table_place));
    if (places == NULL) {
        return HM_ERR_MEMORY;
    }
    column->places = places;
    return HM_OK;
}

/* Give a column room for `capacity` cells. */
static hm_status column_reserve(hm_table *table, table_column *column,
                                int32_t capacity)
{
    size_t count = (size_t)capacity;
    if (column->places != NULL) {
        HMI_TRY(reserve_places(table, column, capacity));
    }
    if (column->type == HM_COLUMN_NUMBER) {
        double *numbers =
            hmi_resize(table->ctx, column->numbers, count, sizeof(double));
        if (numbers == NULL) {
            return HM_ERR_MEMORY;
        }
        column->numbers = numbers;
    } else {
        uint32_t *codes =
            hmi_resize(table->ctx, column->codes, count, sizeof(uint32_t));
        if (codes == NULL) {
            return HM_ERR_MEMORY;
        }
        column->codes = codes;
    }
    return HM_OK;
}

static void cell_clear(table_column *column, int32_t row)
{
    if (column->places != NULL) {
        column->places[row] = (table_place){0, 0};
    }
    if (column->type == HM_COLUMN_NUMBER) {
        column->numbers[row] = NAN;
    } else {
        column->codes[row] = 0;
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

hm_status hmi_table_of(hm_context *ctx, const char *name,
                       const char *const *columns, int32_t count,
                       hm_table **out)
{
    hm_table *table = NULL;
    *out = NULL;
    HMI_TRY(hm_table_create(ctx, name, &table));
    for (int32_t c = 0; c < count; c++) {
        bool text = columns[c][0] == ' ';
        hm_status status =
            hm_table_add_column(table, columns[c] + (text ? 1 : 0),
                                text ? HM_COLUMN_TEXT : HM_COLUMN_NUMBER);
        if (status != HM_OK) {
            hm_table_free(table);
            return status;
        }
    }
    *out = table;
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

/* --- texts ------------------------------------------------------------------------ */

/* FNV-1a. */
static uint32_t hash_of(const char *text)
{
    uint32_t hash = 2166136261u;
    for (; *text != '\0'; text++) {
        hash = (hash ^ (uint32_t)(unsigned char)*text) * 16777619u;
    }
    return hash;
}

/* Where `text` lies in the hash table, or the free slot for it. */
static uint32_t *slot_of(const table_column *column, const char *text)
{
    uint32_t mask = column->n_slots - 1;
    uint32_t at = hash_of(text) & mask;
    while (column->slots[at] != 0 &&
           strcmp(column->texts[column->slots[at] - 1], text) != 0) {
        at = (at + 1) & mask;
    }
    return &column->slots[at];
}

/* Room for one more text, the hash table at most half full. */
static hm_status reserve_text(hm_table *table, table_column *column)
{
    if (column->n_texts < column->n_slots / 2) {
        return HM_OK;
    }
    uint32_t count = column->n_slots < 16 ? 16 : column->n_slots;
    if (count > UINT32_MAX / 4) {
        return hmi_fail(table->ctx, HM_ERR_LIMIT,
                        "table %s: too many different texts", table->name);
    }
    count *= 2;
    char **texts =
        hmi_resize(table->ctx, column->texts, count / 2 + 1, sizeof(char *));
    if (texts == NULL) {
        return HM_ERR_MEMORY;
    }
    column->texts = texts;
    uint32_t *slots = HMI_ARRAY(table->ctx, uint32_t, count);
    if (slots == NULL) {
        return HM_ERR_MEMORY;
    }
    hmi_free(table->ctx, column->slots);
    column->slots = slots;
    column->n_slots = count;
    for (uint32_t i = 0; i < column->n_texts; i++) {
        *slot_of(column, column->texts[i]) = i + 1;
    }
    return HM_OK;
}

static hm_status code_of(hm_table *table, table_column *column,
                         const char *text, uint32_t *code)
{
    HMI_TRY(reserve_text(table, column));
    uint32_t *slot = slot_of(column, text);
    if (*slot == 0) {
        HMI_TRY(
            hmi_copy_text(table->ctx, text, &column->texts[column->n_texts]));
        *slot = ++column->n_texts;
    }
    *code = *slot;
    return HM_OK;
}

hm_status hm_table_set_text(hm_table *table, int32_t column, const char *text)
{
    assert(column >= 0 && column < table->n_columns && table->rows > 0);
    assert(table->columns[column].type == HM_COLUMN_TEXT);
    table_column *to = &table->columns[column];
    int32_t row = table->rows - 1;
    if (text == NULL || text[0] == '\0') {
        to->codes[row] = 0;
        return HM_OK;
    }
    /* Rows come in order: most repeat the one before. */
    uint32_t above = row > 0 ? to->codes[row - 1] : 0;
    if (above > 0 && strcmp(to->texts[above - 1], text) == 0) {
        to->codes[row] = above;
        return HM_OK;
    }
    return code_of(table, to, text, &to->codes[row]);
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
    uint32_t code = table->columns[column].codes[row];
    return code == 0 ? "" : table->columns[column].texts[code - 1];
}

double hm_table_number(const hm_table *table, int32_t row, int32_t column)
{
    assert(row >= 0 && row < table->rows);
    assert(table->columns[column].type == HM_COLUMN_NUMBER);
    return table->columns[column].numbers[row];
}

/* --- places in a file -------------------------------------------------------------- */

hm_status hmi_table_set_place(hm_table *table, int32_t column, int32_t line,
                              int32_t at)
{
    assert(column >= 0 && column < table->n_columns && table->rows > 0);
    table_column *to = &table->columns[column];
    if (to->places == NULL) {
        HMI_TRY(reserve_places(table, to, table->capacity));
        memset(to->places, 0, (size_t)table->capacity * sizeof *to->places);
    }
    to->places[table->rows - 1] = (table_place){line, at};
    return HM_OK;
}

bool hm_table_place(const hm_table *table, int32_t row, int32_t column,
                    int32_t *line, int32_t *at)
{
    bool there = row >= 0 && row < table->rows && column >= 0 &&
                 column < table->n_columns &&
                 table->columns[column].places != NULL;
    *line = there ? table->columns[column].places[row].line : 0;
    *at = there ? table->columns[column].places[row].at : 0;
    return *line > 0;
}

hm_status hmi_table_fail(hm_context *ctx, const hm_table *table, int32_t row,
                         int32_t column, hm_status status, const char *format,
                         ...)
{
    char text[768];
    int32_t line = 0;
    int32_t at = 0;
    va_list list;
    va_start(list, format);
    (void)vsnprintf(text, sizeof text, format, list);
    va_end(list);
    return hm_table_place(table, row, column, &line, &at)
               ? hmi_fail(ctx, status, "%s:%d:%d: %s", table->name, (int)line,
                          (int)at, text)
               : hmi_fail(ctx, status, "%s: %s", table->name, text);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * data.c - the table behind a figure, put together from cells of results.
 */
#include "report/page.h"

#include <stdarg.h>
#include <string.h>

enum { NAME_ROOM = 64 };

/* The next word of a list of columns into `name`; false past the last. */
static bool next_word(const char **at, char name[NAME_ROOM])
{
    *at += strspn(*at, " ");
    size_t size = strcspn(*at, " ");
    size = size < NAME_ROOM ? size : NAME_ROOM - 1;
    memcpy(name, *at, size);
    name[size] = '\0';
    *at += size;
    return size > 0;
}

hm_status hmi_data_create(const hmi_book *book, const char *name,
                          const char *columns, hm_table **out)
{
    char column[NAME_ROOM];
    hm_table *table = NULL;
    *out = NULL;
    HMI_TRY(hm_table_create(book->ctx, name, &table));
    while (next_word(&columns, column)) {
        char *mark = strchr(column, '$');
        hm_column_type type = mark == NULL ? HM_COLUMN_NUMBER : HM_COLUMN_TEXT;
        if (mark != NULL) {
            *mark = '\0';
        }
        hm_status status = hm_table_add_column(table, column, type);
        if (status != HM_OK) {
            hm_table_free(table);
            return status;
        }
    }
    *out = table;
    return HM_OK;
}

hm_status hmi_data_add(hm_table *data, ...)
{
    va_list list;
    hm_status status = hm_table_add_row(data);
    va_start(list, data);
    for (int32_t c = 0; c < hm_table_columns(data) && status == HM_OK; c++) {
        if (hm_table_column_type(data, c) == HM_COLUMN_TEXT) {
            status = hm_table_set_text(data, c, va_arg(list, const char *));
        } else {
            hm_table_set_number(data, c, va_arg(list, double));
        }
    }
    va_end(list);
    return status;
}

static hm_status add_columns(const hm_table *from, const char *columns,
                             hm_table *to)
{
    char column[NAME_ROOM];
    if (columns == NULL) {
        for (int32_t c = 0; c < hm_table_columns(from); c++) {
            HMI_TRY(hm_table_add_column(to, hm_table_column_name(from, c),
                                        hm_table_column_type(from, c)));
        }
        return HM_OK;
    }
    while (next_word(&columns, column)) {
        int32_t c = hm_table_find(from, column);
        if (c >= 0) {
            HMI_TRY(
                hm_table_add_column(to, column, hm_table_column_type(from, c)));
        }
    }
    return HM_OK;
}

static hm_status copy_cell(const hm_table *from, int32_t row, int32_t column,
                           hm_table *to)
{
    const char *name = hm_table_column_name(to, column);
    if (hm_table_column_type(to, column) == HM_COLUMN_TEXT) {
        return hm_table_set_text(to, column, hmi_cell(from, row, name));
    }
    hm_table_set_number(to, column, hmi_value(from, row, name));
    return HM_OK;
}

static hm_status copy_rows(const hm_table *from, hm_table *to)
{
    for (int32_t r = 0; r < hm_table_rows(from); r++) {
        HMI_TRY(hm_table_add_row(to));
        for (int32_t c = 0; c < hm_table_columns(to); c++) {
            HMI_TRY(copy_cell(from, r, c, to));
        }
    }
    return HM_OK;
}

/* 1, 3, 6, ... and the last before it begins anew. */
static bool is_kept(const hm_table *from, int32_t row, const char *column,
                    int32_t every)
{
    int32_t number = (int32_t)hmi_value(from, row, column);
    bool last = row + 1 == hm_table_rows(from) ||
                hmi_value(from, row + 1, column) < number;
    return number == 1 || number % every == 0 || last;
}

static hm_status copy_kept(const hm_table *from, const char *column,
                           int32_t every, hm_table *to)
{
    HMI_TRY(add_columns(from, NULL, to));
    for (int32_t r = 0; r < hm_table_rows(from); r++) {
        if (!is_kept(from, r, column, every)) {
            continue;
        }
        HMI_TRY(hm_table_add_row(to));
        for (int32_t c = 0; c < hm_table_columns(to); c++) {
            HMI_TRY(copy_cell(from, r, c, to));
        }
    }
    return HM_OK;
}

hm_status hmi_data_thin(const hmi_book *book, const char *column, int32_t every,
                        hm_table **table)
{
    hm_table *to = NULL;
    if (*table == NULL) {
        return HM_OK;
    }
    hm_status status = hm_table_create(book->ctx, "thin", &to);
    if (status == HM_OK) {
        status = copy_kept(*table, column, every, to);
    }
    hm_table_free(*table);
    *table = status == HM_OK ? to : NULL;
    if (status != HM_OK) {
        hm_table_free(to);
    }
    return status;
}

hm_status hmi_data_pick(const hmi_book *book, const char *table,
                        const char *columns, hm_table **out)
{
    const hm_table *from = hmi_book_table(book, table);
    hm_table *to = NULL;
    *out = NULL;
    if (hmi_rows(from) == 0) {
        return HM_OK;
    }
    HMI_TRY(hm_table_create(book->ctx, table, &to));
    hm_status status = add_columns(from, columns, to);
    if (status == HM_OK) {
        status = copy_rows(from, to);
    }
    if (status != HM_OK) {
        hm_table_free(to);
        return status;
    }
    *out = to;
    return HM_OK;
}

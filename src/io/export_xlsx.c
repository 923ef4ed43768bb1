// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * export_xlsx.c - tables as the sheets of a workbook, through libxlsxwriter
 * when it was there at build time. Numbers are numbers; not available is an
 * empty cell. The library writes its file beside the place, then it is moved.
 */
#include "io/internal.h"

#include "hm_config.h"

#include <math.h>
#include <string.h>

#ifdef HM_WITH_XLSXWRITER

#include <xlsxwriter.h>

enum { MOST_ROWS = 1048575, SHEET_NAME = 31 };

static lxw_error write_sheet(lxw_workbook *book, const hm_table *table)
{
    char name[SHEET_NAME + 1];
    snprintf(name, sizeof name, "%s", hm_table_name(table));
    lxw_worksheet *sheet = workbook_add_worksheet(book, name);
    lxw_error error =
        sheet == NULL ? LXW_ERROR_MEMORY_MALLOC_FAILED : LXW_NO_ERROR;
    int32_t columns = hm_table_columns(table);
    for (int32_t c = 0; c < columns && error == LXW_NO_ERROR; c++) {
        error = worksheet_write_string(sheet, 0, (lxw_col_t)c,
                                       hm_table_column_name(table, c), NULL);
    }
    for (int32_t row = 0; row < hm_table_rows(table); row++) {
        for (int32_t c = 0; c < columns && error == LXW_NO_ERROR; c++) {
            lxw_row_t at = (lxw_row_t)row + 1;
            bool number = hm_table_column_type(table, c) == HM_COLUMN_NUMBER;
            double value = number ? hm_table_number(table, row, c) : NAN;
            if (!number) {
                error =
                    worksheet_write_string(sheet, at, (lxw_col_t)c,
                                           hm_table_text(table, row, c), NULL);
            } else if (!isnan(value)) {
                error = worksheet_write_number(sheet, at, (lxw_col_t)c, value,
                                               NULL);
            }
        }
    }
    return error;
}

static hm_status write_book(hm_context *ctx, const char *path,
                            const hm_table *const *tables, int32_t count)
{
    lxw_doc_properties properties;
    memset(&properties, 0, sizeof properties);
    properties.created = 946684800; /* one moment, so that bytes repeat */
    lxw_workbook *book = workbook_new(path);
    if (book == NULL) {
        return hmi_fail(ctx, HM_ERR_MEMORY, "out of memory");
    }
    lxw_error error = workbook_set_properties(book, &properties);
    for (int32_t t = 0; t < count && error == LXW_NO_ERROR; t++) {
        error = write_sheet(book, tables[t]);
    }
    lxw_error closed = workbook_close(book);
    error = error == LXW_NO_ERROR ? closed : error;
    return error == LXW_NO_ERROR
               ? HM_OK
               : hmi_fail(ctx, HM_ERR_IO, "%s: libxlsxwriter: %s", path,
                          lxw_strerror(error));
}

hm_status hm_tables_write_xlsx(hm_context *ctx, const hm_table *const *tables,
                               int32_t count, const char *path)
{
    hmi_arena arena;
    hm_status status = HM_OK;
    for (int32_t t = 0; t < count; t++) {
        if (hm_table_rows(tables[t]) > MOST_ROWS) {
            return hmi_fail(ctx, HM_ERR_LIMIT,
                            "table %s has %d rows; a sheet takes %d",
                            hm_table_name(tables[t]),
                            (int)hm_table_rows(tables[t]), MOST_ROWS);
        }
    }
    hmi_arena_init(&arena, ctx);
    char *beside = hmi_arena_format(&arena, "%s.partial", path);
    status =
        beside == NULL ? HM_ERR_MEMORY : write_book(ctx, beside, tables, count);
    if (status == HM_OK) {
        status = hmi_path_rename(ctx, beside, path);
    }
    hmi_arena_clear(&arena);
    return status;
}

#else

hm_status hm_tables_write_xlsx(hm_context *ctx, const hm_table *const *tables,
                               int32_t count, const char *path)
{
    (void)tables;
    (void)count;
    return hmi_fail(ctx, HM_ERR_STATE,
                    "%s: .xlsx files need libxlsxwriter, which was not there "
                    "when this program was built; install libxlsxwriter-dev "
                    "and build again",
                    path);
}

#endif

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * export_xlsx.c - tables as the sheets of a workbook, through libxlsxwriter
 * when it is there (its header at build time). Numbers are numbers; not available is an
 * empty cell. The library writes its file beside the place, then it is moved.
 */
#include "io/internal.h"

#include "hm_config.h"

#include <math.h>
#include <string.h>

#ifdef HM_WITH_XLSXWRITER

#include <dlfcn.h>
#include <xlsxwriter.h>

#define MISSING                                                                \
    "%s: .xlsx files need libxlsxwriter, which %s; install libxlsxwriter4"

static const char *const files[] = {"libxlsxwriter.so.4", "libxlsxwriter.so"};

#define FUNCTIONS(X)                                                           \
    X(workbook_new)                                                            \
    X(workbook_set_properties)                                                 \
    X(workbook_add_worksheet)                                                  \
    X(workbook_close)                                                          \
    X(worksheet_write_string)                                                  \
    X(worksheet_write_number)                                                  \
    X(lxw_strerror)

/* The library is opened when a file is written, so that the program starts
 * without it; types come from its header. */
#define MEMBER(name) __typeof__(&(name)) name;
typedef struct calls {
    void *handle;
    FUNCTIONS(MEMBER)
} calls;
#undef MEMBER

static void take(void *handle, const char *name, void *pointer, size_t size,
                 bool *all)
{
    void *found = dlsym(handle, name);
    memcpy(pointer, &found, size);
    *all = *all && found != NULL;
}

static hm_status open_library(hm_context *ctx, const char *path, calls *c)
{
    bool all = true;
    c->handle = NULL;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        c->handle = c->handle == NULL ? dlopen(files[i], RTLD_NOW | RTLD_LOCAL)
                                      : c->handle;
    }
    if (c->handle == NULL) {
        return hmi_fail(ctx, HM_ERR_STATE, MISSING, path, "is not there");
    }
#define TAKE(name) take(c->handle, #name, &c->name, sizeof c->name, &all);
    FUNCTIONS(TAKE)
#undef TAKE
    if (!all) {
        (void)dlclose(c->handle);
        c->handle = NULL;
        return hmi_fail(ctx, HM_ERR_STATE, MISSING, path,
                        "is of another version than at build time");
    }
    return HM_OK;
}

static void close_library(calls *c)
{
    if (c->handle != NULL) {
        (void)dlclose(c->handle);
    }
}

enum { MOST_ROWS = 1048575, SHEET_NAME = 31 };

static lxw_error write_sheet(const calls *x, lxw_workbook *book,
                             const hm_table *table)
{
    char name[SHEET_NAME + 1];
    snprintf(name, sizeof name, "%s", hm_table_name(table));
    lxw_worksheet *sheet = x->workbook_add_worksheet(book, name);
    lxw_error error =
        sheet == NULL ? LXW_ERROR_MEMORY_MALLOC_FAILED : LXW_NO_ERROR;
    int32_t columns = hm_table_columns(table);
    for (int32_t c = 0; c < columns && error == LXW_NO_ERROR; c++) {
        error = x->worksheet_write_string(sheet, 0, (lxw_col_t)c,
                                          hm_table_column_name(table, c), NULL);
    }
    for (int32_t row = 0; row < hm_table_rows(table); row++) {
        for (int32_t c = 0; c < columns && error == LXW_NO_ERROR; c++) {
            lxw_row_t at = (lxw_row_t)row + 1;
            bool number = hm_table_column_type(table, c) == HM_COLUMN_NUMBER;
            double value = number ? hm_table_number(table, row, c) : NAN;
            if (!number) {
                error = x->worksheet_write_string(sheet, at, (lxw_col_t)c,
                                                  hm_table_text(table, row, c),
                                                  NULL);
            } else if (!isnan(value)) {
                error = x->worksheet_write_number(sheet, at, (lxw_col_t)c,
                                                  value, NULL);
            }
        }
    }
    return error;
}

static hm_status write_book(hm_context *ctx, const calls *x, const char *path,
                            const hm_table *const *tables, int32_t count)
{
    lxw_doc_properties properties;
    memset(&properties, 0, sizeof properties);
    properties.created = 946684800; /* one moment, so that bytes repeat */
    lxw_workbook *book = x->workbook_new(path);
    if (book == NULL) {
        return hmi_fail(ctx, HM_ERR_MEMORY, "out of memory");
    }
    lxw_error error = x->workbook_set_properties(book, &properties);
    for (int32_t t = 0; t < count && error == LXW_NO_ERROR; t++) {
        error = write_sheet(x, book, tables[t]);
    }
    lxw_error closed = x->workbook_close(book);
    error = error == LXW_NO_ERROR ? closed : error;
    return error == LXW_NO_ERROR
               ? HM_OK
               : hmi_fail(ctx, HM_ERR_IO, "%s: libxlsxwriter: %s", path,
                          x->lxw_strerror(error));
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
    calls x;
    char *beside = hmi_arena_format(&arena, "%s.partial", path);
    hm_status opened = open_library(ctx, path, &x);
    status = beside == NULL ? HM_ERR_MEMORY : opened;
    if (status == HM_OK && x.handle != NULL) {
        status = write_book(ctx, &x, beside, tables, count);
    }
    close_library(&x);
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
                    "%s: .xlsx files need libxlsxwriter, whose header "
                    "was not there when this program was built; install "
                    "libxlsxwriter-dev and build again",
                    path);
}

#endif

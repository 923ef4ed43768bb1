// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * export_dta.c - a table as a Stata file, through libreadstat when it is there
 * (its header at build time). Not available is missing; texts are UTF-8.
 */
#include "io/internal.h"

#include "hm_config.h"

#include <math.h>
#include <string.h>

#ifdef HM_WITH_READSTAT

#include <dlfcn.h>
#include <readstat.h>

#define MISSING                                                                \
    "%s: .dta files need libreadstat, which %s; install libreadstat1"

static const char *const files[] = {"libreadstat.so.1", "libreadstat.so.0",
                                    "libreadstat.so"};

#define FUNCTIONS(X)                                                           \
    X(readstat_writer_init)                                                    \
    X(readstat_writer_free)                                                    \
    X(readstat_set_data_writer)                                                \
    X(readstat_writer_set_file_format_version)                                 \
    X(readstat_writer_set_file_timestamp)                                      \
    X(readstat_add_variable)                                                   \
    X(readstat_get_variable)                                                   \
    X(readstat_begin_writing_dta)                                              \
    X(readstat_begin_row)                                                      \
    X(readstat_end_row)                                                        \
    X(readstat_end_writing)                                                    \
    X(readstat_insert_string_value)                                            \
    X(readstat_insert_double_value)                                            \
    X(readstat_insert_missing_value)                                           \
    X(readstat_error_message)

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

enum { FORMAT = 118, WIDEST = 2045, NAME = 32, FEWEST = 1 };

/* The bytes so far; libreadstat hands them over piece by piece. */
static ssize_t collect(const void *data, size_t size, void *user)
{
    hmi_text_append(user, data, size);
    return (ssize_t)size;
}

/* What Stata takes as a name. */
static bool good_name(const char *name)
{
    bool letter = (name[0] >= 'a' && name[0] <= 'z') ||
                  (name[0] >= 'A' && name[0] <= 'Z') || name[0] == '_';
    return letter && strlen(name) <= NAME &&
           name[strspn(name, "abcdefghijklmnopqrstuvwxyz"
                             "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] == '\0';
}

static hm_status width_of(hm_context *ctx, const hm_table *table,
                          int32_t column, size_t *out)
{
    *out = FEWEST;
    for (int32_t row = 0; row < hm_table_rows(table); row++) {
        size_t size = strlen(hm_table_text(table, row, column));
        *out = size > *out ? size : *out;
    }
    return *out <= WIDEST
               ? HM_OK
               : hmi_fail(ctx, HM_ERR_LIMIT,
                          "column %s has a text of %zu bytes; a .dta file "
                          "takes %d",
                          hm_table_column_name(table, column), *out, WIDEST);
}

static hm_status add_variables(hm_context *ctx, const calls *r,
                               const hm_table *table, readstat_writer_t *writer)
{
    for (int32_t c = 0; c < hm_table_columns(table); c++) {
        const char *name = hm_table_column_name(table, c);
        bool number = hm_table_column_type(table, c) == HM_COLUMN_NUMBER;
        size_t width = 0;
        if (!good_name(name)) {
            return hmi_fail(ctx, HM_ERR_DATA,
                            "column \"%s\" is no name for Stata; expected a "
                            "letter, then up to %d letters, digits and _",
                            name, NAME - 1);
        }
        if (!number) {
            HMI_TRY(width_of(ctx, table, c, &width));
        }
        if (r->readstat_add_variable(writer, name,
                                     number ? READSTAT_TYPE_DOUBLE
                                            : READSTAT_TYPE_STRING,
                                     width) == NULL) {
            return HM_ERR_MEMORY;
        }
    }
    return HM_OK;
}

static readstat_error_t add_cell(const calls *r, readstat_writer_t *writer,
                                 const hm_table *table, int32_t row, int32_t c)
{
    const readstat_variable_t *variable = r->readstat_get_variable(writer, c);
    if (hm_table_column_type(table, c) != HM_COLUMN_NUMBER) {
        return r->readstat_insert_string_value(writer, variable,
                                               hm_table_text(table, row, c));
    }
    double value = hm_table_number(table, row, c);
    return isnan(value)
               ? r->readstat_insert_missing_value(writer, variable)
               : r->readstat_insert_double_value(writer, variable, value);
}

static readstat_error_t add_rows(const calls *r, readstat_writer_t *writer,
                                 const hm_table *table, hmi_text *bytes)
{
    int32_t rows = hm_table_rows(table);
    readstat_error_t error = r->readstat_begin_writing_dta(writer, bytes, rows);
    for (int32_t row = 0; row < rows && error == READSTAT_OK; row++) {
        error = r->readstat_begin_row(writer);
        for (int32_t c = 0; c < hm_table_columns(table) && error == READSTAT_OK;
             c++) {
            error = add_cell(r, writer, table, row, c);
        }
        if (error == READSTAT_OK) {
            error = r->readstat_end_row(writer);
        }
    }
    return error == READSTAT_OK ? r->readstat_end_writing(writer) : error;
}

static hm_status to_bytes(hm_context *ctx, const calls *r,
                          const hm_table *table, hmi_text *bytes)
{
    readstat_writer_t *writer = r->readstat_writer_init();
    if (writer == NULL) {
        return hmi_fail(ctx, HM_ERR_MEMORY, "out of memory");
    }
    readstat_error_t error = r->readstat_set_data_writer(writer, collect);
    if (error == READSTAT_OK) {
        error = r->readstat_writer_set_file_format_version(writer, FORMAT);
    }
    if (error == READSTAT_OK) { /* one moment, so that bytes repeat */
        error = r->readstat_writer_set_file_timestamp(writer, 946684800);
    }
    hm_status status = HM_OK;
    if (error == READSTAT_OK) {
        status = add_variables(ctx, r, table, writer);
    }
    if (error == READSTAT_OK && status == HM_OK) {
        error = add_rows(r, writer, table, bytes);
    }
    r->readstat_writer_free(writer);
    return error == READSTAT_OK ? status
                                : hmi_fail(ctx, HM_ERR_IO, "libreadstat: %s",
                                           r->readstat_error_message(error));
}

hm_status hm_table_write_dta(hm_context *ctx, const hm_table *table,
                             const char *path)
{
    hmi_text bytes;
    calls r;
    hmi_text_init(&bytes, ctx);
    hm_status status = open_library(ctx, path, &r);
    if (status == HM_OK && r.handle != NULL) {
        status = to_bytes(ctx, &r, table, &bytes);
    }
    close_library(&r);
    size_t size = bytes.size;
    char *data = NULL;
    if (status == HM_OK) {
        status = hmi_text_take(&bytes, &data);
    }
    if (status == HM_OK) {
        status = hmi_file_write(ctx, path, data, size);
    }
    hmi_free(ctx, data);
    hmi_text_clear(&bytes);
    return status;
}

#else

hm_status hm_table_write_dta(hm_context *ctx, const hm_table *table,
                             const char *path)
{
    (void)table;
    return hmi_fail(ctx, HM_ERR_STATE,
                    "%s: .dta files need libreadstat, whose header "
                    "was not there when this program was built; install "
                    "libreadstat-dev and build again",
                    path);
}

#endif

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * cmd_export.c - `hirschman export`: tables of a results folder, or one CSV
 * file, for Stata (.dta), Excel (.xlsx) or LaTeX (.tex).
 */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

static const cli_option options[] = {
    {"--to", NULL, "dta|xlsx|latex", "for which program"},
    {"--table", NULL, "NAME", "only this table (may be repeated)"},
    {"--digits", NULL, "N", "latex: significant digits (default 4)"},
};
enum { TO = 0, TABLE, DIGITS, OPTIONS };

static const cli_command command = {
    "export",
    "DIR|FILE.csv --to dta|xlsx|latex -o OUT",
    "Writes the tables of a results folder, or one CSV file, for another "
    "program: a folder\nof .dta or .tex files, or one workbook with a sheet a "
    "table. From a CSV file one file.",
    options,
    OPTIONS,
    1,
    1,
};

enum { DTA = 0, XLSX, LATEX, KINDS };
enum { VARIABLE = 32 }; /* letters of a name in Stata */
static const char *const kinds[KINDS] = {"dta", "xlsx", "latex"};
static const char *const endings[KINDS] = {"dta", "xlsx", "tex"};

typedef struct work {
    hm_context *ctx;
    cli_common common;
    cli_arguments arguments;
    const char *from;
    int32_t kind, digits;
    hm_table **tables;
    int32_t count;
    bool folder;
} work;

static const char *option(const work *w, int32_t which)
{
    const char *found = NULL;
    for (int32_t a = 0; a < w->arguments.count; a++) {
        if (w->arguments.items[a].option == which) {
            found = w->arguments.items[a].value;
        }
    }
    return found;
}

/* Was the table asked for? All are, when none is named. */
static bool wanted(const work *w, const char *name)
{
    bool any = false;
    for (int32_t a = 0; a < w->arguments.count; a++) {
        const cli_argument *given = &w->arguments.items[a];
        any = any || given->option == TABLE;
        if (given->option == TABLE && strcmp(given->value, name) == 0) {
            return true;
        }
    }
    return !any;
}

/* "country" of "x/country.csv.gz", NULL when it is no table at the top. */
static char *stem(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    const char *end = strstr(name, ".csv");
    bool table = end != NULL && (end[4] == '\0' || strcmp(end, ".csv.gz") == 0);
    return table ? cli_text("%.*s", (int)(end - name), name) : NULL;
}

static hm_status add(work *w, const char *path, const char *name)
{
    w->tables =
        cli_grow((void *)w->tables, (size_t)w->count + 1, sizeof *w->tables);
    hm_status status =
        hm_table_read_csv(w->ctx, path, name, &w->tables[w->count]);
    w->count += status == HM_OK ? 1 : 0;
    return status;
}

static hm_status add_folder(work *w)
{
    hm_result_files *files = NULL;
    int32_t count = 0;
    hm_status status = hm_results_read(w->ctx, w->from, &files);
    const hm_file *list =
        status == HM_OK ? hm_result_files_list(files, &count) : NULL;
    for (int32_t f = 0; f < count && status == HM_OK; f++) {
        bool top = strchr(list[f].name, '/') == NULL;
        char *name = top ? stem(list[f].name) : NULL;
        if (name != NULL && wanted(w, name)) {
            char *path = cli_text("%s/%s", w->from, list[f].name);
            status = add(w, path, name);
            free(path);
        }
        free(name);
    }
    hm_result_files_free(files);
    return status;
}

/* Is it a name for Stata? */
static bool is_variable(const char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    bool letter = (name[0] >= 'a' && name[0] <= 'z') ||
                  (name[0] >= 'A' && name[0] <= 'Z');
    return letter && strlen(name) <= VARIABLE &&
           name[strspn(name, letters)] == '\0';
}

/* "world_2014_prk_long_run_4" of "world-2014-prk/long-run", the fourth. */
static char *variable_of(const char *name, int32_t number)
{
    char *ending = cli_text("_%d", (int)number);
    bool letter = is_variable((const char[]){name[0], '\0'});
    char *out = cli_text("%s%.*s%s", letter ? "" : "v",
                         VARIABLE - 1 - (int)strlen(ending), name, ending);
    for (char *at = out; *at != '\0'; at++) {
        if (!is_variable((const char[]){'a', *at, '\0'})) {
            *at = '_';
        }
    }
    free(ending);
    return out;
}

static hm_status copy_rows(const hm_table *from, hm_table *to)
{
    hm_status status = HM_OK;
    for (int32_t r = 0; r < hm_table_rows(from) && status == HM_OK; r++) {
        status = hm_table_add_row(to);
        for (int32_t c = 0; c < hm_table_columns(from) && status == HM_OK;
             c++) {
            if (hm_table_column_type(from, c) == HM_COLUMN_TEXT) {
                status = hm_table_set_text(to, c, hm_table_text(from, r, c));
            } else {
                hm_table_set_number(to, c, hm_table_number(from, r, c));
            }
        }
    }
    return status;
}

/* Columns that are named by the user's codes may be no names for Stata: a
 * copy with other names, each of which is said. */
static hm_status write_dta(const work *w, const hm_table *table,
                           const char *path)
{
    hm_table *named = NULL;
    hm_status status = hm_table_create(w->ctx, hm_table_name(table), &named);
    for (int32_t c = 0; c < hm_table_columns(table) && status == HM_OK; c++) {
        const char *name = hm_table_column_name(table, c);
        char *given =
            is_variable(name) ? cli_copy(name) : variable_of(name, c + 1);
        if (strcmp(given, name) != 0 && !w->common.quiet) {
            fprintf(stderr, "export: %s: column %s is variable %s\n",
                    hm_table_name(table), name, given);
        }
        status =
            hm_table_add_column(named, given, hm_table_column_type(table, c));
        free(given);
    }
    if (status == HM_OK) {
        status = copy_rows(table, named);
    }
    if (status == HM_OK) {
        status = hm_table_write_dta(w->ctx, named, path);
    }
    hm_table_free(named);
    return status;
}

static hm_status write_one(const work *w, const hm_table *table,
                           const char *path)
{
    char *text = NULL;
    if (w->kind == DTA) {
        return write_dta(w, table, path);
    }
    hm_status status = hm_table_to_latex(w->ctx, table, w->digits, &text);
    if (status == HM_OK) {
        status = hm_text_write(w->ctx, path, text);
    }
    hm_text_free(w->ctx, text);
    return status;
}

static hm_status write_all(const work *w)
{
    const char *out = w->common.out;
    if (w->kind == XLSX) {
        return hm_tables_write_xlsx(w->ctx, (const hm_table *const *)w->tables,
                                    w->count, out);
    }
    hm_status status = w->folder ? hm_folder_make(w->ctx, out) : HM_OK;
    for (int32_t t = 0; t < w->count && status == HM_OK; t++) {
        char *path =
            w->folder ? cli_text("%s/%s.%s", out, hm_table_name(w->tables[t]),
                                 endings[w->kind])
                      : cli_copy(out);
        status = write_one(w, w->tables[t], path);
        free(path);
    }
    return status;
}

/* Options, before a file is opened; -1 to go on. */
static int check(work *w)
{
    const char *to = option(w, TO);
    const char *digits = option(w, DIGITS);
    double number = 4.0;
    w->kind = -1;
    for (int32_t k = 0; k < KINDS; k++) {
        w->kind = to != NULL && strcmp(to, kinds[k]) == 0 ? k : w->kind;
    }
    if (w->kind < 0) {
        return cli_fail(CLI_USAGE,
                        "export: --to is %s%s%s; expected dta, xlsx or latex",
                        to == NULL ? "missing" : "'", to == NULL ? "" : to,
                        to == NULL ? "" : "'");
    }
    if (w->common.out == NULL) {
        return cli_fail(CLI_USAGE, "export: -o OUT is missing");
    }
    if (digits != NULL &&
        (!cli_number(digits, &number) || number < 1.0 || number > 17.0)) {
        return cli_fail(CLI_USAGE, "export: --digits is '%s'; expected 1 to 17",
                        digits);
    }
    w->digits = (int32_t)number;
    return -1;
}

static int run(work *w)
{
    char *name = stem(w->from);
    w->folder = name == NULL;
    hm_status status = hm_context_create(cli_allocator(), &w->ctx);
    if (status == HM_OK) {
        cli_watch(w->ctx);
        status = w->folder ? add_folder(w) : add(w, w->from, name);
    }
    free(name);
    if (status == HM_OK && w->count == 0) {
        return cli_fail(CLI_DATA, "%s has no table that was asked for",
                        w->from);
    }
    if (status == HM_OK) {
        status = write_all(w);
    }
    if (status == HM_OK && !w->common.quiet) {
        fprintf(stderr, "export: %d table%s written to %s\n", (int)w->count,
                w->count == 1 ? "" : "s", w->common.out);
    }
    return status == HM_OK ? CLI_SOLVED : cli_fail_status(status, w->ctx);
}

int cli_export(int argc, char **argv)
{
    work w;
    memset(&w, 0, sizeof w);
    int code = cli_read(&command, argc, argv, &w.common, &w.arguments);
    for (int32_t a = 0; code < 0 && a < w.arguments.count; a++) {
        w.from = w.arguments.items[a].option < 0 ? w.arguments.items[a].value
                                                 : w.from;
    }
    code = code >= 0 ? code : check(&w);
    code = code >= 0 ? code : run(&w);
    for (int32_t t = 0; t < w.count; t++) {
        hm_table_free(w.tables[t]);
    }
    free((void *)w.tables);
    cli_arguments_clear(&w.arguments);
    hm_context_free(w.ctx);
    return code;
}

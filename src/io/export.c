// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * export.c - results for other programs: a CSV file as a table with its types
 * found, LaTeX, Stata's .dta (libreadstat) and .xlsx (libxlsxwriter).
 *
 * The two libraries are used when they were there at build time; without one
 * its function fails and names it. Files are the same bytes for the same
 * table: no time of writing is kept.
 */
#include "io/recipe.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- a table whose types are found ---------------------------------------------------- */

static bool numeric(const hmi_csv *csv, int32_t column)
{
    const hmi_csv_field *field = &csv->fields[column];
    double value = 0.0;
    return field->size == 0 ||
           hmi_parse_number(field->text, field->text + field->size, &value);
}

/* A column is numbers when every field of it is one or empty, and one is. */
static hm_status find_types(hmi_csv *csv, bool *number)
{
    bool seen[HMI_MAX_COLUMNS] = {false};
    bool more = false;
    for (int32_t c = 0; c < csv->n_columns; c++) {
        number[c] = true;
    }
    HMI_TRY(hmi_csv_next(csv, &more));
    while (more) {
        for (int32_t c = 0; c < csv->n_columns; c++) {
            number[c] = number[c] && numeric(csv, c);
            seen[c] = seen[c] || csv->fields[c].size > 0;
        }
        HMI_TRY(hmi_csv_next(csv, &more));
    }
    for (int32_t c = 0; c < csv->n_columns; c++) {
        number[c] = number[c] && seen[c];
    }
    return HM_OK;
}

static hm_status fill_cell(const hmi_csv *csv, int32_t c, bool number,
                           hmi_arena *arena, hm_table *table)
{
    double value = NAN;
    if (number) {
        if (!hmi_csv_empty(csv, c)) {
            HMI_TRY(hmi_csv_number(csv, c, &value));
        }
        hm_table_set_number(table, c, value);
        return HM_OK;
    }
    char *text = hmi_csv_text(csv, c, arena);
    return text == NULL ? HM_ERR_MEMORY : hm_table_set_text(table, c, text);
}

static hm_status fill(hmi_csv *csv, const bool *number, hmi_arena *arena,
                      hm_table *table)
{
    bool more = false;
    HMI_TRY(hmi_csv_next(csv, &more));
    while (more) {
        HMI_TRY(hm_table_add_row(table));
        for (int32_t c = 0; c < csv->n_columns; c++) {
            HMI_TRY(fill_cell(csv, c, number[c], arena, table));
        }
        HMI_TRY(hmi_csv_next(csv, &more));
    }
    return HM_OK;
}

static hm_status header(const hmi_csv *csv, hmi_arena *arena,
                        const char **names)
{
    for (int32_t c = 0; c < csv->n_columns; c++) {
        names[c] = hmi_csv_text(csv, c, arena);
        if (names[c] == NULL) {
            return HM_ERR_MEMORY;
        }
    }
    return HM_OK;
}

hm_status hm_table_read_csv(hm_context *ctx, const char *path, const char *name,
                            hm_table **out)
{
    const char *names[HMI_MAX_COLUMNS] = {NULL};
    bool number[HMI_MAX_COLUMNS] = {false};
    hm_table *table = NULL;
    hmi_arena arena;
    hmi_csv csv;
    hm_status status = HM_OK;
    *out = NULL;
    hmi_arena_init(&arena, ctx);
    HMI_GOTO(status, hmi_recipe_open(&arena, path, NULL, 0, NULL, &csv));
    size_t start = csv.at;
    int32_t line = csv.line;
    HMI_GOTO(status, header(&csv, &arena, names));
    HMI_GOTO(status, find_types(&csv, number));
    csv.at = start;
    csv.line = line;
    HMI_GOTO(status, hm_table_create(ctx, name, &table));
    for (int32_t c = 0; c < csv.n_columns; c++) {
        HMI_GOTO(status, hm_table_add_column(table, names[c],
                                             number[c] ? HM_COLUMN_NUMBER
                                                       : HM_COLUMN_TEXT));
    }
    HMI_GOTO(status, fill(&csv, number, &arena, table));
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    hmi_csv_clear(&csv);
    hmi_arena_clear(&arena);
    return status;
}

hm_status hm_folder_make(hm_context *ctx, const char *path)
{
    return hmi_folder_make(ctx, path);
}

/* --- LaTeX ---------------------------------------------------------------------------- */

static void tex_text(hmi_text *out, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        const char one[2] = {*c, '\0'};
        if (*c == '\\') {
            hmi_text_add(out, "\\textbackslash{}");
        } else if (*c == '~' || *c == '^') {
            hmi_text_addf(out, "\\%c{}", *c);
        } else {
            hmi_text_add(out, strchr("&%$#_{}", *c) != NULL ? "\\" : "");
            hmi_text_add(out, one);
        }
    }
}

/* -1.5e-05 as $-1.5 \times 10^{-5}$, -1.5 as $-1.5$. */
static void tex_number(hmi_text *out, double value, int32_t digits)
{
    char text[HMI_NUMBER_SIZE];
    if (isnan(value)) {
        return;
    }
    hmi_number_format(value, digits, text);
    char *power = strchr(text, 'e');
    if (power == NULL) {
        hmi_text_addf(out, "$%s$", text);
        return;
    }
    *power = '\0';
    hmi_text_addf(out, "$%s \\times 10^{%ld}$", text,
                  strtol(power + 1, NULL, 10));
}

hm_status hm_table_to_latex(hm_context *ctx, const hm_table *table,
                            int32_t digits, char **out)
{
    hmi_text text;
    int32_t columns = hm_table_columns(table);
    *out = NULL;
    if (digits < 1 || digits > 17) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "%d digits of a number; expected 1 to 17", (int)digits);
    }
    hmi_text_init(&text, ctx);
    hmi_text_add(&text, "\\begin{tabular}{");
    for (int32_t c = 0; c < columns; c++) {
        bool number = hm_table_column_type(table, c) == HM_COLUMN_NUMBER;
        hmi_text_add(&text, number ? "r" : "l");
    }
    hmi_text_add(&text, "}\n\\hline\n");
    for (int32_t c = 0; c < columns; c++) {
        hmi_text_add(&text, c > 0 ? " & " : "");
        tex_text(&text, hm_table_column_name(table, c));
    }
    hmi_text_add(&text, " \\\\\n\\hline\n");
    for (int32_t row = 0; row < hm_table_rows(table); row++) {
        for (int32_t c = 0; c < columns; c++) {
            hmi_text_add(&text, c > 0 ? " & " : "");
            if (hm_table_column_type(table, c) == HM_COLUMN_NUMBER) {
                tex_number(&text, hm_table_number(table, row, c), digits);
            } else {
                tex_text(&text, hm_table_text(table, row, c));
            }
        }
        hmi_text_add(&text, " \\\\\n");
    }
    hmi_text_add(&text, "\\hline\n\\end{tabular}\n");
    hm_status status = hmi_text_take(&text, out);
    hmi_text_clear(&text);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * layout.c - wrapped paragraphs and aligned grids, counted in characters
 * (UTF-8), not bytes.
 */
#include "report/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct hmi_grid {
    hm_context *ctx;
    hm_status status;
    int32_t columns, left;
    int32_t count, capacity;
    char **cells;
};

/* Characters of a UTF-8 text: bytes that do not continue one. */
static int32_t width_of(const char *text, size_t bytes)
{
    int32_t width = 0;
    for (size_t i = 0; i < bytes; i++) {
        width += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
    return width;
}

static void add_spaces(hmi_text *text, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        hmi_text_append(text, " ", 1);
    }
}

void hmi_wrap(hmi_text *text, const char *lead, int32_t indent,
              const char *words)
{
    hmi_text_add(text, lead);
    int32_t at = width_of(lead, strlen(lead));
    bool first = true;
    while (*words != '\0') {
        size_t size = strcspn(words, " ");
        int32_t width = width_of(words, size);
        if (!first && at + 1 + width > HMI_REPORT_WIDTH) {
            hmi_text_add(text, "\n");
            add_spaces(text, indent);
            at = indent;
            first = true;
        }
        if (!first) {
            hmi_text_add(text, " ");
            at++;
        }
        hmi_text_append(text, words, size);
        at += width;
        first = false;
        words += size;
        words += strspn(words, " ");
    }
    hmi_text_add(text, "\n");
}

/* "the United States ..." begins a sentence: a capital. */
static void capitalise(char *words)
{
    bool begins = true;
    for (char *at = words; *at != '\0'; at++) {
        if (begins && strncmp(at, "the ", 4) == 0) {
            *at = 'T';
        }
        begins = (begins && *at == ' ') ||
                 (*at == '.' && (at[1] == ' ' || at[1] == '\0'));
    }
}

void hmi_flush(hmi_text *text, const char *lead, int32_t indent,
               hmi_text *words)
{
    hmi_text_append(words, "", 0);
    if (words->status == HM_OK) {
        capitalise(words->data);
        hmi_wrap(text, lead, indent, words->data);
    } else {
        text->status = words->status;
    }
    hmi_text_clear(words);
}

hm_status hmi_grid_create(hm_context *ctx, int32_t columns, int32_t left,
                          hmi_grid **out)
{
    hmi_grid *grid = HMI_NEW(ctx, hmi_grid);
    *out = grid;
    if (grid == NULL) {
        return HM_ERR_MEMORY;
    }
    grid->ctx = ctx;
    grid->columns = columns;
    grid->left = left;
    return HM_OK;
}

void hmi_grid_free(hmi_grid *grid)
{
    if (grid != NULL) {
        for (int32_t i = 0; i < grid->count; i++) {
            hmi_free(grid->ctx, grid->cells[i]);
        }
        hmi_free(grid->ctx, (void *)grid->cells);
        hmi_free(grid->ctx, grid);
    }
}

static bool reserve(hmi_grid *grid)
{
    if (grid->count < grid->capacity) {
        return true;
    }
    int32_t capacity = grid->capacity == 0 ? 64 : 2 * grid->capacity;
    char **cells = hmi_resize(grid->ctx, (void *)grid->cells, (size_t)capacity,
                              sizeof *cells);
    if (cells == NULL) {
        grid->status = HM_ERR_MEMORY;
        return false;
    }
    grid->cells = cells;
    grid->capacity = capacity;
    return true;
}

void hmi_grid_add(hmi_grid *grid, const char *cell)
{
    if (grid->status != HM_OK || !reserve(grid)) {
        return;
    }
    grid->status = hmi_copy_text(grid->ctx, cell, &grid->cells[grid->count]);
    grid->count += grid->status == HM_OK;
}

void hmi_grid_addf(hmi_grid *grid, const char *format, ...)
{
    char cell[256];
    va_list list;
    va_start(list, format);
    (void)vsnprintf(cell, sizeof cell, format, list);
    va_end(list);
    hmi_grid_add(grid, cell);
}

void hmi_grid_number(hmi_grid *grid, double value, int32_t decimals)
{
    if (isnan(value)) {
        hmi_grid_add(grid, "");
    } else if (fabs(value) < 0.5 * pow(10.0, -decimals)) {
        hmi_grid_addf(grid, "%.*f", (int)decimals, 0.0);
    } else {
        hmi_grid_addf(grid, "%.*f", (int)decimals, value);
    }
}

static int32_t column_width(const hmi_grid *grid, int32_t column)
{
    int32_t width = 0;
    for (int32_t i = column; i < grid->count; i += grid->columns) {
        int32_t cell = width_of(grid->cells[i], strlen(grid->cells[i]));
        width = cell > width ? cell : width;
    }
    return width;
}

static void print_cell(hmi_text *text, const hmi_grid *grid, int32_t cell,
                       int32_t width)
{
    const char *words = grid->cells[cell];
    int32_t pad = width - width_of(words, strlen(words));
    int32_t column = cell % grid->columns;
    bool left = column < grid->left;
    hmi_text_add(text, "  ");
    if (!left) {
        add_spaces(text, pad);
    }
    hmi_text_add(text, words);
    if (left && column + 1 < grid->columns) {
        add_spaces(text, pad);
    }
}

/* Take the blanks off the end. */
static void trim(hmi_text *text)
{
    while (text->status == HM_OK && text->size > 0 &&
           text->data[text->size - 1] == ' ') {
        text->data[--text->size] = '\0';
    }
}

hm_status hmi_grid_print(hmi_grid *grid, hmi_text *text)
{
    HMI_TRY(grid->status);
    int32_t total = 0;
    for (int32_t i = 0; i < grid->count; i++) {
        int32_t width = column_width(grid, i % grid->columns);
        total += i < grid->columns ? width + 2 : 0;
        print_cell(text, grid, i, width);
        if (i % grid->columns == grid->columns - 1) {
            trim(text);
            hmi_text_add(text, "\n");
        }
        if (i == grid->columns - 1) {
            hmi_text_add(text, "  ");
            for (int32_t d = 2; d < total; d++) {
                hmi_text_add(text, "-");
            }
            hmi_text_add(text, "\n");
        }
    }
    return text->status;
}

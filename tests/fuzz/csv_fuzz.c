// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * csv_fuzz.c - any bytes as a CSV file: columns found, every row stepped
 * over, every field read as a number and as text, places worked out.
 */
#include "io/internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const hmi_csv_want wants[] = {
    {{"exporter", "origin", NULL}, false},
    {{"importer", "destination", NULL}, false},
    {{"sector", NULL}, false},
    {{"value", NULL}, false},
    {{"a", NULL}, false},
};

static void read_rows(hmi_csv *csv)
{
    hmi_arena arena;
    bool more = true;
    hmi_arena_init(&arena, csv->ctx);
    while (hmi_csv_next(csv, &more) == HM_OK && more) {
        for (int32_t c = 0; c < csv->n_fields; c++) {
            double value = 0.0;
            (void)!hmi_csv_text(csv, c, &arena);
            (void)hmi_csv_line(csv, c);
            (void)!hmi_csv_number(csv, c, &value);
        }
    }
    hmi_arena_clear(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hm_context *ctx = NULL;
    hmi_csv csv;
    int32_t column[5];
    if (hm_context_create(NULL, &ctx) != HM_OK) {
        return 0;
    }
    if (hmi_csv_open(ctx, "fuzz.csv", data, size, wants, 5, column, &csv) ==
        HM_OK) {
        read_rows(&csv);
    }
    hmi_csv_clear(&csv);
    hm_context_free(ctx);
    return 0;
}

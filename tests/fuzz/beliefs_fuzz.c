// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * beliefs_fuzz.c - any bytes as the block `beliefs:` with its files, from the
 * settings to every table. A line "%%%NAME" begins a file: block.yaml,
 * signals.csv, events.csv, rates.csv (base rates), figures.csv (of `backtest:`).
 */
#include "beliefs/internal.h"
#include "folder.h"

#include <math.h>
#include <stdlib.h>

enum { COLUMNS_MAX = 9, ROOM = 20000 };

static const char *const signal_names[] = {"month", "signal", "value", "unit",
                                           "kind",  "source", "note"};
static const char *const rate_names[] = {"goal", "successes", "cases",
                                         "in_part", "ongoing"};
static const char *const event_names[] = {"date", "label", "event", "source"};
static const char *const figure_names[] = {
    "scenario",     "measure",    "country", "partner", "sector",
    "observed_pct", "comparable", "source",  "note"};

/* Columns from..to (less one) hold numbers. NULL: refused, or no such file. */
static hm_table *read_table(hm_context *ctx, const fuzz_folder *folder,
                            const char *name, const char *const *names,
                            int32_t count, int32_t required, int32_t from,
                            int32_t to)
{
    hm_column_type types[COLUMNS_MAX];
    char sha256[65];
    hm_table *table = NULL;
    const hm_file *file = fuzz_folder_find(folder, name);
    if (file == NULL) {
        return NULL;
    }
    for (int32_t c = 0; c < count; c++) {
        types[c] = c >= from && c < to ? HM_COLUMN_NUMBER : HM_COLUMN_TEXT;
    }
    const char *path = fuzz_folder_write(name, file->bytes, file->size);
    (void)!hm_table_read(ctx, path, names, types, count, required, sha256,
                         &table);
    return table;
}

/* A table that is given away has no infinite number. */
static void look_and_free(hm_table **tables, int32_t count)
{
    for (int32_t t = 0; t < count; t++) {
        const hm_table *table = tables[t];
        for (int32_t r = 0; table != NULL && r < hm_table_rows(table); r++) {
            for (int32_t c = 0; c < hm_table_columns(table); c++) {
                if (hm_table_column_type(table, c) == HM_COLUMN_NUMBER &&
                    isinf(hm_table_number(table, r, c))) {
                    abort();
                }
            }
        }
        hm_table_free(tables[t]);
    }
}

static void with_files(hm_context *ctx, hm_beliefs *b, hm_table *signals)
{
    hm_table *tables[HM_BELIEFS_TABLES] = {NULL};
    hm_table *programme[HM_PROGRAMME_TABLES] = {NULL};
    const hm_step_facts facts[] = {
        {"benchmark", 0.0, 0.0, 0.0, 0.0},
        {"ban", -4.0, 10.0, -25.0, -25.0},
        {"deal", 0.5, -300.0, 900.0, 900.0},
    };
    int32_t left_out = 0;
    /* few draws, paths and months: thousands of inputs a minute */
    b->draws = 3;
    b->programme.paths = 100;
    b->programme.months = b->programme.months > 60 ? 60 : b->programme.months;
    if (hm_beliefs_programme(ctx, b, facts, 3, programme, &left_out) == HM_OK) {
        look_and_free(programme, HM_PROGRAMME_TABLES);
    }
    if (signals == NULL || hm_beliefs_load(ctx, b, signals) != HM_OK) {
        return;
    }
    int64_t states = (int64_t)b->n_types << b->n_causes;
    /* a fit is thousands of filters: one number, where the seed says so */
    b->n_free = b->n_free > 0 && b->seed % 4 == 0 && b->months < 10 ? 1 : 0;
    if (b->months * states * states > ROOM) {
        return;
    }
    if (hm_beliefs_tables(ctx, b, tables) == HM_OK) {
        look_and_free(tables, HM_BELIEFS_TABLES);
    }
}

static void use(hm_context *ctx, const fuzz_folder *folder)
{
    const hm_file *block = fuzz_folder_find(folder, "block.yaml");
    hm_node *root = NULL;
    hm_beliefs *b = NULL;
    hm_table *base[1] = {NULL};
    hm_table *signals =
        read_table(ctx, folder, "signals.csv", signal_names, 7, 3, 2, 3);
    hm_table *rates =
        read_table(ctx, folder, "rates.csv", rate_names, 5, 3, 1, 5);
    hm_table *figures =
        read_table(ctx, folder, "figures.csv", figure_names, 9, 6, 5, 6);
    hm_table *events =
        read_table(ctx, folder, "events.csv", event_names, 4, 2, 0, 0);
    if (events != NULL && hm_beliefs_check_events(ctx, events) == HM_OK) {
        look_and_free(NULL, 0);
    }
    if (block != NULL && hm_settings_parse(ctx, block->name, block->bytes,
                                           block->size, &root) == HM_OK) {
        const hm_node *node = hm_node_find(root, "beliefs");
        node = node == NULL ? root : node;
        if (hm_beliefs_create(ctx, node, NULL, 0, &b) == HM_OK) {
            with_files(ctx, b, signals);
        }
    }
    if (rates != NULL && hm_beliefs_base_rates(ctx, rates, &base[0]) == HM_OK) {
        look_and_free(base, 1);
    }
    hm_beliefs_free(b);
    hm_settings_free(root);
    hm_table_free(events);
    hm_table_free(figures);
    hm_table_free(rates);
    hm_table_free(signals);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hm_context *ctx = NULL;
    fuzz_folder folder;
    if (hm_context_create(NULL, &ctx) != HM_OK) {
        return 0;
    }
    fuzz_folder_split(&folder, data, size);
    use(ctx, &folder);
    hm_context_free(ctx);
    return 0;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * economy_folder.c - reading an economy: the order of the steps, how a file
 * is found among the files given, and the object that the caller keeps.
 */
#include "io/build.h"

#include <stdio.h>
#include <string.h>

hm_status hmi_build_note(hmi_build *b, const char *format, ...)
{
    char text[768];
    hm_economy_folder *f = b->folder;
    va_list list;
    va_start(list, format);
    (void)vsnprintf(text, sizeof text, format, list);
    va_end(list);
    if (f->n_notes == f->note_room) {
        int32_t room = f->note_room * 2 + 8;
        const char **grown = HMI_KEEP(&f->arena, const char *, room);
        if (grown == NULL) {
            return HM_ERR_MEMORY;
        }
        for (int32_t i = 0; i < f->n_notes; i++) {
            grown[i] = f->notes[i];
        }
        f->notes = grown;
        f->note_room = room;
    }
    f->notes[f->n_notes] = hmi_arena_text(&f->arena, text, strlen(text));
    if (f->notes[f->n_notes] == NULL) {
        return HM_ERR_MEMORY;
    }
    f->n_notes++;
    return HM_OK;
}

hm_status hmi_read_list_add(hmi_arena *arena, hmi_read_list *list,
                            const char *name, const hm_file *file)
{
    if (list->count == list->capacity) {
        int32_t room = list->capacity * 2 + 16;
        hmi_read_file *grown = HMI_KEEP(arena, hmi_read_file, room);
        if (grown == NULL) {
            return HM_ERR_MEMORY;
        }
        if (list->count > 0) {
            memcpy(grown, list->items, (size_t)list->count * sizeof *grown);
        }
        list->items = grown;
        list->capacity = room;
    }
    hmi_read_file *item = &list->items[list->count];
    item->name = hmi_arena_text(arena, name, strlen(name));
    if (item->name == NULL) {
        return HM_ERR_MEMORY;
    }
    hm_sha256_hex(file->bytes, file->size, item->sha256);
    list->count++;
    return HM_OK;
}

/* --- files by name --- */

static const hm_file *find_file(const hmi_build *b, const char *stem,
                                const char *ending)
{
    size_t length = strlen(stem);
    for (int32_t i = 0; i < b->n_files; i++) {
        const char *name = b->files[i].name;
        if (strncmp(name, stem, length) == 0 &&
            strcmp(name + length, ending) == 0) {
            return &b->files[i];
        }
    }
    return NULL;
}

hm_status hmi_build_open(hmi_build *b, const char *stem,
                         const hmi_csv_want *wants, int32_t n_wants,
                         int32_t *column, hmi_csv *csv, bool *present)
{
    const hm_file *plain = find_file(b, stem, ".csv");
    const hm_file *packed = find_file(b, stem, ".csv.gz");
    const hm_file *file = plain != NULL ? plain : packed;
    memset(csv, 0, sizeof *csv);
    *present = file != NULL;
    if (file == NULL) {
        return HM_OK;
    }
    char *shown = hmi_path_join(&b->temp, b->name, file->name);
    if (shown == NULL) {
        return HM_ERR_MEMORY;
    }
    if (plain != NULL && packed != NULL) {
        return hmi_fail(b->ctx, HM_ERR_DATA,
                        "%s: %s.csv.gz stands beside it; keep one of the two",
                        shown, stem);
    }
    HMI_TRY(
        hmi_read_list_add(&b->folder->arena, &b->folder->files, shown, file));
    hm_file text = *file;
    if (packed == file) {
        HMI_TRY(hmi_gunzip(&b->temp, shown, file->bytes, file->size,
                           HMI_MAX_FILE, &text));
    }
    return hmi_csv_open(b->ctx, shown, text.bytes, text.size, wants, n_wants,
                        column, csv);
}

/* The tables of an economy; others are not read, and a note says so. */
static const char *const table_names[] = {
    "countries.csv", "sectors.csv",  "trade.csv",
    "tariffs.csv",   "inputs.csv",   "final.csv",
    "factors.csv",   "deficits.csv", "export_taxes.csv"};
enum { TABLE_NAMES = sizeof table_names / sizeof table_names[0] };

/* The name without ".gz", when it is that of a table in the folder itself. */
static bool table_name(const char *file, char name[64])
{
    bool table = hmi_ends_with(file, ".csv") || hmi_ends_with(file, ".csv.gz");
    if (!table || strchr(file, '/') != NULL || strlen(file) >= 64) {
        return false;
    }
    memcpy(name, file, strlen(file) + 1);
    if (hmi_ends_with(name, ".gz")) {
        name[strlen(name) - 3] = '\0';
    }
    return true;
}

bool hmi_is_economy_file(const char *file)
{
    char name[64];
    bool known = strcmp(file, "economy.yaml") == 0;
    for (int32_t t = 0; t < TABLE_NAMES && table_name(file, name); t++) {
        known = known || strcmp(name, table_names[t]) == 0;
    }
    return known;
}

/* "tariff.csv" is more likely a slip than a file of the user's own. */
static hm_status note_strangers(hmi_build *b)
{
    for (int32_t i = 0; i < b->n_files; i++) {
        char name[64];
        const char *file = b->files[i].name;
        if (!table_name(file, name)) {
            continue;
        }
        int32_t near = hmi_nearest(name, table_names, TABLE_NAMES);
        if (near >= 0 && !hmi_is_economy_file(file)) {
            HMI_TRY(hmi_build_note(
                b,
                "%s is not a file of an economy and was not read; did you "
                "mean %s?",
                file, table_names[near]));
        }
    }
    return HM_OK;
}

/* --- steps --- */

static hm_status make_economy(hmi_build *b)
{
    const hm_economy_flows flows = {
        .trade = b->trade,
        .tariff = b->tariff,
        .export_tax = b->export_tax,
        .input_share = b->input,
        .final_share = b->final,
        .n_factors = b->F,
        .factor_share = b->factor_share,
        .factor_country = b->factor_country,
        .factor_codes = b->factor_codes,
        .deficit = b->deficit,
    };
    hm_status status = hm_economy_from_flows(b->ctx, &b->labels, &flows,
                                             b->active, &b->folder->economy);
    if (status == HM_OK || status == HM_ERR_MEMORY || b->name[0] == '\0') {
        return status;
    }
    char *said = hmi_arena_format(&b->temp, "%s", hm_context_message(b->ctx));
    return said == NULL ? HM_ERR_MEMORY
                        : hmi_fail(b->ctx, status, "%s: %s", b->name, said);
}

static hm_status run_steps(hmi_build *b)
{
    HMI_TRY(note_strangers(b));
    HMI_TRY(hmi_build_about(b));
    HMI_TRY(hmi_build_countries(b));
    HMI_TRY(hmi_build_sectors(b));
    HMI_TRY(hmi_build_sets(b));
    HMI_TRY(hmi_build_trade(b));
    HMI_TRY(hmi_build_tariffs(b));
    HMI_TRY(hmi_build_inputs(b));
    HMI_TRY(hmi_build_final(b));
    HMI_TRY(hmi_build_deficits(b));
    HMI_TRY(hmi_build_factors(b));
    HMI_TRY(hmi_build_balance(b));
    return make_economy(b);
}

hm_status hm_economy_read_memory(hm_context *ctx, const char *name,
                                 const hm_file *files, int32_t n_files,
                                 const hm_repairs *repairs,
                                 hm_economy_folder **out)
{
    hmi_build build;
    *out = NULL;
    memset(&build, 0, sizeof build);
    hm_economy_folder *folder = HMI_NEW(ctx, hm_economy_folder);
    if (folder == NULL) {
        return HM_ERR_MEMORY;
    }
    folder->ctx = ctx;
    folder->closure = HM_CLOSURE_BILATERAL;
    folder->default_set = "";
    hmi_arena_init(&folder->arena, ctx);
    hmi_arena_init(&build.temp, ctx);
    build.ctx = ctx;
    build.folder = folder;
    build.name = name;
    build.files = files;
    build.n_files = n_files;
    if (repairs != NULL) {
        build.repairs = *repairs;
    }
    hm_status status = run_steps(&build);
    hmi_arena_clear(&build.temp);
    if (status != HM_OK) {
        hm_economy_folder_free(folder);
        return status;
    }
    *out = folder;
    return HM_OK;
}

void hm_economy_folder_free(hm_economy_folder *folder)
{
    if (folder != NULL) {
        hm_economy_free(folder->economy);
        hmi_arena_clear(&folder->arena);
        hmi_free(folder->ctx, folder);
    }
}

/* --- what the caller asks --- */

const hm_economy *hm_economy_folder_economy(const hm_economy_folder *f)
{
    return f->economy;
}

int32_t hm_economy_folder_sets(const hm_economy_folder *folder)
{
    return folder->n_sets;
}

const hm_elasticities *hm_economy_folder_set(const hm_economy_folder *f,
                                             int32_t index)
{
    return index >= 0 && index < f->n_sets ? &f->sets[index] : NULL;
}

const hm_elasticities *
hm_economy_folder_find_set(const hm_economy_folder *folder, const char *name)
{
    for (int32_t i = 0; i < folder->n_sets; i++) {
        if (strcmp(folder->sets[i].name, name) == 0) {
            return &folder->sets[i];
        }
    }
    return NULL;
}

const char *hm_economy_folder_default_set(const hm_economy_folder *f)
{
    return f->default_set;
}

hm_closure hm_economy_folder_closure(const hm_economy_folder *folder)
{
    return folder->closure;
}

int32_t hm_economy_folder_files(const hm_economy_folder *folder)
{
    return folder->files.count;
}

const char *hm_economy_folder_file(const hm_economy_folder *folder,
                                   int32_t index, const char **sha256)
{
    if (index < 0 || index >= folder->files.count) {
        return NULL;
    }
    if (sha256 != NULL) {
        *sha256 = folder->files.items[index].sha256;
    }
    return folder->files.items[index].name;
}

const char *hm_economy_folder_note(const hm_economy_folder *folder,
                                   int32_t index)
{
    return index >= 0 && index < folder->n_notes ? folder->notes[index] : "";
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * recipe.c - what a recipe reads: maps from code to code, descriptions,
 * elasticity sets with their sources beside them.
 *
 * Unlike the files of an economy these may have columns of their own (source,
 * class, note), which are for people and are left alone.
 */
#include "io/recipe.h"

#include "io/build.h"

#include <math.h>
#include <string.h>

hm_status hm_recipe_create(hm_context *ctx, hm_recipe **out)
{
    *out = HMI_NEW(ctx, hm_recipe);
    if (*out == NULL) {
        return HM_ERR_MEMORY;
    }
    (*out)->ctx = ctx;
    hmi_arena_init(&(*out)->arena, ctx);
    return HM_OK;
}

void hm_recipe_free(hm_recipe *recipe)
{
    if (recipe != NULL) {
        hmi_arena_clear(&recipe->arena);
        hmi_free(recipe->ctx, recipe);
    }
}

/* --- CSV with columns of its own -------------------------------------------------- */

hm_status hmi_recipe_file(hmi_arena *arena, const char *path, hm_file *out)
{
    hm_file packed;
    HMI_TRY(hmi_file_read(arena, path, HMI_MAX_FILE, &packed));
    if (packed.size >= 4 && memcmp(packed.bytes, "PK\x03\x04", 4) == 0) {
        return hmi_fail(arena->ctx, HM_ERR_PARSE,
                        "%s is a zip archive or a workbook; unpack it, or save "
                        "the sheet as CSV",
                        path);
    }
    if (!hmi_is_gzip(packed.bytes, packed.size)) {
        *out = packed;
        return HM_OK;
    }
    return hmi_gunzip(arena, path, packed.bytes, packed.size, HMI_MAX_FILE,
                      out);
}

static bool field_is(const hmi_csv_field *field, const char *name)
{
    return strlen(name) == field->size &&
           memcmp(field->text, name, field->size) == 0;
}

hm_status hmi_recipe_open(hmi_arena *arena, const char *path,
                          const hmi_ask *asks, int32_t n_asks, int32_t *column,
                          hmi_csv *csv)
{
    hm_file file = {0};
    bool more = false;
    memset(csv, 0, sizeof *csv);
    csv->ctx = arena->ctx;
    csv->file = path;
    HMI_TRY(hmi_recipe_file(arena, path, &file));
    csv->bytes = file.bytes;
    csv->size = file.size;
    csv->line = 1;
    if (csv->size >= 3 && memcmp(csv->bytes, "\xef\xbb\xbf", 3) == 0) {
        csv->at = 3;
    }
    HMI_TRY(hmi_csv_next(csv, &more));
    for (int32_t a = 0; a < n_asks; a++) {
        column[a] = -1;
        for (int32_t f = 0; more && f < csv->n_fields; f++) {
            if (column[a] < 0 && field_is(&csv->fields[f], asks[a].name)) {
                column[a] = f;
            }
        }
        if (asks[a].required && column[a] < 0) {
            return hmi_csv_fail(csv, -1, HM_ERR_DATA,
                                "the header has no column \"%s\"",
                                asks[a].name);
        }
    }
    csv->n_columns = csv->n_fields;
    return HM_OK;
}

int32_t hmi_recipe_rows(const hmi_csv *csv)
{
    int32_t rows = 1;
    for (size_t i = csv->at; i < csv->size; i++) {
        rows += csv->bytes[i] == '\n' ? 1 : 0;
    }
    return rows;
}

int32_t hmi_recipe_find(const hmi_csv *csv, int32_t column,
                        const char *const *codes, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        if (field_is(&csv->fields[column], codes[i])) {
            return i;
        }
    }
    return -1;
}

hm_status hmi_recipe_code(const hmi_csv *csv, int32_t column, const char *what,
                          const char *const *codes, int32_t count, int32_t *out)
{
    char found[64];
    const hmi_csv_field *field = &csv->fields[column];
    size_t size =
        field->size < sizeof found - 1 ? field->size : sizeof found - 1;
    memcpy(found, field->text, size);
    found[size] = '\0';
    *out = hmi_recipe_find(csv, column, codes, count);
    if (*out >= 0) {
        return HM_OK;
    }
    int32_t near = hmi_nearest(found, codes, count);
    return hmi_csv_fail(csv, column, HM_ERR_UNKNOWN,
                        "%s \"%s\" is not in the economy%s%s%s", what, found,
                        near < 0 ? "" : "; did you mean \"",
                        near < 0 ? "" : codes[near], near < 0 ? "" : "\"?");
}

/* --- maps ---------------------------------------------------------------------------- */

enum { MAP_FROM = 0, MAP_TO, MAP_NAME, MAP_GROUP, MAP_ASKS };

/* "FILE:FROM:TO" taken apart; the columns default to code and to. */
static hm_status map_parts(hm_recipe *recipe, const char *spec,
                           const char **file, hmi_ask *asks)
{
    const char *first = strchr(spec, ':');
    const char *second = first == NULL ? NULL : strchr(first + 1, ':');
    if (first == NULL) {
        *file = spec;
        return HM_OK;
    }
    if (second == NULL || strchr(second + 1, ':') != NULL) {
        return hmi_fail(recipe->ctx, HM_ERR_ARGUMENT,
                        "map \"%s\": expected FILE.csv or "
                        "FILE.csv:FROM:TO, FROM and TO being columns",
                        spec);
    }
    *file = hmi_arena_text(&recipe->arena, spec, (size_t)(first - spec));
    asks[MAP_FROM].name =
        hmi_arena_text(&recipe->arena, first + 1, (size_t)(second - first - 1));
    asks[MAP_TO].name =
        hmi_arena_text(&recipe->arena, second + 1, strlen(second + 1));
    return *file == NULL || asks[MAP_FROM].name == NULL ||
                   asks[MAP_TO].name == NULL
               ? HM_ERR_MEMORY
               : HM_OK;
}

static hm_status map_rows(hm_recipe *recipe, hmi_csv *csv,
                          const int32_t *column, hm_map *out)
{
    int32_t rows = hmi_recipe_rows(csv);
    const char **cells[MAP_ASKS];
    bool more = false;
    for (size_t a = 0; a < MAP_ASKS; a++) {
        cells[a] = HMI_KEEP(&recipe->arena, const char *, rows);
        if (cells[a] == NULL) {
            return HM_ERR_MEMORY;
        }
    }
    HMI_TRY(hmi_csv_next(csv, &more));
    while (more) {
        if (hmi_csv_empty(csv, column[MAP_FROM]) ||
            hmi_csv_empty(csv, column[MAP_TO])) {
            HMI_TRY(hmi_csv_next(csv, &more));
            continue;
        }
        if (hmi_recipe_find(csv, column[MAP_FROM], cells[MAP_FROM],
                            out->count) >= 0) {
            return hmi_csv_fail(csv, column[MAP_FROM], HM_ERR_DATA,
                                "this code stands here twice; expected each "
                                "once");
        }
        for (size_t a = 0; a < MAP_ASKS; a++) {
            cells[a][out->count] =
                column[a] < 0 ? ""
                              : hmi_csv_text(csv, column[a], &recipe->arena);
            if (cells[a][out->count] == NULL) {
                return HM_ERR_MEMORY;
            }
        }
        out->count++;
        HMI_TRY(hmi_csv_next(csv, &more));
    }
    out->from = cells[MAP_FROM];
    out->to = cells[MAP_TO];
    out->names = cells[MAP_NAME];
    out->groups = cells[MAP_GROUP];
    return HM_OK;
}

hm_status hm_recipe_map(hm_recipe *recipe, const char *spec, hm_map *out)
{
    hmi_ask asks[MAP_ASKS] = {
        {"code", true}, {"to", true}, {"name", false}, {"group", false}};
    int32_t column[MAP_ASKS];
    hmi_csv csv;
    const char *file = NULL;
    memset(out, 0, sizeof *out);
    HMI_TRY(map_parts(recipe, spec, &file, asks));
    hm_status status =
        hmi_recipe_open(&recipe->arena, file, asks, MAP_ASKS, column, &csv);
    if (status == HM_OK) {
        status = map_rows(recipe, &csv, column, out);
    }
    hmi_csv_clear(&csv);
    return status;
}

/* --- description -------------------------------------------------------------------- */

static hm_status keep_text(hmi_arena *arena, const char *from, const char **to)
{
    *to = from == NULL ? NULL : hmi_arena_text(arena, from, strlen(from));
    return from != NULL && *to == NULL ? HM_ERR_MEMORY : HM_OK;
}

static hm_status keep_source(hmi_arena *arena, const hm_source *from,
                             hm_source *to)
{
    HMI_TRY(keep_text(arena, from->name, &to->name));
    HMI_TRY(keep_text(arena, from->licence, &to->licence));
    HMI_TRY(keep_text(arena, from->url, &to->url));
    return keep_text(arena, from->note, &to->note);
}

/* Keep what hmi_build_about read: its texts live in build.temp. */
static hm_status keep_about(hm_recipe *recipe, const hmi_build *build,
                            hm_about *about)
{
    hmi_arena *arena = &recipe->arena;
    const hm_labels *l = &build->labels;
    hm_labels *out = &about->labels;
    *out = *l;
    about->closure = build->folder->closure;
    hm_source *sources = HMI_KEEP(arena, hm_source, l->n_sources);
    if (sources == NULL) {
        return HM_ERR_MEMORY;
    }
    out->sources = sources;
    for (int32_t s = 0; s < l->n_sources; s++) {
        HMI_TRY(keep_source(arena, &l->sources[s], &sources[s]));
    }
    HMI_TRY(keep_text(arena, l->name, &out->name));
    HMI_TRY(keep_text(arena, l->description, &out->description));
    HMI_TRY(keep_text(arena, l->currency, &out->currency));
    HMI_TRY(keep_text(arena, l->valuation, &out->valuation));
    return keep_text(arena, build->folder->default_set, &about->default_set);
}

hm_status hm_recipe_about(hm_recipe *recipe, const char *path, hm_about *out)
{
    hmi_build build;
    hm_economy_folder folder;
    hm_file file;
    memset(&build, 0, sizeof build);
    memset(&folder, 0, sizeof folder);
    memset(out, 0, sizeof *out);
    folder.closure = HM_CLOSURE_BILATERAL;
    HMI_TRY(hmi_file_read(&recipe->arena, path, HMI_MAX_DOCUMENT, &file));
    file.name = "economy.yaml";
    build.ctx = recipe->ctx;
    build.folder = &folder;
    build.name = hmi_path_folder(&recipe->arena, path);
    build.files = &file;
    build.n_files = 1;
    folder.ctx = recipe->ctx;
    hmi_arena_init(&build.temp, recipe->ctx);
    hmi_arena_init(&folder.arena, recipe->ctx);
    hm_status status =
        build.name == NULL ? HM_ERR_MEMORY : hmi_build_about(&build);
    if (status == HM_OK) {
        status = keep_about(recipe, &build, out);
    }
    hmi_arena_clear(&build.temp);
    hmi_arena_clear(&folder.arena);
    return status;
}

/* --- elasticity sets ------------------------------------------------------------------- */

enum {
    SET_SECTOR = 0,
    SET_THETA,
    SET_HOME,
    SET_INPUTS,
    SET_SCALE,
    SET_SE,
    SET_SPECIFIC,
    SET_FINAL,
    SET_ASKS
};

static hm_status set_row(const hmi_csv *csv, const int32_t *column, int32_t j,
                         double *const *values)
{
    if (!isnan(values[SET_THETA][j])) {
        return hmi_csv_fail(csv, column[SET_SECTOR], HM_ERR_DATA,
                            "this sector stands here twice");
    }
    for (size_t a = SET_THETA; a < SET_ASKS; a++) {
        if (!hmi_csv_empty(csv, column[a])) {
            HMI_TRY(hmi_csv_number(csv, column[a], &values[a][j]));
        }
    }
    return HM_OK;
}

static hm_status set_rows(hmi_csv *csv, const int32_t *column,
                          const hm_labels *labels, double *const *values)
{
    bool more = false;
    HMI_TRY(hmi_csv_next(csv, &more));
    while (more) {
        int32_t j = -1;
        HMI_TRY(hmi_recipe_code(csv, column[SET_SECTOR], "sector",
                                labels->sector_codes, labels->n_sectors, &j));
        HMI_TRY(set_row(csv, column, j, values));
        HMI_TRY(hmi_csv_next(csv, &more));
    }
    return HM_OK;
}

/* One final_substitution for all countries, from the rows that have it. */
static hm_status set_final(hm_recipe *recipe, const char *path,
                           const hm_labels *labels, const double *rows,
                           hm_elasticities *out)
{
    double value = NAN;
    for (int32_t j = 0; j < labels->n_sectors; j++) {
        if (!isnan(rows[j]) && !isnan(value) && fabs(rows[j] - value) > 0.0) {
            return hmi_fail(recipe->ctx, HM_ERR_DATA,
                            "%s: final_substitution %g and %g; a set has one "
                            "for all countries",
                            path, value, rows[j]);
        }
        value = isnan(rows[j]) ? value : rows[j];
    }
    if (isnan(value)) {
        return HM_OK;
    }
    double *all = HMI_KEEP(&recipe->arena, double, labels->n_countries);
    if (all == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t n = 0; n < labels->n_countries; n++) {
        all[n] = value;
    }
    out->final_substitution = all;
    return HM_OK;
}

/* "long-run.csv" to the set long-run. */
static hm_status read_set(hm_recipe *recipe, const char *folder,
                          const char *file, const hm_labels *labels,
                          hm_elasticities *out)
{
    static const hmi_ask asks[SET_ASKS] = {
        {"sector", true},          {"theta", true},
        {"theta_home", false},     {"input_substitution", false},
        {"scale", false},          {"se", false},
        {"specific_share", false}, {"final_substitution", false}};
    hmi_arena *arena = &recipe->arena;
    int32_t column[SET_ASKS];
    double *values[SET_ASKS] = {NULL};
    hmi_csv csv;
    memset(out, 0, sizeof *out);
    for (size_t a = SET_THETA; a < SET_ASKS; a++) {
        values[a] = HMI_KEEP(arena, double, labels->n_sectors);
        for (int32_t j = 0; values[a] != NULL && j < labels->n_sectors; j++) {
            values[a][j] = NAN;
        }
    }
    char *path = hmi_path_join(arena, folder, file);
    out->name = hmi_arena_text(arena, file, strlen(file) - strlen(".csv"));
    if (path == NULL || out->name == NULL || values[SET_FINAL] == NULL) {
        return HM_ERR_MEMORY;
    }
    hm_status status =
        hmi_recipe_open(arena, path, asks, SET_ASKS, column, &csv);
    if (status == HM_OK) {
        status = set_rows(&csv, column, labels, values);
    }
    hmi_csv_clear(&csv);
    out->theta = values[SET_THETA];
    out->theta_home = column[SET_HOME] < 0 ? NULL : values[SET_HOME];
    out->input_substitution =
        column[SET_INPUTS] < 0 ? NULL : values[SET_INPUTS];
    out->scale = column[SET_SCALE] < 0 ? NULL : values[SET_SCALE];
    out->theta_se = column[SET_SE] < 0 ? NULL : values[SET_SE];
    out->specific_share =
        column[SET_SPECIFIC] < 0 ? NULL : values[SET_SPECIFIC];
    return status == HM_OK
               ? set_final(recipe, path, labels, values[SET_FINAL], out)
               : status;
}

hm_status hm_recipe_sets(hm_recipe *recipe, const char *path,
                         const hm_labels *labels,
                         const hm_elasticities *const **sets, int32_t *count)
{
    hmi_arena *arena = &recipe->arena;
    const char **names = NULL;
    int32_t files = 0;
    *count = 0;
    *sets = NULL;
    HMI_TRY(hmi_folder_list(arena, path, &names, &files));
    hm_elasticities *made = HMI_KEEP(arena, hm_elasticities, files);
    const hm_elasticities **list =
        HMI_KEEP(arena, const hm_elasticities *, files);
    if (made == NULL || list == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t f = 0; f < files; f++) {
        if (hmi_ends_with(names[f], ".csv")) {
            HMI_TRY(read_set(recipe, path, names[f], labels, &made[*count]));
            list[*count] = &made[*count];
            (*count)++;
        }
    }
    *sets = list;
    return HM_OK;
}

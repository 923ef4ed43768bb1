// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * recipe_parts.c - stated weights that take sectors apart, one CSV file:
 *
 *   of,sector,weight[,exporter][,importer][,name]
 *   mining,coal,0.4
 *   mining,mining-other,0.6
 *   mining,coal,0.98,PRK
 *   mining,mining-other,0.02,PRK
 *
 * `sector` is a new code, a part of `of`; `weight` its share of a flow. A row
 * with exporter and importer is for that flow alone (the same code twice:
 * what is sold at home), with one of them for the flows of that country,
 * with neither for the rest, and the first of these that is given holds. A
 * part without a row there weighs 0.
 */
#include "io/recipe.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const hmi_ask asks[] = {{"of", true},        {"sector", true},
                               {"weight", true},    {"exporter", false},
                               {"importer", false}, {"name", false}};

enum { OF = 0, SECTOR, WEIGHT, EXPORTER, IMPORTER, NAME, ASKS };

typedef struct reader {
    hmi_arena *arena;
    const hm_labels *labels;
    const char *file;
    int32_t count, capacity;
    const char **codes, **names;
    int32_t *of;
    /* [part][importer + 1][exporter + 1]; 0: any. NAN: not given. */
    double *stated;
} reader;

static double *stated(const reader *r, int32_t part, int32_t n, int32_t i)
{
    size_t side = (size_t)r->labels->n_countries + 1;
    return &r->stated[((size_t)part * side + (size_t)(n + 1)) * side +
                      (size_t)(i + 1)];
}

/* The country of a column; -1 where the file leaves it open. */
static hm_status read_side(const reader *r, const hmi_csv *csv, int32_t column,
                           int32_t *out)
{
    static const char *const all[] = {"all"};
    *out = -1;
    if (hmi_csv_empty(csv, column) ||
        hmi_recipe_find(csv, column, all, 1) == 0) {
        return HM_OK;
    }
    return hmi_recipe_code(csv, column, "country", r->labels->country_codes,
                           r->labels->n_countries, out);
}

/* Enter a new part, or find the one that has this code. */
static hm_status find_part(reader *r, const hmi_csv *csv, const int32_t *column,
                           int32_t of, int32_t *out)
{
    assert(r->of != NULL && r->codes != NULL && r->names != NULL);
    int32_t part = hmi_recipe_find(csv, column[SECTOR], r->codes, r->count);
    *out = part;
    if (part >= 0) {
        return r->of[part] == of
                   ? HM_OK
                   : hmi_csv_fail(csv, column[OF], HM_ERR_DATA,
                                  "%s is a part of %s above; expected one "
                                  "sector for each part",
                                  r->codes[part],
                                  r->labels->sector_codes[r->of[part]]);
    }
    char *code = hmi_csv_text(csv, column[SECTOR], r->arena);
    char *name = hmi_csv_empty(csv, column[NAME])
                     ? code
                     : hmi_csv_text(csv, column[NAME], r->arena);
    if (code == NULL || name == NULL) {
        return HM_ERR_MEMORY;
    }
    if (!hmi_is_sector_code(code) || strcmp(code, "all") == 0) {
        return hmi_csv_fail(csv, column[SECTOR], HM_ERR_DATA,
                            "\"%.40s\" is not a sector code; expected a letter "
                            "and up to 31 of a-z, 0-9, -, _ (not all)",
                            code);
    }
    *out = r->count;
    r->codes[r->count] = code;
    r->names[r->count] = name;
    r->of[r->count] = of;
    r->count++;
    return HM_OK;
}

static hm_status read_row(reader *r, const hmi_csv *csv, const int32_t *column)
{
    int32_t of = -1;
    int32_t part = -1;
    int32_t i = -1;
    int32_t n = -1;
    double weight = 0.0;
    HMI_TRY(hmi_recipe_code(csv, column[OF], "sector", r->labels->sector_codes,
                            r->labels->n_sectors, &of));
    HMI_TRY(find_part(r, csv, column, of, &part));
    HMI_TRY(read_side(r, csv, column[EXPORTER], &i));
    HMI_TRY(read_side(r, csv, column[IMPORTER], &n));
    HMI_TRY(hmi_csv_number(csv, column[WEIGHT], &weight));
    if (!(weight >= 0.0 && weight <= 1.0)) {
        return hmi_csv_fail(csv, column[WEIGHT], HM_ERR_DATA,
                            "weight %g; expected a share, 0 to 1", weight);
    }
    if (!isnan(*stated(r, part, n, i))) {
        return hmi_csv_fail(csv, column[SECTOR], HM_ERR_DATA,
                            "the weight of %s for these countries stands here "
                            "twice",
                            r->codes[part]);
    }
    *stated(r, part, n, i) = weight;
    return HM_OK;
}

static hm_status allocate(reader *r, const hmi_csv *csv)
{
    size_t side = (size_t)r->labels->n_countries + 1;
    r->capacity = hmi_recipe_rows(csv);
    /* One part has a row at least; more parts than that are not possible. */
    int32_t most =
        r->capacity < HMI_MAX_SECTORS ? r->capacity : HMI_MAX_SECTORS;
    if (side * side * (size_t)most > HMI_MAX_CELLS) {
        return hmi_fail(r->arena->ctx, HM_ERR_LIMIT,
                        "%s: %d rows for %d countries are more than fit",
                        r->file, (int)r->capacity, (int)r->labels->n_countries);
    }
    r->capacity = most;
    r->codes = HMI_KEEP(r->arena, const char *, most);
    r->names = HMI_KEEP(r->arena, const char *, most);
    r->of = HMI_KEEP(r->arena, int32_t, most);
    r->stated = HMI_KEEP(r->arena, double, side *side *(size_t)most);
    if (r->codes == NULL || r->names == NULL || r->of == NULL ||
        r->stated == NULL) {
        return HM_ERR_MEMORY;
    }
    for (size_t x = 0; x < side * side * (size_t)most; x++) {
        r->stated[x] = NAN;
    }
    return HM_OK;
}

static hm_status read_rows(reader *r, hmi_csv *csv, const int32_t *column)
{
    bool more = false;
    HMI_TRY(allocate(r, csv));
    HMI_TRY(hmi_csv_next(csv, &more));
    while (more) {
        if (r->count == r->capacity) {
            return hmi_csv_fail(csv, -1, HM_ERR_LIMIT, "more than %d sectors",
                                (int)r->capacity);
        }
        HMI_TRY(read_row(r, csv, column));
        HMI_TRY(hmi_csv_next(csv, &more));
    }
    return HM_OK;
}

/* Is a weight of any part of the sector given there? */
static bool given(const reader *r, int32_t of, int32_t n, int32_t i)
{
    for (int32_t p = 0; p < r->count; p++) {
        if (r->of[p] == of && !isnan(*stated(r, p, n, i))) {
            return true;
        }
    }
    return false;
}

/* The weights of every flow of part p: those of the most special rows. */
static hm_status spread(const reader *r, int32_t p, double *weight)
{
    int32_t N = r->labels->n_countries;
    for (int32_t n = 0; n < N; n++) {
        for (int32_t i = 0; i < N; i++) {
            const int32_t keys[4][2] = {{n, i}, {-1, i}, {n, -1}, {-1, -1}};
            int32_t k = 0;
            while (k < 4 && !given(r, r->of[p], keys[k][0], keys[k][1])) {
                k++;
            }
            if (k == 4) {
                return hmi_fail(r->arena->ctx, HM_ERR_DATA,
                                "%s: no row of a part of %s holds for %s to "
                                "%s; add rows without exporter and importer",
                                r->file, r->labels->sector_codes[r->of[p]],
                                r->labels->country_codes[i],
                                r->labels->country_codes[n]);
            }
            double x = *stated(r, p, keys[k][0], keys[k][1]);
            weight[(size_t)n * (size_t)N + (size_t)i] = isnan(x) ? 0.0 : x;
        }
    }
    return HM_OK;
}

hm_status hm_recipe_parts(hm_recipe *recipe, const char *path,
                          const hm_labels *labels, hm_sector_parts *out)
{
    reader r = {.arena = &recipe->arena, .labels = labels, .file = path};
    int32_t column[ASKS];
    hmi_csv csv;
    memset(out, 0, sizeof *out);
    hm_status status = hmi_recipe_open(r.arena, path, asks, ASKS, column, &csv);
    if (status == HM_OK) {
        status = read_rows(&r, &csv, column);
    }
    hmi_csv_clear(&csv);
    HMI_TRY(status);
    size_t pairs = (size_t)labels->n_countries * (size_t)labels->n_countries;
    double *weight = HMI_KEEP(r.arena, double, (size_t)r.count *pairs);
    if (weight == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t p = 0; p < r.count; p++) {
        HMI_TRY(spread(&r, p, weight + (size_t)p * pairs));
    }
    *out = (hm_sector_parts){r.count, r.codes, r.names, r.of, weight};
    return HM_OK;
}

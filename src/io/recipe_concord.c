// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * recipe_concord.c - a concordance, many to many, one CSV file:
 *
 *   code,to,weight[,name]
 *   mining,coal,0.4
 *   mining,other,0.6
 *   farm,other,1
 *
 * `weight` is the share of every flow of sector `code` that becomes sector
 * `to`; those of a code sum to 1 within 1e-6. A code with several targets is
 * taken apart first (a part is named "mining>coal"), then all is added up.
 */
#include "io/recipe.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const hmi_ask asks[] = {
    {"code", true}, {"to", true}, {"weight", true}, {"name", false}};

enum { CODE = 0, TO, WEIGHT, NAME, ASKS };

static const double sum_tolerance = 1e-6;

typedef struct entry {
    int32_t of; /* sector of the economy */
    int32_t line;
    double weight;
    const char *to, *name;
} entry;

typedef struct reader {
    hmi_arena *arena;
    const hm_labels *labels;
    const char *file;
    entry *entries;
    int32_t count;
} reader;

static hm_status read_row(reader *r, const hmi_csv *csv, const int32_t *column)
{
    entry e = {.of = -1};
    HMI_TRY(hmi_recipe_code(csv, column[CODE], "sector",
                            r->labels->sector_codes, r->labels->n_sectors,
                            &e.of));
    HMI_TRY(hmi_csv_number(csv, column[WEIGHT], &e.weight));
    if (!(e.weight > 0.0 && e.weight <= 1.0)) {
        return hmi_csv_fail(csv, column[WEIGHT], HM_ERR_DATA,
                            "weight %g; expected a share above 0, 1 at most "
                            "(leave the row out for none)",
                            e.weight);
    }
    e.to = hmi_csv_text(csv, column[TO], r->arena);
    e.name = column[NAME] < 0 ? "" : hmi_csv_text(csv, column[NAME], r->arena);
    if (e.to == NULL || e.name == NULL) {
        return HM_ERR_MEMORY;
    }
    if (!hmi_is_sector_code(e.to) || strcmp(e.to, "all") == 0) {
        return hmi_csv_fail(csv, column[TO], HM_ERR_DATA,
                            "\"%.40s\" is not a sector code; expected a letter "
                            "and up to 31 of a-z, 0-9, -, _ (not all)",
                            e.to);
    }
    for (int32_t k = 0; k < r->count; k++) {
        if (r->entries[k].of == e.of && strcmp(r->entries[k].to, e.to) == 0) {
            return hmi_csv_fail(csv, column[TO], HM_ERR_DATA,
                                "%s to %s stands in line %d already; expected "
                                "each pair once",
                                r->labels->sector_codes[e.of], e.to,
                                (int)r->entries[k].line);
        }
    }
    e.line = hmi_csv_line(csv, column[CODE]);
    r->entries[r->count++] = e;
    return HM_OK;
}

static hm_status read_rows(reader *r, hmi_csv *csv, const int32_t *column)
{
    int32_t most = hmi_recipe_rows(csv);
    bool more = false;
    r->entries = HMI_KEEP(r->arena, entry, most);
    if (r->entries == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_TRY(hmi_csv_next(csv, &more));
    while (more && r->count < most) {
        HMI_TRY(read_row(r, csv, column));
        HMI_TRY(hmi_csv_next(csv, &more));
    }
    return r->count > 0 ? HM_OK
                        : hmi_csv_fail(csv, -1, HM_ERR_DATA,
                                       "no row; expected code,to,weight");
}

/* Targets of a sector, -1 and a message when their weights do not sum to 1. */
static hm_status targets(const reader *r, int32_t of, int32_t *count)
{
    double sum = 0.0;
    int32_t line = 0;
    *count = 0;
    for (int32_t k = 0; k < r->count; k++) {
        if (r->entries[k].of == of) {
            sum += r->entries[k].weight;
            line = *count == 0 ? r->entries[k].line : line;
            (*count)++;
        }
    }
    return *count == 0 || fabs(sum - 1.0) <= sum_tolerance
               ? HM_OK
               : hmi_fail(r->arena->ctx, HM_ERR_DATA,
                          "%s:%d:1: the weights of %s sum to %.9g; expected 1",
                          r->file, (int)line, r->labels->sector_codes[of], sum);
}

/* "mining>coal" */
static const char *part_code(const reader *r, const entry *e)
{
    const char *of = r->labels->sector_codes[e->of];
    size_t size = strlen(of) + strlen(e->to) + 2;
    char *code = HMI_KEEP(r->arena, char, size);
    if (code != NULL) {
        (void)snprintf(code, size, "%s>%s", of, e->to);
    }
    return code;
}

static hm_status fill(const reader *r, hm_sector_parts *parts, hm_map *map)
{
    hmi_arena *arena = r->arena;
    size_t pairs =
        (size_t)r->labels->n_countries * (size_t)r->labels->n_countries;
    if (pairs * (size_t)r->count > HMI_MAX_CELLS) {
        return hmi_fail(arena->ctx, HM_ERR_LIMIT,
                        "%s: %d rows for %d countries are more than fit",
                        r->file, (int)r->count, (int)r->labels->n_countries);
    }
    const char **codes = HMI_KEEP(arena, const char *, r->count);
    const char **from = HMI_KEEP(arena, const char *, r->count);
    const char **to = HMI_KEEP(arena, const char *, r->count);
    const char **names = HMI_KEEP(arena, const char *, r->count);
    int32_t *of = HMI_KEEP(arena, int32_t, r->count);
    double *weight = HMI_KEEP(arena, double, (size_t)r->count *pairs);
    if (codes == NULL || from == NULL || to == NULL || names == NULL ||
        of == NULL || weight == NULL) {
        return HM_ERR_MEMORY;
    }
    int32_t count = 0;
    for (int32_t k = 0; k < r->count; k++) {
        const entry *e = &r->entries[k];
        int32_t several = 0;
        HMI_TRY(targets(r, e->of, &several));
        from[k] = r->labels->sector_codes[e->of];
        to[k] = e->to;
        names[k] = e->name;
        if (several < 2) {
            continue;
        }
        from[k] = part_code(r, e);
        if (from[k] == NULL) {
            return HM_ERR_MEMORY;
        }
        codes[count] = from[k];
        of[count] = e->of;
        for (size_t p = 0; p < pairs; p++) {
            weight[(size_t)count * pairs + p] = e->weight;
        }
        count++;
    }
    *parts = (hm_sector_parts){count, codes, codes, of, weight};
    *map = (hm_map){r->count, from, to, names, NULL};
    return HM_OK;
}

hm_status hm_recipe_concord(hm_recipe *recipe, const char *path,
                            const hm_labels *labels, hm_sector_parts *parts,
                            hm_map *map)
{
    reader r = {.arena = &recipe->arena, .labels = labels, .file = path};
    int32_t column[ASKS];
    hmi_csv csv;
    memset(parts, 0, sizeof *parts);
    memset(map, 0, sizeof *map);
    hm_status status = hmi_recipe_open(r.arena, path, asks, ASKS, column, &csv);
    if (status == HM_OK) {
        status = read_rows(&r, &csv, column);
    }
    hmi_csv_clear(&csv);
    HMI_TRY(status);
    return fill(&r, parts, map);
}

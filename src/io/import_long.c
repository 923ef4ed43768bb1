// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * import_long.c - flows one a row (exporter, importer, sector, value and
 * perhaps a tariff) to an account without inputs.
 *
 * Every value goes to a flow or to a code that the maps leave out, which is a
 * loss that has to be allowed by name. A flow that stands there twice and a
 * flow below zero are refused.
 */
#include "io/import.h"

#include <string.h>

static const char step[] = "import";

enum { EXPORTER = 0, IMPORTER, SECTOR, VALUE, TARIFF, ASKS };

typedef struct reader {
    hm_context *ctx;
    hmi_arena *arena;
    const hm_map *countries, *sectors;
    hm_account_arrays *a;
    int32_t *country_at, *sector_at; /* map entry to index */
    const char **unknown;            /* codes that no map has */
    double *lost_unknown;
    int32_t n_unknown;
    int32_t *seen; /* line of each flow */
    double in, lost;
} reader;

enum { MOST_UNKNOWN = 64 };

/* Index of the field's code in the account, -1 when the map has it not. */
static int32_t look_up(const hmi_csv *csv, int32_t column, const hm_map *map,
                       const int32_t *index)
{
    int32_t entry = hmi_recipe_find(csv, column, map->from, map->count);
    return entry < 0 ? -1 : index[entry];
}

/* Book `value` under the code in the field, which no map has. */
static hm_status lose(reader *r, const hmi_csv *csv, int32_t column,
                      double value)
{
    int32_t at = hmi_recipe_find(csv, column, r->unknown, r->n_unknown);
    if (at < 0) {
        if (r->n_unknown == MOST_UNKNOWN) {
            return hmi_csv_fail(csv, column, HM_ERR_DATA,
                                "more than %d codes are in no map",
                                MOST_UNKNOWN);
        }
        at = r->n_unknown++;
        r->unknown[at] = hmi_csv_text(csv, column, r->arena);
        if (r->unknown[at] == NULL) {
            r->n_unknown--;
            return HM_ERR_MEMORY;
        }
    }
    r->lost_unknown[at] += value;
    r->lost += value;
    return HM_OK;
}

static hm_status put(reader *r, const hmi_csv *csv, const int32_t *column,
                     const int32_t at[3], double value)
{
    size_t flow =
        HMI_AT3(r->a->n_countries, at[SECTOR], at[IMPORTER], at[EXPORTER]);
    if (r->seen[flow] != 0) {
        return hmi_csv_fail(csv, -1, HM_ERR_DATA,
                            "this flow stands here twice (first in line %d)",
                            (int)r->seen[flow]);
    }
    r->seen[flow] = csv->row_line;
    r->a->trade[flow] = value;
    if (column[TARIFF] >= 0) {
        HMI_TRY(hmi_csv_number(csv, column[TARIFF], &r->a->tariff[flow]));
    }
    bool home = at[IMPORTER] == at[EXPORTER];
    double tariff = r->a->tariff[flow];
    if (home && (tariff < 0.0 || tariff > 0.0)) {
        return hmi_csv_fail(csv, column[TARIFF], HM_ERR_DATA,
                            "a tariff of %g on a country's own goods; expected "
                            "0",
                            tariff);
    }
    return HM_OK;
}

static hm_status read_row(reader *r, const hmi_csv *csv, const int32_t *column)
{
    double value = 0.0;
    int32_t at[3];
    HMI_TRY(hmi_csv_number(csv, column[VALUE], &value));
    if (value < 0.0) {
        return hmi_csv_fail(csv, column[VALUE], HM_ERR_DATA,
                            "a flow of %g; expected 0 or more", value);
    }
    r->in += value;
    at[EXPORTER] = look_up(csv, column[EXPORTER], r->countries, r->country_at);
    at[IMPORTER] = look_up(csv, column[IMPORTER], r->countries, r->country_at);
    at[SECTOR] = look_up(csv, column[SECTOR], r->sectors, r->sector_at);
    for (int32_t c = EXPORTER; c <= SECTOR; c++) {
        if (at[c] < 0) {
            return lose(r, csv, column[c], value);
        }
    }
    return put(r, csv, column, at, value);
}

/* --- the account ------------------------------------------------------------------ */

hm_status hmi_map_distinct(hmi_arena *arena, const hm_map *map, hm_map *out,
                           int32_t **index)
{
    const char **codes = HMI_KEEP(arena, const char *, map->count);
    const char **names = HMI_KEEP(arena, const char *, map->count);
    const char **groups = HMI_KEEP(arena, const char *, map->count);
    *index = HMI_KEEP(arena, int32_t, map->count);
    if (codes == NULL || names == NULL || groups == NULL || *index == NULL) {
        return HM_ERR_MEMORY;
    }
    int32_t count = 0;
    for (int32_t e = 0; e < map->count; e++) {
        int32_t at = 0;
        while (at < count && strcmp(codes[at], map->to[e]) != 0) {
            at++;
        }
        if (at == count) {
            bool named = map->names != NULL && map->names[e][0] != '\0';
            codes[count] = map->to[e];
            names[count] = named ? map->names[e] : map->to[e];
            groups[count++] = map->groups == NULL ? "" : map->groups[e];
        }
        (*index)[e] = at;
    }
    *out = (hm_map){count, codes, codes, names, groups};
    return HM_OK;
}

/* Two entries of a map that lead to one code would be two flows in one. */
static hm_status one_to_one(hm_context *ctx, const hm_map *map,
                            const hm_map *made)
{
    return map->count == made->count
               ? HM_OK
               : hmi_fail(ctx, HM_ERR_DATA,
                          "a map leads two codes to one; import as they are, "
                          "then `data aggregate`, which weights the tariffs");
}

static hm_status prepare(reader *r, hm_account **out)
{
    hm_map countries;
    hm_map sectors;
    HMI_TRY(
        hmi_map_distinct(r->arena, r->countries, &countries, &r->country_at));
    HMI_TRY(hmi_map_distinct(r->arena, r->sectors, &sectors, &r->sector_at));
    HMI_TRY(one_to_one(r->ctx, r->countries, &countries));
    HMI_TRY(one_to_one(r->ctx, r->sectors, &sectors));
    hm_labels labels = {.n_countries = countries.count,
                        .country_codes = countries.to,
                        .country_names = countries.names,
                        .country_groups = countries.groups,
                        .n_sectors = sectors.count,
                        .sector_codes = sectors.to,
                        .sector_names = sectors.names};
    HMI_TRY(hm_account_create(r->ctx, &labels, out));
    r->a = hm_account_data(*out);
    size_t flows = (size_t)sectors.count * (size_t)countries.count *
                   (size_t)countries.count;
    r->seen = HMI_KEEP(r->arena, int32_t, flows);
    r->unknown = HMI_KEEP(r->arena, const char *, MOST_UNKNOWN);
    r->lost_unknown = HMI_KEEP(r->arena, double, MOST_UNKNOWN);
    return r->seen == NULL || r->unknown == NULL || r->lost_unknown == NULL
               ? HM_ERR_MEMORY
               : HM_OK;
}

static hm_status read_all(reader *r, const char *path,
                          const hm_long_layout *layout, const hm_allow *allow,
                          hm_table *ledger)
{
    const char *tariff = layout->tariff == NULL ? "" : layout->tariff;
    const hmi_ask asks[ASKS] = {{layout->exporter, true},
                                {layout->importer, true},
                                {layout->sector, true},
                                {layout->value, true},
                                {tariff, layout->tariff != NULL}};
    int32_t column[ASKS];
    hmi_csv csv;
    bool more = false;
    hm_status status =
        hmi_recipe_open(r->arena, path, asks, ASKS, column, &csv);
    if (status == HM_OK) {
        status = hmi_csv_next(&csv, &more);
    }
    while (status == HM_OK && more) {
        status = read_row(r, &csv, column);
        if (status == HM_OK) {
            status = hmi_csv_next(&csv, &more);
        }
    }
    hmi_csv_clear(&csv);
    HMI_TRY(status);
    for (int32_t u = 0; u < r->n_unknown; u++) {
        HMI_TRY(hmi_ledger_lose(r->ctx, ledger, step, allow, r->unknown[u],
                                r->lost_unknown[u],
                                "flows with a code that no map has"));
    }
    size_t flows = (size_t)r->a->n_sectors * (size_t)r->a->n_countries *
                   (size_t)r->a->n_countries;
    return hmi_ledger_close(r->ctx, ledger, step, r->in,
                            hmi_sum(r->a->trade, flows), r->lost);
}

hm_status hm_import_long(hm_context *ctx, const char *path,
                         const hm_long_layout *layout, const hm_map *countries,
                         const hm_map *sectors, const hm_allow *allow,
                         hm_table *ledger, hm_account **out)
{
    hmi_arena arena;
    hm_account *account = NULL;
    reader r = {.ctx = ctx,
                .arena = &arena,
                .countries = countries,
                .sectors = sectors};
    *out = NULL;
    hmi_arena_init(&arena, ctx);
    hm_status status = prepare(&r, &account);
    if (status == HM_OK) {
        status = read_all(&r, path, layout, allow, ledger);
    }
    if (status == HM_OK) {
        *out = account;
        account = NULL;
    }
    hm_account_free(account);
    hmi_arena_clear(&arena);
    return status;
}

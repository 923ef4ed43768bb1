// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * recipe_carve.c - the folder that describes a country to be carved out of
 * another (MODEL.md 9.2): its trade by partner and the mix of goods, its
 * output by industry, donors of technology, single flows beside them.
 *
 *   partners.csv     partner,exports_musd,imports_musd
 *   export_mix.csv   sector,share_other[,share_CODE...]  (import_mix.csv too):
 *                    shares of a flow; share_CODE is for that partner alone
 *   extra_flows.csv  exporter,importer,sector,line  added flows; the value is
 *                    that line of accounts.csv; one side is "self"
 *   accounts.csv     line,value
 *   output.csv       sector,value_added_share,group
 *   donors.csv       country,weight
 */
#include "io/recipe.h"

#include <math.h>
#include <string.h>

/* Shares printed with few digits sum to 1 within this. */
static const double share_tolerance = 1e-3;

typedef struct reader {
    hm_recipe *recipe;
    hm_context *ctx;
    const char *folder;
    const hm_labels *labels;
    size_t N, J;
    double *exports, *imports;         /* N by partner */
    double *export_flow, *import_flow; /* N*J */
    double *output_share, *donor;
    int32_t *group;
} reader;

/* Open FOLDER/NAME; `optional` files that are absent give *present false. */
static hm_status open_file(reader *r, const char *name, const hmi_ask *asks,
                           int32_t n_asks, int32_t *column, hmi_csv *csv)
{
    char *path = hmi_path_join(&r->recipe->arena, r->folder, name);
    memset(csv, 0, sizeof *csv);
    return path == NULL ? HM_ERR_MEMORY
                        : hmi_recipe_open(&r->recipe->arena, path, asks, n_asks,
                                          column, csv);
}

static hm_status not_negative(const hmi_csv *csv, int32_t column, double *out)
{
    HMI_TRY(hmi_csv_number(csv, column, out));
    return *out >= 0.0
               ? HM_OK
               : hmi_csv_fail(csv, column, HM_ERR_DATA,
                              "%g; expected a number that is 0 or more", *out);
}

/* --- partners and donors: a number or two by country ----------------------------- */

/* values[v][n] from the columns asks[1..]; *rows rows were read. */
static hm_status by_country(reader *r, const char *name, const hmi_ask *asks,
                            int32_t n_values, double *const *values)
{
    int32_t column[3];
    hmi_csv csv;
    bool more = false;
    hm_status status = open_file(r, name, asks, n_values + 1, column, &csv);
    if (status == HM_OK) {
        status = hmi_csv_next(&csv, &more);
    }
    while (status == HM_OK && more) {
        int32_t n = -1;
        status = hmi_recipe_code(&csv, column[0], "country",
                                 r->labels->country_codes,
                                 r->labels->n_countries, &n);
        for (int32_t v = 0; status == HM_OK && v < n_values; v++) {
            status = not_negative(&csv, column[v + 1], &values[v][n]);
        }
        if (status == HM_OK) {
            status = hmi_csv_next(&csv, &more);
        }
    }
    hmi_csv_clear(&csv);
    return status;
}

/* --- mixes ------------------------------------------------------------------------ */

/* The columns of a mix: sector, share_other, then share_CODE by country. */
static hmi_ask *mix_asks(reader *r)
{
    hmi_arena *arena = &r->recipe->arena;
    hmi_ask *asks = HMI_KEEP(arena, hmi_ask, r->N + 2);
    if (asks == NULL) {
        return NULL;
    }
    asks[0] = (hmi_ask){"sector", true};
    asks[1] = (hmi_ask){"share_other", true};
    for (size_t n = 0; n < r->N; n++) {
        asks[n + 2].name =
            hmi_arena_format(arena, "share_%s", r->labels->country_codes[n]);
        if (asks[n + 2].name == NULL) {
            return NULL;
        }
    }
    return asks;
}

static hm_status mix_rows(reader *r, hmi_csv *csv, const int32_t *column,
                          double *flow)
{
    bool more = false;
    HMI_TRY(hmi_csv_next(csv, &more));
    while (more) {
        int32_t j = -1;
        HMI_TRY(hmi_recipe_code(csv, column[0], "sector",
                                r->labels->sector_codes, r->labels->n_sectors,
                                &j));
        for (size_t n = 0; n < r->N; n++) {
            int32_t own = column[n + 2];
            HMI_TRY(not_negative(csv, own < 0 ? column[1] : own,
                                 &flow[n * r->J + (size_t)j]));
        }
        HMI_TRY(hmi_csv_next(csv, &more));
    }
    return HM_OK;
}

/* flow[n][j] = total[n] times the shares, which are made to sum to 1. */
static hm_status read_mix(reader *r, const char *name, const double *total,
                          double *flow)
{
    hmi_ask *asks = mix_asks(r);
    int32_t *column = HMI_KEEP(&r->recipe->arena, int32_t, r->N + 2);
    hmi_csv csv;
    if (asks == NULL || column == NULL) {
        return HM_ERR_MEMORY;
    }
    hm_status status =
        open_file(r, name, asks, (int32_t)r->N + 2, column, &csv);
    if (status == HM_OK) {
        status = mix_rows(r, &csv, column, flow);
    }
    hmi_csv_clear(&csv);
    for (size_t n = 0; status == HM_OK && n < r->N; n++) {
        double sum = 0.0;
        for (size_t j = 0; j < r->J; j++) {
            sum += flow[n * r->J + j];
        }
        if (!(fabs(sum - 1.0) <= share_tolerance)) {
            return hmi_fail(r->ctx, HM_ERR_DATA,
                            "%s/%s: the shares for partner %s sum to %.9g; "
                            "expected 1",
                            r->folder, name, r->labels->country_codes[n], sum);
        }
        for (size_t j = 0; j < r->J; j++) {
            flow[n * r->J + j] *= total[n] / sum;
        }
    }
    return status;
}

/* --- accounts --------------------------------------------------------------------- */

static hm_status read_line(reader *r, const char *line, double *out)
{
    static const hmi_ask asks[] = {{"line", true}, {"value", true}};
    int32_t column[2];
    hmi_csv csv;
    bool more = false;
    bool found = false;
    hm_status status = open_file(r, "accounts.csv", asks, 2, column, &csv);
    if (status == HM_OK) {
        status = hmi_csv_next(&csv, &more);
    }
    while (status == HM_OK && more && !found) {
        if (hmi_recipe_find(&csv, column[0], &line, 1) == 0) {
            found = true;
            status = not_negative(&csv, column[1], out);
        } else {
            status = hmi_csv_next(&csv, &more);
        }
    }
    hmi_csv_clear(&csv);
    if (status == HM_OK && !found) {
        status =
            hmi_fail(r->ctx, HM_ERR_DATA, "%s/accounts.csv: has no line \"%s\"",
                     r->folder, line);
    }
    return status;
}

/* One row of extra_flows.csv. */
static hm_status extra_flow(reader *r, const hmi_csv *csv,
                            const int32_t *column)
{
    const char *const self[] = {"self"};
    int32_t n = -1;
    int32_t j = -1;
    double value = 0.0;
    bool exports = hmi_recipe_find(csv, column[0], self, 1) == 0;
    HMI_TRY(hmi_recipe_code(csv, column[exports ? 1 : 0], "country",
                            r->labels->country_codes, r->labels->n_countries,
                            &n));
    if (!exports && hmi_recipe_find(csv, column[1], self, 1) != 0) {
        return hmi_csv_fail(csv, column[1], HM_ERR_DATA,
                            "expected \"self\" as exporter or as importer");
    }
    HMI_TRY(hmi_recipe_code(csv, column[2], "sector", r->labels->sector_codes,
                            r->labels->n_sectors, &j));
    char *line = hmi_csv_text(csv, column[3], &r->recipe->arena);
    if (line == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_TRY(read_line(r, line, &value));
    double *flow = exports ? r->export_flow : r->import_flow;
    flow[(size_t)n * r->J + (size_t)j] += value;
    return HM_OK;
}

static hm_status read_extra(reader *r)
{
    static const hmi_ask asks[] = {{"exporter", true},
                                   {"importer", true},
                                   {"sector", true},
                                   {"line", true}};
    int32_t column[4];
    hmi_csv csv;
    bool more = false;
    char *path = hmi_path_join(&r->recipe->arena, r->folder, "extra_flows.csv");
    if (path == NULL || hmi_path_kind_of(path) == HMI_PATH_ABSENT) {
        return path == NULL ? HM_ERR_MEMORY : HM_OK;
    }
    hm_status status = open_file(r, "extra_flows.csv", asks, 4, column, &csv);
    if (status == HM_OK) {
        status = hmi_csv_next(&csv, &more);
    }
    while (status == HM_OK && more) {
        status = extra_flow(r, &csv, column);
        if (status == HM_OK) {
            status = hmi_csv_next(&csv, &more);
        }
    }
    hmi_csv_clear(&csv);
    return status;
}

/* --- output ---------------------------------------------------------------------------- */

static hm_status output_rows(reader *r, hmi_csv *csv, const int32_t *column)
{
    const char **groups = HMI_KEEP(&r->recipe->arena, const char *, r->J + 1);
    int32_t n_groups = 0;
    bool more = false;
    if (groups == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_TRY(hmi_csv_next(csv, &more));
    while (more) {
        int32_t j = -1;
        HMI_TRY(hmi_recipe_code(csv, column[0], "sector",
                                r->labels->sector_codes, r->labels->n_sectors,
                                &j));
        HMI_TRY(not_negative(csv, column[1], &r->output_share[j]));
        int32_t group = hmi_recipe_find(csv, column[2], groups, n_groups);
        if (group < 0 && n_groups == (int32_t)r->J) {
            return hmi_csv_fail(csv, column[2], HM_ERR_DATA,
                                "more groups than sectors");
        }
        if (group < 0) {
            group = n_groups++;
            groups[group] = hmi_csv_text(csv, column[2], &r->recipe->arena);
            if (groups[group] == NULL) {
                return HM_ERR_MEMORY;
            }
        }
        r->group[j] = group;
        HMI_TRY(hmi_csv_next(csv, &more));
    }
    return HM_OK;
}

static hm_status read_output(reader *r)
{
    static const hmi_ask asks[] = {
        {"sector", true}, {"value_added_share", true}, {"group", true}};
    int32_t column[3];
    hmi_csv csv;
    double sum = 0.0;
    hm_status status = open_file(r, "output.csv", asks, 3, column, &csv);
    if (status == HM_OK) {
        status = output_rows(r, &csv, column);
    }
    hmi_csv_clear(&csv);
    HMI_TRY(status);
    for (size_t j = 0; j < r->J; j++) {
        sum += r->output_share[j];
    }
    if (!(fabs(sum - 1.0) <= share_tolerance)) {
        return hmi_fail(r->ctx, HM_ERR_DATA,
                        "%s/output.csv: value_added_share sums to %.9g; "
                        "expected 1",
                        r->folder, sum);
    }
    for (size_t j = 0; j < r->J; j++) {
        r->output_share[j] /= sum;
    }
    return HM_OK;
}

/* --- the whole --------------------------------------------------------------------------- */

static hm_status make_arrays(reader *r)
{
    hmi_arena *arena = &r->recipe->arena;
    r->exports = HMI_KEEP(arena, double, r->N);
    r->imports = HMI_KEEP(arena, double, r->N);
    r->export_flow = HMI_KEEP(arena, double, r->N * r->J);
    r->import_flow = HMI_KEEP(arena, double, r->N * r->J);
    r->output_share = HMI_KEEP(arena, double, r->J);
    r->donor = HMI_KEEP(arena, double, r->N);
    r->group = HMI_KEEP(arena, int32_t, r->J);
    return r->exports == NULL || r->imports == NULL || r->export_flow == NULL ||
                   r->import_flow == NULL || r->output_share == NULL ||
                   r->donor == NULL || r->group == NULL
               ? HM_ERR_MEMORY
               : HM_OK;
}

hm_status hm_recipe_carve(hm_recipe *recipe, const char *path,
                          const hm_labels *labels, const char *gdp_line,
                          hm_carve *out)
{
    static const hmi_ask partners[] = {
        {"partner", true}, {"exports_musd", true}, {"imports_musd", true}};
    static const hmi_ask donors[] = {{"country", true}, {"weight", true}};
    reader r = {.recipe = recipe, .ctx = recipe->ctx, .labels = labels};
    r.N = (size_t)labels->n_countries;
    r.J = (size_t)labels->n_sectors;
    r.folder = hmi_path_trim(&recipe->arena, path);
    memset(out, 0, sizeof *out);
    HMI_TRY(r.folder == NULL ? HM_ERR_MEMORY : make_arrays(&r));
    double *const trade[] = {r.exports, r.imports};
    double *const weights[] = {r.donor};
    HMI_TRY(by_country(&r, "partners.csv", partners, 2, trade));
    HMI_TRY(by_country(&r, "donors.csv", donors, 1, weights));
    HMI_TRY(read_mix(&r, "export_mix.csv", r.exports, r.export_flow));
    HMI_TRY(read_mix(&r, "import_mix.csv", r.imports, r.import_flow));
    HMI_TRY(read_extra(&r));
    HMI_TRY(read_output(&r));
    HMI_TRY(read_line(&r, gdp_line, &out->gdp));
    out->exports = r.export_flow;
    out->imports = r.import_flow;
    out->output_share = r.output_share;
    out->output_group = r.group;
    out->donor = r.donor;
    return HM_OK;
}

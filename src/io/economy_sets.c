// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * economy_sets.c - countries.csv and sectors.csv: the names, their order and
 * what the other tables' codes are looked up in.
 */
#include "io/build.h"

#include <math.h>
#include <string.h>

/* --- looking codes up --- */

static hm_status unknown_code(const hmi_csv *csv, int32_t column,
                              const char *role, const char *kind,
                              const hmi_codes *codes)
{
    char found[64];
    const hmi_csv_field *field = &csv->fields[column];
    size_t size =
        field->size < sizeof found - 1 ? field->size : sizeof found - 1;
    memcpy(found, field->text, size);
    found[size] = '\0';
    int32_t near = hmi_nearest(found, codes->codes, codes->count);
    return hmi_csv_fail(
        csv, column, HM_ERR_UNKNOWN, "%s \"%s\" is not in %s%s%s%s", role,
        found, kind, near < 0 ? "" : " (did you mean \"",
        near < 0 ? "" : codes->codes[near], near < 0 ? "" : "\"?)");
}

hm_status hmi_build_country(const hmi_build *b, const hmi_csv *csv,
                            int32_t column, const char *role, int32_t *out)
{
    char code[16];
    const hmi_csv_field *field = &csv->fields[column];
    *out = hmi_codes_find(&b->countries, field->text, field->size);
    if (*out < 0 && hmi_country_code(field->text, field->size, code)) {
        *out = hmi_codes_find(&b->countries, code, strlen(code));
    }
    return *out >= 0 ? HM_OK
                     : unknown_code(csv, column, role, "countries.csv",
                                    &b->countries);
}

hm_status hmi_build_sector(const hmi_build *b, const hmi_csv *csv,
                           int32_t column, const char *role, int32_t *out)
{
    const hmi_csv_field *field = &csv->fields[column];
    *out = hmi_codes_find(&b->sectors, field->text, field->size);
    return *out >= 0
               ? HM_OK
               : unknown_code(csv, column, role, "sectors.csv", &b->sectors);
}

hm_status hmi_build_once(const hmi_csv *csv, int32_t *seen, size_t cell,
                         const char *key)
{
    if (seen[cell] != 0) {
        return hmi_csv_fail(csv, -1, HM_ERR_DATA,
                            "this %s stands here twice (first in line %d); "
                            "keep one row, with the sum if both are meant",
                            key, (int)seen[cell]);
    }
    seen[cell] = csv->row_line;
    return HM_OK;
}

/* --- the rows of a list of codes --- */

/* Rows, counted before they are kept; a line end inside quotes counts too. */
static int32_t count_rows(const hmi_csv *csv)
{
    int32_t rows = 1;
    for (size_t i = csv->at; i < csv->size; i++) {
        rows += csv->bytes[i] == '\n' ? 1 : 0;
    }
    return rows;
}

static hm_status check_new(const hmi_csv *csv, int32_t column, const char *code,
                           const char *const *codes, int32_t count,
                           const int32_t *line)
{
    for (int32_t i = 0; i < count; i++) {
        if (strcmp(codes[i], code) == 0) {
            return hmi_csv_fail(csv, column, HM_ERR_DATA,
                                "\"%s\" stands here twice (first in line %d)",
                                code, (int)line[i]);
        }
    }
    return HM_OK;
}

static hm_status optional_text(hmi_build *b, const hmi_csv *csv, int32_t column,
                               const char *standard, const char **out)
{
    *out = standard;
    if (!hmi_csv_empty(csv, column)) {
        *out = hmi_csv_text(csv, column, &b->temp);
    }
    return *out == NULL ? HM_ERR_MEMORY : HM_OK;
}

/* --- countries.csv --- */

static const hmi_csv_want country_wants[] = {
    {{"country", "iso3", NULL}, true},
    {{"name", NULL}, false},
    {{"group", "groups", NULL}, false},
    {{"final_substitution", "eta", NULL}, false},
};

typedef struct country_lists {
    const char **codes, **names, **groups;
    double *eta;
} country_lists;

static hm_status read_country_code(hmi_build *b, const hmi_csv *csv,
                                   int32_t column, const char **out)
{
    char code[16];
    const hmi_csv_field *field = &csv->fields[column];
    int shown = field->size < 40 ? (int)field->size : 40;
    bool good = hmi_country_code(field->text, field->size, code) &&
                hmi_is_country_code(code);
    if (!good) {
        return hmi_csv_fail(csv, column, HM_ERR_DATA,
                            "\"%.*s\" is not a country code; expected ISO "
                            "3166-1 alpha-3, ROW, or a letter and up to 11 of "
                            "A-Z, 0-9, _",
                            shown, field->text);
    }
    if (strcmp(code, "WLD") == 0 || strcmp(code, "ALL") == 0) {
        return hmi_csv_fail(csv, column, HM_ERR_DATA,
                            "%s is reserved (it means every country); choose "
                            "another code",
                            code);
    }
    if (strncmp(code, field->text, field->size) != 0) {
        HMI_TRY(hmi_build_note(b, "%s:%d: \"%.*s\" is read as %s", csv->file,
                               (int)csv->row_line, shown, field->text, code));
    }
    *out = hmi_arena_text(&b->temp, code, strlen(code));
    return *out == NULL ? HM_ERR_MEMORY : HM_OK;
}

static hm_status read_country(hmi_build *b, const hmi_csv *csv,
                              const int32_t *column, country_lists *lists)
{
    int32_t n = b->N;
    double eta = 1.0;
    if (n == HMI_MAX_COUNTRIES) {
        return hmi_csv_fail(csv, -1, HM_ERR_LIMIT, "more than %d countries",
                            HMI_MAX_COUNTRIES);
    }
    HMI_TRY(read_country_code(b, csv, column[0], &lists->codes[n]));
    HMI_TRY(check_new(csv, column[0], lists->codes[n], lists->codes, n,
                      b->country_line));
    HMI_TRY(
        optional_text(b, csv, column[1], lists->codes[n], &lists->names[n]));
    HMI_TRY(optional_text(b, csv, column[2], "", &lists->groups[n]));
    if (!hmi_csv_empty(csv, column[3])) {
        HMI_TRY(hmi_csv_number(csv, column[3], &eta));
        if (!(eta >= 0.0 && eta <= 1e4)) {
            return hmi_csv_fail(csv, column[3], HM_ERR_DATA,
                                "final_substitution %g of %s; expected a "
                                "number that is 0 or more",
                                eta, lists->codes[n]);
        }
    }
    lists->eta[n] = eta;
    b->country_line[n] = csv->row_line;
    b->N++;
    return HM_OK;
}

static hm_status read_countries(hmi_build *b, hmi_csv *csv,
                                const int32_t *column)
{
    int32_t rows = count_rows(csv);
    rows = rows < HMI_MAX_COUNTRIES ? rows : HMI_MAX_COUNTRIES;
    country_lists lists = {
        HMI_KEEP(&b->temp, const char *, rows),
        HMI_KEEP(&b->temp, const char *, rows),
        HMI_KEEP(&b->temp, const char *, rows),
        HMI_KEEP(&b->folder->arena, double, rows),
    };
    b->country_line = HMI_KEEP(&b->temp, int32_t, rows);
    if (lists.codes == NULL || lists.names == NULL || lists.groups == NULL ||
        lists.eta == NULL || b->country_line == NULL) {
        return HM_ERR_MEMORY;
    }
    for (;;) {
        bool more = false;
        HMI_TRY(hmi_csv_next(csv, &more));
        if (!more) {
            break;
        }
        HMI_TRY(read_country(b, csv, column, &lists));
    }
    if (b->N < 1) {
        return hmi_fail(b->ctx, HM_ERR_DATA, "%s:1:1: names no country",
                        csv->file);
    }
    b->labels.country_codes = lists.codes;
    b->labels.country_names = lists.names;
    b->labels.country_groups = lists.groups;
    b->labels.n_countries = b->N;
    b->countries_file = csv->file;
    b->final_substitution = column[3] < 0 ? NULL : lists.eta;
    return hmi_codes_init(&b->temp, lists.codes, b->N, &b->countries);
}

static hm_status missing_file(hmi_build *b, const char *name,
                              const char *columns)
{
    char *shown = hmi_path_join(&b->temp, b->name, name);
    return shown == NULL ? HM_ERR_MEMORY
                         : hmi_fail(b->ctx, HM_ERR_DATA,
                                    "%s: is missing; expected a table with the "
                                    "columns %s",
                                    shown, columns);
}

hm_status hmi_build_countries(hmi_build *b)
{
    int32_t column[4];
    hmi_csv csv;
    bool present = false;
    hm_status status = hmi_build_open(b, "countries", country_wants, 4, column,
                                      &csv, &present);
    if (status == HM_OK && !present) {
        return missing_file(b, "countries.csv", "country,name");
    }
    if (status == HM_OK) {
        status = read_countries(b, &csv, column);
    }
    hmi_csv_clear(&csv);
    return status;
}

/* --- sectors.csv --- */

typedef struct sector_lists {
    const char **codes, **names;
    int32_t *line;
} sector_lists;

static hm_status read_sector(hmi_build *b, const hmi_csv *csv,
                             const int32_t *column, sector_lists *lists)
{
    int32_t j = b->J;
    if (j == HMI_MAX_SECTORS) {
        return hmi_csv_fail(csv, -1, HM_ERR_LIMIT, "more than %d sectors",
                            HMI_MAX_SECTORS);
    }
    char *code = hmi_csv_text(csv, column[0], &b->temp);
    if (code == NULL) {
        return HM_ERR_MEMORY;
    }
    if (!hmi_is_sector_code(code)) {
        return hmi_csv_fail(csv, column[0], HM_ERR_DATA,
                            "\"%.40s\" is not a sector code; expected a letter "
                            "and up to 31 of a-z, 0-9, -, _",
                            code);
    }
    if (strcmp(code, "all") == 0) {
        return hmi_csv_fail(csv, column[0], HM_ERR_DATA,
                            "all is reserved (it means every sector); choose "
                            "another code");
    }
    HMI_TRY(check_new(csv, column[0], code, lists->codes, j, lists->line));
    HMI_TRY(
        optional_text(b, csv, column[HMI_WANT_NAME], code, &lists->names[j]));
    HMI_TRY(hmi_parameters_row(csv, column, j, &b->base));
    lists->codes[j] = code;
    lists->line[j] = csv->row_line;
    b->J++;
    return HM_OK;
}

static hm_status read_sectors(hmi_build *b, hmi_csv *csv, const int32_t *column)
{
    int32_t which = -1;
    int32_t rows = count_rows(csv);
    rows = rows < HMI_MAX_SECTORS ? rows : HMI_MAX_SECTORS;
    sector_lists lists = {HMI_KEEP(&b->temp, const char *, rows),
                          HMI_KEEP(&b->temp, const char *, rows),
                          HMI_KEEP(&b->temp, int32_t, rows)};
    HMI_TRY(hmi_parameters_header(csv, column, &which));
    if (column[HMI_WANT_FINAL] >= 0) {
        return hmi_csv_fail(csv, column[HMI_WANT_FINAL], HM_ERR_DATA,
                            "final_substitution is a matter of countries; "
                            "expected it in countries.csv or in a set of "
                            "elasticities/");
    }
    if (which < 0 && b->folder->default_set[0] == '\0') {
        return hmi_csv_fail(csv, -1, HM_ERR_DATA,
                            "the header has neither theta nor sigma, and "
                            "economy.yaml names no elasticities; there is no "
                            "standard value");
    }
    b->J = rows; /* sizes the parameter arrays */
    HMI_TRY(hmi_parameters_alloc(b, which >= 0, &b->base));
    b->J = 0;
    if (lists.codes == NULL || lists.names == NULL || lists.line == NULL) {
        return HM_ERR_MEMORY;
    }
    for (;;) {
        bool more = false;
        HMI_TRY(hmi_csv_next(csv, &more));
        if (!more) {
            break;
        }
        HMI_TRY(read_sector(b, csv, column, &lists));
    }
    if (b->J < 1) {
        return hmi_fail(b->ctx, HM_ERR_DATA, "%s:1:1: names no sector",
                        csv->file);
    }
    b->labels.sector_codes = lists.codes;
    b->labels.sector_names = lists.names;
    b->labels.n_sectors = b->J;
    double cells = (double)b->N * (double)b->N * (double)b->J;
    double uses = (double)b->N * (double)b->J * (double)b->J;
    if (cells > HMI_MAX_CELLS || uses > HMI_MAX_CELLS) {
        return hmi_fail(b->ctx, HM_ERR_LIMIT,
                        "%s:1:1: %d countries and %d sectors are more than "
                        "fit (%d cells a table); aggregate first",
                        csv->file, (int)b->N, (int)b->J, HMI_MAX_CELLS);
    }
    return hmi_codes_init(&b->temp, lists.codes, b->J, &b->sectors);
}

hm_status hmi_build_sectors(hmi_build *b)
{
    int32_t column[HMI_PARAMETER_WANTS];
    hmi_csv csv;
    bool present = false;
    hm_status status =
        hmi_build_open(b, "sectors", hmi_parameter_wants, HMI_PARAMETER_WANTS,
                       column, &csv, &present);
    if (status == HM_OK && !present) {
        return missing_file(b, "sectors.csv", "sector,name,theta");
    }
    if (status == HM_OK) {
        status = read_sectors(b, &csv, column);
    }
    hmi_csv_clear(&csv);
    return status;
}

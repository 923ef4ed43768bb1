// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * economy_factors.c - factors.csv: shares of value added by primary factor.
 *
 * Factors belong to a country and are numbered country by country, in the
 * order in which the file first names them. A country without rows has one
 * mobile factor, "labor".
 */
#include "io/build.h"

#include <math.h>
#include <string.h>

static const double sum_tolerance = 1e-6;

enum { MAX_FACTORS = 200000 };

static const hmi_csv_want factor_wants[] = {
    {{"country", NULL}, true},
    {{"sector", NULL}, true},
    {{"factor", NULL}, true},
    {{"share", NULL}, true},
};

typedef struct factor {
    const char *code;
    int32_t next; /* of the same country, -1 at the end */
    int32_t index;
} factor;

typedef struct factor_row {
    int32_t country, sector, factor, line;
    double share;
} factor_row;

typedef struct factor_lists {
    factor *factors;
    int32_t n_factors;
    int32_t *first; /* N: of a country, -1: none */
    factor_row *rows;
    int32_t n_rows;
} factor_lists;

static hm_status find_factor(hmi_build *b, const hmi_csv *csv, int32_t column,
                             int32_t country, factor_lists *lists, int32_t *out)
{
    const hmi_csv_field *field = &csv->fields[column];
    int32_t *link = &lists->first[country];
    for (; *link >= 0; link = &lists->factors[*link].next) {
        const char *code = lists->factors[*link].code;
        if (strlen(code) == field->size &&
            memcmp(code, field->text, field->size) == 0) {
            *out = *link;
            return HM_OK;
        }
    }
    char *code = hmi_csv_text(csv, column, &b->temp);
    if (code == NULL) {
        return HM_ERR_MEMORY;
    }
    if (!hmi_is_sector_code(code)) {
        return hmi_csv_fail(csv, column, HM_ERR_DATA,
                            "\"%.40s\" is not a factor code; expected a letter "
                            "and up to 31 of a-z, 0-9, -, _",
                            code);
    }
    if (lists->n_factors == MAX_FACTORS) {
        return hmi_csv_fail(csv, column, HM_ERR_LIMIT, "more than %d factors",
                            MAX_FACTORS);
    }
    *out = lists->n_factors;
    *link = lists->n_factors;
    lists->factors[lists->n_factors].code = code;
    lists->factors[lists->n_factors].next = -1;
    lists->n_factors++;
    return HM_OK;
}

static hm_status read_rows(hmi_build *b, hmi_csv *csv, const int32_t *column,
                           factor_lists *lists)
{
    for (;;) {
        bool more = false;
        factor_row row = {-1, -1, -1, 0, 0.0};
        HMI_TRY(hmi_csv_next(csv, &more));
        if (!more) {
            return HM_OK;
        }
        HMI_TRY(hmi_build_country(b, csv, column[0], "country", &row.country));
        HMI_TRY(hmi_build_sector(b, csv, column[1], "sector", &row.sector));
        HMI_TRY(
            find_factor(b, csv, column[2], row.country, lists, &row.factor));
        HMI_TRY(hmi_csv_number(csv, column[3], &row.share));
        if (!(row.share >= 0.0 && row.share <= 1.0)) {
            return hmi_csv_fail(csv, column[3], HM_ERR_DATA,
                                "share of value added %g; expected a share in "
                                "[0, 1]",
                                row.share);
        }
        row.line = csv->row_line;
        lists->rows[lists->n_rows++] = row;
    }
}

/* Number the factors country by country; fills codes and owners. */
static hm_status number_factors(hmi_build *b, factor_lists *lists)
{
    int32_t most = lists->n_factors + b->N;
    b->factor_country = HMI_KEEP(&b->temp, int32_t, most);
    b->factor_codes = HMI_KEEP(&b->temp, const char *, most);
    if (b->factor_country == NULL || b->factor_codes == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t n = 0; n < b->N; n++) {
        if (lists->first[n] < 0) {
            b->factor_codes[b->F] = "labor";
            b->factor_country[b->F++] = n;
        }
        for (int32_t f = lists->first[n]; f >= 0; f = lists->factors[f].next) {
            lists->factors[f].index = b->F;
            b->factor_codes[b->F] = lists->factors[f].code;
            b->factor_country[b->F++] = n;
        }
    }
    double cells = (double)b->F * (double)b->J;
    if (cells > HMI_MAX_CELLS) {
        return hmi_fail(b->ctx, HM_ERR_LIMIT,
                        "factors.csv: %d factors and %d sectors are more than "
                        "fit (%d cells)",
                        (int)b->F, (int)b->J, HMI_MAX_CELLS);
    }
    return HM_OK;
}

static hm_status fill_shares(hmi_build *b, const hmi_csv *csv,
                             const factor_lists *lists)
{
    size_t cells = (size_t)b->F * (size_t)b->J;
    int32_t *seen = HMI_KEEP(&b->temp, int32_t, cells);
    b->factor_share = HMI_KEEP(&b->temp, double, cells);
    if (seen == NULL || b->factor_share == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t r = 0; r < lists->n_rows; r++) {
        const factor_row *row = &lists->rows[r];
        size_t cell =
            HMI_CELL(b, lists->factors[row->factor].index, row->sector);
        if (seen[cell] != 0) {
            return hmi_fail(b->ctx, HM_ERR_DATA,
                            "%s:%d:1: this country, sector and factor stands "
                            "here twice (first in line %d); keep one row",
                            csv->file, (int)row->line, (int)seen[cell]);
        }
        seen[cell] = row->line;
        b->factor_share[cell] = row->share;
    }
    return HM_OK;
}

/* Shares of one column to 1; a sector without output may have no rows. */
static hm_status close_column(hmi_build *b, const hmi_csv *csv,
                              const factor_lists *lists, int32_t first,
                              int32_t end, int32_t k, double cost)
{
    double sum = 0.0;
    int32_t line = 1;
    int32_t n = b->factor_country[first];
    for (int32_t f = first; f < end; f++) {
        sum += b->factor_share[HMI_CELL(b, f, k)];
    }
    bool none = !(sum > 0.0);
    if (none && (lists->first[n] < 0 || !(cost > 0.0))) {
        b->factor_share[HMI_CELL(b, first, k)] = 1.0;
        return HM_OK;
    }
    if (none || fabs(sum - 1.0) > sum_tolerance) {
        for (int32_t r = 0; r < lists->n_rows; r++) {
            const factor_row *row = &lists->rows[r];
            line = row->country == n && row->sector == k ? row->line : line;
        }
        return hmi_fail(b->ctx, HM_ERR_DATA,
                        "%s:%d:1: the factor shares of %s, %s sum to %.9g; "
                        "expected 1 (within 1e-6)",
                        csv->file, (int)line, b->countries.codes[n],
                        b->sectors.codes[k], sum);
    }
    for (int32_t f = first; f < end; f++) {
        b->factor_share[HMI_CELL(b, f, k)] /= sum;
    }
    return HM_OK;
}

static hm_status close_shares(hmi_build *b, const hmi_csv *csv,
                              const factor_lists *lists)
{
    size_t cells = (size_t)b->N * (size_t)b->J;
    double *output = HMI_KEEP(&b->temp, double, cells);
    double *cost = HMI_KEEP(&b->temp, double, cells);
    if (output == NULL || cost == NULL) {
        return HM_ERR_MEMORY;
    }
    hmi_build_output(b, output, cost);
    for (int32_t first = 0; first < b->F;) {
        int32_t n = b->factor_country[first];
        int32_t end = first;
        while (end < b->F && b->factor_country[end] == n) {
            end++;
        }
        for (int32_t k = 0; k < b->J; k++) {
            HMI_TRY(close_column(b, csv, lists, first, end, k,
                                 cost[HMI_CELL(b, n, k)]));
        }
        first = end;
    }
    return HM_OK;
}

static hm_status read_factors(hmi_build *b, hmi_csv *csv, const int32_t *column)
{
    size_t rows = 1;
    factor_lists lists;
    memset(&lists, 0, sizeof lists);
    for (size_t i = csv->at; i < csv->size; i++) {
        rows += csv->bytes[i] == '\n' ? 1 : 0;
    }
    size_t most = rows < MAX_FACTORS ? rows : MAX_FACTORS;
    lists.rows = HMI_KEEP(&b->temp, factor_row, rows);
    lists.factors = HMI_KEEP(&b->temp, factor, most);
    lists.first = HMI_KEEP(&b->temp, int32_t, b->N);
    if (lists.rows == NULL || lists.factors == NULL || lists.first == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t n = 0; n < b->N; n++) {
        lists.first[n] = -1;
    }
    HMI_TRY(read_rows(b, csv, column, &lists));
    HMI_TRY(number_factors(b, &lists));
    HMI_TRY(fill_shares(b, csv, &lists));
    return close_shares(b, csv, &lists);
}

hm_status hmi_build_factors(hmi_build *b)
{
    int32_t column[4];
    hmi_csv csv;
    bool present = false;
    hm_status status =
        hmi_build_open(b, "factors", factor_wants, 4, column, &csv, &present);
    if (status == HM_OK && present) {
        status = read_factors(b, &csv, column);
    }
    hmi_csv_clear(&csv);
    return status;
}

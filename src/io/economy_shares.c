// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * economy_shares.c - inputs.csv, final.csv and deficits.csv.
 */
#include "io/build.h"

#include <math.h>
#include <string.h>

/* Sums of shares may be off by this much; they are then renormalised. */
static const double sum_tolerance = 1e-6;

/* --- inputs.csv ---------------------------------------------------------------- */

static const hmi_csv_want input_wants[] = {
    {{"country", NULL}, true},
    {{"sector", NULL}, true},
    {{"input", NULL}, true},
    {{"share", NULL}, true},
};

static hm_status read_inputs(hmi_build *b, hmi_csv *csv, const int32_t *column)
{
    size_t cells = (size_t)b->N * (size_t)b->J;
    int32_t *seen = HMI_KEEP(&b->temp, int32_t, cells * (size_t)b->J);
    b->input = HMI_KEEP(&b->temp, double, cells *(size_t)b->J);
    b->input_line = HMI_KEEP(&b->temp, int32_t, cells);
    b->use_line = HMI_KEEP(&b->temp, int32_t, cells);
    b->inputs_file = csv->file;
    if (seen == NULL || b->input == NULL || b->input_line == NULL ||
        b->use_line == NULL) {
        return HM_ERR_MEMORY;
    }
    for (;;) {
        bool more = false;
        int32_t n = -1;
        int32_t k = -1;
        int32_t j = -1;
        double share = 0.0;
        HMI_TRY(hmi_csv_next(csv, &more));
        if (!more) {
            return HM_OK;
        }
        HMI_TRY(hmi_build_country(b, csv, column[0], "country", &n));
        HMI_TRY(hmi_build_sector(b, csv, column[1], "sector", &k));
        HMI_TRY(hmi_build_sector(b, csv, column[2], "input", &j));
        HMI_TRY(hmi_build_once(csv, seen, HMI_USE(b, n, j, k),
                               "country, sector and input"));
        HMI_TRY(hmi_csv_number(csv, column[3], &share));
        bool high = share > 1.0 && !b->repairs.negative_value_added;
        if (!(share >= 0.0) || high) {
            return hmi_csv_fail(csv, column[3], HM_ERR_DATA,
                                "share %g of %s in the cost of %s, %s; "
                                "expected a share in [0, 1)",
                                share, b->sectors.codes[j],
                                b->countries.codes[n], b->sectors.codes[k]);
        }
        b->input[HMI_USE(b, n, j, k)] = share;
        b->input_line[HMI_CELL(b, n, k)] = csv->row_line;
        b->use_line[HMI_CELL(b, n, j)] = csv->row_line;
    }
}

hm_status hmi_build_inputs(hmi_build *b)
{
    int32_t column[4];
    hmi_csv csv;
    bool present = false;
    hm_status status =
        hmi_build_open(b, "inputs", input_wants, 4, column, &csv, &present);
    if (status == HM_OK && present) {
        status = read_inputs(b, &csv, column);
    }
    hmi_csv_clear(&csv);
    return status;
}

/* --- final.csv ------------------------------------------------------------------ */

static const hmi_csv_want final_wants[] = {
    {{"country", NULL}, true},
    {{"sector", NULL}, true},
    {{"share", NULL}, true},
};

/* Negative shares (inventories) to 0, when the repair is on. */
static void clip_final(hmi_build *b, int32_t n, int32_t *count, double *moved)
{
    for (int32_t j = 0; j < b->J; j++) {
        double *share = &b->final[HMI_CELL(b, n, j)];
        if (*share < 0.0) {
            (*count)++;
            *moved -= *share;
            *share = 0.0;
        }
    }
}

static double final_sum(const hmi_build *b, int32_t n)
{
    double sum = 0.0;
    for (int32_t j = 0; j < b->J; j++) {
        sum += b->final[HMI_CELL(b, n, j)];
    }
    return sum;
}

/* The shares of each country sum to 1 within the tolerance; then exactly. */
static hm_status normalise_final(hmi_build *b, const hmi_csv *csv,
                                 const int32_t *last_line)
{
    int32_t count = 0;
    double moved = 0.0;
    for (int32_t n = 0; n < b->N; n++) {
        double sum = final_sum(b, n);
        if (!(fabs(sum - 1.0) <= sum_tolerance)) {
            return hmi_fail(b->ctx, HM_ERR_DATA,
                            "%s:%d:1: the final shares of %s sum to %.9g; "
                            "expected 1 (within 1e-6)",
                            csv->file, last_line[n] > 0 ? (int)last_line[n] : 1,
                            b->countries.codes[n], sum);
        }
        clip_final(b, n, &count, &moved);
        sum = final_sum(b, n);
        for (int32_t j = 0; j < b->J; j++) {
            b->final[HMI_CELL(b, n, j)] /= sum;
        }
    }
    return count == 0
               ? HM_OK
               : hmi_build_note(b,
                                "%s: negative_final set %d negative shares to "
                                "0, together %.6g of their countries' final "
                                "expenditure, and scaled the rest",
                                csv->file, (int)count, moved);
}

static hm_status read_final_share(const hmi_build *b, const hmi_csv *csv,
                                  int32_t column, double *share)
{
    HMI_TRY(hmi_csv_number(csv, column, share));
    bool low = *share < 0.0 && !b->repairs.negative_final;
    if (low || *share > 1.0) {
        return hmi_csv_fail(
            csv, column, HM_ERR_DATA,
            "share of final expenditure %g; expected a share "
            "in [0, 1]%s",
            *share, low ? " (or switch on the repair negative_final)" : "");
    }
    return HM_OK;
}

static hm_status read_final(hmi_build *b, hmi_csv *csv, const int32_t *column)
{
    size_t cells = (size_t)b->N * (size_t)b->J;
    int32_t *seen = HMI_KEEP(&b->temp, int32_t, cells);
    int32_t *last_line = HMI_KEEP(&b->temp, int32_t, b->N);
    b->final = HMI_KEEP(&b->temp, double, cells);
    if (seen == NULL || last_line == NULL || b->final == NULL) {
        return HM_ERR_MEMORY;
    }
    for (;;) {
        bool more = false;
        int32_t n = -1;
        int32_t j = -1;
        HMI_TRY(hmi_csv_next(csv, &more));
        if (!more) {
            break;
        }
        HMI_TRY(hmi_build_country(b, csv, column[0], "country", &n));
        HMI_TRY(hmi_build_sector(b, csv, column[1], "sector", &j));
        HMI_TRY(
            hmi_build_once(csv, seen, HMI_CELL(b, n, j), "country and sector"));
        HMI_TRY(
            read_final_share(b, csv, column[2], &b->final[HMI_CELL(b, n, j)]));
        last_line[n] = csv->row_line;
    }
    return normalise_final(b, csv, last_line);
}

hm_status hmi_build_final(hmi_build *b)
{
    int32_t column[3];
    hmi_csv csv;
    bool present = false;
    hm_status status =
        hmi_build_open(b, "final", final_wants, 3, column, &csv, &present);
    if (status == HM_OK && present) {
        status = read_final(b, &csv, column);
    }
    hmi_csv_clear(&csv);
    return status;
}

/* --- deficits.csv ------------------------------------------------------------------ */

static const hmi_csv_want deficit_wants[] = {
    {{"country", NULL}, true},
    {{"value", NULL}, true},
};

static hm_status read_deficits(hmi_build *b, hmi_csv *csv,
                               const int32_t *column)
{
    double sum = 0.0;
    double size = 0.0;
    int32_t *seen = HMI_KEEP(&b->temp, int32_t, b->N);
    b->deficit = HMI_KEEP(&b->temp, double, b->N);
    if (seen == NULL || b->deficit == NULL) {
        return HM_ERR_MEMORY;
    }
    for (;;) {
        bool more = false;
        int32_t n = -1;
        HMI_TRY(hmi_csv_next(csv, &more));
        if (!more) {
            break;
        }
        HMI_TRY(hmi_build_country(b, csv, column[0], "country", &n));
        HMI_TRY(hmi_build_once(csv, seen, (size_t)n, "country"));
        HMI_TRY(hmi_csv_number(csv, column[1], &b->deficit[n]));
    }
    for (int32_t n = 0; n < b->N; n++) {
        sum += b->deficit[n];
        size += fabs(b->deficit[n]);
    }
    if (!(fabs(sum) <= sum_tolerance * size)) {
        return hmi_fail(b->ctx, HM_ERR_DATA,
                        "%s:1:1: the deficits sum to %.9g; expected 0 (one "
                        "country's deficit is another's surplus; a country "
                        "without a row has 0)",
                        csv->file, sum);
    }
    for (int32_t n = 0; n < b->N && size > 0.0; n++) {
        b->deficit[n] -= sum * fabs(b->deficit[n]) / size;
    }
    return HM_OK;
}

hm_status hmi_build_deficits(hmi_build *b)
{
    int32_t column[2];
    hmi_csv csv;
    bool present = false;
    hm_status status =
        hmi_build_open(b, "deficits", deficit_wants, 2, column, &csv, &present);
    if (status == HM_OK && present) {
        status = read_deficits(b, &csv, column);
    }
    hmi_csv_clear(&csv);
    return status;
}

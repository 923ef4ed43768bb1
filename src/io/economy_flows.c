// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * economy_flows.c - trade.csv, tariffs.csv and export_taxes.csv: tables with
 * one row an exporter, importer and sector.
 */
#include "io/build.h"

#include <math.h>
#include <string.h>

#define EXPORTER_NAMES                                                         \
    {                                                                          \
        "exporter", "origin", "exp_id", "exporter_iso3", "iso_o", "iso3_o",    \
            NULL                                                               \
    }
#define IMPORTER_NAMES                                                         \
    {                                                                          \
        "importer", "destination", "imp_id", "importer_iso3", "iso_d",         \
            "iso3_d", NULL                                                     \
    }

/* A row's place in the arrays [j][n][i]. */
typedef struct flow {
    int32_t exporter, importer, sector;
    size_t cell;
} flow;

static hm_status read_key(const hmi_build *b, const hmi_csv *csv,
                          const int32_t *column, int32_t *seen, flow *out)
{
    HMI_TRY(hmi_build_country(b, csv, column[0], "exporter", &out->exporter));
    HMI_TRY(hmi_build_country(b, csv, column[1], "importer", &out->importer));
    HMI_TRY(hmi_build_sector(b, csv, column[2], "sector", &out->sector));
    out->cell = HMI_FLOW(b, out->sector, out->importer, out->exporter);
    return hmi_build_once(csv, seen, out->cell,
                          "exporter, importer and sector");
}

/* --- trade.csv --- */

static const hmi_csv_want trade_wants[] = {
    {EXPORTER_NAMES, true},
    {IMPORTER_NAMES, true},
    {{"sector", NULL}, true},
    {{"value", NULL}, true},
};

static hm_status check_flow(const hmi_build *b, const hmi_csv *csv,
                            const int32_t *column, const flow *key,
                            double value)
{
    const char *from = b->countries.codes[key->exporter];
    const char *to = b->countries.codes[key->importer];
    const char *sector = b->sectors.codes[key->sector];
    if (value < 0.0) {
        return hmi_csv_fail(csv, column[3], HM_ERR_DATA,
                            "trade %s to %s, %s: value %g is negative; "
                            "expected 0 or more",
                            from, to, sector, value);
    }
    bool foreign = key->exporter != key->importer && value > 0.0;
    if (foreign && isnan(b->active->theta[key->sector])) {
        return hmi_csv_fail(csv, column[3], HM_ERR_DATA,
                            "trade %s to %s, %s: value %g, but %s has no theta "
                            "and is therefore not traded; give it a theta or "
                            "take the flow out",
                            from, to, sector, value, sector);
    }
    return HM_OK;
}

static hm_status read_trade(hmi_build *b, hmi_csv *csv, const int32_t *column)
{
    size_t cells = (size_t)b->J * (size_t)b->N * (size_t)b->N;
    int32_t *seen = HMI_KEEP(&b->temp, int32_t, cells);
    b->trade = HMI_KEEP(&b->temp, double, cells);
    b->foreign = HMI_KEEP(&b->temp, bool, b->J);
    if (seen == NULL || b->trade == NULL || b->foreign == NULL) {
        return HM_ERR_MEMORY;
    }
    for (;;) {
        bool more = false;
        flow key;
        double value = 0.0;
        HMI_TRY(hmi_csv_next(csv, &more));
        if (!more) {
            return HM_OK;
        }
        HMI_TRY(read_key(b, csv, column, seen, &key));
        HMI_TRY(hmi_csv_number(csv, column[3], &value));
        HMI_TRY(check_flow(b, csv, column, &key, value));
        b->trade[key.cell] = value;
        if (key.exporter != key.importer && value > 0.0) {
            b->foreign[key.sector] = true;
        }
    }
}

/* Every other set must give a theta to what is traded. */
static hm_status check_sets(const hmi_build *b)
{
    for (int32_t s = 0; s < b->folder->n_sets; s++) {
        const hm_elasticities *set = &b->folder->sets[s];
        for (int32_t j = 0; j < b->J; j++) {
            if (b->foreign[j] && isnan(set->theta[j])) {
                return hmi_fail(b->ctx, HM_ERR_DATA,
                                "%s%selasticities/%s.csv:1:1: %s has no theta, "
                                "but trade.csv has foreign flows in it; give "
                                "it one",
                                b->name, b->name[0] == '\0' ? "" : "/",
                                set->name, b->sectors.codes[j]);
            }
        }
    }
    return HM_OK;
}

hm_status hmi_build_trade(hmi_build *b)
{
    int32_t column[4];
    hmi_csv csv;
    bool present = false;
    hm_status status =
        hmi_build_open(b, "trade", trade_wants, 4, column, &csv, &present);
    if (status == HM_OK && !present) {
        char *shown = hmi_path_join(&b->temp, b->name, "trade.csv");
        return shown == NULL
                   ? HM_ERR_MEMORY
                   : hmi_fail(b->ctx, HM_ERR_DATA,
                              "%s: is missing; expected a table with the "
                              "columns exporter,importer,sector,value",
                              shown);
    }
    if (status == HM_OK) {
        status = read_trade(b, &csv, column);
    }
    hmi_csv_clear(&csv);
    return status == HM_OK ? check_sets(b) : status;
}

/* --- rates --- */

static const hmi_csv_want tariff_wants[] = {
    {EXPORTER_NAMES, true},        {IMPORTER_NAMES, true},
    {{"sector", NULL}, true},      {{"tariff_rate", NULL}, false},
    {{"tariff_pct", NULL}, false}, {{"tariff_power", NULL}, false},
};

static const hmi_csv_want tax_wants[] = {
    {EXPORTER_NAMES, true},     {IMPORTER_NAMES, true},
    {{"sector", NULL}, true},   {{"tax_rate", NULL}, false},
    {{"tax_pct", NULL}, false}, {{"tax_power", NULL}, false},
};

/* How a rate is spelled: 0.25, 25 or 1.25. */
typedef enum spelling { RATE = 0, PERCENT, POWER } spelling;

static const double factor_of[] = {1.0, 0.01, 1.0};
static const double offset_of[] = {0.0, 0.0, -1.0};
static const char *const above_of[] = {"above -1", "above -100",
                                       "above 0 (1 + the rate)"};

typedef struct rate_table {
    const char *what; /* "tariff" */
    const hmi_csv_want *wants;
    spelling spelled;
    int32_t value;     /* column */
    int32_t high_rows; /* rates above 3 */
    int32_t high_line; /* the first of them */
    double high, most; /* its value; the largest as written */
} rate_table;

static hm_status choose_spelling(const hmi_csv *csv, const int32_t *column,
                                 rate_table *table)
{
    int32_t found = 0;
    const char *first = table->wants[3].names[0];
    for (int32_t s = 0; s < 3; s++) {
        if (column[3 + s] >= 0) {
            table->spelled = (spelling)s;
            table->value = column[3 + s];
            found++;
        }
    }
    if (found == 1) {
        return HM_OK;
    }
    return hmi_csv_fail(
        csv, table->value, HM_ERR_DATA,
        found == 0 ? "no column for the rate; expected one of %s "
                     "(0.25), %s (25) and %s (1.25)"
                   : "more than one column for the rate; keep one of "
                     "%s (0.25), %s (25) and %s (1.25)",
        first, table->wants[4].names[0], table->wants[5].names[0]);
}

static hm_status read_rate(const hmi_build *b, const hmi_csv *csv,
                           const flow *key, rate_table *table, double *out)
{
    double written = 0.0;
    HMI_TRY(hmi_csv_number(csv, table->value, &written));
    double rate =
        written * factor_of[table->spelled] + offset_of[table->spelled];
    const char *from = b->countries.codes[key->exporter];
    const char *to = b->countries.codes[key->importer];
    const char *sector = b->sectors.codes[key->sector];
    if (!(rate > -1.0)) {
        return hmi_csv_fail(csv, table->value, HM_ERR_DATA,
                            "%s %s to %s, %s: %g; expected a number %s",
                            table->what, from, to, sector, written,
                            above_of[table->spelled]);
    }
    if (!(rate <= 1e6)) {
        return hmi_csv_fail(csv, table->value, HM_ERR_DATA,
                            "%s %s to %s, %s: %g is out of bounds", table->what,
                            from, to, sector, written);
    }
    if (key->exporter == key->importer && (rate < 0.0 || rate > 0.0)) {
        return hmi_csv_fail(csv, table->value, HM_ERR_DATA,
                            "%s %s to %s, %s: %g; domestic sales bear none, "
                            "take the row out",
                            table->what, from, to, sector, written);
    }
    table->most = fabs(written) > table->most ? fabs(written) : table->most;
    if (rate > 3.0) {
        table->high_rows++;
        if (table->high_rows == 1) {
            table->high_line = csv->row_line;
            table->high = written;
        }
    }
    *out = rate;
    return HM_OK;
}

/* Signs of a rate read in the wrong unit. */
static hm_status note_units(hmi_build *b, const hmi_csv *csv,
                            const rate_table *table)
{
    if (table->high_rows > 0 && table->spelled != PERCENT) {
        HMI_TRY(hmi_build_note(
            b,
            "%s:%d: %s %g is above 300 per cent (%d such rows); is the "
            "column really a %s, not %s?",
            csv->file, (int)table->high_line, table->what, table->high,
            (int)table->high_rows,
            table->spelled == RATE ? "rate (0.25)" : "power (1.25)",
            table->wants[4].names[0]));
    }
    if (table->spelled == PERCENT && table->most > 0.0 && table->most < 1.0) {
        HMI_TRY(hmi_build_note(
            b,
            "%s: no %s reaches 1 per cent (the largest is %g); is the "
            "column really %s, not %s?",
            csv->file, table->what, table->most, table->wants[4].names[0],
            table->wants[3].names[0]));
    }
    return HM_OK;
}

static hm_status read_rates(hmi_build *b, hmi_csv *csv, const int32_t *column,
                            rate_table *table, double *rates)
{
    size_t cells = (size_t)b->J * (size_t)b->N * (size_t)b->N;
    int32_t *seen = HMI_KEEP(&b->temp, int32_t, cells);
    if (seen == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_TRY(choose_spelling(csv, column, table));
    for (;;) {
        bool more = false;
        flow key;
        HMI_TRY(hmi_csv_next(csv, &more));
        if (!more) {
            return note_units(b, csv, table);
        }
        HMI_TRY(read_key(b, csv, column, seen, &key));
        HMI_TRY(read_rate(b, csv, &key, table, &rates[key.cell]));
    }
}

static hm_status open_rates(hmi_build *b, const char *stem, rate_table *table,
                            double **out)
{
    int32_t column[6];
    hmi_csv csv;
    bool present = false;
    size_t cells = (size_t)b->J * (size_t)b->N * (size_t)b->N;
    hm_status status =
        hmi_build_open(b, stem, table->wants, 6, column, &csv, &present);
    *out = NULL;
    if (status == HM_OK && present) {
        *out = HMI_KEEP(&b->temp, double, cells);
        status = *out == NULL ? HM_ERR_MEMORY
                              : read_rates(b, &csv, column, table, *out);
    }
    hmi_csv_clear(&csv);
    return status;
}

hm_status hmi_build_tariffs(hmi_build *b)
{
    rate_table tariff = {.what = "tariff", .wants = tariff_wants, .value = -1};
    rate_table tax = {.what = "export tax", .wants = tax_wants, .value = -1};
    HMI_TRY(open_rates(b, "tariffs", &tariff, &b->tariff));
    return open_rates(b, "export_taxes", &tax, &b->export_tax);
}

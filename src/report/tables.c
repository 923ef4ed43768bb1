// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * tables.c - the tables below the first screen. Each ends with the line that
 * says how its numbers were checked.
 */
#include "report/internal.h"

#include <math.h>
#include <string.h>

enum { PARTNERS_SHOWN = 12 };

static int32_t column(const hm_table *table, const char *name)
{
    return hm_table_find(table, name);
}

static double number(const hm_table *table, int32_t row, const char *name)
{
    return hm_table_number(table, row, column(table, name));
}

static bool is(const hm_table *table, int32_t row, const char *name,
               const char *wanted)
{
    return strcmp(hm_table_text(table, row, column(table, name)), wanted) == 0;
}

static void heading(hmi_text *text, const char *words)
{
    hmi_text_add(text, "\n");
    hmi_wrap(text, "", 0, words);
}

/* A table of data: there is nothing that could be checked by solving. */
static hm_status finish_data(hmi_grid *grid, hmi_text *text)
{
    hm_status status = hmi_grid_print(grid, text);
    hmi_text_add(text, "  Read off the trade data; no model.\n");
    hmi_grid_free(grid);
    return status;
}

static hm_status finish(const hm_report_input *input, hmi_grid *grid,
                        hmi_text *text)
{
    hm_status status = hmi_grid_print(grid, text);
    hmi_wrap(text, "  ", 2, input->verified);
    hmi_grid_free(grid);
    return status;
}

/* --- partners of the target ------------------------------------------------- */

/* The heaviest partner lighter than (limit, after), -1 past the last. */
static int32_t next_partner(const hm_table *table, const char *country,
                            double limit, int32_t after)
{
    int32_t best = -1;
    for (int32_t r = 0; r < hm_table_rows(table); r++) {
        double share = number(table, r, "trade_share");
        bool below = share < limit || (share == limit && r > after);
        if (is(table, r, "country", country) && below &&
            (best < 0 || share > number(table, best, "trade_share"))) {
            best = r;
        }
    }
    return best;
}

static void partner_row(const hm_report_input *input, hmi_grid *grid, int32_t r)
{
    const hm_table *t = input->dependence;
    hmi_grid_add(grid, hmi_report_name_of(
                           input, hm_table_text(t, r, column(t, "partner"))));
    hmi_grid_number(grid, number(t, r, "exports_musd"), 1);
    hmi_grid_number(grid, 100.0 * number(t, r, "exports_share"), 2);
    hmi_grid_number(grid, number(t, r, "imports_musd"), 1);
    hmi_grid_number(grid, 100.0 * number(t, r, "imports_share"), 2);
    hmi_grid_number(grid, 100.0 * number(t, r, "trade_share"), 2);
}

static hm_status partners(const hm_report_input *input, hmi_text *text)
{
    static const char *const heads[] = {
        "partner", "sells MUSD", "%", "buys MUSD", "%", "of trade %"};
    hmi_grid *grid = NULL;
    hmi_text words;
    if (input->dependence == NULL || input->target == NULL) {
        return HM_OK;
    }
    hmi_text_init(&words, text->ctx);
    hmi_text_addf(&words,
                  "Trade of %s by partner, million USD a year at the "
                  "border",
                  hmi_report_name_of(input, input->target));
    hmi_text_add(text, "\n");
    hmi_flush(text, "", 0, &words);
    HMI_TRY(hmi_grid_create(text->ctx, 6, 1, &grid));
    for (int32_t c = 0; c < 6; c++) {
        hmi_grid_add(grid, heads[c]);
    }
    int32_t row = -1;
    double limit = INFINITY;
    for (int32_t k = 0; k < PARTNERS_SHOWN; k++) {
        row = next_partner(input->dependence, input->target, limit, row);
        if (row < 0) {
            break;
        }
        limit = number(input->dependence, row, "trade_share");
        partner_row(input, grid, row);
    }
    return finish_data(grid, text);
}

static hm_status concentration(const hm_report_input *input, hmi_text *text)
{
    const hm_table *t = input->concentration;
    hmi_grid *grid = NULL;
    if (t == NULL) {
        return HM_OK;
    }
    heading(text, "How concentrated trade is: 100 is one partner "
                  "(Hirschman's index of 1945)");
    HMI_TRY(hmi_grid_create(text->ctx, 5, 1, &grid));
    hmi_grid_add(grid, "country");
    hmi_grid_add(grid, "exports");
    hmi_grid_add(grid, "imports");
    hmi_grid_add(grid, "exports MUSD");
    hmi_grid_add(grid, "imports MUSD");
    for (int32_t n = 0; n < input->n_countries; n++) {
        for (int32_t r = 0; r < hm_table_rows(t); r++) {
            if (is(t, r, "country", input->countries[n])) {
                hmi_grid_add(grid,
                             hmi_report_name_of(input, input->countries[n]));
                hmi_grid_number(grid, number(t, r, "exports_concentration"), 1);
                hmi_grid_number(grid, number(t, r, "imports_concentration"), 1);
                hmi_grid_number(grid, number(t, r, "exports_musd"), 0);
                hmi_grid_number(grid, number(t, r, "imports_musd"), 0);
            }
        }
    }
    return finish_data(grid, text);
}

/* --- every scenario for every country of interest -------------------------------- */

/* Row of range.csv; -1 when there is none. Scenarios stand in blocks. */
static int32_t range_row(const hm_table *t, int32_t from, const char *scenario,
                         const char *country, const char *measure)
{
    for (int32_t r = from;
         r < hm_table_rows(t) && is(t, r, "scenario", scenario); r++) {
        if (is(t, r, "country", country) && is(t, r, "measure", measure)) {
            return r;
        }
    }
    return -1;
}

/* Decimals by size: every number keeps about three digits. */
static int32_t decimals_of(double value, bool money)
{
    double size = fabs(value);
    if (money) {
        return size >= 10.0 ? 0 : 1;
    }
    return size >= 10.0 ? 1 : (size >= 0.1 ? 2 : 4);
}

/* A number, with '?' when members of the ensemble disagree about its sign. */
static void range_cell(const hm_table *t, int32_t row, bool money,
                       hmi_grid *grid)
{
    double value = row < 0 ? (double)NAN : number(t, row, "value");
    if (isnan(value)) {
        hmi_grid_add(grid, "");
        return;
    }
    double positive = number(t, row, "positive");
    int32_t decimals = decimals_of(value, money);
    double digit = 0.5 * pow(10.0, -decimals);
    bool mixed = positive > 0.0 && positive < number(t, row, "total") &&
                 fmax(-number(t, row, "low"), number(t, row, "high")) >= digit;
    double rounded = fabs(value) < 0.5 * pow(10.0, -decimals) ? 0.0 : value;
    hmi_grid_addf(grid, "%.*f%s", (int)decimals, rounded, mixed ? "?" : " ");
}

/* Did somebody's deficit move in this scenario? */
static bool deficit_moved(const hm_report_input *input, int32_t from,
                          const char *scenario)
{
    const hm_table *t = input->range;
    for (int32_t n = 0; n < input->n_countries; n++) {
        int32_t r = range_row(t, from, scenario, input->countries[n],
                              "deficit_change_musd");
        if (r >= 0 && fabs(number(t, r, "value")) > 1e-3) {
            return true;
        }
    }
    return false;
}

static hm_status scenario_table(const hm_report_input *input,
                                const char *measure, bool money,
                                bool only_moved, const char *title,
                                hmi_text *text)
{
    const hm_table *t = input->range;
    hmi_grid *grid = NULL;
    const char *last = "";
    HMI_TRY(hmi_grid_create(text->ctx, input->n_countries + 1, 1, &grid));
    hmi_grid_add(grid, "scenario");
    for (int32_t n = 0; n < input->n_countries; n++) {
        hmi_grid_addf(grid, "%s ", input->countries[n]);
    }
    int32_t rows = 0;
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        const char *scenario = hm_table_text(t, r, column(t, "scenario"));
        if (strcmp(scenario, last) == 0) {
            continue;
        }
        last = scenario;
        if (only_moved && !deficit_moved(input, r, scenario)) {
            continue;
        }
        rows++;
        hmi_grid_add(grid, scenario);
        for (int32_t n = 0; n < input->n_countries; n++) {
            int32_t cell =
                range_row(t, r, scenario, input->countries[n], measure);
            range_cell(t, cell, money, grid);
        }
    }
    if (rows == 0) {
        hmi_grid_free(grid);
        return HM_OK;
    }
    heading(text, title);
    return finish(input, grid, text);
}

/* --- side by side ---------------------------------------------------------------- */

static hm_status members_table(const hm_report_input *input,
                               const char *country, const char *measure,
                               bool money, const char *what, hmi_text *text)
{
    const hm_table *t = input->members;
    int32_t count = t == NULL ? 0 : hm_table_columns(t) - 3;
    hmi_grid *grid = NULL;
    hmi_text words;
    if (count < 2 || country == NULL) {
        return HM_OK;
    }
    hmi_text_init(&words, text->ctx);
    hmi_text_addf(&words, "%s, %s, under each elasticity set and vintage:",
                  hmi_report_name_of(input, country), what);
    for (int32_t m = 0; m < count; m++) {
        hmi_text_addf(&words, " [%d] %s", m + 1,
                      hm_table_column_name(t, m + 3));
    }
    hmi_text_add(text, "\n");
    hmi_flush(text, "", 0, &words);
    HMI_TRY(hmi_grid_create(text->ctx, count + 2, 1, &grid));
    hmi_grid_add(grid, "scenario");
    for (int32_t m = 0; m < count; m++) {
        hmi_grid_addf(grid, "[%d]", m + 1);
    }
    hmi_grid_add(grid, "sign not robust");
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        if (!is(t, r, "country", country) || !is(t, r, "measure", measure)) {
            continue;
        }
        int32_t positive = 0;
        int32_t total = 0;
        double largest = 0.0;
        hmi_grid_add(grid, hm_table_text(t, r, column(t, "scenario")));
        for (int32_t m = 0; m < count; m++) {
            double value = hm_table_number(t, r, m + 3);
            positive += value > 0.0;
            total += !isnan(value);
            largest = fmax(largest, isnan(value) ? 0.0 : fabs(value));
            hmi_grid_number(grid, value,
                            isnan(value) ? 0 : decimals_of(value, money));
        }
        double digit = 0.5 * pow(10.0, -decimals_of(largest, money));
        if (positive > 0 && positive < total && largest >= digit) {
            hmi_grid_addf(grid, "%d of %d positive", positive, total);
        } else {
            hmi_grid_add(grid, "");
        }
    }
    return finish(input, grid, text);
}

/* --- pairs -------------------------------------------------------------------------- */

static hm_status pair_table(const hm_report_input *input, const char *a,
                            const char *b, hmi_text *text)
{
    static const char *const columns[] = {"exports_base", "exports_cf",
                                          "imports_base", "imports_cf",
                                          "balance_base", "balance_cf"};
    static const char *const heads[] = {"sells before",   "after",
                                        "buys before",    "after",
                                        "balance before", "after"};
    const hm_table *t = input->pairs;
    hmi_grid *grid = NULL;
    hmi_text words;
    if (t == NULL || a == NULL || b == NULL) {
        return HM_OK;
    }
    hmi_text_init(&words, text->ctx);
    hmi_text_addf(&words,
                  "%s with %s: gross trade, million USD a year at the "
                  "border",
                  hmi_report_name_of(input, a), hmi_report_name_of(input, b));
    hmi_text_add(text, "\n");
    hmi_flush(text, "", 0, &words);
    HMI_TRY(hmi_grid_create(text->ctx, 7, 1, &grid));
    hmi_grid_add(grid, "scenario");
    for (int32_t c = 0; c < 6; c++) {
        hmi_grid_add(grid, heads[c]);
    }
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        bool as_is = is(t, r, "country", a) && is(t, r, "partner", b);
        bool turned = is(t, r, "country", b) && is(t, r, "partner", a);
        if (!as_is && !turned) {
            continue;
        }
        hmi_grid_add(grid, hm_table_text(t, r, column(t, "scenario")));
        for (int32_t c = 0; c < 6; c++) {
            /* seen from the partner, sales are purchases */
            int32_t from = as_is || c > 3 ? c : (c + 2) % 4;
            double value = number(t, r, columns[from]);
            hmi_grid_number(grid, turned && c > 3 ? -value : value, 0);
        }
    }
    return finish(input, grid, text);
}

/* --- industries ------------------------------------------------------------------------ */

/* "textiles +120 (+1.2 %), ..." for one side of one scenario and country. */
static bool say_side(const hm_report_input *input, int32_t row,
                     const char *side, hmi_text *words)
{
    const hm_table *t = input->industries;
    const char *scenario = hm_table_text(t, row, column(t, "scenario"));
    const char *country = hm_table_text(t, row, column(t, "country"));
    bool any = false;
    for (int32_t r = row;
         r < hm_table_rows(t) && is(t, r, "scenario", scenario) &&
         is(t, r, "country", country);
         r++) {
        double musd = number(t, r, "value_added_musd");
        if (is(t, r, "side", side) && fabs(musd) >= 0.05) {
            hmi_text_addf(words, "%s%s %+.*f (", any ? ", " : "",
                          hm_table_text(t, r, column(t, "sector")),
                          fabs(musd) >= 10.0 ? 0 : 1, musd);
            hmi_say_percent(words, number(t, r, "value_added_pct"));
            hmi_text_add(words, ")");
            any = true;
        }
    }
    return any;
}

/* Without a brief every country is shown, else target and sender alone. */
static bool shows(const hm_report_input *input, const char *country)
{
    return input->target == NULL || strcmp(country, input->target) == 0 ||
           strcmp(country, input->sender) == 0;
}

static hm_status industries(const hm_report_input *input, hmi_text *text)
{
    const hm_table *t = input->industries;
    const char *last_scenario = "";
    const char *last_country = "";
    hmi_text words;
    if (t == NULL) {
        return HM_OK;
    }
    hmi_text_init(&words, text->ctx);
    heading(text, "Industries that gain and lose most: value added at home "
                  "prices, million USD a year (per cent)");
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        const char *scenario = hm_table_text(t, r, column(t, "scenario"));
        const char *country = hm_table_text(t, r, column(t, "country"));
        if ((strcmp(scenario, last_scenario) == 0 &&
             strcmp(country, last_country) == 0) ||
            !shows(input, country)) {
            continue;
        }
        last_scenario = scenario;
        last_country = country;
        hmi_text_addf(&words, "%s, %s: ", scenario, country);
        bool gains = say_side(input, r, "gains", &words);
        hmi_text_add(&words, gains ? "; " : "");
        if (say_side(input, r, "loses", &words) || gains) {
            hmi_flush(text, "  ", 6, &words);
        }
        hmi_text_clear(&words);
    }
    hmi_wrap(text, "  ", 2, input->verified);
    return text->status;
}

/* --- what pressure leaves the target ---------------------------------------- */

/* "-5.6 (-47.6 to -5.6)" */
static void brief_cell(const hm_report_input *input, hmi_grid *grid,
                       const char *item, const char *step, const char *about)
{
    hmi_band band;
    hmi_key key = {2, item, step, input->target, about};
    if (!hmi_find_band(input, &key, &band) || isnan(band.value)) {
        hmi_grid_add(grid, "");
    } else if (hmi_band_wide(band)) {
        hmi_grid_addf(grid, "%.1f (%.1f to %.1f)", band.value, band.low,
                      band.high);
    } else {
        hmi_grid_addf(grid, "%.1f", band.value);
    }
}

/* Real wage and what can be used of each group of goods (R9). */
static hm_status supplies(const hm_report_input *input, hmi_text *text)
{
    const char *groups[3] = {NULL, NULL, NULL};
    int32_t count = 0;
    hmi_grid *grid = NULL;
    hmi_key key = {2, "domestic_income_pct", NULL, input->target, ""};
    int32_t row =
        input->brief == NULL ? -1 : hmi_brief_find(input->brief, &key, 0);
    if (row < 0) {
        return HM_OK;
    }
    hmi_key group = {2, "essential_use_pct",
                     hmi_brief_text(input->brief, row, "scenario"),
                     input->target, NULL};
    for (int32_t r = hmi_brief_find(input->brief, &group, 0);
         r >= 0 && count < 3; r = hmi_brief_find(input->brief, &group, r + 1)) {
        groups[count++] = hmi_brief_text(input->brief, r, "about");
    }
    heading(text, "What each step leaves the target, change in per cent "
                  "(lowest to highest): real wage, and goods that can be "
                  "used, from home and abroad");
    HMI_TRY(hmi_grid_create(text->ctx, count + 2, 1, &grid));
    hmi_grid_add(grid, "step");
    hmi_grid_add(grid, "real wage");
    for (int32_t g = 0; g < count; g++) {
        hmi_grid_addf(grid, "%s used", groups[g]);
    }
    for (; row >= 0; row = hmi_brief_find(input->brief, &key, row + 1)) {
        const char *step = hmi_brief_text(input->brief, row, "scenario");
        hmi_grid_add(grid, step);
        brief_cell(input, grid, "real_wage_pct", step, "");
        for (int32_t g = 0; g < count; g++) {
            brief_cell(input, grid, "essential_use_pct", step, groups[g]);
        }
    }
    return finish(input, grid, text);
}

static hm_status scenario_tables(const hm_report_input *input, hmi_text *text)
{
    if (input->range == NULL) {
        return HM_OK;
    }
    HMI_TRY(scenario_table(
        input, "real_income_pct", false, false,
        "Real income, change in per cent (a '?' marks a number whose sign "
        "differs between elasticity sets or vintages)",
        text));
    HMI_TRY(scenario_table(input, "real_income_musd", true, false,
                           "Real income, change in million USD a year", text));
    HMI_TRY(scenario_table(
        input, "real_domestic_income_pct", false, true,
        "Real domestic income, per cent: what a country earns itself, without "
        "what it borrows or is given; scenarios in which that moved",
        text));
    HMI_TRY(scenario_table(input, "real_domestic_income_musd", true, true,
                           "Real domestic income, million USD a year", text));
    return scenario_table(
        input, "deficit_change_musd", true, true,
        "More borrowed from, or given by, the rest of the world, million USD "
        "a year",
        text);
}

static hm_status all_tables(const hm_report_input *input, hmi_text *text)
{
    if (input->missing != NULL && input->missing[0] != '\0') {
        heading(text, input->missing);
    }
    HMI_TRY(partners(input, text));
    HMI_TRY(concentration(input, text));
    HMI_TRY(supplies(input, text));
    HMI_TRY(scenario_tables(input, text));
    HMI_TRY(members_table(input, input->target, "real_domestic_income_pct",
                          false, "real domestic income, per cent", text));
    HMI_TRY(members_table(input, input->broker, "real_domestic_income_musd",
                          true, "real domestic income, million USD a year",
                          text));
    HMI_TRY(members_table(input, input->sender, "real_income_musd", true,
                          "real income, million USD a year", text));
    HMI_TRY(pair_table(input, input->target, input->broker, text));
    HMI_TRY(pair_table(input, input->sender, input->broker, text));
    return industries(input, text);
}

hm_status hm_report_tables(hm_context *ctx, const hm_report_input *input,
                           char **out)
{
    hmi_text text;
    *out = NULL;
    hmi_text_init(&text, ctx);
    hm_status status = all_tables(input, &text);
    if (status != HM_OK) {
        hmi_text_clear(&text);
        return status;
    }
    return hmi_text_take(&text, out);
}

static void general_number(hmi_grid *grid, double value, int32_t digits)
{
    if (isnan(value)) {
        hmi_grid_add(grid, "");
    } else {
        hmi_grid_addf(grid, "%.*g", (int)digits, value);
    }
}

hm_status hm_report_table(hm_context *ctx, const hm_table *table,
                          int32_t digits, char **out)
{
    hmi_grid *grid = NULL;
    hmi_text text;
    *out = NULL;
    hmi_text_init(&text, ctx);
    int32_t columns = hm_table_columns(table);
    int32_t left = 0;
    while (left < columns &&
           hm_table_column_type(table, left) == HM_COLUMN_TEXT) {
        left++;
    }
    HMI_TRY(hmi_grid_create(ctx, columns, left, &grid));
    for (int32_t c = 0; c < columns; c++) {
        hmi_grid_add(grid, hm_table_column_name(table, c));
    }
    for (int32_t r = 0; r < hm_table_rows(table); r++) {
        for (int32_t c = 0; c < columns; c++) {
            if (hm_table_column_type(table, c) == HM_COLUMN_TEXT) {
                hmi_grid_add(grid, hm_table_text(table, r, c));
            } else {
                general_number(grid, hm_table_number(table, r, c), digits);
            }
        }
    }
    hm_status status = hmi_grid_print(grid, &text);
    hmi_grid_free(grid);
    if (status != HM_OK) {
        hmi_text_clear(&text);
        return status;
    }
    return hmi_text_take(&text, out);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * run_range.c - one number over all members: range.csv (low, high, how many
 * are gains) and members.csv (side by side). Probes are left out.
 */
#include "run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct measure {
    const char *name, *unit;
} measure;

static const measure measures[] = {
    {"real_income_pct", "%"},          {"real_income_musd", "MUSD"},
    {"real_domestic_income_pct", "%"}, {"real_domestic_income_musd", "MUSD"},
    {"deficit_change_musd", "MUSD"},
};

enum { MEASURES = sizeof measures / sizeof *measures };

/* Value of a measure for a country by code; NAN when there is none. */
static double value_of(const run_member *member, int32_t s, const char *country,
                       int32_t which)
{
    if (member->base == NULL || !member->solves[s].confirmed) {
        return (double)NAN;
    }
    int32_t n = hm_economy_country(member->base, country);
    if (n < 0) {
        return (double)NAN;
    }
    const hm_economy_arrays *data = hm_economy_data(member->base);
    const hm_welfare_arrays *w = hm_welfare_data(member->solves[s].welfare);
    double earned = data->income[n] - data->deficit[n];
    double values[MEASURES] = {
        100.0 * (w->real_income_hat[n] - 1.0),
        w->real_income_musd[n],
        100.0 * (w->real_domestic_income_hat[n] - 1.0),
        earned * (w->real_domestic_income_hat[n] - 1.0),
        w->deficit_cf[n] - w->deficit_base[n],
    };
    return values[which];
}

/* Largest change of real income of country n over all scenarios. */
static double largest_change(const run_job *job, int32_t n)
{
    double largest = 0.0;
    for (int32_t s = 0; s < job->n_scenarios; s++) {
        const run_solve *solve = &job->members[0].solves[s];
        if (solve->confirmed) {
            largest =
                fmax(largest,
                     fabs(hm_welfare_data(solve->welfare)->real_income_hat[n] -
                          1.0));
        }
    }
    return largest;
}

static bool names_country(const hm_selector *selector, const char *code)
{
    for (int32_t c = 0; c < selector->n_codes && !selector->complement; c++) {
        if (strcmp(selector->codes[c], code) == 0) {
            return true;
        }
    }
    return false;
}

/* Is country n named by a measure of a scenario? */
static bool is_named(const run_job *job, const char *code)
{
    for (int32_t s = 0; s < job->n_scenarios; s++) {
        for (int32_t k = 0; k < hm_scenario_size(job->scenarios[s]); k++) {
            const hm_measure *m = hm_scenario_measure(job->scenarios[s], k);
            if (names_country(&m->exporter, code) ||
                names_country(&m->importer, code)) {
                return true;
            }
        }
    }
    return false;
}

/* Named countries go before all others. */
static double weight_of(const run_job *job, const char *code, int32_t n)
{
    return largest_change(job, n) + (is_named(job, code) ? 1e6 : 0.0);
}

/* The countries that the scenarios name or touch most, in the economy's
 * order. */
static void most_touched(const run_job *job, int32_t shown, const char **codes,
                         int32_t *count)
{
    const hm_labels *labels = hm_economy_labels(job->members[0].base);
    for (int32_t n = 0; n < labels->n_countries; n++) {
        double mine = weight_of(job, labels->country_codes[n], n);
        int32_t above = 0;
        for (int32_t i = 0; i < labels->n_countries; i++) {
            double other = weight_of(job, labels->country_codes[i], i);
            above += other > mine || (other == mine && i < n);
        }
        if (above < shown) {
            codes[(*count)++] = labels->country_codes[n];
        }
    }
}

const char **run_countries(const run_job *job, int32_t *n)
{
    enum { PARTIES_SHOWN = 7, OTHERS_SHOWN = 8 };
    const hm_labels *labels = hm_economy_labels(job->members[0].base);
    const char **codes =
        cli_alloc((size_t)labels->n_countries + PARTIES_SHOWN, sizeof *codes);
    *n = 0;
    if (job->linkage == NULL) {
        most_touched(job, OTHERS_SHOWN, codes, n);
        return codes;
    }
    for (int32_t k = 0; k < PARTIES_SHOWN; k++) {
        const char *code = hm_linkage_country(job->linkage, k);
        if (code == NULL) {
            break;
        }
        codes[(*n)++] = code;
    }
    return codes;
}

static hm_status range_row(const run_job *job, hm_table *table, int32_t s,
                           const char *country, int32_t which)
{
    double low = (double)NAN;
    double high = (double)NAN;
    int32_t positive = 0;
    int32_t total = 0;
    for (int32_t m = 0; m < job->n_members; m++) {
        double value = value_of(&job->members[m], s, country, which);
        if (job->members[m].probe || isnan(value)) {
            continue;
        }
        low = total == 0 || value < low ? value : low;
        high = total == 0 || value > high ? value : high;
        positive += value > 0.0;
        total++;
    }
    const char *keys[] = {hm_scenario_name(job->scenarios[s]), country,
                          measures[which].name, measures[which].unit};
    hm_status status = hm_table_add_row(table);
    if (status != HM_OK) {
        return status;
    }
    for (int32_t c = 0; c < 4 && status == HM_OK; c++) {
        status = hm_table_set_text(table, c, keys[c]);
    }
    hm_table_set_number(table, 4,
                        value_of(&job->members[0], s, country, which));
    hm_table_set_number(table, 5, low);
    hm_table_set_number(table, 6, high);
    hm_table_set_number(table, 7, (double)positive);
    hm_table_set_number(table, 8, (double)total);
    return status;
}

hm_status run_range_table(const run_job *job, hm_table **out)
{
    static const run_column columns[] = {
        {"scenario", HM_COLUMN_TEXT}, {"country", HM_COLUMN_TEXT},
        {"measure", HM_COLUMN_TEXT},  {"unit", HM_COLUMN_TEXT},
        {"value", HM_COLUMN_NUMBER},  {"low", HM_COLUMN_NUMBER},
        {"high", HM_COLUMN_NUMBER},   {"positive", HM_COLUMN_NUMBER},
        {"total", HM_COLUMN_NUMBER},
    };
    const hm_labels *labels = hm_economy_labels(job->members[0].base);
    hm_status status = run_table(job->ctx, "range", columns, 9, out);
    for (int32_t s = 0; s < job->n_scenarios; s++) {
        for (int32_t n = 0; n < labels->n_countries; n++) {
            for (int32_t k = 0; k < MEASURES && status == HM_OK; k++) {
                status = range_row(job, *out, s, labels->country_codes[n], k);
            }
        }
    }
    return status;
}

static hm_status members_columns(const run_job *job, hm_table *table)
{
    static const char *const keys[] = {"scenario", "country", "measure"};
    hm_status status = HM_OK;
    for (int32_t c = 0; c < 3 && status == HM_OK; c++) {
        status = hm_table_add_column(table, keys[c], HM_COLUMN_TEXT);
    }
    for (int32_t m = 0; m < job->n_members && status == HM_OK; m++) {
        const run_member *member = &job->members[m];
        if (!member->probe) {
            char *name = cli_text("%s/%s", member->vintage->name, member->set);
            status = hm_table_add_column(table, name, HM_COLUMN_NUMBER);
            free(name);
        }
    }
    return status;
}

static hm_status members_row(const run_job *job, hm_table *table, int32_t s,
                             const char *country, int32_t which)
{
    hm_status status = hm_table_add_row(table);
    if (status != HM_OK) {
        return status;
    }
    const char *keys[] = {hm_scenario_name(job->scenarios[s]), country,
                          measures[which].name};
    for (int32_t c = 0; c < 3 && status == HM_OK; c++) {
        status = hm_table_set_text(table, c, keys[c]);
    }
    int32_t column = 3;
    for (int32_t m = 0; m < job->n_members; m++) {
        if (!job->members[m].probe) {
            hm_table_set_number(table, column++,
                                value_of(&job->members[m], s, country, which));
        }
    }
    return status;
}

hm_status run_members_table(const run_job *job, hm_table **out)
{
    int32_t shown = 0;
    const char **codes = run_countries(job, &shown);
    hm_status status = hm_table_create(job->ctx, "members", out);
    if (status == HM_OK) {
        status = members_columns(job, *out);
    }
    for (int32_t n = 0; n < shown; n++) {
        for (int32_t s = 0; s < job->n_scenarios; s++) {
            for (int32_t k = 0; k < MEASURES && status == HM_OK; k++) {
                status = members_row(job, *out, s, codes[n], k);
            }
        }
    }
    free((void *)codes);
    return status;
}

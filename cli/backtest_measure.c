// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * backtest_measure.c - observed figures from a file, and the same measures of
 * the solved scenarios.
 *
 * Values of flows are border values; hats of money are in the numeraire of the
 * run (world factor income), so that for money against history the shares
 * are the measures to use.
 */
#include "backtest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    REAL_INCOME = 0,
    REAL_DOMESTIC,
    EXPORTS,
    IMPORTS,
    FLOW,
    REAL_OUTPUT,
    IMPORT_SHARE,
    EXPORT_SHARE,
    WORLD_OUTPUT,
    MEASURES
};
static const char *const measures[MEASURES] = {"real_income",
                                               "real_domestic_income",
                                               "exports",
                                               "imports",
                                               "flow",
                                               "real_output",
                                               "import_share",
                                               "export_share",
                                               "world_output_share"};

/* --- reading -------------------------------------------------------------------------- */

static int32_t measure_of(const char *name)
{
    for (int32_t m = 0; m < MEASURES; m++) {
        if (strcmp(measures[m], name) == 0) {
            return m;
        }
    }
    return -1;
}

static bool has_sectors(const hm_economy *economy, const char *list)
{
    char *copy = cli_copy(list);
    bool good = true;
    for (char *at = strtok(copy, ";"); at != NULL; at = strtok(NULL, ";")) {
        good = good &&
               (strcmp(at, "all") == 0 || hm_economy_sector(economy, at) >= 0);
    }
    free(copy);
    return good && list[0] != '\0';
}

static const char *near_scenario(const run_job *job, const char *name)
{
    const char **names = cli_alloc((size_t)job->n_scenarios + 1, sizeof *names);
    for (int32_t s = 0; s < job->n_scenarios; s++) {
        names[s] = hm_scenario_name(job->scenarios[s]);
    }
    const char *near = cli_nearest(name, names, job->n_scenarios);
    free((void *)names);
    return near;
}

static char *no_country(const hm_economy *economy, const char *column,
                        const char *code)
{
    const hm_labels *labels = hm_economy_labels(economy);
    const char *near =
        cli_nearest(code, labels->country_codes, labels->n_countries);
    return cli_text("%s \"%s\" is no country of the economy%s%s", column, code,
                    near == NULL ? "" : "; the nearest one is ",
                    near == NULL ? "" : near);
}

/* Columns of the file. */
enum {
    SCENARIO = 0,
    MEASURE,
    COUNTRY,
    PARTNER,
    SECTOR,
    OBSERVED,
    COMPARABLE,
    SOURCE,
    NOTE
};

/* What is wrong with the words of a row, malloc'ed, and in which column. */
static char *words_fault(const backtest_row *row, const char *comparable,
                         int32_t *column)
{
    *column = COMPARABLE;
    if (comparable[0] != '\0' && strcmp(comparable, "yes") != 0 &&
        strcmp(comparable, "no") != 0) {
        return cli_text("comparable is \"%s\"; expected yes, no or nothing "
                        "(yes)",
                        comparable);
    }
    if (!row->comparable && row->note[0] == '\0') {
        return cli_copy("comparable is no, and no note says why; write the "
                        "reason under note");
    }
    *column = OBSERVED;
    if (row->observed < -100.0) {
        return cli_text("observed_pct is %g; expected -100 (all of it is gone) "
                        "or more",
                        row->observed);
    }
    return row->comparable && !isfinite(row->observed)
               ? cli_copy("observed_pct is missing; expected a number, or no "
                          "under comparable")
               : NULL;
}

/* What is wrong with a row, malloc'ed, and in which column; NULL when nothing
 * is. */
static char *fault_of(const run_job *job, backtest_row *row, int32_t *column)
{
    int32_t measure = measure_of(row->measure);
    const hm_economy *economy =
        hm_economy_folder_economy(job->vintages[0].folder);
    row->index = -1;
    for (int32_t s = 0; s < job->n_scenarios; s++) {
        if (strcmp(hm_scenario_name(job->scenarios[s]), row->scenario) == 0) {
            row->index = s;
        }
    }
    bool pair =
        measure == FLOW || measure == IMPORT_SHARE || measure == EXPORT_SHARE;
    *column = SCENARIO;
    if (row->index < 0) {
        const char *near = near_scenario(job, row->scenario);
        return cli_text("\"%s\" is no scenario of the case%s%s", row->scenario,
                        near == NULL ? "" : "; the nearest one is ",
                        near == NULL ? "" : near);
    }
    *column = MEASURE;
    if (measure < 0) {
        return cli_text("measure is \"%s\"; expected real_income, "
                        "real_domestic_income, exports, imports, flow, "
                        "real_output, import_share, export_share or "
                        "world_output_share",
                        row->measure);
    }
    *column = COUNTRY;
    if (hm_economy_country(economy, row->country) < 0) {
        return no_country(economy, "country", row->country);
    }
    *column = PARTNER;
    if (pair && hm_economy_country(economy, row->partner) < 0) {
        return no_country(economy, "partner", row->partner);
    }
    *column = SECTOR;
    if (measure > REAL_DOMESTIC && !has_sectors(economy, row->sector)) {
        return cli_text("sector is \"%s\"; expected codes of the economy, "
                        "separated by ;, or all",
                        row->sector);
    }
    return NULL;
}

/* Two sources may differ; one source that says two things is a slip. */
static char *repeated(const backtest *b, int32_t r)
{
    const backtest_row *row = &b->rows[r];
    int32_t line = 0;
    int32_t at = 0;
    for (int32_t k = 0; k < r; k++) {
        const backtest_row *other = &b->rows[k];
        if (strcmp(row->scenario, other->scenario) == 0 &&
            strcmp(row->measure, other->measure) == 0 &&
            strcmp(row->country, other->country) == 0 &&
            strcmp(row->partner, other->partner) == 0 &&
            strcmp(row->sector, other->sector) == 0 &&
            strcmp(row->source, other->source) == 0) {
            (void)hm_table_place(b->observed, k, 0, &line, &at);
            return cli_text("line %d has a figure of the same source for the "
                            "same scenario, measure, country, partner and "
                            "sector; remove one",
                            (int)line);
        }
    }
    return NULL;
}

static hm_status read_rows(run_job *job, const char *path, backtest *b)
{
    const hm_table *t = b->observed;
    b->n_rows = hm_table_rows(t);
    b->rows = cli_alloc((size_t)b->n_rows + 1, sizeof *b->rows);
    for (int32_t r = 0; r < b->n_rows; r++) {
        backtest_row *row = &b->rows[r];
        const char *no = hm_table_text(t, r, COMPARABLE);
        *row = (backtest_row){.scenario = hm_table_text(t, r, SCENARIO),
                              .measure = hm_table_text(t, r, MEASURE),
                              .country = hm_table_text(t, r, COUNTRY),
                              .partner = hm_table_text(t, r, PARTNER),
                              .sector = hm_table_text(t, r, SECTOR),
                              .observed = hm_table_number(t, r, OBSERVED),
                              .comparable = strcmp(no, "no") != 0,
                              .source = hm_table_text(t, r, SOURCE),
                              .note = hm_table_text(t, r, NOTE)};
        int32_t column = SCENARIO;
        char *fault = fault_of(job, row, &column);
        fault = fault == NULL ? words_fault(row, no, &column) : fault;
        column = fault == NULL ? SCENARIO : column;
        fault = fault == NULL ? repeated(b, r) : fault;
        if (fault != NULL) {
            int32_t line = 0;
            int32_t at = 0;
            bool there = hm_table_place(t, r, column, &line, &at);
            (void)(there || hm_table_place(t, r, SCENARIO, &line, &at));
            (void)cli_fail(0, "%s:%d:%d: %s", path, (int)line, (int)at, fault);
            free(fault);
            return HM_ERR_DATA;
        }
    }
    return HM_OK;
}

hm_status backtest_read(run_job *job, const char *path, backtest *out)
{
    static const char *const names[] = {"scenario",   "measure", "country",
                                        "partner",    "sector",  "observed_pct",
                                        "comparable", "source",  "note"};
    static const hm_column_type types[] = {
        HM_COLUMN_TEXT, HM_COLUMN_TEXT, HM_COLUMN_TEXT,
        HM_COLUMN_TEXT, HM_COLUMN_TEXT, HM_COLUMN_NUMBER,
        HM_COLUMN_TEXT, HM_COLUMN_TEXT, HM_COLUMN_TEXT};
    char sha256[65];
    *out = (backtest){.job = job};
    hm_status status = hm_table_read(job->ctx, path, names, types, 9, 6, sha256,
                                     &out->observed);
    if (status == HM_OK) {
        run_job_add_input(job, path, sha256);
        status = read_rows(job, path, out);
    }
    return status;
}

void backtest_clear(backtest *b)
{
    for (int32_t r = 0; r < b->n_rows; r++) {
        free(b->rows[r].predicted);
    }
    free(b->rows);
    hm_table_free(b->observed);
    *b = (backtest){NULL, NULL, 0, NULL};
}

/* --- measures ----------------------------------------------------------------------------- */

/* One solved scenario of one member: border values [j][n][i], before and
 * after. */
typedef struct solved {
    const hm_economy *base;
    const hm_economy_arrays *d;
    const hm_solution_arrays *s;
    const hm_welfare_arrays *w;
    size_t N, J;
    double *before, *after;
    bool *sectors; /* of the row at hand */
} solved;

static void fill_flows(solved *v, const hm_shock_arrays *shock,
                       const double *share)
{
    const double *tariff = shock->tariff != NULL ? shock->tariff : v->d->tariff;
    for (size_t f = 0; f < v->J * v->N * v->N; f++) {
        size_t n = f / v->N % v->N;
        size_t good = n * v->J + f / v->N / v->N;
        double old = v->d->tariff == NULL ? 0.0 : v->d->tariff[f];
        double now = tariff == NULL ? 0.0 : tariff[f];
        v->before[f] = v->d->share[f] * v->d->expenditure[good] / (1.0 + old);
        v->after[f] = share[f] * v->s->expenditure[good] / (1.0 + now);
    }
}

static void mark_sectors(solved *v, const char *list)
{
    char *copy = cli_copy(list);
    for (size_t j = 0; j < v->J; j++) {
        v->sectors[j] = false;
    }
    for (char *at = strtok(copy, ";"); at != NULL; at = strtok(NULL, ";")) {
        for (size_t j = 0; j < v->J; j++) {
            int32_t only = hm_economy_sector(v->base, at);
            v->sectors[j] =
                v->sectors[j] || strcmp(at, "all") == 0 || only == (int32_t)j;
        }
    }
    free(copy);
}

/* Sum over the marked sectors; exporter or importer -1: all others. */
static double flows(const solved *v, const double *value, int32_t exporter,
                    int32_t importer)
{
    double sum = 0.0;
    for (size_t f = 0; f < v->J * v->N * v->N; f++) {
        int32_t i = (int32_t)(f % v->N);
        int32_t n = (int32_t)(f / v->N % v->N);
        bool take = v->sectors[f / v->N / v->N] && i != n &&
                    (exporter < 0 || exporter == i) &&
                    (importer < 0 || importer == n);
        sum += take ? value[f] : 0.0;
    }
    return sum;
}

static double output(const solved *v, const double *value, int32_t country,
                     bool marked)
{
    double sum = 0.0;
    for (size_t c = 0; c < v->N * v->J; c++) {
        bool mine = country < 0 || (size_t)country == c / v->J;
        sum += mine && (!marked || v->sectors[c % v->J]) ? value[c] : 0.0;
    }
    return sum;
}

/* Output at base prices: every sector's moves by output over unit cost. */
static double real_output_hat(const solved *v, int32_t country)
{
    double now = 0.0;
    double before = 0.0;
    for (size_t j = 0; j < v->J; j++) {
        size_t c = (size_t)country * v->J + j;
        if (v->sectors[j] && v->d->output[c] > 0.0) {
            before += v->d->output[c];
            now += v->s->output[c] / v->s->cost_hat[c];
        }
    }
    return now / before;
}

static double share_hat(const solved *v, int32_t exporter, int32_t importer,
                        bool of_imports)
{
    int32_t from = of_imports ? -1 : exporter;
    int32_t to = of_imports ? importer : -1;
    double before =
        flows(v, v->before, exporter, importer) / flows(v, v->before, from, to);
    double after =
        flows(v, v->after, exporter, importer) / flows(v, v->after, from, to);
    return after / before;
}

static double hat_of(solved *v, const backtest_row *row)
{
    int32_t n = hm_economy_country(v->base, row->country);
    int32_t partner = hm_economy_country(v->base, row->partner);
    mark_sectors(v, row->sector);
    switch (measure_of(row->measure)) {
    case REAL_INCOME:
        return v->w->real_income_hat[n];
    case REAL_DOMESTIC:
        return v->w->real_domestic_income_hat[n];
    case EXPORTS:
        return flows(v, v->after, n, -1) / flows(v, v->before, n, -1);
    case IMPORTS:
        return flows(v, v->after, -1, n) / flows(v, v->before, -1, n);
    case FLOW:
        return flows(v, v->after, n, partner) / flows(v, v->before, n, partner);
    case REAL_OUTPUT:
        return real_output_hat(v, n);
    case IMPORT_SHARE:
        return share_hat(v, partner, n, true);
    case EXPORT_SHARE:
        return share_hat(v, n, partner, false);
    default:
        return output(v, v->s->output, n, true) /
               output(v, v->d->output, n, true) *
               output(v, v->d->output, -1, false) /
               output(v, v->s->output, -1, false);
    }
}

static hm_status measure_one(backtest *b, int32_t m, int32_t s)
{
    const run_member *member = &b->job->members[m];
    const run_solve *solve = &member->solves[s];
    const hm_economy_arrays *d = hm_economy_data(member->base);
    hm_shock *shock = NULL;
    solved v = {.base = member->base,
                .d = d,
                .N = (size_t)d->n_countries,
                .J = (size_t)d->n_sectors};
    hm_status status = hm_shock_create(b->job->ctx, member->base,
                                       b->job->scenarios[s], &shock);
    if (status != HM_OK) {
        return status;
    }
    v.s = hm_solution_data(solve->solution);
    v.w = hm_welfare_data(solve->welfare);
    v.before = cli_alloc(v.J * v.N * v.N, sizeof *v.before);
    v.after = cli_alloc(v.J * v.N * v.N, sizeof *v.after);
    v.sectors = cli_alloc(v.J, sizeof *v.sectors);
    double *share = cli_alloc(v.J * v.N * v.N, sizeof *share);
    hm_solution_shares(member->base, shock, solve->solution, share);
    fill_flows(&v, hm_shock_data(shock), share);
    for (int32_t r = 0; r < b->n_rows; r++) {
        if (b->rows[r].index == s) {
            double hat = hat_of(&v, &b->rows[r]);
            b->rows[r].predicted[m] = isfinite(hat) ? 100.0 * (hat - 1.0) : NAN;
        }
    }
    hm_shock_free(shock);
    free(share);
    free(v.before);
    free(v.after);
    free(v.sectors);
    return HM_OK;
}

/* Range over the members with an answer, and the verdict. */
static void judge(const run_job *job, backtest_row *row)
{
    row->low = INFINITY;
    row->high = -INFINITY;
    for (int32_t m = 0; m < job->n_members; m++) {
        if (!isnan(row->predicted[m])) {
            row->low = fmin(row->low, row->predicted[m]);
            row->high = fmax(row->high, row->predicted[m]);
        }
    }
    row->verdict = row->comparable
                       ? hm_history_verdict(row->predicted[0], row->low,
                                            row->high, row->observed)
                       : HM_NOT_COMPARABLE;
}

hm_status backtest_measure(backtest *b)
{
    run_job *job = b->job;
    hm_status status = HM_OK;
    for (int32_t r = 0; r < b->n_rows; r++) {
        b->rows[r].predicted =
            cli_alloc((size_t)job->n_members, sizeof(double));
        for (int32_t m = 0; m < job->n_members; m++) {
            b->rows[r].predicted[m] = NAN;
        }
    }
    for (int32_t m = 0; m < job->n_members; m++) {
        for (int32_t s = 0; s < job->n_scenarios && status == HM_OK; s++) {
            if (job->members[m].solves[s].confirmed) {
                status = measure_one(b, m, s);
            }
        }
    }
    for (int32_t r = 0; r < b->n_rows; r++) {
        judge(job, &b->rows[r]);
    }
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * bands.c - what the facts are over many draws of the assumptions: quantiles,
 * and how far each assumption alone moves them (MODEL.md V7, V10).
 */
#include "linkage/brief.h"

#include <math.h>
#include <string.h>

enum {
    KEYS = 5,
    VARIED = 5,
    VALUE,
    P05,
    P50,
    P95,
    MEAN,
    SE,
    POSITIVE,
    DRAWS,
    FAILED,
    RANK,
    COLUMNS
};

static hm_status make_table(hm_context *ctx, hm_table **out)
{
    static const char *const names[COLUMNS] = {
        "line",     "item",    "scenario", "country", "about", "varied",
        "value",    "p05",     "p50",      "p95",     "mean",  "se",
        "positive", "n_draws", "n_failed", "rank"};
    HMI_TRY(hm_table_create(ctx, "uncertainty", out));
    for (int32_t c = 0; c < COLUMNS; c++) {
        bool text = c > 0 && c <= VARIED;
        HMI_TRY(hm_table_add_column(*out, names[c],
                                    text ? HM_COLUMN_TEXT : HM_COLUMN_NUMBER));
    }
    return HM_OK;
}

/* Heap sort (Williams 1964): in place, no memory of its own. */
static void sift(double *x, int32_t root, int32_t count)
{
    for (int32_t child = 2 * root + 1; child < count; child = 2 * root + 1) {
        child += child + 1 < count && x[child + 1] > x[child];
        if (x[child] <= x[root]) {
            return;
        }
        double swap = x[root];
        x[root] = x[child];
        x[child] = swap;
        root = child;
    }
}

static void sort_ascending(double *x, int32_t count)
{
    for (int32_t root = count / 2 - 1; root >= 0; root--) {
        sift(x, root, count);
    }
    for (int32_t end = count - 1; end > 0; end--) {
        double swap = x[0];
        x[0] = x[end];
        x[end] = swap;
        sift(x, 0, end);
    }
}

/* Quantile of sorted values, linear between order statistics (Hyndman and
 * Fan 1996, type 7). */
static double quantile(const double *sorted, int32_t count, double p)
{
    double at = p * (double)(count - 1);
    int32_t low = (int32_t)at;
    int32_t high = low + 1 < count ? low + 1 : low;
    return sorted[low] + (at - (double)low) * (sorted[high] - sorted[low]);
}

typedef struct spread {
    int32_t count, failed, positive;
    double p05, p50, p95, mean, se;
} spread;

/* Values of one fact over the draws that vary `varied`. */
static spread spread_of(const hm_table *facts, int32_t row,
                        const hm_linkage_draw *draws, int32_t n_draws,
                        const char *varied, double *values)
{
    spread s = {0};
    double sum = 0.0;
    double squares = 0.0;
    for (int32_t d = 0; d < n_draws; d++) {
        if (strcmp(draws[d].varied, varied) != 0) {
            continue;
        }
        double value = draws[d].facts == NULL
                           ? (double)NAN
                           : hmi_brief_value(draws[d].facts, facts, row);
        if (isnan(value)) {
            s.failed++;
            continue;
        }
        values[s.count++] = value;
        s.positive += value > 0.0;
        sum += value;
    }
    if (s.count == 0) {
        return s;
    }
    s.mean = sum / s.count;
    for (int32_t i = 0; i < s.count; i++) {
        squares += (values[i] - s.mean) * (values[i] - s.mean);
    }
    s.se = s.count > 1 ? sqrt(squares / (s.count - 1)) : 0.0;
    sort_ascending(values, s.count);
    s.p05 = quantile(values, s.count, 0.05);
    s.p50 = quantile(values, s.count, 0.50);
    s.p95 = quantile(values, s.count, 0.95);
    return s;
}

static hm_status add_row(hm_table *table, const hm_table *facts, int32_t row,
                         const char *varied, const spread *s, int32_t rank)
{
    HMI_TRY(hm_table_add_row(table));
    hm_table_set_number(table, 0, hm_table_number(facts, row, HMI_FACT_LINE));
    for (int32_t c = 1; c < KEYS; c++) {
        HMI_TRY(hm_table_set_text(table, c, hm_table_text(facts, row, c)));
    }
    HMI_TRY(hm_table_set_text(table, VARIED, varied));
    hm_table_set_number(table, VALUE,
                        hm_table_number(facts, row, HMI_FACT_VALUE));
    hm_table_set_number(table, DRAWS, (double)s->count);
    hm_table_set_number(table, FAILED, (double)s->failed);
    if (s->count > 0) {
        hm_table_set_number(table, P05, s->p05);
        hm_table_set_number(table, P50, s->p50);
        hm_table_set_number(table, P95, s->p95);
        hm_table_set_number(table, MEAN, s->mean);
        hm_table_set_number(table, SE, s->se);
        hm_table_set_number(table, POSITIVE, (double)s->positive);
    }
    if (rank > 0) {
        hm_table_set_number(table, RANK, (double)rank);
    }
    return HM_OK;
}

/* The draws, and room for what is made of them. */
typedef struct work {
    const hm_table *facts;
    const hm_linkage_draw *draws;
    int32_t n_draws, n;             /* n assumptions */
    const char *const *assumptions; /* n */
    double *values;                 /* n_draws */
    spread *alone;                  /* n */
} work;

/* 1: the assumption with the widest band. */
static int32_t rank_of(const work *w, int32_t a)
{
    double width = w->alone[a].p95 - w->alone[a].p05;
    int32_t rank = 1;
    for (int32_t b = 0; b < w->n; b++) {
        double other = w->alone[b].p95 - w->alone[b].p05;
        rank += other > width || (other == width && b < a);
    }
    return rank;
}

/* All assumptions at once, then each alone with its rank by width. */
static hm_status fact_rows(hm_table *table, const work *w, int32_t row)
{
    spread all =
        spread_of(w->facts, row, w->draws, w->n_draws, "all", w->values);
    if (all.count == 0) {
        return HM_OK; /* a fact of the first member alone */
    }
    HMI_TRY(add_row(table, w->facts, row, "all", &all, 0));
    for (int32_t a = 0; a < w->n; a++) {
        w->alone[a] = spread_of(w->facts, row, w->draws, w->n_draws,
                                w->assumptions[a], w->values);
    }
    for (int32_t a = 0; a < w->n; a++) {
        if (w->alone[a].count > 0) {
            HMI_TRY(add_row(table, w->facts, row, w->assumptions[a],
                            &w->alone[a], rank_of(w, a)));
        }
    }
    return HM_OK;
}

hm_status hm_linkage_uncertainty(hm_context *ctx, const hm_table *facts,
                                 const hm_linkage_draw *draws, int32_t n_draws,
                                 const char *const *assumptions, int32_t n,
                                 hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    work w = {facts, draws, n_draws, n, assumptions, NULL, NULL};
    w.values = hmi_alloc(ctx, (size_t)n_draws, sizeof *w.values);
    w.alone = hmi_alloc(ctx, (size_t)n, sizeof *w.alone);
    bool made = w.values != NULL && w.alone != NULL;
    HMI_GOTO(status, made ? HM_OK : HM_ERR_MEMORY);
    HMI_GOTO(status, make_table(ctx, &table));
    for (int32_t r = 0; r < hm_table_rows(facts); r++) {
        HMI_GOTO(status, fact_rows(table, &w, r));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    hmi_free(ctx, w.alone);
    hmi_free(ctx, w.values);
    return status;
}

/* Row of the table for this fact and what varied, -1 when absent. */
int32_t hmi_bands_find(const hm_table *bands, const hm_table *facts,
                       int32_t row, const char *varied)
{
    for (int32_t r = 0; bands != NULL && r < hm_table_rows(bands); r++) {
        bool same = strcmp(hm_table_text(bands, r, VARIED), varied) == 0 &&
                    hm_table_number(bands, r, 0) ==
                        hm_table_number(facts, row, HMI_FACT_LINE);
        for (int32_t c = 1; c < KEYS && same; c++) {
            same = strcmp(hm_table_text(bands, r, c),
                          hm_table_text(facts, row, c)) == 0;
        }
        if (same) {
            return r;
        }
    }
    return -1;
}

/* The band of the row as a range of the brief: 5 to 95 %. */
hmi_spread hmi_bands_spread(const hm_table *bands, int32_t row)
{
    return (hmi_spread){.low = hm_table_number(bands, row, P05),
                        .high = hm_table_number(bands, row, P95),
                        .low_member = -1,
                        .high_member = -1,
                        .positive =
                            (int32_t)hm_table_number(bands, row, POSITIVE),
                        .total = (int32_t)hm_table_number(bands, row, DRAWS),
                        .median = hm_table_number(bands, row, P50),
                        .drawn = true};
}

double hmi_bands_error(const hm_table *bands, int32_t row)
{
    return hm_table_number(bands, row, SE);
}

const char *hmi_bands_varied(const hm_table *bands, int32_t row)
{
    return hm_table_text(bands, row, VARIED);
}

int32_t hmi_bands_rank(const hm_table *bands, int32_t row)
{
    double rank = hm_table_number(bands, row, RANK);
    return isnan(rank) ? 0 : (int32_t)rank;
}

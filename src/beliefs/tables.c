// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * tables.c - beliefs month by month with and without the other causes, what
 * the answer hangs on, and months to conviction (B43-B45).
 *
 * The first number of a cell is at the middle of every band; low and high are
 * 5 and 95 per cent of the draws.
 */
#include "beliefs/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double band_low = 0.05;
static const double band_high = 0.95;

/* e^x; 0 and INFINITY where exp stops; NAN stays (no type says so). */
static double ratio_of(double ln)
{
    if (isnan(ln)) {
        return ln;
    }
    return ln < -700.0 ? 0.0 : ln > 700.0 ? (double)INFINITY : hmi_exp(ln);
}

/* One way to look at the signals. */
typedef struct view {
    char name[96];
    int32_t without;      /* causes, bits */
    const double *series; /* months x signals */
} view;

/* Room for one view over all draws; draws x months x types. */
typedef struct work {
    hm_context *ctx;
    const hm_beliefs *b;
    hmi_messages m;
    double *value, *filtered, *smoothed, *cell;
    double *middle[2], *causes[2]; /* filtered and smoothed at the middle */
    double *series;                /* scratch of a view */
    double evidence;
} work;

static size_t cells_of(const hm_beliefs *b)
{
    return (size_t)b->months * (size_t)b->n_types;
}

static hm_status work_init(work *w, hm_context *ctx, const hm_beliefs *b)
{
    hm_filter f;
    *w = (work){.ctx = ctx, .b = b};
    size_t all = cells_of(b) * (size_t)b->draws;
    size_t causes = (size_t)b->months * HM_CAUSES_MAX;
    w->value = HMI_ARRAY(ctx, double, b->n_parameters);
    w->filtered = HMI_ARRAY(ctx, double, all);
    w->smoothed = HMI_ARRAY(ctx, double, all);
    w->cell = HMI_ARRAY(ctx, double, b->draws);
    w->series = HMI_ARRAY(ctx, double, b->months * b->n_signals);
    for (int32_t k = 0; k < 2; k++) {
        w->middle[k] = HMI_ARRAY(ctx, double, cells_of(b));
        w->causes[k] = HMI_ARRAY(ctx, double, causes);
        if (w->middle[k] == NULL || w->causes[k] == NULL) {
            return HM_ERR_MEMORY;
        }
    }
    if (w->value == NULL || w->filtered == NULL || w->smoothed == NULL ||
        w->cell == NULL || w->series == NULL) {
        return HM_ERR_MEMORY;
    }
    hmi_beliefs_middle(b, w->value);
    hmi_beliefs_filter(b, w->value, 0, &f);
    return hmi_messages_init(ctx, &f, b->months, &w->m);
}

static void work_clear(work *w)
{
    hmi_messages_clear(w->ctx, &w->m);
    hmi_free(w->ctx, w->value);
    hmi_free(w->ctx, w->filtered);
    hmi_free(w->ctx, w->smoothed);
    hmi_free(w->ctx, w->cell);
    hmi_free(w->ctx, w->series);
    for (int32_t k = 0; k < 2; k++) {
        hmi_free(w->ctx, w->middle[k]);
        hmi_free(w->ctx, w->causes[k]);
    }
}

/* A view that could not have given the signals says nothing of the types. */
static void look_away(work *w)
{
    size_t cells = cells_of(w->b);
    size_t causes = (size_t)w->b->months * HM_CAUSES_MAX;
    for (int32_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < cells; i++) {
            w->middle[k][i] = NAN;
        }
        for (size_t i = 0; i < causes; i++) {
            w->causes[k][i] = NAN;
        }
    }
    for (size_t i = 0; i < cells * (size_t)w->b->draws; i++) {
        w->filtered[i] = w->smoothed[i] = NAN;
    }
    w->evidence = NAN;
}

/* Run a view at the middle and at every draw. */
static hm_status look(work *w, const view *v)
{
    const hm_beliefs *b = w->b;
    hm_filter f;
    hm_filter_path path = {.filtered = w->middle[0],
                           .smoothed = w->middle[1],
                           .cause_filtered = w->causes[0],
                           .cause_smoothed = w->causes[1]};
    hmi_beliefs_middle(b, w->value);
    hmi_beliefs_filter(b, w->value, v->without, &f);
    HMI_TRY(hmi_filter_check(w->ctx, &f));
    hm_status status =
        hmi_filter_path(w->ctx, &f, v->series, b->months, &w->m, &path);
    if (status == HM_ERR_DATA && v->without != 0) {
        look_away(w); /* what only the cause that was left out explains */
        return HM_OK;
    }
    HMI_TRY(status);
    w->evidence = path.evidence;
    for (int32_t d = 0; d < b->draws; d++) {
        size_t at = (size_t)d * cells_of(b);
        hm_filter_path draw = {.filtered = w->filtered + at,
                               .smoothed = w->smoothed + at};
        hmi_beliefs_draw(b, d, w->value);
        hmi_beliefs_filter(b, w->value, v->without, &f);
        HMI_TRY(
            hmi_filter_path(w->ctx, &f, v->series, b->months, &w->m, &draw));
    }
    return HM_OK;
}

/* p of a cell (month, type) over the draws. */
static double over_draws(work *w, const double *from, size_t cell, double p)
{
    for (int32_t d = 0; d < w->b->draws; d++) {
        w->cell[d] = from[(size_t)d * cells_of(w->b) + cell];
    }
    return hmi_quantile(w->cell, w->b->draws, p);
}

static void set_band(work *w, hm_table *table, int32_t column,
                     const double *middle, const double *draws, size_t cell)
{
    hm_table_set_number(table, column, middle[cell]);
    hm_table_set_number(table, column + 1,
                        over_draws(w, draws, cell, band_low));
    hm_table_set_number(table, column + 2,
                        over_draws(w, draws, cell, band_high));
}

/* --- views ----------------------------------------------------------------------- */

enum { VIEWS_MAX = 4 + HM_CAUSES_MAX + HM_SIGNALS_MAX };

static const char stated[] = "as stated";

/* The view number `which`; false past the last. Its series may be scratch. */
static bool view_at(work *w, int32_t which, view *v)
{
    const hm_beliefs *b = w->b;
    size_t room = (size_t)b->months * (size_t)b->n_signals;
    bool once = false;
    bool cheap = false;
    *v = (view){.series = b->news};
    for (int32_t s = 0; s < b->n_signals; s++) {
        once = once || b->signals[s].once;
        cheap = cheap || !isinf(b->signals[s].cap);
    }
    if (which == 0) {
        (void)snprintf(v->name, sizeof v->name, "%s", stated);
        return true;
    }
    which--;
    if (which < b->n_causes) {
        v->without = 1 << which;
        (void)snprintf(v->name, sizeof v->name, "without cause %s",
                       b->causes[which].name);
        return true;
    }
    which -= b->n_causes;
    if (once && which-- == 0) {
        v->series = b->series;
        (void)snprintf(v->name, sizeof v->name, "every month is news");
        return true;
    }
    memcpy(w->series, b->news, room * sizeof *w->series);
    v->series = w->series;
    bool no_cheap = cheap && which-- == 0;
    if (!no_cheap && (which < 0 || which >= b->n_signals)) {
        return false;
    }
    for (int32_t s = 0; s < b->n_signals; s++) {
        bool out = no_cheap ? !isinf(b->signals[s].cap) : s == which;
        for (int32_t t = 0; t < b->months && out; t++) {
            w->series[t * b->n_signals + s] = NAN;
        }
    }
    (void)snprintf(v->name, sizeof v->name, "without %s",
                   no_cheap ? "cheap signals" : b->signals[which].name);
    return true;
}

/* --- beliefs, beliefs_causes -------------------------------------------------------- */

static hm_status month_rows(work *w, const char *variant, hm_table *table)
{
    const hm_beliefs *b = w->b;
    for (int32_t t = 0; t < b->months; t++) {
        char month[8];
        hmi_month_text(b->first + t, month);
        for (int32_t y = 0; y < b->n_types; y++) {
            size_t cell = (size_t)t * (size_t)b->n_types + (size_t)y;
            HMI_TRY(hm_table_add_row(table));
            HMI_TRY(hm_table_set_text(table, 0, variant));
            HMI_TRY(hm_table_set_text(table, 1, month));
            HMI_TRY(hm_table_set_text(table, 2, b->types[y]));
            set_band(w, table, 3, w->middle[0], w->filtered, cell);
            set_band(w, table, 6, w->middle[1], w->smoothed, cell);
        }
    }
    return HM_OK;
}

static hm_status cause_rows(const work *w, hm_table *table)
{
    const hm_beliefs *b = w->b;
    for (int32_t t = 0; t < b->months; t++) {
        char month[8];
        hmi_month_text(b->first + t, month);
        for (int32_t c = 0; c < b->n_causes; c++) {
            int32_t cell = t * b->n_causes + c;
            HMI_TRY(hm_table_add_row(table));
            HMI_TRY(hm_table_set_text(table, 0, month));
            HMI_TRY(hm_table_set_text(table, 1, b->causes[c].name));
            hm_table_set_number(table, 2, w->causes[0][cell]);
            hm_table_set_number(table, 3, w->causes[1][cell]);
        }
    }
    return HM_OK;
}

static hm_status fill_months(work *w, hm_table **tables)
{
    static const char *const columns[] = {
        " variant", " month",       " type",
        "filtered", "filtered_low", "filtered_high",
        "smoothed", "smoothed_low", "smoothed_high"};
    static const char *const causes[] = {" month", " cause", "filtered",
                                         "smoothed"};
    const hm_beliefs *b = w->b;
    view v = {.series = b->news};
    HMI_TRY(hmi_table_of(w->ctx, "beliefs", columns, 9,
                         &tables[HM_BELIEFS_MONTHS]));
    HMI_TRY(hmi_table_of(w->ctx, "beliefs_causes", causes, 4,
                         &tables[HM_BELIEFS_CAUSES]));
    HMI_TRY(look(w, &v));
    HMI_TRY(month_rows(w, stated, tables[HM_BELIEFS_MONTHS]));
    HMI_TRY(cause_rows(w, tables[HM_BELIEFS_CAUSES]));
    for (int32_t c = 0; c < b->n_causes; c++) {
        v.without = 1 << c;
        (void)snprintf(v.name, sizeof v.name, "without cause %s",
                       b->causes[c].name);
        HMI_TRY(look(w, &v));
        HMI_TRY(month_rows(w, v.name, tables[HM_BELIEFS_MONTHS]));
    }
    return HM_OK;
}

/* --- beliefs_variants ---------------------------------------------------------------- */

static hm_status variant_rows(work *w, const view *v, int32_t month,
                              double stated_evidence, hm_table *table)
{
    const hm_beliefs *b = w->b;
    char text[8];
    hmi_month_text(month, text);
    /* evidence compares only views of the same signals */
    bool same = v->series == b->news;
    for (int32_t y = 0; y < b->n_types; y++) {
        size_t cell =
            (size_t)(month - b->first) * (size_t)b->n_types + (size_t)y;
        HMI_TRY(hm_table_add_row(table));
        HMI_TRY(hm_table_set_text(table, 0, v->name));
        HMI_TRY(hm_table_set_text(table, 1, text));
        HMI_TRY(hm_table_set_text(table, 2, b->types[y]));
        set_band(w, table, 3, w->middle[0], w->filtered, cell);
        set_band(w, table, 6, w->middle[1], w->smoothed, cell);
        hm_table_set_number(table, 9, w->evidence);
        hm_table_set_number(
            table, 10, same ? ratio_of(w->evidence - stated_evidence) : NAN);
    }
    return HM_OK;
}

static hm_status fill_variants(work *w, hm_table **out)
{
    static const char *const columns[] = {
        " variant",      " month",        " type",         "filtered",
        "filtered_low",  "filtered_high", "smoothed",      "smoothed_low",
        "smoothed_high", "ln_evidence",   "evidence_ratio"};
    const hm_beliefs *b = w->b;
    int32_t last = b->first + b->months - 1;
    double evidence = 0.0;
    view v;
    HMI_TRY(hmi_table_of(w->ctx, "beliefs_variants", columns, 11, out));
    for (int32_t k = 0; k < VIEWS_MAX && view_at(w, k, &v); k++) {
        HMI_TRY(look(w, &v));
        evidence = k == 0 ? w->evidence : evidence;
        HMI_TRY(variant_rows(w, &v, b->question, evidence, *out));
        if (last != b->question) {
            HMI_TRY(variant_rows(w, &v, last, evidence, *out));
        }
    }
    return HM_OK;
}

/* --- beliefs_conviction (B44, B45) ------------------------------------------------------ */

/* ln f(value) of the first type over that of the last, with the cap; `cause`
 * is the chance that another cause speaks for the signal. */
static double log_ratio(const hm_filter *f, int32_t s, int32_t month,
                        double value, double cause)
{
    double ln[HM_TYPES_MAX];
    int32_t last = f->n_types - 1;
    const hm_signal_law *other = NULL;
    hmi_signal_likelihood(&f->signals[s], f->n_types, value, ln);
    for (int32_t c = 0; c < f->n_causes; c++) {
        const hm_cause *k = &f->causes[c];
        if (k->replaces[s] && k->first <= month && month <= k->last) {
            other = &k->law[s];
        }
    }
    if (other == NULL || !(cause > 0.0)) {
        return ln[0] - ln[last];
    }
    double same = hm_signal_density(&f->signals[s], other, value);
    double best = fmax(fmax(ln[0], ln[last]), same);
    same = cause * hmi_exp(same - best);
    return hmi_ln((1.0 - cause) * hmi_exp(ln[0] - best) + same) -
           hmi_ln((1.0 - cause) * hmi_exp(ln[last] - best) + same);
}

/* Not available where it is infinite: the last type cannot give this. */
static void set_ratio(hm_table *table, int32_t column, double ratio)
{
    hm_table_set_number(table, column, isinf(ratio) ? NAN : ratio);
}

static void set_months(hm_context *ctx, hm_table *table, int32_t column,
                       double low, double high, double ratio)
{
    double months = NAN;
    bool sure = isinf(ratio) && low < high; /* once is enough */
    hm_status status = HM_OK;
    if (ratio > 0.0 && !sure) {
        status = hm_months_to_conviction(ctx, low, high, ratio, &months);
    }
    months = sure ? 1.0 : months;
    bool never = status != HM_OK || !isfinite(months);
    hm_table_set_number(table, column, never ? NAN : months);
}

static hm_status conviction_row(work *w, int32_t s, const char *outcome,
                                double value, double now, double cause,
                                hm_table *table)
{
    const hm_beliefs *b = w->b;
    hm_filter f;
    int32_t month = b->question - b->first;
    double p = fmin(fmax(now, 1e-9), 1.0 - 1e-9);
    HMI_TRY(hm_table_add_row(table));
    HMI_TRY(hm_table_set_text(table, 0, b->signals[s].name));
    HMI_TRY(hm_table_set_text(table, 1, outcome));
    hmi_beliefs_middle(b, w->value);
    hmi_beliefs_filter(b, w->value, 0, &f);
    double ratio = ratio_of(log_ratio(&f, s, month, value, 0.0));
    double mixed = ratio_of(log_ratio(&f, s, month, value, cause));
    for (int32_t d = 0; d < b->draws; d++) {
        hmi_beliefs_draw(b, d, w->value);
        hmi_beliefs_filter(b, w->value, 0, &f);
        w->cell[d] = log_ratio(&f, s, month, value, 0.0);
    }
    double low = ratio_of(hmi_quantile(w->cell, b->draws, band_low));
    double high = ratio_of(hmi_quantile(w->cell, b->draws, band_high));
    set_ratio(table, 2, ratio);
    set_ratio(table, 3, low);
    set_ratio(table, 4, high);
    hm_table_set_number(table, 5, now);
    hm_table_set_number(table, 6, b->conviction);
    set_months(w->ctx, table, 7, p, b->conviction, ratio);
    set_months(w->ctx, table, 8, p, b->conviction, high);
    set_months(w->ctx, table, 9, p, b->conviction, low);
    set_ratio(table, 10, mixed);
    set_months(w->ctx, table, 11, p, b->conviction, mixed);
    return HM_OK;
}

/* Outcomes of a signal: its levels; none at all, and the last type's usual
 * amount. */
static hm_status conviction_rows(work *w, int32_t s, double now, double cause,
                                 hm_table *table)
{
    const hm_beliefs *b = w->b;
    const hmi_signal_spec *spec = &b->signals[s];
    const hmi_law_spec *law = &spec->law[b->n_types - 1];
    char text[48];
    if (spec->kind == HM_SIGNAL_AMOUNT) {
        double usual = b->parameters[law->median].middle;
        HMI_TRY(conviction_row(w, s, "none", 0.0, now, cause, table));
        return conviction_row(w, s, "usual", usual, now, cause, table);
    }
    for (int32_t k = 0; k < spec->levels; k++) {
        (void)snprintf(text, sizeof text, "%d", (int)k);
        HMI_TRY(conviction_row(w, s, text, (double)k, now, cause, table));
    }
    return HM_OK;
}

static hm_status fill_conviction(work *w, hm_table **out)
{
    static const char *const columns[] = {
        " signal",     " outcome",         "ratio",
        "ratio_low",   "ratio_high",       "belief_now",
        "conviction",  "months",           "months_low",
        "months_high", "ratio_with_cause", "months_with_cause"};
    const hm_beliefs *b = w->b;
    int32_t t = b->question - b->first;
    view v = {.series = b->news};
    HMI_TRY(hmi_table_of(w->ctx, "beliefs_conviction", columns, 12, out));
    HMI_TRY(look(w, &v));
    double now = w->middle[0][t * b->n_types];
    double cause[HM_CAUSES_MAX] = {0.0};
    for (int32_t c = 0; c < b->n_causes; c++) {
        cause[c] = w->causes[0][t * b->n_causes + c];
    }
    for (int32_t s = 0; s < b->n_signals; s++) {
        double speaks = 0.0;
        for (int32_t c = 0; c < b->n_causes; c++) {
            bool now_on = b->causes[c].first <= b->question &&
                          b->question <= b->causes[c].last;
            speaks = now_on && b->causes[c].replaces[s] ? cause[c] : speaks;
        }
        HMI_TRY(conviction_rows(w, s, now, speaks, *out));
    }
    return HM_OK;
}

/* --- all of them --------------------------------------------------------------------------- */

static hm_status fill(work *w, hm_table **tables)
{
    const hm_beliefs *b = w->b;
    hmi_fit fit;
    HMI_TRY(fill_months(w, tables));
    HMI_TRY(fill_variants(w, &tables[HM_BELIEFS_VARIANTS]));
    HMI_TRY(fill_conviction(w, &tables[HM_BELIEFS_CONVICTION]));
    if (b->n_free > 0) {
        HMI_TRY(hmi_beliefs_fit(w->ctx, b, &fit));
        HMI_TRY(hmi_fit_table(w->ctx, b, &fit, &tables[HM_BELIEFS_FIT]));
    }
    return b->forecast_signal < 0
               ? HM_OK
               : hmi_forecast_table(w->ctx, b, b->n_free > 0 ? &fit : NULL,
                                    &tables[HM_BELIEFS_FORECAST]);
}

hm_status hm_beliefs_tables(hm_context *ctx, const hm_beliefs *beliefs,
                            hm_table *tables[HM_BELIEFS_TABLES])
{
    work w = {.ctx = ctx};
    for (int32_t t = 0; t < HM_BELIEFS_TABLES; t++) {
        tables[t] = NULL;
    }
    if (beliefs->series == NULL) {
        return hmi_fail(ctx, HM_ERR_STATE,
                        "beliefs: the signals have not been loaded");
    }
    hm_status status = work_init(&w, ctx, beliefs);
    if (status == HM_OK) {
        status = fill(&w, tables);
    }
    work_clear(&w);
    for (int32_t t = 0; t < HM_BELIEFS_TABLES && status != HM_OK; t++) {
        hm_table_free(tables[t]);
        tables[t] = NULL;
    }
    return status;
}

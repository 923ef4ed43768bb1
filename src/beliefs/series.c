// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * series.c - the signals of a file as months x signals.
 *
 * Invariant: a month without a row, or with an empty value, is missing; a
 * signal that the model does not know is an error, never left out silently.
 */
#include "beliefs/internal.h"

#include <math.h>
#include <string.h>

enum { MONTHS_MAX = 2400 };

typedef struct columns {
    int32_t month, signal, value;
} columns;

static hm_status row_month(hm_context *ctx, const hm_table *table,
                           const columns *c, int32_t row, int32_t *out)
{
    const char *text = hm_table_text(table, row, c->month);
    *out = hmi_month_parse(text);
    return *out >= 0 ? HM_OK
                     : hmi_fail(ctx, HM_ERR_DATA,
                                "%s:%d: month is \"%.40s\"; expected "
                                "a month such as 2017-04",
                                hm_table_name(table), (int)row + 2, text);
}

/* First month and number of months that the rows span. */
static hm_status span(hm_context *ctx, hm_beliefs *b, const hm_table *table,
                      const columns *c)
{
    int32_t last = -1;
    b->first = 0;
    for (int32_t row = 0; row < hm_table_rows(table); row++) {
        int32_t month = 0;
        HMI_TRY(row_month(ctx, table, c, row, &month));
        b->first = last < 0 || month < b->first ? month : b->first;
        last = month > last ? month : last;
    }
    b->months = last - b->first + 1;
    if (last < 0 || b->months > MONTHS_MAX) {
        return hmi_fail(ctx, HM_ERR_DATA,
                        "%s: %d rows over %d months; expected at least "
                        "one row and at most %d months",
                        hm_table_name(table), (int)hm_table_rows(table),
                        last < 0 ? 0 : (int)b->months, (int)MONTHS_MAX);
    }
    return HM_OK;
}

static int32_t signal_of(const hm_beliefs *b, const char *name)
{
    for (int32_t s = 0; s < b->n_signals; s++) {
        if (strcmp(b->signals[s].name, name) == 0) {
            return s;
        }
    }
    return -1;
}

static hm_status value_check(hm_context *ctx, const hm_table *table,
                             const hmi_signal_spec *s, double x, int32_t row)
{
    bool good = isnan(x) || (x >= 0.0 && isfinite(x));
    if (good && !isnan(x) && s->kind != HM_SIGNAL_AMOUNT) {
        good = !(x > floor(x)) && x < (double)s->levels;
    }
    if (good) {
        return HM_OK;
    }
    if (s->kind == HM_SIGNAL_AMOUNT) {
        return hmi_fail(ctx, HM_ERR_DATA,
                        "%s:%d: %s is %g; expected an amount of 0 or "
                        "more, or nothing where it is missing",
                        hm_table_name(table), (int)row + 2, s->name, x);
    }
    return hmi_fail(ctx, HM_ERR_DATA,
                    "%s:%d: %s is %g; expected a whole number from 0 "
                    "to %d, or nothing where it is missing",
                    hm_table_name(table), (int)row + 2, s->name, x,
                    (int)s->levels - 1);
}

static hm_status read_rows(hm_context *ctx, hm_beliefs *b,
                           const hm_table *table, const columns *c, bool *seen)
{
    for (int32_t row = 0; row < hm_table_rows(table); row++) {
        const char *name = hm_table_text(table, row, c->signal);
        int32_t s = signal_of(b, name);
        int32_t month = 0;
        if (s < 0) {
            return hmi_fail(ctx, HM_ERR_UNKNOWN,
                            "%s:%d: \"%.60s\" is not in the model; "
                            "expected one of the signals under `model:`",
                            hm_table_name(table), (int)row + 2, name);
        }
        HMI_TRY(row_month(ctx, table, c, row, &month));
        double value = hm_table_number(table, row, c->value);
        HMI_TRY(value_check(ctx, table, &b->signals[s], value, row));
        int32_t at = (month - b->first) * b->n_signals + s;
        if (seen[at]) {
            return hmi_fail(ctx, HM_ERR_DATA,
                            "%s:%d: %s has a row for %s already",
                            hm_table_name(table), (int)row + 2, name,
                            hm_table_text(table, row, c->month));
        }
        seen[at] = true;
        b->series[at] = value;
    }
    return HM_OK;
}

/* A value of a `once` signal that equals the last one seen is no news. */
static void leave_out_repeats(hm_beliefs *b)
{
    for (int32_t s = 0; s < b->n_signals; s++) {
        double last = NAN;
        for (int32_t t = 0; t < b->months; t++) {
            int32_t at = t * b->n_signals + s;
            double now = b->series[at];
            bool amount = b->signals[s].kind == HM_SIGNAL_AMOUNT;
            bool same = b->signals[s].once && !isnan(now) &&
                        fabs(now - last) <= 0.0 && !(amount && now > 0.0);
            b->news[at] = same ? NAN : now;
            last = isnan(now) ? last : now;
        }
    }
}

static hm_status fill(hm_context *ctx, hm_beliefs *b, const hm_table *table,
                      const columns *c)
{
    HMI_TRY(span(ctx, b, table, c));
    size_t room = (size_t)b->months * (size_t)b->n_signals;
    hmi_free(b->ctx, b->series);
    hmi_free(b->ctx, b->news);
    b->series = HMI_ARRAY(b->ctx, double, room);
    b->news = HMI_ARRAY(b->ctx, double, room);
    bool *seen = HMI_ARRAY(ctx, bool, room);
    hm_status status = b->series == NULL || b->news == NULL || seen == NULL
                           ? HM_ERR_MEMORY
                           : HM_OK;
    for (size_t i = 0; i < room && status == HM_OK; i++) {
        b->series[i] = NAN;
    }
    if (status == HM_OK) {
        status = read_rows(ctx, b, table, c, seen);
    }
    if (status == HM_OK) {
        leave_out_repeats(b);
    }
    hmi_free(ctx, seen);
    return status;
}

/* A month of the block lies in the file. */
static hm_status inside(hm_context *ctx, const hm_beliefs *b,
                        const hm_table *signals, const char *key, int32_t month)
{
    char text[3][8];
    if (month >= b->first && month < b->first + b->months) {
        return HM_OK;
    }
    hmi_month_text(month, text[0]);
    hmi_month_text(b->first, text[1]);
    hmi_month_text(b->first + b->months - 1, text[2]);
    return hmi_fail(ctx, HM_ERR_DATA,
                    "beliefs: %s is %s; the signals of %s go from %s to %s",
                    key, text[0], hm_table_name(signals), text[1], text[2]);
}

hm_status hm_beliefs_load(hm_context *ctx, hm_beliefs *b,
                          const hm_table *signals)
{
    columns c = {hm_table_find(signals, "month"),
                 hm_table_find(signals, "signal"),
                 hm_table_find(signals, "value")};
    if (b->signals_path == NULL || c.month < 0 || c.signal < 0 || c.value < 0) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "signals have no columns month, signal and value, or "
                        "the block names no signals");
    }
    HMI_TRY(fill(ctx, b, signals, &c));
    int32_t last = b->first + b->months - 1;
    b->question = b->question < 0 ? last : b->question;
    HMI_TRY(inside(ctx, b, signals, "question", b->question));
    if (b->n_free > 0) {
        HMI_TRY(inside(ctx, b, signals, "fit: until", b->fit_until));
    }
    if (b->forecast_signal >= 0) {
        HMI_TRY(inside(ctx, b, signals, "forecast: from", b->forecast_from));
        HMI_TRY(inside(ctx, b, signals, "forecast: to", b->forecast_to));
        if (b->forecast_from == b->first ||
            (b->n_free > 0 && b->fit_until >= b->forecast_from)) {
            return hmi_fail(ctx, HM_ERR_DATA,
                            "beliefs: the forecast begins with the first "
                            "signals, or in months that fit uses; expected a "
                            "later from, or an earlier until");
        }
    }
    char text[8];
    hmi_month_text(b->question, text);
    hmi_free(b->ctx, b->question_text);
    return hmi_copy_text(b->ctx, text, &b->question_text);
}

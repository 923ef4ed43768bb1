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
                     : hmi_table_fail(ctx, table, row, c->month, HM_ERR_DATA,
                                      "month is \"%.40s\"; expected a month "
                                      "such as 2017-04",
                                      text);
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
                             const hmi_signal_spec *s, double x, int32_t row,
                             int32_t column)
{
    bool good = isnan(x) || (x >= 0.0 && isfinite(x));
    if (good && !isnan(x) && s->kind != HM_SIGNAL_AMOUNT) {
        good = !(x > floor(x)) && x < (double)s->levels;
    }
    if (good) {
        return HM_OK;
    }
    if (s->kind == HM_SIGNAL_AMOUNT) {
        return hmi_table_fail(ctx, table, row, column, HM_ERR_DATA,
                              "%s is %g; expected an amount of 0 or more, or "
                              "nothing where it is missing",
                              s->name, x);
    }
    return hmi_table_fail(ctx, table, row, column, HM_ERR_DATA,
                          "%s is %g; expected a whole number from 0 to %d, or "
                          "nothing where it is missing",
                          s->name, x, (int)s->levels - 1);
}

static hm_status no_signal(hm_context *ctx, const hm_beliefs *b,
                           const hm_table *table, const columns *c, int32_t row)
{
    const char *names[HM_SIGNALS_MAX];
    const char *name = hm_table_text(table, row, c->signal);
    for (int32_t s = 0; s < b->n_signals; s++) {
        names[s] = b->signals[s].name;
    }
    int32_t near = hmi_nearest(name, names, b->n_signals);
    return hmi_table_fail(
        ctx, table, row, c->signal, HM_ERR_UNKNOWN,
        "\"%.60s\" is not in the model%s%s%s; expected one of the signals "
        "under `model:`",
        name, near < 0 ? "" : " (did you mean \"", near < 0 ? "" : names[near],
        near < 0 ? "" : "\"?)");
}

static hm_status twice(hm_context *ctx, const hm_table *table, const columns *c,
                       int32_t row, int32_t before)
{
    int32_t line = 0;
    int32_t at = 0;
    bool known = hm_table_place(table, before, c->month, &line, &at);
    return hmi_table_fail(ctx, table, row, c->month, HM_ERR_DATA,
                          "%s has a row for %s already (%s %d); keep one of "
                          "them",
                          hm_table_text(table, row, c->signal),
                          hm_table_text(table, row, c->month),
                          known ? "line" : "row",
                          known ? (int)line : (int)before + 1);
}

/* `seen`: the row of each month and signal, from 1. */
static hm_status read_rows(hm_context *ctx, hm_beliefs *b,
                           const hm_table *table, const columns *c,
                           int32_t *seen)
{
    for (int32_t row = 0; row < hm_table_rows(table); row++) {
        int32_t s = signal_of(b, hm_table_text(table, row, c->signal));
        int32_t month = 0;
        if (s < 0) {
            return no_signal(ctx, b, table, c, row);
        }
        HMI_TRY(row_month(ctx, table, c, row, &month));
        double value = hm_table_number(table, row, c->value);
        HMI_TRY(value_check(ctx, table, &b->signals[s], value, row, c->value));
        int32_t at = (month - b->first) * b->n_signals + s;
        if (seen[at] > 0) {
            return twice(ctx, table, c, row, seen[at] - 1);
        }
        seen[at] = row + 1;
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
    int32_t *seen = HMI_ARRAY(ctx, int32_t, room);
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
                        const hm_table *signals, int32_t which, int32_t month)
{
    static const char *const keys[HMI_STATED] = {
        "question", "fit: until", "forecast: from", "forecast: to"};
    char text[3][8];
    if (month >= b->first && month < b->first + b->months) {
        return HM_OK;
    }
    hmi_month_text(month, text[0]);
    hmi_month_text(b->first, text[1]);
    hmi_month_text(b->first + b->months - 1, text[2]);
    return hmi_fail(ctx, HM_ERR_DATA,
                    "%s: %s is %s; the signals of %s go from %s to %s",
                    b->month_place[which], keys[which], text[0],
                    hm_table_name(signals), text[1], text[2]);
}

static hm_status forecast_inside(hm_context *ctx, const hm_beliefs *b,
                                 const hm_table *signals)
{
    HMI_TRY(inside(ctx, b, signals, HMI_FROM, b->forecast_from));
    HMI_TRY(inside(ctx, b, signals, HMI_TO, b->forecast_to));
    if (b->forecast_from > b->first &&
        (b->n_free == 0 || b->fit_until < b->forecast_from)) {
        return HM_OK;
    }
    return hmi_fail(ctx, HM_ERR_DATA,
                    "%s: the forecast begins with the first signals, or in "
                    "months that fit uses; expected a later from, or an "
                    "earlier until",
                    b->month_place[HMI_FROM]);
}

/* Every month could have come about, else the place of its first row. */
static hm_status possible(hm_context *ctx, const hm_beliefs *b,
                          const hm_table *table, const columns *c,
                          const double *series)
{
    hm_filter f;
    hmi_messages m = {NULL, NULL, NULL, 0.0};
    int32_t at = 0;
    double *value = HMI_ARRAY(ctx, double, b->n_parameters);
    hm_status status = value == NULL ? HM_ERR_MEMORY : HM_OK;
    if (status == HM_OK) {
        hmi_beliefs_middle(b, value);
        hmi_beliefs_filter(b, value, 0, &f);
        status = hmi_messages_init(ctx, &f, b->months, &m);
    }
    if (status == HM_OK) {
        status = hmi_filter_forward(ctx, &f, series, b->months, &m);
    }
    while (status == HM_ERR_DATA && at < b->months && isfinite(m.month[at])) {
        at++;
    }
    for (int32_t row = 0; row < hm_table_rows(table) && status == HM_ERR_DATA;
         row++) {
        if (hmi_month_parse(hm_table_text(table, row, c->month)) ==
            b->first + at) {
            (void)hmi_table_fail(ctx, table, row, c->month, status,
                                 "no type could have given the signals of %s; "
                                 "expected chances above 0 in the model for "
                                 "what was observed",
                                 hm_table_text(table, row, c->month));
            break;
        }
    }
    hmi_messages_clear(ctx, &m);
    hmi_free(ctx, value);
    return status;
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
    HMI_TRY(possible(ctx, b, signals, &c, b->news));
    HMI_TRY(possible(ctx, b, signals, &c, b->series));
    int32_t last = b->first + b->months - 1;
    b->question = b->question < 0 ? last : b->question;
    if (b->month_place[HMI_QUESTION] != NULL) {
        HMI_TRY(inside(ctx, b, signals, HMI_QUESTION, b->question));
    }
    if (b->n_free > 0) {
        HMI_TRY(inside(ctx, b, signals, HMI_UNTIL, b->fit_until));
    }
    if (b->forecast_signal >= 0) {
        HMI_TRY(forecast_inside(ctx, b, signals));
    }
    char text[8];
    hmi_month_text(b->question, text);
    hmi_free(b->ctx, b->question_text);
    return hmi_copy_text(b->ctx, text, &b->question_text);
}

hm_status hm_beliefs_check_events(hm_context *ctx, const hm_table *events)
{
    int32_t date = hm_table_find(events, "date");
    if (date < 0 || hm_table_find(events, "label") < 0) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "events have no columns date and label");
    }
    for (int32_t row = 0; row < hm_table_rows(events); row++) {
        const char *text = hm_table_text(events, row, date);
        if (!hmi_date_is(text)) {
            return hmi_table_fail(ctx, events, row, date, HM_ERR_DATA,
                                  "date is \"%.40s\"; expected a day such as "
                                  "2017-04-07, or a month such as 2017-04",
                                  text);
        }
    }
    return HM_OK;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * scores.c - the model's forecasts of one amount against persistence and the
 * seasonal mean, month by month, by proper scores.
 *
 * All forecasts are made at the end of the month before the first one, with
 * the causes that were known then.
 * Persistence: log-normal about the last amount, with the spread of past log
 * changes a month, which grows with the root of the months ahead. Seasonal
 * mean: about the same calendar month a year before, or the mean where that is
 * missing, with the spread about the mean. Both give a zero the chance
 * (zeros + 1/2) / (months + 1).
 */
#include "beliefs/internal.h"

#include <math.h>
#include <string.h>

enum { ELICITED = 0, NO_CAUSE, FITTED, PERSISTENCE, SEASONAL, FORECASTERS };
static const char *const names[FORECASTERS] = {"model", "model without causes",
                                               "model, fitted", "persistence",
                                               "seasonal mean"};

/* What is known of the amount before the forecasts. */
typedef struct past {
    int32_t seen, zeros, changes; /* months between amounts above 0 */
    double mean, spread;          /* of the logs of positive amounts */
    double last, change; /* ln of the last; rms of the log change a month */
} past;

static past past_of(const hm_beliefs *b, int32_t months)
{
    past p = {.last = NAN};
    double sum = 0.0;
    double squares = 0.0;
    double moves = 0.0;
    int32_t positive = 0;
    int32_t at = 0; /* month of the last positive amount */
    for (int32_t t = 0; t < months; t++) {
        double x = b->series[t * b->n_signals + b->forecast_signal];
        if (isnan(x)) {
            continue;
        }
        p.seen++;
        if (!(x > 0.0)) {
            p.zeros++;
            continue;
        }
        double ln = hmi_ln(x);
        if (!isnan(p.last)) {
            moves += (ln - p.last) * (ln - p.last);
            p.changes += t - at;
        }
        p.last = ln;
        at = t;
        sum += ln;
        squares += ln * ln;
        positive++;
    }
    p.mean = positive == 0 ? NAN : sum / (double)positive;
    double variance =
        positive < 2 ? NAN : (squares - sum * p.mean) / (double)(positive - 1);
    p.spread = variance > 0.0 ? sqrt(variance) : NAN;
    p.change = p.changes == 0 ? NAN : sqrt(moves / (double)p.changes);
    return p;
}

static void one_law(const past *p, double mu, double sigma, hm_mixture *out)
{
    *out = (hm_mixture){.n = 1};
    out->zero = ((double)p->zeros + 0.5) / ((double)p->seen + 1.0);
    out->weight[0] = 1.0 - out->zero;
    out->mu[0] = mu;
    out->sigma[0] = sigma;
}

static hm_status forecast(hm_context *ctx, const hm_beliefs *b,
                          const double *value, int32_t who, int32_t known,
                          int32_t ahead, const past *p, hm_mixture *out)
{
    hm_filter f;
    int32_t s = b->forecast_signal;
    int32_t before = known + ahead - 1 - 12; /* a year earlier */
    if (who == PERSISTENCE) {
        one_law(p, p->last, p->change * sqrt((double)ahead), out);
        return HM_OK;
    }
    if (who == SEASONAL) {
        double x = before < 0 || before >= known
                       ? NAN
                       : b->series[before * b->n_signals + s];
        one_law(p, x > 0.0 ? hmi_ln(x) : p->mean, p->spread, out);
        return HM_OK;
    }
    int32_t without = 0; /* causes that nobody knew of yet */
    for (int32_t c = 0; c < b->n_causes; c++) {
        bool unknown = b->causes[c].known > b->first + known - 1;
        without |= unknown || who == NO_CAUSE ? 1 << c : 0;
    }
    hmi_beliefs_filter(b, value, without, &f);
    return hm_filter_forecast(ctx, &f, b->news, known, s, ahead, out);
}

/* Mean and median of a mixture, the median by bisection of its cdf. */
static double mean_of(const hm_mixture *m)
{
    double mean = 0.0;
    for (int32_t k = 0; k < m->n; k++) {
        mean +=
            m->weight[k] * hmi_exp(m->mu[k] + 0.5 * m->sigma[k] * m->sigma[k]);
    }
    return mean;
}

enum {
    COL_WHO = 0,
    COL_MONTH,
    COL_OBSERVED,
    COL_ZERO,
    COL_MEAN,
    COL_LOG,
    COL_CRPS,
    COL_BRIER,
    COL_COUNT
};

static hm_status month_row(hm_table *table, int32_t who, int32_t month,
                           double observed, const hm_mixture *m, double *sums)
{
    char text[8];
    hmi_month_text(month, text);
    HMI_TRY(hm_table_add_row(table));
    HMI_TRY(hm_table_set_text(table, COL_WHO, names[who]));
    HMI_TRY(hm_table_set_text(table, COL_MONTH, text));
    hm_table_set_number(table, COL_OBSERVED, observed);
    hm_table_set_number(table, COL_ZERO, m->zero);
    hm_table_set_number(table, COL_MEAN, mean_of(m));
    if (isnan(observed)) {
        return HM_OK;
    }
    double scores[3] = {hm_mixture_log_score(m, observed),
                        hm_mixture_crps(m, observed),
                        hm_mixture_brier(m, observed)};
    for (int32_t k = 0; k < 3; k++) {
        hm_table_set_number(table, COL_LOG + k, scores[k]);
        sums[k] += scores[k];
    }
    return HM_OK;
}

/* Rows of one forecaster, then its means in a row `all`. */
static hm_status rows_of(hm_context *ctx, const hm_beliefs *b, int32_t who,
                         const double *value, hm_table *table)
{
    int32_t known = b->forecast_from - b->first;
    past p = past_of(b, known);
    double sums[3] = {0.0};
    int32_t scored = 0;
    for (int32_t month = b->forecast_from; month <= b->forecast_to; month++) {
        int32_t t = month - b->first;
        double observed = b->series[t * b->n_signals + b->forecast_signal];
        hm_mixture m;
        HMI_TRY(forecast(ctx, b, value, who, known, t - known + 1, &p, &m));
        HMI_TRY(month_row(table, who, month, observed, &m, sums));
        scored += isnan(observed) ? 0 : 1;
    }
    HMI_TRY(hm_table_add_row(table));
    HMI_TRY(hm_table_set_text(table, COL_WHO, names[who]));
    HMI_TRY(hm_table_set_text(table, COL_MONTH, "mean"));
    for (int32_t k = 0; k < 3 && scored > 0; k++) {
        hm_table_set_number(table, COL_LOG + k, sums[k] / (double)scored);
    }
    return HM_OK;
}

hm_status hmi_forecast_table(hm_context *ctx, const hm_beliefs *b,
                             const hmi_fit *fit, hm_table **out)
{
    static const char *const columns[COL_COUNT] = {
        " forecast", " month",    "observed", "chance_of_zero",
        "mean",      "log_score", "crps",     "brier"};
    past p = past_of(b, b->forecast_from - b->first);
    hm_status status = HM_OK;
    hm_table *table = NULL;
    double *value = HMI_ARRAY(ctx, double, b->n_parameters);
    *out = NULL;
    if (value == NULL) {
        return HM_ERR_MEMORY;
    }
    if (isnan(p.spread) || !(p.change > 0.0)) {
        status = hmi_fail(ctx, HM_ERR_DATA,
                          "forecast: fewer than two different amounts above 0 "
                          "before it; persistence and the seasonal mean have "
                          "no spread");
        goto out;
    }
    HMI_GOTO(status,
             hmi_table_of(ctx, "beliefs_forecast", columns, COL_COUNT, &table));
    for (int32_t who = 0; who < FORECASTERS; who++) {
        bool left = (who == FITTED && fit == NULL) ||
                    (who == NO_CAUSE && b->n_causes == 0);
        hmi_beliefs_middle(b, value);
        for (int32_t i = 0; i < b->n_free && who == FITTED && !left; i++) {
            bool open = isnan(fit->low[i]) && isnan(fit->high[i]);
            value[b->free[i]] = open ? value[b->free[i]] : fit->value[i];
        }
        if (!left) {
            status = rows_of(ctx, b, who, value, table);
            /* nothing but a cause explains the past: no forecast without */
            status = who == NO_CAUSE && status == HM_ERR_DATA ? HM_OK : status;
            if (status != HM_OK) {
                goto out;
            }
        }
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    hmi_free(ctx, value);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * forecast.c - the law of a future amount, and proper scores of it.
 *
 * A forecast is a chance of zero and a mixture of log-normals, one a state of
 * the filter. CRPS = E|X - x| - E|X - X'|/2, and both expectations have closed
 * forms for log-normals (Gneiting and Raftery 2007, eq. 21).
 */
#include "beliefs/internal.h"

#include <math.h>
#include <string.h>

static double phi(double z)
{
    static const double root_half = 0.70710678118654752440;
    return 0.5 * erfc(-z * root_half);
}

static double mean_of(const hm_mixture *m, int32_t k)
{
    return hmi_exp(m->mu[k] + 0.5 * m->sigma[k] * m->sigma[k]);
}

double hm_mixture_log_score(const hm_mixture *m, double value)
{
    static const double root_tau_inverse = 0.39894228040143267794;
    double density = 0.0;
    if (!(value > 0.0)) {
        return m->zero > 0.0 ? hmi_ln(m->zero) : -INFINITY;
    }
    double x = hmi_ln(value);
    for (int32_t k = 0; k < m->n; k++) {
        double z = (x - m->mu[k]) / m->sigma[k];
        density += m->weight[k] * root_tau_inverse * hmi_exp(-0.5 * z * z) /
                   (m->sigma[k] * value);
    }
    return density > 0.0 ? hmi_ln(density) : -INFINITY;
}

double hm_mixture_brier(const hm_mixture *m, double value)
{
    double gap = m->zero - (value > 0.0 ? 0.0 : 1.0);
    return gap * gap;
}

/* E|X - value| of component k. */
static double from_value(const hm_mixture *m, int32_t k, double value)
{
    double mean = mean_of(m, k);
    if (!(value > 0.0)) {
        return mean;
    }
    double z = (hmi_ln(value) - m->mu[k]) / m->sigma[k];
    double below = mean * phi(z - m->sigma[k]); /* E[X; X < value] */
    return value * (2.0 * phi(z) - 1.0) + mean - 2.0 * below;
}

/* E|X - X'| of two independent components. */
static double apart(const hm_mixture *m, int32_t i, int32_t k)
{
    double width = sqrt(m->sigma[i] * m->sigma[i] + m->sigma[k] * m->sigma[k]);
    double gap = m->mu[k] - m->mu[i];
    double least =
        mean_of(m, i) * phi((gap - m->sigma[i] * m->sigma[i]) / width) +
        mean_of(m, k) * phi((-gap - m->sigma[k] * m->sigma[k]) / width);
    return mean_of(m, i) + mean_of(m, k) - 2.0 * least;
}

double hm_mixture_crps(const hm_mixture *m, double value)
{
    double from = m->zero * value;
    double between = 0.0;
    for (int32_t i = 0; i < m->n; i++) {
        from += m->weight[i] * from_value(m, i, value);
        between += 2.0 * m->zero * m->weight[i] * mean_of(m, i);
        for (int32_t k = 0; k < m->n; k++) {
            between += m->weight[i] * m->weight[k] * apart(m, i, k);
        }
    }
    return from - 0.5 * between;
}

/* The cause that speaks for signal s in the states of a mask, or NULL. */
static const hm_signal_law *law_of(const hm_filter *f, int32_t s, int32_t mask,
                                   int32_t y)
{
    for (int32_t c = 0; c < f->n_causes; c++) {
        if ((mask >> c & 1) != 0 && f->causes[c].replaces[s]) {
            return &f->causes[c].law[s];
        }
    }
    return &f->signals[s].law[y];
}

static hm_status mixture_of(const hm_filter *f, const double *state, int32_t s,
                            hm_mixture *out)
{
    int32_t states = f->n_types << f->n_causes;
    for (int32_t i = 0; i < states; i++) {
        const hm_signal_law *law = law_of(f, s, i / f->n_types, i % f->n_types);
        if (!(state[i] > 0.0)) {
            continue;
        }
        out->zero += state[i] * law->zero;
        out->weight[out->n] = state[i] * (1.0 - law->zero);
        out->mu[out->n] = hmi_ln(law->median);
        out->sigma[out->n++] = law->spread;
    }
    return HM_OK;
}

hm_status hm_filter_forecast(hm_context *ctx, const hm_filter *filter,
                             const double *series, int32_t months,
                             int32_t signal, int32_t ahead, hm_mixture *out)
{
    int32_t states = filter->n_types << filter->n_causes;
    hmi_messages m = {NULL, NULL, NULL, 0.0};
    double now[HMI_STATES_MAX];
    double next[HMI_STATES_MAX];
    memset(out, 0, sizeof *out);
    HMI_TRY(hmi_filter_check(ctx, filter));
    if (signal < 0 || signal >= filter->n_signals || ahead < 1 || months < 1 ||
        filter->signals[signal].kind != HM_SIGNAL_AMOUNT) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "forecast of signal %d, %d months after month %d; "
                        "expected an amount and at least one month",
                        (int)signal, (int)ahead, (int)months);
    }
    hm_status status = hmi_messages_init(ctx, filter, months, &m);
    if (status == HM_OK) {
        status = hmi_filter_forward(ctx, filter, series, months, &m);
    }
    if (status == HM_OK) {
        memcpy(now, m.state + (size_t)(months - 1) * (size_t)states,
               (size_t)states * sizeof *now);
        for (int32_t k = 0; k < ahead; k++) {
            hmi_filter_next(filter, months + k, now, next);
            memcpy(now, next, (size_t)states * sizeof *now);
        }
        for (int32_t i = 0; i < states; i++) {
            now[i] = now[i] > -700.0 ? hmi_exp(now[i]) : 0.0;
        }
        status = mixture_of(filter, now, signal, out);
    }
    hmi_messages_clear(ctx, &m);
    return status;
}

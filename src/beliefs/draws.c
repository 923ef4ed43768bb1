// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * draws.c - from parameters with bands to filters: the middle, numbered
 * draws, and what a parameter's value fills.
 *
 * A band is 5, 50 and 95 per cent of a law that is normal in logits or logs on
 * either side of its middle.
 */
#include "beliefs/internal.h"

#include <math.h>
#include <string.h>

static const double z95 = 1.6448536269514722;

static double to_line(hmi_scale scale, double x)
{
    return scale == HMI_SCALE_CHANCE ? hmi_ln(x / (1.0 - x)) : hmi_ln(x);
}

static double from_line(hmi_scale scale, double u)
{
    return scale == HMI_SCALE_CHANCE ? 1.0 / (1.0 + hmi_exp(-u)) : hmi_exp(u);
}

void hmi_beliefs_middle(const hm_beliefs *b, double *value)
{
    for (int32_t p = 0; p < b->n_parameters; p++) {
        value[p] = b->parameters[p].middle;
    }
}

void hmi_beliefs_draw(const hm_beliefs *b, int32_t number, double *value)
{
    hm_random random =
        hm_random_seed(b->seed + 0x9e3779b97f4a7c15u * (uint64_t)(number + 1));
    for (int32_t i = 0; i < b->n_parameters; i++) {
        const hmi_parameter *p = &b->parameters[i];
        double z = hm_random_normal(&random); /* one each: a stable order */
        value[i] = p->middle;
        if (p->low < p->high) {
            double middle = to_line(p->scale, p->middle);
            double side = to_line(p->scale, z > 0.0 ? p->high : p->low);
            value[i] =
                from_line(p->scale, middle + fabs(z) / z95 * (side - middle));
        }
    }
}

static void fill_law(const double *value, const hmi_law_spec *spec,
                     hm_signal_kind kind, hm_signal_law *out)
{
    memset(out, 0, sizeof *out);
    switch (kind) {
    case HM_SIGNAL_AMOUNT:
        out->zero = value[spec->zero];
        out->median = value[spec->median];
        out->spread = value[spec->spread];
        break;
    case HM_SIGNAL_BINARY:
        out->level[1] = value[spec->chance];
        out->level[0] = 1.0 - out->level[1];
        break;
    case HM_SIGNAL_ORDERED:
        memcpy(out->level, spec->level, sizeof out->level);
        break;
    }
}

static void fill_types(const hm_beliefs *b, const double *value, hm_filter *f)
{
    double sum = 0.0;
    int32_t Y = f->n_types = b->n_types;
    for (int32_t y = 0; y < Y; y++) {
        f->prior[y] = b->prior[y] < 0 ? 1.0 : value[b->prior[y]];
        sum += f->prior[y];
    }
    for (int32_t y = 0; y < Y; y++) {
        f->prior[y] /= sum;
        for (int32_t z = 0; z < Y; z++) {
            double stay = b->stay < 0 ? 0.0 : value[b->stay];
            double go = (1.0 - stay) / (double)(Y - 1);
            f->switching[y][z] =
                b->stay < 0 ? b->switching[y][z] : (y == z ? stay : go);
        }
    }
}

static void fill_cause(const hm_beliefs *b, const double *value,
                       const hmi_cause_spec *spec, hm_cause *out)
{
    out->first = spec->first - b->first;
    out->last = spec->last - b->first;
    out->prior = value[spec->prior];
    out->stay = spec->stay < 0 ? 1.0 : value[spec->stay];
    if (hmi_cause_comes(out) > 1.0) { /* the least that keeps the prior */
        out->stay = 1.0 - (1.0 - out->prior) / out->prior;
    }
    for (int32_t s = 0; s < b->n_signals; s++) {
        out->replaces[s] = spec->replaces[s];
        if (spec->replaces[s]) {
            fill_law(value, &spec->law[s], b->signals[s].kind, &out->law[s]);
        }
    }
}

void hmi_beliefs_filter(const hm_beliefs *b, const double *value,
                        int32_t without, hm_filter *out)
{
    memset(out, 0, sizeof *out);
    fill_types(b, value, out);
    out->n_signals = b->n_signals;
    for (int32_t s = 0; s < b->n_signals; s++) {
        hm_signal *signal = &out->signals[s];
        signal->kind = b->signals[s].kind;
        signal->levels = b->signals[s].levels;
        signal->cap = b->signals[s].cap;
        for (int32_t y = 0; y < b->n_types; y++) {
            fill_law(value, &b->signals[s].law[y], signal->kind,
                     &signal->law[y]);
        }
    }
    for (int32_t c = 0; c < b->n_causes; c++) {
        if ((without >> c & 1) == 0) {
            fill_cause(b, value, &b->causes[c], &out->causes[out->n_causes++]);
        }
    }
}

/* Into ascending order (Shell 1959). */
static void sort(double *x, int32_t count)
{
    for (int32_t gap = count / 2; gap > 0; gap /= 2) {
        for (int32_t k = gap; k < count; k++) {
            double value = x[k];
            int32_t at = k;
            for (; at >= gap && x[at - gap] > value; at -= gap) {
                x[at] = x[at - gap];
            }
            x[at] = value;
        }
    }
}

double hmi_quantile(double *values, int32_t count, double p)
{
    sort(values, count);
    double at = p * (double)(count - 1);
    int32_t low = (int32_t)at;
    double part = at - (double)low;
    return low + 1 < count
               ? values[low] + part * (values[low + 1] - values[low])
               : values[count - 1];
}

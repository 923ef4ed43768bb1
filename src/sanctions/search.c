// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * search.c - the most of one aim while others keep a floor, and the proof.
 */
#include "sanctions/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Rates are found to a billionth, and count when this near. */
const double hmi_search_kkt = 1e-9;
const double hmi_search_near = 1e-6;
/* Aims over their scale are known to about ten times the residual. */
static const double value_noise = 1e-11;
static const double feasible = 1e-10;

enum { MAX_STEPS = 200 };

/* What num's ascent hands back; the levers outside [from, to) stand still. */
typedef struct search_data {
    const hmi_search *search;
    double *full;                         /* all levers */
    double *gradient, *curvature, *least; /* all levers */
    size_t from, count;
} search_data;

static hm_status value_of(void *data, const double *u, bool *ok, double *value)
{
    search_data *d = data;
    const hmi_search *s = d->search;
    memcpy(d->full + d->from, u, d->count * sizeof(double));
    HMI_TRY(hmi_stage_try(s->stage, d->full, ok));
    for (int32_t k = 0; k <= s->rows && *ok; k++) {
        HMI_TRY(hmi_stage_value(s->stage, s->aims[k], &value[k]));
        value[k] = (value[k] - (k > 0 ? s->floor[k - 1] : 0.0)) / s->scale[k];
    }
    return HM_OK;
}

static hm_status slope_of(void *data, const double *u, double *gradient,
                          double *curvature, double *least)
{
    search_data *d = data;
    const hmi_search *s = d->search;
    (void)u;
    for (int32_t k = 0; k <= s->rows; k++) {
        HMI_TRY(hmi_stage_slope(s->stage, s->aims[k], d->gradient, d->curvature,
                                d->least));
        for (size_t v = 0; v < d->count; v++) {
            size_t at = (size_t)k * d->count + v;
            gradient[at] = d->gradient[d->from + v] / s->scale[k];
            curvature[at] = d->curvature[d->from + v] / s->scale[k];
            least[at] = d->least[d->from + v] / s->scale[k];
        }
    }
    return HM_OK;
}

static void keep(void *data)
{
    const search_data *d = data;
    hmi_stage_keep(d->search->stage);
}

static hm_status data_init(const hmi_search *s, search_data *d)
{
    size_t count = (size_t)s->stage->x->count;
    size_t to = s->to > 0 ? (size_t)s->to : count;
    *d = (search_data){.search = s, .from = (size_t)s->from};
    d->count = to - d->from;
    d->full = HMI_ARRAY(s->stage->ctx, double, 4 * count + 1);
    if (d->full == NULL) {
        return HM_ERR_MEMORY;
    }
    d->gradient = d->full + count;
    d->curvature = d->gradient + count;
    d->least = d->curvature + count;
    return HM_OK;
}

/* Multipliers and values in the aims' own units. */
static void unscale(const hmi_search *s, hmi_ascent_end *end)
{
    end->value[0] *= s->scale[0];
    for (int32_t k = 1; k <= s->rows; k++) {
        end->value[k] = end->value[k] * s->scale[k] + s->floor[k - 1];
        end->multiplier[k - 1] *= s->scale[0] / s->scale[k];
    }
}

hm_status hmi_search_run(const hmi_search *search, double *u,
                         hmi_ascent_end *end)
{
    search_data d;
    double multiplier[HMI_ASCENT_ROWS] = {0.0};
    HMI_TRY(data_init(search, &d));
    for (int32_t k = 0; k < search->rows && search->multiplier != NULL; k++) {
        multiplier[k] =
            search->multiplier[k] * search->scale[k + 1] / search->scale[0];
    }
    memcpy(d.full, u, (size_t)search->stage->x->count * sizeof(double));
    hmi_ascent ascent = {.n = d.count,
                         .rows = search->rows,
                         .low = search->stage->x->low + d.from,
                         .high = search->stage->x->high + d.from,
                         .data = &d,
                         .value = value_of,
                         .slope = slope_of,
                         .keep = keep,
                         .tolerance = search->tolerance > 0.0
                                          ? search->tolerance
                                          : hmi_search_kkt,
                         .near = hmi_search_near,
                         .feasible = feasible,
                         .noise = value_noise,
                         .longest = 1.0,
                         .max_steps = MAX_STEPS,
                         .room = search->room,
                         .pairs = search->pairs,
                         .multiplier = multiplier};
    hm_status status = hmi_ascend(search->stage->ctx, &ascent, u + d.from, end);
    if (status == HM_OK) {
        unscale(search, end);
    }
    hmi_free(search->stage->ctx, d.full);
    return status;
}

/* --- the proof ------------------------------------------------------------------------ */

/* Largest change that the conditions at these multipliers still ask for. */
static double kkt_of(const hmi_search *s, const search_data *d, const double *u,
                     const hmi_ascent_end *end, const double *rows)
{
    const hmi_levers *x = s->stage->x;
    size_t all = (size_t)(s->rows + 1) * d->count;
    double worst = 0.0;
    for (size_t v = 0; v < d->count; v++) {
        double g = rows[v];
        double h = rows[all + v];
        double least = rows[2 * all + v];
        for (int32_t k = 1; k <= s->rows; k++) {
            double mu = end->multiplier[k - 1] * s->scale[k] / s->scale[0];
            size_t at = (size_t)k * d->count + v;
            g += mu * rows[at];
            h += mu * rows[all + at];
            least += mu * rows[2 * all + at];
        }
        h = fmax(h, least);
        size_t at = d->from + v;
        double to = u[at] + g / (h > 0.0 ? h : 1.0);
        to = fmin(fmax(to, x->low[at]), x->high[at]);
        worst = fmax(worst, fabs(to - u[at]));
    }
    return worst;
}

static hm_status check_with(const hmi_search *s, search_data *d,
                            const double *u, const hmi_ascent_end *end,
                            double *rows, hmi_check *check)
{
    hmi_stage *stage = s->stage;
    double value[1 + HMI_ASCENT_ROWS];
    size_t all = (size_t)(s->rows + 1) * d->count;
    bool ok = false;
    hm_verification seen;
    memcpy(d->full, u, (size_t)stage->x->count * sizeof(double));
    hmi_stage_forget(stage);
    HMI_TRY(value_of(d, d->full + d->from, &ok, value));
    if (!ok) {
        (void)snprintf(check->worst, sizeof check->worst, "%s", stage->why);
        return HM_OK;
    }
    HMI_TRY(hm_equilibrium_verify(stage->ctx, stage->economy, stage->closure,
                                  stage->shock, stage->at,
                                  stage->verify_tolerance, &seen));
    check->confirmed = seen.confirmed;
    check->residual = seen.residual;
    (void)snprintf(check->worst, sizeof check->worst, "%s",
                   seen.worst_equation);
    if (end != NULL) {
        HMI_TRY(slope_of(d, u, rows, rows + all, rows + 2 * all));
        check->kkt = kkt_of(s, d, u, end, rows);
    }
    hmi_stage_keep(stage);
    return HM_OK;
}

hm_status hmi_search_check(const hmi_search *search, const double *u,
                           const hmi_ascent_end *end, hmi_check *check)
{
    search_data d;
    *check = (hmi_check){.kkt = NAN, .residual = NAN};
    HMI_TRY(data_init(search, &d));
    hm_context *ctx = search->stage->ctx;
    size_t all = (size_t)(search->rows + 1) * d.count;
    double *rows = HMI_ARRAY(ctx, double, 3 * all + 1);
    hm_status status = rows == NULL
                           ? HM_ERR_MEMORY
                           : check_with(search, &d, u, end, rows, check);
    hmi_free(ctx, rows);
    hmi_free(ctx, d.full);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * wide.c - where else a search may begin: points spread over all levers, each
 * moved along a ray to where what is asked just holds, the best of them.
 *
 * Embargoes bend the wrong way (what the last part of a flow costs less than
 * the first), so that a search ends in the valley where it began. Few levers
 * are covered evenly (Halton 1960); many by random halves of them. What a
 * point is worth takes solves alone; only the best few are searched from.
 */
#include "sanctions/design.h"

#include <math.h>
#include <string.h>

enum { FEW = 6, EVEN_POINTS = 40, RANDOM_POINTS = 12, BENDS = 6 };
/* Of what is asked, missed at a start: the search does the rest. */
static const double near_asked = 1e-3;

typedef struct scatter {
    hm_sanction_plan *plan;
    const hmi_search *search;
    hmi_starts *best;
    double *sample, *at; /* levers */
} scatter;

/* --- points spread over the box ------------------------------------------------- */

/* The digits of `index` in a base, mirrored behind the point. */
static double mirrored(int32_t index, int32_t base)
{
    double part = 1.0;
    double sum = 0.0;
    for (; index > 0; index /= base) {
        part /= base;
        sum += part * (index % base);
    }
    return sum;
}

/* The sample: the end of another search, one lever alone, or a point of the
 * inside. */
static void spread(const scatter *s, const double *end, int32_t index,
                   hm_random *random)
{
    static const int32_t primes[FEW] = {2, 3, 5, 7, 11, 13};
    const hmi_levers *x = s->plan->levers;
    int32_t alone = x->count <= FEW ? x->count : 0;
    if (index == 0 || index <= alone) {
        const double *from = index == 0 ? end : x->low;
        memcpy(s->sample, from, (size_t)x->count * sizeof(double));
        if (index > 0) {
            s->sample[index - 1] = x->high[index - 1];
        }
        return;
    }
    index -= alone + 1;
    for (int32_t v = 0; v < x->count; v++) {
        double part = 0.0;
        if (x->count <= FEW) {
            part = mirrored(index + 1, primes[v]);
        } else if (hm_random_uniform(random) < 0.5) {
            part = hm_random_uniform(random);
        }
        s->sample[v] = x->low[v] + part * (x->high[v] - x->low[v]);
    }
}

/* --- along a ray ------------------------------------------------------------------ */

/* From nothing (0) by the sample (1) to everything (2). */
static void put(const scatter *s, double where)
{
    const hmi_levers *x = s->plan->levers;
    double rest = where > 1.0 ? where - 1.0 : 0.0;
    for (int32_t v = 0; v < x->count; v++) {
        double from = where > 1.0 ? s->sample[v] : x->low[v];
        double to = where > 1.0 ? x->high[v] : s->sample[v];
        s->at[v] = from + (where > 1.0 ? rest : where) * (to - from);
    }
}

/* What the point is worth and by how much the floor is passed there. */
static hm_status look(const scatter *s, double where, bool *ok, double *worth,
                      double *excess)
{
    hmi_stage *stage = s->plan->stage;
    put(s, where);
    *excess = 0.0;
    HMI_TRY(hmi_stage_try(stage, s->at, ok));
    if (!*ok) {
        return HM_OK;
    }
    HMI_TRY(hmi_stage_value(stage, s->search->aims[0], worth));
    if (s->search->rows > 0) {
        HMI_TRY(hmi_stage_value(stage, s->search->aims[1], excess));
        *excess -= s->search->floor[0];
    }
    return HM_OK;
}

/* Among the best? In order, the best first. */
static void offer(const scatter *s, double worth)
{
    hmi_starts *b = s->best;
    size_t n = (size_t)s->plan->levers->count;
    int32_t at = b->count;
    while (at > 0 && worth > b->worth[at - 1]) {
        at--;
    }
    if (at == HMI_WIDE_STARTS) {
        return;
    }
    b->count += b->count < HMI_WIDE_STARTS ? 1 : 0;
    for (int32_t k = b->count - 1; k > at; k--) {
        b->worth[k] = b->worth[k - 1];
        memcpy(b->u + (size_t)k * n, b->u + (size_t)(k - 1) * n,
               n * sizeof(double));
    }
    b->worth[at] = worth;
    memcpy(b->u + (size_t)at * n, s->at, n * sizeof(double));
}

/*
 * Where the floor just holds between `in`, where it does, and `out`, where it
 * does not: by secants, halved where they get stuck on one side (Dowell and
 * Jarratt 1971); the last place where it holds is offered.
 */
static hm_status narrow(const scatter *s, double in, double in_excess,
                        double out, double out_excess)
{
    double worth = -INFINITY;
    double enough = near_asked * fabs(s->search->floor[0]);
    double excess = in_excess;
    bool ok = true;
    double high = in_excess;
    double low = out_excess;
    for (int32_t k = 0; k < BENDS && ok && excess > enough; k++) {
        double middle = in + (out - in) * high / (high - low);
        double now = 0.0;
        HMI_TRY(look(s, middle, &ok, &worth, &now));
        if (ok && now >= 0.0) {
            in = middle;
            excess = high = now;
            low *= 0.5;
        } else if (ok) {
            out = middle;
            low = now;
            high *= 0.5;
        }
    }
    HMI_TRY(look(s, in, &ok, &worth, &excess));
    if (ok) {
        offer(s, worth);
    }
    return HM_OK;
}

/* The sample moved to where the floor just holds, if it does anywhere. */
static hm_status follow(const scatter *s, bool needs_more)
{
    bool ok = false;
    double worth = -INFINITY;
    double here = 0.0;
    double there = 0.0;
    HMI_TRY(look(s, 1.0, &ok, &worth, &here));
    if (!ok) {
        return HM_OK;
    }
    if (s->search->rows == 0) {
        offer(s, worth);
        return HM_OK;
    }
    hmi_stage_keep(s->plan->stage);
    /* more of it raises a loss and uses up a budget */
    double end = (here >= 0.0) == needs_more ? 0.0 : 2.0;
    HMI_TRY(look(s, end, &ok, &worth, &there));
    if (!ok || (here < 0.0 && there < 0.0)) {
        return HM_OK;
    }
    if (here >= 0.0 && there >= 0.0) {
        offer(s, worth);
        return HM_OK;
    }
    return here >= 0.0 ? narrow(s, 1.0, here, end, there)
                       : narrow(s, end, there, 1.0, here);
}

hm_status hmi_plan_starts(hm_sanction_plan *plan, const hmi_search *search,
                          bool needs_more, const double *end, hmi_starts *best)
{
    size_t n = (size_t)plan->levers->count;
    hm_random random = hm_random_seed(1);
    scatter s = {.plan = plan, .search = search, .best = best};
    best->count = 0;
    if (search->rows > 1 || n == 0) {
        return HM_OK;
    }
    s.sample = HMI_ARRAY(plan->ctx, double, 2 * n);
    if (s.sample == NULL) {
        return HM_ERR_MEMORY;
    }
    s.at = s.sample + n;
    int32_t points = n <= FEW ? EVEN_POINTS : RANDOM_POINTS;
    hm_status status = HM_OK;
    for (int32_t k = 0; k < points && status == HM_OK; k++) {
        spread(&s, end, k, &random);
        hmi_stage_forget(plan->stage);
        status = follow(&s, needs_more);
    }
    hmi_free(plan->ctx, s.sample);
    return status;
}

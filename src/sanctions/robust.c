// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * robust.c - the points of a frontier over draws of the trade elasticities
 * (S13): expected Omega, its worst tenth, and how far the ranking of designs
 * survives. Every design meets the same draws.
 */
#include "sanctions/design.h"

#include <math.h>
#include <string.h>

/* Designs by draws. */
typedef struct ensemble {
    hm_sanction_plan *plan;
    int32_t designs, draws;
    int32_t *design;     /* numbers of those that are confirmed */
    double *loss, *cost; /* designs x draws, NAN: failed */
    double *omega;       /* designs: of one draw */
    double *sorted;      /* draws */
    double *rank;        /* designs: central */
    double *theta, *home;
} ensemble;

/* --- one draw ---------------------------------------------------------------------- */

static hm_status draw_economy(ensemble *e, int32_t draw, hm_economy **out)
{
    const hmi_robust *r = &e->plan->problem->robust;
    const hm_economy *base = e->plan->world.base;
    hm_elasticities set = *hm_economy_elasticities(base);
    hm_random random = hm_random_seed(r->seed * 1000003u + (uint64_t)draw);
    hm_elasticities_draw(&set, hm_economy_data(base)->n_sectors, r->cv, &random,
                         e->theta, e->home);
    set.theta = e->theta;
    set.theta_home = e->home;
    return hm_economy_with_elasticities(e->plan->ctx, base, &set, out);
}

/* Loss and cost of every design on one stage. */
static hm_status meet(ensemble *e, int32_t draw, hmi_stage *stage)
{
    hm_sanction_plan *plan = e->plan;
    hmi_aim loss = plan->loss;
    hmi_aim cost = plan->cost;
    bool ok = false;
    loss.departure = cost.departure = 0.0;
    HMI_TRY(hmi_stage_try(stage, plan->begin, &ok));
    for (int32_t d = 0; d < e->designs; d++) {
        size_t at = (size_t)d * (size_t)e->draws + (size_t)draw;
        e->loss[at] = e->cost[at] = NAN;
    }
    if (!ok) {
        return HM_OK;
    }
    HMI_TRY(hmi_stage_value(stage, &plan->loss, &loss.departure));
    HMI_TRY(hmi_stage_value(stage, &plan->cost, &cost.departure));
    loss.departure += plan->loss.departure;
    cost.departure += plan->cost.departure;
    hmi_stage_keep(stage);
    for (int32_t d = 0; d < e->designs; d++) {
        size_t at = (size_t)d * (size_t)e->draws + (size_t)draw;
        const hmi_design *design = &plan->designs[e->design[d]];
        HMI_TRY(hmi_stage_try(stage, design->u, &ok));
        if (ok) {
            HMI_TRY(hmi_stage_value(stage, &loss, &e->loss[at]));
            HMI_TRY(hmi_stage_value(stage, &cost, &e->cost[at]));
            e->cost[at] = -e->cost[at];
        }
    }
    return HM_OK;
}

static hm_status one_draw(ensemble *e, int32_t draw)
{
    hm_sanction_plan *plan = e->plan;
    hm_economy *economy = NULL;
    hmi_stage *stage = NULL;
    hm_status status = draw_economy(e, draw, &economy);
    hmi_world world = plan->world;
    world.base = economy;
    if (status == HM_OK) {
        status = hmi_stage_create(plan->ctx, &world, plan->levers,
                                  plan->departure, &stage);
    }
    if (status == HM_OK) {
        status = meet(e, draw, stage);
        plan->certificate.solves += stage->solves;
        plan->certificate.sweeps += stage->sweeps;
    }
    hmi_stage_free(stage);
    hm_economy_free(economy);
    return status;
}

/* --- over the draws ------------------------------------------------------------------ */

/* Into ascending order (Shell 1959). */
static void sort(double *x, size_t count)
{
    for (size_t gap = count / 2; gap > 0; gap /= 2) {
        for (size_t k = gap; k < count; k++) {
            double value = x[k];
            size_t at = k;
            for (; at >= gap && x[at - gap] > value; at -= gap) {
                x[at] = x[at - gap];
            }
            x[at] = value;
        }
    }
}

static double omega_at(const ensemble *e, int32_t d, int32_t draw, double price)
{
    size_t at = (size_t)d * (size_t)e->draws + (size_t)draw;
    return e->cost[at] - price * e->loss[at];
}

/* Moments of one design's Omega; draws that failed are counted. */
static void moments(ensemble *e, int32_t d, double price, hmi_rank_row *row)
{
    int32_t count = 0;
    double sum = 0.0;
    for (int32_t k = 0; k < e->draws; k++) {
        double omega = omega_at(e, d, k, price);
        if (isfinite(omega)) {
            e->sorted[count++] = omega;
            sum += omega;
        }
    }
    row->draws = count;
    row->failed = e->draws - count;
    if (count == 0) {
        return;
    }
    sort(e->sorted, (size_t)count);
    int32_t worst = (count + 9) / 10;
    double tail = 0.0;
    for (int32_t k = count - worst; k < count; k++) {
        tail += e->sorted[k];
    }
    row->mean = sum / count;
    row->tail = tail / worst;
    row->robust = row->mean + e->plan->problem->robust.tail * row->tail;
    row->low = e->sorted[(int32_t)(0.05 * (count - 1) + 0.5)];
    row->high = e->sorted[(int32_t)(0.95 * (count - 1) + 0.5)];
}

/* 1 + how many designs of a draw have a smaller Omega. */
static double rank_of(const ensemble *e, const double *omega, int32_t d)
{
    double rank = 1.0;
    for (int32_t k = 0; k < e->designs; k++) {
        rank += omega[k] < omega[d] ? 1.0 : 0.0;
    }
    return rank;
}

/* Pairs in the central order less pairs in the other, over all (Kendall). */
static double agreement(const ensemble *e, const double *omega)
{
    int32_t pairs = 0;
    double sum = 0.0;
    for (int32_t a = 0; a < e->designs; a++) {
        for (int32_t b = 0; b < a; b++) {
            double same = (omega[a] - omega[b]) * (e->rank[a] - e->rank[b]);
            sum += same > 0.0 ? 1.0 : same < 0.0 ? -1.0 : 0.0;
            pairs++;
        }
    }
    return pairs > 0 ? sum / pairs : NAN;
}

/* Ranks of all designs at one price, over the draws where all succeeded. */
static double stability(ensemble *e, double price, hmi_rank_row *rows)
{
    int32_t count = 0;
    double tau = 0.0;
    for (int32_t k = 0; k < e->draws; k++) {
        bool whole = true;
        for (int32_t d = 0; d < e->designs; d++) {
            e->omega[d] = omega_at(e, d, k, price);
            whole = whole && isfinite(e->omega[d]);
        }
        if (!whole) {
            continue;
        }
        count++;
        tau += agreement(e, e->omega);
        for (int32_t d = 0; d < e->designs; d++) {
            double rank = rank_of(e, e->omega, d);
            rows[d].mean_rank += rank;
            rows[d].best_share += rank < 1.5 ? 1.0 : 0.0;
        }
    }
    for (int32_t d = 0; d < e->designs; d++) {
        rows[d].mean_rank = count > 0 ? rows[d].mean_rank / count : NAN;
        rows[d].best_share = count > 0 ? rows[d].best_share / count : NAN;
    }
    return count > 0 ? tau / count : NAN;
}

static void rank_at(ensemble *e, double price, hmi_rank_row *rows)
{
    hm_sanction_plan *plan = e->plan;
    for (int32_t d = 0; d < e->designs; d++) {
        const hm_sanction_point *p = &plan->designs[e->design[d]].point;
        rows[d] = (hmi_rank_row){.design = e->design[d],
                                 .willingness = price,
                                 .value = p->cost - price * p->loss,
                                 .mean = NAN,
                                 .tail = NAN,
                                 .robust = NAN,
                                 .low = NAN,
                                 .high = NAN};
        e->omega[d] = rows[d].value;
    }
    for (int32_t d = 0; d < e->designs; d++) {
        e->rank[d] = rank_of(e, e->omega, d);
        moments(e, d, price, &rows[d]);
    }
    double tau = stability(e, price, rows);
    for (int32_t d = 0; d < e->designs; d++) {
        rows[d].agreement = tau;
    }
}

static hm_status make(ensemble *e)
{
    hm_sanction_plan *plan = e->plan;
    hm_context *ctx = plan->ctx;
    size_t J = (size_t)hm_economy_data(plan->world.base)->n_sectors;
    size_t D = (size_t)e->draws;
    size_t n = (size_t)plan->n_designs;
    e->design = HMI_ARRAY(ctx, int32_t, n + 1);
    e->loss = HMI_ARRAY(ctx, double, n *D + 1);
    e->cost = HMI_ARRAY(ctx, double, n *D + 1);
    e->omega = HMI_ARRAY(ctx, double, n + 1);
    e->rank = HMI_ARRAY(ctx, double, n + 1);
    e->sorted = HMI_ARRAY(ctx, double, D + 1);
    e->theta = HMI_ARRAY(ctx, double, J);
    e->home = HMI_ARRAY(ctx, double, J);
    int32_t prices = plan->problem->willingness.count;
    plan->ranks =
        HMI_ARRAY(ctx, hmi_rank_row, n * (size_t)(prices > 0 ? prices : 1) + 1);
    return e->design == NULL || e->loss == NULL || e->cost == NULL ||
                   e->omega == NULL || e->rank == NULL || e->sorted == NULL ||
                   e->theta == NULL || e->home == NULL || plan->ranks == NULL
               ? HM_ERR_MEMORY
               : HM_OK;
}

static hm_status run(ensemble *e)
{
    hm_sanction_plan *plan = e->plan;
    static const double standard[] = {1.0};
    const hmi_numbers *asked = &plan->problem->willingness;
    const double *prices = asked->count > 0 ? asked->items : standard;
    for (int32_t k = 0; k < plan->n_designs; k++) {
        if (plan->designs[k].point.confirmed) {
            e->design[e->designs++] = k;
        }
    }
    plan->current = false;
    hmi_plan_aims(plan, 0.0);
    for (int32_t draw = 0; draw < e->draws && e->designs > 0; draw++) {
        if (hm_context_canceled(plan->ctx)) {
            return HM_ERR_CANCELED;
        }
        HMI_TRY(one_draw(e, draw));
    }
    for (int32_t k = 0; k < (asked->count > 0 ? asked->count : 1); k++) {
        rank_at(e, prices[k], plan->ranks + plan->n_ranks);
        plan->n_ranks += e->designs;
    }
    return HM_OK;
}

hm_status hmi_plan_robust(hm_sanction_plan *plan)
{
    ensemble e = {.plan = plan, .draws = plan->problem->robust.draws};
    hm_status status = make(&e);
    if (status == HM_OK) {
        status = run(&e);
    }
    hmi_free(plan->ctx, e.design);
    hmi_free(plan->ctx, e.loss);
    hmi_free(plan->ctx, e.cost);
    hmi_free(plan->ctx, e.omega);
    hmi_free(plan->ctx, e.rank);
    hmi_free(plan->ctx, e.sorted);
    hmi_free(plan->ctx, e.theta);
    hmi_free(plan->ctx, e.home);
    return status;
}

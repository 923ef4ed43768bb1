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

/* Worlds of the draws are kept for a search as far as they take no more: the
 * first so many. What is found is then tried in all draws. */
static const double room_for_worlds = 1e9;
/* Bytes of a stage over those of its solver, roughly. */
static const double stage_over_solver = 4.0;

/* Designs by draws. */
typedef struct ensemble {
    hm_sanction_plan *plan;
    int32_t designs, draws;
    int32_t kept;        /* draws whose worlds are kept, the first */
    int32_t *design;     /* numbers of those that are confirmed */
    double *loss, *cost; /* designs x draws, NAN: failed */
    double *omega;       /* designs: of one draw */
    double *sorted;      /* draws */
    double *rank;        /* designs: central */
    double *theta, *home;
    /* kept worlds, or NULL */
    hm_economy **economies;
    hmi_stage **stages;
    double *loss_start, *cost_start; /* draws: of the aims at the start */
    double *weight;                  /* draws */
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
    e->loss_start[draw] = loss.departure;
    e->cost_start[draw] = cost.departure;
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

/* The economy of a draw and a stage on it; both are the caller's. */
static hm_status make_world(ensemble *e, int32_t draw, hm_economy **economy,
                            hmi_stage **stage)
{
    hm_sanction_plan *plan = e->plan;
    HMI_TRY(draw_economy(e, draw, economy));
    hmi_world world = plan->world;
    world.base = *economy;
    return hmi_stage_create(plan->ctx, &world, plan->levers, plan->departure,
                            stage);
}

static hm_status one_draw(ensemble *e, int32_t draw)
{
    hm_sanction_plan *plan = e->plan;
    hm_economy *economy = NULL;
    hmi_stage *stage = NULL;
    hm_status status = make_world(e, draw, &economy, &stage);
    if (status == HM_OK) {
        status = meet(e, draw, stage);
        plan->certificate.solves += stage->solves;
        plan->certificate.sweeps += stage->sweeps;
    }
    if (status == HM_OK && draw < e->kept) {
        e->stages[draw] = stage;
        e->economies[draw] = economy;
        return HM_OK;
    }
    hmi_stage_free(stage);
    hm_economy_free(economy);
    return status;
}

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

/* --- the best over the draws (S13) --------------------------------------------------- */

typedef struct robust_search {
    ensemble *e;
    double price, scale;
    double *gradient, *curvature, *least; /* levers */
} robust_search;

/* Omega of a kept world where its levers stand. */
static hm_status omega_of(const ensemble *e, int32_t draw, double price,
                          double *out)
{
    hmi_aim loss = e->plan->loss;
    hmi_aim cost = e->plan->cost;
    double lost = 0.0;
    double kept = 0.0;
    loss.departure = e->loss_start[draw];
    cost.departure = e->cost_start[draw];
    HMI_TRY(hmi_stage_value(e->stages[draw], &loss, &lost));
    HMI_TRY(hmi_stage_value(e->stages[draw], &cost, &kept));
    *out = -kept - price * lost;
    return HM_OK;
}

/* E + tail CVaR of the Omegas in e->weight, which become the weights of each
 * draw in its derivative. */
static double weigh_draws(ensemble *e)
{
    int32_t D = e->kept;
    int32_t worst = (D + 9) / 10;
    double tail = e->plan->problem->robust.tail;
    double sum = 0.0;
    memcpy(e->sorted, e->weight, (size_t)D * sizeof(double));
    sort(e->sorted, (size_t)D);
    double limit = e->sorted[D - worst];
    int32_t left = worst;
    for (int32_t k = 0; k < D; k++) {
        bool in = e->weight[k] >= limit && left > 0;
        double weight = 1.0 / D + (in ? tail / worst : 0.0);
        left -= in ? 1 : 0;
        sum += weight * e->weight[k];
        e->weight[k] = weight;
    }
    return sum;
}

static hm_status robust_value(void *data, const double *u, bool *ok,
                              double *value)
{
    robust_search *r = data;
    *ok = true;
    for (int32_t k = 0; k < r->e->kept && *ok; k++) {
        HMI_TRY(hmi_stage_try(r->e->stages[k], u, ok));
        if (*ok) {
            HMI_TRY(omega_of(r->e, k, r->price, &r->e->weight[k]));
        }
    }
    value[0] = *ok ? -weigh_draws(r->e) / r->scale : NAN;
    return HM_OK;
}

static hm_status robust_slope(void *data, const double *u, double *gradient,
                              double *curvature, double *least)
{
    robust_search *r = data;
    hm_sanction_plan *plan = r->e->plan;
    size_t n = (size_t)plan->levers->count;
    (void)u;
    memset(gradient, 0, n * sizeof(double));
    memset(curvature, 0, n * sizeof(double));
    memset(least, 0, n * sizeof(double));
    for (int32_t k = 0; k < r->e->kept; k++) {
        double weight = r->e->weight[k] / r->scale;
        HMI_TRY(hmi_stage_slope(r->e->stages[k], &plan->joint, r->gradient,
                                r->curvature, r->least));
        hmi_axpy(n, weight, r->gradient, gradient);
        hmi_axpy(n, weight, r->curvature, curvature);
        hmi_axpy(n, weight, r->least, least);
    }
    return HM_OK;
}

static void robust_keep(void *data)
{
    const robust_search *r = data;
    for (int32_t k = 0; k < r->e->kept; k++) {
        hmi_stage_keep(r->e->stages[k]);
    }
}

static hm_status ascend(robust_search *r, double *u, hmi_ascent_end *end)
{
    hm_sanction_plan *plan = r->e->plan;
    size_t n = (size_t)plan->levers->count;
    r->gradient = HMI_ARRAY(plan->ctx, double, 3 * n + 1);
    if (r->gradient == NULL) {
        return HM_ERR_MEMORY;
    }
    r->curvature = r->gradient + n;
    r->least = r->curvature + n;
    const hmi_ascent ascent = {.n = n,
                               .low = plan->levers->low,
                               .high = plan->levers->high,
                               .data = r,
                               .value = robust_value,
                               .slope = robust_slope,
                               .keep = robust_keep,
                               .tolerance = 1e-7,
                               .near = 1e-4, /* the worst tenth has kinks */
                               .feasible = 1e-10,
                               .noise = 1e-11,
                               .longest = 1.0,
                               .max_steps = 60};
    hm_status status = hmi_ascend(plan->ctx, &ascent, u, end);
    hmi_free(plan->ctx, r->gradient);
    return status;
}

/* One more design in one draw, whose world is made again where it was not
 * kept. */
static hm_status meet_alone(ensemble *e, int32_t draw, int32_t at,
                            const hmi_design *d)
{
    hm_sanction_plan *plan = e->plan;
    size_t cell = (size_t)at * (size_t)e->draws + (size_t)draw;
    hm_economy *economy = NULL;
    hmi_stage *made = NULL;
    bool ok = true;
    hm_status status = HM_OK;
    e->loss[cell] = e->cost[cell] = NAN;
    if (draw >= e->kept) {
        HMI_GOTO(status, make_world(e, draw, &economy, &made));
        HMI_GOTO(status, hmi_stage_try(made, plan->begin, &ok));
        hmi_stage_keep(made);
    }
    hmi_stage *stage = draw < e->kept ? e->stages[draw] : made;
    if (ok) {
        HMI_GOTO(status, hmi_stage_try(stage, d->u, &ok));
    }
    if (ok) {
        hmi_aim loss = plan->loss;
        hmi_aim cost = plan->cost;
        loss.departure = e->loss_start[draw];
        cost.departure = e->cost_start[draw];
        HMI_GOTO(status, hmi_stage_value(stage, &loss, &e->loss[cell]));
        HMI_GOTO(status, hmi_stage_value(stage, &cost, &e->cost[cell]));
        e->cost[cell] = -e->cost[cell];
    }
out:
    if (made != NULL) {
        plan->certificate.solves += made->solves;
        plan->certificate.sweeps += made->sweeps;
    }
    hmi_stage_free(made);
    hm_economy_free(economy);
    return status;
}

/* The design that a search from `from` ends at, verified in the central world,
 * as one more of the plan's. */
static hm_status add_robust(ensemble *e, double price, const hmi_design *from)
{
    hm_sanction_plan *plan = e->plan;
    robust_search r = {.e = e, .price = price, .scale = plan->cost_scale};
    hmi_design *d = &plan->designs[plan->n_designs++];
    hmi_search search = {.stage = plan->stage, .rows = -1};
    hmi_ascent_end end;
    hmi_check check;
    HMI_TRY(hmi_design_init(plan, HMI_FORM_ROBUST, price, d));
    hmi_plan_aims(plan, price);
    memcpy(d->u, from->u, (size_t)plan->levers->count * sizeof(double));
    HMI_TRY(ascend(&r, d->u, &end));
    d->point.found = true; /* never worse than where it began */
    HMI_TRY(hmi_search_check(&search, d->u, NULL, &check));
    d->point.kkt = end.kkt;
    d->point.residual = check.residual;
    d->point.confirmed = check.confirmed;
    hmi_plan_aims(plan, 0.0);
    if (!check.confirmed) {
        return HM_OK;
    }
    HMI_TRY(hmi_design_read(plan, d));
    d->point.willingness = price;
    int32_t at = e->designs++;
    e->design[at] = plan->n_designs - 1;
    for (int32_t k = 0; k < e->draws; k++) {
        HMI_TRY(meet_alone(e, k, at, d));
    }
    return HM_OK;
}

/* --- over the draws ------------------------------------------------------------------ */

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
    size_t prices = (size_t)plan->problem->willingness.count + 1;
    size_t n = (size_t)plan->n_designs + prices;
    e->loss_start = HMI_ARRAY(ctx, double, D + 1);
    e->cost_start = HMI_ARRAY(ctx, double, D + 1);
    e->weight = HMI_ARRAY(ctx, double, D + 1);
    double bytes = stage_over_solver * hm_solver_bytes(plan->world.base);
    double fit = room_for_worlds / bytes;
    e->kept = fit < (double)D ? (int32_t)fit : e->draws;
    if (e->kept > plan->problem->robust.search) {
        e->kept = plan->problem->robust.search;
    }
    if (e->kept < 2 || plan->problem->with == HMI_WITH_BANS) {
        e->kept = 0;
    }
    plan->searched_draws = e->kept;
    if (e->kept > 0) {
        e->economies = HMI_ARRAY(ctx, hm_economy *, D + 1);
        e->stages = HMI_ARRAY(ctx, hmi_stage *, D + 1);
        if (e->economies == NULL || e->stages == NULL) {
            return HM_ERR_MEMORY;
        }
    }
    e->design = HMI_ARRAY(ctx, int32_t, n + 1);
    e->loss = HMI_ARRAY(ctx, double, n *D + 1);
    e->cost = HMI_ARRAY(ctx, double, n *D + 1);
    e->omega = HMI_ARRAY(ctx, double, n + 1);
    e->rank = HMI_ARRAY(ctx, double, n + 1);
    e->sorted = HMI_ARRAY(ctx, double, D + 1);
    e->theta = HMI_ARRAY(ctx, double, J);
    e->home = HMI_ARRAY(ctx, double, J);
    plan->ranks = HMI_ARRAY(ctx, hmi_rank_row, n * prices + 1);
    return e->design == NULL || e->loss == NULL || e->cost == NULL ||
                   e->omega == NULL || e->rank == NULL || e->sorted == NULL ||
                   e->theta == NULL || e->home == NULL || plan->ranks == NULL ||
                   e->loss_start == NULL || e->cost_start == NULL ||
                   e->weight == NULL
               ? HM_ERR_MEMORY
               : HM_OK;
}

/* Search from the design that is best over the draws at this price. */
static hm_status improve(ensemble *e, double price)
{
    hm_sanction_plan *plan = e->plan;
    hmi_rank_row *rows = plan->ranks; /* scratch: ranked anew afterwards */
    int32_t best = -1;
    bool whole = e->kept > 0;
    for (int32_t k = 0; k < e->kept && whole; k++) {
        whole = e->stages[k] != NULL && isfinite(omega_at(e, 0, k, price));
    }
    if (!whole) {
        return HM_OK;
    }
    rank_at(e, price, rows);
    for (int32_t d = 0; d < e->designs; d++) {
        bool better = isfinite(rows[d].robust) &&
                      (best < 0 || rows[d].robust < rows[best].robust);
        best = better ? d : best;
    }
    return best < 0 ? HM_OK
                    : add_robust(e, price, &plan->designs[e->design[best]]);
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
    int32_t n_prices = asked->count > 0 ? asked->count : 1;
    for (int32_t k = 0; k < n_prices && e->designs > 0; k++) {
        HMI_TRY(improve(e, prices[k]));
    }
    for (int32_t k = 0; k < n_prices; k++) {
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
    for (int32_t k = 0; k < e.draws && e.stages != NULL; k++) {
        hmi_stage_free(e.stages[k]);
    }
    for (int32_t k = 0; k < e.draws && e.economies != NULL; k++) {
        hm_economy_free(e.economies[k]);
    }
    hmi_free(plan->ctx, (void *)e.economies);
    hmi_free(plan->ctx, (void *)e.stages);
    hmi_free(plan->ctx, e.loss_start);
    hmi_free(plan->ctx, e.cost_start);
    hmi_free(plan->ctx, e.weight);
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

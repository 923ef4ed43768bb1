// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * bans.c - all of a flow or nothing: the best set of bans for every point.
 *
 * Up to `enumerate` levers every set is solved. With more, sets are improved
 * one ban at a time and by swaps from nothing, from everything and from the
 * last point's set until neither helps: a loss is not submodular in bans, so
 * that no more is claimed (section 4, Algorithms). Sets are solved once. How
 * much better another set could be is bounded by partial bans of the same
 * flows, searched from the set found: no set does better than the best of
 * these, which is a local optimum in its turn.
 */
#include "sanctions/design.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_BANS = 62 };

/* A set that was solved. */
typedef struct tried {
    uint64_t set;
    bool ok;
    double loss, cost;
} tried;

typedef struct chooser {
    hm_sanction_plan *plan;
    int32_t count, capacity;
    tried *items;
    double *u;
    bool all; /* every set was solved */
    hmi_form form;
    double asked;
} chooser;

/* --- sets ------------------------------------------------------------------------ */

static void put(const chooser *c, uint64_t set, double *u)
{
    for (int32_t v = 0; v < c->plan->levers->count; v++) {
        u[v] = (set >> v & 1u) != 0 ? 1.0 : 0.0;
    }
}

static hm_status solve(chooser *c, uint64_t set, tried *out)
{
    hm_sanction_plan *plan = c->plan;
    *out = (tried){.set = set};
    put(c, set, c->u);
    HMI_TRY(hmi_stage_try(plan->stage, c->u, &out->ok));
    if (out->ok) {
        HMI_TRY(hmi_stage_value(plan->stage, &plan->loss, &out->loss));
        HMI_TRY(hmi_stage_value(plan->stage, &plan->cost, &out->cost));
        out->cost = -out->cost;
    }
    return HM_OK;
}

static hm_status keep(chooser *c, const tried *item)
{
    if (c->count == c->capacity) {
        int32_t capacity = 2 * c->capacity + 64;
        tried *items =
            hmi_resize(c->plan->ctx, c->items, (size_t)capacity, sizeof *items);
        if (items == NULL) {
            return HM_ERR_MEMORY;
        }
        c->items = items;
        c->capacity = capacity;
    }
    c->items[c->count++] = *item;
    return HM_OK;
}

/* What is known of a set, solved when it is new. */
static hm_status look(chooser *c, uint64_t set, tried *out)
{
    for (int32_t k = 0; k < c->count; k++) {
        if (c->items[k].set == set) {
            *out = c->items[k];
            return HM_OK;
        }
    }
    HMI_TRY(solve(c, set, out));
    return keep(c, out);
}

/* --- which is better ----------------------------------------------------------------- */

/* How far a set is from being allowed, and what it is worth. */
static void judge(const chooser *c, const tried *t, double *missing,
                  double *worth)
{
    double slack = 1e-9 * (c->form == HMI_FORM_LOSS ? c->plan->loss_scale
                                                    : c->plan->cost_scale);
    *missing = t->ok ? 0.0 : INFINITY;
    *worth = t->loss;
    switch (c->form) {
    case HMI_FORM_WILLINGNESS:
        *worth = c->asked * t->loss - t->cost;
        break;
    case HMI_FORM_LOSS:
        *missing = fmax(*missing, fmax(0.0, c->asked - t->loss - slack));
        *worth = -t->cost;
        break;
    case HMI_FORM_BUDGET:
        *missing = fmax(*missing, fmax(0.0, t->cost - c->asked - slack));
        break;
    default:
        break;
    }
}

static bool better(const chooser *c, const tried *a, const tried *b)
{
    double missing[2];
    double worth[2];
    judge(c, a, &missing[0], &worth[0]);
    judge(c, b, &missing[1], &worth[1]);
    if (missing[0] < missing[1] || missing[0] > missing[1]) {
        return missing[0] < missing[1];
    }
    return worth[0] > worth[1] + 1e-11 * c->plan->cost_scale;
}

/* --- searching ------------------------------------------------------------------------- */

static hm_status solve_all(chooser *c)
{
    int32_t n = c->plan->levers->count;
    for (uint64_t set = 0; set < (uint64_t)1 << n; set++) {
        tried item;
        if (hm_context_canceled(c->plan->ctx)) {
            return HM_ERR_CANCELED;
        }
        HMI_TRY(solve(c, set, &item));
        HMI_TRY(keep(c, &item));
    }
    c->all = true;
    return HM_OK;
}

/* The best flip of one ban; *moved false: none helps. */
static hm_status flip(chooser *c, tried *now, bool *moved)
{
    tried best = *now;
    for (int32_t v = 0; v < c->plan->levers->count; v++) {
        tried item;
        HMI_TRY(look(c, now->set ^ (uint64_t)1 << v, &item));
        if (better(c, &item, &best)) {
            best = item;
        }
    }
    *moved = best.set != now->set;
    *now = best;
    return HM_OK;
}

/* The first swap of one in for one out that helps. */
static hm_status swap(chooser *c, tried *now, bool *moved)
{
    int32_t n = c->plan->levers->count;
    *moved = false;
    for (int32_t v = 0; v < n * n && !*moved; v++) {
        uint64_t out = (uint64_t)1 << v / n;
        uint64_t in = (uint64_t)1 << v % n;
        if ((now->set & out) == 0 || (now->set & in) != 0) {
            continue;
        }
        tried item;
        HMI_TRY(look(c, (now->set ^ out) | in, &item));
        if (better(c, &item, now)) {
            *now = item;
            *moved = true;
        }
    }
    return HM_OK;
}

static hm_status improve(chooser *c, uint64_t from, tried *best)
{
    tried now;
    bool moved = true;
    HMI_TRY(look(c, from, &now));
    while (moved) {
        HMI_TRY(flip(c, &now, &moved));
        if (!moved) {
            HMI_TRY(swap(c, &now, &moved));
        }
    }
    if (better(c, &now, best)) {
        *best = now;
    }
    return HM_OK;
}

static hm_status choose(chooser *c, uint64_t near, tried *best)
{
    int32_t n = c->plan->levers->count;
    uint64_t every = ((uint64_t)1 << n) - 1;
    HMI_TRY(look(c, 0, best));
    for (int32_t k = 0; k < c->count && c->all; k++) {
        if (better(c, &c->items[k], best)) {
            *best = c->items[k];
        }
    }
    if (!c->all) {
        HMI_TRY(improve(c, 0, best));
        HMI_TRY(improve(c, every, best));
        HMI_TRY(improve(c, near, best));
    }
    return HM_OK;
}

/* --- points -------------------------------------------------------------------------------- */

static void note(hm_sanction_plan *plan, const chooser *c, hmi_design *d)
{
    hmi_attempt *a = &d->attempts[0];
    d->n_attempts = 1;
    (void)snprintf(a->name, sizeof a->name, "%s",
                   c->all ? "every set" : "flips and swaps");
    a->found = d->point.found;
    a->steps = c->count;
    a->kkt = NAN;
    a->value = -d->point.cost;
    d->point.starts = c->count;
    d->point.distinct = 1;
    d->point.solves = plan->stage->solves;
    plan->certificate.solves += plan->stage->solves;
    plan->certificate.sweeps += plan->stage->sweeps;
    plan->stage->solves = plan->stage->sweeps = 0;
}

static hm_status settle(chooser *c, const tried *best, hmi_design *d)
{
    hm_sanction_plan *plan = c->plan;
    hmi_search search = {.stage = plan->stage};
    hmi_check check;
    double missing = 0.0;
    double worth = 0.0;
    judge(c, best, &missing, &worth);
    d->out_of_reach = missing > 0.0;
    if (d->out_of_reach) {
        return HM_OK;
    }
    put(c, best->set, d->u);
    d->best = 0;
    d->point.found = true;
    search.rows = -1; /* nothing is valued */
    HMI_TRY(hmi_search_check(&search, d->u, NULL, &check));
    d->point.confirmed = check.confirmed;
    d->point.residual = check.residual;
    if (!check.confirmed) {
        (void)snprintf(plan->worst, sizeof plan->worst, "%s", check.worst);
        return HM_OK;
    }
    HMI_TRY(hmi_design_read(plan, d));
    d->point.willingness = d->form == HMI_FORM_WILLINGNESS ? c->asked : NAN;
    return HM_OK;
}

/* What partial bans reach from the set found: the least cost, the most loss,
 * the least cost less what the loss is worth. */
static hm_status relax(chooser *c, hmi_design *d)
{
    hm_sanction_plan *plan = c->plan;
    hmi_design partial = {.best = -1};
    bool logs = plan->problem->objective == HMI_DOMESTIC_INCOME;
    if (c->all || logs || d->form == HMI_FORM_MOST || !d->point.confirmed) {
        return HM_OK;
    }
    hm_status status =
        hmi_plan_point(plan, d->form, d->point.asked, d->u, &partial);
    if (status == HM_OK && partial.point.confirmed) {
        double value = partial.attempts[partial.best].value;
        d->bound = d->form == HMI_FORM_BUDGET ? value : -value;
    }
    d->point.adjoints = partial.point.adjoints;
    plan->current = false;
    hmi_plan_aims(plan, 0.0);
    hmi_design_clear(plan->ctx, &partial);
    return status;
}

static hm_status point(chooser *c, hmi_form form, double asked, uint64_t *near)
{
    hm_sanction_plan *plan = c->plan;
    hmi_design *d = &plan->designs[plan->n_designs++];
    tried best;
    c->form = form;
    c->asked = asked;
    HMI_TRY(hmi_design_init(plan, form, asked, d));
    HMI_TRY(choose(c, *near, &best));
    *near = best.set;
    HMI_TRY(settle(c, &best, d));
    note(plan, c, d);
    return relax(c, d);
}

static hm_status points(chooser *c)
{
    const hmi_problem *p = c->plan->problem;
    uint64_t near = 0;
    double most = 0.0;
    if (p->most || p->losses.count > 0 || p->points > 0) {
        HMI_TRY(point(c, HMI_FORM_MOST, NAN, &near));
        most = c->plan->designs[0].point.loss;
    }
    for (int32_t k = 0; k < p->willingness.count; k++) {
        HMI_TRY(point(c, HMI_FORM_WILLINGNESS, p->willingness.items[k], &near));
    }
    for (int32_t k = 0; k < p->losses.count; k++) {
        HMI_TRY(point(c, HMI_FORM_LOSS, p->losses.items[k], &near));
    }
    for (int32_t k = 1; k < p->points && most > 0.0; k++) {
        HMI_TRY(point(c, HMI_FORM_LOSS, most * k / p->points, &near));
    }
    for (int32_t k = 0; k < p->budgets.count; k++) {
        HMI_TRY(point(c, HMI_FORM_BUDGET, p->budgets.items[k], &near));
    }
    return HM_OK;
}

hm_status hmi_plan_bans(hm_sanction_plan *plan)
{
    chooser c = {.plan = plan};
    int32_t n = plan->levers->count;
    if (n > MOST_BANS) {
        return hmi_fail(plan->ctx, HM_ERR_LIMIT,
                        "%s: sanctions %s: %d bans to choose from, %d at most; "
                        "name fewer sectors or senders, or say uniform: true",
                        plan->problem->place, plan->problem->name, n,
                        MOST_BANS);
    }
    c.u = HMI_ARRAY(plan->ctx, double, n + 1);
    if (c.u == NULL) {
        return HM_ERR_MEMORY;
    }
    hm_status status = HM_OK;
    if (n <= plan->problem->enumerate) {
        status = solve_all(&c);
    }
    if (status == HM_OK) {
        status = points(&c);
    }
    hmi_free(plan->ctx, c.items);
    hmi_free(plan->ctx, c.u);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * coalition.c - senders together and apart: the joint plan against the
 * simultaneous choice, the free-riding gap, and who bears what (S7-S11).
 */
#include "sanctions/design.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 80, MOST_MEMBERS = 6 };
/* Replies have settled when no lever moves by more. */
static const double settled = 1e-8;

typedef struct table {
    hm_sanction_plan *plan;
    int32_t S;
    double willingness;
    int32_t *first; /* S + 1: levers of each member */
    double *u, *cold;
    hmi_term *terms; /* of the aim of one member */
    hmi_aim aim;
    double *value; /* 2^S: least cost of the loss, INFINITY: out of reach */
} table;

/* --- members --------------------------------------------------------------------- */

/* EV_s + willingness share_s loss. */
static void member_aim(table *t, int32_t s)
{
    const hm_sanction_plan *plan = t->plan;
    double part = t->willingness * plan->parties->share[s];
    int32_t n = plan->parties->sender[s];
    t->aim = (hmi_aim){.terms = t->terms};
    t->terms[t->aim.count++] = (hmi_term){HMI_TERM_INCOME, n, -1, 1.0};
    for (int32_t k = 0; k < plan->loss.count; k++) {
        t->terms[t->aim.count] = plan->loss.terms[k];
        t->terms[t->aim.count++].weight *= part;
    }
    t->aim.departure = plan->at_start[n] + part * plan->loss_start;
    t->aim.unit = 1.0 + fabs(part) * plan->loss.unit;
}

static hmi_search member_search(table *t, int32_t s, const hmi_aim **aims)
{
    hmi_search search = {.stage = t->plan->stage, .aims = aims};
    member_aim(t, s);
    aims[0] = &t->aim;
    search.scale[0] = hm_economy_data(t->plan->world.base)
                          ->income[t->plan->parties->sender[s]];
    search.from = t->first[s];
    search.to = t->first[s + 1];
    return search;
}

static bool has_levers(const table *t, int32_t s)
{
    return t->first[s + 1] > t->first[s];
}

/* Best replies in turn until nobody moves; *ok false: they do not settle. */
static hm_status replies(table *t, bool *ok)
{
    size_t count = (size_t)t->plan->levers->count;
    *ok = false;
    for (int32_t round = 0; round < ROUNDS && !*ok; round++) {
        double moved = 0.0;
        for (int32_t s = 0; s < t->S; s++) {
            const hmi_aim *aims[1];
            hmi_ascent_end end;
            if (!has_levers(t, s)) {
                continue;
            }
            memcpy(t->cold, t->u, count * sizeof(double));
            hmi_search search = member_search(t, s, aims);
            HMI_TRY(hmi_search_run(&search, t->u, &end));
            if (!end.found) {
                return HM_OK;
            }
            for (size_t v = 0; v < count; v++) {
                moved = fmax(moved, fabs(t->u[v] - t->cold[v]));
            }
        }
        *ok = moved < settled;
    }
    return HM_OK;
}

/* What s would gain by its best reply from a cold start, MUSD. */
static hm_status regret(table *t, int32_t s, double *out)
{
    const hmi_aim *aims[1];
    hmi_ascent_end end;
    double now = 0.0;
    bool ok = false;
    size_t count = (size_t)t->plan->levers->count;
    const hmi_levers *x = t->plan->levers;
    hmi_search search = member_search(t, s, aims);
    *out = 0.0;
    if (!has_levers(t, s)) {
        return HM_OK;
    }
    HMI_TRY(hmi_stage_try(t->plan->stage, t->u, &ok));
    HMI_TRY(hmi_stage_value(t->plan->stage, &t->aim, &now));
    memcpy(t->cold, t->u, count * sizeof(double));
    for (int32_t v = t->first[s]; v < t->first[s + 1]; v++) {
        t->cold[v] = fmin(fmax(0.1, x->low[v]), x->high[v]);
    }
    HMI_TRY(hmi_search_run(&search, t->cold, &end));
    *out = end.found ? fmax(0.0, end.value[0] - now) : NAN;
    return HM_OK;
}

static double mean_measure(const table *t, int32_t s)
{
    double sum = 0.0;
    for (int32_t v = t->first[s]; v < t->first[s + 1]; v++) {
        bool ban = t->plan->levers->items[v].kind == HMI_LEVER_COVERAGE;
        sum += ban ? t->u[v] : hmi_exp(t->u[v]) - 1.0;
    }
    return has_levers(t, s) ? sum / (t->first[s + 1] - t->first[s]) : NAN;
}

/* The point where replies settled: verified, losses and costs read. */
static hm_status read_nash(table *t, hmi_coalition_row *row,
                           hmi_member_row *members)
{
    hm_sanction_plan *plan = t->plan;
    hmi_check check;
    hmi_ascent_end end = {.found = true};
    row->confirmed = true;
    row->kkt = 0.0;
    for (int32_t s = 0; s < t->S; s++) {
        const hmi_aim *aims[1];
        hmi_search search = member_search(t, s, aims);
        if (has_levers(t, s)) {
            HMI_TRY(hmi_search_check(&search, t->u, &end, &check));
            row->kkt = fmax(row->kkt, check.kkt);
            row->confirmed = row->confirmed && check.confirmed;
        }
    }
    if (!row->confirmed) {
        return HM_OK;
    }
    HMI_TRY(hmi_stage_value(plan->stage, &plan->loss, &row->loss_nash));
    row->cost_nash = 0.0;
    for (int32_t s = 0; s < t->S; s++) {
        int32_t n = plan->parties->sender[s];
        members[s].cost_nash =
            plan->at_start[n] - hmi_stage_income(plan->stage, n);
        row->cost_nash += plan->parties->weight[s] * members[s].cost_nash;
    }
    for (int32_t s = 0; s < t->S; s++) {
        members[s].measure_nash = mean_measure(t, s);
        HMI_TRY(regret(t, s, &members[s].regret));
    }
    return HM_OK;
}

/* The most that a joint plan does for the cost of the Nash point (S9). */
static hm_status same_cost(table *t, hmi_coalition_row *row)
{
    hmi_design d = {.best = -1};
    hm_status status =
        hmi_plan_point(t->plan, HMI_FORM_BUDGET, row->cost_nash, t->u, &d);
    if (status == HM_OK && d.point.confirmed) {
        row->loss_same_cost = d.point.loss;
        row->gap = row->loss_same_cost - row->loss_nash;
    }
    hmi_design_clear(t->plan->ctx, &d);
    return status;
}

/* --- who bears what (S10) -------------------------------------------------------------- */

/* Levers of those outside the coalition stand where they stood. */
static void hold(table *t, uint32_t members, const double *low,
                 const double *high)
{
    hmi_levers *x = t->plan->levers;
    for (int32_t v = 0; v < x->count; v++) {
        bool in = (members >> x->items[v].owner & 1u) != 0;
        x->low[v] = in ? low[v] : t->plan->begin[v];
        x->high[v] = in ? high[v] : t->plan->begin[v];
    }
}

/* Least cost of the loss for these members alone. */
static hm_status least_cost(table *t, const hmi_design *joint, double *out)
{
    hm_sanction_plan *plan = t->plan;
    hmi_design d = {.best = -1};
    double loss = joint->point.loss;
    hm_status status =
        hmi_plan_point(plan, HMI_FORM_MOST, NAN, plan->levers->high, &d);
    bool reached = d.point.confirmed && d.point.loss >= loss;
    hmi_design_clear(plan->ctx, &d);
    *out = INFINITY;
    if (status != HM_OK || !reached) {
        return status;
    }
    status = hmi_plan_point(plan, HMI_FORM_LOSS, loss, plan->begin, &d);
    if (status == HM_OK && d.point.confirmed) {
        *out = d.point.cost;
    }
    hmi_design_clear(plan->ctx, &d);
    return status;
}

static hm_status coalition_values(table *t, const hmi_design *joint,
                                  int32_t *unreachable)
{
    hmi_levers *x = t->plan->levers;
    size_t count = (size_t)x->count;
    uint32_t all = (1u << t->S) - 1u;
    double *low = NULL;
    double *high = NULL;
    hm_status status = hmi_copy_doubles(t->plan->ctx, x->low, count, &low);
    if (status == HM_OK) {
        status = hmi_copy_doubles(t->plan->ctx, x->high, count, &high);
    }
    t->value[0] = 0.0;
    t->value[all] = joint->point.cost;
    for (uint32_t set = 1; set < all && status == HM_OK; set++) {
        hold(t, set, low, high);
        status = least_cost(t, joint, &t->value[set]);
        *unreachable += isfinite(t->value[set]) ? 0 : 1;
    }
    if (low != NULL && high != NULL) {
        hold(t, all, low, high);
    }
    hmi_free(t->plan->ctx, low);
    hmi_free(t->plan->ctx, high);
    return status;
}

/* |U|! (S - |U| - 1)! / S!, U without s. */
static double order_weight(int32_t S, int32_t size)
{
    double weight = 1.0 / S;
    for (int32_t k = 1; k <= size; k++) {
        weight *= (double)k / (S - k);
    }
    return weight;
}

/* L11 on least costs; NAN where some coalition cannot reach the loss. */
static double shapley(const table *t, int32_t s)
{
    double sum = 0.0;
    for (uint32_t set = 0; set < 1u << t->S; set++) {
        int32_t size = 0;
        for (int32_t k = 0; k < t->S; k++) {
            size += (int32_t)(set >> k & 1u);
        }
        if ((set >> s & 1u) == 0) {
            sum += order_weight(t->S, size) *
                   (t->value[set | 1u << s] - t->value[set]);
        }
    }
    return isfinite(sum) ? sum : NAN;
}

static hm_status share(table *t, const hmi_design *joint,
                       hmi_coalition_row *row, hmi_member_row *members)
{
    const hmi_parties *x = t->plan->parties;
    const double *income = hm_economy_data(t->plan->world.base)->income;
    double size = 0.0;
    double cost = joint->point.cost;
    bool small = t->S <= MOST_MEMBERS;
    if (small) {
        HMI_TRY(coalition_values(t, joint, &row->unreachable));
    }
    for (int32_t s = 0; s < t->S; s++) {
        size += income[x->sender[s]];
    }
    for (int32_t s = 0; s < t->S; s++) {
        members[s].cost_joint = -joint->income[x->sender[s]];
        members[s].proportional = cost * income[x->sender[s]] / size;
        members[s].lindahl = cost * x->share[s];
        members[s].shapley = small ? shapley(t, s) : NAN;
    }
    return HM_OK;
}

/* --- one willingness ---------------------------------------------------------------------- */

static hm_status fill(table *t, const hmi_design *joint, hmi_coalition_row *row,
                      hmi_member_row *members)
{
    hm_sanction_plan *plan = t->plan;
    bool ok = false;
    t->willingness = joint->point.asked;
    *row = (hmi_coalition_row){.willingness = t->willingness,
                               .loss_joint = joint->point.loss,
                               .cost_joint = joint->point.cost,
                               .loss_nash = NAN,
                               .cost_nash = NAN,
                               .loss_same_cost = NAN,
                               .gap = NAN,
                               .kkt = NAN};
    for (int32_t s = 0; s < t->S; s++) {
        members[s] = (hmi_member_row){.willingness = t->willingness,
                                      .share = plan->parties->share[s],
                                      .cost_nash = NAN,
                                      .measure_nash = NAN,
                                      .regret = NAN};
    }
    HMI_TRY(share(t, joint, row, members));
    memcpy(t->u, joint->u, (size_t)plan->levers->count * sizeof(double));
    HMI_TRY(replies(t, &ok));
    if (!ok) {
        return HM_OK;
    }
    HMI_TRY(read_nash(t, row, members));
    return row->confirmed ? same_cost(t, row) : HM_OK;
}

static hm_status fill_all(table *t)
{
    hm_sanction_plan *plan = t->plan;
    for (int32_t k = 0; k < plan->n_designs; k++) {
        const hmi_design *d = &plan->designs[k];
        int32_t at = plan->n_coalition;
        if (d->form != HMI_FORM_WILLINGNESS || !d->point.confirmed) {
            continue;
        }
        plan->n_coalition++;
        HMI_TRY(fill(t, d, &plan->coalition[at], plan->members + at * t->S));
    }
    return HM_OK;
}

static hm_status make(table *t)
{
    hm_sanction_plan *plan = t->plan;
    hm_context *ctx = plan->ctx;
    int32_t count = plan->levers->count;
    int32_t J = hm_economy_data(plan->world.base)->n_sectors;
    t->first = HMI_ARRAY(ctx, int32_t, t->S + 1);
    t->u = HMI_ARRAY(ctx, double, count + 1);
    t->cold = HMI_ARRAY(ctx, double, count + 1);
    t->terms = HMI_ARRAY(ctx, hmi_term, J + 2);
    t->value = HMI_ARRAY(ctx, double, 1u << (t->S <= MOST_MEMBERS ? t->S : 0));
    plan->coalition = HMI_ARRAY(ctx, hmi_coalition_row, plan->n_designs + 1);
    plan->members =
        HMI_ARRAY(ctx, hmi_member_row, (plan->n_designs + 1) * t->S);
    if (t->first == NULL || t->u == NULL || t->cold == NULL ||
        t->terms == NULL || t->value == NULL || plan->coalition == NULL ||
        plan->members == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t v = 0; v < count; v++) {
        t->first[plan->levers->items[v].owner + 1] = v + 1;
    }
    for (int32_t s = 0; s < t->S; s++) { /* members without levers */
        t->first[s + 1] =
            t->first[s + 1] > t->first[s] ? t->first[s + 1] : t->first[s];
    }
    return HM_OK;
}

hm_status hmi_plan_coalition(hm_sanction_plan *plan)
{
    table t = {.plan = plan, .S = plan->parties->S};
    hm_status status = make(&t);
    if (status == HM_OK) {
        status = fill_all(&t);
    }
    plan->certificate.solves += plan->stage->solves;
    plan->certificate.sweeps += plan->stage->sweeps;
    plan->certificate.adjoints += plan->stage->adjoints;
    plan->stage->solves = plan->stage->sweeps = plan->stage->adjoints = 0;
    hmi_free(plan->ctx, t.first);
    hmi_free(plan->ctx, t.u);
    hmi_free(plan->ctx, t.cold);
    hmi_free(plan->ctx, t.terms);
    hmi_free(plan->ctx, t.value);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * plan.c - a problem from its start to every point of its frontier (S1-S3).
 *
 * The largest loss in reach comes first where losses are asked for: it says
 * which can be. Then prices, losses and budgets, each begun where its nearest
 * neighbour ended.
 */
#include "sanctions/design.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- memory ---------------------------------------------------------------------- */

static hm_status make_arrays(hm_sanction_plan *plan)
{
    hm_context *ctx = plan->ctx;
    const hm_economy_arrays *a = hm_economy_data(plan->world.base);
    const hmi_problem *p = plan->problem;
    int32_t S = plan->parties->S;
    int32_t most = 2 * p->willingness.count + p->losses.count +
                   p->budgets.count + p->points + 5;
    plan->at_start = HMI_ARRAY(ctx, double, a->n_countries);
    plan->income = HMI_ARRAY(ctx, double, a->n_countries);
    plan->real_start = HMI_ARRAY(ctx, double, a->n_sectors);
    plan->member_budget = HMI_ARRAY(ctx, double, S);
    plan->member_terms = HMI_ARRAY(ctx, hmi_term, S);
    plan->member_aims = HMI_ARRAY(ctx, hmi_aim, S);
    plan->terms = HMI_ARRAY(ctx, hmi_term, 2 * (S + a->n_sectors + 1));
    plan->begin = HMI_ARRAY(ctx, double, plan->levers->count + 1);
    plan->designs = HMI_ARRAY(ctx, hmi_design, most);
    return plan->at_start == NULL || plan->income == NULL ||
                   plan->real_start == NULL || plan->member_budget == NULL ||
                   plan->member_terms == NULL || plan->member_aims == NULL ||
                   plan->terms == NULL || plan->begin == NULL ||
                   plan->designs == NULL
               ? HM_ERR_MEMORY
               : HM_OK;
}

void hmi_design_clear(hm_context *ctx, hmi_design *d)
{
    hmi_free(ctx, d->u);
    hmi_free(ctx, d->income);
    hmi_free(ctx, d->real);
    hmi_free(ctx, d->level);
    d->u = d->income = d->real = d->level = NULL;
}

void hm_sanction_plan_free(hm_sanction_plan *plan)
{
    if (plan == NULL) {
        return;
    }
    hm_context *ctx = plan->ctx;
    for (int32_t k = 0; k < plan->n_designs; k++) {
        hmi_design_clear(ctx, &plan->designs[k]);
    }
    hmi_stage_free(plan->stage);
    hmi_levers_free(plan->levers);
    hm_shock_free(plan->departure);
    hmi_parties_free(ctx, plan->parties);
    hmi_free(ctx, plan->at_start);
    hmi_free(ctx, plan->income);
    hmi_free(ctx, plan->real_start);
    hmi_free(ctx, plan->member_budget);
    hmi_free(ctx, plan->member_terms);
    hmi_free(ctx, plan->member_aims);
    hmi_free(ctx, plan->terms);
    hmi_free(ctx, plan->begin);
    hmi_free(ctx, plan->designs);
    hmi_free(ctx, plan->coalition);
    hmi_free(ctx, plan->members);
    hmi_free(ctx, plan->threats);
    hmi_free(ctx, plan->ranks);
    hmi_free(ctx, plan->across);
    hmi_free(ctx, plan->across_names);
    hmi_free(ctx, plan);
}

/* --- the start --------------------------------------------------------------------- */

static void set_scales(hm_sanction_plan *plan)
{
    const hm_economy_arrays *a = hm_economy_data(plan->world.base);
    const hmi_parties *x = plan->parties;
    plan->cost_scale = 0.0;
    for (int32_t s = 0; s < x->S; s++) {
        plan->cost_scale += a->income[x->sender[s]];
        plan->member_budget[s] = INFINITY;
    }
    for (int32_t i = 0; i < plan->problem->member_budgets.count; i++) {
        int32_t n = hm_economy_country(plan->world.base,
                                       plan->problem->member_budgets.codes[i]);
        if (n >= 0 && x->owner[n] >= 0) {
            plan->member_budget[x->owner[n]] =
                plan->problem->member_budgets.items[i];
        }
    }
    plan->loss_scale = a->income[x->target];
    if (plan->problem->objective > HMI_DOMESTIC_INCOME &&
        fabs(plan->loss_start) > 0.0) {
        plan->loss_scale = fabs(plan->loss_start);
    }
}

/* Solve the start and take what everything is measured from. */
static hm_status depart(hm_sanction_plan *plan, bool *ok)
{
    const hm_economy_arrays *a = hm_economy_data(plan->world.base);
    hmi_stage_read(plan->stage, plan->begin);
    HMI_TRY(hmi_stage_try(plan->stage, plan->begin, ok));
    if (!*ok) {
        (void)snprintf(plan->worst, sizeof plan->worst, "the start: %s",
                       plan->stage->why);
        return HM_OK;
    }
    hmi_stage_keep(plan->stage);
    for (int32_t n = 0; n < a->n_countries; n++) {
        plan->at_start[n] = hmi_stage_income(plan->stage, n);
        plan->income[n] = hm_solution_data(plan->stage->at)->income[n];
    }
    plan->wage_start = hmi_plan_wage(plan);
    hmi_plan_uses(plan, plan->real_start);
    hmi_plan_aims(plan, 0.0);
    HMI_TRY(hmi_stage_value(plan->stage, &plan->cost, &plan->cost_start));
    HMI_TRY(hmi_stage_value(plan->stage, &plan->loss, &plan->loss_start));
    set_scales(plan);
    return HM_OK;
}

/* --- points ---------------------------------------------------------------------------- */

/* The point whose loss is nearest, or the start. */
static const double *near_loss(const hm_sanction_plan *plan, double loss)
{
    const double *from = plan->begin;
    double distance = loss;
    for (int32_t k = 0; k < plan->n_designs; k++) {
        const hm_sanction_point *p = &plan->designs[k].point;
        double gap = fabs(p->loss - loss);
        if (p->confirmed && gap < distance) {
            distance = gap;
            from = plan->designs[k].u;
        }
    }
    return from;
}

static hm_status next(hm_sanction_plan *plan, hmi_form form, double asked,
                      const double *from)
{
    return hmi_plan_point(plan, form, asked, from,
                          &plan->designs[plan->n_designs++]);
}

static hm_status losses(hm_sanction_plan *plan, double most)
{
    const hmi_problem *p = plan->problem;
    int32_t even = p->points > 1 ? p->points - 1 : 0;
    for (int32_t k = 0; k < p->losses.count + even; k++) {
        bool listed = k < p->losses.count;
        double loss = listed ? p->losses.items[k]
                             : most * (k - p->losses.count + 1) / p->points;
        if (loss > most * (1.0 + 1e-9)) {
            hmi_design *d = &plan->designs[plan->n_designs++];
            HMI_TRY(hmi_design_init(plan, HMI_FORM_LOSS, loss, d));
            d->out_of_reach = true;
        } else if (listed || most > 0.0) {
            HMI_TRY(next(plan, HMI_FORM_LOSS, loss, near_loss(plan, loss)));
        }
    }
    return HM_OK;
}

/* Is a point dearer than the plan of a larger loss, scaled down to it? Then
 * its search ended in the wrong valley. */
static bool suspicious(const hm_sanction_plan *plan, const hmi_design *d,
                       const hmi_design *above)
{
    const hm_sanction_point *p = &d->point;
    const hm_sanction_point *q = &above->point;
    bool pair = d->form == HMI_FORM_LOSS && above->form == HMI_FORM_LOSS &&
                q->confirmed && q->asked > d->point.asked && !d->out_of_reach;
    return pair && (!p->confirmed || p->cost > q->cost * p->asked / q->asked +
                                                   1e-9 * plan->cost_scale);
}

/* Search again from the plan above; the better end stays. */
static hm_status search_from(hm_sanction_plan *plan, hmi_design *d,
                             const hmi_design *above)
{
    hmi_design again = {.best = -1};
    hm_status status =
        hmi_plan_point(plan, HMI_FORM_LOSS, d->point.asked, above->u, &again);
    bool better = again.point.confirmed &&
                  (!d->point.confirmed || again.point.cost < d->point.cost);
    if (better) {
        hmi_design kept = *d;
        *d = again;
        again = kept;
    }
    hmi_design_clear(plan->ctx, &again);
    return status;
}

static hm_status look_back(hm_sanction_plan *plan)
{
    int32_t n = plan->n_designs;
    for (int32_t k = n * n - 1; k >= 0; k--) {
        hmi_design *d = &plan->designs[k / n];
        const hmi_design *above = &plan->designs[n - 1 - k % n];
        if (suspicious(plan, d, above)) {
            HMI_TRY(search_from(plan, d, above));
        }
    }
    return HM_OK;
}

static hm_status points(hm_sanction_plan *plan)
{
    const hmi_problem *p = plan->problem;
    const double *from = plan->begin;
    bool wanted = p->most || p->losses.count > 0 || p->points > 0;
    if (wanted) {
        HMI_TRY(next(plan, HMI_FORM_MOST, NAN, plan->levers->high));
    }
    for (int32_t k = 0; k < p->willingness.count; k++) {
        HMI_TRY(
            next(plan, HMI_FORM_WILLINGNESS, p->willingness.items[k], from));
        from = plan->designs[plan->n_designs - 1].u;
    }
    if (wanted && plan->designs[0].point.confirmed) {
        HMI_TRY(losses(plan, plan->designs[0].point.loss));
        HMI_TRY(look_back(plan));
    }
    from = plan->begin;
    for (int32_t k = 0; k < p->budgets.count; k++) {
        HMI_TRY(next(plan, HMI_FORM_BUDGET, p->budgets.items[k], from));
        from = plan->designs[plan->n_designs - 1].u;
    }
    if (p->member_budgets.count > 0) {
        HMI_TRY(next(plan, HMI_FORM_BUDGET, NAN, plan->begin));
    }
    return HM_OK;
}

/* The most in reach, which was found first, is shown last. */
static void most_last(hm_sanction_plan *plan)
{
    int32_t last = plan->n_designs - 1;
    if (last < 1 || plan->designs[0].form != HMI_FORM_MOST) {
        return;
    }
    hmi_design most = plan->designs[0];
    memmove(plan->designs, plan->designs + 1,
            (size_t)last * sizeof *plan->designs);
    plan->designs[last] = most;
}

static void judge(hm_sanction_plan *plan)
{
    hm_sanction_certificate *c = &plan->certificate;
    c->confirmed = plan->n_designs > 0;
    c->residual = 0.0;
    for (int32_t k = 0; k < plan->n_designs; k++) {
        const hmi_design *d = &plan->designs[k];
        c->confirmed = c->confirmed && (d->point.confirmed || d->out_of_reach);
        if (d->point.confirmed) {
            c->residual = fmax(c->residual, d->point.residual);
        } else if (!d->out_of_reach && plan->worst[0] == '\0') {
            (void)snprintf(plan->worst, sizeof plan->worst,
                           "%s %g: no search ended; the nearest asks for "
                           "changes of %.1e %s",
                           d->point.form, d->point.asked, d->attempts[0].kkt,
                           plan->stage->why);
        }
    }
}

static hm_status make(hm_sanction_plan *plan, const hm_sanction_view *view)
{
    const hmi_problem *p = plan->problem;
    bool ok = false;
    HMI_TRY(hmi_parties_create(plan->ctx, p, view->base, &plan->parties));
    if (p->start >= 0) {
        HMI_TRY(hm_shock_create(plan->ctx, view->base,
                                view->scenarios[p->start], &plan->departure));
    }
    HMI_TRY(hmi_parties_levers(plan->ctx, p, plan->parties, view->base,
                               plan->departure, &plan->levers));
    plan->certificate.variables = plan->levers->count;
    HMI_TRY(make_arrays(plan));
    HMI_TRY(hmi_stage_create(plan->ctx, &plan->world, plan->levers,
                             plan->departure, &plan->stage));
    HMI_TRY(depart(plan, &ok));
    if (!ok) {
        return HM_OK;
    }
    if (p->with == HMI_WITH_BANS) {
        HMI_TRY(hmi_plan_bans(plan));
    } else {
        HMI_TRY(points(plan));
    }
    most_last(plan);
    if (view->points_only) {
        judge(plan);
        return HM_OK;
    }
    if (p->coalition && plan->parties->S > 1 && p->with != HMI_WITH_BANS) {
        HMI_TRY(hmi_plan_coalition(plan));
    }
    if (p->threat.wanted) {
        HMI_TRY(hmi_plan_threats(plan));
    }
    if (p->robust.draws > 0) {
        HMI_TRY(hmi_plan_robust(plan));
    }
    judge(plan);
    return HM_OK;
}

hm_status hm_sanction_plan_create(hm_context *ctx,
                                  const hm_sanctions *sanctions,
                                  int32_t problem, const hm_sanction_view *view,
                                  hm_sanction_plan **out)
{
    hm_sanction_plan *plan = HMI_NEW(ctx, hm_sanction_plan);
    *out = NULL;
    if (plan == NULL) {
        return HM_ERR_MEMORY;
    }
    plan->ctx = ctx;
    plan->problem = &sanctions->items[problem];
    plan->view = view;
    plan->world = (hmi_world){view->base, view->closure, view->settings,
                              view->verify_tolerance};
    plan->certificate.worst = plan->worst;
    hm_status status = make(plan, view);
    hmi_stage_free(plan->stage);
    plan->stage = NULL;
    if (status != HM_OK) {
        hm_sanction_plan_free(plan);
        return status;
    }
    *out = plan;
    return HM_OK;
}

/* --- looking at a plan --------------------------------------------------------------------- */

const char *hm_sanction_plan_name(const hm_sanction_plan *plan)
{
    return plan->problem->name;
}

const hm_sanction_certificate *
hm_sanction_plan_certificate(const hm_sanction_plan *plan)
{
    return &plan->certificate;
}

int32_t hm_sanction_plan_points(const hm_sanction_plan *plan)
{
    return plan->n_designs;
}

const hm_sanction_point *hm_sanction_plan_point(const hm_sanction_plan *plan,
                                                int32_t index)
{
    return &plan->designs[index].point;
}

const double *hm_sanction_plan_income(const hm_sanction_plan *plan,
                                      int32_t index)
{
    return plan->designs[index].income;
}

double hm_sanction_plan_lever(const hm_sanction_plan *plan, int32_t index,
                              int32_t v)
{
    return plan->designs[index].level[v];
}

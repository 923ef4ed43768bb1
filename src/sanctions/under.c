// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * under.c - the same plan in another world: other elasticities, another year.
 * What it would do and cost there widens the ranges of its points (class E).
 */
#include "sanctions/design.h"

#include <math.h>
#include <string.h>

static void widen(double value, double *low, double *high)
{
    if (isfinite(value)) {
        *low = fmin(*low, value);
        *high = fmax(*high, value);
    }
}

/* Are flows numbered alike? */
static bool same_sets(const hm_economy *a, const hm_economy *b)
{
    const hm_labels *x = hm_economy_labels(a);
    const hm_labels *y = hm_economy_labels(b);
    bool same =
        x->n_countries == y->n_countries && x->n_sectors == y->n_sectors;
    for (int32_t n = 0; same && n < x->n_countries; n++) {
        same = strcmp(x->country_codes[n], y->country_codes[n]) == 0;
    }
    for (int32_t j = 0; same && j < x->n_sectors; j++) {
        same = strcmp(x->sector_codes[j], y->sector_codes[j]) == 0;
    }
    return same;
}

/* Loss and cost of one design over the start of that world. */
static hm_status meet(hm_sanction_plan *plan, hmi_stage *stage,
                      const double *start, const hmi_aim *loss, hmi_design *d)
{
    const hmi_parties *x = plan->parties;
    hm_sanction_point *p = &d->point;
    hm_verification seen;
    double value = 0.0;
    double cost = 0.0;
    bool ok = false;
    HMI_TRY(hmi_stage_try(stage, d->u, &ok));
    if (!ok) {
        d->missing_worlds++;
        return HM_OK;
    }
    HMI_TRY(hm_equilibrium_verify(stage->ctx, stage->economy, stage->closure,
                                  stage->shock, stage->at,
                                  stage->verify_tolerance, &seen));
    if (!seen.confirmed) {
        d->missing_worlds++;
        return HM_OK;
    }
    HMI_TRY(hmi_stage_value(stage, loss, &value));
    for (int32_t s = 0; s < x->S; s++) {
        int32_t n = x->sender[s];
        cost += x->weight[s] * (start[n] - hmi_stage_income(stage, n));
    }
    if (plan->problem->objective == HMI_DOMESTIC_INCOME) {
        value = -loss->terms[0].weight *
                (1.0 - hmi_exp(value / loss->terms[0].weight));
    }
    d->worlds++;
    widen(value, &p->loss_low, &p->loss_high);
    widen(cost, &p->cost_low, &p->cost_high);
    return HM_OK;
}

static hm_status meet_all(hm_sanction_plan *plan, hmi_stage *stage,
                          double *start)
{
    hmi_aim loss = plan->loss;
    bool ok = false;
    loss.departure = 0.0;
    HMI_TRY(hmi_stage_try(stage, plan->begin, &ok));
    if (!ok) {
        return HM_OK;
    }
    HMI_TRY(hmi_stage_value(stage, &loss, &loss.departure));
    for (int32_t n = 0; n < stage->base->n_countries; n++) {
        start[n] = hmi_stage_income(stage, n);
    }
    hmi_stage_keep(stage);
    for (int32_t k = 0; k < plan->n_designs; k++) {
        if (plan->designs[k].point.confirmed) {
            HMI_TRY(meet(plan, stage, start, &loss, &plan->designs[k]));
        }
    }
    return HM_OK;
}

hm_status hm_sanction_plan_under(hm_context *ctx, hm_sanction_plan *plan,
                                 const hm_sanction_view *other)
{
    hm_shock *departure = NULL;
    hmi_stage *stage = NULL;
    double *start = NULL;
    hm_status status = HM_OK;
    hmi_world world = {other->base, other->closure, other->settings,
                       other->verify_tolerance};
    if (plan->n_designs == 0 || !same_sets(plan->world.base, other->base)) {
        return HM_OK;
    }
    plan->current = false;
    hmi_plan_aims(plan, 0.0);
    if (plan->problem->start >= 0) {
        HMI_GOTO(status, hm_shock_create(ctx, other->base,
                                         other->scenarios[plan->problem->start],
                                         &departure));
    }
    HMI_GOTO(status,
             hmi_stage_create(ctx, &world, plan->levers, departure, &stage));
    start = HMI_ARRAY(ctx, double, hm_economy_data(other->base)->n_countries);
    status = start == NULL ? HM_ERR_MEMORY : meet_all(plan, stage, start);
    plan->certificate.solves += stage->solves;
    plan->certificate.sweeps += stage->sweeps;
out:
    hmi_free(ctx, start);
    hmi_stage_free(stage);
    hm_shock_free(departure);
    return status;
}

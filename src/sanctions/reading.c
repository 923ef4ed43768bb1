// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * reading.c - a point that was found, solved again from the base, verified and
 * read: losses, costs, wages, essentials (R9), levels of its levers, the price
 * of the last dollar.
 */
#include "sanctions/design.h"

#include <math.h>
#include <stdio.h>

hm_status hmi_design_init(hm_sanction_plan *plan, hmi_form form, double asked,
                          hmi_design *d)
{
    static const char *const forms[] = {"willingness", "loss", "budget", "most",
                                        "robust"};
    const hm_economy_arrays *a = hm_economy_data(plan->world.base);
    *d = (hmi_design){.form = form, .best = -1, .bound = NAN};
    d->point = (hm_sanction_point){.form = forms[form],
                                   .asked = asked,
                                   .willingness = NAN,
                                   .loss = NAN,
                                   .cost = NAN,
                                   .real_income_loss = NAN,
                                   .real_income_pct = NAN,
                                   .others_musd = NAN,
                                   .real_wage_pct = NAN,
                                   .essentials_pct = {NAN, NAN, NAN},
                                   .mean_rate = NAN,
                                   .kkt = NAN,
                                   .residual = NAN,
                                   .loss_low = NAN,
                                   .loss_high = NAN,
                                   .cost_low = NAN,
                                   .cost_high = NAN};
    d->u = HMI_ARRAY(plan->ctx, double, plan->levers->count + 1);
    d->level = HMI_ARRAY(plan->ctx, double, plan->levers->count + 1);
    d->income = HMI_ARRAY(plan->ctx, double, a->n_countries);
    d->real = HMI_ARRAY(plan->ctx, double, a->n_sectors);
    return d->u == NULL || d->level == NULL || d->income == NULL ||
                   d->real == NULL
               ? HM_ERR_MEMORY
               : HM_OK;
}

double hmi_plan_wage(const hm_sanction_plan *plan)
{
    const hm_economy_arrays *a = plan->stage->base;
    const hm_solution_arrays *s = hm_solution_data(plan->stage->at);
    double sum = 0.0;
    double weight = 0.0;
    for (int32_t f = 0; f < a->n_factors; f++) {
        if (a->factor_country[f] == plan->parties->target) {
            sum += a->factor_income[f] * s->factor_price_hat[f];
            weight += a->factor_income[f];
        }
    }
    return sum / weight / s->price_index_hat[plan->parties->target];
}

/* Quantity of each good that the target uses, over the base's. */
void hmi_plan_uses(const hm_sanction_plan *plan, double *hat)
{
    const hm_economy_arrays *a = plan->stage->base;
    const hm_solution_arrays *s = hm_solution_data(plan->stage->at);
    for (int32_t j = 0; j < a->n_sectors; j++) {
        size_t at =
            (size_t)plan->parties->target * (size_t)a->n_sectors + (size_t)j;
        hat[j] =
            a->expenditure[at] > 0.0
                ? s->expenditure[at] / a->expenditure[at] / s->price_hat[at]
                : NAN;
    }
}

/* Used of a group, per cent more than at the start; NAN: no such good. */
static double group_change(const hm_sanction_plan *plan, const double *real,
                           int32_t group)
{
    const hm_economy_arrays *a = plan->stage->base;
    size_t J = (size_t)a->n_sectors;
    double now = 0.0;
    double before = 0.0;
    for (size_t j = 0; j < J; j++) {
        double base = a->expenditure[(size_t)plan->parties->target * J + j];
        if (plan->parties->essential[(size_t)group * J + j] && base > 0.0) {
            now += base * real[j];
            before += base * plan->real_start[j];
        }
    }
    return before > 0.0 ? 100.0 * (now / before - 1.0) : NAN;
}

/* What passes under a quota's rent, over the base (T21). */
static double quota_quantity(const hm_sanction_plan *plan,
                             const hmi_lever *lever, const double *share)
{
    const hm_economy_arrays *a = plan->stage->base;
    const hm_solution_arrays *s = hm_solution_data(plan->stage->at);
    const hm_shock_arrays *now = hm_shock_data(plan->stage->shock);
    size_t N = (size_t)a->n_countries;
    size_t J = (size_t)a->n_sectors;
    double quantity = 0.0;
    double before = 0.0;
    for (size_t k = 0; k < lever->count; k++) {
        size_t f = plan->levers->flow[lever->first + k];
        size_t j = f / N / N;
        size_t cell = f / N % N * J + j;
        double kappa = 1.0;
        for (int32_t kind = 0; kind < HMI_LEVER_KINDS; kind++) {
            bool rate = kind != HMI_LEVER_COVERAGE;
            kappa *= rate ? (1.0 + hmi_lever_level(a, now, kind, f)) /
                                (1.0 + hmi_lever_level(a, NULL, kind, f))
                          : 1.0;
        }
        kappa *= now->cost_hat == NULL ? 1.0 : now->cost_hat[f];
        double base = a->share[f] * a->expenditure[cell];
        quantity += share[f] * s->expenditure[cell] /
                    (kappa * s->cost_hat[f % N * J + j]);
        before += base;
    }
    return quantity / before;
}

/* Rates, coverages, and quantities under quotas. */
static hm_status read_levels(hm_sanction_plan *plan, hmi_design *d)
{
    const hmi_levers *x = plan->levers;
    double *share = HMI_ARRAY(plan->ctx, double, plan->stage->flows);
    double sum = 0.0;
    if (share == NULL) {
        return HM_ERR_MEMORY;
    }
    hm_solution_shares(plan->world.base, plan->stage->shock, plan->stage->at,
                       share);
    for (int32_t v = 0; v < x->count; v++) {
        switch (x->items[v].kind) {
        case HMI_LEVER_COVERAGE:
            d->level[v] = d->u[v];
            break;
        case HMI_LEVER_QUOTA:
            d->level[v] = quota_quantity(plan, &x->items[v], share);
            break;
        default:
            d->level[v] = hmi_exp(d->u[v]) - 1.0;
        }
        sum += d->level[v];
    }
    d->point.mean_rate = x->count > 0 ? sum / x->count : NAN;
    hmi_free(plan->ctx, share);
    return HM_OK;
}

static void read_incomes(const hm_sanction_plan *plan, hmi_design *d)
{
    const hmi_parties *x = plan->parties;
    hm_sanction_point *p = &d->point;
    p->cost = 0.0;
    p->others_musd = 0.0;
    for (int32_t n = 0; n < plan->stage->base->n_countries; n++) {
        d->income[n] = hmi_stage_income(plan->stage, n) - plan->at_start[n];
        if (x->owner[n] >= 0) {
            p->cost -= x->weight[x->owner[n]] * d->income[n];
        } else if (n != x->target) {
            p->others_musd += d->income[n];
        }
    }
    double before =
        plan->stage->base->income[x->target] + plan->at_start[x->target];
    p->real_income_loss = -d->income[x->target];
    p->real_income_pct = 100.0 * d->income[x->target] / before;
}

hm_status hmi_design_read(hm_sanction_plan *plan, hmi_design *d)
{
    hm_sanction_point *p = &d->point;
    read_incomes(plan, d);
    p->loss = p->real_income_loss;
    if (plan->problem->objective != HMI_REAL_INCOME) {
        HMI_TRY(hmi_stage_value(plan->stage, &plan->loss, &p->loss));
    }
    if (plan->problem->objective == HMI_DOMESTIC_INCOME) {
        double base = -plan->loss.terms[0].weight;
        p->loss = base * (1.0 - hmi_exp(-p->loss / base));
    }
    p->loss_low = p->loss_high = p->loss;
    p->cost_low = p->cost_high = p->cost;
    p->real_wage_pct = 100.0 * (hmi_plan_wage(plan) / plan->wage_start - 1.0);
    hmi_plan_uses(plan, d->real);
    for (int32_t k = 0; k < HMI_ESSENTIALS; k++) {
        p->essentials_pct[k] = group_change(plan, d->real, k);
    }
    return read_levels(plan, d);
}

/* Price of a USD of loss at the margin. */
static double price_of(const hmi_design *d, const hmi_search *search,
                       const hmi_ascent_end *end)
{
    if (d->form == HMI_FORM_WILLINGNESS) {
        return d->point.asked;
    }
    if (d->form == HMI_FORM_LOSS) {
        return end->multiplier[0];
    }
    bool one = d->form == HMI_FORM_BUDGET && search->rows == 1;
    return one && end->multiplier[0] > 0.0 ? 1.0 / end->multiplier[0] : NAN;
}

hm_status hmi_design_settle(hm_sanction_plan *plan, const hmi_search *search,
                            const hmi_ascent_end *end, hmi_design *d)
{
    hmi_check check;
    d->point.found = end->found;
    HMI_TRY(hmi_search_check(search, d->u, end, &check));
    d->point.kkt = check.kkt;
    d->point.residual = check.residual;
    d->point.confirmed = check.confirmed && check.kkt <= 10.0 * hmi_search_near;
    if (!d->point.confirmed && check.confirmed) {
        (void)snprintf(plan->worst, sizeof plan->worst,
                       "%s: the best found holds, but is no optimum that can "
                       "be confirmed: a residual of %.1e where %.0e is asked",
                       d->point.form, check.kkt, 10.0 * hmi_search_near);
        return HM_OK;
    }
    if (!d->point.confirmed) {
        (void)snprintf(plan->worst, sizeof plan->worst, "%s", check.worst);
        return HM_OK;
    }
    plan->current = false;
    hmi_plan_aims(plan, 0.0);
    HMI_TRY(hmi_design_read(plan, d));
    d->point.willingness = price_of(d, search, end);
    return HM_OK;
}

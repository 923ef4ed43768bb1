// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * across.c - plans designed in several worlds (elasticity sets, years), each
 * carried out in each: what it costs not to know which world is the true one.
 *
 * Regret of a plan in a world is what it is worth less there than the plan
 * made for that world, at that world's own price of a dollar of loss (asked,
 * or at the margin): cost - price * loss over the same of its own; for the
 * most in reach, the loss forgone. Embargoes bend the wrong way, so that a
 * stranger's plan may be worth more than the own one at that price: below 0.
 * The choice is the plan whose largest regret is the smallest (Savage 1951).
 */
#include "sanctions/design.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct table_maker {
    hm_context *ctx;
    hm_sanction_plan *plan;         /* of the first world, which keeps all */
    hm_sanction_plan *const *plans; /* worlds */
    const char *const *names;       /* of the worlds */
    int32_t worlds;
} table_maker;

/* The design of a plan that was asked the same; NULL: none was found. */
static const hmi_design *same_design(const hm_sanction_plan *plan,
                                     const hmi_design *d)
{
    for (int32_t k = 0; k < plan->n_designs; k++) {
        const hmi_design *e = &plan->designs[k];
        bool number = isnan(d->point.asked)
                          ? isnan(e->point.asked)
                          : fabs(e->point.asked - d->point.asked) <=
                                1e-12 * fabs(d->point.asked);
        if (e->form == d->form && number) {
            return e->point.confirmed ? e : NULL;
        }
    }
    return NULL;
}

/* Loss and cost of a design in the world of the stage; NAN: no answer. */
static hm_status play(hm_sanction_plan *own, hmi_stage *stage,
                      const hmi_design *d, hmi_across_row *row)
{
    const hmi_parties *x = own->parties;
    hm_verification seen;
    bool ok = false;
    HMI_TRY(hmi_stage_try(stage, d->u, &ok));
    if (ok) {
        HMI_TRY(hm_equilibrium_verify(stage->ctx, stage->economy,
                                      stage->closure, stage->shock, stage->at,
                                      stage->verify_tolerance, &seen));
        ok = seen.confirmed;
    }
    if (!ok) {
        return HM_OK;
    }
    HMI_TRY(hmi_stage_value(stage, &own->loss, &row->loss));
    if (own->problem->objective == HMI_DOMESTIC_INCOME) {
        double base = -own->loss.terms[0].weight;
        row->loss = base * (1.0 - hmi_exp(-row->loss / base));
    }
    row->cost = 0.0;
    for (int32_t s = 0; s < x->S; s++) {
        int32_t n = x->sender[s];
        row->cost +=
            x->weight[s] * (own->at_start[n] - hmi_stage_income(stage, n));
    }
    return HM_OK;
}

/* Against the plan that was made for the world where it is played. */
static double regret_of(const hmi_design *own, const hmi_across_row *row)
{
    const hm_sanction_point *p = &own->point;
    if (own->form == HMI_FORM_MOST) {
        return p->loss - row->loss;
    }
    return row->cost - p->cost - p->willingness * (row->loss - p->loss);
}

/* Every design of every world, played in world `in`. */
static hm_status play_in(const table_maker *m, int32_t in, hmi_stage *stage)
{
    hm_sanction_plan *own = m->plans[in];
    bool ok = false;
    own->current = false;
    hmi_plan_aims(own, 0.0);
    HMI_TRY(hmi_stage_try(stage, own->begin, &ok));
    if (!ok) {
        return HM_OK;
    }
    hmi_stage_keep(stage);
    for (int32_t k = 0; k < m->plan->n_designs; k++) {
        const hmi_design *best = same_design(own, &m->plan->designs[k]);
        for (int32_t by = 0; by < m->worlds; by++) {
            const hmi_design *d =
                same_design(m->plans[by], &m->plan->designs[k]);
            if (d == NULL) {
                continue;
            }
            hmi_across_row *row = &m->plan->across[m->plan->n_across++];
            *row = (hmi_across_row){.design = k,
                                    .by = by,
                                    .in = in,
                                    .loss = NAN,
                                    .cost = NAN,
                                    .regret = NAN,
                                    .worst = NAN};
            HMI_TRY(play(own, stage, d, row));
            row->regret = best == NULL ? NAN : regret_of(best, row);
        }
    }
    return HM_OK;
}

/* The worst of each plan over all worlds, and the smallest of these. */
static void choose(hm_sanction_plan *plan, int32_t worlds)
{
    for (int32_t k = 0; k < plan->n_across; k++) {
        hmi_across_row *row = &plan->across[k];
        int32_t seen = 0;
        double worst = -INFINITY;
        for (int32_t l = 0; l < plan->n_across; l++) {
            const hmi_across_row *other = &plan->across[l];
            if (other->design == row->design && other->by == row->by &&
                isfinite(other->regret)) {
                worst = fmax(worst, other->regret);
                seen++;
            }
        }
        row->worst = seen == worlds ? worst : NAN;
    }
    for (int32_t k = 0; k < plan->n_across; k++) {
        hmi_across_row *row = &plan->across[k];
        row->choice = isfinite(row->worst);
        for (int32_t l = 0; l < plan->n_across; l++) {
            const hmi_across_row *other = &plan->across[l];
            bool before = other->by < row->by && !(other->worst > row->worst);
            row->choice =
                row->choice && !(other->design == row->design &&
                                 (other->worst < row->worst || before));
        }
    }
}

static hm_status play_all(const table_maker *m)
{
    for (int32_t in = 0; in < m->worlds; in++) {
        const hm_sanction_plan *own = m->plans[in];
        hmi_stage *stage = NULL;
        if (own->levers == NULL) {
            continue;
        }
        HMI_TRY(hmi_stage_create(m->ctx, &own->world, own->levers,
                                 own->departure, &stage));
        hm_status status = play_in(m, in, stage);
        m->plan->certificate.solves += stage->solves;
        m->plan->certificate.sweeps += stage->sweeps;
        hmi_stage_free(stage);
        HMI_TRY(status);
    }
    choose(m->plan, m->worlds);
    return HM_OK;
}

/* Levers are numbered alike where countries, sectors and flows are. */
static bool alike(const hm_sanction_plan *a, const hm_sanction_plan *b)
{
    return a->levers != NULL && b->levers != NULL &&
           a->levers->count == b->levers->count &&
           a->levers->n_flows == b->levers->n_flows &&
           memcmp(a->levers->flow, b->levers->flow,
                  a->levers->n_flows * sizeof *a->levers->flow) == 0;
}

hm_status hm_sanction_plan_across(hm_context *ctx,
                                  hm_sanction_plan *const *plans,
                                  const char *const *names, int32_t count)
{
    table_maker m = {ctx, plans[0], plans, names, count};
    hm_sanction_plan *plan = plans[0];
    for (int32_t k = 1; k < count; k++) {
        if (!alike(plan, plans[k])) {
            return HM_OK;
        }
    }
    hmi_free(plan->ctx, plan->across);
    hmi_free(plan->ctx, plan->across_names);
    plan->n_across = 0;
    plan->across = HMI_ARRAY(plan->ctx, hmi_across_row,
                             count * count * plan->n_designs + 1);
    plan->across_names = HMI_ARRAY(plan->ctx, hmi_world_name, count);
    if (plan->across == NULL || plan->across_names == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t k = 0; k < count; k++) {
        (void)snprintf(plan->across_names[k].text,
                       sizeof plan->across_names[k].text, "%s", names[k]);
    }
    return play_all(&m);
}

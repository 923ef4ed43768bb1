// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * levers.c - which flows a government can touch, tied into variables.
 *
 * Invariant: levers are ordered by owner, then kind; every flow of a lever
 * trades at the start, belongs to the owner, and stands in no other lever of
 * its kind.
 */
#include "sanctions/internal.h"

#include <math.h>
#include <string.h>

hm_status hmi_flows_named(hm_context *ctx, const hm_economy *economy,
                          const hm_selector selectors[3], const char *place,
                          bool *flows)
{
    hm_scenario *scenario = NULL;
    hm_shock *shock = NULL;
    hm_status status = HM_OK;
    const hm_economy_arrays *a = hm_economy_data(economy);
    size_t N = (size_t)a->n_countries;
    size_t count = (size_t)a->n_sectors * N * N;
    /* what a measure on these codes would touch */
    hm_measure measure = {.kind = HM_MEASURE_TRADE_COST,
                          .rule = HM_RULE_HAT,
                          .value = 2.0,
                          .exporter = selectors[0],
                          .importer = selectors[1],
                          .sector = selectors[2],
                          .place = place};
    HMI_GOTO(status, hm_scenario_create(ctx, "levers", "", &scenario));
    HMI_GOTO(status, hm_scenario_add(scenario, &measure));
    HMI_GOTO(status, hm_shock_create(ctx, economy, scenario, &shock));
    const double *hat = hm_shock_data(shock)->cost_hat;
    for (size_t f = 0; hat != NULL && f < count; f++) {
        flows[f] = flows[f] || hat[f] > 1.5;
    }
out:
    hm_shock_free(shock);
    hm_scenario_free(scenario);
    return status;
}

double hmi_lever_level(const hm_economy_arrays *base,
                       const hm_shock_arrays *background, int32_t kind,
                       size_t flow)
{
    const double *levels[HMI_LEVER_KINDS][2] = {
        {background == NULL ? NULL : background->tariff, base->tariff},
        {background == NULL ? NULL : background->export_tax, base->export_tax},
        {background == NULL ? NULL : background->phi, NULL},
        {background == NULL ? NULL : background->rent_wedge, base->rent_wedge}};
    const double *level =
        levels[kind][0] != NULL ? levels[kind][0] : levels[kind][1];
    double none = kind == HMI_LEVER_COVERAGE ? 1.0 : 0.0;
    return level == NULL ? none : level[flow];
}

/* What levers are put together in. */
typedef struct maker {
    const hmi_lever_plan *plan;
    const hm_economy_arrays *a;
    size_t N, J, flows;
    int32_t *slot; /* 2 (N+1)(J+1): lever of the owner, or -1 */
    hmi_levers *x;
} maker;

/* Who moves this kind on the flow; *partner and *inward of that owner. */
static int32_t owner_of(const maker *m, int32_t kind, size_t f, size_t *partner,
                        bool *inward)
{
    size_t i = f % m->N;
    size_t n = f / m->N % m->N;
    int32_t buyer = m->plan->owner[n];
    int32_t seller = m->plan->owner[i];
    *inward = kind == HMI_LEVER_TARIFF ||
              (kind != HMI_LEVER_EXPORT_TAX && buyer >= 0);
    *partner = *inward ? i : n;
    return *inward ? buyer : seller;
}

static bool touches(const maker *m, int32_t kind, size_t f)
{
    size_t n = f / m->N % m->N;
    return m->plan->chosen[kind] != NULL && m->plan->chosen[kind][f] &&
           f % m->N != n && m->a->share[f] > 0.0 &&
           hmi_lever_level(m->a, m->plan->background, HMI_LEVER_COVERAGE, f) >
               0.0;
}

/* Which of an owner's levers of one kind the flow stands under; -1: none. */
static int32_t key_of(const maker *m, int32_t kind, int32_t owner, size_t f)
{
    size_t partner = 0;
    bool inward = true;
    if (!touches(m, kind, f) ||
        owner_of(m, kind, f, &partner, &inward) != owner) {
        return -1;
    }
    size_t group = m->plan->mfn ? m->N : partner;
    size_t good = m->plan->uniform ? m->J : f / m->N / m->N;
    size_t side = inward ? 0 : 1;
    return (int32_t)((side * (m->N + 1) + group) * (m->J + 1) + good);
}

/* Bounds of lever v, widened to the level of departure. */
static void bound(const maker *m, hmi_levers *x, int32_t v)
{
    const hmi_lever *lever = &x->items[v];
    int32_t kind = lever->kind;
    double low = m->plan->low[kind];
    double high = m->plan->high[kind];
    double least = INFINITY;
    double most = -INFINITY;
    if (kind == HMI_LEVER_COVERAGE) {
        x->low[v] = low;
        x->high[v] = high;
        return;
    }
    for (size_t k = 0; k < lever->count; k++) {
        double level = hmi_lever_level(m->a, m->plan->background, kind,
                                       x->flow[lever->first + k]);
        least = fmin(least, level);
        most = fmax(most, level);
    }
    x->low[v] = hmi_ln(1.0 + fmin(low, least));
    x->high[v] = hmi_ln(1.0 + (isnan(high) ? most : fmax(high, most)));
}

/* Number the levers of an owner and count their flows. */
static void number(maker *m, int32_t owner, int32_t kind)
{
    hmi_levers *x = m->x;
    size_t keys = 2 * (m->N + 1) * (m->J + 1);
    int32_t first = x->count;
    for (size_t k = 0; k < keys; k++) {
        m->slot[k] = -1;
    }
    for (size_t f = 0; f < m->flows; f++) {
        int32_t key = key_of(m, kind, owner, f);
        if (key >= 0 && m->slot[key] < 0) {
            m->slot[key] = x->count;
            x->items[x->count++] = (hmi_lever){owner, kind, 0, 0};
        }
        if (key >= 0) {
            x->items[m->slot[key]].count++;
        }
    }
    for (int32_t v = first; v < x->count; v++) {
        x->items[v].first = x->n_flows;
        x->n_flows += x->items[v].count;
        x->items[v].count = 0;
    }
    for (size_t f = 0; f < m->flows; f++) {
        int32_t key = key_of(m, kind, owner, f);
        if (key >= 0) {
            hmi_lever *lever = &x->items[m->slot[key]];
            x->flow[lever->first + lever->count++] = f;
        }
    }
    for (int32_t v = first; v < x->count; v++) {
        bound(m, x, v);
    }
}

/* Levers that cannot move go. */
static void drop_fixed(hmi_levers *x)
{
    int32_t kept = 0;
    for (int32_t v = 0; v < x->count; v++) {
        if (x->high[v] > x->low[v]) {
            x->items[kept] = x->items[v];
            x->low[kept] = x->low[v];
            x->high[kept++] = x->high[v];
        }
    }
    x->count = kept;
}

static hm_status make(hm_context *ctx, maker *m)
{
    size_t most = 1;
    int32_t owners = 0;
    hmi_levers *x = m->x;
    for (int32_t kind = 0; kind < HMI_LEVER_KINDS; kind++) {
        for (size_t f = 0; f < m->flows; f++) {
            most += touches(m, kind, f) ? 1 : 0;
        }
    }
    m->slot = HMI_ARRAY(ctx, int32_t, 2 * (m->N + 1) * (m->J + 1));
    x->items = HMI_ARRAY(ctx, hmi_lever, most);
    x->low = HMI_ARRAY(ctx, double, most);
    x->high = HMI_ARRAY(ctx, double, most);
    x->flow = HMI_ARRAY(ctx, size_t, most);
    if (m->slot == NULL || x->items == NULL || x->low == NULL ||
        x->high == NULL || x->flow == NULL) {
        return HM_ERR_MEMORY;
    }
    for (size_t n = 0; n < m->N; n++) {
        int32_t owner = m->plan->owner[n];
        owners = owner >= owners ? owner + 1 : owners;
    }
    for (int32_t owner = 0; owner < owners; owner++) {
        for (int32_t kind = 0; kind < HMI_LEVER_KINDS; kind++) {
            number(m, owner, kind);
        }
    }
    drop_fixed(x);
    return HM_OK;
}

hm_status hmi_levers_create(hm_context *ctx, const hmi_lever_plan *plan,
                            hmi_levers **out)
{
    maker m = {.plan = plan, .a = hm_economy_data(plan->economy)};
    *out = NULL;
    m.N = (size_t)m.a->n_countries;
    m.J = (size_t)m.a->n_sectors;
    m.flows = m.J * m.N * m.N;
    m.x = HMI_NEW(ctx, hmi_levers);
    if (m.x == NULL) {
        return HM_ERR_MEMORY;
    }
    m.x->ctx = ctx;
    m.x->rents = plan->rents;
    hm_status status = make(ctx, &m);
    hmi_free(ctx, m.slot);
    if (status != HM_OK) {
        hmi_levers_free(m.x);
        return status;
    }
    *out = m.x;
    return HM_OK;
}

void hmi_levers_free(hmi_levers *x)
{
    if (x == NULL) {
        return;
    }
    hmi_free(x->ctx, x->items);
    hmi_free(x->ctx, x->low);
    hmi_free(x->ctx, x->high);
    hmi_free(x->ctx, x->flow);
    hmi_free(x->ctx, x);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * threats.c - secondary sanctions (S15): a country that keeps trading with the
 * target faces added tariffs. Which tariff makes cutting the target the lesser
 * loss, what carrying the threat out costs, and who gives in when all of them
 * are threatened.
 */
#include "sanctions/design.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { ROUNDS = 12, HALVINGS = 60 };
/* Thresholds are found to this, in ln(1 + tariff). */
static const double near_threshold = 1e-9;

/* What a threatened country does. */
typedef enum stance { TRADES = 0, COMPLIES, PUNISHED } stance;

typedef struct world {
    hm_sanction_plan *plan;
    size_t N, J;
    int32_t by, count;
    const int32_t *country; /* count */
    stance *stance;         /* count */
    double *rate;           /* count: added tariff where punished */
    bool *goods;            /* J */
    double *tariff, *phi;
    hm_solver *solver;
    hm_solution *at;
    hm_shock *shock;
} world;

/* --- shocks ------------------------------------------------------------------------ */

/* Goods: half of the countries or more levy a tariff on them in the data; all
 * sectors where that is none. */
static void find_goods(world *w)
{
    const hm_economy_arrays *a = hm_economy_data(w->plan->world.base);
    bool any = false;
    for (size_t j = 0; j < w->J; j++) {
        size_t levied = 0;
        for (size_t n = 0; a->tariff != NULL && n < w->N; n++) {
            bool some = false;
            for (size_t i = 0; i < w->N; i++) {
                some = some || a->tariff[(j * w->N + n) * w->N + i] > 0.0;
            }
            levied += some ? 1 : 0;
        }
        w->goods[j] = 2 * levied >= w->N;
        any = any || w->goods[j];
    }
    for (size_t j = 0; j < w->J; j++) {
        w->goods[j] = w->goods[j] || !any;
    }
}

static int32_t number_of(const world *w, size_t country)
{
    for (int32_t h = 0; h < w->count; h++) {
        if ((size_t)w->country[h] == country) {
            return h;
        }
    }
    return -1;
}

static void set_flow(world *w, size_t f)
{
    const hm_economy_arrays *a = hm_economy_data(w->plan->world.base);
    const hm_shock_arrays *from =
        w->plan->departure == NULL ? NULL : hm_shock_data(w->plan->departure);
    size_t i = f % w->N;
    size_t n = f / w->N % w->N;
    size_t target = (size_t)w->plan->parties->target;
    w->tariff[f] = hmi_lever_level(a, from, HMI_LEVER_TARIFF, f);
    w->phi[f] = hmi_lever_level(a, from, HMI_LEVER_COVERAGE, f);
    int32_t h = number_of(w, i == target ? n : i);
    if (h < 0) {
        return;
    }
    bool with_target = i == target || n == target;
    if (with_target && w->stance[h] == COMPLIES) {
        w->phi[f] = 0.0;
    }
    if (!with_target && n == (size_t)w->by && w->stance[h] == PUNISHED &&
        w->goods[f / w->N / w->N]) {
        w->tariff[f] += w->rate[h];
    }
}

/* Solve the world with these stances; *ok false: no equilibrium. */
static hm_status solve(world *w, bool *ok)
{
    hm_shock_arrays arrays = {0};
    size_t flows = w->J * w->N * w->N;
    if (w->plan->departure != NULL) {
        arrays = *hm_shock_data(w->plan->departure);
    }
    for (size_t f = 0; f < flows; f++) {
        if (f % w->N != f / w->N % w->N) {
            set_flow(w, f);
        } else {
            w->tariff[f] = 0.0;
            w->phi[f] = 1.0;
        }
    }
    arrays.tariff = w->tariff;
    arrays.phi = w->phi;
    hm_shock_free(w->shock);
    w->shock = NULL;
    HMI_TRY(hm_shock_from_arrays(w->plan->ctx, w->plan->world.base, &arrays,
                                 &w->shock));
    HMI_TRY(hm_solver_solve(w->solver, w->shock, NULL, w->at));
    const hm_certificate *seen = hm_solution_certificate(w->at);
    w->plan->certificate.solves++;
    w->plan->certificate.sweeps += seen->iterations;
    *ok = seen->outcome == HM_CONVERGED;
    return HM_OK;
}

/* EV over the start, MUSD; -INFINITY without an equilibrium. */
static hm_status income_of(world *w, int32_t n, double *out)
{
    const hm_economy_arrays *a = hm_economy_data(w->plan->world.base);
    bool ok = false;
    HMI_TRY(solve(w, &ok));
    *out = -INFINITY;
    if (ok) {
        const hm_solution_arrays *s = hm_solution_data(w->at);
        *out = s->income[n] / s->price_index_hat[n] - a->income[n] -
               w->plan->at_start[n];
    }
    return HM_OK;
}

static hm_status income_when(world *w, int32_t h, stance how, double rate,
                             double *out)
{
    assert(w->stance != NULL && w->rate != NULL);
    w->stance[h] = how;
    w->rate[h] = rate;
    return income_of(w, w->country[h], out);
}

static hm_status verified(world *w, bool *confirmed)
{
    hm_verification seen;
    HMI_TRY(hm_equilibrium_verify(w->plan->ctx, w->plan->world.base,
                                  w->plan->world.closure, w->shock, w->at,
                                  w->plan->world.verify_tolerance, &seen));
    *confirmed = *confirmed && seen.confirmed;
    return HM_OK;
}

/* --- thresholds ---------------------------------------------------------------------- */

/* The smallest added tariff that leaves h no better off than `comply`: regula
 * falsi with halved ends (Dowell and Jarratt 1971) in ln(1 + tariff). */
static hm_status find_threshold(world *w, int32_t h, double comply, double *out)
{
    double low = 0.0;
    double high = hmi_ln(1.0 + w->plan->problem->threat.most);
    double below = -comply; /* trading unpunished over complying */
    double above = 0.0;
    HMI_TRY(income_when(w, h, PUNISHED, hmi_exp(high) - 1.0, &above));
    above -= comply;
    *out = below > 0.0 ? NAN : 0.0;
    if (!(below > 0.0) || above > 0.0 || !isfinite(above)) {
        return HM_OK;
    }
    for (int32_t k = 0; k < HALVINGS && high - low > near_threshold; k++) {
        double at = low + (high - low) * below / (below - above);
        double gap = 0.0;
        at = fmin(fmax(at, low + 0.01 * (high - low)),
                  high - 0.01 * (high - low));
        HMI_TRY(income_when(w, h, PUNISHED, hmi_exp(at) - 1.0, &gap));
        gap -= comply;
        if (gap > 0.0) {
            above *= low > 0.0 && k > 0 ? 0.5 : 1.0;
            low = at;
            below = gap;
        } else {
            below *= k > 0 ? 0.5 : 1.0;
            high = at;
            above = gap;
        }
        if (fabs(gap) <= 1e-10 * fabs(comply)) {
            low = high = at;
        }
    }
    *out = hmi_exp(high) - 1.0;
    return HM_OK;
}

static hm_status threaten(world *w, int32_t h, hmi_threat_row *row)
{
    double comply = 0.0;
    double sender = 0.0;
    *row = (hmi_threat_row){.country = w->country[h],
                            .threshold = NAN,
                            .sender_cost = NAN,
                            .cost_of_complying = NAN,
                            .confirmed = true,
                            .from_comply = -1,
                            .from_defy = -1};
    HMI_TRY(income_when(w, h, COMPLIES, 0.0, &comply));
    if (!isfinite(comply)) {
        row->confirmed = false;
        return HM_OK;
    }
    HMI_TRY(verified(w, &row->confirmed));
    HMI_TRY(find_threshold(w, h, comply, &row->threshold));
    if (isfinite(row->threshold)) {
        w->stance[h] = PUNISHED;
        w->rate[h] = row->threshold;
        HMI_TRY(income_of(w, w->by, &sender));
        HMI_TRY(verified(w, &row->confirmed));
    }
    w->stance[h] = TRADES;
    if (row->confirmed) {
        row->cost_of_complying = -comply;
        row->sender_cost = isfinite(row->threshold) ? -sender : NAN;
    } else {
        row->threshold = NAN;
    }
    return HM_OK;
}

/* --- all of them at once ------------------------------------------------------------- */

/* Replies in turn from everybody's first stance until nobody changes. */
static hm_status fixed_point(world *w, stance first, double rate)
{
    bool changed = true;
    for (int32_t h = 0; h < w->count; h++) {
        w->stance[h] = first;
        w->rate[h] = rate;
    }
    for (int32_t round = 0; round < ROUNDS && changed; round++) {
        changed = false;
        for (int32_t h = 0; h < w->count; h++) {
            double comply = 0.0;
            double defy = 0.0;
            stance now = w->stance[h];
            HMI_TRY(income_when(w, h, COMPLIES, rate, &comply));
            HMI_TRY(income_when(w, h, PUNISHED, rate, &defy));
            w->stance[h] = comply >= defy ? COMPLIES : PUNISHED;
            changed = changed || w->stance[h] != now;
        }
    }
    return HM_OK;
}

static hm_status fixed_points(world *w, hmi_threat_row *rows)
{
    double rate = w->plan->problem->threat.rate;
    if (isnan(rate)) {
        return HM_OK;
    }
    HMI_TRY(fixed_point(w, COMPLIES, rate));
    for (int32_t h = 0; h < w->count; h++) {
        rows[h].from_comply = w->stance[h] == COMPLIES ? 1 : 0;
    }
    HMI_TRY(fixed_point(w, PUNISHED, rate));
    for (int32_t h = 0; h < w->count; h++) {
        rows[h].from_defy = w->stance[h] == COMPLIES ? 1 : 0;
    }
    return HM_OK;
}

/* --- all of it ------------------------------------------------------------------------ */

static hm_status make(world *w, int32_t *country)
{
    hm_sanction_plan *plan = w->plan;
    hm_context *ctx = plan->ctx;
    const hmi_threat *threat = &plan->problem->threat;
    size_t flows = w->J * w->N * w->N;
    for (int32_t h = 0; h < w->count; h++) {
        country[h] =
            hm_economy_country(plan->world.base, threat->countries.items[h]);
        if (country[h] < 0 || country[h] == plan->parties->target ||
            country[h] == w->by) {
            return hmi_fail(ctx, HM_ERR_DATA,
                            "%s: secondary: %s cannot be threatened; expected "
                            "countries that are neither the target nor the one "
                            "who threatens",
                            plan->problem->place, threat->countries.items[h]);
        }
    }
    w->stance = HMI_ARRAY(ctx, stance, w->count);
    w->rate = HMI_ARRAY(ctx, double, w->count);
    w->goods = HMI_ARRAY(ctx, bool, w->J);
    w->tariff = HMI_ARRAY(ctx, double, flows);
    w->phi = HMI_ARRAY(ctx, double, flows);
    plan->threats = HMI_ARRAY(ctx, hmi_threat_row, w->count);
    if (w->stance == NULL || w->rate == NULL || w->goods == NULL ||
        w->tariff == NULL || w->phi == NULL || plan->threats == NULL) {
        return HM_ERR_MEMORY;
    }
    find_goods(w);
    HMI_TRY(hm_solver_create(ctx, plan->world.base, plan->world.closure,
                             &plan->world.settings, &w->solver));
    return hm_solution_create(ctx, plan->world.base, &w->at);
}

static hm_status run(world *w)
{
    for (int32_t h = 0; h < w->count; h++) {
        HMI_TRY(threaten(w, h, &w->plan->threats[h]));
        w->plan->n_threats++;
    }
    return fixed_points(w, w->plan->threats);
}

hm_status hmi_plan_threats(hm_sanction_plan *plan)
{
    const hmi_threat *threat = &plan->problem->threat;
    const hm_economy_arrays *a = hm_economy_data(plan->world.base);
    world w = {.plan = plan, .count = threat->countries.count};
    w.N = (size_t)a->n_countries;
    w.J = (size_t)a->n_sectors;
    w.by = threat->by == NULL
               ? plan->parties->sender[0]
               : hm_economy_country(plan->world.base, threat->by);
    int32_t *country = HMI_ARRAY(plan->ctx, int32_t, w.count);
    w.country = country;
    hm_status status = country == NULL ? HM_ERR_MEMORY : make(&w, country);
    if (status == HM_OK) {
        status = run(&w);
    }
    hm_shock_free(w.shock);
    hm_solution_free(w.at);
    hm_solver_free(w.solver);
    hmi_free(plan->ctx, country);
    hmi_free(plan->ctx, w.stance);
    hmi_free(plan->ctx, w.rate);
    hmi_free(plan->ctx, w.goods);
    hmi_free(plan->ctx, w.tariff);
    hmi_free(plan->ctx, w.phi);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * stage.c - levers to equilibrium to what is wanted and its gradient.
 *
 * Invariant: `at`, `shock` and the derivatives belong to the point tried last.
 */
#include "sanctions/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Residual of the solves behind a gradient. */
static const double point_tolerance = 1e-12;
/* Least curvature of a rate, in parts of (1 + theta) X. */
static const double least_curvature = 0.1;

/* --- memory ----------------------------------------------------------------------- */

static hm_status make_level(hmi_stage *stage, int32_t kind)
{
    hm_context *ctx = stage->ctx;
    bool used = false;
    for (int32_t v = 0; v < stage->x->count; v++) {
        used = used || stage->x->items[v].kind == kind;
    }
    if (!used) {
        return HM_OK;
    }
    stage->level[kind] = HMI_ARRAY(ctx, double, stage->flows);
    stage->d_level[kind] = HMI_ARRAY(ctx, double, stage->flows);
    if (stage->level[kind] == NULL || stage->d_level[kind] == NULL) {
        return HM_ERR_MEMORY;
    }
    for (size_t f = 0; f < stage->flows; f++) {
        stage->level[kind][f] =
            hmi_lever_level(stage->base, &stage->background, kind, f);
    }
    return HM_OK;
}

/* zeta of the quotas that may be set; elsewhere as it was. */
static hm_status make_rents(hmi_stage *stage)
{
    if (stage->level[HMI_LEVER_QUOTA] == NULL) {
        return HM_OK;
    }
    const double *from = stage->background.rent_importer_share != NULL
                             ? stage->background.rent_importer_share
                             : stage->base->rent_importer_share;
    stage->rent_share = HMI_ARRAY(stage->ctx, double, stage->flows);
    if (stage->rent_share == NULL) {
        return HM_ERR_MEMORY;
    }
    for (size_t f = 0; f < stage->flows; f++) {
        stage->rent_share[f] = from == NULL ? 1.0 : from[f];
    }
    for (int32_t v = 0; v < stage->x->count; v++) {
        const hmi_lever *lever = &stage->x->items[v];
        for (size_t k = 0; lever->kind == HMI_LEVER_QUOTA && k < lever->count;
             k++) {
            stage->rent_share[stage->x->flow[lever->first + k]] =
                stage->x->rents;
        }
    }
    return HM_OK;
}

static hm_status make_arrays(hmi_stage *stage)
{
    stage->d_cost = HMI_ARRAY(stage->ctx, double, stage->flows);
    stage->border = HMI_ARRAY(stage->ctx, double, stage->flows);
    if (stage->d_cost == NULL || stage->border == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t kind = 0; kind < HMI_LEVER_KINDS; kind++) {
        HMI_TRY(make_level(stage, kind));
    }
    return make_rents(stage);
}

static hm_status make_engines(hmi_stage *stage, const hmi_world *world)
{
    hm_context *ctx = stage->ctx;
    hm_solver_settings settings = world->settings;
    settings.tolerance = fmin(settings.tolerance, point_tolerance);
    HMI_TRY(hm_solver_create(ctx, world->base, world->closure, &settings,
                             &stage->solver));
    HMI_TRY(hm_solution_create(ctx, world->base, &stage->at));
    HMI_TRY(hm_solution_create(ctx, world->base, &stage->kept));
    HMI_TRY(hm_sensitivity_create(ctx, world->base, world->closure,
                                  &stage->sensitivity));
    return hm_objective_create(ctx, world->base, true, &stage->goal);
}

hm_status hmi_stage_create(hm_context *ctx, const hmi_world *world,
                           const hmi_levers *x, const hm_shock *departure,
                           hmi_stage **out)
{
    hm_status status = HM_OK;
    hmi_stage *stage = HMI_NEW(ctx, hmi_stage);
    *out = NULL;
    if (stage == NULL) {
        return HM_ERR_MEMORY;
    }
    stage->ctx = ctx;
    stage->economy = world->base;
    stage->base = hm_economy_data(world->base);
    stage->closure = world->closure;
    stage->verify_tolerance = world->verify_tolerance;
    stage->x = x;
    size_t N = (size_t)stage->base->n_countries;
    stage->flows = (size_t)stage->base->n_sectors * N * N;
    if (departure != NULL) {
        HMI_GOTO(status, hm_shock_from_arrays(ctx, world->base,
                                              hm_shock_data(departure),
                                              &stage->departure));
        stage->background = *hm_shock_data(stage->departure);
    }
    HMI_GOTO(status, make_arrays(stage));
    HMI_GOTO(status, make_engines(stage, world));
    *out = stage;
    return HM_OK;
out:
    hmi_stage_free(stage);
    return status;
}

void hmi_stage_free(hmi_stage *stage)
{
    if (stage == NULL) {
        return;
    }
    hm_context *ctx = stage->ctx;
    hm_objective_free(ctx, stage->goal);
    hm_sensitivity_free(stage->sensitivity);
    hm_solution_free(stage->kept);
    hm_solution_free(stage->at);
    hm_solver_free(stage->solver);
    hm_shock_free(stage->shock);
    hm_shock_free(stage->departure);
    for (int32_t k = 0; k < HMI_LEVER_KINDS; k++) {
        hmi_free(ctx, stage->level[k]);
        hmi_free(ctx, stage->d_level[k]);
    }
    hmi_free(ctx, stage->rent_share);
    hmi_free(ctx, stage->d_cost);
    hmi_free(ctx, stage->border);
    hmi_free(ctx, stage);
}

/* --- points ------------------------------------------------------------------------ */

/* Tied flows whose levels differ are read as their mean. */
void hmi_stage_read(const hmi_stage *stage, double *u)
{
    const hmi_levers *x = stage->x;
    for (int32_t v = 0; v < x->count; v++) {
        const hmi_lever *lever = &x->items[v];
        double sum = 0.0;
        for (size_t k = 0; k < lever->count; k++) {
            double level =
                hmi_lever_level(stage->base, &stage->background, lever->kind,
                                x->flow[lever->first + k]);
            sum +=
                lever->kind == HMI_LEVER_COVERAGE ? 0.0 : hmi_ln(1.0 + level);
        }
        u[v] = fmin(fmax(sum / (double)lever->count, x->low[v]), x->high[v]);
    }
}

static void put(hmi_stage *stage, const double *u)
{
    const hmi_levers *x = stage->x;
    for (int32_t v = 0; v < x->count; v++) {
        const hmi_lever *lever = &x->items[v];
        bool ban = lever->kind == HMI_LEVER_COVERAGE;
        double rate = ban ? 1.0 - u[v] : hmi_exp(u[v]) - 1.0;
        for (size_t k = 0; k < lever->count; k++) {
            size_t f = x->flow[lever->first + k];
            double before =
                ban ? hmi_lever_level(stage->base, &stage->background,
                                      HMI_LEVER_COVERAGE, f)
                    : 1.0;
            stage->level[lever->kind][f] = before * rate;
        }
    }
}

static void take_levels(const hmi_stage *stage, hm_shock_arrays *arrays)
{
    const double **to[] = {&arrays->tariff, &arrays->export_tax, &arrays->phi,
                           &arrays->rent_wedge};
    for (int32_t kind = 0; kind < HMI_LEVER_KINDS; kind++) {
        if (stage->level[kind] != NULL) {
            *to[kind] = stage->level[kind];
        }
    }
    if (stage->rent_share != NULL) {
        arrays->rent_importer_share = stage->rent_share;
    }
}

/* Border values, which curvatures are made from. */
static void take_border(hmi_stage *stage)
{
    size_t N = (size_t)stage->base->n_countries;
    size_t J = (size_t)stage->base->n_sectors;
    const double *spending = hm_solution_data(stage->at)->expenditure;
    const double *tariff = hm_shock_data(stage->shock)->tariff != NULL
                               ? hm_shock_data(stage->shock)->tariff
                               : stage->base->tariff;
    hm_solution_shares(stage->economy, stage->shock, stage->at, stage->border);
    for (size_t f = 0; f < stage->flows; f++) {
        stage->border[f] *= spending[f / N % N * J + f / N / N] /
                            (1.0 + (tariff == NULL ? 0.0 : tariff[f]));
    }
}

hm_status hmi_stage_try(hmi_stage *stage, const double *u, bool *ok)
{
    hm_shock_arrays arrays = stage->background;
    *ok = false;
    put(stage, u);
    take_levels(stage, &arrays);
    hm_shock_free(stage->shock);
    stage->shock = NULL;
    stage->bound = false;
    HMI_TRY(hm_shock_from_arrays(stage->ctx, stage->economy, &arrays,
                                 &stage->shock));
    HMI_TRY(hm_solver_solve(stage->solver, stage->shock,
                            stage->warm ? stage->kept : NULL, stage->at));
    const hm_certificate *seen = hm_solution_certificate(stage->at);
    stage->solves++;
    stage->sweeps += seen->iterations;
    if (seen->outcome != HM_CONVERGED) {
        (void)snprintf(stage->why, sizeof stage->why, "%s", seen->reason);
        return HM_OK;
    }
    *ok = true;
    return HM_OK;
}

void hmi_stage_keep(hmi_stage *stage)
{
    hm_solution_set(stage->kept, hm_solution_data(stage->at));
    stage->warm = true;
}

void hmi_stage_forget(hmi_stage *stage)
{
    stage->warm = false;
}

double hmi_stage_hat(const hmi_stage *stage, int32_t n)
{
    const hm_solution_arrays *s = hm_solution_data(stage->at);
    return s->income[n] / stage->base->income[n] / s->price_index_hat[n];
}

double hmi_stage_income(const hmi_stage *stage, int32_t n)
{
    return stage->base->income[n] * (hmi_stage_hat(stage, n) - 1.0);
}

/* --- aims -------------------------------------------------------------------------- */

static bool is_plain(const hmi_aim *aim)
{
    bool plain = true;
    for (int32_t k = 0; k < aim->count; k++) {
        plain = plain && aim->terms[k].kind <= HMI_TERM_LN_INCOME;
    }
    return plain;
}

static hm_status bind(hmi_stage *stage)
{
    if (stage->bound) {
        return HM_OK;
    }
    HMI_TRY(hm_sensitivity_at(stage->sensitivity, stage->shock, stage->at));
    take_border(stage);
    stage->bound = true;
    return HM_OK;
}

static hm_status add_term(hmi_stage *stage, const hmi_term *t)
{
    hm_sensitivity *s = stage->sensitivity;
    hm_objective *goal = stage->goal;
    switch (t->kind) {
    case HMI_TERM_INCOME:
        return hm_sensitivity_add_real_income_musd(s, t->country, t->weight,
                                                   goal);
    case HMI_TERM_LN_INCOME:
        return hm_sensitivity_add_real_income(s, t->country, t->weight, goal);
    case HMI_TERM_DOMESTIC:
        return hm_sensitivity_add_real_domestic_income(s, t->country, t->weight,
                                                       goal);
    case HMI_TERM_EXPORTS:
        return hm_sensitivity_add_export_earnings(s, t->country, t->sector,
                                                  t->weight, goal);
    case HMI_TERM_REVENUE:
        return hm_sensitivity_add_government_revenue(s, t->country, t->weight,
                                                     goal);
    case HMI_TERM_IMPORTS:
        return hm_sensitivity_add_imports(s, t->country, -1, t->sector,
                                          t->weight, goal);
    case HMI_TERM_QUANTITY:
        return hm_sensitivity_add_import_quantity(s, t->country, -1, t->sector,
                                                  t->weight, goal);
    default:
        return hm_sensitivity_add_output(s, t->country, t->sector, t->weight,
                                         goal);
    }
}

static hm_status fill_goal(hmi_stage *stage, const hmi_aim *aim)
{
    HMI_TRY(bind(stage));
    hm_objective_clear(stage->economy, stage->goal);
    for (int32_t k = 0; k < aim->count; k++) {
        HMI_TRY(add_term(stage, &aim->terms[k]));
    }
    return HM_OK;
}

hm_status hmi_stage_value(hmi_stage *stage, const hmi_aim *aim, double *value)
{
    if (is_plain(aim)) { /* no need to bind */
        *value = -aim->departure;
        for (int32_t k = 0; k < aim->count; k++) {
            const hmi_term *t = &aim->terms[k];
            *value +=
                t->weight * (t->kind == HMI_TERM_INCOME
                                 ? hmi_stage_income(stage, t->country)
                                 : hmi_ln(hmi_stage_hat(stage, t->country)));
        }
        return HM_OK;
    }
    HMI_TRY(fill_goal(stage, aim));
    *value = stage->goal->value - aim->departure;
    return HM_OK;
}

/* --- gradients ------------------------------------------------------------------------ */

/* Base border value of a flow. */
static double traded(const hmi_stage *stage, size_t f)
{
    const hm_economy_arrays *a = stage->base;
    size_t N = (size_t)a->n_countries;
    size_t J = (size_t)a->n_sectors;
    double t = a->tariff == NULL ? 0.0 : a->tariff[f];
    return a->share[f] * a->expenditure[f / N % N * J + f / N / N] / (1.0 + t);
}

/* One lever from its flows: rates by A15-A17 with the curvature that their
 * conditions suggest when shadow values stay (H = (1 + theta)(G - psi));
 * coverages are nearly linear: their scale is the flow itself. */
static void collect(const hmi_stage *stage, const hmi_aim *aim, int32_t v,
                    double *gradient, double *curvature, double *least)
{
    const hmi_lever *lever = &stage->x->items[v];
    const size_t *flow = stage->x->flow + lever->first;
    const double *level = stage->level[lever->kind];
    const double *d = stage->d_level[lever->kind];
    size_t block =
        (size_t)stage->base->n_countries * (size_t)stage->base->n_countries;
    double sum = 0.0;
    double bend = 0.0;
    double size = 0.0;
    for (size_t k = 0; k < lever->count; k++) {
        size_t f = flow[k];
        if (lever->kind == HMI_LEVER_COVERAGE) {
            double part = hmi_lever_level(stage->base, &stage->background,
                                          HMI_LEVER_COVERAGE, f);
            sum -= isfinite(d[f]) ? part * d[f] : 0.0;
            size += traded(stage, f) / least_curvature;
            continue;
        }
        double factor = 1.0 + stage->base->theta[f / block];
        double g = (1.0 + level[f]) * d[f];
        sum += g;
        bend += factor * (g - stage->d_cost[f]);
        size += factor * stage->border[f];
    }
    gradient[v] = sum;
    curvature[v] = bend;
    least[v] = least_curvature * size * aim->unit;
}

hm_status hmi_stage_slope(hmi_stage *stage, const hmi_aim *aim,
                          double *gradient, double *curvature, double *least)
{
    hm_gradient wanted = {.tariff = stage->d_level[HMI_LEVER_TARIFF],
                          .export_tax = stage->d_level[HMI_LEVER_EXPORT_TAX],
                          .phi = stage->d_level[HMI_LEVER_COVERAGE],
                          .rent_wedge = stage->d_level[HMI_LEVER_QUOTA],
                          .ln_cost = stage->d_cost};
    HMI_TRY(fill_goal(stage, aim));
    HMI_TRY(hm_sensitivity_adjoint(stage->sensitivity, stage->goal, &wanted));
    stage->adjoints++;
    for (int32_t v = 0; v < stage->x->count; v++) {
        collect(stage, aim, v, gradient, curvature, least);
    }
    return HM_OK;
}

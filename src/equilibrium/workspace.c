// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * workspace.c - make and free a solver: everything a solve touches.
 *
 * Invariant: after hm_solver_create a solve allocates nothing.
 */
#include "equilibrium/internal.h"

#include <math.h>
#include <string.h>

enum { MAX_BLOCKS = 80, ANDERSON_MEMORY = 10 };

static void *block(hm_solver *solver, size_t count, size_t size)
{
    void *memory = hmi_alloc(solver->ctx, count, size);
    if (memory != NULL) {
        solver->blocks[solver->n_blocks++] = memory;
    }
    return memory;
}

static double *doubles(hm_solver *solver, size_t count, bool *failed)
{
    double *memory = block(solver, count, sizeof(double));
    *failed = *failed || memory == NULL;
    return memory;
}

static hm_status make_vectors(hm_solver *s)
{
    size_t N = (size_t)s->N;
    size_t F = (size_t)s->F;
    bool failed = false;
    double **by_state[] = {&s->state, &s->image, &s->weight,
                           &s->saved, &s->best,  &s->earlier};
    double **by_cell[] = {&s->final_share,    &s->base_scale,
                          &s->ln_cost,        &s->ln_input_cost,
                          &s->output,         &s->system.home,
                          &s->system.imports, &s->system.ln_productivity};
    double **by_factor[] = {&s->step, &s->wage, &s->demand, &s->gap,
                            &s->system.supply};
    double **by_country[] = {
        &s->income,         &s->deficit,           &s->earned,
        &s->ln_index,       &s->revenue,           &s->sold,
        &s->bought,         &s->trade_step,        &s->trade_size,
        &s->system.deficit, &s->system.deficit_add};
    double **by_sector[] = {&s->row_cost, &s->row_price, &s->row_output,
                            &s->row_power}; /* padded with zeros */
    double **by_stride[] = {&s->sources, &s->payments, &s->producers,
                            &s->scratch, &s->receipts};
#define MAKE(list, size)                                                       \
    for (size_t i = 0; i < sizeof(list) / sizeof(list)[0]; i++) {              \
        *(list)[i] = doubles(s, (size), &failed);                              \
    }
    MAKE(by_state, s->state_size + 1)
    MAKE(by_cell, s->cells)
    MAKE(by_factor, F)
    MAKE(by_country, N)
    MAKE(by_sector, s->input_stride)
    MAKE(by_stride, s->stride)
#undef MAKE
    return failed ? HM_ERR_MEMORY : HM_OK;
}

static hm_status make_system(hm_solver *s)
{
    size_t flows = s->cells * s->stride;
    bool failed = false;
    s->system.weight = doubles(s, flows, &failed);
    s->system.producer = doubles(s, flows, &failed);
    s->system.exporter = doubles(s, flows, &failed);
    struct {
        bool **flags;
        size_t count;
    } list[] = {
        {&s->system.one_tier, (size_t)s->J},
        {&s->system.wedge, (size_t)s->J},
        {&s->system.exporter_on, (size_t)s->J},
        {&s->system.live, s->cells},
        {&s->system.row_wedge, s->cells},
        {&s->system.row_exporter, s->cells},
        {&s->system.row_touched, s->cells},
        {&s->system.row_due, s->cells},
        {&s->system.factor_live, (size_t)s->F},
        {&s->system.link, (size_t)s->N * (size_t)s->N},
        {&s->system.group, (size_t)s->N},
    };
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        *list[i].flags = block(s, list[i].count, sizeof(bool));
        failed = failed || *list[i].flags == NULL;
    }
    for (int32_t j = 0; !failed && j < s->J; j++) {
        double gap = s->base->theta_home[j] - s->base->theta[j];
        s->system.one_tier[j] = !(gap < 0.0) && !(gap > 0.0);
    }
    return failed ? HM_ERR_MEMORY : HM_OK;
}

/* Sectors by their input substitution; Cobb-Douglas is power 0. */
static hm_status make_groups(hm_solver *s)
{
    size_t J = (size_t)s->J;
    int32_t *order = block(s, J, sizeof(int32_t));
    bool *taken = block(s, J, sizeof(bool));
    s->groups = block(s, J, sizeof(hmi_rho_group));
    if (order == NULL || taken == NULL || s->groups == NULL) {
        return HM_ERR_MEMORY;
    }
    int32_t filled = 0;
    for (int32_t k = 0; k < s->J; k++) {
        if (taken[k]) {
            continue;
        }
        hmi_rho_group *group = &s->groups[s->n_groups++];
        double rho = s->base->input_substitution[k];
        group->power = 1.0 - rho;
        group->cobb_douglas = !(rho < 1.0) && !(rho > 1.0);
        group->sectors = order + filled;
        s->some_ces = s->some_ces || !group->cobb_douglas;
        for (int32_t l = k; l < s->J; l++) {
            double other = s->base->input_substitution[l];
            if (!taken[l] && !(other < rho) && !(other > rho)) {
                order[filled++] = l;
                taken[l] = true;
                group->count++;
            }
        }
    }
    return HM_OK;
}

/* Input shares in rows padded with zeros. */
static hm_status make_inputs(hm_solver *s)
{
    size_t J = (size_t)s->J;
    const double *from = s->base->input_share;
    bool failed = false;
    if (from == NULL) {
        return HM_OK;
    }
    s->input = doubles(s, s->cells * s->input_stride, &failed);
    if (failed) {
        return HM_ERR_MEMORY;
    }
    for (size_t row = 0; row < s->cells; row++) {
        memcpy(s->input + row * s->input_stride, from + row * J,
               J * sizeof(double));
    }
    return HM_OK;
}

/* Positive v_fk, by country. */
static hm_status make_uses(hm_solver *s)
{
    const hm_economy_arrays *a = s->base;
    size_t count = 0;
    size_t total = (size_t)s->F * (size_t)s->J;
    for (size_t i = 0; i < total; i++) {
        count += a->factor_share[i] > 0.0 ? 1 : 0;
    }
    s->uses = block(s, count, sizeof(hmi_factor_use));
    s->use_start = block(s, (size_t)s->N + 1, sizeof(int32_t));
    s->use_power = block(s, count, sizeof(double));
    if (s->uses == NULL || s->use_start == NULL || s->use_power == NULL) {
        return HM_ERR_MEMORY;
    }
    int32_t at = 0;
    int32_t f = 0;
    for (int32_t n = 0; n < s->N; n++) {
        s->use_start[n] = at;
        for (; f < s->F && a->factor_country[f] == n; f++) {
            for (int32_t k = 0; k < s->J; k++) {
                double share = a->factor_share[HMI_AT2(s->J, f, k)];
                if (share > 0.0) {
                    s->uses[at].factor = f;
                    s->uses[at].sector = k;
                    s->uses[at].share = share;
                    at++;
                }
            }
        }
    }
    s->use_start[s->N] = at;
    return HM_OK;
}

/* Shares and scales in [j][n]; weights of the least-squares problem: every
 * residual as a part of its country's income. */
static void fill_base(hm_solver *s)
{
    const hm_economy_arrays *a = s->base;
    size_t N = (size_t)s->N;
    for (int32_t n = 0; n < s->N; n++) {
        double income = a->income[n];
        for (int32_t j = 0; j < s->J; j++) {
            size_t cell = (size_t)j * N + (size_t)n;
            size_t row = HMI_AT2(s->J, n, j);
            s->final_share[cell] = a->final_share[row];
            s->weight[s->at_price + cell] = a->expenditure[row] / income;
            s->weight[s->at_spending + cell] = 1.0 / income;
            if (s->scale_on) {
                s->weight[s->at_scale + cell] = a->output[row] / income;
            }
        }
        for (int32_t u = s->use_start[n]; u < s->use_start[n + 1]; u++) {
            size_t cell = (size_t)s->uses[u].sector * N + (size_t)n;
            s->base_scale[cell] +=
                s->uses[u].share *
                a->output[HMI_AT2(s->J, n, s->uses[u].sector)];
        }
    }
}

static void fill_factors(hm_solver *s)
{
    const hm_economy_arrays *a = s->base;
    for (int32_t f = 0; f < s->F; f++) {
        s->world_income += a->factor_income[f];
        s->weight[f] =
            a->factor_income[f] / a->income[a->factor_country[f]] / s->step[f];
    }
}

static hm_status build(hm_solver *s)
{
    s->blocks = hmi_alloc(s->ctx, MAX_BLOCKS, sizeof(void *));
    if (s->blocks == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t k = 0; k < s->J; k++) {
        s->scale_on = s->scale_on || s->base->scale[k] > 0.0;
    }
    s->at_price = (size_t)s->F;
    s->at_spending = s->at_price + s->cells;
    s->at_scale = s->at_spending + s->cells;
    s->state_size = s->at_scale + (s->scale_on ? s->cells : 0);
    HMI_TRY(make_vectors(s));
    HMI_TRY(make_system(s));
    HMI_TRY(make_groups(s));
    HMI_TRY(make_uses(s));
    HMI_TRY(make_inputs(s));
    HMI_TRY(hmi_blocks_create(s));
    HMI_TRY(hmi_starts_create(s));
    HMI_TRY(hmi_caps_create(s));
    HMI_TRY(hmi_newton_create(s));
    HMI_TRY(hmi_wage_steps(s));
    fill_base(s);
    fill_factors(s);
    return hmi_anderson_create(s->ctx, s->state_size, ANDERSON_MEMORY,
                               &s->anderson);
}

hm_status hm_solver_create(hm_context *ctx, const hm_economy *economy,
                           hm_closure closure,
                           const hm_solver_settings *settings, hm_solver **out)
{
    *out = NULL;
    hm_solver_settings chosen =
        settings == NULL ? hm_solver_settings_default() : *settings;
    HMI_TRY(hm_solver_settings_check(ctx, &chosen));
    hm_solver *solver = HMI_NEW(ctx, hm_solver);
    if (solver == NULL) {
        return HM_ERR_MEMORY;
    }
    solver->ctx = ctx;
    solver->economy = economy;
    solver->base = &economy->arrays;
    solver->closure = closure;
    solver->settings = chosen;
    solver->N = economy->arrays.n_countries;
    solver->J = economy->arrays.n_sectors;
    solver->F = economy->arrays.n_factors;
    solver->stride = ((size_t)solver->N + 3) / 4 * 4;
    solver->input_stride = ((size_t)solver->J + 3) / 4 * 4;
    solver->cells = (size_t)solver->N * (size_t)solver->J;
    hm_status status = build(solver);
    if (status != HM_OK) {
        hm_solver_free(solver);
        return status;
    }
    *out = solver;
    return HM_OK;
}

void hm_solver_free(hm_solver *solver)
{
    if (solver == NULL) {
        return;
    }
    hm_context *ctx = solver->ctx;
    for (int32_t i = 0; i < solver->n_blocks; i++) {
        hmi_free(ctx, solver->blocks[i]);
    }
    hmi_blocks_free(solver);
    hmi_starts_free(solver);
    hmi_caps_free(solver);
    hmi_newton_free(solver);
    hmi_anderson_free(solver->anderson);
    hmi_free(ctx, (void *)solver->blocks);
    hmi_free(ctx, solver);
}

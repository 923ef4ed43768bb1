// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * lanes.c - several adjoint systems at one point, side by side: each has a
 * Krylov space of its own, but every step reads the trade array, the input
 * shares and the factored blocks once for all of them.
 */
#include "sensitivity/internal.h"

#include <math.h>
#include <string.h>

enum { ROUNDS_MAX = 6 };

static const double wanted = 1e-14;
static const double acceptable = 1e-10;

/* --- room ------------------------------------------------------------------------ */

/* Bytes that all lanes but the first may take. */
static const double most_bytes = 48e6;

static size_t lane_doubles(const hm_sensitivity *s)
{
    return 11 * s->cells + (size_t)s->F + (size_t)s->N + 4 * s->size +
           hmi_gmres_room(s->size, s->krylov_memory);
}

static double *cut(double **rest, size_t count)
{
    double *piece = *rest;
    *rest += count;
    return piece;
}

static void lay_out(const hm_sensitivity *s, double *rest, hmi_sens_lane *lane)
{
    hmi_shadow *w = &lane->shadow;
    double **const cells[] = {&w->spending,       &w->output,      &w->bought,
                              &w->price,          &w->cost,        &w->nest,
                              &w->scale,          &w->unit,        &w->bill,
                              &lane->flow_bought, &lane->flow_sold};
    double **const vectors[] = {&lane->z, &lane->image, &lane->residual,
                                &lane->correction};
    for (size_t a = 0; a < sizeof cells / sizeof cells[0]; a++) {
        *cells[a] = cut(&rest, s->cells);
    }
    for (size_t a = 0; a < sizeof vectors / sizeof vectors[0]; a++) {
        *vectors[a] = cut(&rest, s->size);
    }
    w->factor = cut(&rest, (size_t)s->F);
    w->income = cut(&rest, (size_t)s->N);
    lane->room = rest;
}

/* The first lane is the workspace of a single adjoint; the others are
 * untouched memory until there are several objectives. */
bool hmi_sens_lanes_create(hm_sensitivity *s)
{
    size_t count = lane_doubles(s);
    double fit = most_bytes / (double)sizeof(double) / (double)count;
    int32_t more = fit < HMI_SENS_LANES - 1 ? (int32_t)fit : HMI_SENS_LANES - 1;
    more = more < s->N - 1 ? more : s->N - 1;
    s->n_lanes = 1;
    s->lanes[0] = (hmi_sens_lane){.shadow = s->shadow,
                                  .flow_bought = s->flow_bought,
                                  .flow_sold = s->flow_sold,
                                  .z = s->z,
                                  .image = s->image,
                                  .residual = s->residual,
                                  .correction = s->correction,
                                  .room = s->room};
    for (int32_t l = 0; l < more; l++) {
        double *rest = hmi_sens_untouched(s, count);
        if (rest == NULL) {
            return false;
        }
        lay_out(s, rest, &s->lanes[s->n_lanes++]);
    }
    return true;
}

void hmi_sens_select(hm_sensitivity *s, const hmi_sens_lane *lane, bool sources)
{
    s->shadow = lane->shadow;
    s->flow_bought = lane->flow_bought;
    s->flow_sold = lane->flow_sold;
    s->objective = sources ? lane->objective : NULL;
}

/* --- all active lanes at once ------------------------------------------------------ */

typedef struct group {
    hm_sensitivity *s;
    int32_t count;
    hmi_sens_lane *lane[HMI_SENS_LANES];
    const double *from[HMI_SENS_LANES];
    double *to[HMI_SENS_LANES];
} group;

static void add(group *g, hmi_sens_lane *lane, const double *from, double *to)
{
    g->lane[g->count] = lane;
    g->from[g->count] = from;
    g->to[g->count++] = to;
}

/* residual = map(z) - z of every active lane. */
static void residuals(hm_sensitivity *s, hmi_sens_lane *lanes, int32_t count)
{
    group g = {.s = s};
    for (int32_t l = 0; l < count; l++) {
        if (lanes[l].active) {
            add(&g, &lanes[l], lanes[l].z, lanes[l].image);
        }
    }
    hmi_adjoint_map_many(s, g.count, g.lane, g.from, g.to, true);
    for (int32_t b = 0; b < g.count; b++) {
        hmi_sens_lane *lane = g.lane[b];
        for (size_t i = 0; i < s->size; i++) {
            lane->residual[i] = lane->image[i] - lane->z[i];
        }
        lane->left = sqrt(hmi_dot(s->size, lane->residual, lane->residual));
    }
}

static double tolerance_of(const hmi_sens_lane *lane)
{
    return wanted * lane->start / lane->left;
}

/* One direction more in every lane that wants it; false when none does. */
static bool krylov_step(hm_sensitivity *s, hmi_sens_lane *lanes, int32_t count)
{
    group g = {.s = s};
    for (int32_t l = 0; l < count; l++) {
        hmi_sens_lane *lane = &lanes[l];
        if (lane->active &&
            hmi_gmres_wants_more(&lane->run, tolerance_of(lane))) {
            add(&g, lane, hmi_gmres_direction(&lane->run), lane->correction);
        }
    }
    hmi_sens_blocks_apply_many(s, g.count, g.from, g.to);
    for (int32_t b = 0; b < g.count; b++) {
        g.from[b] = g.lane[b]->correction;
        g.to[b] = hmi_gmres_image(&g.lane[b]->run);
    }
    hmi_adjoint_map_many(s, g.count, g.lane, g.from, g.to, false);
    for (int32_t b = 0; b < g.count; b++) {
        for (size_t i = 0; i < s->size; i++) {
            g.to[b][i] = g.from[b][i] - g.to[b][i];
        }
        hmi_gmres_step(&g.lane[b]->run);
        g.lane[b]->steps++;
    }
    return g.count > 0;
}

static void one_round(hm_sensitivity *s, hmi_sens_lane *lanes, int32_t count)
{
    group g = {.s = s};
    for (int32_t l = 0; l < count; l++) {
        if (lanes[l].active) {
            hmi_gmres_begin(&lanes[l].run, lanes[l].residual);
        }
    }
    while (krylov_step(s, lanes, count)) {
    }
    for (int32_t l = 0; l < count; l++) {
        if (lanes[l].active) {
            add(&g, &lanes[l], hmi_gmres_combine(&lanes[l].run),
                lanes[l].correction);
        }
    }
    hmi_sens_blocks_apply_many(s, g.count, g.from, g.to);
    for (int32_t b = 0; b < g.count; b++) {
        hmi_axpy(s->size, 1.0, g.lane[b]->correction, g.lane[b]->z);
    }
}

static bool some_active(const hmi_sens_lane *lanes, int32_t count)
{
    bool any = false;
    for (int32_t l = 0; l < count; l++) {
        any = any || lanes[l].active;
    }
    return any;
}

void hmi_adjoint_solve_lanes(hm_sensitivity *s, int32_t count)
{
    hmi_sens_lane *lanes = s->lanes;
    if (!s->blocks_of.ready) {
        hmi_sens_blocks_refresh(s);
    }
    for (int32_t l = 0; l < count; l++) {
        hmi_sens_lane *lane = &lanes[l];
        memset(lane->z, 0, s->size * sizeof(double));
        lane->active = true;
        lane->steps = 0;
        lane->run = (hmi_gmres_run){
            .n = s->size, .memory = s->krylov_memory, .room = lane->room};
        hmi_sens_select(s, lane, true);
        hmi_adjoint_flow_sources(s, lane->objective);
    }
    residuals(s, lanes, count);
    for (int32_t l = 0; l < count; l++) {
        lanes[l].start = lanes[l].left;
        lanes[l].active = lanes[l].left > 0.0;
    }
    for (int round = 0; round < ROUNDS_MAX && some_active(lanes, count);
         round++) {
        double before[HMI_SENS_LANES];
        for (int32_t l = 0; l < count; l++) {
            before[l] = lanes[l].left;
        }
        one_round(s, lanes, count);
        residuals(s, lanes, count);
        for (int32_t l = 0; l < count; l++) {
            hmi_sens_lane *lane = &lanes[l];
            lane->active = lane->active && lane->left < 0.1 * before[l] &&
                           lane->left > wanted * lane->start;
        }
    }
    hmi_sens_select(s, &lanes[0], false);
    hmi_sens_judge(s, lanes[0].steps);
}

/* Does the lane hold an answer? What was left of it is reported. */
bool hmi_sens_lane_solved(hm_sensitivity *s, const hmi_sens_lane *lane)
{
    double relative = lane->start > 0.0 ? lane->left / lane->start : lane->left;
    if (!(relative <= acceptable)) {
        return false;
    }
    s->cost.steps += lane->steps;
    s->cost.residual =
        relative > s->cost.residual ? relative : s->cost.residual;
    return true;
}

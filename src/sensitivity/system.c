// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * system.c - solve z = T z + b, known by its map alone, with GMRES; what is
 * left is solved for again until rounding is reached.
 */
#include "sensitivity/internal.h"

#include <math.h>
#include <string.h>

enum { ROUNDS_MAX = 6 };

/* A residual of 1e-14 is reached within rounding; 1e-9 is no answer. */
static const double wanted = 1e-14;
static const double acceptable = 1e-10;

/* y = x - T x: the map with its sources taken out. */
static void apply(void *data, const double *x, double *y)
{
    const hmi_sens_linear *system = data;
    hm_sensitivity *s = system->s;
    const hm_objective *objective = s->objective;
    const hm_direction *direction = s->direction;
    s->objective = NULL;
    s->direction = NULL;
    system->map(s, x, y);
    s->objective = objective;
    s->direction = direction;
    for (size_t i = 0; i < s->size; i++) {
        y[i] = x[i] - y[i];
    }
}

void hmi_sens_judge(hm_sensitivity *s, int32_t steps)
{
    hmi_sens_blocks *b = &s->blocks_of;
    if (b->steps == 0) {
        b->steps = steps;
    } else if (2 * steps > 3 * b->steps + 8) {
        b->ready = false;
    }
}

static double length(size_t n, const double *x)
{
    return sqrt(hmi_dot(n, x, x));
}

/* residual = map(z) - z; its size. */
static double residual_at(hm_sensitivity *s, hmi_sens_map map)
{
    map(s, s->z, s->image);
    for (size_t i = 0; i < s->size; i++) {
        s->residual[i] = s->image[i] - s->z[i];
    }
    return length(s->size, s->residual);
}

hm_status hmi_sens_solve(hm_sensitivity *s, hmi_sens_map map)
{
    hmi_sens_linear data = {s, map};
    int32_t steps = 0;
    hmi_sens_blocks *blocks = &s->blocks_of;
    hmi_gmres system = {
        .n = s->size,
        .memory = s->krylov_memory,
        .apply = apply,
        .precondition = map == hmi_adjoint_map ? hmi_sens_blocks_apply : NULL,
        .data = &data,
        .room = s->room};
    if (map == hmi_adjoint_map && !blocks->ready) {
        hmi_sens_blocks_refresh(s);
    }
    memset(s->z, 0, s->size * sizeof(double));
    double start = residual_at(s, map);
    double left = start;
    for (int round = 0; round < ROUNDS_MAX && left > wanted * start; round++) {
        double reduced = 0.0;
        double before = left;
        steps += hmi_gmres_solve(&system, s->residual, wanted * start / left,
                                 s->correction, &reduced);
        hmi_axpy(s->size, 1.0, s->correction, s->z);
        left = residual_at(s, map);
        if (!(left < 0.1 * before)) { /* no further that way */
            if (system.precondition == NULL) {
                break;
            }
            system.precondition = NULL;
        }
    }
    if (map == hmi_adjoint_map) {
        hmi_sens_judge(s, steps);
    }
    s->cost.steps += steps;
    double relative = start > 0.0 ? left / start : left;
    s->cost.residual =
        relative > s->cost.residual ? relative : s->cost.residual;
    if (!(relative <= acceptable)) {
        return hmi_fail(s->ctx, HM_ERR_LIMIT,
                        "the linear system of the derivatives has a residual "
                        "of %g left; expected %g or less: the point may sit "
                        "where the equilibrium is not unique",
                        relative, acceptable);
    }
    return HM_OK;
}

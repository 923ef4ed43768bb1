// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * system.c - solve z = T z + b, known by its map alone, with GMRES; what is
 * left is solved for again until rounding is reached.
 */
#include "sensitivity/internal.h"

#include <math.h>
#include <string.h>

enum { ROUNDS_MAX = 4 };

/* A residual of 1e-14 is reached within rounding; 1e-9 is no answer. */
static const double wanted = 1e-14;
static const double acceptable = 1e-10;

typedef struct linear {
    hm_sensitivity *s;
    hmi_sens_map map;
} linear;

/* y = x - T x: the map with its sources taken out. */
static void apply(void *data, const double *x, double *y)
{
    const linear *system = data;
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
    linear data = {s, map};
    hmi_gmres system = {.n = s->size,
                        .memory = s->krylov_memory,
                        .apply = apply,
                        .data = &data,
                        .room = s->room};
    memset(s->z, 0, s->size * sizeof(double));
    double start = residual_at(s, map);
    double left = start;
    for (int round = 0; round < ROUNDS_MAX && left > wanted * start; round++) {
        double reduced = 0.0;
        double before = left;
        s->cost.steps +=
            hmi_gmres_solve(&system, s->residual, wanted * start / left,
                            s->correction, &reduced);
        hmi_axpy(s->size, 1.0, s->correction, s->z);
        left = residual_at(s, map);
        if (!(left < 0.5 * before)) {
            break;
        }
    }
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

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * derivatives.h - every instrument, parameter and outcome as one vector, so
 * that a test can draw a direction or an objective at random and take dot
 * products of adjoints and tangents.
 */
#ifndef HM_TEST_DERIVATIVES_H
#define HM_TEST_DERIVATIVES_H

#include "solved.h"

#include <hirschman/sensitivity.h>

#include <stdlib.h>
#include <string.h>

/* --- every instrument and parameter, by number ---------------------------------- */

enum {
    TARIFF,
    EXPORT_TAX,
    RENT,
    RENT_SHARE,
    COST,
    PHI,
    PRODUCTIVITY,
    FACTOR,
    DEFICIT,
    THETA,
    THETA_HOME,
    RHO,
    PSI,
    ETA,
    QUANTITY,
    VALUE,
    KINDS
};

typedef struct bundle {
    double *kind[KINDS];
    size_t count[KINDS];
} bundle;

static inline bundle bundle_new(const model *m)
{
    size_t flows = m->J * m->N * m->N;
    bundle b = {.count = {flows, flows, flows, flows, flows, flows, m->N * m->J,
                          m->F, m->N, m->J, m->J, m->J, m->J, m->N, flows,
                          flows}};
    for (int k = 0; k < KINDS; k++) {
        b.kind[k] = calloc(b.count[k] + 1, sizeof(double));
        assert_non_null(b.kind[k]);
    }
    return b;
}

static inline void bundle_free(bundle *b)
{
    for (int k = 0; k < KINDS; k++) {
        free(b->kind[k]);
    }
}

static inline hm_gradient as_gradient(const bundle *b)
{
    return (hm_gradient){.tariff = b->kind[TARIFF],
                         .export_tax = b->kind[EXPORT_TAX],
                         .rent_wedge = b->kind[RENT],
                         .rent_share = b->kind[RENT_SHARE],
                         .ln_cost = b->kind[COST],
                         .phi = b->kind[PHI],
                         .ln_productivity = b->kind[PRODUCTIVITY],
                         .ln_factor = b->kind[FACTOR],
                         .deficit = b->kind[DEFICIT],
                         .theta = b->kind[THETA],
                         .theta_home = b->kind[THETA_HOME],
                         .input_substitution = b->kind[RHO],
                         .scale = b->kind[PSI],
                         .final_substitution = b->kind[ETA],
                         .quantity_cap = b->kind[QUANTITY],
                         .value_cap = b->kind[VALUE]};
}

static inline hm_direction as_direction(const bundle *b)
{
    return (hm_direction){.tariff = b->kind[TARIFF],
                          .export_tax = b->kind[EXPORT_TAX],
                          .rent_wedge = b->kind[RENT],
                          .rent_share = b->kind[RENT_SHARE],
                          .ln_cost = b->kind[COST],
                          .phi = b->kind[PHI],
                          .ln_productivity = b->kind[PRODUCTIVITY],
                          .ln_factor = b->kind[FACTOR],
                          .deficit = b->kind[DEFICIT],
                          .theta = b->kind[THETA],
                          .theta_home = b->kind[THETA_HOME],
                          .input_substitution = b->kind[RHO],
                          .scale = b->kind[PSI],
                          .final_substitution = b->kind[ETA],
                          .quantity_cap = b->kind[QUANTITY],
                          .value_cap = b->kind[VALUE]};
}

/* Random in every entry but home flows; deficits sum to 0. */
static inline void draw_direction(const model *m, hm_random *random, bundle *b)
{
    for (int k = 0; k < KINDS; k++) {
        for (size_t i = 0; i < b->count[k]; i++) {
            bool home =
                (k <= PHI || k >= QUANTITY) && i % m->N == i / m->N % m->N;
            b->kind[k][i] = home ? 0.0 : hm_random_range(random, -1.0, 1.0);
        }
    }
    double sum = 0.0;
    for (size_t n = 0; n < m->N; n++) {
        double size = 0.01 * m->wL[n % m->F];
        b->kind[DEFICIT][n] *= size;
        sum += b->kind[DEFICIT][n];
    }
    b->kind[DEFICIT][0] -= sum;
}

/* --- a random objective ------------------------------------------------------------ */

static inline void fill(hm_random *random, double *array, size_t count,
                        double size)
{
    for (size_t i = 0; i < count; i++) {
        array[i] = size * hm_random_range(random, -1.0, 1.0);
    }
}

/* Partials of the size that real income of a mean country has. */
static inline void draw_objective(const model *m, hm_random *random,
                                  double world, hm_objective *o)
{
    size_t cells = m->N * m->J;
    size_t flows = cells * m->N;
    double per = (double)m->N / world;
    fill(random, o->income, m->N, per);
    fill(random, o->price, cells, 1.0);
    fill(random, o->cost, cells, 1.0);
    fill(random, o->factor_price, m->F, 1.0);
    fill(random, o->expenditure, cells, per);
    fill(random, o->output, cells, per);
    fill(random, o->flow, flows, per);
    fill(random, o->at_rent_wedge, flows, 1.0);
    for (size_t f = 0; f < flows; f++) { /* home sales have no rent */
        o->at_rent_wedge[f] *= f % m->N == f / m->N % m->N ? 0.0 : 1.0;
    }
}

typedef struct outcome {
    double *w, *P, *c, *X, *Y, *I, *D, *W, *flow, *rent;
} outcome;

static inline outcome outcome_new(const model *m)
{
    size_t cells = m->N * m->J;
    double *all =
        calloc(m->F + 4 * cells + 3 * m->N + 2 * cells * m->N, sizeof(double));
    assert_non_null(all);
    outcome t = {.w = all};
    t.P = t.w + m->F;
    t.c = t.P + cells;
    t.X = t.c + cells;
    t.Y = t.X + cells;
    t.I = t.Y + cells;
    t.D = t.I + m->N;
    t.W = t.D + m->N;
    t.flow = t.W + m->N;
    t.rent = t.flow + cells * m->N;
    return t;
}

static inline hm_tangent as_tangent(const outcome *t)
{
    return (hm_tangent){.ln_factor_price = t->w,
                        .ln_price = t->P,
                        .ln_cost = t->c,
                        .expenditure = t->X,
                        .output = t->Y,
                        .income = t->I,
                        .deficit = t->D,
                        .ln_real_income = t->W,
                        .flow = t->flow,
                        .rent_wedge = t->rent};
}

typedef struct sum {
    double value, size;
} sum;

static inline void dot(sum *s, const double *x, const double *y, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s->value += x[i] * y[i];
        s->size += fabs(x[i] * y[i]);
    }
}

static inline sum along(const model *m, const hm_objective *o, const outcome *t)
{
    sum s = {0.0, 0.0};
    size_t cells = m->N * m->J;
    dot(&s, o->income, t->I, m->N);
    dot(&s, o->price, t->P, cells);
    dot(&s, o->cost, t->c, cells);
    dot(&s, o->factor_price, t->w, m->F);
    dot(&s, o->expenditure, t->X, cells);
    dot(&s, o->output, t->Y, cells);
    dot(&s, o->flow, t->flow, cells * m->N);
    dot(&s, o->at_rent_wedge, t->rent, cells * m->N);
    return s;
}

#endif

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * block.c - what makes GMRES short: an approximate inverse of the adjoint
 * system. Each country's own equations, others held still, are factored
 * densely; what goes on between countries is caught by one vector a country,
 * all its values worth one more, whose small system is solved exactly
 * (two-level preconditioning: Saad 2003, chapter 14).
 *
 * It need not be exact, so it is kept from point to point until the number of
 * steps says that it has grown old.
 */
#include "sensitivity/internal.h"

#include <string.h>

/* Unknown `local` of country n in z: factors, spending, prices. */
static size_t place(const hm_sensitivity *s, size_t n, size_t local)
{
    const hmi_sens_blocks *b = &s->blocks_of;
    return (size_t)b->order[b->row_start[n] + local];
}

static size_t block_size(const hm_sensitivity *s, size_t n)
{
    return s->blocks_of.row_start[n + 1] - s->blocks_of.row_start[n];
}

/* Shadow values of country n at the scaled unknowns in s->correction: bills,
 * outputs, spending, nests (A3, A4, A2, A7, A10), sales abroad held. */
static void own_values(hm_sensitivity *s, size_t n)
{
    hmi_shadow *w = &s->shadow;
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    double income = 0.0;
    for (size_t j = 0; j < (size_t)s->J; j++) {
        income += at->alpha[j * N + n] * w->spending[j * N + n];
    }
    w->income[n] = income;
    hmi_adjoint_outputs(s, (int32_t)n);
    for (size_t k = 0; k < (size_t)s->J; k++) {
        size_t cell = k * N + n;
        double theta = s->base->theta[k];
        double outer = s->base->theta_home[k];
        double home = at->own[cell] * w->output[cell];
        bool live = at->X[cell] > 0.0;
        w->bought[cell] = live ? home + at->duty[cell] * income : 0.0;
        w->spending[cell] = w->bought[cell];
        w->cost[cell] = at->own[cell] * w->price[cell] -
                        outer * at->X[cell] * home -
                        theta * (at->abroad[cell] * w->output[cell] +
                                 at->licence[cell] * income);
    }
}

/* Country n's shadow values are 0 but for one scaled unknown, which is 1. */
static void set_unit(hm_sensitivity *s, size_t n, size_t unknown)
{
    hmi_shadow *w = &s->shadow;
    const hmi_point *at = &s->at;
    const int32_t *first = s->blocks_of.first_factor;
    size_t N = (size_t)s->N;
    size_t F = (size_t)s->F;
    for (size_t cell = n; cell < s->cells; cell += N) {
        w->spending[cell] = 0.0;
        w->price[cell] = 0.0;
        w->scale[cell] = 0.0;
    }
    for (int32_t f = first[n]; f < first[n + 1]; f++) {
        w->factor[f] = 0.0;
    }
    if (unknown < F) {
        double root = at->factor_root[unknown];
        w->factor[unknown] = root > 0.0 ? 1.0 / root : 0.0;
    } else if (unknown < F + s->cells) {
        double root = at->root[unknown - F];
        w->spending[unknown - F] = root > 0.0 ? 1.0 / root : 0.0;
    } else {
        w->price[unknown - F - s->cells] = at->root[unknown - F - s->cells];
    }
}

/* Column `local` of country n's own block, into column `local` of `matrix`. */
static void column(hm_sensitivity *s, size_t n, size_t local, double *matrix)
{
    const hmi_point *at = &s->at;
    size_t size = block_size(s, n);
    size_t F = (size_t)s->F;
    set_unit(s, n, place(s, n, local));
    own_values(s, n);
    hmi_adjoint_prices(s, (int32_t)n, s->image + F + s->cells);
    hmi_adjoint_country_gaps(s, (int32_t)n, s->image);
    for (size_t l = 0; l < size; l++) {
        size_t p = place(s, n, l);
        double value = l == local ? 1.0 : 0.0;
        if (p < F) {
            bool live = at->earned[p] > 0.0;
            value =
                live ? -at->damp[p] * at->factor_root[p] * s->image[p] : value;
        } else if (p < F + s->cells) {
            value -= s->shadow.spending[p - F] * at->root[p - F];
        } else {
            double root = at->root[p - F - s->cells];
            value -= root > 0.0 ? s->image[p] / root : 0.0;
        }
        matrix[l * size + local] = value;
    }
}

/* The slow vectors: everything of a country worth one more; and what they
 * are tested with. */
static void slow_vectors(hm_sensitivity *s)
{
    hmi_sens_blocks *b = &s->blocks_of;
    const hmi_point *at = &s->at;
    memset(b->slow, 0, s->size * sizeof(double));
    memset(b->test, 0, s->size * sizeof(double));
    for (size_t f = 0; f < (size_t)s->F; f++) {
        b->slow[f] = at->factor_root[f];
        b->test[f] = at->factor_root[f] / at->damp[f];
    }
    for (size_t cell = 0; cell < s->cells; cell++) {
        size_t x = (size_t)s->F + cell;
        double theta = s->base->theta[cell / (size_t)s->N];
        b->slow[x] = at->root[cell];
        b->test[x] = at->root[cell];
        b->slow[x + s->cells] = theta * at->root[cell];
        b->test[x + s->cells] = at->root[cell];
    }
}

/* A times the slow vector of each country, and the small system. */
static void coarse(hm_sensitivity *s)
{
    hmi_sens_blocks *b = &s->blocks_of;
    size_t N = (size_t)s->N;
    slow_vectors(s);
    for (size_t h = 0; h < N; h++) {
        double *image = b->image + h * s->size;
        memset(s->correction, 0, s->size * sizeof(double));
        for (size_t l = 0; l < block_size(s, h); l++) {
            size_t p = place(s, h, l);
            s->correction[p] = b->slow[p];
        }
        hmi_adjoint_map(s, s->correction, image);
        for (size_t i = 0; i < s->size; i++) {
            image[i] = s->correction[i] - image[i];
        }
        for (size_t n = 0; n < N; n++) {
            double sum = 0.0;
            for (size_t l = 0; l < block_size(s, n); l++) {
                size_t p = place(s, n, l);
                sum += b->test[p] * image[p];
            }
            b->small[n * N + h] = sum;
        }
    }
    b->coarse_on = hmi_lu_factor(N, b->small, b->small_pivot);
}

void hmi_sens_blocks_refresh(hm_sensitivity *s)
{
    hmi_sens_blocks *b = &s->blocks_of;
    const hm_objective *objective = s->objective;
    s->objective = NULL;
    for (size_t n = 0; n < (size_t)s->N; n++) {
        size_t size = block_size(s, n);
        double *matrix = b->factors + b->start[n];
        for (size_t local = 0; local < size; local++) {
            column(s, n, local, matrix);
        }
        b->usable[n] = hmi_lu_factor(size, matrix, b->pivot + b->row_start[n]);
    }
    coarse(s);
    s->objective = objective;
    b->ready = true;
    b->steps = 0;
}

/* left = x - A (what the slow vectors take away), in each lane's image; the
 * weights of the slow vectors are kept. */
static void take_slow_part(hm_sensitivity *s, int32_t count,
                           hmi_sens_lane *const *lanes, const double *const *x)
{
    hmi_sens_blocks *b = &s->blocks_of;
    size_t N = (size_t)s->N;
    memset(b->weight, 0, N * (size_t)count * sizeof(double));
    for (int32_t l = 0; l < count; l++) {
        double *weight = b->weight + (size_t)l * N;
        memcpy(lanes[l]->image, x[l], s->size * sizeof(double));
        for (size_t n = 0; n < N && b->coarse_on; n++) {
            const int32_t *order = b->order + b->row_start[n];
            for (size_t i = 0; i < block_size(s, n); i++) {
                weight[n] += b->test[order[i]] * x[l][order[i]];
            }
        }
        if (b->coarse_on) {
            hmi_lu_solve(N, b->small, b->small_pivot, weight);
        }
    }
    for (size_t h = 0; h < N && b->coarse_on; h++) {
        for (int32_t l = 0; l < count; l++) {
            hmi_axpy(s->size, -b->weight[(size_t)l * N + h],
                     b->image + h * s->size, lanes[l]->image);
        }
    }
}

/* Country n's own equations of one lane, and its slow vector. */
static void solve_own(hm_sensitivity *s, size_t n, const double *left,
                      double weight, double *y)
{
    hmi_sens_blocks *b = &s->blocks_of;
    size_t size = block_size(s, n);
    const int32_t *order = b->order + b->row_start[n];
    for (size_t l = 0; l < size; l++) {
        b->row[l] = left[order[l]];
    }
    if (b->usable[n]) {
        hmi_lu_solve(size, b->factors + b->start[n], b->pivot + b->row_start[n],
                     b->row);
    }
    for (size_t l = 0; l < size; l++) {
        y[order[l]] = b->row[l] + weight * b->slow[order[l]];
    }
}

void hmi_sens_blocks_apply_many(hm_sensitivity *s, int32_t count,
                                hmi_sens_lane *const *lanes,
                                const double *const *x, double *const *y)
{
    size_t N = (size_t)s->N;
    size_t covered = s->blocks_of.row_start[N];
    take_slow_part(s, count, lanes, x);
    for (int32_t l = 0; l < count && covered < s->size; l++) {
        memcpy(y[l] + covered, lanes[l]->image + covered,
               (s->size - covered) * sizeof(double));
    }
    for (size_t n = 0; n < N; n++) {
        for (int32_t l = 0; l < count; l++) {
            solve_own(s, n, lanes[l]->image,
                      s->blocks_of.weight[(size_t)l * N + n], y[l]);
        }
    }
}

void hmi_sens_blocks_apply(void *data, const double *x, double *y)
{
    hm_sensitivity *s = ((hmi_sens_linear *)data)->s;
    hmi_sens_lane *lane = &s->lanes[0];
    hmi_sens_blocks_apply_many(s, 1, &lane, &x, &y);
}

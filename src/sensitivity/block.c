// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * block.c - what makes GMRES short: an approximate inverse of the adjoint
 * system. Each country's own equations, others held still, are inverted
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

/* Country n's rows of the inverse: its own block's inverse, then what is left
 * of the slow vectors once it has answered them. */
static void invert_own(hm_sensitivity *s, size_t n)
{
    hmi_sens_blocks *b = &s->blocks_of;
    size_t N = (size_t)s->N;
    size_t size = block_size(s, n);
    size_t own = HMI_PAD4(size);
    size_t width = own + HMI_PAD4(N);
    double *rows = b->inverse + b->start[n];
    memset(s->shadow.income, 0, N * sizeof(double));
    for (size_t local = 0; local < size; local++) {
        column(s, n, local, b->matrix);
    }
    memset(rows, 0, size * width * sizeof(double));
    for (size_t l = 0; l < size; l++) {
        rows[l * width + l] = 1.0;
        for (size_t h = 0; h < N && b->coarse_on; h++) {
            rows[l * width + own + h] = -b->image[h * s->size + place(s, n, l)];
        }
    }
    if (hmi_lu_factor(size, b->matrix, b->pivot)) {
        hmi_lu_solve_rows(size, b->matrix, b->pivot, width, rows);
    }
    for (size_t l = 0; l < size && b->coarse_on; l++) {
        rows[l * width + own + n] += b->slow[place(s, n, l)];
    }
}

void hmi_sens_blocks_refresh(hm_sensitivity *s)
{
    hmi_sens_blocks *b = &s->blocks_of;
    const hm_objective *objective = s->objective;
    s->objective = NULL;
    coarse(s);
    for (size_t n = 0; n < (size_t)s->N; n++) {
        invert_own(s, n);
    }
    s->objective = objective;
    b->ready = true;
    b->steps = 0;
}

/* How much of each country's slow vector: the small system at x. */
static void slow_weights(hm_sensitivity *s, const double *x, double *weight)
{
    hmi_sens_blocks *b = &s->blocks_of;
    size_t N = (size_t)s->N;
    size_t F = (size_t)s->F;
    memset(weight, 0, N * sizeof(double));
    if (!b->coarse_on) {
        return;
    }
    for (size_t n = 0; n < N; n++) {
        for (int32_t f = b->first_factor[n]; f < b->first_factor[n + 1]; f++) {
            weight[n] += b->test[f] * x[f];
        }
    }
    for (size_t first = F; first < F + 2 * s->cells; first += N) {
        for (size_t n = 0; n < N; n++) {
            weight[n] += b->test[first + n] * x[first + n];
        }
    }
    hmi_lu_solve(N, b->small, b->small_pivot, weight);
}

/* Country n's unknowns in one lane. */
static void solve_own(hm_sensitivity *s, size_t n, const double *x,
                      const double *weight, double *y)
{
    hmi_sens_blocks *b = &s->blocks_of;
    size_t N = (size_t)s->N;
    size_t size = block_size(s, n);
    size_t own = HMI_PAD4(size);
    const int32_t *order = b->order + b->row_start[n];
    memset(b->row, 0, (own + HMI_PAD4(N)) * sizeof(double));
    for (size_t l = 0; l < size; l++) {
        b->row[l] = x[order[l]];
    }
    memcpy(b->row + own, weight, N * sizeof(double));
    hmi_rows_dot(size, own + HMI_PAD4(N), b->inverse + b->start[n], b->row,
                 b->solved);
    for (size_t l = 0; l < size; l++) {
        y[order[l]] = b->solved[l];
    }
}

/* Unknowns of no block (scale, T20): x less what the slow vectors do. */
static void copy_rest(hm_sensitivity *s, const double *x, const double *weight,
                      double *y)
{
    hmi_sens_blocks *b = &s->blocks_of;
    size_t covered = b->row_start[s->N];
    size_t rest = s->size - covered;
    memcpy(y + covered, x + covered, rest * sizeof(double));
    for (size_t h = 0; h < (size_t)s->N && rest > 0 && b->coarse_on; h++) {
        hmi_axpy(rest, -weight[h], b->image + h * s->size + covered,
                 y + covered);
    }
}

void hmi_sens_blocks_apply_many(hm_sensitivity *s, int32_t count,
                                const double *const *x, double *const *y)
{
    size_t N = (size_t)s->N;
    double *weight = s->blocks_of.weight;
    for (int32_t l = 0; l < count; l++) {
        slow_weights(s, x[l], weight + (size_t)l * N);
        copy_rest(s, x[l], weight + (size_t)l * N, y[l]);
    }
    for (size_t n = 0; n < N; n++) {
        for (int32_t l = 0; l < count; l++) {
            solve_own(s, n, x[l], weight + (size_t)l * N, y[l]);
        }
    }
}

void hmi_sens_blocks_apply(void *data, const double *x, double *y)
{
    hmi_sens_blocks_apply_many(((hmi_sens_linear *)data)->s, 1, &x, &y);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * workspace.c - make and free the room that derivatives need; after it
 * nothing is allocated.
 */
#include "sensitivity/internal.h"

#include <string.h>

enum { BLOCKS_MAX = 160, KRYLOV_MEMORY = 80 };

static void *keep(hm_sensitivity *s, void *block)
{
    if (block != NULL && s->n_blocks < BLOCKS_MAX) {
        s->blocks[s->n_blocks++] = block;
        return block;
    }
    hmi_free(s->ctx, block);
    return NULL;
}

double *hmi_sens_array(hm_sensitivity *s, size_t count)
{
    return keep(s, HMI_ARRAY(s->ctx, double, count));
}

double *hmi_sens_untouched(hm_sensitivity *s, size_t count)
{
    return keep(s, hmi_resize(s->ctx, NULL, count, sizeof(double)));
}

bool *hmi_sens_flags(hm_sensitivity *s, size_t count)
{
    return keep(s, HMI_ARRAY(s->ctx, bool, count));
}

void hm_sensitivity_free(hm_sensitivity *s)
{
    if (s == NULL) {
        return;
    }
    hm_context *ctx = s->ctx;
    for (int32_t b = 0; b < s->n_blocks; b++) {
        hmi_free(ctx, s->blocks[b]);
    }
    hmi_free(ctx, s->blocks);
    hmi_free(ctx, s);
}

/* Room for every pointer of the list, `count` doubles each. */
static bool take(hm_sensitivity *s, size_t count, double **const *places)
{
    for (size_t p = 0; places[p] != NULL; p++) {
        *places[p] = hmi_sens_array(s, count);
        if (*places[p] == NULL) {
            return false;
        }
    }
    return true;
}

static bool take_point(hm_sensitivity *s)
{
    hmi_point *at = &s->at;
    size_t block = (size_t)s->J * (size_t)s->N * s->stride;
    double **const flows[] = {&at->t,   &at->e,        &at->m, &at->zeta,
                              &at->phi, &at->ln_kappa, NULL};
    double **const blocks[] = {&at->share, &at->producer, &at->importer,
                               &at->exporter, NULL};
    double **const cells[] = {
        &at->own,       &at->imports,   &at->duty,     &at->abroad,
        &at->licence,   &at->X,         &at->Y,        &at->ln_price,
        &at->ln_cost,   &at->ln_nest,   &at->ln_scale, &at->ln_import,
        &at->ln_source, &at->alpha,     &at->ces_use,  &at->ces_cost,
        &at->root,      &s->base_scale, NULL};
    double **const countries[] = {&at->income,        &at->deficit,
                                  &at->ln_index,      &at->country_income,
                                  &at->deficit_share, NULL};
    double **const factors[] = {&at->ln_wage, &at->earned, &at->factor_root,
                                &at->damp, NULL};
    double **const input[] = {&at->input, NULL};
    at->importer_on = hmi_sens_flags(s, (size_t)s->J);
    at->exporter_on = hmi_sens_flags(s, (size_t)s->J);
    at->one_tier = hmi_sens_flags(s, (size_t)s->J);
    at->lost = hmi_sens_flags(s, s->cells);
    return at->importer_on != NULL && at->exporter_on != NULL &&
           at->one_tier != NULL && at->lost != NULL &&
           take(s, s->flows, flows) && take(s, block, blocks) &&
           take(s, s->cells, cells) && take(s, (size_t)s->N, countries) &&
           take(s, (size_t)s->F, factors) &&
           take(s, s->cells * s->input_stride, input);
}

static bool take_unknowns(hm_sensitivity *s)
{
    hmi_shadow *w = &s->shadow;
    hmi_change *d = &s->change;
    double **const cells[] = {&w->spending,
                              &w->output,
                              &w->bought,
                              &w->price,
                              &w->cost,
                              &w->nest,
                              &w->scale,
                              &w->unit,
                              &w->bill,
                              &d->spending,
                              &d->output,
                              &d->price,
                              &d->import,
                              &d->cost,
                              &d->nest,
                              &d->scale,
                              &s->flow_bought,
                              &s->flow_sold,
                              &s->source_output,
                              &s->source_import,
                              &s->source_price,
                              &s->source_nest,
                              &s->source_cost,
                              &s->source_bought,
                              &s->source_scale,
                              &s->friend_direction,
                              NULL};
    double **const countries[] = {&w->income,         &d->income,
                                  &d->deficit,        &s->source_income,
                                  &s->friend_welfare, NULL};
    double **const factors[] = {&w->factor, &d->wage, &s->source_factor, NULL};
    double **const vectors[] = {&s->z, &s->image, &s->residual, &s->correction,
                                NULL};
    double **const sectors[] = {&s->left, &s->right, NULL};
    double **const rows[] = {&s->row_in, &s->row_out, &s->row_more, NULL};
    double **const room[] = {&s->room, NULL};
    return take(s, s->cells, cells) && take(s, (size_t)s->N, countries) &&
           take(s, (size_t)s->F, factors) && take(s, s->size, vectors) &&
           take(s, s->stride, sectors) && take(s, s->input_stride, rows) &&
           take(s, hmi_gmres_room(s->size, KRYLOV_MEMORY), room);
}

/* v_fk > 0, by country, and the scale of each sector at the base (T20). */
static bool list_uses(hm_sensitivity *s)
{
    const hm_economy_arrays *base = s->base;
    size_t J = (size_t)s->J;
    s->uses =
        keep(s, HMI_ARRAY(s->ctx, hmi_sens_use, (size_t)s->F * (size_t)s->J));
    s->use_start = keep(s, HMI_ARRAY(s->ctx, int32_t, s->N + 1));
    if (s->uses == NULL || s->use_start == NULL) {
        return false;
    }
    for (int32_t f = 0; f < s->F; f++) {
        int32_t n = base->factor_country[f];
        for (size_t k = 0; k < J; k++) {
            double v = base->factor_share[(size_t)f * J + k];
            if (v > 0.0) {
                size_t cell = k * (size_t)s->N + (size_t)n;
                hmi_sens_use *use = &s->uses[s->n_uses++];
                use->factor = f;
                use->country = n;
                use->cell = cell;
                s->base_scale[cell] += v * base->output[(size_t)n * J + k];
            }
        }
        s->use_start[n + 1] = s->n_uses;
    }
    return true;
}

/* Sizes of each country's own system, and where its unknowns lie in z:
 * factors, spending, prices. */
static bool order_unknowns(hm_sensitivity *s)
{
    hmi_sens_blocks *b = &s->blocks_of;
    size_t N = (size_t)s->N;
    b->first_factor = keep(s, HMI_ARRAY(s->ctx, int32_t, N + 1));
    b->start = keep(s, HMI_ARRAY(s->ctx, size_t, N + 1));
    b->row_start = keep(s, HMI_ARRAY(s->ctx, size_t, N + 1));
    b->order = keep(s, HMI_ARRAY(s->ctx, int32_t, s->size));
    if (b->first_factor == NULL || b->start == NULL || b->row_start == NULL ||
        b->order == NULL) {
        return false;
    }
    for (int32_t f = 0; f < s->F; f++) {
        b->first_factor[s->base->factor_country[f] + 1] = f + 1;
    }
    size_t at = 0;
    for (size_t n = 0; n < N; n++) {
        for (int32_t f = b->first_factor[n]; f < b->first_factor[n + 1]; f++) {
            b->order[at++] = f;
        }
        for (size_t c = 0; c < 2 * (size_t)s->J; c++) {
            b->order[at++] = (int32_t)((size_t)s->F + c * N + n);
        }
        size_t size = at - b->row_start[n];
        b->row_start[n + 1] = at;
        b->start[n + 1] = b->start[n] + size * (HMI_PAD4(size) + HMI_PAD4(N));
        b->largest = size > b->largest ? size : b->largest;
    }
    return true;
}

/* Untouched memory until a point has caps. */
static bool take_caps(hm_sensitivity *s)
{
    s->caps_room =
        s->flows < HM_CAPS_LIMIT ? (int32_t)s->flows : (int32_t)HM_CAPS_LIMIT;
    s->caps = keep(
        s, hmi_resize(s->ctx, NULL, (size_t)s->caps_room, sizeof *s->caps));
    return s->caps != NULL;
}

/* Room of block.c. */
static bool take_blocks(hm_sensitivity *s)
{
    hmi_sens_blocks *b = &s->blocks_of;
    size_t N = (size_t)s->N;
    if (!order_unknowns(s)) {
        return false;
    }
    double **const vectors[] = {&b->slow, &b->test, NULL};
    double **const inverse[] = {&b->inverse, NULL};
    double **const matrix[] = {&b->matrix, NULL};
    double **const row[] = {&b->row, &b->solved, NULL};
    double **const image[] = {&b->image, NULL};
    double **const small[] = {&b->small, NULL};
    double **const weight[] = {&b->weight, NULL};
    b->small_pivot = keep(s, HMI_ARRAY(s->ctx, int32_t, N));
    b->pivot = keep(s, HMI_ARRAY(s->ctx, int32_t, b->largest));
    return b->small_pivot != NULL && b->pivot != NULL &&
           take(s, s->size, vectors) && take(s, b->start[N], inverse) &&
           take(s, b->largest * b->largest, matrix) &&
           take(s, HMI_PAD4(b->largest) + HMI_PAD4(N), row) &&
           take(s, N * s->size, image) && take(s, N * N, small) &&
           take(s, N * HMI_SENS_LANES, weight);
}

hm_status hm_sensitivity_create(hm_context *ctx, const hm_economy *economy,
                                hm_closure closure, hm_sensitivity **out)
{
    *out = NULL;
    hm_sensitivity *s = HMI_NEW(ctx, hm_sensitivity);
    if (s == NULL) {
        return HM_ERR_MEMORY;
    }
    const hm_economy_arrays *base = &economy->arrays;
    s->ctx = ctx;
    s->economy = economy;
    s->base = base;
    s->closure = closure;
    s->N = base->n_countries;
    s->J = base->n_sectors;
    s->F = base->n_factors;
    s->stride = ((size_t)s->N + 3) / 4 * 4;
    s->input_stride = ((size_t)s->J + 3) / 4 * 4;
    s->cells = (size_t)s->N * (size_t)s->J;
    s->krylov_memory = KRYLOV_MEMORY;
    s->flows = s->cells * (size_t)s->N;
    for (int32_t k = 0; k < s->J; k++) {
        s->scale_on = s->scale_on || base->scale[k] > 0.0;
    }
    s->size = (size_t)s->F + (s->scale_on ? 3 : 2) * s->cells;
    s->blocks = HMI_ARRAY(ctx, void *, BLOCKS_MAX);
    if (s->blocks == NULL || !take_point(s) || !take_unknowns(s) ||
        !list_uses(s) || !take_blocks(s) || !take_caps(s) ||
        !hmi_sens_lanes_create(s)) {
        hm_sensitivity_free(s);
        return HM_ERR_MEMORY;
    }
    *out = s;
    return HM_OK;
}

hm_sensitivity_cost hm_sensitivity_get_cost(const hm_sensitivity *s)
{
    return s->cost;
}

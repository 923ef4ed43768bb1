// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * region.c - the region of values where a deal suits everybody (B54): an
 * intersection of half-spaces with a box.
 *
 * Vertices by enumeration: every n of the planes are solved and the point is
 * kept where all inequalities hold. Coordinates are scaled to the unit box.
 */
#include "values/internal.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { MAX_UNKNOWNS = 6, MAX_MARGINS = 20, NAME_SIZE = 32 };

static const double inside_tolerance = 1e-9;

typedef struct plane {
    double normal[MAX_UNKNOWNS]; /* normal . z + constant >= 0 */
    double constant;
} plane;

typedef struct region {
    hm_context *ctx;
    int32_t n, n_planes;
    int32_t first_box; /* planes from here are the box */
    plane planes[MAX_MARGINS + 2 * MAX_UNKNOWNS];
    const hm_unknown *unknowns;
    double *found; /* n_found x n */
    int32_t n_found, capacity;
    hm_table *table;
} region;

/* false: the margin says nothing (all slopes 0). */
static bool set_plane(const hm_margin *margin, const hm_unknown *unknowns,
                      int32_t n, plane *out)
{
    double most = 0.0;
    out->constant = margin->constant;
    for (int32_t j = 0; j < n; j++) {
        double width = unknowns[j].high - unknowns[j].low;
        out->normal[j] = margin->slope[j] * width;
        out->constant += margin->slope[j] * unknowns[j].low;
        most = fmax(most, fabs(out->normal[j]));
    }
    for (int32_t j = 0; most > 0.0 && j < n; j++) {
        out->normal[j] /= most;
    }
    if (most > 0.0) {
        out->constant /= most;
    }
    return most > 0.0;
}

static void set_box(region *g)
{
    g->first_box = g->n_planes;
    for (int32_t j = 0; j < g->n; j++) {
        plane *low = &g->planes[g->n_planes++];
        plane *high = &g->planes[g->n_planes++];
        memset(low, 0, sizeof *low);
        memset(high, 0, sizeof *high);
        low->normal[j] = 1.0;
        high->normal[j] = -1.0;
        high->constant = 1.0;
    }
}

static double height(const region *g, int32_t p, const double *z)
{
    double at = g->planes[p].constant;
    for (int32_t j = 0; j < g->n; j++) {
        at += g->planes[p].normal[j] * z[j];
    }
    return at;
}

static bool is_inside(const region *g, const double *z)
{
    for (int32_t p = 0; p < g->n_planes; p++) {
        if (height(g, p, z) < -inside_tolerance) {
            return false;
        }
    }
    return true;
}

static bool is_known(const region *g, const double *z)
{
    for (int32_t v = 0; v < g->n_found; v++) {
        double apart = 0.0;
        for (int32_t j = 0; j < g->n; j++) {
            apart = fmax(apart, fabs(z[j] - g->found[v * g->n + j]));
        }
        if (apart <= inside_tolerance) {
            return true;
        }
    }
    return false;
}

static hm_status keep(region *g, const double *z)
{
    if (g->n_found == g->capacity) {
        int32_t capacity = g->capacity < 8 ? 32 : 2 * g->capacity;
        double *found = hmi_resize(
            g->ctx, g->found, (size_t)capacity * (size_t)g->n, sizeof(double));
        if (found == NULL) {
            return HM_ERR_MEMORY;
        }
        g->found = found;
        g->capacity = capacity;
    }
    memcpy(g->found + (size_t)g->n_found * (size_t)g->n, z,
           (size_t)g->n * sizeof(double));
    g->n_found++;
    return HM_OK;
}

static hm_status try_planes(region *g, const int32_t *chosen)
{
    double a[MAX_UNKNOWNS * MAX_UNKNOWNS] = {0.0};
    double z[MAX_UNKNOWNS] = {0.0};
    int32_t pivot[MAX_UNKNOWNS] = {0};
    assert(g->n <= MAX_UNKNOWNS);
    for (int32_t i = 0; i < g->n; i++) {
        const plane *p = &g->planes[chosen[i]];
        memcpy(a + (size_t)i * (size_t)g->n, p->normal,
               (size_t)g->n * sizeof(double));
        z[i] = -p->constant;
    }
    if (!hmi_lu_factor((size_t)g->n, a, pivot)) {
        return HM_OK;
    }
    double least = HUGE_VAL;
    for (size_t i = 0; i < (size_t)g->n && i < MAX_UNKNOWNS; i++) {
        least = fmin(least, fabs(a[i * (size_t)g->n + i]));
    }
    if (least < 1e-11) { /* all but parallel: no vertex */
        return HM_OK;
    }
    hmi_lu_solve((size_t)g->n, a, pivot, z);
    return is_inside(g, z) && !is_known(g, z) ? keep(g, z) : HM_OK;
}

/* The next n of the planes in order; false past the last. */
static bool next_choice(const region *g, int32_t *chosen)
{
    assert(g->n >= 1 && g->n <= MAX_UNKNOWNS);
    for (int32_t i = g->n - 1; i >= 0; i--) {
        if (chosen[i] < g->n_planes - g->n + i) {
            chosen[i]++;
            for (int32_t k = i + 1; k < g->n; k++) {
                chosen[k] = chosen[k - 1] + 1;
            }
            return true;
        }
    }
    return false;
}

static hm_status find_vertices(region *g)
{
    int32_t chosen[MAX_UNKNOWNS] = {0};
    for (int32_t i = 0; i < g->n; i++) {
        chosen[i] = i;
    }
    do {
        HMI_TRY(try_planes(g, chosen));
    } while (next_choice(g, chosen));
    return HM_OK;
}

static hm_status write_vertices(region *g)
{
    HMI_TRY(hm_table_create(g->ctx, "deal_region", &g->table));
    HMI_TRY(hm_table_add_column(g->table, "vertex", HM_COLUMN_NUMBER));
    for (int32_t j = 0; j < g->n; j++) {
        HMI_TRY(hm_table_add_column(g->table, g->unknowns[j].name,
                                    HM_COLUMN_NUMBER));
    }
    HMI_TRY(hm_table_add_column(g->table, "on_box", HM_COLUMN_NUMBER));
    for (int32_t v = 0; v < g->n_found; v++) {
        const double *z = g->found + (size_t)v * (size_t)g->n;
        bool edge = false;
        HMI_TRY(hm_table_add_row(g->table));
        hm_table_set_number(g->table, 0, (double)v);
        for (int32_t j = 0; j < g->n; j++) {
            const hm_unknown *u = &g->unknowns[j];
            hm_table_set_number(g->table, 1 + j,
                                u->low + (u->high - u->low) * z[j]);
            edge = edge || z[j] <= inside_tolerance ||
                   z[j] >= 1.0 - inside_tolerance;
        }
        hm_table_set_number(g->table, 1 + g->n, edge ? 1.0 : 0.0);
    }
    return HM_OK;
}

hm_status hm_region_vertices(hm_context *ctx, const hm_margin *margins,
                             int32_t n_margins, const hm_unknown *unknowns,
                             int32_t n, hm_table **out)
{
    hm_status status = HM_OK;
    region g = {.ctx = ctx, .n = n, .unknowns = unknowns};
    bool possible = true;
    *out = NULL;
    HMI_TRY(hmi_unknowns_check(ctx, unknowns, n, MAX_UNKNOWNS));
    HMI_TRY(hmi_margins_check(ctx, margins, n_margins, n, MAX_MARGINS));
    for (int32_t m = 0; m < n_margins; m++) {
        if (set_plane(&margins[m], unknowns, n, &g.planes[g.n_planes])) {
            g.n_planes++;
        } else {
            possible = possible && margins[m].constant >= 0.0;
        }
    }
    set_box(&g);
    if (possible) {
        HMI_GOTO(status, find_vertices(&g));
    }
    HMI_GOTO(status, write_vertices(&g));
    *out = g.table;
    g.table = NULL;
out:
    hm_table_free(g.table);
    hmi_free(ctx, g.found);
    return status;
}

/* --- probability of the region --- */

static const double z95 = 1.6448536269514722; /* normal quantile at 95% */

static hm_status priors_check(hm_context *ctx, const hm_unknown *unknowns,
                              const hm_prior *priors, int32_t n)
{
    for (int32_t j = 0; j < n; j++) {
        const hm_prior *p = &priors[j];
        bool ok = p->kind == HM_PRIOR_UNIFORM ||
                  (isfinite(p->q05) && isfinite(p->q95) && p->q05 < p->q95 &&
                   (p->kind == HM_PRIOR_NORMAL || p->q05 > 0.0));
        if (!ok || p->kind < 0 || p->kind > HM_PRIOR_NORMAL) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "%s: prior with quantiles %g and %g; expected a "
                            "rise, above 0 when log-normal",
                            unknowns[j].name, p->q05, p->q95);
        }
    }
    return HM_OK;
}

static double draw_prior(const hm_prior *prior, const hm_unknown *u,
                         hm_random *random)
{
    if (prior->kind == HM_PRIOR_UNIFORM) {
        return hm_random_range(random, u->low, u->high);
    }
    double z = hm_random_normal(random);
    if (prior->kind == HM_PRIOR_NORMAL) {
        return 0.5 * (prior->q05 + prior->q95) +
               z * (prior->q95 - prior->q05) / (2.0 * z95);
    }
    double low = hmi_ln(prior->q05);
    double high = hmi_ln(prior->q95);
    return hmi_exp(0.5 * (low + high) + z * (high - low) / (2.0 * z95));
}

hm_status hm_region_probability(hm_context *ctx, const hm_region *r,
                                uint64_t seed, int32_t draws,
                                double *probability, double *error)
{
    int32_t n = r->n;
    double psi[HM_UNKNOWNS_MAX];
    int32_t inside = 0;
    hm_random random = hm_random_seed(seed);
    *probability = NAN;
    *error = NAN;
    HMI_TRY(hmi_unknowns_check(ctx, r->unknowns, n, HM_UNKNOWNS_MAX));
    HMI_TRY(hmi_margins_check(ctx, r->margins, r->n_margins, n, 500));
    HMI_TRY(priors_check(ctx, r->unknowns, r->priors, n));
    if (draws < 1) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT, "%d draws; expected 1 or more",
                        (int)draws);
    }
    for (int32_t d = 0; d < draws; d++) {
        bool all = true;
        for (int32_t j = 0; j < n; j++) {
            psi[j] = draw_prior(&r->priors[j], &r->unknowns[j], &random);
        }
        for (int32_t m = 0; all && m < r->n_margins; m++) {
            all = hm_margin_value(&r->margins[m], psi, n) >= 0.0;
        }
        inside += all ? 1 : 0;
    }
    *probability = (double)inside / (double)draws;
    *error = sqrt(*probability * (1.0 - *probability) / (double)draws);
    return HM_OK;
}

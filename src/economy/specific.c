// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * specific.c - sector-specific factors of an elasticity set (MODEL.md 1.7).
 *
 * With specific_share s_k, the part s_k of every factor's value added in
 * sector k becomes a factor "in-SECTOR" of that country, used there alone; the
 * rest stays mobile. Payments and cost shares keep their sums, so the base is
 * the same; only what moves after a shock differs. F grows to at most
 * F + N J. A sector without output gets none; a factor of which nothing is
 * left mobile is dropped.
 */
#include "economy/internal.h"

#include <stdio.h>
#include <string.h>

enum { CODE_SIZE = 48 };

typedef struct work {
    const hm_economy_arrays *a;
    const double *share; /* J */
    int32_t count;       /* factors so far */
    double *use;         /* [f][k] */
    double *income;
    int32_t *country;
    const char **codes;
    char *names; /* J codes of CODE_SIZE */
    double *pay; /* J income of the specific factors of one country */
    double *cut; /* J their cost shares */
} work;

/* What cannot leave sector k of country n. */
static double stays(const work *w, int32_t n, int32_t k)
{
    bool made = w->a->output[HMI_AT2(w->a->n_sectors, n, k)] > 0.0;
    return made && w->share[k] > 0.0 ? w->share[k] : 0.0;
}

static double payment(const work *w, int32_t f, int32_t n, int32_t k)
{
    int32_t J = w->a->n_sectors;
    return w->a->factor_share[HMI_AT2(J, f, k)] *
           w->a->output[HMI_AT2(J, n, k)] / w->a->markup[k];
}

/* Split factor f; its mobile rest is entered when there is one. */
static void split_factor(work *w, int32_t f)
{
    int32_t J = w->a->n_sectors;
    int32_t n = w->a->factor_country[f];
    double *use = w->use + (size_t)w->count * (size_t)J;
    double all = 0.0;
    double mobile = 0.0;
    bool used = false;
    for (int32_t k = 0; k < J; k++) {
        all += payment(w, f, n, k);
        mobile += (1.0 - stays(w, n, k)) * payment(w, f, n, k);
    }
    double scale = all > 0.0 ? w->a->factor_income[f] / all : 0.0;
    for (int32_t k = 0; k < J; k++) {
        double v = w->a->factor_share[HMI_AT2(J, f, k)];
        double s = stays(w, n, k);
        use[k] = (1.0 - s) * v;
        used = used || use[k] > 0.0;
        w->cut[k] += s * v;
        w->pay[k] += scale * s * payment(w, f, n, k);
    }
    if (used) {
        w->income[w->count] =
            all > 0.0 ? scale * mobile : w->a->factor_income[f];
        w->country[w->count] = n;
        w->codes[w->count] = w->a->factor_codes[f];
        w->count++;
    } else {
        memset(use, 0, (size_t)J * sizeof(double));
    }
}

/* Enter the specific factors of country n. */
static void add_specific(work *w, int32_t n)
{
    int32_t J = w->a->n_sectors;
    for (int32_t k = 0; k < J; k++) {
        if (w->cut[k] > 0.0) {
            w->use[(size_t)w->count * (size_t)J + (size_t)k] = w->cut[k];
            w->income[w->count] = w->pay[k];
            w->country[w->count] = n;
            w->codes[w->count] = w->names + (size_t)k * CODE_SIZE;
            w->count++;
        }
    }
    memset(w->cut, 0, (size_t)J * sizeof(double));
    memset(w->pay, 0, (size_t)J * sizeof(double));
}

static hm_status allocate(hm_context *ctx, work *w)
{
    size_t J = (size_t)w->a->n_sectors;
    size_t most = (size_t)w->a->n_factors + (size_t)w->a->n_countries * J;
    w->use = HMI_ARRAY(ctx, double, most *J);
    w->income = HMI_ARRAY(ctx, double, most);
    w->country = HMI_ARRAY(ctx, int32_t, most);
    w->codes = hmi_alloc(ctx, most, sizeof(char *));
    w->names = hmi_alloc(ctx, J, CODE_SIZE);
    w->pay = HMI_ARRAY(ctx, double, J);
    w->cut = HMI_ARRAY(ctx, double, J);
    return w->use == NULL || w->income == NULL || w->country == NULL ||
                   w->codes == NULL || w->names == NULL || w->pay == NULL ||
                   w->cut == NULL
               ? HM_ERR_MEMORY
               : HM_OK;
}

static void release(hm_context *ctx, work *w)
{
    hmi_free(ctx, w->use);
    hmi_free(ctx, w->income);
    hmi_free(ctx, w->country);
    hmi_free(ctx, (void *)w->codes);
    hmi_free(ctx, w->names);
    hmi_free(ctx, w->pay);
    hmi_free(ctx, w->cut);
}

static void split_all(work *w, const hm_labels *labels)
{
    const hm_economy_arrays *a = w->a;
    for (int32_t k = 0; k < a->n_sectors; k++) {
        (void)snprintf(w->names + (size_t)k * CODE_SIZE, CODE_SIZE, "in-%s",
                       labels->sector_codes[k]);
    }
    for (int32_t f = 0; f < a->n_factors; f++) {
        split_factor(w, f);
        bool last = f + 1 == a->n_factors ||
                    a->factor_country[f + 1] != a->factor_country[f];
        if (last) {
            add_specific(w, a->factor_country[f]);
        }
    }
}

bool hmi_economy_has_specific(const double *share, int32_t n_sectors)
{
    for (int32_t k = 0; share != NULL && k < n_sectors; k++) {
        if (share[k] > 0.0) {
            return true;
        }
    }
    return false;
}

hm_status hmi_economy_with_specific(hm_context *ctx, const hm_economy *economy,
                                    const hm_elasticities *set,
                                    hm_economy **out)
{
    work w = {.a = &economy->arrays, .share = set->specific_share};
    hm_status status = HM_OK;
    *out = NULL;
    for (int32_t k = 0; k < w.a->n_sectors; k++) {
        if (w.share[k] < 0.0 || w.share[k] > 1.0) {
            return hmi_fail(ctx, HM_ERR_DATA,
                            "specific_share of %s is %g; expected a share, 0 "
                            "to 1",
                            economy->labels.sector_codes[k], w.share[k]);
        }
    }
    HMI_GOTO(status, allocate(ctx, &w));
    split_all(&w, &economy->labels);
    hm_economy_arrays arrays = economy->arrays;
    arrays.n_factors = w.count;
    arrays.factor_share = w.use;
    arrays.factor_income = w.income;
    arrays.factor_country = w.country;
    arrays.factor_codes = w.codes;
    arrays.specific = true;
    HMI_GOTO(status,
             hm_economy_from_shares(ctx, &economy->labels, &arrays, set, out));
out:
    release(ctx, &w);
    return status;
}

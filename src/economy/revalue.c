// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * revalue.c - another estimate of one country's account: its GDP and the mix
 * of its trade (MODEL.md 9.2, the ensemble over (i)-(iii)).
 *
 * Partner by partner its exports and imports keep their total and change
 * their goods. A partner makes up at home for what it buys more or less of a
 * good, so its uses stay and its value added takes the difference. The
 * country's own uses, domestic sales and value added are those nearest to
 * the old ones (in cross-entropy) that add up (carve_balance.c).
 */
#include "economy/account.h"

#include <math.h>
#include <string.h>

typedef struct work {
    hm_context *ctx;
    const hm_account_arrays *a;
    size_t N, J, n; /* n: the country */
    double *old;    /* J: one partner's flows */
    double *exports, *imports;
    hmi_carve_account made;
} work;

static double *cell(const work *w, size_t j, size_t buyer, size_t seller)
{
    return &w->a->trade[(j * w->N + buyer) * w->N + seller];
}

static hm_status check_factors(hm_context *ctx, const double *factor, size_t J,
                               const char *what)
{
    for (size_t j = 0; factor != NULL && j < J; j++) {
        if (!(factor[j] > 0.0) || !isfinite(factor[j])) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "revalue: the factor of %s, good %zu, is %g; "
                            "expected a positive number",
                            what, j, factor[j]);
        }
    }
    return HM_OK;
}

/* A partner's own sales of a good are so many times what it buys, or the good
 * stays out of the new mix: what it does not make it cannot make up for. */
static const double least_home_sales = 10.0;

static bool may_move(const work *w, size_t j, size_t buyer, size_t seller)
{
    return buyer == w->n || *cell(w, j, buyer, buyer) >=
                                least_home_sales * *cell(w, j, buyer, seller);
}

/* New goods of the flow from seller to buyer, the same total; a partner that
 * buys makes up for it at home. */
static void mix_flow(work *w, size_t buyer, size_t seller, const double *factor)
{
    double before = 0.0;
    double after = 0.0;
    for (size_t j = 0; j < w->J && factor != NULL; j++) {
        bool moves = may_move(w, j, buyer, seller);
        w->old[j] = moves ? *cell(w, j, buyer, seller) : 0.0;
        before += w->old[j];
        after += w->old[j] * factor[j];
    }
    for (size_t j = 0; j < w->J && after > 0.0; j++) {
        double change = w->old[j] * (factor[j] * (before / after) - 1.0);
        size_t at = (j * w->N + buyer) * w->N + seller;
        w->a->trade[at] += change;
        if (buyer != w->n) {
            *cell(w, j, buyer, buyer) -= (1.0 + w->a->tariff[at]) * change;
        }
    }
}

/* Totals by good: exports net of duty, imports duty paid. */
static void totals(work *w)
{
    for (size_t j = 0; j < w->J; j++) {
        for (size_t i = 0; i < w->N; i++) {
            size_t duty = (j * w->N + w->n) * w->N + i;
            if (i != w->n) {
                w->exports[j] += *cell(w, j, i, w->n);
                w->imports[j] +=
                    *cell(w, j, w->n, i) * (1.0 + w->a->tariff[duty]);
            }
        }
    }
}

/* The old account times `scale`: where the balance starts. */
static void start(work *w, double scale)
{
    hmi_carve_account *c = &w->made;
    size_t J = w->J;
    double final = 0.0;
    double gdp = 0.0;
    for (size_t j = 0; j < J; j++) {
        double home = *cell(w, j, w->n, w->n);
        c->sales[j] = scale * home;
        c->final[j] = home + w->imports[j];
        c->added[j] = home + w->exports[j];
    }
    for (size_t j = 0; j < J; j++) {
        for (size_t k = 0; k < J; k++) {
            double use = w->a->input[HMI_INPUT(w->J, w->n, j, k)];
            c->use[j * J + k] = scale * use;
            c->final[j] -= use;
            c->added[k] -= use;
        }
    }
    for (size_t j = 0; j < J; j++) {
        c->final[j] = fmax(c->final[j], 0.0);
        c->added[j] = scale * fmax(c->added[j], 0.0);
        gdp += c->added[j];
        final += c->final[j];
    }
    c->group_total[0] = gdp;
    double target = gdp + hmi_sum(w->imports, J) - hmi_sum(w->exports, J);
    for (size_t j = 0; j < J; j++) {
        c->final[j] *= target / final;
    }
}

static void store(const work *w)
{
    const hmi_carve_account *c = &w->made;
    for (size_t j = 0; j < w->J; j++) {
        *cell(w, j, w->n, w->n) = c->sales[j];
        for (size_t k = 0; k < w->J; k++) {
            w->a->input[HMI_INPUT(w->J, w->n, j, k)] = c->use[j * w->J + k];
        }
    }
}

static void arrays(work *w, double *block, int32_t *group,
                   const char *const *codes)
{
    size_t J = w->J;
    w->old = block;
    w->exports = block + J;
    w->imports = block + 2 * J;
    w->made = (hmi_carve_account){
        .codes = codes,
        .n_sectors = (int32_t)J,
        .n_groups = 1,
        .exports = w->exports,
        .imports = w->imports,
        .group = group,
        .final = block + 3 * J,
        .added = block + 4 * J,
        .sales = block + 5 * J,
        .group_total = block + 6 * J,
        .use = block + 7 * J,
    };
}

hm_status hm_account_revalue(hm_context *ctx, hm_account *account,
                             int32_t country, double gdp_scale,
                             const double *export_factor,
                             const double *import_factor)
{
    hm_account_arrays *a = hm_account_data(account);
    hm_status status = HM_OK;
    if (country < 0 || country >= a->n_countries || !(gdp_scale > 0.0) ||
        !isfinite(gdp_scale)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "revalue: country %d, GDP times %g; expected a country "
                        "of the account and a positive factor",
                        country, gdp_scale);
    }
    size_t J = (size_t)a->n_sectors;
    const hm_labels *labels = hm_account_labels(account);
    work w = {.ctx = ctx,
              .a = a,
              .N = (size_t)a->n_countries,
              .J = J,
              .n = (size_t)country};
    double *block = hmi_alloc(ctx, (8 + J) * J + J, sizeof *block);
    int32_t *group = hmi_alloc(ctx, J, sizeof *group);
    HMI_GOTO(status, block == NULL || group == NULL ? HM_ERR_MEMORY : HM_OK);
    HMI_GOTO(status, check_factors(ctx, export_factor, J, "exports"));
    HMI_GOTO(status, check_factors(ctx, import_factor, J, "imports"));
    arrays(&w, block, group, labels->sector_codes);
    for (size_t i = 0; i < w.N; i++) {
        if (i != w.n) {
            mix_flow(&w, i, w.n, export_factor);
            mix_flow(&w, w.n, i, import_factor);
        }
    }
    totals(&w);
    start(&w, gdp_scale);
    HMI_GOTO(status, hmi_carve_balance(ctx, &w.made));
    store(&w);
out:
    hmi_free(ctx, block);
    hmi_free(ctx, group);
    return status;
}

hm_status hm_account_copy(hm_context *ctx, const hm_account *account,
                          hm_account **out)
{
    *out = NULL;
    HMI_TRY(hm_account_create(ctx, hm_account_labels(account), out));
    hm_account_arrays *to = hm_account_data(*out);
    const hm_account_arrays *from = &account->arrays;
    size_t N = (size_t)from->n_countries;
    size_t J = (size_t)from->n_sectors;
    const struct {
        double *to;
        const double *from;
        size_t count;
    } parts[] = {
        {to->trade, from->trade, J * N * N},
        {to->tariff, from->tariff, J * N * N},
        {to->input, from->input, N * J * J},
        {to->theta, from->theta, J},
        {to->theta_home, from->theta_home, J},
        {to->input_substitution, from->input_substitution, J},
        {to->scale, from->scale, J},
        {to->final_substitution, from->final_substitution, N},
    };
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        memcpy(parts[p].to, parts[p].from, parts[p].count * sizeof(double));
    }
    return HM_OK;
}

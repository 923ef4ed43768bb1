// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * carve_balance.c - the least change that makes a country's account add up.
 *
 * Cross-entropy by diagonal scaling. Exports e, imports m and the value added
 * of each group are fixed; uses Z, final demand F, domestic sales D and value
 * added V within its group give way, until for every good uses are D + m and
 * for every industry cost is D + e. The scale factor of a good solves
 * x U = D/x + m, that of an industry D x + e = C/x. All stay positive.
 */
#include "economy/account.h"

#include <math.h>

enum { MAX_ROUNDS = 20000 };
static const double tolerance = 1e-13;

/* Goods: returns the worst gap, with its place. */
static double scale_goods(hmi_carve_account *c, int32_t *worst_at)
{
    size_t J = (size_t)c->n_sectors;
    double worst = 0.0;
    for (size_t j = 0; j < J; j++) {
        double uses = hmi_sum(c->use + j * J, J) + c->final[j];
        double m = c->imports[j];
        double have = c->sales[j] + m;
        if (!(uses > 0.0) && !(have > 0.0)) {
            continue;
        }
        double gap = fabs(uses - have) / fmax(uses, have);
        if (gap > worst) {
            worst = gap;
            *worst_at = (int32_t)j;
        }
        double x = (m + sqrt(m * m + 4.0 * uses * c->sales[j])) / (2.0 * uses);
        if (!isfinite(x) || !(x > 0.0)) {
            *worst_at = (int32_t)j;
            return INFINITY;
        }
        for (size_t k = 0; k < J; k++) {
            c->use[j * J + k] *= x;
        }
        c->final[j] *= x;
        c->sales[j] /= x;
    }
    return worst;
}

/* Industries: the same. */
static double scale_industries(hmi_carve_account *c, int32_t *worst_at)
{
    size_t J = (size_t)c->n_sectors;
    double worst = 0.0;
    for (size_t k = 0; k < J; k++) {
        double cost = c->added[k];
        for (size_t j = 0; j < J; j++) {
            cost += c->use[j * J + k];
        }
        if (!(cost > 0.0)) {
            continue; /* no such industry */
        }
        double e = c->exports[k];
        double have = c->sales[k] + e;
        double gap = fabs(cost - have) / fmax(cost, have);
        if (gap > worst) {
            worst = gap;
            *worst_at = (int32_t)k;
        }
        double x =
            (-e + sqrt(e * e + 4.0 * c->sales[k] * cost)) / (2.0 * c->sales[k]);
        if (!isfinite(x) || !(x > 0.0)) {
            *worst_at = (int32_t)k;
            return INFINITY;
        }
        c->sales[k] *= x;
        c->added[k] /= x;
        for (size_t j = 0; j < J; j++) {
            c->use[j * J + k] /= x;
        }
    }
    return worst;
}

static double scale_groups(hmi_carve_account *c)
{
    double worst = 0.0;
    for (int32_t g = 0; g < c->n_groups; g++) {
        double sum = 0.0;
        for (int32_t k = 0; k < c->n_sectors; k++) {
            sum += c->group[k] == g ? c->added[k] : 0.0;
        }
        if (!(sum > 0.0)) {
            continue;
        }
        double x = c->group_total[g] / sum;
        worst = fmax(worst, fabs(x - 1.0));
        for (int32_t k = 0; k < c->n_sectors; k++) {
            c->added[k] *= c->group[k] == g ? x : 1.0;
        }
    }
    return worst;
}

hm_status hmi_carve_balance(hm_context *ctx, hmi_carve_account *c)
{
    int32_t at = 0;
    double gap = INFINITY;
    for (c->rounds = 1; c->rounds <= MAX_ROUNDS; c->rounds++) {
        gap = scale_goods(c, &at);
        if (!isinf(gap)) {
            gap = fmax(gap, scale_industries(c, &at));
        }
        if (isinf(gap)) {
            break;
        }
        gap = fmax(gap, scale_groups(c));
        if (gap < tolerance) {
            return HM_OK;
        }
    }
    return hmi_fail(ctx, HM_ERR_DATA,
                    "the account has no solution: after %d rounds %s is still "
                    "off by %.3g of its total; its output, exports, imports "
                    "and donors' inputs contradict each other",
                    c->rounds, c->codes[at], gap);
}

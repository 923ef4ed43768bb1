// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * toy.h - the golden toy economy of MODEL.md Appendix A: four countries,
 * three goods, two tiers, CES nests, markups, every wedge. By formula; the
 * raw base is not an equilibrium.
 */
#ifndef HM_TEST_TOY_H
#define HM_TEST_TOY_H

#include <hirschman/economy.h>

enum { TOY_N = 4, TOY_J = 3, TOY_FLOWS = TOY_J * TOY_N * TOY_N };

/* [j][n][i] of the appendix's (n, i, j), which count from 1. */
static inline size_t toy_flow(int n, int i, int j)
{
    return (size_t)(((j - 1) * TOY_N + n - 1) * TOY_N + i - 1);
}

typedef struct toy {
    double X[TOY_N * TOY_J], pi[TOY_FLOWS];
    double t[TOY_FLOWS], e[TOY_FLOWS], m[TOY_FLOWS], zeta[TOY_FLOWS];
    double a[TOY_N * TOY_J * TOY_J], v[TOY_N * TOY_J], alpha[TOY_N * TOY_J];
    double wL[TOY_N], D[TOY_N];
    int32_t owner[TOY_N];
    hm_economy_arrays arrays;
} toy;

static inline void toy_wedges(toy *y)
{
    for (int n = 1; n <= TOY_N; n++) {
        for (int i = 1; i <= TOY_N; i++) {
            for (int j = 1; j <= TOY_J; j++) {
                size_t f = toy_flow(n, i, j);
                y->zeta[f] = 0.5;
                if (n != i) {
                    y->t[f] = 0.05 * ((n + i + j) % 4);
                    y->e[f] = 0.02 * ((n + 2 * i + j) % 3);
                }
            }
        }
    }
    y->m[toy_flow(1, 2, 1)] = 0.1;
}

static inline void toy_shares(toy *y)
{
    for (int n = 1; n <= TOY_N; n++) {
        double finals = 0.0;
        for (int j = 1; j <= TOY_J; j++) {
            finals += 1 + (n + j) % 3;
        }
        for (int j = 1; j <= TOY_J; j++) {
            double origins = 0.0;
            y->X[(n - 1) * TOY_J + j - 1] = 1.0;
            y->alpha[(n - 1) * TOY_J + j - 1] = (1 + (n + j) % 3) / finals;
            for (int i = 1; i <= TOY_N; i++) {
                origins += 1 + (3 * n + 2 * i + j) % 5 + 12 * (n == i);
            }
            for (int i = 1; i <= TOY_N; i++) {
                y->pi[toy_flow(n, i, j)] =
                    (1 + (3 * n + 2 * i + j) % 5 + 12 * (n == i)) / origins;
            }
        }
        for (int k = 1; k <= TOY_J; k++) {
            double v = 0.40 + 0.05 * ((n + 2 * k) % 4);
            double inputs = 0.0;
            y->v[(n - 1) * TOY_J + k - 1] = v;
            for (int j = 1; j <= TOY_J; j++) {
                inputs += 1 + (2 * n + 3 * j + 5 * k) % 7;
            }
            for (int j = 1; j <= TOY_J; j++) {
                y->a[((n - 1) * TOY_J + j - 1) * TOY_J + k - 1] =
                    (1 - v) * (1 + (2 * n + 3 * j + 5 * k) % 7) / inputs;
            }
        }
    }
}

/* Fill `y` and make the economy; NULL with the context's message. */
static inline hm_economy *toy_make(hm_context *ctx, toy *y)
{
    static const char *const countries[] = {"AAA", "BBB", "CCC", "DDD"};
    static const char *const sectors[] = {"good-1", "good-2", "good-3"};
    static const double theta[] = {4, 6, 3}, home[] = {2, 1.5, 3};
    static const double mu[] = {1, 1.25, 1.1}, rho[] = {0.5, 1, 1.2};
    static const double eta[] = {0.8, 0.8, 0.8, 0.8};
    static const double wL[] = {1, 2, 0.5, 4}, D[] = {.05, -.02, .01, -.04};
    hm_labels labels = {.n_countries = TOY_N,
                        .n_sectors = TOY_J,
                        .country_codes = countries,
                        .sector_codes = sectors};
    hm_elasticities set = {.theta = theta,
                           .theta_home = home,
                           .markup = mu,
                           .input_substitution = rho,
                           .final_substitution = eta};
    hm_economy *economy = NULL;
    *y = (toy){.X = {0}};
    toy_wedges(y);
    toy_shares(y);
    for (int n = 0; n < TOY_N; n++) {
        y->wL[n] = wL[n];
        y->D[n] = D[n];
        y->owner[n] = n;
    }
    y->arrays = (hm_economy_arrays){.n_countries = TOY_N,
                                    .n_sectors = TOY_J,
                                    .n_factors = TOY_N,
                                    .expenditure = y->X,
                                    .share = y->pi,
                                    .tariff = y->t,
                                    .export_tax = y->e,
                                    .rent_wedge = y->m,
                                    .rent_importer_share = y->zeta,
                                    .input_share = y->a,
                                    .factor_share = y->v,
                                    .final_share = y->alpha,
                                    .factor_income = y->wL,
                                    .factor_country = y->owner,
                                    .deficit = y->D};
    if (hm_economy_from_shares(ctx, &labels, &y->arrays, &set, &economy) !=
        HM_OK) {
        return NULL;
    }
    return economy;
}

#endif

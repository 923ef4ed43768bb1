// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * random_economy.h - economies and shocks from a seed, every switch of
 * MODEL.md section 1 on or off, with an exact base: the accounts hold to
 * rounding by construction and no solver takes part.
 *
 * A model is plain arrays in the order of economy.h, so that a test can
 * scale, permute, split or merge it before it makes the economy.
 */
#ifndef HM_TEST_RANDOM_ECONOMY_H
#define HM_TEST_RANDOM_ECONOMY_H

#include <hirschman/policy.h>

enum {
    WITH_INPUTS = 1 << 0,
    WITH_CES = 1 << 1,         /* input and final substitution off 1 */
    WITH_TIERS = 1 << 2,       /* theta_home off theta, above 0 */
    WITH_COMPLEMENTS = 1 << 3, /* some theta_home in (-0.4, 0] */
    WITH_MARKUPS = 1 << 4,
    WITH_SCALE = 1 << 5, /* psi theta <= 1/2 */
    WITH_TARIFFS = 1 << 6,
    WITH_EXPORT_TAXES = 1 << 7,
    WITH_RENTS = 1 << 8,
    WITH_FACTORS = 1 << 9, /* sector-specific and second mobile factors */
    WITH_ZEROS = 1 << 10,  /* no flow, no output, a good not traded */
    WITH_ALL = (1 << 11) - 1
};

typedef struct model {
    size_t N, J, F;
    double *X, *pi, *t, *e, *m, *zeta, *a, *v, *alpha, *wL, *D;
    double *theta, *home, *mu, *rho, *psi, *eta;
    int32_t *owner;
} model;

/* Counterfactual levels, all present; the base's or neutral to begin with. */
typedef struct model_shock {
    double *t, *e, *m, *zeta, *d, *phi, *A, *L, *D;
} model_shock;

typedef enum shock_kind {
    SHOCK_NONE = 0,
    SHOCK_SMALL,       /* about 1 % on everything */
    SHOCK_LARGE,       /* rates up to 60 %, hats 0.6 to 1.6 */
    SHOCK_PROHIBITIVE, /* tariffs of 300 % to 5,000 % on some links */
    SHOCK_PARTIAL,     /* some flows cut, in part or in full */
    SHOCK_EMBARGO,     /* a country loses most partners, every good */
    SHOCK_KINDS
} shock_kind;

/* Room for the sizes, zeroed, neutral parameters. Free with model_free. */
model model_new(size_t N, size_t J, size_t F);
void model_free(model *m);
/* N or J of 0: drawn (2..8, 1..6). Each flag is on with probability 1/2 when
 * `flags` is WITH_ALL, else exactly the flags given are on. */
model model_random(uint64_t seed, unsigned flags, size_t N, size_t J);
/* From spending by flow V[j][n][i], rates, raw input shares and factor splits
 * of value added: X, pi, a, v, wL, alpha and D by accounting. */
void model_account(model *m, const double *V);
hm_economy_arrays model_arrays(const model *m);
/* The library's economy; NULL with the context's message. */
hm_economy *model_economy(hm_context *ctx, const model *m);

model_shock model_shock_new(const model *m);
model_shock model_shock_random(const model *m, uint64_t seed, shock_kind kind);
void model_shock_free(model_shock *s);
hm_shock_arrays model_shock_arrays(const model_shock *s);
/* The library's shock; NULL with the context's message. */
hm_shock *model_shock_make(hm_context *ctx, const hm_economy *economy,
                           const model_shock *s);

#endif

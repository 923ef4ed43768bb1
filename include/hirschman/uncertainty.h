// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * uncertainty.h - draws of everything that is assumed (MODEL.md V7, V10, 9.2).
 *
 * One draw is an elasticity set and values around its estimates, a vintage of
 * the data, a trade-balance rule, and another estimate of one country's
 * account. Draw k has the same random numbers whatever varies (common random
 * numbers): an assumption that does not vary stays at its first value.
 */
#ifndef HIRSCHMAN_UNCERTAINTY_H
#define HIRSCHMAN_UNCERTAINTY_H

#include <hirschman/policy.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum hm_assumption {
    HM_ASSUMPTION_SET = 0,   /* which elasticity set */
    HM_ASSUMPTION_THETA,     /* estimates around the set's values */
    HM_ASSUMPTION_VINTAGE,   /* year of the data */
    HM_ASSUMPTION_BALANCE,   /* trade-balance rule */
    HM_ASSUMPTION_GDP,       /* of the country whose account is uncertain */
    HM_ASSUMPTION_TRADE_MIX, /* goods of its exports and imports */
    HM_ASSUMPTIONS,
    HM_ASSUMPTION_ALL = HM_ASSUMPTIONS /* all at once */
} hm_assumption;

/* "elasticity_set", "theta", "vintage", "trade_balance", "gdp", "trade_mix",
 * "all". */
HM_API const char *hm_assumption_name(hm_assumption assumption);

/* The block `uncertainty:` of a case, read and checked. */
typedef struct hm_uncertainty hm_uncertainty;

/*
 * Keys: draws (1 to 100000, default 256), alone (draws of each assumption by
 * itself, default 48), seed (default 1), theta_cv (se / theta where a set has
 * no se; default 0), trade_balance (rules, equally likely; default: the one
 * of the run), account {country, gdp_scale: [low, high], trade_mix: standard
 * deviation of the log of each good's weight}. `n_sets` and `n_vintages` are
 * the case's, each equally likely; `closure` is the first rule.
 */
HM_API HM_CHECKED hm_status hm_uncertainty_create(
    hm_context *ctx, const hm_node *block, int32_t n_sets, int32_t n_vintages,
    hm_closure closure, hm_uncertainty **out);
HM_API void hm_uncertainty_free(hm_uncertainty *uncertainty);
/* The country is known to the economy, or HM_ERR_UNKNOWN. */
HM_API HM_CHECKED hm_status hm_uncertainty_check(hm_context *ctx,
                                                 const hm_uncertainty *u,
                                                 const hm_economy *economy);
/* Code of the country whose account is uncertain, or NULL. */
HM_API const char *hm_uncertainty_country(const hm_uncertainty *uncertainty);
HM_API double hm_uncertainty_theta_cv(const hm_uncertainty *uncertainty);
HM_API uint64_t hm_uncertainty_seed(const hm_uncertainty *uncertainty);

/* Which draw: number and what varies. */
typedef struct hm_draw {
    hm_assumption varied;
    int32_t number;
    int32_t set, vintage;
    hm_closure closure;
    double gdp_scale;
} hm_draw;

/* Draws with all, then with each assumption that can vary alone. */
HM_API int32_t hm_uncertainty_draws(const hm_uncertainty *uncertainty);
HM_API hm_draw hm_uncertainty_draw(const hm_uncertainty *uncertainty,
                                   int32_t index);

/*
 * The economy of a draw: `account` (of the draw's vintage; not changed)
 * revalued, under `set` (the draw's) with its theta drawn. HM_ERR_DATA when
 * no account has the totals drawn.
 */
HM_API HM_CHECKED hm_status hm_uncertainty_economy(
    hm_context *ctx, const hm_uncertainty *uncertainty, const hm_draw *draw,
    const hm_account *account, const hm_elasticities *set, hm_economy **out);

#ifdef __cplusplus
}
#endif
#endif

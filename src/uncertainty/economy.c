// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * economy.c - the economy of a draw: an account revalued, theta drawn.
 */
#include "uncertainty/internal.h"

#include "num/internal.h"

#include <string.h>

/* Weights of the goods, log-normal around 1. */
static void draw_mix(const hm_uncertainty *u, hm_random *random, int32_t count,
                     double *factor)
{
    for (int32_t j = 0; j < count; j++) {
        factor[j] = hmi_exp(u->trade_mix * hm_random_normal(random));
    }
}

static hm_status revalued(hm_context *ctx, const hm_uncertainty *u,
                          const hm_draw *draw, const hm_account *account,
                          hm_economy **out)
{
    const hm_labels *labels = hm_account_labels(account);
    int32_t J = labels->n_sectors;
    hm_account *copy = NULL;
    hm_status status = HM_OK;
    int32_t country = -1;
    bool mixed = hmi_draw_varies(u, draw, HM_ASSUMPTION_TRADE_MIX);
    double *factor = hmi_alloc(ctx, 2 * (size_t)J, sizeof *factor);
    HMI_GOTO(status, factor == NULL ? HM_ERR_MEMORY : HM_OK);
    HMI_GOTO(status, hm_account_copy(ctx, account, &copy));
    for (int32_t n = 0; n < labels->n_countries && u->country != NULL; n++) {
        country =
            strcmp(labels->country_codes[n], u->country) == 0 ? n : country;
    }
    if (mixed || draw->gdp_scale != 1.0) {
        hm_random random =
            hmi_draw_stream(u, draw->number, HM_ASSUMPTION_TRADE_MIX);
        draw_mix(u, &random, 2 * J, factor);
        HMI_GOTO(status, hm_account_revalue(ctx, copy, country, draw->gdp_scale,
                                            mixed ? factor : NULL,
                                            mixed ? factor + J : NULL));
    }
    HMI_GOTO(status, hm_account_to_economy(ctx, copy, NULL, out));
out:
    hm_account_free(copy);
    hmi_free(ctx, factor);
    return status;
}

hm_status hm_uncertainty_check(hm_context *ctx, const hm_uncertainty *u,
                               const hm_economy *economy)
{
    const hm_labels *labels = hm_economy_labels(economy);
    if (u->country == NULL || hm_economy_country(economy, u->country) >= 0) {
        return HM_OK;
    }
    int32_t near =
        hmi_nearest(u->country, labels->country_codes, labels->n_countries);
    return hmi_fail(ctx, HM_ERR_UNKNOWN,
                    "uncertainty, account: no country '%s' in economy %s%s%s",
                    u->country, labels->name == NULL ? "" : labels->name,
                    near < 0 ? "" : "; the nearest one is ",
                    near < 0 ? "" : labels->country_codes[near]);
}

hm_status hm_uncertainty_economy(hm_context *ctx, const hm_uncertainty *u,
                                 const hm_draw *draw, const hm_account *account,
                                 const hm_elasticities *set, hm_economy **out)
{
    int32_t J = hm_account_labels(account)->n_sectors;
    hm_elasticities drawn = *set;
    hm_economy *plain = NULL;
    hm_status status = HM_OK;
    *out = NULL;
    double *theta = hmi_alloc(ctx, 2 * (size_t)J, sizeof *theta);
    HMI_GOTO(status, theta == NULL ? HM_ERR_MEMORY : HM_OK);
    HMI_GOTO(status, revalued(ctx, u, draw, account, &plain));
    if (hmi_draw_varies(u, draw, HM_ASSUMPTION_THETA)) {
        hm_random random =
            hmi_draw_stream(u, draw->number, HM_ASSUMPTION_THETA);
        hm_elasticities_draw(set, J, u->theta_cv, &random, theta, theta + J);
        drawn.theta = theta;
        drawn.theta_home = theta + J;
    }
    HMI_GOTO(status, hm_economy_with_elasticities(ctx, plain, &drawn, out));
out:
    hm_economy_free(plain);
    hmi_free(ctx, theta);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * followers.c - who watches a payment: followers (B38-B40), allies (B41-B42).
 *
 * A lower bound where an ally's security value is left at zero.
 */
#include "pact/internal.h"

#include <math.h>
#include <string.h>

hm_status hm_belief_after(hm_context *ctx, const hm_belief *belief,
                          double *after)
{
    *after = NAN;
    HMI_TRY(hmi_range(ctx, "prior of a payer", belief->prior, 0.0, 1.0));
    HMI_TRY(hmi_range(ctx, "payment if a payer", belief->if_payer, 0.0, 1.0));
    HMI_TRY(hmi_range(ctx, "payment if not", belief->if_not, 0.0, 1.0));
    double yes = belief->prior * belief->if_payer;
    double all = yes + (1.0 - belief->prior) * belief->if_not;
    if (!(all > 0.0)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "a payment was seen that nobody would make: prior %g, "
                        "likelihoods %g and %g",
                        belief->prior, belief->if_payer, belief->if_not);
    }
    *after = yes / all;
    return HM_OK;
}

static hm_status follower_check(hm_context *ctx, const hm_follower *f)
{
    HMI_TRY(hmi_range(ctx, "stake of a follower", f->stake, 0.0, HUGE_VAL));
    HMI_TRY(hmi_range(ctx, "cost of haggling", f->haggling, 0.0, HUGE_VAL));
    HMI_TRY(hmi_range(ctx, "price of a follower", f->price, 0.0, HUGE_VAL));
    HMI_TRY(hmi_range(ctx, "loss without a follower", f->loss, 0.0, HUGE_VAL));
    return hmi_range(ctx, "years ahead", f->years, 0.0, HUGE_VAL);
}

hm_status hm_precedent_cost(hm_context *ctx, const hm_precedent *p,
                            double *cost, int32_t *newly)
{
    *cost = NAN;
    *newly = 0;
    HMI_TRY(hmi_range(ctx, "belief before", p->before, 0.0, 1.0));
    HMI_TRY(hmi_range(ctx, "belief after", p->after, 0.0, 1.0));
    HMI_TRY(hmi_range(ctx, "visibility", p->visibility, 0.0, 1.0));
    HMI_TRY(hmi_range(ctx, "discount factor a year", p->discount, 0.0, 1.0));
    double total = 0.0;
    for (int32_t h = 0; h < p->n; h++) {
        const hm_follower *f = &p->followers[h];
        HMI_TRY(follower_check(ctx, f));
        int haggles = (p->after * f->stake > f->haggling ? 1 : 0) -
                      (p->before * f->stake > f->haggling ? 1 : 0);
        *newly += haggles;
        total +=
            haggles * hmi_pow(p->discount, f->years) * fmin(f->price, f->loss);
    }
    *cost = p->visibility * total;
    return HM_OK;
}

hm_status hm_precedent_followers(hm_context *ctx, double gain, double mean_cost,
                                 double *count)
{
    *count = NAN;
    HMI_TRY(hmi_range(ctx, "gain from linkage", gain, 0.0, HUGE_VAL));
    HMI_TRY(hmi_range(ctx, "cost of a follower", mean_cost, 0.0, HUGE_VAL));
    *count = mean_cost > 0.0 ? ceil(gain / mean_cost) : (double)INFINITY;
    return HM_OK;
}

static double realigned(const hm_ally *ally, double belief)
{
    return 1.0 / (1.0 + hmi_exp(-(ally->intercept + ally->slope * belief)));
}

static hm_status ally_check(hm_context *ctx, const hm_ally *ally)
{
    HMI_TRY(hmi_range(ctx, "belief of an ally", ally->belief_before, 0.0, 1.0));
    HMI_TRY(hmi_range(ctx, "belief of an ally", ally->belief_after, 0.0, 1.0));
    HMI_TRY(hmi_range(ctx, "intercept of an ally", ally->intercept, -HUGE_VAL,
                      HUGE_VAL));
    HMI_TRY(
        hmi_range(ctx, "slope of an ally", ally->slope, -HUGE_VAL, HUGE_VAL));
    HMI_TRY(hmi_range(ctx, "security value of an ally", ally->security, 0.0,
                      HUGE_VAL));
    HMI_TRY(
        hmi_range(ctx, "trade with an ally", ally->trade, -HUGE_VAL, HUGE_VAL));
    return hmi_range(ctx, "EV of an ally", ally->ev, -HUGE_VAL, HUGE_VAL);
}

hm_status hm_ally_evaluate(hm_context *ctx, const hm_ally *allies, int32_t n,
                           double nu, hm_ally_cost *out)
{
    hm_ally_cost total = {0.0, 0.0, 0.0};
    memset(out, 0, sizeof *out);
    HMI_TRY(hmi_range(ctx, "visibility", nu, 0.0, 1.0));
    for (int32_t h = 0; h < n; h++) {
        const hm_ally *ally = &allies[h];
        HMI_TRY(ally_check(ctx, ally));
        double more = realigned(ally, ally->belief_after) -
                      realigned(ally, ally->belief_before);
        total.realignment += nu * more * (ally->security + ally->trade);
        total.direct_harm -= ally->ev;
        total.compensation += fmax(0.0, -ally->ev);
    }
    *out = total;
    return HM_OK;
}

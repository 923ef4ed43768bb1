// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * programme.c - compliance, collapse, war and advance as competing monthly
 * hazards (B47), in closed form and by simulation, and the value of a policy
 * held for ever (B48).
 *
 * Event e comes this month with chance (haz_e / sum)(1 - e^-sum), one event
 * a month at most. An advance at the top stage changes nothing, so the sum is
 * the same at every stage and months are independent: ends are geometric,
 * advances negative binomial.
 */
#include "beliefs/internal.h"

#include <math.h>
#include <string.h>

hm_programme hm_programme_at(const hm_programme_prior *prior, double bite,
                             double escalation)
{
    return (hm_programme){
        .compliance =
            prior->base.compliance * hmi_exp(prior->compliance_slope * bite),
        .collapse =
            prior->base.collapse * hmi_exp(prior->collapse_slope * bite),
        .advance = prior->base.advance * hmi_exp(-prior->advance_slope * bite),
        .war = prior->base.war * (1.0 + escalation),
    };
}

static hm_status programme_check(hm_context *ctx, const hm_programme *p,
                                 int32_t stages, int32_t month)
{
    const double hazards[] = {p->compliance, p->collapse, p->advance, p->war};
    for (int32_t i = 0; i < 4; i++) {
        if (!(hazards[i] >= 0.0) || isinf(hazards[i])) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "a hazard is %g a month; expected 0 or more",
                            hazards[i]);
        }
    }
    if (stages < 1 || month < 0) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "%d stages to climb by month %d; expected 1 or more, "
                        "0 or more",
                        (int)stages, (int)month);
    }
    return HM_OK;
}

/* Chances of this month's event. */
typedef struct chances {
    double compliance, collapse, war, advance, none;
} chances;

static chances chances_of(const hm_programme *p)
{
    double sum = p->compliance + p->collapse + p->war + p->advance;
    double each = sum > 0.0 ? -expm1(-sum) / sum : 0.0;
    return (chances){p->compliance * each, p->collapse * each, p->war * each,
                     p->advance * each, hmi_exp(-sum)};
}

hm_status hm_programme_by(hm_context *ctx, const hm_programme *programme,
                          int32_t stages, int32_t month,
                          hm_programme_month *out)
{
    memset(out, 0, sizeof *out);
    HMI_TRY(programme_check(ctx, programme, stages, month));
    chances c = chances_of(programme);
    double end = c.compliance + c.collapse + c.war;
    double stay = 1.0 - end;
    double ended = end > 0.0 ? -expm1((double)month * log1p(-end)) : 0.0;
    out->open = 1.0 - ended;
    if (end > 0.0) {
        out->compliance = c.compliance / end * ended;
        out->collapse = c.collapse / end * ended;
        out->war = c.war / end * ended;
    }
    /* month m brings advance number `stages`: stages - 1 of the months
     * before it were advances, the others neither advances nor ends */
    double quiet = fmax(stay - c.advance, 0.0);
    double term = 1.0;
    for (int32_t k = 0; k < stages; k++) {
        term *= c.advance;
    }
    for (int32_t m = stages; m <= month; m++) {
        out->top += term;
        term *= quiet * (double)m / (double)(m - stages + 1);
    }
    return HM_OK;
}

hm_status hm_programme_simulate(hm_context *ctx, const hm_programme *programme,
                                int32_t stages, int32_t month, uint64_t seed,
                                int32_t paths, hm_programme_month *out)
{
    memset(out, 0, sizeof *out);
    HMI_TRY(programme_check(ctx, programme, stages, month));
    if (paths < 1) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT, "%d paths; expected 1 or more",
                        (int)paths);
    }
    chances c = chances_of(programme);
    hm_random random = hm_random_seed(seed);
    double one = 1.0 / (double)paths;
    for (int32_t p = 0; p < paths; p++) {
        int32_t climbed = 0;
        double *end = &out->open;
        for (int32_t m = 0; m < month && end == &out->open; m++) {
            double u = hm_random_uniform(&random) - c.none;
            if (u < 0.0) {
                continue;
            }
            if (u < c.advance) {
                climbed++;
            } else if (u < c.advance + c.compliance) {
                end = &out->compliance;
            } else if (u < c.advance + c.compliance + c.collapse) {
                end = &out->collapse;
            } else {
                end = &out->war;
            }
        }
        *end += one;
        out->top += climbed >= stages ? one : 0.0;
    }
    return HM_OK;
}

hm_status hm_programme_worth(hm_context *ctx, double flow, double discount,
                             double h, double q, double K,
                             hm_programme_value *out)
{
    *out = (hm_programme_value){NAN, NAN, NAN};
    if (!(h >= 0.0) || !(q >= 0.0) || !(h + q > 0.0) || !(h + q <= 1.0) ||
        !(discount >= 0.0) || !(discount < 1.0) || !isfinite(flow) ||
        !isfinite(K)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "flow %g, discount %g, h %g, q %g, K %g; expected "
                        "chances that add up to at most 1, not both 0, and a "
                        "discount factor below 1",
                        flow, discount, h, q, K);
    }
    out->value = -(flow + discount * q * K) / (1.0 - discount * (1.0 - h - q));
    out->compliance = h / (h + q);
    out->duration = 1.0 / (h + q);
    return HM_OK;
}

hm_status hm_wilson(hm_context *ctx, double successes, double cases, double z,
                    double *low, double *high)
{
    *low = *high = NAN;
    if (!(cases > 0.0) || !(successes >= 0.0) || !(successes <= cases) ||
        !(z > 0.0) || isinf(cases)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "%g successes of %g cases; expected 0 to all of at "
                        "least one case",
                        successes, cases);
    }
    double share = successes / cases;
    double middle = share + z * z / (2.0 * cases);
    double half =
        z * sqrt(share * (1.0 - share) / cases + z * z / (4.0 * cases * cases));
    *low = fmax((middle - half) / (1.0 + z * z / cases), 0.0);
    *high = fmin((middle + half) / (1.0 + z * z / cases), 1.0);
    return HM_OK;
}

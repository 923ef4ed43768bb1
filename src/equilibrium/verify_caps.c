// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * verify_caps.c - T21-T24 at the solution's numbers: what every capped flow
 * carries, against its caps, and that a rent is paid only where one binds.
 */
#include "equilibrium/verify.h"

/* Quantity over the base's (T21) and customs value (T22) of duty-paid
 * spending on a flow whose rent is m. */
static void carried(const hmi_check *c, size_t flow, double spent, double m,
                    double *quantity, double *value)
{
    size_t i = flow % c->N;
    size_t n = flow / c->N % c->N;
    size_t j = flow / c->N / c->N;
    double before = c->a->share[flow] * c->a->expenditure[n * c->J + j];
    double t = level(c->s.tariff, c->a->tariff, flow, 0.0);
    double zeta =
        level(c->s.rent_importer_share, c->a->rent_importer_share, flow, 1.0);
    double wedge = hmi_verify_wedge(c, flow, m);
    *quantity = spent / before / (exp(wedge) * c->x->cost_hat[i * c->J + j]);
    *value = spent / (1.0 + t) * (1.0 + (1.0 - zeta) * m) / (1.0 + m);
}

/* T23 over the caps: what is left of the tighter one, as a part of it. */
static double slack(const hmi_check *c, size_t flow, double spent, double m)
{
    double quantity = 0.0;
    double value = 0.0;
    double most = at(c->s.quantity_cap, flow, HUGE_VAL);
    double worth = at(c->s.value_cap, flow, HUGE_VAL);
    carried(c, flow, spent, m, &quantity, &value);
    double left = isinf(most) ? 1.0 : (most - quantity) / most;
    double other = isinf(worth) ? 1.0 : (worth - value) / worth;
    return fmin(left, other);
}

/* Spending on a banned flow if it had the rent m instead (T10). */
static double spent_if_open(const hmi_check *c, size_t flow, double m)
{
    size_t i = flow % c->N;
    size_t n = flow / c->N % c->N;
    size_t j = flow / c->N / c->N;
    double theta = c->a->theta[j];
    double home = c->a->theta_home[j];
    double landed =
        log(c->x->cost_hat[i * c->J + j]) + hmi_verify_wedge(c, flow, m);
    double price = log(c->x->price_hat[n * c->J + j]);
    double imports = c->import_log[n * c->J + j];
    double share = c->a->share[flow] * at(c->s.phi, flow, 1.0);
    if (isfinite(imports)) {
        share *= exp(home * (price - imports) - theta * (landed - imports));
    } else if (home == theta) {
        share *= exp(-theta * (landed - price));
    } else {
        return HUGE_VAL; /* nothing else is imported: any flow is worth it */
    }
    return share * c->x->expenditure[n * c->J + j];
}

/* A ban stands for a rent above the limit: at the limit a cap is broken. */
static double ban_gap(const hmi_check *c, size_t flow)
{
    double spent = spent_if_open(c, flow, HM_RENT_LIMIT);
    return slack(c, flow, spent, HM_RENT_LIMIT) < 0.0 ? 0.0 : HUGE_VAL;
}

static double cap_gap(const hmi_check *c, size_t flow)
{
    size_t n = flow / c->N % c->N;
    size_t j = flow / c->N / c->N;
    double m = hmi_verify_rent(c, flow);
    if (isinf(m) && m > 0.0) {
        return ban_gap(c, flow);
    }
    double spent = c->share[flow] * c->x->expenditure[n * c->J + j];
    return m >= 0.0 ? fabs(fmin(m, slack(c, flow, spent, m))) : HUGE_VAL;
}

void hmi_verify_caps(hmi_check *c)
{
    size_t flows = c->J * c->N * c->N;
    if (c->s.quantity_cap == NULL && c->s.value_cap == NULL) {
        return;
    }
    for (size_t flow = 0; flow < flows; flow++) {
        if (hmi_verify_capped(c, flow) && c->a->share[flow] > 0.0) {
            hmi_verify_sector(c, &c->out->quota, cap_gap(c, flow),
                              "quota of imports", flow / c->N % c->N,
                              flow / c->N / c->N);
        }
    }
}

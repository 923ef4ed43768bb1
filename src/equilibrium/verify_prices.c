// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * verify_prices.c - unit costs, prices and shares of a solution against T3,
 * T6-T12 and T20. In logs throughout, so that nothing overflows; CES sums
 * near a Cobb-Douglas are taken by expm1 and log1p and keep their digits.
 */
#include "equilibrium/verify.h"

/*
 * ln of [sum s p^r]^(1/r), r = 0: ln of prod p^s. Near r = 0 the sum is taken
 * as 1 + sum s (p^r - 1), which keeps its digits; that needs sum s = 1
 * (`whole`). No weight at all is an infinite price when r < 0.
 */
static double nest_log(const double *s, const double *log_price, size_t count,
                       double r, bool whole)
{
    double top = -HUGE_VAL;
    double mean = 0.0;
    for (size_t i = 0; i < count; i++) {
        if (s[i] > 0.0) {
            mean += s[i] * log_price[i];
            top = fmax(top, r * log_price[i]);
        }
    }
    if (r == 0.0) {
        return mean;
    }
    if (isinf(top)) {
        return top / r;
    }
    double excess = whole ? 0.0 : -HUGE_VAL;
    for (size_t i = 0; i < count && whole; i++) {
        excess += s[i] > 0.0 ? s[i] * expm1(r * log_price[i] - top) : 0.0;
    }
    if (excess > -0.5) {
        return (top + log1p(excess)) / r;
    }
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        sum += s[i] > 0.0 ? s[i] * exp(r * log_price[i] - top) : 0.0;
    }
    return (top + log(sum)) / r;
}

double hmi_verify_wedge(const hmi_check *c, size_t flow, double m)
{
    const hm_economy_arrays *a = c->a;
    const hm_shock_arrays *s = &c->s;
    double t = level(s->tariff, a->tariff, flow, 0.0);
    double e = level(s->export_tax, a->export_tax, flow, 0.0);
    double t0 = at(a->tariff, flow, 0.0);
    double e0 = at(a->export_tax, flow, 0.0);
    double m0 = at(a->rent_wedge, flow, 0.0);
    double d = at(s->cost_hat, flow, 1.0);
    double wedge = d == 1.0 ? 0.0 : log(d);
    wedge += t == t0 ? 0.0 : log1p(t) - log1p(t0);
    wedge += e == e0 ? 0.0 : log1p(e) - log1p(e0);
    return wedge + (m == m0 ? 0.0 : log1p(m) - log1p(m0));
}

/* Does nobody who spends on k have any way to buy it from n? */
bool hmi_verify_is_cut(const hmi_check *c, size_t n, size_t k)
{
    for (size_t m = 0; m < c->N; m++) {
        size_t flow = (k * c->N + m) * c->N + n;
        double open = m == n ? 1.0 : hmi_verify_phi(c, flow);
        if (c->x->expenditure[m * c->J + k] > 0.0 &&
            c->a->share[flow] * open > 0.0) {
            return false;
        }
    }
    return true;
}

/* The nest of T6, and whether one of its factors lies idle. */
static bool cost_nest(hmi_check *c, size_t n, size_t k)
{
    const hm_economy_arrays *a = c->a;
    bool idle = false;
    size_t count = 0;
    for (int32_t o = c->first[n]; o < c->first[n + 1]; o++) {
        size_t f = (size_t)c->owned[o];
        c->weight[count] = a->factor_share[f * c->J + k];
        c->log_price[count] = c->log_wage[f];
        idle = idle ||
               (c->weight[count] > 0.0 && c->x->factor_price_hat[f] == 0.0);
        count++;
    }
    for (size_t j = 0; j < c->J; j++) {
        c->weight[count] = at(a->input_share, (n * c->J + j) * c->J + k, 0.0);
        c->log_price[count] = c->log_good[n * c->J + j];
        count++;
    }
    c->nest[n * c->J + k] = nest_log(c->weight, c->log_price, count,
                                     1.0 - a->input_substitution[k], true);
    return idle;
}

/* v'_fk of T7; c.nest must be set. */
double hmi_verify_factor_share(const hmi_check *c, size_t f, size_t k)
{
    size_t n = (size_t)c->a->factor_country[f];
    double v = c->a->factor_share[f * c->J + k];
    double r = 1.0 - c->a->input_substitution[k];
    if (v == 0.0 || r == 0.0) {
        return v;
    }
    return v * exp(r * (c->log_wage[f] - c->nest[n * c->J + k]));
}

/* a'_njk of T7. */
double hmi_verify_input_share(const hmi_check *c, size_t n, size_t j, size_t k)
{
    double share = at(c->a->input_share, (n * c->J + j) * c->J + k, 0.0);
    double r = 1.0 - c->a->input_substitution[k];
    if (share == 0.0 || r == 0.0) {
        return share;
    }
    return share * exp(r * (c->log_good[n * c->J + j] - c->nest[n * c->J + k]));
}

/* ln L^_nk (T20): factor use in units of base prices, now over before. */
static double log_factor_use(const hmi_check *c, size_t n, size_t k)
{
    double now = 0.0;
    double before = 0.0;
    for (int32_t o = c->first[n]; o < c->first[n + 1]; o++) {
        size_t f = (size_t)c->owned[o];
        double v = c->a->factor_share[f * c->J + k];
        if (v > 0.0) {
            now += hmi_verify_factor_share(c, f, k) *
                   c->x->output[n * c->J + k] / c->x->factor_price_hat[f];
            before += v * c->a->output[n * c->J + k];
        }
    }
    return before > 0.0 ? log(now / before) : 0.0;
}

/* T6 and T20. A sector without output whose cost has no finite value is let
 * pass only when every market of it is cut. */
static void check_costs(hmi_check *c)
{
    for (size_t n = 0; n < c->N; n++) {
        for (size_t k = 0; k < c->J; k++) {
            size_t nk = n * c->J + k;
            bool idle = cost_nest(c, n, k);
            double cost = c->nest[nk] - log(at(c->s.productivity_hat, nk, 1.0));
            double psi = c->a->scale[k];
            if (psi > 0.0) {
                cost -= psi * log_factor_use(c, n, k);
            }
            double gap = fabs(c->log_cost[nk] - cost);
            if (c->x->output[nk] == 0.0 && (idle || !isfinite(cost))) {
                gap = hmi_verify_is_cut(c, n, k) ? 0.0 : HUGE_VAL;
            }
            hmi_verify_sector(c, &c->out->price, gap, "cost", n, k);
        }
    }
}

/* ln PM^ (T8); sets the weights pi|M phi and the logs of kappa^ c^. */
static double log_import_price(hmi_check *c, size_t n, size_t j, double imports)
{
    for (size_t i = 0; i < c->N; i++) {
        size_t flow = (j * c->N + n) * c->N + i;
        double pi = c->a->share[flow];
        double phi = i == n ? 0.0 : hmi_verify_phi(c, flow);
        bool open = pi > 0.0 && phi > 0.0;
        c->weight[i] = open ? pi / imports * phi : 0.0;
        c->log_price[i] =
            open ? c->log_cost[i * c->J + j] +
                       hmi_verify_wedge(c, flow, hmi_verify_rent(c, flow))
                 : 0.0;
    }
    return nest_log(c->weight, c->log_price, c->N, -c->a->theta[j], false);
}

/* T8-T11 of one good in one country. */
static void check_good(hmi_check *c, size_t n, size_t j)
{
    size_t row = (j * c->N + n) * c->N;
    double theta = c->a->theta[j];
    double home = c->a->theta_home[j];
    double imports = 0.0;
    for (size_t i = 0; i < c->N; i++) {
        imports += i == n ? 0.0 : c->a->share[row + i];
    }
    double own = c->a->share[row + n];
    double own_log = c->log_cost[n * c->J + j];
    double import_log =
        imports > 0.0 ? log_import_price(c, n, j, imports) : 0.0;
    c->import_log[n * c->J + j] = import_log;
    double s[2] = {own, imports};
    double p[2] = {own_log, import_log};
    double right = nest_log(s, p, 2, -home, true);
    double left = c->log_good[n * c->J + j];
    bool bought = c->x->expenditure[n * c->J + j] > 0.0;
    if (bought) { /* else nobody needs the price, whatever it is */
        hmi_verify_sector(c, &c->out->price, fabs(left - right), "price", n, j);
    }
    double sum = 0.0;
    for (size_t i = 0; i < c->N; i++) {
        double share = 0.0;
        if (i == n && own > 0.0) {
            share = own * exp(-home * (own_log - left));
        } else if (i != n && imports > 0.0 && c->weight[i] > 0.0) {
            share = imports * c->weight[i] *
                    exp(-home * (import_log - left) -
                        theta * (c->log_price[i] - import_log));
        }
        c->share[row + i] = share;
        sum += share;
    }
    if (bought) { /* a price gap is a share gap of |home| times its size */
        double gap = fabs(sum - 1.0) / fmax(1.0, fabs(home));
        hmi_verify_sector(c, &c->out->share_sum, gap, "shares", n, j);
    }
}

/* ln P_n (T12), also the denominator of alpha'. */
double hmi_verify_final_price(const hmi_check *c, size_t n)
{
    for (size_t j = 0; j < c->J; j++) {
        c->weight[j] = c->a->final_share[n * c->J + j];
        c->log_price[j] = c->log_good[n * c->J + j];
    }
    return nest_log(c->weight, c->log_price, c->J,
                    1.0 - c->a->final_substitution[n], true);
}

void hmi_verify_prices(hmi_check *c)
{
    check_costs(c);
    for (size_t j = 0; j < c->J; j++) {
        for (size_t n = 0; n < c->N; n++) {
            check_good(c, n, j);
        }
    }
    for (size_t n = 0; n < c->N; n++) {
        double gap =
            log(c->x->price_index_hat[n]) - hmi_verify_final_price(c, n);
        hmi_verify_record(c, &c->out->price, fabs(gap), "price index",
                          (int64_t)n, NULL);
    }
}

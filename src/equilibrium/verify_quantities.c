// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * verify_quantities.c - who sells, earns and spends what: T5, T13-T18 at the
 * solution's numbers, each gap against the country's own size.
 */
#include "equilibrium/verify.h"

/* T5 at counterfactual levels: producers, residents of n, residents of i. */
static void split(const hmi_check *c, size_t flow, double *g, double *b,
                  double *x)
{
    double t = level(c->s.tariff, c->a->tariff, flow, 0.0);
    double e = level(c->s.export_tax, c->a->export_tax, flow, 0.0);
    double m = hmi_verify_rent(c, flow);
    double zeta =
        level(c->s.rent_importer_share, c->a->rent_importer_share, flow, 1.0);
    *g = 1.0 / ((1.0 + t) * (1.0 + m) * (1.0 + e));
    *b = t / (1.0 + t) + zeta * m / ((1.0 + m) * (1.0 + t));
    *x = (e / (1.0 + e) + (1.0 - zeta) * m) / ((1.0 + t) * (1.0 + m));
}

/* T13 for one sector; collects the revenue and rents of T15 on the way. */
static void check_output(hmi_check *c, size_t i, size_t k, double gross)
{
    double receipts = 0.0;
    for (size_t n = 0; n < c->N; n++) {
        size_t flow = (k * c->N + n) * c->N + i;
        double value = c->share[flow] * c->x->expenditure[n * c->J + k];
        double g = 1.0;
        double b = 0.0;
        double x = 0.0;
        if (value == 0.0) {
            continue;
        }
        if (i != n) {
            split(c, flow, &g, &b, &x);
        }
        receipts += g * value;
        c->received[n] += b * value;
        c->received[i] += x * value;
    }
    double gap = relative(c->x->output[i * c->J + k] - receipts, gross);
    hmi_verify_sector(c, &c->out->output, gap, "output", i, k);
}

static double sum_of(const double *row, size_t count)
{
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        sum += row[i];
    }
    return sum;
}

/* T14: intermediate plus final spending on each good. */
static void check_spending(hmi_check *c, size_t n)
{
    double total = sum_of(c->x->expenditure + n * c->J, c->J);
    double index = hmi_verify_final_price(c, n);
    double r = 1.0 - c->a->final_substitution[n];
    for (size_t j = 0; j < c->J; j++) {
        double alpha = c->a->final_share[n * c->J + j];
        if (alpha > 0.0 && r != 0.0) {
            double p = c->log_good[n * c->J + j];
            alpha *= exp(r * (p - index));
        }
        double use = alpha * c->x->income[n];
        for (size_t k = 0; k < c->J; k++) {
            double cost = c->x->output[n * c->J + k] / c->a->markup[k];
            use += cost > 0.0 ? hmi_verify_input_share(c, n, j, k) * cost : 0.0;
        }
        double gap = relative(c->x->expenditure[n * c->J + j] - use, total);
        hmi_verify_sector(c, &c->out->expenditure, gap, "spending", n, j);
    }
}

/* w'L' of a factor. */
static double earnings(const hmi_check *c, size_t f)
{
    return c->x->factor_price_hat[f] * at(c->s.factor_hat, f, 1.0) *
           c->a->factor_income[f];
}

/* T15. */
static void check_income(hmi_check *c, size_t n)
{
    double income = c->received[n] + c->x->deficit[n];
    for (size_t f = 0; f < c->F; f++) {
        income += (size_t)c->a->factor_country[f] == n ? earnings(c, f) : 0.0;
    }
    for (size_t k = 0; k < c->J; k++) {
        income += (1.0 - 1.0 / c->a->markup[k]) * c->x->output[n * c->J + k];
    }
    double gap = relative(c->x->income[n] - income, c->x->income[n]);
    hmi_verify_record(c, &c->out->budget, gap, "income", (int64_t)n, NULL);
}

void hmi_verify_quantities(hmi_check *c)
{
    for (size_t i = 0; i < c->N; i++) {
        double gross = sum_of(c->x->output + i * c->J, c->J);
        for (size_t k = 0; k < c->J; k++) {
            check_output(c, i, k, gross);
        }
    }
    for (size_t n = 0; n < c->N; n++) {
        check_spending(c, n);
        check_income(c, n);
    }
}

/* --- factor markets, numeraire, closure: T16-T18 ----------------------------- */

/* Demand for factor f (MUSD); infinite when it is free and yet wanted. */
static double factor_demand(const hmi_check *c, size_t f)
{
    size_t n = (size_t)c->a->factor_country[f];
    double demand = 0.0;
    for (size_t k = 0; k < c->J; k++) {
        double output = c->x->output[n * c->J + k];
        bool uses = c->a->factor_share[f * c->J + k] > 0.0;
        bool idle = c->x->factor_price_hat[f] == 0.0;
        if (uses && idle && (output > 0.0 || !hmi_verify_is_cut(c, n, k))) {
            return HUGE_VAL;
        }
        demand += uses && output > 0.0 ? hmi_verify_factor_share(c, f, k) *
                                             output / c->a->markup[k]
                                       : 0.0;
    }
    return demand;
}

/* T16, T17 and Walras' law. */
void hmi_verify_factors(hmi_check *c)
{
    hm_verification *out = c->out;
    double world = 0.0;
    double base = 0.0;
    double excess = 0.0;
    for (size_t f = 0; f < c->F; f++) {
        double earned = earnings(c, f);
        double demand = factor_demand(c, f);
        hmi_verify_factor(c, relative(demand - earned, earned), "labour market",
                          "factor market", f);
        world += earned;
        base += c->a->factor_income[f];
        excess += demand - earned;
    }
    hmi_verify_record(c, &out->numeraire, relative(world - base, base),
                      "numeraire", HMI_WORLD, NULL);
    hmi_verify_record(c, &out->walras, relative(excess, base), "Walras' law",
                      HMI_WORLD, NULL);
}

/* Was anything traded between n and i, and is all of it cut? (T18 B) */
static bool link_cut(const hmi_check *c, size_t n, size_t i)
{
    bool traded = false;
    for (size_t j = 0; j < c->J; j++) {
        size_t in = (j * c->N + n) * c->N + i;
        size_t back = (j * c->N + i) * c->N + n;
        size_t flow[2] = {in, back};
        double spending[2] = {c->a->expenditure[n * c->J + j],
                              c->a->expenditure[i * c->J + j]};
        for (int way = 0; way < 2; way++) {
            if (c->a->share[flow[way]] * spending[way] > 0.0) {
                traded = true;
                if (hmi_verify_phi(c, flow[way]) > 0.0) {
                    return false;
                }
            }
        }
    }
    return traded;
}

static double country_earnings(const hmi_check *c, size_t n, bool base)
{
    double sum = 0.0;
    for (size_t f = 0; f < c->F; f++) {
        if ((size_t)c->a->factor_country[f] == n) {
            sum += base ? c->a->factor_income[f] : earnings(c, f);
        }
    }
    return sum;
}

/* T18 S. */
static double scaled_deficit(const hmi_check *c, size_t n)
{
    double own = country_earnings(c, n, false);
    double world = 0.0;
    double total = 0.0;
    for (size_t h = 0; h < c->N; h++) {
        double now = country_earnings(c, h, false);
        world += now;
        total += c->a->deficit[h] / country_earnings(c, h, true) * now;
    }
    return c->a->deficit[n] / country_earnings(c, n, true) * own -
           own / world * total;
}

/* A deficit this small beside the base's income is what rounding leaves of a
 * balanced account: none. Beside an income that has fallen to nothing it would not
 * be small. */
#define BALANCED 1e-9

/* D'_n under the closure, before what the shock adds (T18). Bilateral: the base's
 * own number less what each cut link was of it, which is the sum of the links that
 * are left. */
static double closure_deficit(const hmi_check *c, size_t n)
{
    double deficit = c->a->deficit[n];
    switch (c->closure) {
    case HM_CLOSURE_SCALED:
        return scaled_deficit(c, n);
    case HM_CLOSURE_ZERO:
        return 0.0;
    case HM_CLOSURE_FIXED:
    case HM_CLOSURE_BILATERAL:
        break;
    }
    for (size_t i = 0; c->closure == HM_CLOSURE_BILATERAL &&
                       c->a->bilateral_deficit != NULL && i < c->N;
         i++) {
        deficit -= i != n && link_cut(c, n, i)
                       ? c->a->bilateral_deficit[n * c->N + i]
                       : 0.0;
    }
    return fabs(deficit) <= BALANCED * c->a->income[n] ? 0.0 : deficit;
}

void hmi_verify_balance(hmi_check *c)
{
    double sum = 0.0;
    double world = 0.0;
    for (size_t n = 0; n < c->N; n++) {
        double right = closure_deficit(c, n) + at(c->s.deficit_add, n, 0.0);
        double gap = relative(c->x->deficit[n] - right, c->x->income[n]);
        hmi_verify_record(c, &c->out->balance, gap, "trade balance", (int64_t)n,
                          NULL);
        sum += c->x->deficit[n];
        world += c->x->income[n];
    }
    hmi_verify_record(c, &c->out->balance, relative(sum, world),
                      "sum of deficits", HMI_WORLD, NULL);
}

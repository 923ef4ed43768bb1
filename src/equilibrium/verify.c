// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * verify.c - is this solution an equilibrium? Written from MODEL.md T1-T18
 * and T20 alone: plain loops, libm, not one line shared with the solver.
 *
 * Each equation is evaluated at the solution's own numbers and the gap is
 * measured against the country it belongs to, never against the world. What
 * is not finite, or negative, or cannot be evaluated counts as an infinite
 * gap, so it can never be confirmed.
 */
#include "base/internal.h"

#include <hirschman/equilibrium.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct check {
    const hm_labels *labels;
    const hm_economy_arrays *a;
    hm_shock_arrays s;
    const hm_solution_arrays *x;
    hm_closure closure;
    size_t N, J, F;
    double *nest;     /* N*J, ln of the CES nest of T6 (before A and scale) */
    double *share;    /* J*N*N, pi' (T10) */
    double *received; /* N, revenue and rents of T15 */
    double *weight;   /* scratch: F + J + N + 2 */
    double *log_price;
    hm_verification *out;
} check;

enum { NOBODY = -1 };

static double at(const double *array, size_t index, double absent)
{
    return array == NULL ? absent : array[index];
}

/* The shock's level, the base's where the shock has none. */
static double level(const double *shocked, const double *base, size_t index,
                    double absent)
{
    return shocked != NULL ? shocked[index] : at(base, index, absent);
}

/* Note the gap of one equation; a NaN is an infinite gap. */
static void record(check *c, double *family, double gap, const char *equation,
                   int64_t n, const char *item)
{
    hm_verification *out = c->out;
    if (!(gap >= 0.0)) {
        gap = HUGE_VAL;
    }
    *family = gap > *family ? gap : *family;
    if (out->worst_equation[0] == '\0' || gap > out->residual) {
        out->residual = gap;
        (void)snprintf(out->worst_equation, sizeof out->worst_equation,
                       "%s%s%s%s%s", equation, n < 0 ? "" : ", ",
                       n < 0 ? "" : c->labels->country_codes[n],
                       item == NULL ? "" : ", ", item == NULL ? "" : item);
    }
}

static void record_sector(check *c, double *family, double gap,
                          const char *equation, size_t n, size_t j)
{
    record(c, family, gap, equation, (int64_t)n, c->labels->sector_codes[j]);
}

/* "labour market, PRK"; "factor market, PRK, ore" for other factors. */
static void record_factor(check *c, double gap, const char *labor,
                          const char *other, size_t f)
{
    const char *code = c->a->factor_codes[f];
    bool is_labor = strcmp(code, "labor") == 0;
    record(c, &c->out->factor_market, gap, is_labor ? labor : other,
           c->a->factor_country[f], is_labor ? NULL : code);
}

/* |difference| against a size; no size and no difference is no gap. */
static double relative(double difference, double size)
{
    return difference == 0.0 ? 0.0 : fabs(difference) / size;
}

/* --- finite and not negative -------------------------------------------- */

static double sign_gap(double value, bool positive)
{
    bool fine = isfinite(value) && (positive ? value > 0.0 : value >= 0.0);
    return fine ? 0.0 : HUGE_VAL;
}

static void check_signs(check *c)
{
    hm_verification *out = c->out;
    const hm_solution_arrays *x = c->x;
    for (size_t n = 0; n < c->N; n++) {
        for (size_t j = 0; j < c->J; j++) {
            size_t nj = n * c->J + j;
            record_sector(c, &out->price, sign_gap(x->cost_hat[nj], false),
                          "cost", n, j);
            record_sector(c, &out->price, sign_gap(x->price_hat[nj], true),
                          "price", n, j);
            record_sector(c, &out->expenditure,
                          sign_gap(x->expenditure[nj], false), "spending", n,
                          j);
            record_sector(c, &out->output, sign_gap(x->output[nj], false),
                          "output", n, j);
        }
        record(c, &out->price, sign_gap(x->price_index_hat[n], true),
               "price index", (int64_t)n, NULL);
        record(c, &out->budget, sign_gap(x->income[n], true), "income",
               (int64_t)n, NULL);
        record(c, &out->balance, isfinite(x->deficit[n]) ? 0.0 : HUGE_VAL,
               "trade balance", (int64_t)n, NULL);
    }
    for (size_t f = 0; f < c->F; f++) {
        record_factor(c, sign_gap(x->factor_price_hat[f], false), "wage",
                      "factor price", f);
    }
}

/* --- prices: T3, T6-T12 --------------------------------------------------- */

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
    double excess = 0.0;
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        if (s[i] > 0.0) {
            excess += s[i] * expm1(r * log_price[i] - top);
            sum += s[i] * exp(r * log_price[i] - top);
        }
    }
    bool close = whole && excess > -0.5;
    return (top + (close ? log1p(excess) : log(sum))) / r;
}

/* ln kappa^ of one flow (T3). */
static double log_wedge(const check *c, size_t flow)
{
    const hm_economy_arrays *a = c->a;
    const hm_shock_arrays *s = &c->s;
    double t = level(s->tariff, a->tariff, flow, 0.0);
    double e = level(s->export_tax, a->export_tax, flow, 0.0);
    double m = level(s->rent_wedge, a->rent_wedge, flow, 0.0);
    return log(at(s->cost_hat, flow, 1.0)) + log1p(t) + log1p(e) + log1p(m) -
           log1p(at(a->tariff, flow, 0.0)) -
           log1p(at(a->export_tax, flow, 0.0)) -
           log1p(at(a->rent_wedge, flow, 0.0));
}

/* Does nobody who spends on k have any way to buy it from n? */
static bool is_cut(const check *c, size_t n, size_t k)
{
    for (size_t m = 0; m < c->N; m++) {
        size_t flow = (k * c->N + m) * c->N + n;
        double open = m == n ? 1.0 : at(c->s.phi, flow, 1.0);
        if (c->x->expenditure[m * c->J + k] > 0.0 &&
            c->a->share[flow] * open > 0.0) {
            return false;
        }
    }
    return true;
}

/* The nest of T6, and whether one of its factors lies idle. */
static bool cost_nest(check *c, size_t n, size_t k)
{
    const hm_economy_arrays *a = c->a;
    bool idle = false;
    size_t count = 0;
    for (size_t f = 0; f < c->F; f++) {
        if ((size_t)a->factor_country[f] == n) {
            c->weight[count] = a->factor_share[f * c->J + k];
            c->log_price[count] = log(c->x->factor_price_hat[f]);
            idle = idle ||
                   (c->weight[count] > 0.0 && c->x->factor_price_hat[f] == 0.0);
            count++;
        }
    }
    for (size_t j = 0; j < c->J; j++) {
        c->weight[count] = at(a->input_share, (n * c->J + j) * c->J + k, 0.0);
        c->log_price[count] = log(c->x->price_hat[n * c->J + j]);
        count++;
    }
    c->nest[n * c->J + k] = nest_log(c->weight, c->log_price, count,
                                     1.0 - a->input_substitution[k], true);
    return idle;
}

/* v'_fk of T7; c.nest must be set. */
static double factor_share(const check *c, size_t f, size_t k)
{
    size_t n = (size_t)c->a->factor_country[f];
    double v = c->a->factor_share[f * c->J + k];
    double r = 1.0 - c->a->input_substitution[k];
    if (v == 0.0 || r == 0.0) {
        return v;
    }
    double w = log(c->x->factor_price_hat[f]);
    return v * exp(r * (w - c->nest[n * c->J + k]));
}

/* a'_njk of T7. */
static double input_share(const check *c, size_t n, size_t j, size_t k)
{
    double share = at(c->a->input_share, (n * c->J + j) * c->J + k, 0.0);
    double r = 1.0 - c->a->input_substitution[k];
    if (share == 0.0 || r == 0.0) {
        return share;
    }
    double p = log(c->x->price_hat[n * c->J + j]);
    return share * exp(r * (p - c->nest[n * c->J + k]));
}

/* ln L^_nk (T20): factor use in units of base prices, now over before. */
static double log_factor_use(const check *c, size_t n, size_t k)
{
    double now = 0.0;
    double before = 0.0;
    for (size_t f = 0; f < c->F; f++) {
        double v = c->a->factor_share[f * c->J + k];
        if ((size_t)c->a->factor_country[f] == n && v > 0.0) {
            now += factor_share(c, f, k) * c->x->output[n * c->J + k] /
                   c->x->factor_price_hat[f];
            before += v * c->a->output[n * c->J + k];
        }
    }
    return before > 0.0 ? log(now / before) : 0.0;
}

/* T6 and T20. A sector without output whose cost has no finite value is let
 * pass only when every market of it is cut. */
static void check_costs(check *c)
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
            double gap = fabs(log(c->x->cost_hat[nk]) - cost);
            if (c->x->output[nk] == 0.0 && (idle || !isfinite(cost))) {
                gap = is_cut(c, n, k) ? 0.0 : HUGE_VAL;
            }
            record_sector(c, &c->out->price, gap, "cost", n, k);
        }
    }
}

/* ln PM^ (T8); sets the weights pi|M phi and the logs of kappa^ c^. */
static double log_import_price(check *c, size_t n, size_t j, double imports)
{
    for (size_t i = 0; i < c->N; i++) {
        size_t flow = (j * c->N + n) * c->N + i;
        double pi = c->a->share[flow];
        double phi = i == n ? 0.0 : at(c->s.phi, flow, 1.0);
        bool open = pi > 0.0 && phi > 0.0;
        c->weight[i] = open ? pi / imports * phi : 0.0;
        c->log_price[i] =
            open ? log(c->x->cost_hat[i * c->J + j]) + log_wedge(c, flow) : 0.0;
    }
    return nest_log(c->weight, c->log_price, c->N, -c->a->theta[j], false);
}

/* T8-T11 of one good in one country. */
static void check_good(check *c, size_t n, size_t j)
{
    size_t row = (j * c->N + n) * c->N;
    double theta = c->a->theta[j];
    double home = c->a->theta_home[j];
    double imports = 0.0;
    for (size_t i = 0; i < c->N; i++) {
        imports += i == n ? 0.0 : c->a->share[row + i];
    }
    double own = c->a->share[row + n];
    double own_log = log(c->x->cost_hat[n * c->J + j]);
    double import_log =
        imports > 0.0 ? log_import_price(c, n, j, imports) : 0.0;
    double s[2] = {own, imports};
    double p[2] = {own_log, import_log};
    double right = nest_log(s, p, 2, -home, true);
    double left = log(c->x->price_hat[n * c->J + j]);
    bool bought = c->x->expenditure[n * c->J + j] > 0.0;
    if (bought) { /* else nobody needs the price, whatever it is */
        record_sector(c, &c->out->price, fabs(left - right), "price", n, j);
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
        record_sector(c, &c->out->share_sum, gap, "shares", n, j);
    }
}

/* ln P_n (T12), also the denominator of alpha'. */
static double log_final_price(const check *c, size_t n)
{
    for (size_t j = 0; j < c->J; j++) {
        c->weight[j] = c->a->final_share[n * c->J + j];
        c->log_price[j] = log(c->x->price_hat[n * c->J + j]);
    }
    return nest_log(c->weight, c->log_price, c->J,
                    1.0 - c->a->final_substitution[n], true);
}

static void check_prices(check *c)
{
    check_costs(c);
    for (size_t j = 0; j < c->J; j++) {
        for (size_t n = 0; n < c->N; n++) {
            check_good(c, n, j);
        }
    }
    for (size_t n = 0; n < c->N; n++) {
        double gap = log(c->x->price_index_hat[n]) - log_final_price(c, n);
        record(c, &c->out->price, fabs(gap), "price index", (int64_t)n, NULL);
    }
}

/* --- quantities: T5, T13-T15 ------------------------------------------------ */

/* T5 at counterfactual levels: producers, residents of n, residents of i. */
static void split(const check *c, size_t flow, double *g, double *b, double *x)
{
    double t = level(c->s.tariff, c->a->tariff, flow, 0.0);
    double e = level(c->s.export_tax, c->a->export_tax, flow, 0.0);
    double m = level(c->s.rent_wedge, c->a->rent_wedge, flow, 0.0);
    double zeta =
        level(c->s.rent_importer_share, c->a->rent_importer_share, flow, 1.0);
    *g = 1.0 / ((1.0 + t) * (1.0 + m) * (1.0 + e));
    *b = t / (1.0 + t) + zeta * m / ((1.0 + m) * (1.0 + t));
    *x = (e / (1.0 + e) + (1.0 - zeta) * m) / ((1.0 + t) * (1.0 + m));
}

/* T13 for one sector; collects the revenue and rents of T15 on the way. */
static void check_output(check *c, size_t i, size_t k, double gross)
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
    record_sector(c, &c->out->output, gap, "output", i, k);
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
static void check_spending(check *c, size_t n)
{
    double total = sum_of(c->x->expenditure + n * c->J, c->J);
    double index = log_final_price(c, n);
    double r = 1.0 - c->a->final_substitution[n];
    for (size_t j = 0; j < c->J; j++) {
        double alpha = c->a->final_share[n * c->J + j];
        if (alpha > 0.0 && r != 0.0) {
            double p = log(c->x->price_hat[n * c->J + j]);
            alpha *= exp(r * (p - index));
        }
        double use = alpha * c->x->income[n];
        for (size_t k = 0; k < c->J; k++) {
            double cost = c->x->output[n * c->J + k] / c->a->markup[k];
            use += cost > 0.0 ? input_share(c, n, j, k) * cost : 0.0;
        }
        double gap = relative(c->x->expenditure[n * c->J + j] - use, total);
        record_sector(c, &c->out->expenditure, gap, "spending", n, j);
    }
}

/* w'L' of a factor. */
static double earnings(const check *c, size_t f)
{
    return c->x->factor_price_hat[f] * at(c->s.factor_hat, f, 1.0) *
           c->a->factor_income[f];
}

/* T15. */
static void check_income(check *c, size_t n)
{
    double income = c->received[n] + c->x->deficit[n];
    for (size_t f = 0; f < c->F; f++) {
        income += (size_t)c->a->factor_country[f] == n ? earnings(c, f) : 0.0;
    }
    for (size_t k = 0; k < c->J; k++) {
        income += (1.0 - 1.0 / c->a->markup[k]) * c->x->output[n * c->J + k];
    }
    double gap = relative(c->x->income[n] - income, c->x->income[n]);
    record(c, &c->out->budget, gap, "income", (int64_t)n, NULL);
}

static void check_quantities(check *c)
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
static double factor_demand(const check *c, size_t f)
{
    size_t n = (size_t)c->a->factor_country[f];
    double demand = 0.0;
    for (size_t k = 0; k < c->J; k++) {
        double output = c->x->output[n * c->J + k];
        bool uses = c->a->factor_share[f * c->J + k] > 0.0;
        bool idle = c->x->factor_price_hat[f] == 0.0;
        if (uses && idle && (output > 0.0 || !is_cut(c, n, k))) {
            return HUGE_VAL;
        }
        demand += uses && output > 0.0
                      ? factor_share(c, f, k) * output / c->a->markup[k]
                      : 0.0;
    }
    return demand;
}

/* T16, T17 and Walras' law. */
static void check_factors(check *c)
{
    hm_verification *out = c->out;
    double world = 0.0;
    double base = 0.0;
    double excess = 0.0;
    for (size_t f = 0; f < c->F; f++) {
        double earned = earnings(c, f);
        double demand = factor_demand(c, f);
        record_factor(c, relative(demand - earned, earned), "labour market",
                      "factor market", f);
        world += earned;
        base += c->a->factor_income[f];
        excess += demand - earned;
    }
    record(c, &out->numeraire, relative(world - base, base), "numeraire",
           NOBODY, NULL);
    record(c, &out->walras, relative(excess, base), "Walras' law", NOBODY,
           NULL);
}

/* Was anything traded between n and i, and is all of it cut? (T18 B) */
static bool link_cut(const check *c, size_t n, size_t i)
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
                if (at(c->s.phi, flow[way], 1.0) > 0.0) {
                    return false;
                }
            }
        }
    }
    return traded;
}

static double country_earnings(const check *c, size_t n, bool base)
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
static double scaled_deficit(const check *c, size_t n)
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

/* D'_n under the closure, before what the shock adds (T18). */
static double closure_deficit(const check *c, size_t n)
{
    double deficit = 0.0;
    switch (c->closure) {
    case HM_CLOSURE_FIXED:
        return c->a->deficit[n];
    case HM_CLOSURE_SCALED:
        return scaled_deficit(c, n);
    case HM_CLOSURE_ZERO:
        return 0.0;
    case HM_CLOSURE_BILATERAL:
        break;
    }
    if (c->a->bilateral_deficit == NULL) {
        return c->a->deficit[n];
    }
    for (size_t i = 0; i < c->N; i++) {
        deficit += i == n || link_cut(c, n, i)
                       ? 0.0
                       : c->a->bilateral_deficit[n * c->N + i];
    }
    return deficit;
}

static void check_balance(check *c)
{
    double sum = 0.0;
    double world = 0.0;
    for (size_t n = 0; n < c->N; n++) {
        double right = closure_deficit(c, n) + at(c->s.deficit_add, n, 0.0);
        double gap = relative(c->x->deficit[n] - right, c->x->income[n]);
        record(c, &c->out->balance, gap, "trade balance", (int64_t)n, NULL);
        sum += c->x->deficit[n];
        world += c->x->income[n];
    }
    record(c, &c->out->balance, relative(sum, world), "sum of deficits", NOBODY,
           NULL);
}

/* --- all of it -------------------------------------------------------------- */

hm_status hm_equilibrium_verify(hm_context *ctx, const hm_economy *economy,
                                hm_closure closure, const hm_shock *shock,
                                const hm_solution *solution, double tolerance,
                                hm_verification *out)
{
    const hm_economy_arrays *a = hm_economy_data(economy);
    check c = {.labels = hm_economy_labels(economy),
               .a = a,
               .x = hm_solution_data(solution),
               .closure = closure,
               .N = (size_t)a->n_countries,
               .J = (size_t)a->n_sectors,
               .F = (size_t)a->n_factors,
               .out = out};
    hm_status status = HM_ERR_MEMORY;
    memset(out, 0, sizeof *out);
    out->residual = HUGE_VAL;
    if (!(tolerance > 0.0) || !isfinite(tolerance)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "verify: tolerance %g; expected a number above 0",
                        tolerance);
    }
    if (shock != NULL) {
        c.s = *hm_shock_data(shock);
    }
    size_t scratch = c.F + c.J + c.N + 2;
    c.nest = HMI_ARRAY(ctx, double, c.N *c.J);
    c.share = HMI_ARRAY(ctx, double, c.J *c.N *c.N);
    c.received = HMI_ARRAY(ctx, double, c.N);
    c.weight = HMI_ARRAY(ctx, double, scratch);
    c.log_price = HMI_ARRAY(ctx, double, scratch);
    if (c.nest != NULL && c.share != NULL && c.received != NULL &&
        c.weight != NULL && c.log_price != NULL) {
        check_signs(&c);
        check_prices(&c);
        check_quantities(&c);
        check_factors(&c);
        check_balance(&c);
        out->confirmed = out->residual < tolerance;
        status = HM_OK;
    }
    hmi_free(ctx, c.nest);
    hmi_free(ctx, c.share);
    hmi_free(ctx, c.received);
    hmi_free(ctx, c.weight);
    hmi_free(ctx, c.log_price);
    return status;
}

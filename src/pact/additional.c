// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * additional.c - paying for what they would do anyway (B27-B30).
 *
 * Myerson 1981 (virtual cost); Freixas, Guesnerie and Tirole 1985; Benabou
 * and Tirole 2006. Where the law is straight between knots, the payer's gain
 * is a parabola on every piece: the best payment is exact and global, with no
 * assumption on the law's shape.
 */
#include "pact/internal.h"

#include <math.h>
#include <string.h>

static double gain_of(const hm_law *law, double value, double payment)
{
    return (value - payment) * hm_law_cdf(law, payment) -
           value * hm_law_cdf(law, 0.0);
}

static hm_status arguments_check(hm_context *ctx, const hm_law *law,
                                 double value)
{
    HMI_TRY(hm_law_check(ctx, law));
    if (value > 0.0 && isfinite(value)) {
        return HM_OK;
    }
    return hmi_fail(ctx, HM_ERR_ARGUMENT,
                    "value of the action is %g; expected above 0", value);
}

static void describe(const hm_law *law, double value, double payment,
                     hm_payment *out)
{
    double part = hm_law_cdf(law, payment);
    double unpaid = hm_law_cdf(law, 0.0);
    double ratio = hmi_law_ratio(law, payment);
    out->payment = payment;
    out->participation = part;
    out->unpaid = unpaid;
    out->inframarginal = part > 0.0 ? unpaid / part : (double)NAN;
    out->cost_per_additional =
        part > unpaid ? payment * part / (part - unpaid) : (double)NAN;
    out->gain = gain_of(law, value, payment);
    out->first_order = isfinite(ratio) ? value - payment - ratio : (double)NAN;
    out->corner = payment <= 0.0;
}

hm_status hm_payment_at(hm_context *ctx, const hm_law *law, double value,
                        double payment, hm_payment *out)
{
    memset(out, 0, sizeof *out);
    HMI_TRY(arguments_check(ctx, law, value));
    if (!(payment >= 0.0) || isinf(payment)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT, "payment %g; expected 0 or more",
                        payment);
    }
    describe(law, value, payment, out);
    return HM_OK;
}

/* --- the best payment (B28) --- */

typedef struct posting {
    const hm_law *law;
    double value;
    double best, gain;
    int32_t maxima;
} posting;

static void consider(posting *p, double payment)
{
    double gain = gain_of(p->law, p->value, payment);
    if (gain > p->gain) {
        p->gain = gain;
        p->best = payment;
    }
}

/* Slope of the gain just right (+1) or left (-1) of a payment. */
static double gain_slope(const posting *p, double payment, int side)
{
    double eps = 1e-9 * (hmi_law_high(p->law) - hmi_law_low(p->law));
    double density = hm_law_density(p->law, payment + side * eps);
    return (p->value - payment) * density - hm_law_cdf(p->law, payment);
}

/* One piece [from, to] of the law: the top of its parabola, if it has one. */
static void consider_piece(posting *p, double from, double to)
{
    double middle = 0.5 * (from + to);
    double density = hm_law_density(p->law, middle);
    if (!(density > 0.0)) {
        return;
    }
    double top =
        0.5 * (p->value + middle - hm_law_cdf(p->law, middle) / density);
    if (top > fmax(from, 0.0) && top < fmin(to, p->value)) {
        p->maxima++;
        consider(p, top);
    }
}

static void post_on_knots(posting *p)
{
    int32_t knots = hmi_law_knots(p->law);
    for (int32_t i = 0; i < knots; i++) {
        double at = hmi_law_knot(p->law, i);
        if (i + 1 < knots) {
            consider_piece(p, at, hmi_law_knot(p->law, i + 1));
        }
        if (at > 0.0 && at <= p->value) {
            consider(p, at);
            p->maxima +=
                gain_slope(p, at, -1) > 0.0 && gain_slope(p, at, 1) < 0.0 ? 1
                                                                          : 0;
        }
    }
    p->maxima += gain_slope(p, 0.0, 1) < 0.0 ? 1 : 0;
}

static double virtual_surplus(void *user, double payment)
{
    const posting *p = user;
    return p->value - payment - hmi_law_ratio(p->law, payment);
}

/* F/f of a normal law rises: one maximum. */
static void post_on_normal(posting *p)
{
    p->maxima = 1;
    if (virtual_surplus(p, 0.0) > 0.0) {
        consider(p, hmi_line_root(virtual_surplus, p, 0.0, p->value));
    }
}

/* Of arguments that were checked. */
static void find_best(const hm_law *law, double value, hm_payment *out)
{
    posting p = {law, value, 0.0, 0.0, 0};
    p.gain = gain_of(law, value, 0.0);
    if (law->kind == HM_LAW_NORMAL) {
        post_on_normal(&p);
    } else {
        post_on_knots(&p);
    }
    describe(law, value, p.best, out);
    out->local_maxima = p.maxima;
}

hm_status hm_payment_best(hm_context *ctx, const hm_law *law, double value,
                          hm_payment *out)
{
    memset(out, 0, sizeof *out);
    HMI_TRY(arguments_check(ctx, law, value));
    find_best(law, value, out);
    return HM_OK;
}

/* --- the linkage test (B29, B30) --- */

static hm_status test_check(hm_context *ctx, const hm_linkage_test *test)
{
    HMI_TRY(hmi_range(ctx, "precedent cost", test->precedent, 0.0, HUGE_VAL));
    HMI_TRY(hmi_range(ctx, "cost with allies", test->allies, 0.0, HUGE_VAL));
    HMI_TRY(hmi_range(ctx, "share that holds out", test->holdout, 0.0, 1.0));
    return hmi_range(ctx, "probability of no deal", test->no_deal, 0.0, 1.0);
}

static void judge(const hm_payment *best, double value,
                  const hm_linkage_test *test, hm_linkage_verdict *out)
{
    double exposed = best->unpaid * value * test->no_deal;
    double fixed = test->precedent + test->allies;
    out->gain = best->gain;
    out->crowding = test->holdout * exposed;
    out->cost = fixed + out->crowding;
    out->pays = out->gain >= out->cost;
    double at = (out->gain - fixed) / exposed;
    out->holdout_max =
        exposed > 0.0 && at >= 0.0 && at <= 1.0 ? at : (double)NAN;
}

hm_status hm_linkage_test_evaluate(hm_context *ctx, const hm_law *law,
                                   double value, const hm_linkage_test *test,
                                   hm_linkage_verdict *out)
{
    hm_payment best;
    memset(out, 0, sizeof *out);
    HMI_TRY(test_check(ctx, test));
    HMI_TRY(hm_payment_best(ctx, law, value, &best));
    judge(&best, value, test, out);
    return HM_OK;
}

typedef struct sweep {
    hm_law law; /* moved so that F(0) is what is asked for */
    double shift;
    double value;
    const hm_linkage_test *test;
    hm_payment best;
    hm_linkage_verdict verdict;
} sweep;

/* Gain less cost when a share `unpaid` acts unpaid. */
static double surplus_at(void *user, double unpaid)
{
    sweep *s = user;
    s->law.shift = s->shift;
    s->law.shift = s->shift - hmi_law_quantile(&s->law, unpaid);
    find_best(&s->law, s->value, &s->best);
    judge(&s->best, s->value, s->test, &s->verdict);
    return s->verdict.gain - s->verdict.cost;
}

static hm_status add_sweep(sweep *s, hm_table *table, double unpaid)
{
    HMI_TRY(hm_table_add_row(table));
    hm_table_set_number(table, 0, unpaid);
    hm_table_set_number(table, 1, s->law.shift);
    hm_table_set_number(table, 2, s->best.payment);
    hm_table_set_number(table, 3, s->best.gain / s->value);
    hm_table_set_number(table, 4, s->verdict.cost);
    hm_table_set_number(table, 5, s->verdict.pays ? 1.0 : 0.0);
    return HM_OK;
}

static hm_status run_sweep(sweep *s, int32_t n, double *low, double *high,
                           hm_table *table)
{
    bool before = false;
    double last = 0.0;
    for (int32_t i = 1; i <= n; i++) {
        double unpaid = (double)i / (double)(n + 1);
        bool pays = surplus_at(s, unpaid) >= 0.0;
        HMI_TRY(add_sweep(s, table, unpaid));
        if (pays && isnan(*low)) {
            *low = i == 1 ? 0.0 : hmi_line_root(surplus_at, s, last, unpaid);
        }
        if (!pays && before) {
            *high = hmi_line_root(surplus_at, s, last, unpaid);
        } else if (pays) {
            *high = 1.0;
        }
        before = pays;
        last = unpaid;
    }
    return HM_OK;
}

hm_status hm_linkage_test_sweep(hm_context *ctx, const hm_law *law,
                                double value, const hm_linkage_test *test,
                                int32_t n, double *low, double *high,
                                hm_table **out)
{
    static const char *const columns[] = {"unpaid",     "shift", "payment",
                                          "gain_share", "cost",  "pays"};
    hm_table *table = NULL;
    *out = NULL;
    *low = NAN;
    *high = NAN;
    HMI_TRY(arguments_check(ctx, law, value));
    HMI_TRY(test_check(ctx, test));
    if (n < 1) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "%d shares acting unpaid; expected at least 1", (int)n);
    }
    HMI_TRY(hmi_table_of(ctx, "linkage_test", columns, 6, &table));
    sweep s = {.law = *law, .shift = law->shift, .value = value, .test = test};
    hm_status status = run_sweep(&s, n, low, high, table);
    if (status != HM_OK) {
        hm_table_free(table);
        return status;
    }
    *out = table;
    return HM_OK;
}

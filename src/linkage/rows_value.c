// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * rows_value.c - would the broker act anyway (row 5: V2, V3, B27-B30), what
 * officials must have believed (row 6: V5), what is given away (row 11: B29,
 * B55). Thresholds: no valuation is assumed.
 */
#include "linkage/answers.h"

#include <math.h>

static const double chances[] = {0.01, 0.05, 0.10, 0.25};
static const char *const chance_names[] = {"1 point", "5 points", "10 points",
                                           "25 points"};
enum { CHANCES = 4 };

/* What the outcome must be worth for each gain in its probability. */
static hm_status say_worth(hmi_hand *h, const hmi_kind *kind, const char *item,
                           double cost)
{
    for (int32_t k = 0; k < CHANCES; k++) {
        HMI_TRY(hmi_say(h, kind, item, chance_names[k], cost / chances[k]));
    }
    return HM_OK;
}

/* Loss of a player when what is feared happens, by trade alone. */
static double fear(const hmi_hand *h, const char *scenario, int32_t player)
{
    return scenario == NULL ? (double)NAN
                            : -hmi_ev(h, hmi_policy_at(h, scenario), 0, player);
}

/* (V3) restated: points of probability a year that pay for a cost. */
static hm_status say_points(hmi_hand *h, const hmi_kind *kind, const char *item,
                            const char *versus, double cost, double value)
{
    double points = NAN;
    bool possible = false;
    if (isfinite(cost) && value > 0.0) {
        HMI_TRY(hm_worth_points(h->ctx, fmax(0.0, cost), value, &points,
                                &possible));
    }
    return hmi_say(h, kind, item, versus, points);
}

static hm_status say_anyway(hmi_hand *h)
{
    static const hmi_kind own = {5, "broker_own_value_musd", "MUSD", "T", "V3"};
    static const hmi_kind war = {5, "war_points_that_pay_broker", "points", "T",
                                 "V3"};
    static const hmi_kind buys = {5, "sender_value_musd", "MUSD", "T", "V2"};
    static const hmi_kind safe = {5, "war_points_that_pay_sender", "points",
                                  "T", "V2"};
    const hm_linkage *linkage = h->linkage;
    const char *fears = linkage->war == NULL ? "" : linkage->war;
    for (int32_t a = 1; a < h->n_steps; a++) {
        const char *step = hmi_package_name(h, a);
        double cost = hmi_cost(h, a);
        double price;
        double slope;
        HMI_TRY(hmi_curve_price(h, hmi_carrot(h), hmi_needed(h, a), &price,
                                &slope));
        HMI_TRY(say_worth(h, &own, step, cost));
        HMI_TRY(say_points(h, &war, step, fears, cost,
                           fear(h, linkage->war, HMI_BROKER)));
        HMI_TRY(say_worth(h, &buys, step, price));
        HMI_TRY(say_points(h, &safe, step, fears, price,
                           fear(h, linkage->war, HMI_SENDER)));
    }
    return HM_OK;
}

/* The broker's private cost around the computed one, as wide as it. */
static hm_law law_around(double cost)
{
    return (hm_law){
        .kind = HM_LAW_UNIFORM, .low = 0.0, .high = 2.0 * fabs(cost)};
}

/*
 * (B29, B30) The linkage test at three worths of pressure: up to which share
 * of acting unpaid it pays, and the share of hold-outs that undoes it.
 */
static hm_status say_test(hmi_hand *h)
{
    static const hmi_kind share = {5, "unpaid_share_up_to_which_paying_pays",
                                   "%", "T", "B29, B30"};
    static const hmi_kind infra = {5, "paid_for_nothing_pct", "%", "P", "B27"};
    static const hmi_kind hold = {11, "holdouts_that_undo_it_pct", "%", "T",
                                  "B29"};
    static const double multiples[] = {2.0, 5.0, 20.0};
    static const char *const names[] = {
        "worth 2 x own cost", "worth 5 x own cost", "worth 20 x own cost"};
    const char *step = hmi_package_name(h, hmi_strongest(h));
    double cost = hmi_cost(h, hmi_strongest(h));
    const hmi_priors *q = &h->linkage->priors;
    hm_linkage_test test = {hmi_precedent(h), 0.0, 0.0, q->no_deal};
    for (int32_t m = 0; m < 3; m++) {
        double high = NAN;
        hm_payment best = {.inframarginal = NAN};
        hm_linkage_verdict verdict = {.holdout_max = NAN};
        if (cost > 0.0) {
            hm_law law = law_around(cost);
            double worth = multiples[m] * cost;
            double low;
            hm_table *sweep = NULL;
            HMI_TRY(hm_linkage_test_sweep(h->ctx, &law, worth, &test, 99, &low,
                                          &high, &sweep));
            hm_table_free(sweep);
            law.shift = -0.5 * cost; /* a quarter would act unpaid */
            HMI_TRY(hm_payment_best(h->ctx, &law, worth, &best));
            HMI_TRY(
                hm_linkage_test_evaluate(h->ctx, &law, worth, &test, &verdict));
        }
        HMI_TRY(hmi_say(h, &share, step, names[m], 100.0 * high));
        HMI_TRY(hmi_say(h, &infra, step, names[m], 100.0 * best.inframarginal));
        HMI_TRY(hmi_say(h, &hold, step, names[m], 100.0 * verdict.holdout_max));
    }
    return HM_OK;
}

/* The worth of pressure from which on paying pays for the precedent (B29),
 * in bisection steps that halve the gap; NAN: not below a thousand costs. */
static hm_status paying_pays(hmi_hand *h, const hm_law *law, double cost,
                             const hm_linkage_test *test, double *worth)
{
    hm_linkage_verdict verdict;
    double low = 0.0;
    double high = 1000.0 * cost;
    *worth = NAN;
    HMI_TRY(hm_linkage_test_evaluate(h->ctx, law, high, test, &verdict));
    if (!verdict.pays) {
        return HM_OK;
    }
    for (int32_t k = 0; k < 40; k++) {
        double middle = 0.5 * (low + high);
        HMI_TRY(hm_linkage_test_evaluate(h->ctx, law, middle, test, &verdict));
        if (verdict.pays) {
            high = middle;
        } else {
            low = middle;
        }
    }
    *worth = high;
    return HM_OK;
}

static hm_status say_paying(hmi_hand *h)
{
    static const hmi_kind kind = {5, "worth_at_which_paying_pays_musd", "MUSD",
                                  "T", "B29"};
    static const hmi_kind held = {11, "worth_with_holdouts_musd", "MUSD", "T",
                                  "B29"};
    static const double shares[] = {0.0, 0.1, 0.25, 0.5};
    static const char *const names[] = {"nobody acts unpaid", "10 % act unpaid",
                                        "25 % act unpaid", "50 % act unpaid"};
    static const char *const holds[] = {"nobody holds out", "10 % hold out",
                                        "25 % hold out", "50 % hold out"};
    const char *step = hmi_package_name(h, hmi_strongest(h));
    double cost = hmi_cost(h, hmi_strongest(h));
    for (int32_t k = 0; k < 8; k++) {
        bool share = k < 4;
        double worth = NAN;
        hm_linkage_test test = {hmi_precedent(h), 0.0,
                                share ? 0.0 : shares[k - 4],
                                h->linkage->priors.no_deal};
        if (cost > 0.0) {
            hm_law law = law_around(cost);
            law.shift = -2.0 * cost * (share ? shares[k] : 0.25);
            HMI_TRY(paying_pays(h, &law, cost, &test, &worth));
        }
        HMI_TRY(hmi_say(h, share ? &kind : &held, step,
                        share ? names[k] : holds[k - 4], worth));
    }
    return HM_OK;
}

/* --- row 6: what the past says (V5) ------------------------------------------------ */

/* What was seen, as margins in the unknowns of the scorecard. */
typedef struct history {
    double refusal[HM_SCORE_UNKNOWNS], stop[HM_SCORE_UNKNOWNS];
    hm_margin margins[2];
    hm_unknown box[HM_SCORE_UNKNOWNS];
} history;

/* Chance by which pressure makes compliance likelier, in both margins. */
static const double belief = 0.10;

/* False where a number is missing. */
static bool fill_history(const hmi_hand *h, double price, double cost,
                         history *out)
{
    static const char *const names[] = {
        "worth to the sender", "worth to the broker",
        "cost of collapse to the broker", "cost of precedent and allies"};
    *out = (history){0};
    out->refusal[HM_SCORE_OMEGA_SENDER] = -belief;
    out->refusal[HM_SCORE_COSTS] = 1.0;
    out->stop[HM_SCORE_OMEGA_BROKER] = belief;
    out->margins[0] = (hm_margin){"no deal was offered", price, out->refusal};
    out->margins[1] = (hm_margin){"the first step was taken", -cost, out->stop};
    for (int32_t j = 0; j < HM_SCORE_UNKNOWNS; j++) {
        bool sender = j == HM_SCORE_OMEGA_SENDER || j == HM_SCORE_COSTS;
        double income = h->income[sender ? HMI_SENDER : HMI_BROKER];
        out->box[j] =
            (hm_unknown){names[j], "MUSD", "assumed", 0.0, 0.1 * income};
        if (!(income > 0.0)) {
            return false;
        }
    }
    return isfinite(price) && isfinite(cost);
}

static hm_status first_price(hmi_hand *h, int32_t a, double *price)
{
    double slope;
    return hmi_curve_price(h, hmi_carrot(h), hmi_needed(h, a), price, &slope);
}

hm_status hmi_history_table(hmi_hand *h, hm_table **out)
{
    history past;
    double price;
    HMI_TRY(first_price(h, hmi_strongest(h), &price));
    if (h->n_steps < 2 || !fill_history(h, price, hmi_cost(h, 1), &past)) {
        *out = NULL;
        return HM_OK;
    }
    return hm_revealed_table(h->ctx, past.margins, 2, past.box,
                             HM_SCORE_UNKNOWNS, out);
}

static hm_status say_history(hmi_hand *h)
{
    static const hmi_kind slack = {6, "history_slack_musd", "MUSD", "T", "V5"};
    static const hmi_kind own = {6, "broker_value_at_least_musd", "MUSD", "T",
                                 "V5"};
    static const hmi_kind fears = {6, "value_less_costs_at_most_musd", "MUSD",
                                   "T", "V5"};
    double price;
    double values[3] = {NAN, NAN, NAN};
    history past;
    HMI_TRY(first_price(h, hmi_strongest(h), &price));
    if (fill_history(h, price, hmi_cost(h, 1), &past)) {
        hm_revealed seen;
        hm_interval interval;
        double weight[HM_SCORE_UNKNOWNS] = {0};
        HMI_TRY(hm_revealed_slack(h->ctx, past.margins, 2, past.box,
                                  HM_SCORE_UNKNOWNS, NULL, &seen));
        values[0] = seen.slack;
        weight[HM_SCORE_OMEGA_BROKER] = 1.0;
        HMI_TRY(hm_revealed_interval(h->ctx, past.margins, 2, past.box,
                                     HM_SCORE_UNKNOWNS, weight, &interval));
        values[1] = interval.low_identified ? interval.low : (double)NAN;
        weight[HM_SCORE_OMEGA_BROKER] = 0.0;
        weight[HM_SCORE_OMEGA_SENDER] = belief;
        weight[HM_SCORE_COSTS] = -1.0;
        HMI_TRY(hm_revealed_interval(h->ctx, past.margins, 2, past.box,
                                     HM_SCORE_UNKNOWNS, weight, &interval));
        values[2] = interval.high_identified ? interval.high : (double)NAN;
    }
    HMI_TRY(hmi_say(h, &slack, "both choices", "", values[0]));
    HMI_TRY(hmi_say(h, &own, hmi_package_name(h, 1), h->linkage->broker,
                    values[1]));
    return hmi_say(h, &fears, hmi_package_name(h, hmi_strongest(h)),
                   h->linkage->sender, values[2]);
}

/* --- row 11 -------------------------------------------------------------------------- */

static hm_status say_given(hmi_hand *h)
{
    static const hmi_kind kind = {11, "leverage_lost_per_dollar", "USD per USD",
                                  "T", "B55"};
    const char *step = hmi_package_name(h, hmi_strongest(h));
    for (int32_t k = 0; k < h->n_curves; k++) {
        const hmi_curve *c = &h->curves[k];
        hm_leverage_loss loss = {.marginal = NAN};
        double price;
        double marginal;
        HMI_TRY(hmi_curve_price(h, c, hmi_needed(h, hmi_strongest(h)), &price,
                                &marginal));
        if (isfinite(marginal)) {
            HMI_TRY(hm_leverage_given(h->ctx, marginal, 0.0, 0.0, &loss));
        }
        hmi_name name =
            hmi_name_both(c->baseline, c->opened ? "opening" : "cuts");
        HMI_TRY(hmi_say(h, &kind, step, name.text, -loss.marginal));
    }
    return HM_OK;
}

/* What a hold-out costs: unpaid help that is no longer free (B29). */
static hm_status say_holdouts(hmi_hand *h)
{
    static const hmi_kind kind = {11, "unpaid_after_holdouts_pct", "%", "P",
                                  "B55"};
    static const double shares[] = {0.1, 0.25, 0.5};
    static const char *const names[] = {"10 % hold out", "25 % hold out",
                                        "50 % hold out"};
    for (int32_t k = 0; k < 3; k++) {
        hm_leverage_loss loss;
        HMI_TRY(hm_leverage_given(h->ctx, 0.0, 0.25, shares[k], &loss));
        HMI_TRY(hmi_say(h, &kind, "if 25 % would act unpaid", names[k],
                        100.0 * loss.unpaid_after));
    }
    return HM_OK;
}

hm_status hmi_rows_value(hmi_hand *h)
{
    if (h->n_steps < 2) {
        return HM_OK;
    }
    HMI_TRY(say_anyway(h));
    HMI_TRY(say_test(h));
    HMI_TRY(say_paying(h));
    HMI_TRY(say_history(h));
    HMI_TRY(say_given(h));
    return say_holdouts(h);
}

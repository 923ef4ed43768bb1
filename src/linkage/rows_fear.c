// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * rows_fear.c - which fear decides, a dangerous neighbour or a collapsed one
 * (row 12: B47, B56, V4), and how urgent it is (row 13: B47). Hazards are
 * priors; they move with the computed loss of the target.
 */
#include "linkage/answers.h"

#include "num/internal.h"

#include <math.h>
#include <string.h>

enum { STEPS_MAX = 64 };

/* The priors are hazards a month; costs are a year's, so hazards that stand
 * beside costs are a year's as well. */
static const double months_a_year = 12.0;

bool hmi_hazards(const hmi_hand *h, double compliance_slope,
                 double collapse_slope, hm_hazard *out)
{
    const hmi_priors *q = &h->linkage->priors;
    if (h->n_steps < 2 || h->n_steps > STEPS_MAX) {
        return false;
    }
    for (int32_t a = 0; a < h->n_steps; a++) {
        double loss = a == 0 ? 0.0 : hmi_bite(h, a);
        double bite = loss < 0.0 ? 0.0 : loss; /* NAN stays */
        double cost = a == 0 ? 0.0 : hmi_cost(h, a);
        if (!isfinite(bite) || !isfinite(cost)) {
            return false;
        }
        out[a] = (hm_hazard){
            hmi_package_name(h, a),
            months_a_year * q->compliance * hmi_exp(compliance_slope * bite),
            months_a_year * q->collapse * hmi_exp(collapse_slope * bite), cost};
    }
    for (int32_t i = 1; i < h->n_steps; i++) { /* the mildest first */
        for (int32_t k = i; k > 0 && out[k - 1].collapse > out[k].collapse;
             k--) {
            hm_hazard up = out[k];
            out[k] = out[k - 1];
            out[k - 1] = up;
        }
    }
    return true;
}

/* The step of this name, NULL when there is none. */
static const hm_hazard *hazard_of(const hm_hazard *steps, int32_t n,
                                  const char *name)
{
    for (int32_t a = 0; a < n; a++) {
        if (strcmp(steps[a].name, name) == 0) {
            return &steps[a];
        }
    }
    return NULL;
}

/* Chance of an event within a year at a hazard a year, per cent. */
static double in_a_year(double hazard)
{
    return 100.0 * (1.0 - hmi_exp(-hazard));
}

/* What the fears cost by trade alone. */
static hm_status say_costs(hmi_hand *h)
{
    static const hmi_kind kind = {12, "cost_of_fear_musd", "MUSD", "E", "B1"};
    const char *fears[] = {h->linkage->war, h->linkage->collapse};
    for (int32_t k = 0; k < 2; k++) {
        int32_t p = fears[k] == NULL ? -1 : hmi_policy_at(h, fears[k]);
        for (int32_t r = HMI_BROKER; r <= HMI_SENDER && fears[k] != NULL; r++) {
            HMI_TRY(hmi_say(h, &kind, fears[k], hmi_player(h, r),
                            -hmi_ev(h, p, 0, r)));
        }
    }
    return HM_OK;
}

/* Rise of the yearly risk of collapse that costs the broker as much as a
 * step does. */
static hm_status say_points(hmi_hand *h, int32_t a)
{
    static const hmi_kind kind = {12, "collapse_points_that_cost_the_step",
                                  "points", "T", "V3"};
    const char *name = h->linkage->collapse;
    if (name == NULL) {
        return HM_OK;
    }
    double worth = -hmi_ev(h, hmi_policy_at(h, name), 0, HMI_BROKER);
    double cost = hmi_cost(h, a);
    double points = NAN;
    bool possible = false;
    if (worth > 0.0 && isfinite(cost)) {
        HMI_TRY(hm_worth_points(h->ctx, fmax(0.0, cost), worth, &points,
                                &possible));
    }
    return hmi_say(h, &kind, hmi_package_name(h, a), name, points);
}

/* Row of the step to `name`, -1 when there is none. */
static int32_t row_of(const hm_table *table, const char *name)
{
    for (int32_t i = 0; i < hm_table_rows(table); i++) {
        if (strcmp(hm_table_text(table, i, 1), name) == 0) {
            return i;
        }
    }
    return -1;
}

/* (B56) Compliance gained per collapse risked, at three pairs of slopes. */
static hm_status say_trade_off(hmi_hand *h)
{
    static const hmi_kind ratio = {12, "compliance_per_collapse", "ratio", "P",
                                   "B56"};
    static const hmi_kind limit = {12, "refuses_if_collapse_weighs_more_than",
                                   "times", "T", "B56, V4"};
    const hmi_priors *q = &h->linkage->priors;
    const double slopes[3][2] = {
        {q->compliance_slope, q->collapse_slope}, {1.0, 25.0}, {25.0, 1.0}};
    static const char *const names[] = {"slopes of the case",
                                        "collapse answers most",
                                        "compliance answers most"};
    hm_hazard steps[STEPS_MAX];
    const char *war = h->linkage->war;
    double worth = war == NULL
                       ? (double)NAN
                       : -hmi_ev(h, hmi_policy_at(h, war), 0, HMI_BROKER);
    for (int32_t k = 0; k < 3; k++) {
        bool known = hmi_hazards(h, slopes[k][0], slopes[k][1], steps);
        hm_table *table = NULL;
        if (known) { /* where no war is named only the ratio is said */
            HMI_TRY(hm_collapse_table(h->ctx, steps, h->n_steps,
                                      worth > 0.0 ? worth : 1.0, &table));
        }
        for (int32_t a = 1; a < h->n_steps; a++) {
            const char *to = hmi_package_name(h, a);
            int32_t row = known ? row_of(table, to) : -1;
            double both =
                row < 0 ? (double)NAN : hm_table_number(table, row, 2);
            double edge = row < 0 || !(worth > 0.0)
                              ? (double)NAN
                              : hm_table_number(table, row, 3);
            hm_status status = hmi_say(h, &ratio, to, names[k], both);
            status = status == HM_OK ? hmi_say(h, &limit, to, names[k], edge)
                                     : status;
            if (status != HM_OK) {
                hm_table_free(table);
                return status;
            }
        }
        hm_table_free(table);
    }
    return HM_OK;
}

static hm_status say_risks(hmi_hand *h)
{
    static const hmi_kind comply = {12, "compliance_in_a_year_pct", "%", "P",
                                    "B47"};
    static const hmi_kind fall = {12, "collapse_in_a_year_pct", "%", "P",
                                  "B47"};
    const hmi_priors *q = &h->linkage->priors;
    hm_hazard steps[STEPS_MAX];
    bool known = hmi_hazards(h, q->compliance_slope, q->collapse_slope, steps);
    for (int32_t a = 0; a < h->n_steps; a++) {
        const char *name = hmi_package_name(h, a);
        const hm_hazard *step =
            known ? hazard_of(steps, h->n_steps, name) : NULL;
        HMI_TRY(
            hmi_say(h, &comply, name, "",
                    step != NULL ? in_a_year(step->compliance) : (double)NAN));
        HMI_TRY(
            hmi_say(h, &fall, name, "",
                    step != NULL ? in_a_year(step->collapse) : (double)NAN));
    }
    return HM_OK;
}

/* --- row 13 ---------------------------------------------------------------------- */

/* Patience against linkage: what a step takes off the risk that the
 * programme advances within a year, and what a point must be worth. */
static hm_status say_urgency(hmi_hand *h, double speed, const char *name)
{
    static const hmi_kind advance = {13, "advance_in_a_year_pct", "%", "P",
                                     "B47"};
    static const hmi_kind point = {13, "worth_of_a_point_of_delay_musd", "MUSD",
                                   "T", "B47, V2"};
    const hmi_priors *q = &h->linkage->priors;
    double waiting = in_a_year(speed);
    for (int32_t a = 0; a < h->n_steps; a++) {
        double loss = a == 0 ? 0.0 : hmi_bite(h, a);
        double bite = loss < 0.0 ? 0.0 : loss; /* NAN stays */
        double risk = in_a_year(speed * hmi_exp(-q->advance_slope * bite));
        HMI_TRY(hmi_say(h, &advance, hmi_package_name(h, a), name, risk));
        if (a > 0) {
            double price;
            double slope;
            double saved = waiting - risk;
            HMI_TRY(hmi_curve_price(h, hmi_carrot(h), hmi_needed(h, a), &price,
                                    &slope));
            HMI_TRY(hmi_say(h, &point, hmi_package_name(h, a), name,
                            saved > 0.0 ? price / saved : (double)NAN));
        }
    }
    return HM_OK;
}

hm_status hmi_rows_fear(hmi_hand *h)
{
    double speed = months_a_year * h->linkage->priors.advance;
    HMI_TRY(say_costs(h));
    for (int32_t a = 1; a < h->n_steps; a++) {
        HMI_TRY(say_points(h, a));
    }
    HMI_TRY(say_risks(h));
    if (h->n_steps > 1) {
        HMI_TRY(say_trade_off(h));
    }
    HMI_TRY(say_urgency(h, 0.5 * speed, "half the speed"));
    HMI_TRY(say_urgency(h, speed, "speed of the case"));
    return say_urgency(h, 2.0 * speed, "twice the speed");
}

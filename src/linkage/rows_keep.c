// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * rows_keep.c - is the deal kept without a court (row 9: B31-B36), and is the
 * threat believed (row 14: B25, B26).
 */
#include "linkage/answers.h"

#include <math.h>

/* A payment that leaves the broker twice what the strongest step costs it. */
static hmi_bid generous(const hmi_hand *h)
{
    return hmi_bid_for(h, hmi_carrot(h), hmi_strongest(h), 2.0);
}

/* Patience that the broker needs, at detection lags of 1, 2 and 4 periods:
 * pressing costs it c a period, stopping to press loses the reward B. */
static hm_status say_patience(hmi_hand *h)
{
    static const hmi_kind kind = {9, "patience_broker_needs", "a period", "T",
                                  "B31"};
    static const hmi_kind value = {9, "value_sender_needs_musd", "MUSD", "T",
                                   "B31"};
    static const double lags[] = {1.0, 2.0, 4.0};
    static const char *const names[] = {
        "seen after 1 period", "seen after 2 periods", "seen after 4 periods"};
    const hmi_bid bid = generous(h);
    bool known = bid.policy >= 0 && bid.pressure > 0.0;
    hm_promise promise = {bid.reward - bid.pressure, bid.pressure, 0.0};
    for (int32_t k = 0; k < 3; k++) {
        double delta = NAN;
        if (known) {
            HMI_TRY(hm_promise_delta(h->ctx, &promise, 1, lags[k], &delta));
        }
        HMI_TRY(hmi_say(h, &kind, "twice the step's cost is paid", names[k],
                        delta));
    }
    return hmi_say(h, &value, "twice the step's cost is paid",
                   h->linkage->sender, known ? bid.cost / 0.9 : (double)NAN);
}

/* The sender's strongest threat and its answer, -1 where there is none. */
static void find_threat(const hmi_hand *h, int32_t *threat, int32_t *answer)
{
    const hm_linkage *linkage = h->linkage;
    int32_t last = linkage->threats.count - 1;
    *threat = last < 0 ? -1 : hmi_policy_at(h, linkage->threats.items[last]);
    *answer = last < 0 ? -1 : hmi_policy_at(h, linkage->answers.items[last]);
}

/* (B32, B33) The two agreements apart and together. */
static hm_status say_pooled(hmi_hand *h)
{
    static const hmi_kind apart = {9, "patience_apart", "a period", "T", "B32"};
    static const hmi_kind linked = {9, "patience_linked", "a period", "T",
                                    "B32"};
    static const hmi_kind loss = {9, "trade_peace_lost_musd", "MUSD", "P",
                                  "B33"};
    const hmi_priors *q = &h->linkage->priors;
    const hmi_bid bid = generous(h);
    int32_t threat;
    int32_t answer;
    find_threat(h, &threat, &answer);
    double grab = hmi_ev(h, threat, 0, HMI_SENDER);
    double war[2] = {hmi_ev(h, answer, 0, HMI_SENDER),
                     hmi_ev(h, answer, 0, HMI_BROKER)};
    hm_pooling pool = {.separate = NAN, .linked = NAN};
    double lost = NAN;
    if (bid.policy >= 0 && isfinite(grab) && isfinite(war[0])) {
        const hm_promise korea[2] = {
            {bid.cost, bid.cost, 0.0}, /* at a worth of twice the payment */
            {bid.reward - bid.pressure, bid.pressure, 0.0}};
        const hm_promise trade[2] = {{0.0, fmax(0.0, grab), war[0]},
                                     {0.0, 0.0, war[1]}};
        HMI_TRY(hm_promise_pool(h->ctx, korea, trade, 2, 1.0, &pool));
    }
    if (isfinite(war[0])) {
        HMI_TRY(hm_contagion_loss(h->ctx, q->upset, fmax(0.0, -war[0]),
                                  q->discount, &lost));
    }
    HMI_TRY(hmi_say(h, &apart, "both agreements", "", pool.separate));
    HMI_TRY(hmi_say(h, &linked, "both agreements", "", pool.linked));
    return hmi_say(h, &loss, "present value", h->linkage->sender, lost);
}

/* (B34) Punishment with a noisy eye. */
static hm_status say_trigger(hmi_hand *h)
{
    static const hmi_kind years = {9, "punishment_needed", "periods", "P",
                                   "B34"};
    static const hmi_kind room = {9, "largest_cost_deterred_musd", "MUSD", "P",
                                  "B34"};
    const hmi_priors *q = &h->linkage->priors;
    const hmi_bid bid = generous(h);
    double values[2] = {NAN, NAN};
    if (bid.policy >= 0 && bid.pressure > 0.0 && bid.reward > bid.pressure &&
        q->detection > q->false_alarm) {
        hm_trigger trigger;
        const hm_monitoring eye = {
            {bid.reward - bid.pressure, bid.pressure, 0.0},
            q->discount,
            q->false_alarm,
            q->detection};
        HMI_TRY(hm_trigger_best(h->ctx, &eye, 40, &trigger));
        values[0] = trigger.holds ? (double)trigger.length : -1.0;
        values[1] = trigger.deterred;
    }
    HMI_TRY(hmi_say(h, &years, "twice the step's cost is paid",
                    h->linkage->broker, values[0]));
    return hmi_say(h, &room, "twice the step's cost is paid",
                   h->linkage->broker, values[1]);
}

/* (B36) The chance of being understood above which a signal is best. */
static hm_status say_tacit(hmi_hand *h)
{
    static const hmi_kind kind = {9, "understood_above_which_signal_is_best",
                                  "%", "T", "B36"};
    static const double sights[] = {0.0, 0.25, 0.5};
    static const char *const names[] = {"unseen", "a quarter seen",
                                        "half seen"};
    const hmi_bid bid = generous(h);
    for (int32_t k = 0; k < 3; k++) {
        double share = NAN;
        hm_tacit tacit = {fmax(0.0, bid.cost), hmi_precedent(h), 0.0, true};
        for (int32_t q = 0; q <= 100 && bid.policy >= 0 && isnan(share); q++) {
            double open;
            double quiet;
            hm_tacit_choice best;
            HMI_TRY(hm_tacit_evaluate(h->ctx, &tacit, sights[k], 0.01 * q,
                                      &open, &quiet, &best));
            share = best == HM_CHOICE_TACIT ? (double)q : (double)NAN;
        }
        HMI_TRY(hmi_say(h, &kind, "signal instead of a deal", names[k], share));
    }
    return HM_OK;
}

/* --- row 14 -------------------------------------------------------------------- */

static hm_status say_stick(hmi_hand *h, const char *name, const char *threat,
                           double carrot)
{
    static const hmi_kind gain = {14, "sender_gain_if_carried_out_musd", "MUSD",
                                  "E", "B26"};
    static const hmi_kind harm = {14, "broker_loss_if_carried_out_musd", "MUSD",
                                  "E", "B26"};
    static const hmi_kind word = {14, "reputation_needed_musd", "MUSD", "T",
                                  "B26"};
    static const hmi_kind equal = {14, "chance_where_carrot_costs_the_stick",
                                   "%", "T", "B25"};
    int32_t p = hmi_policy_at(h, name);
    double ev = hmi_ev(h, p, 0, HMI_SENDER);
    hm_stick_account account = {.equal_at = NAN, .reputation_needed = NAN};
    if (isfinite(ev)) {
        const hm_stick stick = {0.5, isfinite(carrot) ? fmax(0.0, carrot) : 0.0,
                                fmax(0.0, -ev), ev, 0.0};
        HMI_TRY(hm_stick_evaluate(h->ctx, &stick, &account));
    }
    HMI_TRY(hmi_say(h, &gain, name, threat, ev));
    HMI_TRY(hmi_say(h, &harm, name, threat, -hmi_ev(h, p, 0, HMI_BROKER)));
    HMI_TRY(hmi_say(h, &word, name, threat, account.reputation_needed));
    return hmi_say(h, &equal, name, threat,
                   isfinite(carrot) ? 100.0 * account.equal_at : (double)NAN);
}

static hm_status say_sticks(hmi_hand *h)
{
    const hm_linkage *linkage = h->linkage;
    double carrot = NAN;
    double slope;
    if (h->n_steps > 1) {
        HMI_TRY(hmi_curve_price(h, hmi_carrot(h),
                                hmi_needed(h, hmi_strongest(h)), &carrot,
                                &slope));
    }
    for (int32_t i = 0; i < linkage->threats.count; i++) {
        const char *threat = linkage->threats.items[i];
        const char *answer = linkage->answers.items[i];
        HMI_TRY(say_stick(h, threat, "unanswered", carrot));
        if (answer[0] != '\0') {
            HMI_TRY(say_stick(h, answer, "answered", carrot));
        }
    }
    return HM_OK;
}

hm_status hmi_rows_keep(hmi_hand *h)
{
    if (h->n_steps > 1) {
        HMI_TRY(say_patience(h));
        HMI_TRY(say_pooled(h));
        HMI_TRY(say_trigger(h));
        HMI_TRY(say_tacit(h));
    }
    return say_sticks(h);
}

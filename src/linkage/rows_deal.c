// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * rows_deal.c - can the issues be settled apart (row 4: B14-B17), and whose
 * interests are touched (row 8: B18, B41, B42, L4).
 *
 * What pressure is worth to the sender is not known, so the first number is
 * the least worth at which a linked deal exists; the split of the gains is
 * shown at twice that worth.
 */
#include "linkage/answers.h"

#include <math.h>

/* Points of trade, of pressure and of both, against one baseline. */
typedef struct tracks {
    int32_t n;
    double *trade, *joint; /* n and 2 n points: sender, broker */
    double pressure[2];
} tracks;

static void add_track(tracks *t, const double *alone, const double *both)
{
    for (int32_t r = 0; r < 2; r++) {
        t->trade[2 * t->n + r] = alone[r];
        t->joint[4 * t->n + r] = alone[r];
        t->joint[4 * t->n + 2 + r] = both[r];
    }
    t->n++;
}

/* Rewards between the points of the menu, over the step's own cost; a cut
 * can be of any size, so they lie on the curve. */
static const double between[] = {1.0,  1.05, 1.1, 1.2, 1.35, 1.5,
                                 1.75, 2.0,  2.5, 3.0, 4.0,  6.0};
enum { BETWEEN = sizeof between / sizeof *between };

static hm_status add_between(hmi_hand *h, const hmi_curve *c, int32_t a,
                             tracks *t)
{
    for (int32_t k = 0; k < BETWEEN; k++) {
        double reward = between[k] * hmi_needed(h, a);
        double cost;
        double slope;
        HMI_TRY(hmi_curve_price(h, c, reward, &cost, &slope));
        const double alone[2] = {-cost, reward};
        const double both[2] = {-cost + t->pressure[0],
                                reward + t->pressure[1]};
        if (isfinite(cost) && isfinite(both[0]) && isfinite(both[1])) {
            add_track(t, alone, both);
        }
    }
    return HM_OK;
}

static hm_status fill_tracks(hmi_hand *h, const hmi_curve *c, int32_t a,
                             double worth, tracks *t)
{
    double base[2] = {hmi_ev(h, c->from, 0, HMI_SENDER),
                      hmi_ev(h, c->from, 0, HMI_BROKER)};
    size_t room = (size_t)h->n_policies + BETWEEN;
    t->trade = HMI_ARRAY(h->ctx, double, 2 * room);
    t->joint = HMI_ARRAY(h->ctx, double, 4 * room);
    if (t->trade == NULL || t->joint == NULL) {
        return HM_ERR_MEMORY;
    }
    t->pressure[0] = hmi_ev(h, 0, a, HMI_SENDER) + worth;
    t->pressure[1] = hmi_ev(h, 0, a, HMI_BROKER);
    for (int32_t p = 0; p < h->n_policies; p++) {
        const double alone[2] = {hmi_ev(h, p, 0, HMI_SENDER) - base[0],
                                 hmi_ev(h, p, 0, HMI_BROKER) - base[1]};
        const double both[2] = {hmi_ev(h, p, a, HMI_SENDER) - base[0] + worth,
                                hmi_ev(h, p, a, HMI_BROKER) - base[1]};
        if (hmi_curve_allows(h, c, p) && isfinite(alone[0]) &&
            isfinite(both[0])) {
            add_track(t, alone, both);
        }
    }
    return add_between(h, c, a, t);
}

hm_status hmi_link_open(hmi_hand *h, const hmi_curve *c, int32_t a,
                        double worth, hm_linked **out)
{
    static const double none[2] = {0.0, 0.0};
    hm_status status = HM_OK;
    tracks t = {0};
    HMI_GOTO(status, fill_tracks(h, c, a, worth, &t));
    const hm_issue issues[2] = {
        {"trade", {2, t.n, t.trade}, none, 0},
        {"pressure", {2, 1, t.pressure}, none, 0},
    };
    const hm_points joint = {2, 2 * t.n, t.joint};
    HMI_GOTO(status, hm_linked_create(h->ctx, issues, 2, &joint, 0, out));
out:
    hmi_free(h->ctx, t.trade);
    hmi_free(h->ctx, t.joint);
    return status;
}

hm_status hmi_link_tracks(hmi_hand *h, const hmi_curve *c, int32_t a,
                          double worth, hm_bargain_rule rule, bool lottery,
                          hm_linkage_value *out)
{
    static const double none[2] = {0.0, 0.0};
    const hm_talks talks = {rule, none, 0, NULL};
    hm_linked *linked = NULL;
    HMI_TRY(hmi_link_open(h, c, a, worth, &linked));
    hm_status status = hm_linked_value(h->ctx, linked, &talks, lottery, out);
    hm_linked_free(linked);
    return status;
}

hm_status hmi_least_worth(hmi_hand *h, const hmi_curve *c, int32_t a,
                          double *worth)
{
    double slope;
    HMI_TRY(hmi_curve_price(h, c, hmi_needed(h, a), worth, &slope));
    *worth -= hmi_ev(h, 0, a, HMI_SENDER);
    return HM_OK;
}

static hm_status say_split(hmi_hand *h, const hmi_curve *c, int32_t a,
                           double least)
{
    static const hmi_kind kinds[] = {
        {4, "linkage_needed", "1 = yes", "T", "B17"},
        {4, "sender_gain_from_linking_musd", "MUSD", "T", "B16, B9"},
        {4, "broker_gain_from_linking_musd", "MUSD", "T", "B16, B9"},
    };
    hmi_name name = hmi_name_both(c->baseline, c->opened ? "opening" : "cuts");
    double values[3] = {NAN, NAN, NAN};
    if (isfinite(least) && isfinite(hmi_cost(h, a))) {
        hm_linkage_value v;
        HMI_TRY(hmi_link_tracks(h, c, a, 2.0 * fmax(0.0, least),
                                HM_BARGAIN_NASH, true, &v));
        values[0] = v.necessary_lottery ? 1.0 : 0.0;
        values[1] = v.value[0];
        values[2] = v.value[1];
    }
    for (int32_t k = 0; k < 3; k++) {
        HMI_TRY(hmi_say(h, &kinds[k], hmi_package_name(h, a), name.text,
                        values[k]));
    }
    return HM_OK;
}

/* Largest |EV(p, a) - EV(p, 0) - EV(0, a)| of one player. */
static double interaction(const hmi_hand *h, int32_t player)
{
    double worst = 0.0;
    for (int32_t p = 1; p < h->n_policies; p++) {
        for (int32_t a = 1; a < h->n_steps; a++) {
            double gap = hmi_ev(h, p, a, player) - hmi_ev(h, p, 0, player) -
                         hmi_ev(h, 0, a, player);
            worst = isfinite(gap) ? fmax(worst, fabs(gap)) : worst;
        }
    }
    return worst;
}

/* Worth of every step at which a linked deal exists, from one baseline. */
static hm_status say_linked(hmi_hand *h, const hmi_curve *c)
{
    static const hmi_kind worth = {4, "least_worth_to_sender_musd", "MUSD", "T",
                                   "B15, B17"};
    hmi_name name = hmi_name_both(c->baseline, c->opened ? "opening" : "cuts");
    for (int32_t a = 1; a < h->n_steps; a++) {
        double least;
        HMI_TRY(hmi_least_worth(h, c, a, &least));
        HMI_TRY(hmi_say(h, &worth, hmi_package_name(h, a), name.text, least));
        if (a == hmi_strongest(h)) {
            HMI_TRY(say_split(h, c, a, least));
        }
    }
    return HM_OK;
}

static hm_status say_apart(hmi_hand *h)
{
    static const hmi_kind alone = {4, "broker_needs_own_value_musd", "MUSD",
                                   "T", "B14"};
    static const hmi_kind gap = {4, "interaction_musd", "MUSD", "E", "B15"};
    for (int32_t a = 1; a < h->n_steps; a++) {
        HMI_TRY(hmi_say(h, &alone, hmi_package_name(h, a), h->linkage->broker,
                        hmi_cost(h, a)));
    }
    for (int32_t k = 0; k < h->n_curves; k++) {
        HMI_TRY(say_linked(h, &h->curves[k]));
    }
    for (int32_t r = 0; r < 3; r++) {
        HMI_TRY(hmi_say(h, &gap, hmi_player(h, r), "",
                        h->whole ? interaction(h, r) : (double)NAN));
    }
    return HM_OK;
}

/* Value of never paying, in units of what a refusal costs (B37). */
static hm_status say_doctrine(hmi_hand *h)
{
    static const hmi_kind value = {4, "value_of_never_paying", "refusals", "P",
                                   "B37"};
    const hmi_priors *q = &h->linkage->priors;
    hm_chain_value v;
    hm_chain chain = {q->doctrine_gain, q->haggler_gain, q->never_pays,
                      h->linkage->followers.count};
    if (chain.hagglers < 1) {
        return HM_OK;
    }
    HMI_TRY(hm_chain_evaluate(h->ctx, &chain, &v));
    return hmi_say(h, &value, "followers of this case", "", v.doctrine);
}

/* --- allies -------------------------------------------------------------------- */

/* What one policy (and package) does to every ally, and the bill. */
static hm_status say_harm(hmi_hand *h, int32_t policy, int32_t package,
                          const char *name)
{
    static const hmi_kind ev = {8, "ally_gain_musd", "MUSD", "E", "B42"};
    static const hmi_kind bill = {8, "compensation_bill_musd", "MUSD", "E",
                                  "B42"};
    double total = 0.0;
    for (int32_t k = 0; k < h->n_allies; k++) {
        double gain = hmi_ev(h, policy, package, 3 + k);
        total += fmax(0.0, -gain) + 0.0 * gain; /* NAN stays NAN */
        HMI_TRY(hmi_say(h, &ev, hmi_player(h, 3 + k), name, gain));
    }
    return hmi_say(h, &bill, name, "all allies", total);
}

static hm_status say_deals(hmi_hand *h)
{
    const hm_linkage *linkage = h->linkage;
    int32_t last = hmi_strongest(h);
    hmi_name full = hmi_name_cut(100);
    if (last > 0) {
        HMI_TRY(say_harm(h, 0, last, hmi_package_name(h, last)));
    }
    if (linkage->has_instrument) {
        int32_t p = hmi_policy_at(h, full.text);
        HMI_TRY(say_harm(h, p, 0, full.text));
        HMI_TRY(
            say_harm(h, p, last,
                     hmi_name_both(full.text, hmi_package_name(h, last)).text));
    }
    for (int32_t i = 0; i < linkage->openings.count && linkage->has_instrument;
         i++) {
        hmi_name both = hmi_name_both(full.text, linkage->openings.items[i]);
        HMI_TRY(say_harm(h, hmi_policy_at(h, both.text), 0, both.text));
    }
    for (int32_t i = 0; i < linkage->baselines.count; i++) {
        int32_t p = hmi_policy_at(h, linkage->baselines.items[i]);
        if (p > 0) {
            HMI_TRY(say_harm(h, p, 0, linkage->baselines.items[i]));
        }
    }
    return HM_OK;
}

/* What cannot be priced stands beside the power to press (L4, L7). */
static hm_status say_ally(hmi_hand *h, int32_t player)
{
    static const hmi_kind sender = {8, "sender_loss_without_ally_musd", "MUSD",
                                    "E", "L4"};
    static const hmi_kind points = {8, "realignment_points_per_billion",
                                    "points", "T", "B41"};
    static const hmi_kind grip = {8, "ally_loss_without_broker_pct", "%", "E",
                                  "L4"};
    static const hmi_kind back = {8, "broker_loss_without_ally_pct", "%", "E",
                                  "L4"};
    const char *code = hmi_player(h, player);
    const hm_linkage *linkage = h->linkage;
    int32_t friends =
        hmi_policy_at(h, hmi_name_link(linkage->sender, code).text);
    int32_t pressed =
        hmi_policy_at(h, hmi_name_link(linkage->broker, code).text);
    double loss = -hmi_ev(h, friends, 0, HMI_SENDER);
    HMI_TRY(hmi_say(h, &sender, code, linkage->sender, loss));
    HMI_TRY(hmi_say(h, &points, code, linkage->sender,
                    loss > 0.0 ? 100.0 * 1000.0 / loss : (double)NAN));
    HMI_TRY(
        hmi_say(h, &grip, code, linkage->broker,
                -100.0 * hmi_ev(h, pressed, 0, player) / h->income[player]));
    return hmi_say(h, &back, code, linkage->broker,
                   -100.0 * hmi_ev(h, pressed, 0, HMI_BROKER) /
                       h->income[HMI_BROKER]);
}

hm_status hmi_rows_deal(hmi_hand *h)
{
    HMI_TRY(say_apart(h));
    HMI_TRY(say_doctrine(h));
    HMI_TRY(say_deals(h));
    for (int32_t k = 0; k < h->n_allies; k++) {
        HMI_TRY(say_ally(h, 3 + k));
    }
    return HM_OK;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * questions_keep.c - questions 6 to 9 and 12 to 14 in sentences: the past,
 * followers, allies, promises, fears, urgency, threats.
 */
#include "report/questions.h"

#include <math.h>
#include <string.h>

/* Questions 5 and 6 take pressure to make compliance likelier by so much. */
static const double likelier = 0.1;

static void tell(hmi_text *text, const char *before, hmi_said said,
                 const char *after)
{
    if (said.found) {
        hmi_text_add(text, before);
        hmi_say_said(text, said);
        hmi_text_add(text, after);
    }
}

static const char *strongest(const hmi_asker *a)
{
    return hmi_last_item(a, 1, "target_loss_pct");
}

void hmi_tell_past(const hmi_asker *a, hmi_text *text)
{
    const char *sender = hmi_role(a, a->input.sender);
    hmi_said most = hmi_ask(a, 6, "value_less_costs_at_most_musd", NULL, NULL);
    most.value *= 1.0 / likelier;
    most.low *= 1.0 / likelier;
    most.high *= 1.0 / likelier;
    hmi_text_addf(text, "That compliance is worth to %s at most ", sender);
    hmi_say_said(text, most);
    hmi_text_add(text,
                 " a year, and ten times what precedent and allies cost, if "
                 "pressure makes it 10 points likelier (a belief, not a "
                 "finding): then no deal makes sense. ");
    hmi_said own = hmi_ask(a, 6, "broker_value_at_least_musd", NULL, NULL);
    if (own.found) {
        hmi_text_addf(text,
                      "That %s took the first step unpaid says that "
                      "compliance is worth ",
                      hmi_role(a, a->input.broker));
        hmi_say_said(text, own);
        hmi_text_add(text, " or more to it, under the same belief. ");
    }
    hmi_said slack = hmi_ask(a, 6, "history_slack_musd", NULL, NULL);
    if (slack.found && slack.value > 0.0) {
        tell(text, "To make both choices fit at once takes ", slack,
             " of error. ");
    } else if (slack.found) {
        hmi_text_add(text, "Both choices fit at once. ");
    }
    hmi_text_add(text, "No value is pinned down from above, and none without "
                       "the belief.");
}

void hmi_tell_guests(const hmi_asker *a, hmi_text *text)
{
    const char *sender = hmi_role(a, a->input.sender);
    hmi_said cost = hmi_ask(a, 7, "precedent_cost_musd", NULL, "fully seen");
    hmi_say_items(a, 7, "stake_musd", text);
    hmi_text_add(text, " could be paid the same way");
    if (cost.found) {
        hmi_text_addf(text, "; if all come, one a year, it costs %s ", sender);
        hmi_say_said(text, cost);
    }
    hmi_text_add(text, ". Each would gain from the full cut what the table "
                       "says; it comes to ask when that, times its belief "
                       "that payments are made, is more than asking costs. ");
    tell(text, "One payment that is seen moves the belief to ",
         hmi_ask(a, 7, "belief_after_a_payment", NULL, NULL),
         " (from the prior in linkage_priors.csv). ");
    tell(text, "A gain of $1 billion from the deal is used up by ",
         hmi_ask(a, 7, "followers_that_use_up_a_billion", NULL, NULL),
         " followers of their mean size. ");
    hmi_said left = hmi_ask(a, 7, "nobody_asks_with_more_left",
                            "belief in never paying 10 %", NULL);
    if (left.found) {
        hmi_text_addf(text,
                      "A sender that is believed never to pay with a chance "
                      "of one in ten is not asked while %.0f or more are "
                      "still to come.",
                      floor(left.value) + 1.0);
    }
}

/* One ally: what it loses under the strongest policy, and who can press it. */
static void tell_ally(const hmi_asker *a, const char *code, hmi_text *text)
{
    hmi_said cut = hmi_ask(a, 8, "ally_gain_musd", code, "cut-100");
    const char *broker = hmi_role(a, a->input.broker);
    hmi_text_addf(text, "%s: ", hmi_role(a, code));
    if (cut.found) {
        hmi_text_add(text, "it ");
        hmi_say_gain(text, cut);
        hmi_text_addf(text, " a year if tariffs on %s are cut in full; ",
                      broker);
    }
    hmi_text_addf(text, "%s could take ", broker);
    hmi_say_said(text,
                 hmi_ask(a, 8, "ally_loss_without_broker_pct", code, NULL));
    hmi_text_add(text, " of its income by ending trade, at ");
    hmi_say_said(text,
                 hmi_ask(a, 8, "broker_loss_without_ally_pct", code, NULL));
    hmi_text_add(text, " of its own. ");
}

void hmi_tell_allies(const hmi_asker *a, hmi_text *text)
{
    const hm_table *t = a->rows;
    for (int32_t i = 0; i < hm_table_rows(t); i++) {
        if (strcmp(hm_table_text(t, i, hm_table_find(t, "quantity")),
                   "ally_loss_without_broker_pct") == 0) {
            tell_ally(a, hm_table_text(t, i, hm_table_find(t, "item")), text);
        }
    }
    tell(text, "Making the full cut good to all of them would cost ",
         hmi_ask(a, 8, "compensation_bill_musd", "cut-100", NULL), " a year. ");
    hmi_said points =
        hmi_ask(a, 8, "realignment_points_per_billion", NULL, NULL);
    if (points.found) {
        hmi_text_addf(text, "A rise of %s's chance of turning away by ",
                      hmi_role(a, points.item));
        hmi_say_said(text, points);
        hmi_text_addf(text,
                      " points of per cent costs %s $1 billion in trade "
                      "alone: a lower bound. ",
                      hmi_role(a, a->input.sender));
    }
    hmi_text_add(text, "What they fear to see traded beyond that (status, "
                       "bases, promises) has no price in any trade table: the "
                       "power to press them stands in its place.");
}

/* The least patience (B31) up to which most would be patient enough, and beyond
 * which hardly anybody. */
static const double easily = 0.5;
static const double hardly = 0.95;

void hmi_tell_kept(const hmi_asker *a, hmi_text *text)
{
    const char *broker = hmi_role(a, a->input.broker);
    hmi_said patience =
        hmi_ask(a, 9, "patience_broker_needs", NULL, "seen after 1 period");
    hmi_text_addf(text,
                  "%s. Paid twice what the strongest step costs it, %s keeps "
                  "pressing if a payment a period later counts at least ",
                  !patience.found            ? "Not by itself"
                  : patience.value <= easily ? "Yes, little patience will do"
                  : patience.value <= hardly ? "Yes, among the patient"
                                             : "Hardly",
                  broker);
    hmi_say_said(text, patience);
    hmi_text_add(text, " times one now");
    tell(text, " (",
         hmi_ask(a, 9, "patience_broker_needs", NULL, "seen after 4 periods"),
         " if a breach is seen after four)");
    hmi_text_add(text, ". ");
    tell(text, "Punishing both agreements together asks for ",
         hmi_ask(a, 9, "patience_linked", NULL, NULL), "");
    tell(text, " instead of ", hmi_ask(a, 9, "patience_apart", NULL, NULL),
         ". ");
    tell(text,
         "The price is contagion: if the talks break for outside reasons, "
         "trade peace worth ",
         hmi_ask(a, 9, "trade_peace_lost_musd", NULL, NULL),
         " to the payer in present value goes with them (priors). ");
    tell(text,
         "A signal that nobody else sees is better than a written deal and "
         "than none once it is understood with a chance of ",
         hmi_ask(a, 9, "understood_above_which_signal_is_best", NULL, "unseen"),
         ". ");
    tell(text, "Seen by others a quarter of the time, with a chance of ",
         hmi_ask(a, 9, "understood_above_which_signal_is_best", NULL,
                 "a quarter seen"),
         ".");
}

/* Which fear costs more in trade: the answer that needs no valuation. */
static void tell_heavier(const hmi_asker *a, hmi_text *text)
{
    hmi_said war = hmi_ask(a, 12, "cost_of_fear_musd", NULL, a->input.broker);
    const char *last = hmi_last_item(a, 12, "cost_of_fear_musd");
    hmi_said fall = hmi_ask(a, 12, "cost_of_fear_musd", last, a->input.broker);
    if (!war.found || !fall.found || strcmp(war.item, last) == 0 ||
        !(war.value > 0.0) || !(fall.value > 0.0)) {
        return;
    }
    bool first = war.value > fall.value;
    hmi_text_addf(
        text,
        "By trade alone the %s one, %.*f times as much as the other; "
        "beyond trade that is not for data to say. ",
        first ? "dangerous" : "collapsed",
        fmax(war.value, fall.value) < 10.0 * fmin(war.value, fall.value) ? 1
                                                                         : 0,
        fmax(war.value, fall.value) / fmin(war.value, fall.value));
}

/* The weight of collapse above which the broker refuses (B56). */
static void tell_limit(const hmi_asker *a, const char *step, hmi_text *text)
{
    const char *broker = hmi_role(a, a->input.broker);
    hmi_said limit = hmi_ask(a, 12, "refuses_if_collapse_weighs_more_than",
                             step, "slopes of the case");
    hmi_said ratio =
        hmi_ask(a, 12, "compliance_per_collapse", step, "slopes of the case");
    if (limit.found && limit.value < 0.0) {
        hmi_text_addf(text,
                      "If compliance were worth no more to %s than war "
                      "costs by trade alone, it would refuse whatever a "
                      "collapse weighs. ",
                      broker);
    } else if (limit.found) {
        hmi_text_addf(text,
                      "If compliance is worth to %s what war costs by "
                      "trade alone, it refuses when a collapse weighs "
                      "more than ",
                      broker);
        hmi_say_said(text, limit);
        hmi_text_add(text, " times as much. ");
    }
    if (ratio.found) {
        hmi_text_add(text, "Where far more than trade is at stake, the limit "
                           "is ");
        hmi_say_said(text, ratio);
        hmi_text_addf(text, " times as much as compliance%s. ",
                      ratio.high - ratio.low > 1e-3 * fabs(ratio.high)
                          ? ""
                          : ", as the priors have it (equal slopes)");
    }
}

void hmi_tell_fear(const hmi_asker *a, hmi_text *text)
{
    const char *broker = hmi_role(a, a->input.broker);
    const char *step = strongest(a);
    const hm_table *t = a->rows;
    tell_heavier(a, text);
    for (int32_t i = 0; i < hm_table_rows(t); i++) {
        const char *item = hm_table_text(t, i, hm_table_find(t, "item"));
        bool cost = strcmp(hm_table_text(t, i, hm_table_find(t, "quantity")),
                           "cost_of_fear_musd") == 0;
        if (cost && strcmp(hm_table_text(t, i, hm_table_find(t, "versus")),
                           a->input.broker) == 0) {
            hmi_say_if(a, item, text);
            hmi_text_addf(text, ", %s loses ", broker);
            hmi_say_said(text, hmi_ask(a, 12, "cost_of_fear_musd", item,
                                       a->input.broker));
            hmi_text_add(text, " by trade alone. ");
        }
    }
    hmi_text_add(text, "Pressure moves the chances of both. At the priors, the "
                       "strongest step raises the chance of compliance in a "
                       "year to ");
    hmi_say_said(text, hmi_ask(a, 12, "compliance_in_a_year_pct", step, NULL));
    hmi_text_add(text, " and of collapse to ");
    hmi_say_said(text, hmi_ask(a, 12, "collapse_in_a_year_pct", step, NULL));
    hmi_text_add(text, ". ");
    tell_limit(a, step, text);
    hmi_text_add(text, "Which fear decides turns on the slopes of the hazards, "
                       "which nobody knows: the table has three.");
}

void hmi_tell_urgent(const hmi_asker *a, hmi_text *text)
{
    const char *step = strongest(a);
    hmi_text_add(text, "At the prior speed the programme advances within a "
                       "year with a chance of ");
    hmi_say_said(text, hmi_ask(a, 13, "advance_in_a_year_pct", "benchmark",
                               "speed of the case"));
    hmi_text_add(text, " if nothing is done, and of ");
    hmi_say_said(text, hmi_ask(a, 13, "advance_in_a_year_pct", step,
                               "speed of the case"));
    hmi_text_add(text, " under the strongest step. Buying that step pays when "
                       "a point of delay is worth ");
    hmi_say_said(text, hmi_ask(a, 13, "worth_of_a_point_of_delay_musd", step,
                               "speed of the case"));
    hmi_text_add(text, " a year; patience is better below that. The table has "
                       "half and twice the speed.");
}

/* Of how many threats carrying them out would cost the sender. */
static void tell_threats(const hmi_asker *a, hmi_text *text)
{
    const hm_table *t = a->rows;
    int32_t all = 0;
    int32_t costly = 0;
    for (int32_t i = 0; i < hm_table_rows(t); i++) {
        double gain = hm_table_number(t, i, hm_table_find(t, "value"));
        if (strcmp(hm_table_text(t, i, hm_table_find(t, "quantity")),
                   "sender_gain_if_carried_out_musd") == 0 &&
            !isnan(gain)) {
            all++;
            costly += gain < 0.0 ? 1 : 0;
        }
    }
    if (all > 0 && costly == all) {
        hmi_text_addf(text,
                      "In the first view not by itself: carrying out %s threat "
                      "listed costs %s "
                      "something. ",
                      all == 1 ? "the" : "any", hmi_role(a, a->input.sender));
    } else if (all > 0) {
        hmi_text_addf(text,
                      "In the first view %d of %d, by %s: carrying %s out "
                      "gains %s something. ",
                      (int)(all - costly), (int)all,
                      all - costly == 1 ? "itself" : "themselves",
                      all - costly == 1 ? "it" : "them",
                      hmi_role(a, a->input.sender));
    }
}

void hmi_tell_believed(const hmi_asker *a, hmi_text *text)
{
    const hm_table *t = a->rows;
    const char *sender = hmi_role(a, a->input.sender);
    tell_threats(a, text);
    for (int32_t i = 0; i < hm_table_rows(t); i++) {
        const char *item = hm_table_text(t, i, hm_table_find(t, "item"));
        if (strcmp(hm_table_text(t, i, hm_table_find(t, "quantity")),
                   "reputation_needed_musd") != 0) {
            continue;
        }
        hmi_said word = hmi_ask(a, 14, "reputation_needed_musd", item, NULL);
        hmi_say_if(a, item, text);
        hmi_text_addf(text, ", %s ", sender);
        hmi_say_gain(text, hmi_ask(a, 14, "sender_gain_if_carried_out_musd",
                                   item, NULL));
        if (word.found && word.value > 0.0) {
            hmi_text_add(text, ": it is believed only if its word is worth ");
            hmi_say_said(text, word);
            hmi_text_add(text, " a year");
        } else {
            hmi_text_add(text, ": it is believed by itself");
        }
        hmi_text_add(text, ". ");
    }
    hmi_text_add(text, "A promise costs when it works, a threat when it "
                       "fails.");
}

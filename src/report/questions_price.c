// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * questions_price.c - questions 1 to 5, 10 and 11 in sentences: reach, price,
 * caps, apart or together, anyway, offers, what is given away.
 */
#include "report/questions.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { NAME_ROOM = 160 };

/* An act that could be kept up for longer than this before it costs as much as
 * the largest concession is worth proves little (B46). */
static const double cheap_months = 12.0;

/* One number between two pieces of text; nothing where it was not found. */
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

void hmi_tell_reach(const hmi_asker *a, hmi_text *text)
{
    const char *target = hmi_role(a, a->input.target);
    const char *broker = hmi_role(a, a->input.broker);
    const char *step = strongest(a);
    hmi_said loss = hmi_ask(a, 1, "target_loss_pct", step, NULL);
    hmi_said bought = hmi_ask(a, 1, "imports_share", a->input.target, NULL);
    if (loss.found && bought.found) {
        bool less = 2.0 * loss.value < bought.value;
        hmi_text_addf(text, "Into the trade of %s, %s: ", target,
                      less ? "yes; into its income, less"
                           : "yes, and into its income");
        hmi_say_said(text, loss);
        hmi_text_add(text, " of what it earns. ");
    }
    tell(text, "", hmi_ask(a, 1, "exports_share", a->input.target, NULL), "");
    hmi_text_addf(text, " of what %s sells abroad goes to %s", target, broker);
    tell(text, "; ", hmi_ask(a, 1, "imports_share", a->input.target, NULL),
         " of what it buys comes from there");
    hmi_text_addf(text, ". For %s, %s is ", broker, target);
    hmi_say_said(text, hmi_ask(a, 1, "trade_share", a->input.broker, NULL));
    hmi_text_add(text, " of its trade. The strongest step listed, ");
    hmi_say_if(a, step, text);
    hmi_text_addf(text, ", takes ");
    hmi_say_said(text, hmi_ask(a, 1, "target_loss_pct", step, NULL));
    hmi_text_addf(text, " off what %s earns and costs %s ", target, broker);
    hmi_say_said(text, hmi_ask(a, 1, "broker_cost_musd", step, NULL));
    hmi_text_add(text, " a year");
    tell(text, ": ", hmi_ask(a, 1, "target_loss_per_broker_dollar", step, NULL),
         " dollars of loss for each dollar of its own");
    hmi_text_add(text, ". ");
    tell(text, "What it no longer lends or gives saves it ",
         hmi_ask(a, 1, "broker_saves_lending_musd", step, NULL),
         "; that is not counted against the cost. ");
    hmi_text_addf(text, "Real wages in %s", target);
    tell(text, " change by ", hmi_ask(a, 1, "target_real_wage_pct", step, NULL),
         "");
    hmi_text_add(text, ".");
}

/* Price of the strongest step from one baseline, told by what it is. */
static void tell_baseline(const hmi_asker *a, const char *baseline,
                          hmi_text *text)
{
    char name[NAME_ROOM];
    const char *step = strongest(a);
    hmi_said broker = hmi_ask(a, 2, "baseline_broker_musd", baseline, NULL);
    const char *sender = hmi_role(a, a->input.sender);
    const char *who = hmi_role(a, a->input.broker);
    snprintf(name, sizeof name, "%s+cuts", baseline);
    hmi_said price = hmi_ask(a, 2, "price_musd", step, name);
    if (strcmp(baseline, "benchmark") == 0) {
        hmi_text_add(text, "As a carrot, by cutting its own tariffs: ");
        if (price.found) {
            hmi_say_said(text, price);
        } else {
            hmi_text_add(text, "not even the end of all of them makes up for "
                               "it");
        }
        tell(text, " (the last dollar given costs ",
             hmi_ask(a, 2, "marginal_price", step, name), " dollars)");
        hmi_said best = hmi_ask(a, 2, "best_price_musd", step, baseline);
        if (best.found) {
            hmi_text_add(text,
                         "; choosing the cheapest cut of each tariff it ");
            hmi_say_gain(text, hmi_said_negative(best));
        }
        hmi_text_add(text, ". ");
        return;
    }
    if (broker.value < 0.0) {
        hmi_text_addf(text, "Against a tariff threatened, ");
        hmi_say_if(a, baseline, text);
        hmi_text_addf(text,
                      ", the reward is what is not done: by holding back %s ",
                      sender);
        hmi_say_gain(text, hmi_said_negative(price));
        hmi_text_add(text, ". ");
        return;
    }
    snprintf(name, sizeof name, "%s+opening", baseline);
    price = hmi_ask(a, 2, "price_musd", step, name);
    hmi_text_addf(text,
                  "Against the deal that the two would strike on trade alone "
                  "(Nash's solution from the status quo; worth ");
    hmi_say_said(text, hmi_ask(a, 2, "baseline_sender_musd", baseline, NULL));
    hmi_text_addf(text, " to %s, ", sender);
    hmi_say_said(text, broker);
    hmi_text_addf(text, " to %s), %s ", who, sender);
    if (price.found) {
        hmi_text_add(text, "gives up ");
        hmi_say_said(text, price);
        hmi_text_add(text, ": the price of linkage");
    } else {
        hmi_text_add(text, "has nothing left to add");
    }
    hmi_text_addf(text,
                  " (in %d of %d views the menu has a deal that is better "
                  "for %s by so much). ",
                  (int)price.total, (int)broker.total, who);
}

void hmi_tell_price(const hmi_asker *a, hmi_text *text)
{
    const hm_table *t = a->rows;
    const char *step = strongest(a);
    hmi_text_addf(text, "To be no worse off %s needs ",
                  hmi_role(a, a->input.broker));
    hmi_say_said(text, hmi_ask(a, 1, "broker_cost_musd", step, NULL));
    hmi_text_add(text, " a year for the strongest step. What that costs ");
    hmi_text_addf(text, "%s depends on what it is measured from. ",
                  hmi_role(a, a->input.sender));
    int32_t quantity = hm_table_find(t, "quantity");
    for (int32_t i = 0; i < hm_table_rows(t); i++) {
        if (strcmp(hm_table_text(t, i, quantity), "baseline_broker_musd") ==
            0) {
            tell_baseline(a, hm_table_text(t, i, hm_table_find(t, "item")),
                          text);
        }
    }
    tell(text, "In cash, a dollar that arrives costs ",
         hmi_ask(a, 2, "cash_cost_per_dollar", NULL, NULL),
         " dollars; a deficit that is accepted is such a transfer.");
}

/* Package with a number in row 3 that is not the last (the plain ban). */
static void tell_caps(const hmi_asker *a, const char *ban, hmi_text *text)
{
    const hm_table *t = a->rows;
    for (int32_t i = 0; i < hm_table_rows(t); i++) {
        const char *item = hm_table_text(t, i, hm_table_find(t, "item"));
        bool share = strcmp(hm_table_text(t, i, hm_table_find(t, "quantity")),
                            "target_loss_pct") == 0;
        if ((int)hm_table_number(t, i, hm_table_find(t, "row")) == 3 && share &&
            strcmp(item, ban) != 0) {
            hmi_say_if(a, item, text);
            hmi_text_addf(text, ", %s loses ", hmi_role(a, a->input.target));
            hmi_say_said(text, hmi_ask(a, 3, "target_loss_pct", item, NULL));
            hmi_text_addf(text, " and %s ", hmi_role(a, a->input.broker));
            hmi_say_gain(text, hmi_said_negative(hmi_ask(
                                   a, 3, "broker_cost_musd", item, NULL)));
            hmi_text_add(text, ". ");
        }
    }
}

/* The posterior of every type under one set of causes; `versus` is the month
 * and the causes. */
static void tell_types(const hmi_asker *a, const char *versus, hmi_text *text)
{
    const hm_table *t = a->rows;
    const char *before = "";
    for (int32_t i = 0; i < hm_table_rows(t); i++) {
        const char *item = hm_table_text(t, i, hm_table_find(t, "item"));
        const char *now = hm_table_text(t, i, hm_table_find(t, "versus"));
        hmi_said said = hmi_ask(a, 3, "posterior_pct", item, versus);
        if (said.found && strcmp(now, versus) == 0) {
            said.total = 2; /* its band is that of the priors */
            said.positive = 2;
            hmi_text_addf(text, "%s%s ", before, item);
            hmi_say_said(text, said);
            before = ", ";
        }
    }
}

/* (B43-B46) What the signals say of the broker, with and without the cap. */
static void tell_posterior(const hmi_asker *a, hmi_text *text)
{
    hmi_said first = hmi_ask(a, 3, "posterior_pct", NULL, NULL);
    char without[NAME_ROOM];
    if (!first.found) {
        hmi_text_add(text, "What the signals say of its type is for the block "
                           "beliefs, which was not run.");
        return;
    }
    int month = (int)strcspn(first.versus, "+");
    hmi_text_addf(text,
                  "Up to %.*s the signals leave these chances of what %s "
                  "is (priors): ",
                  month, first.versus, hmi_role(a, a->input.broker));
    tell_types(a, first.versus, text);
    snprintf(without, sizeof without, "%.*s+without cause cap", month,
             first.versus);
    if (hmi_ask(a, 3, "posterior_pct", NULL, without).found) {
        hmi_text_add(text, "; if a binding cap is left out as a cause: ");
        tell_types(a, without, text);
    }
    hmi_text_add(text, ".");
}

void hmi_tell_cap(const hmi_asker *a, hmi_text *text)
{
    const char *ban = hmi_last_item(a, 3, "target_loss_pct");
    hmi_said months = hmi_ask(a, 3, "months_to_cost_the_stake", NULL, NULL);
    tell(text, "They take ", hmi_ask(a, 3, "target_loss_pct", ban, NULL), "");
    hmi_text_addf(text, " off what %s earns", hmi_role(a, a->input.target));
    if (months.found) {
        hmi_text_addf(text, " and prove %s",
                      months.value > cheap_months ? "little" : "something");
    }
    hmi_text_add(text, ". ");
    hmi_text_add(text, "Who owns the rent of a cap decides whom it hurts, so "
                       "both owners are shown. ");
    tell_caps(a, ban, text);
    hmi_say_if(a, ban, text);
    hmi_text_addf(text, ", %s loses ", hmi_role(a, a->input.target));
    hmi_say_said(text, hmi_ask(a, 3, "target_loss_pct", ban, NULL));
    hmi_text_add(text, ". ");
    tell(text, "An act that is cheap proves little: it takes ", months,
         " months of that step to cost as much as the largest concession is "
         "worth. ");
    tell_posterior(a, text);
}

void hmi_tell_apart(const hmi_asker *a, hmi_text *text)
{
    const char *step = strongest(a);
    const char *broker = hmi_role(a, a->input.broker);
    const char *sender = hmi_role(a, a->input.sender);
    hmi_said needed = hmi_ask(a, 4, "linkage_needed", step, NULL);
    if (needed.found) {
        hmi_text_addf(text,
                      "From the status quo: %s (linking is needed for both to "
                      "gain in %d of %d views). ",
                      needed.value > 0.5 ? "no" : "yes", (int)needed.positive,
                      (int)needed.total);
    }
    hmi_text_addf(
        text,
        "Kept apart, %s presses only if it gains as much itself: ", broker);
    hmi_say_said(text,
                 hmi_ask(a, 4, "broker_needs_own_value_musd", step, NULL));
    hmi_text_addf(text,
                  " a year for the strongest step. Linked, a deal exists "
                  "as soon as the step is worth to %s ",
                  sender);
    hmi_say_said(text, hmi_ask(a, 4, "least_worth_to_sender_musd", step, NULL));
    hmi_text_add(text, " (threat point: the status quo; the sender's own cuts "
                       "pay). ");
    if (needed.found) {
        hmi_text_addf(text,
                      "At twice that worth linking is %s for both to gain; by "
                      "Nash's solution from the status quo %s then gains ",
                      needed.value > 0.5 ? "needed" : "not needed", sender);
        hmi_say_said(
            text, hmi_ask(a, 4, "sender_gain_from_linking_musd", step, NULL));
        hmi_text_addf(text, " and %s ", broker);
        hmi_say_said(
            text, hmi_ask(a, 4, "broker_gain_from_linking_musd", step, NULL));
        hmi_text_add(text, ". ");
    }
    hmi_text_add(text, "From other baselines the table says whether linking "
                       "adds anything: where a deal on trade alone suits both, "
                       "it is struck anyway. ");
    tell(text, "Never paying is worth ",
         hmi_ask(a, 4, "value_of_never_paying", NULL, NULL),
         " times what one refusal costs, if the followers of this case ask in "
         "turn (priors).");
}

void hmi_tell_anyway(const hmi_asker *a, hmi_text *text)
{
    const char *step = strongest(a);
    const char *broker = hmi_role(a, a->input.broker);
    const char *sender = hmi_role(a, a->input.sender);
    hmi_text_addf(text,
                  "Yes, unpaid, if what it gains itself is worth more "
                  "than the step costs. If the strongest step makes "
                  "compliance 10 points likelier, %s acts unpaid when "
                  "compliance is worth ",
                  broker);
    hmi_say_said(text,
                 hmi_ask(a, 5, "broker_own_value_musd", step, "10 points"));
    hmi_text_addf(text, " a year to it; for %s paying by tariff cuts pays at ",
                  sender);
    hmi_say_said(text, hmi_ask(a, 5, "sender_value_musd", step, "10 points"));
    hmi_text_add(text, ". ");
    tell(text,
         "By trade alone the step pays for itself if it lowers the "
         "yearly risk of war by ",
         hmi_ask(a, 5, "war_points_that_pay_broker", step, NULL),
         " points of per cent (above 100: never by trade alone)");
    tell(text, "; for the payer by ",
         hmi_ask(a, 5, "war_points_that_pay_sender", step, NULL), " points");
    hmi_text_add(text, ". ");
    tell(text,
         "A payment posted for all to see pays for its precedent only when the "
         "step is worth ",
         hmi_ask(a, 5, "worth_at_which_paying_pays_musd", step,
                 "nobody acts unpaid"),
         " a year; the likelier it would come unpaid, the more. ");
    tell(text, "Of what is paid, ",
         hmi_ask(a, 5, "paid_for_nothing_pct", step, "worth 2 x own cost"),
         " goes to who would act anyway, if one in four would.");
}

void hmi_tell_offer(const hmi_asker *a, hmi_text *text)
{
    const hm_table *t = a->rows;
    const char *sender = hmi_role(a, a->input.sender);
    const char *broker = hmi_role(a, a->input.broker);
    hmi_said most = hmi_ask(a, 10, "broker_gain_musd", "cut-100", NULL);
    if (most.found && most.value > 0.0) {
        hmi_text_add(text, "Tariff cuts, worth up to ");
        hmi_say_said(text, most);
        hmi_text_addf(text, " a year to %s. ", broker);
    }
    hmi_text_addf(text,
                  "For $1 billion a year of its own, by cutting its "
                  "tariffs, %s can give %s ",
                  sender, broker);
    hmi_say_said(text,
                 hmi_ask(a, 10, "gain_for_budget_musd", "$1 billion", NULL));
    hmi_text_add(text, "; for $5 billion ");
    hmi_say_said(text,
                 hmi_ask(a, 10, "gain_for_budget_musd", "$5 billion", NULL));
    hmi_text_add(text, ". ");
    for (int32_t i = 0; i < hm_table_rows(t); i++) {
        const char *item = hm_table_text(t, i, hm_table_find(t, "item"));
        bool gain = strcmp(hm_table_text(t, i, hm_table_find(t, "quantity")),
                           "broker_gain_musd") == 0;
        if ((int)hm_table_number(t, i, hm_table_find(t, "row")) == 10 && gain) {
            hmi_say_if(a, item, text);
            hmi_text_addf(text, ", %s ", broker);
            hmi_say_gain(text, hmi_ask(a, 10, "broker_gain_musd", item, NULL));
            hmi_text_addf(text, " and %s ", sender);
            hmi_say_gain(text, hmi_ask(a, 10, "sender_gain_musd", item, NULL));
            hmi_text_add(text, ". ");
        }
    }
    tell(text,
         "If the full cut has to be the same for everybody, the other "
         "countries of this case gain ",
         hmi_ask(a, 10, "leakage_if_for_all", NULL, NULL),
         " dollars for each dollar that arrives.");
}

void hmi_tell_given(const hmi_asker *a, hmi_text *text)
{
    const char *step = strongest(a);
    tell(text, "With each dollar that it pays for the strongest step, ",
         hmi_ask(a, 11, "leverage_lost_per_dollar", step, NULL),
         " dollars of its own: what the next dollar costs. A reward once given "
         "cannot be threatened with again. ");
    tell(text,
         "Where some would act unpaid, paying teaches them to wait: if one in "
         "four would, paying pays at a worth of ",
         hmi_ask(a, 11, "worth_with_holdouts_musd", step, "nobody holds out"),
         "");
    tell(text, ", and at ",
         hmi_ask(a, 11, "worth_with_holdouts_musd", step, "50 % hold out"),
         " if half of them hold out");
    hmi_text_add(text, ".");
}

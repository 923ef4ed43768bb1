// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * quantities.c - the quantities of linkage.csv in plain words. Quantities
 * that are not here stand in the file only.
 */
#include "report/questions.h"

#include <string.h>

static const char *const words[][2] = {
    {"exports_share", "share of its exports that go to"},
    {"imports_share", "share of its imports that come from"},
    {"target_loss_pct", "loss of the target"},
    {"broker_cost_musd", "cost to the broker"},
    {"target_loss_per_broker_dollar", "loss of the target per dollar of cost"},
    {"target_real_wage_pct", "real wage of the target"},
    {"target_imports_of_pct", "what the target imports of"},
    {"broker_saves_lending_musd", "what the broker no longer lends or gives"},
    {"leverage_ratio", "loss per loss when the whole link ends"},
    {"price_musd", "cost of making up for it, from"},
    {"best_price_musd", "cost of it if each tariff is cut by what is cheapest, "
                        "from"},
    {"best_marginal_price", "cost of the last dollar then, from"},
    {"marginal_price", "cost of the last dollar given, from"},
    {"largest_reward_musd", "most that can be given, from"},
    {"baseline_sender_musd", "the sender at this baseline"},
    {"baseline_broker_musd", "the broker at this baseline"},
    {"cash_cost_per_dollar", "cost of a dollar given in cash"},
    {"deal_region_chance_pct", "chance that the cheapest deal suits both,"},
    {"posterior_pct", "chance that the broker is of this type, in"},
    {"months_to_cost_the_stake", "months until a step costs what is at stake"},
    {"broker_needs_own_value_musd", "own value the broker needs, apart"},
    {"least_worth_to_sender_musd", "least worth to the sender, from"},
    {"linkage_needed", "is linking needed for a gain of both, from"},
    {"sender_gain_from_linking_musd", "gain of the sender at twice that, from"},
    {"broker_gain_from_linking_musd", "gain of the broker at twice that, from"},
    {"interaction_musd", "largest effect of both at once on"},
    {"value_of_never_paying", "value of never paying"},
    {"broker_own_value_musd", "own value at which the broker acts unpaid if "
                              "it gains"},
    {"war_points_that_pay_broker", "less risk of war a year that pays the "
                                   "broker"},
    {"sender_value_musd", "worth at which paying pays if it gains"},
    {"war_points_that_pay_sender", "less risk of war a year that pays the "
                                   "sender"},
    {"unpaid_share_up_to_which_paying_pays", "chance of acting unpaid up to "
                                             "which paying pays"},
    {"paid_for_nothing_pct", "share paid to who would act anyway"},
    {"worth_at_which_paying_pays_musd", "worth at which a posted payment "
                                        "pays for its precedent"},
    {"history_slack_musd", "what keeps the past from making sense"},
    {"broker_value_at_least_musd", "the step taken says: worth at least"},
    {"value_less_costs_at_most_musd", "the deal not made says: worth less "
                                      "costs at most"},
    {"belief_after_a_payment", "belief, once a payment is seen,"},
    {"stake_musd", "gain of a follower if it is paid as well"},
    {"price_of_follower_musd", "cost of paying it"},
    {"loss_without_follower_musd", "cost of losing its trade instead"},
    {"haggles_now_below_musd", "it asks now if asking costs it less than"},
    {"precedent_cost_musd", "cost of the precedent"},
    {"followers_that_use_up_a_billion", "followers that use up a gain of $1 "
                                        "billion"},
    {"nobody_asks_with_more_left", "nobody asks while more than so many are "
                                   "left"},
    {"ally_gain_musd", "gain or loss of the ally under"},
    {"compensation_bill_musd", "bill for making it good"},
    {"sender_loss_without_ally_musd", "loss of the sender if trade with it "
                                      "ends"},
    {"realignment_points_per_billion", "likelier realignment that costs $1 "
                                       "billion"},
    {"ally_loss_without_broker_pct", "loss of the ally if the broker cuts it "
                                     "off"},
    {"broker_loss_without_ally_pct", "loss of the broker from that"},
    {"patience_broker_needs", "discount factor that the broker needs"},
    {"value_sender_needs_musd", "worth that keeps the sender paying"},
    {"patience_apart", "discount factor needed, punished apart"},
    {"patience_linked", "discount factor needed, punished together"},
    {"trade_peace_lost_musd", "trade peace that the link puts at risk"},
    {"punishment_needed", "periods of punishment that keep it"},
    {"largest_cost_deterred_musd", "largest cost that it makes bearable"},
    {"understood_above_which_signal_is_best", "chance of being understood "
                                              "above which it is best"},
    {"gain_for_budget_musd", "gain of the broker for it, from"},
    {"sender_gain_musd", "the sender under"},
    {"broker_gain_musd", "the broker under"},
    {"leakage_if_for_all", "gain of others per dollar, if the cut is for all"},
    {"holdouts_that_undo_it_pct", "share of hold-outs that undoes the gain"},
    {"worth_with_holdouts_musd", "worth at which paying pays if"},
    {"leverage_lost_per_dollar", "given up by the next dollar, from"},
    {"unpaid_after_holdouts_pct", "still acting unpaid"},
    {"cost_of_fear_musd", "cost by trade alone to"},
    {"collapse_points_that_cost_the_step", "more risk of collapse a year that "
                                           "costs as much (above 100: never)"},
    {"compliance_in_a_year_pct", "chance of compliance in a year"},
    {"collapse_in_a_year_pct", "chance of collapse in a year"},
    {"compliance_per_collapse", "compliance gained per collapse risked"},
    {"refuses_if_collapse_weighs_more_than", "the broker refuses if collapse "
                                             "weighs more than"},
    {"advance_in_a_year_pct", "chance that the programme advances in a year"},
    {"worth_of_a_point_of_delay_musd", "worth of a point of delay that pays"},
    {"sender_gain_if_carried_out_musd", "the sender if it is carried out"},
    {"broker_loss_if_carried_out_musd", "loss of the broker if it is"},
    {"reputation_needed_musd", "what its word must be worth"},
    {"chance_where_carrot_costs_the_stick", "chance of success at which carrot "
                                            "and stick cost the same"},
};

const char *hmi_quantity_words(const char *quantity)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i][0], quantity) == 0) {
            return words[i][1];
        }
    }
    return NULL;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * answers.h - the fourteen questions: one view of the world at a time (a
 * hand), and the sheet on which every view writes its numbers.
 */
#ifndef HMI_LINKAGE_ANSWERS_H
#define HMI_LINKAGE_ANSWERS_H

#include "linkage/menu.h"

#include <hirschman/pact.h>
#include <hirschman/values.h>

enum { HMI_TARGET = 0, HMI_BROKER = 1, HMI_SENDER = 2 };

/* --- the sheet --------------------------------------------------------------- */

typedef struct hmi_entry {
    int32_t row;
    char *quantity, *item, *versus;
    const char *unit, *mark, *equation; /* static */
} hmi_entry;

typedef struct hmi_sheet {
    hm_context *ctx;
    int32_t n_views, n_sets;
    int32_t n, next; /* entries; where the next one probably stands */
    hmi_entry *entries;
    double *values; /* [entry][view], NAN where a view has none */
} hmi_sheet;

void hmi_sheet_clear(hmi_sheet *sheet);
/* Tables `linkage` and `thresholds` (class T alone). */
HM_CHECKED hm_status hmi_sheet_table(const hmi_sheet *sheet, const char *name,
                                     bool thresholds, hm_table **out);

/* Row 3: posteriors (B43-B46, class P) of `beliefs_variants` behind the rows of
 * `linkage`, with all causes and without each; the band is that of the priors. */
HM_CHECKED hm_status hmi_sheet_posterior(const hm_table *beliefs, hm_table *to);

/* --- a hand: one view -------------------------------------------------------- */

/* C*(R) from one baseline, by the points of the menu (B20, B21). */
typedef struct hmi_curve {
    const char *baseline; /* as in the case */
    bool opened;          /* what the broker opens counts as well */
    int32_t from;         /* policy p0, -1: none in this view */
    int32_t n;            /* points; fewer than 2: no curve */
    double *reward, *cost;
    int32_t *policy;
} hmi_curve;

enum { HMI_CURVES = 10 };

typedef struct hmi_hand {
    hm_context *ctx;
    const hm_linkage *linkage;
    const hm_payoffs *payoffs;
    const hm_table *facts;      /* or NULL */
    const hm_table *concession; /* exact frontiers, or NULL */
    hmi_sheet *sheet;
    int32_t draw; /* view */
    bool whole;
    int32_t n_policies, n_packages, n_steps; /* caps are behind the steps */
    int32_t n_players, n_allies;
    double income[HM_PLAYERS_MAX];
    bool *deal; /* policies of the concession menu */
    int32_t n_curves;
    hmi_curve curves[HMI_CURVES];
    int32_t trade_deal; /* policy that the two would agree on, -1 */
} hmi_hand;

/* EV of a cell; where the product was not solved, the sum of its margins.
 * NAN where there is no answer. */
double hmi_ev(const hmi_hand *h, int32_t policy, int32_t package,
              int32_t player);
int32_t hmi_policy_at(const hmi_hand *h, const char *name); /* -1: none */
const char *hmi_policy_name(const hmi_hand *h, int32_t policy);
const char *hmi_package_name(const hmi_hand *h, int32_t package);
const char *hmi_player(const hmi_hand *h, int32_t player);
/* (B2) cost of a step to the broker; loss of the target, share of income. */
double hmi_cost(const hmi_hand *h, int32_t package);
double hmi_bite(const hmi_hand *h, int32_t package);
/* What has to be made up for: the cost, 0 where the step is a gain. */
double hmi_needed(const hmi_hand *h, int32_t package);
/* The severest step, 0 when there is none. */
int32_t hmi_strongest(const hmi_hand *h);
/* A fact of the first screen about this view, NAN when there is none. */
double hmi_fact_find(const hmi_hand *h, const char *item, const char *scenario,
                     const char *country, const char *about);
hm_price_curve hmi_curve_view(const hmi_curve *curve);
/* Price of a reward on a curve; NAN beyond it. */
HM_CHECKED hm_status hmi_curve_price(const hmi_hand *h, const hmi_curve *curve,
                                     double reward, double *cost,
                                     double *marginal);
/* Carrot: the first baseline, without what the broker opens; NULL: none. */
const hmi_curve *hmi_carrot(const hmi_hand *h);

/* May this policy be reached from the curve's baseline? */
bool hmi_curve_allows(const hmi_hand *h, const hmi_curve *curve,
                      int32_t policy);

/* The cheapest policy of the menu that gives the broker at least `multiple`
 * times what the step costs it, both at once (B15). */
typedef struct hmi_bid {
    int32_t policy, package; /* policy -1: nothing in reach */
    double cost;             /* to the sender, against the baseline */
    double reward;           /* to the broker, before the step's own cost */
    double pressure;         /* that cost (B2) */
} hmi_bid;
hmi_bid hmi_bid_for(const hmi_hand *h, const hmi_curve *curve, int32_t package,
                    double multiple);

HM_CHECKED hm_status hmi_hand_open(hmi_hand *h, const hm_table *views);
void hmi_hand_close(hmi_hand *h);

/* --- writing ------------------------------------------------------------------ */

/* What a number is: its row, unit, class and equation stay for several. */
typedef struct hmi_kind {
    int32_t row;
    const char *quantity, *unit, *mark, *equation;
} hmi_kind;

HM_CHECKED hm_status hmi_say(hmi_hand *h, const hmi_kind *kind,
                             const char *item, const char *versus,
                             double value);

/* Cost of every follower coming to ask, undiscounted, fully seen (B39). */
double hmi_precedent(const hmi_hand *h);
/* (B17) Trade and one step of pressure apart and together, at a worth of the
 * step to the sender; players are sender and broker. */
HM_CHECKED hm_status hmi_link_tracks(hmi_hand *h, const hmi_curve *curve,
                                     int32_t package, double worth,
                                     hm_bargain_rule rule, bool lottery,
                                     hm_linkage_value *out);
/* The same two sets, F_sep (B14) and F_link (B15), as points. */
HM_CHECKED hm_status hmi_link_open(hmi_hand *h, const hmi_curve *curve,
                                   int32_t package, double worth,
                                   hm_linked **out);
/* Least worth of a step at which a linked deal exists: the price on the
 * curve and what the step costs the sender itself; NAN where none does. */
HM_CHECKED hm_status hmi_least_worth(hmi_hand *h, const hmi_curve *curve,
                                     int32_t package, double *worth);
/* What officials must have valued (V5); *out NULL: a number is missing. */
HM_CHECKED hm_status hmi_history_table(hmi_hand *h, hm_table **out);
/* Hazards a year of the steps (B47) at slopes of compliance and collapse, the
 * mildest first; room for n_steps. False where a number is missing. */
bool hmi_hazards(const hmi_hand *h, double compliance_slope,
                 double collapse_slope, hm_hazard *out);

/* The rows, one file for a few of them. */
HM_CHECKED hm_status hmi_rows_reach(hmi_hand *h);     /* 1, 3 */
HM_CHECKED hm_status hmi_rows_price(hmi_hand *h);     /* 2, 10 */
HM_CHECKED hm_status hmi_rows_deal(hmi_hand *h);      /* 4, 8 */
HM_CHECKED hm_status hmi_rows_value(hmi_hand *h);     /* 5, 6, 11 */
HM_CHECKED hm_status hmi_say_region(hmi_hand *h);     /* 5 */
HM_CHECKED hm_status hmi_rows_keep(hmi_hand *h);      /* 9, 14 */
HM_CHECKED hm_status hmi_rows_precedent(hmi_hand *h); /* 7 */
HM_CHECKED hm_status hmi_rows_fear(hmi_hand *h);      /* 12, 13 */

/* A game by index: *name NULL past the end; *out NULL: this case has none. */
HM_CHECKED hm_status hmi_game_at(hmi_hand *h, int32_t index, const char **name,
                                 bool *tree, hm_table **out);

/* Tables beside the rows, of the first view. */
typedef struct hmi_side {
    const char *name;
    hm_status (*make)(hmi_hand *h, hm_table **out);
} hmi_side;
HM_CHECKED hm_status hmi_frontiers_table(hmi_hand *h, hm_table **out);
extern const hmi_side hmi_sides[];
enum { HMI_SIDES = HM_LINKAGE_TABLES - 3 };

#endif

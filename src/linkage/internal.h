// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * internal.h (linkage) - the block `linkage:` in memory, and the table of
 * facts that every file of this module adds rows to.
 */
#ifndef HMI_LINKAGE_INTERNAL_H
#define HMI_LINKAGE_INTERNAL_H

#include <hirschman/leverage.h>
#include <hirschman/linkage.h>

#include "base/internal.h"

/* A group of sectors that the target needs ("fuel": petroleum). */
typedef struct hmi_group {
    char *name;
    hmi_names sectors;
} hmi_group;

/* The baseline that is computed: the deal on trade alone (B9, B21). */
#define HMI_TRADE_DEAL "trade-deal"

/*
 * X(member, default, low, high, help): what no trade table contains and no
 * threshold replaces; every one is assumed and can be set by the case.
 */
#define HMI_PRIORS(X)                                                          \
    X(discount, 0.9, 0.01, 0.999, "discount factor a year")                    \
    X(false_alarm, 0.1, 0.0, 1.0, "chance that a kept promise looks broken")   \
    X(detection, 0.8, 0.0, 1.0, "chance that a broken promise is seen")        \
    X(upset, 0.05, 0.0, 1.0,                                                   \
      "chance a year that the talks on the target "                            \
      "break for outside reasons")                                             \
    X(no_deal, 0.5, 0.0, 1.0, "chance that haggling ends without a deal")      \
    X(payer, 0.1, 0.001, 0.999,                                                \
      "belief of followers that payments are made, "                           \
      "before one is seen")                                                    \
    X(pays_if_payer, 0.9, 0.0, 1.0, "chance that a payer pays visibly")        \
    X(pays_if_not, 0.1, 0.0, 1.0, "chance that others seem to pay")            \
    X(never_pays, 0.1, 0.001, 0.999, "belief that the sender never pays")      \
    X(haggler_gain, 0.3, 0.01, 0.99,                                           \
      "what a haggler gets when paid, over "                                   \
      "what a refusal costs him and that")                                     \
    X(doctrine_gain, 2.0, 1.001, 100.0,                                        \
      "what not being asked is worth to "                                      \
      "the sender, over a refusal's cost")                                     \
    X(compliance, 0.005, 0.0, 1.0,                                             \
      "chance a month that the target complies, "                              \
      "without pressure")                                                      \
    X(collapse, 0.001, 0.0, 1.0, "chance a month that it collapses")           \
    X(advance, 0.03, 0.0, 1.0, "chance a month that its programme advances")   \
    X(compliance_slope, 5.0, 0.0, 100.0, "growth of compliance with the loss") \
    X(collapse_slope, 5.0, 0.0, 100.0, "growth of collapse with the loss")     \
    X(advance_slope, 2.0, 0.0, 100.0, "fall of advance with the loss")

typedef struct hmi_priors {
#define HMI_PRIOR_MEMBER(name, standard, low, high, help) double name;
    HMI_PRIORS(HMI_PRIOR_MEMBER)
#undef HMI_PRIOR_MEMBER
} hmi_priors;

/* Defaults, and what the map `node` (or NULL) sets. */
HM_CHECKED hm_status hmi_priors_read(hm_context *ctx, const hm_node *node,
                                     hmi_priors *out);

/* Countries and sectors of the block, with their places (codes.c); lists of one
 * length. Kinds: country, sector, countries and sectors (of a selector). */
typedef struct hmi_codes {
    hmi_names codes, places, parts, kinds;
} hmi_codes;

struct hm_linkage {
    hm_context *ctx;
    char *sender, *broker, *target;
    hmi_names allies, followers;
    hmi_names pressure; /* without `benchmark`, mildest first */
    hmi_names offers, threats;
    hmi_names answers; /* as long as threats; "" where there is none */
    hmi_names baselines;
    hmi_names openings;   /* what the broker can open in return */
    hmi_names caps;       /* the same limit, once a rent owner */
    char *war, *collapse; /* what is feared, as scenarios; or NULL */
    int32_t draws;
    hmi_priors priors;
    int32_t n_groups;
    hmi_group *groups;
    bool has_instrument; /* the tariffs that a cut is searched over */
    hmi_names exporters, importers, sectors;
    bool exporters_not, importers_not, sectors_not;
    hmi_codes codes;
};

HM_CHECKED hm_status hmi_codes_read(hm_context *ctx, const hm_node *block,
                                    hmi_codes *codes);
/* Each is in the economy, or HM_ERR_UNKNOWN. */
HM_CHECKED hm_status hmi_codes_check(hm_context *ctx, const hmi_codes *codes,
                                     const hm_economy *economy);
void hmi_codes_clear(hm_context *ctx, hmi_codes *codes);

/* --- facts --------------------------------------------------------------- */

enum {
    HMI_FACT_LINE = 0,
    HMI_FACT_ITEM,
    HMI_FACT_SCENARIO,
    HMI_FACT_COUNTRY,
    HMI_FACT_ABOUT,
    HMI_FACT_VALUE,
    HMI_FACT_UNIT,
    HMI_FACT_CLASS,
    HMI_FACT_COLUMNS
};

/* Who is who in one economy, and what is being written. */
typedef struct hmi_desk {
    hm_context *ctx;
    const hm_linkage *linkage;
    const hm_linkage_view *view;
    int32_t sender, broker, target;
    hm_table *facts;
    hm_solver *solver; /* made when the first search needs it */
    hm_solution *solution;
} hmi_desk;

typedef struct hmi_fact {
    int32_t line;
    const char *item, *scenario, *country, *about, *unit, *class_mark;
} hmi_fact;

HM_CHECKED hm_status hmi_fact_add(hm_table *facts, const hmi_fact *fact,
                                  double value);

/* Index of a scenario of the view, -1 when it has no confirmed solution. */
int32_t hmi_view_find(const hm_linkage_view *view, const char *name);
/* Real income gained (T19) and real domestic income gained (T19b), MUSD. */
double hmi_income_musd(const hm_welfare *welfare, int32_t n);
double hmi_domestic_musd(const hm_economy *base, const hm_welfare *welfare,
                         int32_t n);
/* The broker's own cost of a step: trade income lost, MUSD (B2, T19b). */
double hmi_broker_cost(const hmi_desk *desk, int32_t scenario);

/* The six lines, one function a line of facts. */
HM_CHECKED hm_status hmi_facts_dependence(const hmi_desk *desk);
HM_CHECKED hm_status hmi_facts_pressure(const hmi_desk *desk);
HM_CHECKED hm_status hmi_facts_bargain(const hmi_desk *desk);
HM_CHECKED hm_status hmi_facts_price(hmi_desk *desk);
HM_CHECKED hm_status hmi_facts_threats(const hmi_desk *desk);

/* --- priors ---------------------------------------------------------------- */

/* prior, value, provenance, meaning. */
HM_CHECKED hm_status hmi_priors_table(hm_context *ctx,
                                      const hm_linkage *linkage,
                                      hm_table **out);

/* --- searches ------------------------------------------------------------- */

/* What a search found; ok false: nothing in reach covers the cost. */
typedef struct hmi_offer {
    bool ok;
    double size; /* fraction cut, or MUSD */
    double broker_gain, sender_gain;
} hmi_offer;

HM_CHECKED hm_status hmi_search_cut(hmi_desk *desk, double needed,
                                    hmi_offer *out);
HM_CHECKED hm_status hmi_search_transfer(hmi_desk *desk, double needed,
                                         hmi_offer *out);

#endif

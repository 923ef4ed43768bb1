// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * design.h (sanctions) - a problem as it was read, and the plan made of it.
 */
#ifndef HMI_SANCTIONS_DESIGN_H
#define HMI_SANCTIONS_DESIGN_H

#include "sanctions/internal.h"

/* --- a problem as it was read (settings.c) ------------------------------------ */

typedef enum hmi_with {
    HMI_WITH_RATES = 0, /* import tariffs and export taxes */
    HMI_WITH_EMBARGO,   /* coverages in [0, 1] */
    HMI_WITH_QUOTAS,
    HMI_WITH_BANS /* all of a flow, or nothing */
} hmi_with;

typedef enum hmi_objective {
    HMI_REAL_INCOME = 0,
    HMI_DOMESTIC_INCOME,
    HMI_EXPORT_EARNINGS,
    HMI_GOVERNMENT_REVENUE,
    HMI_IMPORTS,
    HMI_OUTPUT
} hmi_objective;

typedef enum hmi_valuation {
    HMI_BASE_PRICES = 0,
    HMI_CURRENT_PRICES
} hmi_valuation;

/* Codes, or all but these. */
typedef struct hmi_codes {
    hmi_names names;
    bool complement, given;
} hmi_codes;

typedef struct hmi_numbers {
    int32_t count;
    double *items;
} hmi_numbers;

/* {COUNTRY: value}. */
typedef struct hmi_values {
    int32_t count;
    char **codes;
    double *items;
    char *place;
} hmi_values;

enum { HMI_FOOD = 0, HMI_MEDICINE, HMI_FUEL, HMI_ESSENTIALS };

typedef enum hmi_exempt {
    HMI_EXEMPT_STANDARD = 0, /* food and medicine */
    HMI_EXEMPT_NONE,
    HMI_EXEMPT_LISTED
} hmi_exempt;

/* Secondary sanctions (S15). */
typedef struct hmi_threat {
    bool wanted;
    hmi_names countries;
    char *by;    /* NULL: the first sender */
    double most; /* highest added tariff that is considered */
    double rate; /* of the fixed points; NAN: none */
} hmi_threat;

/* Draws of elasticities (S13). */
typedef struct hmi_robust {
    int32_t draws;  /* 0: not wanted */
    int32_t search; /* draws searched over, at most */
    double tail;    /* kappa of S13 */
    double cv;
    uint64_t seed;
} hmi_robust;

typedef struct hmi_problem {
    char *name, *place;
    char *target;
    hmi_names senders;
    hmi_codes imports, exports; /* sectors */
    hmi_with with;
    hmi_objective objective;
    hmi_codes goods;
    hmi_valuation valuation;
    hmi_numbers willingness, losses, budgets, starts;
    hmi_values member_budgets; /* S2 for each sender by itself */
    int32_t points;            /* of an even grid of losses */
    bool most;
    double low, high;
    double rents;
    bool uniform;
    hmi_exempt exempt;
    hmi_names exempt_sectors;
    hmi_codes essentials[HMI_ESSENTIALS];
    hmi_values weights, shares;
    bool coalition;
    bool across;   /* designed in every world of the case, with regrets */
    int32_t start; /* scenario, -1: the benchmark */
    int32_t enumerate;
    hmi_threat threat;
    hmi_robust robust;
} hmi_problem;

struct hm_sanctions {
    hm_context *ctx;
    int32_t count;
    hmi_problem *items;
};

/* --- the problem on an economy (case.c) ------------------------------------------ */

typedef struct hmi_parties {
    int32_t target, S;
    int32_t *sender; /* S: countries */
    int32_t *owner;  /* N: number of the sender, -1 */
    double *weight;  /* S, w_s */
    double *share;   /* S, beta_s, sum 1 */
    bool *essential; /* HMI_ESSENTIALS x J */
    bool *exempt;    /* J: exports of these to the target stay free */
    bool *goods;     /* J: of the objective */
    char exempt_text[256];
} hmi_parties;

HM_CHECKED hm_status hmi_parties_create(hm_context *ctx, const hmi_problem *p,
                                        const hm_economy *economy,
                                        hmi_parties **out);
void hmi_parties_free(hm_context *ctx, hmi_parties *x);
/* Levers of the problem; none is no failure. */
HM_CHECKED hm_status hmi_parties_levers(hm_context *ctx, const hmi_problem *p,
                                        const hmi_parties *parties,
                                        const hm_economy *economy,
                                        const hm_shock *departure,
                                        hmi_levers **out);

/* --- plans (plan.c, points.c, ...) -------------------------------------------------- */

/* Where one search of a point began and ended. */
typedef struct hmi_attempt {
    char name[24];
    bool found;
    double value, kkt;
    int32_t steps, same_as;
} hmi_attempt;

enum { HMI_MOST_ATTEMPTS = 12, HMI_MOST_STARTS = 5 };

typedef enum hmi_form {
    HMI_FORM_WILLINGNESS = 0,
    HMI_FORM_LOSS,
    HMI_FORM_BUDGET,
    HMI_FORM_MOST,
    HMI_FORM_ROBUST /* S13, over the draws */
} hmi_form;

typedef struct hmi_design {
    hm_sanction_point point;
    hmi_form form;
    bool out_of_reach; /* a loss beyond the most */
    double *u;
    double *income; /* N: EV over the departure, MUSD */
    double *real;   /* J: quantity that the target uses, over the base's */
    double *level;  /* levers: what is printed of them */
    double bound;   /* of bans: what partial ones would reach, NAN: none */
    int32_t worlds, missing_worlds; /* of hm_sanction_plan_under() */
    int32_t n_attempts, best;
    hmi_attempt attempts[HMI_MOST_ATTEMPTS];
} hmi_design;

/* One member of a coalition at one willingness. */
typedef struct hmi_member_row {
    double willingness, share;
    double cost_joint, cost_nash, regret;
    double measure_nash;                   /* mean of its rates (coverages) */
    double proportional, lindahl, shapley; /* to bear, MUSD */
} hmi_member_row;

typedef struct hmi_coalition_row {
    double willingness, loss_joint, loss_nash, cost_joint, cost_nash;
    double loss_same_cost; /* joint, at the cost of the Nash point */
    double gap;            /* S9 */
    bool confirmed;
    int32_t unreachable; /* coalitions that cannot reach the loss alone */
    double kkt;
} hmi_coalition_row;

typedef struct hmi_threat_row {
    int32_t country;
    double cost_of_complying; /* MUSD */
    double threshold;         /* added tariff; NAN: none in reach */
    double sender_cost;       /* of carrying it out, MUSD */
    bool confirmed;
    int32_t from_comply, from_defy; /* 1: complies; -1: not asked */
} hmi_threat_row;

typedef struct hmi_rank_row {
    int32_t design;
    double willingness;               /* of the draws' objective */
    double value, mean, tail, robust; /* Omega, MUSD: central, E, CVaR, S13 */
    double best_share, mean_rank, low, high;
    double agreement; /* mean Kendall of draws with the central ranking */
    int32_t draws, failed;
} hmi_rank_row;

/* The plan of world `by`, carried out in world `in` (across.c). */
typedef struct hmi_across_row {
    int32_t design, by, in;
    double loss, cost, regret, worst; /* MUSD; worst: over all worlds */
    bool choice;
} hmi_across_row;

typedef struct hmi_world_name {
    char text[96];
} hmi_world_name;

struct hm_sanction_plan {
    hm_context *ctx;
    const hmi_problem *problem;
    const hm_sanction_view *view;
    hmi_world world;
    hmi_parties *parties;
    hm_shock *departure;
    hmi_levers *levers;
    hmi_stage *stage; /* while the plan is made */
    hm_sanction_certificate certificate;
    char worst[320];
    double *at_start;               /* N: EV at the departure */
    double wage_start, *real_start; /* of the target; J */
    double *income;                 /* N: at which d ln W is valued (S4) */
    double *member_budget;          /* S: INFINITY: none */
    hmi_term *terms, *member_terms; /* room for aims */
    hmi_aim *member_aims;           /* S */
    hmi_aim cost, loss, joint;
    double cost_scale, loss_scale;
    double cost_start, loss_start; /* of the aims at base prices */
    bool current;                  /* aims are at current prices */
    double *begin;
    int32_t n_designs;
    hmi_design *designs;
    int32_t n_coalition;
    hmi_coalition_row *coalition;
    hmi_member_row *members; /* n_coalition x S */
    int32_t n_threats;
    hmi_threat_row *threats;
    int32_t n_ranks, searched_draws; /* of S13: the first so many */
    hmi_rank_row *ranks;
    int32_t n_across;
    hmi_across_row *across;
    hmi_world_name *across_names;
};

/* Search one point from the given starts; the best becomes `design`. */
HM_CHECKED hm_status hmi_plan_point(hm_sanction_plan *plan, hmi_form form,
                                    double asked, const double *from,
                                    hmi_design *design);
/* The best of many points spread over the levers, where what is asked just
 * holds (wide.c); `u` is the caller's: HMI_WIDE_STARTS x levers. */
enum { HMI_WIDE_STARTS = 3 };
typedef struct hmi_starts {
    int32_t count;
    double worth[HMI_WIDE_STARTS];
    double *u;
} hmi_starts;
/* `needs_more`: what is asked is a loss, not a budget; `end`: where another
 * search ended. */
HM_CHECKED hm_status hmi_plan_starts(hm_sanction_plan *plan,
                                     const hmi_search *search, bool needs_more,
                                     const double *end, hmi_starts *best);
/* Search for the bans of every point (bans.c). */
HM_CHECKED hm_status hmi_plan_bans(hm_sanction_plan *plan);
HM_CHECKED hm_status hmi_plan_coalition(hm_sanction_plan *plan);
HM_CHECKED hm_status hmi_plan_threats(hm_sanction_plan *plan);
HM_CHECKED hm_status hmi_plan_robust(hm_sanction_plan *plan);
/* Verify the point at u and read everything that is printed of it. */
HM_CHECKED hm_status hmi_design_settle(hm_sanction_plan *plan,
                                       const hmi_search *search,
                                       const hmi_ascent_end *end,
                                       hmi_design *design);
HM_CHECKED hm_status hmi_design_init(hm_sanction_plan *plan, hmi_form form,
                                     double asked, hmi_design *design);
void hmi_design_clear(hm_context *ctx, hmi_design *d);
/* Read everything that is printed of the point on the stage. */
HM_CHECKED hm_status hmi_design_read(hm_sanction_plan *plan, hmi_design *d);
double hmi_plan_wage(const hm_sanction_plan *plan);
void hmi_plan_uses(const hm_sanction_plan *plan, double *hat);
/* Aims at the incomes in plan->income. */
void hmi_plan_aims(hm_sanction_plan *plan, double willingness);

#endif

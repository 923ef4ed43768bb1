// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * values.h - values that no trade table contains (MODEL.md 5.14, 6.1-6.4;
 * B52-B56, V1-V6): thresholds first, bounds second. None is assumed.
 *
 * An unknown is an entry psi_j of a box. A decision margin is affine in the
 * unknowns; the decision is taken iff it is 0 or above. What holds only by
 * the edge of a box is not identified within the box.
 */
#ifndef HIRSCHMAN_VALUES_H
#define HIRSCHMAN_VALUES_H

#include <hirschman/base.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { HM_UNKNOWNS_MAX = 50 };

/* One entry of psi: its box, and where the box is from (elicited,
 * literature, assumed). */
typedef struct hm_unknown {
    const char *name, *unit, *provenance;
    double low, high;
} hm_unknown;

/* constant + sum_j slope_j psi_j. */
typedef struct hm_margin {
    const char *name;
    double constant;
    const double *slope; /* n unknowns */
} hm_margin;

/* --- scorecard of a deal (B52, B53) -------------------------------------------- */

/* The unknowns of a scorecard, in this order. */
enum {
    HM_SCORE_OMEGA_SENDER = 0, /* value of compliance to the sender */
    HM_SCORE_OMEGA_BROKER,     /* and to the broker */
    HM_SCORE_OMEGA_COLLAPSE,   /* cost of the target's collapse to the broker */
    HM_SCORE_COSTS,            /* K: precedent, allies, crowding together */
    HM_SCORE_UNKNOWNS
};
typedef struct hm_scorecard {
    double sender_ev, broker_ev; /* EV(p) under the deal */
    double broker_cost;          /* c(a) (B2) */
    double compliance;           /* dPr of compliance by the pressure */
    double collapse;             /* dPr of collapse */
    double contagion;            /* (B33) */
} hm_scorecard;
/* Margins of sender (B52) and broker (B53) in the four unknowns; each slope
 * array has HM_SCORE_UNKNOWNS entries and stays the caller's. */
HM_API HM_CHECKED hm_status hm_scorecard_margins(
    hm_context *ctx, const hm_scorecard *card, double *sender_slope,
    double *broker_slope, hm_margin *sender, hm_margin *broker);
HM_API double hm_margin_value(const hm_margin *margin, const double *psi,
                              int32_t n);

/* (B55) Leverage given away by one more dollar of reward: the marginal price,
 * and what hold-outs take off F(0). */
typedef struct hm_leverage_loss {
    double marginal;     /* -varpi(R): change of (B52) a dollar */
    double unpaid_after; /* F(0) (1 - s) */
} hm_leverage_loss;
HM_API HM_CHECKED hm_status hm_leverage_given(hm_context *ctx, double marginal,
                                              double unpaid, double holdout,
                                              hm_leverage_loss *out);

/* (B56, V4) Steps of pressure in order of severity. */
typedef struct hm_hazard {
    const char *name;
    double compliance, collapse; /* h(a), q(a), same period */
    double cost;                 /* c(a) */
} hm_hazard;
/*
 * One row a step a -> a+1: from, to, compliance_per_collapse (dh/dq),
 * critical (omega_col / omega_broker above which the broker refuses, at the
 * given omega_broker > 0). Empty where dq is 0 or less: no trade-off.
 */
HM_API HM_CHECKED hm_status hm_collapse_table(hm_context *ctx,
                                              const hm_hazard *steps, int32_t n,
                                              double omega_broker,
                                              hm_table **out);

/* --- break-even (V1-V4) ------------------------------------------------------------ */

/*
 * (V1) One row an unknown: margin, unknown, provenance, unit, low, high,
 * break_even (others at the middle of their boxes), inside, influence (|slope|
 * x width). A slope of 0 leaves break_even empty.
 */
HM_API HM_CHECKED hm_status hm_break_even_table(hm_context *ctx,
                                                const hm_margin *margin,
                                                const hm_unknown *unknowns,
                                                int32_t n, hm_table **out);
/* (V1) The line margin = 0 in the two most influential unknowns, n points
 * over the box of the first: x, y (unclipped), inside. */
HM_API HM_CHECKED hm_status hm_break_even_line(
    hm_context *ctx, const hm_margin *margin, const hm_unknown *unknowns,
    int32_t n, int32_t points, int32_t *first, int32_t *second, hm_table **out);
/*
 * (V2, V3) What an outcome must be worth for a cost to pay, for each change
 * of its probability: probability, value_needed, share_of_income (in %; empty
 * without an income).
 */
HM_API HM_CHECKED hm_status hm_worth_table(hm_context *ctx, double cost,
                                           double income,
                                           const double *probability, int32_t n,
                                           hm_table **out);
/* The same the other way round: the change of probability, in points of per
 * cent, that pays for a cost when the outcome is worth `value`; *possible
 * false: more than a certainty would be needed. */
HM_API HM_CHECKED hm_status hm_worth_points(hm_context *ctx, double cost,
                                            double value, double *points,
                                            bool *possible);

/* --- deal region (B54) ------------------------------------------------------------------ */

/*
 * Where every margin is 0 or above, in the box: its vertices, at most 6
 * unknowns and 20 margins. Columns: vertex, then one per unknown, then
 * on_box (the vertex lies on the edge of the box).
 */
HM_API HM_CHECKED hm_status hm_region_vertices(hm_context *ctx,
                                               const hm_margin *margins,
                                               int32_t n_margins,
                                               const hm_unknown *unknowns,
                                               int32_t n, hm_table **out);

typedef enum hm_prior_kind {
    HM_PRIOR_UNIFORM = 0, /* on the box */
    HM_PRIOR_LOG_NORMAL,  /* median, 5% and 95% quantiles around it */
    HM_PRIOR_NORMAL
} hm_prior_kind;
typedef struct hm_prior {
    hm_prior_kind kind;
    double q05, q95; /* not looked at when uniform */
} hm_prior;
/* Where every margin is 0 or above, and what is believed of the unknowns. */
typedef struct hm_region {
    int32_t n_margins, n; /* n unknowns */
    const hm_margin *margins;
    const hm_unknown *unknowns;
    const hm_prior *priors; /* independent */
} hm_region;
/* Probability of the region and its standard error, by `draws` seeded draws
 * (class P). */
HM_API HM_CHECKED hm_status hm_region_probability(hm_context *ctx,
                                                  const hm_region *region,
                                                  uint64_t seed, int32_t draws,
                                                  double *probability,
                                                  double *error);

/* --- revealed preference (V5, V6) ---------------------------------------------------------- */

/*
 * Choices that were seen: U(chosen) - U(not chosen) >= -xi for each margin
 * (at most 500). Manski 2003; Pakes, Porter, Ho and Ishii 2015.
 */
typedef struct hm_revealed {
    double slack;      /* least sum of xi; 0: history can be rationalised */
    bool rationalised; /* slack is rounding */
} hm_revealed;
/* xi (n_margins, or NULL) receives one least-slack solution. */
HM_API HM_CHECKED hm_status hm_revealed_slack(
    hm_context *ctx, const hm_margin *margins, int32_t n_margins,
    const hm_unknown *unknowns, int32_t n, double *xi, hm_revealed *out);
/* Interval of weight.psi that needs no more than the least slack. An end is
 * identified only if it stays when the box is widened. */
typedef struct hm_interval {
    double low, high;
    bool low_identified, high_identified;
} hm_interval;
HM_API HM_CHECKED hm_status
hm_revealed_interval(hm_context *ctx, const hm_margin *margins,
                     int32_t n_margins, const hm_unknown *unknowns, int32_t n,
                     const double *weight, hm_interval *out);
/* One row an unknown: unknown, provenance, low, high, low_identified,
 * high_identified, verdict ("not identified within the box", "from below",
 * "from above", "identified"), slack. An end that is not identified is empty:
 * conditional on the beliefs that the margins hold. */
HM_API HM_CHECKED hm_status hm_revealed_table(hm_context *ctx,
                                              const hm_margin *margins,
                                              int32_t n_margins,
                                              const hm_unknown *unknowns,
                                              int32_t n, hm_table **out);
/* (V6) omega = -dEV/dp / dPr/dp at an interior choice. */
HM_API HM_CHECKED hm_status hm_revealed_interior(hm_context *ctx,
                                                 double ev_slope,
                                                 double probability_slope,
                                                 double *omega);

#ifdef __cplusplus
}
#endif
#endif

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * games.h - bargaining and games on payoff tables (MODEL.md 5.0, 5.5-5.11,
 * 5.13): nothing here knows where a payoff comes from.
 *
 * A payoff is a number in the caller's unit (MUSD a year); sets of players
 * are bits, the first player is bit 0, and 0 means all of them. No value is
 * assumed for anything political: what is not in a table is an argument.
 * Arguments outside their range give HM_ERR_ARGUMENT and name the item.
 */
#ifndef HIRSCHMAN_GAMES_H
#define HIRSCHMAN_GAMES_H

#include <hirschman/base.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { HM_PLAYERS_MAX = 16 };

/* --- payoff tables (B1, B2) -------------------------------------------------- */

/* EV of every player under every policy, package of pressure and draw. */
typedef struct hm_payoffs hm_payoffs;

typedef enum hm_payoff_axis {
    HM_PAYOFF_POLICY = 0,
    HM_PAYOFF_PACKAGE,
    HM_PAYOFF_DRAW,
    HM_PAYOFF_PLAYER,
    HM_PAYOFF_AXES
} hm_payoff_axis;

/*
 * From a table with the text columns policy, package, draw, player, class
 * (C, E, P or T: rule R1) and the number columns value, certificate (verified
 * residual). Every combination has exactly one row; an empty value says that
 * the scenario has no confirmed answer. HM_ERR_DATA names a row that is
 * missing, doubled or without a class or certificate.
 */
HM_API HM_CHECKED hm_status hm_payoffs_from_table(hm_context *ctx,
                                                  const hm_table *table,
                                                  hm_payoffs **out);
HM_API HM_CHECKED hm_status hm_payoffs_to_table(hm_context *ctx,
                                                const hm_payoffs *payoffs,
                                                hm_table **out);
HM_API void hm_payoffs_free(hm_payoffs *payoffs);
HM_API int32_t hm_payoffs_size(const hm_payoffs *payoffs, hm_payoff_axis axis);
/* In the order of first appearance. */
HM_API const char *hm_payoffs_name(const hm_payoffs *payoffs,
                                   hm_payoff_axis axis, int32_t index);
HM_API int32_t hm_payoffs_find(const hm_payoffs *payoffs, hm_payoff_axis axis,
                               const char *name); /* -1: none */

/* policy, package, draw, player. */
typedef struct hm_payoff_cell {
    int32_t at[HM_PAYOFF_AXES];
} hm_payoff_cell;
HM_API double hm_payoffs_value(const hm_payoffs *payoffs, hm_payoff_cell cell);
HM_API char hm_payoffs_class(const hm_payoffs *payoffs, hm_payoff_cell cell);
HM_API double hm_payoffs_certificate(const hm_payoffs *payoffs,
                                     hm_payoff_cell cell);

/* Range over the draws of a cell (its draw is not looked at), rule R8. */
typedef struct hm_payoff_band {
    double low, high; /* NAN when no draw has an answer */
    int32_t positive, available, total;
} hm_payoff_band;
HM_API hm_payoff_band hm_payoffs_band(const hm_payoffs *payoffs,
                                      hm_payoff_cell cell);

/* Security in (B1): omega[player][outcome] and Pr[package][outcome]. */
typedef struct hm_security {
    int32_t n_outcomes;
    const double *value, *probability;
} hm_security;
/*
 * (B1) U = EV + sum_z omega_z Pr(z | package) of every pair (policy,
 * package) of one draw, policy-major; `security` may be NULL. payoff has room
 * for pairs x players, `pair` for pairs: policy * packages + package. Pairs
 * without an answer are left out; *n_points says how many are there.
 */
HM_API HM_CHECKED hm_status hm_payoffs_points(hm_context *ctx,
                                              const hm_payoffs *payoffs,
                                              int32_t draw,
                                              const hm_security *security,
                                              double *payoff, int32_t *pair,
                                              int32_t *n_points);

/* --- bargaining solutions (B9-B13) -------------------------------------------- */

typedef enum hm_bargain_rule {
    HM_BARGAIN_NASH = 0,    /* (B9) Nash 1950; weights: Kalai 1977 */
    HM_BARGAIN_KALAI,       /* (B10) Kalai and Smorodinsky 1975 */
    HM_BARGAIN_EGALITARIAN, /* (B11) Kalai 1977 */
    HM_BARGAIN_UTILITARIAN, /* (B12) with the side payments it needs */
    HM_BARGAIN_RULES
} hm_bargain_rule;

/* "nash", "kalai-smorodinsky", "egalitarian", "utilitarian". */
HM_API const char *hm_bargain_name(hm_bargain_rule rule);

/* payoff[point][player]; borrowed. */
typedef struct hm_points {
    int32_t n_players, n_points;
    const double *payoff;
} hm_points;

/* Who bargains, from where (B8), by which rule. */
typedef struct hm_talks {
    hm_bargain_rule rule;
    const double *threat;  /* n_players; non-parties' are not looked at */
    uint32_t parties;      /* 0: all */
    const double *weights; /* Nash only, n_players > 0; NULL: equal */
} hm_talks;

/* Rule R6: a deal carries its rule and threat point. */
typedef struct hm_deal {
    hm_bargain_rule rule;
    bool exists; /* every party gains; utilitarian: their sum does */
    bool lottery;
    int32_t n_players;
    int32_t point; /* index, -1 for a lottery or a frontier */
    double place;  /* x on a frontier, NAN otherwise */
    double threat[HM_PLAYERS_MAX];
    double payoff[HM_PLAYERS_MAX];       /* the threat when no deal exists */
    double gain[HM_PLAYERS_MAX];         /* payoff - threat; non-parties: 0 */
    double side_payment[HM_PLAYERS_MAX]; /* received for equal gains, (B12) */
    double objective;                    /* what the rule maximises */
    double certificate;                  /* Nash lottery: relative gap */
} hm_deal;

/*
 * Best pure point. (B10) on a finite set, where the segment to the ideal
 * point meets no point as a rule: the largest least gain relative to the
 * ideal gain. Ties go to the first point.
 */
HM_API HM_CHECKED hm_status hm_bargain_pure(hm_context *ctx,
                                            const hm_points *points,
                                            const hm_talks *talks,
                                            hm_deal *out);
/*
 * Best point of the convex hull. `share` (n_points, or NULL) receives the
 * lottery. (B10) and (B11) are linear programs, (B9) is pairwise Frank-Wolfe
 * (Lacoste-Julien and Jaggi 2015) until no point improves by more than
 * 1e-12 of the weights.
 */
HM_API HM_CHECKED hm_status hm_bargain_lottery(hm_context *ctx,
                                               const hm_points *points,
                                               const hm_talks *talks,
                                               double *share, hm_deal *out);

/* Payoffs along one variable of the deal (a payment, a tariff cut). */
typedef struct hm_frontier {
    void (*payoff)(void *user, double x, double *payoff); /* n_players */
    void *user;
    double low, high;
    int32_t n_players;
    int32_t grid; /* intervals compared for the best one; 0: 400 */
} hm_frontier;

HM_API HM_CHECKED hm_status hm_bargain_frontier(hm_context *ctx,
                                                const hm_frontier *frontier,
                                                const hm_talks *talks,
                                                hm_deal *out);
/* payoff[n_points][n_players] at equal steps, for the lottery. */
HM_API HM_CHECKED hm_status hm_frontier_sample(hm_context *ctx,
                                               const hm_frontier *frontier,
                                               int32_t n_points,
                                               double *payoff);
/*
 * Alternating offers (B13, Rubinstein 1982), two players, player `first`
 * proposes: on the unit pie, and on a frontier where along x one gain rises
 * and the other falls. *share is the proposer's.
 */
HM_API HM_CHECKED hm_status hm_rubinstein_share(hm_context *ctx,
                                                double delta_first,
                                                double delta_second,
                                                double *share);
HM_API HM_CHECKED hm_status hm_rubinstein_frontier(hm_context *ctx,
                                                   const hm_frontier *frontier,
                                                   const double threat[2],
                                                   const double delta[2],
                                                   int32_t first, hm_deal *out);
/* (B13), period -> 0: Nash weights beta ~ 1 / rate, summing to one. */
HM_API HM_CHECKED hm_status hm_rubinstein_weights(hm_context *ctx, int32_t n,
                                                  const double *rate,
                                                  double *weights);
/* One row a player: rule, kind, player, party, threat, payoff, gain, ... */
HM_API HM_CHECKED hm_status hm_deal_table(hm_context *ctx,
                                          const hm_deal *const *deals,
                                          int32_t n_deals,
                                          const char *const *players,
                                          hm_table **out);

/* --- issue linkage (B14-B19) ---------------------------------------------------- */

/* Tollison and Willett 1979, Sebenius 1983, Maggi 2016. No agreement, that
 * is the threat point, is always open in every issue. */
typedef struct hm_issue {
    const char *name;
    hm_points points;
    const double *threat;
    uint32_t exposed; /* players with an unpriced interest in the issue */
} hm_issue;

/* F_sep (B14) and F_link (B15) of a set of issues; copies what it needs. */
typedef struct hm_linked hm_linked;

/*
 * `joint` (may be NULL) replaces the sums in F_link where payoffs of issues
 * act on each other; without it every combination of points is summed
 * (HM_ERR_LIMIT above a million). Where every party is to lose nothing: the
 * parties of `parties`.
 */
HM_API HM_CHECKED hm_status hm_linked_create(hm_context *ctx,
                                             const hm_issue *issues,
                                             int32_t n_issues,
                                             const hm_points *joint,
                                             uint32_t parties, hm_linked **out);
HM_API void hm_linked_free(hm_linked *linked);
HM_API hm_points hm_linked_separate(const hm_linked *linked);
HM_API hm_points hm_linked_together(const hm_linked *linked);
HM_API const double *hm_linked_threat(const hm_linked *linked);
/* The point of `issue` in point `index` of F_link: -1 no agreement; NULL
 * array never; -2 when F_link came as a joint set. */
HM_API int32_t hm_linked_choice(const hm_linked *linked, int32_t index,
                                int32_t issue);

/* (B16, B17) What linkage does under one rule. */
typedef struct hm_linkage_value {
    bool necessary;         /* (B17) on pure points */
    bool necessary_lottery; /* (B17) on convex hulls */
    hm_deal separate;       /* sum of the tracks' deals */
    hm_deal together;
    double value[HM_PLAYERS_MAX]; /* (B16), may be negative for a player */
} hm_linkage_value;
HM_API HM_CHECKED hm_status hm_linked_value(hm_context *ctx,
                                            const hm_linked *linked,
                                            const hm_talks *talks, bool lottery,
                                            hm_linkage_value *out);
/*
 * (B18) One row a subset of issues (at most 5) and player: subset, player,
 * party, deal, threat, payoff, gain, lottery_gain, loses, exposed. `joint`
 * (NULL, or 2^n_issues entries, NULL where sums do) as in hm_linked_create;
 * talks->threat is not looked at.
 */
HM_API HM_CHECKED hm_status
hm_linked_subsets(hm_context *ctx, const hm_issue *issues, int32_t n_issues,
                  const hm_points *const *joint, const hm_talks *talks,
                  const char *const *players, hm_table **out);

/*
 * Participation linkage (B19): payoff[set of members][player], 2^n x n. h
 * joins iff its payoff inside is at least that outside, given the others.
 */
typedef struct hm_club {
    uint32_t from_all, from_none;   /* fixed points reached */
    bool all_settles, none_settles; /* false: the map cycles */
    int32_t n_stable;               /* fixed points there are */
} hm_club;
HM_API HM_CHECKED hm_status hm_club_settle(hm_context *ctx, int32_t n,
                                           const double *payoff, hm_club *out);

/* --- price of pressure (B20-B26) -------------------------------------------------- */

/* The concession cost C*(R) under one baseline: reward strictly increasing;
 * marginal (B21) or NULL; between points a monotone cubic (Fritsch and
 * Carlson 1980), or a Hermite cubic where marginal is given. */
typedef struct hm_price_curve {
    const char *baseline;
    int32_t n;
    const double *reward, *cost, *marginal;
} hm_price_curve;
/* *reached false (cost, marginal NAN): the reward is beyond the curve. */
HM_API HM_CHECKED hm_status hm_price_at(hm_context *ctx,
                                        const hm_price_curve *curve,
                                        double reward, double *cost,
                                        double *marginal, bool *reached);
/* (B23) The largest reward that a budget pays for; NAN when even the least
 * reward of the curve costs more. */
HM_API HM_CHECKED hm_status hm_price_capacity(hm_context *ctx,
                                              const hm_price_curve *curve,
                                              double budget, double *reward);

/* A step of pressure as the broker sees it: (B2) cost, Pr gained. */
typedef struct hm_pressure {
    const char *name;
    double cost, probability;
} hm_pressure;
/*
 * (B22) R(a) = c(a) - omega dPr(a) and b*(a) = C*(max(0, R)), for every step,
 * baseline and own value omega of the broker. Columns: pressure, baseline,
 * omega, own_cost, reservation, price, marginal_price, inframarginal,
 * omega_free (R = 0, V3), omega_reach (R = the curve's end). A price beyond
 * the curve is empty.
 */
HM_API HM_CHECKED hm_status
hm_price_table(hm_context *ctx, const hm_pressure *steps, int32_t n_steps,
               const hm_price_curve *curves, int32_t n_curves,
               const double *omega, int32_t n_omega, hm_table **out);
/* (B24) sum over others of their gains / the receiver's gain. */
HM_API HM_CHECKED hm_status hm_price_leakage(hm_context *ctx, int32_t n_others,
                                             const double *others,
                                             double receiver, double *out);

/* (B25, Baldwin 1971) and (B26). */
typedef struct hm_stick {
    double success;    /* P that it works */
    double carrot;     /* C*: paid when it works */
    double stick;      /* cost to the sender of carrying the threat out */
    double with_stick; /* sender's EV with the stick, and without */
    double without;
} hm_stick;
typedef struct hm_stick_account {
    double expected_carrot, expected_stick;
    double equal_at;          /* P where both cost the same; NAN: nowhere */
    bool credible;            /* (B26) without commitment */
    double reputation_needed; /* 0 when credible */
} hm_stick_account;
HM_API HM_CHECKED hm_status hm_stick_evaluate(hm_context *ctx,
                                              const hm_stick *stick,
                                              hm_stick_account *out);

/* --- finite games as tables (io writes them for Gambit) ------------------------- */

/*
 * Strategic form: text column strategy_P and number column payoff_P of each
 * player, one row a profile. Here `first` chooses the policy and `second` the
 * package, everybody else has the one strategy "-". HM_ERR_DATA when a pair
 * has no answer: a game has no holes.
 */
HM_API HM_CHECKED hm_status hm_payoffs_game(
    hm_context *ctx, const hm_payoffs *payoffs, int32_t draw,
    const hm_security *security, int32_t first, int32_t second, hm_table **out);
/* (B19) in strategic form: each player is "out" or "in". */
HM_API HM_CHECKED hm_status hm_club_game(hm_context *ctx, int32_t n,
                                         const char *const *players,
                                         const double *payoff, hm_table **out);

#ifdef __cplusplus
}
#endif
#endif

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * pact.h - is a payment needed, is a promise kept, who comes next (MODEL.md
 * 5.8-5.11, 5.13; B27-B42, B51). Knows payoffs and beliefs as numbers only;
 * every one of them is an argument, none is assumed.
 *
 * A country acts (presses) at a private net cost c; a payment b is posted.
 * Values are flows in the caller's unit a period; discount factors, lags and
 * flows are of one and the same period. Arguments outside their range give
 * HM_ERR_ARGUMENT and name the item.
 */
#ifndef HIRSCHMAN_PACT_H
#define HIRSCHMAN_PACT_H

#include <hirschman/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- the law of a private cost or value -------------------------------------- */

typedef enum hm_law_kind {
    HM_LAW_UNIFORM = 0, /* on [low, high] */
    HM_LAW_NORMAL,      /* mean, sd */
    HM_LAW_TABLE        /* cdf at points, straight lines between */
} hm_law_kind;

typedef struct hm_law {
    hm_law_kind kind;
    double low, high; /* uniform */
    double mean, sd;  /* normal */
    int32_t n;        /* table: points rising, cdf from 0 to 1 */
    const double *at, *cdf;
    double shift; /* added to every draw of the law */
} hm_law;

HM_API HM_CHECKED hm_status hm_law_check(hm_context *ctx, const hm_law *law);
/* Of a law that was checked. A jump cannot be: density is finite. */
HM_API double hm_law_cdf(const hm_law *law, double x);
HM_API double hm_law_density(const hm_law *law, double x);

/* --- additionality (B27-B30) -------------------------------------------------- */

/* (B27) What a posted payment does. Ratios are NAN where nobody is (added). */
typedef struct hm_payment {
    double payment;
    double participation, unpaid; /* F(b), F(0) */
    double inframarginal;         /* F(0) / F(b) */
    double cost_per_additional;   /* b F(b) / (F(b) - F(0)) */
    double gain;                  /* (V - b) F(b) - V F(0) */
    double first_order;           /* V - b - F/f at b; 0 inside (B28) */
    bool corner;                  /* best at b = 0 */
    int32_t local_maxima;         /* over the whole range */
} hm_payment;
HM_API HM_CHECKED hm_status hm_payment_at(hm_context *ctx, const hm_law *law,
                                          double value, double payment,
                                          hm_payment *out);
/* (B28) Myerson 1981: the payment in [0, V] with the largest gain, over all
 * of it: F need not be log-concave. gain is G* of (B29). */
HM_API HM_CHECKED hm_status hm_payment_best(hm_context *ctx, const hm_law *law,
                                            double value, hm_payment *out);

/* (B29) The linkage test. Ratchet: Freixas, Guesnerie and Tirole 1985;
 * crowding out: Benabou and Tirole 2006. */
typedef struct hm_linkage_test {
    double precedent, allies; /* K_prec, K_ally */
    double holdout;           /* s: share of unpaid actors who hold out */
    double no_deal;           /* Pr(no deal) */
} hm_linkage_test;
typedef struct hm_linkage_verdict {
    double gain, crowding, cost; /* G*, K_crowd, sum of the K */
    bool pays;
    double holdout_max; /* s* with G* = cost; NAN: none in [0, 1] */
} hm_linkage_verdict;
HM_API HM_CHECKED hm_status
hm_linkage_test_evaluate(hm_context *ctx, const hm_law *law, double value,
                         const hm_linkage_test *test, hm_linkage_verdict *out);
/*
 * (B30) The gain per unit of V against F(0), as the law is shifted so that
 * F(0) takes each of n values in (0, 1): columns unpaid, shift, payment,
 * gain_share, cost, pays. *low and *high: the F(0) between which linkage pays
 * (NAN: never).
 */
HM_API HM_CHECKED hm_status hm_linkage_test_sweep(hm_context *ctx,
                                                  const hm_law *law,
                                                  double value,
                                                  const hm_linkage_test *test,
                                                  int32_t n, double *low,
                                                  double *high, hm_table **out);

/*
 * Menu of intensities {(a, b(a))}: Mussa and Rosen 1978 with discrete types,
 * as a linear program in lotteries over actions and payments of at least 0.
 * Each type does no worse than unpaid, when it takes its cheapest action;
 * where some types act unpaid, lotteries can keep them from asking and beat
 * every posted price (Jullien 2000).
 */
typedef struct hm_menu {
    int32_t n_types, n_actions;
    const double *probability; /* n_types, summing to 1 */
    const double *cost;        /* n_types x n_actions */
    const double *value;       /* n_actions, to who pays */
} hm_menu;
/* share: n_types x n_actions, payment: n_types; *gain: value less payments,
 * less the value of what is done unpaid; *residual of the program's rows. */
HM_API HM_CHECKED hm_status hm_menu_solve(hm_context *ctx, const hm_menu *menu,
                                          double *share, double *payment,
                                          double *gain, double *residual);

/* --- self-enforcement (B31-B35) ------------------------------------------------ */

/* Per period: u on path, g gained by one deviation, d when punished. */
typedef struct hm_promise {
    double keep, deviate, punished;
} hm_promise;
/* (B31) Smallest discount factor that keeps every player's promise, with a
 * detection lag in periods; INFINITY: none does (u - d <= 0 < g). */
HM_API HM_CHECKED hm_status hm_promise_delta(hm_context *ctx,
                                             const hm_promise *players,
                                             int32_t n, double lag,
                                             double *delta);
/* (B32) Bernheim and Whinston 1990, Limao 2005: agreements a and t of each
 * player punished apart, or together. */
typedef struct hm_pooling {
    double separate; /* the worse of the two */
    double separate_a, separate_t, linked;
} hm_pooling;
HM_API HM_CHECKED hm_status hm_promise_pool(hm_context *ctx,
                                            const hm_promise *a,
                                            const hm_promise *t, int32_t n,
                                            double lag, hm_pooling *out);
/* (B33) Present loss when cooperation worth x = u - d a period dies with
 * probability epsilon a period. */
HM_API HM_CHECKED hm_status hm_contagion_loss(hm_context *ctx, double epsilon,
                                              double worth, double delta,
                                              double *loss);
/* (B34) Green and Porter 1984: false alarm alpha, detection beta. */
typedef struct hm_monitoring {
    hm_promise promise;
    double delta, alpha, beta;
} hm_monitoring;
typedef struct hm_trigger {
    bool holds;      /* g is deterred */
    int32_t length;  /* T; 0: none needed; -1: for ever */
    double value;    /* v above d / (1 - delta) */
    double deterred; /* largest g that T deters */
} hm_trigger;
/* At a given T (-1: for ever). */
HM_API HM_CHECKED hm_status hm_trigger_at(hm_context *ctx,
                                          const hm_monitoring *monitoring,
                                          int32_t length, hm_trigger *out);
/* The T up to `longest`, or for ever, with the largest v that deters g. */
HM_API HM_CHECKED hm_status hm_trigger_best(hm_context *ctx,
                                            const hm_monitoring *monitoring,
                                            int32_t longest, hm_trigger *out);
/*
 * (B35) Pairs (action, payment) that hold without a court: actions with
 * value V(a) to the payer and cost c(a), payments with cost k(b) and worth
 * B(b). One row an (a, b) and delta: action, payment, value, cost, worth,
 * payment_cost, lag, delta_min, delta, sustainable.
 */
typedef struct hm_barter {
    int32_t n_actions, n_payments;
    const char *const *actions, *const *payments;
    const double *value, *cost, *payment_cost, *worth;
    double lag;
} hm_barter;
HM_API HM_CHECKED hm_status hm_barter_table(hm_context *ctx,
                                            const hm_barter *barter,
                                            const double *delta,
                                            int32_t n_delta, hm_table **out);

/* --- explicit or tacit (B36) ----------------------------------------------------- */

typedef struct hm_tacit {
    double surplus;           /* S of a deal that is carried out */
    double precedent, allies; /* K at visibility 1; they scale with it */
    bool kept;                /* delta >= delta* */
} hm_tacit;
typedef enum hm_tacit_choice {
    HM_CHOICE_SEPARATE = 0,
    HM_CHOICE_EXPLICIT,
    HM_CHOICE_TACIT
} hm_tacit_choice;
/* Values of both at visibility nu and comprehension q, and the best of the
 * three; separate tracks are worth 0 and win ties. */
HM_API HM_CHECKED hm_status hm_tacit_evaluate(hm_context *ctx,
                                              const hm_tacit *tacit, double nu,
                                              double q, double *explicit_value,
                                              double *tacit_value,
                                              hm_tacit_choice *best);
/* Grid of n x n: visibility, comprehension, explicit, tacit, best, and the
 * comprehension above which tacit is best (empty: nowhere up to 1). */
HM_API HM_CHECKED hm_status hm_tacit_table(hm_context *ctx,
                                           const hm_tacit *tacit, int32_t n,
                                           hm_table **out);

/* --- precedent (B37-B42) ----------------------------------------------------------- */

/* Chain store (Selten 1978; Kreps and Wilson 1982): each of n hagglers gets
 * 0, b when paid, b - 1 when refused; a weak payer a > 1, 0, -1. */
typedef struct hm_chain {
    double a, b, prior; /* prior: probability of "never pays" */
    int32_t hagglers;
} hm_chain;
typedef struct hm_chain_stage {
    double asks;       /* probability that the haggler asks */
    double refuses;    /* that a weak payer refuses */
    double refused_to; /* belief after a refusal */
} hm_chain_stage;
/* (B37) With n hagglers left, at a belief. */
HM_API HM_CHECKED hm_status hm_chain_at(hm_context *ctx, const hm_chain *chain,
                                        int32_t left, double belief,
                                        hm_chain_stage *out);
typedef struct hm_chain_value {
    double nobody_above; /* n0 = ln p0 / ln b */
    double value;        /* of a weak payer at p0 */
    double doctrine;     /* value less that at p = 0, where all are paid */
} hm_chain_value;
HM_API HM_CHECKED hm_status hm_chain_evaluate(hm_context *ctx,
                                              const hm_chain *chain,
                                              hm_chain_value *out);
/* Stages along refusals where asked: left, belief, asks, weak_refuses,
 * belief_refused. */
HM_API HM_CHECKED hm_status hm_chain_table(hm_context *ctx,
                                           const hm_chain *chain,
                                           hm_table **out);

/* Observational learning (B38-B40). */
typedef struct hm_follower {
    double stake, haggling; /* B_h, kappa_h */
    double price, loss;     /* k_h = C*(B_h); x_h without cooperation */
    double years;           /* tau_h ahead */
} hm_follower;
typedef struct hm_belief {
    double prior, if_payer, if_not; /* mu0, p_pay, p_err */
} hm_belief;
HM_API HM_CHECKED hm_status hm_belief_after(hm_context *ctx,
                                            const hm_belief *belief,
                                            double *after);
/* Who watches, and how a payment changes what they believe. */
typedef struct hm_precedent {
    int32_t n; /* followers */
    const hm_follower *followers;
    double before, after; /* belief that payments are made (B38) */
    double visibility;    /* nu */
    double discount;      /* beta, a year */
} hm_precedent;
/* (B39) Cost of being seen to pay; *newly: followers who start to haggle. */
HM_API HM_CHECKED hm_status hm_precedent_cost(hm_context *ctx,
                                              const hm_precedent *precedent,
                                              double *cost, int32_t *newly);
/* (B40) Followers at which the gain is used up; INFINITY: cost 0. */
HM_API HM_CHECKED hm_status hm_precedent_followers(hm_context *ctx, double gain,
                                                   double mean_cost,
                                                   double *count);

/* Allies (B41, B42): realignment is logistic in the belief that its interest
 * is for sale, R(b) = 1 / (1 + exp(-(intercept + slope b))). */
typedef struct hm_ally {
    double belief_before, belief_after;
    double intercept, slope;
    double security, trade; /* omega_US,h (0: a lower bound), C_US(h) */
    double ev;              /* EV_h(p*) */
} hm_ally;
typedef struct hm_ally_cost {
    double realignment;  /* K_ally (B41) */
    double direct_harm;  /* sum of -EV_h (B42) */
    double compensation; /* sum of max(0, -EV_h) */
} hm_ally_cost;
HM_API HM_CHECKED hm_status hm_ally_evaluate(hm_context *ctx,
                                             const hm_ally *allies, int32_t n,
                                             double nu, hm_ally_cost *out);

/* --- two-sided private information (B51) --------------------------------------------- */

/* Myerson and Satterthwaite 1983: expected deficit of the efficient mechanism
 * between a cost and a value; overlap false (deficit 0 or less): none. */
HM_API HM_CHECKED hm_status hm_exchange_deficit(hm_context *ctx,
                                                const hm_law *cost,
                                                const hm_law *value,
                                                double *deficit, bool *overlap);

/* --- finite games as tables --------------------------------------------------------------- */

/*
 * A tree: one row a node, parents first: node (number), parent (-1 at the
 * root), action (that leads here), probability (of it, after chance), player
 * ("" at an end, "chance"), information (name of the set), payoff_P.
 */
/* (B37) up to 6 hagglers; players payer and haggler_1, ... */
HM_API HM_CHECKED hm_status hm_chain_game(hm_context *ctx,
                                          const hm_chain *chain,
                                          hm_table **out);
/* (B28) on given payments (pay 1, pay 2, ...) and n cost types of equal
 * probability, mildest first: the law's quantiles (i - 1/2) / n. */
HM_API HM_CHECKED hm_status hm_payment_game(hm_context *ctx, const hm_law *law,
                                            double value, const double *payment,
                                            int32_t n_payments, int32_t n_types,
                                            hm_table **out);
/* (B31) One period of two promises in strategic form: keep or break. */
HM_API HM_CHECKED hm_status hm_promise_game(hm_context *ctx,
                                            const hm_promise promise[2],
                                            const char *const players[2],
                                            hm_table **out);
/* (B36) separate, explicit or tacit; chance decides what is understood. */
HM_API HM_CHECKED hm_status hm_tacit_game(hm_context *ctx,
                                          const hm_tacit *tacit, double nu,
                                          double q, hm_table **out);

#ifdef __cplusplus
}
#endif
#endif

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * beliefs.h - what signals say about a government whose type is hidden, and
 * the target's programme as hazards (MODEL.md 5.12; B43-B48, B56).
 *
 * Everything here is class P: it depends on likelihoods and priors that
 * somebody elicited or fitted, and they stand beside it. Nothing here knows an
 * economy; costs and bites are arguments.
 */
#ifndef HIRSCHMAN_BELIEFS_H
#define HIRSCHMAN_BELIEFS_H

#include <hirschman/base.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    HM_TYPES_MAX = 8,
    HM_CAUSES_MAX = 3,
    HM_SIGNALS_MAX = 16,
    HM_LEVELS_MAX = 8
};

/* --- the filter (B43) --------------------------------------------------------- */

typedef enum hm_signal_kind {
    HM_SIGNAL_BINARY = 0, /* 0 or 1 */
    HM_SIGNAL_ORDERED,    /* 0, 1, ... levels - 1 */
    HM_SIGNAL_AMOUNT      /* 0, or log-normal */
} hm_signal_kind;

/* How a signal is distributed in one month. */
typedef struct hm_signal_law {
    double level[HM_LEVELS_MAX]; /* binary, ordered: probability of each */
    double zero;                 /* amount: probability of none at all, */
    double median, spread;       /* else log-normal: median, sd of the log */
} hm_signal_law;

typedef struct hm_signal {
    hm_signal_kind kind;
    int32_t levels; /* 2 for a binary one */
    /* (B45) Largest likelihood ratio between the types; INFINITY: none. */
    double cap;
    hm_signal_law law[HM_TYPES_MAX];
} hm_signal;

/* A second explanation, at work or not, that replaces the laws of some
 * signals for every type alike while it is. */
typedef struct hm_cause {
    int32_t first, last; /* months in which it can be at work */
    double prior;        /* probability at the first of them */
    double stay;         /* that it goes on; it comes as often as it goes */
    bool replaces[HM_SIGNALS_MAX];
    hm_signal_law law[HM_SIGNALS_MAX];
} hm_cause;

/* The prior is that of the first month; types switch between months. */
typedef struct hm_filter {
    int32_t n_types, n_signals, n_causes;
    double prior[HM_TYPES_MAX];
    double switching[HM_TYPES_MAX][HM_TYPES_MAX]; /* [from][to] */
    hm_signal signals[HM_SIGNALS_MAX];
    hm_cause causes[HM_CAUSES_MAX];
} hm_filter;

/* What the filter and the smoother give; arrays of the caller, or NULL. */
typedef struct hm_filter_path {
    double *filtered;       /* months x types: signals up to that month */
    double *smoothed;       /* months x types: all signals */
    double *cause_filtered; /* months x causes */
    double *cause_smoothed; /* months x causes */
    double *month_evidence; /* months: ln of the normaliser */
    double evidence;        /* their sum */
} hm_filter_path;

/*
 * (B43) `series` is months x n_signals, NAN where nothing was observed.
 * HM_ERR_ARGUMENT: a law or a chance is none; HM_ERR_DATA: a month that no
 * type could have given. Cost O(months types^2 2^causes).
 */
HM_API HM_CHECKED hm_status hm_filter_run(hm_context *ctx,
                                          const hm_filter *filter,
                                          const double *series, int32_t months,
                                          hm_filter_path *path);
/* ln f(value | law); NAN gives 0, an impossible value -INFINITY. */
HM_API double hm_signal_density(const hm_signal *signal,
                                const hm_signal_law *law, double value);

/* (B44) Months of one signal after another with likelihood ratio `ratio` that
 * take a belief from `low` to `high`, no switching; INFINITY for a ratio of 1
 * or less. */
HM_API HM_CHECKED hm_status hm_months_to_conviction(hm_context *ctx, double low,
                                                    double high, double ratio,
                                                    double *months);

/* --- forecasts and proper scores ------------------------------------------------ */

/* A chance of zero and a mixture of log-normals. */
enum { HM_MIXTURE_MAX = 64 };
typedef struct hm_mixture {
    double zero;
    int32_t n;
    double weight[HM_MIXTURE_MAX]; /* sum with zero to 1 */
    double mu[HM_MIXTURE_MAX], sigma[HM_MIXTURE_MAX];
} hm_mixture;
/* Ln of the density (of the chance, at zero): higher is better. */
HM_API double hm_mixture_log_score(const hm_mixture *m, double value);
/* (P(zero) - [value is zero])^2: lower is better. */
HM_API double hm_mixture_brier(const hm_mixture *m, double value);
/* Continuous ranked probability score, exact (Gneiting and Raftery 2007),
 * in units of the value: lower is better. */
HM_API double hm_mixture_crps(const hm_mixture *m, double value);
/* The law of signal `signal` `ahead` months (1 or more) after the last of the
 * series, given all of it. */
HM_API HM_CHECKED hm_status hm_filter_forecast(hm_context *ctx,
                                               const hm_filter *filter,
                                               const double *series,
                                               int32_t months, int32_t signal,
                                               int32_t ahead, hm_mixture *out);

/* --- the programme as hazards (B47, B48) ------------------------------------------ */

/* Hazards, rates a month, 0 or more (else HM_ERR_ARGUMENT). Compliance,
 * collapse and war end it; an advance moves the programme a stage up, at the
 * top stage it changes nothing. */
typedef struct hm_programme {
    double compliance, collapse, advance, war;
} hm_programme;
/* (B47) at bite l (a share of income): h0 e^(b_h l), q0 e^(b_q l),
 * r0 e^(-b_r l), w0 (1 + escalation). */
typedef struct hm_programme_prior {
    hm_programme base;
    double compliance_slope, collapse_slope, advance_slope;
} hm_programme_prior;
HM_API hm_programme hm_programme_at(const hm_programme_prior *prior,
                                    double bite, double escalation);
/* Cumulative probabilities by the end of a month. */
typedef struct hm_programme_month {
    double compliance, collapse, war, open;
    double top; /* the top stage was reached, whatever came after */
} hm_programme_month;
/* In closed form; `stages` to climb, 1 or more. */
HM_API HM_CHECKED hm_status hm_programme_by(hm_context *ctx,
                                            const hm_programme *programme,
                                            int32_t stages, int32_t month,
                                            hm_programme_month *out);
/* Shares of `paths` seeded paths by the end of `month`. */
HM_API HM_CHECKED hm_status hm_programme_simulate(hm_context *ctx,
                                                  const hm_programme *programme,
                                                  int32_t stages, int32_t month,
                                                  uint64_t seed, int32_t paths,
                                                  hm_programme_month *out);
/* (B48) Value of a policy held for ever: flow cost x + c a month, compliance
 * with chance h ends well, collapse with chance q costs K. */
typedef struct hm_programme_value {
    double value;      /* V = -(x + c + d q K) / (1 - d (1 - h - q)) */
    double compliance; /* h / (h + q): how it ends */
    double duration;   /* 1 / (h + q) months */
} hm_programme_value;
HM_API HM_CHECKED hm_status hm_programme_worth(hm_context *ctx, double flow,
                                               double discount, double h,
                                               double q, double K,
                                               hm_programme_value *out);

/* Share of successes with its interval (Wilson 1927); z = 1.6449: 90 %.
 * HM_ERR_ARGUMENT unless 0 <= successes <= cases, cases and z above 0. */
HM_API HM_CHECKED hm_status hm_wilson(hm_context *ctx, double successes,
                                      double cases, double z, double *low,
                                      double *high);

/* --- predictions against history ------------------------------------------------------- */

typedef enum hm_verdict {
    HM_HIT = 0,  /* the central prediction errs by at most half of it */
    HM_IN_RANGE, /* not so, but its sign is right and it lies in the range */
    HM_MISS,
    HM_NOT_COMPARABLE, /* one of the numbers is none */
    HM_VERDICTS
} hm_verdict;
/* Of a central prediction, a range [low, high] and what happened. */
HM_API hm_verdict hm_history_verdict(double central, double low, double high,
                                     double observed);
HM_API const char *hm_verdict_name(hm_verdict verdict);

/* Of pairs of log changes. NAN where there are too few or they do not vary. */
typedef struct hm_history_scores {
    int32_t n;
    double sign_right;       /* share of pairs */
    double rank_correlation; /* Spearman's */
    double slope;            /* of observed on predicted, with intercept */
    double error;            /* root mean square of the prediction, */
    double no_change;        /* of predicting no change anywhere, */
    double proportional;     /* of the mean observed change everywhere */
} hm_history_scores;
/* Cost O(n^2), for the ranks. */
HM_API HM_CHECKED hm_status hm_history_score(hm_context *ctx,
                                             const double *predicted,
                                             const double *observed, int32_t n,
                                             hm_history_scores *out);

/* --- the block `beliefs:` of a case ------------------------------------------------- */

typedef struct hm_beliefs hm_beliefs;

/*
 * Read a block; its keys are in docs/formats.md (`beliefs:`). `scenarios`:
 * names that the block may use; NULL: any. HM_ERR_UNKNOWN: a key or name that
 * is none; HM_ERR_DATA: a number out of range; both with the place. Texts are
 * copied; free with hm_beliefs_free().
 */
HM_API HM_CHECKED hm_status hm_beliefs_create(hm_context *ctx,
                                              const hm_node *block,
                                              const char *const *scenarios,
                                              int32_t n_scenarios,
                                              hm_beliefs **out);
HM_API void hm_beliefs_free(hm_beliefs *beliefs);
/* Paths as the block has them, NULL where it has none. */
HM_API const char *hm_beliefs_signals(const hm_beliefs *beliefs);
HM_API const char *hm_beliefs_events(const hm_beliefs *beliefs);
HM_API const char *hm_beliefs_rates(const hm_beliefs *beliefs);
/* Tables as io reads them: signals (month, signal, value, ...), once, before
 * any table is asked for. The values are copied. HM_ERR_UNKNOWN: a signal
 * without a law; HM_ERR_DATA: a month or value that is none, or stands twice;
 * HM_ERR_ARGUMENT: a column is missing. */
HM_API HM_CHECKED hm_status hm_beliefs_load(hm_context *ctx,
                                            hm_beliefs *beliefs,
                                            const hm_table *signals);

/* Events (date, label): HM_ERR_DATA with the place of a date that is none. */
HM_API HM_CHECKED hm_status hm_beliefs_check_events(hm_context *ctx,
                                                    const hm_table *events);

/* beliefs, beliefs_causes, beliefs_variants, beliefs_conviction, and, where
 * the block asks for them, beliefs_fit and beliefs_forecast. NULL: none. Free
 * each with hm_table_free(). HM_ERR_STATE: before hm_beliefs_load(). */
enum {
    HM_BELIEFS_MONTHS = 0,
    HM_BELIEFS_CAUSES,
    HM_BELIEFS_VARIANTS,
    HM_BELIEFS_CONVICTION,
    HM_BELIEFS_FIT,
    HM_BELIEFS_FORECAST,
    HM_BELIEFS_TABLES
};
HM_API HM_CHECKED hm_status
hm_beliefs_tables(hm_context *ctx, const hm_beliefs *beliefs,
                  hm_table *tables[HM_BELIEFS_TABLES]);
/* "2017-04", the month that the case asks about; the last one by default. */
HM_API const char *hm_beliefs_question(const hm_beliefs *beliefs);

/* Of the draws and the simulated paths. */
HM_API uint64_t hm_beliefs_seed(const hm_beliefs *beliefs);

/* Sender, broker and target must be among these codes of an economy. */
HM_API HM_CHECKED hm_status hm_beliefs_check(hm_context *ctx,
                                             const hm_beliefs *beliefs,
                                             const char *economy,
                                             const char *const *countries,
                                             int32_t n_countries);

/* What a scenario does, from whoever solved it; NAN: not known. Costs are in
 * what a country earns itself (T19b), gains in real income (T19). */
typedef struct hm_step_facts {
    const char *scenario;
    double target_pct;  /* real domestic income of the target, per cent */
    double sender_musd; /* real domestic income, million USD a year */
    double broker_musd;
    double broker_gain_musd; /* real income of the broker */
} hm_step_facts;
/* Countries of the programme's block, NULL when it names none. */
HM_API const char *hm_beliefs_sender(const hm_beliefs *beliefs);
HM_API const char *hm_beliefs_broker(const hm_beliefs *beliefs);
HM_API const char *hm_beliefs_target(const hm_beliefs *beliefs);
/* Policies, steps and separating power; rows whose facts are not known are
 * left out and counted in *left_out. */
enum {
    HM_PROGRAMME_PATHS = 0,  /* beliefs_programme */
    HM_PROGRAMME_POLICIES,   /* beliefs_policies */
    HM_PROGRAMME_STEPS,      /* beliefs_steps (B56) */
    HM_PROGRAMME_SEPARATION, /* beliefs_separation (B46) */
    HM_PROGRAMME_TABLES
};
HM_API HM_CHECKED hm_status hm_beliefs_programme(
    hm_context *ctx, const hm_beliefs *beliefs, const hm_step_facts *facts,
    int32_t n_facts, hm_table *tables[HM_PROGRAMME_TABLES], int32_t *left_out);
/* goal, successes, cases[, in_part] -> beliefs_base_rates: shares with their
 * 90 % intervals. */
HM_API HM_CHECKED hm_status hm_beliefs_base_rates(hm_context *ctx,
                                                  const hm_table *rates,
                                                  hm_table **out);

#ifdef __cplusplus
}
#endif
#endif

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * internal.h (beliefs) - the block as numbers with bands, and the filter's
 * messages.
 *
 * A model is a list of parameters, each with a low, a middle and a high value
 * (5, 50 and 95 per cent of what somebody believes), and slots that point to
 * them; hmi_beliefs_filter() turns one value a parameter into a filter.
 */
#ifndef HMI_BELIEFS_INTERNAL_H
#define HMI_BELIEFS_INTERNAL_H

#include <hirschman/beliefs.h>

#include "num/internal.h"

enum {
    HMI_STATES_MAX = HM_TYPES_MAX << HM_CAUSES_MAX,
    HMI_FREE_MAX = 8,
    HMI_PARAMETERS_MAX = 512
};

/* --- the filter ------------------------------------------------------------------ */

/* Forward messages of a series, all in logs; months x states. */
typedef struct hmi_messages {
    double *state, *likelihood, *month;
    double evidence;
} hmi_messages;

HM_CHECKED hm_status hmi_filter_check(hm_context *ctx, const hm_filter *f);
HM_CHECKED hm_status hmi_messages_init(hm_context *ctx, const hm_filter *f,
                                       int32_t months, hmi_messages *m);
void hmi_messages_clear(hm_context *ctx, hmi_messages *m);
/* Nothing below allocates. */
HM_CHECKED hm_status hmi_filter_forward(hm_context *ctx, const hm_filter *f,
                                        const double *series, int32_t months,
                                        hmi_messages *m);
HM_CHECKED hm_status hmi_filter_path(hm_context *ctx, const hm_filter *f,
                                     const double *series, int32_t months,
                                     hmi_messages *m, hm_filter_path *path);
/* Ln chances of the states of month 0 before its signals; of month t from those
 * of t - 1. */
void hmi_filter_first(const hm_filter *f, double *state);
void hmi_filter_next(const hm_filter *f, int32_t t, const double *from,
                     double *to);
double hmi_cause_comes(const hm_cause *cause);
void hmi_signal_likelihood(const hm_signal *signal, int32_t n_types,
                           double value, double *out);

/* --- the block -------------------------------------------------------------------- */

typedef enum hmi_scale {
    HMI_SCALE_CHANCE = 0, /* in (0, 1), moves in logits */
    HMI_SCALE_POSITIVE    /* moves in logs */
} hmi_scale;

typedef struct hmi_parameter {
    char *name; /* "coal.zero.committed" */
    hmi_scale scale;
    double low, middle, high; /* all equal: no band */
} hmi_parameter;

/* Where a law's numbers come from: indices of parameters, -1: none. */
typedef struct hmi_law_spec {
    int32_t zero, median, spread, chance;
    double level[HM_LEVELS_MAX];
} hmi_law_spec;

typedef struct hmi_signal_spec {
    char *name;
    hm_signal_kind kind;
    int32_t levels;
    double cap;
    bool once; /* a value that repeats the last one is no news */
    hmi_law_spec law[HM_TYPES_MAX];
} hmi_signal_spec;

typedef struct hmi_cause_spec {
    char *name;
    int32_t first, last; /* months since year 0 */
    int32_t known;       /* from then on forecasts reckon with it */
    int32_t prior, stay; /* parameters; stay -1: for good */
    bool replaces[HM_SIGNALS_MAX];
    hmi_law_spec law[HM_SIGNALS_MAX];
} hmi_cause_spec;

/* A policy held for `months`: its scenario's bite, or a stated one. */
typedef struct hmi_policy {
    char *name, *scenario; /* scenario NULL: bite and cost are stated */
    double bite, cost;     /* share; sender and broker, million USD a year */
    double escalation;
} hmi_policy;

/* Months that the block states; where, for messages about the signals. */
enum { HMI_QUESTION = 0, HMI_UNTIL, HMI_FROM, HMI_TO, HMI_STATED };

enum { HMI_HAZARDS = 7 };
extern const char *const hmi_hazard_names[HMI_HAZARDS];

typedef struct hmi_programme_spec {
    bool there;
    int32_t months, stages, paths;
    double discount;
    int32_t hazard[HMI_HAZARDS]; /* parameters */
    int32_t n_policies;
    hmi_policy *policies;
    hmi_names steps; /* scenarios, mildest first */
    int32_t n_worth;
    double *worth; /* of compliance to the broker, million USD a year */
    char *rates;
} hmi_programme_spec;

struct hm_beliefs {
    hm_context *ctx;
    char *signals_path, *events_path;
    char *sender, *broker, *target;
    char *party_place[3]; /* of them in the file */
    char *month_place[HMI_STATED];
    int32_t n_parameters;
    hmi_parameter *parameters; /* HMI_PARAMETERS_MAX */
    int32_t n_types;
    char *types[HM_TYPES_MAX];
    int32_t prior[HM_TYPES_MAX];
    int32_t stay; /* parameter, or -1: the matrix */
    double switching[HM_TYPES_MAX][HM_TYPES_MAX];
    int32_t n_signals;
    hmi_signal_spec signals[HM_SIGNALS_MAX];
    int32_t n_causes;
    hmi_cause_spec causes[HM_CAUSES_MAX];
    int32_t question; /* month, -1: the last */
    char *question_text;
    double conviction;
    int32_t draws;
    uint64_t seed;
    int32_t fit_until, n_free;
    int32_t free[HMI_FREE_MAX];
    int32_t forecast_signal, forecast_from, forecast_to; /* signal -1: none */
    double separation_months;
    hmi_names actions, stakes;
    hmi_programme_spec programme;
    /* after hm_beliefs_load() */
    int32_t first, months;
    double *series; /* months x signals as observed, NAN: missing */
    double *news;   /* the same without repeats of `once` signals */
};

/* settings.c, settings_model.c, settings_programme.c */
typedef struct hmi_reader {
    hm_context *ctx;
    hm_beliefs *b;
    const char *const *scenarios; /* NULL: any */
    int32_t n_scenarios;
} hmi_reader;
HM_CHECKED hm_status hmi_read_model(hmi_reader *r, const hm_node *block);
HM_CHECKED hm_status hmi_read_programme(hmi_reader *r, const hm_node *node);
HM_CHECKED hm_status hmi_read_separation(hmi_reader *r, const hm_node *node);
/* A number or [low, middle, high]; name NULL: of a single part. */
HM_CHECKED hm_status hmi_read_parameter(hmi_reader *r, const hm_node *node,
                                        const char *name, hmi_scale scale,
                                        int32_t *out);
HM_CHECKED hm_status hmi_read_month(hm_context *ctx, const hm_node *node,
                                    const char *what, int32_t *out);
HM_CHECKED hm_status hmi_read_scenarios(hmi_reader *r, const hm_node *node,
                                        const char *what, hmi_names *out);
HM_CHECKED hm_status hmi_need_scenario(hmi_reader *r, const hm_node *node,
                                       const char *name);
/* A whole number in [low, high]; node NULL: `out` stays. */
HM_CHECKED hm_status hmi_read_count(hm_context *ctx, const hm_node *node,
                                    const char *what, int32_t low, int32_t high,
                                    int32_t *out);
HM_CHECKED hm_status hmi_read_within(hm_context *ctx, const hm_node *node,
                                     const char *what, double low, double high,
                                     double *out);

/* "2017-04" as months since year 0; -1: none. */
int32_t hmi_month_parse(const char *text);
/* "2017-04-07" or "2017-04". */
bool hmi_date_is(const char *text);
/* Into text of 8 bytes. */
void hmi_month_text(int32_t month, char text[8]);

/* --- values of parameters (draws.c) -------------------------------------------------- */

void hmi_beliefs_middle(const hm_beliefs *b, double *value);
/* Draw `number` of every banded parameter: the same for every analysis. */
void hmi_beliefs_draw(const hm_beliefs *b, int32_t number, double *value);
/* A filter for these values; causes in `without` (bits) are left out. */
void hmi_beliefs_filter(const hm_beliefs *b, const double *value,
                        int32_t without, hm_filter *out);
/* p of count values, which are sorted. */
double hmi_quantile(double *values, int32_t count, double p);

/* --- fit (fit.c) ------------------------------------------------------------------------ */

typedef struct hmi_fit {
    double value[HMI_FREE_MAX]; /* where the likelihood is largest */
    double low[HMI_FREE_MAX], high[HMI_FREE_MAX]; /* NAN: not bounded */
    bool edge[HMI_FREE_MAX];
    double likelihood;
    int32_t months, starts, agreeing;
} hmi_fit;
HM_CHECKED hm_status hmi_beliefs_fit(hm_context *ctx, const hm_beliefs *b,
                                     hmi_fit *out);
HM_CHECKED hm_status hmi_fit_table(hm_context *ctx, const hm_beliefs *b,
                                   const hmi_fit *fit, hm_table **out);
HM_CHECKED hm_status hmi_forecast_table(hm_context *ctx, const hm_beliefs *b,
                                        const hmi_fit *fit, hm_table **out);

#endif

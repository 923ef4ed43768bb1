// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * policy.h - measures and scenarios as data, and the shock they amount to.
 *
 * A scenario is a list of measures on codes ("CHN", "mining", "EU27"); it
 * knows no economy. hm_shock_create() resolves it against one and gives the
 * levels that the equilibrium sees (MODEL.md 1.8).
 */
#ifndef HIRSCHMAN_POLICY_H
#define HIRSCHMAN_POLICY_H

#include <hirschman/economy.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum hm_measure_kind {
    HM_MEASURE_TARIFF = 0,
    HM_MEASURE_EXPORT_TAX,
    HM_MEASURE_TRADE_COST,
    HM_MEASURE_EMBARGO,
    HM_MEASURE_QUOTA,
    HM_MEASURE_PRODUCTIVITY,
    HM_MEASURE_CAPACITY,
    HM_MEASURE_TRANSFER,
    HM_MEASURE_DEFICIT
} hm_measure_kind;

/* What `value` does to a rate r (tariff, export tax). */
typedef enum hm_rule {
    HM_RULE_RATE = 0,     /* r' = value */
    HM_RULE_ADD,          /* r' = r + value */
    HM_RULE_SCALE,        /* r' = r value */
    HM_RULE_CAP,          /* r' = min(r, value) */
    HM_RULE_LINEAR_CUT,   /* r' = r (1 - value) */
    HM_RULE_SWISS,        /* r' = value r / (value + r) */
    HM_RULE_HAT,          /* factor on a level: trade_cost, productivity ... */
    HM_RULE_COVERAGE,     /* embargo: share banned, phi = 1 - value */
    HM_RULE_VALUE_MUSD,   /* transfer, deficit; quota: customs value (T22) */
    HM_RULE_QUANTITY_HAT, /* quota: quantity over the base's (T21) */
    HM_RULE_LOWER         /* quota: both, whichever is lower (T23) */
} hm_rule;

/* Codes, groups or "all"; complement: all but these. */
typedef struct hm_selector {
    int32_t n_codes;
    const char *const *codes;
    bool complement;
} hm_selector;

/*
 * One measure. Unused selectors have n_codes 0.
 *   bilateral kinds  exporter, importer, sector
 *   productivity     exporter, sector
 *   capacity         importer = the country, sector = factor codes (none: all)
 *   transfer         exporter = from, importer = to, value in MUSD
 *   deficit          importer = the country; SCALE or VALUE_MUSD
 *   quota            caps each selected flow by itself. QUANTITY_HAT: Q'/Q0 is
 *                    at most `value`; VALUE_MUSD: the customs value is at most
 *                    `value` MUSD; LOWER: `value` caps the quantity and
 *                    `value_musd` the value (INFINITY: no cap of that kind).
 *                    `rents` is the importer's share of the rent, in [0, 1].
 *                    Of several quotas on one flow the lowest of each kind
 *                    holds and the last says whose the rent is; 0 is an embargo
 * With n_rows > 0 (a bulk table) row r has codes row_exporter[r], ... (a NULL
 * array falls back to the selector) and value row_value[r]; LOWER also has
 * row_musd[r], and row_rents may replace `rents`.
 */
typedef struct hm_measure {
    hm_measure_kind kind;
    hm_rule rule;
    double value;
    double value_musd, rents; /* quota only */
    hm_selector exporter, importer, sector;
    int32_t n_rows;
    const char *const *row_exporter, *const *row_importer, *const *row_sector;
    const double *row_value;
    const double *row_musd, *row_rents; /* quota only */
    const char *place; /* "FILE:LINE:COLUMN" for messages, or NULL */
} hm_measure;

HM_API const char *hm_measure_kind_name(hm_measure_kind kind);
HM_API HM_CHECKED hm_status hm_measure_kind_parse(const char *name,
                                                  hm_measure_kind *out);
HM_API const char *hm_rule_name(hm_rule rule);
HM_API HM_CHECKED hm_status hm_rule_parse(const char *name, hm_rule *out);

/* A named, ordered list of measures; copies what it is given. */
typedef struct hm_scenario hm_scenario;

HM_API HM_CHECKED hm_status hm_scenario_create(hm_context *ctx,
                                               const char *name,
                                               const char *description,
                                               hm_scenario **out);
HM_API void hm_scenario_free(hm_scenario *scenario);
HM_API HM_CHECKED hm_status hm_scenario_add(hm_scenario *scenario,
                                            const hm_measure *measure);
/* Append every measure of `base` (a case's `extends`). */
HM_API HM_CHECKED hm_status hm_scenario_extend(hm_scenario *scenario,
                                               const hm_scenario *base);
HM_API const char *hm_scenario_name(const hm_scenario *scenario);
HM_API const char *hm_scenario_description(const hm_scenario *scenario);
HM_API int32_t hm_scenario_size(const hm_scenario *scenario);
HM_API const hm_measure *hm_scenario_measure(const hm_scenario *scenario,
                                             int32_t index);

/*
 * Counterfactual levels (MODEL.md 1.1, primes and hats). NULL: as in the
 * base (hats 1). Domestic entries are never shocked. tariff, export_tax,
 * rent_wedge and cost_hat of a flow with phi = 0 are ignored.
 *
 * A flow with a cap (quantity_cap or value_cap below INFINITY, both above 0) has
 * the rent m' >= 0 that complementarity asks for (T21-T24): rent_wedge of this
 * shock is ignored there, a rent m0 of the base is the old quota's and goes when
 * the new one does not bind. The rents found stand in the solution
 * (hm_solution_arrays.rent_wedge); hm_shock_fix_rents() makes them levels. A cap
 * of 0 becomes phi = 0 when the shock is made, and is no cap any more.
 */
typedef struct hm_shock_arrays {
    const double *tariff;              /* J*N*N t' */
    const double *export_tax;          /* J*N*N e' */
    const double *rent_wedge;          /* J*N*N m' */
    const double *rent_importer_share; /* J*N*N zeta' */
    const double *cost_hat;            /* J*N*N d^, > 0 */
    const double *phi;                 /* J*N*N in [0, 1]; 0: embargo */
    const double *productivity_hat;    /* N*J A^ > 0 */
    const double *factor_hat;          /* F L'/L > 0 */
    const double *deficit_add;         /* N, MUSD, sums to zero */
    const double *quantity_cap;        /* J*N*N Q'/Q0 at most; INFINITY: none */
    const double *value_cap;           /* J*N*N MUSD (T22); INFINITY: none */
} hm_shock_arrays;

typedef struct hm_shock hm_shock;

/* Resolve a scenario against an economy. Unknown codes: HM_ERR_UNKNOWN with
 * the nearest known one. Cost: one pass over what the measures touch. */
HM_API HM_CHECKED hm_status hm_shock_create(hm_context *ctx,
                                            const hm_economy *economy,
                                            const hm_scenario *scenario,
                                            hm_shock **out);
/* From arrays of the economy's sizes (deep copy, checked). */
HM_API HM_CHECKED hm_status hm_shock_from_arrays(hm_context *ctx,
                                                 const hm_economy *economy,
                                                 const hm_shock_arrays *arrays,
                                                 hm_shock **out);
/* The same shock with the rents `rent_wedge` (J*N*N, a solution's; NULL: unchanged) as
 * given levels in place of its caps: rent_wedge' = m', and phi' = 0 where the rent
 * is INFINITY. What the equilibrium of both has in common is everything. */
HM_API HM_CHECKED hm_status hm_shock_fix_rents(hm_context *ctx,
                                               const hm_economy *economy,
                                               const hm_shock *shock,
                                               const double *rent_wedge,
                                               hm_shock **out);
HM_API void hm_shock_free(hm_shock *shock);
HM_API const hm_shock_arrays *hm_shock_data(const hm_shock *shock);

/* --- how a scenario is to be solved: named in cases, used by equilibrium ---- */

/* Trade-balance rule (T18). */
typedef enum hm_closure {
    HM_CLOSURE_FIXED = 0,
    HM_CLOSURE_SCALED,
    HM_CLOSURE_ZERO,
    HM_CLOSURE_BILATERAL
} hm_closure;

HM_API const char *hm_closure_name(hm_closure closure);
HM_API HM_CHECKED hm_status hm_closure_parse(const char *name, hm_closure *out);

/* X(member, type, default, low, high, unit, help): the one table. */
#define HM_SOLVER_SETTINGS(X)                                                  \
    X(tolerance, double, 1e-10, 1e-14, 1e-2, "relative",                       \
      "largest residual, relative to each country's own size")                 \
    X(max_iterations, int32_t, 500, 1, 100000, "iterations",                   \
      "sweeps allowed before the run is given up")

typedef struct hm_solver_settings {
#define HM_SETTING_MEMBER(name, type, standard, low, high, unit, help)         \
    type name;
    HM_SOLVER_SETTINGS(HM_SETTING_MEMBER)
#undef HM_SETTING_MEMBER
} hm_solver_settings;

HM_API hm_solver_settings hm_solver_settings_default(void);
/* HM_ERR_ARGUMENT names the member that is out of range. */
HM_API HM_CHECKED hm_status
hm_solver_settings_check(hm_context *ctx, const hm_solver_settings *settings);

#ifdef __cplusplus
}
#endif
#endif

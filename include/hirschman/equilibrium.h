// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * equilibrium.h - the trade equilibrium in changes: solve, verify, welfare.
 *
 * MODEL.md section 1 (T1-T33). A solution is a set of hats and levels; the
 * verifier recomputes every equation from economy, shock and solution with
 * code of its own. Outcome (what is the answer?) is apart from hm_status
 * (did the call work?).
 */
#ifndef HIRSCHMAN_EQUILIBRIUM_H
#define HIRSCHMAN_EQUILIBRIUM_H

#include <hirschman/policy.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HM_OUTCOME_LIST(X)                                                     \
    X(HM_NOT_RUN, 0, "not_run", "the solver has not run")                      \
    X(HM_CONVERGED, 1, "converged", "every equation holds")                    \
    X(HM_STALLED, 2, "stalled", "no further progress")                         \
    X(HM_MAX_ITER, 3, "max_iter", "the iteration limit was reached")           \
    X(HM_INADMISSIBLE, 4, "inadmissible",                                      \
      "a good has no source left and its price is infinite")                   \
    X(HM_NO_EQUILIBRIUM, 5, "no_equilibrium",                                  \
      "no prices clear every market with every income positive")

typedef enum hm_outcome {
#define HM_OUTCOME_ENUM(symbol, number, name, text) symbol = number,
    HM_OUTCOME_LIST(HM_OUTCOME_ENUM)
#undef HM_OUTCOME_ENUM
} hm_outcome;

HM_API const char *hm_outcome_name(hm_outcome outcome);
HM_API const char *hm_outcome_text(hm_outcome outcome);

/*
 * A solution and its certificate. Arrays are owned by the solution; sizes as
 * in economy.h. Deficits and incomes are MUSD at the world's base factor
 * income (T17). With an outcome other than HM_CONVERGED the arrays are NAN.
 */
typedef struct hm_solution_arrays {
    const double *factor_price_hat; /* F   w^ (0: idle factor) */
    const double *cost_hat;         /* N*J c^ */
    const double *price_hat;        /* N*J P^ */
    const double *price_index_hat;  /* N   P^_n */
    const double *expenditure;      /* N*J X' */
    const double *output;           /* N*J Y' */
    const double *income;           /* N   I' */
    const double *deficit;          /* N   D' */
    /* J*N*N m' of every flow under a shock with caps, NULL without: solved for
     * where there is a cap (T24), the shock's or the base's level elsewhere.
     * INFINITY: the rent would exceed HM_RENT_LIMIT, the flow is banned (phi' =
     * 0) */
    const double *rent_wedge;
} hm_solution_arrays;

/* A rent above this (m, a rate) is a ban (MODEL.md 1.10). */
#define HM_RENT_LIMIT 1e3
/* Capped flows that one solve can take. */
#define HM_CAPS_LIMIT 65536

typedef struct hm_certificate {
    hm_outcome outcome;
    int32_t iterations;      /* sweeps: one price and one quantity pass */
    int32_t trade_passes;    /* passes over an N*N*J array, those of Newton's
                              * derivatives and of prices alone included */
    double residual;         /* worst scaled residual at the end */
    char worst_equation[64]; /* "labour market, PRK" */
    char reason[160];        /* why it did not converge, "" if it did */
    double seconds;          /* NAN: the core has no clock; cli fills it */
    /* Where scale economies are so strong that there may be several equilibria:
     * the starts that were tried, and the different equilibria they led to (the
     * one returned is the one that the base leads to, if any); else 0. */
    int32_t starts, equilibria;
    char note[96]; /* several equilibria, or another start, in words; else "" */
} hm_certificate;

typedef struct hm_solution hm_solution;

HM_API HM_CHECKED hm_status hm_solution_create(hm_context *ctx,
                                               const hm_economy *economy,
                                               hm_solution **out);
HM_API void hm_solution_free(hm_solution *solution);
HM_API const hm_solution_arrays *hm_solution_data(const hm_solution *solution);
HM_API const hm_certificate *hm_solution_certificate(const hm_solution *s);
/* A solution given from outside (to verify it); copies, marks CONVERGED. */
HM_API void hm_solution_set(hm_solution *solution,
                            const hm_solution_arrays *arrays);

/* A workspace for one economy and closure; one a thread. */
typedef struct hm_solver hm_solver;

HM_API HM_CHECKED hm_status hm_solver_create(hm_context *ctx,
                                             const hm_economy *economy,
                                             hm_closure closure,
                                             const hm_solver_settings *settings,
                                             hm_solver **out);
HM_API void hm_solver_free(hm_solver *solver);

/*
 * Solve for `shock` (NULL: none), starting at `start` (NULL: the base).
 * Returns HM_OK also when there is no answer: see the certificate. Allocates
 * nothing. The economy must outlive the solver.
 */
HM_API HM_CHECKED hm_status hm_solver_solve(hm_solver *solver,
                                            const hm_shock *shock,
                                            const hm_solution *start,
                                            hm_solution *result);

/*
 * From now on, warm solves begin with Newton's method on the whole system
 * instead of trying the plain map first. Worth it where the certificate of the
 * solve before shows that the plain map did not do: some sixty iterations.
 */
HM_API void hm_solver_newton_first(hm_solver *solver, bool yes);

/* Bytes that a solver of this economy takes, within a few per cent: the work
 * arrays of J N N flows, Newton's matrix of each country, vectors. */
HM_API double hm_solver_bytes(const hm_economy *economy);

/*
 * Calibrate (MODEL.md 1.9): solve `economy` with no shock under `closure`
 * and make that solution the new base. `consistency` (or NULL) receives
 * max|w^ - 1|. HM_CLOSURE_ZERO purges the deficits.
 */
HM_API HM_CHECKED hm_status hm_equilibrium_calibrate(
    hm_context *ctx, const hm_economy *economy, hm_closure closure,
    const hm_solver_settings *settings, hm_economy **out, double *consistency);

/*
 * Counterfactual shares pi' (J*N*N, T10) of a solution into a caller-owned
 * array; flow n<-i is share * expenditure, border value that over 1 + t'.
 */
HM_API void hm_solution_shares(const hm_economy *economy, const hm_shock *shock,
                               const hm_solution *solution, double *share);

/*
 * Factor payments of each sector over those of the base (T7), N*J, into a
 * caller-owned array; NAN where the base has no output.
 */
HM_API void hm_solution_value_added(const hm_economy *economy,
                                    const hm_solution *solution, double *hat);

/* --- verification: shares no code with the solver ------------------------- */

typedef struct hm_verification {
    double residual;         /* the worst of all, scaled */
    double factor_market;    /* T16, relative to each factor's income */
    double price;            /* T6, T8-T12, |ln difference| */
    double output;           /* T13, relative to the country's gross output */
    double expenditure;      /* T14, relative to the country's spending */
    double budget;           /* T15, relative to the country's income */
    double numeraire;        /* T17, relative */
    double walras;           /* sum of excess factor demands / world income */
    double balance;          /* T18 and sum of deficits, relative to income */
    double quota;            /* T24: |min(m, slack)|, slack over the cap */
    double share_sum;        /* |sum_i pi' - 1| over max(1, theta_home) */
    char worst_equation[64]; /* "spending, PRK, mining" */
    bool confirmed;          /* residual below the tolerance asked, finite */
} hm_verification;

/* Confirmed: every residual is finite and below `tolerance`. */
HM_API HM_CHECKED hm_status hm_equilibrium_verify(
    hm_context *ctx, const hm_economy *economy, hm_closure closure,
    const hm_shock *shock, const hm_solution *solution, double tolerance,
    hm_verification *out);

/* --- welfare ---------------------------------------------------------------- */

/* Per country; arrays are owned by the object. Positive is a gain. */
typedef struct hm_welfare_arrays {
    const double *real_income_hat;          /* W^ = (I'/I) / P^   (T19) */
    const double *real_income_musd;         /* EV = I (W^ - 1), MUSD */
    const double *real_domestic_income_hat; /* (T19b) */
    const double *real_wage_hat; /* mean w^, base-weighted, over P^ */
    const double *wage_hat;      /* mean w^, base-weighted */
    const double *price_index_hat;
    const double *revenue_base; /* tariff revenue, MUSD */
    const double *revenue_cf;
    const double *first_order; /* (T19a), x^ - 1, base weights: sum */
    const double *first_order_terms_of_trade;
    const double *first_order_volume_of_trade;
    const double *terms_of_trade; /* exact path split, log points; NAN until
                                      hm_welfare_path() ran */
    const double *volume_of_trade;
    const double *exports_base, *exports_cf; /* border values, MUSD */
    const double *imports_base, *imports_cf;
    const double *deficit_base, *deficit_cf;
    /* Quota rents that the country keeps as importer and as exporter, MUSD. */
    const double *importer_rent_base, *importer_rent_cf;
    const double *exporter_rent_base, *exporter_rent_cf;
} hm_welfare_arrays;

typedef struct hm_welfare hm_welfare;

HM_API HM_CHECKED hm_status hm_welfare_create(hm_context *ctx,
                                              const hm_economy *economy,
                                              hm_welfare **out);
HM_API void hm_welfare_free(hm_welfare *welfare);
/* Give the work array of J*N*N back; the figures stay, and another call of
 * hm_welfare_evaluate() or hm_welfare_path() takes it again. */
HM_API void hm_welfare_rest(hm_welfare *welfare);
HM_API const hm_welfare_arrays *hm_welfare_data(const hm_welfare *welfare);
/* HM_ERR_STATE when the solution did not converge. Two trade passes. */
HM_API HM_CHECKED hm_status hm_welfare_evaluate(hm_context *ctx,
                                                const hm_economy *economy,
                                                const hm_shock *shock,
                                                const hm_solution *solution,
                                                hm_welfare *welfare);
/* Enough steps for five digits; the published figures use 128 midpoints. */
enum { HM_PATH_STEPS = 16 };

/*
 * Exact split of ln W^ into terms of trade and volume of trade along the path
 * that moves every measure linearly from base to counterfactual (MODEL.md
 * T19a, 1.6). `steps` (rounded up to an even number) solves, each started
 * from the ones before; the sums are Richardson's, of fourth order, so that
 * 16 steps give what 128 midpoint steps give. NAN where the path cannot be
 * walked. `end` is the solved counterfactual. Under caps the rents that `end` found
 * rise linearly, like a tariff (hm_shock_fix_rents).
 */
HM_API HM_CHECKED hm_status hm_welfare_path(hm_solver *solver,
                                            const hm_shock *shock,
                                            const hm_solution *end,
                                            int32_t steps, hm_welfare *welfare);

/* --- tables ------------------------------------------------------------------ */

/*
 * country.csv, sector.csv and bilateral.csv (FORMATS section 3): the empty
 * table, and the rows of one confirmed solution. Country-sectors without
 * output or spending, and flows that are zero before and after, have no row.
 */
HM_API HM_CHECKED hm_status hm_country_table(hm_context *ctx, hm_table **out);
HM_API HM_CHECKED hm_status hm_country_rows(hm_table *table,
                                            const char *scenario,
                                            const hm_economy *base,
                                            const hm_welfare *welfare);
HM_API HM_CHECKED hm_status hm_sector_table(hm_context *ctx, hm_table **out);
HM_API HM_CHECKED hm_status hm_sector_rows(hm_context *ctx, hm_table *table,
                                           const char *scenario,
                                           const hm_economy *base,
                                           const hm_solution *solution);
/* Border value of one flow under a solution, MUSD: net of the importer's tariff
 * and of rents that the importer keeps (T22). `share`: J*N*N (T10); `cell`: into
 * it. */
HM_API double hm_flow_border_value(const hm_economy_arrays *data,
                                   const hm_shock_arrays *shock,
                                   const hm_solution_arrays *solution,
                                   const double *share, size_t cell);
HM_API HM_CHECKED hm_status hm_flow_table(hm_context *ctx, hm_table **out);
/* take (N*N, exporter first; NULL: all) says which pairs are written. */
HM_API HM_CHECKED hm_status hm_flow_rows(hm_context *ctx, hm_table *table,
                                         const char *scenario,
                                         const hm_economy *base,
                                         const hm_shock *shock,
                                         const hm_solution *solution,
                                         const bool *take);
/* Border values of each pair over all goods, MUSD, exporter first: N*N before
 * and N*N after, caller's arrays. */
HM_API HM_CHECKED hm_status hm_flow_totals(hm_context *ctx,
                                           const hm_economy *base,
                                           const hm_shock *shock,
                                           const hm_solution *solution,
                                           double *before, double *after);

#ifdef __cplusplus
}
#endif
#endif

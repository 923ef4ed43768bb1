// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * sensitivity.h - exact derivatives at a solved point: tangents and adjoints.
 *
 * MODEL.md T30, A1-A22 and Appendix E. An adjoint gives the derivative of one
 * outcome in every tariff, export tax, rent, trade cost, productivity, factor
 * supply, deficit and elasticity at once; a tangent the derivatives of every
 * outcome in one direction. Base shares are held fixed, as in the model.
 *
 *     hm_sensitivity_create(ctx, economy, closure, &s);
 *     hm_sensitivity_at(s, shock, solution);            a converged point
 *     hm_objective_create(ctx, economy, false, &objective);
 *     hm_sensitivity_add_real_income(s, usa, 1.0, objective);
 *     hm_gradient wanted = {.tariff = mine};            NULL: not wanted
 *     hm_sensitivity_adjoint(s, objective, &wanted);
 *
 * Sizes and orders of arrays are those of economy.h: flows [j][n][i], J*N*N;
 * country-sector [n][j], N*J. Every buffer is the caller's; nothing is
 * allocated after create. One a thread.
 */
#ifndef HIRSCHMAN_SENSITIVITY_H
#define HIRSCHMAN_SENSITIVITY_H

#include <hirschman/equilibrium.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hm_sensitivity hm_sensitivity;

/* A workspace for one economy and closure; the economy must outlive it. */
HM_API HM_CHECKED hm_status hm_sensitivity_create(hm_context *ctx,
                                                  const hm_economy *economy,
                                                  hm_closure closure,
                                                  hm_sensitivity **out);
HM_API void hm_sensitivity_free(hm_sensitivity *s);

/*
 * Bind the solved point that later calls differentiate (copied: shock and
 * solution may go). `shock` NULL: none. HM_ERR_STATE when the solution did not
 * converge. The derivatives are as good as the point: solve to 1e-12 for
 * gradients of nine digits. About two passes over the trade array. Where a
 * cap binds (a rent above 0) its rent moves with everything else (A19); a cap
 * that does not bind, and a flow that its cap has banned, stay so. To hold
 * the rents, bind the shock that hm_shock_fix_rents() makes.
 */
HM_API HM_CHECKED hm_status hm_sensitivity_at(hm_sensitivity *s,
                                              const hm_shock *shock,
                                              const hm_solution *solution);

/* --- what is differentiated ------------------------------------------------ */

/*
 * An outcome J by its value and partials at the point. A NULL array is zero.
 * Prices and costs enter in logs: price[n,j] = dJ/dln P^, and so on. Where J
 * names an instrument itself (tariff revenue names the rate), its explicit
 * partial, everything else held, stands in the second group.
 */
typedef struct hm_objective {
    double value;
    double *income;                /* N     dJ/dI'            per MUSD */
    double *price;                 /* N*J   dJ/dln P^ */
    double *cost;                  /* N*J   dJ/dln c^ */
    double *factor_price;          /* F     dJ/dln w^ */
    double *expenditure;           /* N*J   dJ/dX'            per MUSD */
    double *output;                /* N*J   dJ/dY'            per MUSD */
    double *flow;                  /* J*N*N dJ/dX'_nij        per MUSD */
    double *at_tariff;             /* J*N*N explicit dJ/dt */
    double *at_export_tax;         /* J*N*N explicit dJ/de */
    double *at_rent_wedge;         /* J*N*N explicit dJ/dm */
    double *at_rent_share;         /* J*N*N explicit dJ/dzeta */
    double *at_ln_cost;            /* J*N*N explicit dJ/dln d^ (trade cost) */
    double *at_ln_factor;          /* F     explicit dJ/dln L^ */
    double *at_deficit;            /* N     explicit dJ/dD' */
    double *at_final_substitution; /* N  explicit dJ/deta */
} hm_objective;

/*
 * A zero objective with room for every array; without `flows` the J*N*N ones
 * are NULL (real income, output and factor income need none). Free with
 * hm_objective_free. A struct filled by hand with buffers of the caller does
 * as well (do not free that one).
 */
HM_API HM_CHECKED hm_status hm_objective_create(hm_context *ctx,
                                                const hm_economy *economy,
                                                bool flows, hm_objective **out);
HM_API void hm_objective_free(hm_context *ctx, hm_objective *objective);
/* Back to zero, to be filled again. */
HM_API void hm_objective_clear(const hm_economy *economy,
                               hm_objective *objective);

/*
 * Add `weight` times an outcome at the bound point to value and partials.
 * HM_ERR_STATE when no point is bound or an array that the outcome needs is
 * NULL, HM_ERR_ARGUMENT when an index is out of range; -1 stands for all
 * where it says so.
 */
/* ln W^_n = ln(I'/I) - ln P_n (T19). */
HM_API HM_CHECKED hm_status
hm_sensitivity_add_real_income(const hm_sensitivity *s, int32_t country,
                               double weight, hm_objective *objective);
/* EV_n = I (W^ - 1), MUSD (T19). */
HM_API HM_CHECKED hm_status
hm_sensitivity_add_real_income_musd(const hm_sensitivity *s, int32_t country,
                                    double weight, hm_objective *objective);
/* ln of real domestic income: (I' - D') in the place of I' (T19b). */
HM_API HM_CHECKED hm_status hm_sensitivity_add_real_domestic_income(
    const hm_sensitivity *s, int32_t country, double weight,
    hm_objective *objective);
/* Hard currency: what residents of n get from sales abroad, producers, export
 * tax and exporters' rents, MUSD. `sector` -1: all. Needs flows. */
HM_API HM_CHECKED hm_status hm_sensitivity_add_export_earnings(
    const hm_sensitivity *s, int32_t country, int32_t sector, double weight,
    hm_objective *objective);
/* t X'/(1+t) (T2), MUSD. Needs flows. */
HM_API HM_CHECKED hm_status
hm_sensitivity_add_tariff_revenue(const hm_sensitivity *s, int32_t country,
                                  double weight, hm_objective *objective);
/* The same and export taxes, MUSD; rents are not the government's. */
HM_API HM_CHECKED hm_status
hm_sensitivity_add_government_revenue(const hm_sensitivity *s, int32_t country,
                                      double weight, hm_objective *objective);
/* Y'_nj, MUSD; -1: all sectors. */
HM_API HM_CHECKED hm_status hm_sensitivity_add_output(const hm_sensitivity *s,
                                                      int32_t country,
                                                      int32_t sector,
                                                      double weight,
                                                      hm_objective *objective);
/* w'_f L'_f, MUSD. */
HM_API HM_CHECKED hm_status
hm_sensitivity_add_factor_income(const hm_sensitivity *s, int32_t factor,
                                 double weight, hm_objective *objective);
/* Imports of n from `exporter` (-1: all others) in `sector` (-1: all), border
 * value X'/(1+t), MUSD. Needs flows. */
HM_API HM_CHECKED hm_status hm_sensitivity_add_imports(
    const hm_sensitivity *s, int32_t importer, int32_t exporter, int32_t sector,
    double weight, hm_objective *objective);
/* The same in landed quantities valued at base border prices (T21):
 * X/(1+t) of the base times X^/(kappa^ c^). Needs flows. */
HM_API HM_CHECKED hm_status hm_sensitivity_add_import_quantity(
    const hm_sensitivity *s, int32_t importer, int32_t exporter, int32_t sector,
    double weight, hm_objective *objective);

/* --- adjoints -------------------------------------------------------------- */

/*
 * Where the derivatives go; NULL: not wanted. Those in t, e and m include the
 * change of kappa^ that they cause (A15-A17). Domestic entries are 0. All are
 * 0 on flows that carry no trade, but `phi`.
 */
typedef struct hm_gradient {
    double *tariff;       /* J*N*N dJ/dt' (A15) */
    double *export_tax;   /* J*N*N dJ/de' (A16) */
    double *rent_wedge;   /* J*N*N dJ/dm' (A17); 0 where a cap sets it */
    double *rent_share;   /* J*N*N dJ/dzeta' */
    double *ln_cost;      /* J*N*N dJ/dln d^ = dJ/dln kappa^ (A14) */
    double *phi;          /* J*N*N dJ/dphi; on an embargoed flow the derivative
                            of re-opening it (A18) at the rates that the shock
                            names, deficits held; NAN where there is none that
                            is finite (its exporter's factors lie idle, or all
                            imports of a two-tier good are cut) */
    double *quantity_cap; /* J*N*N dJ/d(cap on Q'/Q0) (A19), the shadow price
                            of the cap; 0 where none binds */
    double *value_cap;    /* J*N*N the same per MUSD of a cap on value; where
                            both caps of a flow hold, the tighter one's */
    double *ln_productivity;    /* N*J dJ/dln A^ (A18) */
    double *ln_factor;          /* F   dJ/dln L^ (A18) */
    double *deficit;            /* N   dJ/dD', MUSD; only differences matter
                                 (D sums to 0) */
    double *theta;              /* J   theta_home held; where theta_home follows
                                 theta, add the two */
    double *theta_home;         /* J */
    double *input_substitution; /* J rho */
    double *scale;              /* J psi */
    double *final_substitution; /* N eta */
} hm_gradient;

/* Cost of the calls since the point was bound. */
typedef struct hm_sensitivity_cost {
    int32_t trade_passes; /* passes over an N*N*J array */
    int32_t steps;        /* Krylov steps */
    double residual;      /* the worst linear residual left, relative */
} hm_sensitivity_cost;

/*
 * The gradient of one objective (A1-A18): one linear system, solved jointly
 * (Appendix E), about the work of one equilibrium also when factors are many.
 * HM_ERR_STATE without a point; HM_ERR_LIMIT, gradients NAN, when the linear
 * system cannot be solved (the point sits on a fold).
 */
HM_API HM_CHECKED hm_status hm_sensitivity_adjoint(
    hm_sensitivity *s, const hm_objective *objective, hm_gradient *gradient);
/* Many objectives at one point, up to fourteen side by side: each pass over the
 * trade array serves all of them. */
HM_API HM_CHECKED hm_status hm_sensitivity_adjoints(
    hm_sensitivity *s, int32_t count, const hm_objective *const *objectives,
    hm_gradient *const *gradients);
HM_API hm_sensitivity_cost hm_sensitivity_get_cost(const hm_sensitivity *s);

/* --- tangents (T30) -------------------------------------------------------- */

/* A direction in the instruments and parameters; NULL: does not move. phi
 * moves embargoed flows too. Deficits must sum to zero. */
typedef struct hm_direction {
    const double *tariff, *export_tax, *rent_wedge, *rent_share, *ln_cost, *phi;
    const double *quantity_cap, *value_cap; /* where they bind */
    const double *ln_productivity, *ln_factor, *deficit;
    const double *theta, *theta_home, *input_substitution, *scale;
    const double *final_substitution;
} hm_direction;

/* What the direction does; NULL: not wanted. */
typedef struct hm_tangent {
    double *ln_factor_price; /* F     dln w^ (0: idle) */
    double *ln_price;        /* N*J   dln P^ */
    double *ln_cost;         /* N*J   dln c^ */
    double *expenditure;     /* N*J   dX' */
    double *output;          /* N*J   dY' */
    double *income;          /* N     dI' */
    double *deficit;         /* N     dD' */
    double *ln_real_income;  /* N     dln W^ */
    double *flow;            /* J*N*N dX'_nij */
    double *rent_wedge;      /* J*N*N dm', of caps that bind and as given */
} hm_tangent;

HM_API HM_CHECKED hm_status hm_sensitivity_tangent(
    hm_sensitivity *s, const hm_direction *direction, hm_tangent *tangent);

/* --- friends and enemies (A22) --------------------------------------------- */

/*
 * Kleinman, Liu and Redding's matrices, N*N, [n][i]: d ln w_n / d ln z_i and
 * d ln u_n / d ln z_i for a country's productivity z_i in every sector; income
 * w is relative to world factor income, welfare u absolute. Exact at any point
 * and with every switch; equal to (A22) where that holds. Either may be NULL.
 * ln w is the country's factor income.
 */
HM_API HM_CHECKED hm_status hm_sensitivity_friends(hm_sensitivity *s,
                                                   double *income,
                                                   double *welfare);

#ifdef __cplusplus
}
#endif
#endif

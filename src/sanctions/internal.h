// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * internal.h (sanctions) - levers that governments pull, the stage on which
 * they are tried, and searches over them.
 *
 * Variables are u = ln(1 + rate) of a tariff, an export tax or a quota's rent,
 * and the coverage of an embargo itself; one variable stands for one flow or
 * for several that are tied.
 */
#ifndef HMI_SANCTIONS_INTERNAL_H
#define HMI_SANCTIONS_INTERNAL_H

#include "num/internal.h"

#include <hirschman/sanctions.h>
#include <hirschman/sensitivity.h>

/* --- levers (levers.c) ------------------------------------------------------- */

enum {
    HMI_LEVER_TARIFF = 0,
    HMI_LEVER_EXPORT_TAX,
    HMI_LEVER_COVERAGE, /* of an embargo: phi = phi0 (1 - u) */
    HMI_LEVER_QUOTA,    /* by its rent (T24): u = ln(1 + m) */
    HMI_LEVER_KINDS
};

typedef struct hmi_lever {
    int32_t owner, kind;
    size_t first, count; /* of levers->flow */
} hmi_lever;

typedef struct hmi_levers {
    hm_context *ctx;
    int32_t count;
    hmi_lever *items;
    double *low, *high; /* count, of u */
    size_t *flow;
    size_t n_flows;
    double rents; /* importer's share of a quota's rent */
} hmi_levers;

/* What levers are made from. */
typedef struct hmi_lever_plan {
    const hm_economy *economy;
    const hm_shock_arrays *background;   /* levels of departure, or NULL */
    const bool *chosen[HMI_LEVER_KINDS]; /* J*N*N, or NULL: none */
    const int32_t *owner;                /* N: of a country, -1: nobody's */
    bool mfn, uniform;
    double low[HMI_LEVER_KINDS], high[HMI_LEVER_KINDS]; /* of rates; NAN high:
                                                     the level of departure */
    double rents;
} hmi_lever_plan;

/* Only flows that exist and are not banned at the start; levers that cannot
 * move are left out. */
HM_CHECKED hm_status hmi_levers_create(hm_context *ctx,
                                       const hmi_lever_plan *plan,
                                       hmi_levers **out);
void hmi_levers_free(hmi_levers *x);
/* Mark the flows that selectors name (J*N*N); unknown codes are refused. */
HM_CHECKED hm_status hmi_flows_named(hm_context *ctx, const hm_economy *economy,
                                     const hm_selector selectors[3],
                                     const char *place, bool *flows);
/* Level of a kind on a flow at the point of departure. */
double hmi_lever_level(const hm_economy_arrays *base,
                       const hm_shock_arrays *background, int32_t kind,
                       size_t flow);

/* --- what is wanted (aim.c) ----------------------------------------------------- */

typedef enum hmi_term_kind {
    HMI_TERM_INCOME = 0, /* EV, MUSD (T19) */
    HMI_TERM_LN_INCOME,  /* ln W^ */
    HMI_TERM_DOMESTIC,   /* ln of real domestic income (T19b) */
    HMI_TERM_EXPORTS,    /* hard currency, MUSD */
    HMI_TERM_REVENUE,    /* of the government, MUSD */
    HMI_TERM_IMPORTS,    /* border value, MUSD */
    HMI_TERM_QUANTITY,   /* of imports at base prices, MUSD */
    HMI_TERM_OUTPUT      /* MUSD */
} hmi_term_kind;

/* weight times an outcome. */
typedef struct hmi_term {
    hmi_term_kind kind;
    int32_t country, sector; /* sector -1: all */
    double weight;
} hmi_term;

/* A sum of terms less what it is at the departure. */
typedef struct hmi_aim {
    int32_t count;
    const hmi_term *terms;
    double departure;
    double unit; /* of its derivative in a flow: sum of weights per MUSD */
} hmi_aim;

/* --- the stage (stage.c) --------------------------------------------------------- */

typedef struct hmi_stage {
    hm_context *ctx;
    const hm_economy *economy;
    const hm_economy_arrays *base;
    hm_closure closure;
    double verify_tolerance;
    const hmi_levers *x;
    size_t flows;
    hm_shock *departure;            /* owned; NULL: the benchmark */
    hm_shock_arrays background;     /* its arrays */
    double *level[HMI_LEVER_KINDS]; /* of the point; NULL: unused */
    double *rent_share;             /* zeta, or NULL */
    double *d_level[HMI_LEVER_KINDS], *d_cost;
    double *border; /* flow: X'/(1 + t') */
    hm_shock *shock;
    hm_solver *solver;
    hm_solution *at, *kept;
    bool warm, bound;
    hm_sensitivity *sensitivity;
    hm_objective *goal;
    int32_t solves, sweeps, adjoints;
    char why[160]; /* the last point without an equilibrium */
} hmi_stage;

/* The world of an object that makes stages. */
typedef hm_concession_view hmi_world;

/* `departure` is copied; levers must outlive the stage. */
HM_CHECKED hm_status hmi_stage_create(hm_context *ctx, const hmi_world *world,
                                      const hmi_levers *x,
                                      const hm_shock *departure,
                                      hmi_stage **out);
void hmi_stage_free(hmi_stage *stage);
/* u of the levels of departure. */
void hmi_stage_read(const hmi_stage *stage, double *u);
/* Put u, solve; *ok false: no answer (stage->why). Bound when ok. */
HM_CHECKED hm_status hmi_stage_try(hmi_stage *stage, const double *u, bool *ok);
void hmi_stage_keep(hmi_stage *stage);   /* solves start from the last point */
void hmi_stage_forget(hmi_stage *stage); /* solves start from the base */
/* W^_n and EV_n at the point tried last. */
double hmi_stage_hat(const hmi_stage *stage, int32_t n);
double hmi_stage_income(const hmi_stage *stage, int32_t n);
/* Value of an aim at the point tried last, over its departure. */
HM_CHECKED hm_status hmi_stage_value(hmi_stage *stage, const hmi_aim *aim,
                                     double *value);
/* Gradient, curvature and least curvature in every lever (num's ascent). One
 * adjoint. */
HM_CHECKED hm_status hmi_stage_slope(hmi_stage *stage, const hmi_aim *aim,
                                     double *gradient, double *curvature,
                                     double *least);

/* --- searches (search.c) ----------------------------------------------------------- */

/* Maximise aims[0] subject to aims[k] >= floor[k - 1]. */
typedef struct hmi_search {
    hmi_stage *stage;
    int32_t rows;
    const hmi_aim *const *aims; /* 1 + rows */
    double floor[HMI_ASCENT_ROWS];
    double scale[1 + HMI_ASCENT_ROWS]; /* an aim over its scale is of order 1 */
    int32_t from, to;                  /* levers that move; to 0: all */
    double tolerance;                  /* 0: the usual */
    /* what a search nearby learnt, see hmi_ascent; NULL: nothing */
    double *room;
    int32_t *pairs;
    const double *multiplier; /* in the aims' own units */
} hmi_search;

extern const double hmi_search_kkt;
extern const double hmi_search_near;

/* From u (in, out); multipliers in the aims' own units. */
HM_CHECKED hm_status hmi_search_run(const hmi_search *search, double *u,
                                    hmi_ascent_end *end);
/* The same point solved again from the base and verified; kkt there. */
typedef struct hmi_check {
    bool confirmed;
    double kkt, residual;
    char worst[160];
} hmi_check;
HM_CHECKED hm_status hmi_search_check(const hmi_search *search, const double *u,
                                      const hmi_ascent_end *end,
                                      hmi_check *check);

#endif

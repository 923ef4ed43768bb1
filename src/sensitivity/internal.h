// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * internal.h (sensitivity) - the bound point and the two linear systems.
 *
 * Inside, country-sector arrays are [j][n] ("cell" = j N + n) and trade
 * matrices have rows padded to `stride`, home sales apart, as in the solver.
 * Both systems have unknowns z = (factors F | spending N J | prices N J |
 * scale N J when psi > 0), scaled by the root of the value that they are
 * about, so that small countries keep their digits.
 */
#ifndef HMI_SENSITIVITY_INTERNAL_H
#define HMI_SENSITIVITY_INTERNAL_H

#include "economy/internal.h"
#include "num/internal.h"

#include <hirschman/sensitivity.h>

/* A factor used in a sector, v' > 0 (T7). */
typedef struct hmi_sens_use {
    int32_t factor, country;
    size_t cell;
    double share;  /* v'_fk */
    double supply; /* omega: its part in the scale of the sector (T20) */
} hmi_sens_use;

/* Everything of the point that derivatives need; primes are dropped. */
typedef struct hmi_point {
    bool bound;
    /* [j][n][i], not padded */
    double *t, *e, *m, *zeta, *phi;
    double *ln_kappa; /* without phi */
    /* J blocks of N rows of `stride`, diagonal 0 (T5, T10) */
    double *share, *producer, *importer, *exporter;
    bool *importer_on, *exporter_on; /* J: the block is not zero */
    bool *one_tier;                  /* J */
    double *own;                     /* [j][n] pi_nn */
    double *imports;                 /* [j][n] M */
    double *duty;                    /* [j][n] sum_i b pi */
    double *abroad;                  /* [j][i] receipts from other countries */
    double *licence;                 /* [j][i] sum_n x X_nij */
    double *X, *Y, *ln_price, *ln_cost, *ln_nest, *ln_scale; /* [j][n] */
    double *ln_import;                                       /* [j][n] ln PM^ */
    double *ln_source; /* [j][n] ln sum_i pi|M phi kappa^-theta c^-theta */
    double *alpha;     /* [j][n] */
    double *ces_use;   /* [j][n] sum_k (1-rho)(Y/mu) a_njk */
    double *ces_cost;  /* [k][n] (1-rho)(Y/mu) */
    double *input;     /* [n][j] rows of input_stride over k: a */
    double *income, *deficit, *ln_index;    /* N */
    double *country_income, *deficit_share; /* N: G_n, delta_n (T18 S) */
    double *ln_wage, *earned;               /* F: ln w^ (0: idle), w L */
    double *factor_root;                    /* F: sqrt(w L) */
    double *damp;                           /* F */
    double *root;                           /* [j][n] sqrt(X) */
    bool *lost;        /* [j][n] nothing can be sold again: idle factor
                                 or an input that nobody buys */
    double world;      /* sum of w L */
    double scaled_sum; /* closure S: sum_h delta_h G_h */
} hmi_point;

/* A cap that binds (caps.c): n buys of i, cell (j,n). */
typedef struct hmi_sens_cap {
    size_t flow, cell;
    bool by_value;           /* the customs value holds, not the quantity */
    double level;            /* of the cap */
    double slope;            /* of "flow above its cap" in -ln(1+m) */
    double in_cost;          /* the same in -ln c */
    double in_zeta;          /* d ln(customs value) / d zeta */
    double spent;            /* X_q */
    double made, own, other; /* what ln(1+m) does to incomes: seller's
                                producers, buyer, seller's residents */
    double source, rent;     /* tangent: by the direction itself; d ln(1+m) */
    double load;             /* adjoint */
} hmi_sens_cap;

/* Shadow values (A1-A13). */
typedef struct hmi_shadow {
    double *factor;                      /* F: lambda W */
    double *income;                      /* N */
    double *spending, *output;           /* [j][n]: X, Y */
    double *bought;                      /* [j][n]: sum_i pi q */
    double *price, *cost, *nest, *scale; /* [j][n]: P, c, nest, ln L */
    double *unit;                        /* [j][n]: lambda M / M */
    double *bill;     /* [j][n]: sum_j a lambda X + sum_f v lambda W */
    double numeraire; /* nu */
} hmi_shadow;

/* First-order changes (T30). */
typedef struct hmi_change {
    double *wage;                                 /* F */
    double *income, *deficit;                     /* N */
    double *spending, *output;                    /* [j][n], MUSD */
    double *price, *import, *cost, *nest, *scale; /* [j][n], logs */
} hmi_change;

/* Length of a row padded to a multiple of four. */
#define HMI_PAD4(n) (((n) + 3) / 4 * 4)

/* An approximate inverse of the adjoint system (block.c). */
typedef struct hmi_sens_blocks {
    int32_t *first_factor;     /* N+1 */
    size_t *start, *row_start; /* N+1 */
    double *inverse; /* rows of each country, padded: inverse of its own block
                        (identity if singular), then of the slow vectors */
    int32_t *order;  /* where each unknown of a block lies in z */
    int32_t *pivot;  /* largest block */
    double *matrix;  /* largest block, squared */
    double *row, *solved; /* of one country */
    double *slow, *test;  /* size */
    double *image;        /* N x size: A times each slow vector */
    double *small;        /* N x N */
    double *weight;       /* N a lane */
    int32_t *small_pivot; /* N */
    size_t largest;
    bool ready, coarse_on;
    int32_t steps; /* of the first solve after a refresh */
} hmi_sens_blocks;

/* One of several adjoint systems that are solved side by side (lanes.c). */
typedef struct hmi_sens_lane {
    hmi_shadow shadow;
    const hm_objective *objective;
    double *flow_bought, *flow_sold;
    double *z, *image, *residual, *correction; /* size */
    double *room;                              /* GMRES */
    hmi_gmres_run run;
    double start, left; /* residual at first and now */
    int32_t steps;
    bool active;
} hmi_sens_lane;

enum { HMI_SENS_LANES = 14 };

struct hm_sensitivity {
    hm_context *ctx;
    const hm_economy *economy;
    const hm_economy_arrays *base;
    hm_closure closure;
    int32_t N, J, F;
    size_t stride, cells, input_stride, flows, size;
    bool scale_on;
    void **blocks;
    int32_t n_blocks;

    hmi_point at;
    hmi_sens_use *uses;
    int32_t n_uses;
    int32_t *use_start; /* N+1 */
    double *base_scale; /* [j][n] sum_f v0 Y0 (T20) */

    hmi_sens_cap *caps; /* that bind, by flow */
    int32_t n_caps, caps_room;

    hmi_shadow shadow;
    hmi_change change;
    const hm_objective *objective;   /* whose sources are on; NULL: none */
    const hm_direction *direction;   /* the same for tangents */
    double *flow_bought, *flow_sold; /* [j][n] sum pi J^X; [j][i] sum X J^X */
    double *source_output, *source_import, *source_price, *source_nest,
        *source_cost, *source_bought, *source_scale, *source_factor; /* T30 */
    double *source_income;                                           /* N */
    double *friend_direction, *friend_welfare; /* N*J; N (A22) */
    double *left, *right;                /* stride: one sector's vectors */
    double *row_in, *row_out, *row_more; /* input_stride: one country's */
    double *z, *image, *residual, *correction; /* size */
    hmi_sens_blocks blocks_of;
    double *room; /* GMRES */
    int32_t krylov_memory;
    hmi_sens_lane lanes[HMI_SENS_LANES]; /* the first: the arrays above */
    int32_t n_lanes;
    hm_sensitivity_cost cost;
};

/* Take memory that hm_sensitivity_free gives back; zeroed. NULL: none left. */
double *hmi_sens_array(hm_sensitivity *s, size_t count);
bool *hmi_sens_flags(hm_sensitivity *s, size_t count);

/* One evaluation of A1-A12 at the shadow values in z: `out` receives the
 * image, s->shadow every shadow value. Sources of s->objective, if any. */
void hmi_adjoint_map(hm_sensitivity *s, const double *z, double *out);
/* Parts of it for one country: A3; A5, A7, A11; A12 over w L without nu. */
void hmi_adjoint_outputs(hm_sensitivity *s, int32_t n);
void hmi_adjoint_prices(hm_sensitivity *s, int32_t n, double *next_price);
void hmi_adjoint_country_gaps(const hm_sensitivity *s, int32_t n, double *gap);
/* Solve for the shadow values of s->objective; they are left in s->shadow. */
HM_CHECKED hm_status hmi_adjoint_solve(hm_sensitivity *s,
                                       const hm_objective *objective);
void hmi_gradient_fill(hm_sensitivity *s, const hm_objective *objective,
                       hm_gradient *gradient);
/* The same for T30. */
void hmi_tangent_map(hm_sensitivity *s, const double *z, double *out);
/* z = map(z) by GMRES; HM_ERR_LIMIT when it does not get there. */
typedef void (*hmi_sens_map)(hm_sensitivity *s, const double *z, double *out);
HM_CHECKED hm_status hmi_sens_solve(hm_sensitivity *s, hmi_sens_map map);

/* --- caps that bind (caps.c) -------------------------------------------------- */

void hmi_sens_caps_bind(hm_sensitivity *s, const hm_shock_arrays *shock,
                        const double *solved_rent);
bool hmi_sens_capped(const hm_sensitivity *s, size_t flow);
/* What a direction asks of each rent by itself. */
void hmi_sens_caps_sources(hm_sensitivity *s, const hm_direction *d);
/* Rents of one importer's good: `import` is sum pi d ln(kappa c) and `price`
 * d ln P without it, both at given rents; what rents add to `import`. */
double hmi_sens_caps_rents(hm_sensitivity *s, size_t cell, double import,
                           double price);
/* What they do to receipts and incomes of sector j. */
void hmi_sens_caps_spread(hm_sensitivity *s, size_t j);
void hmi_sens_caps_flows(const hm_sensitivity *s, double *flow);
void hmi_sens_caps_wedges(const hm_sensitivity *s, const hm_direction *d,
                          double *rent);
/* Shadow values of the rents of sector j, and what follows for costs, prices
 * and spending; after unit, cost and spending stand without them. */
void hmi_sens_caps_load(hm_sensitivity *s, size_t j);
void hmi_sens_caps_gradient(const hm_sensitivity *s, hm_gradient *g);

/* d ln kappa and d ln pi of a flow by the direction itself (tangent.c). */
double hmi_cost_change(const hm_sensitivity *s, const hm_direction *d,
                       size_t flow, double theta);
double hmi_share_change(const hm_sensitivity *s, const hm_direction *d,
                        size_t flow);

/* What GMRES hands to its callbacks. */
typedef struct hmi_sens_linear {
    hm_sensitivity *s;
    hmi_sens_map map;
} hmi_sens_linear;
/* Make the approximate inverse at the bound point; apply it (block.c). */
void hmi_sens_blocks_refresh(hm_sensitivity *s);
void hmi_sens_blocks_apply(void *data, const double *x, double *y);
void hmi_sens_blocks_apply_many(hm_sensitivity *s, int32_t count,
                                const double *const *x, double *const *y);
/* An inverse that costs half as many steps again as when it was new is made
 * anew before the next solve (system.c). */
void hmi_sens_judge(hm_sensitivity *s, int32_t steps);

/* --- several objectives (lanes.c) ---------------------------------------------- */

bool hmi_sens_lanes_create(hm_sensitivity *s);
/* Memory as hmi_sens_array's, neither zeroed nor touched. */
double *hmi_sens_untouched(hm_sensitivity *s, size_t count);
/* Make the lane's values those of `s`, with its sources or without. */
void hmi_sens_select(hm_sensitivity *s, const hmi_sens_lane *lane,
                     bool sources);
void hmi_adjoint_flow_sources(hm_sensitivity *s, const hm_objective *objective);
void hmi_adjoint_map_many(hm_sensitivity *s, int32_t count,
                          hmi_sens_lane *const *lanes, const double *const *z,
                          double *const *out, bool sources);
/* Solve for the objectives of the first lanes. */
void hmi_adjoint_solve_lanes(hm_sensitivity *s, int32_t count);
bool hmi_sens_lane_solved(hm_sensitivity *s, const hmi_sens_lane *lane);

/* dD_n / d ln w_f, the same in ln L_f, under closure S (T18). */
double hmi_deficit_in_wage(const hm_sensitivity *s, int32_t n, int32_t f);

/* b, g, x of one flow (T5) and their derivatives (A15-A17). */
typedef struct hmi_dollar {
    double g, b, x;
    double g_t, b_t, x_t, g_e, x_e, g_m, b_m, x_m, b_z, x_z;
} hmi_dollar;
hmi_dollar hmi_dollar_of(const hm_sensitivity *s, size_t flow);
/* pi of the embargoed flow n <- i over phi, as phi goes to 0 (A18); NAN where
 * there is no finite derivative. */
double hmi_reopened_share(const hm_sensitivity *s, int32_t j, int32_t n,
                          int32_t i);
/* d ln of a CES mean (1/r) ln sum s exp(r x) in r, from its value and the
 * base-weighted moments near r = 0. */
double hmi_mean_slope(double r, double mean_now, double value, double second,
                      double third);
/* Partials of ln PM in theta, ln P in theta_home, ln nest in rho, ln index in
 * eta at one cell or country. */
double hmi_import_in_theta(const hm_sensitivity *s, int32_t j, int32_t n);
double hmi_price_in_home(const hm_sensitivity *s, size_t cell);
double hmi_nest_in_rho(const hm_sensitivity *s, int32_t n, int32_t k);
double hmi_index_in_eta(const hm_sensitivity *s, int32_t n);

#endif

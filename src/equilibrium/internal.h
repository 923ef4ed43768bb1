// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * internal.h (equilibrium) - the solver's workspace and its steps.
 *
 * Inside the solver country-sector arrays are [j][n] (sector-major), so that
 * one sector's N x N block meets contiguous vectors; bilateral rows are padded
 * to a multiple of four (`stride`). The public arrays are [n][j].
 */
#ifndef HMI_EQUILIBRIUM_INTERNAL_H
#define HMI_EQUILIBRIUM_INTERNAL_H

#include "economy/internal.h"
#include "num/internal.h"

#include <hirschman/equilibrium.h>

/* Sectors that share one input substitution rho. */
typedef struct hmi_rho_group {
    double power;      /* 1 - rho */
    bool cobb_douglas; /* rho = 1 exactly */
    int32_t count;
    const int32_t *sectors;
} hmi_rho_group;

/* A factor used in a sector: v_fk > 0. */
typedef struct hmi_factor_use {
    int32_t factor, sector;
    double share;
} hmi_factor_use;

/*
 * The system at one point of a shock's path (prepare.c). For each sector j a
 * block of N rows of `stride`: weight[n][i] = phi kappa^-theta times pi (one
 * tier: one elasticity serves home and foreign goods) or pi|M, diagonal 0, and
 * the same times the producers' and the exporting residents' part (T5).
 */
typedef struct hmi_system {
    double *weight;    /* J blocks */
    double *producer;  /* J blocks; unused where wedge[j] is false */
    double *exporter;  /* J blocks; unused where exporter_on[j] is false */
    bool *one_tier;    /* J: theta_home == theta */
    bool *wedge;       /* J: producer differs from weight */
    bool *exporter_on; /* J: exporter block is not zero */
    bool *row_wedge, *row_exporter; /* [j][n] the same by row */
    bool *row_touched;              /* [j][n]: the shock moves this row */
    bool *row_due;                  /* [j][n]: to be filled at the next point */
    double open_part;               /* 1 - s: what a ban still leaves open */
    bool in_logs;            /* phi, 1 + rates and supplies move in logs */
    double ban_point;        /* how far bans are then, may exceed 1 */
    bool filled;             /* every row has been filled once */
    bool *live;              /* [j][n]: something is bought of (n, j) */
    bool some_dead;          /* some cell is not live */
    bool *factor_live;       /* F */
    bool *link;              /* [n][i]: n may buy something of i */
    bool *group;             /* N: scratch of the check of accounts */
    double *home;            /* [j][n] pi_nn */
    double *imports;         /* [j][n] M, 0 where one tier */
    double *ln_productivity; /* [j][n] */
    double *supply;          /* F: w0 L0 L^, the factor's income at w^ = 1 */
    double *deficit;         /* N: D' of the closures that do not depend on w */
    double *deficit_add;     /* N: transfers and the like */
} hmi_system;

/* What one evaluation of the map leaves behind (sweep.c). */
typedef struct hmi_residuals {
    double factor, price, spending, scale; /* the worst of each, scaled */
    double total;  /* their sum: NAN or infinite when any is */
    int32_t broke; /* a country whose income is not positive, or -1 */
} hmi_residuals;

/*
 * Newton's matrix of each country by itself (block.c): d(residuals) /
 * d(ln w, ln P, X/I), other countries held still, in LU factors.
 */
typedef struct hmi_blocks {
    size_t *start;         /* N+1: first entry of a country's matrix */
    size_t *row_start;     /* N+1: first row */
    int32_t *first_factor; /* N+1 */
    double *matrix;
    int32_t *pivot;     /* one a row */
    bool *usable;       /* N: the block factored */
    double *part;       /* [j][n] X / I0 there */
    bool ready;         /* blocks of this solve or path stand (stiff.c) */
    double *own;        /* [j][n] pi'_nn */
    double *elasticity; /* [j][n] of sales to cost */
    double *exported;   /* [j][n] sales abroad */
    double *pull;       /* [j][n] what a cost one log higher takes from them */
    double *imported;   /* [j][n] payments abroad */
    double *duty;       /* [j][n] revenue per unit of spending */
    double *row;        /* largest block: right-hand side */
    double *cost_w, *cost_p, *input; /* one country's v', a' */
} hmi_blocks;

/* A capped flow n <- i of good j at a point of the path (caps.c). */
typedef struct hmi_cap {
    size_t flow, entry; /* in J*N*N arrays; in the system's blocks */
    int32_t n, i, j;
    bool active, banned;               /* imposed; phi = 0 */
    double tariff, export_tax, zeta;   /* levels at the point */
    double weight, producer, exporter; /* the entries without a rent */
    double ln_unit;                    /* ln(X0 kappa^ / (1 + m')) of (T21) */
    double ln_quantity, ln_value;      /* caps; HUGE_VAL: none */
    double end_quantity, end_value;    /* at the end of their path */
    double over_quantity, over_value;  /* and how far it begins above */
    double ln_reach;                   /* ln of weight c^-theta, this sweep */
    double ln_rent;                    /* ln(1 + m'), this sweep */
} hmi_cap;

typedef struct hmi_caps {
    hmi_cap *items; /* by good, importer, exporter */
    int32_t count, capacity, n_active, n_banned;
    int32_t *first;            /* J+1: a good's first cap */
    bool *wedge, *exporter_on; /* J: the system's flags without rents */
    double *start;             /* the solution without caps */
    bool restart;              /* start there */
    bool by_path;              /* the last attempt was solved along it */
    double round;              /* of the corner of complementarity */
} hmi_caps;

/* Newton on the whole system (newton.c): vectors of state_size in logs, and
 * one entry more for the point s of the path. */
typedef struct hmi_newton {
    double *point, *residual, *step, *trial;
    double *rate, *rate_step;   /* d residual / ds, and the blocks' answer */
    double *direction, *target; /* of the path; the point predicted */
    double *oldest;             /* the last point but two */
    double *room;               /* of GMRES */
    bool on_path;               /* s is unknown, too */
    bool on_caps;               /* the path is that of the caps alone */
    const hm_shock *shock;      /* whose path */
} hmi_newton;

struct hm_solver {
    hm_context *ctx;
    const hm_economy *economy;
    const hm_economy_arrays *base;
    hm_closure closure;
    hm_solver_settings settings;
    int32_t N, J, F;
    size_t stride, cells; /* cells = N J */
    double world_income;

    void **blocks; /* everything below that was allocated */
    int32_t n_blocks;

    double *input;       /* [n][j] rows of input_stride: a, or NULL */
    size_t input_stride; /* J up to a multiple of four */
    double *final_share; /* [j][n] alpha */
    hmi_rho_group *groups;
    int32_t n_groups;
    hmi_factor_use *uses;
    int32_t *use_start; /* N+1 */
    double *use_power;  /* one a use: v'/v of the last sweep */
    bool some_ces;      /* some nest is not Cobb-Douglas */
    double *step;       /* F: damping of each factor price, from elasticities */
    double *trade_step; /* N: the same for ln(receipts / payments) abroad */
    double *trade_size; /* N: the larger of exports and imports at the base */
    bool scale_on;      /* some psi > 0 */
    double *base_scale; /* [j][n] sum_f v0 Y0 (T20) */

    hmi_system system;

    size_t state_size;
    double *state, *image, *weight, *saved; /* state_size each */
    double *best, *earlier; /* the last two points of a path, in logs */
    /* Views into state and image. */
    size_t at_price, at_spending, at_scale;

    double *ln_cost, *ln_input_cost; /* [j][n]: c, and A c (T7) */
    double *output;                  /* [j][n] Y' */
    double *wage;                    /* F: exp(ln w) */
    double *demand;                  /* F: payments to the factor */
    double *gap;                     /* F: ln of demand over income */
    double *sold, *bought; /* N: receipts from and payments to others */
    double *income, *deficit, *ln_index, *revenue; /* N */
    double *earned;                                /* N: factor income */
    double *row_cost, *row_price, *row_output, *row_power; /* J scratch */
    double *sources, *payments, *producers, *scratch;      /* stride */
    double *receipts; /* stride: exporters' receipts */

    hmi_caps caps;
    hmi_blocks newton;
    hmi_newton global;
    hmi_anderson *anderson;
    double *found; /* outputs of the equilibria found; NULL: not looked for */
    int32_t iterations, passes;
    bool newton_first;
};

struct hm_solution {
    hm_context *ctx;
    int32_t N, J, F;
    hm_solution_arrays arrays;
    hm_certificate certificate;
    double *block; /* all arrays but the next */
    double *rent;  /* J*N*N, untouched until a shock has caps */
};

/* Mutable views of a solution's arrays. */
typedef struct hmi_solution_views {
    double *factor_price_hat, *cost_hat, *price_hat, *price_index_hat;
    double *expenditure, *output, *income, *deficit;
} hmi_solution_views;
hmi_solution_views hmi_solution_edit(hm_solution *solution);
void hmi_solution_blank(hm_solution *solution);
/* The array of rents, shown from now on. */
double *hmi_solution_rents(hm_solution *solution);

/*
 * Fill solver->system for the point `s` in [0, 1] of the shock's path. Levels
 * move linearly, trade costs in logs. Returns false (with outcome and reason in
 * `certificate`) where a good has no source left or a country's external
 * account cannot close.
 */
bool hmi_prepare(hm_solver *solver, const hm_shock *shock, double s,
                 hm_certificate *certificate);
/* The same for another point of the shock prepared last: only the rows that it
 * moves are filled again. */
bool hmi_prepare_again(hm_solver *solver, const hm_shock *shock, double s,
                       hm_certificate *certificate);
/* The same on a path of which rates, supplies and phi move in logs; beyond 1
 * only what is banned moves on. */
bool hmi_prepare_path(hm_solver *solver, const hm_shock *shock, double s);
/* Does the shock close flows, all but fully at least? */
bool hmi_bans_something(const hm_solver *solver, const hm_shock *shock);
/* One evaluation: image = map(state); residuals out. One sweep. */
void hmi_sweep(hm_solver *solver, hmi_residuals *residuals);
/* The same for a derivative: passes are counted, no sweep. */
void hmi_evaluate(hm_solver *solver, hmi_residuals *residuals);
/* ln of the cost beside which sector j's are raised to powers, so that none leaves
 * the range of numbers; 0 unless one would. */
double hmi_reference_cost(const hm_solver *solver, int32_t j);
/* At the point of the last sweep, for sector j: scratch = c^-theta (beside the
 * reference), sources =
 * sum of weights times that, payments = import spending per unit of it. */
void hmi_sector_payments(hm_solver *solver, int32_t j);
/* Prices alone (T6, T8-T11): state takes the map's; the largest change. */
double hmi_price_sweep(hm_solver *solver);
/* What gaps in a country's spending are measured by. */
double hmi_spending_size(const hm_solver *solver, size_t n);
double hmi_residual_worst(const hmi_residuals *residuals);
/* "labour market, PRK" of the worst residual. */
void hmi_residual_name(const hm_solver *solver, const hmi_residuals *residuals,
                       char *text, size_t size);

/* Iterate on the prepared system from solver->state until the residual is
 * below `tolerance`; false when it does not get there in `budget` sweeps.
 * hmi_iterate_on keeps what the acceleration learned on the last system. */
bool hmi_iterate_on(hm_solver *solver, double tolerance, int32_t budget,
                    hmi_residuals *residuals);
bool hmi_iterate(hm_solver *solver, double tolerance, int32_t budget,
                 hmi_residuals *residuals);
void hmi_state_base(hm_solver *solver);
void hmi_state_from(hm_solver *solver, const hm_solution *solution);
void hmi_state_store(const hm_solver *solver, hm_solution *solution);

/* Levels of a shock or, where it is silent, of the base. */
double hmi_level(const double *shocked, const double *base, size_t index,
                 double absent);

/* Country-by-country Newton steps (block.c). Create is part of the solver's;
 * refresh at the point of the last sweep; apply turns image - state into the
 * step that the blocks ask for. */
HM_CHECKED hm_status hmi_blocks_create(hm_solver *solver);
void hmi_blocks_free(hm_solver *solver);
void hmi_blocks_refresh(hm_solver *solver);
/* Country n's part of (blocks) x = r; r and x are in logs, the factors' rows
 * those of hmi_joint_shift. */
void hmi_block_solve(hm_solver *solver, int32_t n, const double *r, double *x);

/* What turns the gaps of a country's factors into "beside their mean, and
 * receipts over payments abroad"; 0 where nothing is traded (sweep.c). */
double hmi_joint_shift(const hm_solver *solver, int32_t n, double *part);

/* Newton on the whole system (newton.c). */
HM_CHECKED hm_status hmi_newton_create(hm_solver *solver);
/* Doubles that it takes for a state of this size. */
size_t hmi_newton_room(size_t state_size);
void hmi_newton_free(hm_solver *solver);
bool hmi_iterate_global(hm_solver *solver, double tolerance, int32_t budget,
                        hmi_residuals *residuals);
/* By the countries' blocks alone: x with (blocks) x = r, off the blocks -r. */
void hmi_newton_blocks(hm_solver *solver, const double *r, double *x);
/* Sweep at global.trial, read residual; its length. */
double hmi_newton_evaluate(hm_solver *solver, hmi_residuals *residuals);

/* Are factors tied to sectors, so that the plain map hardly contracts? Then
 * the first gear divides by the blocks (stiff.c). What it learned on the last
 * system is kept unless newton.ready is false. */
bool hmi_stiff(const hm_solver *solver);
bool hmi_iterate_stiff(hm_solver *solver, double tolerance, int32_t budget,
                       hmi_residuals *residuals);

/* Walk from the base to the full shock along its path (path.c). */
bool hmi_walk_path(hm_solver *solver, const hm_shock *shock,
                   hm_certificate *certificate, hmi_residuals *residuals);
/* On the path: from `target`, across `direction`. */
bool hmi_iterate_path(hm_solver *solver, double tolerance, int32_t budget,
                      hmi_residuals *residuals);
/* The system at the point s of the path that is being walked. */
bool hmi_path_prepare(hm_solver *solver, double s);
/* All residuals in logs at the point of the last sweep; state_size. */
void hmi_newton_residual(const hm_solver *solver, double *r);
void hmi_newton_read(const hm_solver *solver, double *y);
void hmi_newton_write(hm_solver *solver, const double *y);

/* --- caps (caps.c) ------------------------------------------------------------- */

HM_CHECKED hm_status hmi_caps_create(hm_solver *solver);
void hmi_caps_free(hm_solver *solver);
/* No flow has a cap. */
void hmi_caps_clear(hm_solver *solver);
/* Note the capped flows of a shock (NULL: none); none is imposed yet. */
HM_CHECKED hm_status hmi_caps_gather(hm_solver *solver, const hm_shock *shock);
/* Is phi of the flow 0 because its rent would be out of bounds? */
bool hmi_caps_banned(const hm_solver *solver, size_t flow);
/* The capped flows at point s, once the rows are filled: rents are 0. */
void hmi_caps_prepare(hm_solver *solver, const hm_shock_arrays *shock,
                      double s);
/* Rents of sector j at the state's spending and the sweep's costs; scratch
 * holds c^-theta. */
void hmi_caps_sector(hm_solver *solver, int32_t j);
/* The path from the solution without caps (caps.start) to their levels, on the
 * system prepared at the full shock. */
void hmi_caps_begin(hm_solver *solver);
void hmi_caps_at(hm_solver *solver, double s);
/* Is there a good whose caps no rents keep, at the present spending? Says so. */
bool hmi_caps_refuse(hm_solver *solver, hm_certificate *certificate);
/* How far capped quantities are from settled, relative. */
double hmi_caps_residual(const hm_solver *solver);
/* hmi_attempt without caps, then with those that bind. */
bool hmi_caps_solve(hm_solver *solver, const hm_shock *shock,
                    const hm_solution *start, hm_certificate *certificate,
                    hmi_residuals *residuals);
/* rent_wedge of the solution, when the shock has caps. */
void hmi_caps_store(const hm_solver *solver, const hm_shock *shock,
                    hm_solution *solution);
/* The gears of solve.c on a shock, with the caps imposed at present. */
bool hmi_attempt(hm_solver *solver, const hm_shock *shock,
                 const hm_solution *start, hm_certificate *certificate,
                 hmi_residuals *residuals);

/* --- other equilibria (starts.c) --------------------------------------------------- */

enum { HMI_STARTS = 12 };
/* Are scale economies so strong that there may be several equilibria? */
bool hmi_starts_wanted(const hm_solver *solver);
HM_CHECKED hm_status hmi_starts_create(hm_solver *solver);
void hmi_starts_free(hm_solver *solver);
/* Solve the shock prepared last from start 0 <= k < HMI_STARTS. */
bool hmi_solve_from_start(hm_solver *solver, const hm_shock *shock, int32_t k,
                          hmi_residuals *residuals);
/* Solve from all of them and count what differs from the state's solution and
 * from one another; the state is lost. */
void hmi_count_equilibria(hm_solver *solver, const hm_shock *shock,
                          hm_certificate *certificate);

/* A wage step for each factor from base elasticities (elasticity.c). */
HM_CHECKED hm_status hmi_wage_steps(hm_solver *solver);

#endif

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * sanctions.h - sanctions that hurt a target most for what they cost, and the
 * concession frontier.
 *
 * 1. The block `sanctions:` of a case (MODEL.md section 4, S1-S13, S15):
 *
 *     hm_sanctions_create(ctx, block, scenarios, n, &sanctions);
 *     hm_sanction_plan_create(ctx, sanctions, 0, &view, &plan);
 *     hm_sanction_tables(ctx, &plan, 1, tables);
 *
 * 2. The concession frontier C*(R): the least that a gain of R to
 * one country costs another over the instruments that it sets (MODEL.md
 * B20-B24), its marginal price, and its inverse.
 *
 * All figures are million USD of real income a year (EV, T19) over the
 * baseline: reward R is the taker's gain, cost the giver's loss (below zero
 * where giving helps the giver itself), marginal price dC-star/dR.
 *
 *     hm_concession_ask ask = {.giver = "USA", .taker = "CHN",
 *                              .n_parts = 1, .parts = &tariffs_on_china,
 *                              .low = NAN, .high = NAN};
 *     hm_concession_create(ctx, &view, &ask, &c);     one baseline, one economy
 *     hm_concession_curve(c, 9);                      nine exact points
 *     hm_concession_cost(c, 2500.0);                  between them, no solve
 *     hm_concession_at(c, 2500.0, &point);            exact, 5 to 10 solves
 *     hm_concession_budget(c, 1000.0, &point);        the inverse: most R for
 *                                                     that cost (B23)
 *
 * For draws make one object a draw (each with its own base economy); a curve
 * of five points is within 1 % of exact ones where C-star is smooth, because
 * slopes are exact too. One object a thread.
 */
#ifndef HIRSCHMAN_SANCTIONS_H
#define HIRSCHMAN_SANCTIONS_H

#include <hirschman/equilibrium.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- sanction design ------------------------------------------------------- */

/* The block `sanctions:`, read and checked. Immutable once made. */
typedef struct hm_sanctions hm_sanctions;

/*
 * Read a block {NAME: {target, senders, ...}}. `scenarios` are the names known
 * to the case. Refuses unknown keys and words (with the nearest) and numbers
 * out of range, with the place.
 *
 *   target       code
 *   senders      codes, groups, or all (the target left out)
 *   instruments  {imports: SECTORS, exports: SECTORS}: of the senders from and
 *                to the target; default both all. Only flows that exist
 *   with         rates (tariffs and export taxes; default) | embargo (coverage
 *                in [0, 1]) | quotas | bans (all or nothing)
 *   objective    real_income (default) | domestic_income | export_earnings |
 *                government_revenue | imports | output: what the target loses
 *   goods        sectors that imports, output and export_earnings count
 *   valuation    base (EV; default) | current (dlnW times current income, S4)
 *   willingness  USD that senders pay for a USD of loss, each above -1.000001
 *   losses       least cost of these losses, MUSD; points: N losses, even
 *   budgets      most loss for these costs, MUSD, or {SENDER: MUSD}
 *   most         true: the largest loss in reach, whatever it costs
 *   bounds       [low, high] of rates, default [0, 10]
 *   rents        of quotas: importer | exporter | share; default: both, each a
 *                problem of its own
 *   uniform      true: one rate over sectors
 *   exempt       sectors whose sale to the target stays free; default those
 *                of food and medicine; none: nothing is exempt
 *   essentials   {food: SECTORS, medicine: SECTORS, fuel: SECTORS}
 *   weights      {SENDER: w_s}, default 1
 *   shares       {SENDER: beta_s} of the benefit, default by income
 *   coalition    false: no Nash, sharing and participation with several senders
 *   across       true: to be designed in every world, see
 *                hm_sanction_plan_across(); default false
 *   start        a scenario in force; default the benchmark
 *   starts       rates (coverages) from which searches start cold as well
 *   enumerate    most bans that are tried in every combination (default 10)
 *   secondary    {countries, by, most, rate}: S15
 *   robust       {draws, tail, cv, seed, search}: S13; points of form robust
 *                are searched over as many draws as take at most 1 GB, and
 *                over `search` of them at most
 */
HM_API HM_CHECKED hm_status hm_sanctions_create(hm_context *ctx,
                                                const hm_node *block,
                                                const char *const *scenarios,
                                                int32_t n_scenarios,
                                                hm_sanctions **out);
HM_API void hm_sanctions_free(hm_sanctions *sanctions);
/* Every code is known to the economy, or HM_ERR_UNKNOWN. */
HM_API HM_CHECKED hm_status hm_sanctions_check(hm_context *ctx,
                                               const hm_sanctions *sanctions,
                                               const hm_economy *economy);
HM_API int32_t hm_sanctions_count(const hm_sanctions *sanctions);
HM_API const char *hm_sanctions_name(const hm_sanctions *sanctions,
                                     int32_t problem);
/* Does the problem ask for hm_sanction_plan_across()? */
HM_API bool hm_sanctions_across(const hm_sanctions *sanctions, int32_t problem);

typedef struct hm_sanction_view {
    const hm_economy *base; /* calibrated */
    hm_closure closure;
    hm_solver_settings settings;
    double verify_tolerance;
    int32_t n_scenarios;
    const hm_scenario *const *scenarios;
    bool points_only; /* no coalition, secondary sanctions and draws */
} hm_sanction_view;

/* One point of a frontier. Losses and costs are positive when they hurt, and
 * are over the start; NAN unless found and confirmed. */
typedef struct hm_sanction_point {
    const char *form;   /* willingness, loss, budget, most, robust (S13) */
    double asked;       /* the number asked for, NAN for most */
    double willingness; /* asked, or the price at the margin: USD of cost for
                           the last USD of loss; NAN where there is none */
    double loss;        /* of the objective, MUSD (current: first order) */
    double cost;        /* sum of w_s times each sender's loss, MUSD */
    double real_income_loss, real_income_pct; /* of the target, MUSD, % */
    double others_musd;                       /* third countries (S12) */
    double real_wage_pct;                     /* of the target (R9) */
    double essentials_pct[3]; /* food, medicine, fuel used, quantity (R9) */
    double mean_rate;         /* of the levers, plain mean */
    bool found, confirmed;
    double kkt, residual;
    /* over the worlds of hm_sanction_plan_under(), its own included */
    double loss_low, loss_high, cost_low, cost_high;
    int32_t starts, distinct; /* searches, and different ends among them */
    int32_t solves, adjoints;
} hm_sanction_point;

typedef struct hm_sanction_plan hm_sanction_plan;

typedef struct hm_sanction_certificate {
    bool confirmed;    /* every point asked for was found and verified, or is
                          out of reach */
    double residual;   /* the worst */
    int32_t variables; /* levers; 0: senders have no trade to touch */
    int32_t solves, sweeps, adjoints;
    const char *worst; /* why not confirmed */
} hm_sanction_certificate;

/* Design problem number `problem`; view and sanctions must outlive the plan.
 * A search that ends nowhere is no failure: see certificate and points. */
HM_API HM_CHECKED hm_status hm_sanction_plan_create(
    hm_context *ctx, const hm_sanctions *sanctions, int32_t problem,
    const hm_sanction_view *view, hm_sanction_plan **out);
HM_API void hm_sanction_plan_free(hm_sanction_plan *plan);
/*
 * What every point would do and cost in another world (other elasticities,
 * another year, with the same countries and sectors; others are passed over):
 * one verified solve a point, which widens its ranges.
 */
HM_API HM_CHECKED hm_status hm_sanction_plan_under(
    hm_context *ctx, hm_sanction_plan *plan, const hm_sanction_view *other);
/*
 * Plans of one problem made in `count` worlds, each carried out in each: the
 * regret of every plan, in the first plan's table sanctions_across. Worlds
 * whose flows differ from the first's leave it without.
 */
HM_API HM_CHECKED hm_status
hm_sanction_plan_across(hm_context *ctx, hm_sanction_plan *const *plans,
                        const char *const *names, int32_t count);
HM_API const char *hm_sanction_plan_name(const hm_sanction_plan *plan);
HM_API const hm_sanction_certificate *
hm_sanction_plan_certificate(const hm_sanction_plan *plan);
HM_API int32_t hm_sanction_plan_points(const hm_sanction_plan *plan);
HM_API const hm_sanction_point *
hm_sanction_plan_point(const hm_sanction_plan *plan, int32_t index);
/* Real income gained by each country at a point, MUSD, N. */
HM_API const double *hm_sanction_plan_income(const hm_sanction_plan *plan,
                                             int32_t index);
/* Value of lever v at a point, as sanctions_measures prints it. */
HM_API double hm_sanction_plan_lever(const hm_sanction_plan *plan,
                                     int32_t index, int32_t v);

/* Tables of hm_sanction_tables(), in order. */
enum {
    HM_SANCTIONS_POINTS = 0, /* sanctions: a row a point */
    HM_SANCTIONS_MEASURES,   /* sanctions_measures: what each point does */
    HM_SANCTIONS_COUNTRIES,  /* sanctions_countries: who gains and loses */
    HM_SANCTIONS_ESSENTIALS, /* sanctions_essentials: R9 by sector */
    HM_SANCTIONS_STARTS,     /* sanctions_starts: where searches ended */
    HM_SANCTIONS_COALITION,  /* sanctions_coalition: joint against Nash */
    HM_SANCTIONS_SHARING,    /* sanctions_sharing: a row a member */
    HM_SANCTIONS_SECONDARY,  /* sanctions_secondary: S15 */
    HM_SANCTIONS_ROBUST,     /* sanctions_robust: S13 */
    HM_SANCTIONS_ACROSS,     /* sanctions_across: plans of every world in every
                                world, and their regret */
    HM_SANCTION_TABLES
};

/* Tables of `count` plans; those without rows are made all the same. The caller
 * frees each with hm_table_free(). */
HM_API HM_CHECKED hm_status
hm_sanction_tables(hm_context *ctx, const hm_sanction_plan *const *plans,
                   int32_t count, hm_table *tables[HM_SANCTION_TABLES]);

/* --- the concession frontier ------------------------------------------------ */

/* The world: as hm_tariff_view. */
typedef struct hm_concession_view {
    const hm_economy *base; /* calibrated; must outlive the object */
    hm_closure closure;
    hm_solver_settings settings;
    double verify_tolerance;
} hm_concession_view;

/* Rates that may move: the giver's tariffs (importer = giver) or its export
 * taxes, on the flows that the selectors name and that exist. */
typedef struct hm_concession_part {
    bool export_tax; /* false: import tariff */
    hm_selector exporter, importer, sector;
} hm_concession_part;

typedef struct hm_concession_ask {
    const char *giver, *taker; /* country codes */
    int32_t n_parts;
    const hm_concession_part *parts;
    const hm_scenario *baseline; /* p0; NULL: the benchmark */
    /* Bounds of the rates. NAN: low 0, high each rate's own level at the
     * baseline (a concession is a cut). Rates that cannot move are left out;
     * a rate outside its bounds at the baseline widens them. */
    double low, high;
    bool mfn;          /* the giver's rate on a good is the same for every
                          partner that a part names */
    const char *place; /* "FILE:LINE:COLUMN" for messages, or NULL */
} hm_concession_ask;

/* One point of the frontier with its certificate. */
typedef struct hm_concession_point {
    double reward_musd;    /* gain of the taker */
    double cost_musd;      /* loss of the giver */
    double marginal_price; /* dC-star/dR, USD given up per USD delivered */
    double leakage;        /* gains of third countries over the taker's gain
                              (B24); NAN where the taker gains nothing */
    double others_musd;    /* sum of what third countries gain or lose */
    double mean_rate;      /* of the rates that may move, trade-weighted at the
                              base */
    bool found;            /* the search ended where nothing is asked for */
    bool confirmed;        /* verified after a solve from the base */
    double kkt;            /* largest change of ln(1 + rate) still asked for */
    double residual;       /* of the solution, by hm_equilibrium_verify */
    int32_t solves, adjoints;
} hm_concession_point;

typedef struct hm_concession hm_concession;

/*
 * Solve the baseline and find the largest reward in reach: 0 where no rate has
 * room to move (hm_concession_variables is 0 then). HM_ERR_UNKNOWN for codes
 * that the economy lacks, HM_ERR_DATA where the instruments name no flow of
 * the giver or the baseline has no equilibrium (message with `place`).
 */
HM_API HM_CHECKED hm_status hm_concession_create(hm_context *ctx,
                                                 const hm_concession_view *view,
                                                 const hm_concession_ask *ask,
                                                 hm_concession **out);
HM_API void hm_concession_free(hm_concession *c);
/* Rates that may move; the point with the largest reward in reach. */
HM_API int32_t hm_concession_variables(const hm_concession *c);
HM_API const hm_concession_point *hm_concession_most(const hm_concession *c);

/* Least cost of a gain of at least `reward`. point->found false: out of reach
 * (reward above hm_concession_most) or the search did not end; values are NAN
 * unless found and confirmed. */
HM_API HM_CHECKED hm_status hm_concession_at(hm_concession *c, double reward,
                                             hm_concession_point *point);
/* Largest reward that costs at most `budget`; the same point as the frontier's
 * at that reward. */
HM_API HM_CHECKED hm_status hm_concession_budget(hm_concession *c,
                                                 double budget,
                                                 hm_concession_point *point);
/* `count` >= 2 exact points from reward 0 to the largest in reach; where the
 * giver's own best plan gives the taker something, the second point is that
 * reward, at the same cost. Replaces an earlier curve. Points that were not
 * confirmed are left out. */
HM_API HM_CHECKED hm_status hm_concession_curve(hm_concession *c,
                                                int32_t count);
HM_API int32_t hm_concession_points(const hm_concession *c);
HM_API const hm_concession_point *hm_concession_get(const hm_concession *c,
                                                    int32_t index);

/*
 * Reading the curve without a solve: C-star, its slope, and the largest reward
 * for a budget, by cubics through the points with their exact slopes. NAN
 * outside the curve (budget: where every cost is above it).
 */
HM_API double hm_concession_cost(const hm_concession *c, double reward);
HM_API double hm_concession_price(const hm_concession *c, double reward);
HM_API double hm_concession_reward(const hm_concession *c, double budget);

/*
 * Table `concession` of the curves of several baselines: baseline,
 * reward_musd, cost_musd, marginal_price, leakage, others_musd, mean_rate, kkt,
 * verified_residual, solves, adjoints, kind. Rows are those of the curve (kind
 * "frontier"; one row of zeros where nothing can move), and single points of
 * any kind ("budget", "mfn").
 */
HM_API HM_CHECKED hm_status hm_concession_table(hm_context *ctx,
                                                hm_table **out);
HM_API HM_CHECKED hm_status hm_concession_rows(const hm_concession *c,
                                               const char *baseline,
                                               hm_table *table);
/* Rows of kind "budget": what 1, 2, 5, 10 and 20 billion USD buy, as far as
 * that is less than all that can be given (B23). */
HM_API HM_CHECKED hm_status hm_concession_capacity_rows(hm_concession *c,
                                                        const char *baseline,
                                                        hm_table *table);
/* Rows of kind "mfn": a quarter, half and all of the largest reward of `alone`
 * (made from `ask`, of one part) when the giver's rate on a good must be the
 * same for every partner, as far as they are in reach; their leakage is B24. */
HM_API HM_CHECKED hm_status
hm_concession_mfn_rows(hm_context *ctx, const hm_concession_view *view,
                       const hm_concession_ask *ask, const hm_concession *alone,
                       const char *baseline, hm_table *table);
HM_API HM_CHECKED hm_status hm_concession_row(const char *baseline,
                                              const char *kind,
                                              const hm_concession_point *point,
                                              hm_table *table);

#ifdef __cplusplus
}
#endif
#endif

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * sanctions.h - the concession frontier C*(R): the least that a gain of R to
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
 * Solve the baseline and find the largest reward in reach. HM_ERR_UNKNOWN for
 * codes that the economy lacks, HM_ERR_DATA where no rate can move or the
 * baseline has no equilibrium (message with `place`).
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
/* `count` >= 2 exact points from reward 0 to the largest in reach; replaces an
 * earlier curve. Points that were not confirmed are left out. */
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
 * verified_residual, solves, adjoints, kind ("frontier", and "budget" for the
 * points of hm_concession_add_budget).
 */
HM_API HM_CHECKED hm_status hm_concession_table(hm_context *ctx,
                                                hm_table **out);
HM_API HM_CHECKED hm_status hm_concession_rows(const hm_concession *c,
                                               const char *baseline,
                                               hm_table *table);
HM_API HM_CHECKED hm_status hm_concession_row(const char *baseline,
                                              const char *kind,
                                              const hm_concession_point *point,
                                              hm_table *table);

#ifdef __cplusplus
}
#endif
#endif

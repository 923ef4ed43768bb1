// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * price.c - the price of pressure on a concession curve (B20-B26).
 *
 * The curve comes from solves elsewhere. Between its points it is a cubic
 * that keeps its direction (Fritsch and Carlson, SIAM J. Numer. Anal. 1980),
 * or one with the marginal prices that came with it.
 */
#include "games/internal.h"

#include <math.h>
#include <string.h>

static hm_status curve_check(hm_context *ctx, const hm_price_curve *curve)
{
    if (curve->n < 2) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "curve %s has %d points; expected at least 2",
                        curve->baseline, (int)curve->n);
    }
    for (int32_t i = 0; i < curve->n; i++) {
        bool marginal = curve->marginal == NULL || isfinite(curve->marginal[i]);
        if (!isfinite(curve->reward[i]) || !isfinite(curve->cost[i]) ||
            !marginal ||
            (i > 0 && !(curve->reward[i] > curve->reward[i - 1]))) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "curve %s, point %d: expected numbers, with the "
                            "reward above that of the point before",
                            curve->baseline, (int)i);
        }
    }
    return HM_OK;
}

static double secant(const hm_price_curve *curve, int32_t i)
{
    return (curve->cost[i + 1] - curve->cost[i]) /
           (curve->reward[i + 1] - curve->reward[i]);
}

/* Slope at an inner point: harmonic mean of its secants, 0 at a turn. */
static double slope_at(const hm_price_curve *curve, int32_t i)
{
    if (curve->marginal != NULL) {
        return curve->marginal[i];
    }
    if (curve->n == 2) {
        return secant(curve, 0);
    }
    if (i == 0 || i + 1 == curve->n) {
        int32_t side = i == 0 ? 0 : curve->n - 2;
        int32_t next = i == 0 ? 1 : curve->n - 3;
        double h0 = curve->reward[side + 1] - curve->reward[side];
        double h1 = curve->reward[next + 1] - curve->reward[next];
        double d0 = secant(curve, side);
        double d1 = secant(curve, next);
        double slope = ((2.0 * h0 + h1) * d0 - h0 * d1) / (h0 + h1);
        if (slope * d0 <= 0.0) {
            return 0.0;
        }
        return d0 * d1 <= 0.0 && fabs(slope) > 3.0 * fabs(d0) ? 3.0 * d0
                                                              : slope;
    }
    double left = secant(curve, i - 1);
    double right = secant(curve, i);
    double h0 = curve->reward[i] - curve->reward[i - 1];
    double h1 = curve->reward[i + 1] - curve->reward[i];
    if (left * right <= 0.0) {
        return 0.0;
    }
    return 3.0 * (h0 + h1) / ((2.0 * h1 + h0) / left + (h1 + 2.0 * h0) / right);
}

/* Cost and slope on the interval that begins at point i. */
static double cost_on(const hm_price_curve *curve, int32_t i, double reward,
                      double *slope)
{
    double h = curve->reward[i + 1] - curve->reward[i];
    double s = (reward - curve->reward[i]) / h;
    double d0 = slope_at(curve, i);
    double d1 = slope_at(curve, i + 1);
    double rise = curve->cost[i + 1] - curve->cost[i];
    double a = h * (d0 + d1) - 2.0 * rise;
    double b = 3.0 * rise - h * (2.0 * d0 + d1);
    *slope = (3.0 * a * s * s + 2.0 * b * s) / h + d0;
    return curve->cost[i] + s * (h * d0 + s * (b + s * a));
}

static bool cost_at(const hm_price_curve *curve, double reward, double *cost,
                    double *slope)
{
    if (!(reward >= curve->reward[0] &&
          reward <= curve->reward[curve->n - 1])) {
        return false;
    }
    int32_t i = 0;
    while (i + 2 < curve->n && reward > curve->reward[i + 1]) {
        i++;
    }
    *cost = cost_on(curve, i, reward, slope);
    return true;
}

hm_status hm_price_at(hm_context *ctx, const hm_price_curve *curve,
                      double reward, double *cost, double *marginal,
                      bool *reached)
{
    *cost = NAN;
    *marginal = NAN;
    *reached = false;
    HMI_TRY(curve_check(ctx, curve));
    if (!isfinite(reward)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT, "the reward is not a number");
    }
    *reached = cost_at(curve, reward, cost, marginal);
    return HM_OK;
}

/* --- capacity (B23) --- */

typedef struct budget_line {
    const hm_price_curve *curve;
    int32_t interval;
    double budget;
} budget_line;

static double over_budget(void *user, double reward)
{
    const budget_line *line = user;
    double slope = 0.0;
    return cost_on(line->curve, line->interval, reward, &slope) - line->budget;
}

hm_status hm_price_capacity(hm_context *ctx, const hm_price_curve *curve,
                            double budget, double *reward)
{
    *reward = NAN;
    HMI_TRY(curve_check(ctx, curve));
    for (int32_t i = curve->n - 1; i >= 0; i--) {
        if (curve->cost[i] <= budget) {
            *reward = curve->reward[i];
            if (i + 1 < curve->n) {
                budget_line line = {curve, i, budget};
                *reward = hmi_line_root(over_budget, &line, curve->reward[i],
                                        curve->reward[i + 1]);
            }
            return HM_OK;
        }
    }
    return HM_OK;
}

/* --- reservation and price of each step (B22) --- */

enum {
    PRESSURE = 0,
    BASELINE,
    OMEGA,
    OWN_COST,
    RESERVATION,
    PRICE,
    MARGINAL,
    INFRAMARGINAL,
    OMEGA_FREE,
    OMEGA_REACH,
    COLUMNS
};

static const char *const column_names[COLUMNS] = {
    "pressure", "baseline",       "omega",         "own_cost",   "reservation",
    "price",    "marginal_price", "inframarginal", "omega_free", "omega_reach"};

static hm_status add_price(hm_table *table, const hm_pressure *step,
                           const hm_price_curve *curve, double omega)
{
    double price = NAN;
    double marginal = NAN;
    double reservation = step->cost - omega * step->probability;
    double reach = curve->reward[curve->n - 1];
    bool free = reservation <= 0.0;
    if (free) {
        price = 0.0; /* any payment is inframarginal */
    } else {
        (void)cost_at(curve, reservation, &price, &marginal);
    }
    HMI_TRY(hm_table_add_row(table));
    HMI_TRY(hm_table_set_text(table, PRESSURE, step->name));
    HMI_TRY(hm_table_set_text(table, BASELINE, curve->baseline));
    hm_table_set_number(table, OMEGA, omega);
    hm_table_set_number(table, OWN_COST, step->cost);
    hm_table_set_number(table, RESERVATION, reservation);
    hm_table_set_number(table, PRICE, price);
    hm_table_set_number(table, MARGINAL, marginal);
    hm_table_set_number(table, INFRAMARGINAL, free ? 1.0 : 0.0);
    if (step->probability > 0.0) {
        hm_table_set_number(table, OMEGA_FREE, step->cost / step->probability);
        hm_table_set_number(table, OMEGA_REACH,
                            (step->cost - reach) / step->probability);
    }
    return HM_OK;
}

static hm_status steps_check(hm_context *ctx, const hm_pressure *steps,
                             int32_t n_steps, const double *omega,
                             int32_t n_omega)
{
    for (int32_t a = 0; a < n_steps; a++) {
        if (!isfinite(steps[a].cost) || !(fabs(steps[a].probability) <= 1.0)) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "pressure %s: cost %g, change of probability %g; "
                            "expected a number, and -1 to 1",
                            steps[a].name, steps[a].cost, steps[a].probability);
        }
    }
    for (int32_t o = 0; o < n_omega; o++) {
        if (!isfinite(omega[o])) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "value %d of the broker is not a number", (int)o);
        }
    }
    return HM_OK;
}

hm_status hm_price_table(hm_context *ctx, const hm_pressure *steps,
                         int32_t n_steps, const hm_price_curve *curves,
                         int32_t n_curves, const double *omega, int32_t n_omega,
                         hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_TRY(steps_check(ctx, steps, n_steps, omega, n_omega));
    for (int32_t c = 0; c < n_curves; c++) {
        HMI_TRY(curve_check(ctx, &curves[c]));
    }
    HMI_TRY(hm_table_create(ctx, "price", &table));
    for (int32_t c = 0; c < COLUMNS; c++) {
        HMI_GOTO(status, hm_table_add_column(table, column_names[c],
                                             c <= BASELINE ? HM_COLUMN_TEXT
                                                           : HM_COLUMN_NUMBER));
    }
    int32_t inner = n_curves * n_omega;
    for (int32_t i = 0; i < n_steps * inner; i++) {
        HMI_GOTO(status,
                 add_price(table, &steps[i / inner],
                           &curves[i % inner / n_omega], omega[i % n_omega]));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

hm_status hm_price_leakage(hm_context *ctx, int32_t n_others,
                           const double *others, double receiver, double *out)
{
    double total = 0.0;
    *out = NAN;
    if (!(receiver > 0.0) || isinf(receiver)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "leakage: the receiver gains %g; expected above 0",
                        receiver);
    }
    for (int32_t h = 0; h < n_others; h++) {
        total += fmax(others[h], 0.0);
    }
    *out = total / receiver;
    return HM_OK;
}

/* --- carrot and stick (B25, B26) --- */

hm_status hm_stick_evaluate(hm_context *ctx, const hm_stick *stick,
                            hm_stick_account *out)
{
    memset(out, 0, sizeof *out);
    if (!(stick->success >= 0.0 && stick->success <= 1.0) ||
        !isfinite(stick->carrot) || !isfinite(stick->stick) ||
        !isfinite(stick->with_stick) || !isfinite(stick->without)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "carrot and stick: success %g, costs %g and %g, EV %g "
                        "and %g; expected a probability and numbers",
                        stick->success, stick->carrot, stick->stick,
                        stick->with_stick, stick->without);
    }
    out->expected_carrot = stick->success * stick->carrot;
    out->expected_stick = (1.0 - stick->success) * stick->stick;
    double at = stick->stick / (stick->carrot + stick->stick);
    out->equal_at = at >= 0.0 && at <= 1.0 ? at : (double)NAN;
    out->credible = stick->with_stick >= stick->without;
    out->reputation_needed = fmax(0.0, stick->without - stick->with_stick);
    return HM_OK;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * verify.c - is this solution an equilibrium? Written from MODEL.md T1-T18
 * and T20 alone: plain loops, libm, not one line shared with the solver.
 *
 * Each equation is evaluated at the solution's own numbers and the gap is
 * measured against the country it belongs to, never against the world. What
 * is not finite, or negative, or cannot be evaluated counts as an infinite
 * gap, so it can never be confirmed. Prices are checked in verify_prices.c,
 * spending, budgets and markets in verify_quantities.c.
 */
#include "equilibrium/verify.h"

#include <stdio.h>
#include <string.h>

/* Note the gap of one equation; a NaN is an infinite gap. */
void hmi_verify_record(hmi_check *c, double *family, double gap,
                       const char *equation, int64_t n, const char *item)
{
    hm_verification *out = c->out;
    if (!(gap >= 0.0)) {
        gap = HUGE_VAL;
    }
    *family = gap > *family ? gap : *family;
    if (out->worst_equation[0] == '\0' || gap > out->residual) {
        out->residual = gap;
        (void)snprintf(out->worst_equation, sizeof out->worst_equation,
                       "%s%s%s%s%s", equation, n < 0 ? "" : ", ",
                       n < 0 ? "" : c->labels->country_codes[n],
                       item == NULL ? "" : ", ", item == NULL ? "" : item);
    }
}

void hmi_verify_sector(hmi_check *c, double *family, double gap,
                       const char *equation, size_t n, size_t j)
{
    hmi_verify_record(c, family, gap, equation, (int64_t)n,
                      c->labels->sector_codes[j]);
}

/* "labour market, PRK"; "factor market, PRK, ore" for other factors. */
void hmi_verify_factor(hmi_check *c, double gap, const char *labor,
                       const char *other, size_t f)
{
    const char *code = c->a->factor_codes[f];
    bool is_labor = strcmp(code, "labor") == 0;
    hmi_verify_record(c, &c->out->factor_market, gap, is_labor ? labor : other,
                      c->a->factor_country[f], is_labor ? NULL : code);
}

/* --- finite and not negative -------------------------------------------- */

static double sign_gap(double value, bool positive)
{
    bool fine = isfinite(value) && (positive ? value > 0.0 : value >= 0.0);
    return fine ? 0.0 : HUGE_VAL;
}

static void check_signs(hmi_check *c)
{
    hm_verification *out = c->out;
    const hm_solution_arrays *x = c->x;
    for (size_t n = 0; n < c->N; n++) {
        for (size_t j = 0; j < c->J; j++) {
            size_t nj = n * c->J + j;
            hmi_verify_sector(c, &out->price, sign_gap(x->cost_hat[nj], false),
                              "cost", n, j);
            hmi_verify_sector(c, &out->price, sign_gap(x->price_hat[nj], true),
                              "price", n, j);
            hmi_verify_sector(c, &out->expenditure,
                              sign_gap(x->expenditure[nj], false), "spending",
                              n, j);
            hmi_verify_sector(c, &out->output, sign_gap(x->output[nj], false),
                              "output", n, j);
        }
        hmi_verify_record(c, &out->price, sign_gap(x->price_index_hat[n], true),
                          "price index", (int64_t)n, NULL);
        hmi_verify_record(c, &out->budget, sign_gap(x->income[n], true),
                          "income", (int64_t)n, NULL);
        hmi_verify_record(c, &out->balance,
                          isfinite(x->deficit[n]) ? 0.0 : HUGE_VAL,
                          "trade balance", (int64_t)n, NULL);
    }
    for (size_t f = 0; f < c->F; f++) {
        hmi_verify_factor(c, sign_gap(x->factor_price_hat[f], false), "wage",
                          "factor price", f);
    }
}

/* --- all of it -------------------------------------------------------------- */

/* Logs that many equations ask for, and each country's factors. */
static void take_logs(hmi_check *c)
{
    int32_t count = 0;
    for (size_t nj = 0; nj < c->N * c->J; nj++) {
        c->log_cost[nj] = log(c->x->cost_hat[nj]);
        c->log_good[nj] = log(c->x->price_hat[nj]);
    }
    for (size_t f = 0; f < c->F; f++) {
        c->log_wage[f] = log(c->x->factor_price_hat[f]);
    }
    for (size_t n = 0; n < c->N; n++) {
        c->first[n] = count;
        for (size_t f = 0; f < c->F; f++) {
            if ((size_t)c->a->factor_country[f] == n) {
                c->owned[count++] = (int32_t)f;
            }
        }
    }
    c->first[c->N] = count;
}

hm_status hm_equilibrium_verify(hm_context *ctx, const hm_economy *economy,
                                hm_closure closure, const hm_shock *shock,
                                const hm_solution *solution, double tolerance,
                                hm_verification *out)
{
    const hm_economy_arrays *a = hm_economy_data(economy);
    hmi_check c = {.labels = hm_economy_labels(economy),
                   .a = a,
                   .x = hm_solution_data(solution),
                   .closure = closure,
                   .N = (size_t)a->n_countries,
                   .J = (size_t)a->n_sectors,
                   .F = (size_t)a->n_factors,
                   .out = out};
    hm_status status = HM_ERR_MEMORY;
    memset(out, 0, sizeof *out);
    out->residual = HUGE_VAL;
    if (!(tolerance > 0.0) || !isfinite(tolerance)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "verify: tolerance %g; expected a number above 0",
                        tolerance);
    }
    if (shock != NULL) {
        c.s = *hm_shock_data(shock);
    }
    size_t scratch = c.F + c.J + c.N + 2;
    c.nest = HMI_ARRAY(ctx, double, c.N *c.J);
    c.share = HMI_ARRAY(ctx, double, c.J *c.N *c.N);
    c.import_log = HMI_ARRAY(ctx, double, c.N *c.J);
    c.received = HMI_ARRAY(ctx, double, c.N);
    c.log_cost = HMI_ARRAY(ctx, double, 2 * c.N * c.J);
    c.log_wage = HMI_ARRAY(ctx, double, c.F);
    c.owned = HMI_ARRAY(ctx, int32_t, c.F);
    c.first = HMI_ARRAY(ctx, int32_t, c.N + 1);
    c.weight = HMI_ARRAY(ctx, double, scratch);
    c.log_price = HMI_ARRAY(ctx, double, scratch);
    if (c.nest != NULL && c.share != NULL && c.import_log != NULL &&
        c.received != NULL && c.weight != NULL && c.log_price != NULL &&
        c.log_cost != NULL && c.log_wage != NULL && c.owned != NULL &&
        c.first != NULL) {
        c.log_good = c.log_cost + c.N * c.J;
        take_logs(&c);
        check_signs(&c);
        hmi_verify_prices(&c);
        hmi_verify_quantities(&c);
        hmi_verify_caps(&c);
        hmi_verify_factors(&c);
        hmi_verify_balance(&c);
        out->confirmed = out->residual < tolerance;
        status = HM_OK;
    }
    hmi_free(ctx, c.nest);
    hmi_free(ctx, c.share);
    hmi_free(ctx, c.import_log);
    hmi_free(ctx, c.received);
    hmi_free(ctx, c.log_cost);
    hmi_free(ctx, c.log_wage);
    hmi_free(ctx, c.owned);
    hmi_free(ctx, c.first);
    hmi_free(ctx, c.weight);
    hmi_free(ctx, c.log_price);
    return status;
}

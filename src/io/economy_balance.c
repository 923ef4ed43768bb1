// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * economy_balance.c - the accounts of the tables taken together: repairs that
 * were asked for by name (MODEL.md 1.9), then what remains is refused, with
 * the line that it comes from.
 *
 * Values: spending X is duty paid, sum of trade (1 + t) over origins; output
 * Y is what producers receive, trade / (1 + e) over destinations (T2, T13);
 * cost is Y / markup; final demand is X less intermediate use (T14).
 */
#include "io/build.h"

#include <math.h>

/* Floors of MODEL.md 1.9, and what counts as rounding of a file's digits. */
static const double own_trade_floor = 1e-6;
static const double value_added_floor = 1e-6;
static const double rounding = 1e-9;

static double rate(const double *rates, size_t cell)
{
    return rates == NULL ? 0.0 : rates[cell];
}

void hmi_build_output(const hmi_build *b, double *output, double *cost)
{
    for (int32_t j = 0; j < b->J; j++) {
        for (int32_t n = 0; n < b->N; n++) {
            for (int32_t i = 0; i < b->N; i++) {
                size_t cell = HMI_FLOW(b, j, n, i);
                output[HMI_CELL(b, i, j)] +=
                    b->trade[cell] / (1.0 + rate(b->export_tax, cell));
            }
        }
    }
    for (int32_t n = 0; n < b->N; n++) {
        for (int32_t k = 0; k < b->J; k++) {
            cost[HMI_CELL(b, n, k)] =
                output[HMI_CELL(b, n, k)] / b->active->markup[k];
        }
    }
}

static double spending(const hmi_build *b, int32_t n, int32_t j)
{
    double sum = 0.0;
    for (int32_t i = 0; i < b->N; i++) {
        size_t cell = HMI_FLOW(b, j, n, i);
        sum += b->trade[cell] * (1.0 + rate(b->tariff, cell));
    }
    return sum;
}

/* Own trade of at least 1e-6 of spending wherever there is spending. */
static hm_status repair_own_trade(hmi_build *b)
{
    int32_t count = 0;
    double moved = 0.0;
    for (int32_t n = 0; n < b->N; n++) {
        for (int32_t j = 0; j < b->J; j++) {
            double *own = &b->trade[HMI_FLOW(b, j, n, n)];
            double all = spending(b, n, j);
            double least =
                own_trade_floor / (1.0 - own_trade_floor) * (all - *own);
            if (*own < least * (1.0 - rounding)) {
                moved += least - *own;
                *own = least;
                count++;
            }
        }
    }
    return count == 0
               ? HM_OK
               : hmi_build_note(b,
                                "own_trade raised %d domestic flows to 1e-6 of "
                                "spending, adding %.6g million USD",
                                (int)count, moved);
}

static double input_sum(const hmi_build *b, int32_t n, int32_t k)
{
    double sum = 0.0;
    for (int32_t j = 0; j < b->J; j++) {
        sum += b->input[HMI_USE(b, n, j, k)];
    }
    return sum;
}

/* Input shares that leave nothing for factors: scaled, or refused. */
static hm_status check_value_added(hmi_build *b, const double *cost)
{
    int32_t count = 0;
    double moved = 0.0;
    for (int32_t n = 0; n < b->N && b->input != NULL; n++) {
        for (int32_t k = 0; k < b->J; k++) {
            double sum = input_sum(b, n, k);
            if (sum < 1.0 - 1e-12) {
                continue;
            }
            if (!b->repairs.negative_value_added) {
                return hmi_fail(
                    b->ctx, HM_ERR_DATA,
                    "%s:%d:1: the input shares of %s, %s sum to %.9g; expected "
                    "less than 1, so that something is left for primary "
                    "factors (or switch on the repair negative_value_added of "
                    "`hirschman data repair`)",
                    b->inputs_file, (int)b->input_line[HMI_CELL(b, n, k)],
                    b->countries.codes[n], b->sectors.codes[k], sum);
            }
            double scale = (1.0 - value_added_floor) / sum;
            for (int32_t j = 0; j < b->J; j++) {
                b->input[HMI_USE(b, n, j, k)] *= scale;
            }
            moved += (sum - 1.0 + value_added_floor) * cost[HMI_CELL(b, n, k)];
            count++;
        }
    }
    return count == 0
               ? HM_OK
               : hmi_build_note(b,
                                "negative_value_added scaled the inputs of %d "
                                "country-sectors so that 1e-6 of cost is left, "
                                "moving %.6g million USD",
                                (int)count, moved);
}

static hm_status check_countries(const hmi_build *b, const double *cost)
{
    for (int32_t n = 0; n < b->N; n++) {
        double total = 0.0;
        for (int32_t k = 0; k < b->J; k++) {
            double left = b->input == NULL ? 1.0 : 1.0 - input_sum(b, n, k);
            total += left * cost[HMI_CELL(b, n, k)];
        }
        if (!(total > 0.0)) {
            return hmi_fail(b->ctx, HM_ERR_DATA,
                            "%s:%d:1: %s has no value added: trade.csv has no "
                            "sales of it; give it output or take it out",
                            b->countries_file, (int)b->country_line[n],
                            b->countries.codes[n]);
        }
    }
    return HM_OK;
}

/* Spending on j by the industries of n. */
static double intermediate_use(const hmi_build *b, const double *cost,
                               int32_t n, int32_t j)
{
    double used = 0.0;
    for (int32_t k = 0; k < b->J && b->input != NULL; k++) {
        used += b->input[HMI_USE(b, n, j, k)] * cost[HMI_CELL(b, n, k)];
    }
    return used;
}

static hm_status refuse_residual(const hmi_build *b, int32_t n, int32_t j,
                                 double bought, double used)
{
    return hmi_fail(b->ctx, HM_ERR_DATA,
                    "%s:%d:1: residual final demand of %s for %s is %.9g: its "
                    "industries use %.9g of the %.9g that it buys; expected 0 "
                    "or more (mend inputs.csv or trade.csv, give final.csv, or "
                    "switch on the repair negative_final of `hirschman data "
                    "repair`)",
                    b->inputs_file, (int)b->use_line[HMI_CELL(b, n, j)],
                    b->countries.codes[n], b->sectors.codes[j], bought - used,
                    used, bought);
}

/* Final demand is what industries leave over (when final.csv is absent). */
static hm_status check_residual(hmi_build *b, const double *cost)
{
    int32_t count = 0;
    double moved = 0.0;
    size_t cells = (size_t)b->N * (size_t)b->J;
    double *final = HMI_KEEP(&b->temp, double, cells);
    if (final == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t n = 0; n < b->N; n++) {
        double total = 0.0;
        for (int32_t j = 0; j < b->J; j++) {
            double bought = spending(b, n, j);
            double used = intermediate_use(b, cost, n, j);
            double rest = bought - used;
            bool negative = rest < -rounding * (bought + used);
            if (negative && !b->repairs.negative_final) {
                return refuse_residual(b, n, j, bought, used);
            }
            moved -= negative ? rest : 0.0;
            count += negative ? 1 : 0;
            final[HMI_CELL(b, n, j)] = rest > 0.0 ? rest : 0.0;
            total += rest > 0.0 ? rest : 0.0;
        }
        if (!(total > 0.0)) {
            return hmi_fail(b->ctx, HM_ERR_DATA,
                            "%s:%d:1: %s has no final demand; its industries "
                            "use all that it buys",
                            b->countries_file, (int)b->country_line[n],
                            b->countries.codes[n]);
        }
        for (int32_t j = 0; j < b->J; j++) {
            final[HMI_CELL(b, n, j)] /= total;
        }
    }
    if (count == 0) {
        return HM_OK; /* the economy works the same residual out */
    }
    b->final = final;
    return hmi_build_note(b,
                          "negative_final set %d residual final demands to 0, "
                          "moving %.6g million USD",
                          (int)count, moved);
}

hm_status hmi_build_balance(hmi_build *b)
{
    size_t cells = (size_t)b->N * (size_t)b->J;
    if (b->repairs.own_trade) {
        HMI_TRY(repair_own_trade(b));
    }
    double *output = HMI_KEEP(&b->temp, double, cells);
    double *cost = HMI_KEEP(&b->temp, double, cells);
    if (output == NULL || cost == NULL) {
        return HM_ERR_MEMORY;
    }
    hmi_build_output(b, output, cost);
    HMI_TRY(check_value_added(b, cost));
    HMI_TRY(check_countries(b, cost));
    return b->final != NULL ? HM_OK : check_residual(b, cost);
}

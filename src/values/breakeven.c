// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * breakeven.c - thresholds: where a decision turns (V1-V3), also said as a
 * change of probability that a reader can judge.
 */
#include "values/internal.h"

#include <math.h>

static double middle_of(const hm_unknown *u)
{
    return 0.5 * (u->low + u->high);
}

static double influence_of(const hm_margin *margin, const hm_unknown *unknowns,
                           int32_t j)
{
    return fabs(margin->slope[j]) * (unknowns[j].high - unknowns[j].low);
}

/* The margin with the unknowns of `skip` left out, others at mid-box. */
static double rest_of(const hm_margin *margin, const hm_unknown *unknowns,
                      int32_t n, int32_t skip, int32_t also)
{
    double rest = margin->constant;
    for (int32_t j = 0; j < n; j++) {
        rest += j == skip || j == also
                    ? 0.0
                    : margin->slope[j] * middle_of(&unknowns[j]);
    }
    return rest;
}

static hm_status add_unknown(const hm_margin *margin,
                             const hm_unknown *unknowns, int32_t n, int32_t j,
                             hm_table *table)
{
    const hm_unknown *u = &unknowns[j];
    double slope = margin->slope[j];
    HMI_TRY(hm_table_add_row(table));
    HMI_TRY(hm_table_set_text(table, 0, margin->name));
    HMI_TRY(hm_table_set_text(table, 1, u->name));
    HMI_TRY(hm_table_set_text(table, 2, u->provenance));
    HMI_TRY(hm_table_set_text(table, 3, u->unit));
    hm_table_set_number(table, 4, u->low);
    hm_table_set_number(table, 5, u->high);
    if (slope != 0.0) {
        double at = -rest_of(margin, unknowns, n, j, j) / slope;
        hm_table_set_number(table, 6, at);
        hm_table_set_number(table, 7,
                            at >= u->low && at <= u->high ? 1.0 : 0.0);
    }
    hm_table_set_number(table, 8, influence_of(margin, unknowns, j));
    return HM_OK;
}

hm_status hm_break_even_table(hm_context *ctx, const hm_margin *margin,
                              const hm_unknown *unknowns, int32_t n,
                              hm_table **out)
{
    static const char *const columns[] = {
        " margin", " unknown",   " provenance", " unit",    "low",
        "high",    "break_even", "inside",      "influence"};
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_TRY(hmi_unknowns_check(ctx, unknowns, n, HM_UNKNOWNS_MAX));
    HMI_TRY(hmi_margins_check(ctx, margin, 1, n, 1));
    HMI_TRY(hmi_table_of(ctx, "thresholds", columns, 9, &table));
    for (int32_t j = 0; j < n; j++) {
        HMI_GOTO(status, add_unknown(margin, unknowns, n, j, table));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

/* The two unknowns with the largest influence, larger first. */
static void most_influential(const hm_margin *margin,
                             const hm_unknown *unknowns, int32_t n,
                             int32_t *first, int32_t *second)
{
    *first = 0;
    *second = -1;
    for (int32_t j = 1; j < n; j++) {
        double at = influence_of(margin, unknowns, j);
        if (at > influence_of(margin, unknowns, *first)) {
            *second = *first;
            *first = j;
        } else if (*second < 0 ||
                   at > influence_of(margin, unknowns, *second)) {
            *second = j;
        }
    }
}

hm_status hm_break_even_line(hm_context *ctx, const hm_margin *margin,
                             const hm_unknown *unknowns, int32_t n,
                             int32_t points, int32_t *first, int32_t *second,
                             hm_table **out)
{
    static const char *const columns[] = {"x", "y", "inside"};
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_TRY(hmi_unknowns_check(ctx, unknowns, n, HM_UNKNOWNS_MAX));
    HMI_TRY(hmi_margins_check(ctx, margin, 1, n, 1));
    most_influential(margin, unknowns, n, first, second);
    if (*second < 0 || margin->slope[*second] == 0.0 || points < 2) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "margin %s: a break-even line needs two unknowns that "
                        "matter and 2 points; %d points",
                        margin->name, (int)points);
    }
    double rest = rest_of(margin, unknowns, n, *first, *second);
    const hm_unknown *u = &unknowns[*first];
    const hm_unknown *v = &unknowns[*second];
    HMI_TRY(hmi_table_of(ctx, "break_even_line", columns, 3, &table));
    for (int32_t i = 0; i < points; i++) {
        double x =
            u->low + (u->high - u->low) * (double)i / (double)(points - 1);
        double y = -(rest + margin->slope[*first] * x) / margin->slope[*second];
        HMI_GOTO(status, hm_table_add_row(table));
        hm_table_set_number(table, 0, x);
        hm_table_set_number(table, 1, y);
        hm_table_set_number(table, 2, y >= v->low && y <= v->high ? 1.0 : 0.0);
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

/* --- worth and probability (V2, V3) --- */

hm_status hm_worth_table(hm_context *ctx, double cost, double income,
                         const double *probability, int32_t n, hm_table **out)
{
    static const char *const columns[] = {"probability", "value_needed",
                                          "share_of_income"};
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    if (!isfinite(cost)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT, "the cost is not a number");
    }
    for (int32_t i = 0; i < n; i++) {
        if (!(probability[i] > 0.0 && probability[i] <= 1.0)) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "change of probability %g; expected above 0, up "
                            "to 1",
                            probability[i]);
        }
    }
    HMI_TRY(hmi_table_of(ctx, "worth", columns, 3, &table));
    for (int32_t i = 0; i < n; i++) {
        double needed = cost / probability[i];
        HMI_GOTO(status, hm_table_add_row(table));
        hm_table_set_number(table, 0, probability[i]);
        hm_table_set_number(table, 1, needed);
        if (income > 0.0) {
            hm_table_set_number(table, 2, 100.0 * needed / income);
        }
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

hm_status hm_worth_points(hm_context *ctx, double cost, double value,
                          double *points, bool *possible)
{
    *points = NAN;
    *possible = false;
    if (!isfinite(cost) || !(value > 0.0) || isinf(value)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "cost %g, worth %g; expected a number, and one above "
                        "0",
                        cost, value);
    }
    *points = 100.0 * cost / value;
    *possible = *points <= 100.0;
    return HM_OK;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * revealed.c - what choices say about values (V5, V6).
 *
 * Manski 2003; Pakes, Porter, Ho and Ishii 2015. First the least slack that
 * rationalises what was chosen, then two linear programs a functional. An end
 * that moves when the box is widened came from the box: it is not identified.
 */
#include "values/internal.h"

#include <math.h>
#include <string.h>

enum { MAX_CHOICES = 500 };

/* Relative to the size of the margins. */
static const double slack_tolerance = 1e-9;
/* How far the box is widened, and what counts as moved, in widths. */
static const double widening = 0.01;
static const double moved = 1e-6;

/* Variables psi (n), then xi (m). Rows: margins, then sum of xi. */
typedef struct bounds {
    hm_context *ctx;
    const hm_margin *margins;
    const hm_unknown *unknowns;
    int32_t m, n, all;
    double *cost, *rows, *right, *low, *high, *x;
    char *sense;
    double size;
} bounds;

static hm_status bounds_create(hm_context *ctx, const hm_margin *margins,
                               int32_t m, const hm_unknown *unknowns, int32_t n,
                               bounds *b)
{
    memset(b, 0, sizeof *b);
    b->ctx = ctx;
    b->margins = margins;
    b->unknowns = unknowns;
    b->m = m;
    b->n = n;
    b->all = m + n;
    size_t all = (size_t)b->all;
    size_t rows = (size_t)m + 1;
    b->cost = HMI_ARRAY(ctx, double, all);
    b->rows = HMI_ARRAY(ctx, double, rows *all);
    b->right = HMI_ARRAY(ctx, double, rows);
    b->low = HMI_ARRAY(ctx, double, all);
    b->high = HMI_ARRAY(ctx, double, all);
    b->x = HMI_ARRAY(ctx, double, all);
    b->sense = HMI_ARRAY(ctx, char, rows);
    bool ok = b->cost != NULL && b->rows != NULL && b->right != NULL &&
              b->low != NULL && b->high != NULL && b->x != NULL &&
              b->sense != NULL;
    return ok ? HM_OK : HM_ERR_MEMORY;
}

static void bounds_clear(bounds *b)
{
    hmi_free(b->ctx, b->cost);
    hmi_free(b->ctx, b->rows);
    hmi_free(b->ctx, b->right);
    hmi_free(b->ctx, b->low);
    hmi_free(b->ctx, b->high);
    hmi_free(b->ctx, b->x);
    hmi_free(b->ctx, b->sense);
}

static void fill_bounds(bounds *b)
{
    size_t all = (size_t)b->all;
    for (int32_t m = 0; m < b->m; m++) {
        double *row = b->rows + (size_t)m * all;
        memcpy(row, b->margins[m].slope, (size_t)b->n * sizeof(double));
        row[b->n + m] = 1.0;
        b->right[m] = -b->margins[m].constant;
        b->sense[m] = '>';
        b->rows[(size_t)b->m * all + (size_t)(b->n + m)] = 1.0;
        b->high[b->n + m] = (double)INFINITY;
        b->size =
            fmax(b->size, hmi_margin_size(&b->margins[m], b->unknowns, b->n));
    }
    b->sense[b->m] = '<';
}

/* The box, each side moved out by `part` of its width. */
static void set_box(bounds *b, double part)
{
    for (int32_t j = 0; j < b->n; j++) {
        const hm_unknown *u = &b->unknowns[j];
        double more = part * (u->high - u->low);
        b->low[j] = u->low - more;
        b->high[j] = u->high + more;
    }
}

static hm_status solve(bounds *b, int32_t rows, double *value)
{
    hmi_lp_outcome outcome = HMI_LP_STALLED;
    hmi_lp lp = {b->all,   rows,     b->cost, b->rows,
                 b->right, b->sense, b->low,  b->high};
    HMI_TRY(hmi_lp_solve(b->ctx, &lp, b->x, value, &outcome));
    if (outcome != HMI_LP_OPTIMAL || hmi_lp_residual(&lp, b->x) > 1e-6) {
        return hmi_fail(b->ctx, HM_ERR_VERIFY,
                        "the linear program of %d choices did not end",
                        (int)b->m);
    }
    return HM_OK;
}

/* Slack phase: least sum of xi, without the last row. */
static hm_status least_slack(bounds *b, double *slack)
{
    for (int32_t i = 0; i < b->all; i++) {
        b->cost[i] = i < b->n ? 0.0 : 1.0;
    }
    set_box(b, 0.0);
    HMI_TRY(solve(b, b->m, slack));
    b->right[b->m] = *slack + slack_tolerance * b->size;
    return HM_OK;
}

static hm_status open_bounds(hm_context *ctx, const hm_margin *margins,
                             int32_t m, const hm_unknown *unknowns, int32_t n,
                             bounds *b, double *slack)
{
    memset(b, 0, sizeof *b);
    b->ctx = ctx;
    HMI_TRY(hmi_unknowns_check(ctx, unknowns, n, HM_UNKNOWNS_MAX));
    HMI_TRY(hmi_margins_check(ctx, margins, m, n, MAX_CHOICES));
    HMI_TRY(bounds_create(ctx, margins, m, unknowns, n, b));
    fill_bounds(b);
    return least_slack(b, slack);
}

hm_status hm_revealed_slack(hm_context *ctx, const hm_margin *margins,
                            int32_t n_margins, const hm_unknown *unknowns,
                            int32_t n, double *xi, hm_revealed *out)
{
    bounds b;
    double slack = NAN;
    memset(out, 0, sizeof *out);
    hm_status status =
        open_bounds(ctx, margins, n_margins, unknowns, n, &b, &slack);
    if (status == HM_OK) {
        out->slack = slack;
        out->rationalised = slack <= slack_tolerance * b.size;
        if (xi != NULL) {
            memcpy(xi, b.x + n, (size_t)n_margins * sizeof(double));
        }
    }
    bounds_clear(&b);
    return status;
}

/* Smallest sign * weight . psi in the box, and in the widened one. */
static hm_status one_end(bounds *b, const double *weight, double sign,
                         double *end, bool *identified)
{
    double wide = NAN;
    double width = 0.0;
    for (int32_t i = 0; i < b->all; i++) {
        b->cost[i] = i < b->n ? sign * weight[i] : 0.0;
        width += i < b->n ? fabs(weight[i]) *
                                (b->unknowns[i].high - b->unknowns[i].low)
                          : 0.0;
    }
    set_box(b, 0.0);
    HMI_TRY(solve(b, b->m + 1, end));
    set_box(b, widening);
    HMI_TRY(solve(b, b->m + 1, &wide));
    *identified = fabs(*end - wide) <= moved * width;
    *end *= sign;
    return HM_OK;
}

static hm_status interval_of(bounds *b, const double *weight, hm_interval *out)
{
    HMI_TRY(one_end(b, weight, 1.0, &out->low, &out->low_identified));
    return one_end(b, weight, -1.0, &out->high, &out->high_identified);
}

hm_status hm_revealed_interval(hm_context *ctx, const hm_margin *margins,
                               int32_t n_margins, const hm_unknown *unknowns,
                               int32_t n, const double *weight,
                               hm_interval *out)
{
    bounds b;
    hm_interval found;
    double slack = NAN;
    *out = (hm_interval){NAN, NAN, false, false};
    hm_status status =
        open_bounds(ctx, margins, n_margins, unknowns, n, &b, &slack);
    for (int32_t j = 0; status == HM_OK && j < n; j++) {
        if (!isfinite(weight[j])) {
            status = hmi_fail(ctx, HM_ERR_ARGUMENT,
                              "weight of %s is not a number", unknowns[j].name);
        }
    }
    if (status == HM_OK) {
        status = interval_of(&b, weight, &found);
    }
    if (status == HM_OK) {
        *out = found;
    }
    bounds_clear(&b);
    return status;
}

static const char *verdict_of(const hm_interval *i)
{
    if (i->low_identified && i->high_identified) {
        return "identified";
    }
    return i->low_identified    ? "from below"
           : i->high_identified ? "from above"
                                : "not identified within the box";
}

static hm_status add_interval(bounds *b, int32_t j, double slack,
                              hm_table *table)
{
    hm_interval i;
    double weight[HM_UNKNOWNS_MAX] = {0.0};
    weight[j] = 1.0;
    HMI_TRY(interval_of(b, weight, &i));
    HMI_TRY(hm_table_add_row(table));
    HMI_TRY(hm_table_set_text(table, 0, b->unknowns[j].name));
    HMI_TRY(hm_table_set_text(table, 1, b->unknowns[j].provenance));
    HMI_TRY(hm_table_set_text(table, 2, verdict_of(&i)));
    hm_table_set_number(table, 3, i.low_identified ? i.low : (double)NAN);
    hm_table_set_number(table, 4, i.high_identified ? i.high : (double)NAN);
    hm_table_set_number(table, 5, i.low_identified ? 1.0 : 0.0);
    hm_table_set_number(table, 6, i.high_identified ? 1.0 : 0.0);
    hm_table_set_number(table, 7, slack);
    return HM_OK;
}

hm_status hm_revealed_table(hm_context *ctx, const hm_margin *margins,
                            int32_t n_margins, const hm_unknown *unknowns,
                            int32_t n, hm_table **out)
{
    static const char *const columns[] = {
        " unknown", " provenance",    " verdict",        "low",
        "high",     "low_identified", "high_identified", "slack"};
    bounds b;
    double slack = NAN;
    hm_table *table = NULL;
    *out = NULL;
    hm_status status =
        open_bounds(ctx, margins, n_margins, unknowns, n, &b, &slack);
    HMI_GOTO(status, status);
    HMI_GOTO(status, hmi_table_of(ctx, "revealed", columns, 8, &table));
    for (int32_t j = 0; j < n; j++) {
        HMI_GOTO(status, add_interval(&b, j, slack, table));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    bounds_clear(&b);
    return status;
}

hm_status hm_revealed_interior(hm_context *ctx, double ev_slope,
                               double probability_slope, double *omega)
{
    *omega = NAN;
    if (!isfinite(ev_slope) || !isfinite(probability_slope) ||
        probability_slope == 0.0) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "interior choice: slopes %g and %g; expected numbers, "
                        "the second not 0",
                        ev_slope, probability_slope);
    }
    *omega = -ev_slope / probability_slope;
    return HM_OK;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * tacit.c - explicit quid pro quo, or a signal (B36).
 */
#include "pact/internal.h"

#include <math.h>

static hm_status tacit_check(hm_context *ctx, const hm_tacit *tacit)
{
    HMI_TRY(hmi_range(ctx, "surplus", tacit->surplus, -HUGE_VAL, HUGE_VAL));
    HMI_TRY(hmi_range(ctx, "precedent cost", tacit->precedent, 0.0, HUGE_VAL));
    return hmi_range(ctx, "cost with allies", tacit->allies, 0.0, HUGE_VAL);
}

static double explicit_of(const hm_tacit *t)
{
    return t->surplus - t->precedent - t->allies;
}

static double tacit_of(const hm_tacit *t, double nu, double q)
{
    double kept = t->kept ? q * t->surplus : 0.0;
    return kept - nu * (t->precedent + t->allies);
}

static hm_tacit_choice best_of(double open, double tacit)
{
    hm_tacit_choice best = open > 0.0 ? HM_CHOICE_EXPLICIT : HM_CHOICE_SEPARATE;
    return tacit > fmax(open, 0.0) ? HM_CHOICE_TACIT : best;
}

hm_status hm_tacit_evaluate(hm_context *ctx, const hm_tacit *tacit, double nu,
                            double q, double *explicit_value,
                            double *tacit_value, hm_tacit_choice *best)
{
    *explicit_value = NAN;
    *tacit_value = NAN;
    *best = HM_CHOICE_SEPARATE;
    HMI_TRY(tacit_check(ctx, tacit));
    HMI_TRY(hmi_range(ctx, "visibility", nu, 0.0, 1.0));
    HMI_TRY(hmi_range(ctx, "probability of being understood", q, 0.0, 1.0));
    *explicit_value = explicit_of(tacit);
    *tacit_value = tacit_of(tacit, nu, q);
    *best = best_of(*explicit_value, *tacit_value);
    return HM_OK;
}

/* q S - nu K > max(W_E, 0). */
static double tacit_above(const hm_tacit *t, double nu)
{
    double needed = fmax(explicit_of(t), 0.0) + nu * (t->precedent + t->allies);
    double q =
        t->kept && t->surplus > 0.0 ? needed / t->surplus : (double)INFINITY;
    return q < 1.0 ? q : (double)NAN;
}

static hm_status add_cell(const hm_tacit *t, double nu, double q,
                          hm_table *table)
{
    static const char *const names[] = {"separate", "explicit", "tacit"};
    double open = explicit_of(t);
    double quiet = tacit_of(t, nu, q);
    HMI_TRY(hm_table_add_row(table));
    HMI_TRY(hm_table_set_text(table, 0, names[best_of(open, quiet)]));
    hm_table_set_number(table, 1, nu);
    hm_table_set_number(table, 2, q);
    hm_table_set_number(table, 3, open);
    hm_table_set_number(table, 4, quiet);
    hm_table_set_number(table, 5, tacit_above(t, nu));
    return HM_OK;
}

hm_status hm_tacit_table(hm_context *ctx, const hm_tacit *tacit, int32_t n,
                         hm_table **out)
{
    static const char *const columns[] = {" best",      "visibility",
                                          "understood", "explicit",
                                          "tacit",      "tacit_above"};
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_TRY(tacit_check(ctx, tacit));
    if (n < 2 || n > 1000) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "a grid of %d; expected 2 to 1000", (int)n);
    }
    HMI_TRY(hmi_table_of(ctx, "explicit_or_tacit", columns, 6, &table));
    for (int32_t i = 0; i < n * n; i++) {
        int32_t row = i / n;
        double nu = (double)row / (double)(n - 1);
        double q = (double)(i - row * n) / (double)(n - 1);
        HMI_GOTO(status, add_cell(tacit, nu, q, table));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * half.c - a scenario with every measure half as strong: the point between
 * no change and all of it on a concession curve.
 */
#include "linkage/menu.h"

#include <math.h>

/* Half of one value; false where the rule has no half. */
static bool half_value(hm_rule rule, double *value)
{
    switch (rule) {
    case HM_RULE_ADD:
    case HM_RULE_LINEAR_CUT:
    case HM_RULE_COVERAGE:
        *value *= 0.5;
        return true;
    case HM_RULE_SCALE:
        *value = 0.5 * (1.0 + *value);
        return true;
    case HM_RULE_HAT:
        *value = sqrt(*value);
        return true;
    default:
        return false;
    }
}

static hm_status add_half(hm_context *ctx, const hm_measure *whole,
                          hm_scenario *to, bool *known)
{
    hm_status status = HM_OK;
    hm_measure half = *whole;
    double *rows = NULL;
    size_t n = whole->n_rows > 0 ? (size_t)whole->n_rows : 0;
    bool transfer = whole->kind == HM_MEASURE_TRANSFER;
    if (transfer) {
        half.rule = HM_RULE_ADD; /* half of the money */
    }
    *known = half_value(half.rule, &half.value);
    half.rule = whole->rule;
    if (n > 0) {
        HMI_TRY(hmi_copy_doubles(ctx, whole->row_value, n, &rows));
        for (size_t r = 0; r < n && *known; r++) {
            *known = half_value(transfer ? HM_RULE_ADD : whole->rule, &rows[r]);
        }
        half.row_value = rows;
    }
    if (*known) {
        status = hm_scenario_add(to, &half);
    }
    hmi_free(ctx, rows);
    return status;
}

hm_status hmi_scenario_half(hm_context *ctx, const hm_scenario *whole,
                            const char *name, hm_scenario **out)
{
    hm_status status = HM_OK;
    hm_scenario *half = NULL;
    bool known = true;
    *out = NULL;
    HMI_TRY(hm_scenario_create(ctx, name, "", &half));
    for (int32_t m = 0; m < hm_scenario_size(whole) && known; m++) {
        HMI_GOTO(status,
                 add_half(ctx, hm_scenario_measure(whole, m), half, &known));
    }
    if (known) {
        *out = half;
        half = NULL;
    }
out:
    hm_scenario_free(half);
    return status;
}

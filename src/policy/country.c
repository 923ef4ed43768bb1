// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * country.c - measures on countries: productivity, capacity, transfer,
 * deficit (MODEL.md 1.8).
 *
 * Whatever moves a deficit keeps the sum over countries at zero: where a
 * measure names one side only, the other side is every country it does not
 * name, in proportion to base factor income.
 */
#include "policy/internal.h"

#include <math.h>

static hm_status apply_productivity(const hmi_target *target, hm_shock *shock)
{
    size_t J = (size_t)hm_economy_data(target->economy)->n_sectors;
    double *level = NULL;
    HMI_TRY(
        hmi_shock_touch(shock, target->economy, HMI_SLOT_PRODUCTIVITY, &level));
    for (int32_t c = 0; c < target->exporters.count; c++) {
        for (int32_t s = 0; s < target->sectors.count; s++) {
            size_t cell = (size_t)target->exporters.items[c] * J +
                          (size_t)target->sectors.items[s];
            level[cell] *= target->value;
        }
    }
    return HM_OK;
}

static hm_status apply_capacity(const hmi_target *target, hm_shock *shock)
{
    double *level = NULL;
    HMI_TRY(hmi_shock_touch(shock, target->economy, HMI_SLOT_FACTOR, &level));
    for (int32_t c = 0; c < target->factors.count; c++) {
        level[target->factors.items[c]] *= target->value;
    }
    return HM_OK;
}

/* Base factor income of one country (MUSD). */
static double factor_income(const hm_economy_arrays *a, int32_t n)
{
    double sum = 0.0;
    for (int32_t f = 0; f < a->n_factors; f++) {
        sum += a->factor_country[f] == n ? a->factor_income[f] : 0.0;
    }
    return sum;
}

/* Add `value` to the listed countries, shared by base factor income. */
static void share_out(const hm_economy_arrays *a, const hmi_indices *list,
                      double value, double *deficit)
{
    double total = 0.0;
    for (int32_t c = 0; c < list->count; c++) {
        total += factor_income(a, list->items[c]);
    }
    for (int32_t c = 0; c < list->count; c++) {
        int32_t n = list->items[c];
        deficit[n] +=
            list->count == 1 ? value : value * factor_income(a, n) / total;
    }
}

static hm_status apply_transfer(const hmi_target *target, hm_shock *shock)
{
    const hm_economy_arrays *a = hm_economy_data(target->economy);
    const hmi_indices *from = &target->exporters;
    const hmi_indices *to = &target->importers;
    double *deficit = NULL;
    if (from->count == 0 || to->count == 0) {
        return hmi_target_fail(target, HM_ERR_ARGUMENT,
                               "transfer: %s selects no country",
                               from->count == 0 ? "from" : "to");
    }
    for (int32_t c = 0; c < from->count; c++) {
        for (int32_t d = 0; d < to->count; d++) {
            if (from->items[c] == to->items[d]) {
                const hm_labels *labels = hm_economy_labels(target->economy);
                return hmi_target_fail(
                    target, HM_ERR_ARGUMENT,
                    "transfer: %s stands on both sides; expected different "
                    "countries in from and to",
                    labels->country_codes[from->items[c]]);
            }
        }
    }
    HMI_TRY(
        hmi_shock_touch(shock, target->economy, HMI_SLOT_DEFICIT, &deficit));
    share_out(a, from, -target->value, deficit);
    share_out(a, to, target->value, deficit);
    return HM_OK;
}

hm_status hmi_apply_countries(const hmi_target *target, hm_shock *shock)
{
    switch (target->measure->kind) {
    case HM_MEASURE_PRODUCTIVITY:
        return apply_productivity(target, shock);
    case HM_MEASURE_CAPACITY:
        return apply_capacity(target, shock);
    default:
        return apply_transfer(target, shock);
    }
}

/* Set the deficits of the target's countries; sum up what they moved. */
static void set_deficits(const hmi_target *target, double *add, double *moved,
                         bool *named)
{
    const hm_economy_arrays *a = hm_economy_data(target->economy);
    for (int32_t c = 0; c < target->importers.count; c++) {
        int32_t n = target->importers.items[c];
        double now = a->deficit[n] + add[n];
        double next = target->measure->rule == HM_RULE_SCALE
                          ? now * target->value
                          : target->value;
        add[n] += next - now;
        *moved += next - now;
        named[n] = true;
    }
}

/* Spread the counterpart of `moved` over the countries not named. */
static hm_status balance(hmi_target *target, const bool *named, double moved,
                         double *add)
{
    const hm_economy_arrays *a = hm_economy_data(target->economy);
    hmi_indices *rest = &target->exporters;
    double size = 0.0;
    rest->count = 0;
    for (int32_t n = 0; n < a->n_countries; n++) {
        size += fabs(a->deficit[n]) + fabs(add[n]);
        if (!named[n]) {
            rest->items[rest->count++] = n;
        }
    }
    if (rest->count > 0) {
        share_out(a, rest, -moved, add);
        return HM_OK;
    }
    if (fabs(moved) > 1e-9 * size) {
        return hmi_target_fail(target, HM_ERR_ARGUMENT,
                               "deficit: every country is set and the sum "
                               "moves by %g MUSD; expected a sum of zero, or "
                               "a country left free",
                               moved);
    }
    return HM_OK;
}

hm_status hmi_apply_deficit(hmi_target *target, const hm_measure *measure,
                            hm_shock *shock)
{
    const hm_economy_arrays *a = hm_economy_data(target->economy);
    hm_status status = HM_OK;
    double moved = 0.0;
    double *add = NULL;
    bool *named = HMI_ARRAY(target->ctx, bool, a->n_countries);
    if (named == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_GOTO(status,
             hmi_shock_touch(shock, target->economy, HMI_SLOT_DEFICIT, &add));
    int32_t first = measure->n_rows > 0 ? 0 : -1;
    int32_t last = measure->n_rows > 0 ? measure->n_rows - 1 : -1;
    for (int32_t row = first; row <= last; row++) {
        HMI_GOTO(status, hmi_target_resolve(target, measure, row));
        set_deficits(target, add, &moved, named);
    }
    status = balance(target, named, moved, add);
out:
    hmi_free(target->ctx, named);
    return status;
}

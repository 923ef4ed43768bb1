// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * apply.c - measures on bilateral flows (MODEL.md 1.8).
 *
 * A measure acts on the level that the measures before it left. Domestic
 * flows are skipped whatever the selectors say.
 */
#include "policy/internal.h"

#include <math.h>

/* r' from r (policy.h, hm_rule). */
static double next_rate(hm_rule rule, double rate, double value)
{
    switch (rule) {
    case HM_RULE_RATE:
        return value;
    case HM_RULE_ADD:
        return rate + value;
    case HM_RULE_SCALE:
        return rate * value;
    case HM_RULE_CAP:
        return rate < value ? rate : value;
    case HM_RULE_LINEAR_CUT:
        return rate * (1.0 - value);
    case HM_RULE_SWISS:
        return value * rate / (value + rate);
    case HM_RULE_HAT:
    case HM_RULE_COVERAGE:
    case HM_RULE_VALUE_MUSD:
    case HM_RULE_QUANTITY_HAT:
    case HM_RULE_LOWER:
        break;
    }
    return rate;
}

static hmi_slot slot_of(hm_measure_kind kind)
{
    switch (kind) {
    case HM_MEASURE_TARIFF:
        return HMI_SLOT_TARIFF;
    case HM_MEASURE_EXPORT_TAX:
        return HMI_SLOT_EXPORT_TAX;
    case HM_MEASURE_TRADE_COST:
        return HMI_SLOT_COST;
    case HM_MEASURE_EMBARGO:
    case HM_MEASURE_QUOTA:
    case HM_MEASURE_PRODUCTIVITY:
    case HM_MEASURE_CAPACITY:
    case HM_MEASURE_TRANSFER:
    case HM_MEASURE_DEFICIT:
        break;
    }
    return HMI_SLOT_PHI;
}

static double next_level(const hmi_target *target, double level)
{
    switch (target->measure->kind) {
    case HM_MEASURE_TRADE_COST:
        return level * target->value;
    case HM_MEASURE_EMBARGO:
        return level * (1.0 - target->value); /* coverage 1: exactly 0 */
    case HM_MEASURE_TARIFF:
    case HM_MEASURE_EXPORT_TAX:
    case HM_MEASURE_QUOTA:
    case HM_MEASURE_PRODUCTIVITY:
    case HM_MEASURE_CAPACITY:
    case HM_MEASURE_TRANSFER:
    case HM_MEASURE_DEFICIT:
        break;
    }
    return next_rate(target->measure->rule, level, target->value);
}

/* A rate must stay above -1, a cost finite and above 0. */
static hm_status refuse(const hmi_target *target, int32_t n, int32_t i,
                        int32_t j, double level)
{
    const hm_labels *labels = hm_economy_labels(target->economy);
    const char *kind = hm_measure_kind_name(target->measure->kind);
    const char *importer = labels->country_codes[n];
    const char *exporter = labels->country_codes[i];
    const char *sector = labels->sector_codes[j];
    if (target->measure->kind == HM_MEASURE_TRADE_COST) {
        return hmi_target_fail(target, HM_ERR_ARGUMENT,
                               "%s %s<-%s, %s: the hats multiply to %g; "
                               "expected a finite number above 0",
                               kind, importer, exporter, sector, level);
    }
    if (level < -1.0) {
        return hmi_target_fail(target, HM_ERR_ARGUMENT,
                               "%s %s<-%s, %s: rate %g is below -1; expected "
                               "a rate above -1 (0.25 is 25 per cent)",
                               kind, importer, exporter, sector, level);
    }
    return hmi_target_fail(target, HM_ERR_ARGUMENT,
                           "%s %s<-%s, %s: rate %g; expected a finite rate "
                           "above -1",
                           kind, importer, exporter, sector, level);
}

static bool is_allowed(hmi_slot slot, double level)
{
    switch (slot) {
    case HMI_SLOT_TARIFF:
    case HMI_SLOT_EXPORT_TAX:
        return isfinite(level) && level > -1.0;
    case HMI_SLOT_COST:
        return isfinite(level) && level > 0.0;
    default:
        return true;
    }
}

static void warn_nothing(const hmi_target *target)
{
    hmi_log(target->ctx, HM_LOG_WARNING,
            "%s: %s selects no flow between countries and changes nothing",
            target->measure->place == NULL ? "a measure"
                                           : target->measure->place,
            hm_measure_kind_name(target->measure->kind));
}

hm_status hmi_apply_flows(const hmi_target *target, hm_shock *shock)
{
    size_t N = (size_t)hm_economy_data(target->economy)->n_countries;
    hmi_slot slot = slot_of(target->measure->kind);
    double *level = NULL;
    bool touched = false;
    HMI_TRY(hmi_shock_touch(shock, target->economy, slot, &level));
    for (int32_t s = 0; s < target->sectors.count; s++) {
        int32_t j = target->sectors.items[s];
        for (int32_t c = 0; c < target->importers.count; c++) {
            int32_t n = target->importers.items[c];
            double *row = level + ((size_t)j * N + (size_t)n) * N;
            for (int32_t x = 0; x < target->exporters.count; x++) {
                int32_t i = target->exporters.items[x];
                if (i == n) {
                    continue;
                }
                double next = next_level(target, row[i]);
                if (!is_allowed(slot, next)) {
                    return refuse(target, n, i, j, next);
                }
                row[i] = next;
                touched = true;
            }
        }
    }
    if (!touched) {
        warn_nothing(target);
    }
    return HM_OK;
}

/* --- quotas -------------------------------------------------------------------- */

/* The slots that a quota moves. */
typedef struct cap_slots {
    double *quantity, *value, *rents;
} cap_slots;

static hm_status touch_caps(const hmi_target *target, hm_shock *shock,
                            cap_slots *out)
{
    HMI_TRY(hmi_shock_touch(shock, target->economy, HMI_SLOT_QUANTITY_CAP,
                            &out->quantity));
    HMI_TRY(hmi_shock_touch(shock, target->economy, HMI_SLOT_VALUE_CAP,
                            &out->value));
    return hmi_shock_touch(shock, target->economy, HMI_SLOT_RENT_SHARE,
                           &out->rents);
}

static void cap_flow(const hmi_target *target, const cap_slots *slots,
                     size_t flow)
{
    if (target->quantity_cap < slots->quantity[flow]) {
        slots->quantity[flow] = target->quantity_cap;
    }
    if (target->value_cap < slots->value[flow]) {
        slots->value[flow] = target->value_cap;
    }
    slots->rents[flow] = target->rents;
}

hm_status hmi_apply_quota(const hmi_target *target, hm_shock *shock)
{
    size_t N = (size_t)hm_economy_data(target->economy)->n_countries;
    cap_slots slots;
    bool touched = false;
    HMI_TRY(touch_caps(target, shock, &slots));
    for (int32_t s = 0; s < target->sectors.count; s++) {
        size_t j = (size_t)target->sectors.items[s];
        for (int32_t c = 0; c < target->importers.count; c++) {
            size_t n = (size_t)target->importers.items[c];
            for (int32_t x = 0; x < target->exporters.count; x++) {
                size_t i = (size_t)target->exporters.items[x];
                if (i != n) {
                    cap_flow(target, &slots, (j * N + n) * N + i);
                    touched = true;
                }
            }
        }
    }
    if (!touched) {
        warn_nothing(target);
    }
    return HM_OK;
}

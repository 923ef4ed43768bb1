// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * shock.c - counterfactual levels: from a scenario, or from arrays.
 *
 * Invariant: a finished shock is in range everywhere, leaves domestic flows
 * alone, moves deficits by amounts that sum to zero, and never changes.
 */
#include "policy/internal.h"

#include <math.h>
#include <string.h>

size_t hmi_slot_size(const hm_economy *economy, hmi_slot slot)
{
    const hm_economy_arrays *a = hm_economy_data(economy);
    size_t N = (size_t)a->n_countries;
    size_t J = (size_t)a->n_sectors;
    switch (slot) {
    case HMI_SLOT_PRODUCTIVITY:
        return N * J;
    case HMI_SLOT_FACTOR:
        return (size_t)a->n_factors;
    case HMI_SLOT_DEFICIT:
        return N;
    default:
        return J * N * N;
    }
}

/* The base's levels of a slot (NULL: `neutral` everywhere). */
static const double *base_levels(const hm_economy *economy, hmi_slot slot,
                                 double *neutral)
{
    const hm_economy_arrays *a = hm_economy_data(economy);
    *neutral = 0.0;
    switch (slot) {
    case HMI_SLOT_TARIFF:
        return a->tariff;
    case HMI_SLOT_EXPORT_TAX:
        return a->export_tax;
    case HMI_SLOT_RENT_WEDGE:
        return a->rent_wedge;
    case HMI_SLOT_RENT_SHARE:
        *neutral = 1.0;
        return a->rent_importer_share;
    case HMI_SLOT_DEFICIT:
        return NULL;
    case HMI_SLOT_QUANTITY_CAP:
    case HMI_SLOT_VALUE_CAP:
        *neutral = HUGE_VAL;
        return NULL;
    default:
        *neutral = 1.0;
        return NULL;
    }
}

hm_status hmi_shock_touch(hm_shock *shock, const hm_economy *economy,
                          hmi_slot slot, double **out)
{
    double neutral = 0.0;
    *out = shock->slot[slot];
    if (*out != NULL) {
        return HM_OK;
    }
    size_t size = hmi_slot_size(economy, slot);
    const double *base = base_levels(economy, slot, &neutral);
    double *level = HMI_ARRAY(shock->ctx, double, size);
    if (level == NULL) {
        return HM_ERR_MEMORY;
    }
    for (size_t i = 0; i < size; i++) {
        level[i] = base == NULL ? neutral : base[i];
    }
    shock->slot[slot] = level;
    *out = level;
    return HM_OK;
}

static hm_status shock_new(hm_context *ctx, hm_shock **out)
{
    *out = HMI_NEW(ctx, hm_shock);
    if (*out == NULL) {
        return HM_ERR_MEMORY;
    }
    (*out)->ctx = ctx;
    return HM_OK;
}

/* Point the public view at what was made. */
static void shock_finish(hm_shock *shock)
{
    hm_shock_arrays *arrays = &shock->arrays;
    arrays->tariff = shock->slot[HMI_SLOT_TARIFF];
    arrays->export_tax = shock->slot[HMI_SLOT_EXPORT_TAX];
    arrays->rent_wedge = shock->slot[HMI_SLOT_RENT_WEDGE];
    arrays->rent_importer_share = shock->slot[HMI_SLOT_RENT_SHARE];
    arrays->cost_hat = shock->slot[HMI_SLOT_COST];
    arrays->phi = shock->slot[HMI_SLOT_PHI];
    arrays->productivity_hat = shock->slot[HMI_SLOT_PRODUCTIVITY];
    arrays->factor_hat = shock->slot[HMI_SLOT_FACTOR];
    arrays->deficit_add = shock->slot[HMI_SLOT_DEFICIT];
    arrays->quantity_cap = shock->slot[HMI_SLOT_QUANTITY_CAP];
    arrays->value_cap = shock->slot[HMI_SLOT_VALUE_CAP];
}

/* A cap of zero is an embargo: phi = 0, and no cap. */
static hm_status close_zero_caps(hm_shock *shock, const hm_economy *economy)
{
    size_t flows = hmi_slot_size(economy, HMI_SLOT_PHI);
    for (int s = HMI_SLOT_QUANTITY_CAP; s <= HMI_SLOT_VALUE_CAP; s++) {
        for (size_t flow = 0; shock->slot[s] != NULL && flow < flows; flow++) {
            double *phi = NULL;
            if (shock->slot[s][flow] > 0.0) {
                continue;
            }
            HMI_TRY(hmi_shock_touch(shock, economy, HMI_SLOT_PHI, &phi));
            phi[flow] = 0.0;
        }
    }
    double *phi = shock->slot[HMI_SLOT_PHI];
    for (int s = HMI_SLOT_QUANTITY_CAP; s <= HMI_SLOT_VALUE_CAP; s++) {
        double *cap = shock->slot[s];
        for (size_t flow = 0; cap != NULL && phi != NULL && flow < flows;
             flow++) {
            cap[flow] = phi[flow] > 0.0 ? cap[flow] : HUGE_VAL;
        }
    }
    return HM_OK;
}

static hm_status apply_rows(hmi_target *target, const hm_measure *measure,
                            hm_shock *shock)
{
    int32_t first = measure->n_rows > 0 ? 0 : -1;
    int32_t last = measure->n_rows > 0 ? measure->n_rows - 1 : -1;
    for (int32_t row = first; row <= last; row++) {
        HMI_TRY(hmi_target_resolve(target, measure, row));
        if (measure->kind == HM_MEASURE_QUOTA) {
            HMI_TRY(hmi_apply_quota(target, shock));
        } else if (measure->kind <= HM_MEASURE_EMBARGO) {
            HMI_TRY(hmi_apply_flows(target, shock));
        } else {
            HMI_TRY(hmi_apply_countries(target, shock));
        }
    }
    return HM_OK;
}

hm_status hm_shock_create(hm_context *ctx, const hm_economy *economy,
                          const hm_scenario *scenario, hm_shock **out)
{
    hmi_target target;
    hm_shock *shock = NULL;
    hm_status status = HM_OK;
    *out = NULL;
    HMI_GOTO(status, hmi_target_init(&target, ctx, economy));
    HMI_GOTO(status, shock_new(ctx, &shock));
    for (int32_t m = 0; m < hm_scenario_size(scenario); m++) {
        const hm_measure *measure = hm_scenario_measure(scenario, m);
        if (measure->kind == HM_MEASURE_DEFICIT) {
            HMI_GOTO(status, hmi_apply_deficit(&target, measure, shock));
        } else {
            HMI_GOTO(status, apply_rows(&target, measure, shock));
        }
    }
    HMI_GOTO(status, close_zero_caps(shock, economy));
    shock_finish(shock);
    *out = shock;
    shock = NULL;
out:
    hm_shock_free(shock);
    hmi_target_clear(&target);
    return status;
}

/* --- from arrays ----------------------------------------------------------- */

typedef struct slot_rule {
    const char *name;
    double low, high;
    bool low_open;
    double neutral; /* what a domestic flow must have; NAN: anything */
    const char *expected;
} slot_rule;

static const slot_rule slot_rules[HMI_SLOT_COUNT] = {
    {"tariff", -1.0, HUGE_VAL, true, 0.0, "a finite rate above -1"},
    {"export_tax", -1.0, HUGE_VAL, true, 0.0, "a finite rate above -1"},
    {"rent_wedge", 0.0, HUGE_VAL, false, 0.0, "a finite rate of 0 or more"},
    {"rent_importer_share", 0.0, 1.0, false, NAN, "a share in [0, 1]"},
    {"cost_hat", 0.0, HUGE_VAL, true, 1.0, "a finite number above 0"},
    {"phi", 0.0, 1.0, false, 1.0, "a number in [0, 1]"},
    {"productivity_hat", 0.0, HUGE_VAL, true, NAN, "a finite number above 0"},
    {"factor_hat", 0.0, HUGE_VAL, true, NAN, "a finite number above 0"},
    {"deficit_add", -HUGE_VAL, HUGE_VAL, false, NAN, "a finite number"},
    {"quantity_cap", 0.0, HUGE_VAL, false, HUGE_VAL,
     "0 or more, or INFINITY for no cap"},
    {"value_cap", 0.0, HUGE_VAL, false, HUGE_VAL,
     "0 or more, or INFINITY for no cap"},
};

static bool in_range(const slot_rule *rule, double x)
{
    bool low = rule->low_open ? x > rule->low : x >= rule->low;
    bool finite = isfinite(x) || (isinf(x) && isinf(rule->neutral));
    return finite && low && x <= rule->high;
}

static hm_status check_flows(hm_context *ctx, const hm_economy *economy,
                             const slot_rule *rule, const double *level,
                             const double *phi)
{
    const hm_labels *labels = hm_economy_labels(economy);
    size_t N = (size_t)labels->n_countries;
    size_t flows = (size_t)labels->n_sectors * N * N;
    for (size_t flow = 0; flow < flows; flow++) {
        size_t i = flow % N;
        size_t n = flow / N % N;
        const char *expected = rule->expected;
        bool wrong = !in_range(rule, level[flow]);
        if (i == n && !isnan(rule->neutral)) {
            wrong = !(level[flow] == rule->neutral);
            expected = "no change: domestic flows are never shocked";
        } else if (phi != NULL && phi != level && phi[flow] == 0.0) {
            continue; /* cut: the other levels of this flow mean nothing */
        }
        if (wrong) {
            return hmi_fail(
                ctx, HM_ERR_ARGUMENT, "%s %s<-%s, %s: %g; expected %s",
                rule->name, labels->country_codes[n], labels->country_codes[i],
                labels->sector_codes[flow / N / N], level[flow], expected);
        }
    }
    return HM_OK;
}

/* Name of one element of a slot that is not bilateral. */
static hm_status refuse_element(hm_context *ctx, const hm_economy *economy,
                                hmi_slot slot, size_t at, double x)
{
    const hm_labels *labels = hm_economy_labels(economy);
    const hm_economy_arrays *a = hm_economy_data(economy);
    size_t J = (size_t)labels->n_sectors;
    size_t n = at;
    const char *second = "";
    if (slot == HMI_SLOT_PRODUCTIVITY) {
        n = at / J;
        second = labels->sector_codes[at % J];
    } else if (slot == HMI_SLOT_FACTOR) {
        n = (size_t)a->factor_country[at];
        second = a->factor_codes[at];
    }
    return hmi_fail(ctx, HM_ERR_ARGUMENT, "%s %s%s%s: %g; expected %s",
                    slot_rules[slot].name, labels->country_codes[n],
                    second[0] == '\0' ? "" : ", ", second, x,
                    slot_rules[slot].expected);
}

static hm_status check_elements(hm_context *ctx, const hm_economy *economy,
                                hmi_slot slot, const double *level)
{
    size_t size = hmi_slot_size(economy, slot);
    double sum = 0.0;
    double most = 0.0;
    for (size_t at = 0; at < size; at++) {
        if (!in_range(&slot_rules[slot], level[at])) {
            return refuse_element(ctx, economy, slot, at, level[at]);
        }
        sum += level[at];
        most = fmax(most, fabs(level[at]));
    }
    if (slot == HMI_SLOT_DEFICIT && fabs(sum) > 1e-9 * most) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "deficit_add: the sum over countries is %g MUSD; "
                        "expected 0",
                        sum);
    }
    return HM_OK;
}

hm_status hm_shock_from_arrays(hm_context *ctx, const hm_economy *economy,
                               const hm_shock_arrays *arrays, hm_shock **out)
{
    const double *from[HMI_SLOT_COUNT] = {
        arrays->tariff,           arrays->export_tax,
        arrays->rent_wedge,       arrays->rent_importer_share,
        arrays->cost_hat,         arrays->phi,
        arrays->productivity_hat, arrays->factor_hat,
        arrays->deficit_add,      arrays->quantity_cap,
        arrays->value_cap};
    hm_shock *shock = NULL;
    hm_status status = HM_OK;
    *out = NULL;
    HMI_GOTO(status, shock_new(ctx, &shock));
    for (int s = 0; s < HMI_SLOT_COUNT; s++) {
        hmi_slot slot = (hmi_slot)s;
        if (from[s] == NULL) {
            continue;
        }
        if (slot <= HMI_SLOT_PHI || slot >= HMI_SLOT_QUANTITY_CAP) {
            HMI_GOTO(status, check_flows(ctx, economy, &slot_rules[s], from[s],
                                         arrays->phi));
        } else {
            HMI_GOTO(status, check_elements(ctx, economy, slot, from[s]));
        }
        HMI_GOTO(status,
                 hmi_copy_doubles(ctx, from[s], hmi_slot_size(economy, slot),
                                  &shock->slot[s]));
    }
    HMI_GOTO(status, close_zero_caps(shock, economy));
    shock_finish(shock);
    *out = shock;
    return HM_OK;
out:
    hm_shock_free(shock);
    return status;
}

/* Rents as levels, bans as phi = 0, no caps. */
static hm_status fix_rents(hm_shock *shock, const hm_economy *economy,
                           const double *rent_wedge)
{
    size_t flows = hmi_slot_size(economy, HMI_SLOT_PHI);
    double *rent = NULL;
    HMI_TRY(hmi_shock_touch(shock, economy, HMI_SLOT_RENT_WEDGE, &rent));
    for (size_t flow = 0; flow < flows; flow++) {
        rent[flow] = rent_wedge[flow];
        if (isinf(rent[flow])) {
            double *phi = NULL;
            HMI_TRY(hmi_shock_touch(shock, economy, HMI_SLOT_PHI, &phi));
            phi[flow] = 0.0;
            rent[flow] = 0.0;
        }
    }
    return HM_OK;
}

hm_status hm_shock_fix_rents(hm_context *ctx, const hm_economy *economy,
                             const hm_shock *shock, const double *rent_wedge,
                             hm_shock **out)
{
    hm_shock_arrays arrays = shock->arrays;
    arrays.quantity_cap = NULL;
    arrays.value_cap = NULL;
    HMI_TRY(hm_shock_from_arrays(ctx, economy, &arrays, out));
    if (rent_wedge == NULL) {
        return HM_OK;
    }
    hm_status status = fix_rents(*out, economy, rent_wedge);
    if (status != HM_OK) {
        hm_shock_free(*out);
        *out = NULL;
        return status;
    }
    shock_finish(*out);
    return HM_OK;
}

void hm_shock_free(hm_shock *shock)
{
    if (shock == NULL) {
        return;
    }
    for (int s = 0; s < HMI_SLOT_COUNT; s++) {
        hmi_free(shock->ctx, shock->slot[s]);
    }
    hmi_free(shock->ctx, shock);
}

const hm_shock_arrays *hm_shock_data(const hm_shock *shock)
{
    return &shock->arrays;
}

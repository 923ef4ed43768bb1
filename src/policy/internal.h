// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * internal.h (policy) - the shock under construction and resolved selectors.
 */
#ifndef HMI_POLICY_INTERNAL_H
#define HMI_POLICY_INTERNAL_H

#include "base/internal.h"

#include <hirschman/policy.h>

/* Members of hm_shock_arrays, in its order. */
typedef enum hmi_slot {
    HMI_SLOT_TARIFF = 0,
    HMI_SLOT_EXPORT_TAX,
    HMI_SLOT_RENT_WEDGE,
    HMI_SLOT_RENT_SHARE,
    HMI_SLOT_COST,
    HMI_SLOT_PHI,
    HMI_SLOT_PRODUCTIVITY,
    HMI_SLOT_FACTOR,
    HMI_SLOT_DEFICIT,
    HMI_SLOT_QUANTITY_CAP,
    HMI_SLOT_VALUE_CAP,
    HMI_SLOT_COUNT
} hmi_slot;

struct hm_shock {
    hm_context *ctx;
    double *slot[HMI_SLOT_COUNT]; /* NULL until touched */
    hm_shock_arrays arrays;       /* const views of the slots */
};

/* Elements of a slot in this economy. */
size_t hmi_slot_size(const hm_economy *economy, hmi_slot slot);
/* The slot's array; made on first use, at the base's levels or neutral. */
HM_CHECKED hm_status hmi_shock_touch(hm_shock *shock, const hm_economy *economy,
                                     hmi_slot slot, double **out);

/* Everything wrong with a measure that needs no economy to see. */
HM_CHECKED hm_status hmi_measure_check(hm_context *ctx,
                                       const hm_measure *measure);

typedef struct hmi_indices {
    int32_t *items; /* ascending, without repeats */
    int32_t count;
} hmi_indices;

/* One measure, or one row of its table, on an economy. */
typedef struct hmi_target {
    hm_context *ctx;
    const hm_economy *economy;
    const hm_measure *measure;
    int32_t row; /* -1: the measure has no table */
    double value;
    double quantity_cap, value_cap, rents; /* quota */
    hmi_indices exporters, importers, sectors, factors;
    bool *mask; /* scratch: the largest of N, J, F */
} hmi_target;

/* Buffers for an economy's sizes; free with hmi_target_clear. */
HM_CHECKED hm_status hmi_target_init(hmi_target *target, hm_context *ctx,
                                     const hm_economy *economy);
void hmi_target_clear(hmi_target *target);
/* Resolve the selectors of `measure`, or of its row. */
HM_CHECKED hm_status hmi_target_resolve(hmi_target *target,
                                        const hm_measure *measure, int32_t row);
/* hmi_fail with the measure's place and row in front of the message. */
hm_status hmi_target_fail(const hmi_target *target, hm_status status,
                          const char *format, ...) HM_FORMAT(3, 4);

/* tariff, export_tax, trade_cost, embargo on the flows of `target`. */
HM_CHECKED hm_status hmi_apply_flows(const hmi_target *target, hm_shock *shock);
/* quota on the flows of `target`. */
HM_CHECKED hm_status hmi_apply_quota(const hmi_target *target, hm_shock *shock);
/* productivity, capacity, transfer on its countries. */
HM_CHECKED hm_status hmi_apply_countries(const hmi_target *target,
                                         hm_shock *shock);
/* deficit: all rows of the measure at once. */
HM_CHECKED hm_status hmi_apply_deficit(hmi_target *target,
                                       const hm_measure *measure,
                                       hm_shock *shock);

#endif

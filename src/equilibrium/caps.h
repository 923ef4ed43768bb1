// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * caps.h - what the two files on caps share: one importer's good with capped
 * origins, at the costs and spending of a sweep (caps.c).
 */
#ifndef HMI_EQUILIBRIUM_CAPS_H
#define HMI_EQUILIBRIUM_CAPS_H

#include "equilibrium/internal.h"

/* What does not depend on the rents. */
typedef struct hmi_capped_good {
    hm_solver *solver;
    hmi_cap *caps; /* of this row */
    int32_t count, j;
    bool one_tier;
    double theta, outer, ln_spending, own, imports;
    double fixed; /* sum of weights without a rent to find */
    double sum;   /* of all, at the last L */
} hmi_capped_good;

/* Fill `g` for the caps of a row; scratch holds c^-theta. */
void hmi_cap_describe(hm_solver *solver, int32_t j, hmi_cap *caps,
                      int32_t count, hmi_capped_good *g);
/* L, ln of spending per unit of weight, from the sum of weights, and its slope
 * in ln of that. */
double hmi_cap_level(const hmi_capped_good *g, double sum, double *slope);
/* How far the flow is above its caps, in logs, at L and rent v: the two. */
void hmi_cap_excesses(const hmi_cap *cap, double L, double theta, double v,
                      double ln_cost, double *quantity, double *value);
/* One past the last cap of the row that begins at `first`. */
int32_t hmi_cap_row_end(const hmi_caps *caps, int32_t first, int32_t last);

#endif

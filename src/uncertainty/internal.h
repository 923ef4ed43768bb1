// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * internal.h (uncertainty) - the block in memory and the streams of random
 * numbers: one for each draw and assumption.
 */
#ifndef HMI_UNCERTAINTY_INTERNAL_H
#define HMI_UNCERTAINTY_INTERNAL_H

#include <hirschman/uncertainty.h>

#include "base/internal.h"

enum { HMI_MOST_CLOSURES = 4 };

struct hm_uncertainty {
    hm_context *ctx;
    int32_t n_draws, n_alone, n_sets, n_vintages;
    uint64_t seed;
    double theta_cv;
    int32_t n_closures;
    hm_closure closures[HMI_MOST_CLOSURES]; /* the first: the run's */
    char *country;                          /* or NULL */
    double gdp_low, gdp_high, trade_mix;
    bool varies[HM_ASSUMPTIONS];
};

/* The numbers of one assumption in one draw. */
hm_random hmi_draw_stream(const hm_uncertainty *u, int32_t number,
                          hm_assumption assumption);
/* Does it vary in this draw? */
bool hmi_draw_varies(const hm_uncertainty *u, const hm_draw *draw,
                     hm_assumption assumption);

#endif

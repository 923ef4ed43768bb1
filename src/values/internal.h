// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * internal.h (values) - checked boxes and margins.
 */
#ifndef HMI_VALUES_INTERNAL_H
#define HMI_VALUES_INTERNAL_H

#include <hirschman/values.h>

#include "num/internal.h"

/* Boxes are finite and not empty; numbers of a margin are numbers. */
HM_CHECKED hm_status hmi_unknowns_check(hm_context *ctx,
                                        const hm_unknown *unknowns, int32_t n,
                                        int32_t most);
HM_CHECKED hm_status hmi_margins_check(hm_context *ctx,
                                       const hm_margin *margins,
                                       int32_t n_margins, int32_t n,
                                       int32_t most);
/* Largest size that a margin can have in the box. */
double hmi_margin_size(const hm_margin *margin, const hm_unknown *unknowns,
                       int32_t n);

#endif

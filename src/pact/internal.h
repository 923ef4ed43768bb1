// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * internal.h (pact) - laws in pieces, argument checks, tables of columns.
 */
#ifndef HMI_PACT_INTERNAL_H
#define HMI_PACT_INTERNAL_H

#include <hirschman/pact.h>

#include "num/internal.h"

/* F / f, with the tail of a normal law where f vanishes; INFINITY: f is 0. */
double hmi_law_ratio(const hm_law *law, double x);
/* x with F(x) = p, 0 < p < 1. */
double hmi_law_quantile(const hm_law *law, double p);
/* Support; a normal law's is cut where less than 1e-30 is left. */
double hmi_law_low(const hm_law *law);
double hmi_law_high(const hm_law *law);
/* Knots of a law that is straight between them (0 for a normal one). */
int32_t hmi_law_knots(const hm_law *law);
double hmi_law_knot(const hm_law *law, int32_t index);

/* Fails, naming `what`, unless low <= x <= high (and x is a number). */
HM_CHECKED hm_status hmi_range(hm_context *ctx, const char *what, double x,
                               double low, double high);
/* A discount factor: 0 or more, below 1. */
HM_CHECKED hm_status hmi_delta_check(hm_context *ctx, double delta);

#endif

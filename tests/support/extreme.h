// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * extreme.h - random economies with parameters at the edge of what is
 * allowed, and shocks as hard as they come; a seed and two small numbers
 * name a run for good.
 */
#ifndef HM_TEST_EXTREME_H
#define HM_TEST_EXTREME_H

#include "random_economy.h"

#include <hirschman/policy.h>

/* What is done to the parameters of model_random. */
typedef enum extreme_kind {
    EXTREME_NONE = 0,
    EXTREME_INPUTS,      /* rho = 0.05 everywhere */
    EXTREME_HOME,        /* theta_home = 0.1 everywhere */
    EXTREME_RIGID,       /* both */
    EXTREME_SPECIFIC,    /* both, with sector-specific factors */
    EXTREME_COMPLEMENTS, /* theta_home <= 0 in some goods */
    EXTREME_ELASTIC,     /* theta four times as large, to 60; rho = 3 */
    EXTREME_SCALE,       /* psi theta up to 0.9 */
    EXTREME_KINDS
} extreme_kind;

/* Shocks beyond shock_kind. */
typedef enum hard_kind {
    HARD_TARIFF_ALL = SHOCK_KINDS, /* 1000 % by all on all */
    HARD_TARIFF_ONE,               /* 1000 % by one on all */
    HARD_TARIFF_ZERO,              /* no tariffs, taxes or rents any more */
    HARD_EMBARGO,                  /* one country cut off from all */
    HARD_AUTARKY,                  /* every country alone */
    HARD_SECTOR,                   /* one good no longer traded */
    HARD_PRODUCTIVITY,             /* one country's productivity halves */
    HARD_FACTORS,                  /* one country loses 90 % of a factor */
    HARD_KINDS
} hard_kind;

const char *extreme_name(int kind);
const char *hard_name(int kind);
model extreme_model(uint64_t seed, extreme_kind kind);
/* `kind` is a shock_kind or a hard_kind. */
model_shock extreme_shock(const model *m, uint64_t seed, int kind);

#endif

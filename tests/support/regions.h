// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * regions.h - a world like that of R. Ossa, "Trade wars and trade talks with
 * data" (2014): seven regions, 33 goods, labour alone, markups, no inputs
 * (MODEL.md 7.2), made from the embedded economy.
 *
 * His trade data cannot be given away. Trade and tariffs here are those of the
 * embedded economy, added up over regions; agriculture, food, textiles, metals
 * and vehicles are taken apart into his sectors with shares drawn from a seed.
 * Elasticities of substitution are his (Table 1, rounded).
 */
#ifndef HM_TEST_REGIONS_H
#define HM_TEST_REGIONS_H

#include <hirschman/economy.h>

enum { REGIONS = 7, REGION_GOODS = 33 };

/* `world` is the embedded economy. Deficits are those of its trade: purge them
 * by calibrating at closure zero. NULL with the context's message. */
hm_economy *regions_make(hm_context *ctx, const hm_economy *world);

#endif

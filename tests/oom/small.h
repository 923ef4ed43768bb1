// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * small.h - the smallest economy with everything in it (two factors in one
 * country, tariffs, inputs, sources, groups), for loops that make it hundreds
 * of times.
 */
#ifndef HM_TEST_SMALL_H
#define HM_TEST_SMALL_H

#include "base/internal.h"
#include "hm_test.h"

#include <hirschman/economy.h>

#include <math.h>

enum { SMALL_N = 2, SMALL_J = 2, SMALL_F = 3, SMALL_FLOWS = 8 };

static inline hm_labels small_labels(void)
{
    static const char *const countries[] = {"CHN", "PRK"};
    static const char *const names[] = {"China", NULL};
    static const char *const groups[] = {"G20;BRICS", NULL};
    static const char *const sectors[] = {"mining", "steel"};
    static const hm_source source = {"made up", "MIT", NULL, "numbers"};
    return (hm_labels){.n_countries = SMALL_N,
                       .n_sectors = SMALL_J,
                       .country_codes = countries,
                       .country_names = names,
                       .country_groups = groups,
                       .sector_codes = sectors,
                       .name = "small",
                       .description = "two by two",
                       .year = 2017,
                       .n_sources = 1,
                       .sources = &source};
}

static inline hm_elasticities small_elasticities(void)
{
    static const double theta[] = {5.37, 4.19}, home[] = {1.3, NAN};
    return (hm_elasticities){
        .name = "small", .theta = theta, .theta_home = home};
}

static inline hm_status small_make(hm_context *ctx, hm_economy **out)
{
    static const double trade[] = {91.7,  1.31, 0.77, 3.19,
                                   173.1, 0.43, 2.03, 4.91};
    static const double tariff[] = {0.0, 0.037, 0.11, 0.0,
                                    0.0, 0.053, 0.29, 0.0};
    static const double tax[] = {0.0, 0.013, 0.0, 0.0, 0.0, 0.0, 0.007, 0.0};
    static const double input[] = {0.11, 0.21, 0.13, 0.17,
                                   0.12, 0.19, 0.14, 0.22};
    static const double split[] = {0.6, 1.0, 0.4, 0.0, 1.0, 1.0};
    static const int32_t owner[] = {0, 0, 1};
    static const char *const codes[] = {"labor", "ore", "labor"};
    const hm_labels labels = small_labels();
    const hm_elasticities set = small_elasticities();
    const hm_economy_flows flows = {.trade = trade,
                                    .tariff = tariff,
                                    .export_tax = tax,
                                    .input_share = input,
                                    .n_factors = SMALL_F,
                                    .factor_share = split,
                                    .factor_country = owner,
                                    .factor_codes = codes};
    return hm_economy_from_flows(ctx, &labels, &flows, &set, out);
}

#endif

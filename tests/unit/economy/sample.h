// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * sample.h - a small economy by its flows, every number different: three
 * countries, two goods, tariffs, export taxes, a markup. A test changes one
 * entry and says what must come of it.
 */
#ifndef HM_TEST_SAMPLE_H
#define HM_TEST_SAMPLE_H

#include "economy/internal.h"
#include "hm_test.h"

#include <string.h>

enum {
    CHN = 0,
    USA = 1,
    PRK = 2,
    SAMPLE_N = 3,
    MINING = 0,
    MACHINERY = 1,
    SAMPLE_J = 2,
    SAMPLE_FLOWS = SAMPLE_J * SAMPLE_N * SAMPLE_N
};

/* [j][n][i]: n imports from i. */
#define FLOW(j, n, i)  (((j)*SAMPLE_N + (n)) * SAMPLE_N + (i))
#define CELL(n, j)     ((n)*SAMPLE_J + (j))
#define INPUT(n, j, k) (((n)*SAMPLE_J + (j)) * SAMPLE_J + (k))

typedef struct sample {
    hm_test_memory memory;
    hm_context *ctx;
    double trade[SAMPLE_FLOWS], tariff[SAMPLE_FLOWS], tax[SAMPLE_FLOWS];
    double input[SAMPLE_N * SAMPLE_J * SAMPLE_J];
    double theta[SAMPLE_J], markup[SAMPLE_J];
    hm_labels labels;
    hm_economy_flows flows;
    hm_elasticities set;
    hm_economy *economy; /* what a test makes; freed at the end */
} sample;

static const char *const sample_countries[] = {"CHN", "USA", "PRK"};
static const char *const sample_sectors[] = {"mining", "machinery"};

static inline void sample_begin(sample *s)
{
    static const double trade[] = {
        41.37, 3.19, 0.731, 2.71, 33.9,  0.0113, 0.419, 0.0,    1.613,
        97.3,  11.7, 0.173, 17.9, 151.1, 0.0,    0.947, 0.0311, 2.251,
    };
    static const double tariff[] = {
        0.0, 0.031, 0.017, 0.023, 0.0, 0.41, 0.053, 0.29, 0.0,
        0.0, 0.087, 0.113, 0.037, 0.0, 0.39, 0.071, 0.19, 0.0,
    };
    static const double tax[] = {
        0.0, 0.0, 0.013, 0.0, 0.0, 0.0,  0.0071, 0.0, 0.0,
        0.0, 0.0, 0.0,   0.0, 0.0, 0.02, -0.019, 0.0, 0.0,
    };
    static const double input[] = {
        0.113, 0.157, 0.219, 0.347, 0.091, 0.083,
        0.171, 0.293, 0.137, 0.211, 0.193, 0.271,
    };
    const hm_allocator allocator = hm_test_allocator(&s->memory);
    *s = (sample){.theta = {5.37, 4.19}, .markup = {1.0, 1.13}};
    assert_hm_ok(NULL, hm_context_create(&allocator, &s->ctx));
    memcpy(s->trade, trade, sizeof trade);
    memcpy(s->tariff, tariff, sizeof tariff);
    memcpy(s->tax, tax, sizeof tax);
    memcpy(s->input, input, sizeof input);
    s->labels = (hm_labels){.n_countries = SAMPLE_N,
                            .n_sectors = SAMPLE_J,
                            .country_codes = sample_countries,
                            .sector_codes = sample_sectors};
    s->flows = (hm_economy_flows){.trade = s->trade,
                                  .tariff = s->tariff,
                                  .export_tax = s->tax,
                                  .input_share = s->input};
    s->set = (hm_elasticities){.theta = s->theta, .markup = s->markup};
}

static inline void sample_end(sample *s)
{
    hm_economy_free(s->economy);
    hm_context_free(s->ctx);
    assert_int_equal(s->memory.live, 0);
}

static inline hm_status sample_from_flows(sample *s)
{
    hm_economy_free(s->economy);
    return hm_economy_from_flows(s->ctx, &s->labels, &s->flows, &s->set,
                                 &s->economy);
}

/* The economy that the flows give; the test needs it. */
static inline const hm_economy_arrays *sample_make(sample *s)
{
    assert_hm_ok(s->ctx, sample_from_flows(s));
    return hm_economy_data(s->economy);
}

/* From flows: this status, this message, no economy. */
static inline void sample_refused(sample *s, hm_status status,
                                  const char *message)
{
    assert_hm_status(s->ctx, sample_from_flows(s), status);
    assert_hm_message(s->ctx, message);
    assert_null(s->economy);
}

#endif

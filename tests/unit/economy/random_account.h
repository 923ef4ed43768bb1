// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * random_account.h - accounts from a seed that add up by construction, with
 * empty industries, missing flows and tariffs, for the tests of the steps.
 */
#ifndef HM_TEST_RANDOM_ACCOUNT_H
#define HM_TEST_RANDOM_ACCOUNT_H

#include "economy/account.h"
#include "hm_test.h"

#include <math.h>
#include <string.h>

enum { MOST_N = 8, MOST_J = 8 };

static const char *const test_countries[MOST_N] = {"AAA", "BBB", "CCC", "DDD",
                                                   "EEE", "FFF", "GGG", "ROW"};
static const char *const test_sectors[MOST_J] = {
    "farm", "mine", "food", "cloth", "steel", "power", "shops", "rent"};

typedef struct account_kind {
    int32_t N, J;
    double missing; /* share of foreign flows that are 0 */
    bool tariffs;
    bool empty; /* an industry without output */
} account_kind;

static void random_flows(hm_account_arrays *a, hm_random *r, account_kind kind)
{
    for (int32_t j = 0; j < a->n_sectors; j++) {
        for (int32_t n = 0; n < a->n_countries; n++) {
            for (int32_t i = 0; i < a->n_countries; i++) {
                size_t flow = HMI_AT3(a->n_countries, j, n, i);
                bool home = n == i;
                bool none = !home && hm_random_uniform(r) < kind.missing;
                double size = home ? 900.0 : 60.0;
                none = none || (kind.empty && i == 1 && j == 1);
                a->trade[flow] =
                    none ? 0.0 : size * hm_random_range(r, 0.2, 1.8);
                a->tariff[flow] =
                    home || !kind.tariffs ? 0.0 : hm_random_range(r, 0.0, 0.3);
            }
        }
    }
}

/* Industries buy 10 to 50 % of each good, each at most 70 % of its output. */
static void random_inputs(hm_account_arrays *a, hm_random *r)
{
    int32_t J = a->n_sectors;
    double spending[MOST_N * MOST_J];
    double output[MOST_N * MOST_J];
    hmi_account_totals(a, spending, output);
    for (int32_t n = 0; n < a->n_countries; n++) {
        for (int32_t k = 0; k < J; k++) {
            double share[MOST_J];
            double sum = 0.0;
            for (int32_t j = 0; j < J; j++) {
                share[j] = hm_random_uniform(r) < 0.2
                               ? 0.0
                               : hm_random_range(r, 0.1, 1.0);
                sum += share[j];
            }
            for (int32_t j = 0; j < J; j++) {
                double most = 0.5 * spending[HMI_AT2(J, n, j)] / J;
                double cost = 0.7 * output[HMI_AT2(J, n, k)] *
                              (sum > 0.0 ? share[j] / sum : 0.0);
                a->input[HMI_INPUT(J, n, j, k)] = fmin(most, cost);
            }
        }
    }
}

static hm_account *random_account(hm_context *ctx, uint64_t seed,
                                  account_kind kind)
{
    hm_random r = hm_random_seed(seed);
    hm_account *account = NULL;
    hm_labels labels = {.n_countries = kind.N,
                        .n_sectors = kind.J,
                        .country_codes = test_countries,
                        .sector_codes = test_sectors};
    assert_hm_ok(ctx, hm_account_create(ctx, &labels, &account));
    hm_account_arrays *a = hm_account_data(account);
    random_flows(a, &r, kind);
    random_inputs(a, &r);
    for (int32_t j = 0; j < kind.J; j++) {
        a->theta[j] = hm_random_range(&r, 1.0, 9.0);
    }
    return account;
}

/* Sum of a ledger's lines of this kind. */
static inline double ledger_sum(const hm_table *ledger, const char *kind)
{
    double sum = 0.0;
    for (int32_t row = 0; row < hm_table_rows(ledger); row++) {
        if (strcmp(hm_table_text(ledger, row, 1), kind) == 0) {
            sum += hm_table_number(ledger, row, 3);
        }
    }
    return sum;
}

static inline hm_context *test_context(void)
{
    hm_context *ctx = NULL;
    assert_int_equal(hm_context_create(NULL, &ctx), HM_OK);
    return ctx;
}

#endif

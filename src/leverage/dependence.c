// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * dependence.c - shares of trade by partner (L1) and their concentration (L2).
 *
 * The concentration is Hirschman's own of 1945: 100 times the root of the sum
 * of squared shares, for exports and imports apart.
 */
#include "leverage/internal.h"

#include <math.h>

static const hmi_column dependence_columns[] = {
    {"country", HM_COLUMN_TEXT},         {"partner", HM_COLUMN_TEXT},
    {"exports_share", HM_COLUMN_NUMBER}, {"imports_share", HM_COLUMN_NUMBER},
    {"trade_share", HM_COLUMN_NUMBER},   {"exports_musd", HM_COLUMN_NUMBER},
    {"imports_musd", HM_COLUMN_NUMBER},
};

static const hmi_column concentration_columns[] = {
    {"country", HM_COLUMN_TEXT},
    {"exports_concentration", HM_COLUMN_NUMBER},
    {"imports_concentration", HM_COLUMN_NUMBER},
    {"exports_partners", HM_COLUMN_NUMBER},
    {"imports_partners", HM_COLUMN_NUMBER},
    {"exports_musd", HM_COLUMN_NUMBER},
    {"imports_musd", HM_COLUMN_NUMBER},
};

/* What one country sells (rows of others) and buys (its own row). */
typedef struct totals {
    double exports, imports;
    double exports_squared, imports_squared;
    int32_t buyers, sellers;
} totals;

static totals totals_of(const double *flow, int32_t N, int32_t n)
{
    totals sum = {0};
    for (int32_t i = 0; i < N; i++) {
        double sold = flow[(size_t)i * (size_t)N + (size_t)n];
        double bought = flow[(size_t)n * (size_t)N + (size_t)i];
        sum.exports += sold;
        sum.imports += bought;
        sum.exports_squared += sold * sold;
        sum.imports_squared += bought * bought;
        sum.buyers += sold > 0.0;
        sum.sellers += bought > 0.0;
    }
    return sum;
}

/* A country without trade has no shares: NAN prints as "not available". */
static double ratio(double part, double whole)
{
    return whole > 0.0 ? part / whole : (double)NAN;
}

static hm_status add_pair(hm_table *table, const hm_labels *labels, int32_t n,
                          int32_t i, double sold, double bought,
                          const totals *sum)
{
    HMI_TRY(hm_table_add_row(table));
    HMI_TRY(hm_table_set_text(table, 0, labels->country_codes[n]));
    HMI_TRY(hm_table_set_text(table, 1, labels->country_codes[i]));
    hm_table_set_number(table, 2, ratio(sold, sum->exports));
    hm_table_set_number(table, 3, ratio(bought, sum->imports));
    hm_table_set_number(table, 4,
                        ratio(sold + bought, sum->exports + sum->imports));
    hm_table_set_number(table, 5, sold);
    hm_table_set_number(table, 6, bought);
    return HM_OK;
}

/* The partners of n with which it trades at all. */
static hm_status add_partners(hm_table *table, const hm_labels *labels,
                              const double *flow, int32_t n)
{
    size_t N = (size_t)labels->n_countries;
    totals sum = totals_of(flow, labels->n_countries, n);
    for (int32_t i = 0; i < labels->n_countries; i++) {
        double sold = flow[(size_t)i * N + (size_t)n];
        double bought = flow[(size_t)n * N + (size_t)i];
        if (sold + bought > 0.0) {
            HMI_TRY(add_pair(table, labels, n, i, sold, bought, &sum));
        }
    }
    return HM_OK;
}

hm_status hm_leverage_dependence(hm_context *ctx, const hm_economy *economy,
                                 hm_table **out)
{
    hm_status status = HM_OK;
    const hm_labels *labels = hm_economy_labels(economy);
    int32_t N = labels->n_countries;
    hm_table *table = NULL;
    double *flow = NULL;
    *out = NULL;
    HMI_GOTO(status, hmi_leverage_flows(ctx, economy, &flow));
    HMI_GOTO(status, hmi_leverage_table(ctx, "dependence", dependence_columns,
                                        7, &table));
    for (int32_t n = 0; n < N; n++) {
        HMI_GOTO(status, add_partners(table, labels, flow, n));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    hmi_free(ctx, flow);
    return status;
}

hm_status hm_leverage_concentration(hm_context *ctx, const hm_economy *economy,
                                    hm_table **out)
{
    hm_status status = HM_OK;
    const hm_labels *labels = hm_economy_labels(economy);
    int32_t N = labels->n_countries;
    hm_table *table = NULL;
    double *flow = NULL;
    *out = NULL;
    HMI_GOTO(status, hmi_leverage_flows(ctx, economy, &flow));
    HMI_GOTO(status, hmi_leverage_table(ctx, "concentration",
                                        concentration_columns, 7, &table));
    for (int32_t n = 0; n < N; n++) {
        totals sum = totals_of(flow, N, n);
        HMI_GOTO(status, hm_table_add_row(table));
        HMI_GOTO(status, hm_table_set_text(table, 0, labels->country_codes[n]));
        hm_table_set_number(
            table, 1, 100.0 * ratio(sqrt(sum.exports_squared), sum.exports));
        hm_table_set_number(
            table, 2, 100.0 * ratio(sqrt(sum.imports_squared), sum.imports));
        hm_table_set_number(table, 3, (double)sum.buyers);
        hm_table_set_number(table, 4, (double)sum.sellers);
        hm_table_set_number(table, 5, sum.exports);
        hm_table_set_number(table, 6, sum.imports);
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    hmi_free(ctx, flow);
    return status;
}

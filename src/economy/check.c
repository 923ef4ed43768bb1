// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * check.c - every array within its range, every set of shares summing to 1.
 *
 * Sums within 1e-6 of 1 are renormalised to machine precision (MODEL.md 1.9,
 * step 1): the Walras sum cannot fall below what the shares leave open.
 */
#include "economy/internal.h"

#include <math.h>

static const double sum_tolerance = 1e-6;

/* The economy's own block behind a view: ours to write until create ends. */
static double *own_block(const double *view)
{
    union {
        const double *view;
        double *block;
    } pointer = {view};
    return pointer.block;
}

static const char *country(const hm_economy *economy, int32_t n)
{
    return economy->labels.country_codes[n];
}

static const char *sector(const hm_economy *economy, int32_t j)
{
    return economy->labels.sector_codes[j];
}

/* A rate array: above `low` (a tariff -1, a rent 0), up to `high`, 0 at home.*/
static hm_status check_rates(const hm_economy *economy, const char *name,
                             const double *rate, double low, bool open,
                             double high)
{
    int32_t N = economy->arrays.n_countries;
    for (int32_t j = 0; rate != NULL && j < economy->arrays.n_sectors; j++) {
        for (int32_t n = 0; n < N; n++) {
            for (int32_t i = 0; i < N; i++) {
                double x = rate[HMI_AT3(N, j, n, i)];
                bool fine =
                    isfinite(x) && (open ? x > low : x >= low) && x <= high;
                if (!fine) {
                    return hmi_fail(economy->ctx, HM_ERR_DATA,
                                    "%s %s<-%s, %s: %g is outside %g to %g",
                                    name, country(economy, n),
                                    country(economy, i), sector(economy, j), x,
                                    low, high);
                }
            }
        }
    }
    return HM_OK;
}

static hm_status check_home(const hm_economy *economy, const char *name,
                            const double *rate)
{
    int32_t N = economy->arrays.n_countries;
    for (int32_t j = 0; rate != NULL && j < economy->arrays.n_sectors; j++) {
        for (int32_t n = 0; n < N; n++) {
            double x = rate[HMI_AT3(N, j, n, n)];
            if (x < 0.0 || x > 0.0) {
                return hmi_fail(economy->ctx, HM_ERR_DATA,
                                "%s %s<-%s, %s: %g; a country's own goods "
                                "carry none",
                                name, country(economy, n), country(economy, n),
                                sector(economy, j), x);
            }
        }
    }
    return HM_OK;
}

/* Scale `count` entries, `stride` apart, to sum 1; false when they do not. */
static bool normalise(double *x, size_t count, size_t stride)
{
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        if (!(x[i * stride] >= 0.0)) {
            return false;
        }
        sum += x[i * stride];
    }
    if (!(fabs(sum - 1.0) <= sum_tolerance)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        x[i * stride] /= sum;
    }
    return true;
}

static hm_status check_trade_shares(const hm_economy *economy)
{
    const hm_economy_arrays *a = &economy->arrays;
    int32_t N = a->n_countries;
    double *share = own_block(a->share);
    for (int32_t j = 0; j < a->n_sectors; j++) {
        for (int32_t n = 0; n < N; n++) {
            if (!normalise(share + HMI_AT3(N, j, n, 0), (size_t)N, 1)) {
                return hmi_fail(economy->ctx, HM_ERR_DATA,
                                "trade shares of %s, %s: expected numbers that "
                                "are 0 or more and sum to 1",
                                country(economy, n), sector(economy, j));
            }
        }
    }
    return HM_OK;
}

static hm_status check_final_shares(const hm_economy *economy)
{
    const hm_economy_arrays *a = &economy->arrays;
    double *final = own_block(a->final_share);
    for (int32_t n = 0; n < a->n_countries; n++) {
        if (!normalise(final + HMI_AT2(a->n_sectors, n, 0),
                       (size_t)a->n_sectors, 1)) {
            return hmi_fail(economy->ctx, HM_ERR_DATA,
                            "final expenditure shares of %s: expected numbers "
                            "that are 0 or more and sum to 1",
                            country(economy, n));
        }
    }
    return HM_OK;
}

/* Inputs plus factors of one sector; false when a share is out of range. */
static bool normalise_cost(const hm_economy_arrays *a, int32_t n, int32_t k,
                           int32_t first, int32_t last)
{
    double *input = a->input_share == NULL ? NULL : own_block(a->input_share);
    double *factor = own_block(a->factor_share);
    int32_t J = a->n_sectors;
    double factors = 0.0;
    double sum = 0.0;
    for (int32_t f = first; f < last; f++) {
        double v = factor[HMI_AT2(J, f, k)];
        if (!(v >= 0.0)) {
            return false;
        }
        factors += v;
    }
    for (int32_t j = 0; input != NULL && j < J; j++) {
        double share = input[HMI_INPUT(J, n, j, k)];
        if (!(share >= 0.0)) {
            return false;
        }
        sum += share;
    }
    sum += factors;
    if (!(factors > 0.0) || !(fabs(sum - 1.0) <= sum_tolerance)) {
        return false;
    }
    for (int32_t f = first; f < last; f++) {
        factor[HMI_AT2(J, f, k)] /= sum;
    }
    for (int32_t j = 0; input != NULL && j < J; j++) {
        input[HMI_INPUT(J, n, j, k)] /= sum;
    }
    return true;
}

static hm_status check_cost_shares(const hm_economy *economy)
{
    const hm_economy_arrays *a = &economy->arrays;
    int32_t first = 0;
    for (int32_t n = 0; n < a->n_countries; n++) {
        int32_t last = first;
        while (last < a->n_factors && a->factor_country[last] == n) {
            last++;
        }
        for (int32_t k = 0; k < a->n_sectors; k++) {
            if (!normalise_cost(a, n, k, first, last)) {
                return hmi_fail(
                    economy->ctx, HM_ERR_DATA,
                    "cost shares of %s, %s: expected inputs and factors that "
                    "are 0 or more, with value added above 0, summing to 1",
                    country(economy, n), sector(economy, k));
            }
        }
        first = last;
    }
    return HM_OK;
}

static hm_status check_values(const hm_economy *economy)
{
    const hm_economy_arrays *a = &economy->arrays;
    double world = 0.0;
    double sum = 0.0;
    for (int32_t n = 0; n < a->n_countries; n++) {
        for (int32_t j = 0; j < a->n_sectors; j++) {
            double x = a->expenditure[HMI_AT2(a->n_sectors, n, j)];
            if (!(x >= 0.0) || !isfinite(x)) {
                return hmi_fail(economy->ctx, HM_ERR_DATA,
                                "spending of %s on %s is %g; expected a number "
                                "that is 0 or more",
                                country(economy, n), sector(economy, j), x);
            }
        }
        sum += a->deficit[n];
    }
    for (int32_t f = 0; f < a->n_factors; f++) {
        double income = a->factor_income[f];
        world += income;
        if (!(income >= 0.0) || !isfinite(income)) {
            return hmi_fail(economy->ctx, HM_ERR_DATA,
                            "income of factor %s in %s is %g; expected a "
                            "number that is 0 or more",
                            a->factor_codes[f],
                            country(economy, a->factor_country[f]), income);
        }
    }
    if (!(world > 0.0) || !(fabs(sum) <= sum_tolerance * world)) {
        return hmi_fail(economy->ctx, HM_ERR_DATA,
                        "deficits sum to %g and factor income to %g; expected "
                        "deficits that sum to 0 and a positive income",
                        sum, world);
    }
    /* What rounding leaves goes by factor income, so that it is as small
     * beside a small country as beside a large one. */
    double *deficit = own_block(a->deficit);
    for (int32_t f = 0; f < a->n_factors; f++) {
        deficit[a->factor_country[f]] -= sum * a->factor_income[f] / world;
    }
    return HM_OK;
}

/* Every country must earn something. */
static hm_status check_country_income(const hm_economy *economy)
{
    const hm_economy_arrays *a = &economy->arrays;
    int32_t f = 0;
    for (int32_t n = 0; n < a->n_countries; n++) {
        double income = 0.0;
        for (; f < a->n_factors && a->factor_country[f] == n; f++) {
            income += a->factor_income[f];
        }
        if (!(income > 0.0)) {
            return hmi_fail(economy->ctx, HM_ERR_DATA,
                            "%s has no value added; expected a positive sum",
                            country(economy, n));
        }
    }
    return HM_OK;
}

hm_status hmi_economy_check(const hm_economy *economy)
{
    const hm_economy_arrays *a = &economy->arrays;
    HMI_TRY(check_rates(economy, "tariff", a->tariff, -1.0, true, 1e6));
    HMI_TRY(check_rates(economy, "export tax", a->export_tax, -1.0, true, 1e6));
    HMI_TRY(check_rates(economy, "rent", a->rent_wedge, 0.0, false, 1e6));
    HMI_TRY(check_rates(economy, "importer's share of the rent",
                        a->rent_importer_share, 0.0, false, 1.0));
    HMI_TRY(check_home(economy, "tariff", a->tariff));
    HMI_TRY(check_home(economy, "export tax", a->export_tax));
    HMI_TRY(check_home(economy, "rent", a->rent_wedge));
    HMI_TRY(check_trade_shares(economy));
    HMI_TRY(check_cost_shares(economy));
    HMI_TRY(check_final_shares(economy));
    HMI_TRY(check_values(economy));
    return check_country_income(economy);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * account.c - flows before they are an economy, and the way there and back.
 *
 * Identities (MODEL.md T2, T13, T14, T16 without markups and export taxes):
 *   spending X[n,j] = sum_i trade (1 + tariff) = sum_k input + final demand
 *   output   Y[n,k] = sum_n trade              = sum_j input + value added
 * Final demand and value added are never stored: they are what remains.
 */
#include "economy/account.h"

#include <math.h>
#include <string.h>

static hm_status add_arrays(hm_account *account)
{
    hm_account_arrays *a = &account->arrays;
    size_t N = (size_t)a->n_countries;
    size_t J = (size_t)a->n_sectors;
    struct {
        double **to;
        size_t count;
        double value;
    } list[] = {
        {&a->trade, J * N * N, 0.0}, {&a->tariff, J * N * N, 0.0},
        {&a->input, N * J * J, 0.0}, {&a->theta, J, NAN},
        {&a->theta_home, J, NAN},    {&a->input_substitution, J, NAN},
        {&a->scale, J, NAN},         {&a->final_substitution, N, NAN},
    };
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        double *array = hmi_economy_array(account->pool, list[i].count);
        if (array == NULL) {
            return HM_ERR_MEMORY;
        }
        for (size_t x = 0; x < list[i].count; x++) {
            array[x] = list[i].value;
        }
        *list[i].to = array;
    }
    return HM_OK;
}

hm_status hm_account_create(hm_context *ctx, const hm_labels *labels,
                            hm_account **out)
{
    hm_status status = HM_OK;
    *out = NULL;
    hm_account *account = HMI_NEW(ctx, hm_account);
    if (account == NULL) {
        return HM_ERR_MEMORY;
    }
    account->ctx = ctx;
    account->arrays.n_countries = labels->n_countries;
    account->arrays.n_sectors = labels->n_sectors;
    HMI_GOTO(status, hmi_economy_begin(ctx, labels, &account->pool));
    HMI_GOTO(status, add_arrays(account));
    *out = account;
    return HM_OK;
out:
    hm_account_free(account);
    return status;
}

void hm_account_free(hm_account *account)
{
    if (account != NULL) {
        hm_economy_free(account->pool);
        hmi_free(account->ctx, account);
    }
}

hm_account_arrays *hm_account_data(hm_account *account)
{
    return &account->arrays;
}

const hm_labels *hm_account_labels(const hm_account *account)
{
    return &account->pool->labels;
}

double hmi_sum(const double *x, size_t count)
{
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        sum += x[i];
    }
    return sum;
}

void hmi_account_totals(const hm_account_arrays *a, double *spending,
                        double *output)
{
    int32_t N = a->n_countries;
    int32_t J = a->n_sectors;
    size_t cells = (size_t)N * (size_t)J;
    if (spending != NULL) {
        memset(spending, 0, cells * sizeof(double));
    }
    if (output != NULL) {
        memset(output, 0, cells * sizeof(double));
    }
    for (int32_t j = 0; j < J; j++) {
        for (int32_t n = 0; n < N; n++) {
            for (int32_t i = 0; i < N; i++) {
                size_t flow = HMI_AT3(N, j, n, i);
                if (spending != NULL) {
                    spending[HMI_AT2(J, n, j)] +=
                        a->trade[flow] * (1.0 + a->tariff[flow]);
                }
                if (output != NULL) {
                    output[HMI_AT2(J, i, j)] += a->trade[flow];
                }
            }
        }
    }
}

/* --- from an economy ---------------------------------------------------------- */

/* Any entry other than `plain`? */
static bool differs(const double *x, size_t count, double plain)
{
    for (size_t i = 0; x != NULL && i < count; i++) {
        if (x[i] < plain || x[i] > plain) {
            return true;
        }
    }
    return false;
}

static hm_status refuse_features(hm_context *ctx, const hm_economy_arrays *e)
{
    size_t N = (size_t)e->n_countries;
    size_t J = (size_t)e->n_sectors;
    const char *feature = NULL;
    if (differs(e->export_tax, J * N * N, 0.0)) {
        feature = "export taxes";
    } else if (differs(e->rent_wedge, J * N * N, 0.0)) {
        feature = "quota rents";
    } else if (differs(e->markup, J, 1.0)) {
        feature = "markups";
    } else if (e->n_factors != e->n_countries) {
        feature = "several factors a country";
    }
    if (feature != NULL) {
        return hmi_fail(ctx, HM_ERR_DATA,
                        "the economy has %s, which the data commands do not "
                        "carry; take them out first, and put them back after",
                        feature);
    }
    return HM_OK;
}

/* Final demand that remains must be the one that the economy states. */
static hm_status check_final(const hm_account *account,
                             const hm_economy_arrays *e, double *spending)
{
    const double tolerance = 1e-6;
    int32_t J = e->n_sectors;
    hmi_account_totals(&account->arrays, spending, NULL);
    for (int32_t n = 0; n < e->n_countries; n++) {
        for (int32_t j = 0; j < J; j++) {
            size_t cell = HMI_AT2(J, n, j);
            double rest = spending[cell] -
                          hmi_sum(account->arrays.input + HMI_INPUT(J, n, j, 0),
                                  (size_t)J);
            double stated = e->final_share[cell] * e->income[n];
            if (!(fabs(rest - stated) <= tolerance * spending[cell])) {
                return hmi_fail(
                    account->ctx, HM_ERR_DATA,
                    "final demand of %s for %s: %.9g is stated and %.9g is "
                    "what spending leaves; expected the same; store the "
                    "calibrated economy, or take out final.csv",
                    account->pool->labels.country_codes[n],
                    account->pool->labels.sector_codes[j], stated, rest);
            }
        }
    }
    return HM_OK;
}

static void take_flows(hm_account_arrays *a, const hm_economy_arrays *e)
{
    int32_t N = e->n_countries;
    int32_t J = e->n_sectors;
    for (int32_t j = 0; j < J; j++) {
        for (int32_t n = 0; n < N; n++) {
            for (int32_t i = 0; i < N; i++) {
                size_t flow = HMI_AT3(N, j, n, i);
                double t = e->tariff == NULL ? 0.0 : e->tariff[flow];
                a->tariff[flow] = t;
                a->trade[flow] = e->share[flow] *
                                 e->expenditure[HMI_AT2(J, n, j)] / (1.0 + t);
            }
            for (int32_t k = 0; e->input_share != NULL && k < J; k++) {
                size_t use = HMI_INPUT(J, n, j, k);
                a->input[use] =
                    e->input_share[use] * e->output[HMI_AT2(J, n, k)];
            }
        }
    }
}

static void take_parameters(hm_account_arrays *a, const hm_elasticities *set)
{
    size_t J = (size_t)a->n_sectors;
    size_t N = (size_t)a->n_countries;
    struct {
        double *to;
        const double *from;
        size_t count;
    } list[] = {
        {a->theta, set->theta, J},
        {a->theta_home, set->theta_home, J},
        {a->input_substitution, set->input_substitution, J},
        {a->scale, set->scale, J},
        {a->final_substitution, set->final_substitution, N},
    };
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        if (list[i].from != NULL) {
            memcpy(list[i].to, list[i].from, list[i].count * sizeof(double));
        }
    }
    for (size_t j = 0; j < J; j++) { /* one tier stays one when theta changes */
        double gap = fabs(a->theta_home[j] - a->theta[j]);
        a->theta_home[j] = gap > 0.0 ? a->theta_home[j] : NAN;
    }
}

hm_status hm_account_from_economy(hm_context *ctx, const hm_economy *economy,
                                  hm_account **out)
{
    const hm_economy_arrays *e = hm_economy_data(economy);
    hm_account *account = NULL;
    hm_status status = HM_OK;
    *out = NULL;
    HMI_GOTO(status, refuse_features(ctx, e));
    HMI_GOTO(status,
             hm_account_create(ctx, hm_economy_labels(economy), &account));
    take_flows(&account->arrays, e);
    take_parameters(&account->arrays, hm_economy_elasticities(economy));
    double *spending = hmi_economy_array(
        account->pool, (size_t)e->n_countries * (size_t)e->n_sectors);
    HMI_GOTO(status, spending == NULL ? HM_ERR_MEMORY : HM_OK);
    HMI_GOTO(status, check_final(account, e, spending));
    *out = account;
    return HM_OK;
out:
    hm_account_free(account);
    return status;
}

/* --- to an economy ------------------------------------------------------------- */

/* The account's codes under another description. */
static hm_labels described(const hm_account *account, const hm_labels *about)
{
    hm_labels labels = *hm_account_labels(account);
    if (about != NULL) {
        labels.name = about->name;
        labels.description = about->description;
        labels.currency = about->currency;
        labels.valuation = about->valuation;
        labels.year = about->year;
        labels.n_sources = about->n_sources;
        labels.sources = about->sources;
    }
    return labels;
}

/* Purchases over cost; 0 where there is no output. */
static void input_shares(const hm_account_arrays *a, const double *output,
                         double *share)
{
    int32_t J = a->n_sectors;
    for (int32_t n = 0; n < a->n_countries; n++) {
        for (int32_t j = 0; j < J; j++) {
            for (int32_t k = 0; k < J; k++) {
                size_t use = HMI_INPUT(J, n, j, k);
                double cost = output[HMI_AT2(J, n, k)];
                share[use] = cost > 0.0 ? a->input[use] / cost : 0.0;
            }
        }
    }
}

hm_status hm_account_to_economy(hm_context *ctx, const hm_account *account,
                                const hm_labels *about, hm_economy **out)
{
    const hm_account_arrays *a = &account->arrays;
    size_t J = (size_t)a->n_sectors;
    size_t cells = (size_t)a->n_countries * J;
    double *output = HMI_ARRAY(ctx, double, cells);
    double *share = HMI_ARRAY(ctx, double, cells *J);
    hm_status status = output == NULL || share == NULL ? HM_ERR_MEMORY : HM_OK;
    *out = NULL;
    if (status == HM_OK) {
        hm_labels labels = described(account, about);
        hmi_account_totals(a, NULL, output);
        input_shares(a, output, share);
        hm_economy_flows flows = {
            .trade = a->trade, .tariff = a->tariff, .input_share = share};
        hm_elasticities set = {.theta = a->theta,
                               .theta_home = a->theta_home,
                               .input_substitution = a->input_substitution,
                               .scale = a->scale,
                               .final_substitution = a->final_substitution};
        status = hm_economy_from_flows(ctx, &labels, &flows, &set, out);
    }
    hmi_free(ctx, output);
    hmi_free(ctx, share);
    return status;
}

hm_status hmi_account_same_codes(hm_context *ctx, const hm_account *one,
                                 const hm_account *other, const char *what)
{
    const hm_labels *a = hm_account_labels(one);
    const hm_labels *b = hm_account_labels(other);
    struct {
        const char *name;
        int32_t count, other_count;
        const char *const *codes, *const *other_codes;
    } list[] = {
        {"countries", a->n_countries, b->n_countries, a->country_codes,
         b->country_codes},
        {"sectors", a->n_sectors, b->n_sectors, a->sector_codes,
         b->sector_codes},
    };
    for (size_t s = 0; s < 2; s++) {
        if (list[s].count != list[s].other_count) {
            return hmi_fail(ctx, HM_ERR_DATA,
                            "the %s have %d %s where the account has %d; "
                            "expected the same",
                            what, list[s].other_count, list[s].name,
                            list[s].count);
        }
        for (int32_t i = 0; i < list[s].count; i++) {
            if (strcmp(list[s].codes[i], list[s].other_codes[i]) != 0) {
                return hmi_fail(ctx, HM_ERR_DATA,
                                "the %s have %s as number %d of their %s where "
                                "the account has %s; expected the same order",
                                what, list[s].other_codes[i], i + 1,
                                list[s].name, list[s].codes[i]);
            }
        }
    }
    return HM_OK;
}

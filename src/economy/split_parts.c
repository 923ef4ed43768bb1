// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * split_parts.c - sectors taken apart with stated weights.
 *
 * A part takes the share weight[part][n][i] of the flow n <- i of its sector,
 * at the sector's tariff. Its industry buys what the sector buys, in
 * proportion to its output; users buy it in the proportion in which their
 * country does. So spending, output, inputs, value added and duty of the
 * sector are those of its parts together, to rounding: nothing is lost.
 */
#include "economy/account.h"

#include <math.h>
#include <string.h>

static const char step[] = "split parts";

/* Weights of one flow sum to 1 within this; then they are made to. */
static const double sum_tolerance = 1e-6;

typedef struct work {
    const hm_account_arrays *from;
    hm_account_arrays *to;
    const hm_sector_parts *parts;
    int32_t *old_of;       /* J' the old sector of a new one */
    int32_t *part_of;      /* J' its part, -1: not taken apart */
    const char **codes;    /* J' */
    const char **names;    /* J' */
    double *bought, *made; /* N*J' share in the old sector's X and Y */
} work;

/* --- which sectors there are --------------------------------------------------- */

static int32_t parts_of(const hm_sector_parts *parts, int32_t sector)
{
    int32_t count = 0;
    for (int32_t p = 0; p < parts->count; p++) {
        count += parts->of[p] == sector ? 1 : 0;
    }
    return count;
}

static hm_status check_parts(hm_context *ctx, const hm_labels *old,
                             const hm_sector_parts *parts)
{
    if (parts->count < 1) {
        return hmi_fail(ctx, HM_ERR_DATA,
                        "no sector is taken apart; expected two parts or "
                        "more");
    }
    for (int32_t p = 0; p < parts->count; p++) {
        int32_t of = parts->of[p];
        if (of < 0 || of >= old->n_sectors) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "part %s: sector %d; expected 0 to %d",
                            parts->codes[p], of, old->n_sectors - 1);
        }
        if (parts_of(parts, of) < 2) {
            return hmi_fail(ctx, HM_ERR_DATA,
                            "%s is the only part of %s; expected two or more",
                            parts->codes[p], old->sector_codes[of]);
        }
    }
    return HM_OK;
}

static void add_sector(work *w, int32_t at, int32_t old, int32_t part,
                       const hm_labels *labels)
{
    w->old_of[at] = old;
    w->part_of[at] = part;
    w->codes[at] = part < 0 ? labels->sector_codes[old] : w->parts->codes[part];
    w->names[at] = part < 0 ? labels->sector_names[old] : w->parts->names[part];
}

/* The parts stand where their sector stood. Returns their number. */
static int32_t list_sectors(work *w, const hm_labels *old)
{
    int32_t count = 0;
    for (int32_t g = 0; g < old->n_sectors; g++) {
        int32_t before = count;
        for (int32_t p = 0; p < w->parts->count; p++) {
            if (w->parts->of[p] == g) {
                add_sector(w, count++, g, p, old);
            }
        }
        if (count == before) {
            add_sector(w, count++, g, -1, old);
        }
    }
    return count;
}

static hm_status check_codes(hm_context *ctx, const work *w, int32_t count)
{
    for (int32_t j = 0; j < count; j++) {
        for (int32_t k = 0; k < j; k++) {
            if (strcmp(w->codes[j], w->codes[k]) == 0) {
                return hmi_fail(ctx, HM_ERR_DATA,
                                "there would be two sectors %s; choose "
                                "another code for the part",
                                w->codes[j]);
            }
        }
    }
    return HM_OK;
}

/* --- flows --------------------------------------------------------------------- */

/* Sum of the weights of the flow n <- i of old sector g. */
static hm_status weight_sum(hm_context *ctx, const work *w,
                            const hm_labels *old, int32_t g, int32_t n,
                            int32_t i, double *out)
{
    double sum = 0.0;
    for (int32_t p = 0; p < w->parts->count; p++) {
        if (w->parts->of[p] != g) {
            continue;
        }
        double x = w->parts->weight[HMI_AT3(w->to->n_countries, p, n, i)];
        if (!(x >= 0.0 && x <= 1.0)) {
            return hmi_fail(ctx, HM_ERR_DATA,
                            "weight of %s in %s, %s to %s: %g; expected 0 to 1",
                            w->parts->codes[p], old->sector_codes[g],
                            old->country_codes[i], old->country_codes[n], x);
        }
        sum += x;
    }
    *out = sum;
    if (!(fabs(sum - 1.0) <= sum_tolerance)) {
        return hmi_fail(ctx, HM_ERR_DATA,
                        "weights of the parts of %s, %s to %s, sum to %.9g; "
                        "expected 1",
                        old->sector_codes[g], old->country_codes[i],
                        old->country_codes[n], sum);
    }
    return HM_OK;
}

static hm_status divide_flow(hm_context *ctx, work *w, const hm_labels *old,
                             int32_t j, int32_t n, int32_t i)
{
    int32_t N = w->to->n_countries;
    int32_t p = w->part_of[j];
    double share = 1.0;
    if (p >= 0) {
        HMI_TRY(weight_sum(ctx, w, old, w->old_of[j], n, i, &share));
        share = w->parts->weight[HMI_AT3(N, p, n, i)] / share;
    }
    size_t flow = HMI_AT3(N, w->old_of[j], n, i);
    size_t cell = HMI_AT3(N, j, n, i);
    w->to->trade[cell] = share * w->from->trade[flow];
    w->to->tariff[cell] = w->from->tariff[flow];
    return HM_OK;
}

static hm_status divide_flows(hm_context *ctx, work *w, const hm_labels *old)
{
    int32_t N = w->to->n_countries;
    for (int32_t j = 0; j < w->to->n_sectors; j++) {
        for (int32_t n = 0; n < N; n++) {
            for (int32_t i = 0; i < N; i++) {
                hm_status status = divide_flow(ctx, w, old, j, n, i);
                if (status != HM_OK) {
                    return status;
                }
            }
        }
    }
    return HM_OK;
}

/* --- inputs -------------------------------------------------------------------- */

/* part[n,j'] / whole[n,g], 0 where the whole is 0. */
static void to_shares(const work *w, const double *whole, double *part)
{
    int32_t J = w->to->n_sectors;
    for (int32_t n = 0; n < w->to->n_countries; n++) {
        for (int32_t j = 0; j < J; j++) {
            double all = whole[HMI_AT2(w->from->n_sectors, n, w->old_of[j])];
            double *cell = &part[HMI_AT2(J, n, j)];
            *cell = all > 0.0 ? *cell / all : 0.0;
        }
    }
}

static void divide_inputs(work *w)
{
    int32_t J = w->to->n_sectors;
    int32_t G = w->from->n_sectors;
    for (int32_t n = 0; n < w->to->n_countries; n++) {
        for (int32_t j = 0; j < J; j++) {
            for (int32_t k = 0; k < J; k++) {
                w->to->input[HMI_INPUT(J, n, j, k)] =
                    w->from
                        ->input[HMI_INPUT(G, n, w->old_of[j], w->old_of[k])] *
                    w->bought[HMI_AT2(J, n, j)] * w->made[HMI_AT2(J, n, k)];
            }
        }
    }
}

static void copy_parameters(work *w)
{
    for (int32_t j = 0; j < w->to->n_sectors; j++) {
        int32_t g = w->old_of[j];
        w->to->theta[j] = w->from->theta[g];
        w->to->theta_home[j] = w->from->theta_home[g];
        w->to->input_substitution[j] = w->from->input_substitution[g];
        w->to->scale[j] = w->from->scale[g];
    }
    memcpy(w->to->final_substitution, w->from->final_substitution,
           (size_t)w->to->n_countries * sizeof(double));
}

/* --- ledger -------------------------------------------------------------------- */

static hm_status close(hm_context *ctx, const work *w, hm_table *ledger)
{
    size_t N = (size_t)w->to->n_countries;
    size_t pairs = N * N;
    for (int32_t j = 0; j < w->to->n_sectors; j++) {
        const double *trade = w->to->trade + (size_t)j * pairs;
        double home = 0.0;
        for (size_t n = 0; n < N; n++) {
            home += trade[n * N + n];
        }
        if (w->part_of[j] >= 0) {
            HMI_TRY(hmi_ledger_add(ledger, step, "note", home,
                                   "%s, sold at home", w->codes[j]));
            HMI_TRY(hmi_ledger_add(ledger, step, "note",
                                   hmi_sum(trade, pairs) - home,
                                   "%s, sold abroad", w->codes[j]));
        }
    }
    size_t G = (size_t)w->from->n_sectors;
    size_t J = (size_t)w->to->n_sectors;
    HMI_TRY(hmi_ledger_close(ctx, ledger, step,
                             hmi_sum(w->from->trade, G * pairs),
                             hmi_sum(w->to->trade, J * pairs), 0.0));
    return hmi_ledger_close(ctx, ledger, "split inputs",
                            hmi_sum(w->from->input, N * G * G),
                            hmi_sum(w->to->input, N * J * J), 0.0);
}

/* --- the whole ------------------------------------------------------------------- */

static hm_status allocate(hm_context *ctx, work *w, size_t N, size_t most)
{
    w->old_of = HMI_ARRAY(ctx, int32_t, most);
    w->part_of = HMI_ARRAY(ctx, int32_t, most);
    w->codes = hmi_alloc(ctx, most, sizeof(char *));
    w->names = hmi_alloc(ctx, most, sizeof(char *));
    w->bought = HMI_ARRAY(ctx, double, 2 * N * most);
    w->made = HMI_ARRAY(ctx, double, 2 * N * most);
    return w->old_of == NULL || w->part_of == NULL || w->codes == NULL ||
                   w->names == NULL || w->bought == NULL || w->made == NULL
               ? HM_ERR_MEMORY
               : HM_OK;
}

static void release(hm_context *ctx, work *w)
{
    hmi_free(ctx, w->old_of);
    hmi_free(ctx, w->part_of);
    hmi_free(ctx, (void *)w->codes);
    hmi_free(ctx, (void *)w->names);
    hmi_free(ctx, w->bought);
    hmi_free(ctx, w->made);
}

/* Shares of the parts in what is bought and made; the totals of the whole
 * stand in the second half of the arrays. */
static void find_shares(work *w, size_t cells)
{
    hmi_account_totals(w->to, w->bought, w->made);
    hmi_account_totals(w->from, w->bought + cells, w->made + cells);
    to_shares(w, w->bought + cells, w->bought);
    to_shares(w, w->made + cells, w->made);
}

hm_status hm_account_split_parts(hm_context *ctx, const hm_account *account,
                                 const hm_sector_parts *parts, hm_table *ledger,
                                 hm_account **out)
{
    const hm_labels *old = hm_account_labels(account);
    hm_labels labels = *old;
    work w = {.from = &account->arrays, .parts = parts};
    size_t N = (size_t)old->n_countries;
    size_t most = (size_t)old->n_sectors + (size_t)parts->count;
    hm_account *made = NULL;
    hm_status status = HM_OK;
    *out = NULL;
    HMI_TRY(check_parts(ctx, old, parts));
    HMI_GOTO(status, allocate(ctx, &w, N, most));
    labels.n_sectors = list_sectors(&w, old);
    labels.sector_codes = w.codes;
    labels.sector_names = w.names;
    HMI_GOTO(status, check_codes(ctx, &w, labels.n_sectors));
    HMI_GOTO(status, hm_account_create(ctx, &labels, &made));
    w.to = &made->arrays;
    HMI_GOTO(status, divide_flows(ctx, &w, old));
    find_shares(&w, N * most);
    divide_inputs(&w);
    copy_parameters(&w);
    HMI_GOTO(status, close(ctx, &w, ledger));
    *out = made;
    made = NULL;
out:
    hm_account_free(made);
    release(ctx, &w);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * split_sectors.c - a coarse account taken apart with the shares of a finer
 * one, and tariffs taken over from another account.
 *
 * Each flow n <- i of an old sector is divided as the same flow is in the
 * weights. Where the weights have no such flow, the exporter's foreign sales
 * stand in, then its output, then the world's; the ledger says how much
 * value took which way. The total of every flow is kept.
 */
#include "economy/account.h"

#include <string.h>

static const char step[] = "split sectors";

enum { BY_FLOW = 0, BY_EXPORTS, BY_OUTPUT, BY_WORLD, N_WAYS };

static const char *const ways[N_WAYS] = {
    "by the same flow", "by the exporter's foreign sales",
    "by the exporter's output", "by world output"};

typedef struct work {
    const hm_account_arrays *from, *weights;
    hm_account_arrays *to;
    int32_t *old_of; /* J' new sector to old */
    double *exports; /* N*J' of the weights */
    double *output;  /* N*J' */
    double *world;   /* J' */
    double moved[N_WAYS];
} work;

static void sum_weights(work *w)
{
    int32_t N = w->to->n_countries;
    int32_t J = w->to->n_sectors;
    hmi_account_totals(w->weights, NULL, w->output);
    for (int32_t j = 0; j < J; j++) {
        for (int32_t i = 0; i < N; i++) {
            size_t cell = HMI_AT2(J, i, j);
            w->exports[cell] =
                w->output[cell] - w->weights->trade[HMI_AT3(N, j, i, i)];
            w->world[j] += w->output[cell];
        }
    }
}

/* Weight of new sector j in the flow n <- i, `way` being how to know it. */
static double weight_of(const work *w, int way, int32_t j, int32_t n, int32_t i)
{
    size_t cell = HMI_AT2(w->to->n_sectors, i, j);
    switch (way) {
    case BY_FLOW:
        return w->weights->trade[HMI_AT3(w->to->n_countries, j, n, i)];
    case BY_EXPORTS:
        return n == i ? 0.0 : w->exports[cell];
    case BY_OUTPUT:
        return w->output[cell];
    default:
        return w->world[j];
    }
}

/* Divide the flow n <- i of old sector g; false when nothing weighs it. */
static bool divide(work *w, int32_t g, int32_t n, int32_t i)
{
    int32_t N = w->to->n_countries;
    int32_t J = w->to->n_sectors;
    size_t flow = HMI_AT3(N, g, n, i);
    double value = w->from->trade[flow];
    int way = 0;
    double sum = 0.0;
    for (; way < N_WAYS; way++) {
        sum = 0.0;
        for (int32_t j = 0; j < J; j++) {
            sum += w->old_of[j] == g ? weight_of(w, way, j, n, i) : 0.0;
        }
        if (sum > 0.0) {
            break;
        }
    }
    for (int32_t j = 0; j < J; j++) {
        if (w->old_of[j] == g) {
            size_t cell = HMI_AT3(N, j, n, i);
            w->to->tariff[cell] = w->from->tariff[flow];
            if (sum > 0.0 && value > 0.0) {
                w->to->trade[cell] = value * (weight_of(w, way, j, n, i) / sum);
            }
        }
    }
    if (sum > 0.0) {
        w->moved[way] += value;
    }
    return sum > 0.0 || !(value > 0.0);
}

static int32_t find(const char *const *codes, int32_t count, const char *code)
{
    for (int32_t i = 0; i < count; i++) {
        if (strcmp(codes[i], code) == 0) {
            return i;
        }
    }
    return -1;
}

/* Which old sector each new one belongs to; every new one must have one. */
static hm_status find_old(hm_context *ctx, work *w, const hm_map *map,
                          const hm_labels *old, const hm_labels *new)
{
    for (int32_t j = 0; j < new->n_sectors; j++) {
        int32_t entry = find(map->from, map->count, new->sector_codes[j]);
        int32_t at =
            entry < 0 ? -1
                      : find(old->sector_codes, old->n_sectors, map->to[entry]);
        if (at < 0) {
            return hmi_fail(ctx, HM_ERR_DATA,
                            "sector %s of the weights: %s; expected each to "
                            "belong to one sector of the economy",
                            new->sector_codes[j],
                            entry < 0 ? "the map does not have it"
                                      : map->to[entry]);
        }
        w->old_of[j] = at;
    }
    return HM_OK;
}

static hm_status divide_all(hm_context *ctx, work *w, const hm_labels *old,
                            hm_table *ledger)
{
    int32_t N = w->to->n_countries;
    for (int32_t g = 0; g < w->from->n_sectors; g++) {
        for (int32_t n = 0; n < N; n++) {
            for (int32_t i = 0; i < N; i++) {
                if (!divide(w, g, n, i)) {
                    return hmi_fail(ctx, HM_ERR_DATA,
                                    "sector %s: no new sector of it has "
                                    "output in the weights, so %s to %s "
                                    "cannot be divided",
                                    old->sector_codes[g], old->country_codes[i],
                                    old->country_codes[n]);
                }
            }
        }
    }
    for (int way = 0; way < N_WAYS; way++) {
        HMI_TRY(hmi_ledger_add(ledger, step, "note", w->moved[way],
                               "divided %s", ways[way]));
    }
    size_t pairs = (size_t)N * (size_t)N;
    return hmi_ledger_close(
        ctx, ledger, step,
        hmi_sum(w->from->trade, (size_t)w->from->n_sectors * pairs),
        hmi_sum(w->to->trade, (size_t)w->to->n_sectors * pairs), 0.0);
}

/* The new account: countries of the old one, sectors of the weights. */
static hm_status make(hm_context *ctx, const hm_account *account,
                      const hm_account *weights, hm_account **out)
{
    const hm_labels *old = hm_account_labels(account);
    const hm_labels *new = hm_account_labels(weights);
    hm_labels labels = *old;
    labels.n_sectors = new->n_sectors;
    labels.sector_codes = new->sector_codes;
    labels.sector_names = new->sector_names;
    HMI_TRY(hm_account_create(ctx, &labels, out));
    hm_account_arrays *to = &(*out)->arrays;
    const hm_account_arrays *from = &weights->arrays;
    size_t J = (size_t)to->n_sectors;
    memcpy(to->theta, from->theta, J * sizeof(double));
    memcpy(to->theta_home, from->theta_home, J * sizeof(double));
    memcpy(to->input_substitution, from->input_substitution,
           J * sizeof(double));
    memcpy(to->scale, from->scale, J * sizeof(double));
    memcpy(to->final_substitution, account->arrays.final_substitution,
           (size_t)to->n_countries * sizeof(double));
    return HM_OK;
}

static hm_status same_countries(hm_context *ctx, const hm_labels *a,
                                const hm_labels *b)
{
    bool same = a->n_countries == b->n_countries;
    for (int32_t n = 0; same && n < a->n_countries; n++) {
        if (strcmp(a->country_codes[n], b->country_codes[n]) != 0) {
            return hmi_fail(ctx, HM_ERR_DATA,
                            "country %d is %s in the economy and %s in the "
                            "weights; expected the same order",
                            n + 1, a->country_codes[n], b->country_codes[n]);
        }
    }
    return same ? HM_OK
                : hmi_fail(ctx, HM_ERR_DATA,
                           "the economy has %d countries, the weights have "
                           "%d; expected the same",
                           a->n_countries, b->n_countries);
}

hm_status hm_account_split_sectors(hm_context *ctx, const hm_account *account,
                                   const hm_map *sectors,
                                   const hm_account *weights, hm_table *ledger,
                                   hm_account **out)
{
    const hm_labels *old = hm_account_labels(account);
    const hm_labels *new = hm_account_labels(weights);
    work w = {.from = &account->arrays, .weights = &weights->arrays};
    size_t J = (size_t) new->n_sectors;
    size_t cells = (size_t) new->n_countries *J;
    hm_account *made = NULL;
    hm_status status = HM_OK;
    *out = NULL;
    HMI_TRY(same_countries(ctx, old, new));
    w.old_of = HMI_ARRAY(ctx, int32_t, J);
    w.exports = HMI_ARRAY(ctx, double, cells);
    w.output = HMI_ARRAY(ctx, double, cells);
    w.world = HMI_ARRAY(ctx, double, J);
    if (w.old_of == NULL || w.exports == NULL || w.output == NULL ||
        w.world == NULL) {
        status = HM_ERR_MEMORY;
        goto out;
    }
    HMI_GOTO(status, find_old(ctx, &w, sectors, old, new));
    HMI_GOTO(status, make(ctx, account, weights, &made));
    w.to = &made->arrays;
    sum_weights(&w);
    HMI_GOTO(status, divide_all(ctx, &w, old, ledger));
    *out = made;
    made = NULL;
out:
    hm_account_free(made);
    hmi_free(ctx, w.old_of);
    hmi_free(ctx, w.exports);
    hmi_free(ctx, w.output);
    hmi_free(ctx, w.world);
    return status;
}

/* --- tariffs of another account ------------------------------------------------ */

hm_status hm_account_take_tariffs(hm_context *ctx, hm_account *account,
                                  const hm_account *from, hm_table *ledger)
{
    hm_account_arrays *a = &account->arrays;
    int32_t J = a->n_sectors;
    size_t cells = (size_t)a->n_countries * (size_t)J;
    size_t flows = cells * (size_t)a->n_countries;
    HMI_TRY(hmi_account_same_codes(ctx, account, from, "tariffs"));
    double *before = HMI_ARRAY(ctx, double, 2 * cells);
    if (before == NULL) {
        return HM_ERR_MEMORY;
    }
    double *after = before + cells;
    hmi_account_totals(a, before, NULL);
    memcpy(a->tariff, from->arrays.tariff, flows * sizeof(double));
    hmi_account_totals(a, after, NULL);
    double on_inputs = 0.0;
    for (size_t cell = 0; cell < cells; cell++) {
        double factor = before[cell] > 0.0 ? after[cell] / before[cell] : 1.0;
        for (int32_t k = 0; k < J; k++) {
            double *use = &a->input[cell * (size_t)J + (size_t)k];
            on_inputs += *use * (factor - 1.0);
            *use *= factor;
        }
    }
    double duty = hmi_sum(after, cells) - hmi_sum(before, cells);
    hmi_free(ctx, before);
    HMI_TRY(hmi_ledger_add(ledger, "tariffs", "note", duty,
                           "duty added to spending"));
    return hmi_ledger_add(ledger, "tariffs", "moved", on_inputs,
                          "of it, on inputs: out of value added");
}

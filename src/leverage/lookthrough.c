// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * lookthrough.c - whose work stands behind what a country spends.
 *
 * The content of a dollar of good k made in m is value added there, and the
 * content of its inputs, all the way down (Leontief):
 *     x_mk = [m = i] (value added and profit) + (1/mu) sum_j a_mjk p_mj
 *     p_mj = sum_h pi_mhj (g x_hj + [h = i] x) + [m = i] sum_h pi_mhj b
 * for source i, with the split g + b + x of T5, so that taxes count as income
 * of whoever collects them. Over all sources contents add up to one.
 */
#include "leverage/internal.h"

#include <string.h>

/* One source's contents, and the parts of every dollar that stay put. */
typedef struct contents {
    const hm_economy_arrays *data;
    size_t N, J;
    double *made;   /* N J: x */
    double *bought; /* N J: p */
    double *row;    /* J */
} contents;

typedef struct split {
    double producer, importer, exporter;
} split;

/* T5 for one flow. */
static split split_of(const hm_economy_arrays *data, size_t flow)
{
    double t = data->tariff == NULL ? 0.0 : data->tariff[flow];
    double e = data->export_tax == NULL ? 0.0 : data->export_tax[flow];
    double m = data->rent_wedge == NULL ? 0.0 : data->rent_wedge[flow];
    double zeta = data->rent_importer_share == NULL
                      ? 1.0
                      : data->rent_importer_share[flow];
    double sides = (1.0 + t) * (1.0 + m);
    split s = {1.0 / (sides * (1.0 + e)), t / (1.0 + t) + zeta * m / sides,
               (e / (1.0 + e) + (1.0 - zeta) * m) / sides};
    return s;
}

/* p of every country and good from x. */
static void purchases(contents *c, size_t source)
{
    size_t N = c->N;
    size_t J = c->J;
    for (size_t j = 0; j < J; j++) {
        for (size_t m = 0; m < N; m++) {
            const size_t row = (j * N + m) * N;
            double sum = 0.0;
            for (size_t h = 0; h < N; h++) {
                double pi = c->data->share[row + h];
                if (pi > 0.0) {
                    split s = split_of(c->data, row + h);
                    sum += pi * (s.producer * c->made[h * J + j] +
                                 (h == source ? s.exporter : 0.0) +
                                 (m == source ? s.importer : 0.0));
                }
            }
            c->bought[m * J + j] = sum;
        }
    }
}

/* x of one country from p; returns the largest change. */
static double production(contents *c, size_t m, bool own)
{
    size_t J = c->J;
    double change = 0.0;
    for (size_t k = 0; k < J; k++) {
        c->row[k] = 0.0;
    }
    for (size_t j = 0; j < J && c->data->input_share != NULL; j++) {
        const double *a = c->data->input_share + (m * J + j) * J;
        double p = c->bought[m * J + j];
        for (size_t k = 0; k < J; k++) {
            c->row[k] += a[k] * p;
        }
    }
    for (size_t k = 0; k < J; k++) {
        double inputs = 0.0;
        for (size_t j = 0; j < J && c->data->input_share != NULL; j++) {
            inputs += c->data->input_share[(m * J + j) * J + k];
        }
        double mu = c->data->markup[k];
        double x = c->row[k] / mu + (own ? 1.0 - inputs / mu : 0.0);
        change = fmax(change, fabs(x - c->made[m * J + k]));
        c->made[m * J + k] = x;
    }
    return change;
}

/* Contents of source i: a contraction, since value added is positive. */
static bool solve_source(contents *c, size_t source)
{
    enum { MOST = 5000 };
    memset(c->made, 0, c->N * c->J * sizeof(double));
    for (int32_t k = 0; k < MOST; k++) {
        double change = 0.0;
        purchases(c, source);
        for (size_t m = 0; m < c->N; m++) {
            change = fmax(change, production(c, m, m == source));
        }
        if (change < 1e-14) {
            purchases(c, source);
            return true;
        }
    }
    return false;
}

hm_status hmi_look_through(hm_context *ctx, const hm_economy *economy,
                           double *value)
{
    hm_status status = HM_OK;
    const hm_economy_arrays *data = hm_economy_data(economy);
    size_t N = (size_t)data->n_countries;
    size_t J = (size_t)data->n_sectors;
    contents c = {data, N, J, NULL, NULL, NULL};
    c.made = HMI_ARRAY(ctx, double, N *J);
    c.bought = HMI_ARRAY(ctx, double, N *J);
    c.row = HMI_ARRAY(ctx, double, J);
    if (c.made == NULL || c.bought == NULL || c.row == NULL) {
        status = HM_ERR_MEMORY;
        goto out;
    }
    for (size_t i = 0; i < N; i++) {
        if (!solve_source(&c, i)) {
            status = hmi_fail(ctx, HM_ERR_DATA,
                              "look-through exposure to %s: the chain of "
                              "inputs does not end",
                              hm_economy_labels(economy)->country_codes[i]);
            goto out;
        }
        for (size_t n = 0; n < N; n++) {
            double sum = 0.0;
            for (size_t j = 0; j < J; j++) {
                sum += data->final_share[n * J + j] * c.bought[n * J + j];
            }
            value[n * N + i] = data->income[n] * sum;
        }
    }
out:
    hmi_free(ctx, c.made);
    hmi_free(ctx, c.bought);
    hmi_free(ctx, c.row);
    return status;
}

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

/* One source's contents, and the parts of every dollar, once for all. Arrays
 * over countries and goods are [j][n] here. */
typedef struct contents {
    const hm_economy_arrays *data;
    size_t N, J;
    double *producer; /* J N N: pi g */
    double *exporter; /* J N N: pi x, NULL where nobody taxes exports */
    double *importer; /* J N: sum of pi b */
    double *own;      /* N J [n][k]: value added and profit of a dollar */
    double *made;     /* J N: x */
    double *bought;   /* J N: p */
    double *row;      /* J */
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

static void fill_parts(contents *c)
{
    size_t N = c->N;
    size_t J = c->J;
    for (size_t row = 0; row < J * N; row++) {
        c->importer[row] = 0.0;
        for (size_t h = 0; h < N; h++) {
            size_t flow = row * N + h;
            double pi = c->data->share[flow];
            split s = split_of(c->data, flow);
            c->producer[flow] = pi * s.producer;
            c->importer[row] += pi * s.importer;
            if (c->exporter != NULL) {
                c->exporter[flow] = pi * s.exporter;
            }
        }
    }
    for (size_t m = 0; m < N; m++) {
        for (size_t k = 0; k < J; k++) {
            double inputs = 0.0;
            for (size_t j = 0; j < J && c->data->input_share != NULL; j++) {
                inputs += c->data->input_share[(m * J + j) * J + k];
            }
            c->own[m * J + k] = 1.0 - inputs / c->data->markup[k];
        }
    }
}

/* p of every country and good from x. */
static void purchases(contents *c, size_t source)
{
    size_t N = c->N;
    for (size_t row = 0; row < c->J * N; row++) {
        const double *made = c->made + row / N * N;
        const double *part = c->producer + row * N;
        double sum = row % N == source ? c->importer[row] : 0.0;
        if (c->exporter != NULL) {
            sum += c->exporter[row * N + source];
        }
        for (size_t h = 0; h < N; h++) {
            sum += part[h] * made[h];
        }
        c->bought[row] = sum;
    }
}

/* x of country m from p; returns the largest change. */
static double production(contents *c, size_t m, bool own)
{
    size_t J = c->J;
    double change = 0.0;
    for (size_t k = 0; k < J; k++) {
        c->row[k] = 0.0;
    }
    for (size_t j = 0; j < J && c->data->input_share != NULL; j++) {
        const double *a = c->data->input_share + (m * J + j) * J;
        double p = c->bought[j * c->N + m];
        for (size_t k = 0; k < J; k++) {
            c->row[k] += a[k] * p;
        }
    }
    for (size_t k = 0; k < J; k++) {
        double x =
            c->row[k] / c->data->markup[k] + (own ? c->own[m * J + k] : 0.0);
        change = fmax(change, fabs(x - c->made[k * c->N + m]));
        c->made[k * c->N + m] = x;
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

/* Income of the source in what each country spends. */
static void spend(const contents *c, size_t source, double *value)
{
    for (size_t n = 0; n < c->N; n++) {
        double sum = 0.0;
        for (size_t j = 0; j < c->J; j++) {
            sum += c->data->final_share[n * c->J + j] * c->bought[j * c->N + n];
        }
        value[n * c->N + source] = c->data->income[n] * sum;
    }
}

static hm_status open_contents(hm_context *ctx, contents *c)
{
    size_t cells = c->N * c->J;
    bool taxed = c->data->export_tax != NULL || c->data->rent_wedge != NULL;
    c->producer = HMI_ARRAY(ctx, double, cells * c->N);
    c->exporter = taxed ? HMI_ARRAY(ctx, double, cells * c->N) : NULL;
    c->importer = HMI_ARRAY(ctx, double, cells);
    c->own = HMI_ARRAY(ctx, double, cells);
    c->made = HMI_ARRAY(ctx, double, cells);
    c->bought = HMI_ARRAY(ctx, double, cells);
    c->row = HMI_ARRAY(ctx, double, c->J);
    bool good = c->producer != NULL && (!taxed || c->exporter != NULL) &&
                c->importer != NULL && c->own != NULL && c->made != NULL &&
                c->bought != NULL && c->row != NULL;
    return good ? HM_OK : HM_ERR_MEMORY;
}

static void close_contents(hm_context *ctx, contents *c)
{
    hmi_free(ctx, c->producer);
    hmi_free(ctx, c->exporter);
    hmi_free(ctx, c->importer);
    hmi_free(ctx, c->own);
    hmi_free(ctx, c->made);
    hmi_free(ctx, c->bought);
    hmi_free(ctx, c->row);
}

hm_status hmi_look_through(hm_context *ctx, const hm_economy *economy,
                           double *value)
{
    hm_status status = HM_OK;
    contents c;
    memset(&c, 0, sizeof c);
    c.data = hm_economy_data(economy);
    c.N = (size_t)c.data->n_countries;
    c.J = (size_t)c.data->n_sectors;
    HMI_GOTO(status, open_contents(ctx, &c));
    fill_parts(&c);
    for (size_t i = 0; i < c.N; i++) {
        if (!solve_source(&c, i)) {
            status = hmi_fail(ctx, HM_ERR_DATA,
                              "look-through exposure to %s: the chain of "
                              "inputs does not end",
                              hm_economy_labels(economy)->country_codes[i]);
            goto out;
        }
        spend(&c, i, value);
    }
out:
    close_contents(ctx, &c);
    return status;
}

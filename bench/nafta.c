// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * nafta.c - the NAFTA experiment from the authors' public text files: rows are
 * destinations, columns sources; values thousand USD, tariffs per cent.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

enum { N = 31, J = 40, TRADED = 20, CAN = 4, MEX = 19, USA = 29 };

static double *read_numbers(const char *folder, const char *name, size_t count)
{
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/data/caliendo-parro-1993/%s", folder,
                   name);
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return NULL;
    }
    double *x = bench_memory(count, sizeof(double));
    for (size_t i = 0; i < count; i++) {
        if (fscanf(file, "%lf", &x[i]) != 1) {
            free(x);
            x = NULL;
            break;
        }
    }
    (void)fclose(file);
    return x;
}

static bool member(int32_t n)
{
    return n == CAN || n == MEX || n == USA;
}

typedef struct raw {
    double *trade93, *tariff93, *tariff05, *output, *added, *input, *final;
    double *theta;
} raw;

static bool read_raw(const char *folder, raw *r)
{
    size_t block = (size_t)TRADED * N * N;
    r->trade93 = read_numbers(folder, "xbilat1993.txt", block);
    r->tariff93 = read_numbers(folder, "tariffs1993.txt", block);
    r->tariff05 = read_numbers(folder, "tariffs2005.txt", block);
    r->output = read_numbers(folder, "GO.txt", (size_t)J * N);
    r->added = read_numbers(folder, "B.txt", (size_t)J * N);
    r->input = read_numbers(folder, "IO.txt", (size_t)N * J * J);
    r->final = read_numbers(folder, "alphas.txt", (size_t)J * N);
    r->theta = read_numbers(folder, "T.txt", TRADED);
    return r->trade93 != NULL && r->tariff93 != NULL && r->tariff05 != NULL &&
           r->output != NULL && r->added != NULL && r->input != NULL &&
           r->final != NULL && r->theta != NULL;
}

static void free_raw(raw *r)
{
    free(r->trade93);
    free(r->tariff93);
    free(r->tariff05);
    free(r->output);
    free(r->added);
    free(r->input);
    free(r->final);
    free(r->theta);
}

typedef struct tables {
    double trade[J * N * N], tariff[J * N * N], after[J * N * N];
    double input[N * J * J], final[N * J], theta[J];
} tables;

static double positive(double x)
{
    return x > 0.0 ? x : 0.0;
}

static void fill_trade(const raw *r, tables *t)
{
    for (int32_t j = 0; j < J; j++) {
        t->theta[j] = j < TRADED ? r->theta[j] : 8.22;
        for (int32_t i = 0; i < N; i++) {
            double exports = 0.0;
            for (int32_t n = 0; n < N; n++) {
                int32_t to = (j * N + n) * N + i;
                if (j >= TRADED || n == i) {
                    continue;
                }
                t->trade[to] = r->trade93[to] / 1e3;
                t->tariff[to] = r->tariff93[to] / 100.0;
                t->after[to] = member(n) && member(i) ? r->tariff05[to] / 100.0
                                                      : t->tariff[to];
                exports += t->trade[to];
            }
            t->trade[(j * N + i) * N + i] =
                positive(r->output[j * N + i] / 1e6 - exports);
        }
    }
}

static void fill_shares(const raw *r, tables *t)
{
    for (int32_t n = 0; n < N; n++) {
        double sum = 0.0;
        for (int32_t j = 0; j < J; j++) {
            t->final[n * J + j] = positive(r->final[j * N + n]);
            sum += t->final[n * J + j];
            for (int32_t k = 0; k < J; k++) {
                t->input[(n * J + j) * J + k] =
                    positive(r->input[(n * J + j) * J + k]) *
                    (1.0 - r->added[k * N + n]);
            }
        }
        for (int32_t j = 0; j < J; j++) {
            t->final[n * J + j] /= sum;
        }
    }
}

static void make_case(hm_context *ctx, const tables *t, bench_case *out)
{
    static char text[N + J][8];
    const char *codes[N + J];
    for (int32_t i = 0; i < N + J; i++) {
        (void)snprintf(text[i], sizeof text[i], "%c%d", i < N ? 'C' : 's', i);
        codes[i] = text[i];
    }
    hm_labels labels = {0};
    labels.n_countries = N;
    labels.n_sectors = J;
    labels.country_codes = codes;
    labels.sector_codes = codes + N;
    hm_economy_flows flows = {0};
    flows.trade = t->trade;
    flows.tariff = t->tariff;
    flows.input_share = t->input;
    flows.final_share = t->final;
    hm_elasticities set = {0};
    set.theta = t->theta;
    hm_economy *data = NULL;
    bench_must(ctx, hm_economy_from_flows(ctx, &labels, &flows, &set, &data),
               "NAFTA economy");
    bench_must(ctx,
               hm_equilibrium_calibrate(ctx, data, HM_CLOSURE_ZERO, NULL,
                                        &out->economy, NULL),
               "NAFTA calibration");
    hm_shock_arrays shock = {0};
    shock.tariff = t->after;
    bench_must(ctx,
               hm_shock_from_arrays(ctx, out->economy, &shock, &out->shock),
               "NAFTA shock");
    hm_economy_free(data);
    out->name = "nafta 31x40";
    out->closure = HM_CLOSURE_ZERO;
}

bool bench_nafta(hm_context *ctx, const char *shared, bench_case *out)
{
    raw r = {0};
    bool there = shared != NULL && read_raw(shared, &r);
    if (there) {
        tables *t = bench_memory(1, sizeof *t);
        fill_trade(&r, t);
        fill_shares(&r, t);
        make_case(ctx, t, out);
        free(t);
    }
    free_raw(&r);
    return there;
}

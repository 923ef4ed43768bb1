// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * cases.c - the embedded economy's embargo and economies of any size.
 */
#include "bench.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void bench_case_free(bench_case *c)
{
    hm_shock_free(c->shock);
    hm_economy_free(c->economy);
}

/* phi = 0 both ways between a and b. */
static void cut_link(hm_context *ctx, bench_case *c, int32_t a, int32_t b)
{
    const hm_economy_arrays *e = hm_economy_data(c->economy);
    size_t N = (size_t)e->n_countries;
    size_t flows = N * N * (size_t)e->n_sectors;
    double *phi = bench_memory(flows, sizeof(double));
    for (size_t f = 0; f < flows; f++) {
        size_t n = f / N % N;
        size_t i = f % N;
        bool cut = (n == (size_t)a && i == (size_t)b) ||
                   (n == (size_t)b && i == (size_t)a);
        phi[f] = cut ? 0.0 : 1.0;
    }
    hm_shock_arrays shock = {0};
    shock.phi = phi;
    bench_must(ctx, hm_shock_from_arrays(ctx, c->economy, &shock, &c->shock),
               "embargo");
    free(phi);
}

void bench_embargo(hm_context *ctx, const char *path, bench_case *out)
{
    hm_economy_folder *folder = NULL;
    bench_must(ctx, hm_economy_read(ctx, path, NULL, &folder), path);
    bench_must(ctx,
               hm_equilibrium_calibrate(ctx, hm_economy_folder_economy(folder),
                                        HM_CLOSURE_FIXED, NULL, &out->economy,
                                        NULL),
               "calibration");
    hm_economy_folder_free(folder);
    out->name = "embargo 42x35";
    out->closure = HM_CLOSURE_FIXED;
    cut_link(ctx, out, hm_economy_country(out->economy, "PRK"),
             hm_economy_country(out->economy, "CHN"));
}

void bench_quotas(hm_context *ctx, const char *path, int32_t count,
                  bench_case *out)
{
    static char name[32];
    bench_embargo(ctx, path, out);
    hm_shock_free(out->shock);
    const hm_economy_arrays *e = hm_economy_data(out->economy);
    size_t N = (size_t)e->n_countries;
    size_t flows = N * N * (size_t)e->n_sectors;
    double *cap = bench_memory(flows, sizeof(double));
    hm_random random = hm_random_seed(7);
    for (size_t f = 0; f < flows; f++) {
        cap[f] = HUGE_VAL;
    }
    while (count > 0) {
        size_t f = (size_t)hm_random_below(&random, (int32_t)flows);
        if (f % N != f / N % N && e->share[f] > 1e-3 && isinf(cap[f])) {
            cap[f] = 0.5;
            count--;
        }
    }
    hm_shock_arrays shock = {0};
    shock.quantity_cap = cap;
    bench_must(ctx,
               hm_shock_from_arrays(ctx, out->economy, &shock, &out->shock),
               "quotas");
    int32_t capped = 0;
    for (size_t f = 0; f < flows; f++) {
        capped += isinf(cap[f]) ? 0 : 1;
    }
    (void)snprintf(name, sizeof name, "%d quotas 42x35", (int)capped);
    out->name = name;
    free(cap);
}

/* Sales fall with distance on a ring and rise with both sizes; seven tenths of
 * spending stays at home. */
static void fill_trade(hm_random *random, int32_t N, int32_t J, double *trade)
{
    double *size = bench_memory((size_t)N, sizeof(double));
    for (int32_t n = 0; n < N; n++) {
        size[n] = exp(1.5 * hm_random_normal(random));
    }
    for (int32_t j = 0; j < J; j++) {
        for (int32_t n = 0; n < N; n++) {
            double *row =
                trade + ((size_t)j * (size_t)N + (size_t)n) * (size_t)N;
            double foreign = 0.0;
            for (int32_t i = 0; i < N; i++) {
                double gap = fabs((double)(i - n));
                gap = gap < N - gap ? gap : N - gap;
                row[i] = i == n ? 0.0
                                : size[i] / (1.0 + gap) *
                                      exp(0.5 * hm_random_normal(random));
                foreign += row[i];
            }
            for (int32_t i = 0; i < N; i++) {
                row[i] *= 0.3 * size[n] / foreign;
            }
            row[n] = 0.7 * size[n];
        }
    }
    free(size);
}

void bench_synthetic(hm_context *ctx, int32_t N, int32_t J, bench_case *out)
{
    hm_random random = hm_random_seed((uint64_t)(1000 * N + J));
    size_t cells = (size_t)N * (size_t)J;
    double *trade = bench_memory(cells * (size_t)N, sizeof(double));
    double *input = bench_memory(cells * (size_t)J, sizeof(double));
    double *theta = bench_memory((size_t)J, sizeof(double));
    const char **codes = bench_memory((size_t)(N + J), sizeof(char *));
    char(*text)[12] = bench_memory((size_t)(N + J), sizeof *text);
    fill_trade(&random, N, J, trade);
    for (size_t x = 0; x < cells * (size_t)J; x++) {
        input[x] = 0.45 * hm_random_uniform(&random) / J;
    }
    for (int32_t j = 0; j < J; j++) {
        theta[j] = hm_random_range(&random, 2.0, 10.0);
    }
    for (int32_t x = 0; x < N + J; x++) {
        (void)snprintf(text[x], sizeof text[x], "%c%d", x < N ? 'C' : 's', x);
        codes[x] = text[x];
    }
    hm_labels labels = {0};
    labels.n_countries = N;
    labels.n_sectors = J;
    labels.country_codes = codes;
    labels.sector_codes = codes + N;
    hm_economy_flows flows = {0};
    flows.trade = trade;
    flows.input_share = input;
    hm_elasticities set = {0};
    set.theta = theta;
    bench_must(ctx,
               hm_economy_from_flows(ctx, &labels, &flows, &set, &out->economy),
               "synthetic economy");
    out->name = "synthetic";
    out->closure = HM_CLOSURE_FIXED;
    cut_link(ctx, out, 0, 1);
    free(trade);
    free(input);
    free(theta);
    free(codes);
    free(text);
}

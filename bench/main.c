// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * main.c - timed runs on fixed models, one thread: `bench DATA [SHARED]`.
 *
 * Counts (sweeps, passes over the trade array, bytes) are what to compare
 * between versions; times belong to the machine named in the first line.
 */
#include "bench.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void say_machine(void)
{
    char line[256];
    FILE *file = fopen("/proc/cpuinfo", "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        const char *colon = strchr(line, ':');
        if (strncmp(line, "model name", 10) == 0 && colon != NULL) {
            (void)printf("# machine:%s", colon + 1);
            break;
        }
    }
    if (file != NULL) {
        (void)fclose(file);
    }
}

/* Bytes a second of a[i] = b[i] + x c[i] over arrays far larger than caches. */
static double bandwidth(void)
{
    size_t count = (size_t)1 << 23;
    double *a = bench_memory(3 * count, sizeof(double));
    double best = INFINITY;
    for (int run = 0; run < 5; run++) {
        double start = bench_now();
        for (size_t i = 0; i < count; i++) {
            a[i] = a[count + i] + 1.5 * a[2 * count + i];
        }
        double took = bench_now() - start;
        best = took < best ? took : best;
    }
    double bytes = 3.0 * (double)count * sizeof(double);
    free(a);
    return bytes / best;
}

/* One row: the best of `runs` cold solves from the base. */
static void row(hm_context *ctx, const bench_case *c, int32_t runs,
                double stream, bool nested)
{
    const hm_economy_arrays *a = hm_economy_data(c->economy);
    hm_solver *solver = NULL;
    hm_solution *solution = NULL;
    bench_must(ctx,
               hm_solver_create(ctx, c->economy, c->closure, NULL, &solver),
               "solver");
    bench_must(ctx, hm_solution_create(ctx, c->economy, &solution), "solution");
    double best = INFINITY;
    for (int32_t run = 0; run < runs; run++) {
        double start = bench_now();
        bench_must(ctx, hm_solver_solve(solver, c->shock, NULL, solution),
                   "solve");
        double took = bench_now() - start;
        best = took < best ? took : best;
    }
    const hm_certificate *seen = hm_solution_certificate(solution);
    hm_verification check;
    bench_must(ctx,
               hm_equilibrium_verify(ctx, c->economy, c->closure, c->shock,
                                     solution, 1e-8, &check),
               "verify");
    double array = 8.0 * a->n_countries * a->n_countries * a->n_sectors;
    double moved = array * seen->trade_passes;
    (void)printf("%s,%d,%d,%s,%d,%d,%.3g,%.1f,%.3f,%.1f,%.0f", c->name,
                 a->n_countries, a->n_sectors, hm_outcome_name(seen->outcome),
                 seen->iterations, seen->trade_passes, check.residual,
                 moved / 1e6, best * 1e3, best * 1e6 / seen->iterations,
                 100.0 * moved / best / stream);
    if (nested) {
        double worst = 0.0;
        double start = bench_now();
        int32_t sweeps = bench_nested(c, 1e-10, &worst);
        double took = bench_now() - start;
        (void)printf(",%d,%.1f,%.0f\n", sweeps, took * 1e3, took / best);
    } else {
        (void)printf(",,,\n");
    }
    (void)fflush(stdout);
    hm_solution_free(solution);
    hm_solver_free(solver);
}

static void loading(hm_context *ctx, const char *path)
{
    double best = INFINITY;
    for (int run = 0; run < 9; run++) {
        hm_economy_folder *folder = NULL;
        double start = bench_now();
        bench_must(ctx, hm_economy_read(ctx, path, NULL, &folder), path);
        double took = bench_now() - start;
        best = took < best ? took : best;
        hm_economy_folder_free(folder);
    }
    (void)printf("# loading the embedded economy: %.1f ms\n", best * 1e3);
}

int main(int argc, char **argv)
{
    static const int32_t sizes[][2] = {{10, 10},  {20, 20}, {40, 20},
                                       {40, 40},  {80, 40}, {120, 50},
                                       {160, 60}, {200, 60}};
    hm_context *ctx = NULL;
    if (argc < 2 || hm_context_create(NULL, &ctx) != HM_OK) {
        (void)fprintf(stderr, "usage: bench DATA [SHARED | --links]\n");
        return 2;
    }
    if (argc > 2 && strcmp(argv[2], "--links") == 0) {
        say_machine();
        bench_links(ctx, argv[1]);
        hm_context_free(ctx);
        return 0;
    }
    double stream = bandwidth();
    say_machine();
    (void)printf("# memory bandwidth (triad, one thread): %.1f GB/s\n",
                 stream / 1e9);
    loading(ctx, argv[1]);
    (void)printf(
        "model,countries,sectors,outcome,sweeps,trade_passes,"
        "verified_residual,megabytes,milliseconds,microseconds_a_sweep,"
        "bandwidth_pct,nested_sweeps,nested_milliseconds,times_faster\n");
    bench_case c = {0};
    if (bench_nafta(ctx, argc > 2 ? argv[2] : NULL, &c)) {
        row(ctx, &c, 50, stream, true);
        bench_case_free(&c);
    } else {
        (void)printf("# NAFTA left out: its data are not at hand\n");
    }
    bench_embargo(ctx, argv[1], &c);
    row(ctx, &c, 50, stream, true);
    bench_case_free(&c);
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        bench_synthetic(ctx, sizes[s][0], sizes[s][1], &c);
        row(ctx, &c, s < 4 ? 20 : 3, stream, false);
        bench_case_free(&c);
    }
    hm_context_free(ctx);
    return 0;
}

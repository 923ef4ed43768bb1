// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * links.c - every link of an economy cut one after another, exactly, on one
 * thread and on several; and all pairs at once, first order, by adjoints.
 */
#include "bench.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

/* Links are ordered pairs: trade n <- i ends in every good. */
typedef struct share {
    const hm_economy *economy;
    hm_closure closure;
    int32_t first, step; /* links of this thread */
    int32_t solved, none, failed, sweeps;
} share;

static hm_shock *one_way(hm_context *ctx, const hm_economy *economy, int32_t n,
                         int32_t i, double *phi)
{
    const hm_economy_arrays *a = hm_economy_data(economy);
    size_t N = (size_t)a->n_countries;
    size_t flows = N * N * (size_t)a->n_sectors;
    hm_shock_arrays arrays = {0};
    hm_shock *shock = NULL;
    for (size_t f = 0; f < flows; f++) {
        bool cut = f / N % N == (size_t)n && f % N == (size_t)i;
        phi[f] = cut ? 0.0 : 1.0;
    }
    arrays.phi = phi;
    bench_must(ctx, hm_shock_from_arrays(ctx, economy, &arrays, &shock),
               "link");
    return shock;
}

static void cut_one(hm_context *ctx, share *mine, hm_solver *solver,
                    hm_solution *solution, int32_t link, double *phi)
{
    int32_t N = hm_economy_data(mine->economy)->n_countries;
    int32_t n = link / (N - 1);
    int32_t i = link % (N - 1);
    hm_verification seen;
    hm_shock *shock = one_way(ctx, mine->economy, n, i < n ? i : i + 1, phi);
    bench_must(ctx, hm_solver_solve(solver, shock, NULL, solution), "cut");
    const hm_certificate *found = hm_solution_certificate(solution);
    mine->sweeps += found->iterations;
    if (found->outcome == HM_INADMISSIBLE ||
        found->outcome == HM_NO_EQUILIBRIUM) {
        mine->none++;
    } else if (found->outcome != HM_CONVERGED) {
        mine->failed++;
    } else {
        bench_must(ctx,
                   hm_equilibrium_verify(ctx, mine->economy, mine->closure,
                                         shock, solution, 1e-8, &seen),
                   "verify");
        mine->solved += seen.confirmed;
        mine->failed += !seen.confirmed;
    }
    hm_shock_free(shock);
}

static void *cut_links(void *argument)
{
    share *mine = argument;
    const hm_economy_arrays *a = hm_economy_data(mine->economy);
    size_t flows =
        (size_t)a->n_countries * (size_t)a->n_countries * (size_t)a->n_sectors;
    int32_t links = a->n_countries * (a->n_countries - 1);
    hm_context *ctx = NULL;
    hm_solver *solver = NULL;
    hm_solution *solution = NULL;
    double *phi = bench_memory(flows, sizeof *phi);
    if (hm_context_create(NULL, &ctx) != HM_OK) {
        exit(1);
    }
    bench_must(
        ctx, hm_solver_create(ctx, mine->economy, mine->closure, NULL, &solver),
        "solver");
    bench_must(ctx, hm_solution_create(ctx, mine->economy, &solution),
               "solution");
    for (int32_t link = mine->first; link < links; link += mine->step) {
        cut_one(ctx, mine, solver, solution, link, phi);
    }
    free(phi);
    hm_solution_free(solution);
    hm_solver_free(solver);
    hm_context_free(ctx);
    return NULL;
}

/* All links over `threads`; prints one row. */
static void cut_all(const hm_economy *economy, hm_closure closure,
                    int32_t threads)
{
    enum { MOST = 64 };
    pthread_t ids[MOST];
    share shares[MOST];
    share sum = {0};
    const hm_economy_arrays *a = hm_economy_data(economy);
    threads = threads > MOST ? MOST : threads;
    double start = bench_now();
    double cpu = bench_cpu();
    for (int32_t t = 0; t < threads; t++) {
        shares[t] = (share){economy, closure, t, threads, 0, 0, 0, 0};
        if (pthread_create(&ids[t], NULL, cut_links, &shares[t]) != 0) {
            exit(1);
        }
    }
    for (int32_t t = 0; t < threads; t++) {
        pthread_join(ids[t], NULL);
        sum.solved += shares[t].solved;
        sum.none += shares[t].none;
        sum.failed += shares[t].failed;
        sum.sweeps += shares[t].sweeps;
    }
    double took = bench_now() - start;
    cpu = bench_cpu() - cpu;
    int32_t links = a->n_countries * (a->n_countries - 1);
    (void)printf("exact,%d,%d,%d,%d,%d,%d,%d,%d,%.3f,%.3f,%.3f\n",
                 a->n_countries, a->n_sectors, threads, links, sum.solved,
                 sum.none, sum.failed, sum.sweeps, took, cpu,
                 cpu * 1e3 / links);
    (void)fflush(stdout);
}

/* Gradients of every country's real income in every trade cost: all pairs. */
static void first_order(hm_context *ctx, const hm_economy *economy,
                        hm_closure closure)
{
    const hm_economy_arrays *a = hm_economy_data(economy);
    int32_t N = a->n_countries;
    size_t flows = (size_t)N * (size_t)N * (size_t)a->n_sectors;
    hm_solver *solver = NULL;
    hm_solution *base = NULL;
    hm_sensitivity *s = NULL;
    hm_objective **list = bench_memory((size_t)N, sizeof *list);
    hm_gradient *gradient = bench_memory((size_t)N, sizeof *gradient);
    hm_gradient **out = bench_memory((size_t)N, sizeof *out);
    bench_must(ctx, hm_solver_create(ctx, economy, closure, NULL, &solver),
               "solver");
    bench_must(ctx, hm_solution_create(ctx, economy, &base), "solution");
    bench_must(ctx, hm_solver_solve(solver, NULL, NULL, base), "base");
    double start = bench_now();
    double cpu = bench_cpu();
    bench_must(ctx, hm_sensitivity_create(ctx, economy, closure, &s),
               "sensitivity");
    bench_must(ctx, hm_sensitivity_at(s, NULL, base), "point");
    for (int32_t n = 0; n < N; n++) {
        bench_must(ctx, hm_objective_create(ctx, economy, false, &list[n]),
                   "objective");
        bench_must(ctx, hm_sensitivity_add_real_income(s, n, 1.0, list[n]),
                   "objective");
        gradient[n].ln_cost = bench_memory(flows, sizeof(double));
        out[n] = &gradient[n];
    }
    bench_must(
        ctx,
        hm_sensitivity_adjoints(s, N, (const hm_objective *const *)list, out),
        "adjoints");
    double took = bench_now() - start;
    cpu = bench_cpu() - cpu;
    hm_sensitivity_cost cost = hm_sensitivity_get_cost(s);
    (void)printf("first_order,%d,%d,1,%d,%d,0,0,%d,%.3f,%.3f,%.3f\n", N,
                 a->n_sectors, N * (N - 1), N * (N - 1), cost.steps, took, cpu,
                 cpu * 1e3 / (N * (N - 1)));
    (void)fflush(stdout);
    for (int32_t n = 0; n < N; n++) {
        hm_objective_free(ctx, list[n]);
        free(gradient[n].ln_cost);
    }
    free(list);
    free(gradient);
    free(out);
    hm_sensitivity_free(s);
    hm_solution_free(base);
    hm_solver_free(solver);
}

/* Some links of a larger economy: enough for a mean. */
static void growth(hm_context *ctx, int32_t N, int32_t J)
{
    enum { LINKS = 24 };
    bench_case c = {0};
    bench_synthetic(ctx, N, J, &c);
    int32_t links = N * (N - 1);
    share mine = {c.economy, c.closure, 0, links / LINKS, 0, 0, 0, 0};
    double start = bench_now();
    double cpu = bench_cpu();
    (void)cut_links(&mine);
    double took = bench_now() - start;
    cpu = bench_cpu() - cpu;
    int32_t done = mine.solved + mine.none + mine.failed;
    (void)printf("exact,%d,%d,1,%d,%d,%d,%d,%d,%.3f,%.3f,%.3f\n", N, J, done,
                 mine.solved, mine.none, mine.failed, mine.sweeps, took, cpu,
                 cpu * 1e3 / done);
    (void)fflush(stdout);
    bench_case_free(&c);
}

void bench_links(hm_context *ctx, const char *path)
{
    static const int32_t sizes[][2] = {{20, 20}, {40, 20}, {80, 20}, {160, 20},
                                       {40, 10}, {40, 40}, {40, 80}};
    bench_case c = {0};
    (void)printf("method,countries,sectors,threads,links,solved,none,failed,"
                 "sweeps,seconds,cpu_seconds,cpu_milliseconds_a_link\n");
    bench_embargo(ctx, path, &c);
    cut_all(c.economy, HM_CLOSURE_FIXED, 1);
    cut_all(c.economy, HM_CLOSURE_FIXED, 2);
    first_order(ctx, c.economy, HM_CLOSURE_FIXED);
    bench_case_free(&c);
    for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++) {
        growth(ctx, sizes[k][0], sizes[k][1]);
    }
}

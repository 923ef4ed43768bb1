// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * derivatives.c - what exact gradients cost beside a solve: one welfare and
 * all N of them in every tariff and trade cost, with one factor a country and
 * with one a sector.
 */
#include "bench.h"

#include <hirschman/sensitivity.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The same economy with a factor of its own in every sector. */
static void specific(hm_context *ctx, bench_case *c)
{
    hm_economy_arrays a = *hm_economy_data(c->economy);
    size_t N = (size_t)a.n_countries;
    size_t J = (size_t)a.n_sectors;
    double *share = bench_memory(N * J * J, sizeof(double));
    double *income = bench_memory(N * J, sizeof(double));
    int32_t *owner = bench_memory(N * J, sizeof(int32_t));
    const char **codes = bench_memory(N * J, sizeof(char *));
    memset(share, 0, N * J * J * sizeof(double));
    for (size_t f = 0; f < N * J; f++) {
        size_t n = f / J;
        owner[f] = (int32_t)n;
        codes[f] = hm_economy_labels(c->economy)->sector_codes[f % J];
        share[f * J + f % J] = a.factor_share[n * J + f % J];
        income[f] = share[f * J + f % J] * a.output[f];
    }
    a.n_factors = (int32_t)(N * J);
    a.factor_share = share;
    a.factor_income = income;
    a.factor_country = owner;
    a.factor_codes = codes;
    hm_economy *economy = NULL;
    bench_must(ctx,
               hm_economy_from_shares(ctx, hm_economy_labels(c->economy), &a,
                                      hm_economy_elasticities(c->economy),
                                      &economy),
               "specific factors");
    hm_shock *shock = NULL;
    bench_must(ctx,
               hm_shock_from_arrays(
                   ctx, economy,
                   &(hm_shock_arrays){.phi = hm_shock_data(c->shock)->phi},
                   &shock),
               "shock");
    bench_case_free(c);
    c->economy = economy;
    c->shock = shock;
    free(share);
    free(income);
    free(owner);
    free(codes);
}

static double least(double a, double b)
{
    return a < b ? a : b;
}

/* What a row measures with. */
typedef struct bench_set {
    hm_solver *solver;
    hm_solution *solution;
    hm_sensitivity *s;
    size_t N;
    double *room;
    hm_gradient wanted;
    hm_objective **objectives;
    hm_gradient **gradients;
} bench_set;

static bench_set set_of(hm_context *ctx, const bench_case *c)
{
    const hm_economy_arrays *a = hm_economy_data(c->economy);
    bench_set b = {.N = (size_t)a->n_countries};
    size_t flows = b.N * b.N * (size_t)a->n_sectors;
    b.room = bench_memory(2 * flows, sizeof(double));
    b.objectives = bench_memory(b.N, sizeof *b.objectives);
    b.gradients = bench_memory(b.N, sizeof *b.gradients);
    b.wanted = (hm_gradient){.tariff = b.room, .ln_cost = b.room + flows};
    bench_must(ctx,
               hm_solver_create(ctx, c->economy, c->closure, NULL, &b.solver),
               "solver");
    bench_must(ctx, hm_solution_create(ctx, c->economy, &b.solution),
               "solution");
    bench_must(ctx, hm_sensitivity_create(ctx, c->economy, c->closure, &b.s),
               "sensitivity");
    bench_must(ctx, hm_solver_solve(b.solver, c->shock, NULL, b.solution),
               "solve");
    bench_must(ctx, hm_sensitivity_at(b.s, c->shock, b.solution), "bind");
    for (size_t n = 0; n < b.N; n++) {
        bench_must(
            ctx, hm_objective_create(ctx, c->economy, false, &b.objectives[n]),
            "objective");
        bench_must(ctx,
                   hm_sensitivity_add_real_income(b.s, (int32_t)n, 1.0,
                                                  b.objectives[n]),
                   "real income");
    }
    return b;
}

static void set_free(hm_context *ctx, bench_set *b)
{
    for (size_t n = 0; n < b->N; n++) {
        hm_objective_free(ctx, b->objectives[n]);
    }
    free(b->objectives);
    free(b->gradients);
    free(b->room);
    hm_sensitivity_free(b->s);
    hm_solution_free(b->solution);
    hm_solver_free(b->solver);
}

/* Every welfare at once; the buffers are shared, only time is asked. */
static double every_welfare(hm_context *ctx, const bench_case *c, bench_set *b)
{
    for (size_t n = 0; n < b->N; n++) {
        b->gradients[n] = &b->wanted;
    }
    double start = bench_cpu();
    bench_must(ctx, hm_sensitivity_at(b->s, c->shock, b->solution), "bind");
    bench_must(
        ctx,
        hm_sensitivity_adjoints(b->s, (int32_t)b->N,
                                (const hm_objective *const *)b->objectives,
                                (hm_gradient *const *)b->gradients),
        "adjoints");
    return bench_cpu() - start;
}

static void row(hm_context *ctx, const bench_case *c, const char *name)
{
    const hm_economy_arrays *a = hm_economy_data(c->economy);
    bench_set b = set_of(ctx, c);
    double solve = 1e9, bind = 1e9, single = 1e9, first = 0.0;
    hm_sensitivity_cost one = {0};
    for (int run = 0; run < 7; run++) {
        double start = bench_cpu();
        bench_must(ctx, hm_solver_solve(b.solver, c->shock, NULL, b.solution),
                   "solve");
        solve = least(solve, bench_cpu() - start);
        start = bench_cpu();
        bench_must(ctx, hm_sensitivity_at(b.s, c->shock, b.solution), "bind");
        bind = least(bind, bench_cpu() - start);
        start = bench_cpu();
        bench_must(ctx, hm_sensitivity_adjoint(b.s, b.objectives[0], &b.wanted),
                   "adjoint");
        double took = bench_cpu() - start;
        first = run == 0 ? took : first;
        single = least(single, took);
        one = hm_sensitivity_get_cost(b.s);
    }
    double every = every_welfare(ctx, c, &b);
    for (int run = 0; run < 4; run++) {
        every = least(every, every_welfare(ctx, c, &b));
    }
    hm_sensitivity_cost all = hm_sensitivity_get_cost(b.s);
    (void)printf("%s,%d,%d,%d,%d,%.2f,%.2f,%.1f,%d,%d,%.2f,%d,%.1f,%.2g\n",
                 name, a->n_countries, a->n_sectors, a->n_factors,
                 hm_solution_certificate(b.solution)->trade_passes, solve * 1e3,
                 bind * 1e3, first * 1e3, one.steps, one.trade_passes,
                 single * 1e3, all.trade_passes, every * 1e3, all.residual);
    (void)fflush(stdout);
    set_free(ctx, &b);
}

int main(int argc, char **argv)
{
    hm_context *ctx = NULL;
    bench_case c = {0};
    if (argc < 2 || hm_context_create(NULL, &ctx) != HM_OK) {
        (void)fprintf(stderr, "usage: bench_derivatives DATA\n");
        return 2;
    }
    (void)printf("model,countries,sectors,factors,solve_passes,solve_cpu_ms,"
                 "bind_cpu_ms,first_adjoint_cpu_ms,"
                 "adjoint_steps,adjoint_passes,adjoint_cpu_ms,"
                 "all_welfares_passes,all_welfares_cpu_ms,residual\n");
    bench_embargo(ctx, argv[1], &c);
    row(ctx, &c, "embargo");
    specific(ctx, &c);
    row(ctx, &c, "embargo, specific factors");
    bench_case_free(&c);
    hm_context_free(ctx);
    return 0;
}

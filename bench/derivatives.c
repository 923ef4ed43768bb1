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

static void row(hm_context *ctx, const bench_case *c, const char *name)
{
    const hm_economy_arrays *a = hm_economy_data(c->economy);
    size_t N = (size_t)a->n_countries;
    size_t flows = N * N * (size_t)a->n_sectors;
    hm_solver *solver = NULL;
    hm_solution *solution = NULL;
    hm_sensitivity *s = NULL;
    double *tariff = bench_memory(2 * flows, sizeof(double));
    hm_objective **o = bench_memory(N, sizeof *o);
    hm_gradient one = {.tariff = tariff, .ln_cost = tariff + flows};
    hm_gradient **all = bench_memory(N, sizeof *all);
    bench_must(ctx,
               hm_solver_create(ctx, c->economy, c->closure, NULL, &solver),
               "solver");
    bench_must(ctx, hm_solution_create(ctx, c->economy, &solution), "solution");
    bench_must(ctx, hm_sensitivity_create(ctx, c->economy, c->closure, &s),
               "sensitivity");
    double solve = 1e9, bind = 1e9, single = 1e9, every = 1e9;
    hm_sensitivity_cost cost_one = {0}, cost_all = {0};
    for (int run = 0; run < 7; run++) {
        double start = bench_now();
        bench_must(ctx, hm_solver_solve(solver, c->shock, NULL, solution),
                   "solve");
        solve = least(solve, bench_now() - start);
        start = bench_now();
        bench_must(ctx, hm_sensitivity_at(s, c->shock, solution), "bind");
        bind = least(bind, bench_now() - start);
        for (size_t n = 0; n < N; n++) {
            if (o[n] == NULL || run == 0) {
                bench_must(ctx,
                           hm_objective_create(ctx, c->economy, false, &o[n]),
                           "objective");
                all[n] = &one;
                bench_must(
                    ctx,
                    hm_sensitivity_add_real_income(s, (int32_t)n, 1.0, o[n]),
                    "objective");
            }
        }
        start = bench_now();
        bench_must(ctx, hm_sensitivity_adjoint(s, o[0], &one), "adjoint");
        single = least(single, bench_now() - start);
        cost_one = hm_sensitivity_get_cost(s);
        if (run < 2) {
            bench_must(ctx, hm_sensitivity_at(s, c->shock, solution), "bind");
            start = bench_now();
            bench_must(ctx,
                       hm_sensitivity_adjoints(s, (int32_t)N,
                                               (const hm_objective *const *)o,
                                               (hm_gradient *const *)all),
                       "adjoints");
            every = least(every, bench_now() - start);
            cost_all = hm_sensitivity_get_cost(s);
        }
    }
    (void)printf("%s,%d,%d,%d,%d,%.2f,%.2f,%d,%d,%.2f,%d,%.1f,%.2g\n", name,
                 a->n_countries, a->n_sectors, a->n_factors,
                 hm_solution_certificate(solution)->trade_passes, solve * 1e3,
                 bind * 1e3, cost_one.steps, cost_one.trade_passes,
                 single * 1e3, cost_all.trade_passes, every * 1e3,
                 cost_all.residual);
    (void)fflush(stdout);
    for (size_t n = 0; n < N; n++) {
        hm_objective_free(ctx, o[n]);
    }
    free(o);
    free(all);
    free(tariff);
    hm_sensitivity_free(s);
    hm_solution_free(solution);
    hm_solver_free(solver);
}

int main(int argc, char **argv)
{
    hm_context *ctx = NULL;
    bench_case c = {0};
    if (argc < 2 || hm_context_create(NULL, &ctx) != HM_OK) {
        (void)fprintf(stderr, "usage: bench_derivatives DATA\n");
        return 2;
    }
    (void)printf("model,countries,sectors,factors,solve_passes,solve_ms,"
                 "bind_ms,adjoint_steps,adjoint_passes,adjoint_ms,"
                 "all_welfares_passes,all_welfares_ms,residual\n");
    bench_embargo(ctx, argv[1], &c);
    row(ctx, &c, "embargo");
    specific(ctx, &c);
    row(ctx, &c, "embargo, specific factors");
    bench_case_free(&c);
    hm_context_free(ctx);
    return 0;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * world.h - four countries and three goods by formula, with tariffs, inputs
 * and deficits; the last country is some 1/5000 of the world and does four
 * fifths of its trade with the first, with a deficit: the case this project
 * is about. With what a test does to it: cut, solve, verify.
 */
#ifndef HM_TEST_WORLD_H
#define HM_TEST_WORLD_H

#include "equilibrium/internal.h"
#include "hm_test.h"

#include <math.h>
#include <string.h>

enum {
    CHN = 0,
    USA = 1,
    KOR = 2,
    PRK = 3,
    WORLD_N = 4,
    MINING = 0,
    TEXTILES = 1,
    MACHINERY = 2,
    WORLD_J = 3,
    WORLD_FLOWS = WORLD_J * WORLD_N * WORLD_N,
    WORLD_CELLS = WORLD_N * WORLD_J
};

#define FLOW(j, n, i) (((j)*WORLD_N + (n)) * WORLD_N + (i))
#define CELL(n, j)    ((n)*WORLD_J + (j))

/* What a test may ask for; all zero is the standard world. */
typedef struct world_options {
    double theta_home;   /* 0: theta */
    double substitution; /* of inputs and in final demand; 0: 1 */
    double inputs;       /* share in cost; 0: 0.5 */
    double small_own;    /* share of own goods in the last country; 0: 0.6 */
    bool no_machinery;   /* the last country makes none */
    bool specific;       /* a second factor, used in mining only */
    bool free_trade;     /* no tariffs */
    hm_closure closure;
    hm_solver_settings settings; /* max_iterations 0: standard */
} world_options;

typedef struct world {
    hm_test_memory memory;
    hm_context *ctx;
    hm_economy *economy;
    hm_solver *solver;
    hm_solution *solution;
    hm_shock *shock;
    double phi[WORLD_FLOWS], tariff[WORLD_FLOWS], add[WORLD_N];
} world;

/* Sales of i to n: sizes, tastes and distance, all by formula. */
static inline double world_flow(const world_options *o, int j, int n, int i)
{
    static const double size[WORLD_N] = {21373.0, 31217.0, 3319.0, 11.3};
    const double taste = 1.0 + 0.37 * sin(1.7 * j + 2.3 * i + 0.9 * n);
    const double own = o->small_own > 0.0 ? o->small_own : 0.6;
    if (o->no_machinery && i == PRK && j == MACHINERY) {
        return 0.0;
    }
    if (n == PRK || i == PRK) {
        const int partner = n == PRK ? i : n;
        static const double part[WORLD_N] = {0.83, 0.0131, 0.157, 0.0};
        if (n == i) {
            return size[PRK] * own * taste;
        }
        return size[PRK] * (1.0 - own) * part[partner] * taste *
               (n == PRK ? 1.0 : 0.71);
    }
    return n == i ? 0.83 * size[n] * taste
                  : 0.31 * size[n] * size[i] / 55000.0 * taste;
}

static inline void world_rates(world *w, const world_options *o)
{
    for (int f = 0; f < WORLD_FLOWS; f++) {
        const int n = f / WORLD_N % WORLD_N, i = f % WORLD_N;
        w->phi[f] = 1.0;
        w->tariff[f] = n == i || o->free_trade
                           ? 0.0
                           : 0.03 + 0.0171 * ((3 * n + 5 * i + f) % 7);
    }
}

static inline hm_status world_economy(world *w, const world_options *o)
{
    static const char *const countries[] = {"CHN", "USA", "KOR", "PRK"};
    static const char *const sectors[] = {"mining", "textiles", "machinery"};
    static const char *const codes[] = {"labor", "ore", "labor", "ore",
                                        "labor", "ore", "labor", "ore"};
    static const int32_t owner[] = {0, 0, 1, 1, 2, 2, 3, 3};
    double trade[WORLD_FLOWS], input[WORLD_N * WORLD_J * WORLD_J];
    double split[2 * WORLD_N * WORLD_J], theta[] = {6.13, 4.37, 3.71};
    double home[WORLD_J], rho[WORLD_J], eta[WORLD_N];
    const double inputs = o->inputs > 0.0 ? o->inputs : 0.5;
    for (int j = 0; j < WORLD_J; j++) {
        home[j] = o->theta_home != 0.0 ? o->theta_home : NAN;
        rho[j] = o->substitution > 0.0 ? o->substitution : NAN;
        for (int n = 0; n < WORLD_N; n++) {
            eta[n] = rho[j];
            split[(2 * n) * WORLD_J + j] = j == MINING ? 0.57 : 1.0;
            split[(2 * n + 1) * WORLD_J + j] = j == MINING ? 0.43 : 0.0;
            for (int i = 0; i < WORLD_N; i++) {
                trade[FLOW(j, n, i)] = world_flow(o, j, n, i);
            }
            for (int k = 0; k < WORLD_J; k++) {
                input[(n * WORLD_J + j) * WORLD_J + k] =
                    inputs * (1.0 + 0.2 * ((n + 2 * j + k) % 3)) / 3.6;
            }
        }
    }
    const hm_labels labels = {.n_countries = WORLD_N,
                              .n_sectors = WORLD_J,
                              .country_codes = countries,
                              .sector_codes = sectors};
    hm_economy_flows flows = {
        .trade = trade, .tariff = w->tariff, .input_share = input};
    const hm_elasticities set = {.theta = theta,
                                 .theta_home = home,
                                 .input_substitution = rho,
                                 .final_substitution = eta};
    if (o->specific) {
        flows.n_factors = 2 * WORLD_N;
        flows.factor_share = split;
        flows.factor_country = owner;
        flows.factor_codes = codes;
    }
    return hm_economy_from_flows(w->ctx, &labels, &flows, &set, &w->economy);
}

/* Make everything; free with world_end. */
static inline void world_begin(world *w, world_options o)
{
    const hm_solver_settings *settings =
        o.settings.max_iterations > 0 ? &o.settings : NULL;
    memset(w, 0, sizeof *w);
    const hm_allocator allocator = hm_test_allocator(&w->memory);
    assert_hm_ok(NULL, hm_context_create(&allocator, &w->ctx));
    world_rates(w, &o);
    assert_hm_ok(w->ctx, world_economy(w, &o));
    assert_hm_ok(w->ctx, hm_solver_create(w->ctx, w->economy, o.closure,
                                          settings, &w->solver));
    assert_hm_ok(w->ctx, hm_solution_create(w->ctx, w->economy, &w->solution));
}

static inline void world_end(world *w)
{
    hm_shock_free(w->shock);
    hm_solution_free(w->solution);
    hm_solver_free(w->solver);
    hm_economy_free(w->economy);
    hm_context_free(w->ctx);
    assert_int_equal(w->memory.live, 0);
}

/* Cut good j (-1: every good) that n buys from i. */
static inline void world_cut(world *w, int n, int i, int j)
{
    for (int k = 0; k < WORLD_J; k++) {
        if (j < 0 || j == k) {
            w->phi[FLOW(k, n, i)] = 0.0;
        }
    }
}

/* Make the shock of phi, tariff and add as they stand. */
static inline const hm_shock *world_shock(world *w)
{
    const hm_shock_arrays arrays = {
        .phi = w->phi, .tariff = w->tariff, .deficit_add = w->add};
    hm_shock_free(w->shock);
    assert_hm_ok(w->ctx,
                 hm_shock_from_arrays(w->ctx, w->economy, &arrays, &w->shock));
    return w->shock;
}

static inline const hm_certificate *world_solve(world *w)
{
    assert_hm_ok(w->ctx,
                 hm_solver_solve(w->solver, world_shock(w), NULL, w->solution));
    return hm_solution_certificate(w->solution);
}

/* Solve; it must converge, and the verifier must agree. */
static inline const hm_solution_arrays *world_solved(world *w)
{
    hm_verification v;
    const hm_certificate *c = world_solve(w);
    if (c->outcome != HM_CONVERGED) {
        print_error("%s: %s\n", hm_outcome_name(c->outcome), c->reason);
    }
    assert_int_equal(c->outcome, HM_CONVERGED);
    assert_hm_ok(w->ctx,
                 hm_equilibrium_verify(w->ctx, w->economy, w->solver->closure,
                                       w->shock, w->solution, 1e-9, &v));
    if (!v.confirmed) {
        print_error("residual %.2e in %s\n", v.residual, v.worst_equation);
    }
    assert_true(v.confirmed);
    return hm_solution_data(w->solution);
}

/* ln of real income, base to solution, of country n (T19). */
static inline double world_ln_welfare(const world *w, int n)
{
    const hm_solution_arrays *x = hm_solution_data(w->solution);
    return log(x->income[n] / hm_economy_data(w->economy)->income[n]) -
           log(x->price_index_hat[n]);
}

#endif

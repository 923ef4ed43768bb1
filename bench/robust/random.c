// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * random.c - random economies of every kind under every hard shock, and under
 * quotas. Seed s is of kind s mod EXTREME_KINDS; odd eights of seeds keep their
 * deficits (by links), even ones have none.
 */
#include "robust.h"

#include "extreme.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* The family after the shocks: up to MOST_CAPS flows capped at 5 to 140 % of what
 * passes, in quantity, in value or in both, rents with either owner or shared. */
enum { QUOTAS = HARD_KINDS, FAMILIES, MOST_CAPS = 50 };

static tally tallies[EXTREME_KINDS][FAMILIES];

static void name_tallies(void)
{
    for (int e = 0; e < EXTREME_KINDS; e++) {
        for (int k = 0; k < FAMILIES; k++) {
            tally *t = &tallies[e][k];
            (void)snprintf(t->economy, sizeof t->economy, "random");
            (void)snprintf(t->set, sizeof t->set, "%s", extreme_name(e));
            (void)snprintf(t->closure, sizeof t->closure, "mixed");
            (void)snprintf(t->family, sizeof t->family, "%s",
                           k == QUOTAS ? "quotas" : hard_name(k));
        }
    }
}

static void cap(const hm_economy_arrays *a, size_t f, hm_random *r,
                double *quantity, double *value, double *owner)
{
    size_t N = (size_t)a->n_countries;
    size_t good = f / N % N * (size_t)a->n_sectors + f / N / N;
    double cut = hm_random_range(r, 0.05, 1.4);
    double kind = hm_random_uniform(r);
    double whose = hm_random_uniform(r);
    double tariff = a->tariff == NULL ? 0.0 : a->tariff[f];
    if (f % N == f / N % N || !(a->share[f] > 0.0)) {
        return;
    }
    if (kind < 0.6) {
        quantity[f] = cut;
    }
    if (kind > 0.4) {
        value[f] = cut * a->share[f] * a->expenditure[good] / (1.0 + tariff);
    }
    owner[f] = whose < 0.4 ? 1.0 : (whose < 0.8 ? 0.0 : whose);
}

static void run_quotas(bench_world *w, const model *m, uint64_t seed)
{
    const hm_economy_arrays *a = hm_economy_data(w->economy);
    hm_random r = hm_random_seed(seed * 6700417u + 1u);
    model_shock raw = model_shock_new(m);
    hm_shock_arrays arrays = model_shock_arrays(&raw);
    size_t flows = m->J * m->N * m->N;
    double *quantity = memory(flows, sizeof(double));
    double *value = memory(flows, sizeof(double));
    char name[64];
    for (size_t f = 0; f < flows; f++) {
        quantity[f] = value[f] = HUGE_VAL;
    }
    int32_t count = 1 + hm_random_below(&r, MOST_CAPS);
    for (int32_t k = 0; k < count; k++) {
        cap(a, (size_t)hm_random_below(&r, (int32_t)flows), &r, quantity, value,
            raw.zeta);
    }
    arrays.quantity_cap = quantity;
    arrays.value_cap = value;
    (void)snprintf(name, sizeof name, "%llu:quotas", (unsigned long long)seed);
    tally_run(&tallies[seed % EXTREME_KINDS][QUOTAS], w, &arrays, name);
    free(quantity);
    free(value);
    model_shock_free(&raw);
}

static void run_seed(hm_context *ctx, uint64_t seed)
{
    int kind = (int)(seed % EXTREME_KINDS);
    model m = extreme_model(seed, (extreme_kind)kind);
    bench_world w;
    hm_economy *economy = model_economy(ctx, &m);
    hm_closure closure =
        seed / EXTREME_KINDS % 2 == 0 ? HM_CLOSURE_ZERO : HM_CLOSURE_BILATERAL;
    char name[64];
    if (economy == NULL || !world_open(ctx, economy, closure, &w)) {
        (void)fprintf(stderr, "seed %llu: %s\n", (unsigned long long)seed,
                      hm_context_message(ctx));
        tallies[kind][0].runs++;
        tallies[kind][0].unproved++;
        model_free(&m);
        return;
    }
    for (int k = SHOCK_SMALL; k < HARD_KINDS; k++) {
        model_shock raw = extreme_shock(&m, seed, k);
        hm_shock_arrays arrays = model_shock_arrays(&raw);
        (void)snprintf(name, sizeof name, "%llu:%d", (unsigned long long)seed,
                       k);
        tally_run(&tallies[kind][k], &w, &arrays, name);
        model_shock_free(&raw);
    }
    run_quotas(&w, &m, seed);
    world_close(&w);
    model_free(&m);
}

void robust_random(hm_context *ctx, uint64_t first, uint64_t last)
{
    name_tallies();
    for (uint64_t seed = first; seed < last; seed++) {
        run_seed(ctx, seed);
    }
    for (int e = 0; e < EXTREME_KINDS; e++) {
        for (int k = 0; k < FAMILIES; k++) {
            if (tallies[e][k].runs > 0) {
                tally_print(&tallies[e][k]);
            }
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * random.c - random economies of every kind under every hard shock. Seed s
 * is of kind s mod EXTREME_KINDS; odd seeds keep their deficits (by links),
 * even ones have none.
 */
#include "robust.h"

#include "extreme.h"

#include <stdio.h>

static tally tallies[EXTREME_KINDS][HARD_KINDS];

static void name_tallies(void)
{
    for (int e = 0; e < EXTREME_KINDS; e++) {
        for (int k = 0; k < HARD_KINDS; k++) {
            tally *t = &tallies[e][k];
            (void)snprintf(t->economy, sizeof t->economy, "random");
            (void)snprintf(t->set, sizeof t->set, "%s", extreme_name(e));
            (void)snprintf(t->closure, sizeof t->closure, "mixed");
            (void)snprintf(t->family, sizeof t->family, "%s", hard_name(k));
        }
    }
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
        for (int k = 0; k < HARD_KINDS; k++) {
            if (tallies[e][k].runs > 0) {
                tally_print(&tallies[e][k]);
            }
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/* robust.h - what the robustness campaign's files share. */
#ifndef HM_BENCH_ROBUST_H
#define HM_BENCH_ROBUST_H

#include <hirschman/hirschman.h>

/* Outcomes of one family of runs. */
typedef struct tally {
    char economy[32], set[32], closure[16], family[32];
    int32_t runs, of_outcome[6];
    int32_t unverified; /* converged, but the verifier says no */
    int32_t unproved;   /* refused, and no theory says so */
    int32_t worst_sweeps, worst_passes;
    double worst_residual, seconds;
    char worst[64];
} tally;

/* A solver for one economy and closure, kept over the runs. */
typedef struct bench_world {
    hm_context *ctx;
    hm_economy *economy;
    hm_closure closure;
    hm_solver *solver;
    hm_solution *solution;
} bench_world;

void must(hm_context *ctx, hm_status status, const char *what);
void *memory(size_t count, size_t size);

/* Takes `economy` over; calibrates it under the closure first. */
bool world_open(hm_context *ctx, hm_economy *economy, hm_closure closure,
                bench_world *out);
void world_close(bench_world *w);
/* One run: solve, verify, judge; what went wrong is told on standard error. */
void tally_run(tally *t, bench_world *w, const hm_shock_arrays *shock,
               const char *name);
void tally_header(void);
void tally_print(const tally *t);

void robust_world(hm_context *ctx, const char *path, const char *set,
                  const char *closure, const char *family);
void robust_random(hm_context *ctx, uint64_t first, uint64_t last);

#endif

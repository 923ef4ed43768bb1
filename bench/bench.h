// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/* bench.h - what the benchmark's files share. */
#ifndef HM_BENCH_H
#define HM_BENCH_H

#include <hirschman/hirschman.h>

/* Seconds of a monotonic clock. */
double bench_now(void);
/* Seconds of processor time, all threads. */
double bench_cpu(void);
/* Print the context's message and leave when a call failed. */
void bench_must(hm_context *ctx, hm_status status, const char *what);
/* Memory or the program ends. */
void *bench_memory(size_t count, size_t size);

/* A solved benchmark with one shock. */
typedef struct bench_case {
    const char *name;
    hm_economy *economy;
    hm_shock *shock;
    hm_closure closure;
} bench_case;

/* NAFTA: base of 1993 with deficits purged, tariffs of 2005 among CAN, MEX and
 * USA (Caliendo and Parro 2015). False when the data are not there. */
bool bench_nafta(hm_context *ctx, const char *shared, bench_case *out);
/* The embedded economy at `path`; China and North Korea stop all trade. */
void bench_embargo(hm_context *ctx, const char *path, bench_case *out);
/* The embedded economy at `path`; `count` flows drawn from a seed capped at half
 * their quantity, the rent with the importer. */
void bench_quotas(hm_context *ctx, const char *path, int32_t count,
                  bench_case *out);
/* A random economy with home bias and input-output links; one country's
 * imports from another are cut. */
void bench_synthetic(hm_context *ctx, int32_t N, int32_t J, bench_case *out);
void bench_case_free(bench_case *c);
/* Every link of the embedded economy cut, exactly and first order, and how
 * the time of one grows with countries and sectors: a table of its own. */
void bench_links(hm_context *ctx, const char *path);

/* The textbook method, to compare with: damped wages around inner loops for
 * prices and for spending (MODEL.md 1.12), plain libm. One elasticity a sector,
 * Cobb-Douglas. Returns sweeps of inner loops, -1 when it does not converge;
 * *worst receives the largest excess demand for a factor. */
int32_t bench_nested(const bench_case *c, double tolerance, double *worst);

#endif

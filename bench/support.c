// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/* support.c - clock, memory and failure, for every benchmark. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

double bench_now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double bench_cpu(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void bench_must(hm_context *ctx, hm_status status, const char *what)
{
    if (status != HM_OK) {
        (void)fprintf(stderr, "bench: %s: %s\n", what, hm_context_message(ctx));
        exit(1);
    }
}

void *bench_memory(size_t count, size_t size)
{
    void *block = calloc(count, size);
    if (block == NULL) {
        (void)fprintf(stderr, "bench: out of memory\n");
        exit(1);
    }
    return block;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * work.h - what one call from R works with. hirschman.c is the only file that
 * knows R; analyses.c calls the library and never raises an error.
 */
#ifndef HIRSCHMAN_R_WORK_H
#define HIRSCHMAN_R_WORK_H

#include <hirschman/hirschman.h>

enum { MESSAGE = 1024 };
/* What one call works with; all of it is let go before R hears of a failure. */
enum { SCENARIOS = 256, TABLES = 64, PROBLEMS = 64 };

typedef struct work {
    hm_context *ctx;
    hm_closure closure;
    hm_solver_settings settings;
    double verify_tolerance;
    hm_economy *base;
    hm_case *source;
    hm_solver *solver;
    const hm_node *block; /* the case's, NULL: none is asked for */
    int32_t n;            /* scenarios */
    const hm_scenario *scenarios[SCENARIOS];
    const char *names[SCENARIOS];
    hm_shock *shocks[SCENARIOS];
    hm_solution *solutions[SCENARIOS];
    hm_welfare *welfare[SCENARIOS];
    bool confirmed[SCENARIOS];
    double residual[SCENARIOS];
    int32_t n_tables;
    hm_table *tables[TABLES];
    char message[MESSAGE];
} work;

/* The benchmark, the case's scenarios and its block `key` (NULL: none). */
hm_status work_prepare(work *w, const hm_economy *economy, const char *text,
                       const char *key);
/* Solve scenario s and have it confirmed; `message` where it has no numbers. */
hm_status work_confirm(work *w, int32_t s);

/* Instruments that a gradient may be asked in; -1: none of them. */
int work_instrument(const char *name);
/* Is it one rate a flow (J*N*N), or one number a country and sector? */
bool work_by_flow(int instrument);
/* Derivatives of an outcome of country n at scenario 0, which was solved. */
hm_status work_differentiate(work *w, const char *outcome, int32_t n,
                             int instrument, double *values);

/* The analyses leave tables in the work. */
enum { ANALYSES = 4 };
/* "leverage", "tariff_games", "sanctions", "linkage" */
const char *work_block(int analysis);
hm_status work_analyse(work *w, int analysis);

#endif

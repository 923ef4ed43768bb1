// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * oracle.h - a second solver for tests: the plain damped fixed point of
 * MODEL.md 1.12, slow and short, in levels and with libm alone. It shares
 * no line with the library; only the structs of the public headers.
 */
#ifndef HM_TEST_ORACLE_H
#define HM_TEST_ORACLE_H

#include <hirschman/equilibrium.h>

typedef struct oracle {
    size_t N, J, F;
    double *w, *c, *P, *Pn, *X, *Y, *I, *D; /* F, NJ, NJ, N, NJ, NJ, N, N */
    double *share;                          /* J*N*N pi' */
    int32_t sweeps;
    double change;  /* the last largest relative change */
    bool converged; /* change fell below the tolerance asked */
    void *work;
} oracle;

/* Solve; `shock` may be NULL. Free with oracle_clear whatever it returns. */
bool oracle_solve(const hm_economy_arrays *economy,
                  const hm_shock_arrays *shock, hm_closure closure,
                  double tolerance, int32_t max_sweeps, oracle *out);
void oracle_clear(oracle *o);
/* The solution's arrays, to hand to hm_solution_set. */
hm_solution_arrays oracle_arrays(const oracle *o);

#endif

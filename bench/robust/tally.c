// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * tally.c - solve, verify with independent code, judge a refusal by theory
 * (tests/support/hopeless.h), count.
 */
#include "robust.h"

#include "hopeless.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void must(hm_context *ctx, hm_status status, const char *what)
{
    if (status != HM_OK) {
        (void)fprintf(stderr, "robust: %s: %s\n", what,
                      hm_context_message(ctx));
        exit(1);
    }
}

void *memory(size_t count, size_t size)
{
    void *block = calloc(count, size);
    if (block == NULL) {
        (void)fprintf(stderr, "robust: out of memory\n");
        exit(1);
    }
    return block;
}

bool world_open(hm_context *ctx, hm_economy *economy, hm_closure closure,
                bench_world *out)
{
    *out = (bench_world){.ctx = ctx, .closure = closure};
    hm_status status = hm_equilibrium_calibrate(ctx, economy, closure, NULL,
                                                &out->economy, NULL);
    hm_economy_free(economy);
    if (status != HM_OK) {
        return false;
    }
    must(ctx, hm_solver_create(ctx, out->economy, closure, NULL, &out->solver),
         "solver");
    must(ctx, hm_solution_create(ctx, out->economy, &out->solution),
         "solution");
    return true;
}

void world_close(bench_world *w)
{
    hm_solution_free(w->solution);
    hm_solver_free(w->solver);
    hm_economy_free(w->economy);
}

static void complain(const tally *t, const char *name, const char *what,
                     const hm_certificate *c)
{
    (void)fprintf(stderr, "%s, %s, %s, %s, %s: %s: %s, %d sweeps, %s\n",
                  t->economy, t->set, t->closure, t->family, name, what,
                  hm_outcome_name(c->outcome), c->iterations, c->reason);
}

static void judge(tally *t, bench_world *w, const hm_shock *shock,
                  const char *name)
{
    const hm_certificate *c = hm_solution_certificate(w->solution);
    hm_verification v;
    if (c->outcome == HM_CONVERGED) {
        must(w->ctx,
             hm_equilibrium_verify(w->ctx, w->economy, w->closure, shock,
                                   w->solution, 1e-8, &v),
             "verify");
        t->worst_residual = fmax(t->worst_residual, v.residual);
        if (!v.confirmed) {
            t->unverified++;
            complain(t, name, "not verified", c);
        }
        return;
    }
    /* Seen on the path: theory has been asked before it was walked. */
    if (strstr(c->reason, "of the shock") != NULL) {
        t->unproved++;
        complain(t, name, "seen", c);
        return;
    }
    unsigned why = hopeless_why(hm_economy_data(w->economy),
                                hm_shock_data(shock), w->closure);
    unsigned said = c->outcome == HM_INADMISSIBLE ? HOPELESS_PRICES
                    : c->outcome == HM_NO_EQUILIBRIUM
                        ? HOPELESS_ACCOUNTS | HOPELESS_FALL
                        : 0u;
    if ((why & said) == 0) {
        t->unproved++;
        complain(t, name, "not proved", c);
    }
}

void tally_run(tally *t, bench_world *w, const hm_shock_arrays *arrays,
               const char *name)
{
    hm_shock *shock = NULL;
    must(w->ctx, hm_shock_from_arrays(w->ctx, w->economy, arrays, &shock),
         "shock");
    double start = now();
    must(w->ctx, hm_solver_solve(w->solver, shock, NULL, w->solution), "solve");
    t->seconds += now() - start;
    const hm_certificate *c = hm_solution_certificate(w->solution);
    t->runs++;
    t->of_outcome[c->outcome]++;
    if (c->iterations > t->worst_sweeps) {
        t->worst_sweeps = c->iterations;
        (void)snprintf(t->worst, sizeof t->worst, "%s", name);
    }
    t->worst_passes =
        c->trade_passes > t->worst_passes ? c->trade_passes : t->worst_passes;
    judge(t, w, shock, name);
    hm_shock_free(shock);
}

void tally_header(void)
{
    (void)printf("economy,elasticities,balance,family,runs,converged,"
                 "inadmissible,no_equilibrium,stalled,max_iter,unverified,"
                 "unproved,worst_sweeps,worst_passes,worst_residual,cpu_s,"
                 "worst_run\n");
}

void tally_print(const tally *t)
{
    (void)printf("%s,%s,%s,%s,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%.2e,%.2f,%s\n",
                 t->economy, t->set, t->closure, t->family, t->runs,
                 t->of_outcome[HM_CONVERGED], t->of_outcome[HM_INADMISSIBLE],
                 t->of_outcome[HM_NO_EQUILIBRIUM], t->of_outcome[HM_STALLED],
                 t->of_outcome[HM_MAX_ITER], t->unverified, t->unproved,
                 t->worst_sweeps, t->worst_passes, t->worst_residual,
                 t->seconds, t->worst);
    (void)fflush(stdout);
}

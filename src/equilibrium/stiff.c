// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * stiff.c - the first gear where factors are tied to sectors.
 *
 * What makes such economies stiff lies inside countries, and their blocks
 * (block.c) hold all of it. So each sweep's residuals, in logs, are divided
 * by the blocks as they were factored at the start, and the acceleration does
 * what goes on between countries. A sweep and a back-substitution a step; the
 * blocks are factored anew only where progress is slow.
 */
#include "equilibrium/internal.h"

#include <math.h>
#include <string.h>

/* Steps that have to bring a tenth, or the blocks are made anew; how often. */
enum { SLOW_AFTER = 8, RENEWALS = 2 };
/* The largest change of a log in one step. */
static const double longest = 1.5;

bool hmi_stiff(const hm_solver *s)
{
    return s->J > 1 && s->F >= 2 * s->N;
}

/* Weights of the residuals in logs: a cell's spending over income. */
static void weigh(hm_solver *s)
{
    double *weight = s->global.target; /* free off the path */
    memcpy(weight, s->weight, s->state_size * sizeof(double));
    memcpy(weight + s->at_spending, s->weight + s->at_price,
           s->cells * sizeof(double));
}

/* From point and residual to the next trial. */
static void advance(hm_solver *s)
{
    hmi_newton *w = &s->global;
    hmi_newton_blocks(s, w->residual, w->step);
    for (size_t i = 0; i < s->state_size; i++) {
        w->step[i] = w->point[i] - w->step[i];
    }
    hmi_anderson_step(s->anderson, w->point, w->step, w->target, w->trial);
    for (size_t i = 0; i < s->state_size; i++) {
        double change = w->trial[i] - w->point[i];
        if (fabs(change) > longest) {
            w->trial[i] = w->point[i] + (change > 0.0 ? longest : -longest);
        }
    }
}

static void renew(hm_solver *s)
{
    hmi_blocks_refresh(s);
    s->newton.ready = true;
    hmi_anderson_reset(s->anderson);
}

bool hmi_iterate_stiff(hm_solver *s, double tolerance, int32_t budget,
                       hmi_residuals *residuals)
{
    hmi_newton *w = &s->global;
    double mark = INFINITY; /* the residual SLOW_AFTER steps ago */
    int32_t renewals = 0;
    w->on_path = false;
    weigh(s);
    hmi_newton_read(s, w->trial);
    hmi_anderson_rebegin(s->anderson);
    for (int32_t step = 0; step < budget; step++) {
        double size = hmi_newton_evaluate(s, residuals);
        double worst = hmi_residual_worst(residuals);
        if (worst <= tolerance && residuals->broke < 0) {
            return true;
        }
        if (!isfinite(size) || !isfinite(worst) ||
            hm_context_canceled(s->ctx)) {
            return false;
        }
        memcpy(w->point, w->trial, s->state_size * sizeof(double));
        bool slow = step % SLOW_AFTER == SLOW_AFTER - 1 && worst > 0.1 * mark;
        if (slow && renewals++ == RENEWALS) {
            return false;
        }
        if (slow || !s->newton.ready) {
            renew(s);
        }
        mark = step % SLOW_AFTER == SLOW_AFTER - 1 || step == 0 ? worst : mark;
        advance(s);
    }
    return false;
}

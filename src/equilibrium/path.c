// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * path.c - the solver's last gear: from the base to the full shock in stages,
 * along the arc of the path (Keller 1977), so that it may turn back on itself
 * on the way. Each stage starts on the line through the last two points and
 * is solved by Newton on the whole system; one that fails is shortened.
 */
#include "equilibrium/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A ban is approached as phi = (1 - s)^8: what it does to prices happens where
 * little is left of the flow. */
enum { BAN_POWER = 8 };
/* Sweeps for the whole path and for a stage; a stage of no more than EASY lets
 * the next be longer. */
enum { PATH_BUDGET = 200, STAGE_BUDGET = 10, EASY = 6 };
/* Tight, since prices that nearly run away leave small residuals. */
static const double stage_tolerance = 1e-7;
static const double first_stage = 0.2;
static const double smallest_first = 1e-3;
/* Beside the first stage's length in logs. */
static const double shortest = 1e-3;

bool hmi_path_prepare(hm_solver *s, double at)
{
    hm_certificate ignored = {0};
    return at > -0.5 && at < 1.5 &&
           hmi_prepare_again(s, s->global.shock, at, BAN_POWER, &ignored);
}

/* Between the last two points, s included. */
static double distance(const hm_solver *s)
{
    double sum = 0.0;
    for (size_t i = 0; i <= s->state_size; i++) {
        double gap = s->best[i] - s->earlier[i];
        sum += gap * gap;
    }
    return sqrt(sum);
}

/* Aim `length` beyond the last point, on the line through the last two. */
static void predict(hm_solver *s, double length)
{
    hmi_newton *w = &s->global;
    double far = distance(s);
    for (size_t i = 0; i <= s->state_size; i++) {
        w->direction[i] = (s->best[i] - s->earlier[i]) / far;
        w->target[i] = s->best[i] + length * w->direction[i];
    }
}

/* Make the point that Newton found the last one. */
static void remember(hm_solver *s)
{
    size_t bytes = (s->state_size + 1) * sizeof(double);
    memcpy(s->earlier, s->best, bytes);
    memcpy(s->best, s->global.point, bytes);
}

static int32_t stage_budget(const hm_solver *s, int32_t last)
{
    int32_t left = last - s->iterations;
    return left < STAGE_BUDGET ? left : STAGE_BUDGET;
}

/* At a given s, from the state. */
static bool solve_at(hm_solver *s, double at, double tolerance, int32_t budget,
                     hmi_residuals *residuals)
{
    s->global.trial[s->state_size] = at;
    return hmi_path_prepare(s, at) &&
           hmi_iterate_global(s, tolerance, budget, residuals);
}

/* The first stage, at a given s, shorter until it is solved. */
static bool begin(hm_solver *s, int32_t last, hmi_residuals *residuals)
{
    hmi_state_base(s);
    if (!hmi_path_prepare(s, 0.0)) {
        return false;
    }
    hmi_newton_read(s, s->best);
    s->best[s->state_size] = 0.0;
    double at = first_stage;
    while (at > smallest_first) {
        hmi_newton_write(s, s->best);
        if (solve_at(s, at, stage_tolerance, stage_budget(s, last),
                     residuals)) {
            remember(s);
            return true;
        }
        at *= 0.25;
    }
    return false;
}

/* The end of the path, from the line through the last two points. */
static bool finish(hm_solver *s, int32_t last, hmi_residuals *residuals)
{
    double at = s->best[s->state_size];
    double ahead = (1.0 - at) / (at - s->earlier[s->state_size]);
    for (size_t i = 0; i < s->state_size; i++) {
        s->saved[i] = s->best[i] + ahead * (s->best[i] - s->earlier[i]);
    }
    hmi_newton_write(s, s->saved);
    return solve_at(s, 1.0, s->settings.tolerance, stage_budget(s, last),
                    residuals);
}

/* Stages that have to end at a country without income before the path is said
 * to end there. */
enum { ENDINGS = 3 };

/* Has n to pay a surplus? Another country can lose its income on the way only
 * by subsidies, which the full shock may not have. */
static bool owes(const hm_solver *s, int32_t n)
{
    return n >= 0 && s->deficit[n] < 0.0;
}

/* Stages until the end, or until they are too short; `broke` receives a
 * country without income where the path ends, or -1. */
static bool walk(hm_solver *s, int32_t last, hmi_residuals *residuals,
                 int32_t *broke)
{
    double length = 1.5 * distance(s);
    double least = shortest * length;
    bool failed = false; /* the last stage */
    int endings = 0;
    *broke = -1;
    while (length > least && s->iterations < last &&
           !hm_context_canceled(s->ctx)) {
        int32_t began = s->iterations;
        predict(s, length);
        bool near = s->global.target[s->state_size] >= 1.0;
        if (near && finish(s, last, residuals)) {
            return true;
        }
        if (!near && hmi_iterate_path(s, stage_tolerance, stage_budget(s, last),
                                      residuals)) {
            remember(s);
            bool easy = s->iterations - began <= EASY && !failed;
            length *= easy ? 2.0 : 1.0;
            failed = false;
            continue;
        }
        length *= 0.3;
        failed = true;
        if (owes(s, residuals->broke)) {
            *broke = residuals->broke;
            endings++;
        }
    }
    *broke = endings >= ENDINGS ? *broke : -1;
    return false;
}

static bool no_income(const hm_solver *s, int32_t n,
                      hm_certificate *certificate)
{
    certificate->outcome = HM_NO_EQUILIBRIUM;
    (void)snprintf(certificate->reason, sizeof certificate->reason,
                   "%s cannot pay its surplus: its income falls to nothing at "
                   "%.1f %% of the shock",
                   s->economy->labels.country_codes[n],
                   100.0 * s->best[s->state_size]);
    return false;
}

bool hmi_walk_path(hm_solver *s, const hm_shock *shock,
                   hm_certificate *certificate, hmi_residuals *residuals)
{
    int32_t broke = -1;
    int32_t last = s->iterations + PATH_BUDGET;
    if (last > s->settings.max_iterations) {
        last = s->settings.max_iterations;
    }
    s->global.shock = shock;
    if (!begin(s, last, residuals)) {
        return false;
    }
    if (walk(s, last, residuals, &broke)) {
        return true;
    }
    return broke >= 0 ? no_income(s, broke, certificate) : false;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * search.c - one optimum by our search and by NLopt's: `bench_search DATA`.
 *
 * The same start, the same board, the same end: where the first-order
 * conditions ask for no rate to change by more than 1e-6. NLopt gets variables
 * scaled by the curvature that the conditions suggest at the start, without
 * which it is far slower. Solves, adjoints and processor time are what to
 * compare, and the solves until the gain was within 1e-8 of the best.
 */
#include "bench.h"
#include "regions.h"
#include "tariffs/internal.h"

#ifdef HM_BENCH_NLOPT
#include <nlopt.h>
#endif

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const double wanted = 1e-6;

/* A game on an economy, ready to be searched. */
typedef struct problem {
    const char *model;
    hm_economy *base;
    hm_node *node;
    hm_tariff_games *games;
    hm_tariff_view view;
    hmi_instruments *x;
    hmi_board *board;
    hmi_goal goal;
    double *income;
    double *start, *u, *scale;
    double best;
} problem;

static problem problem_of(hm_context *ctx, const char *model,
                          const hm_economy *raw, const char *player)
{
    problem p = {.model = model};
    char block[128];
    (void)snprintf(block, sizeof block, "{g: {type: optimal, players: %s}}",
                   player);
    bench_must(ctx,
               hm_equilibrium_calibrate(ctx, raw, HM_CLOSURE_ZERO, NULL,
                                        &p.base, NULL),
               "calibration");
    bench_must(ctx,
               hm_settings_parse(ctx, model, block, strlen(block), &p.node),
               "block");
    bench_must(ctx, hm_tariff_games_create(ctx, p.node, NULL, 0, &p.games),
               "games");
    p.view = (hm_tariff_view){.base = p.base,
                              .closure = HM_CLOSURE_ZERO,
                              .settings = hm_solver_settings_default()};
    bench_must(ctx,
               hmi_instruments_create(ctx, &p.games->items[0], p.base, &p.x),
               "instruments");
    bench_must(ctx, hmi_board_create(ctx, &p.view, p.x, NULL, &p.board),
               "board");
    size_t count = (size_t)p.x->count;
    p.start = bench_memory(count, sizeof(double));
    p.u = bench_memory(count, sizeof(double));
    p.scale = bench_memory(count, sizeof(double));
    const hmi_search cold = {HMI_FROM_INVERSE_THETA, 0.0, ""};
    bench_must(ctx,
               hmi_search_begin(p.board, &cold, p.u, 0, p.x->count, p.start),
               "start");
    p.goal = (hmi_goal){.value = hmi_goal_own, .floor = 0.1};
    return p;
}

static void problem_free(hm_context *ctx, problem *p)
{
    hmi_board_free(p->board);
    hmi_instruments_free(ctx, p->x);
    hm_tariff_games_free(p->games);
    hm_settings_free(p->node);
    hm_economy_free(p->base);
    free(p->start);
    free(p->u);
    free(p->scale);
}

static void begin(problem *p)
{
    p->goal.x = p->x; /* a pointer of its own after problem_of() returned */
    memcpy(p->u, p->start, (size_t)p->x->count * sizeof(double));
    hmi_board_forget(p->board);
    p->board->solves = p->board->adjoints = p->board->sweeps = 0;
}

static void say(const problem *p, const char *method, bool found, double value,
                double kkt, double took, int32_t near)
{
    (void)printf("%s,%d,%s,%s,%.10f,%.1e,%d,%d,%d,%d,%.0f\n", p->model,
                 p->x->count, method, found ? "found" : "not_found",
                 100.0 * value, kkt, near, p->board->solves, p->board->sweeps,
                 p->board->adjoints, took * 1e3);
    (void)fflush(stdout);
}

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static void ours(hm_context *ctx, problem *p)
{
    hmi_end end;
    double start = seconds();
    begin(p);
    bench_must(
        ctx, hmi_climb(p->board, &p->goal, 0, p->x->count, wanted, p->u, &end),
        "climb");
    say(p, "climb", end.found, end.value, end.kkt, seconds() - start,
        p->board->solves);
    p->best = end.value;
    start = seconds();
    begin(p);
    bench_must(ctx, hmi_nash(p->board, &p->goal, wanted, p->u, &end), "map");
    say(p, "first-order map", end.found, end.value, end.kkt, seconds() - start,
        p->board->solves);
}

#ifdef HM_BENCH_NLOPT
typedef struct watch {
    hm_context *ctx;
    problem *p;
    nlopt_opt opt;
    double kkt, value;
    int32_t near; /* solves until 1e-8 of the best */
    double *u;
} watch;

/* The largest change of a rate that the conditions ask for (climb.c). */
static double kkt_of(const problem *p, const double *u)
{
    const hmi_board *board = p->board;
    double worst = 0.0;
    for (int32_t v = 0; v < p->x->count; v++) {
        double h = fmax(board->curvature[v],
                        0.1 * hmi_board_least(board, v, board->coefficient));
        double to = u[v] + board->gradient[v] / h;
        to = fmin(fmax(to, p->x->low[v]), p->x->high[v]);
        worst = fmax(worst, fabs(to - u[v]));
    }
    return worst;
}

static double payoff(unsigned n, const double *x, double *gradient, void *data)
{
    watch *w = data;
    hmi_board *board = w->p->board;
    double *u = w->u;
    bool ok = false;
    for (unsigned v = 0; v < n; v++) {
        u[v] = x[v] / w->p->scale[v];
    }
    bench_must(w->ctx, hmi_board_try(board, u, &ok), "solve");
    if (!ok) {
        return -1.0;
    }
    double value =
        w->p->goal.value(&w->p->goal, board->payoff, board->coefficient);
    if (gradient == NULL) {
        return value;
    }
    hmi_board_keep(board);
    bench_must(w->ctx, hmi_board_bind(board), "bind");
    bench_must(w->ctx, hmi_board_gradient(board, 0, (int32_t)n, &ok),
               "adjoint");
    for (unsigned v = 0; v < n; v++) {
        gradient[v] = board->gradient[v] / w->p->scale[v];
    }
    if (w->near == 0 && value >= w->p->best - 1e-8) {
        w->near = board->solves;
    }
    w->kkt = kkt_of(w->p, u);
    w->value = value;
    if (w->kkt <= wanted) {
        (void)nlopt_force_stop(w->opt);
    }
    return value;
}

/* Square roots of the curvature at the start. */
static void find_scale(hm_context *ctx, problem *p)
{
    hmi_board *board = p->board;
    bool ok = false;
    begin(p);
    bench_must(ctx, hmi_board_try(board, p->u, &ok), "solve");
    (void)p->goal.value(&p->goal, board->payoff, board->coefficient);
    bench_must(ctx, hmi_board_bind(board), "bind");
    bench_must(ctx, hmi_board_gradient(board, 0, p->x->count, &ok), "adjoint");
    for (int32_t v = 0; v < p->x->count; v++) {
        double h = fmax(board->curvature[v],
                        0.1 * hmi_board_least(board, v, board->coefficient));
        p->scale[v] = sqrt(h);
    }
}

static void theirs(hm_context *ctx, problem *p, nlopt_algorithm algorithm,
                   const char *name)
{
    size_t count = (size_t)p->x->count;
    double *low = bench_memory(4 * count, sizeof(double));
    double *high = low + count;
    double *x = high + count;
    watch w = {.ctx = ctx, .p = p, .kkt = INFINITY, .u = x + count};
    double value = 0.0;
    find_scale(ctx, p);
    begin(p);
    for (size_t v = 0; v < count; v++) {
        low[v] = p->x->low[v] * p->scale[v];
        high[v] = p->x->high[v] * p->scale[v];
        x[v] = p->u[v] * p->scale[v];
    }
    w.opt = nlopt_create(algorithm, (unsigned)count);
    double start = seconds();
    (void)nlopt_set_max_objective(w.opt, payoff, &w);
    (void)nlopt_set_lower_bounds(w.opt, low);
    (void)nlopt_set_upper_bounds(w.opt, high);
    (void)nlopt_set_maxeval(w.opt, count < 300 ? 400 : 150);
    (void)nlopt_optimize(w.opt, x, &value);
    say(p, name, w.kkt <= wanted, w.value, w.kkt, seconds() - start, w.near);
    nlopt_destroy(w.opt);
    free(low);
}

static void all_of_theirs(hm_context *ctx, problem *p)
{
    if (p->x->count < 300) { /* dense: minutes above */
        theirs(ctx, p, NLOPT_LD_SLSQP, "NLopt SLSQP");
    }
    theirs(ctx, p, NLOPT_LD_MMA, "NLopt MMA");
    theirs(ctx, p, NLOPT_LD_CCSAQ, "NLopt CCSAQ");
    theirs(ctx, p, NLOPT_LD_LBFGS, "NLopt L-BFGS");
}
#endif

static void compare(hm_context *ctx, const char *model, const hm_economy *raw,
                    const char *player)
{
    problem p = problem_of(ctx, model, raw, player);
    ours(ctx, &p);
#ifdef HM_BENCH_NLOPT
    all_of_theirs(ctx, &p);
#endif
    problem_free(ctx, &p);
}

int main(int argc, char **argv)
{
    hm_context *ctx = NULL;
    hm_economy_folder *folder = NULL;
    if (argc < 2 || hm_context_create(NULL, &ctx) != HM_OK) {
        (void)fprintf(stderr, "usage: bench_search DATA\n");
        return 2;
    }
    bench_must(ctx, hm_economy_read(ctx, argv[1], NULL, &folder), argv[1]);
    const hm_economy *world = hm_economy_folder_economy(folder);
    hm_economy *regions = regions_make(ctx, world);
    bench_must(ctx, regions == NULL ? HM_ERR_DATA : HM_OK, "regions");
#ifndef HM_BENCH_NLOPT
    (void)printf("# built without NLopt: our rows alone\n");
#endif
    (void)printf("model,rates,method,outcome,gain_pct,kkt,"
                 "solves_to_1e-8,solves,sweeps,"
                 "adjoints,cpu_ms\n");
    compare(ctx, "seven regions", regions, "USA");
    compare(ctx, "seven regions", regions, "IND");
    compare(ctx, "world-2014-prk", world, "USA");
    hm_economy_free(regions);
    hm_economy_folder_free(folder);
    hm_context_free(ctx);
    return 0;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * tariffs.c - what optimal, Nash and agreed tariffs cost: solves, adjoints and
 * processor time on one thread, and how they grow with countries and sectors.
 * `bench_tariffs DATA [FOLDER ...]`; a FOLDER is one more economy.
 */
#include "bench.h"
#include "regions.h"

#include <hirschman/tariffs.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* The largest regret over `most` players spread evenly, -1: not found. */
static double regret(hm_context *ctx, const hm_tariff_view *view,
                     hm_tariff_play *play, int32_t most)
{
    double worst = 0.0;
    int32_t R = hm_tariff_play_players(play);
    int32_t step = R > most ? R / most : 1;
    for (int32_t r = 0; r < R; r += step) {
        bench_must(ctx, hm_tariff_play_regret(ctx, view, play, r), "regret");
        double value = hm_tariff_play_regret_pct(play, r);
        worst = isfinite(value) ? fmax(worst, value) : INFINITY;
    }
    return isfinite(worst) ? worst : -1.0;
}

static void report(hm_context *ctx, const char *model,
                   const hm_tariff_view *view, hm_tariff_play *play,
                   double took)
{
    const hm_economy_arrays *a = hm_economy_data(view->base);
    const hm_tariff_certificate *c = hm_tariff_play_certificate(play);
    int32_t solves = c->solves;
    int32_t sweeps = c->sweeps;
    int32_t adjoints = c->adjoints;
    double start = seconds();
    double worst = c->confirmed ? regret(ctx, view, play, 7) : -1.0;
    (void)printf("%s,%d,%d,%d,%s,%d,%d,%s,%d,%d,%d,%.0f,%.0f,%.1e,%.1e\n",
                 model, a->n_countries, a->n_sectors, a->n_factors,
                 hm_tariff_play_name(play), hm_tariff_play_players(play),
                 c->variables, c->confirmed ? "verified" : "not_found", solves,
                 sweeps, adjoints, took * 1e3, (seconds() - start) * 1e3,
                 c->kkt, worst);
    (void)fflush(stdout);
}

/* Play every game of the block, one after the other. */
static void rows(hm_context *ctx, const char *model, const hm_economy *raw,
                 const char *block)
{
    hm_economy *base = NULL;
    hm_node *node = NULL;
    hm_tariff_games *games = NULL;
    hm_tariff_play *plays[16] = {NULL};
    bench_must(
        ctx,
        hm_equilibrium_calibrate(ctx, raw, HM_CLOSURE_ZERO, NULL, &base, NULL),
        "calibration");
    hm_tariff_view view = {.base = base,
                           .closure = HM_CLOSURE_ZERO,
                           .settings = hm_solver_settings_default(),
                           .verify_tolerance = 1e-8};
    bench_must(ctx, hm_settings_parse(ctx, model, block, strlen(block), &node),
               "block");
    bench_must(ctx, hm_tariff_games_create(ctx, node, NULL, 0, &games),
               "games");
    for (int32_t g = 0; g < hm_tariff_games_count(games); g++) {
        int32_t from = hm_tariff_games_start(games, g);
        double start = seconds();
        bench_must(ctx,
                   hm_tariff_play_create(ctx, games, g, &view,
                                         from < 0 ? NULL : plays[from],
                                         &plays[g]),
                   "play");
        report(ctx, model, &view, plays[g], seconds() - start);
    }
    for (size_t g = 0; g < sizeof plays / sizeof plays[0]; g++) {
        hm_tariff_play_free(plays[g]);
    }
    hm_tariff_games_free(games);
    hm_settings_free(node);
    hm_economy_free(base);
}

static void folder_rows(hm_context *ctx, const char *path, const char *set,
                        const char *block)
{
    hm_economy_folder *folder = NULL;
    hm_economy *with = NULL;
    bench_must(ctx, hm_economy_read(ctx, path, NULL, &folder), path);
    const hm_economy *economy = hm_economy_folder_economy(folder);
    if (set != NULL) {
        bench_must(
            ctx,
            hm_economy_with_elasticities(
                ctx, economy, hm_economy_folder_find_set(folder, set), &with),
            set);
        economy = with;
    }
    rows(ctx, set == NULL ? hm_economy_labels(economy)->name : set, economy,
         block);
    hm_economy_free(with);
    hm_economy_folder_free(folder);
}

/* Ossa's world: an optimum of each kind, the war of seven, the talks. */
static const char regions_block[] =
    "{usa: {type: optimal, players: [USA], searches: inverse-theta}, "
    "formula: {type: optimal, players: [USA], searches: formula}, "
    "mfn: {type: optimal, players: [USA], mfn: true, searches: "
    "inverse-theta}, "
    "war: {type: nash, players: all, searches: inverse-theta}, "
    "formula-war: {type: nash, players: all, searches: formula}, "
    "talks: {type: cooperative, players: all, start: war}}";

static void regions(hm_context *ctx, const char *path)
{
    hm_economy_folder *folder = NULL;
    bench_must(ctx, hm_economy_read(ctx, path, NULL, &folder), path);
    hm_economy *economy = regions_make(ctx, hm_economy_folder_economy(folder));
    bench_must(ctx, economy == NULL ? HM_ERR_DATA : HM_OK, "regions");
    rows(ctx, "seven regions", economy, regions_block);
    hm_economy_free(economy);
    hm_economy_folder_free(folder);
}

static void growth(hm_context *ctx)
{
    static const int32_t sizes[][2] = {{5, 20},  {10, 20}, {20, 20}, {40, 20},
                                       {80, 20}, {20, 10}, {20, 40}, {20, 80}};
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        bench_case c = {0};
        bool small = sizes[s][0] <= 40 && sizes[s][1] <= 40;
        bench_synthetic(ctx, sizes[s][0], sizes[s][1], &c);
        rows(ctx, "synthetic", c.economy,
             small ? "{one: {type: optimal, players: [C2], searches: "
                     "inverse-theta}, war: {type: nash, players: all, "
                     "searches: inverse-theta}}"
                   : "{one: {type: optimal, players: [C2], searches: "
                     "inverse-theta}}");
        bench_case_free(&c);
    }
}

static const char world_block[] =
    "{usa: {type: optimal, players: [USA], searches: inverse-theta}, "
    "formula: {type: optimal, players: [USA], searches: formula}, "
    "duel: {type: nash, players: [USA, CHN], searches: inverse-theta}, "
    "war: {type: nash, players: all, searches: inverse-theta}, "
    "formula-war: {type: nash, players: all, searches: formula}}";

/* The games of korea-2017, in one set. */
static const char korea_block[] =
    "{us-optimal: {type: optimal, players: [USA], instruments: {tariff: "
    "{exporter: CHN, importer: USA}}}, "
    "trade-war: {type: nash, players: [USA, CHN], instruments: {tariff: "
    "{exporter: [USA, CHN], importer: [USA, CHN]}}}, "
    "talks: {type: cooperative, players: [USA, CHN], instruments: {tariff: "
    "{exporter: [USA, CHN], importer: [USA, CHN]}}, start: trade-war}}";

int main(int argc, char **argv)
{
    hm_context *ctx = NULL;
    if (argc < 2 || hm_context_create(NULL, &ctx) != HM_OK) {
        (void)fprintf(stderr, "usage: bench_tariffs DATA [PART ...]\n");
        return 2;
    }
    (void)printf("model,countries,sectors,factors,game,players,rates,outcome,"
                 "solves,sweeps,adjoints,cpu_ms,regret_cpu_ms,kkt,"
                 "regret_pct\n");
    for (int p = 2; p < argc || p == 2; p++) {
        const char *part = argc > 2 ? argv[p] : "all";
        bool all = strcmp(part, "all") == 0;
        if (all || strcmp(part, "regions") == 0) {
            regions(ctx, argv[1]);
        }
        if (all || strcmp(part, "korea") == 0) {
            folder_rows(ctx, argv[1], NULL, korea_block);
            folder_rows(ctx, argv[1], "long-run", korea_block);
            folder_rows(ctx, argv[1], "short-run", korea_block);
        }
        if (strcmp(part, "short") == 0) {
            folder_rows(ctx, argv[1], "short-run", korea_block);
        }
        if (all || strcmp(part, "growth") == 0) {
            growth(ctx);
        }
        if (all || strcmp(part, "world") == 0) {
            folder_rows(ctx, argv[1], NULL, world_block);
        }
        if (strchr(part, '/') != NULL) {
            folder_rows(ctx, part, NULL, regions_block);
        }
    }
    hm_context_free(ctx);
    return 0;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * sanctions.c - what a point of a sanction frontier and of a concession
 * frontier costs: solves, adjoints and processor time on one thread, on the
 * embedded economy. `bench_sanctions DATA`.
 */
#include "bench.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static void sanction_rows(hm_context *ctx, const hm_sanction_view *view,
                          const char *set, const char *block)
{
    hm_node *node = NULL;
    hm_sanctions *sanctions = NULL;
    bench_must(ctx, hm_settings_parse(ctx, set, block, strlen(block), &node),
               "block");
    bench_must(ctx, hm_sanctions_create(ctx, node, NULL, 0, &sanctions),
               "sanctions");
    for (int32_t k = 0; k < hm_sanctions_count(sanctions); k++) {
        hm_sanction_plan *plan = NULL;
        double start = seconds();
        bench_must(ctx, hm_sanction_plan_create(ctx, sanctions, k, view, &plan),
                   "plan");
        double took = seconds() - start;
        const hm_sanction_certificate *c = hm_sanction_plan_certificate(plan);
        int32_t points = hm_sanction_plan_points(plan);
        double worst = 0.0;
        for (int32_t p = 0; p < points; p++) {
            double kkt = hm_sanction_plan_point(plan, p)->kkt;
            worst = isnan(kkt) ? worst : fmax(worst, kkt);
        }
        (void)printf("%s,%s,%d,%d,%s,%d,%d,%.3f,%.1e,%.1e\n", set,
                     hm_sanction_plan_name(plan), c->variables, points,
                     c->confirmed ? "verified" : "not_found", c->solves,
                     c->adjoints, took / points, worst, c->residual);
        (void)fflush(stdout);
        hm_sanction_plan_free(plan);
    }
    hm_sanctions_free(sanctions);
    hm_settings_free(node);
}

static void concession_row(hm_context *ctx, const hm_sanction_view *v,
                           const char *set)
{
    static const char *const usa[] = {"USA"}, *const chn[] = {"CHN"};
    static const char *const all[] = {"all"};
    const hm_concession_part part = {
        false, {1, chn, false}, {1, usa, false}, {1, all, false}};
    const hm_concession_ask ask = {.giver = "USA",
                                   .taker = "CHN",
                                   .n_parts = 1,
                                   .parts = &part,
                                   .low = (double)NAN,
                                   .high = (double)NAN};
    const hm_concession_view view = {v->base, v->closure, v->settings,
                                     v->verify_tolerance};
    hm_concession *c = NULL;
    int32_t solves = 0;
    int32_t adjoints = 0;
    double worst = 0.0;
    double residual = 0.0;
    double start = seconds();
    bench_must(ctx, hm_concession_create(ctx, &view, &ask, &c), "concession");
    bench_must(ctx, hm_concession_curve(c, 25), "curve");
    double took = seconds() - start;
    int32_t points = hm_concession_points(c);
    for (int32_t k = 0; k < points; k++) {
        const hm_concession_point *p = hm_concession_get(c, k);
        solves += p->solves;
        adjoints += p->adjoints;
        worst = fmax(worst, p->kkt);
        residual = fmax(residual, p->residual);
    }
    (void)printf("%s,concession,%d,%d,verified,%d,%d,%.3f,%.1e,%.1e\n", set,
                 hm_concession_variables(c), points, solves, adjoints,
                 took / points, worst, residual);
    (void)fflush(stdout);
    hm_concession_free(c);
}

/* Every kind of problem that a case of the embedded economy may ask. */
static const char block[] =
    "{rates: {target: PRK, senders: [CHN], willingness: [0, 0.5, 1]}, "
    "rates-losses: {target: PRK, senders: [CHN], points: 5}, "
    "embargo: {target: PRK, senders: [CHN], with: embargo, willingness: "
    "[0.1, 1]}, "
    "embargo-losses: {target: PRK, senders: [CHN], with: embargo, losses: "
    "[100, 250, 500]}, "
    "quotas: {target: PRK, senders: [CHN], with: quotas, rents: exporter, "
    "willingness: 0.5}, "
    "bans: {target: PRK, senders: [CHN], with: bans, instruments: {imports: "
    "all}, willingness: [0.1, 1], enumerate: 8}}";

int main(int argc, char **argv)
{
    static const char *const sets[] = {"caliendo-parro-2015", "long-run",
                                       "short-run"};
    hm_context *ctx = NULL;
    if (argc < 2 || hm_context_create(NULL, &ctx) != HM_OK) {
        (void)fprintf(stderr, "usage: bench_sanctions DATA\n");
        return 2;
    }
    (void)printf("elasticities,problem,levers,points,outcome,solves,adjoints,"
                 "cpu_seconds_a_point,worst_kkt,worst_residual\n");
    hm_economy_folder *folder = NULL;
    bench_must(ctx, hm_economy_read(ctx, argv[1], NULL, &folder), argv[1]);
    for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
        hm_economy *with = NULL;
        hm_economy *base = NULL;
        bench_must(ctx,
                   hm_economy_with_elasticities(
                       ctx, hm_economy_folder_economy(folder),
                       hm_economy_folder_find_set(folder, sets[s]), &with),
                   sets[s]);
        bench_must(ctx,
                   hm_equilibrium_calibrate(ctx, with, HM_CLOSURE_BILATERAL,
                                            NULL, &base, NULL),
                   "calibration");
        const hm_sanction_view view = {.base = base,
                                       .closure = HM_CLOSURE_BILATERAL,
                                       .settings = hm_solver_settings_default(),
                                       .verify_tolerance = 1e-8};
        concession_row(ctx, &view, sets[s]);
        if (s < 2) {
            sanction_rows(ctx, &view, sets[s], block);
        } else {
            sanction_rows(ctx, &view, sets[s],
                          "{embargo-losses: {target: PRK, senders: [CHN], "
                          "with: embargo, losses: [100, 250, 500]}}");
        }
        hm_economy_free(base);
        hm_economy_free(with);
    }
    hm_economy_folder_free(folder);
    hm_context_free(ctx);
    return 0;
}

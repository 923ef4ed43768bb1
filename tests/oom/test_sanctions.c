// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_sanctions.c - a sanction problem with everything in it, a coalition with
 * a threat, and a concession frontier: each request for memory refused once.
 */
#include "small.h"

#include <hirschman/io.h>
#include <hirschman/sanctions.h>

#include <math.h>
#include <string.h>

typedef struct work {
    hm_economy *economy, *base;
    hm_node *node;
    hm_sanctions *sanctions;
    hm_sanction_plan *plan;
    hm_concession *concession;
    hm_table *tables[HM_SANCTION_TABLES];
} work;

static hm_status design(hm_context *ctx, const char *text, work *w)
{
    hm_sanction_view view = {.base = w->economy,
                             .closure = HM_CLOSURE_FIXED,
                             .settings = hm_solver_settings_default(),
                             .verify_tolerance = 1e-8};
    hm_status status =
        hm_settings_parse(ctx, "test", text, strlen(text), &w->node);
    if (status == HM_OK) {
        status = hm_sanctions_create(ctx, w->node, NULL, 0, &w->sanctions);
    }
    if (status == HM_OK) {
        status = hm_sanctions_check(ctx, w->sanctions, w->economy);
    }
    if (status == HM_OK) {
        status = hm_sanction_plan_create(ctx, w->sanctions, 0, &view, &w->plan);
    }
    if (status == HM_OK) {
        status = hm_sanction_plan_under(ctx, w->plan, &view);
    }
    if (status == HM_OK && hm_sanctions_across(w->sanctions, 0)) {
        static const char *const names[] = {"here", "there"};
        hm_sanction_plan *const worlds[] = {w->plan, w->plan};
        status = hm_sanction_plan_across(ctx, worlds, names, 2);
    }
    if (status == HM_OK) {
        const hm_sanction_plan *const plans[] = {w->plan};
        status = hm_sanction_tables(ctx, plans, 1, w->tables);
    }
    return status;
}

static void clear(work *w)
{
    for (int t = 0; t < HM_SANCTION_TABLES; t++) {
        hm_table_free(w->tables[t]);
        w->tables[t] = NULL;
    }
    hm_concession_free(w->concession);
    hm_sanction_plan_free(w->plan);
    hm_sanctions_free(w->sanctions);
    hm_settings_free(w->node);
    hm_economy_free(w->economy);
}

static hm_status attempt(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    work w = {.economy = NULL};
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = small_make(ctx, &w.economy);
    }
    if (status == HM_OK) {
        status = design(ctx, user, &w);
    }
    clear(&w);
    hm_context_free(ctx);
    return status;
}

static void every_request_refused_once(void **state)
{
    static char bans[] = "{s: {target: PRK, senders: CHN, with: bans, points: "
                         "2, enumerate: 1, robust: {draws: 2}}}";
    static char rates[] = "{s: {target: PRK, senders: CHN, willingness: 1, "
                          "uniform: true, starts: [0.3], goods: steel, "
                          "objective: imports, across: true, robust: {draws: "
                          "3, search: 2}}}";
    static char embargo[] = "{s: {target: PRK, senders: CHN, with: embargo, "
                            "willingness: 1}}";
    (void)state;
    assert_true(hm_test_out_of_memory(attempt, embargo) > 100);
    assert_true(hm_test_out_of_memory(attempt, bans) > 100);
    assert_true(hm_test_out_of_memory(attempt, rates) > 100);
}

/* Two senders, a target and a country to be threatened; one good. */
static hm_status four(hm_context *ctx, hm_economy **out)
{
    static const char *const countries[] = {"CHN", "PRK", "RUS", "USA"};
    static const char *const sectors[] = {"steel"};
    static const double trade[] = {90, 2, 3,  6, 5, 20, 1, 1,
                                   4,  1, 50, 3, 7, 1,  4, 95};
    static const double theta[] = {4.0};
    const hm_labels labels = {.n_countries = 4,
                              .n_sectors = 1,
                              .country_codes = countries,
                              .sector_codes = sectors,
                              .name = "four",
                              .year = 2017};
    const hm_economy_flows flows = {.trade = trade};
    const hm_elasticities set = {.name = "four", .theta = theta};
    return hm_economy_from_flows(ctx, &labels, &flows, &set, out);
}

static hm_status press(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    work w = {.economy = NULL};
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = four(ctx, &w.economy);
    }
    if (status == HM_OK) {
        status = design(ctx, user, &w);
    }
    clear(&w);
    hm_context_free(ctx);
    return status;
}

/* Several senders: joint plan, each for itself, shares, joining; and what
 * makes a third country give in. */
static void coalition_and_threat_refused_once(void **state)
{
    static char both[] =
        "{s: {target: PRK, senders: [USA, CHN], willingness: 0.5, instruments: "
        "{imports: all}, secondary: {countries: [RUS], rate: 0.2}}}";
    (void)state;
    assert_true(hm_test_out_of_memory(press, both) > 100);
}

static hm_status concede(const hm_allocator *allocator, void *user)
{
    static const char *const giver[] = {"CHN"}, *const taker[] = {"PRK"};
    static const char *const all[] = {"all"};
    hm_context *ctx = NULL;
    hm_table *table = NULL;
    work w = {.economy = NULL};
    (void)user;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = small_make(ctx, &w.economy);
    }
    const hm_concession_part part = {
        false, {1, taker, false}, {1, giver, false}, {1, all, false}};
    const hm_concession_ask ask = {.giver = "CHN",
                                   .taker = "PRK",
                                   .n_parts = 1,
                                   .parts = &part,
                                   .low = (double)NAN,
                                   .high = (double)NAN};
    const hm_concession_view view = {w.economy, HM_CLOSURE_FIXED,
                                     hm_solver_settings_default(), 1e-8};
    if (status == HM_OK) {
        status = hm_concession_create(ctx, &view, &ask, &w.concession);
    }
    if (status == HM_OK) {
        status = hm_concession_curve(w.concession, 3);
    }
    if (status == HM_OK) {
        status = hm_concession_table(ctx, &table);
    }
    if (status == HM_OK) {
        status = hm_concession_rows(w.concession, "benchmark", table);
    }
    if (status == HM_OK) {
        status = hm_concession_capacity_rows(w.concession, "benchmark", table);
    }
    if (status == HM_OK) {
        status = hm_concession_mfn_rows(ctx, &view, &ask, w.concession,
                                        "benchmark", table);
    }
    hm_table_free(table);
    clear(&w);
    hm_context_free(ctx);
    return status;
}

static void concessions_refused_once(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(concede, NULL) > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_request_refused_once),
        cmocka_unit_test(coalition_and_threat_refused_once),
        cmocka_unit_test(concessions_refused_once),
    };
    return hm_test_run(tests);
}

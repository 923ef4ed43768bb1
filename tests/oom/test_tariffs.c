// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_tariffs.c - every request for memory of tariff games refused once: the
 * block read, games played by each kind of search, a regret, the tables.
 */
#include "small.h"

#include <hirschman/io.h>
#include <hirschman/tariffs.h>

#include <string.h>

typedef struct desk {
    hm_economy *economy;
    hm_tariff_games *games;
    hm_tariff_play *play;
    hm_table *tables[HM_TARIFF_TABLES];
} desk;

static hm_status play(hm_context *ctx, const hm_node *block, desk *d)
{
    HMI_TRY(small_make(ctx, &d->economy));
    hm_tariff_view view = {.base = d->economy,
                           .closure = HM_CLOSURE_SCALED,
                           .settings = hm_solver_settings_default(),
                           .verify_tolerance = 1e-8};
    hm_status status = hm_tariff_games_create(ctx, block, NULL, 0, &d->games);
    assert_true((status == HM_OK) == (d->games != NULL));
    HMI_TRY(status);
    HMI_TRY(hm_tariff_games_check(ctx, d->games, d->economy));
    status = hm_tariff_play_create(ctx, d->games, 0, &view, NULL, &d->play);
    assert_true((status == HM_OK) == (d->play != NULL));
    HMI_TRY(status);
    assert_true(hm_tariff_play_certificate(d->play)->confirmed);
    HMI_TRY(hm_tariff_play_regret(ctx, &view, d->play, 0));
    status = hm_tariff_tables(
        ctx, &view, (const hm_tariff_play *const *)&d->play, 1, d->tables);
    assert_true((status == HM_OK) == (d->tables[0] != NULL));
    return status;
}

static hm_status attempt(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    desk d = {NULL, NULL, NULL, {NULL}};
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = play(ctx, user, &d);
    }
    for (int t = 0; t < HM_TARIFF_TABLES; t++) {
        hm_table_free(d.tables[t]);
    }
    hm_tariff_play_free(d.play);
    hm_tariff_games_free(d.games);
    hm_economy_free(d.economy);
    hm_context_free(ctx);
    return status;
}

/* Blocks are read by a context of their own: parsing has a test elsewhere. */
static void every_request_refused_once(void **state)
{
    static const char *const blocks[] = {
        "{g: {type: optimal, players: all, searches: 0.1, weights: {CHN: "
        "{mining: 1.2}}}}",
        "{g: {type: cooperative, players: all, solution: nash-product, shares: "
        "{CHN: 0.6, PRK: 0.4}}}",
        "{g: {type: threats, players: all, searches: formula}}"};
    hm_context *ctx = NULL;
    (void)state;
    assert_int_equal(hm_context_create(NULL, &ctx), HM_OK);
    for (size_t k = 0; k < sizeof blocks / sizeof blocks[0]; k++) {
        hm_node *block = NULL;
        assert_hm_ok(ctx, hm_settings_parse(ctx, "block", blocks[k],
                                            strlen(blocks[k]), &block));
        assert_true(hm_test_out_of_memory(attempt, block) > 150);
        hm_settings_free(block);
    }
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_request_refused_once),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * tariff_play.h - one line for "play this game on this economy".
 */
#ifndef HM_TEST_TARIFF_PLAY_H
#define HM_TEST_TARIFF_PLAY_H

#include "solved.h"

#include <hirschman/io.h>
#include <hirschman/tariffs.h>

#include <stdlib.h>
#include <string.h>

typedef struct played {
    hm_context *ctx;
    hm_tariff_view view;
    hm_tariff_games *games;
    hm_tariff_play *play; /* the last game of the block */
    hm_tariff_play *before[8];
    const hm_tariff_certificate *c;
} played;

/* Play every game of `block` (YAML) in order; the last must be confirmed. */
static inline played play_text(hm_context *ctx, const hm_economy *economy,
                               hm_closure closure, const char *block)
{
    played p = {.ctx = ctx};
    hm_node *node = NULL;
    p.view = (hm_tariff_view){.base = economy,
                              .closure = closure,
                              .settings = hm_solver_settings_default(),
                              .verify_tolerance = 1e-9};
    p.view.settings.max_iterations = 5000;
    assert_hm_ok(ctx,
                 hm_settings_parse(ctx, "test", block, strlen(block), &node));
    assert_hm_ok(ctx, hm_tariff_games_create(ctx, node, NULL, 0, &p.games));
    hm_settings_free(node);
    int32_t count = hm_tariff_games_count(p.games);
    for (int32_t g = 0; g < count; g++) {
        int32_t from = hm_tariff_games_start(p.games, g);
        hm_tariff_play **to = g + 1 < count ? &p.before[g] : &p.play;
        assert_hm_ok(
            ctx, hm_tariff_play_create(ctx, p.games, g, &p.view,
                                       from < 0 ? NULL : p.before[from], to));
    }
    for (int32_t g = 0; g + 1 < count; g++) {
        const hm_tariff_certificate *c =
            hm_tariff_play_certificate(p.before[g]);
        if (!c->confirmed) {
            print_error("%s: %s\n", hm_tariff_play_name(p.before[g]), c->worst);
        }
    }
    p.c = hm_tariff_play_certificate(p.play);
    if (!p.c->confirmed) {
        print_error("%s: %s\n", hm_tariff_play_name(p.play), p.c->worst);
    }
    assert_true(p.c->found);
    assert_true(p.c->confirmed);
    return p;
}

static inline void played_clear(played *p)
{
    hm_tariff_play_free(p->play);
    for (int g = 0; g < 8; g++) {
        hm_tariff_play_free(p->before[g]);
    }
    hm_tariff_games_free(p->games);
}

static inline double regret_of(played *p, int32_t r)
{
    assert_hm_ok(p->ctx, hm_tariff_play_regret(p->ctx, &p->view, p->play, r));
    return hm_tariff_play_regret_pct(p->play, r);
}

/* Gain in real income, per cent. */
static inline double gain_of(const played *p, int32_t n)
{
    return 100 * (hm_tariff_play_real_income(p->play)[n] - 1);
}

#endif

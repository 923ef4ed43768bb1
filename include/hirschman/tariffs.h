// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * tariffs.h - optimal tariffs, tariff wars and tariff talks.
 *
 * MODEL.md 5.1-5.4 (B3-B8). This module reads the block `tariff_games:` of a
 * case, finds for each game the rates that the players choose, and certifies
 * them: what the first-order conditions still ask for, what each player would
 * gain by another reply, and where searches from several starts ended.
 *
 *     hm_tariff_games_create(ctx, block, scenarios, n, &games);
 *     hm_tariff_play_create(ctx, games, 0, &view, NULL, &play);
 *     for (r = 0; r < hm_tariff_play_players(play); r++)
 *         hm_tariff_play_regret(ctx, &view, play, r);
 *     hm_tariff_tables(ctx, &view, &play, 1, tables);
 */
#ifndef HIRSCHMAN_TARIFFS_H
#define HIRSCHMAN_TARIFFS_H

#include <hirschman/equilibrium.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The block `tariff_games:`, read and checked. Immutable once made. */
typedef struct hm_tariff_games hm_tariff_games;

/*
 * Read a block {NAME: {type, players, ...}}. `scenarios` are the names known
 * to the case. Refuses (HM_ERR_UNKNOWN, HM_ERR_DATA, with the place) unknown
 * keys and types, a start that is neither `benchmark`, a scenario nor an
 * earlier game, bounds at or below -1 or out of order, weights below zero.
 *
 *   type         optimal | nash | cooperative | threats
 *   players      codes, groups (each member a player) or all
 *   start        benchmark (default), a scenario or an earlier game: the
 *                point of departure, and the threat point of talks (B8)
 *   instruments  {tariff | export_tax: {exporter, importer, sector}}, or a
 *                list of such; default every tariff of the players. Without
 *                `sector` on goods: sectors on which half of the countries or
 *                more levy a tariff in the data (all sectors, where that is
 *                none). Only flows that exist
 *   bounds       [low, high] of rates, or {tariff: .., export_tax: ..}
 *   mfn          true: one rate on all partners, or the countries tied
 *   uniform      true: one rate over sectors
 *   weights      {COUNTRY: {SECTOR: weight}}, default 1 (MODEL.md 1.7)
 *   solution     of talks: equal-gains (B7) | weighted (B7) | nash-product (B9)
 *   shares       {COUNTRY: bargaining weight}, default equal
 *   searches     from: list of inverse-theta, formula (B5), start, or a rate
 */
HM_API HM_CHECKED hm_status hm_tariff_games_create(hm_context *ctx,
                                                   const hm_node *block,
                                                   const char *const *scenarios,
                                                   int32_t n_scenarios,
                                                   hm_tariff_games **out);
HM_API void hm_tariff_games_free(hm_tariff_games *games);
/* Every code is known to the economy and each player has an instrument. */
HM_API HM_CHECKED hm_status hm_tariff_games_check(hm_context *ctx,
                                                  const hm_tariff_games *games,
                                                  const hm_economy *economy);
HM_API int32_t hm_tariff_games_count(const hm_tariff_games *games);
HM_API const char *hm_tariff_games_name(const hm_tariff_games *games,
                                        int32_t game);
/* "optimal", "nash", "cooperative" or "threats". */
HM_API const char *hm_tariff_games_type(const hm_tariff_games *games,
                                        int32_t game);
/* Game whose outcome `game` starts from, always an earlier one; -1: none. */
HM_API int32_t hm_tariff_games_start(const hm_tariff_games *games,
                                     int32_t game);

/* The world in which games are played. Scenarios: those of the case. */
typedef struct hm_tariff_view {
    const hm_economy *base; /* calibrated */
    hm_closure closure;
    hm_solver_settings settings;
    double verify_tolerance;
    int32_t n_scenarios;
    const hm_scenario *const *scenarios;
} hm_tariff_view;

/* A game that was played. Arrays are owned by the object. */
typedef struct hm_tariff_play hm_tariff_play;

typedef struct hm_tariff_certificate {
    bool found;        /* a search ended where nothing more is asked for */
    double kkt;        /* largest change of ln(1 + rate) that the first-order
                          conditions ask for inside the bounds */
    double deviation;  /* talks: largest gap between gains, log points */
    double residual;   /* of the solution, by hm_equilibrium_verify */
    bool confirmed;    /* by hm_equilibrium_verify */
    int32_t variables; /* rates chosen */
    int32_t solves, sweeps, adjoints; /* spent, regrets included */
    const char *worst;                /* equation, or why not found */
} hm_tariff_certificate;

/*
 * Play game number `game`; a war of up to 8 is tried by every player's best
 * reply, and where one gains, replies are played on from several points until
 * nobody moves; where they go round in a circle it stays no equilibrium, its
 * regrets say so and the circle is a table. `start` is the play of
 * hm_tariff_games_start(), or NULL when there is none. A search that ends
 * nowhere is no failure: see the certificate. Each try is one solve and one
 * adjoint a player.
 */
HM_API HM_CHECKED hm_status hm_tariff_play_create(hm_context *ctx,
                                                  const hm_tariff_games *games,
                                                  int32_t game,
                                                  const hm_tariff_view *view,
                                                  const hm_tariff_play *start,
                                                  hm_tariff_play **out);
HM_API void hm_tariff_play_free(hm_tariff_play *play);
HM_API const hm_tariff_certificate *
hm_tariff_play_certificate(const hm_tariff_play *play);
HM_API const char *hm_tariff_play_name(const hm_tariff_play *play);
HM_API int32_t hm_tariff_play_players(const hm_tariff_play *play);
/* Index of player r's country. */
HM_API int32_t hm_tariff_play_country(const hm_tariff_play *play, int32_t r);
/*
 * What player r would gain by its best reply to the others' rates, searched
 * from a cold start (B6); per cent of its real income (of its weighted income
 * where it has weights). For talks: the temptation to break them. May run in
 * several threads on different r, each with its own context. Known already for
 * wars of up to 8. NAN: not found.
 */
HM_API HM_CHECKED hm_status hm_tariff_play_regret(hm_context *ctx,
                                                  const hm_tariff_view *view,
                                                  hm_tariff_play *play,
                                                  int32_t r);
HM_API double hm_tariff_play_regret_pct(const hm_tariff_play *play, int32_t r);
/* Rates after the game, J*N*N; NULL for export taxes that no one touched. */
HM_API const double *hm_tariff_play_tariffs(const hm_tariff_play *play);
HM_API const double *hm_tariff_play_export_taxes(const hm_tariff_play *play);
/* W^ of each country against the base, N (NAN when not confirmed). */
HM_API const double *hm_tariff_play_real_income(const hm_tariff_play *play);
/* The solution, NAN when not found, and its shock. */
HM_API const hm_solution *hm_tariff_play_solution(const hm_tariff_play *play);
HM_API const hm_shock *hm_tariff_play_shock(const hm_tariff_play *play);

/* Tables of hm_tariff_tables(), in order. */
enum {
    HM_TARIFF_GAME = 0, /* tariff_game: game, country, ... */
    HM_TARIFF_RATES,    /* tariff_game_tariffs: a row a flow with a rate */
    HM_TARIFF_OPTIMA,   /* tariff_game_optima: where each search ended */
    HM_TARIFF_CYCLE,    /* tariff_game_cycle: rounds of replies of a war without
                           an equilibrium, where they go round in a circle */
    HM_TARIFF_TABLES
};

/* Tables of `count` plays; not available where a play was not confirmed. */
HM_API HM_CHECKED hm_status
hm_tariff_tables(hm_context *ctx, const hm_tariff_view *view,
                 const hm_tariff_play *const *plays, int32_t count,
                 hm_table *tables[HM_TARIFF_TABLES]);

/*
 * Uniform optimal tariff of every country by Lashkaripour's formula (B5) at
 * the base's shares, all countries at once; exact for two countries without
 * inputs and markups when shares are those of the optimum. N, caller-owned.
 */
HM_API HM_CHECKED hm_status hm_tariff_formula(hm_context *ctx,
                                              const hm_economy *economy,
                                              const double *foreign_rate,
                                              double *rate);

#ifdef __cplusplus
}
#endif
#endif

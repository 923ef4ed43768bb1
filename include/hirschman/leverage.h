// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * leverage.h - who depends on whom, and who can move whom (MODEL.md L1-L16).
 *
 * Border values: what the importer's customs would write down, net of its
 * tariff. Shares are fractions of a country's trade with all others; its
 * sales to itself do not count.
 */
#ifndef HIRSCHMAN_LEVERAGE_H
#define HIRSCHMAN_LEVERAGE_H

#include <hirschman/equilibrium.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Border value of `exporter`'s sales to `importer`, all sectors, MUSD. */
HM_API double hm_leverage_flow(const hm_economy *economy, int32_t exporter,
                               int32_t importer);
/* The same for one sector. */
HM_API double hm_leverage_sector_flow(const hm_economy *economy,
                                      int32_t exporter, int32_t importer,
                                      int32_t sector);

/*
 * Table `dependence` (L1): country, partner, exports_share, imports_share,
 * trade_share, exports_musd, imports_musd; pairs without trade are left out.
 */
HM_API HM_CHECKED hm_status hm_leverage_dependence(hm_context *ctx,
                                                   const hm_economy *economy,
                                                   hm_table **out);
/*
 * Table `concentration` (L2): country, exports_concentration,
 * imports_concentration (0 to 100; 100: one partner), exports_partners,
 * imports_partners, exports_musd, imports_musd.
 */
HM_API HM_CHECKED hm_status hm_leverage_concentration(hm_context *ctx,
                                                      const hm_economy *economy,
                                                      hm_table **out);
/*
 * Table `essentials` (L3) of one country: country, partner, sector,
 * imports_musd, partner_share (of its imports of the good), theta,
 * substitutability (1 / theta), sorted by partner_share * imports_musd, and
 * cut after `rows` rows (0: all).
 */
HM_API HM_CHECKED hm_status hm_leverage_essentials(hm_context *ctx,
                                                   const hm_economy *economy,
                                                   int32_t country,
                                                   int32_t rows,
                                                   hm_table **out);

/* --- the block `leverage:` ---------------------------------------------------- */

/* Settings: who is pressed, and by whom. Immutable once made. */
typedef struct hm_leverage hm_leverage;

/*
 * Read a block. Keys: targets, senders (codes, required); coalition_size
 * (largest subset of senders, default 2; all of them together are evaluated
 * besides); goods (largest flows of each pair and way that are cut one by
 * one, default 5); chokepoints (rows a view, default 10); evasion (cost
 * factors chi of busting, L15); discount (deltas of L12, priors); friends
 * (true: the friend-and-enemy matrix); panel (a folder, for the caller). An
 * unknown key fails (HM_ERR_UNKNOWN) and names the nearest. A sender that is
 * a target does not press itself.
 */
HM_API HM_CHECKED hm_status hm_leverage_create(hm_context *ctx,
                                               const hm_node *block,
                                               hm_leverage **out);
HM_API void hm_leverage_free(hm_leverage *leverage);
/* Every code is a country of the economy, or HM_ERR_UNKNOWN; a target whose
 * only sender is itself is HM_ERR_DATA. */
HM_API HM_CHECKED hm_status hm_leverage_check(hm_context *ctx,
                                              const hm_leverage *leverage,
                                              const hm_economy *economy);
/* Codes in order, NULL past the end; the panel's path, or NULL. */
HM_API const char *hm_leverage_target(const hm_leverage *leverage,
                                      int32_t index);
HM_API const char *hm_leverage_sender(const hm_leverage *leverage,
                                      int32_t index);
HM_API const char *hm_leverage_panel(const hm_leverage *leverage);

/*
 * The solves that the block asks for on one calibrated economy, numbered
 * 0 .. size-1, and their answers. Settings and base must outlive the plan.
 * links_only: whole links and coalitions alone, a fraction of the work; the
 * tables that need more are then NULL.
 */
typedef struct hm_leverage_plan hm_leverage_plan;

HM_API HM_CHECKED hm_status hm_leverage_plan_create(
    hm_context *ctx, const hm_leverage *leverage, const hm_economy *base,
    hm_closure closure, bool links_only, hm_leverage_plan **out);
HM_API void hm_leverage_plan_free(hm_leverage_plan *plan);
HM_API int32_t hm_leverage_plan_size(const hm_leverage_plan *plan);
/*
 * Solve and verify one of them with a solver of the plan's base and closure;
 * confirmed when the verifier's residual is below `tolerance`. Solves of
 * different numbers may run at once, each with a context and solver of its
 * own. HM_OK also when there is no equilibrium: see the outcome.
 */
HM_API HM_CHECKED hm_status hm_leverage_plan_solve(hm_context *ctx,
                                                   hm_leverage_plan *plan,
                                                   int32_t index,
                                                   hm_solver *solver,
                                                   double tolerance);
/* True when it was confirmed; the outcome, and the verified residual. */
HM_API bool hm_leverage_plan_outcome(const hm_leverage_plan *plan,
                                     int32_t index, hm_outcome *outcome,
                                     double *residual);

/*
 * Tables of a plan whose solves have all run, 0 .. HM_LEVERAGE_TABLES-1:
 *   leverage        cost of a cut to both sides (L4-L7), offset ratio (L16)
 *   leverage_goods  the same good by good (L6)
 *   joint           C(S1 u S2) - C(S1) - C(S2) for every split (L10)
 *   shapley         each sender's share of a coalition's C_T(S) (L11)
 *   demand          delta C_T(S) (L12); delta is a prior, class P
 *   power           convex power index (L8, L9)
 *   redundancy      C_T(S) / C_T(S and the next best supplier) (L14)
 *   exposure        face value, looked through, general equilibrium
 *   essentials      of the targets (L3)
 *   chokepoints     loss when a seller stops selling a good (L13, L14)
 *   busting         loss over the cost of evasion; half the bite (L15)
 *   diversion       what third countries gain (S12)
 *   friends         real income when another's productivity grows (A22),
 *                   solved in full and first order
 *   first_order     loss from one per cent of trade cost, all pairs (3.3)
 * Losses are positive when they hurt: `*_loss_*` of real domestic income
 * (T19b), `*_real_income_loss_*` of all that can be spent (T19). Numbers of
 * a solve that was not confirmed are NAN and `outcome` says why. *out is NULL
 * (and HM_OK) where the plan holds links only and the table needs more.
 */
enum { HM_LEVERAGE_TABLES = 14 };
HM_API HM_CHECKED hm_status hm_leverage_plan_table(hm_context *ctx,
                                                   const hm_leverage_plan *plan,
                                                   int32_t which,
                                                   hm_table **out);

#ifdef __cplusplus
}
#endif
#endif

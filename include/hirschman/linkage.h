// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * linkage.h - bargaining across issues: what pressure costs and what buys it.
 *
 * A sender wants a broker to press a target. This module reads the block
 * `linkage:` of a case, computes from solved scenarios what each step of
 * pressure costs target and broker, what the sender can offer or threaten,
 * and the cheapest offer that covers the broker's own cost (MODEL.md B1, B2,
 * B20-B22, B25, B26). Facts are rows of tables; wording is report's. Money is
 * million USD a year of the economy's year; every table made here belongs to
 * the caller, who frees it with hm_table_free().
 */
#ifndef HIRSCHMAN_LINKAGE_H
#define HIRSCHMAN_LINKAGE_H

#include <hirschman/equilibrium.h>
#include <hirschman/games.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The block `linkage:` of a case, read and checked. Immutable once made. */
typedef struct hm_linkage hm_linkage;

/*
 * Read a block. `scenarios` are the names known to the case; a name in the
 * block that is neither one of them nor `benchmark` fails (HM_ERR_UNKNOWN),
 * and so does an unknown key. Keys: sender, broker, target (required);
 * allies, followers, pressure, offers, threats, answers (threat: the scenario
 * in which the broker answers it), essentials (group: sectors),
 * concession {instruments {tariff {exporter, importer, sector}}, baselines,
 * openings}, caps, fears {war, collapse}, draws and priors. Without threats,
 * the baselines that are scenarios serve as threats. HM_ERR_DATA: a country
 * that plays two parts. The texts are copied; free with hm_linkage_free().
 */
HM_API HM_CHECKED hm_status hm_linkage_create(hm_context *ctx,
                                              const hm_node *block,
                                              const char *const *scenarios,
                                              int32_t n_scenarios,
                                              hm_linkage **out);
HM_API void hm_linkage_free(hm_linkage *linkage);
/* Every code of the block is known to the economy, or HM_ERR_UNKNOWN. */
HM_API HM_CHECKED hm_status hm_linkage_check(hm_context *ctx,
                                             const hm_linkage *linkage,
                                             const hm_economy *economy);

HM_API const char *hm_linkage_sender(const hm_linkage *linkage);
HM_API const char *hm_linkage_broker(const hm_linkage *linkage);
HM_API const char *hm_linkage_target(const hm_linkage *linkage);
/* Countries of interest in order: target, broker, sender, allies, followers;
 * NULL past the end. */
HM_API const char *hm_linkage_country(const hm_linkage *linkage, int32_t k);
/* How many of them come before the followers. */
HM_API int32_t hm_linkage_parties(const hm_linkage *linkage);
/* Does the scenario stand under `pressure`? */
HM_API bool hm_linkage_is_pressure(const hm_linkage *linkage,
                                   const char *scenario);

/* Is the scenario one that the facts are computed from? */
HM_API bool hm_linkage_needs(const hm_linkage *linkage, const char *scenario);

/* The last step under `pressure`, NULL when there is none. */
HM_API const char *hm_linkage_strongest(const hm_linkage *linkage);

/* One solved member of the ensemble. Entries of `solutions` and `welfare` are
 * NULL where a scenario was not confirmed or not solved. */
typedef struct hm_linkage_view {
    const hm_economy *base; /* calibrated */
    hm_closure closure;
    hm_solver_settings settings;
    double verify_tolerance;
    int32_t n_scenarios;
    const hm_scenario *const *scenarios;
    const hm_solution *const *solutions;
    const hm_welfare *const *welfare;
    bool headlines_only; /* search offers for the strongest step alone */
} hm_linkage_view;

/*
 * Table `linkage`: line, item, scenario, country, about, value, unit, class.
 * `line` is the line of the first screen that the fact serves. Searches for
 * the smallest tariff cut and transfer that cover the broker's cost with
 * solves of its own, each verified. Cost: about ten solves a pressure step.
 */
HM_API HM_CHECKED hm_status hm_linkage_evaluate(hm_context *ctx,
                                                const hm_linkage *linkage,
                                                const hm_linkage_view *view,
                                                hm_table **out);

/* One member's facts and where it stands in the ensemble. */
typedef struct hm_linkage_member {
    const hm_table *facts;
    const char *vintage;
    const char *elasticities;
    hm_closure closure;
    bool probe; /* solved only to see what the balance rule does */
} hm_linkage_member;

/*
 * Table `brief`: the facts of member 0 with the range over all members that
 * are no probes (low, high), how many of them are above zero (positive,
 * total), and line 6: how far the headline moves with each assumption alone.
 * With `bands` (table `uncertainty`, or NULL) the range of a fact is the 5 to
 * 95 % band of its draws where it has one, and line 6 follows the draws.
 */
HM_API HM_CHECKED hm_status hm_linkage_brief(hm_context *ctx,
                                             const hm_linkage *linkage,
                                             const hm_linkage_member *members,
                                             int32_t n_members,
                                             const hm_table *bands,
                                             hm_table **out);

/* The facts of one draw of the assumptions. */
typedef struct hm_linkage_draw {
    const hm_table *facts; /* NULL: the draw failed */
    const char *varied;    /* "all", or the assumption that varies alone */
} hm_linkage_draw;

/*
 * Table `uncertainty`: line, item, scenario, country, about (as `linkage`),
 * varied, value (of `facts`, the central view), p05, p50, p95, mean, se
 * (standard deviation over the draws), positive (draws above zero), n_draws,
 * n_failed, rank. Rows with varied `all` are the joint band (MODEL.md V7);
 * behind each stand the assumptions varied alone, ranked by the width of
 * their band (1: widest). Facts that no draw has are left out.
 */
HM_API HM_CHECKED hm_status hm_linkage_uncertainty(
    hm_context *ctx, const hm_table *facts, const hm_linkage_draw *draws,
    int32_t n_draws, const char *const *assumptions, int32_t n_assumptions,
    hm_table **out);

/*
 * Table `first_order`: scenario, country, item, value, se_first_order,
 * se_exact_draws, ratio: the standard error of each income in `facts` that
 * the standard errors of theta carry to first order (one adjoint each), and
 * the one of the draws in `bands` that vary theta alone. Where the ratio is
 * far from 1 the answer is not linear in the elasticities. `view` is the
 * central member's; `theta_cv` as in uncertainty.h.
 */
HM_API HM_CHECKED hm_status
hm_linkage_first_order(hm_context *ctx, const hm_linkage *linkage,
                       const hm_linkage_view *view, const hm_table *facts,
                       const hm_table *bands, double theta_cv, hm_table **out);

/* --- payoffs (B1): solved once, played as often as wanted ----------------------- */

/*
 * Policies and packages of pressure that a block puts on the table. Policies:
 * benchmark; the sender's cuts by 10, 25, 50 and 100 % ("cut-50"), with what
 * the broker opens in return ("cut-50+OPENING"); baselines and their halves
 * ("NAME@50"); threats and answers; what is feared; a transfer; the full cut
 * for all ("cut-100-all") and for each follower ("cut-100-RUS"); trade with
 * allies and followers that ends ("no-trade-A-B"). Packages: benchmark, the
 * steps, the caps. The linkage must outlive the menu.
 */
typedef struct hm_linkage_menu hm_linkage_menu;

HM_API HM_CHECKED hm_status
hm_linkage_menu_create(hm_context *ctx, const hm_linkage *linkage,
                       const hm_scenario *const *scenarios, int32_t n_scenarios,
                       hm_linkage_menu **out);
HM_API void hm_linkage_menu_free(hm_linkage_menu *menu);
HM_API int32_t hm_linkage_menu_packages(const hm_linkage_menu *menu);

/* EV of every country of interest in one view of the world, MUSD a year. */
typedef struct hm_linkage_payoffs hm_linkage_payoffs;

/* `whole`: the product of concession menu and steps is solved too, besides
 * every policy without pressure and every package without a policy; other
 * views leave out half measures, single links, followers, cash. */
HM_API HM_CHECKED hm_status hm_linkage_payoffs_create(
    hm_context *ctx, const hm_linkage *linkage, const hm_linkage_menu *menu,
    const char *name, bool whole, hm_linkage_payoffs **out);
HM_API void hm_linkage_payoffs_free(hm_linkage_payoffs *payoffs);

/* Where a view is solved: a calibrated base and a solver made for it. */
typedef struct hm_linkage_place {
    const hm_economy *base;
    hm_closure closure;
    hm_solver *solver;
    double tolerance; /* of verification */
    /* Scenarios solved there already, with their verified residuals (welfare
     * NULL: not confirmed); a cell with the same shock is not solved again. */
    int32_t n_known;
    const hm_scenario *const *known;
    const hm_welfare *const *welfare;
    const double *residual;
} hm_linkage_place;
/*
 * Solve and verify every cell of one package (0 .. packages - 1; different
 * ones may not run at once on the same payoffs). A cell without a confirmed
 * answer stays empty. EV of a policy is real income (T19); a package counts
 * by what a country earns itself (T19b), and so do links that end. Where the
 * end of all trade between two leaves a good without a source, 99 % ends.
 */
HM_API HM_CHECKED hm_status
hm_linkage_payoffs_solve(hm_context *ctx, hm_linkage_payoffs *payoffs,
                         const hm_linkage_place *place, int32_t package);
typedef struct hm_linkage_count {
    int32_t found, confirmed;
    double worst; /* residual of those confirmed */
} hm_linkage_count;
HM_API hm_linkage_count
hm_linkage_payoffs_count(const hm_linkage_payoffs *payoffs);

/* Table `payoffs` of n views: policy, package, draw, player, class, value,
 * certificate; a combination that was not solved has no row. */
HM_API HM_CHECKED hm_status hm_linkage_payoffs_table(
    hm_context *ctx, const hm_linkage_payoffs *const *views, int32_t n,
    hm_table **out);
/* Table `payoff_views`: draw, kind (set: a whole view; or draw), player,
 * income_musd (earned, base). */
HM_API HM_CHECKED hm_status
hm_linkage_views_table(hm_context *ctx, const hm_linkage_payoffs *const *views,
                       int32_t n, hm_table **out);

/*
 * Table `concession` (sanctions.h): the exact frontier C*(R) of one view, over
 * every tariff of the block's concession apart, from the benchmark and, with
 * `all`, from each further baseline that is a scenario. Four points a
 * baseline and one (kind `step`) that makes up for the strongest step, each
 * verified; no rows where the concession is not of the
 * sender's own tariffs alone.
 */
HM_API HM_CHECKED hm_status hm_linkage_frontier(hm_context *ctx,
                                                const hm_linkage *linkage,
                                                const hm_linkage_view *view,
                                                bool all, hm_table **out);

/*
 * The fourteen questions from tables alone (MODEL.md 5, 6.3, 6.4, 8). `facts`
 * are the tables of hm_linkage_evaluate of the first `n_facts` views.
 */
typedef struct hm_linkage_evidence {
    const hm_table *payoffs, *views;
    const hm_table *const *facts; /* or NULL */
    int32_t n_facts;
    /* Exact frontiers of all whole views, with the view's name in a column
     * `elasticities`; or NULL. */
    const hm_table *concession;
    /* Table `beliefs_variants` (beliefs.h): what the signals say of the
     * broker, with every cause and without each; or NULL. */
    const hm_table *beliefs;
} hm_linkage_evidence;

/*
 * Tables that a question is answered from, 0 .. HM_LINKAGE_TABLES-1, all from
 * the first view but the first two:
 *   linkage      row (1 to 14), quantity, item, versus, unit, class, equation,
 *                value (first view), sets_low, sets_high (whole views), low,
 *                high (5 and 95 % of the draws), positive, total (views above
 *                zero)
 *   thresholds   its rows of class T
 *   linkage_menu baseline, reward_musd, cost_musd, marginal_price, policy:
 *                concession curves by the points of the menu
 *   linkage_price, linkage_deals, linkage_subsets, linkage_barter,
 *   linkage_tacit, linkage_chain, linkage_test, linkage_collapse,
 *   linkage_worth, linkage_break_even, linkage_region, linkage_revealed
 *                as games.h, pact.h and values.h have them
 *   linkage_frontiers  view (baseline and menu), frontier (separate, B14, or
 *                linked, B15), point, sender_musd, broker_musd (gains from the
 *                baseline, the sender's with the step's worth), hull (1: a
 *                corner of the frontier of lotteries), worth_musd (of the step
 *                to the sender: twice the least at which a linked deal
 *                exists), package, elasticities; no rows for a baseline from
 *                which the step cannot be paid
 *   linkage_priors  prior, value, provenance, meaning
 */
enum { HM_LINKAGE_TABLES = 17 };
HM_API HM_CHECKED hm_status hm_linkage_answers(
    hm_context *ctx, const hm_linkage *linkage,
    const hm_linkage_evidence *evidence, hm_table *tables[HM_LINKAGE_TABLES]);

/* Finite games behind the rows, for Gambit (io.h), of the first view: by
 * index, *name (static) NULL past the end, *out NULL where this case has no
 * such game. `tree`: in extensive form. */
HM_API HM_CHECKED hm_status hm_linkage_game(hm_context *ctx,
                                            const hm_linkage *linkage,
                                            const hm_linkage_evidence *evidence,
                                            int32_t index, const char **name,
                                            bool *tree, hm_table **out);

/* Number of draws that the block asks for (key `draws`, default 64). */
HM_API int32_t hm_linkage_draws(const hm_linkage *linkage);

#ifdef __cplusplus
}
#endif
#endif

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * cells.c - payoffs of one view of the world, solved and verified (B1).
 *
 * EV of a policy is real income (T19). A package of pressure costs what a
 * country earns itself (T19b): EV(p, a) is the real income of both less what
 * the package alone saves in lending, so that EV(0, a) is T19b and EV(p, 0)
 * is T19, as everywhere in the reports.
 */
#include "linkage/menu.h"

#include <math.h>
#include <string.h>

struct hm_linkage_payoffs {
    hm_context *ctx;
    const hm_linkage_menu *menu;
    char name[HMI_NAME];
    bool whole;
    int32_t n_players;
    const char *players[HM_PLAYERS_MAX]; /* of the linkage block */
    double income[HM_PLAYERS_MAX];       /* earned, base, MUSD */
    double *value, *certificate; /* [policy][package][player], [..][package] */
    hm_linkage_count count;
};

static size_t cell(const hm_linkage_payoffs *u, int32_t policy, int32_t package)
{
    return (size_t)policy * (size_t)u->menu->n_packages + (size_t)package;
}

hm_status hm_linkage_payoffs_create(hm_context *ctx, const hm_linkage *linkage,
                                    const hm_linkage_menu *menu,
                                    const char *name, bool whole,
                                    hm_linkage_payoffs **out)
{
    *out = NULL;
    hm_linkage_payoffs *u = HMI_NEW(ctx, hm_linkage_payoffs);
    if (u == NULL) {
        return HM_ERR_MEMORY;
    }
    u->ctx = ctx;
    u->menu = menu;
    u->whole = whole;
    for (size_t c = 0; c + 1 < HMI_NAME && name[c] != '\0'; c++) {
        u->name[c] = name[c];
    }
    const char *code;
    for (int32_t k = 0; (code = hm_linkage_country(linkage, k)) != NULL; k++) {
        if (k == HM_PLAYERS_MAX) {
            hm_linkage_payoffs_free(u);
            return hmi_fail(ctx, HM_ERR_LIMIT,
                            "linkage: more than %d countries; expected fewer "
                            "allies and followers",
                            HM_PLAYERS_MAX);
        }
        u->players[u->n_players++] = code;
    }
    size_t cells = (size_t)menu->n_policies * (size_t)menu->n_packages;
    u->value = HMI_ARRAY(ctx, double, cells *(size_t)u->n_players);
    u->certificate = HMI_ARRAY(ctx, double, cells);
    if (u->value == NULL || u->certificate == NULL) {
        hm_linkage_payoffs_free(u);
        return HM_ERR_MEMORY;
    }
    for (size_t i = 0; i < cells * (size_t)u->n_players; i++) {
        u->value[i] = NAN;
    }
    for (size_t i = 0; i < cells; i++) {
        u->certificate[i] = NAN;
    }
    for (int32_t r = 0; r < u->n_players; r++) {
        u->income[r] = NAN;
    }
    *out = u;
    return HM_OK;
}

void hm_linkage_payoffs_free(hm_linkage_payoffs *u)
{
    if (u != NULL) {
        hmi_free(u->ctx, u->value);
        hmi_free(u->ctx, u->certificate);
        hmi_free(u->ctx, u);
    }
}

hm_linkage_count hm_linkage_payoffs_count(const hm_linkage_payoffs *u)
{
    return u->count;
}

/* --- solves ------------------------------------------------------------------ */

/* One package of one view: what is solved with what. */
typedef struct bench {
    hm_context *ctx;
    hm_linkage_payoffs *u;
    const hm_linkage_place *place;
    int32_t package;
    int32_t country[HM_PLAYERS_MAX];
    hm_solution *solution;
    hm_welfare *welfare;
    double saved[HM_PLAYERS_MAX]; /* T19 - T19b of the package alone */
    hm_shock **known;             /* of the place's known scenarios */
} bench;

/* Both scenarios in one. */
static hm_status make_scenario(const bench *b, const hmi_policy *policy,
                               hm_scenario **out)
{
    hm_status status = HM_OK;
    const hmi_policy *package = &b->u->menu->packages[b->package];
    const hm_scenario *parts[] = {package->scenario, policy->scenario};
    hm_scenario *both = NULL;
    *out = NULL;
    HMI_TRY(hm_scenario_create(b->ctx, policy->name, "", &both));
    for (int32_t i = 0; i < 2; i++) {
        if (parts[i] != NULL) {
            HMI_GOTO(status, hm_scenario_extend(both, parts[i]));
        }
    }
    *out = both;
    both = NULL;
out:
    hm_scenario_free(both);
    return status;
}

static void keep_values(const bench *b, int32_t p, const hm_welfare *welfare,
                        double residual)
{
    hm_linkage_payoffs *u = b->u;
    size_t at = cell(u, p, b->package);
    bool link = (u->menu->policies[p].use & HMI_CUT_LINK) != 0;
    u->certificate[at] = residual;
    for (int32_t r = 0; r < u->n_players; r++) {
        int32_t n = b->country[r];
        double earned = hmi_domestic_musd(b->place->base, welfare, n);
        double all = hmi_income_musd(welfare, n);
        u->value[at * (size_t)u->n_players + (size_t)r] =
            link ? earned : all - b->saved[r];
    }
}

static void keep_saved(bench *b, const hm_welfare *welfare)
{
    for (int32_t r = 0; r < b->u->n_players; r++) {
        int32_t n = b->country[r];
        b->saved[r] = hmi_income_musd(welfare, n) -
                      hmi_domestic_musd(b->place->base, welfare, n);
    }
}

/* --- what was solved before --- */

static bool same(const double *a, const double *b, size_t n)
{
    return a == b ||
           (a != NULL && b != NULL && memcmp(a, b, n * sizeof(double)) == 0);
}

static bool same_shock(const hm_economy *base, const hm_shock *one,
                       const hm_shock *two)
{
    const hm_economy_arrays *data = hm_economy_data(base);
    const hm_shock_arrays *a = hm_shock_data(one);
    const hm_shock_arrays *b = hm_shock_data(two);
    size_t N = (size_t)data->n_countries;
    size_t goods = N * (size_t)data->n_sectors;
    size_t flows = N * goods;
    return same(a->tariff, b->tariff, flows) &&
           same(a->export_tax, b->export_tax, flows) &&
           same(a->rent_wedge, b->rent_wedge, flows) &&
           same(a->rent_importer_share, b->rent_importer_share, flows) &&
           same(a->cost_hat, b->cost_hat, flows) &&
           same(a->phi, b->phi, flows) &&
           same(a->productivity_hat, b->productivity_hat, goods) &&
           same(a->factor_hat, b->factor_hat, (size_t)data->n_factors) &&
           same(a->deficit_add, b->deficit_add, N) &&
           same(a->quantity_cap, b->quantity_cap, flows) &&
           same(a->value_cap, b->value_cap, flows);
}

static hm_status make_known(bench *b)
{
    const hm_linkage_place *at = b->place;
    b->known = HMI_ARRAY(b->ctx, hm_shock *, at->n_known);
    if (b->known == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t k = 0; k < at->n_known; k++) {
        if (at->welfare[k] != NULL) {
            HMI_TRY(
                hm_shock_create(b->ctx, at->base, at->known[k], &b->known[k]));
        }
    }
    return HM_OK;
}

static int32_t find_known(const bench *b, const hm_shock *shock)
{
    for (int32_t k = 0; k < b->place->n_known; k++) {
        if (b->known[k] != NULL &&
            same_shock(b->place->base, b->known[k], shock)) {
            return k;
        }
    }
    return -1;
}

/* --- one cell --- */

static void keep(bench *b, int32_t p, const hm_welfare *welfare,
                 double residual)
{
    if (p == 0) {
        keep_saved(b, welfare);
    }
    keep_values(b, p, welfare, residual);
}

static hm_status solve_shock(bench *b, int32_t p, const hm_shock *shock)
{
    hm_verification seen;
    const hm_linkage_place *at = b->place;
    hm_linkage_count *count = &b->u->count;
    const hm_certificate *made = hm_solution_certificate(b->solution);
    const hm_solution *near =
        made->outcome == HM_CONVERGED ? b->solution : NULL;
    HMI_TRY(hm_solver_solve(at->solver, shock, near, b->solution));
    if (made->outcome != HM_CONVERGED && near != NULL) { /* from the base */
        HMI_TRY(hm_solver_solve(at->solver, shock, NULL, b->solution));
    }
    if (made->outcome != HM_CONVERGED) {
        return HM_OK;
    }
    HMI_TRY(hm_equilibrium_verify(b->ctx, at->base, at->closure, shock,
                                  b->solution, at->tolerance, &seen));
    count->found++;
    if (seen.confirmed) {
        HMI_TRY(hm_welfare_evaluate(b->ctx, at->base, shock, b->solution,
                                    b->welfare));
        keep(b, p, b->welfare, seen.residual);
        count->confirmed++;
        count->worst = fmax(count->worst, seen.residual);
    }
    return HM_OK;
}

/* Share of each flow that ends where all of it cannot: some good would have
 * no source left at any price (INADMISSIBLE). */
static const double nearly_all = 0.99;

static hm_status solve_nearly(bench *b, int32_t p)
{
    hm_status status = HM_OK;
    const hm_scenario *whole = b->u->menu->policies[p].scenario;
    hm_scenario *nearly = NULL;
    hm_shock *shock = NULL;
    HMI_TRY(hm_scenario_create(b->ctx, "nearly", "", &nearly));
    for (int32_t m = 0; m < hm_scenario_size(whole); m++) {
        hm_measure measure = *hm_scenario_measure(whole, m);
        measure.value = nearly_all;
        HMI_GOTO(status, hm_scenario_add(nearly, &measure));
    }
    HMI_GOTO(status, hm_shock_create(b->ctx, b->place->base, nearly, &shock));
    status = solve_shock(b, p, shock);
out:
    hm_shock_free(shock);
    hm_scenario_free(nearly);
    return status;
}

static bool is_answered(const bench *b, int32_t p)
{
    return !isnan(b->u->certificate[cell(b->u, p, b->package)]);
}

static hm_status solve_cell(bench *b, int32_t p)
{
    hm_status status = HM_OK;
    hm_scenario *scenario = NULL;
    hm_shock *shock = NULL;
    HMI_TRY(make_scenario(b, &b->u->menu->policies[p], &scenario));
    HMI_GOTO(status, hm_shock_create(b->ctx, b->place->base, scenario, &shock));
    int32_t known = find_known(b, shock);
    if (known >= 0) {
        keep(b, p, b->place->welfare[known], b->place->residual[known]);
    } else {
        bool link = (b->u->menu->policies[p].use & HMI_CUT_LINK) != 0;
        HMI_GOTO(status, solve_shock(b, p, shock));
        if (link && !is_answered(b, p) &&
            hm_solution_certificate(b->solution)->outcome == HM_INADMISSIBLE) {
            status = solve_nearly(b, p);
        }
    }
out:
    hm_shock_free(shock);
    hm_scenario_free(scenario);
    return status;
}

/* Is this cell solved? Every view has its margins (a draw without what is
 * rare); a whole one the product of concession menu and steps as well. */
static bool is_wanted(const hm_linkage_payoffs *u, int32_t p, int32_t a)
{
    const hm_linkage_menu *menu = u->menu;
    bool product = u->whole && a < menu->n_steps &&
                   (menu->policies[p].use & HMI_FOR_DEALS) != 0;
    bool rare = (menu->policies[p].use & HMI_FOR_SETS) != 0;
    return p == 0 || (a == 0 && (u->whole || !rare)) || product;
}

hm_status hm_linkage_payoffs_solve(hm_context *ctx, hm_linkage_payoffs *u,
                                   const hm_linkage_place *place,
                                   int32_t package)
{
    hm_status status = HM_OK;
    const hm_linkage_menu *menu = u->menu;
    const hm_economy_arrays *data = hm_economy_data(place->base);
    bench b = {.ctx = ctx, .u = u, .place = place, .package = package};
    for (int32_t r = 0; r < u->n_players; r++) {
        int32_t n = hm_economy_country(place->base, u->players[r]);
        b.country[r] = n;
        u->income[r] = data->income[n] - data->deficit[n];
    }
    HMI_GOTO(status, hm_solution_create(ctx, place->base, &b.solution));
    HMI_GOTO(status, hm_welfare_create(ctx, place->base, &b.welfare));
    HMI_GOTO(status, make_known(&b));
    for (int32_t p = 0; p < menu->n_policies; p++) {
        if (is_wanted(u, p, package)) {
            HMI_GOTO(status, solve_cell(&b, p));
        }
        if (p == 0 && isnan(u->certificate[cell(u, 0, package)])) {
            goto out; /* the package has no answer of its own */
        }
    }
out:
    for (int32_t k = 0; k < place->n_known && b.known != NULL; k++) {
        hm_shock_free(b.known[k]);
    }
    hmi_free(ctx, b.known);
    hm_welfare_free(b.welfare);
    hm_solution_free(b.solution);
    return status;
}

/* --- tables --------------------------------------------------------------------- */

enum { POLICY, PACKAGE, DRAW, PLAYER, CLASS, VALUE, CERTIFICATE, COLUMNS };

static hm_status add_cell(const hm_linkage_payoffs *u, int32_t p, int32_t a,
                          hm_table *table)
{
    size_t at = cell(u, p, a);
    for (int32_t r = 0; r < u->n_players; r++) {
        HMI_TRY(hm_table_add_row(table));
        HMI_TRY(hm_table_set_text(table, POLICY, u->menu->policies[p].name));
        HMI_TRY(hm_table_set_text(table, PACKAGE, u->menu->packages[a].name));
        HMI_TRY(hm_table_set_text(table, DRAW, u->name));
        HMI_TRY(hm_table_set_text(table, PLAYER, u->players[r]));
        HMI_TRY(hm_table_set_text(table, CLASS, "E"));
        hm_table_set_number(table, VALUE,
                            u->value[at * (size_t)u->n_players + (size_t)r]);
        hm_table_set_number(table, CERTIFICATE, u->certificate[at]);
    }
    return HM_OK;
}

static hm_status add_view(const hm_linkage_payoffs *u, hm_table *table)
{
    int32_t packages = u->menu->n_packages;
    for (int32_t i = 0; i < u->menu->n_policies * packages; i++) {
        if (is_wanted(u, i / packages, i % packages)) {
            HMI_TRY(add_cell(u, i / packages, i % packages, table));
        }
    }
    return HM_OK;
}

hm_status hm_linkage_payoffs_table(hm_context *ctx,
                                   const hm_linkage_payoffs *const *views,
                                   int32_t n, hm_table **out)
{
    static const char *const names[COLUMNS] = {
        "policy", "package", "draw", "player", "class", "value", "certificate"};
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_TRY(hm_table_create(ctx, "payoffs", &table));
    for (int32_t c = 0; c < COLUMNS; c++) {
        HMI_GOTO(status, hm_table_add_column(table, names[c],
                                             c < VALUE ? HM_COLUMN_TEXT
                                                       : HM_COLUMN_NUMBER));
    }
    for (int32_t v = 0; v < n; v++) {
        HMI_GOTO(status, add_view(views[v], table));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

hm_status hm_linkage_views_table(hm_context *ctx,
                                 const hm_linkage_payoffs *const *views,
                                 int32_t n, hm_table **out)
{
    static const char *const names[] = {"draw", "kind", "player",
                                        "income_musd"};
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_TRY(hm_table_create(ctx, "payoff_views", &table));
    for (int32_t c = 0; c < 4; c++) {
        HMI_GOTO(status, hm_table_add_column(table, names[c],
                                             c < 3 ? HM_COLUMN_TEXT
                                                   : HM_COLUMN_NUMBER));
    }
    for (int32_t v = 0; v < n; v++) {
        for (int32_t r = 0; r < views[v]->n_players; r++) {
            HMI_GOTO(status, hm_table_add_row(table));
            HMI_GOTO(status, hm_table_set_text(table, 0, views[v]->name));
            HMI_GOTO(status, hm_table_set_text(
                                 table, 1, views[v]->whole ? "set" : "draw"));
            HMI_GOTO(status, hm_table_set_text(table, 2, views[v]->players[r]));
            hm_table_set_number(table, 3, views[v]->income[r]);
        }
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

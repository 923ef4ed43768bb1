// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * hand.c - one view of the world ready to be played: who is who in the table
 * of payoffs, what trade alone would settle on, and the concession curves of
 * every baseline (B2, B9, B20, B21).
 */
#include "linkage/answers.h"

#include <math.h>
#include <string.h>

double hmi_ev(const hmi_hand *h, int32_t policy, int32_t package,
              int32_t player)
{
    if (policy < 0 || package < 0) {
        return NAN;
    }
    hm_payoff_cell cell = {{policy, package, h->draw, player}};
    double value = hm_payoffs_value(h->payoffs, cell);
    if (!isnan(value) || policy == 0 || package == 0) {
        return value;
    }
    cell.at[HM_PAYOFF_PACKAGE] = 0;
    value = hm_payoffs_value(h->payoffs, cell);
    cell.at[HM_PAYOFF_PACKAGE] = package;
    cell.at[HM_PAYOFF_POLICY] = 0;
    return value + hm_payoffs_value(h->payoffs, cell);
}

int32_t hmi_policy_at(const hmi_hand *h, const char *name)
{
    return hm_payoffs_find(h->payoffs, HM_PAYOFF_POLICY, name);
}

const char *hmi_policy_name(const hmi_hand *h, int32_t policy)
{
    return policy < 0 ? ""
                      : hm_payoffs_name(h->payoffs, HM_PAYOFF_POLICY, policy);
}

const char *hmi_package_name(const hmi_hand *h, int32_t package)
{
    return hm_payoffs_name(h->payoffs, HM_PAYOFF_PACKAGE, package);
}

const char *hmi_player(const hmi_hand *h, int32_t player)
{
    return hm_linkage_country(h->linkage, player);
}

double hmi_cost(const hmi_hand *h, int32_t package)
{
    return -hmi_ev(h, 0, package, HMI_BROKER);
}

double hmi_needed(const hmi_hand *h, int32_t package)
{
    double cost = hmi_cost(h, package);
    return cost < 0.0 ? 0.0 : cost;
}

double hmi_bite(const hmi_hand *h, int32_t package)
{
    return -hmi_ev(h, 0, package, HMI_TARGET) / h->income[HMI_TARGET];
}

int32_t hmi_strongest(const hmi_hand *h)
{
    return h->n_steps - 1;
}

double hmi_fact_find(const hmi_hand *h, const char *item, const char *scenario,
                     const char *country, const char *about)
{
    const hm_table *f = h->facts;
    for (int32_t i = 0; f != NULL && i < hm_table_rows(f); i++) {
        if (strcmp(hm_table_text(f, i, HMI_FACT_ITEM), item) == 0 &&
            strcmp(hm_table_text(f, i, HMI_FACT_SCENARIO), scenario) == 0 &&
            strcmp(hm_table_text(f, i, HMI_FACT_COUNTRY), country) == 0 &&
            strcmp(hm_table_text(f, i, HMI_FACT_ABOUT), about) == 0) {
            return hm_table_number(f, i, HMI_FACT_VALUE);
        }
    }
    return NAN;
}

/* --- the menu in the table ------------------------------------------------------ */

static bool has_opening(const hmi_hand *h, const char *name)
{
    for (int32_t i = 0; i < h->linkage->openings.count; i++) {
        if (strstr(name, h->linkage->openings.items[i]) != NULL) {
            return true;
        }
    }
    return false;
}

/* Is it a step of the sender or both on trade, and no threat? */
static bool in_menu(const hmi_hand *h, const char *name)
{
    bool cut = false;
    for (int32_t q = 0; q < HMI_CUTS && h->linkage->has_instrument; q++) {
        cut = cut || strcmp(name, hmi_name_cut(hmi_cuts[q]).text) == 0;
    }
    if (!h->linkage->has_instrument) {
        cut = hmi_names_has(&h->linkage->offers, name);
    }
    return cut || has_opening(h, name);
}

/* A baseline or its half. */
static bool near_baseline(const char *name, const char *baseline)
{
    return strcmp(name, baseline) == 0 ||
           strcmp(name, hmi_name_half(baseline).text) == 0;
}

/* --- the deal on trade alone (B9) ------------------------------------------------- */

static hm_status find_trade_deal(hmi_hand *h)
{
    hm_status status = HM_OK;
    const double threat[2] = {0.0, 0.0};
    hm_talks talks = {HM_BARGAIN_NASH, threat, 0, NULL};
    hm_deal deal;
    int32_t n = 0;
    double *u = HMI_ARRAY(h->ctx, double, 2 * h->n_policies);
    int32_t *policy = HMI_ARRAY(h->ctx, int32_t, h->n_policies);
    h->trade_deal = -1;
    if (u == NULL || policy == NULL) {
        status = HM_ERR_MEMORY;
        goto out;
    }
    for (int32_t p = 1; p < h->n_policies; p++) {
        double sender = hmi_ev(h, p, 0, HMI_SENDER);
        double broker = hmi_ev(h, p, 0, HMI_BROKER);
        if (h->deal[p] && isfinite(sender) && isfinite(broker)) {
            u[2 * n] = sender;
            u[2 * n + 1] = broker;
            policy[n++] = p;
        }
    }
    if (n > 0) {
        hm_points points = {2, n, u};
        HMI_GOTO(status, hm_bargain_pure(h->ctx, &points, &talks, &deal));
        h->trade_deal = deal.exists ? policy[deal.point] : -1;
    }
out:
    hmi_free(h->ctx, u);
    hmi_free(h->ctx, policy);
    return status;
}

/* --- concession curves ---------------------------------------------------------------- */

static void sort_points(hmi_curve *c)
{
    for (int32_t i = 1; i < c->n; i++) {
        for (int32_t k = i; k > 0 && c->reward[k - 1] > c->reward[k]; k--) {
            double reward = c->reward[k];
            double cost = c->cost[k];
            int32_t policy = c->policy[k];
            c->reward[k] = c->reward[k - 1];
            c->cost[k] = c->cost[k - 1];
            c->policy[k] = c->policy[k - 1];
            c->reward[k - 1] = reward;
            c->cost[k - 1] = cost;
            c->policy[k - 1] = policy;
        }
    }
}

/*
 * Least cost of a gain of R or more: points that another one beats go; the
 * first point stands at R = 0, where the cheapest of all is in reach.
 */
static void keep_efficient(hmi_curve *c)
{
    int32_t kept = 0;
    sort_points(c);
    for (int32_t i = 0; i < c->n; i++) {
        bool beaten = false;
        for (int32_t k = i + 1; k < c->n; k++) {
            beaten = beaten || c->cost[k] <= c->cost[i];
        }
        bool twin = i + 1 < c->n && !(c->reward[i + 1] > c->reward[i]);
        if (!beaten && !twin) {
            c->reward[kept] = c->reward[i];
            c->cost[kept] = c->cost[i];
            c->policy[kept++] = c->policy[i];
        }
    }
    c->n = kept;
    if (kept > 0 && c->reward[0] > 0.0) { /* all of it costs the least */
        memmove(c->reward + 1, c->reward, (size_t)kept * sizeof(double));
        memmove(c->cost + 1, c->cost, (size_t)kept * sizeof(double));
        memmove(c->policy + 1, c->policy, (size_t)kept * sizeof(int32_t));
        c->reward[0] = 0.0;
        c->n++;
    }
}

bool hmi_curve_allows(const hmi_hand *h, const hmi_curve *c, int32_t p)
{
    const char *name = hmi_policy_name(h, p);
    if (p == 0 || p == c->from || near_baseline(name, c->baseline)) {
        return true;
    }
    return h->deal[p] && (c->opened || !has_opening(h, name));
}

static hm_status fill_curve(hmi_hand *h, hmi_curve *c)
{
    size_t room = (size_t)h->n_policies + 1;
    c->reward = HMI_ARRAY(h->ctx, double, room);
    c->cost = HMI_ARRAY(h->ctx, double, room);
    c->policy = HMI_ARRAY(h->ctx, int32_t, room);
    if (c->reward == NULL || c->cost == NULL || c->policy == NULL) {
        return HM_ERR_MEMORY;
    }
    double sender = hmi_ev(h, c->from, 0, HMI_SENDER);
    double broker = hmi_ev(h, c->from, 0, HMI_BROKER);
    for (int32_t p = 0; p < h->n_policies && c->from >= 0; p++) {
        double reward = hmi_ev(h, p, 0, HMI_BROKER) - broker;
        double cost = sender - hmi_ev(h, p, 0, HMI_SENDER);
        if (hmi_curve_allows(h, c, p) && isfinite(cost) && reward >= 0.0) {
            c->reward[c->n] = reward;
            c->cost[c->n] = cost;
            c->policy[c->n++] = p;
        }
    }
    keep_efficient(c);
    return HM_OK;
}

static hm_status add_curve(hmi_hand *h, const char *baseline, bool opened)
{
    if (h->n_curves == HMI_CURVES) {
        return hmi_fail(h->ctx, HM_ERR_LIMIT,
                        "linkage, concession: too many baselines; expected "
                        "at most %d",
                        HMI_CURVES / 2);
    }
    hmi_curve *c = &h->curves[h->n_curves++];
    *c = (hmi_curve){.baseline = baseline, .opened = opened};
    c->from = strcmp(baseline, HMI_TRADE_DEAL) == 0
                  ? h->trade_deal
                  : hmi_policy_at(h, baseline);
    return fill_curve(h, c);
}

static hm_status make_curves(hmi_hand *h)
{
    const hmi_names *baselines = &h->linkage->baselines;
    bool opens = h->linkage->openings.count > 0;
    for (int32_t i = 0; i < baselines->count; i++) {
        const char *name = baselines->items[i];
        bool computed = strcmp(name, HMI_TRADE_DEAL) == 0;
        bool status_quo = strcmp(name, "benchmark") == 0;
        if (!computed) {
            HMI_TRY(add_curve(h, name, false));
        }
        if (computed || (status_quo && opens)) {
            HMI_TRY(add_curve(h, name, true));
        }
    }
    return HM_OK;
}

hm_price_curve hmi_curve_view(const hmi_curve *curve)
{
    return (hm_price_curve){curve->baseline, curve->n, curve->reward,
                            curve->cost, NULL};
}

hm_status hmi_curve_price(const hmi_hand *h, const hmi_curve *curve,
                          double reward, double *cost, double *marginal)
{
    bool reached = false;
    *cost = NAN;
    *marginal = NAN;
    if (curve == NULL || curve->n < 2 || !isfinite(reward)) {
        return HM_OK;
    }
    hm_price_curve view = hmi_curve_view(curve);
    return hm_price_at(h->ctx, &view, reward, cost, marginal, &reached);
}

const hmi_curve *hmi_carrot(const hmi_hand *h)
{
    return h->n_curves == 0 ? NULL : &h->curves[0];
}

/* --- opening and closing ------------------------------------------------------------- */

static hm_status find_players(hmi_hand *h)
{
    const char *code;
    for (int32_t r = 0; (code = hm_linkage_country(h->linkage, r)) != NULL;
         r++) {
        if (hm_payoffs_find(h->payoffs, HM_PAYOFF_PLAYER, code) != r) {
            return hmi_fail(h->ctx, HM_ERR_DATA,
                            "payoffs: player %d is not %s, as the block "
                            "linkage has it",
                            (int)r + 1, code);
        }
        h->n_players = r + 1;
    }
    h->n_allies = h->linkage->allies.count;
    return HM_OK;
}

static void find_incomes(hmi_hand *h, const hm_table *views)
{
    const char *name = hm_payoffs_name(h->payoffs, HM_PAYOFF_DRAW, h->draw);
    for (int32_t r = 0; r < h->n_players; r++) {
        h->income[r] = NAN;
    }
    for (int32_t i = 0; i < hm_table_rows(views); i++) {
        int32_t r = hm_payoffs_find(h->payoffs, HM_PAYOFF_PLAYER,
                                    hm_table_text(views, i, 2));
        if (r >= 0 && strcmp(hm_table_text(views, i, 0), name) == 0) {
            h->income[r] = hm_table_number(views, i, 3);
        }
    }
}

hm_status hmi_hand_open(hmi_hand *h, const hm_table *views)
{
    h->n_policies = hm_payoffs_size(h->payoffs, HM_PAYOFF_POLICY);
    h->n_packages = hm_payoffs_size(h->payoffs, HM_PAYOFF_PACKAGE);
    h->n_steps = 1;
    for (int32_t a = 1; a < h->n_packages; a++) {
        h->n_steps +=
            hm_linkage_is_pressure(h->linkage, hmi_package_name(h, a)) ? 1 : 0;
    }
    h->deal = HMI_ARRAY(h->ctx, bool, h->n_policies);
    if (h->deal == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t p = 0; p < h->n_policies; p++) {
        h->deal[p] = in_menu(h, hmi_policy_name(h, p));
    }
    HMI_TRY(find_players(h));
    find_incomes(h, views);
    HMI_TRY(find_trade_deal(h));
    return make_curves(h);
}

void hmi_hand_close(hmi_hand *h)
{
    for (int32_t c = 0; c < h->n_curves; c++) {
        hmi_free(h->ctx, h->curves[c].reward);
        hmi_free(h->ctx, h->curves[c].cost);
        hmi_free(h->ctx, h->curves[c].policy);
    }
    h->n_curves = 0;
    hmi_free(h->ctx, h->deal);
    h->deal = NULL;
}

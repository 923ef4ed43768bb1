// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * parties.c - who presses whom with which flows, on an economy; what stays
 * free for the sake of people (R9).
 */
#include "sanctions/design.h"

#include <math.h>
#include <string.h>

/* Codes by which a sector is known to hold food, medicine or fuel. Medicine
 * is booked with chemicals where it has no sector of its own. */
static const char *const food_codes[] = {"agriculture", "food",  "crops",
                                         "livestock",   "grain", "fishing",
                                         "beverages",   NULL};
static const char *const medicine_codes[] = {
    "medicine",        "medicines",      "pharma",
    "pharmaceuticals", "pharmaceutical", NULL};
static const char *const medicine_else[] = {"chemicals", NULL};
static const char *const fuel_codes[] = {"petroleum", "oil",  "gas", "fuel",
                                         "fuels",     "coke", NULL};

typedef struct maker {
    hm_context *ctx;
    const hmi_problem *p;
    const hm_economy *economy;
    const hm_labels *labels;
    size_t N, J;
    hmi_parties *x;
} maker;

/* --- codes ------------------------------------------------------------------------- */

static hm_status unknown(const maker *m, const char *key, const char *code,
                         bool country)
{
    const char *const *codes =
        country ? m->labels->country_codes : m->labels->sector_codes;
    int32_t count = country ? (int32_t)m->N : (int32_t)m->J;
    int32_t near = hmi_nearest(code, codes, count);
    return hmi_fail(m->ctx, HM_ERR_UNKNOWN,
                    "%s: %s: \"%.40s\" is not a %s of this economy%s%s%s",
                    m->p->place, key, code, country ? "country" : "sector",
                    near < 0 ? "" : "; did you mean \"",
                    near < 0 ? "" : codes[near], near < 0 ? "" : "\"?");
}

/* Mark the sectors that codes name. */
static hm_status mark_sectors(const maker *m, const char *key,
                              const hmi_codes *codes, bool *mark)
{
    for (int32_t i = 0; i < codes->names.count; i++) {
        const char *code = codes->names.items[i];
        int32_t found = hm_economy_sector(m->economy, code);
        bool all = strcmp(code, "all") == 0;
        if (found < 0 && !all) {
            return unknown(m, key, code, false);
        }
        for (size_t j = 0; j < m->J; j++) {
            mark[j] = mark[j] || all || j == (size_t)found;
        }
    }
    for (size_t j = 0; j < m->J && codes->complement; j++) {
        mark[j] = !mark[j];
    }
    return HM_OK;
}

static bool mark_known(const maker *m, const char *const *codes, bool *mark)
{
    bool any = false;
    for (int32_t i = 0; codes[i] != NULL; i++) {
        int32_t found = hm_economy_sector(m->economy, codes[i]);
        if (found >= 0) {
            mark[found] = any = true;
        }
    }
    return any;
}

/* --- countries ----------------------------------------------------------------------- */

static hm_status find_senders(maker *m)
{
    hmi_parties *x = m->x;
    for (int32_t i = 0; i < m->p->senders.count; i++) {
        const char *code = m->p->senders.items[i];
        bool any = false;
        for (int32_t n = 0; n < (int32_t)m->N; n++) {
            bool named = strcmp(code, m->labels->country_codes[n]) == 0 ||
                         strcmp(code, "all") == 0 ||
                         (hm_economy_country(m->economy, code) < 0 &&
                          hm_economy_in_group(m->economy, n, code));
            any = any || named;
            if (named && x->owner[n] < 0 && n != x->target) {
                x->owner[n] = x->S;
                x->sender[x->S++] = n;
            }
        }
        if (!any) {
            return unknown(m, "senders", code, true);
        }
    }
    if (x->S == 0) {
        return hmi_fail(m->ctx, HM_ERR_DATA,
                        "%s: sanctions %s: the only sender is the target",
                        m->p->place, m->p->name);
    }
    return HM_OK;
}

/* Values by sender, whose codes are checked; the others stay. `to` may be
 * NULL. */
static hm_status take_values(const maker *m, const char *key,
                             const hmi_values *values, double *to)
{
    for (int32_t i = 0; i < values->count; i++) {
        int32_t n = hm_economy_country(m->economy, values->codes[i]);
        if (n < 0) {
            return unknown(m, key, values->codes[i], true);
        }
        if (m->x->owner[n] < 0) {
            return hmi_fail(m->ctx, HM_ERR_DATA,
                            "%s: %s: %s is not a sender of this problem",
                            values->place, key, values->codes[i]);
        }
        if (to != NULL) {
            to[m->x->owner[n]] = values->items[i];
        }
    }
    return HM_OK;
}

static hm_status find_weights(maker *m)
{
    const double *income = hm_economy_data(m->economy)->income;
    hmi_parties *x = m->x;
    double sum = 0.0;
    for (int32_t s = 0; s < x->S; s++) {
        x->weight[s] = 1.0;
        x->share[s] = m->p->shares.count > 0 ? 0.0 : income[x->sender[s]];
    }
    HMI_TRY(take_values(m, "budgets", &m->p->member_budgets, NULL));
    HMI_TRY(take_values(m, "weights", &m->p->weights, x->weight));
    HMI_TRY(take_values(m, "shares", &m->p->shares, x->share));
    for (int32_t s = 0; s < x->S; s++) {
        sum += x->share[s];
    }
    if (!(sum > 0.0)) {
        return hmi_fail(m->ctx, HM_ERR_DATA,
                        "%s: sanctions %s: the shares of all senders sum to 0",
                        m->p->place, m->p->name);
    }
    for (int32_t s = 0; s < x->S; s++) {
        x->share[s] /= sum;
    }
    return HM_OK;
}

/* --- what people need (R9) ------------------------------------------------------------ */

static hm_status find_essentials(maker *m)
{
    static const char *const keys[] = {"food", "medicine", "fuel"};
    static const char *const *const known[] = {food_codes, medicine_codes,
                                               fuel_codes};
    for (int32_t k = 0; k < HMI_ESSENTIALS; k++) {
        bool *mark = m->x->essential + (size_t)k * m->J;
        const hmi_codes *codes = &m->p->essentials[k];
        if (codes->given) {
            HMI_TRY(mark_sectors(m, keys[k], codes, mark));
        } else if (!mark_known(m, known[k], mark) && k == HMI_MEDICINE) {
            (void)mark_known(m, medicine_else, mark);
        }
    }
    return HM_OK;
}

static void name_exempt(maker *m)
{
    char *to = m->x->exempt_text;
    size_t room = sizeof m->x->exempt_text;
    size_t used = 0;
    for (size_t j = 0; j < m->J; j++) {
        const char *code = m->labels->sector_codes[j];
        size_t length = strlen(code);
        if (m->x->exempt[j] && used + length + 3 < room) {
            if (used > 0) {
                to[used++] = ';';
            }
            memcpy(to + used, code, length);
            used += length;
        }
    }
    to[used] = '\0';
}

static hm_status find_exempt(maker *m)
{
    const hmi_problem *p = m->p;
    hmi_parties *x = m->x;
    for (size_t j = 0; j < m->J; j++) {
        x->exempt[j] = p->exempt == HMI_EXEMPT_STANDARD &&
                       (x->essential[HMI_FOOD * m->J + j] ||
                        x->essential[HMI_MEDICINE * m->J + j]);
    }
    if (p->exempt == HMI_EXEMPT_LISTED) {
        hmi_codes codes = {p->exempt_sectors, false, true};
        HMI_TRY(mark_sectors(m, "exempt", &codes, x->exempt));
    }
    name_exempt(m);
    return HM_OK;
}

/* --- all of it --------------------------------------------------------------------------- */

static hm_status make(maker *m)
{
    hmi_parties *x = m->x;
    x->sender = HMI_ARRAY(m->ctx, int32_t, m->N);
    x->owner = HMI_ARRAY(m->ctx, int32_t, m->N);
    x->weight = HMI_ARRAY(m->ctx, double, m->N);
    x->share = HMI_ARRAY(m->ctx, double, m->N);
    x->essential = HMI_ARRAY(m->ctx, bool, HMI_ESSENTIALS * m->J);
    x->exempt = HMI_ARRAY(m->ctx, bool, m->J);
    x->goods = HMI_ARRAY(m->ctx, bool, m->J);
    if (x->sender == NULL || x->owner == NULL || x->weight == NULL ||
        x->share == NULL || x->essential == NULL || x->exempt == NULL ||
        x->goods == NULL) {
        return HM_ERR_MEMORY;
    }
    for (size_t n = 0; n < m->N; n++) {
        x->owner[n] = -1;
    }
    x->target = hm_economy_country(m->economy, m->p->target);
    if (x->target < 0) {
        return unknown(m, "target", m->p->target, true);
    }
    /* known codes; which flows they are is for the levers */
    HMI_TRY(mark_sectors(m, "imports", &m->p->imports, x->goods));
    HMI_TRY(mark_sectors(m, "exports", &m->p->exports, x->goods));
    memset(x->goods, 0, m->J * sizeof(bool));
    HMI_TRY(find_senders(m));
    HMI_TRY(find_weights(m));
    HMI_TRY(find_essentials(m));
    HMI_TRY(find_exempt(m));
    if (m->p->goods.given) {
        return mark_sectors(m, "goods", &m->p->goods, x->goods);
    }
    for (size_t j = 0; j < m->J; j++) {
        x->goods[j] = true;
    }
    return HM_OK;
}

hm_status hmi_parties_create(hm_context *ctx, const hmi_problem *p,
                             const hm_economy *economy, hmi_parties **out)
{
    maker m = {.ctx = ctx, .p = p, .economy = economy};
    m.labels = hm_economy_labels(economy);
    m.N = (size_t)m.labels->n_countries;
    m.J = (size_t)m.labels->n_sectors;
    *out = NULL;
    m.x = HMI_NEW(ctx, hmi_parties);
    if (m.x == NULL) {
        return HM_ERR_MEMORY;
    }
    hm_status status = make(&m);
    if (status != HM_OK) {
        hmi_parties_free(ctx, m.x);
        return status;
    }
    *out = m.x;
    return HM_OK;
}

void hmi_parties_free(hm_context *ctx, hmi_parties *x)
{
    if (x == NULL) {
        return;
    }
    hmi_free(ctx, x->sender);
    hmi_free(ctx, x->owner);
    hmi_free(ctx, x->weight);
    hmi_free(ctx, x->share);
    hmi_free(ctx, x->essential);
    hmi_free(ctx, x->exempt);
    hmi_free(ctx, x->goods);
    hmi_free(ctx, x);
}

/* --- levers ------------------------------------------------------------------------------- */

/* Flows between senders and target in one direction, exempt ones left out. */
static hm_status choose(hm_context *ctx, const hmi_problem *p,
                        const hmi_parties *x, const hm_economy *economy,
                        bool imports, bool *flows)
{
    static const char *const all[] = {"all"};
    const char *const target[] = {p->target};
    const hmi_codes *codes = imports ? &p->imports : &p->exports;
    hm_selector sectors = {codes->names.count,
                           (const char *const *)codes->names.items,
                           codes->complement};
    hm_selector them = {1, target, false};
    hm_selector any = {1, all, false};
    const hm_selector selectors[3] = {imports ? them : any,
                                      imports ? any : them, sectors};
    size_t N = (size_t)hm_economy_labels(economy)->n_countries;
    size_t J = (size_t)hm_economy_labels(economy)->n_sectors;
    if (!codes->given) {
        return HM_OK;
    }
    HMI_TRY(hmi_flows_named(ctx, economy, selectors, p->place, flows));
    for (size_t f = 0; f < J * N * N; f++) {
        size_t other = imports ? f / N % N : f % N;
        bool ours = x->owner[other] >= 0;
        flows[f] = flows[f] && ours && (imports || !x->exempt[f / N / N]);
    }
    return HM_OK;
}

hm_status hmi_parties_levers(hm_context *ctx, const hmi_problem *p,
                             const hmi_parties *x, const hm_economy *economy,
                             const hm_shock *departure, hmi_levers **out)
{
    size_t N = (size_t)hm_economy_labels(economy)->n_countries;
    size_t J = (size_t)hm_economy_labels(economy)->n_sectors;
    bool rates = p->with == HMI_WITH_RATES;
    bool *in = HMI_ARRAY(ctx, bool, J *N *N);
    bool *all = HMI_ARRAY(ctx, bool, J *N *N);
    hm_status status = in == NULL || all == NULL ? HM_ERR_MEMORY : HM_OK;
    hmi_lever_plan plan = {
        .economy = economy,
        .background = departure == NULL ? NULL : hm_shock_data(departure),
        .owner = x->owner,
        .uniform = p->uniform,
        .low = {p->low, p->low, 0.0, 0.0},
        .high = {p->high, p->high, 1.0, p->high},
        .rents = p->rents};
    *out = NULL;
    if (status == HM_OK) {
        status = choose(ctx, p, x, economy, true, in);
    }
    if (status == HM_OK) {
        status = choose(ctx, p, x, economy, false, all);
    }
    for (size_t f = 0; status == HM_OK && !rates && f < J * N * N; f++) {
        all[f] = all[f] || in[f];
    }
    if (status == HM_OK) {
        plan.chosen[HMI_LEVER_TARIFF] = rates ? in : NULL;
        plan.chosen[HMI_LEVER_EXPORT_TAX] = rates ? all : NULL;
        plan.chosen[HMI_LEVER_QUOTA] = p->with == HMI_WITH_QUOTAS ? all : NULL;
        bool phi = p->with == HMI_WITH_EMBARGO || p->with == HMI_WITH_BANS;
        plan.chosen[HMI_LEVER_COVERAGE] = phi ? all : NULL;
        status = hmi_levers_create(ctx, &plan, out);
    }
    hmi_free(ctx, in);
    hmi_free(ctx, all);
    return status;
}

hm_status hm_sanctions_check(hm_context *ctx, const hm_sanctions *sanctions,
                             const hm_economy *economy)
{
    for (int32_t i = 0; i < sanctions->count; i++) {
        const hmi_problem *p = &sanctions->items[i];
        hmi_parties *x = NULL;
        hmi_levers *levers = NULL;
        HMI_TRY(hmi_parties_create(ctx, p, economy, &x));
        hm_status status =
            hmi_parties_levers(ctx, p, x, economy, NULL, &levers);
        hmi_levers_free(levers);
        hmi_parties_free(ctx, x);
        HMI_TRY(status);
        for (int32_t k = 0; k < p->threat.countries.count; k++) {
            if (hm_economy_country(economy, p->threat.countries.items[k]) < 0) {
                return hmi_fail(ctx, HM_ERR_UNKNOWN,
                                "%s: secondary: \"%.40s\" is not a country of "
                                "this economy",
                                p->place, p->threat.countries.items[k]);
            }
        }
        if (p->threat.by != NULL &&
            hm_economy_country(economy, p->threat.by) < 0) {
            return hmi_fail(ctx, HM_ERR_UNKNOWN,
                            "%s: secondary: by: \"%.40s\" is not a country of "
                            "this economy",
                            p->place, p->threat.by);
        }
    }
    return HM_OK;
}

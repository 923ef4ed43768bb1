// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * concession.c - C*(R) (B20): points of the frontier by searches under one
 * constraint, each verified, and readings between them.
 */
#include "sanctions/internal.h"

#include <math.h>
#include <string.h>

/* A point and where its levers stood. */
typedef struct known {
    hm_concession_point point;
    double *u;
} known;

struct hm_concession {
    hm_context *ctx;
    hmi_world world;
    int32_t giver, taker;
    hmi_levers *levers;
    hmi_stage *stage;
    hmi_term terms[2];
    hmi_aim aims[2]; /* the giver's income, the taker's */
    double *others;  /* N: EV of everyone at the departure */
    double *u, *start;
    hm_concession_point most;
    double *most_u;
    double *room; /* of searches along the frontier */
    int32_t pairs;
    double price;       /* of the last point */
    double free_reward; /* gain where the giver loses least */
    int32_t count;
    known *items; /* the curve, by reward */
};

/* --- making one ----------------------------------------------------------------------- */

static hm_status find_country(hm_context *ctx, const hm_concession_ask *ask,
                              const hm_economy *economy, const char *what,
                              const char *code, int32_t *out)
{
    const hm_labels *labels = hm_economy_labels(economy);
    *out = hm_economy_country(economy, code);
    if (*out >= 0) {
        return HM_OK;
    }
    int32_t near =
        hmi_nearest(code, labels->country_codes, labels->n_countries);
    return hmi_fail(
        ctx, HM_ERR_UNKNOWN,
        "%s%sconcession: %s: \"%.40s\" is not a country of this "
        "economy%s%s%s",
        ask->place == NULL ? "" : ask->place, ask->place == NULL ? "" : ": ",
        what, code, near < 0 ? "" : "; did you mean \"",
        near < 0 ? "" : labels->country_codes[near], near < 0 ? "" : "\"?");
}

static hm_status choose(hm_context *ctx, const hm_concession_ask *ask,
                        const hm_concession_view *view, bool *chosen,
                        bool export_tax)
{
    for (int32_t p = 0; p < ask->n_parts; p++) {
        const hm_concession_part *part = &ask->parts[p];
        const hm_selector selectors[3] = {part->exporter, part->importer,
                                          part->sector};
        if (part->export_tax == export_tax) {
            HMI_TRY(hmi_flows_named(ctx, view->base, selectors, ask->place,
                                    chosen));
        }
    }
    return HM_OK;
}

/* Masks of tariffs and export taxes, owner map: the giver's only. */
typedef struct wanted {
    bool *chosen[2];
    int32_t *owner;
} wanted;

static hm_status make_levers(hm_concession *c, const hm_concession_ask *ask,
                             const hm_shock *departure, wanted *w)
{
    const hm_economy_arrays *a = hm_economy_data(c->world.base);
    size_t N = (size_t)a->n_countries;
    size_t flows = (size_t)a->n_sectors * N * N;
    double low = isnan(ask->low) ? 0.0 : ask->low;
    w->chosen[0] = HMI_ARRAY(c->ctx, bool, flows);
    w->chosen[1] = HMI_ARRAY(c->ctx, bool, flows);
    w->owner = HMI_ARRAY(c->ctx, int32_t, N);
    if (w->chosen[0] == NULL || w->chosen[1] == NULL || w->owner == NULL) {
        return HM_ERR_MEMORY;
    }
    for (size_t n = 0; n < N; n++) {
        w->owner[n] = n == (size_t)c->giver ? 0 : -1;
    }
    HMI_TRY(choose(c->ctx, ask, &c->world, w->chosen[0], false));
    HMI_TRY(choose(c->ctx, ask, &c->world, w->chosen[1], true));
    hmi_lever_plan plan = {
        .economy = c->world.base,
        .background = departure == NULL ? NULL : hm_shock_data(departure),
        .chosen = {w->chosen[0], w->chosen[1]},
        .owner = w->owner,
        .mfn = ask->mfn,
        .low = {low, low},
        .high = {ask->high, ask->high},
        .rents = 1.0};
    HMI_TRY(hmi_levers_create(c->ctx, &plan, &c->levers));
    if (c->levers->n_flows > 0) { /* none may have room to move */
        return HM_OK;
    }
    return hmi_fail(c->ctx, HM_ERR_DATA,
                    "%s%sconcession: the instruments name no flow of %s that "
                    "exists; expected its tariffs (importer: %s) or its export "
                    "taxes",
                    ask->place == NULL ? "" : ask->place,
                    ask->place == NULL ? "" : ": ", ask->giver, ask->giver);
}

static hmi_search search_of(hm_concession *c, const hmi_aim *const *aims)
{
    hmi_search s = {.stage = c->stage, .rows = 1, .aims = aims};
    const double *income = hm_economy_data(c->world.base)->income;
    for (int32_t k = 0; k < 2; k++) {
        s.scale[k] = income[aims[k]->terms[0].country];
    }
    return s;
}

/* The baseline solved: what everyone has there. */
static hm_status depart(hm_concession *c, const hm_concession_ask *ask)
{
    int32_t N = hm_economy_data(c->world.base)->n_countries;
    bool ok = false;
    hmi_stage_read(c->stage, c->start);
    HMI_TRY(hmi_stage_try(c->stage, c->start, &ok));
    if (!ok) {
        return hmi_fail(c->ctx, HM_ERR_DATA,
                        "%s%sconcession: the baseline %s has no equilibrium: "
                        "%s",
                        ask->place == NULL ? "" : ask->place,
                        ask->place == NULL ? "" : ": ",
                        ask->baseline == NULL ? "benchmark"
                                              : hm_scenario_name(ask->baseline),
                        c->stage->why);
    }
    hmi_stage_keep(c->stage);
    for (int32_t n = 0; n < N; n++) {
        c->others[n] = hmi_stage_income(c->stage, n);
    }
    for (int32_t k = 0; k < 2; k++) {
        int32_t n = k == 0 ? c->giver : c->taker;
        c->terms[k] = (hmi_term){HMI_TERM_INCOME, n, -1, 1.0};
        c->aims[k] = (hmi_aim){1, &c->terms[k], c->others[n], 1.0};
    }
    return HM_OK;
}

/* --- points ----------------------------------------------------------------------------- */

static void blank(hm_concession_point *p)
{
    *p = (hm_concession_point){.reward_musd = NAN,
                               .cost_musd = NAN,
                               .marginal_price = NAN,
                               .leakage = NAN,
                               .others_musd = NAN,
                               .mean_rate = NAN,
                               .kkt = NAN,
                               .residual = NAN};
}

/* Mean of the rates that may move, by base trade. */
static double mean_rate(const hm_concession *c, const double *u)
{
    const hm_economy_arrays *a = hm_economy_data(c->world.base);
    size_t N = (size_t)a->n_countries;
    size_t J = (size_t)a->n_sectors;
    double sum = 0.0;
    double weight = 0.0;
    for (int32_t v = 0; v < c->levers->count; v++) {
        const hmi_lever *lever = &c->levers->items[v];
        for (size_t k = 0; k < lever->count; k++) {
            size_t f = c->levers->flow[lever->first + k];
            double t = a->tariff == NULL ? 0.0 : a->tariff[f];
            double trade = a->share[f] *
                           a->expenditure[f / N % N * J + f / N / N] /
                           (1.0 + t);
            sum += trade * (hmi_exp(u[v]) - 1.0);
            weight += trade;
        }
    }
    return weight > 0.0 ? sum / weight : NAN;
}

/* What the point on the stage means for everyone. */
static void read_point(const hm_concession *c, const double *u,
                       hm_concession_point *p)
{
    int32_t N = hm_economy_data(c->world.base)->n_countries;
    double gains = 0.0;
    double taker = hmi_stage_income(c->stage, c->taker) - c->others[c->taker];
    p->others_musd = 0.0;
    for (int32_t n = 0; n < N; n++) {
        double gain = hmi_stage_income(c->stage, n) - c->others[n];
        if (n != c->giver && n != c->taker) {
            gains += fmax(gain, 0.0);
            p->others_musd += gain;
        }
    }
    p->leakage = taker > 0.0 ? gains / taker : NAN;
    p->reward_musd = taker;
    p->cost_musd = c->others[c->giver] - hmi_stage_income(c->stage, c->giver);
    p->mean_rate = mean_rate(c, u);
}

static hm_status prove(hm_concession *c, const hmi_search *s,
                       const hmi_ascent_end *end, hm_concession_point *p)
{
    hmi_check check;
    p->found = end->found;
    p->kkt = end->kkt;
    if (!end->found) {
        return HM_OK;
    }
    HMI_TRY(hmi_search_check(s, c->u, end, &check));
    p->confirmed = check.confirmed && check.kkt <= 10.0 * hmi_search_near;
    p->kkt = check.kkt;
    p->residual = check.residual;
    if (p->confirmed) {
        read_point(c, c->u, p);
    }
    return HM_OK;
}

static void spent(hm_concession *c, hm_concession_point *p)
{
    p->solves = c->stage->solves;
    p->adjoints = c->stage->adjoints;
    c->stage->solves = c->stage->sweeps = c->stage->adjoints = 0;
}

/* Along the line through the two points of the curve that are nearest in
 * reward, or from the only one, or from the departure. */
static void begin_at(hm_concession *c, double reward)
{
    const known *near = NULL;
    const known *next = NULL;
    for (int32_t k = 0; k < c->count; k++) {
        const known *item = &c->items[k];
        double gap = fabs(item->point.reward_musd - reward);
        if (near == NULL || gap < fabs(near->point.reward_musd - reward)) {
            next = near;
            near = item;
        } else if (next == NULL ||
                   gap < fabs(next->point.reward_musd - reward)) {
            next = item;
        }
    }
    double part = 0.0;
    if (next != NULL) {
        part = (reward - near->point.reward_musd) /
               (next->point.reward_musd - near->point.reward_musd);
    }
    for (int32_t v = 0; v < c->levers->count; v++) {
        double u = near == NULL ? c->start[v] : near->u[v];
        u += next == NULL ? 0.0 : part * (next->u[v] - u);
        c->u[v] = fmin(fmax(u, c->levers->low[v]), c->levers->high[v]);
    }
}

hm_status hm_concession_at(hm_concession *c, double reward,
                           hm_concession_point *point)
{
    const hmi_aim *const aims[2] = {&c->aims[0], &c->aims[1]};
    hmi_search s = search_of(c, aims);
    hmi_ascent_end end;
    blank(point);
    if (!c->most.confirmed ||
        !(reward <= c->most.reward_musd + 1e-9 * s.scale[1])) {
        return HM_OK;
    }
    s.floor[0] = reward;
    s.room = c->room;
    s.pairs = &c->pairs;
    s.multiplier = &c->price;
    begin_at(c, reward);
    HMI_TRY(hmi_search_run(&s, c->u, &end));
    HMI_TRY(prove(c, &s, &end, point));
    spent(c, point);
    if (point->confirmed) {
        point->marginal_price = c->price = end.multiplier[0];
        c->free_reward = point->reward_musd;
        point->reward_musd = reward;
    }
    return HM_OK;
}

hm_status hm_concession_budget(hm_concession *c, double budget,
                               hm_concession_point *point)
{
    const hmi_aim *const aims[2] = {&c->aims[1], &c->aims[0]};
    hmi_search s = search_of(c, aims);
    hmi_ascent_end end;
    blank(point);
    s.floor[0] = -budget;
    begin_at(c, hm_concession_reward(c, budget));
    HMI_TRY(hmi_search_run(&s, c->u, &end));
    HMI_TRY(prove(c, &s, &end, point));
    spent(c, point);
    if (point->confirmed && end.multiplier[0] > 0.0) {
        point->marginal_price = 1.0 / end.multiplier[0];
    }
    return HM_OK;
}

/* The slope of C* on its left where every lever stands at a bound: the least
 * price at which no lever wants back. */
static hm_status last_price(hm_concession *c, hm_concession_point *p)
{
    size_t n = (size_t)c->levers->count;
    double *room = HMI_ARRAY(c->ctx, double, 4 * n + 1);
    double price = 0.0;
    if (room == NULL) {
        return HM_ERR_MEMORY;
    }
    hm_status status = hmi_stage_slope(c->stage, &c->aims[0], room,
                                       room + 2 * n, room + 3 * n);
    if (status == HM_OK) {
        status = hmi_stage_slope(c->stage, &c->aims[1], room + n, room + 2 * n,
                                 room + 3 * n);
    }
    for (size_t v = 0; v < n && status == HM_OK; v++) {
        bool low = !(c->most_u[v] > c->levers->low[v]);
        bool high = !(c->most_u[v] < c->levers->high[v]);
        double back = low ? 1.0 : -1.0;
        double own = back * room[v];
        double lost = -back * room[n + v];
        if (!low && !high) {
            price = INFINITY;
        } else if (own > 0.0) {
            price = fmax(price, lost > 0.0 ? own / lost : INFINITY);
        }
    }
    p->marginal_price = isfinite(price) ? price : NAN;
    hmi_free(c->ctx, room);
    return status;
}

static hm_status find_most(hm_concession *c)
{
    const hmi_aim *const aims[2] = {&c->aims[1], &c->aims[0]};
    hmi_search s = search_of(c, aims);
    hmi_ascent_end end;
    s.rows = 0;
    s.tolerance = 1e-8;
    memcpy(c->u, c->start, (size_t)c->levers->count * sizeof(double));
    HMI_TRY(hmi_search_run(&s, c->u, &end));
    HMI_TRY(prove(c, &s, &end, &c->most));
    memcpy(c->most_u, c->u, (size_t)c->levers->count * sizeof(double));
    if (c->most.confirmed) {
        HMI_TRY(last_price(c, &c->most));
    }
    spent(c, &c->most);
    return HM_OK;
}

static hm_status build(hm_concession *c, const hm_concession_ask *ask,
                       hm_shock **departure, wanted *w)
{
    const hm_economy *base = c->world.base;
    HMI_TRY(find_country(c->ctx, ask, base, "giver", ask->giver, &c->giver));
    HMI_TRY(find_country(c->ctx, ask, base, "taker", ask->taker, &c->taker));
    if (ask->baseline != NULL) {
        HMI_TRY(hm_shock_create(c->ctx, base, ask->baseline, departure));
    }
    HMI_TRY(make_levers(c, ask, *departure, w));
    c->others = HMI_ARRAY(c->ctx, double, hm_economy_data(base)->n_countries);
    c->u = HMI_ARRAY(c->ctx, double, c->levers->count);
    c->start = HMI_ARRAY(c->ctx, double, c->levers->count);
    c->most_u = HMI_ARRAY(c->ctx, double, c->levers->count);
    c->room =
        HMI_ARRAY(c->ctx, double, hmi_ascent_room((size_t)c->levers->count, 1));
    if (c->others == NULL || c->u == NULL || c->start == NULL ||
        c->most_u == NULL || c->room == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_TRY(
        hmi_stage_create(c->ctx, &c->world, c->levers, *departure, &c->stage));
    blank(&c->most);
    HMI_TRY(depart(c, ask));
    return find_most(c);
}

hm_status hm_concession_create(hm_context *ctx, const hm_concession_view *view,
                               const hm_concession_ask *ask,
                               hm_concession **out)
{
    hm_shock *departure = NULL;
    wanted w = {{NULL, NULL}, NULL};
    hm_concession *c = HMI_NEW(ctx, hm_concession);
    *out = NULL;
    if (c == NULL) {
        return HM_ERR_MEMORY;
    }
    c->ctx = ctx;
    c->world = *view;
    hm_status status = build(c, ask, &departure, &w);
    hm_shock_free(departure);
    hmi_free(ctx, w.chosen[0]);
    hmi_free(ctx, w.chosen[1]);
    hmi_free(ctx, w.owner);
    if (status != HM_OK) {
        hm_concession_free(c);
        return status;
    }
    *out = c;
    return HM_OK;
}

static void clear_curve(hm_concession *c)
{
    for (int32_t k = 0; k < c->count; k++) {
        hmi_free(c->ctx, c->items[k].u);
    }
    hmi_free(c->ctx, c->items);
    c->items = NULL;
    c->count = 0;
}

void hm_concession_free(hm_concession *c)
{
    if (c == NULL) {
        return;
    }
    clear_curve(c);
    hmi_stage_free(c->stage);
    hmi_levers_free(c->levers);
    hmi_free(c->ctx, c->others);
    hmi_free(c->ctx, c->u);
    hmi_free(c->ctx, c->start);
    hmi_free(c->ctx, c->most_u);
    hmi_free(c->ctx, c->room);
    hmi_free(c->ctx, c);
}

/* --- the curve ------------------------------------------------------------------------- */

static hm_status add_known(hm_concession *c, const hm_concession_point *p,
                           const double *u)
{
    known *item = &c->items[c->count];
    HMI_TRY(hmi_copy_doubles(c->ctx, u, (size_t)c->levers->count, &item->u));
    item->point = *p;
    c->count++;
    return HM_OK;
}

/* `count` points above `from`, the last the largest reward in reach. */
static hm_status fill_curve(hm_concession *c, double from, int32_t count)
{
    bool ends = isfinite(c->most.marginal_price);
    double last = ends ? c->most.reward_musd : 0.995 * c->most.reward_musd;
    for (int32_t k = 1; k <= count; k++) {
        hm_concession_point p = c->most;
        const double *u = c->most_u;
        if (k < count || !ends) {
            HMI_TRY(hm_concession_at(c, from + (last - from) * k / count, &p));
            u = c->u;
        }
        if (p.confirmed) {
            HMI_TRY(add_known(c, &p, u));
        }
    }
    return HM_OK;
}

hm_status hm_concession_curve(hm_concession *c, int32_t count)
{
    clear_curve(c);
    if (!c->most.confirmed || !(c->most.reward_musd > 0.0)) {
        return HM_OK;
    }
    c->items = HMI_ARRAY(c->ctx, known, count + 1);
    if (c->items == NULL) {
        return HM_ERR_MEMORY;
    }
    hm_concession_point p;
    HMI_TRY(hm_concession_at(c, 0.0, &p));
    double free_part = p.confirmed ? fmax(0.0, c->free_reward) : 0.0;
    bool apart = count > 2 && free_part > 1e-6 * c->most.reward_musd;
    if (p.confirmed) {
        HMI_TRY(add_known(c, &p, c->u));
    }
    if (apart) { /* the same plan gives that much */
        p.reward_musd = free_part;
        HMI_TRY(add_known(c, &p, c->u));
    }
    return fill_curve(c, apart ? free_part : 0.0,
                      apart ? count - 2 : count - 1);
}

int32_t hm_concession_variables(const hm_concession *c)
{
    return c->levers->count;
}

const hm_concession_point *hm_concession_most(const hm_concession *c)
{
    return &c->most;
}

int32_t hm_concession_points(const hm_concession *c)
{
    return c->count;
}

const hm_concession_point *hm_concession_get(const hm_concession *c,
                                             int32_t index)
{
    return &c->items[index].point;
}

/* --- between points: cubics with the exact slopes ---------------------------------------- */

/* Value (or slope) of the cubic on the piece that holds `reward`. */
static double read_curve(const hm_concession *c, double reward, bool slope)
{
    for (int32_t k = 0; k + 1 < c->count; k++) {
        const hm_concession_point *a = &c->items[k].point;
        const hm_concession_point *b = &c->items[k + 1].point;
        if (!(reward >= a->reward_musd && reward <= b->reward_musd)) {
            continue;
        }
        double h = b->reward_musd - a->reward_musd;
        double x = (reward - a->reward_musd) / h;
        double rise = (b->cost_musd - a->cost_musd) / h;
        double p = a->marginal_price;
        double q = 3.0 * rise - 2.0 * p - b->marginal_price;
        double r = p + b->marginal_price - 2.0 * rise;
        return slope ? p + x * (2.0 * q + 3.0 * r * x)
                     : a->cost_musd + h * x * (p + x * (q + x * r));
    }
    return NAN;
}

double hm_concession_cost(const hm_concession *c, double reward)
{
    return read_curve(c, reward, false);
}

double hm_concession_price(const hm_concession *c, double reward)
{
    return read_curve(c, reward, true);
}

typedef struct inverse {
    const hm_concession *c;
    double budget;
} inverse;

static double over_budget(void *user, double reward)
{
    const inverse *i = user;
    return hm_concession_cost(i->c, reward) - i->budget;
}

double hm_concession_reward(const hm_concession *c, double budget)
{
    inverse user = {c, budget};
    if (c->count < 2) {
        return NAN;
    }
    const hm_concession_point *last = &c->items[c->count - 1].point;
    if (last->cost_musd <= budget) {
        return last->reward_musd;
    }
    for (int32_t k = c->count - 2; k >= 0; k--) {
        const hm_concession_point *p = &c->items[k].point;
        if (p->cost_musd <= budget) {
            return hmi_line_root(over_budget, &user, p->reward_musd,
                                 c->items[k + 1].point.reward_musd);
        }
    }
    return NAN;
}

/* --- the table ---------------------------------------------------------------------------- */

enum { FIGURES = 10 };

hm_status hm_concession_table(hm_context *ctx, hm_table **out)
{
    static const char *const names[FIGURES] = {
        "reward_musd", "cost_musd",         "marginal_price",
        "leakage",     "others_musd",       "mean_rate",
        "kkt",         "verified_residual", "solves",
        "adjoints"};
    hm_table *table = NULL;
    *out = NULL;
    HMI_TRY(hm_table_create(ctx, "concession", &table));
    hm_status status = hm_table_add_column(table, "baseline", HM_COLUMN_TEXT);
    for (int32_t k = 0; k < FIGURES && status == HM_OK; k++) {
        status = hm_table_add_column(table, names[k], HM_COLUMN_NUMBER);
    }
    if (status == HM_OK) {
        status = hm_table_add_column(table, "kind", HM_COLUMN_TEXT);
    }
    if (status != HM_OK) {
        hm_table_free(table);
        return status;
    }
    *out = table;
    return HM_OK;
}

hm_status hm_concession_row(const char *baseline, const char *kind,
                            const hm_concession_point *p, hm_table *table)
{
    HMI_TRY(hm_table_add_row(table));
    HMI_TRY(hm_table_set_text(table, 0, baseline));
    HMI_TRY(hm_table_set_text(table, FIGURES + 1, kind));
    if (!p->confirmed) {
        return HM_OK;
    }
    const double values[FIGURES] = {p->reward_musd,
                                    p->cost_musd,
                                    p->marginal_price,
                                    p->leakage,
                                    p->others_musd,
                                    p->mean_rate,
                                    p->kkt,
                                    p->residual,
                                    (double)p->solves,
                                    (double)p->adjoints};
    for (int32_t k = 0; k < FIGURES; k++) {
        hm_table_set_number(table, k + 1, values[k]);
    }
    return HM_OK;
}

hm_status hm_concession_rows(const hm_concession *c, const char *baseline,
                             hm_table *table)
{
    for (int32_t k = 0; k < c->count; k++) {
        HMI_TRY(
            hm_concession_row(baseline, "frontier", &c->items[k].point, table));
    }
    return HM_OK;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * points.c - one point of a frontier: searched from several starts, the best
 * verified and read (S1-S4).
 */
#include "sanctions/design.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Ends nearer than this in u are the same. */
static const double same_end = 1e-5;
/* Incomes at which d ln W is valued settle to this, relative (S4). */
static const double valued = 1e-12;
enum { VALUE_ROUNDS = 60, AGAIN = 2, LOSS_STEPS = 8, BLUNT = 10 };
/* Of a budget, left unspent or overspent. */
static const double spent = 1e-9;

/* --- aims: terms lie in plan->terms, cost first, then loss, then both ------------------- */

static void put_term(hmi_aim *aim, hmi_term *room, hmi_term term, double unit)
{
    room[aim->count++] = term;
    aim->unit += fabs(term.weight) * unit;
}

/* What the senders keep: sum of w_s EV_s, or at current incomes. */
static void aim_cost(hm_sanction_plan *plan, hmi_term *room)
{
    const hmi_parties *x = plan->parties;
    bool current = plan->current;
    plan->cost.departure = current ? 0.0 : plan->cost_start;
    plan->cost.count = 0;
    plan->cost.unit = 0.0;
    plan->cost.terms = room;
    for (int32_t s = 0; s < x->S; s++) {
        double income = plan->income[x->sender[s]];
        hmi_term term = {HMI_TERM_INCOME, x->sender[s], -1, x->weight[s]};
        if (current) {
            term.kind = HMI_TERM_LN_INCOME;
            term.weight *= income;
        }
        put_term(&plan->cost, room, term, current ? 1.0 / income : 1.0);
    }
}

static hmi_term_kind kind_of(hmi_objective objective)
{
    switch (objective) {
    case HMI_DOMESTIC_INCOME:
        return HMI_TERM_DOMESTIC;
    case HMI_EXPORT_EARNINGS:
        return HMI_TERM_EXPORTS;
    case HMI_GOVERNMENT_REVENUE:
        return HMI_TERM_REVENUE;
    case HMI_IMPORTS:
        return HMI_TERM_QUANTITY;
    case HMI_OUTPUT:
        return HMI_TERM_OUTPUT;
    default:
        return HMI_TERM_INCOME;
    }
}

/* What the target loses of the objective. */
static void aim_loss(hm_sanction_plan *plan, hmi_term *room)
{
    const hmi_problem *p = plan->problem;
    const hmi_parties *x = plan->parties;
    const hm_economy_arrays *a = hm_economy_data(plan->world.base);
    hmi_term term = {kind_of(p->objective), x->target, -1, -1.0};
    double unit = 1.0;
    plan->loss.departure = plan->current ? 0.0 : plan->loss_start;
    plan->loss.count = 0;
    plan->loss.unit = 0.0;
    plan->loss.terms = room;
    if (term.kind > HMI_TERM_DOMESTIC && p->goods.given &&
        term.kind != HMI_TERM_REVENUE) {
        for (int32_t j = 0; j < a->n_sectors; j++) {
            term.sector = j;
            if (x->goods[j]) {
                put_term(&plan->loss, room, term, 0.0);
            }
        }
        plan->loss.unit = 1.0;
        return;
    }
    if (p->objective == HMI_DOMESTIC_INCOME) {
        term.weight = a->deficit[x->target] - a->income[x->target];
        unit = -1.0 / term.weight;
    } else if (plan->current) {
        term.kind = HMI_TERM_LN_INCOME;
        term.weight = -plan->income[x->target];
        unit = -1.0 / term.weight;
    }
    put_term(&plan->loss, room, term, unit);
}

void hmi_plan_aims(hm_sanction_plan *plan, double willingness)
{
    size_t J = (size_t)hm_economy_data(plan->world.base)->n_sectors;
    hmi_term *room = plan->terms;
    aim_cost(plan, room);
    room += plan->parties->S;
    aim_loss(plan, room);
    room += J + 1;
    plan->joint = (hmi_aim){.terms = room};
    plan->joint.departure =
        plan->cost.departure + willingness * plan->loss.departure;
    plan->joint.unit = plan->cost.unit + fabs(willingness) * plan->loss.unit;
    for (int32_t k = 0; k < plan->cost.count; k++) {
        room[plan->joint.count++] = plan->cost.terms[k];
    }
    for (int32_t k = 0; k < plan->loss.count; k++) {
        room[plan->joint.count] = plan->loss.terms[k];
        room[plan->joint.count++].weight *= willingness;
    }
}

/* --- searches ---------------------------------------------------------------------------- */

/* Domestic income is aimed at in logs: the floor that a loss in MUSD asks. */
static double floor_of(const hm_sanction_plan *plan, double loss)
{
    if (plan->problem->objective != HMI_DOMESTIC_INCOME) {
        return loss;
    }
    double base = -plan->loss.terms[0].weight;
    return loss < base ? -base * hmi_ln(1.0 - loss / base) : INFINITY;
}

/* One sender's income alone, of which budgets of their own are made. */
static void member_rows(hm_sanction_plan *plan, const hmi_aim **aims,
                        hmi_search *search)
{
    const hmi_parties *x = plan->parties;
    const double *income = hm_economy_data(plan->world.base)->income;
    for (int32_t s = 0; s < x->S && search->rows < HMI_ASCENT_ROWS; s++) {
        if (isfinite(plan->member_budget[s])) {
            hmi_aim *aim = &plan->member_aims[s];
            plan->member_terms[s] =
                (hmi_term){HMI_TERM_INCOME, x->sender[s], -1, 1.0};
            *aim = (hmi_aim){1, &plan->member_terms[s],
                             plan->at_start[x->sender[s]], 1.0};
            search->rows++;
            search->floor[search->rows - 1] = -plan->member_budget[s];
            search->scale[search->rows] = income[x->sender[s]];
            aims[search->rows] = aim;
        }
    }
}

static void make_search(hm_sanction_plan *plan, hmi_form form, double asked,
                        const hmi_aim **aims, hmi_search *search)
{
    *search = (hmi_search){.stage = plan->stage, .aims = aims};
    plan->current = plan->problem->valuation == HMI_CURRENT_PRICES &&
                    form == HMI_FORM_WILLINGNESS;
    hmi_plan_aims(plan, form == HMI_FORM_WILLINGNESS ? asked : 0.0);
    aims[0] = form == HMI_FORM_WILLINGNESS ? &plan->joint
              : form == HMI_FORM_LOSS      ? &plan->cost
                                           : &plan->loss;
    search->scale[0] = form == HMI_FORM_WILLINGNESS || form == HMI_FORM_LOSS
                           ? plan->cost_scale
                           : plan->loss_scale;
    if (form == HMI_FORM_LOSS) {
        aims[1] = &plan->loss;
        search->scale[1] = plan->loss_scale;
        search->floor[0] = floor_of(plan, asked);
        search->rows = 1;
    } else if (form == HMI_FORM_BUDGET && isnan(asked)) {
        member_rows(plan, aims, search);
    } else if (form == HMI_FORM_BUDGET) {
        aims[1] = &plan->cost;
        search->scale[1] = plan->cost_scale;
        search->floor[0] = -asked;
        search->rows = 1;
    }
}

/* Incomes at the point on the stage; largest relative change. */
static double revalue(hm_sanction_plan *plan)
{
    const hm_solution_arrays *s = hm_solution_data(plan->stage->at);
    double moved = 0.0;
    for (int32_t n = 0; n < plan->stage->base->n_countries; n++) {
        moved = fmax(moved, fabs(s->income[n] / plan->income[n] - 1.0));
        plan->income[n] = s->income[n];
    }
    return moved;
}

/* One search; at current prices again and again until incomes settle. */
static hm_status run(hm_sanction_plan *plan, hmi_search *search,
                     double willingness, double *u, hmi_ascent_end *end)
{
    HMI_TRY(hmi_search_run(search, u, end));
    for (int32_t round = 0; plan->current && end->found && round < VALUE_ROUNDS;
         round++) {
        if (revalue(plan) < valued) {
            return HM_OK;
        }
        hmi_plan_aims(plan, willingness);
        HMI_TRY(hmi_search_run(search, u, end));
    }
    return HM_OK;
}

/* Where a cold search begins. */
static void begin_cold(const hm_sanction_plan *plan, double rate, double *u)
{
    const hmi_levers *x = plan->levers;
    for (int32_t v = 0; v < x->count; v++) {
        bool ban = x->items[v].kind == HMI_LEVER_COVERAGE;
        double to = ban ? rate : hmi_ln(1.0 + rate);
        u[v] = fmin(fmax(to, x->low[v]), x->high[v]);
    }
}

static double distance(const hm_sanction_plan *plan, const double *a,
                       const double *b)
{
    double gap = 0.0;
    for (int32_t v = 0; v < plan->levers->count; v++) {
        gap = fmax(gap, fabs(a[v] - b[v]));
    }
    return gap;
}

typedef struct trial {
    double *u; /* HMI_MOST_ATTEMPTS x levers */
    hmi_ascent_end end[HMI_MOST_ATTEMPTS];
} trial;

static void compare(const hm_sanction_plan *plan, hmi_design *d, trial *t)
{
    size_t count = (size_t)plan->levers->count;
    int32_t last = d->n_attempts - 1;
    hmi_attempt *now = &d->attempts[last];
    now->same_as = last;
    for (int32_t k = 0; k < last; k++) {
        if (d->attempts[k].found &&
            distance(plan, t->u + (size_t)k * count,
                     t->u + (size_t)last * count) < same_end) {
            now->same_as = k;
            break;
        }
    }
    double scale = plan->cost_scale;
    bool better =
        d->best < 0 || now->value > d->attempts[d->best].value + 1e-11 * scale;
    if (now->found && better) {
        d->best = last;
    }
    d->point.distinct += now->found && now->same_as == last ? 1 : 0;
}

static hm_status attempt(hm_sanction_plan *plan, hmi_search *search,
                         const char *name, const double *from, hmi_design *d,
                         trial *t)
{
    size_t count = (size_t)plan->levers->count;
    int32_t k = d->n_attempts++;
    double *u = t->u + (size_t)k * count;
    hmi_attempt *now = &d->attempts[k];
    memcpy(u, from, count * sizeof(double));
    (void)snprintf(now->name, sizeof now->name, "%s", name);
    HMI_TRY(run(plan, search, d->point.asked, u, &t->end[k]));
    now->found = t->end[k].found;
    now->value = t->end[k].value[0];
    now->kkt = t->end[k].kkt;
    now->steps = t->end[k].steps;
    compare(plan, d, t);
    return HM_OK;
}

/* --- cold starts of embargoes: whole flows in the order of what they do ------------------- */

/* Gradients of cost and loss at u, side by side. */
static hm_status efficiencies(hm_sanction_plan *plan, const double *u,
                              double *cost, double *loss)
{
    size_t n = (size_t)plan->levers->count;
    bool ok = false;
    double *room = HMI_ARRAY(plan->ctx, double, 2 * n + 1);
    if (room == NULL) {
        return HM_ERR_MEMORY;
    }
    hm_status status = hmi_stage_try(plan->stage, u, &ok);
    if (status == HM_OK && ok) {
        status =
            hmi_stage_slope(plan->stage, &plan->cost, cost, room, room + n);
    }
    if (status == HM_OK && ok) {
        status =
            hmi_stage_slope(plan->stage, &plan->loss, loss, room, room + n);
    }
    hmi_free(plan->ctx, room);
    return status;
}

/* The lever not yet taken with the largest loss for its cost. */
static int32_t pick(const hm_sanction_plan *plan, const double *cost,
                    const double *loss, const bool *taken)
{
    int32_t best = -1;
    double most = 0.0;
    for (int32_t v = 0; v < plan->levers->count; v++) {
        double worth = loss[v] / (fabs(cost[v]) + 1e-12 * fabs(loss[v]));
        worth = cost[v] >= 0.0 ? INFINITY : worth; /* costs nothing */
        if (!taken[v] && (best < 0 || worth > most)) {
            best = v;
            most = worth;
        }
    }
    return best;
}

/* S6 as a start: from nothing, ban what does most for its cost until the loss
 * is reached to first order. */
static hm_status begin_sorted(hm_sanction_plan *plan, double asked, double *u)
{
    int32_t n = plan->levers->count;
    double *cost = HMI_ARRAY(plan->ctx, double, 2 * n + 1);
    bool *taken = HMI_ARRAY(plan->ctx, bool, n + 1);
    hm_status status = cost == NULL || taken == NULL ? HM_ERR_MEMORY : HM_OK;
    double *loss = cost + n;
    memcpy(u, plan->levers->low, (size_t)n * sizeof(double));
    hmi_stage_forget(plan->stage);
    if (status == HM_OK) {
        status = efficiencies(plan, u, cost, loss);
    }
    double left = asked;
    for (int32_t v = 0; v < n && isnan(asked); v++) { /* half of it all */
        left = isnan(left) ? 0.5 * fmax(0.0, loss[v])
                           : left + 0.5 * fmax(0.0, loss[v]);
    }
    for (int32_t k = 0; status == HM_OK && k < n && left > 0.0; k++) {
        int32_t v = pick(plan, cost, loss, taken);
        taken[v] = true;
        u[v] = plan->levers->high[v];
        left -= fmax(0.0, loss[v]);
    }
    hmi_free(plan->ctx, cost);
    hmi_free(plan->ctx, taken);
    return status;
}

/* From the most efficient bans, and from the most in reach, which holds. */
static hm_status sorted_attempts(hm_sanction_plan *plan, hmi_search *search,
                                 hmi_design *d, trial *t)
{
    HMI_TRY(begin_sorted(plan, d->point.asked, d->u));
    HMI_TRY(attempt(plan, search, "efficiency", d->u, d, t));
    hmi_stage_forget(plan->stage);
    return plan->designs[0].form == HMI_FORM_MOST && plan->n_designs > 0
               ? attempt(plan, search, "most", plan->designs[0].u, d, t)
               : HM_OK;
}

static hm_status attempts(hm_sanction_plan *plan, hmi_search *search,
                          const double *from, hmi_design *d, trial *t)
{
    const hmi_problem *p = plan->problem;
    static const double standard[] = {0.1};
    int32_t count = p->starts.items == NULL ? 1 : p->starts.count;
    const double *starts = p->starts.items == NULL ? standard : p->starts.items;
    HMI_TRY(attempt(plan, search, "neighbour", from, d, t));
    bool corners = p->starts.items == NULL && p->with == HMI_WITH_EMBARGO &&
                   plan->levers->count > 0;
    if (corners && d->form == HMI_FORM_LOSS) {
        return sorted_attempts(plan, search, d, t);
    }
    if (corners && d->form != HMI_FORM_MOST) {
        hmi_stage_forget(plan->stage);
        HMI_TRY(attempt(plan, search, "everything", plan->levers->high, d, t));
        HMI_TRY(begin_sorted(plan, NAN, d->u));
        HMI_TRY(attempt(plan, search, "efficiency", d->u, d, t));
    }
    for (int32_t k = 0; k < count && plan->levers->count > 0; k++) {
        char name[24];
        (void)snprintf(name, sizeof name, "%g", starts[k]);
        begin_cold(plan, starts[k], d->u);
        hmi_stage_forget(plan->stage);
        HMI_TRY(attempt(plan, search, name, d->u, d, t));
    }
    return HM_OK;
}

/* From the best of points spread over all levers. */
static hm_status wide_attempts(hm_sanction_plan *plan, hmi_search *search,
                               hmi_design *d, trial *t)
{
    hmi_starts wide = {.count = 0};
    size_t count = (size_t)plan->levers->count;
    bool asked = plan->problem->with == HMI_WITH_EMBARGO &&
                 plan->problem->starts.items == NULL &&
                 d->form != HMI_FORM_MOST && !plan->current;
    if (!asked) {
        return HM_OK;
    }
    wide.u = HMI_ARRAY(plan->ctx, double, HMI_WIDE_STARTS *count + 1);
    if (wide.u == NULL) {
        return HM_ERR_MEMORY;
    }
    const double *end =
        d->best < 0 ? plan->levers->high : t->u + (size_t)d->best * count;
    hm_status status =
        hmi_plan_starts(plan, search, d->form == HMI_FORM_LOSS, end, &wide);
    for (int32_t k = 0; k < wide.count && status == HM_OK; k++) {
        hmi_stage_forget(plan->stage);
        status =
            attempt(plan, search, "wide", wide.u + (size_t)k * count, d, t);
    }
    hmi_free(plan->ctx, wide.u);
    return status;
}

/* --- flips: whole flows in or out ---------------------------------------------------------- */

/* Value and floors at u, weighed by the multipliers of the best end. */
static hm_status weighed(hm_sanction_plan *plan, const hmi_search *search,
                         const hmi_ascent_end *end, const double *u,
                         double *out)
{
    bool ok = false;
    HMI_TRY(hmi_stage_try(plan->stage, u, &ok));
    *out = -INFINITY;
    if (!ok) {
        return HM_OK;
    }
    HMI_TRY(hmi_stage_value(plan->stage, search->aims[0], out));
    for (int32_t k = 0; k < search->rows; k++) {
        double value = 0.0;
        HMI_TRY(hmi_stage_value(plan->stage, search->aims[k + 1], &value));
        *out += end->multiplier[k] * (value - search->floor[k]);
    }
    return HM_OK;
}

/* The lever whose flip does most, -1: none does anything. u is scratch. */
static hm_status best_flip(hm_sanction_plan *plan, const hmi_search *search,
                           const hmi_ascent_end *end, double *u, int32_t *best)
{
    const hmi_levers *x = plan->levers;
    double most = 0.0;
    *best = -1;
    HMI_TRY(weighed(plan, search, end, u, &most));
    most += 1e-9 * search->scale[0];
    for (int32_t v = 0; v < x->count; v++) {
        double kept = u[v];
        double value = 0.0;
        u[v] = kept > 0.5 ? x->low[v] : x->high[v];
        HMI_TRY(weighed(plan, search, end, u, &value));
        u[v] = kept;
        if (value > most) {
            most = value;
            *best = v;
        }
    }
    return HM_OK;
}

/* Embargoes bend the wrong way: as long as banning or freeing a whole flow
 * helps at the multipliers found, search again from there. */
static hm_status flips(hm_sanction_plan *plan, hmi_search *search,
                       hmi_design *d, trial *t)
{
    size_t count = (size_t)plan->levers->count;
    const hmi_levers *x = plan->levers;
    bool asked = plan->problem->with == HMI_WITH_EMBARGO &&
                 plan->problem->starts.items == NULL && d->best >= 0 &&
                 d->form != HMI_FORM_MOST;
    while (asked && d->n_attempts < HMI_MOST_ATTEMPTS) {
        int32_t was = d->best;
        int32_t v = -1;
        memcpy(d->u, t->u + (size_t)was * count, count * sizeof(double));
        HMI_TRY(best_flip(plan, search, &t->end[was], d->u, &v));
        if (v < 0) {
            return HM_OK;
        }
        d->u[v] = d->u[v] > 0.5 ? x->low[v] : x->high[v];
        HMI_TRY(attempt(plan, search, "flip", d->u, d, t));
        asked = d->best != was;
    }
    return HM_OK;
}

/* --- the point that was found ------------------------------------------------------------- */

/* The best end, solved from the base, verified and read. */
static hm_status settle_best(hm_sanction_plan *plan, const hmi_search *search,
                             hmi_design *d, const trial *t)
{
    size_t count = (size_t)plan->levers->count;
    memcpy(d->u, t->u + (size_t)d->best * count, count * sizeof(double));
    if (search->aims[0] == &plan->joint) {
        hmi_plan_aims(plan, d->point.asked);
    }
    return hmi_design_settle(plan, search, &t->end[d->best], d);
}

/* Verified, but its conditions hold less well than they should when it is
 * solved from the base. */
static bool is_rough(const hmi_design *d)
{
    return d->best >= 0 && d->point.kkt > hmi_search_near &&
           d->n_attempts < HMI_MOST_ATTEMPTS;
}

/* Search on from there, with nothing remembered. */
static hm_status again(hm_sanction_plan *plan, hmi_search *search,
                       hmi_design *d, trial *t)
{
    int32_t k = d->n_attempts;
    hmi_stage_forget(plan->stage);
    HMI_TRY(attempt(plan, search, "again", d->u, d, t));
    d->best = d->attempts[k].found ? k : d->best;
    return settle_best(plan, search, d, t);
}

/* Is it one budget, and could its conditions hold better? The noise of a rich
 * sender's cost is large beside a poor target's loss. */
static bool is_blunt(const hmi_design *d)
{
    return d->form == HMI_FORM_BUDGET && isfinite(d->point.asked) &&
           d->best >= 0 && d->point.kkt > BLUNT * hmi_search_kkt &&
           d->n_attempts < HMI_MOST_ATTEMPTS;
}

/*
 * The most loss for a budget is the loss whose least cost is the budget: from
 * the loss found, by Newton's steps along the price of the last dollar.
 */
static hm_status by_losses(hm_sanction_plan *plan, double budget, double *u,
                           double *loss, hmi_ascent_end *end)
{
    const hmi_aim *aims[1 + HMI_ASCENT_ROWS];
    hmi_search search;
    double gap = INFINITY;
    make_search(plan, HMI_FORM_LOSS, *loss, aims, &search);
    for (int32_t k = 0; k < LOSS_STEPS && fabs(gap) > spent * budget; k++) {
        search.floor[0] = floor_of(plan, *loss);
        HMI_TRY(hmi_search_run(&search, u, end));
        gap = budget + end->value[0];
        double price = end->multiplier[0];
        if (!end->found || !(price > 0.0)) {
            break;
        }
        *loss += fabs(gap) > spent * budget ? gap / price : 0.0;
    }
    end->found = end->found && fabs(gap) <= spent * budget;
    return HM_OK;
}

static hm_status sharpen(hm_sanction_plan *plan, hmi_search *search,
                         const hmi_aim **aims, hmi_design *d, trial *t)
{
    size_t count = (size_t)plan->levers->count;
    int32_t k = d->n_attempts++;
    double *u = t->u + (size_t)k * count;
    double loss = d->point.loss;
    hmi_ascent_end *end = &t->end[k];
    hmi_attempt *now = &d->attempts[k];
    memcpy(u, d->u, count * sizeof(double));
    HMI_TRY(by_losses(plan, d->point.asked, u, &loss, end));
    make_search(plan, d->form, d->point.asked, aims, search);
    end->multiplier[0] = 1.0 / end->multiplier[0];
    end->value[0] = end->value[1];
    *now = (hmi_attempt){.found = end->found,
                         .value = end->value[0],
                         .kkt = end->kkt,
                         .steps = end->steps,
                         .same_as = k};
    (void)snprintf(now->name, sizeof now->name, "by losses");
    bool worse =
        now->value < d->attempts[d->best].value - 1e-9 * plan->loss_scale;
    if (!now->found || worse) {
        return HM_OK;
    }
    d->best = k;
    return settle_best(plan, search, d, t);
}

hm_status hmi_plan_point(hm_sanction_plan *plan, hmi_form form, double asked,
                         const double *from, hmi_design *d)
{
    const hmi_aim *aims[1 + HMI_ASCENT_ROWS];
    hmi_search search;
    trial t = {.u = NULL};
    size_t count = (size_t)plan->levers->count;
    HMI_TRY(hmi_design_init(plan, form, asked, d));
    make_search(plan, form, asked, aims, &search);
    t.u = HMI_ARRAY(plan->ctx, double, HMI_MOST_ATTEMPTS *count + 1);
    if (t.u == NULL) {
        return HM_ERR_MEMORY;
    }
    hm_status status = attempts(plan, &search, from, d, &t);
    if (status == HM_OK) {
        status = wide_attempts(plan, &search, d, &t);
    }
    if (status == HM_OK) {
        status = flips(plan, &search, d, &t);
    }
    const double *u = d->best < 0 ? from : t.u + (size_t)d->best * count;
    memcpy(d->u, u, count * sizeof(double));
    if (status == HM_OK && d->best >= 0) {
        status = settle_best(plan, &search, d, &t);
    }
    for (int32_t k = 0; status == HM_OK && k < AGAIN && is_rough(d); k++) {
        make_search(plan, form, asked, aims, &search);
        status = again(plan, &search, d, &t);
    }
    if (status == HM_OK && is_blunt(d)) {
        make_search(plan, form, asked, aims, &search);
        status = sharpen(plan, &search, aims, d, &t);
    }
    d->point.starts = d->n_attempts;
    d->point.solves = plan->stage->solves;
    d->point.adjoints = plan->stage->adjoints;
    plan->certificate.solves += plan->stage->solves;
    plan->certificate.sweeps += plan->stage->sweeps;
    plan->certificate.adjoints += plan->stage->adjoints;
    plan->stage->solves = plan->stage->sweeps = plan->stage->adjoints = 0;
    hmi_free(plan->ctx, t.u);
    return status;
}

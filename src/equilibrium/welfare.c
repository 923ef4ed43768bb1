// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * welfare.c - real income, its first-order formula and the exact path split.
 *
 * T19: W^ = (I'/I)/P^. T19a with base weights and x^ - 1 is what Caliendo and
 * Parro (2015) print; it is labelled first order and never called welfare.
 * The exact split integrates T19a along the path of the shock.
 */
#include "equilibrium/internal.h"

#include <math.h>
#include <string.h>

/* Arrays of hm_welfare_arrays in their order, all of size N. */
enum { WELFARE_ARRAYS = 23 };

struct hm_welfare {
    hm_context *ctx;
    int32_t N;
    hm_welfare_arrays arrays;
    double *block; /* WELFARE_ARRAYS x N */
    double *share; /* J N N scratch */
};

typedef struct views {
    double *real_income_hat, *real_income_musd, *real_domestic_income_hat;
    double *real_wage_hat, *wage_hat, *price_index_hat;
    double *revenue_base, *revenue_cf;
    double *first_order, *first_tot, *first_vot;
    double *terms_of_trade, *volume_of_trade;
    double *exports_base, *exports_cf, *imports_base, *imports_cf;
    double *deficit_base, *deficit_cf;
    double *importer_base, *importer_cf, *exporter_base, *exporter_cf;
} views;

static views views_of(const hm_welfare *w)
{
    size_t N = (size_t)w->N;
    double *b = w->block;
    views v = {b,          b + N,      b + 2 * N,  b + 3 * N,  b + 4 * N,
               b + 5 * N,  b + 6 * N,  b + 7 * N,  b + 8 * N,  b + 9 * N,
               b + 10 * N, b + 11 * N, b + 12 * N, b + 13 * N, b + 14 * N,
               b + 15 * N, b + 16 * N, b + 17 * N, b + 18 * N, b + 19 * N,
               b + 20 * N, b + 21 * N, b + 22 * N};
    return v;
}

hm_status hm_welfare_create(hm_context *ctx, const hm_economy *economy,
                            hm_welfare **out)
{
    size_t N = (size_t)economy->arrays.n_countries;
    size_t flows = N * N * (size_t)economy->arrays.n_sectors;
    *out = NULL;
    hm_welfare *w = HMI_NEW(ctx, hm_welfare);
    if (w == NULL) {
        return HM_ERR_MEMORY;
    }
    w->ctx = ctx;
    w->N = economy->arrays.n_countries;
    w->block = HMI_ARRAY(ctx, double, WELFARE_ARRAYS *N);
    w->share = HMI_ARRAY(ctx, double, flows);
    if (w->block == NULL || w->share == NULL) {
        hm_welfare_free(w);
        return HM_ERR_MEMORY;
    }
    for (size_t i = 0; i < WELFARE_ARRAYS * N; i++) {
        w->block[i] = NAN;
    }
    views v = views_of(w);
    const hm_welfare_arrays arrays = {
        v.real_income_hat, v.real_income_musd, v.real_domestic_income_hat,
        v.real_wage_hat,   v.wage_hat,         v.price_index_hat,
        v.revenue_base,    v.revenue_cf,       v.first_order,
        v.first_tot,       v.first_vot,        v.terms_of_trade,
        v.volume_of_trade, v.exports_base,     v.exports_cf,
        v.imports_base,    v.imports_cf,       v.deficit_base,
        v.deficit_cf,      v.importer_base,    v.importer_cf,
        v.exporter_base,   v.exporter_cf};
    w->arrays = arrays;
    *out = w;
    return HM_OK;
}

void hm_welfare_free(hm_welfare *w)
{
    if (w != NULL) {
        hmi_free(w->ctx, w->block);
        hmi_free(w->ctx, w->share);
        hmi_free(w->ctx, w);
    }
}

void hm_welfare_rest(hm_welfare *welfare)
{
    hmi_free(welfare->ctx, welfare->share);
    welfare->share = NULL;
}

/* The work array, when it was given back. */
static hm_status wake(hm_welfare *welfare, const hm_economy *economy)
{
    size_t N = (size_t)welfare->N;
    if (welfare->share == NULL) {
        welfare->share = HMI_ARRAY(welfare->ctx, double,
                                   N *N *(size_t)economy->arrays.n_sectors);
    }
    return welfare->share == NULL ? HM_ERR_MEMORY : HM_OK;
}

const hm_welfare_arrays *hm_welfare_data(const hm_welfare *welfare)
{
    return &welfare->arrays;
}

/* Wedges of one flow in one of the two worlds, and what it carries. */
typedef struct side {
    double tariff, export_tax, rent, importer_share;
    double landed; /* tariff base (T2) */
    double border; /* customs value (T22): what passes between countries */
} side;

/* What the exporter's side adds to cost: 1 + e and its part of the rent. */
static double exporter_factor(const side *x)
{
    return (1.0 + x->export_tax) * (1.0 + (1.0 - x->importer_share) * x->rent);
}

static void value_side(side *x, double spending)
{
    x->landed = spending / (1.0 + x->tariff);
    x->border = x->landed * (1.0 + (1.0 - x->importer_share) * x->rent) /
                (1.0 + x->rent);
}

/* Rent in force; a banned flow carries none. */
static double rent_in_force(const hm_economy_arrays *a,
                            const hm_shock_arrays *shock,
                            const hm_solution_arrays *s, size_t flow)
{
    if (s->rent_wedge == NULL) {
        return hmi_level(shock->rent_wedge, a->rent_wedge, flow, 0.0);
    }
    return isinf(s->rent_wedge[flow]) ? 0.0 : s->rent_wedge[flow];
}

/* One flow n <- i before and after, and the hat of its border price. */
typedef struct border {
    side base, cf;
    double price_hat;
} border;

static border border_of(const hm_economy_arrays *a,
                        const hm_shock_arrays *shock,
                        const hm_solution_arrays *s, const double *share,
                        int32_t j, int32_t n, int32_t i)
{
    int32_t J = a->n_sectors;
    size_t flow = HMI_AT3(a->n_countries, j, n, i);
    border b;
    b.base.tariff = hmi_level(NULL, a->tariff, flow, 0.0);
    b.base.export_tax = hmi_level(NULL, a->export_tax, flow, 0.0);
    b.base.rent = hmi_level(NULL, a->rent_wedge, flow, 0.0);
    b.base.importer_share = hmi_level(NULL, a->rent_importer_share, flow, 1.0);
    b.cf.tariff = hmi_level(shock->tariff, a->tariff, flow, 0.0);
    b.cf.export_tax = hmi_level(shock->export_tax, a->export_tax, flow, 0.0);
    b.cf.rent = rent_in_force(a, shock, s, flow);
    b.cf.importer_share = hmi_level(shock->rent_importer_share,
                                    a->rent_importer_share, flow, 1.0);
    value_side(&b.base, a->share[flow] * a->expenditure[HMI_AT2(J, n, j)]);
    value_side(&b.cf, share[flow] * s->expenditure[HMI_AT2(J, n, j)]);
    b.price_hat = s->cost_hat[HMI_AT2(J, i, j)] * exporter_factor(&b.cf) /
                  exporter_factor(&b.base);
    return b;
}

/* The rent of a flow, to whom it goes (T5). */
static void add_rents(const side *x, double *importer, double *exporter)
{
    double rent = x->landed * x->rent / (1.0 + x->rent);
    *importer += x->importer_share * rent;
    *exporter += (1.0 - x->importer_share) * rent;
}

static void add_flow(const border *b, int32_t n, int32_t i, const views *v)
{
    double before = b->base.border;
    v->imports_base[n] += before;
    v->imports_cf[n] += b->cf.border;
    v->exports_base[i] += before;
    v->exports_cf[i] += b->cf.border;
    v->revenue_base[n] += b->base.tariff * b->base.landed;
    v->revenue_cf[n] += b->cf.tariff * b->cf.landed;
    add_rents(&b->base, &v->importer_base[n], &v->exporter_base[i]);
    add_rents(&b->cf, &v->importer_cf[n], &v->exporter_cf[i]);
    double price = before > 0.0 ? b->price_hat - 1.0 : 0.0;
    v->first_tot[i] += before * price;
    v->first_tot[n] -= before * price;
    if (before > 0.0) {
        v->first_vot[n] +=
            b->base.tariff * before * (b->cf.border / before - 1.0 - price);
    }
}

/* Are tariffs the only wedges, before and after? */
static bool tariffs_alone(const hm_economy_arrays *a,
                          const hm_shock_arrays *shock)
{
    return a->export_tax == NULL && shock->export_tax == NULL &&
           a->rent_wedge == NULL && shock->rent_wedge == NULL;
}

/* The sums of one importer's good then: the tariff base is the border value. */
static void plain_sums(const hm_economy_arrays *a, const hm_shock_arrays *shock,
                       const hm_solution_arrays *s, const double *share,
                       int32_t j, int32_t n, const views *v)
{
    size_t J = (size_t)a->n_sectors;
    size_t row = HMI_AT3(a->n_countries, j, n, 0);
    double spent = a->expenditure[(size_t)n * J + (size_t)j];
    double spent_cf = s->expenditure[(size_t)n * J + (size_t)j];
    for (int32_t i = 0; i < a->n_countries; i++) {
        size_t flow = row + (size_t)i;
        double before = a->share[flow] * spent;
        double after = share[flow] * spent_cf;
        if (i == n || (before == 0.0 && after == 0.0)) {
            continue;
        }
        double tariff = hmi_level(NULL, a->tariff, flow, 0.0);
        double tariff_cf = hmi_level(shock->tariff, a->tariff, flow, 0.0);
        before /= 1.0 + tariff;
        after /= 1.0 + tariff_cf;
        double price = s->cost_hat[(size_t)i * J + (size_t)j] - 1.0;
        double terms = before > 0.0 ? before * price : 0.0;
        v->imports_base[n] += before;
        v->imports_cf[n] += after;
        v->exports_base[i] += before;
        v->exports_cf[i] += after;
        v->revenue_base[n] += tariff * before;
        v->revenue_cf[n] += tariff_cf * after;
        v->first_tot[i] += terms;
        v->first_tot[n] -= terms;
        v->first_vot[n] +=
            before > 0.0 ? tariff * (after - before - terms) : 0.0;
    }
}

static void trade_sums(const hm_economy_arrays *a, const hm_shock_arrays *shock,
                       const hm_solution_arrays *s, const double *share,
                       const views *v)
{
    int32_t N = a->n_countries;
    if (tariffs_alone(a, shock) && s->rent_wedge == NULL) {
        for (int32_t j = 0; j < a->n_sectors; j++) {
            for (int32_t n = 0; n < N; n++) {
                plain_sums(a, shock, s, share, j, n, v);
            }
        }
        return;
    }
    for (int32_t j = 0; j < a->n_sectors; j++) {
        for (int32_t n = 0; n < N; n++) {
            for (int32_t i = 0; i < N; i++) {
                if (i != n) {
                    border b = border_of(a, shock, s, share, j, n, i);
                    add_flow(&b, n, i, v);
                }
            }
        }
    }
}

/* Mean factor price, weighted by base income, into v->wage_hat. */
static void mean_wages(const hm_economy_arrays *a, const hm_solution_arrays *s,
                       const views *v)
{
    int32_t f = 0;
    for (int32_t n = 0; n < a->n_countries; n++) {
        double paid = 0.0;
        double base = 0.0;
        for (; f < a->n_factors && a->factor_country[f] == n; f++) {
            paid += a->factor_income[f] * s->factor_price_hat[f];
            base += a->factor_income[f];
        }
        v->wage_hat[n] = paid / base;
    }
}

static void real_incomes(const hm_economy_arrays *a,
                         const hm_solution_arrays *s, const views *v)
{
    mean_wages(a, s, v);
    for (int32_t n = 0; n < a->n_countries; n++) {
        double price = s->price_index_hat[n];
        double hat = s->income[n] / a->income[n] / price;
        v->real_income_hat[n] = hat;
        v->real_income_musd[n] = a->income[n] * (hat - 1.0);
        v->real_domestic_income_hat[n] = (s->income[n] - s->deficit[n]) /
                                         (a->income[n] - a->deficit[n]) / price;
        v->real_wage_hat[n] = v->wage_hat[n] / price;
        v->price_index_hat[n] = price;
        v->deficit_base[n] = a->deficit[n];
        v->deficit_cf[n] = s->deficit[n];
        v->first_tot[n] /= a->income[n];
        v->first_vot[n] /= a->income[n];
        v->first_order[n] = v->first_tot[n] + v->first_vot[n];
    }
}

static const hm_shock_arrays no_shock = {0};

hm_status hm_welfare_evaluate(hm_context *ctx, const hm_economy *economy,
                              const hm_shock *shock,
                              const hm_solution *solution, hm_welfare *welfare)
{
    views v = views_of(welfare);
    size_t N = (size_t)welfare->N;
    if (solution->certificate.outcome != HM_CONVERGED) {
        return hmi_fail(ctx, HM_ERR_STATE,
                        "welfare of a run that did not converge (%s)",
                        hm_outcome_text(solution->certificate.outcome));
    }
    HMI_TRY(wake(welfare, economy));
    for (size_t i = 0; i < WELFARE_ARRAYS * N; i++) {
        welfare->block[i] = 0.0;
    }
    for (size_t n = 0; n < N; n++) {
        v.terms_of_trade[n] = NAN;
        v.volume_of_trade[n] = NAN;
    }
    hm_solution_shares(economy, shock, solution, welfare->share);
    trade_sums(&economy->arrays,
               shock == NULL ? &no_shock : hm_shock_data(shock),
               &solution->arrays, welfare->share, &v);
    real_incomes(&economy->arrays, &solution->arrays, &v);
    return HM_OK;
}

/* --- exact path split ------------------------------------------------------------ */

/*
 * Two trapezoid sums run over the same points, one on every point and one on
 * every second: Richardson's combination (4 fine - coarse)/3 is of fourth
 * order. A mesh keeps what it saw at its last point.
 */
typedef struct mesh {
    double *flow;           /* J N N border values */
    double *ln_cost;        /* [j][n] */
    double *income;         /* N */
    double *per;            /* N: 1 / (mean income of this step) */
    double *terms, *volume; /* N sums so far */
    double last;            /* the point */
} mesh;

typedef struct path {
    hm_solver *solver;
    const hm_shock_arrays *shock;
    mesh fine, coarse;
    double *earlier; /* the state two points back */
    bool plain;      /* no export taxes, no rents, at either end */
} path;

static double level_at(const double *shocked, const double *base, size_t index,
                       double s)
{
    double from = base == NULL ? 0.0 : base[index];
    double to = shocked == NULL ? from : shocked[index];
    return from + s * (to - from);
}

/* Wedges of a flow at a point of the path. */
static side side_at(const path *p, size_t flow, double s)
{
    const hm_economy_arrays *a = p->solver->base;
    double from = hmi_level(NULL, a->rent_importer_share, flow, 1.0);
    double to = hmi_level(p->shock->rent_importer_share, a->rent_importer_share,
                          flow, 1.0);
    side x = {level_at(p->shock->tariff, a->tariff, flow, s),
              level_at(p->shock->export_tax, a->export_tax, flow, s),
              level_at(p->shock->rent_wedge, a->rent_wedge, flow, s),
              from + s * (to - from),
              0.0,
              0.0};
    return x;
}

/* Border value n <- i at the solver's present point. */
static double border_now(const path *p, int32_t j, int32_t n, int32_t i,
                         double payment, double power, double s)
{
    const hm_solver *solver = p->solver;
    size_t cell = (size_t)j * (size_t)solver->N + (size_t)n;
    double weight = solver->system.weight[cell * solver->stride + (size_t)i];
    side x = side_at(p, HMI_AT3(solver->N, j, n, i), s);
    value_side(&x, weight * power * payment);
    return x.border;
}

/*
 * Book one flow's part of the step since the mesh's last point. Both ends may
 * put a wedge between the border price and their own: the importer its tariff
 * and its part of the rent, the exporter its tax and the other part. Each gains
 * its wedge on every unit more (T19a, with wedges on both sides).
 */
static void book(const path *p, mesh *m, int32_t j, int32_t n, int32_t i,
                 double now, double s)
{
    const hm_solver *solver = p->solver;
    size_t flow = HMI_AT3(solver->N, j, n, i);
    size_t cell = (size_t)j * (size_t)solver->N + (size_t)i;
    double mean = 0.5 * (now + m->flow[flow]);
    side here = side_at(p, flow, s);
    side last = side_at(p, flow, m->last);
    side half = side_at(p, flow, 0.5 * (s + m->last));
    double price = solver->ln_cost[cell] - m->ln_cost[cell] +
                   hmi_ln(exporter_factor(&here)) -
                   hmi_ln(exporter_factor(&last));
    double buyer = 0.5 * (m->income[n] + solver->income[n]);
    double seller = 0.5 * (m->income[i] + solver->income[i]);
    double more = now - m->flow[flow] - mean * price;
    double duty = (1.0 + half.tariff) * (1.0 + half.rent) /
                      (1.0 + (1.0 - half.importer_share) * half.rent) -
                  1.0;
    m->terms[i] += mean * price / seller;
    m->terms[n] -= mean * price / buyer;
    m->volume[n] += duty * more / buyer;
    m->volume[i] += (1.0 - 1.0 / exporter_factor(&half)) * more / seller;
}

/* The same for a row where tariffs are the only wedges. */
static void book_plain(const path *p, mesh *m, int32_t j, int32_t n,
                       const double *now, double s)
{
    const hm_solver *solver = p->solver;
    const hm_economy_arrays *a = solver->base;
    size_t N = (size_t)solver->N;
    const double *ln_cost = solver->ln_cost + (size_t)j * N;
    const double *before = m->ln_cost + (size_t)j * N;
    double *flow = m->flow + HMI_AT3(N, j, n, 0);
    double terms = 0.0;
    double volume = 0.0;
    double half = 0.5 * (s + m->last);
    for (size_t i = 0; i < N; i++) {
        double price = 0.5 * (now[i] + flow[i]) * (ln_cost[i] - before[i]);
        double duty =
            level_at(p->shock->tariff, a->tariff, HMI_AT3(N, j, n, i), half);
        m->terms[i] += price * m->per[i];
        terms += price;
        volume += duty * (now[i] - flow[i] - price);
    }
    m->terms[n] -= terms * m->per[n];
    m->volume[n] += volume * m->per[n];
}

static void plain_row(path *p, int32_t j, int32_t n, double s, bool first,
                      bool even)
{
    hm_solver *solver = p->solver;
    const hm_economy_arrays *a = solver->base;
    size_t N = (size_t)solver->N;
    size_t row = (size_t)j * N + (size_t)n;
    const double *weight = solver->system.weight + row * solver->stride;
    double *now = solver->producers; /* free outside a sweep */
    for (size_t i = 0; i < N; i++) {
        double tariff = level_at(p->shock->tariff, a->tariff, row * N + i, s);
        double spent = weight[i] * solver->scratch[i] * solver->payments[n];
        now[i] = i == (size_t)n ? 0.0 : spent / (1.0 + tariff);
    }
    if (!first) {
        book_plain(p, &p->fine, j, n, now, s);
    }
    if (!first && even) {
        book_plain(p, &p->coarse, j, n, now, s);
    }
    memcpy(p->fine.flow + row * N, now, N * sizeof(double));
    if (even) {
        memcpy(p->coarse.flow + row * N, now, N * sizeof(double));
    }
}

/* One row of one sector at a point; `first` only keeps the values. */
static void path_row(path *p, int32_t j, int32_t n, double s, bool first,
                     bool even)
{
    const hm_solver *solver = p->solver;
    if (p->plain) {
        plain_row(p, j, n, s, first, even);
        return;
    }
    for (int32_t i = 0; i < solver->N; i++) {
        size_t flow = HMI_AT3(solver->N, j, n, i);
        if (i == n || !(solver->base->share[flow] > 0.0)) {
            continue;
        }
        double now =
            border_now(p, j, n, i, solver->payments[n], solver->scratch[i], s);
        if (!first) {
            book(p, &p->fine, j, n, i, now, s);
        }
        if (!first && even) {
            book(p, &p->coarse, j, n, i, now, s);
        }
        p->fine.flow[flow] = now;
        if (even) {
            p->coarse.flow[flow] = now;
        }
    }
}

static void keep_point(const hm_solver *solver, mesh *m, double s)
{
    memcpy(m->ln_cost, solver->ln_cost, solver->cells * sizeof(double));
    memcpy(m->income, solver->income, (size_t)solver->N * sizeof(double));
    m->last = s;
}

static void mean_incomes(const hm_solver *solver, mesh *m)
{
    for (size_t n = 0; n < (size_t)solver->N; n++) {
        m->per[n] = 2.0 / (m->income[n] + solver->income[n]);
    }
}

static void path_point(path *p, double s, int32_t step)
{
    hm_solver *solver = p->solver;
    bool even = step % 2 == 0;
    mean_incomes(solver, &p->fine);
    mean_incomes(solver, &p->coarse);
    for (int32_t j = 0; j < solver->J; j++) {
        hmi_sector_payments(solver, j);
        for (int32_t n = 0; n < solver->N; n++) {
            path_row(p, j, n, s, step == 0, even);
        }
    }
    keep_point(solver, &p->fine, s);
    if (even) {
        keep_point(solver, &p->coarse, s);
    }
}

/* Start the next point from the parabola through the last three (the line
 * through two, the last one): `known` points are behind the present one. */
static void extrapolate(hm_solver *solver, double *before, double *earlier,
                        int32_t known)
{
    for (size_t i = 0; i < solver->state_size; i++) {
        double now = solver->state[i];
        double next = now;
        if (known == 1) {
            next = 2.0 * now - before[i];
        } else if (known > 1) {
            next = 3.0 * (now - before[i]) + earlier[i];
        }
        bool spending = i >= solver->at_spending && i < solver->at_scale;
        earlier[i] = before[i];
        before[i] = now;
        solver->state[i] = spending && !(next > 0.5 * now) ? now : next;
    }
}

static const double path_tolerance = 1e-8;
/* The sums depend on the path: here a ban closes linearly, like a tariff. */
enum { PATH_BUDGET = 80 };

/* Solve the prepared point from the present state, in the second gear when
 * the first does not get there. */
static bool solve_point(hm_solver *solver, hmi_residuals *residuals)
{
    bool stiff = hmi_stiff(solver);
    if (stiff &&
        hmi_iterate_stiff(solver, path_tolerance, PATH_BUDGET, residuals)) {
        return true;
    }
    if (!stiff &&
        hmi_iterate_on(solver, path_tolerance, PATH_BUDGET, residuals)) {
        return true;
    }
    memcpy(solver->state, solver->best, solver->state_size * sizeof(double));
    bool solved =
        hmi_iterate_global(solver, path_tolerance, PATH_BUDGET, residuals);
    hmi_anderson_reset(solver->anderson);
    return solved;
}

static bool walk(path *p, const hm_shock *shock, int32_t steps)
{
    hm_solver *solver = p->solver;
    hm_certificate ignored = {0};
    hmi_residuals residuals;
    hmi_state_base(solver);
    memcpy(solver->best, solver->state, solver->state_size * sizeof(double));
    hmi_anderson_reset(solver->anderson);
    solver->newton.ready = false;
    if (!hmi_prepare(solver, shock, 0.0, &ignored) ||
        !solve_point(solver, &residuals)) {
        return false;
    }
    path_point(p, 0.0, 0);
    for (int32_t step = 1; step <= steps; step++) {
        double s = (double)step / (double)steps;
        extrapolate(solver, solver->best, p->earlier, step - 1);
        if (!hmi_prepare_again(solver, shock, s, &ignored) ||
            !solve_point(solver, &residuals)) {
            return false;
        }
        path_point(p, s, step);
    }
    return true;
}

static mesh make_mesh(double *flow, double *work, size_t cells, size_t N)
{
    double *rest = work + cells;
    mesh m = {flow, work, rest, rest + N, rest + 2 * N, rest + 3 * N, 0.0};
    return m;
}

static double richardson(double fine, double coarse)
{
    return (4.0 * fine - coarse) / 3.0;
}

hm_status hm_welfare_path(hm_solver *solver, const hm_shock *shock,
                          const hm_solution *end, int32_t steps,
                          hm_welfare *welfare)
{
    size_t N = (size_t)solver->N;
    views v = views_of(welfare);
    hm_status status = HM_OK;
    hm_shock *fixed = NULL; /* rents as levels */
    double *work = NULL;
    if (steps < 1) {
        return hmi_fail(solver->ctx, HM_ERR_ARGUMENT,
                        "a path needs at least one step; found %d", steps);
    }
    if (end->certificate.outcome != HM_CONVERGED) {
        return hmi_fail(solver->ctx, HM_ERR_STATE,
                        "the end of the path did not converge");
    }
    HMI_TRY(wake(welfare, solver->economy));
    hmi_caps_clear(solver);
    if (end->arrays.rent_wedge != NULL) {
        HMI_TRY(hm_shock_fix_rents(solver->ctx, solver->economy, shock,
                                   end->arrays.rent_wedge, &fixed));
    }
    const hm_shock_arrays *levels = shock == NULL   ? &no_shock
                                    : fixed != NULL ? hm_shock_data(fixed)
                                                    : hm_shock_data(shock);
    size_t points = solver->cells + 4 * N;
    work = HMI_ARRAY(solver->ctx, double,
                     2 * points + solver->cells * N + solver->state_size);
    if (work == NULL) {
        hm_shock_free(fixed);
        return HM_ERR_MEMORY;
    }
    path p = {solver,
              levels,
              make_mesh(welfare->share, work, solver->cells, N),
              make_mesh(work + 2 * points, work + points, solver->cells, N),
              work + 2 * points + solver->cells * N,
              tariffs_alone(solver->base, levels)};
    bool walked = walk(&p, fixed != NULL ? fixed : shock, steps + steps % 2);
    for (size_t n = 0; n < N; n++) {
        v.terms_of_trade[n] =
            walked ? richardson(p.fine.terms[n], p.coarse.terms[n]) : NAN;
        v.volume_of_trade[n] =
            walked ? richardson(p.fine.volume[n], p.coarse.volume[n]) : NAN;
    }
    if (hm_context_canceled(solver->ctx)) {
        status = hmi_fail(solver->ctx, HM_ERR_CANCELED, "the run was canceled");
    }
    hm_shock_free(fixed);
    hmi_free(solver->ctx, work);
    return status;
}

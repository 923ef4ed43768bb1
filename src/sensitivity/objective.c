// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * objective.c - outcomes by their value and partials at the bound point.
 */
#include "sensitivity/internal.h"

#include <math.h>
#include <string.h>

enum { SMALL_ARRAYS = 9, FLOW_ARRAYS = 6 };

/* The arrays of an objective with their sizes; flows last. */
typedef struct slot {
    double **array;
    size_t count;
} slot;

static void slots_of(const hm_economy *economy, hm_objective *o,
                     slot slots[SMALL_ARRAYS + FLOW_ARRAYS])
{
    size_t N = (size_t)economy->arrays.n_countries;
    size_t J = (size_t)economy->arrays.n_sectors;
    size_t F = (size_t)economy->arrays.n_factors;
    const slot list[SMALL_ARRAYS + FLOW_ARRAYS] = {
        {&o->income, N},
        {&o->price, N * J},
        {&o->cost, N * J},
        {&o->factor_price, F},
        {&o->expenditure, N * J},
        {&o->output, N * J},
        {&o->at_ln_factor, F},
        {&o->at_deficit, N},
        {&o->at_final_substitution, N},
        {&o->flow, J * N * N},
        {&o->at_tariff, J * N * N},
        {&o->at_export_tax, J * N * N},
        {&o->at_rent_wedge, J * N * N},
        {&o->at_rent_share, J * N * N},
        {&o->at_ln_cost, J * N * N}};
    memcpy(slots, list, sizeof list);
}

hm_status hm_objective_create(hm_context *ctx, const hm_economy *economy,
                              bool flows, hm_objective **out)
{
    slot slots[SMALL_ARRAYS + FLOW_ARRAYS];
    *out = NULL;
    hm_objective *o = HMI_NEW(ctx, hm_objective);
    if (o == NULL) {
        return HM_ERR_MEMORY;
    }
    slots_of(economy, o, slots);
    int count = SMALL_ARRAYS + (flows ? FLOW_ARRAYS : 0);
    for (int a = 0; a < count; a++) {
        *slots[a].array = HMI_ARRAY(ctx, double, slots[a].count);
        if (*slots[a].array == NULL) {
            hm_objective_free(ctx, o);
            return HM_ERR_MEMORY;
        }
    }
    *out = o;
    return HM_OK;
}

void hm_objective_free(hm_context *ctx, hm_objective *o)
{
    if (o == NULL) {
        return;
    }
    double *const arrays[] = {
        o->income,        o->price,         o->cost,
        o->factor_price,  o->expenditure,   o->output,
        o->at_ln_factor,  o->at_deficit,    o->flow,
        o->at_tariff,     o->at_export_tax, o->at_rent_wedge,
        o->at_rent_share, o->at_ln_cost,    o->at_final_substitution};
    for (size_t a = 0; a < sizeof arrays / sizeof arrays[0]; a++) {
        hmi_free(ctx, arrays[a]);
    }
    hmi_free(ctx, o);
}

void hm_objective_clear(const hm_economy *economy, hm_objective *o)
{
    slot slots[SMALL_ARRAYS + FLOW_ARRAYS];
    slots_of(economy, o, slots);
    for (int a = 0; a < SMALL_ARRAYS + FLOW_ARRAYS; a++) {
        if (*slots[a].array != NULL) {
            memset(*slots[a].array, 0, slots[a].count * sizeof(double));
        }
    }
    o->value = 0.0;
}

/* --- what may go wrong --------------------------------------------------------- */

static hm_status check_point(const hm_sensitivity *s)
{
    if (!s->at.bound) {
        return hmi_fail(s->ctx, HM_ERR_STATE,
                        "no point is bound; call hm_sensitivity_at() first");
    }
    return HM_OK;
}

static hm_status check_index(const hm_sensitivity *s, const char *what,
                             int32_t index, int32_t low, int32_t count)
{
    if (index < low || index >= count) {
        return hmi_fail(s->ctx, HM_ERR_ARGUMENT, "%s %d: expected %d to %d",
                        what, index, low, count - 1);
    }
    return HM_OK;
}

static hm_status check_array(const hm_sensitivity *s, const double *array,
                             const char *name)
{
    if (array == NULL) {
        return hmi_fail(s->ctx, HM_ERR_STATE,
                        "the objective has no room for `%s`; create it with "
                        "flows or give it a buffer",
                        name);
    }
    return HM_OK;
}

static hm_status check_flows(const hm_sensitivity *s, const hm_objective *o)
{
    HMI_TRY(check_array(s, o->flow, "flow"));
    HMI_TRY(check_array(s, o->at_tariff, "at_tariff"));
    HMI_TRY(check_array(s, o->at_export_tax, "at_export_tax"));
    HMI_TRY(check_array(s, o->at_rent_wedge, "at_rent_wedge"));
    HMI_TRY(check_array(s, o->at_rent_share, "at_rent_share"));
    return check_array(s, o->at_ln_cost, "at_ln_cost");
}

/* --- real income (T19) ----------------------------------------------------------- */

static hm_status check_welfare(const hm_sensitivity *s, int32_t n,
                               const hm_objective *o)
{
    HMI_TRY(check_point(s));
    HMI_TRY(check_index(s, "country", n, 0, s->N));
    HMI_TRY(check_array(s, o->income, "income"));
    return check_array(s, o->price, "price");
}

static void add_index(const hm_sensitivity *s, int32_t n, double weight,
                      hm_objective *o)
{
    for (int32_t j = 0; j < s->J; j++) {
        o->price[HMI_AT2(s->J, n, j)] -=
            weight * s->at.alpha[(size_t)j * (size_t)s->N + (size_t)n];
    }
    if (o->at_final_substitution != NULL) {
        o->at_final_substitution[n] -= weight * hmi_index_in_eta(s, n);
    }
}

static double log_welfare(const hm_sensitivity *s, int32_t n)
{
    return hmi_ln(s->at.income[n] / s->base->income[n]) - s->at.ln_index[n];
}

hm_status hm_sensitivity_add_real_income(const hm_sensitivity *s,
                                         int32_t country, double weight,
                                         hm_objective *objective)
{
    HMI_TRY(check_welfare(s, country, objective));
    objective->value += weight * log_welfare(s, country);
    objective->income[country] += weight / s->at.income[country];
    add_index(s, country, weight, objective);
    return HM_OK;
}

hm_status hm_sensitivity_add_real_income_musd(const hm_sensitivity *s,
                                              int32_t country, double weight,
                                              hm_objective *objective)
{
    HMI_TRY(check_welfare(s, country, objective));
    double value = s->base->income[country] * hmi_exp(log_welfare(s, country));
    objective->value += weight * (value - s->base->income[country]);
    objective->income[country] += weight * value / s->at.income[country];
    add_index(s, country, weight * value, objective);
    return HM_OK;
}

hm_status hm_sensitivity_add_real_domestic_income(const hm_sensitivity *s,
                                                  int32_t country,
                                                  double weight,
                                                  hm_objective *objective)
{
    HMI_TRY(check_welfare(s, country, objective));
    HMI_TRY(check_array(s, objective->at_deficit, "at_deficit"));
    HMI_TRY(check_array(s, objective->factor_price, "factor_price"));
    HMI_TRY(check_array(s, objective->at_ln_factor, "at_ln_factor"));
    double base = s->base->income[country] - s->base->deficit[country];
    double now = s->at.income[country] - s->at.deficit[country];
    objective->value += weight * (hmi_ln(now / base) - s->at.ln_index[country]);
    objective->income[country] += weight / now;
    objective->at_deficit[country] -= weight / now;
    for (int32_t f = 0; f < s->F && s->closure == HM_CLOSURE_SCALED; f++) {
        double moved = -weight / now * hmi_deficit_in_wage(s, country, f);
        objective->factor_price[f] += moved;
        objective->at_ln_factor[f] += moved;
    }
    add_index(s, country, weight, objective);
    return HM_OK;
}

/* --- flows ------------------------------------------------------------------------ */

/* Which part of a flow counts: coefficient and its slopes in t, e, m, zeta. */
typedef struct piece {
    double value, in_t, in_e, in_m, in_z;
} piece;

typedef piece (*piece_of)(const hm_sensitivity *s, size_t flow);

static void add_flow(const hm_sensitivity *s, size_t flow, double weight,
                     piece_of rule, hm_objective *o)
{
    size_t N = (size_t)s->N;
    size_t cell = flow / N;
    double X = s->at.share[cell * s->stride + flow % N] * s->at.X[cell];
    piece p = rule(s, flow);
    o->value += weight * p.value * X;
    o->flow[flow] += weight * p.value;
    o->at_tariff[flow] += weight * X * p.in_t;
    o->at_export_tax[flow] += weight * X * p.in_e;
    o->at_rent_wedge[flow] += weight * X * p.in_m;
    o->at_rent_share[flow] += weight * X * p.in_z;
}

/* Producers' and exporting residents' part (T5). */
static piece earned_piece(const hm_sensitivity *s, size_t flow)
{
    hmi_dollar d = hmi_dollar_of(s, flow);
    piece p = {d.g + d.x, d.g_t + d.x_t, d.g_e + d.x_e, d.g_m + d.x_m, d.x_z};
    return p;
}

/* t / (1 + t). */
static piece tariff_piece(const hm_sensitivity *s, size_t flow)
{
    double T = 1.0 + s->at.t[flow];
    piece p = {s->at.t[flow] / T, 1.0 / (T * T), 0.0, 0.0, 0.0};
    return p;
}

/* e / ((1 + e)(1 + t)(1 + m)). */
static piece export_tax_piece(const hm_sensitivity *s, size_t flow)
{
    double T = 1.0 + s->at.t[flow];
    double E = 1.0 + s->at.e[flow];
    double M = 1.0 + s->at.m[flow];
    double value = s->at.e[flow] / (T * E * M);
    piece p = {value, -value / T, 1.0 / (E * E * T * M), -value / M, 0.0};
    return p;
}

/* 1 / (1 + t): the border value (T2). */
static piece border_piece(const hm_sensitivity *s, size_t flow)
{
    double T = 1.0 + s->at.t[flow];
    piece p = {1.0 / T, -1.0 / (T * T), 0.0, 0.0, 0.0};
    return p;
}

/* Every flow of the selection; -1: all. Home sales are never meant. */
static void add_flows(const hm_sensitivity *s, int32_t importer,
                      int32_t exporter, int32_t sector, double weight,
                      piece_of rule, hm_objective *o)
{
    for (int32_t j = 0; j < s->J; j++) {
        for (int32_t n = 0; n < s->N; n++) {
            bool in =
                (sector < 0 || j == sector) && (importer < 0 || n == importer);
            for (int32_t i = 0; in && i < s->N; i++) {
                if (i != n && (exporter < 0 || i == exporter)) {
                    add_flow(s, HMI_AT3(s->N, j, n, i), weight, rule, o);
                }
            }
        }
    }
}

static hm_status check_selection(const hm_sensitivity *s, int32_t importer,
                                 int32_t exporter, int32_t sector,
                                 const hm_objective *o)
{
    HMI_TRY(check_point(s));
    HMI_TRY(check_index(s, "importer", importer, -1, s->N));
    HMI_TRY(check_index(s, "exporter", exporter, -1, s->N));
    HMI_TRY(check_index(s, "sector", sector, -1, s->J));
    return check_flows(s, o);
}

hm_status hm_sensitivity_add_export_earnings(const hm_sensitivity *s,
                                             int32_t country, int32_t sector,
                                             double weight,
                                             hm_objective *objective)
{
    HMI_TRY(check_index(s, "country", country, 0, s->N));
    HMI_TRY(check_selection(s, -1, country, sector, objective));
    add_flows(s, -1, country, sector, weight, earned_piece, objective);
    return HM_OK;
}

hm_status hm_sensitivity_add_tariff_revenue(const hm_sensitivity *s,
                                            int32_t country, double weight,
                                            hm_objective *objective)
{
    HMI_TRY(check_index(s, "country", country, 0, s->N));
    HMI_TRY(check_selection(s, country, -1, -1, objective));
    add_flows(s, country, -1, -1, weight, tariff_piece, objective);
    return HM_OK;
}

hm_status hm_sensitivity_add_government_revenue(const hm_sensitivity *s,
                                                int32_t country, double weight,
                                                hm_objective *objective)
{
    HMI_TRY(hm_sensitivity_add_tariff_revenue(s, country, weight, objective));
    add_flows(s, -1, country, -1, weight, export_tax_piece, objective);
    return HM_OK;
}

hm_status hm_sensitivity_add_imports(const hm_sensitivity *s, int32_t importer,
                                     int32_t exporter, int32_t sector,
                                     double weight, hm_objective *objective)
{
    HMI_TRY(check_index(s, "importer", importer, 0, s->N));
    HMI_TRY(check_selection(s, importer, exporter, sector, objective));
    add_flows(s, importer, exporter, sector, weight, border_piece, objective);
    return HM_OK;
}

/* One flow's landed quantity at base border prices (T21). */
static void add_quantity(const hm_sensitivity *s, size_t flow, double weight,
                         hm_objective *o)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    size_t cell = flow / N;
    size_t seller = cell / N * N + flow % N;
    double X = at->share[cell * s->stride + flow % N] * at->X[cell];
    if (!(s->base->share[flow] > 0.0) || at->lost[seller]) {
        return; /* never traded, or no price to measure it by */
    }
    double t0 = s->base->tariff == NULL ? 0.0 : s->base->tariff[flow];
    double per =
        hmi_exp(-at->ln_kappa[flow] - at->ln_cost[seller]) / (1.0 + t0);
    double quantity = weight * X * per;
    o->value += quantity;
    o->flow[flow] += weight * per;
    o->cost[HMI_AT2(s->J, seller % N, seller / N)] -= quantity;
    o->at_ln_cost[flow] -= quantity;
    o->at_tariff[flow] -= quantity / (1.0 + at->t[flow]);
    o->at_export_tax[flow] -= quantity / (1.0 + at->e[flow]);
    o->at_rent_wedge[flow] -= quantity / (1.0 + at->m[flow]);
}

hm_status hm_sensitivity_add_import_quantity(const hm_sensitivity *s,
                                             int32_t importer, int32_t exporter,
                                             int32_t sector, double weight,
                                             hm_objective *objective)
{
    HMI_TRY(check_index(s, "importer", importer, 0, s->N));
    HMI_TRY(check_selection(s, importer, exporter, sector, objective));
    HMI_TRY(check_array(s, objective->cost, "cost"));
    for (int32_t j = 0; j < s->J; j++) {
        for (int32_t i = 0; i < s->N; i++) {
            if (i != importer && (sector < 0 || j == sector) &&
                (exporter < 0 || i == exporter)) {
                add_quantity(s, HMI_AT3(s->N, j, importer, i), weight,
                             objective);
            }
        }
    }
    return HM_OK;
}

/* --- output and factors -------------------------------------------------------------- */

hm_status hm_sensitivity_add_output(const hm_sensitivity *s, int32_t country,
                                    int32_t sector, double weight,
                                    hm_objective *objective)
{
    HMI_TRY(check_point(s));
    HMI_TRY(check_index(s, "country", country, 0, s->N));
    HMI_TRY(check_index(s, "sector", sector, -1, s->J));
    HMI_TRY(check_array(s, objective->output, "output"));
    for (int32_t j = 0; j < s->J; j++) {
        if (sector < 0 || j == sector) {
            size_t cell = (size_t)j * (size_t)s->N + (size_t)country;
            objective->value += weight * s->at.Y[cell];
            objective->output[HMI_AT2(s->J, country, j)] += weight;
        }
    }
    return HM_OK;
}

hm_status hm_sensitivity_add_factor_income(const hm_sensitivity *s,
                                           int32_t factor, double weight,
                                           hm_objective *objective)
{
    HMI_TRY(check_point(s));
    HMI_TRY(check_index(s, "factor", factor, 0, s->F));
    HMI_TRY(check_array(s, objective->factor_price, "factor_price"));
    HMI_TRY(check_array(s, objective->at_ln_factor, "at_ln_factor"));
    double earned = weight * s->at.earned[factor];
    objective->value += earned;
    objective->factor_price[factor] += earned;
    objective->at_ln_factor[factor] += earned;
    return HM_OK;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * caps.c - quotas, caps and licences as complementarity (MODEL.md 1.10).
 *
 * At given costs and spending the rents of one importer's good are the root of
 * one scalar equation: let L be ln of spending per unit of weight. Every capped
 * flow asks for the least rent v = ln(1+m) >= 0 at which it keeps its caps at
 * that L (T21-T24), and L follows from all weights. So rents are no unknowns of
 * the iteration: each sweep solves them to rounding for the spending and costs
 * it is at, and complementarity holds at every iterate.
 *
 * Which caps are imposed is decided in caps_bind.c.
 */
#include "equilibrium/caps.h"

#include <math.h>
#include <string.h>

/* No rent is above e^100: such a flow is banned in any case. */
static const double most_ln_rent = 100.0;

hm_status hmi_caps_create(hm_solver *solver)
{
    size_t flows = solver->cells * (size_t)solver->N;
    hmi_caps *caps = &solver->caps;
    caps->capacity =
        flows < HM_CAPS_LIMIT ? (int32_t)flows : (int32_t)HM_CAPS_LIMIT;
    /* Untouched memory until a shock has caps. */
    caps->items = hmi_resize(solver->ctx, NULL, (size_t)caps->capacity,
                             sizeof *caps->items);
    caps->first =
        hmi_alloc(solver->ctx, (size_t)solver->J + 1, sizeof *caps->first);
    caps->wedge = hmi_alloc(solver->ctx, (size_t)solver->J, sizeof(bool));
    caps->exporter_on = hmi_alloc(solver->ctx, (size_t)solver->J, sizeof(bool));
    caps->start =
        hmi_resize(solver->ctx, NULL, solver->state_size, sizeof(double));
    bool made = caps->items != NULL && caps->first != NULL &&
                caps->wedge != NULL && caps->exporter_on != NULL &&
                caps->start != NULL;
    return made ? HM_OK : HM_ERR_MEMORY;
}

void hmi_caps_free(hm_solver *solver)
{
    hmi_caps *caps = &solver->caps;
    hmi_free(solver->ctx, caps->items);
    hmi_free(solver->ctx, caps->first);
    hmi_free(solver->ctx, caps->wedge);
    hmi_free(solver->ctx, caps->exporter_on);
    hmi_free(solver->ctx, caps->start);
}

/* --- which flows have caps ------------------------------------------------------ */

static double cap_of(const double *caps, size_t flow)
{
    return caps == NULL ? HUGE_VAL : caps[flow];
}

static bool is_capped(const hm_solver *solver, const hm_shock_arrays *shock,
                      size_t flow)
{
    bool named = isfinite(cap_of(shock->quantity_cap, flow)) ||
                 isfinite(cap_of(shock->value_cap, flow));
    bool open = shock->phi == NULL || shock->phi[flow] > 0.0;
    return named && open && solver->base->share[flow] > 0.0;
}

void hmi_caps_clear(hm_solver *solver)
{
    hmi_caps *caps = &solver->caps;
    caps->count = 0;
    caps->n_active = 0;
    caps->n_banned = 0;
    caps->restart = false;
    caps->round = 0.0;
}

static hm_status too_many(const hm_solver *solver)
{
    return hmi_fail(solver->ctx, HM_ERR_LIMIT,
                    "quota: more than %d flows are capped; cap fewer, or put "
                    "small ones together",
                    (int)solver->caps.capacity);
}

static hm_status gather(hm_solver *solver, const hm_shock_arrays *shock)
{
    hmi_caps *caps = &solver->caps;
    for (int32_t j = 0; j < solver->J; j++) {
        caps->first[j] = caps->count;
        for (int32_t n = 0; n < solver->N; n++) {
            for (int32_t i = 0; i < solver->N; i++) {
                size_t flow = HMI_AT3(solver->N, j, n, i);
                if (i == n || !is_capped(solver, shock, flow)) {
                    continue;
                }
                if (caps->count == caps->capacity) {
                    return too_many(solver);
                }
                hmi_cap *cap = &caps->items[caps->count++];
                memset(cap, 0, sizeof *cap);
                cap->flow = flow;
                cap->n = n;
                cap->i = i;
                cap->j = j;
            }
        }
    }
    caps->first[solver->J] = caps->count;
    return HM_OK;
}

hm_status hmi_caps_gather(hm_solver *solver, const hm_shock *shock)
{
    const hm_shock_arrays *arrays = shock == NULL ? NULL : hm_shock_data(shock);
    hmi_caps_clear(solver);
    if (arrays == NULL ||
        (arrays->quantity_cap == NULL && arrays->value_cap == NULL)) {
        return HM_OK;
    }
    return gather(solver, arrays);
}

bool hmi_caps_banned(const hm_solver *solver, size_t flow)
{
    const hmi_caps *caps = &solver->caps;
    int32_t low = 0;
    int32_t high = caps->n_banned > 0 ? caps->count : 0;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (caps->items[middle].flow < flow) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return caps->n_banned > 0 && low < caps->count &&
           caps->items[low].flow == flow && caps->items[low].banned;
}

/* --- one point of the path ------------------------------------------------------ */

static double path_level(const double *shocked, const double *base, size_t flow,
                         double absent, double s)
{
    double from = hmi_level(NULL, base, flow, absent);
    return from + s * (hmi_level(shocked, base, flow, absent) - from);
}

/* Caps at s, in logs: from what the base has, if that is more, to the cap. */
static void cap_levels(hmi_cap *cap, const hm_economy_arrays *a,
                       const hm_shock_arrays *shock, double s)
{
    double t0 = hmi_level(NULL, a->tariff, cap->flow, 0.0);
    double m0 = hmi_level(NULL, a->rent_wedge, cap->flow, 0.0);
    double zeta = hmi_level(NULL, a->rent_importer_share, cap->flow, 1.0);
    double quantity = cap_of(shock->quantity_cap, cap->flow);
    double value = cap_of(shock->value_cap, cap->flow);
    double spent = a->share[cap->flow] *
                   a->expenditure[HMI_AT2(a->n_sectors, cap->n, cap->j)];
    double base = spent / (1.0 + t0) * (1.0 + (1.0 - zeta) * m0) / (1.0 + m0);
    cap->ln_quantity = isfinite(quantity) ? hmi_ln(quantity) : HUGE_VAL;
    cap->ln_value = isfinite(value) ? hmi_ln(value) : HUGE_VAL;
    if (s < 1.0 && quantity < 1.0) {
        cap->ln_quantity *= s;
    }
    if (s < 1.0 && value < base) {
        cap->ln_value = (1.0 - s) * hmi_ln(base) + s * cap->ln_value;
    }
}

/* The flow without a rent at s: its weights, and what its rent is made from. */
static void prepare_cap(hm_solver *solver, hmi_cap *cap,
                        const hm_shock_arrays *shock, double s)
{
    const hm_economy_arrays *a = solver->base;
    hmi_system *system = &solver->system;
    size_t row = (size_t)cap->j * (size_t)solver->N + (size_t)cap->n;
    size_t flow = cap->flow;
    double t0 = hmi_level(NULL, a->tariff, flow, 0.0);
    double e0 = hmi_level(NULL, a->export_tax, flow, 0.0);
    double m0 = hmi_level(NULL, a->rent_wedge, flow, 0.0);
    double m = path_level(shock->rent_wedge, a->rent_wedge, flow, 0.0, s);
    cap->entry = row * solver->stride + (size_t)cap->i;
    cap->tariff = path_level(shock->tariff, a->tariff, flow, 0.0, s);
    cap->export_tax =
        path_level(shock->export_tax, a->export_tax, flow, 0.0, s);
    cap->zeta = path_level(shock->rent_importer_share, a->rent_importer_share,
                           flow, 1.0, s);
    cap->weight = system->weight[cap->entry];
    cap->producer = system->producer[cap->entry];
    cap->exporter = system->exporter[cap->entry];
    if (m > 0.0) {
        double t = cap->tariff;
        double e = cap->export_tax;
        cap->weight *= hmi_exp(a->theta[cap->j] * hmi_ln(1.0 + m));
        cap->producer = cap->weight / ((1.0 + t) * (1.0 + e));
        cap->exporter = cap->weight * (e / (1.0 + e) / (1.0 + t));
    }
    double hat = (1.0 + cap->tariff) * (1.0 + cap->export_tax) /
                 ((1.0 + t0) * (1.0 + e0) * (1.0 + m0));
    double spent =
        a->share[flow] * a->expenditure[HMI_AT2(solver->J, cap->n, cap->j)];
    cap->ln_unit = hmi_ln(spent) + hmi_ln(hat);
    if (shock->cost_hat != NULL) {
        cap->ln_unit += s * hmi_ln(shock->cost_hat[flow]);
    }
    cap_levels(cap, a, shock, s);
    cap->end_quantity = cap->ln_quantity;
    cap->end_value = cap->ln_value;
}

/* Weights of the flow at the rent v (T4, T5). */
static void impose(hm_solver *solver, hmi_cap *cap, double v)
{
    hmi_system *system = &solver->system;
    double weight = cap->weight;
    cap->ln_rent = v;
    system->weight[cap->entry] = weight;
    system->producer[cap->entry] = cap->producer;
    system->exporter[cap->entry] = cap->exporter;
    if (!(v > 0.0)) {
        return;
    }
    double m = hmi_exp(v) - 1.0;
    double t = cap->tariff;
    double e = cap->export_tax;
    weight *= hmi_exp(-solver->base->theta[cap->j] * v);
    system->weight[cap->entry] = weight;
    system->producer[cap->entry] = weight / ((1.0 + t) * (1.0 + e) * (1.0 + m));
    system->exporter[cap->entry] =
        weight *
        ((e / (1.0 + e) + (1.0 - cap->zeta) * m) / ((1.0 + t) * (1.0 + m)));
    system->wedge[cap->j] = true;
    system->exporter_on[cap->j] =
        system->exporter_on[cap->j] || cap->zeta < 1.0 || e > 0.0 || e < 0.0;
}

void hmi_caps_prepare(hm_solver *solver, const hm_shock_arrays *shock, double s)
{
    hmi_caps *caps = &solver->caps;
    if (caps->count == 0) {
        return;
    }
    size_t J = (size_t)solver->J;
    for (int32_t q = 0; q < caps->count; q++) {
        hmi_cap *cap = &caps->items[q];
        if (!cap->banned) {
            prepare_cap(solver, cap, shock, s);
            impose(solver, cap, 0.0);
        }
    }
    memcpy(caps->wedge, solver->system.wedge, J * sizeof(bool));
    memcpy(caps->exporter_on, solver->system.exporter_on, J * sizeof(bool));
}

/* --- the rents of one row ------------------------------------------------------- */

/* ln of customs value over its value without a rent, and its slope in v (T22). */
static double value_part(double zeta, double v, double *slope)
{
    double keep = (1.0 - zeta) * hmi_exp(v);
    *slope = keep / (zeta + keep);
    return hmi_ln(zeta + keep);
}

/* The least v at which the customs value keeps its cap, `excess` above it in
 * logs at v = 0. Convex and falling in v: Newton from the left is monotone. */
static double value_rent(double zeta, double theta, double excess,
                         double *slope)
{
    double v = excess / (1.0 + theta);
    for (int step = 0; step < 50 && v < most_ln_rent; step++) {
        double rise = 0.0;
        double f = excess - (1.0 + theta) * v + value_part(zeta, v, &rise);
        double next = v + f / (1.0 + theta - rise);
        *slope = 1.0 / (1.0 + theta - rise);
        bool last = !(fabs(next - v) > 1e-15 * (1.0 + v));
        v = next;
        if (last) {
            break;
        }
    }
    return v;
}

void hmi_cap_excesses(const hmi_cap *cap, double L, double theta, double v,
                      double ln_cost, double *quantity, double *value)
{
    double slope = 0.0;
    double ln_spent = L + cap->ln_reach - theta * v;
    double share = v > 0.0 ? value_part(cap->zeta, v, &slope) : 0.0;
    *quantity = ln_spent - cap->ln_unit - v - ln_cost - cap->ln_quantity;
    *value = ln_spent - hmi_ln(1.0 + cap->tariff) - v + share - cap->ln_value;
}

/* The larger of two numbers and its slope, with the corner rounded at `round`;
 * slopes of the two in, of the larger out. */
static double larger(double a, double b, double round, double *slope_a,
                     double slope_b)
{
    double gap = a - b;
    double root = sqrt(gap * gap + 4.0 * round * round);
    double part = root > 0.0 ? 0.5 * (1.0 + gap / root) : 1.0;
    *slope_a = part * *slope_a + (1.0 - part) * slope_b;
    return 0.5 * (a + b + root);
}

/* The rent that each cap alone asks for at L, of either sign, together; on a path
 * the corner at 0, and that between the two, are rounded (Chen and Harker 1993). */
static double rounded_rent(const hmi_cap *cap, double theta, double quantity,
                           double value, double round, double *slope)
{
    double v = -most_ln_rent;
    *slope = 0.0;
    if (isfinite(quantity)) {
        v = quantity / (1.0 + theta);
        *slope = 1.0 / (1.0 + theta);
    }
    if (isfinite(value)) {
        double other = 0.0;
        double rent = value_rent(cap->zeta, theta, value, &other);
        v = larger(v, rent, round, slope, other);
    }
    return larger(v, 0.0, round, slope, 0.0);
}

/* The rent that keeps both caps at L (T23); its slope in L. */
static double exact_rent(const hmi_cap *cap, double theta, double quantity,
                         double value, double *slope)
{
    double v = 0.0;
    *slope = 0.0;
    if (quantity > 0.0) {
        v = quantity / (1.0 + theta);
        *slope = 1.0 / (1.0 + theta);
    }
    if (value > 0.0) {
        double other = 0.0;
        double more = value_rent(cap->zeta, theta, value, &other);
        *slope = more > v ? other : *slope;
        v = more > v ? more : v;
    }
    return v;
}

static double least_rent(const hmi_cap *cap, double L, double theta,
                         double ln_cost, double round, double *slope)
{
    double quantity = 0.0;
    double value = 0.0;
    hmi_cap_excesses(cap, L, theta, 0.0, ln_cost, &quantity, &value);
    double v = round > 0.0
                   ? rounded_rent(cap, theta, quantity, value, round, slope)
                   : exact_rent(cap, theta, quantity, value, slope);
    if (v > most_ln_rent) {
        *slope = 0.0;
        return most_ln_rent;
    }
    return v;
}

double hmi_cap_level(const hmi_capped_good *g, double sum, double *slope)
{
    if (g->one_tier) {
        *slope = -sum / (g->own + sum);
        return g->ln_spending - hmi_ln(g->own + sum);
    }
    double ln_sum = hmi_ln(sum);
    double power = g->outer / g->theta;
    double other = g->imports * hmi_exp(power * ln_sum);
    *slope = power * g->own / (g->own + other) - 1.0;
    return g->ln_spending + hmi_ln(other / (g->own + other)) - ln_sum;
}

/* L - level(weights at the rents that L asks for), and its slope. */
static double gap_at(hmi_capped_good *g, double L, double *slope)
{
    double sum = g->fixed;
    double change = 0.0;
    const double *ln_cost =
        g->solver->ln_cost + (size_t)g->j * (size_t)g->solver->N;
    for (int32_t q = 0; q < g->count; q++) {
        hmi_cap *cap = &g->caps[q];
        if (!cap->active || cap->banned) {
            continue;
        }
        double rise = 0.0;
        cap->ln_rent = least_rent(cap, L, g->theta, ln_cost[cap->i],
                                  g->solver->caps.round, &rise);
        double part = hmi_exp(cap->ln_reach - g->theta * cap->ln_rent);
        sum += part;
        change -= g->theta * part * rise;
    }
    double inner = 0.0;
    g->sum = sum;
    double gap = L - hmi_cap_level(g, sum, &inner);
    *slope = 1.0 - inner * change / sum;
    return gap;
}

/* The root, from the level without rents. The gap rises with L, but may be next to
 * flat until the dearest origins come into play: steps grow from `reach`. */
static void find_rents(hmi_capped_good *g, double L)
{
    double low = -HUGE_VAL;
    double high = HUGE_VAL;
    double reach = 2.0;
    for (int step = 0; step < 200; step++) {
        double slope = 1.0;
        double gap = gap_at(g, L, &slope);
        if (!(fabs(gap) > 1e-15 * (1.0 + fabs(L))) || !(L < 1e4)) {
            return;
        }
        if (gap > 0.0) {
            high = L;
        } else {
            low = L;
        }
        double move = slope > 0.0 ? -gap / slope : (gap > 0.0 ? -reach : reach);
        if (fabs(move) > reach) {
            move = move > 0.0 ? reach : -reach;
            reach *= 2.0;
        }
        double next = L + move;
        if (!(next > low) || !(next < high)) {
            next = 0.5 * (low + high);
        }
        if (!(next > L) && !(next < L)) {
            return;
        }
        L = next;
    }
}

void hmi_cap_describe(hm_solver *solver, int32_t j, hmi_cap *caps,
                      int32_t count, hmi_capped_good *g)
{
    size_t N = (size_t)solver->N;
    size_t n = (size_t)caps[0].n;
    size_t cell = (size_t)j * N + n;
    double *weight = solver->system.weight + cell * solver->stride;
    const double *ln_cost = solver->ln_cost + (size_t)j * N;
    double reference = hmi_reference_cost(solver, j);
    g->solver = solver;
    g->caps = caps;
    g->count = count;
    g->j = j;
    g->one_tier = solver->system.one_tier[j];
    g->theta = solver->base->theta[j];
    g->outer = solver->base->theta_home[j];
    g->ln_spending = hmi_ln(solver->state[solver->at_spending + cell]);
    g->own = solver->system.home[cell] *
             (g->one_tier ? solver->scratch[n]
                          : hmi_exp(-g->outer * (ln_cost[n] - reference)));
    g->imports = solver->system.imports[cell];
    for (int32_t q = 0; q < count; q++) {
        hmi_cap *cap = &caps[q];
        if (cap->active && !cap->banned) {
            weight[cap->i] = 0.0;
        }
        cap->ln_reach =
            hmi_ln(cap->weight) - g->theta * (ln_cost[cap->i] - reference);
    }
    g->fixed = hmi_dot(solver->stride, weight, solver->scratch);
}

static double free_sum(const hmi_capped_good *g)
{
    double sum = g->fixed;
    for (int32_t q = 0; q < g->count; q++) {
        if (g->caps[q].active && !g->caps[q].banned) {
            sum += hmi_exp(g->caps[q].ln_reach);
        }
    }
    return sum;
}

int32_t hmi_cap_row_end(const hmi_caps *caps, int32_t first, int32_t last)
{
    int32_t end = first + 1;
    while (end < last && caps->items[end].n == caps->items[first].n) {
        end++;
    }
    return end;
}

static bool some_active(const hmi_cap *caps, int32_t count)
{
    bool any = false;
    for (int32_t q = 0; q < count; q++) {
        any = any || (caps[q].active && !caps[q].banned);
    }
    return any;
}

void hmi_caps_sector(hm_solver *solver, int32_t j)
{
    hmi_caps *caps = &solver->caps;
    int32_t last = caps->first[j + 1];
    solver->system.wedge[j] = caps->wedge[j];
    solver->system.exporter_on[j] = caps->exporter_on[j];
    for (int32_t first = caps->first[j]; first < last;) {
        int32_t end = hmi_cap_row_end(caps, first, last);
        hmi_cap *row = &caps->items[first];
        if (some_active(row, end - first)) {
            hmi_capped_good g;
            double slope = 0.0;
            hmi_cap_describe(solver, j, row, end - first, &g);
            find_rents(&g, hmi_cap_level(&g, free_sum(&g), &slope));
            for (int32_t q = 0; q < end - first; q++) {
                if (row[q].active && !row[q].banned) {
                    impose(solver, &row[q], row[q].ln_rent);
                }
            }
        }
        first = end;
    }
}

/* A capped flow repeats a price's error theta times over. */
double hmi_caps_residual(const hm_solver *solver)
{
    const hmi_caps *caps = &solver->caps;
    size_t N = (size_t)solver->N;
    double worst = 0.0;
    for (int32_t q = 0; q < caps->count; q++) {
        const hmi_cap *cap = &caps->items[q];
        if (cap->active && !cap->banned && cap->ln_rent > 0.0) {
            size_t at = solver->at_price + (size_t)cap->j * N + (size_t)cap->n;
            double theta = solver->base->theta[cap->j];
            double gap = fabs(solver->image[at] - solver->state[at]);
            gap *= theta > 1.0 ? theta : 1.0;
            worst = gap > worst ? gap : worst;
        }
    }
    return worst;
}

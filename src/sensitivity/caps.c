// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * caps.c - rents that move because caps bind (MODEL.md T21-T24, A19).
 *
 * A binding cap ties its flow to costs and spending, and that determines the
 * rent. In logs, r = d ln(1+m), and L = spending on the good per unit of
 * weight, d L = d ln X + (theta - theta_home) d ln PM + theta_home d ln P:
 *
 *     demand   d ln X_q = d L + (what moves its share) - theta (d ln c + r)
 *     quantity d ln X_q = r + d ln c + d ln kappa + d ln Q
 *     value    d ln X_q = (1 - rho) r + dt/(1+t) - (d ln V/d zeta) d zeta + d ln B
 *
 * so r = (d L + own) / slope, and the rents of one importer's good follow from
 * one scalar equation, as in the solver. Put into the tangent and, transposed,
 * into the adjoint, this is A19 without a matrix of adjoints: any number of
 * caps costs nothing. `load` is the shadow value of a rent over its slope; a
 * cap one log wider is worth -load.
 */
#include "sensitivity/internal.h"

#include <math.h>
#include <string.h>

static double part(const double *array, size_t index)
{
    return array == NULL ? 0.0 : array[index];
}

static double level_of(const double *caps, size_t flow)
{
    return caps == NULL ? HUGE_VAL : caps[flow];
}

/* ln of the landed quantity over the base's (T21). */
static double ln_quantity(const hm_sensitivity *s, size_t flow, double X)
{
    size_t N = (size_t)s->N;
    size_t cell = flow / N;
    double spent = s->base->share[flow] *
                   s->base->expenditure[HMI_AT2(s->J, cell % N, cell / N)];
    return hmi_ln(X / spent) - s->at.ln_kappa[flow] -
           s->at.ln_cost[cell / N * N + flow % N];
}

/* Which of its caps holds, and what the rent does by itself. */
static void describe(const hm_sensitivity *s, hmi_sens_cap *cap,
                     double quantity, double value)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    size_t flow = cap->flow;
    double theta = s->base->theta[cap->cell / N];
    double rise = 1.0 + at->m[flow];
    double keep = 1.0 + (1.0 - at->zeta[flow]) * at->m[flow];
    double X = at->share[cap->cell * s->stride + flow % N] * at->X[cap->cell];
    double over_quantity = -HUGE_VAL;
    double over_value = -HUGE_VAL;
    if (isfinite(quantity)) {
        over_quantity = ln_quantity(s, flow, X) - hmi_ln(quantity);
    }
    if (isfinite(value)) {
        over_value =
            hmi_ln(X / (1.0 + at->t[flow]) * (keep / rise)) - hmi_ln(value);
    }
    cap->by_value = over_value > over_quantity;
    cap->level = cap->by_value ? value : quantity;
    cap->in_cost = cap->by_value ? theta : theta + 1.0;
    cap->slope = theta + 1.0;
    cap->in_zeta = 0.0;
    if (cap->by_value) {
        cap->slope -= (1.0 - at->zeta[flow]) * rise / keep;
        cap->in_zeta = -at->m[flow] / keep;
    }
    hmi_dollar d = hmi_dollar_of(s, flow);
    cap->spent = X;
    cap->made = X * (rise * d.g_m - theta * d.g);
    cap->own = X * (rise * d.b_m - theta * d.b);
    cap->other = X * (rise * d.x_m - theta * d.x);
}

void hmi_sens_caps_bind(hm_sensitivity *s, const hm_shock_arrays *shock,
                        const double *solved_rent)
{
    size_t N = (size_t)s->N;
    s->n_caps = 0;
    if (solved_rent == NULL) {
        return;
    }
    for (size_t flow = 0; flow < s->flows; flow++) {
        double quantity = level_of(shock->quantity_cap, flow);
        double value = level_of(shock->value_cap, flow);
        size_t cell = flow / N;
        bool binds = (isfinite(quantity) || isfinite(value)) &&
                     s->at.m[flow] > 0.0 && s->at.phi[flow] > 0.0 &&
                     s->at.share[cell * s->stride + flow % N] > 0.0;
        if (binds && s->n_caps < s->caps_room) {
            hmi_sens_cap *cap = &s->caps[s->n_caps++];
            memset(cap, 0, sizeof *cap);
            cap->flow = flow;
            cap->cell = cell;
            describe(s, cap, quantity, value);
        }
    }
}

/* The first cap at or after `flow`. */
static int32_t first_from(const hm_sensitivity *s, size_t flow)
{
    int32_t low = 0;
    int32_t high = s->n_caps;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (s->caps[middle].flow < flow) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool hmi_sens_capped(const hm_sensitivity *s, size_t flow)
{
    int32_t q = first_from(s, flow);
    return q < s->n_caps && s->caps[q].flow == flow;
}

/* --- tangent --------------------------------------------------------------------- */

void hmi_sens_caps_sources(hm_sensitivity *s, const hm_direction *d)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    for (int32_t q = 0; q < s->n_caps; q++) {
        hmi_sens_cap *cap = &s->caps[q];
        size_t flow = cap->flow;
        double theta = s->base->theta[cap->cell / N];
        cap->source = hmi_share_change(s, d, flow);
        if (cap->by_value) {
            cap->source += cap->in_zeta * part(d->rent_share, flow) -
                           part(d->tariff, flow) / (1.0 + at->t[flow]) -
                           part(d->value_cap, flow) / cap->level;
        } else {
            cap->source -= hmi_cost_change(s, d, flow, theta) +
                           part(d->phi, flow) / (theta * at->phi[flow]) +
                           part(d->quantity_cap, flow) / cap->level;
        }
    }
}

double hmi_sens_caps_rents(hm_sensitivity *s, size_t cell, double import,
                           double price)
{
    const hmi_point *at = &s->at;
    const hmi_change *c = &s->change;
    size_t N = (size_t)s->N;
    double M = at->imports[cell];
    double X = at->X[cell];
    double outer = s->base->theta_home[cell / N];
    double in_import = (s->base->theta[cell / N] - outer) / M + outer;
    double held = 1.0;
    double moved = 0.0;
    int32_t first = first_from(s, cell * N);
    int32_t last = first;
    while (last < s->n_caps && s->caps[last].cell == cell) {
        hmi_sens_cap *cap = &s->caps[last++];
        double weight = cap->spent / X / cap->slope;
        cap->rent = s->direction == NULL ? 0.0 : cap->source;
        cap->rent -= cap->in_cost * c->cost[cell / N * N + cap->flow % N];
        held -= in_import * weight;
        moved += weight * cap->rent;
    }
    double L =
        (c->spending[cell] / X + outer * price + in_import * (import + moved)) /
        held;
    double more = 0.0;
    for (int32_t q = first; q < last; q++) {
        s->caps[q].rent = (L + s->caps[q].rent) / s->caps[q].slope;
        more += s->caps[q].spent / X * s->caps[q].rent;
    }
    return more;
}

void hmi_sens_caps_spread(hm_sensitivity *s, size_t j)
{
    size_t N = (size_t)s->N;
    int32_t q = first_from(s, j * N * N);
    for (; q < s->n_caps && s->caps[q].cell / N == j; q++) {
        const hmi_sens_cap *cap = &s->caps[q];
        size_t i = cap->flow % N;
        s->change.output[j * N + i] += cap->made * cap->rent;
        s->change.income[cap->cell % N] += cap->own * cap->rent;
        s->change.income[i] += cap->other * cap->rent;
    }
}

void hmi_sens_caps_flows(const hm_sensitivity *s, double *flow)
{
    for (int32_t q = 0; q < s->n_caps; q++) {
        const hmi_sens_cap *cap = &s->caps[q];
        double theta = s->base->theta[cap->cell / (size_t)s->N];
        flow[cap->flow] -= theta * cap->spent * cap->rent;
    }
}

void hmi_sens_caps_wedges(const hm_sensitivity *s, const hm_direction *d,
                          double *rent)
{
    for (size_t flow = 0; flow < s->flows; flow++) {
        bool home = flow % (size_t)s->N == flow / (size_t)s->N % (size_t)s->N;
        rent[flow] = home ? 0.0 : part(d->rent_wedge, flow);
    }
    for (int32_t q = 0; q < s->n_caps; q++) {
        const hmi_sens_cap *cap = &s->caps[q];
        rent[cap->flow] = (1.0 + s->at.m[cap->flow]) * cap->rent;
    }
}

/* --- adjoint --------------------------------------------------------------------- */

/* What a rent one log higher is worth by itself (A17 times 1 + m), without
 * what it does to the price of imports. */
static double rent_worth(const hm_sensitivity *s, const hmi_sens_cap *cap)
{
    const hmi_shadow *w = &s->shadow;
    size_t N = (size_t)s->N;
    size_t i = cap->flow % N;
    double worth = cap->made * w->output[cap->cell / N * N + i] +
                   cap->own * w->income[cap->cell % N] +
                   cap->other * w->income[i];
    if (s->objective != NULL) {
        worth += (1.0 + s->at.m[cap->flow]) *
                     part(s->objective->at_rent_wedge, cap->flow) -
                 s->base->theta[cap->cell / N] * cap->spent *
                     part(s->objective->flow, cap->flow);
    }
    return worth;
}

/* One importer's good, from the first of its caps; the first of the next. */
static int32_t load_row(hm_sensitivity *s, int32_t first)
{
    hmi_shadow *w = &s->shadow;
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    size_t cell = s->caps[first].cell;
    double M = at->imports[cell];
    double X = at->X[cell];
    double outer = s->base->theta_home[cell / N];
    double in_import = s->base->theta[cell / N] - outer + outer * M;
    double held = 1.0;
    double import = M * w->unit[cell];
    int32_t last = first;
    while (last < s->n_caps && s->caps[last].cell == cell) {
        hmi_sens_cap *cap = &s->caps[last++];
        cap->load = rent_worth(s, cap);
        held -= in_import * (cap->spent / X / M) / cap->slope;
        import += in_import * cap->load / cap->slope;
    }
    import /= held;
    double sum = 0.0;
    for (int32_t q = first; q < last; q++) {
        hmi_sens_cap *cap = &s->caps[q];
        cap->load = (cap->load + cap->spent / X / M * import) / cap->slope;
        sum += cap->load;
    }
    w->unit[cell] = import / M;
    w->price[cell] += outer * sum;
    w->cost[cell] += at->own[cell] * outer * sum;
    w->spending[cell] += sum / X;
    return last;
}

void hmi_sens_caps_load(hm_sensitivity *s, size_t j)
{
    size_t N = (size_t)s->N;
    int32_t first = first_from(s, j * N * N);
    int32_t last = first;
    while (last < s->n_caps && s->caps[last].cell / N == j) {
        last = load_row(s, last);
    }
    for (int32_t q = first; q < last; q++) {
        const hmi_sens_cap *cap = &s->caps[q];
        s->shadow.cost[j * N + cap->flow % N] -= cap->in_cost * cap->load;
    }
}

/* --- gradients (A19) --------------------------------------------------------------- */

static void add(double *array, size_t index, double value)
{
    if (array != NULL) {
        array[index] += value;
    }
}

static void cap_levels(const hm_sensitivity *s, hm_gradient *g)
{
    double *const arrays[] = {g->quantity_cap, g->value_cap};
    for (size_t a = 0; a < 2; a++) {
        if (arrays[a] != NULL) {
            memset(arrays[a], 0, s->flows * sizeof(double));
        }
    }
    for (int32_t q = 0; q < s->n_caps; q++) {
        const hmi_sens_cap *cap = &s->caps[q];
        add(cap->by_value ? g->value_cap : g->quantity_cap, cap->flow,
            -cap->load / cap->level);
    }
}

void hmi_sens_caps_gradient(const hm_sensitivity *s, hm_gradient *g)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    cap_levels(s, g);
    for (int32_t q = 0; q < s->n_caps; q++) {
        const hmi_sens_cap *cap = &s->caps[q];
        size_t flow = cap->flow;
        size_t j = cap->cell / N;
        double theta = s->base->theta[j];
        double load = cap->load;
        double ln_import = at->ln_import[cap->cell];
        add(g->ln_cost, flow, -cap->in_cost * load);
        add(g->tariff, flow, -(theta + 1.0) * load / (1.0 + at->t[flow]));
        add(g->export_tax, flow, -cap->in_cost * load / (1.0 + at->e[flow]));
        add(g->rent_share, flow, cap->in_zeta * load);
        add(g->phi, flow, load / at->phi[flow]);
        add(g->theta, j,
            -load * (at->ln_cost[j * N + flow % N] + at->ln_kappa[flow] -
                     ln_import));
        add(g->theta_home, j, -load * (ln_import - at->ln_price[cap->cell]));
        if (g->rent_wedge != NULL) { /* the shock's level is not used */
            g->rent_wedge[flow] = 0.0;
        }
    }
}

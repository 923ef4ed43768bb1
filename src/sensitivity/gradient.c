// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * gradient.c - from shadow values to derivatives (A14-A18) and, by the same
 * Lagrangian, derivatives in the elasticities.
 */
#include "sensitivity/internal.h"

#include <math.h>
#include <string.h>

static double part(const double *array, size_t index)
{
    return array == NULL ? 0.0 : array[index];
}

/* --- instruments on flows (A14-A17) ------------------------------------------- */

static void put(double *array, size_t index, double value)
{
    if (array != NULL) {
        array[index] = value;
    }
}

/* dJ/dphi where nothing passes (A18). */
static double reopening(const hm_sensitivity *s, const hm_objective *o,
                        size_t flow)
{
    const hmi_shadow *w = &s->shadow;
    size_t N = (size_t)s->N;
    size_t cell = flow / N;
    size_t i = flow % N;
    double open = hmi_reopened_share(s, (int32_t)(cell / N),
                                     (int32_t)(cell % N), (int32_t)i);
    hmi_dollar d = hmi_dollar_of(s, flow);
    double q = d.g * w->output[cell / N * N + i] + d.b * w->income[cell % N] +
               d.x * w->income[i] + part(o->flow, flow);
    return open *
           (s->at.X[cell] * q - w->unit[cell] / s->base->theta[cell / N]);
}

/* In m and zeta (A17). */
static void rent_gradient(const hm_sensitivity *s, const hm_objective *o,
                          hm_gradient *g, size_t flow, double X, double psi)
{
    const hmi_shadow *w = &s->shadow;
    size_t N = (size_t)s->N;
    size_t cell = flow / N;
    double own = w->income[cell % N];
    double other = w->income[flow % N];
    double made = w->output[cell / N * N + flow % N];
    hmi_dollar d = hmi_dollar_of(s, flow);
    put(g->rent_wedge, flow,
        psi / (1.0 + s->at.m[flow]) + part(o->at_rent_wedge, flow) +
            X * (made * d.g_m + own * d.b_m + other * d.x_m));
    put(g->rent_share, flow,
        X * (own * d.b_z + other * d.x_z) + part(o->at_rent_share, flow));
}

/* One flow: n buys from i. With q's part of incomes alone, s = g lambda Y + b
 * lambda I_n + x lambda I_i, A15 and A16 are
 *   dJ/dt = (psi + X (lambda I_n - s)) / (1 + t)
 *   dJ/de = (psi + X g (lambda I_i - lambda Y)) / (1 + e). */
static void flow_gradient(const hm_sensitivity *s, const hm_objective *o,
                          hm_gradient *g, size_t flow, size_t row, size_t i)
{
    const hmi_point *at = &s->at;
    const hmi_shadow *w = &s->shadow;
    size_t N = (size_t)s->N;
    size_t cell = flow / N;
    double theta = s->base->theta[cell / N];
    double share = at->share[row + i];
    double spent = at->X[cell];
    double X = share * spent;
    double own = w->income[cell % N];
    double other = w->income[i];
    double made = w->output[cell / N * N + i];
    double Xg = at->producer[row + i] * spent;
    double worth = Xg * made + at->importer[row + i] * spent * own +
                   at->exporter[row + i] * spent * other;
    double psi =
        share * w->unit[cell] - theta * (worth + X * part(o->flow, flow));
    put(g->ln_cost, flow, psi + part(o->at_ln_cost, flow));
    put(g->tariff, flow,
        (psi + X * own - worth) / (1.0 + at->t[flow]) +
            part(o->at_tariff, flow));
    put(g->export_tax, flow,
        (psi + Xg * (other - made)) / (1.0 + at->e[flow]) +
            part(o->at_export_tax, flow));
    if (g->rent_wedge != NULL || g->rent_share != NULL) {
        rent_gradient(s, o, g, flow, X, psi);
    }
    if (g->phi != NULL) {
        g->phi[flow] = share > 0.0 ? -psi / (theta * at->phi[flow])
                                   : reopening(s, o, flow);
    }
}

static void flow_gradients(hm_sensitivity *s, const hm_objective *o,
                           hm_gradient *g)
{
    size_t N = (size_t)s->N;
    bool any = g->tariff != NULL || g->export_tax != NULL ||
               g->rent_wedge != NULL || g->rent_share != NULL ||
               g->ln_cost != NULL || g->phi != NULL;
    if (!any) {
        return;
    }
    s->cost.trade_passes++;
    for (size_t cell = 0; cell < s->cells; cell++) {
        for (size_t i = 0; i < N; i++) {
            size_t flow = cell * N + i;
            if (i != cell % N) {
                flow_gradient(s, o, g, flow, cell * s->stride, i);
                continue;
            }
            put(g->tariff, flow, 0.0);
            put(g->export_tax, flow, 0.0);
            put(g->rent_wedge, flow, 0.0);
            put(g->rent_share, flow, 0.0);
            put(g->ln_cost, flow, 0.0);
            put(g->phi, flow, 0.0);
        }
    }
}

/* --- productivity, factors, deficits (A18) --------------------------------------- */

static void level_gradients(hm_sensitivity *s, const hm_objective *o,
                            hm_gradient *g)
{
    const hmi_point *at = &s->at;
    const hmi_shadow *w = &s->shadow;
    size_t N = (size_t)s->N;
    size_t J = (size_t)s->J;
    for (size_t n = 0; n < N; n++) {
        for (size_t k = 0; k < J && g->ln_productivity != NULL; k++) {
            g->ln_productivity[n * J + k] = -w->cost[k * N + n];
        }
        put(g->deficit, n, w->income[n] + part(o->at_deficit, n));
    }
    double held = hmi_dot(N, w->income, at->country_income) / at->world;
    double mean = at->scaled_sum / at->world;
    for (int32_t f = 0; f < s->F; f++) {
        size_t n = (size_t)s->base->factor_country[f];
        double value = w->income[n] - w->factor[f] - w->numeraire;
        if (s->closure == HM_CLOSURE_SCALED) {
            value += (at->deficit_share[n] - mean) * (w->income[n] - held);
        }
        put(g->ln_factor, (size_t)f,
            at->earned[f] * value + part(o->at_ln_factor, (size_t)f));
    }
}

/* --- elasticities ------------------------------------------------------------------ */

/*
 * m(r) = (1/r) ln sum s exp(r x), s the base weights: m' = (mean - m) / r with
 * the mean of x at the weights of today; near r = 0 by the second and third
 * cumulants of x at the base weights.
 */
static const double small_power = 1e-5;

double hmi_mean_slope(double r, double mean, double value, double second,
                      double third)
{
    return fabs(r) > small_power ? (mean - value) / r
                                 : second / 2.0 + r * third / 3.0;
}

typedef struct moments {
    double weight, first, second, third; /* sums of s, s x, s x^2, s x^3 */
} moments;

static void add_moment(moments *m, double s, double x)
{
    m->weight += s;
    m->first += s * x;
    m->second += s * x * x;
    m->third += s * x * x * x;
}

/* Slope in r from base moments, today's mean and the value. */
static double slope_of(const moments *m, double r, double mean, double value)
{
    double first = m->first / m->weight;
    double second = m->second / m->weight - first * first;
    double third = m->third / m->weight - 3.0 * first * m->second / m->weight +
                   2.0 * first * first * first;
    return hmi_mean_slope(r, mean, value, second, third);
}

double hmi_import_in_theta(const hm_sensitivity *s, int32_t j, int32_t n)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    size_t cell = (size_t)j * N + (size_t)n;
    if (!(at->imports[cell] > 0.0)) {
        return 0.0;
    }
    double mean = 0.0;
    for (size_t i = 0; i < N; i++) {
        double share = at->share[cell * s->stride + i] / at->imports[cell];
        if (share > 0.0) {
            mean += share * (at->ln_cost[(size_t)j * N + i] +
                             at->ln_kappa[cell * N + i]);
        }
    }
    return (mean - at->ln_import[cell]) / s->base->theta[j];
}

double hmi_price_in_home(const hm_sensitivity *s, size_t cell)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    double own = s->base->share[cell * N + cell % N];
    double home = s->base->theta_home[cell / N];
    double mean =
        at->own[cell] * at->ln_cost[cell] +
        (at->imports[cell] > 0.0 ? at->imports[cell] * at->ln_import[cell]
                                 : 0.0);
    moments m = {0};
    add_moment(&m, own, at->ln_cost[cell]);
    add_moment(&m, 1.0 - own, at->ln_import[cell]);
    return -slope_of(&m, -home, mean, at->ln_price[cell]);
}

double hmi_nest_in_rho(const hm_sensitivity *s, int32_t n, int32_t k)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    size_t cell = (size_t)k * N + (size_t)n;
    double mean = 0.0;
    moments m = {0};
    for (int32_t u = s->use_start[n]; u < s->use_start[n + 1]; u++) {
        const hmi_sens_use *use = &s->uses[u];
        if (use->cell == cell) {
            double x = at->ln_wage[use->factor];
            add_moment(&m, s->base->factor_share[HMI_AT2(s->J, use->factor, k)],
                       x);
            mean += use->share * x;
        }
    }
    for (int32_t j = 0; s->base->input_share != NULL && j < s->J; j++) {
        double a = s->base->input_share[HMI_INPUT(s->J, n, j, k)];
        double x = at->ln_price[(size_t)j * N + (size_t)n];
        add_moment(&m, a, a > 0.0 ? x : 0.0);
        mean += a > 0.0 ? at->input[((size_t)n * (size_t)s->J + (size_t)j) *
                                        s->input_stride +
                                    (size_t)k] *
                              x
                        : 0.0;
    }
    return -slope_of(&m, 1.0 - s->base->input_substitution[k], mean,
                     at->ln_nest[cell]);
}

double hmi_index_in_eta(const hm_sensitivity *s, int32_t n)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    double mean = 0.0;
    moments m = {0};
    for (int32_t j = 0; j < s->J; j++) {
        size_t cell = (size_t)j * N + (size_t)n;
        double share = s->base->final_share[HMI_AT2(s->J, n, j)];
        double x = share > 0.0 ? at->ln_price[cell] : 0.0;
        add_moment(&m, share, x);
        mean += at->alpha[cell] * x;
    }
    return -slope_of(&m, 1.0 - s->base->final_substitution[n], mean,
                     at->ln_index[n]);
}

/* sum_i X_nij q_nij (ln kappa c - ln PM) over origins abroad. */
static double reshuffled(const hm_sensitivity *s, const hm_objective *o,
                         size_t cell)
{
    const hmi_point *at = &s->at;
    const hmi_shadow *w = &s->shadow;
    size_t N = (size_t)s->N;
    size_t j = cell / N;
    double sum = 0.0;
    for (size_t i = 0; i < N; i++) {
        double share = at->share[cell * s->stride + i];
        if (share > 0.0) {
            hmi_dollar d = hmi_dollar_of(s, cell * N + i);
            double q = d.g * w->output[j * N + i] + d.b * w->income[cell % N] +
                       d.x * w->income[i] + part(o->flow, cell * N + i);
            sum += share * q *
                   (at->ln_cost[j * N + i] + at->ln_kappa[cell * N + i] -
                    at->ln_import[cell]);
        }
    }
    return sum * at->X[cell];
}

/* theta and theta_home of one sector. */
static void trade_elasticities(hm_sensitivity *s, const hm_objective *o,
                               int32_t j, double *theta, double *home)
{
    const hmi_point *at = &s->at;
    const hmi_shadow *w = &s->shadow;
    size_t N = (size_t)s->N;
    *theta = 0.0;
    *home = 0.0;
    for (int32_t n = 0; n < s->N; n++) {
        size_t cell = (size_t)j * N + (size_t)n;
        if (!(at->X[cell] > 0.0)) {
            continue;
        }
        double q = w->output[cell] + part(o->flow, cell * N + (size_t)n);
        double bought = at->own[cell] * q;
        double gap = at->ln_import[cell] - at->ln_price[cell];
        *home +=
            w->price[cell] * hmi_price_in_home(s, cell) -
            at->X[cell] * bought * (at->ln_cost[cell] - at->ln_price[cell]);
        if (at->imports[cell] > 0.0) {
            *home -= at->X[cell] * (w->bought[cell] - bought) * gap;
            *theta += at->imports[cell] * w->unit[cell] *
                          hmi_import_in_theta(s, j, n) -
                      reshuffled(s, o, cell);
        }
    }
}

/* rho and psi of one sector in one country. */
static double substitution_part(const hm_sensitivity *s, int32_t n, int32_t k)
{
    const hmi_point *at = &s->at;
    const hmi_shadow *w = &s->shadow;
    size_t N = (size_t)s->N;
    size_t cell = (size_t)k * N + (size_t)n;
    double nest = at->ln_nest[cell];
    double budget = at->Y[cell] / s->base->markup[k];
    double by_nest = w->nest[cell] * hmi_nest_in_rho(s, n, k);
    if (!(at->Y[cell] > 0.0)) {
        return by_nest;
    }
    double sum = 0.0;
    double supply = 0.0;
    for (int32_t u = s->use_start[n]; u < s->use_start[n + 1]; u++) {
        const hmi_sens_use *use = &s->uses[u];
        if (use->cell == cell) {
            double gap = at->ln_wage[use->factor] - nest;
            sum += use->share * gap * w->factor[use->factor];
            supply += use->supply * gap;
        }
    }
    for (int32_t j = 0; j < s->J; j++) {
        size_t good = (size_t)j * N + (size_t)n;
        double a =
            at->input[((size_t)n * (size_t)s->J + (size_t)j) * s->input_stride +
                      (size_t)k];
        sum +=
            a > 0.0 ? a * (at->ln_price[good] - nest) * w->spending[good] : 0.0;
    }
    return by_nest - budget * sum - w->scale[cell] * supply;
}

static double final_part(const hm_sensitivity *s, int32_t n)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    double mean = 0.0;
    double price = 0.0;
    double worth = 0.0;
    for (int32_t j = 0; j < s->J; j++) {
        size_t cell = (size_t)j * N + (size_t)n;
        double alpha = at->alpha[cell];
        if (alpha > 0.0) {
            mean += alpha * at->ln_price[cell];
            worth += alpha * s->shadow.spending[cell];
            price += alpha * at->ln_price[cell] * s->shadow.spending[cell];
        }
    }
    return -at->income[n] * (price - mean * worth);
}

static void elasticity_gradients(hm_sensitivity *s, const hm_objective *o,
                                 hm_gradient *g)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    bool trade = g->theta != NULL || g->theta_home != NULL;
    s->cost.trade_passes += trade ? 1 : 0;
    for (int32_t j = 0; j < s->J; j++) {
        double theta = 0.0;
        double home = 0.0;
        double rho = 0.0;
        double psi = 0.0;
        if (trade) {
            trade_elasticities(s, o, j, &theta, &home);
        }
        for (int32_t n = 0; n < s->N; n++) {
            size_t cell = (size_t)j * N + (size_t)n;
            rho += g->input_substitution != NULL ? substitution_part(s, n, j)
                                                 : 0.0;
            psi -= s->shadow.cost[cell] * at->ln_scale[cell];
        }
        put(g->theta, (size_t)j, theta);
        put(g->theta_home, (size_t)j, home);
        put(g->input_substitution, (size_t)j, rho);
        put(g->scale, (size_t)j, psi);
    }
    for (int32_t n = 0; n < s->N && g->final_substitution != NULL; n++) {
        g->final_substitution[n] =
            final_part(s, n) + part(o->at_final_substitution, (size_t)n);
    }
}

void hmi_gradient_fill(hm_sensitivity *s, const hm_objective *objective,
                       hm_gradient *gradient)
{
    flow_gradients(s, objective, gradient);
    level_gradients(s, objective, gradient);
    elasticity_gradients(s, objective, gradient);
    hmi_sens_caps_gradient(s, gradient);
}

static void blank(double *array, size_t count)
{
    for (size_t i = 0; array != NULL && i < count; i++) {
        array[i] = NAN;
    }
}

static void gradient_blank(const hm_sensitivity *s, hm_gradient *g)
{
    double *const flows[] = {g->tariff,       g->export_tax, g->rent_wedge,
                             g->rent_share,   g->ln_cost,    g->phi,
                             g->quantity_cap, g->value_cap};
    for (size_t a = 0; a < sizeof flows / sizeof flows[0]; a++) {
        blank(flows[a], s->flows);
    }
    blank(g->ln_productivity, s->cells);
    blank(g->ln_factor, (size_t)s->F);
    blank(g->deficit, (size_t)s->N);
    blank(g->theta, (size_t)s->J);
    blank(g->theta_home, (size_t)s->J);
    blank(g->input_substitution, (size_t)s->J);
    blank(g->scale, (size_t)s->J);
    blank(g->final_substitution, (size_t)s->N);
}

hm_status hm_sensitivity_adjoint(hm_sensitivity *s,
                                 const hm_objective *objective,
                                 hm_gradient *gradient)
{
    if (!s->at.bound) {
        gradient_blank(s, gradient);
        return hmi_fail(s->ctx, HM_ERR_STATE,
                        "no point is bound; call hm_sensitivity_at() first");
    }
    hm_status status = hmi_adjoint_solve(s, objective);
    if (status != HM_OK) {
        gradient_blank(s, gradient);
        return status;
    }
    hmi_gradient_fill(s, objective, gradient);
    return HM_OK;
}

/* What a lane found, or the whole way for it alone where it found nothing. */
static hm_status read_lane(hm_sensitivity *s, hmi_sens_lane *lane,
                           hm_gradient *gradient)
{
    if (!hmi_sens_lane_solved(s, lane)) {
        return hm_sensitivity_adjoint(s, lane->objective, gradient);
    }
    hmi_sens_select(s, lane, true);
    if (s->n_caps > 0) { /* the loads of the caps are those of the last map */
        hmi_adjoint_map(s, lane->z, lane->image);
    }
    hmi_gradient_fill(s, lane->objective, gradient);
    hmi_sens_select(s, &s->lanes[0], false);
    return HM_OK;
}

hm_status hm_sensitivity_adjoints(hm_sensitivity *s, int32_t count,
                                  const hm_objective *const *objectives,
                                  hm_gradient *const *gradients)
{
    int32_t done = 0;
    while (s->at.bound && count - done > 1 && s->n_lanes > 1) {
        int32_t chunk = count - done < s->n_lanes ? count - done : s->n_lanes;
        for (int32_t l = 0; l < chunk; l++) {
            s->lanes[l].objective = objectives[done + l];
        }
        hmi_adjoint_solve_lanes(s, chunk);
        for (int32_t l = chunk - 1; l >= 0; l--) { /* the first may be reused */
            HMI_TRY(read_lane(s, &s->lanes[l], gradients[done + l]));
        }
        done += chunk;
    }
    for (int32_t a = done; a < count; a++) {
        HMI_TRY(hm_sensitivity_adjoint(s, objectives[a], gradients[a]));
    }
    return HM_OK;
}

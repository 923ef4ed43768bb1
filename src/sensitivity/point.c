// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * point.c - bind a solved point: shares, splits of a dollar, cost shares and
 * values there (T5, T7, T10, T12), from the solution's prices alone.
 */
#include "sensitivity/internal.h"

#include <math.h>
#include <string.h>

static double level(const double *shocked, const double *base, size_t index,
                    double absent)
{
    if (shocked != NULL) {
        return shocked[index];
    }
    return base == NULL ? absent : base[index];
}

/* t', e', m', zeta', phi and ln kappa^ (T3). Rents that caps set are those of
 * the solution; an infinite one is a ban (1.10). */
static void copy_levels(hm_sensitivity *s, const hm_shock_arrays *shock,
                        const double *solved_rent)
{
    const hm_economy_arrays *base = s->base;
    hmi_point *at = &s->at;
    for (size_t f = 0; f < s->flows; f++) {
        at->t[f] = level(shock->tariff, base->tariff, f, 0.0);
        at->e[f] = level(shock->export_tax, base->export_tax, f, 0.0);
        at->m[f] = level(shock->rent_wedge, base->rent_wedge, f, 0.0);
        at->zeta[f] = level(shock->rent_importer_share,
                            base->rent_importer_share, f, 1.0);
        at->phi[f] = level(shock->phi, NULL, f, 1.0);
        if (solved_rent != NULL) {
            bool banned = !isfinite(solved_rent[f]);
            at->m[f] = banned ? 0.0 : solved_rent[f];
            at->phi[f] = banned ? 0.0 : at->phi[f];
        }
        double before = (1.0 + level(NULL, base->tariff, f, 0.0)) *
                        (1.0 + level(NULL, base->export_tax, f, 0.0)) *
                        (1.0 + level(NULL, base->rent_wedge, f, 0.0));
        double now = (1.0 + at->t[f]) * (1.0 + at->e[f]) * (1.0 + at->m[f]);
        double d = level(shock->cost_hat, NULL, f, 1.0);
        double ratio = now / before * d;
        at->ln_kappa[f] = ratio == 1.0 ? 0.0 : hmi_ln(ratio);
    }
}

static void copy_solution(hm_sensitivity *s, const hm_shock_arrays *shock,
                          const hm_solution_arrays *x)
{
    hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    size_t J = (size_t)s->J;
    for (size_t n = 0; n < N; n++) {
        at->income[n] = x->income[n];
        at->deficit[n] = x->deficit[n];
        at->ln_index[n] = hmi_ln(x->price_index_hat[n]);
        at->country_income[n] = 0.0;
        at->deficit_share[n] = 0.0;
        for (size_t j = 0; j < J; j++) {
            size_t cell = j * N + n;
            at->X[cell] = x->expenditure[n * J + j];
            at->Y[cell] = x->output[n * J + j];
            at->root[cell] = sqrt(at->X[cell]);
            at->ln_price[cell] = hmi_ln(x->price_hat[n * J + j]);
            at->ln_cost[cell] = hmi_ln(x->cost_hat[n * J + j]);
        }
    }
    at->world = 0.0;
    for (int32_t f = 0; f < s->F; f++) {
        double w = x->factor_price_hat[f];
        int32_t n = s->base->factor_country[f];
        double base_income = s->base->factor_income[f];
        at->earned[f] =
            w * base_income * level(shock->factor_hat, NULL, (size_t)f, 1.0);
        at->ln_wage[f] = w > 0.0 ? hmi_ln(w) : 0.0;
        at->factor_root[f] = sqrt(at->earned[f]);
        at->country_income[n] += at->earned[f];
        at->deficit_share[n] += base_income;
        at->world += at->earned[f];
    }
    at->scaled_sum = 0.0;
    for (size_t n = 0; n < N; n++) { /* delta_n (T18 S) */
        at->deficit_share[n] = s->base->deficit[n] / at->deficit_share[n];
        at->scaled_sum += at->deficit_share[n] * at->country_income[n];
    }
}

double hmi_deficit_in_wage(const hm_sensitivity *s, int32_t n, int32_t f)
{
    const hmi_point *at = &s->at;
    int32_t owner = s->base->factor_country[f];
    double mean = at->scaled_sum / at->world;
    double delta = at->deficit_share[owner] - mean;
    double own = owner == n ? delta : 0.0;
    return at->earned[f] * (own - at->country_income[n] / at->world * delta);
}

/* --- costs (T6, T7, T20) ------------------------------------------------------ */

/* ln of (1/r) ln sum s exp(r x) over the inputs of one sector (T6). */
static double nest_of(const hm_sensitivity *s, int32_t n, int32_t k)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    double r = 1.0 - s->base->input_substitution[k];
    double sum = 0.0;
    for (int32_t u = s->use_start[n]; u < s->use_start[n + 1]; u++) {
        const hmi_sens_use *use = &s->uses[u];
        if (use->cell == (size_t)k * N + (size_t)n) {
            double v = s->base->factor_share[HMI_AT2(s->J, use->factor, k)];
            double x = at->ln_wage[use->factor];
            sum += v * (r == 0.0 ? x : hmi_exp(r * x));
        }
    }
    for (int32_t j = 0; s->base->input_share != NULL && j < s->J; j++) {
        double a = s->base->input_share[HMI_INPUT(s->J, n, j, k)];
        double x = at->ln_price[(size_t)j * N + (size_t)n];
        sum += a > 0.0 ? a * (r == 0.0 ? x : hmi_exp(r * x)) : 0.0;
    }
    return r == 0.0 ? sum : hmi_ln(sum) / r;
}

/* a'_njk for all j; a sector that buys what nobody sells it is lost. */
static void input_shares(hm_sensitivity *s, int32_t n, int32_t k, double r)
{
    hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    size_t cell = (size_t)k * N + (size_t)n;
    for (int32_t j = 0; s->base->input_share != NULL && j < s->J; j++) {
        size_t good = (size_t)j * N + (size_t)n;
        double a = s->base->input_share[HMI_INPUT(s->J, n, j, k)];
        if (a > 0.0 && r != 0.0) {
            a *= hmi_exp(r * (at->ln_price[good] - at->ln_nest[cell]));
        }
        if (a > 0.0 && !(at->X[good] > 0.0)) {
            at->lost[cell] = true;
        }
        at->input[((size_t)n * (size_t)s->J + (size_t)j) * s->input_stride +
                  (size_t)k] = a;
        at->ces_use[good] += at->ces_cost[cell] * a;
    }
}

/* v'_fk, and the scale's parts. */
static void factor_shares(hm_sensitivity *s, int32_t n)
{
    hmi_point *at = &s->at;
    for (int32_t u = s->use_start[n]; u < s->use_start[n + 1]; u++) {
        hmi_sens_use *use = &s->uses[u];
        int32_t k = (int32_t)(use->cell / (size_t)s->N);
        double r = 1.0 - s->base->input_substitution[k];
        bool idle = !(at->earned[use->factor] > 0.0);
        use->share = s->base->factor_share[HMI_AT2(s->J, use->factor, k)];
        if (r != 0.0) {
            use->share *= hmi_exp(
                r * (at->ln_wage[use->factor] - at->ln_nest[use->cell]));
        }
        use->supply = use->share * hmi_exp(-at->ln_wage[use->factor]);
        at->lost[use->cell] = at->lost[use->cell] || idle;
        at->ln_scale[use->cell] += use->supply;
    }
    for (int32_t u = s->use_start[n]; u < s->use_start[n + 1]; u++) {
        s->uses[u].supply /= at->ln_scale[s->uses[u].cell];
    }
}

static void bind_costs(hm_sensitivity *s)
{
    hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    memset(at->ces_use, 0, s->cells * sizeof(double));
    memset(at->ln_scale, 0, s->cells * sizeof(double));
    memset(at->lost, 0, s->cells * sizeof(bool));
    for (int32_t n = 0; n < s->N; n++) {
        for (int32_t k = 0; k < s->J; k++) {
            size_t cell = (size_t)k * N + (size_t)n;
            double r = 1.0 - s->base->input_substitution[k];
            at->ln_nest[cell] = nest_of(s, n, k);
            at->ces_cost[cell] = r * at->Y[cell] / s->base->markup[k];
            input_shares(s, n, k, r);
        }
        factor_shares(s, n);
    }
    for (size_t cell = 0; cell < s->cells; cell++) {
        double now = at->ln_scale[cell] * at->Y[cell];
        bool on = now > 0.0 && s->base_scale[cell] > 0.0;
        at->ln_scale[cell] = on ? hmi_ln(now / s->base_scale[cell]) : 0.0;
    }
}

/* --- trade (T5, T8-T10) -------------------------------------------------------- */

hmi_dollar hmi_dollar_of(const hm_sensitivity *s, size_t flow)
{
    double T = 1.0 + s->at.t[flow];
    double E = 1.0 + s->at.e[flow];
    double M = 1.0 + s->at.m[flow];
    double t = s->at.t[flow];
    double e = s->at.e[flow];
    double m = s->at.m[flow];
    double z = s->at.zeta[flow];
    hmi_dollar d;
    d.g = 1.0 / (T * M * E);
    d.b = t / T + z * m / (M * T);
    d.x = (e / E + (1.0 - z) * m) / (T * M);
    d.g_t = -d.g / T;
    d.b_t = 1.0 / (T * T) - z * m / (M * T * T);
    d.x_t = -d.x / T;
    d.g_e = -d.g / E;
    d.x_e = 1.0 / (E * E * T * M);
    d.g_m = -d.g / M;
    d.b_m = z / (M * M * T);
    d.x_m = ((1.0 - z) - e / E) / (M * M * T);
    d.b_z = m / (M * T);
    d.x_z = -d.b_z;
    return d;
}

/* Shares among open origins of a row into s->right; returns the sum of
 * pi|M phi kappa^-theta c^-theta. at->imports receives M of the base. */
static double source_row(hm_sensitivity *s, int32_t j, int32_t n)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    double theta = s->base->theta[j];
    double imports = 0.0;
    double sum = 0.0;
    for (size_t i = 0; i < N; i++) {
        size_t f = HMI_AT3(N, j, n, i);
        s->right[i] = 0.0;
        imports += i == (size_t)n ? 0.0 : s->base->share[f];
        if (i != (size_t)n && s->base->share[f] * at->phi[f] > 0.0) {
            double kappa = at->ln_kappa[f];
            s->right[i] = s->base->share[f] * at->phi[f] * s->left[i];
            s->right[i] *= kappa == 0.0 ? 1.0 : hmi_exp(-theta * kappa);
            sum += s->right[i];
        }
    }
    for (size_t i = 0; i < N && sum > 0.0; i++) {
        s->right[i] /= sum;
    }
    s->at.imports[(size_t)j * N + (size_t)n] = imports;
    return sum > 0.0 ? sum / imports : 0.0;
}

/* Shares of one row (T10), its splits (T5) and sums. */
static void bind_row(hm_sensitivity *s, int32_t j, int32_t n)
{
    hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    size_t cell = (size_t)j * N + (size_t)n;
    size_t row = cell * s->stride;
    double theta = s->base->theta[j];
    double outer = s->base->theta_home[j];
    double own = s->base->share[HMI_AT3(N, j, n, n)];
    double source = source_row(s, j, n);
    bool foreign = source > 0.0;
    at->ln_source[cell] = foreign ? hmi_ln(source) : 0.0;
    at->ln_import[cell] = -at->ln_source[cell] / theta;
    double home = own > 0.0 ? own * hmi_exp(-outer * at->ln_cost[cell]) : 0.0;
    double other =
        foreign ? at->imports[cell] * hmi_exp(-outer * at->ln_import[cell])
                : 0.0;
    bool live = at->X[cell] > 0.0 && home + other > 0.0;
    at->own[cell] = live ? home / (home + other) : 0.0;
    at->imports[cell] = live ? other / (home + other) : 0.0;
    at->duty[cell] = 0.0;
    for (size_t i = 0; i < N; i++) {
        size_t f = HMI_AT3(N, j, n, i);
        double pi = at->imports[cell] * s->right[i];
        hmi_dollar d = hmi_dollar_of(s, f);
        at->share[row + i] = pi;
        at->producer[row + i] = pi * d.g;
        at->importer[row + i] = pi * d.b;
        at->exporter[row + i] = pi * d.x;
        at->duty[cell] += pi * d.b;
        at->abroad[(size_t)j * N + i] += pi * d.g * at->X[cell];
        at->licence[(size_t)j * N + i] += pi * d.x * at->X[cell];
        at->importer_on[j] = at->importer_on[j] || pi * d.b != 0.0;
        at->exporter_on[j] = at->exporter_on[j] || pi * d.x != 0.0;
    }
}

static void bind_trade(hm_sensitivity *s)
{
    hmi_point *at = &s->at;
    memset(at->abroad, 0, s->cells * sizeof(double));
    memset(at->licence, 0, s->cells * sizeof(double));
    for (int32_t j = 0; j < s->J; j++) {
        at->importer_on[j] = false;
        at->exporter_on[j] = false;
        at->one_tier[j] = s->base->theta[j] == s->base->theta_home[j];
        for (int32_t i = 0; i < s->N; i++) {
            s->left[i] =
                hmi_exp(-s->base->theta[j] *
                        at->ln_cost[(size_t)j * (size_t)s->N + (size_t)i]);
        }
        for (int32_t n = 0; n < s->N; n++) {
            bind_row(s, j, n);
        }
    }
    memset(s->left, 0, s->stride * sizeof(double));
    memset(s->right, 0, s->stride * sizeof(double));
}

double hmi_reopened_share(const hm_sensitivity *s, int32_t j, int32_t n,
                          int32_t i)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    size_t cell = (size_t)j * N + (size_t)n;
    size_t seller = (size_t)j * N + (size_t)i;
    size_t flow = HMI_AT3(N, j, n, i);
    double theta = s->base->theta[j];
    double share = s->base->share[flow];
    if (!(share > 0.0) || !(at->X[cell] > 0.0)) {
        return 0.0;
    }
    bool reached = at->imports[cell] > 0.0;
    if (at->lost[seller] || (!reached && !at->one_tier[j])) {
        return NAN;
    }
    double ln_price = at->ln_cost[seller] + at->ln_kappa[flow];
    if (at->one_tier[j]) {
        return share * hmi_exp(-theta * (ln_price - at->ln_price[cell]));
    }
    double base_imports = 0.0;
    for (int32_t h = 0; h < s->N; h++) {
        base_imports += h == n ? 0.0 : s->base->share[HMI_AT3(N, j, n, h)];
    }
    return at->imports[cell] * share / base_imports *
           hmi_exp(-theta * (ln_price - at->ln_import[cell]));
}

/* --- final demand, damping -------------------------------------------------------- */

/* alpha' (T12). */
static void bind_final(hm_sensitivity *s)
{
    hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    for (size_t n = 0; n < N; n++) {
        double r = 1.0 - s->base->final_substitution[n];
        for (size_t j = 0; j < (size_t)s->J; j++) {
            size_t cell = j * N + n;
            double share = s->base->final_share[n * (size_t)s->J + j];
            if (share > 0.0 && r != 0.0) {
                share *= hmi_exp(r * (at->ln_price[cell] - at->ln_index[n]));
            }
            at->alpha[cell] = share;
        }
    }
}

/* How far excess demand for a factor falls with its price, about: the share
 * of its sectors' cost times the elasticity of their sales. */
static void bind_damping(hm_sensitivity *s)
{
    hmi_point *at = &s->at;
    for (int32_t f = 0; f < s->F; f++) {
        at->damp[f] = 1.0;
    }
    for (int32_t u = 0; u < s->n_uses; u++) {
        const hmi_sens_use *use = &s->uses[u];
        int32_t k = (int32_t)(use->cell / (size_t)s->N);
        double out = at->Y[use->cell];
        double earned = at->earned[use->factor];
        if (out > 0.0 && earned > 0.0) {
            double home = at->own[use->cell] * at->X[use->cell];
            double elasticity = s->base->theta[k] * (out - home) / out +
                                fabs(s->base->theta_home[k]) * home / out *
                                    at->imports[use->cell];
            at->damp[use->factor] += use->share * use->share * out /
                                     s->base->markup[k] / earned * elasticity;
        }
    }
    for (int32_t f = 0; f < s->F; f++) {
        at->damp[f] = 1.0 / at->damp[f];
    }
}

hm_status hm_sensitivity_at(hm_sensitivity *s, const hm_shock *shock,
                            const hm_solution *solution)
{
    static const hm_shock_arrays none = {0};
    const hm_shock_arrays *levels =
        shock == NULL ? &none : hm_shock_data(shock);
    const hm_certificate *certificate = hm_solution_certificate(solution);
    s->at.bound = false;
    if (certificate->outcome != HM_CONVERGED) {
        return hmi_fail(s->ctx, HM_ERR_STATE,
                        "derivatives need a solved point; this one is %s",
                        hm_outcome_text(certificate->outcome));
    }
    copy_levels(s, levels, hm_solution_data(solution)->rent_wedge);
    copy_solution(s, levels, hm_solution_data(solution));
    bind_trade(s);
    hmi_sens_caps_bind(s, levels, hm_solution_data(solution)->rent_wedge);
    bind_costs(s);
    bind_final(s);
    bind_damping(s);
    s->cost = (hm_sensitivity_cost){.trade_passes = 2};
    s->objective = NULL;
    s->direction = NULL;
    s->at.bound = true;
    return HM_OK;
}

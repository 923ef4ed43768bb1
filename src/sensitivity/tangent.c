// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * tangent.c - the linearised system (T30) as an affine fixed-point map and
 * its solution: what one direction does to every outcome.
 *
 * sources() collects what the direction does by itself; the map adds what
 * prices, spending and factor prices do in turn.
 */
#include "sensitivity/internal.h"

#include <math.h>
#include <string.h>

static double part(const double *array, size_t index)
{
    return array == NULL ? 0.0 : array[index];
}

static double by_cell(const hm_sensitivity *s, const double *array, size_t cell)
{
    size_t N = (size_t)s->N;
    return array == NULL ? 0.0 : array[(cell % N) * (size_t)s->J + cell / N];
}

/* --- what the direction does by itself ------------------------------------------ */

/* A rent that a cap sets is no instrument. */
static double rent_change(const hm_sensitivity *s, const hm_direction *d,
                          size_t flow)
{
    double change = part(d->rent_wedge, flow);
    return change != 0.0 && hmi_sens_capped(s, flow) ? 0.0 : change;
}

/* d ln kappa of a flow, a change of phi included (T3, T4). */
double hmi_cost_change(const hm_sensitivity *s, const hm_direction *d,
                       size_t flow, double theta)
{
    const hmi_point *at = &s->at;
    double change = part(d->ln_cost, flow) +
                    part(d->tariff, flow) / (1.0 + at->t[flow]) +
                    part(d->export_tax, flow) / (1.0 + at->e[flow]) +
                    rent_change(s, d, flow) / (1.0 + at->m[flow]);
    if (d->phi != NULL && at->phi[flow] > 0.0) {
        change -= d->phi[flow] / (theta * at->phi[flow]);
    }
    return change;
}

/* d ln pi of a flow at unchanged prices of goods and imports. */
double hmi_share_change(const hm_sensitivity *s, const hm_direction *d,
                        size_t flow)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    size_t cell = flow / N;
    size_t j = cell / N;
    double theta = s->base->theta[j];
    double cost = at->ln_cost[j * N + flow % N] + at->ln_kappa[flow];
    return -theta * hmi_cost_change(s, d, flow, theta) -
           part(d->theta, j) * (cost - at->ln_import[cell]) -
           part(d->theta_home, j) * (at->ln_import[cell] - at->ln_price[cell]);
}

/* One flow's part in the sources of its buyer, its seller and their incomes;
 * T4, T5, T8, T10. */
static void flow_source(hm_sensitivity *s, const hm_direction *d, size_t flow)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    size_t cell = flow / N;
    size_t i = flow % N;
    size_t seller = cell / N * N + i;
    double theta = s->base->theta[cell / N];
    double share = at->share[cell * s->stride + i];
    double dX = 0.0;
    if (share > 0.0) {
        dX = share * at->X[cell] * hmi_share_change(s, d, flow);
        s->source_import[cell] += share * hmi_cost_change(s, d, flow, theta);
    } else if (part(d->phi, flow) != 0.0) {
        double open = hmi_reopened_share(s, (int32_t)(cell / N),
                                         (int32_t)(cell % N), (int32_t)i) *
                      d->phi[flow];
        dX = open * at->X[cell];
        s->source_import[cell] -= open / theta;
    }
    hmi_dollar p = hmi_dollar_of(s, flow);
    double X = share * at->X[cell];
    double dt = part(d->tariff, flow);
    double de = part(d->export_tax, flow);
    double dm = rent_change(s, d, flow);
    double dz = part(d->rent_share, flow);
    s->source_output[seller] +=
        p.g * dX + X * (p.g_t * dt + p.g_e * de + p.g_m * dm);
    s->source_income[cell % N] +=
        p.b * dX + X * (p.b_t * dt + p.b_m * dm + p.b_z * dz);
    s->source_income[i] +=
        p.x * dX + X * (p.x_t * dt + p.x_e * de + p.x_m * dm + p.x_z * dz);
}

static void trade_sources(hm_sensitivity *s, const hm_direction *d)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    s->cost.trade_passes++;
    for (size_t cell = 0; cell < s->cells; cell++) {
        size_t j = cell / N;
        if (!(at->X[cell] > 0.0)) {
            continue;
        }
        for (size_t i = 0; i < N; i++) {
            if (i != cell % N) {
                flow_source(s, d, cell * N + i);
            }
        }
        double home = part(d->theta_home, j);
        s->source_output[cell] -= at->own[cell] * at->X[cell] * home *
                                  (at->ln_cost[cell] - at->ln_price[cell]);
        if (home != 0.0) {
            s->source_price[cell] += home * hmi_price_in_home(s, cell);
        }
        if (part(d->theta, j) != 0.0) {
            s->source_import[cell] +=
                at->imports[cell] * d->theta[j] *
                hmi_import_in_theta(s, (int32_t)j, (int32_t)(cell % N));
        }
    }
}

/* rho of sector k: nests, input and factor shares, the scale (T6, T7, T20). */
static void substitution_source(hm_sensitivity *s, double change, int32_t n,
                                int32_t k)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    size_t cell = (size_t)k * N + (size_t)n;
    double budget = at->Y[cell] / s->base->markup[k] * change;
    s->source_nest[cell] += change * hmi_nest_in_rho(s, n, k);
    if (!(at->Y[cell] > 0.0)) {
        return;
    }
    for (int32_t u = s->use_start[n]; u < s->use_start[n + 1]; u++) {
        const hmi_sens_use *use = &s->uses[u];
        if (use->cell == cell) {
            double gap = at->ln_wage[use->factor] - at->ln_nest[cell];
            s->source_factor[use->factor] -= budget * use->share * gap;
            s->source_scale[cell] -= change * use->supply * gap;
        }
    }
    for (int32_t j = 0; j < s->J; j++) {
        size_t good = (size_t)j * N + (size_t)n;
        double a =
            at->input[((size_t)n * (size_t)s->J + (size_t)j) * s->input_stride +
                      (size_t)k];
        s->source_bought[good] -=
            a > 0.0 ? budget * a * (at->ln_price[good] - at->ln_nest[cell])
                    : 0.0;
    }
}

/* eta of a country (T12). */
static void final_source(hm_sensitivity *s, double change, int32_t n)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    double mean = 0.0;
    for (int32_t j = 0; j < s->J; j++) {
        size_t cell = (size_t)j * N + (size_t)n;
        mean +=
            at->alpha[cell] > 0.0 ? at->alpha[cell] * at->ln_price[cell] : 0.0;
    }
    for (int32_t j = 0; j < s->J; j++) {
        size_t cell = (size_t)j * N + (size_t)n;
        if (at->alpha[cell] > 0.0) {
            s->source_bought[cell] -= change * at->income[n] * at->alpha[cell] *
                                      (at->ln_price[cell] - mean);
        }
    }
}

/* w L dln L: the owner's income (T15), the supply (T16), the deficit (T18). */
static void factor_sources(hm_sensitivity *s, const hm_direction *d)
{
    for (int32_t f = 0; f < s->F; f++) {
        double change = part(d->ln_factor, (size_t)f);
        double value = s->at.earned[f] * change;
        s->source_income[s->base->factor_country[f]] += value;
        s->source_factor[f] -= value;
        if (s->closure == HM_CLOSURE_SCALED && change != 0.0) {
            for (int32_t n = 0; n < s->N; n++) {
                s->source_income[n] += change * hmi_deficit_in_wage(s, n, f);
            }
        }
    }
}

static void sources(hm_sensitivity *s, const hm_direction *d)
{
    double *const cells[] = {
        s->source_output, s->source_import, s->source_price, s->source_nest,
        s->source_cost,   s->source_bought, s->source_scale};
    for (size_t a = 0; a < sizeof cells / sizeof cells[0]; a++) {
        memset(cells[a], 0, s->cells * sizeof(double));
    }
    memset(s->source_factor, 0, (size_t)s->F * sizeof(double));
    for (int32_t n = 0; n < s->N; n++) {
        s->source_income[n] = part(d->deficit, (size_t)n);
    }
    trade_sources(s, d);
    hmi_sens_caps_sources(s, d);
    factor_sources(s, d);
    for (int32_t n = 0; n < s->N; n++) {
        double eta = part(d->final_substitution, (size_t)n);
        for (int32_t k = 0; k < s->J; k++) {
            size_t cell = (size_t)k * (size_t)s->N + (size_t)n;
            double rho = part(d->input_substitution, (size_t)k);
            s->source_cost[cell] -=
                by_cell(s, d->ln_productivity, cell) +
                part(d->scale, (size_t)k) * s->at.ln_scale[cell];
            if (rho != 0.0) {
                substitution_source(s, rho, n, k);
            }
        }
        if (eta != 0.0) {
            final_source(s, eta, n);
        }
    }
}

/* --- one evaluation ----------------------------------------------------------------- */

static void unpack(hm_sensitivity *s, const double *z)
{
    const hmi_point *at = &s->at;
    hmi_change *c = &s->change;
    const double *spending = z + s->F;
    const double *price = spending + s->cells;
    const double *scale = price + s->cells;
    for (int32_t f = 0; f < s->F; f++) {
        bool live = at->earned[f] > 0.0;
        c->wage[f] = live ? z[f] / at->factor_root[f] : 0.0;
    }
    for (size_t cell = 0; cell < s->cells; cell++) {
        bool live = at->X[cell] > 0.0;
        c->spending[cell] = spending[cell] * at->root[cell];
        c->price[cell] = live ? price[cell] / at->root[cell] : 0.0;
        bool made = s->scale_on && at->Y[cell] > 0.0;
        c->scale[cell] = made ? scale[cell] / sqrt(at->Y[cell]) : 0.0;
    }
}

/* T6 and T20. */
static void costs(hm_sensitivity *s, int32_t n)
{
    hmi_change *c = &s->change;
    size_t N = (size_t)s->N;
    size_t J = (size_t)s->J;
    memset(s->row_out, 0, s->input_stride * sizeof(double));
    for (size_t j = 0; j < J; j++) {
        s->row_in[j] = c->price[j * N + (size_t)n];
    }
    hmi_rows_add(J, s->input_stride,
                 s->at.input + (size_t)n * J * s->input_stride, s->row_in,
                 s->row_out);
    for (int32_t u = s->use_start[n]; u < s->use_start[n + 1]; u++) {
        const hmi_sens_use *use = &s->uses[u];
        s->row_out[use->cell / N] += use->share * c->wage[use->factor];
    }
    for (size_t k = 0; k < J; k++) {
        size_t cell = k * N + (size_t)n;
        bool on = s->direction != NULL;
        c->nest[cell] = s->row_out[k] + (on ? s->source_nest[cell] : 0.0);
        c->cost[cell] = c->nest[cell] + (on ? s->source_cost[cell] : 0.0) -
                        s->base->scale[k] * c->scale[cell];
    }
}

/* Prices (T8, T9) and receipts (T10, T13) of one sector; u = dX + X dln pi
 * without the seller's part is left in change.import afterwards. */
static void sector(hm_sensitivity *s, size_t j)
{
    hmi_change *c = &s->change;
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    size_t first = j * N;
    size_t block = first * s->stride;
    double theta = s->base->theta[j];
    double outer = s->base->theta_home[j];
    bool on = s->direction != NULL;
    memcpy(s->left, c->cost + first, N * sizeof(double));
    hmi_rows_dot(N, s->stride, at->share + block, s->left, c->import + first);
    memset(s->right, 0, s->stride * sizeof(double));
    for (size_t n = 0; n < N; n++) {
        size_t cell = first + n;
        double M = at->imports[cell];
        double import = c->import[cell] + (on ? s->source_import[cell] : 0.0);
        double price =
            at->own[cell] * c->cost[cell] + (on ? s->source_price[cell] : 0.0);
        if (s->n_caps > 0 && M > 0.0) {
            import += hmi_sens_caps_rents(s, cell, import, price);
        }
        price += import;
        double ln_import = M > 0.0 ? import / M : 0.0;
        c->price[cell] = at->X[cell] > 0.0 ? price : 0.0;
        double home =
            c->spending[cell] - outer * at->X[cell] * (c->cost[cell] - price);
        c->output[cell] = at->own[cell] * home +
                          (on ? s->source_output[cell] : 0.0) -
                          theta * at->abroad[cell] * c->cost[cell];
        c->income[n] -= theta * at->licence[cell] * c->cost[cell];
        c->import[cell] =
            c->spending[cell] +
            at->X[cell] * (theta * ln_import - outer * (ln_import - price));
        c->income[n] += at->duty[cell] * c->import[cell];
    }
    hmi_rows_add(N, s->stride, at->producer + block, c->import + first,
                 s->right);
    hmi_axpy(N, 1.0, s->right, c->output + first);
    hmi_sens_caps_spread(s, j);
    if (at->importer_on[j]) {
        hmi_rows_dot(N, s->stride, at->importer + block, s->left, s->right);
        for (size_t n = 0; n < N; n++) {
            c->income[n] -= theta * at->X[first + n] * s->right[n];
        }
    }
    if (at->exporter_on[j]) {
        memset(s->right, 0, s->stride * sizeof(double));
        hmi_rows_add(N, s->stride, at->exporter + block, c->import + first,
                     s->right);
        hmi_axpy(N, 1.0, s->right, c->income);
    }
}

/* T15, T18. */
static void incomes(hm_sensitivity *s)
{
    hmi_change *c = &s->change;
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    double sum = 0.0;
    memset(c->deficit, 0, N * sizeof(double));
    for (int32_t f = 0; f < s->F; f++) {
        int32_t n = s->base->factor_country[f];
        double change = at->earned[f] * c->wage[f];
        c->income[n] += change;
        if (s->closure == HM_CLOSURE_SCALED) {
            double delta = at->deficit_share[n] - at->scaled_sum / at->world;
            c->deficit[n] += delta * change;
            sum += delta * change;
        }
    }
    for (size_t n = 0; n < N; n++) {
        if (s->closure == HM_CLOSURE_SCALED) {
            c->deficit[n] -= at->country_income[n] / at->world * sum;
        }
        c->income[n] += c->deficit[n];
        for (size_t k = 0; k < (size_t)s->J; k++) {
            c->income[n] +=
                (1.0 - 1.0 / s->base->markup[k]) * c->output[k * N + n];
        }
    }
}

/* T7, T12, T14. */
static void spendings(hm_sensitivity *s, int32_t n)
{
    hmi_change *c = &s->change;
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    size_t J = (size_t)s->J;
    double mean = 0.0;
    double power = 1.0 - s->base->final_substitution[n];
    for (size_t k = 0; k < J; k++) {
        size_t cell = k * N + (size_t)n;
        s->row_in[k] = c->output[cell] / s->base->markup[k] -
                       at->ces_cost[cell] * c->nest[cell];
        mean += at->alpha[cell] * c->price[cell];
    }
    hmi_rows_dot(J, s->input_stride,
                 at->input + (size_t)n * J * s->input_stride, s->row_in,
                 s->row_out);
    for (size_t j = 0; j < J; j++) {
        size_t cell = j * N + (size_t)n;
        double final =
            at->alpha[cell] *
            (c->income[n] + at->income[n] * power * (c->price[cell] - mean));
        c->spending[cell] =
            s->row_out[j] + final + at->ces_use[cell] * c->price[cell] +
            (s->direction != NULL ? s->source_bought[cell] : 0.0);
        if (!(at->X[cell] > 0.0)) {
            c->spending[cell] = 0.0;
        }
    }
}

/* T16, T17, T20. */
static void factors(hm_sensitivity *s, const double *z, double *out)
{
    const hmi_change *c = &s->change;
    const hmi_point *at = &s->at;
    double *scale = out + s->F + 2 * s->cells;
    bool on = s->direction != NULL;
    double world = 0.0;
    for (int32_t f = 0; f < s->F; f++) {
        double source = on ? s->source_factor[f] : 0.0;
        out[f] = source - at->earned[f] * c->wage[f];
        world += at->earned[f] * c->wage[f];
        world +=
            on ? at->earned[f] * part(s->direction->ln_factor, (size_t)f) : 0.0;
    }
    for (size_t cell = 0; s->scale_on && cell < s->cells; cell++) {
        bool made = at->Y[cell] > 0.0 && s->base_scale[cell] > 0.0;
        double r = 1.0 - s->base->input_substitution[cell / (size_t)s->N];
        scale[cell] = made ? c->output[cell] / at->Y[cell] - r * c->nest[cell] +
                                 (on ? s->source_scale[cell] : 0.0)
                           : 0.0;
    }
    for (int32_t u = 0; u < s->n_uses; u++) {
        const hmi_sens_use *use = &s->uses[u];
        size_t k = use->cell / (size_t)s->N;
        double ces = at->ces_cost[use->cell];
        double wage = c->wage[use->factor];
        out[use->factor] +=
            use->share * (c->output[use->cell] / s->base->markup[k] +
                          ces * (wage - c->nest[use->cell]));
        if (s->scale_on && at->Y[use->cell] > 0.0 &&
            s->base_scale[use->cell] > 0.0) {
            scale[use->cell] -=
                s->base->input_substitution[k] * use->supply * wage;
        }
    }
    for (int32_t f = 0; f < s->F; f++) {
        double earned = at->earned[f];
        double gap = earned > 0.0 ? out[f] / earned - world / at->world : 0.0;
        out[f] =
            earned > 0.0 ? z[f] + at->damp[f] * at->factor_root[f] * gap : 0.0;
    }
}

void hmi_tangent_map(hm_sensitivity *s, const double *z, double *out)
{
    const hmi_point *at = &s->at;
    hmi_change *c = &s->change;
    double *spending = out + s->F;
    double *price = spending + s->cells;
    double *scale = price + s->cells;
    unpack(s, z);
    for (int32_t n = 0; n < s->N; n++) {
        costs(s, n);
        c->income[n] = s->direction != NULL ? s->source_income[n] : 0.0;
    }
    for (size_t j = 0; j < (size_t)s->J; j++) {
        sector(s, j);
    }
    incomes(s);
    for (int32_t n = 0; n < s->N; n++) {
        spendings(s, n);
    }
    factors(s, z, out);
    for (size_t cell = 0; cell < s->cells; cell++) {
        bool live = at->X[cell] > 0.0;
        spending[cell] = live ? c->spending[cell] / at->root[cell] : 0.0;
        price[cell] = c->price[cell] * at->root[cell];
        if (s->scale_on) {
            scale[cell] *= sqrt(at->Y[cell]);
        }
    }
    s->cost.trade_passes += 2;
}

/* --- results ------------------------------------------------------------------------- */

static void put_cells(const hm_sensitivity *s, const double *from, double *to)
{
    size_t N = (size_t)s->N;
    for (size_t cell = 0; to != NULL && cell < s->cells; cell++) {
        to[(cell % N) * (size_t)s->J + cell / N] = from[cell];
    }
}

/* dX'_nij of one row: s->change.import is u of sector(). */
static void put_flows(hm_sensitivity *s, const hm_direction *d, double *to)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    s->cost.trade_passes++;
    for (size_t cell = 0; cell < s->cells; cell++) {
        size_t j = cell / N;
        double theta = s->base->theta[j];
        for (size_t i = 0; i < N; i++) {
            size_t flow = cell * N + i;
            double share = at->share[cell * s->stride + i];
            to[flow] = 0.0;
            if (share > 0.0) {
                to[flow] =
                    share * (s->change.import[cell] +
                             at->X[cell] * (hmi_share_change(s, d, flow) -
                                            theta * s->change.cost[j * N + i]));
            } else if (i != cell % N && d->phi != NULL && d->phi[flow] != 0.0) {
                to[flow] = hmi_reopened_share(s, (int32_t)j,
                                              (int32_t)(cell % N), (int32_t)i) *
                           at->X[cell] * d->phi[flow];
            }
        }
        size_t home = cell * N + cell % N;
        to[home] = at->own[cell] *
                   (s->change.spending[cell] -
                    s->base->theta_home[j] * at->X[cell] *
                        (s->change.cost[cell] - s->change.price[cell]) -
                    part(d->theta_home, j) * at->X[cell] *
                        (at->ln_cost[cell] - at->ln_price[cell]));
    }
}

static void put_countries(const hm_sensitivity *s, const hm_direction *d,
                          hm_tangent *t)
{
    const hmi_change *c = &s->change;
    size_t N = (size_t)s->N;
    for (size_t n = 0; n < N; n++) {
        double index =
            d->final_substitution == NULL || d->final_substitution[n] == 0.0
                ? 0.0
                : d->final_substitution[n] * hmi_index_in_eta(s, (int32_t)n);
        double deficit = c->deficit[n] + part(d->deficit, n);
        for (size_t j = 0; j < (size_t)s->J; j++) {
            index += s->at.alpha[j * N + n] * c->price[j * N + n];
        }
        for (int32_t f = 0; d->ln_factor != NULL &&
                            s->closure == HM_CLOSURE_SCALED && f < s->F;
             f++) {
            deficit += d->ln_factor[f] * hmi_deficit_in_wage(s, (int32_t)n, f);
        }
        if (t->income != NULL) {
            t->income[n] = c->income[n];
        }
        if (t->deficit != NULL) {
            t->deficit[n] = deficit;
        }
        if (t->ln_real_income != NULL) {
            t->ln_real_income[n] = c->income[n] / s->at.income[n] - index;
        }
    }
}

static void tangent_blank(const hm_sensitivity *s, hm_tangent *t)
{
    double *const arrays[] = {
        t->ln_factor_price, t->ln_price,  t->ln_cost, t->expenditure,
        t->output,          t->income,    t->deficit, t->flow,
        t->ln_real_income,  t->rent_wedge};
    size_t cells = s->cells;
    size_t N = (size_t)s->N;
    const size_t counts[] = {(size_t)s->F, cells, cells,   cells, cells, N, N,
                             s->flows,     N,     s->flows};
    for (size_t a = 0; a < sizeof arrays / sizeof arrays[0]; a++) {
        for (size_t i = 0; arrays[a] != NULL && i < counts[a]; i++) {
            arrays[a][i] = NAN;
        }
    }
}

static hm_status check_direction(const hm_sensitivity *s, const hm_direction *d)
{
    if (!s->at.bound) {
        return hmi_fail(s->ctx, HM_ERR_STATE,
                        "no point is bound; call hm_sensitivity_at() first");
    }
    double sum = 0.0;
    double size = 0.0;
    for (size_t n = 0; d->deficit != NULL && n < (size_t)s->N; n++) {
        sum += d->deficit[n];
        size += fabs(d->deficit[n]);
    }
    if (!(fabs(sum) <= 1e-12 * size)) {
        return hmi_fail(s->ctx, HM_ERR_ARGUMENT,
                        "the direction moves deficits by %g in all; expected "
                        "changes that sum to 0",
                        sum);
    }
    return HM_OK;
}

hm_status hm_sensitivity_tangent(hm_sensitivity *s,
                                 const hm_direction *direction,
                                 hm_tangent *tangent)
{
    hm_status status = check_direction(s, direction);
    if (status == HM_OK) {
        s->direction = direction;
        sources(s, direction);
        status = hmi_sens_solve(s, hmi_tangent_map);
        s->direction = NULL;
    }
    if (status != HM_OK) {
        tangent_blank(s, tangent);
        return status;
    }
    for (int32_t f = 0; tangent->ln_factor_price != NULL && f < s->F; f++) {
        tangent->ln_factor_price[f] = s->change.wage[f];
    }
    put_cells(s, s->change.price, tangent->ln_price);
    put_cells(s, s->change.cost, tangent->ln_cost);
    put_cells(s, s->change.spending, tangent->expenditure);
    put_cells(s, s->change.output, tangent->output);
    put_countries(s, direction, tangent);
    if (tangent->rent_wedge != NULL) {
        hmi_sens_caps_wedges(s, direction, tangent->rent_wedge);
    }
    if (tangent->flow != NULL) {
        put_flows(s, direction, tangent->flow);
        hmi_sens_caps_flows(s, tangent->flow);
    }
    return HM_OK;
}

/* --- friends and enemies (A22) ----------------------------------------------------- */

/* Column i: what productivity of country i in every sector does. */
static hm_status friend_column(hm_sensitivity *s, size_t i, double *income,
                               double *welfare)
{
    const hm_direction d = {.ln_productivity = s->friend_direction};
    hm_tangent t = {.ln_real_income = s->friend_welfare};
    size_t N = (size_t)s->N;
    size_t J = (size_t)s->J;
    memset(s->friend_direction, 0, s->cells * sizeof(double));
    for (size_t k = 0; k < J; k++) {
        s->friend_direction[i * J + k] = 1.0;
    }
    HMI_TRY(hm_sensitivity_tangent(s, &d, &t));
    for (size_t n = 0; n < N && income != NULL; n++) {
        income[n * N + i] = 0.0;
    }
    for (int32_t f = 0; f < s->F && income != NULL; f++) {
        size_t n = (size_t)s->base->factor_country[f];
        income[n * N + i] +=
            s->at.earned[f] * s->change.wage[f] / s->at.country_income[n];
    }
    for (size_t n = 0; n < N && welfare != NULL; n++) {
        welfare[n * N + i] = s->friend_welfare[n];
    }
    return HM_OK;
}

hm_status hm_sensitivity_friends(hm_sensitivity *s, double *income,
                                 double *welfare)
{
    size_t N = (size_t)s->N;
    for (size_t i = 0; i < N; i++) {
        hm_status status = friend_column(s, i, income, welfare);
        if (status != HM_OK) {
            for (size_t c = 0; c < N * N; c++) {
                if (income != NULL) {
                    income[c] = NAN;
                }
                if (welfare != NULL) {
                    welfare[c] = NAN;
                }
            }
            return status;
        }
    }
    return HM_OK;
}

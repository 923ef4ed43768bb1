// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * adjoint.c - the transposed system A1-A13, one evaluation of it as an affine
 * fixed-point map, and its solution (MODEL.md section 2, Appendix E).
 *
 * Given shadow values of factors, spending and prices the map walks the sweep
 * backwards: what a dollar of income, output and each flow is worth (A1-A4),
 * then what costs and prices are worth (A5-A11), then factor prices (A12).
 * The shadow price nu of the numeraire (T17) closes the sum of A12; A13 is
 * kept by an income-weighted mean of zero, which gradients do not see (A20).
 */
#include "sensitivity/internal.h"

#include <math.h>
#include <string.h>

static double part(const double *array, size_t index)
{
    return array == NULL ? 0.0 : array[index];
}

/* Objective partials in the public order [n][j], read by cell. */
static double by_cell(const hm_sensitivity *s, const double *array, size_t cell)
{
    size_t N = (size_t)s->N;
    return array == NULL ? 0.0 : array[(cell % N) * (size_t)s->J + cell / N];
}

/* sum_i pi J^X and sum_n X J^X abroad, once for an objective (A1, A2, A7). */
void hmi_adjoint_flow_sources(hm_sensitivity *s, const hm_objective *objective)
{
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    memset(s->flow_bought, 0, s->cells * sizeof(double));
    memset(s->flow_sold, 0, s->cells * sizeof(double));
    if (objective->flow == NULL) {
        return;
    }
    s->cost.trade_passes++;
    for (size_t cell = 0; cell < s->cells; cell++) {
        const double *share = at->share + cell * s->stride;
        const double *weight = objective->flow + cell * N;
        double *sold = s->flow_sold + cell / N * N;
        double sum = at->own[cell] * weight[cell % N];
        for (size_t i = 0; i < N; i++) {
            sum += share[i] * weight[i];
            sold[i] += share[i] * at->X[cell] * weight[i];
        }
        s->flow_bought[cell] = sum;
    }
}

/* J^X of home sales. */
static double home_source(const hm_sensitivity *s, size_t cell)
{
    size_t N = (size_t)s->N;
    const hm_objective *o = s->objective;
    return o == NULL ? 0.0 : part(o->flow, cell * N + cell % N);
}

static void unpack(hm_sensitivity *s, const double *z)
{
    hmi_shadow *w = &s->shadow;
    const hmi_point *at = &s->at;
    const double *spending = z + s->F;
    const double *price = spending + s->cells;
    const double *scale = price + s->cells;
    for (int32_t f = 0; f < s->F; f++) {
        bool live = at->earned[f] > 0.0;
        w->factor[f] = live ? z[f] / at->factor_root[f] : 0.0;
    }
    for (size_t cell = 0; cell < s->cells; cell++) {
        bool live = at->X[cell] > 0.0;
        w->spending[cell] = live ? spending[cell] / at->root[cell] : 0.0;
        w->price[cell] = price[cell] * at->root[cell];
        w->scale[cell] = s->scale_on ? scale[cell] * sqrt(at->Y[cell]) : 0.0;
    }
}

/* A4. */
static void incomes(hm_sensitivity *s)
{
    size_t N = (size_t)s->N;
    const hm_objective *o = s->objective;
    for (size_t n = 0; n < N; n++) {
        double sum = o == NULL ? 0.0 : part(o->income, n);
        for (size_t j = 0; j < (size_t)s->J; j++) {
            size_t cell = j * N + n;
            sum += s->at.alpha[cell] * s->shadow.spending[cell];
        }
        s->shadow.income[n] = sum;
    }
}

/* A3; bill is its square bracket. */
void hmi_adjoint_outputs(hm_sensitivity *s, int32_t n)
{
    hmi_shadow *w = &s->shadow;
    size_t N = (size_t)s->N;
    size_t J = (size_t)s->J;
    memset(s->row_out, 0, s->input_stride * sizeof(double));
    for (size_t j = 0; j < J; j++) {
        s->row_in[j] = w->spending[j * N + (size_t)n];
    }
    hmi_rows_add(J, s->input_stride,
                 s->at.input + (size_t)n * J * s->input_stride, s->row_in,
                 s->row_out);
    for (int32_t u = s->use_start[n]; u < s->use_start[n + 1]; u++) {
        const hmi_sens_use *use = &s->uses[u];
        s->row_out[use->cell / N] += use->share * w->factor[use->factor];
    }
    for (size_t k = 0; k < J; k++) {
        size_t cell = k * N + (size_t)n;
        double mu = s->base->markup[k];
        double y = s->at.Y[cell];
        w->bill[cell] = s->row_out[k];
        w->output[cell] = s->row_out[k] / mu + (1.0 - 1.0 / mu) * w->income[n];
        if (s->objective != NULL) {
            w->output[cell] += by_cell(s, s->objective->output, cell);
        }
        if (y > 0.0) {
            w->output[cell] += w->scale[cell] / y;
        }
    }
}

/* A1, A2: what a dollar spent on the goods of sector j is worth. */
static void spendings(hm_sensitivity *s, size_t j)
{
    hmi_shadow *w = &s->shadow;
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    size_t block = j * N * s->stride;
    size_t first = j * N;
    memcpy(s->left, w->output + first, N * sizeof(double));
    hmi_rows_dot(N, s->stride, at->producer + block, s->left,
                 w->bought + first);
    if (at->exporter_on[j]) {
        memcpy(s->left, w->income, N * sizeof(double));
        hmi_rows_dot(N, s->stride, at->exporter + block, s->left, s->right);
        hmi_axpy(N, 1.0, s->right, w->bought + first);
    }
    for (size_t n = 0; n < N; n++) {
        size_t cell = first + n;
        w->bought[cell] +=
            at->own[cell] * w->output[cell] + at->duty[cell] * w->income[n];
        if (s->objective != NULL) {
            w->bought[cell] += s->flow_bought[cell];
        }
        w->spending[cell] = w->bought[cell];
        if (s->objective != NULL) {
            w->spending[cell] += by_cell(s, s->objective->expenditure, cell);
        }
        if (!(at->X[cell] > 0.0)) {
            w->spending[cell] = 0.0;
        }
    }
}

/* A6, A7, A9, A10 without the CES parts, which go to the nest. */
static void costs(hm_sensitivity *s, size_t j)
{
    hmi_shadow *w = &s->shadow;
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    size_t block = j * N * s->stride;
    double theta = s->base->theta[j];
    double outer = s->base->theta_home[j];
    double *sum = w->nest + j * N; /* free until the nests */
    for (size_t n = 0; n < N; n++) {
        size_t cell = j * N + n;
        double home = at->own[cell] * (w->output[cell] + home_source(s, cell));
        double imports = at->imports[cell];
        double tier = imports > 0.0 ? (theta - outer) * at->X[cell] *
                                          (w->bought[cell] - home) / imports
                                    : 0.0;
        w->unit[cell] = w->price[cell] + tier;
        w->cost[cell] =
            at->own[cell] * w->price[cell] - outer * at->X[cell] * home;
    }
    hmi_sens_caps_load(s, j);
    memset(s->right, 0, s->stride * sizeof(double));
    hmi_rows_add(N, s->stride, at->share + block, w->unit + j * N, s->right);
    memcpy(sum, s->right, N * sizeof(double));
    memset(s->right, 0, s->stride * sizeof(double));
    if (at->importer_on[j]) {
        for (size_t n = 0; n < N; n++) {
            s->left[n] = at->X[j * N + n] * w->income[n];
        }
        hmi_rows_add(N, s->stride, at->importer + block, s->left, s->right);
    }
    for (size_t i = 0; i < N; i++) {
        size_t cell = j * N + i;
        double sales = at->abroad[cell] * w->output[cell] +
                       at->licence[cell] * w->income[i] + s->right[i];
        if (s->objective != NULL) {
            sales += s->flow_sold[cell];
            w->cost[cell] += by_cell(s, s->objective->cost, cell);
        }
        w->cost[cell] += sum[i] - theta * sales;
    }
}

/* Multipliers of nests (A7's CES part, T20) and prices (A5, A11). */
void hmi_adjoint_prices(hm_sensitivity *s, int32_t n, double *next_price)
{
    hmi_shadow *w = &s->shadow;
    const hmi_point *at = &s->at;
    size_t N = (size_t)s->N;
    size_t J = (size_t)s->J;
    double mean = 0.0;
    for (size_t k = 0; k < J; k++) {
        size_t cell = k * N + (size_t)n;
        double r = 1.0 - s->base->input_substitution[k];
        w->nest[cell] = w->cost[cell] - at->ces_cost[cell] * w->bill[cell] -
                        r * w->scale[cell];
        s->row_in[k] = w->nest[cell];
        mean += at->alpha[cell] * w->spending[cell];
    }
    hmi_rows_dot(J, s->input_stride,
                 at->input + (size_t)n * J * s->input_stride, s->row_in,
                 s->row_out);
    double eta = s->base->final_substitution[n];
    for (size_t j = 0; j < J; j++) {
        size_t cell = j * N + (size_t)n;
        next_price[cell] = s->row_out[j];
        if (!(at->X[cell] > 0.0)) {
            next_price[cell] = 0.0;
            continue;
        }
        next_price[cell] +=
            s->base->theta_home[j] * at->X[cell] * w->bought[cell] +
            at->ces_use[cell] * w->spending[cell] +
            (1.0 - eta) * at->income[n] * at->alpha[cell] *
                (w->spending[cell] - mean);
        if (s->objective != NULL) {
            next_price[cell] += by_cell(s, s->objective->price, cell);
        }
    }
}

/* sum_h lambda I_h dD_h / d ln w_f under closure S (A8). */
static double closure_source(const hm_sensitivity *s, int32_t f, double held)
{
    const hmi_point *at = &s->at;
    int32_t n = s->base->factor_country[f];
    double mean = at->scaled_sum / at->world;
    double delta = at->deficit_share[n];
    return at->earned[f] * ((delta - mean) * s->shadow.income[n] +
                            (mean - delta) * held / at->world);
}

/* sum_h lambda I_h G_h. */
static double held_income(const hm_sensitivity *s)
{
    return hmi_dot((size_t)s->N, s->shadow.income, s->at.country_income);
}

/* A12 over w L, without nu: lambda I - lambda W + ... */
void hmi_adjoint_country_gaps(const hm_sensitivity *s, int32_t n, double *gap)
{
    const hmi_shadow *w = &s->shadow;
    const hmi_point *at = &s->at;
    const int32_t *first = s->blocks_of.first_factor;
    double held = s->closure == HM_CLOSURE_SCALED ? held_income(s) : 0.0;
    for (int32_t f = first[n]; f < first[n + 1]; f++) {
        gap[f] = s->objective == NULL
                     ? 0.0
                     : part(s->objective->factor_price, (size_t)f);
        if (s->closure == HM_CLOSURE_SCALED) {
            gap[f] += closure_source(s, f, held);
        }
    }
    for (int32_t u = s->use_start[n]; u < s->use_start[n + 1]; u++) {
        const hmi_sens_use *use = &s->uses[u];
        double rho = s->base->input_substitution[use->cell / (size_t)s->N];
        gap[use->factor] +=
            use->share * (w->nest[use->cell] +
                          at->ces_cost[use->cell] * w->factor[use->factor]) -
            rho * use->supply * w->scale[use->cell];
    }
    for (int32_t f = first[n]; f < first[n + 1]; f++) {
        bool live = at->earned[f] > 0.0;
        gap[f] =
            live ? gap[f] / at->earned[f] + w->income[n] - w->factor[f] : 0.0;
    }
}

static void factors(hm_sensitivity *s, const double *z, double *out)
{
    const hmi_point *at = &s->at;
    double sum = 0.0;
    double mean = 0.0;
    for (int32_t n = 0; n < s->N; n++) {
        hmi_adjoint_country_gaps(s, n, out);
    }
    for (int32_t f = 0; f < s->F; f++) {
        sum += at->earned[f] * out[f];
        mean += at->earned[f] * s->shadow.factor[f];
    }
    s->shadow.numeraire = sum / at->world;
    mean /= at->world;
    for (int32_t f = 0; f < s->F; f++) {
        bool live = at->earned[f] > 0.0;
        double gap = live ? out[f] - s->shadow.numeraire - mean : 0.0;
        out[f] = live ? z[f] + at->damp[f] * at->factor_root[f] * gap : 0.0;
    }
}

/* What prices and factors ask, and the unknowns' new values. */
static void pack(hm_sensitivity *s, const double *z, double *out)
{
    const hmi_point *at = &s->at;
    double *spending = out + s->F;
    double *price = spending + s->cells;
    double *scale = price + s->cells;
    factors(s, z, out);
    for (size_t cell = 0; cell < s->cells; cell++) {
        bool live = at->X[cell] > 0.0;
        spending[cell] = s->shadow.spending[cell] * at->root[cell];
        price[cell] = live ? price[cell] / at->root[cell] : 0.0;
        if (s->scale_on) {
            double psi = s->base->scale[cell / (size_t)s->N];
            bool made = at->Y[cell] > 0.0 && s->base_scale[cell] > 0.0;
            scale[cell] =
                made ? -psi * s->shadow.cost[cell] / sqrt(at->Y[cell]) : 0.0;
        }
    }
}

void hmi_adjoint_map(hm_sensitivity *s, const double *z, double *out)
{
    unpack(s, z);
    incomes(s);
    for (int32_t n = 0; n < s->N; n++) {
        hmi_adjoint_outputs(s, n);
    }
    for (size_t j = 0; j < (size_t)s->J; j++) {
        spendings(s, j);
        costs(s, j);
    }
    for (int32_t n = 0; n < s->N; n++) {
        hmi_adjoint_prices(s, n, out + s->F + s->cells);
    }
    pack(s, z, out);
    s->cost.trade_passes += 2;
}

/* The same with the lanes inside the loops over countries and sectors, so
 * that what they share is read once. */
void hmi_adjoint_map_many(hm_sensitivity *s, int32_t count,
                          hmi_sens_lane *const *lanes, const double *const *z,
                          double *const *out, bool sources)
{
    for (int32_t l = 0; l < count; l++) {
        hmi_sens_select(s, lanes[l], sources);
        unpack(s, z[l]);
        incomes(s);
    }
    for (int32_t n = 0; n < s->N; n++) {
        for (int32_t l = 0; l < count; l++) {
            hmi_sens_select(s, lanes[l], sources);
            hmi_adjoint_outputs(s, n);
        }
    }
    for (size_t j = 0; j < (size_t)s->J; j++) {
        for (int32_t l = 0; l < count; l++) {
            hmi_sens_select(s, lanes[l], sources);
            spendings(s, j);
            costs(s, j);
        }
    }
    for (int32_t n = 0; n < s->N; n++) {
        for (int32_t l = 0; l < count; l++) {
            hmi_sens_select(s, lanes[l], sources);
            hmi_adjoint_prices(s, n, out[l] + s->F + s->cells);
        }
    }
    for (int32_t l = 0; l < count; l++) {
        hmi_sens_select(s, lanes[l], sources);
        pack(s, z[l], out[l]);
        lanes[l]->shadow.numeraire = s->shadow.numeraire;
    }
    s->cost.trade_passes += count > 0 ? 2 : 0;
}

hm_status hmi_adjoint_solve(hm_sensitivity *s, const hm_objective *objective)
{
    s->objective = objective;
    hmi_adjoint_flow_sources(s, objective);
    hm_status status = hmi_sens_solve(s, hmi_adjoint_map);
    s->objective = NULL;
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * oracle.c - the slow second solver: prices, quantities and factor prices
 * are each moved a little in every sweep until nothing moves.
 */
#include "oracle.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct work {
    const hm_economy_arrays *a;
    hm_shock_arrays s;
    hm_closure closure;
    size_t N, J, F;
    double *phi;        /* pi0 phi, relative to M off the diagonal */
    double *g, *b, *x;  /* T5 at counterfactual levels */
    double *imports;    /* N*J M0 */
    double *nest, *use; /* N*J: the nest of T6; L^ of T20 */
    double *PM;         /* N*J */
    double *demand;     /* F, MUSD */
    double step;
} work;

static double or_value(const double *array, size_t at, double absent)
{
    return array == NULL ? absent : array[at];
}

static double or_base(const double *shocked, const double *base, size_t at,
                      double absent)
{
    return shocked != NULL ? shocked[at] : or_value(base, at, absent);
}

static double *numbers(size_t count)
{
    double *array = calloc(count + 1, sizeof(double));
    if (array == NULL) {
        abort(); /* a test without memory tests nothing */
    }
    return array;
}

/* Everything that prices and quantities do not move: T3-T5. */
static void prepare(work *k)
{
    const hm_economy_arrays *a = k->a;
    const hm_shock_arrays *s = &k->s;
    size_t N = k->N;
    for (size_t j = 0; j < k->J; j++) {
        for (size_t n = 0; n < N; n++) {
            double imports = 0.0;
            for (size_t i = 0; i < N; i++) {
                imports += i == n ? 0.0 : a->share[(j * N + n) * N + i];
            }
            k->imports[n * k->J + j] = imports;
            for (size_t i = 0; i < N; i++) {
                size_t f = (j * N + n) * N + i;
                double t0 = or_value(a->tariff, f, 0.0);
                double e0 = or_value(a->export_tax, f, 0.0);
                double m0 = or_value(a->rent_wedge, f, 0.0);
                double t = or_base(s->tariff, a->tariff, f, 0.0);
                double e = or_base(s->export_tax, a->export_tax, f, 0.0);
                double m = or_base(s->rent_wedge, a->rent_wedge, f, 0.0);
                double z = or_base(s->rent_importer_share,
                                   a->rent_importer_share, f, 1.0);
                double kappa = or_value(s->cost_hat, f, 1.0) * (1 + e) *
                               (1 + m) * (1 + t) /
                               ((1 + e0) * (1 + m0) * (1 + t0));
                double open = or_value(s->phi, f, 1.0);
                k->g[f] = 1 / ((1 + t) * (1 + m) * (1 + e));
                k->b[f] = t / (1 + t) + z * m / ((1 + m) * (1 + t));
                k->x[f] = (e / (1 + e) + (1 - z) * m) / ((1 + t) * (1 + m));
                k->phi[f] = a->share[f];
                if (i != n) {
                    k->phi[f] = imports > 0.0 && open > 0.0
                                    ? a->share[f] / imports * open *
                                          pow(kappa, -a->theta[j])
                                    : 0.0;
                }
            }
        }
    }
}

static double power_mean(double sum, double r, double logs)
{
    return r == 0.0 ? exp(logs) : pow(sum, 1.0 / r);
}

/* T6 and T20. */
static void costs(const work *k, oracle *o)
{
    const hm_economy_arrays *a = k->a;
    for (size_t n = 0; n < k->N; n++) {
        for (size_t l = 0; l < k->J; l++) {
            double r = 1.0 - a->input_substitution[l];
            double sum = 0.0;
            double logs = 0.0;
            for (size_t f = 0; f < k->F; f++) {
                double v = a->factor_share[f * k->J + l];
                if ((size_t)a->factor_country[f] == n && v > 0.0) {
                    sum += v * pow(o->w[f], r);
                    logs += v * log(o->w[f]);
                }
            }
            for (size_t j = 0; j < k->J; j++) {
                double in =
                    or_value(a->input_share, (n * k->J + j) * k->J + l, 0.0);
                if (in > 0.0) {
                    sum += in * pow(o->P[n * k->J + j], r);
                    logs += in * log(o->P[n * k->J + j]);
                }
            }
            size_t nl = n * k->J + l;
            k->nest[nl] = power_mean(sum, r, logs);
            o->c[nl] = k->nest[nl] / or_value(k->s.productivity_hat, nl, 1.0) *
                       pow(k->use[nl], -a->scale[l]);
        }
    }
}

/* T8-T11; returns the largest relative change of a price. */
static double prices(work *k, oracle *o)
{
    const hm_economy_arrays *a = k->a;
    double change = 0.0;
    for (size_t n = 0; n < k->N; n++) {
        for (size_t j = 0; j < k->J; j++) {
            size_t nj = n * k->J + j;
            const double *phi = k->phi + (j * k->N + n) * k->N;
            double home = a->theta_home[j];
            double sum = 0.0;
            for (size_t i = 0; i < k->N; i++) {
                if (i != n && phi[i] > 0.0) {
                    sum += phi[i] * pow(o->c[i * k->J + j], -a->theta[j]);
                }
            }
            k->PM[nj] = pow(sum, -1.0 / a->theta[j]);
            double own = phi[n] > 0.0 ? phi[n] * pow(o->c[nj], -home) : 0.0;
            double other = k->imports[nj] > 0.0
                               ? k->imports[nj] * pow(k->PM[nj], -home)
                               : 0.0;
            double logs =
                (phi[n] > 0.0 ? phi[n] * log(o->c[nj]) : 0.0) +
                (k->imports[nj] > 0.0 ? k->imports[nj] * log(k->PM[nj]) : 0.0);
            double next = power_mean(own + other, -home, logs);
            if (!isfinite(next) && o->X[nj] == 0.0) {
                next = o->P[nj]; /* not bought by anyone: no price needed */
            }
            change = fmax(change, fabs(next / o->P[nj] - 1.0));
            o->P[nj] = next;
        }
    }
    return change;
}

/* T10. */
static void shares(const work *k, oracle *o)
{
    const hm_economy_arrays *a = k->a;
    for (size_t j = 0; j < k->J; j++) {
        for (size_t n = 0; n < k->N; n++) {
            size_t nj = n * k->J + j;
            double home = a->theta_home[j];
            for (size_t i = 0; i < k->N; i++) {
                size_t f = (j * k->N + n) * k->N + i;
                double phi = k->phi[f];
                double own =
                    phi > 0.0 ? phi * pow(o->c[nj] / o->P[nj], -home) : 0.0;
                double other =
                    phi > 0.0 && i != n
                        ? k->imports[nj] * pow(k->PM[nj] / o->P[nj], -home) *
                              phi *
                              pow(o->c[i * k->J + j] / k->PM[nj], -a->theta[j])
                        : 0.0;
                o->share[f] = i == n ? own : other;
            }
        }
    }
}

/* T18; the deficits at today's factor prices. */
static void deficits(const work *k, oracle *o)
{
    const hm_economy_arrays *a = k->a;
    double *now = numbers(k->N);
    double *base = numbers(k->N);
    double world = 0.0;
    double total = 0.0;
    for (size_t f = 0; f < k->F; f++) {
        double income = a->factor_income[f];
        size_t n = (size_t)a->factor_country[f];
        now[n] += o->w[f] * or_value(k->s.factor_hat, f, 1.0) * income;
        base[n] += income;
    }
    for (size_t n = 0; n < k->N; n++) {
        world += now[n];
        total += a->deficit[n] / base[n] * now[n];
    }
    for (size_t n = 0; n < k->N; n++) {
        double d = 0.0;
        if (k->closure == HM_CLOSURE_FIXED) {
            d = a->deficit[n];
        } else if (k->closure == HM_CLOSURE_SCALED) {
            d = a->deficit[n] / base[n] * now[n] - now[n] / world * total;
        } else if (k->closure == HM_CLOSURE_BILATERAL) {
            for (size_t i = 0; i < k->N; i++) {
                bool open = false;
                for (size_t j = 0; j < k->J; j++) {
                    size_t in = (j * k->N + n) * k->N + i;
                    size_t back = (j * k->N + i) * k->N + n;
                    open = open ||
                           (a->share[in] * a->expenditure[n * k->J + j] > 0 &&
                            or_value(k->s.phi, in, 1.0) > 0) ||
                           (a->share[back] * a->expenditure[i * k->J + j] > 0 &&
                            or_value(k->s.phi, back, 1.0) > 0);
                }
                d += open ? a->bilateral_deficit[n * k->N + i] : 0.0;
            }
        }
        o->D[n] = d + or_value(k->s.deficit_add, n, 0.0);
    }
    free(now);
    free(base);
}

/* T13-T15 with T12; returns the largest change relative to the country. */
static double quantities(const work *k, oracle *o)
{
    const hm_economy_arrays *a = k->a;
    size_t N = k->N;
    size_t J = k->J;
    double change = 0.0;
    memset(o->Y, 0, N * J * sizeof(double));
    for (size_t n = 0; n < N; n++) {
        o->I[n] = o->D[n];
    }
    for (size_t j = 0; j < J; j++) {
        for (size_t n = 0; n < N; n++) {
            for (size_t i = 0; i < N; i++) {
                size_t f = (j * N + n) * N + i;
                double value = o->share[f] * o->X[n * J + j];
                o->Y[i * J + j] += k->g[f] * value;
                o->I[n] += k->b[f] * value;
                o->I[i] += k->x[f] * value;
            }
        }
    }
    for (size_t f = 0; f < k->F; f++) {
        o->I[a->factor_country[f]] +=
            o->w[f] * or_value(k->s.factor_hat, f, 1.0) * a->factor_income[f];
    }
    for (size_t n = 0; n < N; n++) {
        double r = 1.0 - a->final_substitution[n];
        double sum = 0.0;
        double logs = 0.0;
        double spent = 0.0;
        double moved = 0.0;
        for (size_t j = 0; j < J; j++) {
            double alpha = a->final_share[n * J + j];
            o->I[n] += (1.0 - 1.0 / a->markup[j]) * o->Y[n * J + j];
            sum += alpha * pow(o->P[n * J + j], r);
            logs += alpha * log(o->P[n * J + j]);
        }
        o->Pn[n] = power_mean(sum, r, logs);
        for (size_t j = 0; j < J; j++) {
            double next = a->final_share[n * J + j] *
                          pow(o->P[n * J + j] / o->Pn[n], r) * o->I[n];
            for (size_t l = 0; l < J; l++) {
                double in = or_value(a->input_share, (n * J + j) * J + l, 0.0);
                if (in > 0.0 && o->Y[n * J + l] > 0.0) {
                    next += in *
                            pow(o->P[n * J + j] / k->nest[n * J + l],
                                1.0 - a->input_substitution[l]) *
                            o->Y[n * J + l] / a->markup[l];
                }
            }
            moved = fmax(moved, fabs(next - o->X[n * J + j]));
            spent += next;
            o->X[n * J + j] = next;
        }
        change = fmax(change, moved / spent);
    }
    return change;
}

/* T7, T16, T20: demand for factors and factor use. */
static void factor_demand(const work *k, oracle *o)
{
    const hm_economy_arrays *a = k->a;
    double *now = numbers(k->N * k->J);
    double *base = numbers(k->N * k->J);
    for (size_t f = 0; f < k->F; f++) {
        size_t n = (size_t)a->factor_country[f];
        k->demand[f] = 0.0;
        for (size_t l = 0; l < k->J; l++) {
            double v = a->factor_share[f * k->J + l];
            size_t nl = n * k->J + l;
            base[nl] += v * a->output[nl];
            if (v > 0.0 && o->Y[nl] > 0.0) {
                v *= pow(o->w[f] / k->nest[nl], 1.0 - a->input_substitution[l]);
                k->demand[f] += v * o->Y[nl] / a->markup[l];
                now[nl] += v * o->Y[nl] / o->w[f];
            }
        }
    }
    for (size_t l = 0; l < k->J; l++) {
        for (size_t n = 0; n < k->N; n++) {
            size_t nl = n * k->J + l;
            if (a->scale[l] > 0.0 && base[nl] > 0.0) {
                k->use[nl] *= pow(now[nl] / base[nl] / k->use[nl], 0.5);
            }
        }
    }
    free(now);
    free(base);
}

/* T16 as tatonnement, T17; returns the largest relative excess demand. */
static double factor_prices(const work *k, oracle *o)
{
    const hm_economy_arrays *a = k->a;
    double worst = 0.0;
    double world = 0.0;
    double base = 0.0;
    for (size_t f = 0; f < k->F; f++) {
        double supply = or_value(k->s.factor_hat, f, 1.0) * a->factor_income[f];
        double ratio =
            k->demand[f] > 0.0 ? k->demand[f] / (o->w[f] * supply) : 0.0;
        worst = o->w[f] > 0.0 ? fmax(worst, fabs(ratio - 1.0)) : worst;
        o->w[f] = ratio > 0.0 ? o->w[f] * pow(ratio, k->step) : 0.0;
        world += o->w[f] * supply;
        base += a->factor_income[f];
    }
    for (size_t f = 0; f < k->F; f++) {
        o->w[f] *= base / world;
    }
    return worst;
}

static void start(work *k, oracle *o)
{
    const hm_economy_arrays *a = k->a;
    double theta = 0.0;
    for (size_t j = 0; j < k->J; j++) {
        theta = fmax(theta, a->theta[j]);
    }
    k->step = 1.0 / (1.0 + theta);
    for (size_t f = 0; f < k->F; f++) {
        o->w[f] = 1.0;
    }
    for (size_t nj = 0; nj < k->N * k->J; nj++) {
        o->P[nj] = 1.0;
        o->c[nj] = 1.0;
        k->use[nj] = 1.0;
        o->X[nj] = a->expenditure[nj];
    }
}

static double sweep(work *k, oracle *o)
{
    double change = 0.0;
    costs(k, o);
    change = prices(k, o);
    shares(k, o);
    deficits(k, o);
    change = fmax(change, quantities(k, o));
    factor_demand(k, o);
    return fmax(change, factor_prices(k, o));
}

bool oracle_solve(const hm_economy_arrays *economy,
                  const hm_shock_arrays *shock, hm_closure closure,
                  double tolerance, int32_t max_sweeps, oracle *out)
{
    size_t N = (size_t)economy->n_countries;
    size_t J = (size_t)economy->n_sectors;
    size_t F = (size_t)economy->n_factors;
    work *k = calloc(1, sizeof *k);
    if (k == NULL) {
        abort();
    }
    double *pool = numbers(4 * J * N * N + 12 * N * J + 4 * N + 4 * F);
    *k = (work){.a = economy, .closure = closure, .N = N, .J = J, .F = F};
    if (shock != NULL) {
        k->s = *shock;
    }
    *out = (oracle){.N = N, .J = J, .F = F, .work = pool};
    double **flows[] = {&k->phi, &k->g, &k->b, &k->x};
    double **cells[] = {&k->imports, &k->nest, &k->use, &k->PM,
                        &out->c,     &out->P,  &out->X, &out->Y};
    for (size_t i = 0; i < 4; i++, pool += J * N * N) {
        *flows[i] = pool;
    }
    for (size_t i = 0; i < 8; i++, pool += N * J) {
        *cells[i] = pool;
    }
    out->w = pool;
    k->demand = pool + F;
    out->Pn = pool + 2 * F;
    out->I = out->Pn + N;
    out->D = out->I + N;
    out->share = numbers(J * N * N);
    prepare(k);
    start(k, out);
    out->change = INFINITY;
    while (out->sweeps < max_sweeps && out->change > tolerance) {
        out->change = sweep(k, out);
        out->sweeps++;
        if (!isfinite(out->change)) {
            break;
        }
    }
    out->converged = out->change <= tolerance;
    free(k);
    return out->converged;
}

void oracle_clear(oracle *o)
{
    free(o->work);
    free(o->share);
    memset(o, 0, sizeof *o);
}

hm_solution_arrays oracle_arrays(const oracle *o)
{
    return (hm_solution_arrays){.factor_price_hat = o->w,
                                .cost_hat = o->c,
                                .price_hat = o->P,
                                .price_index_hat = o->Pn,
                                .expenditure = o->X,
                                .output = o->Y,
                                .income = o->I,
                                .deficit = o->D};
}

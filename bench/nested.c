// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * nested.c - the textbook fixed point (MODEL.md 1.12), written to be compared
 * with: wages move by their excess demand, damped; inside, prices and then
 * spending are iterated to convergence. It shares nothing with the library.
 * What does not change is computed once and no power stands in an inner loop,
 * so that what is compared is the method, not careless code.
 */
#include "bench.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct nested {
    const hm_economy_arrays *a;
    const double *tariff, *phi;
    int32_t N, J;
    double *weight, *wage, *ln_price, *power, *share;
    double *spend, *next, *output, *income;
    int32_t sweeps;
} nested;

static size_t flow_at(const nested *s, int32_t j, int32_t n, int32_t i)
{
    return ((size_t)j * (size_t)s->N + (size_t)n) * (size_t)s->N + (size_t)i;
}

static double rate(const double *array, size_t at)
{
    return array == NULL ? 0.0 : array[at];
}

/* pi phi kappa^-theta: the shock, once. */
static void weights(nested *s)
{
    for (int32_t j = 0; j < s->J; j++) {
        for (int32_t n = 0; n < s->N; n++) {
            for (int32_t i = 0; i < s->N; i++) {
                size_t f = flow_at(s, j, n, i);
                double kappa =
                    (1.0 + s->tariff[f]) / (1.0 + rate(s->a->tariff, f));
                s->weight[f] =
                    s->a->share[f] * s->phi[f] * pow(kappa, -s->a->theta[j]);
            }
        }
    }
}

/* c^-theta of every country and sector, [j][n]. */
static void costs(nested *s)
{
    for (int32_t n = 0; n < s->N; n++) {
        double ln_wage = log(s->wage[n]);
        for (int32_t k = 0; k < s->J; k++) {
            size_t cell = (size_t)n * (size_t)s->J + (size_t)k;
            double sum = s->a->factor_share[cell] * ln_wage;
            for (int32_t j = 0; j < s->J; j++) {
                size_t in = (size_t)n * (size_t)s->J + (size_t)j;
                sum += s->a->input_share[in * (size_t)s->J + (size_t)k] *
                       s->ln_price[in];
            }
            s->power[(size_t)k * (size_t)s->N + (size_t)n] =
                exp(-s->a->theta[k] * sum);
        }
    }
}

/* One price sweep; the largest change of ln P. */
static double prices(nested *s)
{
    double worst = 0.0;
    costs(s);
    for (int32_t j = 0; j < s->J; j++) {
        const double *power = s->power + (size_t)j * (size_t)s->N;
        for (int32_t n = 0; n < s->N; n++) {
            size_t cell = (size_t)n * (size_t)s->J + (size_t)j;
            const double *weight = s->weight + flow_at(s, j, n, 0);
            double *share = s->share + flow_at(s, j, n, 0);
            double sum = 0.0;
            for (int32_t i = 0; i < s->N; i++) {
                share[i] = weight[i] * power[i];
                sum += share[i];
            }
            for (int32_t i = 0; i < s->N; i++) {
                share[i] /= sum;
            }
            double ln_price = -log(sum) / s->a->theta[j];
            double change = fabs(ln_price - s->ln_price[cell]);
            worst = change > worst ? change : worst;
            s->ln_price[cell] = ln_price;
        }
    }
    s->sweeps++;
    return worst;
}

static void receipts(nested *s, const double *deficit)
{
    memset(s->output, 0, (size_t)s->N * (size_t)s->J * sizeof(double));
    for (int32_t n = 0; n < s->N; n++) {
        s->income[n] = s->wage[n] * s->a->factor_income[n] + deficit[n];
    }
    for (int32_t j = 0; j < s->J; j++) {
        for (int32_t n = 0; n < s->N; n++) {
            double x = s->spend[(size_t)n * (size_t)s->J + (size_t)j];
            for (int32_t i = 0; i < s->N; i++) {
                size_t f = flow_at(s, j, n, i);
                double border = s->share[f] * x / (1.0 + s->tariff[f]);
                s->output[(size_t)i * (size_t)s->J + (size_t)j] += border;
                s->income[n] += s->tariff[f] * border;
            }
        }
    }
}

/* One spending sweep; the largest change against the country's income. */
static double spending(nested *s, const double *deficit)
{
    double worst = 0.0;
    receipts(s, deficit);
    for (int32_t n = 0; n < s->N; n++) {
        for (int32_t j = 0; j < s->J; j++) {
            size_t cell = (size_t)n * (size_t)s->J + (size_t)j;
            double x = s->a->final_share[cell] * s->income[n];
            for (int32_t k = 0; k < s->J; k++) {
                x += s->a->input_share[cell * (size_t)s->J + (size_t)k] *
                     s->output[(size_t)n * (size_t)s->J + (size_t)k];
            }
            double change = fabs(x - s->spend[cell]) / s->income[n];
            worst = change > worst ? change : worst;
            s->next[cell] = x;
        }
    }
    memcpy(s->spend, s->next, (size_t)s->N * (size_t)s->J * sizeof(double));
    s->sweeps++;
    return worst;
}

/* Move wages; the largest excess demand. */
static double wages(nested *s, double damping)
{
    double worst = 0.0;
    double before = 0.0;
    double after = 0.0;
    for (int32_t n = 0; n < s->N; n++) {
        double demand = 0.0;
        for (int32_t k = 0; k < s->J; k++) {
            size_t cell = (size_t)n * (size_t)s->J + (size_t)k;
            demand += s->a->factor_share[cell] * s->output[cell];
        }
        double excess = demand / (s->wage[n] * s->a->factor_income[n]) - 1.0;
        worst = fabs(excess) > worst ? fabs(excess) : worst;
        s->wage[n] *= 1.0 + damping * excess;
        before += s->a->factor_income[n];
        after += s->wage[n] * s->a->factor_income[n];
    }
    for (int32_t n = 0; n < s->N; n++) {
        s->wage[n] *= before / after;
    }
    return worst;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* min(0.5, 2 / (1 + median theta)). */
static double damping_of(const hm_economy_arrays *a)
{
    double *sorted = bench_memory((size_t)a->n_sectors, sizeof(double));
    memcpy(sorted, a->theta, (size_t)a->n_sectors * sizeof(double));
    qsort(sorted, (size_t)a->n_sectors, sizeof(double), compare);
    double damping = 2.0 / (1.0 + sorted[a->n_sectors / 2]);
    free(sorted);
    return damping < 0.5 ? damping : 0.5;
}

static double *ones(size_t count)
{
    double *x = bench_memory(count, sizeof(double));
    for (size_t i = 0; i < count; i++) {
        x[i] = 1.0;
    }
    return x;
}

static bool iterate(nested *s, const double *deficit, double tolerance,
                    double *worst)
{
    double damping = damping_of(s->a);
    double last = INFINITY;
    for (int32_t outer = 0, rising = 0; outer < 5000; outer++) {
        for (int32_t k = 0; k < 2000 && prices(s) > tolerance / 100.0; k++) {
        }
        for (int32_t k = 0;
             k < 2000 && spending(s, deficit) > tolerance / 1000.0; k++) {
        }
        *worst = wages(s, damping);
        if (*worst < tolerance) {
            return true;
        }
        rising = *worst < last ? 0 : rising + 1;
        damping *= rising > 4 ? 0.5 : 1.0;
        last = *worst;
    }
    return false;
}

int32_t bench_nested(const bench_case *c, double tolerance, double *worst)
{
    const hm_economy_arrays *a = hm_economy_data(c->economy);
    const hm_shock_arrays *shock = hm_shock_data(c->shock);
    size_t cells = (size_t)a->n_countries * (size_t)a->n_sectors;
    size_t flows = cells * (size_t)a->n_countries;
    nested s = {.a = a, .N = a->n_countries, .J = a->n_sectors};
    double *zero = bench_memory(flows, sizeof(double));
    double *open = ones(flows);
    s.tariff = shock->tariff != NULL ? shock->tariff
                                     : (a->tariff != NULL ? a->tariff : zero);
    s.phi = shock->phi != NULL ? shock->phi : open;
    s.wage = ones((size_t)a->n_countries);
    s.weight = bench_memory(flows, sizeof(double));
    s.ln_price = bench_memory(cells, sizeof(double));
    s.power = bench_memory(cells, sizeof(double));
    s.share = bench_memory(flows, sizeof(double));
    s.spend = bench_memory(cells, sizeof(double));
    s.next = bench_memory(cells, sizeof(double));
    s.output = bench_memory(cells, sizeof(double));
    s.income = bench_memory((size_t)a->n_countries, sizeof(double));
    memcpy(s.spend, a->expenditure, cells * sizeof(double));
    weights(&s);
    bool converged = iterate(&s, a->deficit, tolerance, worst);
    double *blocks[] = {zero,       open,     s.weight, s.wage,
                        s.ln_price, s.power,  s.share,  s.spend,
                        s.next,     s.output, s.income};
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        free(blocks[i]);
    }
    return converged ? s.sweeps : -1;
}

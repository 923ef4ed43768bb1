// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_ossa.c - the core against another model's own equations: R. Ossa,
 * "Trade wars and trade talks with data", American Economic Review 104
 * (2014), monopolistic competition with a fixed mass of firms, in changes
 * (MODEL.md T26-T29). Setting: theta = sigma - 1, mu = sigma/(sigma - 1), labour
 * only, deficits removed. Wages and budgets are all he solves for.
 *
 * Tolerance 1e-9: both sides are solved to 1e-13 relative, and small
 * countries lose up to four digits in hats of small flows.
 */
#include "solved.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 8 };

typedef struct ossa {
    size_t N, S;
    const hm_economy_arrays *a;
    const double *tariff; /* t', [s][j][i] as ours */
    double sigma[MOST], spending[MOST];
    double w[MOST], X[MOST]; /* hats */
    double P[MOST][MOST];    /* [j][s] */
} ossa;

static size_t flow_of(const ossa *o, size_t s, size_t j, size_t i)
{
    return (s * o->N + j) * o->N + i;
}

/* T_ijs: the flow from i to j, net of tariff. */
static double net_flow(const ossa *o, size_t s, size_t j, size_t i)
{
    size_t f = flow_of(o, s, j, i);
    return o->a->share[f] * o->a->expenditure[j * o->S + s] /
           (1 + o->a->tariff[f]);
}

static double tau_hat(const ossa *o, size_t s, size_t j, size_t i)
{
    size_t f = flow_of(o, s, j, i);
    return (1 + o->tariff[f]) / (1 + o->a->tariff[f]);
}

/* T26. */
static void prices(ossa *o)
{
    for (size_t j = 0; j < o->N; j++) {
        for (size_t s = 0; s < o->S; s++) {
            double sum = 0.0;
            for (size_t i = 0; i < o->N; i++) {
                sum += o->a->share[flow_of(o, s, j, i)] *
                       pow(o->w[i] * tau_hat(o, s, j, i), 1 - o->sigma[s]);
            }
            o->P[j][s] = pow(sum, 1 / (1 - o->sigma[s]));
        }
    }
}

/* T'_ijs over T_ijs, but for the budget of j: the summand of T27 and T29. */
static double pull(const ossa *o, size_t s, size_t j, size_t i)
{
    return pow(tau_hat(o, s, j, i), -o->sigma[s]) *
           pow(o->w[i], 1 - o->sigma[s]) * pow(o->P[j][s], o->sigma[s] - 1);
}

/* Sales of i at new prices and budgets, times `share(s)`: with 1/sigma they
 * are profits (T27), with 1 - 1/sigma they pay labour (T28). */
static double sales(const ossa *o, size_t i, bool profits)
{
    double sum = 0.0;
    for (size_t s = 0; s < o->S; s++) {
        double part = profits ? 1 / o->sigma[s] : 1 - 1 / o->sigma[s];
        for (size_t j = 0; j < o->N; j++) {
            sum += part * net_flow(o, s, j, i) * pull(o, s, j, i) * o->X[j];
        }
    }
    return sum;
}

/* T29 with NX' = 0. */
static double budget(const ossa *o, size_t j)
{
    double revenue = 0.0;
    for (size_t s = 0; s < o->S; s++) {
        for (size_t i = 0; i < o->N; i++) {
            revenue += net_flow(o, s, j, i) * o->tariff[flow_of(o, s, j, i)] *
                       pull(o, s, j, i);
        }
    }
    double earned = o->a->factor_income[j] * o->w[j] + sales(o, j, true);
    return earned / (o->spending[j] - revenue);
}

/* One damped round; returns the largest relative change. */
static double iterate(ossa *o, double step)
{
    double change = 0.0;
    double before = 0.0;
    double after = 0.0;
    double next[MOST] = {0};
    prices(o);
    for (size_t j = 0; j < o->N; j++) {
        next[j] = budget(o, j);
        change = fmax(change, fabs(next[j] / o->X[j] - 1));
    }
    memcpy(o->X, next, sizeof next);
    for (size_t i = 0; i < o->N; i++) {
        double wL = o->a->factor_income[i];
        double ratio = sales(o, i, false) / (wL * o->w[i]);
        change = fmax(change, fabs(ratio - 1));
        next[i] = o->w[i] * pow(ratio, step);
        before += wL;
        after += wL * next[i];
    }
    for (size_t i = 0; i < o->N; i++) {
        o->w[i] = next[i] * before / after;
    }
    return change;
}

static bool solve_ossa(ossa *o)
{
    double largest = 0.0;
    for (size_t s = 0; s < o->S; s++) {
        o->sigma[s] = 1 + o->a->theta[s];
        largest = fmax(largest, o->sigma[s]);
    }
    for (size_t j = 0; j < o->N; j++) {
        o->w[j] = o->X[j] = 1.0;
        for (size_t s = 0; s < o->S; s++) {
            o->spending[j] += o->a->expenditure[j * o->S + s];
        }
    }
    for (int round = 0; round < 40000; round++) {
        if (iterate(o, 1 / largest) < 1e-13) {
            return true;
        }
    }
    return false;
}

/* Markups of Ossa's model; accounts and base anew. */
static model ossa_model(uint64_t seed)
{
    hm_random r = hm_random_seed(seed);
    model m = model_random(seed, WITH_TARIFFS, 2 + seed % 6, 1 + seed % 5);
    size_t flows = m.J * m.N * m.N;
    double *V = malloc(flows * sizeof(double));
    assert_non_null(V);
    for (size_t f = 0; f < flows; f++) {
        V[f] = m.pi[f] * m.X[f / m.N % m.N * m.J + f / m.N / m.N];
    }
    for (size_t s = 0; s < m.J; s++) {
        double sigma = hm_random_range(&r, 1.8, 9);
        m.theta[s] = m.home[s] = sigma - 1;
        m.mu[s] = sigma / (sigma - 1);
    }
    for (size_t c = 0; c < m.F * m.J; c++) {
        m.v[c] = 1;
    }
    model_account(&m, V);
    free(V);
    return m;
}

static void compare(hm_context *ctx, uint64_t seed)
{
    model m = ossa_model(seed);
    model_shock s = model_shock_new(&m);
    hm_random r = hm_random_seed(seed + 1000);
    for (size_t f = 0; f < m.J * m.N * m.N; f++) {
        if (f % m.N != f / m.N % m.N) {
            s.t[f] = hm_random_range(&r, -0.1, 1.0);
        }
    }
    solved ours = solve_model(ctx, &m, &s, HM_CLOSURE_ZERO, 1e-13);
    const hm_economy_arrays *a = hm_economy_data(ours.economy);
    ossa o = {.N = m.N, .S = m.J, .a = a, .tariff = s.t};
    assert_true(solve_ossa(&o));
    for (size_t n = 0; n < m.N; n++) {
        double P = 1.0;
        for (size_t k = 0; k < m.J; k++) {
            P *= pow(o.P[n][k], a->final_share[n * m.J + k]);
        }
        assert_near_rel(ours.x->factor_price_hat[n], o.w[n], 1e-9);
        assert_near_rel(ours.x->income[n] / a->income[n], o.X[n], 1e-9);
        assert_near_rel(welfare_of(&ours, n), o.X[n] / P, 1e-9);
    }
    solved_clear(&ours);
    model_shock_free(&s);
    model_free(&m);
}

static void the_core_solves_his_model(void **state)
{
    hm_context *ctx = NULL;
    (void)state;
    assert_int_equal(hm_context_create(NULL, &ctx), HM_OK);
    for (uint64_t seed = 1; seed <= 60; seed++) {
        compare(ctx, seed);
    }
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_core_solves_his_model),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_closed_forms.c - what theory says without a computer (MODEL.md 7.4):
 * the formulas of Arkolakis, Costinot and Rodriguez-Clare (2012), autarky
 * with input-output loops, optimal and Nash tariffs of two countries, Becko's
 * sanctions, Lerner symmetry, and who keeps a rent.
 */
#include "solved.h"

#include <stdlib.h>
#include <string.h>

static int set_up(void **state)
{
    hm_context *ctx = NULL;
    assert_int_equal(hm_context_create(NULL, &ctx), HM_OK);
    *state = ctx;
    return 0;
}

static int tear_down(void **state)
{
    hm_context_free(*state);
    return 0;
}

static size_t flow_of(const model *m, size_t j, size_t n, size_t i)
{
    return (j * m->N + n) * m->N + i;
}

/* Two countries and one good that labour makes: shares pi, incomes wL. */
static model two_countries(const double pi[4], double w1, double w2,
                           double theta)
{
    static const int32_t owner[2] = {0, 1};
    model m = model_new(2, 1, 2);
    memcpy(m.pi, pi, 4 * sizeof(double));
    memcpy(m.owner, owner, sizeof owner);
    m.theta[0] = m.home[0] = theta;
    m.X[0] = m.wL[0] = w1;
    m.X[1] = m.wL[1] = w2;
    m.v[0] = m.v[1] = m.alpha[0] = m.alpha[1] = 1.0;
    return m;
}

/* --- gains from trade --------------------------------------------------------------- */

/* ACR (2012): one sector, no tariffs, a shock abroad: W^ = lambda^^(-1/theta).
 * Tolerance 1e-10: solved to 1e-13. */
static void welfare_from_the_domestic_share(void **state)
{
    for (uint64_t seed = 1; seed <= 20; seed++) {
        model m = model_random(seed, 0, 0, 1);
        model_shock s = model_shock_new(&m);
        hm_random r = hm_random_seed(seed);
        for (size_t n = 1; n < m.N; n++) {
            s.A[n] = hm_random_range(&r, 0.5, 2.0);
            for (size_t i = 0; i < m.N; i++) {
                s.d[n * m.N + i] = n == i ? 1 : hm_random_range(&r, 0.6, 1.8);
            }
            s.d[n] = hm_random_range(&r, 0.6, 1.8);
        }
        solved base = solve_model(*state, &m, &s, HM_CLOSURE_ZERO, 1e-13);
        double *share = malloc(m.N * m.N * sizeof(double));
        assert_non_null(share);
        hm_solution_shares(base.economy, base.shock, base.solution, share);
        double hat = share[0] / hm_economy_data(base.economy)->share[0];
        assert_near_rel(welfare_of(&base, 0), pow(hat, -1 / m.theta[0]), 1e-10);
        free(share);
        solved_clear(&base);
        model_shock_free(&s);
        model_free(&m);
    }
}

/* Costinot and Rodriguez-Clare (2014), Table 1, column 1 (theta = 5, 2008):
 * the gain over autarky is lambda^(-1/5) - 1. Their lambda is printed to two
 * digits, which moves the gain by up to 0.15 points. */
static void gains_from_trade_of_five_countries(void **state)
{
    static const double lambda[] = {0.68, 0.70, 0.80, 0.88, 0.92};
    static const double gain[] = {8.0, 7.5, 4.5, 2.6, 1.8};
    for (int c = 0; c < 5; c++) {
        double out = 1 - lambda[c];
        double pi[4] = {lambda[c], out, out / 20, 1 - out / 20};
        model m = two_countries(pi, 1, 20, 5);
        model_shock s = model_shock_new(&m);
        s.phi[1] = s.phi[2] = 0;
        solved a = solve_model(*state, &m, &s, HM_CLOSURE_ZERO, 1e-13);
        double W = welfare_of(&a, 0);
        assert_near_rel(W, pow(lambda[c], 0.2), 1e-12);
        assert_near(100 * (1 / W - 1), gain[c], 0.15);
        solved_clear(&a);
        model_shock_free(&s);
        model_free(&m);
    }
}

/* ln P_n - ln w_n in autarky: x = -(I - a')^-1 ln(lambda) / theta, by the
 * series, whose terms fall by at least 1 - v. */
static double autarky_welfare(const hm_economy_arrays *a, size_t n)
{
    size_t N = (size_t)a->n_countries;
    size_t J = (size_t)a->n_sectors;
    double x[16] = {0};
    for (int round = 0; round < 400; round++) {
        double next[16] = {0};
        for (size_t j = 0; j < J; j++) {
            next[j] = -log(a->share[(j * N + n) * N + n]) / a->theta[j];
            for (size_t l = 0; l < J; l++) {
                next[j] += a->input_share[(n * J + l) * J + j] * x[l];
            }
        }
        memcpy(x, next, sizeof x);
    }
    double sum = 0.0;
    for (size_t j = 0; j < J; j++) {
        sum -= a->final_share[n * J + j] * x[j];
    }
    return exp(sum);
}

/* Cobb-Douglas throughout, inputs, many goods, one factor, no tariffs: cut
 * the first country off from all others, who keep trading. */
static void cut_off(hm_context *ctx, uint64_t seed, hm_closure closure)
{
    model m = model_random(seed, WITH_INPUTS, 0, 0);
    model_shock s = model_shock_new(&m);
    for (size_t j = 0; j < m.J; j++) {
        for (size_t i = 1; i < m.N; i++) {
            s.phi[flow_of(&m, j, 0, i)] = 0;
            s.phi[flow_of(&m, j, i, 0)] = 0;
        }
    }
    solved a = solve_model(ctx, &m, &s, closure, 1e-13);
    const hm_economy_arrays *base = hm_economy_data(a.economy);
    double own = 1 - base->deficit[0] / base->income[0];
    assert_near_rel(welfare_of(&a, 0), own * autarky_welfare(base, 0), 1e-10);
    assert_near(a.x->deficit[0], 0.0, 1e-12 * base->income[0]);
    solved_clear(&a);
    model_shock_free(&s);
    model_free(&m);
}

static void autarky_with_inputs(void **state)
{
    for (uint64_t seed = 31; seed <= 50; seed++) {
        cut_off(*state, seed, HM_CLOSURE_ZERO);
    }
}

/* With deficits, those on cut links end (T18 B): what is left is own income. */
static void autarky_ends_bilateral_deficits(void **state)
{
    for (uint64_t seed = 31; seed <= 50; seed++) {
        cut_off(*state, seed, HM_CLOSURE_BILATERAL);
    }
}

/* --- tariffs of two countries ------------------------------------------------------ */

static const double large_foreigner[4] = {0.8, 0.2, 0.05, 0.95};
static const double twins[4] = {0.8, 0.2, 0.2, 0.8};

/* W_H, W_F, current incomes and lambda_FF at tariffs t_H, t_F. */
typedef struct duel {
    double W[2], I[2], I0[2], lambda_FF;
} duel;

static duel tariffs(hm_context *ctx, const double pi[4], double wF, double tH,
                    double tF)
{
    model m = two_countries(pi, 1, wF, 5);
    model_shock s = model_shock_new(&m);
    double share[4];
    s.t[1] = tH;
    s.t[2] = tF;
    solved a = solve_model(ctx, &m, &s, HM_CLOSURE_ZERO, 1e-14);
    hm_solution_shares(a.economy, a.shock, a.solution, share);
    duel d = {.W = {welfare_of(&a, 0), welfare_of(&a, 1)},
              .I = {a.x->income[0], a.x->income[1]},
              .I0 = {hm_economy_data(a.economy)->income[0],
                     hm_economy_data(a.economy)->income[1]},
              .lambda_FF = share[3]};
    solved_clear(&a);
    model_shock_free(&s);
    model_free(&m);
    return d;
}

/* d W_H / d t_H and d W_F / d t_H by five points: the error, h^4/30 times the
 * fifth derivative and 1e-14/h of solving, stays below 1e-10. */
static void slopes(hm_context *ctx, const double pi[4], double wF, double tH,
                   double tF, double out[2])
{
    static const double h = 2e-3;
    duel a = tariffs(ctx, pi, wF, tH - 2 * h, tF);
    duel b = tariffs(ctx, pi, wF, tH - h, tF);
    duel c = tariffs(ctx, pi, wF, tH + h, tF);
    duel d = tariffs(ctx, pi, wF, tH + 2 * h, tF);
    for (int n = 0; n < 2; n++) {
        out[n] = (a.W[n] - 8 * b.W[n] + 8 * c.W[n] - d.W[n]) / (12 * h);
    }
}

/* MODEL.md B4: t* = 1/(theta lambda_FF) = 0.2065461483, gain 0.814104 %. */
static void the_optimal_tariff(void **state)
{
    static const double best = 0.2065461483;
    double slope[2];
    duel at = tariffs(*state, large_foreigner, 4, best, 0);
    slopes(*state, large_foreigner, 4, best, 0, slope);
    assert_near(slope[0], 0.0, 1e-9);
    assert_near(1 / (5 * at.lambda_FF), best, 1e-9);
    assert_near(100 * (at.W[0] - 1), 0.814104, 5e-7);
    for (double off = -0.15; off < 0.2; off += 0.1) {
        duel other = tariffs(*state, large_foreigner, 4, best + off, 0);
        assert_true(other.W[0] < at.W[0]);
    }
}

/* Symmetric Nash: t = 0.2155036 both, welfare -1.117221 %. The tariff is
 * printed to 7 digits, so the slope is 0 to about 1e-7 W''. */
static void the_symmetric_nash_tariff(void **state)
{
    static const double nash = 0.2155036;
    double slope[2];
    duel at = tariffs(*state, twins, 1, nash, nash);
    slopes(*state, twins, 1, nash, nash, slope);
    assert_near(slope[0], 0.0, 1e-7);
    assert_near(100 * (at.W[0] - 1), -1.117221, 5e-7);
    assert_near(at.W[0], at.W[1], 1e-13);
    /* B4 with the foreign tariff in delta. */
    double FF = at.lambda_FF;
    double delta = nash * FF / (1 + nash * FF);
    assert_near(1 / (5 * (1 - (1 - delta) * (1 - FF))), nash, 1e-7);
}

/* MODEL.md S4 (after Becko 2024): the sender pays varpi dollars for a dollar
 * of the target's loss. Valued at current prices, then at base prices. */
static void sanctions_on_a_passive_target(void **state)
{
    static const double price[] = {-1, -.5, 0, .5, 1, 2};
    static const double current[] = {0,           .1041084670, .2065461483,
                                     .3079584847, .4087282650, .6091900014};
    static const double base[] = {NAN,         .0984508387, .2065461483,
                                  .3254533855, .4563891220, .7593105742};
    for (int c = 0; c < 6; c++) {
        double slope[2];
        duel at = tariffs(*state, large_foreigner, 4, current[c], 0);
        slopes(*state, large_foreigner, 4, current[c], 0, slope);
        assert_near((1 + price[c]) / (5 * at.lambda_FF), current[c], 1e-9);
        assert_near(at.I[0] * slope[0] / at.W[0] -
                        price[c] * at.I[1] * slope[1] / at.W[1],
                    0.0, 2e-9);
        if (c > 0) {
            at = tariffs(*state, large_foreigner, 4, base[c], 0);
            slopes(*state, large_foreigner, 4, base[c], 0, slope);
            assert_near(at.I0[0] * slope[0] - price[c] * at.I0[1] * slope[1],
                        0.0, 2e-9);
        }
    }
}

/* --- equivalences --------------------------------------------------------------------- */

static const unsigned every_technology = WITH_INPUTS | WITH_CES | WITH_TIERS |
                                         WITH_MARKUPS | WITH_FACTORS |
                                         WITH_ZEROS;

static void same_welfare(hm_context *ctx, const model *m, const model_shock *a,
                         const model_shock *b, hm_closure closure)
{
    solved one = solve_model(ctx, m, a, closure, 1e-13);
    solved two = solve_model(ctx, m, b, closure, 1e-13);
    for (size_t n = 0; n < m->N; n++) {
        assert_near_rel(welfare_of(&two, n), welfare_of(&one, n), 1e-11);
    }
    solved_clear(&one);
    solved_clear(&two);
}

/* Lerner (1936): with balanced trade a uniform import tariff is a uniform
 * export tax. Holds with inputs, markups, nests, many factors. */
static void lerner_symmetry(void **state)
{
    for (uint64_t seed = 60; seed < 80; seed++) {
        model m = model_random(seed, every_technology, 0, 0);
        model_shock tariff = model_shock_new(&m);
        model_shock tax = model_shock_new(&m);
        for (size_t j = 0; j < m.J; j++) {
            for (size_t i = 1; i < m.N; i++) {
                tariff.t[flow_of(&m, j, 0, i)] = 0.37;
                tax.e[flow_of(&m, j, i, 0)] = 0.37;
            }
        }
        same_welfare(*state, &m, &tariff, &tax, HM_CLOSURE_ZERO);
        model_shock_free(&tariff);
        model_shock_free(&tax);
        model_free(&m);
    }
}

/* A rent that the importer keeps is a tariff; one that the exporter keeps is
 * an export tax: (1 + r') = (1 + r)(1 + m), on top of what stands there. */
static void a_rent_is_a_tariff_or_an_export_tax(void **state)
{
    for (uint64_t seed = 80; seed < 110; seed++) {
        unsigned rates = WITH_TARIFFS | WITH_EXPORT_TAXES;
        bool importer = seed % 2 == 0;
        model m = model_random(seed, every_technology | rates, 0, 0);
        model_shock rent = model_shock_new(&m);
        model_shock rate = model_shock_new(&m);
        hm_random r = hm_random_seed(seed);
        for (size_t f = 0; f < m.J * m.N * m.N; f++) {
            double wedge = hm_random_range(&r, 0, 0.6);
            if (f % m.N == f / m.N % m.N) {
                continue;
            }
            rent.m[f] = wedge;
            rent.zeta[f] = importer ? 1 : 0;
            if (importer) {
                rate.t[f] = (1 + m.t[f]) * (1 + wedge) - 1;
            } else {
                rate.e[f] = (1 + m.e[f]) * (1 + wedge) - 1;
            }
        }
        same_welfare(*state, &m, &rent, &rate, HM_CLOSURE_FIXED);
        model_shock_free(&rent);
        model_shock_free(&rate);
        model_free(&m);
    }
}

/* Without inputs, productivity up 10 % everywhere is worth 10 % everywhere. */
static void productivity_everywhere(void **state)
{
    for (uint64_t seed = 110; seed < 120; seed++) {
        model m = model_random(seed, WITH_TARIFFS | WITH_MARKUPS, 0, 0);
        model_shock s = model_shock_new(&m);
        for (size_t c = 0; c < m.N * m.J; c++) {
            s.A[c] = 1.1;
        }
        solved a = solve_model(*state, &m, &s, HM_CLOSURE_FIXED, 1e-13);
        for (size_t n = 0; n < m.N; n++) {
            assert_near_rel(welfare_of(&a, n), 1.1, 1e-11);
        }
        solved_clear(&a);
        model_shock_free(&s);
        model_free(&m);
    }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(welfare_from_the_domestic_share),
        CASE(gains_from_trade_of_five_countries),
        CASE(autarky_with_inputs),
        CASE(autarky_ends_bilateral_deficits),
        CASE(the_optimal_tariff),
        CASE(the_symmetric_nash_tariff),
        CASE(sanctions_on_a_passive_target),
        CASE(lerner_symmetry),
        CASE(a_rent_is_a_tariff_or_an_export_tax),
        CASE(productivity_everywhere),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_balances.c - a drawdown of reserves is no income (MODEL.md T19b): what
 * a country earns itself holds no part of D', and where the transfer moves no
 * terms of trade it does not change at all.
 */
#include "solved.h"

#include <stdlib.h>
#include <string.h>

enum {
    ECONOMIES = 150,
    WITHOUT_TAXES =
        WITH_INPUTS | WITH_CES | WITH_TIERS | WITH_FACTORS | WITH_ZEROS
};

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

/* Country 0 draws down `x`, which the others send in proportion to income. */
static void draw_down(const hm_economy_arrays *a, double x, model_shock *shock)
{
    double others = 0.0;
    for (int32_t n = 1; n < a->n_countries; n++) {
        others += a->income[n];
    }
    shock->D[0] = x;
    for (int32_t n = 1; n < a->n_countries; n++) {
        shock->D[n] = -x * a->income[n] / others;
    }
}

static solved solve_drawdown(hm_context *ctx, const model *m, double share)
{
    model_shock shock = model_shock_new(m);
    solved s = {.economy = economy_of(ctx, m, HM_CLOSURE_FIXED)};
    const hm_economy_arrays *a = hm_economy_data(s.economy);
    draw_down(a, share * a->income[0], &shock);
    s.shock = model_shock_make(ctx, s.economy, &shock);
    assert_non_null(s.shock);
    solve_into(ctx, &s, HM_CLOSURE_FIXED, 1e-12);
    model_shock_free(&shock);
    return s;
}

/* Any switches: real income is domestic income and D', each over P; so the
 * drawdown is taken out to the last digit. */
static void domestic_income_holds_no_drawdown(void **state)
{
    hm_context *ctx = *state;
    int32_t solved_ones = 0;
    for (uint64_t seed = hm_test_seed(71), last = seed + ECONOMIES; seed < last;
         seed++) {
        model m = model_random(seed, WITH_ALL, 0, 0);
        solved s = solve_drawdown(ctx, &m, 0.04);
        hm_welfare *welfare = NULL;
        if (s.certificate->outcome == HM_CONVERGED) {
            assert_hm_ok(ctx, hm_welfare_create(ctx, s.economy, &welfare));
            assert_hm_ok(ctx, hm_welfare_evaluate(ctx, s.economy, s.shock,
                                                  s.solution, welfare));
            const hm_welfare_arrays *w = hm_welfare_data(welfare);
            const hm_economy_arrays *a = hm_economy_data(s.economy);
            double earned = a->income[0] - a->deficit[0];
            double drawn = s.x->deficit[0] / s.x->price_index_hat[0];
            double gain = earned * (w->real_domestic_income_hat[0] - 1.0);
            assert_true(s.x->deficit[0] > a->deficit[0]);
            assert_near(w->real_income_musd[0] - gain, drawn - a->deficit[0],
                        1e-10 * a->income[0]);
            solved_ones++;
        }
        hm_welfare_free(welfare);
        solved_clear(&s);
        model_free(&m);
    }
    assert_true(solved_ones > ECONOMIES * 9 / 10);
}

/* Without taxes it is what factors earn: by a sum that D' is no part of. */
static void domestic_income_is_what_factors_earn(void **state)
{
    hm_context *ctx = *state;
    for (uint64_t seed = hm_test_seed(81), last = seed + ECONOMIES; seed < last;
         seed++) {
        model m = model_random(seed, WITHOUT_TAXES, 0, 0);
        solved s = solve_drawdown(ctx, &m, 0.04);
        hm_welfare *welfare = NULL;
        if (s.certificate->outcome == HM_CONVERGED) {
            assert_hm_ok(ctx, hm_welfare_create(ctx, s.economy, &welfare));
            assert_hm_ok(ctx, hm_welfare_evaluate(ctx, s.economy, s.shock,
                                                  s.solution, welfare));
            const hm_economy_arrays *a = hm_economy_data(s.economy);
            double before = 0.0;
            double after = 0.0;
            for (int32_t f = 0; f < a->n_factors; f++) {
                bool own = a->factor_country[f] == 0;
                before += own ? a->factor_income[f] : 0.0;
                after +=
                    own ? a->factor_income[f] * s.x->factor_price_hat[f] : 0.0;
            }
            assert_near_rel(
                hm_welfare_data(welfare)->real_domestic_income_hat[0],
                after / before / s.x->price_index_hat[0], 1e-9);
        }
        hm_welfare_free(welfare);
        solved_clear(&s);
        model_free(&m);
    }
}

/* Everybody buys the same basket, so a transfer moves no relative price
 * (Samuelson 1952): income rises by what is drawn, earnings not at all. */
static model same_basket(uint64_t seed)
{
    hm_random r = hm_random_seed(seed);
    size_t N = 2 + (size_t)hm_random_below(&r, 6);
    size_t J = 1 + (size_t)hm_random_below(&r, 5);
    model m = model_random(seed, 0, N, J);
    double *V = calloc(J * N * N, sizeof(double));
    double spending[16];
    assert_non_null(V);
    for (size_t n = 0; n < N; n++) {
        spending[n] = hm_random_range(&r, 1.0, 9.0);
    }
    for (size_t j = 0; j < J; j++) {
        for (size_t i = 0; i < N; i++) {
            double basket = hm_random_range(&r, 0.2, 1.0);
            for (size_t n = 0; n < N; n++) {
                V[(j * N + n) * N + i] = basket * spending[n];
            }
        }
    }
    model_account(&m, V);
    free(V);
    return m;
}

static void a_neutral_drawdown_earns_nothing(void **state)
{
    hm_context *ctx = *state;
    for (uint64_t seed = hm_test_seed(91), last = seed + ECONOMIES; seed < last;
         seed++) {
        model m = same_basket(seed);
        solved s = solve_drawdown(ctx, &m, 0.07);
        hm_welfare *welfare = NULL;
        assert_int_equal(s.certificate->outcome, HM_CONVERGED);
        assert_hm_ok(ctx, hm_welfare_create(ctx, s.economy, &welfare));
        assert_hm_ok(ctx, hm_welfare_evaluate(ctx, s.economy, s.shock,
                                              s.solution, welfare));
        const hm_welfare_arrays *w = hm_welfare_data(welfare);
        /* the solver's tolerance, through D / (I - D) */
        assert_near(w->real_domestic_income_hat[0], 1.0, 1e-9);
        assert_near(w->real_income_hat[0], 1.07, 1e-9);
        hm_welfare_free(welfare);
        solved_clear(&s);
        model_free(&m);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(domestic_income_holds_no_drawdown,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(domestic_income_is_what_factors_earn,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_neutral_drawdown_earns_nothing,
                                        set_up, tear_down),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_sweep.c - one evaluation of the map at points that are no solution:
 * no dollar is lost between spending and receipts (T5, T13), Walras (MODEL.md
 * 1.4), degree one in factor prices, and the name of the worst equation.
 */
#include "oracle.h"
#include "random_economy.h"
#include "world.h"

static hm_certificate ignored;

/* Push every live unknown off the base. */
static void disturb(hm_solver *s, hm_random *r)
{
    hmi_state_base(s);
    for (size_t i = 0; i < s->at_spending; i++) {
        s->state[i] += hm_random_range(r, -0.3, 0.3);
    }
    for (size_t i = s->at_spending; i < s->at_scale; i++) {
        s->state[i] *= exp(hm_random_range(r, -0.3, 0.3));
    }
}

/* All that is spent is received by producers, treasuries and rent owners. */
static void assert_nothing_is_lost(const hm_solver *s)
{
    long double spent = 0.0L, received = 0.0L;
    for (size_t cell = 0; cell < s->cells; cell++) {
        spent += (long double)s->state[s->at_spending + cell];
        received += (long double)s->output[cell];
    }
    for (int32_t n = 0; n < s->N; n++) {
        received += (long double)s->revenue[n];
    }
    /* a rounding for each of some thousand flows */
    assert_near_rel((double)received, (double)spent, 1e-13);
}

/* What country pairs pay each other sums to nothing. */
static void assert_trade_sums(const hm_solver *s)
{
    long double sold = 0.0L, bought = 0.0L;
    for (int32_t n = 0; n < s->N; n++) {
        sold += (long double)s->sold[n];
        bought += (long double)s->bought[n];
    }
    assert_near_rel((double)sold, (double)bought, 1e-13);
}

static void no_dollar_is_lost_at_any_iterate(void **state)
{
    (void)state;
    const uint64_t seed = hm_test_seed(61);
    hm_context *ctx = NULL;
    hm_random r = hm_random_seed(seed);
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    for (uint64_t k = 0; k < 60; k++) {
        model m = model_random(seed + k, WITH_ALL, 0, 0);
        model_shock shock = model_shock_random(&m, k, SHOCK_LARGE);
        hm_economy *economy = model_economy(ctx, &m);
        assert_non_null(economy);
        hm_shock *made = model_shock_make(ctx, economy, &shock);
        hm_solver *s = NULL;
        assert_hm_ok(
            ctx, hm_solver_create(ctx, economy, HM_CLOSURE_FIXED, NULL, &s));
        if (hmi_prepare(s, made, 1.0, &ignored)) {
            hmi_residuals residuals;
            disturb(s, &r);
            hmi_sweep(s, &residuals);
            /* Again: a dead cell's spending is set to zero by the first. */
            hmi_sweep(s, &residuals);
            assert_true(hmi_residual_worst(&residuals) > 1e-3);
            assert_nothing_is_lost(s);
            assert_trade_sums(s);
        }
        hm_solver_free(s);
        hm_shock_free(made);
        hm_economy_free(economy);
        model_shock_free(&shock);
        model_free(&m);
    }
    hm_context_free(ctx);
}

/*
 * Walras: when spending is what T14 and T15 say (iterated here at fixed
 * prices), excess factor demand sums to the deficits, that is to zero, for
 * any factor prices; and each country's is its external balance.
 */
static void walras_holds_at_any_factor_prices(void **state)
{
    (void)state;
    world w;
    hmi_residuals residuals;
    hm_random r = hm_random_seed(hm_test_seed(62));
    world_begin(&w, (world_options){.specific = true, .theta_home = 1.7});
    hm_solver *s = w.solver;
    w.tariff[FLOW(MACHINERY, USA, CHN)] = 0.91;
    assert_true(hmi_prepare(s, world_shock(&w), 1.0, &ignored));
    disturb(s, &r);
    for (int sweep = 0; sweep < 400; sweep++) {
        hmi_sweep(s, &residuals);
        memcpy(s->state + s->at_price, s->image + s->at_price,
               2 * s->cells * sizeof(double)); /* prices and spending */
    }
    hmi_sweep(s, &residuals);
    assert_true(residuals.factor > 0.01); /* no equilibrium */
    long double sum = 0.0L, excess[WORLD_N] = {0};
    for (int32_t f = 0; f < s->F; f++) {
        const double gap = s->demand[f] - s->wage[f] * s->system.supply[f];
        sum += (long double)gap;
        excess[s->base->factor_country[f]] += (long double)gap;
    }
    assert_near((double)sum, 0.0, 1e-13 * s->world_income);
    for (int32_t n = 0; n < WORLD_N; n++) {
        assert_near((double)excess[n],
                    s->sold[n] + s->deficit[n] - s->bought[n],
                    1e-12 * s->income[n]);
    }
    world_end(&w);
}

/* Twice the factor prices, twice every price: the numeraire takes it back. */
static void the_map_is_of_degree_one(void **state)
{
    (void)state;
    world w;
    hmi_residuals first, second;
    double image[8 + 2 * WORLD_CELLS];
    hm_random r = hm_random_seed(hm_test_seed(63));
    world_begin(&w, (world_options){.specific = true, .substitution = 0.4});
    hm_solver *s = w.solver;
    assert_int_equal(s->state_size, 8 + 2 * WORLD_CELLS);
    assert_true(hmi_prepare(s, NULL, 1.0, &ignored));
    disturb(s, &r);
    hmi_sweep(s, &first);
    memcpy(image, s->image, sizeof image);
    for (size_t i = 0; i < s->at_spending; i++) {
        s->state[i] += 0.731;
    }
    for (size_t i = s->at_spending; i < s->at_scale; i++) {
        s->state[i] *= exp(0.731);
    }
    hmi_sweep(s, &second);
    assert_vector_near(s->image, image, s->state_size, 1e-12, 1e-14, NULL);
    assert_near_rel(hmi_residual_worst(&second), hmi_residual_worst(&first),
                    1e-11);
    world_end(&w);
}

static void the_worst_equation_has_its_name(void **state)
{
    (void)state;
    world w;
    hmi_residuals residuals;
    char name[64];
    world_begin(&w, (world_options){0});
    hm_solver *s = w.solver;
    assert_true(hmi_prepare(s, NULL, 1.0, &ignored));
    hmi_state_base(s);
    s->state[s->at_price + TEXTILES * WORLD_N + KOR] += 0.01;
    hmi_sweep(s, &residuals);
    hmi_residual_name(s, &residuals, name, sizeof name);
    assert_string_equal(name, "price, KOR, textiles");
    hmi_state_base(s);
    s->state[s->at_spending + MINING * WORLD_N + PRK] *= 1.5;
    hmi_sweep(s, &residuals);
    hmi_residual_name(s, &residuals, name, sizeof name);
    assert_string_equal(name, "spending, PRK, mining");
    hmi_state_base(s);
    s->state[PRK] += 0.2;
    for (int j = 0; j < WORLD_J; j++) { /* prices go along, spending stays */
        s->state[s->at_price + (size_t)(j * WORLD_N + PRK)] += 0.1;
    }
    hmi_sweep(s, &residuals);
    hmi_residual_name(s, &residuals, name, sizeof name);
    assert_string_equal(name, "factor market labor, PRK");
    world_end(&w);
}

static void a_residual_that_is_no_number_is_seen(void **state)
{
    (void)state;
    world w;
    hmi_residuals residuals;
    world_begin(&w, (world_options){0});
    assert_true(hmi_prepare(w.solver, NULL, 1.0, &ignored));
    hmi_state_base(w.solver);
    w.solver->state[w.solver->at_price + 3] = NAN;
    hmi_sweep(w.solver, &residuals);
    assert_true(isnan(hmi_residual_worst(&residuals)));
    assert_false(hmi_iterate(w.solver, 1e-10, 50, &residuals));
    world_end(&w);
}

/* Prices alone, at factor prices of 1, end at the base's: all 1. */
static void prices_alone_come_home(void **state)
{
    (void)state;
    world w;
    double change = 1.0;
    int sweeps = 0;
    world_begin(&w, (world_options){.substitution = 0.3, .theta_home = 0.7});
    assert_true(hmi_prepare(w.solver, NULL, 1.0, &ignored));
    hmi_state_base(w.solver);
    double *price = w.solver->state + w.solver->at_price;
    for (size_t c = 0; c < w.solver->cells; c++) {
        price[c] = 0.1 * (double)(c % 5) - 0.2;
    }
    while (change > 1e-14 && sweeps < 200) {
        const double before = change;
        change = hmi_price_sweep(w.solver);
        sweeps++;
        /* a contraction of modulus 1/2, the share of inputs in cost */
        assert_true(sweeps < 3 || change < 0.75 * before || change < 1e-13);
    }
    assert_in_range(sweeps, 20, 80);
    for (size_t c = 0; c < w.solver->cells; c++) {
        assert_near(price[c], 0.0, 1e-13);
    }
    world_end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_dollar_is_lost_at_any_iterate),
        cmocka_unit_test(walras_holds_at_any_factor_prices),
        cmocka_unit_test(the_map_is_of_degree_one),
        cmocka_unit_test(the_worst_equation_has_its_name),
        cmocka_unit_test(a_residual_that_is_no_number_is_seen),
        cmocka_unit_test(prices_alone_come_home),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_block.c - the countries' own Jacobians: a step with one undoes a small
 * disturbance of its prices and spending to second order.
 */
#include "world.h"

static hm_certificate ignored;

/* Bring the solver to the base's solution. */
static void settle(hm_solver *s)
{
    hmi_residuals residuals;
    assert_true(hmi_prepare(s, NULL, 1.0, &ignored));
    hmi_state_base(s);
    assert_true(hmi_iterate(s, 1e-13, 100, &residuals));
}

/* Disturb prices and spending of country n by about `size`, take one step;
 * what is left of the disturbance, relative to its size. */
static double left_over(world *w, int n, double size)
{
    hm_solver *s = w->solver;
    hmi_residuals residuals;
    double worst = 0.0;
    settle(s);
    double solved[2 * WORLD_CELLS];
    memcpy(solved, s->state + s->at_price, sizeof solved);
    for (int j = 0; j < WORLD_J; j++) {
        const size_t cell = (size_t)(j * WORLD_N + n);
        s->state[s->at_price + cell] += size * cos(2.1 * j + n);
        s->state[s->at_spending + cell] *= 1.0 + size * sin(1.3 * j + n);
    }
    hmi_newton_read(s, s->global.point);
    hmi_sweep(s, &residuals);
    hmi_blocks_refresh(s);
    hmi_newton_residual(s, s->global.residual);
    hmi_block_solve(s, n, s->global.residual, s->global.step);
    for (int j = 0; j < WORLD_J; j++) {
        const size_t cell = (size_t)(j * WORLD_N + n);
        const size_t p = s->at_price + cell;
        const size_t q = s->at_spending + cell;
        const double price = s->state[p] - s->global.step[p] - solved[cell];
        const double spending = (s->state[q] * exp(-s->global.step[q]) -
                                 solved[WORLD_CELLS + cell]) /
                                s->base->income[n];
        assert_true(s->newton.usable[n]);
        worst = fmax(worst, fmax(fabs(price), fabs(spending)));
    }
    return worst / size;
}

static void a_step_undoes_a_small_disturbance(void **state)
{
    (void)state;
    /* Without tariffs and with Cobb-Douglas demand the blocks are exact. */
    world w;
    world_begin(&w, (world_options){.free_trade = true, .theta_home = 1.9});
    for (int n = 0; n < WORLD_N; n++) {
        const double coarse = left_over(&w, n, 1e-3);
        const double fine = left_over(&w, n, 1e-4);
        /* Of second order: ten times smaller, ten times better; a plain step
         * would leave half of the disturbance at any size. */
        assert_true(coarse < 0.02);
        assert_true(fine < 0.2 * coarse);
    }
    world_end(&w);
}

static void with_wedges_and_substitution_most_of_it(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){.specific = true,
                                    .substitution = 0.3,
                                    .theta_home = 1.3});
    for (int n = 0; n < WORLD_N; n++) {
        /* Measured 0.21 to 0.39: final demand answers to the sweep's new
         * prices, the blocks take the old ones; a plain step leaves more. */
        assert_true(left_over(&w, n, 1e-4) < 0.5);
    }
    world_end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_undoes_a_small_disturbance),
        cmocka_unit_test(with_wedges_and_substitution_most_of_it),
    };
    return hm_test_run(tests);
}

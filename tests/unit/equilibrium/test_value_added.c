// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_value_added.c - factor payments by sector: equal to output where cost
 * shares are constant, adding up to factor income always (T16), against T7
 * written out, and absent where nothing was made.
 */
#include "world.h"

static void shake(world *w)
{
    world_cut(w, CHN, PRK, MINING);
    w->tariff[FLOW(MACHINERY, USA, CHN)] = 0.413;
}

static void constant_cost_shares_follow_output(void **state)
{
    (void)state;
    world w;
    double hat[WORLD_CELLS];
    world_begin(&w, (world_options){.specific = true});
    shake(&w);
    const hm_solution_arrays *x = world_solved(&w);
    hm_solution_value_added(w.economy, w.solution, hat);
    for (int c = 0; c < WORLD_CELLS; c++) {
        assert_near_rel(hat[c],
                        x->output[c] / hm_economy_data(w.economy)->output[c],
                        1e-13);
    }
    world_end(&w);
}

/* T16 summed over a country's factors, with substitution. */
static void value_added_is_factor_income(void **state)
{
    (void)state;
    world w;
    double hat[WORLD_CELLS];
    world_begin(&w, (world_options){.specific = true, .substitution = 0.3});
    shake(&w);
    const hm_solution_arrays *x = world_solved(&w);
    const hm_economy_arrays *a = hm_economy_data(w.economy);
    hm_solution_value_added(w.economy, w.solution, hat);
    for (int n = 0; n < WORLD_N; n++) {
        double paid = 0.0, earned = 0.0;
        for (int k = 0; k < WORLD_J; k++) {
            const double base = a->factor_share[2 * n * WORLD_J + k] +
                                a->factor_share[(2 * n + 1) * WORLD_J + k];
            paid += hat[CELL(n, k)] * base * a->output[CELL(n, k)];
        }
        for (int f = 2 * n; f < 2 * n + 2; f++) {
            earned += a->factor_income[f] * x->factor_price_hat[f];
        }
        assert_near_rel(paid, earned, 1e-9); /* the solver's tolerance */
        assert_true(fabs(hat[CELL(n, MINING)] * a->output[CELL(n, MINING)] /
                             x->output[CELL(n, MINING)] -
                         1.0) > 1e-9); /* shares did move */
    }
    world_end(&w);
}

static void nothing_made_has_no_value_added(void **state)
{
    (void)state;
    world w;
    double hat[WORLD_CELLS];
    world_begin(&w, (world_options){.no_machinery = true});
    shake(&w);
    (void)world_solved(&w);
    hm_solution_value_added(w.economy, w.solution, hat);
    assert_true(isnan(hat[CELL(PRK, MACHINERY)]));
    assert_true(hat[CELL(PRK, MINING)] > 0.0);
    world_end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constant_cost_shares_follow_output),
        cmocka_unit_test(value_added_is_factor_income),
        cmocka_unit_test(nothing_made_has_no_value_added),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_workspace.c - the solver's layout: padding, groups of sectors with one
 * substitution elasticity, factor uses, wage steps; settings it refuses.
 */
#include "world.h"

#include <stdlib.h>

static void refuses_settings_by_name(void **state)
{
    (void)state;
    static const struct {
        hm_solver_settings settings;
        const char *message;
    } wrong[] = {
        {{0.0, 500}, "solver setting tolerance is 0; expected 1e-14 to 0.01"},
        {{NAN, 500}, "solver setting tolerance is nan"},
        {{0.013, 500}, "solver setting tolerance is 0.013"},
        {{1e-10, 0}, "solver setting max_iterations is 0; expected 1 to"},
        {{1e-10, 100001}, "solver setting max_iterations is 100001"},
    };
    world w;
    world_begin(&w, (world_options){0});
    for (size_t k = 0; k < sizeof wrong / sizeof wrong[0]; k++) {
        hm_solver *solver = NULL;
        assert_hm_status(w.ctx,
                         hm_solver_create(w.ctx, w.economy, HM_CLOSURE_FIXED,
                                          &wrong[k].settings, &solver),
                         HM_ERR_ARGUMENT);
        assert_hm_message(w.ctx, wrong[k].message);
        assert_null(solver);
    }
    world_end(&w);
}

static void rows_are_padded_with_zeros(void **state)
{
    (void)state;
    world w;
    hm_certificate ignored;
    world_begin(&w, (world_options){0});
    const hm_solver *s = w.solver;
    assert_int_equal(s->stride % 4, 0);
    assert_in_range(s->stride, WORLD_N, WORLD_N + 3);
    assert_int_equal(s->input_stride, 4);
    assert_true(hmi_prepare(w.solver, NULL, 1.0, &ignored));
    for (size_t row = 0; row < s->cells; row++) {
        for (size_t c = WORLD_N; c < s->stride; c++) {
            assert_true(s->system.weight[row * s->stride + c] == 0.0);
        }
        assert_true(s->input[row * s->input_stride + WORLD_J] == 0.0);
    }
    world_end(&w);
}

/* Counts bytes: every block begins with its size. */
static void *count_bytes(void *user, void *ptr, size_t size)
{
    double *sum = user;
    if (size == 0) {
        free(ptr);
        return NULL;
    }
    *sum += (double)size;
    return realloc(ptr, size);
}

enum { MANY_N = 26, MANY_J = 17 };

/* An economy in which the arrays of flows outweigh the vectors. */
static hm_economy *many_countries(hm_context *ctx)
{
    static double trade[MANY_J * MANY_N * MANY_N];
    static double input[MANY_N * MANY_J * MANY_J];
    static char text[MANY_N + MANY_J][8];
    const char *codes[MANY_N + MANY_J];
    double theta[MANY_J];
    hm_economy *economy = NULL;
    for (int c = 0; c < MANY_N + MANY_J; c++) {
        snprintf(text[c], sizeof text[c], "c%d", c);
        codes[c] = text[c];
    }
    for (int at = 0; at < MANY_J * MANY_N * MANY_N; at++) {
        bool home = at / MANY_N % MANY_N == at % MANY_N;
        trade[at] = home ? 97.3 : 0.731;
    }
    for (int at = 0; at < MANY_N * MANY_J * MANY_J; at++) {
        input[at] = 0.413 / MANY_J;
    }
    for (int j = 0; j < MANY_J; j++) {
        theta[j] = 4.17;
    }
    const hm_labels labels = {.n_countries = MANY_N,
                              .n_sectors = MANY_J,
                              .country_codes = codes,
                              .sector_codes = codes + MANY_N};
    const hm_economy_flows flows = {.trade = trade, .input_share = input};
    const hm_elasticities set = {.theta = theta};
    assert_hm_ok(ctx,
                 hm_economy_from_flows(ctx, &labels, &flows, &set, &economy));
    return economy;
}

/* What is left out are vectors of countries, goods and factors: a few per
 * cent here, nothing in large models. */
static void its_bytes_are_known_beforehand(void **state)
{
    (void)state;
    double sum = 0.0;
    const hm_allocator counting = {count_bytes, &sum};
    hm_context *ctx = NULL;
    hm_solver *solver = NULL;
    assert_int_equal(hm_context_create(&counting, &ctx), HM_OK);
    hm_economy *economy = many_countries(ctx);
    sum = 0.0;
    assert_hm_ok(
        ctx, hm_solver_create(ctx, economy, HM_CLOSURE_FIXED, NULL, &solver));
    printf("# %.0f bytes, %.0f foreseen\n", sum, hm_solver_bytes(economy));
    assert_near_rel(hm_solver_bytes(economy), sum, 0.1);
    hm_solver_free(solver);
    hm_economy_free(economy);
    hm_context_free(ctx);
}

static void sectors_are_grouped_by_substitution(void **state)
{
    (void)state;
    world one, ces;
    world_begin(&one, (world_options){0});
    world_begin(&ces, (world_options){.substitution = 0.35});
    assert_int_equal(one.solver->n_groups, 1);
    assert_true(one.solver->groups[0].cobb_douglas);
    assert_int_equal(one.solver->groups[0].count, WORLD_J);
    assert_int_equal(ces.solver->n_groups, 1);
    assert_false(ces.solver->groups[0].cobb_douglas);
    assert_true(ces.solver->groups[0].power == 1.0 - 0.35);
    world_end(&one);
    world_end(&ces);
}

static void mixed_substitution_makes_several_groups(void **state)
{
    (void)state;
    world w;
    hm_economy *mixed = NULL;
    hm_solver *s = NULL;
    const double theta[] = {6.13, 4.37, 3.71}, rho[] = {0.2, 1.0, 0.2};
    const hm_elasticities set = {.theta = theta, .input_substitution = rho};
    world_begin(&w, (world_options){0});
    assert_hm_ok(w.ctx,
                 hm_economy_with_elasticities(w.ctx, w.economy, &set, &mixed));
    assert_hm_ok(w.ctx,
                 hm_solver_create(w.ctx, mixed, HM_CLOSURE_FIXED, NULL, &s));
    assert_int_equal(s->n_groups, 2);
    assert_int_equal(s->groups[0].count, 2);
    assert_int_equal(s->groups[0].sectors[0], MINING);
    assert_int_equal(s->groups[0].sectors[1], MACHINERY);
    assert_int_equal(s->groups[1].sectors[0], TEXTILES);
    assert_true(s->groups[1].cobb_douglas);
    hm_solver_free(s);
    hm_economy_free(mixed);
    world_end(&w);
}

static void factor_uses_follow_the_countries(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){.specific = true});
    const hm_solver *s = w.solver;
    for (int n = 0; n < WORLD_N; n++) {
        /* labor in three sectors, ore in one */
        assert_int_equal(s->use_start[n + 1] - s->use_start[n], 4);
        for (int32_t u = s->use_start[n]; u < s->use_start[n + 1]; u++) {
            const hmi_factor_use *use = &s->uses[u];
            assert_int_equal(s->base->factor_country[use->factor], n);
            assert_true(
                use->share ==
                s->base->factor_share[use->factor * WORLD_J + use->sector]);
            assert_true(use->factor % 2 == 0 || use->sector == MINING);
        }
    }
    world_end(&w);
}

/* Steps are one over an elasticity of at least 1/2; a country's trade step is
 * below one over the smallest theta among origins plus one. */
static void steps_are_of_the_right_size(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){.specific = true});
    const hm_solver *s = w.solver;
    for (int32_t f = 0; f < s->F; f++) {
        assert_true(s->step[f] > 0.05 && s->step[f] <= 2.0);
    }
    for (int n = 0; n < WORLD_N; n++) {
        const hm_economy_arrays *a = s->base;
        double sold = 0.0, bought = 0.0;
        assert_true(s->trade_step[n] > 0.05 && s->trade_step[n] < 0.5);
        for (int f = 0; f < WORLD_FLOWS; f++) {
            const int j = f / 16, m = f / 4 % 4, i = f % 4;
            const double value =
                a->share[f] * a->expenditure[CELL(m, j)] / (1.0 + a->tariff[f]);
            sold += i == n && m != n ? value : 0.0;
            bought += m == n && i != n ? value : 0.0;
        }
        assert_near_rel(s->trade_size[n], fmax(sold, bought), 1e-13);
    }
    world_end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_settings_by_name),
        cmocka_unit_test(rows_are_padded_with_zeros),
        cmocka_unit_test(its_bytes_are_known_beforehand),
        cmocka_unit_test(sectors_are_grouped_by_substitution),
        cmocka_unit_test(mixed_substitution_makes_several_groups),
        cmocka_unit_test(factor_uses_follow_the_countries),
        cmocka_unit_test(steps_are_of_the_right_size),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_anderson.c - acceleration of linear contractions, where it must find
 * the fixed point in the dimension plus a few steps (Walker and Ni 2011,
 * theorem 2.2: it is GMRES), and of a nonlinear one.
 */
#include "hm_test.h"
#include "num/internal.h"

#include <math.h>
#include <string.h>

enum { LARGEST = 9 };

/* g(x) = M x + b with a spectral radius below 1. */
typedef struct linear {
    size_t n;
    double m[LARGEST * LARGEST], b[LARGEST];
} linear;

static void apply(const linear *map, const double *x, double *g)
{
    for (size_t i = 0; i < map->n; i++) {
        g[i] = map->b[i];
        for (size_t j = 0; j < map->n; j++) {
            g[i] += map->m[i * map->n + j] * x[j];
        }
    }
}

/* Row sums of |M| are `radius`: a contraction in the maximum norm. */
static linear draw_linear(hm_random *r, size_t n, double radius)
{
    linear map = {.n = n};
    for (size_t i = 0; i < n; i++) {
        double sum = 0.0;
        for (size_t j = 0; j < n; j++) {
            map.m[i * n + j] = hm_random_range(r, -1.0, 1.0);
            sum += fabs(map.m[i * n + j]);
        }
        for (size_t j = 0; j < n; j++) {
            map.m[i * n + j] *= radius / sum;
        }
        map.b[i] = hm_random_normal(r);
    }
    return map;
}

static double residual(const linear *map, const double *x)
{
    double g[LARGEST], worst = 0.0;
    apply(map, x, g);
    for (size_t i = 0; i < map->n; i++) {
        worst = fmax(worst, fabs(g[i] - x[i]));
    }
    return worst;
}

/* Evaluations of the map until the residual is 1e-12; 0: not in `limit`. */
static int32_t steps_needed(hmi_anderson *an, const linear *map,
                            const double *weight, int32_t limit)
{
    double x[LARGEST] = {0}, g[LARGEST];
    for (int32_t step = 1; step <= limit; step++) {
        apply(map, x, g);
        if (an != NULL) {
            hmi_anderson_step(an, x, g, weight, x);
        } else {
            memcpy(x, g, sizeof x);
        }
        if (residual(map, x) <= 1e-12) {
            return step;
        }
    }
    return 0;
}

static void linear_map_in_dimension_plus_two_steps(void **state)
{
    (void)state;
    hm_random r = hm_random_seed(hm_test_seed(81));
    hm_context *ctx = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    for (int trial = 0; trial < 60; trial++) {
        const size_t n = 1 + (size_t)hm_random_below(&r, 6);
        const linear map = draw_linear(&r, n, 0.9);
        const double weight[LARGEST] = {1.31, 0.77, 1.93, 0.59, 1.13,
                                        0.83, 1.0,  1.0,  1.0};
        hmi_anderson *an = NULL;
        assert_hm_ok(ctx, hmi_anderson_create(ctx, n, 10, &an));
        const int32_t steps = steps_needed(an, &map, weight, 100);
        if (steps == 0 || steps > (int32_t)n + 2) {
            print_error("dimension %zu took %d steps\n", n, steps);
        }
        assert_in_range(steps, 1, n + 2);
        hmi_anderson_free(an);
    }
    hm_context_free(ctx);
}

static void beats_plain_iteration(void **state)
{
    (void)state;
    hm_random r = hm_random_seed(hm_test_seed(82));
    hm_context *ctx = NULL;
    double weight[LARGEST];
    for (size_t i = 0; i < LARGEST; i++) {
        weight[i] = 1.0;
    }
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    for (int trial = 0; trial < 20; trial++) {
        /* All of one sign: the largest eigenvalue is the row sum, 0.995. */
        linear map = draw_linear(&r, 9, 0.995);
        for (size_t i = 0; i < 81; i++) {
            map.m[i] = fabs(map.m[i]);
        }
        hmi_anderson *an = NULL;
        assert_hm_ok(ctx, hmi_anderson_create(ctx, 9, 5, &an));
        const int32_t fast = steps_needed(an, &map, weight, 1000);
        const int32_t plain = steps_needed(NULL, &map, weight, 20000);
        assert_true(fast > 0 && plain > 1000);
        assert_true(fast < 60);
        hmi_anderson_free(an);
    }
    hm_context_free(ctx);
}

/* cos in each of seven unknowns, coupled: one fixed point. */
static void coupled_cosines(const double *x, double *g)
{
    for (size_t i = 0; i < 7; i++) {
        g[i] = 0.8 * cos(x[i]) + 0.15 * x[(i + 3) % 7] + 0.01 * (double)i;
    }
}

static int32_t solve_cosines(hmi_anderson *an, double *x)
{
    const double weight[7] = {1.0, 2.0, 0.5, 1.0, 3.0, 1.0, 0.7};
    double g[7];
    for (int32_t step = 1; step < 500; step++) {
        double worst = 0.0;
        coupled_cosines(x, g);
        for (size_t i = 0; i < 7; i++) {
            worst = fmax(worst, fabs(g[i] - x[i]));
        }
        if (worst < 1e-13) {
            return step;
        }
        hmi_anderson_step(an, x, g, weight, x);
    }
    return 500;
}

static void history_can_be_forgotten_or_kept(void **state)
{
    (void)state;
    hm_context *ctx = NULL;
    hmi_anderson *an = NULL;
    double x[7] = {0}, first[7];
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    assert_hm_ok(ctx, hmi_anderson_create(ctx, 7, 8, &an));
    const int32_t cold = solve_cosines(an, x);
    assert_in_range(cold, 3, 40);
    memcpy(first, x, sizeof first);
    /* After a reset the same start gives the same bits. */
    hmi_anderson_reset(an);
    memset(x, 0, sizeof x);
    assert_int_equal(solve_cosines(an, x), cold);
    assert_memory_equal(x, first, sizeof x);
    /* A new beginning on the old history still finds the fixed point. */
    hmi_anderson_rebegin(an);
    for (size_t i = 0; i < 7; i++) {
        x[i] += 0.31;
    }
    assert_in_range(solve_cosines(an, x), 2, cold + 10);
    assert_vector_near(x, first, 7, 0.0, 1e-12, NULL);
    hmi_anderson_free(an);
    hm_context_free(ctx);
}

/* The first step has no history: it is the plain one. */
static void first_step_is_plain(void **state)
{
    (void)state;
    hm_context *ctx = NULL;
    hmi_anderson *an = NULL;
    const double x[5] = {0.1, 0.2, 0.3, 0.4, 0.5};
    const double g[5] = {0.71, -0.13, 0.37, 1.9, -2.3};
    const double weight[5] = {1.0, 1.0, 1.0, 1.0, 1.0};
    double next[5];
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    assert_hm_ok(ctx, hmi_anderson_create(ctx, 5, 3, &an));
    hmi_anderson_step(an, x, g, weight, next);
    assert_memory_equal(next, g, sizeof g);
    hmi_anderson_free(an);
    hmi_anderson_free(NULL);
    hm_context_free(ctx);
}

static void refuses_a_memory_out_of_range(void **state)
{
    (void)state;
    hm_context *ctx = NULL;
    hmi_anderson *an = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    assert_hm_status(ctx, hmi_anderson_create(ctx, 5, 0, &an), HM_ERR_ARGUMENT);
    assert_hm_message(ctx, "acceleration memory 0 is outside 1 to 32");
    assert_null(an);
    assert_hm_status(ctx, hmi_anderson_create(ctx, 5, 33, &an),
                     HM_ERR_ARGUMENT);
    assert_hm_message(ctx, "acceleration memory 33 is outside 1 to 32");
    assert_null(an);
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(linear_map_in_dimension_plus_two_steps),
        cmocka_unit_test(beats_plain_iteration),
        cmocka_unit_test(history_can_be_forgotten_or_kept),
        cmocka_unit_test(first_step_is_plain),
        cmocka_unit_test(refuses_a_memory_out_of_range),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_gmres.c - GMRES: random systems against their known solution, a
 * preconditioner that is exact, one that is good, a space that is exhausted
 * early, right-hand sides of zero and of NAN.
 */
#include "hm_test.h"
#include "num/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 60 };

/* A matrix and its diagonal as the preconditioner. */
typedef struct dense {
    size_t n;
    double a[MOST * MOST];
    int32_t products;
} dense;

static void apply(void *data, const double *x, double *y)
{
    dense *d = data;
    for (size_t r = 0; r < d->n; r++) {
        y[r] = hmi_dot(d->n, d->a + r * d->n, x);
    }
    d->products++;
}

static void divide_by_diagonal(void *data, const double *x, double *y)
{
    const dense *d = data;
    for (size_t r = 0; r < d->n; r++) {
        y[r] = x[r] / d->a[r * d->n + r];
    }
}

/* Diagonal entries spread over three decades, the rest small. */
static void fill(dense *d, size_t n, hm_random *r)
{
    d->n = n;
    d->products = 0;
    for (size_t i = 0; i < n * n; i++) {
        d->a[i] = 0.02 * hm_random_normal(r);
    }
    for (size_t i = 0; i < n; i++) {
        double scale = exp(hm_random_range(r, -3.4, 3.4));
        for (size_t c = 0; c < n; c++) {
            d->a[i * n + c] *= scale;
        }
        d->a[i * n + i] += scale;
    }
}

static int32_t solve(dense *d, bool preconditioned, int32_t memory,
                     const double *b, double *x, double *left)
{
    double *room = malloc(hmi_gmres_room(d->n, memory) * sizeof(double));
    assert_non_null(room);
    const hmi_gmres system = {.n = d->n,
                              .memory = memory,
                              .apply = apply,
                              .precondition =
                                  preconditioned ? divide_by_diagonal : NULL,
                              .data = d,
                              .room = room};
    int32_t steps = hmi_gmres_solve(&system, b, 1e-12, x, left);
    free(room);
    return steps;
}

static void random_systems_are_solved(void **state)
{
    (void)state;
    hm_random r = hm_random_seed(hm_test_seed(17));
    static dense d;
    for (int trial = 0; trial < 40; trial++) {
        size_t n = 1 + (size_t)hm_random_below(&r, MOST);
        double x[MOST], b[MOST], y[MOST], left = NAN;
        fill(&d, n, &r);
        for (size_t i = 0; i < n; i++) {
            x[i] = hm_random_normal(&r);
        }
        apply(&d, x, b);
        int32_t steps = solve(&d, true, MOST, b, y, &left);
        assert_true(left <= 1e-12 && steps <= (int32_t)n);
        /* residual 1e-12 times a condition number of about 1e3 */
        assert_vector_near(y, x, n, 0.0, 3e-9, NULL);
        /* one product a step, none for the start */
        assert_int_equal(d.products, steps + 1);
    }
}

static void the_preconditioner_saves_steps(void **state)
{
    (void)state;
    hm_random r = hm_random_seed(hm_test_seed(18));
    static dense d;
    double b[MOST], x[MOST], left = NAN;
    fill(&d, MOST, &r);
    for (size_t i = 0; i < MOST; i++) {
        b[i] = hm_random_normal(&r);
    }
    int32_t with = solve(&d, true, MOST, b, x, &left);
    assert_true(left <= 1e-12);
    int32_t without = solve(&d, false, MOST, b, x, &left);
    assert_true(2 * with < without);
}

static void an_exact_preconditioner_takes_one_step(void **state)
{
    (void)state;
    static dense d = {.n = 3, .a = {0.731, 0, 0, 0, -2.9, 0, 0, 0, 41.3}};
    const double b[3] = {1.7, 0.41, -3.3};
    double x[3], left = NAN;
    assert_int_equal(solve(&d, true, 3, b, x, &left), 1);
    for (int i = 0; i < 3; i++) {
        assert_near_rel(x[i], b[i] / d.a[4 * i], 1e-14);
    }
}

static void few_steps_leave_a_residual(void **state)
{
    (void)state;
    hm_random r = hm_random_seed(hm_test_seed(19));
    static dense d;
    double b[MOST], x[MOST], y[MOST], left = NAN;
    fill(&d, MOST, &r);
    for (size_t i = 0; i < MOST; i++) {
        b[i] = hm_random_normal(&r);
    }
    assert_int_equal(solve(&d, true, 4, b, x, &left), 4);
    apply(&d, x, y);
    double sum = 0.0, size = 0.0;
    for (size_t i = 0; i < MOST; i++) {
        sum += (b[i] - y[i]) * (b[i] - y[i]);
        size += b[i] * b[i];
    }
    /* what it says is left is what is left */
    assert_near_rel(left, sqrt(sum / size), 1e-10);
    assert_true(left > 1e-12 && left < 0.5);
}

static void a_singular_system_with_an_answer_is_solved(void **state)
{
    (void)state;
    static dense d = {.n = 3, .a = {1, -1, 0, -1, 2, -1, 0, -1, 1}};
    const double b[3] = {0.73, -0.31, -0.42}; /* sums to zero */
    double x[3], y[3], left = NAN;
    (void)solve(&d, false, 3, b, x, &left);
    apply(&d, x, y);
    assert_vector_near(y, b, 3, 0.0, 1e-13, NULL);
}

static void zero_and_nan(void **state)
{
    (void)state;
    static dense d = {.n = 2, .a = {2.1, 0.3, 0.4, 1.9}};
    double b[2] = {0.0, 0.0}, x[2] = {7.3, 7.3}, left = NAN;
    assert_int_equal(solve(&d, true, 2, b, x, &left), 0);
    assert_true(x[0] == 0.0 && x[1] == 0.0 && left == 0.0);
    b[1] = NAN;
    assert_int_equal(solve(&d, true, 2, b, x, &left), 0);
    assert_true(!isfinite(left) && x[0] == 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_systems_are_solved),
        cmocka_unit_test(the_preconditioner_saves_steps),
        cmocka_unit_test(an_exact_preconditioner_takes_one_step),
        cmocka_unit_test(few_steps_leave_a_residual),
        cmocka_unit_test(a_singular_system_with_an_answer_is_solved),
        cmocka_unit_test(zero_and_nan),
    };
    return hm_test_run(tests);
}

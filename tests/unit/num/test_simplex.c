// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_simplex.c - linear programs against the enumeration of their vertices;
 * infeasible, unbounded and degenerate ones; free variables; Beale's cycle.
 */
#include "hm_test.h"
#include "num/internal.h"

#include <math.h>
#include <string.h>

enum { N_MAX = 4, ROWS_MAX = 6, PLANES = ROWS_MAX + 2 * N_MAX };

static hm_context *context(void)
{
    hm_context *ctx = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    return ctx;
}

typedef struct program {
    int32_t n, m;
    double cost[N_MAX], rows[ROWS_MAX * N_MAX], right[ROWS_MAX];
    double low[N_MAX], high[N_MAX];
    char sense[ROWS_MAX];
} program;

static hmi_lp view(const program *p)
{
    return (hmi_lp){p->n,     p->m,     p->cost, p->rows,
                    p->right, p->sense, p->low,  p->high};
}

static program random_program(hm_random *r)
{
    program p = {.n = 1 + hm_random_below(r, N_MAX),
                 .m = hm_random_below(r, ROWS_MAX + 1)};
    for (int32_t j = 0; j < p.n; j++) {
        p.cost[j] = hm_random_normal(r);
        p.low[j] = hm_random_range(r, -3.0, 1.0);
        p.high[j] = p.low[j] + hm_random_range(r, 0.1, 4.0);
    }
    for (int32_t i = 0; i < p.m; i++) {
        /* whole numbers now and then, so that vertices coincide */
        bool whole = hm_random_below(r, 3) == 0;
        for (int32_t j = 0; j < p.n; j++) {
            double a = 2.0 * hm_random_normal(r);
            p.rows[i * p.n + j] = whole ? rint(a) : a;
        }
        p.right[i] = hm_random_range(r, -2.0, 3.0);
        p.sense[i] = "<<>="[hm_random_below(r, 4)];
    }
    return p;
}

static bool feasible(const program *p, const double *x)
{
    for (int32_t j = 0; j < p->n; j++) {
        if (x[j] < p->low[j] - 1e-9 || x[j] > p->high[j] + 1e-9) {
            return false;
        }
    }
    for (int32_t i = 0; i < p->m; i++) {
        double at = -p->right[i];
        for (int32_t j = 0; j < p->n; j++) {
            at += p->rows[i * p->n + j] * x[j];
        }
        if ((p->sense[i] != '>' && at > 1e-8) ||
            (p->sense[i] != '<' && at < -1e-8)) {
            return false;
        }
    }
    return true;
}

/* Solve the planes of `set` and keep the best feasible point. */
static void try_vertex(const program *p, uint32_t set, double *best)
{
    double a[N_MAX * N_MAX] = {0};
    double x[N_MAX];
    int32_t pivot[N_MAX];
    int32_t k = 0;
    for (int32_t plane = 0; plane < p->m + 2 * p->n; plane++) {
        if ((set >> plane & 1u) == 0) {
            continue;
        }
        if (plane < p->m) {
            memcpy(a + k * p->n, p->rows + plane * p->n,
                   (size_t)p->n * sizeof(double));
            x[k] = p->right[plane];
        } else {
            int32_t j = (plane - p->m) / 2;
            a[k * p->n + j] = 1.0;
            x[k] = (plane - p->m) % 2 == 0 ? p->low[j] : p->high[j];
        }
        k++;
    }
    if (hmi_lu_factor((size_t)p->n, a, pivot)) {
        hmi_lu_solve((size_t)p->n, a, pivot, x);
        if (feasible(p, x)) {
            *best = fmin(*best, hmi_dot((size_t)p->n, p->cost, x));
        }
    }
}

static double best_vertex(const program *p)
{
    double best = (double)INFINITY;
    for (uint32_t set = 0; set < UINT32_C(1) << (p->m + 2 * p->n); set++) {
        int32_t bits = 0;
        for (uint32_t s = set; s != 0; s &= s - 1) {
            bits++;
        }
        if (bits == p->n) {
            try_vertex(p, set, &best);
        }
    }
    return best;
}

static void agrees_with_vertices(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(17));
    int solved = 0;
    int empty = 0;
    for (int trial = 0; trial < 400 * hm_test_multiplier(); trial++) {
        program p = random_program(&r);
        hmi_lp lp = view(&p);
        double x[N_MAX];
        double value = 0.0;
        hmi_lp_outcome outcome = HMI_LP_STALLED;
        double expected = best_vertex(&p);
        assert_hm_ok(ctx, hmi_lp_solve(ctx, &lp, x, &value, &outcome));
        if (isinf(expected)) {
            assert_int_equal(outcome, HMI_LP_INFEASIBLE);
            empty++;
        } else {
            assert_int_equal(outcome, HMI_LP_OPTIMAL);
            /* the enumeration accepts violations of 1e-8 */
            assert_near(value, expected, 1e-6);
            assert_true(feasible(&p, x));
            assert_near(hmi_lp_residual(&lp, x), 0.0, 1e-9);
            solved++;
        }
    }
    assert_true(solved > 100 && empty > 50);
    hm_context_free(ctx);
}

static hmi_lp_outcome outcome_of(const hmi_lp *lp, double *x, double *value)
{
    hm_context *ctx = context();
    hmi_lp_outcome outcome = HMI_LP_STALLED;
    assert_hm_ok(ctx, hmi_lp_solve(ctx, lp, x, value, &outcome));
    hm_context_free(ctx);
    return outcome;
}

static const double inf = (double)INFINITY;

static void tells_unbounded_from_infeasible(void **state)
{
    (void)state;
    const double cost[2] = {-0.731, 0.4};
    const double rows[4] = {1.0, -1.0, 1.0, -1.0};
    const double right[2] = {1.37, 2.9};
    const double low[2] = {-inf, -inf};
    const double high[2] = {inf, inf};
    double x[2];
    double value = 0.0;
    hmi_lp open = {2, 1, cost, rows, right, "<", low, high};
    hmi_lp none = {2, 2, cost, rows, right, "<>", low, high};
    assert_int_equal(outcome_of(&open, x, &value), HMI_LP_UNBOUNDED);
    assert_int_equal(outcome_of(&none, x, &value), HMI_LP_INFEASIBLE);
}

/* min |x - 0.3| + |y + 1.7| as t1 + t2, x and y free. */
static void free_variables(void **state)
{
    (void)state;
    const double cost[4] = {0.0, 0.0, 1.0, 1.0};
    const double rows[5 * 4] = {1, 0,  -1, 0, 1, 0, 1, 0, 0, 1,
                                0, -1, 0,  1, 0, 1, 1, 1, 0, 0};
    const double right[5] = {0.3, 0.3, -1.7, -1.7, -1.0};
    const double low[4] = {-inf, -inf, 0.0, 0.0};
    const double high[4] = {inf, inf, inf, inf};
    double x[4];
    double value = 0.0;
    hmi_lp lp = {4, 5, cost, rows, right, "<><>=", low, high};
    assert_int_equal(outcome_of(&lp, x, &value), HMI_LP_OPTIMAL);
    assert_near(value, 0.4, 1e-12); /* x + y must rise from -1.4 to -1 */
    assert_near(x[0] + x[1], -1.0, 1e-12);
}

/* Beale 1955: the largest-coefficient rule alone cycles here. */
static void does_not_cycle(void **state)
{
    (void)state;
    const double cost[4] = {-0.75, 150.0, -0.02, 6.0};
    const double rows[12] = {0.25,  -60.0, -0.04, 9.0, 0.5, -90.0,
                             -0.02, 3.0,   0.0,   0.0, 1.0, 0.0};
    const double right[3] = {0.0, 0.0, 1.0};
    const double low[4] = {0.0, 0.0, 0.0, 0.0};
    const double high[4] = {inf, inf, inf, inf};
    double x[4];
    double value = 0.0;
    hmi_lp lp = {4, 3, cost, rows, right, "<<<", low, high};
    assert_int_equal(outcome_of(&lp, x, &value), HMI_LP_OPTIMAL);
    assert_near(value, -0.05, 1e-14);
}

/* A row said twice leaves an artificial variable in the basis. */
static void redundant_rows(void **state)
{
    (void)state;
    const double cost[2] = {1.0, 2.0};
    const double rows[6] = {1.0, 1.0, 2.0, 2.0, 1.0, -1.0};
    const double right[3] = {0.731, 1.462, 0.1};
    const double low[2] = {0.0, 0.0};
    const double high[2] = {inf, 5.0};
    double x[2];
    double value = 0.0;
    hmi_lp lp = {2, 3, cost, rows, right, "==<", low, high};
    assert_int_equal(outcome_of(&lp, x, &value), HMI_LP_OPTIMAL);
    assert_near(x[0], 0.4155, 1e-14);
    assert_near(value, 0.4155 + 2.0 * 0.3155, 1e-14);
}

/* Units of a hundred thousand beside probabilities. */
static void scales_rows_and_columns(void **state)
{
    (void)state;
    const double cost[2] = {1.0, 1e7};
    const double rows[4] = {0.01, 2e4, 1e-6, 3.0};
    const double right[2] = {7.31e4, 8.0};
    const double low[2] = {0.0, 0.0};
    const double high[2] = {1e9, 1e3};
    double x[2];
    double value = 0.0;
    hmi_lp lp = {2, 2, cost, rows, right, ">>", low, high};
    assert_int_equal(outcome_of(&lp, x, &value), HMI_LP_OPTIMAL);
    assert_near_rel(value, 8e6, 1e-12); /* x alone: the second row binds */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_vertices),
        cmocka_unit_test(tells_unbounded_from_infeasible),
        cmocka_unit_test(free_variables),
        cmocka_unit_test(does_not_cycle),
        cmocka_unit_test(redundant_rows),
        cmocka_unit_test(scales_rows_and_columns),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_several.c - several equilibria planted in closed form: two countries
 * alike, two goods alike, no inputs, share h of a good bought at home, scale
 * psi theta = q > 1. Let a country have x times its labour of the base in one
 * good and 2 - x in the other, the other country the mirror image: wages stay
 * equal, and with r = (x / (2 - x))^q labour clears (T13, T16) when
 *
 *   x = h r / (h r + 1 - h) + (1 - h) r / ((1 - h) r + h).
 *
 * For a given x that is a quadratic in r, so q follows. The base, x and its
 * mirror image are three equilibria.
 */
#include "solved.h"

static const double theta = 4.0;

/* r of the quadratic h(1-h)(2-x) r^2 + (h^2+(1-h)^2)(1-x) r - x h(1-h) = 0. */
static double ratio(double h, double x)
{
    double b = h * (1.0 - h);
    double m = h * h + (1.0 - h) * (1.0 - h);
    double p = m * (x - 1.0);
    return (p + sqrt(p * p + 4.0 * b * b * x * (2.0 - x))) /
           (2.0 * b * (2.0 - x));
}

static double scale_of(double h, double x)
{
    return log(ratio(h, x)) / log(x / (2.0 - x)) / theta;
}

static model twins(double h, double psi)
{
    model m = model_new(2, 2, 2);
    double V[8];
    for (size_t f = 0; f < 8; f++) {
        V[f] = f % 2 == f / 2 % 2 ? 50.0 * h : 50.0 * (1.0 - h);
        m.zeta[f] = 1.0;
    }
    for (size_t j = 0; j < 2; j++) {
        m.theta[j] = theta;
        m.home[j] = theta;
        m.mu[j] = 1.0;
        m.rho[j] = 1.0;
        m.psi[j] = psi;
        m.eta[j] = 1.0;
        m.owner[j] = (int32_t)j;
        for (size_t f = 0; f < 2; f++) {
            m.v[f * 2 + j] = 1.0;
        }
    }
    model_account(&m, V);
    return m;
}

/* The planted equilibrium: country 0 has x of good 0. */
static void planted(double h, double psi, double x, hm_solution_arrays *to,
                    double (*room)[4])
{
    static const double ones[] = {1.0, 1.0};
    static const double incomes[] = {100.0, 100.0};
    static const double nothing[] = {0.0, 0.0};
    const double labour[] = {x, 2.0 - x, 2.0 - x, x}; /* [n][j] */
    for (size_t n = 0; n < 2; n++) {
        for (size_t j = 0; j < 2; j++) {
            size_t own = n * 2 + j;
            size_t other = (1 - n) * 2 + j;
            double sum = h * pow(labour[own], psi * theta) +
                         (1.0 - h) * pow(labour[other], psi * theta);
            room[0][own] = pow(labour[own], -psi);
            room[1][own] = pow(sum, -1.0 / theta);
            room[2][own] = 50.0;
            room[3][own] = 50.0 * labour[own];
        }
    }
    static double index[2];
    index[0] = sqrt(room[1][0] * room[1][1]);
    index[1] = sqrt(room[1][2] * room[1][3]);
    *to = (hm_solution_arrays){.factor_price_hat = ones,
                               .cost_hat = room[0],
                               .price_hat = room[1],
                               .price_index_hat = index,
                               .expenditure = room[2],
                               .output = room[3],
                               .income = incomes,
                               .deficit = nothing};
}

static solved begin(hm_context *ctx, double h, double psi)
{
    model m = twins(h, psi);
    solved s = {.economy = model_economy(ctx, &m)};
    assert_non_null(s.economy);
    model_free(&m);
    return s;
}

/* The planted numbers hold by the verifier's own code; the solver answers with
 * the base, and says how many others there are. */
static void all_three_are_found(void **state)
{
    (void)state;
    static const double cases[][2] = {
        {0.8, 1.5}, {0.8, 1.2}, {0.6, 1.5}, {0.7, 1.7}, {0.9, 1.4}};
    hm_context *ctx = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        double h = cases[k][0];
        double x = cases[k][1];
        double psi = scale_of(h, x);
        double room[4][4];
        hm_solution_arrays arrays;
        hm_solution *other = NULL;
        hm_solver *solver = NULL;
        hm_verification v;
        solved s = begin(ctx, h, psi);
        assert_true(psi * theta > 1.0);
        planted(h, psi, x, &arrays, room);
        assert_hm_ok(ctx, hm_solution_create(ctx, s.economy, &other));
        hm_solution_set(other, &arrays);
        assert_hm_ok(ctx, hm_equilibrium_verify(ctx, s.economy, HM_CLOSURE_ZERO,
                                                NULL, other, 1e-12, &v));
        assert_true(v.confirmed);
        /* From the base: the base, and others beside it. */
        solve_into(ctx, &s, HM_CLOSURE_ZERO, 1e-11);
        assert_int_equal(s.certificate->outcome, HM_CONVERGED);
        assert_near(s.x->output[0], 50.0, 1e-6);
        assert_true(s.certificate->starts > 1);
        print_message("# h %.1f, x %.1f, psi theta %.3f: %d equilibria\n", h, x,
                      psi * theta, (int)s.certificate->equilibria);
        assert_true(s.certificate->equilibria >= 3);
        /* From the planted one: that one. */
        assert_hm_ok(ctx, hm_solver_create(ctx, s.economy, HM_CLOSURE_ZERO,
                                           NULL, &solver));
        assert_hm_ok(ctx, hm_solver_solve(solver, NULL, other, s.solution));
        assert_int_equal(hm_solution_certificate(s.solution)->outcome,
                         HM_CONVERGED);
        assert_near_rel(hm_solution_data(s.solution)->output[0], 50.0 * x,
                        1e-8);
        assert_int_equal(hm_solution_certificate(s.solution)->starts, 0);
        hm_solver_free(solver);
        hm_solution_free(other);
        solved_clear(&s);
    }
    hm_context_free(ctx);
}

/* psi theta <= 1: theory says one, nothing is looked for. */
static void one_where_theory_says_so(void **state)
{
    (void)state;
    hm_context *ctx = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    solved s = begin(ctx, 0.8, 1.0 / theta);
    solve_into(ctx, &s, HM_CLOSURE_ZERO, 1e-11);
    assert_int_equal(s.certificate->outcome, HM_CONVERGED);
    assert_int_equal(s.certificate->starts, 0);
    assert_int_equal(s.certificate->equilibria, 0);
    solved_clear(&s);
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_three_are_found),
        cmocka_unit_test(one_where_theory_says_so),
    };
    return hm_test_run(tests);
}

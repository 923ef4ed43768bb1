// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_solution.c - names of outcomes, an empty solution, one given from
 * outside, counterfactual shares against T10 written out with libm.
 */
#include "world.h"

static void outcomes_have_names_and_texts(void **state)
{
    (void)state;
    assert_string_equal(hm_outcome_name(HM_NOT_RUN), "not_run");
    assert_string_equal(hm_outcome_name(HM_CONVERGED), "converged");
    assert_string_equal(hm_outcome_name(HM_STALLED), "stalled");
    assert_string_equal(hm_outcome_name(HM_MAX_ITER), "max_iter");
    assert_string_equal(hm_outcome_name(HM_INADMISSIBLE), "inadmissible");
    assert_string_equal(hm_outcome_name(HM_NO_EQUILIBRIUM), "no_equilibrium");
    assert_string_equal(hm_outcome_name((hm_outcome)77), "unknown");
    assert_contains(hm_outcome_text(HM_INADMISSIBLE), "infinite");
    assert_contains(hm_outcome_text((hm_outcome)77), "not an outcome");
}

static void a_new_solution_is_empty(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){0});
    const hm_certificate *c = hm_solution_certificate(w.solution);
    const hm_solution_arrays *x = hm_solution_data(w.solution);
    assert_int_equal(c->outcome, HM_NOT_RUN);
    assert_int_equal(c->iterations, 0);
    assert_true(isnan(c->residual) && isnan(c->seconds));
    assert_true(isnan(x->income[PRK]) && isnan(x->cost_hat[0]));
    hm_solution_free(NULL);
    world_end(&w);
}

static void a_given_solution_is_copied(void **state)
{
    (void)state;
    world w;
    hm_solution *copy = NULL;
    world_begin(&w, (world_options){.specific = true});
    world_cut(&w, CHN, PRK, MINING);
    const hm_solution_arrays *x = world_solved(&w);
    assert_hm_ok(w.ctx, hm_solution_create(w.ctx, w.economy, &copy));
    hm_solution_set(copy, x);
    const hm_solution_arrays *y = hm_solution_data(copy);
    assert_int_equal(hm_solution_certificate(copy)->outcome, HM_CONVERGED);
    assert_ptr_not_equal(x->income, y->income);
    const size_t cells = WORLD_CELLS * sizeof(double);
    const size_t countries = WORLD_N * sizeof(double);
    assert_memory_equal(x->factor_price_hat, y->factor_price_hat,
                        2 * countries);
    assert_memory_equal(x->cost_hat, y->cost_hat, cells);
    assert_memory_equal(x->price_hat, y->price_hat, cells);
    assert_memory_equal(x->expenditure, y->expenditure, cells);
    assert_memory_equal(x->output, y->output, cells);
    assert_memory_equal(x->price_index_hat, y->price_index_hat, countries);
    assert_memory_equal(x->income, y->income, countries);
    assert_memory_equal(x->deficit, y->deficit, countries);
    hm_solution_set(copy, y); /* of itself: nothing changes */
    assert_memory_equal(x->income, y->income, countries);
    hm_solution_free(copy);
    world_end(&w);
}

/* T8-T10 with pow. */
static double expected_share(const world *w, const hm_solution_arrays *x, int j,
                             int n, int i)
{
    const hm_economy_arrays *a = hm_economy_data(w->economy);
    const double theta = a->theta[j], outer = a->theta_home[j];
    const double own = a->share[FLOW(j, n, n)];
    double index = 0.0, source[WORLD_N] = {0};
    for (int h = 0; h < WORLD_N; h++) {
        const int f = FLOW(j, n, h);
        if (h != n) {
            source[h] =
                a->share[f] / (1.0 - own) * w->phi[f] *
                pow((1.0 + w->tariff[f]) / (1.0 + a->tariff[f]), -theta) *
                pow(x->cost_hat[CELL(h, j)], -theta);
            index += source[h];
        }
    }
    const double import_price = pow(index, -1.0 / theta); /* T8 */
    const double home = own * pow(x->cost_hat[CELL(n, j)], -outer);
    const double foreign = (1.0 - own) * pow(import_price, -outer);
    return i == n ? home / (home + foreign)
                  : foreign / (home + foreign) * source[i] / index;
}

static void shares_are_those_of_T10(void **state)
{
    (void)state;
    static const double homes[] = {0.0, 1.37, -0.31};
    for (int k = 0; k < 3; k++) {
        world w;
        double share[WORLD_FLOWS];
        world_begin(
            &w, (world_options){.theta_home = homes[k], .substitution = 0.6});
        world_cut(&w, CHN, PRK, MINING);
        w.phi[FLOW(TEXTILES, USA, CHN)] = 0.43;
        w.tariff[FLOW(MACHINERY, USA, CHN)] = 0.713;
        const hm_solution_arrays *x = world_solved(&w);
        hm_solution_shares(w.economy, w.shock, w.solution, share);
        for (int f = 0; f < WORLD_FLOWS; f++) {
            const int j = f / 16, n = f / 4 % 4, i = f % 4;
            assert_near_rel(share[f], expected_share(&w, x, j, n, i), 1e-12);
        }
        assert_true(share[FLOW(MINING, CHN, PRK)] == 0.0);
        world_end(&w);
    }
}

static void shares_of_the_base_are_the_base(void **state)
{
    (void)state;
    world w;
    double share[WORLD_FLOWS];
    world_begin(&w, (world_options){.theta_home = 1.37});
    assert_hm_ok(w.ctx, hm_solver_solve(w.solver, NULL, NULL, w.solution));
    hm_solution_shares(w.economy, NULL, w.solution, share);
    assert_vector_near(share, hm_economy_data(w.economy)->share, WORLD_FLOWS,
                       1e-13, 0.0, NULL);
    world_end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outcomes_have_names_and_texts),
        cmocka_unit_test(a_new_solution_is_empty),
        cmocka_unit_test(a_given_solution_is_copied),
        cmocka_unit_test(shares_are_those_of_T10),
        cmocka_unit_test(shares_of_the_base_are_the_base),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_solve.c - every outcome with its reason, no allocation, the same bits
 * twice, the same numbers from any start, warm starts, tightness for a
 * country of 1/5000 of the world. What converges is checked by the verifier.
 */
#include "world.h"

#include <stdlib.h>

static const double target_tariff = 0.37;

/* The standard shock: China buys no North Korean ore, the United States
 * raise a tariff. */
static void apply_standard(world *w)
{
    world_cut(w, CHN, PRK, MINING);
    for (int j = 0; j < WORLD_J; j++) {
        w->tariff[FLOW(j, USA, CHN)] = target_tariff;
    }
}

static void converges_with_a_certificate(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){0});
    apply_standard(&w);
    (void)world_solved(&w);
    const hm_certificate *c = hm_solution_certificate(w.solution);
    assert_in_range(c->iterations, 5, 40);
    /* Two passes a sweep, two to prepare. */
    assert_int_equal(c->trade_passes, 2 * c->iterations + 2);
    assert_true(c->residual <= 1e-10 && c->residual > 0.0);
    assert_true(strlen(c->worst_equation) > 0);
    assert_string_equal(c->reason, "");
    assert_true(isnan(c->seconds)); /* the core has no clock */
    world_end(&w);
}

/* --- outcomes that are no answer ---------------------------------------------- */

static void assert_blank(const world *w)
{
    const hm_solution_arrays *x = hm_solution_data(w->solution);
    for (int n = 0; n < WORLD_N; n++) {
        assert_true(isnan(x->income[n]) && isnan(x->deficit[n]));
        assert_true(isnan(x->price_index_hat[n]));
        assert_true(isnan(x->factor_price_hat[n]));
        for (int j = 0; j < WORLD_J; j++) {
            assert_true(isnan(x->price_hat[CELL(n, j)]));
            assert_true(isnan(x->cost_hat[CELL(n, j)]));
            assert_true(isnan(x->output[CELL(n, j)]));
            assert_true(isnan(x->expenditure[CELL(n, j)]));
        }
    }
}

static void a_good_without_a_source_is_inadmissible(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){.no_machinery = true});
    /* All but one source: fine. */
    world_cut(&w, PRK, CHN, MACHINERY);
    world_cut(&w, PRK, USA, MACHINERY);
    (void)world_solved(&w);
    world_cut(&w, PRK, KOR, MACHINERY);
    const hm_certificate *c = world_solve(&w);
    assert_int_equal(c->outcome, HM_INADMISSIBLE);
    assert_string_equal(c->reason, "PRK has no source of machinery left, so "
                                   "its price there is infinite");
    assert_int_equal(c->iterations, 0);
    assert_blank(&w);
    world_end(&w);
}

/* Home goods exist, but do not replace imports (theta_home <= 0). */
static void complements_without_imports_are_inadmissible(void **state)
{
    (void)state;
    static const double homes[] = {-0.23, -1e-300};
    for (int k = 0; k < 2; k++) {
        world w;
        world_begin(&w, (world_options){.theta_home = homes[k]});
        for (int i = 0; i < PRK; i++) {
            world_cut(&w, PRK, i, TEXTILES);
        }
        const hm_certificate *c = world_solve(&w);
        assert_int_equal(c->outcome, HM_INADMISSIBLE);
        assert_contains(c->reason, "PRK has no source of textiles left");
        assert_blank(&w);
        world_end(&w);
    }
}

/*
 * Inputs hardly replace each other, own goods hardly replace imports: cut off,
 * P = pi^(-1/theta_home) c and c rises with P. With half of every good
 * imported, theta_home 0.1 and inputs 0.6 of cost, the price map has no fixed
 * point: 2^10 times 0.6 is above 1.
 */
static void prices_without_end_are_inadmissible(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){.theta_home = 0.1,
                                    .substitution = 0.05,
                                    .inputs = 0.6,
                                    .small_own = 0.5,
                                    .closure = HM_CLOSURE_ZERO});
    for (int i = 0; i < PRK; i++) {
        world_cut(&w, PRK, i, -1);
        world_cut(&w, i, PRK, -1);
    }
    const hm_certificate *c = world_solve(&w);
    assert_int_equal(c->outcome, HM_INADMISSIBLE);
    assert_contains(c->reason, "in PRK rises without end");
    assert_contains(c->reason, "the price of ");
    assert_blank(&w);
    world_end(&w);
}

static void gives_up_at_the_iteration_limit(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){.settings = {1e-10, 3}});
    apply_standard(&w);
    const hm_certificate *c = world_solve(&w);
    assert_int_equal(c->outcome, HM_MAX_ITER);
    assert_int_equal(c->iterations, 3);
    assert_contains(c->reason, "residual ");
    assert_contains(c->reason, "after 3 sweeps");
    assert_contains(c->reason, c->worst_equation);
    assert_true(c->residual > 1e-10);
    assert_blank(&w);
    world_end(&w);
}

static void a_transfer_beyond_income_has_no_equilibrium(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){0});
    const double *income = hm_economy_data(w.economy)->income;
    w.add[PRK] = -1.9 * income[PRK];
    w.add[CHN] = 1.9 * income[PRK];
    const hm_certificate *c = world_solve(&w);
    assert_int_equal(c->outcome, HM_NO_EQUILIBRIUM);
    assert_contains(c->reason, "PRK cannot pay its surplus");
    assert_blank(&w);
    /* A tenth of that is paid. */
    w.add[PRK] *= 0.1;
    w.add[CHN] *= 0.1;
    const hm_solution_arrays *x = world_solved(&w);
    assert_true(x->income[PRK] < income[PRK]);
    world_end(&w);
}

/* What may be bought but not paid for, sold but not be paid for, or is owed
 * by nobody: no finite factor prices, said before the first sweep. */
static void accounts_that_cannot_close_have_no_equilibrium(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){.closure = HM_CLOSURE_ZERO});
    for (int i = 0; i < PRK; i++) {
        world_cut(&w, i, PRK, -1);
    }
    const hm_certificate *c = world_solve(&w);
    assert_int_equal(c->outcome, HM_NO_EQUILIBRIUM);
    assert_string_equal(c->reason, "PRK may sell nothing abroad, so it cannot "
                                   "pay for what it may buy there");
    assert_int_equal(c->iterations, 0);
    assert_blank(&w);
    w.add[PRK] = 0.0731; /* with aid it can */
    w.add[CHN] = -0.0731;
    (void)world_solved(&w);
    w.add[PRK] = w.add[CHN] = 0.0;
    for (int i = 0; i < PRK; i++) {
        world_cut(&w, PRK, i, -1);
    }
    (void)world_solved(&w); /* cut off both ways it lives by itself */
    w.add[PRK] = 0.0731;
    w.add[CHN] = -0.0731;
    c = world_solve(&w);
    assert_int_equal(c->outcome, HM_NO_EQUILIBRIUM);
    assert_string_equal(c->reason,
                        "PRK is cut off, so its deficit cannot be traded");
    world_end(&w);
}

static void a_country_that_may_only_sell_has_no_equilibrium(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){.closure = HM_CLOSURE_ZERO});
    for (int i = 0; i < PRK; i++) {
        world_cut(&w, PRK, i, -1);
    }
    const hm_certificate *c = world_solve(&w);
    assert_int_equal(c->outcome, HM_NO_EQUILIBRIUM);
    assert_string_equal(c->reason, "PRK may buy nothing abroad, so it cannot "
                                   "be paid for what it may sell there");
    w.add[PRK] = -0.0731; /* it may give it away */
    w.add[CHN] = 0.0731;
    (void)world_solved(&w);
    world_end(&w);
}

static void cancel_stops_the_run(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){0});
    apply_standard(&w);
    (void)world_shock(&w);
    hm_context_cancel(w.ctx);
    assert_hm_status(w.ctx,
                     hm_solver_solve(w.solver, w.shock, NULL, w.solution),
                     HM_ERR_CANCELED);
    assert_hm_message(w.ctx, "the run was canceled");
    assert_in_range(hm_solution_certificate(w.solution)->iterations, 0, 1);
    assert_blank(&w);
    world_end(&w);
}

/* --- what a solve does not do ---------------------------------------------------- */

static void allocates_nothing(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){.specific = true, .substitution = 0.3});
    apply_standard(&w);
    (void)world_shock(&w);
    const int64_t calls = w.memory.calls, live = w.memory.live;
    w.memory.fail_at = calls + 1; /* and would not get anything */
    assert_hm_ok(w.ctx, hm_solver_solve(w.solver, w.shock, NULL, w.solution));
    assert_hm_ok(w.ctx,
                 hm_solver_solve(w.solver, NULL, w.solution, w.solution));
    assert_int_equal(w.memory.calls, calls);
    assert_int_equal(w.memory.live, live);
    w.memory.fail_at = 0;
    world_end(&w);
}

static size_t solution_size(const hm_solution *s)
{
    return ((size_t)s->F + 4 * WORLD_CELLS + 3 * WORLD_N) * sizeof(double);
}

/* A second solver, and the same solver after other work: the same bits. */
static void the_same_bits_twice(void **state)
{
    (void)state;
    world a, b;
    world_begin(&a, (world_options){.specific = true});
    world_begin(&b, (world_options){.specific = true});
    apply_standard(&a);
    apply_standard(&b);
    (void)world_solved(&a);
    (void)world_solved(&b);
    assert_memory_equal(a.solution->block, b.solution->block,
                        solution_size(a.solution));
    /* b: another shock, an inadmissible one, none at all; then again. */
    world_cut(&b, USA, KOR, MACHINERY);
    b.tariff[FLOW(MINING, KOR, CHN)] = 3.7;
    (void)world_solved(&b);
    assert_hm_ok(b.ctx, hm_solver_solve(b.solver, NULL, NULL, b.solution));
    assert_memory_not_equal(a.solution->block, b.solution->block,
                            solution_size(a.solution));
    for (int f = 0; f < WORLD_FLOWS; f++) {
        b.phi[f] = a.phi[f];
        b.tariff[f] = a.tariff[f];
    }
    (void)world_solved(&b);
    assert_memory_equal(a.solution->block, b.solution->block,
                        solution_size(a.solution));
    world_end(&a);
    world_end(&b);
}

/* Relative to each country's income, or as a hat: 1e-9, ten times what the
 * tolerance of 1e-10 leaves open on each side. */
static void assert_same_solution(const hm_solution_arrays *a,
                                 const hm_solution_arrays *b)
{
    for (int n = 0; n < WORLD_N; n++) {
        assert_near_rel(a->income[n], b->income[n], 1e-9);
        assert_near_rel(a->price_index_hat[n], b->price_index_hat[n], 1e-9);
        for (int j = 0; j < WORLD_J; j++) {
            const int c = CELL(n, j);
            assert_near_rel(a->price_hat[c], b->price_hat[c], 1e-9);
            assert_near_rel(a->cost_hat[c], b->cost_hat[c], 1e-9);
            assert_near(a->expenditure[c], b->expenditure[c],
                        1e-9 * b->income[n]);
            assert_near(a->output[c], b->output[c], 1e-9 * b->income[n]);
        }
    }
}

static void any_start_leads_to_the_same_solution(void **state)
{
    (void)state;
    world w;
    hm_solution *other = NULL, *far = NULL;
    hm_random r = hm_random_seed(hm_test_seed(41));
    world_begin(&w, (world_options){0});
    apply_standard(&w);
    const hm_solution_arrays *x = world_solved(&w);
    assert_hm_ok(w.ctx, hm_solution_create(w.ctx, w.economy, &other));
    assert_hm_ok(w.ctx, hm_solution_create(w.ctx, w.economy, &far));
    for (int trial = 0; trial < 8; trial++) {
        hm_solution_set(far, x);
        const size_t count = solution_size(far) / sizeof(double);
        for (size_t i = 0; i < count; i++) {
            far->block[i] *= exp(hm_random_range(&r, -0.5, 0.5));
        }
        assert_hm_ok(w.ctx, hm_solver_solve(w.solver, w.shock, far, other));
        assert_int_equal(hm_solution_certificate(other)->outcome, HM_CONVERGED);
        assert_same_solution(hm_solution_data(other), x);
    }
    hm_solution_free(other);
    hm_solution_free(far);
    world_end(&w);
}

static void a_near_start_saves_sweeps(void **state)
{
    (void)state;
    world w;
    hm_solution *near = NULL;
    world_begin(&w, (world_options){0});
    apply_standard(&w);
    (void)world_solved(&w);
    assert_hm_ok(w.ctx, hm_solution_create(w.ctx, w.economy, &near));
    w.tariff[FLOW(MACHINERY, USA, CHN)] = target_tariff + 0.001;
    (void)world_shock(&w);
    assert_hm_ok(w.ctx, hm_solver_solve(w.solver, w.shock, w.solution, near));
    const int32_t warm = hm_solution_certificate(near)->iterations;
    /* The start may be the result too. */
    assert_hm_ok(w.ctx,
                 hm_solver_solve(w.solver, w.shock, w.solution, w.solution));
    assert_int_equal(hm_solution_certificate(w.solution)->iterations, warm);
    const int32_t cold = world_solve(&w)->iterations;
    assert_true(warm < cold);
    /* From the solution itself: one sweep sees that it is one. */
    assert_hm_ok(w.ctx, hm_solver_solve(w.solver, w.shock, w.solution, near));
    assert_in_range(hm_solution_certificate(near)->iterations, 1, 2);
    hm_solution_free(near);
    world_end(&w);
}

/* A start that did not converge is no start. */
static void a_failed_start_is_ignored(void **state)
{
    (void)state;
    world w;
    hm_solution *empty = NULL;
    world_begin(&w, (world_options){0});
    apply_standard(&w);
    (void)world_solved(&w);
    const int32_t cold = hm_solution_certificate(w.solution)->iterations;
    assert_hm_ok(w.ctx, hm_solution_create(w.ctx, w.economy, &empty));
    assert_hm_ok(w.ctx, hm_solver_solve(w.solver, w.shock, empty, w.solution));
    assert_int_equal(hm_solution_certificate(w.solution)->outcome,
                     HM_CONVERGED);
    assert_int_equal(hm_solution_certificate(w.solution)->iterations, cold);
    hm_solution_free(empty);
    world_end(&w);
}

/* Nothing done: exactly nothing happens, at the first sweep. */
static void no_shock_is_one_sweep(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){.specific = true, .theta_home = 1.31});
    assert_hm_ok(w.ctx, hm_solver_solve(w.solver, NULL, NULL, w.solution));
    assert_int_equal(hm_solution_certificate(w.solution)->iterations, 1);
    const hm_solution_arrays *x = hm_solution_data(w.solution);
    for (int f = 0; f < w.solver->F; f++) {
        assert_near(x->factor_price_hat[f], 1.0, 1e-14);
    }
    for (int n = 0; n < WORLD_N; n++) {
        assert_near(world_ln_welfare(&w, n), 0.0, 1e-13);
    }
    world_end(&w);
}

/*
 * The target's welfare must not depend on a tolerance that is loose for the
 * world: eight digits, though it is 1/5000 of it.
 */
static void the_smallest_country_is_as_exact_as_the_largest(void **state)
{
    (void)state;
    double loss[2], part = 0.0;
    static const double tolerances[] = {1e-10, 1e-13};
    for (int k = 0; k < 2; k++) {
        world w;
        world_begin(&w, (world_options){.settings = {tolerances[k], 500}});
        apply_standard(&w);
        world_cut(&w, PRK, CHN, MACHINERY);
        (void)world_solved(&w);
        loss[k] = world_ln_welfare(&w, PRK);
        const double *income = hm_economy_data(w.economy)->income;
        part = income[PRK] /
               (income[CHN] + income[USA] + income[KOR] + income[PRK]);
        world_end(&w);
    }
    assert_true(part < 1.0 / 4000.0);
    assert_true(loss[1] < -0.01);
    assert_near_rel(loss[0], loss[1], 1e-8);
}

/* Prohibitive rates on everything: trade all but ends, the solver does not. */
static void prohibitive_tariffs_converge(void **state)
{
    (void)state;
    static const double rates[] = {1.0, 10.0, 300.0, 1e5};
    for (int k = 0; k < 4; k++) {
        world w;
        world_begin(&w, (world_options){.closure = HM_CLOSURE_ZERO});
        for (int f = 0; f < WORLD_FLOWS; f++) {
            const int n = f / WORLD_N % WORLD_N, i = f % WORLD_N;
            w.tariff[f] = n == i ? 0.0 : rates[k];
        }
        (void)world_solved(&w);
        assert_in_range(hm_solution_certificate(w.solution)->iterations, 1,
                        100);
        world_end(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(converges_with_a_certificate),
        cmocka_unit_test(a_good_without_a_source_is_inadmissible),
        cmocka_unit_test(complements_without_imports_are_inadmissible),
        cmocka_unit_test(prices_without_end_are_inadmissible),
        cmocka_unit_test(gives_up_at_the_iteration_limit),
        cmocka_unit_test(a_transfer_beyond_income_has_no_equilibrium),
        cmocka_unit_test(accounts_that_cannot_close_have_no_equilibrium),
        cmocka_unit_test(a_country_that_may_only_sell_has_no_equilibrium),
        cmocka_unit_test(cancel_stops_the_run),
        cmocka_unit_test(allocates_nothing),
        cmocka_unit_test(the_same_bits_twice),
        cmocka_unit_test(any_start_leads_to_the_same_solution),
        cmocka_unit_test(a_near_start_saves_sweeps),
        cmocka_unit_test(a_failed_start_is_ignored),
        cmocka_unit_test(no_shock_is_one_sweep),
        cmocka_unit_test(the_smallest_country_is_as_exact_as_the_largest),
        cmocka_unit_test(prohibitive_tariffs_converge),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_welfare.c - real income and trade totals recomputed from the solution,
 * the first-order formula as a derivative, the exact path split as a sum, and
 * every refusal.
 */
#include "world.h"

typedef struct outcome {
    world w;
    hm_welfare *welfare;
} outcome;

static void begin(outcome *o, world_options options)
{
    memset(o, 0, sizeof *o);
    world_begin(&o->w, options);
    assert_hm_ok(o->w.ctx,
                 hm_welfare_create(o->w.ctx, o->w.economy, &o->welfare));
}

static const hm_welfare_arrays *evaluate(outcome *o)
{
    (void)world_solved(&o->w);
    assert_hm_ok(o->w.ctx,
                 hm_welfare_evaluate(o->w.ctx, o->w.economy, o->w.shock,
                                     o->w.solution, o->welfare));
    return hm_welfare_data(o->welfare);
}

static void end(outcome *o)
{
    hm_welfare_free(o->welfare);
    world_end(&o->w);
}

/* T19, T19b, the mean factor price. */
static void real_incomes_follow_their_definitions(void **state)
{
    (void)state;
    outcome o;
    begin(&o, (world_options){.specific = true});
    world_cut(&o.w, CHN, PRK, MINING);
    o.w.tariff[FLOW(MACHINERY, USA, CHN)] = 0.413;
    o.w.add[CHN] = -0.31;
    o.w.add[PRK] = 0.31;
    const hm_welfare_arrays *v = evaluate(&o);
    const hm_economy_arrays *a = hm_economy_data(o.w.economy);
    const hm_solution_arrays *x = hm_solution_data(o.w.solution);
    for (int n = 0; n < WORLD_N; n++) {
        const double P = x->price_index_hat[n];
        const double hat = x->income[n] / a->income[n] / P;
        const double wage =
            (a->factor_income[2 * n] * x->factor_price_hat[2 * n] +
             a->factor_income[2 * n + 1] * x->factor_price_hat[2 * n + 1]) /
            (a->factor_income[2 * n] + a->factor_income[2 * n + 1]);
        assert_near_rel(v->real_income_hat[n], hat, 1e-15);
        assert_near(v->real_income_musd[n], a->income[n] * (hat - 1.0),
                    1e-14 * a->income[n]);
        assert_near_rel(v->real_domestic_income_hat[n],
                        (x->income[n] - x->deficit[n]) /
                            (a->income[n] - a->deficit[n]) / P,
                        1e-15);
        assert_near_rel(v->wage_hat[n], wage, 1e-14);
        assert_near_rel(v->real_wage_hat[n], wage / P, 1e-14);
        assert_true(v->price_index_hat[n] == P);
        assert_true(v->deficit_base[n] == a->deficit[n]);
        assert_true(v->deficit_cf[n] == x->deficit[n]);
        assert_true(isnan(v->terms_of_trade[n]));
        assert_true(isnan(v->volume_of_trade[n]));
    }
    end(&o);
}

static void trade_totals_are_border_values(void **state)
{
    (void)state;
    outcome o;
    double share[WORLD_FLOWS], m0[WORLD_N] = {0}, m1[WORLD_N] = {0};
    double e0[WORLD_N] = {0}, e1[WORLD_N] = {0}, r0[WORLD_N] = {0};
    double r1[WORLD_N] = {0};
    begin(&o, (world_options){0});
    world_cut(&o.w, CHN, PRK, MINING);
    o.w.tariff[FLOW(MACHINERY, USA, CHN)] = 0.413;
    const hm_welfare_arrays *v = evaluate(&o);
    const hm_economy_arrays *a = hm_economy_data(o.w.economy);
    const hm_solution_arrays *x = hm_solution_data(o.w.solution);
    hm_solution_shares(o.w.economy, o.w.shock, o.w.solution, share);
    for (int f = 0; f < WORLD_FLOWS; f++) {
        const int j = f / 16, n = f / 4 % 4, i = f % 4;
        const double before =
            a->share[f] * a->expenditure[CELL(n, j)] / (1.0 + a->tariff[f]);
        const double after =
            share[f] * x->expenditure[CELL(n, j)] / (1.0 + o.w.tariff[f]);
        if (i != n) {
            m0[n] += before;
            m1[n] += after;
            e0[i] += before;
            e1[i] += after;
            r0[n] += a->tariff[f] * before;
            r1[n] += o.w.tariff[f] * after;
        }
    }
    assert_vector_near(v->imports_base, m0, WORLD_N, 1e-14, 0.0, NULL);
    assert_vector_near(v->imports_cf, m1, WORLD_N, 1e-14, 0.0, NULL);
    assert_vector_near(v->exports_base, e0, WORLD_N, 1e-14, 0.0, NULL);
    assert_vector_near(v->exports_cf, e1, WORLD_N, 1e-14, 0.0, NULL);
    assert_vector_near(v->revenue_base, r0, WORLD_N, 1e-14, 0.0, NULL);
    assert_vector_near(v->revenue_cf, r1, WORLD_N, 1e-14, 0.0, NULL);
    /* what one country sells another buys */
    double gap = 0.0;
    for (int n = 0; n < WORLD_N; n++) {
        gap += m1[n] - e1[n];
    }
    assert_near(gap, 0.0, 1e-9);
    end(&o);
}

/* T19a is the derivative of ln W: halve the step, quarter the error. */
static void the_first_order_formula_is_a_derivative(void **state)
{
    (void)state;
    double error[2][WORLD_N];
    for (int k = 0; k < 2; k++) {
        outcome o;
        begin(&o, (world_options){.theta_home = 2.3,
                                  .substitution = 0.6,
                                  .settings = {1e-13, 500}});
        const double h = 0.02 / (1 << k);
        for (int f = 0; f < WORLD_FLOWS; f++) {
            const int n = f / 4 % 4, i = f % 4;
            o.w.tariff[f] += n == i ? 0.0 : h * cos(1.3 * f);
        }
        const hm_welfare_arrays *v = evaluate(&o);
        for (int n = 0; n < WORLD_N; n++) {
            const double exact = world_ln_welfare(&o.w, n);
            assert_true(fabs(exact) > 1e-6);
            assert_near(v->first_order[n],
                        v->first_order_terms_of_trade[n] +
                            v->first_order_volume_of_trade[n],
                        1e-16);
            error[k][n] = fabs(v->first_order[n] - exact);
        }
        end(&o);
    }
    for (int n = 0; n < WORLD_N; n++) {
        assert_true(error[0][n] / error[1][n] > 3.5);
        assert_true(error[0][n] / error[1][n] < 4.5);
    }
}

/* The parts of the path split sum to ln W: five digits of a large change. */
static void the_path_split_sums_to_welfare(void **state)
{
    (void)state;
    static const hm_closure rules[] = {HM_CLOSURE_ZERO, HM_CLOSURE_FIXED,
                                       HM_CLOSURE_BILATERAL};
    for (int k = 0; k < 3; k++) {
        outcome o;
        begin(&o, (world_options){.theta_home = k == 1 ? 1.7 : 0.0,
                                  .closure = rules[k],
                                  .specific = k == 2});
        if (rules[k] == HM_CLOSURE_ZERO) { /* W is against the purged base */
            hm_economy *base = NULL;
            assert_hm_ok(o.w.ctx, hm_equilibrium_calibrate(o.w.ctx, o.w.economy,
                                                           HM_CLOSURE_ZERO,
                                                           NULL, &base, NULL));
            hm_solver_free(o.w.solver);
            hm_economy_free(o.w.economy);
            o.w.economy = base;
            assert_hm_ok(o.w.ctx,
                         hm_solver_create(o.w.ctx, base, HM_CLOSURE_ZERO, NULL,
                                          &o.w.solver));
        }
        for (int j = 0; j < WORLD_J; j++) {
            o.w.tariff[FLOW(j, USA, CHN)] += 0.25;
            o.w.tariff[FLOW(j, CHN, USA)] += 0.17;
            o.w.tariff[FLOW(j, KOR, CHN)] = 0.0;
        }
        const hm_welfare_arrays *v = evaluate(&o);
        assert_hm_ok(o.w.ctx,
                     hm_welfare_path(o.w.solver, o.w.shock, o.w.solution,
                                     HM_PATH_STEPS, o.welfare));
        for (int n = 0; n < WORLD_N; n++) {
            assert_near(v->terms_of_trade[n] + v->volume_of_trade[n],
                        world_ln_welfare(&o.w, n), 1e-6);
        }
        assert_true(fabs(v->terms_of_trade[USA]) > 1e-4);
        assert_true(fabs(v->volume_of_trade[CHN]) > 1e-4);
        end(&o);
    }
}

/* More steps, the same parts: the standard number is enough. */
static void sixteen_steps_are_enough(void **state)
{
    (void)state;
    outcome o;
    double terms[3][WORLD_N];
    static const int32_t steps[] = {HM_PATH_STEPS, 128, 15};
    begin(&o, (world_options){0});
    for (int j = 0; j < WORLD_J; j++) {
        o.w.tariff[FLOW(j, USA, CHN)] += 0.25;
    }
    const hm_welfare_arrays *v = evaluate(&o);
    for (int k = 0; k < 3; k++) {
        assert_hm_ok(o.w.ctx,
                     hm_welfare_path(o.w.solver, o.w.shock, o.w.solution,
                                     steps[k], o.welfare));
        memcpy(terms[k], v->terms_of_trade, sizeof terms[k]);
    }
    for (int n = 0; n < WORLD_N; n++) {
        assert_near(terms[0][n], terms[1][n], 1e-6);
        /* an odd number is rounded up */
        assert_true(terms[2][n] == terms[0][n]);
    }
    end(&o);
}

/* --- refusals --------------------------------------------------------------------- */

static void refuses_a_run_that_did_not_converge(void **state)
{
    (void)state;
    outcome o;
    begin(&o, (world_options){.settings = {1e-10, 2}});
    o.w.tariff[FLOW(MACHINERY, USA, CHN)] = 0.413;
    assert_int_equal(world_solve(&o.w)->outcome, HM_MAX_ITER);
    assert_hm_status(o.w.ctx,
                     hm_welfare_evaluate(o.w.ctx, o.w.economy, o.w.shock,
                                         o.w.solution, o.welfare),
                     HM_ERR_STATE);
    assert_hm_message(o.w.ctx, "welfare of a run that did not converge");
    assert_hm_message(o.w.ctx, "the iteration limit was reached");
    assert_true(isnan(hm_welfare_data(o.welfare)->real_income_hat[PRK]));
    assert_hm_status(
        o.w.ctx,
        hm_welfare_path(o.w.solver, o.w.shock, o.w.solution, 16, o.welfare),
        HM_ERR_STATE);
    assert_hm_message(o.w.ctx, "the end of the path did not converge");
    end(&o);
}

static void refuses_a_path_without_steps(void **state)
{
    (void)state;
    outcome o;
    begin(&o, (world_options){0});
    o.w.tariff[FLOW(MACHINERY, USA, CHN)] = 0.413;
    (void)evaluate(&o);
    assert_hm_status(
        o.w.ctx,
        hm_welfare_path(o.w.solver, o.w.shock, o.w.solution, 0, o.welfare),
        HM_ERR_ARGUMENT);
    assert_hm_message(o.w.ctx, "a path needs at least one step; found 0");
    end(&o);
}

static void cancel_stops_the_walk(void **state)
{
    (void)state;
    outcome o;
    begin(&o, (world_options){0});
    o.w.tariff[FLOW(MACHINERY, USA, CHN)] = 0.413;
    const hm_welfare_arrays *v = evaluate(&o);
    hm_context_cancel(o.w.ctx);
    assert_hm_status(
        o.w.ctx,
        hm_welfare_path(o.w.solver, o.w.shock, o.w.solution, 16, o.welfare),
        HM_ERR_CANCELED);
    assert_hm_message(o.w.ctx, "the run was canceled");
    assert_true(isnan(v->terms_of_trade[USA]));
    end(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_incomes_follow_their_definitions),
        cmocka_unit_test(trade_totals_are_border_values),
        cmocka_unit_test(the_first_order_formula_is_a_derivative),
        cmocka_unit_test(the_path_split_sums_to_welfare),
        cmocka_unit_test(sixteen_steps_are_enough),
        cmocka_unit_test(refuses_a_run_that_did_not_converge),
        cmocka_unit_test(refuses_a_path_without_steps),
        cmocka_unit_test(cancel_stops_the_walk),
    };
    return hm_test_run(tests);
}

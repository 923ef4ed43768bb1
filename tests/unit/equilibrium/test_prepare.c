// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_prepare.c - the system at a point of a shock's path: weights and parts
 * against T3-T5 written out with libm, an embargo as an exact zero, and the
 * rows that are not filled again against a fresh preparation.
 */
#include "oracle.h"
#include "random_economy.h"
#include "world.h"

static hm_certificate ignored;

/* T4 times pi (one tier) or pi|M (two), by libm. */
static double expected_weight(const world *w, int j, int n, int i,
                              double rate_now)
{
    const hm_economy_arrays *a = hm_economy_data(w->economy);
    const int f = FLOW(j, n, i);
    const double kappa = (1.0 + rate_now) / (1.0 + a->tariff[f]);
    double scale = 1.0;
    if (!w->solver->system.one_tier[j]) {
        scale = 1.0 - a->share[FLOW(j, n, n)];
    }
    return i == n ? 0.0 : a->share[f] / scale * pow(kappa, -a->theta[j]);
}

static double weight_at(const world *w, int j, int n, int i)
{
    const size_t row = (size_t)(j * WORLD_N + n) * w->solver->stride;
    return w->solver->system.weight[row + (size_t)i];
}

static void no_shock_leaves_the_base_shares(void **state)
{
    (void)state;
    for (int tiers = 0; tiers < 2; tiers++) {
        world w;
        world_begin(&w, (world_options){.theta_home = tiers * 1.37});
        assert_true(hmi_prepare(w.solver, NULL, 1.0, &ignored));
        const hm_economy_arrays *a = hm_economy_data(w.economy);
        for (int f = 0; f < WORLD_FLOWS; f++) {
            const int j = f / 16, n = f / 4 % 4, i = f % 4;
            const size_t cell = (size_t)(j * WORLD_N + n);
            /* 1 - pi_nn loses a few digits of the imports' sum */
            assert_near_rel(weight_at(&w, j, n, i),
                            expected_weight(&w, j, n, i, a->tariff[f]), 8e-15);
            assert_true(w.solver->system.home[cell] == a->share[FLOW(j, n, n)]);
            assert_true(w.solver->system.live[cell]);
        }
        world_end(&w);
    }
}

static void rates_move_along_the_path(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){.theta_home = 0.83});
    const int f = FLOW(MACHINERY, USA, CHN);
    const double from = w.tariff[f], to = 1.913;
    w.tariff[f] = to;
    for (int step = 0; step <= 4; step++) {
        const double s = 0.25 * step, now = from + s * (to - from);
        assert_true(hmi_prepare(w.solver, world_shock(&w), s, &ignored));
        /* theta ln kappa is up to 4, so a few ulps of 4. */
        assert_near_rel(weight_at(&w, MACHINERY, USA, CHN),
                        expected_weight(&w, MACHINERY, USA, CHN, now), 4e-15);
        const size_t at =
            (size_t)(MACHINERY * WORLD_N + USA) * w.solver->stride + CHN;
        assert_near_rel(w.solver->system.producer[at],
                        weight_at(&w, MACHINERY, USA, CHN) / (1.0 + now),
                        1e-15);
        assert_true(w.solver->system.exporter[at] == 0.0);
    }
    assert_true(w.solver->system.wedge[MACHINERY]);
    assert_false(w.solver->system.exporter_on[MACHINERY]);
    world_end(&w);
}

static void a_free_world_has_no_wedges(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){.free_trade = true});
    assert_true(hmi_prepare(w.solver, NULL, 1.0, &ignored));
    for (int j = 0; j < WORLD_J; j++) {
        assert_false(w.solver->system.wedge[j]);
        assert_false(w.solver->system.exporter_on[j]);
    }
    world_end(&w);
}

/* phi = phi' + (1 - phi') (1 - s), or in logs on a path, and on beyond 1. */
static void an_embargo_is_an_exact_zero(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){0});
    const double share =
        hm_economy_data(w.economy)->share[FLOW(MINING, CHN, PRK)];
    world_cut(&w, CHN, PRK, MINING);
    w.phi[FLOW(MINING, KOR, PRK)] = 0.37;
    const hm_shock *shock = world_shock(&w);
    assert_true(hmi_prepare(w.solver, shock, 1.0, &ignored));
    assert_true(weight_at(&w, MINING, CHN, PRK) == 0.0);
    assert_near_rel(weight_at(&w, MINING, KOR, PRK),
                    0.37 * expected_weight(&w, MINING, KOR, PRK,
                                           w.tariff[FLOW(MINING, KOR, PRK)]),
                    1e-15);
    assert_true(hmi_prepare(w.solver, shock, 0.25, &ignored));
    assert_near_rel(weight_at(&w, MINING, CHN, PRK), 0.75 * share, 1e-15);
    assert_true(hmi_prepare_path(w.solver, shock, 0.25));
    assert_near_rel(weight_at(&w, MINING, CHN, PRK), exp(-4.5) * share, 1e-14);
    assert_true(hmi_prepare_path(w.solver, shock, 2.0));
    assert_near_rel(weight_at(&w, MINING, CHN, PRK), exp(-36.0) * share, 1e-14);
    assert_near_rel(weight_at(&w, MINING, KOR, PRK),
                    0.37 * expected_weight(&w, MINING, KOR, PRK,
                                           w.tariff[FLOW(MINING, KOR, PRK)]),
                    1e-14);
    assert_true(hmi_prepare_again(w.solver, shock, 1.0, &ignored));
    assert_true(weight_at(&w, MINING, CHN, PRK) == 0.0);
    world_end(&w);
}

/* A tariff on a banned flow is nobody's income. */
static void wedges_of_a_banned_flow_do_not_count(void **state)
{
    (void)state;
    double income[2];
    for (int k = 0; k < 2; k++) {
        world w;
        world_begin(&w, (world_options){0});
        world_cut(&w, CHN, PRK, MINING);
        w.tariff[FLOW(MINING, CHN, PRK)] = k == 0 ? 0.0 : 7.31;
        income[k] = world_solved(&w)->income[CHN];
        double share[WORLD_FLOWS];
        hm_solution_shares(w.economy, w.shock, w.solution, share);
        assert_true(share[FLOW(MINING, CHN, PRK)] == 0.0);
        world_end(&w);
    }
    assert_true(income[0] == income[1]);
}

/* Everything hmi_prepare leaves behind that a sweep reads, bit by bit. */
static void assert_same_system(const hm_solver *a, const hm_solver *b)
{
    const size_t flows = a->cells * a->stride * sizeof(double);
    assert_memory_equal(a->system.weight, b->system.weight, flows);
    for (int32_t j = 0; j < a->J; j++) {
        const size_t block = (size_t)j * (size_t)a->N * a->stride;
        const size_t bytes = (size_t)a->N * a->stride * sizeof(double);
        assert_int_equal(a->system.wedge[j], b->system.wedge[j]);
        assert_int_equal(a->system.exporter_on[j], b->system.exporter_on[j]);
        assert_memory_equal(a->system.producer + block,
                            b->system.producer + block, bytes);
        assert_memory_equal(a->system.exporter + block,
                            b->system.exporter + block, bytes);
    }
    const size_t cells = a->cells * sizeof(double);
    assert_memory_equal(a->system.home, b->system.home, cells);
    assert_memory_equal(a->system.imports, b->system.imports, cells);
    assert_memory_equal(a->system.ln_productivity, b->system.ln_productivity,
                        cells);
    assert_memory_equal(a->system.live, b->system.live,
                        a->cells * sizeof(bool));
    assert_memory_equal(a->system.factor_live, b->system.factor_live,
                        (size_t)a->F * sizeof(bool));
    assert_memory_equal(a->system.supply, b->system.supply,
                        (size_t)a->F * sizeof(double));
    assert_memory_equal(a->system.deficit, b->system.deficit,
                        (size_t)a->N * sizeof(double));
}

/* A solver that prepared other shocks before fills only the rows that differ;
 * a new one fills all. Both must see the same system. */
static void a_used_solver_prepares_like_a_new_one(void **state)
{
    (void)state;
    const uint64_t seed = hm_test_seed(51);
    hm_context *ctx = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    for (uint64_t k = 0; k < 12; k++) {
        model m = model_random(seed + k, WITH_ALL, 0, 0);
        hm_economy *economy = model_economy(ctx, &m);
        hm_solver *used = NULL;
        assert_non_null(economy);
        assert_hm_ok(ctx, hm_solver_create(ctx, economy, HM_CLOSURE_BILATERAL,
                                           NULL, &used));
        for (int kind = SHOCK_NONE; kind < SHOCK_KINDS; kind++) {
            hm_solver *fresh = NULL;
            model_shock s = model_shock_random(&m, k, (shock_kind)kind);
            hm_shock *shock = model_shock_make(ctx, economy, &s);
            assert_non_null(shock);
            assert_hm_ok(ctx,
                         hm_solver_create(ctx, economy, HM_CLOSURE_BILATERAL,
                                          NULL, &fresh));
            const bool a = hmi_prepare(used, shock, 1.0, &ignored);
            assert_int_equal(hmi_prepare(fresh, shock, 1.0, &ignored), a);
            assert_same_system(used, fresh);
            (void)hmi_prepare_again(used, shock, 0.4, &ignored);
            (void)hmi_prepare(fresh, shock, 0.4, &ignored);
            assert_same_system(used, fresh);
            hm_solver_free(fresh);
            hm_shock_free(shock);
            model_shock_free(&s);
        }
        hm_solver_free(used);
        hm_economy_free(economy);
        model_free(&m);
    }
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_shock_leaves_the_base_shares),
        cmocka_unit_test(rates_move_along_the_path),
        cmocka_unit_test(a_free_world_has_no_wedges),
        cmocka_unit_test(an_embargo_is_an_exact_zero),
        cmocka_unit_test(wedges_of_a_banned_flow_do_not_count),
        cmocka_unit_test(a_used_solver_prepares_like_a_new_one),
    };
    return hm_test_run(tests);
}

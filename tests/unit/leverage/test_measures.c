// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_measures.c - power, exposure, friends and edge cases against closed
 * forms: autarky (7.4), Leontief by hand, Kleinman, Liu and Redding (A22).
 */
#include "plan.h"

#include "leverage/internal.h"

static hm_context *ctx;

static int setup(void **state)
{
    (void)state;
    return hm_context_create(NULL, &ctx) == HM_OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    hm_context_free(ctx);
    return 0;
}

static const entry plain[] = {{"targets", "AAA"},   {"senders", "BBB,CCC"},
                              {"goods", "0"},       {"chokepoints", "0"},
                              {"friends", "false"}, {NULL, NULL}};

/* --- power ------------------------------------------------------------------------ */

/* Balanced trade of three countries in two goods, no tariffs. */
static const double balanced[] = {
    61, 7, 3, 11, 83, 2, 5, 13, 37, /* ore */
    40, 9, 1, 6,  50, 8, 2, 7,  30, /* steel: rows n, columns i */
};

/* Autarky is the end of power (L9 and 7.4): with one tier, Cobb-Douglas and
 * balanced trade, -ln W^ = sum_j A_j (-ln pi_nn / theta). */
static void all_power_is_autarky(void **state)
{
    static const double theta[] = {4.3, 2.7};
    static const double inputs[] = {.11, .21, .17, .09, .13, .24,
                                    .12, .08, .15, .19, .10, .07};
    hm_economy *raw = NULL;
    hm_economy *base = NULL;
    solved_plan s;
    (void)state;
    assert_hm_ok(ctx, flows_make(ctx, 3, 2, balanced, inputs, theta, &raw));
    assert_hm_ok(ctx, hm_equilibrium_calibrate(ctx, raw, HM_CLOSURE_ZERO, NULL,
                                               &base, NULL));
    assert_hm_ok(ctx,
                 solved_make(ctx, base, HM_CLOSURE_ZERO, 1e-12, plain, &s));
    const hm_table *p = table_named(&s, "power");
    const hm_table *t = table_named(&s, "leverage");
    double loss = at(t, row_of(t, "AAA", "BBB;CCC", "both"), "target_loss_pct");
    double power = at(p, row_of(p, "AAA", "BBB;CCC", ""), "power_log_points");
    /* solver's 1e-12 against a loss of some per cent */
    assert_near_rel(power, -log(1.0 - loss / 100.0), 1e-9);
    /* more than the sum of its parts: convex (L8) */
    double parts = at(p, row_of(p, "AAA", "BBB", ""), "power_log_points") +
                   at(p, row_of(p, "AAA", "CCC", ""), "power_log_points");
    assert_true(power > parts);
    solved_clear(&s);
    hm_economy_free(base);
    hm_economy_free(raw);
}

static void price_of_loss_is_convex(void **state)
{
    double share[] = {0.4, 0.35, 0.25, 0, 1, 0, 0, 0, 1};
    double theta[] = {3.7};
    double home[] = {3.7};
    hm_economy_arrays data = {.n_countries = 3,
                              .n_sectors = 1,
                              .share = share,
                              .theta = theta,
                              .theta_home = home};
    (void)state;
    for (int tier = 0; tier < 3; tier++) {
        home[0] = tier == 0 ? 3.7 : tier == 1 ? 1.2 : 0.0;
        double before = 0.0;
        double step = 0.0;
        for (int k = 1; k < 60; k++) {
            double now = hmi_price_of_loss(&data, 0, 0, 0.01 * k);
            assert_true(now - before > step);
            step = now - before;
            before = now;
        }
    }
    home[0] = 3.7;
    assert_near_rel(hmi_price_of_loss(&data, 0, 0, 0.6), -log(0.4) / 3.7,
                    1e-13);
    assert_near_rel(hmi_price_of_loss(&data, 0, 0, 0.35), -log(0.65) / 3.7,
                    1e-13);
    assert_near(hmi_price_of_loss(&data, 0, 0, 0.0), 0.0, 0);
    home[0] = -0.2; /* complements: no price will do */
    assert_true(isinf(hmi_price_of_loss(&data, 0, 0, 0.6)));
}

/* --- exposure ----------------------------------------------------------------------- */

/*
 * One good, two countries, by hand. A spends 100 on itself and 20 on B; B
 * spends 80 on itself and 30 on A. Inputs are half of A's cost and a quarter
 * of B's. p_A = 5/6 x_A + 1/6 x_B, p_B = 3/11 x_A + 8/11 x_B; contents of A:
 * x_A = 1/2 + p_A / 2, x_B = p_B / 4.
 */
static void look_through_is_leontief(void **state)
{
    static const double flows[] = {100, 20, 30, 80}, theta[] = {4.0};
    static const double inputs[] = {0.5, 0.25};
    hm_economy *base = NULL;
    double value[4];
    (void)state;
    assert_hm_ok(ctx, flows_make(ctx, 2, 1, flows, inputs, theta, &base));
    assert_hm_ok(ctx, hmi_look_through(ctx, base, value));
    /* (1 - 5/12) x_A - x_B / 12 = 1/2;  -3/44 x_A + (1 - 2/11) x_B = 0 */
    double det = 7.0 / 12.0 * 9.0 / 11.0 - 1.0 / 12.0 * 3.0 / 44.0;
    double xa = 0.5 * 9.0 / 11.0 / det;
    double xb = 0.5 * 3.0 / 44.0 / det;
    const double *income = hm_economy_data(base)->income;
    assert_near_rel(value[0] / income[0], (5 * xa + xb) / 6.0, 1e-13);
    assert_near_rel(value[2] / income[1], (3 * xa + 8 * xb) / 11.0, 1e-13);
    /* rows: what is spent; columns: what is earned */
    const double *deficit = hm_economy_data(base)->deficit;
    for (int n = 0; n < 2; n++) {
        assert_near_rel(value[2 * n] + value[2 * n + 1], income[n], 1e-13);
        assert_near_rel(value[n] + value[2 + n], income[n] - deficit[n], 1e-12);
    }
    hm_economy_free(base);
}

/* --- friends ------------------------------------------------------------------------ */

enum { K = 3 };

/* A22 for one good: dln u = U dln z with z productivity. */
static void klr(const double *pi, const double *wL, double theta, double *U)
{
    double world = wL[0] + wL[1] + wL[2];
    double T[K][K];
    double S[K][K];
    double A[K][K];
    double W[K][K];
    for (int n = 0; n < K; n++) {
        for (int i = 0; i < K; i++) {
            S[n][i] = pi[n * K + i];
            T[i][n] = S[n][i] * wL[n] / wL[i];
        }
    }
    double M[K][K];
    double V[K][K];
    for (int i = 0; i < K; i++) {
        for (int h = 0; h < K; h++) {
            double ts = 0.0;
            for (int n = 0; n < K; n++) {
                ts += T[i][n] * S[n][h];
            }
            M[i][h] = ts - (i == h);
            V[i][h] = (T[i][h] + theta * ts) / (theta + 1.0) - wL[h] / world;
            A[i][h] = (i == h) - V[i][h];
            W[i][h] = -theta / (theta + 1.0) * M[i][h];
        }
    }
    for (int c = 0; c < K; c++) { /* Gauss-Jordan: W = A^-1 W */
        double pivot = A[c][c];
        for (int h = 0; h < K; h++) {
            A[c][h] /= pivot;
            W[c][h] /= pivot;
        }
        for (int r = 0; r < K; r++) {
            double factor = r == c ? 0.0 : A[r][c];
            for (int h = 0; h < K; h++) {
                A[r][h] -= factor * A[c][h];
                W[r][h] -= factor * W[c][h];
            }
        }
    }
    for (int n = 0; n < K; n++) {
        for (int h = 0; h < K; h++) {
            double sw = 0.0;
            for (int i = 0; i < K; i++) {
                sw += S[n][i] * W[i][h];
            }
            U[n * K + h] = W[n][h] - sw + S[n][h];
        }
    }
}

static void friends_are_kleinman_liu_redding(void **state)
{
    static const entry block[] = {{"targets", "AAA"},
                                  {"senders", "BBB"},
                                  {"goods", "0"},
                                  {"chokepoints", "0"},
                                  {NULL, NULL}};
    static const char *const names[] = {"AAA", "BBB", "CCC"};
    static const double theta[] = {3.9};
    hm_economy *raw = NULL;
    hm_economy *base = NULL;
    solved_plan s;
    double U[K * K];
    (void)state;
    assert_hm_ok(ctx, flows_make(ctx, K, 1, balanced, NULL, theta, &raw));
    assert_hm_ok(ctx, hm_equilibrium_calibrate(ctx, raw, HM_CLOSURE_ZERO, NULL,
                                               &base, NULL));
    const hm_economy_arrays *data = hm_economy_data(base);
    klr(data->share, data->factor_income, theta[0], U);
    assert_hm_ok(ctx,
                 solved_make(ctx, base, HM_CLOSURE_ZERO, 1e-12, block, &s));
    const hm_table *t = table_named(&s, "friends");
    for (int n = 0; n < K; n++) {
        for (int i = 0; i < K; i++) {
            int32_t r = row_of(t, names[n], names[i], "");
            /* a step of 1 %: curvature of the order of 1 % of theta */
            assert_near(at(t, r, "real_income_elasticity"), U[n * K + i], 0.01);
        }
    }
    solved_clear(&s);
    hm_economy_free(base);
    hm_economy_free(raw);
}

/* --- offset, dummies, what has no answer --------------------------------------------- */

static double offset_of(const double *flows, const double *theta)
{
    static const entry block[] = {{"targets", "AAA"},   {"senders", "BBB"},
                                  {"goods", "0"},       {"chokepoints", "0"},
                                  {"friends", "false"}, {NULL, NULL}};
    hm_economy *base = NULL;
    solved_plan s;
    assert_hm_ok(ctx, flows_make(ctx, 3, 1, flows, NULL, theta, &base));
    assert_hm_ok(
        ctx, solved_make(ctx, base, HM_CLOSURE_BILATERAL, 1e-11, block, &s));
    const hm_table *t = table_named(&s, "leverage");
    double offset = at(t, row_of(t, "AAA", "BBB", "both"), "offset_ratio");
    solved_clear(&s);
    hm_economy_free(base);
    return offset;
}

/* L16: nothing to turn to, and a market in which nobody is missed. */
static void offset_runs_from_none_to_all(void **state)
{
    static const double alone[] = {50, 10, 0, 12, 90, 4, 0, 6, 30};
    static const double small[] = {1e-5, 1e-3, 1e-3, 1e-3, 2e3,
                                   1e3,  1e-3, 1e3,  2e3};
    static const double stiff[] = {150.0}, soft[] = {1.5};
    (void)state;
    assert_near(offset_of(alone, soft), 0.0, 0);
    double some = offset_of(small, soft);
    double most = offset_of(small, stiff);
    assert_true(some > 0.0 && some < most);
    /* a small country and a good that anybody else makes as well: what BBB
     * took and sold goes to and comes from CCC, but for terms of order 1/theta */
    assert_near(most, 1.0, 0.05);
}

static void a_sender_without_trade_is_a_dummy(void **state)
{
    static const double flows[] = {50, 10, 0, 12, 90, 4, 0, 6, 30};
    static const double theta[] = {2.2};
    hm_economy *base = NULL;
    solved_plan s;
    (void)state;
    assert_hm_ok(ctx, flows_make(ctx, 3, 1, flows, NULL, theta, &base));
    assert_hm_ok(
        ctx, solved_make(ctx, base, HM_CLOSURE_BILATERAL, 1e-11, plain, &s));
    const hm_table *t = table_named(&s, "shapley");
    assert_near(at(t, row_of(t, "AAA", "BBB;CCC", "CCC"), "share_musd"), 0.0,
                0);
    const hm_table *l = table_named(&s, "leverage");
    int32_t r = row_of(l, "AAA", "CCC", "both");
    assert_near(at(l, r, "target_loss_musd"), 0.0, 0);
    assert_true(isnan(at(l, r, "ratio")));
    assert_true(isnan(at(l, r, "offset_ratio")));
    solved_clear(&s);
    hm_economy_free(base);
}

/* AAA buys its second good from BBB alone: 17, or 17 millionths. */
static void check_sole_source(double value, bool remnant)
{
    double flows[] = {61, 7, 3, 11, 83, 2, 5, 13, 37,
                      0,  0, 0, 6,  50, 8, 2, 7,  30};
    static const double theta[] = {4.3, 2.7};
    hm_economy *base = NULL;
    solved_plan s;
    flows[10] = value;
    assert_hm_ok(ctx, flows_make(ctx, 3, 2, flows, NULL, theta, &base));
    assert_hm_ok(
        ctx, solved_make(ctx, base, HM_CLOSURE_BILATERAL, 1e-11, plain, &s));
    const hm_table *t = table_named(&s, "leverage");
    int32_t r = row_of(t, "AAA", "BBB", "both");
    if (remnant) {
        assert_string_equal(text_at(t, r, "outcome"), "converged");
        assert_near_rel(at(t, r, "left_open_musd"), value, 1e-12);
        assert_true(at(t, r, "target_loss_musd") > 0.0);
        /* the link is shut all the same: its deficit is gone */
        double D = 7 + value - 11 - 6;
        assert_near_rel(at(t, r, "target_deficit_change_musd"), -D, 1e-9);
    } else {
        assert_string_equal(text_at(t, r, "outcome"), "inadmissible");
        assert_true(isnan(at(t, r, "target_loss_musd")));
        assert_near(at(t, r, "left_open_musd"), 0.0, 0);
        const hm_table *p = table_named(&s, "power");
        int32_t q = row_of(p, "AAA", "BBB", "");
        assert_string_equal(text_at(p, q, "outcome"), "inadmissible");
        assert_true(isnan(at(p, q, "power_log_points")));
    }
    solved_clear(&s);
    hm_economy_free(base);
}

static void a_sole_source_has_no_answer(void **state)
{
    (void)state;
    check_sole_source(17.0, false);
}

static void a_remnant_stays_open_and_is_counted(void **state)
{
    (void)state;
    check_sole_source(17e-6, true);
}

/* --- memory -------------------------------------------------------------------------- */

static hm_status everything(const hm_allocator *allocator, void *user)
{
    static const double theta[] = {2.2};
    static const entry block[] = {{"targets", "AAA"},   {"senders", "BBB"},
                                  {"evasion", "1.2"},   {"goods", "1"},
                                  {"chokepoints", "1"}, {NULL, NULL}};
    static const double flows[] = {50, 10, 12, 90};
    hm_context *own = NULL;
    hm_economy *base = NULL;
    solved_plan s;
    (void)user;
    memset(&s, 0, sizeof s);
    hm_status status = hm_context_create(allocator, &own);
    if (status == HM_OK) {
        status = flows_make(own, 2, 1, flows, NULL, theta, &base);
    }
    if (status == HM_OK) {
        status = solved_make(own, base, HM_CLOSURE_BILATERAL, 1e-10, block, &s);
    }
    assert_true(status == HM_OK || s.table[HM_LEVERAGE_TABLES - 1] == NULL);
    solved_clear(&s);
    hm_economy_free(base);
    hm_context_free(own);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(everything, NULL) > 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_power_is_autarky, setup, teardown),
        cmocka_unit_test_setup_teardown(price_of_loss_is_convex, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(look_through_is_leontief, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(friends_are_kleinman_liu_redding, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(offset_runs_from_none_to_all, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_sender_without_trade_is_a_dummy,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(a_sole_source_has_no_answer, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_remnant_stays_open_and_is_counted,
                                        setup, teardown),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_revalue.c - another estimate of one country's account: GDP and totals
 * are what was asked for, partners keep their uses, and everything adds up.
 */
#include "random_account.h"

enum { N = 5, J = 6, C = 2 };

static const account_kind kind = {N, J, 0.1, true, false};

typedef struct fixture {
    hm_context *ctx;
    hm_account *old, *made;
    double exports[J], imports[J];
} fixture;

static void setup(fixture *f, uint64_t seed)
{
    hm_random r = hm_random_seed(seed);
    f->ctx = test_context();
    f->old = random_account(f->ctx, seed, kind);
    assert_hm_ok(f->ctx, hm_account_copy(f->ctx, f->old, &f->made));
    for (int32_t j = 0; j < J; j++) {
        f->exports[j] = hm_random_range(&r, 0.7, 1.4);
        f->imports[j] = hm_random_range(&r, 0.7, 1.4);
    }
}

static void teardown(fixture *f)
{
    hm_account_free(f->old);
    hm_account_free(f->made);
    hm_context_free(f->ctx);
}

static double flow(const hm_account *account, int32_t j, int32_t n, int32_t i)
{
    return account->arrays.trade[HMI_AT3(N, j, n, i)];
}

static double added(const hm_account *account, int32_t n)
{
    double spending[N * J];
    double output[N * J];
    double sum = 0.0;
    hmi_account_totals(&account->arrays, spending, output);
    for (int32_t k = 0; k < J; k++) {
        sum += output[HMI_AT2(J, n, k)];
        for (int32_t j = 0; j < J; j++) {
            sum -= account->arrays.input[HMI_INPUT(J, n, j, k)];
        }
    }
    return sum;
}

/* What country n sells to i, all goods. */
static double total(const hm_account *account, int32_t n, int32_t i)
{
    double sum = 0.0;
    for (int32_t j = 0; j < J; j++) {
        sum += flow(account, j, i, n);
    }
    return sum;
}

static void meets_the_totals(void **state)
{
    (void)state;
    fixture f;
    setup(&f, 7117);
    assert_hm_ok(f.ctx, hm_account_revalue(f.ctx, f.made, C, 1.37, f.exports,
                                           f.imports));
    /* the balance ends at 1e-13 of each row */
    assert_near_rel(added(f.made, C), 1.37 * added(f.old, C), 1e-11);
    for (int32_t p = 0; p < N; p++) {
        if (p != C) {
            /* sums of six numbers */
            assert_near_rel(total(f.made, C, p), total(f.old, C, p), 1e-14);
            assert_near_rel(total(f.made, p, C), total(f.old, p, C), 1e-14);
        }
    }
    /* the mix moved as asked: ratios of goods */
    int32_t n = 0;
    while (n == C || !(flow(f.old, 0, n, C) * flow(f.old, 1, n, C) > 0.0)) {
        n++;
    }
    double before = flow(f.old, 1, n, C) / flow(f.old, 0, n, C);
    double after = flow(f.made, 1, n, C) / flow(f.made, 0, n, C);
    assert_near_rel(after / before, f.exports[1] / f.exports[0], 1e-14);
    teardown(&f);
}

static void partners_keep_their_uses(void **state)
{
    (void)state;
    fixture f;
    double old_spending[N * J];
    double new_spending[N * J];
    setup(&f, 7219);
    assert_hm_ok(f.ctx, hm_account_revalue(f.ctx, f.made, C, 0.81, f.exports,
                                           f.imports));
    hmi_account_totals(&f.old->arrays, old_spending, NULL);
    hmi_account_totals(&f.made->arrays, new_spending, NULL);
    for (int32_t n = 0; n < N; n++) {
        for (int32_t j = 0; j < J && n != C; j++) {
            size_t at = HMI_AT2(J, n, j);
            assert_near_rel(new_spending[at], old_spending[at], 1e-13);
        }
    }
    teardown(&f);
}

static void makes_an_economy(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        fixture f;
        hm_economy *economy = NULL;
        setup(&f, 9000 + seed);
        assert_hm_ok(f.ctx, hm_account_revalue(f.ctx, f.made, C, 1.2, f.exports,
                                               f.imports));
        assert_hm_ok(f.ctx,
                     hm_account_to_economy(f.ctx, f.made, NULL, &economy));
        hm_economy_free(economy);
        teardown(&f);
    }
}

/* A partner that does not make a good goes on buying it. */
static void what_a_partner_lacks_stays(void **state)
{
    (void)state;
    fixture f;
    setup(&f, 7537);
    f.made->arrays.trade[HMI_AT3(N, 3, 0, 0)] = 1e-3;
    double bought = flow(f.made, 3, 0, C);
    assert_hm_ok(f.ctx,
                 hm_account_revalue(f.ctx, f.made, C, 1.0, f.exports, NULL));
    assert_true(flow(f.made, 3, 0, C) == bought);
    teardown(&f);
}

/* Asked for what it is, the account stays what it is. */
static void no_change_changes_nothing(void **state)
{
    (void)state;
    fixture f;
    setup(&f, 7331);
    assert_hm_ok(f.ctx, hm_account_revalue(f.ctx, f.made, C, 1.0, NULL, NULL));
    for (size_t at = 0; at < J * N * N; at++) {
        assert_near_rel(f.made->arrays.trade[at], f.old->arrays.trade[at],
                        1e-12);
    }
    teardown(&f);
}

static void refuses(void **state)
{
    (void)state;
    fixture f;
    setup(&f, 7433);
    assert_hm_status(f.ctx,
                     hm_account_revalue(f.ctx, f.made, N, 1.0, NULL, NULL),
                     HM_ERR_ARGUMENT);
    assert_hm_status(f.ctx,
                     hm_account_revalue(f.ctx, f.made, C, 0.0, NULL, NULL),
                     HM_ERR_ARGUMENT);
    f.exports[3] = -0.5;
    assert_hm_status(f.ctx,
                     hm_account_revalue(f.ctx, f.made, C, 1.0, f.exports, NULL),
                     HM_ERR_ARGUMENT);
    assert_hm_message(f.ctx, "good 3");
    /* exports cannot be made from next to no output */
    for (int32_t j = 0; j < J; j++) {
        f.made->arrays.trade[HMI_AT3(N, j, C, C)] = 0.0;
    }
    assert_hm_status(f.ctx,
                     hm_account_revalue(f.ctx, f.made, C, 1e-9, NULL, NULL),
                     HM_ERR_DATA);
    teardown(&f);
}

static void draws_have_the_spread_of_the_estimate(void **state)
{
    (void)state;
    enum { DRAWS = 20000 };
    hm_random r = hm_random_seed(20170412);
    double theta[2] = {4.37, 7.1};
    double home[2] = {4.37, 0.31};
    double se[2] = {1.1, 0.0};
    hm_elasticities set = {.theta = theta, .theta_home = home, .theta_se = se};
    double sum = 0.0;
    double squares = 0.0;
    int32_t above = 0;
    for (int32_t d = 0; d < DRAWS; d++) {
        double drawn[2];
        double drawn_home[2];
        hm_elasticities_draw(&set, 2, 0.2, &r, drawn, drawn_home);
        sum += drawn[0];
        squares += drawn[0] * drawn[0];
        above += drawn[1] > theta[1];
        assert_near_rel(drawn_home[1] / home[1], drawn[1] / theta[1], 1e-14);
    }
    /* 20,000 draws: the mean is good to 0.01, the deviation to 2 % or so */
    double mean = sum / DRAWS;
    double deviation = sqrt(squares / DRAWS - mean * mean);
    double ratio = se[0] / theta[0];
    assert_near_rel(mean, theta[0] * sqrt(1.0 + ratio * ratio), 0.01);
    assert_near_rel(deviation, se[0] * sqrt(1.0 + ratio * ratio), 0.04);
    assert_near_rel((double)above / DRAWS, 0.5, 0.03);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(meets_the_totals),
        cmocka_unit_test(partners_keep_their_uses),
        cmocka_unit_test(makes_an_economy),
        cmocka_unit_test(what_a_partner_lacks_stays),
        cmocka_unit_test(no_change_changes_nothing),
        cmocka_unit_test(refuses),
        cmocka_unit_test(draws_have_the_spread_of_the_estimate),
    };
    return hm_test_run(tests);
}

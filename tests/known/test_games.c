// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_games.c - MODEL.md, Appendix B: golden numbers of bargaining,
 * additionality, the chain store and self-enforcement, to every printed
 * digit. A tolerance is half a unit of the last printed digit.
 */
#include "hm_test.h"

#include <hirschman/games.h>
#include <hirschman/pact.h>
#include <hirschman/values.h>

#include <math.h>

static hm_context *context(void)
{
    hm_context *ctx = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    return ctx;
}

/* The barter of Appendix B along the payment b. */
static double cost_of(double b)
{
    return 0.5 * b + 0.05 * b * b;
}

static void barter(void *user, double b, double *payoff)
{
    (void)user;
    payoff[0] = 10.0 - cost_of(b);
    payoff[1] = b - 4.0;
}

static const hm_frontier barter_frontier = {barter, NULL, 0.0, 20.0, 2, 0};
static const double nothing[2] = {0.0, 0.0};

typedef struct golden_deal {
    hm_bargain_rule rule;
    double b, us, china, delta;
} golden_deal;

static const golden_deal golden[] = {
    {HM_BARGAIN_NASH, 7.16515139, 3.85045458, 3.16515139, 0.61495454},
    {HM_BARGAIN_KALAI, 7.18677324, 3.82412789, 3.18677324, 0.61758721},
    {HM_BARGAIN_EGALITARIAN, 7.47220505, 3.47220505, 3.47220505, 0.65277949},
};

static void bargain_linked(void **state)
{
    (void)state;
    hm_context *ctx = context();
    for (size_t i = 0; i < sizeof golden / sizeof golden[0]; i++) {
        hm_talks talks = {golden[i].rule, nothing, 0, NULL};
        hm_deal deal;
        double delta = 0.0;
        assert_hm_ok(ctx,
                     hm_bargain_frontier(ctx, &barter_frontier, &talks, &deal));
        assert_true(deal.exists);
        assert_near(deal.place, golden[i].b, 5e-9);
        assert_near(deal.gain[0], golden[i].us, 5e-9);
        assert_near(deal.gain[1], golden[i].china, 5e-9);
        /* the payer saves k(b), the actor its cost 4 */
        hm_promise keep[2] = {
            {deal.payoff[0], cost_of(deal.place), 0.0},
            {deal.payoff[1], 4.0, 0.0},
        };
        assert_hm_ok(ctx, hm_promise_delta(ctx, keep, 2, 1.0, &delta));
        assert_near(delta, golden[i].delta, 5e-9);
    }
    hm_context_free(ctx);
}

static void bargain_utilitarian(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_talks talks = {HM_BARGAIN_UTILITARIAN, nothing, 0, NULL};
    hm_deal deal;
    assert_hm_ok(ctx,
                 hm_bargain_frontier(ctx, &barter_frontier, &talks, &deal));
    assert_near(deal.place, 5.0, 1e-10);
    /* gains 6.25 and 1: each is owed half of 7.25 */
    assert_near(deal.side_payment[0], -2.625, 1e-9);
    assert_near(deal.side_payment[1], 2.625, 1e-9);
    hm_context_free(ctx);
}

/* The two issues apart: the concession alone, the pressure alone. */
static void bargain_separate_has_no_deal(void **state)
{
    (void)state;
    hm_context *ctx = context();
    double concession[41][2];
    double pressure[2][2] = {{0.0, 0.0}, {10.0, -4.0}};
    for (int i = 0; i <= 40; i++) {
        concession[i][0] = -cost_of(0.5 * i);
        concession[i][1] = 0.5 * i;
    }
    hm_issue issues[2] = {
        {"trade", {2, 41, &concession[0][0]}, nothing, 0},
        {"pressure", {2, 2, &pressure[0][0]}, nothing, 0},
    };
    hm_linked *linked = NULL;
    hm_linkage_value value;
    hm_talks talks = {HM_BARGAIN_NASH, NULL, 0, NULL};
    assert_hm_ok(ctx, hm_linked_create(ctx, issues, 2, NULL, 0, &linked));
    assert_hm_ok(ctx, hm_linked_value(ctx, linked, &talks, false, &value));
    assert_true(value.necessary);
    assert_true(value.necessary_lottery);
    assert_false(value.separate.exists);
    assert_near(value.separate.gain[0], 0.0, 0.0);
    assert_near(value.together.gain[1], 3.0, 1e-12); /* b = 7 of the grid */
    hm_linked_free(linked);
    hm_context_free(ctx);
}

static void rubinstein(void **state)
{
    (void)state;
    hm_context *ctx = context();
    double share = 0.0;
    assert_hm_ok(ctx, hm_rubinstein_share(ctx, 0.9, 0.8, &share));
    assert_near(share, 0.7142857143, 5e-11);
    assert_hm_ok(ctx, hm_rubinstein_share(ctx, 0.95, 0.95, &share));
    assert_near(share, 0.5128205128, 5e-11);
    hm_context_free(ctx);
}

static void additionality(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_law uniform = {.kind = HM_LAW_UNIFORM, .low = -1.0, .high = 3.0};
    hm_law normal = {.kind = HM_LAW_NORMAL, .mean = 1.0, .sd = 1.0};
    hm_payment at;
    assert_hm_ok(ctx, hm_payment_best(ctx, &uniform, 2.5, &at));
    assert_near(at.payment, 0.75, 1e-15);
    assert_near(at.participation, 0.4375, 1e-15);
    assert_near(at.inframarginal, 0.571429, 5e-7);
    assert_near(at.cost_per_additional, 1.75, 1e-14);
    assert_near(at.gain, 0.140625, 1e-15);
    assert_hm_ok(ctx, hm_payment_best(ctx, &normal, 2.5, &at));
    assert_near(at.payment, 1.11863818, 5e-9);
    assert_near(at.participation, 0.54721899, 5e-9);
    assert_near(at.inframarginal, 0.289930, 5e-7);
    assert_near(at.cost_per_additional, 1.575392, 5e-7);
    assert_near(at.gain, 0.35926929, 5e-9);
    hm_context_free(ctx);
}

static void chain_store(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_chain chain = {2.0, 0.3, 0.02, 5};
    hm_chain_value value;
    hm_chain_stage s;
    const double asks[] = {1.0, 0.5, 1.0, 0.0, 0.0}; /* 1 .. 5 left */
    const double refuses[] = {0.0, 0.23076923, 0.20634921, 0.73544974, 1.0};
    const double beliefs[] = {0.09, 0.09, 0.02, 0.02, 0.02};
    for (int left = 5; left >= 1; left--) {
        assert_hm_ok(ctx,
                     hm_chain_at(ctx, &chain, left, beliefs[left - 1], &s));
        assert_near(s.asks, asks[left - 1], 1e-15);
        assert_near(s.refuses, refuses[left - 1], 5e-9);
    }
    assert_hm_ok(ctx, hm_chain_at(ctx, &chain, 3, 0.02, &s));
    assert_near(s.refused_to, 0.09, 1e-16);
    assert_hm_ok(ctx, hm_chain_evaluate(ctx, &chain, &value));
    assert_near(value.nobody_above, log(0.02) / log(0.3), 1e-14);
    assert_near(value.value, 4.0, 1e-15); /* a twice, then 0 */
    hm_context_free(ctx);
}

static void noisy_trigger_and_contagion(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_monitoring m = {{3.0, 2.0, 1.0}, 0.9, 0.1, 0.8};
    hm_trigger t;
    double loss = 0.0;
    assert_hm_ok(ctx, hm_trigger_at(ctx, &m, 3, &t));
    assert_near(t.value, 16.0784629, 5e-8);
    assert_near(t.deterred, 2.7450760, 5e-8);
    assert_hm_ok(ctx, hm_contagion_loss(ctx, 0.02, 2.0, 0.9, &loss));
    assert_near(loss, 3.0508475, 5e-8);
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bargain_linked),
        cmocka_unit_test(bargain_utilitarian),
        cmocka_unit_test(bargain_separate_has_no_deal),
        cmocka_unit_test(rubinstein),
        cmocka_unit_test(additionality),
        cmocka_unit_test(chain_store),
        cmocka_unit_test(noisy_trigger_and_contagion),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_sanctions.c - sanctions whose answer is known (MODEL.md S4, S6, 7.4):
 * two countries and one good, in both valuations.
 */
#include "sanction_plan.h"
#include "two_countries.h"

static int set_up(void **state)
{
    hm_context *ctx = NULL;
    assert_int_equal(hm_context_create(NULL, &ctx), HM_OK);
    *state = ctx;
    return 0;
}

static int tear_down(void **state)
{
    hm_context_free(*state);
    return 0;
}

static const double prices[] = {-1, -.5, 0, .5, 1, 2};

/* S4 at current prices: t* = (1 + willingness) / (theta lambda_FF), the six
 * values of 7.4. 1e-8: printed to ten digits, rates found to 1e-10. */
static void six_values_at_current_prices(void **state)
{
    static const double expected[] = {0,           .1041084670, .2065461483,
                                      .3079584847, .4087282650, .6091900014};
    hm_economy *e = two_countries(*state);
    planned p;
    plan_text(&p, *state, e, HM_CLOSURE_ZERO,
              "{s: {target: C01, senders: C00, instruments: {imports: all}, "
              "valuation: current, willingness: [-1, -.5, 0, .5, 1, 2]}}");
    assert_true(p.c->confirmed);
    for (int k = 0; k < 6; k++) {
        int32_t at = point_at(&p, "willingness", prices[k]);
        const hm_sanction_point *point = hm_sanction_plan_point(p.plan, at);
        assert_near(hm_sanction_plan_lever(p.plan, at, 0), expected[k], 1e-8);
        assert_true(point->kkt < 1e-8);
        assert_true(point->starts == 2 && point->distinct == 1);
    }
    planned_clear(&p);
    hm_economy_free(e);
}

/* In base prices (EV) the optimum moves apart from willingness 0. */
static void six_values_at_base_prices(void **state)
{
    static const double expected[] = {0,           .0984508387, .2065461483,
                                      .3254533855, .4563891220, .7593105742};
    hm_economy *e = two_countries(*state);
    planned p;
    plan_text(&p, *state, e, HM_CLOSURE_ZERO,
              "{s: {target: C01, senders: C00, instruments: {imports: all}, "
              "willingness: [-1, -.5, 0, .5, 1, 2]}}");
    assert_true(p.c->confirmed);
    for (int k = 0; k < 6; k++) {
        int32_t at = point_at(&p, "willingness", prices[k]);
        assert_near(hm_sanction_plan_lever(p.plan, at, 0), expected[k], 1e-8);
    }
    /* becoming a sanction helps the sender at first (Becko) */
    const hm_sanction_point *free = point_of(&p, "willingness", 0);
    assert_true(free->cost < 0 && free->loss > 0);
    planned_clear(&p);
    hm_economy_free(e);
}

/* The dual: at the loss of a willingness the least cost has that price, and
 * at its cost the most loss is that loss (S2, S6). */
static void losses_and_budgets_agree_with_prices(void **state)
{
    hm_economy *e = two_countries(*state);
    planned p, q;
    plan_text(&p, *state, e, HM_CLOSURE_ZERO,
              "{s: {target: C01, senders: C00, willingness: [0.5, 2]}}");
    assert_true(p.c->confirmed);
    for (int k = 0; k < 2; k++) {
        const hm_sanction_point *a =
            point_of(&p, "willingness", k == 0 ? 0.5 : 2);
        char text[256];
        (void)snprintf(text, sizeof text,
                       "{s: {target: C01, senders: C00, losses: %.15g, "
                       "budgets: %.15g}}",
                       a->loss, a->cost > 0 ? a->cost : 0.0);
        plan_text(&q, *state, e, HM_CLOSURE_ZERO, text);
        assert_true(q.c->confirmed);
        const hm_sanction_point *b = point_of(&q, "loss", NAN);
        assert_near(b->cost, a->cost, 1e-9);
        assert_near_rel(b->willingness, a->asked, 1e-5);
        if (a->cost > 0) {
            const hm_sanction_point *c = point_of(&q, "budget", NAN);
            assert_near(c->loss, a->loss, 1e-9);
            assert_near_rel(c->willingness, a->asked, 1e-5);
        }
        planned_clear(&q);
    }
    planned_clear(&p);
    hm_economy_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(six_values_at_current_prices),
        cmocka_unit_test(six_values_at_base_prices),
        cmocka_unit_test(losses_and_budgets_agree_with_prices),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

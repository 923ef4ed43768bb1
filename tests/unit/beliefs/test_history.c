// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_history.c - scores of predictions against figures worked out by hand,
 * and the rule of verdicts.
 */
#include "hm_test.h"

#include <hirschman/beliefs.h>

#include <math.h>

static void scores_of_five_pairs(void **state)
{
    (void)state;
    hm_context *ctx = NULL;
    const double predicted[5] = {0.1, -0.2, 0.3, 0.0, 0.4};
    const double observed[5] = {0.2, -0.1, -0.1, 0.1, 0.5};
    hm_history_scores s;
    assert_int_equal(hm_context_create(NULL, &ctx), HM_OK);
    assert_hm_ok(ctx, hm_history_score(ctx, predicted, observed, 5, &s));
    /* signs: right, right, wrong, 0 is none, right */
    assert_near(s.sign_right, 0.6, 1e-15);
    /* ranks 3,1,4,2,5 and 4,1.5,1.5,3,5: 5.5 / sqrt(10 x 9.5) */
    assert_near_rel(s.rank_correlation, 5.5 / sqrt(95.0), 1e-14);
    /* means .12 and .12; sum of products .138, of squares .228 */
    assert_near_rel(s.slope, 0.138 / 0.228, 1e-13);
    assert_near_rel(s.error, sqrt(0.2 / 5.0), 1e-14);
    assert_near_rel(s.no_change, sqrt(0.32 / 5.0), 1e-14);
    assert_near_rel(s.proportional, sqrt(0.248 / 5.0), 1e-14);
    /* too few, and predictions that do not vary */
    assert_hm_ok(ctx, hm_history_score(ctx, predicted, observed, 2, &s));
    assert_true(isnan(s.rank_correlation) && isnan(s.slope));
    const double flat[3] = {0.3, 0.3, 0.3};
    assert_hm_ok(ctx, hm_history_score(ctx, flat, observed, 3, &s));
    assert_true(isnan(s.rank_correlation) && isfinite(s.error));
    const double bad[1] = {NAN};
    assert_hm_status(ctx, hm_history_score(ctx, bad, observed, 1, &s),
                     HM_ERR_ARGUMENT);
    assert_hm_ok(ctx, hm_history_score(ctx, bad, observed, 0, &s));
    assert_true(isnan(s.error));
    hm_context_free(ctx);
}

static void the_rule_of_verdicts(void **state)
{
    (void)state;
    assert_int_equal(hm_history_verdict(-6.1, -7.0, -5.0, -12.0), HM_HIT);
    assert_int_equal(hm_history_verdict(-5.9, -7.0, -5.0, -12.0), HM_MISS);
    assert_int_equal(hm_history_verdict(-5.9, -13.0, -5.0, -12.0), HM_IN_RANGE);
    /* a range that holds it does not save the wrong sign */
    assert_int_equal(hm_history_verdict(1.0, -13.0, 2.0, -12.0), HM_MISS);
    assert_int_equal(hm_history_verdict(-18.1, -18.1, -18.1, -12.0), HM_MISS);
    assert_int_equal(hm_history_verdict(NAN, 1.0, 2.0, 1.5), HM_NOT_COMPARABLE);
    assert_string_equal(hm_verdict_name(HM_IN_RANGE), "in range");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_of_five_pairs),
        cmocka_unit_test(the_rule_of_verdicts),
    };
    return hm_test_run(tests);
}

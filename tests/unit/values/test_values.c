// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_values.c - what the values module refuses.
 */
#include "hm_test.h"

#include <hirschman/values.h>

#include <math.h>

static hm_context *context(void)
{
    hm_context *ctx = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    return ctx;
}

static const double slope[2] = {1.0, 0.0};
static const hm_unknown box[2] = {{"x", "MUSD", "assumed", 0.0, 1.0},
                                  {"y", "MUSD", "assumed", 0.0, 1.0}};

static void boxes_and_margins_refused(void **state)
{
    (void)state;
    hm_context *ctx = context();
    const hm_unknown empty = {"x", "MUSD", "assumed", 1.0, 1.0};
    const hm_margin margin = {"m", 0.5, slope};
    const hm_margin bad = {"m", (double)NAN, slope};
    hm_table *table = NULL;
    hm_interval i;
    hm_revealed slack;
    int32_t first = 0;
    int32_t second = 0;
    const double weight[2] = {(double)NAN, 0.0};
    assert_hm_status(ctx, hm_break_even_table(ctx, &margin, &empty, 1, &table),
                     HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_break_even_table(ctx, &bad, box, 2, &table),
                     HM_ERR_ARGUMENT);
    /* the second unknown does not matter */
    assert_hm_status(
        ctx,
        hm_break_even_line(ctx, &margin, box, 2, 5, &first, &second, &table),
        HM_ERR_ARGUMENT);
    assert_hm_ok(ctx, hm_break_even_table(ctx, &margin, box, 2, &table));
    assert_true(isnan(hm_table_number(table, 1, 6)));
    hm_table_free(table);
    assert_hm_status(ctx, hm_region_vertices(ctx, &margin, 1, box, 0, &table),
                     HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_revealed_slack(ctx, &bad, 1, box, 2, NULL, &slack),
                     HM_ERR_ARGUMENT);
    assert_hm_status(ctx,
                     hm_revealed_interval(ctx, &margin, 1, box, 2, weight, &i),
                     HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_revealed_table(ctx, &margin, 0, box, 2, &table),
                     HM_ERR_ARGUMENT);
    assert_null(table);
    hm_context_free(ctx);
}

static void priors_and_numbers_refused(void **state)
{
    (void)state;
    hm_context *ctx = context();
    const hm_margin margin = {"m", 0.5, slope};
    hm_prior priors[2] = {{HM_PRIOR_LOG_NORMAL, 0.0, 1.0},
                          {HM_PRIOR_UNIFORM, 0.0, 0.0}};
    const hm_region region = {1, 2, &margin, box, priors};
    const double wrong = 0.0;
    double p = 0.0;
    double e = 0.0;
    bool possible = false;
    hm_table *table = NULL;
    assert_hm_status(ctx, hm_region_probability(ctx, &region, 1, 9, &p, &e),
                     HM_ERR_ARGUMENT);
    priors[0].kind = HM_PRIOR_UNIFORM;
    assert_hm_status(ctx, hm_region_probability(ctx, &region, 1, 0, &p, &e),
                     HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_worth_table(ctx, 1.0, 0.0, &wrong, 1, &table),
                     HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_worth_points(ctx, 1.0, 0.0, &p, &possible),
                     HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_revealed_interior(ctx, 1.0, 0.0, &p),
                     HM_ERR_ARGUMENT);
    hm_context_free(ctx);
}

static void scorecards_refused(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_scorecard card = {1.0, 1.0, 1.0, 1.5, 0.0, 0.0};
    double s[HM_SCORE_UNKNOWNS];
    double b[HM_SCORE_UNKNOWNS];
    hm_margin sender;
    hm_margin broker;
    hm_leverage_loss loss;
    hm_table *table = NULL;
    const hm_hazard steps[2] = {{"a", 0.1, 0.0, 0.0}, {"b", -0.1, 0.0, 0.0}};
    assert_hm_status(ctx,
                     hm_scorecard_margins(ctx, &card, s, b, &sender, &broker),
                     HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_leverage_given(ctx, 0.9, 0.2, 1.5, &loss),
                     HM_ERR_ARGUMENT);
    assert_hm_ok(ctx, hm_leverage_given(ctx, 0.9, 0.2, 0.5, &loss));
    assert_near(loss.marginal, -0.9, 0.0);
    assert_near(loss.unpaid_after, 0.1, 0.0);
    assert_hm_status(ctx, hm_collapse_table(ctx, steps, 2, 1.0, &table),
                     HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_collapse_table(ctx, steps, 1, 0.0, &table),
                     HM_ERR_ARGUMENT);
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boxes_and_margins_refused),
        cmocka_unit_test(priors_and_numbers_refused),
        cmocka_unit_test(scorecards_refused),
    };
    return hm_test_run(tests);
}

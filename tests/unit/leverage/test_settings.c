// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_settings.c - the block `leverage:` is read whole, and refused by name.
 */
#include "plan.h"

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

static void a_block_is_read(void **state)
{
    static const entry block[] = {
        {"targets", "PRK"},       {"senders", "CHN,USA,KOR"},
        {"coalition_size", "3"},  {"goods", "2"},
        {"chokepoints", "0"},     {"evasion", "1,1.5"},
        {"discount", "0.9"},      {"friends", "false"},
        {"panel", "some/folder"}, {NULL, NULL}};
    hm_leverage *leverage = NULL;
    (void)state;
    assert_hm_ok(ctx, block_make(ctx, block, &leverage));
    assert_string_equal(hm_leverage_target(leverage, 0), "PRK");
    assert_null(hm_leverage_target(leverage, 1));
    assert_string_equal(hm_leverage_sender(leverage, 2), "KOR");
    assert_null(hm_leverage_sender(leverage, 3));
    assert_string_equal(hm_leverage_panel(leverage), "some/folder");
    hm_leverage_free(leverage);
}

/* A block and a part of the message that refuses it. */
typedef struct refusal {
    entry block[4];
    hm_status status;
    const char *message;
} refusal;

static const refusal refusals[] = {
    {{{"targets", "PRK"}, {"senders", "CHN"}, {"colition_size", "2"}},
     HM_ERR_UNKNOWN,
     "coalition_size"},
    {{{"senders", "CHN"}}, HM_ERR_DATA, "'targets' is missing"},
    {{{"targets", "PRK"}}, HM_ERR_DATA, "'senders' is missing"},
    {{{"targets", "PRK"}, {"senders", "CHN,USA,CHN"}},
     HM_ERR_DATA,
     "CHN stands there twice"},
    {{{"targets", "PRK"}, {"senders", "CHN"}, {"coalition_size", "0"}},
     HM_ERR_DATA,
     "from 1 to 20"},
    {{{"targets", "PRK"}, {"senders", "CHN"}, {"goods", "2.5"}},
     HM_ERR_DATA,
     "whole number"},
    {{{"targets", "PRK"}, {"senders", "CHN"}, {"chokepoints", "-1"}},
     HM_ERR_DATA,
     "from 0"},
    {{{"targets", "PRK"}, {"senders", "CHN"}, {"evasion", "0.9"}},
     HM_ERR_DATA,
     "cost factor of 1 or more"},
    {{{"targets", "PRK"}, {"senders", "CHN"}, {"evasion", "2,1.5"}},
     HM_ERR_DATA,
     "rising order"},
    {{{"targets", "PRK"}, {"senders", "CHN"}, {"discount", "1.1"}},
     HM_ERR_DATA,
     "in [0, 1]"},
    {{{"targets", "PRK"}, {"senders", "CHN"}, {"friends", "perhaps"}},
     HM_ERR_DATA,
     "true or false"},
    {{{"targets", "X"},
      {"senders", "A,B,C,D,E,F,G,H,I,J,K,L,M,N,O"},
      {"coalition_size", "15"}},
     HM_ERR_LIMIT,
     "2000 subsets"},
    {{{"targets", "X"},
      {"senders", "A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P,Q,R,S,T,U"},
      {"coalition_size", "1"}},
     HM_ERR_LIMIT,
     "20 at most"},
};

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof refusals / sizeof refusals[0]; k++) {
        hm_leverage *leverage = NULL;
        assert_hm_status(ctx, block_make(ctx, refusals[k].block, &leverage),
                         refusals[k].status);
        assert_hm_message(ctx, refusals[k].message);
        assert_hm_message(ctx, "case.yaml:");
        assert_null(leverage);
    }
}

static void codes_must_be_of_the_economy(void **state)
{
    static const entry targets[] = {
        {"targets", "BBC"}, {"senders", "AAA"}, {NULL, NULL}};
    static const entry senders[] = {
        {"targets", "AAA"}, {"senders", "BBB,QQQ"}, {NULL, NULL}};
    static const double trade[] = {5.1, 1.3, 2.2, 7.7}, theta[] = {3.7};
    hm_economy *economy = NULL;
    hm_leverage *leverage = NULL;
    (void)state;
    assert_hm_ok(ctx, flows_make(ctx, 2, 1, trade, NULL, theta, &economy));
    assert_hm_ok(ctx, block_make(ctx, targets, &leverage));
    assert_hm_status(ctx, hm_leverage_check(ctx, leverage, economy),
                     HM_ERR_UNKNOWN);
    assert_hm_message(ctx, "the nearest one is 'BBB'");
    hm_leverage_free(leverage);
    assert_hm_ok(ctx, block_make(ctx, senders, &leverage));
    hm_leverage_plan *plan = NULL;
    assert_hm_status(ctx,
                     hm_leverage_plan_create(ctx, leverage, economy,
                                             HM_CLOSURE_BILATERAL, false,
                                             &plan),
                     HM_ERR_UNKNOWN);
    assert_hm_message(ctx, "senders: 'QQQ'");
    assert_null(plan);
    hm_leverage_free(leverage);
    hm_economy_free(economy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_block_is_read, setup, teardown),
        cmocka_unit_test_setup_teardown(what_cannot_be_is_refused, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(codes_must_be_of_the_economy, setup,
                                        teardown),
    };
    return hm_test_run(tests);
}

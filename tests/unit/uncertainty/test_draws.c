// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_draws.c - the block `uncertainty:` and its draws: reproducible, with
 * common random numbers, one assumption at a time; refusals name the place.
 */
#include "hm_test.h"
#include "uncertainty/internal.h"

#include <math.h>
#include <string.h>

typedef struct fixture {
    hm_context *ctx;
    hm_node *block;
    hm_uncertainty *u;
} fixture;

static void setup(fixture *f)
{
    memset(f, 0, sizeof *f);
    assert_int_equal(hm_context_create(NULL, &f->ctx), HM_OK);
    assert_hm_ok(
        f->ctx, hmi_node_create(f->ctx, HM_NODE_MAP, NULL, "c:1:1", &f->block));
}

static void teardown(fixture *f)
{
    hm_uncertainty_free(f->u);
    hmi_node_free(f->block);
    hm_context_free(f->ctx);
}

static hm_node *put(fixture *f, hm_node *map, const char *key,
                    hm_node_kind kind, const char *text)
{
    hm_node *node = NULL;
    assert_hm_ok(f->ctx, hmi_node_create(f->ctx, kind, text, "c:2:3", &node));
    assert_hm_ok(f->ctx, hmi_node_append(map, key, node));
    return node;
}

static void put_account(fixture *f, const char *low, const char *high)
{
    hm_node *account = put(f, f->block, "account", HM_NODE_MAP, NULL);
    (void)put(f, account, "country", HM_NODE_SCALAR, "PRK");
    hm_node *scale = put(f, account, "gdp_scale", HM_NODE_LIST, NULL);
    (void)put(f, scale, NULL, HM_NODE_SCALAR, low);
    (void)put(f, scale, NULL, HM_NODE_SCALAR, high);
    (void)put(f, account, "trade_mix", HM_NODE_SCALAR, "0.2");
}

static hm_status make(fixture *f)
{
    hm_uncertainty_free(f->u);
    return hm_uncertainty_create(f->ctx, f->block, 3, 2, HM_CLOSURE_FIXED,
                                 &f->u);
}

static void make_full(fixture *f)
{
    (void)put(f, f->block, "draws", HM_NODE_SCALAR, "200");
    (void)put(f, f->block, "alone", HM_NODE_SCALAR, "11");
    (void)put(f, f->block, "seed", HM_NODE_SCALAR, "20170412");
    hm_node *rules = put(f, f->block, "trade_balance", HM_NODE_LIST, NULL);
    (void)put(f, rules, NULL, HM_NODE_SCALAR, "scaled");
    (void)put(f, rules, NULL, HM_NODE_SCALAR, "fixed");
    put_account(f, "0.9", "1.7");
    assert_hm_ok(f->ctx, make(f));
}

/* 200 joint; 3 sets, 2 vintages and 2 rules once each, the rest 11 times. */
static void counts_its_draws(void **state)
{
    (void)state;
    fixture f;
    setup(&f);
    make_full(&f);
    assert_int_equal(hm_uncertainty_draws(f.u), 200 + 3 + 11 + 2 + 2 + 11 + 11);
    int32_t seen[HM_ASSUMPTIONS + 1] = {0};
    for (int32_t d = 0; d < hm_uncertainty_draws(f.u); d++) {
        seen[hm_uncertainty_draw(f.u, d).varied]++;
    }
    assert_int_equal(seen[HM_ASSUMPTION_ALL], 200);
    assert_int_equal(seen[HM_ASSUMPTION_SET], 3);
    assert_int_equal(seen[HM_ASSUMPTION_TRADE_MIX], 11);
    teardown(&f);
}

static void alone_leaves_the_rest(void **state)
{
    (void)state;
    fixture f;
    setup(&f);
    make_full(&f);
    for (int32_t d = 200; d < hm_uncertainty_draws(f.u); d++) {
        hm_draw draw = hm_uncertainty_draw(f.u, d);
        hm_draw joint = hm_uncertainty_draw(f.u, draw.number);
        bool gdp = draw.varied == HM_ASSUMPTION_GDP;
        assert_true(draw.varied == HM_ASSUMPTION_SET || draw.set == 0);
        assert_true(draw.varied == HM_ASSUMPTION_BALANCE ||
                    draw.closure == HM_CLOSURE_FIXED);
        /* common random numbers: the same GDP as in the joint draw */
        assert_true(draw.gdp_scale == (gdp ? joint.gdp_scale : 1.0));
    }
    teardown(&f);
}

static void draws_cover_what_they_should(void **state)
{
    (void)state;
    fixture f;
    int32_t sets[3] = {0};
    double low = INFINITY;
    double high = 0.0;
    setup(&f);
    make_full(&f);
    for (int32_t d = 0; d < 200; d++) {
        hm_draw draw = hm_uncertainty_draw(f.u, d);
        hm_draw again = hm_uncertainty_draw(f.u, d);
        assert_memory_equal(&draw.gdp_scale, &again.gdp_scale, sizeof(double));
        sets[draw.set]++;
        low = fmin(low, draw.gdp_scale);
        high = fmax(high, draw.gdp_scale);
    }
    /* 200 draws of three: below 40 each with probability 1e-5 */
    assert_true(sets[0] > 40 && sets[1] > 40 && sets[2] > 40);
    assert_true(low >= 0.9 && low < 0.95 && high <= 1.7 && high > 1.65);
    teardown(&f);
}

static void refuses(void **state)
{
    (void)state;
    static const struct {
        const char *key, *value, *message;
    } bad[] = {
        {"drawz", "3", "did you mean \"draws\""},
        {"draws", "0", "from 1 to 100000"},
        {"draws", "2.5", "whole number"},
        {"theta_cv", "-0.1", "c:2:3: theta_cv is -0.1"},
        {"trade_balance", "bilaterall", "\"bilaterall\" is not known"},
        {"account", "PRK", "written as a map"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        fixture f;
        setup(&f);
        (void)put(&f, f.block, bad[i].key, HM_NODE_SCALAR, bad[i].value);
        assert_true(make(&f) != HM_OK);
        assert_null(f.u);
        assert_hm_message(f.ctx, bad[i].message);
        teardown(&f);
    }
}

static void refuses_a_bad_account(void **state)
{
    (void)state;
    fixture f;
    setup(&f);
    put_account(&f, "1.7", "0.9");
    assert_hm_status(f.ctx, make(&f), HM_ERR_DATA);
    assert_hm_message(f.ctx, "1.7 is above 0.9");
    teardown(&f);
    setup(&f);
    (void)put(&f, f.block, "account", HM_NODE_MAP, NULL);
    assert_hm_status(f.ctx, make(&f), HM_ERR_DATA);
    assert_hm_message(f.ctx, "'country' is missing");
    teardown(&f);
}

static hm_status all_of_it(const hm_allocator *allocator, void *user)
{
    const fixture *f = user;
    hm_context *ctx = NULL;
    hm_uncertainty *u = NULL;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status =
            hm_uncertainty_create(ctx, f->block, 3, 2, HM_CLOSURE_FIXED, &u);
        assert_true((status == HM_OK) == (u != NULL));
    }
    hm_uncertainty_free(u);
    hm_context_free(ctx);
    return status;
}

static void survives_want_of_memory(void **state)
{
    (void)state;
    fixture f;
    setup(&f);
    make_full(&f);
    assert_true(hm_test_out_of_memory(all_of_it, &f) > 3);
    teardown(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_its_draws),
        cmocka_unit_test(alone_leaves_the_rest),
        cmocka_unit_test(draws_cover_what_they_should),
        cmocka_unit_test(refuses),
        cmocka_unit_test(refuses_a_bad_account),
        cmocka_unit_test(survives_want_of_memory),
    };
    return hm_test_run(tests);
}

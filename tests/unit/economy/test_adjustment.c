// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_adjustment.c - the blocks `adjustment:` and `reserves:`, their
 * refusals, and the economy between two elasticity sets (S14).
 */
#include "sample.h"

#include <math.h>

static const char *const known[] = {"ban", "cut"};

static hm_node *add(sample *s, hm_node *parent, const char *key,
                    hm_node_kind kind, const char *text)
{
    hm_node *node = NULL;
    assert_hm_ok(s->ctx,
                 hmi_node_create(s->ctx, kind, text, "case:7:3", &node));
    if (parent != NULL) {
        assert_hm_ok(s->ctx, hmi_node_append(parent, key, node));
    }
    return node;
}

/* short and long, and one more key (or none). */
static hm_node *block(sample *s, const char *key, const char *text)
{
    hm_node *map = add(s, NULL, NULL, HM_NODE_MAP, NULL);
    (void)add(s, map, "short", HM_NODE_SCALAR, "quick");
    (void)add(s, map, "long", HM_NODE_SCALAR, "slow");
    if (key != NULL) {
        (void)add(s, map, key, HM_NODE_SCALAR, text);
    }
    return map;
}

static void halves_with_the_half_life(void **state)
{
    (void)state;
    sample s;
    hm_adjustment *a = NULL;
    sample_begin(&s);
    hm_node *map = block(&s, "half_life", "2.5");
    hm_node *years = add(&s, map, "years", HM_NODE_LIST, NULL);
    (void)add(&s, years, NULL, HM_NODE_SCALAR, "0");
    (void)add(&s, years, NULL, HM_NODE_SCALAR, "2.5");
    (void)add(&s, years, NULL, HM_NODE_SCALAR, "7.5");
    (void)add(&s, map, "scenarios", HM_NODE_SCALAR, "cut");
    assert_hm_ok(s.ctx, hm_adjustment_create(s.ctx, map, known, 2, &a));
    assert_int_equal(hm_adjustment_stages(a), 4);
    assert_true(hm_adjustment_weight(a, 0) == 1.0);
    assert_near_rel(hm_adjustment_weight(a, 1), 0.5, 1e-15);
    assert_near_rel(hm_adjustment_weight(a, 2), 0.125, 1e-15);
    assert_true(hm_adjustment_weight(a, 3) == 0.0);
    assert_true(isinf(hm_adjustment_years(a, 3)));
    assert_true(hm_adjustment_wants(a, "cut") &&
                !hm_adjustment_wants(a, "ban"));
    assert_string_equal(hm_adjustment_set(a, true), "quick");
    assert_string_equal(hm_adjustment_set(a, false), "slow");
    static const char *const sets[] = {"quick", "slowly"};
    assert_hm_status(s.ctx, hm_adjustment_check(s.ctx, a, sets, 2),
                     HM_ERR_UNKNOWN);
    assert_hm_message(s.ctx, "case:7:3: adjustment: the economy has no "
                             "elasticity set \"slow\" (did you mean");
    hm_adjustment_free(a);
    hmi_node_free(map);
    map = block(&s, NULL, NULL); /* what is not said */
    assert_hm_ok(s.ctx, hm_adjustment_create(s.ctx, map, known, 2, &a));
    assert_int_equal(hm_adjustment_stages(a), 8);
    assert_near(hm_adjustment_half_life(a), 3.5, 0.0);
    assert_true(hm_adjustment_wants(a, "ban") && hm_adjustment_wants(a, "cut"));
    hm_adjustment_free(a);
    hmi_node_free(map);
    sample_end(&s);
}

static void refuses_bad_settings(void **state)
{
    (void)state;
    static const struct {
        const char *key, *text;
        hm_status status;
        const char *message;
    } list[] = {
        {"half_life", "0", HM_ERR_DATA, "half_life 0; expected 0.1 to 100"},
        {"half_life", "-3", HM_ERR_DATA, "half_life -3; expected 0.1 to"},
        {"half_life", "long", HM_ERR_DATA, "half_life is \"long\"; expected a"},
        {"halflife", "3", HM_ERR_UNKNOWN,
         "has no key \"halflife\" (did you mean \"half_life\"?)"},
        {"years", "3", HM_ERR_DATA, "years: expected a list of 1 to 100"},
        {"scenarios", "bann", HM_ERR_UNKNOWN,
         "\"bann\" is no scenario of the case (did you mean \"ban\"?)"},
    };
    sample s;
    sample_begin(&s);
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        hm_adjustment *a = NULL;
        hm_node *map = block(&s, list[i].key, list[i].text);
        assert_hm_status(s.ctx, hm_adjustment_create(s.ctx, map, known, 2, &a),
                         list[i].status);
        assert_hm_message(s.ctx, list[i].message);
        assert_null(a);
        hmi_node_free(map);
    }
    static const char *const years[][2] = {
        {"2", "2"}, {"3", "1"}, {"-1", "2"}, {"0", "101"}};
    for (int i = 0; i < 4; i++) {
        hm_adjustment *a = NULL;
        hm_node *map = block(&s, NULL, NULL);
        hm_node *y = add(&s, map, "years", HM_NODE_LIST, NULL);
        (void)add(&s, y, NULL, HM_NODE_SCALAR, years[i][0]);
        (void)add(&s, y, NULL, HM_NODE_SCALAR, years[i][1]);
        assert_hm_status(s.ctx, hm_adjustment_create(s.ctx, map, known, 2, &a),
                         HM_ERR_DATA);
        assert_hm_message(s.ctx, "expected rising numbers from 0 to 100");
        hmi_node_free(map);
    }
    hm_adjustment *a = NULL;
    hm_node *map = block(&s, NULL, NULL);
    assert_hm_status(s.ctx, hm_adjustment_create(s.ctx, map, known, 0, &a),
                     HM_ERR_DATA);
    assert_hm_message(s.ctx, "the case has no scenario to follow");
    hmi_node_free(map);
    map = add(&s, NULL, NULL, HM_NODE_MAP, NULL);
    assert_hm_status(s.ctx, hm_adjustment_create(s.ctx, map, known, 2, &a),
                     HM_ERR_DATA);
    assert_hm_message(s.ctx, "adjustment: short: expected the name");
    hmi_node_free(map);
    sample_end(&s);
}

/* S14 parameter by parameter; the ends are the sets themselves. */
static void lies_between_two_sets(void **state)
{
    (void)state;
    static const double theta[] = {1.73, 1.21}, home[] = {0.31, -0.17};
    static const double rho[] = {0.05, 0.3}, stays[] = {0.5, 0.25};
    static const double eta[] = {0.7, 0.7, 0.7};
    static const double far[] = {4.1, 2.7};
    sample s;
    hm_economy *made = NULL;
    sample_begin(&s);
    (void)sample_make(&s);
    const hm_elasticities from = {.name = "quick",
                                  .theta = theta,
                                  .theta_home = home,
                                  .input_substitution = rho,
                                  .specific_share = stays,
                                  .final_substitution = eta};
    const hm_elasticities to = {.name = "slow", .theta = far};
    const double w = 0.375;
    assert_hm_ok(s.ctx,
                 hm_economy_between(s.ctx, s.economy, &from, &to, w, &made));
    const hm_economy_arrays *a = hm_economy_data(made);
    for (int j = 0; j < SAMPLE_J; j++) {
        assert_near_rel(a->theta[j], w * theta[j] + (1 - w) * far[j], 1e-15);
        assert_near_rel(a->theta_home[j], w * home[j] + (1 - w) * far[j],
                        1e-15);
        assert_near_rel(a->input_substitution[j], w * rho[j] + (1 - w), 1e-15);
        assert_near_rel(hm_economy_elasticities(made)->specific_share[j],
                        w * stays[j], 1e-15);
        assert_near_rel(a->markup[j], s.markup[j], 0.0);
    }
    assert_near_rel(a->final_substitution[1], w * 0.7 + (1 - w), 1e-15);
    assert_true(a->specific);
    hm_economy_free(made);
    assert_hm_ok(s.ctx,
                 hm_economy_between(s.ctx, s.economy, &from, &to, 1.0, &made));
    assert_true(hm_economy_data(made)->theta_home[1] == home[1]);
    hm_economy_free(made);
    assert_hm_ok(s.ctx,
                 hm_economy_between(s.ctx, s.economy, &from, &to, 0.0, &made));
    assert_true(hm_economy_data(made)->theta_home[1] == far[1]);
    assert_false(hm_economy_data(made)->specific);
    hm_economy_free(made);
    sample_end(&s);
}

/* T19b: months, and stocks that are none. */
static void reserves_last_for_months(void **state)
{
    (void)state;
    sample s;
    hm_reserves *r = NULL;
    sample_begin(&s);
    (void)sample_make(&s);
    assert_near_rel(hm_reserves_runway(3000.0, 1800.0), 20.0, 1e-15);
    assert_true(isnan(hm_reserves_runway(3000.0, 0.0)));
    assert_true(isnan(hm_reserves_runway(3000.0, -1.0)));
    hm_node *map = add(&s, NULL, NULL, HM_NODE_MAP, NULL);
    assert_hm_status(s.ctx, hm_reserves_create(s.ctx, map, &r), HM_ERR_DATA);
    assert_hm_message(s.ctx, "expected countries with their stock");
    (void)add(&s, map, "PRK", HM_NODE_SCALAR, "371.5");
    assert_hm_ok(s.ctx, hm_reserves_create(s.ctx, map, &r));
    assert_hm_ok(s.ctx, hm_reserves_check(s.ctx, r, s.economy));
    assert_int_equal(hm_reserves_count(r), 1);
    assert_string_equal(hm_reserves_country(r, 0), "PRK");
    assert_near(hm_reserves_stock(r, 0), 371.5, 0.0);
    hm_reserves_free(r);
    (void)add(&s, map, "PRC", HM_NODE_SCALAR, "1");
    assert_hm_ok(s.ctx, hm_reserves_create(s.ctx, map, &r));
    assert_hm_status(s.ctx, hm_reserves_check(s.ctx, r, s.economy),
                     HM_ERR_UNKNOWN);
    assert_hm_message(s.ctx, "case:7:3: reserves: \"PRC\" is no country of the "
                             "economy (did you mean \"PRK\"?)");
    hm_reserves_free(r);
    (void)add(&s, map, "USA", HM_NODE_SCALAR, "-1");
    assert_hm_status(s.ctx, hm_reserves_create(s.ctx, map, &r), HM_ERR_DATA);
    assert_hm_message(s.ctx, "reserves: USA: -1; expected million USD, 0 or");
    hmi_node_free(map);
    sample_end(&s);
}

static hm_status create_once(const hm_allocator *allocator, void *user)
{
    hm_node *const *maps = user;
    hm_context *ctx = NULL;
    hm_adjustment *a = NULL;
    hm_reserves *r = NULL;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = hm_adjustment_create(ctx, maps[0], known, 2, &a);
        assert_true((status == HM_OK) == (a != NULL));
    }
    if (status == HM_OK) {
        status = hm_reserves_create(ctx, maps[1], &r);
        assert_true((status == HM_OK) == (r != NULL));
    }
    hm_adjustment_free(a);
    hm_reserves_free(r);
    hm_context_free(ctx);
    return status;
}

static void survives_without_memory(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    hm_node *maps[2] = {block(&s, NULL, NULL),
                        add(&s, NULL, NULL, HM_NODE_MAP, NULL)};
    (void)add(&s, maps[1], "PRK", HM_NODE_SCALAR, "3");
    assert_true(hm_test_out_of_memory(create_once, maps) > 5);
    hmi_node_free(maps[0]);
    hmi_node_free(maps[1]);
    sample_end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(halves_with_the_half_life),
        cmocka_unit_test(refuses_bad_settings),
        cmocka_unit_test(lies_between_two_sets),
        cmocka_unit_test(reserves_last_for_months),
        cmocka_unit_test(survives_without_memory),
    };
    return hm_test_run(tests);
}

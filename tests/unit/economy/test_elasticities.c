// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_elasticities.c - defaults, NAN members, ranges by name, sectors that
 * are not traded, another set on the same economy.
 */
#include "sample.h"

#include <math.h>

static void defaults_are_filled_in(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    s.set.markup = NULL;
    const hm_economy_arrays *a = sample_make(&s);
    const hm_elasticities *set = hm_economy_elasticities(s.economy);
    for (int j = 0; j < SAMPLE_J; j++) {
        assert_true(a->theta[j] == s.theta[j]);
        assert_true(a->theta_home[j] == s.theta[j]);
        assert_true(a->markup[j] == 1.0);
        assert_true(a->input_substitution[j] == 1.0);
        assert_true(a->scale[j] == 0.0);
        assert_true(set->theta_se[j] == 0.0);
        assert_true(set->theta_home[j] == s.theta[j]);
    }
    for (int n = 0; n < SAMPLE_N; n++) {
        assert_true(a->final_substitution[n] == 1.0);
    }
    assert_string_equal(set->name, "");
    sample_end(&s);
}

static void given_values_are_kept_and_nan_means_default(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    const double home[] = {NAN, -0.37}, rho[] = {0.05, NAN};
    const double psi[] = {NAN, 0.07}, eta[] = {0.73, NAN, 1.9};
    const double se[] = {0.41, NAN}, markup[] = {NAN, 1.21};
    s.set = (hm_elasticities){.name = "short-run",
                              .theta = s.theta,
                              .theta_home = home,
                              .markup = markup,
                              .input_substitution = rho,
                              .scale = psi,
                              .final_substitution = eta,
                              .theta_se = se};
    const hm_economy_arrays *a = sample_make(&s);
    const hm_elasticities *set = hm_economy_elasticities(s.economy);
    assert_string_equal(set->name, "short-run");
    assert_true(a->theta_home[MINING] == s.theta[MINING]);
    assert_true(a->theta_home[MACHINERY] == -0.37);
    assert_true(a->input_substitution[MINING] == 0.05);
    assert_true(a->input_substitution[MACHINERY] == 1.0);
    assert_true(a->scale[MINING] == 0.0 && a->scale[MACHINERY] == 0.07);
    assert_true(a->final_substitution[CHN] == 0.73);
    assert_true(a->final_substitution[USA] == 1.0);
    assert_true(a->final_substitution[PRK] == 1.9);
    assert_true(a->markup[MINING] == 1.0 && a->markup[MACHINERY] == 1.21);
    assert_true(set->theta_se[MINING] == 0.41);
    assert_true(set->theta_se[MACHINERY] == 0.0);
    sample_end(&s);
}

/* One member of the set with one bad entry at the second place. */
static void refused(const double **member, sample *s, double value,
                    const char *message)
{
    const double values[3] = {1.07, value, 1.03};
    *member = values;
    sample_refused(s, HM_ERR_DATA, message);
    *member = NULL;
}

static void refuses_values_out_of_range(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    s.set.markup = NULL;
    refused(&s.set.theta, &s, 0.0,
            "theta of machinery is 0; expected a "
            "positive number (sigma = theta + 1;");
    refused(&s.set.theta, &s, -4.19, "theta of machinery is -4.19");
    refused(&s.set.theta, &s, INFINITY, "theta of machinery is inf");
    refused(&s.set.theta, &s, 1.01e4, "theta of machinery is 10100");
    s.set.theta = s.theta;
    refused(&s.set.theta_home, &s, -1.0,
            "theta_home of machinery is -1; expected a number above -1");
    refused(&s.set.theta_home, &s, INFINITY, "theta_home of machinery is inf");
    refused(&s.set.markup, &s, 0.97,
            "markup of machinery is 0.97; expected a price-cost ratio, 1 or "
            "more");
    refused(&s.set.input_substitution, &s, -0.05,
            "input_substitution of machinery is -0.05");
    refused(&s.set.scale, &s, -0.01, "scale of machinery is -0.01");
    refused(&s.set.final_substitution, &s, -0.3,
            "final_substitution of USA is -0.3");
    sample_end(&s);
}

static void a_sector_that_is_not_traded(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    for (int f = 0; f < SAMPLE_N * SAMPLE_N; f++) {
        if (f % SAMPLE_N != f / SAMPLE_N) {
            s.trade[SAMPLE_N * SAMPLE_N + f] = 0.0;
        }
    }
    s.theta[MACHINERY] = NAN;
    const hm_economy_arrays *a = sample_make(&s);
    assert_true(isnan(hm_economy_elasticities(s.economy)->theta[MACHINERY]));
    assert_true(a->theta[MACHINERY] == 1.0); /* multiplies nothing */
    assert_true(a->theta_home[MACHINERY] == 1.0);
    s.set.theta = NULL; /* mining is traded */
    sample_refused(&s, HM_ERR_DATA, "mining is traded (USA to CHN)");
    sample_end(&s);
}

static void another_set_on_the_same_economy(void **state)
{
    (void)state;
    sample s;
    hm_economy *other = NULL;
    sample_begin(&s);
    const double eta[] = {0.73, 0.81, 1.9};
    const double theta[] = {2.1, 1.3};
    s.set.final_substitution = eta;
    const hm_economy_arrays *a = sample_make(&s);
    const hm_elasticities set = {.name = "long-run", .theta = theta};
    assert_hm_ok(s.ctx,
                 hm_economy_with_elasticities(s.ctx, s.economy, &set, &other));
    const hm_economy_arrays *b = hm_economy_data(other);
    assert_true(b->theta[MINING] == 2.1 && b->theta_home[MACHINERY] == 1.3);
    assert_string_equal(hm_economy_elasticities(other)->name, "long-run");
    /* Benchmark shares, markups and final demand stay. */
    assert_vector_near(b->share, a->share, SAMPLE_FLOWS, 4e-16, 0.0, NULL);
    assert_true(b->markup[MACHINERY] == 1.13);
    assert_true(b->final_substitution[PRK] == 1.9);
    assert_vector_near(b->income, a->income, SAMPLE_N, 1e-15, 0.0, NULL);
    hm_economy_free(other);
    sample_end(&s);
}

static void refuses_a_set_with_another_markup(void **state)
{
    (void)state;
    sample s;
    hm_economy *other = NULL;
    sample_begin(&s);
    (void)sample_make(&s);
    const double same[] = {1.0, 1.13}, differs[] = {1.0, 1.17};
    hm_elasticities set = {.name = "x", .theta = s.theta, .markup = differs};
    assert_hm_status(
        s.ctx, hm_economy_with_elasticities(s.ctx, s.economy, &set, &other),
        HM_ERR_DATA);
    assert_hm_message(s.ctx, "elasticity set x, machinery: markup 1.17 differs "
                             "from the economy's 1.13");
    assert_hm_message(s.ctx, "belongs in sectors.csv");
    assert_null(other);
    set.markup = same;
    assert_hm_ok(s.ctx,
                 hm_economy_with_elasticities(s.ctx, s.economy, &set, &other));
    hm_economy_free(other);
    sample_end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_filled_in),
        cmocka_unit_test(given_values_are_kept_and_nan_means_default),
        cmocka_unit_test(refuses_values_out_of_range),
        cmocka_unit_test(a_sector_that_is_not_traded),
        cmocka_unit_test(another_set_on_the_same_economy),
        cmocka_unit_test(refuses_a_set_with_another_markup),
    };
    return hm_test_run(tests);
}

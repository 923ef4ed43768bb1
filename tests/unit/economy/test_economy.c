// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_economy.c - labels and arrays are deep copies, look-ups by code and by
 * group, factor order, other arrays under the same names.
 */
#include "sample.h"

#include <string.h>

static void labels_are_deep_copies(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    char code[] = "CHN", group[] = "G20;BRICS";
    const char *codes[] = {code, "USA", "PRK"};
    const char *names[] = {"China", "United States", NULL};
    const char *groups[] = {group, "G20;G7", NULL};
    hm_source source = {.name = "WIOD",
                        .licence = "CC BY",
                        .url = "https://example.org",
                        .note = NULL};
    s.labels.country_codes = codes;
    s.labels.country_names = names;
    s.labels.country_groups = groups;
    s.labels.name = "sample";
    s.labels.description = "three countries";
    s.labels.currency = "USD";
    s.labels.valuation = "net of tariff";
    s.labels.year = 2014;
    s.labels.n_sources = 1;
    s.labels.sources = &source;
    (void)sample_make(&s);
    memset(code, 'x', 3);
    memset(group, 'x', 9);
    source.name = "overwritten";
    const hm_labels *l = hm_economy_labels(s.economy);
    assert_int_equal(l->n_countries, SAMPLE_N);
    assert_int_equal(l->n_sectors, SAMPLE_J);
    assert_string_equal(l->country_codes[CHN], "CHN");
    assert_string_equal(l->country_names[CHN], "China");
    assert_string_equal(l->country_names[PRK], "PRK"); /* the code */
    assert_string_equal(l->sector_names[MINING], "mining");
    assert_string_equal(l->country_groups[CHN], "G20;BRICS");
    assert_string_equal(l->country_groups[PRK], "");
    assert_string_equal(l->name, "sample");
    assert_string_equal(l->description, "three countries");
    assert_string_equal(l->currency, "USD");
    assert_string_equal(l->valuation, "net of tariff");
    assert_int_equal(l->year, 2014);
    assert_int_equal(l->n_sources, 1);
    assert_string_equal(l->sources[0].name, "WIOD");
    assert_string_equal(l->sources[0].licence, "CC BY");
    assert_null(l->sources[0].note);
    sample_end(&s);
}

static void look_ups(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    const char *groups[] = {"G20;BRICS", "G20;G7;OECD", ""};
    s.labels.country_groups = groups;
    (void)sample_make(&s);
    assert_int_equal(hm_economy_country(s.economy, "PRK"), PRK);
    assert_int_equal(hm_economy_country(s.economy, "prk"), -1);
    assert_int_equal(hm_economy_country(s.economy, ""), -1);
    assert_int_equal(hm_economy_sector(s.economy, "machinery"), MACHINERY);
    assert_int_equal(hm_economy_sector(s.economy, "machiner"), -1);
    assert_true(hm_economy_in_group(s.economy, CHN, "BRICS"));
    assert_true(hm_economy_in_group(s.economy, USA, "G7"));
    assert_true(hm_economy_in_group(s.economy, USA, "OECD"));
    assert_false(hm_economy_in_group(s.economy, USA, "G"));
    assert_false(hm_economy_in_group(s.economy, USA, "G2"));
    assert_false(hm_economy_in_group(s.economy, USA, "G20;G7"));
    assert_false(hm_economy_in_group(s.economy, USA, ""));
    assert_false(hm_economy_in_group(s.economy, PRK, "G20"));
    assert_false(hm_economy_in_group(s.economy, PRK, ""));
    sample_end(&s);
}

static void arrays_are_deep_copies(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    const hm_economy_arrays *a = sample_make(&s);
    const double tariff = a->tariff[FLOW(MACHINERY, PRK, CHN)];
    const double share = a->input_share[INPUT(USA, MINING, MACHINERY)];
    memset(s.tariff, 0, sizeof s.tariff);
    memset(s.input, 0, sizeof s.input);
    s.theta[MINING] = 99.0;
    assert_true(a->tariff[FLOW(MACHINERY, PRK, CHN)] == tariff);
    assert_true(a->input_share[INPUT(USA, MINING, MACHINERY)] == share);
    assert_true(a->theta[MINING] == 5.37);
    /* Absent members stay absent. */
    assert_null(a->rent_wedge);
    assert_null(a->rent_importer_share);
    assert_string_equal(a->factor_codes[USA], "labor");
    sample_end(&s);
}

static void shares_make_the_same_economy_again(void **state)
{
    (void)state;
    sample s;
    hm_economy *again = NULL;
    sample_begin(&s);
    const hm_economy_arrays *a = sample_make(&s);
    assert_hm_ok(s.ctx, hm_economy_with_arrays(s.ctx, s.economy, a, &again));
    const hm_economy_arrays *b = hm_economy_data(again);
    assert_vector_near(b->share, a->share, SAMPLE_FLOWS, 4e-16, 0.0, NULL);
    assert_vector_near(b->output, a->output, SAMPLE_N * SAMPLE_J, 1e-15, 0.0,
                       NULL);
    assert_vector_near(b->income, a->income, SAMPLE_N, 1e-15, 0.0, NULL);
    assert_string_equal(hm_economy_labels(again)->country_codes[PRK], "PRK");
    /* Independent of the first. */
    hm_economy_free(s.economy);
    s.economy = NULL;
    assert_near_rel(b->expenditure[CELL(PRK, MINING)], 0.419 * 1.053 + 1.613,
                    1e-15);
    hm_economy_free(again);
    sample_end(&s);
}

static void refuses_an_economy_of_nothing(void **state)
{
    (void)state;
    sample s;
    sample_begin(&s);
    s.labels.n_countries = 0;
    sample_refused(&s, HM_ERR_DATA,
                   "at least one country and one sector; "
                   "found 0 and 2");
    s.labels.n_countries = 3;
    s.labels.n_sectors = -1;
    sample_refused(&s, HM_ERR_DATA, "found 3 and -1");
    sample_end(&s);
}

static void refuses_factors_out_of_order(void **state)
{
    (void)state;
    static const int32_t orders[][3] = {{0, 2, 1}, {-1, 0, 1}, {0, 1, 3}};
    static const char *const named[] = {"factor soil", "factor labor",
                                        "factor soil"};
    const char *const codes[] = {"labor", "ore", "soil"};
    const double share[] = {1.0, 1.0, 1.0, 1.0, 1.0, 1.0};
    for (int k = 0; k < 3; k++) {
        sample s;
        sample_begin(&s);
        s.flows.n_factors = 3;
        s.flows.factor_country = orders[k];
        s.flows.factor_share = share;
        s.flows.factor_codes = codes;
        sample_refused(&s, HM_ERR_ARGUMENT, named[k]);
        assert_hm_message(s.ctx, "factors must be ordered by country");
        sample_end(&s);
    }
}

static void free_takes_nothing(void **state)
{
    (void)state;
    hm_economy_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_are_deep_copies),
        cmocka_unit_test(look_ups),
        cmocka_unit_test(arrays_are_deep_copies),
        cmocka_unit_test(shares_make_the_same_economy_again),
        cmocka_unit_test(refuses_an_economy_of_nothing),
        cmocka_unit_test(refuses_factors_out_of_order),
        cmocka_unit_test(free_takes_nothing),
    };
    return hm_test_run(tests);
}

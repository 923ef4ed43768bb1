// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_account.c - accounts to economies and back, and what is refused.
 */
#include "random_account.h"

static const account_kind plain = {5, 4, 0.2, true, true};

static void comes_back_from_an_economy(void **state)
{
    (void)state;
    hm_context *ctx = test_context();
    for (uint64_t seed = 1; seed <= 20; seed++) {
        hm_account *account = random_account(ctx, seed, plain);
        hm_account *back = NULL;
        hm_economy *economy = NULL;
        assert_hm_ok(ctx, hm_account_to_economy(ctx, account, NULL, &economy));
        assert_hm_ok(ctx, hm_account_from_economy(ctx, economy, &back));
        const hm_account_arrays *a = &account->arrays;
        const hm_account_arrays *b = &back->arrays;
        /* a flow is a share times spending: a few roundings */
        assert_vector_near(b->trade, a->trade, 4 * 5 * 5, 1e-14, 0.0, NULL);
        assert_vector_near(b->tariff, a->tariff, 4 * 5 * 5, 0.0, 0.0, NULL);
        assert_vector_near(b->input, a->input, 5 * 4 * 4, 1e-13, 0.0, NULL);
        assert_vector_near(b->theta, a->theta, 4, 0.0, 0.0, NULL);
        assert_true(isnan(b->theta_home[0])); /* one tier stays one */
        hm_economy_free(economy);
        hm_account_free(account);
        hm_account_free(back);
    }
    hm_context_free(ctx);
}

static void takes_the_description_given(void **state)
{
    (void)state;
    hm_context *ctx = test_context();
    hm_account *account = random_account(ctx, 3, plain);
    hm_economy *economy = NULL;
    hm_labels about = {.name = "toy", .description = "a toy", .year = 1999};
    assert_hm_ok(ctx, hm_account_to_economy(ctx, account, &about, &economy));
    const hm_labels *labels = hm_economy_labels(economy);
    assert_string_equal(labels->name, "toy");
    assert_int_equal(labels->year, 1999);
    assert_string_equal(labels->country_codes[2], "CCC");
    hm_economy_free(economy);
    hm_account_free(account);
    hm_context_free(ctx);
}

static void refuses_inputs_above_output(void **state)
{
    (void)state;
    hm_context *ctx = test_context();
    hm_account *account = random_account(ctx, 4, plain);
    hm_economy *economy = NULL;
    account->arrays.input[HMI_INPUT(4, 2, 0, 3)] = 1e5;
    assert_hm_status(ctx, hm_account_to_economy(ctx, account, NULL, &economy),
                     HM_ERR_DATA);
    assert_null(economy);
    assert_hm_message(ctx, "CCC");
    hm_account_free(account);
    hm_context_free(ctx);
}

/* Arrays of an economy, changed in one place. */
typedef void change(hm_economy_arrays *arrays, hm_elasticities *set);

static double changed[512];

static void add_export_tax(hm_economy_arrays *arrays, hm_elasticities *set)
{
    (void)set;
    memset(changed, 0, sizeof changed);
    changed[HMI_AT3(5, 1, 0, 2)] = 0.1;
    arrays->export_tax = changed;
}

static void add_markup(hm_economy_arrays *arrays, hm_elasticities *set)
{
    (void)arrays;
    for (size_t j = 0; j < 4; j++) {
        changed[j] = 1.25;
    }
    set->markup = changed;
}

static void shift_final(hm_economy_arrays *arrays, hm_elasticities *set)
{
    (void)set;
    memcpy(changed, arrays->final_share, 20 * sizeof(double));
    changed[0] += 0.01;
    changed[1] -= 0.01;
    arrays->final_share = changed;
}

static void refuses(change *how, const char *message)
{
    hm_context *ctx = test_context();
    hm_account *account = random_account(ctx, 5, plain);
    hm_account *back = NULL;
    hm_economy *economy = NULL;
    hm_economy *other = NULL;
    assert_hm_ok(ctx, hm_account_to_economy(ctx, account, NULL, &economy));
    hm_economy_arrays arrays = *hm_economy_data(economy);
    hm_elasticities set = *hm_economy_elasticities(economy);
    how(&arrays, &set);
    assert_hm_ok(ctx, hm_economy_from_shares(ctx, hm_economy_labels(economy),
                                             &arrays, &set, &other));
    assert_hm_status(ctx, hm_account_from_economy(ctx, other, &back),
                     HM_ERR_DATA);
    assert_null(back);
    assert_hm_message(ctx, message);
    hm_economy_free(economy);
    hm_economy_free(other);
    hm_account_free(account);
    hm_context_free(ctx);
}

static void refuses_what_it_does_not_carry(void **state)
{
    (void)state;
    refuses(add_export_tax, "export taxes");
    refuses(add_markup, "markups");
    refuses(shift_final, "final demand of AAA for farm");
}

static void ledger_refuses_a_gap_and_a_loss(void **state)
{
    (void)state;
    hm_context *ctx = test_context();
    hm_table *ledger = NULL;
    const char *const names[] = {"duty"};
    hm_allow allow = {1, names};
    assert_hm_ok(ctx, hm_ledger_create(ctx, &ledger));
    assert_hm_ok(ctx, hmi_ledger_close(ctx, ledger, "step", 10.0, 7.5, 2.5));
    assert_hm_status(ctx, hmi_ledger_close(ctx, ledger, "step", 10.0, 7.5, 2.4),
                     HM_ERR_VERIFY);
    assert_hm_message(ctx, "0.1 unexplained");
    assert_hm_ok(
        ctx, hmi_ledger_lose(ctx, ledger, "step", &allow, "duty", 3.0, "duty"));
    assert_hm_ok(
        ctx, hmi_ledger_lose(ctx, ledger, "step", NULL, "CHE", 0.0, "nothing"));
    assert_hm_status(
        ctx, hmi_ledger_lose(ctx, ledger, "step", &allow, "CHE", 3.0, "sales"),
        HM_ERR_DATA);
    assert_hm_message(ctx, "--allow CHE");
    assert_near(ledger_sum(ledger, "lost"), 3.0, 0.0);
    hm_table_free(ledger);
    hm_context_free(ctx);
}

static void tariffs_are_paid_out_of_value_added(void **state)
{
    (void)state;
    hm_context *ctx = test_context();
    account_kind free_trade = plain;
    free_trade.tariffs = false;
    hm_account *account = random_account(ctx, 6, free_trade);
    hm_account *rates = random_account(ctx, 7, plain);
    hm_table *ledger = NULL;
    double before[20], after[20], input[80];
    assert_hm_ok(ctx, hm_ledger_create(ctx, &ledger));
    hmi_account_totals(&account->arrays, before, NULL);
    memcpy(input, account->arrays.input, sizeof input);
    assert_hm_ok(ctx, hm_account_take_tariffs(ctx, account, rates, ledger));
    hmi_account_totals(&account->arrays, after, NULL);
    for (size_t cell = 0; cell < 20; cell++) {
        /* inputs are the same part of spending as before */
        double was = hmi_sum(input + 4 * cell, 4) / before[cell];
        double is = hmi_sum(account->arrays.input + 4 * cell, 4) / after[cell];
        assert_near_rel(is, was, 1e-14);
    }
    assert_near_rel(ledger_sum(ledger, "note"),
                    hmi_sum(after, 20) - hmi_sum(before, 20), 1e-12);
    hm_table_free(ledger);
    hm_account_free(account);
    hm_account_free(rates);
    hm_context_free(ctx);
}

static void refuses_other_codes(void **state)
{
    (void)state;
    hm_context *ctx = test_context();
    account_kind smaller = plain;
    smaller.J = 3;
    hm_account *account = random_account(ctx, 6, plain);
    hm_account *other = random_account(ctx, 7, smaller);
    hm_table *ledger = NULL;
    assert_hm_ok(ctx, hm_ledger_create(ctx, &ledger));
    assert_hm_status(ctx, hm_account_take_tariffs(ctx, account, other, ledger),
                     HM_ERR_DATA);
    assert_hm_message(ctx, "3 sectors where the account has 4");
    hm_table_free(ledger);
    hm_account_free(account);
    hm_account_free(other);
    hm_context_free(ctx);
}

static hm_status make_and_convert(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    hm_account *account = NULL;
    hm_account *back = NULL;
    hm_economy *economy = NULL;
    hm_labels labels = {.n_countries = 2,
                        .n_sectors = 2,
                        .country_codes = test_countries,
                        .sector_codes = test_sectors};
    (void)user;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = hm_account_create(ctx, &labels, &account);
    }
    for (size_t x = 0; status == HM_OK && x < 8; x++) {
        account->arrays.trade[x] = 1.0 + (double)x;
        account->arrays.theta[x / 4] = 4.0;
    }
    if (status == HM_OK) {
        status = hm_account_to_economy(ctx, account, NULL, &economy);
    }
    if (status == HM_OK) {
        status = hm_account_from_economy(ctx, economy, &back);
        assert_true((status == HM_OK) == (back != NULL));
    }
    hm_account_free(account);
    hm_account_free(back);
    hm_economy_free(economy);
    hm_context_free(ctx);
    return status;
}

static void survives_without_memory(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(make_and_convert, NULL) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back_from_an_economy),
        cmocka_unit_test(takes_the_description_given),
        cmocka_unit_test(refuses_inputs_above_output),
        cmocka_unit_test(refuses_what_it_does_not_carry),
        cmocka_unit_test(ledger_refuses_a_gap_and_a_loss),
        cmocka_unit_test(tariffs_are_paid_out_of_value_added),
        cmocka_unit_test(refuses_other_codes),
        cmocka_unit_test(survives_without_memory),
    };
    return hm_test_run(tests);
}

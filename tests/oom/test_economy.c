// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_economy.c - making an economy, by flows, by shares, with another set
 * of elasticities, with other arrays: each request for memory refused once.
 */
#include "small.h"

/* What is made of a first economy. */
typedef hm_status step(hm_context *ctx, const hm_economy *first,
                       hm_economy **out);

static hm_status from_shares(hm_context *ctx, const hm_economy *first,
                             hm_economy **out)
{
    const hm_labels labels = small_labels();
    const hm_elasticities set = small_elasticities();
    return hm_economy_from_shares(ctx, &labels, hm_economy_data(first), &set,
                                  out);
}

static hm_status with_elasticities(hm_context *ctx, const hm_economy *first,
                                   hm_economy **out)
{
    static const double theta[] = {2.3, 1.9};
    const hm_elasticities set = {.name = "other", .theta = theta};
    return hm_economy_with_elasticities(ctx, first, &set, out);
}

static hm_status with_arrays(hm_context *ctx, const hm_economy *first,
                             hm_economy **out)
{
    return hm_economy_with_arrays(ctx, first, hm_economy_data(first), out);
}

static hm_status attempt(const hm_allocator *allocator, void *user)
{
    step *const *then = user;
    hm_context *ctx = NULL;
    hm_economy *first = NULL, *second = NULL;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = small_make(ctx, &first);
        assert_true((status == HM_OK) == (first != NULL));
    }
    if (status == HM_OK && *then != NULL) {
        status = (*then)(ctx, first, &second);
        assert_true((status == HM_OK) == (second != NULL));
    }
    hm_economy_free(second);
    hm_economy_free(first);
    hm_context_free(ctx);
    return status;
}

static void refuse_each(step *then)
{
    assert_true(hm_test_out_of_memory(attempt, &then) > 30);
}

static void making_from_flows(void **state)
{
    (void)state;
    refuse_each(NULL);
}

static void making_from_shares(void **state)
{
    (void)state;
    refuse_each(from_shares);
}

static void changing_elasticities(void **state)
{
    (void)state;
    refuse_each(with_elasticities);
}

static void changing_arrays(void **state)
{
    (void)state;
    refuse_each(with_arrays);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(making_from_flows),
        cmocka_unit_test(making_from_shares),
        cmocka_unit_test(changing_elasticities),
        cmocka_unit_test(changing_arrays),
    };
    return hm_test_run(tests);
}

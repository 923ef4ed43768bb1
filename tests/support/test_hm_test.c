// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_hm_test.c - the test header's own test: what must pass passes. With
 * the argument `planted`, assertions that must fail, one a case
 * (tools/test_guards checks that every one does).
 */
#include "hm_test.h"

#include <math.h>
#include <string.h>

static const char *const LABELS[] = {"USA", "CHN", "PRK"};

static void numbers_within_tolerance_pass(void **state)
{
    (void)state;
    const double expected[] = {0.137, -52.91, INFINITY};
    const double actual[] = {0.137 + 1e-13, -52.91 * (1 + 1e-13), INFINITY};

    assert_near(0.1 + 0.2, 0.3, 1e-15);
    assert_near_rel(1.0e9 + 1.0, 1.0e9, 1.1e-9);
    assert_vector_near(actual, expected, 3, 1e-12, 1e-12, LABELS);
    assert_vector_finite(expected, 2);
}

static hm_status make_context(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    const hm_status status = hm_context_create(allocator, &ctx);

    (void)user;
    if (status != HM_OK) {
        assert_null(ctx);
    }
    hm_context_free(ctx);
    return status;
}

static void the_loop_ends_when_nothing_is_refused(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(make_context, NULL) >= 1);
}

static void paths_are_found(void **state)
{
    (void)state;
    assert_non_null(strstr(hm_test_source("meson.build"), "/meson.build"));
    assert_null(hm_test_shared("no/such/file"));
}

/* --- planted: each of these must fail -------------------------------------- */

static void planted_absolute(void **state)
{
    (void)state;
    assert_near(1.0 + 1e-9, 1.0, 1e-10);
}

/* A cast to float would let this pass. */
static void planted_relative(void **state)
{
    (void)state;
    assert_near_rel(1.0 + 1e-9, 1.0, 1e-10);
}

static void planted_nan(void **state)
{
    (void)state;
    assert_near(NAN, 1.0, 1e300);
}

static void planted_vector(void **state)
{
    (void)state;
    const double expected[] = {1.0, 2.0, 0.0};
    const double actual[] = {1.0, 2.0, 1e-12};

    assert_vector_near(actual, expected, 3, 1e-10, 0.0, LABELS);
}

static void planted_infinity(void **state)
{
    (void)state;
    const double values[] = {1.0, -INFINITY};

    assert_vector_finite(values, 2);
}

static void planted_status(void **state)
{
    (void)state;
    assert_hm_status(NULL, HM_OK, HM_ERR_DATA);
}

static hm_status leak(const hm_allocator *allocator, void *user)
{
    (void)user;
    void *volatile kept = allocator->resize(allocator->user, NULL, 32);
    return kept != NULL ? HM_OK : HM_ERR_MEMORY;
}

static void planted_leak(void **state)
{
    (void)state;
    (void)hm_test_out_of_memory(leak, NULL);
}

static hm_status hide_refusal(const hm_allocator *allocator, void *user)
{
    void *block = allocator->resize(allocator->user, NULL, 32);

    (void)user;
    (void)allocator->resize(allocator->user, block, 0);
    return HM_OK;
}

static void planted_hidden_refusal(void **state)
{
    (void)state;
    (void)hm_test_out_of_memory(hide_refusal, NULL);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_within_tolerance_pass),
        cmocka_unit_test(the_loop_ends_when_nothing_is_refused),
        cmocka_unit_test(paths_are_found),
    };
    const struct CMUnitTest planted[] = {
        cmocka_unit_test(planted_absolute),
        cmocka_unit_test(planted_relative),
        cmocka_unit_test(planted_nan),
        cmocka_unit_test(planted_vector),
        cmocka_unit_test(planted_infinity),
        cmocka_unit_test(planted_status),
        cmocka_unit_test(planted_leak),
        cmocka_unit_test(planted_hidden_refusal),
    };

    if (argc == 2 && strcmp(argv[1], "planted") == 0) {
        return hm_test_run(planted);
    }
    return hm_test_run(tests);
}

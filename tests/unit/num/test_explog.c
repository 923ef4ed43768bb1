// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_explog.c - exp and log against libm in long double, at the edges of
 * their range, and bit for bit against a recorded hash: the digits must be
 * the same with every compiler and on every machine.
 */
#include "hm_test.h"
#include "num/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { DRAWS = 200000, HASHED = 4096 };

/* Distance in units in the last place of the correctly rounded result. */
static double ulps(double got, long double exact)
{
    const double rounded = (double)exact;
    const double unit = nextafter(fabs(rounded), INFINITY) - fabs(rounded);
    return (double)fabsl(((long double)got - exact) / (long double)unit);
}

static void exp_is_within_two_ulps(void **state)
{
    (void)state;
    hm_random r = hm_random_seed(hm_test_seed(20260101));
    double worst = 0.0;
    for (int i = 0; i < DRAWS; i++) {
        /* Half over the whole range, half where prices and costs live. */
        const double x = i % 2 == 0 ? hm_random_range(&r, -707.9, 708.9)
                                    : hm_random_range(&r, -2.3, 2.3);
        worst = fmax(worst, ulps(hmi_exp(x), expl((long double)x)));
    }
    assert_true(worst <= 2.0);
}

static void log_is_within_two_ulps(void **state)
{
    (void)state;
    hm_random r = hm_random_seed(hm_test_seed(20260102));
    double worst = 0.0;
    for (int i = 0; i < DRAWS; i++) {
        double x = exp(hm_random_range(&r, -708.0, 709.0));
        if (i % 2 == 1) { /* near 1, where the result is nearly 0 */
            x = 1.0 + hm_random_range(&r, -1.0, 1.0) *
                          exp(hm_random_range(&r, -34.0, -1.0));
        }
        if (x < 1.0 || x > 1.0) {
            worst = fmax(worst, ulps(hmi_ln(x), logl((long double)x)));
        }
    }
    assert_true(worst <= 2.0);
}

static void exact_values_are_exact(void **state)
{
    (void)state;
    assert_true(hmi_exp(0.0) == 1.0);
    assert_true(hmi_exp(-0.0) == 1.0);
    assert_true(hmi_ln(1.0) == 0.0);
    /* log(2^k) is k ln 2, rounded once. */
    for (int k = -1021; k <= 1023; k += 73) {
        assert_true(ulps(hmi_ln(ldexp(1.0, k)),
                         (long double)k * 0.6931471805599453094172321L) <= 1.0);
    }
}

static void arguments_out_of_range_are_clamped(void **state)
{
    (void)state;
    assert_true(hmi_exp(-708.0) == hmi_exp(-713.7));
    assert_true(hmi_exp(-708.0) == hmi_exp(-1e308));
    assert_true(hmi_exp(-708.0) == hmi_exp(-INFINITY));
    assert_true(hmi_exp(709.0) == hmi_exp(731.9));
    assert_true(hmi_exp(709.0) == hmi_exp(INFINITY));
    assert_true(hmi_exp(-708.0) > 0.0 && isfinite(hmi_exp(709.0)));
    assert_true(hmi_ln(0.0) == hmi_ln(DBL_MIN));
    assert_true(hmi_ln(3.1e-310) == hmi_ln(DBL_MIN));
    assert_true(ulps(hmi_ln(DBL_MIN), logl((long double)DBL_MIN)) <= 2.0);
    assert_true(ulps(hmi_ln(DBL_MAX), logl((long double)DBL_MAX)) <= 2.0);
}

static void arrays_give_what_single_calls_give(void **state)
{
    (void)state;
    double x[37], y[37];
    hm_random r = hm_random_seed(hm_test_seed(20260103));
    for (size_t count = 0; count <= 37; count++) {
        for (size_t i = 0; i < count; i++) {
            x[i] = hm_random_range(&r, -9.0, 9.0);
        }
        hmi_exp_array(count, x, y);
        for (size_t i = 0; i < count; i++) {
            assert_true(y[i] == hmi_exp(x[i]));
        }
        hmi_log_array(count, y, y); /* in place */
        for (size_t i = 0; i < count; i++) {
            assert_true(y[i] == hmi_ln(hmi_exp(x[i])));
        }
    }
}

/* FNV-1a over the bytes of a double, low byte first on every machine. */
static void hash_bits(uint64_t *hash, double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    for (int i = 0; i < 8; i++) {
        *hash = (*hash ^ ((bits >> (8 * i)) & 0xffu)) * 0x100000001b3u;
    }
}

/* The same from gcc 12 at -O0, -O3 and -O3 with fma, and from clang 14, on
 * x86-64; another value is another arithmetic. */
static const uint64_t exp_hash = UINT64_C(0x333b8163f8e85407);
static const uint64_t log_hash = UINT64_C(0x1cad181162295ce9);

static void bits_are_the_recorded_ones(void **state)
{
    (void)state;
    hm_random r = hm_random_seed(4096);
    uint64_t of_exp = 0xcbf29ce484222325u, of_log = of_exp;
    for (int i = 0; i < HASHED; i++) {
        hash_bits(&of_exp, hmi_exp(hm_random_range(&r, -720.0, 720.0)));
        /* Built by scaling, not by libm: the argument is the same anywhere. */
        const double mantissa = hm_random_range(&r, 0.5, 1.0);
        const int exponent = hm_random_below(&r, 2000) - 1000;
        hash_bits(&of_log, hmi_ln(ldexp(mantissa, exponent)));
    }
    if (of_exp != exp_hash || of_log != log_hash) {
        print_error("exp 0x%016llx log 0x%016llx\n", (unsigned long long)of_exp,
                    (unsigned long long)of_log);
    }
    assert_true(of_exp == exp_hash);
    assert_true(of_log == log_hash);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exp_is_within_two_ulps),
        cmocka_unit_test(log_is_within_two_ulps),
        cmocka_unit_test(exact_values_are_exact),
        cmocka_unit_test(arguments_out_of_range_are_clamped),
        cmocka_unit_test(arrays_give_what_single_calls_give),
        cmocka_unit_test(bits_are_the_recorded_ones),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_random.c - xoshiro256** against its published values and against a
 * second implementation (in Python, from the authors' C text), the moments
 * and ranges of what is made of its bits.
 */
#include "hm_test.h"

#include <math.h>

/* State 1, 2, 3, 4: the test vector that the generator's ports share. */
static void bits_from_a_given_state(void **state)
{
    (void)state;
    static const uint64_t expected[] = {
        11520u,
        0u,
        1509978240u,
        1215971899390074240u,
        1216172134540287360u,
        607988272756665600u,
    };
    hm_random r = {{1, 2, 3, 4}};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        assert_true(hm_random_bits(&r) == expected[i]);
    }
}

static void bits_from_a_seed(void **state)
{
    (void)state;
    static const struct {
        uint64_t seed, bits[5];
    } known[] = {
        {0,
         {0x99ec5f36cb75f2b4, 0xbf6e1f784956452a, 0x1a5f849d4933e6e0,
          0x6aa594f1262d2d2c, 0xbba5ad4a1f842e59}},
        {1,
         {0xb3f2af6d0fc710c5, 0x853b559647364cea, 0x92f89756082a4514,
          0x642e1c7bc266a3a7, 0xb27a48e29a233673}},
        {20170412,
         {0x1c6aeb83af0e4f61, 0x0bbec4410c54eda0, 0x4041651af4c49d23,
          0x35ac5b4809d1fa53, 0x070847cd763c581e}},
    };
    for (size_t k = 0; k < sizeof known / sizeof known[0]; k++) {
        hm_random r = hm_random_seed(known[k].seed);
        for (int i = 0; i < 5; i++) {
            assert_true(hm_random_bits(&r) == known[k].bits[i]);
        }
    }
}

/* The first uniform of seed 1 is (top 53 bits + 1/2) 2^-53. */
static void uniform_is_made_of_the_top_bits(void **state)
{
    (void)state;
    hm_random r = hm_random_seed(1);
    assert_true(hm_random_uniform(&r) ==
                ((double)(0xb3f2af6d0fc710c5 >> 11) + 0.5) * 0x1p-53);
    /* All ones and all zeros stay inside (0, 1). */
    r = (hm_random){{0, 0, 0, 0}};
    assert_true(hm_random_uniform(&r) > 0.0);
}

enum { DRAWS = 400000 };

static void moments(void **state)
{
    (void)state;
    hm_random r = hm_random_seed(hm_test_seed(5));
    double sum = 0.0, squares = 0.0, normal = 0.0, variance = 0.0, cubes = 0.0;
    for (int i = 0; i < DRAWS; i++) {
        const double u = hm_random_uniform(&r);
        const double z = hm_random_normal(&r);
        assert_true(u > 0.0 && u < 1.0);
        sum += u;
        squares += u * u;
        normal += z;
        variance += z * z;
        cubes += z * z * z;
    }
    /* Five standard errors: sigma / sqrt(n) = 1.58e-3 times sigma. */
    const double error = 5.0 / sqrt((double)DRAWS);
    assert_near(sum / DRAWS, 0.5, error * sqrt(1.0 / 12.0));
    assert_near(squares / DRAWS, 1.0 / 3.0, error * sqrt(4.0 / 45.0));
    assert_near(normal / DRAWS, 0.0, error);
    assert_near(variance / DRAWS, 1.0, error * sqrt(2.0));
    assert_near(cubes / DRAWS, 0.0, error * sqrt(15.0));
}

static void ranges_and_counts(void **state)
{
    (void)state;
    hm_random r = hm_random_seed(hm_test_seed(6));
    int32_t seen[7] = {0};
    for (int i = 0; i < 70000; i++) {
        const double x = hm_random_range(&r, -2.75, 0.125);
        const int32_t k = hm_random_below(&r, 7);
        assert_true(x > -2.75 && x < 0.125);
        assert_in_range(k, 0, 6);
        seen[k]++;
    }
    for (int k = 0; k < 7; k++) {
        /* 10,000 expected, standard error 93. */
        assert_in_range(seen[k], 9500, 10500);
    }
    assert_int_equal(hm_random_below(&r, 1), 0);
}

static void a_copy_goes_its_own_way(void **state)
{
    (void)state;
    hm_random a = hm_random_seed(9);
    (void)hm_random_bits(&a);
    hm_random b = a;
    const uint64_t next = hm_random_bits(&a);
    assert_true(hm_random_bits(&b) == next);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bits_from_a_given_state),
        cmocka_unit_test(bits_from_a_seed),
        cmocka_unit_test(uniform_is_made_of_the_top_bits),
        cmocka_unit_test(moments),
        cmocka_unit_test(ranges_and_counts),
        cmocka_unit_test(a_copy_goes_its_own_way),
    };
    return hm_test_run(tests);
}

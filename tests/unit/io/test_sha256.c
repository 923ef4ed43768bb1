// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_sha256.c - the examples of FIPS 180-4 and the lengths around a block.
 */
#include "io_test.h"

#include <stdlib.h>

static void assert_sha(const void *bytes, size_t size, const char *expected)
{
    char hex[65];
    hm_sha256_hex(bytes, size, hex);
    assert_string_equal(hex, expected);
}

/* NIST, "Secure Hash Standard" examples: SHA-256 */
static void matches_fips_180_4(void **state)
{
    (void)state;
    assert_sha("", 0,
               "e3b0c44298fc1c149afbf4c8996fb924"
               "27ae41e4649b934ca495991b7852b855");
    assert_sha("abc", 3,
               "ba7816bf8f01cfea414140de5dae2223"
               "b00361a396177a9cb410ff61f20015ad");
    assert_sha("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
               "248d6a61d20638b8e5c026930c3e6039"
               "a33ce45964ff2167f6ecedd419db06c1");
    char *million = malloc(1000000);
    assert_non_null(million);
    memset(million, 'a', 1000000);
    assert_sha(million, 1000000,
               "cdc76e5c9914fb9281a1c7e284d73e67"
               "f1809a48a497200e046d39ccc7112cd0");
    free(million);
}

/* From Python's hashlib, for sizes at the edges of the padding. */
static void pads_at_every_edge(void **state)
{
    (void)state;
    static const struct {
        size_t size;
        const char *hex;
    } list[] = {
        {55, "d5e285683cd4efc02d021a5c62014694"
             "958901005d6f71e89e0989fac77e4072"},
        {56, "04c26261370ee7541549d16dee320c72"
             "3e3fd14671e66a099afe0a377c16888e"},
        {63, "75220b47218278e656f2013bb8f0c455"
             "a25eaf01e86c64924e9d48d89776d6f2"},
        {64, "7ce100971f64e7001e8fe5a51973ecdf"
             "e1ced42befe7ee8d5fd6219506b5393c"},
        {65, "9537c5fdf120482f7d58d25e9ed583f5"
             "2c02b4e304ea814db1633ad565aed7e9"},
        {119, "000b48d4edf0fa7bee3c6236ecd2785b"
              "aa5db4eeb8bb54341b029e0d9fa5fb0c"},
        {120, "13f05a0b594787f5ecd315edc96141bd"
              "3243203d1b7d4f0836f37308b276ba98"},
    };
    char text[128];
    memset(text, 'x', sizeof text);
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        assert_sha(text, list[i].size, list[i].hex);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches_fips_180_4),
        cmocka_unit_test(pads_at_every_edge),
    };
    return hm_test_run(tests);
}

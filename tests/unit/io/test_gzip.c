// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_gzip.c - packing is deterministic and undone by unpacking; damage and
 * expansion beyond a limit are refused.
 */
#include "io_test.h"

#include "io/internal.h"

#include <stdlib.h>

typedef struct fixture {
    hm_context *ctx;
    hmi_arena arena;
    char *text;
    size_t size;
    hm_file packed;
} fixture;

static fixture pack(void)
{
    fixture f;
    memset(&f, 0, sizeof f);
    f.ctx = new_context();
    hmi_arena_init(&f.arena, f.ctx);
    f.size = 700000;
    f.text = malloc(f.size);
    assert_non_null(f.text);
    hm_random random = hm_random_seed(7);
    for (size_t i = 0; i < f.size; i++) {
        f.text[i] = (char)('0' + hm_random_below(&random, 10));
    }
    assert_hm_ok(f.ctx, hmi_gzip(&f.arena, f.text, f.size, &f.packed));
    return f;
}

static void drop(fixture *f)
{
    free(f->text);
    hmi_arena_clear(&f->arena);
    hm_context_free(f->ctx);
}

static void packs_and_unpacks(void **state)
{
    (void)state;
    fixture f = pack();
    hm_file again;
    hm_file text;
    assert_true(hmi_is_gzip(f.packed.bytes, f.packed.size));
    assert_false(hmi_is_gzip(f.text, f.size));
    assert_true(f.packed.size < f.size / 2);
    assert_hm_ok(f.ctx, hmi_gzip(&f.arena, f.text, f.size, &again));
    assert_int_equal(again.size, f.packed.size);
    assert_memory_equal(again.bytes, f.packed.bytes, again.size);
    /* RFC 1952: no time, no name, system unknown */
    const unsigned char *head = f.packed.bytes;
    assert_int_equal(head[3] | head[4] | head[5] | head[6] | head[7], 0);
    assert_int_equal(head[9], 255);
    assert_hm_ok(f.ctx, hmi_gunzip(&f.arena, "f.gz", f.packed.bytes,
                                   f.packed.size, f.size, &text));
    assert_int_equal(text.size, f.size);
    assert_memory_equal(text.bytes, f.text, f.size);
    drop(&f);
}

static void joins_members(void **state)
{
    (void)state;
    fixture f = pack();
    hm_file text;
    char *two = malloc(2 * f.packed.size);
    assert_non_null(two);
    memcpy(two, f.packed.bytes, f.packed.size);
    memcpy(two + f.packed.size, f.packed.bytes, f.packed.size);
    assert_hm_ok(f.ctx, hmi_gunzip(&f.arena, "f.gz", two, 2 * f.packed.size,
                                   HMI_MAX_FILE, &text));
    assert_int_equal(text.size, 2 * f.size);
    free(two);
    drop(&f);
}

static void refuses_damage(void **state)
{
    (void)state;
    fixture f = pack();
    hm_file text;
    assert_hm_status(f.ctx,
                     hmi_gunzip(&f.arena, "f.gz", f.packed.bytes, f.packed.size,
                                f.size - 1, &text),
                     HM_ERR_LIMIT);
    assert_hm_message(f.ctx, "f.gz: expands to more than 699999 bytes");
    assert_hm_status(f.ctx,
                     hmi_gunzip(&f.arena, "f.gz", f.packed.bytes,
                                f.packed.size / 2, f.size, &text),
                     HM_ERR_PARSE);
    assert_hm_message(f.ctx, "f.gz: is not a complete gzip file");
    char *bad = malloc(f.packed.size);
    assert_non_null(bad);
    memcpy(bad, f.packed.bytes, f.packed.size);
    bad[f.packed.size - 6] = (char)(bad[f.packed.size - 6] ^ 1);
    assert_hm_status(
        f.ctx, hmi_gunzip(&f.arena, "f.gz", bad, f.packed.size, f.size, &text),
        HM_ERR_PARSE);
    assert_hm_message(f.ctx, "f.gz: is not a valid gzip file");
    free(bad);
    assert_hm_status(f.ctx, hmi_gunzip(&f.arena, "f.gz", "abc", 3, 100, &text),
                     HM_ERR_PARSE);
    drop(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packs_and_unpacks),
        cmocka_unit_test(joins_members),
        cmocka_unit_test(refuses_damage),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_context.c - status names, the allocator and its overflow checks,
 * messages, the log sink, the cancel flag.
 */
#include "base/internal.h"
#include "hm_config.h"
#include "hm_test.h"

#include <string.h>

static void every_status_has_its_name_and_text(void **state)
{
    (void)state;
    static const struct {
        hm_status status;
        int number;
        const char *name;
    } all[] = {
        {HM_OK, 0, "ok"},
        {HM_ERR_MEMORY, 1, "memory"},
        {HM_ERR_ARGUMENT, 2, "argument"},
        {HM_ERR_DATA, 3, "data"},
        {HM_ERR_PARSE, 4, "parse"},
        {HM_ERR_IO, 5, "io"},
        {HM_ERR_UNKNOWN, 6, "unknown"},
        {HM_ERR_STATE, 7, "state"},
        {HM_ERR_CANCELED, 8, "canceled"},
        {HM_ERR_LIMIT, 9, "limit"},
        {HM_ERR_VERIFY, 10, "verify"},
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        assert_int_equal((int)all[i].status, all[i].number);
        assert_string_equal(hm_status_name(all[i].status), all[i].name);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(hm_status_text(all[i].status),
                                    hm_status_text(all[j].status));
        }
    }
    assert_string_equal(hm_status_text(HM_ERR_MEMORY), "out of memory");
    assert_string_equal(hm_status_name((hm_status)99), "unknown");
    assert_contains(hm_status_text((hm_status)99), "not a status");
}

/* The library's version is the build's; meson.build is its only place. */
static void the_version_is_the_builds(void **state)
{
    (void)state;
    assert_string_equal(hm_version(), HM_VERSION);
}

static void every_byte_comes_from_the_allocator(void **state)
{
    (void)state;
    hm_test_memory memory = {0};
    const hm_allocator allocator = hm_test_allocator(&memory);
    hm_context *ctx = NULL;
    char *text = NULL;
    double *numbers = NULL;
    const double source[3] = {0.731, -1.19, 2.53};
    assert_hm_ok(NULL, hm_context_create(&allocator, &ctx));
    assert_int_equal(memory.live, 1);
    assert_hm_ok(ctx, hmi_copy_text(ctx, "PRK", &text));
    assert_hm_ok(ctx, hmi_copy_doubles(ctx, source, 3, &numbers));
    assert_int_equal(memory.live, 3);
    assert_string_equal(text, "PRK");
    assert_memory_equal(numbers, source, sizeof source);
    hm_allocator kept = hmi_context_allocator(ctx);
    assert_ptr_equal(kept.user, &memory);
    hmi_free(ctx, text);
    hmi_free(ctx, numbers);
    hmi_free(ctx, NULL);
    hm_context_free(ctx);
    hm_context_free(NULL);
    assert_int_equal(memory.live, 0);
}

static void nothing_copies_to_nothing(void **state)
{
    (void)state;
    hm_context *ctx = NULL;
    const double none[1] = {0.0};
    char byte = 'x';
    char *text = &byte;
    double number = 0.0;
    double *numbers = &number;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    assert_hm_ok(ctx, hmi_copy_text(ctx, NULL, &text));
    assert_null(text);
    assert_hm_ok(ctx, hmi_copy_doubles(ctx, NULL, 3, &numbers));
    assert_null(numbers);
    /* No elements is still a block of its own. */
    assert_hm_ok(ctx, hmi_copy_doubles(ctx, none, 0, &numbers));
    assert_non_null(numbers);
    hmi_free(ctx, numbers);
    hm_context_free(ctx);
}

static void memory_is_zeroed_and_sizes_are_checked(void **state)
{
    (void)state;
    hm_context *ctx = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    unsigned char *block = hmi_alloc(ctx, 37, 3);
    assert_non_null(block);
    for (int i = 0; i < 111; i++) {
        assert_int_equal(block[i], 0);
    }
    block[2] = 7;
    block = hmi_resize(ctx, block, 1000, 3);
    assert_non_null(block);
    assert_int_equal(block[2], 7);
    hmi_free(ctx, block);
    /* Products beyond what a pointer difference can hold. */
    assert_null(hmi_alloc(ctx, SIZE_MAX / 4, 8));
    assert_hm_message(ctx, "out of memory");
    assert_null(hmi_resize(ctx, NULL, PTRDIFF_MAX / 8 + 1, 8));
    assert_hm_message(ctx, "elements of 8 bytes");
    assert_null(hmi_alloc(ctx, 5, 0));
    block = hmi_alloc(ctx, 0, 16); /* one element */
    assert_non_null(block);
    memset(block, 1, 16);
    hmi_free(ctx, block);
    hm_context_free(ctx);
}

static void the_last_message_stands(void **state)
{
    (void)state;
    hm_context *ctx = NULL;
    char long_text[3000];
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    assert_string_equal(hm_context_message(ctx), "");
    assert_int_equal(
        hmi_fail(ctx, HM_ERR_DATA, "tariff %s<-%s: %g", "USA", "CHN", -1.4),
        HM_ERR_DATA);
    assert_string_equal(hm_context_message(ctx), "tariff USA<-CHN: -1.4");
    assert_int_equal(hmi_fail(ctx, HM_ERR_LIMIT, "second"), HM_ERR_LIMIT);
    assert_string_equal(hm_context_message(ctx), "second");
    memset(long_text, 'y', sizeof long_text);
    long_text[sizeof long_text - 1] = '\0';
    (void)hmi_fail(ctx, HM_ERR_DATA, "%s", long_text);
    assert_int_equal(strlen(hm_context_message(ctx)), 1023);
    hm_context_free(ctx);
}

typedef struct heard {
    int32_t lines;
    hm_log_level level;
    char text[64];
} heard;

static void listen(void *user, hm_log_level level, const char *text)
{
    heard *h = user;
    h->lines++;
    h->level = level;
    (void)snprintf(h->text, sizeof h->text, "%s", text);
}

static void the_log_goes_to_its_sink(void **state)
{
    (void)state;
    hm_context *ctx = NULL;
    heard h = {0};
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    hmi_log(ctx, HM_LOG_WARNING, "nobody listens");
    hm_context_set_log(ctx, listen, &h);
    hmi_log(ctx, HM_LOG_WARNING, "%d of %d", 3, 17);
    assert_int_equal(h.lines, 1);
    assert_int_equal(h.level, HM_LOG_WARNING);
    assert_string_equal(h.text, "3 of 17");
    hm_context_set_log(ctx, NULL, NULL);
    hmi_log(ctx, HM_LOG_INFO, "nobody again");
    assert_int_equal(h.lines, 1);
    hm_context_free(ctx);
}

static void cancel_is_seen(void **state)
{
    (void)state;
    hm_context *ctx = NULL;
    hm_context *other = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    assert_hm_ok(NULL, hm_context_create(NULL, &other));
    assert_false(hm_context_canceled(ctx));
    hm_context_cancel(ctx);
    assert_true(hm_context_canceled(ctx));
    assert_false(hm_context_canceled(other));
    hm_context_free(ctx);
    hm_context_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_its_name_and_text),
        cmocka_unit_test(the_version_is_the_builds),
        cmocka_unit_test(every_byte_comes_from_the_allocator),
        cmocka_unit_test(nothing_copies_to_nothing),
        cmocka_unit_test(memory_is_zeroed_and_sizes_are_checked),
        cmocka_unit_test(the_last_message_stands),
        cmocka_unit_test(the_log_goes_to_its_sink),
        cmocka_unit_test(cancel_is_seen),
    };
    return hm_test_run(tests);
}

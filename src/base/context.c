// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * context.c - status names, the context, checked memory.
 *
 * Invariant: every byte the library holds came from the context's allocator;
 * the message always describes the last failure on the context.
 */
#include "base/internal.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef HM_VERSION
#define HM_VERSION "0.1.0"
#endif

enum { MESSAGE_SIZE = 1024 };

struct hm_context {
    hm_allocator allocator;
    hm_log_sink sink;
    void *sink_user;
    atomic_bool canceled;
    char message[MESSAGE_SIZE];
};

const char *hm_status_name(hm_status status)
{
    switch (status) {
#define NAME_CASE(symbol, number, name, text)                                  \
    case symbol:                                                               \
        return name;
        HM_STATUS_LIST(NAME_CASE)
#undef NAME_CASE
    }
    return "unknown";
}

const char *hm_status_text(hm_status status)
{
    switch (status) {
#define TEXT_CASE(symbol, number, name, text)                                  \
    case symbol:                                                               \
        return text;
        HM_STATUS_LIST(TEXT_CASE)
#undef TEXT_CASE
    }
    return "not a status of this library";
}

const char *hm_version(void)
{
    return HM_VERSION;
}

static void *library_resize(void *user, void *ptr, size_t size)
{
    (void)user;
    if (size == 0) {
        free(ptr);
        return NULL;
    }
    return realloc(ptr, size);
}

hm_status hm_context_create(const hm_allocator *allocator, hm_context **out)
{
    hm_allocator chosen = {library_resize, NULL};
    *out = NULL;
    if (allocator != NULL) {
        chosen = *allocator;
    }
    hm_context *ctx = chosen.resize(chosen.user, NULL, sizeof *ctx);
    if (ctx == NULL) {
        return HM_ERR_MEMORY;
    }
    memset(ctx, 0, sizeof *ctx);
    ctx->allocator = chosen;
    atomic_init(&ctx->canceled, false);
    *out = ctx;
    return HM_OK;
}

void hm_context_free(hm_context *ctx)
{
    if (ctx != NULL) {
        hm_allocator allocator = ctx->allocator;
        (void)allocator.resize(allocator.user, ctx, 0);
    }
}

const char *hm_context_message(const hm_context *ctx)
{
    return ctx->message;
}

void hm_context_set_log(hm_context *ctx, hm_log_sink sink, void *user)
{
    ctx->sink = sink;
    ctx->sink_user = user;
}

void hm_context_cancel(hm_context *ctx)
{
    atomic_store_explicit(&ctx->canceled, true, memory_order_relaxed);
}

bool hm_context_canceled(const hm_context *ctx)
{
    return atomic_load_explicit(&ctx->canceled, memory_order_relaxed);
}

hm_allocator hmi_context_allocator(const hm_context *ctx)
{
    return ctx->allocator;
}

hm_status hmi_fail(hm_context *ctx, hm_status status, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    (void)vsnprintf(ctx->message, sizeof ctx->message, format, list);
    va_end(list);
    return status;
}

void hmi_log(hm_context *ctx, hm_log_level level, const char *format, ...)
{
    char text[MESSAGE_SIZE];
    va_list list;
    if (ctx->sink == NULL) {
        return;
    }
    va_start(list, format);
    (void)vsnprintf(text, sizeof text, format, list);
    va_end(list);
    ctx->sink(ctx->sink_user, level, text);
}

/* Bytes of `count` elements, at least one; 0 when that overflows. */
static size_t checked_bytes(size_t count, size_t size)
{
    if (count == 0) {
        count = 1;
    }
    if (size == 0 || count > PTRDIFF_MAX / size) {
        return 0;
    }
    return count * size;
}

void *hmi_resize(hm_context *ctx, void *ptr, size_t count, size_t size)
{
    size_t bytes = checked_bytes(count, size);
    void *block = NULL;
    if (bytes != 0) {
        block = ctx->allocator.resize(ctx->allocator.user, ptr, bytes);
    }
    if (block == NULL) {
        (void)hmi_fail(ctx, HM_ERR_MEMORY,
                       "out of memory: %zu elements of %zu bytes", count, size);
    }
    return block;
}

void *hmi_alloc(hm_context *ctx, size_t count, size_t size)
{
    void *block = hmi_resize(ctx, NULL, count, size);
    if (block != NULL) {
        memset(block, 0, checked_bytes(count, size));
    }
    return block;
}

void hmi_free(hm_context *ctx, void *ptr)
{
    if (ptr != NULL) {
        (void)ctx->allocator.resize(ctx->allocator.user, ptr, 0);
    }
}

hm_status hmi_copy_text(hm_context *ctx, const char *text, char **out)
{
    *out = NULL;
    if (text == NULL) {
        return HM_OK;
    }
    size_t size = strlen(text) + 1;
    *out = hmi_alloc(ctx, size, 1);
    if (*out == NULL) {
        return HM_ERR_MEMORY;
    }
    memcpy(*out, text, size);
    return HM_OK;
}

hm_status hmi_copy_doubles(hm_context *ctx, const double *from, size_t count,
                           double **out)
{
    *out = NULL;
    if (from == NULL) {
        return HM_OK;
    }
    *out = hmi_resize(ctx, NULL, count, sizeof(double));
    if (*out == NULL) {
        return HM_ERR_MEMORY;
    }
    if (count > 0) {
        memcpy(*out, from, count * sizeof(double));
    }
    return HM_OK;
}

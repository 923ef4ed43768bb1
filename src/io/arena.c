// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * arena.c - many small allocations of one lifetime, freed at once.
 *
 * Blocks come from the context's allocator. Everything handed out is zeroed
 * and aligned for any type.
 */
#include "io/internal.h"

#include <stdio.h>
#include <string.h>

enum { BLOCK_SIZE = 16 * 1024, ALIGNMENT = 16 };

struct hmi_arena_block {
    hmi_arena_block *next;
    size_t unused; /* keeps the payload aligned to 16 bytes */
};

void hmi_arena_init(hmi_arena *arena, hm_context *ctx)
{
    memset(arena, 0, sizeof *arena);
    arena->ctx = ctx;
}

void hmi_arena_clear(hmi_arena *arena)
{
    hmi_arena_block *block = arena->blocks;
    while (block != NULL) {
        hmi_arena_block *next = block->next;
        hmi_free(arena->ctx, block);
        block = next;
    }
    hmi_arena_init(arena, arena->ctx);
}

/* A new block with `size` bytes of payload. */
static char *add_block(hmi_arena *arena, size_t size)
{
    if (size > SIZE_MAX - sizeof(hmi_arena_block)) {
        (void)hmi_fail(arena->ctx, HM_ERR_MEMORY, "out of memory");
        return NULL;
    }
    hmi_arena_block *block =
        hmi_alloc(arena->ctx, 1, sizeof(hmi_arena_block) + size);
    if (block == NULL) {
        return NULL;
    }
    block->next = arena->blocks;
    arena->blocks = block;
    return (char *)(block + 1);
}

void *hmi_arena_alloc(hmi_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > (SIZE_MAX / 2) / size) {
        (void)hmi_fail(arena->ctx, HM_ERR_MEMORY, "out of memory");
        return NULL;
    }
    size_t bytes = count * size;
    bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    bytes = bytes == 0 ? ALIGNMENT : bytes;
    if (bytes > BLOCK_SIZE / 4) {
        return add_block(arena, bytes);
    }
    if (bytes > arena->left) {
        char *block = add_block(arena, BLOCK_SIZE);
        if (block == NULL) {
            return NULL;
        }
        arena->at = block;
        arena->left = BLOCK_SIZE;
    }
    char *result = arena->at;
    arena->at += bytes;
    arena->left -= bytes;
    return result;
}

char *hmi_arena_text(hmi_arena *arena, const char *text, size_t size)
{
    char *copy = hmi_arena_alloc(arena, size + 1, 1);
    if (copy != NULL && size > 0) {
        memcpy(copy, text, size);
    }
    return copy;
}

char *hmi_arena_format(hmi_arena *arena, const char *format, ...)
{
    va_list list;
    va_list again;
    va_start(list, format);
    va_copy(again, list);
    int count = vsnprintf(NULL, 0, format, list);
    va_end(list);
    char *text = NULL;
    if (count >= 0) {
        text = hmi_arena_alloc(arena, (size_t)count + 1, 1);
    }
    if (text != NULL) {
        (void)vsnprintf(text, (size_t)count + 1, format, again);
    }
    va_end(again);
    return text;
}

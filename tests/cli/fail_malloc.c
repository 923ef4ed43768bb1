// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * fail_malloc.c - loaded before the program by LD_PRELOAD: allocation number
 * FAIL_AT and all after it fail.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *ptr, size_t size);

static atomic_long made;

static int fails(void)
{
    static atomic_long limit = -1;
    if (atomic_load(&limit) < 0) {
        const char *text = getenv("FAIL_AT");
        atomic_store(&limit, text == NULL ? 0 : atol(text));
    }
    long number = atomic_fetch_add(&made, 1) + 1;
    if (atomic_load(&limit) == 0 || number < atomic_load(&limit)) {
        return 0;
    }
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *ptr, size_t size)
{
    return fails() ? NULL : __libc_realloc(ptr, size);
}

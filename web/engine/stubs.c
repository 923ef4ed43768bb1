// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * stubs.c (web) - what the library expects of a system and a browser has not.
 * The module imports nothing: an assertion traps, packed files are opened by
 * the page before they get here.
 */
#include "io/internal.h"

void __assert_fail(const char *text, const char *file, int line,
                   const char *function);
void __assert_fail(const char *text, const char *file, int line,
                   const char *function)
{
    (void)text, (void)file, (void)line, (void)function;
    __builtin_trap();
}

void abort(void)
{
    __builtin_trap();
}

bool hmi_is_gzip(const void *bytes, size_t size)
{
    const unsigned char *b = bytes;
    return size >= 2 && b[0] == 0x1f && b[1] == 0x8b;
}

hm_status hmi_gunzip(hmi_arena *arena, const char *name, const void *bytes,
                     size_t size, size_t limit, hm_file *out)
{
    (void)bytes, (void)size, (void)limit, (void)out;
    return hmi_fail(arena->ctx, HM_ERR_STATE,
                    "%s: is still packed; the page unpacks it first", name);
}

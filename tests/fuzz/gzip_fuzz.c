// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * gzip_fuzz.c - any bytes as a .gz file that may expand to 64 KiB; and any
 * bytes packed and unpacked again, which must be the same.
 */
#include "io/internal.h"

#include <stdlib.h>
#include <string.h>

enum { LIMIT = 64 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void there_and_back(hmi_arena *arena, const uint8_t *data, size_t size)
{
    hm_file packed;
    hm_file back;
    if (hmi_gzip(arena, data, size, &packed) != HM_OK) {
        return;
    }
    if (hmi_gunzip(arena, "g", packed.bytes, packed.size, size, &back) !=
            HM_OK ||
        back.size != size ||
        (size > 0 && memcmp(back.bytes, data, size) != 0)) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hm_context *ctx = NULL;
    hmi_arena arena;
    hm_file out;
    if (hm_context_create(NULL, &ctx) != HM_OK) {
        return 0;
    }
    hmi_arena_init(&arena, ctx);
    hm_status status = hmi_gunzip(&arena, "f.gz", data, size, LIMIT, &out);
    if (status == HM_OK && out.size > LIMIT) {
        abort();
    }
    there_and_back(&arena, data, size);
    hmi_arena_clear(&arena);
    hm_context_free(ctx);
    return 0;
}

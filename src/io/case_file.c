// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * case_file.c - a case and its tables from disk (case.c works in memory).
 */
#include "io/case.h"

static hm_status load_disk(hmi_case_build *b, const char *path, hm_file *out)
{
    return hmi_file_read(&b->temp, path, HMI_MAX_FILE, out);
}

hm_status hm_case_read(hm_context *ctx, const char *path, hm_case **out)
{
    hmi_arena arena;
    hm_file file;
    *out = NULL;
    hmi_arena_init(&arena, ctx);
    hm_status status = hmi_file_read(&arena, path, HMI_MAX_DOCUMENT, &file);
    if (status == HM_OK) {
        status = hmi_case_read(ctx, path, &file, load_disk, NULL, 0, out);
    }
    hmi_arena_clear(&arena);
    return status;
}

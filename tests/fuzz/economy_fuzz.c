// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * economy_fuzz.c - any bytes as an economy's folder. A line "%%%NAME" begins
 * the file NAME; the first byte switches the repairs.
 */
#include "folder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hm_context *ctx = NULL;
    hm_economy_folder *out = NULL;
    fuzz_folder f;
    if (size < 1 || hm_context_create(NULL, &ctx) != HM_OK) {
        return 0;
    }
    const hm_repairs repairs = {(data[0] & 1u) != 0, (data[0] & 2u) != 0,
                                (data[0] & 4u) != 0};
    fuzz_folder_split(&f, data + 1, size - 1);
    (void)!hm_economy_read_memory(ctx, "", f.files, f.count, &repairs, &out);
    hm_economy_folder_free(out);
    hm_context_free(ctx);
    return 0;
}

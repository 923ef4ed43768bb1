// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * economy_fuzz.c - any bytes as an economy's folder. A line "%%%NAME" begins
 * the file NAME; the first byte switches the repairs.
 */
#include <hirschman/io.h>

#include <string.h>

enum { MAX_FILES = 16, NAME_SIZE = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct folder {
    hm_file files[MAX_FILES];
    char names[MAX_FILES][NAME_SIZE];
    int32_t count;
} folder;

static bool starts_file(const uint8_t *at, const uint8_t *end)
{
    return end - at >= 3 && memcmp(at, "%%%", 3) == 0;
}

/* Take the name of the next file; returns where its bytes begin. */
static const uint8_t *take_name(folder *f, const uint8_t *at,
                                const uint8_t *end)
{
    size_t length = 0;
    char *name = f->names[f->count];
    for (at += 3; at < end && *at != '\n' && length + 1 < NAME_SIZE; at++) {
        name[length++] = *at == 0 ? '_' : (char)*at;
    }
    name[length] = '\0';
    return at < end ? at + 1 : at;
}

static void split(folder *f, const uint8_t *at, const uint8_t *end)
{
    while (f->count < MAX_FILES && at < end) {
        if (!starts_file(at, end)) {
            at++;
            continue;
        }
        at = take_name(f, at, end);
        const uint8_t *begin = at;
        while (at < end && !starts_file(at, end)) {
            at++;
        }
        f->files[f->count].name = f->names[f->count];
        f->files[f->count].bytes = begin;
        f->files[f->count].size = (size_t)(at - begin);
        f->count++;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hm_context *ctx = NULL;
    hm_economy_folder *out = NULL;
    folder f;
    memset(&f, 0, sizeof f);
    if (size < 1 || hm_context_create(NULL, &ctx) != HM_OK) {
        return 0;
    }
    const hm_repairs repairs = {(data[0] & 1u) != 0, (data[0] & 2u) != 0,
                                (data[0] & 4u) != 0};
    split(&f, data + 1, data + size);
    (void)!hm_economy_read_memory(ctx, "", f.files, f.count, &repairs, &out);
    hm_economy_folder_free(out);
    hm_context_free(ctx);
    return 0;
}

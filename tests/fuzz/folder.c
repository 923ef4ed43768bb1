// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * folder.c - fuzz input as files. What a target cannot do without (a
 * temporary folder) ends the program.
 */
#include "folder.h"

#include "io/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[256];

static bool starts_file(const uint8_t *at, const uint8_t *end)
{
    return end - at >= 3 && memcmp(at, "%%%", 3) == 0;
}

/* Take the name of the next file; returns where its bytes begin. */
static const uint8_t *take_name(fuzz_folder *f, const uint8_t *at,
                                const uint8_t *end)
{
    size_t length = 0;
    char *name = f->names[f->count];
    for (at += 3; at < end && *at != '\n' && length + 1 < FUZZ_NAME_SIZE;
         at++) {
        name[length++] = *at == 0 ? '_' : (char)*at;
    }
    name[length] = '\0';
    return at < end ? at + 1 : at;
}

void fuzz_folder_split(fuzz_folder *out, const uint8_t *data, size_t size)
{
    const uint8_t *at = data;
    const uint8_t *end = data + size;
    memset(out, 0, sizeof *out);
    while (out->count < FUZZ_MAX_FILES && at < end) {
        if (!starts_file(at, end)) {
            at++;
            continue;
        }
        at = take_name(out, at, end);
        const uint8_t *begin = at;
        while (at < end && !starts_file(at, end)) {
            at++;
        }
        hm_file *file = &out->files[out->count];
        *file = (hm_file){out->names[out->count], begin, (size_t)(at - begin)};
        out->count++;
    }
}

const hm_file *fuzz_folder_find(const fuzz_folder *folder, const char *name)
{
    for (int32_t f = 0; f < folder->count; f++) {
        if (strcmp(folder->names[f], name) == 0) {
            return &folder->files[f];
        }
    }
    return NULL;
}

static void remove_root(void)
{
    hm_context *ctx = NULL;
    if (hm_context_create(NULL, &ctx) == HM_OK) {
        (void)!hmi_path_remove(ctx, root);
        hm_context_free(ctx);
    }
}

const char *fuzz_folder_path(void)
{
    if (root[0] == '\0') {
        const char *above = getenv("TMPDIR");
        (void)snprintf(root, sizeof root, "%s/hm-fuzz-XXXXXX",
                       above == NULL ? "/tmp" : above);
        char inner[sizeof root + 16];
        if (mkdtemp(root) == NULL) {
            abort();
        }
        (void)snprintf(inner, sizeof inner, "%s/elasticities", root);
        if (mkdir(inner, 0700) != 0 || atexit(remove_root) != 0) {
            abort();
        }
    }
    return root;
}

const char *fuzz_folder_write(const char *name, const void *bytes, size_t size)
{
    static char path[sizeof root + FUZZ_NAME_SIZE];
    (void)snprintf(path, sizeof path, "%s/%s", fuzz_folder_path(), name);
    if (bytes == NULL) {
        (void)unlink(path);
        return path;
    }
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(bytes, 1, size, file) != size ||
        fclose(file) != 0) {
        abort();
    }
    return path;
}

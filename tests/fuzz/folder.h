// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * folder.h - fuzz input as files: in memory, and in a folder of its own for
 * the readers that take paths.
 */
#ifndef HM_FUZZ_FOLDER_H
#define HM_FUZZ_FOLDER_H

#include <hirschman/io.h>

enum { FUZZ_MAX_FILES = 16, FUZZ_NAME_SIZE = 64 };

typedef struct fuzz_folder {
    hm_file files[FUZZ_MAX_FILES];
    char names[FUZZ_MAX_FILES][FUZZ_NAME_SIZE];
    int32_t count;
} fuzz_folder;

/* A line "%%%NAME" begins the file NAME; bytes are borrowed. */
void fuzz_folder_split(fuzz_folder *out, const uint8_t *data, size_t size);
/* The first file of that name, NULL when there is none. */
const hm_file *fuzz_folder_find(const fuzz_folder *folder, const char *name);

/* A folder below $TMPDIR, made at the first call, removed at exit. */
const char *fuzz_folder_path(void);
/* Write (size 0 with bytes NULL: remove) a file there; its path lives until
 * the next call. */
const char *fuzz_folder_write(const char *name, const void *bytes, size_t size);

#endif

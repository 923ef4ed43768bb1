// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * replay_main.c - runs a fuzz target on every file of a corpus folder, in
 * the order of their names, and on the empty input. TAP: one case a file.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { PATH_SIZE = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* The whole file, one byte longer than *size; NULL when it cannot be read. */
static uint8_t *read_all(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = NULL;

    if (file == NULL) {
        return NULL;
    }
    if (fseek(file, 0, SEEK_END) == 0) {
        const long length = ftell(file);
        rewind(file);
        /* exactly `length` bytes, so that a sanitizer sees an overrun */
        data = length > 0 ? malloc((size_t)length) : NULL;
        if (data != NULL &&
            fread(data, 1, (size_t)length, file) == (size_t)length) {
            *size = (size_t)length;
        } else {
            free(data);
            data = NULL;
        }
    }
    (void)fclose(file);
    return data;
}

int main(int argc, char **argv)
{
    struct dirent **entries = NULL;
    int failures = 0;

    if (argc != 2) {
        (void)fprintf(stderr, "usage: %s CORPUS_FOLDER\n", argv[0]);
        return 2;
    }
    const int count = scandir(argv[1], &entries, is_visible, alphasort);
    if (count < 0) {
        (void)printf("1..1\nnot ok 1 - cannot read %s\n", argv[1]);
        return 1;
    }
    (void)printf("1..%d\n", count + 1);
    (void)LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    (void)printf("ok 1 - empty input\n");
    for (int i = 0; i < count; i++) {
        char path[PATH_SIZE];
        size_t size = 0;
        (void)snprintf(path, sizeof path, "%s/%s", argv[1], entries[i]->d_name);
        uint8_t *data = read_all(path, &size);
        if (data != NULL) {
            (void)fflush(stdout); /* a crash leaves the name before it */
            (void)LLVMFuzzerTestOneInput(data, size);
            (void)printf("ok %d - %s\n", i + 2, entries[i]->d_name);
        } else {
            (void)printf("not ok %d - %s cannot be read\n", i + 2,
                         entries[i]->d_name);
            failures++;
        }
        free(data);
        free(entries[i]);
    }
    free(entries);
    return failures == 0 ? 0 : 1;
}

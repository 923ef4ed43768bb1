// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * numbers.h - read a plain table of numbers, gzipped or not, for the tests of
 * published results. Anything between numbers separates them.
 */
#ifndef HM_TEST_NUMBERS_H
#define HM_TEST_NUMBERS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* The whole file as text (free it), NULL when it cannot be read. */
static inline char *read_text(const char *path)
{
    gzFile file = gzopen(path, "rb");
    size_t size = 0;
    size_t capacity = 1u << 16;
    char *text = malloc(capacity);
    if (file == NULL || text == NULL) {
        free(text);
        return NULL;
    }
    for (;;) {
        int got = gzread(file, text + size, (unsigned)(capacity - size - 1));
        if (got <= 0) {
            break;
        }
        size += (size_t)got;
        if (capacity - size < 1u << 15) {
            capacity *= 2;
            char *more = realloc(text, capacity);
            if (more == NULL) {
                break;
            }
            text = more;
        }
    }
    text[size] = '\0';
    (void)gzclose(file);
    return text;
}

/* `count` numbers, NULL when there are not exactly so many (free it). */
static inline double *read_numbers(const char *path, size_t count)
{
    char *text = path == NULL ? NULL : read_text(path);
    double *numbers = malloc((count + 1) * sizeof(double));
    size_t found = 0;
    if (text == NULL || numbers == NULL) {
        free(text);
        free(numbers);
        return NULL;
    }
    for (char *at = text; *at != '\0';) {
        char *end = at;
        double value = strtod(at, &end);
        if (end == at) {
            at++;
            continue;
        }
        if (found < count) {
            numbers[found] = value;
        }
        found++;
        at = end;
    }
    free(text);
    if (found != count) {
        free(numbers);
        return NULL;
    }
    return numbers;
}

#endif

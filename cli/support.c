// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * support.c - messages and exit codes, memory, the clock, what lies beside.
 */
#define _DEFAULT_SOURCE /* madvise */

#include "cli.h"

#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

int cli_exit_code(hm_status status)
{
    switch (status) {
    case HM_OK:
        return CLI_SOLVED;
    case HM_ERR_ARGUMENT:
    case HM_ERR_DATA:
    case HM_ERR_PARSE:
    case HM_ERR_UNKNOWN:
    case HM_ERR_LIMIT:
        return CLI_DATA;
    case HM_ERR_IO:
        return CLI_FILES;
    case HM_ERR_VERIFY:
        return CLI_UNCONFIRMED;
    case HM_ERR_CANCELED:
        return CLI_STOPPED;
    case HM_ERR_MEMORY:
    case HM_ERR_STATE:
        break;
    }
    return CLI_INTERNAL;
}

int cli_fail(int code, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    fputs("hirschman: ", stderr);
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
    va_end(list);
    return code;
}

int cli_fail_status(hm_status status, const hm_context *ctx)
{
    if (status == HM_ERR_CANCELED || cli_stopped()) {
        return cli_fail(CLI_STOPPED, "%s", cli_stop_text());
    }
    const char *message = hm_context_message(ctx);
    return cli_fail(cli_exit_code(status), "%s",
                    message[0] == '\0' ? hm_status_text(status) : message);
}

/* --- memory ---------------------------------------------------------------- */

enum { LARGE_PAGE = 2 * 1024 * 1024, LARGE_BLOCK = 4 * LARGE_PAGE };

/* Arrays of all flows are read from end to end, and given back when the
 * process ends: both take a fraction of the time on large pages. */
static void *resize(void *user, void *ptr, size_t size)
{
    (void)user;
    if (size == 0) {
        free(ptr);
        return NULL;
    }
    char *block = realloc(ptr, size);
#ifdef MADV_HUGEPAGE
    if (block != NULL && size >= LARGE_BLOCK) {
        size_t skip = LARGE_PAGE - (uintptr_t)block % LARGE_PAGE;
        size_t whole = (size - skip) / LARGE_PAGE * LARGE_PAGE;
        (void)madvise(block + skip, whole, MADV_HUGEPAGE);
    }
#endif
    return block;
}

const hm_allocator *cli_allocator(void)
{
    static const hm_allocator allocator = {resize, NULL};
    return &allocator;
}

static void *checked(void *ptr)
{
    if (ptr == NULL) {
        fputs("hirschman: out of memory\n", stderr);
        exit(CLI_INTERNAL);
    }
    return ptr;
}

void *cli_alloc(size_t count, size_t size)
{
    return checked(calloc(count == 0 ? 1 : count, size));
}

void *cli_grow(void *ptr, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        return checked(NULL);
    }
    return checked(realloc(ptr, count * size == 0 ? 1 : count * size));
}

char *cli_copy(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(cli_alloc(size, 1), text, size);
}

char *cli_text(const char *format, ...)
{
    va_list list;
    va_list again;
    va_start(list, format);
    va_copy(again, list);
    int size = vsnprintf(NULL, 0, format, list);
    va_end(list);
    char *text = cli_alloc((size_t)(size < 0 ? 0 : size) + 1, 1);
    vsnprintf(text, (size_t)(size < 0 ? 0 : size) + 1, format, again);
    va_end(again);
    return text;
}

double cli_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Folder of the program itself, without its last part; NULL when unknown. */
static char *program_folder(void)
{
    char path[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path - 1);
    if (size <= 0) {
        return NULL;
    }
    path[size] = '\0';
    char *slash = strrchr(path, '/');
    if (slash == NULL) {
        return NULL;
    }
    *slash = '\0';
    return cli_copy(path);
}

char *cli_find_beside(const char *const *folders, const char *file)
{
    char *home = program_folder();
    char *found = NULL;
    for (size_t i = 0; folders[i] != NULL && found == NULL && home != NULL;
         i++) {
        char *path = cli_text("%s/%s/%s", home, folders[i], file);
        if (access(path, R_OK) == 0) {
            found = path;
        } else {
            free(path);
        }
    }
    free(home);
    return found;
}

int cli_print_table(hm_context *ctx, const hm_table *table, cli_format format,
                    int digits)
{
    char *text = NULL;
    hm_status status = format == CLI_JSON ? hm_table_to_json(ctx, table, &text)
                       : format == CLI_CSV
                           ? hm_table_to_csv(ctx, table, &text)
                           : hm_report_table(ctx, table, digits, &text);
    if (status != HM_OK) {
        return cli_fail_status(status, ctx);
    }
    fputs(text, stdout);
    hm_text_free(ctx, text);
    return fflush(stdout) == 0
               ? CLI_SOLVED
               : cli_fail(CLI_FILES, "standard output cannot be written");
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * support.c - messages and exit codes, memory, the clock, Ctrl-C.
 */
#include "cli.h"

#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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
        return cli_fail(CLI_STOPPED, "stopped; nothing was written");
    }
    const char *message = hm_context_message(ctx);
    return cli_fail(cli_exit_code(status), "%s",
                    message[0] == '\0' ? hm_status_text(status) : message);
}

/* --- memory ---------------------------------------------------------------- */

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

/* --- stopping -------------------------------------------------------------- */

enum { WATCHED_MAX = 256 };

static hm_context *watched[WATCHED_MAX];
static volatile sig_atomic_t watched_count;
static volatile sig_atomic_t stopped;

static void on_signal(int number)
{
    (void)number;
    stopped = 1;
    for (int i = 0; i < (int)watched_count; i++) {
        hm_context_cancel(watched[i]);
    }
}

void cli_watch_signals(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    action.sa_handler = SIG_IGN; /* a reader that goes away is an error */
    sigaction(SIGPIPE, &action, NULL);
}

void cli_watch(hm_context *ctx)
{
    if (watched_count < WATCHED_MAX) {
        watched[watched_count] = ctx;
        watched_count++;
    }
    if (stopped) {
        hm_context_cancel(ctx); /* the signal came before we watched */
    }
}

bool cli_stopped(void)
{
    return stopped != 0;
}

double cli_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * stop.c - Ctrl-C: exit 130 within 100 ms, and nothing half-written.
 *
 * A signal cancels every context; the library's loops see it and the command
 * ends by itself. What takes longer (one large block of memory, a slow disk, a
 * pipe that nobody reads) is ended by the guard, a thread that waits for the
 * signal: after 40 ms it holds the main thread still, removes DIR.partial as
 * long as the mark of a folder that is being filled lies in it, and leaves the
 * process. Without the mark the folder is complete and is being moved into
 * place: the guard lets that end.
 */
#define _XOPEN_SOURCE 700 /* nftw */

#include "cli.h"

#include <ftw.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { WATCHED_MAX = 256, GRACE_MS = 40, HOLD_MS = 20, MOVE_MS = 2000 };

static hm_context *watched[WATCHED_MAX];
static volatile sig_atomic_t watched_count;
static volatile sig_atomic_t stopped;
static volatile sig_atomic_t held; /* the main thread stands still */
static sem_t asked, holding;
static pthread_t main_thread;
static char partial[PATH_MAX], previous[PATH_MAX];
static size_t kept_parents; /* bytes of `partial` that were there before */
static volatile sig_atomic_t complete;
static volatile sig_atomic_t told; /* the command said so itself */

static void wait_ms(long ms)
{
    const struct timespec step = {ms / 1000, ms % 1000 * 1000000L};
    (void)nanosleep(&step, NULL);
}

static void on_signal(int number)
{
    (void)number;
    stopped = 1;
    for (int i = 0; i < (int)watched_count; i++) {
        hm_context_cancel(watched[i]);
    }
    (void)sem_post(&asked);
}

static void on_hold(int number)
{
    (void)number;
    (void)sem_post(&holding);
    while (held != 0) {
        wait_ms(1);
    }
}

/* --- the guard ------------------------------------------------------------------ */

static bool exists(const char *path)
{
    struct stat info;
    return path[0] != '\0' && lstat(path, &info) == 0;
}

/* Is DIR.partial one that is still being filled? */
static bool is_filled(void)
{
    char mark[PATH_MAX + 32];
    (void)snprintf(mark, sizeof mark, "%s/.hirschman-partial", partial);
    return exists(mark);
}

static int remove_entry(const char *path, const struct stat *info, int kind,
                        struct FTW *place)
{
    (void)info;
    (void)kind;
    (void)place;
    (void)remove(path);
    return 0;
}

/* The folder, then the empty parents that were made for it. */
static void remove_partial(void)
{
    (void)nftw(partial, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    for (char *slash = strrchr(partial, '/');
         slash != NULL && (size_t)(slash - partial) > kept_parents;
         slash = strrchr(partial, '/')) {
        *slash = '\0';
        if (rmdir(partial) != 0) {
            return;
        }
    }
}

static void hold_main(void)
{
    struct timespec until;
    held = 1;
    if (pthread_kill(main_thread, SIGUSR1) != 0 ||
        clock_gettime(CLOCK_REALTIME, &until) != 0) {
        return;
    }
    until.tv_nsec += HOLD_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    (void)sem_timedwait(&holding, &until);
}

/* Let a folder that is complete reach its place. */
static void let_move(void)
{
    held = 0;
    for (int ms = 0; ms < MOVE_MS && (exists(partial) || exists(previous));
         ms++) {
        wait_ms(1);
    }
    complete = 1;
}

static const char *text_of_stop(void)
{
    return complete != 0 ? "stopped; what was to be written is complete"
                         : "stopped; nothing was written";
}

static void *guard(void *unused)
{
    (void)unused;
    free(malloc(1)); /* this thread's own pool, before anything is held */
    while (sem_wait(&asked) != 0) {
    }
    wait_ms(GRACE_MS);
    hold_main();
    if (is_filled()) {
        remove_partial();
    } else if (exists(partial) || (complete == 0 && exists(previous))) {
        let_move();
    }
    char text[PATH_MAX + 64];
    int size = snprintf(text, sizeof text, "hirschman: %s\n", text_of_stop());
    ssize_t put = told ? 0 : write(STDERR_FILENO, text, (size_t)size);
    (void)put;
    _exit(CLI_STOPPED);
}

/* --- for the commands ------------------------------------------------------------ */

void cli_watch_signals(void)
{
    struct sigaction action;
    pthread_t id;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    main_thread = pthread_self();
    bool guarded = sem_init(&asked, 0, 0) == 0 && sem_init(&holding, 0, 0) == 0;
    action.sa_handler = on_hold;
    sigaction(SIGUSR1, &action, NULL);
    if (guarded && pthread_create(&id, NULL, guard, NULL) == 0) {
        (void)pthread_detach(id);
    }
    action.sa_handler = on_signal;
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

/* How much of the path is there already. */
static size_t existing_part(const char *path)
{
    char part[PATH_MAX];
    size_t size = strlen(path);
    memcpy(part, path, size + 1);
    while (size > 0 && !exists(part)) {
        char *slash = strrchr(part, '/');
        size = slash == NULL ? 0 : (size_t)(slash - part);
        part[size] = '\0';
    }
    return size;
}

void cli_filling(const char *folder, bool done)
{
    size_t size = folder == NULL ? 0 : strlen(folder);
    partial[0] = '\0';
    complete = done ? 1 : 0;
    while (size > 1 && folder[size - 1] == '/') {
        size--;
    }
    if (size == 0 || size > PATH_MAX - 16) {
        return;
    }
    char path[PATH_MAX];
    memcpy(path, folder, size);
    path[size] = '\0';
    kept_parents = existing_part(path);
    (void)snprintf(previous, sizeof previous, "%s.previous", path);
    (void)snprintf(partial, sizeof partial, "%s.partial", path);
}

const char *cli_stop_text(void)
{
    told = 1;
    return text_of_stop();
}

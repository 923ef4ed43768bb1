// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * run_pool.c - threads that take tasks in order, and the progress line.
 *
 * One context and one solver a thread. Which thread takes a task has no
 * bearing on its result. Contexts live as long as the pool, because objects
 * made with them free themselves through them.
 */
#include "run.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct run_pool {
    run_job *job;
    int32_t n_workers;
    run_worker *workers;
    pthread_mutex_t lock;
    run_task task;
    int32_t next, count, done;
    const char *label;
    double started;
};

static void on_log(void *user, hm_log_level level, const char *text)
{
    const run_job *job = user;
    if (!job->common.quiet && level >= HM_LOG_WARNING) {
        fprintf(stderr, "hirschman: warning: %s\n", text);
    }
}

static int32_t cores(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : (count > 64 ? 64 : (int32_t)count);
}

run_pool *run_pool_create(run_job *job)
{
    run_pool *pool = cli_alloc(1, sizeof *pool);
    pool->job = job;
    pool->n_workers = job->common.threads > 0 ? job->common.threads : cores();
    pool->workers = cli_alloc((size_t)pool->n_workers, sizeof *pool->workers);
    pthread_mutex_init(&pool->lock, NULL);
    for (int32_t w = 0; w < pool->n_workers; w++) {
        if (hm_context_create(cli_allocator(), &pool->workers[w].ctx) !=
            HM_OK) {
            exit(cli_fail(CLI_INTERNAL, "out of memory"));
        }
        pool->workers[w].job = job;
        pool->workers[w].pool = pool;
        hm_context_set_log(pool->workers[w].ctx, on_log, job);
        cli_watch(pool->workers[w].ctx);
    }
    return pool;
}

void run_pool_free(run_pool *pool)
{
    if (pool == NULL) {
        return;
    }
    for (int32_t w = 0; w < pool->n_workers; w++) {
        hm_solver_free(pool->workers[w].solver);
        /* the context stays: a signal may still reach it */
    }
    pthread_mutex_destroy(&pool->lock);
    free(pool->workers);
    free(pool);
}

/* Called with the lock held. */
static void show_progress(run_pool *pool)
{
    const cli_common *common = &pool->job->common;
    double elapsed = cli_seconds() - pool->started;
    if (common->progress == CLI_LINES) {
        fprintf(stderr,
                "{\"stage\": \"%s\", \"done\": %d, \"total\": %d, "
                "\"seconds\": %.3f}\n",
                pool->label, pool->done, pool->count, elapsed);
    } else if (common->progress == CLI_AUTO && !common->quiet &&
               isatty(STDERR_FILENO)) {
        fprintf(stderr, "\r%s: %d of %d, %.1f s%s", pool->label, pool->done,
                pool->count, elapsed, pool->done == pool->count ? "\n" : "   ");
    }
}

void run_worker_lock(run_worker *worker)
{
    pthread_mutex_lock(&worker->pool->lock);
}

void run_worker_unlock(run_worker *worker)
{
    pthread_mutex_unlock(&worker->pool->lock);
}

typedef struct assignment {
    run_pool *pool;
    run_worker *worker;
} assignment;

static void *take_tasks(void *argument)
{
    assignment *mine = argument;
    run_pool *pool = mine->pool;
    for (;;) {
        pthread_mutex_lock(&pool->lock);
        int32_t index = pool->next < pool->count ? pool->next++ : -1;
        pthread_mutex_unlock(&pool->lock);
        if (index < 0) {
            return NULL;
        }
        if (!cli_stopped()) {
            pool->task(mine->worker, index);
        }
        pthread_mutex_lock(&pool->lock);
        pool->done++;
        show_progress(pool);
        pthread_mutex_unlock(&pool->lock);
    }
}

void run_pool_run(run_pool *pool, run_task task, int32_t count,
                  const char *label)
{
    int32_t threads = pool->n_workers < count ? pool->n_workers : count;
    pthread_t *ids = cli_alloc((size_t)threads, sizeof *ids);
    assignment *given = cli_alloc((size_t)threads, sizeof *given);
    pool->task = task;
    pool->next = 0;
    pool->done = 0;
    pool->count = count;
    pool->label = label;
    pool->started = cli_seconds();
    int32_t running = 0;
    for (int32_t t = 0; t < threads; t++) {
        given[t] = (assignment){pool, &pool->workers[t]};
        if (t > 0 &&
            pthread_create(&ids[t], NULL, take_tasks, &given[t]) != 0) {
            break; /* fewer threads do the same work */
        }
        running = t + 1;
    }
    if (threads > 0) {
        (void)take_tasks(&given[0]);
    }
    for (int32_t t = 1; t < running; t++) {
        pthread_join(ids[t], NULL);
    }
    free(ids);
    free(given);
}

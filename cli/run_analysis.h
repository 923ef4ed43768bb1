// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * run_analysis.h - a further analysis of a case as a run sees it.
 *
 * A block of the case (`leverage:`, `sanctions:`, ...) becomes settings; for
 * every member of the ensemble it is begun, its numbered tasks are spread
 * over the worker pool, and it is finished into tables. The tables go into
 * the member's folder as NAME.csv and, for the first member, into the JSON
 * output; print() turns them into sections of the text report.
 *
 * To add one: write cli/analysis_NAME.c with a run_analysis_kind, declare it
 * here, and list it in `kinds` of run_analysis.c.
 */
#ifndef HIRSCHMAN_RUN_ANALYSIS_H
#define HIRSCHMAN_RUN_ANALYSIS_H

#include "run.h"

/* How the solves behind an analysis were checked; add to it with
 * run_analysis_checked(). */
typedef struct run_checked {
    int32_t found, confirmed;
    double worst; /* residual of those confirmed */
} run_checked;

/* One analysis of one member. */
struct run_analysis {
    const struct run_analysis_kind *kind;
    void *settings; /* of the kind, shared by all members, read only */
    void *state;    /* of this member, between begin and finish */
    int32_t n_tables;
    hm_table **tables;     /* owned */
    const char *text_name; /* of a further file, or NULL */
    char *text;
    run_checked checked;
    hm_status status;
    char message[RUN_MESSAGE];
};

/* Functions return a status with its message on worker->ctx (create: on
 * job->ctx); the first failure ends the run with the exit code of its
 * status. Only create is required to be there besides finish. */
typedef struct run_analysis_kind {
    const char *block; /* key of the case */
    const char *label; /* of the work, in the progress line */
    /* Read the block; check its codes against every vintage of the job and
     * its scenario names against the job's. */
    hm_status (*create)(run_job *job, const hm_node *block, void **settings);
    void (*free)(void *settings);
    /* Members that it is computed for; NULL: all but probes. */
    bool (*wanted)(const run_job *job, int32_t member, const void *settings);
    /* Prepare one member: the number of tasks, and analysis->state. Called
     * when every scenario has been solved. NULL: no tasks. */
    hm_status (*begin)(run_worker *worker, run_member *member,
                       run_analysis *analysis, int32_t *n_tasks);
    /* Task 0 .. n_tasks-1, any order, any thread; writes only what is its
     * own part of the state. run_take_solver() gives worker->solver. */
    hm_status (*task)(run_worker *worker, run_member *member,
                      run_analysis *analysis, int32_t index);
    /* Tables from the state (run_analysis_add); one thread a member. */
    hm_status (*finish)(run_worker *worker, run_member *member,
                        run_analysis *analysis);
    /* Free the state; called after finish, and after a failure. */
    void (*end)(void *state);
    /* Files beside the tables, of the first member; NULL: none. */
    hm_status (*write)(const run_job *job, int32_t which, hm_results *results);
    /* A section of the text report, malloc'ed; see run_analysis_of() for the
     * tables of each member. NULL: every table of the first member. */
    hm_status (*print)(const run_job *job, int32_t which, char **text);
} run_analysis_kind;

/* Every kind there is (analysis_NAME.c). */
extern const run_analysis_kind run_beliefs_kind;
extern const run_analysis_kind run_leverage_kind;
extern const run_analysis_kind run_adjustment_kind;
extern const run_analysis_kind run_reserves_kind;
extern const run_analysis_kind run_sanctions_kind;
extern const run_analysis_kind run_uncertainty_kind;
extern const run_analysis_kind run_tariffs_kind;
extern const run_analysis_kind run_linkage_kind;

/* Names of the job's scenarios, in order; the list is the caller's to free. */
const char **run_scenario_names(const run_job *job);
/* Hand over a table (also when it fails). */
HM_CHECKED hm_status run_analysis_add(run_analysis *analysis, hm_table *table);
/* One further file of the results ("plot.svg"), written for the first member;
 * the text is copied. */
void run_analysis_text(run_analysis *analysis, const char *name,
                       const char *text);
/* Count a verified (or not) solve; finish() only, or under a lock. */
void run_analysis_checked(run_analysis *analysis, bool confirmed,
                          double residual);
/* The analysis `which` of a member; its table by name, NULL when absent. */
const run_analysis *run_analysis_of(const run_job *job, int32_t member,
                                    int32_t which);
const hm_table *run_analysis_table(const run_analysis *analysis,
                                   const char *name);

/* Payoffs of draw `draw` (of all assumptions at once) for the analysis
 * `linkage:`, where the case has one and asks for it: what `place` knows is
 * not solved again. */
HM_CHECKED hm_status run_linkage_draw(run_worker *worker, int32_t draw,
                                      const hm_linkage_place *place);

/* The table `uncertainty` of the first member, or NULL. */
const hm_table *run_bands(const run_job *job);

/* --- for the run ------------------------------------------------------------- */

/* One of the case's analyses: kind and settings. */
struct run_analysis_use {
    const run_analysis_kind *kind;
    void *settings;
};

/* Add the block to the job; HM_ERR_UNKNOWN when no kind has that key. */
HM_CHECKED hm_status run_analysis_use_block(run_job *job, const char *key,
                                            const hm_node *block);
/* Every block of job->source that a kind exists for. */
HM_CHECKED hm_status run_analysis_from_case(run_job *job);
/* Is there a kind for this key? */
bool run_analysis_known(const char *key);
/* Begin, tasks and finish for every member. */
void run_analyses(run_job *job, run_pool *pool);
/* The first failure in order, or HM_OK. */
hm_status run_analyses_status(const run_job *job, const char **message);
HM_CHECKED hm_status run_analyses_write(const run_job *job,
                                        const run_member *member,
                                        hm_results *results);
/* Sections of the report after the tables of the scenarios; malloc'ed. */
HM_CHECKED hm_status run_analyses_print(const run_job *job, char **text);
void run_analyses_member_clear(run_job *job, run_member *member);
void run_analyses_clear(run_job *job);

/*
 * For an analysis from the shell: a job on one economy with the block given
 * as text (YAML), run and printed like a case. Returns the exit code.
 * `block` is text of the program's own making: see cli_yaml_*.
 */
int run_analysis_shell(run_job *job, const char *economy, const char *key,
                       const char *block);

#endif

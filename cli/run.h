// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * run.h - one run: economies x elasticity sets x scenarios, solved, verified,
 * put into tables, printed and written.
 *
 * A member is one vintage under one elasticity set and balance rule. The
 * first member fills the results folder, the others its subfolders; probes
 * are solved for the first screen alone. What is printed does not depend on
 * the number of threads: every solve starts from the base of its member.
 */
#ifndef HIRSCHMAN_RUN_H
#define HIRSCHMAN_RUN_H

#include "cli.h"

enum { RUN_MESSAGE = 1024 };

/* One vintage, read. */
typedef struct run_vintage {
    char *path;
    char *name; /* last part of the path */
    hm_economy_folder *folder;
} run_vintage;

/* What became of one scenario of one member. */
typedef struct run_solve {
    hm_solution *solution;
    hm_welfare *welfare; /* NULL unless confirmed */
    hm_verification seen;
    double seconds;
    bool wanted, confirmed;
    hm_status status;
    char message[RUN_MESSAGE];
} run_solve;

/* A further analysis (run_analysis.h). */
typedef struct run_analysis run_analysis;
typedef struct run_analysis_use run_analysis_use;

typedef struct run_member {
    const run_vintage *vintage;
    const char *set; /* name of the elasticity set, "default" */
    char *folder;    /* inside the results folder, "" for the first */
    hm_closure closure;
    bool probe;
    int32_t path_steps;  /* of the exact terms-of-trade split; 0: none */
    hm_economy *economy; /* with its elasticity set */
    hm_economy *base;    /* calibrated */
    double consistency;
    double base_residual; /* of the base, verified */
    run_solve *solves;
    hm_table *facts;        /* linkage */
    run_analysis *analyses; /* n_analyses of the job, or NULL */
    hm_status status;
    char message[RUN_MESSAGE];
} run_member;

/* A file that an analysis read. */
typedef struct run_input {
    char *path;
    char sha256[65];
} run_input;

typedef struct run_job {
    hm_context *ctx;
    cli_common common;
    const char *command;
    const char *name;
    const char *description;
    hm_case *source; /* NULL for `solve` */
    int32_t n_vintages;
    run_vintage *vintages;
    int32_t n_sets;
    const char **sets; /* empty: the economy's own */
    bool has_closure;
    hm_closure closure;
    hm_solver_settings settings;
    int32_t n_scenarios;
    const hm_scenario **scenarios;
    hm_linkage *linkage;
    int32_t n_inputs;
    run_input *inputs; /* beside the case and its economies */
    bool has_seed;
    uint64_t seed; /* of whatever is drawn */
    int32_t n_analyses;
    run_analysis_use *analyses;
    void *batch;        /* of the analysis that is at work */
    int32_t path_steps; /* of the exact split; 0: none, -1: the usual */
    bool all_flows;
    double started;
    int32_t n_members;
    run_member *members;
} run_job;

/* Largest residual that counts as confirmed. */
double run_verify_tolerance(const run_job *job);

/* Fill a job from a case; messages stand on job->ctx. */
HM_CHECKED hm_status run_job_from_case(run_job *job, const char *path);
/* Add one economy folder to a job. */
HM_CHECKED hm_status run_job_add_vintage(run_job *job, const char *path);
/* Members from vintages and sets; a failure has been said. */
HM_CHECKED hm_status run_job_plan(run_job *job);
/* Name a file that was read, for the manifest. */
void run_job_add_input(run_job *job, const char *path, const char *sha256);
void run_job_clear(run_job *job);

/* What a planned run takes, from sizes alone (run_size.c). */
typedef struct run_size {
    double fixed;   /* bytes on any number of threads */
    double thread;  /* bytes a thread */
    double seconds; /* of one thread: an order of magnitude */
    int32_t tasks;  /* threads beyond this have nothing to do */
} run_size;

run_size run_job_size(const run_job *job);
/* Take fewer threads where memory asks for it; refuse (said) when one is too
 * many. */
HM_CHECKED hm_status run_job_fit(run_job *job);

/* Calibrate every member and verify its base; a failure has been said. */
HM_CHECKED hm_status run_prepare(run_job *job);
/* The same, then solve every scenario and evaluate the linkage block. A
 * scenario without an answer is no failure: see its solve. */
HM_CHECKED hm_status run_solve_all(run_job *job);

/* The embedded case's file, malloc'ed; NULL: not found. */
char *run_find_demo(void);

/* Everything from the plan to the report; returns the exit code. */
int run_job_execute(run_job *job);

/* What linkage sees of a member, and the lists behind it. */
typedef struct run_view {
    hm_linkage_view view;
    const hm_solution **solutions;
    const hm_welfare **welfare;
} run_view;

void run_view_make(const run_job *job, const run_member *member, run_view *out);
void run_view_clear(run_view *view);

/* --- worker pool ------------------------------------------------------------- */

struct run_pool;

typedef struct run_worker {
    struct run_pool *pool;
    hm_context *ctx; /* kept until the program ends: objects point to it */
    run_job *job;
    run_member *member; /* whose solver this is */
    hm_solver *solver;
} run_worker;

typedef void (*run_task)(run_worker *worker, int32_t index);

typedef struct run_pool run_pool;

run_pool *run_pool_create(run_job *job);
void run_pool_free(run_pool *pool);
/* For the rare write that tasks share. */
void run_worker_lock(run_worker *worker);
void run_worker_unlock(run_worker *worker);
/* The worker's solver for this member: made anew when the member changes. */
HM_CHECKED hm_status run_take_solver(run_worker *worker, run_member *member);
/* Run task(worker, 0 .. count-1); `label` names the work in the progress. */
void run_pool_run(run_pool *pool, run_task task, int32_t count,
                  const char *label);

/* --- tables ------------------------------------------------------------------- */

typedef struct run_column {
    const char *name;
    hm_column_type type;
} run_column;

HM_CHECKED hm_status run_table(hm_context *ctx, const char *name,
                               const run_column *columns, int32_t count,
                               hm_table **out);
/* Tables of one member, FORMATS section 3. */
HM_CHECKED hm_status run_country_table(const run_job *job,
                                       const run_member *member,
                                       hm_table **out);
HM_CHECKED hm_status run_sector_table(const run_job *job,
                                      const run_member *member, hm_table **out);
HM_CHECKED hm_status run_bilateral_table(const run_job *job,
                                         const run_member *member,
                                         hm_table **out);
HM_CHECKED hm_status run_convergence_table(const run_job *job,
                                           const run_member *member,
                                           hm_table **out);
/* Which flows bilateral.csv holds, in words (for the manifest). */
const char *run_bilateral_rule(const run_job *job);

/* Tables over all members. */
HM_CHECKED hm_status run_range_table(const run_job *job, hm_table **out);
HM_CHECKED hm_status run_members_table(const run_job *job, hm_table **out);
/* Capped flows and their rents; no rows without quotas. */
HM_CHECKED hm_status run_quotas_table(const run_job *job, hm_table **out);
/* The same as a section of the report, "" without quotas. */
HM_CHECKED hm_status run_quotas_print(const run_job *job, char **text);
HM_CHECKED hm_status run_pairs_table(const run_job *job, hm_table **out);
HM_CHECKED hm_status run_industries_table(const run_job *job, hm_table **out);
/* Plain names of countries, sectors and scenarios; free both lists and the
 * texts of `kept`, which NULL ends. */
hm_report_name *run_names(const run_job *job, int32_t *count, char ***kept);
/* Countries that the printed tables show; *n of them. */
const char **run_countries(const run_job *job, int32_t *n);

/* --- output --------------------------------------------------------------------- */

HM_CHECKED hm_status run_manifest(const run_job *job, char **out);
HM_CHECKED hm_status run_write(const run_job *job, hm_results *results,
                               const char *report);
/* Only convergence tables and the manifest, saying why the run failed. */
HM_CHECKED hm_status run_write_failure(const run_job *job, hm_results *results);
HM_CHECKED hm_status run_brief_table(const run_job *job, hm_table **out);
/* Sentences that text and page share; malloc'ed. How the numbers were checked,
 * what the brackets range over, which scenarios have no answer ("": none). */
char *run_verified_line(const run_job *job);
char *run_ranges_line(const run_job *job);
char *run_missing_line(const run_job *job);
/* The text report; without `complete` the first screen is left out. */
HM_CHECKED hm_status run_report(const run_job *job, bool complete, char **text);
/* The report, or tables as csv or json, to standard output. */
HM_CHECKED hm_status run_print(const run_job *job, bool complete,
                               const char *text);

/* Exit code that the worst outcome of the run asks for. */
int run_exit_code(const run_job *job);

#endif

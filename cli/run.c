// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * run.c - a run from its plan to its results: solve, verify, print, write.
 *
 * A folder is written only when every scenario was confirmed, save where a
 * further elasticity set or vintage provably has none. Otherwise the
 * convergence tables alone are, in DIR when there is no such folder yet, else
 * in DIR.failed; an older DIR is left as it is.
 */
#include "run.h"

#include <stdlib.h>
#include <unistd.h>

/*
 * A scenario without an equilibrium in the first member is no answer. In a
 * further elasticity set or vintage a proof that there is no equilibrium is a finding
 * about that set, said on standard error and in its convergence.csv.
 */
int run_exit_code(const run_job *job)
{
    int code = CLI_SOLVED;
    for (int32_t m = 0; m < job->n_members; m++) {
        const run_member *member = &job->members[m];
        for (int32_t s = 0; s < job->n_scenarios && !member->probe; s++) {
            const run_solve *solve = &member->solves[s];
            if (solve->confirmed || solve->solution == NULL) {
                continue;
            }
            hm_outcome outcome =
                hm_solution_certificate(solve->solution)->outcome;
            bool none =
                outcome == HM_INADMISSIBLE || outcome == HM_NO_EQUILIBRIUM;
            if (!none) {
                return CLI_UNCONFIRMED;
            }
            code = m == 0 ? CLI_NO_ANSWER : code;
        }
    }
    return code;
}

/* Every unconfirmed scenario, one line each, on standard error. */
static void say_failures(const run_job *job)
{
    for (int32_t m = 0; m < job->n_members; m++) {
        const run_member *member = &job->members[m];
        for (int32_t s = 0; s < job->n_scenarios && !member->probe; s++) {
            const run_solve *solve = &member->solves[s];
            if (solve->confirmed || solve->solution == NULL) {
                continue;
            }
            const hm_certificate *seen =
                hm_solution_certificate(solve->solution);
            bool unverified = seen->outcome == HM_CONVERGED;
            const char *why = seen->reason[0] != '\0'
                                  ? seen->reason
                                  : hm_outcome_text(seen->outcome);
            (void)cli_fail(0, "scenario %s (%s, %s): %s: %s",
                           hm_scenario_name(job->scenarios[s]),
                           member->vintage->name, member->set,
                           unverified ? "not_verified"
                                      : hm_outcome_name(seen->outcome),
                           unverified ? solve->seen.worst_equation : why);
        }
    }
}

/* Answers that are one of several, or not where the base leads. */
static void say_several(const run_job *job)
{
    for (int32_t m = 0; m < job->n_members; m++) {
        const run_member *member = &job->members[m];
        for (int32_t s = 0; s < job->n_scenarios && !member->probe; s++) {
            const run_solve *solve = &member->solves[s];
            if (solve->confirmed &&
                hm_solution_certificate(solve->solution)->note[0] != '\0') {
                fprintf(stderr, "hirschman: scenario %s (%s, %s): %s\n",
                        hm_scenario_name(job->scenarios[s]),
                        member->vintage->name, member->set,
                        hm_solution_certificate(solve->solution)->note);
            }
        }
    }
}

static void say_consistency(const run_job *job)
{
    for (int32_t m = 0; m < job->n_members && !job->common.quiet; m++) {
        const run_member *member = &job->members[m];
        if (!member->probe && member->status == HM_OK) {
            fprintf(stderr,
                    "hirschman: %s, %s: data consistency %.2g (largest factor "
                    "price change that makes the data an equilibrium)\n",
                    member->vintage->name, member->set, member->consistency);
        }
    }
}

/* The failure report; returns `code` whether or not it could be written. */
static int report_failure(run_job *job, bool existed, hm_results *results,
                          int code)
{
    const char *dir = job->common.out;
    if (dir == NULL) {
        return code;
    }
    char *place = existed ? cli_text("%s.failed", dir) : cli_copy(dir);
    if (existed) {
        hm_results_abandon(results);
        results = NULL;
        cli_filling(place, false);
        if (hm_results_begin(job->ctx, place, &results) != HM_OK) {
            free(place);
            return cli_fail(code, "%s", hm_context_message(job->ctx));
        }
    }
    hm_status status = run_write_failure(job, results);
    if (status == HM_OK) {
        status = hm_results_commit(results);
        cli_filling(NULL, status == HM_OK);
    } else {
        hm_results_abandon(results);
    }
    if (status == HM_OK && !job->common.quiet) {
        fprintf(stderr, "hirschman: why it failed stands in %s\n", place);
    }
    free(place);
    return code;
}

/* To standard output; returns the exit code. */
static int print(const run_job *job, bool complete, const char *text)
{
    hm_status status = run_print(job, complete, text);
    if (status != HM_OK) {
        return cli_fail_status(status, job->ctx);
    }
    if (fflush(stdout) != 0) {
        return cli_fail(CLI_FILES, "standard output cannot be written");
    }
    return CLI_SOLVED;
}

/* Some scenarios have no answer: print the others. */
static int finish_failed(run_job *job, bool existed, hm_results *results,
                         int code)
{
    char *text = NULL;
    bool any = false;
    for (int32_t s = 0; s < job->n_scenarios; s++) {
        any = any || job->members[0].solves[s].confirmed;
    }
    if (any && run_report(job, false, &text) == HM_OK) {
        (void)print(job, false, text);
    }
    free(text);
    return report_failure(job, existed, results, code);
}

/* Write, commit, print. */
static int finish(run_job *job, hm_results *results)
{
    char *text = NULL;
    hm_status status = run_report(job, true, &text);
    if (status == HM_OK && results != NULL) {
        status = run_write(job, results, text);
    }
    if (cli_stopped()) {
        status = HM_ERR_CANCELED;
    }
    if (status != HM_OK) {
        hm_results_abandon(results);
    } else if (results != NULL) {
        status = hm_results_commit(results);
        cli_filling(NULL, status == HM_OK);
    }
    int code = status == HM_OK ? print(job, true, text)
                               : cli_fail_status(status, job->ctx);
    free(text);
    if (code == CLI_SOLVED && results != NULL && !job->common.quiet) {
        fprintf(stderr, "hirschman: results written to %s (%.1f s)\n",
                job->common.out, cli_seconds() - job->started);
    }
    return code;
}

int run_job_execute(run_job *job)
{
    const char *dir = job->common.out;
    hm_results *results = NULL;
    bool existed = dir != NULL && access(dir, F_OK) == 0;
    hm_status status = run_job_plan(job);
    if (status == HM_OK) {
        status = run_job_fit(job);
    }
    if (status != HM_OK) {
        return cli_exit_code(status);
    }
    if (dir != NULL) {
        cli_filling(dir, false);
        status = hm_results_begin(job->ctx, dir, &results);
    }
    if (status != HM_OK) {
        return cli_fail_status(status, job->ctx);
    }
    status = run_solve_all(job);
    say_consistency(job);
    if (status != HM_OK) {
        if (status == HM_ERR_CANCELED) {
            hm_results_abandon(results);
            return cli_fail_status(status, job->ctx);
        }
        int code = cli_exit_code(status);
        return report_failure(job, existed, results, code);
    }
    say_failures(job);
    say_several(job);
    int code = run_exit_code(job);
    return code == CLI_SOLVED ? finish(job, results)
                              : finish_failed(job, existed, results, code);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * run_solve.c - calibrate the members, solve and verify every scenario.
 *
 * A scenario counts as solved only when hm_equilibrium_verify, which shares
 * no code with the solver, confirms it; otherwise it has no welfare and no
 * number of it can be printed.
 */
#include "run_analysis.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void keep_message(char *message, const hm_context *ctx)
{
    snprintf(message, RUN_MESSAGE, "%s", hm_context_message(ctx));
}

/* --- members ------------------------------------------------------------------ */

/* The economy under the member's elasticity set. */
static hm_status with_set(run_worker *worker, run_member *member)
{
    const hm_economy_folder *folder = member->vintage->folder;
    const hm_elasticities *set =
        hm_economy_folder_find_set(folder, member->set);
    const hm_economy *stored = hm_economy_folder_economy(folder);
    if (set == NULL) { /* the default: what stands in sectors.csv */
        set = hm_economy_elasticities(stored);
    }
    return hm_economy_with_elasticities(worker->ctx, stored, set,
                                        &member->economy);
}

/* Solve the base for no shock and have that confirmed. */
static hm_status verify_base(run_worker *worker, run_member *member)
{
    const run_job *job = worker->job;
    hm_solution *solution = NULL;
    hm_solver *solver = NULL;
    hm_verification seen;
    memset(&seen, 0, sizeof seen);
    hm_status status = hm_solution_create(worker->ctx, member->base, &solution);
    if (status == HM_OK) {
        status = hm_solver_create(worker->ctx, member->base, member->closure,
                                  &job->settings, &solver);
    }
    if (status == HM_OK) {
        status = hm_solver_solve(solver, NULL, NULL, solution);
    }
    if (status == HM_OK) {
        status = hm_equilibrium_verify(worker->ctx, member->base,
                                       member->closure, NULL, solution,
                                       run_verify_tolerance(job), &seen);
        member->base_residual = seen.residual;
    }
    hm_solver_free(solver);
    hm_solution_free(solution);
    if (status == HM_OK && !seen.confirmed) {
        snprintf(member->message, RUN_MESSAGE,
                 "the benchmark was not confirmed: residual %.2g (%s)",
                 seen.residual, seen.worst_equation);
        return HM_ERR_VERIFY;
    }
    return status;
}

static void prepare_member(run_worker *worker, int32_t index)
{
    run_job *job = worker->job;
    run_member *member = &job->members[index];
    member->status = with_set(worker, member);
    if (member->status == HM_OK) {
        member->status = hm_equilibrium_calibrate(
            worker->ctx, member->economy, member->closure, &job->settings,
            &member->base, &member->consistency);
    }
    if (member->status == HM_OK) {
        member->status = verify_base(worker, member);
    }
    if (member->status != HM_OK && member->message[0] == '\0') {
        keep_message(member->message, worker->ctx);
    }
}

/* --- scenarios ---------------------------------------------------------------- */

hm_status run_take_solver(run_worker *worker, run_member *member)
{
    if (worker->member == member) {
        return HM_OK;
    }
    hm_solver_free(worker->solver);
    worker->solver = NULL;
    worker->member = NULL;
    hm_status status =
        hm_solver_create(worker->ctx, member->base, member->closure,
                         &worker->job->settings, &worker->solver);
    if (status == HM_OK) {
        worker->member = member;
    }
    return status;
}

static hm_status confirm(run_worker *worker, run_member *member,
                         const hm_shock *shock, run_solve *solve)
{
    const run_job *job = worker->job;
    hm_status status = hm_equilibrium_verify(
        worker->ctx, member->base, member->closure, shock, solve->solution,
        run_verify_tolerance(job), &solve->seen);
    if (status != HM_OK || !solve->seen.confirmed) {
        return status;
    }
    status = hm_welfare_create(worker->ctx, member->base, &solve->welfare);
    if (status == HM_OK) {
        status = hm_welfare_evaluate(worker->ctx, member->base, shock,
                                     solve->solution, solve->welfare);
    }
    if (status == HM_OK && member->path_steps > 0) {
        status = hm_welfare_path(worker->solver, shock, solve->solution,
                                 member->path_steps, solve->welfare);
    }
    if (solve->welfare != NULL) {
        hm_welfare_rest(solve->welfare);
    }
    solve->confirmed = status == HM_OK;
    return status;
}

static hm_status solve_scenario(run_worker *worker, run_member *member,
                                const hm_scenario *scenario, run_solve *solve)
{
    hm_shock *shock = NULL;
    double started = cli_seconds();
    hm_status status = run_take_solver(worker, member);
    if (status == HM_OK) {
        status =
            hm_solution_create(worker->ctx, member->base, &solve->solution);
    }
    if (status == HM_OK) {
        status = hm_shock_create(worker->ctx, member->base, scenario, &shock);
    }
    if (status == HM_OK) {
        status = hm_solver_solve(worker->solver, shock, NULL, solve->solution);
    }
    solve->seconds = cli_seconds() - started;
    if (status == HM_OK &&
        hm_solution_certificate(solve->solution)->outcome == HM_CONVERGED) {
        status = confirm(worker, member, shock, solve);
    }
    hm_shock_free(shock);
    return status;
}

static void solve_task(run_worker *worker, int32_t index)
{
    run_job *job = worker->job;
    run_member *member = &job->members[index / job->n_scenarios];
    int32_t s = index % job->n_scenarios;
    run_solve *solve = &member->solves[s];
    if (!solve->wanted || member->status != HM_OK) {
        return;
    }
    solve->seen.residual = (double)NAN;
    solve->status = solve_scenario(worker, member, job->scenarios[s], solve);
    if (solve->status != HM_OK) {
        keep_message(solve->message, worker->ctx);
    }
}

/* --- linkage -------------------------------------------------------------------- */

static void linkage_task(run_worker *worker, int32_t index)
{
    run_job *job = worker->job;
    run_member *member = &job->members[index];
    size_t count = (size_t)job->n_scenarios;
    if (member->status != HM_OK) {
        return;
    }
    const hm_solution **solutions = cli_alloc(count, sizeof *solutions);
    const hm_welfare **welfare = cli_alloc(count, sizeof *welfare);
    for (size_t s = 0; s < count; s++) {
        if (member->solves[s].confirmed) {
            solutions[s] = member->solves[s].solution;
            welfare[s] = member->solves[s].welfare;
        }
    }
    hm_linkage_view view = {member->base,     member->closure,
                            job->settings,    run_verify_tolerance(job),
                            job->n_scenarios, job->scenarios,
                            solutions,        welfare};
    member->status =
        hm_linkage_evaluate(worker->ctx, job->linkage, &view, &member->facts);
    if (member->status != HM_OK) {
        keep_message(member->message, worker->ctx);
    }
    free((void *)solutions);
    free((void *)welfare);
}

/* The first failure in order, so that the message does not depend on threads;
 * a probe that fails is only left out. */
static hm_status first_failure(run_job *job, const char **message)
{
    for (int32_t m = 0; m < job->n_members; m++) {
        const run_member *member = &job->members[m];
        if (member->probe) {
            continue;
        }
        if (member->status != HM_OK) {
            *message = member->message;
            return member->status;
        }
        for (int32_t s = 0; s < job->n_scenarios; s++) {
            if (member->solves[s].status != HM_OK) {
                *message = member->solves[s].message;
                return member->solves[s].status;
            }
        }
    }
    return run_analyses_status(job, message);
}

/* Say the first failure, if there is one. */
static hm_status conclude(run_job *job)
{
    const char *message = "";
    if (cli_stopped()) {
        return HM_ERR_CANCELED;
    }
    hm_status status = first_failure(job, &message);
    if (status != HM_OK) {
        (void)cli_fail(cli_exit_code(status), "%s",
                       message[0] == '\0' ? hm_status_text(status) : message);
    }
    return status;
}

hm_status run_prepare(run_job *job)
{
    run_pool *pool = run_pool_create(job);
    run_pool_run(pool, prepare_member, job->n_members, "reading the base");
    run_pool_free(pool);
    return conclude(job);
}

hm_status run_solve_all(run_job *job)
{
    run_pool *pool = run_pool_create(job);
    run_pool_run(pool, prepare_member, job->n_members, "reading the base");
    run_pool_run(pool, solve_task, job->n_members * job->n_scenarios,
                 "solving");
    if (job->linkage != NULL && !cli_stopped()) {
        run_pool_run(pool, linkage_task, job->n_members, "weighing offers");
    }
    run_analyses(job, pool);
    run_pool_free(pool);
    return conclude(job);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * run_job.c - what a run consists of: vintages, sets, scenarios, members.
 */
#include "run_analysis.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double run_verify_tolerance(const run_job *job)
{
    /* A gap in a price is a gap theta times as large in a flow. */
    return fmax(1e-9, 100.0 * job->settings.tolerance);
}

/* Last part of a path, without slashes at its end. */
static char *last_part(const char *path)
{
    size_t end = strlen(path);
    while (end > 1 && path[end - 1] == '/') {
        end--;
    }
    size_t start = end;
    while (start > 0 && path[start - 1] != '/') {
        start--;
    }
    return cli_text("%.*s", (int)(end - start), path + start);
}

hm_status run_job_add_vintage(run_job *job, const char *path)
{
    hm_economy_folder *folder = NULL;
    hm_status status = hm_economy_read(job->ctx, path, NULL, &folder);
    if (status != HM_OK) {
        return status;
    }
    job->vintages = cli_grow(job->vintages, (size_t)job->n_vintages + 1,
                             sizeof *job->vintages);
    job->vintages[job->n_vintages++] =
        (run_vintage){cli_copy(path), last_part(path), folder};
    return HM_OK;
}

static hm_status add_linkage(run_job *job)
{
    const hm_node *block = hm_case_block(job->source, "linkage");
    if (block == NULL) {
        return HM_OK;
    }
    const char **names = cli_alloc((size_t)job->n_scenarios, sizeof *names);
    for (int32_t s = 0; s < job->n_scenarios; s++) {
        names[s] = hm_scenario_name(job->scenarios[s]);
    }
    hm_status status = hm_linkage_create(job->ctx, block, names,
                                         job->n_scenarios, &job->linkage);
    free(names);
    for (int32_t v = 0; v < job->n_vintages && status == HM_OK; v++) {
        status = hm_linkage_check(
            job->ctx, job->linkage,
            hm_economy_folder_economy(job->vintages[v].folder));
    }
    return status;
}

hm_status run_job_from_case(run_job *job, const char *path)
{
    hm_status status = hm_case_read(job->ctx, path, &job->source);
    if (status != HM_OK) {
        return status;
    }
    const hm_case *c = job->source;
    job->name = hm_case_name(c);
    job->description = hm_case_description(c);
    job->settings = hm_case_settings(c);
    job->has_closure = hm_case_closure(c, &job->closure);
    job->n_sets = hm_case_elasticity_sets(c);
    job->sets = cli_alloc((size_t)job->n_sets, sizeof *job->sets);
    for (int32_t i = 0; i < job->n_sets; i++) {
        job->sets[i] = hm_case_elasticity_set(c, i);
    }
    job->n_scenarios = hm_case_scenarios(c);
    job->scenarios =
        cli_alloc((size_t)job->n_scenarios + 1, sizeof *job->scenarios);
    for (int32_t s = 0; s < job->n_scenarios; s++) {
        job->scenarios[s] = hm_case_scenario(c, s);
    }
    status = run_job_add_vintage(job, hm_case_economy(c));
    for (int32_t v = 0; v < hm_case_vintages(c) && status == HM_OK; v++) {
        status = run_job_add_vintage(job, hm_case_vintage(c, v));
    }
    if (status == HM_OK) {
        status = add_linkage(job);
    }
    return status == HM_OK ? run_analysis_from_case(job) : status;
}

/* "vintages/V/elasticities/E", either part absent for the first of its kind */
static char *subfolder(const run_job *job, int32_t v, const char *set,
                       bool first_set)
{
    if (v == 0) {
        return first_set ? cli_copy("") : cli_text("elasticities/%s", set);
    }
    const char *name = job->vintages[v].name;
    return first_set ? cli_text("vintages/%s", name)
                     : cli_text("vintages/%s/elasticities/%s", name, set);
}

static run_member *add_member(run_job *job, int32_t v, const char *set,
                              bool first_set)
{
    job->members = cli_grow(job->members, (size_t)job->n_members + 1,
                            sizeof *job->members);
    run_member *member = &job->members[job->n_members++];
    memset(member, 0, sizeof *member);
    member->vintage = &job->vintages[v];
    const char *own = hm_economy_folder_default_set(member->vintage->folder);
    member->set = set != NULL ? set : (own[0] == '\0' ? "default" : own);
    member->folder = subfolder(job, v, member->set, first_set);
    member->closure = job->has_closure
                          ? job->closure
                          : hm_economy_folder_closure(member->vintage->folder);
    member->solves =
        cli_alloc((size_t)job->n_scenarios, sizeof *member->solves);
    for (int32_t s = 0; s < job->n_scenarios; s++) {
        member->solves[s].wanted = true;
    }
    return member;
}

/* Steps of the exact split; members that only probe an assumption need none. */
static void choose_steps(run_job *job)
{
    for (int32_t m = 0; m < job->n_members; m++) {
        run_member *member = &job->members[m];
        int32_t chosen = job->path_steps < 0 ? HM_PATH_STEPS : job->path_steps;
        member->path_steps = member->probe ? 0 : chosen;
    }
}

/* The first member under the other balance rules, strongest step only. */
static void add_probes(run_job *job)
{
    static const hm_closure others[] = {HM_CLOSURE_BILATERAL, HM_CLOSURE_FIXED,
                                        HM_CLOSURE_SCALED, HM_CLOSURE_ZERO};
    const char *strongest =
        job->linkage == NULL ? NULL : hm_linkage_strongest(job->linkage);
    if (strongest == NULL) {
        return;
    }
    hm_closure chosen = job->members[0].closure;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (others[i] == chosen) {
            continue;
        }
        const char *set = job->n_sets == 0 ? NULL : job->sets[0];
        run_member *probe = add_member(job, 0, set, true);
        probe->probe = true;
        probe->closure = others[i];
        for (int32_t s = 0; s < job->n_scenarios; s++) {
            probe->solves[s].wanted =
                strcmp(hm_scenario_name(job->scenarios[s]), strongest) == 0;
        }
    }
}

/* Every set asked for must be known to every vintage. */
static hm_status check_sets(const run_job *job)
{
    for (int32_t v = 0; v < job->n_vintages; v++) {
        const hm_economy_folder *folder = job->vintages[v].folder;
        int32_t known = hm_economy_folder_sets(folder);
        for (int32_t e = 0; e < job->n_sets; e++) {
            if (hm_economy_folder_find_set(folder, job->sets[e]) != NULL ||
                strcmp(job->sets[e], hm_economy_folder_default_set(folder)) ==
                    0) {
                continue;
            }
            const char **names = cli_alloc((size_t)known, sizeof *names);
            for (int32_t i = 0; i < known; i++) {
                names[i] = hm_economy_folder_set(folder, i)->name;
            }
            const char *near = cli_nearest(job->sets[e], names, known);
            (void)cli_fail(CLI_DATA,
                           "economy %s has no elasticity set '%s'%s%s%s",
                           job->vintages[v].name, job->sets[e],
                           near == NULL ? "" : "; the nearest one is '",
                           near == NULL ? "" : near, near == NULL ? "" : "'");
            free((void *)names);
            return HM_ERR_UNKNOWN;
        }
    }
    return HM_OK;
}

/* Every scenario must make sense in every vintage, before anything is solved
 * or written. */
static hm_status check_scenarios(run_job *job)
{
    hm_status status = HM_OK;
    for (int32_t v = 0; v < job->n_vintages; v++) {
        const hm_economy *economy =
            hm_economy_folder_economy(job->vintages[v].folder);
        for (int32_t s = 0; s < job->n_scenarios && status == HM_OK; s++) {
            hm_shock *shock = NULL;
            status =
                hm_shock_create(job->ctx, economy, job->scenarios[s], &shock);
            hm_shock_free(shock);
        }
    }
    if (status != HM_OK) {
        (void)cli_fail_status(status, job->ctx);
    }
    return status;
}

hm_status run_job_plan(run_job *job)
{
    hm_status status = check_sets(job);
    if (status == HM_OK) {
        status = check_scenarios(job);
    }
    if (status != HM_OK) {
        return status;
    }
    for (int32_t v = 0; v < job->n_vintages; v++) {
        if (job->n_sets == 0) {
            (void)add_member(job, v, NULL, true);
        }
        for (int32_t e = 0; e < job->n_sets; e++) {
            (void)add_member(job, v, job->sets[e], e == 0);
        }
    }
    add_probes(job);
    choose_steps(job);
    return HM_OK;
}

static void member_clear(run_job *job, run_member *member)
{
    for (int32_t s = 0; s < job->n_scenarios; s++) {
        hm_solution_free(member->solves[s].solution);
        hm_welfare_free(member->solves[s].welfare);
    }
    run_analyses_member_clear(job, member);
    free(member->solves);
    free(member->folder);
    hm_table_free(member->facts);
    hm_economy_free(member->base);
    hm_economy_free(member->economy);
}

void run_job_add_input(run_job *job, const char *path, const char *sha256)
{
    job->inputs =
        cli_grow(job->inputs, (size_t)job->n_inputs + 1, sizeof *job->inputs);
    run_input *input = &job->inputs[job->n_inputs++];
    input->path = cli_copy(path);
    snprintf(input->sha256, sizeof input->sha256, "%s", sha256);
}

void run_job_clear(run_job *job)
{
    for (int32_t i = 0; i < job->n_inputs; i++) {
        free(job->inputs[i].path);
    }
    free(job->inputs);
    for (int32_t m = 0; m < job->n_members; m++) {
        member_clear(job, &job->members[m]);
    }
    for (int32_t v = 0; v < job->n_vintages; v++) {
        hm_economy_folder_free(job->vintages[v].folder);
        free(job->vintages[v].path);
        free(job->vintages[v].name);
    }
    run_analyses_clear(job);
    hm_linkage_free(job->linkage);
    hm_case_free(job->source);
    free(job->members);
    free(job->vintages);
    free((void *)job->sets);
    free((void *)job->scenarios);
    memset(job, 0, sizeof *job);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * run_size.c - memory and time of a run before it begins, from sizes alone.
 *
 * Kept to the end: each economy as read, and under each elasticity set and
 * calibrated; solutions. A thread: its solver, and what one step needs beside
 * it (calibrating: new shares; verifying: shares and the shock; the path: two
 * sets of flows). The times are those of bench/LARGE.md: easy shocks on one
 * core; a hard one takes up to ten times as long.
 */
#include "run.h"

#include <stdio.h>
#include <unistd.h>

/* Seconds a flow or input for a base, and for a scenario. */
static const double base_seconds = 300e-9;
static const double scenario_seconds = 350e-9;
/* The program itself, with the texts of its tables. */
static const double program_bytes = 12e6;

static double flows_of(const hm_economy_arrays *a)
{
    return (double)a->n_countries * a->n_countries * a->n_sectors;
}

static double inputs_of(const hm_economy_arrays *a)
{
    return a->input_share == NULL
               ? 0.0
               : (double)a->n_countries * a->n_sectors * a->n_sectors;
}

/* Arrays of all flows that the economy holds. */
static double flow_arrays(const hm_economy_arrays *a)
{
    return 1.0 + (a->tariff != NULL) + (a->export_tax != NULL) +
           (a->rent_wedge != NULL) + (a->rent_importer_share != NULL);
}

static double economy_bytes(const hm_economy_arrays *a)
{
    double N = a->n_countries;
    double cells = N * a->n_sectors;
    return sizeof(double) *
           (flow_arrays(a) * flows_of(a) + inputs_of(a) + N * N +
            (double)a->n_factors * a->n_sectors + 4.0 * cells);
}

/* What a thread needs at once: the largest of its steps. */
static double thread_bytes(const run_job *job, const hm_economy *economy)
{
    const hm_economy_arrays *a = hm_economy_data(economy);
    double flow = sizeof(double) * flows_of(a);
    double shock = 2.0 * flow; /* two of its arrays, as a rule */
    double path = 2.0 * flow;
    bool linked = job->linkage != NULL || job->n_analyses > 0;
    double solver = hm_solver_bytes(economy);
    double calibrating = flow + sizeof(double) * inputs_of(a);
    double solving = shock + path + (linked ? solver + flow : 0.0);
    return solver + (calibrating > solving ? calibrating : solving);
}

run_size run_job_size(const run_job *job)
{
    run_size size = {program_bytes, 0.0, 0.0, 0};
    for (int32_t v = 0; v < job->n_vintages; v++) {
        const hm_economy *economy =
            hm_economy_folder_economy(job->vintages[v].folder);
        size.fixed += economy_bytes(hm_economy_data(economy));
    }
    for (int32_t m = 0; m < job->n_members; m++) {
        const hm_economy *economy =
            hm_economy_folder_economy(job->members[m].vintage->folder);
        const hm_economy_arrays *a = hm_economy_data(economy);
        double thread = thread_bytes(job, economy);
        double cells = (double)a->n_countries * a->n_sectors;
        int32_t solves = 0;
        for (int32_t s = 0; s < job->n_scenarios; s++) {
            solves += job->members[m].solves[s].wanted ? 1 : 0;
        }
        size.fixed +=
            2.0 * economy_bytes(a) + solves * 5.0 * sizeof(double) * cells;
        size.thread = thread > size.thread ? thread : size.thread;
        size.seconds += (flows_of(a) + inputs_of(a)) *
                        (base_seconds + solves * scenario_seconds);
        size.tasks += solves > 1 ? solves : 1;
    }
    return size;
}

/* --- the machine ------------------------------------------------------------------- */

/* Bytes of memory: what --memory says, else the machine's. */
static double machine_bytes(const run_job *job)
{
    if (job->common.memory > 0.0) {
        return job->common.memory * 1e9;
    }
    long pages = sysconf(_SC_PHYS_PAGES);
    long page = sysconf(_SC_PAGESIZE);
    return pages > 0 && page > 0 ? (double)pages * (double)page : 1e300;
}

hm_status run_job_fit(run_job *job)
{
    run_size size = run_job_size(job);
    double memory = machine_bytes(job);
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    int32_t threads = job->common.threads > 0 ? job->common.threads
                      : cores < 1             ? 1
                                              : (int32_t)cores;
    threads = threads < size.tasks ? threads : size.tasks;
    if (size.fixed + size.thread > memory) {
        (void)cli_fail(CLI_DATA,
                       "%s needs about %.3g GB of memory on one thread; there "
                       "are %.3g GB. Take fewer elasticity sets, vintages or "
                       "countries, or a larger machine (--memory GB says how "
                       "much may be taken)",
                       job->name, (size.fixed + size.thread) / 1e9,
                       memory / 1e9);
        return HM_ERR_LIMIT;
    }
    if (size.fixed + threads * size.thread <= memory) {
        return HM_OK;
    }
    job->common.threads = (int32_t)((memory - size.fixed) / size.thread);
    if (!job->common.quiet) {
        fprintf(stderr,
                "hirschman: %d threads instead of %d, which would need %.3g of "
                "the %.3g GB of memory\n",
                (int)job->common.threads, (int)threads,
                (size.fixed + threads * size.thread) / 1e9, memory / 1e9);
    }
    return HM_OK;
}

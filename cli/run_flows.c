// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * run_flows.c - bilateral.csv of one member.
 *
 * Values are border values: net of the importer's tariff. Flows that are zero
 * before and after have no row. When the table of all flows would be too
 * large to be of use, only the flows of the target and those among the
 * parties of the block `linkage:` are written; --all-flows writes all.
 */
#include "run.h"

#include <stdlib.h>

/* Cells (flows x scenarios) up to which every flow is written. */
static const double all_flows_limit = 1.5e6;

static bool writes_all(const run_job *job)
{
    if (job->all_flows || job->linkage == NULL || job->n_members == 0 ||
        job->members[0].base == NULL) {
        return true;
    }
    const hm_economy_arrays *data = hm_economy_data(job->members[0].base);
    double cells = (double)data->n_countries * (double)data->n_countries *
                   (double)data->n_sectors * (double)job->n_scenarios;
    return cells <= all_flows_limit;
}

const char *run_bilateral_rule(const run_job *job)
{
    return writes_all(job)
               ? "every flow that is not zero"
               : "flows of the target with everybody, and flows among the "
                 "target, broker, sender and allies of the linkage block; "
                 "--all-flows writes every flow";
}

/* wanted[n] : 2 the target, 1 another party, 0 neither. */
static void mark_parties(const run_job *job, const hm_economy *economy,
                         int32_t *wanted)
{
    for (int32_t k = 0; k < hm_linkage_parties(job->linkage); k++) {
        int32_t n =
            hm_economy_country(economy, hm_linkage_country(job->linkage, k));
        if (n >= 0) {
            wanted[n] = k == 0 ? 2 : 1;
        }
    }
}

/* take[i*N + n]: are the flows from i to n written? */
static void choose_flows(const run_job *job, const hm_economy *economy,
                         bool *take)
{
    size_t N = (size_t)hm_economy_data(economy)->n_countries;
    int32_t *wanted = cli_alloc(N, sizeof *wanted);
    bool all = writes_all(job);
    if (job->linkage != NULL) {
        mark_parties(job, economy, wanted);
    }
    for (size_t i = 0; i < N; i++) {
        for (size_t n = 0; n < N; n++) {
            take[i * N + n] = all || wanted[i] == 2 || wanted[n] == 2 ||
                              (wanted[i] > 0 && wanted[n] > 0);
        }
    }
    free(wanted);
}

static hm_status scenario_rows(const run_job *job, const run_member *member,
                               int32_t s, const bool *take, hm_table *table)
{
    hm_shock *shock = NULL;
    hm_status status =
        hm_shock_create(job->ctx, member->base, job->scenarios[s], &shock);
    if (status != HM_OK) {
        return status;
    }
    status =
        hm_flow_rows(job->ctx, table, hm_scenario_name(job->scenarios[s]),
                     member->base, shock, member->solves[s].solution, take);
    hm_shock_free(shock);
    return status;
}

hm_status run_bilateral_table(const run_job *job, const run_member *member,
                              hm_table **out)
{
    size_t N = (size_t)hm_economy_data(member->base)->n_countries;
    bool *take = cli_alloc(N * N, sizeof *take);
    choose_flows(job, member->base, take);
    hm_status status = hm_flow_table(job->ctx, out);
    for (int32_t s = 0; s < job->n_scenarios && status == HM_OK; s++) {
        if (member->solves[s].confirmed) {
            status = scenario_rows(job, member, s, take, *out);
        }
    }
    free(take);
    return status;
}

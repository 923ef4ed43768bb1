// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * run_write.c - the results folder. Begun before the first solve, so that a
 * place that cannot be written is known early; moved into place at the end.
 */
#include "run_analysis.h"

#include <stdlib.h>
#include <string.h>

typedef hm_status (*make_table)(const run_job *job, const run_member *member,
                                hm_table **out);
typedef hm_status (*make_summary)(const run_job *job, hm_table **out);

static hm_status write_and_free(hm_results *results, const char *folder,
                                hm_status made, hm_table *table)
{
    hm_status status = made;
    if (status == HM_OK) {
        status = hm_results_table(results, folder, table);
    }
    hm_table_free(table);
    return status;
}

static hm_status write_member(const run_job *job, const run_member *member,
                              hm_results *results)
{
    static const make_table makers[] = {run_country_table, run_sector_table,
                                        run_bilateral_table,
                                        run_convergence_table};
    hm_status status = HM_OK;
    for (size_t i = 0; i < sizeof makers / sizeof *makers && status == HM_OK;
         i++) {
        hm_table *table = NULL;
        hm_status made = makers[i](job, member, &table);
        status = write_and_free(results, member->folder, made, table);
        if (cli_stopped()) {
            return HM_ERR_CANCELED;
        }
    }
    hm_table *table = NULL;
    if (status == HM_OK) {
        hm_status made = hm_leverage_dependence(job->ctx, member->base, &table);
        status = write_and_free(results, member->folder, made, table);
    }
    if (status == HM_OK) {
        hm_status made =
            hm_leverage_concentration(job->ctx, member->base, &table);
        status = write_and_free(results, member->folder, made, table);
    }
    if (status == HM_OK && member->facts != NULL) {
        status = hm_results_table(results, member->folder, member->facts);
    }
    return status == HM_OK ? run_analyses_write(job, member, results) : status;
}

/* Tables over all members: only where there is something to compare. */
static hm_status write_summaries(const run_job *job, hm_results *results)
{
    static const make_summary makers[] = {run_range_table, run_members_table,
                                          run_pairs_table,
                                          run_industries_table};
    hm_status status = HM_OK;
    for (size_t i = 0; i < sizeof makers / sizeof *makers && status == HM_OK;
         i++) {
        hm_table *table = NULL;
        hm_status made = makers[i](job, &table);
        status = write_and_free(results, "", made, table);
    }
    if (status == HM_OK) {
        hm_table *quotas = NULL;
        status = run_quotas_table(job, &quotas);
        if (status == HM_OK && hm_table_rows(quotas) > 0) {
            status = hm_results_table(results, "", quotas);
        }
        hm_table_free(quotas);
    }
    if (status == HM_OK && job->linkage != NULL) {
        hm_table *brief = NULL;
        hm_status made = run_brief_table(job, &brief);
        status = write_and_free(results, "", made, brief);
    }
    return status;
}

static hm_status write_manifest(const run_job *job, hm_results *results)
{
    char *manifest = NULL;
    hm_status status = run_manifest(job, &manifest);
    if (status == HM_OK) {
        status = hm_results_text(results, "manifest.json", manifest);
    }
    free(manifest);
    return status;
}

/* The workbench beside the report that links to it, where one was built. */
static hm_status write_workbench(const run_job *job, hm_results *results)
{
    static const char *const places[] = {"web", "../share/hirschman", NULL};
    char *path = cli_find_beside(places, "workbench.html");
    char *page = NULL;
    if (path == NULL) {
        return HM_OK;
    }
    hm_status status = hm_text_read(job->ctx, path, &page);
    if (status == HM_OK) {
        status = hm_results_text(results, "workbench.html", page);
    }
    hm_text_free(job->ctx, page);
    free(path);
    return status;
}

/* report.html, of the files that have just been written: `hirschman report`
 * makes the same bytes of the finished folder. */
static hm_status write_page(const run_job *job, hm_results *results)
{
    hm_result_files *files = NULL;
    char *html = NULL;
    int32_t count = 0;
    hm_status status = hm_results_read_begun(results, &files);
    if (status == HM_OK) {
        const hm_file *list = hm_result_files_list(files, &count);
        status = hm_report_page(job->ctx, list, count, &html);
    }
    if (status == HM_OK) {
        status = hm_results_text(results, "report.html", html);
    }
    hm_text_free(job->ctx, html);
    hm_result_files_free(files);
    return status;
}

hm_status run_write(const run_job *job, hm_results *results, const char *report)
{
    hm_status status = HM_OK;
    for (int32_t m = 0; m < job->n_members && status == HM_OK; m++) {
        if (!job->members[m].probe) {
            status = write_member(job, &job->members[m], results);
        }
    }
    if (status == HM_OK) {
        status = write_summaries(job, results);
    }
    if (status == HM_OK && report != NULL) {
        status = hm_results_text(results, "report.txt", report);
    }
    if (status == HM_OK) {
        status = write_manifest(job, results);
    }
    if (status == HM_OK) {
        status = write_workbench(job, results);
    }
    return status == HM_OK ? write_page(job, results) : status;
}

hm_status run_write_failure(const run_job *job, hm_results *results)
{
    hm_status status = HM_OK;
    for (int32_t m = 0; m < job->n_members && status == HM_OK; m++) {
        if (!job->members[m].probe) {
            hm_table *table = NULL;
            hm_status made =
                run_convergence_table(job, &job->members[m], &table);
            status =
                write_and_free(results, job->members[m].folder, made, table);
        }
    }
    return status == HM_OK ? write_manifest(job, results) : status;
}

hm_status run_brief_table(const run_job *job, hm_table **out)
{
    hm_linkage_member *list = cli_alloc((size_t)job->n_members, sizeof *list);
    int32_t count = 0;
    for (int32_t m = 0; m < job->n_members; m++) {
        const run_member *member = &job->members[m];
        if (member->facts != NULL) {
            list[count++] = (hm_linkage_member){
                member->facts, member->vintage->name, member->set,
                member->closure, member->probe};
        }
    }
    hm_status status = hm_linkage_brief(job->ctx, job->linkage, list, count,
                                        run_bands(job), out);
    free(list);
    return status;
}

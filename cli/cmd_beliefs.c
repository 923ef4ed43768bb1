// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * cmd_beliefs.c - `hirschman beliefs FILE.yaml`: the block `beliefs:` of a
 * case, or a file that holds the block alone, without solving an economy.
 */
#include "beliefs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const cli_command command = {
    "beliefs",
    "FILE.yaml [-o DIR] [OPTION ...]",
    "What signals say about a government whose type is hidden, month by "
    "month, and how a\nprogramme may end. FILE is a case with a block "
    "`beliefs:`, or that block alone.\nNothing is solved: policies need a "
    "stated bite, and what names a scenario is left\nout; `hirschman run` "
    "does those.",
    NULL,
    0,
    1,
    1,
};

enum { LARGEST = 1 << 24 };

/* The file's bytes, malloc'ed and ended by a NUL; NULL was said. */
static char *read_bytes(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        (void)cli_fail(0, "%s: %s", path, strerror(errno));
        return NULL;
    }
    char *bytes = cli_alloc(LARGEST + 1, 1);
    *size = fread(bytes, 1, LARGEST, file);
    bool bad = ferror(file) != 0 || *size == LARGEST;
    (void)fclose(file);
    if (bad) {
        (void)cli_fail(0, "%s: cannot be read, or is larger than 16 MB", path);
        free(bytes);
        return NULL;
    }
    return bytes;
}

/* --- output ----------------------------------------------------------------------- */

static hm_status print_tables(run_job *job, hm_table **tables)
{
    hm_status status = HM_OK;
    bool json = job->common.format == CLI_JSON;
    int32_t shown = 0;
    for (int32_t t = 0; t < BELIEF_TABLES && status == HM_OK; t++) {
        char *text = NULL;
        if (tables[t] == NULL || (!json && shown > 0)) {
            continue;
        }
        status = json ? hm_table_to_json(job->ctx, tables[t], &text)
                      : hm_table_to_csv(job->ctx, tables[t], &text);
        if (status == HM_OK && json) {
            printf("%s\"%s\": %s", shown == 0 ? "{" : ",\n",
                   hm_table_name(tables[t]), text);
        } else if (status == HM_OK) {
            fputs(text, stdout);
        }
        shown++;
        hm_text_free(job->ctx, text);
    }
    if (json) {
        puts(shown == 0 ? "{}" : "}");
    }
    return status;
}

static hm_status write_results(run_job *job, hm_table **tables,
                               const char *report, const char *svg)
{
    hm_results *results = NULL;
    char *manifest = NULL;
    hm_status status = hm_results_begin(job->ctx, job->common.out, &results);
    for (int32_t t = 0; t < BELIEF_TABLES && status == HM_OK; t++) {
        if (tables[t] != NULL) {
            status = hm_results_table(results, "", tables[t]);
        }
    }
    if (status == HM_OK) {
        status = hm_results_text(results, "report.txt", report);
    }
    if (status == HM_OK && svg != NULL) {
        status = hm_results_text(results, "beliefs.svg", svg);
    }
    if (status == HM_OK) {
        status = run_manifest(job, &manifest);
    }
    if (status == HM_OK) {
        status = hm_results_text(results, "manifest.json", manifest);
    }
    free(manifest);
    if (status != HM_OK) {
        hm_results_abandon(results);
        return status;
    }
    status = hm_results_commit(results);
    if (status == HM_OK && !job->common.quiet) {
        fprintf(stderr, "hirschman: results written to %s\n", job->common.out);
    }
    return status;
}

static hm_status show(run_job *job, const belief_use *use, hm_table **tables,
                      int32_t left_out)
{
    hm_report_beliefs input =
        belief_report(use, (const hm_table *const *)tables);
    const hm_table *policies = input.policies;
    char *pages = NULL;
    char *svg = NULL;
    input.left_out = left_out;
    input.member_policies = &policies;
    input.n_members = 1;
    hm_status status = hm_report_beliefs_pages(job->ctx, &input, &pages);
    if (status == HM_OK && input.months != NULL) {
        status = hm_report_beliefs_plot(job->ctx, &input, &svg);
    }
    if (status == HM_OK && job->common.out != NULL) {
        status = write_results(job, tables, pages, svg);
    }
    if (status == HM_OK && job->common.format == CLI_TABLE) {
        fputs(pages, stdout);
    } else if (status == HM_OK) {
        status = print_tables(job, tables);
    }
    hm_text_free(job->ctx, pages);
    hm_text_free(job->ctx, svg);
    return status;
}

/* --- the work ----------------------------------------------------------------------- */

/* The block: under `beliefs:`, or the file itself. */
static const hm_node *block_of(run_job *job, const hm_node *root)
{
    const char *name = NULL;
    if (hm_node_get_kind(root) == HM_NODE_MAP) {
        const hm_node *node = hm_node_find(root, "case");
        name = node == NULL ? NULL : hm_node_text(node);
        job->name = name == NULL ? job->name : name;
        node = hm_node_find(root, "beliefs");
        return node == NULL ? root : node;
    }
    return root;
}

static hm_status work(run_job *job, const char *path, const hm_node *root)
{
    belief_use *use = NULL;
    hm_table *tables[BELIEF_TABLES] = {NULL};
    int32_t left_out = 0;
    hm_status status =
        belief_use_open(job, path, block_of(job, root), NULL, 0, &use);
    if (status == HM_OK) {
        status = hm_beliefs_programme(job->ctx, use->beliefs, NULL, 0,
                                      tables + HM_BELIEFS_TABLES, &left_out);
    }
    if (status == HM_OK) {
        status = belief_signal_tables(job->ctx, use, tables);
    }
    if (status == HM_OK) {
        status = show(job, use, tables, left_out);
    }
    for (int32_t t = 0; t < BELIEF_TABLES; t++) {
        hm_table_free(tables[t]);
    }
    belief_use_free(use);
    return status;
}

static int run_file(run_job *job, const char *path)
{
    size_t size = 0;
    hm_node *root = NULL;
    char sha256[65];
    char *bytes = read_bytes(path, &size);
    if (bytes == NULL) {
        return CLI_FILES;
    }
    hm_sha256_hex(bytes, size, sha256);
    run_job_add_input(job, path, sha256);
    hm_status status = hm_settings_parse(job->ctx, path, bytes, size, &root);
    if (status == HM_OK) {
        status = work(job, path, root);
    }
    int code = status == HM_OK ? CLI_SOLVED : cli_fail_status(status, job->ctx);
    hm_settings_free(root);
    free(bytes);
    return code;
}

int cli_beliefs(int argc, char **argv)
{
    run_job job;
    cli_arguments arguments;
    const char *path = "";
    memset(&job, 0, sizeof job);
    job.started = cli_seconds();
    job.command = command.name;
    job.name = "beliefs";
    job.description = "Signals and beliefs from the shell";
    job.settings = hm_solver_settings_default();
    int code = cli_read(&command, argc, argv, &job.common, &arguments);
    if (code >= 0) {
        return code;
    }
    for (int32_t i = 0; i < arguments.count; i++) {
        path = arguments.items[i].value;
    }
    if (hm_context_create(NULL, &job.ctx) != HM_OK) {
        return cli_fail(CLI_INTERNAL, "out of memory");
    }
    cli_watch(job.ctx);
    code = run_file(&job, path);
    run_job_clear(&job);
    cli_arguments_clear(&arguments);
    return code;
}

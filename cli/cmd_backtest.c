// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * cmd_backtest.c - `hirschman backtest CASE.yaml ...`: what the engine says of
 * cases whose outcome is known, beside what happened. Prints Markdown.
 *
 * A case names its figures in a block `backtest: {observed: FILE.csv}`; only
 * the scenarios that have figures are solved.
 */
#include "backtest.h"

#include <stdlib.h>
#include <string.h>

static const cli_command command = {
    "backtest",
    "[CASE.yaml ...] [-o DIR] [OPTION ...]",
    "Solves cases with known outcomes and puts what happened beside what was "
    "predicted: hit,\nmiss or not comparable with the reason, and scores "
    "against predicting no change or the\nmean change. Without a case: the "
    "embedded ones. Prints a page of Markdown; -o writes a\nfolder for each "
    "case.",
    NULL,
    0,
    0,
    64,
};

static const char rule[] =
    "# Predictions and what happened\n\n"
    "Made by `hirschman backtest`; no case, figure or parameter was changed "
    "for its result. Hit: the first view\nerrs by at most half of what "
    "happened. In range: it does not, but its sign is right and the range of "
    "the\nviews holds what happened, which a wide range makes easy. A miss is "
    "a miss whatever else was going on; not\ncomparable says why. Changes are "
    "in per cent, those of shares too.\n";

/* --- one case -------------------------------------------------------------------------- */

char *backtest_path(const run_job *job, const char *path)
{
    const hm_node *block = hm_case_block(job->source, "backtest");
    bool map = block != NULL && hm_node_get_kind(block) == HM_NODE_MAP;
    const hm_node *node = map ? hm_node_find(block, "observed") : NULL;
    const char *name = node == NULL ? NULL : hm_node_text(node);
    const char *slash = strrchr(path, '/');
    for (int32_t i = 0; map && i < hm_node_size(block); i++) {
        if (strcmp(hm_node_key(block, i), "observed") != 0) {
            (void)cli_fail(0,
                           "%s: backtest has no key \"%s\"; it takes "
                           "observed: FILE.csv",
                           hm_node_place(hm_node_item(block, i)),
                           hm_node_key(block, i));
            return NULL;
        }
    }
    if (name == NULL || name[0] == '\0') {
        const hm_node *where = node == NULL ? block : node;
        (void)cli_fail(0,
                       "%s: the case has no figures to compare with; write "
                       "`backtest: {observed: FILE.csv}`",
                       where == NULL ? path : hm_node_place(where));
        return NULL;
    }
    return name[0] == '/' || slash == NULL
               ? cli_copy(name)
               : cli_text("%.*s/%s", (int)(slash - path), path, name);
}

/* Exit code of backtest_read(); a fault of a row was said already. */
static int read_code(run_job *job, const char *observed, backtest *b)
{
    hm_status status = backtest_read(job, observed, b);
    if (status == HM_OK && b->n_rows == 0) {
        return cli_fail(CLI_DATA, "%s: no row; expected one a figure",
                        observed);
    }
    return status == HM_OK ? CLI_SOLVED
           : b->n_rows > 0 ? cli_exit_code(status)
                           : cli_fail_status(status, job->ctx);
}

int backtest_check(run_job *job, const char *path)
{
    backtest b = {NULL, NULL, 0, NULL};
    if (job->source == NULL || hm_case_block(job->source, "backtest") == NULL) {
        return CLI_SOLVED;
    }
    char *observed = backtest_path(job, path);
    int code = observed == NULL ? CLI_DATA : read_code(job, observed, &b);
    free(observed);
    backtest_clear(&b);
    return code;
}

/* Keep the scenarios that have figures; drop further analyses. */
static void narrow(run_job *job, backtest *b)
{
    int32_t kept = 0;
    run_analyses_clear(job);
    hm_linkage_free(job->linkage);
    job->linkage = NULL;
    for (int32_t s = 0; s < job->n_scenarios; s++) {
        bool used = false;
        for (int32_t r = 0; r < b->n_rows; r++) {
            used = used || b->rows[r].index == s;
        }
        for (int32_t r = 0; r < b->n_rows; r++) {
            b->rows[r].index = b->rows[r].index == s ? kept : b->rows[r].index;
        }
        job->scenarios[kept] = job->scenarios[s];
        kept += used ? 1 : 0;
    }
    job->n_scenarios = kept;
}

static hm_status write_folder(const run_job *job, const char *dir,
                              const backtest *b, const char *page)
{
    hm_results *results = NULL;
    hm_table *tables[2];
    char *manifest = NULL;
    char *place = cli_text("%s/%s", dir, job->name);
    hm_status status = hm_results_begin(job->ctx, place, &results);
    if (status == HM_OK) {
        status = backtest_tables(b, &tables[0], &tables[1]);
    }
    for (int32_t t = 0; t < 2 && status == HM_OK; t++) {
        status = hm_results_table(results, "", tables[t]);
        hm_table_free(tables[t]);
    }
    if (status == HM_OK) {
        status = hm_results_text(results, "backtest.md", page);
    }
    if (status == HM_OK) {
        status = run_manifest(job, &manifest);
    }
    if (status == HM_OK) {
        status = hm_results_text(results, "manifest.json", manifest);
    }
    free(manifest);
    free(place);
    if (status != HM_OK) {
        hm_results_abandon(results);
        return status;
    }
    return hm_results_commit(results);
}

static int solve_and_show(run_job *job, backtest *b)
{
    char *page = NULL;
    hm_status status = run_job_plan(job);
    if (status == HM_OK) {
        status = run_job_fit(job);
    }
    if (status == HM_OK) {
        status = run_solve_all(job);
    }
    if (status != HM_OK) {
        return cli_exit_code(status); /* it was said */
    }
    status = backtest_measure(b);
    if (status == HM_OK) {
        status = backtest_page(b, &page);
    }
    if (status == HM_OK && job->common.out != NULL) {
        status = write_folder(job, job->common.out, b, page);
    }
    if (status == HM_OK) {
        fputs(page, stdout);
    }
    free(page);
    return status == HM_OK ? CLI_SOLVED : cli_fail_status(status, job->ctx);
}

static int run_case(const cli_common *common, const char *path)
{
    run_job job;
    backtest b = {NULL, NULL, 0, NULL};
    memset(&job, 0, sizeof job);
    job.started = cli_seconds();
    job.common = *common;
    job.command = command.name;
    if (hm_context_create(cli_allocator(), &job.ctx) != HM_OK) {
        return cli_fail(CLI_INTERNAL, "out of memory");
    }
    cli_watch(job.ctx);
    hm_status status = run_job_from_case(&job, path);
    int code = status == HM_OK ? -1 : cli_fail_status(status, job.ctx);
    char *observed = code < 0 ? backtest_path(&job, path) : NULL;
    if (code < 0 && observed == NULL) {
        code = CLI_DATA;
    }
    if (code < 0) {
        code = read_code(&job, observed, &b);
        code = code == CLI_SOLVED ? -1 : code;
    }
    if (code < 0) {
        narrow(&job, &b);
        code = solve_and_show(&job, &b);
    }
    free(observed);
    backtest_clear(&b);
    run_job_clear(&job);
    return code;
}

/* --- all of them -------------------------------------------------------------------------- */

/* Cases that come with the program, beside the demo's. */
static const char *const embedded[] = {"korea-2017.yaml",
                                       "backtest/tariffs-2018.yaml"};

static int run_embedded(const cli_common *common)
{
    char *demo = run_find_demo();
    int code = CLI_SOLVED;
    if (demo == NULL) {
        return cli_fail(CLI_FILES, "the embedded cases were not found");
    }
    char *slash = strrchr(demo, '/');
    *slash = '\0';
    for (size_t i = 0; i < sizeof embedded / sizeof *embedded; i++) {
        char *path = cli_text("%s/%s", demo, embedded[i]);
        code = code == CLI_SOLVED ? run_case(common, path) : code;
        free(path);
    }
    free(demo);
    if (code == CLI_SOLVED && !common->quiet) {
        fprintf(stderr, "hirschman: NAFTA and the world of 1995 to 2011 need "
                        "raw data, which data/recipes/backtest-history.sh "
                        "makes cases of; docs/BACKTEST.md has them\n");
    }
    return code;
}

int cli_backtest(int argc, char **argv)
{
    cli_common common;
    cli_arguments arguments;
    memset(&common, 0, sizeof common);
    int code = cli_read(&command, argc, argv, &common, &arguments);
    if (code >= 0) {
        return code;
    }
    if (common.format != CLI_TABLE) {
        cli_arguments_clear(&arguments);
        return cli_fail(CLI_USAGE,
                        "backtest prints a page of Markdown; with -o DIR its "
                        "tables are CSV files");
    }
    code = CLI_SOLVED;
    fputs(rule, stdout);
    if (arguments.count == 0) {
        code = run_embedded(&common);
    }
    for (int32_t i = 0; i < arguments.count && code == CLI_SOLVED; i++) {
        code = run_case(&common, arguments.items[i].value);
    }
    cli_arguments_clear(&arguments);
    return code;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * cmd_run.c - `hirschman run CASE.yaml` and `hirschman demo`.
 */
#include "run_analysis.h"

#include "hm_config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const cli_option run_options[] = {
    {"--all-flows", NULL, NULL, "write every flow into bilateral.csv"},
    {"--path-steps", NULL, "N",
     "steps of the exact terms-of-trade split (0: left empty)"},
};

enum { OPTION_ALL_FLOWS, OPTION_PATH_STEPS, RUN_OPTIONS };

static const cli_command run_command = {
    "run",
    "CASE.yaml [-o DIR] [OPTION ...]",
    "Solves every scenario of the case under every elasticity set and "
    "vintage, checks\neach solution with separate code, prints the report and "
    "writes the results folder\n(default: results/NAME-OF-THE-CASE).",
    run_options,
    RUN_OPTIONS,
    1,
    1,
};

static const cli_command demo_command = {
    "demo",
    "[-o DIR] [OPTION ...]",
    "Solves the embedded case of April 2017: would better trade terms buy "
    "China's pressure\non North Korea? Writes results/korea-2017.",
    run_options,
    RUN_OPTIONS,
    0,
    0,
};

/* Options of `run`; -1 to go on. */
static int read_options(const cli_arguments *arguments, run_job *job,
                        const char **path)
{
    double number = 0.0;
    for (int32_t i = 0; i < arguments->count; i++) {
        const cli_argument *a = &arguments->items[i];
        if (a->option == OPTION_ALL_FLOWS) {
            job->all_flows = true;
        } else if (a->option == OPTION_PATH_STEPS) {
            if (!cli_number(a->value, &number) || number < 0.0 ||
                number > 4096.0) {
                return cli_fail(CLI_USAGE,
                                "--path-steps is '%s'; expected a number from "
                                "0 to 4096",
                                a->value);
            }
            job->path_steps = (int32_t)number;
        } else {
            *path = a->value;
        }
    }
    return -1;
}

static void on_log(void *user, hm_log_level level, const char *text)
{
    const run_job *job = user;
    if (!job->common.quiet && level >= HM_LOG_WARNING) {
        fprintf(stderr, "hirschman: warning: %s\n", text);
    }
}

/* Notes that reading left: repairs and oddities. */
static void say_notes(const run_job *job)
{
    for (int32_t v = 0; v < job->n_vintages && !job->common.quiet; v++) {
        const hm_economy_folder *folder = job->vintages[v].folder;
        for (int32_t i = 0;; i++) {
            const char *note = hm_economy_folder_note(folder, i);
            if (note[0] == '\0') {
                break;
            }
            fprintf(stderr, "hirschman: %s: %s\n", job->vintages[v].name, note);
        }
    }
}

/* Analyses that a case may ask for and this version does not have. */
static void say_left_out(const run_job *job)
{
    static const char *const blocks[] = {"leverage", "sanctions",
                                         "tariff_games", "beliefs"};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        if (hm_case_block(job->source, blocks[i]) != NULL &&
            !run_analysis_known(blocks[i]) && !job->common.quiet) {
            fprintf(stderr,
                    "hirschman: warning: this version does not compute the "
                    "block '%s' of the case; it is left out\n",
                    blocks[i]);
        }
    }
}

static int run_case(run_job *job, const char *path)
{
    char *place = NULL;
    hm_context_set_log(job->ctx, on_log, job);
    cli_watch(job->ctx);
    hm_status status = run_job_from_case(job, path);
    if (status != HM_OK) {
        return cli_fail_status(status, job->ctx);
    }
    say_notes(job);
    say_left_out(job);
    if (job->common.out == NULL) {
        place = cli_text("results/%s", job->name);
        job->common.out = place;
    }
    int code = run_job_execute(job);
    free(place);
    return code;
}

static int run_with(const cli_command *command, int argc, char **argv,
                    char *(*find)(void))
{
    run_job job;
    cli_arguments arguments;
    memset(&job, 0, sizeof job);
    job.started = cli_seconds();
    job.command = command->name;
    job.path_steps = -1;
    int code = cli_read(command, argc, argv, &job.common, &arguments);
    if (code >= 0) {
        return code;
    }
    const char *path = NULL;
    char *found = find == NULL ? NULL : find();
    if (hm_context_create(cli_allocator(), &job.ctx) != HM_OK) {
        return cli_fail(CLI_INTERNAL, "out of memory");
    }
    code = read_options(&arguments, &job, &path);
    if (code < 0 && find != NULL && found == NULL) {
        code = cli_fail(CLI_FILES,
                        "the embedded case was found neither beside "
                        "the program nor in %s",
                        HM_DATA_DIR);
    }
    if (code < 0) {
        code = run_case(&job, found == NULL ? path : found);
    }
    run_job_clear(&job);
    cli_arguments_clear(&arguments);
    free(found);
    return code;
}

int cli_run(int argc, char **argv)
{
    return run_with(&run_command, argc, argv, NULL);
}

/* The case: in the tree that the program was built in, beside an installed
 * program, or where the build said data go. */
char *run_find_demo(void)
{
    static const char file[] = "cases/korea-2017.yaml";
    static const char *const beside[] = {"..", ".", "../share/hirschman", NULL};
    char *found = cli_find_beside(beside, file);
    if (found == NULL) {
        found = cli_text("%s/%s", HM_DATA_DIR, file);
        if (access(found, R_OK) != 0) {
            free(found);
            found = NULL;
        }
    }
    return found;
}

int cli_demo(int argc, char **argv)
{
    return run_with(&demo_command, argc, argv, run_find_demo);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * cmd_check.c - `hirschman check`: read an economy or a case, solve its base
 * for no shock, and say what was found.
 */
#include "backtest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const cli_command check_command = {
    "check",
    "ECONOMY|CASE.yaml",
    "Validates an economy folder, or a case with all its economies and "
    "scenarios, and says\nwhat was found: sizes, how far the data are from an "
    "equilibrium, and what was odd.",
    NULL,
    0,
    1,
    1,
};

/* What is found, one row a fact. */
static hm_status fact(hm_table *table, const char *subject, const char *item,
                      const char *value)
{
    hm_status status = hm_table_add_row(table);
    if (status != HM_OK) {
        return status;
    }
    const char *cells[] = {subject, item, value};
    for (int32_t c = 0; c < 3 && status == HM_OK; c++) {
        status = hm_table_set_text(table, c, cells[c]);
    }
    return status;
}

static hm_status fact_number(hm_table *table, const char *subject,
                             const char *item, double value)
{
    char *text = cli_text("%.9g", value);
    hm_status status = fact(table, subject, item, text);
    free(text);
    return status;
}

static double traded(const hm_economy *economy)
{
    int32_t N = hm_economy_data(economy)->n_countries;
    double sum = 0.0;
    for (int32_t n = 0; n < N; n++) {
        for (int32_t i = 0; i < N; i++) {
            sum += i == n ? 0.0 : hm_leverage_flow(economy, i, n);
        }
    }
    return sum;
}

static hm_status vintage_facts(hm_table *table, const run_vintage *vintage)
{
    const hm_economy_folder *folder = vintage->folder;
    const hm_economy *economy = hm_economy_folder_economy(folder);
    const hm_economy_arrays *data = hm_economy_data(economy);
    double income = 0.0;
    for (int32_t f = 0; f < data->n_factors; f++) {
        income += data->factor_income[f];
    }
    const struct {
        const char *item;
        double value;
    } numbers[] = {
        {"countries", (double)data->n_countries},
        {"sectors", (double)data->n_sectors},
        {"factors", (double)data->n_factors},
        {"elasticity sets", (double)hm_economy_folder_sets(folder)},
        {"factor income, MUSD", income},
        {"trade between countries, MUSD", traded(economy)},
    };
    hm_status status = HM_OK;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers && status == HM_OK;
         i++) {
        status = fact_number(table, vintage->name, numbers[i].item,
                             numbers[i].value);
    }
    for (int32_t i = 0; status == HM_OK; i++) {
        const char *note = hm_economy_folder_note(folder, i);
        if (note[0] == '\0') {
            break;
        }
        status = fact(table, vintage->name, "note", note);
    }
    return status;
}

static hm_status member_facts(hm_table *table, const run_member *member)
{
    char *subject = cli_text("%s, %s", member->vintage->name, member->set);
    hm_status status =
        fact(table, subject, "trade balance", hm_closure_name(member->closure));
    if (status == HM_OK) {
        status = fact_number(table, subject, "data consistency",
                             member->consistency);
    }
    if (status == HM_OK) {
        status = fact_number(table, subject, "residual without a shock",
                             member->base_residual);
    }
    free(subject);
    return status;
}

static hm_status print_table(const run_job *job, const hm_table *table)
{
    char *text = NULL;
    hm_status status;
    if (job->common.format == CLI_CSV) {
        status = hm_table_to_csv(job->ctx, table, &text);
    } else if (job->common.format == CLI_JSON) {
        status = hm_table_to_json(job->ctx, table, &text);
    } else {
        status = hm_report_table(job->ctx, table, 9, &text);
    }
    if (status == HM_OK) {
        fputs(text, stdout);
    }
    hm_text_free(job->ctx, text);
    return status;
}

/* Said before anything is solved: a run may be too large for the machine. */
static hm_status size_facts(hm_table *table, const run_job *job)
{
    run_size size = run_job_size(job);
    const char *name = job->source == NULL ? job->vintages[0].name : job->name;
    hm_status status =
        fact_number(table, name, "memory of a run on one thread, MB",
                    ceil((size.fixed + size.thread) / 1e6));
    if (status == HM_OK) {
        status = fact_number(table, name, "memory of each further thread, MB",
                             ceil(size.thread / 1e6));
    }
    return status == HM_OK
               ? fact_number(table, name,
                             "seconds of a run on one thread, about",
                             ceil(size.seconds))
               : status;
}

/* Calibrate when the machine is large enough; what was found is printed in
 * either case. */
static int check_bases(run_job *job, hm_table *table)
{
    hm_status status = run_job_fit(job);
    int code = cli_exit_code(status);
    if (status == HM_OK) {
        hm_status prepared = run_prepare(job);
        if (prepared != HM_OK) {
            return cli_exit_code(prepared);
        }
    }
    for (int32_t m = 0; m < job->n_members && status == HM_OK; m++) {
        if (!job->members[m].probe) {
            status = member_facts(table, &job->members[m]);
        }
    }
    return status == HM_OK || code != CLI_SOLVED
               ? code
               : cli_fail_status(status, job->ctx);
}

/* Returns the exit code; every failure has been said. */
static int check_all(run_job *job, hm_table *table)
{
    hm_status status = HM_OK;
    for (int32_t v = 0; v < job->n_vintages && status == HM_OK; v++) {
        status = vintage_facts(table, &job->vintages[v]);
    }
    if (status == HM_OK && job->source != NULL) {
        status = fact_number(table, job->name, "scenarios",
                             (double)job->n_scenarios);
    }
    if (status == HM_OK) {
        hm_status planned = run_job_plan(job);
        if (planned != HM_OK) {
            return cli_exit_code(planned);
        }
        status = size_facts(table, job);
    }
    int code = CLI_SOLVED;
    if (status == HM_OK) {
        code = check_bases(job, table);
        bool refused = code != CLI_SOLVED && code != CLI_DATA;
        status = refused ? HM_OK : print_table(job, table);
    }
    return status == HM_OK ? code : cli_fail_status(status, job->ctx);
}

static hm_status read_subject(run_job *job, const char *path)
{
    struct stat info;
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode)) {
        job->settings = hm_solver_settings_default();
        job->name = path;
        job->description = "";
        return run_job_add_vintage(job, path);
    }
    return run_job_from_case(job, path);
}

int cli_check(int argc, char **argv)
{
    static const run_column columns[] = {{"subject", HM_COLUMN_TEXT},
                                         {"item", HM_COLUMN_TEXT},
                                         {"value", HM_COLUMN_TEXT}};
    run_job job;
    cli_arguments arguments;
    hm_table *table = NULL;
    memset(&job, 0, sizeof job);
    job.started = cli_seconds();
    job.command = "check";
    int code = cli_read(&check_command, argc, argv, &job.common, &arguments);
    if (code >= 0) {
        return code;
    }
    if (hm_context_create(cli_allocator(), &job.ctx) != HM_OK) {
        return cli_fail(CLI_INTERNAL, "out of memory");
    }
    cli_watch(job.ctx);
    hm_status status = read_subject(&job, arguments.items[0].value);
    if (status == HM_OK) {
        status = run_table(job.ctx, "check", columns, 3, &table);
    }
    code = status == HM_OK ? backtest_check(&job, arguments.items[0].value)
                           : cli_fail_status(status, job.ctx);
    code = code == CLI_SOLVED ? check_all(&job, table) : code;
    hm_table_free(table);
    run_job_clear(&job);
    cli_arguments_clear(&arguments);
    return code;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * cmd_report.c - `hirschman report DIR` and `hirschman plot DIR FIGURE`: the
 * page and its figures from a results folder, nothing solved.
 */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

static const cli_command report_command = {
    "report",
    "DIR [-o FILE.html]",
    "Builds report.html of a results folder again: the same bytes that `run` "
    "wrote.\nWithout -o it is put into the folder.",
    NULL,
    0,
    1,
    1,
};

static const cli_option plot_options[] = {
    {"--list", NULL, NULL, "name the figures that the folder has"},
};

enum { OPTION_LIST, PLOT_OPTIONS };

static const cli_command plot_command = {
    "plot",
    "DIR FIGURE [-o FILE.svg] | DIR --list",
    "Writes one figure of the report as an SVG file that stands on its own, "
    "to standard\noutput or with -o to a file.",
    plot_options,
    PLOT_OPTIONS,
    1,
    2,
};

/* Text to the file named with -o, else to standard output. */
static hm_status put(hm_context *ctx, const char *out, const char *text)
{
    if (out != NULL) {
        return hm_text_write(ctx, out, text);
    }
    fputs(text, stdout);
    return HM_OK;
}

static hm_status report(hm_context *ctx, const cli_common *common,
                        const char *dir)
{
    hm_result_files *files = NULL;
    char *html = NULL;
    int32_t count = 0;
    hm_status status = hm_results_read(ctx, dir, &files);
    if (status == HM_OK) {
        const hm_file *list = hm_result_files_list(files, &count);
        status = hm_report_page(ctx, list, count, &html);
    }
    if (status == HM_OK) {
        status = common->out == NULL
                     ? hm_results_put(ctx, dir, "report.html", html)
                     : hm_text_write(ctx, common->out, html);
    }
    if (status == HM_OK && !common->quiet) {
        fprintf(stderr, "hirschman: report written to %s%s\n",
                common->out == NULL ? dir : common->out,
                common->out == NULL ? "/report.html" : "");
    }
    hm_text_free(ctx, html);
    hm_result_files_free(files);
    return status;
}

static hm_status list_figures(hm_context *ctx, cli_format format,
                              const hm_file *files, int32_t count)
{
    hm_table *table = NULL;
    char *text = NULL;
    hm_status status = hm_report_figures(ctx, files, count, &table);
    if (status == HM_OK && format == CLI_CSV) {
        status = hm_table_to_csv(ctx, table, &text);
    } else if (status == HM_OK && format == CLI_JSON) {
        status = hm_table_to_json(ctx, table, &text);
    }
    if (status == HM_OK && format == CLI_TABLE) {
        for (int32_t r = 0; r < hm_table_rows(table); r++) {
            printf("%-22s %s\n", hm_table_text(table, r, 0),
                   hm_table_text(table, r, 1));
        }
    } else if (status == HM_OK) {
        fputs(text, stdout);
    }
    hm_text_free(ctx, text);
    hm_table_free(table);
    return status;
}

static hm_status plot(hm_context *ctx, const cli_common *common,
                      const char *dir, const char *figure)
{
    hm_result_files *files = NULL;
    char *svg = NULL;
    int32_t count = 0;
    hm_status status = hm_results_read(ctx, dir, &files);
    if (status == HM_OK) {
        const hm_file *list = hm_result_files_list(files, &count);
        status = figure == NULL
                     ? list_figures(ctx, common->format, list, count)
                     : hm_report_figure(ctx, list, count, figure, &svg);
    }
    if (status == HM_OK && figure != NULL) {
        status = put(ctx, common->out, svg);
    }
    hm_text_free(ctx, svg);
    hm_result_files_free(files);
    return status;
}

/* A context, the work, the message of its failure. */
static int finish(hm_context *ctx, hm_status status)
{
    int code = status == HM_OK ? CLI_SOLVED : cli_fail_status(status, ctx);
    hm_context_free(ctx);
    if (code == CLI_SOLVED && fflush(stdout) != 0) {
        return cli_fail(CLI_FILES, "standard output cannot be written");
    }
    return code;
}

int cli_report(int argc, char **argv)
{
    cli_common common;
    cli_arguments arguments;
    hm_context *ctx = NULL;
    int code = cli_read(&report_command, argc, argv, &common, &arguments);
    if (code >= 0) {
        return code;
    }
    if (hm_context_create(cli_allocator(), &ctx) != HM_OK) {
        code = cli_fail(CLI_INTERNAL, "out of memory");
    } else {
        code = finish(ctx, report(ctx, &common, arguments.items[0].value));
    }
    cli_arguments_clear(&arguments);
    return code;
}

int cli_plot(int argc, char **argv)
{
    cli_common common;
    cli_arguments arguments;
    const char *places[2] = {NULL, NULL};
    int32_t n_places = 0;
    bool list = false;
    hm_context *ctx = NULL;
    int code = cli_read(&plot_command, argc, argv, &common, &arguments);
    if (code >= 0) {
        return code;
    }
    for (int32_t i = 0; i < arguments.count; i++) {
        if (arguments.items[i].option == OPTION_LIST) {
            list = true;
        } else if (n_places < 2) {
            places[n_places++] = arguments.items[i].value;
        }
    }
    if (list == (places[1] != NULL)) {
        code = cli_fail(CLI_USAGE, "name one figure, or ask for --list\n"
                                   "`hirschman plot --help` says more");
    } else if (hm_context_create(cli_allocator(), &ctx) != HM_OK) {
        code = cli_fail(CLI_INTERNAL, "out of memory");
    } else {
        code = finish(ctx, plot(ctx, &common, places[0], places[1]));
    }
    cli_arguments_clear(&arguments);
    return code;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * main.c - the `hirschman` command: finds the command named and runs it.
 */
#include "cli.h"

#include <string.h>

typedef struct command_entry {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *help;
} command_entry;

static const command_entry commands[] = {
    {"demo", cli_demo, "the embedded Korea 2017 case, end to end"},
    {"run", cli_run, "everything that a case asks for, then the report"},
    {"check", cli_check, "validate an economy or a case"},
    {"solve", cli_solve, "one scenario from the shell"},
    {"leverage", cli_leverage, "who can move whom, and at what cost"},
    {"sanctions", cli_sanctions, "sanctions that cost least for what they do"},
    {"tariff-game", cli_tariff_game, "optimal, Nash and agreed tariffs"},
    {"linkage", cli_linkage, "fourteen questions about a linked deal"},
    {"beliefs", cli_beliefs, "what signals say of a hidden type"},
    {"backtest", cli_backtest, "predictions beside what happened"},
    {"report", cli_report, "build the report of a results folder again"},
    {"plot", cli_plot, "one figure of the report as an SVG file"},
    {"export", cli_export, "results as Stata, Excel or LaTeX files"},
    {"codes", cli_codes, "what a country or sector code stands for"},
    {"data", cli_data, "import, aggregate, split or balance an economy"},
};

enum { COMMANDS = sizeof commands / sizeof *commands };

static void print_help(FILE *to)
{
    fprintf(to,
            "hirschman %s: who can move whom with trade\n\n"
            "usage: hirschman COMMAND [ARGUMENT ...]\n\n",
            hm_version());
    for (int32_t i = 0; i < COMMANDS; i++) {
        fprintf(to, "  %-11s %s\n", commands[i].name, commands[i].help);
    }
    fprintf(to, "\n`hirschman COMMAND --help` explains each. Options known to "
                "all:\n"
                "  --format table|csv|json  --progress auto|none|json  "
                "--threads N  --quiet\n"
                "exit codes: 0 solved and verified, 1 internal error, 2 usage, "
                "3 bad data or case,\n"
                "  4 not converged or not verified, 5 no equilibrium, 6 files, "
                "130 interrupted\n");
}

static int unknown_command(const char *name)
{
    const char *names[COMMANDS];
    for (int32_t i = 0; i < COMMANDS; i++) {
        names[i] = commands[i].name;
    }
    const char *near = cli_nearest(name, names, COMMANDS);
    return cli_fail(CLI_USAGE,
                    "unknown command '%s'%s%s%s\n`hirschman --help` lists "
                    "them",
                    name, near == NULL ? "" : "; the nearest one is '",
                    near == NULL ? "" : near, near == NULL ? "" : "'");
}

static int run_command(int argc, char **argv)
{
    if (argc < 2) {
        print_help(stderr);
        return CLI_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        print_help(stdout);
        return CLI_SOLVED;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("hirschman %s\n", hm_version());
        return CLI_SOLVED;
    }
    for (int32_t i = 0; i < COMMANDS; i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            cli_watch_signals();
            return commands[i].run(argc - 2, argv + 2);
        }
    }
    return unknown_command(argv[1]);
}

/* Tables that a full disk swallowed were not printed. */
int main(int argc, char **argv)
{
    int code = run_command(argc, argv);
    bool lost = fflush(stdout) != 0 || ferror(stdout) != 0;
    return lost && code == CLI_SOLVED
               ? cli_fail(CLI_FILES, "standard output: cannot be written")
               : code;
}

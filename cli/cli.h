// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * cli.h - what the commands share: exit codes, options, messages, stopping.
 *
 * The program uses public headers only. Tables go to standard output,
 * everything else to standard error.
 */
#ifndef HIRSCHMAN_CLI_H
#define HIRSCHMAN_CLI_H

#include <hirschman/hirschman.h>

#include <stdio.h>

/* Exit codes: a contract (docs, "The command line"). */
enum {
    CLI_SOLVED = 0,
    CLI_INTERNAL = 1,
    CLI_USAGE = 2,
    CLI_DATA = 3,
    CLI_UNCONFIRMED = 4,
    CLI_NO_ANSWER = 5,
    CLI_FILES = 6,
    CLI_STOPPED = 130
};

int cli_exit_code(hm_status status);
/* "hirschman: MESSAGE" on standard error; returns the exit code. */
int cli_fail(int code, const char *format, ...) HM_FORMAT(2, 3);
/* The same with the message that the context holds. */
int cli_fail_status(hm_status status, const hm_context *ctx);

/* --- options --------------------------------------------------------------- */

typedef struct cli_option {
    const char *name;  /* "--format" */
    const char *brief; /* "-o", or NULL */
    const char *value; /* "FILE" in the help, NULL: a switch */
    const char *help;
} cli_option;

/* One argument as given: option -1 is a positional one. */
typedef struct cli_argument {
    int32_t option;
    const char *value;
} cli_argument;

typedef struct cli_arguments {
    int32_t count;
    cli_argument *items;
} cli_arguments;

/* What every command understands. */
typedef enum cli_format { CLI_TABLE = 0, CLI_CSV, CLI_JSON } cli_format;
typedef enum cli_progress { CLI_AUTO = 0, CLI_NONE, CLI_LINES } cli_progress;

typedef struct cli_common {
    cli_format format;
    cli_progress progress;
    bool quiet;
    int32_t threads;
    double memory;   /* GB that may be taken, 0: the machine's */
    const char *out; /* -o, or NULL */
} cli_common;

typedef struct cli_command {
    const char *name;
    const char *usage; /* after the name */
    const char *help;  /* a paragraph */
    const cli_option *options;
    int32_t n_options;
    int32_t min_positional, max_positional;
} cli_command;

/*
 * Read argv (from the first word after the command). Returns -1 to go on, or
 * an exit code (help was printed, or the usage was wrong). Common options are
 * stored in `common` and not listed in `out`.
 */
int cli_read(const cli_command *command, int argc, char **argv,
             cli_common *common, cli_arguments *out);
void cli_arguments_clear(cli_arguments *arguments);
/* Nearest of `count` names, NULL when none is near. */
const char *cli_nearest(const char *name, const char *const *names,
                        int32_t count);
/* A whole decimal number; false when it is not one. */
bool cli_number(const char *text, double *out);

/* --- memory: the program gives up when there is none ---------------------- */

/* For contexts: the C library's, with large blocks on large pages. */
const hm_allocator *cli_allocator(void);

void *cli_alloc(size_t count, size_t size);
void *cli_grow(void *ptr, size_t count, size_t size);
char *cli_copy(const char *text);
char *cli_text(const char *format, ...) HM_FORMAT(1, 2);

/* A file in one of these folders, seen from the program's own (NULL ends the
 * list); malloc'ed, NULL when there is none. */
char *cli_find_beside(const char *const *folders, const char *file);

/* --- stopping --------------------------------------------------------------- */

/*
 * Ctrl-C cancels every context that was watched, and cli_stopped() is true.
 * What has not ended by itself 40 ms later is ended by a thread of its own,
 * which removes what was begun beside cli_filling()'s folder.
 */
void cli_watch_signals(void);
void cli_watch(hm_context *ctx);
bool cli_stopped(void);
/* The folder that a command writes, or NULL; `done`: it is complete. */
void cli_filling(const char *folder, bool done);
/* "stopped; nothing was written" */
const char *cli_stop_text(void);
/* A table on standard output; returns the exit code. */
int cli_print_table(hm_context *ctx, const hm_table *table, cli_format format,
                    int digits);
double cli_seconds(void); /* a clock that never goes back */

/* --- commands ---------------------------------------------------------------- */

int cli_demo(int argc, char **argv);
int cli_plot(int argc, char **argv);
int cli_report(int argc, char **argv);
int cli_run(int argc, char **argv);
int cli_backtest(int argc, char **argv);
int cli_beliefs(int argc, char **argv);
int cli_check(int argc, char **argv);
int cli_solve(int argc, char **argv);
int cli_leverage(int argc, char **argv);
int cli_linkage(int argc, char **argv);
int cli_sanctions(int argc, char **argv);
int cli_tariff_game(int argc, char **argv);
int cli_data(int argc, char **argv);
int cli_codes(int argc, char **argv);
int cli_export(int argc, char **argv);
int cli_data_dependence(int argc, char **argv);

#endif

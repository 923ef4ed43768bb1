// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * options.c - the command line: options from one table a command, values as
 * `--name VALUE` or `--name=VALUE`, unknown names answered with the nearest.
 */
#include "cli.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const cli_option common_options[] = {
    {"--format", NULL, "table|csv|json", "how tables are printed"},
    {"--out", "-o", "DIR", "write the results folder here"},
    {"--progress", NULL, "auto|none|json", "progress on standard error"},
    {"--threads", NULL, "N", "scenarios solved at a time (default: cores)"},
    {"--memory", NULL, "GB", "memory that a run may take (default: all)"},
    {"--quiet", "-q", NULL, "nothing on standard error but failures"},
    {"--help", "-h", NULL, "print this"},
};

enum {
    OPTION_FORMAT,
    OPTION_OUT,
    OPTION_PROGRESS,
    OPTION_THREADS,
    OPTION_MEMORY,
    OPTION_QUIET,
    OPTION_HELP,
    COMMON_OPTIONS
};

enum { NAME_MAX_LENGTH = 63 };

static int lower(int c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/* Levenshtein distance, ignoring case. */
static int distance(const char *a, const char *b)
{
    int row[NAME_MAX_LENGTH + 1];
    size_t size_a = strlen(a);
    size_t size_b = strlen(b);
    if (size_a > NAME_MAX_LENGTH || size_b > NAME_MAX_LENGTH) {
        return INT_MAX;
    }
    for (size_t j = 0; j <= size_b; j++) {
        row[j] = (int)j;
    }
    for (size_t i = 1; i <= size_a; i++) {
        int diagonal = row[0];
        row[0] = (int)i;
        for (size_t j = 1; j <= size_b; j++) {
            int best = diagonal + (lower(a[i - 1]) != lower(b[j - 1]));
            diagonal = row[j];
            best = row[j] + 1 < best ? row[j] + 1 : best;
            best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
            row[j] = best;
        }
    }
    return row[size_b];
}

const char *cli_nearest(const char *name, const char *const *names,
                        int32_t count)
{
    const char *best = NULL;
    int best_distance = INT_MAX;
    for (int32_t i = 0; i < count; i++) {
        int d = distance(name, names[i]);
        if (d < best_distance) {
            best = names[i];
            best_distance = d;
        }
    }
    return best_distance <= ((int)strlen(name) + 1) / 2 ? best : NULL;
}

bool cli_number(const char *text, double *out)
{
    char *end = NULL;
    if (strspn(text, "+-.0123456789eE") != strlen(text) || text[0] == '\0') {
        return false; /* no hex, inf or nan */
    }
    *out = strtod(text, &end);
    return *end == '\0';
}

static void print_options(const cli_option *options, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        char left[80];
        snprintf(left, sizeof left, "%s%s%s %s",
                 options[i].brief == NULL ? "" : options[i].brief,
                 options[i].brief == NULL ? "" : ", ", options[i].name,
                 options[i].value == NULL ? "" : options[i].value);
        printf("  %-34s %s\n", left, options[i].help);
    }
}

static int print_help(const cli_command *command)
{
    printf("usage: hirschman %s %s\n\n%s\n\n", command->name, command->usage,
           command->help);
    print_options(command->options, command->n_options);
    print_options(common_options, COMMON_OPTIONS);
    return CLI_SOLVED;
}

/* Does `word` (up to '=') name this option? */
static bool names_option(const cli_option *option, const char *word)
{
    size_t size = strcspn(word, "=");
    return (strlen(option->name) == size &&
            strncmp(option->name, word, size) == 0) ||
           (option->brief != NULL && strcmp(option->brief, word) == 0);
}

static int unknown_option(const cli_command *command, const char *word)
{
    const char *names[128];
    int32_t count = 0;
    char name[NAME_MAX_LENGTH + 1];
    for (int32_t i = 0; i < command->n_options && count < 100; i++) {
        names[count++] = command->options[i].name;
    }
    for (int32_t i = 0; i < COMMON_OPTIONS; i++) {
        names[count++] = common_options[i].name;
    }
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word, "="), word);
    const char *near = cli_nearest(name, names, count);
    return cli_fail(
        CLI_USAGE,
        "%s: unknown option '%s'%s%s%s\n`hirschman %s --help` "
        "lists them",
        command->name, name, near == NULL ? "" : "; the nearest one is '",
        near == NULL ? "" : near, near == NULL ? "" : "'", command->name);
}

static int read_choice(const cli_command *command, const char *option,
                       const char *value, const char *const *choices,
                       int32_t count, int *out)
{
    for (int32_t i = 0; i < count; i++) {
        if (strcmp(value, choices[i]) == 0) {
            *out = (int)i;
            return -1;
        }
    }
    return cli_fail(CLI_USAGE, "%s: %s is '%s'; expected %s, %s or %s",
                    command->name, option, value, choices[0], choices[1],
                    choices[2]);
}

static int read_common(const cli_command *command, int32_t option,
                       const char *value, cli_common *common)
{
    static const char *const formats[] = {"table", "csv", "json"};
    static const char *const ways[] = {"auto", "none", "json"};
    double number = 0.0;
    int choice = 0;
    int code = -1;
    switch (option) {
    case OPTION_FORMAT:
        code = read_choice(command, "--format", value, formats, 3, &choice);
        common->format = (cli_format)choice;
        break;
    case OPTION_PROGRESS:
        code = read_choice(command, "--progress", value, ways, 3, &choice);
        common->progress = (cli_progress)choice;
        break;
    case OPTION_THREADS:
        if (!cli_number(value, &number) || number < 1.0 || number > 128.0 ||
            number != (double)(int32_t)number) {
            return cli_fail(CLI_USAGE,
                            "%s: --threads is '%s'; expected a whole number "
                            "from 1 to 128",
                            command->name, value);
        }
        common->threads = (int32_t)number;
        break;
    case OPTION_MEMORY:
        if (!cli_number(value, &common->memory) || !(common->memory > 0.0)) {
            return cli_fail(CLI_USAGE,
                            "%s: --memory is '%s'; expected a number of "
                            "gigabytes above 0",
                            command->name, value);
        }
        break;
    case OPTION_OUT:
        common->out = value;
        break;
    case OPTION_QUIET:
        common->quiet = true;
        break;
    default:
        code = print_help(command);
        break;
    }
    return code;
}

static void add_argument(cli_arguments *out, int32_t option, const char *value)
{
    out->items =
        cli_grow(out->items, (size_t)out->count + 1, sizeof *out->items);
    out->items[out->count++] = (cli_argument){option, value};
}

/* The value of the option at argv[*at]; NULL when it is missing. */
static const char *value_of(const cli_option *option, int argc, char **argv,
                            int *at)
{
    const char *equals = strchr(argv[*at], '=');
    if (option->value == NULL) {
        return equals == NULL ? "" : NULL;
    }
    if (equals != NULL) {
        return equals + 1;
    }
    return *at + 1 < argc ? argv[++*at] : NULL;
}

static int read_option(const cli_command *command, int argc, char **argv,
                       int *at, cli_common *common, cli_arguments *out)
{
    const char *word = argv[*at];
    for (int32_t i = 0; i < command->n_options + COMMON_OPTIONS; i++) {
        bool own = i < command->n_options;
        const cli_option *option =
            own ? &command->options[i]
                : &common_options[i - command->n_options];
        if (!names_option(option, word)) {
            continue;
        }
        const char *value = value_of(option, argc, argv, at);
        if (value == NULL) {
            return cli_fail(CLI_USAGE, "%s: %s %s", command->name, option->name,
                            option->value == NULL ? "takes no value"
                                                  : "needs a value");
        }
        if (own) {
            add_argument(out, i, value);
            return -1;
        }
        return read_common(command, i - command->n_options, value, common);
    }
    return unknown_option(command, word);
}

static int count_positional(const cli_command *command,
                            const cli_arguments *out)
{
    int32_t count = 0;
    for (int32_t i = 0; i < out->count; i++) {
        count += out->items[i].option < 0;
    }
    if (count >= command->min_positional && count <= command->max_positional) {
        return -1;
    }
    return cli_fail(CLI_USAGE, "usage: hirschman %s %s", command->name,
                    command->usage);
}

int cli_read(const cli_command *command, int argc, char **argv,
             cli_common *common, cli_arguments *out)
{
    memset(common, 0, sizeof *common);
    memset(out, 0, sizeof *out);
    bool options_end = false;
    int code = -1;
    for (int at = 0; at < argc && code < 0; at++) {
        if (!options_end && strcmp(argv[at], "--") == 0) {
            options_end = true;
        } else if (!options_end && argv[at][0] == '-' && argv[at][1] != '\0') {
            code = read_option(command, argc, argv, &at, common, out);
        } else {
            add_argument(out, -1, argv[at]);
        }
    }
    if (code < 0) {
        code = count_positional(command, out);
    }
    if (code >= 0) {
        cli_arguments_clear(out);
    }
    return code;
}

void cli_arguments_clear(cli_arguments *arguments)
{
    free(arguments->items);
    memset(arguments, 0, sizeof *arguments);
}

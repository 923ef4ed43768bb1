// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * cmd_leverage.c - `hirschman leverage ECONOMY`: the block `leverage:` from
 * the shell. Lists are codes or numbers with commas.
 */
#include "run_analysis.h"

#include <stdlib.h>
#include <string.h>

/* How an option enters the block. */
typedef enum shape {
    SHAPE_CODES,   /* a list of codes */
    SHAPE_NUMBERS, /* a number or a list of numbers */
    SHAPE_TEXT,    /* a path */
    SHAPE_SWITCH,  /* sets the key to `false` */
    SHAPE_SETTING  /* of the run */
} shape;

typedef struct leverage_option {
    cli_option option;
    const char *key;
    shape shape;
} leverage_option;

static const leverage_option table[] = {
    {{"--target", NULL, "CODE[,CODE...]", "whose dependence is measured"},
     "targets",
     SHAPE_CODES},
    {{"--sender", NULL, "CODE[,CODE...]", "who could stop trading with it"},
     "senders",
     SHAPE_CODES},
    {{"--coalition-size", NULL, "N",
      "largest subset of the senders (default 2)"},
     "coalition_size",
     SHAPE_NUMBERS},
    {{"--goods", NULL, "N", "goods cut one by one, a pair and way (default 5)"},
     "goods",
     SHAPE_NUMBERS},
    {{"--chokepoints", NULL, "N", "sellers listed a view (default 10)"},
     "chokepoints",
     SHAPE_NUMBERS},
    {{"--evasion", NULL, "X[,X...]", "cost factors of busting, 1 or more"},
     "evasion",
     SHAPE_NUMBERS},
    {{"--discount", NULL, "X[,X...]", "discount factors of a demand"},
     "discount",
     SHAPE_NUMBERS},
    {{"--no-friends", NULL, NULL, "leave the friend-and-enemy matrix out"},
     "friends",
     SHAPE_SWITCH},
    {{"--panel", NULL, "DIR", "shares over the years (data/dependence-panel)"},
     "panel",
     SHAPE_TEXT},
    {{"--closure", NULL, "RULE",
      "trade balance: bilateral, fixed, scaled or zero"},
     NULL,
     SHAPE_SETTING},
    {{"--elasticities", NULL, "NAME[,NAME...]", "elasticity sets"},
     NULL,
     SHAPE_SETTING},
};

enum { OPTIONS = sizeof table / sizeof *table, SETS = 64 };

static bool is_code(const char *text, size_t length)
{
    for (size_t k = 0; k < length; k++) {
        char c = text[k];
        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
              (c >= '0' && c <= '9') || c == '_')) {
            return false;
        }
    }
    return length > 0;
}

/* "CHN,USA" as a list of quoted texts, "1,2" as one of numbers; NULL when an
 * item is neither. */
static char *list_text(const char *value, shape form)
{
    char *list = cli_copy("[");
    for (const char *at = value; at != NULL;) {
        const char *comma = strchr(at, ',');
        size_t length = comma == NULL ? strlen(at) : (size_t)(comma - at);
        char *item = cli_text("%.*s", (int)length, at);
        double number = 0.0;
        bool good = form == SHAPE_CODES ? is_code(item, length)
                                        : cli_number(item, &number);
        const char *mark = form == SHAPE_CODES ? "\"" : "";
        char *longer = cli_text("%s%s%s%s%s", list, at == value ? "" : ", ",
                                mark, item, mark);
        free(list);
        free(item);
        list = longer;
        if (!good) {
            free(list);
            return NULL;
        }
        at = comma == NULL ? NULL : comma + 1;
    }
    char *closed = cli_text("%s]", list);
    free(list);
    return closed;
}

/* Append "key: value" to the block; -1 or an exit code. */
static int add_key(const leverage_option *option, const char *value,
                   char **block)
{
    char *list = NULL;
    if (option->shape == SHAPE_SWITCH) {
        list = cli_copy("false");
    } else if (option->shape == SHAPE_TEXT) {
        list =
            strpbrk(value, "\"\\\n") == NULL ? cli_text("\"%s\"", value) : NULL;
    } else {
        list = list_text(value, option->shape);
    }
    if (list == NULL) {
        return cli_fail(CLI_USAGE, "leverage: %s is '%s'; expected %s",
                        option->option.name, value, option->option.value);
    }
    bool single = option->shape == SHAPE_NUMBERS && strchr(value, ',') == NULL;
    char *longer =
        cli_text("%s%s: %s\n", *block, option->key, single ? value : list);
    free(*block);
    free(list);
    *block = longer;
    return -1;
}

static int add_setting(run_job *job, const char *name, const char *value,
                       char **kept)
{
    if (strcmp(name, "--closure") == 0) {
        job->has_closure = true;
        return hm_closure_parse(value, &job->closure) == HM_OK
                   ? -1
                   : cli_fail(CLI_USAGE,
                              "leverage: --closure is '%s'; expected "
                              "bilateral, fixed, scaled or zero",
                              value);
    }
    free(*kept);
    free((void *)job->sets);
    *kept = cli_copy(value);
    job->sets = cli_alloc(SETS, sizeof *job->sets);
    job->n_sets = 0;
    for (char *at = strtok(*kept, ","); at != NULL && job->n_sets < SETS;
         at = strtok(NULL, ",")) {
        job->sets[job->n_sets++] = at;
    }
    return -1;
}

static int leverage_with(run_job *job, const cli_arguments *arguments)
{
    char *block = cli_copy("");
    char *kept = NULL;
    const char *economy = "";
    int code = -1;
    for (int32_t i = 0; i < arguments->count && code < 0; i++) {
        const cli_argument *a = &arguments->items[i];
        if (a->option < 0) {
            economy = a->value;
        } else if (table[a->option].shape == SHAPE_SETTING) {
            code =
                add_setting(job, table[a->option].option.name, a->value, &kept);
        } else {
            code = add_key(&table[a->option], a->value, &block);
        }
    }
    job->command = "leverage";
    job->name = "leverage";
    job->description = "Who depends on whom, and who can move whom";
    if (code < 0 && (strstr(block, "targets:") == NULL ||
                     strstr(block, "senders:") == NULL)) {
        code = cli_fail(CLI_USAGE, "leverage: --target and --sender are "
                                   "needed; `hirschman leverage --help` "
                                   "explains them");
    }
    if (code < 0) {
        code = run_analysis_shell(job, economy, "leverage", block);
    }
    run_job_clear(job);
    free(block);
    free(kept);
    return code;
}

int cli_leverage(int argc, char **argv)
{
    cli_option options[OPTIONS];
    run_job job;
    cli_arguments arguments;
    for (int32_t i = 0; i < OPTIONS; i++) {
        options[i] = table[i].option;
    }
    const cli_command command = {
        "leverage",
        "ECONOMY --target CODE --sender CODE[,CODE...] [-o DIR] [OPTION ...]",
        "What it costs each side when trade is cut, by sender and by "
        "coalition, by good and by\nroute around it. Every number comes from "
        "a solution that separate code has confirmed.",
        options,
        OPTIONS,
        1,
        1,
    };
    memset(&job, 0, sizeof job);
    job.started = cli_seconds();
    int code = cli_read(&command, argc, argv, &job.common, &arguments);
    if (code >= 0) {
        return code;
    }
    if (hm_context_create(NULL, &job.ctx) != HM_OK) {
        return cli_fail(CLI_INTERNAL, "out of memory");
    }
    cli_watch(job.ctx);
    code = leverage_with(&job, &arguments);
    cli_arguments_clear(&arguments);
    return code;
}

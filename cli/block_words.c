// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * block_words.c - options of a command become the words of a block.
 */
#include "block_words.h"

#include <stdlib.h>
#include <string.h>

enum { SETS = 64 };

void cli_block_append(char **text, char *more)
{
    char *longer = cli_text("%s%s", *text == NULL ? "" : *text, more);
    free(*text);
    free(more);
    *text = longer;
}

bool cli_block_plain(const char *text)
{
    static const char more[] = "_.-,+";
    for (const char *at = text; *at != '\0'; at++) {
        bool word = (*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z') ||
                    (*at >= '0' && *at <= '9') || strchr(more, *at) != NULL;
        if (!word) {
            return false;
        }
    }
    return text[0] != '\0';
}

int cli_block_bad(const cli_command *command, const cli_argument *a)
{
    const cli_option *option = &command->options[a->option];
    return cli_fail(CLI_USAGE, "%s: %s is '%s'; expected %s", command->name,
                    option->name, a->value, option->value);
}

int cli_block_closure(run_job *job, const cli_command *command,
                      const cli_argument *a)
{
    return hm_closure_parse(a->value, &job->closure) == HM_OK
               ? -1
               : cli_block_bad(command, a);
}

int cli_block_sets(run_job *job, char **kept, const char *value)
{
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

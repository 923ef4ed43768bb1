// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * block_words.h - a block of a case put together from the options of a command
 * for one analysis.
 */
#ifndef CLI_BLOCK_WORDS_H
#define CLI_BLOCK_WORDS_H

#include "run_analysis.h"

/* Add text at the end of *text (NULL: none yet); frees `more`. */
void cli_block_append(char **text, char *more);
/* Codes and numbers only, so that nothing else enters the block. */
bool cli_block_plain(const char *text);
/* The option's value is not what it takes: the exit code of wrong usage. */
int cli_block_bad(const cli_command *command, const cli_argument *a);
/* --closure, into the job; -1 or an exit code. */
int cli_block_closure(run_job *job, const cli_command *command,
                      const cli_argument *a);
/* --elasticities, names with commas between, into the job; *kept is the text
 * that they lie in, freed by the caller. -1. */
int cli_block_sets(run_job *job, char **kept, const char *value);

#endif

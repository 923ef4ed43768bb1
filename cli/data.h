// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * data.h - what the files of `hirschman data` share: the step at work, its
 * options, what it reads.
 */
#ifndef HIRSCHMAN_CLI_DATA_H
#define HIRSCHMAN_CLI_DATA_H

#include "cli.h"

enum { DATA_ALLOW_MAX = 64 };

typedef struct data_job {
    const cli_command *command;
    cli_common common;
    cli_arguments arguments;
    hm_context *ctx;
    hm_recipe *recipe;
    hm_table *ledger;
    hm_account *account;       /* what is made, or: */
    hm_economy *economy;       /* made with shares of its own */
    hm_economy_folder *folder; /* the economy it starts from, or NULL */
    const char *allowed[DATA_ALLOW_MAX];
    hm_allow allow;
    hm_sector_parts parts; /* of a split with stated weights */
} data_job;

/* The option's last value, NULL when it was not given. */
const char *data_option(const data_job *j, const char *name);
const char *data_positional(const data_job *j);
/* -1, or an exit code when the option is missing. */
int data_need(const data_job *j, const char *name, const char **out);
/* A number between two bounds, or `standard` when the option is absent. */
int data_number(const data_job *j, const char *name, double standard,
                double low, double high, double *out);
int data_failed(const data_job *j, hm_status status);
/* An economy's folder as an account; `keep` (or NULL) receives the folder. */
hm_status data_economy(data_job *j, const char *path, hm_economy_folder **keep,
                       hm_account **out);
/* The map of an option; *used NULL when it was not given. */
hm_status data_map(data_job *j, const char *option, hm_map *map,
                   const hm_map **used);

/* What i sells to n of good j, net of tariff; its tariff. */
double data_flow(const hm_economy_arrays *a, int32_t j, int32_t n, int32_t i);
double data_tariff(const hm_economy_arrays *a, int32_t j, int32_t n, int32_t i);

/* data_describe.c, data_diff.c: whole commands; exit codes. */
int data_describe(int argc, char **argv);
int data_diff(int argc, char **argv);

/* data_import.c: fills j->account or j->economy; -1 or an exit code. */
int data_import(data_job *j);
/* data_repair.c: fills j->economy; -1 or an exit code. */
int data_repair(data_job *j);

#endif

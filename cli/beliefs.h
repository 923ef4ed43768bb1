// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * beliefs.h - the block `beliefs:` with its files and tables, as a run of a
 * case and `hirschman beliefs` share it (analysis_beliefs.c).
 */
#ifndef HIRSCHMAN_CLI_BELIEFS_H
#define HIRSCHMAN_CLI_BELIEFS_H

#include "run_analysis.h"

/* The block and the files that it names; tables NULL where it names none. */
typedef struct belief_use {
    hm_beliefs *beliefs;
    hm_table *signals, *events, *rates;
} belief_use;

/* `of`: the file that paths are relative to; `job` keeps the checksums.
 * scenarios NULL: any name. */
HM_CHECKED hm_status belief_use_open(run_job *job, const char *of,
                                     const hm_node *block,
                                     const char *const *scenarios,
                                     int32_t n_scenarios, belief_use **out);
void belief_use_free(belief_use *use);

/* Every table of the block, some NULL: those without an economy, then those
 * of the programme, the base rates, and the signals and events as read. */
enum {
    BELIEF_RATES = HM_BELIEFS_TABLES + HM_PROGRAMME_TABLES,
    BELIEF_SIGNALS,
    BELIEF_EVENTS,
    BELIEF_TABLES
};
HM_CHECKED hm_status belief_signal_tables(hm_context *ctx,
                                          const belief_use *use,
                                          hm_table **tables);
/* A report's input of these tables. */
hm_report_beliefs belief_report(const belief_use *use,
                                const hm_table *const *tables);

#endif

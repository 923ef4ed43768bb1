// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * backtest.h - a case with a known outcome: observed figures, what each member
 * of the run says of them, verdicts and scores (`hirschman backtest`).
 */
#ifndef HIRSCHMAN_CLI_BACKTEST_H
#define HIRSCHMAN_CLI_BACKTEST_H

#include "run_analysis.h"

/* One observed figure. */
typedef struct backtest_row {
    const char *scenario, *measure, *country, *partner, *sector;
    const char *source, *note;
    double observed; /* per cent */
    bool comparable;
    int32_t index;     /* of the scenario */
    double *predicted; /* a member, per cent; NAN: no answer */
    hm_verdict verdict;
    double low, high;
} backtest_row;

typedef struct backtest {
    run_job *job;
    hm_table *observed; /* owns the texts */
    int32_t n_rows;
    backtest_row *rows;
} backtest;

/* Path of the figures of the block `backtest:` of the case at `path`,
 * malloc'ed; NULL was said. */
char *backtest_path(const run_job *job, const char *path);
/* Read what the block names, where the case has one; failures were said.
 * Returns the exit code. */
int backtest_check(run_job *job, const char *path);
/* Rows of FILE (scenario, measure, country, partner, sector, observed_pct,
 * comparable, source, note); names are checked against the job. */
HM_CHECKED hm_status backtest_read(run_job *job, const char *path,
                                   backtest *out);
void backtest_clear(backtest *b);
/* Measures of every row under every member; after run_solve_all(). */
HM_CHECKED hm_status backtest_measure(backtest *b);

/* Markdown of one case, malloc'ed. */
HM_CHECKED hm_status backtest_page(const backtest *b, char **text);
/* backtest_rows and backtest_scores: a row a figure; a row a scenario, measure
 * and member. */
HM_CHECKED hm_status backtest_tables(const backtest *b, hm_table **rows,
                                     hm_table **scores);

#endif

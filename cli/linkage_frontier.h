// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * linkage_frontier.h - the concession frontier in the text report.
 */
#ifndef CLI_LINKAGE_FRONTIER_H
#define CLI_LINKAGE_FRONTIER_H

#include "run_analysis.h"

/* The rows of table `concession` (NULL: none) as text, hm_text_free'd by the
 * caller; NULL without rows. */
HM_CHECKED hm_status cli_linkage_frontier(const run_job *job,
                                          const hm_table *from, char **out);

#endif

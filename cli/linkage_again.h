// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * linkage_again.h - the fourteen questions, printed; and answered again from
 * a results folder.
 */
#ifndef HIRSCHMAN_LINKAGE_AGAIN_H
#define HIRSCHMAN_LINKAGE_AGAIN_H

#include "cli.h"

/* The tables of hm_linkage_answers as text; free with hm_text_free. */
HM_CHECKED hm_status cli_linkage_text(hm_context *ctx,
                                      const hm_linkage *linkage,
                                      hm_table *const *tables, char **out);
/* Play the games of the case at `path` on the payoffs in folder `dir`.
 * Returns the exit code. */
int cli_linkage_again(hm_context *ctx, const cli_common *common,
                      const char *path, const char *dir);

#endif

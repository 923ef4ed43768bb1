// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * linkage_again.h - the fourteen questions answered again from a results
 * folder.
 */
#ifndef HIRSCHMAN_LINKAGE_AGAIN_H
#define HIRSCHMAN_LINKAGE_AGAIN_H

#include "cli.h"

/* Play the games of the case at `path` on the payoffs in folder `dir`.
 * Returns the exit code. */
int cli_linkage_again(hm_context *ctx, const cli_common *common,
                      const char *path, const char *dir);

#endif

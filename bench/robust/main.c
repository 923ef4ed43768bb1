// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * main.c - does the solver ever fail?
 *
 *   robust world DATA [SET [BALANCE [FAMILY]]]   "-" stands for all
 *   robust random FIRST LAST                     seeds FIRST to LAST - 1
 *
 * One line of csv for each family; each run that is neither converged and
 * verified nor refused with proof goes to standard error, by name.
 */
#include "robust.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    hm_context *ctx = NULL;
    if (hm_context_create(NULL, &ctx) != HM_OK) {
        return 1;
    }
    bool world = argc >= 3 && strcmp(argv[1], "world") == 0;
    bool random = argc == 4 && strcmp(argv[1], "random") == 0;
    if (!world && !random) {
        (void)fprintf(stderr, "usage: robust world DATA [SET [BALANCE "
                              "[FAMILY]]] | robust random FIRST LAST\n");
        return 2;
    }
    tally_header();
    if (world) {
        robust_world(ctx, argv[2], argc > 3 ? argv[3] : "-",
                     argc > 4 ? argv[4] : "-", argc > 5 ? argv[5] : "-");
    } else {
        robust_random(ctx, strtoull(argv[2], NULL, 10),
                      strtoull(argv[3], NULL, 10));
    }
    hm_context_free(ctx);
    return 0;
}

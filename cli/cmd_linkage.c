// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * cmd_linkage.c - `hirschman linkage ECONOMY`: the block `linkage:` from the
 * shell; with --from, the questions again from a results folder.
 */
#include "linkage_again.h"
#include "run_analysis.h"

#include <stdlib.h>
#include <string.h>

hm_status cli_linkage_text(hm_context *ctx, const hm_linkage *linkage,
                           hm_table *const *tables, char **out)
{
    (void)linkage;
    return hm_report_table(ctx, tables[0], 4, out);
}

int cli_linkage(int argc, char **argv)
{
    static const cli_option options[] = {
        {"--from", NULL, "DIR", "play again from a results folder"},
    };
    static const cli_command command = {"linkage", "ECONOMY", "x", options,
                                        1,         1,         1};
    hm_context *ctx = NULL;
    cli_common common;
    cli_arguments arguments;
    memset(&common, 0, sizeof common);
    int code = cli_read(&command, argc, argv, &common, &arguments);
    if (code >= 0) {
        return code;
    }
    if (hm_context_create(NULL, &ctx) != HM_OK) {
        return 1;
    }
    const char *path = "", *dir = NULL;
    for (int32_t i = 0; i < arguments.count; i++) {
        if (arguments.items[i].option < 0) {
            path = arguments.items[i].value;
        } else {
            dir = arguments.items[i].value;
        }
    }
    code = cli_linkage_again(ctx, &common, path, dir);
    cli_arguments_clear(&arguments);
    hm_context_free(ctx);
    return code;
}

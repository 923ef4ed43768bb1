// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * data_dependence.c - `hirschman data dependence YEAR:ECONOMY ...`: shares of
 * trade by partner, one economy a year, as one table on standard output.
 */
#include "cli.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const cli_option options[] = {
    {"--partner", NULL, "CODE[,CODE...]", "these partners alone"},
    {"--digits", NULL, "N", "significant digits of shares (default 9)"},
};

static double rounded(double value, int digits)
{
    char text[40];
    double out = value;
    if (isfinite(value)) {
        (void)snprintf(text, sizeof text, "%.*g", digits, value);
        (void)cli_number(text, &out);
    }
    return out;
}

/* Is `code` one of a list with commas? An absent list holds everything. */
static bool in_list(const char *list, const char *code)
{
    size_t length = strlen(code);
    for (const char *at = list; at != NULL && at[0] != '\0';) {
        const char *comma = strchr(at, ',');
        size_t span = comma == NULL ? strlen(at) : (size_t)(comma - at);
        if (span == length && strncmp(at, code, span) == 0) {
            return true;
        }
        at = comma == NULL ? NULL : comma + 1;
    }
    return list == NULL;
}

static hm_status add_rows(const hm_table *from, double year, const char *list,
                          int digits, hm_table *to)
{
    static const char *const shares[] = {"exports_share", "imports_share",
                                         "trade_share"};
    hm_status status = HM_OK;
    for (int32_t r = 0; r < hm_table_rows(from) && status == HM_OK; r++) {
        const char *partner = hm_table_text(from, r, 1);
        if (!in_list(list, partner)) {
            continue;
        }
        status = hm_table_add_row(to);
        if (status == HM_OK) {
            hm_table_set_number(to, 0, year);
            status = hm_table_set_text(to, 1, hm_table_text(from, r, 0));
        }
        if (status == HM_OK) {
            status = hm_table_set_text(to, 2, partner);
        }
        for (int32_t c = 0; c < 3 && status == HM_OK; c++) {
            double x = hm_table_number(from, r, hm_table_find(from, shares[c]));
            hm_table_set_number(to, 3 + c, rounded(x, digits));
        }
    }
    return status;
}

/* "1995:PATH" */
static int add_year(hm_context *ctx, const char *item, const char *list,
                    int digits, hm_table *to)
{
    const char *colon = strchr(item, ':');
    char *head =
        cli_text("%.*s", colon == NULL ? 0 : (int)(colon - item), item);
    double year = 0.0;
    bool good = cli_number(head, &year);
    free(head);
    if (!good) {
        return cli_fail(CLI_USAGE,
                        "data dependence: '%s'; expected YEAR:ECONOMY", item);
    }
    hm_economy_folder *folder = NULL;
    hm_table *table = NULL;
    hm_status status = hm_economy_read(ctx, colon + 1, NULL, &folder);
    if (status == HM_OK) {
        status = hm_leverage_dependence(ctx, hm_economy_folder_economy(folder),
                                        &table);
    }
    if (status == HM_OK) {
        status = add_rows(table, year, list, digits, to);
    }
    int code = status == HM_OK ? -1 : cli_fail_status(status, ctx);
    hm_table_free(table);
    hm_economy_folder_free(folder);
    return code;
}

static hm_status make_table(hm_context *ctx, hm_table **out)
{
    static const char *const names[] = {"year",          "country",
                                        "partner",       "exports_share",
                                        "imports_share", "trade_share"};
    hm_status status = hm_table_create(ctx, "dependence_panel", out);
    for (int c = 0; c < 6 && status == HM_OK; c++) {
        status = hm_table_add_column(*out, names[c],
                                     c == 1 || c == 2 ? HM_COLUMN_TEXT
                                                      : HM_COLUMN_NUMBER);
    }
    return status;
}

static int work(hm_context *ctx, const cli_arguments *arguments,
                const cli_common *common)
{
    const char *list = NULL;
    double digits = 9.0;
    hm_table *table = NULL;
    hm_status status = make_table(ctx, &table);
    int code = status == HM_OK ? -1 : cli_fail_status(status, ctx);
    for (int32_t i = 0; i < arguments->count && code < 0; i++) {
        const cli_argument *a = &arguments->items[i];
        if (a->option == 0) {
            list = a->value;
        } else if (a->option == 1 && (!cli_number(a->value, &digits) ||
                                      digits < 1.0 || digits > 17.0)) {
            code = cli_fail(CLI_USAGE,
                            "data dependence: --digits is '%s'; expected 1 "
                            "to 17",
                            a->value);
        }
    }
    for (int32_t i = 0; i < arguments->count && code < 0; i++) {
        if (arguments->items[i].option < 0) {
            code = add_year(ctx, arguments->items[i].value, list, (int)digits,
                            table);
        }
    }
    code = code < 0 ? cli_print_table(ctx, table, common->format, 5) : code;
    hm_table_free(table);
    return code;
}

int cli_data_dependence(int argc, char **argv)
{
    static const cli_command command = {
        "data dependence",
        "YEAR:ECONOMY ... [--partner CODE,...] [--format csv]",
        "Shares of each country's exports, imports and trade by partner, one "
        "economy a year.",
        options,
        2,
        1,
        100,
    };
    cli_common common;
    cli_arguments arguments;
    hm_context *ctx = NULL;
    memset(&common, 0, sizeof common);
    int code = cli_read(&command, argc, argv, &common, &arguments);
    if (code >= 0) {
        return code;
    }
    if (hm_context_create(NULL, &ctx) != HM_OK) {
        return cli_fail(CLI_INTERNAL, "out of memory");
    }
    cli_watch(ctx);
    code = work(ctx, &arguments, &common);
    cli_arguments_clear(&arguments);
    hm_context_free(ctx);
    return code;
}

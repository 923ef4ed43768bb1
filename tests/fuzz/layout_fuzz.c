// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * layout_fuzz.c - any bytes as a table of others: the first byte says in
 * which layout ('a' the first), and, when it is a capital, that every loss is
 * accepted. What is accepted is made an economy when it can be.
 */
#include "folder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const wide[] = {"icio", "figaro", "wiod2016",
                                   "wiod2016-sheet", "wiod2013-sheet"};
static const char *const flows[] = {"baci", "itpde", "gravity",
                                    "kite", "iotr",  "cp2015"};
static const char *const losses[] = {
    "labels",        "discrepancy",          "empty-cells",
    "negative-uses", "negative-value-added", "no-domestic"};
enum { WIDE = 5, FLOWS = 6 };

static void import(hm_context *ctx, hm_table *ledger, const uint8_t *data,
                   size_t size)
{
    hm_account *account = NULL;
    hm_economy *economy = NULL;
    hm_table *shock = NULL;
    hm_status status = HM_OK;
    const char *path = fuzz_folder_write("t.csv", data + 1, size - 1);
    const hm_allow allow = {(data[0] & 32u) == 0 ? 6 : 0, losses};
    size_t layout = (size_t)((data[0] | 32u) - 'a') % (WIDE + FLOWS);
    if (layout < WIDE) {
        const hm_wide_table table = {.layout = wide[layout], .rate = 1.25};
        status = hm_import_wide(ctx, path, &table, &allow, ledger, &account);
    } else {
        const hm_flow_source table = {.layout = flows[layout - WIDE],
                                      .path = path,
                                      .tariffs =
                                          layout == WIDE + 3 ? path : NULL,
                                      .rate = 0.5,
                                      .taiwan = true};
        status = hm_import_flows(ctx, &table, &allow, ledger, &account);
        if (layout == WIDE + 2) {
            (void)!hm_import_partial(ctx, &table, 4.7, &shock);
        }
    }
    if (status == HM_OK) {
        hm_account_arrays *a = hm_account_data(account);
        for (int32_t j = 0; j < a->n_sectors; j++) {
            a->theta[j] = 4.7;
        }
        (void)!hm_account_to_economy(ctx, account, NULL, &economy);
    }
    hm_table_free(shock);
    hm_economy_free(economy);
    hm_account_free(account);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hm_context *ctx = NULL;
    hm_table *ledger = NULL;
    if (size < 1 || hm_context_create(NULL, &ctx) != HM_OK) {
        return 0;
    }
    if (hm_ledger_create(ctx, &ledger) == HM_OK) {
        import(ctx, ledger, data, size);
    }
    hm_table_free(ledger);
    hm_context_free(ctx);
    return 0;
}

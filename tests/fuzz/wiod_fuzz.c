// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * wiod_fuzz.c - any bytes as a world input-output table of one to three
 * countries and one to three industries (the first byte says how many); what
 * is accepted is made an economy when it can be.
 */
#include "folder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const codes[] = {"1", "2", "3"};
static const char *const countries[] = {"AAA", "BBB", "CCC"};
static const char *const sectors[] = {"farm", "mine", "mill"};

static void import(hm_context *ctx, hm_table *ledger, const uint8_t *data,
                   size_t size)
{
    hm_account *account = NULL;
    hm_economy *economy = NULL;
    const hm_map c = {1 + data[0] % 3, codes, countries, NULL, NULL};
    const hm_map s = {1 + data[0] / 3 % 3, codes, sectors, NULL, NULL};
    const char *path = fuzz_folder_write("t.csv", data + 1, size - 1);
    if (hm_import_wiod2013(ctx, path, &c, &s, ledger, &account) == HM_OK) {
        hm_account_arrays *a = hm_account_data(account);
        for (int32_t j = 0; j < a->n_sectors; j++) {
            a->theta[j] = 4.7;
        }
        (void)!hm_account_to_economy(ctx, account, NULL, &economy);
    }
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

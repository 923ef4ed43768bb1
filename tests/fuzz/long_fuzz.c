// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * long_fuzz.c - any bytes as flows, one a row (columns e, i, s, v and, when
 * the first byte is odd, t). Losses are allowed when its next bit is set.
 */
#include "folder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const codes[] = {"1", "2", "3"};
static const char *const countries[] = {"AAA", "BBB", "CCC"};
static const char *const sectors[] = {"farm", "mine", "mill"};
static const char *const losses[] = {"4", "XXX"};

static void import(hm_context *ctx, hm_table *ledger, const uint8_t *data,
                   size_t size)
{
    hm_account *account = NULL;
    hm_economy *economy = NULL;
    const hm_map c = {3, codes, countries, NULL, NULL};
    const hm_map s = {2, codes, sectors, NULL, NULL};
    const hm_long_layout layout = {"e", "i", "s", "v",
                                   (data[0] & 1u) != 0 ? "t" : NULL};
    const hm_allow allow = {(data[0] & 2u) != 0 ? 2 : 0, losses};
    const char *path = fuzz_folder_write("f.csv", data + 1, size - 1);
    if (hm_import_long(ctx, path, &layout, &c, &s, &allow, ledger, &account) ==
        HM_OK) {
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

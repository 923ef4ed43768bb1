// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * ledger.c - value in = value out + value listed as lost.
 *
 * A table of lines (step, kind, item, value_musd). Every step that joins or
 * mends data closes its own lines; a loss that nobody allowed stops it.
 */
#include "economy/account.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ITEM_SIZE = 400 };

/* Rounding of sums over the whole table, relative to what came in. */
static const double rounding = 1e-12;

static const char *const columns[] = {"step", "kind", "item"};

hm_status hm_ledger_create(hm_context *ctx, hm_table **out)
{
    hm_table *table = NULL;
    hm_status status = hm_table_create(ctx, "ledger", &table);
    *out = NULL;
    for (size_t c = 0; status == HM_OK && c < 3; c++) {
        status = hm_table_add_column(table, columns[c], HM_COLUMN_TEXT);
    }
    if (status == HM_OK) {
        status = hm_table_add_column(table, "value_musd", HM_COLUMN_NUMBER);
    }
    if (status != HM_OK) {
        hm_table_free(table);
        return status;
    }
    *out = table;
    return HM_OK;
}

hm_status hmi_ledger_add(hm_table *ledger, const char *step, const char *kind,
                         double value, const char *format, ...)
{
    va_list list;
    char item[ITEM_SIZE];
    va_start(list, format);
    (void)vsnprintf(item, sizeof item, format, list);
    va_end(list);
    HMI_TRY(hm_table_add_row(ledger));
    HMI_TRY(hm_table_set_text(ledger, 0, step));
    HMI_TRY(hm_table_set_text(ledger, 1, kind));
    HMI_TRY(hm_table_set_text(ledger, 2, item));
    hm_table_set_number(ledger, 3, value);
    return HM_OK;
}

bool hmi_allowed(const hm_allow *allow, const char *name)
{
    for (int32_t i = 0; allow != NULL && i < allow->count; i++) {
        if (strcmp(allow->names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

hm_status hmi_ledger_lose(hm_context *ctx, hm_table *ledger, const char *step,
                          const hm_allow *allow, const char *name, double value,
                          const char *what)
{
    if (value < 0.0 || value > 0.0) {
        if (!hmi_allowed(allow, name)) {
            return hmi_fail(ctx, HM_ERR_DATA,
                            "%s: %.6f million USD would be lost: %s; expected "
                            "0; mend the input, or accept the loss with "
                            "--allow %s",
                            step, value, what, name);
        }
        HMI_TRY(hmi_ledger_add(ledger, step, "lost", value,
                               "%s (accepted as %s)", what, name));
    }
    return HM_OK;
}

hm_status hmi_ledger_close(hm_context *ctx, hm_table *ledger, const char *step,
                           double in, double out, double lost)
{
    HMI_TRY(hmi_ledger_add(ledger, step, "in", in, "value in"));
    HMI_TRY(hmi_ledger_add(ledger, step, "out", out, "value out"));
    double gap = in - out - lost;
    if (!(fabs(gap) <= rounding * fabs(in))) {
        return hmi_fail(ctx, HM_ERR_VERIFY,
                        "%s: %.6f came in, %.6f went out and %.6f was lost, "
                        "which leaves %.6g unexplained; expected 0",
                        step, in, out, lost, gap);
    }
    return HM_OK;
}

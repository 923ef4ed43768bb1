// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * tables.c - the tables of a solved plan, by number, and the essentials (L3)
 * of every target.
 */
#include "leverage/internal.h"

static const struct {
    const char *name;
    hmi_make_table *make;
} makers[HM_LEVERAGE_TABLES] = {
    {"leverage", hmi_table_leverage},
    {"leverage_goods", hmi_table_goods},
    {"joint", hmi_table_joint},
    {"shapley", hmi_table_shapley},
    {"demand", hmi_table_demand},
    {"power", hmi_table_power},
    {"redundancy", hmi_table_redundancy},
    {"exposure", hmi_table_exposure},
    {"essentials", hmi_table_essentials},
    {"chokepoints", hmi_table_chokepoints},
    {"busting", hmi_table_busting},
    {"diversion", hmi_table_diversion},
    {"friends", hmi_table_friends},
};

hm_status hm_leverage_plan_table(hm_context *ctx, const hm_leverage_plan *plan,
                                 int32_t which, hm_table **out)
{
    *out = NULL;
    if (which < 0 || which >= HM_LEVERAGE_TABLES) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "leverage: table %d; expected 0 to %d", which,
                        HM_LEVERAGE_TABLES - 1);
    }
    return makers[which].make(ctx, plan, out);
}

hm_status hmi_table_essentials(hm_context *ctx, const hm_leverage_plan *plan,
                               hm_table **out)
{
    enum { ROWS = 20 };
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_GOTO(status, hmi_essentials_begin(ctx, &table));
    for (int32_t t = 0; t < plan->n_targets; t++) {
        HMI_GOTO(status, hmi_essentials_add(ctx, plan->base, plan->targets[t],
                                            ROWS, table));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

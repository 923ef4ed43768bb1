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
    bool links; /* needs links and coalitions alone */
} makers[HM_LEVERAGE_TABLES] = {
    {"leverage", hmi_table_leverage, true},
    {"leverage_goods", hmi_table_goods, false},
    {"joint", hmi_table_joint, true},
    {"shapley", hmi_table_shapley, true},
    {"demand", hmi_table_demand, true},
    {"power", hmi_table_power, true},
    {"redundancy", hmi_table_redundancy, false},
    {"exposure", hmi_table_exposure, true},
    {"essentials", hmi_table_essentials, true},
    {"chokepoints", hmi_table_chokepoints, false},
    {"busting", hmi_table_busting, false},
    {"diversion", hmi_table_diversion, true},
    {"friends", hmi_table_friends, false},
    {"first_order", hmi_table_first_order, false},
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
    return plan->links_only && !makers[which].links
               ? HM_OK
               : makers[which].make(ctx, plan, out);
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

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * evaluate.c - all facts of one member of the ensemble.
 */
#include "linkage/internal.h"

static hm_status make_table(hm_context *ctx, hm_table **out)
{
    static const char *const names[HMI_FACT_COLUMNS] = {
        "line",  "item",  "scenario", "country",
        "about", "value", "unit",     "class"};
    HMI_TRY(hm_table_create(ctx, "linkage_facts", out));
    for (int32_t c = 0; c < HMI_FACT_COLUMNS; c++) {
        bool number = c == HMI_FACT_LINE || c == HMI_FACT_VALUE;
        HMI_TRY(hm_table_add_column(
            *out, names[c], number ? HM_COLUMN_NUMBER : HM_COLUMN_TEXT));
    }
    return HM_OK;
}

hm_status hm_linkage_evaluate(hm_context *ctx, const hm_linkage *linkage,
                              const hm_linkage_view *view, hm_table **out)
{
    hm_status status = HM_OK;
    hmi_desk desk = {.ctx = ctx, .linkage = linkage, .view = view};
    *out = NULL;
    HMI_GOTO(status, hm_linkage_check(ctx, linkage, view->base));
    desk.sender = hm_economy_country(view->base, linkage->sender);
    desk.broker = hm_economy_country(view->base, linkage->broker);
    desk.target = hm_economy_country(view->base, linkage->target);
    HMI_GOTO(status, make_table(ctx, &desk.facts));
    HMI_GOTO(status, hmi_facts_dependence(&desk));
    HMI_GOTO(status, hmi_facts_pressure(&desk));
    HMI_GOTO(status, hmi_facts_bargain(&desk));
    HMI_GOTO(status, hmi_facts_price(&desk));
    HMI_GOTO(status, hmi_facts_threats(&desk));
    *out = desk.facts;
    desk.facts = NULL;
out:
    hm_table_free(desk.facts);
    hm_solution_free(desk.solution);
    hm_solver_free(desk.solver);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * priors.c - what has to be assumed (class P), and what a case says of it.
 *
 * The defaults are assumptions, stated beside every number that
 * depends on them; no government's valuation is among them.
 */
#include "linkage/internal.h"

#include <string.h>

typedef struct prior_row {
    const char *name;
    double standard, low, high;
    const char *help;
} prior_row;

static const prior_row rows[] = {
#define PRIOR_ROW(name, standard, low, high, help)                             \
    {#name, standard, low, high, help},
    HMI_PRIORS(PRIOR_ROW)
#undef PRIOR_ROW
};

enum { PRIORS = sizeof rows / sizeof *rows };

static double *prior_at(hmi_priors *priors, int32_t index)
{
    double *members[] = {
#define PRIOR_AT(name, standard, low, high, help) &priors->name,
        HMI_PRIORS(PRIOR_AT)
#undef PRIOR_AT
    };
    return members[index];
}

hm_status hmi_priors_read(hm_context *ctx, const hm_node *node, hmi_priors *out)
{
    const char *names[PRIORS];
    for (int32_t i = 0; i < PRIORS; i++) {
        names[i] = rows[i].name;
        *prior_at(out, i) = rows[i].standard;
    }
    if (node == NULL) {
        return HM_OK;
    }
    HMI_TRY(hmi_node_keys(ctx, node, "linkage, priors", names, PRIORS));
    for (int32_t i = 0; i < PRIORS; i++) {
        const hm_node *entry = hm_node_find(node, rows[i].name);
        double *value = prior_at(out, i);
        if (entry == NULL) {
            continue;
        }
        HMI_TRY(hmi_node_number(ctx, entry, rows[i].name, value));
        if (!(*value >= rows[i].low && *value <= rows[i].high)) {
            return hmi_node_fail(ctx, entry, HM_ERR_DATA,
                                 "linkage, priors, %s: %g; expected a number "
                                 "from %g to %g (%s)",
                                 rows[i].name, *value, rows[i].low,
                                 rows[i].high, rows[i].help);
        }
    }
    return HM_OK;
}

hm_status hmi_priors_table(hm_context *ctx, const hm_linkage *linkage,
                           hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    hmi_priors standard;
    hmi_priors priors = linkage->priors;
    *out = NULL;
    HMI_TRY(hmi_priors_read(ctx, NULL, &standard));
    HMI_TRY(hm_table_create(ctx, "linkage_priors", &table));
    HMI_GOTO(status, hm_table_add_column(table, "prior", HM_COLUMN_TEXT));
    HMI_GOTO(status, hm_table_add_column(table, "value", HM_COLUMN_NUMBER));
    HMI_GOTO(status, hm_table_add_column(table, "provenance", HM_COLUMN_TEXT));
    HMI_GOTO(status, hm_table_add_column(table, "meaning", HM_COLUMN_TEXT));
    for (int32_t i = 0; i < PRIORS; i++) {
        double value = *prior_at(&priors, i);
        bool own = value != *prior_at(&standard, i);
        HMI_GOTO(status, hm_table_add_row(table));
        HMI_GOTO(status, hm_table_set_text(table, 0, rows[i].name));
        hm_table_set_number(table, 1, value);
        HMI_GOTO(status, hm_table_set_text(table, 2, own ? "case" : "assumed"));
        HMI_GOTO(status, hm_table_set_text(table, 3, rows[i].help));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * frontier.c - the exact concession frontier (B20, B21) from every baseline
 * that is a scenario: each tariff of the concession moves by itself.
 */
#include "linkage/menu.h"

#include <hirschman/sanctions.h>

#include <math.h>
#include <string.h>

/* Exact points of one curve; cubics with exact slopes lie between. */
enum { POINTS = 4 };

static hm_selector selector_of(const hmi_names *names, bool complement)
{
    return (hm_selector){names->count, (const char *const *)names->items,
                         complement};
}

/* What the strongest step costs the broker in this view (T19b), NAN where it
 * has no confirmed answer. */
static double strongest_cost(const hm_linkage *linkage,
                             const hm_linkage_view *view)
{
    const char *name = hm_linkage_strongest(linkage);
    int32_t s = name == NULL ? -1 : hmi_view_find(view, name);
    int32_t broker = hm_economy_country(view->base, linkage->broker);
    return s < 0 ? (double)NAN
                 : -hmi_domestic_musd(view->base, view->welfare[s], broker);
}

/* The exact point where that cost is made up for, of kind "step". */
static hm_status add_step(hm_concession *c, const char *baseline, double cost,
                          hm_table *table)
{
    hm_concession_point point;
    if (!(cost > 0.0)) {
        return HM_OK;
    }
    HMI_TRY(hm_concession_at(c, cost, &point));
    return point.found && point.confirmed
               ? hm_concession_row(baseline, "step", &point, table)
               : HM_OK;
}

static hm_status add_baseline(hm_context *ctx, const hm_linkage *linkage,
                              const hm_linkage_view *view, int32_t which,
                              hm_table *table)
{
    const char *name = linkage->baselines.items[which];
    hm_concession *c = NULL;
    const hm_concession_view place = {view->base, view->closure, view->settings,
                                      view->verify_tolerance};
    hm_concession_part part = {.export_tax = false};
    hm_concession_ask ask = {.giver = linkage->sender,
                             .taker = linkage->broker,
                             .n_parts = 1,
                             .parts = &part,
                             .low = (double)NAN,
                             .high = (double)NAN,
                             .place = name};
    part.exporter = selector_of(&linkage->exporters, linkage->exporters_not);
    part.importer = selector_of(&linkage->importers, linkage->importers_not);
    part.sector = selector_of(&linkage->sectors, linkage->sectors_not);
    for (int32_t s = 0; s < view->n_scenarios; s++) {
        if (strcmp(hm_scenario_name(view->scenarios[s]), name) == 0) {
            ask.baseline = view->scenarios[s];
        }
    }
    HMI_TRY(hm_concession_create(ctx, &place, &ask, &c));
    hm_status status = hm_concession_curve(c, POINTS);
    if (status == HM_OK) {
        status = hm_concession_rows(c, name, table);
    }
    if (status == HM_OK) {
        status = add_step(c, name, strongest_cost(linkage, view), table);
    }
    /* budgets and equal treatment once: from the first baseline */
    if (status == HM_OK && which == 0) {
        status = hm_concession_capacity_rows(c, name, table);
    }
    if (status == HM_OK && which == 0) {
        status = hm_concession_mfn_rows(ctx, &place, &ask, c, name, table);
    }
    hm_concession_free(c);
    return status;
}

/* Only what the sender itself sets has a frontier of its own. */
static bool is_own(const hm_linkage *linkage)
{
    return linkage->has_instrument && !linkage->importers_not &&
           linkage->importers.count == 1 &&
           strcmp(linkage->importers.items[0], linkage->sender) == 0;
}

hm_status hm_linkage_frontier(hm_context *ctx, const hm_linkage *linkage,
                              const hm_linkage_view *view, bool all,
                              hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_TRY(hm_concession_table(ctx, &table));
    for (int32_t b = 0; b < linkage->baselines.count && is_own(linkage); b++) {
        const char *name = linkage->baselines.items[b];
        if (strcmp(name, "benchmark") == 0 ||
            (all && strcmp(name, HMI_TRADE_DEAL) != 0)) {
            HMI_GOTO(status, add_baseline(ctx, linkage, view, b, table));
        }
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

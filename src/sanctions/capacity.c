// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * capacity.c - what round budgets buy (B23), and what the same rewards cost and
 * leak when every partner gets the cut (B24).
 */
#include "sanctions/internal.h"

#include <math.h>

/* Million USD a year. */
static const double budgets[] = {1000.0, 2000.0, 5000.0, 10000.0, 20000.0};
/* Of the largest reward in reach for one partner alone. */
static const double shares[] = {0.25, 0.5, 1.0};

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof *(array)))

hm_status hm_concession_capacity_rows(hm_concession *c, const char *baseline,
                                      hm_table *table)
{
    const hm_concession_point *most = hm_concession_most(c);
    for (int32_t k = 0; k < COUNT(budgets); k++) {
        hm_concession_point p;
        if (!(most->confirmed && budgets[k] < most->cost_musd)) {
            break; /* all that can be given costs less */
        }
        HMI_TRY(hm_concession_budget(c, budgets[k], &p));
        if (p.confirmed) {
            HMI_TRY(hm_concession_row(baseline, "budget", &p, table));
        }
    }
    return HM_OK;
}

static hm_status tied_rows(hm_concession *tied, double most,
                           const char *baseline, hm_table *table)
{
    for (int32_t k = 0; k < COUNT(shares); k++) {
        hm_concession_point p;
        HMI_TRY(hm_concession_at(tied, shares[k] * most, &p));
        if (p.confirmed) { /* else out of reach for tied rates */
            HMI_TRY(hm_concession_row(baseline, "mfn", &p, table));
        }
    }
    return HM_OK;
}

hm_status hm_concession_mfn_rows(hm_context *ctx,
                                 const hm_concession_view *view,
                                 const hm_concession_ask *ask,
                                 const hm_concession *alone,
                                 const char *baseline, hm_table *table)
{
    static const char *const all[] = {"all"};
    double most = hm_concession_most(alone)->reward_musd;
    hm_concession *tied = NULL;
    hm_concession_ask wide = *ask;
    if (!(most > 0.0) || ask->n_parts != 1) {
        return HM_OK;
    }
    hm_concession_part part = ask->parts[0];
    hm_selector *partner = part.export_tax ? &part.importer : &part.exporter;
    *partner = (hm_selector){1, all, false};
    wide.parts = &part;
    wide.mfn = true;
    HMI_TRY(hm_concession_create(ctx, view, &wide, &tied));
    hm_status status = tied_rows(tied, most, baseline, table);
    hm_concession_free(tied);
    return status;
}

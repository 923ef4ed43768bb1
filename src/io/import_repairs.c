// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * import_repairs.c - a world table that was added up, made an account
 * (MODEL.md 1.1).
 *
 * Input coefficients are relative to the gross output of the table, so that
 * rounding of the table does not fall on value added. Two repairs, each cell
 * in the ledger: sales below zero (stocks run down) become zero; where
 * industries use more of a good than the country buys, their use is lowered
 * to it and value added is raised: that moves exactly the shortfall and
 * nothing else.
 */
#include "io/import.h"

#include <math.h>

static const char step[] = "import";

hm_status hmi_world_begin(hmi_arena *arena, const char *file,
                          hm_account *account, const hm_labels *labels,
                          hmi_world *out)
{
    size_t cells = (size_t)labels->n_countries * (size_t)labels->n_sectors;
    *out = (hmi_world){.ctx = arena->ctx,
                       .file = file,
                       .N = labels->n_countries,
                       .J = labels->n_sectors,
                       .a = hm_account_data(account),
                       .labels = labels,
                       .output = HMI_KEEP(arena, double, cells),
                       .sold = HMI_KEEP(arena, double, cells)};
    return out->output == NULL || out->sold == NULL ? HM_ERR_MEMORY : HM_OK;
}

/* --- repairs ---------------------------------------------------------------------- */

static hm_status raise_one(hmi_world *w, int32_t j, int32_t n, int32_t i,
                           hm_table *ledger)
{
    double *value = &w->a->trade[HMI_AT3(w->N, j, n, i)];
    double moved = -*value;
    if (!(moved > 0.0)) {
        return HM_OK;
    }
    w->raised += moved;
    *value = 0.0;
    return hmi_ledger_add(
        ledger, step, "moved", moved,
        "sales of %s to %s, %s were below 0 (stocks): set to 0",
        w->labels->country_codes[i], w->labels->country_codes[n],
        w->labels->sector_codes[j]);
}

static hm_status raise_sales(hmi_world *w, hm_table *ledger)
{
    int32_t pairs = w->N * w->N;
    for (int32_t j = 0; j < w->J; j++) {
        for (int32_t pair = 0; pair < pairs; pair++) {
            HMI_TRY(raise_one(w, j, pair / w->N, pair % w->N, ledger));
        }
    }
    return HM_OK;
}

/* Purchases of each industry, from the table's output to what is sold. */
static hm_status fit_columns(hmi_world *w, hm_table *ledger)
{
    double gap = 0.0;
    for (int32_t n = 0; n < w->N; n++) {
        for (int32_t k = 0; k < w->J; k++) {
            double stated = w->output[HMI_AT2(w->J, n, k)];
            double sold = w->sold[HMI_AT2(w->J, n, k)];
            gap += fabs(stated - sold);
            for (int32_t j = 0; j < w->J; j++) {
                double *use = &w->a->input[HMI_INPUT(w->J, n, j, k)];
                if (*use > 0.0 && !(stated > 0.0)) {
                    return hmi_fail(w->ctx, HM_ERR_DATA,
                                    "%s: %s, %s uses inputs but has no output",
                                    w->file, w->labels->country_codes[n],
                                    w->labels->sector_codes[k]);
                }
                *use *= stated > 0.0 ? sold / stated : 1.0;
            }
        }
    }
    return hmi_ledger_add(ledger, step, "moved", gap,
                          "stated gross output differs from the sum of sales "
                          "(rounding of the table): the sum is used");
}

static hm_status lower_inputs(hmi_world *w, hm_table *ledger)
{
    for (int32_t n = 0; n < w->N; n++) {
        for (int32_t j = 0; j < w->J; j++) {
            double *use = w->a->input + HMI_INPUT(w->J, n, j, 0);
            double bought = 0.0;
            for (int32_t i = 0; i < w->N; i++) {
                bought += w->a->trade[HMI_AT3(w->N, j, n, i)];
            }
            double used = 0.0;
            for (int32_t k = 0; k < w->J; k++) {
                used += use[k];
            }
            if (!(used > bought)) {
                continue;
            }
            HMI_TRY(hmi_ledger_add(
                ledger, step, "moved", used - bought,
                "industries of %s use more %s than it buys (final demand "
                "below 0, stocks): use lowered, value added raised",
                w->labels->country_codes[n], w->labels->sector_codes[j]));
            for (int32_t k = 0; k < w->J; k++) {
                use[k] *= bought / used;
            }
        }
    }
    return HM_OK;
}

static hm_status empty_industries(const hmi_world *w, hm_table *ledger)
{
    int32_t empty = 0;
    for (int32_t cell = 0; cell < w->N * w->J; cell++) {
        empty += w->sold[cell] > 0.0 ? 0 : 1;
    }
    return hmi_ledger_add(ledger, step, "note", 0.0,
                          "%d of %d industries are without output", empty,
                          w->N * w->J);
}

/* --- the whole ---------------------------------------------------------------------- */

hm_status hmi_world_finish(hmi_world *w, hm_table *ledger, double lost)
{
    size_t flows = (size_t)w->J * (size_t)w->N * (size_t)w->N;
    HMI_TRY(raise_sales(w, ledger));
    hmi_account_totals(w->a, NULL, w->sold);
    HMI_TRY(fit_columns(w, ledger));
    HMI_TRY(lower_inputs(w, ledger));
    HMI_TRY(empty_industries(w, ledger));
    return hmi_ledger_close(w->ctx, ledger, step, w->in,
                            hmi_sum(w->a->trade, flows), lost - w->raised);
}

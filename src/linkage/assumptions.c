// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * assumptions.c - line 6: which assumption moves the headline most.
 *
 * Headlines are three numbers of the strongest step of pressure: what the
 * target loses, what it costs the broker, and what covering that costs the
 * sender. Each is read from the members that differ from the first in one
 * assumption alone; the assumption that moves it furthest comes first.
 */
#include "linkage/brief.h"

#include <string.h>

enum { ASSUMPTIONS = 3, HEADLINES = 3 };

static const char *const assumption_names[ASSUMPTIONS] = {
    "elasticities", "vintage", "trade_balance"};

typedef struct headline {
    int32_t line;
    const char *item, *about;
} headline;

static const headline headlines[HEADLINES] = {
    {2, "domestic_income_pct", ""},
    {4, "needed_musd", ""},
    {4, "price_musd", "tariff-cut"},
};

/* Does member m differ from the first in this assumption at most? */
static bool varies_alone(const hm_linkage_member *first,
                         const hm_linkage_member *m, int32_t assumption)
{
    bool same[ASSUMPTIONS] = {
        strcmp(first->elasticities, m->elasticities) == 0,
        strcmp(first->vintage, m->vintage) == 0,
        first->closure == m->closure,
    };
    for (int32_t a = 0; a < ASSUMPTIONS; a++) {
        if (a != assumption && !same[a]) {
            return false;
        }
    }
    return true;
}

/* Row of a headline in the first member's facts, -1 when it is not there. */
static int32_t headline_row(const hmi_briefing *b, const headline *h,
                            const char *step)
{
    const hm_table *facts = b->members[0].facts;
    const char *country = h->line == 2 ? b->linkage->target : NULL;
    for (int32_t r = 0; r < hm_table_rows(facts); r++) {
        if ((int32_t)hm_table_number(facts, r, HMI_FACT_LINE) == h->line &&
            strcmp(hm_table_text(facts, r, HMI_FACT_ITEM), h->item) == 0 &&
            strcmp(hm_table_text(facts, r, HMI_FACT_SCENARIO), step) == 0 &&
            strcmp(hm_table_text(facts, r, HMI_FACT_ABOUT), h->about) == 0 &&
            (country == NULL ||
             strcmp(hm_table_text(facts, r, HMI_FACT_COUNTRY), country) == 0)) {
            return r;
        }
    }
    return -1;
}

static hm_status add_assumption(hmi_briefing *b, int32_t row,
                                const hmi_spread *spread,
                                const char *assumption)
{
    const hm_table *facts = b->members[0].facts;
    hmi_text item;
    char *name = NULL;
    HMI_TRY(hmi_brief_row(b, facts, row, spread));
    hm_table_set_number(b->brief, HMI_BRIEF_LINE, 6.0);
    HMI_TRY(hm_table_set_text(b->brief, HMI_BRIEF_ABOUT, assumption));
    hmi_text_init(&item, b->ctx);
    hmi_text_addf(&item, "moves_%s", hm_table_text(facts, row, HMI_FACT_ITEM));
    HMI_TRY(hmi_text_take(&item, &name));
    hm_status status = hm_table_set_text(b->brief, HMI_BRIEF_ITEM, name);
    hmi_free(b->ctx, name);
    return status;
}

/* The assumption of this rank among the rows of bands in (start, end). */
static hm_status add_ranked(hmi_briefing *b, int32_t row, int32_t start,
                            int32_t end, int32_t rank)
{
    for (int32_t r = start + 1; r < end; r++) {
        hmi_spread spread = hmi_bands_spread(b->bands, r);
        if (hmi_bands_rank(b->bands, r) == rank && spread.total > 1) {
            return add_assumption(b, row, &spread,
                                  hmi_bands_varied(b->bands, r));
        }
    }
    return HM_OK;
}

/* From the draws: each assumption alone, the widest band first. */
static hm_status add_drawn(hmi_briefing *b, int32_t row)
{
    const hm_table *facts = b->members[0].facts;
    int32_t start = hmi_bands_find(b->bands, facts, row, "all");
    int32_t end = start + 1;
    while (end < hm_table_rows(b->bands) && hmi_bands_rank(b->bands, end) > 0) {
        end++;
    }
    for (int32_t rank = 1; rank < end - start; rank++) {
        HMI_TRY(add_ranked(b, row, start, end, rank));
    }
    return HM_OK;
}

static hm_status add_headline(hmi_briefing *b, int32_t row)
{
    hmi_spread spreads[ASSUMPTIONS] = {{0}};
    bool done[ASSUMPTIONS] = {false};
    if (hmi_bands_find(b->bands, b->members[0].facts, row, "all") >= 0) {
        return add_drawn(b, row);
    }
    for (int32_t a = 0; a < ASSUMPTIONS; a++) {
        for (int32_t m = 0; m < b->n_members; m++) {
            if (varies_alone(&b->members[0], &b->members[m], a)) {
                hmi_spread_add(&spreads[a],
                               hmi_brief_value(b->members[m].facts,
                                               b->members[0].facts, row),
                               m);
            }
        }
    }
    for (int32_t rank = 0; rank < ASSUMPTIONS; rank++) {
        int32_t widest = -1;
        for (int32_t a = 0; a < ASSUMPTIONS; a++) {
            double width = spreads[a].high - spreads[a].low;
            if (!done[a] && (widest < 0 || width > spreads[widest].high -
                                                       spreads[widest].low)) {
                widest = a;
            }
        }
        done[widest] = true;
        if (spreads[widest].total > 1) {
            HMI_TRY(add_assumption(b, row, &spreads[widest],
                                   assumption_names[widest]));
        }
    }
    return HM_OK;
}

hm_status hmi_brief_assumptions(hmi_briefing *b)
{
    const hmi_names *steps = &b->linkage->pressure;
    if (steps->count == 0) {
        return HM_OK;
    }
    const char *strongest = steps->items[steps->count - 1];
    for (int32_t h = 0; h < HEADLINES; h++) {
        int32_t row = headline_row(b, &headlines[h], strongest);
        if (row >= 0) {
            HMI_TRY(add_headline(b, row));
        }
    }
    return HM_OK;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * brief.c - the facts of the first member with their range over all members
 * (MODEL.md V10, R8), industries cut to the five hit hardest, offers ranked
 * by what a dollar that reaches the broker costs the sender.
 */
#include "linkage/brief.h"

#include <math.h>
#include <string.h>

enum { HARDEST_HIT = 5 };

static bool same_text(const hm_table *a, int32_t row_a, const hm_table *b,
                      int32_t row_b, int32_t column)
{
    return strcmp(hm_table_text(a, row_a, column),
                  hm_table_text(b, row_b, column)) == 0;
}

/* Item, scenario, country and about say which fact it is. */
static bool same_fact(const hm_table *a, int32_t row_a, const hm_table *b,
                      int32_t row_b)
{
    return same_text(a, row_a, b, row_b, HMI_FACT_ABOUT) &&
           same_text(a, row_a, b, row_b, HMI_FACT_SCENARIO) &&
           same_text(a, row_a, b, row_b, HMI_FACT_ITEM) &&
           same_text(a, row_a, b, row_b, HMI_FACT_COUNTRY) &&
           hm_table_number(a, row_a, HMI_FACT_LINE) ==
               hm_table_number(b, row_b, HMI_FACT_LINE);
}

double hmi_brief_value(const hm_table *facts, const hm_table *like, int32_t row)
{
    int32_t rows = hm_table_rows(facts);
    if (row < rows && same_fact(facts, row, like, row)) {
        return hm_table_number(facts, row, HMI_FACT_VALUE);
    }
    for (int32_t r = 0; r < rows; r++) {
        if (same_fact(facts, r, like, row)) {
            return hm_table_number(facts, r, HMI_FACT_VALUE);
        }
    }
    return (double)NAN;
}

void hmi_spread_add(hmi_spread *spread, double value, int32_t member)
{
    if (isnan(value)) {
        return;
    }
    if (spread->total == 0 || value < spread->low) {
        spread->low = value;
        spread->low_member = member;
    }
    if (spread->total == 0 || value > spread->high) {
        spread->high = value;
        spread->high_member = member;
    }
    spread->total++;
    spread->positive += value > 0.0;
}

/* "world-2011-prk, long-run", into the last row of the brief. */
static hm_status set_member(hm_context *ctx, hm_table *brief, int32_t column,
                            const hm_linkage_member *member)
{
    hmi_text text;
    char *name = NULL;
    hmi_text_init(&text, ctx);
    hmi_text_addf(&text, "%s, %s, %s", member->vintage, member->elasticities,
                  hm_closure_name(member->closure));
    HMI_TRY(hmi_text_take(&text, &name));
    hm_status status = hm_table_set_text(brief, column, name);
    hmi_free(ctx, name);
    return status;
}

hm_status hmi_brief_row(hmi_briefing *b, const hm_table *facts, int32_t row,
                        const hmi_spread *spread)
{
    hm_table *brief = b->brief;
    HMI_TRY(hm_table_add_row(brief));
    hm_table_set_number(brief, HMI_BRIEF_LINE,
                        hm_table_number(facts, row, HMI_FACT_LINE));
    for (int32_t c = HMI_FACT_ITEM; c <= HMI_FACT_ABOUT; c++) {
        HMI_TRY(hm_table_set_text(brief, c, hm_table_text(facts, row, c)));
    }
    hm_table_set_number(brief, HMI_BRIEF_VALUE,
                        hm_table_number(facts, row, HMI_FACT_VALUE));
    if (spread->total > 0) {
        hm_table_set_number(brief, HMI_BRIEF_LOW, spread->low);
        hm_table_set_number(brief, HMI_BRIEF_HIGH, spread->high);
    }
    if (spread->total > 0 && spread->low_member >= 0) {
        HMI_TRY(set_member(b->ctx, brief, HMI_BRIEF_LOW_AT,
                           &b->members[spread->low_member]));
        HMI_TRY(set_member(b->ctx, brief, HMI_BRIEF_HIGH_AT,
                           &b->members[spread->high_member]));
    }
    if (spread->drawn) {
        hm_table_set_number(brief, HMI_BRIEF_MEDIAN, spread->median);
    }
    hm_table_set_number(brief, HMI_BRIEF_POSITIVE, (double)spread->positive);
    hm_table_set_number(brief, HMI_BRIEF_TOTAL, (double)spread->total);
    HMI_TRY(hm_table_set_text(brief, HMI_BRIEF_UNIT,
                              hm_table_text(facts, row, HMI_FACT_UNIT)));
    return hm_table_set_text(brief, HMI_BRIEF_CLASS,
                             hm_table_text(facts, row, HMI_FACT_CLASS));
}

static hm_status merge_row(hmi_briefing *b, int32_t row)
{
    const hm_table *first = b->members[0].facts;
    hmi_spread spread = {0};
    int32_t band = hmi_bands_find(b->bands, first, row, "all");
    if (band >= 0) {
        spread = hmi_bands_spread(b->bands, band);
        return hmi_brief_row(b, first, row, &spread);
    }
    for (int32_t m = 0; m < b->n_members; m++) {
        if (!b->members[m].probe) {
            hmi_spread_add(&spread,
                           hmi_brief_value(b->members[m].facts, first, row), m);
        }
    }
    return hmi_brief_row(b, first, row, &spread);
}

static bool is_item(const hm_table *facts, int32_t row, const char *item)
{
    return strcmp(hm_table_text(facts, row, HMI_FACT_ITEM), item) == 0;
}

/* How many industries of the same scenario lose more than this one. */
static int32_t worse_off(const hm_table *facts, int32_t row, const char *item)
{
    double value = hm_table_number(facts, row, HMI_FACT_VALUE);
    int32_t count = 0;
    for (int32_t r = 0; r < hm_table_rows(facts); r++) {
        if (is_item(facts, r, item) &&
            same_text(facts, r, facts, row, HMI_FACT_SCENARIO)) {
            double other = hm_table_number(facts, r, HMI_FACT_VALUE);
            count += other < value || (other == value && r < row);
        }
    }
    return count;
}

/* The industry of a scenario that loses more than all but `rank` others; -1
 * when fewer lose. `start` is the scenario's first industry row. */
static int32_t loser_of_rank(const hm_table *facts, int32_t start, int32_t rank)
{
    for (int32_t r = start; r < hm_table_rows(facts); r++) {
        if (is_item(facts, r, "industry_musd") &&
            same_text(facts, r, facts, start, HMI_FACT_SCENARIO) &&
            hm_table_number(facts, r, HMI_FACT_VALUE) < 0.0 &&
            worse_off(facts, r, "industry_musd") == rank) {
            return r;
        }
    }
    return -1;
}

/* Industries: the five of each scenario that lose most, hardest hit first;
 * called at the first industry row of a scenario. */
static hm_status merge_industries(hmi_briefing *b, int32_t start)
{
    for (int32_t rank = 0; rank < HARDEST_HIT; rank++) {
        int32_t row = loser_of_rank(b->members[0].facts, start, rank);
        if (row < 0) {
            return HM_OK;
        }
        HMI_TRY(merge_row(b, row));
        HMI_TRY(merge_row(b, row + 1)); /* the same in per cent */
    }
    return HM_OK;
}

/* Rank of each offer of a step by its price per dollar: 1 is cheapest. */
static hm_status rank_offer(hmi_briefing *b, int32_t row)
{
    const hm_table *facts = b->members[0].facts;
    hmi_spread none = {0};
    int32_t rank = 1 + worse_off(facts, row, "price_per_dollar");
    HMI_TRY(hmi_brief_row(b, facts, row, &none));
    hm_table_set_number(b->brief, HMI_BRIEF_VALUE, (double)rank);
    HMI_TRY(hm_table_set_text(b->brief, HMI_BRIEF_UNIT, "rank"));
    return hm_table_set_text(b->brief, HMI_BRIEF_ITEM, "offer_rank");
}

static hm_status merge_all(hmi_briefing *b)
{
    const hm_table *facts = b->members[0].facts;
    const char *industries_of = "";
    for (int32_t r = 0; r < hm_table_rows(facts); r++) {
        bool industry = is_item(facts, r, "industry_musd") ||
                        is_item(facts, r, "industry_pct");
        const char *scenario = hm_table_text(facts, r, HMI_FACT_SCENARIO);
        bool first = industry && strcmp(scenario, industries_of) != 0;
        if (first) {
            industries_of = scenario;
            HMI_TRY(merge_industries(b, r));
        }
        if (industry) {
            continue;
        }
        HMI_TRY(merge_row(b, r));
        if (is_item(facts, r, "price_per_dollar")) {
            HMI_TRY(rank_offer(b, r));
        }
    }
    return HM_OK;
}

static hm_status make_table(hm_context *ctx, hm_table **out)
{
    static const char *const names[HMI_BRIEF_COLUMNS] = {
        "line",     "item",  "scenario", "country", "about",
        "value",    "low",   "high",     "low_at",  "high_at",
        "positive", "total", "unit",     "class",   "median"};
    HMI_TRY(hm_table_create(ctx, "brief", out));
    for (int32_t c = 0; c < HMI_BRIEF_COLUMNS; c++) {
        bool number = c == HMI_BRIEF_LINE || c == HMI_BRIEF_VALUE ||
                      c == HMI_BRIEF_LOW || c == HMI_BRIEF_HIGH ||
                      c == HMI_BRIEF_POSITIVE || c == HMI_BRIEF_TOTAL ||
                      c == HMI_BRIEF_MEDIAN;
        HMI_TRY(hm_table_add_column(
            *out, names[c], number ? HM_COLUMN_NUMBER : HM_COLUMN_TEXT));
    }
    return HM_OK;
}

hm_status hm_linkage_brief(hm_context *ctx, const hm_linkage *linkage,
                           const hm_linkage_member *members, int32_t n_members,
                           const hm_table *bands, hm_table **out)
{
    hm_status status = HM_OK;
    hmi_briefing b = {ctx, linkage, members, n_members, bands, NULL};
    *out = NULL;
    if (n_members < 1 || members[0].probe) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "brief: the first member must be there and no probe");
    }
    HMI_GOTO(status, make_table(ctx, &b.brief));
    HMI_GOTO(status, merge_all(&b));
    HMI_GOTO(status, hmi_brief_assumptions(&b));
    *out = b.brief;
    b.brief = NULL;
out:
    hm_table_free(b.brief);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * section_bargain.c - what the sender can offer or threaten, what it costs to
 * make up for each step, the concession frontier, what linking adds, and the
 * values at which choices change.
 */
#include "report/charts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- offers and threats ------------------------------------------------- */

/* What the row's item is in plain words; NULL when it is none of these. */
static const char *kind_of_item(const char *item)
{
    static const char *const kinds[][2] = {{"offer_musd", "offer"},
                                           {"threat_musd", "threat"},
                                           {"answer_musd", "threat, answered"}};
    for (size_t k = 0; k < 3; k++) {
        if (strcmp(kinds[k][0], item) == 0) {
            return kinds[k][1];
        }
    }
    return NULL;
}

static hm_status offers_data(const hmi_book *book, hm_table **out)
{
    const hm_table *t = hmi_book_table(book, "brief");
    hm_table *table = NULL;
    hm_status status = HM_OK;
    if (hmi_rows(t) == 0) {
        return HM_OK;
    }
    HMI_TRY(hmi_data_create(book, "offers",
                            "scenario$ kind$ country$ gain_musd low high "
                            "positive total",
                            &table));
    for (int32_t r = 0; r < hmi_rows(t) && status == HM_OK; r++) {
        const char *kind = kind_of_item(hmi_cell(t, r, "item"));
        const char *country = hmi_cell(t, r, "country");
        if (kind != NULL && (strcmp(country, book->broker) == 0 ||
                             strcmp(country, book->sender) == 0)) {
            status = hmi_data_add(
                table, hmi_cell(t, r, "scenario"), kind, country,
                hmi_value(t, r, "value"), hmi_value(t, r, "low"),
                hmi_value(t, r, "high"), hmi_value(t, r, "positive"),
                hmi_value(t, r, "total"));
        }
    }
    *out = table;
    return status;
}

static void offers_draw(const hmi_book *book, const hm_table *data,
                        hmi_text *svg)
{
    static const hmi_bars how = {"Offers and threats",
                                 "scenario",
                                 "country",
                                 "gain_musd",
                                 "low",
                                 "high",
                                 "country",
                                 "million $ a year; left of zero a loss",
                                 false};
    hmi_bars_draw(book, data, &how, svg);
}

/* --- what makes up for a step ------------------------------------------- */

static hm_status prices_data(const hmi_book *book, hm_table **out)
{
    const hm_table *t = hmi_book_table(book, "brief");
    hm_table *table = NULL;
    hm_status status = HM_OK;
    if (hmi_rows(t) == 0) {
        return HM_OK;
    }
    HMI_TRY(hmi_data_create(book, "prices",
                            "scenario$ offer$ price_musd low high", &table));
    for (int32_t r = 0; r < hmi_rows(t) && status == HM_OK; r++) {
        if (hmi_cell_is(t, r, "item", "price_musd")) {
            status =
                hmi_data_add(table, hmi_cell(t, r, "scenario"),
                             hmi_cell(t, r, "about"), hmi_value(t, r, "value"),
                             hmi_value(t, r, "low"), hmi_value(t, r, "high"));
        }
    }
    *out = table;
    return status;
}

static void prices_draw(const hmi_book *book, const hm_table *data,
                        hmi_text *svg)
{
    static const hmi_bars how = {"What the sender pays",
                                 "scenario",
                                 "offer",
                                 "price_musd",
                                 "low",
                                 "high",
                                 "offer",
                                 "million $ a year that {sender} loses (log "
                                 "scale)",
                                 true};
    hmi_bars_draw(book, data, &how, svg);
}

/* --- concession frontier ------------------------------------------------ */

/* A frontier is drawn from a baseline under one set of elasticities. */
static void curve_name(const hm_table *t, int32_t row, char *out, size_t room)
{
    const char *elasticities = hmi_cell(t, row, "elasticities");
    (void)snprintf(out, room, "%s%s%s", hmi_cell(t, row, "baseline"),
                   elasticities[0] == '\0' ? "" : ", ", elasticities);
}

static hm_status concession_data(const hmi_book *book, hm_table **out)
{
    const hm_table *t = hmi_book_table(book, "concession");
    hm_table *table = NULL;
    hm_status status = HM_OK;
    if (hmi_rows(t) == 0) {
        return HM_OK;
    }
    HMI_TRY(hmi_data_create(book, "concession",
                            "curve$ reward_musd cost_musd marginal_price",
                            &table));
    for (int32_t r = 0; r < hmi_rows(t) && status == HM_OK; r++) {
        const char *kind = hmi_cell(t, r, "kind");
        if (kind[0] == '\0' || strcmp(kind, "frontier") == 0) {
            char curve[160];
            curve_name(t, r, curve, sizeof curve);
            status = hmi_data_add(table, curve, hmi_value(t, r, "reward_musd"),
                                  hmi_value(t, r, "cost_musd"),
                                  hmi_value(t, r, "marginal_price"));
        }
    }
    *out = table;
    return status;
}

static void concession_draw(const hmi_book *book, const hm_table *data,
                            hmi_text *svg)
{
    static const hmi_curves how = {.title = "Concession frontier",
                                   .group = "curve",
                                   .x = "reward_musd",
                                   .y = "cost_musd",
                                   .x_words = "what {broker} gains, million "
                                              "$ a year",
                                   .y_words = "what it costs {sender}, "
                                              "million $ a year",
                                   .dots = true};
    hmi_curves_draw(book, data, &how, svg);
}

/* --- linked against separate -------------------------------------------- */

static hm_status linking_data(const hmi_book *book, hm_table **out)
{
    const hm_table *t = hmi_book_table(book, "linkage");
    hm_table *table = NULL;
    hm_status status = HM_OK;
    if (hmi_rows(t) == 0 || hm_table_find(t, "quantity") < 0) {
        return HM_OK;
    }
    HMI_TRY(hmi_data_create(book, "linking", "versus$ who$ gain_musd low high",
                            &table));
    for (int32_t r = 0; r < hmi_rows(t) && status == HM_OK; r++) {
        const char *quantity = hmi_cell(t, r, "quantity");
        bool sender = strcmp(quantity, "sender_gain_from_linking_musd") == 0;
        if (sender || strcmp(quantity, "broker_gain_from_linking_musd") == 0) {
            status = hmi_data_add(
                table, hmi_cell(t, r, "versus"),
                sender ? book->sender : book->broker, hmi_value(t, r, "value"),
                hmi_value(t, r, "low"), hmi_value(t, r, "high"));
        }
    }
    *out = table;
    return status;
}

static void linking_draw(const hmi_book *book, const hm_table *data,
                         hmi_text *svg)
{
    static const hmi_bars how = {
        "What linking adds",
        "versus",
        "who",
        "gain_musd",
        "low",
        "high",
        "who",
        "million $ a year over the best separate deals",
        false};
    hmi_bars_draw(book, data, &how, svg);
}

/* --- deals -------------------------------------------------------------- */

/* Row of the same deal for another player; -1 when there is none. */
static int32_t other_side(const hm_table *t, int32_t row, const char *player)
{
    static const char *const keys[] = {"item", "versus", "rule", "kind"};
    for (int32_t r = row + 1; r < hmi_rows(t); r++) {
        bool same = hmi_cell_is(t, r, "player", player);
        for (size_t k = 0; k < 4 && same; k++) {
            same = hmi_cell_is(t, r, keys[k], hmi_cell(t, row, keys[k]));
        }
        if (same) {
            return r;
        }
    }
    return -1;
}

static hm_status deals_data(const hmi_book *book, hm_table **out)
{
    const hm_table *t = hmi_book_table(book, "linkage_deals");
    hm_table *table = NULL;
    hm_status status = HM_OK;
    if (hmi_rows(t) == 0) {
        return HM_OK;
    }
    HMI_TRY(hmi_data_create(book, "deals",
                            "versus$ rule$ kind$ sender_gain_musd "
                            "broker_gain_musd side_payment_musd",
                            &table));
    for (int32_t r = 0; r < hmi_rows(t) && status == HM_OK; r++) {
        int32_t broker = hmi_cell_is(t, r, "player", book->sender)
                             ? other_side(t, r, book->broker)
                             : -1;
        if (broker >= 0 && hmi_value(t, r, "exists") > 0.0) {
            status = hmi_data_add(
                table, hmi_cell(t, r, "versus"), hmi_cell(t, r, "rule"),
                hmi_cell(t, r, "kind"), hmi_value(t, r, "gain"),
                hmi_value(t, broker, "gain"),
                hmi_value(t, broker, "side_payment"));
        }
    }
    *out = table;
    return status;
}

static void deals_draw(const hmi_book *book, const hm_table *data,
                       hmi_text *svg)
{
    static const hmi_curves how = {
        .title = "Linked deals",
        .group = "versus",
        .x = "broker_gain_musd",
        .y = "sender_gain_musd",
        .x_words = "what {broker} gains over no deal, million $ a year",
        .y_words = "what {sender} gains over no deal, million $ a year",
        .points = true};
    hmi_curves_draw(book, data, &how, svg);
}

/* --- thresholds --------------------------------------------------------- */

static hm_status thresholds_data(const hmi_book *book, hm_table **out)
{
    return hmi_data_pick(book, "thresholds",
                         "quantity item versus value low high unit class", out);
}

static const hmi_figure figures[] = {
    {"offers-threats", "What {sender} can offer and threaten",
     "Real income of both (T19), lines: the band of the assumptions "
     "(brief.csv).",
     offers_data, offers_draw, HMI_SOLVED},
    {"prices", "What it costs {sender} to make up for each step to {broker}",
     "Loss of the sender when its offer covers the broker's own cost of the "
     "step (B20-B22; brief.csv).",
     prices_data, prices_draw, HMI_SOLVED},
    {"concession-frontier",
     "The concession frontier: the cheapest reward of "
     "each size",
     "Least cost to the sender of a given gain of the broker, from each "
     "baseline under each set of elasticities (B20; concession.csv). A slope "
     "of one: every dollar given costs a dollar. Below zero the sender gains "
     "from its own cut.",
     concession_data, concession_draw, HMI_SOLVED},
    {"linking", "What a linked bargain gives over separate ones",
     "Gain over the best that the two would agree on apart (B9, B16; "
     "linkage.csv), lines: the band of the assumptions.",
     linking_data, linking_draw, HMI_SOLVED},
    {"linked-frontier", "What can be reached apart, and linked",
     "Deals that no other beats for both, trade and pressure settled apart "
     "(B14) and together (B15), first set of elasticities, at twice the least "
     "worth of the strongest step to the sender that makes linking pay "
     "(worth_musd; linkage_frontiers.csv). Where the curves coincide linking "
     "adds nothing.",
     hmi_frontiers_data, hmi_frontiers_draw, HMI_SOLVED},
    {"linked-deals", "Where a linked bargain ends",
     "Each point is a deal under one rule of bargaining (Nash, "
     "Kalai-Smorodinsky, egalitarian, utilitarian; pure or by lottery); the "
     "origin is no deal at all (B3-B9; linkage_deals.csv).",
     deals_data, deals_draw, HMI_SOLVED},
    {"thresholds", "Where choices change",
     "Values at which the best choice changes; none is assumed "
     "(thresholds.csv). Class E: computed, T: threshold, P: depends on stated "
     "priors.",
     thresholds_data, NULL, HMI_SOLVED},
};

static void prose(const hmi_book *book, hmi_text *html)
{
    (void)book;
    hmi_paragraph(html, "An offer gives the broker something and costs the "
                        "sender something; a threat must be carried out when "
                        "it is called. How much a government values security "
                        "is never assumed: the figures say what each side "
                        "would have to value it at.");
}

const hmi_section hmi_section_bargain = {"bargain", "Offers, threats, prices",
                                         prose, figures,
                                         sizeof figures / sizeof *figures};

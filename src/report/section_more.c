// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * section_more.c - the further analyses, each where it was run: sanction
 * design, tariff games, the years between; what the answer rests on.
 */
#include "report/charts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- sanction design ---------------------------------------------------- */

/* One curve a problem and form: "on-prk, embargo". */
static hm_status sanctions_row(const hm_table *t, int32_t r, hm_table *table)
{
    char curve[160];
    const char *form = hmi_cell(t, r, "form");
    (void)snprintf(curve, sizeof curve, "%.70s%s%.70s",
                   hmi_cell(t, r, "problem"), form[0] == '\0' ? "" : ", ",
                   form);
    return hmi_data_add(
        table, curve, hmi_value(t, r, "willingness"),
        hmi_value(t, r, "target_loss_musd"),
        hmi_value(t, r, "sender_cost_musd"),
        hmi_value(t, r, "real_income_loss_musd"),
        hmi_value(t, r, "real_wage_pct"), hmi_value(t, r, "food_pct"),
        hmi_value(t, r, "medicine_pct"), hmi_value(t, r, "fuel_pct"),
        hmi_cell(t, r, "exempt"), hmi_cell(t, r, "outcome"));
}

static hm_status sanctions_data(const hmi_book *book, hm_table **out)
{
    const hm_table *t = hmi_book_table(book, "sanctions");
    hm_table *table = NULL;
    hm_status status = HM_OK;
    if (hmi_rows(t) == 0) {
        return HM_OK;
    }
    HMI_TRY(hmi_data_create(book, "sanctions",
                            "design$ willingness target_loss_musd "
                            "sender_cost_musd real_income_loss_musd "
                            "real_wage_pct food_pct medicine_pct fuel_pct "
                            "exempt$ outcome$",
                            &table));
    for (int32_t r = 0; r < hmi_rows(t) && status == HM_OK; r++) {
        if (isfinite(hmi_value(t, r, "target_loss_musd"))) {
            status = sanctions_row(t, r, table);
        }
    }
    *out = table;
    return status;
}

static void sanctions_draw(const hmi_book *book, const hm_table *data,
                           hmi_text *svg)
{
    static const hmi_curves how = {
        .title = "Sanction frontier",
        .group = "design",
        .x = "sender_cost_musd",
        .y = "target_loss_musd",
        .x_words = "cost to the senders, million $ a year",
        .y_words = "loss of the target, million $ a year",
        .dots = true};
    hmi_curves_draw(book, data, &how, svg);
}

static const hmi_figure sanctions_figures[] = {
    {"sanction-frontier", "What more willingness to pay buys",
     "The most that a target can be made to lose for each cost to the senders "
     "(S1-S6; sanctions.csv).",
     sanctions_data, sanctions_draw, HMI_SOLVED},
};

const hmi_section hmi_section_sanctions = {"sanctions", "Sanction design", NULL,
                                           sanctions_figures, 1};

/* --- tariff games ------------------------------------------------------- */

static hm_status tariffs_data(const hmi_book *book, hm_table **out)
{
    const hm_table *t = hmi_book_table(book, "tariff_game");
    hm_table *table = NULL;
    hm_status status = HM_OK;
    if (hmi_rows(t) == 0) {
        return HM_OK;
    }
    HMI_TRY(hmi_data_create(
        book, "tariff_game",
        "game$ country$ real_income_pct mean_tariff weighted_tariff role$",
        &table));
    for (int32_t r = 0; r < hmi_rows(t) && status == HM_OK; r++) {
        if (!hmi_cell_is(t, r, "role", "other")) {
            status = hmi_data_add(
                table, hmi_cell(t, r, "game"), hmi_cell(t, r, "country"),
                hmi_value(t, r, "real_income_pct"),
                hmi_value(t, r, "mean_tariff"),
                hmi_value(t, r, "weighted_tariff"), hmi_cell(t, r, "role"));
        }
    }
    *out = table;
    return status;
}

static void tariffs_draw(const hmi_book *book, const hm_table *data,
                         hmi_text *svg)
{
    static const hmi_bars how = {
        "Tariff games", "game", "country", "real_income_pct",
        NULL,           NULL,   "country", "real income against today, %",
        false};
    hmi_bars_draw(book, data, &how, svg);
}

static const hmi_figure tariffs_figures[] = {
    {"tariff-games", "Tariffs chosen alone, at war, in agreement",
     "Real income of the players where no one wants to move, or where none "
     "can gain without another's loss (tariff_game.csv).",
     tariffs_data, tariffs_draw, HMI_SOLVED},
};

const hmi_section hmi_section_tariffs = {"tariffs", "Tariff games", NULL,
                                         tariffs_figures, 1};

/* --- the years between -------------------------------------------------- */

static hm_status years_data(const hmi_book *book, hm_table **out)
{
    const hm_table *t = hmi_book_table(book, "adjustment");
    hm_table *table = NULL;
    hm_status status = HM_OK;
    if (hmi_rows(t) == 0 || book->target[0] == '\0') {
        return HM_OK;
    }
    HMI_TRY(hmi_data_create(book, "adjustment",
                            "scenario$ years domestic_loss_pct", &table));
    for (int32_t r = 0; r < hmi_rows(t) && status == HM_OK; r++) {
        double years = hmi_value(t, r, "years");
        double pct = hmi_value(t, r, "real_domestic_income_pct");
        if (hmi_cell_is(t, r, "country", book->target) && isfinite(years) &&
            isfinite(pct)) {
            status =
                hmi_data_add(table, hmi_cell(t, r, "scenario"), years, -pct);
        }
    }
    *out = table;
    return status;
}

static void years_draw(const hmi_book *book, const hm_table *data,
                       hmi_text *svg)
{
    static const hmi_curves how = {.title = "The years after",
                                   .group = "scenario",
                                   .x = "years",
                                   .y = "domestic_loss_pct",
                                   .x_words = "years after",
                                   .y_words = "{target} earns less, % (log "
                                              "scale)",
                                   .log_y = true,
                                   .dots = true};
    hmi_curves_draw(book, data, &how, svg);
}

static const hmi_figure years_figures[] = {
    {"adjustment", "How the loss fades as buyers and sellers adjust",
     "Between the short and the long elasticities with the half-life that the "
     "case assumes (S14; adjustment.csv).",
     years_data, years_draw, HMI_SOLVED},
};

const hmi_section hmi_section_years = {"years", "The years after", NULL,
                                       years_figures, 1};

/* --- what it rests on --------------------------------------------------- */

static hm_status doubt_data(const hmi_book *book, hm_table **out)
{
    const hm_table *t = hmi_book_table(book, "brief");
    hm_table *table = NULL;
    hm_status status = HM_OK;
    if (hmi_rows(t) == 0) {
        return HM_OK;
    }
    HMI_TRY(hmi_data_create(book, "assumptions",
                            "assumption$ change_pct low high", &table));
    for (int32_t r = 0; r < hmi_rows(t) && status == HM_OK; r++) {
        if (hmi_value(t, r, "line") == 6.0 &&
            hmi_cell_is(t, r, "item", "moves_domestic_income_pct")) {
            status = hmi_data_add(
                table, hmi_report_assumption(hmi_cell(t, r, "about")),
                hmi_value(t, r, "value"), hmi_value(t, r, "low"),
                hmi_value(t, r, "high"));
        }
    }
    *out = table;
    return status;
}

static void doubt_draw(const hmi_book *book, const hm_table *data,
                       hmi_text *svg)
{
    static const hmi_bars how = {"What the answer rests on",
                                 "assumption",
                                 NULL,
                                 "change_pct",
                                 "low",
                                 "high",
                                 NULL,
                                 "what {target} earns under the strongest "
                                 "step, %",
                                 false};
    hmi_bars_draw(book, data, &how, svg);
}

static hm_status checks_data(const hmi_book *book, hm_table **out)
{
    return hmi_data_pick(book, "convergence",
                         "scenario outcome iterations verified_residual "
                         "worst_equation reason",
                         out);
}

static const hmi_figure doubt_figures[] = {
    {"assumptions", "How far each assumption alone moves the answer",
     "Each assumption varied alone, the others at their central values "
     "(brief.csv, uncertainty.csv).",
     doubt_data, doubt_draw, HMI_SOLVED},
    {"checks", "Every solution, checked by separate code",
     "Outcome and the largest residual over all equations, as a share of each "
     "country's own size (convergence.csv).",
     checks_data, NULL, HMI_SOLVED},
};

const hmi_section hmi_section_doubt = {"rests-on", "What the answer rests on",
                                       NULL, doubt_figures, 2};

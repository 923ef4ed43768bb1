// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * section_pressure.c - the pressure ladder: what each step costs the target
 * and the broker, with bands, both on log axes.
 */
#include "report/charts.h"

#include <math.h>
#include <stdio.h>

/* Row of the brief with these keys, -1 when there is none. */
static int32_t brief_row(const hm_table *t, double line, const char *item,
                         const char *scenario, const char *country)
{
    for (int32_t r = 0; r < hmi_rows(t); r++) {
        if (hmi_value(t, r, "line") == line &&
            hmi_cell_is(t, r, "item", item) &&
            hmi_cell_is(t, r, "scenario", scenario) &&
            hmi_cell_is(t, r, "country", country)) {
            return r;
        }
    }
    return -1;
}

static hm_status data(const hmi_book *book, hm_table **out)
{
    const hm_table *t = hmi_book_table(book, "brief");
    hm_table *table = NULL;
    hm_status status = HM_OK;
    if (hmi_rows(t) == 0 || book->target[0] == '\0') {
        return HM_OK;
    }
    HMI_TRY(hmi_data_create(
        book, "pressure",
        "scenario$ target_loss_pct target_loss_low target_loss_high "
        "broker_cost_musd broker_cost_low broker_cost_high",
        &table));
    for (int32_t r = 0; r < hmi_rows(t) && status == HM_OK; r++) {
        if (hmi_value(t, r, "line") != 2.0 ||
            !hmi_cell_is(t, r, "item", "domestic_income_pct") ||
            !hmi_cell_is(t, r, "country", book->target)) {
            continue;
        }
        const char *scenario = hmi_cell(t, r, "scenario");
        int32_t cost =
            brief_row(t, 2.0, "domestic_income_musd", scenario, book->broker);
        if (cost >= 0) {
            status = hmi_data_add(
                table, scenario, -hmi_value(t, r, "value"),
                -hmi_value(t, r, "high"), -hmi_value(t, r, "low"),
                -hmi_value(t, cost, "value"), -hmi_value(t, cost, "high"),
                -hmi_value(t, cost, "low"));
        }
    }
    *out = table;
    return status;
}

static double positive(const hm_table *t, const char *const columns[3],
                       bool largest)
{
    double end = largest ? 0.0 : INFINITY;
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        for (size_t c = 0; c < 3; c++) {
            double value = hmi_value(t, r, columns[c]);
            if (isfinite(value) && value > 0.0) {
                end = largest ? fmax(end, value) : fmin(end, value);
            }
        }
    }
    return end;
}

static void bands(const hm_table *t, int32_t r, const hmi_axis *x,
                  const hmi_axis *y, hmi_text *svg)
{
    double cost = hmi_axis_at(x, hmi_value(t, r, "broker_cost_musd"));
    double loss = hmi_axis_at(y, hmi_value(t, r, "target_loss_pct"));
    double low = hmi_value(t, r, "broker_cost_low");
    double high = hmi_value(t, r, "broker_cost_high");
    if (isfinite(low) && high > low) {
        hmi_svg_line(svg, hmi_axis_at(x, low), loss, hmi_axis_at(x, high), loss,
                     "band");
    }
    low = hmi_value(t, r, "target_loss_low");
    high = hmi_value(t, r, "target_loss_high");
    if (isfinite(low) && high > low) {
        hmi_svg_line(svg, cost, hmi_axis_at(y, low), cost, hmi_axis_at(y, high),
                     "band");
    }
}

static void step(const hmi_book *book, const hm_table *t, int32_t r,
                 const hmi_axis *x, const hmi_axis *y, hmi_text *svg)
{
    char tip[400];
    char words[256];
    const char *scenario = hmi_cell(t, r, "scenario");
    double cost = hmi_value(t, r, "broker_cost_musd");
    double loss = hmi_value(t, r, "target_loss_pct");
    hmi_shorten(hmi_book_name(book, scenario), 90, words, sizeof words);
    (void)snprintf(tip, sizeof tip,
                   "%s: the target earns %.3g %% less, the broker %s $%.3g "
                   "million",
                   words, loss, cost > 0.0 ? "loses" : "gains", fabs(cost));
    double at_x = hmi_axis_at(x, cost);
    double at_y = hmi_axis_at(y, loss);
    hmi_svg_dot(svg, at_x, at_y, 6.5, "c1", tip);
    bool left = at_x > 520.0;
    hmi_svg_text(svg, left ? at_x - 11.0 : at_x + 11.0, at_y - 7.0,
                 left ? "end" : "start", "halo", scenario);
}

static void draw(const hmi_book *book, const hm_table *t, hmi_text *svg)
{
    static const char *const costs[] = {"broker_cost_musd", "broker_cost_low",
                                        "broker_cost_high"};
    static const char *const losses[] = {"target_loss_pct", "target_loss_low",
                                         "target_loss_high"};
    hmi_axis x = hmi_axis_log(positive(t, costs, false),
                              positive(t, costs, true), 70.0, 690.0);
    hmi_axis y = hmi_axis_log(positive(t, losses, false),
                              positive(t, losses, true), 340.0, 34.0);
    char words[160];
    hmi_svg_open(svg, 740.0, 384.0, "Pressure ladder");
    (void)snprintf(words, sizeof words,
                   "%.60s loses, million $ a year (log scale; a band that "
                   "reaches the left edge includes gains)",
                   hmi_book_name(book, book->broker));
    hmi_axis_x(svg, &x, 340.0, 34.0, words);
    (void)snprintf(words, sizeof words, "%.60s earns less, %% (log scale)",
                   hmi_book_name(book, book->target));
    hmi_axis_y(svg, &y, 70.0, 690.0, words);
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        bands(t, r, &x, &y, svg); /* below every label */
    }
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        step(book, t, r, &x, &y, svg);
    }
    hmi_svg_close(svg);
}

static const hmi_figure figures[] = {
    {"pressure-ladder",
     "What each step of pressure costs {target} and {broker}",
     "Change of what each country earns itself (T19b), steps of the case; "
     "lines: the band of the assumptions (brief.csv).",
     data, draw, HMI_SOLVED},
};

static void prose(const hmi_book *book, hmi_text *html)
{
    (void)book;
    hmi_paragraph(html, "Up is what the target feels, right is what the broker "
                        "pays for it. A step high on the left is cheap "
                        "pressure. Both axes are logarithmic: each line of the "
                        "grid is ten times the one before.");
}

const hmi_section hmi_section_pressure = {"pressure", "The pressure ladder",
                                          prose, figures, 1};

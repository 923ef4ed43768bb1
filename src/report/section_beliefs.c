// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * section_beliefs.c - what signals say of a hidden type, forecasts against
 * naive ones, and how the programme may end, from the files of the block
 * `beliefs:`.
 */
#include "report/page.h"
#include "report/svg.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- the picture ------------------------------------------------------------------ */

static hm_status months_data(const hmi_book *book, hm_table **out)
{
    return hmi_rows(hmi_book_table(book, "beliefs_signals")) == 0
               ? HM_OK
               : hmi_data_pick(book, "beliefs",
                               "variant month type filtered filtered_low "
                               "filtered_high",
                               out);
}

static void months_draw(const hmi_book *book, const hm_table *data,
                        hmi_text *svg)
{
    const hm_report_beliefs in = {
        .signals = hmi_book_table(book, "beliefs_signals"),
        .events = hmi_book_table(book, "beliefs_events"),
        .months = hmi_book_table(book, "beliefs"),
        .causes = hmi_book_table(book, "beliefs_causes"),
    };
    if (hm_table_rows(data) > 0 && in.causes != NULL) {
        hmi_beliefs_picture(&in, false, svg);
    }
}

/* --- tables ------------------------------------------------------------------------- */

/* Views at the first month that they stand for: the case's question. */
static hm_status variants_data(const hmi_book *book, hm_table **out)
{
    const hm_table *t = hmi_book_table(book, "beliefs_variants");
    hm_table *data = NULL;
    hm_status status = HM_OK;
    if (hmi_rows(t) == 0) {
        return HM_OK;
    }
    HMI_TRY(hmi_data_create(book, "beliefs_variants",
                            "variant$ month$ type$ chance low high "
                            "evidence_ratio",
                            &data));
    const char *month = hmi_cell(t, 0, "month");
    for (int32_t r = 0; r < hmi_rows(t) && status == HM_OK; r++) {
        if (hmi_cell_is(t, r, "month", month)) {
            status = hmi_data_add(
                data, hmi_cell(t, r, "variant"), month, hmi_cell(t, r, "type"),
                hmi_value(t, r, "filtered"), hmi_value(t, r, "filtered_low"),
                hmi_value(t, r, "filtered_high"),
                hmi_value(t, r, "evidence_ratio"));
        }
    }
    *out = data;
    return status;
}

static hm_status forecast_data(const hmi_book *book, hm_table **out)
{
    const hm_table *t = hmi_book_table(book, "beliefs_forecast");
    hm_table *data = NULL;
    hm_status status = HM_OK;
    if (hmi_rows(t) == 0) {
        return HM_OK;
    }
    HMI_TRY(hmi_data_create(book, "beliefs_forecast",
                            "forecast$ log_score crps brier", &data));
    for (int32_t r = 0; r < hmi_rows(t) && status == HM_OK; r++) {
        if (hmi_cell_is(t, r, "month", "mean")) {
            status = hmi_data_add(
                data, hmi_cell(t, r, "forecast"), hmi_value(t, r, "log_score"),
                hmi_value(t, r, "crps"), hmi_value(t, r, "brier"));
        }
    }
    *out = data;
    return status;
}

static hm_status fit_data(const hmi_book *book, hm_table **out)
{
    return hmi_data_pick(book, "beliefs_fit",
                         "number verdict elicited fitted low high", out);
}

static hm_status policies_data(const hmi_book *book, hm_table **out)
{
    return hmi_data_pick(book, "beliefs_policies",
                         "policy bite cost_musd compliance "
                         "compliance_simulated collapse war top_stage "
                         "compliance_worth_break_even_musd",
                         out);
}

/* --- the programme, month by month ------------------------------------------------ */

/* The page has every third month, the file all of them. */
enum { PANELS = 4, CURVES = 4, MONTHS_MOST = 600, EVERY = 3 };

static hm_status paths_data(const hmi_book *book, hm_table **out)
{
    HMI_TRY(hmi_data_pick(book, "beliefs_programme",
                          "policy month compliance compliance_low "
                          "compliance_high top_stage top_stage_low "
                          "top_stage_high collapse collapse_low collapse_high "
                          "war war_low war_high",
                          out));
    return hmi_data_thin(book, "month", EVERY, out);
}

/* Rows of the policy that begins at `row`. */
static int32_t policy_rows(const hm_table *data, int32_t row)
{
    int32_t n = 0;
    while (
        row + n < hm_table_rows(data) &&
        hmi_cell_is(data, row + n, "policy", hmi_cell(data, row, "policy"))) {
        n++;
    }
    return n;
}

/* Bands of a measure: "compliance_low" and "compliance_high". */
static double side_of(const hm_table *data, int32_t row, const char *measure,
                      const char *side)
{
    char name[64];
    (void)snprintf(name, sizeof name, "%s_%s", measure, side);
    return hmi_value(data, row, name);
}

static double highest(const hm_table *data, const char *measure)
{
    double high = 0.0;
    for (int32_t r = 0; r < hm_table_rows(data); r++) {
        high = fmax(high, side_of(data, r, measure, "high"));
    }
    return high;
}

/* Up along the high ends, back along the low ones. */
static void path_band(const hm_table *data, int32_t row, int32_t n,
                      const char *measure, const hmi_axis *across,
                      const hmi_axis *up, const char *style, hmi_text *svg)
{
    double px[2 * MONTHS_MOST];
    double py[2 * MONTHS_MOST];
    for (int32_t m = 0; m < n; m++) {
        int32_t back = 2 * n - 1 - m;
        px[m] = px[back] =
            hmi_axis_at(across, hmi_value(data, row + m, "month"));
        py[m] =
            hmi_axis_at(up, 100.0 * side_of(data, row + m, measure, "high"));
        py[back] =
            hmi_axis_at(up, 100.0 * side_of(data, row + m, measure, "low"));
    }
    hmi_svg_path(svg, px, py, 2 * n, style);
}

/* One measure: a curve a policy with its band, against months. */
static void panel(const hm_table *data, const char *measure, const char *title,
                  double x, double y, hmi_text *svg)
{
    static const char *const styles[CURVES] = {"curve1", "curve2", "curve3",
                                               "curve4"};
    static const char *const bands[CURVES] = {"path1", "path2", "path3",
                                              "path4"};
    int32_t rows = hm_table_rows(data);
    double last = hmi_value(data, rows - 1, "month");
    hmi_axis across = hmi_axis_linear(0.0, last, x, x + 290.0);
    hmi_axis up = hmi_axis_linear(0.0, 100.0 * highest(data, measure),
                                  y + 150.0, y + 20.0);
    hmi_svg_text(svg, x, y + 8.0, "start", "big", title);
    hmi_axis_x(svg, &across, y + 150.0, y + 20.0, "months");
    hmi_axis_y(svg, &up, x, x + 290.0, "");
    int32_t curve = 0;
    for (int32_t r = 0; r < rows;) {
        double px[MONTHS_MOST];
        double py[MONTHS_MOST];
        int32_t rows_of = policy_rows(data, r);
        int32_t n = rows_of < MONTHS_MOST ? rows_of : MONTHS_MOST;
        path_band(data, r, n, measure, &across, &up, bands[curve % CURVES],
                  svg);
        for (int32_t m = 0; m < n; m++) {
            px[m] = hmi_axis_at(&across, hmi_value(data, r + m, "month"));
            py[m] = hmi_axis_at(&up, 100.0 * hmi_value(data, r + m, measure));
        }
        hmi_svg_path(svg, px, py, n, styles[curve++ % CURVES]);
        r += rows_of;
    }
}

static void paths_draw(const hmi_book *book, const hm_table *data,
                       hmi_text *svg)
{
    static const char *const measures[PANELS] = {"compliance", "top_stage",
                                                 "collapse", "war"};
    static const char *const titles[PANELS] = {
        "it complies, per cent", "it reaches the top stage, per cent",
        "it collapses, per cent", "war, per cent"};
    static const char *const marks[CURVES] = {"c1", "c2", "c3", "c4"};
    double x = 50.0;
    int32_t curve = 0;
    (void)book;
    hmi_svg_open(svg, 760.0, 450.0, "Chances by month under each policy");
    for (int32_t r = 0; r < hm_table_rows(data); r += policy_rows(data, r)) {
        const char *name = hmi_cell(data, r, "policy");
        hmi_svg_rect(svg, x, 4.0, 12.0, 12.0, marks[curve++ % CURVES], NULL);
        hmi_svg_text(svg, x + 17.0, 15.0, "start", "", name);
        x += 40.0 + 8.0 * (double)strlen(name);
    }
    for (int32_t k = 0; k < PANELS; k++) {
        panel(data, measures[k], titles[k], k % 2 == 0 ? 50.0 : 430.0,
              k < 2 ? 36.0 : 246.0, svg);
    }
    hmi_svg_close(svg);
}

static hm_status steps_data(const hmi_book *book, hm_table **out)
{
    return hmi_data_pick(book, "beliefs_steps",
                         "from to compliance_per_collapse ratio_low "
                         "ratio_high compliance_worth_musd critical_ratio",
                         out);
}

static hm_status separation_data(const hmi_book *book, hm_table **out)
{
    return hmi_data_pick(book, "beliefs_separation",
                         "action stake verdict months cost_musd "
                         "gain_a_year_musd months_to_separate",
                         out);
}

static const hmi_figure figures[] = {
    {"beliefs", "Who is it, month by month",
     "Chances after each month by a filter over hidden types; band: 90 % of "
     "draws of the likelihoods and priors that the case states (beliefs.csv). "
     "Signals with their sources: beliefs_signals.csv.",
     months_data, months_draw, HMI_STATED},
    {"beliefs-views", "What that hangs on",
     "The same with one signal or cause left out; evidence_ratio: how well it "
     "fits compared with the first (beliefs_variants.csv).",
     variants_data, NULL, HMI_STATED},
    {"beliefs-forecast", "Forecasts against naive ones",
     "Mean proper scores of the months that were observed; log score: higher "
     "is better, CRPS and Brier: lower (beliefs_forecast.csv).",
     forecast_data, NULL, HMI_STATED},
    {"beliefs-fit", "What the data say of the numbers",
     "Largest likelihood and 95 % profile intervals; what the data do not "
     "bound has no number (beliefs_fit.csv).",
     fit_data, NULL, HMI_STATED},
    {"separating-power", "Could someone unwilling afford the show",
     "Cost of the action for its months against a year of what is at stake "
     "(beliefs_separation.csv).",
     separation_data, NULL, HMI_SOLVED},
    {"programme", "The programme when a policy is held",
     "Competing hazards in closed form at the middle of the priors, and the "
     "same by simulation; beliefs_programme.csv has every month with bands.",
     policies_data, NULL, HMI_SOLVED},
    {"programme-paths", "How it may end, month by month",
     "Cumulative chances at the middle of the priors; shaded: 90 % of the "
     "draws of the priors. Every third month here, all of them in "
     "beliefs_programme.csv.",
     paths_data, paths_draw, true},
    {"collapse-fear", "Each step of pressure: when does the broker refuse it",
     "Critical ratio of what collapse costs to what compliance is worth; "
     "below 0: refused whatever collapse costs (beliefs_steps.csv).",
     steps_data, NULL, HMI_SOLVED},
};

static void prose(const hmi_book *book, hmi_text *html)
{
    (void)book;
    hmi_paragraph(html,
                  "Everything here is class P: it rests on likelihoods, priors "
                  "and hazards that the case states, each with its band. A "
                  "month without a report is missing and says nothing.");
}

const hmi_section hmi_section_beliefs = {
    "signals", "Signals, beliefs and the programme", prose, figures,
    sizeof figures / sizeof *figures};

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * beliefs.c - the section on signals, beliefs and the programme. Every number
 * of a belief is class P and stands with its band.
 */
#include "report/internal.h"

#include <math.h>
#include <string.h>

enum { MONTHS_SHOWN = 24 };

/* --- cells --------------------------------------------------------------- */

static double number(const hm_table *table, int32_t row, const char *column)
{
    return hm_table_number(table, row, hm_table_find(table, column));
}

static const char *words(const hm_table *table, int32_t row, const char *column)
{
    return hm_table_text(table, row, hm_table_find(table, column));
}

void hmi_say_amount(hmi_text *text, double x)
{
    if (fabs(x) >= 1e6) {
        hmi_text_addf(text, "%.3g million", x / 1e6);
    } else if (fabs(x) >= 1e4) {
        hmi_text_addf(text, "%.3g thousand", x / 1e3);
    } else {
        hmi_text_addf(text, "%.4g", x);
    }
}

static void add_number(hmi_grid *grid, const char *format, double value)
{
    if (isnan(value)) {
        hmi_grid_add(grid, "");
        return;
    }
    if (format[0] == 'p') {
        hmi_grid_addf(grid, "%.0f", 100.0 * value);
    } else if (format[0] == 'd') {
        hmi_grid_addf(grid, "%.1f", 100.0 * value);
    } else if (format[0] == '0') {
        hmi_grid_addf(grid, "%.0f", value);
    } else if (fabs(value) >= 1e6) {
        hmi_grid_addf(grid, "%.3g million", value / 1e6);
    } else if (fabs(value) >= 1e4) {
        hmi_grid_addf(grid, "%.3g thousand", value / 1e3);
    } else {
        hmi_grid_addf(grid, "%.3g", value);
    }
}

/* "31 (12 to 60)" of per cents; nothing where there is no value. */
static void add_percents(hmi_grid *grid, double value, double low, double high)
{
    if (isnan(value)) {
        hmi_grid_add(grid, "");
    } else if (isnan(low) || isnan(high)) {
        hmi_grid_addf(grid, "%.0f", 100.0 * value);
    } else {
        hmi_grid_addf(grid, "%.0f (%.0f to %.0f)", 100.0 * value, 100.0 * low,
                      100.0 * high);
    }
}

static hm_status print_grid(hmi_grid *grid, hmi_text *text)
{
    hm_status status = hmi_grid_print(grid, text);
    hmi_grid_free(grid);
    return status;
}

static hm_status headed(hm_context *ctx, const char *const *heads, int32_t n,
                        int32_t left, hmi_grid **grid)
{
    HMI_TRY(hmi_grid_create(ctx, n, left, grid));
    for (int32_t c = 0; c < n; c++) {
        hmi_grid_add(*grid, heads[c]);
    }
    return HM_OK;
}

static void paragraph(hmi_text *text, const char *sentence)
{
    hmi_wrap(text, "", 0, sentence);
    hmi_text_add(text, "\n");
}

/* --- who they are, by month ---------------------------------------------- */

/* Number of types: rows until the variant or the month changes. */
static int32_t types_of(const hm_table *months)
{
    int32_t n = 0;
    while (
        n < hm_table_rows(months) &&
        strcmp(hm_table_text(months, n, 0), hm_table_text(months, 0, 0)) == 0 &&
        strcmp(hm_table_text(months, n, 1), hm_table_text(months, 0, 1)) == 0) {
        n++;
    }
    return n;
}

/* Rows of the first variant. */
static int32_t stated_rows(const hm_table *months)
{
    int32_t n = 0;
    while (n < hm_table_rows(months) &&
           strcmp(hm_table_text(months, n, 0), hm_table_text(months, 0, 0)) ==
               0) {
        n++;
    }
    return n;
}

static int32_t causes_of(const hm_table *causes)
{
    int32_t n = 0;
    while (n < hm_table_rows(causes) &&
           strcmp(hm_table_text(causes, n, 0), hm_table_text(causes, 0, 0)) ==
               0) {
        n++;
    }
    return n;
}

/* "coal 0, vote 1": what was seen in a month. */
static void seen_in(const hm_table *signals, const char *month, hmi_text *text)
{
    int32_t value = hm_table_find(signals, "value");
    bool any = false;
    for (int32_t r = 0; r < hm_table_rows(signals); r++) {
        double x = hm_table_number(signals, r, value);
        if (!isnan(x) && strcmp(words(signals, r, "month"), month) == 0) {
            hmi_text_addf(text, "%s%s ", any ? ", " : "",
                          words(signals, r, "signal"));
            hmi_say_amount(text, x);
            any = true;
        }
    }
    if (!any) {
        hmi_text_add(text, "nothing found");
    }
}

static hm_status month_cells(const hm_report_beliefs *in, hm_context *ctx,
                             int32_t row, int32_t types, hmi_grid *grid)
{
    const char *month = hm_table_text(in->months, row, 1);
    hmi_text seen;
    hmi_text_init(&seen, ctx);
    seen_in(in->signals, month, &seen);
    hmi_grid_add(grid, month);
    for (int32_t y = 0; y < types; y++) {
        add_percents(grid, number(in->months, row + y, "filtered"),
                     number(in->months, row + y, "filtered_low"),
                     number(in->months, row + y, "filtered_high"));
    }
    for (int32_t r = 0; r < hm_table_rows(in->causes); r++) {
        if (strcmp(hm_table_text(in->causes, r, 0), month) == 0) {
            add_number(grid, "p", number(in->causes, r, "filtered"));
        }
    }
    hm_status status = seen.status;
    hmi_grid_add(grid, seen.data == NULL ? "" : seen.data);
    hmi_text_clear(&seen);
    return status;
}

static hm_status month_part(hm_context *ctx, const hm_report_beliefs *in,
                            hmi_text *text)
{
    hmi_grid *grid = NULL;
    int32_t types = types_of(in->months);
    int32_t rows = stated_rows(in->months);
    int32_t from = rows - MONTHS_SHOWN * types;
    hmi_text_add(text, "\nWho is it? Chances in per cent after each month, "
                       "with 90 % of the draws\n");
    int32_t causes = causes_of(in->causes);
    HMI_TRY(hmi_grid_create(ctx, types + causes + 2, 1, &grid));
    hmi_grid_add(grid, "month");
    for (int32_t y = 0; y < types; y++) {
        hmi_grid_add(grid, hm_table_text(in->months, y, 2));
    }
    for (int32_t c = 0; c < causes; c++) {
        hmi_grid_add(grid, hm_table_text(in->causes, c, 1));
    }
    hmi_grid_add(grid, "seen");
    for (int32_t r = from < 0 ? 0 : from; r < rows; r += types) {
        hm_status status = month_cells(in, ctx, r, types, grid);
        if (status != HM_OK) {
            hmi_grid_free(grid);
            return status;
        }
    }
    return print_grid(grid, text);
}

/* --- what it hangs on ---------------------------------------------------- */

static hm_status variant_part(hm_context *ctx, const hm_report_beliefs *in,
                              hmi_text *text)
{
    hmi_grid *grid = NULL;
    const hm_table *v = in->variants;
    int32_t types = types_of(v);
    bool empty = false;
    hmi_text_addf(text,
                  "\nWhat that hangs on: chances in per cent after %s, what is "
                  "known then\n",
                  in->question);
    HMI_TRY(hmi_grid_create(ctx, types + 2, 1, &grid));
    hmi_grid_add(grid, "view");
    for (int32_t y = 0; y < types; y++) {
        hmi_grid_add(grid, hm_table_text(v, y, 2));
    }
    hmi_grid_add(grid, "fits, as stated = 1");
    for (int32_t r = 0; r + types <= hm_table_rows(v); r += types) {
        if (strcmp(hm_table_text(v, r, 1), in->question) != 0) {
            continue;
        }
        hmi_grid_add(grid, hm_table_text(v, r, 0));
        for (int32_t y = 0; y < types; y++) {
            add_percents(grid, number(v, r + y, "filtered"),
                         number(v, r + y, "filtered_low"),
                         number(v, r + y, "filtered_high"));
        }
        add_number(grid, "g", number(v, r, "evidence_ratio"));
        empty = empty || isnan(number(v, r, "filtered"));
    }
    HMI_TRY(print_grid(grid, text));
    if (empty) {
        hmi_text_add(text, "(empty: without it nothing explains what was "
                           "seen)\n");
    }
    return HM_OK;
}

/* --- months to conviction ------------------------------------------------ */

static hm_status conviction_part(hm_context *ctx, const hm_report_beliefs *in,
                                 hmi_text *text)
{
    static const char *const heads[] = {
        "signal",  "seen",   "ratio",  "lowest",
        "highest", "months", "fewest", "with the other cause",
        "months "};
    hmi_grid *grid = NULL;
    const hm_table *c = in->conviction;
    if (hm_table_rows(c) == 0) {
        return HM_OK;
    }
    hmi_text_addf(
        text,
        "\nHow soon would it convince? Likelihood ratio of the first "
        "type to the last, and months\nof the same sign in a row from "
        "%.*f %% to %.4g %% (empty: never)\n",
        number(c, 0, "belief_now") < 0.01 ? 2 : 0,
        100.0 * number(c, 0, "belief_now"), 100.0 * number(c, 0, "conviction"));
    HMI_TRY(headed(ctx, heads, 9, 2, &grid));
    for (int32_t r = 0; r < hm_table_rows(c); r++) {
        hmi_grid_add(grid, words(c, r, "signal"));
        hmi_grid_add(grid, words(c, r, "outcome"));
        add_number(grid, "g", number(c, r, "ratio"));
        add_number(grid, "g", number(c, r, "ratio_low"));
        add_number(grid, "g", number(c, r, "ratio_high"));
        add_number(grid, "0", number(c, r, "months"));
        add_number(grid, "0", number(c, r, "months_low"));
        add_number(grid, "g", number(c, r, "ratio_with_cause"));
        add_number(grid, "0", number(c, r, "months_with_cause"));
    }
    return print_grid(grid, text);
}

/* --- fit and forecast ---------------------------------------------------- */

static hm_status fit_part(hm_context *ctx, const hm_table *fit, hmi_text *text)
{
    static const char *const heads[] = {"number", "verdict", "elicited",
                                        "fitted", "low",     "high"};
    hmi_grid *grid = NULL;
    if (hm_table_rows(fit) == 0) {
        return HM_OK;
    }
    hmi_text_addf(text,
                  "\nWhat the first %.0f months say of the numbers: largest "
                  "likelihood (%.0f of %.0f starts\nend at it), 95 %% profile "
                  "intervals\n",
                  number(fit, 0, "months"), number(fit, 0, "starts_agreeing"),
                  number(fit, 0, "starts"));
    HMI_TRY(headed(ctx, heads, 6, 2, &grid));
    for (int32_t r = 0; r < hm_table_rows(fit); r++) {
        hmi_grid_add(grid, words(fit, r, "number"));
        hmi_grid_add(grid, words(fit, r, "verdict"));
        add_number(grid, "g", number(fit, r, "elicited"));
        add_number(grid, "g", number(fit, r, "fitted"));
        add_number(grid, "g", number(fit, r, "low"));
        add_number(grid, "g", number(fit, r, "high"));
    }
    return print_grid(grid, text);
}

static hm_status forecast_part(hm_context *ctx, const hm_table *f,
                               hmi_text *text)
{
    static const char *const heads[] = {"forecast", "log score", "CRPS",
                                        "Brier (zero or not)"};
    hmi_grid *grid = NULL;
    int32_t last = -1;
    int32_t scored = 0;
    for (int32_t r = 0; r < hm_table_rows(f) && last < 0; r++) {
        bool mean = strcmp(words(f, r, "month"), "mean") == 0;
        last = mean ? r : -1;
        scored += !mean && !isnan(number(f, r, "log_score"));
    }
    if (last < 1) {
        return HM_OK;
    }
    hmi_text_addf(text,
                  "\nForecasts made before %s of the months to %s, %d of them "
                  "observed: mean scores\n(log score: higher is better; CRPS "
                  "and Brier: lower is better)\n",
                  words(f, 0, "month"), words(f, last - 1, "month"),
                  (int)scored);
    HMI_TRY(headed(ctx, heads, 4, 1, &grid));
    for (int32_t r = 0; r < hm_table_rows(f); r++) {
        if (strcmp(words(f, r, "month"), "mean") == 0) {
            hmi_grid_add(grid, words(f, r, "forecast"));
            add_number(grid, "g", number(f, r, "log_score"));
            add_number(grid, "g", number(f, r, "crps"));
            add_number(grid, "g", number(f, r, "brier"));
        }
    }
    return print_grid(grid, text);
}

/* --- the programme ------------------------------------------------------- */

/* Lowest and highest compliance of a policy over the members. */
static void member_range(const hm_report_beliefs *in, const char *policy,
                         const char *column, double *low, double *high)
{
    *low = *high = NAN;
    for (int32_t m = 0; m < in->n_members; m++) {
        const hm_table *p = in->member_policies[m];
        for (int32_t r = 0; p != NULL && r < hm_table_rows(p); r++) {
            if (strcmp(words(p, r, "policy"), policy) == 0) {
                double x = number(p, r, column);
                *low = isnan(*low) || x < *low ? x : *low;
                *high = isnan(*high) || x > *high ? x : *high;
            }
        }
    }
}

/* Last month of every policy, with the bands of the priors. */
static hm_status ends_part(hm_context *ctx, const hm_table *p, hmi_text *text)
{
    static const char *const heads[] = {"policy", "comply %", "top stage %",
                                        "collapse %", "war %"};
    static const char *const columns[4][3] = {
        {"compliance", "compliance_low", "compliance_high"},
        {"top_stage", "top_stage_low", "top_stage_high"},
        {"collapse", "collapse_low", "collapse_high"},
        {"war", "war_low", "war_high"}};
    hmi_grid *grid = NULL;
    int32_t rows = p == NULL ? 0 : hm_table_rows(p);
    if (rows == 0) {
        return HM_OK;
    }
    hmi_text_addf(text,
                  "The same by month %.0f with the bands of the priors: 90 %% "
                  "of the draws\n",
                  number(p, rows - 1, "month"));
    HMI_TRY(headed(ctx, heads, 5, 1, &grid));
    for (int32_t r = 0; r < rows; r++) {
        bool last = r + 1 == rows || strcmp(words(p, r, "policy"),
                                            words(p, r + 1, "policy")) != 0;
        if (!last) {
            continue;
        }
        hmi_grid_add(grid, words(p, r, "policy"));
        for (int32_t k = 0; k < 4; k++) {
            add_percents(grid, number(p, r, columns[k][0]),
                         number(p, r, columns[k][1]),
                         number(p, r, columns[k][2]));
        }
    }
    return print_grid(grid, text);
}

static hm_status policy_part(hm_context *ctx, const hm_report_beliefs *in,
                             hmi_text *text)
{
    static const char *const heads[] = {
        "policy",    "bite %",     "lowest", "highest",     "comply %",
        "simulated", "collapse %", "war %",  "top stage %", "worth, $ billion"};
    hmi_grid *grid = NULL;
    const hm_table *p = in->policies;
    hmi_text_add(text, "\nThe programme when a policy is held: chances by the "
                       "end, at the middle of the priors\n");
    HMI_TRY(headed(ctx, heads, 10, 1, &grid));
    for (int32_t r = 0; r < hm_table_rows(p); r++) {
        double low = NAN;
        double high = NAN;
        member_range(in, words(p, r, "policy"), "bite", &low, &high);
        hmi_grid_add(grid, words(p, r, "policy"));
        add_number(grid, "d", number(p, r, "bite"));
        add_number(grid, "d", low);
        add_number(grid, "d", high);
        add_number(grid, "d", number(p, r, "compliance"));
        add_number(grid, "d", number(p, r, "compliance_simulated"));
        add_number(grid, "d", number(p, r, "collapse"));
        add_number(grid, "d", number(p, r, "war"));
        add_number(grid, "d", number(p, r, "top_stage"));
        double even = number(p, r, "compliance_worth_break_even_musd");
        add_number(grid, "g", even / 1000.0);
    }
    HMI_TRY(print_grid(grid, text));
    paragraph(
        text,
        "Bite: what the target loses of what it earns, with its range over the "
        "views of the world. Simulated: the same chance from seeded "
        "paths. Worth: what compliance must be worth, once, for the "
        "policy to pay its cost to sender and broker compared with the "
        "first one, a collapse costing nothing (empty: it costs them "
        "nothing). beliefs_programme.csv has every month with the bands "
        "of the priors, beliefs_policies.csv the cost of collapse at "
        "which policies are worth the same.");
    return ends_part(ctx, in->paths, text);
}

static hm_status step_part(hm_context *ctx, const hm_table *s, hmi_text *text)
{
    static const char *const heads[] = {
        "from",         "to",      "chance of compliance a chance of collapse",
        "lowest",       "highest", "compliance worth, $ billion",
        "refuses above"};
    hmi_grid *grid = NULL;
    hmi_text_add(text, "\nEach step of pressure: the fear of collapse at which "
                       "the broker refuses it\n");
    HMI_TRY(headed(ctx, heads, 7, 2, &grid));
    for (int32_t r = 0; r < hm_table_rows(s); r++) {
        hmi_grid_add(grid, words(s, r, "from"));
        hmi_grid_add(grid, words(s, r, "to"));
        add_number(grid, "g", number(s, r, "compliance_per_collapse"));
        add_number(grid, "g", number(s, r, "ratio_low"));
        add_number(grid, "g", number(s, r, "ratio_high"));
        add_number(grid, "g", number(s, r, "compliance_worth_musd") / 1000.0);
        add_number(grid, "g", number(s, r, "critical_ratio"));
    }
    HMI_TRY(print_grid(grid, text));
    paragraph(text, "Refuses above: cost of collapse over worth of compliance "
                    "to the broker; below 0: it refuses whatever collapse "
                    "costs.");
    return HM_OK;
}

static hm_status separation_part(hm_context *ctx, const hm_table *s,
                                 hmi_text *text)
{
    static const char *const heads[] = {"action",
                                        "at stake",
                                        "verdict",
                                        "cost, $ million",
                                        "gain a year, $ million",
                                        "months to separate"};
    hmi_grid *grid = NULL;
    if (hm_table_rows(s) == 0) {
        return HM_OK;
    }
    hmi_text_addf(text,
                  "\nCould someone unwilling afford the show? %.0f months of "
                  "the action against a year of\nwhat is at stake\n",
                  number(s, 0, "months"));
    HMI_TRY(headed(ctx, heads, 6, 3, &grid));
    for (int32_t r = 0; r < hm_table_rows(s); r++) {
        hmi_grid_add(grid, words(s, r, "action"));
        hmi_grid_add(grid, words(s, r, "stake"));
        hmi_grid_add(grid, words(s, r, "verdict"));
        add_number(grid, "0", number(s, r, "cost_musd"));
        add_number(grid, "0", number(s, r, "gain_a_year_musd"));
        add_number(grid, "0", number(s, r, "months_to_separate"));
    }
    return print_grid(grid, text);
}

static hm_status rate_part(hm_context *ctx, const hm_table *rates,
                           hmi_text *text)
{
    static const char *const heads[] = {"goal of sanctions", "cases",
                                        "reached %", "at least in part %"};
    hmi_grid *grid = NULL;
    hmi_text_add(text, "\nFor sanity: how often sanctions that have ended had "
                       "reached their goal (90 % intervals)\n");
    HMI_TRY(headed(ctx, heads, 4, 1, &grid));
    for (int32_t r = 0; r < hm_table_rows(rates); r++) {
        hmi_grid_add(grid, words(rates, r, "goal"));
        add_number(grid, "0", number(rates, r, "cases"));
        add_percents(grid, number(rates, r, "share"), number(rates, r, "low"),
                     number(rates, r, "high"));
        add_percents(grid, number(rates, r, "share_in_part"),
                     number(rates, r, "low_in_part"),
                     number(rates, r, "high_in_part"));
    }
    return print_grid(grid, text);
}

/* --- all of it ----------------------------------------------------------- */

static hm_status signal_parts(hm_context *ctx, const hm_report_beliefs *in,
                              hmi_text *text)
{
    if (in->months == NULL) {
        return HM_OK;
    }
    HMI_TRY(month_part(ctx, in, text));
    HMI_TRY(variant_part(ctx, in, text));
    HMI_TRY(conviction_part(ctx, in, text));
    if (in->fit != NULL) {
        HMI_TRY(fit_part(ctx, in->fit, text));
    }
    return in->forecast == NULL ? HM_OK
                                : forecast_part(ctx, in->forecast, text);
}

static hm_status programme_parts(hm_context *ctx, const hm_report_beliefs *in,
                                 hmi_text *text)
{
    if (in->separation != NULL) {
        HMI_TRY(separation_part(ctx, in->separation, text));
    }
    if (in->policies != NULL && hm_table_rows(in->policies) > 0) {
        HMI_TRY(policy_part(ctx, in, text));
    }
    if (in->steps != NULL && hm_table_rows(in->steps) > 0) {
        HMI_TRY(step_part(ctx, in->steps, text));
    }
    if (in->rates != NULL) {
        HMI_TRY(rate_part(ctx, in->rates, text));
    }
    if (in->left_out > 0) {
        hmi_text_addf(text,
                      "\nLeft out: %d policies, steps or actions whose "
                      "scenarios have no answer here.\n",
                      (int)in->left_out);
    }
    return HM_OK;
}

hm_status hm_report_beliefs_pages(hm_context *ctx, const hm_report_beliefs *in,
                                  char **out)
{
    hmi_text text;
    *out = NULL;
    hmi_text_init(&text, ctx);
    hmi_text_add(&text,
                 "\nSignals and beliefs (class P: they rest on likelihoods and "
                 "priors that the case states)\n");
    hm_status status = signal_parts(ctx, in, &text);
    if (status == HM_OK) {
        status = programme_parts(ctx, in, &text);
    }
    if (status != HM_OK) {
        hmi_text_clear(&text);
        return status;
    }
    return hmi_text_take(&text, out);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * beliefs_plot.c - beliefs over the months as SVG: chances of the types with
 * their bands, the other cause, the first signal's amounts with
 * missing months marked, and the events, numbered.
 */
#include "report/internal.h"

#include <math.h>
#include <string.h>

enum { COLOURS = 8, LEGEND_ROW = 17 };
static const double left = 64.0;
static const double right = 876.0;
static const double top = 64.0;
static const double belief_height = 250.0;
static const double cause_height = 56.0;
static const double bars_height = 110.0;
static const double gap = 30.0;

static const char *const colours[COLOURS] = {"#1b7837", "#d9820f", "#762a83",
                                             "#2166ac", "#b2182b", "#4d4d4d",
                                             "#01665e", "#8c510a"};

typedef struct plot {
    const hm_report_beliefs *in;
    hmi_text *text;
    int32_t types, months; /* of the stated variant */
    double width;          /* of a month */
    bool alone; /* a file of its own; else the page gives the background */
} plot;

/* --- places -------------------------------------------------------------- */

static double belief_y(double p)
{
    return top + belief_height * (1.0 - p);
}

static double cause_top(void)
{
    return top + belief_height + gap;
}

static double bars_top(const plot *p)
{
    bool cause = hm_table_rows(p->in->causes) > 0;
    return cause_top() + (cause ? cause_height + gap : 0.0);
}

static double middle_of(const plot *p, int32_t month)
{
    return left + ((double)month + 0.5) * p->width;
}

static const char *month_of(const plot *p, int32_t t)
{
    return hm_table_text(p->in->months, t * p->types, 1);
}

/* Months since year 0; -1: none. */
static int32_t parse_month(const char *text)
{
    int32_t at[6] = {0};
    static const int32_t places[6] = {0, 1, 2, 3, 5, 6};
    if (strlen(text) < 7) {
        return -1;
    }
    for (int32_t i = 0; i < 6; i++) {
        at[i] = text[places[i]] - '0';
        if (at[i] < 0 || at[i] > 9) {
            return -1;
        }
    }
    return 12 * (1000 * at[0] + 100 * at[1] + 10 * at[2] + at[3]) + 10 * at[4] +
           at[5] - 1;
}

/* x of a date "2017-04-07", or NAN outside the months. */
static double date_x(const plot *p, const char *date)
{
    int32_t month = parse_month(date);
    int32_t t = month - parse_month(month_of(p, 0));
    double day = 15.0;
    if (month < 0 || t < 0 || t >= p->months) {
        return NAN;
    }
    if (strlen(date) >= 10) {
        day = 10.0 * (date[8] - '0') + (date[9] - '0');
    }
    return left + ((double)t + (day - 1.0) / 31.0) * p->width;
}

/* Text with the five characters of XML replaced. */
static void add_escaped(hmi_text *text, const char *words)
{
    for (; *words != '\0'; words++) {
        switch (*words) {
        case '&':
            hmi_text_add(text, "&amp;");
            break;
        case '<':
            hmi_text_add(text, "&lt;");
            break;
        case '>':
            hmi_text_add(text, "&gt;");
            break;
        case '"':
            hmi_text_add(text, "&quot;");
            break;
        default:
            hmi_text_append(text, words, 1);
        }
    }
}

static void label(const plot *p, double x, double y, const char *style,
                  const char *words)
{
    hmi_text_addf(p->text, "<text x=\"%.1f\" y=\"%.1f\" %s>", x, y, style);
    add_escaped(p->text, words);
    hmi_text_add(p->text, "</text>\n");
}

static void rule(const plot *p, double x1, double y1, double x2, double y2,
                 const char *style)
{
    hmi_text_addf(p->text,
                  "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" "
                  "%s/>\n",
                  x1, y1, x2, y2, style);
}

/* --- the axes ------------------------------------------------------------ */

static void belief_axis(const plot *p)
{
    for (int32_t k = 0; k <= 4; k++) {
        double share = 0.25 * (double)k;
        static const char *const marks[] = {"0 %", "25 %", "50 %", "75 %",
                                            "100 %"};
        rule(p, left, belief_y(share), right, belief_y(share),
             "stroke=\"#ddd\"");
        label(p, left - 6.0, belief_y(share) + 4.0, "text-anchor=\"end\"",
              marks[k]);
    }
}

static void month_axis(const plot *p, double y)
{
    int32_t every = p->months > 30 ? 6 : p->months > 14 ? 2 : 1;
    for (int32_t t = 0; t < p->months; t += every) {
        label(p, middle_of(p, t), y, "text-anchor=\"middle\" fill=\"#555\"",
              month_of(p, t));
    }
}

/* --- lines --------------------------------------------------------------- */

/* First row of the variant after the stated one, -1: there is none. */
static int32_t other_rows(const plot *p)
{
    int32_t row = p->months * p->types;
    return row < hm_table_rows(p->in->months) ? row : -1;
}

static void belief_line(const plot *p, int32_t first, int32_t y, bool dashed)
{
    int32_t column = hm_table_find(p->in->months, "filtered");
    hmi_text_addf(p->text, "<polyline fill=\"none\" stroke=\"%s\" %s points=\"",
                  colours[y % COLOURS],
                  dashed ? "stroke-width=\"1.6\" stroke-dasharray=\"5 4\""
                         : "stroke-width=\"2.6\"");
    for (int32_t t = 0; t < p->months; t++) {
        double v =
            hm_table_number(p->in->months, first + t * p->types + y, column);
        if (!isnan(v)) { /* of a view that could not be */
            hmi_text_addf(p->text, "%.1f,%.1f ", middle_of(p, t), belief_y(v));
        }
    }
    hmi_text_add(p->text, "\"/>\n");
}

static void belief_band(const plot *p, int32_t y)
{
    int32_t low = hm_table_find(p->in->months, "filtered_low");
    int32_t high = hm_table_find(p->in->months, "filtered_high");
    hmi_text_addf(p->text,
                  "<polygon fill=\"%s\" fill-opacity=\"0.12\" points=\"",
                  colours[y % COLOURS]);
    for (int32_t t = 0; t < p->months; t++) {
        double v = hm_table_number(p->in->months, t * p->types + y, low);
        hmi_text_addf(p->text, "%.1f,%.1f ", middle_of(p, t), belief_y(v));
    }
    for (int32_t t = p->months - 1; t >= 0; t--) {
        double v = hm_table_number(p->in->months, t * p->types + y, high);
        hmi_text_addf(p->text, "%.1f,%.1f ", middle_of(p, t), belief_y(v));
    }
    hmi_text_add(p->text, "\"/>\n");
}

/* The cause named first, as a filled line of its own. */
static void cause_panel(const plot *p)
{
    const hm_table *causes = p->in->causes;
    if (hm_table_rows(causes) == 0) {
        return;
    }
    const char *name = hm_table_text(causes, 0, 1);
    double base = cause_top() + cause_height;
    int32_t column = hm_table_find(causes, "filtered");
    int32_t t = 0;
    rule(p, left, base, right, base, "stroke=\"#999\"");
    hmi_text_addf(p->text,
                  "<polygon fill=\"#888\" fill-opacity=\"0.35\" "
                  "stroke=\"#666\" points=\"%.1f,%.1f ",
                  middle_of(p, 0), base);
    for (int32_t r = 0; r < hm_table_rows(causes); r++) {
        if (strcmp(hm_table_text(causes, r, 1), name) == 0 && t < p->months) {
            double v = hm_table_number(causes, r, column);
            hmi_text_addf(p->text, "%.1f,%.1f ", middle_of(p, t++),
                          base - cause_height * v);
        }
    }
    hmi_text_addf(p->text, "%.1f,%.1f\"/>\n", middle_of(p, t - 1), base);
    label(p, left - 6.0, cause_top() + 8.0, "text-anchor=\"end\"", "100 %");
    label(p, left - 6.0, base + 4.0, "text-anchor=\"end\"", "0 %");
    hmi_text_addf(p->text, "<text x=\"%.1f\" y=\"%.1f\" fill=\"#333\">",
                  left + 6.0, cause_top() + 12.0);
    hmi_text_add(p->text, "chance of the other cause: ");
    add_escaped(p->text, name);
    hmi_text_add(p->text, "</text>\n");
}

/* --- amounts ------------------------------------------------------------- */

/* Value of signal `name` in month t; NAN: missing. */
static double amount_at(const plot *p, const char *name, int32_t t)
{
    const hm_table *s = p->in->signals;
    int32_t month = hm_table_find(s, "month");
    int32_t signal = hm_table_find(s, "signal");
    for (int32_t r = 0; r < hm_table_rows(s); r++) {
        if (strcmp(hm_table_text(s, r, month), month_of(p, t)) == 0 &&
            strcmp(hm_table_text(s, r, signal), name) == 0) {
            return hm_table_number(s, r, hm_table_find(s, "value"));
        }
    }
    return NAN;
}

/* The signal with the most rows, and its unit. */
static const char *main_signal(const plot *p, const char **unit)
{
    const hm_table *s = p->in->signals;
    int32_t signal = hm_table_find(s, "signal");
    int32_t units = hm_table_find(s, "unit");
    int32_t best = -1;
    int32_t most = 0;
    for (int32_t r = 0; r < hm_table_rows(s); r++) {
        int32_t count = 0;
        for (int32_t k = 0; k < hm_table_rows(s); k++) {
            count += strcmp(hm_table_text(s, k, signal),
                            hm_table_text(s, r, signal)) == 0;
        }
        if (count > most) {
            most = count;
            best = r;
        }
    }
    *unit = best < 0 || units < 0 ? "" : hm_table_text(s, best, units);
    return best < 0 ? "" : hm_table_text(s, best, signal);
}

static void bar(const plot *p, int32_t t, double value, double largest)
{
    double base = bars_top(p) + bars_height;
    if (isnan(value)) {
        label(p, middle_of(p, t), base - 5.0,
              "text-anchor=\"middle\" fill=\"#b2182b\"", "?");
        return;
    }
    double height = largest > 0.0 ? bars_height * value / largest : 0.0;
    height = fmax(height, 1.5); /* a zero that was reported can be seen */
    hmi_text_addf(p->text,
                  "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
                  "height=\"%.1f\" fill=\"#46627f\"/>\n",
                  middle_of(p, t) - 0.32 * p->width, base - height,
                  0.64 * p->width, height);
}

static void bars_panel(const plot *p)
{
    const char *unit = "";
    const char *name = main_signal(p, &unit);
    double base = bars_top(p) + bars_height;
    double largest = 0.0;
    for (int32_t t = 0; t < p->months; t++) {
        double v = amount_at(p, name, t);
        largest = v > largest ? v : largest;
    }
    for (int32_t t = 0; t < p->months; t++) {
        bar(p, t, amount_at(p, name, t), largest);
    }
    rule(p, left, base, right, base, "stroke=\"#999\"");
    hmi_text_addf(p->text, "<text x=\"%.1f\" y=\"%.1f\" fill=\"#333\">",
                  left + 6.0, bars_top(p) - 6.0);
    add_escaped(p->text, name);
    hmi_text_add(p->text, ", up to ");
    hmi_say_amount(p->text, largest);
    hmi_text_add(p->text, " ");
    add_escaped(p->text, unit);
    hmi_text_add(p->text, " (? nothing found)</text>\n");
    month_axis(p, base + 18.0);
}

/* --- events and legend --------------------------------------------------- */

/* Numbered lines; numbers that would touch stand on a second row. */
static void event_lines(const plot *p)
{
    const hm_table *e = p->in->events;
    double last[2] = {-100.0, -100.0};
    double end = bars_top(p) + bars_height;
    int32_t shown = 0;
    for (int32_t r = 0; e != NULL && r < hm_table_rows(e); r++) {
        double x = date_x(p, hm_table_text(e, r, hm_table_find(e, "date")));
        if (isnan(x)) {
            continue;
        }
        double at = x;
        int32_t row = x - last[0] < 12.0 ? 1 : 0;
        if (row == 1 && x - last[1] < 12.0) {
            row = last[0] < last[1] ? 0 : 1;
            at = last[row] + 12.0;
        }
        last[row] = at;
        rule(p, x, top, x, end, "stroke=\"#999\" stroke-dasharray=\"1 3\"");
        hmi_text_addf(p->text,
                      "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" "
                      "fill=\"#333\">%d</text>\n",
                      at, top - 6.0 - 14.0 * (double)row, (int)++shown);
    }
}

static void event_legend(const plot *p, double y)
{
    const hm_table *e = p->in->events;
    int32_t shown = 0;
    for (int32_t r = 0; e != NULL && r < hm_table_rows(e); r++) {
        const char *date = hm_table_text(e, r, hm_table_find(e, "date"));
        if (isnan(date_x(p, date))) {
            continue;
        }
        double x = left + (shown % 2 == 0 ? 0.0 : 410.0);
        int32_t row = shown / 2;
        double at = y + LEGEND_ROW * (double)row;
        hmi_text_addf(p->text, "<text x=\"%.1f\" y=\"%.1f\">%d  ", x, at,
                      (int)++shown);
        add_escaped(p->text, date);
        hmi_text_add(p->text, "  ");
        add_escaped(p->text, hm_table_text(e, r, hm_table_find(e, "label")));
        hmi_text_add(p->text, "</text>\n");
    }
}

static void type_legend(const plot *p)
{
    double x = left;
    for (int32_t y = 0; y < p->types; y++) {
        const char *name = hm_table_text(p->in->months, y, 2);
        hmi_text_addf(p->text,
                      "<rect x=\"%.1f\" y=\"14\" width=\"12\" height=\"12\" "
                      "fill=\"%s\"/>\n",
                      x, colours[y % COLOURS]);
        label(p, x + 17.0, 24.0, "font-weight=\"bold\"", name);
        x += 40.0 + 7.6 * (double)strlen(name);
    }
    hmi_text_addf(p->text, "<text x=\"%.1f\" y=\"24\" fill=\"#555\">", x);
    hmi_text_add(p->text, "shaded: 90 % of the draws");
    if (other_rows(p) >= 0) {
        hmi_text_add(p->text, "; dashed: ");
        add_escaped(p->text, hm_table_text(p->in->months, other_rows(p), 0));
    }
    hmi_text_add(p->text, "</text>\n");
}

/* --- the picture --------------------------------------------------------- */

static void draw(const plot *p)
{
    int32_t events = p->in->events == NULL ? 0 : hm_table_rows(p->in->events);
    double legend = bars_top(p) + bars_height + 44.0;
    int32_t rows = (events + 1) / 2;
    double height = legend + LEGEND_ROW * (double)rows + 6.0;
    hmi_text_addf(p->text,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                  "viewBox=\"0 0 900 %.0f\" width=\"900\" height=\"%.0f\" "
                  "font-family=\"sans-serif\" font-size=\"12\" role=\"img\">\n"
                  "<title>Beliefs after each month, class P</title>\n",
                  height, height);
    if (p->alone) {
        hmi_text_add(p->text, "<rect width=\"100%\" height=\"100%\" "
                              "fill=\"white\"/>\n");
    }
    type_legend(p);
    belief_axis(p);
    event_lines(p);
    for (int32_t y = 0; y < p->types; y++) {
        belief_band(p, y);
    }
    for (int32_t y = 0; y < p->types; y++) {
        if (other_rows(p) >= 0) {
            belief_line(p, other_rows(p), y, true);
        }
        belief_line(p, 0, y, false);
    }
    cause_panel(p);
    bars_panel(p);
    event_legend(p, legend);
    hmi_text_add(p->text, "</svg>\n");
}

void hmi_beliefs_picture(const hm_report_beliefs *in, bool alone,
                         hmi_text *text)
{
    plot p = {.in = in, .text = text, .alone = alone};
    const char *first = hm_table_text(in->months, 0, 0);
    int32_t rows = 0;
    while (rows < hm_table_rows(in->months) &&
           strcmp(hm_table_text(in->months, rows, 0), first) == 0) {
        rows++;
    }
    while (p.types < rows && strcmp(hm_table_text(in->months, p.types, 1),
                                    month_of(&p, 0)) == 0) {
        p.types++;
    }
    p.months = p.types > 0 ? rows / p.types : 1;
    p.width = (right - left) / (double)p.months;
    draw(&p);
}

hm_status hm_report_beliefs_plot(hm_context *ctx, const hm_report_beliefs *in,
                                 char **out)
{
    hmi_text text;
    *out = NULL;
    if (in->months == NULL || hm_table_rows(in->months) == 0) {
        return hmi_fail(ctx, HM_ERR_STATE, "there are no beliefs to plot");
    }
    hmi_text_init(&text, ctx);
    hmi_beliefs_picture(in, true, &text);
    return hmi_text_take(&text, out);
}

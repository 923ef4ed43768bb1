// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * frontiers.c - what sender and broker can reach when trade and pressure are
 * settled apart, and when they are linked: two curves in a panel of its own
 * for each baseline, since their sizes differ by orders of magnitude.
 */
#include "report/charts.h"

#include <math.h>
#include <stdio.h>

enum { VIEWS = 6, POINTS = 256 };

static const double panel_width = 290.0;
static const double panel_height = 214.0;

/* Rows from..to-1 are those of one view. */
typedef struct view {
    const hm_table *data;
    int32_t from, to;
    hmi_axis x, y;
} view;

hm_status hmi_frontiers_data(const hmi_book *book, hm_table **out)
{
    return hmi_data_pick(book, "linkage_frontiers",
                         "view frontier point sender_musd broker_musd "
                         "worth_musd package elasticities",
                         out);
}

static view view_at(const hm_table *data, int32_t row)
{
    view v = {.data = data, .from = row, .to = row};
    const char *name = hmi_cell(data, row, "view");
    while (v.to < hmi_rows(data) && hmi_cell_is(data, v.to, "view", name)) {
        v.to++;
    }
    return v;
}

static hmi_axis axis_of(const view *v, const char *column, double from,
                        double to)
{
    double low = INFINITY;
    double high = -INFINITY;
    for (int32_t r = v->from; r < v->to; r++) {
        low = fmin(low, hmi_value(v->data, r, column));
        high = fmax(high, hmi_value(v->data, r, column));
    }
    return hmi_axis_linear(low, high > low ? high : low + 1.0, from, to);
}

static void curve(const view *v, const char *name, bool linked, hmi_text *svg)
{
    double x[POINTS];
    double y[POINTS];
    char tip[200];
    int32_t n = 0;
    for (int32_t r = v->from; r < v->to && n < POINTS; r++) {
        double sender = hmi_value(v->data, r, "sender_musd");
        double broker = hmi_value(v->data, r, "broker_musd");
        if (!hmi_cell_is(v->data, r, "frontier", name) || !isfinite(sender) ||
            !isfinite(broker)) {
            continue;
        }
        x[n] = hmi_axis_at(&v->x, broker);
        y[n] = hmi_axis_at(&v->y, sender);
        (void)snprintf(tip, sizeof tip,
                       "%s: the sender gains $%.4g million, the broker $%.4g "
                       "million a year",
                       name, sender, broker);
        hmi_svg_dot(svg, x[n], y[n], linked ? 3.0 : 5.0, linked ? "c2" : "c1",
                    tip);
        n++;
    }
    hmi_svg_path(svg, x, y, n, linked ? "curve2" : "curve1");
}

static void panel(view *v, double left, double top, hmi_text *svg)
{
    char title[80];
    double base = top + 150.0;
    hmi_shorten(hmi_cell(v->data, v->from, "view"), 36, title, sizeof title);
    v->x = axis_of(v, "broker_musd", left, left + panel_width);
    v->y = axis_of(v, "sender_musd", base, top + 20.0);
    hmi_svg_text(svg, left, top + 8.0, "start", "big", title);
    hmi_axis_x(svg, &v->x, base, top + 20.0, "million $ a year");
    hmi_axis_y(svg, &v->y, left, left + panel_width, "");
    curve(v, "separate", false, svg);
    curve(v, "linked", true, svg);
}

static void legend(const hmi_book *book, hmi_text *svg)
{
    hmi_text words;
    hmi_text_init(&words, svg->ctx);
    hmi_fill(book, "up: what {sender} gains; right: what {broker} gains",
             &words);
    hmi_svg_rect(svg, 50.0, 4.0, 12.0, 12.0, "c1", NULL);
    hmi_svg_text(svg, 67.0, 15.0, "start", "", "separate");
    hmi_svg_rect(svg, 150.0, 4.0, 12.0, 12.0, "c2", NULL);
    hmi_svg_text(svg, 167.0, 15.0, "start", "", "linked");
    hmi_svg_text(svg, 240.0, 15.0, "start", "muted",
                 words.data == NULL ? "" : words.data);
    hmi_text_end(&words, svg);
}

void hmi_frontiers_draw(const hmi_book *book, const hm_table *data,
                        hmi_text *svg)
{
    view views[VIEWS];
    int32_t n = 0;
    for (int32_t r = 0; r < hmi_rows(data) && n < VIEWS; r = views[n++].to) {
        views[n] = view_at(data, r);
    }
    int32_t lines = (n + 1) / 2;
    hmi_svg_open(svg, 760.0, 36.0 + panel_height * lines,
                 "Separate and linked frontiers");
    legend(book, svg);
    for (int32_t k = 0; k < n; k++) {
        int32_t line = k / 2;
        panel(&views[k], k % 2 == 0 ? 50.0 : 430.0, 36.0 + panel_height * line,
              svg);
    }
    hmi_svg_close(svg);
}

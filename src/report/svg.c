// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * svg.c - marks: words, rectangles, lines, dots, ribbons.
 */
#include "report/svg.h"

#include "report/page.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void hmi_svg_open(hmi_text *svg, double width, double height, const char *title)
{
    hmi_text_addf(svg,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
                  "viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\">",
                  width, height, width, height);
    hmi_text_add(svg, "<title>");
    hmi_html_add(svg, title);
    hmi_text_add(svg, "</title>\n");
}

void hmi_svg_close(hmi_text *svg)
{
    hmi_text_add(svg, "</svg>\n");
}

void hmi_svg_text(hmi_text *svg, double x, double y, const char *anchor,
                  const char *style, const char *words)
{
    hmi_text_addf(svg, "<text x=\"%.1f\" y=\"%.1f\"", x, y);
    if (strcmp(anchor, "start") != 0) {
        hmi_text_addf(svg, " text-anchor=\"%s\"", anchor);
    }
    if (style[0] != '\0') {
        hmi_text_addf(svg, " class=\"%s\"", style);
    }
    hmi_text_add(svg, ">");
    hmi_html_add(svg, words);
    hmi_text_add(svg, "</text>\n");
}

void hmi_svg_textf(hmi_text *svg, double x, double y, const char *anchor,
                   const char *style, const char *format, ...)
{
    char words[256];
    va_list list;
    va_start(list, format);
    (void)vsnprintf(words, sizeof words, format, list);
    va_end(list);
    hmi_svg_text(svg, x, y, anchor, style, words);
}

/* Ends a mark: with its words, or at once. */
static void finish(hmi_text *svg, const char *element, const char *tip)
{
    if (tip == NULL) {
        hmi_text_add(svg, "/>\n");
        return;
    }
    hmi_text_add(svg, "><title>");
    hmi_html_add(svg, tip);
    hmi_text_addf(svg, "</title></%s>\n", element);
}

void hmi_svg_rect(hmi_text *svg, double x, double y, double width,
                  double height, const char *style, const char *tip)
{
    hmi_text_addf(svg,
                  "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" "
                  "class=\"%s\"",
                  x, y, fmax(width, 0.0), fmax(height, 0.0), style);
    finish(svg, "rect", tip);
}

void hmi_svg_line(hmi_text *svg, double x1, double y1, double x2, double y2,
                  const char *style)
{
    hmi_text_addf(svg,
                  "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" "
                  "class=\"%s\"/>\n",
                  x1, y1, x2, y2, style);
}

void hmi_svg_dot(hmi_text *svg, double x, double y, double radius,
                 const char *style, const char *tip)
{
    hmi_text_addf(svg,
                  "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" class=\"%s\"", x,
                  y, radius, style);
    finish(svg, "circle", tip);
}

void hmi_svg_path(hmi_text *svg, const double *x, const double *y, int32_t n,
                  const char *style)
{
    bool drawing = false;
    hmi_text_add(svg, "<path d=\"");
    for (int32_t i = 0; i < n; i++) {
        if (!isfinite(x[i]) || !isfinite(y[i])) {
            drawing = false;
            continue;
        }
        hmi_text_addf(svg, "%s%.1f %.1f", drawing ? "L" : "M", x[i], y[i]);
        drawing = true;
    }
    hmi_text_addf(svg, "\" class=\"%s\"/>\n", style);
}

void hmi_svg_ribbon(hmi_text *svg, double x0, double y0, double x1, double y1,
                    double height, const char *style, const char *tip)
{
    double mid = 0.5 * (x0 + x1);
    hmi_text_addf(svg,
                  "<path d=\"M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f"
                  "V%.1fC%.1f %.1f %.1f %.1f %.1f %.1fZ\" class=\"%s\"",
                  x0, y0, mid, y0, mid, y1, x1, y1, y1 + height, mid,
                  y1 + height, mid, y0 + height, x0, y0 + height, style);
    finish(svg, "path", tip);
}

/* --- colours ------------------------------------------------------------ */

static const char *const heat_classes[] = {"h0", "h1", "h2", "h3", "h4",
                                           "h5", "h6", "h7", "h8"};
static const char *const diverging_classes[] = {"d0", "d1", "d2", "d3", "d4",
                                                "d5", "d6", "d7", "d8"};

const char *hmi_heat(double value, double high)
{
    if (!isfinite(value)) {
        return "none";
    }
    double part = high > 0.0 ? value / high : 0.0;
    double step = floor(fmin(fmax(part, 0.0), 1.0) * 8.999);
    return heat_classes[(int)step];
}

const char *hmi_diverging(double value, double size)
{
    if (!isfinite(value)) {
        return "none";
    }
    double part = size > 0.0 ? fmin(fmax(value / size, -1.0), 1.0) : 0.0;
    return diverging_classes[(int)lround(4.0 + 4.0 * part)];
}

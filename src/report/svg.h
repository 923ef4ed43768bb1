// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * svg.h (report) - drawing: a canvas in pixels, linear and log axes, marks.
 *
 * Colours are classes (c1 to c6 for kinds, h0 to h8 for heat, d0 to d8 for
 * loss to gain) which style.css gives a light and a dark value; all three
 * scales can be told apart by the colour-blind. Every mark takes a `tip`: the
 * words of its tooltip, which screen readers say; NULL for none.
 */
#ifndef HMI_REPORT_SVG_H
#define HMI_REPORT_SVG_H

#include "report/internal.h"

void hmi_svg_open(hmi_text *svg, double width, double height,
                  const char *title);
void hmi_svg_close(hmi_text *svg);
/* anchor: "start", "middle", "end"; class of style.css or "". */
void hmi_svg_text(hmi_text *svg, double x, double y, const char *anchor,
                  const char *style, const char *words);
void hmi_svg_textf(hmi_text *svg, double x, double y, const char *anchor,
                   const char *style, const char *format, ...) HM_FORMAT(6, 7);
void hmi_svg_rect(hmi_text *svg, double x, double y, double width,
                  double height, const char *style, const char *tip);
void hmi_svg_line(hmi_text *svg, double x1, double y1, double x2, double y2,
                  const char *style);
void hmi_svg_dot(hmi_text *svg, double x, double y, double radius,
                 const char *style, const char *tip);
/* A line through n points; those that are not finite break it. */
void hmi_svg_path(hmi_text *svg, const double *x, const double *y, int32_t n,
                  const char *style);
/* A ribbon from (x0, y0..y0+height) to (x1, y1..y1+height). */
void hmi_svg_ribbon(hmi_text *svg, double x0, double y0, double x1, double y1,
                    double height, const char *style, const char *tip);

/* --- axes --------------------------------------------------------------- */

/* Values low..high on pixels from..to. */
typedef struct hmi_axis {
    double low, high, from, to;
    bool log;
} hmi_axis;

/* Rounded outwards; log axes reach whole powers of ten. */
hmi_axis hmi_axis_linear(double low, double high, double from, double to);
hmi_axis hmi_axis_log(double low, double high, double from, double to);
/* Pixel of a value, held inside the axis. */
double hmi_axis_at(const hmi_axis *axis, double value);
/* Grid lines and numbers: of x below y = `base` up to `top`; of y left of
 * x = `base` over to `top`. `words` names the axis. */
void hmi_axis_x(hmi_text *svg, const hmi_axis *axis, double base, double top,
                const char *words);
void hmi_axis_y(hmi_text *svg, const hmi_axis *axis, double base, double top,
                const char *words);
/* "h0" to "h8" for value in 0..high; "d0" to "d8" for -size..size. */
const char *hmi_heat(double value, double high);
const char *hmi_diverging(double value, double size);

#endif

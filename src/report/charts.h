// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * charts.h (report) - drawings that several sections use: bars with bands,
 * ranges on a log axis, curves by group. They read a figure's data table.
 */
#ifndef HMI_REPORT_CHARTS_H
#define HMI_REPORT_CHARTS_H

#include "report/page.h"
#include "report/svg.h"

/* A bar a row: columns that make its label, its value and its band. */
typedef struct hmi_bars {
    const char *title;
    const char *first, *second; /* text columns of the label; second or NULL */
    const char *value, *low, *high; /* low and high may be absent */
    const char *colour; /* text column: a colour for each of its values, NULL */
    const char *unit;   /* words of the axis */
    bool log;           /* positive values on a log axis: dots and ranges */
} hmi_bars;

void hmi_bars_draw(const hmi_book *book, const hm_table *data,
                   const hmi_bars *how, hmi_text *svg);

enum { HMI_CURVES = 6, HMI_CURVE_POINTS = 512 };

/* A curve for each value of `group`, points in the order of the rows. */
typedef struct hmi_curves {
    const char *title;
    const char *group, *x, *y;
    const char *low, *high; /* band of the first group's y, or NULL */
    const char *x_words, *y_words;
    bool log_x, log_y, dots;
    bool points; /* dots alone, no line through them */
} hmi_curves;

void hmi_curves_draw(const hmi_book *book, const hm_table *data,
                     const hmi_curves *how, hmi_text *svg);

/* Separate and linked frontiers, a panel for each baseline. */
hm_status hmi_frontiers_data(const hmi_book *book, hm_table **out);
void hmi_frontiers_draw(const hmi_book *book, const hm_table *data,
                        hmi_text *svg);

/* At most `most` characters, with "..." where some were left out. */
void hmi_shorten(const char *words, int32_t most, char *out, size_t room);

#endif

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * charts.c - bars with bands, ranges on a log axis, curves by group.
 */
#include "report/charts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LABEL = 50, LABEL_ROOM = 256, LEGEND = 26 };
static const char *const fills[] = {"c1", "c2", "c3", "c4", "c5", "c6"};
static const char *const strokes[] = {"curve1", "curve2", "curve3",
                                      "curve4", "curve5", "curve6"};

void hmi_shorten(const char *words, int32_t most, char *out, size_t room)
{
    size_t at = 0;
    int32_t count = 0;
    for (size_t i = 0; words[i] != '\0' && at + 8 < room; i++) {
        bool begins = ((unsigned char)words[i] & 0xc0) != 0x80;
        count += begins;
        if (begins && count > most) {
            memcpy(out + at, "\xe2\x80\xa6", 3);
            at += 3;
            break;
        }
        out[at++] = words[i];
    }
    out[at] = '\0';
}

/* The plain name where it is short enough for a drawing, else the code. */
static const char *short_name(const hmi_book *book, const char *code)
{
    const char *name = hmi_book_name(book, code);
    return strlen(name) > LEGEND ? code : name;
}

static void axis_words(const hmi_book *book, const char *words, hmi_text *out)
{
    hmi_text_init(out, book->ctx);
    hmi_fill(book, words, out);
    hmi_text_add(out, "");
}

/* The index of a row's text among the different ones of its column. */
static int32_t kind_of(const hm_table *data, int32_t row, const char *column)
{
    int32_t kind = 0;
    for (int32_t r = 0; r < row; r++) {
        bool seen = hmi_cell_is(data, r, column, hmi_cell(data, row, column));
        if (seen) {
            return kind_of(data, r, column);
        }
        bool first = true;
        for (int32_t q = 0; q < r && first; q++) {
            first = !hmi_cell_is(data, q, column, hmi_cell(data, r, column));
        }
        kind += first;
    }
    return kind;
}

/* --- bars --------------------------------------------------------------- */

typedef struct frame {
    const hmi_book *book;
    const hm_table *data;
    const hmi_bars *how;
    hmi_axis axis;
} frame;

static void label_of(const frame *f, int32_t r, char label[LABEL_ROOM])
{
    char whole[2 * LABEL_ROOM];
    const char *first = hmi_cell(f->data, r, f->how->first);
    const char *second =
        f->how->second == NULL ? "" : hmi_cell(f->data, r, f->how->second);
    (void)snprintf(whole, sizeof whole, "%.200s%s%.200s", first,
                   second[0] == '\0' || first[0] == '\0' ? "" : ": ",
                   short_name(f->book, second));
    hmi_shorten(whole, LABEL, label, LABEL_ROOM);
}

static double band_low(const frame *f, int32_t r)
{
    double low =
        f->how->low == NULL ? (double)NAN : hmi_value(f->data, r, f->how->low);
    return isfinite(low) ? low : hmi_value(f->data, r, f->how->value);
}

static double band_high(const frame *f, int32_t r)
{
    double high = f->how->high == NULL ? (double)NAN
                                       : hmi_value(f->data, r, f->how->high);
    return isfinite(high) ? high : hmi_value(f->data, r, f->how->value);
}

static void bars_axis(frame *f)
{
    double low = f->how->log ? INFINITY : 0.0;
    double high = 0.0;
    for (int32_t r = 0; r < hm_table_rows(f->data); r++) {
        double value = hmi_value(f->data, r, f->how->value);
        double ends[] = {value, band_low(f, r), band_high(f, r)};
        for (size_t e = 0; e < 3; e++) {
            bool counts = isfinite(ends[e]) && (!f->how->log || ends[e] > 0.0);
            low = counts ? fmin(low, ends[e]) : low;
            high = counts ? fmax(high, ends[e]) : high;
        }
    }
    f->axis = f->how->log ? hmi_axis_log(low, high, 330.0, 700.0)
                          : hmi_axis_linear(low, high, 330.0, 700.0);
}

static void bar_mark(const frame *f, int32_t r, double y, hmi_text *svg)
{
    double value = hmi_value(f->data, r, f->how->value);
    double low = band_low(f, r);
    double high = band_high(f, r);
    int32_t kind =
        f->how->colour == NULL ? 0 : kind_of(f->data, r, f->how->colour) % 6;
    char label[LABEL_ROOM];
    char tip[2 * LABEL_ROOM];
    label_of(f, r, label);
    (void)snprintf(tip, sizeof tip, "%s: %.4g (%.4g to %.4g)", label, value,
                   low, high);
    double zero = hmi_axis_at(&f->axis, f->how->log ? f->axis.low : 0.0);
    double at = hmi_axis_at(&f->axis, value);
    if (f->how->log) {
        hmi_svg_dot(svg, at, y + 8.0, 4.5, fills[kind], tip);
    } else {
        hmi_svg_rect(svg, fmin(zero, at), y + 2.0, fmax(fabs(at - zero), 1.0),
                     12.0, fills[kind], tip);
    }
    if (high > low) {
        double from = hmi_axis_at(&f->axis, low);
        double to = hmi_axis_at(&f->axis, high);
        hmi_svg_line(svg, from, y + 8.0, to, y + 8.0, "band");
        hmi_svg_line(svg, from, y + 4.0, from, y + 12.0, "band");
        hmi_svg_line(svg, to, y + 4.0, to, y + 12.0, "band");
    }
    hmi_svg_text(svg, 320.0, y + 12.0, "end", "small", label);
}

static void bar_value(const frame *f, int32_t r, double y, hmi_text *svg)
{
    hmi_text words;
    hmi_text_init(&words, svg->ctx);
    double value = hmi_value(f->data, r, f->how->value);
    hmi_html_number(&words, value, 3);
    hmi_svg_text(svg, 708.0, y + 12.0, "start", "small muted",
                 words.data == NULL ? "" : words.data);
    hmi_text_end(&words, svg);
}

/* What each colour stands for, above the bars. */
static void bars_legend(const frame *f, hmi_text *svg)
{
    double x = 330.0;
    for (int32_t r = 0; f->how->colour != NULL && r < hm_table_rows(f->data);
         r++) {
        const char *word = hmi_cell(f->data, r, f->how->colour);
        bool first = true;
        for (int32_t q = 0; q < r && first; q++) {
            first = !hmi_cell_is(f->data, q, f->how->colour, word);
        }
        if (first && x < 650.0) {
            char label[LABEL_ROOM];
            hmi_shorten(short_name(f->book, word), LEGEND, label, sizeof label);
            hmi_svg_rect(svg, x, 4.0, 11.0, 11.0,
                         fills[kind_of(f->data, r, f->how->colour) % 6], NULL);
            hmi_svg_text(svg, x + 16.0, 14.0, "start", "small", label);
            x += 32.0 + 7.0 * (double)strlen(label);
        }
    }
}

void hmi_bars_draw(const hmi_book *book, const hm_table *data,
                   const hmi_bars *how, hmi_text *svg)
{
    frame f = {.book = book, .data = data, .how = how};
    int32_t rows = hm_table_rows(data);
    double bottom = 26.0 + 20.0 * rows;
    bars_axis(&f);
    hmi_text words;
    axis_words(book, how->unit, &words);
    hmi_svg_open(svg, 780.0, bottom + 44.0, how->title);
    hmi_axis_x(svg, &f.axis, bottom, 22.0,
               words.data == NULL ? "" : words.data);
    hmi_text_end(&words, svg);
    bars_legend(&f, svg);
    if (!how->log) {
        double zero = hmi_axis_at(&f.axis, 0.0);
        hmi_svg_line(svg, zero, 22.0, zero, bottom, "zero");
    }
    for (int32_t r = 0; r < rows; r++) {
        if (isfinite(hmi_value(data, r, how->value))) {
            bar_mark(&f, r, 26.0 + 20.0 * r, svg);
            bar_value(&f, r, 26.0 + 20.0 * r, svg);
        }
    }
    hmi_svg_close(svg);
}

/* --- curves ------------------------------------------------------------- */

typedef struct plane {
    const hmi_book *book;
    const hm_table *data;
    const hmi_curves *how;
    hmi_axis x, y;
} plane;

static double least(const plane *p, const char *column, bool log)
{
    double low = INFINITY;
    for (int32_t r = 0; column != NULL && r < hm_table_rows(p->data); r++) {
        double value = hmi_value(p->data, r, column);
        if (isfinite(value) && (!log || value > 0.0)) {
            low = fmin(low, value);
        }
    }
    return low;
}

static double most(const plane *p, const char *column)
{
    double high = -INFINITY;
    for (int32_t r = 0; column != NULL && r < hm_table_rows(p->data); r++) {
        double value = hmi_value(p->data, r, column);
        high = isfinite(value) ? fmax(high, value) : high;
    }
    return high;
}

static void curves_axes(plane *p, double bottom)
{
    const hmi_curves *h = p->how;
    double x_low = least(p, h->x, h->log_x);
    double x_high = most(p, h->x);
    double y_low = fmin(least(p, h->y, h->log_y), least(p, h->low, h->log_y));
    double y_high = fmax(most(p, h->y), most(p, h->high));
    if (!h->log_y) {
        y_low = fmin(y_low, 0.0);
        y_high = fmax(y_high, 0.0);
    }
    p->x = h->log_x ? hmi_axis_log(x_low, x_high, 70.0, 700.0)
                    : hmi_axis_linear(x_low, x_high, 70.0, 700.0);
    p->y = h->log_y ? hmi_axis_log(y_low, y_high, bottom, 34.0)
                    : hmi_axis_linear(y_low, y_high, bottom, 34.0);
}

/* Pixels of a group's points; those off a log axis are left out. */
static int32_t points_of(const plane *p, const char *group, const char *column,
                         double *x, double *y)
{
    int32_t count = 0;
    for (int32_t r = 0; r < hm_table_rows(p->data); r++) {
        double at = hmi_value(p->data, r, p->how->x);
        double value = hmi_value(p->data, r, column);
        bool off =
            (p->how->log_x && !(at > 0.0)) || (p->how->log_y && !(value > 0.0));
        if (count < HMI_CURVE_POINTS && !off && isfinite(at) &&
            isfinite(value) && hmi_cell_is(p->data, r, p->how->group, group)) {
            x[count] = hmi_axis_at(&p->x, at);
            y[count++] = hmi_axis_at(&p->y, value);
        }
    }
    return count;
}

static void band_of(const plane *p, const char *group, hmi_text *svg)
{
    double x[HMI_CURVE_POINTS];
    double low[HMI_CURVE_POINTS];
    double high[HMI_CURVE_POINTS];
    int32_t n = points_of(p, group, p->how->low, x, low);
    if (points_of(p, group, p->how->high, x, high) != n || n < 2) {
        return;
    }
    hmi_text_add(svg, "<path class=\"ribbon1\" d=\"M");
    for (int32_t i = 0; i < n; i++) {
        hmi_text_addf(svg, "%.1f %.1f ", x[i], high[i]);
    }
    for (int32_t i = n - 1; i >= 0; i--) {
        hmi_text_addf(svg, "%.1f %.1f ", x[i], low[i]);
    }
    hmi_text_add(svg, "Z\"/>\n");
}

static void curve_of(const plane *p, const char *group, int32_t kind,
                     hmi_text *svg)
{
    double x[HMI_CURVE_POINTS];
    double y[HMI_CURVE_POINTS];
    int32_t n = points_of(p, group, p->how->y, x, y);
    bool points = p->how->points;
    if (!points) {
        hmi_svg_path(svg, x, y, n, strokes[kind]);
    }
    for (int32_t i = 0; i < n && (p->how->dots || points); i++) {
        hmi_svg_dot(svg, x[i], y[i], points ? 5.0 : 3.5, fills[kind], NULL);
    }
}

static void curve_legend(const plane *p, const char *group, int32_t kind,
                         double y, hmi_text *svg)
{
    double x = 70.0 + 215.0 * (kind % 3);
    int32_t line = kind / 3;
    double at = y + 18.0 * line;
    const double xs[] = {x, x + 26.0};
    const double ys[] = {at - 4.0, at - 4.0};
    char label[LABEL_ROOM];
    hmi_shorten(short_name(p->book, group), LEGEND, label, sizeof label);
    if (p->how->points) {
        hmi_svg_dot(svg, x + 18.0, at - 4.0, 5.0, fills[kind], NULL);
    } else {
        hmi_svg_path(svg, xs, ys, 2, strokes[kind]);
    }
    hmi_svg_text(svg, x + 32.0, at, "start", "small", label);
}

void hmi_curves_draw(const hmi_book *book, const hm_table *data,
                     const hmi_curves *how, hmi_text *svg)
{
    plane p = {.book = book, .data = data, .how = how};
    double bottom = 330.0;
    int32_t kinds = 0;
    curves_axes(&p, bottom);
    hmi_svg_open(svg, 740.0, bottom + 84.0, how->title);
    hmi_text words;
    axis_words(book, how->x_words, &words);
    hmi_axis_x(svg, &p.x, bottom, 34.0, words.data == NULL ? "" : words.data);
    hmi_text_end(&words, svg);
    axis_words(book, how->y_words, &words);
    hmi_axis_y(svg, &p.y, 70.0, 700.0, words.data == NULL ? "" : words.data);
    hmi_text_end(&words, svg);
    for (int32_t r = 0; r < hm_table_rows(data) && kinds < HMI_CURVES; r++) {
        const char *group = hmi_cell(data, r, how->group);
        if (kind_of(data, r, how->group) == kinds) {
            if (kinds == 0 && how->low != NULL) {
                band_of(&p, group, svg);
            }
            curve_of(&p, group, kinds, svg);
            curve_legend(&p, group, kinds, bottom + 58.0, svg);
            kinds++;
        }
    }
    hmi_svg_close(svg);
}

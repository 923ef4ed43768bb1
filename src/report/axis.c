// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * axis.c - linear and log axes with round numbers.
 */
#include "report/svg.h"

#include <math.h>
#include <stdio.h>

/* A step of 1, 2 or 5 times a power of ten: about five to an axis. */
static double step_of(double span)
{
    double rough = span / 5.0;
    double power = pow(10.0, floor(log10(rough)));
    double lead = rough / power;
    if (lead < 1.5) {
        return power;
    }
    return lead < 3.5 ? 2.0 * power : (lead < 7.5 ? 5.0 * power : 10.0 * power);
}

hmi_axis hmi_axis_linear(double low, double high, double from, double to)
{
    if (!(high > low)) {
        double size = fabs(low) > 0.0 ? fabs(low) : 1.0;
        low -= 0.5 * size;
        high = low + size;
    }
    double step = step_of(high - low);
    return (hmi_axis){floor(low / step + 1e-9) * step,
                      ceil(high / step - 1e-9) * step, from, to, false};
}

hmi_axis hmi_axis_log(double low, double high, double from, double to)
{
    low = low > 0.0 ? low : 1.0;
    high = high > low ? high : 10.0 * low;
    return (hmi_axis){pow(10.0, floor(log10(low) + 1e-9)),
                      pow(10.0, ceil(log10(high) - 1e-9)), from, to, true};
}

double hmi_axis_at(const hmi_axis *axis, double value)
{
    double held = fmin(fmax(value, axis->low), axis->high);
    double part = axis->log
                      ? log(held / axis->low) / log(axis->high / axis->low)
                      : (held - axis->low) / (axis->high - axis->low);
    return axis->from + part * (axis->to - axis->from);
}

/* Decimals at which ticks a grain apart differ. */
static int decimals_for(double grain)
{
    return grain >= 1.0 ? 0 : (int)ceil(-log10(grain) - 1e-9);
}

/* "1,000", "0.01", "-2", "12.5k". */
static void tick_words(double value, double step, bool log, char out[32])
{
    double grain = log ? value : step;
    if (fabs(value) < 1e-9 * fabs(step)) {
        value = 0.0;
    }
    if (fabs(value) >= 1e6) {
        (void)snprintf(out, 32, "%.*fM", decimals_for(grain / 1e6),
                       value / 1e6);
    } else if (fabs(value) >= 1e4) {
        (void)snprintf(out, 32, "%.*fk", decimals_for(grain / 1e3),
                       value / 1e3);
    } else {
        (void)snprintf(out, 32, "%.*f", decimals_for(grain), value);
    }
}

/* The k-th tick and whether there is one; log axes thin out to 8 at most. */
static bool tick(const hmi_axis *axis, int32_t k, double *value, double *step)
{
    if (!axis->log) {
        *step = step_of(axis->high - axis->low);
        *value = (ceil(axis->low / *step - 1e-9) + k) * *step;
        return *value <= axis->high + 1e-9 * *step;
    }
    double decades = round(log10(axis->high / axis->low));
    *step = ceil(decades / 8.0);
    *value = axis->low * pow(10.0, k * *step);
    return *value <= axis->high * (1.0 + 1e-9);
}

void hmi_axis_x(hmi_text *svg, const hmi_axis *axis, double base, double top,
                const char *words)
{
    double value = 0.0;
    double step = 0.0;
    char text[32];
    for (int32_t k = 0; k < 64 && tick(axis, k, &value, &step); k++) {
        double x = hmi_axis_at(axis, value);
        hmi_svg_line(svg, x, base, x, top, "grid");
        tick_words(value, step, axis->log, text);
        hmi_svg_text(svg, x, base + 16.0, "middle", "tick", text);
    }
    hmi_svg_line(svg, axis->from, base, axis->to, base, "axis");
    hmi_svg_text(svg, 0.5 * (axis->from + axis->to), base + 34.0, "middle",
                 "label", words);
}

void hmi_axis_y(hmi_text *svg, const hmi_axis *axis, double base, double top,
                const char *words)
{
    double value = 0.0;
    double step = 0.0;
    char text[32];
    for (int32_t k = 0; k < 64 && tick(axis, k, &value, &step); k++) {
        double y = hmi_axis_at(axis, value);
        hmi_svg_line(svg, base, y, top, y, "grid");
        tick_words(value, step, axis->log, text);
        hmi_svg_text(svg, base - 6.0, y + 4.0, "end", "tick", text);
    }
    hmi_svg_line(svg, base, axis->from, base, axis->to, "axis");
    hmi_svg_text(svg, 0.0, fmin(axis->from, axis->to) - 10.0, "start", "label",
                 words);
}

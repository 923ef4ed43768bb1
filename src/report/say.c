// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * say.c - lookups in the brief, and numbers as a person would say them.
 *
 * A range is printed in the unit of its number; where members of the
 * ensemble disagree about the sign, that is said in the same breath (R8).
 */
#include "report/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *hmi_report_name_of(const hm_report_input *input, const char *code)
{
    for (int32_t i = 0; i < input->n_names; i++) {
        if (strcmp(input->names[i].code, code) == 0) {
            const char *text = input->names[i].text;
            return text == NULL || text[0] == '\0' ? code : text;
        }
    }
    return code;
}

/* Countries whose name takes an article, as "the NAME". */
static const char *const with_article[] = {
    "the United States",      "the United Kingdom", "the United Arab Emirates",
    "the Netherlands",        "the Philippines",    "the Czech Republic",
    "the Dominican Republic", "the European Union", "the Rest of the world",
};

const char *hmi_report_the(const hm_report_input *input, const char *code)
{
    const char *name = hmi_report_name_of(input, code);
    size_t count = sizeof with_article / sizeof *with_article;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(with_article[i] + strlen("the "), name) == 0) {
            return with_article[i];
        }
    }
    return name;
}

const char *hmi_brief_text(const hm_table *brief, int32_t row,
                           const char *column)
{
    return hm_table_text(brief, row, hm_table_find(brief, column));
}

double hmi_brief_number(const hm_table *brief, int32_t row, const char *column)
{
    return hm_table_number(brief, row, hm_table_find(brief, column));
}

static bool matches(const hm_table *brief, int32_t row, const char *column,
                    const char *wanted)
{
    return wanted == NULL ||
           strcmp(hmi_brief_text(brief, row, column), wanted) == 0;
}

int32_t hmi_brief_find(const hm_table *brief, const hmi_key *key, int32_t start)
{
    for (int32_t row = start; row < hm_table_rows(brief); row++) {
        if ((int32_t)hmi_brief_number(brief, row, "line") == key->line &&
            matches(brief, row, "item", key->item) &&
            matches(brief, row, "scenario", key->scenario) &&
            matches(brief, row, "country", key->country) &&
            matches(brief, row, "about", key->about)) {
            return row;
        }
    }
    return -1;
}

hmi_band hmi_band_of(const hm_table *brief, int32_t row)
{
    const char *unit = hmi_brief_text(brief, row, "unit");
    return (hmi_band){hmi_brief_number(brief, row, "value"),
                      hmi_brief_number(brief, row, "low"),
                      hmi_brief_number(brief, row, "high"),
                      (int32_t)hmi_brief_number(brief, row, "positive"),
                      (int32_t)hmi_brief_number(brief, row, "total"),
                      strcmp(unit, "MUSD") == 0,
                      hm_table_find(brief, "median") < 0
                          ? (double)NAN
                          : hmi_brief_number(brief, row, "median")};
}

bool hmi_find_band(const hm_report_input *input, const hmi_key *key,
                   hmi_band *band)
{
    int32_t row = hmi_brief_find(input->brief, key, 0);
    if (row >= 0) {
        *band = hmi_band_of(input->brief, row);
    }
    return row >= 0;
}

hmi_band hmi_band_negative(hmi_band band)
{
    return (hmi_band){
        -band.value, -band.high, -band.low,   band.total - band.positive,
        band.total,  band.money, -band.median};
}

/* How a number of this size is written: scale, decimals, unit. */
typedef struct style {
    double scale;
    int decimals;
    const char *sign, *unit;
} style;

static style style_of(hmi_band band)
{
    double size =
        fmax(fabs(band.value),
             isnan(band.low) ? 0.0 : fmax(fabs(band.low), fabs(band.high)));
    if (!band.money) {
        int decimals = size >= 100.0 ? 0 : (size >= 0.1 ? 1 : 2);
        return (style){1.0, decimals, "", " %"};
    }
    if (size >= 1000.0) {
        double billions = size / 1000.0;
        int decimals = fabs(band.value) < 500.0 ? 2 : 1;
        return (style){1000.0, billions >= 100.0 ? 0 : decimals, "$",
                       " billion"};
    }
    return (style){1.0, fabs(band.value) >= 10.0 ? 0 : 1, "$", " million"};
}

/* Numbers that differ only in digits not shown count as one. */
static bool has_range(hmi_band band, style s)
{
    double step = s.scale * pow(10.0, -s.decimals);
    return band.total > 1 && band.high - band.low >= 0.5 * step;
}

/* A number that rounds to zero is written without a sign. */
static double shown(double value, style s)
{
    double scaled = value / s.scale;
    return fabs(scaled) < 0.5 * pow(10.0, -s.decimals) ? 0.0 : scaled;
}

static void say_number(hmi_text *text, double value, style s)
{
    hmi_text_addf(text, "%.*f", s.decimals, shown(value, s));
}

bool hmi_band_wide(hmi_band band)
{
    return has_range(band, style_of(band));
}

/* Of the band's width: nearer to an end than this is at the end. */
static const double end_part = 0.1;

/* The middle of the draws, where the number itself is no guide to it. */
static void say_median(hmi_text *text, hmi_band band, style s)
{
    double near = end_part * (band.high - band.low);
    bool low = band.value < band.low + near;
    bool high = band.value > band.high - near;
    if (!isnan(band.median) && (low || high)) {
        hmi_text_addf(text, ", half %s ", low ? "above" : "below");
        say_number(text, band.median, s);
    }
}

void hmi_say_band(hmi_text *text, hmi_band band)
{
    style s = style_of(band);
    hmi_text_add(text, s.sign);
    say_number(text, band.value, s);
    hmi_text_add(text, s.unit);
    if (has_range(band, s)) {
        hmi_text_add(text, " (");
        say_number(text, band.low, s);
        hmi_text_add(text, " to ");
        say_number(text, band.high, s);
        say_median(text, band, s);
        hmi_text_add(text, ")");
    }
}

bool hmi_band_mixed(hmi_band band)
{
    return band.positive > 0 && band.positive < band.total;
}

/* Words for a change to either side: the verb, what stands before a number in a
 * range that crosses zero, and before a count of views. */
typedef struct side {
    const char *verb, *part, *count; /* "a gain of 3", "a gain in 4 of 6" */
} side;

static const side sides[] = {{"gains", "a gain of", "a gain"},
                             {"loses", "a loss of", "a loss"},
                             {"itself richer by", "richer by", "richer"}};

/* The verb itself where it needs no other words: up, down. */
static side side_of(const char *verb)
{
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        if (strcmp(sides[i].verb, verb) == 0) {
            return sides[i];
        }
    }
    return (side){verb, verb, verb};
}

/* "a loss of 31.1": a number in a range that crosses zero. */
static void say_side(hmi_text *text, double value, style s, const char *gains,
                     const char *loses)
{
    hmi_text_addf(text, "%s ", side_of(value < 0.0 ? loses : gains).part);
    say_number(text, fabs(value), s);
}

/* "(a loss of 31.1 to a gain of 14.5, median a loss of 4.6": every number in
 * the words of its own sign. */
static void say_crossing(hmi_text *text, hmi_band band, style s,
                         const char *gains, const char *loses)
{
    hmi_text_add(text, " (");
    say_side(text, band.low, s, gains, loses);
    hmi_text_add(text, " to ");
    say_side(text, band.high, s, gains, loses);
    if (!isnan(band.median)) {
        hmi_text_add(text, ", median ");
        say_side(text, band.median, s, gains, loses);
    }
}

void hmi_say_change(hmi_text *text, hmi_band band, const char *gains,
                    const char *loses)
{
    bool loss = band.value < 0.0;
    style s = style_of(band);
    hmi_text_addf(text, "%s ", loss ? loses : gains);
    if (!hmi_band_mixed(band) || !has_range(band, s)) {
        hmi_say_band(text, loss ? hmi_band_negative(band) : band);
        return;
    }
    hmi_band own = loss ? hmi_band_negative(band) : band;
    hmi_text_add(text, s.sign);
    say_number(text, own.value, s);
    hmi_text_add(text, s.unit);
    if (own.low >= 0.0) {
        hmi_text_add(text, " (");
        say_number(text, own.low, s);
        hmi_text_add(text, " to ");
        say_number(text, own.high, s);
        say_median(text, own, s);
    } else {
        say_crossing(text, band, s, gains, loses);
    }
    hmi_text_addf(text, "; sign not robust: %s in %d of %d)",
                  side_of(gains).count, band.positive, band.total);
}

void hmi_say_percent(hmi_text *text, double value)
{
    double size = fabs(value);
    int decimals = size >= 10.0 ? 0 : (size >= 0.1 ? 1 : 2);
    if (size < 0.5 * pow(10.0, -decimals)) {
        hmi_text_add(text, "0 %");
    } else {
        hmi_text_addf(text, "%+.*f %%", decimals, value);
    }
}

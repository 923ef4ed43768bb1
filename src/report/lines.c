// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * lines.c - the first screen, lines 1 to 3: who depends on whom, what each
 * step of pressure costs, what the sender can offer or threaten.
 */
#include "report/internal.h"

#include <math.h>
#include <string.h>

/* "China takes 91 % (90 to 92) of what North Korea sells abroad ..." */
static void say_pair(const hm_report_input *input, const char *country,
                     const char *partner, hmi_text *words)
{
    hmi_band exports;
    hmi_band imports;
    hmi_key key = {1, "exports_share", "", country, partner};
    bool has_exports = hmi_find_band(input, &key, &exports);
    key.item = "imports_share";
    if (!has_exports || !hmi_find_band(input, &key, &imports)) {
        return;
    }
    hmi_text_addf(words, "%s takes ", hmi_report_the(input, partner));
    hmi_say_band(words, exports);
    hmi_text_addf(words, " of what %s sells abroad and supplies ",
                  hmi_report_the(input, country));
    hmi_say_band(words, imports);
    hmi_text_add(words, " of what it buys. ");
}

void hmi_line_dependence(const hm_report_input *input, hmi_text *text)
{
    hmi_text words;
    hmi_band band;
    const char *target = hmi_report_the(input, input->target);
    const char *broker = hmi_report_the(input, input->broker);
    hmi_text_init(&words, text->ctx);
    say_pair(input, input->target, input->broker, &words);
    hmi_key key = {1, "trade_share", "", input->broker, input->target};
    if (hmi_find_band(input, &key, &band)) {
        hmi_text_addf(&words, "For %s, %s is ", broker, target);
        hmi_say_band(&words, band);
        hmi_text_add(&words, " of its trade. ");
    }
    say_pair(input, input->broker, input->sender, &words);
    key = (hmi_key){1, "exports_share", "", input->sender, input->broker};
    if (hmi_find_band(input, &key, &band)) {
        hmi_text_addf(&words, "%s sends %s ",
                      hmi_report_the(input, input->sender), broker);
        hmi_say_band(&words, band);
        hmi_text_add(&words, " of its own exports.");
    }
    hmi_flush(text, "1  Who depends on whom. ", 3, &words);
}

/* --- line 2 --------------------------------------------------------------- */

/* ", fuel -38 % (-40 to -20), food -21 %": what is bought abroad */
static void say_essentials(const hm_report_input *input, const char *step,
                           hmi_text *words)
{
    hmi_key key = {2, "essential_imports_pct", step, input->target, NULL};
    int32_t row = hmi_brief_find(input->brief, &key, 0);
    for (; row >= 0; row = hmi_brief_find(input->brief, &key, row + 1)) {
        hmi_band band = hmi_band_of(input->brief, row);
        hmi_text_addf(words, ", %s from abroad ",
                      hmi_brief_text(input->brief, row, "about"));
        hmi_say_percent(words, band.value);
        if (band.total > 1 && fabs(band.high - band.low) >= 1.0) {
            hmi_text_addf(words, " (%.0f to %.0f)", round(band.low) + 0.0,
                          round(band.high) + 0.0);
        }
    }
}

/* Credit and gifts that end with the trade: all that the target can spend. */
static void say_spending(const hm_report_input *input, const char *step,
                         hmi_text *words)
{
    hmi_band moved;
    hmi_band all;
    hmi_key key = {2, "deficit_change_musd", step, input->target, ""};
    if (!hmi_find_band(input, &key, &moved) || fabs(moved.value) < 0.5) {
        return;
    }
    key.item = "real_income_pct";
    if (hmi_find_band(input, &key, &all)) {
        hmi_text_add(words, moved.value < 0.0
                                ? " and, losing credit and gifts too, spends "
                                : " and, on more credit, spends ");
        hmi_say_band(words, all.value < 0.0 ? hmi_band_negative(all) : all);
        hmi_text_add(words, all.value < 0.0 ? " less" : " more");
    }
}

static void say_step(const hm_report_input *input, const char *step,
                     hmi_text *words)
{
    hmi_band band;
    hmi_key key = {2, "domestic_income_pct", step, input->target, ""};
    hmi_text_addf(words, "%s (%s): %s earns ", step,
                  hmi_report_name_of(input, step),
                  hmi_report_the(input, input->target));
    if (hmi_find_band(input, &key, &band)) {
        bool less = band.value < 0.0;
        hmi_say_band(words, less ? hmi_band_negative(band) : band);
        hmi_text_add(words, less ? " less" : " more");
    }
    say_spending(input, step, words);
    key.item = "exports_change_musd";
    if (hmi_find_band(input, &key, &band)) {
        hmi_text_add(words, "; hard currency ");
        hmi_say_change(words, band, "up", "down");
    }
    say_essentials(input, step, words);
    key.item = "domestic_income_musd";
    key.country = input->broker;
    if (hmi_find_band(input, &key, &band)) {
        hmi_text_addf(words, ". %s ", hmi_report_the(input, input->broker));
        hmi_say_change(words, band, "gains", "loses");
        hmi_text_add(words, " of income");
    }
    hmi_text_add(words, ".");
}

void hmi_line_pressure(const hm_report_input *input, hmi_text *text)
{
    hmi_text words;
    hmi_band size;
    hmi_text_init(&words, text->ctx);
    hmi_key key = {1, "income_musd", "", input->target, ""};
    if (hmi_find_band(input, &key, &size)) {
        hmi_text_addf(&words, "%s now earns ",
                      hmi_report_the(input, input->target));
        hmi_say_band(&words, size);
        hmi_text_add(&words, " a year");
        key.item = "exports_musd";
        if (hmi_find_band(input, &key, &size)) {
            hmi_text_add(&words, ", ");
            hmi_say_band(&words, size);
            hmi_text_add(&words, " of it abroad");
        }
        hmi_text_add(&words, ".");
    }
    hmi_flush(text, "2  What each step of pressure costs, a year. ", 3, &words);
    key = (hmi_key){2, "domestic_income_pct", NULL, input->target, ""};
    int32_t row = hmi_brief_find(input->brief, &key, 0);
    for (; row >= 0; row = hmi_brief_find(input->brief, &key, row + 1)) {
        say_step(input, hmi_brief_text(input->brief, row, "scenario"), &words);
        hmi_flush(text, "   - ", 5, &words);
    }
}

/* --- line 3 --------------------------------------------------------------- */

/* "Hit hardest: textiles -4.9 %, ..." */
static void say_industries(const hm_report_input *input, const char *scenario,
                           hmi_text *words)
{
    hmi_key key = {3, "industry_pct", scenario, input->sender, NULL};
    int32_t row = hmi_brief_find(input->brief, &key, 0);
    const char *lead = " Hit hardest at home: ";
    for (; row >= 0; row = hmi_brief_find(input->brief, &key, row + 1)) {
        const char *sector = hmi_brief_text(input->brief, row, "about");
        hmi_text_addf(words, "%s%s ", lead, hmi_report_name_of(input, sector));
        hmi_say_percent(words, hmi_brief_number(input->brief, row, "value"));
        lead = ", ";
    }
    if (strcmp(lead, ", ") == 0) {
        hmi_text_add(words, ".");
    }
}

static void say_bargain(const hm_report_input *input, const char *item,
                        hmi_text *text)
{
    hmi_text words;
    hmi_band band;
    hmi_key key = {3, item, NULL, input->broker, ""};
    int32_t row = hmi_brief_find(input->brief, &key, 0);
    for (; row >= 0; row = hmi_brief_find(input->brief, &key, row + 1)) {
        const char *scenario = hmi_brief_text(input->brief, row, "scenario");
        hmi_key own = {3, item, scenario, input->sender, ""};
        hmi_text_init(&words, text->ctx);
        hmi_text_addf(&words, "%s (%s): %s ", scenario,
                      hmi_report_name_of(input, scenario),
                      hmi_report_the(input, input->broker));
        hmi_say_change(&words, hmi_band_of(input->brief, row), "gains",
                       "loses");
        if (hmi_find_band(input, &own, &band)) {
            hmi_text_addf(&words, ", %s ",
                          hmi_report_the(input, input->sender));
            hmi_say_change(&words, band, "gains", "loses");
        }
        hmi_text_add(&words, ".");
        say_industries(input, scenario, &words);
        hmi_flush(text, "   - ", 5, &words);
    }
}

void hmi_line_bargain(const hm_report_input *input, hmi_text *text)
{
    hmi_text_addf(text, "3  What %s can offer or threaten, a year:\n",
                  hmi_report_the(input, input->sender));
    say_bargain(input, "offer_musd", text);
    say_bargain(input, "threat_musd", text);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * short.c - the answer in six sentences, before the same six in detail.
 *
 * Each takes the strongest step of pressure, the largest offer and the
 * strongest threat that the case names; every number with its range.
 */
#include "report/internal.h"

#include <string.h>

/* A scenario's description inside a sentence: "the ..." for "The ...". */
static void say_inside(hmi_text *words, const char *name)
{
    bool article = strncmp(name, "The ", strlen("The ")) == 0;
    hmi_text_addf(words, "%s%s", article ? "the " : "",
                  article ? name + strlen("The ") : name);
}

/* The last row that matches: cases list steps mildest first. */
static int32_t last_row(const hm_report_input *input, const hmi_key *key)
{
    int32_t last = -1;
    int32_t row = hmi_brief_find(input->brief, key, 0);
    for (; row >= 0; row = hmi_brief_find(input->brief, key, row + 1)) {
        last = row;
    }
    return last;
}

static void say_dependence(const hm_report_input *input, hmi_text *words)
{
    hmi_band exports;
    hmi_band imports;
    hmi_band trade;
    hmi_key key = {1, "exports_share", "", input->target, input->broker};
    bool found = hmi_find_band(input, &key, &exports);
    key.item = "imports_share";
    found = found && hmi_find_band(input, &key, &imports);
    hmi_key back = {1, "trade_share", "", input->broker, input->target};
    if (!found || !hmi_find_band(input, &back, &trade)) {
        return;
    }
    hmi_text_addf(words, "%s takes ", hmi_report_the(input, input->broker));
    hmi_say_band(words, exports);
    hmi_text_addf(words, " of what %s sells abroad and supplies ",
                  hmi_report_the(input, input->target));
    hmi_say_band(words, imports);
    hmi_text_addf(words, " of what it buys; for %s that is ",
                  hmi_report_the(input, input->broker));
    hmi_say_band(words, trade);
    hmi_text_add(words, " of its trade.");
}

static void say_pressure(const hm_report_input *input, hmi_text *words)
{
    hmi_key key = {2, "domestic_income_pct", NULL, input->target, ""};
    int32_t row = last_row(input, &key);
    if (row < 0) {
        return;
    }
    hmi_band cost;
    const char *step = hmi_brief_text(input->brief, row, "scenario");
    hmi_band income = hmi_band_of(input->brief, row);
    bool less = income.value < 0.0;
    hmi_text_add(words, "If ");
    say_inside(words, hmi_report_name_of(input, step));
    hmi_text_addf(words, ", %s earns ", hmi_report_the(input, input->target));
    hmi_say_band(words, less ? hmi_band_negative(income) : income);
    hmi_text_add(words, less ? " less" : " more");
    hmi_key own = {2, "domestic_income_musd", step, input->broker, ""};
    if (hmi_find_band(input, &own, &cost)) {
        hmi_text_addf(words, " and %s ", hmi_report_the(input, input->broker));
        hmi_say_change(words, cost, "gains", "loses");
        hmi_text_add(words, " a year");
    }
    hmi_text_add(words, ".");
}

/* "If NAME, China gains ... and the United States loses ... a year." */
static void say_bargain(const hm_report_input *input, const char *item,
                        hmi_text *words)
{
    hmi_band own;
    hmi_key key = {3, item, NULL, input->broker, ""};
    int32_t row = last_row(input, &key);
    if (row < 0) {
        return;
    }
    const char *scenario = hmi_brief_text(input->brief, row, "scenario");
    hmi_text_add(words, words->size > 0 ? " If " : "If ");
    say_inside(words, hmi_report_name_of(input, scenario));
    hmi_text_addf(words, ", %s ", hmi_report_the(input, input->broker));
    hmi_say_change(words, hmi_band_of(input->brief, row), "gains", "loses");
    hmi_key mine = {3, item, scenario, input->sender, ""};
    if (hmi_find_band(input, &mine, &own)) {
        hmi_text_addf(words, " and %s ", hmi_report_the(input, input->sender));
        hmi_say_change(words, own, "gains", "loses");
    }
    hmi_text_add(words, " a year.");
}

static void say_offer(const hm_report_input *input, hmi_text *words)
{
    hmi_key key = {4, "needed_musd", NULL, NULL, NULL};
    int32_t row = last_row(input, &key);
    if (row < 0) {
        return;
    }
    const char *step = hmi_brief_text(input->brief, row, "scenario");
    hmi_text_addf(words, "The cheapest way to make up for that step to %s is ",
                  hmi_report_the(input, input->broker));
    hmi_say_cheapest(input, step, words);
    hmi_text_add(words, ".");
}

static void say_belief(const hm_report_input *input, hmi_text *words)
{
    hmi_key key = {5, "carry_out_gain_musd", NULL, input->sender, NULL};
    int32_t row = last_row(input, &key);
    if (row < 0) {
        return;
    }
    const char *threat = hmi_brief_text(input->brief, row, "about");
    hmi_text_addf(words, "Carrying out its strongest threat, %s ",
                  hmi_report_the(input, input->sender));
    hmi_key own = {5, "carry_out_gain_musd", threat, input->sender, threat};
    int32_t alone = hmi_brief_find(input->brief, &own, 0);
    hmi_say_change(words, hmi_band_of(input->brief, alone >= 0 ? alone : row),
                   "gains", "loses");
    hmi_text_add(words, " a year");
    if (alone >= 0 && alone != row) {
        hmi_text_addf(words, ", and if %s answers in kind it ",
                      hmi_report_the(input, input->broker));
        hmi_say_change(words, hmi_band_of(input->brief, row), "gains", "loses");
    }
    hmi_text_add(words, "; where it loses, only its word makes it believable.");
}

static void say_assumption(const hm_report_input *input, hmi_text *words)
{
    hmi_key key = {6, "moves_domestic_income_pct", NULL, NULL, NULL};
    int32_t row = hmi_brief_find(input->brief, &key, 0);
    if (row >= 0) {
        hmi_text_addf(
            words, "What would change this most: %s.",
            hmi_report_assumption(hmi_brief_text(input->brief, row, "about")));
    }
}

void hmi_short_sentence(const hm_report_input *input, int32_t line,
                        hmi_text *words)
{
    switch (line) {
    case 1:
        say_dependence(input, words);
        break;
    case 2:
        say_pressure(input, words);
        break;
    case 3:
        say_bargain(input, "offer_musd", words);
        say_bargain(input, "threat_musd", words);
        break;
    case 4:
        say_offer(input, words);
        break;
    case 5:
        say_belief(input, words);
        break;
    default:
        say_assumption(input, words);
        break;
    }
}

void hmi_short_answer(const hm_report_input *input, hmi_text *text)
{
    static const char *const leads[] = {"1  ", "2  ", "3  ",
                                        "4  ", "5  ", "6  "};
    hmi_text words;
    hmi_text_init(&words, text->ctx);
    for (int32_t line = 1; line <= 6; line++) {
        hmi_short_sentence(input, line, &words);
        hmi_flush(text, leads[line - 1], 3, &words);
    }
}

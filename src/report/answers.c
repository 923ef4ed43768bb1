// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * answers.c - the first screen, lines 4 to 6: the cheapest offer, how
 * believable the threat is, and what would change the answer most.
 */
#include "report/internal.h"

#include <math.h>
#include <string.h>

/* --- line 4 ------------------------------------------------------------------- */

/* The offer of this rank for a step; NULL past the last. */
static const char *offer_of_rank(const hm_report_input *input, const char *step,
                                 int32_t rank)
{
    hmi_key key = {4, "offer_rank", step, NULL, NULL};
    int32_t row = hmi_brief_find(input->brief, &key, 0);
    for (; row >= 0; row = hmi_brief_find(input->brief, &key, row + 1)) {
        if ((int32_t)hmi_brief_number(input->brief, row, "value") == rank) {
            return hmi_brief_text(input->brief, row, "about");
        }
    }
    return NULL;
}

/* What the offer is, in words. */
static void say_offer(const hm_report_input *input, const char *step,
                      const char *offer, hmi_text *words)
{
    hmi_band size;
    const char *sender = hmi_report_name_of(input, input->sender);
    const char *broker = hmi_report_name_of(input, input->broker);
    hmi_key key = {4, "size", step, NULL, offer};
    bool has_size = hmi_find_band(input, &key, &size);
    if (strcmp(offer, "tariff-cut") == 0 && has_size) {
        hmi_text_addf(words, "%s cuts each of its tariffs on %s by ", sender,
                      broker);
        hmi_say_band(words, size);
    } else if (strcmp(offer, "transfer") == 0 && has_size) {
        hmi_text_addf(words, "%s pays ", sender);
        hmi_say_band(words, size);
        hmi_text_add(words, " in cash");
    } else {
        hmi_text_addf(words, "all of: %s", hmi_report_name_of(input, offer));
    }
}

/* "which costs the United States 5 million dollars (..), 0.2 dollars for each
 * dollar that reaches China" */
static void say_price(const hm_report_input *input, const char *step,
                      const char *offer, hmi_text *words)
{
    hmi_band cost;
    hmi_band rate;
    hmi_key key = {4, "price_musd", step, NULL, offer};
    if (!hmi_find_band(input, &key, &cost)) {
        return;
    }
    hmi_text_addf(words, ", and %s ", hmi_report_name_of(input, input->sender));
    hmi_say_change(words, hmi_band_negative(cost), "even gains", "loses");
    key.item = "price_per_dollar";
    if (hmi_find_band(input, &key, &rate) && rate.value >= 0.0) {
        hmi_text_addf(words, ", %.2f dollars", rate.value);
        if (rate.total > 1 && rate.high - rate.low >= 0.01) {
            hmi_text_addf(words, " (%.2f to %.2f)", rate.low, rate.high);
        }
        hmi_text_addf(words, " for each dollar that reaches %s",
                      hmi_report_name_of(input, input->broker));
    }
}

static void say_needed(const hm_report_input *input, const char *step,
                       hmi_band needed, hmi_text *words)
{
    hmi_band saved;
    const char *broker = hmi_report_name_of(input, input->broker);
    hmi_text_addf(words, "%s: lost trade costs %s ",
                  hmi_report_name_of(input, step), broker);
    if (needed.value <= 0.0) {
        hmi_text_add(words, "nothing, so that there is nothing to cover");
    } else {
        hmi_say_band(words, needed);
        hmi_text_add(words, " a year");
    }
    hmi_key key = {4, "saved_musd", step, NULL, ""};
    if (hmi_find_band(input, &key, &saved) && fabs(saved.value) >= 0.5) {
        bool keeps = saved.value > 0.0;
        hmi_text_add(words, keeps ? "; on top it keeps " : "; on top it pays ");
        hmi_say_band(words, keeps ? saved : hmi_band_negative(saved));
        hmi_text_addf(words, " of credit and gifts that %s lives on",
                      hmi_report_name_of(input, input->target));
    }
}

static void say_step_price(const hm_report_input *input, const char *step,
                           hmi_band needed, hmi_text *text)
{
    hmi_text words;
    hmi_text_init(&words, text->ctx);
    say_needed(input, step, needed, &words);
    hmi_text_add(&words, ".");
    if (needed.value > 0.0) {
        const char *first = offer_of_rank(input, step, 1);
        if (first == NULL) {
            hmi_text_add(&words, " No offer of this case covers that.");
        } else {
            hmi_text_add(&words, " Cheapest: ");
            say_offer(input, step, first, &words);
            say_price(input, step, first, &words);
            hmi_text_add(&words, ".");
        }
        const char *second =
            first == NULL ? NULL : offer_of_rank(input, step, 2);
        if (second != NULL) {
            hmi_text_add(&words, " Next: ");
            say_offer(input, step, second, &words);
            say_price(input, step, second, &words);
            hmi_text_add(&words, ".");
        }
    }
    hmi_flush(text, "   - ", 5, &words);
}

void hmi_line_price(const hm_report_input *input, hmi_text *text)
{
    hmi_text_addf(text,
                  "4  The cheapest offer that would cover the cost to "
                  "%s:\n",
                  hmi_report_name_of(input, input->broker));
    hmi_key key = {4, "needed_musd", NULL, NULL, NULL};
    int32_t row = hmi_brief_find(input->brief, &key, 0);
    for (; row >= 0; row = hmi_brief_find(input->brief, &key, row + 1)) {
        say_step_price(input, hmi_brief_text(input->brief, row, "scenario"),
                       hmi_band_of(input->brief, row), text);
    }
}

/* --- line 5 ------------------------------------------------------------------- */

/* "alone it gains the United States ..., so it is believable by itself" */
static void say_threat(const hm_report_input *input, int32_t row,
                       hmi_text *words)
{
    const char *sender = hmi_report_name_of(input, input->sender);
    hmi_band gain = hmi_band_of(input->brief, row);
    hmi_text_addf(words, "%s ", sender);
    hmi_say_change(words, gain, "gains", "loses");
    if (gain.value >= 0.0) {
        hmi_text_add(words, " by carrying it out, so it is believable by "
                            "itself");
        return;
    }
    hmi_text_add(words, " by carrying it out, so it is believable only if its "
                        "word is worth more to it than that");
}

static void say_harm(const hm_report_input *input, const char *scenario,
                     hmi_text *words)
{
    hmi_band harm;
    hmi_key key = {5, "harm_per_dollar", scenario, NULL, NULL};
    if (hmi_find_band(input, &key, &harm) && !isnan(harm.value)) {
        hmi_text_addf(words,
                      " (%s loses %.1f dollars for each dollar that it "
                      "costs)",
                      hmi_report_name_of(input, input->broker), harm.value);
    }
}

void hmi_line_belief(const hm_report_input *input, hmi_text *text)
{
    hmi_text words;
    hmi_text_init(&words, text->ctx);
    hmi_text_add(text, "5  How believable each threat is:\n");
    hmi_key key = {5, "carry_out_gain_musd", NULL, input->sender, NULL};
    int32_t row = hmi_brief_find(input->brief, &key, 0);
    for (; row >= 0; row = hmi_brief_find(input->brief, &key, row + 1)) {
        const char *scenario = hmi_brief_text(input->brief, row, "scenario");
        const char *threat = hmi_brief_text(input->brief, row, "about");
        if (strcmp(scenario, threat) != 0) {
            continue; /* said with its threat */
        }
        hmi_text_addf(&words, "%s: ", hmi_report_name_of(input, threat));
        say_threat(input, row, &words);
        say_harm(input, scenario, &words);
        hmi_text_add(&words, ".");
        int32_t next = hmi_brief_find(input->brief, &key, row + 1);
        if (next >= 0 &&
            strcmp(hmi_brief_text(input->brief, next, "about"), threat) == 0) {
            hmi_text_addf(&words, " If %s answers in kind: ",
                          hmi_report_name_of(input, input->broker));
            say_threat(input, next, &words);
            hmi_text_add(&words, ".");
        }
        hmi_flush(text, "   - ", 5, &words);
    }
}

/* --- line 6 ------------------------------------------------------------------- */

typedef struct wording {
    const char *code, *text;
} wording;

static const char *worded(const wording *list, size_t count, const char *code)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].code, code) == 0) {
            return list[i].text;
        }
    }
    return code;
}

static const wording headlines[] = {
    {"moves_domestic_income_pct", "loss of income of"},
    {"moves_needed_musd", "cost of lost trade to"},
    {"moves_price_musd", "cost of the smallest sufficient tariff cut to"},
};

static const wording assumptions[] = {
    {"elasticities", "how easily buyers switch to other suppliers"},
    {"vintage", "which year's trade the world is described by"},
    {"trade_balance", "who goes on lending to whom when trade links are cut"},
};

/* "North Korea's loss of income: 5 % to 27 %, by how easily ..." */
static void say_mover(const hm_report_input *input, int32_t row,
                      hmi_text *words)
{
    hmi_band band = hmi_band_of(input->brief, row);
    const char *about = hmi_brief_text(input->brief, row, "about");
    const char *item = hmi_brief_text(input->brief, row, "item");
    if (strcmp(item, "moves_domestic_income_pct") == 0) {
        band = hmi_band_negative(band);
    }
    hmi_band low = {band.low, (double)NAN, (double)NAN, 0, 0, band.money};
    hmi_band high = {band.high, (double)NAN, (double)NAN, 0, 0, band.money};
    hmi_text_addf(
        words, "%s moves it from ",
        worded(assumptions, sizeof assumptions / sizeof *assumptions, about));
    hmi_say_band(words, low);
    hmi_text_add(words, " to ");
    hmi_say_band(words, high);
}

void hmi_line_assumptions(const hm_report_input *input, hmi_text *text)
{
    hmi_text words;
    const char *last = "";
    hmi_text_init(&words, text->ctx);
    hmi_text_add(text, "6  What would change this answer most (strongest step "
                       "of pressure):\n");
    hmi_key key = {6, NULL, NULL, NULL, NULL};
    int32_t row = hmi_brief_find(input->brief, &key, 0);
    for (; row >= 0; row = hmi_brief_find(input->brief, &key, row + 1)) {
        const char *item = hmi_brief_text(input->brief, row, "item");
        if (strcmp(item, last) == 0) {
            hmi_text_add(&words, "; ");
        } else {
            if (last[0] != '\0') {
                hmi_text_add(&words, ".");
                hmi_flush(text, "   - ", 5, &words);
            }
            hmi_text_addf(
                &words, "The %s %s: ",
                worded(headlines, sizeof headlines / sizeof *headlines, item),
                hmi_report_name_of(
                    input, hmi_brief_text(input->brief, row, "country")));
            last = item;
        }
        say_mover(input, row, &words);
    }
    if (last[0] != '\0') {
        hmi_text_add(&words, ".");
        hmi_flush(text, "   - ", 5, &words);
    }
    hmi_text_clear(&words);
}

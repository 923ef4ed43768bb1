// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * answers.c - the first screen, lines 4 to 6: the cheapest offer, how
 * believable the threat is, and what would change the answer most.
 */
#include "report/internal.h"

#include <math.h>
#include <string.h>

/* --- line 4 --------------------------------------------------------------- */

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

/* "0.14 (0.14 to 0.68)": dollars that one dollar to the broker costs. */
static bool say_rate(const hm_report_input *input, const char *step,
                     const char *offer, hmi_text *words)
{
    hmi_band rate;
    hmi_key key = {4, "price_per_dollar", step, NULL, offer};
    if (!hmi_find_band(input, &key, &rate)) {
        return false;
    }
    hmi_text_addf(words, "$%.2f", rate.value);
    if (rate.total > 1 && rate.high - rate.low >= 0.01) {
        hmi_text_addf(words, " (%.2f to %.2f)", rate.low, rate.high);
    }
    return true;
}

/* What the offer is, in words. */
static void say_offer(const hm_report_input *input, const char *step,
                      const char *offer, hmi_text *words)
{
    hmi_band size;
    hmi_key key = {4, "size", step, NULL, offer};
    bool has_size = hmi_find_band(input, &key, &size);
    if (strcmp(offer, "tariff-cut") == 0 && has_size) {
        hmi_text_add(words, "cutting every tariff on it by ");
        hmi_say_band(words, size);
    } else if (strcmp(offer, "transfer") == 0 && has_size) {
        hmi_text_add(words, "paying ");
        hmi_say_band(words, size);
        hmi_text_add(words, " in cash");
    } else {
        hmi_text_add(words, offer);
    }
}

/* "which leaves the United States poorer by $49 million (49 to 892)" */
static void say_price(const hm_report_input *input, const char *step,
                      const char *offer, hmi_text *words)
{
    hmi_band cost;
    hmi_key key = {4, "price_musd", step, NULL, offer};
    if (hmi_find_band(input, &key, &cost)) {
        hmi_text_addf(words, ", which leaves %s ",
                      hmi_report_the(input, input->sender));
        hmi_say_change(words, hmi_band_negative(cost), "itself richer by",
                       "poorer by");
    }
}

void hmi_say_cheapest(const hm_report_input *input, const char *step,
                      hmi_text *words)
{
    const char *offer = offer_of_rank(input, step, 1);
    if (offer == NULL) {
        hmi_text_add(words, "none that this case offers");
        return;
    }
    say_offer(input, step, offer, words);
    say_price(input, step, offer, words);
}

/* What the step costs the broker, and what it saves. */
static void say_needed(const hm_report_input *input, const char *step,
                       hmi_band needed, hmi_text *words)
{
    hmi_band saved;
    const char *broker = hmi_report_the(input, input->broker);
    hmi_text_addf(words, "%s: lost trade costs %s ", step, broker);
    if (needed.value <= 0.0) {
        hmi_text_add(words, "nothing; there is nothing to cover");
    } else {
        hmi_say_band(words, needed);
    }
    hmi_key key = {4, "saved_musd", step, NULL, ""};
    if (hmi_find_band(input, &key, &saved) && saved.value >= 0.5) {
        hmi_text_addf(words, ", while it keeps ");
        hmi_say_band(words, saved);
        hmi_text_addf(words, " that it now lends or gives %s",
                      hmi_report_the(input, input->target));
    }
}

static void say_step_price(const hm_report_input *input, const char *step,
                           hmi_band needed, hmi_text *text)
{
    hmi_text words;
    hmi_text_init(&words, text->ctx);
    say_needed(input, step, needed, &words);
    if (needed.value > 0.0) {
        hmi_text_add(&words, "; covered by ");
        hmi_say_cheapest(input, step, &words);
    }
    hmi_text_add(&words, ".");
    hmi_flush(text, "   - ", 5, &words);
}

/* Every offer for the strongest step, cheapest first. */
static void say_menu(const hm_report_input *input, const char *step,
                     hmi_text *text)
{
    hmi_text words;
    const char *offer = offer_of_rank(input, step, 1);
    if (offer == NULL) {
        return;
    }
    hmi_text_init(&words, text->ctx);
    hmi_text_addf(&words, "A dollar that reaches %s costs %s, cheapest first: ",
                  hmi_report_the(input, input->broker),
                  hmi_report_the(input, input->sender));
    for (int32_t rank = 1; offer != NULL; rank++) {
        hmi_text_add(&words, rank == 1 ? "" : ", ");
        (void)say_rate(input, step, offer, &words);
        bool cut = strcmp(offer, "tariff-cut") == 0;
        bool cash = strcmp(offer, "transfer") == 0;
        hmi_text_addf(&words, " %s%s", cut || cash ? "as " : "by ",
                      cut ? "just that cut" : (cash ? "cash" : offer));
        offer = offer_of_rank(input, step, rank + 1);
    }
    hmi_text_add(&words, ".");
    hmi_flush(text, "   - ", 5, &words);
}

void hmi_line_price(const hm_report_input *input, hmi_text *text)
{
    const char *step = "";
    hmi_text_addf(text,
                  "4  The cheapest offer of %s that would cover what it costs "
                  "%s, a year:\n",
                  hmi_report_the(input, input->sender),
                  hmi_report_the(input, input->broker));
    hmi_key key = {4, "needed_musd", NULL, NULL, NULL};
    int32_t row = hmi_brief_find(input->brief, &key, 0);
    for (; row >= 0; row = hmi_brief_find(input->brief, &key, row + 1)) {
        step = hmi_brief_text(input->brief, row, "scenario");
        say_step_price(input, step, hmi_band_of(input->brief, row), text);
    }
    say_menu(input, step, text);
}

/* --- line 5 --------------------------------------------------------------- */

/* "the United States loses $1.7 billion (-1.7 to +10.7; sign not ...)" and
 * what its word must be worth where it loses. */
static void say_threat(const hm_report_input *input, int32_t row,
                       hmi_text *words)
{
    hmi_band gain = hmi_band_of(input->brief, row);
    hmi_text_addf(words, "%s ", hmi_report_the(input, input->sender));
    hmi_say_change(words, gain, "gains", "loses");
    if (!hmi_band_mixed(gain) && gain.value >= 0.0) {
        hmi_text_add(words, ", so it is believable by itself");
        return;
    }
    hmi_band worst = {-gain.low, (double)NAN, (double)NAN, 0,
                      0,         gain.money,  (double)NAN};
    hmi_text_add(words, ", so it is believable only if keeping its word is "
                        "worth ");
    hmi_say_band(words, worst);
    hmi_text_add(words, " to it");
}

void hmi_line_belief(const hm_report_input *input, hmi_text *text)
{
    hmi_text words;
    hmi_text_init(&words, text->ctx);
    hmi_text_addf(text,
                  "5  How believable each threat is: what carrying it out does "
                  "to %s, a year:\n",
                  hmi_report_the(input, input->sender));
    hmi_key key = {5, "carry_out_gain_musd", NULL, input->sender, NULL};
    int32_t row = hmi_brief_find(input->brief, &key, 0);
    for (; row >= 0; row = hmi_brief_find(input->brief, &key, row + 1)) {
        const char *scenario = hmi_brief_text(input->brief, row, "scenario");
        const char *threat = hmi_brief_text(input->brief, row, "about");
        if (strcmp(scenario, threat) != 0) {
            continue; /* said with its threat */
        }
        hmi_text_addf(&words, "%s: ", threat);
        say_threat(input, row, &words);
        hmi_text_add(&words, ".");
        int32_t next = hmi_brief_find(input->brief, &key, row + 1);
        if (next >= 0 &&
            strcmp(hmi_brief_text(input->brief, next, "about"), threat) == 0) {
            hmi_text_addf(&words, " If %s answers in kind, ",
                          hmi_report_the(input, input->broker));
            say_threat(input, next, &words);
            hmi_text_add(&words, ".");
        }
        hmi_flush(text, "   - ", 5, &words);
    }
}

/* --- line 6 --------------------------------------------------------------- */

typedef struct wording {
    const char *code, *text;
} wording;

static const wording headlines[] = {
    {"moves_domestic_income_pct", "the income of %s"},
    {"moves_needed_musd", "the cost to %s"},
    {"moves_price_musd", "the cost of covering that to %s"},
};

static const wording assumptions[] = {
    {"elasticities", "how easily buyers switch to other suppliers"},
    {"vintage", "which year's trade describes the world"},
    {"trade_balance", "who goes on lending to whom when trade is cut"},
    {"elasticity_set", "how easily buyers switch to other suppliers"},
    {"theta", "how exactly each good's elasticity is known"},
    {"gdp", "how large the target's economy is"},
    {"trade_mix", "which goods the target trades"},
};

enum {
    HEADLINES = sizeof headlines / sizeof *headlines,
    ASSUMPTIONS = sizeof assumptions / sizeof *assumptions
};

const char *hmi_report_assumption(const char *code)
{
    for (size_t i = 0; i < ASSUMPTIONS; i++) {
        if (strcmp(assumptions[i].code, code) == 0) {
            return assumptions[i].text;
        }
    }
    return code;
}

/* ", what North Korea earns from -48 % to -5.6 %" */
static void say_move(const hm_report_input *input, const wording *headline,
                     const char *assumption, bool first, hmi_text *words)
{
    hmi_band band;
    hmi_key key = {6, headline->code, NULL, NULL, assumption};
    int32_t row = hmi_brief_find(input->brief, &key, 0);
    if (row < 0) {
        return;
    }
    band = hmi_band_of(input->brief, row);
    hmi_band low = {band.low, (double)NAN, (double)NAN, 0,
                    0,        band.money,  (double)NAN};
    hmi_band high = {band.high, (double)NAN, (double)NAN, 0,
                     0,         band.money,  (double)NAN};
    const char *name =
        hmi_report_the(input, hmi_brief_text(input->brief, row, "country"));
    const char *gap = strstr(headline->text, "%s");
    hmi_text_add(words, first ? " " : ", ");
    hmi_text_append(words, headline->text, (size_t)(gap - headline->text));
    hmi_text_addf(words, "%s%s", name, gap + 2);
    if (!hmi_band_wide(band)) {
        hmi_text_add(words, " hardly at all");
        return;
    }
    bool income = strcmp(headline->code, headlines[0].code) == 0;
    hmi_text_add(words, income ? " by " : " from ");
    hmi_say_band(words, low);
    hmi_text_add(words, " to ");
    hmi_say_band(words, high);
}

void hmi_line_assumptions(const hm_report_input *input, hmi_text *text)
{
    hmi_text words;
    hmi_text_init(&words, text->ctx);
    hmi_text_add(text, "6  What would change this answer most, for the "
                       "strongest step of pressure:\n");
    hmi_key key = {6, headlines[0].code, NULL, NULL, NULL};
    int32_t row = hmi_brief_find(input->brief, &key, 0);
    const char *lead = "Most of all, ";
    for (; row >= 0; row = hmi_brief_find(input->brief, &key, row + 1)) {
        const char *about = hmi_brief_text(input->brief, row, "about");
        hmi_text_addf(&words, "%s%s. It moves", lead,
                      hmi_report_assumption(about));
        for (size_t h = 0; h < HEADLINES; h++) {
            say_move(input, &headlines[h], about, h == 0, &words);
        }
        hmi_text_add(&words, ".");
        hmi_flush(text, "   - ", 5, &words);
        lead = "Less, ";
    }
}

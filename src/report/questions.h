// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * questions.h (report) - the fourteen questions about a linked deal: heading,
 * paragraph and table of each, from the table `linkage` alone. The same words
 * stand in the text report and on the page.
 */
#ifndef HMI_REPORT_QUESTIONS_H
#define HMI_REPORT_QUESTIONS_H

#include "report/internal.h"

enum { HMI_QUESTIONS = 14 };

/* Who asks: names and roles, and the rows. */
typedef struct hmi_asker {
    hm_context *ctx;
    hm_report_input input; /* names, sender, broker, target */
    const hm_table *rows;
} hmi_asker;

/* %S sender, %B broker, %T target, %A the allies. */
#define HMI_HEADING_1 "Does the lever reach?"
#define HMI_HEADING_2 "What would %S have to give, and what would that cost it?"
#define HMI_HEADING_3                                                          \
    "What do shipments turned away do, and what do they prove?"
#define HMI_HEADING_4 "Can trade and %T be settled apart?"
#define HMI_HEADING_5 "Would %B do it anyway, and at what value of its own?"
#define HMI_HEADING_6                                                          \
    "What must have been believed, for this not to have been done before?"
#define HMI_HEADING_7  "Who else will come and ask?"
#define HMI_HEADING_8  "What do %A lose?"
#define HMI_HEADING_9  "Is the deal kept without a court?"
#define HMI_HEADING_10 "What is there to offer?"
#define HMI_HEADING_11 "What does %S give away for later?"
#define HMI_HEADING_12                                                         \
    "Which fear of %B's decides: a dangerous neighbour or a collapsed one?"
#define HMI_HEADING_13 "How urgent is it?"
#define HMI_HEADING_14 "Is the threat believed?"

/* A heading with the names of the case. */
void hmi_heading_words(const hmi_asker *asker, const char *heading,
                       hmi_text *out);
/* Its paragraph; nothing where the table has no rows for it. */
void hmi_question_words(const hmi_asker *asker, int32_t row, hmi_text *out);
/* Its table: what, value, sets, draws, unit, class, equation, all texts. */
HM_CHECKED hm_status hmi_question_table(const hmi_asker *asker, int32_t row,
                                        hm_table **out);
bool hmi_question_has_rows(const hm_table *rows, int32_t row);

/* --- for the sentences -------------------------------------------------------- */

/* A number of the table with its bands and unit. */
typedef struct hmi_said {
    bool found;              /* and the first view has a value */
    double value, low, high; /* draws, or sets where there are no draws */
    int32_t positive, total;
    const char *unit, *mark, *item, *versus;
} hmi_said;

/* First row that matches; NULL matches anything. */
hmi_said hmi_ask(const hmi_asker *asker, int32_t row, const char *quantity,
                 const char *item, const char *versus);
/* The last item that a quantity has: the severest step. */
const char *hmi_last_item(const hmi_asker *asker, int32_t row,
                          const char *quantity);
/* "$1.2 billion (0.8 to 1.5)", "3.1 % (...)", "2.4 (...)". */
void hmi_say_said(hmi_text *text, hmi_said said);
/* "gains $1.2 billion (0.8 to 1.5)", or loses. */
void hmi_say_gain(hmi_text *text, hmi_said said);
/* The same with the sign turned, for a gain that is told as a cost. */
hmi_said hmi_said_negative(hmi_said said);
/* A name in a sentence: "the United States", "China". */
const char *hmi_role(const hmi_asker *asker, const char *code);
/* "If China stops all trade with North Korea", or "Under CODE". */
void hmi_say_if(const hmi_asker *asker, const char *scenario, hmi_text *text);
/* "for every ..., the ...": a list of names: "A, B and C". */
void hmi_say_items(const hmi_asker *asker, int32_t row, const char *quantity,
                   hmi_text *text);

/* Sentences of one question each; questions_*.c. */
typedef void hmi_teller(const hmi_asker *asker, hmi_text *text);
hmi_teller hmi_tell_reach, hmi_tell_price, hmi_tell_cap, hmi_tell_apart,
    hmi_tell_anyway, hmi_tell_past, hmi_tell_guests, hmi_tell_allies,
    hmi_tell_kept, hmi_tell_offer, hmi_tell_given, hmi_tell_fear,
    hmi_tell_urgent, hmi_tell_believed;

/* Begin each sentence of a text with a capital. */
void hmi_sentences(hmi_text *words);

/* A quantity in plain words; NULL: it stands in the file only. */
const char *hmi_quantity_words(const char *quantity);

#endif

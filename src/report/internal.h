// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * internal.h (report) - lookups in result tables, numbers in words, wrapped
 * paragraphs and aligned grids. Nothing here computes a result.
 */
#ifndef HMI_REPORT_INTERNAL_H
#define HMI_REPORT_INTERNAL_H

#include <hirschman/report.h>

#include "base/internal.h"

enum { HMI_REPORT_WIDTH = 98 };

/* --- lookups ---------------------------------------------------------------- */

/* Plain name of a code; the code itself when there is none. */
const char *hmi_report_name_of(const hm_report_input *input, const char *code);

/* The same with "the " where English wants it ("the United States"). */
const char *hmi_report_the(const hm_report_input *input, const char *code);

/* Keys of a row of the brief; NULL matches anything. */
typedef struct hmi_key {
    int32_t line;
    const char *item, *scenario, *country, *about;
} hmi_key;

/* First row from `start` that matches, -1 when there is none. */
int32_t hmi_brief_find(const hm_table *brief, const hmi_key *key,
                       int32_t start);
const char *hmi_brief_text(const hm_table *brief, int32_t row,
                           const char *column);
double hmi_brief_number(const hm_table *brief, int32_t row, const char *column);

/* A number with its range, as read from a table. */
typedef struct hmi_band {
    double value, low, high;
    int32_t positive, total;
    bool money;    /* MUSD, else per cent */
    double median; /* of draws; NAN: none */
} hmi_band;

hmi_band hmi_band_of(const hm_table *brief, int32_t row);
/* Band of the first row that matches; false when the brief has none. */
bool hmi_find_band(const hm_report_input *input, const hmi_key *key,
                   hmi_band *band);
/* The same with the sign turned. */
hmi_band hmi_band_negative(hmi_band band);

/* --- numbers in words ----------------------------------------------------------- */

/* "$1.2 billion (0.8 to 1.5)", "3.1 % (2.0 to 4.4)". Where the number lies at
 * or beyond an end of a band of draws, with their middle: "$0.36 billion (0.37
 * to 2.43, half above 0.91)". */
void hmi_say_band(hmi_text *text, hmi_band band);
/* "gains $1.2 billion (0.8 to 1.5)", or loses; when members disagree
 * about the sign: "(a loss of 0.2 to a gain of 1.5; sign not robust: a gain in 4
 * of 6)". */
void hmi_say_change(hmi_text *text, hmi_band band, const char *gains,
                    const char *loses);
/* Are the ends of the range apart in the digits shown? */
bool hmi_band_wide(hmi_band band);
/* Do members disagree about the sign? */
bool hmi_band_mixed(hmi_band band);
/* The picture of beliefs_plot.c; months must have rows. */
void hmi_beliefs_picture(const hm_report_beliefs *in, bool alone,
                         hmi_text *svg);
/* With "thousand" or "million" where it is long. */
void hmi_say_amount(hmi_text *text, double x);
/* Signed percentage "-3.1 %" of one number. */
void hmi_say_percent(hmi_text *text, double value);

/* --- layout ------------------------------------------------------------------- */

/* Append `words` wrapped to the width; the first line starts after `lead`
 * (which is printed), further lines after `indent` spaces. */
void hmi_wrap(hmi_text *text, const char *lead, int32_t indent,
              const char *words);

/* Wrap what was collected in `words`, begin each sentence with a capital,
 * and clear it. */
void hmi_flush(hmi_text *text, const char *lead, int32_t indent,
               hmi_text *words);

/* A grid of texts: first `left` columns left-aligned, others to the right. */
typedef struct hmi_grid hmi_grid;

HM_CHECKED hm_status hmi_grid_create(hm_context *ctx, int32_t columns,
                                     int32_t left, hmi_grid **out);
void hmi_grid_free(hmi_grid *grid);
/* Next cell in reading order; a failure is kept until hmi_grid_print. */
void hmi_grid_add(hmi_grid *grid, const char *cell);
void hmi_grid_addf(hmi_grid *grid, const char *format, ...) HM_FORMAT(2, 3);
/* Number with sensible digits for its size; "" when not available. */
void hmi_grid_number(hmi_grid *grid, double value, int32_t decimals);
/* Print with a rule under the first row, indented by two. */
HM_CHECKED hm_status hmi_grid_print(hmi_grid *grid, hmi_text *text);

/* "cutting every tariff on it by 5.7 % ..., which leaves ... poorer by ..." */
void hmi_say_cheapest(const hm_report_input *input, const char *step,
                      hmi_text *words);
/* An assumption of line 6 in plain words. */
const char *hmi_report_assumption(const char *code);

/* Sentence 1 to 6 of the answer, "" when the run does not have it. */
void hmi_short_sentence(const hm_report_input *input, int32_t line,
                        hmi_text *words);
/* The answer in six sentences. */
void hmi_short_answer(const hm_report_input *input, hmi_text *text);
/* The six lines in detail, one function each. */
void hmi_line_dependence(const hm_report_input *input, hmi_text *text);
void hmi_line_pressure(const hm_report_input *input, hmi_text *text);
void hmi_line_bargain(const hm_report_input *input, hmi_text *text);
void hmi_line_price(const hm_report_input *input, hmi_text *text);
void hmi_line_belief(const hm_report_input *input, hmi_text *text);
void hmi_line_assumptions(const hm_report_input *input, hmi_text *text);

#endif

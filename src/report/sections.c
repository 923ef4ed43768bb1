// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * sections.c - the sections of the page, in reading order. To add one: write
 * section_NAME.c, declare its hmi_section here, list it below.
 */
#include "report/page.h"

extern const hmi_section hmi_section_answer;
extern const hmi_section hmi_section_dependence;
extern const hmi_section hmi_section_pressure;
extern const hmi_section hmi_section_gains;
extern const hmi_section hmi_section_bargain;
extern const hmi_section hmi_section_question_1;
extern const hmi_section hmi_section_question_2;
extern const hmi_section hmi_section_question_3;
extern const hmi_section hmi_section_question_4;
extern const hmi_section hmi_section_question_5;
extern const hmi_section hmi_section_question_6;
extern const hmi_section hmi_section_question_7;
extern const hmi_section hmi_section_question_8;
extern const hmi_section hmi_section_question_9;
extern const hmi_section hmi_section_question_10;
extern const hmi_section hmi_section_question_11;
extern const hmi_section hmi_section_question_12;
extern const hmi_section hmi_section_question_13;
extern const hmi_section hmi_section_question_14;
extern const hmi_section hmi_section_leverage;
extern const hmi_section hmi_section_sanctions;
extern const hmi_section hmi_section_tariffs;
extern const hmi_section hmi_section_years;
extern const hmi_section hmi_section_beliefs;
extern const hmi_section hmi_section_doubt;

const hmi_section *const hmi_sections[] = {
    &hmi_section_answer,      &hmi_section_dependence,
    &hmi_section_pressure,    &hmi_section_gains,
    &hmi_section_bargain,     &hmi_section_question_1,
    &hmi_section_question_2,  &hmi_section_question_3,
    &hmi_section_question_4,  &hmi_section_question_5,
    &hmi_section_question_6,  &hmi_section_question_7,
    &hmi_section_question_8,  &hmi_section_question_9,
    &hmi_section_question_10, &hmi_section_question_11,
    &hmi_section_question_12, &hmi_section_question_13,
    &hmi_section_question_14, &hmi_section_leverage,
    &hmi_section_sanctions,   &hmi_section_tariffs,
    &hmi_section_years,       &hmi_section_beliefs,
    &hmi_section_doubt,       NULL, /* the list ends here */
};

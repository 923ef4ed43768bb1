// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * sections.c - the sections of the page, in reading order. To add one: write
 * section_NAME.c, declare its hmi_section here, list it below.
 */
#include "report/page.h"

extern const hmi_section hmi_section_answer;
extern const hmi_section hmi_section_dependence;

const hmi_section *const hmi_sections[] = {
    &hmi_section_answer, &hmi_section_dependence, NULL, /* the list ends here */
};

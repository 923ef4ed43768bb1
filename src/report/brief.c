// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * brief.c - the first screen: a title, the answer in six sentences, the same
 * in detail, and one line on how the numbers were checked.
 */
#include "report/internal.h"

hm_status hm_report_brief(hm_context *ctx, const hm_report_input *input,
                          char **out)
{
    hmi_text text;
    *out = NULL;
    if (input->brief == NULL) {
        return hmi_fail(ctx, HM_ERR_STATE,
                        "report: the first screen needs the table 'brief'");
    }
    hmi_text_init(&text, ctx);
    hmi_wrap(&text, "", 0, input->title);
    hmi_wrap(&text, "", 0, input->description);
    hmi_wrap(&text, "", 0, input->ranges);
    hmi_text_add(&text, "\n");
    hmi_short_answer(input, &text);
    hmi_text_add(&text, "\nThe same in detail\n\n");
    hmi_line_dependence(input, &text);
    hmi_line_pressure(input, &text);
    hmi_line_bargain(input, &text);
    hmi_line_price(input, &text);
    hmi_line_belief(input, &text);
    hmi_line_assumptions(input, &text);
    hmi_text_add(&text, "\n");
    hmi_wrap(&text, "", 0, input->verified);
    return hmi_text_take(&text, out);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * scorecard.c - margins of a deal for sender and broker (B52, B53), leverage
 * given away (B55), the broker's two fears (B56, V4).
 */
#include "values/internal.h"

#include <math.h>
#include <string.h>

hm_status hmi_unknowns_check(hm_context *ctx, const hm_unknown *unknowns,
                             int32_t n, int32_t most)
{
    if (n < 1 || n > most) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT, "%d unknowns; expected 1 to %d",
                        (int)n, (int)most);
    }
    for (int32_t j = 0; j < n; j++) {
        if (!isfinite(unknowns[j].low) || !isfinite(unknowns[j].high) ||
            !(unknowns[j].low < unknowns[j].high)) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "%s: box from %g to %g; expected low below high",
                            unknowns[j].name, unknowns[j].low,
                            unknowns[j].high);
        }
    }
    return HM_OK;
}

hm_status hmi_margins_check(hm_context *ctx, const hm_margin *margins,
                            int32_t n_margins, int32_t n, int32_t most)
{
    if (n_margins < 1 || n_margins > most) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT, "%d margins; expected 1 to %d",
                        (int)n_margins, (int)most);
    }
    for (int32_t m = 0; m < n_margins; m++) {
        bool ok = isfinite(margins[m].constant);
        for (int32_t j = 0; j < n; j++) {
            ok = ok && isfinite(margins[m].slope[j]);
        }
        if (!ok) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "margin %s is not made of numbers",
                            margins[m].name);
        }
    }
    return HM_OK;
}

double hmi_margin_size(const hm_margin *margin, const hm_unknown *unknowns,
                       int32_t n)
{
    double size = fabs(margin->constant);
    for (int32_t j = 0; j < n; j++) {
        size += fabs(margin->slope[j]) *
                fmax(fabs(unknowns[j].low), fabs(unknowns[j].high));
    }
    return size;
}

double hm_margin_value(const hm_margin *margin, const double *psi, int32_t n)
{
    return margin->constant + hmi_dot((size_t)n, margin->slope, psi);
}

hm_status hm_scorecard_margins(hm_context *ctx, const hm_scorecard *card,
                               double *sender_slope, double *broker_slope,
                               hm_margin *sender, hm_margin *broker)
{
    memset(sender_slope, 0, HM_SCORE_UNKNOWNS * sizeof(double));
    memset(broker_slope, 0, HM_SCORE_UNKNOWNS * sizeof(double));
    sender_slope[HM_SCORE_OMEGA_SENDER] = card->compliance;
    sender_slope[HM_SCORE_COSTS] = -1.0;
    broker_slope[HM_SCORE_OMEGA_BROKER] = card->compliance;
    broker_slope[HM_SCORE_OMEGA_COLLAPSE] = -card->collapse;
    *sender =
        (hm_margin){"sender", card->sender_ev - card->contagion, sender_slope};
    *broker = (hm_margin){"broker", card->broker_ev - card->broker_cost,
                          broker_slope};
    if (!(fabs(card->compliance) <= 1.0) || !(fabs(card->collapse) <= 1.0)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "scorecard: changes of probability %g and %g; "
                        "expected -1 to 1",
                        card->compliance, card->collapse);
    }
    HMI_TRY(hmi_margins_check(ctx, sender, 1, HM_SCORE_UNKNOWNS, 1));
    return hmi_margins_check(ctx, broker, 1, HM_SCORE_UNKNOWNS, 1);
}

hm_status hm_leverage_given(hm_context *ctx, double marginal, double unpaid,
                            double holdout, hm_leverage_loss *out)
{
    memset(out, 0, sizeof *out);
    if (!isfinite(marginal) || !(unpaid >= 0.0 && unpaid <= 1.0) ||
        !(holdout >= 0.0 && holdout <= 1.0)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "leverage given: marginal price %g, share unpaid %g, "
                        "share that holds out %g; expected a number and two "
                        "shares",
                        marginal, unpaid, holdout);
    }
    out->marginal = -marginal;
    out->unpaid_after = unpaid * (1.0 - holdout);
    return HM_OK;
}

/* --- collapse trade-off (B56) --- */

static hm_status hazards_check(hm_context *ctx, const hm_hazard *steps,
                               int32_t n, double omega_broker)
{
    if (!(omega_broker > 0.0) || isinf(omega_broker)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "broker's value of compliance is %g; expected above 0",
                        omega_broker);
    }
    for (int32_t a = 0; a < n; a++) {
        if (!(steps[a].compliance >= 0.0) || !(steps[a].collapse >= 0.0) ||
            isinf(steps[a].compliance) || isinf(steps[a].collapse) ||
            !isfinite(steps[a].cost)) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "pressure %s: hazards %g and %g, cost %g; "
                            "expected 0 or more, and a number",
                            steps[a].name, steps[a].compliance,
                            steps[a].collapse, steps[a].cost);
        }
    }
    return HM_OK;
}

static hm_status add_hazard(const hm_hazard *from, const hm_hazard *to,
                            double omega_broker, hm_table *table)
{
    double dh = to->compliance - from->compliance;
    double dq = to->collapse - from->collapse;
    double dc = to->cost - from->cost;
    HMI_TRY(hm_table_add_row(table));
    HMI_TRY(hm_table_set_text(table, 0, from->name));
    HMI_TRY(hm_table_set_text(table, 1, to->name));
    if (dq > 0.0) {
        hm_table_set_number(table, 2, dh / dq);
        hm_table_set_number(table, 3, dh / dq - dc / (omega_broker * dq));
    }
    return HM_OK;
}

hm_status hm_collapse_table(hm_context *ctx, const hm_hazard *steps, int32_t n,
                            double omega_broker, hm_table **out)
{
    static const char *const columns[] = {
        " from", " to", "compliance_per_collapse", "critical"};
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_TRY(hazards_check(ctx, steps, n, omega_broker));
    HMI_TRY(hmi_table_of(ctx, "collapse", columns, 4, &table));
    for (int32_t a = 0; a + 1 < n; a++) {
        HMI_GOTO(status,
                 add_hazard(&steps[a], &steps[a + 1], omega_broker, table));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

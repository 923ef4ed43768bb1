// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * exposure.c - one country's exposure to another three ways, side by side:
 * at face value (what crosses the border), looked through (whose work is in
 * it at the end of all chains), and what losing the link would really cost.
 */
#include "leverage/internal.h"

static const hmi_column columns[] = {
    HMI_TEXT("country"),
    HMI_TEXT("partner"),
    HMI_NUMBER("purchases_face_value_pct"),
    HMI_NUMBER("purchases_look_through_pct"),
    HMI_NUMBER("sales_face_value_pct"),
    HMI_NUMBER("sales_look_through_pct"),
    HMI_NUMBER("general_equilibrium_pct"),
};

/* Loss of n when its trade with i ends, per cent; NAN: not solved. */
static double cut_of(const hm_leverage_plan *plan, int32_t n, int32_t i)
{
    for (int turn = 0; turn < 2; turn++) {
        int32_t target = turn == 0 ? n : i;
        int32_t sender = turn == 0 ? i : n;
        for (int32_t s = 0; s < plan->n_senders; s++) {
            const hmi_answer *answer =
                plan->senders[s] == sender
                    ? hmi_plan_link(plan, target, (uint32_t)1 << s, HMI_BOTH)
                    : NULL;
            if (answer != NULL) {
                return 100.0 * answer->domestic[n] / hmi_earned(plan, n);
            }
        }
    }
    return NAN;
}

static hm_status add_pair(const hm_leverage_plan *plan, hm_table *table,
                          const double *value, int32_t n, int32_t i)
{
    size_t N = (size_t)plan->N;
    double income = hm_economy_data(plan->base)->income[n];
    double bought = plan->flow[(size_t)n * N + (size_t)i];
    double sold = plan->flow[(size_t)i * N + (size_t)n];
    const char *texts[] = {hmi_country(plan, n), hmi_country(plan, i)};
    const double numbers[] = {
        100.0 * bought / income,
        100.0 * value[(size_t)n * N + (size_t)i] / income,
        100.0 * sold / hmi_earned(plan, n),
        100.0 * value[(size_t)i * N + (size_t)n] / hmi_earned(plan, n),
        cut_of(plan, n, i),
    };
    return hmi_leverage_row(table, texts, HMI_COUNT(texts), numbers,
                            HMI_COUNT(numbers));
}

static hm_status add_country(const hm_leverage_plan *plan, hm_table *table,
                             const double *value, int32_t n)
{
    for (int32_t i = 0; i < plan->N; i++) {
        if (i != n) {
            HMI_TRY(add_pair(plan, table, value, n, i));
        }
    }
    return HM_OK;
}

hm_status hmi_table_exposure(hm_context *ctx, const hm_leverage_plan *plan,
                             hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    size_t N = (size_t)plan->N;
    double *value = HMI_ARRAY(ctx, double, N *N);
    *out = NULL;
    if (value == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_GOTO(status, hmi_look_through(ctx, plan->base, value));
    HMI_GOTO(status, hmi_leverage_table(ctx, "exposure", columns,
                                        HMI_COUNT(columns), &table));
    for (int32_t n = 0; n < plan->N; n++) {
        HMI_GOTO(status, add_country(plan, table, value, n));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    hmi_free(ctx, value);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * friends.c - who gains when another country grows (the exact counterpart of
 * Kleinman, Liu and Redding's friend-enemy matrix, A22).
 *
 * Every industry of one country becomes 1 % more productive; the elasticity
 * of another's real income to that, solved in full, is what their first-order
 * matrix approximates. Above zero: a friend; below: an enemy.
 */
#include "leverage/internal.h"

#include <string.h>

static const double growth = 1.01;

static hmi_cut growth_cut(int32_t country)
{
    hmi_cut cut;
    memset(&cut, 0, sizeof cut);
    cut.kind = HMI_CUT_GROWTH;
    cut.target = -1;
    cut.sector = -1;
    cut.members[cut.count++] = country;
    cut.size = growth;
    return cut;
}

hm_status hmi_plan_friends(hm_leverage_plan *plan)
{
    for (int32_t i = 0; i < plan->N && plan->settings->friends; i++) {
        hmi_cut cut = growth_cut(i);
        HMI_TRY(hmi_plan_add(plan, &cut));
    }
    return HM_OK;
}

static const hmi_column columns[] = {
    HMI_TEXT("country"),
    HMI_TEXT("partner"),
    HMI_NUMBER("real_income_elasticity"),
    HMI_NUMBER("first_order_elasticity"),
    HMI_NUMBER("gain_per_partner_gain"),
    HMI_TEXT("outcome"),
};

static hm_status add_pair(const hm_leverage_plan *plan, hm_table *table,
                          const double *slope, int32_t n, int32_t i)
{
    const hm_economy_arrays *data = hm_economy_data(plan->base);
    hmi_cut cut = growth_cut(i);
    const hmi_answer *answer = hmi_plan_find(plan, &cut);
    double hat = 1.0 - answer->income[n] / data->income[n];
    const char *texts[] = {hmi_country(plan, n), hmi_country(plan, i),
                           hmi_answer_outcome(answer)};
    /* what n gains, in dollars, of each dollar that i becomes richer */
    const double numbers[] = {log(hat) / log(growth),
                              slope[(size_t)n * (size_t)plan->N + (size_t)i],
                              answer->income[n] / answer->income[i]};
    return hmi_leverage_row(table, texts, HMI_COUNT(texts), numbers,
                            HMI_COUNT(numbers));
}

hm_status hmi_table_friends(hm_context *ctx, const hm_leverage_plan *plan,
                            hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    hm_sensitivity *s = NULL;
    int32_t N = plan->settings->friends ? plan->N : 0;
    double *slope = HMI_ARRAY(ctx, double, (size_t)N *(size_t)N);
    *out = NULL;
    if (slope == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_GOTO(status, hmi_leverage_table(ctx, "friends", columns,
                                        HMI_COUNT(columns), &table));
    if (N > 0) {
        HMI_GOTO(status, hmi_sensitivity_base(ctx, plan, &s));
        HMI_GOTO(status, hm_sensitivity_friends(s, NULL, slope));
    }
    for (int32_t n = 0; n < N; n++) {
        for (int32_t i = 0; i < N; i++) {
            HMI_GOTO(status, add_pair(plan, table, slope, n, i));
        }
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    hm_sensitivity_free(s);
    hmi_free(ctx, slope);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * coalitions.c - what senders can do together: complementarity of threats
 * (L10), each one's Shapley share (L11), and what can be asked (L12).
 */
#include "leverage/internal.h"

/* The target's loss from all trade with a set; 0 for the empty set. */
static double loss_of(const hm_leverage_plan *plan, int32_t target,
                      uint32_t mask)
{
    return mask == 0
               ? 0.0
               : hmi_plan_link(plan, target, mask, HMI_BOTH)->domestic[target];
}

/* Is every subset of the set in the plan? */
static bool complete(const hm_leverage_plan *plan, uint32_t mask)
{
    return hmi_mask_size(mask) <= plan->settings->coalition_size;
}

typedef hm_status each_set(const hm_leverage_plan *plan, hm_table *table,
                           int32_t target, uint32_t mask);

static hm_status make(hm_context *ctx, const hm_leverage_plan *plan,
                      const char *name, const hmi_column *columns,
                      int32_t count, each_set *add, hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_GOTO(status, hmi_leverage_table(ctx, name, columns, count, &table));
    for (int32_t t = 0; t < plan->n_targets; t++) {
        uint32_t all = hmi_mask_all(plan, plan->targets[t]);
        for (uint32_t mask = hmi_mask_next(plan, all, 0); mask != 0;
             mask = hmi_mask_next(plan, all, mask)) {
            HMI_GOTO(status, add(plan, table, plan->targets[t], mask));
        }
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

/* --- joint threats ----------------------------------------------------------------- */

static const hmi_column joint_columns[] = {
    HMI_TEXT("target"),       HMI_TEXT("first"),
    HMI_TEXT("second"),       HMI_NUMBER("joint_musd"),
    HMI_NUMBER("joint_pct"),  HMI_NUMBER("together_musd"),
    HMI_NUMBER("first_musd"), HMI_NUMBER("second_musd"),
};

/* Every way to take a set apart into two, the lower bits of it first. */
static hm_status add_joint(const hm_leverage_plan *plan, hm_table *table,
                           int32_t target, uint32_t mask)
{
    char one[HMI_SET_TEXT];
    char two[HMI_SET_TEXT];
    double together = loss_of(plan, target, mask);
    for (uint32_t first = (mask - 1) & mask; first != 0 && complete(plan, mask);
         first = (first - 1) & mask) {
        uint32_t second = mask ^ first;
        if ((first & (~first + 1)) > (second & (~second + 1))) {
            continue; /* the same pair, turned */
        }
        hmi_mask_text(plan, first, one);
        hmi_mask_text(plan, second, two);
        const char *texts[] = {hmi_country(plan, target), one, two};
        double a = loss_of(plan, target, first);
        double b = loss_of(plan, target, second);
        const double numbers[] = {
            together - a - b,
            100.0 * (together - a - b) / hmi_earned(plan, target),
            together,
            a,
            b,
        };
        HMI_TRY(hmi_leverage_row(table, texts, HMI_COUNT(texts), numbers,
                                 HMI_COUNT(numbers)));
    }
    return HM_OK;
}

hm_status hmi_table_joint(hm_context *ctx, const hm_leverage_plan *plan,
                          hm_table **out)
{
    return make(ctx, plan, "joint", joint_columns, HMI_COUNT(joint_columns),
                add_joint, out);
}

/* --- Shapley ------------------------------------------------------------------------ */

static const hmi_column shapley_columns[] = {
    HMI_TEXT("target"),       HMI_TEXT("senders"),     HMI_TEXT("sender"),
    HMI_NUMBER("share_musd"), HMI_NUMBER("share_pct"),
};

/* |U|! (s - |U| - 1)! / s! = 1 / (s choose(s - 1, |U|)). */
static double order_weight(int32_t s, int32_t u)
{
    double choose = 1.0;
    for (int32_t k = 1; k <= u; k++) {
        choose = choose * (double)(s - k) / (double)k;
    }
    return 1.0 / ((double)s * choose);
}

/* Mean over all orders of what `bit` adds to those before it (L11). */
static double shapley(const hm_leverage_plan *plan, int32_t target,
                      uint32_t mask, uint32_t bit)
{
    uint32_t others = mask ^ bit;
    int32_t size = hmi_mask_size(mask);
    double sum = 0.0;
    for (uint32_t before = others;; before = (before - 1) & others) {
        sum += order_weight(size, hmi_mask_size(before)) *
               (loss_of(plan, target, before | bit) -
                loss_of(plan, target, before));
        if (before == 0) {
            return sum;
        }
    }
}

static hm_status add_shapley(const hm_leverage_plan *plan, hm_table *table,
                             int32_t target, uint32_t mask)
{
    char senders[HMI_SET_TEXT];
    double whole = loss_of(plan, target, mask);
    hmi_mask_text(plan, mask, senders);
    for (int32_t s = 0; s < plan->n_senders && complete(plan, mask); s++) {
        uint32_t bit = (uint32_t)1 << s;
        if ((mask & bit) == 0) {
            continue;
        }
        double share = shapley(plan, target, mask, bit);
        const char *texts[] = {hmi_country(plan, target), senders,
                               hmi_country(plan, plan->senders[s])};
        const double numbers[] = {share, 100.0 * share / whole};
        HMI_TRY(hmi_leverage_row(table, texts, HMI_COUNT(texts), numbers,
                                 HMI_COUNT(numbers)));
    }
    return HM_OK;
}

hm_status hmi_table_shapley(hm_context *ctx, const hm_leverage_plan *plan,
                            hm_table **out)
{
    return make(ctx, plan, "shapley", shapley_columns,
                HMI_COUNT(shapley_columns), add_shapley, out);
}

/* --- what can be asked ------------------------------------------------------------- */

static const hmi_column demand_columns[] = {
    HMI_TEXT("target"),        HMI_TEXT("senders"),      HMI_NUMBER("delta"),
    HMI_NUMBER("demand_musd"), HMI_NUMBER("demand_pct"), HMI_TEXT("class"),
};

/* delta is a prior of the reader (class P), the loss an estimate. */
static hm_status add_demand(const hm_leverage_plan *plan, hm_table *table,
                            int32_t target, uint32_t mask)
{
    char senders[HMI_SET_TEXT];
    double loss = loss_of(plan, target, mask);
    hmi_mask_text(plan, mask, senders);
    for (int32_t k = 0; k < plan->settings->discount.count; k++) {
        double delta = plan->settings->discount.items[k];
        const char *texts[] = {hmi_country(plan, target), senders, "P"};
        /* a set whose trade costs the target nothing can ask for nothing */
        double demand = isnan(loss) ? loss : delta * fmax(0.0, loss);
        const double numbers[] = {delta, demand,
                                  100.0 * demand / hmi_earned(plan, target)};
        HMI_TRY(hmi_leverage_row(table, texts, HMI_COUNT(texts), numbers,
                                 HMI_COUNT(numbers)));
    }
    return HM_OK;
}

hm_status hmi_table_demand(hm_context *ctx, const hm_leverage_plan *plan,
                           hm_table **out)
{
    return make(ctx, plan, "demand", demand_columns, HMI_COUNT(demand_columns),
                add_demand, out);
}

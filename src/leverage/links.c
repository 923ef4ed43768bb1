// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * links.c - what it costs each side to cut a link: all trade and one way
 * (L4, L6), the ratio (L5) and who can afford to walk away (L7).
 *
 * The cut of a link hurts both ends at once, so that the reverse direction
 * ("the target against its sender") is the same solve seen from the other
 * side: the target's exports are the sender's imports.
 */
#include "leverage/internal.h"

#include <string.h>

static const char *const direction_names[] = {"both", "exports", "imports"};

static hm_status plan_set(hm_leverage_plan *plan, int32_t target, uint32_t mask)
{
    int last = hmi_mask_size(mask) == 1 ? HMI_IMPORTS : HMI_BOTH;
    for (int way = HMI_BOTH; way <= last; way++) {
        hmi_cut cut = hmi_cut_link(plan, target, mask, (hmi_direction)way);
        HMI_TRY(hmi_plan_add(plan, &cut));
    }
    return HM_OK;
}

hm_status hmi_plan_links(hm_leverage_plan *plan)
{
    for (int32_t t = 0; t < plan->n_targets; t++) {
        int32_t target = plan->targets[t];
        uint32_t all = hmi_mask_all(plan, target);
        for (uint32_t mask = hmi_mask_next(plan, all, 0); mask != 0;
             mask = hmi_mask_next(plan, all, mask)) {
            HMI_TRY(plan_set(plan, target, mask));
        }
    }
    return HM_OK;
}

/* --- leverage.csv -------------------------------------------------------------- */

static const hmi_column columns[] = {
    HMI_TEXT("target"),
    HMI_TEXT("senders"),
    HMI_TEXT("direction"),
    HMI_NUMBER("target_loss_musd"),
    HMI_NUMBER("target_loss_pct"),
    HMI_NUMBER("sender_loss_musd"),
    HMI_NUMBER("sender_loss_pct"),
    HMI_NUMBER("ratio"),
    HMI_NUMBER("ratio_pct"),
    HMI_NUMBER("net_dependence_pct"),
    HMI_NUMBER("target_real_income_loss_musd"),
    HMI_NUMBER("target_real_income_loss_pct"),
    HMI_NUMBER("sender_real_income_loss_musd"),
    HMI_NUMBER("sender_real_income_loss_pct"),
    HMI_NUMBER("ratio_real_income"),
    HMI_NUMBER("target_deficit_change_musd"),
    HMI_NUMBER("sender_deficit_change_musd"),
    HMI_NUMBER("offset_ratio"),
    HMI_NUMBER("left_open_musd"),
    HMI_TEXT("outcome"),
};

/* One side of a cut: losses in MUSD and what they are relative to. */
typedef struct side {
    double domestic, income, deficit;
    double earned, spent;
} side;

static void add_side(const hm_leverage_plan *plan, const hmi_answer *answer,
                     int32_t n, side *sum)
{
    sum->domestic += answer->domestic[n];
    sum->income += answer->income[n];
    sum->deficit += answer->deficit[n];
    sum->earned += hmi_earned(plan, n);
    sum->spent += hm_economy_data(plan->base)->income[n];
}

/* A ratio of losses says something only when the sender loses. */
static double over(double part, double whole)
{
    return whole > 0.0 ? part / whole : (double)NAN;
}

double hmi_offset_ratio(const hm_leverage_plan *plan, int32_t target,
                        uint32_t mask, const hmi_answer *answer)
{
    double lost = 0.0;
    double found = 0.0;
    size_t N = (size_t)plan->N;
    for (int32_t b = 0; b < plan->N; b++) {
        double before = plan->flow[(size_t)b * N + (size_t)target] +
                        plan->flow[(size_t)target * N + (size_t)b];
        double change = answer->sold[b] + answer->bought[b] - before;
        if (b != target && hmi_mask_has(plan, mask, b)) {
            lost += change;
        } else if (b != target) {
            found += change;
        }
    }
    return lost < 0.0 ? found / -lost : (double)NAN;
}

static hm_status add_row(hm_table *table, const char *target,
                         const char *senders, int direction,
                         const hmi_answer *answer, const side *hit,
                         const side *own, double offset)
{
    const char *texts[] = {target, senders, direction_names[direction],
                           hmi_answer_outcome(answer)};
    double hit_pct = 100.0 * hit->domestic / hit->earned;
    double own_pct = 100.0 * own->domestic / own->earned;
    double hit_income = 100.0 * hit->income / hit->spent;
    double own_income = 100.0 * own->income / own->spent;
    const double numbers[] = {
        hit->domestic,
        hit_pct,
        own->domestic,
        own_pct,
        over(hit->domestic, own->domestic),
        over(hit_pct, own_pct),
        hit_pct - own_pct,
        hit->income,
        hit_income,
        own->income,
        own_income,
        over(hit->income, own->income),
        hit->deficit,
        own->deficit,
        offset,
        answer->left_open,
    };
    return hmi_leverage_row(table, texts, HMI_COUNT(texts), numbers,
                            HMI_COUNT(numbers));
}

/* The subset against the target, as it stands in the plan. */
static hm_status add_forward(const hm_leverage_plan *plan, hm_table *table,
                             int32_t target, uint32_t mask, int way)
{
    char senders[HMI_SET_TEXT];
    const hmi_answer *answer =
        hmi_plan_link(plan, target, mask, (hmi_direction)way);
    side hit = {0};
    side own = {0};
    hmi_mask_text(plan, mask, senders);
    add_side(plan, answer, target, &hit);
    for (int32_t n = 0; n < plan->N; n++) {
        if (hmi_mask_has(plan, mask, n)) {
            add_side(plan, answer, n, &own);
        }
    }
    return add_row(table, hmi_country(plan, target), senders, way, answer, &hit,
                   &own, hmi_offset_ratio(plan, target, mask, answer));
}

static bool is_target(const hm_leverage_plan *plan, int32_t n)
{
    for (int32_t t = 0; t < plan->n_targets; t++) {
        if (plan->targets[t] == n) {
            return true;
        }
    }
    return false;
}

/* A single sender as target of the target, where the block does not ask for
 * that itself. The offset of the other side is not known from this solve. */
static hm_status add_reverse(const hm_leverage_plan *plan, hm_table *table,
                             int32_t target, uint32_t mask, int way)
{
    static const int turned[] = {HMI_BOTH, HMI_IMPORTS, HMI_EXPORTS};
    const hmi_answer *answer =
        hmi_plan_link(plan, target, mask, (hmi_direction)turned[way]);
    int32_t sender = -1;
    side hit = {0};
    side own = {0};
    for (int32_t n = 0; n < plan->N; n++) {
        sender = hmi_mask_has(plan, mask, n) ? n : sender;
    }
    if (is_target(plan, sender) &&
        hmi_mask_has(plan, hmi_mask_all(plan, sender), target)) {
        return HM_OK;
    }
    add_side(plan, answer, sender, &hit);
    add_side(plan, answer, target, &own);
    return add_row(table, hmi_country(plan, sender), hmi_country(plan, target),
                   way, answer, &hit, &own, (double)NAN);
}

static hm_status add_set(const hm_leverage_plan *plan, hm_table *table,
                         int32_t target, uint32_t mask, bool reverse)
{
    bool single = hmi_mask_size(mask) == 1;
    int last = single ? HMI_IMPORTS : HMI_BOTH;
    if (reverse && !single) {
        return HM_OK;
    }
    for (int way = HMI_BOTH; way <= last; way++) {
        HMI_TRY(reverse ? add_reverse(plan, table, target, mask, way)
                        : add_forward(plan, table, target, mask, way));
    }
    return HM_OK;
}

static hm_status add_target(const hm_leverage_plan *plan, hm_table *table,
                            int32_t target, bool reverse)
{
    uint32_t all = hmi_mask_all(plan, target);
    for (uint32_t mask = hmi_mask_next(plan, all, 0); mask != 0;
         mask = hmi_mask_next(plan, all, mask)) {
        HMI_TRY(add_set(plan, table, target, mask, reverse));
    }
    return HM_OK;
}

hm_status hmi_table_leverage(hm_context *ctx, const hm_leverage_plan *plan,
                             hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_GOTO(status, hmi_leverage_table(ctx, "leverage", columns,
                                        HMI_COUNT(columns), &table));
    for (int reverse = 0; reverse < 2; reverse++) {
        for (int32_t t = 0; t < plan->n_targets; t++) {
            HMI_GOTO(status,
                     add_target(plan, table, plan->targets[t], reverse != 0));
        }
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

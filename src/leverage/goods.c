// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * goods.c - what a sender can do with one good (L6), and how much of its
 * power is left when the next best supplier joins (L14).
 */
#include "leverage/internal.h"

#include <string.h>

/* --- which goods ---------------------------------------------------------------- */

typedef struct good {
    int32_t sector;
    double value;
} good;

/* The largest flows i -> n first, at most `most`; returns how many. */
static int32_t largest(const hm_economy_arrays *data, int32_t n, int32_t i,
                       int32_t most, good *goods)
{
    int32_t count = 0;
    for (int32_t j = 0; j < data->n_sectors; j++) {
        double value = hmi_leverage_cell(data, i, n, j);
        int32_t at = count;
        if (!(value > 0.0)) {
            continue;
        }
        while (at > 0 && goods[at - 1].value < value) {
            at--;
        }
        if (at >= most) {
            continue;
        }
        count += count < most;
        memmove(goods + at + 1, goods + at,
                (size_t)(count - 1 - at) * sizeof *goods);
        goods[at] = (good){j, value};
    }
    return count;
}

static hmi_cut good_cut(const hm_leverage_plan *plan, int32_t target,
                        uint32_t bit, int way, int32_t sector)
{
    hmi_cut cut = hmi_cut_link(plan, target, bit, (hmi_direction)way);
    cut.sector = sector;
    return cut;
}

/* --- the pairs ------------------------------------------------------------------- */

/* What is done with each good of each pair: added to the plan, or a row. */
typedef hm_status visit(hm_leverage_plan *plan, const hm_leverage_plan *solved,
                        hm_table *table, const hmi_cut *cut, double value,
                        double all);

static hm_status each_good(hm_leverage_plan *plan,
                           const hm_leverage_plan *solved, hm_table *table,
                           good *goods, int32_t target, int32_t sender,
                           visit *do_it)
{
    const hm_economy_arrays *data = hm_economy_data(solved->base);
    uint32_t bit = (uint32_t)1 << sender;
    int32_t s = solved->senders[sender];
    for (int way = HMI_EXPORTS; way <= HMI_IMPORTS; way++) {
        int32_t n = way == HMI_EXPORTS ? s : target;
        int32_t i = way == HMI_EXPORTS ? target : s;
        int32_t count = largest(data, n, i, solved->settings->goods, goods);
        double all = solved->flow[(size_t)n * (size_t)solved->N + (size_t)i];
        for (int32_t g = 0; g < count; g++) {
            hmi_cut cut = good_cut(solved, target, bit, way, goods[g].sector);
            HMI_TRY(do_it(plan, solved, table, &cut, goods[g].value, all));
        }
    }
    return HM_OK;
}

static hm_status each_sender(hm_leverage_plan *plan,
                             const hm_leverage_plan *solved, hm_table *table,
                             good *goods, int32_t target, visit *do_it)
{
    for (int32_t s = 0; s < solved->n_senders; s++) {
        if (solved->senders[s] != target) {
            HMI_TRY(each_good(plan, solved, table, goods, target, s, do_it));
        }
    }
    return HM_OK;
}

static hm_status each_pair(hm_context *ctx, hm_leverage_plan *plan,
                           const hm_leverage_plan *solved, hm_table *table,
                           visit *do_it)
{
    hm_status status = HM_OK;
    good *goods = HMI_ARRAY(ctx, good, solved->J + 1);
    if (goods == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t t = 0; t < solved->n_targets && solved->settings->goods > 0;
         t++) {
        HMI_GOTO(status, each_sender(plan, solved, table, goods,
                                     solved->targets[t], do_it));
    }
out:
    hmi_free(ctx, goods);
    return status;
}

static hm_status plan_good(hm_leverage_plan *plan,
                           const hm_leverage_plan *solved, hm_table *table,
                           const hmi_cut *cut, double value, double all)
{
    (void)solved;
    (void)table;
    (void)value;
    (void)all;
    return hmi_plan_add(plan, cut);
}

/* A single sender and the next best supplier beside it. */
static hm_status plan_redundancy(hm_leverage_plan *plan, int32_t target,
                                 uint32_t bit)
{
    hmi_cut cut = hmi_cut_link(plan, target, bit, HMI_BOTH);
    int32_t next = hmi_next_supplier(plan, target, -1, cut.members, cut.count);
    if (next < 0) {
        return HM_OK;
    }
    cut.members[cut.count++] = next;
    return hmi_plan_add(plan, &cut);
}

/* The same for every sender against one target. */
static hm_status plan_target(hm_leverage_plan *plan, int32_t target)
{
    for (int32_t s = 0; s < plan->n_senders; s++) {
        if (plan->senders[s] != target) {
            HMI_TRY(plan_redundancy(plan, target, (uint32_t)1 << s));
        }
    }
    return HM_OK;
}

hm_status hmi_plan_goods(hm_leverage_plan *plan)
{
    for (int32_t t = 0; t < plan->n_targets; t++) {
        HMI_TRY(plan_target(plan, plan->targets[t]));
    }
    return each_pair(plan->ctx, plan, plan, NULL, plan_good);
}

int32_t hmi_next_supplier(const hm_leverage_plan *plan, int32_t target,
                          int32_t sector, const int32_t *without, int32_t count)
{
    const hm_economy_arrays *data = hm_economy_data(plan->base);
    int32_t best = -1;
    double most = 0.0;
    for (int32_t i = 0; i < plan->N; i++) {
        bool skip = i == target || strcmp(hmi_country(plan, i), "ROW") == 0;
        for (int32_t w = 0; w < count && !skip; w++) {
            skip = without[w] == i;
        }
        if (skip) {
            continue;
        }
        double value =
            sector < 0
                ? plan->flow[(size_t)target * (size_t)plan->N + (size_t)i]
                : hmi_leverage_cell(data, i, target, sector);
        if (value > most) {
            most = value;
            best = i;
        }
    }
    return best;
}

/* --- leverage_goods.csv ------------------------------------------------------------ */

static const hmi_column columns[] = {
    HMI_TEXT("target"),
    HMI_TEXT("senders"),
    HMI_TEXT("direction"),
    HMI_TEXT("sector"),
    HMI_NUMBER("flow_musd"),
    HMI_NUMBER("flow_share"),
    HMI_NUMBER("target_loss_musd"),
    HMI_NUMBER("target_loss_pct"),
    HMI_NUMBER("sender_loss_musd"),
    HMI_NUMBER("sender_loss_pct"),
    HMI_NUMBER("ratio"),
    HMI_TEXT("outcome"),
};

static hm_status add_good(hm_leverage_plan *plan,
                          const hm_leverage_plan *solved, hm_table *table,
                          const hmi_cut *cut, double value, double all)
{
    (void)plan;
    const hmi_answer *answer = hmi_plan_find(solved, cut);
    int32_t s = cut->members[0];
    int32_t T = cut->target;
    double lost = answer->domestic[T];
    double own = answer->domestic[s];
    const char *texts[] = {
        hmi_country(solved, T), hmi_country(solved, s),
        cut->direction == HMI_EXPORTS ? "exports" : "imports",
        hm_economy_labels(solved->base)->sector_codes[cut->sector],
        hmi_answer_outcome(answer)};
    const double numbers[] = {
        value,
        value / all,
        lost,
        100.0 * lost / hmi_earned(solved, T),
        own,
        100.0 * own / hmi_earned(solved, s),
        own > 0.0 ? lost / own : (double)NAN,
    };
    return hmi_leverage_row(table, texts, HMI_COUNT(texts), numbers,
                            HMI_COUNT(numbers));
}

hm_status hmi_table_goods(hm_context *ctx, const hm_leverage_plan *plan,
                          hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_GOTO(status, hmi_leverage_table(ctx, "leverage_goods", columns,
                                        HMI_COUNT(columns), &table));
    HMI_GOTO(status, each_pair(ctx, NULL, plan, table, add_good));
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

/* --- redundancy.csv ---------------------------------------------------------------- */

static const hmi_column redundancy_columns[] = {
    HMI_TEXT("target"),           HMI_TEXT("senders"),
    HMI_TEXT("next_supplier"),    HMI_NUMBER("target_loss_musd"),
    HMI_NUMBER("with_next_musd"), HMI_NUMBER("redundancy"),
    HMI_TEXT("outcome"),
};

static hm_status add_redundancy(const hm_leverage_plan *plan, hm_table *table,
                                int32_t target, uint32_t bit)
{
    hmi_cut cut = hmi_cut_link(plan, target, bit, HMI_BOTH);
    const hmi_answer *alone = hmi_plan_find(plan, &cut);
    int32_t next = hmi_next_supplier(plan, target, -1, cut.members, cut.count);
    if (next < 0) {
        return HM_OK;
    }
    cut.members[cut.count++] = next;
    const hmi_answer *joined = hmi_plan_find(plan, &cut);
    const char *texts[] = {hmi_country(plan, target),
                           hmi_country(plan, cut.members[0]),
                           hmi_country(plan, next), hmi_answer_outcome(joined)};
    const double numbers[] = {alone->domestic[target], joined->domestic[target],
                              alone->domestic[target] /
                                  joined->domestic[target]};
    return hmi_leverage_row(table, texts, HMI_COUNT(texts), numbers,
                            HMI_COUNT(numbers));
}

static hm_status add_target(const hm_leverage_plan *plan, hm_table *table,
                            int32_t target)
{
    for (int32_t s = 0; s < plan->n_senders; s++) {
        if (plan->senders[s] != target) {
            HMI_TRY(add_redundancy(plan, table, target, (uint32_t)1 << s));
        }
    }
    return HM_OK;
}

hm_status hmi_table_redundancy(hm_context *ctx, const hm_leverage_plan *plan,
                               hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_GOTO(status, hmi_leverage_table(ctx, "redundancy", redundancy_columns,
                                        HMI_COUNT(redundancy_columns), &table));
    for (int32_t t = 0; t < plan->n_targets; t++) {
        HMI_GOTO(status, add_target(plan, table, plan->targets[t]));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

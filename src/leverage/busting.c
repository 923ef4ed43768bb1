// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * busting.c - what leaks: goods that travel on through third countries (L15),
 * and who gains when a link is cut and so is tempted to help (S12).
 *
 * The cost of a route from i to n by way of b, over that of the direct one,
 * follows from shares without any estimate of distances: where demand has one
 * elasticity, pi_bi / pi_bb and pi_nb / pi_ni hold the same costs and goods,
 *     (kappa_bi kappa_nb / kappa_ni)^-theta = (pi_bi/pi_bb) (pi_nb/pi_ni),
 * so that n's share on goods of i by way of b is pi_nb pi_bi / pi_bb at no
 * evasion cost and chi^-theta of that at cost chi. No way round is better than
 * the direct one (else it would be used), alone or together: at chi = 1 parts
 * and their sum are at most 1; where b makes next to nothing of a good itself,
 * the bound binds. With two tiers the same shares serve as an approximation.
 */
#include "leverage/internal.h"

#include <string.h>

double hmi_route_part(const hm_economy_arrays *data, int32_t via, int32_t n,
                      int32_t i, int32_t j)
{
    size_t N = (size_t)data->n_countries;
    const double *of = data->share + (size_t)j * N * N;
    double direct = of[(size_t)n * N + (size_t)i];
    double own = of[(size_t)via * N + (size_t)via];
    if (direct <= 0.0 || own <= 0.0) {
        return 0.0;
    }
    double part = of[(size_t)via * N + (size_t)i] / own *
                  of[(size_t)n * N + (size_t)via] / direct;
    return fmin(1.0, part);
}

static bool takes_part(const hmi_cut *cut, int32_t b)
{
    bool found = b == cut->target;
    for (int32_t m = 0; m < cut->count && !found; m++) {
        found = cut->members[m] == b;
    }
    return found;
}

double hmi_route_phi(const hm_leverage_plan *plan, const hmi_cut *cut,
                     int32_t n, int32_t i, int32_t j)
{
    const hm_economy_arrays *data = hm_economy_data(plan->base);
    double sum = 0.0;
    for (int32_t b = 0; b < plan->N; b++) {
        if (!takes_part(cut, b)) {
            sum += hmi_route_part(data, b, n, i, j);
        }
    }
    if (!(sum > 0.0)) {
        return 0.0;
    }
    return fmin(1.0, sum) * pow(cut->size, -data->theta[j]);
}

/* --- the plan ------------------------------------------------------------------- */

/* Trade of the target with a country, both ways. */
static double trade_with(const hm_leverage_plan *plan, int32_t target,
                         int32_t b)
{
    size_t N = (size_t)plan->N;
    return plan->flow[(size_t)b * N + (size_t)target] +
           plan->flow[(size_t)target * N + (size_t)b];
}

bool hmi_busting_set(const hm_leverage_plan *plan, int32_t target,
                     int32_t which, uint32_t *mask)
{
    uint32_t all = hmi_mask_all(plan, target);
    double most = -1.0;
    *mask = all;
    if (which == 1) {
        return hmi_mask_size(all) > 1;
    }
    for (int32_t s = 0; s < plan->n_senders; s++) {
        double value = trade_with(plan, target, plan->senders[s]);
        if (plan->senders[s] != target && value > most) {
            most = value;
            *mask = (uint32_t)1 << s;
        }
    }
    return all != 0;
}

static hmi_cut route_cut(const hm_leverage_plan *plan, int32_t target,
                         uint32_t mask, hmi_cut_kind kind, double chi)
{
    hmi_cut cut = hmi_cut_link(plan, target, mask, HMI_BOTH);
    cut.kind = (int32_t)kind;
    cut.size = chi;
    return cut;
}

/* The curve of one set, and the point with half the bite. */
static hm_status plan_curve(hm_leverage_plan *plan, int32_t target,
                            uint32_t mask)
{
    const hmi_list *costs = &plan->settings->evasion;
    hmi_cut cut = route_cut(plan, target, mask, HMI_CUT_HALF, 0.0);
    HMI_TRY(hmi_plan_add(plan, &cut));
    for (int32_t k = 0; k < costs->count; k++) {
        cut = route_cut(plan, target, mask, HMI_CUT_ROUTE, costs->items[k]);
        HMI_TRY(hmi_plan_add(plan, &cut));
    }
    return HM_OK;
}

hm_status hmi_plan_busting(hm_leverage_plan *plan)
{
    for (int32_t t = 0;
         t < plan->n_targets && plan->settings->evasion.count > 0; t++) {
        for (int32_t which = 0; which < 2; which++) {
            uint32_t mask = 0;
            bool there = hmi_busting_set(plan, plan->targets[t], which, &mask);
            HMI_TRY(there ? plan_curve(plan, plan->targets[t], mask) : HM_OK);
        }
    }
    return HM_OK;
}

/* --- busting.csv ------------------------------------------------------------------- */

static const hmi_column columns[] = {
    HMI_TEXT("target"),
    HMI_TEXT("senders"),
    HMI_TEXT("point"),
    HMI_NUMBER("evasion_cost"),
    HMI_NUMBER("target_loss_musd"),
    HMI_NUMBER("target_loss_pct"),
    HMI_NUMBER("bite_share"),
    HMI_NUMBER("sender_loss_musd"),
    HMI_TEXT("outcome"),
};

static hm_status add_point(const hm_leverage_plan *plan, hm_table *table,
                           int32_t target, uint32_t mask, const char *point,
                           double chi, const hmi_answer *answer)
{
    char senders[HMI_SET_TEXT];
    double bite = hmi_plan_link(plan, target, mask, HMI_BOTH)->domestic[target];
    double loss = answer->domestic[target];
    hmi_mask_text(plan, mask, senders);
    const char *texts[] = {hmi_country(plan, target), senders, point,
                           hmi_answer_outcome(answer)};
    const double numbers[] = {
        chi,
        loss,
        100.0 * loss / hmi_earned(plan, target),
        loss / bite,
        hmi_mask_sum(plan, mask, answer->domestic),
    };
    return hmi_leverage_row(table, texts, HMI_COUNT(texts), numbers,
                            HMI_COUNT(numbers));
}

static hm_status add_curve(const hm_leverage_plan *plan, hm_table *table,
                           int32_t target, uint32_t mask)
{
    const hmi_list *costs = &plan->settings->evasion;
    HMI_TRY(add_point(plan, table, target, mask, "embargo", (double)NAN,
                      hmi_plan_link(plan, target, mask, HMI_BOTH)));
    for (int32_t k = 0; k < costs->count; k++) {
        hmi_cut cut =
            route_cut(plan, target, mask, HMI_CUT_ROUTE, costs->items[k]);
        HMI_TRY(add_point(plan, table, target, mask, "evasion", costs->items[k],
                          hmi_plan_find(plan, &cut)));
    }
    hmi_cut half = route_cut(plan, target, mask, HMI_CUT_HALF, 0.0);
    const hmi_answer *answer = hmi_plan_find(plan, &half);
    return isnan(answer->found)
               ? HM_OK /* evasion at no cost leaves more than half */
               : add_point(plan, table, target, mask, "half_bite",
                           answer->found, answer);
}

static hm_status add_curves(const hm_leverage_plan *plan, hm_table *table,
                            int32_t target)
{
    for (int32_t which = 0; which < 2; which++) {
        uint32_t mask = 0;
        if (hmi_busting_set(plan, target, which, &mask)) {
            HMI_TRY(add_curve(plan, table, target, mask));
        }
    }
    return HM_OK;
}

hm_status hmi_table_busting(hm_context *ctx, const hm_leverage_plan *plan,
                            hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_GOTO(status, hmi_leverage_table(ctx, "busting", columns,
                                        HMI_COUNT(columns), &table));
    for (int32_t t = 0;
         t < plan->n_targets && plan->settings->evasion.count > 0; t++) {
        HMI_GOTO(status, add_curves(plan, table, plan->targets[t]));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

/* --- diversion.csv ------------------------------------------------------------------ */

static const hmi_column diversion_columns[] = {
    HMI_TEXT("target"),
    HMI_TEXT("senders"),
    HMI_TEXT("country"),
    HMI_NUMBER("gain_musd"),
    HMI_NUMBER("gain_pct"),
    HMI_NUMBER("real_income_gain_musd"),
    HMI_NUMBER("sales_to_target_change_musd"),
    HMI_NUMBER("purchases_change_musd"),
    HMI_NUMBER("route_share"),
};

/* Part of the cut trade that could pass through b at no evasion cost. */
static double route_share(const hm_leverage_plan *plan, const hmi_cut *cut,
                          int32_t b)
{
    const hm_economy_arrays *data = hm_economy_data(plan->base);
    double through = 0.0;
    double whole = 0.0;
    int32_t T = cut->target;
    for (int32_t m = 0; m < cut->count; m++) {
        int32_t s = cut->members[m];
        for (int32_t j = 0; j < plan->J; j++) {
            double sold = hmi_leverage_cell(data, T, s, j);
            double bought = hmi_leverage_cell(data, s, T, j);
            through += sold * hmi_route_part(data, b, s, T, j) +
                       bought * hmi_route_part(data, b, T, s, j);
            whole += sold + bought;
        }
    }
    return whole > 0.0 ? through / whole : (double)NAN;
}

static hm_status add_third(const hm_leverage_plan *plan, hm_table *table,
                           const hmi_cut *cut, const char *senders, int32_t b)
{
    const hmi_answer *answer = hmi_plan_find(plan, cut);
    size_t N = (size_t)plan->N;
    size_t T = (size_t)cut->target;
    const char *texts[] = {hmi_country(plan, cut->target), senders,
                           hmi_country(plan, b)};
    const double numbers[] = {
        -answer->domestic[b],
        -100.0 * answer->domestic[b] / hmi_earned(plan, b),
        -answer->income[b],
        answer->bought[b] - plan->flow[T * N + (size_t)b],
        answer->sold[b] - plan->flow[(size_t)b * N + T],
        route_share(plan, cut, b),
    };
    return hmi_leverage_row(table, texts, HMI_COUNT(texts), numbers,
                            HMI_COUNT(numbers));
}

/* Third countries of one set: single senders, and all of them together. */
static hm_status add_set(const hm_leverage_plan *plan, hm_table *table,
                         int32_t target, uint32_t mask)
{
    char senders[HMI_SET_TEXT];
    hmi_cut cut = hmi_cut_link(plan, target, mask, HMI_BOTH);
    hmi_mask_text(plan, mask, senders);
    for (int32_t b = 0; b < plan->N; b++) {
        if (!takes_part(&cut, b)) {
            HMI_TRY(add_third(plan, table, &cut, senders, b));
        }
    }
    return HM_OK;
}

static hm_status add_sets(const hm_leverage_plan *plan, hm_table *table,
                          int32_t target)
{
    uint32_t all = hmi_mask_all(plan, target);
    for (int32_t s = 0; s < plan->n_senders; s++) {
        uint32_t bit = (uint32_t)1 << s;
        if ((all & bit) != 0 && bit != all) {
            HMI_TRY(add_set(plan, table, target, bit));
        }
    }
    return all != 0 ? add_set(plan, table, target, all) : HM_OK;
}

hm_status hmi_table_diversion(hm_context *ctx, const hm_leverage_plan *plan,
                              hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_GOTO(status, hmi_leverage_table(ctx, "diversion", diversion_columns,
                                        HMI_COUNT(diversion_columns), &table));
    for (int32_t t = 0; t < plan->n_targets; t++) {
        HMI_GOTO(status, add_sets(plan, table, plan->targets[t]));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

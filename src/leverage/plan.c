// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * plan.c - the numbered solves that the block asks for on one economy.
 *
 * Each solve stands in the list once, however many tables read it. The list
 * depends on the base alone, not on any answer, so that solves may run in any
 * order and on any thread.
 */
#include "leverage/internal.h"

#include <string.h>

double hmi_earned(const hm_leverage_plan *plan, int32_t n)
{
    const hm_economy_arrays *data = hm_economy_data(plan->base);
    return data->income[n] - data->deficit[n];
}

const char *hmi_country(const hm_leverage_plan *plan, int32_t n)
{
    return hm_economy_labels(plan->base)->country_codes[n];
}

/* --- sets of senders --------------------------------------------------------- */

int32_t hmi_mask_size(uint32_t mask)
{
    int32_t count = 0;
    for (; mask != 0; mask &= mask - 1) {
        count++;
    }
    return count;
}

uint32_t hmi_mask_all(const hm_leverage_plan *plan, int32_t target)
{
    uint32_t all = 0;
    for (int32_t s = 0; s < plan->n_senders; s++) {
        if (plan->senders[s] != target) {
            all |= (uint32_t)1 << s;
        }
    }
    return all;
}

uint32_t hmi_mask_next(const hm_leverage_plan *plan, uint32_t all,
                       uint32_t mask)
{
    while (mask != all) {
        mask = (mask - all) & all; /* the next subset of `all` */
        if (mask == all ||
            hmi_mask_size(mask) <= plan->settings->coalition_size) {
            return mask;
        }
    }
    return 0;
}

bool hmi_mask_has(const hm_leverage_plan *plan, uint32_t mask, int32_t country)
{
    for (int32_t s = 0; s < plan->n_senders; s++) {
        if ((mask >> s & 1) != 0 && plan->senders[s] == country) {
            return true;
        }
    }
    return false;
}

void hmi_mask_text(const hm_leverage_plan *plan, uint32_t mask, char *text)
{
    size_t used = 0;
    for (int32_t s = 0; s < plan->n_senders; s++) {
        if ((mask >> s & 1) != 0) {
            const char *code = hmi_country(plan, plan->senders[s]);
            size_t length = strlen(code);
            if (used + length + 2 > HMI_SET_TEXT) {
                break; /* codes have 12 letters at most: it does not happen */
            }
            if (used > 0) {
                text[used++] = ';';
            }
            memcpy(text + used, code, length);
            used += length;
        }
    }
    text[used] = '\0';
}

double hmi_mask_sum(const hm_leverage_plan *plan, uint32_t mask,
                    const double *by_country)
{
    double sum = 0.0;
    for (int32_t s = 0; s < plan->n_senders; s++) {
        if ((mask >> s & 1) != 0) {
            sum += by_country[plan->senders[s]];
        }
    }
    return sum;
}

/* --- the list ------------------------------------------------------------------- */

hmi_cut hmi_cut_link(const hm_leverage_plan *plan, int32_t target,
                     uint32_t mask, hmi_direction direction)
{
    hmi_cut cut;
    memset(&cut, 0, sizeof cut);
    cut.kind = HMI_CUT_LINK;
    cut.direction = (int32_t)direction;
    cut.target = target;
    cut.sector = -1;
    for (int32_t s = 0; s < plan->n_senders; s++) {
        if ((mask >> s & 1) != 0) {
            cut.members[cut.count++] = plan->senders[s];
        }
    }
    return cut;
}

static bool same_cut(const hmi_cut *a, const hmi_cut *b)
{
    bool same = a->kind == b->kind && a->direction == b->direction &&
                a->target == b->target && a->sector == b->sector &&
                a->count == b->count && a->size == b->size;
    for (int32_t m = 0; m < a->count && same; m++) {
        same = a->members[m] == b->members[m];
    }
    return same;
}

static int32_t find(const hm_leverage_plan *plan, const hmi_cut *cut)
{
    for (int32_t c = 0; c < plan->n_cuts; c++) {
        if (same_cut(&plan->cuts[c], cut)) {
            return c;
        }
    }
    return -1;
}

hm_status hmi_plan_add(hm_leverage_plan *plan, const hmi_cut *cut)
{
    if (find(plan, cut) >= 0) {
        return HM_OK;
    }
    if (plan->n_cuts == plan->capacity) {
        int32_t capacity = plan->capacity == 0 ? 64 : 2 * plan->capacity;
        hmi_cut *cuts =
            hmi_resize(plan->ctx, plan->cuts, (size_t)capacity, sizeof *cuts);
        if (cuts == NULL) {
            return HM_ERR_MEMORY;
        }
        plan->cuts = cuts;
        plan->capacity = capacity;
    }
    memcpy(&plan->cuts[plan->n_cuts++], cut, sizeof *cut);
    return HM_OK;
}

const hmi_answer *hmi_plan_find(const hm_leverage_plan *plan,
                                const hmi_cut *cut)
{
    int32_t at = find(plan, cut);
    return at < 0 ? NULL : &plan->answers[at];
}

const hmi_answer *hmi_plan_link(const hm_leverage_plan *plan, int32_t target,
                                uint32_t mask, hmi_direction direction)
{
    hmi_cut cut = hmi_cut_link(plan, target, mask, direction);
    return hmi_plan_find(plan, &cut);
}

const char *hmi_answer_outcome(const hmi_answer *answer)
{
    return !answer->confirmed && answer->outcome == HM_CONVERGED
               ? "not_verified"
               : hm_outcome_name(answer->outcome);
}

/* --- making it --------------------------------------------------------------------- */

static hm_status find_countries(hm_context *ctx, const hm_economy *economy,
                                const hmi_names *names, int32_t **out)
{
    *out = HMI_ARRAY(ctx, int32_t, names->count);
    if (*out == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t i = 0; i < names->count; i++) {
        (*out)[i] = hm_economy_country(economy, names->items[i]);
    }
    return HM_OK;
}

/* Room for every answer, NAN to begin with. */
static hm_status make_answers(hm_leverage_plan *plan)
{
    enum { ARRAYS = 5 };
    size_t N = (size_t)plan->N;
    size_t count = (size_t)plan->n_cuts * ARRAYS * N;
    plan->answers = HMI_ARRAY(plan->ctx, hmi_answer, plan->n_cuts);
    plan->numbers = HMI_ARRAY(plan->ctx, double, count);
    if (plan->answers == NULL || plan->numbers == NULL) {
        return HM_ERR_MEMORY;
    }
    for (size_t x = 0; x < count; x++) {
        plan->numbers[x] = NAN;
    }
    for (int32_t c = 0; c < plan->n_cuts; c++) {
        hmi_answer *answer = &plan->answers[c];
        double *at = plan->numbers + (size_t)c * ARRAYS * N;
        answer->residual = NAN;
        answer->found = NAN;
        answer->domestic = at;
        answer->income = at + N;
        answer->deficit = at + 2 * N;
        answer->sold = at + 3 * N;
        answer->bought = at + 4 * N;
    }
    return HM_OK;
}

static hm_status fill(hm_leverage_plan *plan)
{
    HMI_TRY(hmi_plan_links(plan));
    if (!plan->links_only) {
        HMI_TRY(hmi_plan_goods(plan));
        HMI_TRY(hmi_plan_busting(plan));
        HMI_TRY(hmi_plan_chokepoints(plan));
        HMI_TRY(hmi_plan_friends(plan));
    }
    return make_answers(plan);
}

hm_status hm_leverage_plan_create(hm_context *ctx, const hm_leverage *leverage,
                                  const hm_economy *base, hm_closure closure,
                                  bool links_only, hm_leverage_plan **out)
{
    hm_status status = HM_OK;
    const hm_economy_arrays *data = hm_economy_data(base);
    *out = NULL;
    HMI_TRY(hm_leverage_check(ctx, leverage, base));
    hm_leverage_plan *plan = HMI_NEW(ctx, hm_leverage_plan);
    if (plan == NULL) {
        return HM_ERR_MEMORY;
    }
    plan->ctx = ctx;
    plan->settings = leverage;
    plan->base = base;
    plan->closure = closure;
    plan->links_only = links_only;
    plan->N = data->n_countries;
    plan->J = data->n_sectors;
    plan->n_targets = leverage->targets.count;
    plan->n_senders = leverage->senders.count;
    HMI_GOTO(status,
             find_countries(ctx, base, &leverage->targets, &plan->targets));
    HMI_GOTO(status,
             find_countries(ctx, base, &leverage->senders, &plan->senders));
    HMI_GOTO(status, hmi_leverage_flows(ctx, base, &plan->flow));
    HMI_GOTO(status, fill(plan));
    *out = plan;
    return HM_OK;
out:
    hm_leverage_plan_free(plan);
    return status;
}

void hm_leverage_plan_free(hm_leverage_plan *plan)
{
    if (plan == NULL) {
        return;
    }
    hmi_free(plan->ctx, plan->targets);
    hmi_free(plan->ctx, plan->senders);
    hmi_free(plan->ctx, plan->flow);
    hmi_free(plan->ctx, plan->cuts);
    hmi_free(plan->ctx, plan->answers);
    hmi_free(plan->ctx, plan->numbers);
    hmi_free(plan->ctx, plan);
}

int32_t hm_leverage_plan_size(const hm_leverage_plan *plan)
{
    return plan->n_cuts;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * chokepoints.c - which seller of which good everybody depends on (L13), and
 * whether there is a second one (L14).
 *
 * A view is the target alone, or all senders ("own coalition"). Sellers are
 * screened by what their stop would do to the view's prices (L8, L9), twice
 * as many as are asked for; those are solved exactly, alone and with the next
 * best supplier. The rest of the world is no seller that could decide to stop.
 */
#include "leverage/internal.h"

#include <string.h>

typedef struct candidate {
    int32_t exporter, sector;
    double score; /* MUSD of the view, before any adjustment */
} candidate;

/* A view: who is in it, and what each good weighs in its prices. */
typedef struct view {
    bool *in;       /* N */
    double *weight; /* N*J, MUSD a log point; 0 outside the view */
    candidate *list;
    int32_t count; /* kept */
} view;

static void view_clear(hm_context *ctx, view *v)
{
    hmi_free(ctx, v->in);
    hmi_free(ctx, v->weight);
    hmi_free(ctx, v->list);
}

static hm_status view_weights(hm_context *ctx, const hm_leverage_plan *plan,
                              view *v)
{
    size_t J = (size_t)plan->J;
    for (int32_t n = 0; n < plan->N; n++) {
        double *weight = v->weight + (size_t)n * J;
        if (!v->in[n]) {
            continue;
        }
        HMI_TRY(hmi_domar_weights(ctx, plan->base, n, weight));
        for (size_t j = 0; j < J; j++) {
            weight[j] *= hmi_earned(plan, n);
        }
    }
    return HM_OK;
}

static hmi_cut supply_cut(const candidate *c, int32_t next)
{
    hmi_cut cut;
    memset(&cut, 0, sizeof cut);
    cut.kind = HMI_CUT_SUPPLY;
    cut.target = -1;
    cut.sector = c->sector;
    cut.members[cut.count++] = c->exporter;
    if (next >= 0) {
        cut.members[cut.count++] = next;
    }
    return cut;
}

static double score_of(const hm_leverage_plan *plan, const view *v, int32_t i,
                       int32_t j)
{
    const hm_economy_arrays *data = hm_economy_data(plan->base);
    size_t N = (size_t)plan->N;
    const candidate alone = {i, j, 0.0};
    const hmi_cut cut = supply_cut(&alone, -1);
    double sum = 0.0;
    for (int32_t n = 0; n < plan->N; n++) {
        double weight = v->weight[(size_t)n * (size_t)plan->J + (size_t)j];
        double lost = data->share[((size_t)j * N + (size_t)n) * N + (size_t)i];
        if (v->in[n] && weight > 0.0 && lost > 0.0 &&
            !hmi_cut_remnant(plan, &cut, n, j)) {
            sum += weight * hmi_price_of_loss(data, n, j, lost);
        }
    }
    return sum;
}

/* Keep the best candidates in order; `most` at most. */
static void insert(view *v, candidate fresh, int32_t most)
{
    int32_t at = v->count;
    while (at > 0 && v->list[at - 1].score < fresh.score) {
        at--;
    }
    if (at >= most) {
        return;
    }
    v->count += v->count < most;
    memmove(v->list + at + 1, v->list + at,
            (size_t)(v->count - 1 - at) * sizeof *v->list);
    v->list[at] = fresh;
}

/* View `which`: a target, or n_targets for the senders. */
static hm_status view_make(hm_context *ctx, const hm_leverage_plan *plan,
                           int32_t which, view *v)
{
    int32_t most = 2 * plan->settings->chokepoints;
    v->in = HMI_ARRAY(ctx, bool, plan->N);
    v->weight = HMI_ARRAY(ctx, double, (size_t)plan->N *(size_t)plan->J);
    v->list = HMI_ARRAY(ctx, candidate, most + 1);
    if (v->in == NULL || v->weight == NULL || v->list == NULL) {
        return HM_ERR_MEMORY;
    }
    if (which < plan->n_targets) {
        v->in[plan->targets[which]] = true;
    }
    for (int32_t s = 0; s < plan->n_senders && which == plan->n_targets; s++) {
        v->in[plan->senders[s]] = true;
    }
    HMI_TRY(view_weights(ctx, plan, v));
    for (int32_t i = 0; i < plan->N; i++) {
        bool seller = !v->in[i] && strcmp(hmi_country(plan, i), "ROW") != 0;
        for (int32_t j = 0; j < plan->J && seller; j++) {
            candidate fresh = {i, j, score_of(plan, v, i, j)};
            if (fresh.score > 0.0) {
                insert(v, fresh, most);
            }
        }
    }
    return HM_OK;
}

/* The view's largest other source of the good, -1: none. */
static int32_t next_of(const hm_leverage_plan *plan, const view *v,
                       const candidate *c)
{
    const hm_economy_arrays *data = hm_economy_data(plan->base);
    int32_t best = -1;
    double most = 0.0;
    for (int32_t i = 0; i < plan->N; i++) {
        double sum = 0.0;
        if (v->in[i] || i == c->exporter ||
            strcmp(hmi_country(plan, i), "ROW") == 0) {
            continue;
        }
        for (int32_t n = 0; n < plan->N; n++) {
            sum += v->in[n] ? hmi_leverage_cell(data, i, n, c->sector) : 0.0;
        }
        if (sum > most) {
            most = sum;
            best = i;
        }
    }
    return best;
}

static hm_status plan_view(hm_leverage_plan *plan, const view *v)
{
    for (int32_t k = 0; k < v->count; k++) {
        hmi_cut cut = supply_cut(&v->list[k], -1);
        HMI_TRY(hmi_plan_add(plan, &cut));
        cut = supply_cut(&v->list[k], next_of(plan, v, &v->list[k]));
        HMI_TRY(hmi_plan_add(plan, &cut));
    }
    return HM_OK;
}

hm_status hmi_plan_chokepoints(hm_leverage_plan *plan)
{
    for (int32_t which = 0;
         which <= plan->n_targets && plan->settings->chokepoints > 0; which++) {
        view v = {NULL, NULL, NULL, 0};
        hm_status status = view_make(plan->ctx, plan, which, &v);
        if (status == HM_OK) {
            status = plan_view(plan, &v);
        }
        view_clear(plan->ctx, &v);
        HMI_TRY(status);
    }
    return HM_OK;
}

/* --- chokepoints.csv --------------------------------------------------------------- */

static const hmi_column columns[] = {
    HMI_TEXT("view"),
    HMI_TEXT("exporter"),
    HMI_TEXT("sector"),
    HMI_NUMBER("loss_musd"),
    HMI_NUMBER("loss_pct"),
    HMI_NUMBER("exporter_loss_musd"),
    HMI_NUMBER("import_share"),
    HMI_TEXT("next_supplier"),
    HMI_NUMBER("with_next_musd"),
    HMI_NUMBER("redundancy"),
    HMI_NUMBER("screened"),
    HMI_TEXT("outcome"),
};

static double sum_view(const hm_leverage_plan *plan, const view *v,
                       const double *by_country)
{
    double sum = 0.0;
    for (int32_t n = 0; n < plan->N; n++) {
        sum += v->in[n] ? by_country[n] : 0.0;
    }
    return sum;
}

static double import_share(const hm_leverage_plan *plan, const view *v,
                           const candidate *c)
{
    const hm_economy_arrays *data = hm_economy_data(plan->base);
    double part = 0.0;
    double whole = 0.0;
    for (int32_t n = 0; n < plan->N; n++) {
        for (int32_t i = 0; i < plan->N && v->in[n]; i++) {
            double value =
                i == n ? 0.0 : hmi_leverage_cell(data, i, n, c->sector);
            whole += value;
            part += i == c->exporter ? value : 0.0;
        }
    }
    return part / whole;
}

static hm_status add_row(const hm_leverage_plan *plan, hm_table *table,
                         const view *v, const char *name, const candidate *c)
{
    hmi_cut cut = supply_cut(c, -1);
    const hmi_answer *alone = hmi_plan_find(plan, &cut);
    int32_t next = next_of(plan, v, c);
    cut = supply_cut(c, next);
    const hmi_answer *joined = hmi_plan_find(plan, &cut);
    double earned = 0.0;
    for (int32_t n = 0; n < plan->N; n++) {
        earned += v->in[n] ? hmi_earned(plan, n) : 0.0;
    }
    double loss = sum_view(plan, v, alone->domestic);
    double both = next < 0 ? (double)NAN : sum_view(plan, v, joined->domestic);
    const char *texts[] = {
        name, hmi_country(plan, c->exporter),
        hm_economy_labels(plan->base)->sector_codes[c->sector],
        next < 0 ? "" : hmi_country(plan, next), hmi_answer_outcome(alone)};
    const double numbers[] = {
        loss,
        100.0 * loss / earned,
        alone->domestic[c->exporter],
        import_share(plan, v, c),
        both,
        loss / both,
        (double)v->count,
    };
    return hmi_leverage_row(table, texts, HMI_COUNT(texts), numbers,
                            HMI_COUNT(numbers));
}

/* Exact losses take the place of scores; a good without which there is no
 * equilibrium comes first. */
static void rank(const hm_leverage_plan *plan, view *v)
{
    int32_t count = v->count;
    v->count = 0;
    for (int32_t k = 0; k < count; k++) {
        candidate c = v->list[k];
        hmi_cut cut = supply_cut(&c, -1);
        const hmi_answer *alone = hmi_plan_find(plan, &cut);
        double loss = sum_view(plan, v, alone->domestic);
        c.score = isnan(loss) ? HUGE_VAL : loss;
        insert(v, c, count);
    }
}

static hm_status add_view(hm_context *ctx, const hm_leverage_plan *plan,
                          int32_t which, hm_table *table)
{
    hm_status status = HM_OK;
    view v = {NULL, NULL, NULL, 0};
    const char *name = which == plan->n_targets
                           ? "senders"
                           : hmi_country(plan, plan->targets[which]);
    HMI_GOTO(status, view_make(ctx, plan, which, &v));
    rank(plan, &v);
    for (int32_t k = 0; k < v.count && k < plan->settings->chokepoints; k++) {
        HMI_GOTO(status, add_row(plan, table, &v, name, &v.list[k]));
    }
out:
    view_clear(ctx, &v);
    return status;
}

hm_status hmi_table_chokepoints(hm_context *ctx, const hm_leverage_plan *plan,
                                hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_GOTO(status, hmi_leverage_table(ctx, "chokepoints", columns,
                                        HMI_COUNT(columns), &table));
    for (int32_t which = 0;
         which <= plan->n_targets && plan->settings->chokepoints > 0; which++) {
        HMI_GOTO(status, add_view(ctx, plan, which, table));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

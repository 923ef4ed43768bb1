// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * promise.c - promises without a court (B31-B35).
 *
 * Bernheim and Whinston 1990, Limao 2005 (pooled punishment); Green and
 * Porter 1984 (noisy monitoring). Folk-theorem optimism is answered by always
 * printing the discount factor needed, and the lag.
 */
#include "pact/internal.h"

#include <math.h>
#include <string.h>

static hm_status promise_check(hm_context *ctx, const hm_promise *p, int32_t n,
                               double lag)
{
    for (int32_t r = 0; r < n; r++) {
        if (!isfinite(p[r].keep) || !isfinite(p[r].deviate) ||
            !isfinite(p[r].punished)) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "promise of player %d: %g kept, %g gained, %g "
                            "punished; expected numbers",
                            (int)r, p[r].keep, p[r].deviate, p[r].punished);
        }
    }
    if (!(lag > 0.0) || isinf(lag)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "detection lag %g; expected above 0 periods", lag);
    }
    return HM_OK;
}

/* (B31) for one player: g (1 - delta^L) <= delta^L (u - d). */
static double delta_of(double keep, double deviate, double punished, double lag)
{
    double worth = keep - punished;
    if (deviate <= 0.0) {
        return 0.0;
    }
    if (worth <= 0.0) {
        return (double)INFINITY;
    }
    return hmi_pow(deviate / (worth + deviate), 1.0 / lag);
}

hm_status hm_promise_delta(hm_context *ctx, const hm_promise *players,
                           int32_t n, double lag, double *delta)
{
    *delta = NAN;
    HMI_TRY(promise_check(ctx, players, n, lag));
    double most = 0.0;
    for (int32_t r = 0; r < n; r++) {
        most = fmax(most, delta_of(players[r].keep, players[r].deviate,
                                   players[r].punished, lag));
    }
    *delta = most;
    return HM_OK;
}

hm_status hm_promise_pool(hm_context *ctx, const hm_promise *a,
                          const hm_promise *t, int32_t n, double lag,
                          hm_pooling *out)
{
    memset(out, 0, sizeof *out);
    HMI_TRY(hm_promise_delta(ctx, a, n, lag, &out->separate_a));
    HMI_TRY(hm_promise_delta(ctx, t, n, lag, &out->separate_t));
    out->separate = fmax(out->separate_a, out->separate_t);
    for (int32_t r = 0; r < n; r++) {
        double both =
            delta_of(a[r].keep + t[r].keep, a[r].deviate + t[r].deviate,
                     a[r].punished + t[r].punished, lag);
        out->linked = fmax(out->linked, both);
    }
    return HM_OK;
}

hm_status hm_contagion_loss(hm_context *ctx, double epsilon, double worth,
                            double delta, double *loss)
{
    *loss = NAN;
    HMI_TRY(hmi_range(ctx, "probability of a break", epsilon, 0.0, 1.0));
    HMI_TRY(hmi_range(ctx, "worth of cooperation", worth, -HUGE_VAL, HUGE_VAL));
    HMI_TRY(hmi_delta_check(ctx, delta));
    *loss = epsilon * delta * worth /
            ((1.0 - delta) * (1.0 - delta * (1.0 - epsilon)));
    return HM_OK;
}

/* --- noisy monitoring (B34) --- */

static hm_status monitoring_check(hm_context *ctx, const hm_monitoring *m)
{
    HMI_TRY(promise_check(ctx, &m->promise, 1, 1.0));
    HMI_TRY(hmi_delta_check(ctx, m->delta));
    HMI_TRY(hmi_range(ctx, "false alarm", m->alpha, 0.0, 1.0));
    return hmi_range(ctx, "detection", m->beta, 0.0, 1.0);
}

static hm_trigger trigger_of(const hm_monitoring *m, int32_t length)
{
    double left = length < 0 ? 0.0 : pow(m->delta, (double)length);
    double worth = m->promise.keep - m->promise.punished;
    hm_trigger t = {.length = length};
    t.value = worth / (1.0 - m->delta + m->delta * m->alpha * (1.0 - left));
    t.deterred = m->delta * (m->beta - m->alpha) * (1.0 - left) * t.value;
    t.holds = m->promise.deviate <= fmax(0.0, t.deterred);
    return t;
}

hm_status hm_trigger_at(hm_context *ctx, const hm_monitoring *monitoring,
                        int32_t length, hm_trigger *out)
{
    memset(out, 0, sizeof *out);
    HMI_TRY(monitoring_check(ctx, monitoring));
    if (length < -1) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "punishment of %d periods; expected -1 (for ever), 0 "
                        "or more",
                        (int)length);
    }
    *out = trigger_of(monitoring, length);
    return HM_OK;
}

hm_status hm_trigger_best(hm_context *ctx, const hm_monitoring *monitoring,
                          int32_t longest, hm_trigger *out)
{
    memset(out, 0, sizeof *out);
    HMI_TRY(monitoring_check(ctx, monitoring));
    if (longest < 0) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "longest punishment %d; expected 0 or more",
                        (int)longest);
    }
    *out = trigger_of(monitoring, -1); /* the strongest, if none holds */
    for (int32_t length = 0; length <= longest; length++) {
        hm_trigger at = trigger_of(monitoring, length);
        if (at.holds && (!out->holds || at.value > out->value)) {
            *out = at;
        }
    }
    return HM_OK;
}

/* --- pairs that hold (B35) --- */

static hm_status barter_check(hm_context *ctx, const hm_barter *b)
{
    for (int32_t a = 0; a < b->n_actions; a++) {
        HMI_TRY(
            hmi_range(ctx, b->actions[a], b->value[a], -HUGE_VAL, HUGE_VAL));
        HMI_TRY(hmi_range(ctx, b->actions[a], b->cost[a], -HUGE_VAL, HUGE_VAL));
    }
    for (int32_t k = 0; k < b->n_payments; k++) {
        HMI_TRY(hmi_range(ctx, b->payments[k], b->payment_cost[k], -HUGE_VAL,
                          HUGE_VAL));
        HMI_TRY(
            hmi_range(ctx, b->payments[k], b->worth[k], -HUGE_VAL, HUGE_VAL));
    }
    return HM_OK;
}

enum { BARTER_COLUMNS = 10 };

static const char *const barter_columns[BARTER_COLUMNS] = {
    " action",      " payment", "value",     "cost",  "worth",
    "payment_cost", "lag",      "delta_min", "delta", "sustainable"};

/* Payer: V - k, saves k. Actor: B - c, saves c. Punishment: no exchange. */
static hm_status add_barter(const hm_barter *b, int32_t a, int32_t k,
                            double delta, hm_table *table)
{
    double payer = delta_of(b->value[a] - b->payment_cost[k],
                            b->payment_cost[k], 0.0, b->lag);
    double actor = delta_of(b->worth[k] - b->cost[a], b->cost[a], 0.0, b->lag);
    /* someone who would rather not exchange at all, even without a cheat */
    bool willing =
        b->value[a] >= b->payment_cost[k] && b->worth[k] >= b->cost[a];
    double needed = willing ? fmax(payer, actor) : (double)INFINITY;
    const double cells[BARTER_COLUMNS] = {
        0.0,         0.0,
        b->value[a], b->cost[a],
        b->worth[k], b->payment_cost[k],
        b->lag,      needed,
        delta,       delta >= needed ? 1.0 : 0.0};
    HMI_TRY(hm_table_add_row(table));
    HMI_TRY(hm_table_set_text(table, 0, b->actions[a]));
    HMI_TRY(hm_table_set_text(table, 1, b->payments[k]));
    for (int32_t c = 2; c < BARTER_COLUMNS; c++) {
        hm_table_set_number(table, c, isinf(cells[c]) ? (double)NAN : cells[c]);
    }
    return HM_OK;
}

hm_status hm_barter_table(hm_context *ctx, const hm_barter *barter,
                          const double *delta, int32_t n_delta, hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_TRY(promise_check(ctx, NULL, 0, barter->lag));
    HMI_TRY(barter_check(ctx, barter));
    for (int32_t i = 0; i < n_delta; i++) {
        HMI_TRY(hmi_delta_check(ctx, delta[i]));
    }
    HMI_TRY(hmi_table_of(ctx, "sustainable", barter_columns, BARTER_COLUMNS,
                         &table));
    int32_t inner = barter->n_payments * n_delta;
    for (int32_t i = 0; i < barter->n_actions * inner; i++) {
        HMI_GOTO(status, add_barter(barter, i / inner, i % inner / n_delta,
                                    delta[i % n_delta], table));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * import_inventories.c - the repair `inventories` of a world table: a model of
 * one period has no stocks (Costinot and Rodriguez-Clare 2014, the handbook
 * chapter's way with WIOD). What was put into stock counts as consumed; what was
 * taken out of stock counts as made in the period, with all inputs that takes:
 *
 *     d_ij = s_ij + sum_n pi_nij sum_k a_njk d_nk
 *
 * d: output that is added, s: what i took out of its stocks of j, a: inputs of
 * the table, pi: where n buys j. An account keeps no use by origin, so the added
 * inputs come from where the country buys the good.
 */
#include "io/import.h"

#include <math.h>
#include <string.h>

static const char step[] = "import";
enum { MOST_ROUNDS = 20000 };

typedef struct stocks {
    hmi_world *w;
    const double *taken; /* N*J, 0 or more: out of stock */
    double *added;       /* N*J: d */
    double *next;        /* N*J */
    double *bought;      /* N*J: of importer and good, at the start */
} stocks;

/* Inputs of j that n needs for what it adds. */
static double needed(const stocks *s, int32_t n, int32_t j)
{
    const hmi_world *w = s->w;
    double sum = 0.0;
    for (int32_t k = 0; k < w->J; k++) {
        size_t made = HMI_AT2(w->J, n, k);
        if (w->output[made] > 0.0) {
            sum += w->a->input[HMI_INPUT(w->J, n, j, k)] / w->output[made] *
                   s->added[made];
        }
    }
    return sum;
}

/* One round of the sum; returns the largest change. */
static double go_round(stocks *s)
{
    const hmi_world *w = s->w;
    size_t cells = (size_t)w->N * (size_t)w->J;
    double change = 0.0;
    memcpy(s->next, s->taken, cells * sizeof *s->next);
    for (int32_t n = 0; n < w->N; n++) {
        for (int32_t j = 0; j < w->J; j++) {
            double bought = s->bought[HMI_AT2(w->J, n, j)];
            double more = bought > 0.0 ? needed(s, n, j) / bought : 0.0;
            for (int32_t i = 0; more > 0.0 && i < w->N; i++) {
                s->next[HMI_AT2(w->J, i, j)] +=
                    w->a->trade[HMI_AT3(w->N, j, n, i)] * more;
            }
        }
    }
    for (size_t cell = 0; cell < cells; cell++) {
        change = fmax(change, fabs(s->next[cell] - s->added[cell]));
        s->added[cell] = s->next[cell];
    }
    return change;
}

/* The added output and its inputs into the account; the inputs' value. */
static double add_up(stocks *s)
{
    hmi_world *w = s->w;
    double inputs = 0.0;
    for (int32_t n = 0; n < w->N; n++) {
        for (int32_t j = 0; j < w->J; j++) {
            double bought = s->bought[HMI_AT2(w->J, n, j)];
            double more = bought > 0.0 ? needed(s, n, j) : 0.0;
            inputs += more;
            for (int32_t i = 0; more > 0.0 && i < w->N; i++) {
                w->a->trade[HMI_AT3(w->N, j, n, i)] *= 1.0 + more / bought;
            }
        }
    }
    for (int32_t n = 0; n < w->N; n++) {
        for (int32_t k = 0; k < w->J; k++) {
            size_t made = HMI_AT2(w->J, n, k);
            double grown = w->output[made] > 0.0
                               ? 1.0 + s->added[made] / w->output[made]
                               : 1.0;
            for (int32_t j = 0; j < w->J; j++) {
                w->a->input[HMI_INPUT(w->J, n, j, k)] *= grown;
            }
            w->output[made] += s->added[made];
        }
    }
    return inputs;
}

hm_status hmi_world_drop_stocks(hmi_arena *arena, hmi_world *w,
                                const double *taken, hm_table *ledger)
{
    size_t cells = (size_t)w->N * (size_t)w->J;
    stocks s = {.w = w,
                .taken = taken,
                .added = HMI_KEEP(arena, double, cells),
                .next = HMI_KEEP(arena, double, cells),
                .bought = HMI_KEEP(arena, double, cells)};
    double sum = hmi_sum(taken, cells);
    int32_t round = 0;
    if (s.added == NULL || s.next == NULL || s.bought == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t j = 0; j < w->J; j++) {
        for (int32_t n = 0; n < w->N; n++) {
            s.bought[HMI_AT2(w->J, n, j)] =
                hmi_sum(w->a->trade + HMI_AT3(w->N, j, n, 0), (size_t)w->N);
        }
    }
    while (round < MOST_ROUNDS && go_round(&s) > 1e-14 * sum) {
        round++;
    }
    if (!isfinite(hmi_sum(s.added, cells)) || round == MOST_ROUNDS) {
        return hmi_fail(arena->ctx, HM_ERR_DATA,
                        "%s: what was taken out of stock cannot be made: "
                        "industries use more than they make; expected value "
                        "added above 0",
                        w->file);
    }
    double inputs = add_up(&s);
    w->raised += sum + inputs;
    HMI_TRY(hmi_ledger_add(ledger, step, "moved", sum,
                           "taken out of stock, now made in the period"));
    return hmi_ledger_add(ledger, step, "moved", inputs,
                          "inputs that it takes to make that");
}

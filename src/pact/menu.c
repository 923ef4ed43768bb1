// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * menu.c - a menu of intensities for types that are not seen (5.8).
 *
 * Mussa and Rosen 1978, Myerson 1981, with discrete types: lotteries over
 * actions and a payment for each type; no type prefers another's entry, none
 * does worse than unpaid. Payments are at least 0.
 */
#include "pact/internal.h"

#include <math.h>
#include <string.h>

typedef struct program {
    hm_context *ctx;
    const hm_menu *menu;
    int32_t n, n_rows; /* variables: shares, then payments */
    double *cost, *rows, *right, *low, *high, *x;
    char *sense;
} program;

static hm_status menu_check(hm_context *ctx, const hm_menu *menu)
{
    double total = 0.0;
    if (menu->n_types < 1 || menu->n_actions < 1) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "a menu of %d types and %d actions; expected 1 or more",
                        (int)menu->n_types, (int)menu->n_actions);
    }
    for (int32_t y = 0; y < menu->n_types; y++) {
        HMI_TRY(hmi_range(ctx, "probability of a type", menu->probability[y],
                          0.0, 1.0));
        total += menu->probability[y];
    }
    if (!(fabs(total - 1.0) <= 1e-9)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "probabilities of types sum to %g; expected 1", total);
    }
    for (int32_t i = 0; i < menu->n_types * menu->n_actions; i++) {
        HMI_TRY(hmi_range(ctx, "cost of an action", menu->cost[i], -HUGE_VAL,
                          HUGE_VAL));
    }
    for (int32_t a = 0; a < menu->n_actions; a++) {
        HMI_TRY(hmi_range(ctx, "value of an action", menu->value[a], -HUGE_VAL,
                          HUGE_VAL));
    }
    return HM_OK;
}

static hm_status program_create(hm_context *ctx, const hm_menu *menu,
                                program *p)
{
    size_t types = (size_t)menu->n_types;
    size_t n = types * (size_t)menu->n_actions + types;
    size_t rows = types * (types + 1);
    memset(p, 0, sizeof *p);
    p->ctx = ctx;
    p->menu = menu;
    p->n = (int32_t)n;
    p->n_rows = (int32_t)rows;
    p->cost = HMI_ARRAY(ctx, double, n);
    p->rows = HMI_ARRAY(ctx, double, n *rows);
    p->right = HMI_ARRAY(ctx, double, rows);
    p->low = HMI_ARRAY(ctx, double, n);
    p->high = HMI_ARRAY(ctx, double, n);
    p->x = HMI_ARRAY(ctx, double, n);
    p->sense = HMI_ARRAY(ctx, char, rows);
    bool ok = p->cost != NULL && p->rows != NULL && p->right != NULL &&
              p->low != NULL && p->high != NULL && p->x != NULL &&
              p->sense != NULL;
    return ok ? HM_OK : HM_ERR_MEMORY;
}

static void program_clear(program *p)
{
    hmi_free(p->ctx, p->cost);
    hmi_free(p->ctx, p->rows);
    hmi_free(p->ctx, p->right);
    hmi_free(p->ctx, p->low);
    hmi_free(p->ctx, p->high);
    hmi_free(p->ctx, p->x);
    hmi_free(p->ctx, p->sense);
}

/* The action a type takes unpaid: the cheapest, the first of equals. */
static int32_t unpaid_action(const hm_menu *menu, int32_t type)
{
    const double *cost = menu->cost + (size_t)type * (size_t)menu->n_actions;
    int32_t best = 0;
    for (int32_t a = 1; a < menu->n_actions; a++) {
        best = cost[a] < cost[best] ? a : best;
    }
    return best;
}

/* Add `sign` times what `type` gets from the entry of `entry`. */
static void add_utility(const program *p, double *row, int32_t type,
                        int32_t entry, double sign)
{
    const hm_menu *m = p->menu;
    for (int32_t a = 0; a < m->n_actions; a++) {
        row[entry * m->n_actions + a] -=
            sign * m->cost[type * m->n_actions + a];
    }
    row[m->n_types * m->n_actions + entry] += sign;
}

static void fill_program(program *p)
{
    const hm_menu *m = p->menu;
    int32_t shares = m->n_types * m->n_actions;
    int32_t r = 0;
    for (int32_t i = 0; i < p->n; i++) {
        int32_t type = i < shares ? i / m->n_actions : i - shares;
        double worth = i < shares ? m->value[i % m->n_actions] : -1.0;
        p->cost[i] = -m->probability[type] * worth;
        p->high[i] = (double)INFINITY;
    }
    for (int32_t y = 0; y < m->n_types; y++) {
        for (int32_t a = 0; a < m->n_actions; a++) {
            p->rows[(size_t)r * (size_t)p->n + (size_t)(y * m->n_actions + a)] =
                1.0;
        }
        p->right[r] = 1.0;
        p->sense[r++] = '=';
        for (int32_t other = 0; other < m->n_types; other++) {
            double *row = p->rows + (size_t)r * (size_t)p->n;
            add_utility(p, row, y, y, 1.0);
            if (other == y) { /* at least what it gets unpaid */
                p->right[r] = -m->cost[y * m->n_actions + unpaid_action(m, y)];
            } else {
                add_utility(p, row, y, other, -1.0);
            }
            p->sense[r++] = '>';
        }
    }
}

hm_status hm_menu_solve(hm_context *ctx, const hm_menu *menu, double *share,
                        double *payment, double *gain, double *residual)
{
    program p;
    double value = NAN;
    hmi_lp_outcome outcome = HMI_LP_STALLED;
    *gain = NAN;
    *residual = NAN;
    HMI_TRY(menu_check(ctx, menu));
    hm_status status = program_create(ctx, menu, &p);
    HMI_GOTO(status, status);
    fill_program(&p);
    hmi_lp lp = {p.n,     p.n_rows, p.cost, p.rows,
                 p.right, p.sense,  p.low,  p.high};
    HMI_GOTO(status, hmi_lp_solve(ctx, &lp, p.x, &value, &outcome));
    if (outcome != HMI_LP_OPTIMAL) { /* unpaid actions are feasible */
        status = hmi_fail(ctx, HM_ERR_VERIFY,
                          "the menu's linear program did not end");
        goto out;
    }
    size_t shares = (size_t)menu->n_types * (size_t)menu->n_actions;
    memcpy(share, p.x, shares * sizeof(double));
    memcpy(payment, p.x + shares, (size_t)menu->n_types * sizeof(double));
    *residual = hmi_lp_residual(&lp, p.x);
    *gain = -value;
    for (int32_t y = 0; y < menu->n_types; y++) {
        *gain -= menu->probability[y] * menu->value[unpaid_action(menu, y)];
    }
out:
    program_clear(&p);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * payoff.c - what a player values: real income (T19), or the weighted sum of
 * the real incomes of its sectors' residents (MODEL.md 1.7).
 *
 * Residents of sector k own its value added, own_k = V_k Y_k / mu_k + (1 -
 * 1/mu_k) Y_k with V_k = sum_f v'_fk, and get the country's other income
 * (tariff revenue, deficit) in proportion to factor payments pay_k = V_k Y_k /
 * mu_k. Political income G = sum_k omega_k (own_k + pay_k R / Pay), R = I -
 * sum own. With weights of 1, G = I.
 */
#include "tariffs/internal.h"

#include <math.h>

/* Sums over the sectors of one country at one point. */
typedef struct ledger {
    const hmi_board *board;
    const double *weight; /* J */
    int32_t n;
    const double *output; /* J */
    const double *wage;   /* F, or NULL: the base */
    const double *price;  /* J, or NULL: the base */
    double income;
    double own, pay;                   /* sums */
    double weighted_own, weighted_pay; /* the same with weights */
} ledger;

/* c^ A (T6, T7) of sector k: the price of its bundle of factors and inputs. */
static double bundle_price(const ledger *l, int32_t k)
{
    const hm_economy_arrays *a = l->board->base;
    double power = 1.0 - a->input_substitution[k];
    double sum = 0.0;
    for (int32_t f = 0; f < a->n_factors; f++) {
        if (a->factor_country[f] == l->n) {
            sum += a->factor_share[f * a->n_sectors + k] *
                   hmi_pow(l->wage[f], power);
        }
    }
    for (int32_t j = 0; a->input_share != NULL && j < a->n_sectors; j++) {
        sum += a->input_share[(l->n * a->n_sectors + j) * a->n_sectors + k] *
               hmi_pow(l->price[j], power);
    }
    return hmi_pow(sum, 1.0 / power);
}

static bool fixed_shares(const ledger *l, int32_t k)
{
    double power = 1.0 - l->board->base->input_substitution[k];
    return l->wage == NULL || !(power < 0.0 || power > 0.0);
}

/* v'_fk (T7). */
static double factor_part(const ledger *l, int32_t f, int32_t k, double bundle)
{
    const hm_economy_arrays *a = l->board->base;
    double share = a->factor_share[f * a->n_sectors + k];
    if (l->wage == NULL || fixed_shares(l, k) || !(share > 0.0)) {
        return share;
    }
    return share * hmi_pow(l->wage[f] / bundle, 1.0 - a->input_substitution[k]);
}

static double value_added_part(const ledger *l, int32_t k, double bundle)
{
    const hm_economy_arrays *a = l->board->base;
    double sum = 0.0;
    for (int32_t f = 0; f < a->n_factors; f++) {
        if (a->factor_country[f] == l->n) {
            sum += factor_part(l, f, k, bundle);
        }
    }
    return sum;
}

static double bundle_of(const ledger *l, int32_t k)
{
    return fixed_shares(l, k) ? 1.0 : bundle_price(l, k);
}

static void add_up(ledger *l)
{
    const double *mu = l->board->base->markup;
    for (int32_t k = 0; k < l->board->base->n_sectors; k++) {
        double pay =
            value_added_part(l, k, bundle_of(l, k)) * l->output[k] / mu[k];
        double own = pay + (1.0 - 1.0 / mu[k]) * l->output[k];
        l->pay += pay;
        l->own += own;
        l->weighted_pay += l->weight[k] * pay;
        l->weighted_own += l->weight[k] * own;
    }
}

static double political_income(const ledger *l)
{
    return l->weighted_own + l->weighted_pay / l->pay * (l->income - l->own);
}

static ledger ledger_of(const hmi_board *board, int32_t r,
                        const hm_solution_arrays *s)
{
    const hm_economy_arrays *a = board->base;
    size_t J = (size_t)a->n_sectors;
    size_t n = (size_t)board->x->country[r];
    ledger l = {.board = board,
                .weight = board->x->weight + (size_t)r * J,
                .n = (int32_t)n};
    l.output = (s == NULL ? a->output : s->output) + n * J;
    l.wage = s == NULL ? NULL : s->factor_price_hat;
    l.price = s == NULL ? NULL : s->price_hat + n * J;
    l.income = s == NULL ? a->income[n] : s->income[n];
    add_up(&l);
    return l;
}

/* ln of what the player values, at the base. */
double hmi_payoff_base(const hmi_board *board, int32_t r)
{
    if (board->x->weight == NULL) {
        return hmi_ln(board->base->income[board->x->country[r]]);
    }
    ledger l = ledger_of(board, r, NULL);
    return hmi_ln(political_income(&l));
}

double hmi_payoff(const hmi_board *board, int32_t r,
                  const hm_solution_arrays *s)
{
    int32_t n = board->x->country[r];
    double value = s->income[n];
    if (board->x->weight != NULL) {
        ledger l = ledger_of(board, r, s);
        value = political_income(&l);
    }
    return hmi_ln(value) - hmi_ln(s->price_index_hat[n]) -
           board->payoff_base[r];
}

/* Partials through v'_fk, where inputs replace factors (T7). */
static void share_partials(const ledger *l, int32_t k, double bundle,
                           double per_share, hm_objective *goal)
{
    const hm_economy_arrays *a = l->board->base;
    int32_t J = a->n_sectors;
    double power = 1.0 - a->input_substitution[k];
    double V = value_added_part(l, k, bundle);
    double d = per_share * power;
    for (int32_t f = 0; f < a->n_factors; f++) {
        if (a->factor_country[f] == l->n) {
            goal->factor_price[f] +=
                d * (1.0 - V) * factor_part(l, f, k, bundle);
        }
    }
    for (int32_t j = 0; a->input_share != NULL && j < J; j++) {
        double input = a->input_share[(l->n * J + j) * J + k] *
                       hmi_pow(l->price[j] / bundle, power);
        goal->price[l->n * J + j] -= d * V * input;
    }
}

/* d ln G; its part in ln P is that of real income. */
static void political_partials(const ledger *l, double weight,
                               hm_objective *goal)
{
    const hm_economy_arrays *a = l->board->base;
    double G = political_income(l);
    double mean = l->weighted_pay / l->pay;
    double per_pay = 1.0 + (l->income - l->own) / l->pay;
    goal->income[l->n] += weight * (mean / G - 1.0 / l->income);
    for (int32_t k = 0; k < a->n_sectors; k++) {
        double bundle = bundle_of(l, k);
        double above = weight / G * (l->weight[k] - mean);
        double V = value_added_part(l, k, bundle);
        double profit = 1.0 - 1.0 / a->markup[k];
        goal->output[l->n * a->n_sectors + k] +=
            above * (per_pay * V / a->markup[k] + profit);
        if (!fixed_shares(l, k)) {
            share_partials(l, k, bundle,
                           above * per_pay * l->output[k] / a->markup[k], goal);
        }
    }
}

hm_status hmi_payoff_partials(const hmi_board *board, int32_t r, double weight,
                              hm_objective *goal)
{
    HMI_TRY(hm_sensitivity_add_real_income(board->sensitivity,
                                           board->x->country[r], weight, goal));
    if (board->x->weight != NULL) {
        ledger l = ledger_of(board, r, hm_solution_data(board->at));
        political_partials(&l, weight, goal);
    }
    return HM_OK;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * value_added.c - factor payments by sector after a shock (MODEL.md T7).
 *
 * Cost shares after the shock are proportional to v w^(1-rho) and
 * a P^(1-rho); a constant markup leaves the share of cost in sales alone, so
 * value added moves with output times the change of the factors' share.
 */
#include <hirschman/equilibrium.h>

#include <math.h>

/* x^(1-rho) of an input whose price moved by x; an idle factor gets nothing. */
static double weight(double share, double hat, double rho)
{
    if (share <= 0.0 || hat <= 0.0) {
        return 0.0;
    }
    return rho == 1.0 ? share : share * pow(hat, 1.0 - rho);
}

/* Share of the factors of country n in the cost of sector k, over its base. */
static double factor_share_hat(const hm_economy_arrays *a,
                               const hm_solution_arrays *s, int32_t n,
                               int32_t k)
{
    size_t J = (size_t)a->n_sectors;
    double rho = a->input_substitution[k];
    double base = 0.0;
    double factors = 0.0;
    double inputs = 0.0;
    for (int32_t f = 0; f < a->n_factors; f++) {
        if (a->factor_country[f] == n) {
            double share = a->factor_share[(size_t)f * J + (size_t)k];
            base += share;
            factors += weight(share, s->factor_price_hat[f], rho);
        }
    }
    for (int32_t j = 0; j < a->n_sectors && a->input_share != NULL; j++) {
        size_t cell = ((size_t)n * J + (size_t)j) * J + (size_t)k;
        inputs += weight(a->input_share[cell],
                         s->price_hat[(size_t)n * J + (size_t)j], rho);
    }
    return factors / (factors + inputs) / base;
}

void hm_solution_value_added(const hm_economy *economy,
                             const hm_solution *solution, double *hat)
{
    const hm_economy_arrays *a = hm_economy_data(economy);
    const hm_solution_arrays *s = hm_solution_data(solution);
    for (int32_t n = 0; n < a->n_countries; n++) {
        for (int32_t k = 0; k < a->n_sectors; k++) {
            size_t cell = (size_t)n * (size_t)a->n_sectors + (size_t)k;
            hat[cell] = a->output[cell] > 0.0
                            ? s->output[cell] / a->output[cell] *
                                  factor_share_hat(a, s, n, k)
                            : (double)NAN;
        }
    }
}

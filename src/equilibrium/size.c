// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * size.c - how much memory solving takes, from sizes alone: known before
 * anything is allocated.
 */
#include "equilibrium/internal.h"

/* Vectors of N J, and of the whole state, that a solver keeps beside the
 * arrays of all flows (workspace.c, block.c, the acceleration). */
enum { CELL_VECTORS = 12, STATE_VECTORS = 6 + 24 };

double hm_solver_bytes(const hm_economy *economy)
{
    const hm_economy_arrays *a = &economy->arrays;
    double N = a->n_countries;
    double J = a->n_sectors;
    double F = a->n_factors;
    int32_t padded = (a->n_countries + 3) / 4 * 4;
    int32_t inputs_row = (a->n_sectors + 3) / 4 * 4;
    double stride = padded;
    double flows = 3.0 * N * J * stride;
    double inputs = a->input_share == NULL ? 0.0 : N * J * inputs_row;
    double blocks = 0.0;
    double largest = 0.0;
    for (int32_t n = 0, f = 0; n < a->n_countries; n++) {
        int32_t first = f;
        while (f < a->n_factors && a->factor_country[f] == n) {
            f++;
        }
        double rows = (double)(f - first) + 2.0 * J;
        blocks += rows * rows;
        largest = rows > largest ? rows : largest;
    }
    double state = F + 2.0 * N * J;
    double capped = N * N * J < HM_CAPS_LIMIT ? N * N * J : HM_CAPS_LIMIT;
    double krylov = (double)hmi_newton_room((size_t)state);
    double caps = capped * (double)sizeof(hmi_cap);
    return caps + sizeof(double) *
                      (flows + inputs + blocks + J * (J + largest) +
                       CELL_VECTORS * N * J + STATE_VECTORS * state + krylov);
}

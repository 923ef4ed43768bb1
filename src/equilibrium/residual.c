// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * residual.c - the worst residual of a sweep: how large, and which equation
 * it belongs to.
 */
#include "equilibrium/internal.h"

#include <math.h>
#include <stdio.h>

/* Where goods of a hundred times its income pass through a country, their
 * rounding is no gap in its accounts. */
static const double gross_part = 0.01;

/* What a country's spending is held against: its income. */
double hmi_spending_size(const hm_solver *solver, size_t n)
{
    const double *state = solver->state + solver->at_spending;
    double gross = 0.0;
    for (size_t j = 0; j < (size_t)solver->J; j++) {
        gross += state[j * (size_t)solver->N + n];
    }
    gross *= gross_part;
    return solver->income[n] > gross ? solver->income[n] : gross;
}

double hmi_residual_worst(const hmi_residuals *r)
{
    double worst = r->factor > r->price ? r->factor : r->price;
    worst = r->spending > worst ? r->spending : worst;
    worst = r->scale > worst ? r->scale : worst;
    return isfinite(r->total) ? worst : NAN;
}

/* Where a block's residual is largest. */
static int32_t worst_cell(const hm_solver *solver, size_t from, bool by_income)
{
    double worst = -1.0;
    int32_t at = 0;
    for (size_t cell = 0; cell < solver->cells; cell++) {
        double scale = by_income
                           ? hmi_spending_size(solver, cell % (size_t)solver->N)
                           : 1.0;
        double size =
            fabs(solver->image[from + cell] - solver->state[from + cell]) /
            scale;
        if (!(size <= worst)) {
            worst = size;
            at = (int32_t)cell;
        }
    }
    return at;
}

static int32_t worst_factor(const hm_solver *solver)
{
    double worst = -1.0;
    int32_t at = 0;
    for (int32_t f = 0; f < solver->F; f++) {
        double size = fabs(hmi_exp(solver->gap[f]) - 1.0);
        if (!(size <= worst)) {
            worst = size;
            at = f;
        }
    }
    return at;
}

void hmi_residual_name(const hm_solver *solver, const hmi_residuals *r,
                       char *text, size_t size)
{
    const hm_labels *labels = &solver->economy->labels;
    double worst = hmi_residual_worst(r);
    if (!(r->factor < worst)) {
        int32_t f = worst_factor(solver);
        (void)snprintf(text, size, "factor market %s, %s",
                       solver->base->factor_codes[f],
                       labels->country_codes[solver->base->factor_country[f]]);
        return;
    }
    const char *name = "spending";
    size_t from = solver->at_spending;
    if (!(r->price < worst)) {
        name = "price";
        from = solver->at_price;
    } else if (r->spending < worst) {
        name = "scale";
        from = solver->at_scale;
    }
    int32_t cell = worst_cell(solver, from, from == solver->at_spending);
    (void)snprintf(text, size, "%s, %s, %s", name,
                   labels->country_codes[cell % solver->N],
                   labels->sector_codes[cell / solver->N]);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/* skeleton.c - the calls of sensitivity.h that are on their way (#4). */
#include "base/internal.h"

#include <hirschman/sensitivity.h>

hm_status hm_sensitivity_create(hm_context *ctx, const hm_economy *economy,
                                hm_closure closure, hm_sensitivity **out)
{
    (void)ctx;
    (void)economy;
    (void)closure;
    (void)out;
    *out = NULL;
    return HM_ERR_STATE;
}

hm_status hm_sensitivity_at(hm_sensitivity *s, const hm_shock *shock,
                            const hm_solution *solution)
{
    (void)s;
    (void)shock;
    (void)solution;
    return HM_ERR_STATE;
}

hm_status hm_objective_create(hm_context *ctx, const hm_economy *economy,
                              bool flows, hm_objective **out)
{
    (void)ctx;
    (void)economy;
    (void)flows;
    (void)out;
    *out = NULL;
    return HM_ERR_STATE;
}

hm_status hm_sensitivity_add_real_income(const hm_sensitivity *s,
                                         int32_t country, double weight,
                                         hm_objective *objective)
{
    (void)s;
    (void)country;
    (void)weight;
    (void)objective;
    return HM_ERR_STATE;
}

hm_status hm_sensitivity_add_real_income_musd(const hm_sensitivity *s,
                                              int32_t country, double weight,
                                              hm_objective *objective)
{
    (void)s;
    (void)country;
    (void)weight;
    (void)objective;
    return HM_ERR_STATE;
}

hm_status hm_sensitivity_add_real_domestic_income(const hm_sensitivity *s,
                                                  int32_t country,
                                                  double weight,
                                                  hm_objective *objective)
{
    (void)s;
    (void)country;
    (void)weight;
    (void)objective;
    return HM_ERR_STATE;
}

hm_status hm_sensitivity_add_export_earnings(const hm_sensitivity *s,
                                             int32_t country, int32_t sector,
                                             double weight,
                                             hm_objective *objective)
{
    (void)s;
    (void)country;
    (void)sector;
    (void)weight;
    (void)objective;
    return HM_ERR_STATE;
}

hm_status hm_sensitivity_add_tariff_revenue(const hm_sensitivity *s,
                                            int32_t country, double weight,
                                            hm_objective *objective)
{
    (void)s;
    (void)country;
    (void)weight;
    (void)objective;
    return HM_ERR_STATE;
}

hm_status hm_sensitivity_add_government_revenue(const hm_sensitivity *s,
                                                int32_t country, double weight,
                                                hm_objective *objective)
{
    (void)s;
    (void)country;
    (void)weight;
    (void)objective;
    return HM_ERR_STATE;
}

hm_status hm_sensitivity_add_output(const hm_sensitivity *s, int32_t country,
                                    int32_t sector, double weight,
                                    hm_objective *objective)
{
    (void)s;
    (void)country;
    (void)sector;
    (void)weight;
    (void)objective;
    return HM_ERR_STATE;
}

hm_status hm_sensitivity_add_factor_income(const hm_sensitivity *s,
                                           int32_t factor, double weight,
                                           hm_objective *objective)
{
    (void)s;
    (void)factor;
    (void)weight;
    (void)objective;
    return HM_ERR_STATE;
}

hm_status hm_sensitivity_add_imports(const hm_sensitivity *s, int32_t importer,
                                     int32_t exporter, int32_t sector,
                                     double weight, hm_objective *objective)
{
    (void)s;
    (void)importer;
    (void)exporter;
    (void)sector;
    (void)weight;
    (void)objective;
    return HM_ERR_STATE;
}

hm_status hm_sensitivity_add_import_quantity(const hm_sensitivity *s,
                                             int32_t importer, int32_t exporter,
                                             int32_t sector, double weight,
                                             hm_objective *objective)
{
    (void)s;
    (void)importer;
    (void)exporter;
    (void)sector;
    (void)weight;
    (void)objective;
    return HM_ERR_STATE;
}

hm_status hm_sensitivity_adjoint(hm_sensitivity *s,
                                 const hm_objective *objective,
                                 hm_gradient *gradient)
{
    (void)s;
    (void)objective;
    (void)gradient;
    return HM_ERR_STATE;
}

hm_status hm_sensitivity_adjoints(hm_sensitivity *s, int32_t count,
                                  const hm_objective *const *objectives,
                                  hm_gradient *const *gradients)
{
    (void)s;
    (void)count;
    (void)objectives;
    (void)gradients;
    return HM_ERR_STATE;
}

hm_status hm_sensitivity_tangent(hm_sensitivity *s,
                                 const hm_direction *direction,
                                 hm_tangent *tangent)
{
    (void)s;
    (void)direction;
    (void)tangent;
    return HM_ERR_STATE;
}

hm_status hm_sensitivity_friends(hm_sensitivity *s, double *income,
                                 double *welfare)
{
    (void)s;
    (void)income;
    (void)welfare;
    return HM_ERR_STATE;
}

void hm_sensitivity_free(hm_sensitivity *s)
{
    (void)s;
}

void hm_objective_free(hm_context *ctx, hm_objective *objective)
{
    (void)ctx;
    (void)objective;
}

void hm_objective_clear(const hm_economy *economy, hm_objective *objective)
{
    (void)economy;
    (void)objective;
}

hm_sensitivity_cost hm_sensitivity_get_cost(const hm_sensitivity *s)
{
    (void)s;
    return (hm_sensitivity_cost){0, 0, 0.0};
}

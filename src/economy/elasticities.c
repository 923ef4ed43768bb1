// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * elasticities.c - defaults and ranges of the parameters (MODEL.md 1.1, 1.3).
 *
 * A sector that is not traded has theta NAN in the set and 1 in the arrays,
 * where it multiplies nothing.
 */
#include "economy/internal.h"

#include <math.h>
#include <string.h>

/* `from`, or `count` copies of `standard`. */
static hm_status fill(hm_economy *economy, const double *from, double standard,
                      int32_t count, const double **to)
{
    double *values = hmi_economy_array(economy, (size_t)count);
    if (values == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t i = 0; i < count; i++) {
        values[i] = from != NULL && !isnan(from[i]) ? from[i] : standard;
    }
    *to = values;
    return HM_OK;
}

typedef struct range_rule {
    const char *name;
    const double *values;
    double low, high;
    bool low_open;
    const char *expected;
} range_rule;

static hm_status check_range(const hm_economy *economy, const range_rule *rule,
                             const char *const *codes, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        double x = rule->values[i];
        bool low = rule->low_open ? x > rule->low : x >= rule->low;
        if (!isfinite(x) || !low || x > rule->high) {
            return hmi_fail(economy->ctx, HM_ERR_DATA,
                            "%s of %s is %g; expected %s", rule->name, codes[i],
                            x, rule->expected);
        }
    }
    return HM_OK;
}

static hm_status check_all(const hm_economy *economy)
{
    const hm_economy_arrays *a = &economy->arrays;
    const hm_labels *labels = &economy->labels;
    const range_rule rules[] = {
        {"theta", a->theta, 0.0, 1e4, true,
         "a positive number (sigma = theta + 1; an elasticity estimated with "
         "a minus sign is given without it)"},
        {"theta_home", a->theta_home, -1.0, 1e4, true, "a number above -1"},
        {"markup", a->markup, 1.0, 1e4, false, "a price-cost ratio, 1 or more"},
        {"input_substitution", a->input_substitution, 0.0, 1e4, false,
         "a number that is 0 or more"},
        {"scale", a->scale, 0.0, 1e2, false, "a number that is 0 or more"},
        {"specific_share", economy->elasticities.specific_share, 0.0, 1.0,
         false, "a share, 0 to 1"},
    };
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        HMI_TRY(check_range(economy, &rules[i], labels->sector_codes,
                            a->n_sectors));
    }
    const range_rule final = {
        "final_substitution",        a->final_substitution, 0.0, 1e4, false,
        "a number that is 0 or more"};
    return check_range(economy, &final, labels->country_codes, a->n_countries);
}

/* A sector without theta must have no foreign flow. */
static hm_status check_not_traded(const hm_economy *economy)
{
    const hm_economy_arrays *a = &economy->arrays;
    int32_t N = a->n_countries;
    for (int32_t j = 0; j < a->n_sectors; j++) {
        if (!isnan(economy->elasticities.theta[j])) {
            continue;
        }
        for (int32_t n = 0; n < N; n++) {
            for (int32_t i = 0; i < N; i++) {
                if (i != n && a->share != NULL &&
                    a->share[HMI_AT3(N, j, n, i)] > 0.0) {
                    return hmi_fail(
                        economy->ctx, HM_ERR_DATA,
                        "%s is traded (%s to %s) but has no theta; give it one "
                        "or take the flow out",
                        economy->labels.sector_codes[j],
                        economy->labels.country_codes[i],
                        economy->labels.country_codes[n]);
                }
            }
        }
    }
    return HM_OK;
}

/* theta as given (NAN: not traded), and its copy for the arrays (1 there). */
static hm_status set_theta(hm_economy *economy, const hm_elasticities *set)
{
    int32_t J = economy->arrays.n_sectors;
    double *given = hmi_economy_array(economy, (size_t)J);
    if (given == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t j = 0; j < J; j++) {
        given[j] = set->theta != NULL ? set->theta[j] : NAN;
    }
    economy->elasticities.theta = given;
    HMI_TRY(fill(economy, given, 1.0, J, &economy->arrays.theta));
    double *home = hmi_economy_array(economy, (size_t)J);
    if (home == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t j = 0; j < J; j++) {
        bool own = set->theta_home != NULL && !isnan(set->theta_home[j]);
        home[j] = own ? set->theta_home[j] : economy->arrays.theta[j];
    }
    economy->arrays.theta_home = home;
    return HM_OK;
}

static hm_status set_name(hm_economy *economy, const char *name)
{
    size_t size = name == NULL ? 1 : strlen(name) + 1;
    char *copy = (char *)hmi_economy_array(
        economy, (size + sizeof(double) - 1) / sizeof(double));
    if (copy == NULL) {
        return HM_ERR_MEMORY;
    }
    if (name != NULL) {
        memcpy(copy, name, size);
    }
    economy->elasticities.name = copy;
    return HM_OK;
}

hm_status hmi_economy_set_elasticities(hm_economy *economy,
                                       const hm_elasticities *set)
{
    hm_economy_arrays *a = &economy->arrays;
    int32_t J = a->n_sectors;
    HMI_TRY(set_name(economy, set->name));
    HMI_TRY(set_theta(economy, set));
    HMI_TRY(fill(economy, set->markup, 1.0, J, &a->markup));
    HMI_TRY(
        fill(economy, set->input_substitution, 1.0, J, &a->input_substitution));
    HMI_TRY(fill(economy, set->scale, 0.0, J, &a->scale));
    HMI_TRY(fill(economy, set->final_substitution, 1.0, a->n_countries,
                 &a->final_substitution));
    HMI_TRY(
        fill(economy, set->theta_se, 0.0, J, &economy->elasticities.theta_se));
    HMI_TRY(fill(economy, set->specific_share, 0.0, J,
                 &economy->elasticities.specific_share));
    economy->elasticities.theta_home = a->theta_home;
    economy->elasticities.markup = a->markup;
    economy->elasticities.input_substitution = a->input_substitution;
    economy->elasticities.scale = a->scale;
    economy->elasticities.final_substitution = a->final_substitution;
    HMI_TRY(check_all(economy));
    return check_not_traded(economy);
}

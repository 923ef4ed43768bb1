// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * adjustment.c - between the short run and the long (MODEL.md S14, 1.11).
 *
 *   (S14) x(h) = long + (short - long) 2^(-h / half-life)
 *
 * for every parameter x of a sector: theta, theta_home, input and final
 * substitution, scale, and the share of value added that is specific. An
 * interpolation between two elasticity sets and no theory of investment: the
 * half-life is an assumption (3 to 4 years, so that little is left of the
 * short run after the 7 to 10 years that Boehm, Levchenko and Pandalai-Nayar
 * 2023 find).
 */
#include "economy/internal.h"

#include "num/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_YEARS = 100 };

static const double standard_half_life = 3.5;
static const double standard_years[] = {0.0, 1.0, 2.0, 3.0, 5.0, 7.0, 10.0};

struct hm_adjustment {
    hm_context *ctx;
    hmi_names sets; /* short, long */
    hmi_names scenarios;
    double half_life;
    int32_t n_years;
    double years[MOST_YEARS];
    char place[128]; /* of the block, for messages */
};

/* --- settings ------------------------------------------------------------------ */

static hm_status read_set(hm_adjustment *a, const hm_node *block,
                          const char *key)
{
    const hm_node *node = hm_node_find(block, key);
    const char *text = node == NULL ? NULL : hm_node_text(node);
    if (text == NULL || text[0] == '\0') {
        return hmi_node_fail(a->ctx, node == NULL ? block : node, HM_ERR_DATA,
                             "adjustment: %s: expected the name of an "
                             "elasticity set",
                             key);
    }
    return hmi_names_add(a->ctx, &a->sets, text);
}

static hm_status read_half_life(hm_adjustment *a, const hm_node *block)
{
    const hm_node *node = hm_node_find(block, "half_life");
    a->half_life = standard_half_life;
    if (node == NULL) {
        return HM_OK;
    }
    HMI_TRY(hmi_node_number(a->ctx, node, "half_life", &a->half_life));
    return a->half_life >= 0.1 && a->half_life <= 100.0
               ? HM_OK
               : hmi_node_fail(a->ctx, node, HM_ERR_DATA,
                               "adjustment: half_life %g; expected 0.1 to 100 "
                               "years",
                               a->half_life);
}

static hm_status read_year(hm_adjustment *a, const hm_node *node)
{
    double year = 0.0;
    HMI_TRY(hmi_node_number(a->ctx, node, "years", &year));
    double least = a->n_years == 0 ? 0.0 : a->years[a->n_years - 1];
    bool later = a->n_years == 0 ? year >= 0.0 : year > least;
    if (!later || year > 100.0) {
        return hmi_node_fail(a->ctx, node, HM_ERR_DATA,
                             "adjustment: years: %g; expected rising numbers "
                             "from 0 to 100",
                             year);
    }
    a->years[a->n_years++] = year;
    return HM_OK;
}

static hm_status read_years(hm_adjustment *a, const hm_node *block)
{
    const hm_node *node = hm_node_find(block, "years");
    if (node == NULL) {
        a->n_years = sizeof standard_years / sizeof *standard_years;
        memcpy(a->years, standard_years, sizeof standard_years);
        return HM_OK;
    }
    int32_t count = hm_node_size(node);
    if (hm_node_get_kind(node) != HM_NODE_LIST || count < 1 ||
        count > MOST_YEARS) {
        return hmi_node_fail(a->ctx, node, HM_ERR_DATA,
                             "adjustment: years: expected a list of 1 to %d "
                             "numbers, such as [0, 1, 2, 5, 10]",
                             MOST_YEARS);
    }
    for (int32_t i = 0; i < count; i++) {
        HMI_TRY(read_year(a, hm_node_item(node, i)));
    }
    return HM_OK;
}

/* The scenarios asked for, or all. */
static hm_status read_scenarios(hm_adjustment *a, const hm_node *block,
                                const char *const *known, int32_t n_known)
{
    const hm_node *node = hm_node_find(block, "scenarios");
    HMI_TRY(
        hmi_names_read(a->ctx, node, "adjustment: scenarios", &a->scenarios));
    for (int32_t s = 0; node == NULL && s < n_known; s++) {
        HMI_TRY(hmi_names_add(a->ctx, &a->scenarios, known[s]));
    }
    for (int32_t s = 0; s < a->scenarios.count; s++) {
        bool found = false;
        for (int32_t k = 0; k < n_known && !found; k++) {
            found = strcmp(a->scenarios.items[s], known[k]) == 0;
        }
        if (!found) {
            int32_t near = hmi_nearest(a->scenarios.items[s], known, n_known);
            return hmi_node_fail(
                a->ctx, node, HM_ERR_UNKNOWN,
                "adjustment: scenarios: \"%.60s\" is no scenario of the "
                "case%s%s%s",
                a->scenarios.items[s], near < 0 ? "" : " (did you mean \"",
                near < 0 ? "" : known[near], near < 0 ? "" : "\"?)");
        }
    }
    return a->scenarios.count > 0
               ? HM_OK
               : hmi_node_fail(a->ctx, block, HM_ERR_DATA,
                               "adjustment: the case has no scenario to "
                               "follow over the years");
}

hm_status hm_adjustment_create(hm_context *ctx, const hm_node *block,
                               const char *const *scenarios,
                               int32_t n_scenarios, hm_adjustment **out)
{
    static const char *const keys[] = {"short", "long", "half_life", "years",
                                       "scenarios"};
    hm_status status = HM_OK;
    *out = NULL;
    HMI_TRY(hmi_node_keys(ctx, block, "adjustment", keys,
                          sizeof keys / sizeof *keys));
    hm_adjustment *a = HMI_NEW(ctx, hm_adjustment);
    if (a == NULL) {
        return HM_ERR_MEMORY;
    }
    a->ctx = ctx;
    (void)snprintf(a->place, sizeof a->place, "%s", hm_node_place(block));
    HMI_GOTO(status, read_set(a, block, "short"));
    HMI_GOTO(status, read_set(a, block, "long"));
    HMI_GOTO(status, read_half_life(a, block));
    HMI_GOTO(status, read_years(a, block));
    HMI_GOTO(status, read_scenarios(a, block, scenarios, n_scenarios));
    *out = a;
    return HM_OK;
out:
    hm_adjustment_free(a);
    return status;
}

void hm_adjustment_free(hm_adjustment *a)
{
    if (a != NULL) {
        hmi_names_clear(a->ctx, &a->sets);
        hmi_names_clear(a->ctx, &a->scenarios);
        hmi_free(a->ctx, a);
    }
}

hm_status hm_adjustment_check(hm_context *ctx, const hm_adjustment *a,
                              const char *const *sets, int32_t n_sets)
{
    for (int32_t s = 0; s < a->sets.count; s++) {
        const char *name = a->sets.items[s];
        bool found = false;
        for (int32_t k = 0; k < n_sets && !found; k++) {
            found = strcmp(name, sets[k]) == 0;
        }
        if (!found) {
            int32_t near = hmi_nearest(name, sets, n_sets);
            return hmi_fail(ctx, HM_ERR_UNKNOWN,
                            "%s: adjustment: the economy has no elasticity "
                            "set \"%.60s\"%s%s%s",
                            a->place, name, near < 0 ? "" : " (did you mean \"",
                            near < 0 ? "" : sets[near], near < 0 ? "" : "\"?)");
        }
    }
    if (strcmp(a->sets.items[0], a->sets.items[1]) == 0) {
        return hmi_fail(ctx, HM_ERR_DATA,
                        "%s: adjustment: short and long are both \"%.60s\"; "
                        "expected two elasticity sets",
                        a->place, a->sets.items[0]);
    }
    return HM_OK;
}

const char *hm_adjustment_set(const hm_adjustment *a, bool short_run)
{
    return a->sets.items[short_run ? 0 : 1];
}

double hm_adjustment_half_life(const hm_adjustment *a)
{
    return a->half_life;
}

int32_t hm_adjustment_stages(const hm_adjustment *a)
{
    return a->n_years + 1;
}

double hm_adjustment_years(const hm_adjustment *a, int32_t stage)
{
    return stage < a->n_years ? a->years[stage] : (double)INFINITY;
}

double hm_adjustment_weight(const hm_adjustment *a, int32_t stage)
{
    return stage < a->n_years ? hmi_pow(0.5, a->years[stage] / a->half_life)
                              : 0.0;
}

bool hm_adjustment_wants(const hm_adjustment *a, const char *scenario)
{
    return hmi_names_has(&a->scenarios, scenario);
}

/* --- between two sets (S14) ------------------------------------------------------ */

enum { THETA = 0, HOME, INPUTS, SCALE, SPECIFIC, SECTOR_ARRAYS };

/* Parameter p of sector j, with the defaults of economy.h. */
static double value_of(const hm_elasticities *set, int p, int32_t j)
{
    const double *const arrays[SECTOR_ARRAYS] = {
        set->theta, set->theta_home, set->input_substitution, set->scale,
        set->specific_share};
    const double standard[SECTOR_ARRAYS] = {NAN, NAN, 1.0, 0.0, 0.0};
    double x = arrays[p] == NULL ? NAN : arrays[p][j];
    x = isnan(x) ? standard[p] : x;
    return p == HOME && isnan(x) ? value_of(set, THETA, j) : x;
}

static double between(double from, double to, double weight)
{
    return weight * from + (1.0 - weight) * to;
}

hm_status hm_economy_between(hm_context *ctx, const hm_economy *economy,
                             const hm_elasticities *from,
                             const hm_elasticities *to, double weight,
                             hm_economy **out)
{
    size_t N = (size_t)economy->labels.n_countries;
    size_t J = (size_t)economy->labels.n_sectors;
    const double *own = economy->arrays.final_substitution;
    *out = NULL;
    double *all = HMI_ARRAY(ctx, double, SECTOR_ARRAYS *J + N);
    if (all == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int p = 0; p < SECTOR_ARRAYS; p++) {
        for (size_t j = 0; j < J; j++) {
            all[(size_t)p * J + j] =
                between(value_of(from, p, (int32_t)j),
                        value_of(to, p, (int32_t)j), weight);
        }
    }
    double *eta = all + SECTOR_ARRAYS * J;
    for (size_t n = 0; n < N; n++) {
        const double *a = from->final_substitution;
        const double *b = to->final_substitution;
        eta[n] = between(a == NULL ? own[n] : a[n], b == NULL ? own[n] : b[n],
                         weight);
    }
    const hm_elasticities set = {.name = from->name,
                                 .theta = all + THETA * J,
                                 .theta_home = all + HOME * J,
                                 .input_substitution = all + INPUTS * J,
                                 .scale = all + SCALE * J,
                                 .specific_share = all + SPECIFIC * J,
                                 .final_substitution = eta};
    hm_status status = hm_economy_with_elasticities(ctx, economy, &set, out);
    hmi_free(ctx, all);
    return status;
}

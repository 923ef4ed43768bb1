// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * measure.c - names of measures and rules, and what a measure must look like.
 *
 * Two tables drive everything: which rules a kind takes and which selectors
 * it needs. Checks that need an economy stand in resolve.c and apply.c.
 */
#include "policy/internal.h"

#include <math.h>
#include <string.h>

typedef struct kind_entry {
    const char *name;
    unsigned rules;    /* bit r: takes rule r */
    const char *takes; /* the rules, for messages */
    bool exporter, importer, sector;
    const char *exporter_name, *importer_name; /* as the case file says */
} kind_entry;

#define RULE(r) (1u << (unsigned)(r))
#define RATE_RULES                                                             \
    (RULE(HM_RULE_RATE) | RULE(HM_RULE_ADD) | RULE(HM_RULE_SCALE) |            \
     RULE(HM_RULE_CAP) | RULE(HM_RULE_LINEAR_CUT) | RULE(HM_RULE_SWISS))
#define RATE_TEXT "rate, add, scale, cap, linear_cut or swiss"

static const kind_entry kinds[] = {
    {"tariff", RATE_RULES, RATE_TEXT, true, true, true, "exporter", "importer"},
    {"export_tax", RATE_RULES, RATE_TEXT, true, true, true, "exporter",
     "importer"},
    {"trade_cost", RULE(HM_RULE_HAT), "hat", true, true, true, "exporter",
     "importer"},
    {"embargo", RULE(HM_RULE_COVERAGE), "coverage", true, true, true,
     "exporter", "importer"},
    {"quota",
     RULE(HM_RULE_QUANTITY_HAT) | RULE(HM_RULE_VALUE_MUSD) |
         RULE(HM_RULE_LOWER),
     "quantity_hat, value_musd or both", true, true, true, "exporter",
     "importer"},
    {"productivity", RULE(HM_RULE_HAT), "hat", true, false, true, "exporter",
     ""},
    {"capacity", RULE(HM_RULE_HAT), "hat", false, true, false, "", "country"},
    {"transfer", RULE(HM_RULE_VALUE_MUSD), "value_musd", true, true, false,
     "from", "to"},
    {"deficit", RULE(HM_RULE_SCALE) | RULE(HM_RULE_VALUE_MUSD),
     "scale or value_musd", false, true, false, "", "country"},
};

static const char *const rules[] = {
    "rate", "add",      "scale",      "cap",          "linear_cut", "swiss",
    "hat",  "coverage", "value_musd", "quantity_hat", "lower"};

enum {
    KIND_COUNT = (int)(sizeof kinds / sizeof kinds[0]),
    RULE_COUNT = (int)(sizeof rules / sizeof rules[0])
};

const char *hm_measure_kind_name(hm_measure_kind kind)
{
    return (unsigned)kind < KIND_COUNT ? kinds[kind].name : "unknown";
}

hm_status hm_measure_kind_parse(const char *name, hm_measure_kind *out)
{
    for (int i = 0; i < KIND_COUNT; i++) {
        if (strcmp(name, kinds[i].name) == 0) {
            *out = (hm_measure_kind)i;
            return HM_OK;
        }
    }
    return HM_ERR_UNKNOWN;
}

const char *hm_rule_name(hm_rule rule)
{
    return (unsigned)rule < RULE_COUNT ? rules[rule] : "unknown";
}

hm_status hm_rule_parse(const char *name, hm_rule *out)
{
    for (int i = 0; i < RULE_COUNT; i++) {
        if (strcmp(name, rules[i]) == 0) {
            *out = (hm_rule)i;
            return HM_OK;
        }
    }
    return HM_ERR_UNKNOWN;
}

/* A cap is finite; of the two of `lower` one may be INFINITY (no cap). */
static const char *cap_fault(hm_rule rule, double value)
{
    bool open = rule == HM_RULE_LOWER && isinf(value);
    return value >= 0.0 && (open || isfinite(value)) ? NULL
                                                     : "a number of 0 or more";
}

/* What is wrong with `value` under the measure's rule, NULL when nothing. */
static const char *value_fault(const hm_measure *measure, double value)
{
    if (measure->kind == HM_MEASURE_QUOTA) {
        return cap_fault(measure->rule, value);
    }
    if (!isfinite(value)) {
        return "a finite number";
    }
    switch (measure->rule) {
    case HM_RULE_COVERAGE:
    case HM_RULE_LINEAR_CUT:
        return value >= 0.0 && value <= 1.0 ? NULL : "a number in [0, 1]";
    case HM_RULE_HAT:
    case HM_RULE_SWISS:
        return value > 0.0 ? NULL : "a number above 0";
    case HM_RULE_SCALE:
        return value >= 0.0 || measure->kind == HM_MEASURE_DEFICIT
                   ? NULL
                   : "a number that is 0 or more";
    case HM_RULE_RATE:
    case HM_RULE_ADD:
    case HM_RULE_CAP:
    case HM_RULE_VALUE_MUSD:
    case HM_RULE_QUANTITY_HAT:
    case HM_RULE_LOWER:
        break;
    }
    return NULL;
}

/* The second cap and the owner of the rent, of one row or of the measure. */
static const char *quota_fault(const hm_measure *m, int32_t row, double *found)
{
    bool both = m->rule == HM_RULE_LOWER;
    double first = row < 0 ? m->value : m->row_value[row];
    double second = row < 0 ? m->value_musd : 0.0;
    if (row >= 0 && both) {
        second = m->row_musd[row];
    }
    double rents =
        row >= 0 && m->row_rents != NULL ? m->row_rents[row] : m->rents;
    *found = rents;
    if (!(rents >= 0.0 && rents <= 1.0)) {
        return "rents in [0, 1], the importer's share";
    }
    *found = second;
    if (both && cap_fault(m->rule, second) != NULL) {
        return "a value_musd of 0 or more";
    }
    return both && isinf(first) && isinf(second)
               ? "a cap on the quantity or on the value"
               : NULL;
}

static hm_status check_quota(hm_context *ctx, const hm_measure *m,
                             const char *place, const char *colon)
{
    int32_t first = m->n_rows > 0 ? 0 : -1;
    int32_t last = m->n_rows > 0 ? m->n_rows - 1 : -1;
    if (m->n_rows > 0 && m->rule == HM_RULE_LOWER && m->row_musd == NULL) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "%s%squota: a table of both caps needs row_musd", place,
                        colon);
    }
    for (int32_t row = first; row <= last; row++) {
        double found = 0.0;
        const char *fault = quota_fault(m, row, &found);
        if (fault != NULL) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "%s%squota: row %d: %g; expected %s", place, colon,
                            row < 0 ? 1 : row + 1, found, fault);
        }
    }
    return HM_OK;
}

static hm_status check_values(hm_context *ctx, const hm_measure *measure,
                              const char *place, const char *colon)
{
    const char *kind = kinds[measure->kind].name;
    const char *rule = rules[measure->rule];
    int32_t n = measure->n_rows;
    if (n < 0 || (n > 0 && measure->row_value == NULL)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "%s%s%s: a table needs a value in every row", place,
                        colon, kind);
    }
    for (int32_t row = 0; row < n; row++) {
        const char *fault = value_fault(measure, measure->row_value[row]);
        if (fault != NULL) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "%s%s%s: row %d: %s %g; expected %s", place, colon,
                            kind, row + 1, rule, measure->row_value[row],
                            fault);
        }
    }
    const char *fault = n > 0 ? NULL : value_fault(measure, measure->value);
    if (fault != NULL) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT, "%s%s%s: %s %g; expected %s",
                        place, colon, kind, rule, measure->value, fault);
    }
    return HM_OK;
}

/* A needed selector names something, or the table has its column. */
static bool is_given(const hm_measure *measure, const hm_selector *selector,
                     const char *const *column)
{
    return selector->n_codes > 0 || selector->complement ||
           (measure->n_rows > 0 && column != NULL);
}

static hm_status check_selectors(hm_context *ctx, const hm_measure *measure,
                                 const char *place, const char *colon)
{
    const kind_entry *kind = &kinds[measure->kind];
    const char *missing = NULL;
    if (kind->sector &&
        !is_given(measure, &measure->sector, measure->row_sector)) {
        missing = "sector";
    }
    if (kind->importer &&
        !is_given(measure, &measure->importer, measure->row_importer)) {
        missing = kind->importer_name;
    }
    if (kind->exporter &&
        !is_given(measure, &measure->exporter, measure->row_exporter)) {
        missing = kind->exporter_name;
    }
    if (missing == NULL) {
        return HM_OK;
    }
    return hmi_fail(ctx, HM_ERR_ARGUMENT,
                    "%s%s%s: %s is missing; give a code, a list, a group, "
                    "\"all\" or {not: ...}",
                    place, colon, kind->name, missing);
}

hm_status hmi_measure_check(hm_context *ctx, const hm_measure *measure)
{
    const char *place = measure->place == NULL ? "" : measure->place;
    const char *colon = measure->place == NULL ? "" : ": ";
    if ((unsigned)measure->kind >= KIND_COUNT ||
        (unsigned)measure->rule >= RULE_COUNT) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "%s%sa measure of kind %d with rule %d is not known",
                        place, colon, (int)measure->kind, (int)measure->rule);
    }
    const kind_entry *kind = &kinds[measure->kind];
    if ((kind->rules & RULE(measure->rule)) == 0) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT, "%s%s%s takes %s, not %s", place,
                        colon, kind->name, kind->takes, rules[measure->rule]);
    }
    HMI_TRY(check_selectors(ctx, measure, place, colon));
    HMI_TRY(check_values(ctx, measure, place, colon));
    return measure->kind == HM_MEASURE_QUOTA
               ? check_quota(ctx, measure, place, colon)
               : HM_OK;
}

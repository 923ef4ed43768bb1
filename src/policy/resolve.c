// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * resolve.c - codes, groups, "all" and complements to indices of an economy.
 *
 * A code is looked up first; a country group of the same name loses. What is
 * not known is refused with the nearest name that is.
 */
#include "policy/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

hm_status hmi_target_init(hmi_target *target, hm_context *ctx,
                          const hm_economy *economy)
{
    const hm_economy_arrays *a = hm_economy_data(economy);
    int32_t N = a->n_countries;
    int32_t J = a->n_sectors;
    int32_t F = a->n_factors;
    int32_t most = N > J ? N : J;
    most = most > F ? most : F;
    memset(target, 0, sizeof *target);
    target->ctx = ctx;
    target->economy = economy;
    target->exporters.items = HMI_ARRAY(ctx, int32_t, N);
    target->importers.items = HMI_ARRAY(ctx, int32_t, N);
    target->sectors.items = HMI_ARRAY(ctx, int32_t, J);
    target->factors.items = HMI_ARRAY(ctx, int32_t, F);
    target->mask = HMI_ARRAY(ctx, bool, most);
    if (target->exporters.items == NULL || target->importers.items == NULL ||
        target->sectors.items == NULL || target->factors.items == NULL ||
        target->mask == NULL) {
        return HM_ERR_MEMORY;
    }
    return HM_OK;
}

void hmi_target_clear(hmi_target *target)
{
    hmi_free(target->ctx, target->exporters.items);
    hmi_free(target->ctx, target->importers.items);
    hmi_free(target->ctx, target->sectors.items);
    hmi_free(target->ctx, target->factors.items);
    hmi_free(target->ctx, target->mask);
}

hm_status hmi_target_fail(const hmi_target *target, hm_status status,
                          const char *format, ...)
{
    char text[512];
    char row[24] = "";
    const hm_measure *measure = target->measure;
    va_list list;
    va_start(list, format);
    (void)vsnprintf(text, sizeof text, format, list);
    va_end(list);
    if (target->row >= 0) {
        (void)snprintf(row, sizeof row, "row %d: ", target->row + 1);
    }
    return hmi_fail(target->ctx, status, "%s%s%s%s",
                    measure->place == NULL ? "" : measure->place,
                    measure->place == NULL ? "" : ": ", row, text);
}

/* Names that a country selector may use: codes, then every group's name. */
typedef struct candidates {
    const char **names;
    int32_t count;
    char *text; /* the groups, cut apart */
} candidates;

static hm_status list_candidates(hm_context *ctx, const hm_labels *labels,
                                 candidates *list)
{
    size_t bytes = 1;
    size_t most = (size_t)labels->n_countries;
    for (int32_t n = 0; n < labels->n_countries; n++) {
        size_t length = strlen(labels->country_groups[n]);
        bytes += length + 1;
        most += length / 2 + 1;
    }
    list->names = hmi_alloc(ctx, most, sizeof(char *));
    list->text = hmi_alloc(ctx, bytes, 1);
    if (list->names == NULL || list->text == NULL) {
        return HM_ERR_MEMORY;
    }
    char *to = list->text;
    for (int32_t n = 0; n < labels->n_countries; n++) {
        list->names[list->count++] = labels->country_codes[n];
    }
    for (int32_t n = 0; n < labels->n_countries; n++) {
        const char *at = labels->country_groups[n];
        while (*at != '\0') {
            size_t span = strcspn(at, ";");
            if (span > 0) {
                memcpy(to, at, span);
                list->names[list->count++] = to;
                to += span + 1; /* the block is zeroed */
            }
            at += span + (at[span] == ';' ? 1 : 0);
        }
    }
    return HM_OK;
}

static hm_status unknown(const hmi_target *target, const char *role,
                         const char *code, const char *what,
                         const char *const *names, int32_t count)
{
    int32_t near = hmi_nearest(code, names, count);
    const char *kind = hm_measure_kind_name(target->measure->kind);
    if (near < 0) {
        return hmi_target_fail(target, HM_ERR_UNKNOWN,
                               "%s: %s \"%s\" is not a %s of this economy",
                               kind, role, code, what);
    }
    return hmi_target_fail(target, HM_ERR_UNKNOWN,
                           "%s: %s \"%s\" is not a %s of this economy; did "
                           "you mean \"%s\"?",
                           kind, role, code, what, names[near]);
}

static hm_status unknown_country(const hmi_target *target, const char *role,
                                 const char *code)
{
    candidates list = {NULL, 0, NULL};
    hm_status status =
        list_candidates(target->ctx, hm_economy_labels(target->economy), &list);
    if (status == HM_OK) {
        status = unknown(target, role, code, "country or group", list.names,
                         list.count);
    }
    hmi_free(target->ctx, (void *)list.names);
    hmi_free(target->ctx, list.text);
    return status;
}

/* Mark the countries that one code, group or "all" names. */
static hm_status mark_countries(const hmi_target *target, const char *role,
                                const char *code)
{
    const hm_economy *economy = target->economy;
    int32_t N = hm_economy_data(economy)->n_countries;
    int32_t found = hm_economy_country(economy, code);
    bool any = found >= 0;
    if (any) {
        target->mask[found] = true;
        return HM_OK;
    }
    bool all = strcmp(code, "all") == 0;
    for (int32_t n = 0; n < N; n++) {
        if (all || hm_economy_in_group(economy, n, code)) {
            target->mask[n] = true;
            any = true;
        }
    }
    return any ? HM_OK : unknown_country(target, role, code);
}

static hm_status mark_sectors(const hmi_target *target, const char *role,
                              const char *code)
{
    const hm_labels *labels = hm_economy_labels(target->economy);
    int32_t found = hm_economy_sector(target->economy, code);
    if (found >= 0) {
        target->mask[found] = true;
        return HM_OK;
    }
    if (strcmp(code, "all") != 0) {
        return unknown(target, role, code, "sector", labels->sector_codes,
                       labels->n_sectors);
    }
    for (int32_t j = 0; j < labels->n_sectors; j++) {
        target->mask[j] = true;
    }
    return HM_OK;
}

/* Mark the factors with this code that the selected importers own. */
static hm_status mark_factors(const hmi_target *target, const char *role,
                              const char *code)
{
    const hm_economy_arrays *a = hm_economy_data(target->economy);
    bool all = strcmp(code, "all") == 0;
    bool any = false;
    for (int32_t f = 0; f < a->n_factors; f++) {
        bool owned = false;
        for (int32_t c = 0; c < target->importers.count; c++) {
            owned = owned || target->importers.items[c] == a->factor_country[f];
        }
        if (owned && (all || strcmp(code, a->factor_codes[f]) == 0)) {
            target->mask[f] = true;
            any = true;
        }
    }
    if (any) {
        return HM_OK;
    }
    return unknown(target, role, code, "factor of that country and",
                   a->factor_codes, a->n_factors);
}

typedef hm_status (*mark_function)(const hmi_target *, const char *,
                                   const char *);

/* A selector (or one code of a table's column) to ascending indices. */
static hm_status resolve(const hmi_target *target, const char *role,
                         const hm_selector *selector, mark_function mark,
                         int32_t size, hmi_indices *out)
{
    memset(target->mask, 0, (size_t)size * sizeof(bool));
    for (int32_t c = 0; c < selector->n_codes; c++) {
        HMI_TRY(mark(target, role, selector->codes[c]));
    }
    out->count = 0;
    for (int32_t i = 0; i < size; i++) {
        if (target->mask[i] != selector->complement) {
            out->items[out->count++] = i;
        }
    }
    return HM_OK;
}

/* The selector of a row: its own cell, else the measure's. */
static hm_selector row_selector(const hm_selector *selector,
                                const char *const *column, int32_t row)
{
    hm_selector own = {1, NULL, false};
    if (row < 0 || column == NULL) {
        return *selector;
    }
    own.codes = &column[row];
    return own;
}

/* The two caps of a quota (INFINITY: none) and the importer's share of rents. */
static void resolve_caps(hmi_target *target)
{
    const hm_measure *m = target->measure;
    int32_t row = target->row;
    target->quantity_cap = HUGE_VAL;
    target->value_cap = HUGE_VAL;
    target->rents =
        row >= 0 && m->row_rents != NULL ? m->row_rents[row] : m->rents;
    if (m->rule == HM_RULE_VALUE_MUSD) {
        target->value_cap = target->value;
        return;
    }
    target->quantity_cap = target->value;
    if (m->rule == HM_RULE_LOWER) {
        target->value_cap =
            row >= 0 && m->row_musd != NULL ? m->row_musd[row] : m->value_musd;
    }
}

hm_status hmi_target_resolve(hmi_target *target, const hm_measure *measure,
                             int32_t row)
{
    const hm_economy_arrays *a = hm_economy_data(target->economy);
    bool capacity = measure->kind == HM_MEASURE_CAPACITY;
    bool transfer = measure->kind == HM_MEASURE_TRANSFER;
    bool country = capacity || measure->kind == HM_MEASURE_DEFICIT;
    target->measure = measure;
    target->row = row;
    target->value = row < 0 ? measure->value : measure->row_value[row];
    resolve_caps(target);
    hm_selector exporter =
        row_selector(&measure->exporter, measure->row_exporter, row);
    hm_selector importer =
        row_selector(&measure->importer, measure->row_importer, row);
    hm_selector sector =
        row_selector(&measure->sector, measure->row_sector, row);
    HMI_TRY(resolve(target, transfer ? "from" : "exporter", &exporter,
                    mark_countries, a->n_countries, &target->exporters));
    HMI_TRY(resolve(target,
                    transfer  ? "to"
                    : country ? "country"
                              : "importer",
                    &importer, mark_countries, a->n_countries,
                    &target->importers));
    if (!capacity) {
        return resolve(target, "sector", &sector, mark_sectors, a->n_sectors,
                       &target->sectors);
    }
    const char *every = "all";
    hm_selector all = {1, &every, false};
    bool none = sector.n_codes == 0 && !sector.complement;
    return resolve(target, "factor", none ? &all : &sector, mark_factors,
                   a->n_factors, &target->factors);
}

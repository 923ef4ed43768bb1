// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * economy.c - make, copy and free an economy; look up its names.
 *
 * Invariant: once a create function has returned HM_OK the economy is
 * complete, checked and never changes.
 */
#include "economy/internal.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* Keep `block` until the economy is freed; frees it at once on failure. */
static hm_status own(hm_economy *economy, void *block)
{
    if (block == NULL) {
        return HM_ERR_MEMORY;
    }
    if (economy->n_blocks == economy->block_capacity) {
        int32_t capacity = economy->block_capacity * 2 + 32;
        void **blocks = hmi_resize(economy->ctx, economy->blocks,
                                   (size_t)capacity, sizeof(void *));
        if (blocks == NULL) {
            hmi_free(economy->ctx, block);
            return HM_ERR_MEMORY;
        }
        economy->blocks = blocks;
        economy->block_capacity = capacity;
    }
    economy->blocks[economy->n_blocks++] = block;
    return HM_OK;
}

double *hmi_economy_array(hm_economy *economy, size_t count)
{
    double *array = hmi_alloc(economy->ctx, count, sizeof(double));
    return own(economy, array) == HM_OK ? array : NULL;
}

hm_status hmi_economy_copy(hm_economy *economy, const double *from,
                           size_t count, const double **to)
{
    *to = NULL;
    if (from == NULL) {
        return HM_OK;
    }
    double *array = hmi_economy_array(economy, count);
    if (array == NULL) {
        return HM_ERR_MEMORY;
    }
    memcpy(array, from, count * sizeof(double));
    *to = array;
    return HM_OK;
}

static hm_status copy_text(hm_economy *economy, const char *from,
                           const char **to)
{
    char *copy = NULL;
    *to = NULL;
    HMI_TRY(hmi_copy_text(economy->ctx, from, &copy));
    if (copy != NULL) {
        HMI_TRY(own(economy, copy));
    }
    *to = copy;
    return HM_OK;
}

/* Copy `count` texts; `from` NULL copies `fallback` ("" when that is NULL). */
static hm_status copy_texts(hm_economy *economy, const char *const *from,
                            const char *const *fallback, int32_t count,
                            const char *const **to)
{
    const char **texts = hmi_alloc(economy->ctx, (size_t)count, sizeof(char *));
    HMI_TRY(own(economy, (void *)texts));
    for (int32_t i = 0; i < count; i++) {
        const char *text = from != NULL ? from[i] : NULL;
        if (text == NULL) {
            text = fallback != NULL ? fallback[i] : "";
        }
        HMI_TRY(copy_text(economy, text, &texts[i]));
    }
    *to = texts;
    return HM_OK;
}

static hm_status copy_sources(hm_economy *economy, const hm_labels *from)
{
    hm_source *sources =
        hmi_alloc(economy->ctx, (size_t)from->n_sources, sizeof(hm_source));
    HMI_TRY(own(economy, sources));
    for (int32_t i = 0; i < from->n_sources; i++) {
        const hm_source *source = &from->sources[i];
        HMI_TRY(copy_text(economy, source->name, &sources[i].name));
        HMI_TRY(copy_text(economy, source->licence, &sources[i].licence));
        HMI_TRY(copy_text(economy, source->url, &sources[i].url));
        HMI_TRY(copy_text(economy, source->note, &sources[i].note));
    }
    economy->labels.sources = sources;
    economy->labels.n_sources = from->n_sources;
    return HM_OK;
}

static hm_status copy_labels(hm_economy *economy, const hm_labels *from)
{
    hm_labels *to = &economy->labels;
    int32_t N = from->n_countries;
    int32_t J = from->n_sectors;
    to->n_countries = N;
    to->n_sectors = J;
    to->year = from->year;
    HMI_TRY(
        copy_texts(economy, from->country_codes, NULL, N, &to->country_codes));
    HMI_TRY(copy_texts(economy, from->country_names, from->country_codes, N,
                       &to->country_names));
    HMI_TRY(copy_texts(economy, from->country_groups, NULL, N,
                       &to->country_groups));
    HMI_TRY(
        copy_texts(economy, from->sector_codes, NULL, J, &to->sector_codes));
    HMI_TRY(copy_texts(economy, from->sector_names, from->sector_codes, J,
                       &to->sector_names));
    HMI_TRY(copy_text(economy, from->name, &to->name));
    HMI_TRY(copy_text(economy, from->description, &to->description));
    HMI_TRY(copy_text(economy, from->currency, &to->currency));
    HMI_TRY(copy_text(economy, from->valuation, &to->valuation));
    return copy_sources(economy, from);
}

hm_status hmi_economy_begin(hm_context *ctx, const hm_labels *labels,
                            hm_economy **out)
{
    *out = NULL;
    if (labels->n_countries < 1 || labels->n_sectors < 1) {
        return hmi_fail(ctx, HM_ERR_DATA,
                        "an economy needs at least one country and one "
                        "sector; found %d and %d",
                        labels->n_countries, labels->n_sectors);
    }
    hm_economy *economy = HMI_NEW(ctx, hm_economy);
    if (economy == NULL) {
        return HM_ERR_MEMORY;
    }
    economy->ctx = ctx;
    economy->arrays.n_countries = labels->n_countries;
    economy->arrays.n_sectors = labels->n_sectors;
    hm_status status = copy_labels(economy, labels);
    if (status != HM_OK) {
        hm_economy_free(economy);
        return status;
    }
    *out = economy;
    return HM_OK;
}

void hm_economy_free(hm_economy *economy)
{
    if (economy == NULL) {
        return;
    }
    hm_context *ctx = economy->ctx;
    for (int32_t i = 0; i < economy->n_blocks; i++) {
        hmi_free(ctx, economy->blocks[i]);
    }
    hmi_free(ctx, (void *)economy->blocks);
    hmi_free(ctx, economy);
}

hm_status hmi_economy_set_factors(hm_economy *economy, int32_t n_factors,
                                  const int32_t *country,
                                  const char *const *codes)
{
    bool standard = country == NULL;
    int32_t F = standard ? economy->arrays.n_countries : n_factors;
    int32_t *owners = hmi_alloc(economy->ctx, (size_t)F, sizeof(int32_t));
    const char **names = hmi_alloc(economy->ctx, (size_t)F, sizeof(char *));
    hm_status status = own(economy, owners);
    if (status != HM_OK) {
        hmi_free(economy->ctx, (void *)names);
        return status;
    }
    HMI_TRY(own(economy, (void *)names));
    for (int32_t f = 0; f < F; f++) {
        owners[f] = standard ? f : country[f];
        const char *code = codes == NULL || standard ? "labor" : codes[f];
        HMI_TRY(copy_text(economy, code, &names[f]));
        if (owners[f] < 0 || owners[f] >= economy->arrays.n_countries ||
            (f > 0 && owners[f] < owners[f - 1])) {
            return hmi_fail(economy->ctx, HM_ERR_ARGUMENT,
                            "factor %s: factors must be ordered by country",
                            names[f]);
        }
    }
    economy->arrays.n_factors = F;
    economy->arrays.factor_country = owners;
    economy->arrays.factor_codes = names;
    return HM_OK;
}

/* Copy every given array (not those that hmi_economy_finish makes). */
static hm_status copy_arrays(hm_economy *economy, const hm_economy_arrays *from)
{
    hm_economy_arrays *to = &economy->arrays;
    size_t N = (size_t)to->n_countries;
    size_t J = (size_t)to->n_sectors;
    to->specific = from->specific;
    HMI_TRY(hmi_economy_set_factors(economy, from->n_factors,
                                    from->factor_country, from->factor_codes));
    size_t F = (size_t)to->n_factors;
    size_t flows = J * N * N;
    struct {
        const double *from;
        size_t count;
        const double **to;
    } list[] = {
        {from->expenditure, N * J, &to->expenditure},
        {from->share, flows, &to->share},
        {from->tariff, flows, &to->tariff},
        {from->export_tax, flows, &to->export_tax},
        {from->rent_wedge, flows, &to->rent_wedge},
        {from->rent_importer_share, flows, &to->rent_importer_share},
        {from->input_share, N * J * J, &to->input_share},
        {from->factor_share, F * J, &to->factor_share},
        {from->final_share, N * J, &to->final_share},
        {from->factor_income, F, &to->factor_income},
        {from->deficit, N, &to->deficit},
    };
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        HMI_TRY(
            hmi_economy_copy(economy, list[i].from, list[i].count, list[i].to));
    }
    return HM_OK;
}

hm_status hm_economy_from_shares(hm_context *ctx, const hm_labels *labels,
                                 const hm_economy_arrays *arrays,
                                 const hm_elasticities *elasticities,
                                 hm_economy **out)
{
    hm_economy *economy = NULL;
    hm_status status = HM_OK;
    *out = NULL;
    HMI_GOTO(status, hmi_economy_begin(ctx, labels, &economy));
    assert(economy != NULL);
    HMI_GOTO(status, copy_arrays(economy, arrays));
    HMI_GOTO(status, hmi_economy_set_elasticities(economy, elasticities));
    HMI_GOTO(status, hmi_economy_check(economy));
    HMI_GOTO(status, hmi_economy_finish(economy));
    *out = economy;
    return HM_OK;
out:
    hm_economy_free(economy);
    return status;
}

hm_status hm_economy_with_arrays(hm_context *ctx, const hm_economy *economy,
                                 const hm_economy_arrays *arrays,
                                 hm_economy **out)
{
    return hm_economy_from_shares(ctx, &economy->labels, arrays,
                                  &economy->elasticities, out);
}

/* An economy with specific factors has no way back to mobile ones. */
static hm_status same_specific(hm_context *ctx, const hm_economy *economy,
                               const hm_elasticities *set)
{
    const double *own = economy->elasticities.specific_share;
    for (int32_t k = 0; k < economy->arrays.n_sectors; k++) {
        double share =
            set->specific_share == NULL ? 0.0 : set->specific_share[k];
        if (share < own[k] || share > own[k] || isnan(share)) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "elasticity set %s, %s: specific_share %g, but "
                            "the economy has specific factors of a set with "
                            "%g; start from the economy without them",
                            set->name == NULL ? "" : set->name,
                            economy->labels.sector_codes[k], share, own[k]);
        }
    }
    return HM_OK;
}

hm_status hm_economy_with_elasticities(hm_context *ctx,
                                       const hm_economy *economy,
                                       const hm_elasticities *elasticities,
                                       hm_economy **out)
{
    const double *markup = elasticities->markup;
    const double *base = economy->arrays.markup;
    for (int32_t k = 0; markup != NULL && k < economy->arrays.n_sectors; k++) {
        if (markup[k] < base[k] || markup[k] > base[k]) {
            *out = NULL;
            return hmi_fail(
                ctx, HM_ERR_DATA,
                "elasticity set %s, %s: markup %g differs from "
                "the economy's %g; a markup changes the accounts, "
                "so it belongs in sectors.csv",
                elasticities->name == NULL ? "" : elasticities->name,
                economy->labels.sector_codes[k], markup[k], base[k]);
        }
    }
    hm_elasticities set = *elasticities;
    set.markup = base;
    if (set.final_substitution == NULL) {
        set.final_substitution = economy->arrays.final_substitution;
    }
    *out = NULL;
    if (economy->arrays.specific) {
        HMI_TRY(same_specific(ctx, economy, &set));
    } else if (hmi_economy_has_specific(set.specific_share,
                                        economy->arrays.n_sectors)) {
        return hmi_economy_with_specific(ctx, economy, &set, out);
    }
    return hm_economy_from_shares(ctx, &economy->labels, &economy->arrays, &set,
                                  out);
}

const hm_economy_arrays *hm_economy_data(const hm_economy *economy)
{
    return &economy->arrays;
}

const hm_labels *hm_economy_labels(const hm_economy *economy)
{
    return &economy->labels;
}

const hm_elasticities *hm_economy_elasticities(const hm_economy *e)
{
    return &e->elasticities;
}

static int32_t find(const char *const *codes, int32_t count, const char *code)
{
    for (int32_t i = 0; i < count; i++) {
        if (strcmp(codes[i], code) == 0) {
            return i;
        }
    }
    return -1;
}

int32_t hm_economy_country(const hm_economy *economy, const char *code)
{
    return find(economy->labels.country_codes, economy->labels.n_countries,
                code);
}

int32_t hm_economy_sector(const hm_economy *economy, const char *code)
{
    return find(economy->labels.sector_codes, economy->labels.n_sectors, code);
}

bool hm_economy_in_group(const hm_economy *economy, int32_t n,
                         const char *group)
{
    const char *at = economy->labels.country_groups[n];
    size_t length = strlen(group);
    while (length > 0 && *at != '\0') {
        size_t span = strcspn(at, ";");
        if (span == length && memcmp(at, group, length) == 0) {
            return true;
        }
        at += span + (at[span] == ';' ? 1 : 0);
    }
    return false;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * scenario.c - a named, ordered list of measures that owns all it points to.
 *
 * Invariant: every measure in the list passed hmi_measure_check.
 */
#include "policy/internal.h"

#include <string.h>

struct hm_scenario {
    hm_context *ctx;
    char *name, *description;
    hm_measure *measures;
    int32_t size, capacity;
    void **blocks; /* everything the measures point to */
    int32_t n_blocks, block_capacity;
};

hm_status hm_scenario_create(hm_context *ctx, const char *name,
                             const char *description, hm_scenario **out)
{
    hm_status status = HM_OK;
    *out = NULL;
    hm_scenario *scenario = HMI_NEW(ctx, hm_scenario);
    if (scenario == NULL) {
        return HM_ERR_MEMORY;
    }
    scenario->ctx = ctx;
    HMI_GOTO(status,
             hmi_copy_text(ctx, name == NULL ? "" : name, &scenario->name));
    HMI_GOTO(status, hmi_copy_text(ctx, description == NULL ? "" : description,
                                   &scenario->description));
    *out = scenario;
    return HM_OK;
out:
    hm_scenario_free(scenario);
    return status;
}

void hm_scenario_free(hm_scenario *scenario)
{
    if (scenario == NULL) {
        return;
    }
    hm_context *ctx = scenario->ctx;
    for (int32_t i = 0; i < scenario->n_blocks; i++) {
        hmi_free(ctx, scenario->blocks[i]);
    }
    hmi_free(ctx, (void *)scenario->blocks);
    hmi_free(ctx, scenario->measures);
    hmi_free(ctx, scenario->name);
    hmi_free(ctx, scenario->description);
    hmi_free(ctx, scenario);
}

/* count * size bytes that live as long as the scenario. */
static void *block(hm_scenario *scenario, size_t count, size_t size)
{
    if (scenario->n_blocks == scenario->block_capacity) {
        int32_t capacity = scenario->block_capacity * 2 + 16;
        void **blocks = hmi_resize(scenario->ctx, (void *)scenario->blocks,
                                   (size_t)capacity, sizeof(void *));
        if (blocks == NULL) {
            return NULL;
        }
        scenario->blocks = blocks;
        scenario->block_capacity = capacity;
    }
    void *bytes = hmi_alloc(scenario->ctx, count, size);
    if (bytes != NULL) {
        scenario->blocks[scenario->n_blocks++] = bytes;
    }
    return bytes;
}

/* Copy `count` codes into two blocks, one of pointers and one of text. */
static hm_status copy_codes(hm_scenario *scenario, const char *const *from,
                            int32_t count, const char *const **to)
{
    size_t bytes = 0;
    *to = NULL;
    if (from == NULL || count <= 0) {
        return HM_OK;
    }
    for (int32_t i = 0; i < count; i++) {
        bytes += strlen(from[i]) + 1;
    }
    const char **codes = block(scenario, (size_t)count, sizeof(char *));
    char *text = block(scenario, bytes, 1);
    if (codes == NULL || text == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t i = 0; i < count; i++) {
        size_t size = strlen(from[i]) + 1;
        memcpy(text, from[i], size);
        codes[i] = text;
        text += size;
    }
    *to = codes;
    return HM_OK;
}

static hm_status copy_values(hm_scenario *scenario, const double *from,
                             int32_t n, const double **to)
{
    *to = NULL;
    if (from == NULL || n <= 0) {
        return HM_OK;
    }
    double *values = block(scenario, (size_t)n, sizeof(double));
    if (values == NULL) {
        return HM_ERR_MEMORY;
    }
    memcpy(values, from, (size_t)n * sizeof(double));
    *to = values;
    return HM_OK;
}

static hm_status copy_rows(hm_scenario *scenario, const hm_measure *from,
                           hm_measure *to)
{
    int32_t n = from->n_rows;
    HMI_TRY(copy_codes(scenario, from->row_exporter, n, &to->row_exporter));
    HMI_TRY(copy_codes(scenario, from->row_importer, n, &to->row_importer));
    HMI_TRY(copy_codes(scenario, from->row_sector, n, &to->row_sector));
    HMI_TRY(copy_values(scenario, from->row_value, n, &to->row_value));
    HMI_TRY(copy_values(scenario, from->row_musd, n, &to->row_musd));
    HMI_TRY(copy_values(scenario, from->row_rents, n, &to->row_rents));
    return HM_OK;
}

static hm_status copy_measure(hm_scenario *scenario, const hm_measure *from,
                              hm_measure *to)
{
    *to = *from;
    HMI_TRY(copy_codes(scenario, from->exporter.codes, from->exporter.n_codes,
                       &to->exporter.codes));
    HMI_TRY(copy_codes(scenario, from->importer.codes, from->importer.n_codes,
                       &to->importer.codes));
    HMI_TRY(copy_codes(scenario, from->sector.codes, from->sector.n_codes,
                       &to->sector.codes));
    HMI_TRY(copy_rows(scenario, from, to));
    to->place = NULL;
    if (from->place != NULL) {
        size_t size = strlen(from->place) + 1;
        char *place = block(scenario, size, 1);
        if (place == NULL) {
            return HM_ERR_MEMORY;
        }
        memcpy(place, from->place, size);
        to->place = place;
    }
    return HM_OK;
}

hm_status hm_scenario_add(hm_scenario *scenario, const hm_measure *measure)
{
    hm_measure copy;
    HMI_TRY(hmi_measure_check(scenario->ctx, measure));
    if (scenario->size == scenario->capacity) {
        int32_t capacity = scenario->capacity * 2 + 8;
        hm_measure *measures = hmi_resize(scenario->ctx, scenario->measures,
                                          (size_t)capacity, sizeof(hm_measure));
        if (measures == NULL) {
            return HM_ERR_MEMORY;
        }
        scenario->measures = measures;
        scenario->capacity = capacity;
    }
    HMI_TRY(copy_measure(scenario, measure, &copy));
    scenario->measures[scenario->size++] = copy;
    return HM_OK;
}

hm_status hm_scenario_extend(hm_scenario *scenario, const hm_scenario *base)
{
    int32_t count = base->size; /* fixed: base may be the scenario itself */
    for (int32_t i = 0; i < count; i++) {
        hm_measure measure = base->measures[i];
        HMI_TRY(hm_scenario_add(scenario, &measure));
    }
    return HM_OK;
}

const char *hm_scenario_name(const hm_scenario *scenario)
{
    return scenario->name;
}

const char *hm_scenario_description(const hm_scenario *scenario)
{
    return scenario->description;
}

int32_t hm_scenario_size(const hm_scenario *scenario)
{
    return scenario->size;
}

const hm_measure *hm_scenario_measure(const hm_scenario *scenario,
                                      int32_t index)
{
    return &scenario->measures[index];
}

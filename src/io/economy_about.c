// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * economy_about.c - economy.yaml: what the economy is and where its numbers
 * come from. `name` and `unit` are required; what else is missing is noted.
 */
#include "io/build.h"

#include <math.h>
#include <string.h>

static const char *const about_keys[] = {
    "name",      "description", "year",         "unit",         "currency",
    "valuation", "sources",     "elasticities", "trade_balance"};
enum { ABOUT_KEYS = sizeof about_keys / sizeof about_keys[0] };

static const char *const source_keys[] = {"name", "licence", "url", "note"};

/* The text of `key`, copied; NULL when absent or empty. */
static hm_status copy_key(hmi_build *b, const hm_node *map, const char *key,
                          const char **out)
{
    const char *text = NULL;
    *out = NULL;
    HMI_TRY(hmi_node_get_text(b->ctx, map, key, &text));
    if (text == NULL || text[0] == '\0') {
        return HM_OK;
    }
    *out = hmi_arena_text(&b->temp, text, strlen(text));
    return *out == NULL ? HM_ERR_MEMORY : HM_OK;
}

static hm_status require(hmi_build *b, const hm_node *map, const char *key,
                         const char *found, const char *mend)
{
    if (found != NULL) {
        return HM_OK;
    }
    return hmi_node_fail(b->ctx, map, HM_ERR_DATA, "%s is missing; %s", key,
                         mend);
}

static hm_status read_sources(hmi_build *b, const hm_node *list)
{
    if (hm_node_get_kind(list) != HM_NODE_LIST) {
        return hmi_node_fail(b->ctx, list, HM_ERR_DATA,
                             "sources is a list of {name, licence, url, note}");
    }
    int32_t count = hm_node_size(list);
    hm_source *sources = HMI_KEEP(&b->temp, hm_source, count);
    if (sources == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t i = 0; i < count; i++) {
        const hm_node *item = hm_node_item(list, i);
        HMI_TRY(hmi_node_keys(b->ctx, item, "a source", source_keys, 4));
        HMI_TRY(copy_key(b, item, "name", &sources[i].name));
        HMI_TRY(copy_key(b, item, "licence", &sources[i].licence));
        HMI_TRY(copy_key(b, item, "url", &sources[i].url));
        HMI_TRY(copy_key(b, item, "note", &sources[i].note));
        HMI_TRY(require(b, item, "name of a source", sources[i].name,
                        "say whose numbers these are"));
        HMI_TRY(require(b, item, "licence of a source", sources[i].licence,
                        "say under which terms it may be used"));
    }
    b->labels.sources = sources;
    b->labels.n_sources = count;
    return HM_OK;
}

static hm_status read_year(hmi_build *b, const hm_node *node)
{
    double year = 0.0;
    HMI_TRY(hmi_node_number(b->ctx, node, "year", &year));
    if (!(year >= 1.0 && year <= 9999.0) || year > floor(year)) {
        return hmi_node_fail(b->ctx, node, HM_ERR_DATA,
                             "year is %g; expected a year such as 2014", year);
    }
    b->labels.year = (int32_t)year;
    return HM_OK;
}

static hm_status read_unit(hmi_build *b, const hm_node *map)
{
    const char *unit = NULL;
    HMI_TRY(hmi_node_get_text(b->ctx, map, "unit", &unit));
    HMI_TRY(require(b, map, "unit", unit, "write `unit: million USD`"));
    if (strcmp(unit, "million USD") != 0) {
        return hmi_node_fail(b->ctx, hm_node_find(map, "unit"), HM_ERR_DATA,
                             "unit is \"%.40s\"; expected \"million USD\" "
                             "(convert the values)",
                             unit);
    }
    return HM_OK;
}

/* What a reader of results will ask for. */
static hm_status note_gaps(hmi_build *b, const hm_node *map)
{
    static const char *const wanted[] = {"description", "year", "currency",
                                         "valuation", "sources"};
    hmi_text gaps;
    hmi_text_init(&gaps, b->ctx);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        if (hm_node_find(map, wanted[i]) == NULL) {
            hmi_text_addf(&gaps, "%s%s", gaps.size == 0 ? "" : ", ", wanted[i]);
        }
    }
    hm_status status = gaps.status;
    if (gaps.size > 0 && status == HM_OK) {
        status = hmi_build_note(b, "economy.yaml does not say: %s", gaps.data);
    }
    hmi_text_clear(&gaps);
    return status;
}

static hm_status read_map(hmi_build *b, const hm_node *map)
{
    HMI_TRY(hmi_node_keys(b->ctx, map, "economy.yaml", about_keys, ABOUT_KEYS));
    HMI_TRY(copy_key(b, map, "name", &b->labels.name));
    HMI_TRY(require(b, map, "name", b->labels.name,
                    "say what the economy is called"));
    HMI_TRY(read_unit(b, map));
    HMI_TRY(copy_key(b, map, "description", &b->labels.description));
    HMI_TRY(copy_key(b, map, "currency", &b->labels.currency));
    HMI_TRY(copy_key(b, map, "valuation", &b->labels.valuation));
    const hm_node *year = hm_node_find(map, "year");
    const hm_node *sources = hm_node_find(map, "sources");
    const hm_node *closure = hm_node_find(map, "trade_balance");
    if (year != NULL) {
        HMI_TRY(read_year(b, year));
    }
    if (sources != NULL) {
        HMI_TRY(read_sources(b, sources));
    }
    if (closure != NULL) {
        HMI_TRY(hmi_node_closure(b->ctx, closure, &b->folder->closure));
    }
    HMI_TRY(note_gaps(b, map));
    const char *set = NULL;
    HMI_TRY(hmi_node_get_text(b->ctx, map, "elasticities", &set));
    if (set != NULL && set[0] != '\0') {
        b->folder->default_set =
            hmi_arena_text(&b->folder->arena, set, strlen(set));
        const char *place = hm_node_place(hm_node_find(map, "elasticities"));
        b->default_place = hmi_arena_text(&b->temp, place, strlen(place));
        if (b->folder->default_set == NULL || b->default_place == NULL) {
            return HM_ERR_MEMORY;
        }
    }
    return HM_OK;
}

hm_status hmi_build_about(hmi_build *b)
{
    const hm_file *file = NULL;
    hm_node *root = NULL;
    for (int32_t i = 0; i < b->n_files; i++) {
        if (strcmp(b->files[i].name, "economy.yaml") == 0) {
            file = &b->files[i];
        }
    }
    char *shown = hmi_path_join(&b->temp, b->name, "economy.yaml");
    if (shown == NULL) {
        return HM_ERR_MEMORY;
    }
    if (file == NULL) {
        return hmi_fail(b->ctx, HM_ERR_DATA,
                        "%s: is missing; an economy is a folder with "
                        "economy.yaml, countries.csv, sectors.csv and "
                        "trade.csv",
                        shown);
    }
    HMI_TRY(
        hmi_read_list_add(&b->folder->arena, &b->folder->files, shown, file));
    HMI_TRY(hmi_document_parse(b->ctx, shown, file->bytes, file->size, &root));
    hm_status status = read_map(b, root);
    hmi_node_free(root);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * codes.c - the countries and sectors that a block `linkage:` names: kept with
 * their places in the file, so that an economy that lacks one is told where.
 */
#include "linkage/internal.h"

#include <string.h>

/* What a code may be: one country or sector, or what a selector takes. */
static const char *const kinds[] = {"country", "sector", "countries",
                                    "sectors"};
enum { COUNTRY, SECTOR, COUNTRIES, SECTORS };

static hm_status keep(hm_context *ctx, hmi_codes *codes, const hm_node *node,
                      const char *part, int kind)
{
    const char *text = hm_node_text(node);
    if (text == NULL) {
        return HM_OK; /* refused where the list was read */
    }
    HMI_TRY(hmi_names_add(ctx, &codes->codes, text));
    HMI_TRY(hmi_names_add(ctx, &codes->places, hm_node_place(node)));
    HMI_TRY(hmi_names_add(ctx, &codes->parts, part));
    return hmi_names_add(ctx, &codes->kinds, kinds[kind]);
}

static hm_status keep_all(hm_context *ctx, hmi_codes *codes,
                          const hm_node *node, const char *part, int kind)
{
    if (node == NULL || hm_node_get_kind(node) == HM_NODE_MAP) {
        return HM_OK;
    }
    if (hm_node_get_kind(node) != HM_NODE_LIST) {
        return keep(ctx, codes, node, part, kind);
    }
    for (int32_t i = 0; i < hm_node_size(node); i++) {
        HMI_TRY(keep(ctx, codes, hm_node_item(node, i), part, kind));
    }
    return HM_OK;
}

static hm_status keep_selector(hm_context *ctx, hmi_codes *codes,
                               const hm_node *tariff, const char *key, int kind)
{
    const hm_node *node = hm_node_find(tariff, key);
    bool map = node != NULL && hm_node_get_kind(node) == HM_NODE_MAP;
    return keep_all(ctx, codes, map ? hm_node_find(node, "not") : node,
                    "concession", kind);
}

hm_status hmi_codes_read(hm_context *ctx, const hm_node *block,
                         hmi_codes *codes)
{
    static const char *const parts[] = {"target", "broker", "sender", "allies",
                                        "followers"};
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        HMI_TRY(keep_all(ctx, codes, hm_node_find(block, parts[p]), parts[p],
                         COUNTRY));
    }
    const hm_node *map = hm_node_find(block, "essentials");
    for (int32_t g = 0; map != NULL && g < hm_node_size(map); g++) {
        HMI_TRY(
            keep_all(ctx, codes, hm_node_item(map, g), "essentials", SECTOR));
    }
    map = hm_node_find(block, "concession");
    map = map == NULL ? NULL : hm_node_find(map, "instruments");
    map = map == NULL ? NULL : hm_node_find(map, "tariff");
    if (map == NULL) {
        return HM_OK;
    }
    HMI_TRY(keep_selector(ctx, codes, map, "exporter", COUNTRIES));
    HMI_TRY(keep_selector(ctx, codes, map, "importer", COUNTRIES));
    return keep_selector(ctx, codes, map, "sector", SECTORS);
}

void hmi_codes_clear(hm_context *ctx, hmi_codes *codes)
{
    hmi_names_clear(ctx, &codes->codes);
    hmi_names_clear(ctx, &codes->places);
    hmi_names_clear(ctx, &codes->parts);
    hmi_names_clear(ctx, &codes->kinds);
}

static bool is_group(const hm_economy *economy, const char *code)
{
    int32_t N = hm_economy_labels(economy)->n_countries;
    for (int32_t n = 0; n < N; n++) {
        if (hm_economy_in_group(economy, n, code)) {
            return true;
        }
    }
    return false;
}

static bool is_there(const hm_economy *economy, const char *code,
                     const char *kind)
{
    bool sector = strncmp(kind, "sector", strlen("sector")) == 0;
    bool many = strcmp(kind, kinds[COUNTRIES]) == 0 ||
                strcmp(kind, kinds[SECTORS]) == 0;
    if (many && strcmp(code, "all") == 0) {
        return true;
    }
    if (sector) {
        return hm_economy_sector(economy, code) >= 0;
    }
    return hm_economy_country(economy, code) >= 0 ||
           (many && is_group(economy, code));
}

hm_status hmi_codes_check(hm_context *ctx, const hmi_codes *codes,
                          const hm_economy *economy)
{
    const hm_labels *labels = hm_economy_labels(economy);
    for (int32_t i = 0; i < codes->codes.count; i++) {
        const char *code = codes->codes.items[i];
        const char *kind = codes->kinds.items[i];
        bool sector = strncmp(kind, "sector", strlen("sector")) == 0;
        if (is_there(economy, code, kind)) {
            continue;
        }
        const char *const *known =
            sector ? labels->sector_codes : labels->country_codes;
        int32_t near = hmi_nearest(
            code, known, sector ? labels->n_sectors : labels->n_countries);
        const char *place = codes->places.items[i];
        return hmi_fail(ctx, HM_ERR_UNKNOWN,
                        "%s%slinkage, %s: no %s '%s' in economy %s%s%s", place,
                        place[0] == '\0' ? "" : ": ", codes->parts.items[i],
                        sector ? "sector" : "country", code,
                        labels->name == NULL ? "" : labels->name,
                        near < 0 ? "" : "; the nearest one is ",
                        near < 0 ? "" : known[near]);
    }
    return HM_OK;
}

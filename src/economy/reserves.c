// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * reserves.c - what pays for a deficit that grows (MODEL.md T19b).
 *
 * The drawdown D' - D0 is no income. A stock of reserves, when the case
 * states one (`reserves: {PRK: 3000}`, million USD), lasts
 * 12 stock / (D' - D0) months.
 */
#include "economy/internal.h"

#include <math.h>
#include <stdio.h>

struct hm_reserves {
    hm_context *ctx;
    int32_t count;
    double *stock;
    hmi_names codes;
    char place[128]; /* of the block, for messages */
};

hm_status hm_reserves_create(hm_context *ctx, const hm_node *block,
                             hm_reserves **out)
{
    hm_status status = HM_OK;
    int32_t count = hm_node_size(block);
    *out = NULL;
    if (hm_node_get_kind(block) != HM_NODE_MAP || count < 1) {
        return hmi_node_fail(ctx, block, HM_ERR_DATA,
                             "reserves: expected countries with their stock in "
                             "million USD, such as {PRK: 3000}");
    }
    hm_reserves *r = HMI_NEW(ctx, hm_reserves);
    if (r == NULL) {
        return HM_ERR_MEMORY;
    }
    r->ctx = ctx;
    (void)snprintf(r->place, sizeof r->place, "%s", hm_node_place(block));
    r->stock = HMI_ARRAY(ctx, double, (size_t)count);
    status = r->stock == NULL ? HM_ERR_MEMORY : HM_OK;
    for (int32_t i = 0; i < count && status == HM_OK; i++) {
        const hm_node *node = hm_node_item(block, i);
        HMI_GOTO(status, hmi_node_number(ctx, node, "reserves", &r->stock[i]));
        if (!(r->stock[i] >= 0.0 && r->stock[i] <= 1e9)) {
            status = hmi_node_fail(ctx, node, HM_ERR_DATA,
                                   "reserves: %s: %g; expected million USD, 0 "
                                   "or more",
                                   hm_node_key(block, i), r->stock[i]);
            goto out;
        }
        HMI_GOTO(status, hmi_names_add(ctx, &r->codes, hm_node_key(block, i)));
    }
    r->count = count;
out:
    if (status != HM_OK) {
        hm_reserves_free(r);
        return status;
    }
    *out = r;
    return HM_OK;
}

void hm_reserves_free(hm_reserves *r)
{
    if (r != NULL) {
        hmi_names_clear(r->ctx, &r->codes);
        hmi_free(r->ctx, r->stock);
        hmi_free(r->ctx, r);
    }
}

hm_status hm_reserves_check(hm_context *ctx, const hm_reserves *r,
                            const hm_economy *economy)
{
    const hm_labels *l = &economy->labels;
    for (int32_t i = 0; i < r->count; i++) {
        if (hm_economy_country(economy, r->codes.items[i]) >= 0) {
            continue;
        }
        int32_t near =
            hmi_nearest(r->codes.items[i], l->country_codes, l->n_countries);
        return hmi_fail(
            ctx, HM_ERR_UNKNOWN,
            "%s: reserves: \"%.40s\" is no country of the "
            "economy%s%s%s",
            r->place, r->codes.items[i], near < 0 ? "" : " (did you mean \"",
            near < 0 ? "" : l->country_codes[near], near < 0 ? "" : "\"?)");
    }
    return HM_OK;
}

int32_t hm_reserves_count(const hm_reserves *r)
{
    return r->count;
}

const char *hm_reserves_country(const hm_reserves *r, int32_t index)
{
    return r->codes.items[index];
}

double hm_reserves_stock(const hm_reserves *r, int32_t index)
{
    return r->stock[index];
}

double hm_reserves_runway(double stock, double drawdown)
{
    return drawdown > 0.0 ? 12.0 * stock / drawdown : (double)NAN;
}

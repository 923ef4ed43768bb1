// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * essentials.c - which good from which partner weighs most (L3).
 *
 * Weight: the partner's share of the country's imports of the good times
 * those imports; 1 / theta says how hard the good is to replace.
 */
#include "leverage/internal.h"

#include <math.h>

typedef struct entry {
    int32_t partner, sector;
    double imports, share;
} entry;

static const hmi_column columns[] = {
    {"country", HM_COLUMN_TEXT},
    {"partner", HM_COLUMN_TEXT},
    {"sector", HM_COLUMN_TEXT},
    {"imports_musd", HM_COLUMN_NUMBER},
    {"partner_share", HM_COLUMN_NUMBER},
    {"theta", HM_COLUMN_NUMBER},
    {"substitutability", HM_COLUMN_NUMBER},
};

/* All flows into country n; returns their number. */
static int32_t collect(const hm_economy_arrays *data, int32_t n, entry *entries)
{
    int32_t count = 0;
    for (int32_t j = 0; j < data->n_sectors; j++) {
        int32_t first = count;
        double total = 0.0;
        for (int32_t i = 0; i < data->n_countries; i++) {
            double value = i == n ? 0.0 : hmi_leverage_cell(data, i, n, j);
            if (value > 0.0) {
                entries[count++] = (entry){i, j, value, 0.0};
                total += value;
            }
        }
        for (int32_t e = first; e < count; e++) {
            entries[e].share = entries[e].imports / total;
        }
    }
    return count;
}

static bool heavier(const entry *a, const entry *b)
{
    return a->share * a->imports > b->share * b->imports;
}

/* Sift down in a heap whose root is the lightest entry. */
static void sift(entry *entries, int32_t root, int32_t count)
{
    for (;;) {
        int32_t least = root;
        for (int32_t child = 2 * root + 1; child <= 2 * root + 2; child++) {
            if (child < count && heavier(&entries[least], &entries[child])) {
                least = child;
            }
        }
        if (least == root) {
            return;
        }
        entry held = entries[root];
        entries[root] = entries[least];
        entries[least] = held;
        root = least;
    }
}

/* Heaviest first: heap sort, no recursion and no extra memory. */
static void sort(entry *entries, int32_t count)
{
    for (int32_t root = count / 2 - 1; root >= 0; root--) {
        sift(entries, root, count);
    }
    for (int32_t last = count - 1; last > 0; last--) {
        entry held = entries[0];
        entries[0] = entries[last];
        entries[last] = held;
        sift(entries, 0, last);
    }
}

static hm_status add_entry(hm_table *table, const hm_economy *economy,
                           int32_t n, const entry *item)
{
    const hm_labels *labels = hm_economy_labels(economy);
    double theta = hm_economy_data(economy)->theta[item->sector];
    HMI_TRY(hm_table_add_row(table));
    HMI_TRY(hm_table_set_text(table, 0, labels->country_codes[n]));
    HMI_TRY(hm_table_set_text(table, 1, labels->country_codes[item->partner]));
    HMI_TRY(hm_table_set_text(table, 2, labels->sector_codes[item->sector]));
    hm_table_set_number(table, 3, item->imports);
    hm_table_set_number(table, 4, item->share);
    hm_table_set_number(table, 5, theta);
    hm_table_set_number(table, 6, 1.0 / theta);
    return HM_OK;
}

hm_status hmi_essentials_begin(hm_context *ctx, hm_table **out)
{
    return hmi_leverage_table(ctx, "essentials", columns, 7, out);
}

hm_status hmi_essentials_add(hm_context *ctx, const hm_economy *economy,
                             int32_t country, int32_t rows, hm_table *table)
{
    hm_status status = HM_OK;
    const hm_economy_arrays *data = hm_economy_data(economy);
    entry *entries = HMI_ARRAY(
        ctx, entry, (size_t)data->n_countries * (size_t)data->n_sectors);
    if (entries == NULL) {
        return HM_ERR_MEMORY;
    }
    int32_t count = collect(data, country, entries);
    sort(entries, count);
    for (int32_t e = 0; e < count && (rows <= 0 || e < rows); e++) {
        HMI_GOTO(status, add_entry(table, economy, country, &entries[e]));
    }
out:
    hmi_free(ctx, entries);
    return status;
}

hm_status hm_leverage_essentials(hm_context *ctx, const hm_economy *economy,
                                 int32_t country, int32_t rows, hm_table **out)
{
    hm_table *table = NULL;
    int32_t N = hm_economy_data(economy)->n_countries;
    *out = NULL;
    if (country < 0 || country >= N) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "essentials: country %d; expected 0 to %d", country,
                        N - 1);
    }
    hm_status status = hmi_essentials_begin(ctx, &table);
    if (status == HM_OK) {
        status = hmi_essentials_add(ctx, economy, country, rows, table);
    }
    if (status == HM_OK) {
        *out = table;
    } else {
        hm_table_free(table);
    }
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * sheet.c - numbers of every view under one key, and their bands: the value
 * of the first view, the range over whole views (elasticity sets), 5 to 95 %
 * of the draws, and how many views are above zero (R1, R8).
 */
#include "linkage/answers.h"

#include <math.h>
#include <string.h>

enum {
    ROW,
    QUANTITY,
    ITEM,
    VERSUS,
    UNIT,
    MARK,
    EQUATION,
    VALUE,
    SETS_LOW,
    SETS_HIGH,
    LOW,
    HIGH,
    POSITIVE,
    TOTAL,
    COLUMNS
};

/* A dollar a year: far below what a verified solution can tell from nothing. */
static const double nothing_musd = 1e-6;

void hmi_sheet_clear(hmi_sheet *sheet)
{
    for (int32_t e = 0; e < sheet->n; e++) {
        hmi_free(sheet->ctx, sheet->entries[e].quantity);
        hmi_free(sheet->ctx, sheet->entries[e].item);
        hmi_free(sheet->ctx, sheet->entries[e].versus);
    }
    hmi_free(sheet->ctx, sheet->entries);
    hmi_free(sheet->ctx, sheet->values);
}

static bool same(const hmi_entry *e, const hmi_kind *kind, const char *item,
                 const char *versus)
{
    return e->row == kind->row && strcmp(e->quantity, kind->quantity) == 0 &&
           strcmp(e->item, item) == 0 && strcmp(e->versus, versus) == 0;
}

/* Views write in the same order, so the next entry is tried first. */
static int32_t find(const hmi_sheet *sheet, const hmi_kind *kind,
                    const char *item, const char *versus)
{
    for (int32_t i = 0; i < sheet->n; i++) {
        int32_t e = (sheet->next + i) % sheet->n;
        if (same(&sheet->entries[e], kind, item, versus)) {
            return e;
        }
    }
    return -1;
}

static hm_status add(hmi_sheet *sheet, const hmi_kind *kind, const char *item,
                     const char *versus)
{
    size_t n = (size_t)sheet->n + 1;
    size_t views = (size_t)sheet->n_views;
    hmi_entry *entries =
        hmi_resize(sheet->ctx, sheet->entries, n, sizeof *entries);
    if (entries == NULL) {
        return HM_ERR_MEMORY;
    }
    sheet->entries = entries;
    double *values =
        hmi_resize(sheet->ctx, sheet->values, n * views, sizeof(double));
    if (values == NULL) {
        return HM_ERR_MEMORY;
    }
    sheet->values = values;
    for (size_t v = 0; v < views; v++) {
        values[(n - 1) * views + v] = NAN;
    }
    hmi_entry *e = &entries[n - 1];
    *e = (hmi_entry){kind->row,  NULL,       NULL,          NULL,
                     kind->unit, kind->mark, kind->equation};
    sheet->n++;
    HMI_TRY(hmi_copy_text(sheet->ctx, kind->quantity, &e->quantity));
    HMI_TRY(hmi_copy_text(sheet->ctx, item, &e->item));
    return hmi_copy_text(sheet->ctx, versus, &e->versus);
}

hm_status hmi_say(hmi_hand *h, const hmi_kind *kind, const char *item,
                  const char *versus, double value)
{
    hmi_sheet *sheet = h->sheet;
    int32_t e = find(sheet, kind, item, versus);
    if (e < 0) {
        HMI_TRY(add(sheet, kind, item, versus));
        e = sheet->n - 1;
    }
    sheet->next = e + 1;
    if (fabs(value) < nothing_musd && strcmp(kind->unit, "MUSD") == 0) {
        value = 0.0;
    }
    sheet->values[(size_t)e * (size_t)sheet->n_views + (size_t)h->draw] =
        isfinite(value) ? value : (double)NAN;
    return HM_OK;
}

/* --- bands -------------------------------------------------------------------- */

static void sort(double *x, int32_t n)
{
    for (int32_t i = 1; i < n; i++) {
        double v = x[i];
        int32_t k = i;
        for (; k > 0 && x[k - 1] > v; k--) {
            x[k] = x[k - 1];
        }
        x[k] = v;
    }
}

/* Quantile of sorted values, straight lines between. */
static double quantile(const double *x, int32_t n, double share)
{
    double at = share * (n - 1);
    int32_t k = (int32_t)at;
    return k + 1 < n ? x[k] + (at - k) * (x[k + 1] - x[k]) : x[n - 1];
}

/* Fill the numbers of one row; `x` has room for every view. */
static void put_band(const hmi_sheet *sheet, int32_t e, double *x,
                     hm_table *table)
{
    const double *v = sheet->values + (size_t)e * (size_t)sheet->n_views;
    int32_t positive = 0;
    int32_t total = 0;
    int32_t n[2] = {0, 0}; /* whole views; draws */
    hm_table_set_number(table, VALUE, v[0]);
    for (int32_t part = 0; part < 2; part++) {
        int32_t first = part == 0 ? 0 : sheet->n_sets;
        int32_t last = part == 0 ? sheet->n_sets : sheet->n_views;
        for (int32_t i = first; i < last; i++) {
            if (!isnan(v[i])) {
                x[n[part]++] = v[i];
                positive += v[i] > 0.0 ? 1 : 0;
                total++;
            }
        }
        sort(x, n[part]);
        if (n[part] > 0) {
            double tail = part == 0 ? 0.0 : 0.05;
            hm_table_set_number(table, part == 0 ? SETS_LOW : LOW,
                                quantile(x, n[part], tail));
            hm_table_set_number(table, part == 0 ? SETS_HIGH : HIGH,
                                quantile(x, n[part], 1.0 - tail));
        }
    }
    hm_table_set_number(table, POSITIVE, (double)positive);
    hm_table_set_number(table, TOTAL, (double)total);
}

static hm_status put_row(const hmi_sheet *sheet, int32_t e, double *x,
                         hm_table *table)
{
    const hmi_entry *entry = &sheet->entries[e];
    HMI_TRY(hm_table_add_row(table));
    hm_table_set_number(table, ROW, (double)entry->row);
    HMI_TRY(hm_table_set_text(table, QUANTITY, entry->quantity));
    HMI_TRY(hm_table_set_text(table, ITEM, entry->item));
    HMI_TRY(hm_table_set_text(table, VERSUS, entry->versus));
    HMI_TRY(hm_table_set_text(table, UNIT, entry->unit));
    HMI_TRY(hm_table_set_text(table, MARK, entry->mark));
    HMI_TRY(hm_table_set_text(table, EQUATION, entry->equation));
    put_band(sheet, e, x, table);
    return HM_OK;
}

static hm_status make_columns(hm_context *ctx, const char *name, hm_table **out)
{
    static const char *const names[COLUMNS] = {
        "row",   "quantity", "item",     "versus",   "unit",
        "class", "equation", "value",    "sets_low", "sets_high",
        "low",   "high",     "positive", "total"};
    HMI_TRY(hm_table_create(ctx, name, out));
    for (int32_t c = 0; c < COLUMNS; c++) {
        bool text = c >= QUANTITY && c <= EQUATION;
        HMI_TRY(hm_table_add_column(*out, names[c],
                                    text ? HM_COLUMN_TEXT : HM_COLUMN_NUMBER));
    }
    return HM_OK;
}

hm_status hmi_sheet_table(const hmi_sheet *sheet, const char *name,
                          bool thresholds, hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    double *x = HMI_ARRAY(sheet->ctx, double, sheet->n_views);
    if (x == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_GOTO(status, make_columns(sheet->ctx, name, &table));
    for (int32_t k = 0; k < 14 * sheet->n; k++) { /* by row, then as said */
        const hmi_entry *entry = &sheet->entries[k % sheet->n];
        bool wanted = !thresholds || entry->mark[0] == 'T';
        if (entry->row == k / sheet->n + 1 && wanted) {
            HMI_GOTO(status, put_row(sheet, k % sheet->n, x, table));
        }
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    hmi_free(sheet->ctx, x);
    return status;
}

hm_status hmi_sheet_posterior(const hm_table *beliefs, hm_table *to)
{
    static const char all[] = "as stated";
    static const char less[] = "without cause ";
    static const char *const values[] = {"filtered", "filtered_low",
                                         "filtered_high"};
    static const int32_t columns[] = {VALUE, LOW, HIGH};
    int32_t variant = hm_table_find(beliefs, "variant");
    int32_t month = hm_table_find(beliefs, "month");
    int32_t type = hm_table_find(beliefs, "type");
    for (int32_t i = 0; i < hm_table_rows(beliefs); i++) {
        const char *name = hm_table_text(beliefs, i, variant);
        if (strcmp(name, all) != 0 &&
            strncmp(name, less, sizeof less - 1) != 0) {
            continue;
        }
        HMI_TRY(hm_table_add_row(to));
        hm_table_set_number(to, ROW, 3.0);
        HMI_TRY(hm_table_set_text(to, QUANTITY, "posterior_pct"));
        HMI_TRY(hm_table_set_text(to, ITEM, hm_table_text(beliefs, i, type)));
        HMI_TRY(hm_table_set_text(
            to, VERSUS,
            hmi_name_both(hm_table_text(beliefs, i, month), name).text));
        HMI_TRY(hm_table_set_text(to, UNIT, "%"));
        HMI_TRY(hm_table_set_text(to, MARK, "P"));
        HMI_TRY(hm_table_set_text(to, EQUATION, "B43-B46"));
        for (int32_t k = 0; k < 3; k++) {
            int32_t from = hm_table_find(beliefs, values[k]);
            hm_table_set_number(to, columns[k],
                                100.0 * hm_table_number(beliefs, i, from));
        }
        hm_table_set_number(to, POSITIVE, 1.0);
        hm_table_set_number(to, TOTAL, 1.0);
    }
    return HM_OK;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * case_table.c - `table: FILE.csv`: a measure with many rows, each with its
 * own codes and number.
 *
 * The value column names the rule: tariff_rate (or tariff_pct, tariff_power)
 * for a tariff's `rate`, otherwise the parameter's own name. A key column
 * that is left out takes the selector of the measure, or all.
 */
#include "io/case.h"

#include <math.h>
#include <string.h>

enum { KEYS = 3, RULES = 6, SPELLINGS = 2, WANTS = KEYS + RULES + SPELLINGS };

typedef struct table {
    hmi_csv csv;
    hmi_csv_want wants[WANTS];
    int32_t n_wants;
    int32_t column[WANTS];
    int32_t key[KEYS];      /* want of exporter, importer, sector; -1: none */
    int32_t rule[RULES];    /* want of each rule */
    int32_t percent, power; /* wants, -1: none */
    int32_t value;          /* column; -1: embargo without coverage */
    int32_t musd;           /* column of a quota's second cap; -1: none */
    int32_t rents;          /* want of a quota's rents; -1: none */
    double factor, offset;
    const char **codes[KEYS];         /* NULL: no such column */
    double *values, *second, *shares; /* second, shares: quotas only */
    int32_t rows;
    int32_t *lines;
} table;

/* --- columns --- */

static int32_t add_want(table *t, const char *name, const char *const *more)
{
    hmi_csv_want *want = &t->wants[t->n_wants];
    memset(want, 0, sizeof *want);
    want->names[0] = name;
    for (size_t a = 0; more != NULL && more[a] != NULL && a < 5; a++) {
        want->names[1 + a] = more[a];
    }
    return t->n_wants++;
}

static void list_wants(const hmi_measure_shape *shape, table *t)
{
    static const char *const exporters[] = {"origin", "exp_id", "exporter_iso3",
                                            "iso_o",  "iso3_o", NULL};
    static const char *const importers[] = {
        "destination", "imp_id", "importer_iso3", "iso_d", "iso3_d", NULL};
    static const char *const rate[] = {"rate", NULL};
    const char *const keys[KEYS] = {shape->exporter, shape->importer,
                                    shape->sector};
    for (size_t k = 0; k < KEYS; k++) {
        bool exporter = keys[k] != NULL && strcmp(keys[k], "exporter") == 0;
        bool importer = keys[k] != NULL && strcmp(keys[k], "importer") == 0;
        t->key[k] = keys[k] == NULL ? -1
                                    : add_want(t, keys[k],
                                               exporter   ? exporters
                                               : importer ? importers
                                                          : NULL);
    }
    bool tariff = shape->kind == HM_MEASURE_TARIFF;
    for (int32_t r = 0; r < shape->n_rules; r++) {
        bool is_rate = shape->rules[r] == HM_RULE_RATE;
        const char *name = is_rate && tariff ? "tariff_rate"
                           : is_rate         ? "tax_rate"
                                             : hm_rule_name(shape->rules[r]);
        t->rule[r] = add_want(t, name, is_rate ? rate : NULL);
    }
    t->rents =
        shape->kind == HM_MEASURE_QUOTA ? add_want(t, "rents", NULL) : -1;
    bool rates = shape->rules[0] == HM_RULE_RATE;
    t->percent =
        rates ? add_want(t, tariff ? "tariff_pct" : "tax_pct", NULL) : -1;
    t->power =
        rates ? add_want(t, tariff ? "tariff_power" : "tax_power", NULL) : -1;
}

/* Which column holds the number, and the rule and unit that it implies. */
static hm_status choose_value(const hmi_measure_shape *shape, table *t,
                              hm_measure *measure)
{
    int32_t found = 0;
    t->factor = 1.0;
    t->value = -1;
    t->musd = -1;
    for (int32_t r = 0; r < shape->n_rules; r++) {
        if (t->column[t->rule[r]] >= 0) {
            t->value = t->column[t->rule[r]];
            measure->rule = shape->rules[r];
            found++;
        }
    }
    if (t->percent >= 0 && t->column[t->percent] >= 0) {
        t->value = t->column[t->percent];
        t->factor = 0.01;
        measure->rule = HM_RULE_RATE;
        found++;
    }
    if (t->power >= 0 && t->column[t->power] >= 0) {
        t->value = t->column[t->power];
        t->offset = -1.0;
        measure->rule = HM_RULE_RATE;
        found++;
    }
    if (found == 2 && shape->kind == HM_MEASURE_QUOTA) {
        t->value = t->column[t->rule[0]];
        t->musd = t->column[t->rule[1]];
        measure->rule = HM_RULE_LOWER;
        return HM_OK;
    }
    if (found == 0 && shape->kind == HM_MEASURE_EMBARGO) {
        measure->rule = HM_RULE_COVERAGE;
        return HM_OK;
    }
    if (found == 1) {
        return HM_OK;
    }
    return hmi_csv_fail(&t->csv, -1, HM_ERR_DATA,
                        "%s: %s for the number; expected exactly one, such as "
                        "%s",
                        hm_measure_kind_name(shape->kind),
                        found == 0 ? "no column" : "more than one column",
                        t->wants[t->rule[0]].names[0]);
}

/* --- rows --- */

static hm_status allocate(hmi_case_build *b, table *t)
{
    size_t rows = 1;
    for (size_t i = t->csv.at; i < t->csv.size; i++) {
        rows += t->csv.bytes[i] == '\n' ? 1 : 0;
    }
    for (size_t k = 0; k < KEYS; k++) {
        bool there = t->key[k] >= 0 && t->column[t->key[k]] >= 0;
        t->codes[k] = there ? HMI_KEEP(&b->temp, const char *, rows) : NULL;
        if (there && t->codes[k] == NULL) {
            return HM_ERR_MEMORY;
        }
    }
    t->values = HMI_KEEP(&b->temp, double, rows);
    t->lines = HMI_KEEP(&b->temp, int32_t, rows);
    t->second = t->musd >= 0 ? HMI_KEEP(&b->temp, double, rows) : NULL;
    bool owners = t->rents >= 0 && t->column[t->rents] >= 0;
    t->shares = owners ? HMI_KEEP(&b->temp, double, rows) : NULL;
    bool made = t->values != NULL && t->lines != NULL &&
                (t->musd < 0 || t->second != NULL) &&
                (!owners || t->shares != NULL);
    return made ? HM_OK : HM_ERR_MEMORY;
}

/* One cap of a row of both; an empty cell is no cap. */
static hm_status read_cap(const table *t, int32_t column, hm_rule rule,
                          double *out)
{
    *out = HUGE_VAL;
    if (t->csv.fields[column].size == 0) {
        return HM_OK;
    }
    HMI_TRY(hmi_csv_number(&t->csv, column, out));
    const char *fault = hmi_measure_fault(HM_MEASURE_QUOTA, rule, *out);
    return fault == NULL
               ? HM_OK
               : hmi_csv_fail(&t->csv, column, HM_ERR_DATA, "quota: %s %g %s",
                              hm_rule_name(rule), *out, fault);
}

static hm_status read_caps(table *t)
{
    double *quantity = &t->values[t->rows];
    double *value = &t->second[t->rows];
    HMI_TRY(read_cap(t, t->value, HM_RULE_QUANTITY_HAT, quantity));
    HMI_TRY(read_cap(t, t->musd, HM_RULE_VALUE_MUSD, value));
    if (isinf(*quantity) && isinf(*value)) {
        return hmi_csv_fail(&t->csv, t->value, HM_ERR_DATA,
                            "quota: no cap in this row; expected a "
                            "quantity_hat, a value_musd or both");
    }
    return HM_OK;
}

static hm_status read_owner(table *t)
{
    int32_t column = t->column[t->rents];
    const hmi_csv_field *field = &t->csv.fields[column];
    double *share = &t->shares[t->rows];
    if (hmi_case_rents(field->text, field->size, share) == HM_OK) {
        return HM_OK;
    }
    HMI_TRY(hmi_csv_number(&t->csv, column, share));
    if (*share >= 0.0 && *share <= 1.0) {
        return HM_OK;
    }
    return hmi_csv_fail(&t->csv, column, HM_ERR_DATA,
                        "rents %g is outside [0, 1]; expected importer, "
                        "exporter or the importer's share",
                        *share);
}

static hm_status read_row(hmi_case_build *b, const hmi_measure_shape *shape,
                          const hm_measure *measure, table *t)
{
    const hmi_csv *csv = &t->csv;
    double value = 1.0;
    for (size_t k = 0; k < KEYS; k++) {
        if (t->codes[k] == NULL) {
            continue;
        }
        int32_t column = t->column[t->key[k]];
        const hmi_csv_field *field = &csv->fields[column];
        if (field->size == 0 || field->size > 64) {
            return hmi_csv_fail(csv, column, HM_ERR_DATA,
                                "empty or too long; expected a code, a group, "
                                "or all");
        }
        HMI_TRY(
            hmi_case_code(b, field->text, field->size, &t->codes[k][t->rows]));
    }
    if (t->shares != NULL) {
        HMI_TRY(read_owner(t));
    }
    if (t->musd >= 0) {
        HMI_TRY(read_caps(t));
        value = t->values[t->rows];
    } else if (t->value >= 0) {
        HMI_TRY(hmi_csv_number(csv, t->value, &value));
        value = value * t->factor + t->offset;
        const char *fault =
            hmi_measure_fault(shape->kind, measure->rule, value);
        if (fault != NULL) {
            return hmi_csv_fail(csv, t->value, HM_ERR_DATA, "%s: %s %g %s",
                                hm_measure_kind_name(shape->kind),
                                hm_rule_name(measure->rule), value, fault);
        }
    }
    t->values[t->rows] = value;
    t->lines[t->rows] = csv->row_line;
    t->rows++;
    return HM_OK;
}

/* --- the same key twice --- */

static uint32_t row_hash(const table *t, int32_t row)
{
    uint32_t h = 2166136261u;
    for (size_t k = 0; k < KEYS; k++) {
        const char *at = t->codes[k] == NULL ? "" : t->codes[k][row];
        for (; *at != '\0'; at++) {
            h = (h ^ (uint32_t)(unsigned char)*at) * 16777619u;
        }
        h = (h ^ 31u) * 16777619u;
    }
    return h;
}

static bool same_key(const table *t, int32_t a, int32_t b)
{
    bool same = true;
    for (size_t k = 0; k < KEYS && same; k++) {
        same =
            t->codes[k] == NULL || strcmp(t->codes[k][a], t->codes[k][b]) == 0;
    }
    return same;
}

static hm_status check_once(hmi_case_build *b, const table *t)
{
    uint32_t size = 16;
    while (size < 2 * (uint32_t)t->rows) {
        size *= 2;
    }
    int32_t *slots = HMI_KEEP(&b->temp, int32_t, size);
    if (slots == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t row = 0; row < t->rows; row++) {
        uint32_t at = row_hash(t, row) & (size - 1);
        for (; slots[at] != 0; at = (at + 1) & (size - 1)) {
            int32_t first = slots[at] - 1;
            if (same_key(t, first, row)) {
                return hmi_fail(b->ctx, HM_ERR_DATA,
                                "%s:%d:1: this key stands here twice (first "
                                "in line %d); keep one row",
                                t->csv.file, (int)t->lines[row],
                                (int)t->lines[first]);
            }
        }
        slots[at] = row + 1;
    }
    return HM_OK;
}

/* --- the table --- */

/* A key is said once: in the measure or in the table; nowhere means all. */
static hm_status settle_key(hmi_case_build *b, const hm_node *node,
                            const table *t, size_t k, hm_selector *selector)
{
    static const char *const everything[] = {"all"};
    if (t->key[k] < 0) {
        return HM_OK;
    }
    const char *name = t->wants[t->key[k]].names[0];
    if (t->codes[k] != NULL && selector->n_codes > 0) {
        return hmi_node_fail(b->ctx, node, HM_ERR_DATA,
                             "%s stands in the measure and in the table; keep "
                             "one",
                             name);
    }
    if (t->codes[k] == NULL && selector->n_codes == 0 &&
        strcmp(name, "factor") != 0) {
        selector->codes = everything;
        selector->n_codes = 1;
    }
    return HM_OK;
}

static hm_status read_rows(hmi_case_build *b, const hm_node *node,
                           const hmi_measure_shape *shape, table *t,
                           hm_measure *out)
{
    HMI_TRY(choose_value(shape, t, out));
    HMI_TRY(allocate(b, t));
    HMI_TRY(settle_key(b, node, t, 0, &out->exporter));
    HMI_TRY(settle_key(b, node, t, 1, &out->importer));
    HMI_TRY(settle_key(b, node, t, 2, &out->sector));
    for (;;) {
        bool more = false;
        HMI_TRY(hmi_csv_next(&t->csv, &more));
        if (!more) {
            break;
        }
        HMI_TRY(read_row(b, shape, out, t));
    }
    if (t->rows == 0) {
        return hmi_fail(b->ctx, HM_ERR_DATA,
                        "%s:1:1: has no rows; take the measure out",
                        t->csv.file);
    }
    HMI_TRY(check_once(b, t));
    out->n_rows = t->rows;
    out->row_exporter = t->codes[0];
    out->row_importer = t->codes[1];
    out->row_sector = t->codes[2];
    out->row_value = t->values;
    out->row_musd = t->second;
    out->row_rents = t->shares;
    return HM_OK;
}

/* Load the file, note its checksum, expand it. */
static hm_status load_table(hmi_case_build *b, const hm_node *node,
                            hm_file *out)
{
    const char *name = hm_node_text(node);
    if (name == NULL || name[0] == '\0') {
        return hmi_node_fail(b->ctx, node, HM_ERR_DATA,
                             "table: expected the name of a CSV file");
    }
    char *path = hmi_path_join(&b->temp, b->folder, name);
    if (path == NULL) {
        return HM_ERR_MEMORY;
    }
    hm_status status = b->load(b, path, out);
    if (status != HM_OK) {
        char *said =
            hmi_arena_format(&b->temp, "%s", hm_context_message(b->ctx));
        return said == NULL
                   ? HM_ERR_MEMORY
                   : hmi_node_fail(b->ctx, node, status, "table: %s", said);
    }
    out->name = path;
    HMI_TRY(hmi_read_list_add(&b->c->arena, &b->c->files, path, out));
    if (hmi_is_gzip(out->bytes, out->size)) {
        hm_file packed = *out;
        return hmi_gunzip(&b->temp, path, packed.bytes, packed.size,
                          HMI_MAX_FILE, out);
    }
    return HM_OK;
}

hm_status hmi_case_table(hmi_case_build *b, const hm_node *node,
                         const hmi_measure_shape *shape, hm_measure *measure)
{
    hm_file file;
    HMI_TRY(load_table(b, node, &file));
    table *t = HMI_KEEP(&b->temp, table, 1);
    if (t == NULL) {
        return HM_ERR_MEMORY;
    }
    list_wants(shape, t);
    hm_status status = hmi_csv_open(b->ctx, file.name, file.bytes, file.size,
                                    t->wants, t->n_wants, t->column, &t->csv);
    if (status == HM_OK) {
        status = read_rows(b, node, shape, t, measure);
    }
    hmi_csv_clear(&t->csv);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * case_measure.c - one measure of a case: `- tariff: {exporter: CHN, ...}`.
 *
 * A table of shapes says which keys a kind has; ranges are checked here, so
 * that the message has the place in the file.
 */
#include "io/case.h"

#include <stdio.h>
#include <string.h>

#define RATE_RULES                                                             \
    {                                                                          \
        HM_RULE_RATE, HM_RULE_ADD, HM_RULE_SCALE, HM_RULE_CAP,                 \
            HM_RULE_LINEAR_CUT, HM_RULE_SWISS                                  \
    }

static const hmi_measure_shape shapes[] = {
    {HM_MEASURE_TARIFF, "exporter", "importer", "sector", false, RATE_RULES, 6},
    {HM_MEASURE_EXPORT_TAX, "exporter", "importer", "sector", false, RATE_RULES,
     6},
    {HM_MEASURE_TRADE_COST,
     "exporter",
     "importer",
     "sector",
     false,
     {HM_RULE_HAT},
     1},
    {HM_MEASURE_EMBARGO,
     "exporter",
     "importer",
     "sector",
     false,
     {HM_RULE_COVERAGE},
     1},
    {HM_MEASURE_QUOTA,
     "exporter",
     "importer",
     "sector",
     false,
     {HM_RULE_QUANTITY_HAT, HM_RULE_VALUE_MUSD},
     2},
    {HM_MEASURE_PRODUCTIVITY,
     "exporter",
     NULL,
     "sector",
     false,
     {HM_RULE_HAT},
     1},
    {HM_MEASURE_CAPACITY, NULL, "country", "factor", true, {HM_RULE_HAT}, 1},
    {HM_MEASURE_TRANSFER, "from", "to", NULL, false, {HM_RULE_VALUE_MUSD}, 1},
    {HM_MEASURE_DEFICIT,
     NULL,
     "country",
     NULL,
     false,
     {HM_RULE_SCALE, HM_RULE_VALUE_MUSD},
     2},
};
enum { SHAPES = sizeof shapes / sizeof shapes[0], MAX_CODES = 5000 };

static const hmi_measure_shape *find_shape(const char *name)
{
    for (size_t s = 0; s < SHAPES; s++) {
        if (strcmp(hm_measure_kind_name(shapes[s].kind), name) == 0) {
            return &shapes[s];
        }
    }
    return NULL;
}

const char *hmi_measure_fault(hm_measure_kind kind, hm_rule rule, double value)
{
    switch (rule) {
    case HM_RULE_RATE:
    case HM_RULE_CAP:
        return value < -1.0    ? "is below -1"
               : !(value > -1) ? "is not above -1 (the flow would be free)"
                               : NULL;
    case HM_RULE_SCALE:
        return value < 0.0 && kind != HM_MEASURE_DEFICIT
                   ? "is negative; expected 0 or more"
                   : NULL;
    case HM_RULE_LINEAR_CUT:
    case HM_RULE_COVERAGE:
        return value >= 0.0 && value <= 1.0 ? NULL : "is outside [0, 1]";
    case HM_RULE_SWISS:
    case HM_RULE_HAT:
        return value > 0.0 ? NULL : "is not above 0";
    case HM_RULE_VALUE_MUSD:
        if (value < 0.0 && kind == HM_MEASURE_QUOTA) {
            return "is negative; expected 0 or more";
        }
        return value < 0.0 && kind == HM_MEASURE_TRANSFER
                   ? "is negative; swap from and to"
                   : NULL;
    case HM_RULE_QUANTITY_HAT:
    case HM_RULE_LOWER:
        return value >= 0.0 ? NULL : "is negative; expected 0 or more";
    case HM_RULE_ADD:
        break;
    }
    return NULL;
}

/* --- selectors --- */

hm_status hmi_case_code(hmi_case_build *b, const char *text, size_t size,
                        const char **out)
{
    char code[16];
    bool three = size == 3 && hmi_country_code(text, size, code);
    bool same = three && memcmp(code, text, 3) == 0;
    bool upper = size == 3 && text[0] >= 'A' && text[0] <= 'Z';
    *out = three && !same && upper ? hmi_arena_text(&b->temp, code, 3)
                                   : hmi_arena_text(&b->temp, text, size);
    return *out == NULL ? HM_ERR_MEMORY : HM_OK;
}

static hm_status read_codes(hmi_case_build *b, const hm_node *node,
                            const char *key, hm_selector *out)
{
    bool list = hm_node_get_kind(node) == HM_NODE_LIST;
    int32_t count = list ? hm_node_size(node) : 1;
    const char **codes = HMI_KEEP(&b->temp, const char *, count);
    if (codes == NULL) {
        return HM_ERR_MEMORY;
    }
    if (count > MAX_CODES) {
        return hmi_node_fail(b->ctx, node, HM_ERR_LIMIT,
                             "%s: more than %d codes", key, MAX_CODES);
    }
    for (int32_t i = 0; i < count; i++) {
        const hm_node *item = list ? hm_node_item(node, i) : node;
        const char *text = hm_node_text(item);
        if (text == NULL || text[0] == '\0') {
            return hmi_node_fail(b->ctx, item, HM_ERR_DATA,
                                 "%s: expected a code, a list of codes, a "
                                 "group, all, or {not: ...}",
                                 key);
        }
        HMI_TRY(hmi_case_code(b, text, strlen(text), &codes[i]));
    }
    if (count == 0) {
        return hmi_node_fail(b->ctx, node, HM_ERR_DATA,
                             "%s is an empty list; name at least one code",
                             key);
    }
    out->codes = codes;
    out->n_codes = count;
    return HM_OK;
}

static hm_status read_selector(hmi_case_build *b, const hm_node *map,
                               const char *key, hm_selector *out)
{
    static const char *const not_keys[] = {"not"};
    const hm_node *node = key == NULL ? NULL : hm_node_find(map, key);
    if (node == NULL) {
        return HM_OK;
    }
    if (hm_node_get_kind(node) != HM_NODE_MAP) {
        return read_codes(b, node, key, out);
    }
    HMI_TRY(hmi_node_keys(b->ctx, node, key, not_keys, 1));
    const hm_node *inner = hm_node_find(node, "not");
    if (inner == NULL || hm_node_get_kind(inner) == HM_NODE_MAP) {
        return hmi_node_fail(b->ctx, node, HM_ERR_DATA,
                             "%s: expected {not: CODE} or {not: [CODE, ...]}",
                             key);
    }
    out->complement = true;
    return read_codes(b, inner, key, out);
}

/* --- messages: "USA<-CHN, steel" --- */

static void add_selector(hmi_text *text, const hm_selector *selector)
{
    hmi_text_add(text, selector->complement ? "not " : "");
    for (int32_t c = 0; c < selector->n_codes && c < 4; c++) {
        hmi_text_addf(text, "%s%.40s", c == 0 ? "" : "+",
                      c == 3 ? "..." : selector->codes[c]);
    }
}

static void describe(const hm_measure *m, hmi_text *text)
{
    hmi_text_addf(text, "%s ", hm_measure_kind_name(m->kind));
    if (m->kind == HM_MEASURE_TRANSFER) {
        add_selector(text, &m->exporter);
        hmi_text_add(text, "->");
        add_selector(text, &m->importer);
        return;
    }
    add_selector(text, &m->importer);
    if (m->importer.n_codes > 0 && m->exporter.n_codes > 0) {
        hmi_text_add(text, "<-");
    }
    add_selector(text, &m->exporter);
    if (m->sector.n_codes > 0) {
        hmi_text_add(text, ", ");
        add_selector(text, &m->sector);
    }
}

static hm_status bad_value(hmi_case_build *b, const hm_node *node,
                           const hm_measure *m, const char *fault)
{
    hmi_text text;
    hmi_text_init(&text, b->ctx);
    describe(m, &text);
    hm_status status = hmi_node_fail(b->ctx, node, HM_ERR_DATA, "%s: %s %g %s",
                                     text.data == NULL ? "" : text.data,
                                     hm_rule_name(m->rule), m->value, fault);
    hmi_text_clear(&text);
    return status;
}

/* --- the value --- */

static hm_status wrong_count(hmi_case_build *b, const hm_node *map,
                             const hmi_measure_shape *shape, int32_t found)
{
    hmi_text list;
    hmi_text_init(&list, b->ctx);
    for (int32_t r = 0; r < shape->n_rules; r++) {
        hmi_text_addf(&list, "%s%s", r == 0 ? "" : ", ",
                      hm_rule_name(shape->rules[r]));
    }
    hm_status status = hmi_node_fail(
        b->ctx, map, HM_ERR_DATA, "%s: %s; expected exactly one of %s, table",
        hm_measure_kind_name(shape->kind),
        found == 0 ? "no number" : "more than one number",
        list.data == NULL ? "" : list.data);
    hmi_text_clear(&list);
    return status;
}

/* A rate of more than 300 per cent is a percentage more often than not. */
static void warn_percent(hmi_case_build *b, const hm_node *node,
                         const hm_measure *m)
{
    bool rate = m->rule == HM_RULE_RATE || m->rule == HM_RULE_ADD ||
                m->rule == HM_RULE_CAP;
    if (rate && m->value > 3.0) {
        hmi_log(b->ctx, HM_LOG_WARNING,
                "%s: %s %g is %g per cent; write 0.25 for 25 per cent",
                hm_node_place(node), hm_rule_name(m->rule), m->value,
                100.0 * m->value);
    }
}

static hm_status read_value(hmi_case_build *b, const hm_node *map,
                            const hmi_measure_shape *shape, hm_measure *out)
{
    const hm_node *table = hm_node_find(map, "table");
    const hm_node *found = NULL;
    int32_t count = table == NULL ? 0 : 1;
    for (int32_t r = 0; r < shape->n_rules; r++) {
        const hm_node *node = hm_node_find(map, hm_rule_name(shape->rules[r]));
        if (node != NULL) {
            found = node;
            out->rule = shape->rules[r];
            count++;
        }
    }
    if (count == 0 && shape->kind == HM_MEASURE_EMBARGO) {
        out->rule = HM_RULE_COVERAGE;
        out->value = 1.0;
        return HM_OK;
    }
    if (count != 1) {
        return wrong_count(b, map, shape, count);
    }
    if (table != NULL) {
        return hmi_case_table(b, table, shape, out);
    }
    HMI_TRY(
        hmi_node_number(b->ctx, found, hm_rule_name(out->rule), &out->value));
    const char *fault = hmi_measure_fault(out->kind, out->rule, out->value);
    if (fault != NULL) {
        return bad_value(b, found, out, fault);
    }
    warn_percent(b, found, out);
    return HM_OK;
}

/* --- quotas: one cap or both, and who keeps the rent --- */

hm_status hmi_case_rents(const char *text, size_t size, double *out)
{
    bool importer = size == 8 && memcmp(text, "importer", size) == 0;
    bool exporter = size == 8 && memcmp(text, "exporter", size) == 0;
    *out = importer ? 1.0 : 0.0;
    return importer || exporter ? HM_OK : HM_ERR_DATA;
}

static hm_status read_rents(hmi_case_build *b, const hm_node *map,
                            hm_measure *out)
{
    const hm_node *node = hm_node_find(map, "rents");
    out->rents = 1.0;
    if (node == NULL) {
        if (out->row_rents == NULL) {
            hmi_log(b->ctx, HM_LOG_WARNING,
                    "%s: quota: whose the rents are is not said, so the "
                    "importer keeps them; write `rents: importer`, "
                    "`exporter` or the importer's share",
                    hm_node_place(map));
        }
        return HM_OK;
    }
    if (out->row_rents != NULL) {
        return hmi_node_fail(b->ctx, node, HM_ERR_DATA,
                             "rents stands in the measure and in the table; "
                             "keep one");
    }
    const char *text = hm_node_text(node);
    if (text != NULL &&
        hmi_case_rents(text, strlen(text), &out->rents) == HM_OK) {
        return HM_OK;
    }
    HMI_TRY(hmi_node_number(b->ctx, node, "rents", &out->rents));
    if (out->rents >= 0.0 && out->rents <= 1.0) {
        return HM_OK;
    }
    return hmi_node_fail(b->ctx, node, HM_ERR_DATA,
                         "rents %g is outside [0, 1]; expected importer, "
                         "exporter or the importer's share",
                         out->rents);
}

/* One cap of a quota that may stand in the map. */
static hm_status read_cap(hmi_case_build *b, const hm_node *map, hm_rule rule,
                          hm_measure *out, double *value, int32_t *found)
{
    const hm_node *node = hm_node_find(map, hm_rule_name(rule));
    if (node == NULL) {
        return HM_OK;
    }
    HMI_TRY(hmi_node_number(b->ctx, node, hm_rule_name(rule), value));
    out->rule = rule;
    out->value = *value;
    (*found)++;
    const char *fault = hmi_measure_fault(out->kind, rule, *value);
    return fault == NULL ? HM_OK : bad_value(b, node, out, fault);
}

static hm_status read_quota(hmi_case_build *b, const hm_node *map,
                            const hmi_measure_shape *shape, hm_measure *out)
{
    const hm_node *table = hm_node_find(map, "table");
    double quantity = 0.0;
    double value = 0.0;
    int32_t found = 0;
    HMI_TRY(read_cap(b, map, HM_RULE_QUANTITY_HAT, out, &quantity, &found));
    HMI_TRY(read_cap(b, map, HM_RULE_VALUE_MUSD, out, &value, &found));
    if ((table == NULL) == (found == 0)) {
        return hmi_node_fail(b->ctx, map, HM_ERR_DATA,
                             "quota: %s; expected quantity_hat, value_musd or "
                             "both, or a table",
                             found == 0 ? "no cap" : "caps and a table");
    }
    if (table != NULL) {
        HMI_TRY(hmi_case_table(b, table, shape, out));
    } else if (found == 2) {
        out->rule = HM_RULE_LOWER;
        out->value = quantity;
        out->value_musd = value;
    }
    return read_rents(b, map, out);
}

/* --- the whole measure --- */

/* Without a sector a measure is on every good (FORMATS.md section 2). */
static void default_sector(const hmi_measure_shape *shape, hm_measure *m)
{
    static const char *const every[] = {"all"};
    if (shape->sector != NULL && !shape->sector_optional &&
        m->sector.n_codes == 0 && m->n_rows == 0) {
        m->sector.codes = every;
        m->sector.n_codes = 1;
    }
}

/* Without a table the countries must be said. */
static hm_status check_said(hmi_case_build *b, const hm_node *map,
                            const hmi_measure_shape *shape, const hm_measure *m)
{
    const char *missing = NULL;
    if (shape->importer != NULL && m->importer.n_codes == 0) {
        missing = shape->importer;
    }
    if (shape->exporter != NULL && m->exporter.n_codes == 0) {
        missing = shape->exporter;
    }
    if (missing == NULL || m->n_rows > 0) {
        return HM_OK;
    }
    return hmi_node_fail(b->ctx, map, HM_ERR_DATA,
                         "%s: %s is missing; give a code, a list, a group, or "
                         "`%s: all`",
                         hm_measure_kind_name(shape->kind), missing, missing);
}

static hm_status check_transfer(hmi_case_build *b, const hm_node *map,
                                const hm_measure *m)
{
    bool one = m->exporter.n_codes == 1 && m->importer.n_codes == 1 &&
               !m->exporter.complement && !m->importer.complement;
    if (m->kind != HM_MEASURE_TRANSFER || one || m->n_rows > 0) {
        return HM_OK;
    }
    return hmi_node_fail(b->ctx, map, HM_ERR_DATA,
                         "transfer: from and to are one country each");
}

static hm_status check_keys(hmi_case_build *b, const hm_node *map,
                            const hmi_measure_shape *shape)
{
    const char *keys[10];
    int32_t count = 0;
    const char *const selectors[3] = {shape->exporter, shape->importer,
                                      shape->sector};
    for (size_t s = 0; s < 3; s++) {
        if (selectors[s] != NULL) {
            keys[count++] = selectors[s];
        }
    }
    for (int32_t r = 0; r < shape->n_rules; r++) {
        keys[count++] = hm_rule_name(shape->rules[r]);
    }
    if (shape->kind == HM_MEASURE_QUOTA) {
        keys[count++] = "rents";
    }
    keys[count++] = "table";
    return hmi_node_keys(b->ctx, map, hm_measure_kind_name(shape->kind), keys,
                         count);
}

static hm_status unknown_kind(hmi_case_build *b, const hm_node *node,
                              const char *name)
{
    const char *names[SHAPES];
    for (size_t s = 0; s < SHAPES; s++) {
        names[s] = hm_measure_kind_name(shapes[s].kind);
    }
    int32_t near = hmi_nearest(name, names, SHAPES);
    return hmi_node_fail(b->ctx, node, HM_ERR_UNKNOWN,
                         "\"%.40s\" is not a measure%s%s%s; expected tariff, "
                         "export_tax, trade_cost, embargo, quota, "
                         "productivity, capacity, transfer or deficit",
                         name, near < 0 ? "" : " (did you mean \"",
                         near < 0 ? "" : names[near], near < 0 ? "" : "\"?)");
}

hm_status hmi_case_measure(hmi_case_build *b, const hm_node *node,
                           hm_measure *out)
{
    memset(out, 0, sizeof *out);
    if (hm_node_get_kind(node) != HM_NODE_MAP || hm_node_size(node) != 1) {
        return hmi_node_fail(b->ctx, node, HM_ERR_DATA,
                             "a measure is a map with one key, such as `- "
                             "tariff: {exporter: CHN, importer: USA, sector: "
                             "all, scale: 0.5}`");
    }
    const hm_node *map = hm_node_item(node, 0);
    const hmi_measure_shape *shape = find_shape(hm_node_key(node, 0));
    if (shape == NULL) {
        return unknown_kind(b, map, hm_node_key(node, 0));
    }
    HMI_TRY(check_keys(b, map, shape));
    out->kind = shape->kind;
    out->place = hm_node_place(map);
    HMI_TRY(read_selector(b, map, shape->exporter, &out->exporter));
    HMI_TRY(read_selector(b, map, shape->importer, &out->importer));
    HMI_TRY(read_selector(b, map, shape->sector, &out->sector));
    HMI_TRY(shape->kind == HM_MEASURE_QUOTA ? read_quota(b, map, shape, out)
                                            : read_value(b, map, shape, out));
    default_sector(shape, out);
    HMI_TRY(check_said(b, map, shape, out));
    return check_transfer(b, map, out);
}

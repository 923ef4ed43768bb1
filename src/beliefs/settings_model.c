// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * settings_model.c - types, signals and causes of the block `beliefs:`.
 *
 * Invariant: every number becomes a parameter with a name, a scale and a
 * band; probabilities of ordered levels are stated and have none.
 */
#include "beliefs/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof *(array)))

static const char *const kinds[] = {"binary", "ordered", "amount"};

/* --- parameters ----------------------------------------------------------------- */

static bool on_scale(hmi_scale scale, double x)
{
    return x > 0.0 && isfinite(x) && (scale == HMI_SCALE_POSITIVE || x < 1.0);
}

static hm_status read_three(hmi_reader *r, const hm_node *node,
                            const char *name, double *three)
{
    if (hm_node_get_kind(node) != HM_NODE_LIST) {
        HMI_TRY(hmi_node_number(r->ctx, node, name, &three[1]));
        three[0] = three[2] = three[1];
        return HM_OK;
    }
    if (hm_node_size(node) != 3) {
        return hmi_node_fail(r->ctx, node, HM_ERR_DATA,
                             "%s has %d numbers; expected one, or a band [LOW, "
                             "MIDDLE, HIGH] of 5, 50 and 95 %%",
                             name, (int)hm_node_size(node));
    }
    for (int32_t i = 0; i < 3; i++) {
        HMI_TRY(
            hmi_node_number(r->ctx, hm_node_item(node, i), name, &three[i]));
    }
    return HM_OK;
}

hm_status hmi_read_parameter(hmi_reader *r, const hm_node *node,
                             const char *name, hmi_scale scale, int32_t *out)
{
    hm_beliefs *b = r->b;
    double three[3] = {0.0, 0.0, 0.0};
    HMI_TRY(read_three(r, node, name, three));
    bool rising = three[0] <= three[1] && three[1] <= three[2];
    if (!rising || !on_scale(scale, three[0]) || !on_scale(scale, three[2])) {
        char text[96];
        bool band = three[0] < three[2] || three[1] < three[2] || !rising;
        (void)snprintf(text, sizeof text, band ? "[%g, %g, %g]" : "%g",
                       three[0], three[1], three[2]);
        return hmi_node_fail(
            r->ctx, node, HM_ERR_DATA, "%s is %s; expected %s%s", name, text,
            scale == HMI_SCALE_CHANCE ? "chances above 0 and below 1"
                                      : "numbers above 0",
            rising ? "" : ", the lowest first");
    }
    if (b->n_parameters == HMI_PARAMETERS_MAX) {
        return hmi_node_fail(r->ctx, node, HM_ERR_LIMIT,
                             "beliefs has more than %d numbers",
                             (int)HMI_PARAMETERS_MAX);
    }
    hmi_parameter *p = &b->parameters[b->n_parameters];
    *p = (hmi_parameter){NULL, scale, three[0], three[1], three[2]};
    HMI_TRY(hmi_copy_text(r->ctx, name, &p->name));
    *out = b->n_parameters++;
    return HM_OK;
}

/* --- types ------------------------------------------------------------------------ */

static hm_status plain_name(hm_context *ctx, const hm_node *node,
                            const char *what, const char *text)
{
    size_t size = text == NULL ? 0 : strlen(text);
    bool good = size > 0 && size <= 40 && text[strcspn(text, ".,;\" ")] == '\0';
    return good ? HM_OK
                : hmi_node_fail(ctx, node, HM_ERR_DATA,
                                "%s \"%.60s\" is not a name; expected up to 40 "
                                "letters without blanks and full stops",
                                what, text == NULL ? "" : text);
}

/* Middles of stated priors add up to 1; a list of names means equal ones. */
static hm_status prior_check(hmi_reader *r, const hm_node *node)
{
    const hm_beliefs *b = r->b;
    double sum = 0.0;
    for (int32_t y = 0; y < b->n_types; y++) {
        sum += b->prior[y] < 0 ? 1.0 / (double)b->n_types
                               : b->parameters[b->prior[y]].middle;
    }
    return fabs(sum - 1.0) <= 1e-6
               ? HM_OK
               : hmi_node_fail(r->ctx, node, HM_ERR_DATA,
                               "the priors of the types add up to %g; expected "
                               "1, or a list of names for equal ones",
                               sum);
}

/* A type's name, once. */
static hm_status type_name(hmi_reader *r, const hm_node *item, const char *text,
                           int32_t y)
{
    hm_beliefs *b = r->b;
    HMI_TRY(plain_name(r->ctx, item, "types:", text));
    for (int32_t z = 0; z < y; z++) {
        if (strcmp(b->types[z], text) == 0) {
            return hmi_node_fail(r->ctx, item, HM_ERR_DATA,
                                 "type \"%s\" stands twice; rename or remove "
                                 "one",
                                 text);
        }
    }
    return hmi_copy_text(r->ctx, text, &b->types[y]);
}

static hm_status read_types(hmi_reader *r, const hm_node *node)
{
    hm_beliefs *b = r->b;
    int32_t size = hm_node_size(node);
    bool map = hm_node_get_kind(node) == HM_NODE_MAP;
    if ((!map && hm_node_get_kind(node) != HM_NODE_LIST) || size < 2 ||
        size > HM_TYPES_MAX) {
        return hmi_node_fail(r->ctx, node, HM_ERR_DATA,
                             "types is written as {NAME: PRIOR, ...} or [NAME, "
                             "...] with 2 to %d names",
                             HM_TYPES_MAX);
    }
    for (int32_t y = 0; y < size; y++) {
        const hm_node *item = hm_node_item(node, y);
        const char *text = map ? hm_node_key(node, y) : hm_node_text(item);
        char name[64];
        HMI_TRY(type_name(r, item, text, y));
        b->n_types = y + 1;
        b->prior[y] = -1;
        (void)snprintf(name, sizeof name, "prior.%s", text);
        if (map) {
            HMI_TRY(hmi_read_parameter(r, item, name, HMI_SCALE_POSITIVE,
                                       &b->prior[y]));
        }
    }
    return prior_check(r, node);
}

/* Chances of going from type y to each. */
static hm_status read_switching_row(hmi_reader *r, const hm_node *row,
                                    int32_t y)
{
    hm_beliefs *b = r->b;
    double sum = 0.0;
    HMI_TRY(hmi_node_keys(r->ctx, row, "a row of switching",
                          (const char *const *)b->types, b->n_types));
    for (int32_t z = 0; z < b->n_types; z++) {
        const hm_node *cell = hm_node_find(row, b->types[z]);
        if (cell != NULL) {
            HMI_TRY(hmi_read_within(r->ctx, cell, "switching", 0.0, 1.0,
                                    &b->switching[y][z]));
        }
        sum += b->switching[y][z];
    }
    return fabs(sum - 1.0) <= 1e-9
               ? HM_OK
               : hmi_node_fail(r->ctx, row, HM_ERR_DATA,
                               "switching from \"%s\" adds up to %g; expected "
                               "1",
                               b->types[y], sum);
}

static hm_status read_switching(hmi_reader *r, const hm_node *node)
{
    hm_beliefs *b = r->b;
    HMI_TRY(hmi_node_keys(r->ctx, node, "switching",
                          (const char *const *)b->types, b->n_types));
    for (int32_t y = 0; y < b->n_types; y++) {
        const hm_node *row = hm_node_find(node, b->types[y]);
        if (row == NULL) {
            return hmi_node_fail(r->ctx, node, HM_ERR_DATA,
                                 "switching has no row \"%s\"; expected one "
                                 "for each type",
                                 b->types[y]);
        }
        HMI_TRY(read_switching_row(r, row, y));
    }
    return HM_OK;
}

/* --- laws --------------------------------------------------------------------------- */

/* One parameter for all types, or a map with one for each. */
static hm_status read_by_type(hmi_reader *r, const hm_node *node,
                              const char *signal, const char *part,
                              hmi_scale scale, int32_t *index)
{
    hm_beliefs *b = r->b;
    char name[128];
    if (hm_node_get_kind(node) != HM_NODE_MAP) {
        (void)snprintf(name, sizeof name, "%s.%s", signal, part);
        HMI_TRY(hmi_read_parameter(r, node, name, scale, &index[0]));
        for (int32_t y = 1; y < b->n_types; y++) {
            index[y] = index[0];
        }
        return HM_OK;
    }
    HMI_TRY(hmi_node_keys(r->ctx, node, part, (const char *const *)b->types,
                          b->n_types));
    for (int32_t y = 0; y < b->n_types; y++) {
        const hm_node *item = hm_node_find(node, b->types[y]);
        if (item == NULL) {
            return hmi_node_fail(r->ctx, node, HM_ERR_DATA,
                                 "%s of \"%s\" is missing for type \"%s\"",
                                 part, signal, b->types[y]);
        }
        (void)snprintf(name, sizeof name, "%s.%s.%s", signal, part,
                       b->types[y]);
        HMI_TRY(hmi_read_parameter(r, item, name, scale, &index[y]));
    }
    return HM_OK;
}

static hm_status need(hmi_reader *r, const hm_node *map, const char *signal,
                      const char *key, const hm_node **out)
{
    *out = hm_node_find(map, key);
    return *out != NULL ? HM_OK
                        : hmi_node_fail(r->ctx, map, HM_ERR_DATA,
                                        "\"%s\" has no %s", signal, key);
}

/* Chances of the levels of an ordered signal. */
static hm_status read_levels(hmi_reader *r, const hm_node *node,
                             const hmi_signal_spec *signal, hmi_law_spec *law)
{
    double sum = 0.0;
    bool list = hm_node_get_kind(node) == HM_NODE_LIST;
    if (!list || hm_node_size(node) != signal->levels) {
        return hmi_node_fail(r->ctx, node, HM_ERR_DATA,
                             "probability of \"%s\": expected a list of %d "
                             "chances, one a level",
                             signal->name, (int)signal->levels);
    }
    for (int32_t k = 0; k < signal->levels; k++) {
        HMI_TRY(hmi_read_within(r->ctx, hm_node_item(node, k), "probability",
                                0.0, 1.0, &law->level[k]));
        sum += law->level[k];
    }
    if (fabs(sum - 1.0) > 1e-9) {
        return hmi_node_fail(r->ctx, node, HM_ERR_DATA,
                             "probability of \"%s\" adds up to %g; expected 1",
                             signal->name, sum);
    }
    return HM_OK;
}

/* The laws of one signal by type (n = n_types), or under a cause (n = 1). */
static hm_status read_laws(hmi_reader *r, const hm_node *map,
                           const hmi_signal_spec *signal, const char *name,
                           int32_t n, hmi_law_spec *law)
{
    static const char *const parts[] = {"zero", "median", "spread"};
    int32_t index[3][HM_TYPES_MAX] = {{0}};
    const hm_node *node = NULL;
    for (int32_t y = 0; y < n; y++) {
        law[y] = (hmi_law_spec){-1, -1, -1, -1, {0.0}};
    }
    if (signal->kind == HM_SIGNAL_AMOUNT) {
        for (int32_t p = 0; p < 3; p++) {
            HMI_TRY(need(r, map, name, parts[p], &node));
            HMI_TRY(read_by_type(r, node, name, parts[p],
                                 p == 0 ? HMI_SCALE_CHANCE : HMI_SCALE_POSITIVE,
                                 index[p]));
        }
        for (int32_t y = 0; y < n; y++) {
            law[y].zero = index[0][y];
            law[y].median = index[1][y];
            law[y].spread = index[2][y];
        }
        return HM_OK;
    }
    HMI_TRY(need(r, map, name, "probability", &node));
    if (signal->kind == HM_SIGNAL_BINARY) {
        HMI_TRY(read_by_type(r, node, name, "probability", HMI_SCALE_CHANCE,
                             index[0]));
        for (int32_t y = 0; y < n; y++) {
            law[y].chance = index[0][y];
        }
        return HM_OK;
    }
    for (int32_t y = 0; y < n; y++) {
        const hm_node *row = node;
        if (n > 1) {
            HMI_TRY(need(r, node, name, r->b->types[y], &row));
        }
        HMI_TRY(read_levels(r, row, signal, &law[y]));
    }
    return HM_OK;
}

/* --- signals --------------------------------------------------------------------------- */

static hm_status read_kind(hmi_reader *r, const hm_node *map,
                           hmi_signal_spec *s)
{
    const char *text = NULL;
    HMI_TRY(hmi_node_get_text(r->ctx, map, "kind", &text));
    for (int32_t k = 0; text != NULL && k < COUNT(kinds); k++) {
        if (strcmp(text, kinds[k]) == 0) {
            s->kind = (hm_signal_kind)k;
            s->levels = k == HM_SIGNAL_BINARY ? 2 : 0;
            return HM_OK;
        }
    }
    return hmi_node_fail(r->ctx, map, HM_ERR_UNKNOWN,
                         "kind of \"%s\" is \"%.40s\"; expected binary, "
                         "ordered or amount",
                         s->name, text == NULL ? "" : text);
}

static hm_status read_repeats(hmi_reader *r, const hm_node *map,
                              hmi_signal_spec *s)
{
    const char *text = NULL;
    HMI_TRY(hmi_node_get_text(r->ctx, map, "repeats", &text));
    s->once = text != NULL && strcmp(text, "once") == 0;
    if (text == NULL || s->once || strcmp(text, "each") == 0) {
        return HM_OK;
    }
    return hmi_node_fail(r->ctx, map, HM_ERR_UNKNOWN,
                         "repeats of \"%s\" is \"%.40s\"; expected each (the "
                         "default) or once: a value like the last one is no "
                         "news",
                         s->name, text);
}

static hm_status read_signal(hmi_reader *r, const char *name,
                             const hm_node *map)
{
    static const char *const keys[] = {"kind",   "probability", "zero",
                                       "median", "spread",      "levels",
                                       "cap",    "repeats"};
    hmi_signal_spec *s = &r->b->signals[r->b->n_signals];
    HMI_TRY(plain_name(r->ctx, map, "model:", name));
    HMI_TRY(hmi_node_keys(r->ctx, map, name, keys, COUNT(keys)));
    HMI_TRY(hmi_copy_text(r->ctx, name, &s->name));
    r->b->n_signals++;
    s->cap = INFINITY;
    HMI_TRY(read_kind(r, map, s));
    if (s->kind == HM_SIGNAL_ORDERED) {
        const hm_node *levels = NULL;
        HMI_TRY(need(r, map, name, "levels", &levels));
        HMI_TRY(hmi_read_count(r->ctx, levels, "levels", 2, HM_LEVELS_MAX,
                               &s->levels));
    }
    const hm_node *cap = hm_node_find(map, "cap");
    if (cap != NULL) {
        HMI_TRY(hmi_read_within(r->ctx, cap, "cap", 1.0, 1e6, &s->cap));
    }
    HMI_TRY(read_repeats(r, map, s));
    return read_laws(r, map, s, name, r->b->n_types, s->law);
}

static hm_status read_signals(hmi_reader *r, const hm_node *node)
{
    if (hm_node_get_kind(node) != HM_NODE_MAP || hm_node_size(node) < 1 ||
        hm_node_size(node) > HM_SIGNALS_MAX) {
        return hmi_node_fail(r->ctx, node, HM_ERR_DATA,
                             "model is written as {SIGNAL: {kind: ...}, ...} "
                             "with 1 to %d signals",
                             HM_SIGNALS_MAX);
    }
    for (int32_t s = 0; s < hm_node_size(node); s++) {
        HMI_TRY(read_signal(r, hm_node_key(node, s), hm_node_item(node, s)));
    }
    return HM_OK;
}

/* --- causes ------------------------------------------------------------------------------ */

static int32_t signal_of(const hm_beliefs *b, const char *name)
{
    for (int32_t s = 0; s < b->n_signals; s++) {
        if (strcmp(b->signals[s].name, name) == 0) {
            return s;
        }
    }
    return -1;
}

static hm_status read_cause_signals(hmi_reader *r, const hm_node *node,
                                    hmi_cause_spec *cause)
{
    hm_beliefs *b = r->b;
    if (hm_node_get_kind(node) != HM_NODE_MAP || hm_node_size(node) < 1) {
        return hmi_node_fail(r->ctx, node, HM_ERR_DATA,
                             "signals of cause \"%s\": expected {SIGNAL: LAW}",
                             cause->name);
    }
    for (int32_t i = 0; i < hm_node_size(node); i++) {
        const hm_node *item = hm_node_item(node, i);
        int32_t s = signal_of(b, hm_node_key(node, i));
        char name[128];
        if (s < 0) {
            return hmi_node_fail(r->ctx, item, HM_ERR_UNKNOWN,
                                 "cause \"%s\": \"%.40s\" is no signal of "
                                 "model",
                                 cause->name, hm_node_key(node, i));
        }
        for (const hmi_cause_spec *c = b->causes; c < cause; c++) {
            if (c->replaces[s] && c->first <= cause->last &&
                cause->first <= c->last) {
                return hmi_node_fail(
                    r->ctx, item, HM_ERR_DATA,
                    "causes \"%s\" and \"%s\" both speak for "
                    "\"%s\" in the same month; expected one at a time",
                    c->name, cause->name, b->signals[s].name);
            }
        }
        cause->replaces[s] = true;
        (void)snprintf(name, sizeof name, "%s.%s", cause->name,
                       b->signals[s].name);
        HMI_TRY(read_laws(r, item, &b->signals[s], name, 1, &cause->law[s]));
    }
    return HM_OK;
}

static hm_status read_cause(hmi_reader *r, const char *name, const hm_node *map)
{
    static const char *const keys[] = {"from",  "to",   "known",
                                       "prior", "stay", "signals"};
    hmi_cause_spec *cause = &r->b->causes[r->b->n_causes];
    const hm_node *node = NULL;
    char full[128];
    HMI_TRY(plain_name(r->ctx, map, "causes:", name));
    HMI_TRY(hmi_node_keys(r->ctx, map, name, keys, COUNT(keys)));
    HMI_TRY(hmi_copy_text(r->ctx, name, &cause->name));
    r->b->n_causes++;
    HMI_TRY(need(r, map, name, "from", &node));
    HMI_TRY(hmi_read_month(r->ctx, node, "from", &cause->first));
    HMI_TRY(need(r, map, name, "to", &node));
    HMI_TRY(hmi_read_month(r->ctx, node, "to", &cause->last));
    cause->known = cause->first;
    const hm_node *known = hm_node_find(map, "known");
    if (known != NULL) {
        HMI_TRY(hmi_read_month(r->ctx, known, "known", &cause->known));
    }
    if (cause->last < cause->first) {
        return hmi_node_fail(r->ctx, node, HM_ERR_DATA,
                             "cause \"%s\" ends before it begins", name);
    }
    HMI_TRY(need(r, map, name, "prior", &node));
    (void)snprintf(full, sizeof full, "%s.prior", name);
    HMI_TRY(hmi_read_parameter(r, node, full, HMI_SCALE_CHANCE, &cause->prior));
    cause->stay = -1;
    node = hm_node_find(map, "stay");
    if (node != NULL) {
        (void)snprintf(full, sizeof full, "%s.stay", name);
        HMI_TRY(
            hmi_read_parameter(r, node, full, HMI_SCALE_CHANCE, &cause->stay));
    }
    HMI_TRY(need(r, map, name, "signals", &node));
    return read_cause_signals(r, node, cause);
}

static hm_status read_causes(hmi_reader *r, const hm_node *node)
{
    if (hm_node_get_kind(node) != HM_NODE_MAP ||
        hm_node_size(node) > HM_CAUSES_MAX) {
        return hmi_node_fail(r->ctx, node, HM_ERR_DATA,
                             "causes is written as {NAME: {from: ...}} with at "
                             "most %d of them",
                             HM_CAUSES_MAX);
    }
    for (int32_t c = 0; c < hm_node_size(node); c++) {
        HMI_TRY(read_cause(r, hm_node_key(node, c), hm_node_item(node, c)));
    }
    return HM_OK;
}

hm_status hmi_read_model(hmi_reader *r, const hm_node *block)
{
    const hm_node *types = hm_node_find(block, "types");
    const hm_node *model = hm_node_find(block, "model");
    const hm_node *stay = hm_node_find(block, "stay");
    const hm_node *switching = hm_node_find(block, "switching");
    const hm_node *causes = hm_node_find(block, "causes");
    r->b->stay = -1;
    if (types == NULL || model == NULL) {
        return hmi_node_fail(r->ctx, block, HM_ERR_DATA,
                             "beliefs has signals but no %s; write types: "
                             "{NAME: PRIOR, ...} and model: {SIGNAL: {kind: "
                             "..., ...}}",
                             types == NULL ? "types" : "model");
    }
    if ((stay == NULL) == (switching == NULL)) {
        return hmi_node_fail(r->ctx, block, HM_ERR_DATA,
                             "beliefs: expected either stay (the chance that a "
                             "type is the same next month) or switching (a "
                             "matrix)");
    }
    HMI_TRY(read_types(r, types));
    if (stay != NULL) {
        HMI_TRY(
            hmi_read_parameter(r, stay, "stay", HMI_SCALE_CHANCE, &r->b->stay));
    } else {
        HMI_TRY(read_switching(r, switching));
    }
    HMI_TRY(read_signals(r, model));
    return causes == NULL ? HM_OK : read_causes(r, causes);
}

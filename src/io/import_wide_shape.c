// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * import_wide_shape.c - the labels of a world input-output table: header and
 * rows are read, compared and numbered before any number is.
 *
 * An industry stands once in the rows and once in the columns; a label that
 * does not, and is nothing else that the layout has, was not understood. All
 * such labels are counted, the first of them named with the nearest known one.
 */
#include "io/import.h"

#include <string.h>

enum { SHOWN = 4, MOST_FIELDS = 200000 };

bool hmi_wide_field(hmi_wide *w, const char **text, size_t *size)
{
    const char *at = w->at;
    const char *end = w->end;
    bool quoted = at < end && *at == '"';
    at += quoted ? 1 : 0;
    *text = at;
    while (at < end && (quoted ? *at != '"' : *at != ',') && *at != '\n') {
        at++;
    }
    const char *last = at;
    while (at < end && *at != ',' && *at != '\n') {
        at++;
    }
    while (last > *text && (last[-1] == '\r' || last[-1] == ' ')) {
        last--;
    }
    while (*text < last && **text == ' ') {
        (*text)++;
    }
    *size = (size_t)(last - *text);
    bool more = at < end && *at == ',';
    w->at = at < end ? at + 1 : at;
    return more;
}

/* --- header ---------------------------------------------------------------------- */

static int32_t count_fields(const hmi_wide *w)
{
    hmi_wide scan = *w;
    const char *text = NULL;
    size_t size = 0;
    int32_t count = 1;
    while (count < MOST_FIELDS && hmi_wide_field(&scan, &text, &size)) {
        count++;
    }
    return count;
}

/* The fields of one record as texts. */
static hm_status read_record(hmi_wide *w, int32_t count, const char **fields)
{
    bool more = true;
    for (int32_t f = 0; f < count; f++) {
        const char *text = "";
        size_t size = 0;
        if (more) {
            more = hmi_wide_field(w, &text, &size);
        }
        fields[f] = hmi_arena_text(w->arena, text, size);
        if (fields[f] == NULL) {
            return HM_ERR_MEMORY;
        }
    }
    w->line++;
    if (more) {
        return hmi_fail(w->ctx, HM_ERR_PARSE,
                        "%s:%d: more fields than the header's %d", w->file,
                        (int)w->line, count);
    }
    return HM_OK;
}

/* "vAUS12", "AUS12", "TOT" into country and number. */
static hm_status split_number(hmi_wide *w, const char *text, const char **one,
                              const char **two)
{
    bool prefixed = text[0] == 'v' && text[1] >= 'A' && text[1] <= 'Z';
    text += prefixed ? 1 : 0;
    size_t letters = strlen(text);
    while (letters > 0 && text[letters - 1] >= '0' &&
           text[letters - 1] <= '9') {
        letters--;
    }
    *one = hmi_arena_text(w->arena, text, letters);
    *two = text + letters;
    return *one == NULL ? HM_ERR_MEMORY : HM_OK;
}

/* "AUS_01T02" at the first underscore; a label without one is all country. */
static hm_status split_joined(hmi_wide *w, const char *text, const char **one,
                              const char **two)
{
    const char *cut = strchr(text, '_');
    size_t size = cut == NULL ? strlen(text) : (size_t)(cut - text);
    *one = hmi_arena_text(w->arena, text, size);
    *two = cut == NULL ? "" : cut + 1;
    return *one == NULL ? HM_ERR_MEMORY : HM_OK;
}

/* The number of "c12", "r12" or "12". */
static const char *number_of(const char *text)
{
    bool letter = text[0] == 'c' || text[0] == 'r';
    return letter ? text + 1 : text;
}

static bool same_name(const char *text, const char *name)
{
    size_t i = 0;
    while (text[i] != '\0' && name[i] != '\0' &&
           (text[i] | 32) == (name[i] | 32)) {
        i++;
    }
    return text[i] == '\0' && name[i] == '\0';
}

static hm_status header_labels(hmi_wide *w, const char *const *fields)
{
    const hmi_wide_layout *layout = w->layout;
    for (int32_t a = 0; a < 5 && layout->identity[a] != NULL; a++) {
        for (int32_t c = 0; c < w->n_columns && w->identity[a] < 0; c++) {
            bool first = layout->identity[a][0] == '\0' && c == 0;
            if (first || same_name(fields[c], layout->identity[a])) {
                w->identity[a] = c;
            }
        }
        if (w->identity[a] < 0) {
            return hmi_fail(w->ctx, HM_ERR_DATA,
                            "%s:%d: the header has no field \"%s\"; layout %s "
                            "has it before the numbers",
                            w->file, (int)w->line, layout->identity[a],
                            layout->name);
        }
    }
    for (int32_t c = 0; c < w->n_columns; c++) {
        const char *one = NULL;
        const char *two = NULL;
        HMI_TRY(layout->joined ? split_joined(w, fields[c], &one, &two)
                               : split_number(w, fields[c], &one, &two));
        HMI_TRY(hmi_label_read(w->arena, layout, one, two, &w->columns[c]));
    }
    for (int32_t a = 0; a < 5; a++) {
        if (w->identity[a] >= 0) {
            w->columns[w->identity[a]].kind = HMI_LABEL_ACCOUNT;
        }
    }
    w->row_country = w->identity[layout->joined ? 0 : 2];
    w->row_item = layout->joined ? -1 : w->identity[3];
    w->row_code = layout->joined ? -1 : w->identity[0];
    return HM_OK;
}

/* A workbook's sheet: codes, names, countries and c1, c2, ... above the
 * numbers, the same four beside them. The line with c1 is looked for. */
static hm_status sheet_labels(hmi_wide *w, const char **fields)
{
    enum { BESIDE = 4, LOOK = 12 };
    const char **above = HMI_KEEP(w->arena, const char *, w->n_columns);
    if (above == NULL) {
        return HM_ERR_MEMORY;
    }
    bool found = false;
    for (int32_t look = 0; look < LOOK && !found && w->at < w->end; look++) {
        memcpy((void *)above, (const void *)fields,
               (size_t)w->n_columns * sizeof *above);
        HMI_TRY(read_record(w, w->n_columns, fields));
        found = w->n_columns > BESIDE && fields[BESIDE][0] == 'c' &&
                strcmp(fields[BESIDE] + 1, "1") == 0;
    }
    if (!found) {
        return hmi_fail(w->ctx, HM_ERR_DATA,
                        "%s: no line of the first %d has c1 in field 5; "
                        "expected industries numbered c1, c2, ... below their "
                        "countries",
                        w->file, LOOK);
    }
    for (int32_t c = 0; c < w->n_columns; c++) {
        bool total = strcmp(above[c], "TOT") == 0;
        HMI_TRY(hmi_label_read(w->arena, w->layout, above[c],
                               total ? "" : number_of(fields[c]),
                               &w->columns[c]));
        w->columns[c].kind =
            c < BESIDE ? HMI_LABEL_ACCOUNT : w->columns[c].kind;
    }
    w->row_code = 0;
    w->row_country = 2;
    w->row_item = 3;
    return HM_OK;
}

static hm_status read_header(hmi_wide *w)
{
    const char *comma = memchr(w->at, ',', (size_t)(w->end - w->at));
    const char *newline = memchr(w->at, '\n', (size_t)(w->end - w->at));
    if (comma == NULL || (newline != NULL && newline < comma)) {
        return hmi_fail(w->ctx, HM_ERR_PARSE,
                        "%s:1: no comma in the first line; expected a table "
                        "with commas between its fields%s",
                        w->file,
                        memchr(w->at, ';', (size_t)(w->end - w->at)) == NULL
                            ? ""
                            : " (it has semicolons: export it again)");
    }
    w->n_columns = count_fields(w);
    const char **fields = HMI_KEEP(w->arena, const char *, w->n_columns);
    w->columns = HMI_KEEP(w->arena, hmi_label, w->n_columns);
    if (fields == NULL || w->columns == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_TRY(read_record(w, w->n_columns, fields));
    return w->layout->sheet ? sheet_labels(w, fields)
                            : header_labels(w, fields);
}

/* --- rows ------------------------------------------------------------------------- */

/* Past the record. */
static void skip_record(hmi_wide *w)
{
    const char *newline = memchr(w->at, '\n', (size_t)(w->end - w->at));
    w->at = newline == NULL ? w->end : newline + 1;
}

static bool blank_record(const hmi_wide *w)
{
    const char *c = w->at;
    while (c < w->end && (*c == '\r' || *c == ' ' || *c == ',')) {
        c++;
    }
    return c >= w->end || *c == '\n';
}

/* The label of one row from its first fields. */
static hm_status row_label(hmi_wide *w, int32_t row)
{
    enum { LOOK = 8 };
    const char *fields[LOOK] = {"", "", "", "", "", "", "", ""};
    const char *one = NULL;
    const char *two = NULL;
    bool more = true;
    w->row_at[row] = w->at;
    w->row_line[row] = w->line;
    for (int32_t f = 0; f < LOOK && more; f++) {
        const char *text = NULL;
        size_t size = 0;
        more = hmi_wide_field(w, &text, &size);
        fields[f] = hmi_arena_text(w->arena, text, size);
        if (fields[f] == NULL) {
            return HM_ERR_MEMORY;
        }
    }
    if (w->row_country >= LOOK || w->row_item >= LOOK || w->row_code >= LOOK) {
        return hmi_fail(w->ctx, HM_ERR_DATA,
                        "%s:1: the labels of rows stand behind the numbers; "
                        "expected them among the first %d fields",
                        w->file, LOOK);
    }
    if (w->row_item < 0) {
        HMI_TRY(split_joined(w, fields[w->row_country], &one, &two));
        w->row_name[row] = two;
    } else {
        one = fields[w->row_country];
        two = number_of(fields[w->row_item]);
        w->row_name[row] = fields[w->row_code];
    }
    w->at = w->row_at[row];
    return hmi_label_read(w->arena, w->layout, one, two, &w->rows[row]);
}

static hm_status read_rows(hmi_wide *w)
{
    hmi_wide scan = *w;
    int32_t most = 0;
    while (scan.at < scan.end) {
        skip_record(&scan);
        most++;
    }
    w->rows = HMI_KEEP(w->arena, hmi_label, most);
    w->row_at = HMI_KEEP(w->arena, const char *, most);
    w->row_line = HMI_KEEP(w->arena, int32_t, most);
    w->row_name = HMI_KEEP(w->arena, const char *, most);
    if (w->rows == NULL || w->row_at == NULL || w->row_line == NULL ||
        w->row_name == NULL) {
        return HM_ERR_MEMORY;
    }
    while (w->at < w->end) {
        w->line++;
        if (!blank_record(w)) {
            HMI_TRY(row_label(w, w->n_rows));
            w->n_rows++;
        }
        skip_record(w);
    }
    return HM_OK;
}

/* --- rows and columns compared ------------------------------------------------------ */

/* Texts of the labels, of one kind or (UNKNOWN) of all that are understood. */
static hm_status texts(hmi_wide *w, const hmi_label *labels, int32_t count,
                       hmi_label_kind kind, const char ***out, int32_t *found)
{
    *out = HMI_KEEP(w->arena, const char *, count);
    *found = 0;
    for (int32_t l = 0; *out != NULL && l < count; l++) {
        bool wanted = kind == HMI_LABEL_UNKNOWN
                          ? labels[l].kind != HMI_LABEL_UNKNOWN
                          : labels[l].kind == kind;
        if (wanted) {
            (*out)[(*found)++] = labels[l].text;
        }
    }
    return *out == NULL ? HM_ERR_MEMORY : HM_OK;
}

static hm_status no_doubles(hmi_wide *w, const hmi_codes *codes,
                            const char *what)
{
    for (int32_t i = 0; i < codes->count; i++) {
        const char *text = codes->codes[i];
        if (hmi_codes_find(codes, text, strlen(text)) != i) {
            return hmi_fail(w->ctx, HM_ERR_DATA,
                            "%s: %s \"%s\" stands there twice; expected each "
                            "label once",
                            w->file, what, text);
        }
    }
    return HM_OK;
}

/* Industries of one side that the other has not are not understood. */
static void unmatched(hmi_label *labels, int32_t count, const hmi_codes *other)
{
    for (int32_t l = 0; l < count; l++) {
        if (labels[l].kind == HMI_LABEL_CELL &&
            hmi_codes_find(other, labels[l].text, strlen(labels[l].text)) < 0) {
            labels[l].kind = HMI_LABEL_UNKNOWN;
        }
    }
}

static hm_status compare(hmi_wide *w)
{
    const char **rows = NULL;
    const char **columns = NULL;
    int32_t n_rows = 0;
    int32_t n_columns = 0;
    hmi_codes row_codes;
    hmi_codes column_codes;
    HMI_TRY(texts(w, w->rows, w->n_rows, HMI_LABEL_CELL, &rows, &n_rows));
    HMI_TRY(texts(w, w->columns, w->n_columns, HMI_LABEL_CELL, &columns,
                  &n_columns));
    HMI_TRY(hmi_codes_init(w->arena, rows, n_rows, &row_codes));
    HMI_TRY(hmi_codes_init(w->arena, columns, n_columns, &column_codes));
    HMI_TRY(no_doubles(w, &row_codes, "row"));
    HMI_TRY(no_doubles(w, &column_codes, "column"));
    unmatched(w->rows, w->n_rows, &column_codes);
    unmatched(w->columns, w->n_columns, &row_codes);
    for (int32_t l = 0; l < w->n_columns; l++) {
        if (w->columns[l].kind == HMI_LABEL_CELL) {
            return HM_OK;
        }
    }
    return hmi_fail(w->ctx, HM_ERR_DATA,
                    "%s: no industry stands both in the rows and in the "
                    "columns (%d rows and %d columns look like one); is this "
                    "layout %s?",
                    w->file, n_rows, n_columns, w->layout->name);
}

/* Final demand of a country that has no industry is nobody's. */
static void strangers(hmi_wide *w)
{
    for (int32_t c = 0; c < w->n_columns; c++) {
        hmi_label *label = &w->columns[c];
        bool known = label->kind != HMI_LABEL_FINAL;
        for (int32_t r = 0; r < w->n_rows && !known; r++) {
            known = w->rows[r].kind == HMI_LABEL_CELL &&
                    strcmp(w->rows[r].country, label->country) == 0;
        }
        label->kind = known ? label->kind : HMI_LABEL_UNKNOWN;
    }
}

/* What a label could have meant: the layout's labels, those of its country,
 * and `known`, those of the table that were understood. */
static hm_status meant(hmi_wide *w, const hmi_label *label,
                       const char *const *known, int32_t n_known,
                       const char **out)
{
    const char *const *lists[] = {w->layout->outputs, w->layout->accounts,
                                  w->layout->gaps, w->layout->final};
    enum { LISTS = 4, FINAL = 3, ROOM = 64 };
    const char **all = HMI_KEEP(w->arena, const char *, n_known + ROOM);
    int32_t count = 0;
    *out = NULL;
    if (all == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t l = 0; l < LISTS; l++) {
        bool final = l == FINAL;
        for (int32_t i = 0; lists[l][i] != NULL && count < ROOM; i++) {
            const char *cut = strchr(label->text, '_');
            bool pattern = strchr(lists[l][i], '*') != NULL;
            /* items make a label with a country that is known */
            if (pattern || (final && (cut == NULL || label->country == NULL))) {
                continue;
            }
            all[count] = !final ? lists[l][i]
                                : hmi_arena_format(w->arena, "%.*s_%s",
                                                   (int)(cut - label->text),
                                                   label->text, lists[l][i]);
            if (all[count++] == NULL) {
                return HM_ERR_MEMORY;
            }
        }
    }
    for (int32_t k = 0; k < n_known; k++) {
        all[count++] = known[k];
    }
    int32_t near = hmi_nearest(label->text, all, count);
    *out = near < 0 ? NULL : all[near];
    return HM_OK;
}

static hm_status describe_unknown(hmi_wide *w, hmi_text *text,
                                  const hmi_label *labels, int32_t count,
                                  bool columns)
{
    const char **known = NULL;
    const char *near = NULL;
    int32_t n_known = 0;
    HMI_TRY(texts(w, labels, count, HMI_LABEL_UNKNOWN, &known, &n_known));
    for (int32_t l = 0; l < count; l++) {
        if (labels[l].kind != HMI_LABEL_UNKNOWN || w->unknown++ >= SHOWN) {
            continue;
        }
        HMI_TRY(meant(w, &labels[l], known, n_known, &near));
        hmi_text_addf(text, "%s%s %d \"%.40s\"", w->unknown > 1 ? ", " : "",
                      columns ? "column" : "line",
                      columns ? l + 1 : (int)w->row_line[l], labels[l].text);
        if (near != NULL) {
            hmi_text_addf(text, " (did you mean \"%s\"?)", near);
        }
    }
    return HM_OK;
}

/* Refuse, or accept by name, what was not understood. */
static hm_status judge_unknown(hmi_wide *w, const hm_allow *allow)
{
    hmi_text text;
    char *list = NULL;
    hmi_text_init(&text, w->ctx);
    hm_status status =
        describe_unknown(w, &text, w->columns, w->n_columns, true);
    if (status == HM_OK) {
        status = describe_unknown(w, &text, w->rows, w->n_rows, false);
    }
    if (status == HM_OK && w->unknown > 0) {
        status = hmi_text_take(&text, &list);
    }
    if (status == HM_OK && w->unknown > 0 && !hmi_allowed(allow, "labels")) {
        status =
            hmi_fail(w->ctx, HM_ERR_UNKNOWN,
                     "%s: %d label%s not understood: %s%s; expected those "
                     "of layout %s; mend the table, or leave them out "
                     "with --allow labels",
                     w->file, w->unknown, w->unknown > 1 ? "s were" : " was",
                     list, w->unknown > SHOWN ? ", ..." : "", w->layout->name);
    }
    hmi_free(w->ctx, list);
    hmi_text_clear(&text);
    return status;
}

/* --- numbers for countries and industries -------------------------------------------- */

/* Distinct countries or industries of the rows, in their order. */
static hm_status own_codes(hmi_wide *w, bool countries, hm_map *out)
{
    const char **from = HMI_KEEP(w->arena, const char *, w->n_rows);
    const char **to = HMI_KEEP(w->arena, const char *, w->n_rows);
    int32_t count = 0;
    if (from == NULL || to == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t r = 0; r < w->n_rows; r++) {
        const char *code = countries ? w->rows[r].country : w->row_name[r];
        bool seen = w->rows[r].kind != HMI_LABEL_CELL;
        for (int32_t i = 0; i < count && !seen; i++) {
            seen = strcmp(from[i], code) == 0;
        }
        if (seen) {
            continue;
        }
        from[count] = code;
        to[count] = code;
        if (!countries) {
            HMI_TRY(hmi_label_sector(w->arena, code, &to[count]));
        }
        for (int32_t i = 0; i < count; i++) {
            if (strcmp(to[i], to[count]) == 0) {
                return hmi_fail(w->ctx, HM_ERR_DATA,
                                "%s: industries \"%s\" and \"%s\" both make "
                                "the sector %s; name them in a map "
                                "(--industries)",
                                w->file, from[i], code, to[i]);
            }
        }
        count++;
    }
    *out = (hm_map){count, from, to, NULL, NULL};
    return HM_OK;
}

/* Index in the account of a code of the table. */
static hm_status number_one(const hmi_wide *w, const char *what,
                            const char *code, const hm_map *map,
                            const int32_t *index, int32_t *out)
{
    for (int32_t e = 0; e < map->count; e++) {
        if (strcmp(map->from[e], code) == 0) {
            *out = index[e];
            return HM_OK;
        }
    }
    int32_t near = hmi_nearest(code, map->from, map->count);
    return hmi_fail(w->ctx, HM_ERR_UNKNOWN,
                    "%s: %s \"%s\" of the table is not in the map%s%s%s; a "
                    "world table needs all of them",
                    w->file, what, code, near < 0 ? "" : "; is it \"",
                    near < 0 ? "" : map->from[near], near < 0 ? "" : "\"");
}

/* The industry's name that a column with this item has in the rows. */
static const char *name_of(const hmi_wide *w, const hmi_label *label)
{
    for (int32_t r = 0; r < w->n_rows; r++) {
        if (w->rows[r].kind == HMI_LABEL_CELL &&
            strcmp(w->rows[r].text, label->text) == 0) {
            return w->row_name[r];
        }
    }
    return label->item;
}

static hm_status number_labels(hmi_wide *w, hmi_label *labels, int32_t count,
                               const hm_map *countries, const int32_t *n,
                               const hm_map *sectors, const int32_t *j)
{
    for (int32_t l = 0; l < count; l++) {
        hmi_label *label = &labels[l];
        bool cell = label->kind == HMI_LABEL_CELL;
        if (cell || label->kind == HMI_LABEL_FINAL) {
            HMI_TRY(number_one(w, "country", label->country, countries, n,
                               &label->n));
        }
        if (cell) {
            const char *name = labels == w->rows   ? w->row_name[l]
                               : w->layout->joined ? label->item
                                                   : name_of(w, label);
            HMI_TRY(number_one(w, "industry", name, sectors, j, &label->j));
        }
    }
    return HM_OK;
}

/* Each country buys something: a renamed category must not go unseen. */
static hm_status all_buy(hmi_wide *w, const hm_map *made)
{
    for (int32_t n = 0; n < made->count; n++) {
        bool found = false;
        for (int32_t c = 0; c < w->n_columns && !found; c++) {
            found =
                w->columns[c].kind == HMI_LABEL_FINAL && w->columns[c].n == n;
        }
        if (!found) {
            return hmi_fail(w->ctx, HM_ERR_DATA,
                            "%s: %s has industries but no final demand; "
                            "expected columns such as %s",
                            w->file, made->to[n], w->layout->final[0]);
        }
    }
    return HM_OK;
}

static hm_status number_all(hmi_wide *w, const hm_map *countries,
                            const hm_map *sectors)
{
    hm_map own[2];
    hm_map made[2];
    int32_t *index[2] = {NULL, NULL};
    const hm_map *maps[2] = {countries, sectors};
    for (size_t s = 0; s < 2; s++) {
        if (maps[s] == NULL) {
            HMI_TRY(own_codes(w, s == 0, &own[s]));
            maps[s] = &own[s];
        }
        HMI_TRY(hmi_map_distinct(w->arena, maps[s], &made[s], &index[s]));
    }
    HMI_TRY(number_labels(w, w->rows, w->n_rows, maps[0], index[0], maps[1],
                          index[1]));
    HMI_TRY(number_labels(w, w->columns, w->n_columns, maps[0], index[0],
                          maps[1], index[1]));
    HMI_TRY(all_buy(w, &made[0]));
    w->labels = (hm_labels){.n_countries = made[0].count,
                            .country_codes = made[0].to,
                            .country_names = made[0].names,
                            .country_groups = made[0].groups,
                            .n_sectors = made[1].count,
                            .sector_codes = made[1].to,
                            .sector_names = made[1].names};
    return HM_OK;
}

hm_status hmi_wide_shape(hmi_wide *w, const hm_map *countries,
                         const hm_map *sectors, const hm_allow *allow)
{
    for (size_t a = 0; a < 5; a++) {
        w->identity[a] = -1;
    }
    HMI_TRY(read_header(w));
    HMI_TRY(read_rows(w));
    HMI_TRY(compare(w));
    strangers(w);
    HMI_TRY(judge_unknown(w, allow));
    return number_all(w, countries, sectors);
}

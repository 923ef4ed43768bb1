// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * book.c - a results folder as the page sees it: its tables, what its manifest
 * says, plain names of codes.
 */
#include "report/page.h"

#include <math.h>
#include <string.h>

/* --- cells -------------------------------------------------------------- */

int32_t hmi_rows(const hm_table *table)
{
    return table == NULL ? 0 : hm_table_rows(table);
}

const char *hmi_cell(const hm_table *table, int32_t row, const char *column)
{
    int32_t c = table == NULL ? -1 : hm_table_find(table, column);
    if (c < 0 || hm_table_column_type(table, c) != HM_COLUMN_TEXT) {
        return "";
    }
    return hm_table_text(table, row, c);
}

double hmi_value(const hm_table *table, int32_t row, const char *column)
{
    int32_t c = table == NULL ? -1 : hm_table_find(table, column);
    if (c < 0 || hm_table_column_type(table, c) != HM_COLUMN_NUMBER) {
        return NAN;
    }
    return hm_table_number(table, row, c);
}

bool hmi_cell_is(const hm_table *table, int32_t row, const char *column,
                 const char *text)
{
    return strcmp(hmi_cell(table, row, column), text) == 0;
}

const hm_table *hmi_book_table(const hmi_book *book, const char *name)
{
    for (int32_t t = 0; t < book->n_tables; t++) {
        if (strcmp(hm_table_name(book->tables[t]), name) == 0) {
            return book->tables[t];
        }
    }
    return NULL;
}

const char *hmi_book_name(const hmi_book *book, const char *code)
{
    for (int32_t i = 0; i < book->n_names; i++) {
        if (strcmp(book->names[i].code, code) == 0) {
            const char *text = book->names[i].text;
            return text == NULL || text[0] == '\0' ? code : text;
        }
    }
    return code;
}

/* --- the manifest ------------------------------------------------------- */

/* Text at a key of a map, "" when it is not there. */
static const char *text_at(const hm_node *map, const char *key)
{
    const hm_node *node = map == NULL || hm_node_get_kind(map) != HM_NODE_MAP
                              ? NULL
                              : hm_node_find(map, key);
    const char *text = node == NULL ? NULL : hm_node_text(node);
    return text == NULL ? "" : text;
}

static const hm_node *list_at(const hm_node *map, const char *key)
{
    const hm_node *node = map == NULL || hm_node_get_kind(map) != HM_NODE_MAP
                              ? NULL
                              : hm_node_find(map, key);
    return node != NULL && hm_node_get_kind(node) != HM_NODE_SCALAR ? node
                                                                    : NULL;
}

static int32_t size_of(const hm_node *list)
{
    return list == NULL ? 0 : hm_node_size(list);
}

/* Names of countries, sectors and scenarios: maps from code to name. */
static hm_status read_names(hmi_book *book)
{
    static const char *const kinds[] = {"countries", "sectors", "scenarios"};
    const hm_node *names = list_at(book->manifest, "names");
    int32_t total = 0;
    for (size_t k = 0; k < 3; k++) {
        total += size_of(list_at(names, kinds[k]));
    }
    book->names = HMI_ARRAY(book->ctx, hm_report_name, total);
    if (book->names == NULL) {
        return HM_ERR_MEMORY;
    }
    for (size_t k = 0; k < 3; k++) {
        const hm_node *map = list_at(names, kinds[k]);
        bool is_map = map != NULL && hm_node_get_kind(map) == HM_NODE_MAP;
        for (int32_t i = 0; is_map && i < hm_node_size(map); i++) {
            const char *text = hm_node_text(hm_node_item(map, i));
            book->names[book->n_names++] =
                (hm_report_name){hm_node_key(map, i), text};
        }
    }
    return HM_OK;
}

static double number_of(const char *text)
{
    double value = NAN;
    return hmi_parse_number(text, text + strlen(text), &value) ? value
                                                               : (double)NAN;
}

/* The largest residual that the manifest states for a confirmed solve. */
static double worst_residual(const hm_node *manifest)
{
    double worst = NAN;
    const hm_node *members = list_at(manifest, "members");
    for (int32_t m = 0; m < size_of(members); m++) {
        const hm_node *solves = list_at(hm_node_item(members, m), "solves");
        for (int32_t s = 0; s < size_of(solves); s++) {
            const hm_node *solve = hm_node_item(solves, s);
            double residual =
                number_of(text_at(list_at(solve, "verification"), "residual"));
            if (strcmp(text_at(solve, "verified"), "true") == 0 &&
                !isnan(residual) && !(residual <= worst)) {
                worst = residual;
            }
        }
    }
    return worst;
}

/* "world-2014-prk (2014), world-2011-prk (2011)". */
static hm_status read_vintage(hmi_book *book)
{
    hmi_text words;
    const hm_node *data = list_at(book->manifest, "data");
    hmi_text_init(&words, book->ctx);
    for (int32_t i = 0; i < size_of(data); i++) {
        const hm_node *one = hm_node_item(data, i);
        hmi_text_addf(&words, "%s%s", i == 0 ? "" : ", ", text_at(one, "name"));
        if (text_at(one, "year")[0] != '\0') {
            hmi_text_addf(&words, " (%s)", text_at(one, "year"));
        }
    }
    return hmi_text_take(&words, &book->vintage);
}

static hm_status read_manifest(hmi_book *book, const hm_file *file)
{
    HMI_TRY(hm_settings_parse(book->ctx, file->name, file->bytes, file->size,
                              &book->manifest));
    const hm_node *manifest = book->manifest;
    const hm_node *roles = list_at(manifest, "roles");
    book->title = text_at(manifest, "case");
    book->description = text_at(manifest, "description");
    book->version = text_at(manifest, "version");
    book->verified = text_at(manifest, "verified");
    book->ranges = text_at(manifest, "ranges");
    book->missing = text_at(manifest, "missing");
    book->sender = text_at(roles, "sender");
    book->broker = text_at(roles, "broker");
    book->target = text_at(roles, "target");
    book->residual = worst_residual(manifest);
    HMI_TRY(read_vintage(book));
    return read_names(book);
}

/* --- open and close ----------------------------------------------------- */

/* "country.csv" without its ending, in the context's memory. */
static hm_status stem_of(hm_context *ctx, const char *file, char **out)
{
    hmi_text stem;
    hmi_text_init(&stem, ctx);
    hmi_text_append(&stem, file, strlen(file) - strlen(".csv"));
    return hmi_text_take(&stem, out);
}

static bool ends_with(const char *text, const char *end)
{
    size_t size = strlen(text);
    size_t tail = strlen(end);
    return size > tail && strcmp(text + size - tail, end) == 0;
}

static hm_status read_files(hmi_book *book, const hm_file *files,
                            int32_t n_files)
{
    for (int32_t i = 0; i < n_files; i++) {
        const char *name = files[i].name;
        if (strcmp(name, "workbench.html") == 0) {
            book->workbench = true;
        } else if (strcmp(name, "manifest.json") == 0) {
            HMI_TRY(read_manifest(book, &files[i]));
        } else if (ends_with(name, ".csv") && strchr(name, '/') == NULL) {
            char *stem = NULL;
            HMI_TRY(stem_of(book->ctx, name, &stem));
            hm_status status = hm_table_parse(book->ctx, &files[i], stem,
                                              &book->tables[book->n_tables]);
            hmi_free(book->ctx, stem);
            HMI_TRY(status);
            book->n_tables++;
        }
    }
    if (book->manifest == NULL) {
        return hmi_fail(book->ctx, HM_ERR_DATA,
                        "there is no manifest.json among the files; expected "
                        "what `hirschman run` wrote");
    }
    return HM_OK;
}

hm_status hmi_book_open(hm_context *ctx, const hm_file *files, int32_t n_files,
                        hmi_book *out)
{
    memset(out, 0, sizeof *out);
    out->ctx = ctx;
    out->title = out->description = out->version = "";
    out->verified = out->ranges = out->missing = "";
    out->sender = out->broker = out->target = "";
    out->residual = NAN;
    out->tables = HMI_ARRAY(ctx, hm_table *, n_files);
    hm_status status =
        out->tables == NULL ? HM_ERR_MEMORY : read_files(out, files, n_files);
    if (status != HM_OK) {
        hmi_book_close(out);
    }
    return status;
}

void hmi_book_close(hmi_book *book)
{
    for (int32_t t = 0; t < book->n_tables; t++) {
        hm_table_free(book->tables[t]);
    }
    hmi_free(book->ctx, book->tables);
    hmi_free(book->ctx, book->names);
    hmi_free(book->ctx, book->vintage);
    hm_settings_free(book->manifest);
    book->tables = NULL;
    book->names = NULL;
    book->vintage = NULL;
    book->manifest = NULL;
    book->n_tables = book->n_names = 0;
}

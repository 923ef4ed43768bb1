// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * csv.c - comma-separated values in memory, row by row (RFC 4180).
 *
 * Quotes with doubled quotes, \n or \r\n, an optional BOM, UTF-8 only; blanks
 * around an unquoted field are dropped. Columns are found by their names.
 * Nothing is allocated a field: fields point into the file. Positions are
 * worked out only when a message needs them.
 */
#include "io/internal.h"

#include <stdio.h>
#include <string.h>

/* --- positions and messages --- */

/* Line and column (1-based; columns count characters) of a byte at or after
 * the start of the current row. */
static void locate(const hmi_csv *csv, size_t offset, int32_t *line,
                   int32_t *column)
{
    *line = csv->row_line;
    *column = 1;
    for (size_t i = csv->row_offset; i < offset && i < csv->size; i++) {
        unsigned char c = (unsigned char)csv->bytes[i];
        if (c == '\n') {
            (*line)++;
            *column = 1;
        } else if ((c & 0xc0u) != 0x80u) {
            (*column)++;
        }
    }
}

static hm_status fail_at(const hmi_csv *csv, size_t offset, hm_status status,
                         const char *message)
{
    int32_t line = 0;
    int32_t column = 0;
    locate(csv, offset, &line, &column);
    return hmi_fail(csv->ctx, status, "%s:%d:%d: %s", csv->file, (int)line,
                    (int)column, message);
}

hm_status hmi_csv_fail(const hmi_csv *csv, int32_t column, hm_status status,
                       const char *format, ...)
{
    va_list list;
    char text[768];
    va_start(list, format);
    (void)vsnprintf(text, sizeof text, format, list);
    va_end(list);
    size_t offset = column < 0 || column >= csv->n_fields
                        ? csv->row_offset
                        : csv->fields[column].offset;
    return fail_at(csv, offset, status, text);
}

int32_t hmi_csv_line(const hmi_csv *csv, int32_t column)
{
    int32_t line = 0;
    int32_t at = 0;
    locate(csv, csv->fields[column].offset, &line, &at);
    return line;
}

void hmi_csv_place(const hmi_csv *csv, int32_t column, int32_t *line,
                   int32_t *at)
{
    locate(csv, csv->fields[column].offset, line, at);
}

/* --- UTF-8 --- */

/* Bytes of the well-formed sequence at `s` (Unicode, table 3-7), 0 if none. */
static size_t utf8_length(const unsigned char *s, size_t left)
{
    unsigned char c = s[0];
    size_t need = c < 0x80u ? 1 : c < 0xe0u ? 2 : c < 0xf0u ? 3 : 4;
    if (need == 1) {
        return c == 0 ? 0 : 1;
    }
    if (c < 0xc2u || c > 0xf4u || left < need) {
        return 0;
    }
    for (size_t i = 1; i < need; i++) {
        if ((s[i] & 0xc0u) != 0x80u) {
            return 0;
        }
    }
    bool overlong =
        (c == 0xe0u && s[1] < 0xa0u) || (c == 0xf0u && s[1] < 0x90u);
    bool outside = (c == 0xedu && s[1] > 0x9fu) || (c == 0xf4u && s[1] > 0x8fu);
    return overlong || outside ? 0 : need;
}

/* Eight plain ASCII bytes, none of them NUL? */
static bool plain_eight(const unsigned char *s)
{
    uint64_t word;
    memcpy(&word, s, sizeof word);
    uint64_t zero = (word - 0x0101010101010101u) & ~word & 0x8080808080808080u;
    return (word & 0x8080808080808080u) == 0 && zero == 0;
}

static hm_status check_utf8(hmi_csv *csv)
{
    const unsigned char *s = (const unsigned char *)csv->bytes;
    size_t i = 0;
    while (i < csv->size) {
        if (csv->size - i >= 8 && plain_eight(s + i)) {
            i += 8;
            continue;
        }
        size_t length = utf8_length(s + i, csv->size - i);
        if (length == 0) {
            return fail_at(csv, i, HM_ERR_PARSE,
                           s[i] == 0 ? "a zero byte; expected UTF-8 text"
                                     : "not UTF-8; save the file as UTF-8");
        }
        i += length;
    }
    return HM_OK;
}

/* --- fields --- */

static hm_status scratch_room(hmi_csv *csv, size_t size)
{
    if (csv->scratch_capacity - csv->scratch_size >= size) {
        return HM_OK;
    }
    /* Earlier fields of this row may point here: grow once, to the most that
     * a row can need, and never again. */
    if (csv->scratch != NULL) {
        return hmi_csv_fail(csv, -1, HM_ERR_LIMIT,
                            "this row is longer than %d bytes",
                            HMI_MAX_COLUMNS * HMI_MAX_FIELD);
    }
    size_t most = (size_t)HMI_MAX_COLUMNS * HMI_MAX_FIELD;
    size_t capacity = csv->size < most ? csv->size + 1 : most;
    csv->scratch = hmi_alloc(csv->ctx, capacity, 1);
    if (csv->scratch == NULL) {
        return HM_ERR_MEMORY;
    }
    csv->scratch_capacity = capacity;
    return HM_OK;
}

/* Copy a quoted field without its doubled quotes. */
static hm_status unescape(hmi_csv *csv, hmi_csv_field *field)
{
    HMI_TRY(scratch_room(csv, field->size));
    char *to = csv->scratch + csv->scratch_size;
    size_t size = 0;
    for (size_t i = 0; i < field->size; i++) {
        to[size++] = field->text[i];
        i += field->text[i] == '"' ? 1 : 0;
    }
    csv->scratch_size += size;
    field->text = to;
    field->size = size;
    return HM_OK;
}

/* A quoted field; csv->at is behind the opening quote. */
static hm_status scan_quoted(hmi_csv *csv, hmi_csv_field *field)
{
    size_t at = csv->at;
    bool doubled = false;
    for (;; at++) {
        if (at >= csv->size) {
            return fail_at(csv, field->offset, HM_ERR_PARSE,
                           "this quote is never closed");
        }
        char c = csv->bytes[at];
        if (c == '\n') {
            csv->line++;
        } else if (c == '"') {
            if (at + 1 < csv->size && csv->bytes[at + 1] == '"') {
                doubled = true;
                at++;
            } else {
                break;
            }
        }
    }
    field->text = csv->bytes + csv->at;
    field->size = at - csv->at;
    csv->at = at + 1;
    if (csv->at < csv->size) {
        char next = csv->bytes[csv->at];
        if (next != ',' && next != '\n' && next != '\r') {
            return fail_at(csv, csv->at, HM_ERR_PARSE,
                           "text after a closing quote; expected a comma or "
                           "the end of the line (a quote inside quotes is "
                           "written twice)");
        }
    }
    return doubled ? unescape(csv, field) : HM_OK;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static hm_status scan_plain(hmi_csv *csv, hmi_csv_field *field)
{
    const char *bytes = csv->bytes;
    size_t at = csv->at;
    size_t size = csv->size;
    while (at < size && bytes[at] != ',' && bytes[at] != '\n' &&
           bytes[at] != '\r' && bytes[at] != '"') {
        at++;
    }
    if (at < size && bytes[at] == '"') {
        return fail_at(csv, at, HM_ERR_PARSE,
                       "a quote inside a field; put the whole field in quotes "
                       "and write the inner quote twice");
    }
    size_t begin = csv->at;
    size_t end = at;
    while (begin < end && is_blank(bytes[begin])) {
        begin++;
    }
    while (end > begin && is_blank(bytes[end - 1])) {
        end--;
    }
    field->text = bytes + begin;
    field->size = end - begin;
    field->offset = begin;
    csv->at = at;
    return HM_OK;
}

static hm_status scan_field(hmi_csv *csv)
{
    if (csv->n_fields == HMI_MAX_COLUMNS) {
        return fail_at(csv, csv->at, HM_ERR_LIMIT, "more than 64 columns");
    }
    hmi_csv_field *field = &csv->fields[csv->n_fields];
    field->offset = csv->at;
    if (csv->at < csv->size && csv->bytes[csv->at] == '"') {
        csv->at++;
        HMI_TRY(scan_quoted(csv, field));
    } else {
        HMI_TRY(scan_plain(csv, field));
    }
    if (field->size > HMI_MAX_FIELD) {
        return fail_at(csv, field->offset, HM_ERR_LIMIT,
                       "a field of more than 65536 bytes");
    }
    csv->n_fields++;
    return HM_OK;
}

/* Step over the end of a line; a lone \r is refused. */
static hm_status end_line(hmi_csv *csv)
{
    if (csv->at < csv->size && csv->bytes[csv->at] == '\r') {
        csv->at++;
        if (csv->at < csv->size && csv->bytes[csv->at] != '\n') {
            return fail_at(csv, csv->at - 1, HM_ERR_PARSE,
                           "a carriage return without a line feed; save the "
                           "file with \\n or \\r\\n line ends");
        }
    }
    if (csv->at < csv->size) {
        csv->at++;
        csv->line++;
    }
    return HM_OK;
}

static hm_status scan_row(hmi_csv *csv)
{
    csv->n_fields = 0;
    csv->scratch_size = 0;
    csv->row_line = csv->line;
    csv->row_offset = csv->at;
    for (;;) {
        HMI_TRY(scan_field(csv));
        if (csv->at >= csv->size || csv->bytes[csv->at] != ',') {
            return end_line(csv);
        }
        csv->at++;
    }
}

/* A line with nothing on it, not even quotes. */
static bool is_blank_row(const hmi_csv *csv)
{
    return csv->n_fields == 1 && csv->fields[0].size == 0 &&
           (csv->fields[0].offset >= csv->size ||
            csv->bytes[csv->fields[0].offset] != '"');
}

hm_status hmi_csv_next(hmi_csv *csv, bool *more)
{
    *more = false;
    while (csv->at < csv->size) {
        HMI_TRY(scan_row(csv));
        if (is_blank_row(csv)) {
            continue;
        }
        if (csv->n_columns > 0 && csv->n_fields != csv->n_columns) {
            return hmi_csv_fail(csv, -1, HM_ERR_PARSE,
                                "%d fields; expected %d, as in the header",
                                (int)csv->n_fields, (int)csv->n_columns);
        }
        *more = true;
        return HM_OK;
    }
    return HM_OK;
}

bool hmi_csv_empty(const hmi_csv *csv, int32_t column)
{
    return column < 0 || csv->fields[column].size == 0;
}

char *hmi_csv_text(const hmi_csv *csv, int32_t column, hmi_arena *arena)
{
    const hmi_csv_field *field = &csv->fields[column];
    return hmi_arena_text(arena, field->text, field->size);
}

hm_status hmi_csv_number(const hmi_csv *csv, int32_t column, double *out)
{
    const hmi_csv_field *field = &csv->fields[column];
    const char *end = field->text + field->size;
    if (hmi_parse_number(field->text, end, out)) {
        return HM_OK;
    }
    if (field->size == 0) {
        return hmi_csv_fail(csv, column, HM_ERR_PARSE,
                            "empty; expected a number (leave the row out for "
                            "zero)");
    }
    int shown = field->size < 40 ? (int)field->size : 40;
    return hmi_csv_fail(csv, column, HM_ERR_PARSE,
                        "\"%.*s\"; expected a finite decimal number with \".\""
                        " (such as 2.5e-05; no thousands separator, no NaN, "
                        "no infinity, no hexadecimal)",
                        shown, field->text);
}

/* --- the header --- */

static bool field_is(const hmi_csv_field *field, const char *name)
{
    return strlen(name) == field->size &&
           memcmp(field->text, name, field->size) == 0;
}

/* Index of the want that a header field names, -1 when none does. */
static int32_t find_want(const hmi_csv_field *field, const hmi_csv_want *wants,
                         int32_t n_wants)
{
    for (int32_t w = 0; w < n_wants; w++) {
        for (size_t a = 0; wants[w].names[a] != NULL; a++) {
            if (field_is(field, wants[w].names[a])) {
                return w;
            }
        }
    }
    return -1;
}

static hm_status unknown_column(const hmi_csv *csv, int32_t f,
                                const hmi_csv_want *wants, int32_t n_wants)
{
    const char *names[HMI_MAX_COLUMNS];
    char found[64];
    hmi_text known;
    const hmi_csv_field *field = &csv->fields[f];
    size_t size =
        field->size < sizeof found - 1 ? field->size : sizeof found - 1;
    memcpy(found, field->text, size);
    found[size] = '\0';
    hmi_text_init(&known, csv->ctx);
    for (int32_t w = 0; w < n_wants; w++) {
        names[w] = wants[w].names[0];
        hmi_text_addf(&known, "%s%s", w == 0 ? "" : ", ", names[w]);
    }
    int32_t near = hmi_nearest(found, names, n_wants);
    hm_status status = hmi_csv_fail(
        csv, f, HM_ERR_UNKNOWN, "column \"%s\" is not known%s%s%s; expected %s",
        found, near < 0 ? "" : " (did you mean \"", near < 0 ? "" : names[near],
        near < 0 ? "" : "\"?)", known.data == NULL ? "" : known.data);
    hmi_text_clear(&known);
    return status;
}

static hm_status bind_columns(hmi_csv *csv, const hmi_csv_want *wants,
                              int32_t n_wants, int32_t *column)
{
    for (int32_t w = 0; w < n_wants; w++) {
        column[w] = -1;
    }
    for (int32_t f = 0; f < csv->n_fields; f++) {
        const hmi_csv_field *field = &csv->fields[f];
        int32_t w = find_want(field, wants, n_wants);
        if (w < 0) {
            return unknown_column(csv, f, wants, n_wants);
        }
        if (column[w] >= 0) {
            const hmi_csv_field *first = &csv->fields[column[w]];
            return hmi_csv_fail(
                csv, f, HM_ERR_DATA,
                "column \"%.*s\" means %s, and so does column \"%.*s\"; keep "
                "one of them",
                (int)field->size, field->text, wants[w].names[0],
                (int)first->size, first->text);
        }
        column[w] = f;
    }
    for (int32_t w = 0; w < n_wants; w++) {
        if (wants[w].required && column[w] < 0) {
            return hmi_csv_fail(csv, -1, HM_ERR_DATA,
                                "the header has no column \"%s\"",
                                wants[w].names[0]);
        }
    }
    return HM_OK;
}

hm_status hmi_csv_open(hm_context *ctx, const char *file, const void *bytes,
                       size_t size, const hmi_csv_want *wants, int32_t n_wants,
                       int32_t *column, hmi_csv *csv)
{
    bool more = false;
    memset(csv, 0, sizeof *csv);
    csv->ctx = ctx;
    csv->file = file;
    csv->bytes = bytes;
    csv->size = size;
    csv->line = 1;
    csv->row_line = 1;
    if (size > HMI_MAX_FILE) {
        return hmi_fail(ctx, HM_ERR_LIMIT, "%s: has more than %d bytes", file,
                        HMI_MAX_FILE);
    }
    HMI_TRY(check_utf8(csv));
    if (size >= 3 && memcmp(csv->bytes, "\xef\xbb\xbf", 3) == 0) {
        csv->at = 3;
    }
    HMI_TRY(hmi_csv_next(csv, &more));
    if (!more) {
        return hmi_fail(ctx, HM_ERR_PARSE,
                        "%s:1:1: empty; expected a header that names the "
                        "columns",
                        file);
    }
    HMI_TRY(bind_columns(csv, wants, n_wants, column));
    csv->n_columns = csv->n_fields;
    return HM_OK;
}

void hmi_csv_clear(hmi_csv *csv)
{
    if (csv->ctx != NULL) {
        hmi_free(csv->ctx, csv->scratch);
        csv->scratch = NULL;
    }
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * document.c (web) - YAML and JSON as a settings tree, where libfyaml is not.
 *
 * The part of YAML 1.2 that cases and economies use: block maps and lists,
 * flow maps and lists (and so JSON), plain and quoted texts on one line,
 * comments. What it does not read (anchors, tags, texts over several lines)
 * it refuses by name; it never reads a document otherwise than libfyaml does
 * (tests/web compares the two).
 */
#include "io/internal.h"

#include <stdio.h>
#include <string.h>

typedef struct reader {
    hm_context *ctx;
    const char *file;
    const char *text;
    size_t size, at, line_start;
    int32_t line, nodes;
    int32_t floor; /* lines of a flow begin right of this column */
} reader;

static hm_status read_block(reader *r, size_t indent, int32_t depth,
                            hm_node **out);
static hm_status read_flow(reader *r, int32_t depth, hm_node **out);

static hm_status fail(const reader *r, const char *what)
{
    return hmi_fail(r->ctx, HM_ERR_PARSE, "%s:%d:%d: not valid YAML: %s",
                    r->file, (int)r->line, (int)(r->at - r->line_start) + 1,
                    what);
}

static char here(const reader *r)
{
    return r->at < r->size ? r->text[r->at] : '\n';
}

static char next(const reader *r)
{
    return r->at + 1 < r->size ? r->text[r->at + 1] : '\n';
}

static bool is_end(char c)
{
    return c == '\n' || c == '\r';
}

static bool is_gap(char c)
{
    return c == ' ' || is_end(c);
}

static size_t column(const reader *r)
{
    return r->at - r->line_start;
}

/* --- nodes -------------------------------------------------------------- */

static hm_status make(reader *r, hm_node_kind kind, const char *text,
                      hm_node **out)
{
    char place[256];
    (void)snprintf(place, sizeof place, "%.200s:%d:%d", r->file, (int)r->line,
                   (int)column(r) + 1);
    *out = NULL;
    if (++r->nodes > HMI_MAX_NODES) {
        return fail(r, "more than 500000 values");
    }
    return hmi_node_create(r->ctx, kind, text, place, out);
}

/* A text of the file as a node; an unquoted null is "". */
static hm_status make_text(reader *r, const char *from, size_t size,
                           hm_node **out)
{
    hmi_text text;
    char *words = NULL;
    hmi_text_init(&text, r->ctx);
    hmi_text_append(&text, from, size);
    HMI_TRY(hmi_text_take(&text, &words));
    bool null = strcmp(words, "null") == 0 || strcmp(words, "Null") == 0 ||
                strcmp(words, "NULL") == 0 || strcmp(words, "~") == 0;
    hm_status status = make(r, HM_NODE_SCALAR, null ? "" : words, out);
    hmi_free(r->ctx, words);
    return status;
}

static hm_status put(reader *r, hm_node *parent, const char *key, hm_node *item)
{
    (void)r;
    hm_status status = hmi_node_append(parent, key, item);
    if (status != HM_OK) {
        hmi_node_free(item);
    }
    return status;
}

/* --- blanks and comments ------------------------------------------------ */

static void end_line(reader *r)
{
    r->at += here(r) == '\r' && next(r) == '\n' ? 2 : 1;
    r->line++;
    r->line_start = r->at;
}

static bool at_comment(const reader *r)
{
    return here(r) == '#' &&
           (r->at == r->line_start || is_gap(r->text[r->at - 1]));
}

/* Blanks and a comment up to the end of the line. */
static void skip_blanks(reader *r)
{
    while (r->at < r->size && here(r) == ' ') {
        r->at++;
    }
    while (r->at < r->size && at_comment(r) && !is_end(here(r))) {
        r->at += strcspn(r->text + r->at, "\r\n");
    }
}

/* To the next thing that is no blank, over lines; false at the end. */
static bool skip_lines(reader *r)
{
    for (;;) {
        skip_blanks(r);
        if (r->at >= r->size) {
            return false;
        }
        if (!is_end(here(r))) {
            return true;
        }
        end_line(r);
    }
}

/* The line must hold nothing more. */
static hm_status finish_line(reader *r)
{
    skip_blanks(r);
    return r->at >= r->size || is_end(here(r))
               ? HM_OK
               : fail(r, "text behind a value that is complete");
}

/* --- texts -------------------------------------------------------------- */

static void add_code_point(hmi_text *text, unsigned long code)
{
    char bytes[4];
    size_t size = 0;
    if (code < 0x80) {
        bytes[size++] = (char)code;
    } else if (code < 0x800) {
        bytes[size++] = (char)(0xc0 | (code >> 6));
        bytes[size++] = (char)(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        bytes[size++] = (char)(0xe0 | (code >> 12));
        bytes[size++] = (char)(0x80 | ((code >> 6) & 0x3f));
        bytes[size++] = (char)(0x80 | (code & 0x3f));
    } else {
        bytes[size++] = (char)(0xf0 | (code >> 18));
        bytes[size++] = (char)(0x80 | ((code >> 12) & 0x3f));
        bytes[size++] = (char)(0x80 | ((code >> 6) & 0x3f));
        bytes[size++] = (char)(0x80 | (code & 0x3f));
    }
    hmi_text_append(text, bytes, size);
}

/* The number that `digits` hexadecimal digits write; false when none. */
static bool hex(const reader *r, size_t at, size_t digits, unsigned long *out)
{
    *out = 0;
    for (size_t i = 0; i < digits; i++) {
        char c = at + i < r->size ? r->text[at + i] : '\n';
        unsigned long digit = 16;
        if (c >= '0' && c <= '9') {
            digit = (unsigned long)(c - '0');
        } else if (c >= 'a' && c <= 'f') {
            digit = (unsigned long)(c - 'a') + 10;
        } else if (c >= 'A' && c <= 'F') {
            digit = (unsigned long)(c - 'A') + 10;
        }
        if (digit > 15) {
            return false;
        }
        *out = *out * 16 + digit;
    }
    return true;
}

/* One escape; r->at is on the letter behind the backslash. */
static hm_status read_escape(reader *r, hmi_text *text)
{
    static const char letters[] = "\"\\/ nrtbf0ae";
    static const char meaning[] = "\"\\/ \n\r\t\b\f\0\a\033";
    char c = here(r);
    const char *known = strchr(letters, c);
    unsigned long code = 0;
    if (c == 'u' || c == 'x') {
        size_t digits = c == 'u' ? 4 : 2;
        if (!hex(r, r->at + 1, digits, &code)) {
            return fail(r, "an escape that is none");
        }
        r->at += digits;
        unsigned long low = 0;
        if (code >= 0xd800 && code < 0xdc00) {
            if (r->at + 2 >= r->size || next(r) != '\\' ||
                r->text[r->at + 2] != 'u' || !hex(r, r->at + 3, 4, &low) ||
                low < 0xdc00 || low > 0xdfff) {
                return fail(r, "half of a surrogate pair");
            }
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            r->at += 6;
        }
    } else if (known != NULL && c != '\0') {
        code = (unsigned long)(unsigned char)meaning[known - letters];
    } else {
        return fail(r, "an escape that is not known here");
    }
    if (code == 0 || (code >= 0xd800 && code <= 0xdfff)) {
        return fail(r, "an escape for no character");
    }
    add_code_point(text, code);
    r->at++;
    return HM_OK;
}

/* A quoted text on one line into `text`. */
static hm_status read_quoted(reader *r, hmi_text *text)
{
    char quote = here(r);
    r->at++;
    for (;;) {
        char c = here(r);
        if (r->at >= r->size || is_end(c)) {
            return fail(r, "a quoted text goes on in the next line, which is "
                           "not read here; write it in one line");
        }
        if (c == quote && quote == '\'' && next(r) == '\'') {
            hmi_text_append(text, "'", 1);
            r->at += 2;
        } else if (c == quote) {
            r->at++;
            return text->status;
        } else if (c == '\\' && quote == '"') {
            r->at++;
            HMI_TRY(read_escape(r, text));
        } else {
            hmi_text_append(text, &c, 1);
            r->at++;
        }
    }
}

/* Where a plain text ends: before ": ", " #", and in flows ",[]{}". */
static size_t plain_size(const reader *r, bool flow)
{
    size_t at = r->at;
    size_t end = r->at;
    for (; at < r->size && !is_end(r->text[at]); at++) {
        char c = r->text[at];
        char after = at + 1 < r->size ? r->text[at + 1] : '\n';
        bool colon = c == ':' && (is_gap(after) ||
                                  (flow && strchr(",[]{}", after) != NULL));
        bool comment = c == '#' && at > r->at && is_gap(r->text[at - 1]);
        if (colon || comment || (flow && strchr(",[]{}", c) != NULL)) {
            break;
        }
        end = is_gap(c) ? end : at + 1;
    }
    return end - r->at;
}

static hm_status check_plain(const reader *r, size_t size)
{
    char c = here(r);
    if (memchr(r->text + r->at, '\t', size + 1) != NULL) {
        return fail(r, "a tab outside quotes; use blanks");
    }
    if (strchr("&*!|>%@`[]{},#", c) != NULL && size > 0) {
        return fail(r, "a mark that begins no plain text (anchors, tags and "
                       "texts over several lines are not read here); quote it");
    }
    if (column(r) == 0 && r->at + 3 <= r->size &&
        (memcmp(r->text + r->at, "---", 3) == 0 ||
         memcmp(r->text + r->at, "...", 3) == 0)) {
        return fail(r, "a mark of the document's end; expected one document "
                       "without it");
    }
    bool mark = (c == '?' || c == ':' || c == '-') &&
                (is_gap(next(r)) || strchr(",[]{}", next(r)) != NULL);
    return size == 0 || mark ? fail(r, "expected a value") : HM_OK;
}

static hm_status read_scalar(reader *r, bool flow, hm_node **out)
{
    if (here(r) != '"' && here(r) != '\'') {
        size_t size = plain_size(r, flow);
        HMI_TRY(check_plain(r, size));
        HMI_TRY(make_text(r, r->text + r->at, size, out));
        r->at += size;
        return HM_OK;
    }
    hmi_text text;
    char *words = NULL;
    hm_node *node = NULL;
    hmi_text_init(&text, r->ctx);
    reader begin = *r;
    hm_status status = read_quoted(r, &text);
    if (status != HM_OK) {
        hmi_text_clear(&text);
        return status;
    }
    HMI_TRY(hmi_text_take(&text, &words));
    status = make(&begin, HM_NODE_SCALAR, words, &node);
    r->nodes = begin.nodes;
    hmi_free(r->ctx, words);
    *out = node;
    return status;
}

/* A key and its colon; *key is to be freed. */
static hm_status read_key(reader *r, bool flow, const hm_node *map, char **key)
{
    hmi_text text;
    *key = NULL;
    hmi_text_init(&text, r->ctx);
    hm_status status = HM_OK;
    if (here(r) == '"' || here(r) == '\'') {
        status = read_quoted(r, &text);
    } else {
        size_t size = plain_size(r, flow);
        status = check_plain(r, size);
        if (status == HM_OK) {
            hmi_text_append(&text, r->text + r->at, size);
            r->at += size;
        }
    }
    if (status == HM_OK) {
        skip_blanks(r);
        bool colon = here(r) == ':' && (flow || is_gap(next(r)));
        status = colon ? HM_OK : fail(r, "expected \": \" and a value");
        r->at++;
    }
    if (status == HM_OK && text.data != NULL &&
        hm_node_find(map, text.data) != NULL) {
        status = hmi_fail(r->ctx, HM_ERR_DATA,
                          "%s:%d:%d: the key \"%.60s\" stands here twice",
                          r->file, (int)r->line, (int)column(r), text.data);
    }
    if (status != HM_OK) {
        hmi_text_clear(&text);
        return status;
    }
    return hmi_text_take(&text, key);
}

/* --- flow: [a, b] and {a: b} -------------------------------------------- */

/* To the next thing of a flow, which may stand on a further line. */
static hm_status skip_flow(reader *r)
{
    int32_t line = r->line;
    if (!skip_lines(r)) {
        return fail(r, "this is never closed");
    }
    if (r->line > line && (int64_t)column(r) <= r->floor) {
        return fail(r, "indented less than what it belongs to");
    }
    return HM_OK;
}

static hm_status flow_item(reader *r, hm_node *node, bool is_map, int32_t depth)
{
    char *key = NULL;
    hm_node *item = NULL;
    if (is_map) {
        HMI_TRY(read_key(r, true, node, &key));
        hm_status found = skip_flow(r);
        if (found != HM_OK) {
            hmi_free(r->ctx, key);
            return found;
        }
    }
    hm_status status = HM_OK;
    if (is_map && (here(r) == ',' || here(r) == '}')) {
        status = make(r, HM_NODE_SCALAR, "", &item);
    } else {
        status = read_flow(r, depth + 1, &item);
    }
    if (status == HM_OK) {
        status = put(r, node, key, item);
    }
    hmi_free(r->ctx, key);
    return status;
}

/* Items up to the closing mark. */
static hm_status flow_items(reader *r, hm_node *node, char close, int32_t depth)
{
    for (;;) {
        HMI_TRY(skip_flow(r));
        if (here(r) == close) {
            r->at++;
            return HM_OK;
        }
        HMI_TRY(flow_item(r, node, close == '}', depth));
        HMI_TRY(skip_flow(r));
        if (here(r) == ',') {
            r->at++;
        } else if (here(r) != close) {
            return fail(r, "expected a comma or the end of the list");
        }
    }
}

static hm_status read_flow(reader *r, int32_t depth, hm_node **out)
{
    char open = here(r);
    hm_node *node = NULL;
    *out = NULL;
    if (depth > HMI_MAX_DEPTH) {
        return fail(r, "nested more than 48 levels deep");
    }
    if (open != '[' && open != '{') {
        return read_scalar(r, true, out);
    }
    HMI_TRY(make(r, open == '[' ? HM_NODE_LIST : HM_NODE_MAP, NULL, &node));
    r->at++;
    hm_status status = flow_items(r, node, open == '[' ? ']' : '}', depth);
    if (status != HM_OK) {
        hmi_node_free(node);
        return status;
    }
    *out = node;
    return HM_OK;
}

/* --- blocks ------------------------------------------------------------- */

/* Does a key and a colon stand here? */
static bool at_key(const reader *r)
{
    reader look = *r;
    if (here(r) == '[' || here(r) == '{') {
        return false; /* lists and maps are no keys */
    }
    if (here(r) == '"' || here(r) == '\'') {
        char quote = here(r);
        for (look.at++; look.at < look.size && !is_end(here(&look));
             look.at++) {
            if (here(&look) == '\\' && quote == '"') {
                look.at++;
            } else if (here(&look) == quote) {
                break;
            }
        }
        look.at++;
    } else {
        look.at += plain_size(r, false);
    }
    skip_blanks(&look);
    return here(&look) == ':' && is_gap(next(&look));
}

static bool at_item(const reader *r)
{
    return here(r) == '-' && is_gap(next(r));
}

/* What follows "key:" or "- ": on this line, or deeper on the next ones. `least`
 * is the smallest column that a nested block may begin at. */
static hm_status read_nested(reader *r, size_t least, bool inline_blocks,
                             int32_t depth, hm_node **out)
{
    skip_blanks(r);
    if (r->at < r->size && !is_end(here(r))) {
        if (inline_blocks) {
            return read_block(r, column(r), depth + 1, out);
        }
        if (here(r) == '[' || here(r) == '{') {
            HMI_TRY(read_flow(r, depth + 1, out));
        } else {
            HMI_TRY(read_scalar(r, false, out));
        }
        hm_status status = finish_line(r);
        if (status != HM_OK) {
            hmi_node_free(*out);
            *out = NULL;
        }
        return status;
    }
    reader before = *r;
    bool more = skip_lines(r);
    if (more && column(r) >= least) {
        return read_block(r, column(r), depth + 1, out);
    }
    if (inline_blocks) {
        return fail(&before, "an empty list item");
    }
    hm_status status = make(&before, HM_NODE_SCALAR, "", out);
    r->nodes = before.nodes;
    return status;
}

static hm_status block_item(reader *r, size_t indent, bool is_map,
                            int32_t depth, hm_node *node)
{
    char *key = NULL;
    hm_node *item = NULL;
    hm_status status = HM_OK;
    if (is_map) {
        HMI_TRY(read_key(r, false, node, &key));
        /* a list may stand right below its key */
        reader look = *r;
        skip_blanks(&look);
        bool below = is_end(here(&look)) && skip_lines(&look) &&
                     column(&look) == indent && at_item(&look);
        status =
            read_nested(r, below ? indent : indent + 1, false, depth, &item);
    } else {
        r->at++;
        status = read_nested(r, indent + 1, true, depth, &item);
    }
    if (status == HM_OK) {
        status = put(r, node, key, item);
    }
    hmi_free(r->ctx, key);
    return status;
}

static hm_status block_items(reader *r, size_t indent, bool is_map,
                             int32_t depth, hm_node *node)
{
    for (;;) {
        HMI_TRY(block_item(r, indent, is_map, depth, node));
        if (!skip_lines(r) || column(r) < indent) {
            return HM_OK;
        }
        if (column(r) > indent) {
            return fail(r, "indented deeper than what it belongs to");
        }
        if (!is_map && !at_item(r)) {
            return HM_OK; /* a key at the same depth as the list below it */
        }
        if (is_map && at_item(r)) {
            return fail(r, "a list item among keys");
        }
    }
}

static hm_status read_block(reader *r, size_t indent, int32_t depth,
                            hm_node **out)
{
    hm_node *node = NULL;
    *out = NULL;
    if (depth > HMI_MAX_DEPTH) {
        return fail(r, "nested more than 48 levels deep");
    }
    bool item = at_item(r);
    if (!item && !at_key(r)) {
        if (here(r) == '[' || here(r) == '{') {
            HMI_TRY(read_flow(r, depth, out));
        } else {
            HMI_TRY(read_scalar(r, false, out));
        }
        hm_status ended = finish_line(r);
        if (ended != HM_OK) {
            hmi_node_free(*out);
            *out = NULL;
        }
        return ended;
    }
    HMI_TRY(make(r, item ? HM_NODE_LIST : HM_NODE_MAP, NULL, &node));
    int32_t floor = r->floor;
    r->floor = (int32_t)indent;
    hm_status status = block_items(r, indent, !item, depth, node);
    r->floor = floor;
    if (status != HM_OK) {
        hmi_node_free(node);
        return status;
    }
    *out = node;
    return HM_OK;
}

/* --- the document ------------------------------------------------------- */

/* Length of the character at `at`: 0 when it is no UTF-8 or not allowed. */
static size_t character(const reader *r, size_t at)
{
    const unsigned char *b = (const unsigned char *)r->text + at;
    size_t left = r->size - at;
    size_t size = b[0] < 0x80   ? 1
                  : b[0] < 0xc2 ? 0
                  : b[0] < 0xe0 ? 2
                  : b[0] < 0xf0 ? 3
                  : b[0] < 0xf5 ? 4
                                : 0;
    if (size == 0 || size > left) {
        return 0;
    }
    for (size_t i = 1; i < size; i++) {
        if ((b[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    bool long_form =
        (b[0] == 0xe0 && b[1] < 0xa0) || (b[0] == 0xf0 && b[1] < 0x90);
    bool surrogate = b[0] == 0xed && b[1] > 0x9f;
    bool beyond = b[0] == 0xf4 && b[1] > 0x8f;
    bool control = (b[0] < 0x20 && b[0] != '\t' && !is_end((char)b[0])) ||
                   b[0] == 0x7f || (b[0] == 0xc2 && b[1] < 0xa0);
    return long_form || surrogate || beyond || control ? 0 : size;
}

static hm_status check_text(reader *r)
{
    while (r->at < r->size) {
        size_t size = character(r, r->at);
        if (size == 0) {
            return fail(r, "a control character, or not UTF-8");
        }
        if (r->text[r->at] == '\n') {
            r->line++;
            r->line_start = r->at + 1;
        }
        r->at += size;
    }
    r->at = r->line_start = 0;
    r->line = 1;
    return HM_OK;
}

static hm_status read_document(reader *r, hm_node **out)
{
    HMI_TRY(check_text(r));
    if (r->size >= 3 && memcmp(r->text, "\xef\xbb\xbf", 3) == 0) {
        r->at = r->line_start = 3;
    }
    if (skip_lines(r) && column(r) == 0 && r->at + 3 <= r->size &&
        memcmp(r->text + r->at, "---", 3) == 0) {
        r->at += 3;
        HMI_TRY(finish_line(r));
    }
    if (!skip_lines(r)) {
        return fail(r, "empty; expected a map of keys and values");
    }
    HMI_TRY(read_block(r, column(r), 0, out));
    if (skip_lines(r)) {
        hmi_node_free(*out);
        *out = NULL;
        return fail(r, "this belongs to nothing above it");
    }
    return HM_OK;
}

hm_status hmi_document_parse(hm_context *ctx, const char *file,
                             const void *bytes, size_t size, hm_node **out)
{
    reader r = {ctx, file, bytes, size, 0, 0, 1, 0, -1};
    hmi_text copy;
    *out = NULL;
    if (size > HMI_MAX_DOCUMENT) {
        return hmi_fail(ctx, HM_ERR_LIMIT, "%s: has more than %d bytes", file,
                        HMI_MAX_DOCUMENT);
    }
    /* a copy that ends with a zero, for the searches */
    hmi_text_init(&copy, ctx);
    hmi_text_append(&copy, bytes, size);
    if (copy.status != HM_OK) {
        return copy.status;
    }
    r.text = copy.data;
    hm_status status = read_document(&r, out);
    hmi_text_clear(&copy);
    return status;
}

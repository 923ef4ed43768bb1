// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * document.c - a YAML 1.2 or JSON document as a settings tree (hm_node), over
 * the event parser of libfyaml.
 *
 * Each node knows its FILE:LINE:COLUMN. Scalars stay text (NO is Norway);
 * only the plain null, ~ and nothing become "". An alias is a copy of what
 * was anchored; depth and number of nodes are limited, so that a few lines
 * cannot unfold into gigabytes. Duplicate keys, tags and a second document
 * are refused.
 */
#include "io/internal.h"

#include <libfyaml.h>
#include <stdio.h>
#include <string.h>

enum { MAX_KEYS = 4096 }; /* of one map: finding a key is linear */

typedef struct anchor {
    const char *name;
    const hm_node *node;
    bool open; /* its end has not been reached */
} anchor;

typedef struct level {
    hm_node *node;
    char *key; /* pending key of a map */
    int32_t anchor;
} level;

typedef struct reader {
    hm_context *ctx;
    const char *file;
    const char *bytes;
    size_t size;
    hmi_arena arena; /* keys and anchors */
    struct fy_parser *parser;
    hm_node *root;
    level stack[HMI_MAX_DEPTH];
    int32_t depth;
    int32_t nodes;
    anchor *anchors;
    int32_t n_anchors, anchor_room;
    int32_t documents;
    int32_t line, column; /* of the event at hand */
} reader;

static hm_status fail_here(const reader *r, hm_status status,
                           const char *message)
{
    return hmi_fail(r->ctx, status, "%s:%d:%d: %s", r->file, (int)r->line,
                    (int)r->column, message);
}

static hm_status count_nodes(reader *r, int32_t more)
{
    if (more > HMI_MAX_NODES - r->nodes) {
        return fail_here(r, HM_ERR_LIMIT,
                         "the document has more than 500000 values, aliases "
                         "unfolded");
    }
    r->nodes += more;
    return HM_OK;
}

/* --- duplicates of a map --- */

static hm_status check_key(const reader *r, const hm_node *map, const char *key)
{
    if (hm_node_size(map) >= MAX_KEYS) {
        return fail_here(r, HM_ERR_LIMIT, "a map of more than 4096 keys");
    }
    const hm_node *first = hm_node_find(map, key);
    if (first == NULL) {
        return HM_OK;
    }
    return hmi_fail(
        r->ctx, HM_ERR_PARSE,
        "%s:%d:%d: key \"%.60s\" stands here twice (its first value "
        "is at %s); rename or remove one",
        r->file, (int)r->line, (int)r->column, key, hm_node_place(first));
}

/* Hang `node` where the next value belongs; owns it from here on. */
static hm_status place_node(reader *r, hm_node *node)
{
    hm_status status = HM_OK;
    if (r->depth == 0) {
        r->root = node;
        return HM_OK;
    }
    level *top = &r->stack[r->depth - 1];
    status = hmi_node_append(top->node, top->key, node);
    if (status != HM_OK) {
        hmi_node_free(node);
        return status;
    }
    top->key = NULL;
    return HM_OK;
}

/* --- anchors --- */

static hm_status add_anchor(reader *r, struct fy_token *token,
                            const hm_node *node, bool open, int32_t *index)
{
    *index = -1;
    if (token == NULL) {
        return HM_OK;
    }
    size_t size = 0;
    const char *text = fy_token_get_text(token, &size);
    if (r->n_anchors == r->anchor_room) {
        int32_t room = r->anchor_room * 2 + 16;
        anchor *grown = HMI_KEEP(&r->arena, anchor, room);
        if (grown == NULL) {
            return HM_ERR_MEMORY;
        }
        if (r->n_anchors > 0) {
            memcpy(grown, r->anchors, (size_t)r->n_anchors * sizeof *grown);
        }
        r->anchors = grown;
        r->anchor_room = room;
    }
    anchor *a = &r->anchors[r->n_anchors];
    a->name = hmi_arena_text(&r->arena, text == NULL ? "" : text, size);
    a->node = node;
    a->open = open;
    if (a->name == NULL) {
        return HM_ERR_MEMORY;
    }
    *index = r->n_anchors++;
    return HM_OK;
}

static const anchor *find_anchor(const reader *r, const char *name)
{
    for (int32_t i = r->n_anchors - 1; i >= 0; i--) {
        if (strcmp(r->anchors[i].name, name) == 0) {
            return &r->anchors[i];
        }
    }
    return NULL;
}

/* A deep copy, counted against the limits. */
static hm_status copy_node(reader *r, const hm_node *from, int32_t depth,
                           hm_node **out)
{
    hm_status status = HM_OK;
    hm_node *node = NULL;
    *out = NULL;
    if (depth >= HMI_MAX_DEPTH) {
        return fail_here(r, HM_ERR_LIMIT, "nested more than 48 levels deep");
    }
    HMI_TRY(count_nodes(r, 1));
    HMI_TRY(hmi_node_create(r->ctx, hm_node_get_kind(from), hm_node_text(from),
                            hm_node_place(from), &node));
    bool is_map = hm_node_get_kind(from) == HM_NODE_MAP;
    int32_t size =
        hm_node_get_kind(from) == HM_NODE_SCALAR ? 0 : hm_node_size(from);
    for (int32_t i = 0; i < size; i++) {
        hm_node *item = NULL;
        HMI_GOTO(status, copy_node(r, hm_node_item(from, i), depth + 1, &item));
        status =
            hmi_node_append(node, is_map ? hm_node_key(from, i) : NULL, item);
        if (status != HM_OK) {
            hmi_node_free(item);
            goto out;
        }
    }
    *out = node;
    return HM_OK;
out:
    hmi_node_free(node);
    return status;
}

/* --- events --- */

static hm_status make_node(reader *r, hm_node_kind kind, const char *text,
                           hm_node **out)
{
    char place[32];
    (void)snprintf(place, sizeof place, ":%d:%d", (int)r->line, (int)r->column);
    char *full = hmi_arena_format(&r->arena, "%s%s", r->file, place);
    *out = NULL;
    if (full == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_TRY(count_nodes(r, 1));
    return hmi_node_create(r->ctx, kind, text, full, out);
}

/* The core schema's null, when it is not quoted. */
static bool is_null(const char *text, struct fy_token *token)
{
    return fy_token_scalar_style(token) == FYSS_PLAIN &&
           (strcmp(text, "null") == 0 || strcmp(text, "Null") == 0 ||
            strcmp(text, "NULL") == 0 || strcmp(text, "~") == 0);
}

static hm_status refuse_tag(const reader *r, struct fy_token *tag)
{
    return tag == NULL ? HM_OK
                       : fail_here(r, HM_ERR_PARSE,
                                   "tags (\"!...\") are not used here; put the "
                                   "text in quotes");
}

/* A line break in quotes: blanks around it go; one break is a space, each
 * further one a line feed (YAML 1.2, 7.3.2). Returns where text goes on. */
static size_t fold_break(const char *raw, size_t at, size_t size, char *out,
                         size_t *length, size_t kept)
{
    size_t breaks = 0;
    while (*length > kept &&
           (out[*length - 1] == ' ' || out[*length - 1] == '\t')) {
        (*length)--;
    }
    for (; at < size && strchr(" \t\r\n", raw[at]) != NULL; at++) {
        breaks += raw[at] == '\n' ? 1 : 0;
    }
    if (breaks <= 1) {
        out[(*length)++] = ' ';
    }
    for (size_t b = 1; b < breaks; b++) {
        out[(*length)++] = '\n';
    }
    return at;
}

/*
 * A single-quoted text, worked out here: libfyaml 0.7 loses memory on two
 * doubled quotes in a row. *out is NULL when the place is not as expected.
 */
static hm_status single_quoted(reader *r, struct fy_token *token, char **out)
{
    const struct fy_mark *start = fy_token_start_mark(token);
    const struct fy_mark *end = fy_token_end_mark(token);
    size_t length = 0;
    size_t kept = 0; /* what stands before cannot be trimmed */
    *out = NULL;
    if (start == NULL || end == NULL || start->input_pos == 0 ||
        end->input_pos < start->input_pos || end->input_pos >= r->size ||
        r->bytes[start->input_pos - 1] != '\'' ||
        r->bytes[end->input_pos] != '\'') {
        return HM_OK;
    }
    const char *raw = r->bytes + start->input_pos;
    size_t size = end->input_pos - start->input_pos;
    *out = hmi_arena_alloc(&r->arena, size + 1, 1);
    if (*out == NULL) {
        return HM_ERR_MEMORY;
    }
    for (size_t i = 0; i < size;) {
        if (raw[i] == '\n' || raw[i] == '\r') {
            i = fold_break(raw, i, size, *out, &length, kept);
            kept = length;
            continue;
        }
        (*out)[length++] = raw[i];
        i += raw[i] == '\'' ? 2 : 1;
    }
    return HM_OK;
}

/* The terminated text of a token, in the arena; zero bytes are refused. */
static hm_status token_text(reader *r, struct fy_token *token, char **out)
{
    size_t size = 0;
    *out = NULL;
    if (token != NULL && fy_token_scalar_style(token) == FYSS_SINGLE_QUOTED) {
        HMI_TRY(single_quoted(r, token, out));
        if (*out != NULL) {
            return HM_OK;
        }
    }
    const char *text = token == NULL ? "" : fy_token_get_text(token, &size);
    if (text == NULL) {
        return fail_here(r, HM_ERR_PARSE, "this text cannot be read");
    }
    if (memchr(text, '\0', size) != NULL) {
        return fail_here(r, HM_ERR_PARSE, "a zero byte in a text");
    }
    *out = hmi_arena_text(&r->arena, text, size);
    return *out == NULL ? HM_ERR_MEMORY : HM_OK;
}

/* Is the next value of the innermost open node a key? */
static bool expects_key(const reader *r)
{
    return r->depth > 0 && r->stack[r->depth - 1].key == NULL &&
           hm_node_get_kind(r->stack[r->depth - 1].node) == HM_NODE_MAP;
}

static hm_status on_scalar(reader *r, const struct fy_event *event)
{
    char *text = NULL;
    hm_node *node = NULL;
    int32_t unused = -1;
    struct fy_token *token = event->scalar.value;
    HMI_TRY(refuse_tag(r, event->scalar.tag));
    HMI_TRY(token_text(r, token, &text));
    if (expects_key(r)) {
        level *top = &r->stack[r->depth - 1];
        if (event->scalar.anchor != NULL) {
            return fail_here(r, HM_ERR_PARSE, "a key cannot have an anchor");
        }
        HMI_TRY(check_key(r, top->node, text));
        top->key = text;
        return HM_OK;
    }
    const char *value = token == NULL || is_null(text, token) ? "" : text;
    HMI_TRY(make_node(r, HM_NODE_SCALAR, value, &node));
    HMI_TRY(place_node(r, node));
    return add_anchor(r, event->scalar.anchor, node, false, &unused);
}

static hm_status on_start(reader *r, hm_node_kind kind, struct fy_token *name,
                          struct fy_token *tag)
{
    hm_node *node = NULL;
    int32_t index = -1;
    HMI_TRY(refuse_tag(r, tag));
    if (expects_key(r)) {
        return fail_here(r, HM_ERR_PARSE,
                         "a list or a map cannot be a key; expected a name");
    }
    if (r->depth == HMI_MAX_DEPTH) {
        return fail_here(r, HM_ERR_LIMIT, "nested more than 48 levels deep");
    }
    HMI_TRY(make_node(r, kind, NULL, &node));
    HMI_TRY(place_node(r, node));
    HMI_TRY(add_anchor(r, name, node, true, &index));
    r->stack[r->depth].node = node;
    r->stack[r->depth].key = NULL;
    r->stack[r->depth].anchor = index;
    r->depth++;
    return HM_OK;
}

static void on_end(reader *r)
{
    r->depth--;
    if (r->stack[r->depth].anchor >= 0) {
        r->anchors[r->stack[r->depth].anchor].open = false;
    }
}

static hm_status on_alias(reader *r, const struct fy_event *event)
{
    char *name = NULL;
    hm_node *node = NULL;
    HMI_TRY(token_text(r, event->alias.anchor, &name));
    if (expects_key(r)) {
        return fail_here(r, HM_ERR_PARSE, "a key cannot be an alias");
    }
    const anchor *a = find_anchor(r, name);
    if (a == NULL) {
        return hmi_fail(r->ctx, HM_ERR_UNKNOWN,
                        "%s:%d:%d: alias *%.60s: nothing above is anchored "
                        "with &%.60s",
                        r->file, (int)r->line, (int)r->column, name, name);
    }
    if (a->open) {
        return fail_here(r, HM_ERR_PARSE, "this alias contains itself");
    }
    HMI_TRY(copy_node(r, a->node, r->depth, &node));
    return place_node(r, node);
}

static hm_status on_event(reader *r, const struct fy_event *event)
{
    switch (event->type) {
    case FYET_DOCUMENT_START:
        r->documents++;
        if (r->documents > 1) {
            return fail_here(r, HM_ERR_PARSE,
                             "a second document in the file; expected one");
        }
        return HM_OK;
    case FYET_SCALAR:
        return on_scalar(r, event);
    case FYET_SEQUENCE_START:
        return on_start(r, HM_NODE_LIST, event->sequence_start.anchor,
                        event->sequence_start.tag);
    case FYET_MAPPING_START:
        return on_start(r, HM_NODE_MAP, event->mapping_start.anchor,
                        event->mapping_start.tag);
    case FYET_SEQUENCE_END:
    case FYET_MAPPING_END:
        on_end(r);
        return HM_OK;
    case FYET_ALIAS:
        return on_alias(r, event);
    default:
        return HM_OK;
    }
}

/* The parser's mark of a quoted text stands behind the quote, that of an alias
 * behind the star. */
static void remember_place(reader *r, struct fy_event *event)
{
    const struct fy_mark *mark = fy_event_start_mark(event);
    bool behind = event->type == FYET_ALIAS;
    if (mark == NULL) {
        return;
    }
    if (event->type == FYET_SCALAR && event->scalar.value != NULL) {
        enum fy_scalar_style style = fy_token_scalar_style(event->scalar.value);
        behind = style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED;
    }
    r->line = mark->line + 1;
    r->column = mark->column + (behind && mark->column > 0 ? 0 : 1);
}

/* The first message of the parser, with its place. */
static hm_status parser_failure(const reader *r, struct fy_diag *diag)
{
    void *cursor = NULL;
    const struct fy_diag_error *error = fy_diag_errors_iterate(diag, &cursor);
    if (error == NULL || error->msg == NULL) {
        return hmi_fail(r->ctx, HM_ERR_PARSE,
                        "%s:%d:%d: not valid YAML or JSON at or after this "
                        "place",
                        r->file, (int)r->line, (int)r->column);
    }
    int line = error->line > 0 ? error->line : 1;
    int column = error->column > 0 ? error->column : 1;
    return hmi_fail(r->ctx, HM_ERR_PARSE, "%s:%d:%d: not valid YAML: %.300s",
                    r->file, line, column, error->msg);
}

static hm_status read_events(reader *r, struct fy_diag *diag)
{
    for (;;) {
        struct fy_event *event = fy_parser_parse(r->parser);
        if (event == NULL) {
            return parser_failure(r, diag);
        }
        bool last = event->type == FYET_STREAM_END;
        remember_place(r, event);
        hm_status status = on_event(r, event);
        fy_parser_event_free(r->parser, event);
        if (status != HM_OK || last) {
            return status;
        }
    }
}

static void silent(struct fy_diag *diag, void *user, const char *text,
                   size_t size)
{
    (void)diag, (void)user, (void)text, (void)size;
}

static struct fy_diag *quiet_diag(void)
{
    struct fy_diag_cfg config;
    fy_diag_cfg_default(&config);
    config.fp = NULL;
    config.output_fn = silent;
    config.colorize = false;
    struct fy_diag *diag = fy_diag_create(&config);
    if (diag != NULL) {
        fy_diag_set_collect_errors(diag, true);
    }
    return diag;
}

static hm_status parse(reader *r, const void *bytes, size_t size)
{
    hm_status status = HM_ERR_MEMORY;
    struct fy_parse_cfg config;
    memset(&config, 0, sizeof config);
    bool json = hmi_ends_with(r->file, ".json");
    config.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG |
                   FYPCF_DEFAULT_VERSION_1_2 |
                   (json ? FYPCF_JSON_FORCE : FYPCF_JSON_NONE);
    config.diag = quiet_diag();
    r->parser = config.diag == NULL ? NULL : fy_parser_create(&config);
    if (r->parser == NULL ||
        fy_parser_set_string(r->parser, bytes, size) != 0) {
        status = hmi_fail(r->ctx, HM_ERR_MEMORY, "out of memory");
        goto out;
    }
    HMI_GOTO(status, read_events(r, config.diag));
    if (r->root == NULL) {
        r->line = r->column = 1;
        status = fail_here(r, HM_ERR_PARSE,
                           "empty; expected a YAML map of keys and values");
    }
out:
    fy_parser_destroy(r->parser);
    fy_diag_destroy(config.diag);
    return status;
}

/*
 * What must not reach the parser: nothing at all, zero bytes, and directives,
 * which no file here needs and on which libfyaml 0.7 can loop for ever.
 */
static hm_status check_text(hm_context *ctx, const char *file,
                            const char *bytes, size_t size)
{
    int32_t line = 1;
    if (size > HMI_MAX_DOCUMENT) {
        return hmi_fail(ctx, HM_ERR_LIMIT, "%s: has more than %d bytes", file,
                        HMI_MAX_DOCUMENT);
    }
    if (size == 0) {
        return hmi_fail(ctx, HM_ERR_PARSE,
                        "%s:1:1: empty; expected a YAML map of keys and values",
                        file);
    }
    for (size_t i = 0; i < size; i++) {
        bool starts = i == 0 || bytes[i - 1] == '\n' || bytes[i - 1] == '\r';
        line += i > 0 && bytes[i - 1] == '\n' ? 1 : 0;
        if (bytes[i] == '\0') {
            return hmi_fail(ctx, HM_ERR_PARSE,
                            "%s:%d:1: a zero byte; expected UTF-8 text", file,
                            (int)line);
        }
        if (starts && bytes[i] == '%') {
            return hmi_fail(ctx, HM_ERR_PARSE,
                            "%s:%d:1: a line that begins with %%; directives "
                            "are not used here, take it out",
                            file, (int)line);
        }
    }
    return HM_OK;
}

hm_status hmi_document_parse(hm_context *ctx, const char *file,
                             const void *bytes, size_t size, hm_node **out)
{
    *out = NULL;
    HMI_TRY(check_text(ctx, file, bytes, size));
    reader *r = HMI_NEW(ctx, reader);
    if (r == NULL) {
        return HM_ERR_MEMORY;
    }
    r->ctx = ctx;
    r->file = file;
    r->bytes = bytes;
    r->size = size;
    r->line = r->column = 1;
    hmi_arena_init(&r->arena, ctx);
    hm_status status = parse(r, bytes, size);
    if (status == HM_OK) {
        *out = r->root;
    } else {
        hmi_node_free(r->root);
    }
    hmi_arena_clear(&r->arena);
    hmi_free(ctx, r);
    return status;
}

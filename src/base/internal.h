// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * internal.h (base) - what every module shares and no user sees: checked
 * allocation, failure messages, text buffers, settings-tree building.
 */
#ifndef HMI_BASE_INTERNAL_H
#define HMI_BASE_INTERNAL_H

#include <hirschman/base.h>

#include <stdarg.h>

/* --- memory: everything through the context's allocator ------------------ */

/* count * size bytes, zeroed; NULL on overflow or no memory (message set).
 * count 0 gives a valid block of one element. */
void *hmi_alloc(hm_context *ctx, size_t count, size_t size);
/* Grow or shrink to count * size bytes; new bytes are not zeroed. */
void *hmi_resize(hm_context *ctx, void *ptr, size_t count, size_t size);
void hmi_free(hm_context *ctx, void *ptr);

#define HMI_NEW(ctx, type) ((type *)hmi_alloc((ctx), 1, sizeof(type)))
#define HMI_ARRAY(ctx, type, count)                                            \
    ((type *)hmi_alloc((ctx), (size_t)(count), sizeof(type)))

/* Copies; NULL in gives NULL out and HM_OK. */
HM_CHECKED hm_status hmi_copy_text(hm_context *ctx, const char *text,
                                   char **out);
HM_CHECKED hm_status hmi_copy_doubles(hm_context *ctx, const double *from,
                                      size_t count, double **out);

/* The context that an object keeps to free itself: a copy of the allocator. */
hm_allocator hmi_context_allocator(const hm_context *ctx);

/* --- failures --------------------------------------------------------------- */

/* Set the context's message and return `status`. */
hm_status hmi_fail(hm_context *ctx, hm_status status, const char *format, ...)
    HM_FORMAT(3, 4);
void hmi_log(hm_context *ctx, hm_log_level level, const char *format, ...)
    HM_FORMAT(3, 4);

/* Return from the caller when a call fails. */
#define HMI_TRY(call)                                                          \
    do {                                                                       \
        hm_status hmi_try_status = (call);                                     \
        if (hmi_try_status != HM_OK) {                                         \
            return hmi_try_status;                                             \
        }                                                                      \
    } while (0)

/* Go to `out:` with `status` set when a call fails. */
#define HMI_GOTO(status, call)                                                 \
    do {                                                                       \
        (status) = (call);                                                     \
        if ((status) != HM_OK) {                                               \
            goto out;                                                          \
        }                                                                      \
    } while (0)

/* --- text --------------------------------------------------------------------- */

/* A growing text; after a failed append it stays failed (status kept). */
typedef struct hmi_text {
    hm_context *ctx;
    char *data; /* NUL-terminated, NULL when empty and never written */
    size_t size, capacity;
    hm_status status;
} hmi_text;

void hmi_text_init(hmi_text *text, hm_context *ctx);
void hmi_text_clear(hmi_text *text);
void hmi_text_append(hmi_text *text, const char *bytes, size_t count);
void hmi_text_add(hmi_text *text, const char *string);
void hmi_text_addf(hmi_text *text, const char *format, ...) HM_FORMAT(2, 3);
/* Hand the text over (caller frees with hmi_free); "" when empty. */
HM_CHECKED hm_status hmi_text_take(hmi_text *text, char **out);

/* Index of the candidate nearest to `name` in edit distance (ignoring case),
 * -1 when none is near enough to suggest (distance over 1/2 the length). */
int32_t hmi_nearest(const char *name, const char *const *candidates,
                    int32_t count);

/* Decimal number of the C locale: digits, '.', exponent; no hex, inf, nan.
 * Returns false unless all of [text, end) is one number. Locale-free. */
bool hmi_parse_number(const char *text, const char *end, double *out);

/* --- settings trees ---------------------------------------------------------- */

/* A new node; `place` is copied. Free the root: it frees all below. */
HM_CHECKED hm_status hmi_node_create(hm_context *ctx, hm_node_kind kind,
                                     const char *text, const char *place,
                                     hm_node **out);
/* Append `item` (key NULL in a list); the parent owns it from then on. */
HM_CHECKED hm_status hmi_node_append(hm_node *parent, const char *key,
                                     hm_node *item);
void hmi_node_free(hm_node *node);

/* Where a cell of the last row stood in its file; after all columns. */
HM_CHECKED hm_status hmi_table_set_place(hm_table *table, int32_t column,
                                         int32_t line, int32_t at);
/* Fail with FILE:LINE:COLUMN of a cell before the message, or the table's name
 * alone. */
hm_status hmi_table_fail(hm_context *ctx, const hm_table *table, int32_t row,
                         int32_t column, hm_status status, const char *format,
                         ...) HM_FORMAT(6, 7);

/* Fail with the node's place before the message. */
hm_status hmi_node_fail(hm_context *ctx, const hm_node *node, hm_status status,
                        const char *format, ...) HM_FORMAT(4, 5);
/* Every key of a map must be one of `known` (HM_ERR_UNKNOWN names it and the
 * nearest); the node must be a map. `what`: "a scenario". */
HM_CHECKED hm_status hmi_node_keys(hm_context *ctx, const hm_node *node,
                                   const char *what, const char *const *known,
                                   int32_t n_known);
/* Text of the scalar `key` of a map: NULL when absent; refuses others. */
HM_CHECKED hm_status hmi_node_get_text(hm_context *ctx, const hm_node *map,
                                       const char *key, const char **out);
HM_CHECKED hm_status hmi_node_number(hm_context *ctx, const hm_node *node,
                                     const char *what, double *out);
/* Index of the node's text in `words`; a refusal lists them and names the
 * nearest. */
HM_CHECKED hm_status hmi_node_word(hm_context *ctx, const hm_node *node,
                                   const char *key, const char *const *words,
                                   int32_t count, int32_t *out);
/* true or false under `key` of a map; *out stays when the key is absent. */
HM_CHECKED hm_status hmi_node_switch(hm_context *ctx, const hm_node *map,
                                     const char *key, bool *out);

/* --- lists of names -------------------------------------------------------------- */

/* A list of codes or names that owns its texts. */
typedef struct hmi_names {
    int32_t count;
    char **items;
} hmi_names;

/* A scalar, or a list of scalars, as names; node NULL: none. `what` names the
 * key in a refusal. */
HM_CHECKED hm_status hmi_names_read(hm_context *ctx, const hm_node *node,
                                    const char *what, hmi_names *out);
HM_CHECKED hm_status hmi_names_add(hm_context *ctx, hmi_names *names,
                                   const char *text);
void hmi_names_clear(hm_context *ctx, hmi_names *names);
bool hmi_names_has(const hmi_names *names, const char *text);

/* --- tables ----------------------------------------------------------------------- */

/* An empty table; columns whose name starts with ' ' hold text, the others
 * numbers. */
HM_CHECKED hm_status hmi_table_of(hm_context *ctx, const char *name,
                                  const char *const *columns, int32_t count,
                                  hm_table **out);

#endif

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * base.h - status codes, context, random numbers, tables, settings trees.
 *
 * Everything that can fail returns hm_status and leaves a message on the
 * context. The library never prints, aborts, exits or touches a signal.
 */
#ifndef HIRSCHMAN_BASE_H
#define HIRSCHMAN_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define HM_API               __attribute__((visibility("default")))
#define HM_CHECKED           __attribute__((warn_unused_result))
#define HM_FORMAT(at, first) __attribute__((format(printf, at, first)))
#else
#define HM_API
#define HM_CHECKED
#define HM_FORMAT(at, first)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* --- status: did the call work? ---------------------------------------- */

/* X(symbol, number, short name, text). Numbers are never reused. */
#define HM_STATUS_LIST(X)                                                      \
    X(HM_OK, 0, "ok", "success")                                               \
    X(HM_ERR_MEMORY, 1, "memory", "out of memory")                             \
    X(HM_ERR_ARGUMENT, 2, "argument", "an argument is outside its range")      \
    X(HM_ERR_DATA, 3, "data", "the data are not valid")                        \
    X(HM_ERR_PARSE, 4, "parse", "the text cannot be read")                     \
    X(HM_ERR_IO, 5, "io", "reading or writing a file failed")                  \
    X(HM_ERR_UNKNOWN, 6, "unknown", "a name is not known")                     \
    X(HM_ERR_STATE, 7, "state", "the object is not in a state to do this")     \
    X(HM_ERR_CANCELED, 8, "canceled", "the caller asked to stop")              \
    X(HM_ERR_LIMIT, 9, "limit", "a size or depth limit was reached")           \
    X(HM_ERR_VERIFY, 10, "verify", "the result was not confirmed")

typedef enum hm_status {
#define HM_STATUS_ENUM(symbol, number, name, text) symbol = number,
    HM_STATUS_LIST(HM_STATUS_ENUM)
#undef HM_STATUS_ENUM
} hm_status;

/* Short name ("data") and one-line text of a status; static storage. */
HM_API const char *hm_status_name(hm_status status);
HM_API const char *hm_status_text(hm_status status);

/* Version of the library that is linked, "MAJOR.MINOR.PATCH". */
HM_API const char *hm_version(void);

/* --- context ------------------------------------------------------------ */

/*
 * One per thread: allocator, log sink, cancel flag and last message. Objects
 * made with a context use its allocator; free them with any context that has
 * the same allocator.
 */
typedef struct hm_context hm_context;

/*
 * The one allocator. Like realloc: ptr NULL allocates, size 0 frees (and
 * returns NULL); returns NULL when there is no memory, and then leaves ptr
 * as it was.
 */
typedef struct hm_allocator {
    void *(*resize)(void *user, void *ptr, size_t size);
    void *user;
} hm_allocator;

typedef enum hm_log_level {
    HM_LOG_DEBUG = 0,
    HM_LOG_INFO = 1,
    HM_LOG_WARNING = 2
} hm_log_level;

typedef void (*hm_log_sink)(void *user, hm_log_level level, const char *text);

/* allocator NULL: the C library's. *out is NULL on failure. */
HM_API HM_CHECKED hm_status hm_context_create(const hm_allocator *allocator,
                                              hm_context **out);
HM_API void hm_context_free(hm_context *ctx);

/* The message of the last failure on this context, "" if none. */
HM_API const char *hm_context_message(const hm_context *ctx);
HM_API void hm_context_set_log(hm_context *ctx, hm_log_sink sink, void *user);

/*
 * Ask every running call on this context to stop (async-signal-safe, any
 * thread): it returns HM_ERR_CANCELED at its next step.
 */
HM_API void hm_context_cancel(hm_context *ctx);
HM_API bool hm_context_canceled(const hm_context *ctx);

/* --- random numbers ------------------------------------------------------ */

/* A seeded generator (xoshiro256**, Blackman and Vigna 2018). By value. */
typedef struct hm_random {
    uint64_t state[4];
} hm_random;

HM_API hm_random hm_random_seed(uint64_t seed);
HM_API uint64_t hm_random_bits(hm_random *random);
HM_API double hm_random_uniform(hm_random *random); /* in (0, 1) */
HM_API double hm_random_range(hm_random *random, double low, double high);
HM_API double hm_random_normal(hm_random *random);
HM_API int32_t hm_random_below(hm_random *random, int32_t bound);

/* --- tables: what analyses return and writers write ---------------------- */

/* Named, typed columns; rows are appended cell by cell. */
typedef struct hm_table hm_table;

typedef enum hm_column_type {
    HM_COLUMN_TEXT = 0,  /* "" = not available */
    HM_COLUMN_NUMBER = 1 /* NAN = not available */
} hm_column_type;

/* `name` is the file's stem ("country"). */
HM_API HM_CHECKED hm_status hm_table_create(hm_context *ctx, const char *name,
                                            hm_table **out);
HM_API void hm_table_free(hm_table *table);
HM_API HM_CHECKED hm_status hm_table_add_column(hm_table *table,
                                                const char *name,
                                                hm_column_type type);
/* Start a row; cells not set are "not available". */
HM_API HM_CHECKED hm_status hm_table_add_row(hm_table *table);
/* Set a cell of the last row. */
HM_API HM_CHECKED hm_status hm_table_set_text(hm_table *table, int32_t column,
                                              const char *text);
HM_API void hm_table_set_number(hm_table *table, int32_t column, double value);

HM_API const char *hm_table_name(const hm_table *table);
HM_API int32_t hm_table_columns(const hm_table *table);
HM_API int32_t hm_table_rows(const hm_table *table);
HM_API const char *hm_table_column_name(const hm_table *table, int32_t column);
HM_API hm_column_type hm_table_column_type(const hm_table *table,
                                           int32_t column);
/* Column by name, -1 when there is none. */
HM_API int32_t hm_table_find(const hm_table *table, const char *column);
HM_API const char *hm_table_text(const hm_table *table, int32_t row,
                                 int32_t column);
HM_API double hm_table_number(const hm_table *table, int32_t row,
                              int32_t column);
/* Line and column of a cell in the file that the table was read from
 * (hm_table_read(), which names the table by its path); false, and both 0,
 * when there is none. Rows and columns from 0. */
HM_API bool hm_table_place(const hm_table *table, int32_t row, int32_t column,
                           int32_t *line, int32_t *at);

/* --- settings trees: parsed YAML or JSON ---------------------------------- */

/* A node of a document that io parsed; owned by its document. */
typedef struct hm_node hm_node;

typedef enum hm_node_kind {
    HM_NODE_SCALAR = 0,
    HM_NODE_LIST = 1,
    HM_NODE_MAP = 2
} hm_node_kind;

HM_API hm_node_kind hm_node_get_kind(const hm_node *node);
HM_API int32_t hm_node_size(const hm_node *node); /* of a list or a map */
HM_API const hm_node *hm_node_item(const hm_node *node, int32_t index);
HM_API const char *hm_node_key(const hm_node *node, int32_t index);
/* The value of `key` in a map, NULL when absent. */
HM_API const hm_node *hm_node_find(const hm_node *node, const char *key);
/* Text of a scalar ("" for null), NULL when the node is not a scalar. */
HM_API const char *hm_node_text(const hm_node *node);
/* "FILE:LINE:COLUMN" of the node, for messages. */
HM_API const char *hm_node_place(const hm_node *node);

#ifdef __cplusplus
}
#endif
#endif

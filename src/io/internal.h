// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * internal.h (io) - what the readers and writers share: an arena, files in
 * memory, the CSV reader, code tables, the document reader.
 *
 * Readers never open a file themselves: they get hm_file arrays (names and
 * bytes), which file.c fills from a folder and a browser fills by hand.
 */
#ifndef HMI_IO_INTERNAL_H
#define HMI_IO_INTERNAL_H

#include "base/internal.h"

#include <hirschman/io.h>

/* Limits: far above what the formats need, below what hurts. */
enum {
    HMI_MAX_COLUMNS = 64,
    HMI_MAX_FIELD = 64 * 1024,
    HMI_MAX_FILE = 2047 * 1024 * 1024,
    HMI_MAX_DOCUMENT = 16 * 1024 * 1024,
    HMI_MAX_NODES = 500000,
    HMI_MAX_DEPTH = 48,
    HMI_MAX_COUNTRIES = 2000,
    HMI_MAX_SECTORS = 2000,
    HMI_MAX_CELLS = 64 * 1024 * 1024 /* of one array */
};

/* --- arena.c: many small allocations, freed at once --- */

typedef struct hmi_arena_block hmi_arena_block;
typedef struct hmi_arena {
    hm_context *ctx;
    hmi_arena_block *blocks;
    char *at;
    size_t left;
} hmi_arena;

void hmi_arena_init(hmi_arena *arena, hm_context *ctx);
void hmi_arena_clear(hmi_arena *arena);
/* Zeroed; NULL (message set) on overflow or no memory. */
void *hmi_arena_alloc(hmi_arena *arena, size_t count, size_t size);
char *hmi_arena_text(hmi_arena *arena, const char *text, size_t size);
char *hmi_arena_format(hmi_arena *arena, const char *format, ...)
    HM_FORMAT(2, 3);

#define HMI_KEEP(arena, type, count)                                           \
    ((type *)hmi_arena_alloc((arena), (size_t)(count), sizeof(type)))

/* --- path.c: names of files, without looking at any --- */

/* folder + "/" + name; name alone when it is absolute or folder is "". */
char *hmi_path_join(hmi_arena *arena, const char *folder, const char *name);
/* What stands before the last "/": "" when there is none. */
char *hmi_path_folder(hmi_arena *arena, const char *path);
/* What stands after the last "/". */
const char *hmi_path_leaf(const char *path);
/* Without trailing slashes (but "/" stays). */
char *hmi_path_trim(hmi_arena *arena, const char *path);
bool hmi_ends_with(const char *text, const char *end);
/* A name that is safe as a file or folder name: a letter or a digit, then up
 * to 63 of A-Z a-z 0-9 . _ - */
bool hmi_is_plain_name(const char *name);

/* --- file.c: the one file that touches the file system --- */

typedef enum hmi_path_kind {
    HMI_PATH_ABSENT = 0,
    HMI_PATH_FILE,
    HMI_PATH_FOLDER,
    HMI_PATH_OTHER
} hmi_path_kind;

hmi_path_kind hmi_path_kind_of(const char *path);
/* Read a whole file of at most `limit` bytes into the arena. */
HM_CHECKED hm_status hmi_file_read(hmi_arena *arena, const char *path,
                                   size_t limit, hm_file *out);
HM_CHECKED hm_status hmi_file_write(hm_context *ctx, const char *path,
                                    const void *bytes, size_t size);
/* Names in a folder, sorted, "." and ".." left out. */
HM_CHECKED hm_status hmi_folder_list(hmi_arena *arena, const char *path,
                                     const char ***names, int32_t *count);
/* Make a folder and those above it. */
HM_CHECKED hm_status hmi_folder_make(hm_context *ctx, const char *path);
/* Remove an empty folder; false when it could not be removed. */
bool hmi_folder_drop(const char *path);
HM_CHECKED hm_status hmi_path_rename(hm_context *ctx, const char *from,
                                     const char *to);
/* Remove a file or a folder with all that is in it; follows no link. */
HM_CHECKED hm_status hmi_path_remove(hm_context *ctx, const char *path);
/* The folder that a link stands for; path itself when it is no link. */
char *hmi_path_resolve(hmi_arena *arena, const char *path);

/* --- swap.c: a folder filled beside, then moved --- */

typedef struct hmi_swap {
    hm_context *ctx;
    hmi_arena arena;
    const char *path;    /* where it is to stand */
    const char *partial; /* where it is filled */
    const char *made;    /* topmost parent that had to be made, or NULL */
    const char *what;    /* "results" or "economy", for messages */
    const char *mark;    /* the file that shows a folder is one of ours */
    const char *word;    /* what that file must contain, or NULL */
} hmi_swap;

/*
 * Begin refuses a path whose folder holds something else than what we write
 * (`mark` is missing). Commit moves those entries of an old folder for which
 * `carry` (or NULL) is true into the new one; like abandon, it clears `swap`.
 */
HM_CHECKED hm_status hmi_swap_begin(hm_context *ctx, const char *path,
                                    const char *what, const char *mark,
                                    const char *word, hmi_swap *out);
HM_CHECKED hm_status hmi_swap_write(hmi_swap *swap, const char *name,
                                    const void *bytes, size_t size);
HM_CHECKED hm_status hmi_swap_commit(hmi_swap *swap,
                                     bool (*carry)(const char *name));
void hmi_swap_abandon(hmi_swap *swap);

/* --- gzip.c --- */

bool hmi_is_gzip(const void *bytes, size_t size);
/* `name` for messages. */
HM_CHECKED hm_status hmi_gunzip(hmi_arena *arena, const char *name,
                                const void *bytes, size_t size, size_t limit,
                                hm_file *out);
/* Deterministic: no name, time 0. */
HM_CHECKED hm_status hmi_gzip(hmi_arena *arena, const void *bytes, size_t size,
                              hm_file *out);

/* --- number.c --- */

enum { HMI_NUMBER_SIZE = 40 };
/* A printed number with its decimal mark, of one byte or more, made ".". */
void hmi_number_point(const char *raw, char out[HMI_NUMBER_SIZE]);
/* `digits` significant digits at most, "." whatever the locale. */
void hmi_number_format(double value, int digits, char out[HMI_NUMBER_SIZE]);
/* The shortest of 15 to 17 digits that reads back as the same double. */
void hmi_number_exact(double value, char out[HMI_NUMBER_SIZE]);

/* --- csv.c --- */

typedef struct hmi_csv_field {
    const char *text; /* not terminated */
    size_t size;
    size_t offset; /* of its first byte in the file */
} hmi_csv_field;

/*
 * One CSV file in memory; hmi_csv_next() steps row by row. Fields point into
 * the file (or into `scratch` when they hold doubled quotes) and live until
 * the next row.
 */
typedef struct hmi_csv {
    hm_context *ctx;
    const char *file; /* for messages */
    const char *bytes;
    size_t size, at;
    int32_t line; /* of `at` */
    int32_t row_line;
    size_t row_offset;
    hmi_csv_field fields[HMI_MAX_COLUMNS];
    int32_t n_fields, n_columns;
    char *scratch;
    size_t scratch_size, scratch_capacity;
} hmi_csv;

/* A column that a file may have: canonical name, then its aliases. */
typedef struct hmi_csv_want {
    const char *names[7]; /* NULL-terminated */
    bool required;
} hmi_csv_want;

/* Checks UTF-8, reads the header and finds the columns: column[w] is -1 when
 * want w is absent. Clear it in every case. */
HM_CHECKED hm_status hmi_csv_open(hm_context *ctx, const char *file,
                                  const void *bytes, size_t size,
                                  const hmi_csv_want *wants, int32_t n_wants,
                                  int32_t *column, hmi_csv *csv);
void hmi_csv_clear(hmi_csv *csv);
/* *more is false past the last row. Blank lines are skipped. */
HM_CHECKED hm_status hmi_csv_next(hmi_csv *csv, bool *more);
/* Fail with "FILE:LINE:COLUMN: " before the message. column -1: the row. */
hm_status hmi_csv_fail(const hmi_csv *csv, int32_t column, hm_status status,
                       const char *format, ...) HM_FORMAT(4, 5);
/* Line of a field of the current row (a quoted field may span lines). */
int32_t hmi_csv_line(const hmi_csv *csv, int32_t column);
/* Its line and column. */
void hmi_csv_place(const hmi_csv *csv, int32_t column, int32_t *line,
                   int32_t *at);
bool hmi_csv_empty(const hmi_csv *csv, int32_t column);
/* The number in a field; refuses empty, NaN, infinity, hexadecimal. */
HM_CHECKED hm_status hmi_csv_number(const hmi_csv *csv, int32_t column,
                                    double *out);
char *hmi_csv_text(const hmi_csv *csv, int32_t column, hmi_arena *arena);

/* --- table_text.c --- */

/* A CSV field, quoted where needed, and the comma or line end behind it. */
void hmi_csv_add_field(hmi_text *text, const char *value, bool last);

/* --- codes.c: country and sector codes --- */

typedef struct hmi_codes {
    const char *const *codes;
    int32_t count;
    int32_t *slots; /* hash table of index + 1 */
    uint32_t mask;
} hmi_codes;

HM_CHECKED hm_status hmi_codes_init(hmi_arena *arena, const char *const *codes,
                                    int32_t count, hmi_codes *out);
int32_t hmi_codes_find(const hmi_codes *codes, const char *text, size_t size);
/* Upper case, older ISO codes replaced (ROM -> ROU); `out` holds 16 bytes,
 * false when the text is too long to be a code. */
bool hmi_country_code(const char *text, size_t size, char out[16]);
bool hmi_is_country_code(const char *code);
bool hmi_is_sector_code(const char *code);

/* --- document.c: YAML or JSON as a settings tree --- */

/* `file` is the name in places; free the root with hmi_node_free. */
HM_CHECKED hm_status hmi_document_parse(hm_context *ctx, const char *file,
                                        const void *bytes, size_t size,
                                        hm_node **out);
/* A rule of T18 by name; the nearest when it is not known. */
HM_CHECKED hm_status hmi_node_closure(hm_context *ctx, const hm_node *node,
                                      hm_closure *out);

/* Is it one of the files of an economy's folder ("trade.csv.gz")? */
bool hmi_is_economy_file(const char *file);

/* --- files that were read, for the manifest --- */

typedef struct hmi_read_file {
    const char *name;
    char sha256[65];
} hmi_read_file;

typedef struct hmi_read_list {
    hmi_read_file *items;
    int32_t count, capacity;
} hmi_read_list;

HM_CHECKED hm_status hmi_read_list_add(hmi_arena *arena, hmi_read_list *list,
                                       const char *name, const hm_file *file);

#endif

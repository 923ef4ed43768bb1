// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * import.h (io) - what the readers of world input-output tables share: the
 * table while it is added up, its repairs, and the labels of labelled tables.
 */
#ifndef HMI_IO_IMPORT_H
#define HMI_IO_IMPORT_H

#include "economy/account.h"
#include "io/recipe.h"

/* --- import_repairs.c --- */

typedef struct hmi_world {
    hm_context *ctx;
    const char *file; /* for messages */
    int32_t N, J;
    hm_account_arrays *a;
    const hm_labels *labels;
    double *output;    /* N*J as the table states it */
    double *sold;      /* N*J sums of the rows */
    double in, raised; /* sum of all cells; of negative sales */
} hmi_world;

HM_CHECKED hm_status hmi_world_begin(hmi_arena *arena, const char *file,
                                     hm_account *account,
                                     const hm_labels *labels, hmi_world *out);
/* Repair and close the ledger; `lost`: of `in`, allowed and listed. */
HM_CHECKED hm_status hmi_world_finish(hmi_world *world, hm_table *ledger,
                                      double lost);

/* --- import_inventories.c --- */

/* What each industry took out of its stocks (N*J, 0 or more, not in the trade)
 * becomes output of the period, with its inputs. */
HM_CHECKED hm_status hmi_world_drop_stocks(hmi_arena *arena, hmi_world *world,
                                           const double *taken,
                                           hm_table *ledger);

/* --- import_long.c --- */

/* Distinct codes a map leads to, in order; index[e] for entry e. */
HM_CHECKED hm_status hmi_map_distinct(hmi_arena *arena, const hm_map *map,
                                      hm_map *out, int32_t **index);

/* --- import_intern.c --- */

/* Distinct texts, in the order in which they came; clear: {.arena = a}. */
typedef struct hmi_intern {
    hmi_arena *arena;
    const char **texts;
    int32_t count;
    int32_t *slots;
    uint32_t mask;
} hmi_intern;

HM_CHECKED hm_status hmi_intern_add(hmi_intern *codes, const char *text,
                                    size_t size, int32_t *out);
/* -1 when it never came. */
int32_t hmi_intern_find(const hmi_intern *codes, const char *text, size_t size);
/* Set a bit; true when it was set. */
bool hmi_bits_set(unsigned char *bits, uint64_t index);

/* --- import_labels.c: what a row or a column of a labelled table is --- */

typedef enum hmi_label_kind {
    HMI_LABEL_UNKNOWN = 0, /* nothing that the layout has */
    HMI_LABEL_CELL,        /* an industry of a country */
    HMI_LABEL_FINAL,       /* final demand of a country */
    HMI_LABEL_OUTPUT,      /* gross output */
    HMI_LABEL_GAP,         /* a statistical discrepancy, nobody's demand */
    HMI_LABEL_ACCOUNT      /* value added, taxes: what output leaves */
} hmi_label_kind;

/* A layout by its labels: nothing is known by its place. */
typedef struct hmi_wide_layout {
    const char *name;
    const char *identity[5];  /* header of the fields before the numbers */
    bool joined;              /* CCC_ITEM, else CCCnumber or separate fields */
    bool sheet;               /* four header lines, four fields */
    const char *const *final; /* items of final demand */
    const char *stocks[3];    /* those of them that are changes of stocks */
    const char *const *outputs;  /* whole labels, or items of "TOT" */
    const char *const *gaps;     /* whole labels */
    const char *const *accounts; /* whole labels, "*X": ends with X */
    const char *unit;            /* of its values, in messages */
    bool two_letters;            /* ISO 3166-1 alpha-2 */
} hmi_wide_layout;

typedef struct hmi_label {
    hmi_label_kind kind;
    const char *text;    /* as it stands, for messages */
    const char *country; /* alpha-3, folded */
    const char *item;    /* industry or category */
    int32_t n, j;        /* in the account, when CELL or FINAL (j -1) */
    bool stocks;         /* FINAL: a change of stocks */
} hmi_label;

/* NULL and a message that lists the layouts when the name is not known. */
const hmi_wide_layout *hmi_wide_layout_find(hm_context *ctx, const char *name);
/* Country, item and kind from the label's parts; an industry is CELL until
 * rows and columns have been compared. */
HM_CHECKED hm_status hmi_label_read(hmi_arena *arena,
                                    const hmi_wide_layout *layout,
                                    const char *country, const char *item,
                                    hmi_label *out);
/* "01T02" to "d01t02": a sector code from an industry's label. */
HM_CHECKED hm_status hmi_label_sector(hmi_arena *arena, const char *item,
                                      const char **out);

/* --- import_wide_shape.c: which labels a table has, before its numbers --- */

typedef struct hmi_wide {
    hm_context *ctx;
    hmi_arena *arena;
    const hmi_wide_layout *layout;
    const char *file;
    const char *at, *end;
    int32_t line;
    int32_t n_columns, n_rows;
    hmi_label *columns; /* those before the numbers: ACCOUNT */
    hmi_label *rows;
    int32_t identity[5]; /* columns before the numbers, -1 when absent */
    int32_t row_country, row_item, row_code; /* of them */
    const char **row_at;                     /* where each row starts */
    int32_t *row_line;
    const char **row_name; /* industry of each row, for its code */
    int32_t unknown;       /* labels that were not understood */
    hm_labels labels;      /* of the account */
} hmi_wide;

/* The next field of the record (quotes and blanks taken off); false at the
 * record's end, behind which `at` then stands. */
bool hmi_wide_field(hmi_wide *w, const char **text, size_t *size);
/* Header and row labels, compared; countries and industries numbered. */
HM_CHECKED hm_status hmi_wide_shape(hmi_wide *w, const hm_map *countries,
                                    const hm_map *sectors,
                                    const hm_allow *allow);

/* --- import_flow_layout.c: long tables --- */

enum {
    HMI_FLOW_EXPORTER = 0,
    HMI_FLOW_IMPORTER,
    HMI_FLOW_SECTOR,
    HMI_FLOW_VALUE,
    HMI_FLOW_TARIFF,
    HMI_FLOW_USE,
    HMI_FLOW_YEAR,
    HMI_FLOW_FIELDS,
    HMI_FLOW_NAMES = 9,
    HMI_FLOW_WHOLE = 6
};
extern const char *const hmi_flow_fields[HMI_FLOW_FIELDS];

typedef struct hmi_flow_layout {
    const char *name;
    const char *names[HMI_FLOW_FIELDS][HMI_FLOW_NAMES]; /* none: no field */
    const char *whole[HMI_FLOW_WHOLE]; /* columns that must all be there */
    double unit;                       /* million USD, 0: to be said */
    bool power;                        /* tariff 1.2 is 20 % */
    bool products;   /* HS codes; a map may have their heads */
    const char *one; /* the only sector, or NULL */
} hmi_flow_layout;

const hmi_flow_layout *hmi_flow_layout_find(hm_context *ctx, const char *name);
/* Columns of the header that was just read, -1 when absent. */
HM_CHECKED hm_status hmi_flow_columns(hmi_arena *arena, const hmi_csv *csv,
                                      const hmi_flow_layout *layout,
                                      int32_t column[HMI_FLOW_FIELDS]);
/* A country code from a name: "New Zealand" to NEW_ZEALAND. */
HM_CHECKED hm_status hmi_flow_country(hmi_arena *arena, const char *file,
                                      const char *text, const char **out);

#endif

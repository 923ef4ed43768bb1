// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * recipe.h (io) - what the importers and the readers of recipes share: CSV
 * files whose columns the caller names, other columns being left alone.
 */
#ifndef HMI_IO_RECIPE_H
#define HMI_IO_RECIPE_H

#include "io/internal.h"

struct hm_recipe {
    hm_context *ctx;
    hmi_arena arena;
};

/* A column that is asked for; `required` ones must be there. */
typedef struct hmi_ask {
    const char *name;
    bool required;
} hmi_ask;

/* Read a file into the arena, unpacked when it is a .gz. */
HM_CHECKED hm_status hmi_recipe_file(hmi_arena *arena, const char *path,
                                     hm_file *out);
/* Open a CSV file; column[a] is -1 when ask a is absent. Clear it always. */
HM_CHECKED hm_status hmi_recipe_open(hmi_arena *arena, const char *path,
                                     const hmi_ask *asks, int32_t n_asks,
                                     int32_t *column, hmi_csv *csv);
/* Rows of a file that was just opened. */
int32_t hmi_recipe_rows(const hmi_csv *csv);
/* Index of the code in a field, -1 when unknown. */
int32_t hmi_recipe_find(const hmi_csv *csv, int32_t column,
                        const char *const *codes, int32_t count);
/* The same, failing with the nearest code. `what`: "country". */
HM_CHECKED hm_status hmi_recipe_code(const hmi_csv *csv, int32_t column,
                                     const char *what, const char *const *codes,
                                     int32_t count, int32_t *out);

#endif

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * internal.h (leverage) - border values of all pairs at once, and the table
 * shorthand that the files of this module share.
 */
#ifndef HMI_LEVERAGE_INTERNAL_H
#define HMI_LEVERAGE_INTERNAL_H

#include <hirschman/leverage.h>

#include "base/internal.h"

/* Border value of one cell [j][n][i], MUSD. */
double hmi_leverage_cell(const hm_economy_arrays *data, int32_t exporter,
                         int32_t importer, int32_t sector);
/* N*N [importer][exporter], zero on the diagonal; free with hmi_free. */
HM_CHECKED hm_status hmi_leverage_flows(hm_context *ctx,
                                        const hm_economy *economy,
                                        double **out);

typedef struct hmi_column {
    const char *name;
    hm_column_type type;
} hmi_column;

/* A table with these columns. */
HM_CHECKED hm_status hmi_leverage_table(hm_context *ctx, const char *name,
                                        const hmi_column *columns,
                                        int32_t count, hm_table **out);

#endif

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * internal.h (economy) - the struct behind hm_economy, and index helpers.
 */
#ifndef HMI_ECONOMY_INTERNAL_H
#define HMI_ECONOMY_INTERNAL_H

#include "base/internal.h"

#include <hirschman/economy.h>

/* Bilateral index [j][n][i] and inputs index [n][j][k] of an N x J economy. */
#define HMI_AT3(N, j, n, i)                                                    \
    (((size_t)(j) * (size_t)(N) + (size_t)(n)) * (size_t)(N) + (size_t)(i))
#define HMI_AT2(J, n, j) ((size_t)(n) * (size_t)(J) + (size_t)(j))
#define HMI_INPUT(J, n, j, k)                                                  \
    (((size_t)(n) * (size_t)(J) + (size_t)(j)) * (size_t)(J) + (size_t)(k))

/*
 * Everything an economy points to is a block of its own pool, so that one
 * loop frees it. Public members are const views of those blocks.
 */
struct hm_economy {
    hm_context *ctx;
    void **blocks;
    int32_t n_blocks, block_capacity;
    hm_labels labels;
    hm_economy_arrays arrays;
    hm_elasticities elasticities; /* every member filled in */
};

/* An empty economy with labels copied. */
HM_CHECKED hm_status hmi_economy_begin(hm_context *ctx, const hm_labels *labels,
                                       hm_economy **out);
/* count doubles, zeroed, owned by the economy; NULL when out of memory. */
double *hmi_economy_array(hm_economy *economy, size_t count);
HM_CHECKED hm_status hmi_economy_copy(hm_economy *economy, const double *from,
                                      size_t count, const double **to);
/* Copy `set` with defaults filled in and ranges checked. */
HM_CHECKED hm_status hmi_economy_set_elasticities(hm_economy *economy,
                                                  const hm_elasticities *set);
/* Copy factor owners and codes (NULL: one "labor" a country). */
HM_CHECKED hm_status hmi_economy_set_factors(hm_economy *economy,
                                             int32_t n_factors,
                                             const int32_t *country,
                                             const char *const *codes);
/* Does some sector keep a share of its value added? `share` may be NULL. */
bool hmi_economy_has_specific(const double *share, int32_t n_sectors);
/* The economy under a set, with the specific factors that the set asks for. */
HM_CHECKED hm_status hmi_economy_with_specific(hm_context *ctx,
                                               const hm_economy *economy,
                                               const hm_elasticities *set,
                                               hm_economy **out);
/* Output, income and bilateral deficits that the shares imply (T13, T15). */
HM_CHECKED hm_status hmi_economy_finish(hm_economy *economy);
/* Ranges and sums of every array; names the first fault. */
HM_CHECKED hm_status hmi_economy_check(const hm_economy *economy);

/* Split of one dollar of the flow n <- i in j (T5): producers of i, residents
 * of n, residents of i. */
typedef struct hmi_split {
    double producer, importer, exporter;
} hmi_split;
hmi_split hmi_economy_split(const hm_economy_arrays *a, size_t flow);

#endif

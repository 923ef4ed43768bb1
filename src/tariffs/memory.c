// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * memory.c - what searches learn of curvature: limited-memory BFGS (Nocedal
 * 1980) around a diagonal, on the variables that are free to move.
 */
#include "tariffs/internal.h"

#include <string.h>

struct hmi_memory {
    size_t size;
    double *s[HMI_PAIRS], *y[HMI_PAIRS], curvature[HMI_PAIRS];
    int32_t pairs; /* made so far since the last reset */
    double *block;
};

hm_status hmi_memory_create(hm_context *ctx, size_t size, hmi_memory **out)
{
    *out = HMI_NEW(ctx, hmi_memory);
    if (*out == NULL) {
        return HM_ERR_MEMORY;
    }
    (*out)->size = size;
    (*out)->block = HMI_ARRAY(ctx, double, 2 * HMI_PAIRS * size);
    if ((*out)->block == NULL) {
        hmi_free(ctx, *out);
        *out = NULL;
        return HM_ERR_MEMORY;
    }
    for (size_t k = 0; k < HMI_PAIRS; k++) {
        (*out)->s[k] = (*out)->block + 2 * k * size;
        (*out)->y[k] = (*out)->s[k] + size;
    }
    return HM_OK;
}

void hmi_memory_free(hm_context *ctx, hmi_memory *m)
{
    if (m != NULL) {
        hmi_free(ctx, m->block);
        hmi_free(ctx, m);
    }
}

void hmi_memory_reset(hmi_memory *m)
{
    m->pairs = 0;
}

bool hmi_memory_empty(const hmi_memory *m)
{
    return m->pairs == 0;
}

double *hmi_memory_step(hmi_memory *m)
{
    return m->s[m->pairs % HMI_PAIRS];
}

double *hmi_memory_change(hmi_memory *m)
{
    return m->y[m->pairs % HMI_PAIRS];
}

void hmi_memory_add(hmi_memory *m, const double *h)
{
    int32_t p = m->pairs % HMI_PAIRS;
    double size = 0.0;
    for (size_t v = 0; v < m->size; v++) {
        size += m->s[p][v] * m->s[p][v] * h[v];
    }
    m->curvature[p] = hmi_dot(m->size, m->s[p], m->y[p]);
    m->pairs += m->curvature[p] > 1e-8 * size ? 1 : 0;
}

/* y H0 y over s y of the last pair, which scales the diagonal. */
static double scale_of(const hmi_memory *m, const double *h)
{
    if (m->pairs == 0) {
        return 1.0;
    }
    int32_t p = (m->pairs - 1) % HMI_PAIRS;
    double below = 0.0;
    for (size_t v = 0; v < m->size; v++) {
        below += m->y[p][v] * m->y[p][v] / h[v];
    }
    return below > 0.0 ? m->curvature[p] / below : 1.0;
}

void hmi_memory_apply(const hmi_memory *m, const double *h, const double *free,
                      const double *x, double *d)
{
    double alpha[HMI_PAIRS];
    int32_t kept = m->pairs < HMI_PAIRS ? m->pairs : HMI_PAIRS;
    double scale = scale_of(m, h);
    for (size_t v = 0; v < m->size; v++) {
        d[v] = free[v] * x[v];
    }
    for (int32_t k = m->pairs - 1; k >= m->pairs - kept; k--) {
        int32_t p = k % HMI_PAIRS;
        alpha[p] = hmi_dot(m->size, m->s[p], d) / m->curvature[p];
        hmi_axpy(m->size, -alpha[p], m->y[p], d);
    }
    for (size_t v = 0; v < m->size; v++) {
        d[v] *= scale / h[v];
    }
    for (int32_t k = m->pairs - kept; k < m->pairs; k++) {
        int32_t p = k % HMI_PAIRS;
        double beta = hmi_dot(m->size, m->y[p], d) / m->curvature[p];
        hmi_axpy(m->size, alpha[p] - beta, m->s[p], d);
    }
    for (size_t v = 0; v < m->size; v++) {
        d[v] *= free[v];
    }
}

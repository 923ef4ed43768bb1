// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * anderson.c - Anderson acceleration (Anderson 1965; Walker and Ni 2011).
 *
 * Type II: next = g - sum_c gamma_c dG_c, gamma = argmin |f - sum gamma_c dF_c|
 * in the weighted 2-norm, f = g - x. The history is a ring of `memory`
 * columns; the Gram matrix is kept and one row renewed a step, so a step costs
 * two dot products and one axpy a column.
 */
#include "num/internal.h"

#include <string.h>

enum { MEMORY_MAX = 32 };

struct hmi_anderson {
    hm_context *ctx;
    size_t size, stride; /* stride: size up to a multiple of four */
    int32_t memory, used, next;
    bool begun;
    double *residual;   /* weighted f of the last step */
    double *image;      /* g of the last step */
    double *d_residual; /* memory x stride, padding zero */
    double *d_image;    /* memory x stride, padding zero */
    double *mixed;      /* stride */
    double gram[MEMORY_MAX * MEMORY_MAX];
};

/* Pivots this much smaller than their diagonal are noise. */
static const double drop_tolerance = 1e-13;

hm_status hmi_anderson_create(hm_context *ctx, size_t size, int32_t memory,
                              hmi_anderson **out)
{
    *out = NULL;
    if (memory < 1 || memory > MEMORY_MAX) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "acceleration memory %d is outside 1 to %d", memory,
                        MEMORY_MAX);
    }
    hmi_anderson *anderson = HMI_NEW(ctx, hmi_anderson);
    if (anderson == NULL) {
        return HM_ERR_MEMORY;
    }
    anderson->ctx = ctx;
    anderson->size = size;
    anderson->stride = (size + 3) / 4 * 4;
    anderson->memory = memory;
    size_t history = anderson->stride * (size_t)memory;
    anderson->residual = HMI_ARRAY(ctx, double, anderson->stride);
    anderson->image = HMI_ARRAY(ctx, double, anderson->stride);
    anderson->mixed = HMI_ARRAY(ctx, double, anderson->stride);
    anderson->d_residual = HMI_ARRAY(ctx, double, history);
    anderson->d_image = HMI_ARRAY(ctx, double, history);
    if (anderson->residual == NULL || anderson->image == NULL ||
        anderson->mixed == NULL || anderson->d_residual == NULL ||
        anderson->d_image == NULL) {
        hmi_anderson_free(anderson);
        return HM_ERR_MEMORY;
    }
    *out = anderson;
    return HM_OK;
}

void hmi_anderson_free(hmi_anderson *anderson)
{
    if (anderson != NULL) {
        hm_context *ctx = anderson->ctx;
        hmi_free(ctx, anderson->residual);
        hmi_free(ctx, anderson->image);
        hmi_free(ctx, anderson->mixed);
        hmi_free(ctx, anderson->d_residual);
        hmi_free(ctx, anderson->d_image);
        hmi_free(ctx, anderson);
    }
}

void hmi_anderson_reset(hmi_anderson *anderson)
{
    anderson->used = 0;
    anderson->next = 0;
    anderson->begun = false;
}

void hmi_anderson_rebegin(hmi_anderson *anderson)
{
    anderson->begun = false;
}

/* Renew the oldest column with the differences since the last step, and make
 * x and g the last step. */
static int32_t push(hmi_anderson *an, const double *x, const double *g,
                    const double *weight)
{
    int32_t column = an->next;
    double *df = an->d_residual + (size_t)column * an->stride;
    double *dg = an->d_image + (size_t)column * an->stride;
    for (size_t i = 0; i < an->size; i++) {
        double f = (g[i] - x[i]) * weight[i];
        df[i] = f - an->residual[i];
        dg[i] = g[i] - an->image[i];
        an->residual[i] = f;
        an->image[i] = g[i];
    }
    an->next = (column + 1) % an->memory;
    an->used = an->used < an->memory ? an->used + 1 : an->memory;
    return column;
}

static void renew_gram(hmi_anderson *an, int32_t column)
{
    double dots[MEMORY_MAX];
    hmi_rows_dot((size_t)an->used, an->stride, an->d_residual,
                 an->d_residual + (size_t)column * an->stride, dots);
    for (int32_t c = 0; c < an->used; c++) {
        an->gram[column * MEMORY_MAX + c] = dots[c];
        an->gram[c * MEMORY_MAX + column] = dots[c];
    }
}

/* Columns from the newest to the oldest, so that what is set aside is old. */
static void solve_mixing(const hmi_anderson *an, double *gamma)
{
    double matrix[MEMORY_MAX * MEMORY_MAX];
    double right[MEMORY_MAX];
    double dots[MEMORY_MAX];
    int32_t order[MEMORY_MAX];
    hmi_rows_dot((size_t)an->used, an->stride, an->d_residual, an->residual,
                 dots);
    for (int32_t c = 0; c < an->used; c++) {
        order[c] = (an->next - 1 - c + 2 * an->memory) % an->memory;
    }
    for (int32_t r = 0; r < an->used; r++) {
        for (int32_t c = 0; c < an->used; c++) {
            matrix[r * an->used + c] =
                an->gram[order[r] * MEMORY_MAX + order[c]];
        }
        right[r] = dots[order[r]];
    }
    hmi_solve_spd(an->used, matrix, right, drop_tolerance);
    for (int32_t c = 0; c < an->used; c++) {
        gamma[order[c]] = -right[c];
    }
}

void hmi_anderson_step(hmi_anderson *an, const double *x, const double *g,
                       const double *weight, double *next)
{
    double gamma[MEMORY_MAX];
    if (an->begun) {
        renew_gram(an, push(an, x, g, weight));
    } else {
        for (size_t i = 0; i < an->size; i++) {
            an->residual[i] = (g[i] - x[i]) * weight[i];
            an->image[i] = g[i];
        }
        an->begun = true;
    }
    solve_mixing(an, gamma);
    memcpy(an->mixed, g, an->size * sizeof(double));
    hmi_rows_add((size_t)an->used, an->stride, an->d_image, gamma, an->mixed);
    memcpy(next, an->mixed, an->size * sizeof(double));
}

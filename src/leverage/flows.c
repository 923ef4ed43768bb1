// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * flows.c - border values of the benchmark.
 *
 * A cell of spending pi X holds the importer's tariff and a rent; what the
 * customs see is the rest: X / (1 + t) (1 + (1 - zeta) m) / (1 + m) (T22).
 */
#include "leverage/internal.h"

double hmi_leverage_cell(const hm_economy_arrays *data, int32_t exporter,
                         int32_t importer, int32_t sector)
{
    size_t N = (size_t)data->n_countries;
    size_t J = (size_t)data->n_sectors;
    size_t n = (size_t)importer;
    size_t j = (size_t)sector;
    size_t cell = (j * N + n) * N + (size_t)exporter;
    double value = data->share[cell] * data->expenditure[n * J + j];
    if (data->tariff != NULL) {
        value /= 1.0 + data->tariff[cell];
    }
    if (data->rent_wedge != NULL) {
        double m = data->rent_wedge[cell];
        double zeta = data->rent_importer_share == NULL
                          ? 1.0
                          : data->rent_importer_share[cell];
        value *= (1.0 + (1.0 - zeta) * m) / (1.0 + m);
    }
    return value;
}

double hm_leverage_sector_flow(const hm_economy *economy, int32_t exporter,
                               int32_t importer, int32_t sector)
{
    return hmi_leverage_cell(hm_economy_data(economy), exporter, importer,
                             sector);
}

double hm_leverage_flow(const hm_economy *economy, int32_t exporter,
                        int32_t importer)
{
    const hm_economy_arrays *data = hm_economy_data(economy);
    double sum = 0.0;
    for (int32_t j = 0; j < data->n_sectors; j++) {
        sum += hmi_leverage_cell(data, exporter, importer, j);
    }
    return sum;
}

hm_status hmi_leverage_flows(hm_context *ctx, const hm_economy *economy,
                             double **out)
{
    int32_t N = hm_economy_data(economy)->n_countries;
    *out = HMI_ARRAY(ctx, double, (size_t)N *(size_t)N);
    if (*out == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t n = 0; n < N; n++) {
        for (int32_t i = 0; i < N; i++) {
            if (i != n) {
                (*out)[(size_t)n * (size_t)N + (size_t)i] =
                    hm_leverage_flow(economy, i, n);
            }
        }
    }
    return HM_OK;
}

hm_status hmi_leverage_table(hm_context *ctx, const char *name,
                             const hmi_column *columns, int32_t count,
                             hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_GOTO(status, hm_table_create(ctx, name, &table));
    for (int32_t i = 0; i < count; i++) {
        HMI_GOTO(status,
                 hm_table_add_column(table, columns[i].name, columns[i].type));
    }
    *out = table;
    return HM_OK;
out:
    hm_table_free(table);
    return status;
}

hm_status hmi_leverage_row(hm_table *table, const char *const *texts,
                           int32_t n_texts, const double *numbers,
                           int32_t n_numbers)
{
    int32_t text = 0;
    int32_t number = 0;
    HMI_TRY(hm_table_add_row(table));
    for (int32_t c = 0; c < hm_table_columns(table); c++) {
        bool is_text = hm_table_column_type(table, c) == HM_COLUMN_TEXT;
        if (is_text && text < n_texts) {
            HMI_TRY(hm_table_set_text(table, c, texts[text++]));
        } else if (!is_text && number < n_numbers) {
            hm_table_set_number(table, c, numbers[number++]);
        }
    }
    return HM_OK;
}

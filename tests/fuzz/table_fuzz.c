// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * table_fuzz.c - any bytes as the bulk table of a measure; the first byte
 * chooses the measure.
 */
#include <hirschman/io.h>

#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const measures[] = {"tariff",   "export_tax",   "trade_cost",
                                       "embargo",  "productivity", "capacity",
                                       "transfer", "deficit",      "quota",
                                       "subsidy",  "factor_supply"};
enum { MEASURES = sizeof measures / sizeof measures[0] };

static double sum_rows(const hm_case *c)
{
    const hm_measure *m = hm_scenario_measure(hm_case_scenario(c, 0), 0);
    double sum = 0.0;
    for (int32_t r = 0; r < m->n_rows; r++) {
        sum += m->row_value == NULL ? 0.0 : m->row_value[r];
        sum += m->row_musd == NULL ? 0.0 : m->row_musd[r];
        sum += m->row_exporter == NULL ? 0.0 : (double)m->row_exporter[r][0];
        sum += m->row_importer == NULL ? 0.0 : (double)m->row_importer[r][0];
        sum += m->row_sector == NULL ? 0.0 : (double)m->row_sector[r][0];
    }
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hm_context *ctx = NULL;
    hm_case *c = NULL;
    char text[256];
    if (size < 1 || hm_context_create(NULL, &ctx) != HM_OK) {
        return 0;
    }
    (void)snprintf(text, sizeof text,
                   "case: t\neconomy: e\nscenarios:\n  a: {measures: [{%s: "
                   "{table: t.csv}}]}\n",
                   measures[data[0] % MEASURES]);
    const hm_file files[] = {{"case.yaml", text, strlen(text)},
                             {"t.csv", data + 1, size - 1}};
    volatile double sum = 0.0;
    if (hm_case_read_memory(ctx, "case.yaml", files, 2, &c) == HM_OK) {
        sum = sum_rows(c);
    }
    (void)sum;
    hm_case_free(c);
    hm_context_free(ctx);
    return 0;
}

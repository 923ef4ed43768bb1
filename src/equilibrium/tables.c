// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * tables.c - a confirmed solution as rows of country.csv, sector.csv and
 * bilateral.csv, the same for the command line and for the browser.
 */
#include "base/internal.h"

#include <hirschman/equilibrium.h>

#include <math.h>

typedef struct column {
    const char *name;
    hm_column_type type;
} column;

#define TEXT(name)                                                             \
    {                                                                          \
        name, HM_COLUMN_TEXT                                                   \
    }
#define NUMBER(name)                                                           \
    {                                                                          \
        name, HM_COLUMN_NUMBER                                                 \
    }

static const column country_columns[] = {
    TEXT("scenario"),
    TEXT("country"),
    NUMBER("real_income_pct"),
    NUMBER("real_income_musd"),
    NUMBER("real_domestic_income_pct"),
    NUMBER("real_wage_pct"),
    NUMBER("wage_hat"),
    NUMBER("price_index_hat"),
    NUMBER("tariff_revenue_base"),
    NUMBER("tariff_revenue_cf"),
    NUMBER("terms_of_trade_pct"),
    NUMBER("welfare_first_order_pct"),
    NUMBER("terms_of_trade_first_order_pct"),
    NUMBER("volume_of_trade_first_order_pct"),
    NUMBER("exports_pct"),
    NUMBER("imports_pct"),
    NUMBER("deficit_base"),
    NUMBER("deficit_cf"),
    NUMBER("real_domestic_income_musd"),
};

static const column sector_columns[] = {
    TEXT("scenario"),          TEXT("country"),     TEXT("sector"),
    NUMBER("output_hat"),      NUMBER("price_hat"), NUMBER("expenditure_hat"),
    NUMBER("value_added_hat"),
};

static const column flow_columns[] = {
    {"scenario", HM_COLUMN_TEXT},
    {"exporter", HM_COLUMN_TEXT},
    {"importer", HM_COLUMN_TEXT},
    {"sector", HM_COLUMN_TEXT},
    {"value_base", HM_COLUMN_NUMBER},
    {"value_cf", HM_COLUMN_NUMBER},
    {"value_hat", HM_COLUMN_NUMBER},
    {"tariff_rate_base", HM_COLUMN_NUMBER},
    {"tariff_rate_cf", HM_COLUMN_NUMBER},
    {"quota_rent_musd", HM_COLUMN_NUMBER},
};

enum {
    COUNTRY_COLUMNS = sizeof country_columns / sizeof *country_columns,
    SECTOR_COLUMNS = sizeof sector_columns / sizeof *sector_columns,
    FLOW_COLUMNS = sizeof flow_columns / sizeof *flow_columns
};

static hm_status create(hm_context *ctx, const char *name,
                        const column *columns, int32_t count, hm_table **out)
{
    hm_status status = hm_table_create(ctx, name, out);
    for (int32_t c = 0; c < count && status == HM_OK; c++) {
        status = hm_table_add_column(*out, columns[c].name, columns[c].type);
    }
    if (status != HM_OK) {
        hm_table_free(*out);
        *out = NULL;
    }
    return status;
}

/* A row that begins with these texts. */
static hm_status begin_row(hm_table *table, const char *const *keys,
                           int32_t count)
{
    HMI_TRY(hm_table_add_row(table));
    for (int32_t c = 0; c < count; c++) {
        HMI_TRY(hm_table_set_text(table, c, keys[c]));
    }
    return HM_OK;
}

/* --- country.csv ------------------------------------------------------------ */

hm_status hm_country_table(hm_context *ctx, hm_table **out)
{
    return create(ctx, "country", country_columns, COUNTRY_COLUMNS, out);
}

static double percent(double hat)
{
    return 100.0 * (hat - 1.0);
}

/* Per cent from base to counterfactual, NAN when the base is zero. */
static double change(double base, double cf)
{
    return base > 0.0 ? percent(cf / base) : (double)NAN;
}

static hm_status country_row(hm_table *table, const hm_economy *base,
                             const char *scenario, int32_t n,
                             const hm_welfare_arrays *w)
{
    const hm_economy_arrays *data = hm_economy_data(base);
    double earned = data->income[n] - data->deficit[n];
    const double values[COUNTRY_COLUMNS - 2] = {
        percent(w->real_income_hat[n]),
        w->real_income_musd[n],
        percent(w->real_domestic_income_hat[n]),
        percent(w->real_wage_hat[n]),
        w->wage_hat[n],
        w->price_index_hat[n],
        w->revenue_base[n],
        w->revenue_cf[n],
        100.0 * w->terms_of_trade[n],
        100.0 * w->first_order[n],
        100.0 * w->first_order_terms_of_trade[n],
        100.0 * w->first_order_volume_of_trade[n],
        change(w->exports_base[n], w->exports_cf[n]),
        change(w->imports_base[n], w->imports_cf[n]),
        w->deficit_base[n],
        w->deficit_cf[n],
        earned * (w->real_domestic_income_hat[n] - 1.0),
    };
    const char *keys[] = {scenario, hm_economy_labels(base)->country_codes[n]};
    HMI_TRY(begin_row(table, keys, 2));
    for (int32_t c = 2; c < COUNTRY_COLUMNS; c++) {
        hm_table_set_number(table, c, values[c - 2]);
    }
    return HM_OK;
}

hm_status hm_country_rows(hm_table *table, const char *scenario,
                          const hm_economy *base, const hm_welfare *welfare)
{
    const hm_welfare_arrays *w = hm_welfare_data(welfare);
    for (int32_t n = 0; n < hm_economy_data(base)->n_countries; n++) {
        HMI_TRY(country_row(table, base, scenario, n, w));
    }
    return HM_OK;
}

/* --- sector.csv -------------------------------------------------------------- */

hm_status hm_sector_table(hm_context *ctx, hm_table **out)
{
    return create(ctx, "sector", sector_columns, SECTOR_COLUMNS, out);
}

/* One country-sector; cells without output or spending stay empty. */
static hm_status sector_row(hm_table *table, const hm_economy *base,
                            const char *scenario, int32_t n, int32_t j,
                            const hm_solution_arrays *s, double value_added)
{
    const hm_economy_arrays *data = hm_economy_data(base);
    const hm_labels *labels = hm_economy_labels(base);
    size_t cell = (size_t)n * (size_t)data->n_sectors + (size_t)j;
    double output = data->output[cell];
    double spending = data->expenditure[cell];
    if (output <= 0.0 && spending <= 0.0) {
        return HM_OK;
    }
    const char *keys[] = {scenario, labels->country_codes[n],
                          labels->sector_codes[j]};
    HMI_TRY(begin_row(table, keys, 3));
    if (output > 0.0) {
        hm_table_set_number(table, 3, s->output[cell] / output);
    }
    hm_table_set_number(table, 4, s->price_hat[cell]);
    if (spending > 0.0) {
        hm_table_set_number(table, 5, s->expenditure[cell] / spending);
    }
    hm_table_set_number(table, 6, value_added);
    return HM_OK;
}

hm_status hm_sector_rows(hm_context *ctx, hm_table *table, const char *scenario,
                         const hm_economy *base, const hm_solution *solution)
{
    const hm_economy_arrays *data = hm_economy_data(base);
    size_t J = (size_t)data->n_sectors;
    hm_status status = HM_OK;
    double *hat = HMI_ARRAY(ctx, double, (size_t)data->n_countries *J);
    if (hat == NULL) {
        return HM_ERR_MEMORY;
    }
    hm_solution_value_added(base, solution, hat);
    for (int32_t n = 0; n < data->n_countries; n++) {
        for (int32_t j = 0; j < data->n_sectors && status == HM_OK; j++) {
            status = sector_row(table, base, scenario, n, j,
                                hm_solution_data(solution),
                                hat[(size_t)n * J + (size_t)j]);
        }
    }
    hmi_free(ctx, hat);
    return status;
}

/* --- bilateral.csv ------------------------------------------------------------ */

hm_status hm_flow_table(hm_context *ctx, hm_table **out)
{
    return create(ctx, "bilateral", flow_columns, FLOW_COLUMNS, out);
}

/* What one scenario's rows are read from. */
typedef struct flows {
    const hm_labels *labels;
    const hm_economy_arrays *data;
    const hm_shock_arrays *shock;
    const hm_solution_arrays *solution;
    const double *share;
    const char *scenario;
} flows;

/* Border value over spending of a cell under given tariff and rent (T22). */
static double border(double value, const double *tariff, double rent,
                     const double *keep, size_t cell)
{
    double zeta = keep == NULL ? 1.0 : keep[cell];
    if (tariff != NULL) {
        value /= 1.0 + tariff[cell];
    }
    return value * (1.0 + (1.0 - zeta) * rent) / (1.0 + rent);
}

/* The rent in force: what a cap asks for, else the shock's or the base's; a flow
 * that is banned carries none. */
static double rent_of(const hm_economy_arrays *data,
                      const hm_shock_arrays *shock,
                      const hm_solution_arrays *solution, size_t cell)
{
    const double *levels =
        shock->rent_wedge != NULL ? shock->rent_wedge : data->rent_wedge;
    if (solution->rent_wedge != NULL) {
        levels = solution->rent_wedge;
    }
    return levels == NULL || isinf(levels[cell]) ? 0.0 : levels[cell];
}

double hm_flow_border_value(const hm_economy_arrays *data,
                            const hm_shock_arrays *shock,
                            const hm_solution_arrays *solution,
                            const double *share, size_t cell)
{
    size_t N = (size_t)data->n_countries;
    size_t good = cell / N % N * (size_t)data->n_sectors + cell / N / N;
    const double *tariff = shock->tariff != NULL ? shock->tariff : data->tariff;
    const double *keep = shock->rent_importer_share != NULL
                             ? shock->rent_importer_share
                             : data->rent_importer_share;
    return border(share[cell] * solution->expenditure[good], tariff,
                  rent_of(data, shock, solution, cell), keep, cell);
}

/* One flow: where it stands, and its border value before and after. */
typedef struct flow {
    size_t cell;
    double before, after, spending, rent;
} flow;

static flow flow_of(const flows *f, int32_t j, int32_t n, int32_t i)
{
    const hm_economy_arrays *d = f->data;
    size_t N = (size_t)d->n_countries;
    size_t cell = ((size_t)j * N + (size_t)n) * N + (size_t)i;
    size_t good = (size_t)n * (size_t)d->n_sectors + (size_t)j;
    flow out = {.cell = cell, .rent = rent_of(d, f->shock, f->solution, cell)};
    out.before = border(d->share[cell] * d->expenditure[good], d->tariff,
                        d->rent_wedge == NULL ? 0.0 : d->rent_wedge[cell],
                        d->rent_importer_share, cell);
    out.spending = f->share[cell] * f->solution->expenditure[good];
    out.after = hm_flow_border_value(d, f->shock, f->solution, f->share, cell);
    return out;
}

static hm_status flow_row(const flows *f, hm_table *table, int32_t j, int32_t n,
                          int32_t i)
{
    const hm_economy_arrays *d = f->data;
    const double *tariff =
        f->shock->tariff != NULL ? f->shock->tariff : d->tariff;
    flow v = flow_of(f, j, n, i);
    if (v.before <= 0.0 && v.after <= 0.0) {
        return HM_OK;
    }
    const char *keys[] = {f->scenario, f->labels->country_codes[i],
                          f->labels->country_codes[n],
                          f->labels->sector_codes[j]};
    HMI_TRY(begin_row(table, keys, 4));
    double duty_paid =
        tariff == NULL ? v.spending : v.spending / (1.0 + tariff[v.cell]);
    hm_table_set_number(table, 4, v.before);
    hm_table_set_number(table, 5, v.after);
    if (v.before > 0.0) {
        hm_table_set_number(table, 6, v.after / v.before);
    }
    hm_table_set_number(table, 7, d->tariff == NULL ? 0.0 : d->tariff[v.cell]);
    hm_table_set_number(table, 8, tariff == NULL ? 0.0 : tariff[v.cell]);
    hm_table_set_number(table, 9, duty_paid * v.rent / (1.0 + v.rent));
    return HM_OK;
}

/* Flow by flow; take[i*N + n] 0 leaves exporter i to importer n out. */
static hm_status flow_rows(const flows *f, const bool *take, hm_table *table)
{
    hm_status status = HM_OK;
    int32_t N = f->data->n_countries;
    for (int32_t i = 0; i < N; i++) {
        for (int32_t n = 0; n < N; n++) {
            bool wanted =
                take == NULL || take[(size_t)i * (size_t)N + (size_t)n];
            for (int32_t j = 0;
                 wanted && j < f->data->n_sectors && status == HM_OK; j++) {
                status = flow_row(f, table, j, n, i);
            }
        }
    }
    return status;
}

hm_status hm_flow_rows(hm_context *ctx, hm_table *table, const char *scenario,
                       const hm_economy *base, const hm_shock *shock,
                       const hm_solution *solution, const bool *take)
{
    const hm_economy_arrays *data = hm_economy_data(base);
    size_t N = (size_t)data->n_countries;
    double *share = HMI_ARRAY(ctx, double, N *N *(size_t)data->n_sectors);
    if (share == NULL) {
        return HM_ERR_MEMORY;
    }
    hm_solution_shares(base, shock, solution, share);
    flows f = {hm_economy_labels(base),    data,  hm_shock_data(shock),
               hm_solution_data(solution), share, scenario};
    hm_status status = flow_rows(&f, take, table);
    hmi_free(ctx, share);
    return status;
}

hm_status hm_flow_totals(hm_context *ctx, const hm_economy *base,
                         const hm_shock *shock, const hm_solution *solution,
                         double *before, double *after)
{
    const hm_economy_arrays *data = hm_economy_data(base);
    size_t N = (size_t)data->n_countries;
    double *share = HMI_ARRAY(ctx, double, N *N *(size_t)data->n_sectors);
    if (share == NULL) {
        return HM_ERR_MEMORY;
    }
    hm_solution_shares(base, shock, solution, share);
    flows f = {hm_economy_labels(base),    data,  hm_shock_data(shock),
               hm_solution_data(solution), share, ""};
    for (size_t i = 0; i < N; i++) {
        for (size_t n = 0; n < N; n++) {
            size_t pair = i * N + n;
            before[pair] = after[pair] = 0.0;
            for (int32_t j = 0; j < data->n_sectors; j++) {
                flow v = flow_of(&f, j, (int32_t)n, (int32_t)i);
                before[pair] += v.before;
                after[pair] += v.after;
            }
        }
    }
    hmi_free(ctx, share);
    return HM_OK;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * import_cp2015.c - what is beside a long table of trade: the further tables
 * of the R package cp2015, and the effects in a panel for ge_gravity.
 *
 * cp2015 keeps trade net of tariffs and consumption duty paid. Its tables do
 * not add up to the dollar: as in the paper, shares are kept (inputs in cost,
 * final demand) and the benchmark is the equilibrium that has them; the gap
 * is in the ledger.
 */
#include "io/import.h"

#include <math.h>
#include <string.h>

static const char step[] = "import";

typedef struct tables {
    hm_context *ctx;
    hmi_arena *arena;
    const hm_flow_source *table;
    const char *folder;
    const hm_labels *labels;
    hm_account_arrays *a;
    const hm_allow *allow;
    double *final;   /* N*J */
    double *added;   /* N*J */
    double *share;   /* N*J*J of cost */
    double negative; /* uses below 0, taken out */
    int32_t n_negative;
    hmi_csv csv;
    const char *path;
    int32_t column[5];
} tables;

/* folder/NAME.csv or, when there is none, folder/NAME.csv.gz. */
static hm_status find_table(tables *t, const char *name)
{
    t->path = hmi_arena_format(t->arena, "%s/%s.csv", t->folder, name);
    if (t->path == NULL) {
        return HM_ERR_MEMORY;
    }
    if (hmi_path_kind_of(t->path) == HMI_PATH_ABSENT) {
        t->path = hmi_arena_format(t->arena, "%s/%s.csv.gz", t->folder, name);
        if (t->path == NULL) {
            return HM_ERR_MEMORY;
        }
    }
    return hmi_path_kind_of(t->path) != HMI_PATH_ABSENT
               ? HM_OK
               : hmi_fail(t->ctx, HM_ERR_IO,
                          "%s has no table %s.csv or %s.csv.gz", t->folder,
                          name, name);
}

/* --- codes ------------------------------------------------------------------------ */

/* Index in the account of a country or sector of a field; -1: left out. */
static hm_status index_of(tables *t, int32_t column, bool country, int32_t *out)
{
    const hm_map *map = country ? t->table->countries : t->table->sectors;
    const char *const *codes =
        country ? t->labels->country_codes : t->labels->sector_codes;
    int32_t count = country ? t->labels->n_countries : t->labels->n_sectors;
    const char *text = hmi_csv_text(&t->csv, column, t->arena);
    const char *code = NULL;
    *out = -1;
    if (text == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t e = 0; map != NULL && e < map->count; e++) {
        code = strcmp(map->from[e], text) == 0 ? map->to[e] : code;
    }
    if (map == NULL) {
        HMI_TRY(country ? hmi_flow_country(t->arena, t->path, text, &code)
                        : hmi_label_sector(t->arena, text, &code));
    }
    for (int32_t c = 0; code != NULL && c < count && *out < 0; c++) {
        *out = strcmp(codes[c], code) == 0 ? c : -1;
    }
    if (*out >= 0 || map != NULL) {
        return HM_OK;
    }
    int32_t near = hmi_nearest(code, codes, count);
    return hmi_csv_fail(&t->csv, column, HM_ERR_UNKNOWN,
                        "%s \"%s\" is not in the table of trade%s%s%s",
                        country ? "country" : "sector", text,
                        near < 0 ? "" : "; did you mean \"",
                        near < 0 ? "" : codes[near], near < 0 ? "" : "\"?");
}

/* --- the tables -------------------------------------------------------------------- */

/* input, sector, region, value. */
static hm_status input_row(tables *t)
{
    double value = 0.0;
    int32_t j = -1;
    int32_t k = -1;
    int32_t n = -1;
    HMI_TRY(index_of(t, t->column[0], false, &j));
    HMI_TRY(index_of(t, t->column[1], false, &k));
    HMI_TRY(index_of(t, t->column[2], true, &n));
    HMI_TRY(hmi_csv_number(&t->csv, t->column[3], &value));
    if (value < 0.0 && !hmi_allowed(t->allow, "negative-uses")) {
        return hmi_csv_fail(&t->csv, t->column[3], HM_ERR_DATA,
                            "a use of %g; expected 0 or more; --allow "
                            "negative-uses reads it as 0",
                            value);
    }
    if (value < 0.0) {
        t->negative -= value * t->table->rate;
        t->n_negative++;
        return HM_OK;
    }
    if (j >= 0 && k >= 0 && n >= 0) {
        t->a->input[HMI_INPUT(t->a->n_sectors, n, j, k)] +=
            value * t->table->rate;
    }
    return HM_OK;
}

/* sector, region, value. */
static hm_status cell_row(tables *t, double *cells)
{
    double value = 0.0;
    int32_t j = -1;
    int32_t n = -1;
    HMI_TRY(index_of(t, t->column[0], false, &j));
    HMI_TRY(index_of(t, t->column[1], true, &n));
    HMI_TRY(hmi_csv_number(&t->csv, t->column[2], &value));
    if (j >= 0 && n >= 0) {
        cells[HMI_AT2(t->a->n_sectors, n, j)] += value * t->table->rate;
    }
    return HM_OK;
}

static hm_status final_row(tables *t)
{
    return cell_row(t, t->final);
}

static hm_status added_row(tables *t)
{
    return cell_row(t, t->added);
}

/* sector, value. */
static hm_status theta_row(tables *t)
{
    double value = 0.0;
    int32_t j = -1;
    HMI_TRY(index_of(t, t->column[0], false, &j));
    HMI_TRY(hmi_csv_number(&t->csv, t->column[1], &value));
    if (!(value > 0.0)) {
        return hmi_csv_fail(&t->csv, t->column[1], HM_ERR_DATA,
                            "theta is %g; expected above 0 (some authors "
                            "print the inverse, or minus theta)",
                            value);
    }
    if (j >= 0) {
        t->a->theta[j] = value;
    }
    return HM_OK;
}

static hm_status read_one(tables *t, const char *name, const hmi_ask *asks,
                          int32_t n_asks, hm_status (*act)(tables *))
{
    bool more = false;
    HMI_TRY(find_table(t, name));
    hm_status status =
        hmi_recipe_open(t->arena, t->path, asks, n_asks, t->column, &t->csv);
    if (status == HM_OK) {
        status = hmi_csv_next(&t->csv, &more);
    }
    while (status == HM_OK && more) {
        status = act(t);
        if (status == HM_OK) {
            status = hmi_csv_next(&t->csv, &more);
        }
    }
    hmi_csv_clear(&t->csv);
    return status;
}

static hm_status compare_final(tables *t, hm_table *ledger)
{
    int32_t J = t->a->n_sectors;
    size_t cells = (size_t)t->a->n_countries * (size_t)J;
    double *spending = HMI_KEEP(t->arena, double, cells);
    double gap = 0.0;
    if (spending == NULL) {
        return HM_ERR_MEMORY;
    }
    hmi_account_totals(t->a, spending, NULL);
    for (size_t cell = 0; cell < cells; cell++) {
        double left = spending[cell] - t->final[cell];
        for (size_t k = 0; k < (size_t)J; k++) {
            left -= t->a->input[cell * (size_t)J + k];
        }
        gap += fabs(left);
    }
    return hmi_ledger_add(ledger, step, "note", gap,
                          "spending less inputs differs from "
                          "final_consumption: its shares are kept, and the "
                          "benchmark is solved for");
}

/* --- tariffs afterwards ------------------------------------------------------------ */

static hm_status add_text(hm_table *out, int32_t column, const char *text)
{
    return hm_table_set_text(out, column, text);
}

static hm_status start_table(hm_context *ctx, const char *name,
                             const char *const *columns, int32_t count,
                             hm_table **out)
{
    HMI_TRY(hm_table_create(ctx, name, out));
    for (int32_t c = 0; c < count; c++) {
        HMI_TRY(hm_table_add_column(*out, columns[c],
                                    c + 1 < count ? HM_COLUMN_TEXT
                                                  : HM_COLUMN_NUMBER));
    }
    return HM_OK;
}

/* exporter, importer, sector, tariff_cfl; a row when it is not the rate of
 * the account already. */
static hm_status later_row(tables *t, hm_table *out)
{
    double rate = 0.0;
    int32_t i = -1;
    int32_t n = -1;
    int32_t j = -1;
    HMI_TRY(index_of(t, t->column[0], true, &i));
    HMI_TRY(index_of(t, t->column[1], true, &n));
    HMI_TRY(index_of(t, t->column[2], false, &j));
    HMI_TRY(hmi_csv_number(&t->csv, t->column[3], &rate));
    if (i < 0 || n < 0 || j < 0 || i == n) {
        return HM_OK;
    }
    double now = t->a->tariff[HMI_AT3(t->a->n_countries, j, n, i)];
    if (!(fabs(rate - now) > 0.0)) {
        return HM_OK;
    }
    HMI_TRY(hm_table_add_row(out));
    HMI_TRY(add_text(out, 0, t->labels->country_codes[i]));
    HMI_TRY(add_text(out, 1, t->labels->country_codes[n]));
    HMI_TRY(add_text(out, 2, t->labels->sector_codes[j]));
    hm_table_set_number(out, 3, rate);
    return HM_OK;
}

static hm_status later_tariffs(tables *t, hm_table **out)
{
    static const char *const columns[] = {"exporter", "importer", "sector",
                                          "tariff_rate"};
    const hmi_ask asks[] = {{"exporter", true},
                            {"importer", true},
                            {"sector", true},
                            {"tariff_cfl", false}};
    bool more = false;
    hm_status status =
        hmi_recipe_open(t->arena, t->path, asks, 4, t->column, &t->csv);
    if (status == HM_OK && t->column[3] >= 0) {
        status = start_table(t->ctx, "tariffs", columns, 4, out);
    }
    if (status == HM_OK) {
        status = hmi_csv_next(&t->csv, &more);
    }
    while (status == HM_OK && more && *out != NULL) {
        status = later_row(t, *out);
        if (status == HM_OK) {
            status = hmi_csv_next(&t->csv, &more);
        }
    }
    hmi_csv_clear(&t->csv);
    return status;
}

/* --- the economy -------------------------------------------------------------------- */

/* Inputs in cost and final demand as shares; they are kept as they are. */
static void make_shares(tables *t)
{
    size_t N = (size_t)t->a->n_countries;
    size_t J = (size_t)t->a->n_sectors;
    for (size_t n = 0; n < N; n++) {
        double all = 0.0;
        for (size_t k = 0; k < J; k++) {
            double cost = t->added[n * J + k];
            for (size_t j = 0; j < J; j++) {
                cost += t->a->input[(n * J + j) * J + k];
            }
            for (size_t j = 0; j < J && cost > 0.0; j++) {
                t->share[(n * J + j) * J + k] =
                    t->a->input[(n * J + j) * J + k] / cost;
            }
            all += t->final[n * J + k];
        }
        for (size_t j = 0; j < J && all > 0.0; j++) {
            t->final[n * J + j] /= all;
        }
    }
}

static hm_status make_economy(tables *t, hm_economy **out)
{
    make_shares(t);
    const hm_economy_flows flows = {.trade = t->a->trade,
                                    .tariff = t->a->tariff,
                                    .input_share = t->share,
                                    .final_share = t->final};
    const hm_elasticities set = {.theta = t->a->theta};
    return hm_economy_from_flows(t->ctx, t->labels, &flows, &set, out);
}

/* --- cp2015 -------------------------------------------------------------------------- */

static hm_status read_tables(tables *t, hm_table *ledger)
{
    const hmi_ask uses[] = {
        {"input", true}, {"sector", true}, {"region", true}, {"value", true}};
    const hmi_ask final[] = {
        {"sector", true}, {"region", true}, {"value", true}};
    const hmi_ask theta[] = {{"sector", true}, {"value", true}};
    size_t cells = (size_t)t->a->n_countries * (size_t)t->a->n_sectors;
    t->final = HMI_KEEP(t->arena, double, cells);
    t->added = HMI_KEEP(t->arena, double, cells);
    t->share = HMI_KEEP(t->arena, double, cells *(size_t)t->a->n_sectors);
    if (t->final == NULL || t->added == NULL || t->share == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_TRY(read_one(t, "intermediate_consumption", uses, 4, input_row));
    if (t->n_negative > 0) {
        HMI_TRY(hmi_ledger_add(ledger, step, "moved", t->negative,
                               "%d uses below 0 were read as 0",
                               t->n_negative));
    }
    HMI_TRY(read_one(t, "final_consumption", final, 3, final_row));
    HMI_TRY(read_one(t, "value_added", final, 3, added_row));
    HMI_TRY(read_one(t, "theta", theta, 2, theta_row));
    return compare_final(t, ledger);
}

hm_status hm_import_cp2015(hm_context *ctx, const hm_flow_source *table,
                           const hm_allow *allow, hm_table *ledger,
                           hm_economy **out, hm_table **tariffs)
{
    hmi_arena arena;
    tables t = {.ctx = ctx,
                .arena = &arena,
                .table = table,
                .folder = table->path,
                .allow = allow};
    hm_flow_source trade = *table;
    hm_account *account = NULL;
    hm_status status = HM_OK;
    *out = NULL;
    *tariffs = NULL;
    hmi_arena_init(&arena, ctx);
    trade.layout = "cp2015";
    HMI_GOTO(status, find_table(&t, "trade"));
    trade.path = t.path;
    HMI_GOTO(status, hm_import_flows(ctx, &trade, allow, ledger, &account));
    t.labels = hm_account_labels(account);
    t.a = hm_account_data(account);
    HMI_GOTO(status, read_tables(&t, ledger));
    t.path = trade.path;
    HMI_GOTO(status, later_tariffs(&t, tariffs));
    HMI_GOTO(status, make_economy(&t, out));
out:
    if (status != HM_OK) {
        hm_table_free(*tariffs);
        *tariffs = NULL;
    }
    hm_account_free(account);
    hmi_arena_clear(&arena);
    return status;
}

/* --- effects of a panel ---------------------------------------------------------------- */

/* One row's effect, in the year that was asked for. */
static hm_status partial_row(tables *t, const int32_t *flow, int32_t partial,
                             double theta, hm_table *out)
{
    double effect = 0.0;
    double year = t->table->year;
    int32_t sides[2] = {flow[HMI_FLOW_EXPORTER], flow[HMI_FLOW_IMPORTER]};
    const char *codes[2] = {NULL, NULL};
    if (t->table->year != 0 && flow[HMI_FLOW_YEAR] >= 0) {
        HMI_TRY(hmi_csv_number(&t->csv, flow[HMI_FLOW_YEAR], &year));
    }
    HMI_TRY(hmi_csv_number(&t->csv, partial, &effect));
    if (fabs(year - t->table->year) > 0.5 || !(fabs(effect) > 0.0)) {
        return HM_OK;
    }
    for (size_t s = 0; s < 2; s++) {
        const hm_map *map = t->table->countries;
        const char *text = hmi_csv_text(&t->csv, sides[s], t->arena);
        if (text == NULL) {
            return HM_ERR_MEMORY;
        }
        for (int32_t e = 0; map != NULL && e < map->count; e++) {
            codes[s] = strcmp(map->from[e], text) == 0 ? map->to[e] : codes[s];
        }
        if (map == NULL) {
            HMI_TRY(hmi_flow_country(t->arena, t->path, text, &codes[s]));
        }
    }
    if (codes[0] == NULL || codes[1] == NULL) {
        return HM_OK; /* a country that the map leaves out */
    }
    if (strcmp(codes[0], codes[1]) == 0) {
        return hmi_csv_fail(&t->csv, partial, HM_ERR_DATA,
                            "an effect of %g on a country's sales at home; "
                            "measures never touch domestic flows: take it "
                            "from the pairs with others instead",
                            effect);
    }
    HMI_TRY(hm_table_add_row(out));
    HMI_TRY(add_text(out, 0, codes[0]));
    HMI_TRY(add_text(out, 1, codes[1]));
    hm_table_set_number(out, 2, exp(-effect / theta));
    return HM_OK;
}

static hm_status read_partial(tables *t, double theta, hm_table *out)
{
    const hmi_flow_layout *layout = hmi_flow_layout_find(t->ctx, "gravity");
    const hmi_ask asks[] = {{"partial", true}};
    int32_t flow[HMI_FLOW_FIELDS];
    int32_t partial = -1;
    bool more = false;
    hm_status status =
        hmi_recipe_open(t->arena, t->path, asks, 1, &partial, &t->csv);
    if (status == HM_OK) {
        status = hmi_flow_columns(t->arena, &t->csv, layout, flow);
    }
    if (status == HM_OK) {
        status = hmi_csv_next(&t->csv, &more);
    }
    while (status == HM_OK && more) {
        status = partial_row(t, flow, partial, theta, out);
        if (status == HM_OK) {
            status = hmi_csv_next(&t->csv, &more);
        }
    }
    hmi_csv_clear(&t->csv);
    return status;
}

hm_status hm_import_partial(hm_context *ctx, const hm_flow_source *table,
                            double theta, hm_table **out)
{
    static const char *const columns[] = {"exporter", "importer", "hat"};
    hmi_arena arena;
    tables t = {
        .ctx = ctx, .arena = &arena, .table = table, .path = table->path};
    *out = NULL;
    if (!(theta > 0.0)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "an effect on trade becomes a trade cost through "
                        "theta, which is %g; expected above 0",
                        theta);
    }
    hmi_arena_init(&arena, ctx);
    hm_status status = start_table(ctx, "trade_cost", columns, 3, out);
    if (status == HM_OK) {
        status = read_partial(&t, theta, *out);
    }
    if (status != HM_OK) {
        hm_table_free(*out);
        *out = NULL;
    }
    hmi_arena_clear(&arena);
    return status;
}

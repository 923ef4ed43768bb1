// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * import_flows.c - long tables of others to an account: CEPII BACI, USITC
 * ITPD-E, panels for ge_gravity and gegravity, KITE, iotr, cp2015.
 *
 * Columns are found by their names, of which each layout knows several; two of
 * them for one field are refused. The file is read twice: for its codes, then
 * for its flows. Every value goes to a flow or to a code that the map leaves
 * out, which is a loss that has to be allowed by name; a flow that stands
 * there twice is refused.
 */
#include "io/import.h"

#include <math.h>
#include <string.h>

static const char step[] = "import";

/* Final demand in an iotr table, as ICIO and WIOD name it. */
static const char *const final_uses[] = {
    "HFCE",   "NPISH",   "GGFC",   "GFCF",  "INVNT", "DPABR", "P33",
    "CONS_h", "CONS_np", "CONS_g", "INVEN", "DISC",  "FD",    "final"};
enum { FINAL_USES = sizeof final_uses / sizeof final_uses[0] };

typedef struct flows {
    hm_context *ctx;
    hmi_arena *arena;
    const hmi_flow_layout *layout;
    const hm_flow_source *table;
    const char *path;
    hmi_csv csv;
    size_t start; /* of the first row */
    int32_t start_line;
    int32_t column[HMI_FLOW_FIELDS];
    hmi_intern countries, sectors, uses; /* codes of the file */
    int32_t *n, *j, *k;                  /* to the account; k -1: final */
    double *lost_country, *lost_sector;
    unsigned char *seen;
    hm_labels labels;
    hm_account_arrays *a;
    double unit, in, lost;
    double first_year;
    int32_t rows, skipped;
} flows;

/* --- first reading: codes ---------------------------------------------------------- */

static hm_status intern_field(flows *f, int32_t field, hmi_intern *codes)
{
    const hmi_csv_field *cell = &f->csv.fields[f->column[field]];
    int32_t index = 0;
    if (cell->size == 0) {
        return hmi_csv_fail(&f->csv, f->column[field], HM_ERR_DATA,
                            "the %s is empty; expected a code",
                            hmi_flow_fields[field]);
    }
    if (field == HMI_FLOW_SECTOR && f->layout->products && cell->size != 6) {
        return hmi_csv_fail(&f->csv, f->column[field], HM_ERR_DATA,
                            "product \"%.*s\" has %d digits; expected 6: "
                            "leading zeros are lost when codes are read as "
                            "numbers",
                            (int)cell->size, cell->text, (int)cell->size);
    }
    return hmi_intern_add(codes, cell->text, cell->size, &index);
}

/* Is the row of the year that was asked for? */
static hm_status right_year(flows *f, bool *out)
{
    double year = 0.0;
    *out = true;
    if (f->column[HMI_FLOW_YEAR] < 0) {
        return HM_OK;
    }
    HMI_TRY(hmi_csv_number(&f->csv, f->column[HMI_FLOW_YEAR], &year));
    if (f->table->year != 0) {
        *out = fabs(year - f->table->year) < 0.5;
        return HM_OK;
    }
    if (f->rows == 0) {
        f->first_year = year;
    }
    return fabs(year - f->first_year) < 0.5
               ? HM_OK
               : hmi_csv_fail(&f->csv, f->column[HMI_FLOW_YEAR], HM_ERR_DATA,
                              "the file has the years %.0f and %.0f; say "
                              "which one (--year)",
                              f->first_year, year);
}

static hm_status code_row(flows *f)
{
    bool wanted = false;
    HMI_TRY(right_year(f, &wanted));
    if (!wanted) {
        f->skipped++;
        return HM_OK;
    }
    f->rows++;
    HMI_TRY(intern_field(f, HMI_FLOW_EXPORTER, &f->countries));
    HMI_TRY(intern_field(f, HMI_FLOW_IMPORTER, &f->countries));
    if (f->column[HMI_FLOW_SECTOR] >= 0) {
        HMI_TRY(intern_field(f, HMI_FLOW_SECTOR, &f->sectors));
    }
    return f->column[HMI_FLOW_USE] >= 0
               ? intern_field(f, HMI_FLOW_USE, &f->uses)
               : HM_OK;
}

static hm_status open_file(flows *f)
{
    HMI_TRY(hmi_recipe_open(f->arena, f->path, NULL, 0, NULL, &f->csv));
    f->start = f->csv.at;
    f->start_line = f->csv.line;
    return hmi_flow_columns(f->arena, &f->csv, f->layout, f->column);
}

/* Each row of the open file once, from its first. */
static hm_status each_row(flows *f, hm_status (*act)(flows *))
{
    bool more = false;
    f->csv.at = f->start;
    f->csv.line = f->start_line;
    hm_status status = hmi_csv_next(&f->csv, &more);
    while (status == HM_OK && more) {
        status = act(f);
        if (status == HM_OK) {
            status = hmi_csv_next(&f->csv, &more);
        }
        if (status == HM_OK && hm_context_canceled(f->ctx)) {
            status = hmi_fail(f->ctx, HM_ERR_CANCELED, "stopped");
        }
    }
    return status;
}

/* --- codes of the account ------------------------------------------------------------ */

/* A map of the file's codes to codes that they make themselves. */
static hm_status own_map(flows *f, const hmi_intern *codes, bool countries,
                         hm_map *out)
{
    const char **to = HMI_KEEP(f->arena, const char *, codes->count);
    if (to == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t c = 0; c < codes->count; c++) {
        HMI_TRY(
            countries
                ? hmi_flow_country(f->arena, f->path, codes->texts[c], &to[c])
                : hmi_label_sector(f->arena, codes->texts[c], &to[c]));
    }
    *out = (hm_map){codes->count, codes->texts, to, NULL, NULL};
    return HM_OK;
}

/* Map entry of a code: itself, or (products) its longest head. */
static int32_t entry_of(const flows *f, const hm_map *map, const char *code)
{
    int32_t best = -1;
    size_t longest = 0;
    bool heads = f->layout->products && map == f->table->sectors;
    for (int32_t e = 0; e < map->count; e++) {
        size_t size = strlen(map->from[e]);
        if (strcmp(map->from[e], code) == 0) {
            return e;
        }
        if (heads && size > longest && strncmp(map->from[e], code, size) == 0) {
            best = e;
            longest = size;
        }
    }
    return best;
}

/* BACI's 490, "Other Asia, not elsewhere specified", stands for Taiwan; its
 * own table of countries writes S19. Only when the caller says so. */
static const char *taiwan(const flows *f, const char *from, const char *to)
{
    bool asia = strcmp(from, "490") == 0 || strcmp(to, "S19") == 0;
    return f->table->taiwan && f->layout->products && asia ? "TWN" : to;
}

/* The entries of a map that the file has, in the map's order: a map may be of
 * the whole world. place[e]: where entry e went. */
static hm_status used_entries(flows *f, const hm_map *map, const int32_t *entry,
                              int32_t n_codes, bool countries, hm_map *out,
                              int32_t *place)
{
    const char **to = HMI_KEEP(f->arena, const char *, map->count);
    const char **names = HMI_KEEP(f->arena, const char *, map->count);
    const char **groups = HMI_KEEP(f->arena, const char *, map->count);
    bool *used = HMI_KEEP(f->arena, bool, map->count);
    if (to == NULL || names == NULL || groups == NULL || used == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t c = 0; c < n_codes; c++) {
        if (entry[c] >= 0) {
            used[entry[c]] = true;
        }
    }
    int32_t count = 0;
    for (int32_t e = 0; e < map->count; e++) {
        place[e] = count;
        to[count] =
            countries ? taiwan(f, map->from[e], map->to[e]) : map->to[e];
        names[count] = map->names == NULL ? "" : map->names[e];
        groups[count] = map->groups == NULL ? "" : map->groups[e];
        count += used[e] ? 1 : 0;
    }
    *out = (hm_map){count, to, to, names, groups};
    return HM_OK;
}

/* Index in the account of each code of the file, -1 when the map has it not. */
static hm_status number_codes(flows *f, const hmi_intern *codes,
                              const hm_map *map, bool countries, hm_map *made,
                              int32_t **out)
{
    hm_map own;
    hm_map some;
    int32_t *index = NULL;
    if (map == NULL) {
        HMI_TRY(own_map(f, codes, countries, &own));
        map = &own;
    }
    int32_t *entry = HMI_KEEP(f->arena, int32_t, codes->count);
    int32_t *place = HMI_KEEP(f->arena, int32_t, map->count);
    *out = HMI_KEEP(f->arena, int32_t, codes->count);
    if (entry == NULL || place == NULL || *out == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t c = 0; c < codes->count; c++) {
        entry[c] = entry_of(f, map, codes->texts[c]);
    }
    HMI_TRY(used_entries(f, map, entry, codes->count, countries, &some, place));
    HMI_TRY(hmi_map_distinct(f->arena, &some, made, &index));
    bool many = made->count < some.count;
    if (many &&
        (f->column[HMI_FLOW_TARIFF] >= 0 || f->table->tariffs != NULL)) {
        return hmi_fail(f->ctx, HM_ERR_DATA,
                        "%s: a map leads two codes to one, and the table has "
                        "tariffs; import as they are, then `data aggregate`, "
                        "which weights them",
                        f->path);
    }
    for (int32_t c = 0; c < codes->count; c++) {
        (*out)[c] = entry[c] < 0 ? -1 : index[place[entry[c]]];
    }
    return HM_OK;
}

/* Uses are industries by the sectors' codes, or known kinds of final demand. */
static hm_status number_uses(flows *f)
{
    f->k = HMI_KEEP(f->arena, int32_t, f->uses.count);
    const char **known =
        HMI_KEEP(f->arena, const char *, f->sectors.count + FINAL_USES);
    if (f->k == NULL || known == NULL) {
        return HM_ERR_MEMORY;
    }
    memcpy((void *)known, (const void *)f->sectors.texts,
           (size_t)f->sectors.count * sizeof *known);
    memcpy((void *)(known + f->sectors.count), (const void *)final_uses,
           sizeof final_uses);
    int32_t n_known = f->sectors.count + FINAL_USES;
    for (int32_t u = 0; u < f->uses.count; u++) {
        const char *use = f->uses.texts[u];
        int32_t at = 0;
        while (at < n_known && strcmp(known[at], use) != 0) {
            at++;
        }
        if (at == n_known) {
            int32_t near = hmi_nearest(use, known, n_known);
            return hmi_fail(f->ctx, HM_ERR_UNKNOWN,
                            "%s: use \"%s\" is neither a sector of the table "
                            "nor a known final demand%s%s%s",
                            f->path, use, near < 0 ? "" : "; did you mean \"",
                            near < 0 ? "" : known[near], near < 0 ? "" : "\"?");
        }
        f->k[u] = at < f->sectors.count ? f->j[at] : -1;
    }
    return HM_OK;
}

/* --- second reading: flows ------------------------------------------------------------ */

static int32_t found(const flows *f, int32_t field, const hmi_intern *codes)
{
    const hmi_csv_field *cell = &f->csv.fields[f->column[field]];
    return hmi_intern_find(codes, cell->text, cell->size);
}

/* A rate from a field that holds a rate or a power. */
static hm_status read_rate(const flows *f, double *out)
{
    HMI_TRY(hmi_csv_number(&f->csv, f->column[HMI_FLOW_TARIFF], out));
    if (!f->layout->power) {
        return HM_OK;
    }
    if (*out < 0.5) {
        return hmi_csv_fail(&f->csv, f->column[HMI_FLOW_TARIFF], HM_ERR_DATA,
                            "a tariff of %g; layout %s has powers (1.2 is "
                            "20 %%), and this would be %.0f %%",
                            *out, f->layout->name, 100.0 * (*out - 1.0));
    }
    *out -= 1.0;
    return HM_OK;
}

static hm_status put_tariff(flows *f, size_t flow, bool home)
{
    double rate = 0.0;
    if (f->column[HMI_FLOW_TARIFF] < 0) {
        return HM_OK;
    }
    HMI_TRY(read_rate(f, &rate));
    if (home && (rate < 0.0 || rate > 0.0)) {
        return hmi_csv_fail(&f->csv, f->column[HMI_FLOW_TARIFF], HM_ERR_DATA,
                            "a tariff of %g on a country's own goods; expected "
                            "0",
                            rate);
    }
    f->a->tariff[flow] = rate;
    return HM_OK;
}

/* The codes of a row: {exporter, importer, sector, use} in the file. */
static hm_status row_codes(flows *f, int32_t at[4])
{
    bool many = f->column[HMI_FLOW_SECTOR] >= 0;
    bool uses = f->column[HMI_FLOW_USE] >= 0;
    at[0] = found(f, HMI_FLOW_EXPORTER, &f->countries);
    at[1] = found(f, HMI_FLOW_IMPORTER, &f->countries);
    at[2] = many ? found(f, HMI_FLOW_SECTOR, &f->sectors) : 0;
    at[3] = uses ? found(f, HMI_FLOW_USE, &f->uses) : 0;
    uint64_t N = (uint64_t)f->countries.count;
    uint64_t J = (uint64_t)(many ? f->sectors.count : 1);
    uint64_t cell =
        (((uint64_t)at[3] * J + (uint64_t)at[2]) * N + (uint64_t)at[1]) * N +
        (uint64_t)at[0];
    if (hmi_bits_set(f->seen, cell)) {
        return hmi_csv_fail(&f->csv, -1, HM_ERR_DATA,
                            "this flow stands there twice; expected each "
                            "exporter, importer%s%s once",
                            many ? ", sector" : "", uses ? " and use" : "");
    }
    return HM_OK;
}

static hm_status flow_row(flows *f)
{
    double value = 0.0;
    int32_t at[4];
    bool wanted = false;
    HMI_TRY(right_year(f, &wanted));
    if (!wanted) {
        return HM_OK;
    }
    f->rows++;
    HMI_TRY(hmi_csv_number(&f->csv, f->column[HMI_FLOW_VALUE], &value));
    HMI_TRY(row_codes(f, at));
    value *= f->unit;
    bool final = f->k != NULL && f->k[at[3]] < 0;
    if (value < 0.0 && !final) {
        return hmi_csv_fail(&f->csv, f->column[HMI_FLOW_VALUE], HM_ERR_DATA,
                            "a flow of %g; expected 0 or more", value);
    }
    f->in += value;
    int32_t i = f->n[at[0]];
    int32_t n = f->n[at[1]];
    int32_t j = f->j[at[2]];
    if (i < 0 || n < 0 || j < 0) {
        f->lost += value;
        double *to = i < 0   ? &f->lost_country[at[0]]
                     : n < 0 ? &f->lost_country[at[1]]
                             : &f->lost_sector[at[2]];
        *to += value;
        return HM_OK;
    }
    size_t flow = HMI_AT3(f->a->n_countries, j, n, i);
    f->a->trade[flow] += value;
    if (f->k != NULL && !final) {
        f->a->input[HMI_INPUT(f->a->n_sectors, n, j, f->k[at[3]])] += value;
    }
    return put_tariff(f, flow, n == i);
}

/* --- further files -------------------------------------------------------------------- */

/* KITE keeps tariffs apart: origin, destination, sector, value (a power). */
static hm_status tariff_row(flows *f)
{
    int32_t i = found(f, HMI_FLOW_EXPORTER, &f->countries);
    int32_t n = found(f, HMI_FLOW_IMPORTER, &f->countries);
    int32_t j = found(f, HMI_FLOW_SECTOR, &f->sectors);
    bool known = i >= 0 && n >= 0 && j >= 0;
    known = known && f->n[i] >= 0 && f->n[n] >= 0 && f->j[j] >= 0;
    if (!known) {
        f->skipped++;
        return HM_OK;
    }
    f->rows++;
    f->column[HMI_FLOW_TARIFF] = f->column[HMI_FLOW_VALUE];
    return put_tariff(f, HMI_AT3(f->a->n_countries, f->j[j], f->n[n], f->n[i]),
                      f->n[n] == f->n[i]);
}

static hm_status read_tariffs(flows *f, hm_table *ledger)
{
    if (f->table->tariffs == NULL) {
        return HM_OK;
    }
    hmi_csv_clear(&f->csv);
    f->path = f->table->tariffs;
    f->rows = 0;
    f->skipped = 0;
    HMI_TRY(open_file(f));
    HMI_TRY(each_row(f, tariff_row));
    f->path = f->table->path;
    return hmi_ledger_add(ledger, step, "note", 0.0,
                          "%d tariffs were read, %d are for flows that the "
                          "table has not",
                          f->rows, f->skipped);
}

/* Sales at home from a file of their own: country, sector, value. */
static hm_status read_domestic(flows *f, hm_table *ledger)
{
    enum { COUNTRY = 0, GOOD, SALES, ASKS };
    const hmi_ask asks[ASKS] = {
        {"country", true}, {"sector", true}, {"value", true}};
    int32_t column[ASKS];
    bool more = false;
    double sum = 0.0;
    const hm_labels *l = &f->labels;
    if (f->table->domestic == NULL) {
        return HM_OK;
    }
    hmi_csv_clear(&f->csv);
    hm_status status = hmi_recipe_open(f->arena, f->table->domestic, asks, ASKS,
                                       column, &f->csv);
    if (status == HM_OK) {
        status = hmi_csv_next(&f->csv, &more);
    }
    while (status == HM_OK && more) {
        int32_t n = -1;
        int32_t j = -1;
        double value = 0.0;
        HMI_GOTO(status, hmi_recipe_code(&f->csv, column[COUNTRY], "country",
                                         l->country_codes, l->n_countries, &n));
        HMI_GOTO(status, hmi_recipe_code(&f->csv, column[GOOD], "sector",
                                         l->sector_codes, l->n_sectors, &j));
        HMI_GOTO(status, hmi_csv_number(&f->csv, column[SALES], &value));
        f->a->trade[HMI_AT3(l->n_countries, j, n, n)] += value;
        sum += value;
        status = hmi_csv_next(&f->csv, &more);
    }
    f->in += sum;
out:
    HMI_TRY(status);
    return hmi_ledger_add(ledger, step, "note", sum,
                          "sales at home came from %s", f->table->domestic);
}

/* --- the whole ------------------------------------------------------------------------ */

static hm_status list_lost(flows *f, const hm_allow *allow, hm_table *ledger)
{
    for (int32_t c = 0; c < f->countries.count; c++) {
        HMI_TRY(hmi_ledger_lose(f->ctx, ledger, step, allow,
                                f->countries.texts[c], f->lost_country[c],
                                "flows of a country that the map has not"));
    }
    for (int32_t c = 0; c < f->sectors.count; c++) {
        HMI_TRY(hmi_ledger_lose(f->ctx, ledger, step, allow,
                                f->sectors.texts[c], f->lost_sector[c],
                                "flows of a sector that the map has not"));
    }
    return HM_OK;
}

/* Countries that sell nothing at home: a table of trade alone. */
static hm_status sells_at_home(flows *f, const hm_allow *allow,
                               hm_table *ledger)
{
    int32_t without = 0;
    int32_t N = f->a->n_countries;
    for (int32_t n = 0; n < N; n++) {
        double home = 0.0;
        for (int32_t j = 0; j < f->a->n_sectors; j++) {
            home += f->a->trade[HMI_AT3(N, j, n, n)];
        }
        without += home > 0.0 ? 0 : 1;
    }
    if (without == 0) {
        return HM_OK;
    }
    if (!hmi_allowed(allow, "no-domestic")) {
        return hmi_fail(f->ctx, HM_ERR_DATA,
                        "%s: %d of %d countries sell nothing at home; add "
                        "their sales (--domestic FILE.csv with country, "
                        "sector, value in million USD), or accept it with "
                        "--allow no-domestic",
                        f->path, without, N);
    }
    return hmi_ledger_add(ledger, step, "note", 0.0,
                          "%d countries sell nothing at home", without);
}

static hm_status make_account(flows *f, hm_account **out)
{
    hm_map countries;
    hm_map sectors;
    int32_t index = 0;
    if (f->layout->one != NULL) {
        HMI_TRY(hmi_intern_add(&f->sectors, f->layout->one,
                               strlen(f->layout->one), &index));
    }
    HMI_TRY(number_codes(f, &f->countries, f->table->countries, true,
                         &countries, &f->n));
    HMI_TRY(number_codes(f, &f->sectors,
                         f->layout->one != NULL ? NULL : f->table->sectors,
                         false, &sectors, &f->j));
    if (f->uses.count > 0) {
        HMI_TRY(number_uses(f));
    }
    f->labels = (hm_labels){.n_countries = countries.count,
                            .country_codes = countries.to,
                            .country_names = countries.names,
                            .country_groups = countries.groups,
                            .n_sectors = sectors.count,
                            .sector_codes = sectors.to,
                            .sector_names = sectors.names};
    if (countries.count < 2 || sectors.count < 1) {
        return hmi_fail(f->ctx, HM_ERR_DATA,
                        "%s: %d countries and %d sectors were found in %d "
                        "rows%s; expected two countries and one sector at "
                        "least",
                        f->path, countries.count, sectors.count, f->rows,
                        f->skipped > 0 ? " of the year" : "");
    }
    uint64_t bits = (uint64_t)f->countries.count *
                    (uint64_t)f->countries.count *
                    (uint64_t)(f->sectors.count) *
                    (uint64_t)(f->uses.count > 0 ? f->uses.count : 1);
    if (bits > (uint64_t)64 * HMI_MAX_CELLS) {
        return hmi_fail(f->ctx, HM_ERR_LIMIT,
                        "%s: %d countries and %d products are too many; "
                        "expected 4 billion flows at most",
                        f->path, f->countries.count, f->sectors.count);
    }
    f->seen = HMI_KEEP(f->arena, unsigned char, bits / 8 + 1);
    f->lost_country = HMI_KEEP(f->arena, double, f->countries.count);
    f->lost_sector = HMI_KEEP(f->arena, double, f->sectors.count);
    if (f->seen == NULL || f->lost_country == NULL || f->lost_sector == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_TRY(hm_account_create(f->ctx, &f->labels, out));
    f->a = hm_account_data(*out);
    return HM_OK;
}

static hm_status import_all(flows *f, const hm_allow *allow, hm_table *ledger,
                            hm_account **out)
{
    f->unit = f->table->rate > 0.0 ? f->table->rate : f->layout->unit;
    if (!(f->unit > 0.0)) {
        return hmi_fail(f->ctx, HM_ERR_ARGUMENT,
                        "%s: layout %s has no unit of its own; say how many "
                        "million USD one is (--rate, 1e-6 for USD)",
                        f->path, f->layout->name);
    }
    HMI_TRY(open_file(f));
    HMI_TRY(each_row(f, code_row));
    HMI_TRY(make_account(f, out));
    int32_t skipped = f->skipped;
    f->rows = 0;
    HMI_TRY(each_row(f, flow_row));
    HMI_TRY(hmi_ledger_add(ledger, step, "note", 0.0,
                           "%d rows, %d countries, %d sectors; %d rows of "
                           "other years were left alone",
                           f->rows, f->labels.n_countries, f->labels.n_sectors,
                           skipped));
    HMI_TRY(list_lost(f, allow, ledger));
    HMI_TRY(read_tariffs(f, ledger));
    HMI_TRY(read_domestic(f, ledger));
    HMI_TRY(sells_at_home(f, allow, ledger));
    size_t cells = (size_t)f->a->n_sectors * (size_t)f->a->n_countries *
                   (size_t)f->a->n_countries;
    if (f->k == NULL) {
        return hmi_ledger_close(f->ctx, ledger, step, f->in,
                                hmi_sum(f->a->trade, cells), f->lost);
    }
    hmi_world world;
    HMI_TRY(hmi_world_begin(f->arena, f->path, *out, &f->labels, &world));
    hmi_account_totals(f->a, NULL, world.output);
    world.in = f->in;
    return hmi_world_finish(&world, ledger, f->lost);
}

hm_status hm_import_flows(hm_context *ctx, const hm_flow_source *table,
                          const hm_allow *allow, hm_table *ledger,
                          hm_account **out)
{
    hmi_arena arena;
    hm_account *account = NULL;
    flows f = {.ctx = ctx,
               .arena = &arena,
               .table = table,
               .path = table->path,
               .countries = {.arena = &arena},
               .sectors = {.arena = &arena},
               .uses = {.arena = &arena}};
    *out = NULL;
    f.layout = hmi_flow_layout_find(ctx, table->layout);
    if (f.layout == NULL) {
        return HM_ERR_UNKNOWN;
    }
    hmi_arena_init(&arena, ctx);
    hm_status status = import_all(&f, allow, ledger, &account);
    if (status == HM_OK) {
        *out = account;
        account = NULL;
    }
    hmi_csv_clear(&f.csv);
    hm_account_free(account);
    hmi_arena_clear(&arena);
    return status;
}

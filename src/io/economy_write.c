// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * economy_write.c - an economy as a folder that reads back as the same
 * economy: numbers with as many digits as they need, rows in index order,
 * zeros left out.
 *
 * Flows come back from shares: border value = pi X / (1 + t) (T2). An economy
 * with quota rents in its base has no place in these files and is refused.
 */
#include "io/internal.h"

#include <math.h>
#include <string.h>

enum { PACK_ROWS = 10000 };

typedef struct writer {
    hm_context *ctx;
    hmi_swap swap;
    const hm_economy *economy;
    const hm_economy_arrays *a;
    const hm_labels *labels;
    const hm_economy_extras *extras;
    int32_t N, J;
} writer;

static size_t flow_at(const writer *w, int32_t j, int32_t n, int32_t i)
{
    return ((size_t)j * (size_t)w->N + (size_t)n) * (size_t)w->N + (size_t)i;
}

static size_t cell_at(const writer *w, int32_t n, int32_t j)
{
    return (size_t)n * (size_t)w->J + (size_t)j;
}

static void add_number(hmi_text *text, double value, bool last)
{
    char number[HMI_NUMBER_SIZE];
    hmi_number_exact(value, number);
    hmi_text_add(text, number);
    hmi_text_append(text, last ? "\n" : ",", 1);
}

static int digits(const writer *w)
{
    return w->extras == NULL ? 0 : w->extras->digits;
}

/* A flow or a share that ends its row, with the digits asked for. */
static void add_value(const writer *w, hmi_text *text, double value)
{
    char number[HMI_NUMBER_SIZE];
    if (digits(w) > 0) {
        hmi_number_format(value, digits(w), number);
        hmi_text_add(text, number);
        hmi_text_append(text, "\n", 1);
    } else {
        add_number(text, value, true);
    }
}

/* Write and clear `text`; packed when it has many rows. */
static hm_status write_table(writer *w, const char *name, hmi_text *text,
                             int32_t rows)
{
    hmi_arena scratch;
    hm_file packed;
    hm_status status = text->status;
    hmi_arena_init(&scratch, w->ctx);
    if (status == HM_OK && rows > PACK_ROWS) {
        char *file = hmi_arena_format(&scratch, "%s.gz", name);
        status = file == NULL
                     ? HM_ERR_MEMORY
                     : hmi_gzip(&scratch, text->data, text->size, &packed);
        if (status == HM_OK) {
            status = hmi_swap_write(&w->swap, file, packed.bytes, packed.size);
        }
    } else if (status == HM_OK) {
        status = hmi_swap_write(&w->swap, name, text->data, text->size);
    }
    hmi_arena_clear(&scratch);
    hmi_text_clear(text);
    return status;
}

/* --- economy.yaml --- */

/* A YAML double-quoted scalar; JSON's escapes are a subset of YAML's. */
static void add_quoted(hmi_text *text, const char *value)
{
    hmi_text_add(text, "\"");
    for (const char *at = value; *at != '\0'; at++) {
        unsigned char c = (unsigned char)*at;
        if (c == '"' || c == '\\') {
            hmi_text_addf(text, "\\%c", c);
        } else if (c < 0x20u || c == 0x7fu) {
            hmi_text_addf(text, "\\x%02x", (unsigned)c);
        } else {
            hmi_text_append(text, at, 1);
        }
    }
    hmi_text_add(text, "\"");
}

static void add_line(hmi_text *text, const char *before, const char *value)
{
    if (value != NULL && value[0] != '\0') {
        hmi_text_add(text, before);
        add_quoted(text, value);
        hmi_text_add(text, "\n");
    }
}

static const char *default_set(const writer *w)
{
    const hm_elasticities *own = hm_economy_elasticities(w->economy);
    if (w->extras != NULL) {
        return w->extras->default_set;
    }
    return own->name != NULL && own->name[0] != '\0' ? own->name : NULL;
}

static hm_status write_about(writer *w)
{
    hmi_text text;
    const hm_labels *l = w->labels;
    hmi_text_init(&text, w->ctx);
    const char *leaf = hmi_path_leaf(w->swap.path);
    add_line(&text,
             "name: ", l->name != NULL && l->name[0] != '\0' ? l->name : leaf);
    add_line(&text, "description: ", l->description);
    if (l->year > 0) {
        hmi_text_addf(&text, "year: %d\n", (int)l->year);
    }
    hmi_text_add(&text, "unit: million USD\n");
    add_line(&text, "currency: ", l->currency);
    add_line(&text, "valuation: ", l->valuation);
    add_line(&text, "elasticities: ", default_set(w));
    if (w->extras != NULL && w->extras->closure != NULL) {
        hmi_text_addf(&text, "trade_balance: %s\n",
                      hm_closure_name(*w->extras->closure));
    }
    hmi_text_add(&text, l->n_sources > 0 ? "sources:\n" : "");
    for (int32_t s = 0; s < l->n_sources; s++) {
        add_line(&text, "  - name: ", l->sources[s].name);
        add_line(&text, "    licence: ", l->sources[s].licence);
        add_line(&text, "    url: ", l->sources[s].url);
        add_line(&text, "    note: ", l->sources[s].note);
    }
    return write_table(w, "economy.yaml", &text, 0);
}

/* --- lists of countries and sectors --- */

static hm_status write_countries(writer *w)
{
    hmi_text text;
    bool groups = false;
    bool eta = false;
    hmi_text_init(&text, w->ctx);
    for (int32_t n = 0; n < w->N; n++) {
        groups = groups || w->labels->country_groups[n][0] != '\0';
        eta = eta || fabs(w->a->final_substitution[n] - 1.0) > 0.0;
    }
    hmi_text_addf(&text, "country,name%s%s\n", groups ? ",group" : "",
                  eta ? ",final_substitution" : "");
    for (int32_t n = 0; n < w->N; n++) {
        hmi_csv_add_field(&text, w->labels->country_codes[n], false);
        hmi_csv_add_field(&text, w->labels->country_names[n], !groups && !eta);
        if (groups) {
            hmi_csv_add_field(&text, w->labels->country_groups[n], !eta);
        }
        if (eta) {
            add_number(&text, w->a->final_substitution[n], true);
        }
    }
    return write_table(w, "countries.csv", &text, 0);
}

typedef struct parameter_column {
    const char *name;
    const double *values;
    double standard; /* NAN: theta */
    bool used;
} parameter_column;

enum { PARAMETER_COLUMNS = 6 };

static void find_columns(const writer *w, const hm_elasticities *e, bool se,
                         parameter_column columns[PARAMETER_COLUMNS])
{
    const parameter_column all[PARAMETER_COLUMNS] = {
        {"theta_home", e->theta_home, NAN, false},
        {"markup", e->markup, 1.0, false},
        {"input_substitution", e->input_substitution, 1.0, false},
        {"scale", e->scale, 0.0, false},
        {"se", se ? e->theta_se : NULL, 0.0, false},
        {"specific_share", e->specific_share, 0.0, false},
    };
    for (size_t c = 0; c < PARAMETER_COLUMNS; c++) {
        columns[c] = all[c];
        for (int32_t j = 0; j < w->J && all[c].values != NULL; j++) {
            double value = all[c].values[j];
            double standard =
                isnan(all[c].standard) ? e->theta[j] : all[c].standard;
            if (!isnan(value) && !isnan(e->theta[j]) &&
                fabs(value - standard) > 0.0) {
                columns[c].used = true;
            }
        }
    }
}

/* The final_substitution of a set, NAN when it is that of countries.csv. */
static hm_status set_final(const writer *w, const hm_elasticities *e,
                           double *out)
{
    const double *eta = e->final_substitution;
    bool differs = false;
    bool same = true;
    *out = NAN;
    for (int32_t n = 0; eta != NULL && n < w->N; n++) {
        differs = differs || fabs(eta[n] - w->a->final_substitution[n]) > 0.0;
        same = same && !(fabs(eta[n] - eta[0]) > 0.0);
    }
    if (differs && !same) {
        return hmi_fail(w->ctx, HM_ERR_ARGUMENT,
                        "elasticity set \"%.64s\": final_substitution differs "
                        "by country; a set has one for all, countries.csv one "
                        "for each",
                        e->name == NULL ? "" : e->name);
    }
    *out = differs ? eta[0] : NAN;
    return HM_OK;
}

/* sectors.csv (with names) or a set (without). */
static hm_status write_parameters(writer *w, const char *file,
                                  const hm_elasticities *e, bool names)
{
    hmi_text text;
    parameter_column columns[PARAMETER_COLUMNS];
    double eta = NAN;
    if (!names) {
        HMI_TRY(set_final(w, e, &eta));
    }
    find_columns(w, e, !names || default_set(w) == NULL, columns);
    hmi_text_init(&text, w->ctx);
    hmi_text_addf(&text, "sector%s,theta", names ? ",name" : "");
    for (size_t c = 0; c < PARAMETER_COLUMNS; c++) {
        hmi_text_addf(&text, "%s%s", columns[c].used ? "," : "",
                      columns[c].used ? columns[c].name : "");
    }
    hmi_text_add(&text, isnan(eta) ? "\n" : ",final_substitution\n");
    for (int32_t j = 0; j < w->J; j++) {
        char number[HMI_NUMBER_SIZE] = "";
        hmi_csv_add_field(&text, w->labels->sector_codes[j], false);
        if (names) {
            hmi_csv_add_field(&text, w->labels->sector_names[j], false);
        }
        if (!isnan(e->theta[j])) {
            hmi_number_exact(e->theta[j], number);
        }
        hmi_text_add(&text, number);
        for (size_t c = 0; c < PARAMETER_COLUMNS; c++) {
            number[0] = '\0';
            if (columns[c].used && !isnan(columns[c].values[j])) {
                hmi_number_exact(columns[c].values[j], number);
            }
            hmi_text_addf(&text, "%s%s", columns[c].used ? "," : "", number);
        }
        if (!isnan(eta)) {
            hmi_text_add(&text, ",");
            add_number(&text, eta, true);
            continue;
        }
        hmi_text_add(&text, "\n");
    }
    return write_table(w, file, &text, 0);
}

static hm_status write_set(writer *w, const hm_elasticities *set)
{
    hmi_arena scratch;
    hm_status status = HM_ERR_MEMORY;
    if (set->name == NULL || !hmi_is_plain_name(set->name)) {
        return hmi_fail(w->ctx, HM_ERR_ARGUMENT,
                        "elasticity set \"%.64s\": the name becomes a file "
                        "name; expected letters, digits, -, _ and .",
                        set->name == NULL ? "" : set->name);
    }
    hmi_arena_init(&scratch, w->ctx);
    char *file = hmi_arena_format(&scratch, "elasticities/%s.csv", set->name);
    if (file != NULL) {
        status = write_parameters(w, file, set, false);
    }
    hmi_arena_clear(&scratch);
    return status;
}

static hm_status write_sets(writer *w)
{
    const hm_elasticities *own = hm_economy_elasticities(w->economy);
    if (w->extras == NULL) {
        return default_set(w) == NULL ? HM_OK : write_set(w, own);
    }
    for (int32_t s = 0; s < w->extras->n_sets; s++) {
        HMI_TRY(write_set(w, w->extras->sets[s]));
    }
    return HM_OK;
}

/* --- flows and rates --- */

static double border_value(const writer *w, int32_t j, int32_t n, int32_t i)
{
    size_t flow = flow_at(w, j, n, i);
    double t = w->a->tariff == NULL ? 0.0 : w->a->tariff[flow];
    return w->a->share[flow] * w->a->expenditure[cell_at(w, n, j)] / (1.0 + t);
}

/* One row per entry that is not 0; values NULL: the border value. */
static hm_status write_bilateral(writer *w, const char *file,
                                 const char *column, const double *values)
{
    hmi_text text;
    int32_t rows = 0;
    hmi_text_init(&text, w->ctx);
    hmi_text_addf(&text, "exporter,importer,sector,%s\n", column);
    for (int32_t i = 0; i < w->N; i++) {
        for (int32_t n = 0; n < w->N; n++) {
            for (int32_t j = 0; j < w->J; j++) {
                double value = values == NULL ? border_value(w, j, n, i)
                                              : values[flow_at(w, j, n, i)];
                if (!(value < 0.0 || value > 0.0)) {
                    continue;
                }
                hmi_csv_add_field(&text, w->labels->country_codes[i], false);
                hmi_csv_add_field(&text, w->labels->country_codes[n], false);
                hmi_csv_add_field(&text, w->labels->sector_codes[j], false);
                add_value(w, &text, value);
                rows++;
            }
        }
    }
    return write_table(w, file, &text, rows);
}

static hm_status write_inputs(writer *w)
{
    hmi_text text;
    int32_t rows = 0;
    hmi_text_init(&text, w->ctx);
    hmi_text_add(&text, "country,sector,input,share\n");
    for (int32_t n = 0; n < w->N; n++) {
        for (int32_t k = 0; k < w->J; k++) {
            for (int32_t j = 0; j < w->J; j++) {
                double share =
                    w->a->input_share[cell_at(w, n, j) * (size_t)w->J +
                                      (size_t)k];
                if (!(share > 0.0)) {
                    continue;
                }
                hmi_csv_add_field(&text, w->labels->country_codes[n], false);
                hmi_csv_add_field(&text, w->labels->sector_codes[k], false);
                hmi_csv_add_field(&text, w->labels->sector_codes[j], false);
                add_value(w, &text, share);
                rows++;
            }
        }
    }
    return write_table(w, "inputs.csv", &text, rows);
}

/* --- shares of countries --- */

static hm_status write_final(writer *w)
{
    hmi_text text;
    int32_t rows = 0;
    hmi_text_init(&text, w->ctx);
    hmi_text_add(&text, "country,sector,share\n");
    for (int32_t n = 0; n < w->N; n++) {
        for (int32_t j = 0; j < w->J; j++) {
            double share = w->a->final_share[cell_at(w, n, j)];
            if (share > 0.0) {
                hmi_csv_add_field(&text, w->labels->country_codes[n], false);
                hmi_csv_add_field(&text, w->labels->sector_codes[j], false);
                add_number(&text, share, true);
                rows++;
            }
        }
    }
    return write_table(w, "final.csv", &text, rows);
}

/* Does every country have one factor, called labor? */
static bool plain_factors(const writer *w)
{
    bool plain = w->a->n_factors == w->N;
    for (int32_t f = 0; f < w->a->n_factors && plain; f++) {
        plain = w->a->factor_country[f] == f &&
                strcmp(w->a->factor_codes[f], "labor") == 0;
    }
    return plain;
}

static hm_status write_factors(writer *w)
{
    hmi_text text;
    int32_t rows = 0;
    const hm_economy_arrays *a = w->a;
    hmi_text_init(&text, w->ctx);
    hmi_text_add(&text, "country,sector,factor,share\n");
    for (int32_t f = 0; f < a->n_factors; f++) {
        int32_t n = a->factor_country[f];
        for (int32_t k = 0; k < w->J; k++) {
            double all = 0.0;
            for (int32_t g = 0; g < a->n_factors; g++) {
                all += a->factor_country[g] == n
                           ? a->factor_share[cell_at(w, g, k)]
                           : 0.0;
            }
            double share = a->factor_share[cell_at(w, f, k)];
            if (share > 0.0) {
                hmi_csv_add_field(&text, w->labels->country_codes[n], false);
                hmi_csv_add_field(&text, w->labels->sector_codes[k], false);
                hmi_csv_add_field(&text, a->factor_codes[f], false);
                add_number(&text, share / all, true);
                rows++;
            }
        }
    }
    return write_table(w, "factors.csv", &text, rows);
}

static hm_status write_deficits(writer *w)
{
    hmi_text text;
    hmi_text_init(&text, w->ctx);
    hmi_text_add(&text, "country,value\n");
    for (int32_t n = 0; n < w->N; n++) {
        hmi_csv_add_field(&text, w->labels->country_codes[n], false);
        add_number(&text, w->a->deficit[n], true);
    }
    return write_table(w, "deficits.csv", &text, 0);
}

/* --- the folder --- */

static hm_status check_rents(const writer *w)
{
    const double *m = w->a->rent_wedge;
    size_t count = (size_t)w->N * (size_t)w->N * (size_t)w->J;
    for (size_t c = 0; m != NULL && c < count; c++) {
        if (m[c] > 0.0) {
            return hmi_fail(w->ctx, HM_ERR_DATA,
                            "this economy has quota rents in its base, which "
                            "an economy folder cannot hold");
        }
    }
    return HM_OK;
}

static hm_status write_all(writer *w)
{
    const hm_elasticities *own = hm_economy_elasticities(w->economy);
    HMI_TRY(write_about(w));
    HMI_TRY(write_countries(w));
    HMI_TRY(write_parameters(w, "sectors.csv", own, true));
    HMI_TRY(write_sets(w));
    HMI_TRY(write_bilateral(w, "trade.csv", "value", NULL));
    if (w->a->tariff != NULL) {
        HMI_TRY(write_bilateral(w, "tariffs.csv", "tariff_rate", w->a->tariff));
    }
    if (w->a->export_tax != NULL) {
        HMI_TRY(write_bilateral(w, "export_taxes.csv", "tax_rate",
                                w->a->export_tax));
    }
    if (w->a->input_share != NULL) {
        HMI_TRY(write_inputs(w));
    }
    if (!plain_factors(w)) {
        HMI_TRY(write_factors(w));
    }
    if (digits(w) > 0) {
        return HM_OK; /* final demand and deficits are what is left */
    }
    HMI_TRY(write_final(w));
    return write_deficits(w);
}

/* What of an older folder stays: everything that is not ours to write. */
static bool carry(const char *name)
{
    return !hmi_is_economy_file(name) && strcmp(name, "elasticities") != 0;
}

hm_status hm_economy_write_with(hm_context *ctx, const hm_economy *economy,
                                const hm_economy_extras *extras,
                                const char *path)
{
    writer w;
    memset(&w, 0, sizeof w);
    w.ctx = ctx;
    w.economy = economy;
    w.a = hm_economy_data(economy);
    w.labels = hm_economy_labels(economy);
    w.extras = extras;
    w.N = w.a->n_countries;
    w.J = w.a->n_sectors;
    HMI_TRY(check_rents(&w));
    if (w.a->specific) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "this economy has the specific factors of its "
                        "elasticity set; write the one that it was made from");
    }
    HMI_TRY(
        hmi_swap_begin(ctx, path, "an economy", "economy.yaml", NULL, &w.swap));
    hm_status status = write_all(&w);
    if (status != HM_OK) {
        hmi_swap_abandon(&w.swap);
        return status;
    }
    return hmi_swap_commit(&w.swap, carry);
}

hm_status hm_economy_write(hm_context *ctx, const hm_economy *economy,
                           const char *path)
{
    return hm_economy_write_with(ctx, economy, NULL, path);
}

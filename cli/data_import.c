// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * data_import.c - `hirschman data import`: which reader takes the table.
 */
#include "data.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct maps {
    hm_map country, sector;
    const hm_map *countries, *sectors; /* or NULL */
} maps;

typedef hm_status reader(data_job *, const char *layout, const maps *);

/* "a,b,c,d[,e]" into a layout; the texts live in `copy`. */
static bool read_columns(char *copy, hm_long_layout *out)
{
    const char *names[5] = {NULL};
    int count = 0;
    for (char *at = copy; at != NULL && count < 5;) {
        char *comma = strchr(at, ',');
        names[count++] = at;
        if (comma != NULL) {
            *comma = '\0';
        }
        at = comma == NULL ? NULL : comma + 1;
        if (at != NULL && count == 5) {
            return false;
        }
    }
    *out = (hm_long_layout){names[0], names[1], names[2], names[3], names[4]};
    return count >= 4;
}

static hm_status read_long(data_job *j, const char *layout, const maps *m)
{
    const char *columns = data_option(j, "--columns");
    hm_long_layout names = {0};
    char *copy =
        cli_copy(columns == NULL ? "exporter,importer,sector,value" : columns);
    (void)layout;
    hm_status status = HM_OK;
    if (read_columns(copy, &names)) {
        status =
            hm_import_long(j->ctx, data_positional(j), &names, m->countries,
                           m->sectors, &j->allow, j->ledger, &j->account);
    }
    free(copy);
    return status;
}

static hm_status read_bare(data_job *j, const char *layout, const maps *m)
{
    (void)layout;
    return hm_import_wiod2013(j->ctx, data_positional(j), m->countries,
                              m->sectors, j->ledger, &j->account);
}

static double rate_of(const data_job *j)
{
    double rate = 0.0;
    return data_number(j, "--rate", 0.0, 1e-12, 1e12, &rate) < 0 ? rate : 0.0;
}

static hm_status read_wide(data_job *j, const char *layout, const maps *m)
{
    const hm_wide_table table = {layout, m->countries, m->sectors, rate_of(j),
                                 data_option(j, "--drop-inventories") != NULL};
    return hm_import_wide(j->ctx, data_positional(j), &table, &j->allow,
                          j->ledger, &j->account);
}

static hm_flow_source flow_table(const data_job *j, const char *layout,
                                 const maps *m)
{
    double year = 0.0;
    (void)data_number(j, "--year", 0.0, 1.0, 9999.0, &year);
    return (hm_flow_source){.path = data_positional(j),
                            .layout = layout,
                            .countries = m->countries,
                            .sectors = m->sectors,
                            .tariffs = data_option(j, "--tariff-table"),
                            .domestic = data_option(j, "--domestic"),
                            .year = (int32_t)year,
                            .rate = rate_of(j),
                            .taiwan = data_option(j, "--taiwan") != NULL};
}

/* A table as a CSV file, for a measure's `table:`. */
static hm_status write_shock(const data_job *j, const hm_table *table)
{
    char *text = NULL;
    const char *path = data_option(j, "--shock");
    hm_status status = hm_table_to_csv(j->ctx, table, &text);
    FILE *file = status == HM_OK ? fopen(path, "w") : NULL;
    if (status == HM_OK &&
        (file == NULL || fputs(text, file) < 0 || fflush(file) != 0)) {
        (void)cli_fail(CLI_FILES, "%s cannot be written", path);
        status = HM_ERR_IO;
    }
    if (file != NULL && fclose(file) != 0) {
        status = HM_ERR_IO;
    }
    hm_text_free(j->ctx, text);
    return status;
}

static hm_status read_flows(data_job *j, const char *layout, const maps *m)
{
    const hm_flow_source table = flow_table(j, layout, m);
    hm_table *shock = NULL;
    double theta = 0.0;
    hm_status status =
        hm_import_flows(j->ctx, &table, &j->allow, j->ledger, &j->account);
    if (status == HM_OK && data_option(j, "--shock") != NULL) {
        (void)data_number(j, "--theta", 0.0, 1e-6, 1e4, &theta);
        status = hm_import_partial(j->ctx, &table, theta, &shock);
        if (status == HM_OK) {
            status = write_shock(j, shock);
        }
    }
    hm_table_free(shock);
    return status;
}

static hm_status read_cp2015(data_job *j, const char *layout, const maps *m)
{
    const hm_flow_source table = flow_table(j, layout, m);
    hm_table *tariffs = NULL;
    hm_status status = hm_import_cp2015(j->ctx, &table, &j->allow, j->ledger,
                                        &j->economy, &tariffs);
    if (status == HM_OK && data_option(j, "--shock") != NULL &&
        tariffs != NULL) {
        status = write_shock(j, tariffs);
    }
    hm_table_free(tariffs);
    return status;
}

/* Layouts, their readers, and whether both maps are needed. */
static const struct {
    const char *name;
    reader *read;
    bool maps;
} formats[] = {{"icio", read_wide, false},
               {"wiod2016", read_wide, false},
               {"wiod2016-sheet", read_wide, false},
               {"wiod2013-sheet", read_wide, false},
               {"wiod2013", read_bare, true},
               {"figaro", read_wide, false},
               {"baci", read_flows, false},
               {"itpde", read_flows, false},
               {"gravity", read_flows, false},
               {"kite", read_flows, false},
               {"iotr", read_flows, false},
               {"cp2015", read_cp2015, false},
               {"long", read_long, true}};
enum { FORMATS = sizeof formats / sizeof formats[0] };

static int find_format(const char *name, int32_t *out)
{
    const char *names[FORMATS];
    *out = -1;
    for (int32_t f = 0; f < FORMATS; f++) {
        names[f] = formats[f].name;
        *out = strcmp(names[f], name) == 0 ? f : *out;
    }
    if (*out >= 0) {
        return -1;
    }
    const char *near = cli_nearest(name, names, FORMATS);
    return cli_fail(CLI_USAGE,
                    "data import: --format is '%s'%s%s%s; `hirschman data "
                    "import --help` lists the layouts",
                    name, near == NULL ? "" : "; the nearest one is '",
                    near == NULL ? "" : near, near == NULL ? "" : "'");
}

static int take_tariffs(data_job *j)
{
    const char *path = data_option(j, "--tariffs");
    hm_account *from = NULL;
    if (path == NULL) {
        return -1;
    }
    hm_status status = data_economy(j, path, NULL, &from);
    if (status == HM_OK) {
        status = hm_account_take_tariffs(j->ctx, j->account, from, j->ledger);
    }
    hm_account_free(from);
    return status == HM_OK ? -1 : data_failed(j, status);
}

/* What the options say, before a file is opened. */
static int check_options(const data_job *j, int32_t format, double *theta)
{
    double number = 0.0;
    const char *text = NULL;
    hm_long_layout names;
    int code = data_number(j, "--theta", NAN, 1e-6, 1e4, theta);
    code =
        code >= 0 ? code : data_number(j, "--rate", 0.0, 1e-12, 1e12, &number);
    code = code >= 0 ? code : data_number(j, "--year", 0.0, 1, 9999, &number);
    if (code < 0 && formats[format].maps) {
        code = data_need(j, "--countries", &text);
        code = code >= 0 ? code : data_need(j, "--industries", &text);
    }
    if (code < 0 && data_option(j, "--drop-inventories") != NULL &&
        formats[format].read != read_wide) {
        code = cli_fail(CLI_USAGE,
                        "data import: --drop-inventories is for tables whose "
                        "final demand is labelled (icio, wiod2016, figaro and "
                        "the sheets), not for %s",
                        formats[format].name);
    }
    text = data_option(j, "--columns");
    if (code < 0 && text != NULL) {
        char *copy = cli_copy(text);
        bool good = read_columns(copy, &names);
        free(copy);
        code = good ? -1
                    : cli_fail(CLI_USAGE,
                               "data import: --columns is '%s'; expected "
                               "EXPORTER,IMPORTER,SECTOR,VALUE[,TARIFF]",
                               text);
    }
    return code;
}

int data_import(data_job *j)
{
    maps m = {.countries = NULL};
    const char *format = NULL;
    int32_t at = -1;
    double theta = NAN;
    int code = data_need(j, "--format", &format);
    code = code >= 0 ? code : find_format(format, &at);
    code = code >= 0 ? code : check_options(j, at, &theta);
    if (code >= 0) {
        return code;
    }
    hm_status status = data_map(j, "--countries", &m.country, &m.countries);
    if (status == HM_OK) {
        status = data_map(j, "--industries", &m.sector, &m.sectors);
    }
    if (status == HM_OK) {
        status = formats[at].read(j, format, &m);
    }
    if (status != HM_OK) {
        return data_failed(j, status);
    }
    if (j->economy != NULL) {
        return -1; /* with its own theta and tariffs */
    }
    hm_account_arrays *a = hm_account_data(j->account);
    for (int32_t k = 0; k < a->n_sectors; k++) {
        a->theta[k] = isnan(a->theta[k]) ? theta : a->theta[k];
    }
    return take_tariffs(j);
}

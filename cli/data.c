// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * data.c - `hirschman data import|aggregate|split|balance|concord|repair`: make
 * an economy.
 *
 * Each command reads, takes one step, and writes a folder that was read back
 * and calibrated before it is shown. The ledger of the step (value in, out,
 * lost, moved) goes to standard error; what is lost has to be allowed by name.
 */
#include "data.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_DIGITS = 12 };

typedef data_job job;

#define OUTPUT_OPTIONS                                                         \
    {"--about", NULL, "FILE",                                                  \
     "name, description, year and sources, written as economy.yaml is"},       \
        {"--elasticities", NULL, "DIR",                                        \
         "elasticity sets (sector,theta,...) to store with the economy"},      \
        {"--allow", NULL, "NAME", "accept this loss (may be repeated)"},       \
    {                                                                          \
        "--digits", NULL, "N",                                                 \
            "significant digits of flows and shares (default 12; 0: all)"      \
    }

static const cli_option import_options[] = {
    {"--format", NULL, "LAYOUT", "what the table is; see above"},
    {"--countries", NULL, "MAP",
     "FILE.csv[:FROM:TO]: codes of the table to codes of the economy"},
    {"--industries", NULL, "MAP", "the same for sectors"},
    {"--columns", NULL, "E,I,S,V[,T]",
     "long: columns of exporter, importer, sector, value and tariff"},
    {"--rate", NULL, "X", "million USD in one unit of the table"},
    {"--year", NULL, "YEAR", "of a table with several"},
    {"--domestic", NULL, "FILE",
     "sales at home: country,sector,value in million USD"},
    {"--tariff-table", NULL, "FILE", "kite: tariffs, as powers (1.2 is 20 %)"},
    {"--taiwan", NULL, NULL, "baci: 490, \"Other Asia\", is Taiwan"},
    {"--shock", NULL, "FILE",
     "gravity: write `partial` as trade costs; cp2015: tariff_cfl as rates"},
    {"--theta", NULL, "X", "one trade elasticity for every sector"},
    {"--tariffs", NULL, "ECONOMY", "take the tariffs of this economy"},
    {"--drop-inventories", NULL, NULL,
     "icio, wiod2016, figaro and sheets: stocks are consumed or made now"},
    OUTPUT_OPTIONS};
static const cli_option aggregate_options[] = {
    {"--countries", NULL, "MAP", "FILE.csv[:FROM:TO]: many to one"},
    {"--sectors", NULL, "MAP", "the same for sectors"},
    OUTPUT_OPTIONS};
static const cli_option concord_options[] = {
    {"--map", NULL, "FILE.csv", "code,to,weight[,name]: shares of sectors"},
    OUTPUT_OPTIONS};
static const cli_option split_options[] = {
    {"--from", NULL, "CODE", "the region that contains the new country"},
    {"--country", NULL, "CODE", "the new country"},
    {"--name", NULL, "TEXT", "its name"},
    {"--group", NULL, "TEXT", "its groups, separated by ;"},
    {"--spec", NULL, "DIR", "its trade, output and donors"},
    {"--gdp", NULL, "LINE", "line of accounts.csv (default gdp_central)"},
    {"--sectors", NULL, "MAP",
     "or: new sectors (FROM) of the economy's (TO), with --weights"},
    {"--weights", NULL, "ECONOMY|FILE.csv",
     "an economy in the new sectors; or, without --sectors, stated weights: "
     "of,sector,weight[,exporter][,importer][,name]"},
    OUTPUT_OPTIONS};
static const cli_option balance_options[] = {
    {"--inputs", NULL, "ECONOMY",
     "its input coefficients (default: the economy's own)"},
    {"--tolerance", NULL, "X", "largest gap of a total (default 1e-12)"},
    OUTPUT_OPTIONS};

static const cli_option repair_options[] = {
    {"--own-trade", NULL, NULL,
     "raise sales at home to 1e-6 of spending where they are less"},
    {"--negative-final", NULL, NULL,
     "set final demand below zero to 0, raise the rest in proportion"},
    {"--negative-value-added", NULL, NULL,
     "lower the inputs of industries that use more than they make"},
    OUTPUT_OPTIONS};

#define COUNT(options) ((int32_t)(sizeof(options) / sizeof *(options)))

static const cli_command commands[] = {
    {"data import", "FILE --format LAYOUT ... -o DIR",
     "Make an economy of a table of others. Columns and rows are known by "
     "their\nlabels; what is not understood is counted and named. Layouts:\n\n"
     "  icio            OECD ICIO, editions of 2016 to 2023\n"
     "  wiod2016        WIOD 2016 as R and Stata have it, as CSV\n"
     "  wiod2016-sheet, wiod2013-sheet   the workbook's sheet, as CSV\n"
     "  wiod2013        WIOD 2013 as bare numbers (maps give the labels)\n"
     "  figaro          Eurostat FIGARO matrix (EUR: --rate)\n"
     "  baci, itpde     CEPII BACI, USITC ITPD-E\n"
     "  gravity         panel for ge_gravity or gegravity, one sector\n"
     "  kite, iotr      long tables of those R packages\n"
     "  cp2015          folder with that package's tables (--rate)\n"
     "  long            any columns (--columns)\n\n"
     "Sales below zero and final demand below zero are repaired and listed;\n"
     "--drop-inventories takes stocks out before: what went into them is "
     "consumed, what\ncame out is made in the year, with all inputs that "
     "takes (Costinot and\nRodriguez-Clare 2014).",
     import_options, COUNT(import_options), 1, 1},
    {"data aggregate", "ECONOMY [--countries MAP] [--sectors MAP] -o DIR",
     "Many countries or sectors to one. Tariffs are weighted with trade.",
     aggregate_options, COUNT(aggregate_options), 1, 1},
    {"data split",
     "ECONOMY --from ROW --country PRK --spec DIR -o DIR\n"
     "       hirschman data split ECONOMY --sectors MAP --weights ECONOMY "
     "-o DIR\n"
     "       hirschman data split ECONOMY --weights FILE.csv -o DIR",
     "Carve a country out of another, or take sectors apart with the shares "
     "of a\nfiner economy or with stated weights.",
     split_options, COUNT(split_options), 1, 1},
    {"data balance", "ECONOMY [--inputs ECONOMY] -o DIR",
     "Scale input coefficients by rows and columns (RAS) to what is bought "
     "and\nproduced; final demand stays positive.",
     balance_options, COUNT(balance_options), 1, 1},
    {"data concord", "ECONOMY --map FILE.csv -o DIR",
     "Sectors to others, many to many: each row says which share (weight) of "
     "a sector\n(code) becomes another (to); the weights of a code sum to 1. "
     "A sector without a\nrow is a loss, allowed by name.",
     concord_options, COUNT(concord_options), 1, 1},
    {"data repair", "ECONOMY --own-trade|--negative-final|... -o DIR",
     "Mend what `hirschman check` refuses, by name. Each repair says how many "
     "cells it\ntouched and how much value moved; both stand in the "
     "description of the new\neconomy, too. Inventories are dropped by `data "
     "import --drop-inventories`.",
     repair_options, COUNT(repair_options), 1, 1},
};

/* --- arguments ------------------------------------------------------------------ */

const char *data_option(const job *j, const char *name)
{
    const char *found = NULL;
    for (int32_t a = 0; a < j->arguments.count; a++) {
        int32_t option = j->arguments.items[a].option;
        if (option >= 0 &&
            strcmp(j->command->options[option].name, name) == 0) {
            found = j->arguments.items[a].value;
        }
    }
    return found;
}

const char *data_positional(const job *j)
{
    for (int32_t a = 0; a < j->arguments.count; a++) {
        if (j->arguments.items[a].option < 0) {
            return j->arguments.items[a].value;
        }
    }
    return "";
}

int data_need(const job *j, const char *name, const char **out)
{
    *out = data_option(j, name);
    return *out != NULL ? -1
                        : cli_fail(CLI_USAGE,
                                   "%s: %s is missing\n`hirschman %s --help` "
                                   "explains it",
                                   j->command->name, name, j->command->name);
}

int data_number(const job *j, const char *name, double standard, double low,
                double high, double *out)
{
    const char *text = data_option(j, name);
    *out = standard;
    if (text == NULL) {
        return -1;
    }
    if (!cli_number(text, out) || !(*out >= low) || !(*out <= high)) {
        return cli_fail(CLI_USAGE,
                        "%s: %s is '%s'; expected a number from %g to %g",
                        j->command->name, name, text, low, high);
    }
    return -1;
}

static void read_allowed(job *j)
{
    for (int32_t a = 0; a < j->arguments.count; a++) {
        int32_t option = j->arguments.items[a].option;
        if (option >= 0 && j->allow.count < DATA_ALLOW_MAX &&
            strcmp(j->command->options[option].name, "--allow") == 0) {
            j->allowed[j->allow.count++] = j->arguments.items[a].value;
        }
    }
    j->allow.names = j->allowed;
}

/* --- reading --------------------------------------------------------------------- */

int data_failed(const job *j, hm_status status)
{
    return cli_fail_status(status, j->ctx);
}

hm_status data_economy(job *j, const char *path, hm_economy_folder **keep,
                       hm_account **out)
{
    hm_economy_folder *folder = NULL;
    *out = NULL;
    hm_status status = hm_economy_read(j->ctx, path, NULL, &folder);
    if (status == HM_OK) {
        status = hm_account_from_economy(
            j->ctx, hm_economy_folder_economy(folder), out);
    }
    if (keep != NULL) {
        *keep = folder;
    } else {
        hm_economy_folder_free(folder);
    }
    return status;
}

hm_status data_map(job *j, const char *option, hm_map *map, const hm_map **used)
{
    const char *spec = data_option(j, option);
    *used = NULL;
    if (spec == NULL) {
        return HM_OK;
    }
    *used = map;
    return hm_recipe_map(j->recipe, spec, map);
}

/* --- the steps --------------------------------------------------------------------- */

static int do_aggregate(job *j)
{
    hm_map map[2];
    const hm_map *countries = NULL;
    const hm_map *sectors = NULL;
    hm_account *from = NULL;
    hm_status status = data_map(j, "--countries", &map[0], &countries);
    if (status == HM_OK) {
        status = data_map(j, "--sectors", &map[1], &sectors);
    }
    if (status == HM_OK && countries == NULL && sectors == NULL) {
        return cli_fail(CLI_USAGE, "data aggregate: expected --countries, "
                                   "--sectors or both");
    }
    if (status == HM_OK) {
        status = data_economy(j, data_positional(j), &j->folder, &from);
    }
    if (status == HM_OK) {
        status = hm_account_aggregate(j->ctx, from, countries, sectors,
                                      &j->allow, j->ledger, &j->account);
    }
    hm_account_free(from);
    return status == HM_OK ? -1 : data_failed(j, status);
}

static hm_status split_sectors(job *j, const hm_account *from,
                               const char *weights)
{
    hm_map map;
    hm_account *finer = NULL;
    hm_status status =
        hm_recipe_map(j->recipe, data_option(j, "--sectors"), &map);
    if (status == HM_OK) {
        status = data_economy(j, weights, NULL, &finer);
    }
    if (status == HM_OK) {
        status = hm_account_split_sectors(j->ctx, from, &map, finer, j->ledger,
                                          &j->account);
    }
    hm_account_free(finer);
    return status;
}

static hm_status split_parts(job *j, const hm_account *from,
                             const char *weights)
{
    hm_status status =
        hm_recipe_parts(j->recipe, weights, hm_account_labels(from), &j->parts);
    return status == HM_OK ? hm_account_split_parts(j->ctx, from, &j->parts,
                                                    j->ledger, &j->account)
                           : status;
}

static int carve(job *j, const hm_account *from)
{
    const hm_labels *labels = hm_account_labels(from);
    const char *parent = NULL;
    const char *country = NULL;
    const char *spec = NULL;
    const char *gdp = data_option(j, "--gdp");
    hm_carve made;
    int code = data_need(j, "--from", &parent);
    code = code >= 0 ? code : data_need(j, "--country", &country);
    code = code >= 0 ? code : data_need(j, "--spec", &spec);
    if (code >= 0) {
        return code;
    }
    hm_status status = hm_recipe_carve(
        j->recipe, spec, labels, gdp == NULL ? "gdp_central" : gdp, &made);
    if (status != HM_OK) {
        return data_failed(j, status);
    }
    made.code = country;
    made.name =
        data_option(j, "--name") == NULL ? country : data_option(j, "--name");
    made.group =
        data_option(j, "--group") == NULL ? "" : data_option(j, "--group");
    made.parent = -1;
    for (int32_t n = 0; n < labels->n_countries; n++) {
        if (strcmp(labels->country_codes[n], country) == 0) {
            return cli_fail(CLI_DATA, "--country %s is in the economy already",
                            country);
        }
        if (strcmp(labels->country_codes[n], parent) == 0) {
            made.parent = n;
        }
    }
    if (made.parent < 0) {
        const char *near =
            cli_nearest(parent, labels->country_codes, labels->n_countries);
        return cli_fail(CLI_DATA,
                        "--from %s is not a country of the economy%s%s", parent,
                        near == NULL ? "" : "; the nearest one is ",
                        near == NULL ? "" : near);
    }
    status = hm_account_carve(j->ctx, from, &made, j->ledger, &j->account);
    return status == HM_OK ? -1 : data_failed(j, status);
}

static int do_split(job *j)
{
    const char *weights = data_option(j, "--weights");
    hm_account *from = NULL;
    bool sectors = data_option(j, "--sectors") != NULL;
    int code = sectors ? data_need(j, "--weights", &weights) : -1;
    if (code >= 0) {
        return code;
    }
    hm_status status = data_economy(j, data_positional(j), &j->folder, &from);
    if (status == HM_OK && sectors) {
        status = split_sectors(j, from, weights);
    } else if (status == HM_OK && weights != NULL) {
        status = split_parts(j, from, weights);
    }
    code = status == HM_OK ? -1 : data_failed(j, status);
    if (code < 0 && weights == NULL) {
        code = carve(j, from);
    }
    hm_account_free(from);
    return code;
}

/* Codes with several targets are taken apart, then all is added up. */
static int do_concord(job *j)
{
    const char *path = NULL;
    hm_sector_parts parts = {.count = 0};
    hm_map map = {.count = 0};
    hm_account *from = NULL;
    hm_account *split = NULL;
    int code = data_need(j, "--map", &path);
    if (code >= 0) {
        return code;
    }
    hm_status status = data_economy(j, data_positional(j), &j->folder, &from);
    if (status == HM_OK) {
        status = hm_recipe_concord(j->recipe, path, hm_account_labels(from),
                                   &parts, &map);
    }
    if (status == HM_OK && parts.count > 0) {
        status =
            hm_account_split_parts(j->ctx, from, &parts, j->ledger, &split);
    }
    if (status == HM_OK) {
        status =
            hm_account_aggregate(j->ctx, split == NULL ? from : split, NULL,
                                 &map, &j->allow, j->ledger, &j->account);
    }
    hm_account_free(split);
    hm_account_free(from);
    return status == HM_OK ? -1 : data_failed(j, status);
}

static int do_balance(job *j)
{
    const char *inputs = data_option(j, "--inputs");
    hm_account *from = NULL;
    hm_balance_result result;
    double tolerance = 0.0;
    int code = data_number(j, "--tolerance", 1e-12, 1e-15, 1e-2, &tolerance);
    if (code >= 0) {
        return code;
    }
    hm_status status =
        data_economy(j, data_positional(j), &j->folder, &j->account);
    if (status == HM_OK && inputs != NULL) {
        status = data_economy(j, inputs, NULL, &from);
    }
    if (status == HM_OK) {
        status = hm_account_balance(j->ctx, j->account,
                                    from == NULL ? j->account : from, tolerance,
                                    j->ledger, &result);
    }
    hm_account_free(from);
    return status == HM_OK ? -1 : data_failed(j, status);
}

/* --- writing ---------------------------------------------------------------------- */

static void print_ledger(const job *j)
{
    const hm_table *t = j->ledger;
    for (int32_t row = 0; row < hm_table_rows(t); row++) {
        fprintf(stderr, "%-14s %-6s %20.6f  %s\n", hm_table_text(t, row, 0),
                hm_table_text(t, row, 1), hm_table_number(t, row, 3),
                hm_table_text(t, row, 2));
    }
}

typedef struct sets {
    const hm_elasticities *const *items;
    int32_t count;
    const char *standard;
    const hm_elasticities **own; /* to free */
    hm_elasticities *parts;      /* sets that hold for parts; to free */
    double *numbers;             /* of them; to free */
} sets;

/* The old sector of each new one after a split with stated weights. */
static int32_t old_sector(const job *j, const hm_labels *labels, int32_t at)
{
    const char *code = labels->sector_codes[at];
    for (int32_t p = 0; p < j->parts.count; p++) {
        if (strcmp(j->parts.codes[p], code) == 0) {
            return j->parts.of[p];
        }
    }
    return hm_economy_sector(hm_economy_folder_economy(j->folder), code);
}

/* Parts have the parameters of their sector, in every set. */
static void sets_of_parts(const job *j, const hm_labels *labels, sets *s)
{
    enum { ARRAYS = 7 };
    size_t J = (size_t)labels->n_sectors;
    s->parts = cli_alloc((size_t)s->count, sizeof *s->parts);
    s->numbers = cli_alloc((size_t)s->count * ARRAYS * J, sizeof(double));
    for (int32_t i = 0; i < s->count; i++) {
        s->parts[i] = *s->own[i];
        hm_elasticities *set = &s->parts[i];
        const double **arrays[ARRAYS] = {
            &set->theta,         &set->theta_home, &set->input_substitution,
            &set->scale,         &set->theta_se,   &set->markup,
            &set->specific_share};
        for (size_t a = 0; a < ARRAYS; a++) {
            double *to = s->numbers + ((size_t)i * ARRAYS + a) * J;
            for (size_t k = 0; *arrays[a] != NULL && k < J; k++) {
                to[k] = (*arrays[a])[old_sector(j, labels, (int32_t)k)];
            }
            *arrays[a] = *arrays[a] == NULL ? NULL : to;
        }
        s->own[i] = set;
    }
}

/* Are these the sectors of the economy at the start, in its order? */
static bool same_sectors(const job *j, const hm_labels *labels)
{
    const hm_labels *old =
        hm_economy_labels(hm_economy_folder_economy(j->folder));
    bool same = old->n_sectors == labels->n_sectors;
    for (int32_t k = 0; same && k < old->n_sectors; k++) {
        same = strcmp(old->sector_codes[k], labels->sector_codes[k]) == 0;
    }
    return same;
}

/* The sets to store: those of --elasticities, else those of the economy it
 * was made from when the sectors are the same. */
static hm_status find_sets(job *j, const hm_labels *labels, sets *out)
{
    const char *folder = data_option(j, "--elasticities");
    if (folder != NULL) {
        return hm_recipe_sets(j->recipe, folder, labels, &out->items,
                              &out->count);
    }
    if (j->folder == NULL) {
        return HM_OK;
    }
    int32_t count = hm_economy_folder_sets(j->folder);
    if (count > 0 && j->parts.count == 0 && !same_sectors(j, labels)) {
        fprintf(stderr,
                "%s: the elasticity sets are for the old sectors and "
                "are left out\n",
                j->command->name);
        return HM_OK;
    }
    out->own = cli_alloc((size_t)count, sizeof(hm_elasticities *));
    for (int32_t s = 0; s < count; s++) {
        out->own[s] = hm_economy_folder_set(j->folder, s);
    }
    out->items = out->own;
    out->count = count;
    if (j->parts.count > 0) {
        sets_of_parts(j, labels, out);
    }
    if (count > 0 && hm_economy_folder_default_set(j->folder)[0] != '\0') {
        out->standard = hm_economy_folder_default_set(j->folder);
    }
    return HM_OK;
}

static void take(double *to, const double *from, int32_t count)
{
    if (from != NULL) {
        memcpy(to, from, (size_t)count * sizeof(double));
    }
}

/* The default set becomes that of the account, too. */
static void take_standard(hm_account *account, const sets *s)
{
    hm_account_arrays *a = hm_account_data(account);
    for (int32_t i = 0; s->standard != NULL && i < s->count; i++) {
        const hm_elasticities *set = s->items[i];
        if (strcmp(set->name, s->standard) == 0) {
            take(a->theta, set->theta, a->n_sectors);
            take(a->theta_home, set->theta_home, a->n_sectors);
            take(a->input_substitution, set->input_substitution, a->n_sectors);
            take(a->scale, set->scale, a->n_sectors);
        }
    }
}

/* Read it back and solve it without a shock: is it what was meant? */
static hm_status confirm(job *j)
{
    hm_economy_folder *folder = NULL;
    hm_economy *base = NULL;
    double consistency = NAN;
    hm_status status = hm_economy_read(j->ctx, j->common.out, NULL, &folder);
    if (status == HM_OK) {
        hm_solver_settings settings = hm_solver_settings_default();
        status = hm_equilibrium_calibrate(
            j->ctx, hm_economy_folder_economy(folder), HM_CLOSURE_FIXED,
            &settings, &base, &consistency);
    }
    if (status == HM_OK && !j->common.quiet) {
        const hm_labels *l = hm_economy_labels(base);
        fprintf(stderr,
                "%s: %s, %d x %d, read back; largest change of a factor price "
                "without a shock %.3g\n",
                j->command->name, j->common.out, l->n_countries, l->n_sectors,
                consistency);
    }
    hm_economy_free(base);
    hm_economy_folder_free(folder);
    return status;
}

/* The folder, from an account that is done. */
static hm_status write_folder(job *j, const sets *s, const hm_about *about,
                              int32_t digits)
{
    bool own = j->economy != NULL; /* its shares stand in final.csv */
    hm_status status = HM_OK;
    if (!own) {
        take_standard(j->account, s);
        status = hm_account_to_economy(j->ctx, j->account,
                                       about == NULL ? NULL : &about->labels,
                                       &j->economy);
    }
    if (status == HM_OK) {
        hm_economy_extras extras = {.n_sets = s->count,
                                    .sets = s->items,
                                    .default_set = s->standard,
                                    .closure =
                                        about == NULL ? NULL : &about->closure,
                                    .digits = own ? 0 : digits};
        cli_filling(j->common.out, false);
        status =
            hm_economy_write_with(j->ctx, j->economy, &extras, j->common.out);
        cli_filling(NULL, status == HM_OK);
    }
    return status;
}

static int write_out(job *j)
{
    hm_about about = {.default_set = NULL};
    sets s = {0};
    double digits = 0.0;
    const char *path = data_option(j, "--about");
    int code = data_number(j, "--digits", DEFAULT_DIGITS, 0.0, 17.0, &digits);
    if (code >= 0) {
        return code;
    }
    if (j->economy != NULL && path != NULL) {
        return cli_fail(CLI_USAGE,
                        "%s: --about is not for %s; edit economy.yaml in the "
                        "folder",
                        j->command->name,
                        j->folder == NULL ? "cp2015" : "repairs");
    }
    const hm_labels *labels = j->economy != NULL
                                  ? hm_economy_labels(j->economy)
                                  : hm_account_labels(j->account);
    hm_status status = find_sets(j, labels, &s);
    if (status == HM_OK && path != NULL) {
        status = hm_recipe_about(j->recipe, path, &about);
        s.standard = about.default_set;
    }
    if (status == HM_OK) {
        status =
            write_folder(j, &s, path == NULL ? NULL : &about, (int32_t)digits);
    }
    if (status == HM_OK) {
        status = confirm(j);
    }
    free((void *)s.own);
    free(s.parts);
    free(s.numbers);
    return status == HM_OK ? CLI_SOLVED : data_failed(j, status);
}

/* --- the command ------------------------------------------------------------------ */

static int run(job *j)
{
    static int (*const steps[])(job *) = {data_import, do_aggregate,
                                          do_split,    do_balance,
                                          do_concord,  data_repair};
    hm_status status = hm_context_create(cli_allocator(), &j->ctx);
    if (status != HM_OK) {
        return cli_fail(CLI_INTERNAL, "out of memory");
    }
    cli_watch(j->ctx);
    status = hm_recipe_create(j->ctx, &j->recipe);
    if (status == HM_OK) {
        status = hm_ledger_create(j->ctx, &j->ledger);
    }
    if (status != HM_OK) {
        return data_failed(j, status);
    }
    int code = steps[j->command - commands](j);
    if (code < 0 && !j->common.quiet) {
        print_ledger(j);
    }
    return code >= 0 ? code : write_out(j);
}

static const cli_command *find_command(const char *name)
{
    for (size_t c = 0; c < sizeof commands / sizeof *commands; c++) {
        if (strcmp(commands[c].name + strlen("data "), name) == 0) {
            return &commands[c];
        }
    }
    return NULL;
}

/* No command, an unknown one, or --help. */
static int explain(int argc, char **argv)
{
    enum { OWN = (int)(sizeof commands / sizeof *commands) };
    const char *names[OWN + 3] = {NULL};
    bool help = argc > 0 &&
                (strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "-h") == 0);
    if (argc > 0 && !help) {
        for (int32_t c = 0; c < OWN; c++) {
            names[c] = commands[c].name + strlen("data ");
        }
        names[OWN] = "dependence";
        names[OWN + 1] = "describe";
        names[OWN + 2] = "diff";
        const char *near = cli_nearest(argv[0], names, OWN + 3);
        return cli_fail(
            CLI_USAGE,
            "data: unknown command '%s'%s%s%s; expected import, "
            "aggregate, split, balance, concord, repair, dependence, describe "
            "or diff",
            argv[0], near == NULL ? "" : "; the nearest one is '",
            near == NULL ? "" : near, near == NULL ? "" : "'");
    }
    fprintf(help ? stdout : stderr,
            "usage: hirschman data import|aggregate|split|balance|concord|"
            "repair|dependence|describe|diff ...\n\n"
            "Make an economy, step by step; each step lists the value that "
            "came in, went out,\nwas lost and was moved. `hirschman data "
            "import --help` explains the first.\n`data describe` and `data "
            "diff` look at economies that are there.\n");
    return help ? CLI_SOLVED : CLI_USAGE;
}

int cli_data(int argc, char **argv)
{
    job j;
    if (argc > 0 && strcmp(argv[0], "dependence") == 0) {
        return cli_data_dependence(argc - 1, argv + 1);
    }
    if (argc > 0 && strcmp(argv[0], "describe") == 0) {
        return data_describe(argc - 1, argv + 1);
    }
    if (argc > 0 && strcmp(argv[0], "diff") == 0) {
        return data_diff(argc - 1, argv + 1);
    }
    memset(&j, 0, sizeof j);
    j.command = argc > 0 ? find_command(argv[0]) : NULL;
    if (j.command == NULL) {
        return explain(argc, argv);
    }
    int code = cli_read(j.command, argc - 1, argv + 1, &j.common, &j.arguments);
    if (code < 0 && j.common.out == NULL) {
        code = cli_fail(CLI_USAGE, "%s: -o DIR is missing", j.command->name);
    }
    if (code < 0) {
        read_allowed(&j);
        code = run(&j);
    }
    hm_account_free(j.account);
    hm_economy_free(j.economy);
    hm_economy_folder_free(j.folder);
    hm_table_free(j.ledger);
    hm_recipe_free(j.recipe);
    cli_arguments_clear(&j.arguments);
    hm_context_free(j.ctx);
    return code;
}

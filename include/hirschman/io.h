// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * io.h - reading and writing: economies, cases, results.
 *
 * Formats are docs/formats.md's. Parsers work on memory; one source file opens
 * files. Messages: "FILE:LINE:COLUMN: what was found, expected, how to mend".
 */
#ifndef HIRSCHMAN_IO_H
#define HIRSCHMAN_IO_H

#include <hirschman/policy.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A file in memory. Readers take arrays of them where there are no files (in
 * a browser, in a test); bytes are borrowed. */
typedef struct hm_file {
    const char *name; /* "trade.csv.gz", "elasticities/long-run.csv" */
    const void *bytes;
    size_t size;
} hm_file;

/* --- economies ------------------------------------------------------------ */

/* What was read: the economy, its elasticity sets, its balance rule. */
typedef struct hm_economy_folder hm_economy_folder;

/* Optional repairs (MODEL.md 1.9); each is off unless named. */
typedef struct hm_repairs {
    bool own_trade;            /* floor own trade at 1e-6 of spending */
    bool negative_final;       /* set negative residual final demand to 0 */
    bool negative_value_added; /* raise value added to 1e-6 of cost */
} hm_repairs;

HM_API HM_CHECKED hm_status hm_economy_read(hm_context *ctx, const char *path,
                                            const hm_repairs *repairs,
                                            hm_economy_folder **out);
/* The same from files in memory; `name` stands before file names in messages
 * ("" for none). */
HM_API HM_CHECKED hm_status hm_economy_read_memory(
    hm_context *ctx, const char *name, const hm_file *files, int32_t n_files,
    const hm_repairs *repairs, hm_economy_folder **out);
HM_API void hm_economy_folder_free(hm_economy_folder *folder);
/* The economy as stored, with its own elasticities (or its default set). */
HM_API const hm_economy *hm_economy_folder_economy(const hm_economy_folder *f);
/* Sets of elasticities/NAME.csv, by index or name (NULL when unknown). */
HM_API int32_t hm_economy_folder_sets(const hm_economy_folder *folder);
HM_API const hm_elasticities *hm_economy_folder_set(const hm_economy_folder *f,
                                                    int32_t index);
HM_API const hm_elasticities *
hm_economy_folder_find_set(const hm_economy_folder *folder, const char *name);
/* The name of the default set ("" when theta stands in sectors.csv alone). */
HM_API const char *hm_economy_folder_default_set(const hm_economy_folder *f);
HM_API hm_closure hm_economy_folder_closure(const hm_economy_folder *folder);
/* Files that were read, with their SHA-256 in hex (for the manifest). */
HM_API int32_t hm_economy_folder_files(const hm_economy_folder *folder);
HM_API const char *hm_economy_folder_file(const hm_economy_folder *folder,
                                          int32_t index, const char **sha256);
/* One line per repair made or oddity seen; "" past the end. */
HM_API const char *hm_economy_folder_note(const hm_economy_folder *folder,
                                          int32_t index);

/*
 * Write an economy as a folder (beside, then renamed; other files of a folder
 * that exists, such as RECIPE.md, stay). Tables of more than 10,000 rows are
 * written as .csv.gz, the same bytes for the same numbers.
 */
HM_API HM_CHECKED hm_status hm_economy_write(hm_context *ctx,
                                             const hm_economy *economy,
                                             const char *path);

/* What a folder may hold beside the economy itself. */
typedef struct hm_economy_extras {
    int32_t n_sets; /* further elasticity sets */
    const hm_elasticities *const *sets;
    const char *default_set;   /* one of them, or NULL: sectors.csv */
    const hm_closure *closure; /* or NULL: not said */
    int32_t digits; /* significant digits of flows and shares, 0: exact.
                     * Above 0 final.csv and deficits.csv are left out: they
                     * follow from what was rounded */
} hm_economy_extras;
HM_API HM_CHECKED hm_status
hm_economy_write_with(hm_context *ctx, const hm_economy *economy,
                      const hm_economy_extras *extras, const char *path);

/* --- making economies --------------------------------------------------------- */

/* Owns what it reads; results live until hm_recipe_free(). */
typedef struct hm_recipe hm_recipe;

HM_API HM_CHECKED hm_status hm_recipe_create(hm_context *ctx, hm_recipe **out);
HM_API void hm_recipe_free(hm_recipe *recipe);
/* "FILE.csv", or "FILE.csv:FROM:TO" with the names of its columns (default
 * code and to). Columns name and group are taken along; rows without FROM or
 * without TO are skipped. */
HM_API HM_CHECKED hm_status hm_recipe_map(hm_recipe *recipe, const char *spec,
                                          hm_map *out);
/* A file like economy.yaml: labels without codes, and the rest of it. */
typedef struct hm_about {
    hm_labels labels;
    const char *default_set; /* or NULL */
    hm_closure closure;
} hm_about;
HM_API HM_CHECKED hm_status hm_recipe_about(hm_recipe *recipe, const char *path,
                                            hm_about *out);
/* Every set of a folder, sector by sector of `labels`. */
HM_API HM_CHECKED hm_status hm_recipe_sets(hm_recipe *recipe, const char *path,
                                           const hm_labels *labels,
                                           const hm_elasticities *const **sets,
                                           int32_t *count);
/* Weights of new sectors in old ones, of,sector,weight[,exporter][,importer]
 * [,name], for every flow; rows for one flow go before rows for an exporter, an
 * importer, all. hm_account_split_parts checks their sums. */
HM_API HM_CHECKED hm_status hm_recipe_parts(hm_recipe *recipe, const char *path,
                                            const hm_labels *labels,
                                            hm_sector_parts *out);
/* code,to,weight[,name]: split `parts` (count may be 0), aggregate by `map`. */
HM_API HM_CHECKED hm_status hm_recipe_concord(hm_recipe *recipe,
                                              const char *path,
                                              const hm_labels *labels,
                                              hm_sector_parts *parts,
                                              hm_map *map);
/* A folder as docs describe it: partners.csv, export_mix.csv, import_mix.csv,
 * extra_flows.csv, accounts.csv, output.csv, donors.csv. `gdp_line` is a line
 * of accounts.csv. code, name, group and parent of *out are the caller's. */
HM_API HM_CHECKED hm_status hm_recipe_carve(hm_recipe *recipe, const char *path,
                                            const hm_labels *labels,
                                            const char *gdp_line,
                                            hm_carve *out);

/* A world input-output table as rows of numbers (.csv or .csv.gz, no header):
 * intermediate use, final demand, gross output. Countries and sectors are
 * those of the maps, in the order of the table. */
HM_API HM_CHECKED hm_status
hm_import_wiod2013(hm_context *ctx, const char *path, const hm_map *countries,
                   const hm_map *sectors, hm_table *ledger, hm_account **out);

/*
 * A world input-output table with labels, known by them alone. Layouts:
 *   icio            OECD ICIO, editions of 2016 to 2023 (CN1.., MX1.. folded)
 *   wiod2016        the data set of release 2016 for R or Stata, as CSV
 *   wiod2016-sheet, wiod2013-sheet   the workbook's sheet, as CSV
 *   figaro          Eurostat FIGARO, industry by industry, matrix
 * A NULL map keeps the table's codes (lower case, `d` before a digit). Names for
 * `allow`: labels, discrepancy, empty-cells, negative-uses, negative-value-added.
 * HM_ERR_UNKNOWN: labels not understood, their count and the nearest known one.
 */
typedef struct hm_wide_table {
    const char *layout;
    const hm_map *countries, *sectors; /* all codes of the table, or NULL */
    double rate;      /* million USD per unit; 0: 1, where the unit is that */
    bool inventories; /* repair: none (Costinot and Rodriguez-Clare 2014) */
} hm_wide_table;

HM_API HM_CHECKED hm_status hm_import_wide(hm_context *ctx, const char *path,
                                           const hm_wide_table *table,
                                           const hm_allow *allow,
                                           hm_table *ledger, hm_account **out);

/*
 * A long table of others, known by the names of its columns. Layouts: baci
 * (thousand USD), itpde, gravity (ge_gravity and gegravity: one sector,
 * "goods"), kite (tariffs as powers), iotr (with uses: inputs come along),
 * cp2015 (its trade table alone). A NULL map keeps the table's
 * codes. Map entries for baci may be heads of product codes ("27"). Names for
 * `allow`: codes that a map leaves out, no-domestic.
 */
typedef struct hm_flow_source {
    const char *path, *layout;
    const hm_map *countries, *sectors; /* or NULL */
    const char *tariffs; /* kite: a second file, value being a power, or NULL */
    const char *domestic; /* country, sector, value in million USD, or NULL */
    int32_t year;         /* of tables with several, 0: the only one */
    double rate;          /* million USD per unit, 0: the layout's */
    bool taiwan;          /* baci: 490 or S19 is TWN */
} hm_flow_source;

HM_API HM_CHECKED hm_status hm_import_flows(hm_context *ctx,
                                            const hm_flow_source *table,
                                            const hm_allow *allow,
                                            hm_table *ledger, hm_account **out);

/*
 * The list of tables of the R package cp2015, each a CSV (or .csv.gz) in a
 * folder: trade (net of tariffs), intermediate_consumption and
 * final_consumption (duty paid), value_added, theta. Shares are kept as they
 * are; the tables need not add up (calibrate). *tariffs is a table of the rates in
 * its column tariff_cfl, for `tariff: {table: ...}`, NULL when it has none.
 * Further name for `allow`: negative-uses.
 */
HM_API HM_CHECKED hm_status hm_import_cp2015(hm_context *ctx,
                                             const hm_flow_source *table,
                                             const hm_allow *allow,
                                             hm_table *ledger, hm_economy **out,
                                             hm_table **tariffs);
/*
 * The column `partial` of a panel for ge_gravity, the log effect on trade, as
 * a table of trade-cost changes (exporter, importer, hat = exp(-partial /
 * theta)), for `trade_cost: {table: ...}`. `table` as for gravity.
 */
HM_API HM_CHECKED hm_status hm_import_partial(hm_context *ctx,
                                              const hm_flow_source *table,
                                              double theta, hm_table **out);

typedef struct hm_long_layout {
    const char *exporter, *importer, *sector, *value; /* names of columns */
    const char *tariff;                               /* a rate, or NULL */
} hm_long_layout;

/* One row a flow; no inputs. Codes that the maps leave out are losses. */
HM_API HM_CHECKED hm_status hm_import_long(hm_context *ctx, const char *path,
                                           const hm_long_layout *layout,
                                           const hm_map *countries,
                                           const hm_map *sectors,
                                           const hm_allow *allow,
                                           hm_table *ledger, hm_account **out);

/* --- settings trees ------------------------------------------------------------ */

/* A YAML 1.2 or JSON document as a tree; `name` stands in messages. */
HM_API HM_CHECKED hm_status hm_settings_parse(hm_context *ctx, const char *name,
                                              const void *bytes, size_t size,
                                              hm_node **out);
HM_API void hm_settings_free(hm_node *root);

/* --- panels ------------------------------------------------------------------ */

/* FOLDER/panel.csv as table `dependence_panel`: year, country, partner,
 * exports_share, imports_share, trade_share. `sha256` (or NULL) receives the
 * digest of the file. */
HM_API HM_CHECKED hm_status hm_panel_read(hm_context *ctx, const char *path,
                                          char sha256[65], hm_table **out);

/* --- cases ------------------------------------------------------------------ */

typedef struct hm_case hm_case;

HM_API HM_CHECKED hm_status hm_case_read(hm_context *ctx, const char *path,
                                         hm_case **out);
/* The same from files in memory: `name` is the case, the others its tables. */
HM_API HM_CHECKED hm_status hm_case_read_memory(hm_context *ctx,
                                                const char *name,
                                                const hm_file *files,
                                                int32_t n_files, hm_case **out);
HM_API void hm_case_free(hm_case *c);
HM_API const char *hm_case_name(const hm_case *c);
HM_API const char *hm_case_description(const hm_case *c);
/* Path of the economy and of each further vintage, resolved. */
HM_API const char *hm_case_economy(const hm_case *c);
HM_API int32_t hm_case_vintages(const hm_case *c);
HM_API const char *hm_case_vintage(const hm_case *c, int32_t index);
HM_API int32_t hm_case_elasticity_sets(const hm_case *c); /* 0: default */
HM_API const char *hm_case_elasticity_set(const hm_case *c, int32_t index);
/* True and *out set when the case names a balance rule. */
HM_API bool hm_case_closure(const hm_case *c, hm_closure *out);
HM_API hm_solver_settings hm_case_settings(const hm_case *c);
HM_API int32_t hm_case_scenarios(const hm_case *c); /* in the file's order */
HM_API const hm_scenario *hm_case_scenario(const hm_case *c, int32_t index);
/* A further analysis block ("linkage", "leverage"), NULL when absent. */
HM_API const hm_node *hm_case_block(const hm_case *c, const char *key);
HM_API int32_t hm_case_files(const hm_case *c);
HM_API const char *hm_case_file(const hm_case *c, int32_t index,
                                const char **sha256);

/* --- results --------------------------------------------------------------- */

/*
 * A results folder is filled beside its place and moved there when done.
 * hm_results_abandon() removes what was begun; nothing else is touched.
 */
typedef struct hm_results hm_results;

HM_API HM_CHECKED hm_status hm_results_begin(hm_context *ctx, const char *path,
                                             hm_results **out);
/* Write `table` as SUBFOLDER/NAME.csv (subfolder "" or "elasticities/x"). */
HM_API HM_CHECKED hm_status hm_results_table(hm_results *results,
                                             const char *subfolder,
                                             const hm_table *table);
/* Write text as a file (manifest.json, report.html). */
HM_API HM_CHECKED hm_status hm_results_text(hm_results *results,
                                            const char *name, const char *text);
HM_API HM_CHECKED hm_status hm_results_commit(hm_results *results);
HM_API void hm_results_abandon(hm_results *results);

/*
 * The CSV files and the manifest of a results folder in memory, sorted by
 * name; of a workbench.html that lies there only the name, with size 0.
 * HM_ERR_IO when the folder has no manifest.json. Free what is returned; the
 * list lives as long.
 */
typedef struct hm_result_files hm_result_files;
HM_API HM_CHECKED hm_status hm_results_read(hm_context *ctx, const char *path,
                                            hm_result_files **out);
/* The same of a folder that is still being filled. */
HM_API HM_CHECKED hm_status hm_results_read_begun(hm_results *results,
                                                  hm_result_files **out);
HM_API void hm_result_files_free(hm_result_files *files);
HM_API const hm_file *hm_result_files_list(const hm_result_files *files,
                                           int32_t *count);
/* Put (or replace) one file of a results folder that is complete. */
HM_API HM_CHECKED hm_status hm_results_put(hm_context *ctx, const char *path,
                                           const char *name, const char *text);
/* Write text to any path (a figure). */
HM_API HM_CHECKED hm_status hm_text_write(hm_context *ctx, const char *path,
                                          const char *text);
/* A text file as one text; free with hm_text_free. */
HM_API HM_CHECKED hm_status hm_text_read(hm_context *ctx, const char *path,
                                         char **out);

/* A table as CSV or JSON text; free with hm_text_free. */
HM_API HM_CHECKED hm_status hm_table_to_csv(hm_context *ctx,
                                            const hm_table *table, char **out);
HM_API HM_CHECKED hm_status hm_table_to_json(hm_context *ctx,
                                             const hm_table *table, char **out);
HM_API void hm_text_free(hm_context *ctx, char *text);
/* The named columns of a CSV file in memory, each of its type; an empty field
 * is "not available". A column that is missing or not named fails. */
HM_API HM_CHECKED hm_status
hm_table_from_csv(hm_context *ctx, const hm_file *file, const char *name,
                  const char *const *columns, const hm_column_type *types,
                  int32_t n_columns, hm_table **out);

/* Every column of a CSV file in memory: numbers where it has nothing else and
 * is no key (scenario, country, ...). An empty field is not available. */
HM_API HM_CHECKED hm_status hm_table_parse(hm_context *ctx, const hm_file *file,
                                           const char *name, hm_table **out);
/* The same from a file, which gives the table its name; columns from
 * n_required on may be missing and are then "not available". sha256: of the
 * bytes. */
HM_API HM_CHECKED hm_status hm_table_read(hm_context *ctx, const char *path,
                                          const char *const *columns,
                                          const hm_column_type *types,
                                          int32_t n_columns, int32_t n_required,
                                          char sha256[65], hm_table **out);

/*
 * Finite games for Gambit: strategic form (columns strategy_P and payoff_P of
 * each player, one row a profile) as .nfg, a tree (node, parent, action,
 * probability, player, information, payoff_P; parents first) as .efg. A
 * profile that is missing or doubled, a tree that is none, fails.
 */
HM_API HM_CHECKED hm_status hm_table_to_nfg(hm_context *ctx,
                                            const hm_table *table, char **out);
HM_API HM_CHECKED hm_status hm_table_to_efg(hm_context *ctx,
                                            const hm_table *table, char **out);

/* --- for other programs ------------------------------------------------------ */

/* A CSV file (or .csv.gz) as a table: a column is numbers when each of its
 * fields is one or empty. */
HM_API HM_CHECKED hm_status hm_table_read_csv(hm_context *ctx, const char *path,
                                              const char *name, hm_table **out);
/* Make a folder and those above it; one that is there stays as it is. */
HM_API HM_CHECKED hm_status hm_folder_make(hm_context *ctx, const char *path);
/* A tabular of LaTeX; numbers with `digits` significant digits. Free with
 * hm_text_free. */
HM_API HM_CHECKED hm_status hm_table_to_latex(hm_context *ctx,
                                              const hm_table *table,
                                              int32_t digits, char **out);
/* Stata's .dta (118), and a workbook with a sheet a table. HM_ERR_STATE, with
 * the name of the library, when it is not there. */
HM_API HM_CHECKED hm_status hm_table_write_dta(hm_context *ctx,
                                               const hm_table *table,
                                               const char *path);
HM_API HM_CHECKED hm_status hm_tables_write_xlsx(hm_context *ctx,
                                                 const hm_table *const *tables,
                                                 int32_t count,
                                                 const char *path);

/* --- JSON and checksums ------------------------------------------------------ */

/*
 * JSON text, call by call. `key` is the entry's key in a map, NULL in a list
 * and at the root. Text must be UTF-8. Failures are kept for finish.
 */
typedef struct hm_json hm_json;

HM_API HM_CHECKED hm_status hm_json_create(hm_context *ctx, hm_json **out);
HM_API void hm_json_free(hm_json *json);
HM_API void hm_json_open_map(hm_json *json, const char *key);
HM_API void hm_json_open_list(hm_json *json, const char *key);
HM_API void hm_json_close(hm_json *json);
/* value NULL: null. */
HM_API void hm_json_text(hm_json *json, const char *key, const char *value);
/* Shortest digits that read back as the same double; NAN: null. */
HM_API void hm_json_number(hm_json *json, const char *key, double value);
HM_API void hm_json_boolean(hm_json *json, const char *key, bool value);
/* The text (free with hm_text_free); every level must be closed. */
HM_API HM_CHECKED hm_status hm_json_finish(hm_json *json, char **out);

/* SHA-256 (FIPS 180-4) as 64 hexadecimal digits and a NUL. */
HM_API void hm_sha256_hex(const void *bytes, size_t size, char out[65]);

#ifdef __cplusplus
}
#endif
#endif

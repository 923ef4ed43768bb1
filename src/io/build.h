// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * build.h (io) - an economy folder while it is read: what economy_*.c pass
 * to each other. Temporary arrays live in `temp`; what the caller keeps lives
 * in the folder's own arena.
 */
#ifndef HMI_IO_BUILD_H
#define HMI_IO_BUILD_H

#include "io/internal.h"

struct hm_economy_folder {
    hm_context *ctx;
    hmi_arena arena;
    hm_economy *economy;
    hm_elasticities *sets; /* of elasticities/NAME.csv */
    int32_t n_sets;
    const char *default_set;
    hm_closure closure;
    hmi_read_list files;
    const char **notes;
    int32_t n_notes, note_room;
};

typedef struct hmi_build {
    hm_context *ctx;
    hm_economy_folder *folder;
    hmi_arena temp;
    const char *name; /* before file names in messages */
    const hm_file *files;
    int32_t n_files;
    hm_repairs repairs;

    hm_labels labels;
    int32_t N, J;
    hmi_codes countries, sectors;
    const char *countries_file;
    int32_t *country_line;      /* N: where countries.csv names it */
    double *final_substitution; /* N, or NULL */
    hm_elasticities base;       /* sectors.csv; theta NULL: no such column */
    const hm_elasticities *active;
    const char *default_place; /* of `elasticities:` in economy.yaml */

    double *trade, *tariff, *export_tax; /* J*N*N, the last two or NULL */
    bool *foreign;                       /* J: has a foreign flow */
    double *input;                       /* N*J*J or NULL */
    const char *inputs_file;
    int32_t *input_line; /* N*J [n][k]: last row of that column */
    int32_t *use_line;   /* N*J [n][j]: last row that uses j */
    double *final;       /* N*J or NULL */
    double *deficit;     /* N or NULL */
    int32_t F;           /* 0: one "labor" a country */
    double *factor_share;
    int32_t *factor_country;
    const char **factor_codes;
} hmi_build;

/* Index helpers, the orders of economy.h. */
#define HMI_FLOW(b, j, n, i)                                                   \
    (((size_t)(j) * (size_t)(b)->N + (size_t)(n)) * (size_t)(b)->N +           \
     (size_t)(i))
#define HMI_CELL(b, n, j) ((size_t)(n) * (size_t)(b)->J + (size_t)(j))
#define HMI_USE(b, n, j, k)                                                    \
    (((size_t)(n) * (size_t)(b)->J + (size_t)(j)) * (size_t)(b)->J +           \
     (size_t)(k))

/* Find STEM.csv or STEM.csv.gz (both: refused), note its checksum, expand it
 * and open it. *present false: there is none, and `csv` is cleared. */
HM_CHECKED hm_status hmi_build_open(hmi_build *b, const char *stem,
                                    const hmi_csv_want *wants, int32_t n_wants,
                                    int32_t *column, hmi_csv *csv,
                                    bool *present);
/* One line for hm_economy_folder_note. */
HM_CHECKED hm_status hmi_build_note(hmi_build *b, const char *format, ...)
    HM_FORMAT(2, 3);
/* Index of the country or sector in a field; names the nearest when unknown. */
HM_CHECKED hm_status hmi_build_country(const hmi_build *b, const hmi_csv *csv,
                                       int32_t column, const char *role,
                                       int32_t *out);
HM_CHECKED hm_status hmi_build_sector(const hmi_build *b, const hmi_csv *csv,
                                      int32_t column, const char *role,
                                      int32_t *out);
/* Fail unless seen[cell] is 0; then set it to the row's line. */
HM_CHECKED hm_status hmi_build_once(const hmi_csv *csv, int32_t *seen,
                                    size_t cell, const char *key);

/* Steps, in this order. */
HM_CHECKED hm_status hmi_build_about(hmi_build *b);     /* economy.yaml */
HM_CHECKED hm_status hmi_build_countries(hmi_build *b); /* economy_sets.c */
HM_CHECKED hm_status hmi_build_sectors(hmi_build *b);
HM_CHECKED hm_status hmi_build_sets(hmi_build *b);  /* economy_elasticities.c */
HM_CHECKED hm_status hmi_build_trade(hmi_build *b); /* economy_flows.c */
HM_CHECKED hm_status hmi_build_tariffs(hmi_build *b);
HM_CHECKED hm_status hmi_build_inputs(hmi_build *b); /* economy_shares.c */
HM_CHECKED hm_status hmi_build_final(hmi_build *b);
HM_CHECKED hm_status hmi_build_deficits(hmi_build *b);
HM_CHECKED hm_status hmi_build_factors(hmi_build *b); /* economy_factors.c */
HM_CHECKED hm_status hmi_build_balance(hmi_build *b); /* economy_balance.c */

/* Output by country and sector, and cost = output / markup (N*J each). */
void hmi_build_output(const hmi_build *b, double *output, double *cost);
/* The sector parameters of one row; shared by sectors.csv and the sets. */
extern const hmi_csv_want hmi_parameter_wants[];
enum {
    HMI_PARAMETER_WANTS = 14,
    HMI_WANT_NAME = 1,
    HMI_WANT_THETA = 2,
    HMI_WANT_SIGMA = 3,
    HMI_WANT_FINAL = 10 /* sets only */
};
HM_CHECKED hm_status hmi_parameters_alloc(hmi_build *b, bool with_theta,
                                          hm_elasticities *out);
/* theta or sigma, not both: *which is the column (-1: neither). */
HM_CHECKED hm_status hmi_parameters_header(const hmi_csv *csv,
                                           const int32_t *column,
                                           int32_t *which);
HM_CHECKED hm_status hmi_parameters_row(const hmi_csv *csv,
                                        const int32_t *column, int32_t sector,
                                        hm_elasticities *out);

#endif

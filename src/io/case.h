// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * case.h (io) - a case while it is read: what case_*.c pass to each other.
 * Everything that the caller keeps lives in the case's arena.
 */
#ifndef HMI_IO_CASE_H
#define HMI_IO_CASE_H

#include "io/internal.h"

struct hm_case {
    hm_context *ctx;
    hmi_arena arena;
    hm_node *root;
    const char *name, *description, *economy;
    const char **vintages, **sets;
    int32_t n_vintages, n_sets;
    bool has_closure;
    hm_closure closure;
    hm_solver_settings settings;
    hm_scenario **scenarios;
    int32_t n_scenarios;
    hmi_read_list files;
};

typedef struct hmi_case_build hmi_case_build;
struct hmi_case_build {
    hm_context *ctx;
    hm_case *c;
    hmi_arena temp;
    const char *folder; /* of the case file: other paths start there */
    /* Bytes of a file by its path; from disk or from `files`. */
    hm_status (*load)(hmi_case_build *b, const char *path, hm_file *out);
    const hm_file *files;
    int32_t n_files;
};

/* What the case names "NAME" or ["A", "B"]: at least one, none twice. */
HM_CHECKED hm_status hmi_case_names(hmi_case_build *b, const hm_node *node,
                                    const char *what, const char ***out,
                                    int32_t *count);
HM_CHECKED hm_status hmi_case_scenarios(hmi_case_build *b, const hm_node *node);
/* One measure: a map with one key, its kind. */
HM_CHECKED hm_status hmi_case_measure(hmi_case_build *b, const hm_node *node,
                                      hm_measure *out);

/* Which key of a measure fills which selector, and which rules it takes. */
typedef struct hmi_measure_shape {
    hm_measure_kind kind;
    const char *exporter, *importer, *sector; /* keys, or NULL */
    bool sector_optional;
    hm_rule rules[6];
    int32_t n_rules;
} hmi_measure_shape;

/* The rows of `table: FILE.csv` into `measure` (rule and row arrays). */
HM_CHECKED hm_status hmi_case_table(hmi_case_build *b, const hm_node *node,
                                    const hmi_measure_shape *shape,
                                    hm_measure *measure);
/* "is below -1", NULL when the value is good. */
const char *hmi_measure_fault(hm_measure_kind kind, hm_rule rule, double value);
/* "importer" or "exporter" as the importer's share of a rent. */
HM_CHECKED hm_status hmi_case_rents(const char *text, size_t size, double *out);
/* ISO codes that were withdrawn, by those in use; others as they are. */
HM_CHECKED hm_status hmi_case_code(hmi_case_build *b, const char *text,
                                   size_t size, const char **out);
HM_CHECKED hm_status
hmi_case_read(hm_context *ctx, const char *name, const hm_file *file,
              hm_status (*load)(hmi_case_build *, const char *, hm_file *),
              const hm_file *files, int32_t n_files, hm_case **out);

#endif

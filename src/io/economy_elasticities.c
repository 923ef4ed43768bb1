// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * economy_elasticities.c - the parameters of a sector, in sectors.csv or in
 * elasticities/NAME.csv (MODEL.md 1.1, 1.3, 1.7, 1.11).
 *
 * One table of columns with their ranges serves both. A column or a cell that
 * a set leaves out falls back to sectors.csv; an empty theta means that the
 * sector is not traded.
 */
#include "io/build.h"

#include <math.h>
#include <string.h>

const hmi_csv_want hmi_parameter_wants[] = {
    {{"sector", NULL}, true},
    {{"name", NULL}, false},
    {{"theta", NULL}, false},
    {{"sigma", NULL}, false},
    {{"theta_home", NULL}, false},
    {{"markup", NULL}, false},
    {{"input_substitution", NULL}, false},
    {{"scale", NULL}, false},
    {{"se", "theta_se", NULL}, false},
    {{"specific_share", NULL}, false},
    {{"final_substitution", NULL}, false},
    /* Where a number comes from, for people: not looked at. */
    {{"source", NULL}, false},
    {{"class", NULL}, false},
    {{"note", NULL}, false},
};
_Static_assert(sizeof hmi_parameter_wants / sizeof hmi_parameter_wants[0] ==
                   HMI_PARAMETER_WANTS,
               "the enum in build.h counts this table");

/* Columns 4 to 9 of the wants: ranges and what an empty cell means. */
typedef struct parameter {
    const char *name;
    double low;
    bool low_open;
    double high, standard; /* NAN: theta */
    const char *expected;
} parameter;

enum {
    FIRST = 4,
    FOR_PEOPLE = 3,
    PARAMETERS = HMI_PARAMETER_WANTS - FIRST - 1 - FOR_PEOPLE
};

static const parameter parameters[PARAMETERS] = {
    {"theta_home", -1.0, true, 1e4, NAN, "a number above -1"},
    {"markup", 1.0, false, 1e4, 1.0, "a price-cost ratio, 1 or more"},
    {"input_substitution", 0.0, false, 1e4, 1.0, "a number that is 0 or more"},
    {"scale", 0.0, false, 1e2, 0.0, "a number that is 0 or more"},
    {"se", 0.0, false, 1e6, 0.0, "a standard error, 0 or more"},
    {"specific_share", 0.0, false, 1.0, 0.0, "a share, 0 to 1"},
};
_Static_assert(HMI_WANT_FINAL == FIRST + PARAMETERS,
               "final_substitution stands behind the parameters");

/* The members in the order of `parameters`; they were allocated here, so
 * casting the const away is fair. */
static double *member(const hm_elasticities *e, size_t p)
{
    const double *const all[PARAMETERS] = {
        e->theta_home, e->markup,   e->input_substitution,
        e->scale,      e->theta_se, e->specific_share};
    return (double *)(uintptr_t)all[p];
}

hm_status hmi_parameters_alloc(hmi_build *b, bool with_theta,
                               hm_elasticities *out)
{
    hmi_arena *arena = &b->folder->arena;
    double *arrays[PARAMETERS + 1];
    memset(out, 0, sizeof *out);
    for (size_t p = 0; p <= PARAMETERS; p++) {
        arrays[p] = HMI_KEEP(arena, double, b->J);
        if (arrays[p] == NULL) {
            return HM_ERR_MEMORY;
        }
        for (int32_t j = 0; j < b->J; j++) {
            arrays[p][j] = p < PARAMETERS ? parameters[p].standard : NAN;
        }
    }
    out->theta_home = arrays[0];
    out->markup = arrays[1];
    out->input_substitution = arrays[2];
    out->scale = arrays[3];
    out->theta_se = arrays[4];
    out->specific_share = arrays[5];
    out->theta = with_theta ? arrays[PARAMETERS] : NULL;
    out->final_substitution = b->final_substitution;
    return HM_OK;
}

hm_status hmi_parameters_header(const hmi_csv *csv, const int32_t *column,
                                int32_t *which)
{
    int32_t theta = column[HMI_WANT_THETA];
    int32_t sigma = column[HMI_WANT_SIGMA];
    *which = theta >= 0 ? theta : sigma;
    if (theta >= 0 && sigma >= 0) {
        return hmi_csv_fail(csv, sigma, HM_ERR_DATA,
                            "both theta and sigma; theta = sigma - 1, keep one "
                            "of the two columns");
    }
    return HM_OK;
}

static hm_status read_theta(const hmi_csv *csv, const int32_t *column,
                            int32_t sector, hm_elasticities *out)
{
    int32_t which = -1;
    double value = NAN;
    HMI_TRY(hmi_parameters_header(csv, column, &which));
    if (which < 0 || hmi_csv_empty(csv, which)) {
        return HM_OK;
    }
    HMI_TRY(hmi_csv_number(csv, which, &value));
    bool is_sigma = which == column[HMI_WANT_SIGMA];
    double theta = is_sigma ? value - 1.0 : value;
    const hmi_csv_field *code = &csv->fields[column[0]];
    if (!(theta > 0.0 && theta <= 1e4)) {
        const char *name = is_sigma ? "sigma" : "theta";
        const char *want = is_sigma ? "sigma is above 1 (theta = sigma - 1)"
                                    : "theta is above 0 (theta = sigma - 1)";
        return hmi_csv_fail(
            csv, which, HM_ERR_DATA, "%s %g of %.*s; expected: %s%s", name,
            value, (int)code->size, code->text, want,
            value < 0.0 ? "; an elasticity of trade in a tariff comes out of a "
                          "regression with a minus sign: give -estimate for "
                          "sigma, -estimate - 1 for theta when values are "
                          "net of duty"
                        : "; leave it empty where the sector is not traded");
    }
    ((double *)(uintptr_t)out->theta)[sector] = theta;
    return HM_OK;
}

hm_status hmi_parameters_row(const hmi_csv *csv, const int32_t *column,
                             int32_t sector, hm_elasticities *out)
{
    HMI_TRY(read_theta(csv, column, sector, out));
    for (size_t p = 0; p < PARAMETERS; p++) {
        int32_t at = column[FIRST + p];
        double value = NAN;
        if (hmi_csv_empty(csv, at)) {
            continue;
        }
        HMI_TRY(hmi_csv_number(csv, at, &value));
        const parameter *rule = &parameters[p];
        bool low = rule->low_open ? value > rule->low : value >= rule->low;
        if (!low || value > rule->high) {
            const hmi_csv_field *code = &csv->fields[column[0]];
            return hmi_csv_fail(csv, at, HM_ERR_DATA,
                                "%s %g of %.*s; expected %s", rule->name, value,
                                (int)code->size, code->text, rule->expected);
        }
        member(out, p)[sector] = value;
    }
    return HM_OK;
}

/* --- elasticities/NAME.csv --- */

/* A set starts as a copy of sectors.csv. */
static hm_status start_set(hmi_build *b, const char *name, bool has_theta,
                           hm_elasticities *set)
{
    HMI_TRY(hmi_parameters_alloc(b, true, set));
    size_t bytes = (size_t)b->J * sizeof(double);
    for (size_t p = 0; p < PARAMETERS; p++) {
        memcpy(member(set, p), member(&b->base, p), bytes);
    }
    if (!has_theta && b->base.theta != NULL) {
        memcpy((double *)(uintptr_t)set->theta, b->base.theta, bytes);
    }
    set->name = hmi_arena_text(&b->folder->arena, name, strlen(name));
    return set->name == NULL ? HM_ERR_MEMORY : HM_OK;
}

/* Sectors that the set does not name keep sectors.csv's theta, if any. */
static hm_status fill_missing(hmi_build *b, const hmi_csv *csv,
                              const int32_t *seen, bool has_theta,
                              hm_elasticities *set)
{
    int32_t missing = 0;
    int32_t first = -1;
    for (int32_t j = 0; j < b->J; j++) {
        if (seen[j] != 0) {
            continue;
        }
        if (has_theta && b->base.theta == NULL) {
            return hmi_fail(b->ctx, HM_ERR_DATA,
                            "%s:1:1: has no row for sector %s, and sectors.csv "
                            "has no theta to fall back on",
                            csv->file, b->sectors.codes[j]);
        }
        if (has_theta) {
            ((double *)(uintptr_t)set->theta)[j] = b->base.theta[j];
        }
        missing++;
        first = first < 0 ? j : first;
    }
    return missing == 0
               ? HM_OK
               : hmi_build_note(b,
                                "%s: %d sectors have no row (%s, ...); they "
                                "keep the values of sectors.csv",
                                csv->file, (int)missing,
                                b->sectors.codes[first]);
}

/* final_substitution of a set: one number for all countries, in any rows. */
static hm_status read_final(hmi_build *b, const hmi_csv *csv,
                            const int32_t *column, double *first,
                            hm_elasticities *set)
{
    int32_t at = column[HMI_WANT_FINAL];
    double value = NAN;
    if (hmi_csv_empty(csv, at)) {
        return HM_OK;
    }
    HMI_TRY(hmi_csv_number(csv, at, &value));
    if (!(value >= 0.0 && value <= 1e4)) {
        return hmi_csv_fail(csv, at, HM_ERR_DATA,
                            "final_substitution %g; expected a number that is "
                            "0 or more",
                            value);
    }
    if (!isnan(*first)) {
        return fabs(value - *first) > 0.0
                   ? hmi_csv_fail(csv, at, HM_ERR_DATA,
                                  "final_substitution %g, and %g above; a set "
                                  "has one for all countries (countries.csv "
                                  "has one for each)",
                                  value, *first)
                   : HM_OK;
    }
    double *all = HMI_KEEP(&b->folder->arena, double, b->N);
    if (all == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t n = 0; n < b->N; n++) {
        all[n] = value;
    }
    *first = value;
    set->final_substitution = all;
    return HM_OK;
}

static hm_status read_set(hmi_build *b, hmi_csv *csv, const int32_t *column,
                          const char *name, hm_elasticities *set)
{
    int32_t which = -1;
    double final = NAN;
    HMI_TRY(hmi_parameters_header(csv, column, &which));
    if (which < 0 && b->base.theta == NULL) {
        return hmi_csv_fail(csv, -1, HM_ERR_DATA,
                            "the header has neither theta nor sigma, and "
                            "sectors.csv has none either");
    }
    HMI_TRY(start_set(b, name, which >= 0, set));
    int32_t *seen = HMI_KEEP(&b->temp, int32_t, b->J);
    if (seen == NULL) {
        return HM_ERR_MEMORY;
    }
    for (;;) {
        bool more = false;
        int32_t j = -1;
        HMI_TRY(hmi_csv_next(csv, &more));
        if (!more) {
            return fill_missing(b, csv, seen, which >= 0, set);
        }
        HMI_TRY(hmi_build_sector(b, csv, column[0], "sector", &j));
        HMI_TRY(hmi_build_once(csv, seen, (size_t)j, "sector"));
        HMI_TRY(hmi_parameters_row(csv, column, j, set));
        HMI_TRY(read_final(b, csv, column, &final, set));
    }
}

/* theta_home is theta where nothing else was said. */
static void finish_set(const hmi_build *b, hm_elasticities *set)
{
    double *home = member(set, 0);
    for (int32_t j = 0; j < b->J; j++) {
        home[j] = isnan(home[j]) ? set->theta[j] : home[j];
    }
}

/* "elasticities/NAME.csv[.gz]" -> "elasticities/NAME", NULL for others. */
static char *set_stem(hmi_build *b, const char *file)
{
    static const char folder[] = "elasticities/";
    size_t length = strlen(file);
    length -= hmi_ends_with(file, ".csv.gz") ? 7
              : hmi_ends_with(file, ".csv")  ? 4
                                             : length;
    if (strncmp(file, folder, sizeof folder - 1) != 0 ||
        length < sizeof folder) {
        return NULL;
    }
    return hmi_arena_text(&b->temp, file, length);
}

static hm_status open_set(hmi_build *b, const char *stem)
{
    int32_t column[HMI_PARAMETER_WANTS];
    hmi_csv csv;
    bool present = false;
    const char *name = hmi_path_leaf(stem);
    hm_elasticities *set = &b->folder->sets[b->folder->n_sets];
    if (!hmi_is_plain_name(name)) {
        return hmi_fail(b->ctx, HM_ERR_DATA,
                        "%s.csv: \"%.64s\" is not a name of an elasticity set; "
                        "expected letters, digits, -, _ and .",
                        stem, name);
    }
    hm_status status =
        hmi_build_open(b, stem, hmi_parameter_wants, HMI_PARAMETER_WANTS,
                       column, &csv, &present);
    if (status == HM_OK && present) {
        status = read_set(b, &csv, column, name, set);
    }
    hmi_csv_clear(&csv);
    if (status == HM_OK) {
        finish_set(b, set);
        b->folder->n_sets++;
    }
    return status;
}

static hm_status choose_default(hmi_build *b)
{
    hm_economy_folder *f = b->folder;
    const char *names[64];
    int32_t count = f->n_sets < 64 ? f->n_sets : 64;
    if (f->default_set[0] == '\0') {
        b->active = &b->base;
        return HM_OK;
    }
    b->active = hm_economy_folder_find_set(f, f->default_set);
    if (b->active != NULL) {
        return HM_OK;
    }
    for (int32_t i = 0; i < count; i++) {
        names[i] = f->sets[i].name;
    }
    int32_t near = hmi_nearest(f->default_set, names, count);
    return hmi_fail(b->ctx, HM_ERR_UNKNOWN,
                    "%s: elasticities \"%.64s\": there is no "
                    "elasticities/%.64s.csv%s%s%s",
                    b->default_place, f->default_set, f->default_set,
                    near < 0 ? "" : " (did you mean \"",
                    near < 0 ? "" : names[near], near < 0 ? "" : "\"?)");
}

/* Sets that say nothing of final demand must not inherit what the default
 * set says: they get what countries.csv has, or 1. */
static hm_status standard_final(hmi_build *b)
{
    if (b->final_substitution != NULL) {
        return HM_OK;
    }
    b->final_substitution = HMI_KEEP(&b->folder->arena, double, b->N);
    if (b->final_substitution == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t n = 0; n < b->N; n++) {
        b->final_substitution[n] = 1.0;
    }
    return HM_OK;
}

hm_status hmi_build_sets(hmi_build *b)
{
    HMI_TRY(standard_final(b));
    b->folder->sets = HMI_KEEP(&b->folder->arena, hm_elasticities, b->n_files);
    if (b->folder->sets == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t i = 0; i < b->n_files; i++) {
        char *stem = set_stem(b, b->files[i].name);
        /* Both NAME.csv and NAME.csv.gz: hmi_build_open refuses. */
        if (stem != NULL) {
            HMI_TRY(open_set(b, stem));
        }
    }
    if (b->base.theta != NULL) {
        finish_set(b, &b->base);
    }
    return choose_default(b);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * import_flow_layout.c - the columns of long tables of others, by the names
 * that their makers and editions give them.
 *
 * Two columns for one field are refused: which one is meant is not guessed.
 */
#include "io/import.h"

#include <string.h>

const char *const hmi_flow_fields[HMI_FLOW_FIELDS] = {
    "exporter", "importer", "sector", "value", "tariff", "use", "year"};

#define EXPORTERS                                                              \
    {                                                                          \
        "exporter", "exporter_iso3", "exp", "exp_id", "origin", "iso_o",       \
            "iso3_o", "orig"                                                   \
    }
#define IMPORTERS                                                              \
    {                                                                          \
        "importer", "importer_iso3", "imp", "imp_id", "destination", "iso_d",  \
            "iso3_d", "dest"                                                   \
    }

static const hmi_flow_layout layouts[] = {
    {.name = "baci",
     .names = {{"i"}, {"j"}, {"k"}, {"v"}, {NULL}, {NULL}, {"t"}},
     .whole = {"t", "i", "j", "k", "v", "q"},
     .unit = 1e-3,
     .products = true},
    {.name = "itpde",
     .names = {{"exporter_iso3"},
               {"importer_iso3"},
               {"industry_id"},
               {"trade"},
               {NULL},
               {NULL},
               {"year"}},
     .unit = 1.0},
    {.name = "gravity",
     .names = {EXPORTERS,
               IMPORTERS,
               {NULL},
               {"trade", "flow", "value", "imports", "tradeflow"},
               {NULL},
               {NULL},
               {"year"}},
     .unit = 1.0,
     .one = "goods"},
    {.name = "kite",
     .names = {{"origin"},
               {"destination"},
               {"sector"},
               {"value", "trade"},
               {"tariff", "tariff_power"},
               {NULL},
               {"year"}},
     .unit = 1.0,
     .power = true},
    {.name = "iotr",
     .names = {{"origin"},
               {"destination"},
               {"sector"},
               {"flow"},
               {NULL},
               {"use"},
               {"year"}},
     .unit = 1.0},
    {.name = "cp2015",
     .names = {{"exporter"},
               {"importer"},
               {"sector"},
               {"value"},
               {"tariff_bln"},
               {NULL},
               {NULL}},
     .unit = 0.0},
};
enum { LAYOUTS = sizeof layouts / sizeof layouts[0] };

/* --- header --------------------------------------------------------------------- */

static bool field_is(const hmi_csv_field *field, const char *name)
{
    return strlen(name) == field->size &&
           memcmp(field->text, name, field->size) == 0;
}

static int32_t column_of(const hmi_csv *csv, const char *name)
{
    for (int32_t f = 0; f < csv->n_fields; f++) {
        if (field_is(&csv->fields[f], name)) {
            return f;
        }
    }
    return -1;
}

/* The nearest header to a name that is not there, "" when none is near. */
static hm_status no_column(hmi_arena *arena, const hmi_csv *csv,
                           const hmi_flow_layout *layout, const char *name)
{
    const char *header[HMI_MAX_COLUMNS] = {NULL};
    for (int32_t c = 0; c < csv->n_fields; c++) {
        header[c] = hmi_csv_text(csv, c, arena);
        if (header[c] == NULL) {
            return HM_ERR_MEMORY;
        }
    }
    bool word = strlen(name) > 2; /* the nearest of a letter is any */
    int32_t near = word ? hmi_nearest(name, header, csv->n_fields) : -1;
    return hmi_csv_fail(csv, -1, HM_ERR_DATA,
                        "the header has no column \"%s\"%s%s%s; layout %s "
                        "needs it",
                        name, near < 0 ? "" : "; is it \"",
                        near < 0 ? "" : header[near], near < 0 ? "" : "\"",
                        layout->name);
}

static hm_status find_field(hmi_arena *arena, const hmi_csv *csv,
                            const hmi_flow_layout *layout, int32_t field,
                            int32_t *column)
{
    const char *const *names = layout->names[field];
    column[field] = -1;
    for (int32_t a = 0; a < HMI_FLOW_NAMES && names[a] != NULL; a++) {
        int32_t found = column_of(csv, names[a]);
        if (found >= 0 && column[field] >= 0) {
            return hmi_csv_fail(csv, found, HM_ERR_DATA,
                                "columns %d and %d are both the %s; expected "
                                "one",
                                column[field] + 1, found + 1,
                                hmi_flow_fields[field]);
        }
        column[field] = found >= 0 ? found : column[field];
    }
    bool needed =
        names[0] != NULL && field != HMI_FLOW_TARIFF && field != HMI_FLOW_YEAR;
    return needed && column[field] < 0 ? no_column(arena, csv, layout, names[0])
                                       : HM_OK;
}

hm_status hmi_flow_columns(hmi_arena *arena, const hmi_csv *csv,
                           const hmi_flow_layout *layout,
                           int32_t column[HMI_FLOW_FIELDS])
{
    for (int32_t w = 0; w < HMI_FLOW_WHOLE && layout->whole[w] != NULL; w++) {
        if (column_of(csv, layout->whole[w]) < 0) {
            return no_column(arena, csv, layout, layout->whole[w]);
        }
    }
    for (int32_t field = 0; field < HMI_FLOW_FIELDS; field++) {
        HMI_TRY(find_field(arena, csv, layout, field, column));
    }
    return HM_OK;
}

const hmi_flow_layout *hmi_flow_layout_find(hm_context *ctx, const char *name)
{
    const char *names[LAYOUTS];
    for (int32_t l = 0; l < LAYOUTS; l++) {
        names[l] = layouts[l].name;
        if (strcmp(names[l], name) == 0) {
            return &layouts[l];
        }
    }
    int32_t near = hmi_nearest(name, names, LAYOUTS);
    (void)hmi_fail(ctx, HM_ERR_UNKNOWN,
                   "layout \"%s\" is not known%s%s%s; there are baci, itpde, "
                   "gravity, kite, iotr and cp2015",
                   name, near < 0 ? "" : "; did you mean \"",
                   near < 0 ? "" : names[near], near < 0 ? "" : "\"?");
    return NULL;
}

hm_status hmi_flow_country(hmi_arena *arena, const char *file, const char *text,
                           const char **out)
{
    char code[16];
    bool short_enough = hmi_country_code(text, strlen(text), code);
    for (char *c = code; short_enough && *c != '\0'; c++) {
        bool good = (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9');
        *c = (char)(good ? *c : '_');
    }
    if (!short_enough || !hmi_is_country_code(code)) {
        return hmi_fail(arena->ctx, HM_ERR_DATA,
                        "%s: country \"%s\" makes no code; expected a letter "
                        "first and 12 characters at most; name it in a map "
                        "(--countries)",
                        file, text);
    }
    *out = hmi_arena_text(arena, code, strlen(code));
    return *out == NULL ? HM_ERR_MEMORY : HM_OK;
}

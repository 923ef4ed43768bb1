// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * import_labels.c - the labels of world input-output tables, by edition.
 *
 * OECD ICIO wrote TOTAL, VALU and CCC_TAXSUB until the edition of 2021, OUT,
 * VA and TLS since; the edition of 2016 wrote HFCE_CCC. Industries of China
 * and Mexico stand under CN1, CN2, MX1, MX2 in the extended tables. Eurostat
 * FIGARO has two letters a country and FIGW1 for the rest of the world. WIOD
 * numbers industries (c1 or AUS1) and names them in its rows.
 */
#include "io/import.h"

#include <string.h>

static const char *const icio_final[] = {
    "HFCE", "NPISH", "NPS", "GGFC", "GFCF",   "INVNT",    "INV",
    "DIRP", "DPABR", "P33", "FD",   "NONRES", "CONS_ABR", NULL};
static const char *const icio_outputs[] = {"TOTAL", "OUT", "OUTPUT", NULL};
static const char *const icio_gaps[] = {"DISC", NULL};
static const char *const icio_accounts[] = {"VA",      "VALU",   "TLS",
                                            "*TAXSUB", "TAXSUB", NULL};
static const char *const figaro_final[] = {"P3_S13", "P3_S14", "P3_S15",
                                           "P51G",   "P5M",    NULL};
static const char *const figaro_accounts[] = {
    "W2_D21X31", "W2_OP_RES", "W2_OP_NRES", "W2_D1",
    "W2_D29X39", "W2_B2A3G",  NULL};
static const char *const wiod2013_final[] = {"37", "38", "39",
                                             "41", "42", NULL};
static const char *const wiod2016_final[] = {"57", "58", "59",
                                             "60", "61", NULL};
static const char *const wiod2013_outputs[] = {"TOT", "TOT_69", "TOT_43", NULL};
static const char *const wiod2016_outputs[] = {"TOT", "TOT_73", "TOT_62", NULL};
static const char *const wiod_accounts[] = {"TOT_*", NULL};
static const char *const none[] = {NULL};

static const hmi_wide_layout layouts[] = {
    {"icio",
     {""},
     true,
     false,
     icio_final,
     {"INVNT", "INV", NULL},
     icio_outputs,
     icio_gaps,
     icio_accounts,
     "million USD",
     false},
    {"figaro",
     {"rowLabels"},
     true,
     false,
     figaro_final,
     {"P5M", NULL},
     none,
     none,
     figaro_accounts,
     "million EUR",
     true},
    {"wiod2016",
     {"IndustryCode", "IndustryDescription", "Country", "RNr", "Year"},
     false,
     false,
     wiod2016_final,
     {"61", NULL},
     wiod2016_outputs,
     none,
     wiod_accounts,
     "million USD",
     false},
    {"wiod2016-sheet",
     {NULL},
     false,
     true,
     wiod2016_final,
     {"61", NULL},
     wiod2016_outputs,
     none,
     wiod_accounts,
     "million USD",
     false},
    {"wiod2013-sheet",
     {NULL},
     false,
     true,
     wiod2013_final,
     {"42", NULL},
     wiod2013_outputs,
     none,
     wiod_accounts,
     "million USD",
     false},
};
enum { LAYOUTS = sizeof layouts / sizeof layouts[0] };

/* The countries of FIGARO, and two letters that Eurostat writes otherwise. */
static const char *const alpha2[][2] = {
    {"AR", "ARG"}, {"AT", "AUT"}, {"AU", "AUS"},   {"BE", "BEL"}, {"BG", "BGR"},
    {"BR", "BRA"}, {"CA", "CAN"}, {"CH", "CHE"},   {"CN", "CHN"}, {"CY", "CYP"},
    {"CZ", "CZE"}, {"DE", "DEU"}, {"DK", "DNK"},   {"EE", "EST"}, {"EL", "GRC"},
    {"ES", "ESP"}, {"FI", "FIN"}, {"FR", "FRA"},   {"GB", "GBR"}, {"GR", "GRC"},
    {"HR", "HRV"}, {"HU", "HUN"}, {"ID", "IDN"},   {"IE", "IRL"}, {"IN", "IND"},
    {"IT", "ITA"}, {"JP", "JPN"}, {"KR", "KOR"},   {"LT", "LTU"}, {"LU", "LUX"},
    {"LV", "LVA"}, {"MT", "MLT"}, {"MX", "MEX"},   {"NL", "NLD"}, {"NO", "NOR"},
    {"PL", "POL"}, {"PT", "PRT"}, {"RO", "ROU"},   {"RU", "RUS"}, {"SA", "SAU"},
    {"SE", "SWE"}, {"SI", "SVN"}, {"SK", "SVK"},   {"TR", "TUR"}, {"UK", "GBR"},
    {"US", "USA"}, {"ZA", "ZAF"}, {"FIGW1", "ROW"}};

const hmi_wide_layout *hmi_wide_layout_find(hm_context *ctx, const char *name)
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
                   "layout \"%s\" is not known%s%s%s; there are icio, figaro, "
                   "wiod2016, wiod2016-sheet and wiod2013-sheet",
                   name, near < 0 ? "" : "; did you mean \"",
                   near < 0 ? "" : names[near], near < 0 ? "" : "\"?");
    return NULL;
}

/* --- countries ----------------------------------------------------------------- */

static bool is_part(const char *code, const char *letters)
{
    return strlen(code) == 3 && strncmp(code, letters, 2) == 0 &&
           code[2] >= '1' && code[2] <= '9';
}

/* The alpha-3 code of a country of the table, NULL when it is none. */
static hm_status read_country(hmi_arena *arena, const hmi_wide_layout *layout,
                              const char *text, const char **out)
{
    char code[16];
    *out = NULL;
    if (!hmi_country_code(text, strlen(text), code)) {
        return HM_OK;
    }
    if (layout->two_letters) {
        for (size_t i = 0; i < sizeof alpha2 / sizeof alpha2[0]; i++) {
            if (strcmp(alpha2[i][0], code) == 0) {
                *out = alpha2[i][1];
            }
        }
        return HM_OK;
    }
    if (is_part(code, "CN") || is_part(code, "MX")) {
        *out = code[0] == 'C' ? "CHN" : "MEX";
        return HM_OK;
    }
    if (strlen(code) != 3 || !hmi_is_country_code(code)) {
        return HM_OK;
    }
    *out = hmi_arena_text(arena, code, 3);
    return *out == NULL ? HM_ERR_MEMORY : HM_OK;
}

/* --- kinds ---------------------------------------------------------------------- */

/* "*X": ends with X; "X*": begins with X; otherwise the same. */
static bool matches(const char *text, const char *const *patterns)
{
    for (int32_t p = 0; patterns[p] != NULL; p++) {
        const char *pattern = patterns[p];
        size_t length = strlen(pattern);
        bool found = pattern[0] == '*' ? hmi_ends_with(text, pattern + 1)
                     : pattern[length - 1] == '*'
                         ? strncmp(text, pattern, length - 1) == 0
                         : strcmp(text, pattern) == 0;
        if (found) {
            return true;
        }
    }
    return false;
}

static hmi_label_kind kind_of(const hmi_wide_layout *layout,
                              const hmi_label *label)
{
    if (matches(label->text, layout->outputs)) {
        return HMI_LABEL_OUTPUT;
    }
    if (matches(label->text, layout->gaps)) {
        return HMI_LABEL_GAP;
    }
    if (matches(label->text, layout->accounts)) {
        return HMI_LABEL_ACCOUNT;
    }
    if (label->country == NULL || label->item[0] == '\0') {
        return HMI_LABEL_UNKNOWN;
    }
    return matches(label->item, layout->final) ? HMI_LABEL_FINAL
                                               : HMI_LABEL_CELL;
}

static hm_status read_label(hmi_arena *arena, const hmi_wide_layout *layout,
                            const char *country, const char *item,
                            hmi_label *out)
{
    char code[16]; /* RoW and ROW, ROM and ROU are one */
    *out = (hmi_label){.n = -1, .j = -1};
    bool bare = item[0] == '\0';
    bool coded = !bare && hmi_country_code(country, strlen(country), code);
    out->text =
        bare ? country
             : hmi_arena_format(arena, "%s_%s", coded ? code : country, item);
    out->item = item;
    if (out->text == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_TRY(read_country(arena, layout, country, &out->country));
    out->kind = kind_of(layout, out);
    const char *const *final = layout->final;
    if (out->kind != HMI_LABEL_UNKNOWN && out->kind != HMI_LABEL_CELL) {
        return HM_OK;
    }
    if (layout->joined && !layout->two_letters && matches(country, final)) {
        /* the edition of 2016: HFCE_AUS */
        HMI_TRY(read_country(arena, layout, item, &out->country));
        out->item = country;
        out->kind = out->country == NULL ? HMI_LABEL_UNKNOWN : HMI_LABEL_FINAL;
    }
    return HM_OK;
}

hm_status hmi_label_read(hmi_arena *arena, const hmi_wide_layout *layout,
                         const char *country, const char *item, hmi_label *out)
{
    HMI_TRY(read_label(arena, layout, country, item, out));
    out->stocks =
        out->kind == HMI_LABEL_FINAL && matches(out->item, layout->stocks);
    return HM_OK;
}

hm_status hmi_label_sector(hmi_arena *arena, const char *item, const char **out)
{
    bool digit = item[0] >= '0' && item[0] <= '9';
    char *code = hmi_arena_format(arena, "%s%s", digit ? "d" : "", item);
    *out = code;
    if (code == NULL) {
        return HM_ERR_MEMORY;
    }
    for (char *c = code; *c != '\0'; c++) {
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
        bool good = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') ||
                    *c == '-' || *c == '_';
        *c = (char)(good ? *c : '_');
    }
    return hmi_is_sector_code(code)
               ? HM_OK
               : hmi_fail(arena->ctx, HM_ERR_DATA,
                          "industry \"%s\" makes no sector code; expected a "
                          "letter or a digit first and 32 characters at most; "
                          "name one in a map (--industries)",
                          item);
}

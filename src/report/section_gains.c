// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * section_gains.c - who gains and who loses: the world as tiles for the
 * strongest step of pressure and for the strongest threat, and every scenario
 * as a table.
 */
#include "report/charts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- which scenario ----------------------------------------------------- */

/* Scenario of the last row of the brief with this line and item. */
static const char *last_of(const hmi_book *book, double line, const char *item)
{
    const hm_table *t = hmi_book_table(book, "brief");
    const char *last = "";
    for (int32_t r = 0; r < hmi_rows(t); r++) {
        if (hmi_value(t, r, "line") == line &&
            hmi_cell_is(t, r, "item", item)) {
            last = hmi_cell(t, r, "scenario");
        }
    }
    return last;
}

static const char *pressure_of(const hmi_book *book)
{
    const char *found = last_of(book, 2.0, "domestic_income_pct");
    const hm_table *t = hmi_book_table(book, "country");
    /* without a bargaining question: the first scenario */
    return found[0] == '\0' && hmi_rows(t) > 0 ? hmi_cell(t, 0, "scenario")
                                               : found;
}

static const char *threat_of(const hmi_book *book)
{
    return last_of(book, 3.0, "threat_musd");
}

/* Change of what each country earns itself, or of its real income. */
static hm_status world_data(const hmi_book *book, const char *scenario,
                            bool domestic, hm_table **out)
{
    const hm_table *t = hmi_book_table(book, "country");
    const char *pct = domestic ? "real_domestic_income_pct" : "real_income_pct";
    const char *musd =
        domestic ? "real_domestic_income_musd" : "real_income_musd";
    hm_table *table = NULL;
    hm_status status = HM_OK;
    if (hmi_rows(t) == 0 || scenario[0] == '\0') {
        return HM_OK;
    }
    HMI_TRY(hmi_data_create(
        book, "gains",
        "country$ change_pct change_musd exports_pct imports_pct scenario$",
        &table));
    for (int32_t r = 0; r < hmi_rows(t) && status == HM_OK; r++) {
        if (hmi_cell_is(t, r, "scenario", scenario)) {
            status = hmi_data_add(table, hmi_cell(t, r, "country"),
                                  hmi_value(t, r, pct), hmi_value(t, r, musd),
                                  hmi_value(t, r, "exports_pct"),
                                  hmi_value(t, r, "imports_pct"), scenario);
        }
    }
    *out = table;
    return status;
}

static hm_status pressure_data(const hmi_book *book, hm_table **out)
{
    return world_data(book, pressure_of(book), true, out);
}

static hm_status threat_data(const hmi_book *book, hm_table **out)
{
    return world_data(book, threat_of(book), false, out);
}

/* --- tiles -------------------------------------------------------------- */

typedef struct tile {
    char code[4];
    int8_t column, row;
} tile;

/* The world in squares: neighbours stay neighbours as far as they can. */
static const tile tiles[] = {
    {"ISL", 3, 0},  {"NOR", 6, 0},  {"SWE", 7, 0},  {"FIN", 8, 0},
    {"CAN", 1, 1},  {"IRL", 4, 1},  {"GBR", 5, 1},  {"DNK", 7, 1},
    {"EST", 8, 1},  {"LVA", 9, 1},  {"RUS", 11, 1}, {"KAZ", 12, 1},
    {"USA", 1, 2},  {"BEL", 5, 2},  {"NLD", 6, 2},  {"DEU", 7, 2},
    {"POL", 8, 2},  {"LTU", 9, 2},  {"MNG", 11, 2}, {"PRK", 12, 2},
    {"MEX", 1, 3},  {"FRA", 5, 3},  {"LUX", 6, 3},  {"CZE", 7, 3},
    {"SVK", 8, 3},  {"UKR", 9, 3},  {"CHN", 11, 3}, {"KOR", 12, 3},
    {"JPN", 13, 3}, {"PRT", 4, 4},  {"ESP", 5, 4},  {"CHE", 6, 4},
    {"AUT", 7, 4},  {"HUN", 8, 4},  {"ROU", 9, 4},  {"TUR", 10, 4},
    {"IND", 11, 4}, {"HKG", 12, 4}, {"TWN", 13, 4}, {"COL", 1, 4},
    {"BRA", 2, 5},  {"ITA", 6, 5},  {"SVN", 7, 5},  {"HRV", 8, 5},
    {"BGR", 9, 5},  {"ISR", 10, 5}, {"THA", 11, 5}, {"VNM", 12, 5},
    {"PHL", 13, 5}, {"CHL", 1, 6},  {"ARG", 2, 6},  {"MLT", 6, 6},
    {"GRC", 8, 6},  {"CYP", 9, 6},  {"SAU", 10, 6}, {"MYS", 11, 6},
    {"SGP", 12, 6}, {"IDN", 13, 6}, {"ZAF", 8, 7},  {"AUS", 13, 7},
    {"NZL", 14, 7}, {"ROW", 4, 7},
};
enum { TILES = sizeof tiles / sizeof *tiles, TILE_COLUMNS = 15, TILE = 49 };

static int32_t tile_of(const char *code)
{
    for (int32_t i = 0; i < TILES; i++) {
        if (strcmp(tiles[i].code, code) == 0) {
            return i;
        }
    }
    return -1;
}

/* Class and strength of a change in per cent: powers of ten. */
static const char *shade_of(double pct, bool *strong)
{
    static const double steps[] = {0.001, 0.01, 0.1, 1.0};
    int32_t strength = 0;
    while (strength < 4 && fabs(pct) >= steps[strength]) {
        strength++;
    }
    *strong = strength >= 3;
    return hmi_diverging(pct < 0.0 ? -strength : strength, 4.0);
}

static void draw_tile(const hmi_book *book, const hm_table *data, int32_t r,
                      double x, double y, hmi_text *svg)
{
    char tip[300];
    char name[200];
    bool strong = false;
    const char *code = hmi_cell(data, r, "country");
    double pct = hmi_value(data, r, "change_pct");
    double musd = hmi_value(data, r, "change_musd");
    const char *shade = shade_of(pct, &strong);
    hmi_text number;
    hmi_text_init(&number, svg->ctx);
    hmi_shorten(hmi_book_name(book, code), 60, name, sizeof name);
    (void)snprintf(tip, sizeof tip, "%s: %+.3g %%, %s$%.4g million a year",
                   name, pct, musd < 0.0 ? "-" : "+", fabs(musd));
    hmi_svg_rect(svg, x, y, TILE - 3, TILE - 3, shade, tip);
    hmi_svg_text(svg, x + 23.0, y + 20.0, "middle",
                 strong ? "strong big" : "big", code);
    hmi_html_number(&number, fabs(pct) < 5e-4 ? 0.0 : pct, 1);
    hmi_svg_text(svg, x + 23.0, y + 36.0, "middle",
                 strong ? "strong small" : "small",
                 number.data == NULL ? "" : number.data);
    hmi_text_end(&number, svg);
}

static void tile_legend(double y, hmi_text *svg)
{
    static const char *const classes[] = {"d0", "d1", "d2", "d3", "d4",
                                          "d5", "d6", "d7", "d8"};
    static const char *const words[] = {"-1",    "-0.1", "-0.01", "-0.001",
                                        "0.001", "0.01", "0.1",   "1"};
    for (int32_t i = 0; i < 9; i++) {
        hmi_svg_rect(svg, 8.0 + 52.0 * i, y, 52.0, 14.0, classes[i], NULL);
    }
    for (int32_t i = 0; i < 8; i++) {
        hmi_svg_text(svg, 60.0 + 52.0 * i, y + 28.0, "middle", "tick",
                     words[i]);
    }
    hmi_svg_text(svg, 490.0, y + 12.0, "start", "small muted", "change, %");
}

static void world_draw(const hmi_book *book, const hm_table *data,
                       hmi_text *svg)
{
    int32_t rows = hm_table_rows(data);
    int32_t extra = 0;
    double below = 8.0 * TILE + 34.0;
    for (int32_t r = 0; r < rows; r++) {
        extra += tile_of(hmi_cell(data, r, "country")) < 0;
    }
    int32_t lines = (extra + TILE_COLUMNS - 1) / TILE_COLUMNS;
    double legend = below + TILE * lines + (lines > 0 ? 8.0 : 0.0);
    char title[160];
    const char *scenario = rows > 0 ? hmi_cell(data, 0, "scenario") : "";
    hmi_shorten(hmi_book_name(book, scenario), 90, title, sizeof title);
    hmi_svg_open(svg, TILE_COLUMNS * TILE + 12.0, legend + 34.0, title);
    hmi_svg_text(svg, 8.0, 16.0, "start", "big", title);
    extra = 0;
    for (int32_t r = 0; r < rows; r++) {
        int32_t t = tile_of(hmi_cell(data, r, "country"));
        int32_t column = t >= 0 ? tiles[t].column : extra % TILE_COLUMNS;
        int32_t line = extra / TILE_COLUMNS;
        double y = t >= 0 ? 28.0 + TILE * tiles[t].row : below + TILE * line;
        extra += t < 0;
        draw_tile(book, data, r, 8.0 + TILE * column, y, svg);
    }
    tile_legend(legend, svg);
    hmi_svg_close(svg);
}

/* --- every scenario ----------------------------------------------------- */

static bool is_role(const hmi_book *book, const char *country)
{
    return book->target[0] == '\0' || strcmp(country, book->target) == 0 ||
           strcmp(country, book->broker) == 0 ||
           strcmp(country, book->sender) == 0;
}

static hm_status every_data(const hmi_book *book, hm_table **out)
{
    const hm_table *t = hmi_book_table(book, "range");
    hm_table *table = NULL;
    hm_status status = HM_OK;
    if (hmi_rows(t) == 0) {
        return HM_OK;
    }
    HMI_TRY(hmi_data_create(
        book, "scenarios",
        "scenario$ description$ country$ real_income_pct low high", &table));
    for (int32_t r = 0; r < hmi_rows(t) && status == HM_OK; r++) {
        const char *scenario = hmi_cell(t, r, "scenario");
        if (hmi_cell_is(t, r, "measure", "real_income_pct") &&
            is_role(book, hmi_cell(t, r, "country"))) {
            status = hmi_data_add(
                table, scenario, hmi_book_name(book, scenario),
                hmi_cell(t, r, "country"), hmi_value(t, r, "value"),
                hmi_value(t, r, "low"), hmi_value(t, r, "high"));
        }
    }
    *out = table;
    return status;
}

static const hmi_figure figures[] = {
    {"gains-pressure", "Who gains and who loses from the strongest step",
     "Change of what each country earns itself, without what it borrows or is "
     "given (T19b), first elasticity set (country.csv). Places on the grid are "
     "rough; the table is exact.",
     pressure_data, world_draw, HMI_SOLVED},
    {"gains-threat", "Who gains and who loses from the strongest threat",
     "Real income (T19), first elasticity set (country.csv).", threat_data,
     world_draw, HMI_SOLVED},
    {"scenarios", "Every scenario, for the parties",
     "Real income (T19), lowest and highest over elasticity sets and years of "
     "data (range.csv).",
     every_data, NULL, HMI_SOLVED},
};

const hmi_section hmi_section_gains = {"gains", "Who gains and who loses", NULL,
                                       figures, 3};

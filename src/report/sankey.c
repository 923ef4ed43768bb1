// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * sankey.c - the target's trade as ribbons: industries that sell on the left,
 * partners in the middle, industries bought from on the right. Heights are
 * values; what does not fit among the heaviest is "others".
 */
#include "report/sankey.h"

#include "report/charts.h"

#include <math.h>
#include <string.h>

enum { PARTNERS = 6, SECTORS = 9, NODES = SECTORS + 1 };

/* --- data --------------------------------------------------------------- */

/* Value of a row when it is a flow of the target in this direction, else 0. */
static double flow_value(const hmi_book *book, const hm_table *t, int32_t r,
                         bool sells)
{
    const char *own = sells ? "exporter" : "importer";
    const char *other = sells ? "importer" : "exporter";
    if (!hmi_cell_is(t, r, own, book->target) ||
        hmi_cell_is(t, r, other, book->target)) {
        return 0.0;
    }
    double value = hmi_value(t, r, "value_base");
    return isfinite(value) ? value : 0.0;
}

/* bilateral.csv repeats the base under every scenario: rows of the first. */
static int32_t first_block(const hm_table *t)
{
    int32_t rows = hmi_rows(t);
    const char *scenario = rows > 0 ? hmi_cell(t, 0, "scenario") : "";
    int32_t r = 0;
    while (r < rows && hmi_cell_is(t, r, "scenario", scenario)) {
        r++;
    }
    return r;
}

hm_status hmi_flows_data(const hmi_book *book, hm_table **out)
{
    const hm_table *t = hmi_book_table(book, "bilateral");
    int32_t rows = first_block(t);
    hm_table *data = NULL;
    hm_status status = HM_OK;
    if (rows == 0 || book->target[0] == '\0') {
        return HM_OK;
    }
    HMI_TRY(hmi_data_create(book, "flows",
                            "direction$ partner$ sector$ value_musd", &data));
    for (int32_t k = 0; k < 2 * rows && status == HM_OK; k++) {
        bool sells = k < rows;
        int32_t r = k % rows;
        double value = flow_value(book, t, r, sells);
        if (value >= 0.05) {
            status =
                hmi_data_add(data, sells ? "sells" : "buys",
                             hmi_cell(t, r, sells ? "importer" : "exporter"),
                             hmi_cell(t, r, "sector"), value);
        }
    }
    *out = data;
    return status;
}

/* --- nodes -------------------------------------------------------------- */

typedef struct stack {
    const char *names[NODES];
    double at[NODES];             /* where the node begins */
    double height[NODES];         /* in pixels */
    double in[NODES], out[NODES]; /* where its next ribbon begins */
    int32_t count;
} stack;

typedef struct sankey {
    const hmi_book *book;
    stack sold, partners, bought;
    double sells[NODES][NODES]; /* industry sold, partner */
    double buys[NODES][NODES];  /* partner, industry bought */
    double scale;               /* pixels a million dollars */
} sankey;

static bool in_direction(const hm_table *data, int32_t r, const char *direction)
{
    return direction == NULL || hmi_cell_is(data, r, "direction", direction);
}

static double sum_of(const hm_table *data, const char *direction,
                     const char *column, const char *name)
{
    double sum = 0.0;
    for (int32_t r = 0; r < hm_table_rows(data); r++) {
        if (in_direction(data, r, direction) &&
            hmi_cell_is(data, r, column, name)) {
            sum += hmi_value(data, r, "value_musd");
        }
    }
    return sum;
}

/* Index of a name, that of the last node ("others") when it has none. */
static int32_t node_of(const stack *s, const char *name)
{
    for (int32_t i = 0; i < s->count; i++) {
        if (strcmp(s->names[i], name) == 0) {
            return i;
        }
    }
    return s->count - 1;
}

static bool taken(const stack *s, const char *name)
{
    for (int32_t i = 0; i < s->count; i++) {
        if (strcmp(s->names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* The `most` heaviest names of a column, then "others". */
static void choose(const hm_table *data, const char *direction,
                   const char *column, int32_t most, stack *s)
{
    while (s->count < most) {
        const char *best = NULL;
        double largest = 0.0;
        for (int32_t r = 0; r < hm_table_rows(data); r++) {
            const char *name = hmi_cell(data, r, column);
            if (!in_direction(data, r, direction) || taken(s, name)) {
                continue;
            }
            double sum = sum_of(data, direction, column, name);
            if (sum > largest) {
                largest = sum;
                best = name;
            }
        }
        if (best == NULL) {
            break;
        }
        s->names[s->count++] = best;
    }
    s->names[s->count++] = "others";
}

static void fill(const hm_table *data, sankey *k)
{
    choose(data, "sells", "sector", SECTORS, &k->sold);
    choose(data, "buys", "sector", SECTORS, &k->bought);
    choose(data, NULL, "partner", PARTNERS, &k->partners);
    for (int32_t r = 0; r < hm_table_rows(data); r++) {
        int32_t p = node_of(&k->partners, hmi_cell(data, r, "partner"));
        double value = hmi_value(data, r, "value_musd");
        const char *sector = hmi_cell(data, r, "sector");
        if (hmi_cell_is(data, r, "direction", "sells")) {
            k->sells[node_of(&k->sold, sector)][p] += value;
        } else {
            k->buys[p][node_of(&k->bought, sector)] += value;
        }
    }
}

/* --- layout ------------------------------------------------------------- */

static double row_sum(double matrix[NODES][NODES], int32_t i)
{
    double sum = 0.0;
    for (int32_t k = 0; k < NODES; k++) {
        sum += matrix[i][k];
    }
    return sum;
}

static double column_sum(double matrix[NODES][NODES], int32_t i)
{
    double sum = 0.0;
    for (int32_t k = 0; k < NODES; k++) {
        sum += matrix[k][i];
    }
    return sum;
}

/* Nodes from the top, a label's height apart; returns the bottom. */
static double place(stack *s, double top)
{
    for (int32_t i = 0; i < s->count; i++) {
        s->at[i] = s->in[i] = s->out[i] = top;
        if (s->height[i] > 0.0) {
            top += fmax(s->height[i], 13.0) + 7.0;
        }
    }
    return top;
}

static double layout(sankey *k)
{
    double sells = 0.0;
    double buys = 0.0;
    for (int32_t i = 0; i < NODES; i++) {
        sells += row_sum(k->sells, i);
        buys += row_sum(k->buys, i);
    }
    k->scale = 330.0 / fmax(fmax(sells, buys), 1e-9);
    for (int32_t i = 0; i < NODES; i++) {
        k->sold.height[i] = k->scale * row_sum(k->sells, i);
        k->bought.height[i] = k->scale * column_sum(k->buys, i);
        k->partners.height[i] =
            k->scale * fmax(column_sum(k->sells, i), row_sum(k->buys, i));
    }
    double bottom = place(&k->sold, 40.0);
    bottom = fmax(bottom, place(&k->bought, 40.0));
    return fmax(bottom, place(&k->partners, 40.0));
}

/* --- drawing ------------------------------------------------------------ */

static const char *name_of(const sankey *k, const char *code)
{
    return strcmp(code, "others") == 0 ? "others"
                                       : hmi_book_name(k->book, code);
}

typedef struct ribbon {
    double x0, x1;
    stack *from, *to;
    const char *style, *verb;
} ribbon;

static void draw_ribbon(const sankey *k, const ribbon *side, int32_t i,
                        int32_t p, double value, hmi_text *svg)
{
    hmi_text tip;
    double height = k->scale * value;
    if (!(value > 0.0)) {
        return;
    }
    hmi_text_init(&tip, svg->ctx);
    hmi_text_addf(&tip, "%s %s %s: $%.1f million",
                  name_of(k, side->from->names[i]), side->verb,
                  name_of(k, side->to->names[p]), value);
    hmi_svg_ribbon(svg, side->x0, side->from->out[i], side->x1, side->to->in[p],
                   height, side->style, tip.data == NULL ? "" : tip.data);
    side->from->out[i] += height;
    side->to->in[p] += height;
    hmi_text_end(&tip, svg);
}

static void draw_nodes(const sankey *k, const stack *s, double x, double label,
                       const char *anchor, hmi_text *svg)
{
    for (int32_t i = 0; i < s->count; i++) {
        if (s->height[i] > 0.0) {
            double middle = s->at[i] + 0.5 * s->height[i] + 4.0;
            hmi_svg_rect(svg, x, s->at[i], 10.0, fmax(s->height[i], 1.0), "c6",
                         NULL);
            char name[128];
            hmi_shorten(name_of(k, s->names[i]), 27, name, sizeof name);
            hmi_svg_textf(svg, label, middle, anchor, "small", "%s  %.0f", name,
                          s->height[i] / k->scale);
        }
    }
}

void hmi_flows_draw(const hmi_book *book, const hm_table *data, hmi_text *svg)
{
    sankey k;
    memset(&k, 0, sizeof k);
    k.book = book;
    fill(data, &k);
    double bottom = layout(&k); /* below the last label */
    ribbon sells = {220.0, 435.0, &k.sold, &k.partners, "ribbon1", "to"};
    ribbon buys = {445.0, 660.0, &k.partners, &k.bought, "ribbon2", "sells"};
    hmi_svg_open(svg, 880.0, bottom + 10.0, "Flows of the target's trade");
    hmi_svg_text(svg, 220.0, 18.0, "end", "big", "sells");
    hmi_svg_text(svg, 440.0, 18.0, "middle", "big", "to and from");
    hmi_svg_text(svg, 660.0, 18.0, "start", "big", "buys");
    for (int32_t i = 0; i < k.sold.count; i++) {
        for (int32_t p = 0; p < k.partners.count; p++) {
            draw_ribbon(&k, &sells, i, p, k.sells[i][p], svg);
        }
    }
    for (int32_t p = 0; p < k.partners.count; p++) {
        for (int32_t j = 0; j < k.bought.count; j++) {
            draw_ribbon(&k, &buys, p, j, k.buys[p][j], svg);
        }
    }
    draw_nodes(&k, &k.sold, 210.0, 203.0, "end", svg);
    draw_nodes(&k, &k.partners, 435.0, 452.0, "start", svg);
    draw_nodes(&k, &k.bought, 660.0, 677.0, "start", svg);
    hmi_svg_close(svg);
}

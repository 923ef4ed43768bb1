// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * section_dependence.c - who the target trades with: bars by partner, and the
 * flows of its trade (sankey.c).
 */
#include "report/page.h"
#include "report/sankey.h"
#include "report/svg.h"

#include <math.h>

enum { BARS = 12 };

/* --- bars --------------------------------------------------------------- */

/* The heaviest row of the target lighter than (limit, after); -1 past it. */
static int32_t next_partner(const hmi_book *book, const hm_table *t,
                            double limit, int32_t after)
{
    int32_t best = -1;
    for (int32_t r = 0; r < hmi_rows(t); r++) {
        double share = hmi_value(t, r, "trade_share");
        bool below = share < limit || (share == limit && r > after);
        if (below && hmi_cell_is(t, r, "country", book->target) &&
            (best < 0 || share > hmi_value(t, best, "trade_share"))) {
            best = r;
        }
    }
    return best;
}

static hm_status partners_data(const hmi_book *book, hm_table **out)
{
    const hm_table *t = hmi_book_table(book, "dependence");
    hm_table *data = NULL;
    if (hmi_rows(t) == 0 || book->target[0] == '\0') {
        return HM_OK;
    }
    HMI_TRY(hmi_data_create(book, "dependence",
                            "partner$ sells_to_musd sells_to_pct "
                            "buys_from_musd buys_from_pct trade_pct",
                            &data));
    double limit = INFINITY;
    int32_t row = -1;
    hm_status status = HM_OK;
    for (int32_t k = 0; k < BARS && status == HM_OK; k++) {
        row = next_partner(book, t, limit, row);
        if (row < 0 || !(hmi_value(t, row, "trade_share") > 0.0)) {
            break;
        }
        limit = hmi_value(t, row, "trade_share");
        status = hmi_data_add(data, hmi_cell(t, row, "partner"),
                              hmi_value(t, row, "exports_musd"),
                              100.0 * hmi_value(t, row, "exports_share"),
                              hmi_value(t, row, "imports_musd"),
                              100.0 * hmi_value(t, row, "imports_share"),
                              100.0 * limit);
    }
    *out = data;
    return status;
}

static void partner_bar(hmi_text *svg, const hmi_axis *axis, double y,
                        double pct, double musd, const char *verb,
                        const char *name, const char *style)
{
    hmi_text tip;
    hmi_text_init(&tip, svg->ctx);
    hmi_text_addf(&tip, "%s %s: %.1f %%, $%.1f million", verb, name, pct, musd);
    hmi_svg_rect(svg, axis->from, y, hmi_axis_at(axis, pct) - axis->from, 11.0,
                 style, tip.data);
    hmi_svg_textf(svg, hmi_axis_at(axis, pct) + 5.0, y + 10.0, "start",
                  "small muted", "%.1f %%", pct);
    hmi_text_end(&tip, svg);
}

static void partners_draw(const hmi_book *book, const hm_table *data,
                          hmi_text *svg)
{
    int32_t rows = hm_table_rows(data);
    double height = 60.0 + 32.0 * rows + 45.0;
    hmi_axis axis = hmi_axis_linear(0.0, 100.0, 170.0, 700.0);
    hmi_svg_open(svg, 760.0, height,
                 "Shares of partners in the target's trade");
    hmi_svg_rect(svg, 170.0, 6.0, 12.0, 12.0, "c1", NULL);
    hmi_svg_text(svg, 187.0, 17.0, "start", "", "of what it sells abroad");
    hmi_svg_rect(svg, 370.0, 6.0, 12.0, 12.0, "c2", NULL);
    hmi_svg_text(svg, 387.0, 17.0, "start", "", "of what it buys abroad");
    hmi_axis_x(svg, &axis, height - 45.0, 34.0, "per cent");
    for (int32_t r = 0; r < rows; r++) {
        double y = 44.0 + 32.0 * r;
        const char *name = hmi_book_name(book, hmi_cell(data, r, "partner"));
        hmi_svg_text(svg, 162.0, y + 16.0, "end", "", name);
        partner_bar(svg, &axis, y, hmi_value(data, r, "sells_to_pct"),
                    hmi_value(data, r, "sells_to_musd"), "sells to", name,
                    "c1");
        partner_bar(svg, &axis, y + 12.0, hmi_value(data, r, "buys_from_pct"),
                    hmi_value(data, r, "buys_from_musd"), "buys from", name,
                    "c2");
    }
    hmi_svg_close(svg);
}

static const hmi_figure figures[] = {
    {"dependence", "With whom {target} trades",
     "Shares in the value of trade at the border (dependence.csv).",
     partners_data, partners_draw, HMI_DATA},
    {"trade-flows", "What {target} sells, to whom, and what it buys from them",
     "Flows of the benchmark, million dollars a year (bilateral.csv); the six "
     "heaviest partners and nine industries, the rest as others.",
     hmi_flows_data, hmi_flows_draw, HMI_DATA},
};

static void prose(const hmi_book *book, hmi_text *html)
{
    hmi_text words;
    hmi_text_init(&words, book->ctx);
    hmi_text_addf(&words,
                  "Pressure reaches %s only through whom it trades with. The "
                  "bars say how much of its sales and purchases each partner "
                  "stands for, the ribbons in which goods.",
                  hmi_book_name(book, book->target));
    if (words.data != NULL) {
        hmi_paragraph(html, words.data);
    }
    hmi_text_end(&words, html);
}

const hmi_section hmi_section_dependence = {"depends", "Who depends on whom",
                                            prose, figures, 2};

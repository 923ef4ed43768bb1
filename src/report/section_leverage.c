// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * section_leverage.c - who could hurt whom: a matrix of targets and senders,
 * and coalitions by what a dollar of theirs does.
 */
#include "report/charts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 24, COALITIONS = 25 };

static bool is_single(const char *senders)
{
    return senders[0] != '\0' && strpbrk(senders, "+;, ") == NULL;
}

static hm_status matrix_data(const hmi_book *book, hm_table **out)
{
    const hm_table *t = hmi_book_table(book, "leverage");
    hm_table *table = NULL;
    hm_status status = HM_OK;
    if (hmi_rows(t) == 0) {
        return HM_OK;
    }
    HMI_TRY(hmi_data_create(
        book, "leverage",
        "target$ sender$ target_loss_pct target_loss_musd sender_loss_musd "
        "ratio",
        &table));
    for (int32_t r = 0; r < hmi_rows(t) && status == HM_OK; r++) {
        if (is_single(hmi_cell(t, r, "senders")) &&
            hmi_cell_is(t, r, "direction", "both")) {
            status = hmi_data_add(
                table, hmi_cell(t, r, "target"), hmi_cell(t, r, "senders"),
                hmi_value(t, r, "target_loss_pct"),
                hmi_value(t, r, "target_loss_musd"),
                hmi_value(t, r, "sender_loss_musd"), hmi_value(t, r, "ratio"));
        }
    }
    *out = table;
    return status;
}

/* Different texts of a column in order. */
static int32_t distinct(const hm_table *data, const char *column,
                        const char *names[MOST])
{
    int32_t count = 0;
    for (int32_t r = 0; r < hm_table_rows(data) && count < MOST; r++) {
        const char *name = hmi_cell(data, r, column);
        bool seen = false;
        for (int32_t i = 0; i < count; i++) {
            seen = seen || strcmp(names[i], name) == 0;
        }
        if (!seen) {
            names[count++] = name;
        }
    }
    return count;
}

static int32_t place_of(const char *const *names, int32_t count,
                        const char *name)
{
    for (int32_t i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0) {
            return i;
        }
    }
    return -1;
}

static void cell(const hmi_book *book, const hm_table *data, int32_t r,
                 double x, double y, double width, hmi_text *svg)
{
    char tip[400];
    char target[120];
    char sender[120];
    double pct = hmi_value(data, r, "target_loss_pct");
    const char *shade = hmi_heat(pct > 0.0 ? log10(pct / 1e-3) : 0.0, 4.0);
    hmi_text number;
    hmi_text_init(&number, svg->ctx);
    hmi_shorten(hmi_book_name(book, hmi_cell(data, r, "target")), 40, target,
                sizeof target);
    hmi_shorten(hmi_book_name(book, hmi_cell(data, r, "sender")), 40, sender,
                sizeof sender);
    (void)snprintf(tip, sizeof tip,
                   "%s stops all trade with %s, which earns %.3g %% less "
                   "($%.4g million); its own loss is $%.4g million",
                   sender, target, pct, hmi_value(data, r, "target_loss_musd"),
                   hmi_value(data, r, "sender_loss_musd"));
    hmi_svg_rect(svg, x, y, width - 2.0, 28.0, shade, tip);
    hmi_html_number(&number, pct, 2);
    hmi_svg_text(svg, x + 0.5 * width, y + 19.0, "middle",
                 shade[1] >= '6' ? "strong small" : "small",
                 number.data == NULL ? "" : number.data);
    hmi_text_end(&number, svg);
}

static void matrix_draw(const hmi_book *book, const hm_table *data,
                        hmi_text *svg)
{
    const char *targets[MOST];
    const char *senders[MOST];
    int32_t rows = distinct(data, "target", targets);
    int32_t columns = distinct(data, "sender", senders);
    double width = fmax(fmin(86.0, 580.0 / columns), 30.0);
    char words[120];
    hmi_svg_open(svg, 150.0 + width * columns + 10.0, 66.0 + 30.0 * rows,
                 "Leverage matrix");
    hmi_svg_text(svg, 150.0, 14.0, "start", "label",
                 "sender that stops all trade");
    for (int32_t c = 0; c < columns; c++) {
        hmi_svg_text(svg, 150.0 + width * (c + 0.5), 34.0, "middle", "big",
                     senders[c]);
    }
    for (int32_t r = 0; r < rows; r++) {
        hmi_shorten(hmi_book_name(book, targets[r]), 19, words, sizeof words);
        hmi_svg_text(svg, 142.0, 62.0 + 30.0 * r, "end", "", words);
    }
    for (int32_t r = 0; r < hm_table_rows(data); r++) {
        int32_t i = place_of(targets, rows, hmi_cell(data, r, "target"));
        int32_t j = place_of(senders, columns, hmi_cell(data, r, "sender"));
        if (i >= 0 && j >= 0) {
            cell(book, data, r, 150.0 + width * j, 42.0 + 30.0 * i, width, svg);
        }
    }
    hmi_svg_text(svg, 150.0, 60.0 + 30.0 * rows, "start", "label",
                 "what the target earns less, %");
    hmi_svg_close(svg);
}

/* --- coalitions --------------------------------------------------------- */

static hm_status coalitions_data(const hmi_book *book, hm_table **out)
{
    const hm_table *t = hmi_book_table(book, "leverage");
    hm_table *table = NULL;
    hm_status status = HM_OK;
    if (hmi_rows(t) == 0) {
        return HM_OK;
    }
    const char *target =
        book->target[0] == '\0' ? hmi_cell(t, 0, "target") : book->target;
    HMI_TRY(hmi_data_create(book, "coalitions",
                            "senders$ direction$ target_loss_pct "
                            "target_loss_musd sender_loss_musd ratio",
                            &table));
    for (int32_t r = 0; r < hmi_rows(t) && status == HM_OK; r++) {
        if (hmi_cell_is(t, r, "target", target) &&
            hmi_cell_is(t, r, "outcome", "converged")) {
            status = hmi_data_add(
                table, hmi_cell(t, r, "senders"), hmi_cell(t, r, "direction"),
                hmi_value(t, r, "target_loss_pct"),
                hmi_value(t, r, "target_loss_musd"),
                hmi_value(t, r, "sender_loss_musd"), hmi_value(t, r, "ratio"));
        }
    }
    *out = table;
    return status;
}

static const hmi_figure figures[] = {
    {"leverage-matrix", "Who could hurt whom by stopping all trade",
     "Change of what the target earns itself when one sender stops all trade "
     "with it (T19b; leverage.csv). Shades are powers of ten.",
     matrix_data, matrix_draw, HMI_SOLVED},
    {"coalitions", "Senders together: what they cost the target and themselves",
     "Every coalition up to the size that the case asks for; ratio: dollars "
     "that the target loses for a dollar of the senders (leverage.csv).",
     coalitions_data, NULL, HMI_SOLVED},
};

const hmi_section hmi_section_leverage = {"leverage", "Leverage", NULL, figures,
                                          2};

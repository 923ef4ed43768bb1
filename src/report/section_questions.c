// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * section_questions.c - the fourteen questions on the page: a section each,
 * with the heading, words and table of questions.h.
 */
#include "report/page.h"
#include "report/questions.h"
#include "report/svg.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static hmi_asker asker_of(const hmi_book *book)
{
    hmi_asker asker = {
        .ctx = book->ctx,
        .input = {.sender = book->sender,
                  .broker = book->broker,
                  .target = book->target,
                  .names = book->names,
                  .n_names = book->n_names},
        .rows = hmi_book_table(book, "linkage"),
    };
    return asker;
}

void hmi_section_title(const hmi_book *book, const char *title, hmi_text *html)
{
    const hmi_asker asker = asker_of(book);
    hmi_text words;
    hmi_text_init(&words, book->ctx);
    hmi_heading_words(&asker, title, &words);
    hmi_html_add(html, words.data == NULL ? "" : words.data);
    hmi_text_end(&words, html);
}

static void prose(const hmi_book *book, int32_t row, hmi_text *html)
{
    const hmi_asker asker = asker_of(book);
    hmi_text words;
    hmi_text_init(&words, book->ctx);
    if (asker.rows != NULL) {
        hmi_question_words(&asker, row, &words);
    }
    if (words.data != NULL) {
        hmi_sentences(&words);
        hmi_paragraph(html, words.data);
    }
    hmi_text_end(&words, html);
}

static hm_status data(const hmi_book *book, int32_t row, hm_table **out)
{
    const hmi_asker asker = asker_of(book);
    *out = NULL;
    return asker.rows != NULL && hmi_question_has_rows(asker.rows, row)
               ? hmi_question_table(&asker, row, out)
               : HM_OK;
}

/* --- the concession curve (B20), with what each step costs marked on it ----------- */

static const char curve_columns[] =
    "curve$ name$ gives_broker_musd costs_sender_musd";

/* The carrot: the first curve of the menu and, where the case has it, the
 * first exact frontier. */
static hm_status add_points(const hmi_book *book, hm_table *data)
{
    const hm_table *menu = hmi_book_table(book, "linkage_menu");
    const hm_table *exact = hmi_book_table(book, "concession");
    for (int32_t i = 0; i < hmi_rows(menu); i++) {
        if (strcmp(hmi_cell(menu, i, "baseline"),
                   hmi_cell(menu, 0, "baseline")) == 0) {
            HMI_TRY(hmi_data_add(data, "one cut of all",
                                 hmi_cell(menu, i, "policy"),
                                 hmi_value(menu, i, "reward_musd"),
                                 hmi_value(menu, i, "cost_musd")));
        }
    }
    for (int32_t i = 0; i < hmi_rows(exact); i++) {
        if (strcmp(hmi_cell(exact, i, "baseline"),
                   hmi_cell(exact, 0, "baseline")) == 0 &&
            hmi_cell_is(exact, i, "kind", "frontier") &&
            strcmp(hmi_cell(exact, i, "elasticities"),
                   hmi_cell(exact, 0, "elasticities")) == 0) {
            HMI_TRY(hmi_data_add(data, "each tariff apart", "",
                                 hmi_value(exact, i, "reward_musd"),
                                 hmi_value(exact, i, "cost_musd")));
        }
    }
    return HM_OK;
}

static hm_status curve_data(const hmi_book *book, hm_table **out)
{
    const hm_table *rows = hmi_book_table(book, "linkage");
    hm_table *data = NULL;
    *out = NULL;
    if (hmi_rows(hmi_book_table(book, "linkage_menu")) < 2) {
        return HM_OK;
    }
    HMI_TRY(hmi_data_create(book, "concession-curve", curve_columns, &data));
    hm_status status = add_points(book, data);
    for (int32_t i = 0; i < hmi_rows(rows) && status == HM_OK; i++) {
        if (hmi_cell_is(rows, i, "quantity", "broker_cost_musd") &&
            (int32_t)hmi_value(rows, i, "row") == 1) {
            status =
                hmi_data_add(data, "cost of a step", hmi_cell(rows, i, "item"),
                             hmi_value(rows, i, "value"), (double)NAN);
        }
    }
    if (status != HM_OK) {
        hm_table_free(data);
        return status;
    }
    *out = data;
    return HM_OK;
}

enum { CURVE_POINTS = 64 };

/* One curve as a line with dots; tooltips name the policy. */
static void draw_curve(const hmi_book *book, const hm_table *data,
                       const char *curve, const char *style,
                       const hmi_axis axes[2], hmi_text *svg)
{
    double x[CURVE_POINTS];
    double y[CURVE_POINTS];
    char mark[12];
    int32_t n = 0;
    (void)book;
    snprintf(mark, sizeof mark, "c%s", style);
    for (int32_t i = 0; i < hm_table_rows(data) && n < CURVE_POINTS; i++) {
        if (hmi_cell_is(data, i, "curve", curve)) {
            x[n] =
                hmi_axis_at(&axes[0], hmi_value(data, i, "gives_broker_musd"));
            y[n] =
                hmi_axis_at(&axes[1], hmi_value(data, i, "costs_sender_musd"));
            hmi_svg_dot(svg, x[n], y[n], 3.5, mark, hmi_cell(data, i, "name"));
            n++;
        }
    }
    snprintf(mark, sizeof mark, "curve%s", style);
    hmi_svg_path(svg, x, y, n, mark);
}

static void curve_draw(const hmi_book *book, const hm_table *data,
                       hmi_text *svg)
{
    double most[2] = {0.0, 0.0};
    double least = 0.0;
    for (int32_t i = 0; i < hm_table_rows(data); i++) {
        most[0] = fmax(most[0], hmi_value(data, i, "gives_broker_musd"));
        most[1] = fmax(most[1], hmi_value(data, i, "costs_sender_musd"));
        least = fmin(least, hmi_value(data, i, "costs_sender_musd"));
    }
    const hmi_axis axes[2] = {hmi_axis_linear(0.0, most[0], 90.0, 720.0),
                              hmi_axis_linear(least, most[1], 330.0, 40.0)};
    hmi_svg_open(svg, 760.0, 390.0,
                 "What the sender gives up for what reaches the broker");
    hmi_axis_x(svg, &axes[0], 330.0, 40.0,
               "million dollars a year that reach the broker");
    hmi_axis_y(svg, &axes[1], 90.0, 720.0, "cost to the sender");
    for (int32_t i = 0; i < hm_table_rows(data); i++) {
        if (hmi_cell_is(data, i, "curve", "cost of a step")) {
            double at =
                hmi_axis_at(&axes[0], hmi_value(data, i, "gives_broker_musd"));
            hmi_svg_line(svg, at, 40.0, at, 330.0, "band");
        }
    }
    draw_curve(book, data, "one cut of all", "1", axes, svg);
    draw_curve(book, data, "each tariff apart", "2", axes, svg);
    hmi_svg_rect(svg, 110.0, 8.0, 12.0, 12.0, "c1", NULL);
    hmi_svg_text(svg, 127.0, 18.0, "start", "", "one cut of all tariffs");
    hmi_svg_rect(svg, 320.0, 8.0, 12.0, 12.0, "c2", NULL);
    hmi_svg_text(svg, 337.0, 18.0, "start", "", "each tariff apart");
    hmi_svg_line(svg, 506.0, 6.0, 506.0, 22.0, "band");
    hmi_svg_text(svg, 517.0, 18.0, "start", "", "what a step costs the broker");
    hmi_svg_close(svg);
}

#define METHOD                                                                 \
    "Classes: T threshold (what would have to be true), C data, E depends on " \
    "elasticities, P rests on priors (linkage_priors.csv). sets: lowest and "  \
    "highest of the elasticity sets; draws: 5 to 95 % (linkage.csv)."

/* X(number, title for lists of figures) */
#define QUESTIONS(X)                                                           \
    X(1, "Reach in numbers")                                                   \
    X(2, "Price in numbers")                                                   \
    X(3, "Caps and shipments in numbers")                                      \
    X(4, "Apart and linked in numbers")                                        \
    X(5, "Own value and payment in numbers")                                   \
    X(6, "What the past says in numbers")                                      \
    X(7, "Precedent in numbers")                                               \
    X(8, "Allies in numbers")                                                  \
    X(9, "Keeping the deal in numbers")                                        \
    X(10, "Offers in numbers")                                                 \
    X(11, "What is given away in numbers")                                     \
    X(12, "The two fears in numbers")                                          \
    X(13, "Urgency in numbers")                                                \
    X(14, "Threats in numbers")

#define DEFINE(k, title)                                                       \
    static void prose_##k(const hmi_book *book, hmi_text *html)                \
    {                                                                          \
        prose(book, k, html);                                                  \
    }                                                                          \
    static hm_status data_##k(const hmi_book *book, hm_table **out)            \
    {                                                                          \
        return data(book, k, out);                                             \
    }                                                                          \
    static const hmi_figure figures_##k[] = {                                  \
        {"question-" #k, title, METHOD, data_##k, NULL, true},                 \
        {k == 2 ? "concession-curve" : "",                                     \
         "What the sender gives up for what reaches the broker",               \
         "Points of the menu (linkage_menu.csv) and, where each tariff moves " \
         "by itself, the exact frontier (concession.csv); lines mark what "    \
         "each step of pressure costs the broker.",                            \
         curve_data, curve_draw, true},                                        \
    };                                                                         \
    const hmi_section hmi_section_question_##k = {                             \
        "question-" #k, HMI_HEADING_##k, prose_##k, figures_##k,               \
        k == 2 ? 2 : 1};
QUESTIONS(DEFINE)

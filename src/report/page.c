// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * page.c - report.html: the frame around sections and figures.
 *
 * One file that asks nothing of the network: style and script stand inside,
 * the data of a figure is a table that can be read and printed, and a CSV in
 * a data: address. A Content-Security-Policy forbids every request.
 */
#include "report/page.h"

#include "report/assets.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { RELEASE_YEAR = 2026, DIGITS = 4, PRINTED_ROWS = 40, MOST_ROWS = 1000 };

/* --- tables ------------------------------------------------------------- */

/* "real_income_pct" as a heading: "real income, %". */
static void column_words(hmi_text *html, const char *column)
{
    static const char *const units[][2] = {{"_musd", ", million $"},
                                           {"_pct", ", %"},
                                           {"_hat", ", after / before"}};
    size_t size = strlen(column);
    const char *unit = "";
    for (size_t u = 0; u < 3; u++) {
        size_t tail = strlen(units[u][0]);
        if (size > tail && strcmp(column + size - tail, units[u][0]) == 0) {
            size -= tail;
            unit = units[u][1];
            break;
        }
    }
    for (size_t i = 0; i < size; i++) {
        char one[2] = {column[i] == '_' ? ' ' : column[i], '\0'};
        hmi_html_add(html, one);
    }
    hmi_text_add(html, unit);
}

/* Does the column hold per cents or money, where 1e-14 is rounding? */
static bool is_amount(const char *column)
{
    size_t size = strlen(column);
    return (size > 4 && strcmp(column + size - 4, "_pct") == 0) ||
           (size > 5 && strcmp(column + size - 5, "_musd") == 0) ||
           strcmp(column, "low") == 0 || strcmp(column, "high") == 0;
}

static void table_cell(const hmi_book *book, const hm_table *data, int32_t r,
                       int32_t c, hmi_text *html)
{
    if (hm_table_column_type(data, c) == HM_COLUMN_NUMBER) {
        double value = hm_table_number(data, r, c);
        hmi_text_add(html, "<td class=\"n\"");
        if (isfinite(value)) {
            hmi_text_addf(html, " data-v=\"%.9g\"", value);
        }
        hmi_text_add(html, ">");
        const char *name = hm_table_column_name(data, c);
        if (strcmp(name, "year") == 0 && isfinite(value)) {
            hmi_text_addf(html, "%.0f", value);
        } else if (is_amount(name) && fabs(value) < 1e-9) {
            hmi_text_add(html, "0");
        } else {
            bool small = is_amount(name) && fabs(value) < 1e-3;
            hmi_html_number(html, value, small ? 2 : DIGITS);
        }
        hmi_text_add(html, "</td>");
        return;
    }
    const char *code = hm_table_text(data, r, c);
    const char *name = hmi_book_name(book, code);
    bool quantity = strcmp(hm_table_column_name(data, c), "quantity") == 0;
    hmi_text_add(html, c == 0 ? "<th scope=\"row\"" : "<td");
    if (strcmp(name, code) != 0) {
        hmi_text_add(html, " title=\"");
        hmi_html_add(html, name);
        hmi_text_add(html, "\"");
    }
    hmi_text_add(html, "><bdi>");
    if (quantity) {
        column_words(html, code);
    } else {
        hmi_html_add(html, code);
    }
    hmi_text_add(html, c == 0 ? "</bdi></th>" : "</bdi></td>");
}

/* A column without a number or a word in any row is not shown. */
static bool is_empty(const hm_table *data, int32_t c)
{
    bool text = hm_table_column_type(data, c) == HM_COLUMN_TEXT;
    bool empty = c > 0;
    for (int32_t r = 0; r < hm_table_rows(data) && empty; r++) {
        empty = text ? hm_table_text(data, r, c)[0] == '\0'
                     : !isfinite(hm_table_number(data, r, c));
    }
    return empty;
}

static void plain_table(const hmi_book *book, const hm_table *data,
                        hmi_text *html)
{
    hmi_text_add(html, "<div class=\"scroll\" tabindex=\"0\"><table "
                       "class=\"data\"><thead><tr>");
    for (int32_t c = 0; c < hm_table_columns(data); c++) {
        if (is_empty(data, c)) {
            continue;
        }
        hmi_text_addf(html, "<th scope=\"col\"%s>",
                      hm_table_column_type(data, c) == HM_COLUMN_NUMBER
                          ? " class=\"n\""
                          : "");
        column_words(html, hm_table_column_name(data, c));
        hmi_text_add(html, "</th>");
    }
    hmi_text_add(html, "</tr></thead>\n<tbody>\n");
    int32_t rows = hm_table_rows(data);
    for (int32_t r = 0; r < rows && r < MOST_ROWS; r++) {
        hmi_text_add(html, "<tr>");
        for (int32_t c = 0; c < hm_table_columns(data); c++) {
            if (!is_empty(data, c)) {
                table_cell(book, data, r, c, html);
            }
        }
        hmi_text_add(html, "</tr>\n");
    }
    hmi_text_add(html, "</tbody></table></div>\n");
    if (rows > MOST_ROWS) {
        hmi_text_addf(html,
                      "<p>The first %d of %d rows; the results folder "
                      "has them all.</p>\n",
                      MOST_ROWS, (int)rows);
    } else if (rows > PRINTED_ROWS) {
        hmi_text_addf(html,
                      "<p class=\"paper\">On paper: the first %d of %d rows; "
                      "the results folder has them all.</p>\n",
                      PRINTED_ROWS, (int)rows);
    }
}

/* --- below a figure ----------------------------------------------------- */

/* Any bytes as the path of a data: address. */
static void percent_encode(hmi_text *html, const char *bytes)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP"
                                "QRSTUVWXYZ0123456789-._~,";
    for (const char *at = bytes; *at != '\0'; at++) {
        if (strchr(plain, *at) != NULL) {
            hmi_text_append(html, at, 1);
        } else {
            hmi_text_addf(html, "%%%02X", (unsigned)(unsigned char)*at);
        }
    }
}

static hm_status csv_link(const hmi_book *book, const hmi_figure *figure,
                          const hm_table *data, hmi_text *html)
{
    char *csv = NULL;
    if (hm_table_rows(data) > MOST_ROWS) {
        return HM_OK; /* the file beside the page has it */
    }
    HMI_TRY(hm_table_to_csv(book->ctx, data, &csv));
    hmi_text_addf(html,
                  "<a download=\"%s.csv\" href=\"data:text/csv;"
                  "charset=utf-8,",
                  figure->name);
    percent_encode(html, csv);
    hmi_text_add(html, "\">CSV of this figure</a>");
    hm_text_free(book->ctx, csv);
    return HM_OK;
}

/* TeX's own characters left out of names. */
static void tex_words(hmi_text *html, const char *words)
{
    for (const char *at = words; *at != '\0'; at++) {
        char one[2] = {strchr("{}\\%#$_^~&", *at) != NULL ? ' ' : *at, '\0'};
        hmi_html_add(html, one);
    }
}

/* A title or a method with the countries' names, escaped. */
static void filled(const hmi_book *book, const char *words, hmi_text *html)
{
    hmi_text text;
    hmi_text_init(&text, book->ctx);
    hmi_fill(book, words, &text);
    hmi_html_add(html, text.data == NULL ? "" : text.data);
    hmi_text_end(&text, html);
}

static void bibtex(const hmi_book *book, const hmi_figure *figure,
                   hmi_text *html)
{
    hmi_text_add(html, "<details class=\"cite\"><summary>BibTeX</summary><pre>"
                       "@misc{hirschman-");
    hmi_text_add(html, figure->name);
    hmi_text_add(html, ",\n  author = {{The Hirschman authors}},\n"
                       "  title = {");
    filled(book, figure->title, html);
    hmi_text_add(html, "},\n  note = {Case ");
    tex_words(html, book->title);
    hmi_text_add(html, ", data ");
    tex_words(html, book->vintage);
    hmi_text_addf(html, "},\n  howpublished = {Hirschman ");
    tex_words(html, book->version);
    hmi_text_addf(html, "},\n  year = {%d}\n}</pre></details>", RELEASE_YEAR);
}

static void method_line(const hmi_book *book, const hmi_figure *figure,
                        hmi_text *html)
{
    hmi_text_add(html, "<p class=\"method\">");
    filled(book, figure->method, html);
    hmi_text_add(html, " Data: ");
    hmi_html_add(html, book->vintage[0] == '\0' ? "see manifest.json"
                                                : book->vintage);
    hmi_text_add(html, ".");
    if (figure->basis == HMI_DATA) {
        hmi_text_add(html, " Read off the data; no model.");
    } else if (figure->basis == HMI_SOLVED && isfinite(book->residual)) {
        hmi_text_addf(html,
                      " Every solution behind it was recomputed by separate "
                      "code; largest residual %.1e of a country\xe2\x80\x99s "
                      "own size.",
                      book->residual);
    }
    hmi_text_add(html, "</p>\n");
}

static hm_status figure_frame(const hmi_book *book, const hmi_figure *figure,
                              const hm_table *data, hmi_text *html)
{
    hmi_text_addf(html, "<figure id=\"%s\">\n<h3>", figure->name);
    filled(book, figure->title, html);
    hmi_text_add(html, "</h3>\n");
    if (figure->draw != NULL) {
        hmi_text_add(html, "<div class=\"plot\" tabindex=\"0\">");
        figure->draw(book, data, html);
        hmi_text_add(html, "</div>\n<details class=\"numbers\"><summary>The "
                           "numbers</summary>\n");
    }
    plain_table(book, data, html);
    hmi_text_add(html, figure->draw == NULL ? "" : "</details>\n");
    hmi_text_add(html, "<figcaption>");
    method_line(book, figure, html);
    hmi_text_add(html, "<div class=\"links\">");
    HMI_TRY(csv_link(book, figure, data, html));
    bibtex(book, figure, html);
    hmi_text_add(html, "</div></figcaption>\n</figure>\n");
    return html->status;
}

/* --- sections ----------------------------------------------------------- */

/* The figures of a section that have rows, into `html`; *shown of them. */
static hm_status section_figures(const hmi_book *book,
                                 const hmi_section *section, hmi_text *html,
                                 int32_t *shown)
{
    *shown = 0;
    for (int32_t f = 0; f < section->n_figures; f++) {
        hm_table *data = NULL;
        hm_status status = section->figures[f].data(book, &data);
        if (status == HM_OK && hmi_rows(data) > 0) {
            status = figure_frame(book, &section->figures[f], data, html);
            (*shown)++;
        }
        hm_table_free(data);
        HMI_TRY(status);
    }
    return HM_OK;
}

/* Links to sections: those of the many questions stand in a list of their
 * own that folds away. */
typedef struct contents {
    hmi_text links, questions;
} contents;

static bool is_question(const hmi_section *section)
{
    return strncmp(section->id, "question-", strlen("question-")) == 0;
}

static hm_status section_frame(const hmi_book *book, const hmi_section *section,
                               contents *list, hmi_text *html)
{
    int32_t shown = 0;
    hmi_text figures;
    hmi_text_init(&figures, book->ctx);
    hm_status status = section_figures(book, section, &figures, &shown);
    if (status == HM_OK && (shown > 0 || section->n_figures == 0)) {
        hmi_text *links =
            is_question(section) ? &list->questions : &list->links;
        hmi_text_addf(links, "<li><a href=\"#%s\">", section->id);
        hmi_section_title(book, section->title, links);
        hmi_text_add(links, "</a></li>\n");
        hmi_text_addf(html, "<section id=\"%s\">\n<h2>", section->id);
        hmi_section_title(book, section->title, html);
        hmi_text_add(html, "</h2>\n");
        if (section->prose != NULL) {
            section->prose(book, html);
        }
        hmi_text_append(html, figures.data == NULL ? "" : figures.data,
                        figures.size);
        hmi_text_add(html, "</section>\n");
    }
    hmi_text_clear(&figures);
    return status;
}

/* --- the page ----------------------------------------------------------- */

static void head(const hmi_book *book, hmi_text *html)
{
    hmi_text_add(
        html,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta "
        "charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "
        "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src "
        "'unsafe-inline'; img-src data:\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n<meta "
        "name=\"generator\" content=\"Hirschman ");
    hmi_html_add(html, book->version);
    hmi_text_add(html, "\">\n<title>");
    hmi_html_add(html, book->title);
    hmi_text_add(html, "</title>\n<style>\n");
    hmi_text_add(html, hmi_asset_style);
    hmi_text_add(html, hmi_asset_chart);
    hmi_text_add(html, "</style>\n</head>\n<body>\n<a class=\"skip\" "
                       "href=\"#answer\">Skip to the answer</a>\n<header>\n"
                       "<p class=\"kind\">Hirschman report</p>\n<h1>");
    hmi_html_add(html, book->title);
    hmi_text_add(html, "</h1>\n<p class=\"question\">");
    hmi_html_add(html, book->description);
    hmi_text_add(html, "</p>\n</header>\n");
}

/* Every table of the folder, as links that work where the page lies in it. */
static void file_list(const hmi_book *book, hmi_text *html)
{
    hmi_text_add(html, "<details><summary>All tables of this run</summary>"
                       "<ul class=\"files\">\n");
    for (int32_t t = 0; t < book->n_tables; t++) {
        const char *name = hm_table_name(book->tables[t]);
        hmi_text_add(html, "<li><a href=\"");
        percent_encode(html, name);
        hmi_text_add(html, ".csv\">");
        hmi_html_add(html, name);
        hmi_text_addf(html, ".csv</a> %d rows</li>\n",
                      (int)hm_table_rows(book->tables[t]));
    }
    hmi_text_add(html, "</ul></details>\n");
}

static void foot(const hmi_book *book, hmi_text *html)
{
    hmi_text_add(html, "<footer>\n<p>");
    hmi_html_add(html, book->verified);
    hmi_text_add(html, " ");
    hmi_html_add(html, book->missing);
    hmi_text_add(html, "</p>\n<p>Every number of this page stands in the "
                       "results folder as CSV; manifest.json has the checksum "
                       "of every input. Made by Hirschman ");
    hmi_html_add(html, book->version);
    hmi_text_add(html, ".</p>\n");
    file_list(book, html);
    hmi_text_add(html, "</footer>\n<script>\n");
    hmi_text_add(html, hmi_asset_script);
    hmi_text_add(html, "</script>\n</body>\n</html>\n");
}

/* --- the way to the workbench ------------------------------------------- */

/* Base64 for addresses (RFC 4648, section 5), without padding. */
static void base64url(hmi_text *html, const char *bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopq"
                                 "rstuvwxyz0123456789-_";
    size_t size = strlen(bytes);
    for (size_t i = 0; i < size; i += 3) {
        uint32_t three = 0;
        for (size_t k = 0; k < 3; k++) {
            three =
                three << 8 | (i + k < size ? (unsigned char)bytes[i + k] : 0U);
        }
        size_t count = size - i < 3 ? size - i + 1 : 4;
        for (size_t k = 0; k < count; k++) {
            hmi_text_append(html, &digits[three >> (18 - 6 * k) & 63U], 1);
        }
    }
}

static bool is_code(const char *text)
{
    return text[0] != '\0' &&
           strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") ==
               strlen(text);
}

/* A link that opens the workbench on the parties of this case, at the step
 * where the broker bans half of what the target sells it. */
static void workbench_link(const hmi_book *book, hmi_text *html)
{
    hmi_text_add(html, "<li><a class=\"workbench\" href=\"workbench.html");
    if (is_code(book->sender) && is_code(book->broker) &&
        is_code(book->target)) {
        hmi_text state;
        hmi_text_init(&state, book->ctx);
        hmi_text_addf(&state,
                      "{\"sender\":\"%s\",\"broker\":\"%s\",\"target\":"
                      "\"%s\",\"a\":[{\"kind\":\"embargo\",\"exporter\":"
                      "\"%s\",\"importer\":\"%s\",\"sector\":\"all\","
                      "\"value\":50},{\"kind\":\"tariff-add\",\"exporter\":"
                      "\"%s\",\"importer\":\"%s\",\"sector\":\"all\","
                      "\"value\":0}]}",
                      book->sender, book->broker, book->target, book->target,
                      book->broker, book->broker, book->sender);
        hmi_text_add(html, "#s=");
        base64url(html, state.data == NULL ? "" : state.data);
        hmi_text_end(&state, html);
    }
    hmi_text_add(html, "\">Try your own scenario</a></li>\n");
}

static void navigation(const hmi_book *book, contents *list, hmi_text *html)
{
    hmi_text_add(html, "<nav aria-label=\"Sections\"><ul>\n");
    hmi_text_append(html, list->links.data == NULL ? "" : list->links.data,
                    list->links.size);
    if (book->workbench) {
        workbench_link(book, html);
    }
    hmi_text_add(html, "</ul>\n");
    if (list->questions.size > 0) {
        hmi_text_add(html, "<details><summary>The questions one by one"
                           "</summary><ul>\n");
        hmi_text_append(html, list->questions.data, list->questions.size);
        hmi_text_add(html, "</ul></details>\n");
    }
    hmi_text_add(html, "</nav>\n");
}

static hm_status write_page(const hmi_book *book, hmi_text *html)
{
    hm_status status = HM_OK;
    contents list;
    hmi_text body;
    hmi_text_init(&list.links, book->ctx);
    hmi_text_init(&list.questions, book->ctx);
    hmi_text_init(&body, book->ctx);
    for (int32_t s = 0; hmi_sections[s] != NULL && status == HM_OK; s++) {
        status = section_frame(book, hmi_sections[s], &list, &body);
    }
    if (status == HM_OK) {
        head(book, html);
        navigation(book, &list, html);
        hmi_text_add(html, "<main>\n");
        hmi_text_append(html, body.data == NULL ? "" : body.data, body.size);
        hmi_text_add(html, "</main>\n");
        foot(book, html);
    }
    hmi_text_end(&list.links, html);
    hmi_text_end(&list.questions, html);
    hmi_text_end(&body, html);
    return status;
}

hm_status hm_report_page(hm_context *ctx, const hm_file *files, int32_t n_files,
                         char **out)
{
    hmi_book book;
    hmi_text html;
    *out = NULL;
    HMI_TRY(hmi_book_open(ctx, files, n_files, &book));
    hmi_text_init(&html, ctx);
    hm_status status = write_page(&book, &html);
    hmi_book_close(&book);
    if (status != HM_OK) {
        hmi_text_clear(&html);
        return status;
    }
    return hmi_text_take(&html, out);
}

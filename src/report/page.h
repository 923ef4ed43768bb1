// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * page.h (report) - the plug for sections of report.html.
 *
 * An analysis shows itself by one hmi_section in a file of its own
 * (section_NAME.c), listed in sections.c. A section has prose and figures; a
 * figure is a data table and, if it can be drawn, an SVG drawing of that
 * table. Everything else is made for all alike by page.c: the frame, the plain
 * table, the method line, the data vintage, the residual, the CSV download and
 * the BibTeX entry; `hirschman plot` draws figures by the same functions. A
 * section appears when one of its figures has rows. Nothing here computes a
 * result: data() picks cells of result tables.
 */
#ifndef HMI_REPORT_PAGE_H
#define HMI_REPORT_PAGE_H

#include "report/internal.h"

#include <hirschman/io.h>

/* --- the book: a results folder, read ----------------------------------- */

typedef struct hmi_book {
    hm_context *ctx;
    hm_node *manifest;
    hm_table **tables; /* every CSV file of the folder's top level */
    int32_t n_tables;
    bool workbench; /* a workbench.html lies in the folder */
    /* from the manifest; "" when absent */
    const char *title, *description, *version;
    const char *verified, *ranges, *missing;
    const char *sender, *broker, *target;
    char *vintage;   /* "world-2014-prk (2014); ..." */
    double residual; /* largest verified residual of the run's own solves */
    hm_report_name *names;
    int32_t n_names;
} hmi_book;

HM_CHECKED hm_status hmi_book_open(hm_context *ctx, const hm_file *files,
                                   int32_t n_files, hmi_book *out);
void hmi_book_close(hmi_book *book);
/* A result table by its file's stem; NULL when the run made none. */
const hm_table *hmi_book_table(const hmi_book *book, const char *name);
/* Plain name of a country, sector or scenario; the code when it has none. */
const char *hmi_book_name(const hmi_book *book, const char *code);
/* A cell of any column: "" or NAN when column or number is not there. */
const char *hmi_cell(const hm_table *table, int32_t row, const char *column);
double hmi_value(const hm_table *table, int32_t row, const char *column);
/* Does the cell hold this text? A NULL table has no rows. */
bool hmi_cell_is(const hm_table *table, int32_t row, const char *column,
                 const char *text);
int32_t hmi_rows(const hm_table *table);

/* --- data of a figure --------------------------------------------------- */

/* Columns "country$ loss_musd loss_pct": those that end in $ are text. */
HM_CHECKED hm_status hmi_data_create(const hmi_book *book, const char *name,
                                     const char *columns, hm_table **out);
/* One row: a const char * or a double for each column, in order. */
HM_CHECKED hm_status hmi_data_add(hm_table *data, ...);
/* The named columns ("a b c", NULL: all) of a result table as they stand;
 * *out is NULL when the run made no such table. */
HM_CHECKED hm_status hmi_data_pick(const hmi_book *book, const char *table,
                                   const char *columns, hm_table **out);
/* Of every run of rising numbers in `column`: 1, every `every`-th, the last; the
 * table is replaced, by NULL when that fails. */
HM_CHECKED hm_status hmi_data_thin(const hmi_book *book, const char *column,
                                   int32_t every, hm_table **table);

/* --- sections ----------------------------------------------------------- */

/* What the numbers of a figure rest on; the method line says it. */
typedef enum hmi_basis {
    HMI_DATA = 0, /* read off the data */
    HMI_SOLVED,   /* solutions, each verified: the residual is stated */
    HMI_STATED    /* something else, which the method names */
} hmi_basis;

/* In titles, methods and axis words {target}, {broker} and {sender} stand for
 * the names of these countries, or for the word where the run has none. */
typedef struct hmi_figure {
    const char *name;   /* "pressure-ladder": in links and `hirschman plot` */
    const char *title;  /* what one sees, as a sentence without a full stop */
    const char *method; /* how the numbers came about, which file has them */
    /* The figure's table; *out stays NULL where there is nothing to show. */
    hm_status (*data)(const hmi_book *book, hm_table **out);
    /* One <svg>, with svg.h; NULL: the table is the figure. */
    void (*draw)(const hmi_book *book, const hm_table *data, hmi_text *svg);
    hmi_basis basis;
} hmi_figure;

typedef struct hmi_section {
    const char *id; /* in the address: report.html#id */
    /* %S, %B, %T, %A: the sender, broker, target and allies of the case. */
    const char *title;
    /* Paragraphs before the figures (hmi_paragraph); may be NULL. */
    void (*prose)(const hmi_book *book, hmi_text *html);
    const hmi_figure *figures;
    int32_t n_figures; /* 0: the prose alone, always shown */
} hmi_section;

/* Every section in reading order; NULL ends the list (sections.c). */
extern const hmi_section *const hmi_sections[];

/* A section's title with the names of the case, escaped. */
void hmi_section_title(const hmi_book *book, const char *title, hmi_text *html);

/* --- writing ------------------------------------------------------------ */

/* Clear a text that was used in making `to`; a failure of it is one of `to`. */
void hmi_text_end(hmi_text *text, hmi_text *to);
/* Text inside an element or a quoted attribute: markup escaped, control and
 * direction-changing characters left out. */
void hmi_html_add(hmi_text *html, const char *words);
/* `words` with {target}, {broker}, {sender} filled in, not escaped. */
void hmi_fill(const hmi_book *book, const char *words, hmi_text *out);
/* <p>...</p> of plain words. */
void hmi_paragraph(hmi_text *html, const char *words);
/* A number as the page shows it: about `digits` significant digits, thin
 * spaces between thousands, a real minus sign; "" for NAN. */
void hmi_html_number(hmi_text *html, double value, int digits);

#endif

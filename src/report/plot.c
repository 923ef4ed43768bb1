// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * plot.c - one figure of the page as an SVG file that stands on its own, and
 * the list of those that a results folder has.
 */
#include "report/page.h"

#include "report/assets.h"

#include <string.h>

/* The k-th figure over all sections, NULL past the last. */
static const hmi_figure *figure_at(int32_t k)
{
    for (int32_t s = 0; hmi_sections[s] != NULL; s++) {
        if (k < hmi_sections[s]->n_figures) {
            return &hmi_sections[s]->figures[k];
        }
        k -= hmi_sections[s]->n_figures;
    }
    return NULL;
}

static hm_status list_figures(const hmi_book *book, hm_table *list)
{
    for (int32_t k = 0; figure_at(k) != NULL; k++) {
        const hmi_figure *figure = figure_at(k);
        hm_table *data = NULL;
        if (figure->draw == NULL) {
            continue;
        }
        hm_status status = figure->data(book, &data);
        if (status == HM_OK && hmi_rows(data) > 0) {
            hmi_text title;
            hmi_text_init(&title, book->ctx);
            hmi_fill(book, figure->title, &title);
            status = title.status == HM_OK
                         ? hmi_data_add(list, figure->name, title.data)
                         : title.status;
            hmi_text_clear(&title);
        }
        hm_table_free(data);
        HMI_TRY(status);
    }
    return HM_OK;
}

hm_status hm_report_figures(hm_context *ctx, const hm_file *files,
                            int32_t n_files, hm_table **out)
{
    hmi_book book;
    hm_table *list = NULL;
    *out = NULL;
    HMI_TRY(hmi_book_open(ctx, files, n_files, &book));
    hm_status status =
        hmi_data_create(&book, "figures", "figure$ title$", &list);
    if (status == HM_OK) {
        status = list_figures(&book, list);
    }
    hmi_book_close(&book);
    if (status != HM_OK) {
        hm_table_free(list);
        return status;
    }
    *out = list;
    return HM_OK;
}

/* The drawing, with the colours put behind its opening tag. */
static hm_status draw(const hmi_book *book, const hmi_figure *figure,
                      const hm_table *data, char **out)
{
    hmi_text svg;
    hmi_text whole;
    hmi_text_init(&svg, book->ctx);
    hmi_text_init(&whole, book->ctx);
    figure->draw(book, data, &svg);
    hm_status status = svg.status;
    if (status == HM_OK) {
        size_t open = strcspn(svg.data == NULL ? "" : svg.data, ">") + 1;
        hmi_text_append(&whole, svg.data, open);
        hmi_text_add(&whole, "<style>svg{background:var(--back)}\n");
        hmi_text_add(&whole, hmi_asset_chart);
        hmi_text_add(&whole, "</style>\n");
        hmi_text_add(&whole, svg.data + open);
        status = hmi_text_take(&whole, out);
    }
    hmi_text_clear(&svg);
    hmi_text_clear(&whole);
    return status;
}

/* "NAME is not a figure; it has a, b, c". */
static hm_status unknown(hm_context *ctx, const char *name)
{
    const char *names[64];
    int32_t count = 0;
    for (int32_t k = 0; figure_at(k) != NULL && count < 64; k++) {
        if (figure_at(k)->draw != NULL) {
            names[count++] = figure_at(k)->name;
        }
    }
    int32_t near = hmi_nearest(name, names, count);
    return hmi_fail(ctx, HM_ERR_UNKNOWN,
                    "there is no figure \"%.60s\"%s%s%s; --list names those "
                    "that the folder has",
                    name, near < 0 ? "" : " (did you mean \"",
                    near < 0 ? "" : names[near], near < 0 ? "" : "\"?)");
}

static const hmi_figure *find(const char *name)
{
    for (int32_t k = 0; figure_at(k) != NULL; k++) {
        if (strcmp(figure_at(k)->name, name) == 0 &&
            figure_at(k)->draw != NULL) {
            return figure_at(k);
        }
    }
    return NULL;
}

hm_status hm_report_figure(hm_context *ctx, const hm_file *files,
                           int32_t n_files, const char *name, char **out)
{
    hmi_book book;
    hm_table *data = NULL;
    const hmi_figure *figure = find(name);
    *out = NULL;
    if (figure == NULL) {
        return unknown(ctx, name);
    }
    HMI_TRY(hmi_book_open(ctx, files, n_files, &book));
    hm_status status = figure->data(&book, &data);
    if (status == HM_OK && hmi_rows(data) == 0) {
        status = hmi_fail(ctx, HM_ERR_DATA,
                          "this run has no data for the figure \"%s\"; --list "
                          "names those that it has",
                          name);
    }
    if (status == HM_OK) {
        status = draw(&book, figure, data, out);
    }
    hm_table_free(data);
    hmi_book_close(&book);
    return status;
}

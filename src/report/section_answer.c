// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * section_answer.c - the answer in five sentences and what would change it,
 * the same words as the first screen. Without a linkage block: what was run.
 */
#include "report/page.h"

#include <string.h>

/* Words with a capital where a sentence begins. */
static void add_sentence(hmi_text *html, hmi_text *words, const char *element)
{
    char *text = words->data;
    if (words->size == 0 || text == NULL) {
        hmi_text_end(words, html);
        return;
    }
    bool starts = true;
    for (size_t i = 0; i < words->size; i++) {
        if (starts && text[i] >= 'a' && text[i] <= 'z') {
            text[i] = (char)(text[i] - 'a' + 'A');
        }
        starts = i > 0 && text[i] == ' ' && text[i - 1] == '.';
    }
    hmi_text_addf(html, "<%s>", element);
    hmi_html_add(html, text);
    hmi_text_addf(html, "</%s>\n", element);
    hmi_text_end(words, html);
}

static void sentences(const hmi_book *book, hmi_text *html)
{
    hm_report_input input = {
        .brief = hmi_book_table(book, "brief"),
        .sender = book->sender,
        .broker = book->broker,
        .target = book->target,
        .names = book->names,
        .n_names = book->n_names,
    };
    hmi_text words;
    hmi_text_init(&words, book->ctx);
    hmi_text_add(html, "<ol class=\"answer\">\n");
    for (int32_t line = 1; line <= 5; line++) {
        hmi_short_sentence(&input, line, &words);
        add_sentence(html, &words, "li");
    }
    hmi_text_add(html, "</ol>\n");
    hmi_short_sentence(&input, 6, &words);
    add_sentence(html, &words, "p");
    hmi_text_end(&words, html);
}

static bool has_roles(const hmi_book *book)
{
    return book->sender[0] != '\0' && book->broker[0] != '\0' &&
           book->target[0] != '\0';
}

static void prose(const hmi_book *book, hmi_text *html)
{
    if (has_roles(book) && hmi_rows(hmi_book_table(book, "brief")) > 0) {
        sentences(book, html);
    } else {
        hmi_paragraph(html, "The case asks no bargaining question (it has no "
                            "linkage block); what each scenario does stands "
                            "below.");
    }
    hmi_paragraph(html, book->ranges);
    if (book->missing[0] != '\0') {
        hmi_paragraph(html, book->missing);
    }
}

const hmi_section hmi_section_answer = {"answer", "The answer", prose, NULL, 0};

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * section_questions.c - the fourteen questions on the page: a section each,
 * with the heading, words and table of questions.h.
 */
#include "report/page.h"
#include "report/questions.h"

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

#define METHOD                                                                 \
    "Classes: T threshold (what would have to be true), C data, E depends on " \
    "elasticities, P rests on priors (linkage_priors.csv). sets: lowest and "  \
    "highest of the elasticity sets; draws: 5 to 95 % (linkage.csv)."

/* X(number, title for lists of figures) */
#define QUESTIONS(X)                                                           \
    X(1, "Does the lever reach?")                                              \
    X(2, "What would have to be given, and what does it cost?")                \
    X(3, "What do shipments turned away do?")                                  \
    X(4, "Can the issues be settled apart?")                                   \
    X(5, "Would it come anyway, and at what value?")                           \
    X(6, "What must have been believed?")                                      \
    X(7, "Who else will come and ask?")                                        \
    X(8, "What do the allies lose?")                                           \
    X(9, "Is the deal kept without a court?")                                  \
    X(10, "What is there to offer?")                                           \
    X(11, "What is given away for later?")                                     \
    X(12, "Which fear decides?")                                               \
    X(13, "How urgent is it?")                                                 \
    X(14, "Is the threat believed?")

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
    };                                                                         \
    const hmi_section hmi_section_question_##k = {                             \
        "question-" #k, HMI_HEADING_##k, prose_##k, figures_##k, 1};
QUESTIONS(DEFINE)

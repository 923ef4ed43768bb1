// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * html.c - words and numbers inside markup. Every name of the data goes
 * through hmi_html_add: nothing in it can end an element or an attribute.
 */
#include "report/page.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Bytes at `at` that change the direction of text (U+061C, U+200E, U+200F,
 * U+202A to U+202E, U+2066 to U+2069); 0 when it is none. */
static size_t direction_mark(const unsigned char *at)
{
    if (at[0] == 0xd8 && at[1] == 0x9c) {
        return 2;
    }
    if (at[0] != 0xe2) {
        return 0;
    }
    bool first = at[1] == 0x80 && (at[2] == 0x8e || at[2] == 0x8f ||
                                   (at[2] >= 0xaa && at[2] <= 0xae));
    bool second = at[1] == 0x81 && at[2] >= 0xa6 && at[2] <= 0xa9;
    return first || second ? 3 : 0;
}

static const char *entity(unsigned char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void hmi_html_add(hmi_text *html, const char *words)
{
    const unsigned char *at = (const unsigned char *)words;
    while (*at != '\0') {
        const char *escaped = entity(*at);
        size_t mark = direction_mark(at);
        if (escaped != NULL) {
            hmi_text_add(html, escaped);
        } else if (mark > 0) {
            at += mark - 1;
        } else if (*at < 0x20 || *at == 0x7f) {
            hmi_text_add(html, " ");
        } else {
            hmi_text_append(html, (const char *)at, 1);
        }
        at++;
    }
}

/* The name that a placeholder at `at` stands for; *size: of the placeholder. */
static const char *place_name(const hmi_book *book, const char *at,
                              size_t *size)
{
    const struct {
        const char *mark, *code, *word;
    } places[] = {{"{target}", book->target, "the target"},
                  {"{broker}", book->broker, "the broker"},
                  {"{sender}", book->sender, "the sender"}};
    for (size_t i = 0; i < 3; i++) {
        *size = strlen(places[i].mark);
        if (strncmp(at, places[i].mark, *size) == 0) {
            hm_report_input names = {.names = book->names,
                                     .n_names = book->n_names};
            return places[i].code[0] == '\0'
                       ? places[i].word
                       : hmi_report_the(&names, places[i].code);
        }
    }
    return NULL;
}

void hmi_fill(const hmi_book *book, const char *words, hmi_text *out)
{
    size_t size = 0;
    size_t start = out->size;
    for (const char *at = words; *at != '\0';) {
        const char *name = *at == '{' ? place_name(book, at, &size) : NULL;
        if (name == NULL) {
            hmi_text_append(out, at, 1);
            at++;
        } else {
            hmi_text_add(out, name);
            at += size;
        }
    }
    if (out->size > start && out->data[start] >= 'a' &&
        out->data[start] <= 'z' && words[0] == '{') {
        out->data[start] = (char)(out->data[start] - 'a' + 'A');
    }
}

void hmi_text_end(hmi_text *text, hmi_text *to)
{
    if (text->status != HM_OK && to->status == HM_OK) {
        to->status = text->status;
    }
    hmi_text_clear(text);
}

void hmi_paragraph(hmi_text *html, const char *words)
{
    hmi_text_add(html, "<p>");
    hmi_html_add(html, words);
    hmi_text_add(html, "</p>\n");
}

/* Digits of the whole part in groups of three. */
static void add_grouped(hmi_text *html, const char *digits)
{
    size_t whole = strcspn(digits, ".");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && whole > 4 && (whole - i) % 3 == 0) {
            hmi_text_add(html, "\xe2\x80\xaf"); /* narrow no-break space */
        }
        hmi_text_append(html, digits + i, 1);
    }
    hmi_text_add(html, digits + whole);
}

void hmi_html_number(hmi_text *html, double value, int digits)
{
    char text[64];
    double size = fabs(value);
    if (!isfinite(value)) {
        return;
    }
    if (size != 0.0 && (size < 1e-6 || size >= 1e15)) {
        (void)snprintf(text, sizeof text, "%.*e", digits - 1, size);
    } else {
        int before = size < 1.0 ? 0 : (int)floor(log10(size)) + 1;
        int leading =
            size == 0.0 || size >= 1.0 ? 0 : -(int)floor(log10(size)) - 1;
        int decimals = digits - before + leading;
        decimals = size == round(size) && size < 1e6 ? 0 : decimals;
        (void)snprintf(text, sizeof text, "%.*f", decimals > 0 ? decimals : 0,
                       size);
    }
    bool zero = strspn(text, "0.") == strlen(text);
    hmi_text_add(html, value < 0.0 && !zero ? "\xe2\x88\x92" : "");
    add_grouped(html, text);
}

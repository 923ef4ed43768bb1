// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * cmd_codes.c - `hirschman codes CODE|NAME ...`: what a country or sector code
 * of a data set stands for.
 *
 * A word may be several things (CD, 056); each is a row. Sector codes are
 * ranges of divisions of ISIC Rev. 4 as tables write them: A01, D01T02,
 * C10-C12, d10t12. With --economy the codes of that economy are known, too.
 */
#include "codes.h"

#include <stdlib.h>
#include <string.h>

enum { GIVEN = 0, KIND, CODE, ALPHA2, NUMBER, NAME, NOTE, COLUMNS };

static const cli_option options[] = {
    {"--economy", NULL, "ECONOMY", "its codes and names, too"},
};

typedef struct look_up {
    hm_context *ctx;
    hm_table *table;
    hm_status status;
    const hm_labels *labels; /* of the economy, or NULL */
    int32_t found;           /* rows for the word at hand */
} look_up;

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same(const char *one, const char *other)
{
    while (*one != '\0' && lower(*one) == lower(*other)) {
        one++;
        other++;
    }
    return lower(*one) == lower(*other);
}

static void add(look_up *l, const char *const *cells)
{
    if (l->status == HM_OK) {
        l->status = hm_table_add_row(l->table);
    }
    for (int32_t c = 0; c < COLUMNS && l->status == HM_OK; c++) {
        l->status = hm_table_set_text(l->table, c, cells[c]);
    }
    l->found++;
}

static void add_country(look_up *l, const char *given, const cli_country *c,
                        const char *note)
{
    char number[16] = "";
    if (c->number > 0) {
        (void)snprintf(number, sizeof number, "%03d", (int)c->number);
    }
    const char *cells[COLUMNS] = {given,  "country", c->alpha3, c->alpha2,
                                  number, c->name,   note};
    add(l, cells);
}

/* A whole number of at most 3 digits, -1 when the text is none. */
static int32_t whole(const char *text)
{
    int32_t value = 0;
    size_t length = strlen(text);
    if (length == 0 || length > 3) {
        return -1;
    }
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = 10 * value + (text[i] - '0');
    }
    return value;
}

static void find_countries(look_up *l, const char *given)
{
    int32_t number = whole(given);
    for (int32_t i = 0; i < cli_n_countries; i++) {
        const cli_country *c = &cli_countries[i];
        bool two = c->alpha2[0] != '\0' && same(given, c->alpha2);
        if (two || same(given, c->alpha3) || same(given, c->name) ||
            (number > 0 && number == c->number)) {
            add_country(l, given, c, "");
        }
    }
    for (int32_t a = 0; a < cli_n_aliases; a++) {
        const cli_alias *alias = &cli_aliases[a];
        for (int32_t i = 0; same(given, alias->text) && i < cli_n_countries;
             i++) {
            if (strcmp(alias->alpha3, cli_countries[i].alpha3) == 0) {
                add_country(l, given, &cli_countries[i], alias->note);
            }
        }
    }
}

/* Two digits after an optional letter; false when there are none. */
static bool division(const char **at, char *letter, int32_t *out)
{
    const char *s = *at;
    char c = lower(*s);
    *letter = c >= 'a' && c <= 'u' ? (char)(c - 'a' + 'A') : '\0';
    s += *letter != '\0' ? 1 : 0;
    if (s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9') {
        return false;
    }
    *out = 10 * (s[0] - '0') + (s[1] - '0');
    *at = s + 2;
    return true;
}

/* "C10T12", "C10-C12", "A01": divisions first to last, and the letter. */
static bool read_range(const char *text, char *letter, int32_t *first,
                       int32_t *last)
{
    char second = '\0';
    if (!division(&text, letter, first) || *letter == '\0') {
        return false;
    }
    *last = *first;
    if (*text == '-' || *text == '_' || lower(*text) == 't') {
        text++;
        return division(&text, &second, last) && *text == '\0' &&
               *last >= *first;
    }
    return *text == '\0';
}

/* The letter is that of the section; D stands before any division, too. */
static void find_divisions(look_up *l, const char *given)
{
    char letter = '\0';
    int32_t first = 0;
    int32_t last = 0;
    if (!read_range(given, &letter, &first, &last)) {
        return;
    }
    for (int32_t i = 0; i < cli_n_divisions; i++) {
        const cli_division *d = &cli_divisions[i];
        bool fits = letter == 'D' || letter == d->section || first != last;
        if (d->number < first || d->number > last || !fits) {
            continue;
        }
        char code[8];
        char number[8];
        (void)snprintf(code, sizeof code, "%c%02d", d->section, (int)d->number);
        (void)snprintf(number, sizeof number, "%02d", (int)d->number);
        const char *cells[COLUMNS] = {given,  "sector", code,         "",
                                      number, d->name,  "ISIC Rev. 4"};
        add(l, cells);
    }
}

static void find_labels(look_up *l, const char *given)
{
    const hm_labels *e = l->labels;
    for (int32_t n = 0; e != NULL && n < e->n_countries; n++) {
        if (same(given, e->country_codes[n]) ||
            same(given, e->country_names[n])) {
            const char *cells[COLUMNS] = {
                given, "country",           e->country_codes[n], "",
                "",    e->country_names[n], "in the economy"};
            add(l, cells);
        }
    }
    for (int32_t j = 0; e != NULL && j < e->n_sectors; j++) {
        if (same(given, e->sector_codes[j]) ||
            same(given, e->sector_names[j])) {
            const char *cells[COLUMNS] = {
                given, "sector",           e->sector_codes[j], "",
                "",    e->sector_names[j], "in the economy"};
            add(l, cells);
        }
    }
}

/* The nearest name or code, to say so; in small letters both. */
static int unknown(const look_up *l, const char *given)
{
    const hm_labels *e = l->labels;
    int32_t most = 2 * cli_n_countries + cli_n_aliases +
                   (e == NULL ? 0 : e->n_countries + 2 * e->n_sectors);
    const char **names = cli_alloc((size_t)most, sizeof *names);
    int32_t count = 0;
    bool code = strlen(given) <= 3;
    for (int32_t i = 0; i < cli_n_countries; i++) {
        names[count++] = code ? cli_countries[i].alpha3 : cli_countries[i].name;
    }
    for (int32_t a = 0; a < cli_n_aliases; a++) {
        names[count++] = cli_aliases[a].text;
    }
    for (int32_t n = 0; e != NULL && n < e->n_countries; n++) {
        names[count++] = e->country_codes[n];
    }
    for (int32_t j = 0; e != NULL && j < e->n_sectors; j++) {
        names[count++] = e->sector_codes[j];
        names[count++] = e->sector_names[j];
    }
    const char *near = cli_nearest(given, names, count);
    int exit = cli_fail(CLI_DATA,
                        "codes: '%s' is not a country of ISO 3166-1, a code in "
                        "use beside it or a division of ISIC Rev. 4%s%s%s",
                        given, near == NULL ? "" : "; the nearest one is '",
                        near == NULL ? "" : near, near == NULL ? "" : "'");
    free((void *)names);
    return exit;
}

static hm_status make_table(hm_context *ctx, hm_table **out)
{
    static const char *const names[COLUMNS] = {
        "given", "kind", "code", "alpha2", "number", "name", "note"};
    hm_status status = hm_table_create(ctx, "codes", out);
    for (int32_t c = 0; c < COLUMNS && status == HM_OK; c++) {
        status = hm_table_add_column(*out, names[c], HM_COLUMN_TEXT);
    }
    return status;
}

static int work(look_up *l, const cli_arguments *arguments,
                const cli_common *common)
{
    hm_economy_folder *folder = NULL;
    int code = -1;
    for (int32_t i = 0; i < arguments->count && l->status == HM_OK; i++) {
        if (arguments->items[i].option == 0) {
            hm_economy_folder_free(folder);
            l->status = hm_economy_read(l->ctx, arguments->items[i].value, NULL,
                                        &folder);
            l->labels =
                l->status == HM_OK
                    ? hm_economy_labels(hm_economy_folder_economy(folder))
                    : NULL;
        }
    }
    for (int32_t i = 0; i < arguments->count && l->status == HM_OK; i++) {
        const char *given = arguments->items[i].value;
        if (arguments->items[i].option < 0) {
            l->found = 0;
            find_countries(l, given);
            find_divisions(l, given);
            find_labels(l, given);
            code = l->found == 0 ? unknown(l, given) : code;
        }
    }
    if (l->status != HM_OK) {
        code = cli_fail_status(l->status, l->ctx);
    } else if (hm_table_rows(l->table) > 0) {
        int printed = cli_print_table(l->ctx, l->table, common->format, 6);
        code = code < 0 ? printed : code;
    }
    hm_economy_folder_free(folder);
    return code < 0 ? CLI_SOLVED : code;
}

int cli_codes(int argc, char **argv)
{
    static const cli_command command = {
        "codes",
        "CODE|NAME ... [--economy ECONOMY] [--format csv]",
        "What a code stands for: countries by the letters, the number or the "
        "name of\nISO 3166-1 or a code in use beside it (CN1, ROM, 490), "
        "sectors by divisions of\nISIC Rev. 4 (A01, C10T12, C10-C12, d01t02).",
        options,
        1,
        1,
        1000,
    };
    cli_common common;
    cli_arguments arguments;
    look_up l = {.status = HM_OK};
    memset(&common, 0, sizeof common);
    int code = cli_read(&command, argc, argv, &common, &arguments);
    if (code >= 0) {
        return code;
    }
    if (hm_context_create(cli_allocator(), &l.ctx) != HM_OK) {
        return cli_fail(CLI_INTERNAL, "out of memory");
    }
    cli_watch(l.ctx);
    l.status = make_table(l.ctx, &l.table);
    code = work(&l, &arguments, &common);
    hm_table_free(l.table);
    cli_arguments_clear(&arguments);
    hm_context_free(l.ctx);
    return code;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * questions.c - look-ups in linkage.csv, numbers in words, and the fourteen
 * questions put together: heading, paragraph, table.
 */
#include "report/questions.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- look-ups -------------------------------------------------------------------- */

static const char *text_at(const hm_table *t, int32_t i, const char *column)
{
    return hm_table_text(t, i, hm_table_find(t, column));
}

static double number_at(const hm_table *t, int32_t i, const char *column)
{
    return hm_table_number(t, i, hm_table_find(t, column));
}

static bool row_is(const hm_table *t, int32_t i, int32_t row)
{
    return (int32_t)number_at(t, i, "row") == row;
}

static bool fits(const hm_table *t, int32_t i, const char *column,
                 const char *wanted)
{
    return wanted == NULL || strcmp(text_at(t, i, column), wanted) == 0;
}

static hmi_said said_at(const hm_table *t, int32_t i)
{
    hmi_said s = {
        .value = number_at(t, i, "value"),
        .low = fmin(number_at(t, i, "sets_low"), number_at(t, i, "low")),
        .high = fmax(number_at(t, i, "sets_high"), number_at(t, i, "high")),
        .positive = (int32_t)number_at(t, i, "positive"),
        .total = (int32_t)number_at(t, i, "total"),
        .unit = text_at(t, i, "unit"),
        .mark = text_at(t, i, "class"),
        .item = text_at(t, i, "item"),
        .versus = text_at(t, i, "versus"),
    };
    s.found = !isnan(s.value);
    return s;
}

hmi_said hmi_ask(const hmi_asker *asker, int32_t row, const char *quantity,
                 const char *item, const char *versus)
{
    const hm_table *t = asker->rows;
    for (int32_t i = 0; i < hm_table_rows(t); i++) {
        if (row_is(t, i, row) && fits(t, i, "quantity", quantity) &&
            fits(t, i, "item", item) && fits(t, i, "versus", versus)) {
            return said_at(t, i);
        }
    }
    return (hmi_said){.value = NAN, .unit = "", .mark = "", .item = ""};
}

const char *hmi_last_item(const hmi_asker *asker, int32_t row,
                          const char *quantity)
{
    const hm_table *t = asker->rows;
    const char *last = "";
    for (int32_t i = 0; i < hm_table_rows(t); i++) {
        if (row_is(t, i, row) && fits(t, i, "quantity", quantity)) {
            last = text_at(t, i, "item");
        }
    }
    return last;
}

bool hmi_question_has_rows(const hm_table *rows, int32_t row)
{
    for (int32_t i = 0; rows != NULL && i < hm_table_rows(rows); i++) {
        if (row_is(rows, i, row)) {
            return true;
        }
    }
    return false;
}

/* --- numbers in words --------------------------------------------------------------- */

hmi_said hmi_said_negative(hmi_said said)
{
    double low = said.low;
    said.low = -said.high;
    said.high = -low;
    said.value = -said.value;
    said.positive = said.total - said.positive;
    return said;
}

static void say_plain(hmi_text *text, double x)
{
    double size = fabs(x);
    bool whole = fabs(x - nearbyint(x)) < 1e-9;
    int decimals = size >= 100.0 || whole ? 0 : (size >= 10.0 ? 1 : 2);
    hmi_text_addf(text, "%.*f", size < 0.005 ? 0 : decimals,
                  size < 0.005 ? 0.0 : x);
}

/* A range whose ends read alike is none. */
static void say_bracket(hmi_text *text, hmi_said s)
{
    bool mixed = s.positive > 0 && s.positive < s.total && s.low < 0.0;
    if (s.total > 1 && s.high - s.low > 1e-3 * fabs(s.high)) {
        hmi_text_add(text, " (");
        say_plain(text, s.low);
        hmi_text_add(text, " to ");
        say_plain(text, s.high);
        if (mixed) {
            hmi_text_addf(text, "; sign not robust: %d of %d positive",
                          s.positive, s.total);
        }
        hmi_text_add(text, ")");
    }
}

void hmi_say_said(hmi_text *text, hmi_said s)
{
    bool money = strcmp(s.unit, "MUSD") == 0;
    bool share = strcmp(s.unit, "%") == 0;
    bool mixed = s.positive > 0 && s.positive < s.total && s.low < 0.0;
    if (!s.found) {
        hmi_text_add(text, "(no answer in the first view)");
        return;
    }
    if (money || share) {
        hmi_say_band(text, (hmi_band){s.value, s.low, s.high, s.positive,
                                      s.total, money, (double)NAN});
        if (mixed) {
            hmi_text_addf(text, " [sign not robust: %d of %d positive]",
                          s.positive, s.total);
        }
        return;
    }
    say_plain(text, s.value);
    say_bracket(text, s);
}

const char *hmi_role(const hmi_asker *asker, const char *code)
{
    return hmi_report_the(&asker->input, code);
}

/* "if it cuts its tariffs by 50 % and China opens": a policy of the menu,
 * "cut-50" or "cut-50+SCENARIO"; false when the name is none. */
static bool say_cut(const hmi_asker *asker, const char *name, hmi_text *text)
{
    const char *digits = name + strlen("cut-");
    if (strncmp(name, "cut-", 4) != 0 || *digits < '0' || *digits > '9') {
        return false;
    }
    size_t n = strspn(digits, "0123456789");
    if (digits[n] != '\0' && digits[n] != '+') {
        return false;
    }
    hmi_text_addf(text, "if %s cuts its tariffs on %s by %.*s %%",
                  hmi_role(asker, asker->input.sender),
                  hmi_role(asker, asker->input.broker), (int)n, digits);
    if (digits[n] == '+') {
        hmi_text_addf(text, " and %s",
                      hmi_report_name_of(&asker->input, digits + n + 1));
    }
    return true;
}

void hmi_say_if(const hmi_asker *asker, const char *scenario, hmi_text *text)
{
    static const char *const articles[] = {"The ", "A ", "An ", "Both ",
                                           "All "};
    const char *name = hmi_report_name_of(&asker->input, scenario);
    if (strcmp(name, scenario) == 0) {
        if (!say_cut(asker, scenario, text)) {
            hmi_text_addf(text, "under \"%s\"", scenario);
        }
        return;
    }
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        if (strncmp(name, articles[i], strlen(articles[i])) == 0) {
            hmi_text_addf(text, "if %c%s", name[0] - 'A' + 'a', name + 1);
            return;
        }
    }
    hmi_text_addf(text, "if %s", name);
}

void hmi_say_gain(hmi_text *text, hmi_said said)
{
    if (!said.found) {
        hmi_text_add(text, "has no answer");
        return;
    }
    hmi_say_change(text,
                   (hmi_band){said.value, said.low, said.high, said.positive,
                              said.total, strcmp(said.unit, "MUSD") == 0,
                              (double)NAN},
                   "gains", "loses");
    int32_t alike =
        said.value < 0.0 ? said.total - said.positive : said.positive;
    if (2 * alike < said.total) {
        hmi_text_add(text, ", though most views say the opposite");
    }
}

void hmi_say_items(const hmi_asker *asker, int32_t row, const char *quantity,
                   hmi_text *text)
{
    const hm_table *t = asker->rows;
    const char *names[32];
    int32_t n = 0;
    for (int32_t i = 0; t != NULL && i < hm_table_rows(t) && n < 32; i++) {
        if (row_is(t, i, row) && fits(t, i, "quantity", quantity)) {
            names[n++] = hmi_role(asker, text_at(t, i, "item"));
        }
    }
    for (int32_t k = 0; k < n; k++) {
        const char *before = k == 0 ? "" : (k == n - 1 ? " and " : ", ");
        hmi_text_addf(text, "%s%s", before, names[k]);
    }
}

/* --- headings ------------------------------------------------------------------------- */

static const char *const headings[HMI_QUESTIONS] = {
    HMI_HEADING_1,  HMI_HEADING_2,  HMI_HEADING_3,  HMI_HEADING_4,
    HMI_HEADING_5,  HMI_HEADING_6,  HMI_HEADING_7,  HMI_HEADING_8,
    HMI_HEADING_9,  HMI_HEADING_10, HMI_HEADING_11, HMI_HEADING_12,
    HMI_HEADING_13, HMI_HEADING_14,
};

void hmi_heading_words(const hmi_asker *asker, const char *heading,
                       hmi_text *out)
{
    for (const char *c = heading; *c != '\0'; c++) {
        if (*c != '%' || strchr("SBTA", c[1]) == NULL || c[1] == '\0') {
            hmi_text_append(out, c, 1);
            continue;
        }
        c++;
        const char *code = *c == 'S'   ? asker->input.sender
                           : *c == 'B' ? asker->input.broker
                                       : asker->input.target;
        if (*c == 'A') {
            hmi_say_items(asker, 8, "ally_loss_without_broker_pct", out);
        } else {
            hmi_text_add(out, hmi_role(asker, code));
        }
    }
}

void hmi_sentences(hmi_text *words)
{
    bool begins = true;
    for (char *at = words->data; at != NULL && *at != '\0'; at++) {
        if (begins && *at >= 'a' && *at <= 'z') {
            *at = (char)(*at - 'a' + 'A');
        }
        begins = (begins && *at == ' ') || (*at == '.' && at[1] == ' ');
    }
}

void hmi_question_words(const hmi_asker *asker, int32_t row, hmi_text *out)
{
    static hmi_teller *const tellers[HMI_QUESTIONS] = {
        hmi_tell_reach,  hmi_tell_price,   hmi_tell_cap,    hmi_tell_apart,
        hmi_tell_anyway, hmi_tell_past,    hmi_tell_guests, hmi_tell_allies,
        hmi_tell_kept,   hmi_tell_offer,   hmi_tell_given,  hmi_tell_fear,
        hmi_tell_urgent, hmi_tell_believed};
    if (hmi_question_has_rows(asker->rows, row)) {
        tellers[row - 1](asker, out);
    }
}

/* --- tables ------------------------------------------------------------------------------ */

enum { WHAT, VALUE, SETS, DRAWS, ABOVE, UNIT, MARK, EQUATION, COLUMNS };

static void number_text(char *to, size_t room, double x)
{
    double size = fabs(x);
    int decimals = size >= 100.0 ? 0 : (size >= 1.0 ? 1 : 3);
    if (isnan(x)) {
        to[0] = '\0';
    } else if (size >= 1e6) {
        snprintf(to, room, "%.3g", x);
    } else {
        snprintf(to, room, "%.*f", size < 5e-4 ? 0 : decimals,
                 size < 5e-4 ? 0.0 : x);
    }
}

static hm_status set_range(hm_table *to, int32_t column, double low,
                           double high)
{
    char text[80];
    char ends[2][32];
    number_text(ends[0], sizeof ends[0], low);
    number_text(ends[1], sizeof ends[1], high);
    if (isnan(low)) {
        text[0] = '\0';
    } else if (strcmp(ends[0], ends[1]) == 0) {
        snprintf(text, sizeof text, "%s", ends[0]);
    } else {
        snprintf(text, sizeof text, "%s to %s", ends[0], ends[1]);
    }
    return hm_table_set_text(to, column, text);
}

/* "what, item, versus" in one cell. */
static hm_status set_what(const hmi_asker *asker, int32_t i, hm_table *to)
{
    const hm_table *t = asker->rows;
    const char *item = text_at(t, i, "item");
    const char *versus = text_at(t, i, "versus");
    hmi_text words;
    hmi_text_init(&words, asker->ctx);
    hmi_text_addf(&words, "%s: %s%s%s", item,
                  hmi_quantity_words(text_at(t, i, "quantity")),
                  versus[0] == '\0' ? "" : " ", versus);
    hm_status status = words.status;
    if (status == HM_OK) {
        status = hm_table_set_text(to, WHAT, words.data);
    }
    hmi_text_clear(&words);
    return status;
}

static hm_status add_row(const hmi_asker *asker, int32_t i, hm_table *to)
{
    const hm_table *t = asker->rows;
    char text[48];
    double positive = number_at(t, i, "positive");
    double total = number_at(t, i, "total");
    HMI_TRY(hm_table_add_row(to));
    HMI_TRY(set_what(asker, i, to));
    number_text(text, sizeof text, number_at(t, i, "value"));
    HMI_TRY(hm_table_set_text(to, VALUE, text));
    HMI_TRY(set_range(to, SETS, number_at(t, i, "sets_low"),
                      number_at(t, i, "sets_high")));
    HMI_TRY(
        set_range(to, DRAWS, number_at(t, i, "low"), number_at(t, i, "high")));
    text[0] = '\0';
    if (positive > 0.0 && positive < total &&
        (number_at(t, i, "sets_low") < 0.0 || number_at(t, i, "low") < 0.0)) {
        snprintf(text, sizeof text, "%.0f of %.0f", positive, total);
    }
    HMI_TRY(hm_table_set_text(to, ABOVE, text));
    HMI_TRY(hm_table_set_text(to, UNIT, text_at(t, i, "unit")));
    HMI_TRY(hm_table_set_text(to, MARK, text_at(t, i, "class")));
    return hm_table_set_text(to, EQUATION, text_at(t, i, "equation"));
}

static hm_status add_rows(const hmi_asker *asker, int32_t row, const char *mark,
                          hm_table *to)
{
    const hm_table *t = asker->rows;
    for (int32_t i = 0; i < hm_table_rows(t); i++) {
        if (row_is(t, i, row) && fits(t, i, "class", mark) &&
            number_at(t, i, "total") > 0.0 &&
            hmi_quantity_words(text_at(t, i, "quantity")) != NULL) {
            HMI_TRY(add_row(asker, i, to));
        }
    }
    return HM_OK;
}

/* Thresholds first, then what is computed, then what rests on priors (R2). */
hm_status hmi_question_table(const hmi_asker *asker, int32_t row,
                             hm_table **out)
{
    static const char *const names[COLUMNS] = {"what",  "value",   "sets",
                                               "draws", "above_0", "unit",
                                               "class", "equation"};
    static const char *const order[] = {"T", "C", "E", "P"};
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_TRY(hm_table_create(asker->ctx, "question", &table));
    for (int32_t c = 0; c < COLUMNS; c++) {
        HMI_GOTO(status, hm_table_add_column(table, names[c], HM_COLUMN_TEXT));
    }
    for (int32_t k = 0; k < 4; k++) {
        HMI_GOTO(status, add_rows(asker, row, order[k], table));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

/* --- the text report ------------------------------------------------------------------------ */

enum { WORDS = 42, NUMBER = 9, RANGE = 20 };

static int32_t letters(const char *text)
{
    int32_t n = 0;
    for (; *text != '\0'; text++) {
        n += ((unsigned char)*text & 0xC0u) != 0x80u;
    }
    return n;
}

static void add_padded(hmi_text *text, const char *words, int32_t width,
                       bool right)
{
    int32_t gap = width - letters(words);
    hmi_text_addf(text, "%s%*s", right ? "" : words, gap > 0 ? gap : 0, "");
    hmi_text_add(text, right ? words : "");
}

/* Words over as many lines as they need; the last one is padded. */
static void add_words(hmi_text *text, const char *words)
{
    const char *at = words;
    const char *lead = "    ";
    while ((int32_t)strlen(at) > WORDS) {
        int32_t cut = WORDS;
        while (cut > 0 && at[cut] != ' ') {
            cut--;
        }
        cut = cut == 0 ? WORDS : cut;
        hmi_text_addf(text, "%s%.*s\n", lead, (int)cut, at);
        at += cut + (at[cut] == ' ' ? 1 : 0);
        lead = "      ";
    }
    hmi_text_add(text, lead);
    add_padded(text, at, WORDS + 4 - (int32_t)strlen(lead), false);
}

/* Lowest and highest of sets and of the draws' 5 to 95 %. */
static void add_range(hmi_text *text, const hm_table *t, int32_t i)
{
    char ends[2][32];
    char range[80];
    double low = fmin(number_at(t, i, "sets_low"), number_at(t, i, "low"));
    double high = fmax(number_at(t, i, "sets_high"), number_at(t, i, "high"));
    number_text(ends[0], sizeof ends[0], low);
    number_text(ends[1], sizeof ends[1], high);
    snprintf(range, sizeof range, "%s to %s", ends[0], ends[1]);
    add_padded(text, strcmp(ends[0], ends[1]) == 0 ? "" : range, RANGE, true);
}

/* Is its range that of the elasticity sets alone, though there are draws? */
static bool no_draws(const hmi_asker *asker, int32_t i)
{
    const hm_table *t = asker->rows;
    double most = 0.0;
    for (int32_t k = 0; k < hm_table_rows(t); k++) {
        most = fmax(most, number_at(t, k, "total"));
    }
    return isnan(number_at(t, i, "low")) && most > number_at(t, i, "total") &&
           strcmp(text_at(t, i, "class"), "C") != 0;
}

static void add_line(const hmi_asker *asker, int32_t i, hmi_text *text)
{
    const hm_table *t = asker->rows;
    char value[32];
    const char *versus = text_at(t, i, "versus");
    double positive = number_at(t, i, "positive");
    double total = number_at(t, i, "total");
    double low = fmin(number_at(t, i, "sets_low"), number_at(t, i, "low"));
    hmi_text words;
    hmi_text_init(&words, asker->ctx);
    hmi_text_addf(&words, "%s%s%s",
                  hmi_quantity_words(text_at(t, i, "quantity")),
                  versus[0] == '\0' ? "" : " ", versus);
    add_words(text, words.data == NULL ? "" : words.data);
    hmi_text_clear(&words);
    number_text(value, sizeof value, number_at(t, i, "value"));
    add_padded(text, value[0] == '\0' ? "-" : value, NUMBER, true);
    add_range(text, t, i);
    hmi_text_addf(text, "  %s %s %s%s", text_at(t, i, "unit"),
                  text_at(t, i, "class"), text_at(t, i, "equation"),
                  no_draws(asker, i) ? " (sets alone)" : "");
    if (low < 0.0 && positive > 0.0 && positive < total) {
        hmi_text_addf(text, "\n%*ssign not robust: %.0f of %.0f above 0",
                      WORDS + 8, "", positive, total);
    }
    hmi_text_add(text, "\n");
}

/* Is it a step of pressure that is not the severest? Outside questions 1 and
 * 3 those stand in the file. */
static bool is_lesser(const hmi_asker *asker, int32_t row, const char *item)
{
    const char *last = hmi_last_item(asker, 1, "target_loss_pct");
    return row != 1 && row != 3 && strcmp(item, last) != 0 &&
           hmi_ask(asker, 1, "target_loss_pct", item, NULL).found;
}

/* Rows of one class, under the item that they are about. */
static void add_class(const hmi_asker *asker, int32_t row, const char *mark,
                      hmi_text *text)
{
    const hm_table *t = asker->rows;
    const char *item = "";
    for (int32_t i = 0; i < hm_table_rows(t); i++) {
        const char *now = text_at(t, i, "item");
        if (!row_is(t, i, row) || !fits(t, i, "class", mark) ||
            !(number_at(t, i, "total") > 0.0) || is_lesser(asker, row, now) ||
            hmi_quantity_words(text_at(t, i, "quantity")) == NULL) {
            continue;
        }
        if (strcmp(item, now) != 0) {
            hmi_text_addf(text, "  %s\n", now);
            item = now;
        }
        add_line(asker, i, text);
    }
}

static hm_status add_table(const hmi_asker *asker, int32_t row, hmi_text *text)
{
    static const char *const order[] = {"T", "C", "E", "P"};
    for (int32_t k = 0; k < 4; k++) {
        add_class(asker, row, order[k], text);
    }
    return text->status;
}

static hm_status add_question(const hmi_asker *asker, int32_t row,
                              hmi_text *text)
{
    hmi_text words;
    hmi_text_init(&words, asker->ctx);
    hmi_text_addf(&words, "\n%d  ", (int)row);
    hmi_heading_words(asker, headings[row - 1], &words);
    hmi_text_add(&words, "\n\n");
    hmi_text_add(text, words.data == NULL ? "" : words.data);
    hmi_text_clear(&words);
    hmi_text_init(&words, asker->ctx);
    hmi_question_words(asker, row, &words);
    hmi_sentences(&words);
    hmi_flush(text, "   ", 3, &words);
    hmi_text_add(text, "\n");
    return text->status == HM_OK ? add_table(asker, row, text) : text->status;
}

hm_status hm_report_questions(hm_context *ctx, const hm_report_input *input,
                              const hm_table *linkage, char **out)
{
    hm_status status = HM_OK;
    hmi_text text;
    const hmi_asker asker = {ctx, *input, linkage};
    *out = NULL;
    hmi_text_init(&text, ctx);
    hmi_text_add(
        &text, "\nFourteen questions. In brackets and ranges: from the lowest "
               "to the highest of the elasticity sets\nand of 5 to 95 % of "
               "the draws. The number in front is that of the first set. "
               "Where a draw was\nnot computed it says \"sets alone\". "
               "Classes: T threshold (what would have to be true), C data,\n"
               "E depends on elasticities, P rests on priors "
               "(linkage_priors.csv). Nobody's valuation is assumed.\nMUSD: "
               "millions of US dollars a year, where it does not say present "
               "value. \"cuts\": of the sender's\ntariffs alone; "
               "\"opening\": with what the broker opens in return. Every "
               "step of pressure stands in\nlinkage.csv.\n");
    for (int32_t row = 1; row <= HMI_QUESTIONS && status == HM_OK; row++) {
        if (hmi_question_has_rows(linkage, row)) {
            status = add_question(&asker, row, &text);
        } else if (row == 7 || row == 8) {
            hmi_text_addf(&text, "\n%d  %s\n\n   The case names none.\n",
                          (int)row,
                          row == 7 ? HMI_HEADING_7 : "What do allies lose?");
        }
    }
    if (status == HM_OK) {
        status = hmi_text_take(&text, out);
    }
    hmi_text_clear(&text);
    return status;
}

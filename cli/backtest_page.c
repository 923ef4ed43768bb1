// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * backtest_page.c - hits, misses and scores of one case as tables and as a
 * page of Markdown. A case of many figures shows its scores and its worst.
 */
#include "backtest.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 40, WORST = 8 };

/* --- text ---------------------------------------------------------------------------- */

static void HM_FORMAT(2, 3) add(char **text, const char *format, ...)
{
    char piece[2048];
    va_list list;
    va_start(list, format);
    (void)vsnprintf(piece, sizeof piece, format, list);
    va_end(list);
    char *longer = cli_text("%s%s", *text == NULL ? "" : *text, piece);
    free(*text);
    *text = longer;
}

static void add_number(char **text, const char *format, double value)
{
    char piece[64] = "";
    if (isfinite(value)) {
        /* the formats are this file's own */
        (void)snprintf(piece, sizeof piece,
                       strcmp(format, "per cent") == 0 ? "%+.3g" : "%.2f",
                       value);
    }
    add(text, " %s |", piece);
}

/* "exports of PRK, all sectors". */
static char *what_of(const backtest_row *row)
{
    char *words = cli_copy(row->measure);
    for (char *at = words; (at = strchr(at, '_')) != NULL;) {
        *at = ' ';
    }
    int32_t count = row->sector[0] == '\0' ? 0 : 1;
    for (const char *at = row->sector; (at = strchr(at, ';')) != NULL; at++) {
        count++;
    }
    char *sectors = count > 2
                        ? cli_text(", %d sectors", (int)count)
                        : cli_text("%s%s", count > 0 ? ", " : "", row->sector);
    char *text = cli_text("%s, %s%s%s%s", words, row->country,
                          row->partner[0] == '\0' ? "" : " with ", row->partner,
                          sectors);
    free(sectors);
    free(words);
    return text;
}

/* --- scores ----------------------------------------------------------------------------- */

/* Figures are scored by scenario and, where there are many, by measure. */
static bool by_measure(const backtest *b)
{
    return b->n_rows > SHOWN;
}

static bool same_group(const backtest *b, int32_t r, int32_t k)
{
    return b->rows[k].index == b->rows[r].index &&
           (!by_measure(b) ||
            strcmp(b->rows[k].measure, b->rows[r].measure) == 0);
}

static const char *group_measure(const backtest *b, int32_t r)
{
    return by_measure(b) ? b->rows[r].measure : "all";
}

/* Is this the first row of its group? */
static bool is_first(const backtest *b, int32_t r)
{
    for (int32_t k = 0; k < r; k++) {
        if (same_group(b, r, k)) {
            return false;
        }
    }
    return true;
}

/* Scores of the group of row r under member m, in log changes. Figures of
 * -100 % have none and are counted in *dropped. */
static hm_status score_group(const backtest *b, int32_t r, int32_t m,
                             hm_history_scores *out, int32_t *dropped)
{
    double *predicted = cli_alloc((size_t)b->n_rows, sizeof *predicted);
    double *observed = cli_alloc((size_t)b->n_rows, sizeof *observed);
    int32_t n = 0;
    *dropped = 0;
    for (int32_t k = r; k < b->n_rows; k++) {
        const backtest_row *row = &b->rows[k];
        if (!same_group(b, r, k) || !row->comparable) {
            continue;
        }
        if (row->predicted[m] > -100.0 && row->observed > -100.0) {
            predicted[n] = log1p(row->predicted[m] / 100.0);
            observed[n++] = log1p(row->observed / 100.0);
        } else {
            (*dropped)++;
        }
    }
    hm_status status =
        hm_history_score(b->job->ctx, predicted, observed, n, out);
    free(predicted);
    free(observed);
    return status;
}

static char *member_name(const run_member *member)
{
    return cli_text("%s, %s", member->vintage->name, member->set);
}

static hm_status score_lines(const backtest *b, int32_t r, char **text)
{
    hm_status status = HM_OK;
    for (int32_t m = 0; m < b->job->n_members && status == HM_OK; m++) {
        hm_history_scores s;
        int32_t dropped = 0;
        status = score_group(b, r, m, &s, &dropped);
        if (status != HM_OK || s.n < 2) {
            continue;
        }
        char *member = member_name(&b->job->members[m]);
        add(text, "| %s | %s | %s | %d |", b->rows[r].scenario,
            group_measure(b, r), member, (int)s.n);
        add(text, " %.0f |", 100.0 * s.sign_right);
        add_number(text, "", s.rank_correlation);
        add_number(text, "", s.slope);
        add_number(text, "", s.error);
        add_number(text, "", s.no_change);
        add_number(text, "", s.proportional);
        add(text, "\n");
        free(member);
    }
    return status;
}

static hm_status score_table(const backtest *b, char **text)
{
    hm_status status = HM_OK;
    char *lines = NULL;
    for (int32_t r = 0; r < b->n_rows && status == HM_OK; r++) {
        if (is_first(b, r)) {
            status = score_lines(b, r, &lines);
        }
    }
    if (lines != NULL && status == HM_OK) {
        add(text, "\nScores in log changes; a slope of 1 and errors below the "
                  "two naive ones would be good.\n\n"
                  "| scenario | measure | view | figures | sign right %% | "
                  "rank correlation | slope | error | error of no change | "
                  "error of the mean change |\n"
                  "|---|---|---|---|---|---|---|---|---|---|\n");
        char *longer = cli_text("%s%s", *text, lines);
        free(*text);
        *text = longer;
    }
    free(lines);
    return status;
}

/* --- the page --------------------------------------------------------------------------- */

static void row_line(const backtest_row *row, char **text)
{
    char *what = what_of(row);
    add(text, "| %s | %s |", row->scenario, what);
    add_number(text, "per cent", row->observed);
    add_number(text, "per cent", row->predicted[0]);
    if (isfinite(row->low) && isfinite(row->high)) {
        add(text, " %+.3g to %+.3g |", row->low, row->high);
    } else {
        add(text, " |");
    }
    add(text, " %s | %s |\n",
        row->verdict == HM_NOT_COMPARABLE && row->comparable
            ? "no answer"
            : hm_verdict_name(row->verdict),
        row->note);
    free(what);
}

static double gap_of(const backtest_row *row)
{
    return row->verdict == HM_MISS ? fabs(row->predicted[0] - row->observed)
                                   : -1.0;
}

/* Rows that are shown: all, or the worst misses. */
static void row_table(const backtest *b, char **text)
{
    bool *shown = cli_alloc((size_t)b->n_rows + 1, sizeof *shown);
    if (b->n_rows > SHOWN) {
        add(text, "\nThe %d largest misses:\n", WORST);
    }
    add(text, "\n| scenario | what | happened %% | predicted %% | range of "
              "the views | verdict | note |\n|---|---|---|---|---|---|---|\n");
    for (int32_t k = 0; k < b->n_rows; k++) {
        int32_t pick = k;
        if (b->n_rows > SHOWN) {
            pick = -1;
            for (int32_t r = 0; r < b->n_rows && k < WORST; r++) {
                bool more =
                    pick < 0 || gap_of(&b->rows[r]) > gap_of(&b->rows[pick]);
                pick = !shown[r] && more ? r : pick;
            }
        }
        if (pick >= 0) {
            shown[pick] = true;
            row_line(&b->rows[pick], text);
        }
    }
    free(shown);
}

static void count_line(const backtest *b, char **text)
{
    int32_t count[HM_VERDICTS] = {0};
    for (int32_t r = 0; r < b->n_rows; r++) {
        count[b->rows[r].verdict]++;
    }
    add(text, "%d figures: %d hit, %d in range, %d miss, %d not comparable.\n",
        (int)b->n_rows, (int)count[HM_HIT], (int)count[HM_IN_RANGE],
        (int)count[HM_MISS], (int)count[HM_NOT_COMPARABLE]);
}

/* What a source is, once each. */
static void source_lines(const backtest *b, char **text)
{
    for (int32_t r = 0; r < b->n_rows; r++) {
        bool known = b->rows[r].source[0] == '\0';
        for (int32_t k = 0; k < r && !known; k++) {
            known = strcmp(b->rows[k].source, b->rows[r].source) == 0;
        }
        if (!known) {
            add(text, "%s%s\n", r == 0 ? "\nSources:\n\n- " : "- ",
                b->rows[r].source);
        }
    }
}

hm_status backtest_page(const backtest *b, char **text)
{
    *text = NULL;
    add(text, "\n## %s\n\n%s\n\n", b->job->name, b->job->description);
    count_line(b, text);
    row_table(b, text);
    hm_status status = score_table(b, text);
    source_lines(b, text);
    return status;
}

/* --- tables ------------------------------------------------------------------------------ */

static const run_column row_columns[] = {
    {"scenario", HM_COLUMN_TEXT},       {"measure", HM_COLUMN_TEXT},
    {"country", HM_COLUMN_TEXT},        {"partner", HM_COLUMN_TEXT},
    {"sector", HM_COLUMN_TEXT},         {"view", HM_COLUMN_TEXT},
    {"observed_pct", HM_COLUMN_NUMBER}, {"predicted_pct", HM_COLUMN_NUMBER},
    {"verdict", HM_COLUMN_TEXT},        {"note", HM_COLUMN_TEXT}};

static const run_column score_columns[] = {
    {"scenario", HM_COLUMN_TEXT},
    {"measure", HM_COLUMN_TEXT},
    {"view", HM_COLUMN_TEXT},
    {"figures", HM_COLUMN_NUMBER},
    {"without_log", HM_COLUMN_NUMBER},
    {"sign_right", HM_COLUMN_NUMBER},
    {"rank_correlation", HM_COLUMN_NUMBER},
    {"slope", HM_COLUMN_NUMBER},
    {"error", HM_COLUMN_NUMBER},
    {"error_no_change", HM_COLUMN_NUMBER},
    {"error_mean_change", HM_COLUMN_NUMBER}};

static hm_status set_texts(hm_table *table, const char *const *cells,
                           int32_t count)
{
    hm_status status = hm_table_add_row(table);
    for (int32_t c = 0; c < count && status == HM_OK; c++) {
        status = hm_table_set_text(table, c, cells[c]);
    }
    return status;
}

static hm_status member_rows(const backtest *b, int32_t m, hm_table *rows,
                             hm_table *scores)
{
    char *view = member_name(&b->job->members[m]);
    hm_status status = HM_OK;
    for (int32_t r = 0; r < b->n_rows && status == HM_OK; r++) {
        const backtest_row *row = &b->rows[r];
        const char *keys[] = {row->scenario, row->measure, row->country,
                              row->partner,  row->sector,  view};
        status = set_texts(rows, keys, 6);
        hm_table_set_number(rows, 6, row->observed);
        hm_table_set_number(rows, 7, row->predicted[m]);
        if (status == HM_OK) {
            status = hm_table_set_text(rows, 8, hm_verdict_name(row->verdict));
        }
        if (status == HM_OK) {
            status = hm_table_set_text(rows, 9, row->note);
        }
        if (status != HM_OK || !is_first(b, r)) {
            continue;
        }
        hm_history_scores s;
        int32_t dropped = 0;
        const char *group[] = {row->scenario, group_measure(b, r), view};
        status = score_group(b, r, m, &s, &dropped);
        if (status == HM_OK) {
            status = set_texts(scores, group, 3);
        }
        const double numbers[] = {
            (double)s.n, (double)dropped, s.sign_right, s.rank_correlation,
            s.slope,     s.error,         s.no_change,  s.proportional};
        for (int32_t c = 0; c < 8 && status == HM_OK; c++) {
            hm_table_set_number(scores, 3 + c, numbers[c]);
        }
    }
    free(view);
    return status;
}

hm_status backtest_tables(const backtest *b, hm_table **rows, hm_table **scores)
{
    *rows = *scores = NULL;
    hm_status status =
        run_table(b->job->ctx, "backtest", row_columns, 10, rows);
    if (status == HM_OK) {
        status = run_table(b->job->ctx, "backtest_scores", score_columns, 11,
                           scores);
    }
    for (int32_t m = 0; m < b->job->n_members && status == HM_OK; m++) {
        status = member_rows(b, m, *rows, *scores);
    }
    if (status != HM_OK) {
        hm_table_free(*rows);
        hm_table_free(*scores);
        *rows = *scores = NULL;
    }
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * linkage_frontier.c - the concession frontier as a section of the text
 * report: what a concession of each size costs the sender, from every policy
 * and under every elasticity set, and the range of that cost over the sets.
 */
#include "linkage_frontier.h"

#include <math.h>
#include <string.h>

enum { SHOWN_TEXTS = 3, SHOWN_FIGURES = 5, LOWEST = 8, HIGHEST, SHOWN };

static const run_column columns[SHOWN] = {
    {"before", HM_COLUMN_TEXT},       {"row", HM_COLUMN_TEXT},
    {"elasticities", HM_COLUMN_TEXT}, {"reward $m", HM_COLUMN_NUMBER},
    {"cost $m", HM_COLUMN_NUMBER},    {"last dollar", HM_COLUMN_NUMBER},
    {"others $m", HM_COLUMN_NUMBER},  {"leaks", HM_COLUMN_NUMBER},
    {"lowest", HM_COLUMN_NUMBER},     {"highest", HM_COLUMN_NUMBER}};
static const char *const names[SHOWN_TEXTS + SHOWN_FIGURES] = {
    "baseline",  "kind",           "elasticities", "reward_musd",
    "cost_musd", "marginal_price", "others_musd",  "leakage"};

static double number(const hm_table *t, int32_t row, const char *column)
{
    return hm_table_number(t, row, hm_table_find(t, column));
}

static bool same(const hm_table *t, int32_t a, int32_t b, const char *column)
{
    int32_t at = hm_table_find(t, column);
    return strcmp(hm_table_text(t, a, at), hm_table_text(t, b, at)) == 0;
}

static bool on_frontier(const hm_table *t, int32_t row)
{
    int32_t kind = hm_table_find(t, "kind");
    return strcmp(hm_table_text(t, row, kind), "frontier") == 0;
}

/* Cost of a reward between two points of a frontier, by their exact slopes;
 * NAN: not between them. */
static double between(const hm_table *t, int32_t a, int32_t b, double reward)
{
    double from = number(t, a, "reward_musd");
    double h = number(t, b, "reward_musd") - from;
    if (!(h > 0.0 && reward >= from && reward <= from + h)) {
        return NAN;
    }
    double x = (reward - from) / h;
    double start = number(t, a, "cost_musd");
    double rise = (number(t, b, "cost_musd") - start) / h;
    double p = number(t, a, "marginal_price");
    double q = 3.0 * rise - 2.0 * p - number(t, b, "marginal_price");
    double r = p + number(t, b, "marginal_price") - 2.0 * rise;
    return start + h * x * (p + x * (q + x * r));
}

/* Least and largest cost of the row's reward over the frontiers of all sets
 * from the same policy; its own cost counts. */
static void range_of(const hm_table *t, int32_t row, double *low, double *high)
{
    double reward = number(t, row, "reward_musd");
    *low = *high = number(t, row, "cost_musd");
    for (int32_t a = 0; a + 1 < hm_table_rows(t); a++) {
        bool piece = on_frontier(t, a) && on_frontier(t, a + 1) &&
                     same(t, a, a + 1, "elasticities") &&
                     same(t, a, a + 1, "baseline") &&
                     same(t, a, row, "baseline") &&
                     !same(t, a, row, "elasticities");
        double cost = piece ? between(t, a, a + 1, reward) : NAN;
        if (isfinite(cost)) {
            *low = fmin(*low, cost);
            *high = fmax(*high, cost);
        }
    }
}

static hm_status add_row(const hm_table *from, int32_t row, hm_table *shown)
{
    hm_status status = hm_table_add_row(shown);
    for (int32_t c = 0; c < SHOWN_TEXTS + SHOWN_FIGURES && status == HM_OK;
         c++) {
        int32_t at = hm_table_find(from, names[c]);
        if (c < SHOWN_TEXTS) {
            status = hm_table_set_text(shown, c, hm_table_text(from, row, at));
        } else {
            hm_table_set_number(shown, c, hm_table_number(from, row, at));
        }
    }
    int32_t kind = hm_table_find(from, "kind");
    if (status == HM_OK && strcmp(hm_table_text(from, row, kind), "mfn") != 0) {
        double low = NAN;
        double high = NAN;
        range_of(from, row, &low, &high);
        hm_table_set_number(shown, LOWEST, low);
        hm_table_set_number(shown, HIGHEST, high);
    }
    return status;
}

hm_status cli_linkage_frontier(const run_job *job, const hm_table *from,
                               char **out)
{
    hm_table *shown = NULL;
    hm_status status = run_table(job->ctx, "frontier", columns, SHOWN, &shown);
    *out = NULL;
    for (int32_t r = 0; from != NULL && r < hm_table_rows(from); r++) {
        status = status == HM_OK ? add_row(from, r, shown) : status;
    }
    if (status == HM_OK && hm_table_rows(shown) > 0) {
        status = hm_report_table(job->ctx, shown, 4, out);
    }
    hm_table_free(shown);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * data_describe.c - `hirschman data describe ECONOMY`: sets, totals, balances,
 * largest flows, goods not bought at home, who depends on whom, elasticities,
 * as one table on standard output, one number a row.
 */
#include "data.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WHAT = 0, COUNTRY, PARTNER, SECTOR, SET, VALUE, UNIT, COLUMNS };

static const cli_option options[] = {
    {"--largest", NULL, "N", "flows to list (default 10)"},
};

typedef struct view {
    hm_context *ctx;
    hm_table *table;
    hm_status status;
    const hm_economy_arrays *a;
    const hm_labels *l;
} view;

static void row(view *v, const char *const texts[SET + 1], double value,
                const char *unit)
{
    if (v->status == HM_OK) {
        v->status = hm_table_add_row(v->table);
    }
    for (int32_t c = 0; c <= SET && v->status == HM_OK; c++) {
        v->status =
            hm_table_set_text(v->table, c, texts[c] == NULL ? "" : texts[c]);
    }
    if (v->status == HM_OK) {
        hm_table_set_number(v->table, VALUE, value);
        v->status = hm_table_set_text(v->table, UNIT, unit);
    }
}

static void one(view *v, const char *what, const char *country, double value,
                const char *unit)
{
    const char *texts[SET + 1] = {what, country, NULL, NULL, NULL};
    row(v, texts, value, unit);
}

/* Sums over sectors of what i sells to n. */
static double pair(const hm_economy_arrays *a, int32_t n, int32_t i)
{
    double sum = 0.0;
    for (int32_t j = 0; j < a->n_sectors; j++) {
        sum += data_flow(a, j, n, i);
    }
    return sum;
}

static void totals(view *v)
{
    const hm_economy_arrays *a = v->a;
    double home = 0.0;
    double abroad = 0.0;
    double duty = 0.0;
    for (int32_t n = 0; n < a->n_countries; n++) {
        for (int32_t i = 0; i < a->n_countries; i++) {
            double value = pair(a, n, i);
            home += n == i ? value : 0.0;
            abroad += n == i ? 0.0 : value;
            for (int32_t j = 0; n != i && j < a->n_sectors; j++) {
                duty += data_flow(a, j, n, i) * data_tariff(a, j, n, i);
            }
        }
    }
    one(v, "countries", NULL, a->n_countries, "count");
    one(v, "sectors", NULL, a->n_sectors, "count");
    one(v, "factors", NULL, a->n_factors, "count");
    one(v, "sales at home", NULL, home, "million USD");
    one(v, "sales abroad", NULL, abroad, "million USD");
    one(v, "mean tariff", NULL, abroad > 0.0 ? duty / abroad : 0.0, "rate");
}

static void balances(view *v)
{
    const hm_economy_arrays *a = v->a;
    for (int32_t n = 0; n < a->n_countries; n++) {
        double sold = 0.0;
        double bought = 0.0;
        for (int32_t i = 0; i < a->n_countries; i++) {
            sold += i == n ? 0.0 : pair(a, i, n);
            bought += i == n ? 0.0 : pair(a, n, i);
        }
        const char *code = v->l->country_codes[n];
        one(v, "income", code, a->income[n], "million USD");
        one(v, "exports", code, sold, "million USD");
        one(v, "imports", code, bought, "million USD");
        one(v, "balance", code, sold - bought, "million USD");
    }
}

typedef struct flow {
    int32_t j, n, i;
    double value;
} flow;

static int larger(const void *one_, const void *other_)
{
    const flow *x = one_;
    const flow *y = other_;
    if (x->value > y->value || x->value < y->value) {
        return x->value > y->value ? -1 : 1;
    }
    if (x->j != y->j) {
        return x->j < y->j ? -1 : 1;
    }
    return x->n != y->n ? (x->n < y->n ? -1 : 1) : (x->i < y->i ? -1 : 1);
}

static void largest(view *v, int32_t most)
{
    const hm_economy_arrays *a = v->a;
    size_t N = (size_t)a->n_countries;
    flow *flows = cli_alloc(N * N * (size_t)a->n_sectors, sizeof *flows);
    size_t count = 0;
    for (int32_t j = 0; j < a->n_sectors; j++) {
        for (int32_t p = 0; p < a->n_countries * a->n_countries; p++) {
            flow f = {j, p / a->n_countries, p % a->n_countries, 0.0};
            f.value = data_flow(a, f.j, f.n, f.i);
            if (f.n != f.i && f.value > 0.0) {
                flows[count++] = f;
            }
        }
    }
    qsort(flows, count, sizeof *flows, larger);
    one(v, "flows abroad above 0", NULL, (double)count, "count");
    for (size_t k = 0; k < count && k < (size_t)most; k++) {
        const char *texts[SET + 1] = {"largest flow",
                                      v->l->country_codes[flows[k].i],
                                      v->l->country_codes[flows[k].n],
                                      v->l->sector_codes[flows[k].j], NULL};
        row(v, texts, flows[k].value, "million USD");
    }
    free(flows);
}

/* Goods that a country buys, none of them from itself. */
static void not_at_home(view *v)
{
    const hm_economy_arrays *a = v->a;
    for (int32_t n = 0; n < a->n_countries; n++) {
        for (int32_t j = 0; j < a->n_sectors; j++) {
            double spent = a->expenditure[n * a->n_sectors + j];
            if (spent > 0.0 && !(data_flow(a, j, n, n) > 0.0)) {
                const char *texts[SET + 1] = {"bought, none from home",
                                              v->l->country_codes[n], NULL,
                                              v->l->sector_codes[j], NULL};
                row(v, texts, spent, "million USD");
            }
        }
    }
}

/* The partner with the largest share of each country's trade. */
static void depends(view *v, const hm_economy *economy)
{
    hm_table *t = NULL;
    if (v->status == HM_OK) {
        v->status = hm_leverage_dependence(v->ctx, economy, &t);
    }
    if (v->status != HM_OK) {
        return;
    }
    int32_t share = hm_table_find(t, "trade_share");
    for (int32_t n = 0; n < v->l->n_countries; n++) {
        const char *code = v->l->country_codes[n];
        int32_t best = -1;
        for (int32_t r = 0; r < hm_table_rows(t); r++) {
            bool mine = strcmp(hm_table_text(t, r, 0), code) == 0 &&
                        isfinite(hm_table_number(t, r, share));
            if (mine && (best < 0 || hm_table_number(t, r, share) >
                                         hm_table_number(t, best, share))) {
                best = r;
            }
        }
        if (best >= 0) {
            const char *texts[SET + 1] = {"trades most with", code,
                                          hm_table_text(t, best, 1), NULL,
                                          NULL};
            row(v, texts, hm_table_number(t, best, share), "share of trade");
        }
    }
    hm_table_free(t);
}

static void thetas(view *v, const hm_elasticities *set, const char *name)
{
    for (int32_t j = 0; j < v->l->n_sectors; j++) {
        bool traded = isfinite(set->theta[j]);
        const char *texts[SET + 1] = {traded ? "theta" : "not traded", NULL,
                                      NULL, v->l->sector_codes[j], name};
        row(v, texts, traded ? set->theta[j] : 0.0,
            traded ? "trade elasticity" : "");
    }
}

static hm_status make_table(view *v)
{
    static const char *const names[COLUMNS] = {
        "what", "country", "partner", "sector", "set", "value", "unit"};
    hm_status status = hm_table_create(v->ctx, "describe", &v->table);
    for (int32_t c = 0; c < COLUMNS && status == HM_OK; c++) {
        status = hm_table_add_column(
            v->table, names[c], c == VALUE ? HM_COLUMN_NUMBER : HM_COLUMN_TEXT);
    }
    return status;
}

static int work(view *v, const data_job *j, int32_t most)
{
    hm_economy_folder *folder = NULL;
    v->status = make_table(v);
    if (v->status == HM_OK) {
        v->status = hm_economy_read(v->ctx, data_positional(j), NULL, &folder);
    }
    if (v->status == HM_OK) {
        const hm_economy *economy = hm_economy_folder_economy(folder);
        v->a = hm_economy_data(economy);
        v->l = hm_economy_labels(economy);
        totals(v);
        balances(v);
        largest(v, most);
        not_at_home(v);
        depends(v, economy);
        thetas(v, hm_economy_elasticities(economy), "in use");
        for (int32_t s = 0; s < hm_economy_folder_sets(folder); s++) {
            const hm_elasticities *set = hm_economy_folder_set(folder, s);
            thetas(v, set, set->name);
        }
    }
    int code = v->status == HM_OK
                   ? cli_print_table(v->ctx, v->table, j->common.format, 6)
                   : cli_fail_status(v->status, v->ctx);
    hm_economy_folder_free(folder);
    hm_table_free(v->table);
    return code;
}

int data_describe(int argc, char **argv)
{
    static const cli_command command = {
        "data describe",
        "ECONOMY [--largest N] [--format csv]",
        "What an economy holds: sets, totals, balances, largest flows "
        "(country sells to\npartner), goods that are bought but not from home, "
        "the partner each trades most\nwith, elasticities by set.",
        options,
        1,
        1,
        1,
    };
    data_job j;
    view v = {.status = HM_OK};
    double most = 0.0;
    memset(&j, 0, sizeof j);
    j.command = &command;
    int code = cli_read(&command, argc, argv, &j.common, &j.arguments);
    if (code >= 0) {
        return code;
    }
    code = data_number(&j, "--largest", 10.0, 0.0, 1e6, &most);
    if (code < 0 && hm_context_create(cli_allocator(), &v.ctx) != HM_OK) {
        code = cli_fail(CLI_INTERNAL, "out of memory");
    }
    if (code < 0) {
        cli_watch(v.ctx);
        code = work(&v, &j, (int32_t)most);
    }
    cli_arguments_clear(&j.arguments);
    hm_context_free(v.ctx);
    return code;
}

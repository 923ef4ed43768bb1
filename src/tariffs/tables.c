// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * tables.c - plays as rows: countries, rates, where searches ended.
 *
 * Numbers of a play that was not confirmed are "not available".
 */
#include "tariffs/internal.h"

#include <assert.h>
#include <math.h>

typedef struct column {
    const char *name;
    hm_column_type type;
} column;

enum {
    GAME_GAME = 0,
    GAME_COUNTRY,
    GAME_INCOME,
    GAME_REGRET,
    GAME_MEAN,
    GAME_MEDIAN,
    GAME_WEIGHTED,
    GAME_ROLE,
    GAME_OVER_START,
    GAME_OBJECTIVE,
    GAME_RATES,
    GAME_KKT,
    GAME_RESIDUAL,
    GAME_COLUMNS
};

static const column game_columns[GAME_COLUMNS] = {
    {"game", HM_COLUMN_TEXT},
    {"country", HM_COLUMN_TEXT},
    {"real_income_pct", HM_COLUMN_NUMBER},
    {"regret_pct", HM_COLUMN_NUMBER},
    {"mean_tariff", HM_COLUMN_NUMBER},
    {"median_tariff", HM_COLUMN_NUMBER},
    {"weighted_tariff", HM_COLUMN_NUMBER},
    {"role", HM_COLUMN_TEXT},
    {"over_start_pct", HM_COLUMN_NUMBER},
    {"objective_pct", HM_COLUMN_NUMBER},
    {"rates", HM_COLUMN_NUMBER},
    {"kkt", HM_COLUMN_NUMBER},
    {"verified_residual", HM_COLUMN_NUMBER},
};

enum {
    RATE_GAME = 0,
    RATE_EXPORTER,
    RATE_IMPORTER,
    RATE_SECTOR,
    RATE_TARIFF,
    RATE_TARIFF_BASE,
    RATE_EXPORT_TAX,
    RATE_EXPORT_TAX_BASE,
    RATE_COLUMNS
};

static const column rate_columns[RATE_COLUMNS] = {
    {"game", HM_COLUMN_TEXT},
    {"exporter", HM_COLUMN_TEXT},
    {"importer", HM_COLUMN_TEXT},
    {"sector", HM_COLUMN_TEXT},
    {"tariff_rate", HM_COLUMN_NUMBER},
    {"tariff_rate_base", HM_COLUMN_NUMBER},
    {"export_tax_rate", HM_COLUMN_NUMBER},
    {"export_tax_rate_base", HM_COLUMN_NUMBER},
};

enum {
    OPT_GAME = 0,
    OPT_SEARCH,
    OPT_OUTCOME,
    OPT_SAME_AS,
    OPT_CHOSEN,
    OPT_OBJECTIVE,
    OPT_MEAN,
    OPT_KKT,
    OPT_STEPS,
    OPT_COLUMNS
};

static const column optima_columns[OPT_COLUMNS] = {
    {"game", HM_COLUMN_TEXT},        {"search", HM_COLUMN_TEXT},
    {"outcome", HM_COLUMN_TEXT},     {"same_as", HM_COLUMN_TEXT},
    {"chosen", HM_COLUMN_TEXT},      {"objective", HM_COLUMN_NUMBER},
    {"mean_rate", HM_COLUMN_NUMBER}, {"kkt", HM_COLUMN_NUMBER},
    {"steps", HM_COLUMN_NUMBER},
};

enum {
    CYCLE_GAME = 0,
    CYCLE_ROUND,
    CYCLE_COUNTRY,
    CYCLE_OBJECTIVE,
    CYCLE_MEAN,
    CYCLE_COLUMNS
};

static const column cycle_columns[CYCLE_COLUMNS] = {
    {"game", HM_COLUMN_TEXT},        {"round", HM_COLUMN_NUMBER},
    {"country", HM_COLUMN_TEXT},     {"objective_pct", HM_COLUMN_NUMBER},
    {"mean_rate", HM_COLUMN_NUMBER},
};

static hm_status make_table(hm_context *ctx, const char *name,
                            const column *columns, int32_t count,
                            hm_table **out)
{
    HMI_TRY(hm_table_create(ctx, name, out));
    for (int32_t c = 0; c < count; c++) {
        HMI_TRY(hm_table_add_column(*out, columns[c].name, columns[c].type));
    }
    return HM_OK;
}

/* What the tables look at. */
typedef struct writer {
    hm_context *ctx;
    const hm_economy_arrays *base;
    const hm_labels *labels;
    const hm_tariff_play *play;
    size_t N, J, flows;
    bool *goods;          /* J: some rate of it is set in the game */
    bool *set[HMI_KINDS]; /* flow: a rate of the game */
    double *rates;        /* flow: scratch */
} writer;

static double base_rate(const writer *w, int32_t kind, size_t f)
{
    const double *level =
        kind == HMI_TARIFF ? w->base->tariff : w->base->export_tax;
    return level == NULL ? 0.0 : level[f];
}

static double rate_of(const writer *w, int32_t kind, size_t f)
{
    const double *level = w->play->rate[kind];
    return level == NULL ? NAN : level[f];
}

static void mark_flows(writer *w)
{
    const hmi_instruments *x = w->play->x;
    size_t block = w->N * w->N;
    assert(block > 0);
    for (size_t j = 0; j < w->J; j++) {
        w->goods[j] = false;
    }
    for (size_t f = 0; f < w->flows; f++) {
        w->set[0][f] = w->set[1][f] = false;
    }
    for (int32_t v = 0; x != NULL && v < x->count; v++) {
        for (size_t k = 0; k < x->items[v].count; k++) {
            size_t f = x->flow[x->items[v].first + k];
            w->set[x->items[v].kind][f] = true;
            w->goods[f / block] = true;
        }
    }
}

/* --- countries ------------------------------------------------------------------- */

/* Into ascending order (Shell 1959). */
static void sort(double *x, size_t count)
{
    for (size_t gap = count / 2; gap > 0; gap /= 2) {
        for (size_t k = gap; k < count; k++) {
            double value = x[k];
            size_t at = k;
            for (; at >= gap && x[at - gap] > value; at -= gap) {
                x[at] = x[at - gap];
            }
            x[at] = value;
        }
    }
}

/* Tariffs of n: those that it set or, where it set none, all in the sectors
 * that the game is about. */
static void tariff_cells(writer *w, size_t n, hm_table *table)
{
    size_t block = w->N * w->N;
    size_t count = 0;
    double sum = 0.0;
    double duty = 0.0;
    double imports = 0.0;
    bool any = false;
    for (size_t f = 0; f < w->flows; f++) {
        any = any || (f / w->N % w->N == n && w->set[HMI_TARIFF][f]);
    }
    for (size_t f = 0; f < w->flows; f++) {
        bool mine =
            f / w->N % w->N == n && f % w->N != n && w->base->share[f] > 0.0;
        if (!mine || !(any ? w->set[0][f] : w->goods[f / block])) {
            continue;
        }
        double rate = rate_of(w, HMI_TARIFF, f);
        double value = w->base->share[f] *
                       w->base->expenditure[n * w->J + f / block] /
                       (1.0 + base_rate(w, HMI_TARIFF, f));
        w->rates[count++] = rate;
        sum += rate;
        duty += rate * value;
        imports += value;
    }
    if (count == 0 || !isfinite(sum)) {
        return;
    }
    sort(w->rates, count);
    double median = 0.5 * (w->rates[count / 2] + w->rates[(count - 1) / 2]);
    hm_table_set_number(table, GAME_MEAN, sum / (double)count);
    hm_table_set_number(table, GAME_MEDIAN, median);
    hm_table_set_number(table, GAME_WEIGHTED, duty / imports);
}

static int32_t player_at(const hm_tariff_play *play, size_t n)
{
    for (int32_t r = 0; play->x != NULL && r < play->x->R; r++) {
        if (play->x->country[r] == (int32_t)n) {
            return r;
        }
    }
    return -1;
}

static void player_cells(const hm_tariff_play *play, int32_t r, hm_table *table)
{
    const hmi_instruments *x = play->x;
    hm_table_set_number(table, GAME_REGRET, play->regret[r]);
    hm_table_set_number(table, GAME_OBJECTIVE,
                        100.0 * (hmi_exp(play->payoff[r]) - 1.0));
    hm_table_set_number(table, GAME_RATES,
                        (double)(x->start[r + 1] - x->start[r]));
}

static hm_status game_rows(writer *w, hm_table *table)
{
    const hm_tariff_play *play = w->play;
    const hm_tariff_certificate *c = &play->certificate;
    for (size_t n = 0; n < w->N; n++) {
        int32_t r = player_at(play, n);
        HMI_TRY(hm_table_add_row(table));
        HMI_TRY(hm_table_set_text(table, GAME_GAME, play->game->name));
        HMI_TRY(hm_table_set_text(table, GAME_COUNTRY,
                                  w->labels->country_codes[n]));
        HMI_TRY(
            hm_table_set_text(table, GAME_ROLE, r < 0 ? "other" : "player"));
        if (!c->confirmed) {
            continue;
        }
        double gain = play->real_income[n];
        hm_table_set_number(table, GAME_INCOME, 100.0 * (gain - 1.0));
        hm_table_set_number(table, GAME_OVER_START,
                            100.0 * (gain / play->start_income[n] - 1.0));
        hm_table_set_number(table, GAME_KKT, c->kkt);
        hm_table_set_number(table, GAME_RESIDUAL, c->residual);
        tariff_cells(w, n, table);
        if (r >= 0) {
            player_cells(play, r, table);
        }
    }
    return HM_OK;
}

/* --- rates ------------------------------------------------------------------------ */

static hm_status rate_rows(const writer *w, hm_table *table)
{
    bool known = w->play->certificate.confirmed;
    for (size_t f = 0; f < w->flows; f++) {
        if (!w->set[0][f] && !w->set[1][f]) {
            continue;
        }
        const char *const *codes = w->labels->country_codes;
        HMI_TRY(hm_table_add_row(table));
        HMI_TRY(hm_table_set_text(table, RATE_GAME, w->play->game->name));
        HMI_TRY(hm_table_set_text(table, RATE_EXPORTER, codes[f % w->N]));
        HMI_TRY(
            hm_table_set_text(table, RATE_IMPORTER, codes[f / w->N % w->N]));
        HMI_TRY(hm_table_set_text(table, RATE_SECTOR,
                                  w->labels->sector_codes[f / w->N / w->N]));
        hm_table_set_number(table, RATE_TARIFF_BASE, base_rate(w, 0, f));
        hm_table_set_number(table, RATE_EXPORT_TAX_BASE, base_rate(w, 1, f));
        if (known) {
            double tax = rate_of(w, HMI_EXPORT_TAX, f);
            hm_table_set_number(table, RATE_TARIFF, rate_of(w, 0, f));
            hm_table_set_number(table, RATE_EXPORT_TAX,
                                w->play->rate[1] == NULL ? 0.0 : tax);
        }
    }
    return HM_OK;
}

/* --- searches ---------------------------------------------------------------------- */

static hm_status optima_rows(const writer *w, hm_table *table)
{
    const hm_tariff_play *play = w->play;
    for (int32_t k = 0; k < play->n_optima; k++) {
        const hmi_optimum *o = &play->optima[k];
        const char *twin = o->same_as == k ? "" : play->optima[o->same_as].name;
        HMI_TRY(hm_table_add_row(table));
        HMI_TRY(hm_table_set_text(table, OPT_GAME, play->game->name));
        HMI_TRY(hm_table_set_text(table, OPT_SEARCH, o->name));
        HMI_TRY(hm_table_set_text(table, OPT_OUTCOME,
                                  o->end.found ? "found" : "not_found"));
        HMI_TRY(hm_table_set_text(table, OPT_SAME_AS, twin));
        HMI_TRY(hm_table_set_text(table, OPT_CHOSEN,
                                  k == play->best ? "yes" : "no"));
        hm_table_set_number(table, OPT_STEPS, o->end.steps);
        if (!o->end.found) {
            continue;
        }
        double sum = 0.0;
        for (int32_t v = 0; v < play->x->count; v++) {
            sum += hmi_exp(o->u[v]) - 1.0;
        }
        hm_table_set_number(table, OPT_OBJECTIVE, o->end.value);
        hm_table_set_number(table, OPT_MEAN, sum / play->x->count);
        hm_table_set_number(table, OPT_KKT, o->end.kkt);
    }
    return HM_OK;
}

/* --- replies that go round in a circle ------------------------------------------------- */

static hm_status cycle_rows(const writer *w, hm_table *table)
{
    const hm_tariff_play *play = w->play;
    int32_t R = play->x == NULL ? 0 : play->x->R;
    for (int32_t k = 0; k < play->n_cycle * R; k++) {
        const double *cell = play->cycle + 2 * (size_t)k;
        HMI_TRY(hm_table_add_row(table));
        HMI_TRY(hm_table_set_text(table, CYCLE_GAME, play->game->name));
        int32_t round = k / R;
        hm_table_set_number(table, CYCLE_ROUND, 1.0 + round);
        HMI_TRY(hm_table_set_text(
            table, CYCLE_COUNTRY,
            w->labels->country_codes[play->x->country[k % R]]));
        hm_table_set_number(table, CYCLE_OBJECTIVE, 100.0 * cell[0]);
        hm_table_set_number(table, CYCLE_MEAN, cell[1]);
    }
    return HM_OK;
}

/* --- all of them ---------------------------------------------------------------------- */

static hm_status writer_init(writer *w, hm_context *ctx,
                             const hm_tariff_view *view)
{
    *w = (writer){.ctx = ctx, .base = hm_economy_data(view->base)};
    w->labels = hm_economy_labels(view->base);
    w->N = (size_t)w->base->n_countries;
    w->J = (size_t)w->base->n_sectors;
    w->flows = w->J * w->N * w->N;
    w->goods = HMI_ARRAY(ctx, bool, w->J);
    w->set[0] = HMI_ARRAY(ctx, bool, w->flows);
    w->set[1] = HMI_ARRAY(ctx, bool, w->flows);
    w->rates = HMI_ARRAY(ctx, double, w->flows);
    return w->goods == NULL || w->set[0] == NULL || w->set[1] == NULL ||
                   w->rates == NULL
               ? HM_ERR_MEMORY
               : HM_OK;
}

static hm_status fill(writer *w, const hm_tariff_play *const *plays,
                      int32_t count, hm_table **tables)
{
    for (int32_t p = 0; p < count; p++) {
        w->play = plays[p];
        mark_flows(w);
        HMI_TRY(game_rows(w, tables[HM_TARIFF_GAME]));
        HMI_TRY(rate_rows(w, tables[HM_TARIFF_RATES]));
        HMI_TRY(optima_rows(w, tables[HM_TARIFF_OPTIMA]));
        HMI_TRY(cycle_rows(w, tables[HM_TARIFF_CYCLE]));
    }
    return HM_OK;
}

hm_status hm_tariff_tables(hm_context *ctx, const hm_tariff_view *view,
                           const hm_tariff_play *const *plays, int32_t count,
                           hm_table *tables[HM_TARIFF_TABLES])
{
    static const struct {
        const char *name;
        const column *columns;
        int32_t count;
    } kinds[HM_TARIFF_TABLES] = {
        {"tariff_game", game_columns, GAME_COLUMNS},
        {"tariff_game_tariffs", rate_columns, RATE_COLUMNS},
        {"tariff_game_optima", optima_columns, OPT_COLUMNS},
        {"tariff_game_cycle", cycle_columns, CYCLE_COLUMNS}};
    writer w;
    for (int t = 0; t < HM_TARIFF_TABLES; t++) {
        tables[t] = NULL;
    }
    hm_status status = writer_init(&w, ctx, view);
    for (int t = 0; t < HM_TARIFF_TABLES && status == HM_OK; t++) {
        status = make_table(ctx, kinds[t].name, kinds[t].columns,
                            kinds[t].count, &tables[t]);
    }
    if (status == HM_OK) {
        status = fill(&w, plays, count, tables);
    }
    for (int t = 0; t < HM_TARIFF_TABLES && status != HM_OK; t++) {
        hm_table_free(tables[t]);
        tables[t] = NULL;
    }
    hmi_free(ctx, w.goods);
    hmi_free(ctx, w.set[0]);
    hmi_free(ctx, w.set[1]);
    hmi_free(ctx, w.rates);
    return status;
}

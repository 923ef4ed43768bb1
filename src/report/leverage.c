// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * leverage.c - the leverage pages: who can move whom, what coalitions can do,
 * who gains when a link is cut. Numbers are those of the tables; brackets are
 * the range over the members of the run.
 */
#include "report/internal.h"

#include <math.h>
#include <string.h>

enum { ROWS_SHOWN = 12 };

typedef struct page {
    const hm_report_leverage *input;
    hmi_text *text;
    const char *target; /* the first of the block */
} page;

static const hm_table *table_of(const page *p, const char *name)
{
    for (int32_t t = 0; t < p->input->n_tables; t++) {
        if (strcmp(hm_table_name(p->input->tables[t]), name) == 0) {
            return p->input->tables[t];
        }
    }
    return NULL;
}

static const char *cell(const hm_table *t, int32_t row, const char *name)
{
    return hm_table_text(t, row, hm_table_find(t, name));
}

static double value(const hm_table *t, int32_t row, const char *name)
{
    return hm_table_number(t, row, hm_table_find(t, name));
}

static bool is(const hm_table *t, int32_t row, const char *name,
               const char *wanted)
{
    return strcmp(cell(t, row, name), wanted) == 0;
}

static const char *name_of(const page *p, const char *code)
{
    hm_report_input names;
    memset(&names, 0, sizeof names);
    names.names = p->input->names;
    names.n_names = p->input->n_names;
    return hmi_report_name_of(&names, code);
}

static void heading(const page *p, const char *words)
{
    hmi_text_add(p->text, "\n");
    hmi_wrap(p->text, "", 0, words);
}

static hm_status begin(const page *p, const char *words,
                       const char *const *heads, int32_t columns, int32_t left,
                       hmi_grid **grid)
{
    heading(p, words);
    HMI_TRY(hmi_grid_create(p->text->ctx, columns, left, grid));
    for (int32_t c = 0; c < columns; c++) {
        hmi_grid_add(*grid, heads[c]);
    }
    return HM_OK;
}

/* The same with a heading that was put together; clears it. */
static hm_status begin_with(const page *p, hmi_text *words,
                            const char *const *heads, int32_t columns,
                            int32_t left, hmi_grid **grid)
{
    hmi_text_append(words, "", 0);
    hm_status status = words->status;
    if (status == HM_OK) {
        status = begin(p, words->data, heads, columns, left, grid);
    }
    hmi_text_clear(words);
    return status;
}

/* Wrap a paragraph when something was put into it, or failed to be. */
static void paragraph(const page *p, hmi_text *words)
{
    if (words->size > 0 || words->status != HM_OK) {
        hmi_flush(p->text, "  ", 2, words);
    }
    hmi_text_clear(words);
}

static hm_status finish(const page *p, hmi_grid *grid)
{
    hm_status status = hmi_grid_print(grid, p->text);
    hmi_grid_free(grid);
    return status;
}

/* Three digits that say something, in fixed notation. */
static int32_t places(double x)
{
    double size = fabs(x);
    if (size >= 100.0 || size < 5e-6) {
        return 0;
    }
    return size >= 10.0 ? 1 : size >= 1.0 ? 2 : size >= 0.1 ? 3 : 5;
}

static void add_number(hmi_grid *grid, double x)
{
    hmi_grid_number(grid, x, isnan(x) ? 0 : places(x));
}

/* --- ranges over members ------------------------------------------------------ */

/* Row of the same cut in another member's table, -1 when it is not there. */
static int32_t same_row(const hm_table *t, const hm_table *of, int32_t row)
{
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        if (is(t, r, "target", cell(of, row, "target")) &&
            is(t, r, "senders", cell(of, row, "senders")) &&
            is(t, r, "direction", cell(of, row, "direction"))) {
            return r;
        }
    }
    return -1;
}

/* "5.62 (5.62 to 47.6)", or why there is no number. */
static void add_range(const page *p, hmi_grid *grid, const hm_table *t,
                      int32_t row, const char *column)
{
    double x = value(t, row, column);
    double low = x;
    double high = x;
    for (int32_t m = 0; m < p->input->n_members; m++) {
        int32_t r = same_row(p->input->members[m], t, row);
        double y = r < 0 ? (double)NAN : value(p->input->members[m], r, column);
        low = fmin(low, y);
        high = fmax(high, y);
    }
    if (isnan(x)) {
        hmi_grid_add(grid, cell(t, row, "outcome"));
    } else if (high - low > 0.005 * fabs(x)) {
        hmi_grid_addf(grid, "%.*f (%.*f to %.*f)", places(x), x, places(low),
                      low, places(high), high);
    } else {
        add_number(grid, x);
    }
}

/* --- pairs -------------------------------------------------------------------------- */

static bool single(const hm_table *t, int32_t row)
{
    return strchr(cell(t, row, "senders"), ';') == NULL;
}

/* The row with another direction of the same pair follows its `both`. */
static double one_way(const hm_table *t, int32_t row, int32_t step)
{
    return row + step < hm_table_rows(t)
               ? value(t, row + step, "target_loss_pct")
               : (double)NAN;
}

static hm_status pairs(const page *p)
{
    static const char *const heads[] = {"who",
                                        "pressed by",
                                        "loses %",
                                        "exports only %",
                                        "imports only %",
                                        "the other loses MUSD",
                                        "loss per dollar"};
    const hm_table *t = table_of(p, "leverage");
    hmi_grid *grid = NULL;
    int32_t none = 0;
    HMI_TRY(begin(p,
                  "Leverage: what it costs when all trade of two countries "
                  "ends, of what each earns itself (lowest to highest of the "
                  "members of this run)",
                  heads, 7, 2, &grid));
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        if (!single(t, r) || !is(t, r, "direction", "both")) {
            continue;
        }
        if (value(t, r, "target_loss_musd") == 0.0 &&
            value(t, r, "sender_loss_musd") == 0.0) {
            none++;
            continue;
        }
        hmi_grid_add(grid, name_of(p, cell(t, r, "target")));
        hmi_grid_add(grid, name_of(p, cell(t, r, "senders")));
        add_range(p, grid, t, r, "target_loss_pct");
        add_number(grid, one_way(t, r, 1));
        add_number(grid, one_way(t, r, 2));
        add_range(p, grid, t, r, "sender_loss_musd");
        add_number(grid, value(t, r, "ratio"));
    }
    HMI_TRY(finish(p, grid));
    if (none > 0) {
        hmi_text_addf(p->text,
                      "  %d pairs without trade are left out; they "
                      "stand in leverage.csv.\n",
                      none);
    }
    return HM_OK;
}

/* --- coalitions --------------------------------------------------------------------- */

/* The row with the largest number below (limit, after) for which `column` is
 * `wanted` and `both` is the direction where there is one. */
static int32_t next_best(const hm_table *t, const char *column,
                         const char *wanted, const char *by, double limit,
                         int32_t after)
{
    int32_t best = -1;
    bool directed = hm_table_find(t, "direction") >= 0;
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        double x = value(t, r, by);
        bool below = x < limit || (x == limit && r > after);
        if (!is(t, r, column, wanted) || !below ||
            (directed && !is(t, r, "direction", "both"))) {
            continue;
        }
        if (best < 0 || x > value(t, best, by)) {
            best = r;
        }
    }
    return best;
}

static hm_status coalitions(const page *p)
{
    static const char *const heads[] = {
        "who stops trading", "target loses %",  "MUSD",
        "they lose MUSD",    "loss per dollar", "made up for %"};
    const hm_table *t = table_of(p, "leverage");
    hmi_grid *grid = NULL;
    hmi_text words;
    hmi_text_init(&words, p->text->ctx);
    hmi_text_addf(&words,
                  "What coalitions can do to %s, the %d strongest (all of "
                  "them: leverage.csv). Made up for: trade found elsewhere "
                  "over trade lost",
                  name_of(p, p->target), ROWS_SHOWN);
    HMI_TRY(begin_with(p, &words, heads, 6, 1, &grid));
    int32_t r = -1;
    double limit = INFINITY;
    for (int32_t k = 0; k < ROWS_SHOWN; k++) {
        r = next_best(t, "target", p->target, "target_loss_musd", limit, r);
        if (r < 0) {
            break;
        }
        limit = value(t, r, "target_loss_musd");
        hmi_grid_add(grid, cell(t, r, "senders"));
        add_range(p, grid, t, r, "target_loss_pct");
        add_number(grid, limit);
        add_range(p, grid, t, r, "sender_loss_musd");
        add_number(grid, value(t, r, "ratio"));
        add_number(grid, 100.0 * value(t, r, "offset_ratio"));
    }
    return finish(p, grid);
}

/* Cuts that have no answer, each by name. */
static hm_status unsolved(const page *p)
{
    const hm_table *t = table_of(p, "leverage");
    hmi_text words;
    hmi_text_init(&words, p->text->ctx);
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        if (!is(t, r, "outcome", "converged")) {
            hmi_text_addf(&words, "%s%s against %s (%s): %s",
                          words.size == 0 ? "No answer: " : "; ",
                          cell(t, r, "senders"), cell(t, r, "target"),
                          cell(t, r, "direction"), cell(t, r, "outcome"));
        }
    }
    paragraph(p, &words);
    return p->text->status;
}

/* Each one's part in what the largest coalition of the table does. */
static hm_status shares(const page *p)
{
    const hm_table *t = table_of(p, "shapley");
    hmi_text words;
    const char *best = "";
    double most = 0.0;
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        /* sum of shares of the set = its loss (efficiency) */
        double sum = 0.0;
        for (int32_t k = r;
             k < hm_table_rows(t) && is(t, k, "target", cell(t, r, "target")) &&
             is(t, k, "senders", cell(t, r, "senders"));
             k++) {
            sum += value(t, k, "share_musd");
        }
        if (is(t, r, "target", p->target) && sum > most) {
            most = sum;
            best = cell(t, r, "senders");
        }
    }
    if (most <= 0.0) {
        return HM_OK;
    }
    hmi_text_init(&words, p->text->ctx);
    hmi_text_addf(&words,
                  "Of what %s can do together, each one's part "
                  "(Shapley):",
                  best);
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        if (is(t, r, "target", p->target) && is(t, r, "senders", best)) {
            hmi_text_addf(&words, " %s %.1f %%;", cell(t, r, "sender"),
                          value(t, r, "share_pct"));
        }
    }
    hmi_flush(p->text, "  ", 2, &words);
    return p->text->status;
}

/* --- exposure ----------------------------------------------------------------------- */

static hm_status exposure(const page *p)
{
    static const char *const heads[] = {"country",           "to",
                                        "buys, face value",  "looked through",
                                        "sells, face value", "looked through",
                                        "loses when cut"};
    const hm_table *t = table_of(p, "exposure");
    hmi_grid *grid = NULL;
    HMI_TRY(begin(p,
                  "Exposure three ways, per cent of what the country spends "
                  "or earns: what crosses the border, whose work is in it "
                  "after all steps of production, and what ending the trade "
                  "would cost",
                  heads, 7, 2, &grid));
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        double loss = value(t, r, "general_equilibrium_pct");
        if (isnan(loss) || loss == 0.0) {
            continue;
        }
        hmi_grid_add(grid, name_of(p, cell(t, r, "country")));
        hmi_grid_add(grid, name_of(p, cell(t, r, "partner")));
        add_number(grid, value(t, r, "purchases_face_value_pct"));
        add_number(grid, value(t, r, "purchases_look_through_pct"));
        add_number(grid, value(t, r, "sales_face_value_pct"));
        add_number(grid, value(t, r, "sales_look_through_pct"));
        add_number(grid, loss);
    }
    return finish(p, grid);
}

/* --- goods -------------------------------------------------------------------------- */

static hm_status goods(const page *p)
{
    static const char *const heads[] = {
        "sender",         "flow of the target", "good",
        "MUSD",           "target loses MUSD",  "sender loses MUSD",
        "loss per dollar"};
    const hm_table *t = table_of(p, "leverage_goods");
    hmi_grid *grid = NULL;
    HMI_TRY(
        begin(p, "One good at a time, the heaviest flows", heads, 7, 3, &grid));
    int32_t r = -1;
    double limit = INFINITY;
    for (int32_t k = 0; k < ROWS_SHOWN; k++) {
        int32_t best = -1;
        for (int32_t q = 0; q < hm_table_rows(t); q++) {
            double x = value(t, q, "target_loss_musd");
            bool below = x < limit || (x == limit && q > r);
            if (is(t, q, "target", p->target) && below &&
                (best < 0 || x > value(t, best, "target_loss_musd"))) {
                best = q;
            }
        }
        if (best < 0) {
            break;
        }
        r = best;
        limit = value(t, r, "target_loss_musd");
        hmi_grid_add(grid, cell(t, r, "senders"));
        hmi_grid_add(grid, cell(t, r, "direction"));
        hmi_grid_add(grid, cell(t, r, "sector"));
        add_number(grid, value(t, r, "flow_musd"));
        add_number(grid, limit);
        add_number(grid, value(t, r, "sender_loss_musd"));
        add_number(grid, value(t, r, "ratio"));
    }
    return finish(p, grid);
}

/* --- third countries ---------------------------------------------------------------- */

/* Set of the first rows of a table for the target. */
static const char *first_set(const page *p, const hm_table *t)
{
    for (int32_t r = 0; t != NULL && r < hm_table_rows(t); r++) {
        if (is(t, r, "target", p->target)) {
            return cell(t, r, "senders");
        }
    }
    return "";
}

static hm_status third_countries(const page *p, const char *set)
{
    static const char *const heads[] = {"country", "gains MUSD",
                                        "sells more to it", "buys more of it",
                                        "could pass on %"};
    const hm_table *t = table_of(p, "diversion");
    hmi_grid *grid = NULL;
    hmi_text words;
    hmi_text_init(&words, p->text->ctx);
    hmi_text_addf(&words,
                  "Who gains when %s stops trading with %s, and so is tempted "
                  "to help it: million USD a year, and the part of the trade "
                  "cut that could pass on through it at no extra cost",
                  set, name_of(p, p->target));
    HMI_TRY(begin_with(p, &words, heads, 5, 1, &grid));
    int32_t r = -1;
    double limit = INFINITY;
    for (int32_t k = 0; k < ROWS_SHOWN;) {
        r = next_best(t, "target", p->target, "gain_musd", limit, r);
        if (r < 0 || value(t, r, "gain_musd") <= 0.0) {
            break;
        }
        limit = value(t, r, "gain_musd");
        if (!is(t, r, "senders", set)) {
            continue;
        }
        k++;
        hmi_grid_add(grid, name_of(p, cell(t, r, "country")));
        add_number(grid, limit);
        add_number(grid, value(t, r, "sales_to_target_change_musd"));
        add_number(grid, value(t, r, "purchases_change_musd"));
        add_number(grid, 100.0 * value(t, r, "route_share"));
    }
    return finish(p, grid);
}

static hm_status busting(const page *p)
{
    const hm_table *t = table_of(p, "busting");
    hmi_text words;
    const char *last = "";
    hmi_text_init(&words, p->text->ctx);
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        if (!is(t, r, "target", p->target) ||
            isnan(value(t, r, "bite_share"))) {
            continue;
        }
        if (!is(t, r, "senders", last)) {
            last = cell(t, r, "senders");
            paragraph(p, &words);
            hmi_text_addf(&words,
                          "With goods passed on through third "
                          "countries, %s keeps of its bite:",
                          last);
        }
        if (is(t, r, "point", "evasion")) {
            hmi_text_addf(&words, " %.1f %% at %g times the cost;",
                          100.0 * value(t, r, "bite_share"),
                          value(t, r, "evasion_cost"));
        } else if (is(t, r, "point", "half_bite")) {
            hmi_text_addf(&words, " half at %.3g times;",
                          value(t, r, "evasion_cost"));
        }
    }
    paragraph(p, &words);
    return p->text->status;
}

/* --- chokepoints -------------------------------------------------------------------- */

static hm_status chokepoints(const page *p)
{
    static const char *const heads[] = {
        "whose loss",   "seller",        "good",        "loss MUSD",
        "% of imports", "next supplier", "with it MUSD"};
    const hm_table *t = table_of(p, "chokepoints");
    hmi_grid *grid = NULL;
    const char *last = "";
    int32_t shown = 0;
    HMI_TRY(begin(p,
                  "Chokepoints: what is lost when one seller stops selling "
                  "one good to everybody, and when the next supplier stops too",
                  heads, 7, 3, &grid));
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        shown = is(t, r, "view", last) ? shown + 1 : 1;
        last = cell(t, r, "view");
        if (shown > 5 && !is(t, r, "view", p->target)) {
            continue;
        }
        double loss = value(t, r, "loss_musd");
        hmi_grid_add(grid, last);
        hmi_grid_add(grid, cell(t, r, "exporter"));
        hmi_grid_add(grid, cell(t, r, "sector"));
        if (isnan(loss)) {
            hmi_grid_add(grid, cell(t, r, "outcome"));
        } else {
            add_number(grid, loss);
        }
        add_number(grid, 100.0 * value(t, r, "import_share"));
        hmi_grid_add(grid, cell(t, r, "next_supplier"));
        add_number(grid, value(t, r, "with_next_musd"));
    }
    return finish(p, grid);
}

/* --- essentials and the panel ------------------------------------------------------- */

static hm_status essentials(const page *p)
{
    static const char *const heads[] = {"good", "from", "MUSD",
                                        "% of its imports of it",
                                        "hard to replace (1/theta)"};
    const hm_table *t = table_of(p, "essentials");
    hmi_grid *grid = NULL;
    hmi_text words;
    int32_t shown = 0;
    hmi_text_init(&words, p->text->ctx);
    hmi_text_addf(&words, "What %s needs from whom", name_of(p, p->target));
    HMI_TRY(begin_with(p, &words, heads, 5, 2, &grid));
    for (int32_t r = 0; r < hm_table_rows(t) && shown < ROWS_SHOWN; r++) {
        if (is(t, r, "country", p->target)) {
            shown++;
            hmi_grid_add(grid, cell(t, r, "sector"));
            hmi_grid_add(grid, cell(t, r, "partner"));
            add_number(grid, value(t, r, "imports_musd"));
            add_number(grid, 100.0 * value(t, r, "partner_share"));
            add_number(grid, value(t, r, "substitutability"));
        }
    }
    return finish(p, grid);
}

/* --- over time ---------------------------------------------------------------------- */

enum { YEARS_SHOWN = 6, COUNTRIES_SHOWN = 16 };

/* The next year of the panel after `year`, INFINITY past the last. */
static double year_after(const hm_table *t, double year)
{
    double next = INFINITY;
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        double y = value(t, r, "year");
        next = y > year && y < next ? y : next;
    }
    return next;
}

/* At most YEARS_SHOWN years, evenly over those that there are; how many. */
static int32_t years_of(const hm_table *t, double *years)
{
    int32_t all = 0;
    int32_t shown = 0;
    double y = year_after(t, -INFINITY);
    while (isfinite(y)) {
        all++;
        y = year_after(t, y);
    }
    int32_t most = all < YEARS_SHOWN ? all : YEARS_SHOWN;
    y = year_after(t, -INFINITY);
    for (int32_t k = 0; k < all; k++) {
        double due = most == 1 ? 0.0 : (double)(all - 1) * shown / (most - 1);
        if (shown < most && k >= (int32_t)floor(due + 0.5)) {
            years[shown++] = y;
        }
        y = year_after(t, y);
    }
    return shown;
}

/* Share of the sender in a country's trade in a year, NAN: not there. */
static double share_in(const page *p, const char *country, double year)
{
    const hm_table *t = p->input->panel;
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        if (value(t, r, "year") == year && is(t, r, "country", country) &&
            is(t, r, "partner", p->input->sender)) {
            return value(t, r, "trade_share");
        }
    }
    return NAN;
}

/* The row of the last year with the largest share below (limit, after). */
static int32_t next_country(const page *p, double last, double limit,
                            int32_t after)
{
    const hm_table *t = p->input->panel;
    int32_t best = -1;
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        double x = value(t, r, "trade_share");
        bool below = x < limit || (x == limit && r > after);
        if (value(t, r, "year") == last && below &&
            is(t, r, "partner", p->input->sender) &&
            (best < 0 || x > value(t, best, "trade_share"))) {
            best = r;
        }
    }
    return best;
}

static void panel_row(const page *p, hmi_grid *grid, const char *country,
                      const double *years, int32_t count)
{
    hmi_grid_add(grid, name_of(p, country));
    for (int32_t k = 0; k < count; k++) {
        hmi_grid_number(grid, 100.0 * share_in(p, country, years[k]), 1);
    }
}

static hm_status over_time(const page *p)
{
    const hm_table *t = p->input->panel;
    double years[YEARS_SHOWN] = {0.0};
    hmi_grid *grid = NULL;
    hmi_text words;
    if (t == NULL || p->input->sender == NULL || hm_table_rows(t) == 0) {
        return HM_OK;
    }
    int32_t count = years_of(t, years);
    hmi_text_init(&words, p->text->ctx);
    hmi_text_addf(&words,
                  "The place of %s in the trade of others, per cent of each "
                  "country's exports and imports together, the largest first "
                  "(every year: dependence_panel.csv)",
                  name_of(p, p->input->sender));
    hmi_text_add(p->text, "\n");
    hmi_flush(p->text, "", 0, &words);
    HMI_TRY(hmi_grid_create(p->text->ctx, count + 1, 1, &grid));
    hmi_grid_add(grid, "country");
    for (int32_t k = 0; k < count; k++) {
        hmi_grid_addf(grid, "%.0f", years[k]);
    }
    int32_t r = -1;
    double limit = INFINITY;
    for (int32_t k = 0; k < COUNTRIES_SHOWN; k++) {
        r = next_country(p, years[count - 1], limit, r);
        if (r < 0) {
            break;
        }
        limit = value(t, r, "trade_share");
        panel_row(p, grid, cell(t, r, "country"), years, count);
    }
    HMI_TRY(finish(p, grid));
    hmi_text_add(p->text, "  Read off the trade data; no model.\n");
    return p->text->status;
}

/* A page whose table is not there is left out. */
static hm_status show(const page *p, const char *table,
                      hm_status (*make)(const page *p))
{
    return table_of(p, table) == NULL ? HM_OK : make(p);
}

static hm_status diversion(const page *p)
{
    return third_countries(p, first_set(p, table_of(p, "busting")));
}

static hm_status all_pages(const page *p)
{
    HMI_TRY(show(p, "leverage", pairs));
    HMI_TRY(show(p, "leverage", unsolved));
    HMI_TRY(show(p, "leverage", coalitions));
    HMI_TRY(show(p, "shapley", shares));
    HMI_TRY(show(p, "leverage_goods", goods));
    HMI_TRY(show(p, "exposure", exposure));
    HMI_TRY(show(p, "diversion", diversion));
    HMI_TRY(show(p, "busting", busting));
    HMI_TRY(show(p, "chokepoints", chokepoints));
    HMI_TRY(show(p, "essentials", essentials));
    hmi_wrap(p->text, "  ", 2, p->input->verified);
    return over_time(p);
}

hm_status hm_report_leverage_pages(hm_context *ctx,
                                   const hm_report_leverage *input, char **out)
{
    hmi_text text;
    page p = {input, &text, input->target};
    *out = NULL;
    hmi_text_init(&text, ctx);
    hm_status status = all_pages(&p);
    if (status == HM_OK) {
        status = text.status;
    }
    if (status != HM_OK) {
        hmi_text_clear(&text);
        return status;
    }
    return hmi_text_take(&text, out);
}

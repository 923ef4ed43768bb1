// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * import_wide.c - a labelled world input-output table (OECD ICIO, WIOD 2013
 * and 2016, FIGARO) to an account: the numbers, once the labels are known.
 *
 * Rows: exporter and industry; columns: industries and final demand. Value
 * added and taxes are not read: they are what output leaves after inputs, and
 * gross output is read only to scale those. What a cell cannot be (empty,
 * below zero where an industry uses it) is refused, or accepted by name and
 * written into the ledger.
 */
#include "io/import.h"

#include <math.h>
#include <string.h>

static const char step[] = "import";

typedef struct cells {
    hmi_wide *w;
    hmi_world world;
    double rate; /* million USD per unit of the table */
    const hm_allow *allow;
    double gap, strange; /* lost: discrepancies, labels left out */
    double negative;     /* uses below zero */
    double *taken;       /* N*J: out of stock; NULL: stocks are as they are */
    double stored;       /* into stock */
    int32_t n_negative, n_empty;
    bool output_column, output_row;
} cells;

/* The number in a field; an empty one is counted. */
static hm_status read_number(cells *c, int32_t row, int32_t column,
                             const char *text, size_t size, double *out)
{
    const hmi_wide *w = c->w;
    *out = 0.0;
    if (size == 0) {
        if (c->n_empty++ > 0 || hmi_allowed(c->allow, "empty-cells")) {
            return HM_OK;
        }
        return hmi_fail(w->ctx, HM_ERR_PARSE,
                        "%s:%d: the cell in column %d (\"%s\") is empty; "
                        "expected a number, 0 where nothing flows; --allow "
                        "empty-cells reads them as 0",
                        w->file, (int)w->row_line[row], column + 1,
                        w->columns[column].text);
    }
    if (!hmi_parse_number(text, text + size, out)) {
        return hmi_fail(w->ctx, HM_ERR_PARSE,
                        "%s:%d: \"%.*s\" in column %d (\"%s\"); expected a "
                        "number",
                        w->file, (int)w->row_line[row],
                        size < 40 ? (int)size : 40, text, column + 1,
                        w->columns[column].text);
    }
    *out *= c->rate;
    return HM_OK;
}

/* A use below zero: refused unless allowed; then it counts for sales only. */
static hm_status below_zero(cells *c, int32_t row, int32_t column, double value)
{
    const hmi_wide *w = c->w;
    c->negative -= value;
    if (c->n_negative++ > 0 || hmi_allowed(c->allow, "negative-uses")) {
        return HM_OK;
    }
    return hmi_fail(w->ctx, HM_ERR_DATA,
                    "%s:%d: %s to %s is %g; expected uses by industries that "
                    "are 0 or more; --allow negative-uses takes them out of "
                    "the inputs",
                    w->file, (int)w->row_line[row], w->rows[row].text,
                    w->columns[column].text, value);
}

static hm_status put(cells *c, int32_t row, int32_t column, double value)
{
    const hmi_label *to = &c->w->columns[column];
    const hmi_label *from = &c->w->rows[row];
    hmi_world *world = &c->world;
    if (to->kind == HMI_LABEL_OUTPUT) {
        world->output[HMI_AT2(world->J, from->n, from->j)] += value;
        return HM_OK;
    }
    world->in += value;
    if (to->kind == HMI_LABEL_GAP) {
        c->gap += value;
        return HM_OK;
    }
    if (to->kind == HMI_LABEL_UNKNOWN) {
        c->strange += value;
        return HM_OK;
    }
    if (to->stocks && c->taken != NULL) {
        c->stored += value > 0.0 ? value : 0.0;
        c->taken[HMI_AT2(world->J, from->n, from->j)] -= fmin(value, 0.0);
        value = fmax(value, 0.0);
    }
    world->a->trade[HMI_AT3(world->N, from->j, to->n, from->n)] += value;
    if (to->kind == HMI_LABEL_CELL && value < 0.0) {
        return below_zero(c, row, column, value);
    }
    if (to->kind == HMI_LABEL_CELL) {
        world->a->input[HMI_INPUT(world->J, to->n, from->j, to->j)] += value;
    }
    return HM_OK;
}

/* One cell of a row that is not an industry's. */
static void put_other(cells *c, const hmi_label *from, const hmi_label *to,
                      double value)
{
    bool use = to->kind == HMI_LABEL_CELL || to->kind == HMI_LABEL_FINAL;
    if (from->kind == HMI_LABEL_OUTPUT && to->kind == HMI_LABEL_CELL &&
        !c->output_column) {
        c->world.output[HMI_AT2(c->world.J, to->n, to->j)] += value;
    }
    if (from->kind == HMI_LABEL_UNKNOWN && use) {
        c->world.in += value;
        c->strange += value;
    }
}

/* One field of a row: a flow, an output, or what is left out. */
static hm_status take(cells *c, int32_t row, int32_t column, const char *text,
                      size_t size)
{
    const hmi_label *from = &c->w->rows[row];
    const hmi_label *to = &c->w->columns[column];
    bool cell = from->kind == HMI_LABEL_CELL;
    double value = 0.0;
    if (to->kind == HMI_LABEL_ACCOUNT || (!cell && size == 0)) {
        return HM_OK;
    }
    HMI_TRY(read_number(c, row, column, text, size, &value));
    if (cell) {
        return put(c, row, column, value);
    }
    put_other(c, from, to, value);
    return HM_OK;
}

static hm_status read_row(cells *c, int32_t row)
{
    hmi_wide *w = c->w;
    bool more = true;
    int32_t column = 0;
    w->at = w->row_at[row];
    while (more && column < w->n_columns) {
        const char *text = NULL;
        size_t size = 0;
        more = hmi_wide_field(w, &text, &size);
        HMI_TRY(take(c, row, column, text, size));
        column++;
    }
    if (more || column < w->n_columns) {
        return hmi_fail(w->ctx, HM_ERR_PARSE,
                        "%s:%d: %s %d fields; expected the header's %d",
                        w->file, (int)w->row_line[row],
                        more ? "more than" : "only", column, w->n_columns);
    }
    return HM_OK;
}

static hm_status read_cells(cells *c)
{
    hmi_wide *w = c->w;
    for (int32_t l = 0; l < w->n_columns; l++) {
        c->output_column |= w->columns[l].kind == HMI_LABEL_OUTPUT;
    }
    for (int32_t row = 0; row < w->n_rows; row++) {
        if (w->rows[row].kind != HMI_LABEL_ACCOUNT) {
            c->output_row |= w->rows[row].kind == HMI_LABEL_OUTPUT;
            HMI_TRY(read_row(c, row));
        }
    }
    return hm_context_canceled(w->ctx)
               ? hmi_fail(w->ctx, HM_ERR_CANCELED, "stopped")
               : HM_OK;
}

/* --- after reading ------------------------------------------------------------------ */

/* Industries that use more than they make: refused, or their inputs lowered
 * to leave 1e-6 of output. */
static hm_status keep_value_added(cells *c, hm_table *ledger)
{
    static const double least = 1e-6;
    hmi_world *w = &c->world;
    double moved = 0.0;
    int32_t count = 0;
    for (int32_t cell = 0; cell < w->N * w->J; cell++) {
        int32_t n = cell / w->J;
        int32_t k = cell % w->J;
        double used = 0.0;
        double most = w->sold[cell] * (1.0 - least);
        for (int32_t j = 0; j < w->J; j++) {
            used += w->a->input[HMI_INPUT(w->J, n, j, k)];
        }
        if (!(used > most) || !(used > 0.0)) {
            continue;
        }
        if (!hmi_allowed(c->allow, "negative-value-added")) {
            return hmi_fail(w->ctx, HM_ERR_DATA,
                            "%s: %s, %s uses inputs of %g and makes %g; "
                            "expected value added above 0; --allow "
                            "negative-value-added lowers its inputs",
                            w->file, w->labels->country_codes[n],
                            w->labels->sector_codes[k], used, w->output[cell]);
        }
        moved += used - most;
        count++;
        for (int32_t j = 0; j < w->J; j++) {
            w->a->input[HMI_INPUT(w->J, n, j, k)] *= most / used;
        }
    }
    return count == 0
               ? HM_OK
               : hmi_ledger_add(ledger, step, "moved", moved,
                                "inputs of %d industries lowered to leave "
                                "value added",
                                count);
}

/* What was accepted by name. */
static hm_status tell(cells *c, hm_table *ledger)
{
    hm_context *ctx = c->w->ctx;
    HMI_TRY(hmi_ledger_add(ledger, step, "note", 0.0,
                           "%d labels were not understood", c->w->unknown));
    if (c->n_empty > 0) {
        HMI_TRY(hmi_ledger_add(ledger, step, "note", 0.0,
                               "%d empty cells were read as 0", c->n_empty));
    }
    if (c->n_negative > 0) {
        HMI_TRY(hmi_ledger_add(ledger, step, "moved", c->negative,
                               "%d uses below 0 were taken out of the inputs",
                               c->n_negative));
    }
    HMI_TRY(hmi_ledger_lose(ctx, ledger, step, c->allow, "labels", c->strange,
                            "rows and columns that were not understood"));
    return hmi_ledger_lose(ctx, ledger, step, c->allow, "discrepancy", c->gap,
                           "the table's column of discrepancies");
}

/* Without stated gross output, the sum of sales is it. */
static void state_output(cells *c)
{
    hmi_world *w = &c->world;
    if (c->output_column || c->output_row) {
        return;
    }
    hmi_account_totals(w->a, NULL, w->sold);
    for (int32_t cell = 0; cell < w->N * w->J; cell++) {
        w->output[cell] =
            w->sold[cell] - (c->taken == NULL ? 0.0 : c->taken[cell]);
    }
}

/* The repair `inventories`: the ledger says what it moved. */
static hm_status drop_stocks(cells *c, hm_table *ledger)
{
    if (c->taken == NULL) {
        return HM_OK;
    }
    HMI_TRY(hmi_ledger_add(ledger, step, "moved", c->stored,
                           "put into stock, now consumed in the period"));
    return hmi_world_drop_stocks(c->w->arena, &c->world, c->taken, ledger);
}

static hm_status import_all(hmi_wide *w, const hm_wide_table *table,
                            const hm_allow *allow, hm_table *ledger,
                            hm_account **out)
{
    bool said = table->rate > 0.0;
    cells c = {.w = w, .rate = said ? table->rate : 1.0, .allow = allow};
    if (!said && strcmp(w->layout->unit, "million USD") != 0) {
        return hmi_fail(w->ctx, HM_ERR_ARGUMENT,
                        "%s: layout %s is in %s; say how many USD one of them "
                        "is (--rate)",
                        w->file, w->layout->name, w->layout->unit);
    }
    HMI_TRY(hmi_wide_shape(w, table->countries, table->sectors, allow));
    HMI_TRY(hm_account_create(w->ctx, &w->labels, out));
    HMI_TRY(hmi_world_begin(w->arena, w->file, *out, &w->labels, &c.world));
    if (table->inventories) {
        size_t industries = (size_t)c.world.N * (size_t)c.world.J;
        c.taken = HMI_KEEP(w->arena, double, industries);
        if (c.taken == NULL) {
            return HM_ERR_MEMORY;
        }
    }
    HMI_TRY(read_cells(&c));
    state_output(&c);
    HMI_TRY(tell(&c, ledger));
    HMI_TRY(drop_stocks(&c, ledger));
    HMI_TRY(hmi_world_finish(&c.world, ledger, c.gap + c.strange));
    return keep_value_added(&c, ledger);
}

hm_status hm_import_wide(hm_context *ctx, const char *path,
                         const hm_wide_table *table, const hm_allow *allow,
                         hm_table *ledger, hm_account **out)
{
    hmi_arena arena;
    hm_file file = {.size = 0};
    hm_account *account = NULL;
    hmi_wide w = {.ctx = ctx, .arena = &arena, .file = path};
    *out = NULL;
    w.layout = hmi_wide_layout_find(ctx, table->layout);
    if (w.layout == NULL) {
        return HM_ERR_UNKNOWN;
    }
    hmi_arena_init(&arena, ctx);
    hm_status status = hmi_recipe_file(&arena, path, &file);
    if (status == HM_OK) {
        w.at = file.bytes;
        w.end = w.at + file.size;
        bool mark = file.size >= 3 && memcmp(w.at, "\xef\xbb\xbf", 3) == 0;
        w.at += mark ? 3 : 0;
        status = import_all(&w, table, allow, ledger, &account);
    }
    if (status == HM_OK) {
        *out = account;
        account = NULL;
    }
    hm_account_free(account);
    hmi_arena_clear(&arena);
    return status;
}

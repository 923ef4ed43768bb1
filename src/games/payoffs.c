// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * payoffs.c - payoff tables (B1, B2; MODEL.md 10): what the games read.
 *
 * Invariant: every combination of policy, package, draw and player has one
 * cell, with a class and a certificate; a value is NAN where the scenario has
 * no confirmed answer.
 */
#include "games/internal.h"

#include <math.h>
#include <string.h>

enum { COLUMNS = 7, CLASS = 4, VALUE = 5, CERTIFICATE = 6 };

static const char *const column_names[COLUMNS] = {
    "policy", "package", "draw", "player", "class", "value", "certificate"};

struct hm_payoffs {
    hm_context *ctx;
    int32_t size[HM_PAYOFF_AXES];
    char **names[HM_PAYOFF_AXES];
    size_t cells;
    double *value, *certificate;
    char *mark; /* 0 until the cell is filled */
};

static hm_column_type type_of(int32_t column)
{
    return column >= VALUE ? HM_COLUMN_NUMBER : HM_COLUMN_TEXT;
}

static hm_status find_columns(hm_context *ctx, const hm_table *table,
                              int32_t *column)
{
    for (int32_t c = 0; c < COLUMNS; c++) {
        column[c] = hm_table_find(table, column_names[c]);
        if (column[c] < 0 ||
            hm_table_column_type(table, column[c]) != type_of(c)) {
            return hmi_fail(ctx, HM_ERR_DATA,
                            "payoff table %s: expected a %s column '%s'",
                            hm_table_name(table),
                            c >= VALUE ? "number" : "text", column_names[c]);
        }
    }
    return HM_OK;
}

int32_t hm_payoffs_find(const hm_payoffs *payoffs, hm_payoff_axis axis,
                        const char *name)
{
    for (int32_t i = 0; i < payoffs->size[axis]; i++) {
        if (strcmp(payoffs->names[axis][i], name) == 0) {
            return i;
        }
    }
    return -1;
}

static hm_status add_name(hm_payoffs *p, hm_payoff_axis axis, const char *name)
{
    int32_t n = p->size[axis];
    char **names =
        hmi_resize(p->ctx, p->names[axis], (size_t)n + 1, sizeof(char *));
    if (names == NULL) {
        return HM_ERR_MEMORY;
    }
    p->names[axis] = names;
    HMI_TRY(hmi_copy_text(p->ctx, name, &names[n]));
    p->size[axis]++;
    return HM_OK;
}

static hm_status read_name(hm_payoffs *p, const hm_table *table, int32_t row,
                           hm_payoff_axis axis, const int32_t *column)
{
    const char *name = hm_table_text(table, row, column[axis]);
    if (name[0] == '\0') {
        return hmi_fail(p->ctx, HM_ERR_DATA,
                        "payoff table %s, row %d: '%s' is empty",
                        hm_table_name(table), (int)row + 1, column_names[axis]);
    }
    return hm_payoffs_find(p, axis, name) < 0 ? add_name(p, axis, name) : HM_OK;
}

static hm_status read_names(hm_payoffs *p, const hm_table *table,
                            const int32_t *column)
{
    int32_t cells = hm_table_rows(table) * HM_PAYOFF_AXES;
    for (int32_t i = 0; i < cells; i++) {
        HMI_TRY(read_name(p, table, i / HM_PAYOFF_AXES,
                          (hm_payoff_axis)(i % HM_PAYOFF_AXES), column));
    }
    if (p->size[HM_PAYOFF_PLAYER] > HM_PLAYERS_MAX) {
        return hmi_fail(p->ctx, HM_ERR_LIMIT,
                        "payoff table %s: %d players; at most %d",
                        hm_table_name(table), (int)p->size[HM_PAYOFF_PLAYER],
                        HM_PLAYERS_MAX);
    }
    return HM_OK;
}

static hm_status make_cells(hm_payoffs *p, const hm_table *table)
{
    size_t rows = (size_t)hm_table_rows(table);
    p->cells = 1;
    for (int32_t axis = 0; axis < HM_PAYOFF_AXES; axis++) {
        size_t n = (size_t)p->size[axis];
        /* more combinations than rows: some must be missing */
        if (n > 0 && p->cells > rows / n) {
            return hmi_fail(p->ctx, HM_ERR_DATA,
                            "payoff table %s has %d rows, fewer than its "
                            "combinations of policy, package, draw and player",
                            hm_table_name(table), (int)rows);
        }
        p->cells *= n;
    }
    p->value = HMI_ARRAY(p->ctx, double, p->cells);
    p->certificate = HMI_ARRAY(p->ctx, double, p->cells);
    p->mark = HMI_ARRAY(p->ctx, char, p->cells);
    bool ok = p->value != NULL && p->certificate != NULL && p->mark != NULL;
    return ok ? HM_OK : HM_ERR_MEMORY;
}

static size_t cell_index(const hm_payoffs *p, hm_payoff_cell cell)
{
    size_t index = 0;
    for (int32_t axis = 0; axis < HM_PAYOFF_AXES; axis++) {
        index = index * (size_t)p->size[axis] + (size_t)cell.at[axis];
    }
    return index;
}

static hm_status read_row(hm_payoffs *p, const hm_table *table, int32_t row,
                          const int32_t *column)
{
    hm_payoff_cell cell;
    const char *mark = hm_table_text(table, row, column[CLASS]);
    double value = hm_table_number(table, row, column[VALUE]);
    double certificate = hm_table_number(table, row, column[CERTIFICATE]);
    for (int32_t axis = 0; axis < HM_PAYOFF_AXES; axis++) {
        cell.at[axis] = hm_payoffs_find(
            p, (hm_payoff_axis)axis, hm_table_text(table, row, column[axis]));
    }
    size_t at = cell_index(p, cell);
    if (strlen(mark) != 1 || strchr("CEPT", mark[0]) == NULL) {
        return hmi_fail(p->ctx, HM_ERR_DATA,
                        "payoff table %s, row %d: class '%s'; expected C, E, "
                        "P or T",
                        hm_table_name(table), (int)row + 1, mark);
    }
    if (isinf(value) || (!isnan(value) && !(certificate >= 0.0))) {
        return hmi_fail(p->ctx, HM_ERR_DATA,
                        "payoff table %s, row %d: value %g, certificate %g; "
                        "expected a number with a residual of 0 or above",
                        hm_table_name(table), (int)row + 1, value, certificate);
    }
    if (p->mark[at] != 0) {
        return hmi_fail(p->ctx, HM_ERR_DATA,
                        "payoff table %s, row %d: this combination stands in "
                        "the table twice",
                        hm_table_name(table), (int)row + 1);
    }
    p->mark[at] = mark[0];
    p->value[at] = value;
    p->certificate[at] = certificate;
    return HM_OK;
}

static hm_payoff_cell cell_at(const hm_payoffs *p, size_t index)
{
    hm_payoff_cell cell;
    for (int32_t axis = HM_PAYOFF_AXES - 1; axis >= 0; axis--) {
        cell.at[axis] = (int32_t)(index % (size_t)p->size[axis]);
        index /= (size_t)p->size[axis];
    }
    return cell;
}

static hm_status check_complete(const hm_payoffs *p, const hm_table *table)
{
    for (size_t i = 0; i < p->cells; i++) {
        if (p->mark[i] == 0) {
            hm_payoff_cell c = cell_at(p, i);
            return hmi_fail(p->ctx, HM_ERR_DATA,
                            "payoff table %s: no row for policy %s, package "
                            "%s, draw %s, player %s",
                            hm_table_name(table), p->names[0][c.at[0]],
                            p->names[1][c.at[1]], p->names[2][c.at[2]],
                            p->names[3][c.at[3]]);
        }
    }
    return HM_OK;
}

hm_status hm_payoffs_from_table(hm_context *ctx, const hm_table *table,
                                hm_payoffs **out)
{
    hm_status status = HM_OK;
    int32_t column[COLUMNS] = {0};
    *out = NULL;
    HMI_TRY(find_columns(ctx, table, column));
    hm_payoffs *p = HMI_NEW(ctx, hm_payoffs);
    if (p == NULL) {
        return HM_ERR_MEMORY;
    }
    p->ctx = ctx;
    HMI_GOTO(status, read_names(p, table, column));
    HMI_GOTO(status, make_cells(p, table));
    for (int32_t row = 0; row < hm_table_rows(table); row++) {
        HMI_GOTO(status, read_row(p, table, row, column));
    }
    HMI_GOTO(status, check_complete(p, table));
    *out = p;
    p = NULL;
out:
    hm_payoffs_free(p);
    return status;
}

void hm_payoffs_free(hm_payoffs *payoffs)
{
    if (payoffs == NULL) {
        return;
    }
    for (int32_t axis = 0; axis < HM_PAYOFF_AXES; axis++) {
        for (int32_t i = 0; i < payoffs->size[axis]; i++) {
            hmi_free(payoffs->ctx, payoffs->names[axis][i]);
        }
        hmi_free(payoffs->ctx, payoffs->names[axis]);
    }
    hmi_free(payoffs->ctx, payoffs->value);
    hmi_free(payoffs->ctx, payoffs->certificate);
    hmi_free(payoffs->ctx, payoffs->mark);
    hmi_free(payoffs->ctx, payoffs);
}

static hm_status write_row(const hm_payoffs *p, size_t index, hm_table *table)
{
    hm_payoff_cell cell = cell_at(p, index);
    char mark[2] = {p->mark[index], '\0'};
    HMI_TRY(hm_table_add_row(table));
    for (int32_t axis = 0; axis < HM_PAYOFF_AXES; axis++) {
        HMI_TRY(hm_table_set_text(table, axis, p->names[axis][cell.at[axis]]));
    }
    HMI_TRY(hm_table_set_text(table, CLASS, mark));
    hm_table_set_number(table, VALUE, p->value[index]);
    hm_table_set_number(table, CERTIFICATE, p->certificate[index]);
    return HM_OK;
}

hm_status hm_payoffs_to_table(hm_context *ctx, const hm_payoffs *payoffs,
                              hm_table **out)
{
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    HMI_TRY(hm_table_create(ctx, "payoffs", &table));
    for (int32_t c = 0; c < COLUMNS; c++) {
        HMI_GOTO(status,
                 hm_table_add_column(table, column_names[c], type_of(c)));
    }
    for (size_t i = 0; i < payoffs->cells; i++) {
        HMI_GOTO(status, write_row(payoffs, i, table));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

int32_t hm_payoffs_size(const hm_payoffs *payoffs, hm_payoff_axis axis)
{
    return payoffs->size[axis];
}

const char *hm_payoffs_name(const hm_payoffs *payoffs, hm_payoff_axis axis,
                            int32_t index)
{
    return payoffs->names[axis][index];
}

double hm_payoffs_value(const hm_payoffs *payoffs, hm_payoff_cell cell)
{
    return payoffs->value[cell_index(payoffs, cell)];
}

char hm_payoffs_class(const hm_payoffs *payoffs, hm_payoff_cell cell)
{
    return payoffs->mark[cell_index(payoffs, cell)];
}

double hm_payoffs_certificate(const hm_payoffs *payoffs, hm_payoff_cell cell)
{
    return payoffs->certificate[cell_index(payoffs, cell)];
}

hm_payoff_band hm_payoffs_band(const hm_payoffs *payoffs, hm_payoff_cell cell)
{
    hm_payoff_band band = {NAN, NAN, 0, 0, payoffs->size[HM_PAYOFF_DRAW]};
    for (int32_t d = 0; d < band.total; d++) {
        cell.at[HM_PAYOFF_DRAW] = d;
        double value = hm_payoffs_value(payoffs, cell);
        if (isnan(value)) {
            continue;
        }
        bool none = band.available == 0;
        band.low = none ? value : fmin(band.low, value);
        band.high = none ? value : fmax(band.high, value);
        band.positive += value > 0.0 ? 1 : 0;
        band.available++;
    }
    return band;
}

/* --- payoffs with security (B1) --- */

static double security_of(const hm_security *s, int32_t player, int32_t package)
{
    double total = 0.0;
    for (int32_t z = 0; s != NULL && z < s->n_outcomes; z++) {
        total += s->value[player * s->n_outcomes + z] *
                 s->probability[package * s->n_outcomes + z];
    }
    return total;
}

static hm_status security_check(hm_context *ctx, const hm_payoffs *p,
                                const hm_security *s)
{
    for (int32_t a = 0; s != NULL && a < p->size[HM_PAYOFF_PACKAGE]; a++) {
        for (int32_t z = 0; z < s->n_outcomes; z++) {
            double at = s->probability[a * s->n_outcomes + z];
            if (!(at >= 0.0 && at <= 1.0)) {
                return hmi_fail(ctx, HM_ERR_ARGUMENT,
                                "package %s, outcome %d: probability %g; "
                                "expected 0 to 1",
                                p->names[HM_PAYOFF_PACKAGE][a], (int)z, at);
            }
        }
    }
    for (int32_t i = 0;
         s != NULL && i < p->size[HM_PAYOFF_PLAYER] * s->n_outcomes; i++) {
        if (!isfinite(s->value[i])) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "security value %d is not a number", (int)i);
        }
    }
    return HM_OK;
}

hm_status hm_payoffs_points(hm_context *ctx, const hm_payoffs *payoffs,
                            int32_t draw, const hm_security *security,
                            double *payoff, int32_t *pair, int32_t *n_points)
{
    int32_t players = payoffs->size[HM_PAYOFF_PLAYER];
    int32_t packages = payoffs->size[HM_PAYOFF_PACKAGE];
    *n_points = 0;
    if (draw < 0 || draw >= payoffs->size[HM_PAYOFF_DRAW]) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT, "no draw %d of %d", (int)draw,
                        (int)payoffs->size[HM_PAYOFF_DRAW]);
    }
    HMI_TRY(security_check(ctx, payoffs, security));
    for (int32_t i = 0; i < payoffs->size[HM_PAYOFF_POLICY] * packages; i++) {
        bool whole = true;
        double *to = payoff + *n_points * players;
        for (int32_t r = 0; r < players; r++) {
            hm_payoff_cell cell = {{i / packages, i % packages, draw, r}};
            to[r] = hm_payoffs_value(payoffs, cell) +
                    security_of(security, r, i % packages);
            whole = whole && !isnan(to[r]);
        }
        if (whole) {
            pair[(*n_points)++] = i;
        }
    }
    return HM_OK;
}

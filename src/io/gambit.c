// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * gambit.c - finite games for Gambit: strategic form (.nfg, payoff version)
 * and extensive form (.efg), as Gambit's manual describes the two formats.
 *
 * A game comes as a table. Strategic: strategy_P (text) and payoff_P of each
 * player, one row a profile. Tree: one row a node, parents first, with node,
 * parent, action, probability, player, information, payoff_P.
 */
#include "io/internal.h"

#include <math.h>
#include <string.h>

enum { MAX_PLAYERS = 16, MAX_STRATEGIES = 1000, MAX_PROFILES = 10000000 };

static const char payoff_prefix[] = "payoff_";
static const char strategy_prefix[] = "strategy_";

/* Quotes and backslashes may not stand in a label. */
static void add_label(hmi_text *text, const char *label)
{
    hmi_text_append(text, "\"", 1);
    for (const char *at = label; *at != '\0'; at++) {
        bool odd = *at == '"' || *at == '\\' || (*at >= 0 && *at < ' ');
        hmi_text_append(text, odd ? "'" : at, 1);
    }
    hmi_text_append(text, "\"", 1);
}

static void add_number(hmi_text *text, double value)
{
    char number[HMI_NUMBER_SIZE];
    hmi_number_exact(value, number);
    hmi_text_add(text, number);
}

static bool has_prefix(const char *name, const char *prefix)
{
    return strncmp(name, prefix, strlen(prefix)) == 0;
}

/* Players in the order of their payoff columns. */
typedef struct player_list {
    int32_t n;
    const char *name[MAX_PLAYERS];
    int32_t payoff[MAX_PLAYERS];
} player_list;

static hm_status find_players(hm_context *ctx, const hm_table *table,
                              player_list *p)
{
    p->n = 0;
    for (int32_t c = 0; c < hm_table_columns(table); c++) {
        const char *name = hm_table_column_name(table, c);
        if (!has_prefix(name, payoff_prefix)) {
            continue;
        }
        if (p->n == MAX_PLAYERS ||
            hm_table_column_type(table, c) != HM_COLUMN_NUMBER) {
            return hmi_fail(ctx, HM_ERR_DATA,
                            "game %s, column %s: expected numbers, and at "
                            "most %d players",
                            hm_table_name(table), name, MAX_PLAYERS);
        }
        p->name[p->n] = name + strlen(payoff_prefix);
        p->payoff[p->n++] = c;
    }
    if (p->n == 0) {
        return hmi_fail(ctx, HM_ERR_DATA, "game %s has no column payoff_PLAYER",
                        hm_table_name(table));
    }
    return HM_OK;
}

static void add_players(hmi_text *text, const player_list *p)
{
    hmi_text_add(text, " {");
    for (int32_t r = 0; r < p->n; r++) {
        hmi_text_add(text, " ");
        add_label(text, p->name[r]);
    }
    hmi_text_add(text, " }\n");
}

/* --- strategic form --- */

typedef struct matrix {
    const hm_table *table;
    player_list players;
    int32_t column[MAX_PLAYERS]; /* of strategies */
    int32_t count[MAX_PLAYERS];
    const char **names; /* n_players x MAX_STRATEGIES */
    int32_t profiles;
    int32_t *row; /* of each profile, the first player fastest; -1: none */
} matrix;

static int32_t strategy_of(const matrix *m, int32_t player, const char *name)
{
    for (int32_t i = 0; i < m->count[player]; i++) {
        if (strcmp(m->names[player * MAX_STRATEGIES + i], name) == 0) {
            return i;
        }
    }
    return -1;
}

static hm_status find_strategies(hm_context *ctx, matrix *m)
{
    const hm_table *table = m->table;
    int64_t profiles = 1;
    for (int32_t r = 0; r < m->players.n; r++) {
        m->column[r] = -1;
        for (int32_t c = 0; c < hm_table_columns(table); c++) {
            const char *name = hm_table_column_name(table, c);
            if (has_prefix(name, strategy_prefix) &&
                strcmp(name + strlen(strategy_prefix), m->players.name[r]) ==
                    0 &&
                hm_table_column_type(table, c) == HM_COLUMN_TEXT) {
                m->column[r] = c;
            }
        }
        if (m->column[r] < 0) {
            return hmi_fail(ctx, HM_ERR_DATA,
                            "game %s: no text column strategy_%s",
                            hm_table_name(table), m->players.name[r]);
        }
        for (int32_t row = 0; row < hm_table_rows(table); row++) {
            const char *name = hm_table_text(table, row, m->column[r]);
            if (strategy_of(m, r, name) >= 0) {
                continue;
            }
            if (m->count[r] == MAX_STRATEGIES) {
                return hmi_fail(
                    ctx, HM_ERR_LIMIT, "game %s: more than %d strategies of %s",
                    hm_table_name(table), MAX_STRATEGIES, m->players.name[r]);
            }
            m->names[r * MAX_STRATEGIES + m->count[r]++] = name;
        }
        profiles *= m->count[r];
        if (profiles > MAX_PROFILES) {
            return hmi_fail(ctx, HM_ERR_LIMIT, "game %s: more than %d profiles",
                            hm_table_name(table), MAX_PROFILES);
        }
    }
    m->profiles = (int32_t)profiles;
    return HM_OK;
}

static hm_status place_rows(hm_context *ctx, matrix *m)
{
    for (int32_t row = 0; row < hm_table_rows(m->table); row++) {
        int32_t at = 0;
        bool whole = true;
        for (int32_t r = m->players.n - 1; r >= 0; r--) {
            at = at * m->count[r] +
                 strategy_of(m, r, hm_table_text(m->table, row, m->column[r]));
            whole = whole && isfinite(hm_table_number(m->table, row,
                                                      m->players.payoff[r]));
        }
        if (m->row[at] >= 0 || !whole) {
            return hmi_fail(ctx, HM_ERR_DATA, "game %s, row %d: %s",
                            hm_table_name(m->table), (int)row + 1,
                            whole ? "this profile stands in the table twice"
                                  : "a payoff is not a number");
        }
        m->row[at] = row;
    }
    if (hm_table_rows(m->table) < m->profiles || m->profiles == 0) {
        return hmi_fail(ctx, HM_ERR_DATA,
                        "game %s has %d rows for %d profiles of strategies; "
                        "expected one each",
                        hm_table_name(m->table), (int)hm_table_rows(m->table),
                        (int)m->profiles);
    }
    return HM_OK;
}

static void write_matrix(const matrix *m, hmi_text *text)
{
    hmi_text_add(text, "NFG 1 R ");
    add_label(text, hm_table_name(m->table));
    add_players(text, &m->players);
    hmi_text_add(text, "{");
    for (int32_t r = 0; r < m->players.n; r++) {
        hmi_text_add(text, " {");
        for (int32_t i = 0; i < m->count[r]; i++) {
            hmi_text_add(text, " ");
            add_label(text, m->names[r * MAX_STRATEGIES + i]);
        }
        hmi_text_add(text, " }\n");
    }
    hmi_text_add(text, "}\n\n");
    for (int32_t i = 0; i < m->profiles; i++) {
        for (int32_t r = 0; r < m->players.n; r++) {
            add_number(text, hm_table_number(m->table, m->row[i],
                                             m->players.payoff[r]));
            hmi_text_add(text, r + 1 == m->players.n ? "\n" : " ");
        }
    }
}

hm_status hm_table_to_nfg(hm_context *ctx, const hm_table *table, char **out)
{
    hm_status status = HM_OK;
    hmi_text text;
    matrix m = {.table = table};
    *out = NULL;
    hmi_text_init(&text, ctx);
    HMI_TRY(find_players(ctx, table, &m.players));
    m.names = HMI_ARRAY(ctx, const char *, MAX_PLAYERS *MAX_STRATEGIES);
    HMI_GOTO(status, m.names == NULL ? HM_ERR_MEMORY : HM_OK);
    HMI_GOTO(status, find_strategies(ctx, &m));
    m.row = HMI_ARRAY(ctx, int32_t, m.profiles);
    HMI_GOTO(status, m.row == NULL ? HM_ERR_MEMORY : HM_OK);
    for (int32_t i = 0; i < m.profiles; i++) {
        m.row[i] = -1;
    }
    HMI_GOTO(status, place_rows(ctx, &m));
    write_matrix(&m, &text);
    status = hmi_text_take(&text, out);
out:
    hmi_free(ctx, m.names);
    hmi_free(ctx, m.row);
    return status;
}

/* --- extensive form --- */

enum { PARENT = 0, ACTION, PROBABILITY, PLAYER, INFORMATION, FIELDS };

static const char *const field_names[FIELDS] = {
    "parent", "action", "probability", "player", "information"};

typedef struct tree {
    hm_context *ctx;
    const hm_table *table;
    player_list players;
    int32_t column[FIELDS];
    int32_t *first, *next, *last; /* children of each row, in order */
    int32_t *set;                 /* number of its information set */
    int32_t *stack;
    int32_t outcomes;
} tree;

static hm_status find_fields(tree *t)
{
    for (int32_t f = 0; f < FIELDS; f++) {
        bool number = f == PARENT || f == PROBABILITY;
        t->column[f] = hm_table_find(t->table, field_names[f]);
        if (t->column[f] < 0 ||
            hm_table_column_type(t->table, t->column[f]) !=
                (number ? HM_COLUMN_NUMBER : HM_COLUMN_TEXT)) {
            return hmi_fail(t->ctx, HM_ERR_DATA,
                            "game %s: expected a %s column '%s'",
                            hm_table_name(t->table), number ? "number" : "text",
                            field_names[f]);
        }
    }
    return HM_OK;
}

static const char *text_at(const tree *t, int32_t row, int32_t field)
{
    return hm_table_text(t->table, row, t->column[field]);
}

static double probability_at(const tree *t, int32_t row)
{
    return hm_table_number(t->table, row, t->column[PROBABILITY]);
}

/* 1 ..: a player; 0: chance; -1: an end; -2: unknown. */
static int32_t mover_of(const tree *t, int32_t row)
{
    const char *name = text_at(t, row, PLAYER);
    if (name[0] == '\0') {
        return -1;
    }
    if (strcmp(name, "chance") == 0) {
        return 0;
    }
    for (int32_t r = 0; r < t->players.n; r++) {
        if (strcmp(name, t->players.name[r]) == 0) {
            return r + 1;
        }
    }
    return -2;
}

static hm_status row_fail(const tree *t, int32_t row, const char *what)
{
    return hmi_fail(t->ctx, HM_ERR_DATA, "game %s, node %d: %s",
                    hm_table_name(t->table), (int)row, what);
}

static hm_status link_rows(tree *t)
{
    for (int32_t row = 0; row < hm_table_rows(t->table); row++) {
        double parent = hm_table_number(t->table, row, t->column[PARENT]);
        bool inside =
            parent >= 0.0 && parent < (double)row && parent <= floor(parent);
        t->first[row] = -1;
        t->next[row] = -1;
        t->last[row] = -1;
        if (row == 0 ? !(parent <= -1.0 && parent >= -1.0) : !inside) {
            return row_fail(t, row,
                            "expected -1 as the parent of the first node, "
                            "and an earlier node for the others");
        }
        if (row > 0) {
            int32_t p = (int32_t)parent;
            *(t->last[p] < 0 ? &t->first[p] : &t->next[t->last[p]]) = row;
            t->last[p] = row;
        }
    }
    return HM_OK;
}

static hm_status check_node(const tree *t, int32_t row)
{
    int32_t mover = mover_of(t, row);
    double total = 0.0;
    if (mover == -2 || (mover == -1) != (t->first[row] < 0)) {
        return row_fail(t, row,
                        "expected a player of the game or 'chance' where "
                        "actions follow, and nobody at an end");
    }
    for (int32_t c = t->first[row]; c >= 0; c = t->next[c]) {
        double p = probability_at(t, c);
        if (mover == 0 && !(p >= 0.0 && p <= 1.0)) {
            return row_fail(t, c, "expected a probability after chance");
        }
        total += mover == 0 ? p : 0.0;
    }
    if (mover == 0 && !(fabs(total - 1.0) <= 1e-9)) {
        return row_fail(t, row, "its probabilities do not sum to 1");
    }
    for (int32_t r = 0; mover == -1 && r < t->players.n; r++) {
        if (!isfinite(hm_table_number(t->table, row, t->players.payoff[r]))) {
            return row_fail(t, row, "a payoff at an end is not a number");
        }
    }
    return HM_OK;
}

/* Nodes of one set have the same actions in the same order. */
static bool same_actions(const tree *t, int32_t a, int32_t b)
{
    int32_t i = t->first[a];
    int32_t j = t->first[b];
    while (i >= 0 && j >= 0) {
        bool chance = mover_of(t, a) == 0;
        double gap = probability_at(t, i) - probability_at(t, j);
        if (strcmp(text_at(t, i, ACTION), text_at(t, j, ACTION)) != 0 ||
            (chance && gap != 0.0)) {
            return false;
        }
        i = t->next[i];
        j = t->next[j];
    }
    return i < 0 && j < 0;
}

/* Numbers of information sets, from 1 for each player. */
static hm_status number_sets(tree *t)
{
    int32_t count[MAX_PLAYERS + 1] = {0};
    for (int32_t row = 0; row < hm_table_rows(t->table); row++) {
        int32_t mover = mover_of(t, row);
        HMI_TRY(check_node(t, row));
        for (int32_t b = 0; mover >= 0 && b < row && t->set[row] == 0; b++) {
            if (mover_of(t, b) == mover &&
                strcmp(text_at(t, row, INFORMATION),
                       text_at(t, b, INFORMATION)) == 0) {
                t->set[row] = t->set[b];
                if (!same_actions(t, row, b)) {
                    return row_fail(t, row,
                                    "another node of its information set has "
                                    "other actions");
                }
            }
        }
        if (mover >= 0 && t->set[row] == 0) {
            t->set[row] = ++count[mover];
        }
    }
    return HM_OK;
}

static void write_end(tree *t, int32_t row, hmi_text *text)
{
    hmi_text_addf(text, "t \"\" %d \"\" {", (int)++t->outcomes);
    for (int32_t r = 0; r < t->players.n; r++) {
        hmi_text_add(text, r == 0 ? " " : ", ");
        add_number(text, hm_table_number(t->table, row, t->players.payoff[r]));
    }
    hmi_text_add(text, " }\n");
}

static void write_node(tree *t, int32_t row, hmi_text *text)
{
    int32_t mover = mover_of(t, row);
    if (mover < 0) {
        write_end(t, row, text);
        return;
    }
    hmi_text_add(text, mover == 0 ? "c \"\" " : "p \"\" ");
    if (mover > 0) {
        hmi_text_addf(text, "%d ", (int)mover);
    }
    hmi_text_addf(text, "%d ", (int)t->set[row]);
    add_label(text, text_at(t, row, INFORMATION));
    hmi_text_add(text, " {");
    for (int32_t c = t->first[row]; c >= 0; c = t->next[c]) {
        hmi_text_add(text, " ");
        add_label(text, text_at(t, c, ACTION));
        if (mover == 0) {
            hmi_text_add(text, " ");
            add_number(text, probability_at(t, c));
        }
    }
    hmi_text_add(text, " } 0\n");
}

/* Prefix order: a node, then each child's subtree. */
static void write_tree(tree *t, hmi_text *text)
{
    int32_t depth = 0;
    hmi_text_add(text, "EFG 2 R ");
    add_label(text, hm_table_name(t->table));
    add_players(text, &t->players);
    hmi_text_add(text, "\"\"\n\n");
    t->stack[depth++] = 0;
    while (depth > 0) {
        int32_t row = t->stack[--depth];
        write_node(t, row, text);
        if (t->next[row] >= 0) {
            t->stack[depth++] = t->next[row];
        }
        if (t->first[row] >= 0) {
            t->stack[depth++] = t->first[row];
        }
    }
}

hm_status hm_table_to_efg(hm_context *ctx, const hm_table *table, char **out)
{
    hm_status status = HM_OK;
    hmi_text text;
    tree t = {.ctx = ctx, .table = table};
    int32_t rows = hm_table_rows(table);
    *out = NULL;
    hmi_text_init(&text, ctx);
    HMI_TRY(find_players(ctx, table, &t.players));
    HMI_TRY(find_fields(&t));
    if (rows == 0) {
        return hmi_fail(ctx, HM_ERR_DATA, "game %s has no node",
                        hm_table_name(table));
    }
    t.first = HMI_ARRAY(ctx, int32_t, rows);
    t.next = HMI_ARRAY(ctx, int32_t, rows);
    t.last = HMI_ARRAY(ctx, int32_t, rows);
    t.set = HMI_ARRAY(ctx, int32_t, rows);
    t.stack = HMI_ARRAY(ctx, int32_t, rows + 1);
    bool ok = t.first != NULL && t.next != NULL && t.last != NULL &&
              t.set != NULL && t.stack != NULL;
    HMI_GOTO(status, ok ? HM_OK : HM_ERR_MEMORY);
    HMI_GOTO(status, link_rows(&t));
    HMI_GOTO(status, number_sets(&t));
    write_tree(&t, &text);
    status = hmi_text_take(&text, out);
out:
    hmi_free(ctx, t.first);
    hmi_free(ctx, t.next);
    hmi_free(ctx, t.last);
    hmi_free(ctx, t.set);
    hmi_free(ctx, t.stack);
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * forms.c - finite games of this module as tables: trees and matrices.
 *
 * A tree is written node by node, each before its children; information sets
 * have names, and nodes of one set the same actions in the same order.
 */
#include "pact/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    NODE = 0,
    PARENT,
    ACTION,
    PROBABILITY,
    PLAYER,
    INFORMATION,
    PAYOFF,
    MAX_PLAYERS = 8,
    NAME_SIZE = 64,
    MAX_CHAIN = 6,
    MAX_LEAVES = 20000
};

/* A node to be added; payoff NULL unless it is an end. */
typedef struct node {
    int32_t parent;
    const char *action;
    double probability; /* NAN unless the parent is chance */
    const char *player, *information;
    const double *payoff;
} node;

typedef struct tree {
    hm_table *table;
    int32_t n_players;
} tree;

static hm_status tree_create(hm_context *ctx, const char *name,
                             const char *const *players, int32_t n,
                             hm_table **out)
{
    static const char *const columns[] = {
        "node", "parent", " action", "probability", " player", " information"};
    HMI_TRY(hmi_table_of(ctx, name, columns, PAYOFF, out));
    for (int32_t r = 0; r < n; r++) {
        char column[NAME_SIZE];
        (void)snprintf(column, sizeof column, "payoff_%s", players[r]);
        hm_status status = hm_table_add_column(*out, column, HM_COLUMN_NUMBER);
        if (status != HM_OK) {
            hm_table_free(*out);
            *out = NULL;
            return status;
        }
    }
    return HM_OK;
}

static hm_status tree_add(tree *t, const node *n, int32_t *index)
{
    *index = hm_table_rows(t->table);
    HMI_TRY(hm_table_add_row(t->table));
    hm_table_set_number(t->table, NODE, (double)*index);
    hm_table_set_number(t->table, PARENT, (double)n->parent);
    HMI_TRY(hm_table_set_text(t->table, ACTION, n->action));
    hm_table_set_number(t->table, PROBABILITY, n->probability);
    HMI_TRY(hm_table_set_text(t->table, PLAYER, n->player));
    HMI_TRY(hm_table_set_text(t->table, INFORMATION, n->information));
    for (int32_t r = 0; n->payoff != NULL && r < t->n_players; r++) {
        hm_table_set_number(t->table, PAYOFF + r, n->payoff[r]);
    }
    return HM_OK;
}

static hm_status finish(hm_status status, hm_table *table, hm_table **out)
{
    if (status != HM_OK) {
        hm_table_free(table);
        return status;
    }
    *out = table;
    return HM_OK;
}

/* --- chain store (B37) --- */

typedef struct chain_tree {
    tree t;
    const hm_chain *chain;
    double payoff[MAX_PLAYERS]; /* payer, hagglers; along the path */
    char history[MAX_CHAIN + 1];
    char names[MAX_CHAIN][NAME_SIZE];
    bool strong;
} chain_tree;

static hm_status grow_chain(chain_tree *c, int32_t stage, int32_t parent,
                            const char *action, double probability);

/* Stage `stage` ends with a letter of history and two payoffs. */
static hm_status next_stage(chain_tree *c, int32_t stage, int32_t parent,
                            const char *action, double payer, double haggler)
{
    c->history[stage] = action[0];
    c->history[stage + 1] = '\0';
    c->payoff[0] += payer;
    c->payoff[stage + 1] = haggler;
    hm_status status = grow_chain(c, stage + 1, parent, action, NAN);
    c->payoff[0] -= payer;
    c->payoff[stage + 1] = 0.0;
    c->history[stage] = '\0';
    return status;
}

/* The payer answers; one who never pays has one action. */
static hm_status answer(chain_tree *c, int32_t stage, int32_t parent)
{
    char set[NAME_SIZE];
    int32_t index = 0;
    (void)snprintf(set, sizeof set, "%s %s?", c->strong ? "never" : "weak",
                   c->history);
    node n = {parent, "ask", NAN, "payer", set, NULL};
    HMI_TRY(tree_add(&c->t, &n, &index));
    if (!c->strong) {
        HMI_TRY(next_stage(c, stage, index, "pay", 0.0, c->chain->b));
    }
    return next_stage(c, stage, index, "refuse", -1.0, c->chain->b - 1.0);
}

static hm_status grow_chain(chain_tree *c, int32_t stage, int32_t parent,
                            const char *action, double probability)
{
    char set[NAME_SIZE];
    int32_t index = 0;
    if (stage == c->chain->hagglers) {
        node end = {parent, action, probability, "", "", c->payoff};
        return tree_add(&c->t, &end, &index);
    }
    (void)snprintf(set, sizeof set, "after %s",
                   stage == 0 ? "nothing" : c->history);
    node n = {parent, action, probability, c->names[stage], set, NULL};
    HMI_TRY(tree_add(&c->t, &n, &index));
    HMI_TRY(next_stage(c, stage, index, "out", c->chain->a, 0.0));
    return answer(c, stage, index);
}

static hm_status grow_chain_root(chain_tree *c)
{
    int32_t root = 0;
    node n = {-1, "", NAN, "chance", "type", NULL};
    HMI_TRY(tree_add(&c->t, &n, &root));
    c->strong = true;
    HMI_TRY(grow_chain(c, 0, root, "never pays", c->chain->prior));
    c->strong = false;
    return grow_chain(c, 0, root, "weak", 1.0 - c->chain->prior);
}

hm_status hm_chain_game(hm_context *ctx, const hm_chain *chain, hm_table **out)
{
    chain_tree c = {.chain = chain};
    hm_chain_value value;
    const char *players[MAX_PLAYERS] = {"payer"};
    *out = NULL;
    HMI_TRY(hm_chain_evaluate(ctx, chain, &value)); /* checks it */
    if (chain->hagglers > MAX_CHAIN) {
        return hmi_fail(ctx, HM_ERR_LIMIT, "a tree of %d hagglers; at most %d",
                        (int)chain->hagglers, MAX_CHAIN);
    }
    for (int32_t h = 0; h < chain->hagglers; h++) {
        (void)snprintf(c.names[h], NAME_SIZE, "haggler_%d", (int)h + 1);
        players[h + 1] = c.names[h];
    }
    c.t.n_players = chain->hagglers + 1;
    HMI_TRY(tree_create(ctx, "chain_game", players, c.t.n_players, &c.t.table));
    return finish(grow_chain_root(&c), c.t.table, out);
}

/* --- posted payment (B28) --- */

static hm_status add_type(tree *t, int32_t parent, double cost, double payment,
                          double value, int32_t type, int32_t n_types,
                          int32_t offer)
{
    char name[NAME_SIZE];
    char set[NAME_SIZE];
    int32_t index = 0;
    int32_t end = 0;
    const double act[2] = {value - payment, payment - cost};
    const double rest[2] = {0.0, 0.0};
    (void)snprintf(name, sizeof name, "type %d", (int)type + 1);
    (void)snprintf(set, sizeof set, "offer %d, type %d", (int)offer + 1,
                   (int)type + 1);
    node n = {parent, name, 1.0 / (double)n_types, "actor", set, NULL};
    HMI_TRY(tree_add(t, &n, &index));
    node yes = {index, "act", NAN, "", "", act};
    node no = {index, "rest", NAN, "", "", rest};
    HMI_TRY(tree_add(t, &yes, &end));
    return tree_add(t, &no, &end);
}

static hm_status grow_payments(tree *t, const hm_law *law, double value,
                               const double *payment, int32_t n_payments,
                               int32_t n_types)
{
    int32_t root = 0;
    int32_t chance = 0;
    node n = {-1, "", NAN, "payer", "offer", NULL};
    HMI_TRY(tree_add(t, &n, &root));
    for (int32_t k = 0; k < n_payments; k++) {
        char name[NAME_SIZE];
        char set[NAME_SIZE];
        (void)snprintf(name, sizeof name, "pay %d", (int)k + 1);
        (void)snprintf(set, sizeof set, "types %d", (int)k + 1);
        node c = {root, name, NAN, "chance", set, NULL};
        HMI_TRY(tree_add(t, &c, &chance));
        for (int32_t y = 0; y < n_types; y++) {
            double p = ((double)y + 0.5) / (double)n_types;
            HMI_TRY(add_type(t, chance, hmi_law_quantile(law, p), payment[k],
                             value, y, n_types, k));
        }
    }
    return HM_OK;
}

hm_status hm_payment_game(hm_context *ctx, const hm_law *law, double value,
                          const double *payment, int32_t n_payments,
                          int32_t n_types, hm_table **out)
{
    static const char *const players[] = {"payer", "actor"};
    tree t = {NULL, 2};
    *out = NULL;
    HMI_TRY(hm_law_check(ctx, law));
    HMI_TRY(hmi_range(ctx, "value of the action", value, -HUGE_VAL, HUGE_VAL));
    if (n_payments < 1 || n_types < 1 || n_types > MAX_LEAVES / n_payments) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "%d payments and %d types; expected 1 or more of "
                        "each, %d pairs at most",
                        (int)n_payments, (int)n_types, MAX_LEAVES);
    }
    for (int32_t k = 0; k < n_payments; k++) {
        HMI_TRY(hmi_range(ctx, "payment", payment[k], 0.0, HUGE_VAL));
    }
    HMI_TRY(tree_create(ctx, "payment_game", players, 2, &t.table));
    return finish(grow_payments(&t, law, value, payment, n_payments, n_types),
                  t.table, out);
}

/* --- one period of two promises (B31) --- */

/* Who breaks gains g now; who is broken with gets the punishment payoff. */
static double period_payoff(const hm_promise *p, bool own, bool other)
{
    if (own && other) {
        return p->keep;
    }
    return !own && other ? p->keep + p->deviate : p->punished;
}

static hm_status add_profiles(const hm_promise promise[2], hm_table *table)
{
    for (int32_t i = 0; i < 4; i++) {
        bool keeps[2] = {i % 2 == 0, i / 2 == 0};
        HMI_TRY(hm_table_add_row(table));
        for (int32_t r = 0; r < 2; r++) {
            HMI_TRY(hm_table_set_text(table, r, keeps[r] ? "keep" : "break"));
            hm_table_set_number(
                table, 2 + r,
                period_payoff(&promise[r], keeps[r], keeps[1 - r]));
        }
    }
    return HM_OK;
}

hm_status hm_promise_game(hm_context *ctx, const hm_promise promise[2],
                          const char *const players[2], hm_table **out)
{
    double delta = 0.0;
    char names[4][NAME_SIZE];
    const char *columns[4];
    hm_table *table = NULL;
    *out = NULL;
    HMI_TRY(hm_promise_delta(ctx, promise, 2, 1.0, &delta)); /* checks it */
    for (int32_t c = 0; c < 4; c++) {
        (void)snprintf(names[c], NAME_SIZE, "%s%s",
                       c < 2 ? " strategy_" : "payoff_", players[c % 2]);
        columns[c] = names[c];
    }
    HMI_TRY(hmi_table_of(ctx, "promise_game", columns, 4, &table));
    return finish(add_profiles(promise, table), table, out);
}

/* --- explicit or tacit (B36) --- */

static hm_status grow_tacit(tree *t, const hm_tacit *tacit, double open,
                            double nu, double q)
{
    int32_t root = 0;
    int32_t at = 0;
    double zero = 0.0;
    double lost = -nu * (tacit->precedent + tacit->allies);
    double won = lost + (tacit->kept ? tacit->surplus : 0.0);
    const node first = {-1, "", NAN, "sender", "how", NULL};
    const node ends[2] = {{0, "separate", NAN, "", "", &zero},
                          {0, "explicit", NAN, "", "", &open}};
    const node chance = {0, "tacit", NAN, "chance", "understood", NULL};
    HMI_TRY(tree_add(t, &first, &root));
    HMI_TRY(tree_add(t, &ends[0], &at));
    HMI_TRY(tree_add(t, &ends[1], &at));
    HMI_TRY(tree_add(t, &chance, &at));
    const node yes = {at, "yes", q, "", "", &won};
    const node no = {at, "no", 1.0 - q, "", "", &lost};
    HMI_TRY(tree_add(t, &yes, &root));
    return tree_add(t, &no, &root);
}

hm_status hm_tacit_game(hm_context *ctx, const hm_tacit *tacit, double nu,
                        double q, hm_table **out)
{
    static const char *const players[] = {"sender"};
    tree t = {NULL, 1};
    double open = 0.0;
    double quiet = 0.0;
    hm_tacit_choice best = HM_CHOICE_SEPARATE;
    *out = NULL;
    HMI_TRY(hm_tacit_evaluate(ctx, tacit, nu, q, &open, &quiet, &best));
    HMI_TRY(tree_create(ctx, "tacit_game", players, 1, &t.table));
    return finish(grow_tacit(&t, tacit, open, nu, q), t.table, out);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * case.c - a case file: its top-level keys, and the object that the caller
 * keeps. Scenarios are read in case_scenarios.c; the blocks of further
 * analyses stay settings trees, which those analyses check themselves.
 */
#include "io/case.h"

#include <math.h>
#include <string.h>

static const char *const case_keys[] = {
    "case",          "description", "economy",   "elasticities", "vintages",
    "trade_balance", "solver",      "scenarios", "leverage",     "sanctions",
    "tariff_games",  "linkage",     "beliefs",   "adjustment",   "reserves",
    "uncertainty",   "backtest"};
enum { CASE_KEYS = sizeof case_keys / sizeof case_keys[0], FIRST_BLOCK = 8 };

/* --- names --- */

static hm_status add_name(hmi_case_build *b, const hm_node *node,
                          const char *what, const char **names, int32_t *count)
{
    const char *text = hm_node_text(node);
    if (text == NULL || text[0] == '\0') {
        return hmi_node_fail(b->ctx, node, HM_ERR_DATA,
                             "%s: expected a name or a list of names", what);
    }
    for (int32_t i = 0; i < *count; i++) {
        if (strcmp(names[i], text) == 0) {
            return hmi_node_fail(b->ctx, node, HM_ERR_DATA,
                                 "%s: \"%.64s\" stands here twice", what, text);
        }
    }
    names[*count] = hmi_arena_text(&b->c->arena, text, strlen(text));
    if (names[*count] == NULL) {
        return HM_ERR_MEMORY;
    }
    (*count)++;
    return HM_OK;
}

hm_status hmi_case_names(hmi_case_build *b, const hm_node *node,
                         const char *what, const char ***out, int32_t *count)
{
    bool list = hm_node_get_kind(node) == HM_NODE_LIST;
    int32_t size = list ? hm_node_size(node) : 1;
    *count = 0;
    *out = HMI_KEEP(&b->c->arena, const char *, size);
    if (*out == NULL) {
        return HM_ERR_MEMORY;
    }
    if (list && size == 0) {
        return hmi_node_fail(b->ctx, node, HM_ERR_DATA,
                             "%s is an empty list; name at least one, or leave "
                             "the key out",
                             what);
    }
    if (list && size > 1000) {
        return hmi_node_fail(b->ctx, node, HM_ERR_LIMIT,
                             "%s: more than 1000 names", what);
    }
    for (int32_t i = 0; i < size; i++) {
        HMI_TRY(add_name(b, list ? hm_node_item(node, i) : node, what, *out,
                         count));
    }
    return HM_OK;
}

static hm_status read_text(hmi_case_build *b, const char *key, bool required,
                           const char **out)
{
    const char *text = NULL;
    HMI_TRY(hmi_node_get_text(b->ctx, b->c->root, key, &text));
    if (required && (text == NULL || text[0] == '\0')) {
        return hmi_node_fail(b->ctx, b->c->root, HM_ERR_DATA,
                             "%s is missing; write `%s: ...`", key, key);
    }
    text = text == NULL ? "" : text;
    *out = hmi_arena_text(&b->c->arena, text, strlen(text));
    return *out == NULL ? HM_ERR_MEMORY : HM_OK;
}

static hm_status read_economies(hmi_case_build *b)
{
    hm_case *c = b->c;
    const hm_node *node = hm_node_find(c->root, "vintages");
    const char *economy = NULL;
    HMI_TRY(read_text(b, "economy", true, &economy));
    c->economy = hmi_path_join(&c->arena, b->folder, economy);
    if (c->economy == NULL) {
        return HM_ERR_MEMORY;
    }
    if (node != NULL) {
        HMI_TRY(
            hmi_case_names(b, node, "vintages", &c->vintages, &c->n_vintages));
    }
    for (int32_t v = 0; v < c->n_vintages; v++) {
        c->vintages[v] = hmi_path_join(&c->arena, b->folder, c->vintages[v]);
        if (c->vintages[v] == NULL) {
            return HM_ERR_MEMORY;
        }
    }
    return HM_OK;
}

static hm_status read_sets(hmi_case_build *b)
{
    const hm_node *node = hm_node_find(b->c->root, "elasticities");
    if (node == NULL) {
        return HM_OK;
    }
    HMI_TRY(
        hmi_case_names(b, node, "elasticities", &b->c->sets, &b->c->n_sets));
    for (int32_t s = 0; s < b->c->n_sets; s++) {
        if (!hmi_is_plain_name(b->c->sets[s])) {
            return hmi_node_fail(b->ctx, node, HM_ERR_DATA,
                                 "elasticities: \"%.64s\" is not a name of a "
                                 "set; expected letters, digits, -, _ and .",
                                 b->c->sets[s]);
        }
    }
    return HM_OK;
}

/* --- solver --- */

#define DEFAULT_SETTING(member, type, standard, low, high, unit, help)         \
    .member = (standard),
static const hm_solver_settings default_settings = {
    HM_SOLVER_SETTINGS(DEFAULT_SETTING)};
#define SETTING_NAME(member, type, standard, low, high, unit, help) #member,
static const char *const setting_names[] = {HM_SOLVER_SETTINGS(SETTING_NAME)};
#define SETTING_TYPE(member, type, standard, low, high, unit, help) #type,
static const char *const setting_types[] = {HM_SOLVER_SETTINGS(SETTING_TYPE)};
#define SETTING_LOW(member, type, standard, low, high, unit, help)             \
    (double)(low),
static const double setting_low[] = {HM_SOLVER_SETTINGS(SETTING_LOW)};
#define SETTING_HIGH(member, type, standard, low, high, unit, help)            \
    (double)(high),
static const double setting_high[] = {HM_SOLVER_SETTINGS(SETTING_HIGH)};
enum { SETTINGS = sizeof setting_names / sizeof setting_names[0] };

static hm_status read_setting(hmi_case_build *b, const hm_node *map, size_t s,
                              double *out)
{
    const hm_node *node = hm_node_find(map, setting_names[s]);
    if (node == NULL) {
        return HM_OK;
    }
    HMI_TRY(hmi_node_number(b->ctx, node, setting_names[s], out));
    bool whole = strcmp(setting_types[s], "int32_t") == 0;
    bool inside = *out >= setting_low[s] && *out <= setting_high[s];
    if (!inside || (whole && *out > floor(*out))) {
        return hmi_node_fail(b->ctx, node, HM_ERR_DATA,
                             "solver: %s %g; expected a %snumber from %g to "
                             "%g",
                             setting_names[s], *out, whole ? "whole " : "",
                             setting_low[s], setting_high[s]);
    }
    return HM_OK;
}

static hm_status read_solver(hmi_case_build *b)
{
    const hm_node *map = hm_node_find(b->c->root, "solver");
    size_t s = 0;
    b->c->settings = default_settings;
    if (map == NULL) {
        return HM_OK;
    }
    HMI_TRY(hmi_node_keys(b->ctx, map, "solver", setting_names, SETTINGS));
#define READ_SETTING(member, type, standard, low, high, unit, help)            \
    {                                                                          \
        double value = (double)b->c->settings.member;                          \
        HMI_TRY(read_setting(b, map, s++, &value));                            \
        b->c->settings.member = (type)value;                                   \
    }
    HM_SOLVER_SETTINGS(READ_SETTING)
#undef READ_SETTING
    return HM_OK;
}

/* --- the whole --- */

static bool has_block(const hm_case *c)
{
    for (size_t k = FIRST_BLOCK; k < CASE_KEYS; k++) {
        if (hm_node_find(c->root, case_keys[k]) != NULL) {
            return true;
        }
    }
    return false;
}

static hm_status read_root(hmi_case_build *b)
{
    hm_case *c = b->c;
    HMI_TRY(hmi_node_keys(b->ctx, c->root, "a case", case_keys, CASE_KEYS));
    HMI_TRY(read_text(b, "case", true, &c->name));
    if (!hmi_is_plain_name(c->name)) {
        return hmi_node_fail(b->ctx, hm_node_find(c->root, "case"), HM_ERR_DATA,
                             "case: \"%.64s\" is not a name; expected letters, "
                             "digits, -, _ and .",
                             c->name);
    }
    HMI_TRY(read_text(b, "description", false, &c->description));
    HMI_TRY(read_economies(b));
    HMI_TRY(read_sets(b));
    const hm_node *closure = hm_node_find(c->root, "trade_balance");
    c->has_closure = closure != NULL;
    c->closure = HM_CLOSURE_BILATERAL;
    if (closure != NULL) {
        HMI_TRY(hmi_node_closure(b->ctx, closure, &c->closure));
    }
    HMI_TRY(read_solver(b));
    const hm_node *scenarios = hm_node_find(c->root, "scenarios");
    if (scenarios != NULL) {
        HMI_TRY(hmi_case_scenarios(b, scenarios));
    }
    if (c->n_scenarios == 0 && !has_block(c)) {
        return hmi_node_fail(b->ctx, c->root, HM_ERR_DATA,
                             "the case asks for nothing: it has neither "
                             "scenarios nor an analysis (leverage, sanctions, "
                             "tariff_games, linkage, beliefs)");
    }
    return HM_OK;
}

hm_status hmi_case_read(hm_context *ctx, const char *name, const hm_file *file,
                        hm_status (*load)(hmi_case_build *, const char *,
                                          hm_file *),
                        const hm_file *files, int32_t n_files, hm_case **out)
{
    hm_status status = HM_ERR_MEMORY;
    hmi_case_build build;
    *out = NULL;
    memset(&build, 0, sizeof build);
    hm_case *c = HMI_NEW(ctx, hm_case);
    if (c == NULL) {
        return HM_ERR_MEMORY;
    }
    c->ctx = ctx;
    hmi_arena_init(&c->arena, ctx);
    hmi_arena_init(&build.temp, ctx);
    build.ctx = ctx;
    build.c = c;
    build.load = load;
    build.files = files;
    build.n_files = n_files;
    build.folder = hmi_path_folder(&build.temp, name);
    if (build.folder == NULL) {
        goto out;
    }
    HMI_GOTO(status, hmi_read_list_add(&c->arena, &c->files, name, file));
    HMI_GOTO(status,
             hmi_document_parse(ctx, name, file->bytes, file->size, &c->root));
    HMI_GOTO(status, read_root(&build));
    *out = c;
out:
    hmi_arena_clear(&build.temp);
    if (status != HM_OK) {
        hm_case_free(c);
    }
    return status;
}

/* --- from memory --- */

static hm_status load_given(hmi_case_build *b, const char *path, hm_file *out)
{
    for (int32_t i = 0; i < b->n_files; i++) {
        if (strcmp(b->files[i].name, path) == 0) {
            *out = b->files[i];
            return HM_OK;
        }
    }
    return hmi_fail(b->ctx, HM_ERR_IO, "%s: is not among the files given",
                    path);
}

hm_status hm_case_read_memory(hm_context *ctx, const char *name,
                              const hm_file *files, int32_t n_files,
                              hm_case **out)
{
    *out = NULL;
    for (int32_t i = 0; i < n_files; i++) {
        if (strcmp(files[i].name, name) == 0) {
            return hmi_case_read(ctx, name, &files[i], load_given, files,
                                 n_files, out);
        }
    }
    return hmi_fail(ctx, HM_ERR_IO, "%s: is not among the files given", name);
}

/* --- what the caller asks --- */

void hm_case_free(hm_case *c)
{
    if (c == NULL) {
        return;
    }
    for (int32_t s = 0; s < c->n_scenarios; s++) {
        hm_scenario_free(c->scenarios[s]);
    }
    hmi_node_free(c->root);
    hmi_arena_clear(&c->arena);
    hmi_free(c->ctx, c);
}

const char *hm_case_name(const hm_case *c)
{
    return c->name;
}

const char *hm_case_description(const hm_case *c)
{
    return c->description;
}

const char *hm_case_economy(const hm_case *c)
{
    return c->economy;
}

int32_t hm_case_vintages(const hm_case *c)
{
    return c->n_vintages;
}

const char *hm_case_vintage(const hm_case *c, int32_t index)
{
    return index >= 0 && index < c->n_vintages ? c->vintages[index] : NULL;
}

int32_t hm_case_elasticity_sets(const hm_case *c)
{
    return c->n_sets;
}

const char *hm_case_elasticity_set(const hm_case *c, int32_t index)
{
    return index >= 0 && index < c->n_sets ? c->sets[index] : NULL;
}

bool hm_case_closure(const hm_case *c, hm_closure *out)
{
    if (c->has_closure) {
        *out = c->closure;
    }
    return c->has_closure;
}

hm_solver_settings hm_case_settings(const hm_case *c)
{
    return c->settings;
}

int32_t hm_case_scenarios(const hm_case *c)
{
    return c->n_scenarios;
}

const hm_scenario *hm_case_scenario(const hm_case *c, int32_t index)
{
    return index >= 0 && index < c->n_scenarios ? c->scenarios[index] : NULL;
}

const hm_node *hm_case_block(const hm_case *c, const char *key)
{
    for (size_t k = FIRST_BLOCK; k < CASE_KEYS; k++) {
        if (strcmp(case_keys[k], key) == 0) {
            return hm_node_find(c->root, key);
        }
    }
    return NULL;
}

int32_t hm_case_files(const hm_case *c)
{
    return c->files.count;
}

const char *hm_case_file(const hm_case *c, int32_t index, const char **sha256)
{
    if (index < 0 || index >= c->files.count) {
        return NULL;
    }
    if (sha256 != NULL) {
        *sha256 = c->files.items[index].sha256;
    }
    return c->files.items[index].name;
}

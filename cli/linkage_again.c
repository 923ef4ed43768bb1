// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * linkage_again.c - the fourteen questions from the tables of a results
 * folder: the games are played again, nothing is solved.
 */
#include "linkage_again.h"

#include <stdlib.h>
#include <string.h>

enum { FACTS_MAX = 64 };

/* What was read, freed together. */
typedef struct shelf {
    hm_case *source;
    hm_linkage *linkage;
    hm_table *payoffs, *views, *concession, *beliefs;
    int32_t n_facts;
    hm_table *facts[FACTS_MAX];
    hm_table *tables[HM_LINKAGE_TABLES];
} shelf;

static void shelf_clear(shelf *s)
{
    for (int32_t t = 0; t < HM_LINKAGE_TABLES; t++) {
        hm_table_free(s->tables[t]);
    }
    for (int32_t f = 0; f < s->n_facts; f++) {
        hm_table_free(s->facts[f]);
    }
    hm_table_free(s->payoffs);
    hm_table_free(s->views);
    hm_table_free(s->concession);
    hm_table_free(s->beliefs);
    hm_linkage_free(s->linkage);
    hm_case_free(s->source);
}

/* Columns of text ("name") and numbers ("#name"). */
static hm_status read_table(hm_context *ctx, const char *dir, const char *file,
                            const char *const *columns, int32_t n,
                            hm_table **out)
{
    const char *names[16];
    hm_column_type types[16];
    char *path = cli_text("%s/%s.csv", dir, file);
    for (int32_t c = 0; c < n; c++) {
        bool number = columns[c][0] == '#';
        names[c] = columns[c] + (number ? 1 : 0);
        types[c] = number ? HM_COLUMN_NUMBER : HM_COLUMN_TEXT;
    }
    char sha256[65];
    hm_status status =
        hm_table_read(ctx, path, names, types, n, n, sha256, out);
    free(path);
    return status;
}

static hm_status read_facts(hm_context *ctx, const char *dir, shelf *s)
{
    static const char *const columns[] = {"#line",   "item",  "scenario",
                                          "country", "about", "#value",
                                          "unit",    "class"};
    hm_status status =
        read_table(ctx, dir, "linkage_facts", columns, 8, &s->facts[0]);
    s->n_facts = 1;
    for (int32_t e = 1; e < hm_case_elasticity_sets(s->source) &&
                        e < FACTS_MAX && status == HM_OK;
         e++) {
        char *folder = cli_text("%s/elasticities/%s", dir,
                                hm_case_elasticity_set(s->source, e));
        status =
            read_table(ctx, folder, "linkage_facts", columns, 8, &s->facts[e]);
        s->n_facts = e + 1;
        free(folder);
    }
    return status;
}

/* The case may have no beliefs; then the folder has no such table. */
static hm_status read_beliefs(hm_context *ctx, const char *dir, shelf *s)
{
    static const char *const columns[] = {
        "variant",        "month",          "type",           "#filtered",
        "#filtered_low",  "#filtered_high", "#smoothed",      "#smoothed_low",
        "#smoothed_high", "#ln_evidence",   "#evidence_ratio"};
    if (hm_case_block(s->source, "beliefs") == NULL) {
        return HM_OK;
    }
    return read_table(ctx, dir, "beliefs_variants", columns, 11, &s->beliefs);
}

static hm_status read_case(hm_context *ctx, const char *path, shelf *s)
{
    hm_status status = hm_case_read(ctx, path, &s->source);
    if (status != HM_OK) {
        return status;
    }
    const hm_node *block = hm_case_block(s->source, "linkage");
    if (block == NULL) {
        return cli_fail(CLI_DATA, "%s has no block 'linkage'", path),
               HM_ERR_STATE;
    }
    int32_t n = hm_case_scenarios(s->source);
    const char **names = cli_alloc((size_t)n + 1, sizeof *names);
    for (int32_t i = 0; i < n; i++) {
        names[i] = hm_scenario_name(hm_case_scenario(s->source, i));
    }
    status = hm_linkage_create(ctx, block, names, n, &s->linkage);
    free((void *)names);
    return status;
}

static hm_status read_all(hm_context *ctx, const char *path, const char *dir,
                          shelf *s)
{
    static const char *const payoffs[] = {"policy",      "package", "draw",
                                          "player",      "class",   "#value",
                                          "#certificate"};
    static const char *const views[] = {"draw", "kind", "player",
                                        "#income_musd"};
    static const char *const frontier[] = {
        "baseline",           "#reward_musd", "#cost_musd", "#marginal_price",
        "#leakage",           "#others_musd", "#mean_rate", "#kkt",
        "#verified_residual", "#solves",      "#adjoints",  "kind",
        "elasticities"};
    hm_status status = read_case(ctx, path, s);
    if (status == HM_OK) {
        status = read_table(ctx, dir, "payoffs", payoffs, 7, &s->payoffs);
    }
    if (status == HM_OK) {
        status = read_table(ctx, dir, "payoff_views", views, 4, &s->views);
    }
    if (status == HM_OK) {
        status =
            read_table(ctx, dir, "concession", frontier, 13, &s->concession);
    }
    if (status == HM_OK) {
        status = read_beliefs(ctx, dir, s);
    }
    return status == HM_OK ? read_facts(ctx, dir, s) : status;
}

/* Scenarios have names in the case; countries go by their codes. */
static hm_status say(hm_context *ctx, const shelf *s, char **out)
{
    int32_t n = hm_case_scenarios(s->source);
    hm_report_name *names = cli_alloc((size_t)n + 1, sizeof *names);
    for (int32_t i = 0; i < n; i++) {
        const hm_scenario *scenario = hm_case_scenario(s->source, i);
        names[i] = (hm_report_name){hm_scenario_name(scenario),
                                    hm_scenario_description(scenario)};
    }
    const hm_report_input input = {
        .sender = hm_linkage_sender(s->linkage),
        .broker = hm_linkage_broker(s->linkage),
        .target = hm_linkage_target(s->linkage),
        .names = names,
        .n_names = n,
    };
    hm_status status = hm_report_questions(ctx, &input, s->tables[0], out);
    free(names);
    return status;
}

/* What the folder is, so that a later run may replace it. */
static hm_status write_manifest(hm_context *ctx, const shelf *s,
                                hm_results *results)
{
    hm_json *json = NULL;
    char *text = NULL;
    hm_status status = hm_json_create(ctx, &json);
    if (status == HM_OK) {
        hm_json_open_map(json, NULL);
        hm_json_text(json, "program", "hirschman");
        hm_json_text(json, "version", hm_version());
        hm_json_text(json, "command", "linkage --from");
        hm_json_text(json, "case", hm_case_name(s->source));
        hm_json_close(json);
        status = hm_json_finish(json, &text);
    }
    if (status == HM_OK) {
        status = hm_results_text(results, "manifest.json", text);
    }
    hm_text_free(ctx, text);
    hm_json_free(json);
    return status;
}

static hm_status write_all(hm_context *ctx, const char *out, const shelf *s)
{
    hm_results *results = NULL;
    hm_status status = hm_results_begin(ctx, out, &results);
    if (status != HM_OK) {
        return status;
    }
    for (int32_t t = 0; t < HM_LINKAGE_TABLES && status == HM_OK; t++) {
        if (s->tables[t] != NULL) {
            status = hm_results_table(results, "", s->tables[t]);
        }
    }
    if (status == HM_OK) {
        status = write_manifest(ctx, s, results);
    }
    if (status != HM_OK) {
        hm_results_abandon(results);
        return status;
    }
    return hm_results_commit(results);
}

int cli_linkage_again(hm_context *ctx, const cli_common *common,
                      const char *path, const char *dir)
{
    shelf s = {0};
    char *text = NULL;
    hm_status status = read_all(ctx, path, dir, &s);
    if (status == HM_OK) {
        const hm_linkage_evidence evidence = {
            s.payoffs, s.views,      (const hm_table *const *)s.facts,
            s.n_facts, s.concession, s.beliefs};
        status = hm_linkage_answers(ctx, s.linkage, &evidence, s.tables);
    }
    if (status == HM_OK && common->out != NULL) {
        status = write_all(ctx, common->out, &s);
    }
    if (status == HM_OK) {
        status = common->format == CLI_CSV
                     ? hm_table_to_csv(ctx, s.tables[0], &text)
                 : common->format == CLI_JSON
                     ? hm_table_to_json(ctx, s.tables[0], &text)
                     : say(ctx, &s, &text);
    }
    if (status == HM_OK) {
        fputs(text, stdout);
    }
    int code = status == HM_OK ? CLI_SOLVED : cli_fail_status(status, ctx);
    hm_text_free(ctx, text);
    shelf_clear(&s);
    return code;
}

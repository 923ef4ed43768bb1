// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_beliefs.c - every request for memory of the block `beliefs:`, its
 * tables, its pages and its picture refused once.
 */
#include "hm_test.h"

#include <hirschman/hirschman.h>

#include <string.h>

static const char block[] =
    "signals: s.csv\ndraws: 20\ntypes: {keen: 0.3, cold: 0.7}\nstay: 0.9\n"
    "model:\n  coal: {kind: amount, zero: {keen: 0.5, cold: 0.05}, median: "
    "{keen: 3, cold: 8}, spread: 0.3}\n"
    "causes: {cap: {from: 2017-02, to: 2017-03, prior: 0.4, signals: {coal: "
    "{zero: 0.7, median: 4, spread: 0.5}}}}\n"
    "fit: {until: 2017-02, free: coal.spread}\n"
    "forecast: {signal: coal, from: 2017-03, to: 2017-03}\n"
    "sender: A\nbroker: B\ntarget: C\n"
    "separation: {months: 6, actions: ban, stakes: ban}\n"
    "programme: {months: 3, paths: 1000, policies: {p: {bite: 0.1}}, steps: "
    "[benchmark, ban], worth: 10}\n";
static const char csv[] = "month,signal,value\n2017-01,coal,7\n2017-02,coal,9\n"
                          "2017-03,coal,0\n";
static const char rates[] = "goal,successes,cases\npeace,1,3\n";
static const char *const codes[] = {"A", "B", "C"};

static hm_status table_of(hm_context *ctx, const char *text, bool signals,
                          hm_table **out)
{
    static const char *const names[2][3] = {{"goal", "successes", "cases"},
                                            {"month", "signal", "value"}};
    const hm_column_type types[3] = {
        HM_COLUMN_TEXT, signals ? HM_COLUMN_TEXT : HM_COLUMN_NUMBER,
        HM_COLUMN_NUMBER};
    hm_file file = {"f.csv", text, strlen(text)};
    return hm_table_from_csv(ctx, &file, "f.csv", names[signals ? 1 : 0], types,
                             3, out);
}

/* All outputs are there exactly when the call worked. */
static void agree(hm_status status, const hm_table *first)
{
    assert_true((status == HM_OK) == (first != NULL));
}

static hm_status show(hm_context *ctx, const hm_table *signals,
                      hm_table **tables, hm_table **programme)
{
    const hm_table *policies = programme[HM_PROGRAMME_POLICIES];
    const hm_report_beliefs input = {
        .question = "2017-03",
        .signals = signals,
        .months = tables[HM_BELIEFS_MONTHS],
        .causes = tables[HM_BELIEFS_CAUSES],
        .variants = tables[HM_BELIEFS_VARIANTS],
        .conviction = tables[HM_BELIEFS_CONVICTION],
        .fit = tables[HM_BELIEFS_FIT],
        .forecast = tables[HM_BELIEFS_FORECAST],
        .separation = programme[HM_PROGRAMME_SEPARATION],
        .policies = policies,
        .steps = programme[HM_PROGRAMME_STEPS],
        .member_policies = &policies,
        .n_members = 1,
    };
    char *text = NULL;
    hm_status status = hm_report_beliefs_pages(ctx, &input, &text);
    assert_true((status == HM_OK) == (text != NULL));
    hm_text_free(ctx, text);
    text = NULL;
    if (status == HM_OK) {
        status = hm_report_beliefs_plot(ctx, &input, &text);
        assert_true((status == HM_OK) == (text != NULL));
    }
    hm_text_free(ctx, text);
    return status;
}

static hm_status work(hm_context *ctx, hm_beliefs *b, const hm_table *signals)
{
    const hm_step_facts fact = {"ban", -5.0, -1.0, -2.0, -2.0};
    hm_table *tables[HM_BELIEFS_TABLES] = {NULL};
    hm_table *programme[HM_PROGRAMME_TABLES] = {NULL};
    int32_t left = 0;
    hm_status status = hm_beliefs_check(ctx, b, "world", codes, 3);
    if (status == HM_OK) {
        status = hm_beliefs_load(ctx, b, signals);
    }
    if (status == HM_OK) {
        status = hm_beliefs_tables(ctx, b, tables);
        agree(status, tables[0]);
    }
    if (status == HM_OK) {
        status = hm_beliefs_programme(ctx, b, &fact, 1, programme, &left);
        agree(status, programme[0]);
    }
    if (status == HM_OK) {
        status = show(ctx, signals, tables, programme);
    }
    for (int32_t t = 0; t < HM_BELIEFS_TABLES; t++) {
        hm_table_free(tables[t]);
    }
    for (int32_t t = 0; t < HM_PROGRAMME_TABLES; t++) {
        hm_table_free(programme[t]);
    }
    return status;
}

static hm_status history(hm_context *ctx)
{
    const double x[3] = {0.1, 0.2, -0.3};
    hm_history_scores scores;
    hm_table *from = NULL;
    hm_table *to = NULL;
    hm_status status = table_of(ctx, rates, false, &from);
    if (status == HM_OK) {
        status = hm_beliefs_base_rates(ctx, from, &to);
        agree(status, to);
    }
    hm_table_free(from);
    hm_table_free(to);
    return status == HM_OK ? hm_history_score(ctx, x, x, 3, &scores) : status;
}

static hm_status attempt(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    hm_node *node = NULL;
    hm_table *signals = NULL;
    hm_beliefs *b = NULL;
    (void)user;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status =
            hm_settings_parse(ctx, "b.yaml", block, sizeof block - 1, &node);
    }
    if (status == HM_OK) {
        status = hm_beliefs_create(ctx, node, NULL, 0, &b);
        assert_true((status == HM_OK) == (b != NULL));
    }
    if (status == HM_OK) {
        status = table_of(ctx, csv, true, &signals);
    }
    if (status == HM_OK) {
        status = work(ctx, b, signals);
    }
    if (status == HM_OK) {
        status = history(ctx);
    }
    hm_beliefs_free(b);
    hm_table_free(signals);
    hm_settings_free(node);
    hm_context_free(ctx);
    return status;
}

static void every_request_refused_once(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(attempt, NULL) > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_request_refused_once),
    };
    return hm_test_run(tests);
}

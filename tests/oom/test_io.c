// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_io.c - reading an economy and a case from memory, writing an economy,
 * tables as text, JSON, a folder of results: each request for memory refused
 * once. What libfyaml and zlib keep for themselves does not pass through the
 * context and is not refused here.
 */
#include "../unit/io/io_test.h"

#include <stdlib.h>
#include <unistd.h>

static hm_status read_economy(const hm_allocator *allocator, void *user)
{
    hm_file files[TOY_MOST];
    hm_context *ctx = NULL;
    hm_economy_folder *folder = NULL;
    const int32_t n = toy_with("elasticities/short-run.csv",
                               "sector,theta,se,theta_home\n"
                               "mining,1.37,0.21,0.3\nsteel,1.91,,\n",
                               files);
    (void)user;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = hm_economy_read_memory(ctx, "toy", files, n, NULL, &folder);
        assert_true((status == HM_OK) == (folder != NULL));
    }
    hm_economy_folder_free(folder);
    hm_context_free(ctx);
    return status;
}

static const char case_text[] =
    "case: small\n"
    "description: every kind of measure\n"
    "economy: ../data/toy\n"
    "elasticities: [a, b]\n"
    "trade_balance: zero\n"
    "solver: {tolerance: 1e-9, max_iterations: 77}\n"
    "scenarios:\n"
    "  ban:\n"
    "    description: no ore\n"
    "    measures:\n"
    "      - embargo: {exporter: PRK, importer: CHN, sector: mining}\n"
    "      - tariff: {exporter: {not: CHN}, importer: USA, sector: all, "
    "scale: 0.5}\n"
    "      - tariff: {table: rates.csv}\n"
    "  more:\n"
    "    extends: [ban]\n"
    "    measures:\n"
    "      - transfer: {from: CHN, to: PRK, value_musd: 17.3}\n"
    "linkage: {sender: USA, broker: CHN, target: PRK}\n";

static hm_status read_case(const hm_allocator *allocator, void *user)
{
    static const char rates[] = "exporter,importer,sector,tariff_rate\n"
                                "CHN,USA,steel,0.313\nKOR,USA,steel,0.017\n";
    const hm_file files[] = {{"small.yaml", case_text, sizeof case_text - 1},
                             {"rates.csv", rates, sizeof rates - 1}};
    hm_context *ctx = NULL;
    hm_case *c = NULL;
    (void)user;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = hm_case_read_memory(ctx, "small.yaml", files, 2, &c);
        assert_true((status == HM_OK) == (c != NULL));
    }
    hm_case_free(c);
    hm_context_free(ctx);
    return status;
}

static hm_status make_table(hm_context *ctx, hm_table **table)
{
    hm_status status = hm_table_create(ctx, "country", table);
    for (int i = 0; i < 3 && status == HM_OK; i++) {
        static const char *const names[] = {"code", "value", "note"};
        status = hm_table_add_column(
            *table, names[i], i == 1 ? HM_COLUMN_NUMBER : HM_COLUMN_TEXT);
    }
    for (int i = 0; i < 40 && status == HM_OK; i++) {
        status = hm_table_add_row(*table);
        if (status == HM_OK) {
            status = hm_table_set_text(*table, 0, "P\"R,K");
            hm_table_set_number(*table, 1, 0.731 / (i + 1));
        }
    }
    return status;
}

typedef hm_status writer(hm_context *ctx, const hm_table *table, char **out);

static hm_status write_table(const hm_allocator *allocator, void *user)
{
    writer *const *write = user;
    hm_context *ctx = NULL;
    hm_table *table = NULL;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = make_table(ctx, &table);
    }
    if (status == HM_OK) {
        char *text = NULL;
        status = (*write)(ctx, table, &text);
        assert_true((status == HM_OK) == (text != NULL));
        hm_text_free(ctx, text);
    }
    hm_table_free(table);
    hm_context_free(ctx);
    return status;
}

static hm_status write_json(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    hm_json *json = NULL;
    char *text = NULL;
    (void)user;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = hm_json_create(ctx, &json);
        assert_true((status == HM_OK) == (json != NULL));
    }
    if (status == HM_OK) {
        hm_json_open_map(json, NULL);
        hm_json_open_list(json, "values");
        for (int i = 0; i < 100; i++) {
            hm_json_number(json, NULL, 0.731 * i);
        }
        hm_json_close(json);
        hm_json_text(json, "name", "Choson \"Minjujuui\"");
        hm_json_boolean(json, "verified", true);
        hm_json_close(json);
        status = hm_json_finish(json, &text);
        assert_true((status == HM_OK) == (text != NULL));
        hm_text_free(ctx, text);
    }
    hm_json_free(json);
    hm_context_free(ctx);
    return status;
}

/* A folder of results; abandoned after a failure, and then nothing is left. */
static hm_status write_results(const hm_allocator *allocator, void *user)
{
    const char *path = user;
    hm_context *ctx = NULL;
    hm_table *table = NULL;
    hm_results *results = NULL;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = make_table(ctx, &table);
    }
    if (status == HM_OK) {
        status = hm_results_begin(ctx, path, &results);
        assert_true((status == HM_OK) == (results != NULL));
    }
    if (status == HM_OK) {
        status = hm_results_table(results, "elasticities/x", table);
    }
    if (status == HM_OK) {
        status = hm_results_text(results, "manifest.json", "{}\n");
    }
    if (status == HM_OK) {
        status = hm_results_commit(results);
    } else {
        hm_results_abandon(results);
        assert_int_equal(access(path, F_OK), -1);
    }
    hm_table_free(table);
    hm_context_free(ctx);
    return status;
}

static hm_status write_economy(const hm_allocator *allocator, void *user)
{
    const char *path = user;
    hm_file files[TOY_MOST];
    hm_context *ctx = NULL;
    hm_economy_folder *folder = NULL;
    const int32_t n = toy_with(NULL, NULL, files);
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = hm_economy_read_memory(ctx, "toy", files, n, NULL, &folder);
    }
    if (status == HM_OK) {
        status = hm_economy_write(ctx, hm_economy_folder_economy(folder), path);
    }
    hm_economy_folder_free(folder);
    hm_context_free(ctx);
    return status;
}

/* --- the tests --------------------------------------------------------------------- */

/* A folder of its own below the working directory, empty at the end. */
static void in_a_folder(hm_test_attempt *attempt, const char *const *made)
{
    char folder[] = "hm-oom-XXXXXX", path[64], name[128];
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/out", folder);
    assert_true(hm_test_out_of_memory(attempt, path) > 5);
    for (int i = 0; made[i] != NULL; i++) {
        (void)snprintf(name, sizeof name, "%s/%s", path, made[i]);
        if (unlink(name) != 0) {
            assert_int_equal(rmdir(name), 0);
        }
    }
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(rmdir(folder), 0); /* nothing else was left in it */
}

static void reading_an_economy(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(read_economy, NULL) > 60);
}

static void reading_a_case(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(read_case, NULL) > 100);
}

static void tables_as_text(void **state)
{
    (void)state;
    writer *writers[] = {hm_table_to_csv, hm_table_to_json};
    for (int i = 0; i < 2; i++) {
        assert_true(hm_test_out_of_memory(write_table, &writers[i]) > 10);
    }
}

static void json_text(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(write_json, NULL) > 3);
}

static void a_folder_of_results(void **state)
{
    (void)state;
    static const char *const made[] = {"elasticities/x/country.csv",
                                       "elasticities/x", "elasticities",
                                       "manifest.json", NULL};
    in_a_folder(write_results, made);
}

static void writing_an_economy(void **state)
{
    (void)state;
    static const char *const made[] = {
        "economy.yaml", "countries.csv", "sectors.csv",
        "trade.csv",    "tariffs.csv",   "inputs.csv",
        "final.csv",    "deficits.csv",  NULL};
    in_a_folder(write_economy, made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_an_economy),
        cmocka_unit_test(reading_a_case),
        cmocka_unit_test(tables_as_text),
        cmocka_unit_test(json_text),
        cmocka_unit_test(a_folder_of_results),
        cmocka_unit_test(writing_an_economy),
    };
    return hm_test_run(tests);
}

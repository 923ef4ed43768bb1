// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_import.c - world tables to accounts, on tables small enough to check
 * by hand; every refusal by its message.
 */
#include "hm_test.h"
#include "io/internal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct fixture {
    hm_context *ctx;
    hm_recipe *recipe;
    hm_table *ledger;
    hm_account *account;
    char folder[64];
    char path[96];
} fixture;

static const char *const codes[] = {"1", "2", "3"};
static const char *const countries_to[] = {"AAA", "BBB", "CCC"};
static const char *const sectors_to[] = {"farm", "mine"};
static const hm_map countries = {2, codes, countries_to, NULL, NULL};
static const hm_map three = {3, codes, countries_to, NULL, NULL};
static const hm_map sectors = {2, codes, sectors_to, NULL, NULL};

static void setup(fixture *f)
{
    memset(f, 0, sizeof *f);
    assert_int_equal(hm_context_create(NULL, &f->ctx), HM_OK);
    assert_hm_ok(f->ctx, hm_recipe_create(f->ctx, &f->recipe));
    assert_hm_ok(f->ctx, hm_ledger_create(f->ctx, &f->ledger));
    strcpy(f->folder, "/tmp/hm-import-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
}

static void teardown(fixture *f)
{
    assert_hm_ok(f->ctx, hmi_path_remove(f->ctx, f->folder));
    hm_account_free(f->account);
    hm_table_free(f->ledger);
    hm_recipe_free(f->recipe);
    hm_context_free(f->ctx);
}

/* Path of a file in the test's folder that holds `text`. */
static const char *file(fixture *f, const char *name, const char *text)
{
    snprintf(f->path, sizeof f->path, "%s/%s", f->folder, name);
    assert_hm_ok(f->ctx, hmi_file_write(f->ctx, f->path, text, strlen(text)));
    return f->path;
}

static hm_status import_wiod(fixture *f, const char *text)
{
    return hm_import_wiod2013(f->ctx, file(f, "t.csv", text), &countries,
                              &sectors, f->ledger, &f->account);
}

static double flow(const fixture *f, int j, int n, int i)
{
    return hm_account_data(f->account)->trade[(j * 2 + n) * 2 + i];
}

static double input(const fixture *f, int n, int j, int k)
{
    return hm_account_data(f->account)->input[(n * 2 + j) * 2 + k];
}

/* Rows AAA farm, AAA mine, BBB farm, BBB mine; columns the same, then final
 * demand of AAA and BBB (two categories each), then gross output. */
static const char table[] = "10,20,1,2,30,-5,4,0,62\n"
                            "3,4,5,6,7,8,0,9,40\n"
                            "0,1,20,2,3,0,40,1,67\n"
                            "2,0,7,5,0,-3,6,11,28\n";

static void adds_up_uses(void **state)
{
    (void)state;
    fixture f;
    setup(&f);
    assert_hm_ok(f.ctx, import_wiod(&f, table));
    assert_near(flow(&f, 0, 0, 0), 10 + 20 + 30 - 5, 0.0);
    assert_near(flow(&f, 0, 1, 0), 1 + 2 + 4 + 0, 0.0);
    assert_near(flow(&f, 0, 1, 1), 20 + 2 + 40 + 1, 0.0);
    /* BBB mine to AAA: 2 + 0 + 0 - 3 = -1 was set to 0 */
    assert_near(flow(&f, 1, 0, 1), 0.0, 0.0);
    assert_string_equal(hm_table_text(f.ledger, 0, 1), "moved");
    assert_near(hm_table_number(f.ledger, 0, 3), 1.0, 0.0);
    /* AAA mine: sold 42, stated 40; its inputs are scaled by 42/40 */
    assert_near(input(&f, 0, 0, 1), (20 + 1) * 42.0 / 40.0, 1e-14);
    /* BBB farm uses 1 + 20 of farm, sold 67 of 67 stated */
    assert_near(input(&f, 1, 0, 0), 21.0, 0.0);
    teardown(&f);
}

/* Industries of AAA use 24 mine goods where 20 are bought. */
static void lowers_inputs_to_what_is_bought(void **state)
{
    (void)state;
    fixture f;
    setup(&f);
    assert_hm_ok(f.ctx, import_wiod(&f, "0,0,0,0,50,0,0,0,50\n"
                                        "16,8,0,0,0,-4,30,0,50\n"
                                        "0,0,0,0,0,0,50,0,50\n"
                                        "0,0,0,0,0,0,50,0,50\n"));
    assert_near(input(&f, 0, 1, 0), 16.0 * 20.0 / 24.0, 1e-14);
    assert_near(input(&f, 0, 1, 1), 8.0 * 20.0 / 24.0, 1e-14);
    bool found = false;
    for (int32_t row = 0; row < hm_table_rows(f.ledger); row++) {
        found = found || (strstr(hm_table_text(f.ledger, row, 2),
                                 "industries of AAA use more mine") != NULL &&
                          hm_table_number(f.ledger, row, 3) == 4.0);
    }
    assert_true(found);
    teardown(&f);
}

static void refuses_a_table(const char *text, const char *message)
{
    fixture f;
    setup(&f);
    hm_status status = import_wiod(&f, text);
    assert_true(status == HM_ERR_DATA || status == HM_ERR_PARSE);
    assert_hm_message(f.ctx, message);
    assert_null(f.account);
    teardown(&f);
}

static void refuses_other_layouts(void **state)
{
    (void)state;
    refuses_a_table("1,2,3\n", "t.csv:1: 3 columns");
    refuses_a_table("10,20,1,2,30,-5,4,0,62\n", "1 rows; expected 2 x 2");
    refuses_a_table("10,20,1,x,30,-5,4,0,62\n", "t.csv:1: \"x\"");
    refuses_a_table("10,20,1,2,30,-5,4,0,62\n3,4,5\n",
                    "t.csv:2: a row ends too early");
    refuses_a_table("10,20,1,2,30,-5,4,0,62\n3,4,5,6,7,8,0,9,40,1\n",
                    "t.csv:2: a row has too many numbers");
    refuses_a_table("10,-20,1,2,30,-5,4,0,62\n",
                    "AAA, farm to AAA, mine is -20");
    char more[400];
    snprintf(more, sizeof more, "%s%s", table, "1,1,1,1,1,1,1,1,8\n");
    refuses_a_table(more, "more rows than 2 x 2");
}

/* --- one flow a row ------------------------------------------------------------ */

static const hm_long_layout layout = {"from", "to", "good", "usd", "rate"};

static hm_status import_long(fixture *f, const char *text,
                             const hm_allow *allow)
{
    return hm_import_long(f->ctx, file(f, "t.csv", text), &layout, &countries,
                          &sectors, allow, f->ledger, &f->account);
}

static void reads_flows_and_rates(void **state)
{
    (void)state;
    fixture f;
    setup(&f);
    assert_hm_ok(f.ctx, import_long(&f,
                                    "good,from,to,note,usd,rate\n"
                                    "1,1,1,x,100,0\n"
                                    "1,1,2,x,7.5,0.05\n"
                                    "2,2,1,x,3,0.1\n",
                                    NULL));
    assert_near(flow(&f, 0, 0, 0), 100.0, 0.0);
    assert_near(flow(&f, 0, 1, 0), 7.5, 0.0);
    assert_near(flow(&f, 1, 0, 1), 3.0, 0.0);
    assert_near(hm_account_data(f.account)->tariff[(1 * 2 + 0) * 2 + 1], 0.1,
                0.0);
    assert_string_equal(hm_account_labels(f.account)->sector_codes[1], "mine");
    teardown(&f);
}

static void names_what_would_be_lost(void **state)
{
    (void)state;
    fixture f;
    const char text[] = "from,to,good,usd,rate\n1,1,1,100,0\n9,1,1,5,0\n"
                        "1,9,1,2,0\n";
    const char *const names[] = {"9"};
    const hm_allow allow = {1, names};
    setup(&f);
    assert_hm_status(f.ctx, import_long(&f, text, NULL), HM_ERR_DATA);
    assert_hm_message(f.ctx, "7.000000 million USD would be lost");
    assert_hm_message(f.ctx, "--allow 9");
    assert_null(f.account);
    assert_hm_ok(f.ctx, import_long(&f, text, &allow));
    assert_near(flow(&f, 0, 0, 0), 100.0, 0.0);
    teardown(&f);
}

static void refuses_flows(const char *text, const char *message)
{
    fixture f;
    setup(&f);
    hm_status status = import_long(&f, text, NULL);
    assert_true(status == HM_ERR_DATA || status == HM_ERR_PARSE);
    assert_hm_message(f.ctx, message);
    assert_null(f.account);
    teardown(&f);
}

static void refuses_bad_rows(void **state)
{
    (void)state;
    refuses_flows("from,to,good,usd\n", "no column \"rate\"");
    refuses_flows("from,to,good,usd,rate\n1,2,1,-5,0\n",
                  "t.csv:2:7: a flow of -5");
    refuses_flows("from,to,good,usd,rate\n1,2,1,5,0\n1,2,1,6,0\n",
                  "stands here twice (first in line 2)");
    refuses_flows("from,to,good,usd,rate\n1,1,1,5,0.1\n",
                  "a tariff of 0.1 on a country's own goods");
    fixture f;
    setup(&f);
    const char *const same[] = {"AAA", "AAA", "CCC"};
    const hm_map many = {3, codes, same, NULL, NULL};
    assert_hm_status(f.ctx,
                     hm_import_long(f.ctx, file(&f, "t.csv", "a\n"), &layout,
                                    &many, &sectors, NULL, f.ledger,
                                    &f.account),
                     HM_ERR_DATA);
    assert_hm_message(f.ctx, "data aggregate");
    teardown(&f);
}

/* --- maps, descriptions, sets -------------------------------------------------- */

static void reads_maps_by_column_name(void **state)
{
    (void)state;
    fixture f;
    hm_map map;
    char spec[160];
    setup(&f);
    const char *path = file(&f, "map.csv",
                            "note,id,iso,name,group\nx,1,AAA,\"A, land\",G7\n"
                            "x,,BBB,B,\nx,3,CCC,C,G7;EU28\n");
    snprintf(spec, sizeof spec, "%s:id:iso", path);
    assert_hm_ok(f.ctx, hm_recipe_map(f.recipe, spec, &map));
    assert_int_equal(map.count, 2); /* the row without id is skipped */
    assert_string_equal(map.to[1], "CCC");
    assert_string_equal(map.names[0], "A, land");
    assert_string_equal(map.groups[1], "G7;EU28");
    assert_hm_status(f.ctx, hm_recipe_map(f.recipe, path, &map), HM_ERR_DATA);
    assert_hm_message(f.ctx, "no column \"code\"");
    snprintf(spec, sizeof spec, "%s:id", path);
    assert_hm_status(f.ctx, hm_recipe_map(f.recipe, spec, &map),
                     HM_ERR_ARGUMENT);
    assert_hm_message(f.ctx, "expected FILE.csv or FILE.csv:FROM:TO");
    snprintf(spec, sizeof spec, "%s:id:iso",
             file(&f, "map.csv", "id,iso\n1,AAA\n1,BBB\n"));
    assert_hm_status(f.ctx, hm_recipe_map(f.recipe, spec, &map), HM_ERR_DATA);
    assert_hm_message(f.ctx, "stands here twice");
    teardown(&f);
}

static void reads_a_description(void **state)
{
    (void)state;
    fixture f;
    hm_about about;
    setup(&f);
    assert_hm_ok(f.ctx,
                 hm_recipe_about(f.recipe,
                                 file(&f, "about.yaml",
                                      "name: toy\nunit: million USD\n"
                                      "year: 1999\nelasticities: long-run\n"
                                      "trade_balance: zero\nsources:\n"
                                      "  - {name: S, licence: L}\n"),
                                 &about));
    assert_string_equal(about.labels.name, "toy");
    assert_int_equal(about.labels.year, 1999);
    assert_string_equal(about.default_set, "long-run");
    assert_int_equal(about.closure, HM_CLOSURE_ZERO);
    assert_string_equal(about.labels.sources[0].licence, "L");
    assert_hm_status(f.ctx,
                     hm_recipe_about(f.recipe,
                                     file(&f, "about.yaml", "name: toy\n"),
                                     &about),
                     HM_ERR_DATA);
    assert_hm_message(f.ctx, "unit is missing");
    teardown(&f);
}

static void reads_sets_with_their_sources(void **state)
{
    (void)state;
    fixture f;
    const hm_elasticities *const *sets = NULL;
    int32_t count = 0;
    hm_labels labels = {.n_sectors = 2, .sector_codes = sectors_to};
    setup(&f);
    (void)file(&f, "a.csv",
               "sector,theta,source\nmine,4,\"X, 2015\"\n"
               "farm,2,Y\n");
    (void)file(&f, "b.csv", "sector,theta,theta_home,se\nfarm,2,0.5,0.1\n");
    assert_hm_ok(f.ctx,
                 hm_recipe_sets(f.recipe, f.folder, &labels, &sets, &count));
    assert_int_equal(count, 2);
    assert_string_equal(sets[0]->name, "a");
    assert_near(sets[0]->theta[1], 4.0, 0.0);
    assert_null(sets[0]->theta_home);
    assert_near(sets[1]->theta_home[0], 0.5, 0.0);
    (void)file(&f, "c.csv", "sector,theta\nfrm,2\n");
    assert_hm_status(f.ctx,
                     hm_recipe_sets(f.recipe, f.folder, &labels, &sets, &count),
                     HM_ERR_UNKNOWN);
    assert_hm_message(f.ctx, "did you mean \"farm\"");
    teardown(&f);
}

/* --- the country to be carved out ---------------------------------------------- */

static void write_spec(fixture *f)
{
    (void)file(f, "partners.csv",
               "partner,exports_musd,imports_musd\n"
               "BBB,10,20\nCCC,2,4\n");
    (void)file(f, "export_mix.csv",
               "sector,share_other,share_BBB\n"
               "farm,0.25,0.5\nmine,0.75,0.5\n");
    (void)file(f, "import_mix.csv",
               "sector,share_other\nfarm,0.4\n"
               "mine,0.6\n");
    (void)file(f, "extra_flows.csv",
               "exporter,importer,sector,line\n"
               "BBB,self,mine,grant\n");
    (void)file(f, "accounts.csv", "line,value\ngdp,100\ngrant,7\n");
    (void)file(f, "output.csv",
               "sector,value_added_share,group\n"
               "farm,0.3,one\nmine,0.7,two\n");
    (void)file(f, "donors.csv", "country,weight\nAAA,2\n");
}

static void reads_a_country_to_carve(void **state)
{
    (void)state;
    fixture f;
    hm_carve carve;
    hm_labels labels = {.n_countries = 3,
                        .n_sectors = 2,
                        .country_codes = three.to,
                        .sector_codes = sectors_to};
    setup(&f);
    write_spec(&f);
    assert_hm_ok(f.ctx,
                 hm_recipe_carve(f.recipe, f.folder, &labels, "gdp", &carve));
    const double exports[] = {0, 0, 5, 5, 0.5, 1.5};
    const double imports[] = {0, 0, 8, 12 + 7, 1.6, 2.4};
    assert_near(carve.gdp, 100.0, 0.0);
    assert_vector_near(carve.exports, exports, 6, 1e-15, 0.0, NULL);
    assert_vector_near(carve.imports, imports, 6, 1e-15, 0.0, NULL);
    assert_int_equal(carve.output_group[1], 1);
    assert_near(carve.donor[0], 2.0, 0.0);
    assert_hm_status(
        f.ctx, hm_recipe_carve(f.recipe, f.folder, &labels, "gdp_high", &carve),
        HM_ERR_DATA);
    assert_hm_message(f.ctx, "has no line \"gdp_high\"");
    (void)file(&f, "import_mix.csv", "sector,share_other\nfarm,0.4\n");
    assert_hm_status(
        f.ctx, hm_recipe_carve(f.recipe, f.folder, &labels, "gdp", &carve),
        HM_ERR_DATA);
    assert_hm_message(f.ctx, "the shares for partner AAA sum to 0.4");
    teardown(&f);
}

/* --- without memory ---------------------------------------------------------- */

static hm_status import_once(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    hm_table *ledger = NULL;
    hm_account *account = NULL;
    const char *const *paths = user;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = hm_ledger_create(ctx, &ledger);
    }
    if (status == HM_OK) {
        status = hm_import_wiod2013(ctx, paths[0], &countries, &sectors, ledger,
                                    &account);
        assert_true((status == HM_OK) == (account != NULL));
        hm_account_free(account);
    }
    if (status == HM_OK) {
        status = hm_import_long(ctx, paths[1], &layout, &countries, &sectors,
                                NULL, ledger, &account);
        assert_true((status == HM_OK) == (account != NULL));
        hm_account_free(account);
    }
    hm_table_free(ledger);
    hm_context_free(ctx);
    return status;
}

static hm_status read_once(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    hm_recipe *recipe = NULL;
    hm_about about;
    hm_carve made;
    const fixture *f = user;
    hm_labels labels = {.n_countries = 3,
                        .n_sectors = 2,
                        .country_codes = three.to,
                        .sector_codes = sectors_to};
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = hm_recipe_create(ctx, &recipe);
    }
    if (status == HM_OK) {
        status = hm_recipe_carve(recipe, f->folder, &labels, "gdp", &made);
    }
    if (status == HM_OK) {
        status = hm_recipe_about(recipe, f->path, &about);
    }
    hm_recipe_free(recipe);
    hm_context_free(ctx);
    return status;
}

static void survives_without_memory(void **state)
{
    (void)state;
    fixture f;
    char wiod[96];
    char rows[96];
    const char *paths[] = {wiod, rows};
    setup(&f);
    strcpy(wiod, file(&f, "w.csv", table));
    strcpy(rows, file(&f, "l.csv", "from,to,good,usd,rate\n1,1,1,5,0\n"));
    assert_true(hm_test_out_of_memory(import_once, paths) > 20);
    write_spec(&f);
    (void)file(&f, "about.yaml", "name: toy\nunit: million USD\n");
    assert_true(hm_test_out_of_memory(read_once, &f) > 10);
    teardown(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adds_up_uses),
        cmocka_unit_test(lowers_inputs_to_what_is_bought),
        cmocka_unit_test(refuses_other_layouts),
        cmocka_unit_test(reads_flows_and_rates),
        cmocka_unit_test(names_what_would_be_lost),
        cmocka_unit_test(refuses_bad_rows),
        cmocka_unit_test(reads_maps_by_column_name),
        cmocka_unit_test(reads_a_description),
        cmocka_unit_test(reads_sets_with_their_sources),
        cmocka_unit_test(reads_a_country_to_carve),
        cmocka_unit_test(survives_without_memory),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_import.c - the importers and what recipes read, from a folder: each
 * request for memory refused once.
 */
#include "hm_test.h"
#include "io/internal.h"

#include <stdlib.h>
#include <string.h>

typedef struct files {
    char folder[64];
    char table[96], flows[96], wide[96], panel[96], folder2[96], map[96],
        about[96], spec[96];
} files;

static const char *const codes[] = {"1", "2"};
static const char *const countries_to[] = {"AAA", "BBB"};
static const char *const sectors_to[] = {"farm", "mine"};
static const hm_map countries = {2, codes, countries_to, NULL, NULL};
static const hm_map sectors = {2, codes, sectors_to, NULL, NULL};
static const hm_labels labels = {.n_countries = 2,
                                 .country_codes = countries_to,
                                 .n_sectors = 2,
                                 .sector_codes = sectors_to};

static const struct {
    const char *name, *text;
} texts[] = {
    {"table.csv", "10,20,1,2,30,-5,4,0,62\n3,4,5,6,7,8,0,9,40\n"
                  "0,1,20,2,3,0,40,1,67\n2,0,7,5,0,-3,6,11,28\n"},
    {"flows.csv", "e,i,s,v,t\n1,1,1,10.5,0\n1,2,1,3,0.1\n2,2,1,\"8\",0\n"
                  "4,1,2,1,0\n2,2,2,9,0\n1,1,2,4,0\n"},
    {"wide.csv", ",CHN_A,CN1_A,USA_A,CHN_HFCE,USA_HFCE,OUT\n"
                 "CHN_A,0,1,2,9,1,13\nCN1_A,0,2,-1,4,1,6\n"
                 "USA_A,1,1,5,2,30,39\nVA,1,1,1,,,\n"},
    {"panel.csv", "exp,imp,year,trade,partial\nAAA,AAA,2000,5,0\n"
                  "AAA,BBB,2000,2,0.5\nBBB,BBB,2000,7,0\n"
                  "BBB,AAA,2001,9,0\n"},
    {"cp/trade.csv", "sector,exporter,importer,value,tariff_bln,tariff_cfl\n"
                     "farm,AAA,AAA,9,0,0\nfarm,AAA,BBB,3,0.1,0\n"
                     "farm,BBB,BBB,8,0,0\nfarm,BBB,AAA,3,0,0\n"},
    {"cp/intermediate_consumption.csv",
     "input,sector,region,value\nfarm,farm,AAA,2\n"},
    {"cp/final_consumption.csv",
     "sector,region,value\nfarm,AAA,9\nfarm,BBB,8\n"},
    {"cp/value_added.csv", "sector,region,value\nfarm,AAA,9\nfarm,BBB,8\n"},
    {"cp/theta.csv", "sector,value\nfarm,4.7\n"},
    {"map.csv", "code,to,name,group,note\n1,AAA,First,G;H,\"a \"\"b\"\"\"\n"
                "2,BBB,Second,,\n"},
    {"about.yaml", "name: toy\ndescription: Two countries\nyear: 2014\n"
                   "unit: million USD\ncurrency: USD\nvaluation: basic\n"
                   "elasticities: x\nsources:\n  - {name: m, licence: CC0, "
                   "url: \"https://example.org\", note: n}\n"
                   "trade_balance: fixed\n"},
    {"elasticities/x.csv", "sector,theta,theta_home,scale,se,source\n"
                           "farm,4.7,3,0,0.2,s\nmine,5.1,,0.1,,s\n"},
    {"partners.csv", "partner,exports_musd,imports_musd\nAAA,10,20\n"
                     "BBB,1.5,3\n"},
    {"donors.csv", "country,weight\nAAA,1\nBBB,2\n"},
    {"export_mix.csv", "sector,share_other,share_AAA\nfarm,0.3,0.9\n"
                       "mine,0.7,0.1\n"},
    {"import_mix.csv", "sector,share_other\nfarm,0.4\nmine,0.6\n"},
    {"extra_flows.csv", "exporter,importer,sector,line\nAAA,self,mine,oil\n"},
    {"accounts.csv", "line,value\ngdp,1650.5\noil,30\n"},
    {"output.csv", "sector,value_added_share,group\nfarm,0.6,p\n"
                   "mine,0.4,\"q \"\"r\"\"\"\n"},
};
enum { TEXTS = sizeof texts / sizeof texts[0] };

static void make_files(files *f)
{
    hm_context *ctx = NULL;
    char path[160];
    strcpy(f->folder, "/tmp/hm-oom-import-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    assert_int_equal(hm_context_create(NULL, &ctx), HM_OK);
    snprintf(path, sizeof path, "%s/elasticities", f->folder);
    assert_hm_ok(ctx, hmi_folder_make(ctx, path));
    snprintf(path, sizeof path, "%s/cp", f->folder);
    assert_hm_ok(ctx, hmi_folder_make(ctx, path));
    for (int i = 0; i < TEXTS; i++) {
        snprintf(path, sizeof path, "%s/%s", f->folder, texts[i].name);
        assert_hm_ok(ctx, hmi_file_write(ctx, path, texts[i].text,
                                         strlen(texts[i].text)));
    }
    hm_context_free(ctx);
    snprintf(f->table, sizeof f->table, "%s/table.csv", f->folder);
    snprintf(f->flows, sizeof f->flows, "%s/flows.csv", f->folder);
    snprintf(f->wide, sizeof f->wide, "%s/wide.csv", f->folder);
    snprintf(f->panel, sizeof f->panel, "%s/panel.csv", f->folder);
    snprintf(f->folder2, sizeof f->folder2, "%s/cp", f->folder);
    snprintf(f->map, sizeof f->map, "%s/map.csv:code:to", f->folder);
    snprintf(f->about, sizeof f->about, "%s/about.yaml", f->folder);
    snprintf(f->spec, sizeof f->spec, "%s/elasticities", f->folder);
}

static void remove_files(files *f)
{
    hm_context *ctx = NULL;
    assert_int_equal(hm_context_create(NULL, &ctx), HM_OK);
    assert_hm_ok(ctx, hmi_path_remove(ctx, f->folder));
    hm_context_free(ctx);
}

static hm_status import_wiod(hm_context *ctx, hm_table *ledger, const files *f,
                             hm_account **out)
{
    return hm_import_wiod2013(ctx, f->table, &countries, &sectors, ledger, out);
}

static hm_status import_long(hm_context *ctx, hm_table *ledger, const files *f,
                             hm_account **out)
{
    static const char *const lost[] = {"4"};
    static const hm_allow allow = {1, lost};
    static const hm_long_layout layout = {"e", "i", "s", "v", "t"};
    return hm_import_long(ctx, f->flows, &layout, &countries, &sectors, &allow,
                          ledger, out);
}

static hm_status import_wide(hm_context *ctx, hm_table *ledger, const files *f,
                             hm_account **out)
{
    static const char *const names[] = {"negative-uses"};
    static const hm_allow allow = {1, names};
    const hm_wide_table table = {.layout = "icio"};
    return hm_import_wide(ctx, f->wide, &table, &allow, ledger, out);
}

static hm_status import_panel(hm_context *ctx, hm_table *ledger, const files *f,
                              hm_account **out)
{
    const hm_flow_source table = {
        .path = f->panel, .layout = "gravity", .year = 2000};
    hm_table *shock = NULL;
    hm_status status = hm_import_partial(ctx, &table, 4.7, &shock);
    assert_true((status == HM_OK) == (shock != NULL));
    hm_table_free(shock);
    return status == HM_OK ? hm_import_flows(ctx, &table, NULL, ledger, out)
                           : status;
}

static hm_status import_cp2015(hm_context *ctx, hm_table *ledger,
                               const files *f, hm_account **out)
{
    const hm_flow_source table = {.path = f->folder2, .rate = 1.0};
    hm_economy *economy = NULL;
    hm_table *tariffs = NULL;
    hm_status status =
        hm_import_cp2015(ctx, &table, NULL, ledger, &economy, &tariffs);
    assert_true((status == HM_OK) == (economy != NULL));
    if (status == HM_OK) {
        status = hm_account_create(ctx, hm_economy_labels(economy), out);
    }
    hm_economy_free(economy);
    hm_table_free(tariffs);
    return status;
}

/* A failure that is none of memory is a mistake in the texts above: say it. */
static hm_status say(const hm_context *ctx, hm_status status)
{
    if (status != HM_OK && status != HM_ERR_MEMORY) {
        printf("# %s\n", hm_context_message(ctx));
    }
    return status;
}

typedef hm_status importer(hm_context *, hm_table *, const files *,
                           hm_account **);

static hm_status try_import(const hm_allocator *allocator, const files *f,
                            importer *import)
{
    hm_context *ctx = NULL;
    hm_table *ledger = NULL;
    hm_account *account = NULL;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = hm_ledger_create(ctx, &ledger);
    }
    if (status == HM_OK) {
        status = say(ctx, import(ctx, ledger, f, &account));
        assert_true((status == HM_OK) == (account != NULL));
    }
    hm_account_free(account);
    hm_table_free(ledger);
    hm_context_free(ctx);
    return status;
}

static hm_status try_wiod(const hm_allocator *allocator, void *user)
{
    return try_import(allocator, user, import_wiod);
}

static hm_status try_long(const hm_allocator *allocator, void *user)
{
    return try_import(allocator, user, import_long);
}

static hm_status try_wide(const hm_allocator *allocator, void *user)
{
    return try_import(allocator, user, import_wide);
}

static hm_status try_panel(const hm_allocator *allocator, void *user)
{
    return try_import(allocator, user, import_panel);
}

static hm_status try_cp2015(const hm_allocator *allocator, void *user)
{
    return try_import(allocator, user, import_cp2015);
}

static hm_status read_recipe(hm_recipe *recipe, const files *f)
{
    hm_map map;
    hm_about about;
    hm_carve carve;
    const hm_elasticities *const *sets = NULL;
    int32_t count = 0;
    hm_status status = hm_recipe_map(recipe, f->map, &map);
    if (status == HM_OK) {
        status = hm_recipe_about(recipe, f->about, &about);
    }
    if (status == HM_OK) {
        status = hm_recipe_sets(recipe, f->spec, &labels, &sets, &count);
    }
    if (status == HM_OK) {
        assert_int_equal(map.count, 2);
        assert_int_equal(count, 1);
        status = hm_recipe_carve(recipe, f->folder, &labels, "gdp", &carve);
    }
    return status;
}

static hm_status try_recipe(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    hm_recipe *recipe = NULL;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = hm_recipe_create(ctx, &recipe);
    }
    if (status == HM_OK) {
        status = say(ctx, read_recipe(recipe, user));
    }
    hm_recipe_free(recipe);
    hm_context_free(ctx);
    return status;
}

static void every_request_may_be_refused(void **state)
{
    files f;
    (void)state;
    make_files(&f);
    assert_true(hm_test_out_of_memory(try_wiod, &f) > 10);
    assert_true(hm_test_out_of_memory(try_long, &f) > 10);
    assert_true(hm_test_out_of_memory(try_wide, &f) > 10);
    assert_true(hm_test_out_of_memory(try_panel, &f) > 10);
    assert_true(hm_test_out_of_memory(try_cp2015, &f) > 10);
    assert_true(hm_test_out_of_memory(try_recipe, &f) > 10);
    remove_files(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_request_may_be_refused),
    };
    return hm_test_run(tests);
}

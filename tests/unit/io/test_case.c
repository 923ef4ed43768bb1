// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_case.c - what a case file may say, and every refusal with its place
 * and message: keys, names, extends, measures, selectors, bulk tables.
 */
#include "io_test.h"

#include <math.h>

#define HEAD    "case: t\neconomy: eco\nscenarios:\n"
#define MEASURE HEAD "  a:\n    measures:\n      - "

/* Read `text` as case dir/c.yaml beside dir/t.csv (`table`, or NULL). */
static hm_status read_case(hm_context *ctx, const char *text, const char *table,
                           hm_case **out)
{
    hm_file files[2] = {
        {"dir/c.yaml", text, strlen(text)},
        {"dir/t.csv", table, table == NULL ? 0 : strlen(table)},
    };
    return hm_case_read_memory(ctx, "dir/c.yaml", files, table == NULL ? 1 : 2,
                               out);
}

typedef struct refusal {
    const char *text, *table;
    hm_status status;
    const char *message;
} refusal;

static void refuse_all(const refusal *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        hm_case *c = NULL;
        hm_context *ctx = new_context();
        assert_hm_status(ctx, read_case(ctx, list[i].text, list[i].table, &c),
                         list[i].status);
        assert_hm_message(ctx, list[i].message);
        assert_null(c);
        hm_context_free(ctx);
    }
}
#define REFUSE(list) refuse_all((list), sizeof(list) / sizeof((list)[0]))

/* --- accepted --- */

static const char korea[] =
    "case: korea-2017\n"
    "description: Would better trade terms buy pressure?\n"
    "economy: ../data/world\n"
    "elasticities: [caliendo-parro-2015, long-run]\n"
    "vintages: [../data/older, /absolute/one]\n"
    "trade_balance: fixed\n"
    "solver: {tolerance: 1e-9, max_iterations: 250}\n"
    "scenarios:\n"
    "  both:\n"
    "    extends: [coal-ban, us-cut-half]\n"
    "    measures:\n"
    "      - transfer: {from: USA, to: CHN, value_musd: 12.5}\n"
    "  coal-ban:\n"
    "    description: China stops buying minerals\n"
    "    measures:\n"
    "      - embargo: {exporter: PRK, importer: CHN, sector: mining}\n"
    "  us-cut-half:\n"
    "    extends: coal-ban\n"
    "    measures:\n"
    "      - tariff: {exporter: CHN, importer: {not: [EU27, NO]}, sector: all,"
    " scale: 0.5}\n"
    "linkage: {sender: USA}\n";

static void reads_a_case(void **state)
{
    (void)state;
    hm_case *c = NULL;
    hm_closure closure = HM_CLOSURE_ZERO;
    const char *sha = NULL;
    hm_context *ctx = new_context();
    assert_hm_ok(ctx, read_case(ctx, korea, NULL, &c));
    assert_string_equal(hm_case_name(c), "korea-2017");
    assert_string_equal(hm_case_economy(c), "dir/../data/world");
    assert_int_equal(hm_case_vintages(c), 2);
    assert_string_equal(hm_case_vintage(c, 1), "/absolute/one");
    assert_int_equal(hm_case_elasticity_sets(c), 2);
    assert_string_equal(hm_case_elasticity_set(c, 1), "long-run");
    assert_true(hm_case_closure(c, &closure));
    assert_int_equal(closure, HM_CLOSURE_FIXED);
    assert_near(hm_case_settings(c).tolerance, 1e-9, 0.0);
    assert_int_equal(hm_case_settings(c).max_iterations, 250);
    assert_int_equal(hm_case_scenarios(c), 3);
    assert_string_equal(hm_scenario_name(hm_case_scenario(c, 0)), "both");
    assert_string_equal(hm_case_file(c, 0, &sha), "dir/c.yaml");
    assert_int_equal(strlen(sha), 64);
    assert_non_null(hm_case_block(c, "linkage"));
    assert_null(hm_case_block(c, "leverage"));
    assert_null(hm_case_block(c, "economy"));
    hm_case_free(c);
    hm_context_free(ctx);
}

/* Without a sector a measure is on every good. */
static void takes_every_sector_by_default(void **state)
{
    (void)state;
    hm_case *c = NULL;
    hm_context *ctx = new_context();
    assert_hm_ok(ctx, read_case(ctx,
                                "case: a\neconomy: e\nscenarios:\n"
                                "  cut:\n    description: d\n    measures:\n"
                                "      - tariff: {exporter: CHN, importer: "
                                "USA, scale: 0.5}\n",
                                NULL, &c));
    const hm_measure *m = hm_scenario_measure(hm_case_scenario(c, 0), 0);
    assert_int_equal(m->sector.n_codes, 1);
    assert_string_equal(m->sector.codes[0], "all");
    hm_case_free(c);
    hm_context_free(ctx);
}

/* What is extended comes first, in the list's order, and only once. */
static void unfolds_extends(void **state)
{
    (void)state;
    hm_case *c = NULL;
    hm_context *ctx = new_context();
    assert_hm_ok(ctx, read_case(ctx, korea, NULL, &c));
    const hm_scenario *both = hm_case_scenario(c, 0);
    assert_int_equal(hm_scenario_size(both), 3);
    assert_int_equal(hm_scenario_measure(both, 0)->kind, HM_MEASURE_EMBARGO);
    assert_near(hm_scenario_measure(both, 0)->value, 1.0, 0.0);
    const hm_measure *cut = hm_scenario_measure(both, 1);
    assert_int_equal(cut->rule, HM_RULE_SCALE);
    assert_near(cut->value, 0.5, 0.0);
    assert_true(cut->importer.complement);
    assert_int_equal(cut->importer.n_codes, 2);
    assert_string_equal(cut->importer.codes[1], "NO"); /* not false */
    assert_string_equal(cut->place, "dir/c.yaml:20:17");
    const hm_measure *gift = hm_scenario_measure(both, 2);
    assert_string_equal(gift->exporter.codes[0], "USA");
    assert_string_equal(gift->importer.codes[0], "CHN");
    assert_near(gift->value, 12.5, 0.0);
    hm_case_free(c);
    hm_context_free(ctx);
}

static void defaults_are_the_documented_ones(void **state)
{
    (void)state;
    hm_case *c = NULL;
    hm_closure closure = HM_CLOSURE_ZERO;
    hm_context *ctx = new_context();
    assert_hm_ok(ctx, read_case(ctx,
                                "{\"case\": \"t\", \"economy\": \"/e\", "
                                "\"leverage\": {\"targets\": [\"PRK\"]}}",
                                NULL, &c));
    assert_false(hm_case_closure(c, &closure));
    assert_int_equal(closure, HM_CLOSURE_ZERO); /* left alone */
    assert_near(hm_case_settings(c).tolerance, 1e-10, 0.0);
    assert_int_equal(hm_case_settings(c).max_iterations, 500);
    assert_int_equal(hm_case_scenarios(c), 0);
    assert_int_equal(hm_case_elasticity_sets(c), 0);
    assert_null(hm_case_scenario(c, 0));
    assert_string_equal(hm_case_economy(c), "/e");
    hm_case_free(c);
    hm_context_free(ctx);
}

static void reads_a_table(void **state)
{
    (void)state;
    hm_case *c = NULL;
    hm_context *ctx = new_context();
    assert_hm_ok(
        ctx, read_case(ctx, MEASURE "tariff: {importer: USA, table: t.csv}\n",
                       "exporter,sector,tariff_pct\nCHN,steel,25\n"
                       "ROM,all,2.5\n",
                       &c));
    const hm_measure *m = hm_scenario_measure(hm_case_scenario(c, 0), 0);
    assert_int_equal(m->n_rows, 2);
    assert_int_equal(m->rule, HM_RULE_RATE);
    assert_near_rel(m->row_value[0], 0.25, 1e-15);
    assert_string_equal(m->row_exporter[1], "ROU");
    assert_string_equal(m->row_sector[1], "all");
    assert_null(m->row_importer);
    assert_string_equal(m->importer.codes[0], "USA");
    assert_int_equal(hm_case_files(c), 2);
    hm_case_free(c);
    /* no coverage column: the whole flow; no importer: every importer */
    assert_hm_ok(ctx, read_case(ctx, MEASURE "embargo: {table: t.csv}\n",
                                "exporter,sector\nPRK,mining\n", &c));
    m = hm_scenario_measure(hm_case_scenario(c, 0), 0);
    assert_near(m->row_value[0], 1.0, 0.0);
    assert_string_equal(m->importer.codes[0], "all");
    hm_case_free(c);
    assert_hm_ok(ctx, read_case(ctx, MEASURE "capacity: {table: t.csv}\n",
                                "country,hat\nKOR,0.5\n", &c));
    m = hm_scenario_measure(hm_case_scenario(c, 0), 0);
    assert_string_equal(m->row_importer[0], "KOR");
    assert_int_equal(m->sector.n_codes, 0);
    hm_case_free(c);
    hm_context_free(ctx);
}

/* --- refused --- */

/* Both caps and the owner in a table; an empty cell is no cap. */
static void reads_a_table_of_quotas(void **state)
{
    (void)state;
    hm_case *c = NULL;
    hm_context *ctx = new_context();
    assert_hm_ok(ctx,
                 read_case(ctx,
                           MEASURE "quota: {exporter: PRK, importer: CHN, "
                                   "table: t.csv}\n",
                           "sector,quantity_hat,value_musd,rents\n"
                           "mining,0.45,400.9,exporter\nfood,,12,importer\n"
                           "steel,0.5,,0.25\n",
                           &c));
    const hm_measure *m = hm_scenario_measure(hm_case_scenario(c, 0), 0);
    assert_int_equal(m->kind, HM_MEASURE_QUOTA);
    assert_int_equal(m->rule, HM_RULE_LOWER);
    assert_int_equal(m->n_rows, 3);
    assert_near(m->row_value[0], 0.45, 0.0);
    assert_near(m->row_musd[0], 400.9, 0.0);
    assert_true(isinf(m->row_value[1]) && isinf(m->row_musd[2]));
    assert_near(m->row_rents[0], 0.0, 0.0);
    assert_near(m->row_rents[1], 1.0, 0.0);
    assert_near(m->row_rents[2], 0.25, 0.0);
    hm_case_free(c);
    assert_hm_ok(ctx, read_case(ctx,
                                MEASURE "quota: {exporter: PRK, importer: "
                                        "CHN, sector: mining, quantity_hat: "
                                        "0.4, value_musd: 9, rents: 0.25}\n",
                                NULL, &c));
    m = hm_scenario_measure(hm_case_scenario(c, 0), 0);
    assert_int_equal(m->rule, HM_RULE_LOWER);
    assert_near(m->value, 0.4, 0.0);
    assert_near(m->value_musd, 9.0, 0.0);
    assert_near(m->rents, 0.25, 0.0);
    hm_case_free(c);
    hm_context_free(ctx);
}

static void refuses_bad_keys(void **state)
{
    (void)state;
    static const refusal list[] = {
        {"", NULL, HM_ERR_PARSE, "dir/c.yaml:1:1: empty"},
        {"economy: e\nlinkage: {}\n", NULL, HM_ERR_DATA,
         "dir/c.yaml:1:1: case is missing"},
        {"case: t\nlinkage: {}\n", NULL, HM_ERR_DATA, "economy is missing"},
        {"case: t\neconomy: e\n", NULL, HM_ERR_DATA,
         "the case asks for nothing"},
        {"case: t\neconomy: e\nscenarios:\n", NULL, HM_ERR_DATA,
         "the case asks for nothing"},
        {"case: t/u\neconomy: e\nlinkage: {}\n", NULL, HM_ERR_DATA,
         "dir/c.yaml:1:7: case: \"t/u\" is not a name"},
        {"case: t\neconomy: e\nscenarois: {}\n", NULL, HM_ERR_UNKNOWN,
         "dir/c.yaml:3:12: a case has no key \"scenarois\" (did you mean "
         "\"scenarios\"?)"},
        {"case: t\neconomy: e\ncase: u\n", NULL, HM_ERR_PARSE,
         "dir/c.yaml:3:1: key \"case\" stands here twice"},
        {"case: [t]\neconomy: e\n", NULL, HM_ERR_DATA,
         "case is a list or a map; expected a text"},
        {"case: t\neconomy: e\nlinkage: {}\nvintages: []\n", NULL, HM_ERR_DATA,
         "dir/c.yaml:4:11: vintages is an empty list"},
        {"case: t\neconomy: e\nlinkage: {}\nelasticities: [a, a]\n", NULL,
         HM_ERR_DATA, "dir/c.yaml:4:19: elasticities: \"a\" stands here"},
        {"case: t\neconomy: e\nlinkage: {}\nelasticities: [../a]\n", NULL,
         HM_ERR_DATA, "\"../a\" is not a name of a set"},
        {"case: t\neconomy: e\nlinkage: {}\ntrade_balance: bilatral\n", NULL,
         HM_ERR_UNKNOWN,
         "dir/c.yaml:4:16: trade_balance \"bilatral\" is not known (did you "
         "mean \"bilateral\"?)"},
        {"case: t\neconomy: e\nlinkage: {}\nsolver: {tol: 1}\n", NULL,
         HM_ERR_UNKNOWN, "solver has no key \"tol\""},
        {"case: t\neconomy: e\nlinkage: {}\nsolver: {tolerance: 1}\n", NULL,
         HM_ERR_DATA,
         "dir/c.yaml:4:21: solver: tolerance 1; expected a number from "
         "1e-14 to 0.01"},
        {"case: t\neconomy: e\nlinkage: {}\nsolver: {max_iterations: 1.5}\n",
         NULL, HM_ERR_DATA, "max_iterations 1.5; expected a whole number"},
        {"case: t\neconomy: e\nlinkage: {}\nsolver: {tolerance: x}\n", NULL,
         HM_ERR_DATA, "tolerance is \"x\"; expected a number"},
    };
    REFUSE(list);
}

static void refuses_bad_scenarios(void **state)
{
    (void)state;
    static const refusal list[] = {
        {"case: t\neconomy: e\nscenarios: [a]\n", NULL, HM_ERR_DATA,
         "dir/c.yaml:3:12: scenarios is a map"},
        {HEAD "  benchmark: {measures: []}\n", NULL, HM_ERR_DATA,
         "dir/c.yaml:4:14: benchmark is the reserved name"},
        {HEAD "  a b: {measures: []}\n", NULL, HM_ERR_DATA,
         "\"a b\" is not a name of a scenario"},
        {HEAD "  a: {}\n", NULL, HM_ERR_DATA,
         "scenario a has neither measures nor extends"},
        {HEAD "  a: {measure: []}\n", NULL, HM_ERR_UNKNOWN,
         "scenario a has no key \"measure\" (did you mean \"measures\"?)"},
        {HEAD "  a: {measures: {tariff: 1}}\n", NULL, HM_ERR_DATA,
         "dir/c.yaml:4:17: measures is a list"},
        {HEAD "  coal-ban: {measures: []}\n  b: {extends: coal-bam}\n", NULL,
         HM_ERR_UNKNOWN,
         "dir/c.yaml:5:16: scenario b extends \"coal-bam\", which is not a "
         "scenario of this case (did you mean \"coal-ban\"?)"},
        {HEAD "  a: {extends: b}\n  b: {extends: c}\n  c: {extends: a}\n", NULL,
         HM_ERR_DATA,
         "dir/c.yaml:6:16: scenario c extends a, which extends it in turn"},
        {HEAD "  a: {extends: a}\n", NULL, HM_ERR_DATA, "scenario a extends a"},
        {HEAD "  a: {extends: []}\n", NULL, HM_ERR_DATA,
         "extends is an empty list"},
    };
    REFUSE(list);
}

static const refusal bad_measures[] = {
    {MEASURE "tarif: {}\n", NULL, HM_ERR_UNKNOWN,
     "dir/c.yaml:6:16: \"tarif\" is not a measure (did you mean "
     "\"tariff\"?)"},
    {MEASURE "quota: {exporter: PRK, importer: CHN}\n", NULL, HM_ERR_DATA,
     "quota: no cap; expected quantity_hat, value_musd or both, or a table"},
    {MEASURE "quota: {exporter: PRK, importer: CHN, quantity_hat: -1}\n", NULL,
     HM_ERR_DATA, "quantity_hat -1 is negative; expected 0 or more"},
    {MEASURE "quota: {exporter: PRK, importer: CHN, value_musd: -1}\n", NULL,
     HM_ERR_DATA, "value_musd -1 is negative; expected 0 or more"},
    {MEASURE "quota: {exporter: PRK, importer: CHN, value_musd: 1, rents: "
             "1.5}\n",
     NULL, HM_ERR_DATA, "rents 1.5 is outside [0, 1]; expected importer"},
    {MEASURE "quota: {exporter: PRK, importer: CHN, value_musd: 1, rents: "
             "me}\n",
     NULL, HM_ERR_DATA, "rents"},
    {MEASURE "quota: {exporter: PRK, importer: CHN, value_musd: 1, cap: 2}\n",
     NULL, HM_ERR_UNKNOWN, "cap"},
    {MEASURE "quota: {value_musd: 1, rents: importer, exporter: PRK}\n", NULL,
     HM_ERR_DATA, "importer is missing"},
    {MEASURE "tariff\n", NULL, HM_ERR_DATA, "a measure is a map with one key"},
    {MEASURE "{tariff: {}, embargo: {}}\n", NULL, HM_ERR_DATA,
     "a measure is a map with one key"},
    {MEASURE "tariff: {exporter: CHN, importer: USA, sector: steel, "
             "rate: -1.4}\n",
     NULL, HM_ERR_DATA,
     "dir/c.yaml:6:69: tariff USA<-CHN, steel: rate -1.4 is below -1"},
    {MEASURE "tariff: {exporter: CHN, importer: USA, sector: steel, "
             "rate: -1}\n",
     NULL, HM_ERR_DATA, "rate -1 is not above -1"},
    {MEASURE "tariff: {exporter: CHN, importer: USA, sector: steel, "
             "rate: 25%}\n",
     NULL, HM_ERR_DATA, "rate is \"25%\"; expected a number"},
    {MEASURE "tariff: {exporter: CHN, importer: USA, sector: steel}\n", NULL,
     HM_ERR_DATA,
     "dir/c.yaml:6:17: tariff: no number; expected exactly one of rate, "
     "add, scale, cap, linear_cut, swiss, table"},
    {MEASURE "tariff: {exporter: CHN, importer: USA, sector: steel, "
             "add: 0.1, scale: 2}\n",
     NULL, HM_ERR_DATA, "tariff: more than one number"},
    {MEASURE "tariff: {exporter: CHN, importer: USA, sector: steel, "
             "scale: -2}\n",
     NULL, HM_ERR_DATA, "scale -2 is negative"},
    {MEASURE "tariff: {exporter: CHN, importer: USA, sector: steel, "
             "linear_cut: 1.5}\n",
     NULL, HM_ERR_DATA, "linear_cut 1.5 is outside [0, 1]"},
    {MEASURE "tariff: {exporter: CHN, importer: USA, sector: steel, "
             "swiss: 0}\n",
     NULL, HM_ERR_DATA, "swiss 0 is not above 0"},
    {MEASURE "export_tax: {exporter: CHN, importer: USA, sector: steel, "
             "cap: -3}\n",
     NULL, HM_ERR_DATA, "export_tax USA<-CHN, steel: cap -3 is below -1"},
    {MEASURE "embargo: {exporter: CHN, importer: [A, B, C, D], sector: "
             "all, coverage: 1.5}\n",
     NULL, HM_ERR_DATA,
     "embargo A+B+C+...<-CHN, all: coverage 1.5 is outside [0, 1]"},
    {MEASURE "trade_cost: {exporter: CHN, importer: {not: B}, sector: "
             "all, hat: 0}\n",
     NULL, HM_ERR_DATA, "trade_cost not B<-CHN, all: hat 0 is not above 0"},
    {MEASURE "capacity: {country: KOR, hat: -1}\n", NULL, HM_ERR_DATA,
     "capacity KOR: hat -1 is not above 0"},
    {MEASURE "transfer: {from: USA, to: CHN, value_musd: -1}\n", NULL,
     HM_ERR_DATA,
     "transfer USA->CHN: value_musd -1 is negative; swap from and to"},
    {MEASURE "transfer: {from: all, to: [A, B], value_musd: 1}\n", NULL,
     HM_ERR_DATA, "transfer: from and to are one country each"},
    {MEASURE "deficit: {country: all, scale: 0, value_musd: 0}\n", NULL,
     HM_ERR_DATA, "deficit: more than one number"},
    {MEASURE "embargo: {exporter: PRK}\n", NULL, HM_ERR_DATA,
     "dir/c.yaml:6:18: embargo: importer is missing"},
    {MEASURE "productivity: {sector: all, hat: 2}\n", NULL, HM_ERR_DATA,
     "productivity: exporter is missing"},
    {MEASURE "embargo: {exporter: PRK, importer: CHN, sectors: all}\n", NULL,
     HM_ERR_UNKNOWN,
     "embargo has no key \"sectors\" (did you mean \"sector\"?)"},
    {MEASURE "embargo: {exporter: PRK, importer: [], sector: all}\n", NULL,
     HM_ERR_DATA, "importer is an empty list"},
    {MEASURE "embargo: {exporter: PRK, importer: [[A]], sector: all}\n", NULL,
     HM_ERR_DATA, "importer: expected a code"},
    {MEASURE "embargo: {exporter: PRK, importer: {nt: A}, sector: all}\n", NULL,
     HM_ERR_UNKNOWN, "importer has no key \"nt\""},
    {MEASURE "embargo: {exporter: PRK, importer: {not: {not: A}}, "
             "sector: all}\n",
     NULL, HM_ERR_DATA, "importer: expected {not: CODE}"},
    {MEASURE "embargo: {exporter: ~, importer: A, sector: all}\n", NULL,
     HM_ERR_DATA, "exporter: expected a code"},
};

static void refuses_bad_measures(void **state)
{
    (void)state;
    REFUSE(bad_measures);
}

static void refuses_bad_tables(void **state)
{
    (void)state;
    static const char tariff[] = MEASURE "tariff: {table: t.csv}\n";
    static const refusal list[] = {
        {tariff, NULL, HM_ERR_IO,
         "dir/c.yaml:6:25: table: dir/t.csv: is not among the files given"},
        {tariff, "exporter,rate\n", HM_ERR_DATA, "dir/t.csv:1:1: has no rows"},
        {tariff, "exporter\nUSA\n", HM_ERR_DATA,
         "dir/t.csv:1:1: tariff: no column for the number"},
        {tariff, "exporter,add,scale\n", HM_ERR_DATA,
         "tariff: more than one column for the number"},
        {tariff, "exporter,rate\nUSA,-1.5\n", HM_ERR_DATA,
         "dir/t.csv:2:5: tariff: rate -1.5 is below -1"},
        {tariff, "exporter,rate\nUSA,x\n", HM_ERR_PARSE,
         "dir/t.csv:2:5: \"x\"; expected a finite"},
        {tariff, "exporter,rate\n,1\n", HM_ERR_DATA,
         "dir/t.csv:2:1: empty or too long"},
        {tariff, "exporter,rate\nUSA,1\nCHN,1\nUSA,2\n", HM_ERR_DATA,
         "dir/t.csv:4:1: this key stands here twice (first in line 2)"},
        {tariff, "exporters,rate\nUSA,1\n", HM_ERR_UNKNOWN,
         "dir/t.csv:1:1: column \"exporters\" is not known (did you mean "
         "\"exporter\"?)"},
        {MEASURE "tariff: {exporter: CHN, table: t.csv}\n",
         "exporter,rate\nUSA,1\n", HM_ERR_DATA,
         "exporter stands in the measure and in the table"},
        {MEASURE "tariff: {rate: 1, table: t.csv}\n", "exporter,rate\nUSA,1\n",
         HM_ERR_DATA, "tariff: more than one number"},
        {MEASURE "quota: {table: t.csv}\n",
         "sector,quantity_hat,value_musd\nmining,,\n", HM_ERR_DATA,
         "quota: no cap in this row"},
        {MEASURE "quota: {table: t.csv}\n",
         "sector,quantity_hat,value_musd\nmining,-1,\n", HM_ERR_DATA,
         "quota: quantity_hat -1 is negative"},
        {MEASURE "quota: {table: t.csv}\n",
         "sector,quantity_hat,rents\nmining,1,2\n", HM_ERR_DATA,
         "rents 2 is outside [0, 1]"},
        {MEASURE "quota: {rents: importer, table: t.csv}\n",
         "sector,quantity_hat,rents\nmining,1,1\n", HM_ERR_DATA,
         "rents stands in the measure and in the table"},
        {MEASURE "quota: {quantity_hat: 1, table: t.csv}\n",
         "sector,quantity_hat\nmining,1\n", HM_ERR_DATA,
         "quota: caps and a table"},
        {MEASURE "tariff: {table: [t.csv]}\n", "x\n", HM_ERR_DATA,
         "table: expected the name of a CSV file"},
    };
    REFUSE(list);
}

static hm_status attempt(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    hm_case *c = NULL;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status =
            read_case(ctx, user, "exporter,importer,coverage\nA,B,1\n", &c);
        assert_true((c != NULL) == (status == HM_OK));
        hm_case_free(c);
        hm_context_free(ctx);
    }
    return status;
}

static void survives_lack_of_memory(void **state)
{
    (void)state;
    char text[sizeof korea];
    memcpy(text, korea, sizeof korea);
    assert_true(hm_test_out_of_memory(attempt, text) > 50);
    char bulk[] = MEASURE "embargo: {sector: all, table: t.csv}\n";
    assert_true(hm_test_out_of_memory(attempt, bulk) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_case),
        cmocka_unit_test(takes_every_sector_by_default),
        cmocka_unit_test(unfolds_extends),
        cmocka_unit_test(defaults_are_the_documented_ones),
        cmocka_unit_test(reads_a_table),
        cmocka_unit_test(reads_a_table_of_quotas),
        cmocka_unit_test(refuses_bad_keys),
        cmocka_unit_test(refuses_bad_scenarios),
        cmocka_unit_test(refuses_bad_measures),
        cmocka_unit_test(refuses_bad_tables),
        cmocka_unit_test(survives_lack_of_memory),
    };
    return hm_test_run(tests);
}

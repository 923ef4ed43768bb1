// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_economy_read.c - what the reader of an economy accepts, every refusal
 * one by one with its place and message, repairs, notes, elasticity sets.
 */
#include "io_test.h"

#include <math.h>

typedef struct refusal {
    const char *file, *text; /* replaces or adds this file */
    hm_status status;
    const char *message; /* part of it, from the place on */
} refusal;

static void refuse_all(const refusal *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        hm_file files[TOY_MOST];
        hm_economy_folder *folder = NULL;
        hm_context *ctx = new_context();
        int32_t n = toy_with(list[i].file, list[i].text, files);
        assert_hm_status(
            ctx, hm_economy_read_memory(ctx, "d", files, n, NULL, &folder),
            list[i].status);
        assert_hm_message(ctx, list[i].message);
        assert_null(folder);
        hm_context_free(ctx);
    }
}
#define REFUSE(list) refuse_all((list), sizeof(list) / sizeof((list)[0]))

/* --- accepted --- */

static void reads_the_toy(void **state)
{
    (void)state;
    hm_file files[TOY_MOST];
    hm_economy_folder *folder = NULL;
    hm_context *ctx = new_context();
    int32_t n = toy_with(NULL, NULL, files);
    assert_hm_ok(ctx, hm_economy_read_memory(ctx, "", files, n, NULL, &folder));
    const hm_economy *economy = hm_economy_folder_economy(folder);
    const hm_labels *labels = hm_economy_labels(economy);
    const hm_economy_arrays *a = hm_economy_data(economy);
    assert_int_equal(labels->n_countries, 3);
    assert_int_equal(labels->n_sectors, 3);
    assert_string_equal(labels->country_names[2], "Korea, North");
    assert_string_equal(labels->name, "toy");
    assert_int_equal(labels->year, 2014);
    assert_string_equal(labels->sources[0].licence, "CC0");
    assert_true(hm_economy_in_group(economy, 0, "NAFTA"));
    assert_true(isnan(hm_economy_elasticities(economy)->theta[2]));
    /* USA buys steel: 207.75 at home, 20.5 from China with 23.75 % duty */
    assert_near_rel(a->expenditure[0 * 3 + 1], 207.75 + 20.5 * 1.2375, 1e-15);
    /* output of Chinese steel: what is received, net of duty */
    assert_near_rel(a->output[1 * 3 + 1], 151.5 + 20.5 + 3.25, 1e-15);
    assert_near_rel(a->deficit[2], 3.25 - 2.375, 1e-12);
    assert_int_equal(hm_economy_folder_files(folder), 6);
    assert_string_equal(hm_economy_folder_default_set(folder), "");
    assert_int_equal(hm_economy_folder_closure(folder), HM_CLOSURE_BILATERAL);
    assert_string_equal(hm_economy_folder_note(folder, 0), "");
    hm_economy_folder_free(folder);
    hm_context_free(ctx);
}

/* Other spellings of the same numbers give the same economy. */
static void reads_other_spellings(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"tariffs.csv", "origin,destination,sector,tariff_pct\n"
                        "CHN,USA,steel,23.75\nUSA,CHN,steel,11\n"},
        {"tariffs.csv", "iso_o,iso_d,sector,tariff_power\n"
                        "CHN,USA,steel,1.2375\nUSA,CHN,steel,1.11\n"},
        {"tariffs.csv", "\xef\xbb\xbf"
                        "tariff_rate,sector,importer,exporter"
                        "\r\n\"2375e-4\",steel , usa,CHN\r\n\r\n"
                        "+0.11,steel,CHN,USA"},
        {"sectors.csv", "sector,name,sigma\nmining,Mining,6.37\n"
                        "steel,Steel,5.11\nhousing,Housing,\n"},
    };
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        hm_file files[TOY_MOST];
        hm_economy_folder *folder = NULL;
        hm_context *ctx = new_context();
        int32_t n = toy_with(same[i][0], same[i][1], files);
        assert_hm_ok(ctx,
                     hm_economy_read_memory(ctx, "", files, n, NULL, &folder));
        const hm_economy_arrays *a =
            hm_economy_data(hm_economy_folder_economy(folder));
        /* 1e-14: 1.2375 - 1 and 23.75 / 100 round differently */
        assert_near_rel(a->tariff[(1 * 3 + 0) * 3 + 1], 0.2375, 1e-14);
        assert_near_rel(a->tariff[(1 * 3 + 1) * 3 + 0], 0.11, 1e-14);
        assert_near_rel(a->theta[1], 4.11, 1e-14);
        hm_economy_folder_free(folder);
        hm_context_free(ctx);
    }
}

static void reads_optional_tables(void **state)
{
    (void)state;
    hm_file files[TOY_MOST + 4];
    hm_economy_folder *folder = NULL;
    hm_context *ctx = new_context();
    int32_t n = toy_with(NULL, NULL, files);
    const char *const more[][2] = {
        {"final.csv", "country,sector,share\nUSA,mining,0.2\nUSA,steel,.5\n"
                      "USA,housing,.3\nCHN,mining,.2\nCHN,steel,.8\n"
                      "PRK,mining,.4\nPRK,steel,.6000004\n"},
        {"factors.csv", "country,sector,factor,share\n"
                        "CHN,mining,land,0.25\nCHN,mining,labor,0.75\n"
                        "CHN,steel,labor,1\nCHN,housing,labor,1\n"},
        {"deficits.csv", "country,value\nUSA,10.25\nCHN,-11.125\n"
                         "PRK,.875\n"},
        {"export_taxes.csv", "exporter,importer,sector,tax_rate\n"
                             "CHN,USA,steel,0.04\n"},
    };
    for (size_t i = 0; i < 4; i++, n++) {
        files[n].name = more[i][0];
        files[n].bytes = more[i][1];
        files[n].size = strlen(more[i][1]);
    }
    assert_hm_ok(ctx, hm_economy_read_memory(ctx, "", files, n, NULL, &folder));
    const hm_economy_arrays *a =
        hm_economy_data(hm_economy_folder_economy(folder));
    assert_int_equal(a->n_factors, 4); /* USA; CHN land, labor; PRK */
    assert_string_equal(a->factor_codes[1], "land");
    assert_int_equal(a->factor_country[2], 1);
    assert_near_rel(a->factor_share[1 * 3 + 0], 0.25, 1e-15);
    /* shares that sum to 1.0000004 are renormalised */
    assert_near_rel(a->final_share[2 * 3 + 1], 0.6000004 / 1.0000004, 1e-14);
    assert_near_rel(a->deficit[0], 10.25, 1e-15);
    assert_near_rel(a->export_tax[(1 * 3 + 0) * 3 + 1], 0.04, 1e-15);
    hm_economy_folder_free(folder);
    hm_context_free(ctx);
}

/* --- elasticity sets --- */

static void reads_sets(void **state)
{
    (void)state;
    hm_file files[TOY_MOST + 2];
    hm_economy_folder *folder = NULL;
    hm_context *ctx = new_context();
    int32_t n = toy_with("economy.yaml",
                         "name: t\nunit: million USD\n"
                         "elasticities: short-run\ntrade_balance: scaled\n",
                         files);
    files[n].name = "elasticities/short-run.csv";
    files[n].bytes =
        "sector,theta,se,theta_home,input_substitution,specific_share,"
        "final_substitution\n"
        "mining,1.5,.25,-.25,0.5,.375,0.75\nsteel,2.5,,,,,\n"
        "housing,,,,,1,.75\n";
    files[n].size = strlen(files[n].bytes);
    n++;
    files[n].name = "elasticities/half.csv";
    files[n].bytes = "sector,theta\nsteel,9\n";
    files[n].size = strlen(files[n].bytes);
    n++;
    assert_hm_ok(ctx, hm_economy_read_memory(ctx, "", files, n, NULL, &folder));
    assert_int_equal(hm_economy_folder_sets(folder), 2);
    assert_int_equal(hm_economy_folder_closure(folder), HM_CLOSURE_SCALED);
    const hm_elasticities *used =
        hm_economy_elasticities(hm_economy_folder_economy(folder));
    assert_string_equal(used->name, "short-run");
    assert_near(used->theta[0], 1.5, 0.0);
    assert_near(used->theta_home[0], -0.25, 0.0);
    assert_near(used->theta_home[1], 2.5, 0.0); /* empty: theta */
    assert_near(used->input_substitution[0], 0.5, 0.0);
    assert_near(used->input_substitution[1], 1.0, 0.0);
    assert_near(used->theta_se[0], 0.25, 0.0);
    assert_near(used->specific_share[0], 0.375, 0.0);
    assert_near(used->specific_share[1], 0.0, 0.0);
    assert_near(used->specific_share[2], 1.0, 0.0);
    assert_near(used->final_substitution[0], 0.75, 0.0);
    /* acts when the set is chosen, not in the stored economy */
    assert_false(hm_economy_data(hm_economy_folder_economy(folder))->specific);
    assert_near(
        hm_economy_folder_find_set(folder, "half")->final_substitution[0], 1.0,
        0.0);
    const hm_elasticities *half = hm_economy_folder_find_set(folder, "half");
    assert_near(half->theta[0], 5.37, 0.0); /* sectors.csv */
    assert_near(half->theta[1], 9.0, 0.0);
    assert_true(has_note(folder, "2 sectors have no row (mining, ...)"));
    assert_null(hm_economy_folder_find_set(folder, "none"));
    assert_null(hm_economy_folder_set(folder, 2));
    hm_economy_folder_free(folder);
    hm_context_free(ctx);
}

static void refuses_bad_sets(void **state)
{
    (void)state;
    static const char set[] = "elasticities/x.csv";
    static const refusal list[] = {
        {set, "sector,theta\nstel,4\n", HM_ERR_UNKNOWN,
         "d/elasticities/x.csv:2:1: sector \"stel\" is not in sectors.csv "
         "(did you mean \"steel\"?)"},
        {set, "sector,theta,sigma\n", HM_ERR_DATA,
         "x.csv:1:14: both theta and sigma"},
        {set, "sector,theta\nsteel,\nmining,1\nhousing,\n", HM_ERR_DATA,
         "steel has no theta, but trade.csv has foreign flows"},
        {set, "sector,theta\nsteel,1\nsteel,1\n", HM_ERR_DATA,
         "x.csv:3:1: this sector stands here twice (first in line 2)"},
        {set, "sector,theta,se\nsteel,1,-1\n", HM_ERR_DATA,
         "x.csv:2:9: se -1 of steel; expected a standard error"},
        {set, "sector,theta,specific_share\nsteel,1,-0.1\n", HM_ERR_DATA,
         "x.csv:2:9: specific_share -0.1 of steel; expected a share, 0 to 1"},
        {set, "sector,theta,final_substitution\nsteel,1,-0.1\n", HM_ERR_DATA,
         "x.csv:2:9: final_substitution -0.1; expected a number"},
        {set, "sector,theta,final_substitution\nsteel,1,.5\nmining,1,.6\n",
         HM_ERR_DATA,
         "x.csv:3:10: final_substitution 0.6, and 0.5 above; a set has one"},
        {"economy.yaml", "name: t\nunit: million USD\nelasticities: long\n",
         HM_ERR_UNKNOWN,
         "d/economy.yaml:3:15: elasticities \"long\": there is no "
         "elasticities/long.csv"},
        {"elasticities/a b.csv", "sector,theta\n", HM_ERR_DATA,
         "\"a b\" is not a name of an elasticity set"},
    };
    REFUSE(list);
}

/* --- economy.yaml --- */

static void refuses_bad_about(void **state)
{
    (void)state;
    static const char file[] = "economy.yaml";
    static const refusal list[] = {
        {file, NULL, HM_ERR_DATA, "d/economy.yaml: is missing"},
        {file, "name: t\n", HM_ERR_DATA,
         "d/economy.yaml:1:1: unit is missing; write `unit: million USD`"},
        {file, "unit: million USD\n", HM_ERR_DATA, "name is missing"},
        {file, "name: t\nunit: EUR\n", HM_ERR_DATA,
         "d/economy.yaml:2:7: unit is \"EUR\"; expected \"million USD\""},
        {file, "name: t\nunit: million USD\nyeer: 2014\n", HM_ERR_UNKNOWN,
         "d/economy.yaml:3:7: economy.yaml has no key \"yeer\" (did you mean "
         "\"year\"?)"},
        {file, "name: t\nunit: million USD\nyear: 2014.5\n", HM_ERR_DATA,
         "d/economy.yaml:3:7: year is 2014.5"},
        {file, "name: t\nunit: million USD\nyear: MMXIV\n", HM_ERR_DATA,
         "year is \"MMXIV\"; expected a number"},
        {file, "name: t\nunit: million USD\nsources: [{name: x}]\n",
         HM_ERR_DATA, "d/economy.yaml:3:11: licence of a source is missing"},
        {file, "name: t\nunit: million USD\nsources: x\n", HM_ERR_DATA,
         "sources is a list"},
        {file, "name: t\nunit: million USD\ntrade_balance: fix\n",
         HM_ERR_UNKNOWN,
         "d/economy.yaml:3:16: trade_balance \"fix\" is not known (did you "
         "mean \"fixed\"?)"},
        {file, "- a\n", HM_ERR_DATA, "written as a map"},
    };
    REFUSE(list);
}

/* --- countries and sectors --- */

static void refuses_bad_lists(void **state)
{
    (void)state;
    static const char c[] = "countries.csv";
    static const char s[] = "sectors.csv";
    static const refusal list[] = {
        {c, NULL, HM_ERR_DATA, "d/countries.csv: is missing"},
        {c, "country,name\n", HM_ERR_DATA, "names no country"},
        {c, "name\nx\n", HM_ERR_DATA,
         "d/countries.csv:1:1: the header has no column \"country\""},
        {c, "country,name\nUSA,a\nUSA,b\n", HM_ERR_DATA,
         "d/countries.csv:3:1: \"USA\" stands here twice (first in line 2)"},
        {c, "country,name\nU-A,a\n", HM_ERR_DATA,
         "d/countries.csv:2:1: \"U-A\" is not a country code"},
        {c, "country,name\nABCDEFGHIJKLM,a\n", HM_ERR_DATA,
         "is not a country code"},
        {c, "country,name\n,a\n", HM_ERR_DATA, "\"\" is not a country code"},
        {c, "country,name\nWLD,a\n", HM_ERR_DATA, "WLD is reserved"},
        {c, "country,name,final_substitution\nUSA,a,-1\n", HM_ERR_DATA,
         "d/countries.csv:2:7: final_substitution -1 of USA"},
        {c, "country,nam\nUSA,a\n", HM_ERR_UNKNOWN,
         "d/countries.csv:1:9: column \"nam\" is not known (did you mean "
         "\"name\"?); expected country, name, group"},
        {s, NULL, HM_ERR_DATA, "d/sectors.csv: is missing"},
        {s, "sector,name,theta\n", HM_ERR_DATA, "names no sector"},
        {s, "sector,name\nsteel,a\n", HM_ERR_DATA,
         "d/sectors.csv:1:1: the header has neither theta nor sigma"},
        {s, "sector,name,theta,sigma\n", HM_ERR_DATA,
         "d/sectors.csv:1:19: both theta and sigma"},
        {s, "sector,name,theta\nsteel,a,0\n", HM_ERR_DATA,
         "d/sectors.csv:2:9: theta 0 of steel; expected: theta is above 0"},
        {s, "sector,name,theta\nsteel,a,-4\n", HM_ERR_DATA,
         "with a minus sign"},
        {s, "sector,name,sigma\nsteel,a,1\n", HM_ERR_DATA,
         "sigma 1 of steel; expected: sigma is above 1"},
        {s, "sector,name,theta\nsteel,a,nan\n", HM_ERR_PARSE,
         "d/sectors.csv:2:9: \"nan\"; expected a finite decimal number"},
        {s, "sector,name,theta,markup\nsteel,a,4,0.9\n", HM_ERR_DATA,
         "d/sectors.csv:2:11: markup 0.9 of steel; expected a price-cost"},
        {s, "sector,name,theta,theta_home\nsteel,a,4,-1\n", HM_ERR_DATA,
         "theta_home -1 of steel; expected a number above -1"},
        {s, "sector,name,theta,scale\nsteel,a,4,-.1\n", HM_ERR_DATA,
         "scale -0.1 of steel"},
        {s, "sector,name,theta,input_substitution\nsteel,a,4,-.1\n",
         HM_ERR_DATA, "input_substitution -0.1 of steel"},
        {s, "sector,name,theta,specific_share\nsteel,a,4,1.5\n", HM_ERR_DATA,
         "d/sectors.csv:2:11: specific_share 1.5 of steel; expected a share"},
        {s, "sector,name,theta,final_substitution\nsteel,a,4,.5\n", HM_ERR_DATA,
         "final_substitution is a matter of countries"},
        {s, "sector,name,theta\n9steel,a,4\n", HM_ERR_DATA,
         "d/sectors.csv:2:1: \"9steel\" is not a sector code"},
        {s, "sector,name,theta\nall,a,4\n", HM_ERR_DATA, "all is reserved"},
        {s, "sector,name,theta\nsteel,a,4\nsteel,a,4\n", HM_ERR_DATA,
         "d/sectors.csv:3:1: \"steel\" stands here twice"},
    };
    REFUSE(list);
}

/* --- flows --- */

static const char t[] = "trade.csv";
static const char r[] = "tariffs.csv";
static const refusal bad_flows[] = {
    {t, NULL, HM_ERR_DATA, "d/trade.csv: is missing"},
    {t, "exporter,importer,sector,value\nUSA,CHM,steel,1\n", HM_ERR_UNKNOWN,
     "d/trade.csv:2:5: importer \"CHM\" is not in countries.csv (did you "
     "mean \"CHN\"?)"},
    {t, "exporter,importer,sector,value\nUSA,CHN,stell,1\n", HM_ERR_UNKNOWN,
     "d/trade.csv:2:9: sector \"stell\" is not in sectors.csv (did you "
     "mean \"steel\"?)"},
    {t, "exporter,importer,sector,value\nUSA,CHN,steel,-1.5\n", HM_ERR_DATA,
     "d/trade.csv:2:15: trade USA to CHN, steel: value -1.5 is negative"},
    {t, "exporter,importer,sector,value\nUSA,CHN,steel,inf\n", HM_ERR_PARSE,
     "d/trade.csv:2:15: \"inf\"; expected a finite"},
    {t, "exporter,importer,sector,value\nUSA,CHN,steel,0x1p3\n", HM_ERR_PARSE,
     "no hexadecimal"},
    {t, "exporter,importer,sector,value\nUSA,CHN,steel,1e999\n", HM_ERR_PARSE,
     "no infinity"},
    {t, "exporter,importer,sector,value\nUSA,CHN,steel,\n", HM_ERR_PARSE,
     "d/trade.csv:2:15: empty; expected a number"},
    {t,
     "exporter,importer,sector,value\nUSA,CHN,steel,1\n\n"
     "USA,CHN,steel,2\n",
     HM_ERR_DATA,
     "d/trade.csv:4:1: this exporter, importer and sector stands here "
     "twice (first in line 2)"},
    {t, "exporter,importer,sector,value\nUSA,CHN,housing,1\n", HM_ERR_DATA,
     "d/trade.csv:2:17: trade USA to CHN, housing: value 1, but housing "
     "has no theta"},
    {t, "exporter,origin,importer,sector,value\n", HM_ERR_DATA,
     "d/trade.csv:1:10: column \"origin\" means exporter, and so does "
     "column \"exporter\""},
    {t, "exporter,importer,sector,vlaue\n", HM_ERR_UNKNOWN,
     "column \"vlaue\" is not known (did you mean \"value\"?)"},
    {r, "exporter,importer,sector,tariff_rate\nCHN,USA,steel,-1.5\n",
     HM_ERR_DATA,
     "d/tariffs.csv:2:15: tariff CHN to USA, steel: -1.5; expected a "
     "number above -1"},
    {r, "exporter,importer,sector,tariff_pct\nCHN,USA,steel,-101\n",
     HM_ERR_DATA, "-101; expected a number above -100"},
    {r, "exporter,importer,sector,tariff_power\nCHN,USA,steel,0\n", HM_ERR_DATA,
     "0; expected a number above 0 (1 + the rate)"},
    {r, "exporter,importer,sector,tariff\nCHN,USA,steel,0\n", HM_ERR_UNKNOWN,
     "column \"tariff\" is not known"},
    {r, "exporter,importer,sector\nCHN,USA,steel\n", HM_ERR_DATA,
     "no column for the rate; expected one of tariff_rate (0.25)"},
    {r, "exporter,importer,sector,tariff_rate,tariff_pct\n", HM_ERR_DATA,
     "more than one column for the rate"},
    {r, "exporter,importer,sector,tariff_rate\nUSA,USA,steel,0.1\n",
     HM_ERR_DATA, "domestic sales bear none"},
    {"export_taxes.csv",
     "exporter,importer,sector,tax_rate\nCHN,USA,steel,-2\n", HM_ERR_DATA,
     "d/export_taxes.csv:2:15: export tax CHN to USA, steel: -2"},
    {"trade.csv.gz", "x", HM_ERR_DATA, "keep one of the two"},
    {"final.csv.gz", "not packed", HM_ERR_PARSE,
     "d/final.csv.gz: is not a valid gzip file"},
};

static void refuses_bad_flows(void **state)
{
    (void)state;
    REFUSE(bad_flows);
}

/* --- shares --- */

static const char in[] = "inputs.csv";
static const char fi[] = "final.csv";
static const char fa[] = "factors.csv";
static const char de[] = "deficits.csv";
static const refusal bad_shares[] = {
    {in, "country,sector,input,share\nUSA,steel,mining,-0.1\n", HM_ERR_DATA,
     "d/inputs.csv:2:18: share -0.1 of mining in the cost of USA, steel"},
    {in, "country,sector,input,share\nUSA,steel,mining,1.1\n", HM_ERR_DATA,
     "expected a share in [0, 1)"},
    {in,
     "country,sector,input,share\nUSA,steel,mining,0.6\n"
     "USA,steel,steel,0.4\n",
     HM_ERR_DATA,
     "d/inputs.csv:3:1: the input shares of USA, steel sum to 1; "
     "expected less than 1"},
    {in,
     "country,sector,input,share\nUSA,steel,mining,0.6\n"
     "USA,steel,mining,0.1\n",
     HM_ERR_DATA, "d/inputs.csv:3:1: this country, sector and input"},
    {in,
     "country,sector,input,share\nPRK,steel,mining,0.99\n"
     "PRK,mining,mining,0.5\nPRK,mining,steel,0.4\n",
     HM_ERR_DATA,
     "d/inputs.csv:3:1: residual final demand of PRK for mining is"},
    {fi, "country,sector,share\nUSA,steel,1\nCHN,steel,1\n", HM_ERR_DATA,
     "d/final.csv:1:1: the final shares of PRK sum to 0; expected 1"},
    {fi,
     "country,sector,share\nUSA,steel,1\nCHN,steel,1\n"
     "PRK,steel,.99\n",
     HM_ERR_DATA,
     "d/final.csv:4:1: the final shares of PRK sum to 0.99; expected 1"},
    {fi, "country,sector,share\nUSA,steel,-.1\n", HM_ERR_DATA,
     "d/final.csv:2:11: share of final expenditure -0.1"},
    {fi, "country,sector,share\nUSA,steel,1\nUSA,steel,0\n", HM_ERR_DATA,
     "this country and sector stands here twice"},
    {fa, "country,sector,factor,share\nUSA,steel,labor,1.5\n", HM_ERR_DATA,
     "d/factors.csv:2:17: share of value added 1.5"},
    {fa, "country,sector,factor,share\nUSA,steel,labor,0.9\n", HM_ERR_DATA,
     "the factor shares of USA, mining sum to 0"},
    {fa,
     "country,sector,factor,share\nUSA,mining,labor,1\n"
     "USA,steel,labor,0.9\nUSA,housing,labor,1\n",
     HM_ERR_DATA,
     "d/factors.csv:3:1: the factor shares of USA, steel sum to 0.9"},
    {fa, "country,sector,factor,share\nUSA,steel,la bor,1\n", HM_ERR_DATA,
     "\"la bor\" is not a factor code"},
    {fa,
     "country,sector,factor,share\nUSA,steel,labor,1\n"
     "USA,steel,labor,1\n",
     HM_ERR_DATA, "d/factors.csv:3:1: this country, sector and factor"},
    {de, "country,value\nUSA,1\n", HM_ERR_DATA,
     "d/deficits.csv:1:1: the deficits sum to 1; expected 0"},
    {de, "country,value\nUSA,1\nUSA,-1\n", HM_ERR_DATA,
     "this country stands here twice"},
    {"countries.csv", "country,name\nUSA,a\nCHN,b\nPRK,c\nKOR,d\n", HM_ERR_DATA,
     "d/countries.csv:5:1: KOR has no value added"},
};

static void refuses_bad_shares(void **state)
{
    (void)state;
    REFUSE(bad_shares);
}

/* --- notes and repairs --- */

static void notes_odd_units(void **state)
{
    (void)state;
    static const char *const odd[][3] = {
        {"tariffs.csv",
         "exporter,importer,sector,tariff_rate\nCHN,USA,steel,25\n",
         "tariffs.csv:2: tariff 25 is above 300 per cent (1 such rows)"},
        {"tariffs.csv",
         "exporter,importer,sector,tariff_pct\nCHN,USA,steel,0.25\n",
         "no tariff reaches 1 per cent (the largest is 0.25)"},
        {"tariff.csv", "x\n", "did you mean tariffs.csv?"},
        {"economy.yaml", "name: t\nunit: million USD\nyear: 2014\n",
         "does not say: description, currency, valuation, sources"},
        {"countries.csv", "country,name\nUsa,a\nCHN,b\nPRK,c\n",
         "countries.csv:2: \"Usa\" is read as USA"},
    };
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        hm_file files[TOY_MOST];
        hm_economy_folder *folder = NULL;
        hm_context *ctx = new_context();
        int32_t n = toy_with(odd[i][0], odd[i][1], files);
        assert_hm_ok(ctx,
                     hm_economy_read_memory(ctx, "", files, n, NULL, &folder));
        assert_true(has_note(folder, odd[i][2]));
        hm_economy_folder_free(folder);
        hm_context_free(ctx);
    }
}

typedef struct repair_case {
    hm_repairs repairs;
    const char *file, *text, *note;
} repair_case;

static void repairs_by_name(void **state)
{
    (void)state;
    static const repair_case list[] = {
        /* own trade of PRK in mining and steel: 1e-6 of spending 2 and 3, which
         * it is a part of */
        {{.own_trade = true},
         "trade.csv",
         "exporter,importer,sector,value\nUSA,USA,mining,10\n"
         "CHN,CHN,mining,10\nUSA,PRK,mining,2\nCHN,PRK,steel,3\n"
         "USA,USA,steel,10\nCHN,CHN,steel,10\nPRK,PRK,housing,1\n",
         "own_trade raised 2 domestic flows to 1e-6 of spending, adding "
         "5.00001e-06 million USD"},
        {{.negative_value_added = true},
         "inputs.csv",
         "country,sector,input,share\nPRK,steel,mining,1.25\n",
         "negative_value_added scaled the inputs of 1 country-sectors so that "
         "1e-6 of cost is left, moving 1.01563 million USD"},
        /* PRK mining: bought 5.125, used .9 * 4.0625 + .5 * 7.5 = 7.40625 */
        {{.negative_final = true},
         "inputs.csv",
         "country,sector,input,share\nPRK,steel,mining,0.9\n"
         "PRK,mining,mining,0.5\n",
         "negative_final set 1 residual final demands to 0, moving 2.28125 "
         "million USD"},
        {{.negative_final = true},
         "final.csv",
         "country,sector,share\nUSA,steel,1\nCHN,steel,1\n"
         "PRK,steel,1.0\nPRK,mining,-0.25\nPRK,housing,0.25\n",
         "negative_final set 1 negative shares to 0, together 0.25"},
    };
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        hm_file files[TOY_MOST];
        hm_economy_folder *folder = NULL;
        hm_context *ctx = new_context();
        int32_t n = toy_with(list[i].file, list[i].text, files);
        /* off by default: refused, or (own trade) left as it is */
        hm_status plain =
            hm_economy_read_memory(ctx, "", files, n, NULL, &folder);
        assert_int_equal(plain == HM_OK, list[i].repairs.own_trade);
        hm_economy_folder_free(folder);
        assert_hm_ok(ctx, hm_economy_read_memory(ctx, "", files, n,
                                                 &list[i].repairs, &folder));
        if (!has_note(folder, list[i].note)) {
            fail_msg("note %zu: %s", i, hm_economy_folder_note(folder, 0));
        }
        hm_economy_folder_free(folder);
        hm_context_free(ctx);
    }
}

static hm_status attempt(const hm_allocator *allocator, void *user)
{
    hm_file files[TOY_MOST];
    hm_context *ctx = NULL;
    hm_economy_folder *folder = NULL;
    (void)user;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        int32_t n = toy_with(NULL, NULL, files);
        status = hm_economy_read_memory(ctx, "d", files, n, NULL, &folder);
        assert_true((folder != NULL) == (status == HM_OK));
        hm_economy_folder_free(folder);
        hm_context_free(ctx);
    }
    return status;
}

static void survives_lack_of_memory(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(attempt, NULL) > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_toy),
        cmocka_unit_test(reads_other_spellings),
        cmocka_unit_test(reads_optional_tables),
        cmocka_unit_test(reads_sets),
        cmocka_unit_test(refuses_bad_sets),
        cmocka_unit_test(refuses_bad_about),
        cmocka_unit_test(refuses_bad_lists),
        cmocka_unit_test(refuses_bad_flows),
        cmocka_unit_test(refuses_bad_shares),
        cmocka_unit_test(notes_odd_units),
        cmocka_unit_test(repairs_by_name),
        cmocka_unit_test(survives_lack_of_memory),
    };
    return hm_test_run(tests);
}

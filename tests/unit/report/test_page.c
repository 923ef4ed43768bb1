// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_page.c - report.html from files in memory: nothing in a name becomes
 * markup, sections follow their tables, figures stand alone, refusals, and
 * every allocation refused once.
 */
#include "hm_test.h"

#include <hirschman/report.h>

#include <stdlib.h>
#include <string.h>

static const char manifest[] =
    "{\"program\": \"hirschman\", \"version\": \"0.1.0\", \"case\": \"a<b>\","
    " \"description\": \"\\\"quoted\\\" & <i>\\u202edesc\", \"verified\": "
    "\"so\","
    " \"ranges\": \"in brackets\", \"missing\": \"\","
    " \"data\": [{\"name\": \"toy\", \"year\": 2000}],"
    " \"roles\": {\"sender\": \"BIG\", \"broker\": \"MID\", \"target\": "
    "\"SML\"},"
    " \"names\": {\"countries\": {\"BIG\": \"United States\", \"MID\": "
    "\"<script>x</script>\", \"SML\": \"Sm'all\\\"\"}},"
    " \"members\": [{\"solves\": [{\"verified\": true, \"verification\":"
    " {\"residual\": 3.5e-11}}]}]}";
static const char dependence[] =
    "country,partner,exports_share,imports_share,trade_share,exports_musd,"
    "imports_musd\nSML,MID,0.731,0.612,0.677,73.1,61.2\n"
    "SML,BIG,0.269,0.388,0.323,26.9,38.8\nMID,SML,0.1,0.2,0.15,61.2,73.1\n";
static const char bilateral[] =
    "scenario,exporter,importer,sector,value_base\n"
    "2017,SML,MID,fuel,73.1\n2017,MID,SML,food,61.2\n2017,SML,BIG,<b>,26.9\n"
    "2018,SML,MID,fuel,73.1\n";
static const char country[] =
    "scenario,country,real_income_pct,real_income_musd,"
    "real_domestic_income_pct,real_domestic_income_musd,exports_pct,"
    "imports_pct\n2017,SML,-1.234,-12,-1.31,-13,-4,-5\n"
    "2017,ZZZ,0.002,1,0.002,1,,\n";
static const char leverage[] =
    "target,senders,direction,target_loss_pct,target_loss_musd,"
    "sender_loss_musd,ratio,outcome\nSML,MID,both,5.6,92,36,2.5,converged\n"
    "SML,MID;BIG,both,5.7,93,40,2.3,converged\n";

static const char concession[] =
    "baseline,reward_musd,cost_musd,marginal_price,kind,elasticities\n"
    "now,0,0,0.4,frontier,short\nnow,70,30,0.6,frontier,short\n"
    "now,0,0,0.5,frontier,long\nnow,90,60,0.8,frontier,long\n";
static const char frontiers[] =
    "view,frontier,point,sender_musd,broker_musd,hull,worth_musd,package,"
    "elasticities\nnow+cuts,separate,1,12000,0,1,9,ban,short\n"
    "now+cuts,linked,1,12000,30,1,9,ban,short\n"
    "now+cuts,linked,2,14500,20,1,9,ban,short\n"
    "<now>,separate,1,5,5,1,9,ban,short\n<now>,linked,1,5,5,1,9,ban,short\n";

static const hm_file files[] = {
    {"bilateral.csv", bilateral, sizeof bilateral - 1},
    {"country.csv", country, sizeof country - 1},
    {"dependence.csv", dependence, sizeof dependence - 1},
    {"leverage.csv", leverage, sizeof leverage - 1},
    {"manifest.json", manifest, sizeof manifest - 1},
    {"workbench.html", "", 0},
};
enum { FILES = sizeof files / sizeof *files };

static hm_context *new_context(void)
{
    hm_context *ctx = NULL;
    assert_int_equal(hm_context_create(NULL, &ctx), HM_OK);
    return ctx;
}

static int32_t count_of(const char *text, const char *part)
{
    int32_t count = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at++) {
        count++;
    }
    return count;
}

static void names_are_never_markup(void **state)
{
    (void)state;
    char *html = NULL;
    hm_context *ctx = new_context();
    assert_hm_ok(ctx, hm_report_page(ctx, files, FILES, &html));
    assert_contains(html, "<h1>a&lt;b&gt;</h1>");
    assert_contains(html, "&quot;quoted&quot; &amp; &lt;i&gt;desc");
    assert_contains(html, "&lt;script&gt;x&lt;/script&gt;");
    assert_contains(html, "Sm&#39;all&quot;");
    assert_contains(html, "<bdi>&lt;b&gt;</bdi>");
    assert_int_equal(count_of(html, "<script>"), 1); /* the page's own */
    assert_int_equal(count_of(html, "<b>"), 0);
    assert_null(strstr(html, "\xe2\x80\xae"));
    assert_contains(html, "default-src 'none'");
    assert_null(strstr(html, "http://www.w3.org/1999")); /* and no address */
    hm_text_free(ctx, html);
    hm_context_free(ctx);
}

static void sections_follow_their_tables(void **state)
{
    (void)state;
    char *html = NULL;
    char *again = NULL;
    hm_context *ctx = new_context();
    assert_hm_ok(ctx, hm_report_page(ctx, files, FILES, &html));
    assert_contains(html, "<section id=\"depends\">");
    assert_contains(html, "<section id=\"leverage\">");
    /* {"sender":"BIG","broker":"MID", ... as base64 */
    assert_contains(html, "href=\"workbench.html#s=eyJzZW5kZXIiOiJCSUciLCJicm9r"
                          "ZXIiOiJNSUQi");
    assert_null(strstr(html, "<section id=\"beliefs\">"));
    assert_contains(html, "largest residual 3.5e-11");
    assert_contains(html, "toy (2000)");
    /* 2017 is a scenario, not a number */
    assert_contains(html, "<bdi>2017</bdi>");
    assert_contains(html, "data-v=\"-1.31\">\xe2\x88\x92"
                          "1.310</td>");
    assert_hm_ok(ctx, hm_report_page(ctx, files, FILES, &again));
    assert_string_equal(html, again);
    hm_text_free(ctx, again);
    hm_text_free(ctx, html);
    /* without the workbench and the leverage tables */
    assert_hm_ok(ctx, hm_report_page(ctx, files + 4, 1, &html));
    assert_null(strstr(html, "workbench.html"));
    assert_null(strstr(html, "<section id=\"leverage\">"));
    hm_text_free(ctx, html);
    hm_context_free(ctx);
}

static void figures_stand_alone(void **state)
{
    (void)state;
    hm_table *list = NULL;
    hm_context *ctx = new_context();
    assert_hm_ok(ctx, hm_report_figures(ctx, files, FILES, &list));
    assert_int_equal(hm_table_rows(list), 4);
    assert_string_equal(hm_table_text(list, 1, 0), "trade-flows");
    assert_contains(hm_table_text(list, 0, 1), "Sm'all\"");
    for (int32_t r = 0; r < hm_table_rows(list); r++) {
        char *svg = NULL;
        assert_hm_ok(ctx, hm_report_figure(ctx, files, FILES,
                                           hm_table_text(list, r, 0), &svg));
        assert_memory_equal(svg, "<svg xmlns=", 11);
        assert_contains(svg, "<style>");
        assert_contains(svg, "</svg>");
        assert_null(strstr(svg, "nan"));
        assert_null(strstr(svg, "inf"));
        hm_text_free(ctx, svg);
    }
    hm_table_free(list);
    hm_context_free(ctx);
}

/* Curves of different elasticities are never joined, and each baseline has
 * its own panel of the two frontiers, with ticks that differ. */
static void frontiers_are_curves_of_their_own(void **state)
{
    (void)state;
    static const hm_file both[] = {
        {"concession.csv", concession, sizeof concession - 1},
        {"linkage_frontiers.csv", frontiers, sizeof frontiers - 1},
        {"manifest.json", manifest, sizeof manifest - 1},
    };
    char *svg = NULL;
    hm_context *ctx = new_context();
    assert_hm_ok(ctx,
                 hm_report_figure(ctx, both, 3, "concession-frontier", &svg));
    assert_contains(svg, ">now, short</text>");
    assert_contains(svg, ">now, long</text>");
    hm_text_free(ctx, svg);
    assert_hm_ok(ctx, hm_report_figure(ctx, both, 3, "linked-frontier", &svg));
    assert_int_equal(count_of(svg, "million $ a year</text>"), 2);
    assert_contains(svg, ">now+cuts</text>");
    assert_contains(svg, ">&lt;now&gt;</text>");
    assert_contains(svg, ">12.5k</text>"); /* 12k and 12k would not differ */
    assert_null(strstr(svg, "nan"));
    hm_text_free(ctx, svg);
    assert_hm_status(
        ctx, hm_report_figure(ctx, files, FILES, "linked-frontier", &svg),
        HM_ERR_DATA);
    hm_context_free(ctx);
}

static void refusals_name_what_is_wrong(void **state)
{
    (void)state;
    char *out = NULL;
    hm_context *ctx = new_context();
    assert_hm_status(ctx, hm_report_page(ctx, files, 4, &out), HM_ERR_DATA);
    assert_hm_message(ctx, "there is no manifest.json");
    assert_null(out);
    assert_hm_status(ctx,
                     hm_report_figure(ctx, files, FILES, "trade-flow", &out),
                     HM_ERR_UNKNOWN);
    assert_hm_message(ctx, "did you mean \"trade-flows\"?");
    assert_hm_status(ctx, hm_report_figure(ctx, files, FILES, "beliefs", &out),
                     HM_ERR_DATA);
    assert_hm_message(ctx, "no data for the figure \"beliefs\"");
    const hm_file broken[] = {files[4], {"country.csv", "a,b\n1\n", 6}};
    assert_hm_status(ctx, hm_report_page(ctx, broken, 2, &out), HM_ERR_PARSE);
    assert_hm_message(ctx, "country.csv:2");
    const hm_file json[] = {{"manifest.json", "{\"case\": ", 9}};
    assert_hm_status(ctx, hm_report_page(ctx, json, 1, &out), HM_ERR_PARSE);
    hm_context_free(ctx);
}

static hm_status attempt(const hm_allocator *allocator, void *user)
{
    (void)user;
    hm_context *ctx = NULL;
    char *out = NULL;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = hm_report_page(ctx, files, FILES, &out);
        assert_true((status == HM_OK) == (out != NULL));
        hm_text_free(ctx, out);
    }
    if (status == HM_OK) {
        status = hm_report_figure(ctx, files, FILES, "trade-flows", &out);
        assert_true((status == HM_OK) == (out != NULL));
        hm_text_free(ctx, out);
    }
    hm_context_free(ctx);
    return status;
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(attempt, NULL) > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_never_markup),
        cmocka_unit_test(sections_follow_their_tables),
        cmocka_unit_test(figures_stand_alone),
        cmocka_unit_test(frontiers_are_curves_of_their_own),
        cmocka_unit_test(refusals_name_what_is_wrong),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return hm_test_run(tests);
}

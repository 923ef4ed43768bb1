// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_beliefs.c - the block `beliefs:` from text to tables: what the fit
 * finds, what it says of numbers that the data do not bound, names that do not
 * matter, news that are no news, and every refusal.
 */
#include "hm_test.h"

#include <hirschman/hirschman.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

static hm_context *ctx;

static const char *const names[] = {"month", "signal", "value"};
static const hm_column_type types[] = {HM_COLUMN_TEXT, HM_COLUMN_TEXT,
                                       HM_COLUMN_NUMBER};

static hm_table *signals_of(const char *csv)
{
    hm_file file = {"signals.csv", csv, strlen(csv)};
    hm_table *table = NULL;
    assert_hm_ok(ctx, hm_table_from_csv(ctx, &file, "signals.csv", names, types,
                                        3, &table));
    return table;
}

static hm_status create(const char *block, hm_beliefs **out)
{
    hm_node *node = NULL;
    assert_hm_ok(ctx,
                 hm_settings_parse(ctx, "b.yaml", block, strlen(block), &node));
    hm_status status = hm_beliefs_create(ctx, node, NULL, 0, out);
    hm_settings_free(node);
    return status;
}

/* Tables of a block with its signals; the caller frees them. */
static void run(const char *block, const char *csv,
                hm_table *tables[HM_BELIEFS_TABLES])
{
    hm_beliefs *b = NULL;
    hm_table *signals = signals_of(csv);
    assert_hm_ok(ctx, create(block, &b));
    assert_hm_ok(ctx, hm_beliefs_load(ctx, b, signals));
    assert_hm_ok(ctx, hm_beliefs_tables(ctx, b, tables));
    hm_beliefs_free(b);
    hm_table_free(signals);
}

static void drop(hm_table *tables[HM_BELIEFS_TABLES])
{
    for (int32_t t = 0; t < HM_BELIEFS_TABLES; t++) {
        hm_table_free(tables[t]);
    }
}

static double cell(const hm_table *table, int32_t row, const char *column)
{
    assert_true(row >= 0 && row < hm_table_rows(table));
    return hm_table_number(table, row, hm_table_find(table, column));
}

static int32_t row_of(const hm_table *table, const char *one, const char *two,
                      const char *three)
{
    for (int32_t r = 0; r < hm_table_rows(table); r++) {
        if (strcmp(hm_table_text(table, r, 0), one) == 0 &&
            (two == NULL || strcmp(hm_table_text(table, r, 1), two) == 0) &&
            (three == NULL || strcmp(hm_table_text(table, r, 2), three) == 0)) {
            return r;
        }
    }
    return -1;
}

#define MODEL                                                                  \
    "signals: s.csv\ndraws: 60\nquestion: 2017-03\n"                           \
    "types: {%s: [0.2, 0.3, 0.5], %s: 0.7}\nstay: [0.9, 0.95, 0.99]\n"         \
    "model:\n"                                                                 \
    "  coal: {kind: amount, repeats: %s, zero: {%s: 0.5, %s: 0.04}, "          \
    "median: {%s: [2, 3, 4], %s: 8}, spread: 0.3}\n"                           \
    "  ships: {kind: binary, probability: {%s: 0.6, %s: 0.1}}\n"               \
    "causes:\n  cap: {from: 2017-02, to: 2017-04, prior: 0.4, signals: "       \
    "{coal: {zero: 0.7, median: 4, spread: 0.5}}}\n"

static const char series[] =
    "month,signal,value\n2016-12,coal,7.3\n2017-01,coal,8.9\n2017-02,coal,\n"
    "2017-03,coal,0\n2017-03,ships,1\n2017-04,coal,0\n2017-05,coal,6.1\n";

static char *model(const char *a, const char *b, const char *repeats)
{
    size_t room = 4096;
    char *text = malloc(room);
    assert_non_null(text);
    (void)snprintf(text, room, MODEL, a, b, repeats, a, b, a, b, a, b);
    return text;
}

static void names_do_not_matter(void **state)
{
    (void)state;
    hm_table *one[HM_BELIEFS_TABLES];
    hm_table *two[HM_BELIEFS_TABLES];
    char *first = model("keen", "cold", "each");
    char *second = model("zeta", "alpha", "each");
    run(first, series, one);
    run(second, series, two);
    int32_t rows = hm_table_rows(one[HM_BELIEFS_MONTHS]);
    assert_int_equal(rows, hm_table_rows(two[HM_BELIEFS_MONTHS]));
    for (int32_t r = 0; r < rows; r++) {
        for (int32_t c = 3; c < 9; c++) {
            double x = hm_table_number(one[HM_BELIEFS_MONTHS], r, c);
            assert_near(hm_table_number(two[HM_BELIEFS_MONTHS], r, c), x, 0.0);
            assert_true(x >= 0.0 && x <= 1.0);
        }
    }
    drop(one);
    drop(two);
    free(first);
    free(second);
}

/* A stop that lasts is one event: the second zero changes nothing but what
 * switching changes, and the filter agrees with one that never saw it. */
static void a_repeat_is_no_news(void **state)
{
    (void)state;
    static const char missing[] =
        "month,signal,value\n2016-12,coal,7.3\n2017-01,coal,8.9\n"
        "2017-03,coal,0\n2017-03,ships,1\n2017-04,coal,\n2017-05,coal,6.1\n";
    hm_table *once[HM_BELIEFS_TABLES];
    hm_table *never[HM_BELIEFS_TABLES];
    hm_table *each[HM_BELIEFS_TABLES];
    char *block = model("keen", "cold", "once");
    char *counted = model("keen", "cold", "each");
    run(block, series, once);
    run(counted, missing, never);
    run(counted, series, each);
    int32_t r = row_of(once[0], "as stated", "2017-04", "keen");
    assert_near(cell(once[0], r, "filtered"), cell(never[0], r, "filtered"),
                1e-15);
    assert_true(fabs(cell(each[0], r, "filtered") -
                     cell(once[0], r, "filtered")) > 1e-3);
    /* and the table of variants says so */
    int32_t v = row_of(once[HM_BELIEFS_VARIANTS], "every month is news",
                       "2017-05", "keen");
    int32_t w =
        row_of(each[HM_BELIEFS_VARIANTS], "as stated", "2017-05", "keen");
    assert_near(cell(once[HM_BELIEFS_VARIANTS], v, "filtered"),
                cell(each[HM_BELIEFS_VARIANTS], w, "filtered"), 1e-15);
    drop(once);
    drop(never);
    drop(each);
    free(block);
    free(counted);
}

/* The rival cause takes from what the zero says. */
static void a_rival_cause_weakens_the_signal(void **state)
{
    (void)state;
    hm_table *t[HM_BELIEFS_TABLES];
    char *block = model("keen", "cold", "each");
    run(block, series, t);
    int32_t with = row_of(t[0], "as stated", "2017-03", "keen");
    int32_t without = row_of(t[0], "without cause cap", "2017-03", "keen");
    assert_true(cell(t[0], with, "filtered") <
                cell(t[0], without, "filtered") - 0.01);
    int32_t zero = row_of(t[HM_BELIEFS_CONVICTION], "coal", "none", NULL);
    assert_near_rel(cell(t[HM_BELIEFS_CONVICTION], zero, "ratio"), 0.5 / 0.04,
                    1e-12);
    assert_true(cell(t[HM_BELIEFS_CONVICTION], zero, "ratio_with_cause") <
                0.5 / 0.04);
    drop(t);
    free(block);
}

/* With one type at work the largest likelihood of a log-normal is known: the
 * mean and the root mean square deviation of the logs, and n zeros of N. */
static void the_fit_finds_the_closed_form(void **state)
{
    (void)state;
    static const char block[] =
        "signals: s.csv\ndraws: 20\ntypes: [one, other]\nstay: 0.9\nmodel:\n"
        "  coal: {kind: amount, zero: 0.2, median: 5, spread: 0.4}\n"
        "fit: {until: 2016-08, free: [coal.zero, coal.median, coal.spread, "
        "stay]}\n";
    static const double x[8] = {4.1, 0.0, 5.3, 6.9, 3.7, 0.0, 5.9, 4.4};
    char csv[512] = "month,signal,value\n";
    double sum = 0.0;
    double squares = 0.0;
    for (int32_t t = 0; t < 8; t++) {
        char line[64];
        (void)snprintf(line, sizeof line, "2016-%02d,coal,%g\n", (int)t + 1,
                       x[t]);
        strcat(csv, line);
        if (x[t] > 0.0) {
            sum += log(x[t]);
            squares += log(x[t]) * log(x[t]);
        }
    }
    hm_table *t[HM_BELIEFS_TABLES];
    run(block, csv, t);
    const hm_table *fit = t[HM_BELIEFS_FIT];
    int32_t zero = row_of(fit, "coal.zero", NULL, NULL);
    int32_t median = row_of(fit, "coal.median", NULL, NULL);
    int32_t spread = row_of(fit, "coal.spread", NULL, NULL);
    int32_t stay = row_of(fit, "stay", NULL, NULL);
    /* the search stops at differences of 1e-7 in the likelihood, which is
     * flat there: some 1e-3 of a standard error */
    assert_near_rel(cell(fit, zero, "fitted"), 0.25, 2e-3);
    assert_near_rel(cell(fit, median, "fitted"), exp(sum / 6.0), 2e-3);
    double sd = sqrt(squares / 6.0 - sum * sum / 36.0);
    assert_near_rel(cell(fit, spread, "fitted"), sd, 2e-3);
    /* the interval of the zeros: binomial likelihood down by 1.92 */
    double low = cell(fit, zero, "low");
    double fall = 2.0 * log(0.25 / low) + 6.0 * log(0.75 / (1.0 - low));
    assert_near(fall, 1.9207, 5e-3);
    /* the types are the same, so switching cannot be seen, and no number is
     * printed for it */
    assert_string_equal(hm_table_text(fit, stay, hm_table_find(fit, "verdict")),
                        "not identified");
    assert_true(isnan(cell(fit, stay, "fitted")));
    drop(t);
}

/* --- refusals -------------------------------------------------------------------- */

static void refuse(const char *block, hm_status status, const char *part)
{
    hm_beliefs *b = NULL;
    hm_status got = create(block, &b);
    if (got != status) {
        print_error("%s\n%s\n", block, hm_context_message(ctx));
    }
    assert_int_equal(got, status);
    assert_null(b);
    assert_hm_message(ctx, part);
    assert_hm_message(ctx, "b.yaml:");
}

#define HEAD "signals: s.csv\ntypes: [a, b]\nstay: 0.9\n"

static void refuses_what_is_wrong(void **state)
{
    (void)state;
    refuse("draws: 100\n", HM_ERR_DATA, "asks for nothing");
    refuse("signals: s.csv\n", HM_ERR_DATA, "no types");
    refuse("signls: s.csv\n", HM_ERR_UNKNOWN, "did you mean \"signals\"");
    refuse("signals: s.csv\ntypes: [a]\nstay: 0.9\nmodel: {}\n", HM_ERR_DATA,
           "types is written");
    refuse("signals: s.csv\ntypes: [a, b]\nmodel: {}\n", HM_ERR_DATA,
           "either stay");
    refuse("signals: s.csv\ntypes: [a, b]\nstay: 1.2\nmodel: {}\n", HM_ERR_DATA,
           "chances above 0");
    refuse("signals: s.csv\ntypes: [a, b]\nswitching: {a: {a: 1}}\nmodel: "
           "{}\n",
           HM_ERR_DATA, "no row \"b\"");
    refuse("signals: s.csv\ntypes: [a, b]\nswitching: {a: {a: 0.9}, b: {b: "
           "1}}\nmodel: {}\n",
           HM_ERR_DATA, "adds up to 0.9");
    refuse(HEAD "model: {}\n", HM_ERR_DATA, "1 to 16 signals");
    refuse(HEAD "model: {x: {kind: amuont}}\n", HM_ERR_UNKNOWN, "amuont");
    refuse(HEAD "model: {x: {kind: binary}}\n", HM_ERR_DATA,
           "has no probability");
    refuse(HEAD "model: {x: {kind: binary, probability: {a: 0.5}}}\n",
           HM_ERR_DATA, "missing for type \"b\"");
    refuse(HEAD "model: {x: {kind: binary, probability: [0.5, 0.4, 0.6]}}\n",
           HM_ERR_DATA, "lowest first");
    refuse(HEAD "model: {x: {kind: binary, probability: [0.5, 0.6]}}\n",
           HM_ERR_DATA, "a band");
    refuse(HEAD "model: {x: {kind: ordered, levels: 3, probability: {a: [0.5, "
                "0.5], b: [0.2, 0.3, 0.5]}}}\n",
           HM_ERR_DATA, "list of 3");
    refuse(HEAD "model: {x: {kind: ordered, levels: 2, probability: {a: [0.5, "
                "0.4], b: [0.5, 0.5]}}}\n",
           HM_ERR_DATA, "adds up to 0.9");
    refuse(HEAD "model: {x: {kind: binary, cap: 0.5, probability: 0.5}}\n",
           HM_ERR_DATA, "cap is 0.5");
    refuse(HEAD "model: {x: {kind: binary, probability: 0.5}}\n"
                "causes: {c: {from: 2017-01, to: 2016-01, prior: 0.5, signals: "
                "{x: {probability: 0.4}}}}\n",
           HM_ERR_DATA, "ends before it begins");
    refuse(HEAD "model: {x: {kind: binary, probability: 0.5}}\n"
                "causes: {c: {from: 2017-13, to: 2017-01, prior: 0.5}}\n",
           HM_ERR_DATA, "a month such as");
    refuse(HEAD "model: {x: {kind: binary, probability: 0.5}}\n"
                "causes: {c: {from: 2017-01, to: 2017-02, prior: 0.5, signals: "
                "{y: {probability: 0.4}}}}\n",
           HM_ERR_UNKNOWN, "no signal of model");
    refuse(HEAD "model: {x: {kind: binary, probability: 0.5}}\n"
                "fit: {until: 2017-01, free: [x.probabilty]}\n",
           HM_ERR_UNKNOWN, "did you mean \"x.probability\"");
    refuse(HEAD "model: {x: {kind: binary, probability: 0.5}}\n"
                "forecast: {signal: x, from: 2017-01, to: 2017-02}\n",
           HM_ERR_UNKNOWN, "expected an amount");
    refuse("programme: {policies: {p: {}}}\n", HM_ERR_DATA, "either scenario");
    refuse("programme: {policies: {p: {scenario: s}}}\n", HM_ERR_DATA,
           "needs sender");
    refuse("programme: {hazards: {comply: 0.1}}\n", HM_ERR_UNKNOWN, "comply");
    refuse("programme: {months: 0}\n", HM_ERR_DATA, "months is 0");
}

static void refuses_wrong_signals(void **state)
{
    (void)state;
    static const struct {
        const char *csv, *part;
    } bad[] = {
        {"month,signal,value\n2017-1,coal,1\n", "a month such as"},
        {"month,signal,value\n2017-01,cola,1\n", "not in the model"},
        {"month,signal,value\n2017-01,coal,-1\n", "0 or more"},
        {"month,signal,value\n2017-01,ships,2\n", "from 0 to 1"},
        {"month,signal,value\n2017-01,coal,1\n2017-01,coal,2\n",
         "signals.csv:3:1: coal has a row"},
        {"month,signal,value\n", "at least one row"},
        {"month,signal,value\n2018-01,coal,1\n",
         "question is 2017-03; the signals of signals.csv go"},
    };
    char *block = model("keen", "cold", "each");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        hm_beliefs *b = NULL;
        hm_table *signals = signals_of(bad[i].csv);
        assert_hm_ok(ctx, create(block, &b));
        assert_true(hm_beliefs_load(ctx, b, signals) != HM_OK);
        assert_hm_message(ctx, bad[i].part);
        hm_beliefs_free(b);
        hm_table_free(signals);
    }
    free(block);
}

/* --- the programme ----------------------------------------------------------------- */

static void steps_agree_with_their_formula(void **state)
{
    (void)state;
    static const char block[] =
        "sender: A\nbroker: B\ntarget: T\ndraws: 40\n"
        "separation: {months: 6, actions: [ban], stakes: [offer]}\n"
        "programme:\n  months: 24\n  stages: 2\n  paths: 4000\n"
        "  hazards: {compliance: 0.01, collapse: 0.002, advance: 0.03, war: "
        "0.0005, compliance_slope: 5, collapse_slope: 8, advance_slope: 2}\n"
        "  policies: {wait: {scenario: benchmark}, press: {scenario: ban, "
        "escalation: 1}, lost: {scenario: nowhere}}\n"
        "  steps: [benchmark, ban]\n  worth: [1000, 20000]\n";
    const hm_step_facts facts[] = {{"ban", -7.0, -30.0, -60.0, -55.0},
                                   {"offer", 0.1, -20.0, 11.0, 24.0}};
    hm_table *t[HM_PROGRAMME_TABLES];
    hm_beliefs *b = NULL;
    int32_t left = 0;
    assert_hm_ok(ctx, create(block, &b));
    assert_hm_ok(ctx, hm_beliefs_programme(ctx, b, facts, 2, t, &left));
    assert_int_equal(left, 1);
    const hm_table *s = t[HM_PROGRAMME_STEPS];
    double dh = 12.0 * 0.01 * (exp(0.35) - 1.0);
    double dq = 12.0 * 0.002 * (exp(0.56) - 1.0);
    assert_int_equal(hm_table_rows(s), 2);
    assert_near_rel(cell(s, 0, "compliance_per_collapse"), dh / dq, 1e-12);
    /* no bands: the range is the number */
    assert_near_rel(cell(s, 0, "ratio_low"), dh / dq, 1e-12);
    assert_near_rel(cell(s, 1, "critical_ratio"),
                    dh / dq - 60.0 / (20000.0 * dq), 1e-12);
    const hm_table *p = t[HM_PROGRAMME_POLICIES];
    assert_int_equal(hm_table_rows(p), 2);
    assert_near_rel(cell(p, 1, "cost_musd"), 90.0, 1e-12);
    /* with compliance worth W both policies have the same value (B48), in
     * chances of one month */
    double W = cell(p, 1, "compliance_worth_break_even_musd");
    double value[2];
    for (int32_t k = 0; k < 2; k++) {
        double h = cell(p, k, "compliance_hazard");
        double q = cell(p, k, "collapse_hazard");
        double sum =
            h + q + cell(p, k, "advance_hazard") + cell(p, k, "war_hazard");
        double each = (1.0 - exp(-sum)) / sum;
        value[k] = (0.995 * h * each * W - (k == 0 ? 0.0 : 90.0 / 12.0)) /
                   (1.0 - 0.995 * (1.0 - (h + q) * each));
    }
    assert_true(W > 0.0);
    assert_near_rel(value[0], value[1], 1e-10);
    const hm_table *z = t[HM_PROGRAMME_SEPARATION];
    assert_near_rel(cell(z, 0, "cost_musd"), 30.0, 1e-12);
    assert_string_equal(hm_table_text(z, 0, hm_table_find(z, "verdict")),
                        "separates");
    const hm_table *m = t[HM_PROGRAMME_PATHS];
    assert_int_equal(hm_table_rows(m), 48);
    assert_near_rel(cell(m, 23, "compliance"), cell(p, 0, "compliance"), 1e-14);
    for (int32_t k = 0; k < HM_PROGRAMME_TABLES; k++) {
        hm_table_free(t[k]);
    }
    hm_beliefs_free(b);
}

static int begin(void **state)
{
    (void)state;
    return hm_context_create(NULL, &ctx) == HM_OK ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    hm_context_free(ctx);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_do_not_matter),
        cmocka_unit_test(a_repeat_is_no_news),
        cmocka_unit_test(a_rival_cause_weakens_the_signal),
        cmocka_unit_test(the_fit_finds_the_closed_form),
        cmocka_unit_test(refuses_what_is_wrong),
        cmocka_unit_test(refuses_wrong_signals),
        cmocka_unit_test(steps_agree_with_their_formula),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, begin, end);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_policy.c - measures, scenarios, and the shocks they amount to. Every
 * rule is checked on numbers worked out by hand, every refusal by message.
 */
#include "hm_test.h"

#include <hirschman/policy.h>

#include <math.h>
#include <string.h>

enum { N = 4, J = 2, F = 5, FLOWS = J * N * N };

typedef struct fixture {
    hm_context *ctx;
    hm_economy *economy;
    hm_scenario *scenario;
    hm_shock *shock;
    char warning[200];
} fixture;

enum { USA, CHN, PRK, KOR };

static size_t flow(int j, int n, int i)
{
    return (size_t)((j * N + n) * N + i);
}

static hm_status make_economy(hm_context *ctx, hm_economy **out)
{
    static const char *const countries[] = {"USA", "CHN", "PRK", "KOR"};
    static const char *const groups[] = {"G20;ALLIES", "G20", "", "ALLIES"};
    static const char *const sectors[] = {"mining", "steel"};
    static const double theta[] = {4.1, 6.3};
    static const double X[N * J] = {70, 110, 31, 83, 3, 2, 17, 29};
    static const double alpha[N * J] = {.4, .6, .3, .7, .55, .45, .37, .63};
    static const int32_t owner[F] = {0, 1, 2, 2, 3};
    static const char *const factors[F] = {"labor", "labor", "labor", "ore",
                                           "labor"};
    static const double v[F * J] = {1, 1, 1, 1, .8, 1, .2, 0, 1, 1};
    static const double wL[F] = {180, 114, 4, 1, 46};
    static const double D[N] = {3, -2, 0.5, -1.5};
    double share[FLOWS], tariff[FLOWS];
    for (int j = 0; j < J; j++) {
        for (int n = 0; n < N; n++) {
            for (int i = 0; i < N; i++) {
                share[flow(j, n, i)] = n == i ? 0.7 : 0.1;
                tariff[flow(j, n, i)] =
                    n == i ? 0.0 : 0.01 * (1 + j + 2 * n + 3 * i);
            }
        }
    }
    hm_labels labels = {.n_countries = N,
                        .n_sectors = J,
                        .country_codes = countries,
                        .country_groups = groups,
                        .sector_codes = sectors};
    hm_elasticities set = {.theta = theta};
    hm_economy_arrays arrays = {.n_countries = N,
                                .n_sectors = J,
                                .n_factors = F,
                                .expenditure = X,
                                .share = share,
                                .tariff = tariff,
                                .factor_share = v,
                                .final_share = alpha,
                                .factor_income = wL,
                                .factor_country = owner,
                                .factor_codes = factors,
                                .deficit = D};
    return hm_economy_from_shares(ctx, &labels, &arrays, &set, out);
}

static void keep_warning(void *user, hm_log_level level, const char *text)
{
    fixture *f = user;
    if (level == HM_LOG_WARNING) {
        (void)snprintf(f->warning, sizeof f->warning, "%s", text);
    }
}

static int set_up(void **state)
{
    static fixture f;
    memset(&f, 0, sizeof f);
    assert_int_equal(hm_context_create(NULL, &f.ctx), HM_OK);
    hm_context_set_log(f.ctx, keep_warning, &f);
    assert_hm_ok(f.ctx, make_economy(f.ctx, &f.economy));
    assert_hm_ok(f.ctx,
                 hm_scenario_create(f.ctx, "test", "a test", &f.scenario));
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    hm_shock_free(f->shock);
    hm_scenario_free(f->scenario);
    hm_economy_free(f->economy);
    hm_context_free(f->ctx);
    return 0;
}

/* --- shorthand -------------------------------------------------------------- */

static hm_selector one(const char *const *code)
{
    return (hm_selector){1, code, false};
}

#define CODES(...)       ((const char *const[]){__VA_ARGS__})
#define ONE(code)        one(CODES(code))
#define MANY(count, ...) ((hm_selector){count, CODES(__VA_ARGS__), false})

static hm_measure on_flow(hm_measure_kind kind, hm_rule rule, double value,
                          hm_selector exporter, hm_selector importer,
                          hm_selector sector)
{
    return (hm_measure){.kind = kind,
                        .rule = rule,
                        .value = value,
                        .exporter = exporter,
                        .importer = importer,
                        .sector = sector,
                        .place = "case.yaml:7:9"};
}

static void add(fixture *f, hm_measure measure)
{
    assert_hm_ok(f->ctx, hm_scenario_add(f->scenario, &measure));
}

static const hm_shock_arrays *shocked(fixture *f)
{
    assert_hm_ok(f->ctx,
                 hm_shock_create(f->ctx, f->economy, f->scenario, &f->shock));
    return hm_shock_data(f->shock);
}

static void refused_at_add(fixture *f, hm_measure measure, const char *part)
{
    assert_hm_status(f->ctx, hm_scenario_add(f->scenario, &measure),
                     HM_ERR_ARGUMENT);
    assert_hm_message(f->ctx, part);
    assert_hm_message(f->ctx, "case.yaml:7:9");
}

static void refused_on_economy(fixture *f, hm_measure measure,
                               hm_status expected, const char *part)
{
    add(f, measure);
    assert_hm_status(
        f->ctx, hm_shock_create(f->ctx, f->economy, f->scenario, &f->shock),
        expected);
    assert_null(f->shock);
    assert_hm_message(f->ctx, part);
    assert_hm_message(f->ctx, "case.yaml:7:9");
}

/* --- names ------------------------------------------------------------------ */

static void names_go_there_and_back(void **state)
{
    (void)state;
    for (int k = 0; k <= HM_MEASURE_DEFICIT; k++) {
        hm_measure_kind kind = HM_MEASURE_TARIFF;
        const char *name = hm_measure_kind_name((hm_measure_kind)k);
        assert_int_equal(hm_measure_kind_parse(name, &kind), HM_OK);
        assert_int_equal(kind, k);
    }
    for (int r = 0; r <= HM_RULE_VALUE_MUSD; r++) {
        hm_rule rule = HM_RULE_RATE;
        assert_int_equal(hm_rule_parse(hm_rule_name((hm_rule)r), &rule), HM_OK);
        assert_int_equal(rule, r);
    }
    hm_rule rule = HM_RULE_ADD;
    hm_measure_kind kind = HM_MEASURE_EMBARGO;
    assert_int_equal(hm_rule_parse("rates", &rule), HM_ERR_UNKNOWN);
    assert_int_equal(hm_measure_kind_parse("quotas", &kind), HM_ERR_UNKNOWN);
    assert_string_equal(hm_rule_name(HM_RULE_LINEAR_CUT), "linear_cut");
    assert_string_equal(hm_measure_kind_name(HM_MEASURE_EXPORT_TAX),
                        "export_tax");
}

/* --- bilateral measures -------------------------------------------------------- */

/* t(USA<-CHN, steel) = 0.01 (1 + 1 + 0 + 3) = 0.05 in the base. */
static void every_rate_rule_does_what_it_says(void **state)
{
    const struct {
        hm_rule rule;
        double value, expected;
    } cases[] = {
        {HM_RULE_RATE, 0.45, 0.45},        {HM_RULE_ADD, 0.1, 0.15},
        {HM_RULE_ADD, -0.06, -0.01},       {HM_RULE_SCALE, 0.5, 0.025},
        {HM_RULE_CAP, 0.03, 0.03},         {HM_RULE_CAP, 0.07, 0.05},
        {HM_RULE_LINEAR_CUT, 0.36, 0.032}, {HM_RULE_LINEAR_CUT, 1.0, 0.0},
        {HM_RULE_SWISS, 0.2, 0.04}, /* 0.2 * 0.05 / 0.25 */
    };
    const hm_measure_kind kinds[] = {HM_MEASURE_TARIFF, HM_MEASURE_EXPORT_TAX};
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        fixture *f = *state;
        add(f, on_flow(kinds[0], cases[c].rule, cases[c].value, ONE("CHN"),
                       ONE("USA"), ONE("steel")));
        const hm_shock_arrays *s = shocked(f);
        assert_near(s->tariff[flow(1, USA, CHN)], cases[c].expected, 1e-16);
        assert_near(s->tariff[flow(0, USA, CHN)], 0.04, 1e-16);
        assert_near(s->tariff[flow(1, CHN, USA)], 0.04, 1e-16);
        assert_null(s->export_tax);
        assert_null(s->phi);
        assert_null(s->cost_hat);
        assert_null(s->deficit_add);
        (void)tear_down(state);
        (void)set_up(state);
    }
}

static void export_taxes_start_at_zero_when_the_base_has_none(void **state)
{
    fixture *f = *state;
    add(f, on_flow(HM_MEASURE_EXPORT_TAX, HM_RULE_ADD, 0.2, ONE("PRK"),
                   ONE("CHN"), ONE("mining")));
    const hm_shock_arrays *s = shocked(f);
    assert_near(s->export_tax[flow(0, CHN, PRK)], 0.2, 0.0);
    assert_near(s->export_tax[flow(1, CHN, PRK)], 0.0, 0.0);
    assert_null(s->tariff);
}

static void measures_act_in_the_order_written(void **state)
{
    fixture *f = *state;
    hm_selector all = ONE("all");
    add(f, on_flow(HM_MEASURE_TARIFF, HM_RULE_RATE, 0.1, all, ONE("USA"), all));
    add(f, on_flow(HM_MEASURE_TARIFF, HM_RULE_ADD, 0.25, ONE("CHN"), ONE("USA"),
                   all));
    add(f, on_flow(HM_MEASURE_TARIFF, HM_RULE_SCALE, 2, all, ONE("USA"),
                   ONE("steel")));
    const hm_shock_arrays *s = shocked(f);
    assert_near(s->tariff[flow(1, USA, CHN)], 0.7, 1e-15);
    assert_near(s->tariff[flow(0, USA, CHN)], 0.35, 1e-15);
    assert_near(s->tariff[flow(1, USA, PRK)], 0.2, 1e-15);
}

static void domestic_flows_are_never_touched(void **state)
{
    fixture *f = *state;
    hm_selector all = ONE("all");
    add(f, on_flow(HM_MEASURE_TARIFF, HM_RULE_RATE, 0.3, all, all, all));
    add(f, on_flow(HM_MEASURE_EMBARGO, HM_RULE_COVERAGE, 1, all, all, all));
    add(f, on_flow(HM_MEASURE_TRADE_COST, HM_RULE_HAT, 1.7, all, all, all));
    const hm_shock_arrays *s = shocked(f);
    for (int j = 0; j < J; j++) {
        for (int n = 0; n < N; n++) {
            for (int i = 0; i < N; i++) {
                size_t at = flow(j, n, i);
                assert_true(s->tariff[at] == (i == n ? 0.0 : 0.3));
                assert_true(s->phi[at] == (i == n ? 1.0 : 0.0));
                assert_true(s->cost_hat[at] == (i == n ? 1.0 : 1.7));
            }
        }
    }
}

static void coverage_multiplies_and_a_full_one_is_exactly_zero(void **state)
{
    fixture *f = *state;
    add(f, on_flow(HM_MEASURE_EMBARGO, HM_RULE_COVERAGE, 0.4, ONE("PRK"),
                   ONE("CHN"), ONE("mining")));
    add(f, on_flow(HM_MEASURE_EMBARGO, HM_RULE_COVERAGE, 0.5, ONE("PRK"),
                   ONE("all"), ONE("mining")));
    add(f, on_flow(HM_MEASURE_EMBARGO, HM_RULE_COVERAGE, 1, ONE("PRK"),
                   ONE("KOR"), ONE("mining")));
    const hm_shock_arrays *s = shocked(f);
    assert_near(s->phi[flow(0, CHN, PRK)], 0.3, 1e-16);
    assert_near(s->phi[flow(0, USA, PRK)], 0.5, 0.0);
    assert_true(s->phi[flow(0, KOR, PRK)] == 0.0);
    assert_near(s->phi[flow(1, CHN, PRK)], 1.0, 0.0);
    assert_near(s->phi[flow(0, PRK, CHN)], 1.0, 0.0);
}

static void groups_and_complements_are_resolved(void **state)
{
    fixture *f = *state;
    hm_selector not_allies = {1, CODES("ALLIES"), true};
    hm_selector not_steel = {1, CODES("steel"), true};
    add(f, on_flow(HM_MEASURE_EMBARGO, HM_RULE_COVERAGE, 1, not_allies,
                   ONE("G20"), not_steel));
    const hm_shock_arrays *s = shocked(f);
    for (int j = 0; j < J; j++) {
        for (int n = 0; n < N; n++) {
            for (int i = 0; i < N; i++) {
                bool hit = j == 0 && (n == USA || n == CHN) &&
                           (i == CHN || i == PRK) && i != n;
                assert_true(s->phi[flow(j, n, i)] == (hit ? 0.0 : 1.0));
            }
        }
    }
}

static void a_list_with_repeats_acts_once(void **state)
{
    fixture *f = *state;
    add(f, on_flow(HM_MEASURE_TRADE_COST, HM_RULE_HAT, 1.5,
                   MANY(3, "USA", "G20", "USA"), ONE("KOR"), ONE("steel")));
    const hm_shock_arrays *s = shocked(f);
    assert_near(s->cost_hat[flow(1, KOR, USA)], 1.5, 0.0);
    assert_near(s->cost_hat[flow(1, KOR, CHN)], 1.5, 0.0);
    assert_near(s->cost_hat[flow(1, KOR, PRK)], 1.0, 0.0);
}

static void a_table_sets_row_by_row(void **state)
{
    fixture *f = *state;
    const char *exporters[] = {"CHN", "PRK", "CHN"};
    const char *sectors[] = {"steel", "all", "mining"};
    const double values[] = {0.11, 0.22, 0.33};
    hm_measure measure = on_flow(HM_MEASURE_TARIFF, HM_RULE_RATE, NAN,
                                 (hm_selector){0, NULL, false}, ONE("USA"),
                                 (hm_selector){0, NULL, false});
    measure.n_rows = 3;
    measure.row_exporter = exporters;
    measure.row_sector = sectors;
    measure.row_value = values;
    add(f, measure);
    exporters[0] = "gone"; /* the scenario has its own copy */
    const hm_shock_arrays *s = shocked(f);
    assert_near(s->tariff[flow(1, USA, CHN)], 0.11, 0.0);
    assert_near(s->tariff[flow(0, USA, PRK)], 0.22, 0.0);
    assert_near(s->tariff[flow(1, USA, PRK)], 0.22, 0.0);
    assert_near(s->tariff[flow(0, USA, CHN)], 0.33, 0.0);
    assert_near(s->tariff[flow(0, USA, KOR)], 0.10, 1e-16);
}

static void nothing_to_do_is_said(void **state)
{
    fixture *f = *state;
    add(f, on_flow(HM_MEASURE_EMBARGO, HM_RULE_COVERAGE, 1, ONE("PRK"),
                   ONE("PRK"), ONE("all")));
    (void)shocked(f);
    assert_contains(f->warning, "case.yaml:7:9: embargo selects no flow");
}

/* --- countries ------------------------------------------------------------------ */

static void productivity_and_capacity_multiply(void **state)
{
    fixture *f = *state;
    hm_selector none = {0, NULL, false};
    add(f, on_flow(HM_MEASURE_PRODUCTIVITY, HM_RULE_HAT, 0.9, ONE("ALLIES"),
                   none, ONE("steel")));
    add(f, on_flow(HM_MEASURE_PRODUCTIVITY, HM_RULE_HAT, 0.5, ONE("KOR"), none,
                   ONE("all")));
    add(f,
        on_flow(HM_MEASURE_CAPACITY, HM_RULE_HAT, 0.6, none, ONE("PRK"), none));
    add(f, on_flow(HM_MEASURE_CAPACITY, HM_RULE_HAT, 0.5, none,
                   MANY(2, "PRK", "USA"), ONE("ore")));
    const hm_shock_arrays *s = shocked(f);
    assert_near(s->productivity_hat[USA * J + 0], 1.0, 0.0);
    assert_near(s->productivity_hat[USA * J + 1], 0.9, 0.0);
    assert_near(s->productivity_hat[KOR * J + 0], 0.5, 0.0);
    assert_near(s->productivity_hat[KOR * J + 1], 0.45, 1e-16);
    const double expected[F] = {1, 1, 0.6, 0.3, 1};
    assert_vector_near(s->factor_hat, expected, F, 1e-15, 0.0, NULL);
}

static void transfers_balance_and_share_by_income(void **state)
{
    fixture *f = *state;
    hm_selector none = {0, NULL, false};
    add(f, on_flow(HM_MEASURE_TRANSFER, HM_RULE_VALUE_MUSD, 10, ONE("G20"),
                   ONE("PRK"), none));
    const hm_shock_arrays *s = shocked(f);
    /* USA and CHN earn 180 and 114. */
    const double expected[N] = {-10 * 180 / 294.0, -10 * 114 / 294.0, 10, 0};
    assert_vector_near(s->deficit_add, expected, N, 1e-15, 1e-15, NULL);
}

static void a_deficit_is_set_and_the_rest_pay(void **state)
{
    fixture *f = *state;
    hm_selector none = {0, NULL, false};
    add(f, on_flow(HM_MEASURE_DEFICIT, HM_RULE_VALUE_MUSD, 0.0, none,
                   ONE("USA"), none));
    const hm_shock_arrays *s = shocked(f);
    /* D(USA) = 3 goes; the others earn 114, 5 and 46. */
    const double expected[N] = {-3, 3 * 114 / 165.0, 3 * 5 / 165.0,
                                3 * 46 / 165.0};
    assert_vector_near(s->deficit_add, expected, N, 1e-14, 0.0, NULL);
}

static void scaling_every_deficit_needs_no_counterpart(void **state)
{
    fixture *f = *state;
    hm_selector none = {0, NULL, false};
    add(f, on_flow(HM_MEASURE_DEFICIT, HM_RULE_SCALE, 0.5, none, ONE("all"),
                   none));
    const hm_shock_arrays *s = shocked(f);
    const double expected[N] = {-1.5, 1, -0.25, 0.75};
    assert_vector_near(s->deficit_add, expected, N, 1e-15, 0.0, NULL);
}

static void every_deficit_at_one_value_is_refused(void **state)
{
    hm_selector none = {0, NULL, false};
    refused_on_economy(*state,
                       on_flow(HM_MEASURE_DEFICIT, HM_RULE_VALUE_MUSD, 1.0,
                               none, ONE("all"), none),
                       HM_ERR_ARGUMENT, "every country is set");
}

/* --- refusals -------------------------------------------------------------------- */

static void unknown_names_get_the_nearest_known_one(void **state)
{
    const struct {
        const char *exporter, *importer, *sector, *part;
    } cases[] = {
        {"PKR", "CHN", "all", "exporter \"PKR\" is not a country or group"},
        {"CHNN", "USA", "all", "did you mean \"CHN\"?"},
        {"PRK", "ALLYES", "all", "did you mean \"ALLIES\"?"},
        {"PRK", "CHN", "minning",
         "sector \"minning\" is not a sector of this "
         "economy; did you mean \"mining\"?"},
        {"PRK", "CHN", "G20", "sector \"G20\" is not a sector"},
    };
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        refused_on_economy(*state,
                           on_flow(HM_MEASURE_EMBARGO, HM_RULE_COVERAGE, 1,
                                   ONE(cases[c].exporter),
                                   ONE(cases[c].importer),
                                   ONE(cases[c].sector)),
                           HM_ERR_UNKNOWN, cases[c].part);
        (void)tear_down(state);
        (void)set_up(state);
    }
}

static void an_unknown_factor_is_refused(void **state)
{
    hm_selector none = {0, NULL, false};
    refused_on_economy(*state,
                       on_flow(HM_MEASURE_CAPACITY, HM_RULE_HAT, 0.5, none,
                               ONE("PRK"), ONE("labour")),
                       HM_ERR_UNKNOWN, "did you mean \"labor\"?");
}

static void a_factor_of_another_country_is_refused(void **state)
{
    hm_selector none = {0, NULL, false};
    refused_on_economy(*state,
                       on_flow(HM_MEASURE_CAPACITY, HM_RULE_HAT, 0.5, none,
                               ONE("USA"), ONE("ore")),
                       HM_ERR_UNKNOWN, "\"ore\" is not a factor");
}

static void a_row_of_a_table_is_named(void **state)
{
    static const char *const exporters[] = {"CHN", "KRO"};
    static const double values[] = {0.1, 0.2};
    hm_measure measure =
        on_flow(HM_MEASURE_TARIFF, HM_RULE_RATE, 0,
                (hm_selector){0, NULL, false}, ONE("USA"), ONE("all"));
    measure.n_rows = 2;
    measure.row_exporter = exporters;
    measure.row_value = values;
    refused_on_economy(*state, measure, HM_ERR_UNKNOWN, "row 2: ");
}

static void rates_below_minus_one_are_refused(void **state)
{
    const struct {
        hm_rule rule;
        double value;
        const char *part;
    } cases[] = {
        {HM_RULE_RATE, -1.4, "tariff USA<-CHN, steel: rate -1.4 is below -1"},
        {HM_RULE_ADD, -2, "tariff USA<-CHN, steel: rate -1.95 is below -1"},
        {HM_RULE_RATE, -1, "tariff USA<-CHN, steel: rate -1; expected"},
        {HM_RULE_CAP, -7, "rate -7 is below -1"},
    };
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        refused_on_economy(*state,
                           on_flow(HM_MEASURE_TARIFF, cases[c].rule,
                                   cases[c].value, ONE("CHN"), ONE("USA"),
                                   ONE("steel")),
                           HM_ERR_ARGUMENT, cases[c].part);
        (void)tear_down(state);
        (void)set_up(state);
    }
}

static void an_infinite_cost_is_refused(void **state)
{
    fixture *f = *state;
    hm_measure measure = on_flow(HM_MEASURE_TRADE_COST, HM_RULE_HAT, 1e200,
                                 ONE("CHN"), ONE("USA"), ONE("steel"));
    add(f, measure);
    refused_on_economy(f, measure, HM_ERR_ARGUMENT,
                       "trade_cost USA<-CHN, steel: the hats multiply to inf");
}

static void a_transfer_to_oneself_is_refused(void **state)
{
    hm_selector none = {0, NULL, false};
    refused_on_economy(*state,
                       on_flow(HM_MEASURE_TRANSFER, HM_RULE_VALUE_MUSD, 3,
                               ONE("G20"), ONE("CHN"), none),
                       HM_ERR_ARGUMENT, "CHN stands on both sides");
}

static void values_out_of_range_are_refused(void **state)
{
    fixture *f = *state;
    hm_selector a = ONE("CHN");
    hm_selector b = ONE("USA");
    hm_selector s = ONE("steel");
    hm_selector none = {0, NULL, false};
    const struct {
        hm_measure_kind kind;
        hm_rule rule;
        double value;
        const char *part;
    } cases[] = {
        {HM_MEASURE_EMBARGO, HM_RULE_COVERAGE, 1.01,
         "coverage 1.01; expected "
         "a number in [0, 1]"},
        {HM_MEASURE_EMBARGO, HM_RULE_COVERAGE, -0.1, "in [0, 1]"},
        {HM_MEASURE_EMBARGO, HM_RULE_COVERAGE, NAN, "a finite number"},
        {HM_MEASURE_TRADE_COST, HM_RULE_HAT, 0,
         "hat 0; expected a number "
         "above 0"},
        {HM_MEASURE_TARIFF, HM_RULE_RATE, INFINITY, "a finite number"},
        {HM_MEASURE_TARIFF, HM_RULE_SCALE, -1, "0 or more"},
        {HM_MEASURE_TARIFF, HM_RULE_SWISS, 0, "above 0"},
        {HM_MEASURE_TARIFF, HM_RULE_LINEAR_CUT, 1.2, "in [0, 1]"},
        {HM_MEASURE_TARIFF, HM_RULE_HAT, 2,
         "tariff takes rate, add, scale, "
         "cap, linear_cut or swiss, not "
         "hat"},
        {HM_MEASURE_EMBARGO, HM_RULE_RATE, 0.5,
         "embargo takes coverage, not "
         "rate"},
    };
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        refused_at_add(
            f, on_flow(cases[c].kind, cases[c].rule, cases[c].value, a, b, s),
            cases[c].part);
    }
    refused_at_add(f,
                   on_flow(HM_MEASURE_CAPACITY, HM_RULE_HAT, -1, none, b, none),
                   "hat -1; expected a number above 0");
    refused_at_add(
        f, on_flow(HM_MEASURE_TRANSFER, HM_RULE_VALUE_MUSD, NAN, a, b, none),
        "a finite number");
    assert_int_equal(hm_scenario_size(f->scenario), 0);
}

static void a_bad_value_in_a_table_names_its_row(void **state)
{
    static const double values[] = {0.1, 0.2, -3.0};
    hm_measure measure = on_flow(HM_MEASURE_EMBARGO, HM_RULE_COVERAGE, 0,
                                 ONE("CHN"), ONE("USA"), ONE("all"));
    measure.n_rows = 3;
    refused_at_add(*state, measure, "a table needs a value in every row");
    measure.row_value = values;
    refused_at_add(*state, measure, "row 3: coverage -3");
}

static void missing_selectors_are_refused(void **state)
{
    fixture *f = *state;
    hm_selector none = {0, NULL, false};
    hm_selector x = ONE("all");
    refused_at_add(f,
                   on_flow(HM_MEASURE_EMBARGO, HM_RULE_COVERAGE, 1, none, x, x),
                   "embargo: exporter is missing");
    refused_at_add(f,
                   on_flow(HM_MEASURE_EMBARGO, HM_RULE_COVERAGE, 1, x, none, x),
                   "embargo: importer is missing");
    refused_at_add(f,
                   on_flow(HM_MEASURE_EMBARGO, HM_RULE_COVERAGE, 1, x, x, none),
                   "embargo: sector is missing");
    refused_at_add(
        f, on_flow(HM_MEASURE_TRANSFER, HM_RULE_VALUE_MUSD, 1, none, x, none),
        "transfer: from is missing");
    refused_at_add(
        f, on_flow(HM_MEASURE_DEFICIT, HM_RULE_SCALE, 1, none, none, none),
        "deficit: country is missing");
}

/* --- scenarios ------------------------------------------------------------------- */

static void extending_appends_copies(void **state)
{
    fixture *f = *state;
    hm_scenario *base = NULL;
    hm_measure measure = on_flow(HM_MEASURE_TARIFF, HM_RULE_ADD, 0.1,
                                 ONE("CHN"), ONE("USA"), ONE("all"));
    assert_hm_ok(f->ctx, hm_scenario_create(f->ctx, "base", NULL, &base));
    assert_hm_ok(f->ctx, hm_scenario_add(base, &measure));
    assert_hm_ok(f->ctx, hm_scenario_extend(f->scenario, base));
    assert_hm_ok(f->ctx, hm_scenario_extend(f->scenario, f->scenario));
    hm_scenario_free(base);
    assert_int_equal(hm_scenario_size(f->scenario), 2);
    assert_string_equal(hm_scenario_name(f->scenario), "test");
    assert_string_equal(hm_scenario_description(f->scenario), "a test");
    assert_string_equal(hm_scenario_measure(f->scenario, 1)->place,
                        "case.yaml:7:9");
    assert_near(shocked(f)->tariff[flow(0, USA, CHN)], 0.24, 1e-15);
}

static void an_empty_scenario_touches_nothing(void **state)
{
    static const hm_shock_arrays nothing;
    fixture *f = *state;
    assert_memory_equal(shocked(f), &nothing, sizeof nothing);
}

/* --- from arrays ------------------------------------------------------------------ */

static void arrays_out_of_range_are_refused(void **state)
{
    fixture *f = *state;
    double flows[FLOWS], cells[N * J], factors[F], deficit[N];
    const struct {
        size_t member; /* of hm_shock_arrays */
        double *values;
        size_t count, at;
        double fine, bad;
        const char *part;
    } cases[] = {
        {offsetof(hm_shock_arrays, tariff), flows, FLOWS, 6, 0, -1,
         "tariff CHN<-PRK, mining: -1; expected a finite rate above -1"},
        {offsetof(hm_shock_arrays, tariff), flows, FLOWS, 5, 0, 0.1,
         "tariff CHN<-CHN, mining: 0.1; expected no change: domestic"},
        {offsetof(hm_shock_arrays, export_tax), flows, FLOWS, 6, 0, NAN,
         "export_tax CHN<-PRK, mining: nan"},
        {offsetof(hm_shock_arrays, rent_wedge), flows, FLOWS, 17, 0, -0.1,
         "rent_wedge USA<-CHN, steel: -0.1; expected a finite rate of 0"},
        {offsetof(hm_shock_arrays, rent_importer_share), flows, FLOWS, 17, 0,
         1.1, "rent_importer_share USA<-CHN, steel: 1.1"},
        {offsetof(hm_shock_arrays, cost_hat), flows, FLOWS, 17, 1, 0,
         "cost_hat USA<-CHN, steel: 0; expected a finite number above 0"},
        {offsetof(hm_shock_arrays, phi), flows, FLOWS, 17, 1, 1.5,
         "phi USA<-CHN, steel: 1.5; expected a number in [0, 1]"},
        {offsetof(hm_shock_arrays, phi), flows, FLOWS, 15, 1, 0,
         "phi KOR<-KOR, mining: 0; expected no change"},
        {offsetof(hm_shock_arrays, productivity_hat), cells, N * J, 5, 1, 0,
         "productivity_hat PRK, steel: 0"},
        {offsetof(hm_shock_arrays, factor_hat), factors, F, 3, 1, -2,
         "factor_hat PRK, ore: -2"},
        {offsetof(hm_shock_arrays, deficit_add), deficit, N, 1, 0, 5,
         "deficit_add: the sum over countries is 5 MUSD; expected 0"},
        {offsetof(hm_shock_arrays, deficit_add), deficit, N, 1, 0, INFINITY,
         "deficit_add CHN: inf"},
    };
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        hm_shock_arrays arrays = {.tariff = NULL};
        for (size_t i = 0; i < cases[c].count; i++) {
            cases[c].values[i] = cases[c].fine;
        }
        memcpy((char *)&arrays + cases[c].member, &cases[c].values,
               sizeof(double *));
        assert_hm_ok(f->ctx, hm_shock_from_arrays(f->ctx, f->economy, &arrays,
                                                  &f->shock));
        hm_shock_free(f->shock);
        cases[c].values[cases[c].at] = cases[c].bad;
        assert_hm_status(
            f->ctx,
            hm_shock_from_arrays(f->ctx, f->economy, &arrays, &f->shock),
            HM_ERR_ARGUMENT);
        assert_null(f->shock);
        assert_hm_message(f->ctx, cases[c].part);
    }
}

static void levels_of_a_cut_flow_are_ignored(void **state)
{
    fixture *f = *state;
    double phi[FLOWS], tariff[FLOWS] = {0};
    for (size_t i = 0; i < FLOWS; i++) {
        phi[i] = 1.0;
    }
    phi[flow(1, USA, CHN)] = 0.0;
    tariff[flow(1, USA, CHN)] = NAN;
    hm_shock_arrays arrays = {.tariff = tariff, .phi = phi};
    assert_hm_ok(f->ctx,
                 hm_shock_from_arrays(f->ctx, f->economy, &arrays, &f->shock));
    assert_true(hm_shock_data(f->shock)->tariff != tariff);
}

/* --- memory ------------------------------------------------------------------------ */

static hm_status make_all(const hm_allocator *allocator, void *user)
{
    hm_context *ctx = NULL;
    hm_economy *economy = NULL;
    hm_scenario *scenario = NULL;
    hm_shock *shock = NULL;
    hm_selector all = {1, CODES("all"), false};
    hm_measure ban =
        on_flow(HM_MEASURE_EMBARGO, HM_RULE_COVERAGE, 1, all, all, all);
    hm_measure gift =
        on_flow(HM_MEASURE_DEFICIT, HM_RULE_SCALE, 0, all, MANY(1, "USA"), all);
    hm_status status = hm_context_create(allocator, &ctx);
    (void)user;
    if (status != HM_OK) {
        return status;
    }
    status = make_economy(ctx, &economy);
    if (status == HM_OK) {
        status = hm_scenario_create(ctx, "x", "y", &scenario);
        assert_true((scenario == NULL) == (status != HM_OK));
    }
    for (int i = 0; i < 20 && status == HM_OK; i++) {
        status = hm_scenario_add(scenario, i % 2 == 0 ? &ban : &gift);
    }
    if (status == HM_OK) {
        status = hm_shock_create(ctx, economy, scenario, &shock);
        assert_true((shock == NULL) == (status != HM_OK));
    }
    hm_shock_free(shock);
    hm_scenario_free(scenario);
    hm_economy_free(economy);
    hm_context_free(ctx);
    return status;
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(make_all, NULL) > 60);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_go_there_and_back),
        CASE(every_rate_rule_does_what_it_says),
        CASE(export_taxes_start_at_zero_when_the_base_has_none),
        CASE(measures_act_in_the_order_written),
        CASE(domestic_flows_are_never_touched),
        CASE(coverage_multiplies_and_a_full_one_is_exactly_zero),
        CASE(groups_and_complements_are_resolved),
        CASE(a_list_with_repeats_acts_once),
        CASE(a_table_sets_row_by_row),
        CASE(nothing_to_do_is_said),
        CASE(productivity_and_capacity_multiply),
        CASE(transfers_balance_and_share_by_income),
        CASE(a_deficit_is_set_and_the_rest_pay),
        CASE(scaling_every_deficit_needs_no_counterpart),
        CASE(every_deficit_at_one_value_is_refused),
        CASE(unknown_names_get_the_nearest_known_one),
        CASE(an_unknown_factor_is_refused),
        CASE(a_factor_of_another_country_is_refused),
        CASE(a_row_of_a_table_is_named),
        CASE(rates_below_minus_one_are_refused),
        CASE(an_infinite_cost_is_refused),
        CASE(a_transfer_to_oneself_is_refused),
        CASE(values_out_of_range_are_refused),
        CASE(a_bad_value_in_a_table_names_its_row),
        CASE(missing_selectors_are_refused),
        CASE(extending_appends_copies),
        CASE(an_empty_scenario_touches_nothing),
        CASE(arrays_out_of_range_are_refused),
        CASE(levels_of_a_cut_flow_are_ignored),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return hm_test_run(tests);
}

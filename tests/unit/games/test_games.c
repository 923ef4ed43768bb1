// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_games.c - payoff tables there and back, side conditions and refusals
 * of bargaining, linkage, clubs and prices; games as tables.
 */
#include "hm_test.h"

#include <hirschman/games.h>

#include <math.h>
#include <string.h>

static hm_context *context(void)
{
    hm_context *ctx = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    return ctx;
}

static const char *const columns[] = {
    "policy", "package", "draw", "player", "class", "value", "certificate"};

static hm_table *empty_table(hm_context *ctx)
{
    hm_table *table = NULL;
    assert_hm_ok(ctx, hm_table_create(ctx, "payoffs", &table));
    for (int c = 0; c < 7; c++) {
        assert_hm_ok(ctx, hm_table_add_column(table, columns[c],
                                              c < 5 ? HM_COLUMN_TEXT
                                                    : HM_COLUMN_NUMBER));
    }
    return table;
}

static void add(hm_context *ctx, hm_table *table, const char *const *texts,
                double value, double certificate)
{
    assert_hm_ok(ctx, hm_table_add_row(table));
    for (int c = 0; c < 5; c++) {
        assert_hm_ok(ctx, hm_table_set_text(table, c, texts[c]));
    }
    hm_table_set_number(table, 5, value);
    hm_table_set_number(table, 6, certificate);
}

/* 2 policies x 2 packages x 2 draws x 2 players; one cell has no answer. */
static hm_table *small_table(hm_context *ctx, int skip)
{
    static const char *const policy[] = {"none", "cut"};
    static const char *const package[] = {"none", "ban"};
    static const char *const draw[] = {"1", "2"};
    static const char *const player[] = {"USA", "CHN"};
    hm_table *table = empty_table(ctx);
    for (int i = 0; i < 16; i++) {
        const char *texts[5] = {policy[i / 8], package[i / 4 % 2],
                                draw[i / 2 % 2], player[i % 2], "E"};
        if (i != skip) {
            add(ctx, table, texts, i == 14 ? (double)NAN : 0.731 * (i - 7),
                1e-11);
        }
    }
    return table;
}

static void payoff_tables(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_table *table = small_table(ctx, -1);
    hm_table *back = NULL;
    hm_payoffs *p = NULL;
    assert_hm_ok(ctx, hm_payoffs_from_table(ctx, table, &p));
    assert_hm_ok(ctx, hm_payoffs_to_table(ctx, p, &back));
    assert_int_equal(hm_table_rows(back), 16);
    for (int32_t row = 0; row < 16; row++) {
        for (int c = 0; c < 5; c++) {
            assert_string_equal(hm_table_text(back, row, c),
                                hm_table_text(table, row, c));
        }
    }
    assert_int_equal(hm_payoffs_find(p, HM_PAYOFF_PLAYER, "CHN"), 1);
    assert_int_equal(hm_payoffs_find(p, HM_PAYOFF_PLAYER, "PRK"), -1);
    hm_payoff_cell cell = {{1, 0, 1, 1}};
    assert_near(hm_payoffs_value(p, cell), 0.731 * 4, 1e-15);
    assert_int_equal(hm_payoffs_class(p, cell), 'E');
    assert_near(hm_payoffs_certificate(p, cell), 1e-11, 0.0);
    hm_payoff_band band = hm_payoffs_band(p, (hm_payoff_cell){{1, 1, 0, 0}});
    assert_int_equal(band.available, 1);
    assert_int_equal(band.total, 2);
    assert_near(band.high, 0.731 * 5, 1e-15);
    hm_table_free(back);
    hm_table_free(table);
    hm_payoffs_free(p);
    hm_context_free(ctx);
}

static void points_with_security(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_table *table = small_table(ctx, -1);
    hm_payoffs *p = NULL;
    hm_table *game = NULL;
    double payoff[8];
    int32_t pair[4];
    int32_t n = 0;
    const double omega[] = {100.0, -3.0, 40.0, 0.0}; /* player, outcome */
    const double chance[] = {0.01, 0.5, 0.2, 0.25};  /* package, outcome */
    const double wrong[] = {0.01, 1.5, 0.2, 0.25};
    hm_security s = {2, omega, chance};
    hm_security bad = {2, omega, wrong};
    assert_hm_ok(ctx, hm_payoffs_from_table(ctx, table, &p));
    assert_hm_ok(ctx, hm_payoffs_points(ctx, p, 0, &s, payoff, pair, &n));
    assert_int_equal(n, 4);
    /* policy none, package ban, USA: i = 4 */
    assert_near(payoff[2], 0.731 * -3 + 20.0 - 0.75, 1e-13);
    assert_near(payoff[3], 0.731 * -2 + 8.0, 1e-13);
    assert_hm_ok(ctx, hm_payoffs_points(ctx, p, 1, NULL, payoff, pair, &n));
    assert_int_equal(n, 3); /* one pair has no answer */
    assert_int_equal(pair[2], 2);
    assert_hm_status(ctx, hm_payoffs_points(ctx, p, 2, NULL, payoff, pair, &n),
                     HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_payoffs_points(ctx, p, 0, &bad, payoff, pair, &n),
                     HM_ERR_ARGUMENT);
    assert_hm_message(ctx, "package none");
    assert_hm_ok(ctx, hm_payoffs_game(ctx, p, 0, &s, 0, 1, &game));
    assert_string_equal(hm_table_text(game, 1, 1), "ban");
    assert_near(hm_table_number(game, 1, 2), 0.731 * -3 + 19.25, 1e-13);
    hm_table_free(game);
    assert_hm_status(ctx, hm_payoffs_game(ctx, p, 1, &s, 0, 1, &game),
                     HM_ERR_DATA);
    assert_hm_message(ctx, "no holes");
    assert_hm_status(ctx, hm_payoffs_game(ctx, p, 0, &s, 0, 0, &game),
                     HM_ERR_ARGUMENT);
    hm_table_free(table);
    hm_payoffs_free(p);
    hm_context_free(ctx);
}

static void refuse_rows(hm_context *ctx, hm_table *table, const char *message)
{
    hm_payoffs *p = NULL;
    assert_hm_status(ctx, hm_payoffs_from_table(ctx, table, &p), HM_ERR_DATA);
    assert_null(p);
    assert_hm_message(ctx, message);
    hm_table_free(table);
}

static void payoff_tables_refused(void **state)
{
    (void)state;
    hm_context *ctx = context();
    const char *row[5] = {"a", "b", "1", "USA", "E"};
    const char *mark[5] = {"a", "b", "1", "USA", "X"};
    const char *blank[5] = {"a", "", "1", "USA", "E"};
    hm_table *table = small_table(ctx, 5);
    refuse_rows(ctx, table, "fewer than its combinations");
    table = small_table(ctx, 5);
    const char *again[5] = {"none", "none", "1", "USA", "E"};
    add(ctx, table, again, 1.0, 0.0);
    refuse_rows(ctx, table, "twice");
    table = empty_table(ctx);
    add(ctx, table, mark, 1.0, 0.0);
    refuse_rows(ctx, table, "class 'X'");
    table = empty_table(ctx);
    add(ctx, table, blank, 1.0, 0.0);
    refuse_rows(ctx, table, "'package' is empty");
    table = empty_table(ctx);
    add(ctx, table, row, 1.0, (double)NAN);
    refuse_rows(ctx, table, "certificate");
    assert_hm_ok(ctx, hm_table_create(ctx, "x", &table));
    refuse_rows(ctx, table, "column 'policy'");
    hm_context_free(ctx);
}

static const double square[16] = {3.0, 1.0, 1.0, 3.0, -1.0, 5.0, 0.0, 0.0};
static const double zero[2] = {0.0, 0.0};

static void bargaining_refused(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_deal deal;
    const double bad[2] = {(double)NAN, 0.0};
    const double minus[2] = {1.0, -1.0};
    hm_points points = {2, 4, square};
    hm_points none = {0, 4, square};
    hm_points holes = {2, 1, bad};
    hm_talks talks = {HM_BARGAIN_NASH, zero, 0, NULL};
    assert_hm_status(ctx, hm_bargain_pure(ctx, &none, &talks, &deal),
                     HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_bargain_lottery(ctx, &holes, &talks, NULL, &deal),
                     HM_ERR_ARGUMENT);
    talks.threat = bad;
    assert_hm_status(ctx, hm_bargain_pure(ctx, &points, &talks, &deal),
                     HM_ERR_ARGUMENT);
    assert_hm_message(ctx, "threat point");
    talks = (hm_talks){HM_BARGAIN_NASH, zero, 0, minus};
    assert_hm_status(ctx, hm_bargain_pure(ctx, &points, &talks, &deal),
                     HM_ERR_ARGUMENT);
    assert_hm_message(ctx, "weight of player 1");
    talks = (hm_talks){HM_BARGAIN_NASH, zero, 4u, NULL};
    assert_hm_status(ctx, hm_bargain_pure(ctx, &points, &talks, &deal),
                     HM_ERR_ARGUMENT);
    talks = (hm_talks){HM_BARGAIN_RULES, zero, 0, NULL};
    assert_hm_status(ctx, hm_bargain_pure(ctx, &points, &talks, &deal),
                     HM_ERR_ARGUMENT);
    double share = 0.0;
    const double rate[2] = {0.1, 0.0};
    double weights[2];
    assert_hm_status(ctx, hm_rubinstein_share(ctx, 1.0, 0.5, &share),
                     HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_rubinstein_weights(ctx, 2, rate, weights),
                     HM_ERR_ARGUMENT);
    hm_context_free(ctx);
}

static void both_rise(void *user, double x, double *payoff)
{
    (void)user;
    payoff[0] = x;
    payoff[1] = 2.0 * x;
}

static void frontiers_refused(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_deal deal;
    double sample[4];
    const double delta[2] = {0.5, 0.5};
    hm_talks talks = {HM_BARGAIN_NASH, zero, 0, NULL};
    hm_frontier f = {both_rise, NULL, 1.0, 1.0, 2, 0};
    assert_hm_status(ctx, hm_bargain_frontier(ctx, &f, &talks, &deal),
                     HM_ERR_ARGUMENT);
    f.high = 2.0;
    f.n_players = 17;
    assert_hm_status(ctx, hm_bargain_frontier(ctx, &f, &talks, &deal),
                     HM_ERR_ARGUMENT);
    f.n_players = 2;
    assert_hm_status(ctx, hm_frontier_sample(ctx, &f, 1, sample),
                     HM_ERR_ARGUMENT);
    assert_hm_ok(ctx, hm_frontier_sample(ctx, &f, 2, sample));
    assert_near(sample[3], 4.0, 0.0);
    assert_hm_status(ctx,
                     hm_rubinstein_frontier(ctx, &f, zero, delta, 0, &deal),
                     HM_ERR_ARGUMENT);
    assert_hm_message(ctx, "two players");
    hm_context_free(ctx);
}

/* Parties 0 and 1 of three; the third is touched and exposed. */
static void subsets_touch_others(void **state)
{
    (void)state;
    hm_context *ctx = context();
    static const char *const players[] = {"USA", "CHN", "TWN"};
    const double threat[3] = {0.0, 0.0, 0.0};
    const double trade[3] = {-2.0, 5.0, -0.731};
    const double korea[3] = {6.0, -3.0, 0.0};
    hm_issue issues[2] = {{"trade", {3, 1, trade}, threat, 4u},
                          {"korea", {3, 1, korea}, threat, 0}};
    hm_talks talks = {HM_BARGAIN_NASH, NULL, 3u, NULL};
    hm_table *table = NULL;
    assert_hm_ok(
        ctx, hm_linked_subsets(ctx, issues, 2, NULL, &talks, players, &table));
    assert_int_equal(hm_table_rows(table), 12);
    const char *const names[] = {"none", "trade", "korea", "trade+korea"};
    for (int32_t set = 0; set < 4; set++) {
        assert_string_equal(hm_table_text(table, 3 * set, 0), names[set]);
        assert_near(hm_table_number(table, 3 * set, 3), set == 3, 0.0);
    }
    assert_near(hm_table_number(table, 11, 2), 0.0, 0.0); /* no party */
    assert_near(hm_table_number(table, 11, 6), -0.731, 1e-15);
    assert_near(hm_table_number(table, 11, 8), 1.0, 0.0); /* loses */
    assert_near(hm_table_number(table, 11, 9), 1.0, 0.0); /* exposed */
    assert_near(hm_table_number(table, 9, 6), 4.0, 1e-15);
    hm_table_free(table);
    assert_hm_status(
        ctx, hm_linked_subsets(ctx, issues, 0, NULL, &talks, players, &table),
        HM_ERR_ARGUMENT);
    hm_context_free(ctx);
}

static void linkage_refused(void **state)
{
    (void)state;
    hm_context *ctx = context();
    static double many[2 * 1200];
    const double bad[2] = {0.0, (double)NAN};
    hm_points points = {2, 4, square};
    hm_issue issues[2] = {{"a", points, zero, 0}, {"b", points, zero, 0}};
    hm_linked *linked = NULL;
    assert_hm_status(ctx, hm_linked_create(ctx, issues, 0, NULL, 0, &linked),
                     HM_ERR_ARGUMENT);
    issues[1].points = (hm_points){4, 2, square};
    assert_hm_status(ctx, hm_linked_create(ctx, issues, 2, NULL, 0, &linked),
                     HM_ERR_ARGUMENT);
    issues[1].points = points;
    issues[1].threat = bad;
    assert_hm_status(ctx, hm_linked_create(ctx, issues, 2, NULL, 0, &linked),
                     HM_ERR_ARGUMENT);
    issues[1].threat = zero;
    hm_points joint = {1, 4, square};
    assert_hm_status(ctx, hm_linked_create(ctx, issues, 2, &joint, 0, &linked),
                     HM_ERR_ARGUMENT);
    issues[0].points = (hm_points){2, 1200, many};
    issues[1].points = issues[0].points;
    assert_hm_status(ctx, hm_linked_create(ctx, issues, 2, NULL, 0, &linked),
                     HM_ERR_LIMIT);
    assert_null(linked);
    hm_context_free(ctx);
}

/* A joint set stands for the sums; what the tracks reach stays open. */
static void joint_sets(void **state)
{
    (void)state;
    hm_context *ctx = context();
    const double one[4] = {1.0, 1.0, -5.0, 9.0};
    const double both[4] = {7.0, 2.0, -1.0, 30.0};
    hm_issue issues[2] = {{"a", {2, 2, one}, zero, 0},
                          {"b", {2, 2, one}, zero, 0}};
    hm_points joint = {2, 2, both};
    hm_linked *linked = NULL;
    assert_hm_ok(ctx, hm_linked_create(ctx, issues, 2, &joint, 0, &linked));
    hm_points together = hm_linked_together(linked);
    assert_int_equal(hm_linked_separate(linked).n_points, 4);
    assert_int_equal(together.n_points, 5); /* the second joint point loses */
    assert_near(together.payoff[0], 7.0, 0.0);
    assert_int_equal(hm_linked_choice(linked, 0, 0), -2);
    hm_linked_free(linked);
    hm_context_free(ctx);
}

static void prices(void **state)
{
    (void)state;
    hm_context *ctx = context();
    const double reward[3] = {0.0, 10.0, 30.0};
    const double cost[3] = {0.0, 5.0, 25.0};
    const double down[3] = {0.0, 10.0, 5.0};
    hm_price_curve curve = {"status quo", 3, reward, cost, NULL};
    hm_price_curve bad = {"status quo", 3, down, cost, NULL};
    hm_price_curve two = {"status quo", 2, reward, cost, NULL};
    hm_pressure steps[2] = {{"coal", 8.0, 0.02}, {"all", 50.0, 0.1}};
    const double omega[2] = {0.0, 500.0};
    hm_table *table = NULL;
    double c = 0.0;
    double m = 0.0;
    double r = 0.0;
    bool reached = true;
    assert_hm_ok(ctx,
                 hm_price_table(ctx, steps, 2, &curve, 1, omega, 2, &table));
    assert_near(hm_table_number(table, 0, 8), 400.0, 1e-12); /* c / dPr */
    assert_near(hm_table_number(table, 1, 4), -2.0, 1e-14);
    assert_near(hm_table_number(table, 1, 5), 0.0, 0.0);
    assert_near(hm_table_number(table, 1, 7), 1.0, 0.0);
    assert_true(isnan(hm_table_number(table, 2, 5))); /* 50 is beyond 30 */
    assert_near(hm_table_number(table, 2, 9), 200.0, 1e-12);
    hm_table_free(table);
    assert_hm_ok(ctx, hm_price_at(ctx, &two, 4.0, &c, &m, &reached));
    assert_near(c, 2.0, 1e-15);
    assert_hm_ok(ctx, hm_price_at(ctx, &curve, 31.0, &c, &m, &reached));
    assert_false(reached);
    assert_true(isnan(c));
    assert_hm_status(ctx, hm_price_at(ctx, &bad, 1.0, &c, &m, &reached),
                     HM_ERR_ARGUMENT);
    assert_hm_ok(ctx, hm_price_capacity(ctx, &curve, -1.0, &r));
    assert_true(isnan(r));
    assert_hm_ok(ctx, hm_price_capacity(ctx, &curve, 99.0, &r));
    assert_near(r, 30.0, 0.0);
    steps[0].probability = 1.5;
    assert_hm_status(ctx,
                     hm_price_table(ctx, steps, 2, &curve, 1, omega, 2, &table),
                     HM_ERR_ARGUMENT);
    const double others[3] = {1.0, -7.0, 0.5};
    assert_hm_ok(ctx, hm_price_leakage(ctx, 3, others, 6.0, &c));
    assert_near(c, 0.25, 0.0);
    assert_hm_status(ctx, hm_price_leakage(ctx, 3, others, 0.0, &c),
                     HM_ERR_ARGUMENT);
    hm_context_free(ctx);
}

static void carrots_and_sticks(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_stick stick = {0.4, 30.0, 10.0, -12.0, -5.0};
    hm_stick_account a;
    assert_hm_ok(ctx, hm_stick_evaluate(ctx, &stick, &a));
    assert_near(a.expected_carrot, 12.0, 1e-14);
    assert_near(a.expected_stick, 6.0, 1e-14);
    assert_near(a.equal_at, 0.25, 1e-15);
    assert_false(a.credible);
    assert_near(a.reputation_needed, 7.0, 0.0);
    stick.with_stick = 1.0;
    assert_hm_ok(ctx, hm_stick_evaluate(ctx, &stick, &a));
    assert_true(a.credible);
    assert_near(a.reputation_needed, 0.0, 0.0);
    stick.success = 1.1;
    assert_hm_status(ctx, hm_stick_evaluate(ctx, &stick, &a), HM_ERR_ARGUMENT);
    hm_context_free(ctx);
}

static void clubs_and_deals_as_tables(void **state)
{
    (void)state;
    hm_context *ctx = context();
    static const char *const players[] = {"JPN", "KOR"};
    /* in alone loses, both in gains */
    const double payoff[8] = {0, 0, -1, 0, 0, -1, 2, 2};
    const double bad[2] = {0.0, (double)INFINITY};
    hm_club club;
    hm_table *table = NULL;
    assert_hm_ok(ctx, hm_club_settle(ctx, 2, payoff, &club));
    assert_int_equal(club.from_all, 3);
    assert_int_equal(club.from_none, 0);
    assert_int_equal(club.n_stable, 2);
    assert_hm_ok(ctx, hm_club_game(ctx, 2, players, payoff, &table));
    assert_int_equal(hm_table_rows(table), 4);
    assert_string_equal(hm_table_text(table, 1, 0), "in");
    hm_table_free(table);
    assert_hm_status(ctx, hm_club_settle(ctx, 0, payoff, &club),
                     HM_ERR_ARGUMENT);
    assert_hm_status(ctx, hm_club_settle(ctx, 1, bad, &club), HM_ERR_ARGUMENT);
    hm_deal deal;
    const hm_deal *deals[1] = {&deal};
    hm_points points = {2, 4, square};
    hm_talks talks = {HM_BARGAIN_UTILITARIAN, zero, 0, NULL};
    assert_hm_ok(ctx, hm_bargain_pure(ctx, &points, &talks, &deal));
    assert_hm_ok(ctx, hm_deal_table(ctx, deals, 1, players, &table));
    assert_string_equal(hm_table_text(table, 0, 1), "utilitarian");
    assert_string_equal(hm_table_text(table, 1, 3), "KOR");
    assert_near(hm_table_number(table, 0, 7), 0.0, 0.0); /* the threat */
    hm_table_free(table);
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(payoff_tables),
        cmocka_unit_test(points_with_security),
        cmocka_unit_test(payoff_tables_refused),
        cmocka_unit_test(bargaining_refused),
        cmocka_unit_test(frontiers_refused),
        cmocka_unit_test(subsets_touch_others),
        cmocka_unit_test(linkage_refused),
        cmocka_unit_test(joint_sets),
        cmocka_unit_test(prices),
        cmocka_unit_test(carrots_and_sticks),
        cmocka_unit_test(clubs_and_deals_as_tables),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_bargaining.c - the axioms of bargaining solutions on random sets and
 * frontiers, lotteries against a search over the polygon, linked tracks
 * against separate ones, clubs and price curves against brute force.
 */
#include "hm_test.h"

#include <hirschman/games.h>

#include <math.h>
#include <string.h>

enum { POINTS = 24, PLAYERS = 4 };

static hm_context *context(void)
{
    hm_context *ctx = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    return ctx;
}

/* Random points around a threat point; players 2 to 4. */
typedef struct point_set {
    hm_points points;
    double payoff[POINTS * PLAYERS];
    double threat[PLAYERS];
} point_set;

static void random_set(hm_random *r, int32_t n_players, point_set *s)
{
    int32_t n = 3 + hm_random_below(r, POINTS - 2);
    s->points = (hm_points){n_players, n, s->payoff};
    for (int32_t k = 0; k < n_players; k++) {
        s->threat[k] = hm_random_range(r, -1.0, 0.3);
    }
    for (int32_t i = 0; i < n * n_players; i++) {
        s->payoff[i] = hm_random_normal(r);
    }
}

static hm_talks talks_of(const point_set *s, hm_bargain_rule rule)
{
    return (hm_talks){rule, s->threat, 0, NULL};
}

static const hm_bargain_rule rules[] = {HM_BARGAIN_NASH, HM_BARGAIN_KALAI,
                                        HM_BARGAIN_EGALITARIAN,
                                        HM_BARGAIN_UTILITARIAN};

static hm_deal settle(hm_context *ctx, const point_set *s, hm_bargain_rule rule,
                      bool lottery, double *share)
{
    hm_deal deal;
    hm_talks talks = talks_of(s, rule);
    if (lottery) {
        assert_hm_ok(ctx,
                     hm_bargain_lottery(ctx, &s->points, &talks, share, &deal));
    } else {
        assert_hm_ok(ctx, hm_bargain_pure(ctx, &s->points, &talks, &deal));
    }
    return deal;
}

/* a_r u_r + b_r: Nash and Kalai-Smorodinsky do not care about units. */
static void scale_invariance(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(3));
    int deals = 0;
    for (int trial = 0; trial < 200; trial++) {
        point_set s;
        point_set t;
        int32_t n = 2 + trial % 3;
        random_set(&r, n, &s);
        t = s;
        t.points.payoff = t.payoff;
        double a[PLAYERS];
        double b[PLAYERS];
        for (int32_t k = 0; k < n; k++) {
            a[k] = hm_random_range(&r, 0.2, 300.0);
            b[k] = hm_random_range(&r, -50.0, 50.0);
            t.threat[k] = a[k] * s.threat[k] + b[k];
        }
        for (int32_t i = 0; i < s.points.n_points * n; i++) {
            t.payoff[i] = a[i % n] * s.payoff[i] + b[i % n];
        }
        for (int rule = 0; rule < 2; rule++) {
            hm_deal pure = settle(ctx, &s, rules[rule], false, NULL);
            hm_deal same = settle(ctx, &t, rules[rule], false, NULL);
            assert_int_equal(pure.point, same.point);
            hm_deal hull = settle(ctx, &s, rules[rule], true, NULL);
            hm_deal hull2 = settle(ctx, &t, rules[rule], true, NULL);
            assert_int_equal(hull.exists, hull2.exists);
            deals += hull.exists ? 1 : 0;
            for (int32_t k = 0; k < n; k++) {
                /* gap 1e-12 of a concave objective: payoffs to its root */
                assert_near(hull2.gain[k] / a[k], hull.gain[k], 1e-5);
            }
        }
    }
    assert_true(deals > 100);
    hm_context_free(ctx);
}

/* A set that swaps onto itself gives both the same, on its hull. */
static void symmetry(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(5));
    for (int trial = 0; trial < 100; trial++) {
        point_set s = {.threat = {-0.731, -0.731}};
        s.points = (hm_points){2, 12, s.payoff};
        for (int32_t i = 0; i < 6; i++) {
            double u = hm_random_normal(&r);
            double v = hm_random_normal(&r);
            const double mirror[4] = {u, v, v, u};
            memcpy(s.payoff + (size_t)i * 4, mirror, sizeof mirror);
        }
        for (int rule = 0; rule < 3; rule++) {
            hm_deal deal = settle(ctx, &s, rules[rule], true, NULL);
            /* linear programs: rounding; Nash: see scale_invariance */
            assert_near(deal.gain[0], deal.gain[1], 2e-6);
        }
    }
    hm_context_free(ctx);
}

/* Points that the solution does not use may go (Nash 1950). */
static void independence(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(7));
    for (int trial = 0; trial < 200; trial++) {
        point_set s;
        double share[POINTS];
        int32_t n = 2 + trial % 3;
        random_set(&r, n, &s);
        hm_deal pure = settle(ctx, &s, HM_BARGAIN_NASH, false, NULL);
        hm_deal hull = settle(ctx, &s, HM_BARGAIN_NASH, true, share);
        point_set fewer = s;
        fewer.points = (hm_points){n, 0, fewer.payoff};
        for (int32_t i = 0; i < s.points.n_points; i++) {
            bool used = share[i] > 0.0 || i == pure.point;
            if (used || hm_random_below(&r, 2) == 0) {
                memcpy(fewer.payoff + fewer.points.n_points++ * n,
                       s.payoff + i * n, (size_t)n * sizeof(double));
            }
        }
        hm_deal again = settle(ctx, &fewer, HM_BARGAIN_NASH, false, NULL);
        hm_deal hull2 = settle(ctx, &fewer, HM_BARGAIN_NASH, true, NULL);
        assert_int_equal(pure.exists, again.exists);
        for (int32_t k = 0; k < n; k++) {
            assert_near(pure.gain[k], again.gain[k], 0.0);
            assert_near(hull.gain[k], hull2.gain[k], 1e-5);
        }
    }
    hm_context_free(ctx);
}

/* More for player 1 at every gain of player 2, player 2's best unchanged:
 * player 1 does not lose (Kalai and Smorodinsky 1975), two players. */
static void monotonicity(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(9));
    int grew = 0;
    for (int trial = 0; trial < 300; trial++) {
        point_set s;
        random_set(&r, 2, &s);
        /* free disposal of player 1's payoff, and no bad points: the ideal
         * of player 2 is then the same in both */
        int32_t n = s.points.n_points / 2 + 1;
        for (int32_t i = 0; i < n * 2; i++) {
            s.payoff[i] = s.threat[i % 2] + fabs(s.payoff[i]);
        }
        s.points.n_points = n;
        hm_deal before = settle(ctx, &s, HM_BARGAIN_KALAI, true, NULL);
        point_set more = s;
        more.points.payoff = more.payoff;
        more.points.n_points = n + 1;
        double top = s.threat[1];
        for (int32_t i = 0; i < n; i++) {
            top = fmax(top, s.payoff[2 * i + 1]);
        }
        more.payoff[2 * n] = s.threat[0] + 3.0 * hm_random_uniform(&r);
        more.payoff[2 * n + 1] =
            s.threat[1] + (top - s.threat[1]) * hm_random_uniform(&r);
        hm_deal after = settle(ctx, &more, HM_BARGAIN_KALAI, true, NULL);
        /* player 2's ideal is unchanged, so only player 1's side grew */
        assert_true(after.gain[0] >= before.gain[0] - 1e-9);
        grew += after.gain[0] > before.gain[0] + 1e-6 ? 1 : 0;
    }
    assert_true(grew > 30);
    hm_context_free(ctx);
}

/* No lottery of two points does better, and none that was found is worse
 * than the pure point (two players: the frontier is made of edges). */
static void lotteries_against_edges(void **state)
{
    (void)state;
    enum { STEPS = 200 };
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(11));
    int better = 0;
    for (int trial = 0; trial < 40; trial++) {
        point_set s;
        random_set(&r, 2, &s);
        hm_deal pure = settle(ctx, &s, HM_BARGAIN_NASH, false, NULL);
        hm_deal nash = settle(ctx, &s, HM_BARGAIN_NASH, true, NULL);
        hm_deal even = settle(ctx, &s, HM_BARGAIN_EGALITARIAN, true, NULL);
        double product = 0.0;
        double least = -HUGE_VAL;
        for (int32_t i = 0; i < s.points.n_points * s.points.n_points; i++) {
            const double *u = s.payoff + 2 * (i / s.points.n_points);
            const double *v = s.payoff + 2 * (i % s.points.n_points);
            for (int k = 0; k <= STEPS; k++) {
                double w = (double)k / STEPS;
                double g0 = w * u[0] + (1.0 - w) * v[0] - s.threat[0];
                double g1 = w * u[1] + (1.0 - w) * v[1] - s.threat[1];
                if (g0 > 0.0 && g1 > 0.0) {
                    product = fmax(product, g0 * g1);
                }
                least = fmax(least, fmin(g0, g1));
            }
        }
        assert_int_equal(even.exists, least > 0.0 || even.objective > 0.0);
        if (!nash.exists) {
            continue;
        }
        double found = nash.gain[0] * nash.gain[1];
        assert_true(found >= product * (1.0 - 1e-11));
        assert_true(found <= product * 1.001 + 1e-4); /* the steps */
        assert_true(even.objective >= least - 1e-12);
        assert_true(even.objective <= least + 5.0 / STEPS);
        assert_true(nash.certificate <= 1e-12);
        better += pure.exists && nash.objective > pure.objective + 1e-9;
    }
    assert_true(better > 5);
    hm_context_free(ctx);
}

/* Kalai-Smorodinsky on the hull of two players: equal shares of the ideal. */
static void kalai_on_the_segment(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(13));
    int deals = 0;
    for (int trial = 0; trial < 200; trial++) {
        point_set s;
        random_set(&r, 2, &s);
        hm_deal deal = settle(ctx, &s, HM_BARGAIN_KALAI, true, NULL);
        hm_deal even = settle(ctx, &s, HM_BARGAIN_EGALITARIAN, true, NULL);
        assert_int_equal(deal.exists, even.exists);
        if (deal.exists) {
            double i0 = deal.gain[0] / deal.objective;
            double i1 = deal.gain[1] / deal.objective;
            /* one of them may dispose of more; both get their share */
            assert_true(i0 > 0.0 && i1 > 0.0);
            assert_true(deal.objective >= 0.5 - 1e-9); /* of convex sets */
            assert_true(deal.objective <= 1.0 + 1e-9);
            deals++;
        }
    }
    assert_true(deals > 80);
    hm_context_free(ctx);
}

/* u0 = A - x^p, u1 = B x^q - C on [0, 1]: both rules by their own equation. */
typedef struct bend {
    double a, p, b, q, c;
} bend;

static void along(void *user, double x, double *payoff)
{
    const bend *k = user;
    payoff[0] = k->a - pow(x, k->p);
    payoff[1] = k->b * pow(x, k->q) - k->c;
}

static void frontiers_by_their_conditions(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(15));
    const double threat[2] = {0.0, 0.0};
    for (int trial = 0; trial < 60; trial++) {
        bend k = {hm_random_range(&r, 0.6, 1.3), hm_random_range(&r, 1.1, 3.0),
                  hm_random_range(&r, 0.8, 2.0), hm_random_range(&r, 0.4, 1.0),
                  hm_random_range(&r, 0.05, 0.3)};
        const double weights[2] = {hm_random_range(&r, 0.2, 1.0),
                                   hm_random_range(&r, 0.2, 1.0)};
        hm_frontier f = {along, &k, 0.0, 1.2, 2, 0};
        hm_talks talks = {HM_BARGAIN_NASH, threat, 0, weights};
        hm_deal deal;
        assert_hm_ok(ctx, hm_bargain_frontier(ctx, &f, &talks, &deal));
        assert_true(deal.exists);
        double x = deal.place;
        double du0 = -k.p * pow(x, k.p - 1.0);
        double du1 = k.b * k.q * pow(x, k.q - 1.0);
        double slope0 = weights[0] * du0 / deal.gain[0];
        double slope1 = weights[1] * du1 / deal.gain[1];
        /* (B9): beta_0 du0 / g0 + beta_1 du1 / g1 = 0 */
        assert_near(slope0 + slope1, 0.0, 1e-7 * fabs(slope0));
        talks = (hm_talks){HM_BARGAIN_KALAI, threat, 0, NULL};
        assert_hm_ok(ctx, hm_bargain_frontier(ctx, &f, &talks, &deal));
        /* ideals where the other's gain is zero */
        double x0 = pow(k.c / k.b, 1.0 / k.q);
        double x1 = fmin(1.2, pow(k.a, 1.0 / k.p));
        double ideal0 = k.a - pow(x0, k.p);
        double ideal1 = k.b * pow(x1, k.q) - k.c;
        assert_near(deal.gain[0] / ideal0, deal.gain[1] / ideal1, 1e-9);
    }
    hm_context_free(ctx);
}

/* Alternating offers with a last period, solved backwards, on the unit pie. */
static void rubinstein_backwards(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(19));
    for (int trial = 0; trial < 50; trial++) {
        double d[2] = {hm_random_range(&r, 0.1, 0.97),
                       hm_random_range(&r, 0.1, 0.97)};
        double keeps = 1.0; /* the last proposer takes all */
        for (int t = 2000; t-- > 0;) {
            keeps = 1.0 - d[(t + 1) % 2] * keeps; /* what the next is owed */
        }
        double share = 0.0;
        assert_hm_ok(ctx, hm_rubinstein_share(ctx, d[0], d[1], &share));
        assert_near(share, keeps, 1e-12);
    }
    hm_context_free(ctx);
}

/* Short periods: alternating offers tend to Nash with weights 1 / rate. */
static void rubinstein_tends_to_nash(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(21));
    const double threat[2] = {0.0, 0.0};
    for (int trial = 0; trial < 20; trial++) {
        bend k = {1.0, hm_random_range(&r, 1.2, 2.5),
                  hm_random_range(&r, 0.8, 2.0), hm_random_range(&r, 0.5, 1.0),
                  hm_random_range(&r, 0.05, 0.2)};
        hm_frontier f = {along, &k, 0.0, 1.0, 2, 0};
        double rate[2] = {hm_random_range(&r, 0.02, 0.2),
                          hm_random_range(&r, 0.02, 0.2)};
        double weights[2];
        hm_deal nash;
        assert_hm_ok(ctx, hm_rubinstein_weights(ctx, 2, rate, weights));
        hm_talks talks = {HM_BARGAIN_NASH, threat, 0, weights};
        assert_hm_ok(ctx, hm_bargain_frontier(ctx, &f, &talks, &nash));
        double gap[2];
        for (int fine = 0; fine < 2; fine++) {
            double period = fine == 0 ? 0.1 : 0.01;
            double delta[2] = {exp(-rate[0] * period), exp(-rate[1] * period)};
            hm_deal first;
            hm_deal second;
            assert_hm_ok(
                ctx, hm_rubinstein_frontier(ctx, &f, threat, delta, 0, &first));
            assert_hm_ok(ctx, hm_rubinstein_frontier(ctx, &f, threat, delta, 1,
                                                     &second));
            /* who proposes has the advantage, and indifference holds */
            assert_true(first.gain[0] > second.gain[0]);
            assert_near(second.gain[0], delta[0] * first.gain[0], 1e-12);
            assert_near(first.gain[1], delta[1] * second.gain[1], 1e-12);
            gap[fine] = fabs(first.place - nash.place);
        }
        assert_true(gap[1] < 0.15 * gap[0] + 1e-9); /* first order */
        assert_true(gap[1] < 2e-3);
    }
    hm_context_free(ctx);
}

static bool has_point(hm_points points, const double *u)
{
    for (int32_t i = 0; i < points.n_points; i++) {
        if (memcmp(points.payoff + i * points.n_players, u,
                   (size_t)points.n_players * sizeof(double)) == 0) {
            return true;
        }
    }
    return false;
}

/* Does a point give everybody a gain? */
static bool all_gain(const double *u, const double *threat, int32_t n)
{
    bool all = true;
    for (int32_t k = 0; k < n; k++) {
        all = all && u[k] > threat[k] + 1e-9;
    }
    return all;
}

/* Every separate point is a linked one; linked points are the sums that their
 * choices say, without a loss. */
static void check_sets(const hm_linked *linked, const point_set *s, int32_t n,
                       bool *gains_apart, bool *gains_together)
{
    hm_points apart = hm_linked_separate(linked);
    hm_points together = hm_linked_together(linked);
    const double *threat = hm_linked_threat(linked);
    *gains_apart = false;
    *gains_together = false;
    for (int32_t i = 0; i < apart.n_points; i++) {
        const double *u = apart.payoff + i * n;
        assert_true(has_point(together, u));
        *gains_apart = *gains_apart || all_gain(u, threat, n);
    }
    for (int32_t i = 0; i < together.n_points; i++) {
        const double *u = together.payoff + i * n;
        for (int32_t k = 0; k < n; k++) {
            double sum = 0.0;
            for (int32_t j = 0; j < 3; j++) {
                int32_t at = hm_linked_choice(linked, i, j);
                sum += at < 0 ? s[j].threat[k] : s[j].payoff[at * n + k];
            }
            assert_near(u[k], sum, 1e-14);
            assert_true(u[k] >= threat[k] - 1e-13);
        }
        *gains_together = *gains_together || all_gain(u, threat, n);
    }
}

/* F_sep inside F_link, always; sums are what the choices say; linkage is
 * necessary exactly when brute force says so. */
static void linked_tracks(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(23));
    int necessary = 0;
    for (int trial = 0; trial < 150; trial++) {
        point_set s[3];
        hm_issue issues[3];
        hm_linked *linked = NULL;
        int32_t n = 2 + trial % 2;
        for (int32_t k = 0; k < 3; k++) {
            random_set(&r, n, &s[k]);
            s[k].points.n_points = 1 + hm_random_below(&r, 5);
            /* in half of the trials each issue costs somebody something */
            for (int32_t i = 0; trial % 4 < 2 && i < 5 * n; i++) {
                double size = fabs(s[k].payoff[i]);
                double sign = i % n == k % n ? -0.5 : 1.0;
                s[k].payoff[i] = s[k].threat[i % n] + sign * size;
            }
            issues[k] = (hm_issue){"issue", s[k].points, s[k].threat, 0};
        }
        assert_hm_ok(ctx, hm_linked_create(ctx, issues, 3, NULL, 0, &linked));
        bool gains_apart = false;
        bool gains_together = false;
        assert_true(hm_linked_separate(linked).n_points >= 1);
        check_sets(linked, s, n, &gains_apart, &gains_together);
        hm_linkage_value value;
        hm_talks talks = {HM_BARGAIN_EGALITARIAN, NULL, 0, NULL};
        assert_hm_ok(ctx, hm_linked_value(ctx, linked, &talks, false, &value));
        assert_int_equal(value.necessary, gains_together && !gains_apart);
        necessary += value.necessary ? 1 : 0;
        /* the least gain cannot fall when more is open */
        double least_apart = HUGE_VAL;
        double least_linked = HUGE_VAL;
        for (int32_t k = 0; k < n; k++) {
            least_apart = fmin(least_apart, value.separate.gain[k]);
            least_linked = fmin(least_linked, value.together.gain[k]);
            assert_near(value.value[k],
                        value.together.payoff[k] - value.separate.payoff[k],
                        0.0);
        }
        assert_true(least_linked >= least_apart - 1e-12);
        hm_linked_free(linked);
    }
    assert_true(necessary > 5);
    hm_context_free(ctx);
}

/* Growing returns from company: the fixed points are the largest and the
 * smallest stable sets, and every stable set lies between them. */
static void clubs(void **state)
{
    (void)state;
    enum { N = 5, SETS = 32 };
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(25));
    for (int trial = 0; trial < 100; trial++) {
        double payoff[SETS * N];
        double cost[N];
        double bonus = hm_random_range(&r, 0.0, 1.0);
        for (int h = 0; h < N; h++) {
            cost[h] = hm_random_range(&r, -0.5, 3.0);
        }
        for (uint32_t set = 0; set < SETS; set++) {
            int others = -1;
            for (uint32_t s = set; s != 0; s &= s - 1) {
                others++;
            }
            for (int h = 0; h < N; h++) {
                bool in = (set >> h & 1u) != 0;
                payoff[set * N + (uint32_t)h] =
                    in ? bonus * others - cost[h] : 0.0;
            }
        }
        hm_club club;
        assert_hm_ok(ctx, hm_club_settle(ctx, N, payoff, &club));
        assert_true(club.all_settles && club.none_settles);
        assert_true((club.from_none & ~club.from_all) == 0);
        int stable = 0;
        for (uint32_t set = 0; set < SETS; set++) {
            bool fixed = true;
            for (int h = 0; h < N; h++) {
                uint32_t bit = UINT32_C(1) << h;
                bool in = (set & bit) != 0;
                bool wants = payoff[(set | bit) * N + (uint32_t)h] >=
                             payoff[(set & ~bit) * N + (uint32_t)h];
                fixed = fixed && in == wants;
            }
            if (fixed) {
                stable++;
                assert_true((club.from_none & ~set) == 0);
                assert_true((set & ~club.from_all) == 0);
            }
        }
        assert_int_equal(stable, club.n_stable);
    }
    hm_context_free(ctx);
}

/* C(R) = k0 R + k1 R^2: straight lines exactly, parabolas closely, the
 * capacity is the inverse, marginal prices make parabolas exact. */
static void price_curves(void **state)
{
    (void)state;
    enum { N = 30 };
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(27));
    for (int trial = 0; trial < 50; trial++) {
        double reward[N];
        double cost[N];
        double marginal[N];
        double k0 = hm_random_range(&r, 0.2, 1.5);
        double k1 = trial % 2 == 0 ? 0.0 : hm_random_range(&r, 0.001, 0.1);
        for (int i = 0; i < N; i++) {
            reward[i] =
                i == 0 ? 0.0 : reward[i - 1] + hm_random_range(&r, 0.2, 0.6);
            cost[i] = k0 * reward[i] + k1 * reward[i] * reward[i];
            marginal[i] = k0 + 2.0 * k1 * reward[i];
        }
        hm_price_curve curve = {"x", N, reward, cost, NULL};
        hm_price_curve exact = {"x", N, reward, cost, marginal};
        for (int i = 0; i < 20; i++) {
            double at = hm_random_range(&r, 0.0, reward[N - 1]);
            double c = 0.0;
            double m = 0.0;
            double back = 0.0;
            bool reached = false;
            double truth = k0 * at + k1 * at * at;
            assert_hm_ok(ctx, hm_price_at(ctx, &exact, at, &c, &m, &reached));
            assert_true(reached);
            assert_near(c, truth, 1e-13 * (1.0 + truth));
            assert_near(m, k0 + 2.0 * k1 * at, 1e-12);
            assert_hm_ok(ctx, hm_price_at(ctx, &curve, at, &c, &m, &reached));
            /* slopes by secants err by k1 h; within 1% of the price */
            assert_near(c, truth, k1 * 0.05 + 1e-13 * (1.0 + truth));
            assert_near(m, k0 + 2.0 * k1 * at, 0.8 * k1 + 1e-12);
            assert_hm_ok(ctx, hm_price_capacity(ctx, &exact, truth, &back));
            assert_near(back, at, 1e-10);
        }
    }
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scale_invariance),
        cmocka_unit_test(symmetry),
        cmocka_unit_test(independence),
        cmocka_unit_test(monotonicity),
        cmocka_unit_test(lotteries_against_edges),
        cmocka_unit_test(kalai_on_the_segment),
        cmocka_unit_test(frontiers_by_their_conditions),
        cmocka_unit_test(rubinstein_backwards),
        cmocka_unit_test(rubinstein_tends_to_nash),
        cmocka_unit_test(linked_tracks),
        cmocka_unit_test(clubs),
        cmocka_unit_test(price_curves),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_pacts.c - closed forms of B27-B42 and B51 on random games, each
 * against a computation of another kind: grids, simulated play, Markov
 * chains, value iteration, quadrature in two dimensions.
 */
#include "hm_test.h"

#include <hirschman/pact.h>

#include <math.h>

enum { KNOTS = 30 };

static hm_context *context(void)
{
    hm_context *ctx = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    return ctx;
}

/* A law with several humps: nothing is log-concave about it. */
typedef struct humps {
    double at[KNOTS], cdf[KNOTS];
} humps;

static hm_law random_table(hm_random *r, humps *h)
{
    double total = 0.0;
    h->at[0] = hm_random_range(r, -2.0, -0.2);
    h->cdf[0] = 0.0;
    for (int i = 1; i < KNOTS; i++) {
        double mass = hm_random_uniform(r);
        total += hm_random_below(r, 3) == 0 ? 0.0 : mass * mass * mass;
        h->at[i] = h->at[i - 1] + hm_random_range(r, 0.05, 0.3);
        h->cdf[i] = total;
    }
    for (int i = 1; i < KNOTS; i++) {
        h->cdf[i] /= total;
    }
    return (hm_law){
        .kind = HM_LAW_TABLE, .n = KNOTS, .at = h->at, .cdf = h->cdf};
}

static hm_law random_law(hm_random *r, humps *h, int kind)
{
    if (kind == 0) {
        double low = hm_random_range(r, -2.0, 0.5);
        return (hm_law){.kind = HM_LAW_UNIFORM,
                        .low = low,
                        .high = low + hm_random_range(r, 0.5, 4.0)};
    }
    if (kind == 1) {
        return (hm_law){.kind = HM_LAW_NORMAL,
                        .mean = hm_random_range(r, -1.0, 2.0),
                        .sd = hm_random_range(r, 0.2, 2.0)};
    }
    return random_table(r, h);
}

/* (B28) against every payment of a fine grid. */
static void best_payment_on_a_grid(void **state)
{
    (void)state;
    enum { STEPS = 4000 };
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(31));
    int many = 0;
    for (int trial = 0; trial < 300; trial++) {
        humps h;
        hm_law law = random_law(&r, &h, trial % 3);
        double value = hm_random_range(&r, 0.2, 5.0);
        hm_payment best;
        hm_payment at;
        double most = -HUGE_VAL;
        int turns = 0;
        double before[2] = {-HUGE_VAL, -HUGE_VAL};
        assert_hm_ok(ctx, hm_payment_best(ctx, &law, value, &best));
        for (int i = 0; i <= STEPS; i++) {
            assert_hm_ok(
                ctx, hm_payment_at(ctx, &law, value, value * i / STEPS, &at));
            most = fmax(most, at.gain);
            turns +=
                before[1] > before[0] + 1e-12 && before[1] > at.gain + 1e-12;
            before[0] = before[1];
            before[1] = at.gain;
        }
        assert_true(best.gain >= most - 1e-13);
        /* a grid misses at most a step times the slope */
        assert_true(best.gain <= most + value / STEPS * 20.0);
        assert_true(best.gain >= -1e-15);
        many += best.local_maxima > 1 ? 1 : 0;
        if (trial % 3 < 2 && !best.corner && best.payment < value - 1e-9 &&
            best.participation < 1.0 - 1e-9) {
            assert_near(best.first_order, 0.0, 1e-9 * value);
        }
        assert_true(turns <= best.local_maxima);
    }
    assert_true(many > 20);
    hm_context_free(ctx);
}

/* (B27) by counting draws of the cost. */
static void additionality_by_counting(void **state)
{
    (void)state;
    enum { DRAWS = 200000 };
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(33));
    hm_law law = {.kind = HM_LAW_NORMAL, .mean = 0.731, .sd = 1.37};
    double b = 0.9;
    int paid = 0;
    int unpaid = 0;
    for (int i = 0; i < DRAWS; i++) {
        double c = law.mean + law.sd * hm_random_normal(&r);
        paid += c <= b ? 1 : 0;
        unpaid += c <= 0.0 ? 1 : 0;
    }
    hm_payment at;
    assert_hm_ok(ctx, hm_payment_at(ctx, &law, 2.9, b, &at));
    /* five standard errors of a count */
    double error = 5.0 * 0.5 / sqrt(DRAWS);
    assert_near(at.inframarginal, (double)unpaid / paid, 2.0 * error);
    assert_near(at.cost_per_additional, b * paid / (paid - unpaid),
                15.0 * error);
    assert_near(at.gain, ((2.9 - b) * paid - 2.9 * unpaid) / (double)DRAWS,
                3.0 * error);
    hm_context_free(ctx);
}

/* (B29, B30): the threshold of hold-outs is where the test turns. */
static void linkage_test_turns_at_its_thresholds(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(35));
    int inner = 0;
    int swept = 0;
    for (int trial = 0; trial < 200; trial++) {
        humps h;
        hm_law law = random_law(&r, &h, trial % 2);
        double value = hm_random_range(&r, 0.5, 5.0);
        hm_linkage_test test = {hm_random_range(&r, 0.0, 0.05),
                                hm_random_range(&r, 0.0, 0.02),
                                hm_random_uniform(&r), hm_random_uniform(&r)};
        hm_linkage_verdict v;
        assert_hm_ok(ctx,
                     hm_linkage_test_evaluate(ctx, &law, value, &test, &v));
        if (!isnan(v.holdout_max)) {
            hm_linkage_verdict at;
            inner++;
            test.holdout = v.holdout_max * (1.0 - 1e-9);
            assert_hm_ok(
                ctx, hm_linkage_test_evaluate(ctx, &law, value, &test, &at));
            assert_true(at.pays);
            test.holdout = fmin(1.0, v.holdout_max * (1.0 + 1e-9) + 1e-300);
            assert_hm_ok(
                ctx, hm_linkage_test_evaluate(ctx, &law, value, &test, &at));
            assert_near(at.gain, at.cost, 1e-8 * (value + at.cost));
        }
        double low = 0.0;
        double high = 0.0;
        hm_table *table = NULL;
        assert_hm_ok(ctx, hm_linkage_test_sweep(ctx, &law, value, &test, 40,
                                                &low, &high, &table));
        for (int32_t row = 0; row < hm_table_rows(table); row++) {
            double unpaid = hm_table_number(table, row, 0);
            hm_law moved = law;
            moved.shift = hm_table_number(table, row, 1);
            assert_near(hm_law_cdf(&moved, 0.0), unpaid, 1e-9);
            if (hm_table_number(table, row, 5) > 0.0) {
                assert_true(unpaid >= low - 1e-9 && unpaid <= high + 1e-9);
                swept++;
            }
        }
        hm_table_free(table);
    }
    assert_true(inner > 20 && swept > 200);
    hm_context_free(ctx);
}

/* One action to buy and nobody who acts unpaid: no menu beats the best posted
 * price (Myerson 1981; Riley and Zeckhauser 1983), and the program finds it.
 * Where some act unpaid a lottery can keep them from asking for the payment
 * (countervailing incentives, Jullien 2000): then it may do better. */
static void menu_of_one_action_is_a_price(void **state)
{
    (void)state;
    enum { TYPES = 9 };
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(37));
    for (int trial = 0; trial < 40; trial++) {
        double probability[TYPES];
        double cost[TYPES * 2];
        double c[TYPES];
        double total = 0.0;
        double value[2] = {0.0, hm_random_range(&r, 0.3, 4.0)};
        for (int y = 0; y < TYPES; y++) {
            probability[y] = hm_random_uniform(&r);
            total += probability[y];
            c[y] = hm_random_range(&r, trial % 2 == 0 ? 0.0 : -1.0, 3.0);
            cost[2 * y] = 0.0;
            cost[2 * y + 1] = c[y];
        }
        for (int y = 0; y < TYPES; y++) {
            probability[y] /= total;
        }
        double best = 0.0;
        for (int k = 0; k < TYPES; k++) {
            double gain = 0.0;
            for (int y = 0; y < TYPES; y++) {
                gain += c[y] <= c[k] ? probability[y] * (value[1] - c[k]) : 0.0;
                gain -= c[y] < 0.0 ? probability[y] * value[1] : 0.0;
            }
            best = c[k] >= 0.0 ? fmax(best, gain) : best;
        }
        hm_menu menu = {TYPES, 2, probability, cost, value};
        double share[TYPES * 2];
        double payment[TYPES];
        double gain = 0.0;
        double residual = 1.0;
        assert_hm_ok(
            ctx, hm_menu_solve(ctx, &menu, share, payment, &gain, &residual));
        if (trial % 2 == 0) {
            assert_near(gain, best, 1e-9);
        }
        assert_true(gain >= best - 1e-9);
        assert_true(residual <= 1e-9);
    }
    hm_context_free(ctx);
}

enum { MENU_TYPES = 4, MENU_ACTIONS = 3 };

/* The best of random posted prices, each type choosing freely. */
static double best_posted(const hm_menu *menu, hm_random *r)
{
    double best = 0.0;
    for (int i = 0; i < 400; i++) {
        double price[MENU_ACTIONS] = {0.0, hm_random_range(r, 0.0, 1.5),
                                      hm_random_range(r, 0.0, 3.0)};
        double worth = 0.0;
        for (int y = 0; y < MENU_TYPES; y++) {
            const double *c = menu->cost + y * MENU_ACTIONS;
            int chosen = 0;
            int alone = 0;
            for (int a = 1; a < MENU_ACTIONS; a++) {
                bool better = price[a] - c[a] > price[chosen] - c[chosen];
                chosen = better ? a : chosen;
                alone = c[a] < c[alone] ? a : alone;
            }
            worth += menu->probability[y] *
                     (menu->value[chosen] - price[chosen] - menu->value[alone]);
        }
        best = fmax(best, worth);
    }
    return best;
}

/* Several intensities: no type gains by another's entry or by going unpaid,
 * and no random menu that satisfies both does better. */
static void menus_are_incentive_compatible(void **state)
{
    (void)state;
    enum { TYPES = MENU_TYPES, ACTIONS = MENU_ACTIONS };
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(39));
    for (int trial = 0; trial < 40; trial++) {
        double probability[TYPES] = {0.1, 0.4, 0.3, 0.2};
        double cost[TYPES * ACTIONS];
        double value[ACTIONS] = {0.0, hm_random_range(&r, 0.2, 2.0),
                                 hm_random_range(&r, 1.0, 4.0)};
        for (int y = 0; y < TYPES; y++) {
            cost[y * ACTIONS] = 0.0;
            cost[y * ACTIONS + 1] = hm_random_range(&r, -0.5, 1.0);
            cost[y * ACTIONS + 2] =
                cost[y * ACTIONS + 1] + hm_random_range(&r, 0.0, 2.0);
        }
        hm_menu menu = {TYPES, ACTIONS, probability, cost, value};
        double share[TYPES * ACTIONS];
        double pay[TYPES];
        double gain = 0.0;
        double residual = 1.0;
        assert_hm_ok(ctx,
                     hm_menu_solve(ctx, &menu, share, pay, &gain, &residual));
        assert_true(gain >= -1e-10); /* paying nothing is a menu */
        for (int y = 0; y < TYPES; y++) {
            double own = pay[y];
            double alone = 0.0;
            for (int a = 0; a < ACTIONS; a++) {
                own -= share[y * ACTIONS + a] * cost[y * ACTIONS + a];
                alone = fmin(alone, cost[y * ACTIONS + a]);
            }
            assert_true(own >= -alone - 1e-9 && pay[y] >= 0.0);
            for (int z = 0; z < TYPES; z++) {
                double other = pay[z];
                for (int a = 0; a < ACTIONS; a++) {
                    other -= share[z * ACTIONS + a] * cost[y * ACTIONS + a];
                }
                assert_true(own >= other - 1e-9);
            }
        }
        double posted = best_posted(&menu, &r);
        assert_true(gain >= posted - 1e-9);
    }
    hm_context_free(ctx);
}

/* Present value of deviating once and being found out L periods later. */
static double deviate_once(const hm_promise *p, double delta, int lag)
{
    double total = 0.0;
    double now = 1.0;
    for (int t = 0; t < 20000; t++) {
        total += now * (t < lag ? p->keep + p->deviate : p->punished);
        now *= delta;
    }
    return total;
}

/* (B31, B32) by play: at delta* a deviation that goes on until it is found
 * pays exactly nothing. */
static void promises_by_play(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(41));
    for (int trial = 0; trial < 60; trial++) {
        hm_promise p[2];
        hm_promise t[2];
        for (int k = 0; k < 2; k++) {
            double d = hm_random_range(&r, -1.0, 1.0);
            p[k] = (hm_promise){d + hm_random_range(&r, 0.1, 3.0),
                                hm_random_range(&r, 0.1, 3.0), d};
            t[k] = (hm_promise){hm_random_range(&r, 0.5, 6.0),
                                hm_random_range(&r, 0.1, 2.0), 0.0};
        }
        int lag = 1 + hm_random_below(&r, 4);
        double delta = 0.0;
        hm_pooling pool;
        assert_hm_ok(ctx, hm_promise_delta(ctx, p, 2, lag, &delta));
        double worst = -HUGE_VAL;
        for (int k = 0; k < 2; k++) {
            double stay = p[k].keep / (1.0 - delta);
            worst = fmax(worst, deviate_once(&p[k], delta, lag) - stay);
        }
        if (delta < 0.99) {
            assert_near(worst, 0.0, 1e-9);
        }
        assert_hm_ok(ctx, hm_promise_pool(ctx, p, t, 2, lag, &pool));
        double both = -HUGE_VAL;
        for (int k = 0; k < 2; k++) {
            hm_promise sum = {p[k].keep + t[k].keep,
                              p[k].deviate + t[k].deviate,
                              p[k].punished + t[k].punished};
            double stay = sum.keep / (1.0 - pool.linked);
            both = fmax(both, deviate_once(&sum, pool.linked, lag) - stay);
        }
        if (pool.linked < 0.99) {
            assert_near(both, 0.0, 1e-9);
        }
        assert_true(pool.linked <= pool.separate + 1e-15); /* slack pooled */
    }
    hm_context_free(ctx);
}

/* (B33) as a Markov chain: alive keeps x with 1 - epsilon. */
static void contagion_by_a_chain(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(43));
    for (int trial = 0; trial < 50; trial++) {
        double eps = hm_random_range(&r, 0.0, 0.2);
        double x = hm_random_range(&r, 0.1, 9.0);
        double delta = hm_random_range(&r, 0.1, 0.98);
        double alive = 1.0;
        double now = 1.0;
        double lost = 0.0;
        for (int t = 0; t < 5000; t++) {
            lost += now * x * (1.0 - alive);
            alive *= 1.0 - eps;
            now *= delta;
        }
        double loss = 0.0;
        assert_hm_ok(ctx, hm_contagion_loss(ctx, eps, x, delta, &loss));
        assert_near_rel(loss, lost, 1e-10);
    }
    hm_context_free(ctx);
}

/* (B34) by value iteration over the phases 0 (trust), 1 .. T (punishment),
 * with the value of a deviation computed apart; then the maximum over T. */
static void noisy_trigger_by_value_iteration(void **state)
{
    (void)state;
    enum { MOST = 12 };
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(45));
    int held = 0;
    for (int trial = 0; trial < 60; trial++) {
        hm_monitoring m = {{3.1, 0.0, 0.7}, 0.0, 0.0, 0.0};
        m.delta = hm_random_range(&r, 0.6, 0.95);
        m.alpha = hm_random_range(&r, 0.0, 0.3);
        m.beta = hm_random_range(&r, m.alpha, 1.0);
        m.promise.deviate = hm_random_range(&r, 0.1, 3.0);
        double best_value = -HUGE_VAL;
        int best = -9;
        for (int T = 1; T <= MOST; T++) {
            double v[MOST + 1] = {0.0};
            for (int sweep = 0; sweep < 3000; sweep++) {
                double next[MOST + 1];
                next[0] = m.promise.keep +
                          m.delta * (m.alpha * v[1] + (1.0 - m.alpha) * v[0]);
                for (int k = 1; k <= T; k++) {
                    next[k] = m.promise.punished +
                              m.delta * (k < T ? v[k + 1] : v[0]);
                }
                for (int k = 0; k <= T; k++) {
                    v[k] = next[k];
                }
            }
            hm_trigger at;
            assert_hm_ok(ctx, hm_trigger_at(ctx, &m, T, &at));
            double above = v[0] - m.promise.punished / (1.0 - m.delta);
            assert_near_rel(at.value, above, 1e-10);
            /* what detection takes away beyond false alarms */
            double fear = m.delta * (m.beta - m.alpha) * (v[0] - v[1]);
            assert_near(at.deterred, fear, 1e-10);
            if (m.promise.deviate <= fear && above > best_value) {
                best_value = above;
                best = T;
            }
        }
        hm_trigger found;
        assert_hm_ok(ctx, hm_trigger_best(ctx, &m, MOST, &found));
        if (best > 0) {
            held++;
            assert_true(found.holds);
            assert_int_equal(found.length, best);
        } else { /* longer ones deter more: for ever is the last to ask */
            assert_int_equal(found.length, -1);
        }
    }
    assert_true(held > 10);
    hm_context_free(ctx);
}

/* One game of the chain store with a weak payer; his payoff. */
static double play_chain(hm_context *ctx, const hm_chain *chain, hm_random *r)
{
    double belief = chain->prior;
    double total = 0.0;
    for (int32_t left = chain->hagglers; left >= 1; left--) {
        hm_chain_stage s;
        assert_hm_ok(ctx, hm_chain_at(ctx, chain, left, belief, &s));
        if (hm_random_uniform(r) >= s.asks) {
            total += chain->a;
        } else if (hm_random_uniform(r) < s.refuses) {
            total -= 1.0;
            belief = s.refused_to;
        } else {
            belief = 0.0;
        }
    }
    return total;
}

/* (B37): beliefs are Bayes', nobody gains by one other move, and the value
 * is what play earns. */
static void chain_store_is_an_equilibrium(void **state)
{
    (void)state;
    enum { PLAYS = 4000 };
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(47));
    for (int trial = 0; trial < 60; trial++) {
        hm_chain chain = {
            hm_random_range(&r, 1.2, 4.0), hm_random_range(&r, 0.15, 0.8),
            hm_random_range(&r, 0.005, 0.4), 1 + hm_random_below(&r, 8)};
        double belief = chain.prior;
        for (int32_t left = chain.hagglers; left >= 1; left--) {
            hm_chain_stage s;
            assert_hm_ok(ctx, hm_chain_at(ctx, &chain, left, belief, &s));
            double refused = belief + (1.0 - belief) * s.refuses;
            double asking = chain.b - refused; /* b (1-f) + (b-1) f */
            assert_true(s.asks > 0.0 || asking <= 1e-9);
            assert_true(s.asks < 1.0 || asking >= -1e-9);
            /* Bayes after a refusal */
            assert_near(s.refused_to, belief / refused, 1e-9);
            if (s.refuses > 0.0 && s.refuses < 1.0) {
                /* indifferent: paying gives 0 from here on */
                hm_chain after = chain;
                hm_chain_value next;
                after.prior = s.refused_to;
                after.hagglers = left - 1;
                assert_hm_ok(ctx, hm_chain_evaluate(ctx, &after, &next));
                assert_near(next.value, 1.0, 1e-9);
            }
            belief = s.asks > 0.0 ? s.refused_to : belief;
            if (!(belief < 1.0)) {
                break;
            }
        }
        hm_chain_value value;
        double sum = 0.0;
        double squares = 0.0;
        for (int i = 0; i < PLAYS; i++) {
            double x = play_chain(ctx, &chain, &r);
            sum += x;
            squares += x * x;
        }
        double mean = sum / PLAYS;
        double spread = sqrt(fmax(0.0, squares / PLAYS - mean * mean) / PLAYS);
        assert_hm_ok(ctx, hm_chain_evaluate(ctx, &chain, &value));
        assert_near(value.value, mean, 5.0 * spread + 1e-9);
        assert_near(value.doctrine, value.value, 0.0);
    }
    hm_context_free(ctx);
}

/* (B38-B40) by drawing who pays, and by adding followers one by one. */
static void followers_by_hand(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(49));
    hm_belief belief = {0.31, 0.83, 0.12};
    int seen = 0;
    int payers = 0;
    for (int i = 0; i < 200000; i++) {
        bool payer = hm_random_uniform(&r) < belief.prior;
        bool pays =
            hm_random_uniform(&r) < (payer ? belief.if_payer : belief.if_not);
        seen += pays ? 1 : 0;
        payers += pays && payer ? 1 : 0;
    }
    double after = 0.0;
    assert_hm_ok(ctx, hm_belief_after(ctx, &belief, &after));
    assert_near(after, (double)payers / seen, 0.01); /* 5 standard errors */
    hm_follower f[3] = {
        {10.0, 4.0, 2.9, 7.0, 2.0},  /* starts: 0.31 x 10 < 4 < 0.757 x 10 */
        {10.0, 1.0, 9.0, 9.0, 0.0},  /* haggled anyway */
        {3.0, 2.0, 8.0, 0.731, 1.0}, /* starts; costs its loss */
    };
    double cost = 0.0;
    int32_t newly = 0;
    const hm_precedent watched = {3, f, belief.prior, after, 0.6, 0.95};
    assert_hm_ok(ctx, hm_precedent_cost(ctx, &watched, &cost, &newly));
    assert_int_equal(newly, 2);
    assert_near(cost, 0.6 * (2.9 * 0.95 * 0.95 + 0.731 * 0.95), 1e-14);
    double count = 0.0;
    assert_hm_ok(ctx, hm_precedent_followers(ctx, 7.1, 0.731, &count));
    assert_near(count, 10.0, 0.0); /* 9.71 */
    hm_context_free(ctx);
}

static void allies_by_hand(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_ally allies[2] = {{0.1, 0.4, -2.0, 3.0, 5.0, 2.9, -1.7},
                         {0.2, 0.2, -1.0, 9.0, 8.0, 1.1, 0.6}};
    hm_ally_cost cost;
    assert_hm_ok(ctx, hm_ally_evaluate(ctx, allies, 2, 0.7, &cost));
    double before = 1.0 / (1.0 + exp(1.7));
    double after = 1.0 / (1.0 + exp(0.8));
    assert_near(cost.realignment, 0.7 * (after - before) * 7.9, 1e-14);
    assert_near(cost.direct_harm, 1.1, 1e-15);
    assert_near(cost.compensation, 1.7, 0.0);
    hm_context_free(ctx);
}

/* (B51) against virtual values integrated over the square: expected budget
 * when each gets its information rent (Myerson and Satterthwaite 1983). */
static double deficit_by_rents(const hm_law *cost, const hm_law *value,
                               double c_high, double v_low, double span)
{
    enum { STEPS = 1500 };
    double total = 0.0;
    double h = span / STEPS;
    /* rent of a cost c: integral over c' > c of Pr(v > c'), and so on; the
     * sum of both rents less the surplus */
    for (int i = 0; i < STEPS; i++) {
        double c = c_high - span + h * (i + 0.5);
        double fc = hm_law_density(cost, c);
        for (int j = 0; fc > 0.0 && j < STEPS; j++) {
            double v = v_low + h * (j + 0.5);
            double gv = hm_law_density(value, v);
            if (gv > 0.0 && v > c) {
                /* price to the buyer max(c, v_low), to the seller
                 * min(v, c_high): Vickrey's pivotal prices */
                total += (fmin(v, c_high) - fmax(c, v_low)) * fc * gv * h * h;
            }
        }
    }
    return total;
}

static void exchange_deficit_in_two_dimensions(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(51));
    double deficit = 0.0;
    bool overlap = false;
    hm_law unit = {.kind = HM_LAW_UNIFORM, .low = 0.0, .high = 1.0};
    assert_hm_ok(ctx,
                 hm_exchange_deficit(ctx, &unit, &unit, &deficit, &overlap));
    assert_true(overlap);
    assert_near(deficit, 1.0 / 6.0, 1e-14); /* Myerson and Satterthwaite */
    for (int trial = 0; trial < 6; trial++) {
        humps h;
        hm_law cost = random_law(&r, &h, trial % 2 == 0 ? 2 : 0);
        double low = hm_random_range(&r, -1.0, 1.0);
        hm_law value = {.kind = HM_LAW_UNIFORM, .low = low, .high = low + 1.7};
        double c_high = cost.kind == HM_LAW_TABLE ? h.at[KNOTS - 1] : cost.high;
        assert_hm_ok(
            ctx, hm_exchange_deficit(ctx, &cost, &value, &deficit, &overlap));
        if (overlap) {
            double other = deficit_by_rents(&cost, &value, c_high, low, 9.0);
            /* midpoints across the diagonal and the knots */
            assert_near(deficit, other, 0.012 * (1.0 + other));
        }
    }
    hm_law cheap = {.kind = HM_LAW_UNIFORM, .low = -2.0, .high = -1.0};
    assert_hm_ok(ctx,
                 hm_exchange_deficit(ctx, &cheap, &unit, &deficit, &overlap));
    assert_false(overlap);
    assert_near(deficit, 0.0, 0.0);
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(best_payment_on_a_grid),
        cmocka_unit_test(additionality_by_counting),
        cmocka_unit_test(linkage_test_turns_at_its_thresholds),
        cmocka_unit_test(menu_of_one_action_is_a_price),
        cmocka_unit_test(menus_are_incentive_compatible),
        cmocka_unit_test(promises_by_play),
        cmocka_unit_test(contagion_by_a_chain),
        cmocka_unit_test(noisy_trigger_by_value_iteration),
        cmocka_unit_test(chain_store_is_an_equilibrium),
        cmocka_unit_test(followers_by_hand),
        cmocka_unit_test(allies_by_hand),
        cmocka_unit_test(exchange_deficit_in_two_dimensions),
    };
    return hm_test_run(tests);
}

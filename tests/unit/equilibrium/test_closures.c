// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_closures.c - the four rules for trade imbalances (MODEL.md 1.5, T18),
 * and why the bilateral one exists.
 */
#include "world.h"

/* Border value of what `i` sells to `n`, all goods. */
static double sales(const world *w, int n, int i)
{
    double share[WORLD_FLOWS], total = 0.0;
    hm_solution_shares(w->economy, w->shock, w->solution, share);
    for (int j = 0; j < WORLD_J; j++) {
        const int f = FLOW(j, n, i);
        total += share[f] *
                 hm_solution_data(w->solution)->expenditure[CELL(n, j)] /
                 (1.0 + w->tariff[f]);
    }
    return total;
}

static double base_sales(const world *w, int n, int i)
{
    const hm_economy_arrays *a = hm_economy_data(w->economy);
    double total = 0.0;
    for (int j = 0; j < WORLD_J; j++) {
        const int f = FLOW(j, n, i);
        total +=
            a->share[f] * a->expenditure[CELL(n, j)] / (1.0 + a->tariff[f]);
    }
    return total;
}

/* Purchases abroad less sales abroad; the deficit by definition. */
static double deficit_of(const world *w, int n)
{
    double total = 0.0;
    for (int i = 0; i < WORLD_N; i++) {
        total += i == n ? 0.0 : sales(w, n, i) - sales(w, i, n);
    }
    return total;
}

static void shake(world *w)
{
    world_cut(w, CHN, PRK, MINING);
    w->tariff[FLOW(MACHINERY, USA, CHN)] = 0.413;
    w->tariff[FLOW(TEXTILES, KOR, USA)] = 0.291;
}

static void assert_deficits_are_traded(const world *w)
{
    const hm_solution_arrays *x = hm_solution_data(w->solution);
    for (int n = 0; n < WORLD_N; n++) {
        assert_near(deficit_of(w, n), x->deficit[n], 1e-8 * x->income[n]);
    }
}

static void fixed_keeps_every_deficit(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){.closure = HM_CLOSURE_FIXED});
    shake(&w);
    const hm_solution_arrays *x = world_solved(&w);
    const double *base = hm_economy_data(w.economy)->deficit;
    assert_true(fabs(base[PRK]) > 0.5);
    for (int n = 0; n < WORLD_N; n++) {
        assert_true(x->deficit[n] == base[n]);
    }
    assert_deficits_are_traded(&w);
    world_end(&w);
}

static void zero_balances_trade(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){.closure = HM_CLOSURE_ZERO});
    shake(&w);
    const hm_solution_arrays *x = world_solved(&w);
    for (int n = 0; n < WORLD_N; n++) {
        assert_true(x->deficit[n] == 0.0);
    }
    assert_deficits_are_traded(&w);
    world_end(&w);
}

static void scaled_follows_factor_income(void **state)
{
    (void)state;
    world w;
    world_begin(
        &w, (world_options){.closure = HM_CLOSURE_SCALED, .specific = true});
    shake(&w);
    const hm_solution_arrays *x = world_solved(&w);
    const hm_economy_arrays *a = hm_economy_data(w.economy);
    double before[WORLD_N] = {0}, after[WORLD_N] = {0}, all = 0.0, gap = 0.0;
    for (int f = 0; f < a->n_factors; f++) {
        before[a->factor_country[f]] += a->factor_income[f];
        after[a->factor_country[f]] +=
            a->factor_income[f] * x->factor_price_hat[f];
    }
    for (int n = 0; n < WORLD_N; n++) {
        all += after[n];
        gap += a->deficit[n] / before[n] * after[n];
    }
    for (int n = 0; n < WORLD_N; n++) {
        const double expected =
            a->deficit[n] / before[n] * after[n] - after[n] / all * gap;
        assert_near(x->deficit[n], expected, 1e-12 * after[n]);
    }
    assert_deficits_are_traded(&w);
    world_end(&w);
}

static void bilateral_is_fixed_until_a_link_is_cut(void **state)
{
    (void)state;
    world fixed, bilateral;
    world_begin(&fixed, (world_options){.closure = HM_CLOSURE_FIXED});
    world_begin(&bilateral, (world_options){.closure = HM_CLOSURE_BILATERAL});
    shake(&fixed);
    shake(&bilateral);
    const hm_solution_arrays *x = world_solved(&fixed);
    const hm_solution_arrays *y = world_solved(&bilateral);
    for (int n = 0; n < WORLD_N; n++) {
        assert_near(y->deficit[n], x->deficit[n], 1e-12 * x->income[n]);
        assert_near_rel(y->income[n], x->income[n], 1e-12);
    }
    world_end(&fixed);
    world_end(&bilateral);
}

static void bilateral_ends_with_the_link(void **state)
{
    (void)state;
    world w;
    world_begin(&w, (world_options){.closure = HM_CLOSURE_BILATERAL});
    const hm_economy_arrays *a = hm_economy_data(w.economy);
    const double link = a->bilateral_deficit[PRK * WORLD_N + CHN];
    assert_true(link > 0.0);
    /* One way is not the link. */
    world_cut(&w, PRK, CHN, -1);
    const hm_solution_arrays *x = world_solved(&w);
    assert_near(x->deficit[PRK], a->deficit[PRK], 1e-12);
    world_cut(&w, CHN, PRK, -1);
    x = world_solved(&w);
    assert_near(x->deficit[PRK], a->deficit[PRK] - link, 1e-12);
    assert_near(x->deficit[CHN], a->deficit[CHN] + link, 1e-9);
    assert_near(x->deficit[KOR], a->deficit[KOR], 1e-9);
    assert_true(sales(&w, PRK, CHN) == 0.0 && sales(&w, CHN, PRK) == 0.0);
    assert_deficits_are_traded(&w);
    world_end(&w);
}

/*
 * MODEL.md 1.5: under the fixed rule a target goes on receiving its whole
 * deficit after the partner that financed it has cut every link; what it buys
 * with it must come from others, who get less of its exports in return, not
 * more. Under the bilateral rule it has to sell them more.
 */
static void why_the_bilateral_rule_exists(void **state)
{
    (void)state;
    double exports[2], base = 0.0, welfare[2];
    static const hm_closure rules[] = {HM_CLOSURE_FIXED, HM_CLOSURE_BILATERAL};
    for (int k = 0; k < 2; k++) {
        world w;
        world_begin(&w, (world_options){.closure = rules[k]});
        base = base_sales(&w, USA, PRK) + base_sales(&w, KOR, PRK);
        world_cut(&w, PRK, CHN, -1);
        world_cut(&w, CHN, PRK, -1);
        (void)world_solved(&w);
        exports[k] = sales(&w, USA, PRK) + sales(&w, KOR, PRK);
        welfare[k] = world_ln_welfare(&w, PRK);
        world_end(&w);
    }
    assert_true(exports[0] < base);
    assert_true(exports[1] > base);
    assert_true(welfare[1] < welfare[0]); /* the pitfall flatters the target */
}

/* A transfer is paid on top of whatever the rule says. */
static void a_transfer_adds_to_the_rule(void **state)
{
    (void)state;
    for (int rule = HM_CLOSURE_FIXED; rule <= HM_CLOSURE_BILATERAL; rule++) {
        world w;
        world_begin(&w, (world_options){.closure = (hm_closure)rule});
        w.add[CHN] = -0.731;
        w.add[PRK] = 0.731;
        const hm_solution_arrays *x = world_solved(&w);
        const double base = hm_economy_data(w.economy)->deficit[PRK];
        if (rule == HM_CLOSURE_ZERO) {
            assert_near(x->deficit[PRK], 0.731, 1e-15);
        } else if (rule != HM_CLOSURE_SCALED) {
            assert_near(x->deficit[PRK], base + 0.731, 1e-14);
        } else {
            assert_true(x->deficit[PRK] > base + 0.7);
        }
        assert_deficits_are_traded(&w);
        world_end(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixed_keeps_every_deficit),
        cmocka_unit_test(zero_balances_trade),
        cmocka_unit_test(scaled_follows_factor_income),
        cmocka_unit_test(bilateral_is_fixed_until_a_link_is_cut),
        cmocka_unit_test(bilateral_ends_with_the_link),
        cmocka_unit_test(why_the_bilateral_rule_exists),
        cmocka_unit_test(a_transfer_adds_to_the_rule),
    };
    return hm_test_run(tests);
}

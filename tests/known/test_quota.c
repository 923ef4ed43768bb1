// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_quota.c - the quota toy of MODEL.md 7.4: three countries, one good, a cap
 * of half the quantity or half the value on what country 1 buys of country 2,
 * the rent with either owner; the ban. Printed there to ten digits, from a
 * reference computation that is not this program.
 */
#include "solved.h"

#include <string.h>

static int set_up(void **state)
{
    hm_context *ctx = NULL;
    assert_int_equal(hm_context_create(NULL, &ctx), HM_OK);
    *state = ctx;
    return 0;
}

static int tear_down(void **state)
{
    hm_context_free(*state);
    return 0;
}

enum { FLOW = 1, FLOWS = 9 }; /* imports of country 1 from country 2 */

static model toy(void)
{
    static const double pi[FLOWS] = {.7, .2, .1, .05, .9, .05, .1, .1, .8};
    static const double income[3] = {1, 2, 3};
    static const int32_t owner[3] = {0, 1, 2};
    model m = model_new(3, 1, 3);
    memcpy(m.pi, pi, sizeof pi);
    memcpy(m.owner, owner, sizeof owner);
    memcpy(m.X, income, sizeof income);
    memcpy(m.wL, income, sizeof income);
    m.theta[0] = m.home[0] = 4;
    m.v[0] = m.v[1] = m.v[2] = 1;
    m.alpha[0] = m.alpha[1] = m.alpha[2] = 1;
    return m;
}

/* Quantity over the base's, or the share of the base's value; 0: no such cap. */
static solved capped(hm_context *ctx, double quantity, double value,
                     double zeta)
{
    model m = toy();
    solved s = {.economy = economy_of(ctx, &m, HM_CLOSURE_ZERO)};
    const hm_economy_arrays *a = hm_economy_data(s.economy);
    double most[FLOWS];
    double worth[FLOWS];
    double keep[FLOWS];
    for (size_t f = 0; f < FLOWS; f++) {
        most[f] = f == FLOW && quantity > 0 ? quantity : HUGE_VAL;
        worth[f] = f == FLOW && value > 0
                       ? value * a->share[f] * a->expenditure[0]
                       : HUGE_VAL;
        keep[f] = zeta;
    }
    const hm_shock_arrays arrays = {
        .quantity_cap = most, .value_cap = worth, .rent_importer_share = keep};
    assert_hm_ok(ctx, hm_shock_from_arrays(ctx, s.economy, &arrays, &s.shock));
    solve_into(ctx, &s, HM_CLOSURE_ZERO, 1e-13);
    assert_int_equal(s.certificate->outcome, HM_CONVERGED);
    model_free(&m);
    return s;
}

/* 1e-9: half a unit of the tenth digit printed, and room for the next. */
static const double printed = 1e-9;

static void assert_welfare(const solved *s, const double *expected)
{
    for (size_t n = 0; n < 3; n++) {
        assert_near(log(welfare_of(s, n)), expected[n], printed);
    }
}

static void half_the_quantity(void **state)
{
    static const double importer[3] = {.0034658737, -.0065863845, .0006296631};
    static const double exporter[3] = {-.0153090531, .0030670333, .0005014109};
    solved s = capped(*state, 0.5, 0, 1);
    assert_near(s.x->rent_wedge[FLOW], 0.2436641505, printed);
    assert_welfare(&s, importer);
    solved_clear(&s);
    s = capped(*state, 0.5, 0, 0);
    assert_near(s.x->rent_wedge[FLOW], 0.2239121614, printed);
    assert_welfare(&s, exporter);
    solved_clear(&s);
}

static void half_the_value(void **state)
{
    solved s = capped(*state, 0, 0.5, 1);
    assert_near(s.x->rent_wedge[FLOW], 0.2339170788, printed);
    solved_clear(&s);
    s = capped(*state, 0, 0.5, 0);
    assert_near(s.x->rent_wedge[FLOW], 0.3024982457, printed);
    solved_clear(&s);
}

/* Of two caps the one that asks for the higher rent holds (T23). */
static void whichever_is_lower(void **state)
{
    solved s = capped(*state, 0.5, 0.5, 1);
    assert_near(s.x->rent_wedge[FLOW], 0.2436641505, printed);
    solved_clear(&s);
    s = capped(*state, 0.5, 0.5, 0);
    assert_near(s.x->rent_wedge[FLOW], 0.3024982457, printed);
    solved_clear(&s);
}

/* A cap that is next to nothing is the ban, to the last digit of its welfare:
 * theta = 4, so 1e-16 of the quantity asks for m = 1e16^(1/5) - 1 > 1000. */
static void next_to_nothing_is_a_ban(void **state)
{
    static const double ban[3] = {-.0334294235, -.0121173150, .0019083513};
    solved s = capped(*state, 1e-16, 0, 0.5);
    assert_true(isinf(s.x->rent_wedge[FLOW]));
    assert_welfare(&s, ban);
    solved_clear(&s);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(half_the_quantity),
        CASE(half_the_value),
        CASE(whichever_is_lower),
        CASE(next_to_nothing_is_a_ban),
    };
    return hm_test_run(tests);
}

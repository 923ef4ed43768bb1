// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_tariffs.c - tariff games whose answer is known (MODEL.md B4, B5, 7.4):
 * optimal and Nash tariffs of two countries, Lashkaripour's formula, talks,
 * and what must hold by symmetry.
 */
#include "tariff_play.h"

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

/* Countries of a model are A0, A1, ...: see random_economy.c. */
static const char *code_of(const hm_economy *economy, int32_t n)
{
    return hm_economy_labels(economy)->country_codes[n];
}

/* Two countries and one good that labour makes, foreign tariff t. */
static hm_economy *two_countries(hm_context *ctx, const double pi[4], double w1,
                                 double w2, double theta, double t)
{
    static const int32_t owner[2] = {0, 1};
    model m = model_new(2, 1, 2);
    memcpy(m.pi, pi, 4 * sizeof(double));
    memcpy(m.owner, owner, sizeof owner);
    m.theta[0] = m.home[0] = theta;
    m.wL[0] = w1;
    m.wL[1] = w2;
    m.X[0] = w1;
    /* the foreign country spends its duties too */
    m.t[2] = t;
    m.X[1] = w2 / (1 - m.pi[2] * t / (1 + t));
    m.v[0] = m.v[1] = m.alpha[0] = m.alpha[1] = 1.0;
    hm_economy *economy = economy_of(ctx, &m, HM_CLOSURE_ZERO);
    model_free(&m);
    return economy;
}

static char *block_of(const char *format, const char *a, const char *b)
{
    static char text[4][512];
    static int next;
    char *to = text[next++ % 4];
    (void)snprintf(to, 512, format, a, b);
    return to;
}

/* B4 with free trade abroad: t* = 1 / (theta lambda_FF) at the solution.
 * 1e-9: rates are found to 1e-10 and solves end at 1e-12. */
static void optimal_tariff_of_two_countries(void **state)
{
    static const double pi[4] = {.8, .2, .05, .95};
    hm_economy *e = two_countries(*state, pi, 1, 4, 5, 0);
    played p = play_text(
        *state, e, HM_CLOSURE_ZERO,
        block_of("{g: {type: optimal, players: %s}}", code_of(e, 0), ""));
    double t = hm_tariff_play_tariffs(p.play)[1];
    double share[4];
    hm_solution_shares(e, hm_tariff_play_shock(p.play),
                       hm_tariff_play_solution(p.play), share);
    assert_near(t, 0.2065461483, 1e-9);
    assert_near(t, 1 / (5 * share[3]), 1e-9);
    assert_near(gain_of(&p, 0), 0.814104, 1e-6); /* printed to six digits */
    assert_true(p.c->kkt < 1e-9);
    assert_true(regret_of(&p, 0) < 1e-8);
    played_clear(&p);
    hm_economy_free(e);
}

/* B4 against a foreign tariff: t* = 1/(theta (1 - (1 - delta) lambda_FH)). */
static void optimal_tariff_against_a_foreign_tariff(void **state)
{
    static const double pi[4] = {.8, .2, .05, .95};
    static const double foreign[] = {0.1, 0.25, 0.6};
    for (int k = 0; k < 3; k++) {
        hm_economy *e = two_countries(*state, pi, 1, 4, 5, foreign[k]);
        played p = play_text(
            *state, e, HM_CLOSURE_ZERO,
            block_of("{g: {type: optimal, players: %s}}", code_of(e, 0), ""));
        double share[4];
        hm_solution_shares(e, hm_tariff_play_shock(p.play),
                           hm_tariff_play_solution(p.play), share);
        double delta = foreign[k] * share[3] / (1 + foreign[k] * share[3]);
        double t = 1 / (5 * (1 - (1 - delta) * share[2]));
        assert_near(hm_tariff_play_tariffs(p.play)[1], t, 1e-9);
        assert_true(regret_of(&p, 0) < 1e-8);
        played_clear(&p);
        hm_economy_free(e);
    }
}

/* MODEL.md 7.4: t = 0.2155036 and dW = -1.117221 %, printed to seven digits. */
static void symmetric_nash(void **state)
{
    static const double pi[4] = {.8, .2, .2, .8};
    hm_economy *e = two_countries(*state, pi, 1, 1, 5, 0);
    played p = play_text(*state, e, HM_CLOSURE_ZERO,
                         "{g: {type: nash, players: all}}");
    assert_near(hm_tariff_play_tariffs(p.play)[1], 0.2155036, 5e-8);
    assert_near(hm_tariff_play_tariffs(p.play)[2], 0.2155036, 5e-8);
    assert_near(gain_of(&p, 0), -1.117221, 5e-7);
    for (int r = 0; r < 2; r++) {
        assert_true(regret_of(&p, r) < 1e-8);
    }
    played_clear(&p);
    hm_economy_free(e);
}

/* The economy at a solution, as a new base: shares, spending, rates there. */
static hm_economy *moved(hm_context *ctx, const hm_economy *e,
                         const hm_tariff_play *play)
{
    const hm_economy_arrays *a = hm_economy_data(e);
    const hm_solution_arrays *s =
        hm_solution_data(hm_tariff_play_solution(play));
    size_t N = (size_t)a->n_countries;
    size_t J = (size_t)a->n_sectors;
    double *share = malloc(J * N * N * sizeof(double));
    double *income = malloc((size_t)a->n_factors * sizeof(double));
    hm_economy_arrays to = *a;
    hm_economy *out = NULL;
    assert_non_null(share);
    assert_non_null(income);
    hm_solution_shares(e, hm_tariff_play_shock(play),
                       hm_tariff_play_solution(play), share);
    for (int32_t f = 0; f < a->n_factors; f++) {
        income[f] = a->factor_income[f] * s->factor_price_hat[f];
    }
    to.share = share;
    to.expenditure = s->expenditure;
    to.tariff = hm_tariff_play_tariffs(play);
    to.factor_income = income;
    assert_hm_ok(ctx, hm_economy_with_arrays(ctx, e, &to, &out));
    free(share);
    free(income);
    return out;
}

/* B5 is exact for two countries: evaluated at the optimum it gives the
 * optimum. One good, so that one rate is all there is. */
static void formula_is_exact_for_two_countries(void **state)
{
    static const double pi[4] = {.7, .3, .15, .85};
    hm_economy *e = two_countries(*state, pi, 1.3, 2.9, 4.3, 0.17);
    double foreign[2] = {0, 0};
    double rate[2];
    played p = play_text(*state, e, HM_CLOSURE_ZERO,
                         "{g: {type: nash, players: all}}");
    hm_economy *there = moved(*state, e, p.play);
    foreign[0] = hm_tariff_play_tariffs(p.play)[1];
    foreign[1] = hm_tariff_play_tariffs(p.play)[2];
    assert_hm_ok(*state, hm_tariff_formula(*state, there, foreign, rate));
    assert_near(rate[0], foreign[0], 1e-8);
    assert_near(rate[1], foreign[1], 1e-8);
    hm_economy_free(there);
    played_clear(&p);
    hm_economy_free(e);
}

/* Talks between twins end in free trade, or in taxes that undo each other:
 * by symmetry gains are equal, and they make good the loss of the war. */
static void talks_of_twins_undo_the_war(void **state)
{
    static const double pi[4] = {.8, .2, .2, .8};
    hm_economy *e = two_countries(*state, pi, 1, 1, 5, 0);
    played p = play_text(*state, e, HM_CLOSURE_ZERO,
                         "{war: {type: nash, players: all}, "
                         "talks: {type: cooperative, players: all, "
                         "start: war}}");
    for (int n = 0; n < 2; n++) {
        assert_near(gain_of(&p, n), 0.0, 1e-8);
        assert_near(hm_tariff_play_tariffs(p.play)[n + 1], 0.0, 1e-5);
    }
    assert_true(p.c->deviation < 1e-8);
    /* and each would break them: B4 from free trade */
    assert_true(regret_of(&p, 0) > 0.1);
    played_clear(&p);
    hm_economy_free(e);
}

/* A tariff or an export tax on everything: the same real income (Lerner).
 * Uniform, because the symmetry is of uniform rates. */
static void lerner_symmetry_of_the_optimum(void **state)
{
    for (uint64_t seed = 3; seed < 6; seed++) {
        model m = model_random(seed, WITH_INPUTS, 3, 3);
        hm_economy *e = economy_of(*state, &m, HM_CLOSURE_ZERO);
        const char *code = code_of(e, 1);
        played a =
            play_text(*state, e, HM_CLOSURE_ZERO,
                      block_of("{g: {type: optimal, players: %s, mfn: true, "
                               "uniform: true}}",
                               code, ""));
        played b = play_text(
            *state, e, HM_CLOSURE_ZERO,
            block_of("{g: {type: optimal, players: %s, mfn: true, uniform: "
                     "true, searches: start, instruments: {export_tax: "
                     "{exporter: %s, importer: all}}}}",
                     code, code));
        double t = 0.0;
        double x = 0.0;
        const hm_economy_arrays *base = hm_economy_data(e);
        size_t flows = m.N * m.N * m.J;
        for (size_t f = 0; f < flows; f++) {
            t = fmax(t, f / m.N % m.N == 1 && base->share[f] > 0
                            ? hm_tariff_play_tariffs(a.play)[f]
                            : 0.0);
            x = fmax(x, f % m.N == 1 && base->share[f] > 0
                            ? hm_tariff_play_export_taxes(b.play)[f]
                            : 0.0);
        }
        assert_near(t, x, 1e-8);
        assert_near(gain_of(&a, 1), gain_of(&b, 1), 1e-9);
        played_clear(&a);
        played_clear(&b);
        hm_economy_free(e);
        model_free(&m);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(optimal_tariff_of_two_countries),
        cmocka_unit_test(optimal_tariff_against_a_foreign_tariff),
        cmocka_unit_test(symmetric_nash),
        cmocka_unit_test(formula_is_exact_for_two_countries),
        cmocka_unit_test(talks_of_twins_undo_the_war),
        cmocka_unit_test(lerner_symmetry_of_the_optimum),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

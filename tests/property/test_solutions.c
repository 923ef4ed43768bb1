// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_solutions.c - a thousand random economies, every switch on and off,
 * under every kind of shock: nothing happens when nothing is done, what is
 * solved is verified, what is refused had to be, and a second method finds
 * the same numbers.
 *
 * A run that does not converge is no answer, so it cannot be wrong; but it
 * is counted, its seed is printed, and more than one in 250 is a failure.
 */
#include "oracle.h"
#include "solved.h"

#include <string.h>

enum { ECONOMIES = 1000, COMPARED = 200 };

static const double tolerance = 1e-11;

typedef struct tally {
    int32_t runs, converged, inadmissible, other;
} tally;

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

static uint64_t economies(int32_t count)
{
    return (uint64_t)count * (uint64_t)hm_test_multiplier();
}

/* Cuts and prohibitive tariffs are solved without deficits: a transfer in
 * dollars need not be payable then (MODEL.md 1.5). */
static hm_closure closure_for(uint64_t seed, int kind)
{
    static const hm_closure gentle[] = {HM_CLOSURE_FIXED, HM_CLOSURE_SCALED,
                                        HM_CLOSURE_BILATERAL, HM_CLOSURE_ZERO};
    return kind >= SHOCK_PROHIBITIVE ? HM_CLOSURE_ZERO : gentle[seed % 4];
}

/* --- nothing happens when nothing is done ------------------------------------------ */

static void all_near_one(const double *hat, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_near(hat[i], 1.0, 1e-10);
    }
}

/* Levels per country and sector, relative to the country's total. */
static void same_levels(const double *now, const double *base, size_t N,
                        size_t J)
{
    for (size_t n = 0; n < N; n++) {
        double total = 0.0;
        for (size_t j = 0; j < J; j++) {
            total += base[n * J + j];
        }
        for (size_t j = 0; j < J; j++) {
            assert_near(now[n * J + j] / total, base[n * J + j] / total, 1e-10);
        }
    }
}

static void no_shock_changes_nothing(void **state)
{
    uint64_t first = hm_test_seed(1);
    for (uint64_t seed = first; seed < first + economies(ECONOMIES); seed++) {
        model m = model_random(seed, WITH_ALL, 0, 0);
        solved s = solve_model(*state, &m, NULL, closure_for(seed, SHOCK_NONE),
                               tolerance);
        const hm_economy_arrays *a = hm_economy_data(s.economy);
        all_near_one(s.x->factor_price_hat, m.F);
        all_near_one(s.x->cost_hat, m.N * m.J);
        all_near_one(s.x->price_hat, m.N * m.J);
        all_near_one(s.x->price_index_hat, m.N);
        same_levels(s.x->expenditure, a->expenditure, m.N, m.J);
        same_levels(s.x->output, a->output, m.N, m.J);
        same_levels(s.x->income, a->income, m.N, 1);
        solved_clear(&s);
        model_free(&m);
    }
}

/* --- every shock ------------------------------------------------------------------------ */

/* Is there a good that somebody buys and that has no source left under an
 * elasticity which makes its price infinite? (MODEL.md T11, Appendix E) */
static bool has_no_source(const hm_economy_arrays *a, const double *phi)
{
    size_t N = (size_t)a->n_countries;
    size_t J = (size_t)a->n_sectors;
    for (size_t j = 0; j < J; j++) {
        for (size_t n = 0; n < N; n++) {
            const double *share = a->share + (j * N + n) * N;
            double imports = 0.0;
            double left = 0.0;
            for (size_t i = 0; i < N; i++) {
                imports += i == n ? 0.0 : share[i];
                left += i == n ? 0.0 : share[i] * phi[(j * N + n) * N + i];
            }
            bool cut = imports > 0.0 && left == 0.0;
            bool needed = a->theta_home[j] <= 0.0 || share[n] == 0.0;
            if (cut && needed && a->expenditure[n * J + j] > 0.0) {
                return true;
            }
        }
    }
    return false;
}

static void count(const solved *s, uint64_t seed, int kind, const double *phi,
                  tally *t)
{
    hm_outcome outcome = s->certificate->outcome;
    bool hopeless = has_no_source(hm_economy_data(s->economy), phi);
    assert_int_equal(outcome == HM_INADMISSIBLE, hopeless);
    t->runs++;
    if (outcome == HM_CONVERGED) {
        t->converged++;
        assert_true(s->v.walras < 100 * tolerance);
        assert_true(s->certificate->residual <= tolerance);
    } else if (outcome == HM_INADMISSIBLE) {
        t->inadmissible++;
        assert_true(s->certificate->reason[0] != '\0');
    } else {
        t->other++;
        printf("# seed %llu, shock %d: %s, %s\n", (unsigned long long)seed,
               kind, hm_outcome_name(outcome), s->certificate->reason);
    }
    if (outcome != HM_CONVERGED) {
        assert_true(isnan(s->x->income[0]));
    }
}

static void every_shock_is_solved_and_verified(void **state)
{
    hm_context *ctx = *state;
    uint64_t first = hm_test_seed(1);
    tally t = {0, 0, 0, 0};
    for (uint64_t seed = first; seed < first + economies(ECONOMIES); seed++) {
        model m = model_random(seed, WITH_ALL, 0, 0);
        for (int kind = SHOCK_SMALL; kind < SHOCK_KINDS; kind++) {
            hm_closure closure = closure_for(seed, kind);
            model_shock shock = model_shock_random(&m, seed, (shock_kind)kind);
            solved s = {.economy = economy_of(ctx, &m, closure)};
            s.shock = model_shock_make(ctx, s.economy, &shock);
            assert_non_null(s.shock);
            solve_into(ctx, &s, closure, tolerance);
            count(&s, seed, kind, shock.phi, &t);
            solved_clear(&s);
            model_shock_free(&shock);
        }
        model_free(&m);
    }
    printf("# %d runs: %d converged and verified, %d without a source, "
           "%d other\n",
           t.runs, t.converged, t.inadmissible, t.other);
    assert_true(250 * t.other <= t.runs);
}

/* --- two methods ------------------------------------------------------------------------- */

/* Tolerance 1e-7: both stop on what moves, and in an economy that is nearly
 * closed or has strong scale economies 1e-11 of movement leaves more. */
static void same_answer(const solved *s, const oracle *o)
{
    for (size_t n = 0; n < o->N; n++) {
        assert_near_rel(s->x->income[n], o->I[n], 1e-7);
        assert_near_rel(s->x->price_index_hat[n], o->Pn[n], 1e-7);
    }
}

static void the_slow_method_agrees(void **state)
{
    hm_context *ctx = *state;
    uint64_t first = hm_test_seed(1);
    int32_t compared = 0;
    for (uint64_t seed = first; seed < first + economies(COMPARED); seed++) {
        int kind = SHOCK_SMALL + (int)(seed % (SHOCK_KINDS - 1));
        hm_closure closure = closure_for(seed, kind);
        model m = model_random(seed, WITH_ALL, 0, 0);
        model_shock shock = model_shock_random(&m, seed, (shock_kind)kind);
        solved s = {.economy = economy_of(ctx, &m, closure)};
        oracle o;
        s.shock = model_shock_make(ctx, s.economy, &shock);
        assert_non_null(s.shock);
        solve_into(ctx, &s, closure, tolerance);
        bool found =
            oracle_solve(hm_economy_data(s.economy), hm_shock_data(s.shock),
                         closure, 1e-13, 20000, &o);
        if (found && s.certificate->outcome == HM_CONVERGED) {
            same_answer(&s, &o);
            compared++;
        }
        oracle_clear(&o);
        solved_clear(&s);
        model_shock_free(&shock);
        model_free(&m);
    }
    printf("# %d answers compared\n", compared);
    assert_true(compared * 10 > (int32_t)economies(COMPARED) * 8);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(no_shock_changes_nothing),
        CASE(every_shock_is_solved_and_verified),
        CASE(the_slow_method_agrees),
    };
    return hm_test_run(tests);
}

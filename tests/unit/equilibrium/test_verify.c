// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_verify.c - the verifier confirms what the slow oracle solves, under
 * every switch and closure, and names the equation of every planted fault.
 * The library's own solver takes no part.
 */
#include "hm_test.h"
#include "oracle.h"
#include "random_economy.h"
#include "toy.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct fixture {
    hm_context *ctx;
    toy base;
    hm_economy *economy;
    hm_shock *shock;
    oracle o;
    hm_solution *solution;
} fixture;

static void make_toy_shock(fixture *f)
{
    double hat[TOY_FLOWS];
    for (int i = 0; i < TOY_FLOWS; i++) {
        hat[i] = 1.0;
    }
    hat[toy_flow(2, 3, 2)] = 1.1;
    hm_shock_arrays arrays = {.cost_hat = hat};
    assert_hm_ok(f->ctx,
                 hm_shock_from_arrays(f->ctx, f->economy, &arrays, &f->shock));
}

static int set_up(void **state)
{
    static fixture f;
    memset(&f, 0, sizeof f);
    assert_int_equal(hm_context_create(NULL, &f.ctx), HM_OK);
    f.economy = toy_make(f.ctx, &f.base);
    assert_non_null(f.economy);
    make_toy_shock(&f);
    assert_true(oracle_solve(hm_economy_data(f.economy), hm_shock_data(f.shock),
                             HM_CLOSURE_FIXED, 1e-14, 10000, &f.o));
    assert_hm_ok(f.ctx, hm_solution_create(f.ctx, f.economy, &f.solution));
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    oracle_clear(&f->o);
    hm_solution_free(f->solution);
    hm_shock_free(f->shock);
    hm_economy_free(f->economy);
    hm_context_free(f->ctx);
    return 0;
}

static hm_verification verify(fixture *f, hm_closure closure)
{
    hm_verification v;
    hm_solution_arrays arrays = oracle_arrays(&f->o);
    hm_solution_set(f->solution, &arrays);
    assert_hm_ok(f->ctx,
                 hm_equilibrium_verify(f->ctx, f->economy, closure, f->shock,
                                       f->solution, 1e-10, &v));
    return v;
}

static void confirms_the_golden_toy(void **state)
{
    hm_verification v = verify(*state, HM_CLOSURE_FIXED);
    assert_true(v.confirmed);
    /* The oracle stops at changes of 1e-14; what is left is rounding. */
    assert_near(v.residual, 0.0, 1e-12);
    assert_true(v.residual >= v.factor_market && v.residual >= v.price);
    assert_true(v.worst_equation[0] != '\0');
}

/* --- planted faults ---------------------------------------------------------- */

typedef struct fault {
    double *(*place)(oracle *o);
    double factor; /* of the value there */
    double least;  /* the family's residual must reach this */
    size_t family; /* of hm_verification */
    const char *equation;
} fault;

#define PLACE(name, member, index)                                             \
    static double *name(oracle *o)                                             \
    {                                                                          \
        return &o->member[index];                                              \
    }
PLACE(wage_ccc, w, 2)
PLACE(cost_bbb_2, c, 1 * TOY_J + 1)
PLACE(price_ddd_3, P, 3 * TOY_J + 2)
PLACE(index_aaa, Pn, 0)
PLACE(spending_bbb_3, X, 1 * TOY_J + 2)
PLACE(output_aaa_1, Y, 0)
PLACE(income_ccc, I, 2)
PLACE(deficit_ddd, D, 3)

static double family_of(const hm_verification *v, size_t offset)
{
    double value = 0.0;
    memcpy(&value, (const char *)v + offset, sizeof value);
    return value;
}

/* A millionth off in one number: it is seen, and the equation that names the
 * number is the worst or holds as large a gap in its family. */
static void every_planted_fault_is_named(void **state)
{
    const fault faults[] = {
        {wage_ccc, 1 + 1e-6, 5e-7, offsetof(hm_verification, factor_market),
         "labour market, CCC"},
        {cost_bbb_2, 1 + 1e-6, 5e-7, offsetof(hm_verification, price),
         "BBB, good-2"},
        {price_ddd_3, 1 + 1e-6, 5e-7, offsetof(hm_verification, price), "DDD"},
        {index_aaa, 1 + 1e-6, 9e-7, offsetof(hm_verification, price),
         "price index, AAA"},
        {spending_bbb_3, 1 + 1e-6, 2e-7, offsetof(hm_verification, expenditure),
         "BBB"},
        {output_aaa_1, 1 + 1e-6, 2e-7, offsetof(hm_verification, output),
         "AAA"},
        {income_ccc, 1 + 1e-6, 5e-7, offsetof(hm_verification, budget), "CCC"},
        {deficit_ddd, 1 + 1e-4, 5e-7, offsetof(hm_verification, balance),
         "DDD"},
        {wage_ccc, 1 - 1e-6, 5e-7, offsetof(hm_verification, factor_market),
         "labour market, CCC"},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        double *place = faults[i].place(&f->o);
        double right = *place;
        *place = right * faults[i].factor;
        hm_verification v = verify(f, HM_CLOSURE_FIXED);
        *place = right;
        assert_false(v.confirmed);
        assert_contains(v.worst_equation, faults[i].equation);
        assert_true(family_of(&v, faults[i].family) > faults[i].least);
    }
    assert_true(verify(f, HM_CLOSURE_FIXED).confirmed);
}

static void no_number_is_never_confirmed(void **state)
{
    double *(*const places[])(oracle *) = {
        wage_ccc,       cost_bbb_2,   price_ddd_3, index_aaa,
        spending_bbb_3, output_aaa_1, income_ccc,  deficit_ddd};
    const char *const names[] = {
        "wage, CCC",        "cost, BBB, good-2",     "price, DDD, good-3",
        "price index, AAA", "spending, BBB, good-3", "output, AAA, good-1",
        "income, CCC",      "trade balance, DDD"};
    const double bad[] = {NAN, INFINITY, -INFINITY, -1.0};
    fixture *f = *state;
    for (size_t p = 0; p < sizeof places / sizeof places[0]; p++) {
        for (size_t b = 0; b < sizeof bad / sizeof bad[0]; b++) {
            double *place = places[p](&f->o);
            double right = *place;
            *place = bad[b];
            hm_verification v = verify(f, HM_CLOSURE_FIXED);
            *place = right;
            assert_false(v.confirmed);
            bool negative_deficit = place == deficit_ddd(&f->o) && b == 3;
            if (!negative_deficit) {
                assert_true(isinf(v.residual));
                assert_string_equal(v.worst_equation, names[p]);
            }
        }
    }
}

static void zero_where_it_must_be_positive_is_refused(void **state)
{
    fixture *f = *state;
    double *const places[] = {price_ddd_3(&f->o), index_aaa(&f->o),
                              income_ccc(&f->o), wage_ccc(&f->o),
                              cost_bbb_2(&f->o)};
    for (size_t p = 0; p < sizeof places / sizeof places[0]; p++) {
        double right = *places[p];
        *places[p] = 0.0;
        assert_false(verify(f, HM_CLOSURE_FIXED).confirmed);
        *places[p] = right;
    }
}

/* A solution of one problem does not pass for another. */
static void the_wrong_problem_is_seen(void **state)
{
    fixture *f = *state;
    hm_shock *right = f->shock;
    hm_verification v = verify(f, HM_CLOSURE_SCALED);
    assert_false(v.confirmed);
    assert_contains(v.worst_equation, "trade balance");
    assert_false(verify(f, HM_CLOSURE_ZERO).confirmed);
    f->shock = NULL;
    v = verify(f, HM_CLOSURE_FIXED);
    f->shock = right;
    assert_false(v.confirmed);
    assert_contains(v.worst_equation, "good-2");
}

/* All nominal values twice as large: only the numeraire can tell. */
static void the_numeraire_is_checked(void **state)
{
    fixture *f = *state;
    toy *base = &f->base;
    for (int n = 0; n < TOY_N; n++) {
        base->D[n] = 0.0;
    }
    hm_economy_free(f->economy);
    f->economy = toy_make(f->ctx, base);
    oracle *o = &f->o;
    oracle_clear(o);
    assert_true(oracle_solve(hm_economy_data(f->economy),
                             hm_shock_data(f->shock), HM_CLOSURE_ZERO, 1e-14,
                             10000, o));
    for (size_t i = 0; i < TOY_N * TOY_J; i++) {
        o->c[i] *= 2;
        o->P[i] *= 2;
        o->X[i] *= 2;
        o->Y[i] *= 2;
    }
    for (size_t n = 0; n < TOY_N; n++) {
        o->w[n] *= 2;
        o->Pn[n] *= 2;
        o->I[n] *= 2;
    }
    hm_verification v = verify(f, HM_CLOSURE_ZERO);
    assert_string_equal(v.worst_equation, "numeraire");
    assert_near(v.numeraire, 1.0, 1e-12);
    assert_near(v.factor_market + v.price + v.output + v.budget, 0.0, 1e-12);
}

/* --- every switch ---------------------------------------------------------------- */

/* Solve with the oracle, verify, then plant one fault that must be seen. */
static bool solve_and_verify(hm_context *ctx, const model *m,
                             const model_shock *s, hm_closure closure)
{
    hm_economy *economy = model_economy(ctx, m);
    assert_non_null(economy);
    hm_shock *shock = model_shock_make(ctx, economy, s);
    assert_non_null(shock);
    hm_solution *solution = NULL;
    hm_verification v;
    oracle o;
    assert_hm_ok(ctx, hm_solution_create(ctx, economy, &solution));
    bool solved = oracle_solve(hm_economy_data(economy), hm_shock_data(shock),
                               closure, 1e-13, 20000, &o);
    if (solved) {
        hm_solution_arrays arrays = oracle_arrays(&o);
        hm_solution_set(solution, &arrays);
        assert_hm_ok(ctx, hm_equilibrium_verify(ctx, economy, closure, shock,
                                                solution, 1e-9, &v));
        if (!v.confirmed) {
            print_error("%s: %g\n", v.worst_equation, v.residual);
        }
        assert_true(v.confirmed);
        o.I[0] *= 1.000001;
        hm_solution_set(solution, &arrays);
        assert_hm_ok(ctx, hm_equilibrium_verify(ctx, economy, closure, shock,
                                                solution, 1e-9, &v));
        assert_false(v.confirmed);
    }
    oracle_clear(&o);
    hm_solution_free(solution);
    hm_shock_free(shock);
    hm_economy_free(economy);
    return solved;
}

static void confirms_the_oracle_under_every_switch(void **state)
{
    fixture *f = *state;
    const hm_closure closures[] = {HM_CLOSURE_FIXED, HM_CLOSURE_SCALED,
                                   HM_CLOSURE_BILATERAL};
    int solved = 0;
    for (unsigned bit = 0; bit < 11; bit++) {
        for (int c = 0; c < 3; c++) {
            for (int kind = 0; kind < SHOCK_KINDS; kind++) {
                uint64_t seed = 100 * bit + 10 * (unsigned)c + 3;
                model m = model_random(seed, 1u << bit, 0, 0);
                model_shock s = model_shock_random(&m, seed, (shock_kind)kind);
                solved += solve_and_verify(f->ctx, &m, &s, closures[c]);
                model_shock_free(&s);
                model_free(&m);
            }
        }
    }
    /* 198 runs; where deficits are fixed and trade is cut some have none. */
    assert_true(solved > 180);
}

/* --- idle factors, cut links --------------------------------------------------------- */

/* Country 0 makes good 1 for sale abroad only, with a factor of its own. */
static model with_an_export_enclave(void)
{
    model m = model_random(11, WITH_INPUTS | WITH_TARIFFS, 3, 2);
    model e = model_new(3, 2, 4);
    double V[2 * 3 * 3] = {90, 11, 13, 9, 70, 8, 12, 7, 110,
                           0,  14, 6,  9, 80, 5, 11, 6, 60};
    static const int32_t owner[4] = {0, 0, 1, 2};
    static const double split[4 * 2] = {1, 0.6, 0, 0.4, 1, 1, 1, 1};
    memcpy(e.owner, owner, sizeof owner);
    memcpy(e.v, split, sizeof split);
    memcpy(e.a, m.a, 3 * 2 * 2 * sizeof(double));
    e.theta[0] = e.home[0] = 4;
    e.theta[1] = e.home[1] = 6;
    model_account(&e, V);
    model_free(&m);
    return e;
}

/* The enclave's markets close: its factor is idle, which is an equilibrium
 * only while nobody can buy. */
static void an_idle_factor_needs_a_cut_market(void **state)
{
    fixture *f = *state;
    model m = with_an_export_enclave();
    model_shock s = model_shock_new(&m);
    s.phi[(1 * 3 + 1) * 3 + 0] = 0.0;
    s.phi[(1 * 3 + 2) * 3 + 0] = 0.0;
    hm_economy *economy = model_economy(f->ctx, &m);
    hm_shock *shock = model_shock_make(f->ctx, economy, &s);
    hm_solution *solution = NULL;
    hm_verification v;
    oracle o;
    assert_hm_ok(f->ctx, hm_solution_create(f->ctx, economy, &solution));
    assert_true(oracle_solve(hm_economy_data(economy), hm_shock_data(shock),
                             HM_CLOSURE_FIXED, 1e-14, 20000, &o));
    assert_true(o.w[1] == 0.0 && o.Y[1] == 0.0);
    hm_solution_arrays arrays = oracle_arrays(&o);
    hm_solution_set(solution, &arrays);
    assert_hm_ok(f->ctx,
                 hm_equilibrium_verify(f->ctx, economy, HM_CLOSURE_FIXED, shock,
                                       solution, 1e-10, &v));
    assert_true(v.confirmed);
    assert_hm_ok(f->ctx,
                 hm_equilibrium_verify(f->ctx, economy, HM_CLOSURE_FIXED, NULL,
                                       solution, 1e-10, &v));
    assert_false(v.confirmed);
    assert_true(isinf(v.factor_market));
    o.w[1] = 1e-3; /* paid, and used by nobody */
    hm_solution_set(solution, &arrays);
    assert_hm_ok(f->ctx,
                 hm_equilibrium_verify(f->ctx, economy, HM_CLOSURE_FIXED, shock,
                                       solution, 1e-10, &v));
    assert_false(v.confirmed);
    assert_near(v.factor_market, 1.0, 1e-12);
    hm_solution_free(solution);
    oracle_clear(&o);
    hm_shock_free(shock);
    hm_economy_free(economy);
    model_shock_free(&s);
    model_free(&m);
}

/* --- arguments and memory -------------------------------------------------------------- */

static void a_tolerance_must_be_positive(void **state)
{
    fixture *f = *state;
    const double bad[] = {0.0, -1e-9, NAN, INFINITY};
    hm_verification v;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_hm_status(f->ctx,
                         hm_equilibrium_verify(f->ctx, f->economy,
                                               HM_CLOSURE_FIXED, f->shock,
                                               f->solution, bad[i], &v),
                         HM_ERR_ARGUMENT);
        assert_false(v.confirmed);
    }
    assert_hm_message(f->ctx, "expected a number above 0");
}

static hm_status verify_once(const hm_allocator *allocator, void *user)
{
    fixture *f = user;
    hm_context *ctx = NULL;
    hm_verification v;
    hm_status status = hm_context_create(allocator, &ctx);
    if (status == HM_OK) {
        status = hm_equilibrium_verify(ctx, f->economy, HM_CLOSURE_FIXED,
                                       f->shock, f->solution, 1e-10, &v);
        assert_true(v.confirmed == (status == HM_OK));
    }
    hm_context_free(ctx);
    return status;
}

static void memory_may_run_out_anywhere(void **state)
{
    assert_true(verify(*state, HM_CLOSURE_FIXED).confirmed);
    assert_true(hm_test_out_of_memory(verify_once, *state) >= 4);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(confirms_the_golden_toy),
        CASE(every_planted_fault_is_named),
        CASE(no_number_is_never_confirmed),
        CASE(zero_where_it_must_be_positive_is_refused),
        CASE(the_wrong_problem_is_seen),
        CASE(the_numeraire_is_checked),
        CASE(confirms_the_oracle_under_every_switch),
        CASE(an_idle_factor_needs_a_cut_market),
        CASE(a_tolerance_must_be_positive),
        CASE(memory_may_run_out_anywhere),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_caps.c - quotas on random economies, up to 50 at once, every switch of
 * the model on and off: complementarity holds (the verifier says so in its own
 * code), a rent is a tariff or an export tax, what does not bind changes no
 * digit, zero is an embargo, tighter costs more.
 */
#include "solved.h"

#include <stdlib.h>
#include <string.h>

enum { ECONOMIES = 120, MOST_CAPS = 50 };

static const double tolerance = 1e-12;

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

/* A model, a shock on it, and caps on some flows. */
typedef struct capped {
    model m;
    model_shock s;
    size_t flows;
    double *quantity, *value;
    hm_closure closure;
} capped;

static double *no_caps(size_t flows)
{
    double *caps = malloc(flows * sizeof(double));
    assert_non_null(caps);
    for (size_t f = 0; f < flows; f++) {
        caps[f] = HUGE_VAL;
    }
    return caps;
}

static capped capped_new(uint64_t seed, unsigned flags, shock_kind kind,
                         size_t N)
{
    static const hm_closure closures[] = {HM_CLOSURE_FIXED, HM_CLOSURE_SCALED,
                                          HM_CLOSURE_BILATERAL,
                                          HM_CLOSURE_ZERO};
    capped c = {.m = model_random(seed, flags, N, 0),
                .closure = closures[seed % 4]};
    c.s = model_shock_random(&c.m, seed, kind);
    c.flows = c.m.J * c.m.N * c.m.N;
    c.quantity = no_caps(c.flows);
    c.value = no_caps(c.flows);
    return c;
}

static void capped_free(capped *c)
{
    free(c->quantity);
    free(c->value);
    model_shock_free(&c->s);
    model_free(&c->m);
}

static hm_shock *shock_of(hm_context *ctx, const hm_economy *economy,
                          const capped *c)
{
    hm_shock_arrays arrays = model_shock_arrays(&c->s);
    hm_shock *shock = NULL;
    arrays.quantity_cap = c->quantity;
    arrays.value_cap = c->value;
    assert_hm_ok(ctx, hm_shock_from_arrays(ctx, economy, &arrays, &shock));
    return shock;
}

/* Solved as it is; verified when it converged. */
static solved solve_capped(hm_context *ctx, const capped *c)
{
    solved s = {.economy = economy_of(ctx, &c->m, c->closure)};
    s.shock = shock_of(ctx, s.economy, c);
    solve_into(ctx, &s, c->closure, tolerance);
    return s;
}

/* The same without its caps, and without rents on the flows that have one. */
static solved solve_free(hm_context *ctx, const capped *c)
{
    solved s = {.economy = economy_of(ctx, &c->m, c->closure)};
    s.shock = model_shock_make(ctx, s.economy, &c->s);
    assert_non_null(s.shock);
    solve_into(ctx, &s, c->closure, tolerance);
    return s;
}

/* Quantity over the base's and customs value of a flow (T21, T22). */
typedef struct load {
    double quantity, value;
} load;

static load load_of(const capped *c, const solved *s, const double *share,
                    size_t f, double m)
{
    const hm_economy_arrays *a = hm_economy_data(s->economy);
    size_t N = c->m.N;
    size_t J = c->m.J;
    size_t cell = f / N % N * J + f / N / N;
    double spent = share[f] * s->x->expenditure[cell];
    double cost = s->x->cost_hat[f % N * J + f / N / N];
    double kappa = c->s.d[f] * (1 + c->s.t[f]) * (1 + c->s.e[f]) * (1 + m) /
                   ((1 + c->m.t[f]) * (1 + c->m.e[f]) * (1 + c->m.m[f]));
    load l = {spent / (a->share[f] * a->expenditure[cell]) / (kappa * cost),
              spent / (1 + c->s.t[f]) * (1 + (1 - c->s.zeta[f]) * m) / (1 + m)};
    return l;
}

static bool may_cap(const capped *c, const solved *s, size_t f)
{
    size_t N = c->m.N;
    return f % N != f / N % N && hm_economy_data(s->economy)->share[f] > 0 &&
           c->s.phi[f] > 0 && s->x->output[f % N * c->m.J + f / N / N] > 0 &&
           s->x->expenditure[f / N % N * c->m.J + f / N / N] > 0;
}

/* Caps on up to `count` flows, from `low` to `high` of what passes without: on
 * the quantity, the value, or both. Rents with either owner, or shared. */
static size_t draw_caps(capped *c, const solved *open, hm_random *r,
                        size_t count, double low, double high)
{
    double *share = malloc(c->flows * sizeof(double));
    size_t drawn = 0;
    assert_non_null(share);
    hm_solution_shares(open->economy, open->shock, open->solution, share);
    for (size_t k = 0; k < 3 * count && drawn < count; k++) {
        size_t f = (size_t)(hm_random_uniform(r) * (double)c->flows);
        double cut = hm_random_range(r, low, high);
        double kind = hm_random_uniform(r);
        if (f >= c->flows || !may_cap(c, open, f) || isfinite(c->quantity[f]) ||
            isfinite(c->value[f])) {
            continue;
        }
        load l = load_of(c, open, share, f, c->s.m[f]);
        if (kind < 0.6) {
            c->quantity[f] = cut * l.quantity;
        }
        if (kind > 0.4) {
            c->value[f] = cut * l.value;
        }
        double owner = hm_random_uniform(r);
        c->s.zeta[f] = owner < 0.4 ? 1 : (owner < 0.8 ? 0 : owner);
        c->s.m[f] = c->m.m[f]; /* ignored where there is a cap */
        drawn++;
    }
    free(share);
    return drawn;
}

/* --- quotas as measures --------------------------------------------------------------- */

static hm_measure quota(hm_rule rule, double value)
{
    static const char *const seller[] = {"C01"};
    static const char *const buyer[] = {"C00"};
    static const char *const good[] = {"s00"};
    return (hm_measure){.kind = HM_MEASURE_QUOTA,
                        .rule = rule,
                        .value = value,
                        .exporter = {1, seller, false},
                        .importer = {1, buyer, false},
                        .sector = {1, good, false}};
}

/* Of two quotas the lower cap of each kind holds and the last owner; 0 cuts. */
static void quotas_add_up(void **state)
{
    capped c = capped_new(1, 0, SHOCK_NONE, 3);
    hm_economy *economy = model_economy(*state, &c.m);
    hm_scenario *scenario = NULL;
    hm_shock *shock = NULL;
    const size_t flow = 1;
    hm_measure m = quota(HM_RULE_LOWER, 0.7);
    assert_hm_ok(*state, hm_scenario_create(*state, "q", NULL, &scenario));
    m.value_musd = 40.0;
    m.rents = 1.0;
    assert_hm_ok(*state, hm_scenario_add(scenario, &m));
    m.value = 0.9;
    m.value_musd = 30.0;
    m.rents = 0.25;
    assert_hm_ok(*state, hm_scenario_add(scenario, &m));
    assert_hm_ok(*state, hm_shock_create(*state, economy, scenario, &shock));
    const hm_shock_arrays *s = hm_shock_data(shock);
    assert_near(s->quantity_cap[flow], 0.7, 0.0);
    assert_near(s->value_cap[flow], 30.0, 0.0);
    assert_near(s->rent_importer_share[flow], 0.25, 0.0);
    assert_null(s->phi);
    assert_true(isinf(s->quantity_cap[2]));
    hm_shock_free(shock);
    m = quota(HM_RULE_VALUE_MUSD, 0.0);
    assert_hm_ok(*state, hm_scenario_add(scenario, &m));
    assert_hm_ok(*state, hm_shock_create(*state, economy, scenario, &shock));
    s = hm_shock_data(shock);
    assert_near(s->phi[flow], 0.0, 0.0);
    assert_near(s->phi[2], 1.0, 0.0);
    assert_true(isinf(s->value_cap[flow]) && isinf(s->quantity_cap[flow]));
    hm_shock_free(shock);
    hm_scenario_free(scenario);
    hm_economy_free(economy);
    capped_free(&c);
}

static void refused(hm_context *ctx, hm_measure m, const char *part)
{
    hm_scenario *scenario = NULL;
    assert_hm_ok(ctx, hm_scenario_create(ctx, "q", NULL, &scenario));
    assert_hm_status(ctx, hm_scenario_add(scenario, &m), HM_ERR_ARGUMENT);
    assert_hm_message(ctx, part);
    hm_scenario_free(scenario);
}

static void bad_quotas_are_refused(void **state)
{
    static const double rows[] = {0.5};
    hm_measure m = quota(HM_RULE_LOWER, INFINITY);
    m.value_musd = INFINITY;
    refused(*state, m, "expected a cap on the quantity or on the value");
    m.value_musd = -1.0;
    refused(*state, m, "a value_musd of 0 or more");
    m.value_musd = 1.0;
    m.rents = 1.5;
    refused(*state, m, "rents in [0, 1]");
    refused(*state, quota(HM_RULE_QUANTITY_HAT, INFINITY),
            "a number of 0 or more");
    refused(*state, quota(HM_RULE_RATE, 0.5),
            "quota takes quantity_hat, value_musd or both");
    m = quota(HM_RULE_LOWER, 1.0);
    m.n_rows = 1;
    m.row_value = rows;
    refused(*state, m, "a table of both caps needs row_musd");
}

/* --- complementarity ---------------------------------------------------------------- */

/* T24 in the test's own words: |min(m, slack over the cap)|. */
static double worst_gap(const capped *c, const solved *s, size_t *binding)
{
    double *share = malloc(c->flows * sizeof(double));
    double worst = 0;
    assert_non_null(share);
    hm_solution_shares(s->economy, s->shock, s->solution, share);
    for (size_t f = 0; f < c->flows; f++) {
        double m = s->x->rent_wedge[f];
        if ((!isfinite(c->quantity[f]) && !isfinite(c->value[f])) || isinf(m)) {
            continue;
        }
        load l = load_of(c, s, share, f, m);
        double slack =
            fmin(isfinite(c->quantity[f]) ? 1 - l.quantity / c->quantity[f] : 1,
                 isfinite(c->value[f]) ? 1 - l.value / c->value[f] : 1);
        assert_true(m >= 0);
        worst = fmax(worst, fabs(fmin(m, slack)));
        *binding += m > 0 ? 1 : 0;
    }
    free(share);
    return worst;
}

static void complementarity_holds(void **state)
{
    uint64_t first = hm_test_seed(1);
    uint64_t last = first + (uint64_t)(ECONOMIES * hm_test_multiplier());
    size_t binding = 0;
    size_t drawn = 0;
    int32_t failed = 0;
    int32_t refused = 0;
    int32_t most = 0;
    double worst = 0;
    for (uint64_t seed = first; seed < last; seed++) {
        capped c =
            capped_new(seed, WITH_ALL, seed % 3 == 0 ? SHOCK_LARGE : SHOCK_NONE,
                       4 + seed % 5);
        hm_random r = hm_random_seed(seed + 1000);
        solved open = solve_free(*state, &c);
        drawn += draw_caps(&c, &open, &r, 1 + seed % MOST_CAPS, 0.05, 1.4);
        solved s = solve_capped(*state, &c);
        if (s.certificate->outcome == HM_INADMISSIBLE ||
            s.certificate->outcome == HM_NO_EQUILIBRIUM) {
            refused++; /* some good has no other source, or no other buyer */
        } else if (s.certificate->outcome != HM_CONVERGED) {
            print_error("seed %d: %s, %s\n", (int)seed,
                        hm_outcome_name(s.certificate->outcome),
                        s.certificate->reason);
            failed++;
        } else {
            worst = fmax(worst, worst_gap(&c, &s, &binding));
            most = s.certificate->iterations > most ? s.certificate->iterations
                                                    : most;
        }
        solved_clear(&s);
        solved_clear(&open);
        capped_free(&c);
    }
    print_message("# %d caps, %d bind, worst gap %.1e, most sweeps %d, %d "
                  "refused, %d without an answer\n",
                  (int)drawn, (int)binding, worst, (int)most, (int)refused,
                  (int)failed);
    assert_true(binding > drawn / 4);
    assert_true(worst < 1e-10);
    /* A run without an answer claims none: its path turned back short of the caps.
     * At most one in 30. */
    assert_true(failed <= (int32_t)(last - first) / 30);
    assert_true(refused <= (int32_t)(last - first) / 10);
}

/* --- a rent is a tax ------------------------------------------------------------------ */

/* The rents found, as tariffs and export taxes of the owners (7.4). */
static void rents_are_taxes(void **state)
{
    for (uint64_t seed = 300; seed < 330; seed++) {
        capped c = capped_new(seed, WITH_ALL & ~WITH_RENTS, SHOCK_NONE, 6);
        hm_random r = hm_random_seed(seed);
        solved open = solve_free(*state, &c);
        (void)draw_caps(&c, &open, &r, 12, 0.3, 0.95);
        for (size_t f = 0; f < c.flows; f++) {
            c.s.zeta[f] = c.s.zeta[f] < 0.5 ? 0 : 1;
        }
        solved s = solve_capped(*state, &c);
        assert_int_equal(s.certificate->outcome, HM_CONVERGED);
        for (size_t f = 0; f < c.flows; f++) {
            double m = s.x->rent_wedge[f];
            double *rate = c.s.zeta[f] > 0 ? c.s.t : c.s.e;
            assert_true(isfinite(m));
            rate[f] = (1 + rate[f]) * (1 + m) - 1;
        }
        solved tax = solve_free(*state, &c);
        assert_int_equal(tax.certificate->outcome, HM_CONVERGED);
        for (size_t n = 0; n < c.m.N; n++) {
            /* two solves to 1e-12, and what a deficit in MUSD makes of it */
            assert_near_rel(welfare_of(&tax, n), welfare_of(&s, n), 1e-9);
        }
        solved_clear(&tax);
        solved_clear(&s);
        solved_clear(&open);
        capped_free(&c);
    }
}

/* --- what does not bind ----------------------------------------------------------------- */

static void assert_same_digits(const capped *c, const solved *a,
                               const solved *b)
{
    size_t cells = c->m.N * c->m.J * sizeof(double);
    assert_int_equal(a->certificate->outcome, HM_CONVERGED);
    assert_int_equal(b->certificate->outcome, HM_CONVERGED);
    assert_memory_equal(a->x->cost_hat, b->x->cost_hat, cells);
    assert_memory_equal(a->x->price_hat, b->x->price_hat, cells);
    assert_memory_equal(a->x->expenditure, b->x->expenditure, cells);
    assert_memory_equal(a->x->output, b->x->output, cells);
    assert_memory_equal(a->x->income, b->x->income, c->m.N * sizeof(double));
    assert_memory_equal(a->x->factor_price_hat, b->x->factor_price_hat,
                        c->m.F * sizeof(double));
}

/* At what passes without it, or above: the same digits as without. */
static void a_cap_that_does_not_bind_changes_nothing(void **state)
{
    for (uint64_t seed = 400; seed < 430; seed++) {
        capped c = capped_new(seed, WITH_ALL & ~WITH_RENTS,
                              seed % 2 == 0 ? SHOCK_SMALL : SHOCK_NONE, 0);
        hm_random r = hm_random_seed(seed);
        memcpy(c.s.m, c.m.m, c.flows * sizeof(double));
        solved open = solve_free(*state, &c);
        double high = seed % 3 == 0 ? 1.0 : 2.0;
        assert_true(draw_caps(&c, &open, &r, 20, 1.0, high) > 0);
        solved s = solve_capped(*state, &c);
        assert_same_digits(&c, &open, &s);
        solved_clear(&s);
        solved_clear(&open);
        capped_free(&c);
    }
}

/* The same beside caps that bind. */
static void a_slack_cap_beside_a_binding_one(void **state)
{
    for (uint64_t seed = 430; seed < 450; seed++) {
        capped c = capped_new(seed, WITH_ALL & ~WITH_RENTS, SHOCK_NONE, 6);
        hm_random r = hm_random_seed(seed);
        solved open = solve_free(*state, &c);
        (void)draw_caps(&c, &open, &r, 5, 0.3, 0.9);
        solved some = solve_capped(*state, &c);
        (void)draw_caps(&c, &open, &r, 8, 3.0, 4.0);
        solved more = solve_capped(*state, &c);
        assert_same_digits(&c, &some, &more);
        solved_clear(&more);
        solved_clear(&some);
        solved_clear(&open);
        capped_free(&c);
    }
}

/* --- at the ends ------------------------------------------------------------------------- */

/* A cap of zero is the embargo, digit by digit. */
static void zero_is_an_embargo(void **state)
{
    for (uint64_t seed = 500; seed < 530; seed++) {
        capped c = capped_new(seed, WITH_INPUTS | WITH_TARIFFS | WITH_FACTORS,
                              SHOCK_NONE, 5);
        size_t cut = 1; /* imports of the first country from the second */
        c.closure = seed % 2 == 0 ? HM_CLOSURE_BILATERAL : HM_CLOSURE_ZERO;
        if (seed % 3 == 0) {
            c.value[cut] = 0;
        } else {
            c.quantity[cut] = 0;
        }
        solved cap = solve_capped(*state, &c);
        c.value[cut] = c.quantity[cut] = HUGE_VAL;
        c.s.phi[cut] = 0;
        solved ban = solve_free(*state, &c);
        assert_same_digits(&c, &cap, &ban);
        solved_clear(&cap);
        solved_clear(&ban);
        capped_free(&c);
    }
}

/* Caps of next to nothing on all that two countries trade: rents beyond the limit,
 * so bans, and with them the two countries' balance is gone (T18 B) as under an
 * embargo. */
static void caps_that_become_bans_close_a_link(void **state)
{
    for (uint64_t seed = 530; seed < 542; seed++) {
        capped c = capped_new(seed, WITH_INPUTS | WITH_TARIFFS, SHOCK_NONE, 5);
        c.closure = HM_CLOSURE_BILATERAL;
        size_t N = c.m.N;
        for (size_t j = 0; j < c.m.J; j++) {
            c.m.theta[j] = fmin(c.m.theta[j], 4);
            c.m.home[j] = c.m.theta[j];
            c.quantity[j * N * N + 1] = 1e-90;
            c.quantity[j * N * N + N] = 1e-90;
        }
        solved cap = solve_capped(*state, &c);
        solved open = solve_free(*state, &c);
        for (size_t j = 0; j < c.m.J; j++) {
            c.quantity[j * N * N + 1] = c.quantity[j * N * N + N] = HUGE_VAL;
            c.s.phi[j * N * N + 1] = c.s.phi[j * N * N + N] = 0;
        }
        solved ban = solve_free(*state, &c);
        assert_int_equal(cap.certificate->outcome, HM_CONVERGED);
        assert_int_equal(ban.certificate->outcome, HM_CONVERGED);
        assert_true(isinf(cap.x->rent_wedge[1]));
        /* the balance did change with the link */
        assert_true(fabs(ban.x->deficit[0] - open.x->deficit[0]) >
                    1e-9 * open.x->income[0]);
        for (size_t n = 0; n < N; n++) {
            assert_near(cap.x->deficit[n], ban.x->deficit[n],
                        1e-10 * ban.x->income[n]);
            assert_near_rel(welfare_of(&cap, n), welfare_of(&ban, n), 1e-9);
        }
        solved_clear(&cap);
        solved_clear(&open);
        solved_clear(&ban);
        capped_free(&c);
    }
}

/* More capped flows than a solve can take are refused, in words. */
static void too_many_caps_are_refused(void **state)
{
    capped c = {.m = model_random(3, 0, 48, 30), .closure = HM_CLOSURE_ZERO};
    c.s = model_shock_random(&c.m, 3, SHOCK_NONE);
    c.flows = c.m.J * c.m.N * c.m.N;
    c.quantity = no_caps(c.flows);
    c.value = no_caps(c.flows);
    for (size_t f = 0; f < c.flows; f++) {
        c.quantity[f] = f % c.m.N == f / c.m.N % c.m.N ? HUGE_VAL : 2.0;
    }
    hm_economy *economy = economy_of(*state, &c.m, c.closure);
    hm_shock *shock = shock_of(*state, economy, &c);
    hm_solution *solution = NULL;
    hm_solver *solver = NULL;
    assert_true(c.m.N * (c.m.N - 1) * c.m.J > HM_CAPS_LIMIT);
    assert_hm_ok(*state, hm_solution_create(*state, economy, &solution));
    assert_hm_ok(*state,
                 hm_solver_create(*state, economy, c.closure, NULL, &solver));
    assert_hm_status(*state, hm_solver_solve(solver, shock, NULL, solution),
                     HM_ERR_LIMIT);
    assert_hm_message(*state, "quota: more than 65536 flows are capped");
    hm_solver_free(solver);
    hm_solution_free(solution);
    hm_shock_free(shock);
    hm_economy_free(economy);
    capped_free(&c);
}

/* A tighter cap asks for a higher rent, and its limit is the ban. */
static void tighter_costs_more(void **state)
{
    for (uint64_t seed = 600; seed < 620; seed++) {
        capped c = capped_new(seed, WITH_INPUTS | WITH_TARIFFS, SHOCK_NONE, 5);
        size_t flow = 1;
        double before = 0;
        c.s.zeta[flow] = seed % 2 == 0 ? 1 : 0;
        for (double cap = 0.95; cap > 1e-3; cap *= 0.6) {
            c.quantity[flow] = cap;
            solved s = solve_capped(*state, &c);
            assert_int_equal(s.certificate->outcome, HM_CONVERGED);
            assert_true(s.x->rent_wedge[flow] > before);
            before = s.x->rent_wedge[flow];
            solved_clear(&s);
        }
        c.quantity[flow] = 1e-250;
        solved s = solve_capped(*state, &c);
        c.quantity[flow] = 0;
        solved ban = solve_capped(*state, &c);
        assert_true(isinf(s.x->rent_wedge[flow]));
        for (size_t n = 0; n < c.m.N; n++) {
            assert_near_rel(welfare_of(&s, n), welfare_of(&ban, n), 1e-10);
        }
        solved_clear(&ban);
        solved_clear(&s);
        capped_free(&c);
    }
}

/* A base that has a rent: at 1 the old quota stays, above it rents fall. */
static void a_quota_of_the_base(void **state)
{
    for (uint64_t seed = 700; seed < 720; seed++) {
        capped c = capped_new(seed, WITH_INPUTS | WITH_TARIFFS, SHOCK_NONE, 5);
        size_t flow = 1;
        c.m.m[flow] = 0.4;
        c.m.zeta[flow] = c.s.zeta[flow] = 0.3;
        c.s.m[flow] = 0.4;
        c.closure = HM_CLOSURE_ZERO;
        c.quantity[flow] = 1;
        solved s = solve_capped(*state, &c);
        assert_near(s.x->rent_wedge[flow], 0.4, 1e-8);
        solved_clear(&s);
        c.quantity[flow] = 1.1;
        s = solve_capped(*state, &c);
        assert_true(s.x->rent_wedge[flow] < 0.4 && s.x->rent_wedge[flow] > 0);
        solved_clear(&s);
        c.quantity[flow] = 1e6;
        s = solve_capped(*state, &c);
        assert_true(s.x->rent_wedge[flow] == 0);
        solved_clear(&s);
        capped_free(&c);
    }
}

/* --- planted faults ------------------------------------------------------------------------- */

static bool confirmed(hm_context *ctx, const capped *c, const solved *s)
{
    hm_verification v;
    assert_hm_ok(ctx, hm_equilibrium_verify(ctx, s->economy, c->closure,
                                            s->shock, s->solution, 1e-9, &v));
    return v.confirmed;
}

/* The verifier sees a rent that is off, one too many, and a cap not kept. */
static void the_verifier_sees_it(void **state)
{
    capped c = capped_new(810, WITH_INPUTS | WITH_TARIFFS, SHOCK_NONE, 5);
    size_t flow = 1;
    c.quantity[flow] = 0.6;
    solved s = solve_capped(*state, &c);
    assert_true(confirmed(*state, &c, &s));
    double *rent = malloc(c.flows * sizeof(double));
    assert_non_null(rent);
    memcpy(rent, s.x->rent_wedge, c.flows * sizeof(double));
    hm_solution_arrays arrays = *s.x;
    arrays.rent_wedge = rent;
    rent[flow] *= 1 + 1e-6;
    hm_solution_set(s.solution, &arrays);
    assert_false(confirmed(*state, &c, &s));
    rent[flow] = HUGE_VAL;
    hm_solution_set(s.solution, &arrays);
    assert_false(confirmed(*state, &c, &s));
    solved_clear(&s);
    /* rents right, cap other: a slack cap with a rent, a cap not kept */
    static const double others[] = {0.7, 0.5};
    for (size_t k = 0; k < 2; k++) {
        c.quantity[flow] = 0.6;
        s = solve_capped(*state, &c);
        hm_shock_free(s.shock);
        c.quantity[flow] = others[k];
        s.shock = shock_of(*state, s.economy, &c);
        hm_verification v;
        assert_hm_ok(*state,
                     hm_equilibrium_verify(*state, s.economy, c.closure,
                                           s.shock, s.solution, 1e-9, &v));
        assert_false(v.confirmed);
        assert_true(v.quota > 0.1);
        assert_non_null(strstr(v.worst_equation, "quota"));
        solved_clear(&s);
    }
    free(rent);
    capped_free(&c);
}

/* --- the exact split ------------------------------------------------------- */

/* Terms and volume of trade sum to ln W^ with rents of either owner. 1e-5: what
 * 64 steps leave of sums of fourth order over shocks of this size. */
static void the_split_sums_to_welfare(void **state)
{
    for (uint64_t seed = 900; seed < 910; seed++) {
        capped c = capped_new(seed, WITH_INPUTS | WITH_TARIFFS, SHOCK_NONE, 6);
        hm_random r = hm_random_seed(seed);
        hm_solver *solver = NULL;
        hm_welfare *w = NULL;
        c.closure = HM_CLOSURE_ZERO;
        solved open = solve_free(*state, &c);
        (void)draw_caps(&c, &open, &r, 4, 0.4, 0.9);
        solved s = solve_capped(*state, &c);
        assert_hm_ok(*state, hm_solver_create(*state, s.economy, c.closure,
                                              NULL, &solver));
        assert_hm_ok(*state, hm_welfare_create(*state, s.economy, &w));
        assert_hm_ok(*state, hm_welfare_evaluate(*state, s.economy, s.shock,
                                                 s.solution, w));
        assert_hm_ok(*state,
                     hm_welfare_path(solver, s.shock, s.solution, 64, w));
        const hm_welfare_arrays *v = hm_welfare_data(w);
        for (size_t n = 0; n < c.m.N; n++) {
            double sum = v->terms_of_trade[n] + v->volume_of_trade[n];
            assert_near(sum, log(v->real_income_hat[n]), 1e-5);
        }
        hm_welfare_free(w);
        hm_solver_free(solver);
        solved_clear(&s);
        solved_clear(&open);
        capped_free(&c);
    }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* A solution object that is used again says nothing of the caps before. */
static void a_used_solution_keeps_no_rents(void **state)
{
    capped c = capped_new(4711, 0, SHOCK_NONE, 4);
    hm_solution *solution = NULL;
    hm_solver *solver = NULL;
    hm_economy *economy = economy_of(*state, &c.m, c.closure);
    hm_solver_settings settings = hm_solver_settings_default();
    c.quantity[1] = 0.613;
    hm_shock *shock = shock_of(*state, economy, &c);
    assert_hm_ok(*state, hm_solution_create(*state, economy, &solution));
    assert_hm_ok(*state, hm_solver_create(*state, economy, c.closure, &settings,
                                          &solver));
    assert_hm_ok(*state, hm_solver_solve(solver, shock, NULL, solution));
    assert_non_null(hm_solution_data(solution)->rent_wedge);
    assert_hm_ok(*state, hm_solver_solve(solver, NULL, NULL, solution));
    assert_int_equal(hm_solution_certificate(solution)->outcome, HM_CONVERGED);
    assert_null(hm_solution_data(solution)->rent_wedge);
    hm_solver_free(solver);
    hm_solution_free(solution);
    hm_shock_free(shock);
    hm_economy_free(economy);
    capped_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(quotas_add_up),
        CASE(bad_quotas_are_refused),
        CASE(complementarity_holds),
        CASE(rents_are_taxes),
        CASE(a_cap_that_does_not_bind_changes_nothing),
        CASE(a_slack_cap_beside_a_binding_one),
        CASE(zero_is_an_embargo),
        CASE(caps_that_become_bans_close_a_link),
        CASE(too_many_caps_are_refused),
        CASE(tighter_costs_more),
        CASE(a_quota_of_the_base),
        CASE(the_verifier_sees_it),
        CASE(the_split_sums_to_welfare),
        CASE(a_used_solution_keeps_no_rents),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_sanctions.c - sanction design on random economies: gradients of every
 * lever and aim against differences, brute force over small cases, frontiers
 * that bend the right way, rents that are tariffs, coalitions, threats, draws.
 */
#include "../known/sanction_plan.h"
#include "sanctions/design.h"

enum { MOST = 64 };

static hm_economy *random_of(hm_context *ctx, uint64_t seed, unsigned flags,
                             size_t N, size_t J)
{
    model m = model_random(seed, flags, N, J);
    hm_economy *e = economy_of(ctx, &m, HM_CLOSURE_ZERO);
    model_free(&m);
    return e;
}

static hm_context *context(void)
{
    hm_context *ctx = NULL;
    assert_int_equal(hm_context_create(NULL, &ctx), HM_OK);
    return ctx;
}

/* --- gradients ---------------------------------------------------------------------- */

/* Levers of every kind of country 0 on all of its trade. */
static hmi_levers *all_levers(hm_context *ctx, const hm_economy *e)
{
    static bool yes[MOST * MOST];
    static int32_t owner[MOST];
    hmi_levers *x = NULL;
    hmi_lever_plan plan = {.economy = e,
                           .chosen = {yes, yes, yes, yes},
                           .owner = owner,
                           .low = {-0.2, -0.2, 0.0, 0.0},
                           .high = {5, 5, 1, 5},
                           .rents = 0.7};
    for (int k = 0; k < MOST * MOST; k++) {
        yes[k] = true;
    }
    for (int n = 0; n < MOST; n++) {
        owner[n] = n == 0 ? 0 : -1;
    }
    assert_hm_ok(ctx, hmi_levers_create(ctx, &plan, &x));
    return x;
}

static double value_at(hmi_stage *stage, const hmi_aim *aim, const double *u)
{
    bool ok = false;
    double value = 0.0;
    assert_int_equal(hmi_stage_try(stage, u, &ok), HM_OK);
    assert_true(ok);
    assert_int_equal(hmi_stage_value(stage, aim, &value), HM_OK);
    return value;
}

/* Central differences of solves to 1e-12: step 1e-4 leaves about 1e-8. */
static void gradients_of_levers(void **state)
{
    hm_context *ctx = context();
    static const hmi_term_kind kinds[] = {HMI_TERM_INCOME,   HMI_TERM_LN_INCOME,
                                          HMI_TERM_DOMESTIC, HMI_TERM_EXPORTS,
                                          HMI_TERM_REVENUE,  HMI_TERM_QUANTITY,
                                          HMI_TERM_OUTPUT};
    (void)state;
    for (uint64_t seed = 11; seed < 14; seed++) {
        hm_economy *e =
            random_of(ctx, seed, WITH_INPUTS | WITH_TARIFFS | WITH_TIERS, 3, 2);
        hmi_levers *x = all_levers(ctx, e);
        hmi_world world = {e, HM_CLOSURE_ZERO, hm_solver_settings_default(),
                           1e-9};
        world.settings.max_iterations = 5000;
        hmi_stage *stage = NULL;
        assert_hm_ok(ctx, hmi_stage_create(ctx, &world, x, NULL, &stage));
        assert_true(x->count > 8 && x->count < MOST);
        double u[MOST], g[MOST], h[MOST], least[MOST];
        hm_random random = hm_random_seed(seed);
        for (int32_t v = 0; v < x->count; v++) {
            u[v] = hm_random_range(&random, 0.05, 0.4);
        }
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            int32_t n = (int32_t)(k % 2);
            hmi_term term = {kinds[k], n, k > 5 ? 0 : -1, 1.0};
            hmi_aim aim = {1, &term, 0.0, 1.0};
            double size = fabs(value_at(stage, &aim, u)) +
                          hm_economy_data(e)->income[n] * 1e-2;
            assert_hm_ok(ctx, hmi_stage_slope(stage, &aim, g, h, least));
            for (int32_t v = (int32_t)(k % 3); v < x->count; v += 3) {
                double keep = u[v];
                double step = 1e-4;
                u[v] = keep + step;
                double up = value_at(stage, &aim, u);
                u[v] = keep - step;
                double down = value_at(stage, &aim, u);
                u[v] = keep;
                assert_near(g[v], (up - down) / (2 * step), 2e-7 * size);
                assert_true(least[v] > 0.0);
            }
            (void)value_at(stage, &aim, u);
        }
        hmi_stage_free(stage);
        hmi_levers_free(x);
        hm_economy_free(e);
    }
    hm_context_free(ctx);
}

/* --- brute force ------------------------------------------------------------------------ */

/* EV of everyone when C00 bans the shares `cover` (importer C00, exporter C01
 * by good, then the other way), from scratch. */
static bool outcome_of(hm_context *ctx, const hm_economy *e,
                       const double *cover, double *loss, double *cost)
{
    const hm_economy_arrays *a = hm_economy_data(e);
    size_t N = (size_t)a->n_countries;
    size_t J = (size_t)a->n_sectors;
    double phi[MOST];
    for (size_t f = 0; f < J * N * N; f++) {
        phi[f] = 1.0;
    }
    for (size_t j = 0; j < J; j++) {
        phi[(j * N + 0) * N + 1] = 1.0 - cover[j];
        phi[(j * N + 1) * N + 0] = 1.0 - cover[J + j];
    }
    hm_shock_arrays arrays = {.phi = phi};
    hm_shock *shock = NULL;
    hm_solver *solver = NULL;
    hm_solution *at = NULL;
    hm_solver_settings settings = hm_solver_settings_default();
    settings.tolerance = 1e-12;
    settings.max_iterations = 5000;
    assert_hm_ok(ctx, hm_shock_from_arrays(ctx, e, &arrays, &shock));
    assert_hm_ok(ctx,
                 hm_solver_create(ctx, e, HM_CLOSURE_ZERO, &settings, &solver));
    assert_hm_ok(ctx, hm_solution_create(ctx, e, &at));
    assert_hm_ok(ctx, hm_solver_solve(solver, shock, NULL, at));
    bool ok = hm_solution_certificate(at)->outcome == HM_CONVERGED;
    if (ok) {
        const hm_solution_arrays *s = hm_solution_data(at);
        *cost = a->income[0] - s->income[0] / s->price_index_hat[0];
        *loss = a->income[1] - s->income[1] / s->price_index_hat[1];
    }
    hm_solution_free(at);
    hm_solver_free(solver);
    hm_shock_free(shock);
    return ok;
}

/* Every combination of bans, by hand, against both ways of choosing them. */
static void bans_by_brute_force(void **state)
{
    hm_context *ctx = context();
    static const double prices[] = {0.2, 0.8, 3};
    int bounds = 0;
    (void)state;
    for (uint64_t seed = 31; seed < 35; seed++) {
        hm_economy *e = random_of(ctx, seed, WITH_INPUTS | WITH_TARIFFS, 3, 2);
        for (int exact = 0; exact < 2; exact++) {
            planned p;
            plan_text(&p, ctx, e, HM_CLOSURE_ZERO,
                      exact ? "{s: {target: C01, senders: C00, with: bans, "
                              "willingness: [.2, .8, 3], most: true}}"
                            : "{s: {target: C01, senders: C00, with: bans, "
                              "enumerate: 1, willingness: [.2, .8, 3]}}");
            assert_true(p.c->confirmed);
            for (int k = 0; k < 3; k++) {
                double best = -INFINITY;
                for (int set = 0; set < 16; set++) {
                    double cover[4], loss = 0, cost = 0;
                    for (int b = 0; b < 4; b++) {
                        cover[b] = (set >> b & 1) != 0 ? 1.0 : 0.0;
                    }
                    if (outcome_of(ctx, e, cover, &loss, &cost)) {
                        best = fmax(best, prices[k] * loss - cost);
                    }
                }
                const hm_sanction_point *point =
                    point_of(&p, "willingness", prices[k]);
                double hair = 1e-8 * hm_economy_data(e)->income[0];
                assert_near(prices[k] * point->loss - point->cost, best, hair);
                /* partial bans do no worse: they bound what sets can do */
                double bound = p.plan->designs[k].bound;
                if (exact) {
                    assert_true(isnan(bound));
                } else {
                    assert_true(-bound >= best - hair);
                    bounds += -bound > best + hair ? 1 : 0;
                }
            }
            planned_clear(&p);
        }
        hm_economy_free(e);
    }
    assert_true(bounds > 0); /* and some are more than the sets' own */
    hm_context_free(ctx);
}

/* Outcomes of every combination of four bans; NAN: no solution. */
static void every_ban(hm_context *ctx, const hm_economy *e, double *loss,
                      double *cost)
{
    for (int set = 0; set < 16; set++) {
        double cover[4];
        for (int b = 0; b < 4; b++) {
            cover[b] = (set >> b & 1) != 0 ? 1.0 : 0.0;
        }
        if (!outcome_of(ctx, e, cover, &loss[set], &cost[set])) {
            loss[set] = cost[set] = NAN;
        }
    }
}

/* What is asked for binds to 1e-7 of income: with a loss a hair above what a
 * set does, or a budget a hair below what it costs, that set is not the
 * answer. A comparison that lets a little pass picks it. */
static void bans_reach_what_is_asked(void **state)
{
    hm_context *ctx = context();
    (void)state;
    for (uint64_t seed = 31; seed < 33; seed++) {
        hm_economy *e = random_of(ctx, seed, WITH_INPUTS | WITH_TARIFFS, 3, 2);
        double loss[16], cost[16];
        double hair = 1e-7 * hm_economy_data(e)->income[0];
        every_ban(ctx, e, loss, cost);
        int asked = 0;
        for (int set = 1; set < 15; set++) {
            char block[160];
            double ask = loss[set] + hair;
            double budget = cost[set] - hair;
            double least = INFINITY;
            double most = -INFINITY;
            for (int k = 0; k < 16; k++) {
                least = loss[k] >= ask ? fmin(least, cost[k]) : least;
                most = cost[k] <= budget ? fmax(most, loss[k]) : most;
            }
            if (!(ask > 0 && budget > 0 && isfinite(least))) {
                continue;
            }
            asked++;
            planned p;
            (void)snprintf(block, sizeof block,
                           "{s: {target: C01, senders: C00, with: bans, "
                           "losses: [%.15g], budgets: [%.15g]}}",
                           ask, budget);
            plan_text(&p, ctx, e, HM_CLOSURE_ZERO, block);
            assert_true(p.c->confirmed);
            assert_near(point_of(&p, "loss", NAN)->cost, least, 1e-8);
            assert_near(point_of(&p, "budget", NAN)->loss, most, 1e-8);
            planned_clear(&p);
        }
        assert_true(asked > 2);
        hm_economy_free(e);
    }
    hm_context_free(ctx);
}

/* A grid over two coverages finds nothing better than the search; the last
 * seeds are those where searches from neighbours alone end in another valley,
 * 1 to 25 % dearer. */
static void coverages_by_brute_force(void **state)
{
    static const uint64_t seeds[] = {41, 42,  43,  44,  45,  46,  47,
                                     48, 122, 151, 159, 172, 195, 420};
    hm_context *ctx = context();
    (void)state;
    for (size_t s = 0; s < sizeof seeds / sizeof *seeds; s++) {
        uint64_t seed = seeds[s];
        hm_economy *e = random_of(ctx, seed, WITH_INPUTS, 3, 2);
        planned p;
        plan_text(&p, ctx, e, HM_CLOSURE_ZERO,
                  "{s: {target: C01, senders: C00, with: embargo, "
                  "instruments: {imports: all}, willingness: 0.7, points: 3}}");
        assert_true(p.c->confirmed);
        const hm_sanction_point *w = point_of(&p, "willingness", 0.7);
        const hm_sanction_point *l = point_of(&p, "loss", NAN);
        const hm_sanction_point *m = l;
        for (int32_t k = 0; k < hm_sanction_plan_points(p.plan); k++) {
            const hm_sanction_point *q = hm_sanction_plan_point(p.plan, k);
            m = strcmp(q->form, "loss") == 0 ? q : m;
        }
        double best = -INFINITY;
        double cheapest = INFINITY;
        double dearer = INFINITY; /* of the larger loss */
        double scale = hm_economy_data(e)->income[0];
        for (int k = 0; k < 21 * 21; k++) {
            double cover[4] = {(k % 21) / 20.0, (k / 21) / 20.0, 0, 0};
            double loss = 0, cost = 0;
            assert_true(outcome_of(ctx, e, cover, &loss, &cost));
            best = fmax(best, 0.7 * loss - cost);
            if (loss >= l->asked) {
                cheapest = fmin(cheapest, cost);
            }
            dearer = loss >= m->asked ? fmin(dearer, cost) : dearer;
        }
        assert_true(0.7 * w->loss - w->cost >= best - 1e-9 * scale);
        assert_true(l->cost <= cheapest + 1e-9 * scale);
        assert_true(m->asked > l->asked && m->cost <= dearer + 1e-9 * scale);
        /* and the grid of 1/20 comes near: it is not all wrong */
        assert_true(0.7 * w->loss - w->cost <=
                    best + 2e-2 * fabs(w->loss) + 1e-6 * scale);
        planned_clear(&p);
        hm_economy_free(e);
    }
    hm_context_free(ctx);
}

/* --- frontiers ------------------------------------------------------------------------------ */

/* More loss never costs less; the price is the slope; all of an embargo is an
 * embargo. */
static void frontiers_bend_upwards(void **state)
{
    hm_context *ctx = context();
    (void)state;
    for (uint64_t seed = 51; seed < 55; seed++) {
        hm_economy *e = random_of(ctx, seed, WITH_INPUTS | WITH_TARIFFS, 4, 2);
        planned p;
        plan_text(&p, ctx, e, HM_CLOSURE_ZERO,
                  "{s: {target: C01, senders: C00, points: 6, "
                  "bounds: [0, 3]}}");
        assert_true(p.c->confirmed);
        double cost = -INFINITY;
        double price = -1.0;
        double loss = -INFINITY;
        for (int32_t k = 0; k < hm_sanction_plan_points(p.plan); k++) {
            const hm_sanction_point *q = hm_sanction_plan_point(p.plan, k);
            assert_true(q->kkt < 1e-6 && q->residual < 1e-9);
            assert_true(q->cost >= cost - 1e-9);
            assert_true(q->loss >= loss - 1e-9);
            if (strcmp(q->form, "loss") == 0) {
                assert_true(q->willingness >= price - 1e-6);
                price = q->willingness;
            }
            cost = q->cost;
            loss = q->loss;
        }
        planned_clear(&p);
        plan_text(&p, ctx, e, HM_CLOSURE_ZERO,
                  "{s: {target: C01, senders: C00, with: embargo, "
                  "most: true, starts: [0.5]}}");
        static const double all[] = {1, 1, 1, 1};
        double cut = 0;
        double own = 0;
        assert_true(outcome_of(ctx, e, all, &cut, &own));
        const hm_sanction_point *most = point_of(&p, "most", NAN);
        assert_true(most->loss >= cut - 1e-8);
        planned_clear(&p);
        hm_economy_free(e);
    }
    hm_context_free(ctx);
}

/* MODEL.md 1.2: a rent that the importer keeps is a tariff of that rate. */
static void importer_rents_are_tariffs(void **state)
{
    hm_context *ctx = context();
    (void)state;
    for (uint64_t seed = 61; seed < 64; seed++) {
        hm_economy *e = random_of(ctx, seed, WITH_INPUTS, 3, 2);
        planned p, q;
        plan_text(&p, ctx, e, HM_CLOSURE_ZERO,
                  "{s: {target: C01, senders: C00, instruments: {imports: "
                  "all}, willingness: [0, 1]}}");
        plan_text(&q, ctx, e, HM_CLOSURE_ZERO,
                  "{s: {target: C01, senders: C00, instruments: {imports: "
                  "all}, with: quotas, rents: importer, willingness: [0, 1]}}");
        for (int k = 0; k < 2; k++) {
            const hm_sanction_point *a = point_of(&p, "willingness", k);
            const hm_sanction_point *b = point_of(&q, "willingness", k);
            assert_true(a->confirmed && b->confirmed);
            assert_near(a->loss, b->loss, 1e-8);
            assert_near(a->cost, b->cost, 1e-8);
            /* and what passes under the quota is less than before */
            assert_true(hm_sanction_plan_lever(q.plan, k, 0) < 1.0);
            assert_true(hm_sanction_plan_lever(q.plan, k, 0) > 0.0);
        }
        planned_clear(&p);
        planned_clear(&q);
        hm_economy_free(e);
    }
    hm_context_free(ctx);
}

/* Every objective is lowered by what it asks, and the others are another
 * answer. */
static void objectives_lose_what_is_asked(void **state)
{
    hm_context *ctx = context();
    static const char *const blocks[] = {
        "objective: domestic_income", "objective: export_earnings",
        "objective: government_revenue", "objective: imports, goods: s00",
        "objective: output, goods: [s01]"};
    (void)state;
    for (uint64_t seed = 71; seed < 74; seed++) {
        hm_economy *e = random_of(ctx, seed, WITH_INPUTS | WITH_TARIFFS, 3, 2);
        for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++) {
            char text[256];
            planned p;
            (void)snprintf(text, sizeof text,
                           "{s: {target: C01, senders: C00, bounds: [0, 1], "
                           "%s, points: 2}}",
                           blocks[k]);
            plan_text(&p, ctx, e, HM_CLOSURE_ZERO, text);
            const hm_sanction_point *most = point_of(&p, "most", NAN);
            assert_true(most->confirmed);
            if (most->loss > 1e-6 * hm_economy_data(e)->income[1]) {
                const hm_sanction_point *half = point_of(&p, "loss", NAN);
                assert_true(half->confirmed);
                assert_true(half->loss >= most->loss / 2 * (1 - 1e-7));
                assert_true(half->cost <= most->cost + 1e-9);
            }
            planned_clear(&p);
        }
        hm_economy_free(e);
    }
    hm_context_free(ctx);
}

/* The most loss for a budget is the loss whose least cost is the budget, and
 * its conditions hold as well as a loss's. */
static void budgets_are_losses_turned_round(void **state)
{
    hm_context *ctx = context();
    (void)state;
    for (uint64_t seed = 71; seed < 74; seed++) {
        hm_economy *e = random_of(ctx, seed, WITH_INPUTS | WITH_TARIFFS, 3, 2);
        double budget = 1e-3 * hm_economy_data(e)->income[0];
        char text[256];
        planned p, q;
        (void)snprintf(text, sizeof text,
                       "{s: {target: C01, senders: C00, objective: "
                       "export_earnings, bounds: [0, 5], budgets: [%.17g]}}",
                       budget);
        plan_text(&p, ctx, e, HM_CLOSURE_ZERO, text);
        const hm_sanction_point *b = point_of(&p, "budget", NAN);
        assert_true(b->confirmed && b->kkt < 2e-8);
        assert_near(b->cost, budget, 1e-8 * budget);
        (void)snprintf(text, sizeof text,
                       "{s: {target: C01, senders: C00, objective: "
                       "export_earnings, bounds: [0, 5], losses: [%.17g]}}",
                       b->loss);
        plan_text(&q, ctx, e, HM_CLOSURE_ZERO, text);
        const hm_sanction_point *l = point_of(&q, "loss", NAN);
        assert_true(l->confirmed);
        assert_near(l->cost, budget, 1e-6 * budget);
        assert_near(l->willingness, b->willingness, 1e-5 * l->willingness);
        planned_clear(&p);
        planned_clear(&q);
        hm_economy_free(e);
    }
    hm_context_free(ctx);
}

/* --- coalitions ------------------------------------------------------------------- */

/* Three countries, C00 and C02 alike in everything. */
static hm_economy *twins(hm_context *ctx)
{
    static const double pi[] = {.70, .22, .08, .10, .80, .10, .08, .22, .70};
    static const int32_t owner[3] = {0, 1, 2};
    model m = model_new(3, 1, 3);
    memcpy(m.pi, pi, sizeof pi);
    memcpy(m.owner, owner, sizeof owner);
    m.theta[0] = m.home[0] = 4;
    for (int n = 0; n < 3; n++) {
        m.wL[n] = m.X[n] = n == 1 ? 2.2 : 1.0;
        m.v[n] = m.alpha[n] = 1.0;
    }
    hm_economy *e = economy_of(ctx, &m, HM_CLOSURE_ZERO);
    model_free(&m);
    return e;
}

static void twins_share_alike(void **state)
{
    hm_context *ctx = context();
    (void)state;
    hm_economy *e = twins(ctx);
    planned p;
    plan_text(&p, ctx, e, HM_CLOSURE_ZERO,
              "{s: {target: C01, senders: [C00, C02], willingness: [0.5, 2]}}");
    assert_true(p.c->confirmed);
    assert_int_equal(p.plan->n_coalition, 2);
    for (int k = 0; k < 2; k++) {
        const hmi_coalition_row *r = &p.plan->coalition[k];
        const hmi_member_row *m = p.plan->members + 2 * k;
        assert_true(r->confirmed && r->kkt < 1e-6);
        assert_near(m[0].share, 0.5, 1e-12);
        assert_near(m[0].cost_joint, m[1].cost_joint, 1e-8);
        assert_near(m[0].cost_nash, m[1].cost_nash, 1e-7);
        assert_near(m[0].proportional, r->cost_joint / 2, 1e-9);
        assert_near(m[0].lindahl, r->cost_joint / 2, 1e-9);
        /* nobody gains by another reply (cold start) */
        assert_true(m[0].regret < 1e-9 && m[1].regret < 1e-9);
        /* together is not worse than apart for the same cost (S9) */
        assert_true(r->gap >= -1e-9);
        /* apart, each counts half of the benefit: less is done */
        assert_true(r->loss_nash < r->loss_joint);
    }
    planned_clear(&p);
    hm_economy_free(e);
    hm_context_free(ctx);
}

/* What C00 maximises when both levy these tariffs on C01. */
static double member_value(hm_context *ctx, const hm_economy *e, double own,
                           double other, double weight)
{
    const hm_economy_arrays *a = hm_economy_data(e);
    double t[9] = {0, own, 0, 0, 0, 0, 0, other, 0};
    hm_shock_arrays arrays = {.tariff = t};
    hm_shock *shock = NULL;
    hm_solver *solver = NULL;
    hm_solution *at = NULL;
    assert_hm_ok(ctx, hm_shock_from_arrays(ctx, e, &arrays, &shock));
    assert_hm_ok(ctx, hm_solver_create(ctx, e, HM_CLOSURE_ZERO, NULL, &solver));
    assert_hm_ok(ctx, hm_solution_create(ctx, e, &at));
    assert_hm_ok(ctx, hm_solver_solve(solver, shock, NULL, at));
    const hm_solution_arrays *s = hm_solution_data(at);
    double gain = s->income[0] / s->price_index_hat[0] - a->income[0];
    double loss = a->income[1] - s->income[1] / s->price_index_hat[1];
    hm_solution_free(at);
    hm_solver_free(solver);
    hm_shock_free(shock);
    return gain + weight * loss;
}

/* S8 by hand: given the twin's tariff the own one is the top of EV + half of
 * the willingness times the loss. The vertex of three points 0.02 apart is off
 * by third derivatives, some 1e-3. */
static void replies_by_hand(void **state)
{
    hm_context *ctx = context();
    (void)state;
    hm_economy *e = twins(ctx);
    planned p;
    plan_text(&p, ctx, e, HM_CLOSURE_ZERO,
              "{s: {target: C01, senders: [C00, C02], willingness: [0.5, 2], "
              "instruments: {imports: all}}}");
    for (int k = 0; k < 2; k++) {
        double weight = 0.5 * (k == 0 ? 0.5 : 2.0);
        double t = p.plan->members[2 * k].measure_nash;
        assert_near(t, p.plan->members[2 * k + 1].measure_nash, 1e-7);
        double up = member_value(ctx, e, t + 0.02, t, weight);
        double at = member_value(ctx, e, t, t, weight);
        double down = member_value(ctx, e, t - 0.02, t, weight);
        assert_true(at > up && at > down);
        double vertex = 0.01 * (up - down) / (2 * at - up - down);
        assert_near(vertex, 0.0, 2e-3);
    }
    planned_clear(&p);
    hm_economy_free(e);
    hm_context_free(ctx);
}

/* Shares by Shapley sum to the cost of the joint plan where each coalition
 * can reach the loss; budgets of members hold one by one (S2). */
static void shares_sum_and_budgets_hold(void **state)
{
    hm_context *ctx = context();
    (void)state;
    for (uint64_t seed = 81; seed < 84; seed++) {
        hm_economy *e = random_of(ctx, seed, WITH_INPUTS, 4, 2);
        planned p;
        plan_text(&p, ctx, e, HM_CLOSURE_ZERO,
                  "{s: {target: C01, senders: [C00, C02], willingness: 0.3, "
                  "budgets: {C00: 0.001, C02: 0.002}}}");
        assert_true(p.c->confirmed);
        const hmi_coalition_row *r = &p.plan->coalition[0];
        const hmi_member_row *m = p.plan->members;
        assert_near(m[0].share + m[1].share, 1.0, 1e-12);
        assert_near(m[0].proportional + m[1].proportional, r->cost_joint, 1e-9);
        if (r->unreachable == 0) {
            assert_near(m[0].shapley + m[1].shapley, r->cost_joint, 1e-8);
        }
        int32_t at = point_at(&p, "budget", NAN);
        const double *income = hm_sanction_plan_income(p.plan, at);
        assert_true(-income[0] <= 0.001 + 1e-8);
        assert_true(-income[2] <= 0.002 + 1e-8);
        planned_clear(&p);
        hm_economy_free(e);
    }
    hm_context_free(ctx);
}

/* --- threats and draws ------------------------------------------------------------ */

/* At the threshold complying and defying are worth the same, by hand. */
static void thresholds_balance(void **state)
{
    hm_context *ctx = context();
    int found = 0;
    (void)state;
    for (uint64_t seed = 91; seed < 97; seed++) {
        hm_economy *e = random_of(ctx, seed, WITH_INPUTS, 3, 2);
        planned p;
        plan_text(&p, ctx, e, HM_CLOSURE_ZERO,
                  "{s: {target: C01, senders: C00, willingness: 0, "
                  "secondary: {countries: [C02], most: 50, rate: 0.5}}}");
        const hmi_threat_row *r = &p.plan->threats[0];
        assert_true(r->confirmed);
        assert_int_equal(r->country, 2);
        if (isfinite(r->threshold) && r->threshold > 0.0) {
            static const char *const all[] = {"all"};
            const char *const by[] = {"C00"}, *const who[] = {"C02"};
            hm_scenario *s = NULL;
            hm_shock *shock = NULL;
            hm_solver *solver = NULL;
            hm_solution *at = NULL;
            hm_measure measure = {.kind = HM_MEASURE_TARIFF,
                                  .rule = HM_RULE_ADD,
                                  .value = r->threshold,
                                  .exporter = {1, who, false},
                                  .importer = {1, by, false},
                                  .sector = {1, all, false}};
            assert_hm_ok(ctx, hm_scenario_create(ctx, "t", "", &s));
            assert_hm_ok(ctx, hm_scenario_add(s, &measure));
            assert_hm_ok(ctx, hm_shock_create(ctx, e, s, &shock));
            assert_hm_ok(
                ctx, hm_solver_create(ctx, e, HM_CLOSURE_ZERO, NULL, &solver));
            assert_hm_ok(ctx, hm_solution_create(ctx, e, &at));
            assert_hm_ok(ctx, hm_solver_solve(solver, shock, NULL, at));
            const hm_solution_arrays *x = hm_solution_data(at);
            double loss = hm_economy_data(e)->income[2] -
                          x->income[2] / x->price_index_hat[2];
            assert_near(loss, r->cost_of_complying,
                        1e-6 * hm_economy_data(e)->income[2]);
            /* at 0.5 it complies when the threshold is below */
            assert_int_equal(r->from_comply, r->threshold <= 0.5 ? 1 : 0);
            assert_int_equal(r->from_defy, r->from_comply);
            found++;
            hm_solution_free(at);
            hm_solver_free(solver);
            hm_shock_free(shock);
            hm_scenario_free(s);
        }
        planned_clear(&p);
        hm_economy_free(e);
    }
    assert_true(found > 0);
    hm_context_free(ctx);
}

/* Draws that do not vary rank designs as the central view does; draws that
 * do keep mean and worst tenth in order. */
static void draws_rank_designs(void **state)
{
    hm_context *ctx = context();
    (void)state;
    hm_economy *e = random_of(ctx, 101, WITH_INPUTS, 3, 2);
    for (int varied = 0; varied < 2; varied++) {
        planned p;
        plan_text(&p, ctx, e, HM_CLOSURE_ZERO,
                  varied ? "{s: {target: C01, senders: C00, willingness: [0, "
                           "0.5, 2], robust: {draws: 20, cv: 0.4, seed: 3}}}"
                         : "{s: {target: C01, senders: C00, willingness: [0, "
                           "0.5, 2], robust: {draws: 3, cv: 0}}}");
        /* three designs of a willingness, three of the draws */
        assert_int_equal(p.plan->n_ranks, 18);
        double better = 0.0;
        for (int32_t k = 0; k < 18; k++) {
            const hmi_rank_row *r = &p.plan->ranks[k];
            const hmi_rank_row *own = &p.plan->ranks[k / 6 * 6 + k / 6];
            const hmi_rank_row *best = &p.plan->ranks[k / 6 * 6 + 3 + k / 6];
            double scale = fabs(r->value) + 1e-6;
            assert_int_equal(r->failed, 0);
            assert_true(r->tail >= r->mean - 1e-12);
            assert_near(r->robust, r->mean + r->tail, 1e-12);
            assert_true(r->low <= r->high);
            /* nothing beats the design that was searched over the draws */
            assert_true(best->robust <= r->robust + 1e-9 * scale);
            better = fmax(better, (own->robust - best->robust) / scale);
            if (!varied) {
                assert_near(r->mean, r->value, 1e-8 * scale);
                assert_near(best->robust, own->robust, 1e-7 * scale);
            }
            if (!varied && k % 6 < 3 && k % 6 != k / 6) {
                /* the design of another willingness is not the best */
                assert_near(r->best_share, 0.0, 1e-12);
            }
        }
        assert_true(!varied || better > 1e-6);
        planned_clear(&p);
    }
    hm_economy_free(e);
    hm_context_free(ctx);
}

/* Searched over the first few draws, the design meets all of them: what it is
 * worth there is the same as when it is searched over all with those few. */
static void a_search_over_some_draws_meets_all(void **state)
{
    static const char *const blocks[] = {
        "{s: {target: C01, senders: C00, willingness: 0.5, robust: {draws: "
        "12, cv: 0.4, seed: 3, search: 5}}}",
        "{s: {target: C01, senders: C00, willingness: 0.5, robust: {draws: "
        "5, cv: 0.4, seed: 3}}}",
        "{s: {target: C01, senders: C00, willingness: 0.5, robust: {draws: "
        "12, cv: 0.4, seed: 3}}}"};
    hm_context *ctx = context();
    (void)state;
    hm_economy *e = random_of(ctx, 101, WITH_INPUTS, 3, 2);
    planned p[3];
    for (int k = 0; k < 3; k++) {
        plan_text(&p[k], ctx, e, HM_CLOSURE_ZERO, blocks[k]);
        assert_int_equal(p[k].plan->n_ranks, 2);
        assert_int_equal(p[k].plan->searched_draws, k == 2 ? 12 : 5);
        assert_int_equal(p[k].plan->ranks[1].failed, 0);
    }
    const hmi_rank_row *some = &p[0].plan->ranks[1];
    const hmi_rank_row *all = &p[2].plan->ranks[1];
    const hmi_design *a = &p[0].plan->designs[some->design];
    const hmi_design *b = &p[1].plan->designs[p[1].plan->ranks[1].design];
    assert_int_equal(some->draws, 12);
    for (int32_t v = 0; v < p[0].plan->levers->count; v++) {
        assert_near(a->u[v], b->u[v], 1e-6);
    }
    assert_true(all->robust <= some->robust + 1e-9 * fabs(all->robust));
    assert_true(some->robust < p[0].plan->ranks[0].robust);
    for (int k = 0; k < 3; k++) {
        planned_clear(&p[k]);
    }
    hm_economy_free(e);
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gradients_of_levers),
        cmocka_unit_test(bans_by_brute_force),
        cmocka_unit_test(bans_reach_what_is_asked),
        cmocka_unit_test(coverages_by_brute_force),
        cmocka_unit_test(frontiers_bend_upwards),
        cmocka_unit_test(importer_rents_are_tariffs),
        cmocka_unit_test(objectives_lose_what_is_asked),
        cmocka_unit_test(budgets_are_losses_turned_round),
        cmocka_unit_test(twins_share_alike),
        cmocka_unit_test(replies_by_hand),
        cmocka_unit_test(shares_sum_and_budgets_hold),
        cmocka_unit_test(thresholds_balance),
        cmocka_unit_test(draws_rank_designs),
        cmocka_unit_test(a_search_over_some_draws_meets_all),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_leverage.c - what must hold of leverage in every economy (MODEL.md
 * L1-L12): shares sum, ratios are what they are called, Shapley's shares add
 * up to the coalition's threat, joint threats are differences, without tariffs
 * a larger coalition threatens no less, twins have the same power.
 */
#include "../unit/leverage/plan.h"
#include "hm_test.h"
#include "random_economy.h"

#include <stdio.h>
#include <stdlib.h>

enum { ECONOMIES = 40 };

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

/* Five countries; C00 under threat by C01, C02 and C03. */
static const entry block[] = {
    {"targets", "C00,C04"},  {"senders", "C01,C02,C03"},
    {"coalition_size", "3"}, {"chokepoints", "3"},
    {"goods", "4"},          {NULL, NULL}};

typedef struct world {
    hm_economy *base;
    solved_plan s;
} world;

static world world_of(hm_context *ctx, const model *m)
{
    world w = {.base = NULL};
    hm_economy *raw = model_economy(ctx, m);
    hm_solver_settings settings = hm_solver_settings_default();
    settings.tolerance = tolerance;
    if (raw == NULL) {
        print_error("%s\n", hm_context_message(ctx));
    }
    assert_non_null(raw);
    assert_hm_ok(ctx, hm_equilibrium_calibrate(ctx, raw, HM_CLOSURE_BILATERAL,
                                               &settings, &w.base, NULL));
    hm_economy_free(raw);
    assert_hm_ok(ctx, solved_make(ctx, w.base, HM_CLOSURE_BILATERAL, tolerance,
                                  block, &w.s));
    return w;
}

static void world_clear(world *w)
{
    solved_clear(&w->s);
    hm_economy_free(w->base);
}

/* --- shares (L1, L2) ------------------------------------------------------------- */

static void shares_sum_to_one(hm_context *ctx, const hm_economy *base)
{
    hm_table *t = NULL;
    hm_table *c = NULL;
    size_t N = (size_t)hm_economy_data(base)->n_countries;
    assert_hm_ok(ctx, hm_leverage_dependence(ctx, base, &t));
    assert_hm_ok(ctx, hm_leverage_concentration(ctx, base, &c));
    for (size_t n = 0; n < N; n++) {
        const char *code = hm_economy_labels(base)->country_codes[n];
        double exports = 0.0;
        double imports = 0.0;
        double trade = 0.0;
        double squares = 0.0;
        for (int32_t r = 0; r < hm_table_rows(t); r++) {
            if (strcmp(text_at(t, r, "country"), code) == 0) {
                double share = at(t, r, "exports_share");
                exports += share;
                squares += share * share;
                imports += at(t, r, "imports_share");
                trade += at(t, r, "trade_share");
            }
        }
        assert_near(exports, 1.0, 1e-12);
        assert_near(imports, 1.0, 1e-12);
        assert_near(trade, 1.0, 1e-12);
        assert_near(at(c, (int32_t)n, "exports_concentration"),
                    100.0 * sqrt(squares), 1e-10);
    }
    hm_table_free(t);
    hm_table_free(c);
}

/* --- links (L4-L7) ----------------------------------------------------------------- */

/* Money over money, per cent over per cent, and their difference. */
static int32_t ratios_are_ratios(const world *w)
{
    const hm_table *t = table_named(&w->s, "leverage");
    int32_t seen = 0;
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        double target = at(t, r, "target_loss_pct");
        double sender = at(t, r, "sender_loss_pct");
        double musd = at(t, r, "ratio");
        if (isnan(target) || isnan(musd)) {
            continue;
        }
        assert_near_rel(at(t, r, "ratio_pct"), target / sender, 1e-12);
        assert_near_rel(
            musd, at(t, r, "target_loss_musd") / at(t, r, "sender_loss_musd"),
            1e-12);
        assert_near(at(t, r, "net_dependence_pct"), target - sender,
                    1e-12 * (fabs(target) + fabs(sender)));
        seen++;
    }
    return seen;
}

/* --- coalitions (L10-L12) ------------------------------------------------------------ */

static double cost(const world *w, const char *senders)
{
    const hm_table *t = table_named(&w->s, "leverage");
    int32_t r = row_of(t, "C00", senders, "both");
    return r < 0 ? (double)NAN : at(t, r, "target_loss_musd");
}

static const char *const pairs[3][3] = {{"C01", "C02", "C01;C02"},
                                        {"C01", "C03", "C01;C03"},
                                        {"C02", "C03", "C02;C03"}};

static void coalitions_add_up(const world *w)
{
    const hm_table *joint = table_named(&w->s, "joint");
    const hm_table *shapley = table_named(&w->s, "shapley");
    double all = cost(w, "C01;C02;C03");
    double sum = 0.0;
    double size = fabs(all);
    for (int p = 0; p < 3; p++) {
        double a = cost(w, pairs[p][0]);
        double b = cost(w, pairs[p][1]);
        double both = cost(w, pairs[p][2]);
        int32_t r = row_of(joint, "C00", pairs[p][0], pairs[p][1]);
        size = fmax(size, fabs(both));
        if (!isnan(a) && !isnan(b) && !isnan(both)) {
            assert_near(at(joint, r, "joint_musd"), both - a - b,
                        1e-12 * (fabs(a) + fabs(b) + fabs(both)));
        }
    }
    static const char *const senders[] = {"C01", "C02", "C03"};
    for (int k = 0; k < 3; k++) {
        sum += at(shapley, row_of(shapley, "C00", "C01;C02;C03", senders[k]),
                  "share_musd");
    }
    if (!isnan(sum)) {
        assert_near(sum, all, 1e-11 * size);
    }
}

/* A threat by more is not smaller: who is cut off from more loses more, in a
 * world without tariffs or other wedges of second best. Counted by how much
 * it fails, since the theorem is for small open economies alone. */
static double monotone_gap(const world *w)
{
    static const char *const sets[][2] = {{"C01", "C01;C02"},
                                          {"C02", "C01;C02"},
                                          {"C01;C02", "C01;C02;C03"},
                                          {"C01;C03", "C01;C02;C03"},
                                          {"C02;C03", "C01;C02;C03"}};
    double worst = 0.0;
    for (size_t k = 0; k < sizeof sets / sizeof sets[0]; k++) {
        double less = cost(w, sets[k][0]);
        double more = cost(w, sets[k][1]);
        if (!isnan(less) && !isnan(more)) {
            worst = fmax(worst, (less - more) / fabs(more));
        }
    }
    return worst;
}

static model model_for(uint64_t seed)
{
    unsigned flags = seed % 2 == 0 ? WITH_INPUTS | WITH_CES | WITH_TIERS
                                   : WITH_INPUTS | WITH_TARIFFS | WITH_MARKUPS |
                                         WITH_FACTORS;
    return model_random(seed, flags, 5, 0);
}

static void identities(void **state)
{
    uint64_t first = hm_test_seed(1);
    uint64_t count = ECONOMIES * (uint64_t)hm_test_multiplier();
    int32_t links = 0;
    double worst = 0.0;
    for (uint64_t seed = first; seed < first + count; seed++) {
        model m = model_for(seed);
        world w = world_of(*state, &m);
        shares_sum_to_one(*state, w.base);
        links += ratios_are_ratios(&w);
        coalitions_add_up(&w);
        if (seed % 2 == 0) {
            worst = fmax(worst, monotone_gap(&w));
        }
        world_clear(&w);
        model_free(&m);
    }
    print_message("# %d links; without tariffs a larger coalition threatens "
                  "at worst %.2g of its threat less\n",
                  links, worst);
    assert_true(links > 10 * (int32_t)count);
    assert_true(worst < 1e-6);
}

/* --- twins ----------------------------------------------------------------------------- */

/* Flows in which C01 and C02 are the same country twice. */
static void make_twins(model *m, const double *V)
{
    size_t N = m->N;
    size_t flows = m->J * N * N;
    double *even = malloc(flows * sizeof(double));
    assert_non_null(even);
    for (size_t f = 0; f < flows; f++) {
        size_t j = f / N / N;
        size_t n = f / N % N;
        size_t i = f % N;
        size_t n2 = n == 1 ? 2 : (n == 2 ? 1 : n);
        size_t i2 = i == 1 ? 2 : (i == 2 ? 1 : i);
        even[f] = 0.5 * (V[f] + V[(j * N + n2) * N + i2]);
    }
    for (size_t k = 0; k < m->J; k++) { /* technology and tastes */
        for (size_t j = 0; j < m->J; j++) {
            m->a[(2 * m->J + j) * m->J + k] = m->a[(m->J + j) * m->J + k];
        }
    }
    for (size_t f = 0; f < m->F * m->J; f++) {
        m->v[f] = 1; /* one factor each gets all that is added */
    }
    m->eta[2] = m->eta[1];
    model_account(m, even);
    free(even);
}

static void twins_have_the_same_power(void **state)
{
    int32_t seen = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        model m = model_random(seed, WITH_INPUTS, 5, 0);
        double *V = malloc(m.J * m.N * m.N * sizeof(double));
        assert_non_null(V);
        for (size_t f = 0; f < m.J * m.N * m.N; f++) {
            size_t cell = f / m.N % m.N * m.J + f / m.N / m.N;
            V[f] = m.pi[f] * m.X[cell];
        }
        make_twins(&m, V);
        world w = world_of(*state, &m);
        const hm_table *t = table_named(&w.s, "leverage");
        const hm_table *s = table_named(&w.s, "shapley");
        static const char *const ways[] = {"both", "exports", "imports"};
        for (int k = 0; k < 3; k++) {
            int32_t a = row_of(t, "C00", "C01", ways[k]);
            int32_t b = row_of(t, "C00", "C02", ways[k]);
            double one = at(t, a, "target_loss_pct");
            if (!isnan(one) && fabs(one) > 1e-6) {
                assert_near_rel(at(t, b, "target_loss_pct"), one, 1e-6);
                assert_near_rel(at(t, b, "sender_loss_pct"),
                                at(t, a, "sender_loss_pct"), 1e-5);
                seen++;
            }
        }
        double one =
            at(s, row_of(s, "C00", "C01;C02;C03", "C01"), "share_musd");
        double two =
            at(s, row_of(s, "C00", "C01;C02;C03", "C02"), "share_musd");
        if (!isnan(one)) {
            assert_near(two, one, 1e-6 * (fabs(one) + fabs(two)));
        }
        world_clear(&w);
        free(V);
        model_free(&m);
    }
    print_message("# %d links of twins\n", seen);
    assert_true(seen >= 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identities),
        cmocka_unit_test(twins_have_the_same_power),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

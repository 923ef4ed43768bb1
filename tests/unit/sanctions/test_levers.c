// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_levers.c - which flows become which variables: owners, ties, bounds,
 * what cannot move, what is banned already; levels of departure; the start of
 * a stage; a part of the block of settings that needs no case.
 */
#include "hm_test.h"
#include "random_economy.h"
#include "sanctions/design.h"

#include <math.h>
#include <string.h>

enum { N = 3, J = 2, FLOWS = J * N * N };

typedef struct fixture {
    hm_context *ctx;
    hm_economy *economy;
    bool all[FLOWS];
    int32_t owner[N];
    hmi_lever_plan plan;
} fixture;

static fixture begin(void)
{
    fixture f = {.ctx = NULL};
    model m = model_random(5, WITH_INPUTS | WITH_TARIFFS, N, J);
    assert_int_equal(hm_context_create(NULL, &f.ctx), HM_OK);
    f.economy = model_economy(f.ctx, &m);
    assert_non_null(f.economy);
    model_free(&m);
    for (int k = 0; k < FLOWS; k++) {
        f.all[k] = true;
    }
    for (int n = 0; n < N; n++) {
        f.owner[n] = -1;
    }
    f.plan = (hmi_lever_plan){.economy = f.economy,
                              .low = {0, 0, 0, 0},
                              .high = {2, 3, 1, 4},
                              .rents = 1};
    return f;
}

static hmi_levers *levers(fixture *f)
{
    hmi_levers *x = NULL;
    f->plan.owner = f->owner;
    assert_hm_ok(f->ctx, hmi_levers_create(f->ctx, &f->plan, &x));
    return x;
}

static void end(fixture *f)
{
    hm_economy_free(f->economy);
    hm_context_free(f->ctx);
}

/* Two owners: each its own imports, ordered by owner, none at home. */
static void tariffs_belong_to_importers(void **state)
{
    (void)state;
    fixture f = begin();
    f.owner[2] = 0;
    f.owner[0] = 1;
    f.plan.chosen[HMI_LEVER_TARIFF] = f.all;
    hmi_levers *x = levers(&f);
    assert_int_equal(x->count, 2 * J * (N - 1));
    for (int32_t v = 0; v < x->count; v++) {
        size_t flow = x->flow[x->items[v].first];
        size_t importer = flow / N % N;
        assert_int_equal(x->items[v].count, 1);
        assert_int_equal(x->items[v].owner, importer == 2 ? 0 : 1);
        assert_true(flow % N != importer);
        assert_true(v == 0 || x->items[v].owner >= x->items[v - 1].owner);
        assert_near(x->high[v], log(3.0), 1e-15);
    }
    hmi_levers_free(x);
    end(&f);
}

/* One rate over goods, one over partners, or both; sales and purchases apart. */
static void ties(void **state)
{
    (void)state;
    static const int expected[2][2] = {{2 * J * (N - 1), 2 * (N - 1)},
                                       {2 * J, 2}};
    for (int tied = 0; tied < 4; tied++) {
        fixture f = begin();
        f.owner[1] = 0;
        f.plan.mfn = (tied & 1) != 0;
        f.plan.uniform = (tied & 2) != 0;
        f.plan.chosen[HMI_LEVER_COVERAGE] = f.all;
        hmi_levers *x = levers(&f);
        assert_int_equal(x->count, expected[tied & 1][tied >> 1]);
        assert_int_equal(x->n_flows, 2 * J * (N - 1));
        hmi_levers_free(x);
        end(&f);
    }
}

/* A lever at its bound is none; a rate outside its bounds widens them; what is
 * banned at the departure is left alone. */
static void bounds_and_what_cannot_move(void **state)
{
    (void)state;
    fixture f = begin();
    double t[FLOWS] = {0};
    double phi[FLOWS];
    hm_shock_arrays from = {.tariff = t, .phi = phi};
    for (int k = 0; k < FLOWS; k++) {
        phi[k] = 1.0;
    }
    t[1] = 0.4; /* C00 buys the first good from C01 */
    t[2] = 2.6; /* above the bound */
    phi[N * N + 1] = 0.0;
    f.owner[0] = 0;
    f.plan.background = &from;
    f.plan.chosen[HMI_LEVER_TARIFF] = f.all;
    hmi_levers *x = levers(&f);
    assert_int_equal(x->count, 3); /* one flow is banned */
    assert_near(x->high[0], log(3.0), 1e-15);
    assert_near(x->high[1], log(3.6), 1e-15);
    hmi_levers_free(x);
    f.plan.high[HMI_LEVER_TARIFF] = NAN; /* the level of departure: cuts */
    x = levers(&f);
    assert_int_equal(x->count, 2); /* those with a rate to cut */
    assert_near(x->high[0], log(1.4), 1e-15);
    assert_near(x->low[0], 0.0, 0.0);
    hmi_levers_free(x);
    assert_near(
        hmi_lever_level(hm_economy_data(f.economy), &from, HMI_LEVER_TARIFF, 1),
        0.4, 0.0);
    assert_near(hmi_lever_level(hm_economy_data(f.economy), NULL,
                                HMI_LEVER_COVERAGE, 1),
                1.0, 0.0);
    end(&f);
}

static void flows_by_name(void **state)
{
    (void)state;
    fixture f = begin();
    static const char *const all[] = {"all"};
    const hm_labels *labels = hm_economy_labels(f.economy);
    const char *const one[] = {labels->country_codes[1]};
    const char *const good[] = {labels->sector_codes[1]};
    static const char *const wrong[] = {"C77"};
    hm_selector selectors[3] = {
        {1, one, false}, {1, all, false}, {1, good, true}};
    bool flows[FLOWS] = {false};
    assert_hm_ok(f.ctx, hmi_flows_named(f.ctx, f.economy, selectors,
                                        "c.yaml:1:1", flows));
    int count = 0;
    for (int k = 0; k < FLOWS; k++) {
        count += flows[k];
        assert_true(!flows[k] || (k < N * N && k % N == 1 && k / N != 1));
    }
    assert_int_equal(count, N - 1);
    selectors[0].codes = wrong;
    assert_int_equal(
        hmi_flows_named(f.ctx, f.economy, selectors, "c.yaml:1:1", flows),
        HM_ERR_UNKNOWN);
    assert_non_null(strstr(hm_context_message(f.ctx), "c.yaml:1:1"));
    end(&f);
}

/* No levers: the search stands where it starts, and is found. */
static void nothing_to_move(void **state)
{
    (void)state;
    fixture f = begin();
    hmi_levers *x = levers(&f);
    hmi_stage *stage = NULL;
    hmi_world world = {f.economy, HM_CLOSURE_FIXED,
                       hm_solver_settings_default(), 1e-9};
    hmi_term term = {HMI_TERM_INCOME, 0, -1, 1.0};
    hmi_aim aim = {1, &term, 0.0, 1.0};
    const hmi_aim *const aims[] = {&aim};
    hmi_ascent_end ended;
    double u[1] = {0};
    assert_int_equal(x->count, 0);
    assert_hm_ok(f.ctx, hmi_stage_create(f.ctx, &world, x, NULL, &stage));
    hmi_search search = {.stage = stage, .aims = aims, .scale = {1.0}};
    assert_hm_ok(f.ctx, hmi_search_run(&search, u, &ended));
    assert_true(ended.found);
    assert_near(ended.value[0], 0.0, 1e-9);
    hmi_stage_free(stage);
    hmi_levers_free(x);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tariffs_belong_to_importers),
        cmocka_unit_test(ties),
        cmocka_unit_test(bounds_and_what_cannot_move),
        cmocka_unit_test(flows_by_name),
        cmocka_unit_test(nothing_to_move),
    };
    return hm_test_run(tests);
}

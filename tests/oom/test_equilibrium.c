// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_equilibrium.c - scenarios, shocks, solver, solution, calibration,
 * verification, welfare and its path, dependence tables: each request for
 * memory refused once.
 */
#include "small.h"

#include <hirschman/equilibrium.h>
#include <hirschman/leverage.h>

/* Everything an attempt may make; freed together. */
typedef struct bag {
    hm_context *ctx;
    hm_economy *economy, *base;
    hm_scenario *first, *second;
    hm_shock *shock;
    hm_solver *solver;
    hm_solution *solution;
    hm_welfare *welfare;
    hm_table *table;
} bag;

static hm_status open_bag(bag *b, const hm_allocator *allocator)
{
    *b = (bag){0};
    HMI_TRY(hm_context_create(allocator, &b->ctx));
    return small_make(b->ctx, &b->economy);
}

static hm_status close_bag(bag *b, hm_status status)
{
    hm_table_free(b->table);
    hm_welfare_free(b->welfare);
    hm_solution_free(b->solution);
    hm_solver_free(b->solver);
    hm_shock_free(b->shock);
    hm_scenario_free(b->second);
    hm_scenario_free(b->first);
    hm_economy_free(b->base);
    hm_economy_free(b->economy);
    hm_context_free(b->ctx);
    return status;
}

/* --- policy ------------------------------------------------------------------ */

static const char *const chn[] = {"CHN"}, *const prk[] = {"PRK"};
static const char *const mining[] = {"mining"}, *const ore[] = {"ore"};
static const char *const all[] = {"all"};

static hm_status add_quota(hm_scenario *scenario)
{
    static const double caps[] = {0.7};
    const hm_measure quota = {.kind = HM_MEASURE_QUOTA,
                              .rule = HM_RULE_LOWER,
                              .exporter = {1, chn, false},
                              .importer = {1, prk, false},
                              .sector = {1, mining, false},
                              .n_rows = 1,
                              .row_value = caps,
                              .row_musd = caps,
                              .row_rents = caps};
    return hm_scenario_add(scenario, &quota);
}

static hm_status add_measures(hm_scenario *scenario)
{
    static const char *const exporters[] = {"CHN", "PRK"};
    static const char *const importers[] = {"PRK", "CHN"};
    static const double rates[] = {0.13, 0.07};
    const hm_measure measures[] = {
        {.kind = HM_MEASURE_TARIFF,
         .rule = HM_RULE_RATE,
         .exporter = {1, all, false},
         .importer = {1, all, false},
         .sector = {1, mining, true},
         .n_rows = 2,
         .row_exporter = exporters,
         .row_importer = importers,
         .row_value = rates,
         .place = "case.yaml:7:9"},
        {.kind = HM_MEASURE_EMBARGO,
         .rule = HM_RULE_COVERAGE,
         .value = 0.4,
         .exporter = {1, prk, false},
         .importer = {1, chn, false},
         .sector = {1, mining, false}},
        {.kind = HM_MEASURE_TRADE_COST,
         .rule = HM_RULE_HAT,
         .value = 1.07,
         .exporter = {1, chn, false},
         .importer = {1, prk, false},
         .sector = {1, all, false}},
        {.kind = HM_MEASURE_EXPORT_TAX,
         .rule = HM_RULE_ADD,
         .value = 0.05,
         .exporter = {1, chn, false},
         .importer = {1, prk, false},
         .sector = {1, all, false}},
        {.kind = HM_MEASURE_PRODUCTIVITY,
         .rule = HM_RULE_HAT,
         .value = 0.97,
         .exporter = {1, prk, false},
         .sector = {1, all, false}},
        {.kind = HM_MEASURE_CAPACITY,
         .rule = HM_RULE_HAT,
         .value = 0.9,
         .importer = {1, chn, false},
         .sector = {1, ore, false}},
        {.kind = HM_MEASURE_TRANSFER,
         .rule = HM_RULE_VALUE_MUSD,
         .value = 0.037,
         .exporter = {1, chn, false},
         .importer = {1, prk, false}},
        {.kind = HM_MEASURE_DEFICIT,
         .rule = HM_RULE_SCALE,
         .value = 0.9,
         .importer = {1, prk, false}},
    };
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++) {
        HMI_TRY(hm_scenario_add(scenario, &measures[i]));
    }
    return HM_OK;
}

static hm_status make_shock(bag *b)
{
    HMI_TRY(hm_scenario_create(b->ctx, "pressure", "all kinds", &b->first));
    HMI_TRY(add_measures(b->first));
    HMI_TRY(add_quota(b->first));
    HMI_TRY(hm_scenario_create(b->ctx, "more", NULL, &b->second));
    HMI_TRY(hm_scenario_extend(b->second, b->first));
    const hm_status status =
        hm_shock_create(b->ctx, b->economy, b->second, &b->shock);
    assert_true((status == HM_OK) == (b->shock != NULL));
    return status;
}

static hm_status shock_attempt(const hm_allocator *allocator, void *user)
{
    bag b;
    (void)user;
    hm_status status = open_bag(&b, allocator);
    return close_bag(&b, status == HM_OK ? make_shock(&b) : status);
}

static hm_status copy_shock(bag *b)
{
    double tariff[SMALL_FLOWS], phi[SMALL_FLOWS], hat[SMALL_N * SMALL_J];
    double supply[SMALL_F], cap[SMALL_FLOWS];
    const double add[SMALL_N] = {0.013, -0.013};
    for (int f = 0; f < SMALL_FLOWS; f++) {
        const bool home = f % 2 == f / 2 % 2;
        tariff[f] = home ? 0.0 : 0.03 * f;
        phi[f] = home ? 1.0 : 0.93;
        cap[f] = f == 1 ? 0.8 : HUGE_VAL; /* binds: rents and their path */
    }
    for (int c = 0; c < SMALL_N * SMALL_J; c++) {
        hat[c] = 1.03;
    }
    for (int f = 0; f < SMALL_F; f++) {
        supply[f] = 0.97;
    }
    const hm_shock_arrays arrays = {.tariff = tariff,
                                    .phi = phi,
                                    .productivity_hat = hat,
                                    .factor_hat = supply,
                                    .deficit_add = add,
                                    .quantity_cap = cap};
    const hm_status status =
        hm_shock_from_arrays(b->ctx, b->economy, &arrays, &b->shock);
    assert_true((status == HM_OK) == (b->shock != NULL));
    return status;
}

static hm_status copy_attempt(const hm_allocator *allocator, void *user)
{
    bag b;
    (void)user;
    hm_status status = open_bag(&b, allocator);
    return close_bag(&b, status == HM_OK ? copy_shock(&b) : status);
}

/* --- equilibrium ----------------------------------------------------------------- */

static hm_status calibrate(bag *b)
{
    double consistency = 0.0;
    const hm_status status = hm_equilibrium_calibrate(
        b->ctx, b->economy, HM_CLOSURE_ZERO, NULL, &b->base, &consistency);
    assert_true((status == HM_OK) == (b->base != NULL));
    return status;
}

static hm_status calibrate_attempt(const hm_allocator *allocator, void *user)
{
    bag b;
    (void)user;
    hm_status status = open_bag(&b, allocator);
    return close_bag(&b, status == HM_OK ? calibrate(&b) : status);
}

static hm_status solve_and_verify(bag *b)
{
    hm_verification v;
    HMI_TRY(copy_shock(b));
    hm_status status = hm_solver_create(b->ctx, b->economy, HM_CLOSURE_FIXED,
                                        NULL, &b->solver);
    assert_true((status == HM_OK) == (b->solver != NULL));
    HMI_TRY(status);
    status = hm_solution_create(b->ctx, b->economy, &b->solution);
    assert_true((status == HM_OK) == (b->solution != NULL));
    HMI_TRY(status);
    HMI_TRY(hm_solver_solve(b->solver, b->shock, NULL, b->solution));
    assert_int_equal(hm_solution_certificate(b->solution)->outcome,
                     HM_CONVERGED);
    HMI_TRY(hm_equilibrium_verify(b->ctx, b->economy, HM_CLOSURE_FIXED,
                                  b->shock, b->solution, 1e-9, &v));
    assert_true(v.confirmed);
    status = hm_welfare_create(b->ctx, b->economy, &b->welfare);
    assert_true((status == HM_OK) == (b->welfare != NULL));
    HMI_TRY(status);
    HMI_TRY(hm_welfare_evaluate(b->ctx, b->economy, b->shock, b->solution,
                                b->welfare));
    return hm_welfare_path(b->solver, b->shock, b->solution, 4, b->welfare);
}

static hm_status solve_attempt(const hm_allocator *allocator, void *user)
{
    bag b;
    (void)user;
    hm_status status = open_bag(&b, allocator);
    return close_bag(&b, status == HM_OK ? solve_and_verify(&b) : status);
}

/* --- leverage ------------------------------------------------------------------------ */

typedef hm_status table_of(hm_context *ctx, const hm_economy *economy,
                           hm_table **out);

static hm_status table_attempt(const hm_allocator *allocator, void *user)
{
    table_of *const *make = user;
    bag b;
    hm_status status = open_bag(&b, allocator);
    if (status == HM_OK) {
        status = (*make)(b.ctx, b.economy, &b.table);
        assert_true((status == HM_OK) == (b.table != NULL));
    }
    return close_bag(&b, status);
}

static void scenarios_and_shocks(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(shock_attempt, NULL) > 100);
}

static void shocks_from_arrays(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(copy_attempt, NULL) > 40);
}

static void calibration(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(calibrate_attempt, NULL) > 100);
}

static void solving_verifying_and_welfare(void **state)
{
    (void)state;
    assert_true(hm_test_out_of_memory(solve_attempt, NULL) > 100);
}

static void dependence_tables(void **state)
{
    (void)state;
    table_of *makers[] = {hm_leverage_dependence, hm_leverage_concentration};
    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++) {
        assert_true(hm_test_out_of_memory(table_attempt, &makers[i]) > 40);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scenarios_and_shocks),
        cmocka_unit_test(shocks_from_arrays),
        cmocka_unit_test(calibration),
        cmocka_unit_test(solving_verifying_and_welfare),
        cmocka_unit_test(dependence_tables),
    };
    return hm_test_run(tests);
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_gegravity.c - one-sector general-equilibrium gravity: the enlargement
 * of the European Union in 2000 as ge_gravity solves it (S. Baier, Y. Yotov
 * and T. Zylkin, Journal of International Economics 116, 2019; results file
 * of the package's own example, theta = 4, 44 countries of WIOD 2016).
 *
 * Their partial effect beta multiplies a trade share by exp(beta): an iceberg
 * cost of exp(-beta/theta). World output is the numeraire, as in T17.
 *   additive        E' = Y' + D: deficits fixed (T18 F)
 *   multiplicative  E' = (E/Y) Y'. Those do not sum to world output, so their
 *                   loop rescales wages until sales are Y' times one number,
 *                   lambda = sum E' / sum Y'. In an economy whose accounts
 *                   close that is spending of E'/lambda: D' = E'/lambda - Y'.
 *                   (T18 S takes the sum out in proportion to Y' instead and
 *                   agrees to the second order of the imbalances.)
 *
 * The results are stored as 4-byte floats (relative rounding 6e-8) of a loop
 * that stopped at steps of 1e-8 in ln X: welfare to 1.5e-7, flows to 3e-7.
 */
#include "hm_test.h"
#include "numbers.h"

#include <hirschman/equilibrium.h>

#include <math.h>

enum { N = 44, FLOWS = N * N };
#define FILE_NAME                                                              \
    "data/gegravity-onesector/wiod2016_trade_44_2000_2014_with_results.csv.gz"
static const double theta = 4.0;

typedef struct gravity {
    hm_context *ctx;
    char code[N][4];
    double trade[FLOWS], beta[FLOWS]; /* [importer][exporter] */
    double w_eu[N], w_mult[N], X_eu[FLOWS], X_mult[FLOWS];
    hm_economy *economy;
} gravity;

/* "exporter","importer",expcode,impcode,year,trade,...,eu_effect,w_eu,... */
static bool read_row(const char *line, gravity *g)
{
    char exporter[4] = "";
    int i = 0, n = 0, year = 0;
    double trade, skip, beta, w, X, wm, Xm;
    int got = sscanf(line,
                     "\"%3[A-Z]\",\"%*3[A-Z]\",%d,%d,%d,%lf,%lf,%lf,%lf,%lf,"
                     "%lf,%lf,%lf,%lf,%lf",
                     exporter, &i, &n, &year, &trade, &skip, &skip, &skip,
                     &skip, &beta, &w, &X, &wm, &Xm);
    if (got != 14 || year != 2000) {
        return false;
    }
    size_t f = (size_t)((n - 1) * N + i - 1);
    memcpy(g->code[i - 1], exporter, sizeof exporter);
    g->trade[f] = trade;
    g->beta[f] = beta;
    g->w_eu[i - 1] = w;
    g->w_mult[i - 1] = wm;
    g->X_eu[f] = X;
    g->X_mult[f] = Xm;
    return true;
}

static void make_economy(gravity *g)
{
    const char *codes[N];
    const char *sector = "all-goods";
    for (int n = 0; n < N; n++) {
        codes[n] = g->code[n];
    }
    hm_labels labels = {.n_countries = N,
                        .n_sectors = 1,
                        .country_codes = codes,
                        .sector_codes = &sector};
    hm_elasticities set = {.theta = &theta};
    hm_economy_flows flows = {.trade = g->trade};
    assert_hm_ok(g->ctx, hm_economy_from_flows(g->ctx, &labels, &flows, &set,
                                               &g->economy));
}

static int set_up(void **state)
{
    static gravity g;
    int rows = 0;
    *state = &g;
    if (hm_test_shared(FILE_NAME) == NULL) {
        return 0; /* each case skips itself, with a line */
    }
    assert_int_equal(hm_context_create(NULL, &g.ctx), HM_OK);
    char *text = read_text(hm_test_shared(FILE_NAME));
    assert_non_null(text);
    for (char *line = text; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n' ? 1 : 0;
        rows += read_row(line, &g) ? 1 : 0;
    }
    free(text);
    assert_int_equal(rows, FLOWS);
    make_economy(&g);
    return 0;
}

static int tear_down(void **state)
{
    gravity *g = *state;
    hm_economy_free(g->economy);
    hm_context_free(g->ctx);
    return 0;
}

/* Solve with deficits moved by `add` (NULL: none); new shares into `share`. */
static void solve(const gravity *g, const double *add, hm_solution *solution,
                  double *share)
{
    double cost[FLOWS];
    hm_shock *shock = NULL;
    hm_solver *solver = NULL;
    hm_verification v;
    hm_solver_settings settings = hm_solver_settings_default();
    for (int f = 0; f < FLOWS; f++) {
        cost[f] = exp(-g->beta[f] / theta);
    }
    hm_shock_arrays arrays = {.cost_hat = cost, .deficit_add = add};
    settings.tolerance = 1e-12;
    assert_hm_ok(g->ctx,
                 hm_shock_from_arrays(g->ctx, g->economy, &arrays, &shock));
    assert_hm_ok(g->ctx, hm_solver_create(g->ctx, g->economy, HM_CLOSURE_FIXED,
                                          &settings, &solver));
    assert_hm_ok(g->ctx, hm_solver_solve(solver, shock, NULL, solution));
    assert_hm_ok(g->ctx,
                 hm_equilibrium_verify(g->ctx, g->economy, HM_CLOSURE_FIXED,
                                       shock, solution, 1e-11, &v));
    assert_true(v.confirmed);
    hm_solution_shares(g->economy, shock, solution, share);
    hm_solver_free(solver);
    hm_shock_free(shock);
}

/* Additive: everything they print. */
static void fixed_deficits(void **state)
{
    const gravity *g = *state;
    double share[FLOWS];
    hm_test_need_shared(FILE_NAME);
    hm_solution *solution = NULL;
    assert_hm_ok(g->ctx, hm_solution_create(g->ctx, g->economy, &solution));
    solve(g, NULL, solution, share);
    const hm_solution_arrays *x = hm_solution_data(solution);
    const double *income = hm_economy_data(g->economy)->income;
    for (int n = 0; n < N; n++) {
        assert_near_rel(x->income[n] / income[n] / x->price_index_hat[n],
                        g->w_eu[n], 1.5e-7);
        for (int i = 0; i < N; i++) {
            assert_near_rel(share[n * N + i] * x->expenditure[n],
                            g->X_eu[n * N + i], 3e-7);
        }
    }
    hm_solution_free(solution);
}

/* Multiplicative: deficits that follow wages, by a few rounds of solving.
 * Each round shrinks what is left about a hundredfold. */
static void deficits_in_proportion(void **state)
{
    const gravity *g = *state;
    double share[FLOWS];
    double add[N] = {0};
    double lambda = 1.0;
    hm_test_need_shared(FILE_NAME);
    hm_solution *solution = NULL;
    assert_hm_ok(g->ctx, hm_solution_create(g->ctx, g->economy, &solution));
    const hm_solution_arrays *x = hm_solution_data(solution);
    const hm_economy_arrays *a = hm_economy_data(g->economy);
    for (int round = 0; round < 12; round++) {
        double spent = 0.0;
        double made = 0.0;
        solve(g, round == 0 ? NULL : add, solution, share);
        for (int n = 0; n < N; n++) {
            spent += a->expenditure[n] * x->factor_price_hat[n];
            made += a->factor_income[n] * x->factor_price_hat[n];
        }
        lambda = spent / made;
        for (int n = 0; n < N; n++) {
            double w = x->factor_price_hat[n];
            add[n] = a->expenditure[n] * w / lambda - a->factor_income[n] * w -
                     a->deficit[n];
        }
    }
    for (int n = 0; n < N; n++) {
        double w = x->factor_price_hat[n];
        assert_near_rel(w / x->price_index_hat[n], g->w_mult[n], 1.5e-7);
        for (int i = 0; i < N; i++) {
            assert_near_rel(share[n * N + i] * a->expenditure[n] * w,
                            g->X_mult[n * N + i], 3e-7);
        }
    }
    hm_solution_free(solution);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixed_deficits),
        cmocka_unit_test(deficits_in_proportion),
    };
    hm_test_mend_skips();
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

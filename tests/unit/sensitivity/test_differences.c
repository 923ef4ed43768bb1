// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_differences.c - every derivative of every outcome on the toy of
 * MODEL.md Appendix A against central differences of re-solved points, the
 * embargoed flow's re-opening, and Taylor remainders.
 */
#include "hm_test.h"
#include "toy.h"

#include <hirschman/sensitivity.h>

#include <math.h>
#include <string.h>

/* Everything that can move. */
typedef struct levels {
    double t[TOY_FLOWS], e[TOY_FLOWS], m[TOY_FLOWS], zeta[TOY_FLOWS];
    double d[TOY_FLOWS], phi[TOY_FLOWS];
    double A[TOY_N * TOY_J], L[TOY_N], D[TOY_N];
    double theta[TOY_J], home[TOY_J], rho[TOY_J], psi[TOY_J], eta[TOY_N];
} levels;

typedef struct fixture {
    hm_context *ctx;
    toy base;
    hm_economy *economy;
    levels at;
} fixture;

enum { OUTCOMES = 11 };

static hm_status add_outcome(const hm_sensitivity *s, int which,
                             hm_objective *o)
{
    switch (which) {
    case 0:
        return hm_sensitivity_add_real_income(s, 1, 1.3, o);
    case 1:
        return hm_sensitivity_add_real_income_musd(s, 2, 0.7, o);
    case 2:
        return hm_sensitivity_add_real_domestic_income(s, 0, 1.0, o);
    case 3:
        return hm_sensitivity_add_export_earnings(s, 1, -1, 1.0, o);
    case 4:
        return hm_sensitivity_add_tariff_revenue(s, 3, 1.0, o);
    case 5:
        return hm_sensitivity_add_government_revenue(s, 1, 1.0, o);
    case 6:
        return hm_sensitivity_add_output(s, 2, 1, 1.0, o);
    case 7:
        return hm_sensitivity_add_factor_income(s, 3, 1.0, o);
    case 8:
        return hm_sensitivity_add_imports(s, 0, -1, 2, 1.0, o);
    case 9:
        return hm_sensitivity_add_import_quantity(s, 0, 1, -1, 1.0, o);
    default:
        return hm_sensitivity_add_output(s, 0, -1, 1.0, o);
    }
}

typedef struct point {
    hm_economy *economy;
    hm_shock *shock;
    hm_solution *solution;
    hm_sensitivity *s;
    hm_objective *o;
} point;

static point point_at(const fixture *f, const levels *l, hm_closure closure)
{
    hm_elasticities set = *hm_economy_elasticities(f->economy);
    hm_shock_arrays arrays = {.tariff = l->t,
                              .export_tax = l->e,
                              .rent_wedge = l->m,
                              .rent_importer_share = l->zeta,
                              .cost_hat = l->d,
                              .phi = l->phi,
                              .productivity_hat = l->A,
                              .factor_hat = l->L,
                              .deficit_add = l->D};
    hm_solver_settings settings = hm_solver_settings_default();
    hm_solver *solver = NULL;
    point p = {.economy = NULL};
    set.theta = l->theta;
    set.theta_home = l->home;
    set.input_substitution = l->rho;
    set.scale = l->psi;
    set.final_substitution = l->eta;
    settings.tolerance = l->phi[1] < 0.1 || l->psi[0] > 0.0 ? 1e-10 : 2e-12;
    settings.max_iterations = 3000;
    assert_hm_ok(f->ctx, hm_economy_with_elasticities(f->ctx, f->economy, &set,
                                                      &p.economy));
    assert_hm_ok(f->ctx,
                 hm_shock_from_arrays(f->ctx, p.economy, &arrays, &p.shock));
    assert_hm_ok(f->ctx, hm_solution_create(f->ctx, p.economy, &p.solution));
    assert_hm_ok(f->ctx, hm_solver_create(f->ctx, p.economy, closure, &settings,
                                          &solver));
    assert_hm_ok(f->ctx, hm_solver_solve(solver, p.shock, NULL, p.solution));
    hm_solver_free(solver);
    assert_hm_ok(f->ctx,
                 hm_sensitivity_create(f->ctx, p.economy, closure, &p.s));
    assert_hm_ok(f->ctx, hm_sensitivity_at(p.s, p.shock, p.solution));
    assert_hm_ok(f->ctx, hm_objective_create(f->ctx, p.economy, true, &p.o));
    return p;
}

static void point_free(const fixture *f, point *p)
{
    hm_objective_free(f->ctx, p->o);
    hm_sensitivity_free(p->s);
    hm_solution_free(p->solution);
    hm_shock_free(p->shock);
    hm_economy_free(p->economy);
}

static void values_at(const fixture *f, const levels *l, hm_closure closure,
                      double *value)
{
    point p = point_at(f, l, closure);
    for (int which = 0; which < OUTCOMES; which++) {
        hm_objective_clear(p.economy, p.o);
        assert_hm_ok(f->ctx, add_outcome(p.s, which, p.o));
        value[which] = p.o->value;
    }
    point_free(f, &p);
}

/* Which entries are tried: offset in levels, in logs or not. */
typedef struct entry {
    const char *name;
    size_t offset, gradient; /* in levels; in `all` below */
    bool log;
} entry;

/* The gradient's buffers in the order of levels. */
typedef struct all {
    double t[TOY_FLOWS], e[TOY_FLOWS], m[TOY_FLOWS], zeta[TOY_FLOWS];
    double d[TOY_FLOWS], phi[TOY_FLOWS];
    double A[TOY_N * TOY_J], L[TOY_N], D[TOY_N];
    double theta[TOY_J], home[TOY_J], rho[TOY_J], psi[TOY_J], eta[TOY_N];
} all;

#define AT(member, index, log)                                                 \
    {                                                                          \
#member, offsetof(levels, member) + (index) * sizeof(double),          \
            offsetof(all, member) + (index) * sizeof(double), log              \
    }

static double read(const void *block, size_t offset)
{
    double value = 0.0;
    memcpy(&value, (const char *)block + offset, sizeof value);
    return value;
}

static void move(levels *l, size_t offset, double step, bool log)
{
    double value = read(l, offset);
    value = log ? value * exp(step) : value + step;
    memcpy((char *)l + offset, &value, sizeof value);
}

/* Central differences; from above alone where a level is at its bound. */
static void slopes(const fixture *f, hm_closure closure, const entry *e,
                   bool one_sided, double *slope)
{
    static const double step = 1e-4;
    double up[OUTCOMES], down[OUTCOMES], here[OUTCOMES];
    levels l = f->at;
    move(&l, e->offset, step, e->log);
    values_at(f, &l, closure, up);
    l = f->at;
    move(&l, e->offset, one_sided ? 2 * step : -step, e->log);
    values_at(f, &l, closure, down);
    values_at(f, &f->at, closure, here);
    for (int which = 0; which < OUTCOMES; which++) {
        slope[which] =
            one_sided
                ? (4 * up[which] - 3 * here[which] - down[which]) / (2 * step)
                : (up[which] - down[which]) / (2 * step);
    }
}

static void gradients(const fixture *f, hm_closure closure, all *out)
{
    point p = point_at(f, &f->at, closure);
    for (int which = 0; which < OUTCOMES; which++) {
        all *a = &out[which];
        hm_gradient g = {.tariff = a->t,
                         .export_tax = a->e,
                         .rent_wedge = a->m,
                         .rent_share = a->zeta,
                         .ln_cost = a->d,
                         .phi = a->phi,
                         .ln_productivity = a->A,
                         .ln_factor = a->L,
                         .deficit = a->D,
                         .theta = a->theta,
                         .theta_home = a->home,
                         .input_substitution = a->rho,
                         .scale = a->psi,
                         .final_substitution = a->eta};
        hm_objective_clear(p.economy, p.o);
        assert_hm_ok(f->ctx, add_outcome(p.s, which, p.o));
        assert_hm_ok(f->ctx, hm_sensitivity_adjoint(p.s, p.o, &g));
    }
    point_free(f, &p);
}

/* Tolerance 2e-7: the difference's own error, f''' h^2 / 6 with h = 1e-4, and
 * the solver's 2e-12 over h. Wider where it says why. */
static void compare(const fixture *f, hm_closure closure, const entry *list,
                    size_t count, bool one_sided, double tolerance)
{
    static all found[OUTCOMES];
    double slope[OUTCOMES];
    gradients(f, closure, found);
    for (size_t i = 0; i < count; i++) {
        slopes(f, closure, &list[i], one_sided, slope);
        for (int which = 0; which < OUTCOMES; which++) {
            double exact = read(&found[which], list[i].gradient);
            if (!(fabs(exact - slope[which]) <=
                  tolerance * (1.0 + fabs(slope[which])))) {
                print_error("closure %d, %s (%zu), outcome %d: %.12g against "
                            "%.12g\n",
                            (int)closure, list[i].name, i, which, exact,
                            slope[which]);
            }
            assert_near(exact, slope[which],
                        tolerance * (1.0 + fabs(slope[which])));
        }
    }
}

static void every_derivative_by_differences(void **state)
{
    static const entry list[] = {
        AT(t, 4, false),    AT(t, 20, false),    AT(e, 4, false),
        AT(e, 34, false),   AT(m, 1, false),     AT(zeta, 1, false),
        AT(d, 7, true),     AT(phi, 7, false),   AT(A, 4, true),
        AT(L, 2, true),     AT(theta, 0, false), AT(theta, 2, false),
        AT(home, 1, false), AT(home, 2, false),  AT(rho, 0, false),
        AT(rho, 1, false),  AT(eta, 1, false),   AT(eta, 3, false)};
    fixture *f = *state;
    size_t count = sizeof list / sizeof list[0];
    compare(f, HM_CLOSURE_FIXED, list, count, false, 2e-7);
    compare(f, HM_CLOSURE_SCALED, list, count, false, 2e-7);
}

/* Increasing returns, complements at home, near one in rho and eta. */
static void scale_and_complements(void **state)
{
    static const entry list[] = {AT(t, 4, false),     AT(d, 34, true),
                                 AT(A, 4, true),      AT(L, 1, true),
                                 AT(psi, 0, false),   AT(psi, 2, false),
                                 AT(rho, 0, false),   AT(home, 1, false),
                                 AT(theta, 1, false), AT(eta, 0, false)};
    fixture *f = *state;
    levels before = f->at;
    f->at.psi[0] = 0.05;
    f->at.psi[1] = 0.02;
    f->at.psi[2] = 0.08;
    f->at.home[1] = -0.2;
    f->at.home[0] = 3e-6; /* the branch near Cobb-Douglas */
    f->at.eta[0] = 1.0 + 4e-6;
    f->at.rho[1] = 1.0 - 4e-6;
    /* a mean of power 4e-6 has 1e-16 / 4e-6 of rounding,
     * the solver has 1e-10; both over h */
    compare(f, HM_CLOSURE_FIXED, list, sizeof list / sizeof list[0], false,
            3e-6);
    f->at = before;
}

/* A18: what passes first when a ban is lifted. */
static void reopening_an_embargoed_flow(void **state)
{
    static const entry list[] = {AT(phi, 1, false), AT(phi, 34, false)};
    fixture *f = *state;
    levels before = f->at;
    f->at.phi[1] = 0.0;
    f->at.phi[34] = 0.0;
    /* one-sided: f''' h^2 / 3, and the solver's 1e-10 over h */
    compare(f, HM_CLOSURE_FIXED, list, sizeof list / sizeof list[0], true,
            3e-6);
    f->at = before;
}

/* |J(h) - J(0) - h J'| falls with h squared. */
static void taylor_remainders_of_slope_two(void **state)
{
    fixture *f = *state;
    static all found[OUTCOMES];
    double here[OUTCOMES], far[OUTCOMES], near[OUTCOMES];
    gradients(f, HM_CLOSURE_FIXED, found);
    values_at(f, &f->at, HM_CLOSURE_FIXED, here);
    static const double h = 1e-2;
    levels l = f->at;
    l.t[4] += h;
    l.d[7] *= exp(h);
    values_at(f, &l, HM_CLOSURE_FIXED, far);
    l = f->at;
    l.t[4] += h / 4;
    l.d[7] *= exp(h / 4);
    values_at(f, &l, HM_CLOSURE_FIXED, near);
    for (int which = 0; which < OUTCOMES; which++) {
        double slope = found[which].t[4] + found[which].d[7];
        double one = fabs(far[which] - here[which] - h * slope);
        double two = fabs(near[which] - here[which] - h / 4 * slope);
        double order = log(one / two) / log(4.0);
        assert_true(order > 1.9 && order < 2.1);
    }
}

/* --- friends and enemies (A22) ----------------------------------------------------- */

enum { THREE = 3 };

/* Solve A X = B by elimination, three by three. */
static void divide(double a[THREE][THREE], double b[THREE][THREE])
{
    for (int k = 0; k < THREE; k++) {
        double pivot = a[k][k];
        for (int c = 0; c < THREE; c++) {
            a[k][c] /= pivot;
            b[k][c] /= pivot;
        }
        for (int r = 0; r < THREE; r++) {
            double factor = a[r][k];
            for (int c = 0; c < THREE && r != k; c++) {
                a[r][c] -= factor * a[k][c];
                b[r][c] -= factor * b[k][c];
            }
        }
    }
}

/* W and U by the formula: one good, no tariffs, balanced trade. */
static void formula(const double S[THREE][THREE], const double *wL,
                    double theta, double W[THREE][THREE],
                    double U[THREE][THREE])
{
    double T[THREE][THREE], left[THREE][THREE], world = 0.0;
    for (int n = 0; n < THREE; n++) {
        world += wL[n];
    }
    for (int n = 0; n < THREE; n++) {
        for (int i = 0; i < THREE; i++) {
            T[i][n] = S[n][i] * wL[n] / wL[i];
        }
    }
    for (int n = 0; n < THREE; n++) {
        for (int i = 0; i < THREE; i++) {
            double TS = 0.0;
            for (int h = 0; h < THREE; h++) {
                TS += T[n][h] * S[h][i];
            }
            double same = n == i ? 1.0 : 0.0;
            double V = (T[n][i] + theta * TS) / (theta + 1.0) - wL[i] / world;
            left[n][i] = same - V;
            W[n][i] = -theta / (theta + 1.0) * (TS - same);
        }
    }
    divide(left, W);
    for (int n = 0; n < THREE; n++) {
        for (int i = 0; i < THREE; i++) {
            U[n][i] = W[n][i] + S[n][i];
            for (int h = 0; h < THREE; h++) {
                U[n][i] -= S[n][h] * W[h][i];
            }
        }
    }
}

/* Shares, incomes that balance trade by power iteration, then both ways.
 * 1e-12: a linear system of three countries solved to rounding. */
static void friends_are_those_of_the_formula(void **state)
{
    static const double S[THREE][THREE] = {
        {0.731, 0.182, 0.087}, {0.093, 0.842, 0.065}, {0.121, 0.167, 0.712}};
    static const char *const codes[] = {"AAA", "BBB", "CCC"};
    static const char *const good[] = {"good"};
    static const double theta[] = {4.37}, one[] = {1.0, 1.0, 1.0};
    static const double none[] = {0.0, 0.0, 0.0};
    static const int32_t owner[] = {0, 1, 2};
    fixture *f = *state;
    double wL[THREE] = {1.0, 2.0, 3.0};
    for (int round = 0; round < 2000; round++) {
        double next[THREE] = {0.0, 0.0, 0.0};
        for (int n = 0; n < THREE; n++) {
            for (int i = 0; i < THREE; i++) {
                next[i] += S[n][i] * wL[n];
            }
        }
        memcpy(wL, next, sizeof wL);
    }
    hm_labels labels = {.n_countries = THREE,
                        .n_sectors = 1,
                        .country_codes = codes,
                        .sector_codes = good};
    hm_elasticities set = {.theta = theta};
    hm_economy_arrays arrays = {.n_countries = THREE,
                                .n_sectors = 1,
                                .n_factors = THREE,
                                .expenditure = wL,
                                .share = &S[0][0],
                                .factor_share = one,
                                .final_share = one,
                                .factor_income = wL,
                                .factor_country = owner,
                                .deficit = none};
    hm_economy *economy = NULL;
    hm_solver *solver = NULL;
    hm_solution *solution = NULL;
    hm_sensitivity *s = NULL;
    double W[THREE][THREE], U[THREE][THREE], w[9], u[9];
    hm_solver_settings settings = hm_solver_settings_default();
    settings.tolerance = 1e-14;
    assert_hm_ok(f->ctx, hm_economy_from_shares(f->ctx, &labels, &arrays, &set,
                                                &economy));
    assert_hm_ok(f->ctx, hm_solver_create(f->ctx, economy, HM_CLOSURE_FIXED,
                                          &settings, &solver));
    assert_hm_ok(f->ctx, hm_solution_create(f->ctx, economy, &solution));
    assert_hm_ok(f->ctx, hm_solver_solve(solver, NULL, NULL, solution));
    assert_hm_ok(f->ctx,
                 hm_sensitivity_create(f->ctx, economy, HM_CLOSURE_FIXED, &s));
    assert_hm_ok(f->ctx, hm_sensitivity_at(s, NULL, solution));
    assert_hm_ok(f->ctx, hm_sensitivity_friends(s, w, u));
    formula(S, wL, theta[0], W, U);
    assert_vector_near(w, &W[0][0], 9, 0.0, 1e-12, NULL);
    assert_vector_near(u, &U[0][0], 9, 0.0, 1e-12, NULL);
    hm_sensitivity_free(s);
    hm_solution_free(solution);
    hm_solver_free(solver);
    hm_economy_free(economy);
}

/* --- refusals ------------------------------------------------------------------------ */

static void what_is_refused(void **state)
{
    fixture *f = *state;
    hm_solution *unsolved = NULL;
    point p = point_at(f, &f->at, HM_CLOSURE_FIXED);
    hm_objective *small = NULL;
    double out[TOY_N], lopsided[TOY_N] = {1.0, 0.0, 0.0, 0.0};
    hm_gradient g = {.deficit = out};
    hm_direction d = {.deficit = lopsided};
    hm_tangent t = {.income = out};
    assert_hm_ok(f->ctx, hm_objective_create(f->ctx, p.economy, false, &small));
    assert_int_equal(hm_sensitivity_add_imports(p.s, 0, -1, -1, 1.0, small),
                     HM_ERR_STATE);
    assert_int_equal(hm_sensitivity_add_real_income(p.s, TOY_N, 1.0, small),
                     HM_ERR_ARGUMENT);
    assert_int_equal(hm_sensitivity_add_output(p.s, 0, TOY_J, 1.0, small),
                     HM_ERR_ARGUMENT);
    assert_int_equal(hm_sensitivity_add_factor_income(p.s, -1, 1.0, small),
                     HM_ERR_ARGUMENT);
    assert_int_equal(hm_sensitivity_tangent(p.s, &d, &t), HM_ERR_ARGUMENT);
    assert_true(isnan(out[0]));
    assert_hm_ok(f->ctx, hm_solution_create(f->ctx, p.economy, &unsolved));
    assert_int_equal(hm_sensitivity_at(p.s, NULL, unsolved), HM_ERR_STATE);
    out[0] = 0.0;
    assert_int_equal(hm_sensitivity_adjoint(p.s, small, &g), HM_ERR_STATE);
    assert_true(isnan(out[0]));
    assert_int_equal(hm_sensitivity_add_real_income(p.s, 0, 1.0, small),
                     HM_ERR_STATE);
    hm_sensitivity_free(NULL);
    hm_objective_free(f->ctx, NULL);
    hm_objective_free(f->ctx, small);
    hm_solution_free(unsolved);
    point_free(f, &p);
}

static int set_up(void **state)
{
    static fixture f;
    static const double theta[] = {4, 6, 3}, home[] = {2, 1.5, 3};
    static const double rho[] = {0.5, 1, 1.2};
    assert_int_equal(hm_context_create(NULL, &f.ctx), HM_OK);
    f.economy = toy_make(f.ctx, &f.base);
    assert_non_null(f.economy);
    levels *l = &f.at;
    memcpy(l->t, f.base.t, sizeof l->t);
    memcpy(l->e, f.base.e, sizeof l->e);
    memcpy(l->m, f.base.m, sizeof l->m);
    memcpy(l->zeta, f.base.zeta, sizeof l->zeta);
    memcpy(l->theta, theta, sizeof theta);
    memcpy(l->home, home, sizeof home);
    memcpy(l->rho, rho, sizeof rho);
    for (int i = 0; i < TOY_FLOWS; i++) {
        l->d[i] = 1.0;
        l->phi[i] = 1.0;
    }
    for (int i = 0; i < TOY_N * TOY_J; i++) {
        l->A[i] = 1.0;
    }
    for (int n = 0; n < TOY_N; n++) {
        l->L[n] = 1.0;
        l->eta[n] = 0.8;
    }
    l->d[toy_flow(2, 3, 2)] = 1.1;
    l->phi[7] = 0.9;
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    hm_economy_free(f->economy);
    hm_context_free(f->ctx);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_derivative_by_differences),
        cmocka_unit_test(scale_and_complements),
        cmocka_unit_test(reopening_an_embargoed_flow),
        cmocka_unit_test(taylor_remainders_of_slope_two),
        cmocka_unit_test(friends_are_those_of_the_formula),
        cmocka_unit_test(what_is_refused),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

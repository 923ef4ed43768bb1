// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_values.c - thresholds, deal regions and revealed bounds on random
 * margins: against substitution, sampling and enumeration.
 */
#include "hm_test.h"

#include <hirschman/values.h>

#include <math.h>
#include <string.h>

enum { N = 3, MARGINS = 3 };

static hm_context *context(void)
{
    hm_context *ctx = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    return ctx;
}

typedef struct problem {
    hm_unknown unknowns[N];
    double slope[MARGINS][N];
    hm_margin margins[MARGINS];
} problem;

static void random_problem(hm_random *r, problem *p)
{
    static const char *const names[] = {"x", "y", "z"};
    for (int j = 0; j < N; j++) {
        double low = hm_random_range(r, -2.0, 1.0);
        p->unknowns[j] = (hm_unknown){names[j], "MUSD", "assumed", low,
                                      low + hm_random_range(r, 0.5, 4.0)};
    }
    for (int m = 0; m < MARGINS; m++) {
        for (int j = 0; j < N; j++) {
            p->slope[m][j] = hm_random_normal(r);
        }
        p->margins[m] = (hm_margin){names[m], hm_random_normal(r), p->slope[m]};
    }
}

static double middle(const hm_unknown *u)
{
    return 0.5 * (u->low + u->high);
}

/* (V1): at the threshold the margin is zero, along the line too. */
static void thresholds_are_zeros(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(61));
    for (int trial = 0; trial < 100; trial++) {
        problem p;
        hm_table *table = NULL;
        double psi[N];
        int32_t first = -1;
        int32_t second = -1;
        random_problem(&r, &p);
        assert_hm_ok(ctx, hm_break_even_table(ctx, &p.margins[0], p.unknowns, N,
                                              &table));
        for (int j = 0; j < N; j++) {
            for (int k = 0; k < N; k++) {
                psi[k] = middle(&p.unknowns[k]);
            }
            psi[j] = hm_table_number(table, j, 6);
            assert_near(hm_margin_value(&p.margins[0], psi, N), 0.0,
                        1e-12 * (1.0 + fabs(psi[j])));
            bool inside =
                psi[j] >= p.unknowns[j].low && psi[j] <= p.unknowns[j].high;
            assert_near(hm_table_number(table, j, 7), inside ? 1.0 : 0.0, 0.0);
        }
        hm_table_free(table);
        assert_hm_ok(ctx, hm_break_even_line(ctx, &p.margins[0], p.unknowns, N,
                                             7, &first, &second, &table));
        for (int i = 0; i < 7; i++) {
            for (int k = 0; k < N; k++) {
                psi[k] = middle(&p.unknowns[k]);
            }
            psi[first] = hm_table_number(table, i, 0);
            psi[second] = hm_table_number(table, i, 1);
            assert_near(hm_margin_value(&p.margins[0], psi, N), 0.0, 1e-11);
        }
        hm_table_free(table);
    }
    hm_context_free(ctx);
}

static double along(const double *direction, const double *psi)
{
    double at = 0.0;
    for (int j = 0; j < N; j++) {
        at += direction[j] * psi[j];
    }
    return at;
}

/* A vertex satisfies every margin and lies on at least N planes. */
static void check_vertex(const problem *p, const double *psi)
{
    int tight = 0;
    for (int j = 0; j < N; j++) {
        tight += fabs(psi[j] - p->unknowns[j].low) < 1e-8 ||
                 fabs(psi[j] - p->unknowns[j].high) < 1e-8;
    }
    for (int m = 0; m < MARGINS; m++) {
        double at = hm_margin_value(&p->margins[m], psi, N);
        assert_true(at >= -1e-7);
        tight += at < 1e-7 ? 1 : 0;
    }
    assert_true(tight >= N);
}

/* Draws inside the region, none of them beyond its vertices. */
static int count_inside(hm_random *r, const problem *p, double (*direction)[N],
                        const double *best)
{
    int inside = 0;
    for (int i = 0; i < 4000; i++) {
        double psi[N];
        bool all = true;
        for (int j = 0; j < N; j++) {
            psi[j] =
                hm_random_range(r, p->unknowns[j].low, p->unknowns[j].high);
        }
        for (int m = 0; m < MARGINS; m++) {
            all = all && hm_margin_value(&p->margins[m], psi, N) >= 0.0;
        }
        for (int d = 0; all && d < N; d++) {
            assert_true(along(direction[d], psi) <= best[d] + 1e-9);
        }
        inside += all ? 1 : 0;
    }
    return inside;
}

/* (B54): vertices satisfy everything, n planes of each are tight, and no
 * direction has a better point among draws of the region. */
static void vertices_span_the_region(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(63));
    const hm_prior flat[N] = {{HM_PRIOR_UNIFORM, 0, 0},
                              {HM_PRIOR_UNIFORM, 0, 0},
                              {HM_PRIOR_UNIFORM, 0, 0}};
    int empty = 0;
    for (int trial = 0; trial < 60; trial++) {
        problem p;
        hm_table *table = NULL;
        random_problem(&r, &p);
        assert_hm_ok(ctx, hm_region_vertices(ctx, p.margins, MARGINS,
                                             p.unknowns, N, &table));
        double best[N];
        double direction[N][N];
        for (int d = 0; d < N; d++) {
            best[d] = -HUGE_VAL;
            for (int j = 0; j < N; j++) {
                direction[d][j] = hm_random_normal(&r);
            }
        }
        for (int32_t v = 0; v < hm_table_rows(table); v++) {
            double psi[N];
            for (int j = 0; j < N; j++) {
                psi[j] = hm_table_number(table, v, 1 + j);
            }
            check_vertex(&p, psi);
            for (int d = 0; d < N; d++) {
                best[d] = fmax(best[d], along(direction[d], psi));
            }
        }
        int inside = count_inside(&r, &p, direction, best);
        empty += hm_table_rows(table) == 0 ? 1 : 0;
        double probability = -1.0;
        double error = 0.0;
        const hm_region region = {MARGINS, N, p.margins, p.unknowns, flat};
        assert_hm_ok(ctx, hm_region_probability(ctx, &region, 77, 20000,
                                                &probability, &error));
        /* five standard errors of both counts */
        assert_near(probability, inside / 4000.0, 5.0 * (error + 0.008));
        hm_table_free(table);
    }
    assert_true(empty > 0 && empty < 50);
    hm_context_free(ctx);
}

/* One margin, one unknown, priors with a quantile on the threshold. */
static void priors_have_their_quantiles(void **state)
{
    (void)state;
    hm_context *ctx = context();
    const double slope = 1.0;
    hm_unknown u = {"omega", "MUSD", "elicited", 0.0, 100.0};
    hm_prior priors[2] = {{HM_PRIOR_LOG_NORMAL, 2.0, 50.0},
                          {HM_PRIOR_NORMAL, -3.0, 7.31}};
    for (int k = 0; k < 2; k++) {
        double p = 0.0;
        double error = 0.0;
        hm_margin above5 = {"m", -priors[k].q05, &slope};
        hm_margin above95 = {"m", -priors[k].q95, &slope};
        const hm_region low = {1, 1, &above5, &u, &priors[k]};
        const hm_region high = {1, 1, &above95, &u, &priors[k]};
        assert_hm_ok(ctx,
                     hm_region_probability(ctx, &low, 5, 100000, &p, &error));
        assert_near(p, 0.95, 5.0 * error);
        assert_hm_ok(ctx,
                     hm_region_probability(ctx, &high, 5, 100000, &p, &error));
        assert_near(p, 0.05, 5.0 * error);
    }
    hm_context_free(ctx);
}

enum { CHOICES = 8 };

/* Choices between options that were not far apart, made by `truth`. */
static void random_choices(hm_random *r, const problem *p, double *truth,
                           double (*slope)[N], hm_margin *seen)
{
    for (int j = 0; j < N; j++) {
        truth[j] = hm_random_range(r, p->unknowns[j].low, p->unknowns[j].high);
    }
    for (int m = 0; m < CHOICES; m++) {
        double noise = 0.3 * hm_random_normal(r);
        double sign = noise >= 0.0 ? 1.0 : -1.0;
        for (int j = 0; j < N; j++) {
            slope[m][j] = hm_random_normal(r);
        }
        double constant = noise - along(slope[m], truth);
        for (int j = 0; j < N; j++) {
            slope[m][j] *= sign;
        }
        seen[m] = (hm_margin){"choice", sign * constant, slope[m]};
    }
}

/* (V5) on choices made by known values: they are in every interval, no slack
 * is needed, and the ends are the extreme vertices of the region. */
static void bounds_hold_the_truth(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_random r = hm_random_seed(hm_test_seed(65));
    int pinned = 0;
    for (int trial = 0; trial < 60; trial++) {
        problem p;
        double truth[N];
        double slope[CHOICES][N];
        hm_margin seen[CHOICES];
        hm_revealed slack;
        hm_table *vertices = NULL;
        random_problem(&r, &p);
        random_choices(&r, &p, truth, slope, seen);
        assert_hm_ok(ctx, hm_revealed_slack(ctx, seen, CHOICES, p.unknowns, N,
                                            NULL, &slack));
        assert_true(slack.rationalised);
        assert_hm_ok(ctx, hm_region_vertices(ctx, seen, CHOICES, p.unknowns, N,
                                             &vertices));
        for (int j = 0; j < N; j++) {
            double weight[N] = {0.0};
            hm_interval i;
            double low = HUGE_VAL;
            double high = -HUGE_VAL;
            weight[j] = 1.0;
            assert_hm_ok(ctx, hm_revealed_interval(ctx, seen, CHOICES,
                                                   p.unknowns, N, weight, &i));
            for (int32_t v = 0; v < hm_table_rows(vertices); v++) {
                low = fmin(low, hm_table_number(vertices, v, 1 + j));
                high = fmax(high, hm_table_number(vertices, v, 1 + j));
            }
            assert_true(i.low <= truth[j] + 1e-7 && i.high >= truth[j] - 1e-7);
            /* slack tolerance 1e-9 over slopes */
            assert_near(i.low, low, 2e-6);
            assert_near(i.high, high, 2e-6);
            if (i.low <= p.unknowns[j].low + 1e-9) {
                assert_false(i.low_identified); /* the box's own edge */
            }
            pinned += i.low_identified + i.high_identified;
        }
        hm_table_free(vertices);
    }
    assert_true(pinned > 30);
    hm_context_free(ctx);
}

/* Choices that contradict each other: omega >= 3 and omega <= 1. */
static void contradictions_need_slack(void **state)
{
    (void)state;
    hm_context *ctx = context();
    const double up = 1.0;
    const double down = -1.0;
    hm_margin seen[2] = {{"a", -3.0, &up}, {"b", 1.0, &down}};
    hm_unknown u = {"omega", "MUSD", "assumed", 0.0, 10.0};
    hm_revealed slack;
    hm_interval i;
    double xi[2];
    const double weight = 1.0;
    assert_hm_ok(ctx, hm_revealed_slack(ctx, seen, 2, &u, 1, xi, &slack));
    assert_false(slack.rationalised);
    assert_near(slack.slack, 2.0, 1e-9);
    assert_near(xi[0] + xi[1], 2.0, 1e-9);
    assert_hm_ok(ctx, hm_revealed_interval(ctx, seen, 2, &u, 1, &weight, &i));
    assert_near(i.low, 1.0, 1e-6);
    assert_near(i.high, 3.0, 1e-6);
    assert_true(i.low_identified && i.high_identified);
    hm_context_free(ctx);
}

/* Two unknowns by hand: x + y >= 4, x <= 3 in [0, 5] x [0, 5]. */
static void two_variables_by_hand(void **state)
{
    (void)state;
    hm_context *ctx = context();
    const double sum[2] = {1.0, 1.0};
    const double left[2] = {-1.0, 0.0};
    hm_margin seen[2] = {{"sum", -4.0, sum}, {"left", 3.0, left}};
    hm_unknown box[2] = {{"x", "MUSD", "assumed", 0.0, 5.0},
                         {"y", "MUSD", "assumed", 0.0, 5.0}};
    hm_table *table = NULL;
    assert_hm_ok(ctx, hm_revealed_table(ctx, seen, 2, box, 2, &table));
    assert_string_equal(hm_table_text(table, 0, 2), "from above");
    assert_near(hm_table_number(table, 0, 4), 3.0, 1e-7);
    assert_true(isnan(hm_table_number(table, 0, 3)));
    assert_string_equal(hm_table_text(table, 1, 2), "from below");
    assert_near(hm_table_number(table, 1, 3), 1.0, 1e-7);
    hm_table_free(table);
    /* without the second choice nothing is left of x, and of y */
    assert_hm_ok(ctx, hm_revealed_table(ctx, seen, 1, box, 2, &table));
    assert_string_equal(hm_table_text(table, 0, 2),
                        "not identified within the box");
    assert_string_equal(hm_table_text(table, 1, 2),
                        "not identified within the box");
    hm_table_free(table);
    hm_context_free(ctx);
}

/* (B52, B53, B56) by substitution. */
static void scorecards_by_hand(void **state)
{
    (void)state;
    hm_context *ctx = context();
    hm_scorecard card = {-731.0, 410.0, 150.0, 0.05, 0.02, 13.0};
    double s[HM_SCORE_UNKNOWNS];
    double b[HM_SCORE_UNKNOWNS];
    hm_margin sender;
    hm_margin broker;
    const double psi[HM_SCORE_UNKNOWNS] = {2.9e4, 1.1e4, 7e3, 57.0};
    assert_hm_ok(ctx, hm_scorecard_margins(ctx, &card, s, b, &sender, &broker));
    assert_near(hm_margin_value(&sender, psi, 4),
                -731.0 + 0.05 * 2.9e4 - 57.0 - 13.0, 1e-11);
    assert_near(hm_margin_value(&broker, psi, 4),
                410.0 - 150.0 + 0.05 * 1.1e4 - 0.02 * 7e3, 1e-11);
    hm_hazard steps[3] = {{"none", 0.005, 0.001, 0.0},
                          {"coal", 0.008, 0.0015, 31.0},
                          {"all", 0.02, 0.0015, 90.0}};
    hm_table *table = NULL;
    double omega = 1.3e4;
    assert_hm_ok(ctx, hm_collapse_table(ctx, steps, 3, omega, &table));
    double critical = hm_table_number(table, 0, 3);
    /* at the ratio the step changes nothing for the broker */
    assert_near(omega * 0.003, critical * omega * 0.0005 + 31.0, 1e-9);
    assert_near(hm_table_number(table, 0, 2), 6.0, 1e-9);
    assert_true(isnan(hm_table_number(table, 1, 3)));
    hm_table_free(table);
    double omega_interior = 0.0;
    assert_hm_ok(ctx, hm_revealed_interior(ctx, -14.62, 0.02, &omega_interior));
    assert_near(omega_interior, 731.0, 1e-10);
    hm_context_free(ctx);
}

static void worth_and_points(void **state)
{
    (void)state;
    hm_context *ctx = context();
    const double probability[2] = {0.01, 0.25};
    hm_table *table = NULL;
    double points = 0.0;
    bool possible = false;
    assert_hm_ok(ctx, hm_worth_table(ctx, 73.1, 2e5, probability, 2, &table));
    assert_near(hm_table_number(table, 0, 1), 7310.0, 1e-9);
    assert_near(hm_table_number(table, 0, 2), 3.655, 1e-12);
    assert_near(hm_table_number(table, 1, 1), 292.4, 1e-10);
    hm_table_free(table);
    assert_hm_ok(ctx, hm_worth_points(ctx, 73.1, 7310.0, &points, &possible));
    assert_true(possible);
    assert_near(points, 1.0, 1e-14); /* the first row, turned round */
    assert_hm_ok(ctx, hm_worth_points(ctx, 73.1, 50.0, &points, &possible));
    assert_false(possible);
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thresholds_are_zeros),
        cmocka_unit_test(vertices_span_the_region),
        cmocka_unit_test(priors_have_their_quantiles),
        cmocka_unit_test(bounds_hold_the_truth),
        cmocka_unit_test(contradictions_need_slack),
        cmocka_unit_test(two_variables_by_hand),
        cmocka_unit_test(scorecards_by_hand),
        cmocka_unit_test(worth_and_points),
    };
    return hm_test_run(tests);
}

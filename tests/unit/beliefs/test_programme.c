// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_programme.c - hazards against Appendix B, a month-by-month recursion
 * and simulated paths; proper scores against integrals; Wilson's interval.
 */
#include "beliefs/internal.h"
#include "hm_test.h"

#include <math.h>

static hm_context *ctx;

static void appendix_b_to_every_digit(void **state)
{
    (void)state;
    hm_programme_value v;
    assert_hm_ok(ctx,
                 hm_programme_worth(ctx, 1.0 + 0.5, 0.95, 0.1, 0.02, 20.0, &v));
    assert_near(v.value, -11.4634146, 5e-8);
    assert_near(v.compliance, 0.8333333, 5e-8);
    assert_near(v.duration, 8.3333333, 5e-8);
    assert_hm_status(ctx,
                     hm_programme_worth(ctx, 1.0, 1.0, 0.1, 0.02, 20.0, &v),
                     HM_ERR_ARGUMENT);
}

/* The value again, as the sum of what is paid month by month. */
static void the_value_is_the_sum_of_its_months(void **state)
{
    (void)state;
    const double x = 0.731, d = 0.913, h = 0.0417, q = 0.0089, K = 61.3;
    hm_programme_value v;
    double alive = 1.0;
    double sum = 0.0;
    double discount = 1.0;
    for (int32_t m = 0; m < 2000; m++) {
        sum -= discount * alive * x;
        discount *= d;
        sum -= discount * alive * q * K;
        alive *= 1.0 - h - q;
    }
    assert_hm_ok(ctx, hm_programme_worth(ctx, x, d, h, q, K, &v));
    assert_near_rel(v.value, sum, 1e-12); /* 2,000 additions */
}

/* Month by month over stages, written anew. */
static hm_programme_month recursion(const hm_programme *p, int32_t stages,
                                    int32_t month)
{
    double open[32] = {1.0};
    double reached = 0.0;
    hm_programme_month out = {0.0, 0.0, 0.0, 0.0, 0.0};
    double sum = p->compliance + p->collapse + p->war + p->advance;
    double any = 1.0 - exp(-sum);
    for (int32_t m = 0; m < month; m++) {
        double next[32] = {0.0};
        for (int32_t s = 0; s <= stages; s++) {
            double up = open[s] * p->advance / sum * any;
            out.compliance += open[s] * p->compliance / sum * any;
            out.collapse += open[s] * p->collapse / sum * any;
            out.war += open[s] * p->war / sum * any;
            next[s] += open[s] * (1.0 - any);
            next[s < stages ? s + 1 : s] += up;
            reached += s + 1 == stages ? up : 0.0;
        }
        for (int32_t s = 0; s <= stages; s++) {
            open[s] = next[s];
        }
    }
    for (int32_t s = 0; s <= stages; s++) {
        out.open += open[s];
    }
    out.top = reached;
    return out;
}

static void the_closed_form_is_the_recursion(void **state)
{
    (void)state;
    hm_random random = hm_random_seed(hm_test_seed(48));
    for (int32_t round = 0; round < 50; round++) {
        hm_programme p = {hm_random_range(&random, 0.0, 0.08),
                          hm_random_range(&random, 0.0, 0.03),
                          hm_random_range(&random, 0.001, 0.3),
                          hm_random_range(&random, 0.0, 0.02)};
        int32_t stages = 1 + hm_random_below(&random, 5);
        int32_t month = hm_random_below(&random, 120);
        hm_programme_month want = recursion(&p, stages, month);
        hm_programme_month got;
        assert_hm_ok(ctx, hm_programme_by(ctx, &p, stages, month, &got));
        /* up to 120 roundings */
        assert_near(got.compliance, want.compliance, 1e-13);
        assert_near(got.collapse, want.collapse, 1e-13);
        assert_near(got.war, want.war, 1e-13);
        assert_near(got.open, want.open, 1e-13);
        assert_near(got.top, want.top, 1e-13);
    }
}

static void simulated_paths_agree(void **state)
{
    (void)state;
    enum { PATHS = 40000 };
    const hm_programme p = {0.0113, 0.0031, 0.0271, 0.0017};
    hm_programme_month want;
    hm_programme_month got;
    assert_hm_ok(ctx, hm_programme_by(ctx, &p, 3, 60, &want));
    assert_hm_ok(ctx, hm_programme_simulate(ctx, &p, 3, 60, hm_test_seed(7),
                                            PATHS, &got));
    /* 5 standard errors of a share */
    assert_near(got.compliance, want.compliance, 5.0 * 0.5 / sqrt(PATHS));
    assert_near(got.collapse, want.collapse, 5.0 * 0.4 / sqrt(PATHS));
    assert_near(got.war, want.war, 5.0 * 0.3 / sqrt(PATHS));
    assert_near(got.open, want.open, 5.0 * 0.5 / sqrt(PATHS));
    assert_near(got.top, want.top, 5.0 * 0.5 / sqrt(PATHS));
    assert_near(got.compliance + got.collapse + got.war + got.open, 1.0,
                1e-10); /* 40,000 additions of 1/40,000 */
}

static void bite_moves_the_hazards(void **state)
{
    (void)state;
    const hm_programme_prior prior = {
        {0.005, 0.001, 0.03, 0.0005}, 5.0, 4.0, 2.0};
    hm_programme p = hm_programme_at(&prior, 0.13, 1.5);
    assert_near_rel(p.compliance, 0.005 * exp(5.0 * 0.13), 1e-14);
    assert_near_rel(p.collapse, 0.001 * exp(4.0 * 0.13), 1e-14);
    assert_near_rel(p.advance, 0.03 * exp(-2.0 * 0.13), 1e-14);
    assert_near_rel(p.war, 0.0005 * 2.5, 1e-14);
    hm_programme_month m;
    p.war = -0.1;
    assert_hm_status(ctx, hm_programme_by(ctx, &p, 1, 12, &m), HM_ERR_ARGUMENT);
}

/* --- scores --------------------------------------------------------------------- */

static double cdf(const hm_mixture *m, double x)
{
    double p = m->zero;
    for (int32_t k = 0; k < m->n; k++) {
        double z = (log(x) - m->mu[k]) / m->sigma[k];
        p += m->weight[k] * 0.5 * erfc(-z / sqrt(2.0));
    }
    return p;
}

/* CRPS as the integral of (F - [x >= value])^2, over u = ln x and from 0. */
static double crps_integral(const hm_mixture *m, double value)
{
    enum { STEPS = 400000 };
    double low = -25.0;
    double width = 37.0 / STEPS;
    double sum = (m->zero - (value > 0.0 ? 0.0 : 1.0)) *
                 (m->zero - (value > 0.0 ? 0.0 : 1.0)) * exp(low);
    for (int32_t i = 0; i < STEPS; i++) {
        double x = exp(low + ((double)i + 0.5) * width);
        double gap = cdf(m, x) - (x >= value ? 1.0 : 0.0);
        sum += gap * gap * x * width;
    }
    return sum;
}

static void scores_are_what_they_say(void **state)
{
    (void)state;
    const hm_mixture m = {.zero = 0.21,
                          .n = 2,
                          .weight = {0.33, 0.46},
                          .mu = {0.3, -0.9},
                          .sigma = {0.27, 0.61}};
    const double values[] = {0.0, 0.37, 1.41, 4.0};
    for (int32_t i = 0; i < 4; i++) {
        /* midpoint rule over a jump: one step times the largest integrand */
        assert_near(hm_mixture_crps(&m, values[i]),
                    crps_integral(&m, values[i]), 5e-4);
    }
    assert_near_rel(hm_mixture_log_score(&m, 0.0), log(0.21), 1e-14);
    assert_near_rel(hm_mixture_brier(&m, 0.0), 0.79 * 0.79, 1e-14);
    assert_near_rel(hm_mixture_brier(&m, 3.0), 0.21 * 0.21, 1e-14);
    double step = 1e-5;
    double density = (cdf(&m, 1.41 + step) - cdf(&m, 1.41 - step)) / 2.0 / step;
    assert_near_rel(exp(hm_mixture_log_score(&m, 1.41)), density, 1e-7);
}

/* What a proper score is: nobody does better than the law itself. */
static void honesty_pays(void **state)
{
    (void)state;
    const hm_mixture truth = {
        .zero = 0.3, .n = 1, .weight = {0.7}, .mu = {0.5}, .sigma = {0.4}};
    hm_mixture liar = truth;
    hm_random random = hm_random_seed(hm_test_seed(5));
    double gain[3] = {0.0};
    liar.zero = 0.15;
    liar.weight[0] = 0.85;
    liar.mu[0] = 0.8;
    for (int32_t i = 0; i < 4000; i++) {
        double x = hm_random_uniform(&random) < 0.3
                       ? 0.0
                       : exp(0.5 + 0.4 * hm_random_normal(&random));
        gain[0] +=
            hm_mixture_log_score(&truth, x) - hm_mixture_log_score(&liar, x);
        gain[1] += hm_mixture_crps(&liar, x) - hm_mixture_crps(&truth, x);
        gain[2] += hm_mixture_brier(&liar, x) - hm_mixture_brier(&truth, x);
    }
    assert_true(gain[0] > 0.0 && gain[1] > 0.0 && gain[2] > 0.0);
}

/* --- forecasts ------------------------------------------------------------------- */

static void a_forecast_is_the_next_months_mixture(void **state)
{
    (void)state;
    hm_filter f = {.n_types = 2, .n_signals = 1};
    f.prior[0] = 0.35;
    f.prior[1] = 0.65;
    f.switching[0][0] = 0.8;
    f.switching[0][1] = 0.2;
    f.switching[1][0] = 0.1;
    f.switching[1][1] = 0.9;
    f.signals[0] = (hm_signal){.kind = HM_SIGNAL_AMOUNT, .cap = INFINITY};
    f.signals[0].law[0] = (hm_signal_law){{0.0}, 0.6, 0.7, 0.5};
    f.signals[0].law[1] = (hm_signal_law){{0.0}, 0.05, 1.9, 0.3};
    const double series[2] = {1.7, NAN};
    double filtered[4];
    hm_filter_path path = {.filtered = filtered};
    hm_mixture m;
    assert_hm_ok(ctx, hm_filter_run(ctx, &f, series, 2, &path));
    assert_hm_ok(ctx, hm_filter_forecast(ctx, &f, series, 1, 0, 2, &m));
    double next = filtered[2] * 0.8 + filtered[3] * 0.1; /* two ahead of 1 */
    assert_near_rel(m.zero, next * 0.6 + (1.0 - next) * 0.05, 1e-13);
    assert_near_rel(m.weight[0] + m.weight[1] + m.zero, 1.0, 1e-13);
    assert_hm_status(ctx, hm_filter_forecast(ctx, &f, series, 1, 0, 0, &m),
                     HM_ERR_ARGUMENT);
}

/* Wilson 1927, eq. 1 solved: |share - p| = z sqrt(p (1 - p) / n) at both. */
static void wilson_solves_its_equation(void **state)
{
    (void)state;
    double low;
    double high;
    assert_hm_ok(ctx, hm_wilson(ctx, 31.0, 97.0, 1.6449, &low, &high));
    for (int32_t i = 0; i < 2; i++) {
        double p = i == 0 ? low : high;
        assert_near(fabs(31.0 / 97.0 - p), 1.6449 * sqrt(p * (1.0 - p) / 97.0),
                    1e-14);
    }
    assert_true(low < 31.0 / 97.0 && 31.0 / 97.0 < high);
    assert_hm_ok(ctx, hm_wilson(ctx, 0.0, 12.0, 1.6449, &low, &high));
    assert_near(low, 0.0, 1e-15);
    assert_hm_status(ctx, hm_wilson(ctx, 3.0, 2.0, 1.6449, &low, &high),
                     HM_ERR_ARGUMENT);
}

static int begin(void **state)
{
    (void)state;
    return hm_context_create(NULL, &ctx) == HM_OK ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    hm_context_free(ctx);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appendix_b_to_every_digit),
        cmocka_unit_test(the_value_is_the_sum_of_its_months),
        cmocka_unit_test(the_closed_form_is_the_recursion),
        cmocka_unit_test(simulated_paths_agree),
        cmocka_unit_test(bite_moves_the_hazards),
        cmocka_unit_test(scores_are_what_they_say),
        cmocka_unit_test(honesty_pays),
        cmocka_unit_test(a_forecast_is_the_next_months_mixture),
        cmocka_unit_test(wilson_solves_its_equation),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, begin, end);
}

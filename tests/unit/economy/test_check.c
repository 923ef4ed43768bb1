// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_check.c - what an economy from shares must satisfy: each refusal with
 * its message, and the sums that are brought to machine precision.
 */
#include "sample.h"

#include <math.h>
#include <string.h>

/* Copies of the sample's arrays, to spoil one entry of. */
typedef struct spoiled {
    sample s;
    double X[SAMPLE_N * SAMPLE_J], pi[SAMPLE_FLOWS], t[SAMPLE_FLOWS];
    double e[SAMPLE_FLOWS], m[SAMPLE_FLOWS], zeta[SAMPLE_FLOWS];
    double a[SAMPLE_N * SAMPLE_J * SAMPLE_J], v[SAMPLE_N * SAMPLE_J];
    double alpha[SAMPLE_N * SAMPLE_J], wL[SAMPLE_N], D[SAMPLE_N];
    int32_t owner[SAMPLE_N];
    hm_economy_arrays arrays;
    hm_economy *made;
} spoiled;

static void begin(spoiled *x)
{
    *x = (spoiled){0};
    sample_begin(&x->s);
    const hm_economy_arrays *a = sample_make(&x->s);
    memcpy(x->X, a->expenditure, sizeof x->X);
    memcpy(x->pi, a->share, sizeof x->pi);
    memcpy(x->t, a->tariff, sizeof x->t);
    memcpy(x->e, a->export_tax, sizeof x->e);
    memcpy(x->a, a->input_share, sizeof x->a);
    memcpy(x->v, a->factor_share, sizeof x->v);
    memcpy(x->alpha, a->final_share, sizeof x->alpha);
    memcpy(x->wL, a->factor_income, sizeof x->wL);
    memcpy(x->D, a->deficit, sizeof x->D);
    memcpy(x->owner, a->factor_country, sizeof x->owner);
    for (int f = 0; f < SAMPLE_FLOWS; f++) {
        x->zeta[f] = 0.5 + 0.01 * f;
        x->m[f] = f % SAMPLE_N == f / SAMPLE_N % SAMPLE_N ? 0.0 : 0.001 * f;
    }
    x->arrays = *a;
    x->arrays.expenditure = x->X;
    x->arrays.share = x->pi;
    x->arrays.tariff = x->t;
    x->arrays.export_tax = x->e;
    x->arrays.rent_wedge = x->m;
    x->arrays.rent_importer_share = x->zeta;
    x->arrays.input_share = x->a;
    x->arrays.factor_share = x->v;
    x->arrays.final_share = x->alpha;
    x->arrays.factor_income = x->wL;
    x->arrays.factor_country = x->owner;
    x->arrays.deficit = x->D;
}

static void end(spoiled *x)
{
    hm_economy_free(x->made);
    sample_end(&x->s);
}

static hm_status make(spoiled *x)
{
    return hm_economy_from_shares(x->s.ctx, &x->s.labels, &x->arrays, &x->s.set,
                                  &x->made);
}

/* Put `value` at `place`: refused with `message`; then put it right again. */
static void refused(spoiled *x, double *place, double value,
                    const char *message)
{
    const double right = *place;
    *place = value;
    assert_hm_status(x->s.ctx, make(x), HM_ERR_DATA);
    assert_hm_message(x->s.ctx, message);
    assert_null(x->made);
    *place = right;
}

static void the_sample_itself_is_fine(void **state)
{
    (void)state;
    spoiled x;
    begin(&x);
    assert_hm_ok(x.s.ctx, make(&x));
    assert_true(hm_economy_data(x.made)->rent_wedge[FLOW(MINING, USA, PRK)] ==
                0.001 * FLOW(MINING, USA, PRK));
    end(&x);
}

static void refuses_rates_out_of_range(void **state)
{
    (void)state;
    spoiled x;
    begin(&x);
    const int f = FLOW(MACHINERY, PRK, CHN);
    refused(&x, &x.t[f], -1.0, "tariff PRK<-CHN, machinery: -1 is outside");
    refused(&x, &x.t[f], NAN, "tariff PRK<-CHN, machinery: nan");
    refused(&x, &x.t[f], 1.3e6, "tariff PRK<-CHN, machinery: 1.3e+06");
    refused(&x, &x.e[f], -1.4, "export tax PRK<-CHN, machinery: -1.4");
    refused(&x, &x.e[f], INFINITY, "export tax PRK<-CHN, machinery: inf");
    refused(&x, &x.m[f], -1e-9, "rent PRK<-CHN, machinery: -1e-09");
    refused(&x, &x.zeta[f], 1.007,
            "importer's share of the rent PRK<-CHN, machinery: 1.007");
    refused(&x, &x.zeta[f], -0.007, "importer's share of the rent");
    end(&x);
}

static void refuses_rates_on_a_countrys_own_goods(void **state)
{
    (void)state;
    spoiled x;
    begin(&x);
    const int f = FLOW(MINING, USA, USA);
    refused(&x, &x.t[f], 0.013,
            "tariff USA<-USA, mining: 0.013; a country's "
            "own goods carry none");
    refused(&x, &x.e[f], -0.02, "export tax USA<-USA, mining: -0.02");
    refused(&x, &x.m[f], 0.3, "rent USA<-USA, mining: 0.3");
    end(&x);
}

static void refuses_shares_that_are_none(void **state)
{
    (void)state;
    spoiled x;
    begin(&x);
    double *pi = &x.pi[FLOW(MINING, PRK, CHN)];
    refused(&x, pi, *pi + 2e-6, "trade shares of PRK, mining");
    refused(&x, pi, -0.01, "trade shares of PRK, mining");
    refused(&x, pi, NAN, "trade shares of PRK, mining");
    double *a = &x.a[INPUT(CHN, MACHINERY, MINING)];
    refused(&x, a, *a - 2e-6, "cost shares of CHN, mining");
    refused(&x, a, -0.219, "cost shares of CHN, mining");
    double *v = &x.v[USA * SAMPLE_J + MACHINERY];
    refused(&x, v, -0.3, "cost shares of USA, machinery");
    refused(&x, v, NAN, "cost shares of USA, machinery");
    double *alpha = &x.alpha[CELL(CHN, MINING)];
    refused(&x, alpha, *alpha * 1.001, "final expenditure shares of CHN");
    refused(&x, alpha, -1e-3, "final expenditure shares of CHN");
    end(&x);
}

/* All of the cost in inputs is no share out of range, yet refused. */
static void refuses_a_sector_without_value_added(void **state)
{
    (void)state;
    spoiled x;
    begin(&x);
    const double v = x.v[USA * SAMPLE_J + MINING];
    x.a[INPUT(USA, MINING, MINING)] += v;
    refused(&x, &x.v[USA * SAMPLE_J + MINING], 0.0,
            "cost shares of USA, mining: expected inputs and factors that are "
            "0 or more, with value added above 0, summing to 1");
    end(&x);
}

static void refuses_values_that_are_none(void **state)
{
    (void)state;
    spoiled x;
    begin(&x);
    refused(&x, &x.X[CELL(PRK, MINING)], -0.3,
            "spending of PRK on mining is -0.3");
    refused(&x, &x.X[CELL(PRK, MINING)], INFINITY,
            "spending of PRK on mining is inf");
    refused(&x, &x.wL[USA], -7.3, "income of factor labor in USA is -7.3");
    refused(&x, &x.wL[USA], NAN, "income of factor labor in USA is nan");
    refused(&x, &x.wL[PRK], 0.0, "PRK has no value added");
    refused(&x, &x.D[CHN], x.D[CHN] + 0.01, "deficits sum to 0.01");
    refused(&x, &x.D[CHN], NAN, "deficits sum to nan");
    end(&x);
}

static void refuses_a_world_without_income(void **state)
{
    (void)state;
    spoiled x;
    begin(&x);
    for (int n = 0; n < SAMPLE_N; n++) {
        x.wL[n] = 0.0;
        x.D[n] = 0.0;
    }
    assert_hm_status(x.s.ctx, make(&x), HM_ERR_DATA);
    assert_hm_message(x.s.ctx, "factor income to 0");
    assert_null(x.made);
    end(&x);
}

/* Within 1e-6 sums are brought to 1, to the last place (MODEL.md 1.9). */
static void sums_are_brought_to_one(void **state)
{
    (void)state;
    spoiled x;
    begin(&x);
    x.pi[FLOW(MINING, PRK, CHN)] += 7e-7;
    x.a[INPUT(CHN, MACHINERY, MINING)] -= 6e-7;
    x.alpha[CELL(USA, MACHINERY)] += 5e-7;
    assert_hm_ok(x.s.ctx, make(&x));
    const hm_economy_arrays *a = hm_economy_data(x.made);
    double pi = 0.0, cost = a->factor_share[CHN * SAMPLE_J + MINING];
    for (int i = 0; i < SAMPLE_N; i++) {
        pi += a->share[FLOW(MINING, PRK, i)];
    }
    for (int j = 0; j < SAMPLE_J; j++) {
        cost += a->input_share[INPUT(CHN, j, MINING)];
    }
    assert_near(pi, 1.0, 3e-16);
    assert_near(cost, 1.0, 3e-16);
    assert_near(a->final_share[CELL(USA, MINING)] +
                    a->final_share[CELL(USA, MACHINERY)],
                1.0, 3e-16);
    end(&x);
}

/* What is left of the deficits' sum is spread by factor income. */
static void deficits_are_brought_to_zero(void **state)
{
    (void)state;
    spoiled x;
    begin(&x);
    double world = 0.0, sum = 0.0;
    for (int n = 0; n < SAMPLE_N; n++) {
        world += x.wL[n];
    }
    const double extra = 4e-7 * world;
    x.D[PRK] += extra;
    assert_hm_ok(x.s.ctx, make(&x));
    const hm_economy_arrays *a = hm_economy_data(x.made);
    for (int n = 0; n < SAMPLE_N; n++) {
        sum += a->deficit[n];
    }
    assert_near(sum, 0.0, 2e-15 * world);
    assert_near(a->deficit[USA], x.D[USA] - extra * x.wL[USA] / world,
                1e-15 * world);
    end(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sample_itself_is_fine),
        cmocka_unit_test(refuses_rates_out_of_range),
        cmocka_unit_test(refuses_rates_on_a_countrys_own_goods),
        cmocka_unit_test(refuses_shares_that_are_none),
        cmocka_unit_test(refuses_a_sector_without_value_added),
        cmocka_unit_test(refuses_values_that_are_none),
        cmocka_unit_test(refuses_a_world_without_income),
        cmocka_unit_test(sums_are_brought_to_one),
        cmocka_unit_test(deficits_are_brought_to_zero),
    };
    return hm_test_run(tests);
}

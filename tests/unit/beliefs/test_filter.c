// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_filter.c - the filter against Appendix B, against the sum over every
 * path of types and causes, and its properties (B43-B45).
 */
#include "beliefs/internal.h"
#include "hm_test.h"

#include <math.h>
#include <string.h>

static hm_context *ctx;

/* --- Appendix B ------------------------------------------------------------------- */

static hm_filter two_types(double stay)
{
    hm_filter f = {.n_types = 2, .n_signals = 1};
    f.prior[0] = f.prior[1] = 0.5;
    f.switching[0][0] = f.switching[1][1] = stay;
    f.switching[0][1] = f.switching[1][0] = 1.0 - stay;
    f.signals[0] =
        (hm_signal){.kind = HM_SIGNAL_BINARY, .levels = 2, .cap = INFINITY};
    f.signals[0].law[0].level[0] = 0.2;
    f.signals[0].law[0].level[1] = 0.8;
    f.signals[0].law[1].level[0] = 0.7;
    f.signals[0].law[1].level[1] = 0.3;
    return f;
}

static void appendix_b_to_every_digit(void **state)
{
    (void)state;
    hm_filter f = two_types(0.9);
    const double series[2] = {1.0, NAN};
    double filtered[4];
    hm_filter_path path = {.filtered = filtered};
    assert_hm_ok(ctx, hm_filter_run(ctx, &f, series, 2, &path));
    /* printed digits: .7272727, .6818182; exactly 8/11 and 15/22 */
    assert_near(filtered[0], 0.7272727, 5e-8);
    assert_near(filtered[2], 0.6818182, 5e-8);
    assert_near_rel(filtered[0], 8.0 / 11.0, 4e-15);
    assert_near_rel(filtered[2], 15.0 / 22.0, 4e-15);
    assert_near_rel(path.evidence, log(0.55), 4e-15);
}

/* --- the oracle: every path -------------------------------------------------------- */

enum { MONTHS = 5, TYPES = 3, SIGNALS = 3, CAUSES = 2, CELLS = MONTHS * TYPES };

static double chance(hm_random *random)
{
    return hm_random_range(random, 0.05, 0.95);
}

static void random_row(hm_random *random, double *row, int32_t n)
{
    double sum = 0.0;
    for (int32_t i = 0; i < n; i++) {
        row[i] = hm_random_range(random, 0.1, 1.0);
        sum += row[i];
    }
    for (int32_t i = 0; i < n; i++) {
        row[i] /= sum;
    }
}

static void random_law(hm_random *random, const hm_signal *s,
                       hm_signal_law *law)
{
    memset(law, 0, sizeof *law);
    if (s->kind == HM_SIGNAL_AMOUNT) {
        law->zero = chance(random);
        law->median = hm_random_range(random, 0.5, 3.0);
        law->spread = hm_random_range(random, 0.2, 0.9);
    } else {
        random_row(random, law->level, s->levels);
    }
}

static hm_filter random_filter(hm_random *random)
{
    static const hm_signal_kind kinds[SIGNALS] = {
        HM_SIGNAL_BINARY, HM_SIGNAL_ORDERED, HM_SIGNAL_AMOUNT};
    static const int32_t levels[SIGNALS] = {2, 4, 0};
    hm_filter f = {.n_types = TYPES, .n_signals = SIGNALS, .n_causes = CAUSES};
    random_row(random, f.prior, TYPES);
    for (int32_t y = 0; y < TYPES; y++) {
        random_row(random, f.switching[y], TYPES);
    }
    for (int32_t s = 0; s < SIGNALS; s++) {
        f.signals[s].kind = kinds[s];
        f.signals[s].levels = levels[s];
        f.signals[s].cap = s == 1 ? 1.6 : INFINITY;
        for (int32_t y = 0; y < TYPES; y++) {
            random_law(random, &f.signals[s], &f.signals[s].law[y]);
        }
    }
    for (int32_t c = 0; c < CAUSES; c++) {
        hm_cause *cause = &f.causes[c];
        cause->first = c == 0 ? -1 : 2;
        cause->last = c == 0 ? 3 : 4;
        cause->prior = hm_random_range(random, 0.1, 0.5);
        cause->stay = hm_random_range(random, 0.5, 1.0);
        cause->replaces[c == 0 ? 2 : 0] = true;
        for (int32_t s = 0; s < SIGNALS; s++) {
            random_law(random, &f.signals[s], &cause->law[s]);
        }
    }
    return f;
}

static void random_series(hm_random *random, double *series)
{
    for (int32_t t = 0; t < MONTHS; t++) {
        double *now = series + SIGNALS * t;
        now[0] = hm_random_below(random, 2);
        now[1] = hm_random_below(random, 4);
        now[2] = hm_random_below(random, 3) == 0
                     ? 0.0
                     : hm_random_range(random, 0.3, 4.0);
        for (int32_t s = 0; s < SIGNALS; s++) {
            now[s] = hm_random_below(random, 4) == 0 ? NAN : now[s];
        }
    }
}

/* Written anew: the likelihood of one signal in one state. */
static double likelihood(const hm_filter *f, int32_t s, double x, int32_t y,
                         int32_t mask)
{
    const hm_signal *signal = &f->signals[s];
    double by[TYPES + 1];
    double best = 0.0;
    const hm_signal_law *other = NULL;
    for (int32_t c = 0; c < CAUSES; c++) {
        other = (mask >> c & 1) != 0 && f->causes[c].replaces[s]
                    ? &f->causes[c].law[s]
                    : other;
    }
    for (int32_t k = 0; k <= TYPES; k++) {
        const hm_signal_law *law = k < TYPES ? &signal->law[k] : other;
        by[k] = 0.0;
        if (law == NULL) {
            continue;
        }
        if (signal->kind != HM_SIGNAL_AMOUNT) {
            by[k] = law->level[(int32_t)x];
        } else if (x > 0.0) {
            double z = log(x / law->median) / law->spread;
            by[k] = (1.0 - law->zero) * exp(-0.5 * z * z) /
                    (x * law->spread * sqrt(2.0 * acos(-1.0)));
        } else {
            by[k] = law->zero;
        }
        best = k < TYPES && by[k] > best ? by[k] : best;
    }
    return other != NULL ? by[TYPES] : fmax(by[y], best / signal->cap);
}

static double cause_step(const hm_cause *c, int32_t t, bool was, bool on)
{
    double p = 0.0;
    if (t >= c->first && t <= c->last) {
        bool fresh = t == 0 || t == c->first;
        double comes =
            c->stay < 1.0 ? (1.0 - c->stay) * c->prior / (1.0 - c->prior) : 0.0;
        p = fresh ? c->prior : was ? c->stay : comes;
    }
    return on ? p : 1.0 - p;
}

/* Probability of one path (digit t: type and causes) with its signals. */
static double path_weight(const hm_filter *f, const double *series,
                          const int32_t *digit)
{
    double p = 1.0;
    for (int32_t t = 0; t < MONTHS; t++) {
        int32_t y = digit[t] % TYPES;
        int32_t mask = digit[t] / TYPES;
        int32_t before = t == 0 ? 0 : digit[t - 1] / TYPES;
        p *= t == 0 ? f->prior[y] : f->switching[digit[t - 1] % TYPES][y];
        for (int32_t c = 0; c < CAUSES; c++) {
            p *= cause_step(&f->causes[c], t, (before >> c & 1) != 0,
                            (mask >> c & 1) != 0);
        }
        for (int32_t s = 0; s < SIGNALS; s++) {
            double x = series[SIGNALS * t + s];
            p *= isnan(x) ? 1.0 : likelihood(f, s, x, y, mask);
        }
    }
    return p;
}

/* Smoothed types and causes by the sum over all paths; ln evidence. */
static double enumerate(const hm_filter *f, const double *series,
                        double *smoothed, double *causes)
{
    enum { STATES = TYPES << CAUSES };
    int32_t digit[MONTHS] = {0};
    double total = 0.0;
    memset(smoothed, 0, CELLS * sizeof *smoothed);
    memset(causes, 0, MONTHS * CAUSES * sizeof *causes);
    for (;;) {
        double p = path_weight(f, series, digit);
        total += p;
        for (int32_t t = 0; t < MONTHS; t++) {
            smoothed[t * TYPES + digit[t] % TYPES] += p;
            for (int32_t c = 0; c < CAUSES; c++) {
                bool on = (digit[t] / TYPES >> c & 1) != 0;
                causes[t * CAUSES + c] += on ? p : 0.0;
            }
        }
        int32_t at = 0;
        while (at < MONTHS && ++digit[at] == STATES) {
            digit[at++] = 0;
        }
        if (at == MONTHS) {
            break;
        }
    }
    for (int32_t i = 0; i < CELLS; i++) {
        smoothed[i] /= total;
    }
    for (int32_t i = 0; i < MONTHS * CAUSES; i++) {
        causes[i] /= total;
    }
    return log(total);
}

static void agrees_with_every_path(void **state)
{
    (void)state;
    hm_random random = hm_random_seed(hm_test_seed(20170218));
    int32_t rounds = 12 * hm_test_multiplier();
    for (int32_t round = 0; round < rounds; round++) {
        double series[MONTHS * SIGNALS];
        double want[CELLS];
        double want_causes[MONTHS * CAUSES];
        double got[CELLS];
        double filtered[CELLS];
        double got_causes[MONTHS * CAUSES];
        hm_filter f = random_filter(&random);
        random_series(&random, series);
        hm_filter_path path = {.filtered = filtered,
                               .smoothed = got,
                               .cause_smoothed = got_causes};
        double evidence = enumerate(&f, series, want, want_causes);
        assert_hm_ok(ctx, hm_filter_run(ctx, &f, series, MONTHS, &path));
        /* sums of 248,832 products of rounded factors */
        assert_near(path.evidence, evidence, 1e-11);
        assert_vector_near(got, want, CELLS, 0.0, 1e-11, NULL);
        assert_vector_near(got_causes, want_causes, MONTHS * CAUSES, 0.0, 1e-11,
                           NULL);
        /* at the last month nothing comes after */
        assert_vector_near(filtered + CELLS - TYPES, want + CELLS - TYPES,
                           TYPES, 0.0, 1e-11, NULL);
    }
}

/* --- far from what doubles hold -------------------------------------------------- */

/* Signals that speak for one type by e^2402 and then for the other by as much
 * leave the prior: chances in between are far below the smallest double. */
static void chances_too_small_to_hold_come_back(void **state)
{
    (void)state;
    hm_filter f = two_types(1.0);
    const double series[3] = {200.0, 100.0, 141.42135623730951};
    double filtered[6];
    double smoothed[6];
    hm_filter_path path = {.filtered = filtered, .smoothed = smoothed};
    f.prior[0] = 0.3;
    f.prior[1] = 0.7;
    f.signals[0] =
        (hm_signal){.kind = HM_SIGNAL_AMOUNT, .levels = 0, .cap = INFINITY};
    f.signals[0].law[0] = (hm_signal_law){{0}, 0.1, 100.0, 0.01};
    f.signals[0].law[1] = (hm_signal_law){{0}, 0.1, 200.0, 0.01};
    assert_hm_ok(ctx, hm_filter_run(ctx, &f, series, 3, &path));
    assert_near(filtered[0], 0.0, 1e-300);
    assert_near(filtered[1], 1.0, 1e-15);
    for (int32_t t = 1; t < 3; t++) {
        /* rounding of logs of the size of 2402 */
        assert_near(filtered[2 * t], 0.3, 1e-11);
        assert_near(smoothed[2 * t], 0.3, 1e-11);
    }
    assert_near(smoothed[0], 0.3, 1e-11);
    assert_true(isfinite(path.evidence));
}

/* --- properties ------------------------------------------------------------------------ */

static void run(const hm_filter *f, const double *series, int32_t months,
                double *filtered, double *evidence)
{
    hm_filter_path path = {.filtered = filtered};
    assert_hm_ok(ctx, hm_filter_run(ctx, f, series, months, &path));
    *evidence = path.evidence;
}

static void names_of_types_do_not_matter(void **state)
{
    (void)state;
    static const int32_t to[TYPES] = {2, 0, 1};
    hm_random random = hm_random_seed(hm_test_seed(31));
    double series[MONTHS * SIGNALS];
    double one[CELLS];
    double two[CELLS];
    double evidence[2];
    hm_filter f = random_filter(&random);
    hm_filter g = f;
    random_series(&random, series);
    for (int32_t y = 0; y < TYPES; y++) {
        g.prior[to[y]] = f.prior[y];
        for (int32_t z = 0; z < TYPES; z++) {
            g.switching[to[y]][to[z]] = f.switching[y][z];
        }
        for (int32_t s = 0; s < SIGNALS; s++) {
            g.signals[s].law[to[y]] = f.signals[s].law[y];
        }
    }
    run(&f, series, MONTHS, one, &evidence[0]);
    run(&g, series, MONTHS, two, &evidence[1]);
    assert_near(evidence[0], evidence[1], 1e-12); /* other orders of sums */
    for (int32_t i = 0; i < CELLS; i++) {
        int32_t t = i / TYPES;
        assert_near(two[t * TYPES + to[i % TYPES]], one[i], 1e-12);
    }
}

static void what_is_missing_says_nothing(void **state)
{
    (void)state;
    hm_filter f = two_types(0.93);
    const double long_series[4] = {1.0, 0.0, NAN, NAN};
    double filtered[8];
    double short_evidence;
    double evidence;
    run(&f, long_series, 2, filtered, &short_evidence);
    run(&f, long_series, 4, filtered, &evidence);
    assert_near(evidence, short_evidence, 1e-15);
    /* only switching moves the belief: towards one half by 2 x 0.93 - 1 */
    assert_near(filtered[4] - 0.5, (filtered[2] - 0.5) * 0.86, 1e-15);
    /* no signal at all: prior and switching alone */
    f.n_signals = 0;
    run(&f, long_series, 4, filtered, &evidence);
    assert_near(evidence, 0.0, 1e-15);
    assert_near(filtered[6], 0.5, 1e-15);
}

static void a_cap_of_two_moves_odds_by_two(void **state)
{
    (void)state;
    hm_filter f = two_types(1.0);
    const double series[3] = {1.0, 1.0, 0.0};
    double filtered[6];
    double evidence;
    f.signals[0].cap = 2.0;
    run(&f, series, 3, filtered, &evidence);
    /* .8/.3 and .7/.2 are both above 2 */
    assert_near_rel(filtered[0] / filtered[1], 2.0, 1e-14);
    assert_near_rel(filtered[2] / filtered[3], 4.0, 1e-14);
    assert_near_rel(filtered[4] / filtered[5], 2.0, 1e-14);
    f.signals[0].cap = 1.0;
    run(&f, series, 3, filtered, &evidence);
    assert_near(filtered[4], 0.5, 1e-15);
    f.signals[0].cap = 8.0 / 3.0 + 1e-9; /* does not bind at .8/.3 */
    run(&f, series, 1, filtered, &evidence);
    assert_near_rel(filtered[0], 8.0 / 11.0, 1e-14);
}

static void a_cause_for_certain_leaves_the_prior(void **state)
{
    (void)state;
    hm_filter f = two_types(0.9);
    const double series[2] = {1.0, 1.0};
    double filtered[4];
    double evidence;
    f.n_causes = 1;
    f.causes[0] = (hm_cause){.last = 1, .prior = 1.0, .stay = 1.0};
    f.causes[0].replaces[0] = true;
    f.causes[0].law[0].level[0] = 0.4;
    f.causes[0].law[0].level[1] = 0.6;
    run(&f, series, 2, filtered, &evidence);
    assert_near(filtered[0], 0.5, 1e-15);
    assert_near(filtered[2], 0.5, 1e-15);
    assert_near(evidence, 2.0 * log(0.6), 1e-14);
}

static void long_series_do_not_underflow(void **state)
{
    (void)state;
    hm_filter f = two_types(0.999);
    enum { LONG = 2000 };
    static double series[LONG];
    static double filtered[2 * LONG];
    double evidence;
    for (int32_t t = 0; t < LONG; t++) {
        series[t] = 0.0;
    }
    f.signals[0].law[0].level[0] = 1e-9;
    f.signals[0].law[0].level[1] = 1.0 - 1e-9;
    run(&f, series, LONG, filtered, &evidence);
    assert_vector_finite(filtered, 2 * LONG);
    assert_true(isfinite(evidence) && filtered[2 * LONG - 1] > 0.999);
}

/* --- months to conviction (B44) -------------------------------------------------------- */

static void months_to_conviction(void **state)
{
    (void)state;
    double n;
    /* from 1:4 to 19:1 at a ratio of 3: ln 76 / ln 3 = 3.94 */
    assert_hm_ok(ctx, hm_months_to_conviction(ctx, 0.2, 0.95, 3.0, &n));
    assert_near(n, 4.0, 0.0);
    /* exactly two steps of 4: 1:16 after 1:1 */
    assert_hm_ok(ctx, hm_months_to_conviction(ctx, 0.5, 16.0 / 17.0, 4.0, &n));
    assert_near(n, 2.0, 0.0);
    assert_hm_ok(ctx, hm_months_to_conviction(ctx, 0.2, 0.95, 1.0, &n));
    assert_true(isinf(n));
    assert_hm_ok(ctx, hm_months_to_conviction(ctx, 0.96, 0.95, 1.1, &n));
    assert_near(n, 0.0, 0.0);
    assert_hm_status(ctx, hm_months_to_conviction(ctx, 0.0, 0.95, 2.0, &n),
                     HM_ERR_ARGUMENT);
}

static void refuses_what_is_no_model(void **state)
{
    (void)state;
    hm_filter f = two_types(0.9);
    double series[2] = {1.0, 0.0};
    double filtered[4];
    hm_filter_path path = {.filtered = filtered};
    f.prior[0] = 0.6;
    assert_hm_status(ctx, hm_filter_run(ctx, &f, series, 2, &path),
                     HM_ERR_ARGUMENT);
    f = two_types(0.9);
    f.signals[0].law[1].level[1] = 0.4;
    assert_hm_status(ctx, hm_filter_run(ctx, &f, series, 2, &path),
                     HM_ERR_ARGUMENT);
    f = two_types(0.9);
    f.signals[0].cap = 0.9;
    assert_hm_status(ctx, hm_filter_run(ctx, &f, series, 2, &path),
                     HM_ERR_ARGUMENT);
    f = two_types(0.9);
    f.n_types = HM_TYPES_MAX + 1;
    assert_hm_status(ctx, hm_filter_run(ctx, &f, series, 2, &path),
                     HM_ERR_ARGUMENT);
    f = two_types(0.9);
    series[1] = 2.0;
    assert_hm_status(ctx, hm_filter_run(ctx, &f, series, 2, &path),
                     HM_ERR_DATA);
    series[1] = 0.5;
    assert_hm_status(ctx, hm_filter_run(ctx, &f, series, 2, &path),
                     HM_ERR_DATA);
    series[1] = 0.0;
    f.signals[0].law[0].level[0] = f.signals[0].law[1].level[0] = 0.0;
    f.signals[0].law[0].level[1] = f.signals[0].law[1].level[1] = 1.0;
    assert_hm_status(ctx, hm_filter_run(ctx, &f, series, 2, &path),
                     HM_ERR_DATA);
    assert_hm_message(ctx, "month 2");
    assert_hm_status(ctx, hm_filter_run(ctx, &f, series, 0, &path),
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
        cmocka_unit_test(agrees_with_every_path),
        cmocka_unit_test(chances_too_small_to_hold_come_back),
        cmocka_unit_test(names_of_types_do_not_matter),
        cmocka_unit_test(what_is_missing_says_nothing),
        cmocka_unit_test(a_cap_of_two_moves_odds_by_two),
        cmocka_unit_test(a_cause_for_certain_leaves_the_prior),
        cmocka_unit_test(long_series_do_not_underflow),
        cmocka_unit_test(months_to_conviction),
        cmocka_unit_test(refuses_what_is_no_model),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, begin, end);
}

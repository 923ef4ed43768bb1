// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * fit.c - numbers of the model by maximum likelihood, with profile intervals.
 *
 * The likelihood is the filter's evidence up to a month. Each number moves on
 * its line (logit or log) inside a wide box; a simplex search (Nelder and
 * Mead 1965) from several starts finds the top, begun anew until it finds
 * nothing more. An interval ends where the likelihood, all others at their
 * best (from the last point and from every hill that a start ended on), has
 * fallen by 1.92 (95 %); where it never does before the edge of the box, the
 * data do not bound the number.
 */
#include "beliefs/internal.h"

#include <math.h>
#include <string.h>

enum {
    STARTS = 10,
    CORNERS = HMI_FREE_MAX + 1,
    HALVINGS = 12, /* of a bracket of at most 7: to 0.002 in logs */
    ROUNDS = 3,
    CLIMBS = 6,
    AFRESH = 3, /* starts that profiles begin from too */
    HILLS = STARTS + AFRESH + 1,
    SWEEP = 7
};
static const double fall = 1.9207294103470620;  /* half of chi2(1) at 95 % */
static const double reach = 6.9077552789821371; /* ln 1000, and logit 0.999 */
static const double same_top = 1e-2;            /* little of the 1.92 */
static const double top_close = 1e-7;
static const double below_box = -1e300;

/* Points are on lines; entry `fixed` of `point` does not move (-1: none). */
typedef struct search {
    hm_context *ctx;
    const hm_beliefs *b;
    hmi_messages m;
    double *value;
    int32_t n, months, fixed;
    double middle[HMI_FREE_MAX];
    /* where profiles begin: starts, and tops that are not each other */
    double hill[HILLS][HMI_FREE_MAX];
    int32_t hills;
    double close; /* corners of a simplex this near in height are a top */
} search;

static hmi_scale scale_of(const search *s, int32_t i)
{
    return s->b->parameters[s->b->free[i]].scale;
}

static double to_line(hmi_scale scale, double x)
{
    return scale == HMI_SCALE_CHANCE ? hmi_ln(x / (1.0 - x)) : hmi_ln(x);
}

static double from_line(hmi_scale scale, double u)
{
    return scale == HMI_SCALE_CHANCE ? 1.0 / (1.0 + hmi_exp(-u)) : hmi_exp(u);
}

/* The box: chances from 0.001 to 0.999, others a thousandfold either way. */
static double edge_of(const search *s, int32_t i, double side)
{
    double middle = scale_of(s, i) == HMI_SCALE_CHANCE ? 0.0 : s->middle[i];
    return middle + side * reach;
}

static double height(search *s, const double *point)
{
    hm_filter f;
    for (int32_t i = 0; i < s->n; i++) {
        if (point[i] < edge_of(s, i, -1.0) || point[i] > edge_of(s, i, 1.0)) {
            return below_box;
        }
        s->value[s->b->free[i]] = from_line(scale_of(s, i), point[i]);
    }
    hmi_beliefs_filter(s->b, s->value, 0, &f);
    hm_status status =
        hmi_filter_forward(s->ctx, &f, s->b->news, s->months, &s->m);
    return status == HM_OK ? s->m.evidence : below_box;
}

/* --- the simplex search ------------------------------------------------------------ */

typedef struct simplex {
    double at[CORNERS][HMI_FREE_MAX];
    double high[CORNERS];
    int32_t count; /* corners */
} simplex;

static void order(simplex *x)
{
    for (int32_t i = 1; i < x->count; i++) {
        for (int32_t k = i; k > 0 && x->high[k] > x->high[k - 1]; k--) {
            double point[HMI_FREE_MAX];
            double high = x->high[k];
            memcpy(point, x->at[k], sizeof point);
            memcpy(x->at[k], x->at[k - 1], sizeof point);
            memcpy(x->at[k - 1], point, sizeof point);
            x->high[k] = x->high[k - 1];
            x->high[k - 1] = high;
        }
    }
}

/* The worst corner moved through the middle of the others by `factor`. */
static double move(search *s, const simplex *x, double factor, double *to)
{
    const double *worst = x->at[x->count - 1];
    for (int32_t i = 0; i < s->n; i++) {
        double centre = 0.0;
        for (int32_t c = 0; c + 1 < x->count; c++) {
            centre += x->at[c][i];
        }
        centre /= (double)(x->count - 1);
        /* onto the edge of the box: tops lie there when data do not bound */
        to[i] = centre + factor * (worst[i] - centre);
        to[i] = fmin(fmax(to[i], edge_of(s, i, -1.0)), edge_of(s, i, 1.0));
    }
    return height(s, to);
}

static void replace_worst(simplex *x, const double *point, double high)
{
    memcpy(x->at[x->count - 1], point, sizeof x->at[0]);
    x->high[x->count - 1] = high;
}

static void shrink(search *s, simplex *x)
{
    for (int32_t c = 1; c < x->count; c++) {
        for (int32_t i = 0; i < s->n; i++) {
            x->at[c][i] = 0.5 * (x->at[c][i] + x->at[0][i]);
        }
        x->high[c] = height(s, x->at[c]);
    }
}

static void step(search *s, simplex *x)
{
    double one[HMI_FREE_MAX] = {0.0};
    double two[HMI_FREE_MAX] = {0.0};
    int32_t last = x->count - 1;
    double reflected = move(s, x, -1.0, one);
    if (reflected > x->high[0]) {
        double further = move(s, x, -2.0, two);
        if (further > reflected) {
            replace_worst(x, two, further);
        } else {
            replace_worst(x, one, reflected);
        }
    } else if (reflected > x->high[last > 0 ? last - 1 : 0]) {
        replace_worst(x, one, reflected);
    } else {
        bool outside = reflected > x->high[last];
        double nearer = move(s, x, outside ? -0.5 : 0.5, two);
        if (nearer > fmax(reflected, x->high[last])) {
            replace_worst(x, two, nearer);
        } else {
            shrink(s, x);
        }
    }
    order(x);
}

/* Climb from `point`, leaving entry s->fixed; the height reached. */
static double climb(search *s, double *point, double size, int32_t most)
{
    simplex x = {.count = 1};
    memcpy(x.at[0], point, sizeof x.at[0]);
    x.high[0] = height(s, point);
    for (int32_t i = 0; i < s->n; i++) {
        if (i != s->fixed) {
            memcpy(x.at[x.count], point, sizeof x.at[0]);
            double room = edge_of(s, i, 1.0) - point[i];
            x.at[x.count][i] += room > size ? size : -size;
            x.high[x.count] = height(s, x.at[x.count]);
            x.count++;
        }
    }
    order(&x);
    for (int32_t k = 0; k < most && x.count > 1; k++) {
        step(s, &x);
        if (x.high[0] - x.high[x.count - 1] < s->close) {
            break;
        }
    }
    memcpy(point, x.at[0], sizeof x.at[0]);
    return x.high[0];
}

/* Climb until a new simplex finds nothing more: one goes flat at an edge. */
static double climb_on(search *s, double *point, double size, int32_t most)
{
    double before = below_box;
    double high = climb(s, point, size, most);
    for (int32_t k = 0; k < CLIMBS && high - before > 10.0 * s->close; k++) {
        before = high;
        high = climb(s, point, k % 2 == 0 ? 0.3 * size : size, most);
    }
    return high;
}

/* --- the top --------------------------------------------------------------------------- */

static bool same_hill(const search *s, const double *one, const double *two)
{
    double far = 0.0;
    for (int32_t i = 0; i < s->n; i++) {
        far = fmax(far, fabs(one[i] - two[i]));
    }
    return far < 0.3;
}

static void keep_hill(search *s, const double *point)
{
    for (int32_t k = 0; k < s->hills; k++) {
        if (same_hill(s, s->hill[k], point)) {
            return;
        }
    }
    memcpy(s->hill[s->hills++], point, sizeof s->hill[0]);
}

/* Once more from the top with one number elsewhere in its box: where the data
 * hardly speak of it, starts end on many low hills. */
static void sweep(search *s, double *top, hmi_fit *fit)
{
    for (int32_t i = 0; i < s->n; i++) {
        double low = edge_of(s, i, -1.0);
        double width = (edge_of(s, i, 1.0) - low) / (double)SWEEP;
        for (int32_t k = 0; k < SWEEP; k++) {
            double point[HMI_FREE_MAX];
            memcpy(point, top, sizeof point);
            point[i] = low + ((double)k + 0.5) * width;
            double high = climb_on(s, point, 0.7, 300 * s->n);
            if (high > fit->likelihood) {
                fit->likelihood = high;
                memcpy(top, point, sizeof point);
            }
        }
    }
    keep_hill(s, top);
}

static void find_top(search *s, double *top, hmi_fit *fit)
{
    double heights[STARTS];
    fit->likelihood = below_box;
    for (int32_t k = 0; k < STARTS; k++) {
        double point[HMI_FREE_MAX] = {0.0};
        double reached = k < STARTS / 2 ? 1.5 : 3.0; /* half of them further */
        hm_random random = hm_random_seed(s->b->seed + (uint64_t)k);
        for (int32_t i = 0; i < s->n; i++) {
            double away =
                k == 0 ? 0.0 : hm_random_range(&random, -reached, reached);
            point[i] = s->middle[i] + away;
            point[i] = fmax(point[i], edge_of(s, i, -1.0));
            point[i] = fmin(point[i], edge_of(s, i, 1.0));
        }
        if (k > 0 && k <= AFRESH) {
            keep_hill(s, point);
        }
        heights[k] = climb_on(s, point, 0.7, 300 * s->n);
        keep_hill(s, point);
        if (heights[k] > fit->likelihood) {
            fit->likelihood = heights[k];
            memcpy(top, point, sizeof point);
        }
    }
    sweep(s, top, fit);
    fit->starts = STARTS;
    for (int32_t k = 0; k < STARTS; k++) {
        fit->agreeing += fit->likelihood - heights[k] < same_top ? 1 : 0;
    }
}

/* --- intervals --------------------------------------------------------------------------- */

/* Height at `x` of number i with the others at their best, from `point` and,
 * until one reaches `enough`, from every hill. */
static double profile(search *s, int32_t i, double x, double enough,
                      double *point)
{
    double best = below_box;
    double at[HMI_FREE_MAX] = {0.0};
    s->fixed = i;
    s->close = 1e-4; /* of the 1.92 that an interval falls by */
    for (int32_t k = -1; k < s->hills && best < enough; k++) {
        double from[HMI_FREE_MAX];
        memcpy(from, k < 0 ? point : s->hill[k], sizeof from);
        from[i] = x;
        double high = climb_on(s, from, 0.4, 60 * s->n);
        if (high > best) {
            best = high;
            memcpy(at, from, sizeof at);
        }
    }
    s->fixed = -1;
    s->close = top_close;
    memcpy(point, at, sizeof at);
    return best;
}

/* Where the profile has fallen enough on one side; NAN: not before the edge.
 * A higher top met on the way goes into `better`. */
static double interval_end(search *s, int32_t i, double side, const double *top,
                           double level, double *better, double *best)
{
    double edge = edge_of(s, i, side);
    double inside = top[i];
    double width = 0.25;
    double point[HMI_FREE_MAX];
    double start[HMI_FREE_MAX];
    memcpy(start, top, sizeof start);
    for (;;) {
        double x = inside + side * width;
        bool past = side > 0.0 ? x >= edge : x <= edge;
        x = past ? edge : x;
        memcpy(point, start, sizeof point);
        double high = profile(s, i, x, level - fall, point);
        if (high > *best) {
            *best = high;
            memcpy(better, point, sizeof point);
        }
        if (high < level - fall) {
            double outside = x;
            for (int32_t k = 0; k < HALVINGS; k++) {
                double half = 0.5 * (inside + outside);
                memcpy(point, start, sizeof point);
                if (profile(s, i, half, level - fall, point) < level - fall) {
                    outside = half;
                } else {
                    inside = half;
                }
            }
            return 0.5 * (inside + outside);
        }
        if (past) {
            return NAN;
        }
        memcpy(start, point, sizeof start);
        inside = x;
        width *= 1.6;
    }
}

static void store(const search *s, const double *top, const double *low,
                  const double *high, hmi_fit *fit)
{
    for (int32_t i = 0; i < s->n; i++) {
        hmi_scale scale = scale_of(s, i);
        double gap =
            fmin(top[i] - edge_of(s, i, -1.0), edge_of(s, i, 1.0) - top[i]);
        fit->value[i] = from_line(scale, top[i]);
        fit->low[i] = isnan(low[i]) ? NAN : from_line(scale, low[i]);
        fit->high[i] = isnan(high[i]) ? NAN : from_line(scale, high[i]);
        fit->edge[i] = gap < 0.05;
    }
}

/* Intervals about the top; a higher one met on the way becomes the top, and
 * they are done again. */
static void find(search *s, hmi_fit *fit)
{
    double top[HMI_FREE_MAX] = {0.0};
    double low[HMI_FREE_MAX] = {0.0};
    double high[HMI_FREE_MAX] = {0.0};
    find_top(s, top, fit);
    for (int32_t round = 0;; round++) {
        double better[HMI_FREE_MAX] = {0.0};
        double best = fit->likelihood + 1e-4;
        double before = best;
        for (int32_t i = 0; i < s->n; i++) {
            low[i] =
                interval_end(s, i, -1.0, top, fit->likelihood, better, &best);
            high[i] =
                interval_end(s, i, 1.0, top, fit->likelihood, better, &best);
        }
        if (!(best > before) || round == ROUNDS) {
            break;
        }
        fit->likelihood = climb_on(s, better, 0.3, 300 * s->n);
        memcpy(top, better, sizeof top);
    }
    store(s, top, low, high, fit);
}

hm_status hmi_beliefs_fit(hm_context *ctx, const hm_beliefs *b, hmi_fit *out)
{
    hm_filter f;
    memset(out, 0, sizeof *out);
    search s = {
        .ctx = ctx, .b = b, .n = b->n_free, .fixed = -1, .close = top_close};
    s.months = out->months = b->fit_until - b->first + 1;
    s.value = HMI_ARRAY(ctx, double, b->n_parameters);
    if (s.value == NULL) {
        return HM_ERR_MEMORY;
    }
    hmi_beliefs_middle(b, s.value);
    for (int32_t i = 0; i < s.n; i++) {
        s.middle[i] = to_line(scale_of(&s, i), s.value[b->free[i]]);
    }
    hmi_beliefs_filter(b, s.value, 0, &f);
    hm_status status = hmi_messages_init(ctx, &f, s.months, &s.m);
    if (status == HM_OK) {
        find(&s, out);
    }
    if (status == HM_OK && !(out->likelihood > below_box)) {
        status = hmi_fail(ctx, HM_ERR_DATA,
                          "fit: no value of the free numbers could have given "
                          "the signals");
    }
    hmi_messages_clear(ctx, &s.m);
    hmi_free(ctx, s.value);
    return status;
}

/* --- the table ------------------------------------------------------------------------------ */

static const char *verdict(const hmi_fit *fit, int32_t i)
{
    bool low = !isnan(fit->low[i]);
    bool high = !isnan(fit->high[i]);
    if (low && high) {
        return "identified";
    }
    return low    ? "bounded from below only"
           : high ? "bounded from above only"
                  : "not identified";
}

hm_status hmi_fit_table(hm_context *ctx, const hm_beliefs *b,
                        const hmi_fit *fit, hm_table **out)
{
    static const char *const columns[] = {
        " number",       "elicited", "elicited_low", "elicited_high",
        "fitted",        "low",      "high",         " verdict",
        "ln_likelihood", "months",   "starts",       "starts_agreeing"};
    hm_table *table = NULL;
    hm_status status = HM_OK;
    *out = NULL;
    HMI_TRY(hmi_table_of(ctx, "beliefs_fit", columns, 12, &table));
    for (int32_t i = 0; i < b->n_free; i++) {
        const hmi_parameter *p = &b->parameters[b->free[i]];
        bool open = isnan(fit->low[i]) && isnan(fit->high[i]);
        HMI_GOTO(status, hm_table_add_row(table));
        HMI_GOTO(status, hm_table_set_text(table, 0, p->name));
        hm_table_set_number(table, 1, p->middle);
        hm_table_set_number(table, 2, p->low);
        hm_table_set_number(table, 3, p->high);
        /* a value that the data do not choose is not printed */
        bool shown = !open && !fit->edge[i];
        hm_table_set_number(table, 4, shown ? fit->value[i] : NAN);
        hm_table_set_number(table, 5, fit->low[i]);
        hm_table_set_number(table, 6, fit->high[i]);
        HMI_GOTO(status, hm_table_set_text(table, 7, verdict(fit, i)));
        hm_table_set_number(table, 8, fit->likelihood);
        hm_table_set_number(table, 9, fit->months);
        hm_table_set_number(table, 10, fit->starts);
        hm_table_set_number(table, 11, fit->agreeing);
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

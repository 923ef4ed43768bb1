// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * filter.c - forward-backward in logs over types and second causes (B43).
 *
 * A state is a type and the set of causes at work; types and causes switch
 * independently of each other. Rabiner 1989; Hamilton 1989. What was not
 * observed contributes nothing: its likelihood is 1.
 */
#include "beliefs/internal.h"

#include <math.h>
#include <string.h>

static const double unit_slack = 1e-9; /* chances are typed with few digits */

/* A scaled sum below this may have lost a term that mattered later: it is done
 * again in logs. */
static const double faint = 1e-200;

/* --- logs ---------------------------------------------------------------------- */

static double log_of(double x)
{
    return x > 0.0 ? hmi_ln(x) : -INFINITY;
}

/* e^x, 0 where it is nothing: exp stops at its smallest number. */
static double exp_of(double x)
{
    return x > -700.0 ? hmi_exp(x) : 0.0;
}

static double highest(const double *ln, int32_t n)
{
    double best = -INFINITY;
    for (int32_t i = 0; i < n; i++) {
        best = ln[i] > best ? ln[i] : best;
    }
    return best;
}

/* ln of the sum of e^ln[i]. */
static double ln_sum(const double *ln, int32_t n)
{
    double best = highest(ln, n);
    double sum = 0.0;
    for (int32_t i = 0; i < n && !isinf(best); i++) {
        sum += exp_of(ln[i] - best);
    }
    return isinf(best) ? best : best + hmi_ln(sum);
}

/* ln of the sum of weight[i] e^ln[i], term by term. */
static double mix_faint(const double *ln, int32_t n, const double *weight)
{
    double term[HM_TYPES_MAX];
    int32_t count = 0;
    for (int32_t i = 0; i < n; i++) {
        if (weight[i] > 0.0 && !isinf(ln[i])) {
            term[count++] = ln[i] + hmi_ln(weight[i]);
        }
    }
    return count == 0 ? -INFINITY : ln_sum(term, count);
}

/* ln of the sums of weight[j][i] e^ln[i], for each j. */
static void mix(const double *ln, int32_t n,
                double weight[HM_TYPES_MAX][HM_TYPES_MAX], double *out)
{
    double part[HM_TYPES_MAX];
    double best = highest(ln, n);
    for (int32_t i = 0; i < n; i++) {
        part[i] = isinf(best) ? 0.0 : exp_of(ln[i] - best);
    }
    for (int32_t j = 0; j < n; j++) {
        double sum = 0.0;
        for (int32_t i = 0; i < n; i++) {
            sum += weight[j][i] * part[i];
        }
        out[j] = sum > faint ? best + hmi_ln(sum) : mix_faint(ln, n, weight[j]);
    }
}

/* --- laws ---------------------------------------------------------------------- */

double hm_signal_density(const hm_signal *signal, const hm_signal_law *law,
                         double value)
{
    static const double half_log_tau = 0.91893853320467274178;
    if (isnan(value)) {
        return 0.0;
    }
    if (signal->kind != HM_SIGNAL_AMOUNT) {
        bool known = value >= 0.0 && value < (double)signal->levels;
        return known ? log_of(law->level[(int32_t)value]) : -INFINITY;
    }
    if (!(value > 0.0)) {
        return log_of(law->zero);
    }
    double x = hmi_ln(value);
    double z = (x - hmi_ln(law->median)) / law->spread;
    return log_of(1.0 - law->zero) - 0.5 * z * z - hmi_ln(law->spread) -
           half_log_tau - x;
}

static hm_status law_check(hm_context *ctx, const hm_signal *signal,
                           const hm_signal_law *law, int32_t number)
{
    if (signal->kind == HM_SIGNAL_AMOUNT) {
        if (law->zero >= 0.0 && law->zero <= 1.0 && law->median > 0.0 &&
            isfinite(law->median) && law->spread > 0.0 &&
            isfinite(law->spread)) {
            return HM_OK;
        }
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "signal %d: zero %g, median %g, spread %g; expected a "
                        "chance and two numbers above 0",
                        (int)number, law->zero, law->median, law->spread);
    }
    double sum = 0.0;
    bool good = signal->levels >= 2 && signal->levels <= HM_LEVELS_MAX;
    for (int32_t k = 0; good && k < signal->levels; k++) {
        good = law->level[k] >= 0.0 && law->level[k] <= 1.0;
        sum += law->level[k];
    }
    if (good && fabs(sum - 1.0) <= unit_slack) {
        return HM_OK;
    }
    return hmi_fail(ctx, HM_ERR_ARGUMENT,
                    "signal %d: the chances of its levels add up to %g; "
                    "expected 2 to %d chances that add up to 1",
                    (int)number, sum, HM_LEVELS_MAX);
}

static bool adds_up(const double *p, int32_t n)
{
    double sum = 0.0;
    for (int32_t i = 0; i < n; i++) {
        if (!(p[i] >= 0.0) || !(p[i] <= 1.0)) {
            return false;
        }
        sum += p[i];
    }
    return fabs(sum - 1.0) <= unit_slack;
}

static hm_status cause_check(hm_context *ctx, const hm_filter *f, int32_t c)
{
    const hm_cause *cause = &f->causes[c];
    bool good = cause->prior >= 0.0 && cause->prior <= 1.0 &&
                cause->stay >= 0.0 && cause->stay <= 1.0 &&
                hmi_cause_comes(cause) <= 1.0;
    if (!good) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "cause %d: prior %g, stay %g; expected chances, and a "
                        "prior that the switching can keep",
                        (int)c, cause->prior, cause->stay);
    }
    for (int32_t s = 0; s < f->n_signals; s++) {
        for (int32_t other = 0; other < c; other++) {
            const hm_cause *o = &f->causes[other];
            if (cause->replaces[s] && o->replaces[s] &&
                cause->first <= o->last && o->first <= cause->last) {
                return hmi_fail(ctx, HM_ERR_ARGUMENT,
                                "two causes replace signal %d in the same "
                                "month; expected one at a time",
                                (int)s);
            }
        }
        if (cause->replaces[s]) {
            HMI_TRY(law_check(ctx, &f->signals[s], &cause->law[s], s));
        }
    }
    return HM_OK;
}

hm_status hmi_filter_check(hm_context *ctx, const hm_filter *f)
{
    if (f->n_types < 1 || f->n_types > HM_TYPES_MAX || f->n_signals < 0 ||
        f->n_signals > HM_SIGNALS_MAX || f->n_causes < 0 ||
        f->n_causes > HM_CAUSES_MAX) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "%d types, %d signals, %d causes; expected 1 to %d, 0 "
                        "to %d, 0 to %d",
                        (int)f->n_types, (int)f->n_signals, (int)f->n_causes,
                        HM_TYPES_MAX, HM_SIGNALS_MAX, HM_CAUSES_MAX);
    }
    bool good = adds_up(f->prior, f->n_types);
    for (int32_t y = 0; y < f->n_types; y++) {
        good = good && adds_up(f->switching[y], f->n_types);
    }
    if (!good) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "the prior or a row of the switching matrix does not "
                        "add up to 1");
    }
    for (int32_t s = 0; s < f->n_signals; s++) {
        if (!(f->signals[s].cap >= 1.0)) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "signal %d: the cap of its likelihood ratio is %g; "
                            "expected 1 or more",
                            (int)s, f->signals[s].cap);
        }
        for (int32_t y = 0; y < f->n_types; y++) {
            HMI_TRY(law_check(ctx, &f->signals[s], &f->signals[s].law[y], s));
        }
    }
    for (int32_t c = 0; c < f->n_causes; c++) {
        HMI_TRY(cause_check(ctx, f, c));
    }
    return HM_OK;
}

/* --- chances of states ------------------------------------------------------------ */

/* A cause that is not at work comes so often that its prior stays. */
double hmi_cause_comes(const hm_cause *cause)
{
    if (!(cause->stay < 1.0) || !(cause->prior > 0.0)) {
        return 0.0;
    }
    return cause->prior < 1.0
               ? (1.0 - cause->stay) * cause->prior / (1.0 - cause->prior)
               : INFINITY;
}

/* Chance that a cause is at work (on) in month t when it was (`was`). */
static double cause_chance(const hm_cause *cause, int32_t t, bool was, bool on)
{
    bool open = t >= cause->first && t <= cause->last;
    double p = 0.0;
    if (open && (t == 0 || t == cause->first)) {
        p = cause->prior;
    } else if (open) {
        p = was ? cause->stay : hmi_cause_comes(cause);
    }
    return on ? p : 1.0 - p;
}

static double mask_chance(const hm_filter *f, int32_t t, int32_t was,
                          int32_t now)
{
    double p = 1.0;
    for (int32_t c = 0; c < f->n_causes; c++) {
        p *= cause_chance(&f->causes[c], t, (was >> c & 1) != 0,
                          (now >> c & 1) != 0);
    }
    return p;
}

void hmi_filter_first(const hm_filter *f, double *state)
{
    int32_t masks = 1 << f->n_causes;
    for (int32_t m = 0; m < masks; m++) {
        double ln = log_of(mask_chance(f, 0, 0, m));
        for (int32_t y = 0; y < f->n_types; y++) {
            state[m * f->n_types + y] = log_of(f->prior[y]) + ln;
        }
    }
}

/* Types, then causes, move one month: forwards into month t, or back from it
 * (the transpose). Masks and types are both at most HM_TYPES_MAX. */
static void step(const hm_filter *f, int32_t t, bool back, const double *from,
                 double *to)
{
    int32_t Y = f->n_types;
    int32_t masks = 1 << f->n_causes;
    double weight[HM_TYPES_MAX][HM_TYPES_MAX];
    double moved[HMI_STATES_MAX];
    for (int32_t j = 0; j < Y; j++) {
        for (int32_t i = 0; i < Y; i++) {
            weight[j][i] = back ? f->switching[j][i] : f->switching[i][j];
        }
    }
    for (int32_t m = 0; m < masks; m++) {
        mix(from + m * Y, Y, weight, moved + m * Y);
    }
    for (int32_t j = 0; j < masks; j++) {
        for (int32_t i = 0; i < masks; i++) {
            weight[j][i] =
                back ? mask_chance(f, t, j, i) : mask_chance(f, t, i, j);
        }
    }
    for (int32_t y = 0; y < Y; y++) {
        double by_mask[HM_TYPES_MAX];
        double mixed[HM_TYPES_MAX];
        for (int32_t m = 0; m < masks; m++) {
            by_mask[m] = moved[m * Y + y];
        }
        mix(by_mask, masks, weight, mixed);
        for (int32_t m = 0; m < masks; m++) {
            to[m * Y + y] = mixed[m];
        }
    }
}

void hmi_filter_next(const hm_filter *f, int32_t t, const double *from,
                     double *to)
{
    step(f, t, false, from, to);
}

/* --- likelihoods --------------------------------------------------------------------- */

/* ln f(value | type), with the ratio between types held to the cap (B45). */
void hmi_signal_likelihood(const hm_signal *signal, int32_t n_types,
                           double value, double *out)
{
    double best = -INFINITY;
    for (int32_t y = 0; y < n_types; y++) {
        out[y] = hm_signal_density(signal, &signal->law[y], value);
        best = fmax(best, out[y]);
    }
    if (isinf(signal->cap) || isinf(best)) {
        return;
    }
    for (int32_t y = 0; y < n_types; y++) {
        out[y] = fmax(out[y], best - hmi_ln(signal->cap));
    }
}

/* ln f(month | state) for every state. */
static void month_likelihood(const hm_filter *f, const double *values,
                             double *out)
{
    int32_t Y = f->n_types;
    int32_t masks = 1 << f->n_causes;
    memset(out, 0, (size_t)(masks * Y) * sizeof *out);
    for (int32_t s = 0; s < f->n_signals; s++) {
        double by_type[HM_TYPES_MAX];
        if (isnan(values[s])) {
            continue;
        }
        hmi_signal_likelihood(&f->signals[s], Y, values[s], by_type);
        for (int32_t m = 0; m < masks; m++) {
            const hm_signal_law *other = NULL;
            for (int32_t c = 0; c < f->n_causes; c++) {
                if ((m >> c & 1) != 0 && f->causes[c].replaces[s]) {
                    other = &f->causes[c].law[s];
                }
            }
            double same = other == NULL ? 0.0
                                        : hm_signal_density(&f->signals[s],
                                                            other, values[s]);
            for (int32_t y = 0; y < Y; y++) {
                out[m * Y + y] += other == NULL ? by_type[y] : same;
            }
        }
    }
}

/* Multiply a state by its likelihood and normalise; ln normaliser. */
static double weigh(int32_t states, const double *likelihood, double *state)
{
    for (int32_t i = 0; i < states; i++) {
        state[i] += likelihood[i];
    }
    double all = ln_sum(state, states);
    for (int32_t i = 0; i < states && !isinf(all); i++) {
        state[i] -= all;
    }
    return all;
}

/* --- forwards and back ------------------------------------------------------------------ */

hm_status hmi_filter_forward(hm_context *ctx, const hm_filter *f,
                             const double *series, int32_t months,
                             hmi_messages *m)
{
    int32_t states = f->n_types << f->n_causes;
    m->evidence = 0.0;
    for (int32_t t = 0; t < months; t++) {
        double *now = m->state + (size_t)t * (size_t)states;
        double *likelihood = m->likelihood + (size_t)t * (size_t)states;
        if (t == 0) {
            hmi_filter_first(f, now);
        } else {
            hmi_filter_next(f, t, now - states, now);
        }
        month_likelihood(f, series + (size_t)t * (size_t)f->n_signals,
                         likelihood);
        m->month[t] = weigh(states, likelihood, now);
        if (isinf(m->month[t])) {
            return hmi_fail(ctx, HM_ERR_DATA,
                            "month %d of the series: no type could have given "
                            "its signals; expected chances above 0 for what "
                            "was observed",
                            (int)t + 1);
        }
        m->evidence += m->month[t];
    }
    return HM_OK;
}

/* Smoothed states from the filtered ones, in place. */
static void backward(const hm_filter *f, int32_t months, hmi_messages *m)
{
    int32_t states = f->n_types << f->n_causes;
    double ahead[HMI_STATES_MAX] = {0.0}; /* ln likelihood of what comes */
    double message[HMI_STATES_MAX];
    for (int32_t t = months - 2; t >= 0; t--) {
        double *now = m->state + (size_t)t * (size_t)states;
        const double *later = m->likelihood + (size_t)(t + 1) * (size_t)states;
        for (int32_t i = 0; i < states; i++) {
            message[i] = later[i] + ahead[i];
        }
        step(f, t + 1, true, message, ahead);
        (void)weigh(states, ahead, now);
    }
}

/* Sums of states over causes, and over types. */
static void margins(const hm_filter *f, int32_t months, const double *state,
                    double *types, double *causes)
{
    int32_t Y = f->n_types;
    int32_t states = Y << f->n_causes;
    for (int32_t t = 0; t < months; t++) {
        const double *now = state + (size_t)t * (size_t)states;
        for (int32_t y = 0; y < Y && types != NULL; y++) {
            double sum = 0.0;
            for (int32_t i = y; i < states; i += Y) {
                sum += exp_of(now[i]);
            }
            types[(size_t)t * (size_t)Y + (size_t)y] = sum;
        }
        for (int32_t c = 0; c < f->n_causes && causes != NULL; c++) {
            double sum = 0.0;
            for (int32_t i = 0; i < states; i++) {
                sum += (i / Y >> c & 1) != 0 ? exp_of(now[i]) : 0.0;
            }
            causes[(size_t)t * (size_t)f->n_causes + (size_t)c] = sum;
        }
    }
}

hm_status hmi_messages_init(hm_context *ctx, const hm_filter *f, int32_t months,
                            hmi_messages *m)
{
    size_t room = (size_t)(f->n_types << f->n_causes) * (size_t)months;
    *m = (hmi_messages){
        .state = HMI_ARRAY(ctx, double, room),
        .likelihood = HMI_ARRAY(ctx, double, room),
        .month = HMI_ARRAY(ctx, double, months),
    };
    return m->state == NULL || m->likelihood == NULL || m->month == NULL
               ? HM_ERR_MEMORY
               : HM_OK;
}

void hmi_messages_clear(hm_context *ctx, hmi_messages *m)
{
    hmi_free(ctx, m->state);
    hmi_free(ctx, m->likelihood);
    hmi_free(ctx, m->month);
}

hm_status hmi_filter_path(hm_context *ctx, const hm_filter *f,
                          const double *series, int32_t months, hmi_messages *m,
                          hm_filter_path *path)
{
    HMI_TRY(hmi_filter_forward(ctx, f, series, months, m));
    margins(f, months, m->state, path->filtered, path->cause_filtered);
    if (path->smoothed != NULL || path->cause_smoothed != NULL) {
        backward(f, months, m);
        margins(f, months, m->state, path->smoothed, path->cause_smoothed);
    }
    for (int32_t t = 0; t < months && path->month_evidence != NULL; t++) {
        path->month_evidence[t] = m->month[t];
    }
    path->evidence = m->evidence;
    return HM_OK;
}

static hm_status series_check(hm_context *ctx, const hm_filter *f,
                              const double *series, int32_t months)
{
    if (months < 1) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "a series of %d months; expected 1 or more",
                        (int)months);
    }
    for (int32_t i = 0; i < months * f->n_signals; i++) {
        const hm_signal *s = &f->signals[i % f->n_signals];
        double x = series[i];
        bool good = isnan(x) || (x >= 0.0 && isfinite(x));
        if (good && !isnan(x) && s->kind != HM_SIGNAL_AMOUNT) {
            good = !(x > floor(x)) && x < (double)s->levels;
        }
        if (!good) {
            return hmi_fail(ctx, HM_ERR_DATA,
                            "month %d, signal %d: %g; expected an amount of 0 "
                            "or more, or one of the levels from 0",
                            (int)(i / f->n_signals + 1),
                            (int)(i % f->n_signals + 1), x);
        }
    }
    return HM_OK;
}

hm_status hm_filter_run(hm_context *ctx, const hm_filter *filter,
                        const double *series, int32_t months,
                        hm_filter_path *path)
{
    hmi_messages m = {NULL, NULL, NULL, 0.0};
    path->evidence = NAN;
    HMI_TRY(hmi_filter_check(ctx, filter));
    HMI_TRY(series_check(ctx, filter, series, months));
    hm_status status = hmi_messages_init(ctx, filter, months, &m);
    if (status == HM_OK) {
        status = hmi_filter_path(ctx, filter, series, months, &m, path);
    }
    hmi_messages_clear(ctx, &m);
    return status;
}

hm_status hm_months_to_conviction(hm_context *ctx, double low, double high,
                                  double ratio, double *months)
{
    *months = NAN;
    if (!(low > 0.0) || !(high < 1.0) || !(low < 1.0) || !(high > 0.0) ||
        !(ratio > 0.0)) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "from %g to %g at a ratio of %g; expected chances "
                        "inside (0, 1) and a ratio above 0",
                        low, high, ratio);
    }
    double way = hmi_ln(high / (1.0 - high)) - hmi_ln(low / (1.0 - low));
    if (!(way > 0.0)) {
        *months = 0.0;
    } else {
        *months = ratio > 1.0 ? ceil(way / hmi_ln(ratio) - 1e-9) : INFINITY;
    }
    return HM_OK;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * path.c - the solver's last gear: from the base to the full shock in stages,
 * along the arc of the path (Keller 1977), so that it may turn back on itself
 * on the way. Each stage starts on the line through the last two points and
 * is solved by Newton on the whole system; one that fails is shortened.
 */
#include "equilibrium/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Sweeps for the whole path and for a stage; a stage of no more than EASY lets
 * the next be longer, one of no more than VERY_EASY twice as long. */
enum { PATH_BUDGET = 200, STAGE_BUDGET = 10, EASY = 6, VERY_EASY = 4 };
/* Tight, since prices that nearly run away leave small residuals. */
static const double stage_tolerance = 1e-7;
static const double first_stage = 0.1;
static const double smallest_first = 1e-3;
/* Stages in logs. */
static const double shortest = 1e-6;
static const double longest = 200.0;

/* Bans are underflown to zero there. */
static const double farthest = 41.0;

bool hmi_path_prepare(hm_solver *s, double at)
{
    if (s->global.on_caps) {
        hmi_caps_at(s, at);
        return at > -0.5 && at < 6.0;
    }
    return at > -0.5 && at < farthest &&
           hmi_prepare_path(s, s->global.shock, at);
}

/* Between two points, s included. */
static double between(const hm_solver *s, const double *a, const double *b)
{
    double sum = 0.0;
    for (size_t i = 0; i <= s->state_size; i++) {
        double gap = a[i] - b[i];
        sum += gap * gap;
    }
    return sqrt(sum);
}

/* Between the last two. */
static double distance(const hm_solver *s)
{
    return between(s, s->best, s->earlier);
}

/* Aim `length` beyond the last point: on the line through the last two, or
 * (`bent`) on the parabola through the last three. */
static void predict(hm_solver *s, double length, bool bent)
{
    hmi_newton *w = &s->global;
    double far = distance(s);
    double before = bent ? between(s, s->earlier, w->oldest) : 0.0;
    bent = before > 0.1 * far;
    double sum = 0.0;
    for (size_t i = 0; i <= s->state_size; i++) {
        double slope = (s->best[i] - s->earlier[i]) / far;
        double bend = 0.0;
        if (bent) {
            bend = (slope - (s->earlier[i] - w->oldest[i]) / before) /
                   (far + before);
        }
        double step = length * (slope + bend * (length + far));
        w->target[i] = s->best[i] + step;
        w->direction[i] = step;
        sum += step * step;
    }
    for (size_t i = 0; i <= s->state_size; i++) {
        w->direction[i] /= sqrt(sum);
    }
}

/* Make the point that Newton found the last one. */
static void remember(hm_solver *s)
{
    size_t bytes = (s->state_size + 1) * sizeof(double);
    memcpy(s->global.oldest, s->earlier, bytes);
    memcpy(s->earlier, s->best, bytes);
    memcpy(s->best, s->global.point, bytes);
}

static int32_t stage_budget(const hm_solver *s, int32_t last)
{
    int32_t left = last - s->iterations;
    return left < STAGE_BUDGET ? left : STAGE_BUDGET;
}

/* At a given s, from the state. */
static bool solve_at(hm_solver *s, double at, double tolerance, int32_t budget,
                     hmi_residuals *residuals)
{
    s->global.trial[s->state_size] = at;
    return hmi_path_prepare(s, at) &&
           hmi_iterate_global(s, tolerance, budget, residuals);
}

/* The first stage, at a given s, shorter until it is solved. */
static bool begin(hm_solver *s, int32_t last, hmi_residuals *residuals)
{
    if (s->global.on_caps) {
        hmi_caps_begin(s);
    } else {
        hmi_state_base(s);
    }
    if (!hmi_path_prepare(s, 0.0)) {
        return false;
    }
    /* Rounded corners leave a trace of the caps where their path begins. */
    if (s->global.on_caps &&
        !solve_at(s, 0.0, stage_tolerance, stage_budget(s, last), residuals)) {
        return false;
    }
    hmi_newton_read(s, s->best);
    s->best[s->state_size] = 0.0;
    double at = first_stage;
    while (at > smallest_first) {
        hmi_newton_write(s, s->best);
        if (solve_at(s, at, stage_tolerance, stage_budget(s, last),
                     residuals)) {
            remember(s);
            return true;
        }
        at *= 0.25;
    }
    return false;
}

/* The full shock, from the line through the last two points where they lie
 * before the end, from the last one beyond it. */
static bool finish(hm_solver *s, int32_t last, hmi_residuals *residuals)
{
    hm_certificate ignored = {0};
    double at = s->best[s->state_size];
    double ahead = (1.0 - at) / (at - s->earlier[s->state_size]);
    ahead = at < 1.0 ? ahead : 0.0;
    for (size_t i = 0; i < s->state_size; i++) {
        s->saved[i] = s->best[i] + ahead * (s->best[i] - s->earlier[i]);
    }
    hmi_newton_write(s, s->saved);
    double round = s->caps.round;
    s->caps.round = 0.0;
    bool done = hmi_prepare_again(s, s->global.shock, 1.0, &ignored) &&
                hmi_iterate_global(s, s->settings.tolerance,
                                   stage_budget(s, last), residuals);
    s->caps.round = round;
    return done;
}

/* Stages that have to end at a country without income before the path is said
 * to end there. */
enum { ENDINGS = 3 };

/* Logs of the state beside the base's: a factor price or a price this far off is
 * one stage from leaving the range of numbers; where the path could not be
 * followed on, a factor price e^-60 times the base's or spending e^25 times is on
 * its way without end, and a ban of which e^-36 is left is complete to rounding. */
static const double farthest_log = 450.0;
static const double vanishing = 60.0;
static const double exploding = 25.0;
static const double complete = 2.0;
/* A path this far behind its farthest point has turned back. */
static const double turning_part = 0.02;
/* An income e^-5 times what its factors earn goes to pay a surplus. */
static const double impoverished = 5.0;

/* The farthest that something has been on the path: whose, how far, where. */
typedef struct extreme {
    double most, where;
    int32_t at;
} extreme;

/* The lowest factor price, the highest and the lowest price, the most spending and
 * the largest sector (T20) beside the base's, in logs. */
typedef struct extremes {
    extreme factor, price, fall, spending, scale, income;
} extremes;

static void note(const hm_solver *s, extreme *e, double size, int32_t at)
{
    if (size > e->most) {
        *e = (extreme){size, s->best[s->state_size], at};
    }
}

/* Has n to pay a surplus, or more subsidies than it takes in? */
static bool owes(const hm_solver *s, int32_t n)
{
    return n >= 0 && (s->deficit[n] < 0.0 || s->revenue[n] < 0.0);
}

/* -ln of a country's income beside what its factors earn. */
static double poverty(const hm_solver *s, int32_t n)
{
    double earned = 0.0;
    for (int32_t f = s->newton.first_factor[n];
         f < s->newton.first_factor[n + 1]; f++) {
        earned += s->wage[f] * s->system.supply[f];
    }
    return hmi_ln(earned) - hmi_ln(s->income[n]);
}

/* At the last point. */
static void note_extremes(const hm_solver *s, extremes *e)
{
    size_t N = (size_t)s->N;
    for (int32_t n = 0; n < s->N; n++) {
        if (owes(s, n)) {
            note(s, &e->income, poverty(s, n), n);
        }
    }
    for (int32_t f = 0; f < s->F; f++) {
        if (s->system.factor_live[f]) {
            note(s, &e->factor, -s->best[f], f);
        }
    }
    for (size_t cell = 0; cell < s->cells; cell++) {
        double before = s->base->expenditure[HMI_AT2(s->J, cell % N, cell / N)];
        if (s->system.live[cell]) {
            double ln_price = s->best[s->at_price + cell];
            note(s, &e->price, ln_price, (int32_t)cell);
            note(s, &e->fall, -ln_price, (int32_t)cell);
        }
        if (before > 0.0) {
            double now = s->best[s->at_spending + cell];
            note(s, &e->spending, now - hmi_ln(before), (int32_t)cell);
        }
        if (s->scale_on) {
            note(s, &e->scale, s->best[s->at_scale + cell], (int32_t)cell);
        }
    }
}

static bool out_of_range(const hm_solver *s, const double *point)
{
    for (size_t i = 0; i < s->at_spending; i++) {
        if (fabs(point[i]) > farthest_log) {
            return true;
        }
    }
    return false;
}

/* What a walk remembers. */
typedef struct journey {
    double length;  /* of the next stage */
    bool bans;      /* the path goes on beyond 1 */
    bool failed;    /* the last stage */
    bool bent;      /* the next is aimed along a parabola */
    int32_t stages; /* so far */
    extremes seen;
    double highest; /* point of the path so far */
    double tried;   /* where the end was last tried from */
    int32_t endings, broke;
} journey;

/* Is it time to try the full shock? */
static bool near_end(const hm_solver *s, const journey *j)
{
    double at = s->best[s->state_size];
    if (at >= 1.0) {
        return at > 1.3 * j->tried;
    }
    return s->global.target[s->state_size] >= 1.0;
}

/* How much longer the next stage may be, after one of so many sweeps. */
static double growth(int32_t sweeps, bool failed_before)
{
    if (failed_before || sweeps > EASY) {
        return 1.0;
    }
    return sweeps > VERY_EASY ? 1.4 : 2.0;
}

static bool stage(hm_solver *s, int32_t last, hmi_residuals *residuals,
                  journey *j)
{
    int32_t began = s->iterations;
    predict(s, j->length, j->bent);
    if (near_end(s, j)) {
        j->tried = s->best[s->state_size];
        if (finish(s, last, residuals)) {
            return true;
        }
        if (j->tried < 1.0 && !j->bans) {
            j->length *= 0.3;
            j->failed = true;
            return false;
        }
        began = s->iterations;
    }
    if (hmi_iterate_path(s, stage_tolerance, stage_budget(s, last),
                         residuals)) {
        remember(s);
        note_extremes(s, &j->seen);
        j->highest = s->best[s->state_size] > j->highest
                         ? s->best[s->state_size]
                         : j->highest;
        j->length *= growth(s->iterations - began, j->failed);
        j->length = j->length > longest ? longest : j->length;
        j->failed = false;
        j->bent = ++j->stages > 1;
        return false;
    }
    j->length *= 0.3;
    j->failed = true;
    j->bent = false;
    if (owes(s, residuals->broke)) {
        j->broke = residuals->broke;
        j->endings++;
    }
    return false;
}

static bool no_income(const hm_solver *s, int32_t n,
                      hm_certificate *certificate)
{
    certificate->outcome = HM_NO_EQUILIBRIUM;
    (void)snprintf(certificate->reason, sizeof certificate->reason,
                   "%s cannot pay its %s: its income falls to nothing at %.1f "
                   "%% of the shock",
                   s->economy->labels.country_codes[n],
                   s->deficit[n] < 0.0 ? "surplus" : "subsidies",
                   100.0 * s->best[s->state_size]);
    return false;
}

/* Say what has no end on the way, and where. */
static bool no_end(const char *what, const char *whose, const char *how,
                   double where, hm_certificate *certificate)
{
    char point[48] = "as the bans of the shock are completed";
    if (where < 1.0) {
        (void)snprintf(point, sizeof point, "at %.1f %% of the shock",
                       100.0 * where);
    }
    certificate->outcome = HM_NO_EQUILIBRIUM;
    (void)snprintf(certificate->reason, sizeof certificate->reason,
                   "%s %s %s %s", what, whose, how, point);
    return false;
}

static bool no_end_of_cell(const hm_solver *s, const char *what,
                           const extreme *e, const char *how,
                           hm_certificate *certificate)
{
    const hm_labels *labels = &s->economy->labels;
    char whose[96];
    (void)snprintf(whose, sizeof whose, "%s in %s",
                   labels->sector_codes[e->at / s->N],
                   labels->country_codes[e->at % s->N]);
    return no_end(what, whose, how, e->where, certificate);
}

static bool no_end_of_factor(const hm_solver *s, const extreme *e,
                             hm_certificate *certificate)
{
    char whose[96];
    (void)snprintf(
        whose, sizeof whose, "%s of %s", s->base->factor_codes[e->at],
        s->economy->labels.country_codes[s->base->factor_country[e->at]]);
    return no_end("the price of", whose, "falls to nothing", e->where,
                  certificate);
}

/* The path has gone on and back: say where it turned. */
static bool turned_back(const hm_solver *s, const journey *j,
                        hm_certificate *certificate)
{
    if (j->highest < 1.0 &&
        j->highest > s->best[s->state_size] + turning_part) {
        certificate->outcome = HM_STALLED;
        (void)snprintf(certificate->reason, sizeof certificate->reason,
                       "the equilibrium that the base leads to ends at %.1f %% "
                       "of the %s; another may exist",
                       100.0 * j->highest,
                       s->global.on_caps ? "quotas" : "shock");
    }
    return false;
}

/* Why the path ends where it does, where that can be seen on it. */
static bool explain(hm_solver *s, const journey *j, hm_certificate *certificate)
{
    const extremes *e = &j->seen;
    bool completed = j->bans && e->factor.where > complete;
    if (hm_context_canceled(s->ctx)) {
        return false;
    }
    if (s->global.on_caps && hmi_caps_refuse(s, certificate)) {
        return false;
    }
    if (s->best[s->state_size] < 0.0) {
        return turned_back(s, j, certificate);
    }
    if (j->endings >= ENDINGS || e->income.most > impoverished) {
        return no_income(s, j->endings >= ENDINGS ? j->broke : e->income.at,
                         certificate);
    }
    if (e->factor.most > vanishing || completed) {
        return no_end_of_factor(s, &e->factor, certificate);
    }
    const struct {
        const extreme *e;
        double least;
        const char *what, *how;
    } cells[] = {{&e->price, vanishing, "the price of", "rises without end"},
                 {&e->fall, vanishing, "the price of", "falls to nothing"},
                 {&e->spending, exploding, "spending on", "grows without end"},
                 {&e->scale, exploding, "production of", "grows without end"}};
    for (size_t c = 0; c < sizeof cells / sizeof cells[0]; c++) {
        if (cells[c].e->most > cells[c].least) {
            return no_end_of_cell(s, cells[c].what, cells[c].e, cells[c].how,
                                  certificate);
        }
    }
    return turned_back(s, j, certificate);
}

/* Stages until the end, or until they are too short. */
static bool walk(hm_solver *s, int32_t last, hm_certificate *certificate,
                 hmi_residuals *residuals)
{
    journey j = {.length = 1.5 * distance(s), .broke = -1};
    j.bans = s->global.on_caps || hmi_bans_something(s, s->global.shock);
    while (j.length > shortest && s->iterations < last &&
           !out_of_range(s, s->best) && !hm_context_canceled(s->ctx)) {
        if (stage(s, last, residuals, &j)) {
            return true;
        }
    }
    return explain(s, &j, certificate);
}

/* From `begin` to the end; the path of the caps begins where the shock is solved
 * without them, any other at the base. */
static bool walk_one(hm_solver *s, bool on_caps, int32_t last,
                     hm_certificate *certificate, hmi_residuals *residuals,
                     bool *begun)
{
    hm_certificate ignored = {0};
    s->global.on_caps = on_caps;
    *begun = hmi_prepare_again(s, s->global.shock, 1.0, &ignored) &&
             begin(s, last, residuals);
    bool done = *begun && walk(s, last, certificate, residuals);
    s->caps.by_path = done && on_caps;
    s->caps.round = 0.0;
    s->global.on_caps = false;
    return done;
}

bool hmi_walk_path(hm_solver *s, const hm_shock *shock,
                   hm_certificate *certificate, hmi_residuals *residuals)
{
    int32_t last = s->iterations + PATH_BUDGET;
    bool begun = false;
    if (last > s->settings.max_iterations) {
        last = s->settings.max_iterations;
    }
    s->global.shock = shock;
    if (s->caps.restart) {
        if (walk_one(s, true, last, certificate, residuals, &begun) || begun) {
            return s->caps.by_path;
        }
    }
    return walk_one(s, false, last, certificate, residuals, &begun);
}

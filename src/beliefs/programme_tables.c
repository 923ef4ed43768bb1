// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * programme_tables.c - policies held for years, steps of pressure and the
 * separating power of an action as rows (B46-B48, B56).
 *
 * The bite of a scenario is the share that the target loses of what it earns
 * (real domestic income), its cost what sender and broker lose of theirs; what
 * is at stake is the broker's real income. All come from whoever solved it.
 */
#include "beliefs/internal.h"

#include <hirschman/values.h>

#include <math.h>
#include <string.h>

static const double band_low = 0.05;
static const double band_high = 0.95;
static const double months_a_year = 12.0;
/* Simulated shares further than this many standard errors from the closed
 * form are not printed: one of the two is wrong. */
static const double most_errors = 6.0;

typedef struct work {
    hm_context *ctx;
    const hm_beliefs *b;
    const hm_step_facts *facts;
    int32_t n_facts, left_out;
    double *value, *cell; /* parameters; draws */
    double *draws;        /* draws x months x measures */
} work;

enum { COMPLY = 0, COLLAPSE, WAR, TOP, MEASURES };

/* --- facts ----------------------------------------------------------------- */

/* Facts of a scenario; the benchmark changes nothing. NULL: not known. */
static const hm_step_facts *facts_of(const work *w, const char *scenario)
{
    static const hm_step_facts nothing = {"benchmark", 0.0, 0.0, 0.0, 0.0};
    if (strcmp(scenario, "benchmark") == 0) {
        return &nothing;
    }
    for (int32_t i = 0; i < w->n_facts; i++) {
        const hm_step_facts *f = &w->facts[i];
        bool known = isfinite(f->target_pct) && isfinite(f->broker_musd) &&
                     isfinite(f->sender_musd) && isfinite(f->broker_gain_musd);
        if (known && strcmp(f->scenario, scenario) == 0) {
            return f;
        }
    }
    return NULL;
}

static double bite_of(const hm_step_facts *f)
{
    return fmax(-f->target_pct / 100.0, 0.0);
}

static hm_programme_prior prior_of(const work *w)
{
    const int32_t *h = w->b->programme.hazard;
    return (hm_programme_prior){
        .base = {w->value[h[0]], w->value[h[1]], w->value[h[2]],
                 w->value[h[3]]},
        .compliance_slope = w->value[h[4]],
        .collapse_slope = w->value[h[5]],
        .advance_slope = w->value[h[6]],
    };
}

/* --- paths ----------------------------------------------------------------- */

/* Bite and yearly cost of a policy; false when its scenario is not known. */
static bool policy_facts(const work *w, const hmi_policy *p, double *bite,
                         double *cost)
{
    *bite = p->bite;
    *cost = p->cost;
    if (p->scenario != NULL) {
        const hm_step_facts *f = facts_of(w, p->scenario);
        if (f == NULL) {
            return false;
        }
        *bite = bite_of(f);
        *cost += -f->sender_musd - f->broker_musd;
    }
    return true;
}

static hm_status by_month(const work *w, const hmi_policy *p, double bite,
                          int32_t month, double out[MEASURES])
{
    hm_programme_prior prior = prior_of(w);
    hm_programme at = hm_programme_at(&prior, bite, p->escalation);
    hm_programme_month m;
    HMI_TRY(hm_programme_by(w->ctx, &at, w->b->programme.stages, month, &m));
    out[COMPLY] = m.compliance;
    out[COLLAPSE] = m.collapse;
    out[WAR] = m.war;
    out[TOP] = m.top;
    return HM_OK;
}

/* Every month of every draw. */
static hm_status fill_draws(work *w, const hmi_policy *p, double bite)
{
    int32_t months = w->b->programme.months;
    for (int32_t d = 0; d < w->b->draws; d++) {
        hmi_beliefs_draw(w->b, d, w->value);
        for (int32_t m = 0; m < months; m++) {
            double *to = w->draws + (size_t)(d * months + m) * MEASURES;
            HMI_TRY(by_month(w, p, bite, m + 1, to));
        }
    }
    hmi_beliefs_middle(w->b, w->value);
    return HM_OK;
}

static double over_draws(work *w, int32_t month, int32_t measure, double p)
{
    int32_t months = w->b->programme.months;
    for (int32_t d = 0; d < w->b->draws; d++) {
        w->cell[d] =
            w->draws[(size_t)(d * months + month) * MEASURES + (size_t)measure];
    }
    return hmi_quantile(w->cell, w->b->draws, p);
}

static hm_status path_rows(work *w, const hmi_policy *p, double bite,
                           hm_table *table)
{
    HMI_TRY(fill_draws(w, p, bite));
    for (int32_t m = 0; m < w->b->programme.months; m++) {
        double middle[MEASURES];
        HMI_TRY(by_month(w, p, bite, m + 1, middle));
        HMI_TRY(hm_table_add_row(table));
        HMI_TRY(hm_table_set_text(table, 0, p->name));
        hm_table_set_number(table, 1, m + 1);
        for (int32_t k = 0; k < MEASURES; k++) {
            int32_t column = 2 + 3 * k;
            hm_table_set_number(table, column, middle[k]);
            hm_table_set_number(table, column + 1,
                                over_draws(w, m, k, band_low));
            hm_table_set_number(table, column + 2,
                                over_draws(w, m, k, band_high));
        }
    }
    return HM_OK;
}

static hm_status fill_paths(work *w, hm_table **out)
{
    static const char *const columns[] = {
        " policy",        "month",           "compliance",
        "compliance_low", "compliance_high", "collapse",
        "collapse_low",   "collapse_high",   "war",
        "war_low",        "war_high",        "top_stage",
        "top_stage_low",  "top_stage_high"};
    const hmi_programme_spec *spec = &w->b->programme;
    HMI_TRY(hmi_table_of(w->ctx, "beliefs_programme", columns, 14, out));
    for (int32_t i = 0; i < spec->n_policies; i++) {
        double bite = 0.0;
        double cost = 0.0;
        if (!policy_facts(w, &spec->policies[i], &bite, &cost)) {
            w->left_out++;
            continue;
        }
        HMI_TRY(path_rows(w, &spec->policies[i], bite, *out));
    }
    return HM_OK;
}

/* --- policies (B47, B48) --------------------------------------------------- */

/* Closed form and simulation must agree. */
static hm_status simulated(work *w, const hmi_policy *p, double bite,
                           const double closed[MEASURES],
                           double share[MEASURES], double *worst)
{
    const hmi_programme_spec *spec = &w->b->programme;
    hm_programme_prior prior = prior_of(w);
    hm_programme at = hm_programme_at(&prior, bite, p->escalation);
    hm_programme_month m;
    HMI_TRY(hm_programme_simulate(w->ctx, &at, spec->stages, spec->months,
                                  w->b->seed, spec->paths, &m));
    const double found[MEASURES] = {m.compliance, m.collapse, m.war, m.top};
    *worst = 0.0;
    for (int32_t k = 0; k < MEASURES; k++) {
        double paths = (double)spec->paths;
        double error =
            sqrt(fmax(closed[k] * (1.0 - closed[k]), 1.0 / paths) / paths);
        share[k] = found[k];
        *worst = fmax(*worst, fabs(found[k] - closed[k]) / error);
    }
    if (*worst > most_errors) {
        return hmi_fail(w->ctx, HM_ERR_VERIFY,
                        "policy %s: the simulated paths are %.1f standard "
                        "errors from the closed form",
                        p->name, *worst);
    }
    return HM_OK;
}

/* V = (-flow + d h W - d q K) / D, W what compliance is worth once: the value
 * without both, and what one dollar of each adds. */
typedef struct policy_worth {
    bool there;
    double constant, collapse, compliance;
} policy_worth;

static hm_status worth_parts(work *w, double flow, const hm_programme_month *at,
                             policy_worth *out)
{
    hm_programme_value v;
    double discount = w->b->programme.discount;
    HMI_TRY(hm_programme_worth(w->ctx, flow, discount, at->compliance,
                               at->collapse, 0.0, &v));
    out->there = true;
    out->constant = v.value;
    HMI_TRY(hm_programme_worth(w->ctx, 0.0, discount, at->compliance,
                               at->collapse, 1.0, &v));
    out->collapse = v.value;
    /* d h W is a flow of -d h W */
    HMI_TRY(hm_programme_worth(w->ctx, -discount * at->compliance, discount,
                               at->compliance, at->collapse, 0.0, &v));
    out->compliance = v.value;
    return HM_OK;
}

/* Where constant + slope x of a policy meets that of the first; NAN: nowhere
 * at 0 or above. */
static double meeting(double constant, double slope, double first_constant,
                      double first_slope)
{
    double gap = slope - first_slope;
    double at =
        fabs(gap) > 0.0 ? (first_constant - constant) / gap : (double)NAN;
    return at >= 0.0 ? at : (double)NAN;
}

static hm_status policy_row(work *w, const hmi_policy *p, double bite,
                            double cost, policy_worth *first, hm_table *table)
{
    const hmi_programme_spec *spec = &w->b->programme;
    hm_programme_prior prior = prior_of(w);
    hm_programme at = hm_programme_at(&prior, bite, p->escalation);
    hm_programme_value v;
    double closed[MEASURES];
    double share[MEASURES];
    double worst = 0.0;
    policy_worth own = {false, 0.0, 0.0, 0.0};
    hm_programme_month month;
    HMI_TRY(by_month(w, p, bite, spec->months, closed));
    HMI_TRY(simulated(w, p, bite, closed, share, &worst));
    /* chances of one month, which B48 is about */
    HMI_TRY(hm_programme_by(w->ctx, &at, spec->stages, 1, &month));
    HMI_TRY(worth_parts(w, cost / months_a_year, &month, &own));
    HMI_TRY(hm_programme_worth(w->ctx, 0.0, spec->discount, month.compliance,
                               month.collapse, 0.0, &v));
    HMI_TRY(hm_table_add_row(table));
    HMI_TRY(hm_table_set_text(table, 0, p->name));
    HMI_TRY(
        hm_table_set_text(table, 1, p->scenario == NULL ? "" : p->scenario));
    const double cells[] = {
        bite,
        cost,
        at.compliance,
        at.collapse,
        at.advance,
        at.war,
        closed[0],
        closed[1],
        closed[2],
        closed[3],
        share[0],
        share[1],
        share[2],
        share[3],
        worst,
        v.compliance,
        v.duration,
        own.constant,
        first->there ? meeting(own.constant, own.collapse, first->constant,
                               first->collapse)
                     : NAN,
        first->there ? meeting(own.constant, own.compliance, first->constant,
                               first->compliance)
                     : NAN};
    for (int32_t c = 0; c < (int32_t)(sizeof cells / sizeof *cells); c++) {
        hm_table_set_number(table, c + 2, cells[c]);
    }
    if (!first->there) {
        *first = own;
    }
    return HM_OK;
}

static hm_status fill_policies(work *w, hm_table **out)
{
    static const char *const columns[] = {" policy",
                                          " scenario",
                                          "bite",
                                          "cost_musd",
                                          "compliance_hazard",
                                          "collapse_hazard",
                                          "advance_hazard",
                                          "war_hazard",
                                          "compliance",
                                          "collapse",
                                          "war",
                                          "top_stage",
                                          "compliance_simulated",
                                          "collapse_simulated",
                                          "war_simulated",
                                          "top_stage_simulated",
                                          "worst_standard_errors",
                                          "ends_in_compliance",
                                          "mean_months",
                                          "value_without_collapse_cost_musd",
                                          "collapse_cost_break_even_musd",
                                          "compliance_worth_break_even_musd"};
    const hmi_programme_spec *spec = &w->b->programme;
    policy_worth first = {false, 0.0, 0.0, 0.0};
    HMI_TRY(hmi_table_of(w->ctx, "beliefs_policies", columns, 22, out));
    hmi_beliefs_middle(w->b, w->value);
    for (int32_t i = 0; i < spec->n_policies; i++) {
        double bite = 0.0;
        double cost = 0.0;
        if (policy_facts(w, &spec->policies[i], &bite, &cost)) {
            HMI_TRY(
                policy_row(w, &spec->policies[i], bite, cost, &first, *out));
        }
    }
    return HM_OK;
}

/* --- steps of pressure (B56) ----------------------------------------------- */

static void step_hazards(const work *w, const hm_step_facts *f, hm_hazard *out)
{
    hm_programme_prior prior = prior_of(w);
    hm_programme at = hm_programme_at(&prior, bite_of(f), 0.0);
    out->name = f->scenario;
    out->compliance = months_a_year * at.compliance;
    out->collapse = months_a_year * at.collapse;
    out->cost = -f->broker_musd;
}

/* dh/dq between two steps; NAN where dq is 0 or less. */
static double ratio_of(const hm_hazard *from, const hm_hazard *to)
{
    double collapse = to->collapse - from->collapse;
    return collapse > 0.0 ? (to->compliance - from->compliance) / collapse
                          : NAN;
}

static void step_band(work *w, const hm_step_facts *from,
                      const hm_step_facts *to, hm_table *table)
{
    int32_t count = 0;
    for (int32_t d = 0; d < w->b->draws; d++) {
        hm_hazard steps[2];
        hmi_beliefs_draw(w->b, d, w->value);
        step_hazards(w, from, &steps[0]);
        step_hazards(w, to, &steps[1]);
        double ratio = ratio_of(&steps[0], &steps[1]);
        if (!isnan(ratio)) {
            w->cell[count++] = ratio;
        }
    }
    hmi_beliefs_middle(w->b, w->value);
    if (count > 0) {
        hm_table_set_number(table, 7, hmi_quantile(w->cell, count, band_low));
        hm_table_set_number(table, 8, hmi_quantile(w->cell, count, band_high));
    }
}

/* One row a worth of compliance; the critical ratio is values' (B56). */
static hm_status step_rows(work *w, const hm_step_facts *from,
                           const hm_step_facts *to, double worth,
                           hm_table *table)
{
    hm_hazard steps[2];
    hm_table *critical = NULL;
    step_hazards(w, from, &steps[0]);
    step_hazards(w, to, &steps[1]);
    HMI_TRY(hm_collapse_table(w->ctx, steps, 2, worth, &critical));
    double at =
        hm_table_number(critical, 0, hm_table_find(critical, "critical"));
    hm_table_free(critical);
    HMI_TRY(hm_table_add_row(table));
    HMI_TRY(hm_table_set_text(table, 0, from->scenario));
    HMI_TRY(hm_table_set_text(table, 1, to->scenario));
    hm_table_set_number(table, 2, bite_of(from));
    hm_table_set_number(table, 3, bite_of(to));
    hm_table_set_number(table, 4, steps[1].compliance - steps[0].compliance);
    hm_table_set_number(table, 5, steps[1].collapse - steps[0].collapse);
    hm_table_set_number(table, 6, ratio_of(&steps[0], &steps[1]));
    step_band(w, from, to, table);
    hm_table_set_number(table, 9, steps[1].cost - steps[0].cost);
    hm_table_set_number(table, 10, worth);
    hm_table_set_number(table, 11, at);
    return HM_OK;
}

static hm_status fill_steps(work *w, hm_table **out)
{
    static const char *const columns[] = {" from",
                                          " to",
                                          "bite_from",
                                          "bite_to",
                                          "compliance_a_year",
                                          "collapse_a_year",
                                          "compliance_per_collapse",
                                          "ratio_low",
                                          "ratio_high",
                                          "cost_musd",
                                          "compliance_worth_musd",
                                          "critical_ratio"};
    const hmi_programme_spec *spec = &w->b->programme;
    const hm_step_facts *before = NULL;
    HMI_TRY(hmi_table_of(w->ctx, "beliefs_steps", columns, 12, out));
    hmi_beliefs_middle(w->b, w->value);
    for (int32_t i = 0; i < spec->steps.count; i++) {
        const hm_step_facts *now = facts_of(w, spec->steps.items[i]);
        w->left_out += now == NULL ? 1 : 0;
        for (int32_t k = 0; k < spec->n_worth && now != NULL && before != NULL;
             k++) {
            HMI_TRY(step_rows(w, before, now, spec->worth[k], *out));
        }
        before = now == NULL ? before : now;
    }
    return HM_OK;
}

/* --- separating power (B46) ------------------------------------------------ */

static hm_status separation_row(const work *w, const hm_step_facts *action,
                                const hm_step_facts *stake, hm_table *table)
{
    double months = w->b->separation_months;
    double cost = -action->broker_musd * months / months_a_year;
    double gain = stake->broker_gain_musd;
    double need = action->broker_musd < 0.0
                      ? gain * months_a_year / -action->broker_musd
                      : NAN;
    HMI_TRY(hm_table_add_row(table));
    HMI_TRY(hm_table_set_text(table, 0, action->scenario));
    HMI_TRY(hm_table_set_text(table, 1, stake->scenario));
    hm_table_set_number(table, 2, months);
    hm_table_set_number(table, 3, cost);
    hm_table_set_number(table, 4, gain);
    hm_table_set_number(table, 5, cost > 0.0 && gain > 0.0 ? cost / gain : NAN);
    hm_table_set_number(table, 6, gain > 0.0 ? need : NAN);
    return hm_table_set_text(table, 7,
                             gain <= 0.0   ? "nothing at stake"
                             : cost <= 0.0 ? "costs nothing"
                             : cost > gain ? "separates"
                                           : "can be mimicked");
}

static hm_status separation_rows(const work *w, const hm_step_facts *action,
                                 hm_table *table)
{
    for (int32_t s = 0; s < w->b->stakes.count; s++) {
        const hm_step_facts *stake = facts_of(w, w->b->stakes.items[s]);
        if (stake != NULL) {
            HMI_TRY(separation_row(w, action, stake, table));
        }
    }
    return HM_OK;
}

static hm_status fill_separation(work *w, hm_table **out)
{
    static const char *const columns[] = {" action",
                                          " stake",
                                          "months",
                                          "cost_musd",
                                          "gain_a_year_musd",
                                          "cost_to_gain",
                                          "months_to_separate",
                                          " verdict"};
    const hm_beliefs *b = w->b;
    HMI_TRY(hmi_table_of(w->ctx, "beliefs_separation", columns, 8, out));
    for (int32_t a = 0; a < b->actions.count; a++) {
        const hm_step_facts *action = facts_of(w, b->actions.items[a]);
        w->left_out += action == NULL ? 1 : 0;
        if (action != NULL) {
            HMI_TRY(separation_rows(w, action, *out));
        }
    }
    return HM_OK;
}

/* --- all of them ----------------------------------------------------------- */

static hm_status fill(work *w, hm_table **tables)
{
    const hm_beliefs *b = w->b;
    if (b->actions.count > 0) {
        HMI_TRY(fill_separation(w, &tables[HM_PROGRAMME_SEPARATION]));
    }
    if (!b->programme.there) {
        return HM_OK;
    }
    HMI_TRY(fill_paths(w, &tables[HM_PROGRAMME_PATHS]));
    HMI_TRY(fill_policies(w, &tables[HM_PROGRAMME_POLICIES]));
    return b->programme.steps.count > 1 && b->programme.n_worth > 0
               ? fill_steps(w, &tables[HM_PROGRAMME_STEPS])
               : HM_OK;
}

hm_status hm_beliefs_programme(hm_context *ctx, const hm_beliefs *beliefs,
                               const hm_step_facts *facts, int32_t n_facts,
                               hm_table *tables[HM_PROGRAMME_TABLES],
                               int32_t *left_out)
{
    work w = {ctx, beliefs, facts, n_facts, 0, NULL, NULL, NULL};
    size_t room = (size_t)beliefs->draws * MEASURES *
                  (size_t)(beliefs->programme.months + 1);
    *left_out = 0;
    for (int32_t t = 0; t < HM_PROGRAMME_TABLES; t++) {
        tables[t] = NULL;
    }
    w.value = HMI_ARRAY(ctx, double, beliefs->n_parameters);
    w.cell = HMI_ARRAY(ctx, double, beliefs->draws);
    w.draws = HMI_ARRAY(ctx, double, room);
    hm_status status = w.value == NULL || w.cell == NULL || w.draws == NULL
                           ? HM_ERR_MEMORY
                           : fill(&w, tables);
    hmi_free(ctx, w.value);
    hmi_free(ctx, w.cell);
    hmi_free(ctx, w.draws);
    *left_out = w.left_out;
    for (int32_t t = 0; t < HM_PROGRAMME_TABLES && status != HM_OK; t++) {
        hm_table_free(tables[t]);
        tables[t] = NULL;
    }
    return status;
}

/* --- base rates ------------------------------------------------------------ */

/* Columns of base rates; part -1: none. */
typedef struct rate_columns {
    int32_t goal, full, cases, part;
} rate_columns;

static hm_status count_check(hm_context *ctx, const hm_table *t, int32_t row,
                             int32_t column, double low, double high)
{
    double x = hm_table_number(t, row, column);
    if (isfinite(x) && x >= low && x <= high && !(x > floor(x))) {
        return HM_OK;
    }
    if (isnan(x)) {
        return hmi_table_fail(ctx, t, row, column, HM_ERR_DATA,
                              "%s is missing; expected a whole number",
                              hm_table_column_name(t, column));
    }
    if (high < INFINITY) {
        return hmi_table_fail(ctx, t, row, column, HM_ERR_DATA,
                              "%s is %g; expected a whole number from %g to "
                              "%g",
                              hm_table_column_name(t, column), x, low, high);
    }
    return hmi_table_fail(ctx, t, row, column, HM_ERR_DATA,
                          "%s is %g; expected a whole number of at least %g",
                          hm_table_column_name(t, column), x, low);
}

/* successes <= in_part <= cases, a goal once. */
static hm_status rate_check(hm_context *ctx, const hm_table *t,
                            const rate_columns *c, int32_t row)
{
    const char *goal = hm_table_text(t, row, c->goal);
    for (int32_t k = 0; k <= row; k++) {
        bool same = k < row && strcmp(hm_table_text(t, k, c->goal), goal) == 0;
        if (same || goal[0] == '\0') {
            return hmi_table_fail(ctx, t, row, c->goal, HM_ERR_DATA,
                                  "goal \"%.60s\" %s; expected a name, once",
                                  goal, same ? "stands twice" : "is empty");
        }
    }
    HMI_TRY(count_check(ctx, t, row, c->cases, 1.0, INFINITY));
    double cases = hm_table_number(t, row, c->cases);
    HMI_TRY(count_check(ctx, t, row, c->full, 0.0, cases));
    if (c->part < 0 || isnan(hm_table_number(t, row, c->part))) {
        return HM_OK;
    }
    return count_check(ctx, t, row, c->part, hm_table_number(t, row, c->full),
                       cases);
}

static hm_status rate_part(hm_context *ctx, double successes, double cases,
                           int32_t column, hm_table *table)
{
    static const double z90 = 1.6448536269514722;
    double low = NAN;
    double high = NAN;
    if (isnan(successes)) {
        return HM_OK;
    }
    HMI_TRY(hm_wilson(ctx, successes, cases, z90, &low, &high));
    hm_table_set_number(table, column, successes / cases);
    hm_table_set_number(table, column + 1, low);
    hm_table_set_number(table, column + 2, high);
    return HM_OK;
}

static hm_status rate_row(hm_context *ctx, const hm_table *rates,
                          const rate_columns *c, int32_t row, hm_table *table)
{
    HMI_TRY(rate_check(ctx, rates, c, row));
    double cases = hm_table_number(rates, row, c->cases);
    HMI_TRY(hm_table_add_row(table));
    HMI_TRY(hm_table_set_text(table, 0, hm_table_text(rates, row, c->goal)));
    hm_table_set_number(table, 1, cases);
    HMI_TRY(
        rate_part(ctx, hm_table_number(rates, row, c->full), cases, 2, table));
    return rate_part(ctx,
                     c->part < 0 ? NAN : hm_table_number(rates, row, c->part),
                     cases, 5, table);
}

hm_status hm_beliefs_base_rates(hm_context *ctx, const hm_table *rates,
                                hm_table **out)
{
    static const char *const columns[] = {
        " goal", "cases",         "share",       "low",
        "high",  "share_in_part", "low_in_part", "high_in_part"};
    const rate_columns c = {
        hm_table_find(rates, "goal"), hm_table_find(rates, "successes"),
        hm_table_find(rates, "cases"), hm_table_find(rates, "in_part")};
    hm_status status = HM_OK;
    hm_table *table = NULL;
    *out = NULL;
    if (c.goal < 0 || c.full < 0 || c.cases < 0) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "base rates have no columns goal, successes, cases");
    }
    HMI_GOTO(status,
             hmi_table_of(ctx, "beliefs_base_rates", columns, 8, &table));
    for (int32_t row = 0; row < hm_table_rows(rates); row++) {
        HMI_GOTO(status, rate_row(ctx, rates, &c, row, table));
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}

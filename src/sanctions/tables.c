// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * tables.c - plans as rows. Numbers that were not confirmed are "not
 * available"; what is exempt, and that nothing is, stands in every row (R9).
 */
#include "sanctions/design.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* Columns of a table, keys first; a number's name begins with '#'. */
typedef struct layout {
    const char *name;
    int32_t count;
    const char *const *columns;
} layout;

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof *(array)))

static const char *const point_columns[] = {"problem",
                                            "form",
                                            "#willingness",
                                            "#asked",
                                            "outcome",
                                            "objective",
                                            "with",
                                            "exempt",
                                            "search",
                                            "#target_loss_musd",
                                            "#sender_cost_musd",
                                            "#real_income_loss_musd",
                                            "#real_income_pct",
                                            "#third_countries_musd",
                                            "#real_wage_pct",
                                            "#food_pct",
                                            "#medicine_pct",
                                            "#fuel_pct",
                                            "#mean_measure",
                                            "#loss_low_musd",
                                            "#loss_high_musd",
                                            "#cost_low_musd",
                                            "#cost_high_musd",
                                            "#worlds",
                                            "#levers",
                                            "#kkt",
                                            "#verified_residual",
                                            "#starts",
                                            "#distinct_ends",
                                            "#bound_musd",
                                            "#solves",
                                            "#adjoints"};
static const char *const measure_columns[] = {
    "problem",  "form",   "#willingness", "#asked", "exporter",
    "importer", "sector", "measure",      "#value", "#value_base_musd"};
static const char *const country_columns[] = {
    "problem", "form", "#willingness",      "#asked",
    "country", "role", "#real_income_musd", "#real_income_pct"};
static const char *const essential_columns[] = {
    "problem", "form",   "#willingness", "#asked",
    "group",   "sector", "exempt",       "#quantity_pct"};
static const char *const start_columns[] = {
    "problem", "form",   "#asked", "start",  "outcome",
    "same_as", "chosen", "#kkt",   "#steps", "#objective"};
static const char *const coalition_columns[] = {"problem",
                                                "#willingness",
                                                "outcome",
                                                "#loss_joint_musd",
                                                "#cost_joint_musd",
                                                "#loss_nash_musd",
                                                "#cost_nash_musd",
                                                "#loss_same_cost_musd",
                                                "#free_riding_gap_musd",
                                                "#unreachable",
                                                "#kkt"};
static const char *const sharing_columns[] = {"problem",
                                              "#willingness",
                                              "sender",
                                              "binding",
                                              "#benefit_share",
                                              "#cost_joint_musd",
                                              "#cost_nash_musd",
                                              "#mean_measure_nash",
                                              "#regret_musd",
                                              "#proportional_musd",
                                              "#lindahl_musd",
                                              "#shapley_musd",
                                              "#joins_above_musd",
                                              "#joins_above_proportional_musd",
                                              "#joins_above_shapley_musd"};
static const char *const secondary_columns[] = {"problem",
                                                "country",
                                                "by",
                                                "from_all_comply",
                                                "from_all_defy",
                                                "carries_out",
                                                "#cost_of_complying_musd",
                                                "#threshold_tariff",
                                                "#sender_cost_musd"};
static const char *const robust_columns[] = {
    "problem",       "form",        "#willingness", "#asked",
    "robust_choice", "#omega_musd", "#mean_musd",   "#worst_tenth_musd",
    "#robust_musd",  "#p05_musd",   "#p95_musd",    "#best_share",
    "#mean_rank",    "#agreement",  "#draws",       "#failed",
    "#searched"};

static const char *const across_columns[] = {"problem",
                                             "form",
                                             "#asked",
                                             "designed_for",
                                             "played_in",
                                             "choice",
                                             "#target_loss_musd",
                                             "#sender_cost_musd",
                                             "#regret_musd",
                                             "#worst_regret_musd"};

static const layout layouts[HM_SANCTION_TABLES] = {
    {"sanctions", COUNT(point_columns), point_columns},
    {"sanctions_measures", COUNT(measure_columns), measure_columns},
    {"sanctions_countries", COUNT(country_columns), country_columns},
    {"sanctions_essentials", COUNT(essential_columns), essential_columns},
    {"sanctions_starts", COUNT(start_columns), start_columns},
    {"sanctions_coalition", COUNT(coalition_columns), coalition_columns},
    {"sanctions_sharing", COUNT(sharing_columns), sharing_columns},
    {"sanctions_secondary", COUNT(secondary_columns), secondary_columns},
    {"sanctions_robust", COUNT(robust_columns), robust_columns},
    {"sanctions_across", COUNT(across_columns), across_columns},
};

static bool is_number(const layout *l, int32_t c)
{
    return l->columns[c][0] == '#';
}

static hm_status make_table(hm_context *ctx, const layout *l, hm_table **out)
{
    HMI_TRY(hm_table_create(ctx, l->name, out));
    for (int32_t c = 0; c < l->count; c++) {
        bool number = is_number(l, c);
        HMI_TRY(
            hm_table_add_column(*out, l->columns[c] + (number ? 1 : 0),
                                number ? HM_COLUMN_NUMBER : HM_COLUMN_TEXT));
    }
    return HM_OK;
}

/* A row: its texts and its numbers, each in the order of the columns. */
static hm_status add_row(hm_table *table, const layout *l,
                         const char *const *texts, int32_t n_texts,
                         const double *numbers, int32_t n_numbers)
{
    int32_t text = 0;
    int32_t number = 0;
    assert(n_texts + n_numbers == l->count);
    HMI_TRY(hm_table_add_row(table));
    for (int32_t c = 0; c < l->count; c++) {
        if (is_number(l, c) && number < n_numbers) {
            hm_table_set_number(table, c, numbers[number++]);
        } else if (text < n_texts) {
            HMI_TRY(hm_table_set_text(table, c, texts[text++]));
        }
    }
    assert(text == n_texts && number == n_numbers);
    return HM_OK;
}

/* What the rows of one plan look at. */
typedef struct writer {
    const hm_sanction_plan *plan;
    const hm_labels *labels;
    const hm_economy_arrays *base;
    hm_table **tables;
} writer;

static const char *outcome_of(const hmi_design *d)
{
    if (d->out_of_reach) {
        return "out_of_reach";
    }
    return d->point.confirmed ? "found"
           : d->point.found   ? "not_verified"
                              : "not_found";
}

static const char *exempt_of(const hm_sanction_plan *plan)
{
    if (plan->problem->exempt == HMI_EXEMPT_NONE) {
        return "none: switched off";
    }
    return plan->parties->exempt_text[0] == '\0' ? "no such sector here"
                                                 : plan->parties->exempt_text;
}

/* --- points ------------------------------------------------------------------------ */

static hm_status point_row(const writer *w, const hmi_design *d)
{
    static const char *const objectives[] = {
        "real_income",        "domestic_income", "export_earnings",
        "government_revenue", "imports",         "output"};
    static const char *const withs[] = {"rates", "embargo", "quotas", "bans"};
    const hm_sanction_point *p = &d->point;
    const hmi_problem *problem = w->plan->problem;
    const char *const texts[] = {problem->name,
                                 p->form,
                                 outcome_of(d),
                                 objectives[problem->objective],
                                 withs[problem->with],
                                 exempt_of(w->plan),
                                 d->best < 0 ? "" : d->attempts[d->best].name};
    double price = d->form == HMI_FORM_WILLINGNESS ? p->asked : p->willingness;
    const double numbers[] = {price,
                              p->asked,
                              p->loss,
                              p->cost,
                              p->real_income_loss,
                              p->real_income_pct,
                              p->others_musd,
                              p->real_wage_pct,
                              p->essentials_pct[0],
                              p->essentials_pct[1],
                              p->essentials_pct[2],
                              p->mean_rate,
                              p->loss_low,
                              p->loss_high,
                              p->cost_low,
                              p->cost_high,
                              p->confirmed ? 1.0 + d->worlds : (double)NAN,
                              w->plan->levers->count,
                              p->kkt,
                              p->residual,
                              p->starts,
                              p->distinct,
                              d->bound,
                              p->solves,
                              p->adjoints};
    return add_row(w->tables[HM_SANCTIONS_POINTS],
                   &layouts[HM_SANCTIONS_POINTS], texts, COUNT(texts), numbers,
                   COUNT(numbers));
}

/* --- measures ------------------------------------------------------------------------ */

static hm_status measure_rows(const writer *w, const hmi_design *d)
{
    static const char *const names[] = {"tariff", "export_tax", "embargo",
                                        "quota"};
    const hmi_levers *x = w->plan->levers;
    size_t N = (size_t)w->base->n_countries;
    size_t J = (size_t)w->base->n_sectors;
    for (size_t at = 0; at < x->n_flows; at++) {
        int32_t v = 0;
        while (v < x->count && !(at >= x->items[v].first &&
                                 at < x->items[v].first + x->items[v].count)) {
            v++;
        }
        if (v == x->count) { /* of a lever that cannot move */
            continue;
        }
        size_t f = x->flow[at];
        size_t n = f / N % N;
        double t = w->base->tariff == NULL ? 0.0 : w->base->tariff[f];
        const char *const texts[] = {w->plan->problem->name,
                                     d->point.form,
                                     w->labels->country_codes[f % N],
                                     w->labels->country_codes[n],
                                     w->labels->sector_codes[f / N / N],
                                     names[x->items[v].kind]};
        double price = d->form == HMI_FORM_WILLINGNESS ? d->point.asked
                                                       : d->point.willingness;
        const double numbers[] = {price, d->point.asked, d->level[v],
                                  w->base->share[f] *
                                      w->base->expenditure[n * J + f / N / N] /
                                      (1.0 + t)};
        HMI_TRY(add_row(w->tables[HM_SANCTIONS_MEASURES],
                        &layouts[HM_SANCTIONS_MEASURES], texts, COUNT(texts),
                        numbers, COUNT(numbers)));
    }
    return HM_OK;
}

/* --- countries, essentials, starts ------------------------------------------------------ */

static hm_status country_rows(const writer *w, const hmi_design *d)
{
    const hmi_parties *x = w->plan->parties;
    for (int32_t n = 0; n < w->base->n_countries; n++) {
        const char *role = n == x->target     ? "target"
                           : x->owner[n] >= 0 ? "sender"
                                              : "third";
        const char *const texts[] = {w->plan->problem->name, d->point.form,
                                     w->labels->country_codes[n], role};
        double before = w->base->income[n] + w->plan->at_start[n];
        const double numbers[] = {d->point.willingness, d->point.asked,
                                  d->income[n], 100.0 * d->income[n] / before};
        HMI_TRY(add_row(w->tables[HM_SANCTIONS_COUNTRIES],
                        &layouts[HM_SANCTIONS_COUNTRIES], texts, COUNT(texts),
                        numbers, COUNT(numbers)));
    }
    return HM_OK;
}

static hm_status essential_rows(const writer *w, const hmi_design *d)
{
    static const char *const groups[] = {"food", "medicine", "fuel"};
    const hmi_parties *x = w->plan->parties;
    size_t J = (size_t)w->base->n_sectors;
    for (size_t k = 0; k < HMI_ESSENTIALS * J; k++) {
        size_t j = k % J;
        if (!x->essential[k] || !isfinite(d->real[j])) {
            continue;
        }
        const char *const texts[] = {w->plan->problem->name, d->point.form,
                                     groups[k / J], w->labels->sector_codes[j],
                                     x->exempt[j] ? "yes" : "no"};
        const double numbers[] = {
            d->point.willingness, d->point.asked,
            100.0 * (d->real[j] / w->plan->real_start[j] - 1.0)};
        HMI_TRY(add_row(w->tables[HM_SANCTIONS_ESSENTIALS],
                        &layouts[HM_SANCTIONS_ESSENTIALS], texts, COUNT(texts),
                        numbers, COUNT(numbers)));
    }
    return HM_OK;
}

static hm_status start_rows(const writer *w, const hmi_design *d)
{
    for (int32_t k = 0; k < d->n_attempts; k++) {
        const hmi_attempt *a = &d->attempts[k];
        const char *twin =
            a->found && a->same_as != k ? d->attempts[a->same_as].name : "";
        const char *const texts[] = {w->plan->problem->name,
                                     d->point.form,
                                     a->name,
                                     a->found ? "found" : "not_found",
                                     twin,
                                     k == d->best ? "yes" : "no"};
        const double numbers[] = {d->point.asked, a->found ? a->kkt : NAN,
                                  a->steps, a->found ? a->value : NAN};
        HMI_TRY(add_row(w->tables[HM_SANCTIONS_STARTS],
                        &layouts[HM_SANCTIONS_STARTS], texts, COUNT(texts),
                        numbers, COUNT(numbers)));
    }
    return HM_OK;
}

/* --- coalitions --------------------------------------------------------------------------- */

static hm_status coalition_row(const writer *w, const hmi_coalition_row *r)
{
    const char *const texts[] = {w->plan->problem->name,
                                 r->confirmed ? "found" : "not_found"};
    const double numbers[] = {
        r->willingness, r->loss_joint,          r->cost_joint,
        r->loss_nash,   r->cost_nash,           r->loss_same_cost,
        r->gap,         (double)r->unreachable, r->kkt};
    return add_row(w->tables[HM_SANCTIONS_COALITION],
                   &layouts[HM_SANCTIONS_COALITION], texts, COUNT(texts),
                   numbers, COUNT(numbers));
}

/* Who asks the most of the plan before it joins (S11), no side payments. */
static int32_t binding_member(const hmi_member_row *m, int32_t S)
{
    int32_t most = -1;
    for (int32_t s = 0; s < S; s++) {
        bool higher = most < 0 || m[s].cost_joint / m[s].share >
                                      m[most].cost_joint / m[most].share;
        most = m[s].share > 0.0 && higher ? s : most;
    }
    return most;
}

static hm_status sharing_rows(const writer *w, const hmi_member_row *m)
{
    const hmi_parties *x = w->plan->parties;
    int32_t most = binding_member(m, x->S);
    for (int32_t s = 0; s < x->S; s++) {
        const char *const texts[] = {w->plan->problem->name,
                                     w->labels->country_codes[x->sender[s]],
                                     s == most ? "yes" : "no"};
        double per = m[s].share > 0.0 ? 1.0 / m[s].share : NAN;
        const double numbers[] = {m[s].willingness,
                                  m[s].share,
                                  m[s].cost_joint,
                                  m[s].cost_nash,
                                  m[s].measure_nash,
                                  m[s].regret,
                                  m[s].proportional,
                                  m[s].lindahl,
                                  m[s].shapley,
                                  per * m[s].cost_joint,
                                  per * m[s].proportional,
                                  per * m[s].shapley};
        HMI_TRY(add_row(w->tables[HM_SANCTIONS_SHARING],
                        &layouts[HM_SANCTIONS_SHARING], texts, COUNT(texts),
                        numbers, COUNT(numbers)));
    }
    return HM_OK;
}

/* --- threats and draws ------------------------------------------------------------------- */

static hm_status threat_row(const writer *w, const hmi_threat_row *r)
{
    static const char *const answers[] = {"", "defies", "complies"};
    const hm_sanction_plan *plan = w->plan;
    const char *by = plan->problem->threat.by != NULL
                         ? plan->problem->threat.by
                         : w->labels->country_codes[plan->parties->sender[0]];
    const char *credible = isnan(r->sender_cost)   ? ""
                           : r->sender_cost <= 0.0 ? "gains by it"
                                                   : "pays for it";
    const char *const texts[] = {plan->problem->name,
                                 w->labels->country_codes[r->country],
                                 by,
                                 answers[r->from_comply + 1],
                                 answers[r->from_defy + 1],
                                 credible};
    const double numbers[] = {r->cost_of_complying, r->threshold,
                              r->sender_cost};
    return add_row(w->tables[HM_SANCTIONS_SECONDARY],
                   &layouts[HM_SANCTIONS_SECONDARY], texts, COUNT(texts),
                   numbers, COUNT(numbers));
}

static hm_status rank_row(const writer *w, int32_t k)
{
    const hmi_rank_row *r = &w->plan->ranks[k];
    const hmi_design *d = &w->plan->designs[r->design];
    bool best = isfinite(r->robust);
    for (int32_t i = 0; i < w->plan->n_ranks; i++) {
        const hmi_rank_row *other = &w->plan->ranks[i];
        bool same = !(fabs(other->willingness - r->willingness) > 0.0);
        best = best && !(same && other->robust < r->robust);
    }
    const char *const texts[] = {w->plan->problem->name, d->point.form,
                                 best ? "yes" : "no"};
    const double numbers[] = {
        r->willingness,
        d->point.asked,
        r->value,
        r->mean,
        r->tail,
        r->robust,
        r->low,
        r->high,
        r->best_share,
        r->mean_rank,
        r->agreement,
        r->draws,
        r->failed,
        d->form == HMI_FORM_ROBUST ? w->plan->searched_draws : (double)NAN};
    return add_row(w->tables[HM_SANCTIONS_ROBUST],
                   &layouts[HM_SANCTIONS_ROBUST], texts, COUNT(texts), numbers,
                   COUNT(numbers));
}

static hm_status across_row(const writer *w, const hmi_across_row *r)
{
    const hm_sanction_plan *plan = w->plan;
    const hmi_design *d = &plan->designs[r->design];
    const char *const texts[] = {
        plan->problem->name, d->point.form, plan->across_names[r->by].text,
        plan->across_names[r->in].text, r->choice ? "yes" : "no"};
    const double numbers[] = {d->point.asked, r->loss, r->cost, r->regret,
                              r->worst};
    return add_row(w->tables[HM_SANCTIONS_ACROSS],
                   &layouts[HM_SANCTIONS_ACROSS], texts, COUNT(texts), numbers,
                   COUNT(numbers));
}

/* --- all of them --------------------------------------------------------------------------- */

static hm_status fill_design(const writer *w, const hmi_design *d)
{
    HMI_TRY(point_row(w, d));
    HMI_TRY(start_rows(w, d));
    if (!d->point.confirmed) {
        return HM_OK;
    }
    HMI_TRY(measure_rows(w, d));
    HMI_TRY(country_rows(w, d));
    return essential_rows(w, d);
}

static hm_status fill(const writer *w)
{
    const hm_sanction_plan *plan = w->plan;
    for (int32_t k = 0; k < plan->n_designs; k++) {
        HMI_TRY(fill_design(w, &plan->designs[k]));
    }
    for (int32_t k = 0; k < plan->n_coalition; k++) {
        HMI_TRY(coalition_row(w, &plan->coalition[k]));
        HMI_TRY(sharing_rows(w, plan->members + k * plan->parties->S));
    }
    for (int32_t k = 0; k < plan->n_threats; k++) {
        HMI_TRY(threat_row(w, &plan->threats[k]));
    }
    for (int32_t k = 0; k < plan->n_ranks; k++) {
        HMI_TRY(rank_row(w, k));
    }
    for (int32_t k = 0; k < plan->n_across; k++) {
        HMI_TRY(across_row(w, &plan->across[k]));
    }
    return HM_OK;
}

hm_status hm_sanction_tables(hm_context *ctx,
                             const hm_sanction_plan *const *plans,
                             int32_t count,
                             hm_table *tables[HM_SANCTION_TABLES])
{
    hm_status status = HM_OK;
    for (int t = 0; t < HM_SANCTION_TABLES; t++) {
        tables[t] = NULL;
    }
    for (int t = 0; t < HM_SANCTION_TABLES && status == HM_OK; t++) {
        status = make_table(ctx, &layouts[t], &tables[t]);
    }
    for (int32_t k = 0; k < count && status == HM_OK; k++) {
        const hm_economy *base = plans[k]->world.base;
        const writer w = {plans[k], hm_economy_labels(base),
                          hm_economy_data(base), tables};
        status = fill(&w);
    }
    for (int t = 0; t < HM_SANCTION_TABLES && status != HM_OK; t++) {
        hm_table_free(tables[t]);
        tables[t] = NULL;
    }
    return status;
}

// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * first_order.c - how far the standard errors of the trade elasticities carry,
 * to first order: the adjoint of each income in every theta (A1-A18) at the
 * counterfactual, beside what exact draws of theta alone give.
 *
 * ln theta_j is drawn with variance s_j^2, independently, and theta_home moves
 * with it, so the variance is sum_j (dJ/dln theta_j)^2 s_j^2.
 */
#include "linkage/brief.h"

#include <hirschman/sensitivity.h>

#include <math.h>
#include <string.h>

enum { SCENARIO, COUNTRY, ITEM, CENTRAL, FIRST, EXACT, RATIO, COLUMNS };

typedef struct work {
    hm_context *ctx;
    const hm_linkage_view *view;
    const hm_table *facts, *bands;
    double cv;
    hm_sensitivity *sensitivity;
    hm_objective *objective;
    double *theta, *theta_home; /* J: gradients */
    hm_table *table;
} work;

static hm_status make_table(hm_context *ctx, hm_table **out)
{
    static const char *const names[COLUMNS] = {
        "scenario",       "country",        "item", "value",
        "se_first_order", "se_exact_draws", "ratio"};
    HMI_TRY(hm_table_create(ctx, "first_order", out));
    for (int32_t c = 0; c < COLUMNS; c++) {
        HMI_TRY(hm_table_add_column(
            *out, names[c], c <= ITEM ? HM_COLUMN_TEXT : HM_COLUMN_NUMBER));
    }
    return HM_OK;
}

/* Facts that are an income of a country under a scenario. */
static bool is_income(const char *item)
{
    static const char *const items[] = {"domestic_income_pct", "offer_musd",
                                        "threat_musd", "answer_musd"};
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        if (strcmp(item, items[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* dJ of the fact into w->objective: per cent of real domestic income, or EV. */
static hm_status take_objective(work *w, const char *item, int32_t scenario,
                                int32_t n)
{
    hm_objective_clear(w->view->base, w->objective);
    if (strcmp(item, "domestic_income_pct") == 0) {
        double hat = hm_welfare_data(w->view->welfare[scenario])
                         ->real_domestic_income_hat[n];
        return hm_sensitivity_add_real_domestic_income(
            w->sensitivity, n, 100.0 * hat, w->objective);
    }
    return hm_sensitivity_add_real_income_musd(w->sensitivity, n, 1.0,
                                               w->objective);
}

static double standard_error(const work *w)
{
    const hm_elasticities *set = hm_economy_elasticities(w->view->base);
    int32_t J = hm_economy_data(w->view->base)->n_sectors;
    double sum = 0.0;
    for (int32_t j = 0; j < J; j++) {
        double theta = set->theta[j];
        if (isnan(theta)) {
            continue;
        }
        double se = set->theta_se == NULL ? 0.0 : set->theta_se[j];
        double spread = se > 0.0 ? se / theta : w->cv;
        double slope =
            theta * w->theta[j] + set->theta_home[j] * w->theta_home[j];
        sum += slope * slope * log1p(spread * spread);
    }
    return sqrt(sum);
}

static hm_status add_row(work *w, int32_t row, double first)
{
    int32_t band = hmi_bands_find(w->bands, w->facts, row, "theta");
    double exact = band < 0 ? (double)NAN : hmi_bands_error(w->bands, band);
    HMI_TRY(hm_table_add_row(w->table));
    HMI_TRY(hm_table_set_text(w->table, SCENARIO,
                              hm_table_text(w->facts, row, HMI_FACT_SCENARIO)));
    HMI_TRY(hm_table_set_text(w->table, COUNTRY,
                              hm_table_text(w->facts, row, HMI_FACT_COUNTRY)));
    HMI_TRY(hm_table_set_text(w->table, ITEM,
                              hm_table_text(w->facts, row, HMI_FACT_ITEM)));
    hm_table_set_number(w->table, CENTRAL,
                        hm_table_number(w->facts, row, HMI_FACT_VALUE));
    hm_table_set_number(w->table, FIRST, first);
    hm_table_set_number(w->table, EXACT, exact);
    hm_table_set_number(w->table, RATIO,
                        exact > 0.0 ? first / exact : (double)NAN);
    return HM_OK;
}

static hm_status fact_row(work *w, int32_t row, int32_t scenario)
{
    const char *item = hm_table_text(w->facts, row, HMI_FACT_ITEM);
    const char *code = hm_table_text(w->facts, row, HMI_FACT_COUNTRY);
    hm_gradient wanted = {.theta = w->theta, .theta_home = w->theta_home};
    HMI_TRY(take_objective(w, item, scenario,
                           hm_economy_country(w->view->base, code)));
    HMI_TRY(hm_sensitivity_adjoint(w->sensitivity, w->objective, &wanted));
    return add_row(w, row, standard_error(w));
}

static hm_status scenario_rows(work *w, int32_t s)
{
    hm_shock *shock = NULL;
    hm_status status = HM_OK;
    const char *name = hm_scenario_name(w->view->scenarios[s]);
    HMI_TRY(
        hm_shock_create(w->ctx, w->view->base, w->view->scenarios[s], &shock));
    HMI_GOTO(status,
             hm_sensitivity_at(w->sensitivity, shock, w->view->solutions[s]));
    for (int32_t r = 0; r < hm_table_rows(w->facts); r++) {
        if (is_income(hm_table_text(w->facts, r, HMI_FACT_ITEM)) &&
            strcmp(hm_table_text(w->facts, r, HMI_FACT_SCENARIO), name) == 0) {
            HMI_GOTO(status, fact_row(w, r, s));
        }
    }
out:
    hm_shock_free(shock);
    return status;
}

hm_status hm_linkage_first_order(hm_context *ctx, const hm_linkage *linkage,
                                 const hm_linkage_view *view,
                                 const hm_table *facts, const hm_table *bands,
                                 double theta_cv, hm_table **out)
{
    hm_status status = HM_OK;
    size_t J = (size_t)hm_economy_data(view->base)->n_sectors;
    work w = {.ctx = ctx,
              .view = view,
              .facts = facts,
              .bands = bands,
              .cv = theta_cv};
    *out = NULL;
    w.theta = hmi_alloc(ctx, 2 * J, sizeof *w.theta);
    HMI_GOTO(status, w.theta == NULL ? HM_ERR_MEMORY : HM_OK);
    w.theta_home = w.theta + J;
    HMI_GOTO(status, hm_sensitivity_create(ctx, view->base, view->closure,
                                           &w.sensitivity));
    HMI_GOTO(status, hm_objective_create(ctx, view->base, false, &w.objective));
    HMI_GOTO(status, make_table(ctx, &w.table));
    for (int32_t s = 0; s < view->n_scenarios; s++) {
        if (view->welfare[s] != NULL &&
            hm_linkage_needs(linkage, hm_scenario_name(view->scenarios[s]))) {
            HMI_GOTO(status, scenario_rows(&w, s));
        }
    }
    *out = w.table;
    w.table = NULL;
out:
    hm_table_free(w.table);
    hm_objective_free(ctx, w.objective);
    hm_sensitivity_free(w.sensitivity);
    hmi_free(ctx, w.theta);
    return status;
}

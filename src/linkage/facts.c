// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * facts.c - the table of facts, and lines 1 and 2: who depends on whom (L1,
 * L2) and what each step of pressure costs target and broker (B2).
 *
 * Costs are real domestic income (T19b): what a country earns itself. A
 * deficit that shrinks because a link was cut is money no longer received;
 * it is a fact of its own, never mixed into the cost.
 */
#include "linkage/internal.h"

#include <math.h>
#include <string.h>

hm_status hmi_fact_add(hm_table *facts, const hmi_fact *fact, double value)
{
    HMI_TRY(hm_table_add_row(facts));
    hm_table_set_number(facts, HMI_FACT_LINE, (double)fact->line);
    HMI_TRY(hm_table_set_text(facts, HMI_FACT_ITEM, fact->item));
    HMI_TRY(hm_table_set_text(facts, HMI_FACT_SCENARIO, fact->scenario));
    HMI_TRY(hm_table_set_text(facts, HMI_FACT_COUNTRY, fact->country));
    HMI_TRY(hm_table_set_text(facts, HMI_FACT_ABOUT, fact->about));
    hm_table_set_number(facts, HMI_FACT_VALUE, value);
    HMI_TRY(hm_table_set_text(facts, HMI_FACT_UNIT, fact->unit));
    return hm_table_set_text(facts, HMI_FACT_CLASS, fact->class_mark);
}

int32_t hmi_view_find(const hm_linkage_view *view, const char *name)
{
    for (int32_t s = 0; s < view->n_scenarios; s++) {
        if (strcmp(hm_scenario_name(view->scenarios[s]), name) == 0) {
            return view->welfare[s] == NULL ? -1 : s;
        }
    }
    return -1;
}

double hmi_income_musd(const hm_welfare *welfare, int32_t n)
{
    return hm_welfare_data(welfare)->real_income_musd[n];
}

double hmi_domestic_musd(const hm_economy *base, const hm_welfare *welfare,
                         int32_t n)
{
    const hm_economy_arrays *data = hm_economy_data(base);
    double earned = data->income[n] - data->deficit[n];
    return earned *
           (hm_welfare_data(welfare)->real_domestic_income_hat[n] - 1.0);
}

double hmi_broker_cost(const hmi_desk *desk, int32_t scenario)
{
    return -hmi_domestic_musd(desk->view->base, desk->view->welfare[scenario],
                              desk->broker);
}

/* --- line 1 ---------------------------------------------------------------- */

typedef struct trade {
    double exports, imports;
} trade;

static trade trade_of(const hm_economy *economy, int32_t n)
{
    trade sum = {0.0, 0.0};
    for (int32_t i = 0; i < hm_economy_data(economy)->n_countries; i++) {
        if (i != n) {
            sum.exports += hm_leverage_flow(economy, n, i);
            sum.imports += hm_leverage_flow(economy, i, n);
        }
    }
    return sum;
}

/* Shares of n's trade that go to and come from i, per cent, and the sums. */
static hm_status pair_facts(const hmi_desk *desk, int32_t n, int32_t i)
{
    const hm_economy *base = desk->view->base;
    const char *const *codes = hm_economy_labels(base)->country_codes;
    trade all = trade_of(base, n);
    double sold = hm_leverage_flow(base, n, i);
    double bought = hm_leverage_flow(base, i, n);
    double exports = 100.0 * sold / all.exports;
    double imports = 100.0 * bought / all.imports;
    double both = 100.0 * (sold + bought) / (all.exports + all.imports);
    hmi_fact fact = {1, "exports_share", "", codes[n], codes[i], "%", "C"};
    HMI_TRY(hmi_fact_add(desk->facts, &fact, exports));
    fact.item = "imports_share";
    HMI_TRY(hmi_fact_add(desk->facts, &fact, imports));
    fact.item = "trade_share";
    HMI_TRY(hmi_fact_add(desk->facts, &fact, both));
    fact.unit = "MUSD";
    fact.item = "exports_musd";
    HMI_TRY(hmi_fact_add(desk->facts, &fact, sold));
    fact.item = "imports_musd";
    return hmi_fact_add(desk->facts, &fact, bought);
}

/* Size of a country: what it earns in a year and its trade. */
static hm_status size_facts(const hmi_desk *desk, int32_t n)
{
    const hm_economy *base = desk->view->base;
    const hm_economy_arrays *data = hm_economy_data(base);
    trade all = trade_of(base, n);
    hmi_fact fact = {
        1,  "income_musd", "", hm_economy_labels(base)->country_codes[n],
        "", "MUSD",        "C"};
    HMI_TRY(
        hmi_fact_add(desk->facts, &fact, data->income[n] - data->deficit[n]));
    fact.item = "exports_musd";
    HMI_TRY(hmi_fact_add(desk->facts, &fact, all.exports));
    fact.item = "imports_musd";
    HMI_TRY(hmi_fact_add(desk->facts, &fact, all.imports));
    fact.item = "deficit_musd";
    return hmi_fact_add(desk->facts, &fact, data->deficit[n]);
}

hm_status hmi_facts_dependence(const hmi_desk *desk)
{
    HMI_TRY(size_facts(desk, desk->target));
    HMI_TRY(size_facts(desk, desk->broker));
    HMI_TRY(size_facts(desk, desk->sender));
    HMI_TRY(pair_facts(desk, desk->target, desk->broker));
    HMI_TRY(pair_facts(desk, desk->broker, desk->target));
    HMI_TRY(pair_facts(desk, desk->broker, desk->sender));
    HMI_TRY(pair_facts(desk, desk->sender, desk->broker));
    return pair_facts(desk, desk->target, desk->sender);
}

/* --- line 2 ---------------------------------------------------------------- */

static hm_status income_facts(const hmi_desk *desk, int32_t s, int32_t n)
{
    const hm_linkage_view *view = desk->view;
    const hm_welfare_arrays *w = hm_welfare_data(view->welfare[s]);
    const hm_labels *labels = hm_economy_labels(view->base);
    hmi_fact fact = {2,
                     "domestic_income_pct",
                     hm_scenario_name(view->scenarios[s]),
                     labels->country_codes[n],
                     "",
                     "%",
                     "E"};
    HMI_TRY(hmi_fact_add(desk->facts, &fact,
                         100.0 * (w->real_domestic_income_hat[n] - 1.0)));
    fact.item = "real_income_pct";
    HMI_TRY(hmi_fact_add(desk->facts, &fact,
                         100.0 * (w->real_income_hat[n] - 1.0)));
    fact.item = "real_wage_pct";
    HMI_TRY(
        hmi_fact_add(desk->facts, &fact, 100.0 * (w->real_wage_hat[n] - 1.0)));
    fact.unit = "MUSD";
    fact.item = "domestic_income_musd";
    HMI_TRY(hmi_fact_add(desk->facts, &fact,
                         hmi_domestic_musd(view->base, view->welfare[s], n)));
    fact.item = "real_income_musd";
    HMI_TRY(
        hmi_fact_add(desk->facts, &fact, hmi_income_musd(view->welfare[s], n)));
    fact.item = "deficit_change_musd";
    return hmi_fact_add(desk->facts, &fact,
                        w->deficit_cf[n] - w->deficit_base[n]);
}

/* Export earnings and the import bill of the target. */
static hm_status currency_facts(const hmi_desk *desk, int32_t s)
{
    const hm_linkage_view *view = desk->view;
    const hm_welfare_arrays *w = hm_welfare_data(view->welfare[s]);
    int32_t n = desk->target;
    hmi_fact fact = {2,
                     "exports_change_musd",
                     hm_scenario_name(view->scenarios[s]),
                     desk->linkage->target,
                     "",
                     "MUSD",
                     "E"};
    HMI_TRY(hmi_fact_add(desk->facts, &fact,
                         w->exports_cf[n] - w->exports_base[n]));
    fact.item = "imports_change_musd";
    HMI_TRY(hmi_fact_add(desk->facts, &fact,
                         w->imports_cf[n] - w->imports_base[n]));
    fact.unit = "%";
    fact.item = "exports_change_pct";
    HMI_TRY(
        hmi_fact_add(desk->facts, &fact,
                     100.0 * (w->exports_cf[n] / w->exports_base[n] - 1.0)));
    fact.item = "imports_change_pct";
    return hmi_fact_add(desk->facts, &fact,
                        100.0 * (w->imports_cf[n] / w->imports_base[n] - 1.0));
}

/* What the target uses of a group of goods at base prices, over the base. */
static double use_change(const hmi_desk *desk, int32_t s,
                         const hmi_group *group)
{
    const hm_economy_arrays *data = hm_economy_data(desk->view->base);
    const hm_solution_arrays *cf = hm_solution_data(desk->view->solutions[s]);
    double before = 0.0;
    double after = 0.0;
    for (int32_t k = 0; k < group->sectors.count; k++) {
        int32_t j =
            hm_economy_sector(desk->view->base, group->sectors.items[k]);
        size_t cell =
            (size_t)desk->target * (size_t)data->n_sectors + (size_t)j;
        if (data->expenditure[cell] > 0.0) {
            before += data->expenditure[cell];
            after += cf->expenditure[cell] / cf->price_hat[cell];
        }
    }
    return 100.0 * (after / before - 1.0);
}

/* (1 + rate') / (1 + rate) of one cell; NULL arrays are zero. */
static double rate_hat(const double *before, const double *after, size_t cell)
{
    double base = before == NULL ? 0.0 : before[cell];
    return after == NULL ? 1.0 : (1.0 + after[cell]) / (1.0 + base);
}

/*
 * Price index of what country n imports of good j over the base (T8), and the
 * share of imports in its spending before and after. With every import cut
 * the index has no end and the share after is zero.
 */
typedef struct imports {
    double price_hat, share_before, share_after;
} imports;

static imports imports_of(const hmi_desk *desk, const hm_shock_arrays *shock,
                          const double *costs, const double *share, int32_t j)
{
    const hm_economy_arrays *data = hm_economy_data(desk->view->base);
    size_t N = (size_t)data->n_countries;
    size_t J = (size_t)data->n_sectors;
    double theta = data->theta[j];
    double sum = 0.0;
    imports found = {1.0, 0.0, 0.0};
    for (size_t i = 0; i < N; i++) {
        size_t cell = ((size_t)j * N + (size_t)desk->target) * N + i;
        double phi = shock->phi == NULL ? 1.0 : shock->phi[cell];
        if (i == (size_t)desk->target || data->share[cell] <= 0.0) {
            continue;
        }
        double iceberg = shock->cost_hat == NULL ? 1.0 : shock->cost_hat[cell];
        double price = costs[i * J + (size_t)j] * iceberg *
                       rate_hat(data->tariff, shock->tariff, cell) *
                       rate_hat(data->export_tax, shock->export_tax, cell) *
                       rate_hat(data->rent_wedge, shock->rent_wedge, cell);
        found.share_before += data->share[cell];
        found.share_after += share[cell];
        if (phi > 0.0) {
            sum += data->share[cell] * phi * pow(price, -theta);
        }
    }
    if (found.share_before > 0.0 && sum > 0.0) {
        found.price_hat = pow(sum / found.share_before, -1.0 / theta);
    }
    return found;
}

/*
 * Volume of the target's imports of a group over the base, per cent: spending
 * on imports over their price index, which knows that what is left of a good
 * is a poor substitute for what was cut. Tonnes would add up unlike things.
 */
static double import_change(const hmi_desk *desk, int32_t s,
                            const hmi_group *group, const double *share,
                            const hm_shock *shock)
{
    const hm_economy *base = desk->view->base;
    const hm_economy_arrays *data = hm_economy_data(base);
    const hm_solution_arrays *cf = hm_solution_data(desk->view->solutions[s]);
    double before = 0.0;
    double after = 0.0;
    for (int32_t k = 0; k < group->sectors.count; k++) {
        int32_t j = hm_economy_sector(base, group->sectors.items[k]);
        size_t good =
            (size_t)desk->target * (size_t)data->n_sectors + (size_t)j;
        imports m =
            imports_of(desk, hm_shock_data(shock), cf->cost_hat, share, j);
        before += m.share_before * data->expenditure[good];
        after += m.share_after * cf->expenditure[good] / m.price_hat;
    }
    return 100.0 * (after / before - 1.0);
}

static hm_status essential_facts(const hmi_desk *desk, int32_t s)
{
    hm_status status = HM_OK;
    const hm_linkage_view *view = desk->view;
    const hm_economy_arrays *data = hm_economy_data(view->base);
    size_t cells = (size_t)data->n_countries * (size_t)data->n_countries *
                   (size_t)data->n_sectors;
    hm_shock *shock = NULL;
    double *share = HMI_ARRAY(desk->ctx, double, cells);
    if (share == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_GOTO(status, hm_shock_create(desk->ctx, view->base, view->scenarios[s],
                                     &shock));
    hm_solution_shares(view->base, shock, view->solutions[s], share);
    for (int32_t g = 0; g < desk->linkage->n_groups; g++) {
        const hmi_group *group = &desk->linkage->groups[g];
        hmi_fact fact = {2,
                         "essential_imports_pct",
                         hm_scenario_name(view->scenarios[s]),
                         desk->linkage->target,
                         group->name,
                         "%",
                         "E"};
        HMI_GOTO(status,
                 hmi_fact_add(desk->facts, &fact,
                              import_change(desk, s, group, share, shock)));
        fact.item = "essential_use_pct";
        HMI_GOTO(status,
                 hmi_fact_add(desk->facts, &fact, use_change(desk, s, group)));
    }
out:
    hm_shock_free(shock);
    hmi_free(desk->ctx, share);
    return status;
}

/* Every country of interest, in order, under one step of pressure. */
static hm_status step_facts(const hmi_desk *desk, int32_t s)
{
    const char *code;
    for (int32_t k = 0; (code = hm_linkage_country(desk->linkage, k)) != NULL;
         k++) {
        HMI_TRY(
            income_facts(desk, s, hm_economy_country(desk->view->base, code)));
    }
    HMI_TRY(currency_facts(desk, s));
    return desk->linkage->n_groups > 0 ? essential_facts(desk, s) : HM_OK;
}

hm_status hmi_facts_pressure(const hmi_desk *desk)
{
    const hmi_names *steps = &desk->linkage->pressure;
    for (int32_t a = 0; a < steps->count; a++) {
        int32_t s = hmi_view_find(desk->view, steps->items[a]);
        if (s >= 0) {
            HMI_TRY(step_facts(desk, s));
        }
    }
    return HM_OK;
}

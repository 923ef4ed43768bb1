// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * search.c - the smallest offer that covers the broker's cost (B20, B22).
 *
 * One unknown: the fraction f by which the sender's tariffs are cut, or the
 * cash paid. The broker's gain grows with it, so a bracket and Illinois steps
 * find the size that gives exactly what is needed. The solve that is reported
 * is verified; those on the way only lead to it.
 */
#include "linkage/internal.h"

#include <math.h>

enum { MAX_STEPS = 60 };

/* Relative to what is needed: a hundredth of a per cent of it. */
static const double search_tolerance = 1e-4;

typedef hm_status (*offer_make)(hmi_desk *desk, double size, hm_scenario **out);

/* Solve into the desk's solution, from the offer tried before. */
static hm_status find(hmi_desk *desk, const hm_shock *shock, bool *solved)
{
    const hm_linkage_view *view = desk->view;
    if (desk->solver == NULL) {
        HMI_TRY(hm_solver_create(desk->ctx, view->base, view->closure,
                                 &view->settings, &desk->solver));
        HMI_TRY(hm_solution_create(desk->ctx, view->base, &desk->solution));
    }
    const hm_certificate *last = hm_solution_certificate(desk->solution);
    const hm_solution *near =
        last->outcome == HM_CONVERGED ? desk->solution : NULL;
    HMI_TRY(hm_solver_solve(desk->solver, shock, near, desk->solution));
    *solved = last->outcome == HM_CONVERGED;
    return HM_OK;
}

static hm_selector selector_of(const hmi_names *names, bool complement)
{
    return (hm_selector){names->count, (const char *const *)names->items,
                         complement};
}

static hm_status make_cut(hmi_desk *desk, double size, hm_scenario **out)
{
    const hm_linkage *linkage = desk->linkage;
    hm_measure measure = {
        .kind = HM_MEASURE_TARIFF, .rule = HM_RULE_LINEAR_CUT, .value = size};
    measure.exporter = selector_of(&linkage->exporters, linkage->exporters_not);
    measure.importer = selector_of(&linkage->importers, linkage->importers_not);
    measure.sector = selector_of(&linkage->sectors, linkage->sectors_not);
    HMI_TRY(hm_scenario_create(desk->ctx, "tariff-cut", "", out));
    return hm_scenario_add(*out, &measure);
}

static hm_status make_transfer(hmi_desk *desk, double size, hm_scenario **out)
{
    const char *from[] = {desk->linkage->sender};
    const char *to[] = {desk->linkage->broker};
    hm_measure measure = {
        .kind = HM_MEASURE_TRANSFER, .rule = HM_RULE_VALUE_MUSD, .value = size};
    measure.exporter = (hm_selector){1, from, false};
    measure.importer = (hm_selector){1, to, false};
    HMI_TRY(hm_scenario_create(desk->ctx, "transfer", "", out));
    return hm_scenario_add(*out, &measure);
}

static bool reached(const hmi_offer *offer, double needed)
{
    return fabs(offer->broker_gain - needed) <= search_tolerance * needed;
}

/* EV (T19) in the desk's solution. */
static double gain_of(const hmi_desk *desk, int32_t n)
{
    const hm_solution_arrays *x = hm_solution_data(desk->solution);
    double income = hm_economy_data(desk->view->base)->income[n];
    return x->income[n] / x->price_index_hat[n] - income;
}

/* Gains of broker and sender at one size of the offer; verified when it is
 * the one that is needed. */
static hm_status try_offer(hmi_desk *desk, offer_make make, double size,
                           double needed, hmi_offer *offer)
{
    hm_status status = HM_OK;
    hm_scenario *scenario = NULL;
    hm_shock *shock = NULL;
    hm_verification seen;
    offer->ok = false;
    offer->size = size;
    HMI_GOTO(status, make(desk, size, &scenario));
    HMI_GOTO(status,
             hm_shock_create(desk->ctx, desk->view->base, scenario, &shock));
    HMI_GOTO(status, find(desk, shock, &offer->ok));
    if (offer->ok) {
        offer->broker_gain = gain_of(desk, desk->broker);
        offer->sender_gain = gain_of(desk, desk->sender);
    }
    if (offer->ok && reached(offer, needed)) {
        HMI_GOTO(status,
                 hm_equilibrium_verify(
                     desk->ctx, desk->view->base, desk->view->closure, shock,
                     desk->solution, desk->view->verify_tolerance, &seen));
        offer->ok = seen.confirmed;
    }
out:
    hm_shock_free(shock);
    hm_scenario_free(scenario);
    return status;
}

/* Illinois: false position that halves the weight of an end that stays. */
static hm_status search(hmi_desk *desk, offer_make make, double needed,
                        double high, hmi_offer *out)
{
    double low = 0.0;
    double gap_low = -needed;
    hmi_offer at = {0};
    *out = (hmi_offer){0};
    HMI_TRY(try_offer(desk, make, high, needed, &at));
    double gap_high = at.broker_gain - needed;
    if (!at.ok || gap_high < 0.0) {
        return HM_OK; /* the largest offer does not reach, or has no answer */
    }
    *out = at;
    int side = 0;
    for (int step = 0; step < MAX_STEPS && out->ok; step++) {
        if (reached(out, needed)) {
            return HM_OK;
        }
        double size = low + (high - low) * -gap_low / (gap_high - gap_low);
        HMI_TRY(try_offer(desk, make, size, needed, out));
        double gap = out->broker_gain - needed;
        if (gap < 0.0) {
            low = size;
            gap_low = gap;
            gap_high *= side == -1 ? 0.5 : 1.0;
            side = -1;
        } else {
            high = size;
            gap_high = gap;
            gap_low *= side == 1 ? 0.5 : 1.0;
            side = 1;
        }
    }
    out->ok = false;
    return HM_OK;
}

hm_status hmi_search_cut(hmi_desk *desk, double needed, hmi_offer *out)
{
    *out = (hmi_offer){0};
    if (!desk->linkage->has_instrument) {
        return HM_OK;
    }
    return search(desk, make_cut, needed, 1.0, out);
}

hm_status hmi_search_transfer(hmi_desk *desk, double needed, hmi_offer *out)
{
    /* prices move against a payer at worst by a few per cent of the cash */
    return search(desk, make_transfer, needed, 2.0 * needed, out);
}
